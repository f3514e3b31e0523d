import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  groupByPolicy,
  isInForce,
  matchWaiver,
  type Waiver,
  waivesAll,
} from '../../../../../src/actions/gate/waivers/waiver.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import type { Violation } from '../../../../../src/platform/violations.ts';
import { aViolation } from '../../../fake/client.ts';
import { aWaiver } from '../../../fake/waiver.ts';

/** Whether a waiver is found by this policy. */
const isWaiverOf = (waiver: Waiver, policy: Pick<Policy, 'id' | 'name'>) =>
  groupByPolicy([waiver], (one) => one.policy).find(policy).length > 0;

describe('groupByPolicy', () => {
  const POLICY = { id: '0b2f6a52-93f4-4c8e', name: 'Public S3 buckets' };

  test.each<[string, boolean]>([
    ['Public S3 buckets', true],
    ['public s3 BUCKETS', true],
    ['  Public S3 buckets\n', true],
    ['0b2f6a52-93f4-4c8e', true],
    ['0B2F6A52-93F4-4C8E', true],
    ['Public S3 bucket', false],
    ['Public  S3 buckets', true],
    ['Public\u00a0S3\u2003buckets', true],
    ['PublicS3 buckets', false],
    ['Public*', false],
    ['*', false],
    ['0b2f6a52', false],
    ['', false],
  ])('%j: %s', (policy, expected) => {
    expect(isWaiverOf(aWaiver({ policy }), POLICY)).toBe(expected);
  });

  test('blanks around the name of the policy make no difference either', () => {
    expect(isWaiverOf(aWaiver({ policy: 'a' }), { id: 'p', name: ' A ' })).toBe(true);
  });

  test('wildcards in the name of a policy are letters', () => {
    expect(isWaiverOf(aWaiver({ policy: 'S3 *' }), { id: 'p', name: 'S3 *' })).toBe(true);
    expect(isWaiverOf(aWaiver({ policy: 'S3 x' }), { id: 'p', name: 'S3 *' })).toBe(false);
  });
});

test.each<[string, Partial<Waiver>, boolean]>([
  ['no more is said', {}, true],
  ['a resource', { resource: 'x' }, false],
  ['any resource', { resource: '*' }, false],
  ['an account', { account: 'x' }, false],
  ['a region', { region: 'x' }, false],
  ['a tag', { tag: 'x=y' }, false],
  ['a resource type', { resourceType: 'x' }, false],
  ['a cloud', { cloud: 'x' }, false],
  ['all of them', { resource: '*', account: '*', region: '*' }, false],
])('%s, so that %j waives all of its policy: %s', (_, changes, expected) => {
  expect(waivesAll(aWaiver(changes))).toBe(expected);
});

test.each([
  ['2026-08-02', true],
  ['2026-08-01', true],
  ['2026-07-31', false],
  ['2025-12-31', false],
  ['2027-01-01', true],
])('a waiver until %s is in force on 2026-08-01: %s', (expires, expected) => {
  expect(isInForce(aWaiver({ expires }), '2026-08-01')).toBe(expected);
});

