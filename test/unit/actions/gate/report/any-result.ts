import fc from 'fast-check';
import { type Group, type GroupBy, sumGroups } from '../../../../../src/actions/gate/judge/group.ts';
import type { PolicyResult } from '../../../../../src/actions/gate/judge/policy-result.ts';
import { decideOutcome } from '../../../../../src/actions/gate/judge/verdict.ts';
import { OUTCOMES } from '../../../../../src/actions/gate/outcome.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import { SCOPE_INPUTS } from '../../../../../src/actions/gate/select/aspect.ts';
import { SEVERITIES } from '../../../../../src/platform/severity.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import { buildJudgement, buildPolicy, buildResult, buildSync, buildViolation } from './example-results.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  // Lone surrogates and what else no encoding has a place for.
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 10 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(...Object.values(HOSTILE_TEXTS).map((one) => one.slice(0, 300))),
);

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const violation = fc
  .record({
    cloud: text,
    resourceType: text,
    accountName: text,
    accountId: nullable(text),
    name: text,
    region: text,
    platformId: text,
  })
  .map(buildViolation);

const counts = fc.record({
  gating: fc.nat({ max: 12 }),
  known: fc.nat({ max: 3 }),
  waived: fc.nat({ max: 3 }),
  belowThreshold: fc.nat({ max: 3 }),
  outOfScopeBy: fc.dictionary(fc.constantFrom(...SCOPE_INPUTS), fc.integer({ min: 1, max: 3 }), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
});

const NOTHING = { gating: 0, known: 0, waived: 0, belowThreshold: 0, outOfScopeBy: {} };

const policy = fc
  .record({
    id: fc.uuid(),
    texts: fc.record({ name: text, description: text, domain: text, severityLabel: text, reason: text }),
    severity: fc.constantFrom(...SEVERITIES),
    standing: fc.constantFrom('judged', 'judged', 'judged', 'stale', 'never-evaluated', 'unreadable'),
    counts,
    resources: fc.array(violation, { maxLength: 4 }),
    resourcesProblem: nullable(text),
    change: nullable(fc.integer({ min: -5, max: 5 })),
  })
  .map(({ id, texts, severity, standing, counts, resources, resourcesProblem, change }): PolicyResult => {
    const { outOfScopeBy, ...rest } = standing === 'judged' ? counts : NOTHING;
    const outOfScope = Object.values<number>(outOfScopeBy).reduce((sum, one) => sum + one, 0);
    const own = { ...rest, outOfScope };
    return buildPolicy({
      ...{ id, ...texts, severity, standing, ...own, outOfScopeBy, resources, resourcesProblem },
      found: Object.values(own).reduce((sum, one) => sum + one, 0),
      reason: standing === 'judged' ? null : texts.reason,
      change: standing === 'judged' ? change : null,
    });
  });

const judgement = fc
  .record({
    policies: fc.uniqueArray(policy, { maxLength: 8, selector: ({ id }) => id }),
    limit: fc.constantFrom(0, 5, 1_000),
    groupBy: fc.oneof(
      fc.constant<GroupBy>({ kind: 'policy' }),
      fc.constant<GroupBy>({ kind: 'account' }),
      text.map((key): GroupBy => ({ kind: 'tag', key: key || 'team' })),
    ),
    names: fc.array(text, { maxLength: 4 }),
  })
  .map(({ policies, limit, groupBy, names }) => {
    const groups = names.map((name): Group => ({ kind: 'named', name, id: nullIfOdd(name), gating: 1 }));
    const gating = policies.reduce((sum, one) => sum + one.gating, 0);
    return buildJudgement(policies, {
      rule: { failOn: 'low', maxViolations: { kind: 'total', limit } },
      groupBy,
      groups: groupBy.kind === 'policy' ? [] : sumGroups([{ gating, groups: groups.slice(0, gating) }]),
    });
  });

function nullIfOdd(name: string): string | null {
  return name.length % 2 === 1 ? null : name;
}

const judged = fc.record({ judgement, tolerates: fc.boolean(), texts: fc.tuple(text, text, text) }).map((parts) => {
  const outcome = decideOutcome(parts.judgement);
  const green = outcome === 'passed' || (outcome === 'inconclusive' && parts.tolerates);
  const [sentence, remedy, warning] = parts.texts;
  return buildResult({ outcome, green, judgement: parts.judgement, sentence, remedy, warnings: [warning] });
});

/** Results that the core would not give: the reports must not be green by accident all the same. */
const unjudged = fc
  .record({ outcome: fc.constantFrom(...OUTCOMES), judgement: nullable(judgement), texts: fc.tuple(text, text, text) })
  .map((parts) => {
    const [sentence, syncName, problem] = parts.texts;
    return buildResult({
      outcome: parts.outcome,
      green: parts.outcome === 'passed',
      judgement: parts.judgement,
      sentence,
      problems: [sentence, problem],
      syncs: [buildSync({ syncName, problem, state: 'failed', rows: null, lastLogLines: [problem] })],
    });
  });

/** Any result, with any texts in it. */
export const anyResult: fc.Arbitrary<GateResult> = fc.oneof({ weight: 3, arbitrary: judged }, unjudged);
