/** What the Platform says of queries before anything is written. */
import { describe, expect, it } from 'vitest';
import { startEmulator, whyNoClickHouse } from '../../emulator/platform.ts';
import { BUCKETS, policyYaml, runPolicies } from './policies.ts';

const MISSING = whyNoClickHouse();
const WHERE = MISSING === null ? '' : ` (skipped: ${MISSING})`;

describe.skipIf(MISSING !== null)(`queries of policies${WHERE}`, { concurrent: true }, () => {
  it('are annotated at their own line and column, in both kinds of files', async () => {
    await using emulator = await startEmulator();
    const files = {
      'policies/block.yml': policyYaml({
        name: 'Block',
        query: '|\n  SELECT name\n  FROM aws_s3_buckets\n  WHERE = 1',
      }),
      'policies/file.yml': policyYaml({ name: 'File' }).replace(/query: .*/, 'query-file: file.sql'),
      'policies/file.sql': '-- Why.\nSELECT _cq_platform_id, nope\nFROM aws_s3_buckets;\n',
      'policies/fine.yml': policyYaml({ name: 'Fine' }),
    };
    for (const mode of ['plan', 'validate', 'apply']) {
      const result = await runPolicies(emulator, { mode }, files);
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'invalid']);
      expect(result.printed).toMatch(/^::error [^\n]*file=policies\/block\.yml,line=8,col=9[^\n]*failed at: = 1/m);
      expect(result.printed).toMatch(/^::error [^\n]*file=policies\/file\.sql,line=2,col=25[^\n]*`nope`/m);
      expect(result.printed).not.toMatch(/fine\.yml/);
    }
    expect(emulator.count('create-policy')).toBe(0);
  });

  it('are refused without being sent if they are no single SELECT', async () => {
    await using emulator = await startEmulator({ role: 'general:write' });
    const files = { 'policies/bad.yml': policyYaml({ query: '|\n  SELECT 1;\n  DROP TABLE aws_s3_buckets' }) };
    const nowhere = { url: '', key: '' };
    for (const [where, mode] of [
      [emulator, 'apply'],
      [nowhere, 'validate'],
    ] as const) {
      const result = await runPolicies(where, { mode }, files);
      expect([result.exitCode, result.outputs['outcome']], result.printed).toEqual([1, 'invalid']);
      expect(result.printed).toMatch(/^::error [^\n]*file=policies\/bad\.yml,line=7,col=3[^\n]*second statement/m);
    }
    expect(emulator.requests.filter(({ path }) => path.includes('/queries/'))).toEqual([]);
  });

  it('warn if a gate could not list what they find, or make the step red', async () => {
    await using emulator = await startEmulator();
    const files = {
      'policies/count.yml': policyYaml({
        name: 'Count',
        query: 'SELECT region, count() AS n FROM aws_s3_buckets GROUP BY region',
      }),
      'policies/names.yml': policyYaml({ name: 'Names', query: 'SELECT name FROM aws_s3_buckets' }),
    };
    const warned = await runPolicies(emulator, { mode: 'plan' }, files);
    expect([warned.exitCode, warned.outputs['outcome']], warned.printed).toEqual([0, 'changes']);
    expect(warned.annotations.map(({ level }) => level)).toEqual(['warning', 'warning']);
    expect(warned.summary).toContain('The Platform understands 2 new or changed queries.');
    const strict = await runPolicies(emulator, { mode: 'plan', 'require-platform-id': 'error' }, files);
    expect([strict.exitCode, strict.outputs['outcome']], strict.printed).toEqual([1, 'invalid']);
    const lax = await runPolicies(emulator, { mode: 'plan', 'require-platform-id': 'ignore' }, files);
    expect([lax.exitCode, lax.annotations], lax.printed).toEqual([0, []]);
  });

  it('are said to be unchecked if the role may not ask, or nobody can be asked', async () => {
    await using emulator = await startEmulator({ withoutQueries: ['general:read'], role: 'general:read' });
    const query = "SELECT _cq_platform_id FROM aws_s3_buckets WHERE name = 'a'";
    const files = { 'policies/buckets.yml': policyYaml({ query }) };
    const refused = await runPolicies(emulator, { mode: 'plan' }, files);
    expect([refused.exitCode, refused.outputs['outcome']], refused.printed).toEqual([0, 'changes']);
    expect(refused.annotations.map(({ message }) => message)).toEqual([
      '1 query was not checked (`buckets`): the role of the key does not permit it.',
    ]);
    expect(JSON.parse(refused.reports['plan.json'] ?? '')).toMatchObject({ checks: { passed: 0, unchecked: 1 } });
    const offline = await runPolicies({ url: '', key: '' }, { mode: 'validate' }, files);
    expect([offline.exitCode, offline.annotations], offline.printed).toEqual([0, []]);
    expect(offline.printed).toContain('1 query was not checked by the engine of the Platform');
    // As on a pull request of a fork: the address is a variable, and the secret is not there.
    const fork = await runPolicies({ url: emulator.url, key: '' }, { mode: 'validate' }, files);
    expect([fork.exitCode, fork.outputs['outcome']], fork.printed).toEqual([0, 'valid']);
    expect(offline.summary).toContain('was not checked by the engine of the Platform');
  });

  it('are not asked about if they are those of the Platform', async () => {
    await using emulator = await startEmulator({ role: 'general:write' });
    const files = { 'policies/buckets.yml': policyYaml() };
    await runPolicies(emulator, { mode: 'apply' }, files);
    const before = emulator.requests.length;
    const again = await runPolicies(
      emulator,
      { mode: 'plan' },
      { 'policies/buckets.yml': policyYaml({ severity: 'low', query: BUCKETS }) },
    );
    expect([again.exitCode, again.outputs['outcome']], again.printed).toEqual([0, 'changes']);
    expect(emulator.requests.slice(before).filter(({ path }) => path.includes('/queries/'))).toEqual([]);
  });
});
