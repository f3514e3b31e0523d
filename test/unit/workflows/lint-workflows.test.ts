import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const TOOLS = join(ROOT, '.tools');

const ACTION = `name: It
description: It.
inputs:
  known:
    description: Known.
outputs:
  found:
    description: Found.
runs:
  using: node24
  main: dist/gate.js
`;

const GOOD = `name: good
on: push
permissions: {}
concurrency:
  group: good
  cancel-in-progress: true
jobs:
  gate:
    name: Gate
    runs-on: ubuntu-latest
    steps:
      - id: gate
        uses: OWNER/cloudquery-gate@v1
        with:
          known: x
      - run: echo "$FOUND"
        env:
          FOUND: \${{ steps.gate.outputs.found }}
`;

/** What the script says of a repository with this workflow, as an example or in a page. */
function lint(files: Readonly<Record<string, string>>, tools: 'with tools' | 'without tools') {
  const root = mkdtempSync(join(tmpdir(), 'cloudquery-gate-lint-test-'));
  try {
    cpSync(join(ROOT, '.github', 'zizmor.yml'), join(root, '.github', 'zizmor.yml'));
    for (const [file, text] of Object.entries({ 'action.yml': ACTION, 'dist/gate.js': '', ...files })) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    if (tools === 'with tools') symlinkSync(TOOLS, join(root, '.tools'), 'junction');
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'lint-workflows.ts')], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PATH: '' },
    });
    return { status, said: stdout + stderr };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

it('a missing tool is no success, and the remedy is told', () => {
  const { status, said } = lint({ 'examples/good.yml': GOOD }, 'without tools');
  expect(status).toBe(1);
  expect(said).toMatch(/actionlint could not be run: .*Run "\.ci\/install-tools"/);
  expect(said).toMatch(/zizmor could not be run: .*Run "\.ci\/install-tools"/);
});

// .ci/run installs the tools first.
const hasTools = existsSync(join(TOOLS, 'installed'));
describe.skipIf(!hasTools)(`with the tools${hasTools ? '' : ' (skipped: run .ci/install-tools)'}`, () => {
  it('a good workflow passes, as an example and in a page', () => {
    const files = { 'examples/good.yml': GOOD, 'docs/page.md': `A page.\n\n\`\`\`yaml\n${GOOD}\`\`\`\n` };
    expect(lint(files, 'with tools')).toEqual({
      status: 0,
      said: expect.stringContaining('nothing to say about 1 workflows, 0 of the tests and 1 in pages'),
    });
  });

  it.for([
    { name: 'an input that the action lacks', from: 'known:', to: 'unknown:', says: 'input "unknown" is not defined' },
    {
      name: 'an output that it lacks',
      from: 'outputs.found',
      to: 'outputs.lost',
      says: 'property "lost" is not defined',
    },
    { name: 'an expression in a script', from: '"$FOUND"', to: `$\{{ github.head_ref }}`, says: 'template-injection' },
    { name: 'a reference that moves', from: '- run', to: '- uses: o/r@v1\n      - run', says: 'o/r@v1 is no commit' },
  ])('$name is found, at its line', ({ from, to, says }) => {
    const bad = GOOD.replace(from, to);
    const line = bad.split('\n').findIndex((text) => text.includes(to.split('\n')[0] ?? ''));
    const files = { 'examples/bad.yml': bad, 'docs/page.md': `A page.\n\n\`\`\`yaml\n${bad}\`\`\`\n` };
    const { status, said } = lint(files, 'with tools');
    expect(status).toBe(1);
    expect(said).toContain(says);
    expect(said).toContain(`examples/bad.yml:${line + 1}:`);
    expect(said).toContain(`docs/page.md:${line + 4}:`);
  });
});
