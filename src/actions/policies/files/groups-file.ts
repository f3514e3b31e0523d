import type { Quote } from '../../../text/redact.ts';
import { checkEntries, type FileMap, type Reading, readEntries, readItems } from '../../../text/yaml-entries.ts';
import { type FileKind, type ParsedFile, parseYamlFile } from '../../../text/yaml-file.ts';
import { offsetOf } from '../../../text/yaml-tree.ts';
import { ALLOWED, FILES_VERSION, GroupSchema, GroupsSchema, MOST_GROUPS } from './schema.ts';

/** A group, as `groups.yml` has it. */
export interface GroupEntry {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly line: number;
}

/** Reads `groups.yml`. Never throws, whatever the text. @param path as the problems name it */
export function parseGroupsFile(text: string, path: string, quote: Quote): ParsedFile<readonly GroupEntry[]> {
  const kind: FileKind<readonly GroupEntry[]> = {
    noun: 'file of groups',
    version: FILES_VERSION,
    wanted: 'a mapping with `version` and `groups`',
    smallest: '`version: 1` and `groups: []`',
    read: readGroups,
  };
  return parseYamlFile(text, path, kind, quote);
}

function readGroups(root: FileMap, reading: Reading): GroupEntry[] {
  const file = { schema: GroupsSchema, allowed: { ...ALLOWED, groups: 'a list of groups' }, hasNumbers: true };
  const entries = readEntries(root, file, reading);
  checkEntries(file, entries, offsetOf(root), reading);
  const group = {
    schema: GroupSchema,
    allowed: ALLOWED,
    hasNumbers: false,
    noun: 'group',
    title: 'A group',
    wanted: 'a mapping with `slug` and `name`',
    most: MOST_GROUPS,
  };
  return readItems(entries.get('groups')?.node, group, reading).map(({ description = '', ...one }) => ({
    ...one,
    description,
  }));
}
