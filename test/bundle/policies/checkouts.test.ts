/** What a checkout leaves out or brings along: each of it, as a workflow sees it. */
import { describe, expect, it } from 'vitest';
import { type Emulator, policyOf, startEmulator } from '../../emulator/platform.ts';
import { buildIndex } from '../../unit/fake/git-index.ts';
import type { ActionResult, ActionRun } from '../run-action.ts';
import { BUCKETS, markOf, policyYaml, runPolicies } from './policies.ts';

const ours = (name: string, slug: string) =>
  policyOf({ name, severity: 'high', query: BUCKETS, description: markOf(slug), groups: [] });

function start(policies = [ours('Public buckets', 'public-buckets'), ours('Gone', 'gone')]): Promise<Emulator> {
  return startEmulator({ role: 'general:write', earlier: 'never', policies });
}

const end = ({ exitCode, outputs }: ActionResult) => [exitCode, outputs['outcome']];
const writes = ({ requests }: Emulator) => requests.flatMap(({ method, route }) => (method === 'GET' ? [] : [route]));

describe('a file that may only be missing from the checkout', { concurrent: true }, () => {
  const INDEX = buildIndex([{ path: 'policies/gone.yml' }, { path: 'policies/public-buckets.yml' }]);
  const POLICY = policyYaml();

  it.for<[what: string, path: string, files: NonNullable<ActionRun['files']>, says: string]>([
    [
      'in a folder of the workspace, which is sparse',
      'infra/policies',
      { 'infra/policies/public-buckets.yml': POLICY, 'infra/.git/index': INDEX },
      'git tracks infra/policies/gone.yml, which the checkout lacks',
    ],
    [
      'that is a worktree, which is sparse',
      'policies',
      {
        'policies/public-buckets.yml': POLICY,
        '.git': 'gitdir: main/.git/worktrees/x\n',
        'main/.git/config': '[core]\n',
        'main/.git/worktrees/x/index': INDEX,
      },
      'git tracks policies/gone.yml, which the checkout lacks',
    ],
    [
      'that lacks a submodule',
      'policies',
      {
        'policies/public-buckets.yml': POLICY,
        '.git/config': '[core]\n',
        '.gitmodules': '[submodule "team"]\n\tpath = policies/team\n\turl = ../team\n',
      },
      'the submodule policies/team is not checked out',
    ],
    [
      'that git tracks',
      'policies',
      {
        'policies/public-buckets.yml': POLICY,
        '.git/config': '[core]\n',
        '.git/index': INDEX,
      },
      'git tracks policies/gone.yml, which the checkout lacks',
    ],
    [
      'that is hidden',
      'policies',
      { 'policies/public-buckets.yml': POLICY, 'policies/.team/gone.yml': policyYaml({ name: 'Gone' }) },
      'policies/.team/gone.yml is not read, since a name that begins with a dot is hidden',
    ],
  ])('%s, removes nothing, and is not compared', async ([, path, files, says]) => {
    await using emulator = await start();
    const told = `No file was found for 1 object of this repository, and ${says}`;
    for (const [mode, onRemoved] of [
      ['plan', 'delete'],
      ['apply', 'delete'],
      ['apply', 'keep'],
      ['plan', 'keep'],
      ['drift', 'keep'],
    ] as const) {
      const result = await runPolicies(emulator, { path, mode, 'on-removed': onRemoved }, files);
      expect([...end(result), writes(emulator)], result.printed).toEqual([1, 'refused', []]);
      expect(result.annotations[0]?.message).toContain(told);
    }
  });
});

describe('a file that is not as it should be', { concurrent: true }, () => {
  const files = (sql: Uint8Array) => ({
    'policies/public-buckets.yml': policyYaml().replace(/query: .*/, 'query-file: a.sql'),
    'policies/a.sql': sql,
  });

  it.for([
    ['Latin-1', Buffer.from(`${BUCKETS} AND name = 'café'`, 'latin1'), 'FFFD'],
    ['UTF-16', Buffer.from(BUCKETS, 'utf16le'), '0000'],
  ] as const)('of SQL in %s is refused, and nothing of it is written', async ([, sql, code]) => {
    await using emulator = await start([]);
    const result = await runPolicies(emulator, { mode: 'apply' }, files(sql));
    expect([...end(result), writes(emulator)], result.printed).toEqual([1, 'invalid', []]);
    expect(result.printed).toContain(`The file holds the character U+${code}; allowed: text in UTF-8`);
  });

  it('of one typo is told once', async () => {
    await using emulator = await start([]);
    const typo = { 'policies/public-buckets.yml': policyYaml().replace('severity', 'severty') };
    const result = await runPolicies(emulator, { mode: 'validate' }, typo);
    expect(end(result), result.printed).toEqual([1, 'invalid']);
    expect(result.printed).toContain('Unknown key `severty`; the nearest that is allowed is `severity`.');
    expect(result.printed).not.toContain('is missing');
  });
});

it('an owner that no mark can hold is refused before anything is written', async () => {
  await using emulator = await start([]);
  const owner = `${'a'.repeat(100)}/${'b'.repeat(100)}`;
  const files = { 'policies/public-buckets.yml': policyYaml() };
  const result = await runPolicies(emulator, { mode: 'apply', owner }, files);
  expect([...end(result), writes(emulator)], result.printed).toEqual([1, 'error', []]);
  expect(result.printed).toContain('the name of a repository, such as `acme/infra`, of up to 200 characters');
  const shorter = await runPolicies(emulator, { mode: 'apply', owner: owner.slice(0, -1) }, files);
  expect(end(shorter), shorter.printed).toEqual([0, 'applied']);
});
