/**
 * Fault × write: what networks, servers and people do to each kind of write. Afterwards nothing is there twice or lost,
 * the result says what is known, and another apply finishes it. The requests are really sent; pauses take no time.
 */
import { expect } from 'vitest';
import type { Files } from '../../../../../src/actions/policies/plan/sides.ts';
import type { FaultKind, RouteName } from '../../../../emulator/platform.ts';
import { filesOf, GROUP, OURS, openStory, POLICY, policyFile, type Step, type StoryStart } from './story.ts';

interface WriteCase extends StoryStart {
  readonly name: string;
  /** How a request of it may be repeated. */
  readonly verb: 'create' | 'change' | 'replace' | 'toggle' | 'delete';
  readonly route: RouteName;
  readonly files: Files;
}

/** Each kind of write, as the only one of a plan. */
const WRITES: readonly WriteCase[] = [
  { name: 'create a policy', verb: 'create', route: 'create-policy', files: filesOf([policyFile()]) },
  {
    name: 'update a policy',
    verb: 'change',
    route: 'update-policy',
    files: filesOf([policyFile({ severity: 'low' })]),
    given: [POLICY],
  },
  {
    name: 'rename a policy',
    verb: 'change',
    route: 'update-policy',
    files: filesOf([policyFile({ name: 'Open buckets' })]),
    given: [POLICY],
  },
  {
    name: 'pause a policy',
    verb: 'toggle',
    route: 'toggle-policy',
    files: filesOf([policyFile({ status: 'paused' })]),
    given: [POLICY],
  },
  {
    name: 'resume a policy',
    verb: 'toggle',
    route: 'toggle-policy',
    files: filesOf([policyFile()]),
    given: [{ ...POLICY, status: 'paused' }],
  },
  { name: 'delete a policy', verb: 'delete', route: 'delete-policy', files: filesOf([]), given: [POLICY] },
  {
    name: 'adopt a policy',
    verb: 'change',
    route: 'update-policy',
    files: filesOf([policyFile()]),
    given: [{ ...POLICY, description: '', severity: 'low' }],
  },
  { name: 'create a group', verb: 'create', route: 'create-group', files: filesOf([], [OURS]) },
  {
    name: 'update a group',
    verb: 'replace',
    route: 'update-group',
    files: filesOf([], [OURS]),
    group: { ...GROUP, description: GROUP.description.replace(OURS.description, 'Old.') },
  },
  { name: 'delete a group', verb: 'delete', route: 'delete-group', files: filesOf([]), group: GROUP },
  {
    name: 'adopt a group',
    verb: 'replace',
    route: 'update-group',
    files: filesOf([], [OURS]),
    group: { ...OURS, description: '' },
  },
];

type End = 'done' | 'not-done' | 'unknown';

interface FaultCase {
  readonly name: string;
  /** What the server does: with the step at hand, which may end meanwhile. */
  readonly do: FaultKind | ((step: Step) => FaultKind);
  /** Whether the write takes effect. */
  readonly effect?: boolean;
  /** For so many requests, 1 by default. */
  readonly times?: number;
  /** What the result says of the write. */
  readonly end: End | ((verb: WriteCase['verb']) => End);
  /** How often it is sent, 1 by default. */
  readonly sent?: number | ((verb: WriteCase['verb']) => number);
}

const EVER = Number.POSITIVE_INFINITY;
const MOST_SENT = { create: 1, change: 3, replace: 1, toggle: 1, delete: 3 } as const;

/** It did nothing, and nobody can know that: what may be sent twice is. */
const LOST = {
  end: (verb: WriteCase['verb']): End => (MOST_SENT[verb] === 1 ? 'unknown' : 'done'),
  sent: (verb: WriteCase['verb']) => (MOST_SENT[verb] === 1 ? 1 : 2),
};
const status = (code: number, headers: Record<string, string> = {}): FaultKind => ({
  kind: 'status',
  status: code,
  headers,
});
const RESET: FaultKind = { kind: 'reset' };
const cancelled = (next?: FaultKind) => (step: Step) =>
  ({ kind: 'meanwhile', happens: step.cancel, ...(next === undefined ? {} : { next }) }) as const;
const late = (next?: FaultKind) => (step: Step) =>
  ({ kind: 'meanwhile', happens: step.passDeadline, ...(next === undefined ? {} : { next }) }) as const;

