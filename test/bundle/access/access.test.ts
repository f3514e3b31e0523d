/** The access review as a workflow sees it. */
import { describe, expect, it } from 'vitest';
import { DEFAULT_KEY, type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/platform.ts';
import { type ActionRun, runAction } from '../run-action.ts';

const DAY = 86_400_000;

/** What happens to the Platform before the step begins. */
type Prepare = (emulator: Emulator) => void;

/** Runs the step. The emulator is closed afterwards; what it was asked stays. */
async function review(
  inputs: Readonly<Record<string, string>> = {},
  options: EmulatorOptions = {},
  more: Partial<ActionRun> = {},
  prepare: Prepare = () => {},
) {
  await using emulator = await startEmulator({ role: 'admin:read', ...options });
  prepare(emulator);
  const given = { 'platform-url': emulator.url, 'api-key': emulator.key, 'timeout-minutes': '2', ...inputs };
  return { emulator, ...(await runAction({ ...more, entry: 'access', inputs: given })) };
}

const SOON = { key: 'k-soon', role: 'ci', name: 'Gate of acme', expiresAt: Date.now() + 3.5 * DAY } as const;
const OVER = { key: 'k-over', role: 'ci', name: 'Old laptop', expired: true, expiresAt: Date.now() - DAY } as const;

/** Nobody who is powerful. */
const PLAIN = [{ email: 'jane@acme.example' }];

describe('the access review', { concurrent: true }, () => {
  it('is green where there is nothing to do, and notes who is powerful', async () => {
    const { exitCode, outputs, annotations, summary, emulator } = await review();
    expect(exitCode).toBe(0);
    expect(outputs).toEqual({
      outcome: 'ok',
      findings: '1',
      expiring: '0',
      expired: '0',
      unused: '0',
      'users-without-mfa': '0',
      'days-to-first-expiry': expect.stringMatching(/^36[45]$/),
    });
    expect(annotations).toEqual([
      {
        level: 'notice',
        title: 'CloudQuery: 1 user is powerful',
        message: expect.stringMatching(/^1 user is powerful: jane@acme.example\. /),
      },
    ]);
    expect(summary).toContain('## CloudQuery access: ok');
    expect(emulator.requests.map(({ route, method }) => `${method} ${route}`).sort()).toEqual([
      'GET list-keys',
      'GET list-users',
    ]);
  });

  it('says which keys expire soon and which are expired, and stays green', async () => {
    const { exitCode, outputs, annotations, summary, log } = await review({}, { keys: [SOON, OVER], users: PLAIN });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({
      outcome: 'findings',
      findings: '2',
      expiring: '1',
      expired: '1',
      'days-to-first-expiry': '3',
    });
    expect(annotations).toEqual([
      {
        level: 'warning',
        title: 'CloudQuery: 1 key is expired',
        message: '1 key is expired: Old laptop. Delete it. What still uses it needs a new key.',
      },
      {
        level: 'warning',
        title: 'CloudQuery: 1 key expires soon',
        message: expect.stringMatching(/^1 key expires soon: Gate of acme\. Create a new key /),
      },
    ]);
    expect(summary).toMatch(/\| `key-expiring` \| warning \| Gate of acme \| expires .* UTC, in 3 days \|/);
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
    const { annotations, outputs, summary } = await review({}, { keys, metadata: 'full', users: PLAIN });
    expect(outputs, summary).toMatchObject({ outcome: 'findings', expiring: '1000' });
    expect(annotations).toHaveLength(1);
    expect(annotations[0]?.message).toContain('and 990 more');
  });

  it('is incomplete for a key without the role, and asks once', async () => {
    const { exitCode, outputs, summary, emulator } = await review({}, { role: 'ci' });
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'incomplete' });
    expect(summary).toContain('admin:read');
    expect(emulator.count('list-keys')).toBe(1);
    expect(emulator.count('list-users')).toBe(1);
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
    const { outputs, printed, summary } = await review({}, { keys: [SOON, OVER], users: PLAIN }, { event });
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
    await using emulator = await startEmulator({ role: 'admin:read' });
    emulator.fault({ route: 'list-keys', times: 99, do: { kind: 'stall' } });
    const { exitCode, outputs } = await runAction({
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
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'cancelled' });
  });

  it.for([
    ['list-users', 'users', { expiring: '1', expired: '0', unused: '0', 'days-to-first-expiry': '3' }],
    ['list-keys', 'keys', { 'users-without-mfa': '1' }],
  ] as const)(
    'is incomplete where %s alone is refused, and tells the rest all the same',
    async ([route, list, known]) => {
      const users = [{ email: 'jane@acme.example' }, { email: 'sam@acme.example', provider: 'local', mfa: false }];
      const { exitCode, outputs, summary, annotations, reports } = await review(
        { reports: 'json\ncsv' },
        { keys: [SOON], users },
        {},
        (emulator) => emulator.fault({ route, times: 99, do: { kind: 'status', status: 403 } }),
      );
      expect(exitCode).toBe(1);
      const { 'report-dir': _, 'report-json': __, 'report-csv': ___, ...others } = outputs;
      expect(others).toEqual({ outcome: 'incomplete', ...known });
      expect(annotations[0]).toMatchObject({ level: 'error', title: 'CloudQuery access: incomplete' });
      expect(summary).toContain(`The ${list} could not be read, or not all of them: `);
      expect(summary).toContain('admin:read');
      expect(summary).toContain(list === 'keys' ? '`user-no-mfa`' : '`key-expiring`');
      expect(JSON.parse(reports['access.json'] ?? '')).toMatchObject({
        outcome: 'incomplete',
        review: { [list]: { whole: false }, gaps: [{ kind: 'unread', list }] },
      });
      expect(reports['access.csv']).toContain('\r\nincomplete,warning,');
    },
  );

  it('tells what the first page has where the second can’t be read', async () => {
    const keys = Array.from({ length: 4 }, (_, index) => ({ ...SOON, key: `k-${index}`, name: `Key ${index}` }));
    const { exitCode, outputs, annotations } = await review(
      {},
      { keys, users: PLAIN, maxPerPage: 3, metadata: 'full' },
      {},
      (emulator) => emulator.fault({ route: 'list-keys', from: 2, times: 99, do: { kind: 'status', status: 403 } }),
    );
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'incomplete', 'users-without-mfa': '0' });
    expect(annotations[1]?.title).toBe('CloudQuery: 2 keys expire soon');
  });

  it('reads a list of several pages twice if nothing says how long it is', async () => {
    const keys = Array.from({ length: 4 }, (_, index) => ({ ...SOON, key: `k-${index}`, name: `Key ${index}` }));
    const options = { keys, users: PLAIN, maxPerPage: 3 };
    const { outputs, emulator } = await review({}, options);
    expect(outputs['expiring']).toBe('4');
    expect(emulator.count('list-keys')).toBe(4);
  });

  it('is incomplete where a list loses a key each time that it is read', async () => {
    const keys = Array.from({ length: 7 }, (_, index) => ({ ...SOON, key: `k-${index}`, name: `Key ${index}` }));
    let asked = 0;
    const { exitCode, outputs, printed } = await review({}, { keys, users: PLAIN, maxPerPage: 4 }, {}, (emulator) =>
      emulator.fault({
        route: 'list-keys',
        times: 99,
        when: ({ query }) => query.get('page') === '2',
        // Between two pages one key is deleted: what moves to the page before is seen by nobody.
        do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: body.items?.slice(++asked) }) },
      }),
    );
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'incomplete', 'users-without-mfa': '0' });
    expect(printed).toContain('The list changed each time that it was read');
  });

  it('reads a list twice that states fewer keys than it gives', async () => {
    const keys = Array.from({ length: 4 }, (_, index) => ({ ...SOON, key: `k-${index}`, name: `Key ${index}` }));
    const { outputs, emulator } = await review({}, { keys, users: PLAIN, maxPerPage: 3 }, {}, (emulator) =>
      emulator.fault({
        route: 'list-keys',
        times: 99,
        do: { kind: 'rewrite', rewrite: (body) => ({ ...body, metadata: { page_size: 3, total_count: 0 } }) },
      }),
    );
    expect(outputs['expiring']).toBe('4');
    expect(emulator.count('list-keys')).toBe(4);
  });

  it('is incomplete where a key is listed twice with other facts', async () => {
    const { exitCode, outputs, printed } = await review({}, { keys: [SOON], users: PLAIN }, {}, (emulator) =>
      emulator.fault({
        route: 'list-keys',
        times: 99,
        do: {
          kind: 'rewrite',
          rewrite: (body) => ({
            ...body,
            items: body.items?.flatMap((item) => [item, { ...item, expires_at: '2099-01-01T00:00:00Z' }]),
          }),
        },
      }),
    );
    expect([exitCode, outputs['outcome']]).toEqual([1, 'incomplete']);
    expect(printed).toContain('`items` should be the same if their ids are the same');
  });

  it.for(['day', 'no-zone'] as const)('reads dates as they come: %s', async (dates) => {
    const { outputs } = await review({}, { keys: [SOON, OVER], users: PLAIN, identities: { dates } });
    expect(outputs).toMatchObject({ outcome: 'findings', expiring: '1', expired: '1', unused: '0' });
  });

  it('never shows the value of a key, also where the list has it', async () => {
    const value = 'VALUE-OF-ANOTHER-KEY-3f8a';
    const all = { reports: 'json\ncsv\nmarkdown' };
    const options = { keys: [{ ...SOON, key: value }], identities: { revealsKeys: true } };
    const { outputs, printed, summary, reports } = await review(all, options, { env: { RUNNER_DEBUG: '1' } });
    expect(outputs['expiring']).toBe('1');
    expect(Object.keys(reports).sort()).toEqual(['access.csv', 'access.json', 'access.md']);
    for (const text of [printed, summary, ...Object.values(reports), ...Object.values(outputs)]) {
      expect(text).not.toContain(value);
    }
  });

  it('shows no e-mail and no name in a public repository, and the same hash in every run', async () => {
    const event = { repository: { private: false, visibility: 'public' } };
    const users = [
      { email: 'jane@acme.example', name: 'Jane Doe', enabled: false },
      { email: 'root@acme.example', name: 'Root Boss', provider: 'local', mfa: false, roles: ['admin:write'] },
      { email: 'sam@acme.example', roles: [{ name: 'friends of sam@acme.example', type: 'root' }] },
    ];
    const files = {
      'expected.yml': 'version: 1\nusers:\n  - user: jame@acme.example\n    reason: Asked eve@acme.example\n',
    };
    const inputs = { reports: 'json\ncsv\nmarkdown', expected: 'expected.yml', users: 'nobody@acme.example\n*' };
    const options = { keys: [{ ...SOON, name: 'of jane@acme.example' }], users };
    const [one, two] = await Promise.all([1, 2].map(() => review(inputs, options, { event, files })));
    const hash = /(?:user|key)-[0-9a-f]{8}/g;
    for (const text of [
      one?.printed,
      one?.summary,
      ...Object.values(one?.reports ?? {}),
      ...Object.values(one?.outputs ?? {}),
    ]) {
      expect(text?.replaceAll('<wbr>', '').replaceAll('&#64;', '@')).not.toMatch(/@acme|Jane|Root Boss|jane|root@/);
    }
    expect(one?.outputs['outcome']).toBe('incomplete');
    const hashesOf = (run: typeof one) => run?.reports['access.csv']?.match(hash);
    expect(hashesOf(one)?.length).toBeGreaterThan(5);
    expect(hashesOf(one)).toEqual(hashesOf(two));
    expect(one?.annotations.map(({ title }) => title)).toContain('CloudQuery: 2 keys belong to nobody any more');
  });

  it('takes what a file expects, and warns of what it expects in vain', async () => {
    const files = {
      'expected.yml':
        'version: 1\nusers:\n  - user: JANE@acme.example\n    reason: Runs the Platform\n  - user: jame@acme.example\n    reason: Did\n',
    };
    const inputs = { expected: 'expected.yml', 'fail-on': 'user-powerful' };
    const { exitCode, outputs, annotations, summary } = await review(inputs, {}, { files });
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ outcome: 'ok', findings: '1' });
    expect(annotations).toEqual([
      {
        level: 'warning',
        title: 'CloudQuery: 1 entry of expected without effect',
        message:
          'Line 5 of `expected` matches nothing: there is no user jame@acme.example; the nearest is jane@acme.example.',
      },
    ]);
    expect(summary).toContain('| Runs the Platform |');

    const red = await review({ 'fail-on': 'user-powerful' });
    expect(red.exitCode).toBe(1);
    expect(red.outputs['outcome']).toBe('findings');
  });

  it('tells what is wrong with the file of expectations by line and column, and asks for nothing', async () => {
    const files = { 'expected.yml': 'version: 1\nusers:\n  - user: jane@acme.example\n    raeson: On call\n' };
    const { exitCode, printed, emulator } = await review({ expected: 'expected.yml' }, {}, { files });
    expect(exitCode).toBe(1);
    expect(printed).toContain('expected.yml:4:5: Unknown key `raeson`; the nearest that is allowed is `reason`.');
    expect(printed).not.toContain('is missing');
    expect(emulator.requests).toEqual([]);

    const event = { repository: { private: false, visibility: 'public' } };
    const hidden = await review({ expected: 'expected.yml' }, {}, { files, event });
    expect(hidden.printed).toContain('expected.yml:4:5: Unknown key `(hidden by redact)`');
    expect(hidden.printed).not.toContain('raeson');
  });

  it('is incomplete where what is meant is not there', async () => {
    const { exitCode, outputs, printed, emulator } = await review({
      keys: 'gaet*',
      'powerful-roles': 'generel:write',
    });
    expect(exitCode).toBe(1);
    expect(outputs['outcome']).toBe('incomplete');
    for (const name of ['gaet*', 'generel:write']) expect(printed).toContain(`Nothing matches \`${name}\``);
    expect(emulator.count('list-roles')).toBe(1);
  });
});
