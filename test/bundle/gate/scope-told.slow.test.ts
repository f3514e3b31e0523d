/** How the scope goes together with waivers, a baseline and redaction, who has the violations, and bad lines. */
import { describe, expect, it } from 'vitest';
import { type EmulatorOptions, fixtureEstate, policyOf, queryOf, startEmulator } from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { runGate } from './gate.ts';

const CHECK = { mode: 'check', 'sync-name': '' };
const EVERYWHERE = ({ printed, summary, outputs, reports }: ActionResult) =>
  [printed, summary, JSON.stringify(outputs), ...Object.values(reports)].join('\n');

/** An unencrypted bucket for each of these owners. */
function withOwners(...owners: (string | null)[]): EmulatorOptions {
  const estate = fixtureEstate();
  const [bucket] = estate.buckets;
  if (bucket === undefined) throw new Error('no bucket');
  estate.buckets = owners.map((owner, index) => ({
    ...bucket,
    name: `bucket-${index}`,
    platformId: `arn:aws:s3:::bucket-${index}`,
    encrypted: false,
    tags: owner === null ? null : owner === '' ? [] : [owner, `Name=bucket-${index}`],
  }));
  const policies = [policyOf({ name: 'Unencrypted', query: queryOf('aws_s3_buckets', 'NOT encrypted') })];
  return { estate, policies };
}

describe('bad lines', { concurrent: true }, () => {
  it('are told at once, each with its sentence, before anything is asked for', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, {
      tags: 'env',
      regions: 'eu-west-1, us-east-1',
      'resource-types': 'S3*\n!S*',
      clouds: '!',
      'group-by': 'tag:',
    });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain('5 problems');
    for (const sentence of [
      /`tags` is "env"; allowed: a tag's key, `=` and a value, one tag per line, as in `env=preview-42`; `env=\*` is the tag with any value\./,
      /`regions` is "eu-west-1, us-east-1"; allowed: one per line; a comma that belongs to a name is written as `\\,`\./,
      /`resource-types`, line 1, is "S3\*"; allowed: lines that no other line cancels; `!S\*` excludes all that this one means\./,
      /`clouds` is "!"; allowed: patterns with `\*` and `\?`, one per line/,
      /`group-by` is "tag:"; allowed: `policy`, `account`, or `tag:` and the key of a tag/,
    ]) {
      expect(result.printed).toMatch(sentence);
    }
    expect(emulator.requests).toEqual([]);
  });

  it('have no effect in mode `sync`, which is told', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { mode: 'sync', tags: 'env=a', clouds: 'aws' });
    expect(result.outputs['outcome'], result.printed).toBe('passed');
    expect(result.printed).toContain('`tags`, `clouds` had no effect: mode `sync` judges no policies.');
    expect(emulator.count('column-values')).toBe(0);
  });
});

describe('a waiver', { concurrent: true }, () => {
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const waiverOf = (more: Record<string, string>) => ({
    'waivers.yml': JSON.stringify({
      version: 1,
      waivers: [{ policy: 'Unencrypted', reason: 'r', owner: 'o', expires: day, ...more }],
    }),
  });

  it.for<[Record<string, string>, number]>([
    [{ tag: 'team=a' }, 2],
    [{ tag: 'TEAM=*' }, 3],
    [{ tag: 'team=a', region: 'mars' }, 0],
    [{ cloud: 'aws' }, 5],
    [{ cloud: 'gcp' }, 0],
    [{ 'resource-type': 'S3 *' }, 5],
    [{ 'resource-type': 's3 bucket', tag: 'team=b' }, 1],
  ])('of %j covers %d', async ([more, covered]) => {
    await using emulator = await startEmulator(withOwners('team=a', 'team: a', 'team=b', '', null));
    const result = await runGate(emulator, { ...CHECK, waivers: 'waivers.yml' }, { files: waiverOf(more) });
    expect([result.outputs['waived-violations'], result.outputs['gating-violations']], result.printed).toEqual([
      `${covered}`,
      `${5 - covered}`,
    ]);
  });

  it('with a bad tag is told with its place', async () => {
    await using emulator = await startEmulator();
    const files = {
      'waivers.yml': `version: 1\nwaivers:\n  - policy: P\n    tag: env\n    reason: r\n    owner: o\n    expires: ${day}\n`,
    };
    const result = await runGate(emulator, { ...CHECK, waivers: 'waivers.yml' }, { files });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain('waivers.yml:4:10: `tag` is "env"; allowed: a tag as `key=value`');
  });
});