const FAULTS: readonly FaultCase[] = [
  { name: 'the request is lost', do: RESET, ...LOST },
  {
    name: 'the request is lost each time',
    do: RESET,
    times: EVER,
    end: 'unknown',
    sent: (verb) => MOST_SENT[verb],
  },
  { name: 'the answer is lost', do: RESET, effect: true, end: 'done' },
  { name: '500 without effect', do: status(500), ...LOST },
  { name: '500 with effect', do: status(500), effect: true, end: 'done' },
  { name: '502 as a page, with effect', do: { kind: 'html', status: 502 }, effect: true, end: 'done' },
  { name: '503 for good', do: status(503), times: EVER, end: 'unknown', sent: (verb) => MOST_SENT[verb] },
  { name: 'a login page with 200', do: { kind: 'html', status: 200 }, ...LOST },
  { name: '429 with Retry-After', do: status(429, { 'retry-after': '20' }), end: 'done', sent: 2 },
  { name: '429 for good', do: status(429, { 'retry-after': '1' }), times: EVER, end: 'not-done', sent: 8 },
  { name: 'a body that is cut', do: { kind: 'cut' }, end: 'done' },
  { name: 'JSON that ends early', do: { kind: 'garbage', body: '{"id": "' }, effect: true, end: 'done' },
  { name: '403 in the middle', do: status(403), times: EVER, end: 'not-done' },
  { name: '401 in the middle', do: status(401), times: EVER, end: 'not-done' },
  { name: '422', do: status(422), times: EVER, end: 'not-done' },
  { name: '422 with effect', do: status(422), effect: true, end: 'done' },
  { name: 'a redirect to a login', do: { kind: 'redirect', status: 302, location: 'https://login.example' }, ...LOST },
  { name: 'a cancellation, and the answer comes', do: cancelled(), end: 'done' },
  { name: 'a cancellation, and the request is lost', do: cancelled(RESET), end: 'unknown' },
  { name: 'a cancellation, and the answer is lost', do: cancelled(RESET), effect: true, end: 'done' },
  { name: 'a cancellation of a busy server', do: cancelled(status(429)), end: 'not-done' },
  { name: 'the deadline, and the answer comes', do: late(), end: 'done' },
  { name: 'the deadline, and the request is lost', do: late(RESET), end: 'unknown' },
  { name: 'the deadline, and the answer is lost', do: late(RESET), effect: true, end: 'done' },
  { name: 'the deadline, and 422 with effect', do: late(status(422)), effect: true, end: 'done' },
];

export interface ApplyCase {
  readonly name: string;
  readonly write: WriteCase;
  readonly fault: FaultCase;
}

/** So many diagonals has the matrix. One of them is fast, in which each write and each fault is. */
const DIAGONALS = 5;

function planCases(isWanted: (diagonal: number) => boolean): ApplyCase[] {
  return WRITES.flatMap((write, row) =>
    FAULTS.map((fault, column) => ({ write, fault, name: `${write.name}: ${fault.name}`, at: row + column })),
  ).filter(({ at }) => isWanted(at % DIAGONALS));
}

export const MAIN_CASES = planCases((diagonal) => diagonal === 0);
export const MORE_CASES = planCases((diagonal) => diagonal !== 0);

/** What one apply says and leaves behind, and that the next one finishes it. */
export async function runCase({ write, fault }: ApplyCase): Promise<void> {
  const { route, verb, files } = write;
  await using story = await openStory(write);
  const { emulator } = story;
  const before = story.snapshot();
  const { do: kind, effect = false, times = 1 } = fault;
  emulator.fault({
    route,
    times,
    effect,
    do: typeof kind === 'function' ? kind(story.step) : kind,
  });
  const result = await story.run(files, { mode: 'apply' });

  const context = `${result.sentence} ${result.problems.join(' ')}`;
  const end = typeof fault.end === 'function' ? fault.end(verb) : fault.end;
  expect(
    result.applied?.map((one) => one.end),
    context,
  ).toEqual([end]);
  const sent = typeof fault.sent === 'function' ? fault.sent(verb) : (fault.sent ?? 1);
  expect(emulator.count(route), context).toBe(sent);
  story.expectNothingTwice();
  if (end === 'not-done') expect(story.snapshot()).toBe(before);
  // Nothing else is in the plan, and the key's role could not have written it either.
  const isForbidden = fault.name === '403 in the middle';
  if (end !== 'done') expect([result.outcome, result.green]).toEqual([isForbidden ? 'error' : 'partly-applied', false]);
  if (isForbidden) expect(`${result.sentence} ${result.remedy}`).toMatch(/^Nothing was written: .*403.*general:write/);
  else if (end !== 'done') expect(result.problems.join(' ')).toMatch(/: (?:not done|unknown) \(./);
  // A second one of what is sent once would make it worse.
  if (end !== 'done' && !isForbidden) {
    const waits = end === 'unknown' && MOST_SENT[verb] === 1;
    expect(result.remedy).toMatch(waits ? /^Wait some minutes, and look at the Platform/ : /^Run the workflow again/);
  }

  emulator.clearFaults();
  const isDone = (await story.run(files)).outcome === 'unchanged';
  // Nothing that is said to be done is left, and nothing that is said not to be done was.
  if (end === 'done') expect(isDone, context).toBe(true);
  if (end === 'not-done') expect(isDone, context).toBe(false);
  const again = await story.run(files, { mode: 'apply' });
  expect(again.outcome, again.sentence).toBe(isDone ? 'unchanged' : 'applied');
  expect((await story.run(files)).outcome).toBe('unchanged');
  story.expectNothingTwice();
}