describe('matchWaiver', () => {
  const NOWHERE = { name: '', platformId: '', accountName: '', accountId: null, region: '' };

  test.each<[string, Partial<Waiver>, Partial<Violation>, boolean]>([
    ['without patterns', {}, {}, true],
    ['without patterns, and nothing known', {}, NOWHERE, true],
    ['the name', { resource: 'prod-logs' }, {}, true],
    ['the name in capitals', { resource: 'PROD-LOGS' }, {}, true],
    ['a part of the name', { resource: 'prod' }, {}, false],
    ['a pattern of the name', { resource: 'prod-*' }, {}, true],
    ['the platform id', { resource: '7d1f4b0a9c3e' }, {}, true],
    ['a pattern of an ARN', { resource: 'arn:aws:s3:::prod-*' }, { platformId: 'arn:aws:s3:::prod-logs' }, true],
    ['neither', { resource: 'dev-*' }, {}, false],
    ['a resource without a name', { resource: 'prod-*' }, NOWHERE, false],
    ['a resource without a name, by any', { resource: '*' }, NOWHERE, true],
    ['a resource without a name, by one letter', { resource: '?' }, NOWHERE, false],
    ['the account', { account: 'prod' }, {}, true],
    ['the id of the account', { account: '1234*' }, {}, true],
    ['another account', { account: 'dev' }, {}, false],
    ['an account with blanks around its name', { account: 'prod' }, { accountName: '\u200bprod ' }, true],
    ['an account that is not known', { account: 'prod' }, NOWHERE, false],
    ['the region', { region: 'us-east-1' }, {}, true],
    ['a pattern of the region', { region: 'us-*' }, {}, true],
    ['another region', { region: 'eu-*' }, {}, false],
    ['a region that is not known', { region: 'us-*' }, NOWHERE, false],
    ['a region that is not known, by any', { region: '*' }, NOWHERE, true],
    ['all of them', { resource: 'prod-*', account: 'prod', region: 'us-*' }, {}, true],
    ['all but the resource', { resource: 'dev-*', account: 'prod', region: 'us-*' }, {}, false],
    ['all but the account', { resource: 'prod-*', account: 'dev', region: 'us-*' }, {}, false],
    ['all but the region', { resource: 'prod-*', account: 'prod', region: 'eu-*' }, {}, false],
    ['the resource in the place of the account', { account: 'prod-logs' }, {}, false],
    ['an exclamation mark excludes nothing', { resource: '!dev-*' }, {}, false],
  ])('%s', (_, waiver, violation, expected) => {
    expect(matchWaiver(aWaiver(waiver))(aViolation(violation))).toBe(expected);
  });

  test('an account that is not known is matched by a pattern for any, like a resource and a region', () => {
    expect(matchWaiver(aWaiver({ account: '*' }))(aViolation(NOWHERE))).toBe(true);
  });

  test('one pattern more never covers more', () => {
    const pattern = fc.option(fc.constantFrom('prod*', '*', 'us-*', 'x', '7d1f*'), { nil: null });
    const some = fc.record({ resource: pattern, account: pattern, region: pattern });
    const violation = fc.record({
      name: fc.constantFrom('', 'prod-logs', 'x'),
      platformId: fc.constantFrom('', '7d1f4b0a9c3e'),
      accountName: fc.constantFrom('', 'prod', 'x'),
      region: fc.constantFrom('', 'us-east-1', 'x'),
    });
    fc.assert(
      fc.property(some, fc.constantFrom('resource', 'account', 'region'), violation, (its, field, row) => {
        const covers = (waiver: Partial<Waiver>) => matchWaiver(aWaiver(waiver))(aViolation(row));
        if (covers(its)) expect(covers({ ...its, [field]: null })).toBe(true);
      }),
    );
  });
});

test.each<[string, Partial<Waiver>, Partial<Violation>, boolean]>([
  ['a tag', { tag: 'env=prod' }, { tags: ['a=b', 'env=prod'] }, true],
  ['in another form', { tag: 'ENV=pr*' }, { tags: ['{"key":"env","value":"prod"}'] }, true],
  ['another value', { tag: 'env=prod' }, { tags: ['env=dev'] }, false],
  ['no tag', { tag: '*=*' }, { tags: [] }, false],
  ['no word on tags', { tag: '*=*' }, { tags: null }, false],
  ['one that nobody can read', { tag: '*=*' }, { tags: ['?'] }, false],
  ['one that may be another', { tag: 'aws=*' }, { tags: ['aws:createdBy:root'] }, false],
  ['a type', { resourceType: 's3 *' }, { resourceType: 'S3 Bucket' }, true],
  ['another type', { resourceType: 's3 *' }, { resourceType: 'EBS Volume' }, false],
  ['no type', { resourceType: 's3 *' }, { resourceType: '' }, false],
  ['no type, and any', { resourceType: '*' }, { resourceType: '' }, true],
  ['a cloud', { cloud: 'AWS' }, { cloud: 'aws' }, true],
  ['another cloud', { cloud: 'aws' }, { cloud: 'gcp' }, false],
  ['all of them', { cloud: 'aws', resourceType: 's3*', tag: 'a=b' }, { resourceType: 'S3', tags: ['a=b'] }, true],
  ['all but one', { cloud: 'aws', resourceType: 's3*', tag: 'a=b' }, { resourceType: 'S3', tags: ['a=c'] }, false],
])('a waiver of %s', (_, changes, violation, expected) => {
  expect(matchWaiver(aWaiver(changes))(aViolation({ cloud: 'aws', ...violation }))).toBe(expected);
});
