/** The access review as a workflow sees it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_KEY, type EmulatorOptions, startEmulator } from '../../emulator/platform.ts';
import { type ActionRun, runAction } from '../run-action.ts';

const DAY = 86_400_000;

async function review(
  inputs: Readonly<Record<string, string>> = {},
  options: EmulatorOptions = {},
  more: Partial<ActionRun> = {},
) {
  const emulator = await startEmulator({ role: 'admin:read', ...options });
  onTestFinished(() => emulator.close());
  const given = { 'platform-url': emulator.url, 'api-key': emulator.key, 'timeout-minutes': '2', ...inputs };
  return { emulator, ...(await runAction({ ...more, entry: 'access', inputs: given })) };
}

const SOON = { key: 'k-soon', role: 'ci', name: 'Gate of acme', expiresAt: Date.now() + 3.5 * DAY } as const;
const OVER = { key: 'k-over', role: 'ci', name: 'Old laptop', expired: true, expiresAt: Date.now() - DAY } as const;

describe('the access review', { concurrent: true }, () => {
  it('is green where nothing expires soon', async () => {
    const { exitCode, outputs, annotations, summary, emulator } = await review();
    expect(exitCode).toBe(0);
    expect(outputs).toEqual({
      outcome: 'ok',
      findings: '0',
      expiring: '0',
      expired: '0',
      'days-to-first-expiry': expect.stringMatching(/^36[45]$/),
    });
    expect(annotations).toEqual([]);
    expect(summary).toContain('## CloudQuery access: ok');
    expect(emulator.requests.map(({ route, method }) => `${method} ${route}`)).toEqual(['GET list-keys']);
  });

  it('says which keys expire soon and which are expired, and stays green', async () => {
    const { exitCode, outputs, annotations, summary, log } = await review({}, { keys: [SOON, OVER] });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({
      outcome: 'findings',
      findings: '2',
      expiring: '1',
      expired: '1',
      'days-to-first-expiry': '3',
    });
    expect(annotations).toEqual([
      { level: 'warning', title: 'CloudQuery: 1 key is expired', message: '1 key is expired: Old laptop.' },
      { level: 'warning', title: 'CloudQuery: 1 key expires soon', message: '1 key expires soon: Gate of acme.' },
    ]);
    expect(summary).toMatch(/\| `key-expiring` \| Gate of acme \| .* UTC \| 3 \|/);
    expect(log.join('\n')).toMatch(
      /key-expired: Old laptop expired .* UTC\n- key-expiring: Gate of acme expires .* in 3 days/,
    );
  });

  it('is red for the findings that `fail-on` names', async () => {
    const red = await review({ 'fail-on': 'key-expired' }, { keys: [SOON, OVER] });
    expect(red.exitCode).toBe(1);
    expect(red.outputs['outcome']).toBe('findings');
    expect(red.annotations[0]).toMatchObject({ level: 'error', title: 'CloudQuery access: findings' });
  });

  it('is green for findings that `fail-on` does not name', async () => {
    const { exitCode, outputs } = await review({ 'fail-on': 'key-expired' }, { keys: [SOON] });
    expect(exitCode).toBe(0);
    expect(outputs['outcome']).toBe('findings');
  });

  it('annotates once for each kind, however many keys there are', async () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => ({ ...SOON, key: `k-${index}`, name: `Key ${index}` }));
    const { annotations, outputs } = await review({}, { keys, metadata: 'full' });
    expect(outputs['expiring']).toBe('1000');
    expect(annotations).toHaveLength(1);
    expect(annotations[0]?.message).toContain('and 990 more');
  });

  it.for([
    [403, 'admin:read'],
    [404, 'admin:read'],
  ] as const)('is incomplete, and never ok, where the list is refused with %i', async ([status, advice]) => {
    const emulator = await startEmulator({ role: 'admin:read' });
    onTestFinished(() => emulator.close());
    emulator.fault({ route: 'list-keys', times: 99, do: { kind: 'status', status } });
    const { exitCode, outputs, summary } = await runAction({
      entry: 'access',
      inputs: { 'platform-url': emulator.url, 'api-key': emulator.key, 'timeout-minutes': '2' },
    });
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'incomplete' });
    expect(summary).toContain(advice);
  });

  it('is incomplete for a key without the role, and asks once', async () => {
    const { exitCode, outputs, emulator } = await review({}, { role: 'ci' });
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'incomplete' });
    expect(emulator.count('list-keys')).toBe(1);
  });

  it('is an error for a key that is refused', async () => {
    const { exitCode, outputs, printed } = await review({ 'api-key': 'another-key' });
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toContain('may have expired');
  });

  it('tells all bad inputs at once, and asks for nothing', async () => {
    const bad = { 'warn-days': '-1', 'fail-on': 'key-lost', 'timeout-minutes': '0' };
    const { exitCode, outputs, printed, emulator } = await review(bad);
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'error' });
    for (const input of Object.keys(bad)) expect(printed).toContain(`\`${input}\` is "`);
    expect(emulator.requests).toEqual([]);
  });

  it('quotes no bad input where a word of `redact` is none, which is taken for `always`', async () => {
    const bad = { 'warn-days': '-1', 'fail-on': 'key-lost', redact: 'perhaps', 'timeout-minutes': '0' };
    const { outputs, printed, emulator } = await review(bad);
    expect(outputs).toEqual({ outcome: 'error' });
    for (const input of Object.keys(bad)) expect(printed).toContain(`\`${input}\` is (hidden by redact); allowed: `);
    expect(printed).not.toMatch(/perhaps|key-lost/);
    expect(emulator.requests).toEqual([]);
  });

  it('hides the names of keys in a public repository, and no count', async () => {
    const event = { repository: { private: false, visibility: 'public' } };
    const { outputs, printed, summary } = await review({}, { keys: [SOON, OVER] }, { event });
    expect(outputs['findings']).toBe('2');
    for (const text of [printed, summary]) {
      expect(text).not.toMatch(/Gate of acme|Old laptop/);
      expect(text.replaceAll('<wbr>', '')).toMatch(/key-[0-9a-f]{8}/);
    }
  });

  it('prints its own key nowhere, also where an answer has it', async () => {
    const key = DEFAULT_KEY;
    const leaky = { ...SOON, key: 'k-leaky', name: `Key ${key}` };
    const { printed, summary, masks } = await review({}, { keys: [leaky] });
    expect(masks).toEqual([key]);
    expect(printed.replaceAll(`::add-mask::${key}`, '')).not.toContain(key);
    expect(summary).not.toContain(key);
  });

  it('is cancelled where the workflow is', async () => {
    const emulator = await startEmulator({ role: 'admin:read' });
    onTestFinished(() => emulator.close());
    emulator.fault({ route: 'list-keys', times: 99, do: { kind: 'stall' } });
    const run = runAction({
      entry: 'access',
      inputs: { 'platform-url': emulator.url, 'api-key': emulator.key },
      onStart(child) {
        const timer = setInterval(() => {
          if (emulator.count('list-keys') === 0) return;
          clearInterval(timer);
          child.kill('SIGINT');
        }, 10);
      },
    });
    const { exitCode, outputs } = await run;
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'cancelled' });
  });
});
