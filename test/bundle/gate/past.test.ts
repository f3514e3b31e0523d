import { describe, expect, it } from 'vitest';
import { MOST_HISTORIES } from '../../../src/actions/gate/evaluate/past.ts';
import { type Emulator, manyPolicies, type SeededRun, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

/** Each was evaluated after the one before, in an hour of its own. */
const RUNS: SeededRun[] = [5, 4, 3, 2].map((hours) => ({ sync: 'aws-prod', age: hours * 3_600_000 }));
/** Long enough for a busy machine: only the patience for the past may end its requests. */
const TIME = { 'timeout-minutes': '5', 'evaluation-timeout-minutes': '1' };
const CHECK = { ...TIME, mode: 'check', 'sync-name': '' };

/** With a baseline no output needs the past: only the picture does. */
const BASELINE = { 'b.json': '{"version": 1, "violations": []}' };

const chartOf = (summary: string) => /<details>\n<summary>Found at the last .*?<\/details>/s.exec(summary)?.[0];

/** What other steps read, without the folder of this run. */
const readable = ({ outputs, exitCode }: Awaited<ReturnType<typeof runGate>>) => {
  const { 'baseline-file': _file, 'report-dir': _folder, ...rest } = outputs;
  return { ...rest, exitCode };
};

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

describe('a past', { concurrent: true }, () => {
  /** The same without a summary, so that nobody asks for the past. */
  let without: Promise<ReturnType<typeof readable>> | null = null;
  const readWithout = () => {
    without ??= (async () => {
      await using emulator = await startEmulator({ runs: RUNS });
      const inputs = { ...CHECK, baseline: 'b.json', summary: 'false' };
      const result = readable(await runGate(emulator, inputs, { files: BASELINE }));
      expect(emulator.count('policy-history')).toBe(0);
      return result;
    })();
    return without;
  };

  const BROKEN: [string, Parameters<Emulator['fault']>[0]['do']][] = [
    ['is refused', { kind: 'status', status: 403 }],
    ['is not there', { kind: 'status', status: 404 }],
    ['fails', { kind: 'status', status: 500 }],
    ['asks for patience', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
    ['is cut', { kind: 'cut' }],
    ['is a page', { kind: 'html', status: 200 }],
    ['never comes', { kind: 'stall' }],
    [
      'has other values',
      {
        kind: 'rewriteText',
        rewrite: (body) => body.replaceAll(/"violation_count":\d+/g, '"violation_count":"]\\n```<b>"'),
      },
    ],
    [
      'has negative counts',
      { kind: 'rewriteText', rewrite: (body) => body.replaceAll(/"violation_count":\d+/g, '"violation_count":-1') },
    ],
    [
      'has counts beyond all numbers',
      { kind: 'rewriteText', rewrite: (body) => body.replaceAll(/"violation_count":\d+/g, '"violation_count":1e400') },
    ],
    [
      'has other dates',
      { kind: 'rewriteText', rewrite: (body) => body.replaceAll(/"run_at":"[^"]*"/g, '"run_at":"today](x)"') },
    ],
    ['holds no list', { kind: 'garbage', body: '{"items":{}}' }],
  ];

  it.for(BROKEN)('that %s changes nothing, and nobody waits for it', async ([, fault]) => {
    await using emulator = await startEmulator({ runs: RUNS });
    emulator.fault({ route: 'policy-history', times: 99, do: fault });
    const broken = await runGate(emulator, { ...CHECK, baseline: 'b.json' }, { files: BASELINE });
    const ended = Date.now();
    // Ten seconds are what a request has that only tells more; this one has three.
    const asked = emulator.requests.find(({ route }) => route === 'policy-history')?.at ?? 0;
    expect(ended - asked).toBeLessThan(9_000);
    expect(readable(broken)).toEqual(await readWithout());
    expect(broken.summary).toContain('violations found');
    expect(chartOf(broken.summary)).toBeUndefined();
    expect(broken.log.join('\n')).not.toMatch(/warning|history/i);
  });
});

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
