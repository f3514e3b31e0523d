import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type EmulatorOptions,
  fixtureEstate,
  floodPolicy,
  repairedEstate,
  startEmulator,
} from '../../emulator/platform.ts';
import { type ActionResult, runAction } from '../run-action.ts';
import { runGate } from './gate.ts';

const PATH = '.cloudquery/baseline.json';
const EMPTY = '{"version": 1, "violations": []}';
const BASELINE = { baseline: PATH };
const WAIVERS = { waivers: 'waivers.yml' };

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

function waiverOf(lines: Readonly<Record<string, string>>): string {
  const all = {
    policy: 'Unencrypted S3 buckets',
    reason: 'accepted',
    owner: 'storage@acme.example',
    expires: inDays(90),
    ...lines,
  };
  const [first = '', ...rest] = Object.entries(all).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return [`  - ${first}`, ...rest.map((line) => `    ${line}`)].join('\n');
}

const waiversOf = (...waivers: Readonly<Record<string, string>>[]) =>
  `version: 1\nwaivers:\n${waivers.map(waiverOf).join('\n')}\n`;

const said = ({ annotations, log }: ActionResult) => [...annotations.map(({ message }) => message), ...log].join('\n');

/** The rows of the table in the log, by what stands last: `total` or a policy's name. */
function readTable({ log }: ActionResult): Map<string, number[]> {
  const start = log.findIndex((line) => line.startsWith('severity'));
  const rows = new Map<string, number[]>();
  for (const line of log.slice(start + 1)) {
    const match = /^(\S+)((?:\s+[\d,]+){6})(?:\s+\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\s+(.*))?$/.exec(line);
    if (match === null) break;
    const [, first = '', numbers = '', name = first] = match;
    rows.set(
      name,
      numbers
        .trim()
        .split(/\s+/)
        .map((number) => Number(number.replaceAll(',', ''))),
    );
  }
  return rows;
}

