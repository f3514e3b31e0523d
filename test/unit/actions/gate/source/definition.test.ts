import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Definition } from '../../../../../src/actions/gate/judge/policy-result.ts';
import type { GateResult } from '../../../../../src/actions/gate/result.ts';
import { placeDefinitions } from '../../../../../src/actions/gate/source/definition.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'gate-definitions-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const POLICY = 'version: 1\nname: x\nquery: SELECT 1\n';
const FOUND = { 'policies/aws/s3.yml': POLICY };

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly definition?: Definition | null;
  readonly repository?: string | null;
  readonly limits?: Parameters<typeof placeDefinitions>[3];
  readonly file: string | null | undefined;
}

const OURS: Definition = { owner: 'acme/infra', slug: 's3', file: null };

function place({ files, definition = OURS, repository = 'acme/infra', limits }: Case): string | null | undefined {
  const workspace = mkdtempSync(join(ROOT, 'case-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const result = { judgement: { policies: [{ id: 'p', definition }] } } as unknown as GateResult;
  const placed = placeDefinitions(result, workspace, repository, limits);
  return placed.judgement?.policies[0]?.definition?.file;
}

describe('the file that defines a policy', () => {
  it.for<Case>([
    { title: 'is found in any folder', files: FOUND, file: 'policies/aws/s3.yml' },
    { title: 'may have a query of its own', files: { 'a/s3.yaml': 'query-file: s3.sql\n' }, file: 'a/s3.yaml' },
    {
      title: 'is no workflow of that name',
      files: { ...FOUND, '.github/workflows/s3.yml': 'on: push\njobs: {}\n' },
      file: 'policies/aws/s3.yml',
    },
    { title: 'is unknown if two are possible', files: { ...FOUND, 'old/s3.yml': POLICY }, file: null },
    { title: 'is unknown if it is not there', files: { 'policies/other.yml': POLICY }, file: null },
    { title: 'is not that of another repository', files: FOUND, repository: 'acme/app', file: null },
    {
      title: 'is found whatever the case of the repository',
      files: FOUND,
      repository: 'Acme/Infra',
      file: 'policies/aws/s3.yml',
    },
    { title: 'is unknown if the repository is', files: FOUND, repository: null, file: null },
    { title: 'is not looked for without a mark', files: FOUND, definition: null, file: undefined },
    { title: 'is not in a checkout of something else', files: { 'sub/.git': '', 'sub/s3.yml': POLICY }, file: null },
    {
      title: 'is unknown if not all files were seen',
      files: FOUND,
      limits: { files: 2, milliseconds: 60_000 },
      file: null,
    },
    { title: 'is unknown if the time is over', files: FOUND, limits: { files: 100, milliseconds: 0 }, file: null },
    {
      title: 'is no file that nobody could read at once',
      files: { 's3.yml': `${POLICY}#${'x'.repeat(2 ** 20)}` },
      file: null,
    },
  ])('$title', (one) => {
    expect(place(one)).toBe(one.file);
  });

  it.skipIf(process.platform === 'win32')('is no link', () => {
    const workspace = mkdtempSync(join(ROOT, 'case-'));
    writeFileSync(join(ROOT, 'outside.yml'), POLICY);
    symlinkSync(join(ROOT, 'outside.yml'), join(workspace, 's3.yml'));
    const result = { judgement: { policies: [{ id: 'p', definition: OURS }] } } as unknown as GateResult;
    const placed = placeDefinitions(result, workspace, 'acme/infra');
    expect(placed.judgement?.policies[0]?.definition).toEqual(OURS);
  });
});
