import { join } from 'node:path';
import { StepError } from '../../../errors.ts';
import { toLogText } from '../../../text/escape.ts';
import type { Scrub } from '../../../text/scrub.ts';
import { countObjects, NOUNS } from '../form.ts';
import type { PlannedChange } from '../plan/change.ts';
import type { PlatformState } from '../plan/sides.ts';
import type { BaseOrReason } from './base.ts';
import type { Overlay } from './overlay.ts';
import { type ExportPlan, type LeftOut, planBackup, planExport } from './plan-export.ts';
import { writeFolder } from './write-folder.ts';

/** Where files go, and whose they are. */
export interface WritePlace {
  /** Absolute. A folder of its own is made in it. */
  readonly reportDir: string;
  readonly owner: string;
  /** Takes the API key out of a text. */
  readonly scrub: Scrub;
}

/** A folder that was written. */
export interface WrittenFolder {
  readonly folder: string;
  /** How many objects have their files. */
  readonly policies: number;
  readonly groups: number;
  /** What the files don't say, a line each. */
  readonly left: readonly string[];
}

/** An export that was written. */
export interface WrittenExport extends WrittenFolder {
  /** What it changes in the files of the checkout; null: all files are new. */
  readonly over: Overlay | null;
  /** Why all files are new, and what to do about that; null: they are not, or nothing is to be done. */
  readonly reason: string | null;
  readonly remedy: string | null;
}

/**
 * Writes all that is on the Platform as files.
 * @param given the files of the checkout, or why the export is written as if there were none
 * @throws {StepError} if they can't be written
 */
export async function writeExport(
  state: PlatformState,
  place: WritePlace,
  given: BaseOrReason,
): Promise<WrittenExport> {
  const plan = planExport(state, place.owner, given.base);
  const { reason, remedy } = given.base === null ? given : { reason: null, remedy: null };
  return { ...(await write('export', plan, place)), over: plan.over, reason, remedy };
}

/**
 * Writes the objects that are about to go as files, which `apply` takes back.
 * @throws {StepError} if one of them can't be written, or one that is deleted not as a whole: then nothing may go
 */
export async function writeBackup(
  changes: readonly PlannedChange[],
  state: PlatformState,
  place: WritePlace,
): Promise<WrittenFolder> {
  const plan = planBackup(changes, state, place.owner);
  const deleted = new Set(changes.flatMap(({ verb, id }) => (verb === 'delete' ? [id] : [])));
  // Of what is only paused, all that its file does not say stays on the Platform.
  const lost = plan.left.filter(({ id, isWhole }) => isWhole || deleted.has(id));
  if (lost.length > 0) {
    const count = countObjects(new Set(lost.map(({ id }) => id)).size);
    // @failure managing | `error` | =
    throw new StepError(`${count} can't be backed up.`, {
      problems: lost.map(describeLeft),
      remedy:
        'If two groups or destinations have the same name, rename one of them. Otherwise pause or delete these objects by hand on the Platform, or set `on-removed: keep`.',
    });
  }
  return write('backup', plan, place);
}

async function write(name: string, plan: ExportPlan, { reportDir, scrub }: WritePlace): Promise<WrittenFolder> {
  const folder = await writeFolder(join(reportDir, name), plan, scrub);
  const { policies, groups } = plan.read;
  return { folder, policies: policies.length, groups: groups.length, left: plan.left.map(describeLeft) };
}

/** A line for people about what files don't say. */
export function describeLeft({ kind, name, id, reason }: LeftOut): string {
  return `The ${NOUNS[kind]} “${toLogText(name, 100)}” (${toLogText(id)}): ${reason}`;
}