describe('a baseline on the bundle', { concurrent: true }, () => {
  it('makes an old estate green, and keeps it so until something is new', async () => {
    await using emulator = await startEmulator();
    const first = await runGate(emulator, BASELINE, { files: { [PATH]: EMPTY } });
    expect(first.outputs).toMatchObject({ outcome: 'violations', 'new-violations': '16', 'gating-violations': '16' });
    const baseline = first.reports['baseline.json'] ?? '';
    expect(first.outputs['baseline-file']).toMatch(/cloudquery-gate\/baseline\.json$/);
    expect(first.outputs['report-dir']).toMatch(/cloudquery-gate$/);
    expect(baseline.split('\n').filter((line) => line.startsWith('    {"id"'))).toHaveLength(16);

    const second = await runGate(emulator, BASELINE, { files: { [PATH]: baseline } });
    expect(second.outputs).toMatchObject({ outcome: 'passed', 'new-violations': '0', violations: '16' });
    expect(second.exitCode).toBe(0);
    expect(second.reports['baseline.json']).toBe(baseline);
    expect(said(second)).toMatch(/16 violations, of which 0 gating, 16 known/);

    const estate = fixtureEstate();
    const [bucket] = estate.buckets;
    if (bucket !== undefined) bucket.publicRead = true;
    emulator.setEstate(estate);
    const third = await runGate(emulator, BASELINE, { files: { [PATH]: baseline } });
    expect(third.outputs).toMatchObject({ outcome: 'violations', 'new-violations': '1', 'gating-violations': '1' });
    expect(third.exitCode).toBe(1);
    expect(third.summary).toContain('acme-invoices');
    const added = (third.reports['baseline.json'] ?? '').split('\n').filter((line) => !baseline.includes(line));
    expect(added).toEqual([expect.stringMatching(/^ {4}\{"id":"[0-9a-f]{32}".*acme-invoices.*\},$/)]);
  });

  it('counts what is fixed, and drops it', async () => {
    await using emulator = await startEmulator();
    const first = await runGate(emulator, BASELINE, { files: { [PATH]: EMPTY } });
    emulator.setEstate(repairedEstate());
    const second = await runGate(emulator, BASELINE, { files: { [PATH]: first.reports['baseline.json'] ?? '' } });
    expect(second.outputs['outcome']).toBe('passed');
    expect(said(second)).toMatch(/Baseline \S+baseline\.json holds 16 violations \(16 fixed\); 0 new\./);
    expect(second.reports['baseline.json']).toBe('{\n  "version": 1,\n  "violations": [\n    "end"\n  ]\n}\n');
  });

  it('keeps what this run did not judge', async () => {
    await using emulator = await startEmulator();
    const first = await runGate(emulator, BASELINE, { files: { [PATH]: EMPTY } });
    const baseline = first.reports['baseline.json'] ?? '';
    emulator.setEstate(repairedEstate());
    const inputs = { ...BASELINE, domains: 'finops' };
    const second = await runGate(emulator, inputs, { files: { [PATH]: baseline } });
    const kept = (second.reports['baseline.json'] ?? '').split('\n').filter((line) => line.startsWith('    {"id"'));
    expect(kept).toHaveLength(13);
    expect(baseline).toEqual(expect.stringContaining(kept[0] ?? 'none'));
  });

  it('does not know what a role hides: such a violation gates', async () => {
    const policies = [{ ...floodPolicy(30), visibleRows: 20 }];
    await using emulator = await startEmulator({ policies });
    const first = await runGate(emulator, BASELINE, { files: { [PATH]: EMPTY } });
    expect(first.outputs['gating-violations']).toBe('30');
    const second = await runGate(emulator, BASELINE, { files: { [PATH]: first.reports['baseline.json'] ?? '' } });
    expect(second.outputs).toMatchObject({ outcome: 'violations', 'gating-violations': '10' });
  });

  it('is not trusted without the list, unless the rule tolerates all of it', async () => {
    await using emulator = await startEmulator({ policies: [floodPolicy(5)] });
    emulator.fault({ route: 'list-violations', times: 99, do: { kind: 'status', status: 403 } });
    const unread = await runGate(emulator, BASELINE, { files: { [PATH]: EMPTY } });
    expect(unread.outputs).toMatchObject({ outcome: 'inconclusive', 'policies-inconclusive': '1' });
    const tolerated = await runGate(emulator, { ...BASELINE, 'max-violations': '5' }, { files: { [PATH]: EMPTY } });
    expect(tolerated.outputs).toMatchObject({ outcome: 'passed', 'gating-violations': '5' });
  });

  it.for([
    ['is missing', {}, /`baseline` .* is not in the workspace: check the repository out before this step/],
    ['is damaged', { [PATH]: '{"version": 1, "violations": [' }, /is damaged: no valid JSON/],
    ['is newer', { [PATH]: '{"version": 2, "violations": []}' }, /is of version 2.*update the action/],
    ['is in conflict', { [PATH]: '<<<<<<< HEAD\n{}' }, /the marks of a merge conflict/],
  ] as const)('that %s is an error, before anything is asked', async ([, files, says]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...BASELINE, 'fail-on': 'severe' }, { files });
    expect(result.outputs['outcome']).toBe('error');
    expect(said(result)).toMatch(says);
    // With everything else that is wrong.
    expect(said(result)).toMatch(/2 bad inputs: .*`fail-on`/);
    expect(emulator.requests).toEqual([]);
    expect(result.reports).toEqual({});
  });

  it('is never overwritten by the one that the run writes', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { ...BASELINE, 'report-dir': '.cloudquery/' }, { files: { [PATH]: EMPTY } });
    expect(result.outputs['outcome']).toBe('error');
    expect(said(result)).toMatch(/`report-dir` is the folder of `baseline`/);
  });

  describe('of a run never replaces a file that is there', () => {
    /** A folder that outlives the step, as on a runner of one's own. */
    function makeFolder() {
      const path = mkdtempSync(join(tmpdir(), 'gate-reports-'));
      const read = (name: string) => readFileSync(join(path, name), 'utf8');
      return {
        path,
        read,
        names: () => readdirSync(path).toSorted(),
        [Symbol.dispose]: () => rmSync(path, { recursive: true }),
      };
    }

    it('it gets a number, and `baseline-file` says so', async () => {
      await using emulator = await startEmulator();
      using folder = makeFolder();
      writeFileSync(join(folder.path, 'baseline.json'), 'precious');
      const inputs = { ...BASELINE, 'report-dir': folder.path };
      for (const name of ['baseline-2.json', 'baseline-3.json']) {
        const result = await runGate(emulator, inputs, { files: { [PATH]: EMPTY } });
        expect(result.outputs).toMatchObject({ 'baseline-file': join(folder.path, name), 'report-dir': folder.path });
        expect(said(result)).toContain(name);
        expect(folder.read(name)).toContain('acme-customer-exports');
      }
      expect(folder.read('baseline.json')).toBe('precious');
      expect(folder.names()).toEqual(['baseline-2.json', 'baseline-3.json', 'baseline.json']);
    });

    it('nor the one of a step before, in the folder that both use by themselves', async () => {
      await using emulator = await startEmulator();
      using folder = makeFolder();
      const more = { files: { [PATH]: EMPTY }, env: { RUNNER_TEMP: folder.path } };
      const first = await runGate(emulator, BASELINE, more);
      const text = readFileSync(first.outputs['baseline-file'] ?? '', 'utf8');
      const second = await runGate(emulator, { ...BASELINE, accounts: '!acme-prod' }, more);
      const paths = [first, second].map(({ outputs }) => outputs['baseline-file']?.replaceAll('\\', '/'));
      expect(paths).toEqual([
        expect.stringMatching(/cloudquery-gate\/baseline\.json$/),
        expect.stringMatching(/cloudquery-gate\/baseline-2\.json$/),
      ]);
      expect(readFileSync(first.outputs['baseline-file'] ?? '', 'utf8')).toBe(text);
      expect(readFileSync(second.outputs['baseline-file'] ?? '', 'utf8')).not.toBe(text);
    });

    it('nor a folder, nor a waivers file', async () => {
      await using emulator = await startEmulator();
      using folder = makeFolder();
      mkdirSync(join(folder.path, 'accepted.yml'));
      writeFileSync(join(folder.path, 'accepted-2.yml'), waiversOf({ resource: 'x' }));
      const inputs = {
        baseline: 'a/accepted.yml',
        waivers: join(folder.path, 'accepted-2.yml'),
        'report-dir': folder.path,
      };
      const result = await runGate(emulator, inputs, { files: { 'a/accepted.yml': EMPTY } });
      expect(result.outputs['baseline-file']).toBe(join(folder.path, 'accepted-3.yml'));
      expect(folder.read('accepted-2.yml')).toBe(waiversOf({ resource: 'x' }));
    });
  });

  it('that cannot be written is a warning', async ({ onTestFinished }) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const temp = mkdtempSync(join(tmpdir(), 'gate-full-'));
    onTestFinished(() => rmSync(temp, { recursive: true }));
    // In the place of the folder that the step makes there.
    writeFileSync(join(temp, 'cloudquery-gate'), 'a file');
    const result = await runGate(emulator, BASELINE, { files: { [PATH]: EMPTY }, env: { RUNNER_TEMP: temp } });
    expect(result.outputs).toMatchObject({ outcome: 'passed' });
    expect(result.outputs['baseline-file']).toBeUndefined();
    expect(said(result)).toMatch(/the baseline file could not be written, which does not change the verdict/);
    expect(result.exitCode).toBe(0);
  });
});

