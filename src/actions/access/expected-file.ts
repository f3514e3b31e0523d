import { toLogText } from '../../text/escape.ts';
import { formatCount } from '../../text/format.ts';
import type { Quote } from '../../text/redact.ts';
import { LONGEST_TEXT, TEXT_ALLOWED, textSchema } from '../../text/visible-text.ts';
import { checkEntries, type FileMap, type Reading, readEntries, readItems } from '../../text/yaml-entries.ts';
import { type FileKind, type ParsedFile, parseYamlFile } from '../../text/yaml-file.ts';
import { offsetOf } from '../../text/yaml-tree.ts';
import * as v from '../../vendor/valibot.ts';
import type { Coverable, Expectation } from './expectation.ts';
import type { FindingId } from './findings.ts';

/** Raised when an older version of this action could no longer read the file rightly. */
export const EXPECTED_VERSION = 1;

export const MOST_EXPECTATIONS = 10_000;

const LIST_ALLOWED = `a list of up to ${formatCount(MOST_EXPECTATIONS)} entries, or \`[]\``;
const NAME_ALLOWED = {
  key: `a key's full name or id, ${TEXT_ALLOWED}`,
  user: `a user's e-mail or id, ${TEXT_ALLOWED}`,
} as const;

const ALLOWED = {
  version: `the number \`${EXPECTED_VERSION}\``,
  reason: TEXT_ALLOWED,
  ...NAME_ALLOWED,
};

const FileSchema = v.object({
  version: v.literal(EXPECTED_VERSION, ALLOWED.version),
  keys: v.optional(v.array(v.unknown(), LIST_ALLOWED)),
  users: v.optional(v.array(v.unknown(), LIST_ALLOWED)),
});

const Reason = textSchema(LONGEST_TEXT, TEXT_ALLOWED);

function findingSchema(coverable: readonly FindingId[]) {
  return v.optional(v.picklist(coverable, coverable.map((id) => `\`${id}\``).join(', ')));
}

/**
 * Reads a file of expectations. Never throws, whatever the text.
 * @param path as the problems name it
 * @param quote what the problems show of the file's own words
 */
export function parseExpected(
  text: string,
  path: string,
  coverable: Coverable,
  quote: Quote = toLogText,
): ParsedFile<readonly Expectation[]> {
  const kind: FileKind<readonly Expectation[]> = {
    noun: 'file of expectations',
    version: EXPECTED_VERSION,
    wanted: 'a mapping with `version`, `keys` and `users`',
    smallest: '`version: 1`',
    read: (root, reading) => readExpectations(root, coverable, reading),
  };
  return parseYamlFile(text, path, kind, quote);
}

function readExpectations(root: FileMap, coverable: Coverable, reading: Reading): Expectation[] {
  const file = { schema: FileSchema, allowed: ALLOWED, hasNumbers: true };
  const entries = readEntries(root, file, reading);
  checkEntries(file, entries, offsetOf(root), reading);
  const common = { allowed: ALLOWED, hasNumbers: false, noun: 'entry', title: 'An entry', most: MOST_EXPECTATIONS };
  const keys = {
    ...common,
    schema: v.object({
      key: textSchema(LONGEST_TEXT, NAME_ALLOWED.key),
      finding: findingSchema(coverable.key),
      reason: Reason,
    }),
    wanted: 'a mapping with `key` and `reason`',
  };
  const users = {
    ...common,
    schema: v.object({
      user: textSchema(LONGEST_TEXT, NAME_ALLOWED.user),
      finding: findingSchema(coverable.user),
      reason: Reason,
    }),
    wanted: 'a mapping with `user` and `reason`',
  };
  return [
    ...readItems(entries.get('keys')?.node, keys, reading).map(
      ({ key, finding = 'key-powerful', reason, line }) =>
        ({ subject: 'key', name: key.trim(), finding, reason, line }) as const,
    ),
    ...readItems(entries.get('users')?.node, users, reading).map(
      ({ user, finding = 'user-powerful', reason, line }) =>
        ({ subject: 'user', name: user.trim(), finding, reason, line }) as const,
    ),
  ];
}
