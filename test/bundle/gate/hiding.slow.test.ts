/** `redact: always`: what is no known word is hidden, wherever it comes from. */
import { describe, expect, it } from 'vitest';
import { fixtureEstate, floodPolicy, type RunScript, startEmulator, usualPolicies } from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { runGate } from './gate.ts';

const CHECK = { mode: 'check', 'sync-name': '' };
const HIDE = { redact: 'always' };

/** All that a step leaves for somebody to read. */
function everything({ printed, summary, outputs, reports }: ActionResult): string {
  const shown = [
    printed.replace(/^::add-mask::.*$/gm, ''),
    summary,
    JSON.stringify(outputs),
    ...Object.values(reports),
  ];
  return shown.join('\n').replace(/<wbr>|&#\d+;/g, '');
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const ACCOUNTS = `version: 1\nwaivers:\n  - policy: Secret policy of acme-prod\n`;

describe('a waivers file', { concurrent: true }, () => {
  it.for([
    ['no version', 'waivers: []\n', /`version` is missing; it takes the number `1`/],
    ['a slip in a key', 'version: 1\nwaiver: []\n', /the nearest that is allowed is `waivers`/],
    ['a bad date', `${ACCOUNTS}    reason: a\n    owner: b\n    expires: acme-prod\n`, /`expires`.*allowed: a date/],
  ] as const)('%s: the rule is told, and no value', async ([, text, says]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...CHECK, ...HIDE, waivers: 'w.yml' }, { files: { 'w.yml': text } });
    expect(result.annotations[0]?.message).toMatch(says);
    expect(result.annotations[0]?.message).toMatch(/w\.yml:\d+:\d+: /);
    expect(everything(result)).not.toContain('acme-prod');
  });

  it('has its words redacted, too', async () => {
    await using emulator = await startEmulator();
    const entry = (words: string) =>
      `  - policy: Unencrypted S3 buckets\n    resource: zzz-*\n    ${words}\n    expires: 2099-12-31\n`;
    const text = `version: 1\nmax-days: 3650\nwaivers:\n${entry('reason: acme-customer-exports of 111122223333\n    owner: the ACME-PROD team\n    ticket: acme-prod/17')}`;
    const files = { 'w.yml': text.replace('2099-12-31', inDays(5)) };
    const result = await runGate(
      emulator,
      { ...CHECK, ...HIDE, waivers: 'w.yml', reports: 'json\nmarkdown' },
      { files },
    );
    for (const name of ['acme-customer-exports', '111122223333', 'ACME-PROD', 'acme-prod']) {
      expect(everything(result)).not.toContain(name);
    }
  });
});

it('words that name a resource, an account or a pattern which no report shows are hidden', async () => {
  const flood = floodPolicy(1_500);
  const query = flood.query.replace("'instance ' || i", "'box-' || i || '-eu'");
  const shown = { ...flood, query, description: 'Look at box-1499-eu, then at BOX-1498-EU.' };
  await using emulator = await startEmulator({ policies: [shown] });
  const entry = (resource: string, reason: string) =>
    `  - policy: ${shown.name}\n    resource: ${resource}\n    reason: ${reason}\n    owner: zz-waived owners\n    expires: ${inDays(5)}\n`;
  const waivers = `version: 1\nwaivers:\n${entry('zz-waived', 'like zz-waived')}${entry('box-7-eu', 'like box-1444-eu of acme-lab')}`;
  const result = await runGate(
    emulator,
    { ...CHECK, ...HIDE, waivers: 'w.yml', accounts: 'acme-*\n!acme-lab', reports: 'json\nmarkdown\nsarif' },
    { files: { 'w.yml': waivers } },
  );
  expect(result.outputs['violations'], result.printed).toBe('1500');
  expect(everything(result).match(/box-1\d{3}|zz-waived|acme-lab/gi)).toBeNull();
  expect(everything(result)).toMatch(/like resource-[0-9a-f]{8} of account-[0-9a-f]{8}/);
});

it.for(['accounts', 'policies', 'fail-on', 'max-violations', 'report-dir'] as const)(
  'a value of `%s` that is refused shows nothing, whatever quotes it holds',
  async (input) => {
    await using emulator = await startEmulator();
    const value = '!!a"; allowed: nothing.\n!!"acme-secret"';
    const result = await runGate(emulator, { ...CHECK, ...HIDE, [input]: value, mode: 'x"; allowed: acme-secret' });
    expect(result.outputs['outcome']).toBe('error');
    expect(everything(result)).not.toContain('acme-secret');
    expect(everything(result)).toContain('allowed');
  },
);