describe('waivers on the bundle', { concurrent: true }, () => {
  const only = (policy: string) => ({ ...WAIVERS, policies: policy });
  const BUCKETS = 'Unencrypted S3 buckets';

  it('forgive what they cover, with all of it reported', async () => {
    await using emulator = await startEmulator();
    const files = { 'waivers.yml': waiversOf({ resource: 'acme-customer-*' }, { resource: 'curat?d', account: 'x' }) };
    const result = await runGate(emulator, only(BUCKETS), { files });
    expect(result.outputs).toMatchObject({
      outcome: 'violations',
      violations: '3',
      'gating-violations': '2',
      'waived-violations': '1',
    });
    expect(said(result)).toMatch(
      /waiver of Unencrypted S3 buckets \(waivers\.yml, line 8; .* has no effect: it matches no violation/,
    );
  });

  it('without a resource cover the whole policy, and are marked', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, only(BUCKETS), { files: { 'waivers.yml': waiversOf({}) } });
    expect(result.outputs).toMatchObject({ outcome: 'passed', violations: '3', 'waived-violations': '3' });
    expect(result.summary).toContain('the whole policy');
    // Its count says all that there is to know.
    expect(emulator.count('list-violations')).toBe(0);
  });

  it('gate again once they are expired, and say whom to ask', async () => {
    await using emulator = await startEmulator();
    const files = { 'waivers.yml': waiversOf({ expires: inDays(-1) }) };
    const result = await runGate(emulator, only(BUCKETS), { files });
    expect(result.outputs).toMatchObject({ outcome: 'violations', 'gating-violations': '3', 'waived-violations': '0' });
    expect(said(result)).toMatch(/owner: storage@acme\.example\) expired on .* Its reason was: accepted/);
  });

  it('are listed when they are about to expire', async () => {
    await using emulator = await startEmulator();
    for (const [days, word] of [
      [2, 'expires soon'],
      [0, 'expires today'],
    ] as const) {
      const files = { 'waivers.yml': waiversOf({ expires: inDays(days) }) };
      const result = await runGate(emulator, only(BUCKETS), { files });
      expect(result.outputs['outcome']).toBe('passed');
      expect(result.summary).toContain('### Waivers to look at (1)');
      expect(result.summary).toContain(word);
    }
  });

  it('that are wrong are an error with line and column, before anything is asked', async () => {
    await using emulator = await startEmulator();
    const files = { 'waivers.yml': 'version: 1\nwaivers:\n  - policy: x\n    expire: 2027-01-01\n' };
    const result = await runGate(emulator, WAIVERS, { files });
    expect(result.outputs['outcome']).toBe('error');
    expect(said(result)).toMatch(/waivers\.yml:4:5: /);
    expect(said(result)).toMatch(/waivers\.yml:3:5: /);
    expect(emulator.requests).toEqual([]);
  });

  it('and a baseline add up in the table of the log', async () => {
    await using emulator = await startEmulator();
    const baseline = await runGate(emulator, { ...BASELINE, policies: 'RDS*' }, { files: { [PATH]: EMPTY } });
    const files = {
      [PATH]: baseline.reports['baseline.json'] ?? '',
      'waivers.yml': waiversOf({ resource: 'raw*' }),
    };
    const inputs = { ...BASELINE, ...WAIVERS, accounts: '!acme-prod', 'fail-on': 'medium' };
    const result = await runGate(emulator, inputs, { files });
    const table = readTable(result);
    const [total = [], ...policies] = table.values();
    expect(table.size).toBe(12);
    for (const [found, ...parts] of [total, ...policies])
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(found);
    expect(total).toEqual(total.map((_, column) => policies.reduce((sum, row) => sum + (row[column] ?? 0), 0)));
    expect(total.every((count) => count > 0)).toBe(true);
    expect(Number(result.outputs['gating-violations'])).toBe(total.at(-1));
  });
});

