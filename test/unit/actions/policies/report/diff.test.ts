import { describe, expect, test } from 'vitest';
import { diffTexts } from '../../../../../src/actions/policies/report/diff.ts';

describe('the difference of two texts', () => {
  test.each([
    ['a\nb\nc', 'a\nx\nc', ['@@ -1,3 +1,3 @@', ' a', '-b', '+x', ' c']],
    [null, 'a\nb', ['+a', '+b']],
    ['', 'a', ['+a']],
    ['a', null, ['-a']],
    ['a', '', ['-a']],
    ['', '', []],
    ['a -- x\rb', 'a -- x\nb', ['@@ -1,1 +1,2 @@', '-a -- x\rb', '+a -- x', '+b']],
    ['1\n2\n3\n4\n5\n6', '1\n2\n3\n4\n5\n7', ['@@ -3,4 +3,4 @@', ' 3', ' 4', ' 5', '-6', '+7']],
  ] as const)('of %j and %j', (before, after, lines) => {
    expect(diffTexts(before, after)).toEqual({ lines, isCut: false });
  });

  test('holds every line if the texts have too little in common to be laid beside each other', () => {
    const text = (word: string) => ['same', ...Array.from({ length: 600 }, (_, n) => `${word} ${n}`), 'end'].join('\n');
    const { lines } = diffTexts(text('a'), text('b'));
    expect(lines[0]).toBe('@@ -2,600 +2,600 @@');
    expect(lines.filter((line) => line.startsWith('-'))).toHaveLength(600);
    expect(lines.filter((line) => line.startsWith('+'))).toHaveLength(600);
  });

  test('shows the part of a long line that differs', () => {
    const line = (word: string) => `${'x'.repeat(100_000)}${word}${'y'.repeat(100_000)}`;
    const { lines, isCut } = diffTexts(line('here'), line('there'));
    const [, removed = '', added = ''] = lines;
    expect(removed).toMatch(/^-…x+herey+… \(200004 characters; not shown: 99900 before and 99704 after this part\)$/);
    expect(added).toMatch(/^\+…x+therey+… \(200005 characters; not shown: 99900 before and 99705 after this part\)$/);
    expect(isCut).toBe(true);
    expect(removed.length).toBeLessThan(500);
  });

  test.each([
    [`${'x'.repeat(400)}`, false, /^\+x{400}$/],
    [`${'x'.repeat(401)}`, true, /^\+x{400}… \(401 characters; not shown: 1 after this part\)$/],
  ])('says of each line whether it is whole', (text, isCut, line) => {
    expect(diffTexts(null, text)).toEqual({ lines: [expect.stringMatching(line)], isCut });
  });

  test('says what is not shown before the end of a line', () => {
    const { lines } = diffTexts(`${'x'.repeat(1_000)}a`, `${'x'.repeat(1_000)}b`);
    expect(lines[1]).toMatch(/^-…x+a \(1001 characters; not shown: 601 before this part\)$/);
  });
});
