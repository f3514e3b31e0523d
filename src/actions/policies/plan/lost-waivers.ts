import type { FileProblem } from '../../../text/file-problem.ts';
import { countNouns } from '../../../text/format.ts';
import { canonText } from '../../../text/tidy.ts';
import type { PlannedChange } from './change.ts';

/**
 * Policies that a plan renames, and that waivers name as they are called until then. These waivers are without effect from
 * then on: the gate counts what they covered, although no query changes.
 * @param countWaivers how many waivers in force name a policy so
 */
export function findLostWaivers(
  changes: readonly Pick<PlannedChange, 'kind' | 'before' | 'after' | 'file'>[],
  countWaivers: (name: string) => number,
): FileProblem[] {
  return changes.flatMap(({ kind, before, after, file }): FileProblem[] => {
    if (kind !== 'policy' || before === null || after === null || file === null) return [];
    if (canonText(before.name) === canonText(after.name)) return [];
    const old = countWaivers(before.name);
    // The waivers have the new name already, or both names until the plan is applied.
    if (old <= countWaivers(after.name)) return [];
    // @failure managing | not affected | Add the same waivers with the new name, and merge them before the plan is applied.
    // Remove those with the old name afterwards.
    const sentence = `\`waivers\` has ${countNouns(old, 'waiver')} for “${before.name}”, and the plan renames this policy: the gate then counts the violations that they cover. Before the plan is applied, add the same waivers for “${after.name}”.`;
    return [{ path: file.path, line: file.line, column: null, sentence }];
  });
}
