import { describe, expect, it } from 'vitest';
import { MOST_HISTORIES } from '../../../src/actions/gate/evaluate/past.ts';
import { manyPolicies, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';
import { CHECK, chartOf, expectNothingChanged, RUNS, TIME } from './past.ts';

describe('what the last evaluations found', () => {
  it('is a chart in the summary, which ends with what is judged', async () => {
    await using emulator = await startEmulator({ runs: RUNS });
    const { summary, outputs } = await runGate(emulator, TIME);
    const chart = chartOf(summary);
    expect(chart).toMatch(/^<summary>Found at the last [6-9] evaluations<\/summary>$/m);
    expect(chart).toMatch(new RegExp(`^ {4}bar \\[(\\d+, ){5,8}${outputs['violations']}\\]$`, 'm'));
    expect(chart).toContain('```mermaid');
  });

  it('is not told of four evaluations', async () => {
    await using emulator = await startEmulator({ runs: RUNS.slice(0, 1) });
    expect(chartOf((await runGate(emulator, TIME)).summary)).toBeUndefined();
  });

  it('is asked for with ten requests, however many policies there are; with none if nobody shows it', async () => {
    await using emulator = await startEmulator({ policies: manyPolicies(200) });
    const asked = async (inputs: Record<string, string>) => {
      const before = emulator.count('policy-history');
      await runGate(emulator, inputs);
      return emulator.count('policy-history') - before;
    };
    expect(await asked(TIME)).toBe(MOST_HISTORIES);
    expect(await asked({ ...TIME, summary: 'false' })).toBe(0);
  });

  it('of a public repository tells numbers and dates only', async () => {
    await using emulator = await startEmulator({ runs: RUNS });
    const event = { repository: { private: false, visibility: 'public' } };
    const { summary } = await runGate(emulator, TIME, { event });
    expect(chartOf(summary)?.replace(/```mermaid\n.*?\n/s, '')).toMatch(/^[\w\s<>/,.:·[\]"`-]+$/);
    expect(summary).toContain('Names of accounts and resources are hidden');
  });
});

it('a past that is refused changes nothing, and nobody waits for it', () =>
  expectNothingChanged({ kind: 'status', status: 403 }));

describe('the page that explains the outcome', { concurrent: true }, () => {
  const from = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_ACTION_REPOSITORY: 'acme/cloudquery-gate' };

  it.for<[string, Record<string, string>, string | null]>([
    ['of a release', { ...from, GITHUB_ACTION_REF: 'v1' }, 'https://github.com/acme/cloudquery-gate/blob/v1/docs/'],
    ['of a local action', { ...from, GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' }, null],
    ['of a ref that is none', { ...from, GITHUB_ACTION_REF: 'v1)\n## x' }, null],
  ])('%s', async ([, env, expected]) => {
    await using emulator = await startEmulator();
    const { summary } = await runGate(emulator, CHECK, { env });
    const links = summary.match(/\[About `violations`\]\((.*?)[\w-]+\.md#[\w-]+\)/);
    expect(links?.[1] ?? null).toBe(expected);
  });
});
