import { describe, expect, it } from 'vitest';
import { beginState, parseState, renderState, type State } from '../../../../src/actions/audit-log/state.ts';
import { streamJson } from '../../../../src/text/json-stream.ts';

const NOON = Date.parse('2026-08-01T12:00:00Z');
const ORIGIN = { platform: 'acme.example/api', tenant: 'tenant-1' };
const STATE: State = {
  ...ORIGIN,
  cursor: NOON,
  asOf: NOON + 60_000,
  manifest: 'audit-log_x.manifest.json',
  knownFrom: NOON - 86_400_000,
  known: new Map([
    ['b', NOON - 5],
    ['c', NOON - 9],
    ['a', NOON - 5],
  ]),
  gone: new Set(['c']),
};

const textOf = (state: State) => [...streamJson(renderState(state))].join('');

it('A state reads back as it was written', () => {
  expect(parseState(textOf(STATE))).toEqual({ kind: 'state', state: STATE });
});

it('A state is read with a byte order mark, and with fields that a later version adds', () => {
  const json = { ...(JSON.parse(textOf(STATE)) as object), more: 1 };
  expect(parseState(`\ufeff${JSON.stringify(json)}`).kind).toBe('state');
});

it('The ids stand by time and id, so that a run changes few lines of the file', () => {
  const { known } = JSON.parse(textOf(STATE)) as { known: { id: string }[] };
  expect(known.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
});

it('An export begins at a whole second, and knows nothing', () => {
  expect(beginState(ORIGIN, NOON + 999)).toEqual({
    ...ORIGIN,
    cursor: NOON,
    asOf: NOON,
    manifest: null,
    knownFrom: NOON,
    known: new Map(),
    gone: new Set(),
  });
});

describe('A state is refused, never taken for an empty one, if it', () => {
  const json = JSON.parse(textOf(STATE)) as Readonly<Record<string, unknown>>;
  const changed = (changes: Readonly<Record<string, unknown>>) => JSON.stringify({ ...json, ...changes });
  it.each<[what: string, text: string, problem: RegExp]>([
    ['is empty (Sohex/musefs #228)', '', /damaged/],
    ['holds blanks', '\ufeff \n', /damaged: it is empty$/],
    ['is a page of HTML', '<html lang="en"></html>', /damaged: it is a page of HTML$/],
    ['is a page of HTML that begins with its type', ' <!DOCTYPE html>', /damaged: it is a page of HTML$/],
    ['was cut off', textOf(STATE).slice(0, -9), /damaged/],
    ['is null', 'null', /not the state of an export/],
    ['is a list', '[]', /not the state of an export/],
    ['has the marks of a merge conflict', '<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n', /merge conflict/],
    ['is a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', /Git LFS/],
    ['is of a newer version', changed({ version: 2 }), /version 2; this version of the action reads 1/],
    ['has no cursor (beats #24800)', changed({ cursor: undefined }), /`cursor`/],
    ['has a cursor that is a number', changed({ cursor: 5 }), /`cursor`/],
    [
      'has a cursor within a second',
      changed({ cursor: '2026-08-01T12:00:00.5Z' }),
      /`cursor` should be a whole second/,
    ],
    ['has a cursor of the year 1', changed({ cursor: '0001-01-01T00:00:00Z' }), /`cursor`/],
    [
      'has a cursor after its last run',
      changed({ cursor: '2026-08-01T12:02:00Z' }),
      /between `known_from` and `as_of`/,
    ],
    ['knows ids from after its cursor only', changed({ known_from: '2026-08-01T12:00:30Z' }), /between `known_from`/],
    ['has no ids', changed({ known: undefined }), /`known`/],
    ['has an id without a time', changed({ known: [{ id: 'a' }] }), /`known\.0\.at`/],
    ['has an id of the year 1', changed({ known: [{ id: 'a', at: '0001-01-01T00:00:00Z' }] }), /`known`/],
    ['has an id that is none', changed({ known: [{ id: '', at: '2026-08-01T12:00:00Z' }] }), /`known\.0\.id`/],
    [
      'has an id of which nobody knows whether the log has it',
      changed({ known: [{ id: 'a', at: '2026-08-01T12:00:00Z', gone: 'no' }] }),
      /`known\.0\.gone`/,
    ],
    ['belongs to nobody', changed({ platform: '' }), /`platform`/],
  ])('%s', (_, text, problem) => {
    const remedy = expect.stringMatching(/^(Bring back the last good version|Update the action)/);
    expect(parseState(text)).toEqual({ kind: 'problem', problem: expect.stringMatching(problem), remedy });
  });
});
