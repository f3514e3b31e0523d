import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPaused, type Policy } from '../../../src/platform/policy.ts';
import { joinReadings, joinTwins, mergePolicies } from '../../../src/platform/policy-readings.ts';
import { aPolicy, atSecond } from '../fake/client.ts';

type Changes = Partial<Policy>;

const NO_RESULT = { runAt: null, violationCount: null };

describe('one policy of two readings, one after the other', () => {
  const dates = (runAt: number | null, updatedAt: number | null): Changes => ({
    runAt: runAt === null ? null : atSecond(runAt),
    updatedAt: updatedAt === null ? null : atSecond(updatedAt),
  });

  test.each<[string, Changes, Changes, 'earlier' | 'later' | 'neither']>([
    ['the same', dates(1, 1), dates(1, 1), 'later'],
    ['a newer result', dates(1, 1), dates(2, 1), 'later'],
    ['an older result', dates(2, 1), dates(1, 1), 'earlier'],
    ['no result any more', dates(2, 1), dates(null, 1), 'neither'],
    ['a first result', dates(null, 1), dates(2, 1), 'later'],
    ['changed since', dates(1, 1), dates(1, 2), 'later'],
    ['changed less lately', dates(1, 2), dates(1, 1), 'earlier'],
    ['a newer result and changed less lately', dates(1, 2), dates(2, 1), 'neither'],
    ['a date of change that is not told', dates(1, 2), dates(2, null), 'later'],
  ])('%s', (_, a, b, expected) => {
    const joined = joinReadings(aPolicy({ ...a, severity: 'low' }), aPolicy({ ...b, severity: 'low' }));
    if (expected === 'neither') expect(joined.defect).toContain('with different values');
    else expect(joined).toMatchObject(expected === 'later' ? b : a);
  });

  test('that differ without a date that tells them apart: neither is believed', () => {
    const joined = joinReadings(aPolicy({ violationCount: 9 }), aPolicy({ status: 'paused' }));
    expect(joined).toMatchObject({ ...NO_RESULT, status: 'active', defect: expect.stringContaining('`status`') });
  });

  test('of which one cannot be read: the later one says what it is', () => {
    const broken = aPolicy({ ...NO_RESULT, defect: 'odd' });
    expect(joinReadings(broken, aPolicy())).toEqual(aPolicy());
    expect(joinReadings(aPolicy(), broken)).toEqual(broken);
    // What is contradicted does not go away by being judged less.
    for (const less of [{ status: 'paused' }, { severity: 'low' }]) {
      expect(joinReadings(broken, aPolicy(less))).toEqual(broken);
    }
    const anyDomain = aPolicy({ ...NO_RESULT, defect: 'odd', domain: '' });
    expect(joinReadings(anyDomain, aPolicy())).toEqual(anyDomain);
  });
});

describe('one policy of two with the same id', () => {
  const both = (a: Changes, b: Changes) => [joinTwins(aPolicy(a), aPolicy(b)), joinTwins(aPolicy(b), aPolicy(a))];

  test('which are the same, whatever their descriptions say', () => {
    for (const joined of both({}, { description: 'other' })) {
      expect(joined).toMatchObject({ defect: null, runAt: atSecond(120), violationCount: 0, aliases: [] });
    }
  });

  test.each<[string, Changes, Changes, string, Changes]>([
    ['status', {}, { status: 'paused' }, 'status', { status: 'active' }],
    ['status, unknown', { status: 'asleep' }, { status: 'paused' }, 'status', { status: 'asleep' }],
    ['severity', { severity: 'low' }, { severity: 'high' }, 'severity', { severity: 'high' }],
    ['severity, unknown', { severity: 'odd' }, { severity: 'high' }, 'severity', { severity: 'odd' }],
    ['domain', {}, { domain: 'finops' }, 'domain', { domain: '' }],
    ['count', {}, { violationCount: 7 }, 'violation_count', {}],
    ['count, unknown', {}, { violationCount: null }, 'violation_count', {}],
    ['date', {}, { runAt: atSecond(121) }, 'run_at', {}],
    ['date of change', {}, { updatedAt: atSecond(1) }, 'updated_at', {}],
    ['query', { queryHash: 'x' }, { queryHash: 'y' }, 'query', {}],
  ])('which differ in their %s has no result', (_, a, b, field, expected) => {
    for (const joined of both(a, b)) {
      const defect = `the Platform lists it more than once, with different values of \`${field}\``;
      expect(joined).toMatchObject({ ...NO_RESULT, defect, ...expected });
    }
  });

  test('of which one cannot be read has the defect of that', () => {
    for (const joined of both({}, { ...NO_RESULT, defect: 'odd' })) {
      expect(joined).toMatchObject({ ...NO_RESULT, defect: 'odd' });
    }
  });

  test('which differ in their names keeps both', () => {
    const [first, second] = both({ name: 'A' }, { name: 'B' });
    expect(first).toMatchObject({ ...NO_RESULT, name: 'A', aliases: ['B'] });
    expect(second).toMatchObject({ ...NO_RESULT, name: 'B', aliases: ['A'] });
  });

  test('in whatever order more of them come, it has no result unless all agree, and is paused only if all are', () => {
    const facts = fc.record({
      name: fc.constantFrom('A', 'B'),
      status: fc.constantFrom('active', 'paused'),
      severity: fc.constantFrom('low', 'critical'),
      domain: fc.constantFrom('security', 'finops'),
      violationCount: fc.constantFrom(0, 1, null),
      runAt: fc.constantFrom(atSecond(1), atSecond(2), null),
      queryHash: fc.constantFrom('x', 'y'),
    });
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 4 }), (all) => {
        const [joined, ...more] = mergePolicies([all.slice(0, 2).map(aPolicy), all.slice(2).map(aPolicy)]);
        expect(more).toEqual([]);
        if (joined === undefined) return;
        const isOne = new Set(all.map((one) => JSON.stringify(one))).size === 1;
        expect(joined.defect === null).toBe(isOne);
        if (!isOne) expect(joined).toMatchObject(NO_RESULT);
        expect(isPaused(joined)).toBe(all.every(({ status }) => status === 'paused'));
        expect(joined.severity).toBe(all.some(({ severity }) => severity === 'critical') ? 'critical' : 'low');
        expect(new Set([joined.name, ...joined.aliases])).toEqual(new Set(all.map(({ name }) => name)));
      }),
    );
  });
});
