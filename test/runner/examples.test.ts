import { readFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { NUMBER, REPOSITORY } from '../comment/github-json.ts';
import { startGitHub } from '../comment/github-server.ts';
import { PRIVATE_REPOSITORY as PRIVATE, pullRequestEvent } from '../comment/pull-request-event.ts';
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
} from '../emulator/platform.ts';
import { type Checkout, checkOutAction } from './checkout.ts';
import { type Example, type ExampleResult, findPageWorkflow, listExamples, runExample } from './example.ts';
import { it } from './it.ts';
import { commandOf } from './stand-ins.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PULL_REQUEST = pullRequestEvent();
const FORK = pullRequestEvent({ number: 8, from: 'somebody/octo-repo' });

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
    await using github = await startGitHub({ edition: 'ghes-3.19' });
    await using tls = await startTls(Number(new URL(github.apiUrl).port));
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
    const files = {
      'deploy-preview.sh': commandOf('deploy-preview.sh'),
      [BASELINE]: NOTHING_KNOWN,
      [WAIVERS]: NOTHING_WAIVED,
    };
    const instance = { instance: tls.host, env: { NODE_EXTRA_CA_CERTS: join(TLS, 'ca.pem') } };
    const example = { emulator, files, event: 'pull_request', payload: PULL_REQUEST, ...instance };

    const red = await run('pull-request.yml', example);
    expect(red.jobs).toEqual({ deploy: 'success', gate: 'failure' });
    expect(red.commands).toEqual(['deploy-preview.sh']);
    const { violations, ...outputs } = red.outputsOf({ id: 'gate', job: 'gate' });
    expect(outputs).toMatchObject({ outcome: 'violations', 'gating-violations': '1' });
    expect(Number(violations), 'those of other previews are reported').toBeGreaterThan(1);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('arn:aws:s3:::mine');
    expect(github.findings).toEqual([]);
    expect(emulator.count('create-run')).toBe(1);

    // A clean preview: its tag is known from the table of assets.
    own.encrypted = true;
    emulator.setEstate(estate);
    const green = await run('pull-request.yml', example);
    expect(green.outputsOf({ id: 'gate', job: 'gate' })).toMatchObject({
      outcome: 'passed',
      'gating-violations': '0',
    });

    own.tags = ['env=preview-24'];
    emulator.setEstate(estate);
    const slip = await run('pull-request.yml', example);
    expect(slip.outputsOf({ id: 'gate', job: 'gate' })).toMatchObject({ outcome: 'inconclusive' });

    const fork = await run('pull-request.yml', { ...example, payload: FORK });
    expect(fork.jobs).toEqual({});
    const answers = { 'deploy-preview.sh': { exitCode: 1 } };
    const broken = await run('pull-request.yml', { ...example, answers });
    expect(broken.jobs).toEqual({ deploy: 'failure' });
    expect(emulator.count('create-run')).toBe(3);
  },

  async 'nightly.yml'(run) {
    await using emulator = await startEmulator();
    const empty = { [BASELINE]: NOTHING_KNOWN, [WAIVERS]: NOTHING_WAIVED };
    const kindsOf = (log: ExampleResult) => log.commands.map((line) => line.split(' ').slice(0, 3).join(' '));

    // The first run, by hand: red, and its baseline is what to commit.
    const first = await run('nightly.yml', { emulator, event: 'workflow_dispatch', files: empty });
    expect(first.jobs).toEqual({ gate: 'failure' });
    expect(first.outputsOf({ id: 'gate', job: 'gate' })).toMatchObject({
      outcome: 'violations',
      'gating-violations': '16',
    });
    const baseline = baselineOf(first);
    expect(countKnown(baseline)).toBe(16);
    expect(first.commands).toEqual([]);

    // One policy's violations can't be read: the file lacks them, so nobody gets it.
    emulator.fault({ route: 'list-violations', times: 1, do: { kind: 'status', status: 403 } });
    const partial = await run('nightly.yml', { emulator, event: 'workflow_dispatch', files: empty });
    expect(partial.outputsOf({ id: 'gate', job: 'gate' })).toMatchObject({
      outcome: 'violations',
      'policies-inconclusive': '1',
    });
    expect(baselineOf(partial)).toBe('');

    const example = { emulator, event: 'schedule', files: { [BASELINE]: baseline, [WAIVERS]: NOTHING_WAIVED } };
    const same = await run('nightly.yml', example);
    expect(same.jobs).toEqual({ gate: 'success', baseline: 'success', issue: 'success' });
    expect(same.outputsOf({ id: 'gate', job: 'gate' })).toMatchObject({
      outcome: 'passed',
      violations: '16',
      'new-violations': '0',
    });
    expect(kindsOf(same)).toEqual(['gh issue list']);
    expect(same.pushed).toEqual({});

    const open = { 'gh issue list': { output: '12' } };
    emulator.setEstate(withPublicBucket());
    const worse = await run('nightly.yml', example);
    expect(worse.jobs).toEqual({ gate: 'failure', issue: 'success' });
    expect(worse.outputsOf({ id: 'gate', job: 'gate' })).toMatchObject({ 'new-violations': '1' });
    expect(kindsOf(worse)).toEqual(['gh issue list', 'gh label create', 'gh issue create']);
    expect(worse.commands[2]).toMatch(/--label cloudquery-nightly --body violations, 1 gating violations: https:/);
    expect(worse.calls.filter(({ words }) => words !== null).every(({ hasToken }) => hasToken)).toBe(true);
    const still = await run('nightly.yml', { ...example, answers: open });
    expect(still.commands[1]).toMatch(/^gh issue comment 12 --body Still red: violations, /);
    expect(still.commands).toHaveLength(2);

    const estate = fixtureEstate();
    for (const bucket of estate.buckets) bucket.encrypted = true;
    emulator.setEstate(estate);
    const better = await run('nightly.yml', { ...example, answers: open });
    expect(better.jobs).toEqual({ gate: 'success', baseline: 'success', issue: 'success' });
    expect(countKnown(better.pushed[`cloudquery-baseline:${BASELINE}`] ?? '')).toBe(13);
    expect(better.pushed[`cloudquery-baseline:${WAIVERS}`]).toBe(NOTHING_WAIVED);
    expect(kindsOf(better).sort()).toEqual([
      'gh auth setup-git',
      'gh issue close',
      'gh issue list',
      'gh pr create',
      'gh pr list',
    ]);
    expect(better.commands.find((line) => line.startsWith('gh issue close'))).toMatch(
      /^gh issue close 12 --comment Green again: passed, 0 gating violations: https:/,
    );

    const again = await run('nightly.yml', { ...example, answers: { 'gh pr list': { output: '7' } } });
    expect(kindsOf(again)).not.toContain('gh pr create');
    expect(again.jobs).toMatchObject({ baseline: 'success' });
  },

  async 'deploy.yml'(run) {
    const estate = repairedEstate();
    await using emulator = await startEmulator({ estate });
    const vars = { AWS_REGION: 'eu-central-1', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/terraform' };
    const files = { [BASELINE]: NOTHING_KNOWN, [WAIVERS]: NOTHING_WAIVED };
    const example = { emulator, vars, files };
    const answers = { 'terraform -chdir=terraform apply': { exitCode: 1 } };
    const broken = await run('deploy.yml', { ...example, answers });
    expect(broken.jobs).toEqual({ check: 'success', apply: 'failure' });
    expect(emulator.count('create-run')).toBe(0);

    const log = await run('deploy.yml', example);
    expect(log.jobs).toEqual({ check: 'success', apply: 'success', gate: 'success' });
    expect(log.calls.map(({ of }) => of)).toEqual([
      'hashicorp/setup-terraform',
      'aws-actions/configure-aws-credentials',
      'terraform',
      'terraform',
    ]);
    expect(log.calls[1]?.inputs).toEqual({ 'aws-region': vars.AWS_REGION, 'role-to-assume': vars.AWS_ROLE_ARN });
    expect(log.commands).toEqual(['terraform -chdir=terraform init', 'terraform -chdir=terraform apply -auto-approve']);
    expect(emulator.count('create-run')).toBe(1);

    // What is red before the change is not changed, unless somebody says so by hand.
    await using red = await startEmulator();
    const held = await run('deploy.yml', { ...example, emulator: red });
    expect(held.jobs).toEqual({ check: 'failure' });
    expect([held.commands, red.count('create-run')]).toEqual([[], 0]);
    const byHand = await run('deploy.yml', { ...example, emulator: red, event: 'workflow_dispatch' });
    expect(byHand.jobs).toEqual({ apply: 'success', gate: 'failure' });
    expect(red.count('create-run')).toBe(1);
  },

  async 'reports.yml'(run) {
    await using emulator = await startEmulator();
    const log = await run('reports.yml', { emulator, event: 'schedule' });
    expect(log.exitCode).toBe(1);
    expect(log.calls.map(({ of }) => of)).toEqual([
      'github/codeql-action/upload-sarif',
      'mikepenz/action-junit-report',
      'actions/upload-artifact',
    ]);
    expect(log.calls[0]?.inputs).toEqual({ sarif_file: expect.any(String), checkout_path: expect.any(String) });
    const [sarif] = JSON.parse(log.record['given/upload-sarif/sarif_file'] ?? '').runs;
    expect(sarif.results).toHaveLength(16);
    expect(sarif.results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('.github/workflows/reports.yml');
    expect(log.record['given/action-junit-report/report_paths']).toContain('<testsuites');
    expect(Object.keys(log.record).filter((name) => name.startsWith('artifacts/'))).toEqual(
      ['report.json', 'report.junit.xml', 'report.md', 'report.sarif'].map(
        (name) => `artifacts/cloudquery-reports/${name}`,
      ),
    );

    emulator.fault({ route: 'list-violations', times: Number.POSITIVE_INFINITY, do: { kind: 'status', status: 403 } });
    const blind = await run('reports.yml', { emulator, event: 'schedule' });
    expect(blind.exitCode).toBe(1);
    expect(
      blind.calls.map(({ of }) => of),
      'alerts that a file lacks would be closed',
    ).toEqual(['mikepenz/action-junit-report', 'actions/upload-artifact']);
    expect(emulator.count('create-run'), 'the second one reuses the run of the first').toBe(1);
  },

  async 'merge-queue.yml'(run) {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const hourly = await run('merge-queue.yml', { emulator, event: 'schedule' });
    expect(hourly.jobs).toEqual({ sync: 'success' });
    const [id] = emulator.runsOf('aws-prod').map((one) => one.id);
    const queued = { repository: PRIVATE, merge_group: { head_ref: 'refs/heads/gh-readonly-queue/main/pr-7' } };
    for (const [event, payload] of [
      ['pull_request', PULL_REQUEST],
      ['pull_request', pullRequestEvent({ number: 9 })],
      ['merge_group', queued],
    ] as const) {
      const log = await run('merge-queue.yml', { emulator, event, payload });
      expect(log.jobs).toEqual({ gate: 'success' });
      expect(log.outputsOf({ id: 'gate', job: 'gate' })).toMatchObject({ outcome: 'passed', 'sync-run-id': id });
    }
    expect(emulator.count('create-run')).toBe(1);
    const fork = await run('merge-queue.yml', { emulator, event: 'pull_request', payload: FORK });
    expect(fork.jobs).toEqual({});
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

  async 'reusable.yml'(run) {
    const estate = fixtureEstate();
    const clean = { accountId: '555566667777', name: 'lake', region: 'eu-west-1', platformId: '5d1c0a7e', tags: [] };
    estate.accounts.push({ id: clean.accountId, name: 'acme-data' });
    estate.buckets.push({ ...clean, encrypted: true, publicRead: false });
    const syncs = [syncOf({ name: 'aws-prod', accountIds: estate.accounts.map(({ id }) => id) })];
    await using emulator = await startEmulator({ estate, syncs });
    const accounts = ['acme-prod', 'acme-staging', 'acme-data'];
    const files = {
      ...Object.fromEntries(accounts.map((account) => [`accounts/${account}/baseline.json`, NOTHING_KNOWN])),
      'accounts/waivers.yml': NOTHING_WAIVED,
    };
    const log = await run('reusable.yml', { emulator, files, event: 'schedule', caller: callerOf('reusable.yml') });
    expect(log.entries.flatMap(({ jobResult }) => jobResult ?? [])).toEqual(['failure', 'failure', 'success']);
    const gating = log.entries.filter(({ command, name }) => command === 'set-output' && name === 'gating-violations');
    expect(gating.map(({ arg }) => arg)).toEqual(['9', '3', '0']);
    expect(emulator.count('create-run'), 'one run for all').toBe(1);
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

  async 'policies.yml'(run) {
    await using github = await startGitHub({ edition: 'ghes-3.19' });
    await using tls = await startTls(Number(new URL(github.apiUrl).port));
    const instance = { instance: tls.host, env: { NODE_EXTRA_CA_CERTS: join(TLS, 'ca.pem') } };
    await using reading = await startEmulator({ role: 'general:read' });
    const buckets = { [BUCKETS_FILE]: bucketsFile() };
    const proposed = { emulator: reading, files: buckets, event: 'pull_request', payload: PULL_REQUEST, ...instance };
    const log = await run('policies.yml', proposed);
    expect(log.jobs).toEqual({ plan: 'success' });
    expect(log.outputsOf({ id: 'policies', job: 'plan' })).toMatchObject({ outcome: 'changes', 'to-create': '1' });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('Buckets of ours');
    expect(github.findings).toEqual([]);
    expect(reading.count('create-policy')).toBe(0);

    const bad = { [BUCKETS_FILE]: bucketsFile().replace('high', 'huge') };
    const invalid = await run('policies.yml', { ...proposed, files: bad });
    expect(invalid.jobs).toEqual({ plan: 'failure' });
    expect(invalid.outputsOf({ id: 'policies', job: 'plan' })).toMatchObject({ outcome: 'invalid' });

    const asked = reading.requests.length;
    const fork = { ...proposed, payload: FORK, secrets: { CLOUDQUERY_API_KEY: '' } };
    expect((await run('policies.yml', fork)).jobs).toEqual({ validate: 'success' });
    expect((await run('policies.yml', { ...fork, files: bad })).jobs).toEqual({ validate: 'failure' });
    expect(reading.requests.slice(asked), 'no key, no request').toEqual([]);

    await using emulator = await startEmulator({ role: 'general:write' });
    const name = 'Unencrypted S3 buckets';
    const slug = 'unencrypted-s3-buckets';
    const files = await exportPolicies(run, emulator);
    const foreign = await run('policies.yml', { emulator, files, event: 'push' });
    expect(foreign.jobs).toEqual({ plan: 'failure' });
    expect(foreign.outputsOf({ id: 'policies', job: 'plan' })).toMatchObject({ outcome: 'refused' });

    const { id, query } = emulator.policy(name);
    const payload = { repository: PRIVATE, inputs: { adopt: 'by-name' } };
    const adopted = await run('policies.yml', { emulator, files, event: 'workflow_dispatch', payload });
    expect(adopted.jobs).toEqual({ plan: 'success', apply: 'success' });
    expect(adopted.outputsOf({ id: 'policies', job: 'apply' })).toMatchObject({ outcome: 'applied' });
    expect(emulator.policy(name)).toMatchObject({ id, query, status: 'active' });
    expect(emulator.policy(name).description).toContain(`[managed by ${REPOSITORY}: ${slug}]`);

    const same = await run('policies.yml', { emulator, files, event: 'push' });
    expect(same.jobs).toEqual({ plan: 'success' });
    expect(same.outputsOf({ id: 'policies', job: 'plan' })).toMatchObject({ outcome: 'unchanged' });

    const gone = [`policies/${slug}.yml`, `policies/${slug}.sql`];
    const rest = Object.fromEntries(Object.entries(files).filter(([path]) => !gone.includes(path)));
    const removed = await run('policies.yml', { emulator, files: rest, event: 'push' });
    expect(removed.jobs).toEqual({ plan: 'success', apply: 'success' });
    expect(emulator.policy(name).status).toBe('paused');
    expect(filesOf(removed, 'policies-backup')).toEqual(Object.fromEntries(gone.map((path) => [path, files[path]])));
    expect(github.comments, 'no comment but on a pull request').toHaveLength(1);
  },

  async 'policies-drift.yml'(run) {
    await using exporting = await startEmulator({ role: 'general:read' });
    const asked = exporting.requests.length;
    const exported = await exportPolicies(run, exporting);
    const slug = 'policies/unencrypted-s3-buckets';
    expect(Object.keys(exported)).toHaveLength(2 * usualPolicies().length + 1);
    expect(exported[`${slug}.yml`]).toContain('name: Unencrypted S3 buckets\n');
    expect(exported[`${slug}.sql`]).toMatch(/^SELECT .* FROM aws_s3_buckets WHERE NOT encrypted\n$/);
    expect(exported['policies/groups.yml']).toContain('name: CIS AWS Foundations\n');
    expect(exporting.requests.slice(asked).filter(({ method }) => method !== 'GET')).toEqual([]);

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
    const byHand = {
      ...example,
      event: 'workflow_dispatch',
      payload: { repository: PRIVATE, inputs: { mode: 'drift' } },
    };
    const still = await run('policies-drift.yml', { ...byHand, answers: open });
    expect(still.jobs).toEqual({ drift: 'failure', issue: 'success' });
    expect(still.commands[1]).toMatch(/^gh issue comment 12 --body Still: drift: https:/);

    policy.status = 'active';
    const payload = { repository: { ...PRIVATE, default_branch: 'trunk' }, inputs: { mode: 'drift' } };
    const branch = await run('policies-drift.yml', { ...byHand, payload, answers: open });
    expect(branch.jobs).toEqual({ drift: 'success' });
    expect(kindsOf(branch)).toEqual([]);

    emulator.fault({ route: 'list-groups', times: 100, do: { kind: 'status', status: 403 } });
    const blind = await run('policies-drift.yml', example);
    expect(kindsOf(blind)).toEqual(['gh issue list', 'gh label create', 'gh issue create']);
    expect(blind.commands[2]).toMatch(/ --title It is unknown whether .* --body error: https:/);
    emulator.clearFaults();

    const back = await run('policies-drift.yml', { ...example, answers: open });
    expect(back.commands[1]).toMatch(/^gh issue close 12 --comment Files and Platform say the same again: unchanged: /);
  },

  async 'audit-log.yml'(run) {
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
    const blind = await run('audit-log.yml', { ...example, answers: outage });
    expect(blind.jobs).toEqual({ state: 'failure' });
    expect(blind.commands).toEqual([fetched]);
    const error = 'An error occurred (404) when calling the HeadObject operation: Not Found';
    const missing = { [fetched]: { error, exitCode: 1 } };
    const first = await run('audit-log.yml', { ...example, answers: missing });
    expect(first.jobs).toEqual({ state: 'success', export: 'success', deliver: 'success' });
    expect(first.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'exported', events: '6' });
    expect(first.commands).toEqual([fetched, delivered, kept]);
    const state = first.record['artifacts/audit-log-export/state.json'] ?? '';
    expect(JSON.parse(state)).toMatchObject({ version: 1, known: { length: 6 } });

    const daily = { ...example, event: 'schedule', payload: { repository } };
    const next = await run('audit-log.yml', { ...daily, answers: { [fetched]: { output: state } } });
    expect(next.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'nothing-new', duplicates: '0' });
    expect(next.commands).toEqual([fetched, delivered, kept]);

    // What did not arrive is in no state that is kept.
    const answers = { [fetched]: { output: state }, [delivered]: { exitCode: 1 } };
    const broken = await run('audit-log.yml', { ...daily, answers });
    expect(broken.jobs).toEqual({ state: 'success', export: 'success', deliver: 'failure' });
    expect(broken.commands).toEqual([fetched, delivered]);

    const lost = await run('audit-log.yml', { ...daily, answers: missing });
    expect(lost.outputsOf({ id: 'export', job: 'export' })).toEqual({ outcome: 'error' });
    expect(lost.commands).toEqual([fetched]);
  },
};

/** What the workflows are about that stand in a page only, by that page. */
const PAGE_STORIES: Readonly<Record<string, (run: Run) => Promise<void>>> = {
  async 'audit-log/README.md'(run) {
    const now = Date.now();
    const entries = auditEntries(12, now - 20 * HOUR, now - HOUR);
    await using emulator = await startEmulator({ role: 'admin:read', auditLog: { entries } });
    const repository = { private: true, visibility: 'private' };
    const text = findPageWorkflow('audit-log/README.md', /^name: audit log without a bucket$/m);
    const runText = (example: Partial<Example>) => run('audit-log.yml', { emulator, text, ...example });
    const daily = { event: 'schedule', payload: { repository } };
    const missing = { 'gh api': { error: 'gh: Not Found (HTTP 404)', exitCode: 1 } };
    const lost = await runText({ ...daily, answers: missing });
    expect(lost.jobs).toEqual({ export: 'failure' });
    expect(lost.outputsOf({ id: 'export', job: 'export' })).toEqual({ outcome: 'error' });
    expect([lost.pushed, emulator.count('list-audit-logs')]).toEqual([{}, 0]);

    // An outage is no missing state, whatever `since` says.
    const outage = { 'gh api': { error: 'gh: Service Unavailable (HTTP 503)', exitCode: 1 } };
    const since = { repository, inputs: { since: new Date(now - DAY).toISOString() } };
    const byHand = { event: 'workflow_dispatch', payload: since };
    const blind = await runText({ ...byHand, answers: outage });
    expect(blind.jobs).toEqual({ export: 'failure' });
    expect([blind.pushed, emulator.count('list-audit-logs')]).toEqual([{}, 0]);

    const first = await runText({ ...byHand, answers: missing });
    expect(first.jobs).toEqual({ export: 'success', state: 'success' });
    expect(first.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'exported', events: '12' });
    const files = Object.keys(first.record).filter((name) => /^artifacts\/audit-log-\d+-\d+\//.test(name));
    expect(files.map((name) => name.replace(/^.*?\.(?=ndjson|manifest)/, '')).sort()).toEqual([
      'manifest.json',
      'ndjson.gz',
    ]);
    const path = 'cloudquery-audit-log:state.json';
    expect(Object.keys(first.pushed)).toEqual([path]);
    const state = first.pushed[path] ?? '';
    expect(JSON.parse(state)).toMatchObject({ version: 1, known: { length: 12 } });

    const kept = { ...daily, branches: first.pushed, answers: { 'gh api': { output: state } } };
    const next = await runText(kept);
    expect(next.jobs).toEqual({ export: 'success', state: 'success' });
    expect(next.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'nothing-new', events: '0' });
    expect(Object.keys(next.pushed)).toEqual([path]);
    const { cursor } = JSON.parse(state);
    expect(Date.parse(JSON.parse(next.pushed[path] ?? '').cursor)).toBeGreaterThan(Date.parse(cursor));

    // A red step delivers, too.
    emulator.auditLog.entries = [];
    const gap = await runText(kept);
    expect(gap.jobs).toEqual({ export: 'failure', state: 'success' });
    expect(gap.outputsOf({ id: 'export', job: 'export' })).toMatchObject({ outcome: 'gap' });
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

/** The step's own baseline, as somebody would download it; empty if there is none. */
function baselineOf({ record }: ExampleResult): string {
  return record['artifacts/cloudquery-baseline/baseline.json'] ?? '';
}

/** The workflow in examples/README.md that calls an example from another repository, as if it lay in the same one. */
function callerOf(name: string): string {
  const call = new RegExp(`uses: \\S+/\\.github/workflows/${name}@.*`);
  return findPageWorkflow('examples/README.md', call).replace(call, `uses: ./.github/workflows/${name}`);
}

const BUCKETS_FILE = 'policies/buckets.yml';
const BUCKETS_QUERY = queryOf('aws_s3_buckets', 'public_read');

/** The file of a policy that the fixture does not have. */
function bucketsFile(): string {
  return `version: 1\nname: Buckets of ours\ndomain: security\nseverity: high\nquery: ${BUCKETS_QUERY}\n`;
}

/** What a Platform has, as somebody would commit the artifact. */
async function exportPolicies(run: Run, emulator: Emulator): Promise<Readonly<Record<string, string>>> {
  const log = await run('policies-drift.yml', { emulator, event: 'workflow_dispatch' });
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

  it.for(Object.entries({ ...STORIES, ...PAGE_STORIES }))('%s', async ([, story], { runAct }) => {
    await story((name, example) => runExample(runAct, name, { ...example, gate: checkout.path }));
  });
});
