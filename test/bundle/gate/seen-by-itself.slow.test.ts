/** What the step saw itself outranks any date, and no list that decides rests on luck. */
import { describe, expect, test } from 'vitest';
import {
  type EmulatorOptions,
  floodPolicy,
  type JsonBody,
  manyPolicies,
  policyOf,
  queryOf,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const CHECK = { mode: 'check', 'sync-name': '' };
const BASELINE = { ...CHECK, baseline: 'baseline.json' };
const EMPTY = '{"version": 1, "violations": []}';

/** A policy that nothing breaks. */
const CLEAN = policyOf({ name: 'Nameless buckets', query: queryOf('aws_s3_buckets', 'name IS NULL') });
const MINUTE = 60_000;
const NOW = Date.now();

const iso = (at: number) => new Date(at).toISOString();

describe('a result that the step saw before the data was there', { concurrent: true }, () => {
  /** Evaluated a moment ago by a clock that is so far ahead. */
  const ahead = (ago: number) => ({ earlier: { ago: -ago, estate: repairedEstate() }, estate: repairedEstate() });
  const QUICK = { 'evaluation-timeout-minutes': '0.01' };

  test.each<[string, EmulatorOptions, Record<string, string>, string]>([
    ['40 s ahead', { ...ahead(40_000), script: { evaluates: 'never' } }, {}, 'inconclusive'],
    ['two hours ahead', { ...ahead(120 * MINUTE), script: { evaluates: 'never' } }, {}, 'inconclusive'],
    [
      'of a run of somebody else that was in progress',
      {
        ...ahead(40_000),
        runs: [{ sync: 'aws-prod', age: 0, script: { evaluates: 'never', timings: { started: 300 } } }],
        stillUntil: 'list-runs',
      },
      { 'if-running': 'attach' },
      'inconclusive',
    ],
    [
      'of the run that was waited for',
      {
        ...ahead(-60 * MINUTE),
        script: { evaluates: 'never' },
        runs: [
          {
            sync: 'aws-prod',
            age: 0,
            script: { timings: { started: 300 }, evaluates: 'before-completion', results: { '*': { run_at: 40_000 } } },
          },
        ],
        stillUntil: 'list-runs',
      },
      {},
      'inconclusive',
    ],
    // What is new is new also by a clock that is ahead, and what was reused has nothing to move.
    ['and it moved', { ...ahead(20_000), script: { results: { '*': { run_at: 40_000 } } } }, {}, 'passed'],
    [
      'and its run is used again',
      { ...ahead(-1_000), runs: [{ sync: 'aws-prod', age: MINUTE }] },
      { 'reuse-within-minutes': '5' },
      'passed',
    ],
  ])('%s', async (_, options, inputs, outcome) => {
    await using platform = await startEmulator({ policies: [CLEAN], ...options });
    const result = await runGate(platform, { ...QUICK, ...inputs });
    expect(result.outputs['outcome']).toBe(outcome);
    if (outcome === 'inconclusive') expect(result.summary).toContain('is older than the sync, whatever its date says');
  });
});

describe('a query that was changed', { concurrent: true }, () => {
  const changed = (changes: (index: number) => Record<string, unknown>) => {
    let index = 0;
    return (body: JsonBody) => {
      const fields = changes(index++);
      return { ...body, items: body.items?.map((item) => ({ ...item, ...fields })) };
    };
  };
  const NEW = { query: 'SELECT 1 WHERE false' };

  test.each<[string, (index: number) => Record<string, unknown>, string]>([
    ['before the first list that shows the result', () => NEW, 'inconclusive'],
    [
      'and the result is later by its dates',
      () => ({ ...NEW, updated_at: iso(NOW - MINUTE), run_at: iso(NOW + MINUTE) }),
      'passed',
    ],
    [
      'and its date is no later than that of the result',
      () => ({ ...NEW, updated_at: iso(NOW + 2 * MINUTE), run_at: iso(NOW + MINUTE) }),
      'inconclusive',
    ],
    [
      'and evaluated after the step saw it',
      (index) => ({ ...NEW, run_at: iso(NOW + (index < 2 ? MINUTE : 2 * MINUTE)) }),
      'passed',
    ],
  ])('mode gate: %s', async (_, changes, outcome) => {
    await using platform = await startEmulator({ policies: [CLEAN], estate: repairedEstate() });
    platform.fault({ route: 'list-policies', from: 2, times: 999, do: { kind: 'rewrite', rewrite: changed(changes) } });
    const result = await runGate(platform, { 'evaluation-timeout-minutes': '0.02' });
    expect(result.outputs['outcome']).toBe(outcome);
    if (outcome === 'inconclusive') expect(result.summary).toContain('query was changed while this step waited');
    expect(result.printed).not.toContain(NEW.query);
  });

  test('mode check: the policies are named in the log and the summary', async () => {
    await using platform = await startEmulator({ policies: [CLEAN], estate: repairedEstate() });
    const later = changed(() => ({ updated_at: iso(NOW) }));
    platform.fault({ route: 'list-policies', times: 9, do: { kind: 'rewrite', rewrite: later } });
    const result = await runGate(platform, CHECK);
    expect([result.outputs['outcome'], result.exitCode]).toEqual(['passed', 0]);
    const sentence = /1 policy was changed after the latest evaluation: Nameless buckets\./;
    expect(result.annotations.map(({ message }) => message).join()).toMatch(sentence);
    expect(result.summary).toMatch(sentence);
  });

  test('mode check: nothing is said of one that was evaluated since', async () => {
    await using platform = await startEmulator({ policies: [CLEAN], estate: repairedEstate() });
    const result = await runGate(platform, CHECK);
    expect(result.annotations.filter(({ level }) => level === 'warning')).toEqual([]);
  });
});

describe('a list that shifts while it is read', { concurrent: true }, () => {
  /** The second page, as if one item of the first had gone and a new one had come at the end. */
  const shift = (body: JsonBody) => {
    const [, ...rest] = body.items ?? [];
    const last = rest.at(-1);
    return { ...body, items: [...rest, { ...last, id: '00000000-0000-4000-8000-000000000009' }] };
  };
  const isSecondPage = ({ query }: { query: URLSearchParams }) => query.get('page') === '2';

  test.each([['full'], ['page-size']] as const)('policies: the violated one is found (%s)', async (metadata) => {
    const violated = policyOf({ name: 'Violated', query: queryOf('aws_s3_buckets', 'NOT encrypted') });
    const [a, b, d] = ['A', 'B', 'D'].map((name) => policyOf({ name, query: CLEAN.query }));
    if (a === undefined || b === undefined || d === undefined) throw new Error('three policies');
    await using platform = await startEmulator({ policies: [a, b, violated, d], maxPerPage: 2, metadata });
    platform.fault({ route: 'list-policies', when: isSecondPage, do: { kind: 'rewrite', rewrite: shift } });
    const result = await runGate(platform, CHECK);
    expect(result.outputs['outcome']).toBe('violations');
  });

  test.each([['full'], ['page-size']] as const)(
    'violations: the new one is found among known ones (%s)',
    async (metadata) => {
      await using platform = await startEmulator({ policies: [floodPolicy(5)], maxPerPage: 3, metadata });
      const first = await runGate(platform, BASELINE, { files: { 'baseline.json': EMPTY } });
      // All are known but the fourth row, which is the first one of the second page; of the fifth there may be two.
      const lines = (first.reports['baseline.json'] ?? '').split('\n').filter((line) => !line.includes('instance/i-4'));
      const known = lines.map((line) => (line.includes('instance/i-5') ? line.replace('{', '{"count":2,') : line));
      expect(known.filter((line) => line.includes('instance/i-'))).toHaveLength(4);
      const lose = (body: JsonBody) => {
        const last = body.items?.at(-1);
        return { ...body, items: [last, { ...last, tags: ['of=another row'] }] };
      };
      platform.fault({ route: 'list-violations', when: isSecondPage, do: { kind: 'rewrite', rewrite: lose } });
      const result = await runGate(platform, BASELINE, { files: { 'baseline.json': known.join('\n') } });
      expect(result.outputs['outcome']).toBe('violations');
      expect(result.outputs['gating-violations']).toBe('1');
    },
  );
});

describe('a report', { concurrent: true }, () => {
  test.each([
    ['is one too many', 1, 'violations'],
    ['is tolerated', 2, 'passed'],
  ])(
    'changes no verdict: a row that is in the list of the last policy and in no count %s',
    async (_, slack, outcome) => {
      // Each tenth is violated, so that some more are violated than are shown.
      await using platform = await startEmulator({ policies: manyPolicies(250), metadata: 'full' });
      const counted = await runGate(platform, CHECK);
      const found = Number(counted.outputs['violations']);
      const last = platform.policy('Control 0241').id;
      platform.fault({
        route: 'list-violations',
        times: 999,
        when: ({ path }) => path.includes(last),
        do: {
          kind: 'rewrite',
          rewrite: (body) => ({
            items: [
              ...(body.items ?? []),
              { ...body.items?.[0], name: 'more' },
              { ...body.items?.[0], name: 'and more' },
            ],
            metadata: { page_size: 1_000, total_count: (body.items?.length ?? 0) + 2, last_page: 1 },
          }),
        },
      });
      for (const reports of ['', 'json', 'json\nsarif\njunit']) {
        const result = await runGate(platform, { ...CHECK, 'max-violations': String(found + slack), reports });
        expect(result.outputs['outcome'], reports).toBe(outcome);
      }
    },
  );
});
