import { describe, expect, test } from 'vitest';
import { type Acceptance, prepareAcceptance } from '../../../../../src/actions/gate/judge/acceptance.ts';
import { createTally } from '../../../../../src/actions/gate/judge/tally.ts';
import { EVERYTHING } from '../../../../../src/actions/gate/select/aspect.ts';
import type { Waiver } from '../../../../../src/actions/gate/waivers/waiver.ts';
import { aPolicy, aRow, aViolation } from '../../../fake/client.ts';
import { baselineOf, rowsOf } from '../../../fake/decision.ts';
import { createReadCounter } from '../../../fake/reads.ts';
import { scopeOf } from '../../../fake/scope.ts';
import { aWaiver } from '../../../fake/waiver.ts';

const POLICY = aPolicy({ id: 'p0', name: 'Policy 0' });

function accept({ accounts = [], ...changes }: { accounts?: string[] } & Partial<Acceptance>) {
  return prepareAcceptance({ scope: scopeOf({ accounts }), waivers: [], baseline: null, ...changes })(POLICY);
}

const waivers = (...changes: Partial<Waiver>[]) => changes.map((one) => aWaiver({ policy: 'p0', ...one }));

describe('prepareAcceptance', () => {
  test.each<[string, Parameters<typeof accept>[0], boolean, boolean]>([
    // acceptance → the list is needed, all of it is waived
    ['nothing', {}, false, false],
    ['an account', { accounts: ['prod'] }, true, false],
    ['an account that is excluded', { accounts: ['!prod'] }, true, false],
    ['a baseline', { baseline: baselineOf({ p0: rowsOf('a') }) }, true, false],
    ['an empty baseline', { baseline: baselineOf({}) }, true, false],
    ['a baseline of another policy', { baseline: baselineOf({ p1: rowsOf('a') }) }, true, false],
    ['a waiver of a resource', { waivers: waivers({ resource: 'a' }) }, true, false],
    ['a waiver of an account', { waivers: waivers({ account: 'a' }) }, true, false],
    ['a waiver of a region', { waivers: waivers({ region: 'a' }) }, true, false],
    ['a waiver of any resource is none of the policy', { waivers: waivers({ resource: '*' }) }, true, false],
    ['a waiver of the policy', { waivers: waivers({}) }, false, true],
    ['by its name', { waivers: waivers({ policy: 'POLICY 0' }) }, false, true],
    ['a waiver of another policy', { waivers: waivers({ policy: 'p1' }) }, false, false],
    ['a waiver of a resource of another policy', { waivers: waivers({ policy: 'p1', resource: 'a' }) }, false, false],
    ['a waiver of the policy and one of a resource', { waivers: waivers({}, { resource: 'a' }) }, true, true],
    ['a waiver of the policy and an account', { waivers: waivers({}), accounts: ['prod'] }, true, true],
    ['a waiver of the policy and a baseline', { waivers: waivers({}), baseline: baselineOf({}) }, true, true],
  ])('%s', (_, acceptance, needsList, isWaived) => {
    expect(accept(acceptance)).toMatchObject({ needsList, isWaived });
  });

  test('what is known of a policy is what the baseline holds of it, and nothing without one', () => {
    const baseline = baselineOf({ p0: rowsOf('a b b'), p1: rowsOf('c') });
    expect(accept({ baseline }).known).toBe(baseline.byPolicy.get('p0'));
    expect(accept({ baseline: baselineOf({ p1: rowsOf('c') }) }).known).toEqual(new Map());
    expect(accept({}).known).toBeNull();
  });

  test('the waivers of a policy come in their order, and those of others do not', () => {
    const [a, other, b] = waivers(
      { line: 1, region: 'eu' },
      { policy: 'p1', line: 2 },
      { policy: 'policy 0', line: 3 },
    );
    const own = accept({ waivers: [a, other, b] as Waiver[] });
    expect(own.waivers.map(({ waiver }) => waiver)).toEqual([a, b]);
    expect(own.waivers.map(({ matches }) => matches(aViolation({ region: 'us' })))).toEqual([false, true]);
  });

  test('the same acceptance serves one policy after another', () => {
    const acceptanceOf = prepareAcceptance({
      scope: EVERYTHING,
      waivers: waivers({}, { policy: 'p1', resource: 'a' }),
      baseline: null,
    });
    const said = ['p0', 'p1', 'p2', 'p0'].map((id) => {
      const { needsList, isWaived } = acceptanceOf(aPolicy({ id, name: id }));
      return [needsList, isWaived];
    });
    expect(said).toEqual([
      [false, true],
      [true, false],
      [false, false],
      [false, true],
    ]);
  });

  test('nine thousand waivers of other policies keep none of 1,500 policies waiting', () => {
    const reads = createReadCounter();
    const many = Array.from({ length: 9_000 }, (_, line) =>
      reads.watch(aWaiver({ policy: `Old control ${line}`, line })),
    );
    const acceptanceOf = prepareAcceptance({ scope: EVERYTHING, waivers: many, baseline: null });
    const all = Array.from({ length: 1_500 }, (_, index) =>
      acceptanceOf(aPolicy({ id: `p${index}`, name: `P${index}` })),
    );
    // A few times each, and not once for each policy.
    expect(reads.count).toBeLessThanOrEqual(10 * many.length);
    expect(all.every((own) => own.waivers.length === 0 && !own.isWaived && !own.needsList)).toBe(true);
    const own = acceptanceOf(aPolicy({ id: 'p0', name: 'old control 4711' }));
    expect([own.waivers.map(({ waiver }) => waiver.line), own.isWaived]).toEqual([[4711], true]);
  });

  test.each<[string, (index: number) => Partial<Waiver>]>([
    ['exact names', (index) => ({ resource: `arn:aws:ec2:us-east-1:111122223333:instance/i-x${index}` })],
    ['patterns that begin alike', (index) => ({ resource: `arn:aws:ec2:*:instance/i-x${index}` })],
    ['patterns that begin with anything', (index) => ({ resource: `*i-x${index}` })],
    ['accounts', (index) => ({ account: `account-${index}` })],
  ])('of a row that meets hundreds of waivers the names are taken apart for the first of them: %s', (_, changes) => {
    const many = Array.from({ length: 300 }, (_, index) => aWaiver({ policy: 'p0', line: index, ...changes(index) }));
    const reads = createReadCounter();
    const rows = Array.from({ length: 100 }, (_, index) => {
      const platformId = `arn:aws:ec2:us-east-1:111122223333:instance/i-${index}`;
      const row = aRow({ name: `instance-${index}`, platformId });
      return { ...row, violation: reads.watch(row.violation) };
    });
    const tally = createTally(POLICY, accept({ waivers: many }), {
      mostShown: 10,
      gates: true,
      isListed: false,
      groupBy: { kind: 'policy' },
    });
    tally.add(rows, 100);
    const { read, waived, covered } = tally.finish();
    expect(reads.count).toBeLessThanOrEqual(20 * rows.length);
    expect([read, waived, covered.size]).toEqual([100, 0, 300]);
  });

  test.each<[string[], string, string | null, boolean]>([
    [[], 'prod', '1', true],
    [['prod'], 'prod', '1', true],
    [['prod'], 'dev', '1', false],
    [['1*'], 'dev', '1', true],
    [['!dev'], 'dev', '1', false],
    [['prod'], '', null, true],
    [['prod'], '\u200b ', null, true],
    [['!*'], '', null, true],
    [['12*'], 'dev', null, true],
    [['dev*'], 'prod', null, false],
  ])('accounts %j: a violation in %s (%s) is in scope: %s', (accounts, accountName, accountId, expected) => {
    const leftOutBy = accept({ accounts }).leftOutBy(aViolation({ accountName, accountId }));
    expect(leftOutBy).toBe(expected ? null : 'accounts');
  });
});
