import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { fixtureEstate, floodPolicy, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate, runUntil } from './gate.ts';

const ALL = { reports: 'json\nsarif\njunit\nmarkdown', 'sarif-anchor': 'infra/main.tf' };
const FILES = ['report.json', 'report.junit.xml', 'report.md', 'report.sarif'];
const PUBLIC = { event: { repository: { private: false, visibility: 'public' } } };
const SCHEMA = join(import.meta.dirname, '..', '..', '..', 'schemas', 'report.schema.json');

interface Sarif {
  readonly runs: readonly [{ readonly results: readonly { readonly locations: readonly unknown[] }[] }];
}

const sarifOf = (text: string | undefined) => JSON.parse(text ?? 'null') as Sarif | null;

describe('report files of the bundle', { concurrent: true }, () => {
  it('say the same as the outputs, each in its way', async () => {
    await using emulator = await startEmulator();
    const { reports, outputs, log, summary, temp } = await runGate(emulator, { ...ALL, 'fail-on': 'medium' });

    expect(Object.keys(reports).sort()).toEqual(FILES);
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const json = JSON.parse(reports['report.json'] ?? '');
    const isValid = ajv.validate(JSON.parse(readFileSync(SCHEMA, 'utf8')), json);
    expect(ajv.errors ?? [], String(isValid)).toEqual([]);
    expect(String(json.judgement.totals.gating)).toBe(outputs['gating-violations']);
    const listed = json.judgement.policies.flatMap((policy: { violations: unknown[] }) => policy.violations);
    expect(listed).toHaveLength(Number(outputs['violations']));
    // What is below the threshold is an alert, too.
    expect(sarifOf(reports['report.sarif'])?.runs[0].results).toHaveLength(16);
    expect(reports['report.junit.xml']?.match(/<failure /g)).toHaveLength(Number(outputs['policies-failing']));
    expect(reports['report.md']).toContain('violations found');
    for (const name of ['report-json', 'report-sarif', 'report-junit', 'report-markdown']) {
      expect(outputs[name]).toContain(outputs['report-dir']);
      expect(log.join('\n')).toContain(outputs[name]);
    }
    expect(summary).toContain('report.sarif');
    // The violations on disk go with the step.
    expect(temp.filter((name) => name.includes('rows'))).toEqual([]);
  });

  it('change nothing of the verdict, nor of the outputs', async () => {
    await using emulator = await startEmulator();
    // Enough time for the histories of the policies, also on a busy machine.
    const check = { mode: 'check', 'sync-name': '', 'timeout-minutes': '5' };
    const [without, with_] = [await runGate(emulator, check), await runGate(emulator, { ...check, ...ALL })];
    const { 'report-dir': _, ...rest } = with_.outputs;
    const known = Object.entries(rest).filter(([name]) => !name.startsWith('report-'));
    expect(Object.fromEntries(known)).toEqual(without.outputs);
    expect(with_.exitCode).toBe(without.exitCode);
  });

  it('that only need counts ask for nothing more', async () => {
    await using emulator = await startEmulator();
    await runGate(emulator, { reports: 'markdown', 'fail-on': 'critical' });
    expect(emulator.count('list-violations')).toBe(2);
  });

  it('are written from lists that cannot be read, with the verdict as it is; but no SARIF, which would close alerts', async () => {
    await using emulator = await startEmulator({ policies: [floodPolicy(5)] });
    emulator.fault({ route: 'list-violations', times: 99, do: { kind: 'status', status: 403 } });
    const { outputs, exitCode, reports, log } = await runGate(emulator, { ...ALL, 'max-violations': '5' });
    expect([outputs['outcome'], exitCode]).toEqual(['passed', 0]);
    expect(Object.keys(reports).sort()).toEqual(FILES.filter((name) => name !== 'report.sarif'));
    expect(outputs['report-sarif']).toBeUndefined();
    expect(log.join('\n')).toMatch(/The sarif file was not written: /);
  });

  it.for([
    ['inconclusive', { script: { evaluates: 'never' } }, {}],
    ['sync-failed', { script: { ends: 'failed' } }, {}],
    ['timed-out', { script: { stuckIn: 'started' } }, { 'timeout-minutes': '0.03' }],
  ] as const)('%s: JUnit is red, and there is no SARIF', async ([outcome, options, inputs]) => {
    await using emulator = await startEmulator({ estate: repairedEstate(), ...options });
    const { outputs, reports, temp } = await runGate(emulator, { ...ALL, ...inputs });
    expect(outputs['outcome']).toBe(outcome);
    expect(reports['report.sarif']).toBeUndefined();
    expect(reports['report.junit.xml']).toMatch(/<error /);
    expect(JSON.parse(reports['report.json'] ?? '').outcome).toBe(outcome);
    expect(temp.filter((name) => name.includes('rows'))).toEqual([]);
  });

  it('hold no SARIF where a role hides violations: it would close their alerts', async () => {
    await using emulator = await startEmulator({ policies: [{ ...floodPolicy(30), visibleRows: 12 }] });
    const { outputs, reports } = await runGate(emulator, ALL);
    expect(outputs['gating-violations']).toBe('30');
    expect(Object.keys(reports).sort()).toEqual(FILES.filter((name) => name !== 'report.sarif'));
  });

  it('without a place for the violations are warnings, and the verdict stands', async () => {
    await using emulator = await startEmulator();
    const inputs = { ...ALL, 'fail-on': 'none', 'report-dir': 'out' };
    const { outputs, exitCode, log } = await runGate(emulator, inputs, { env: { RUNNER_TEMP: '/nowhere/at/all' } });
    expect([outputs['outcome'], exitCode]).toEqual(['passed', 0]);
    expect(log.filter((line) => line.includes('could not be kept on disk'))).toHaveLength(3);
    expect(outputs['report-markdown']).toMatch(/out\/report\.md$/);
  });

  it('quote nothing of the Platform where names are hidden', async () => {
    await using emulator = await startEmulator({ policies: [floodPolicy(5)] });
    const message = 'cannot read bucket acme-exports of acme-prod';
    const body = { message, status: 403 };
    emulator.fault({ route: 'list-violations', times: 99, do: { kind: 'status', status: 403, body } });
    const { reports, printed, summary } = await runGate(emulator, ALL, PUBLIC);
    const everything = [...Object.values(reports), printed, summary].join('\n');
    expect(everything).not.toContain('acme-exports');
    expect(everything).toContain('The Platform answered 403');
  });

  it('that cannot be written are warnings, each by itself', async ({ onTestFinished }) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const temp = mkdtempSync(join(tmpdir(), 'gate-full-'));
    onTestFinished(() => rmSync(temp, { recursive: true }));
    // In the place of the folder that the step makes there.
    writeFileSync(join(temp, 'cloudquery-gate'), 'a file');
    const result = await runGate(emulator, ALL, { env: { RUNNER_TEMP: temp } });
    expect([result.outputs['outcome'], result.exitCode]).toEqual(['passed', 0]);
    expect(
      result.log.filter((line) => /file could not be written, which does not change the verdict/.test(line)),
    ).toHaveLength(4);
  });

  it('point at the workflow where nothing else is said, and are not written where nobody knows it', async () => {
    await using emulator = await startEmulator();
    const inputs = { reports: 'sarif' };
    const GITHUB_WORKFLOW_REF = 'acme/infra/.github/workflows/gate.yml@refs/heads/main';
    const known = await runGate(emulator, inputs, { env: { GITHUB_WORKFLOW_REF } });
    expect(JSON.stringify(sarifOf(known.reports['report.sarif'])?.runs[0].results[0]?.locations)).toContain(
      '.github/workflows/gate.yml',
    );
    const unknown = await runGate(emulator, inputs);
    expect(unknown.reports).toEqual({});
    expect(unknown.log.join('\n')).toContain('set `sarif-anchor`');
  });

  it('hold no name of an account or resource in a public repository', async () => {
    await using emulator = await startEmulator();
    const { reports } = await runGate(emulator, ALL, PUBLIC);
    const everything = Object.values(reports).join('\n');
    expect(everything).toMatch(/resource-[0-9a-f]{8}/);
    for (const name of ['acme-prod', 'acme-customer-exports', '111122223333', 'arn:aws', 'checkout-api']) {
      expect(everything).not.toContain(name);
    }
  });

  it('hold no key, wherever the Platform puts it and however it is split', async () => {
    await using emulator = await startEmulator();
    const hidden = [
      emulator.key,
      emulator.key.split('').join('\u200b'),
      `${emulator.key.slice(0, 9)}\u0000${emulator.key.slice(9)}`,
    ];
    emulator.fault({
      route: 'list-violations',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: body.items?.map((item, index) => ({ ...item, name: `x ${hidden[index % hidden.length]} y` })),
        }),
      },
    });
    const { reports, printed, summary } = await runGate(emulator, ALL);
    for (const text of [...Object.values(reports), summary, printed.replace(/^::add-mask::.*$/gm, '')]) {
      expect(text.replace(/<\/?\w+>/g, '')).not.toContain(emulator.key);
    }
  });

  it('leave nothing on disk where the step is killed: the post step takes it away', async () => {
    await using emulator = await startEmulator({ script: { stuckIn: 'started' } });
    const killed = await runUntil(emulator, { route: 'get-run', signal: 'SIGKILL' }, { reports: 'json' });
    expect(killed.temp.filter((name) => name.includes('rows'))).toHaveLength(1);
    const left = mkdtempSync(join(tmpdir(), 'cloudquery-gate-rows-'));
    await runGate(emulator, {}, { entry: 'gate-post', state: { spool: left } });
    expect(existsSync(left)).toBe(false);
    expect(killed.state['spool']).toMatch(/cloudquery-gate-rows-/);
  });

  it('of two steps in one job stand side by side', async () => {
    await using emulator = await startEmulator();
    const inputs = { reports: 'json', 'report-dir': 'out' };
    const first = await runGate(emulator, inputs, { files: { 'out/report.json': 'of the step before' } });
    expect(first.outputs['report-json']).toMatch(/out\/report-2\.json$/);
  });

  it.for([
    ['reports', 'xml', /`reports` is "xml"; allowed: `json`, `sarif`, `junit`, `markdown`/],
    ['sarif-anchor', '../main.tf', /`sarif-anchor` is "\.\.\/main\.tf"; allowed: a path relative to the repository/],
  ] as const)('%s: %s is an error', async ([input, value, says]) => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { [input]: value });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.annotations[0]?.message).toMatch(says);
  });
});

