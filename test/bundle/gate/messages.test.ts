/** What a message says of a mistake: where it is, what is allowed, and what to do next. */
import { describe, expect, it } from 'vitest';
import { repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';
import { everythingOf } from './key-echoes.ts';

const CHECK = { mode: 'check', 'sync-name': '' };

describe('an account that is not known', { concurrent: true }, () => {
  it.for([
    ['in one of several lines', 'acme-prod\n\nacme-prd', /^Bad input: `accounts`, line 3: no known account matches /],
    ['of several in one line', 'acme-prod, acme-dev', /Several are written one a line\./],
    ['with a zero that YAML took', '12345678901', /YAML takes zeros from the front of a number: write it in quotes\./],
    ['that may be new', 'acme-new', /If it is right, and the account is new, set `unknown-accounts: warn`\./],
  ] as const)('%s is told with the line and the hint, also where its name is hidden', async ([, accounts, says]) => {
    await using emulator = await startEmulator();
    for (const redact of ['never', 'always']) {
      const result = await runGate(emulator, { ...CHECK, accounts, redact });
      expect(result.outputs['outcome']).toBe('error');
      expect(result.annotations[0]?.message).toMatch(says);
      if (redact === 'always') expect(everythingOf(result)).not.toMatch(/acme|12345678901/);
    }
  });

  it('that an excluding line names is told with the line', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const accounts = 'acme-prod\n! acme-prd';
    const result = await runGate(emulator, { ...CHECK, accounts, redact: 'always' });
    expect(result.annotations.map(({ message }) => message).join('\n')).toMatch(
      /`accounts`, line 2: no known account matches \(hidden by redact\)\. If that is a slip, violations gate/,
    );
  });

  it.for([
    ['is the only one', 'acme-prd', true],
    ['is one of two', 'acme-prd\nacme-prod', false],
  ] as const)(
    'with `unknown-accounts: warn` says whether anything is left, where it %s',
    async ([, accounts, says]) => {
      await using emulator = await startEmulator({ estate: repairedEstate() });
      for (const redact of ['never', 'always']) {
        const result = await runGate(emulator, { ...CHECK, accounts, redact, 'unknown-accounts': 'warn' });
        expect(result.outputs['outcome']).toBe('passed');
        const told = result.annotations.map(({ message }) => message).join('\n');
        expect(told).toContain('no known account matches');
        expect(told.includes('So nothing is in scope but violations that name no account.')).toBe(says);
      }
    },
  );

  it('a line that is none is told with its number, also where it is hidden', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...CHECK, redact: 'always', accounts: 'acme-prod\n!!acme-dev' });
    expect(result.annotations[0]?.message).toMatch(
      /`accounts`, line 2, is \(hidden by redact\); allowed: patterns with .*one a line/,
    );
  });
});
