// What is wrong with filters and scope, as sentences. Few steps need one, so whoever does calls `import()` of this file:
// it is one, so that the bundle has once what the others share.

export { describeIdleExclusions, findFilterProblems } from './filter-problems.ts';
export { describeCancelled, describeNothingLeft, describeUnknownName, describeUnproved } from './scope-problems.ts';
export { describeIdle, describeNearest } from './unmatched.ts';
