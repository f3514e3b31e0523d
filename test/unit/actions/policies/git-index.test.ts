import { describe, expect, it } from 'vitest';
import { readIndex } from '../../../../src/actions/policies/files/git-index.ts';
import { buildIndex } from '../../fake/git-index.ts';

const all = () => true;
const A = { path: 'policies/a.yml' };
const TWO = [
  { name: 'TREE', data: 'x' },
  { name: 'sdir', data: '' },
];

function withByte(bytes: Buffer, at: number, byte: string): Buffer {
  bytes.write(byte, at, 'latin1');
  return bytes;
}

describe('the index of git', () => {
  it.for<[what: string, bytes: Buffer, paths: readonly string[] | null]>([
    ['of nothing', buildIndex([]), []],
    ['with a file', buildIndex([A]), ['policies/a.yml']],
    ['with a file that is left out', buildIndex([{ ...A, isExtended: true }], { version: 3 }), ['policies/a.yml']],
    [
      'in which a path goes on with the one before it',
      buildIndex([A, { path: 'policies/b/c.yml' }, { path: 'x' }], { version: 4 }),
      ['policies/a.yml', 'policies/b/c.yml', 'x'],
    ],
    [
      'with paths longer than their flags can say',
      buildIndex([{ path: 'a'.repeat(5_000) }, { path: 'b' }], { version: 4 }),
      ['a'.repeat(5_000), 'b'],
    ],
    ['with long hashes', buildIndex([A], { hashLength: 32 }), ['policies/a.yml']],
    // git writes these if `index.skipHash` is set.
    ['without its hash', buildIndex([A], { isUnhashed: true }), ['policies/a.yml']],
    ['without its long hash', buildIndex([A], { hashLength: 32, isUnhashed: true }), ['policies/a.yml']],
    [
      'with what may be passed over',
      buildIndex([A], { extensions: [{ name: 'FSMN', data: 'abc' }] }),
      ['policies/a.yml'],
    ],
    ['of folders', buildIndex([A], { extensions: [{ name: 'sdir', data: '' }] }), ['policies/a.yml']],
    // These must not be taken for an index of fewer files.
    ['of which another file has a part', buildIndex([A], { extensions: [{ name: 'link', data: 'x' }] }), null],
    ['with a path that another file has', buildIndex([{ path: '' }]), null],
    ['of a later version', buildIndex([A], { version: 5 }), null],
    ['with a mode that git does not have', buildIndex([{ ...A, mode: 0o010000 }]), null],
    ['with a byte that git did not write', withByte(buildIndex([A]), 12 + 62, 'q'), null],
    [
      'with a path of another length than its flags say',
      withByte(buildIndex([A], { isUnhashed: true }), 12 + 61, 'q'),
      null,
    ],
    // What is left ends with 20 bytes that could be its hash.
    [
      'with long hashes that is cut',
      buildIndex([{ path: 'a' }], { hashLength: 32, extensions: TWO }).subarray(0, 112),
      null,
    ],
    ['that is cut in an entry', buildIndex([A, { path: 'b' }]).subarray(0, 100), null],
    ['that is empty', Buffer.alloc(0), null],
    ['that is a text', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), null],
  ])('%s', ([, bytes, paths]) => {
    expect(readIndex(bytes, all)?.map(({ path }) => path) ?? null).toEqual(paths);
  });

  it('keeps only what is wanted', () => {
    expect(readIndex(buildIndex([A, { path: 'b' }]), (path) => path === 'b')).toEqual([{ path: 'b', kind: 'file' }]);
  });
});
