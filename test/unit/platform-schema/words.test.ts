import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VOCABULARIES } from '../../../scripts/platform-schema/endpoints.ts';
import { reviewLists } from '../../../src/actions/access/review.ts';
import { isRoleType } from '../../../src/actions/access/role-types.ts';
import { assessPolicy } from '../../../src/actions/gate/evaluate/freshness.ts';
import { DEFAULTS } from '../../../src/actions/gate/inputs.ts';
import { selectPolicies } from '../../../src/actions/gate/select/selection.ts';
import { classifyRun, isKnownStatus } from '../../../src/actions/gate/sync/run-state.ts';
import { makePlan } from '../../../src/actions/policies/plan/plan.ts';
import { InputError } from '../../../src/errors.ts';
import { isSeverity } from '../../../src/platform/severity.ts';
import { anApiKey, aUser, listing, RULE } from '../fake/access.ts';
import { aCompletedRun, aPolicy } from '../fake/client.ts';
import { NOON } from '../fake/clock.ts';
import { readGateInputs } from '../fake/inputs.ts';

const FILTERS = { policies: { include: [], exclude: [] }, groups: { include: [], exclude: [] }, domains: [] };

function isDomain(domains: string): boolean {
  try {
    readGateInputs((name) => ({ ...DEFAULTS, domains })[name] ?? '');
  } catch (error) {
    if (error instanceof InputError) return !error.problems.some((problem) => problem.includes('`domains`'));
  }
  return true;
}

/** What is found about a user who comes by it, without a second factor, while another one comes by SAML. */
function findingsOf(provider: string): string {
  const users = listing([aUser({ provider, hasMfa: false }), aUser({ id: 'user-2', email: 'b@acme.example' })]);
  const { findings } = reviewLists({ keys: listing([anApiKey()]), users, roles: null }, RULE, [], NOON);
  return findings.map(({ id }) => id).join();
}

/** What a plan has against a policy that has this status on the Platform. */
function conflictsOf(status: string): number {
  const mark = { owner: 'acme/infra', slug: 'a' };
  const form = { name: 'A', domain: 'security', severity: 'high', description: '', query: 'SELECT 1' };
  const place = { groupNames: [], notifyNames: null, file: { path: 'policies/a.yml', line: 2 } };
  const wanted = { slug: mark.slug, form: { ...form, status: 'active' }, ...place };
  const lists = { groupIds: [], destinationIds: [], changedBy: null, changedAt: null };
  const existing = { id: '1', mark, form: { ...form, status }, ...lists };
  const files = { policies: [wanted], groups: [], isEmpty: false, mayLack: null };
  const rule = { owner: mark.owner, adopt: 'never', onRemoved: 'keep', maxRemovals: 0 } as const;
  return makePlan(files, { policies: [existing], groups: [], destinations: [] }, rule).conflicts.length;
}

/** Whether the source makes something of a word. */
const DECIDES: Readonly<Record<keyof typeof VOCABULARIES, (word: string) => boolean>> = {
  severity: isSeverity,
  policyStatus: (status) =>
    selectPolicies([aPolicy({ status })], new Set(), FILTERS).paused.length > 0 ||
    assessPolicy(aPolicy({ status }), { kind: 'latest' }, Date.now()).reason === null,
  managedStatus: (status) => conflictsOf(status) === 0,
  domain: isDomain,
  runStatus: isKnownStatus,
  roleType: isRoleType,
  provider: (provider) => findingsOf(provider) !== findingsOf('another one'),
  statusReason: (statusReason) => classifyRun(aCompletedRun({ statusReason }), true).kind !== 'failed',
};

const SRC = join(import.meta.dirname, '../../../src');
const SOURCES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const LITERALS = new Set(
  SOURCES.flatMap((name) => readFileSync(join(SRC, name), 'utf8').match(/(?<=')[a-z][a-z:_-]{1,30}(?=')/g) ?? []),
);

describe('The words that are relied on', () => {
  it.each(Object.keys(DECIDES) as (keyof typeof VOCABULARIES)[])('are those that decide something: %s', (name) => {
    const { words, ...others } = VOCABULARIES[name];
    expect([...LITERALS].filter(DECIDES[name]).sort()).toEqual([...words].sort());
    expect('alsoKnown' in others ? others.alsoKnown.filter(DECIDES[name]) : []).toEqual([]);
  });
});