describe('new violations without a baseline', { concurrent: true }, () => {
  // Enough time for the histories of the policies, also on a busy machine.
  const CHECK = { mode: 'check', 'sync-name': '', 'timeout-minutes': '5' };
  const cases: readonly [string, EmulatorOptions, Readonly<Record<string, string>>, string | undefined, number][] = [
    ['are those more than before the sync', { earlier: { estate: repairedEstate() } }, {}, '16', 0],
    ['are none where nothing grew', { earlier: { syncs: ['aws-prod', 'aws-staging', 'gcp-prod'] } }, {}, '0', 0],
    ['are all where nothing was evaluated before', { earlier: 'never' }, {}, '16', 0],
    ['in mode check are those since the evaluation before the latest', {}, CHECK, '0', 1],
  ];
  it.for(cases)('%s', async ([, options, inputs, expected, least]) => {
    await using emulator = await startEmulator(options);
    // The chart of the summary asks for the past, too.
    const result = await runGate(emulator, { ...inputs, summary: 'false' });
    expect(result.outputs['new-violations']).toBe(expected);
    expect(emulator.count('policy-history')).toBeGreaterThanOrEqual(least);
    if (least === 0) expect(emulator.count('policy-history')).toBe(0);
  });

  it('are not known where the history cannot be read, which changes nothing else', async () => {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'policy-history', times: 99, do: { kind: 'status', status: 403 } });
    const result = await runGate(emulator, { mode: 'check', 'sync-name': '' });
    expect(result.outputs['new-violations']).toBeUndefined();
    expect(result.outputs['outcome']).toBe('violations');
  });
});

