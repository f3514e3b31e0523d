/** `redact: always`, and what something in front of the Platform answers: its words are hidden, and what they are is told. */
import { describe, expect, it } from 'vitest';
import { type JsonBody, startEmulator } from '../../emulator/platform.ts';
import { runGate, runUntil } from './gate.ts';
import { everythingOf } from './key-echoes.ts';

const CHECK = { mode: 'check', 'sync-name': '', 'timeout-minutes': '2' };

describe('a redirect to no address of the web', { concurrent: true }, () => {
  it.for([
    ['an app', 'acme-prod://login/acme-prod'],
    ['a mailbox', 'mailto:jane@acme-prod.example'],
    ['a file', 'file:///srv/acme-prod'],
  ] as const)('says where it leads, and hides it under `redact`: %s', async ([, location]) => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'list-policies', times: 9, do: { kind: 'redirect', status: 302, location } });
    const shown = await runGate(emulator, { ...CHECK, redact: 'never' });
    expect(shown.annotations[0]?.message).toContain(`a redirect to ${location}, which is not followed`);
    expect(everythingOf(shown)).not.toContain('null');
    const hidden = await runGate(emulator, { ...CHECK, redact: 'always' });
    expect(hidden.annotations[0]?.message).toContain('a redirect to (hidden by redact), which is not followed');
    expect(everythingOf(hidden)).not.toContain('acme-prod');
  });
});

it.skipIf(process.platform === 'win32')(
  'a page that answers a cancellation is told, and its kind hidden if it is no usual one',
  async () => {
    const EXPECTED: readonly [contentType: string, shown: string][] = [
      ['text/html; charset=utf-8', 'is a page (text/html; charset=utf-8)'],
      ['text/html; acme-prod', 'is a page ((hidden by redact))'],
      ['text/html; x) (PATCH https://acme-prod', 'is a page ((hidden by redact))'],
    ];
    for (const [contentType, shown] of EXPECTED) {
      await using emulator = await startEmulator({ timings: { started: 60_000 } });
      emulator.fault({ route: 'update-run', times: 99, do: { kind: 'garbage', body: '<html>', contentType } });
      const result = await runUntil(emulator, { route: 'get-run', signal: 'SIGINT' }, { redact: 'always' });
      expect(result.printed).toContain('could not be cancelled');
      expect(result.printed).toContain(shown);
      expect(everythingOf(result)).not.toContain('acme-prod');
    }
  },
);

it('a table whose name would keep the hiding busy is cut', async () => {
  await using emulator = await startEmulator({ script: { ends: 'failed', errors: 3 } });
  const name = 'a redirect to https://'.repeat(10_000);
  const rewrite = (body: JsonBody) => ({ ...body, items: (body.items ?? []).map((item) => ({ ...item, name })) });
  emulator.fault({ route: 'run-tables', times: 9, do: { kind: 'rewrite', rewrite } });
  const result = await runGate(emulator, { redact: 'always' });
  expect([result.killed, result.outputs['outcome']]).toEqual([false, 'sync-failed']);
});
