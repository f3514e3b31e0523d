import { renderTable } from './table.ts';
import { readTags } from './tag.ts';

/**
 * The table of outcomes: their names, and what the comments above them say.
 * @param outcomes those that there are
 * @param source the text of the file that names them
 * @param path of that file, for errors
 */
export function renderOutcomes(outcomes: readonly string[], source: string, path: string): string {
  const tags = readTags(source, 'outcome', () => true);
  const rows = outcomes.map((outcome) => {
    const [step, when, ...more] = tags.find(({ quotes }) => quotes[0] === outcome)?.text.split(' | ') ?? [];
    if (step === undefined || when === undefined || more.length > 0) {
      throw new Error(`${path}: ${outcome} needs a comment "// @outcome <the step's color> | <when>" above it.`);
    }
    return [`\`${outcome}\``, step, when];
  });
  return renderTable(['`outcome`', 'Step', 'When'], rows);
}
