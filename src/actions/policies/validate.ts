import { toStepError } from '../../errors.ts';
import { countNouns } from '../../text/format.ts';
import { describeInvalid, describeStop, describeValid } from './ending.ts';
import { addProof, NOTHING } from './facts.ts';
import type { ReadFiles } from './files/read-files.ts';
import type { PoliciesDeps } from './question.ts';
import type { PoliciesResult } from './result.ts';

/** The story of a step that looks at the files only. */
export function validateFiles({ files, problems, warnings, tests }: ReadFiles): PoliciesResult {
  const facts = { ...NOTHING, mode: 'validate' as const, fileProblems: problems, fileWarnings: warnings };
  if (problems.length > 0) return { ...facts, ...describeInvalid(facts) };
  const count = countNouns(files.policies.length, 'query was', 'queries were');
  const untested = [...tests.values()].reduce((sum, { length }) => sum + length, 0);
  const rest = untested === 0 ? '' : `, and ${countNouns(untested, 'test was', 'tests were')} not run`;
  // @failure managing | not affected | Give the inputs `platform-url` and `api-key`, if the job has a key. Pull requests from forks have no key.
  const note = `${count} not checked by the engine of the Platform${rest}: that needs \`platform-url\` and \`api-key\`.`;
  return {
    ...facts,
    ...describeValid(files, 'the Platform was not asked'),
    notes: files.policies.length === 0 ? [] : [note],
  };
}

/** The story of a step that looks at the files, and asks the Platform about their queries. */
export async function validateQueries(
  { files, problems, warnings }: ReadFiles,
  { prove, platformUrl, stop }: Pick<PoliciesDeps, 'prove' | 'platformUrl' | 'stop'>,
): Promise<PoliciesResult> {
  const mode = 'validate' as const;
  const facts = { ...NOTHING, mode, platformUrl, fileProblems: problems, fileWarnings: warnings };
  if (problems.length > 0) return { ...facts, ...describeInvalid(facts) };
  try {
    const proof = await prove(null);
    const proven = addProof(facts, proof);
    if (proof.problems.length > 0) return { ...proven, ...describeInvalid(proven) };
    return { ...proven, ...describeValid(files, 'they were not compared with what the Platform has') };
  } catch (thrown) {
    return { ...facts, ...describeStop(toStepError(thrown, stop), null) };
  }
}
