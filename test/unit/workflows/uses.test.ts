import { describe, expect, it } from 'vitest';
import { findUnexplainedIgnores } from '../../../scripts/workflows/ignores.ts';
import { findOwnRefProblems, findPinProblems, findUses, pointToCheckout } from '../../../scripts/workflows/uses.ts';

const [A, B] = ['a'.repeat(40), 'b'.repeat(40)];

function usesOf(...lines: string[]) {
  return findUses({ file: 'x.yml', text: lines.join('\n') });
}

describe('a line of uses', () => {
  it.for([
    { line: `- uses: actions/checkout@${A} # v1.2.3`, repository: 'actions/checkout', ref: A, comment: 'v1.2.3' },
    {
      line: '        uses: "github/codeql-action/init@v4"',
      repository: 'github/codeql-action',
      ref: 'v4',
      comment: '',
    },
    { line: "  uses: 'o/r/.github/workflows/x.yml@main' # why", repository: 'o/r', ref: 'main', comment: 'why' },
    { line: '> - uses: o/r@v1', repository: 'o/r', ref: 'v1', comment: '' },
  ])('is read: $line', ({ line, ...expected }) => {
    expect(usesOf('', line)).toEqual([{ file: 'x.yml', line: 2, ...expected }]);
  });

  it.for(['- uses: ./', 'uses: ./.github/workflows/ci.yml', 'uses: docker://alpine@sha256:1', 'it uses: o/r@v1 a lot'])(
    'is not: %s',
    (line) => {
      expect(usesOf(line)).toEqual([]);
    },
  );
});

describe('a pin', () => {
  it('of the same version is the same commit everywhere', () => {
    expect(findPinProblems(usesOf(`uses: o/r@${A} # v1.0.0`, `uses: o/r/path@${A} # v1.0.0`), 'own')).toEqual([]);
    expect(findPinProblems(usesOf(`uses: o/r@${A} # v1.0.0`, `uses: o/r@${B} # v1.0.1`), 'own')).toEqual([]);
    expect(findPinProblems(usesOf(`uses: o/r@${A} # v1.0.0`, `uses: o/r@${B} # v1.0.0`), 'own')).toEqual([
      `x.yml:2: o/r@${B} is said to be v1.0.0, which is ${A} in x.yml:1. Look it up.`,
    ]);
  });

  it.for([
    { line: 'uses: o/r@v1', problem: 'is no commit' },
    { line: `uses: o/r@${A.slice(1)} # v1.0.0`, problem: 'is no commit' },
    { line: `uses: o/r@${A}`, problem: 'no version beside it' },
    { line: `uses: o/r@${A} # v1`, problem: 'no version beside it, but "v1"' },
    { line: `uses: o/owned@${A}`, problem: 'no version beside it' },
  ])('is missing: $line', ({ line, problem }) => {
    expect(findPinProblems(usesOf(line), 'own')).toEqual([expect.stringContaining(problem)]);
  });

  it('is not asked of the action of this repository, whoever owns it', () => {
    expect(findPinProblems(usesOf('uses: OWNER/own@v1', 'uses: somebody/own@v1'), 'own')).toEqual([]);
  });
});

it('a page names the moving tag of the version, or a commit', () => {
  const uses = usesOf('uses: OWNER/own@v1', `uses: OWNER/own@${A}`, 'uses: OWNER/own@v2', 'uses: other/r@v7');
  expect(findOwnRefProblems(uses, 'own', 'v1')).toEqual(['x.yml:3 says OWNER/own@v2. It has to be @v1.']);
});

it('the actions of this repository are taken from the checkout, and no other is', () => {
  const text = [
    'uses: OWNER/own@v1\nuses: other/r@v1\nuses: OWNER/own@v1 # why\nuses: OWNER/own-other@v1\n',
    'uses: OWNER/own/access@v1\nuses: other/r/own@v1\n',
  ];
  expect(pointToCheckout(text.join(''), 'own')).toBe(
    'uses: ./\nuses: other/r@v1\nuses: ./ # why\nuses: OWNER/own-other@v1\nuses: ./access\nuses: other/r/own@v1\n',
  );
});

describe('an ignored finding', () => {
  it.for([
    { text: 'on: x # zizmor: ignore[a] it is safe', explained: true },
    { text: '# It is safe.\non: x # zizmor: ignore[a]', explained: true },
    { text: 'on: x # zizmor: ignore[a,b]', explained: false },
    { text: 'name: x\non: x #zizmor:ignore[a]', explained: false },
    { text: 'on: x # zizmor: ignore[a]  ', explained: false },
    { text: '#\non: x # zizmor: ignore[a]', explained: false },
    { text: '# zizmor: ignore[b] why\non: x # zizmor: ignore[a]', explained: false },
  ])('$text', ({ text, explained }) => {
    expect(findUnexplainedIgnores({ file: 'x.yml', text })).toHaveLength(explained ? 0 : 1);
  });

  it('is told with its place', () => {
    expect(findUnexplainedIgnores({ file: 'x.yml', text: 'name: x\non: x # zizmor: ignore[a]' })[0]).toMatch(
      /^x\.yml:2: /,
    );
  });
});
