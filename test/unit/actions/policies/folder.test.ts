/** The folder of policies on a disk: links, and files of SQL that hold no text. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFiles } from '../../../../src/actions/policies/files/read-files.ts';
import { readText } from '../../../../src/runner/read-file.ts';
import { toLogText } from '../../../../src/text/escape.ts';

let root = '';
let count = 0;

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'policies-folder-')));
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true, maxRetries: 3 });
});

const policy = (name: string, file: string) =>
  `version: 1\nname: ${name}\ndomain: security\nseverity: high\nquery-file: ${file}\n`;
const A = { 'policies/a.yml': policy('A', 'a.sql') };
const link = (to: string) => ({ to });

type Tree = Readonly<Record<string, string | Buffer | { readonly to: string }>>;

function read(tree: Tree, path = 'policies') {
  const workspace = join(root, `${++count}`);
  mkdirSync(workspace);
  for (const [name, content] of Object.entries(tree)) {
    const file = join(workspace, name);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === 'string' || Buffer.isBuffer(content)) writeFileSync(file, content);
    else symlinkSync(content.to, file);
  }
  return readFiles({ workspace, folder: join(workspace, path), path }, readText, toLogText);
}

const HIDDEN = 'The link leads to a hidden file or folder; allowed: names that do not begin with a dot.';
const OUT = 'The link leads out of the repository; allowed: files of the repository.';

// On Windows only an administrator may make links.
describe.skipIf(process.platform === 'win32')('a link', () => {
  it.for<[what: string, tree: Tree, path?: string]>([
    ['in the folder', { ...A, 'policies/real.sql': 'SELECT 1', 'policies/a.sql': link('real.sql') }],
    ['to elsewhere in the repository', { ...A, 'sql/a.sql': 'SELECT 1', 'policies/a.sql': link('../sql/a.sql') }],
    [
      'in a hidden folder that is the policies’ own',
      {
        '.github/policies/a.yml': policy('A', 'a.sql'),
        '.github/sql/a.sql': 'SELECT 1',
        '.github/policies/a.sql': link('../sql/a.sql'),
      },
      '.github/policies',
    ],
    [
      'back up',
      { ...A, 'policies/a.sql': 'SELECT 1', 'policies/deeper/up': link('../..'), 'policies/deeper/again': link('..') },
    ],
    ['that is the folder itself', { ...A, 'policies/a.sql': 'SELECT 1', policy: link('policies') }, 'policy'],
    [
      'on the way to the folder',
      {
        'real/.git/config': '',
        'real/policies/a.yml': policy('A', 'a.sql'),
        'real/sql/a.sql': 'SELECT 1',
        'real/policies/a.sql': link('../sql/a.sql'),
        infra: link('real'),
      },
      'infra/policies',
    ],
    [
      'to a submodule of the repository',
      {
        ...A,
        '.git/config': '',
        'team/.git': 'gitdir: ../.git/modules/team\n',
        'team/a.sql': 'SELECT 1',
        'policies/a.sql': link('../team/a.sql'),
      },
    ],
    [
      'within a submodule of the folder',
      {
        '.git/config': '',
        'policies/team/.git': 'gitdir: ../../.git/modules/team\n',
        'policies/team/a.yml': policy('A', 'a.sql'),
        'policies/team/sql/a.sql': 'SELECT 1',
        'policies/team/a.sql': link('sql/a.sql'),
      },
    ],
    [
      'within a checkout that is only a part of the workspace',
      {
        'infra/.git/config': '',
        'infra/policies/a.yml': policy('A', 'a.sql'),
        'infra/sql/a.sql': 'SELECT 1',
        'infra/policies/a.sql': link('../sql/a.sql'),
      },
      'infra/policies',
    ],
  ])('%s is followed', ([, tree, path]) => {
    const { problems, files } = read(tree, path);
    expect(problems).toEqual([]);
    expect(files.policies.map(({ slug, form }) => [slug, form.query])).toEqual([['a', 'SELECT 1']]);
  });

  it('to one file counts as a file each time', () => {
    const { problems, files } = read({
      ...A,
      'policies/b.yml': policy('B', 'b.sql'),
      'sql/both.sql': 'SELECT 1',
      'policies/a.sql': link('../sql/both.sql'),
      'policies/b.sql': link('../sql/both.sql'),
    });
    expect(problems).toEqual([]);
    expect(files.policies.map(({ slug, form }) => [slug, form.query])).toEqual([
      ['a', 'SELECT 1'],
      ['b', 'SELECT 1'],
    ]);
  });

  it.for<[what: string, tree: Tree, at: string, sentence: string, path?: string]>([
    [
      "to git's configuration, which may hold a token",
      { ...A, '.git/config': 'token', 'policies/a.sql': link('../.git/config') },
      'policies/a.sql',
      HIDDEN,
    ],
    ['to a hidden file', { ...A, '.env': 'token', 'policies/a.sql': link('../.env') }, 'policies/a.sql', HIDDEN],
    [
      'to a hidden folder',
      { ...A, 'policies/a.sql': 'SELECT 1', '.b/b.yml': '', 'policies/b': link('../.b') },
      'policies/b',
      HIDDEN,
    ],
    ['that is the folder itself, to a hidden one', { '.b/a.yml': '', policies: link('.b') }, 'policies', HIDDEN],
    [
      'that is the folder itself, to another checkout in the workspace',
      {
        'infra/.git/config': '',
        'other/.git/config': '',
        'other/policies/a.yml': '',
        'infra/policies': link('../other/policies'),
      },
      'infra/policies',
      OUT,
      'infra/policies',
    ],
    [
      'that is the folder itself, to another checkout as a whole',
      { 'infra/.git/config': '', 'other/.git/config': '', 'other/a.yml': '', 'infra/policies': link('../other') },
      'infra/policies',
      OUT,
      'infra/policies',
    ],
    [
      'to another checkout below the repository',
      {
        ...A,
        '.git/config': '',
        'private/.git/config': '',
        'private/secret.txt': 'SELECT 1',
        'policies/a.sql': link('../private/secret.txt'),
      },
      'policies/a.sql',
      OUT,
    ],
    [
      'to another checkout below the repository, which `.gitmodules` names',
      {
        ...A,
        '.git/config': '',
        '.gitmodules': '[submodule "private"]\n\tpath = private\n',
        'private/.git/config': '',
        'private/a.sql': 'SELECT 1',
        'policies/a.sql': link('../private/a.sql'),
      },
      'policies/a.sql',
      OUT,
    ],
    [
      'to another checkout as a whole, below the repository',
      { ...A, '.git/config': '', 'private/.git/config': '', 'private/b.yml': '', 'policies/b': link('../private') },
      'policies/b',
      OUT,
    ],
    [
      'to another checkout below the workspace, which is no repository',
      {
        ...A,
        'private/.git/config': '',
        'private/a.sql': 'SELECT 1',
        'policies/a.sql': link('../private/a.sql'),
      },
      'policies/a.sql',
      OUT,
    ],
    [
      'on the way to the folder, to another checkout below the repository',
      {
        '.git/config': '',
        'private/.git/config': '',
        'private/policies/a.yml': policy('A', 'a.sql'),
        'private/policies/a.sql': 'SELECT 1',
        infra: link('private'),
      },
      'infra',
      OUT,
      'infra/policies',
    ],
    ['out of the workspace', { ...A, 'policies/a.sql': link(process.execPath) }, 'policies/a.sql', OUT],
    [
      'out of the checkout that the folder is in',
      {
        'infra/.git/config': '',
        'infra/policies/a.yml': policy('A', 'a.sql'),
        'other/a.sql': 'SELECT 1',
        'infra/policies/a.sql': link('../../other/a.sql'),
      },
      'infra/policies/a.sql',
      OUT,
      'infra/policies',
    ],
    [
      'out of the submodule that the folder is',
      {
        'policies/.git': 'gitdir: ../x',
        ...A,
        'sql/a.sql': 'SELECT 1',
        'policies/a.sql': link('../sql/a.sql'),
      },
      'policies/a.sql',
      OUT,
    ],
  ])('%s is a problem', ([, tree, path, sentence, folder]) => {
    expect(read(tree, folder).problems).toContainEqual({ path, line: null, column: null, sentence });
  });

  it('that is the folder itself, out of the workspace, is a problem, even if a repository is there', () => {
    const outside = join(root, `${++count}`);
    mkdirSync(join(outside, '.git'), { recursive: true });
    mkdirSync(join(outside, 'policies'));
    for (const to of [outside, join(outside, 'policies')]) {
      expect(read({ 'a.txt': '', policies: link(to) }).problems).toEqual([
        { path: 'policies', line: null, column: null, sentence: OUT },
      ]);
    }
  });
});

describe('a file of SQL', () => {
  const ALLOWED = 'allowed: text in UTF-8 without control characters, with line ends of Unix or Windows.';

  it.for<[what: string, sql: Buffer, line: number, column: number, code: string]>([
    ['in Latin-1', Buffer.from("SELECT 1\nWHERE name = 'café'\n", 'latin1'), 2, 18, 'FFFD'],
    ['in UTF-16', Buffer.from('\ufeffSELECT 1', 'utf16le'), 1, 1, 'FFFD'],
    ['in UTF-16 without a mark', Buffer.from('SELECT 1', 'utf16le'), 1, 2, '0000'],
    ['with an escape', Buffer.from('SELECT 1 -- \u001b[1m'), 1, 13, '001B'],
    ['with line ends of an old Mac', Buffer.from('SELECT 1\r-- x'), 1, 9, '000D'],
  ])('%s is a problem', ([, sql, line, column, code]) => {
    const sentence = `The file holds the character U+${code}; ${ALLOWED}`;
    expect(read({ ...A, 'policies/a.sql': sql }).problems).toEqual([
      { path: 'policies/a.sql', line, column, sentence },
    ]);
  });

  it.for<[what: string, sql: Buffer]>([
    ['in UTF-8', Buffer.from("SELECT '🪣é\t'\n")],
    ['with the mark of UTF-8', Buffer.from("\ufeffSELECT '🪣é\t'\n")],
    ['with line ends of Windows', Buffer.from("SELECT '🪣é\t'\r\n")],
  ])('%s is read', ([, sql]) => {
    const { problems, files } = read({ ...A, 'policies/a.sql': sql });
    expect([problems, files.policies[0]?.form.query]).toEqual([[], "SELECT '🪣é\t'"]);
  });
});

describe('a query whose lines YAML joins', () => {
  const fileOf = (query: string) => ({
    'policies/a.yml': `version: 1\nname: A\ndomain: security\nseverity: high\nquery: ${query}\n`,
  });
  const told = (query: string) => read(fileOf(query)).warnings.map(({ line, sentence }) => `${line}: ${sentence}`);

  it.for<[what: string, line: number, query: string]>([
    ['a folded block', 8, '>\n  SELECT 1 -- one\n  -- two\n  FROM t WHERE NOT public\n'],
    ['a folded block without its last line end', 7, '>-\n  SELECT 1 # one\n  FROM t\n'],
    ['a plain text', 6, 'SELECT 1 -- one\n  FROM t'],
    ['a text in single quotes', 6, "'SELECT ''it'' -- one\n  FROM t'"],
    ['a text in double quotes', 6, '"SELECT 1 -- one\n  FROM t"'],
  ])('warns at the line that a comment hides: %s', ([, line, query]) => {
    expect(told(query)).toEqual([
      `${line}: YAML joins the lines of \`query\` here, so that a line comment hides this line and what follows it. Write \`query: |\`, which keeps the lines.`,
    ]);
  });

  it.for([
    '|\n  SELECT 1 -- one\n  FROM t\n',
    '>\n  SELECT 1 /* one */\n  FROM t -- two\n',
    '>\n  SELECT 1 -- one\n\n  FROM t\n',
    ">\n  SELECT '-- one\n  two' FROM t\n",
    '"SELECT 1 -- one\\nFROM t"',
    "'SELECT 1 -- one\n\n  FROM t'",
    "'SELECT ''don''''t'', \"\"\n  FROM t'",
    'SELECT 1 -- one',
    '&a SELECT 1',
  ])('warns of nothing if nothing is hidden: %j', (query) => {
    expect(told(query)).toEqual([]);
  });
});
