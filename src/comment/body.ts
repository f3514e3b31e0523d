import { hash } from 'node:crypto';
import type { Colour, Standing } from './plan.ts';

/** The room for a report, in characters: GitHub takes 65,536, and marker, word on a red result before and footer need some. */
export const COMMENT_CHARACTERS = 64_000;

/** A longer address is left out. */
const URL_LENGTH = 500;

/** 64 bits: two gates of one pull request never share a key by accident. */
const DIGITS = 16;

const MARKER = /^<!-- ([a-z-]{1,40}):([0-9a-f]{16})( [^>]*)?-->/;
const STANDING = /^ (red|yellow|green) ([0-9a-f]{16}) (?:([0-9a-f]{16}) )?(\d{1,15})\.(\d{1,9}) $/;

/** Who comments. */
export interface Commenter {
  /** The word in the marker, such as `cloudquery-gate`: it tells the comments of one action from another's. */
  readonly marker: string;
  /** What the comment says of itself, such as `this gate`. */
  readonly subject: string;
}

/**
 * A short hash: the key by which a step finds its comment again, or the facts whose change is news.
 * @param value plain data
 */
export function hashBriefly(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'hex').slice(0, DIGITS);
}

export interface CommentParts {
  readonly commenter: Commenter;
  readonly key: string;
  readonly standing: Standing;
  /** Whether the comment said until now that the step is red, in answer to the same question. */
  readonly wasRed: boolean;
  /** The report, escaped and within its budget. */
  readonly markdown: string;
  readonly headSha: string | null;
  readonly runUrl: string | null;
}

/** The comment's text. The marker comes first, invisible: nobody quotes it by accident. */
export function composeBody(parts: CommentParts): string {
  const sections = [
    describeTurn(parts.wasRed, parts.standing.colour, parts.commenter.subject),
    parts.markdown.trim(),
    composeFooter(parts.headSha, parts.runUrl),
  ];
  const text = sections.filter((section) => section !== '').join('\n\n');
  return `${writeMarker(parts.commenter.marker, parts.key, parts.standing)}\n${text}\n`.toWellFormed();
}

/** Whether a report finds room in a comment; GitHub counts characters, and UTF-16 has at least as many units. */
export function findsRoom(markdown: string): boolean {
  return markdown.trim().length <= COMMENT_CHARACTERS;
}

/** Reads a comment's marker; null if the comment does not begin with one of this action. */
export function readMarker(
  body: string,
  marker: string,
): { readonly key: string; readonly standing: Standing | null } | null {
  const [, name, key, rest] = MARKER.exec(body.slice(0, 200)) ?? [];
  if (name !== marker || key === undefined) return null;
  const [, colour, facts, question = null, id, attempt] = STANDING.exec(rest ?? '') ?? [];
  if (facts === undefined) return { key, standing: null };
  const run = { id: Number(id), attempt: Number(attempt) };
  return { key, standing: { colour: colour as Colour, facts, question, run } };
}

function writeMarker(marker: string, key: string, { colour, facts, question, run }: Standing): string {
  const asked = question === null ? '' : `${question} `;
  return `<!-- ${marker}:${key} ${colour} ${facts} ${asked}${run.id}.${run.attempt} -->`;
}

function describeTurn(wasRed: boolean, colour: Colour, subject: string): string {
  if (!wasRed || colour === 'red') return '';
  return colour === 'green'
    ? `> **Green again:** ${subject} was red on this pull request, and passes now.`
    : `> ${subject.charAt(0).toUpperCase()}${subject.slice(1)} was red on this pull request. It is no longer red, but it has not passed either.`;
}

/** As many digits of a commit as GitHub shows. It links them by itself. */
const SHA_DIGITS = 7;

/** A comment that is updated in place has to say what it is about. */
function composeFooter(headSha: string | null, runUrl: string | null): string {
  const facts = [];
  if (headSha !== null) facts.push(`Commit ${headSha.slice(0, SHA_DIGITS)}`);
  // A parsed address holds neither blanks nor angle brackets.
  const href = runUrl !== null && URL.canParse(runUrl) ? new URL(runUrl).href : '';
  if (/^https?:/.test(href) && href.length <= URL_LENGTH) facts.push(`[workflow run](<${href}>)`);
  facts.push('updated in place');
  return `<sub>${facts.join(' · ')}</sub>`;
}
