import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { NUMBER, REPOSITORY } from '../comment/github-json.ts';
import { startGitHub } from '../comment/github-server.ts';
import {
  auditEntries,
  type Emulator,
  type EmulatorOptions,
  fixtureEstate,
  policyOf,
  queryOf,
  repairedEstate,
  startEmulator,
  syncOf,
  usualPolicies,
  usualSyncs,
} from '../emulator/platform.ts';
import { type Checkout, checkOutAction } from './checkout.ts';
import { type Example, type ExampleResult, listExamples, runExample } from './example.ts';
import { it } from './it.ts';
import { commandOf } from './stand-ins.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PRIVATE = { private: true, visibility: 'private', full_name: REPOSITORY };
const PULL_REQUEST = pullRequest(NUMBER, REPOSITORY);
const FORK = pullRequest(8, 'somebody/octo-repo');

function pullRequest(number: number, from: string) {
  const head = { sha: 'a'.repeat(40), repo: { full_name: from, fork: from !== REPOSITORY } };
  return { repository: PRIVATE, number, pull_request: { number, head, base: { repo: { full_name: REPOSITORY } } } };
}

type Run = (name: string, example: Omit<Example, 'gate'>) => Promise<ExampleResult>;

let checkout: Checkout;
beforeAll(() => {
  checkout = checkOutAction();
});
afterAll(() => checkout[Symbol.dispose]());

const BASELINE = '.cloudquery/baseline.json';
const NOTHING_KNOWN = '{"version": 1, "violations": []}\n';
const WAIVERS = '.cloudquery/waivers.yml';
const NOTHING_WAIVED = 'version: 1\nwaivers: []\n';

