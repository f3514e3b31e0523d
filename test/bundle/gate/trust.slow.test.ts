import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';
import {
  expectHiddenAround,
  expectHiddenInAnswers,
  expectHiddenInErrors,
  expectHiddenInSurroundings,
  MAIN_ECHOES,
  MORE_ECHOES,
  MORE_PIECES,
} from './key-echoes.ts';

describe('the key', { concurrent: true }, () => {
  it.for(MORE_ECHOES)('is nowhere, where errors echo it %s', ([, echo]) => expectHiddenInErrors(echo));

  it.for([...MAIN_ECHOES, ...MORE_ECHOES])(
    'is nowhere, where headers hold it and messages are cut within it, %s',
    ([, echo]) => expectHiddenInSurroundings(echo),
  );

  it.for(MORE_ECHOES)('is nowhere, where policies, resources and redirects hold it %s', ([, echo]) =>
    expectHiddenInAnswers(echo),
  );

  it.for(MORE_PIECES)('is nowhere, where %s stands in the middle of it', ([, piece]) => expectHiddenAround(piece));
});

describe('what the Platform says', { concurrent: true }, () => {
  it('cannot hide violations from `accounts` by what it leaves out', async () => {
    const odd: Record<string, unknown>[] = [
      { account_id: 111122223333 },
      { account_id: undefined, _cq_account_name: 'zzz' },
      { account_id: undefined, _cq_account_name: ' \u200b' },
    ];
    for (const account of odd) {
      await using emulator = await startEmulator();
      emulator.fault({
        route: 'list-violations',
        times: 99,
        do: {
          kind: 'rewrite',
          rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, ...account })) }),
        },
      });
      const result = await runGate(emulator, { accounts: '111122223333' });
      expect(result.outputs['outcome'], JSON.stringify(account)).toBe('violations');
    }
  });

  it('cannot be endless', async () => {
    await using emulator = await startEmulator();
    const body = `{"items":[],"x":"${'y'.repeat(65 * 2 ** 20)}"}`;
    emulator.fault({
      route: 'list-policies',
      times: 99,
      do: { kind: 'garbage', body, contentType: 'application/json' },
    });
    const result = await runGate(emulator, { 'timeout-minutes': '0.2' });
    expect(['error', 'timed-out']).toContain(result.outputs['outcome']);
    expect(result.printed).toMatch(/larger than 64 MiB|within .* s/);
  });
});