describe('a word of the Platform that nobody knows', { concurrent: true }, () => {
  it.for<[string, RunScript]>([
    ['a reason', { ends: 'failed', statusReason: 'denied_by_acme_prod' }],
    ['a reason of a run that completed', { statusReason: 'denied_by_acme_prod' }],
    ['a status', { statuses: { completed: 'denied_by_acme_prod' } }],
  ])('%s is hidden', async ([, script]) => {
    await using emulator = await startEmulator({ script });
    const result = await runGate(emulator, { ...HIDE, reports: 'json\nmarkdown\njunit', 'timeout-minutes': '0.03' });
    expect(result.exitCode).toBe(1);
    expect(everything(result)).not.toContain('denied_by_acme_prod');
    const shown = await runGate(emulator, { 'timeout-minutes': '0.03' });
    expect(everything(shown)).toContain('denied_by_acme_prod');
  });

  it('a status and a severity of a policy are hidden', async () => {
    await using emulator = await startEmulator();
    const spoil = { status: 'frozen-by-acme-prod', severity: 'acme-prod-severe' };
    emulator.fault({
      route: 'list-policies',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, ...spoil })) }),
      },
    });
    const result = await runGate(emulator, { ...CHECK, ...HIDE, reports: 'json\nmarkdown\njunit' });
    expect(result.outputs['outcome']).toBe('inconclusive');
    expect(everything(result)).not.toContain('frozen-by-acme-prod');
    expect(everything(result)).not.toContain('acme-prod-severe');
  });

  it.for([
    ['of a redirect', { kind: 'redirect', status: 302, location: 'https://login.example/tenants/acme-prod' }],
    ['of a content type', { kind: 'garbage', body: '<x', status: 404, contentType: 'text/acme-prod' }],
    ['of a content type with a success', { kind: 'garbage', body: '<x', contentType: 'text/acme-prod' }],
  ] as const)('%s is hidden', async ([, fault]) => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'list-policies', times: 999, do: fault });
    const result = await runGate(emulator, { ...CHECK, ...HIDE, 'timeout-minutes': '0.02' });
    expect(result.exitCode).toBe(1);
    expect(everything(result)).not.toContain('acme-prod');
  });
});

it.for([
  ['in other case', 'Look at ACME-PROD first.'],
  ['with something appended', 'Look at acme-prod2 first.'],
  ['as part of a word', 'Look at xacme-prodx first.'],
  ['in letters only', 'Look at Sandbox first.'],
  ['with dashes in its id', 'Look at 1111-2222-3333 first.'],
] as const)('a description that holds a name %s is hidden', async ([, description]) => {
  const estate = fixtureEstate();
  for (const bucket of estate.buckets) if (bucket.name === 'acme-customer-exports') bucket.tags = [];
  const policies = usualPolicies().map((policy) => ({ ...policy, description }));
  await using emulator = await startEmulator({ policies });
  emulator.fault({
    route: 'list-violations',
    times: 999,
    do: {
      kind: 'rewrite',
      rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, name: 'Sandbox' })) }),
    },
  });
  const result = await runGate(emulator, { ...CHECK, ...HIDE, reports: 'json\nmarkdown\nsarif', 'sarif-anchor': 'a' });
  const word = /at (\S+) first/.exec(description)?.[1] ?? '';
  expect(everything(result)).not.toContain(word);
});

it('e-mails in any words, and what stands in an address of a description behind its host, are hidden', async () => {
  const description =
    'Ask jane.doe@acme.example. Alerts go to https://hooks.slack.com/services/T00/B00/XyZ and hooks.slack.com/services/T01/B01.';
  const waiver = [
    'version: 1\nwaivers:\n  - policy: Unencrypted S3 buckets\n    resource: zzz-*',
    `reason: ask joe.bloggs@acme.example\n    owner: jill@acme.example`,
    `ticket: https://jira.example/ABC-1\n    expires: ${inDays(5)}\n`,
  ];
  await using emulator = await startEmulator({ policies: usualPolicies().map((one) => ({ ...one, description })) });
  const result = await runGate(
    emulator,
    { ...CHECK, ...HIDE, waivers: 'w.yml', reports: 'json\nmarkdown\nsarif\njunit', 'sarif-anchor': 'w.yml' },
    { files: { 'w.yml': waiver.join('\n    ') } },
  );
  expect(result.outputs['outcome']).toBe('violations');
  expect(Object.keys(result.reports)).toHaveLength(4);
  for (const word of ['jane.doe', 'joe.bloggs', 'jill@', 'acme.example', 'services/T0', 'B00', 'XyZ']) {
    expect(everything(result)).not.toContain(word);
  }
  expect(everything(result)).toContain('https://hooks.slack.com/…');
  // A waiver stands in the repository, which everybody can read.
  expect(everything(result)).toContain('https://jira.example/ABC-1');
});

it('an account that is called like a hash is hidden', async () => {
  await using emulator = await startEmulator();
  emulator.fault({
    route: 'list-violations',
    times: 999,
    do: {
      kind: 'rewrite',
      rewrite: (body) => ({
        ...body,
        items: body.items?.map((item) => ({ ...item, account_name: 'account-20240101', name: 'resource-20240101' })),
      }),
    },
  });
  const result = await runGate(emulator, { ...CHECK, ...HIDE, reports: 'json\nmarkdown' });
  expect(everything(result)).not.toContain('20240101');
});

it('a redacted summary and the log say so, and by which input', async () => {
  await using emulator = await startEmulator();
  const hidden = await runGate(emulator, { ...CHECK, ...HIDE, reports: 'markdown' });
  expect(hidden.summary).toMatch(/Names .* hidden \(<code>redact<\/code>\)/);
  expect(hidden.reports['report.md']).toMatch(/Names .* hidden \(<code>redact<\/code>\)/);
  expect((await runGate(emulator, CHECK)).summary).not.toContain('hidden');
});
