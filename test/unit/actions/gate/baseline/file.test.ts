import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Baseline,
  type BaselineEntry,
  countEntries,
  type EntryNames,
} from '../../../../../src/actions/gate/baseline/baseline.ts';
import {
  EMPTY_BASELINE,
  LARGEST_BASELINE,
  type ParsedBaseline,
  parseBaseline,
  writeBaseline,
} from '../../../../../src/actions/gate/baseline/file.ts';
import { toPlainText } from '../../../../../src/text/escape.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';

/** What to do about a file that can't be read. */
const NEXT = `Restore its last good version from git, or begin anew with \`${EMPTY_BASELINE}\`.`;

const PATH = 'baseline.json';
const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const NAMELESS: EntryNames = { policy: '', account: '', region: '', resource: '' };
const NAMES: EntryNames = { policy: 'Public S3 buckets', account: 'prod', region: 'eu', resource: 'arn:aws:s3:::logs' };

const write = (baseline: Baseline, clean = (text: string) => text) => [...writeBaseline(baseline, clean)].join('');

type Entry = readonly [policy: string, id: string, count: number, names?: Partial<EntryNames>];

function baselineOf(entries: readonly Entry[]): Baseline {
  const byPolicy = new Map<string, Map<string, BaselineEntry>>();
  for (const [policy, id, count, names] of entries) {
    const its = byPolicy.get(policy) ?? new Map<string, BaselineEntry>();
    byPolicy.set(policy, its.set(id, { count, names: { ...NAMELESS, ...names } }));
  }
  return { path: PATH, byPolicy };
}

function read(parsed: ParsedBaseline): Baseline {
  if (parsed.kind === 'problem') throw new Error(parsed.problem);
  return parsed.baseline;
}

const problemOf = (text: string) => {
  const parsed = parseBaseline(text, PATH);
  return parsed.kind === 'problem' ? parsed.problem : `none: it holds ${countEntries(parsed.baseline)}`;
};

/** A file with these entries as JSON, each of policy `p` unless it says otherwise. */
const fileOf = (...entries: readonly object[]) =>
  JSON.stringify({ version: 1, violations: entries.map((entry) => ({ id: A, policy: 'p', ...entry })) });

const SAMPLE = baselineOf([
  ['p2', B, 1],
  ['p1', B, 12, NAMES],
  ['p1', A, 1, { policy: 'Public S3 buckets', resource: 'prod "logs" | 🪣' }],
]);

