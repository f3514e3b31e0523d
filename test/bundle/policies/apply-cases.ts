/**
 * What networks, people and the end of a step do to an apply, as a workflow sees it. Each fault on each kind of write is
 * in test/unit/actions/policies/apply.
 */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import {
  type Emulator,
  type EmulatorOptions,
  type Fault,
  type FaultKind,
  policyOf,
  type RouteName,
  startEmulator,
  type WritingOptions,
} from '../../emulator/platform.ts';
import type { PolicyText } from '../../emulator/policy-book.ts';
import { BUCKETS, markOf, policyYaml, runPolicies } from './policies.ts';

/** A group, a policy in it, an update with a pause, and a removal. */
const FILES = {
  'policies/public-buckets.yml': policyYaml({ groups: '[Ours]' }),
  'policies/old-trails.yml': policyYaml({ name: 'Old trails', severity: 'low', status: 'paused' }),
  'policies/groups.yml': 'version: 1\ngroups:\n  - slug: ours\n    name: Ours\n',
};
const POLICIES = [
  policyOf({ name: 'Old trails', severity: 'high', query: BUCKETS, description: markOf('old-trails') }),
  policyOf({ name: 'Gone', severity: 'high', query: BUCKETS, description: markOf('gone') }),
  policyOf({ name: 'By hand', query: BUCKETS }),
];
const APPLY = { mode: 'apply', 'on-removed': 'delete' };

/** In the order in which they are sent. */
const WRITES = ['create-group', 'create-policy', 'toggle-policy', 'update-policy', 'delete-policy'] as const;

export interface ApplyCase {
  readonly name: string;
  readonly options?: EmulatorOptions;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly faults: (emulator: Emulator, signal: () => Promise<void>) => readonly Fault[];
  readonly outcome: string;
  /** How often each write is sent. */
  readonly sent: readonly number[];
  readonly says: readonly RegExp[];
  /** What the next run, without the faults, comes to. */
  readonly next: 'applied' | 'unchanged';
}

const ONCE = [1, 1, 1, 1, 1];
const EVER = Number.POSITIVE_INFINITY;
const DONE = {
  outcome: 'applied',
  sent: ONCE,
  says: [/5 changes were written and read back/],
  next: 'unchanged',
} as const;

/** A Platform that treats what it is sent in such a way, and that loses an answer. */
function writing(name: string, options: Partial<WritingOptions>): ApplyCase {
  return {
    ...DONE,
    name,
    options: { writing: options },
    faults: () => [{ route: 'create-policy', effect: true, do: { kind: 'status', status: 502 } }],
  };
}