/** What an example is about, seen from outside, by its file. */
const STORIES: Readonly<Record<string, (run: Run) => Promise<void>>> = {
  async 'first-gate.yml'(run) {
    await using emulator = await startEmulator();
    const red = await run('first-gate.yml', { emulator, event: 'workflow_dispatch' });
    expect(red.exitCode).toBe(1);
    expect(red.outputsOf({ id: '0' })).toMatchObject({ outcome: 'violations', 'gating-violations': '16' });

    emulator.setEstate(repairedEstate());
    const green = await run('first-gate.yml', { emulator, event: 'workflow_dispatch' });
    expect(green.exitCode).toBe(0);
    expect(green.outputsOf({ id: '0' })).toMatchObject({ outcome: 'passed' });
    expect(emulator.count('create-run')).toBe(2);
  },

  async 'pull-request.yml'(run) {
    const estate = fixtureEstate();
    for (const account of estate.accounts) if (account.name === 'acme-staging') account.name = 'acme-preview-7';
    const syncs = [syncOf({ name: 'aws-preview', accountIds: estate.accounts.map(({ id }) => id) })];
    await using emulator = await startEmulator({ estate, syncs });
    const files = { 'deploy-preview.sh': commandOf('deploy-preview.sh') };
    const example = { emulator, files, event: 'pull_request' };

    const red = await run('pull-request.yml', { ...example, payload: PULL_REQUEST });
    expect(red.jobs).toEqual({ deploy: 'success', gate: 'failure' });
    expect(red.commands).toEqual(['deploy-preview.sh']);
    const { violations, ...outputs } = red.outputsOf({ id: '0', job: 'gate' });
    // A bucket, an instance and a security group.
    expect(outputs).toMatchObject({ outcome: 'violations', 'gating-violations': '3' });
    expect(Number(violations), 'those of other accounts are reported').toBeGreaterThan(3);
    expect(emulator.count('create-run')).toBe(1);

    const fork = await run('pull-request.yml', { ...example, payload: FORK });
    expect(fork.jobs).toEqual({});
    const answers = { 'deploy-preview.sh': { exitCode: 1 } };
    const broken = await run('pull-request.yml', { ...example, answers, payload: PULL_REQUEST });
    expect(broken.jobs).toEqual({ deploy: 'failure' });
    expect(emulator.count('create-run')).toBe(1);
  },

  async 'preview-tags.yml'(run) {
    const files = { 'deploy-preview.sh': commandOf('deploy-preview.sh') };
    const estate = fixtureEstate();
    for (const account of estate.accounts) if (account.name === 'acme-staging') account.name = 'acme-preview';
    const mine = `env=preview-${NUMBER}`;
    const [bucket] = estate.buckets.filter(({ name }) => name.startsWith('staging'));
    if (bucket === undefined) throw new Error('no bucket');
    const own = { ...bucket, name: 'mine', platformId: 'arn:aws:s3:::mine', tags: [mine] };
    for (const all of [estate.buckets, estate.instances, estate.volumes, estate.securityGroups]) {
      for (const one of all) if (one.accountId === bucket.accountId) one.tags = ['env=preview-99'];
    }
    estate.buckets.push(own);
    const syncs = [syncOf({ name: 'aws-preview', accountIds: estate.accounts.map(({ id }) => id) })];
    await using emulator = await startEmulator({ estate, syncs });
    const example = { emulator, files, event: 'pull_request', payload: PULL_REQUEST };

    const red = await run('preview-tags.yml', example);
    expect(red.jobs).toEqual({ deploy: 'success', gate: 'failure' });
    const { violations, ...outputs } = red.outputsOf({ id: '0', job: 'gate' });
    expect(outputs).toMatchObject({ outcome: 'violations', 'gating-violations': '1' });
    expect(Number(violations), 'those of other previews are reported').toBeGreaterThan(1);

    // A clean preview: its tag is known from the table of assets.
    own.encrypted = true;
    emulator.setEstate(estate);
    const green = await run('preview-tags.yml', example);
    expect(green.outputsOf({ id: '0', job: 'gate' })).toMatchObject({ outcome: 'passed', 'gating-violations': '0' });

    own.tags = ['env=preview-24'];
    emulator.setEstate(estate);
    const slip = await run('preview-tags.yml', example);
    expect(slip.outputsOf({ id: '0', job: 'gate' })).toMatchObject({ outcome: 'inconclusive' });
  },

  async 'owners.yml'(run) {
    const estate = fixtureEstate();
    for (const [index, bucket] of estate.buckets.entries()) {
      bucket.tags = [['team=storage'], ['team: web'], ['ephemeral=true', 'team=web'], []][index % 4] ?? [];
      bucket.encrypted = false;
    }
    const policies = [policyOf({ name: 'Unencrypted', query: queryOf('aws_s3_buckets', 'NOT encrypted') })];
    const syncs = [syncOf({ name: 'aws-prod', accountIds: estate.accounts.map(({ id }) => id) })];
    await using emulator = await startEmulator({ estate, policies, syncs });
    const log = await run('owners.yml', { emulator, event: 'schedule' });
    expect(log.exitCode).toBe(1);
    expect(log.outputsOf({ id: 'gate' })).toMatchObject({
      outcome: 'violations',
      violations: '8',
      'gating-violations': '6',
    });
    expect(log.printedBy({ id: '1' })).toBe('2 storage\n2 web\n2 without a team\n');
  },

  async 'scheduled.yml'(run) {
    const policies = [
      ...usualPolicies(),
      policyOf({ name: 'An experimental one', groups: ['SOC 2'], query: queryOf('aws_s3_buckets', 'TRUE') }),
    ];
    const open = { 'gh issue list': { output: '12' } };
    await using emulator = await startEmulator({ policies });
    const example = { emulator, event: 'schedule' };

    const red = await run('scheduled.yml', example);
    expect(red.jobs).toEqual({ gate: 'failure', issue: 'success' });
    expect(red.commands.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'gh issue list',
      'gh label create',
      'gh issue create',
    ]);
    expect(red.commands[2]).toMatch(/--label cloudquery-nightly --body violations, \d+ gating violations: https:/);
    expect(red.calls.every(({ hasToken }) => hasToken)).toBe(true);

    const still = await run('scheduled.yml', { ...example, answers: open });
    expect(still.commands[1]).toMatch(/^gh issue comment 12 --body Still red: violations, /);
    expect(still.commands).toHaveLength(2);

    emulator.setEstate(repairedEstate());
    const green = await run('scheduled.yml', { ...example, answers: open });
    expect(green.jobs).toEqual({ gate: 'success', issue: 'success' });
    expect(green.commands[1]).toMatch(/^gh issue close 12 --comment Repaired: passed, 0 gating violations: https:/);
    expect(green.commands).toHaveLength(2);
  },

  async 'after-terraform-apply.yml'(run) {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const vars = { AWS_REGION: 'eu-central-1', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/terraform' };
    const answers = { 'terraform -chdir=terraform apply': { exitCode: 1 } };
    const broken = await run('after-terraform-apply.yml', { emulator, vars, answers });
    expect(broken.jobs).toEqual({ apply: 'failure' });
    expect(emulator.requests).toEqual([]);

    const log = await run('after-terraform-apply.yml', { emulator, vars });
    expect(log.jobs).toEqual({ apply: 'success', gate: 'success' });
    expect(log.calls.map(({ of }) => of)).toEqual([
      'hashicorp/setup-terraform',
      'aws-actions/configure-aws-credentials',
      'terraform',
      'terraform',
    ]);
    expect(log.calls[1]?.inputs).toEqual({ 'aws-region': vars.AWS_REGION, 'role-to-assume': vars.AWS_ROLE_ARN });
    expect(log.commands).toEqual(['terraform -chdir=terraform init', 'terraform -chdir=terraform apply -auto-approve']);
    expect(emulator.count('create-run')).toBe(1);
  },

  async 'baseline-start.yml'(run) {
    await using emulator = await startEmulator();
    const { log, baseline } = await writeBaseline(run, emulator);
    expect(log.exitCode).toBe(1);
    expect(log.outputsOf({ id: 'gate' })).toMatchObject({ outcome: 'violations' });
    expect(log.resultOf({ id: '3' })).not.toBe('failure');
    expect(countKnown(baseline)).toBe(16);

    // One policy's violations can't be read: the outcome is the same, and the file lacks them.
    emulator.fault({ route: 'list-violations', times: 1, do: { kind: 'status', status: 403 } });
    const { log: partial, baseline: cut } = await writeBaseline(run, emulator);
    expect(partial.outputsOf({ id: 'gate' })).toMatchObject({ outcome: 'violations', 'policies-inconclusive': '1' });
    expect(countKnown(cut)).toBeLessThan(16);
    // What a shell prints before it fails may be lost: act does not wait for it (linger.mjs is for Node only).
    expect(partial.resultOf({ id: '3' })).toBe('failure');
  },

  async 'new-findings.yml'(run) {
    await using emulator = await startEmulator();
    const { baseline } = await writeBaseline(run, emulator);
    const example = { emulator, event: 'schedule', files: { [BASELINE]: baseline, [WAIVERS]: NOTHING_WAIVED } };
    const old = await run('new-findings.yml', example);
    expect(old.exitCode).toBe(0);
    expect(old.outputsOf({ id: '1' })).toMatchObject({ outcome: 'passed', violations: '16', 'new-violations': '0' });

    emulator.setEstate(withPublicBucket());
    const worse = await run('new-findings.yml', example);
    expect(worse.exitCode).toBe(1);
    expect(worse.outputsOf({ id: '1' })).toMatchObject({ outcome: 'violations', 'new-violations': '1' });
  },

  async 'baseline-refresh.yml'(run) {
    await using emulator = await startEmulator();
    const { baseline } = await writeBaseline(run, emulator);
    const example = { emulator, event: 'schedule', files: { [BASELINE]: baseline, [WAIVERS]: NOTHING_WAIVED } };
    const same = await run('baseline-refresh.yml', example);
    expect(same.jobs).toEqual({ gate: 'success', refresh: 'success' });
    expect(same.commands).toEqual([]);
    expect(same.pushed).toEqual({});

    emulator.setEstate(withPublicBucket());
    const worse = await run('baseline-refresh.yml', example);
    expect(worse.jobs).toEqual({ gate: 'failure' });

    const estate = fixtureEstate();
    for (const bucket of estate.buckets) bucket.encrypted = true;
    emulator.setEstate(estate);
    const better = await run('baseline-refresh.yml', example);
    expect(better.jobs).toEqual({ gate: 'success', refresh: 'success' });
    expect(countKnown(better.pushed[`cloudquery-baseline:${BASELINE}`] ?? '')).toBe(13);
    expect(better.pushed[`cloudquery-baseline:${WAIVERS}`]).toBe(NOTHING_WAIVED);
    expect(better.commands.map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'gh auth setup-git',
      'gh pr list',
      'gh pr create',
    ]);

    const again = await run('baseline-refresh.yml', { ...example, answers: { 'gh pr list': { output: '7' } } });
    expect(again.commands.at(-1)).toMatch(/^gh pr list /);
  },

  async 'before-deploy.yml'(run) {
    const files = { 'deploy.sh': commandOf('deploy.sh') };
    await using broken = await startEmulator();
    const red = await run('before-deploy.yml', { emulator: broken, files, event: 'workflow_dispatch' });
    expect(red.jobs).toEqual({ check: 'failure' });
    expect(red.commands).toEqual([]);

    await using repaired = await startEmulator({ estate: repairedEstate() });
    const green = await run('before-deploy.yml', { emulator: repaired, files, event: 'workflow_dispatch' });
    expect(green.jobs).toEqual({ check: 'success', deploy: 'success' });
    expect(green.commands).toEqual(['deploy.sh']);
    expect(broken.count('create-run') + repaired.count('create-run')).toBe(0);
  },

  async 'code-scanning.yml'(run) {
    await using emulator = await startEmulator();
    const red = await run('code-scanning.yml', { emulator, event: 'schedule' });
    expect(red.exitCode).toBe(1);
    expect(red.calls.map(({ of }) => of)).toEqual(['github/codeql-action/upload-sarif']);
    expect(red.calls[0]?.inputs).toEqual({ sarif_file: expect.any(String), checkout_path: expect.any(String) });
    const [sarif] = JSON.parse(red.record['given/upload-sarif/sarif_file'] ?? '').runs;
    expect(sarif.results).toHaveLength(16);
    expect(sarif.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      '.github/workflows/code-scanning.yml',
    );

    emulator.fault({ route: 'list-violations', times: Number.POSITIVE_INFINITY, do: { kind: 'status', status: 403 } });
    const blind = await run('code-scanning.yml', { emulator, event: 'schedule' });
    expect(blind.exitCode).toBe(1);
    expect(blind.calls, 'alerts that a file lacks would be closed').toEqual([]);
  },

  async 'environments.yml'(run) {
    const estate = repairedEstate();
    for (const bucket of estate.buckets) if (bucket.name === 'acme-invoices') bucket.encrypted = false;
    await using emulator = await startEmulator({ estate });
    const log = await run('environments.yml', { emulator, event: 'schedule', vars: { CLOUDQUERY_SYNC: 'aws-prod' } });
    const resultOf = (...matrix: string[]) => log.resultOf({ id: '0', job: `gate (${matrix.join(', ')})` });
    // One violation, of high severity.
    expect(resultOf('development', 'critical')).toBe('success');
    expect(resultOf('staging', 'high')).toBe('failure');
    expect(resultOf('production', 'low')).toBe('failure');
    // All three are the same Platform here, and wait for each other.
    expect(emulator.runsOf('aws-prod').map(({ phase }) => phase)).toEqual(['completed', 'completed', 'completed']);
  },

  async 'forks.yml'(run) {
    const payload = (from: string, conclusion = 'success') => ({
      repository: PRIVATE,
      workflow_run: {
        event: 'pull_request',
        conclusion,
        head_sha: 'b'.repeat(40),
        head_repository: { full_name: from },
      },
    });
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const example = { emulator, event: 'workflow_run' };
    for (const skipped of [payload(REPOSITORY), payload('somebody/octo-repo', 'failure')]) {
      const log = await run('forks.yml', { ...example, payload: skipped });
      expect(log.jobs).toEqual({});
    }
    expect(emulator.requests).toEqual([]);

    const green = await run('forks.yml', { ...example, payload: payload('somebody/octo-repo') });
    expect(green.jobs).toEqual({ gate: 'success', status: 'success' });
    expect(green.calls.map(({ hasToken }) => hasToken)).toEqual([true]);
    expect(green.commands[0]).toMatch(
      new RegExp(`^gh api repos/${REPOSITORY}/statuses/b{40} .*state=success .*The deployed estate: passed$`),
    );

    emulator.setEstate(fixtureEstate());
    const reused = await run('forks.yml', { ...example, payload: payload('somebody/octo-repo') });
    expect(reused.outputsOf({ id: 'gate' })).toMatchObject({ outcome: 'passed' });
    expect(emulator.count('create-run')).toBe(1);

    emulator.revoke(emulator.key);
    const red = await run('forks.yml', { ...example, payload: payload('somebody/octo-repo') });
    expect(red.jobs).toEqual({ gate: 'failure', status: 'success' });
    expect(red.commands[0]).toMatch(/ state=failure .*The deployed estate: error$/);
  },

  async 'reports.yml'(run) {
    await using github = await startGitHub({ edition: 'ghes-3.19' });
    await using tls = await startTls(Number(new URL(github.apiUrl).port));
    await using emulator = await startEmulator();
    const log = await run('reports.yml', {
      emulator,
      event: 'pull_request',
      payload: PULL_REQUEST,
      instance: tls.host,
      env: { NODE_EXTRA_CA_CERTS: join(TLS, 'ca.pem') },
    });
    expect(log.exitCode).toBe(1);
    expect(log.calls.map(({ of }) => of)).toEqual([
      'github/codeql-action/upload-sarif',
      'mikepenz/action-junit-report',
      'actions/upload-artifact',
    ]);
    expect(JSON.parse(log.record['given/upload-sarif/sarif_file'] ?? '').runs[0].results).toHaveLength(16);
    expect(log.record['given/action-junit-report/report_paths']).toContain('<testsuites');
    expect(Object.keys(log.record).filter((name) => name.startsWith('artifacts/'))).toEqual(
      ['report.json', 'report.junit.xml', 'report.md', 'report.sarif'].map(
        (name) => `artifacts/cloudquery-reports/${name}`,
      ),
    );
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('16 gating violations');
    expect(github.findings).toEqual([]);

    const fork = await run('reports.yml', { emulator, event: 'pull_request', payload: FORK });
    expect(fork.jobs).toEqual({});
  },

  async 'reuse-runs.yml'(run) {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const hourly = await run('reuse-runs.yml', { emulator, event: 'schedule' });
    expect(hourly.jobs).toEqual({ sync: 'success' });
    const [id] = emulator.runsOf('aws-prod').map((one) => one.id);
    for (const number of [NUMBER, 9]) {
      const payload = pullRequest(number, REPOSITORY);
      const log = await run('reuse-runs.yml', { emulator, event: 'pull_request', payload });
      expect(log.jobs).toEqual({ gate: 'success' });
      expect(log.outputsOf({ id: '0', job: 'gate' })).toMatchObject({ outcome: 'passed', 'sync-run-id': id });
    }
    expect(emulator.count('create-run')).toBe(1);
  },

  async 'several-syncs.yml'(run) {
    const syncs = [...usualSyncs(), syncOf({ name: 'azure-prod', source: 'gcp' })];
    await using emulator = await startEmulator({ estate: repairedEstate(), syncs });
    const log = await run('several-syncs.yml', { emulator, event: 'workflow_dispatch' });
    expect(log.exitCode).toBe(0);
    expect(log.printedBy({ id: '1' })).toBe('passed, 0 gating violations\n');
    for (const sync of ['aws-prod', 'gcp-prod', 'azure-prod']) expect(emulator.runsOf(sync)).toHaveLength(1);

    emulator.script('gcp-prod', { errors: 3 });
    const partial = await run('several-syncs.yml', { emulator, event: 'workflow_dispatch' });
    expect(partial.exitCode).toBe(1);
    expect(partial.printedBy({ id: '1' })).toBe('sync-failed, unknown gating violations\n');
  },

  async 'access-review.yml'(run) {
    const file = '.cloudquery/access.yml';
    const expected = 'version: 1\nusers:\n  - user: jane@acme.example\n    reason: On call for the Platform\n';
    await using emulator = await startEmulator({ role: 'admin:read' });
    const secrets = { CLOUDQUERY_ADMIN_READ_KEY: emulator.key };
    const example = { emulator, secrets, event: 'schedule', files: { [file]: expected } };
    const kindsOf = (log: ExampleResult) => log.commands.map((line) => line.split(' ').slice(0, 3).join(' '));
    const green = await run('access-review.yml', example);
    expect(green.jobs).toEqual({ review: 'success', issue: 'success' });
    expect(green.outputsOf({ id: 'access', job: 'review' })).toMatchObject({ outcome: 'ok', findings: '1' });
    expect(kindsOf(green)).toEqual(['gh issue list']);

    emulator.addKey({ key: 'k-old', role: 'ci', name: 'Old laptop', expired: true });
    const red = await run('access-review.yml', example);
    expect(red.jobs).toEqual({ review: 'failure', issue: 'success' });
    expect(kindsOf(red)).toEqual(['gh issue list', 'gh label create', 'gh issue create']);
    expect(red.record['artifacts/access-review/access.md']).toContain('| `key-expired` | fails | Old laptop |');

    const open = { 'gh issue list': { output: '12' } };
    const still = await run('access-review.yml', { ...example, answers: open });
    expect(still.commands[1]).toBe('gh issue edit 12 --body-file review/access.md');

    const strict = { [file]: 'version: 1\n' };
    const unexpected = await run('access-review.yml', { ...example, files: strict });
    expect(unexpected.outputsOf({ id: 'access', job: 'review' })).toMatchObject({ outcome: 'findings' });

    emulator.revoke('k-old');
    const repaired = await run('access-review.yml', { ...example, answers: open });
    expect(repaired.jobs).toEqual({ review: 'success', issue: 'success' });
    expect(repaired.commands[1]).toMatch(/^gh issue close 12 --comment Nothing to do any more: https:/);

    const broken = await run('access-review.yml', { ...example, files: {} });
    expect(broken.jobs).toEqual({ review: 'failure', issue: 'success' });
    expect(kindsOf(broken)).toEqual(['gh issue list', 'gh label create', 'gh issue create']);
  },

  async 'policies-export.yml'(run) {
    await using emulator = await startEmulator({ role: 'general:read' });
    const asked = emulator.requests.length;
    const files = await exportPolicies(run, emulator);
    const slug = 'policies/unencrypted-s3-buckets';
    expect(Object.keys(files)).toHaveLength(2 * usualPolicies().length + 1);
    expect(files[`${slug}.yml`]).toContain('name: Unencrypted S3 buckets\n');
    expect(files[`${slug}.sql`]).toMatch(/^SELECT .* FROM aws_s3_buckets WHERE NOT encrypted\n$/);
    expect(files['policies/groups.yml']).toContain('name: CIS AWS Foundations\n');
    expect(emulator.requests.slice(asked).filter(({ method }) => method !== 'GET')).toEqual([]);
  },

  async 'policies-plan.yml'(run) {
    await using github = await startGitHub({ edition: 'ghes-3.19' });
    await using tls = await startTls(Number(new URL(github.apiUrl).port));
    await using emulator = await startEmulator({ role: 'general:read' });
    const files = { [BUCKETS_FILE]: bucketsFile() };
    const instance = { instance: tls.host, env: { NODE_EXTRA_CA_CERTS: join(TLS, 'ca.pem') } };
    const example = { emulator, files, event: 'pull_request', payload: PULL_REQUEST, ...instance };
    const log = await run('policies-plan.yml', example);
    expect(log.jobs).toEqual({ plan: 'success' });
    expect(log.outputsOf({ id: '1', job: 'plan' })).toMatchObject({ outcome: 'changes', 'to-create': '1' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('Buckets of ours');
    expect(github.findings).toEqual([]);
    expect(emulator.count('create-policy')).toBe(0);

    const bad = { [BUCKETS_FILE]: bucketsFile().replace('high', 'huge') };
    const invalid = await run('policies-plan.yml', { ...example, files: bad });
    expect(invalid.jobs).toEqual({ plan: 'failure' });
    expect(invalid.outputsOf({ id: '1', job: 'plan' })).toMatchObject({ outcome: 'invalid' });

    const fork = await run('policies-plan.yml', { emulator, files, event: 'pull_request', payload: FORK });
    expect(fork.jobs).toEqual({});
  },

  async 'policies-apply.yml'(run) {
    await using emulator = await startEmulator({ role: 'general:write' });
    const name = 'Unencrypted S3 buckets';
    const slug = 'unencrypted-s3-buckets';
    const files = await exportPolicies(run, emulator);
    const foreign = await run('policies-apply.yml', { emulator, files, event: 'push' });
    expect(foreign.jobs).toEqual({ plan: 'failure' });
    expect(foreign.outputsOf({ id: 'policies', job: 'plan' })).toMatchObject({ outcome: 'refused' });

    const { id, query } = emulator.policy(name);
    const payload = { repository: PRIVATE, inputs: { adopt: 'by-name' } };
    const adopted = await run('policies-apply.yml', { emulator, files, event: 'workflow_dispatch', payload });
    expect(adopted.jobs).toEqual({ plan: 'success', apply: 'success' });
    expect(adopted.outputsOf({ id: 'policies', job: 'apply' })).toMatchObject({ outcome: 'applied' });
    expect(emulator.policy(name)).toMatchObject({ id, query, status: 'active' });
    expect(emulator.policy(name).description).toContain(`[managed by ${REPOSITORY}: ${slug}]`);

    const same = await run('policies-apply.yml', { emulator, files, event: 'push' });
    expect(same.jobs).toEqual({ plan: 'success' });
    expect(same.outputsOf({ id: 'policies', job: 'plan' })).toMatchObject({ outcome: 'unchanged' });

    const gone = [`policies/${slug}.yml`, `policies/${slug}.sql`];
    const rest = Object.fromEntries(Object.entries(files).filter(([path]) => !gone.includes(path)));
    const removed = await run('policies-apply.yml', { emulator, files: rest, event: 'push' });
    expect(removed.jobs).toEqual({ plan: 'success', apply: 'success' });
    expect(emulator.policy(name).status).toBe('paused');
    expect(filesOf(removed, 'policies-backup')).toEqual(Object.fromEntries(gone.map((path) => [path, files[path]])));
  },

  async 'policies-drift.yml'(run) {
    const description = `[managed by ${REPOSITORY}: buckets]`;
    const policy = policyOf({ name: 'Buckets of ours', severity: 'high', description, query: BUCKETS_QUERY });
    await using emulator = await startEmulator({ role: 'general:read', policies: [policy] });
    const example = { emulator, files: { [BUCKETS_FILE]: bucketsFile() }, event: 'schedule' };
    const kindsOf = (log: ExampleResult) => log.commands.map((line) => line.split(' ').slice(0, 3).join(' '));
    const same = await run('policies-drift.yml', example);
    expect(same.jobs).toEqual({ drift: 'success', issue: 'success' });
    expect(kindsOf(same)).toEqual(['gh issue list']);

    policy.status = 'paused';
    const drift = await run('policies-drift.yml', example);
    expect(drift.jobs).toEqual({ drift: 'failure', issue: 'success' });
    expect(kindsOf(drift)).toEqual(['gh issue list', 'gh label create', 'gh issue create']);
    expect(drift.commands[2]).toMatch(/ --body drift: https:/);

    const open = { 'gh issue list': { output: '12' } };
    const still = await run('policies-drift.yml', { ...example, answers: open });
    expect(still.commands[1]).toMatch(/^gh issue comment 12 --body Still: drift: https:/);

    policy.status = 'active';
    const back = await run('policies-drift.yml', { ...example, answers: open });
    expect(back.commands[1]).toMatch(/^gh issue close 12 --comment Files and Platform say the same again: unchanged: /);
  },

  async 'audit-log-artifact.yml'(run) {
    const now = Date.now();
    const entries = auditEntries(12, now - 20 * HOUR, now - HOUR);
    await using emulator = await startEmulator({ role: 'admin:read', auditLog: { entries } });
    const repository = { private: true, visibility: 'private' };
    const missing = { 'gh api': { error: 'gh: Not Found (HTTP 404)', exitCode: 1 } };
    const example = { emulator, event: 'schedule', payload: { repository } };
    const lost = await run('audit-log-artifact.yml', { ...example, answers: missing });
    expect(lost.jobs).toEqual({ export: 'failure' });
    expect(lost.outputsOf({ id: 'export', job: 'export' })).toEqual({ outcome: 'error' });
    expect([lost.pushed, emulator.count('list-audit-logs')]).toEqual([{}, 0]);
    // An outage is no missing state, whatever `since` says.
    const outage = { 'gh api': { error: 'gh: Service Unavailable (HTTP 503)', exitCode: 1 } };

    const since = { repository, inputs: { since: new Date(now - DAY).toISOString() } };
    const byHand = { ...example, event: 'workflow_dispatch', payload: since };
    const blind = await run('audit-log-artifact.yml', { ...byHand, answers: outage });
    expect(blind.jobs).toEqual({ export: 'failure' });
    expect([blind.pushed, emulator.count('list-audit-logs')]).toEqual([{}, 0]);
    const first = await run('audit-log-artifact.yml', { ...byHand, answers: missing });
    expect(first.jobs).toEqual({ export: 'success', state: 'success' });
    expect(first.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'exported', events: '12' });
    const files = Object.keys(first.record).filter((name) => /^artifacts\/audit-log-\d+-\d+\//.test(name));
    expect(files.map((name) => name.replace(/^.*?\.(?=ndjson|manifest)/, '')).sort()).toEqual([
      'manifest.json',
      'ndjson.gz',
    ]);
    const { 'cloudquery-audit-log:state.json': state = '', ...more } = first.pushed;
    expect([JSON.parse(state).version, more]).toEqual([1, {}]);

    const kept = { 'gh api': { output: state } };
    const next = await run('audit-log-artifact.yml', { ...example, answers: kept });
    expect(next.jobs).toEqual({ export: 'success', state: 'success' });
    expect(next.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'nothing-new' });

    emulator.auditLog.entries = [];
    const gap = await run('audit-log-artifact.yml', { ...example, answers: kept });
    expect(gap.jobs).toEqual({ export: 'failure', state: 'success' });
    expect(gap.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'gap' });
  },

  async 'audit-log-bucket.yml'(run) {
    const now = Date.now();
    const entries = auditEntries(6, now - 20 * HOUR, now - HOUR);
    await using emulator = await startEmulator({ role: 'admin:read', auditLog: { entries } });
    const repository = { private: true, visibility: 'private' };
    const vars = { AWS_REGION: 'eu-west-1', AWS_ROLE_ARN: 'arn:aws:iam::1:role/r', AUDIT_BUCKET: 's3://acme-audit/cq' };
    const payload = { repository, inputs: { since: new Date(now - DAY).toISOString() } };
    const fetched = 'aws s3 cp s3://acme-audit/cq/state.json -';
    const delivered = 'aws s3 cp --recursive export/log s3://acme-audit/cq/log';
    const kept = 'aws s3 cp export/state.json s3://acme-audit/cq/state.json';
    const example = { emulator, vars, event: 'workflow_dispatch', payload };
    const outage = { [fetched]: { error: 'Could not connect to the endpoint URL', exitCode: 1 } };
    const blind = await run('audit-log-bucket.yml', { ...example, answers: outage });
    expect(blind.jobs).toEqual({ state: 'failure' });
    expect(blind.commands).toEqual([fetched]);
    const error = 'An error occurred (404) when calling the HeadObject operation: Not Found';
    const missing = { [fetched]: { error, exitCode: 1 } };
    const first = await run('audit-log-bucket.yml', { ...example, answers: missing });
    expect(first.jobs).toEqual({ state: 'success', export: 'success', deliver: 'success' });
    expect(first.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'exported', events: '6' });
    expect(first.commands).toEqual([fetched, delivered, kept]);
    const state = first.record['artifacts/audit-log-export/state.json'] ?? '';
    expect(JSON.parse(state)).toMatchObject({ version: 1, known: { length: 6 } });

    const daily = { ...example, event: 'schedule', payload: { repository } };
    const next = await run('audit-log-bucket.yml', { ...daily, answers: { [fetched]: { output: state } } });
    expect(next.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'nothing-new', duplicates: '0' });
    expect(next.commands).toEqual([fetched, delivered, kept]);

    // What did not arrive is in no state that is kept.
    const answers = { [fetched]: { output: state }, [delivered]: { exitCode: 1 } };
    const broken = await run('audit-log-bucket.yml', { ...daily, answers });
    expect(broken.jobs).toEqual({ state: 'success', export: 'success', deliver: 'failure' });
    expect(broken.commands).toEqual([fetched, delivered]);

    const lost = await run('audit-log-bucket.yml', { ...daily, answers: missing });
    expect(lost.outputsOf({ id: 'export', job: 'export' })).toEqual({ outcome: 'error' });
    expect(lost.commands).toEqual([fetched]);
  },

  async 'accounts.yml'(run) {
    const estate = fixtureEstate();
    const clean = { accountId: '555566667777', name: 'lake', region: 'eu-west-1', platformId: '5d1c0a7e', tags: [] };
    estate.accounts.push({ id: clean.accountId, name: 'acme-data' });
    estate.buckets.push({ ...clean, encrypted: true, publicRead: false });
    const syncs = [syncOf({ name: 'aws-all', accountIds: estate.accounts.map(({ id }) => id) })];
    await using emulator = await startEmulator({ estate, syncs });
    const accounts = ['acme-prod', 'acme-staging', 'acme-data'];
    const files = {
      ...Object.fromEntries(accounts.map((account) => [`accounts/${account}/baseline.json`, NOTHING_KNOWN])),
      'accounts/waivers.yml': NOTHING_WAIVED,
    };
    const log = await run('accounts.yml', { emulator, files, event: 'schedule' });
    const resultOf = (account: string) => log.resultOf({ id: '1', job: `gate (${account})` });
    expect(accounts.map(resultOf)).toEqual(['failure', 'failure', 'success']);
    expect(emulator.count('create-run'), 'one run for all').toBe(1);
  },
};