describe('annotations of the bundle', { concurrent: true }, () => {
  const TRACE = '5d6c0f5e-8f1b-4a53-9b53-2f6a1a2b3c4d';
  const FILES = { 'infra/s3.tf': `resource "aws_s3_bucket" "exports" {\n  tags = { yor_trace = "${TRACE}" }\n}\n` };
  const TAGS = ['git_file=infra/s3.tf', 'git_org=acme', 'git_repo=infra', `yor_trace=${TRACE}`];

  async function printed(tags: readonly string[], repository: string) {
    const estate = fixtureEstate();
    for (const bucket of estate.buckets) if (bucket.name === 'acme-customer-exports') bucket.tags = [...tags];
    await using emulator = await startEmulator({ estate });
    const inputs = { policies: 'Unencrypted S3 buckets' };
    return (await runGate(emulator, inputs, { files: FILES, env: { GITHUB_REPOSITORY: repository } })).printed;
  }

  it('point at the line that made the resource', async () => {
    const text = await printed(TAGS, 'acme/infra');
    expect(text).toMatch(
      /^::error title=Unencrypted S3 buckets,file=infra\/s3\.tf,line=2::.*Made here: acme-customer-exports/m,
    );
  });

  it.for([
    ['of another repository', TAGS, 'acme/other'],
    ['of none that is known', ['team=billing'], 'acme/infra'],
    ['that leads out of the workspace', ['git_file=../../etc/passwd', 'git_org=acme', 'git_repo=infra'], 'acme/infra'],
  ] as const)('point nowhere for a resource %s', async ([, tags, repository]) => {
    expect(await printed(tags, repository)).not.toContain('file=');
  });
});
