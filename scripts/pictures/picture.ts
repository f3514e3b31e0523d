/** A picture of the docs: one page of one scene of the demo. */
export interface Picture {
  readonly name: string;
  /** Its name in the story. */
  readonly scene: string;
  readonly place: 'summary' | 'comment';
  /** The beginnings of the titles of folded sections that a reader has opened. */
  readonly opens?: readonly string[];
}

export type Theme = (typeof THEMES)[number];

export const THEMES = ['light', 'dark'] as const;

export const PICTURES: readonly Picture[] = [
  { name: 'summary', scene: 'new', place: 'summary' },
  { name: 'comment', scene: 'first', place: 'comment' },
  { name: 'plan', scene: 'plan', place: 'comment', opens: ['update policy'] },
  { name: 'preview', scene: 'plan', place: 'comment', opens: ['What is new and what is gone'] },
  { name: 'drift', scene: 'drift', place: 'summary' },
];

/** The name of a picture's file in `docs/images`. */
export function fileOf(name: string, theme: Theme): string {
  return `${name}-${theme}.png`;
}
