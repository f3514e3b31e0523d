import { expect, test } from 'vitest';
import { parseBaseline } from '../../src/actions/gate/baseline/file.ts';
import { redactLine as redactLineOfGate } from '../../src/actions/gate/redact-line.ts';
import { accountNamesOf, isBlank, mayLackAccount } from '../../src/actions/gate/select/account.ts';
import { createSlugs } from '../../src/actions/policies/export/slug.ts';
import { redactLine as redactLineOfPolicies } from '../../src/actions/policies/report/redact-line.ts';
import { lexSql } from '../../src/actions/policies/sql/lex.ts';
import { readTables } from '../../src/actions/policies/sql/tables.ts';
import { writeDecimal } from '../../src/actions/policies/test/exact-number.ts';
import { describeMissingColumn } from '../../src/actions/policies/test/missing-column.ts';
import { parsePlatformUrl } from '../../src/inputs/platform-url.ts';
import { joinVisible } from '../../src/text/escape.ts';
import { scanJson } from '../../src/text/json-scan.ts';
import { readDescription } from '../../src/text/mark.ts';
import { findNear } from '../../src/text/nearest.ts';
import { redactText } from '../../src/text/redact.ts';
import { editYaml } from '../../src/text/yaml-edit.ts';
import { aViolation } from './fake/client.ts';
import { MOST_IF_LINEAR, measureGrowth } from './fake/growth.ts';

const LIMITS = { depth: 5, containers: 50, values: 100, names: 100 };
const scan = (text: string) => [...scanJson(text, LIMITS)];
const nameAll = (names: string) => {
  const makeSlug = createSlugs([]);
  for (const name of names) makeSlug(name, 'policy');
};
const setName = (text: string) => {
  const editor = editYaml(text, 'natural');
  editor.setText([], 'name', 'other', ['name']);
  editor.finish();
};

// Whoever writes such a text chooses how long it is: the Platform, or the author of a file.
test.each<readonly [what: string, part: string, work: (text: string) => void]>([
  ...[
    'The Platform answered 500: ',
    'The Platform answered 500: a (GET ',
    'a redirect to ',
    'a redirect to https://a/',
    ', which is not followed',
    'its own error (',
    'is not JSON (a, 3 characters',
    ', 1',
    'answer is a page (',
    ') (GET',
    'answer is compressed (',
    '), which',
    'arn:aws.',
    '1234-',
    ' ',
  ].map((part) => ['a message of the Platform', part, (text: string) => redactText(text)] as const),
  ...[' ', '`accounts`: no known account matches ', '`account`: no account that this step has seen matches '].map(
    (part) =>
      [
        'a sentence about a line of `accounts`',
        part,
        (text: string) => redactLineOfGate(`\`accounts\`: no known account matches ${text}a`),
      ] as const,
  ),
  ...['https://', 'https://a/.', 'https://a?'].map(
    (part) => ['an address', part, (text: string) => redactLineOfPolicies(text)] as const,
  ),
  ...['\x1b]', '\x1b[', '\x9b0', '\x1b '].map((part) => ['a command to a terminal', part, joinVisible] as const),
  ['the name of an account', ' ', (text) => accountNamesOf(aViolation({ accountName: `a${text}a` }))],
  ['the name of an account', '\u200b', (text) => isBlank(`a${text}a`)],
  ['a line of `accounts`', '0', (text) => mayLackAccount([`${text}!`])(aViolation({ accountName: '' }))],
  [
    'a line of `accounts`',
    'a',
    (text) => mayLackAccount([`${text}!`])(aViolation({ accountId: null, cloud: 'azure' })),
  ],
  ['a number in JSON', '0', (text) => scan(`[1.${text}1]`)],
  ['a number of a test', '0', (text) => writeDecimal(`1.${text}1`, 10, 2)],
  ['a broken baseline', '\n', (text) => parseBaseline(`${text}{`, 'baseline.json')],
  ['a description', '[managed by a: b] ', readDescription],
  ['a description', ' ', (text) => readDescription(`[managed by a: b]${text}.`)],
  ['a refusal of the engine', "identifier 'a' ", (text) => describeMissingColumn(text, { tables: [] })],
  ['a refusal of the engine', '`', (text) => describeMissingColumn(`identifier ${text}`, { tables: [] })],
  ['a query', 'SELECT x IN a, (', (text) => readTables(lexSql(text.repeat(4)).tokens)],
  ['a name next to one that is like it', 'a', (text) => findNear(text, [`${text}b`])],
  ['a list of policies of one name', 'a', (text) => nameAll(text.slice(0, text.length / 8))],
  ['the address of the Platform', '/', (text) => parsePlatformUrl(`https://acme.example/a${text}a`)],
  ['a text in YAML', ' ', (text) => setName(`name: "a${text}a"\n`)],
  ['blank lines in YAML', '\n', (text) => setName(`name:${text}  &anchor a\n`)],
])('%s of many %j takes a time that grows with its length', (_, part, work) => {
  expect(measureGrowth(part, work)).toBeLessThan(MOST_IF_LINEAR);
});
