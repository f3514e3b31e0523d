import { expect, test } from 'vitest';
import { findNear, findNearest } from '../../../src/text/nearest.ts';

test.each<[string, string, string[], string[]]>([
  ['the nearest first', 'prdo', ['staging', 'dev', 'prod'], ['prod', 'dev', 'staging']],
  ['no more than three', 'a', ['a1', 'a2', 'a3', 'a4'], ['a1', 'a2', 'a3']],
  ['of equally near ones those that came first', 'x', ['b', 'a', 'c'], ['b', 'a', 'c']],
  ['capitals make no difference', 'PROD-EU', ['prod-us-1', 'prod-eu', 'PROX'], ['prod-eu', 'prod-us-1', 'PROX']],
  ['each name once', 'prod', ['prod', 'prod', 'dev'], ['prod', 'dev']],
  ['names that differ in capitals are two', 'prod', ['Prod', 'prod'], ['Prod', 'prod']],
  ['none', 'prod', [], []],
  ['nothing asked for', '', ['abc', 'a'], ['a', 'abc']],
])('%s', (_, wanted, names, expected) => {
  expect(findNearest(wanted, names)).toEqual(expected);
});

test('as many as are asked for', () => {
  expect(findNearest('b', new Set(['a', 'b', 'c']), 1)).toEqual(['b']);
});

test('endless names keep nobody busy, and are handed back whole', () => {
  const endless = Array.from({ length: 20 }, (_, index) => `${index}${'x'.repeat(100_000)}`);
  const began = performance.now();
  expect(findNearest('y'.repeat(100_000), endless)).toEqual(endless.slice(0, 3));
  expect(performance.now() - began).toBeLessThan(2_000);
});

test.each<[string, string, string[], string | null]>([
  ['a letter too few', 'max-violation', ['mode', 'max-violations'], 'max-violations'],
  ['hyphens', 'failon', ['fail-on', 'mode'], 'fail-on'],
  ['underscores and capitals', 'FAIL_ON', ['fail-on'], 'fail-on'],
  ['another ending', 'redaction', ['redact'], 'redact'],
  ['no more than a third', 'nope', ['aws-prod', 'mode'], null],
  ['a third', 'aws-prd', ['aws-prod'], 'aws-prod'],
  ['no name at all', 'a', [], null],
  ['nothing asked for', '', ['a'], null],
])('the one that is near: %s', (_, wanted, names, expected) => {
  expect(findNear(wanted, names)).toBe(expected);
});