export const MAIN_CASES: readonly ApplyCase[] = [
  {
    ...DONE,
    name: 'every answer is lost: each write is sent once',
    faults: () => WRITES.map((route) => ({ route, times: EVER, effect: true, do: { kind: 'reset' } })),
  },
  {
    name: 'one write is refused in the middle: the others are done, and it is named',
    faults: () => [{ route: 'update-policy', do: { kind: 'status', status: 403 } }],
    outcome: 'partly-applied',
    sent: ONCE,
    says: [
      /- update policy `old-trails`: not done \(.*403/,
      /::error .*file=policies\/old-trails\.yml,line=2::update policy old-trails .*403/,
      /What to do: Run the workflow again .*: what is done is not done twice\./,
    ],
    next: 'applied',
  },
  {
    name: 'the key is refused in the middle: nothing more is sent',
    faults: () => [{ route: 'create-policy', do: { kind: 'status', status: 401 } }],
    outcome: 'partly-applied',
    sent: [1, 1, 0, 0, 0],
    says: [
      /- create policy `public-buckets`: not done \(the Platform refused the key: .*POST/,
      /- delete policy `gone`: not done \(the Platform refused the key/,
    ],
    next: 'applied',
  },
  {
    name: 'somebody changes a policy meanwhile: it is left alone',
    faults: ({ book, policy }) => {
      const { id } = policy('Gone');
      const happens = () => void book.updatePolicy(id, { query: `${BUCKETS} -- mine` }, null, null);
      return [{ route: 'create-policy', do: { kind: 'meanwhile', happens } }];
    },
    outcome: 'partly-applied',
    sent: [1, 1, 1, 1, 0],
    says: [/- delete policy `gone`: not done \(somebody changed it .*query/],
    next: 'applied',
  },
  writing('a Platform that trims, changes line ends and refuses twins', {
    trims: true,
    changesLineEnds: true,
    refusesDuplicates: true,
  }),
  {
    name: 'a list that is cut short, as its total says: nothing is written',
    options: { metadata: 'full' },
    faults: () => [
      {
        route: 'list-policies',
        times: EVER,
        do: { kind: 'rewrite', rewrite: ({ items = [], ...rest }) => ({ ...rest, items: items.slice(0, 1) }) },
      },
    ],
    outcome: 'error',
    sent: [0, 0, 0, 0, 0],
    says: [/list/],
    next: 'applied',
  },
];

/** What the step sent to create a policy. */
function readSentPolicy({ requests }: Emulator): PolicyText & { readonly groupIds: readonly string[] } {
  const sent = requests.find(({ route }) => route === 'create-policy')?.body ?? '{}';
  const { name, domain, severity, description, query, policy_group_ids: groupIds } = JSON.parse(sent);
  return { name, domain, severity, description, query, groupIds };
}

export const MORE_CASES: readonly ApplyCase[] = [
  writing('a Platform that trims white space', { trims: true }),
  writing('a Platform that changes line ends', { changesLineEnds: true }),
  writing('a Platform that refuses a second one of a name', { refusesDuplicates: true }),
  writing('a Platform that lags behind its own writes', { lag: 400 }),
  {
    name: 'a server without end of errors: the others are done',
    faults: () => [{ route: 'update-policy', times: EVER, do: { kind: 'status', status: 500 } }],
    outcome: 'partly-applied',
    sent: [1, 1, 1, 3, 1],
    says: [
      /- update policy `old-trails`: unknown .*\(the answer was lost \(.*500.*it was sent 3 times/,
      /What to do: Run the workflow again/,
    ],
    next: 'applied',
  },
  {
    ...DONE,
    name: 'a toggle and a creation that are carried out long after their answers: each is sent once',
    faults: (emulator) => [
      { route: 'create-policy', do: { kind: 'html', status: 504 } },
      {
        route: 'list-policies',
        // The plan reads it, and a look before the creation and three after it.
        from: 5,
        do: {
          kind: 'meanwhile',
          happens: () => {
            const { groupIds, ...text } = readSentPolicy(emulator);
            emulator.book.createPolicy(text, groupIds, []);
          },
        },
      },
      { route: 'toggle-policy', do: { kind: 'status', status: 200 } },
      {
        route: 'get-policy',
        from: 4,
        do: { kind: 'meanwhile', happens: () => void emulator.book.togglePolicy(emulator.policy('Old trails').id) },
      },
    ],
  },
  {
    name: 'the deadline passes while nothing shows of a toggle: whoever runs it again is told to wait',
    inputs: { 'timeout-minutes': '0.2' },
    faults: () => [{ route: 'toggle-policy', do: { kind: 'status', status: 500 } }],
    outcome: 'partly-applied',
    // What the policy is told of is written after its pause only.
    sent: [1, 1, 1, 0, 0],
    says: [
      /- pause policy `old-trails`: unknown .*\(the answer was lost \(.*500.*nothing shows of it so far/,
      /- update policy `old-trails`: not done \(/,
      /What to do: Wait some minutes, and look at the Platform first: .*Run the workflow again/,
    ],
    next: 'applied',
  },
  {
    name: 'the deadline passes in the middle: what is unknown is said to be',
    inputs: { 'timeout-minutes': '0.2' },
    // Nobody can see any more what became of the creation.
    faults: () => [
      { route: 'create-policy', effect: true, do: { kind: 'reset' } },
      {
        route: 'list-policies',
        when: ({ query }) => !query.has('search'),
        from: 2,
        times: EVER,
        do: { kind: 'stall' },
      },
    ],
    outcome: 'partly-applied',
    sent: [1, 1, 0, 0, 0],
    says: [
      /- create policy `public-buckets`: unknown .*\(the answer was lost/,
      /- delete policy `gone`: not done \(the step ended before it/,
      /Wait some minutes, and look at the Platform first/,
    ],
    next: 'applied',
  },
];

interface Signal {
  readonly name: string;
  readonly route: RouteName;
  readonly from?: number;
  /** What comes of the request after the signal; the usual answer by default. */
  readonly next?: FaultKind;
  readonly effect?: boolean;
}

/** The step is cancelled during a request. */
function cancelled(
  { name, route, from = 1, next, effect = false }: Signal,
  expected: Omit<ApplyCase, 'name' | 'faults'>,
) {
  return {
    ...expected,
    name: `SIGTERM ${name}`,
    faults: (_: Emulator, happens: () => Promise<void>): Fault[] => [
      { route, from, effect, do: { kind: 'meanwhile', happens, ...(next === undefined ? {} : { next }) } },
    ],
  };
}

/** The creation is done, and what comes after it is not begun. */
const CREATED = {
  outcome: 'partly-applied',
  sent: [1, 1, 0, 0, 0],
  says: [/^create policy public-buckets: done$/m, /- pause policy `old-trails`: not done \(the step ended before/],
  next: 'applied',
} as const;
const NOTHING = { outcome: 'cancelled', sent: [0, 0, 0, 0, 0], next: 'applied' } as const;

export const MAIN_CANCELLATIONS: readonly ApplyCase[] = [
  cancelled(
    { name: 'before the first write', route: 'list-groups', from: 2 },
    { ...NOTHING, says: [/The step was cancelled before anything was written/] },
  ),
  cancelled(
    { name: 'during a creation without an answer', route: 'create-policy', next: { kind: 'stall' }, effect: true },
    CREATED,
  ),
];

export const MORE_CANCELLATIONS: readonly ApplyCase[] = [
  cancelled({ name: 'while the plan is made', route: 'list-policies' }, { ...NOTHING, says: [/cancelled/] }),
  cancelled({ name: 'during a creation whose answer comes', route: 'create-policy' }, CREATED),
  cancelled(
    { name: 'during a toggle that is lost', route: 'toggle-policy', next: { kind: 'reset' } },
    {
      outcome: 'partly-applied',
      sent: [1, 1, 1, 0, 0],
      says: [/- pause policy `old-trails`: unknown .*\(the answer was lost/],
      next: 'applied',
    },
  ),
  cancelled(
    { name: 'during the last write', route: 'delete-policy', next: { kind: 'reset' }, effect: true },
    { outcome: 'partly-applied', sent: ONCE, says: [/could not be read again to compare/], next: 'unchanged' },
  ),
];

/** What a workflow sees of a case, and that the next run finishes it, with nothing twice. */
export async function runCase({ options, inputs, faults, outcome, sent, says, next }: ApplyCase): Promise<void> {
  await using emulator = await startEmulator({
    role: 'general:write',
    earlier: 'never',
    policies: POLICIES,
    ...options,
  });
  let child: ChildProcess | undefined;
  async function signal(): Promise<void> {
    child?.kill('SIGTERM');
    // It arrives before the answer does.
    await sleep(500);
  }
  for (const fault of faults(emulator, signal)) emulator.fault(fault);
  const onStart = (started: ChildProcess) => {
    child = started;
  };
  const result = await runPolicies(emulator, { ...APPLY, ...inputs }, FILES, { onStart });
  const context = result.printed;
  expect([result.outputs['outcome'], result.exitCode, result.killed], context).toEqual([
    outcome,
    outcome === 'applied' ? 0 : 1,
    false,
  ]);
  for (const text of says) expect(context).toMatch(text);
  expect(
    WRITES.map((route) => emulator.count(route)),
    context,
  ).toEqual(sent);

  emulator.clearFaults();
  // Both outcomes say that files and Platform agree now.
  const again = await runPolicies(emulator, APPLY, FILES);
  expect([again.outputs['outcome'], again.exitCode], again.printed).toEqual([next, 0]);
  const names = emulator.book.policies().map(({ name }) => name);
  expect(names.toSorted()).toEqual(['By hand', 'Old trails', 'Public buckets']);
  expect(emulator.policy('Old trails')).toMatchObject({ status: 'paused', severity: 'low' });
  expect(emulator.policy('Public buckets').groups).toEqual(['Ours']);
  expect(emulator.book.groups().filter(({ name }) => name === 'Ours')).toHaveLength(1);
}
