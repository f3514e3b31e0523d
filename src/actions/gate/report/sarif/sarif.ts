import { hash } from 'node:crypto';
import { countNouns } from '../../../../text/format.ts';
import { comparePolicies } from '../../judge/order.ts';
import type { PolicyResult } from '../../judge/policy-result.ts';
import type { ReportedViolation } from '../../judge/tally.ts';
import type { GateResult } from '../../result.ts';
import type { ReportInput } from '../input.ts';
import { createLineHashes } from './fingerprint.ts';
import { countReported, countSarif, listNotes } from './notes.ts';
import { describeResult, type SarifStanding } from './result.ts';
import { describeRule } from './rule.ts';
import { createZippedSize } from './size.ts';
import { toJsonLine } from './text.ts';

/** GitHub closes all alerts of a tool that has another name from now on. */
const TOOL_NAME = 'CloudQuery gate';

/** Of the action, as in package.json. */
export const TOOL_VERSION = '0.1.0';

/** GitHub refuses a file with more of either. */
export const MOST_RESULTS = 25_000;
export const MOST_RULES = 25_000;

/** GitHub refuses a file that is larger than 10 MB when it is zipped. */
const ZIPPED_BYTES = 9_000_000;
/** Of these, for rules. */
const RULES_BYTES = 4_000_000;

/**
 * Why no SARIF may be written: GitHub closes the alerts that a file lacks, so one made from partial results would close
 * live ones. Null if it may.
 * @returns what can follow `No SARIF report, since `
 */
export function findSarifObstacle({ outcome, mode, syncs, judgement }: GateResult): string | null {
  if (mode === 'sync') return 'mode `sync` judges no policy';
  if (judgement === null || (outcome !== 'passed' && outcome !== 'violations')) return `the outcome is \`${outcome}\``;
  const unjudged = judgement.policies.filter(({ standing }) => standing !== 'judged').length;
  if (unjudged > 0) return `${countNouns(unjudged, 'policy', 'policies')} could not be judged`;
  const unread = judgement.policies.filter(({ resourcesProblem }) => resourcesProblem !== null).length;
  if (unread > 0) return `the violations of ${countNouns(unread, 'policy', 'policies')} could not be listed`;
  const partial = syncs.filter(({ state }) => state !== 'succeeded').length;
  if (partial > 0) return `${countNouns(partial, 'sync', 'syncs')} did not fetch all data`;
  return null;
}

/**
 * The report for GitHub code scanning, in SARIF 2.1.0: a rule per policy, a result per violation that gates, is known or
 * is below the threshold. It has no times and no ids of runs: if the results are the same, the file is.
 *
 * Piece by piece; holds one violation at a time. What gates comes before what does not, and then the worst policies
 * first, until GitHub takes no more.
 * @param anchor file of the repository, relative, at which results point
 * @throws {Error} if there is an obstacle
 */
export function* renderSarif({ result, rowsOf }: ReportInput, anchor: string): Generator<string> {
  const obstacle = findSarifObstacle(result);
  const { judgement } = result;
  if (obstacle !== null || judgement === null) throw new Error(`No SARIF report, since ${obstacle}.`);
  const policies = judgement.policies.filter((policy) => countReported(policy) > 0);
  const sizeAfter = createZippedSize();
  yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n';
  yield `"tool": {"driver": {"name": "${TOOL_NAME}", "semanticVersion": "${TOOL_VERSION}", "rules": [`;
  const ruled = yield* renderRules(policies.toSorted(comparePolicies), sizeAfter);
  yield `]}},\n"automationDetails": ${toJsonLine({ id: nameAutomation(result) })},\n"columnKind": "utf16CodeUnits",\n"results": [`;
  const results = listResults(ruled, rowsOf, addressOf(anchor));
  const written = yield* renderResults(results, sizeAfter);
  const isCut = written.isCut || ruled.length < policies.length;
  const counts = countSarif(judgement.totals, written.count, isCut);
  yield `],\n"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [`;
  yield* renderLines(listNotes(counts).map(toJsonLine));
  yield `]}],\n"properties": ${toJsonLine(counts)}\n}]\n}\n`;
}

