/** An emulated Platform, and steps that write to it: requests are really sent, and pauses take no time. */
import { expect } from 'vitest';
import type { Files, WantedPolicy } from '../../../../../src/actions/policies/plan/sides.ts';
import type { PoliciesQuestion } from '../../../../../src/actions/policies/question.ts';
import type { PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import { openPlatform } from '../../../../../src/platform/open.ts';
import { createPolicyObjects } from '../../../../../src/platform/policy-objects.ts';
import { readDescription } from '../../../../../src/text/mark.ts';
import {
  type Emulator,
  type EmulatorOptions,
  groupIdOf,
  type PolicyDefinition,
  policyOf,
  startEmulator,
} from '../../../../emulator/platform.ts';
import { createHurriedClock } from '../../../fake/hurried-clock.ts';
import { manageFiles, OWNER, policiesDeps } from '../../../fake/manage.ts';

/** A description as the Platform has it. */
export function describeMarked(text: string, slug: string, owner = OWNER): string {
  return `${text}\n\n[managed by ${owner}: ${slug}]`;
}

const FORM = {
  name: 'Public buckets',
  domain: 'security',
  severity: 'high',
  status: 'active',
  description: 'Read by anybody.',
  query: 'SELECT 1 FROM aws_s3_buckets',
};

/** The policy of `policyFile()` on the Platform. */
export const POLICY = policyOf({
  ...FORM,
  status: 'active',
  description: describeMarked(FORM.description, 'buckets'),
  destinations: [],
});

/** The group of `filesOf()`, as the file says. */
export const OURS = { name: 'Ours', description: 'Of this repository.' };

/** The same on the Platform. */
export const GROUP = { ...OURS, description: describeMarked(OURS.description, 'ours') };

/** Nobody may touch these. */
const BYSTANDERS = [
  policyOf({ name: 'By hand', query: 'SELECT 2 FROM aws_s3_buckets', groups: ['SOC 2'] }),
  policyOf({
    name: 'Of another repository',
    query: 'SELECT 3 FROM aws_s3_buckets',
    description: describeMarked('', 'buckets', 'acme/other'),
  }),
];

export function policyFile(
  changes: Partial<WantedPolicy['form']> = {},
  more: Partial<Omit<WantedPolicy, 'form'>> = {},
): WantedPolicy {
  const file = { path: 'policies/buckets.yml', line: 1 };
  return { slug: 'buckets', form: { ...FORM, ...changes }, groupNames: [], notifyNames: null, file, ...more };
}

export function filesOf(policies: readonly WantedPolicy[], groups: readonly (typeof OURS)[] = []): Files {
  const file = { path: 'policies/groups.yml', line: 1 };
  return { policies, groups: groups.map((form) => ({ slug: 'ours', form, file })), isEmpty: false, mayLack: null };
}

/** What the Platform has, besides those whom nobody may touch. */
export interface StoryStart {
  readonly given?: readonly PolicyDefinition[];
  readonly group?: typeof GROUP;
}

/** What can happen to a step. */
export interface Step {
  cancel(): void;
  passDeadline(): void;
}

export interface Story extends AsyncDisposable {
  readonly emulator: Emulator;
  /** The step that runs. */
  readonly step: Step;
  run(files: Files, changes?: Partial<PoliciesQuestion>): Promise<PoliciesResult>;
  /** All that the Platform has. */
  snapshot(): string;
  /** No policy or group has our mark or a name twice, and what is not ours is as it was. */
  expectNothingTwice(): void;
}

const TIME_MS = 600_000;

export async function openStory({ given = [], group }: StoryStart = {}, options: EmulatorOptions = {}): Promise<Story> {
  const emulator = await startEmulator({
    role: 'general:write',
    earlier: 'never',
    policies: [...BYSTANDERS, ...given],
    ...options,
  });
  const { book } = emulator;
  if (group !== undefined) book.createGroup(group.name, group.description, []);
  const bystanders = () => {
    const ids = new Set(BYSTANDERS.map(({ id }) => id));
    const group = book.groups().find(({ id }) => id === groupIdOf('SOC 2'));
    return JSON.stringify([book.policies().filter(({ id }) => ids.has(id)), group]);
  };
  const bystandersBefore = bystanders();
  let current: Step | null = null;

  async function run(files: Files, changes: Partial<PoliciesQuestion> = {}): Promise<PoliciesResult> {
    const clock = createHurriedClock();
    const controller = new AbortController();
    const { signal: stop } = controller;
    const platform = openPlatform(
      { baseUrl: `${emulator.url}/api`, apiKey: emulator.key, timeoutMs: TIME_MS },
      { clock, longestPauseMs: 15_000, stop, lastMoment: () => (stop.aborted ? clock.uptime() + 7_000 : null) },
      { debug: () => {}, info: () => {} },
    );
    current = {
      cancel: () => controller.abort(new Error('the step is cancelled')),
      passDeadline: () => clock.advance(TIME_MS),
    };
    const deps = policiesDeps(createPolicyObjects(platform.requester), clock, {
      lastClient: () => createPolicyObjects(platform.openLast()),
      stop,
      deadline: platform.deadline,
    });
    try {
      return await manageFiles(files, changes, deps);
    } finally {
      platform.close();
    }
  }

  return {
    emulator,
    step: { cancel: () => current?.cancel(), passDeadline: () => current?.passDeadline() },
    run,
    snapshot: () => JSON.stringify([book.policies(), book.groups()]),
    expectNothingTwice() {
      for (const objects of [book.policies(), book.groups()]) {
        const marks = objects.flatMap(({ description }) => {
          const { mark } = readDescription(description);
          return mark?.owner === OWNER ? [mark.slug] : [];
        });
        expect(marks).toEqual([...new Set(marks)]);
        const names = objects.map(({ name }) => name);
        expect(names).toEqual([...new Set(names)]);
      }
      expect(bystanders()).toBe(bystandersBefore);
    },
    [Symbol.asyncDispose]: emulator.close,
  };
}