describe('the file', () => {
  test('reads like this', () => {
    expect(write(SAMPLE)).toBe(
      [
        '{',
        '  "version": 1,',
        '  "violations": [',
        `    {"id":"${A}","policy":"p1","policyName":"Public S3 buckets","resource":"prod \\"logs\\" | 🪣"},`,
        `    {"id":"${B}","policy":"p1","count":12,"policyName":"Public S3 buckets","account":"prod","region":"eu","resource":"arn:aws:s3:::logs"},`,
        `    {"id":"${B}","policy":"p2"},`,
        '    "end"',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('of nothing is what a new one may begin with', () => {
    const empty = baselineOf([]);
    expect(read(parseBaseline(EMPTY_BASELINE, PATH))).toEqual(empty);
    expect(read(parseBaseline(write(empty), PATH))).toEqual(empty);
    expect(write(empty)).toBe('{\n  "version": 1,\n  "violations": [\n    "end"\n  ]\n}\n');
  });

  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '__proto__', 'constructor', 'end', ...Object.values(HOSTILE_TEXTS)),
  );
  const fingerprint = fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: 32, maxLength: 32 })
    .map((digits) => digits.join(''));
  const entry = fc.tuple(
    fc.oneof(fc.constantFrom('p1', 'p2', 'P1', '__proto__'), fc.string({ unit: 'binary', minLength: 1 })),
    fc.oneof(fc.constantFrom(A, B), fingerprint),
    fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 1_000_000_000 })),
    fc.record({ policy: text, account: text, region: text, resource: text }),
  );
  const entries = fc.uniqueArray(entry, { maxLength: 12, selector: ([policy, id]) => JSON.stringify([policy, id]) });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(entries, (its) => {
        const baseline = baselineOf(its);
        expect(read(parseBaseline(write(baseline), PATH))).toEqual(baseline);
      }),
      { numRuns: 500 },
    );
  });

  test('also where an editor or git changed the ends of its lines, or put a mark before it', () => {
    fc.assert(
      fc.property(entries, (its) => {
        const baseline = baselineOf(its);
        const crlf = write(baseline).replaceAll('\n', '\r\n');
        for (const other of [crlf, `\ufeff${write(baseline)}`, write(baseline).trim()]) {
          expect(read(parseBaseline(other, PATH))).toEqual(baseline);
        }
      }),
    );
  });

  test('each entry has a line of its own, and what is around them is always the same', () => {
    fc.assert(
      fc.property(entries, (its) => {
        const lines = write(baselineOf(its)).split('\n');
        expect(lines).toHaveLength(its.length + 7);
        expect([...lines.slice(0, 3), ...lines.slice(-4)]).toEqual([
          '{',
          '  "version": 1,',
          '  "violations": [',
          '    "end"',
          '  ]',
          '}',
          '',
        ]);
        for (const line of lines.slice(3, -4)) expect(line).toMatch(/^ {4}\{[^\n]*\},$/);
      }),
    );
  });

  test('one entry more or less is one line more or less, and no other line changes', () => {
    fc.assert(
      fc.property(entries, fc.nat(20), (its, at) => {
        fc.pre(its.length > 0);
        const gone = at % its.length;
        const longer = write(baselineOf(its)).split('\n');
        const shorter = write(baselineOf(its.toSpliced(gone, 1))).split('\n');
        const lost = longer.findIndex((line, index) => line !== shorter[index]);
        expect(longer.toSpliced(lost, 1)).toEqual(shorter);
        expect(JSON.parse(longer[lost]?.slice(0, -1) ?? '')).toMatchObject({
          id: its[gone]?.[1],
          policy: its[gone]?.[0],
        });
      }),
      { numRuns: 500 },
    );
  });

  test('an entry that counts one more changes its line, and no other', () => {
    fc.assert(
      fc.property(entries, fc.nat(20), (its, at) => {
        fc.pre(its.length > 0);
        const more = its.map(([policy, id, count, names], index): Entry => {
          return [policy, id, index === at % its.length ? count + 1 : count, names];
        });
        const [before, after] = [write(baselineOf(its)).split('\n'), write(baselineOf(more)).split('\n')];
        expect(before.filter((line, index) => line !== after[index])).toHaveLength(1);
        expect(before).toHaveLength(after.length);
      }),
    );
  });

  test('the same baseline is the same text, in whatever order it came to be', () => {
    const shuffled = entries.chain((its) =>
      fc.tuple(fc.constant(its), fc.shuffledSubarray(its, { minLength: its.length })),
    );
    fc.assert(
      fc.property(shuffled, ([its, other]) => {
        expect(write(baselineOf(other))).toBe(write(baselineOf(its)));
      }),
    );
  });

  test('what is written, read and written again is the same text', () => {
    fc.assert(
      fc.property(entries, (its) => {
        const written = write(baselineOf(its));
        expect(write(read(parseBaseline(written, PATH)))).toBe(written);
      }),
    );
  });

  test.each(Object.entries(HOSTILE_TEXTS))('a name with %s stays on its line, and is cleaned', (_, name) => {
    const names = { policy: name, account: name, region: name, resource: name };
    const written = write(baselineOf([['p', A, 1, names]]), toPlainText);
    expect(written.split('\n')).toHaveLength(8);
    expect(read(parseBaseline(written, PATH)).byPolicy.get('p')?.get(A)).toEqual({
      count: 1,
      names: Object.fromEntries(Object.entries(names).map(([field, value]) => [field, toPlainText(value)])),
    });
  });

  test('every name is cleaned, and nothing that identifies', () => {
    const cleaned: string[] = [];
    write(SAMPLE, (name) => {
      cleaned.push(name);
      return '';
    });
    expect(cleaned.sort()).toEqual(
      [NAMES.policy, NAMES.policy, NAMES.account, NAMES.region, NAMES.resource, 'prod "logs" | 🪣'].sort(),
    );
  });

  test('one that the next run would refuse as too large is not written', () => {
    const name = '🪣'.repeat(198);
    const names = { policy: name, account: name, region: name, resource: name };
    const many = Array.from({ length: 25_000 }, (_, index): Entry => {
      return ['p', index.toString(16).padStart(32, '0'), 1, names];
    });
    let bytes = 0;
    const writeAll = () => {
      for (const piece of writeBaseline(baselineOf(many), String)) bytes += Buffer.byteLength(piece);
    };
    expect(writeAll).toThrow(/64 MiB|67108864|67,108,864|too large|larger/);
    expect(bytes).toBeLessThanOrEqual(LARGEST_BASELINE);
  });

  test('ten thousand entries are written a piece each, and read back', () => {
    const many = Array.from({ length: 10_000 }, (_, index): Entry => {
      return [`policy-${index % 100}`, index.toString(16).padStart(32, '0'), 1 + (index % 3), NAMES];
    });
    const baseline = baselineOf(many);
    const pieces = [...writeBaseline(baseline, toPlainText)];
    expect(pieces).toHaveLength(10_002);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(300);
    const written = pieces.join('');
    expect(Buffer.byteLength(written)).toBeLessThan(LARGEST_BASELINE / 30);
    const again = read(parseBaseline(written, PATH));
    expect(again.byPolicy.size).toBe(100);
    expect(countEntries(again)).toBe(countEntries(baseline));
    expect(countEntries(again)).toBe(19_999);
  });
});

