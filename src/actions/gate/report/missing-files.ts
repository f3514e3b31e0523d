import type { MissingReport } from '../../../runner/report.ts';
import type { WrittenFile } from './kinds.ts';

/** A file that somebody asked for and that there is not. */
export interface MissingFile extends MissingReport {
  readonly kind: WrittenFile['kind'];
}

/** One sentence for each reason: a disk that is full is one problem, however many files it takes. */
export function describeMissing(missing: readonly MissingFile[]): string[] {
  const groups = Map.groupBy(missing, ({ kind, isWithheld, reason }) => [inputOf(kind), isWithheld, reason].join('\n'));
  return [...groups.values()].map((group) => {
    const [{ kind, isWithheld, reason }] = group as [MissingFile, ...MissingFile[]];
    const input = inputOf(kind);
    const subject = input === 'baseline' ? "the step's own baseline" : group.map((one) => one.kind).join(', ');
    if (isWithheld) return `\`${input}\`: ${subject} was not written: ${reason}.`;
    // @failure step#report
    return `\`${input}\`: ${subject} could not be written into \`report-dir\`: ${reason}.`;
  });
}

function inputOf(kind: WrittenFile['kind']): string {
  return kind === 'baseline' ? 'baseline' : 'reports';
}