describe('redaction on the bundle', { concurrent: true }, () => {
  const PUBLIC = { event: { repository: { private: false, visibility: 'public' } } };
  const NAMES = ['acme-prod', 'acme-customer-exports', '111122223333', 'arn:aws', 'checkout-api', 'i-0a12', 'vol-0a12'];

  it.for([
    ['in a public repository', {}, PUBLIC],
    ['where nobody knows who can read it', {}, { event: {} }],
    ['where it is asked for', { redact: 'always' }, {}],
  ] as const)('%s no name of an account or resource is anywhere', async ([, inputs, more]) => {
    await using emulator = await startEmulator();
    const files = { [PATH]: EMPTY };
    const given = { ...BASELINE, accounts: 'acme-*\nacme-prd', 'unknown-accounts': 'warn', ...inputs };
    const result = await runGate(emulator, given, { ...more, files });
    const everything = [
      result.printed,
      result.summary,
      ...Object.values(result.outputs),
      ...Object.values(result.reports),
    ];
    for (const name of NAMES) expect(everything.join('\n')).not.toContain(name);
    expect(everything.join('\n')).toContain('Unencrypted S3 buckets');
    expect(result.summary).toMatch(/resource-[0-9a-f]{8}/);
    // And the baseline knows what it hides.
    const again = await runGate(emulator, given, { ...more, files: { [PATH]: result.reports['baseline.json'] ?? '' } });
    expect(again.outputs['new-violations']).toBe('0');
    const shown = await runGate(
      emulator,
      { ...given, redact: 'never' },
      { files: { [PATH]: result.reports['baseline.json'] ?? '' } },
    );
    expect(shown.outputs['new-violations']).toBe('0');
    expect(shown.reports['baseline.json']).toContain('acme-customer-exports');
  });

  const REFUSED = 'role may not cancel in account 111122223333 (arn:aws:iam::111122223333:role/secret-role)';
  const SECRETS = ['111122223333', 'arn:aws', 'secret-role'];

  it.for([
    ['in a public repository', {}, PUBLIC],
    ['where nobody knows who can read it', {}, { event: {} }],
    ['where it is asked for', { redact: 'always' }, {}],
    ['where it is asked for in a public repository', { redact: 'always' }, PUBLIC],
  ] as const)('%s the step after the job hides them too', async ([, inputs, more]) => {
    await using emulator = await startEmulator();
    emulator.fault({
      route: 'update-run',
      times: 99,
      do: { kind: 'status', status: 403, body: { message: REFUSED, status: 403 } },
    });
    const given = { 'platform-url': emulator.url, 'api-key': emulator.key, 'sync-name': 'aws-prod' };
    const state = { runs: JSON.stringify({ runs: [{ syncName: 'aws-prod', runId: 'run-1' }], attempts: [] }) };
    const step = (own: Readonly<Record<string, string>>, its: object) =>
      runAction({ entry: 'gate-post', state, inputs: { ...given, ...own }, ...its });
    const hidden = await step(inputs, more);
    expect(emulator.count('update-run')).toBeGreaterThan(0);
    expect(hidden.exitCode).toBe(0);
    expect(hidden.printed).toMatch(/run-1.*403/);
    for (const secret of SECRETS) expect(hidden.printed).not.toContain(secret);
    expect((await step({ redact: 'never' }, {})).printed).toContain('111122223333');
  });

  it('in messages about a waivers file tells places only', async () => {
    await using emulator = await startEmulator();
    const files = {
      'waivers.yml': waiversOf({ account: '!acme-secret' }, { 'acme-secret': 'x' }, { expires: 'acme-secret' }),
    };
    const more = { files, env: { RUNNER_DEBUG: '1' } };
    const hidden = await runGate(emulator, { ...WAIVERS, redact: 'always' }, more);
    expect(hidden.outputs['outcome']).toBe('error');
    expect(said(hidden)).toMatch(/waivers\.yml:\d+:\d+: /);
    const everything = [hidden.printed, hidden.summary, JSON.stringify(hidden.outputs)].join('\n');
    expect(everything).not.toContain('acme-secret');
    const shown = await runGate(emulator, { ...WAIVERS, redact: 'never' }, more);
    expect(said(shown)).toContain('acme-secret');
  });

  it('is off in a private repository', async () => {
    await using emulator = await startEmulator();
    expect((await runGate(emulator)).summary).toContain('acme-customer-exports');
  });
});

describe('what the filters leave out', { concurrent: true }, () => {
  it('is said in the summary', async () => {
    await using emulator = await startEmulator();
    const inputs = { domains: 'security', 'policy-groups': 'CIS*', policies: '!*public read*', accounts: '!acme-prod' };
    const { summary, outputs } = await runGate(emulator, inputs);
    expect(outputs['policies-evaluated']).toBe('1');
    expect(summary).toMatch(/policies: &#33;&#42;public read&#42;<\/code> leaves out 1 active policy/);
    expect(summary).toMatch(/policy-groups: CIS&#42;<\/code> leaves out 7 active policies/);
    expect(summary).toMatch(/domains: security<\/code> leaves out 7 active policies/);
    expect(summary).toMatch(/accounts: &#33;acme-prod<\/code> leaves out 1 violation/);
  });
});
