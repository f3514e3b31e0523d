import { rmSync, statSync } from 'node:fs';
import { basename, join, parse } from 'node:path';
import * as v from '../vendor/valibot.ts';
import type { StepIdentity } from './context.ts';
import { readText } from './read-file.ts';
import type { OwnReports } from './report-file.ts';
import { writeText } from './write-file.ts';

/** What of a folder is an action's own. */
export interface Ownership {
  /** The name of the file in the folder that says what the action wrote. It is hidden from globs, and from artifacts. */
  readonly record: string;
  /** The names of its reports, such as `report.json`; with `-2` and so on before their ending they are, too. */
  readonly names: readonly string[];
}

/**
 * The reports that an action wrote into a folder, and which step wrote them. On machines that keep their workspace a
 * report of an earlier run would be taken for this one's, or this one's be `report-2.sarif`.
 */
export interface ReportFolder extends OwnReports {
  /** Takes away what earlier runs left, and writes down what there is now. */
  finish(): void;
}

const LARGEST_RECORD = 2 ** 20;

const Step = v.object({ run: v.string(), attempt: v.string(), job: v.string(), step: v.string() });

/** Size and time of a file say whether somebody changed it. */
const Entry = v.object({ name: v.string(), size: v.number(), modified: v.number(), writer: Step });

const Body = v.object({ files: v.array(Entry) });

type Entry = v.InferOutput<typeof Entry>;

/**
 * Reads what is known of a folder. What cannot be read is unknown, so that nothing is replaced for want of it.
 * @param folder absolute
 */
export function openReportFolder(folder: string, { record, names }: Ownership, writer: StepIdentity): ReportFolder {
  const path = join(folder, record);
  // Whatever a record says, nothing else is ever replaced.
  const entries = readRecord(path).filter(({ name }) => names.some((own) => isNumbered(name, own)));
  const known = new Map(entries.map((entry) => [entry.name, entry]));
  const written = new Set<string>();
  function mayReplace(path: string): boolean {
    const entry = known.get(basename(path));
    return entry !== undefined && !isOfOtherStep(entry.writer, writer) && isUntouched(path, entry);
  }
  return {
    mayReplace,
    add(path) {
      const { size, mtimeMs } = statSync(path);
      const name = basename(path);
      known.set(name, { name, size, modified: mtimeMs, writer });
      written.add(name);
    },
    finish() {
      for (const name of [...known.keys()].filter((one) => !written.has(one))) {
        const path = join(folder, name);
        if (mayReplace(path)) rmSync(path, { force: true, maxRetries: 3 });
      }
      const files = [...known.values()].filter((entry) => isUntouched(join(folder, entry.name), entry));
      if (written.size > 0 || known.size > 0) writeText(path, [`${JSON.stringify({ files }, null, 2)}\n`]);
    },
  };
}

function readRecord(path: string): Entry[] {
  const text = readText(path, LARGEST_RECORD);
  if (text.kind !== 'text') return [];
  const body = v.safeParse(v.pipe(v.string(), v.parseJson(), Body), text.text);
  return body.success ? body.output.files : [];
}

/** Whether a name is that of a report, or that with a number: `report.json`, `report-2.json`. */
function isNumbered(name: string, own: string): boolean {
  const { name: stem, ext } = parse(own);
  if (!name.startsWith(stem) || !name.endsWith(ext)) return false;
  return /^(?:-\d+)?$/.test(name.slice(stem.length, name.length - ext.length));
}

/** Two steps of a job may share a folder, and what reads their reports comes after both. */
function isOfOtherStep(one: StepIdentity, other: StepIdentity): boolean {
  const isSameJob = one.run === other.run && one.attempt === other.attempt && one.job === other.job;
  return isSameJob && one.step !== other.step;
}

function isUntouched(path: string, { size, modified }: Entry): boolean {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true && stats.size === size && stats.mtimeMs === modified;
}
