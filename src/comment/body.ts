import { hash } from 'node:crypto';
import type { Colour, Standing } from './plan.ts';

/** The room for a report, in characters: GitHub takes 65,536, and marker, word on a repair and footer need some. */
export const COMMENT_CHARACTERS = 64_000;

/** A longer address is left out. */
const URL_LENGTH = 500;

/** 64 bits: two gates of one pull request share a key by accident nowhere. */
const DIGITS = 16;

const MARKER = /^<!-- cloudquery-gate:([0-9a-f]{16})( [^>]*)?-->/;
const STANDING = /^ (red|yellow|green) ([0-9a-f]{16}) (\d{1,15})\.(\d{1,9}) $/;

/** What tells a gate from the others that comment on the same pull request. Inputs as the workflow gives them. */
export interface GateIdentity {
  readonly mode: string;
  readonly syncName: string;
  readonly platformUrl: string;
  /** `GITHUB_WORKFLOW_REF`: the file's path, `@`, and a ref, which changes from event to event and does not count. */
  readonly workflow: string;
  /** `GITHUB_JOB`: the same in all jobs of a matrix. */
  readonly job: string;
  /** `GITHUB_ACTION`: the step's id, or a name that tells a second use in the same job from the first. */
  readonly step: string;
  /** What it judges, in the words of its inputs: the legs of a matrix differ in nothing else. */
  readonly scope: string;
}

/**
 * The key under which a gate finds its comment again: the same in each run, also where the inputs are bad. Limits are
 * no part of it, so that a change of those leaves no comment behind that nobody updates.
 */
export function keyOfGate({ mode, syncName, platformUrl, workflow, job, step, scope }: GateIdentity): string {
  const syncs = syncName.split('\n').map((line) => line.trim());
  const names = syncs.filter((name) => name !== '').sort();
  return shorten([mode.trim(), names, platformUrl.trim(), workflow.split('@')[0] ?? '', job, step, scope]);
}

/** A hash of what would be news were it different. */
export function hashFacts(facts: string): string {
  return shorten(facts);
}

function shorten(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'hex').slice(0, DIGITS);
}

export interface CommentParts {
  readonly key: string;
  readonly standing: Standing;
  /** Whether the comment said until now that the gate is red. */
  readonly wasRed: boolean;
  /** The report, escaped and within its budget. */
  readonly markdown: string;
  readonly headSha: string | null;
  readonly runUrl: string | null;
}

/** The comment's text. The marker comes first, invisible: nobody quotes it by accident. */
export function composeBody(parts: CommentParts): string {
  const sections = [
    wordOnRepair(parts.wasRed, parts.standing.colour),
    parts.markdown.trim(),
    composeFooter(parts.headSha, parts.runUrl),
  ];
  const text = sections.filter((section) => section !== '').join('\n\n');
  return `${writeMarker(parts.key, parts.standing)}\n${text}\n`.toWellFormed();
}

/** Whether a report finds room in a comment; GitHub counts characters, and UTF-16 has at least as many units. */
export function findsRoom(markdown: string): boolean {
  return markdown.trim().length <= COMMENT_CHARACTERS;
}

/** What is known of a comment from its marker; null where it has none at its very start. */
export function readMarker(body: string): { readonly key: string; readonly standing: Standing | null } | null {
  const [, key, rest] = MARKER.exec(body.slice(0, 200)) ?? [];
  if (key === undefined) return null;
  const [, colour, facts, id, attempt] = STANDING.exec(rest ?? '') ?? [];
  if (facts === undefined) return { key, standing: null };
  return { key, standing: { colour: colour as Colour, facts, run: { id: Number(id), attempt: Number(attempt) } } };
}

function writeMarker(key: string, { colour, facts, run }: Standing): string {
  return `<!-- cloudquery-gate:${key} ${colour} ${facts} ${run.id}.${run.attempt} -->`;
}

function wordOnRepair(wasRed: boolean, colour: Colour): string {
  if (!wasRed || colour === 'red') return '';
  return colour === 'green'
    ? '> **Repaired:** this gate was red on this pull request, and passes now.'
    : '> This gate was red on this pull request. It is not any more, and yet this is no pass.';
}

/** A comment that is updated in place has to say what it is about. GitHub links the commit by itself. */
function composeFooter(headSha: string | null, runUrl: string | null): string {
  const facts = [];
  if (headSha !== null) facts.push(`Commit ${headSha}`);
  // What was parsed holds neither blanks nor angle brackets.
  const href = runUrl !== null && URL.canParse(runUrl) ? new URL(runUrl).href : '';
  if (/^https?:/.test(href) && href.length <= URL_LENGTH) facts.push(`[workflow run](<${href}>)`);
  facts.push('updated in place');
  return `<sub>${facts.join(' · ')}</sub>`;
}
