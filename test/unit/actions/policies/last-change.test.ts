import { describe, expect, test } from 'vitest';
import type { ExistingPolicy } from '../../../../src/actions/policies/plan/sides.ts';
import { EVERYTHING, existingPolicy, planOf, wantedPolicy } from './report/example-cases.ts';

const AT = '2026-08-01T12:00:05.000000000Z';

function planWith(changes: Partial<ExistingPolicy>) {
  return planOf({
    policies: [wantedPolicy('new'), wantedPolicy('a', { severity: 'low' })],
    platform: { policies: [existingPolicy('a', {}, changes), existingPolicy('gone', {}, changes)] },
  });
}

describe('a planned change', () => {
  test('says who changed the object last, and when', () => {
    const changed = planWith({ changedBy: 'user-7', changedAt: AT }).changes.map((one) => [one.verb, one.changed]);
    expect(changed).toEqual([
      ['delete', { by: 'user-7', at: AT }],
      ['update', { by: 'user-7', at: AT }],
      ['create', null],
    ]);
  });

  test.each([
    [{}, null],
    [{ changedAt: AT }, { by: null, at: AT }],
  ] as const)('says of %j only what the Platform does', (changes, expected) => {
    expect(planWith(changes).changes[0]?.changed).toEqual(expected);
  });

  test('has the same hash whoever changed the object', () => {
    expect(planWith({ changedBy: 'user-7', changedAt: AT }).hash).toBe(planWith({}).hash);
  });
});

test('a plan has the names of the groups and destinations that its changes refer to, and no others', () => {
  expect(EVERYTHING.names).toEqual([
    { ref: 'd1', name: 'Security channel' },
    { ref: 'd2', name: 'Platform team' },
    { ref: 'id:id-of-CIS AWS Foundations', name: 'CIS AWS Foundations' },
    { ref: 'slug:ours', name: 'Ours' },
    { ref: 'slug:soc', name: 'SOC 2' },
  ]);
});
