import pLimit from 'p-limit';
import { messageOf } from '../../../errors.ts';
import { PlatformError } from '../../../platform/http/errors.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import { type QueryClient, readRefusal } from '../../../platform/queries.ts';
import { watchRefusals } from '../../../platform/refusals.ts';
import { type FileProblem, sortProblems } from '../../../text/file-problem.ts';
import { readStatement } from '../sql/statement.ts';
import type { Checks, IdRule, QueryTarget, Unchecked } from './checks.ts';
import { findUnlisted, findUnsendable, placeRefusal } from './judge.ts';

/**
 * Asks the Platform whether it understands queries, and what they would give. None is run.
 * @throws {TimedOutError} after the step's deadline
 */
export async function checkQueries(
  targets: readonly QueryTarget[],
  idRule: IdRule,
  client: Pick<QueryClient, 'checkSyntax' | 'describeColumns'>,
): Promise<Checks> {
  const problems: FileProblem[] = [];
  const warnings: FileProblem[] = [];
  const unchecked: Unchecked[] = [];
  const refused = new Set<string>();
  const columns = new Map<string, readonly string[]>();
  const refusals = watchRefusals();
  let passed = 0;

  function leaveUnchecked({ slug, place }: QueryTarget, why: string): void {
    unchecked.push({ slug, why });
    if (idRule !== 'error') return;
    // @failure managing | `invalid` | Give a key whose role may ask about queries, or set `require-platform-id: warn`.
    const sentence = `Whether the query gives \`_cq_platform_id\` is unknown, and \`require-platform-id\` is \`error\`: ${why}.`;
    problems.push({ path: place.path, line: place.line, column: null, sentence });
  }

  async function check(target: QueryTarget): Promise<void> {
    const { slug } = target;
    const statement = readStatement(target.query);
    if (statement.kind === 'problem') {
      const unsendable = findUnsendable(target);
      if (unsendable !== null) problems.push(unsendable);
      refused.add(slug);
      return;
    }
    const closed = refusals.why();
    if (closed !== null) return leaveUnchecked(target, closed);
    try {
      await client.checkSyntax(statement.sql);
      const described = await client.describeColumns(statement.sql);
      refusals.noteAnswer();
      columns.set(slug, described.columns);
      passed += 1;
      const unlisted = idRule === 'ignore' ? null : findUnlisted(target, described);
      if (unlisted !== null) (idRule === 'error' ? problems : warnings).push(unlisted);
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const refusal = readRefusal(error);
      if (refusal !== null) {
        refusals.noteAnswer();
        refused.add(slug);
        return void problems.push(placeRefusal(target, refusal));
      }
      leaveUnchecked(target, refusals.noteFailure(error) ?? messageOf(error));
    }
  }

  // A query is taken apart while it is asked about, and there may be thousands.
  await pLimit(MOST_AT_ONCE).map(targets, check);
  unchecked.sort((a, b) => (a.slug < b.slug ? -1 : 1));
  return { passed, problems: sortProblems(problems), warnings: sortProblems(warnings), unchecked, refused, columns };
}
