import { expect, test } from 'vitest';
import { findEvaluationLag } from '../../../../../src/actions/gate/evaluate/lag.ts';
import { atSecond } from '../../../fake/client.ts';

const evaluated = (...seconds: readonly (number | null)[]) =>
  seconds.map((second) => ({ runAt: second === null ? null : atSecond(second) }));
const completed = (...seconds: readonly (number | null)[]) =>
  seconds.map((second) => (second === null ? null : atSecond(second)));

test.each([
  ['the last policy counts', evaluated(70, 90, 80), completed(60), 30_000],
  ['the last sync counts', evaluated(90), completed(10, 60, 20), 30_000],
  ['at the same moment', evaluated(60), completed(60), 0],
  ['one was never evaluated', evaluated(70, null), completed(60), null],
  ['one was not evaluated since', evaluated(70, 59), completed(60), null],
  ['of one sync no run is known', evaluated(70), completed(60, null), null],
  ['no policy', evaluated(), completed(60), null],
  ['no sync', evaluated(70), completed(), null],
])('%s', (_, policies, runs, lag) => {
  expect(findEvaluationLag(policies, runs)).toBe(lag);
});
