/** `redact: always` in the access review: what is no known word is hidden. */
import { expect, it } from 'vitest';
import { startEmulator } from '../../emulator/platform.ts';
import { runAction } from '../run-action.ts';

it.for([
  ['never', 'logs in by okta-of-globex and has no second factor'],
  ['always', 'logs in by (hidden by redact) and has no second factor'],
] as const)('a provider that nobody knows, with `redact: %s`', async ([redact, says]) => {
  const users = [
    { email: 'jane@acme.example', provider: 'local', mfa: false },
    { email: 'sam@acme.example', provider: 'okta-of-globex', mfa: false },
  ];
  await using emulator = await startEmulator({ role: 'admin:read', users });
  const given = { 'platform-url': emulator.url, 'api-key': emulator.key, reports: 'json\ncsv', redact };
  const { printed, summary, reports, outputs } = await runAction({ entry: 'access', inputs: given });
  expect(outputs['users-without-mfa']).toBe('2');
  expect(printed).toContain(says);
  expect(printed).toContain('logs in by local');
  const everything = [printed, summary, ...Object.values(reports)].join('\n').replaceAll('<wbr>', '');
  expect(everything.includes('okta-of-globex')).toBe(redact === 'never');
});

it('a pattern that matches nothing is told with its line, and hidden', async () => {
  await using emulator = await startEmulator({ role: 'admin:read' });
  const given = { 'platform-url': emulator.url, 'api-key': emulator.key, users: 'jane@*\n\nnobody@globex.example' };
  for (const [redact, shown] of [
    ['never', 'nobody@globex.example'],
    ['always', '(hidden by redact)'],
  ] as const) {
    const { annotations, outputs } = await runAction({ entry: 'access', inputs: { ...given, redact } });
    expect(outputs['outcome']).toBe('incomplete');
    expect(annotations[0]?.message).toContain(`Nothing matches \`${shown}\` of \`users\`, line 3.`);
  }
});