describe('group-by', { concurrent: true }, () => {
  const OWNERS = ['team=checkout', 'Team: checkout', 'team=billing', '', null, 'team=checkout'];

  it('shows in the summary, the log and the report who has the gating violations', async () => {
    await using emulator = await startEmulator(withOwners(...OWNERS));
    const result = await runGate(emulator, { ...CHECK, 'group-by': 'tag:team', reports: 'json\nmarkdown' });
    expect(result.outputs['outcome']).toBe('violations');
    const table =
      '| Tag <code>team</code> | Gating |\n| --- | --: |\n| checkout | 3 |\n| billing | 1 |\n| *no tag* | 1 |\n| *unknown* | 1 |\n';
    expect(result.summary).toContain(table);
    expect(result.reports['report.md']).toContain(table);
    expect(result.printed).toMatch(
      /Gating violations by tag:team\n3 {2}checkout\n1 {2}billing\n1 {2}no tag\n1 {2}unknown/,
    );
    const { group_by, groups } = JSON.parse(result.reports['report.json'] ?? '').judgement;
    expect(group_by).toBe('tag:team');
    expect(groups).toEqual([
      { kind: 'named', name: 'checkout', id: null, gating: 3 },
      { kind: 'named', name: 'billing', id: null, gating: 1 },
      { kind: 'none', name: '', id: null, gating: 1 },
      { kind: 'unknown', name: '', id: null, gating: 1 },
    ]);
  });

  it('adds up to what gates, by account, also what a role may not see', async () => {
    await using emulator = await startEmulator({
      policies: [
        policyOf({ name: 'All', query: queryOf('aws_s3_buckets', 'TRUE') }),
        policyOf({ name: 'Hidden', query: queryOf('aws_ec2_instances', 'TRUE'), visibleRows: 1 }),
      ],
    });
    const result = await runGate(emulator, { ...CHECK, 'group-by': 'account', reports: 'json' });
    const { groups, totals } = JSON.parse(result.reports['report.json'] ?? '').judgement;
    expect(groups.map((one: { kind: string }) => one.kind)).toEqual(['named', 'named', 'unknown']);
    expect(groups[0]).toMatchObject({ name: 'acme-prod', id: '111122223333' });
    expect(groups.reduce((sum: number, one: { gating: number }) => sum + one.gating, 0)).toBe(totals.gating);
  });

  it('counts only what gates, and changes no verdict', async () => {
    await using emulator = await startEmulator(withOwners(...OWNERS));
    const inputs = { ...CHECK, tags: 'team=billing', 'max-violations': '2' };
    const [plain, grouped] = await Promise.all(
      [{}, { 'group-by': 'tag:team' }].map((more) => runGate(emulator, { ...inputs, ...more })),
    );
    expect(grouped?.outputs).toEqual(plain?.outputs);
    expect(grouped?.outputs['outcome']).toBe('passed');
    expect(grouped?.summary).toContain('| billing | 1 |\n| *unknown* | 1 |\n');
    expect(grouped?.summary).not.toContain('checkout |');
  });

  it('is bounded, and what it leaves out is counted', async () => {
    await using emulator = await startEmulator(
      withOwners(...Array.from({ length: 120 }, (_, index) => `team=t${index}`)),
    );
    const result = await runGate(emulator, { ...CHECK, 'group-by': 'tag:team' });
    expect(result.summary).toContain('… and 70 more groups, with 70 violations');
  });

  it('shows a hostile name as it is', async () => {
    await using emulator = await startEmulator(withOwners('team=<img src=x> | **b** @someone'));
    const result = await runGate(emulator, { ...CHECK, 'group-by': 'tag:team' });
    expect(result.summary).toMatch(/\| &lt;img src=x&gt; &#124; /);
    expect(result.summary).not.toMatch(/<img|@someone/);
  });
});

describe('the scope', { concurrent: true }, () => {
  it('keeps of the baseline what is out of it, and adds nothing of that', async () => {
    await using emulator = await startEmulator(withOwners('team=a', 'team=b', 'team=c'));
    const files = { 'baseline.json': '{"version": 1, "violations": []}' };
    const inputs = { ...CHECK, baseline: 'baseline.json' };
    const known = (run: ActionResult) => (run.reports['baseline.json'] ?? '').match(/bucket-\d/g);
    const one = await runGate(emulator, { ...inputs, tags: 'team=a' }, { files });
    expect(known(one)).toEqual(['bucket-0']);
    const kept = { 'baseline.json': one.reports['baseline.json'] ?? '' };
    const other = await runGate(emulator, { ...inputs, tags: 'team=b' }, { files: kept });
    expect(other.outputs).toMatchObject({ outcome: 'violations', 'new-violations': '1' });
    expect(known(other)?.sort()).toEqual(['bucket-0', 'bucket-1']);
    const both = { 'baseline.json': other.reports['baseline.json'] ?? '' };
    const green = await runGate(emulator, { ...inputs, tags: 'team=*\n!team=c' }, { files: both });
    expect(green.outputs).toMatchObject({ outcome: 'passed', 'new-violations': '0', violations: '3' });
  });

  it('has columns of its own for each input in the log and the summary', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, {
      ...CHECK,
      accounts: 'acme-prod',
      'resource-types': 'S3 Bucket',
      'max-violations': '99',
    });
    expect(result.printed).toMatch(
      /below threshold {2}out of scope \(accounts\) {2}out of scope \(resource-types\) {2}gating/,
    );
    expect(result.summary).toMatch(/\| Out of scope \(accounts\) \| Out of scope \(resource-types\) \|/);
    expect(result.printed).toMatch(
      /\d+ violations, of which \d+ gating, \d+ out of scope \(accounts\), \d+ out of scope \(resource-types\)/,
    );
  });

  it.for([{}, { 'unknown-accounts': 'warn' }, { 'group-by': 'tag:team' }, { tags: 'team=secret-team' }])(
    'tells nothing of tags in a public repository, with %j',
    async (more) => {
      await using emulator = await startEmulator(withOwners('team=secret-team', 'team=other-secret'));
      const inputs = { ...CHECK, redact: 'always', tags: 'team=secret-taem', reports: 'json\nmarkdown', ...more };
      const result = await runGate(emulator, inputs);
      for (const name of ['secret-team', 'secret-taem', 'other-secret']) expect(EVERYWHERE(result)).not.toContain(name);
    },
  );

  it('shows groups as hashes there', async () => {
    await using emulator = await startEmulator(withOwners('team=secret-team'));
    const tag = await runGate(emulator, { ...CHECK, redact: 'always', 'group-by': 'tag:team' });
    expect(tag.summary).toMatch(/\| tag-(?:<wbr>)?[0-9a-f<wbr>]+ \| 1 \|/);
    const account = await runGate(emulator, { ...CHECK, redact: 'always', 'group-by': 'account' });
    expect(account.summary).toMatch(/\| account-\S+ <code>account-[0-9a-f]{8}<\/code> \| 1 \|/);
    expect(EVERYWHERE(account)).not.toContain('acme-prod');
  });
});
