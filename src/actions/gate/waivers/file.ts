import { toLogText } from '../../../text/escape.ts';
import type { Quote } from '../../../text/redact.ts';
import { checkEntries, type FileMap, type Reading, readEntries, readItems } from '../../../text/yaml-entries.ts';
import { type FileKind, parseYamlFile } from '../../../text/yaml-file.ts';
import { offsetOf } from '../../../text/yaml-tree.ts';
import * as v from '../../../vendor/valibot.ts';
import { ALLOWED, FileSchema, MaxDays, MOST_WAIVERS, WAIVERS_VERSION, waiverSchema } from './schema.ts';
import type { Waiver } from './waiver.ts';

export type ParsedWaivers =
  | { readonly kind: 'waivers'; readonly waivers: readonly Waiver[] }
  /** One sentence each, in the file's order; each begins with `path:line:column: `. */
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * Reads a waivers file. Never throws, whatever the text.
 * @param path as the problems name it
 * @param today `YYYY-MM-DD` in UTC
 * @param quote what the problems show of the file's own words: keys of the schema, places and what is allowed are told
 * in any case
 */
export function parseWaivers(text: string, path: string, today: string, quote: Quote = toLogText): ParsedWaivers {
  const kind: FileKind<readonly Waiver[]> = {
    noun: 'waivers file',
    version: WAIVERS_VERSION,
    wanted: 'a mapping with `version` and `waivers`',
    smallest: '`version: 1` and `waivers: []`',
    read: (root, reading) => readWaivers(root, today, reading),
  };
  const parsed = parseYamlFile(text, path, kind, quote);
  return parsed.kind === 'content' ? { kind: 'waivers', waivers: parsed.content } : parsed;
}

function readWaivers(root: FileMap, today: string, reading: Reading): Waiver[] {
  const file = { schema: FileSchema, allowed: ALLOWED, hasNumbers: true };
  const entries = readEntries(root, file, reading);
  checkEntries(file, entries, offsetOf(root), reading);
  const maxDays = v.safeParse(MaxDays, entries.get('max-days')?.value);
  const waiver = {
    schema: waiverSchema(today, maxDays.success ? maxDays.output : null),
    allowed: ALLOWED,
    hasNumbers: false,
    noun: 'waiver',
    title: 'A waiver',
    wanted: 'a mapping with `policy`, `reason`, `owner` and `expires`',
    most: MOST_WAIVERS,
  };
  return readItems(entries.get('waivers')?.node, waiver, reading).map((text) => {
    const { 'resource-type': resourceType = null, ...rest } = text;
    const { resource = null, account = null, region = null, tag = null, cloud = null, ticket = null } = rest;
    return { ...rest, resource, account, region, tag, resourceType, cloud, ticket };
  });
}
