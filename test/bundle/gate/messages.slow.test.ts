/** What a message says of a mistake: where it is, what is allowed, and what to do next. */
import { describe, expect, it } from 'vitest';
import { repairedEstate, startEmulator, usualPolicies } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';
import { everythingOf } from './key-echoes.ts';

const CHECK = { mode: 'check', 'sync-name': '' };

describe('an account that is not known', { concurrent: true }, () => {
  it.for([
    ['in one of several lines', 'acme-prod\n\nacme-prd', /^Bad input: `accounts`, line 3: no known account matches /],
    ['of several in one line', 'acme-prod, acme-dev', /Several are written one per line\./],
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
      /`accounts`, line 2: no known account matches \(hidden by redact\)\. If that is a typing error, violations gate/,
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
      /`accounts`, line 2, is \(hidden by redact\); allowed: patterns with .*one per line/,
    );
  });
});

describe('a filter', { concurrent: true }, () => {
  it.for([
    ['policies', 'SOC 2', 'no policy matches SOC 2; the policy group SOC 2 does: use `policy-groups`.'],
    ['policies', 'soc*', 'no policy matches soc*; the policy group SOC 2 does: use `policy-groups`.'],
    ['policies', 'Security', 'no policy matches Security; the domain security does: use `domains`.'],
    [
      'policy-groups',
      'Unencrypted S3 buckets',
      'no policy group matches Unencrypted S3 buckets; the policy Unencrypted S3 buckets does: use `policies`.',
    ],
    ['policy-groups', 'finops', 'no policy group matches finops; the domain finops does: use `domains`.'],
  ] as const)('`%s: %s` that is of another kind says which input takes it', async ([input, value, says]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...CHECK, [input]: value });
    expect(result.annotations[0]?.message).toBe(`Bad input: \`${input}\`: ${says}`);
  });

  it('that names nothing is told also if the others can not be listed', async () => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'list-groups', times: 99, do: { kind: 'status', status: 403 } });
    const result = await runGate(emulator, { ...CHECK, policies: 'Nothing' });
    expect(result.annotations[0]?.message).toMatch(/^Bad input: `policies`: no policy matches Nothing; the nearest/);
  });

  it('of two policy groups names the one that is empty', async () => {
    const policies = usualPolicies().map((policy, index) => (index === 0 ? { ...policy, groups: ['Old'] } : policy));
    await using emulator = await startEmulator({ policies });
    emulator.fault({
      route: 'list-policies',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: body.items?.map((item) => (item['name'] === policies[0]?.name ? { ...item, status: 'paused' } : item)),
        }),
      },
    });
    const result = await runGate(emulator, { ...CHECK, 'policy-groups': 'SOC 2\nOld' });
    expect(result.printed).toMatch(/Policies to judge: \d+.*policy groups without an active policy: Old\. /);
    expect(result.summary).toMatch(/\*\*Coverage:\*\* .*policy groups without an active policy: Old/);
  });
});

describe('an input', { concurrent: true }, () => {
  it.for([
    ['platform-url', '"https://acme.us.platform.cloudquery.io"', /`platform-url` stands in quotes: leave them out/],
    ['platform-url', `\${{ secrets.PLATFORM_URL }}`, /`platform-url` holds an expression \(`\$\{\{ … \}\}`\)/],
    [
      'platform-url',
      `https://\${PLATFORM_HOST}`,
      /`platform-url` holds the name of a variable.*`\$\{\{ env\.NAME \}\}`/,
    ],
    ['api-key', `\${{ secrets.CLOUDQUERY_API_KEY }}`, /`api-key` holds an expression/],
    ['api-key', '$CLOUDQUERY_API_KEY', /`api-key` holds the name of a variable/],
    ['sync-name', '%SYNC_NAME%', /`sync-name` holds the name of a variable/],
    ['fail-on', `\${{ vars.FAIL_ON }}`, /`fail-on` holds an expression/],
    ['accounts', `acme-prod\n!\${{ vars.acme }}`, /`accounts` holds an expression/],
    ['baseline', '$GITHUB_WORKSPACE/b.json', /`baseline` holds the name of a variable/],
    ['key-name', '$env:KEY_NAME', /`key-name` holds the name of a variable/],
  ] as const)('`%s` that is no value yet (%j) says so, once, and does not quote it', async ([input, value, says]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { [input]: value, redact: 'always' });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.annotations[0]?.message).toMatch(says);
    expect(result.annotations[0]?.message.split(`\`${input}\``)).toHaveLength(2);
    expect(result.printed.replace(/^::add-mask::.*$/m, '')).not.toContain(value);
    expect(emulator.requests).toHaveLength(0);
  });

  it.for([
    ['policy', 'policies'],
    ['policy-group', 'policy-groups'],
    ['account', 'accounts'],
    ['domain', 'domains'],
    ['syncs-names', 'sync-name'],
    ['baselines', 'baseline'],
    ['waiver', 'waivers'],
    ['report', 'reports'],
  ] as const)('called `%s` is a slip for `%s`', async ([given, meant]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { [given]: 'x' });
    expect(result.annotations[0]?.message).toContain(
      `\`${given}\` is not an input of this action; the nearest that it has is \`${meant}\``,
    );
    expect(emulator.requests).toHaveLength(0);
  });
});

it.for([
  ['a comma too few', '{"version": 1,\n "violations": [\n  {"id": "x"}\n  {"id": "y"}\n]}', 'line 4, column 3'],
  ['a comma too many', '{"version": 1,\n "violations": [\n  {"id": "x"},\n]}', 'line 4, column 1'],
  ['a word that is none', '{"version": 1,\n "violations": [\n  {"id": x, "a": "x"}]}', 'line 3, column 10'],
  ['an end that is missing', '{"version": 1,\n "violations": [\n  {"id": "x"},\n', 'line 4, column 1'],
] as const)('a baseline with %s says in which line', async ([, text, place]) => {
  await using emulator = await startEmulator();
  const result = await runGate(emulator, { ...CHECK, baseline: 'b.json' }, { files: { 'b.json': text } });
  expect(result.annotations[0]?.message).toContain(`\`baseline\` b.json is damaged: no valid JSON (${place})`);
});

it.for([
  ['404', { kind: 'garbage', status: 404, body: 'default backend - 404', contentType: 'text/plain' }],
  ['403', { kind: 'html', status: 403 }],
  ['200', { kind: 'garbage', body: '<html>', contentType: 'text/html' }],
] as const)("an answer that is not the Platform's own (%s) says so, and what to do", async ([, fault]) => {
  await using emulator = await startEmulator();
  emulator.fault({ route: 'list-policies', times: 3, do: fault });
  const result = await runGate(emulator, { ...CHECK });
  expect(result.outputs['outcome']).toBe('error');
  expect(result.annotations[0]?.message).toMatch(
    /It was not the Platform that answered so\. Check that `platform-url` .*If one of them restarts just now, run the job again\./,
  );
});
