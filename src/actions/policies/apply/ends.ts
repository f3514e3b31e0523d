import type { WriteEnd } from './write.ts';

/** What became of a write, for people. */
const ENDS: Readonly<Record<WriteEnd['end'], string>> = {
  done: 'done',
  'not-done': 'not done',
  differs: 'written, and kept otherwise',
  unknown: 'unknown',
};

/** What became of a write, and why. */
export function describeEnd({ end, why }: Pick<WriteEnd, 'end' | 'why'>): string {
  return why === null ? ENDS[end] : `${ENDS[end]} (${why})`;
}
