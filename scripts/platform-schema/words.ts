import { SEVERITIES } from '../../src/platform/severity.ts';

/** Words of the Platform's that the gate knows, and what it makes of others. */
export interface Vocabulary {
  readonly name: string;
  /** The endpoint and the field, as findReliance names them. */
  readonly at: RegExp;
  /** Those that decide something. */
  readonly words: readonly string[];
  /** Those that decide no more than an unknown one. */
  readonly alsoKnown?: readonly string[];
  /** What becomes of an unknown one; completes "it …". */
  readonly otherwise: string;
}

/**
 * The words that decide something. What the source knows is asked of the source where it has a list; else
 * test/unit/platform-schema.test.ts holds it against the decisions.
 */
export const VOCABULARIES: readonly Vocabulary[] = [
  {
    name: 'severity',
    at: /^GET \/policies items\[\]\.severity$/,
    words: SEVERITIES,
    otherwise: 'gates as critical',
  },
  {
    name: 'status of a policy',
    at: /^GET \/policies items\[\]\.status$/,
    words: ['active', 'paused'],
    otherwise: 'makes the policy inconclusive',
  },
  {
    name: 'domain',
    at: /^GET \/policies items\[\]\.domain$/,
    words: ['finops', 'security', 'compliance', 'governance', 'operations'],
    otherwise: "can't be asked for with `domains`",
  },
  {
    name: 'status of a run',
    at: /^(GET|POST) \/syncs\/\{syncName\}\/runs(\/\{runId\})? (items\[\]\.)?status$/,
    words: ['created', 'pending', 'started', 'completed', 'failed', 'cancelled'],
    otherwise: 'is waited for until the deadline',
  },
  {
    name: 'reason of a status',
    at: /^(GET|POST) \/syncs\/\{syncName\}\/runs(\/\{runId\})? (items\[\]\.)?status_reason$/,
    words: ['partial_success', 'error'],
    alsoKnown: ['oom_killed', 'ingestion_failed'],
    otherwise: 'makes a completed run a failed one',
  },
];

/** The words that are known at a field; null: its words decide nothing. */
export function vocabularyOf(endpoint: string, field: string): Vocabulary | null {
  return VOCABULARIES.find(({ at }) => at.test(`${endpoint} ${field}`)) ?? null;
}
