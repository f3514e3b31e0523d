import type { Policy } from '../../../platform/policy.ts';
import type { Freshness } from './freshness.ts';
import { countNews, type HistoryDeps, type News, UNKNOWN_NEWS } from './growth.ts';
import type { Past } from './past.ts';

/** What earlier evaluations tell. It decides nothing. */
export interface History {
  /** How much the counts grew. */
  readonly growth: News;
  /** Null if nobody shows it, or too little is known. */
  readonly past: Past | null;
}

/** What of them somebody wants to know. */
export interface HistoryQuestion {
  /** Whether somebody wants to know the growth of the counts. */
  readonly countsGrowth: boolean;
  /** Whether a report shows what the last evaluations found. */
  readonly showsPast: boolean;
}

/**
 * Asks for the histories of policies, for each once.
 * @param judged the policies whose count is known and new enough
 * @param before the policies as they were when the step began, by id
 */
export async function readHistory(
  judged: readonly Policy[],
  before: ReadonlyMap<string, Policy>,
  freshness: Freshness,
  { countsGrowth, showsPast }: HistoryQuestion,
  deps: HistoryDeps,
): Promise<History> {
  const history = { ...deps, client: askOnce(deps.client) };
  // An output needs the growth, so that it comes first: the picture is given up sooner. A step that finds nothing does
  // not even load what it takes.
  const growth = countsGrowth ? await countNews(judged, before, freshness, history) : UNKNOWN_NEWS;
  const isFound = judged.some(({ violationCount }) => (violationCount ?? 0) > 0);
  const past = showsPast && isFound ? await import('./past.ts') : null;
  return { growth, past: (await past?.findPast(judged, history)) ?? null };
}

type HistoryClient = HistoryDeps['client'];

/** The same client, which asks for the history of a policy once, whoever wants to know it. */
function askOnce(client: HistoryClient): HistoryClient {
  const asked = new Map<string, ReturnType<HistoryClient['findEvaluations']>>();
  return {
    findEvaluations(policyId, signal) {
      const answer = asked.get(policyId) ?? client.findEvaluations(policyId, signal);
      asked.set(policyId, answer);
      return answer;
    },
  };
}