const TLS = join(import.meta.dirname, '..', 'bundle', 'tls');

/** HTTPS in front of a server without: act knows no GitHub but by HTTPS. */
async function startTls(port: number): Promise<AsyncDisposable & { readonly host: string }> {
  const read = (name: string) => readFileSync(join(TLS, name));
  const server = createServer({ key: read('server.key'), cert: read('server.pem') }, (socket) => {
    const behind = connect(port, '127.0.0.1');
    socket.pipe(behind).pipe(socket);
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      one.on('error', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    host: `localhost:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The baseline of an estate of which nothing is known yet, as somebody would download it. */
async function writeBaseline(run: Run, emulator: Emulator): Promise<{ log: ExampleResult; baseline: string }> {
  const files = { [BASELINE]: NOTHING_KNOWN };
  const log = await run('baseline-start.yml', { emulator, files, event: 'workflow_dispatch' });
  return { log, baseline: log.record['artifacts/cloudquery-baseline/baseline.json'] ?? '' };
}

const BUCKETS_FILE = 'policies/buckets.yml';
const BUCKETS_QUERY = queryOf('aws_s3_buckets', 'public_read');

/** The file of a policy that the fixture does not have. */
function bucketsFile(): string {
  return `version: 1\nname: Buckets of ours\ndomain: security\nseverity: high\nquery: ${BUCKETS_QUERY}\n`;
}

/** What a Platform has, as somebody would commit the artifact. */
async function exportPolicies(run: Run, emulator: Emulator): Promise<Readonly<Record<string, string>>> {
  const log = await run('policies-export.yml', { emulator, event: 'workflow_dispatch' });
  expect(log.jobs).toEqual({ export: 'success' });
  return filesOf(log, 'policies');
}

/** The files of an artifact, in the folder of policies. */
function filesOf({ record }: ExampleResult, artifact: string): Record<string, string> {
  const prefix = `artifacts/${artifact}/`;
  const files = Object.entries(record).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(files.map(([name, text]) => [`policies/${name.slice(prefix.length)}`, text]));
}

/** What is no object is a note to whoever reads the file. */
function countKnown(baseline: string): number {
  return JSON.parse(baseline).violations.filter((known: unknown) => typeof known === 'object').length;
}

function withPublicBucket(): NonNullable<EmulatorOptions['estate']> {
  const estate = fixtureEstate();
  for (const bucket of estate.buckets) if (bucket.name === 'acme-invoices') bucket.publicRead = true;
  return estate;
}

describe('the examples', { concurrent: true }, () => {
  it('are all run here', () => {
    expect(Object.keys(STORIES).sort()).toEqual(listExamples().sort());
  });

  it.for(Object.entries(STORIES))('%s', async ([, story], { runAct }) => {
    await story((name, example) => runExample(runAct, name, { ...example, gate: checkout.path }));
  });
});