describe('parseBaseline', () => {
  test.each<[string, object, BaselineEntry]>([
    ['no count', {}, { count: 1, names: NAMELESS }],
    ['a count', { count: 7 }, { count: 7, names: NAMELESS }],
    [
      'names',
      { policyName: 'P', account: 'a', region: 'r', resource: 'x' },
      { count: 1, names: { policy: 'P', account: 'a', region: 'r', resource: 'x' } },
    ],
    [
      'names of another type, which nobody needs',
      { policyName: 7, account: null, region: [], resource: {} },
      { count: 1, names: NAMELESS },
    ],
    ['a field of a later time', { since: '2027-01-01' }, { count: 1, names: NAMELESS }],
  ])('an entry with %s', (_, changes, expected) => {
    expect(
      read(parseBaseline(fileOf(changes), PATH))
        .byPolicy.get('p')
        ?.get(A),
    ).toEqual(expected);
  });

  test('a field of a later time beside the entries is ignored', () => {
    const text = JSON.stringify({ $schema: 'x', version: 1, violations: [{ id: A, policy: 'p' }, 'end'], more: {} });
    expect(countEntries(read(parseBaseline(text, PATH)))).toBe(1);
  });

  test.each<[string, object[], number]>([
    ['twice', [{ count: 3 }, { count: 2 }], 2],
    ['twice, the smaller one first', [{ count: 2 }, { count: 3 }], 2],
    ['twice, one without a number', [{ count: 3 }, {}], 1],
    ['three times', [{ count: 5 }, { count: 4 }, { count: 9 }], 4],
  ])('an entry that stands there %s counts with the smallest of its numbers', (_, changes, count) => {
    expect(
      read(parseBaseline(fileOf(...changes), PATH))
        .byPolicy.get('p')
        ?.get(A)?.count,
    ).toBe(count);
  });

  test('the same violation of two policies is two entries', () => {
    const baseline = read(parseBaseline(fileOf({ count: 3 }, { policy: 'q', count: 2 }), PATH));
    expect([baseline.byPolicy.get('p')?.get(A)?.count, baseline.byPolicy.get('q')?.get(A)?.count]).toEqual([3, 2]);
  });

  test.each<[string, string]>([
    ['2', 'is of version 2, and this version of the action knows 1: update the action.'],
    ['1.5', 'is of version 1.5, and this version of the action knows 1: update the action.'],
    ['1e999', 'is of version Infinity, and this version of the action knows 1: update the action.'],
    ['0', 'is of version 0, which does not exist.'],
    ['-1', 'is of version -1, which does not exist.'],
    ['0.5', 'is of version 0.5, which does not exist.'],
    ['"1"', `is not a baseline: \`version\` should be number, and is a string. ${NEXT}`],
    ['null', `is not a baseline: \`version\` should be number, and is null. ${NEXT}`],
    ['true', `is not a baseline: \`version\` should be number, and is a boolean. ${NEXT}`],
  ])('version %s', (version, problem) => {
    expect(problemOf(`{"version": ${version}, "violations": []}`)).toBe(problem);
  });

  test.each([
    '{"version": 2, "violations": [{"key": 1}]}',
    '{"version": 2, "violations": {"p": []}}',
    '{"version": 2, "policies": []}',
  ])('a later version is told before anything that it changed: %s', (text) => {
    expect(problemOf(text)).toContain('update the action');
  });

  test.each<[string, string, string]>([
    ['nothing', '', 'is empty; the smallest baseline is `{"version": 1, "violations": []}`.'],
    ['blanks', ' \n\t\r\n', 'is empty; '],
    ['a mark of bytes and nothing else', '\ufeff', 'is empty; '],
    ['a text', 'known violations', 'is damaged: no valid JSON'],
    ['an array', '[]', 'is not a baseline: '],
    ['null', 'null', 'is not a baseline: '],
    ['a number', '1', 'is not a baseline: '],
    ['an object', '{}', 'is not a baseline: `version` should be'],
    ['no violations', '{"version": 1}', 'is not a baseline: `violations` should be'],
    ['violations that are null', '{"version": 1, "violations": null}', 'is not a baseline: `violations` should be'],
    ['violations that are an object', '{"version": 1, "violations": {}}', 'is not a baseline: `violations` should be'],
    ['a SARIF file', '{"version": "2.1.0", "runs": []}', 'is not a baseline: `version` should be'],
    ['two documents', `${EMPTY_BASELINE}${EMPTY_BASELINE}`, 'is damaged: no valid JSON'],
    ['a comma too many', '{"version": 1, "violations": [],}', 'is damaged: no valid JSON'],
    [
      'a pointer of Git LFS',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${A}${A}\nsize 12345\n`,
      'is a pointer of Git LFS: set `lfs: true`',
    ],
    ['a web page', '<!doctype html><title>Sign in</title>', 'is damaged: no valid JSON'],
    ['NULs', '\u0000'.repeat(100), 'is damaged: no valid JSON'],
    ['UTF-16', Buffer.from(`\ufeff${EMPTY_BASELINE}`, 'utf16le').toString('utf8'), 'is damaged: no valid JSON'],
  ])('%s is none', (_, text, problem) => {
    expect(problemOf(text).slice(0, problem.length)).toBe(problem);
  });

  test.each<[string, string]>([
    ['ours', write(SAMPLE).replace('    "end"', '<<<<<<< HEAD\n    "end"')],
    ['the middle', write(SAMPLE).replace('    "end"', '=======\n    "end"')],
    ['theirs', write(SAMPLE).replace('    "end"', '>>>>>>> feature\n    "end"')],
    [
      'with the line ends of Windows',
      write(SAMPLE).replace('    "end"', '=======\r\n    "end"').replaceAll(/\r?\n/g, '\r\n'),
    ],
    ['at the very start', `<<<<<<< HEAD\n${EMPTY_BASELINE}`],
    ['at the very end', `${EMPTY_BASELINE}\n>>>>>>>`],
  ])('the marks of a merge conflict: %s', (_, text) => {
    expect(problemOf(text)).toBe('holds the marks of a merge conflict of git: resolve it.');
  });

  test('a name that looks like such a mark is none', () => {
    const baseline = baselineOf([['p', A, 1, { resource: '<<<<<<< HEAD\n=======\n>>>>>>> x' }]]);
    expect(read(parseBaseline(write(baseline), PATH))).toEqual(baseline);
  });

  test.each<[string, object, string]>([
    ['without an id', { id: undefined }, '`violations.0.id` should be'],
    ['with an id that is too short', { id: A.slice(1) }, '`violations.0.id` should be 32 hexadecimal digits'],
    ['with an id that is too long', { id: `${A}0` }, '`violations.0.id` should be 32 hexadecimal digits'],
    ['with an id in capitals', { id: A.toUpperCase() }, '`violations.0.id` should be 32 hexadecimal digits'],
    ['with an id that is a number', { id: 7 }, '`violations.0.id` should be'],
    ['without a policy', { policy: undefined }, '`violations.0.policy` should be'],
    ['with an empty policy', { policy: '' }, '`violations.0.policy` should be a text that is not empty'],
    ['with half a count', { count: 0.5 }, '`violations.0.count` should be a whole number'],
    ['with a negative count', { count: -1 }, '`violations.0.count` should be a whole number'],
    ['with a count of nothing', { count: 0 }, '`violations.0.count` should be a whole number'],
    [
      'with a count above a thousand million',
      { count: 1_000_000_001 },
      '`violations.0.count` should be a whole number',
    ],
    ['with a count that no number holds', { count: 1e308 }, '`violations.0.count` should be a whole number'],
    ['with a count in words', { count: 'three' }, '`violations.0.count` should be'],
    ['with a count of null', { count: null }, '`violations.0.count` should be'],
  ])('an entry %s', (_, changes, problem) => {
    expect(problemOf(fileOf(changes))).toContain(`is not a baseline: ${problem}`);
  });

  test('a count of a thousand million is the largest', () => {
    const counts = read(parseBaseline(fileOf({ count: 1_000_000_000 }), PATH)).byPolicy.get('p');
    expect(counts?.get(A)?.count).toBe(1_000_000_000);
    expect(problemOf(fileOf({ count: 1_000_000_001 }))).toContain('a whole number up to 1000000000');
  });

  test.each<[string, string, string]>([
    ['version', '{}', '`version`'],
    ['version, in a file that has more', '{"violations": []}', '`version`'],
    ['violations', '{"version": 1}', '`violations`'],
    ['id', fileOf({ id: undefined }), '`violations.0.id`'],
    ['policy', fileOf({ policy: undefined }), '`violations.0.policy`'],
  ])('a key that is missing is told as missing: %s', (_, text, path) => {
    const problem = problemOf(text);
    expect(problem).toContain(`is not a baseline: ${path} `);
    // The library's own words would be: should be "version".
    expect(problem).not.toMatch(/should be "/);
    if (!path.endsWith('id`')) expect(problem).toContain('missing');
  });

  test('the message about a count of nothing does not allow it', () => {
    expect(problemOf(fileOf({ count: 0 }))).toContain('a whole number from 1');
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'x'],
    ['the end before the end', 'end'],
    ['an array', []],
    ['a number', 7],
  ])('an entry that is %s', (_, entry) => {
    const text = JSON.stringify({
      version: 1,
      violations: [{ id: A, policy: 'p' }, entry, { id: B, policy: 'p' }, 'end'],
    });
    expect(problemOf(text)).toMatch(/^is not a baseline: `violations\.1(\.id)?` should be/);
  });

  test('the end that stands twice is damage', () => {
    expect(problemOf('{"version": 1, "violations": ["end", "end"]}')).toContain('is not a baseline: `violations.0` ');
  });

  test('which entry is wrong is told', () => {
    const entries = [{}, { id: B }, { policy: '' }];
    expect(problemOf(fileOf(...entries))).toContain('`violations.2.policy`');
  });

  test.each<[string, string, string]>([
    ['a comma that is missing', '{"resource": "secret-name"} {}', ' (line 4, column 33)'],
    // Of these the engine does not tell the place.
    ['a name without quotes', '{"secret-name": oops}', ' (line 4, column 21)'],
    ['an end that comes too early', '{"secret-name": [', ' (line 6, column 2)'],
  ])('%s: where it is broken is told, and what stands there never is', (_, line, place) => {
    const problem = problemOf(`{\n  "version": 1,\n  "violations": [\n    ${line}\n  ]\n}`);
    expect(problem).toBe(`is damaged: no valid JSON${place}. ${NEXT}`);
  });

  test('cut at any byte it is damaged, and never a smaller baseline', () => {
    const bytes = Buffer.from(write(SAMPLE));
    for (let length = 0; length < bytes.length - 1; length++) {
      const parsed = parseBaseline(bytes.subarray(0, length).toString('utf8'), PATH);
      expect([length, parsed.kind]).toEqual([length, 'problem']);
    }
    // The last byte is a line break.
    const [last, all] = [-1, bytes.length].map((end) => parseBaseline(bytes.subarray(0, end).toString('utf8'), PATH));
    expect(last).toEqual(all);
  });

  test('without any one of its lines it is damaged, or lacks that entry and no other', () => {
    const lines = write(SAMPLE).split('\n');
    const kinds = lines.map((_, gone) => {
      const parsed = parseBaseline(lines.toSpliced(gone, 1).join('\n'), PATH);
      return parsed.kind === 'problem' ? 'problem' : countEntries(parsed.baseline);
    });
    const all = countEntries(SAMPLE);
    // The end is a help for merges: without it there is a comma too many.
    expect(kinds).toEqual([
      'problem',
      'problem',
      'problem',
      all - 1,
      all - 12,
      all - 1,
      'problem',
      'problem',
      'problem',
      all,
    ]);
  });

  test('no text at all makes it throw', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"version"',
      '1',
      '"violations"',
      '"end"',
      '"id"',
      '\n',
      `"${A}"`,
      '"policy"',
      '"p"',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (one) => {
        const parsed = parseBaseline(one, PATH);
        if (parsed.kind === 'problem') expect(parsed.problem).toMatch(/^(is|holds) [^\n]*\.$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what a parser takes without a word', () => {
  test.each<[string, string, string]>([
    [
      'a version twice',
      '{"version": 2, "violations": [],\n "version": 1}',
      'is damaged: `version` is there twice in one object (line 2, column 2); allowed: once.',
    ],
    [
      'two lists',
      `{"version": 1, "violations": [{"id": "${A}", "policy": "p"}], "violations": []}`,
      'is damaged: `violations` is',
    ],
    [
      'an entry with two ids',
      `{"version": 1, "violations": [{"id": "${A}", "id": "${B}", "policy": "p"}]}`,
      'is damaged: `id` is',
    ],
    [
      'one that is escaped',
      `{"version": 1, "violations": [{"count": 1, "policy": "p", "co\\u0075nt": 9}]}`,
      'is damaged: `count` is',
    ],
    [
      'empty objects',
      `{"version": 1, "violations": [${'{},'.repeat(3_000)}"end"]}`,
      'hold too many values (at line 1, column',
    ],
    [
      'empty lists',
      `{"version": 1, "violations": [${'[],'.repeat(3_000)}"end"]}`,
      'hold too many values (at line 1, column',
    ],
    [
      'depth',
      `{"version": 1, "violations": ${'['.repeat(300_000)}`,
      'is not a baseline: it is nested deeper than 20 levels',
    ],
    [
      'keys',
      `{"version": 1, ${Array.from({ length: 200 }, (_, index) => `"k${index}": 1`).join()}}`,
      'hold too many values (at ',
    ],
  ])('%s', (_, text, problem) => {
    expect(problemOf(text)).toContain(problem);
  });

  test('the shortest entries there can be are no swelling', () => {
    const entries = Array.from({ length: 20_000 }, (_, index) => {
      return `{"id":"${index.toString(16).padStart(32, '0')}","policy":"p","count":2}`;
    });
    expect(problemOf(`{"version":1,"violations":[${entries.join()}]}`)).toBe('none: it holds 40000');
  });
});
