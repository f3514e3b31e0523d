import { tidyText } from './tidy.ts';

/** Says in an object's description who manages it, and by which file. */
export interface Mark {
  /** Usually `OWNER/REPO`. */
  readonly owner: string;
  readonly slug: string;
}

/** What a description says: the text that people wrote, and the mark that stands behind it. */
export interface Description {
  readonly text: string;
  /** Null: nobody manages it from files. */
  readonly mark: Mark | null;
}

/** GitHub's names of repositories have 140 characters at most, that of their owner among them. */
export const LONGEST_OWNER = 200;

const MARK_TEXT = String.raw`\[managed by ([^\s\]:]{1,${LONGEST_OWNER}}): ([a-z0-9][a-z0-9._-]{0,99})\]`;

/** At the very end, whatever the Platform made of the line break in front. */
const MARK = new RegExp(String.raw`${MARK_TEXT}\s*$`);
const ANYWHERE = new RegExp(MARK_TEXT, 'gi');

/** Whether a mark can hold the name of a repository, so that it is read as it was written. */
export function isOwner(text: string): boolean {
  return text.length <= LONGEST_OWNER && /^[\w.-]+\/[\w.-]+$/.test(text);
}

/** Takes a description apart. A mark anywhere but at its end is text. */
export function readDescription(description: string): Description {
  const found = MARK.exec(description);
  const [, owner, slug] = found ?? [];
  if (found === null || owner === undefined || slug === undefined) return { text: tidyText(description), mark: null };
  return { text: tidyText(description.slice(0, found.index)), mark: { owner, slug } };
}

/** The description with its mark on a line of its own, as the Platform gets it. */
export function writeDescription(text: string, { owner, slug }: Mark): string {
  const mark = `[managed by ${owner}: ${slug}]`;
  return text === '' ? mark : `${text}\n\n${mark}`;
}

/** The slug of an owner's mark that text stands behind, so that it is none any more; null: there is none. */
export function findBuriedMark(description: string, owner: string): string | null {
  for (const [, by = '', slug = ''] of description.matchAll(ANYWHERE))
    if (isOwnedBy({ owner: by, slug }, owner)) return slug.toLowerCase();
  return null;
}

/** Whether a text that people write would be taken for one with a mark. */
export function holdsMark(text: string): boolean {
  return MARK.test(text);
}

/** Owners are names of repositories, which GitHub compares without case. */
export function isOwnedBy(mark: Mark | null, owner: string): mark is Mark {
  return mark !== null && mark.owner.toLowerCase() === owner.toLowerCase();
}
