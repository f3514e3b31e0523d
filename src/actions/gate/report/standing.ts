import type { Standing } from '../result.ts';

const PHRASES: Readonly<Record<Standing, string>> = {
  judged: 'judged',
  stale: 'not evaluated since the sync',
  'never-evaluated': 'never evaluated',
  unreadable: 'result could not be read',
};

/** A policy's standing in words that can follow its name. */
export function describeStanding(standing: Standing): string {
  return PHRASES[standing];
}
