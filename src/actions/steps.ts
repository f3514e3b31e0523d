import type { StepName } from '../runner/lifecycle.ts';

/** The actions of this repository, and how their steps speak of themselves. The build makes an entry file for each. */
export const STEPS = {
  gate: { title: 'CloudQuery gate', result: 'verdict' },
  policies: { title: 'CloudQuery policies', result: 'result' },
  access: { title: 'CloudQuery access', result: 'result' },
  'audit-log': { title: 'CloudQuery audit log', result: 'result' },
} satisfies Readonly<Record<string, StepName>>;
