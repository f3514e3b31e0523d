/** The input `key-name`: a warning before the key expires, and nothing else. */
import { describe, expect, it } from 'vitest';
import {
  type Emulator,
  type EmulatorOptions,
  fixtureEstate,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { runAction } from '../run-action.ts';

const DAY = 86_400_000;
const SOON = { key: 'k-soon', role: 'ci', name: 'Gate', expiresAt: Date.now() + 3.5 * DAY } as const;

async function gate(options: EmulatorOptions = {}, prepare: (emulator: Emulator) => void = () => {}, name = 'Gate') {
  const whole = { estate: repairedEstate(), role: 'admin:write', keys: [SOON], ...options } as const;
  await using emulator = await startEmulator(whole);
  prepare(emulator);
  const inputs = {
    'platform-url': emulator.url,
    'api-key': emulator.key,
    'sync-name': 'aws-prod',
    'max-poll-interval-seconds': '0.05',
    'timeout-minutes': '1',
    'key-name': name,
  };
  return { emulator, ...(await runAction({ inputs })) };
}

describe('a gate with the name of its key', { concurrent: true }, () => {
  it('warns from 14 days before it expires, and passes', async () => {
    const { exitCode, outputs, annotations, summary, emulator } = await gate();
    expect(exitCode).toBe(0);
    expect(outputs['outcome']).toBe('passed');
    expect(annotations.filter(({ level }) => level === 'warning')).toEqual([
      {
        level: 'warning',
        title: expect.any(String),
        message: expect.stringMatching(/The API key Gate expires .*, in 3 days/),
      },
    ]);
    expect(summary).toContain('The API key Gate expires');
    expect(emulator.count('list-keys')).toBe(1);
  });

  it('says nothing where there is time enough, and asks for nothing without the name', async () => {
    const later = await gate({ keys: [{ ...SOON, expiresAt: Date.now() + 30 * DAY }] });
    expect(later.annotations.filter(({ level }) => level === 'warning')).toEqual([]);
    const without = await gate({}, () => {}, '');
    expect(without.emulator.count('list-keys')).toBe(0);
  });

  it.for<[name: string, prepare: (emulator: Emulator) => void]>([
    ['is refused', (emulator) => emulator.fault({ route: 'list-keys', times: 9, do: { kind: 'status', status: 403 } })],
    ['fails', (emulator) => emulator.fault({ route: 'list-keys', times: 9, do: { kind: 'status', status: 500 } })],
    ['never comes', (emulator) => emulator.fault({ route: 'list-keys', times: 9, do: { kind: 'stall' } })],
    ['is none', (emulator) => emulator.fault({ route: 'list-keys', times: 9, do: { kind: 'garbage', body: '{' } })],
    ['is cut', (emulator) => emulator.fault({ route: 'list-keys', times: 9, do: { kind: 'cut' } })],
  ])('passes where the list %s, with a line for who debugs, and asks once', async ([, prepare]) => {
    const { exitCode, killed, outputs, annotations, printed, emulator } = await gate({}, prepare);
    expect({ exitCode, killed, outcome: outputs['outcome'] }).toEqual({
      exitCode: 0,
      killed: false,
      outcome: 'passed',
    });
    expect(annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
    expect(printed.match(/::debug::`key-name`/g)).toHaveLength(1);
    expect(emulator.count('list-keys')).toBe(1);
  });

  it('is red for what it finds, warning or not', async () => {
    const { exitCode, outputs } = await gate({ estate: fixtureEstate() });
    expect(exitCode).toBe(1);
    expect(outputs['outcome']).toBe('violations');
  });

  it('says of a refused key that it may have expired', async () => {
    const { exitCode, outputs, printed } = await gate({}, (emulator) => emulator.revoke(emulator.key));
    expect(exitCode).toBe(1);
    expect(outputs['outcome']).toBe('error');
    expect(printed).toContain('may have expired');
  });
});
