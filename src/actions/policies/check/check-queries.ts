import pLimit from 'p-limit';
import { messageOf } from '../../../errors.ts';
import { PlatformError } from '../../../platform/http/errors.ts';
import { MOST_AT_ONCE } from '../../../platform/http/throttle.ts';
import { type QueryClient, readRefusal } from '../../../platform/queries.ts';
import { watchRefusals } from '../../../platform/refusals.ts';
import { compareTexts } from '../../../text/compare.ts';
import { type FileProblem, sortProblems } from '../../../text/file-problem.ts';
import { readStatement } from '../sql/statement.ts';
import type { Checks, IdRule, QueryTarget, Unchecked } from './checks.ts';
import { findUnlisted, findUnsendable, hideRefusal, placeRefusal, shortenRefusal } from './judge.ts';

/**
 * Asks the Platform whether it understands queries, and what they would give. None is run, but the engine computes what
 * needs no row, such as a subquery that gives one value.
 * @param hidesData whether words of the engine are hidden that can be data
 * @throws {TimedOutError} after the step's deadline
 */
export async function checkQueries(
  targets: readonly QueryTarget[],
  idRule: IdRule,
  client: Pick<QueryClient, 'checkSyntax' | 'describeColumns'>,
  hidesData: boolean,
): Promise<Checks> {
  const problems: FileProblem[] = [];
  const warnings: FileProblem[] = [];
  const unchecked: Unchecked[] = [];
  const refused = new Set<string>();
  const columns = new Map<string, readonly string[]>();
  const watches = { syntax: watchRefusals(), columns: watchRefusals() };
  const quote = hidesData ? hideRefusal : shortenRefusal;
  let passed = 0;

  function leaveUnchecked({ slug, place }: QueryTarget, why: string): void {
    unchecked.push({ slug, why });
    if (idRule !== 'error') return;
    // @failure managing | `invalid` | The message gives the reason. Use a key whose role may check queries, or set
    // `require-platform-id: warn`.
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
    if ((await ask('syntax', target, () => client.checkSyntax(statement.sql))) === null) return;
    const described = await ask('columns', target, () => client.describeColumns(statement.sql));
    if (described === null) return;
    columns.set(slug, described.answer.columns);
    passed += 1;
    const unlisted = idRule === 'ignore' ? null : findUnlisted(target, described.answer);
    if (unlisted !== null) (idRule === 'error' ? problems : warnings).push(unlisted);
  }

  /** @returns null if there is no answer, which was noted */
  async function ask<T>(
    question: keyof typeof watches,
    target: QueryTarget,
    send: () => Promise<T>,
  ): Promise<{ readonly answer: T } | null> {
    const refusals = watches[question];
    const closed = refusals.why();
    if (closed !== null) {
      leaveUnchecked(target, closed);
      return null;
    }
    try {
      const answer = await send();
      refusals.noteAnswer();
      return { answer };
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      const refusal = readRefusal(error);
      if (refusal === null) leaveUnchecked(target, refusals.noteFailure(error) ?? messageOf(error));
      else {
        refusals.noteAnswer();
        refused.add(target.slug);
        problems.push(placeRefusal(target, refusal, quote));
      }
      return null;
    }
  }

  // A query is taken apart while it is asked about, and there may be thousands.
  await pLimit(MOST_AT_ONCE).map(targets, check);
  unchecked.sort((a, b) => compareTexts(a.slug, b.slug));
  return { passed, problems: sortProblems(problems), warnings: sortProblems(warnings), unchecked, refused, columns };
}
