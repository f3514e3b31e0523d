import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findAnchor } from '../../../../../src/actions/gate/report/sarif-anchor.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'gate-anchor-'));
afterAll(() => rmSync(ROOT, { recursive: true, force: true }));

const WORKFLOW = '.github/workflows/gate.yml';

function makeWorkspace(files: readonly string[]): string {
  const folder = mkdtempSync(join(ROOT, 'case-'));
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

function find(workflowRef: string | null, { given = null as string | null, files = [] as readonly string[] } = {}) {
  const context = { repository: 'Acme/infra', sha: null, workflowRef, runUrl: null, docsUrl: null, now: 0 };
  const anchor = findAnchor(given, context, makeWorkspace(files));
  return anchor.kind === 'file' ? anchor.path : anchor.problem;
}

test.each<[string, string | null, string | RegExp]>([
  ['a branch', `acme/infra/${WORKFLOW}@refs/heads/main`, WORKFLOW],
  ['a tag with an @', `acme/infra/${WORKFLOW}@refs/tags/web@1.2`, WORKFLOW],
  ['a tag that looks like a workflow', `acme/infra/${WORKFLOW}@refs/tags/a.yml@b`, WORKFLOW],
  ['a name with an @', 'acme/infra/.github/workflows/a@b.yaml@refs/heads/main', '.github/workflows/a@b.yaml'],
  ['a workflow without a file', 'dynamic/github-code-scanning/codeql', /unknown: set `sarif-anchor`/],
  ['nothing', null, /unknown: set `sarif-anchor`/],
  ['another repository', `acme/rules/${WORKFLOW}@refs/heads/main`, /in another repository/],
])("the workflow's own file: %s", (_, ref, expected) => {
  if (typeof expected === 'string') expect(find(ref)).toBe(expected);
  else expect(find(ref)).toMatch(expected);
});

const REF = `acme/infra/${WORKFLOW}@refs/heads/main`;

test.each<[string, { given?: string; files: readonly string[] }, string | RegExp]>([
  ['the workflow is there', { files: ['.git/HEAD', WORKFLOW] }, WORKFLOW],
  ['the workflow is not there', { files: ['.git/HEAD'] }, /the checkout lacks/],
  ['a sparse checkout', { files: ['.git/HEAD', '.git/info/sparse-checkout'] }, WORKFLOW],
  ['a work tree of git, which has a file', { files: ['.git'] }, /the checkout lacks/],
  ['the anchor is there', { given: 'infra/main.tf', files: ['.git/HEAD', 'infra/main.tf'] }, 'infra/main.tf'],
  ['the anchor is a folder', { given: 'infra', files: ['.git/HEAD', 'infra/main.tf'] }, /`sarif-anchor` gives/],
  ['the anchor is not there', { given: 'main.tf', files: ['.git/HEAD'] }, /`sarif-anchor` gives/],
  ['no checkout', { given: 'main.tf', files: [] }, 'main.tf'],
])('a checkout: %s', (_, how, expected) => {
  if (typeof expected === 'string') expect(find(REF, how)).toBe(expected);
  else expect(find(REF, how)).toMatch(expected);
});
