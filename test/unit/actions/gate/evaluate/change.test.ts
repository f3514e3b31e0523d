import { expect, test } from 'vitest';
import type { Freshness } from '../../../../../src/actions/gate/evaluate/freshness.ts';
import { findChange } from '../../../../../src/actions/gate/evaluate/growth.ts';
import type { Policy } from '../../../../../src/platform/policy.ts';
import { aPolicy, atSecond } from '../../../fake/client.ts';

const SINCE: Freshness = { kind: 'since', moment: atSecond(0) };
const OLD = { runAt: atSecond(-60) };

test.each<[string, Partial<Policy> | null, Freshness, number | null]>([
  ['fewer before', { ...OLD, violationCount: 2 }, SINCE, 3],
  ['more before', { ...OLD, violationCount: 9 }, SINCE, -4],
  ['as many', { ...OLD, violationCount: 5 }, SINCE, 0],
  ['never evaluated before', { runAt: null, violationCount: null }, SINCE, 5],
  ['before, without a number', { ...OLD, violationCount: null }, SINCE, null],
  ['evaluated on the same data', { runAt: atSecond(60), violationCount: 5 }, SINCE, null],
  ['not readable before', { ...OLD, violationCount: 2, defect: 'odd' }, SINCE, null],
  ['not there before', null, SINCE, null],
  ['in mode check', { ...OLD, violationCount: 2 }, { kind: 'latest' }, null],
  ['with nothing known to be newer', { ...OLD, violationCount: 2 }, { kind: 'unknown' }, null],
])('%s', (_, before, freshness, expected) => {
  const policy = aPolicy({ violationCount: 5, runAt: atSecond(120) });
  expect(findChange(policy, before === null ? undefined : aPolicy(before), freshness)).toBe(expected);
});
