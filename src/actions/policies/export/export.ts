import { StepError } from '../../../errors.ts';
import { toLogText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import type { Scrub } from '../../../text/scrub.ts';
import type { PlannedChange, PlatformState } from '../plan/plan.ts';
import { type ExportPlan, type LeftOut, planBackup, planExport } from './plan-export.ts';
import { writeFolder } from './write-folder.ts';

/** Where files go, and whose they are. */
export interface ExportPlace {
  /** Absolute. Whatever stands there stays. */
  readonly folder: string;
  readonly owner: string;
  /** Takes the API key out of a text. */
  readonly scrub: Scrub;
}

/** A folder that was written. */
export interface Exported {
  readonly folder: string;
  /** How many objects have their files. */
  readonly policies: number;
  readonly groups: number;
  readonly left: readonly LeftOut[];
}

/** Writes all that is on the Platform as files, into a new folder. @throws {StepError} if they can't be written */
export function exportPlatform(state: PlatformState, { folder, owner, scrub }: ExportPlace): Exported {
  return write(planExport(state, owner), folder, scrub);
}

/**
 * Writes the objects that are about to go as files, which `apply` takes back.
 * @throws {StepError} if one of them can't be written: then nothing may go
 */
export function backUpObjects(
  changes: readonly PlannedChange[],
  state: PlatformState,
  { folder, owner, scrub }: ExportPlace,
): Exported {
  const plan = planBackup(changes, state, owner);
  const lost = plan.left.filter(({ isWhole }) => isWhole);
  if (lost.length > 0) {
    // @failure policies-as-code | `error` | =
    throw new StepError(`${countNouns(lost.length, 'object')} can't be backed up, so that nothing was removed.`, {
      problems: lost.map(describeLeft),
      remedy: 'Remove these by hand on the Platform, or set `on-removed: keep`.',
    });
  }
  return write(plan, folder, scrub);
}

function write(plan: ExportPlan, folder: string, scrub: Scrub): Exported {
  const written = writeFolder(folder, plan, scrub);
  const { policies, groups } = plan.read;
  return { folder: written, policies: policies.length, groups: groups.length, left: plan.left };
}

/** A line for people about what files don't say. */
export function describeLeft({ kind, name, id, reason }: LeftOut): string {
  const noun = kind === 'policy' ? 'The policy' : 'The group';
  return `${noun} “${toLogText(name, 100)}” (${toLogText(id)}): ${reason}`;
}
