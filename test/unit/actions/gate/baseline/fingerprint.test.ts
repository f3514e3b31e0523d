import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identifyViolation, isFingerprint } from '../../../../../src/actions/gate/baseline/fingerprint.ts';
import type { Violation } from '../../../../../src/platform/violations.ts';
import { aViolation } from '../../../fake/client.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';

const WITHOUT_ID = { platformId: '' };
const NOTHING = { cloud: '', accountName: '', accountId: null, resourceType: '', region: '', name: '', platformId: '' };

describe('identifyViolation', () => {
  test('is what older baselines hold: this never changes', () => {
    expect(identifyViolation('policy-1', aViolation())).toBe('13ae26b7a4645c48e38809ae97f59996');
    expect(identifyViolation('policy-1', aViolation(WITHOUT_ID))).toBe('58427f15364a9fff6790852e1b115a43');
  });

  test.each<[string, Partial<Violation>, Partial<Violation>, boolean]>([
    // one, another → the same
    ['moved, renamed, of another type', {}, { accountName: 'x', accountId: '9', name: 'x', region: 'x' }, true],
    ['another platform id', {}, { platformId: 'x' }, false],
    ['a platform id in capitals', { platformId: 'a' }, { platformId: 'A' }, false],
    ['a platform id that is gone', {}, WITHOUT_ID, false],
    ['nothing changed, without an id', WITHOUT_ID, WITHOUT_ID, true],
    ['another cloud, without an id', WITHOUT_ID, { ...WITHOUT_ID, cloud: 'gcp' }, false],
    ['another type, without an id', WITHOUT_ID, { ...WITHOUT_ID, resourceType: 'x' }, false],
    ['another region, without an id', WITHOUT_ID, { ...WITHOUT_ID, region: 'x' }, false],
    ['another name, without an id', WITHOUT_ID, { ...WITHOUT_ID, name: 'x' }, false],
    ['another account, without an id', WITHOUT_ID, { ...WITHOUT_ID, accountId: '9' }, false],
    ['an account that is renamed, without an id', WITHOUT_ID, { ...WITHOUT_ID, accountName: 'x' }, true],
    [
      'another account that has no id either',
      { ...WITHOUT_ID, accountId: null },
      { ...WITHOUT_ID, accountId: null, accountName: 'x' },
      false,
    ],
    [
      'a cloud in the place of a region',
      { ...NOTHING, accountId: '1', name: 'x', cloud: 'y' },
      { ...NOTHING, accountId: '1', name: 'x', region: 'y' },
      false,
    ],
    ['a name that is a platform id', { ...NOTHING, accountId: '1', name: 'x' }, { ...NOTHING, platformId: 'x' }, false],
    [
      'a name that reads like two parts',
      { ...NOTHING, accountId: '1', region: 'a","b', name: 'c' },
      { ...NOTHING, accountId: '1', region: 'a', name: 'b","c' },
      false,
    ],
  ])('%s', (_, one, another, isSame) => {
    const identify = (changes: Partial<Violation>) => identifyViolation('p', aViolation(changes));
    expect(identify(one) === identify(another)).toBe(isSame);
  });

  test('the same resource breaks each policy by itself', () => {
    for (const changes of [{}, WITHOUT_ID]) {
      expect(identifyViolation('a', aViolation(changes))).not.toBe(identifyViolation('b', aViolation(changes)));
    }
  });

  test.each<[string, Partial<Violation>, boolean]>([
    // has one
    ['says nothing', NOTHING, false],
    ['has an empty account id', { ...NOTHING, accountId: '' }, false],
    ['has a name, and an account id', { ...NOTHING, name: 'x', accountId: '1' }, true],
    ['has a name, and an account name', { ...NOTHING, name: 'x', accountName: 'prod' }, true],
    ['has a name, and nothing of its account', { ...NOTHING, name: 'x' }, false],
    ['has a name, and an account of blanks', { ...NOTHING, name: 'x', accountId: ' ', accountName: '\u200b' }, false],
    [
      'has a name, an id of blanks and an account name',
      { ...NOTHING, name: 'x', accountId: ' ', accountName: 'a' },
      true,
    ],
    ['has a platform id', { ...NOTHING, platformId: 'x' }, true],
    ['has all but a name and a platform id', { name: '', platformId: '' }, false],
    ['has a name of blanks', { name: ' \t\u00a0', platformId: '' }, false],
    ['has a platform id of blanks', { name: '', platformId: ' ' }, false],
    ['has a name that nobody sees', { name: '\u200b\ufeff', platformId: '' }, false],
    ['has a platform id that nobody sees', { name: '\u2060', platformId: '\u200d \u200b' }, false],
    ['has a cloud and nothing else', { ...NOTHING, cloud: 'x' }, false],
    ['has an account name and nothing else', { ...NOTHING, accountName: 'x' }, false],
    ['has an account id and nothing else', { ...NOTHING, accountId: 'x' }, false],
    ['has a type and nothing else', { ...NOTHING, resourceType: 'x' }, false],
    ['has a region and nothing else', { ...NOTHING, region: 'x' }, false],
  ])('a row that %s: another row may be the same resource or not', (_, changes, expected) => {
    expect(identifyViolation('p', aViolation(changes)) !== null).toBe(expected);
  });

  test.each([' ', '\t', '\u200b', '\ufeff \u2060'])(
    'a platform id of nothing but %j is none: the name is asked',
    (blank) => {
      const identify = (changes: Partial<Violation>) => identifyViolation('p', aViolation(changes));
      expect(identify({ platformId: blank })).toBe(identify(WITHOUT_ID));
      expect(identify({ platformId: blank, name: 'x' })).not.toBe(identify({ platformId: blank, name: 'y' }));
    },
  );

  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('', ...Object.values(HOSTILE_TEXTS)));
  const violation = fc.record<Violation>({
    cloud: text,
    resourceType: text,
    accountName: text,
    accountId: fc.option(text, { nil: null }),
    name: text,
    region: text,
    platformId: text,
    tags: fc.constant([]),
  });

  test('is a fingerprint, whatever the texts', () => {
    fc.assert(
      fc.property(text, violation, (policyId, one) => {
        const id = identifyViolation(policyId, one);
        expect(id === null || isFingerprint(id)).toBe(true);
        expect(identifyViolation(policyId, { ...one })).toBe(id);
      }),
    );
  });

  test('two violations have the same where what identifies them is the same, and nowhere else', () => {
    const partsOf = ({ platformId, cloud, accountId, accountName, resourceType, region, name }: Violation) =>
      platformId === '' ? [cloud, accountId || accountName, resourceType, region, name] : [platformId];
    const few = fc.constantFrom('', 'a', 'b');
    const alike = fc.record<Violation>({
      cloud: few,
      resourceType: few,
      accountName: few,
      accountId: fc.option(few, { nil: null }),
      name: few,
      region: few,
      platformId: fc.constantFrom('', '', 'a', 'b'),
      tags: fc.constant([]),
    });
    fc.assert(
      fc.property(fc.constantFrom('p', 'q'), fc.constantFrom('p', 'q'), alike, alike, (p, q, one, other) => {
        const [left, right] = [identifyViolation(p, one), identifyViolation(q, other)];
        fc.pre(left !== null && right !== null);
        const isSame = p === q && JSON.stringify(partsOf(one)) === JSON.stringify(partsOf(other));
        expect(left === right).toBe(isSame);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each<[string, boolean]>([
  ['0123456789abcdef0123456789abcdef', true],
  ['0123456789abcdef0123456789abcde', false],
  ['0123456789abcdef0123456789abcdef0', false],
  ['0123456789ABCDEF0123456789ABCDEF', false],
  ['0123456789abcdef0123456789abcde\n', false],
  ['0123456789abcdef0123456789abcdeg', false],
  [' 0123456789abcdef0123456789abcde', false],
  ['', false],
])('%j is a fingerprint: %s', (text, expected) => {
  expect(isFingerprint(text)).toBe(expected);
});
