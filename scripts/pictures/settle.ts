import { createHash } from 'node:crypto';

/** When the runs of the pictures begin, in milliseconds since 1970. */
const START = Date.UTC(2026, 8, 1, 9, 0, 0);
/** From one moment of a page to the next. A policy is evaluated after its sync and before the step ends. */
const STEP_MS = 5_000;
const UNTIL = '2026-10-01';
const SYNC_TOOK = '2 min 4 s';
const STEP_TOOK = '2 min 15 s';

// A name may be broken before any of its parts, also a date that stands in a cell.
const BREAK = '(?:<wbr>)?';
const MOMENT = new RegExp(String.raw`\d{4}-\d\d-\d\d \d\d:${BREAK}\d\d:\d\d UTC`, 'g');
/** In the table of waivers: until when one holds. */
const DAY = /(?<=\| )\d{4}-\d\d-\d\d(?= \|)/g;
/** The statement of a comment, which nobody sees: it covers the emulator's address. */
const HIDDEN = /^<!--.*-->\n/gm;
/** Random ones: the emulator makes all others from names, and so of another version. */
const RANDOM_ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;
/** Of a plan: it covers when its objects were written. */
const HASH = /\b[0-9a-f]{64}\b/g;
/** In the table of syncs, or where a short page names one. */
const SYNC_DURATION = /(?<=\| |rows in )(?:under 1 s|\d+ s)(?= [|·]|$)/gm;
const STEP_DURATION = /(?<=took )(?:under 1 s|\d+ s)(?= [|·]|$)/gm;
const ADDRESS = new RegExp(`http:${BREAK}//127\\.0\\.0\\.1:${BREAK}\\d+`, 'g');
const REPORT_FOLDER = /[^\s<>]*cloudquery-gate-run-[^\s<>/\\]*[/\\]/g;

/**
 * Replaces what differs from one run of the demo to the next: moments, days, durations, random ids, the emulator's address and
 * the folder of reports. So a picture changes only if what the product prints does. No sentence is changed.
 * @param scene its ids and hashes are other ones than those of any other scene
 */
export function settlePage(markdown: string, scene: string): string {
  const moments = [...new Set((markdown.match(MOMENT) ?? []).map(withoutBreaks))].sort();
  const digestOf = (kind: string) => (index: number) => digest(`${scene} ${kind} ${index}`);
  const named = replaceEach(markdown, RANDOM_ID, (index) => toId(digestOf('id')(index)));
  return replaceEach(named, HASH, digestOf('hash'))
    .replace(MOMENT, (moment) => toMoment(moments.indexOf(withoutBreaks(moment))))
    .replace(HIDDEN, '')
    .replace(DAY, UNTIL)
    .replace(SYNC_DURATION, SYNC_TOOK)
    .replace(STEP_DURATION, STEP_TOOK)
    .replace(ADDRESS, 'https:<wbr>//tenant.us.platform.cloudquery.io')
    .replace(REPORT_FOLDER, '/home/runner/work/_temp/');
}

/** The same text becomes the same again, and the first one what it always becomes. */
function replaceEach(markdown: string, pattern: RegExp, replace: (index: number) => string): string {
  const found = [...new Set(markdown.match(pattern))];
  return markdown.replace(pattern, (text) => replace(found.indexOf(text)));
}

function toMoment(index: number): string {
  const [day = '', time = ''] = new Date(START + index * STEP_MS).toISOString().split('T');
  return `${day} ${time.slice(0, 8)} UTC`;
}

function toId(hash: string): string {
  return hash.replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12}).*$/, '$1-$2-4$3-$4-$5');
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

function withoutBreaks(text: string): string {
  return text.replaceAll('<wbr>', '');
}
