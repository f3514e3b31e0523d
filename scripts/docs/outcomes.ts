import { OUTCOMES } from '../../src/actions/gate/outcome.ts';
import { renderTable } from './table.ts';
import { readTags } from './tag.ts';

/**
 * The table of outcomes: their names, and what the comments above them say.
 * @param source the text of src/actions/gate/outcome.ts
 */
export function renderOutcomes(source: string): string {
  const tags = readTags(source, 'outcome', () => true);
  const rows = OUTCOMES.map((outcome) => {
    const [step, when, ...more] = tags.find(({ quotes }) => quotes[0] === outcome)?.text.split(' | ') ?? [];
    if (step === undefined || when === undefined || more.length > 0) {
      throw new Error(
        `src/actions/gate/outcome.ts: ${outcome} needs a comment "// @outcome <the step's color> | <when>" above it.`,
      );
    }
    return [`\`${outcome}\``, step, when];
  });
  return renderTable(['`outcome`', 'Step', 'When'], rows);
}