/** @returns the policies that found room */
function* renderRules(
  policies: readonly PolicyResult[],
  sizeAfter: (piece: string) => number,
): Generator<string, readonly PolicyResult[]> {
  function* listFitting(): Generator<string> {
    for (const policy of policies.slice(0, MOST_RULES)) {
      const line = toJsonLine(describeRule(policy));
      if (sizeAfter(line) > RULES_BYTES) return;
      fitting.push(policy);
      yield line;
    }
  }
  const fitting: PolicyResult[] = [];
  yield* renderLines(listFitting());
  return fitting;
}

/** @returns how many results there are, and whether there were more */
function* renderResults(
  results: Iterable<object>,
  sizeAfter: (piece: string) => number,
): Generator<string, { readonly count: number; readonly isCut: boolean }> {
  function* listFitting(): Generator<string> {
    for (const one of results) {
      const line = toJsonLine(one);
      isCut = count === MOST_RESULTS || sizeAfter(line) > ZIPPED_BYTES;
      if (isCut) return;
      count += 1;
      yield line;
    }
  }
  let count = 0;
  let isCut = false;
  yield* renderLines(listFitting());
  return { count, isCut };
}

function* renderLines(lines: Iterable<string>): Generator<string> {
  let start = '\n';
  for (const line of lines) {
    yield `${start}${line}`;
    start = ',\n';
  }
  yield '\n';
}

/** What gates, and then what does not; in each the policies in their order, and the rows as they come. */
function* listResults(
  policies: readonly PolicyResult[],
  rowsOf: ReportInput['rowsOf'],
  uri: string,
): Generator<object> {
  const lineHashOf = createLineHashes();
  for (const isGating of [true, false]) {
    for (const [ruleIndex, policy] of policies.entries()) {
      if ((isGating ? policy.gating : policy.known + policy.belowThreshold) === 0) continue;
      for (const row of rowsOf(policy.id)) {
        if (!isReported(row) || (row.standing === 'gating') !== isGating) continue;
        const lineHash = lineHashOf(policy.id, row.fingerprint);
        yield describeResult(row, policy, { ruleIndex, uri, lineHash });
      }
    }
  }
}

function isReported<Row extends ReportedViolation>(row: Row): row is Row & { readonly standing: SarifStanding } {
  return row.standing !== 'waived' && row.standing !== 'out-of-scope';
}

/**
 * What GitHub calls the category. A file replaces the one before of the same tool and category, and closes what that
 * had more; so it has to stay the same, and to be another one for another Platform or other syncs.
 */
function nameAutomation({ mode, syncs, platformUrl }: GateResult): string {
  const names = [...new Set(syncs.map(({ syncName }) => syncName))].sort();
  const platform = platformUrl === null ? [] : [namePlatform(new URL(platformUrl))];
  return ['cloudquery-gate', ...platform, nameSyncs(mode, names), ''].join('/');
}

/** Several Platforms may share a host. */
function namePlatform({ host, pathname }: URL): string {
  return `${host}${pathname.replace(/\/(?:api)?$/, '')}`.replace(/[^\w.-]+/g, '-');
}

function nameSyncs(mode: GateResult['mode'], names: readonly string[]): string {
  const joined = names.length === 0 ? mode : names.join('+');
  if (names.every((name) => /^[\w.-]+$/.test(name)) && joined.length <= 100) return joined;
  const digits = hash('sha256', JSON.stringify(names), 'hex').slice(0, 8);
  return `${joined.replace(/[^\w.+-]+/g, '-').slice(0, 80)}-${digits}`;
}

/** A path as a relative address, in which nothing is taken for a scheme, a host or a query. */
function addressOf(path: string): string {
  const segments = path.toWellFormed().split('/');
  return segments
    .filter((segment) => segment !== '' && segment !== '.')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
}
