import { describe, expect, test } from 'vitest';
import { planBackup } from '../../../../src/actions/policies/export/plan-export.ts';
import { nameAsPlanned } from '../../../../src/actions/policies/plan/names-after.ts';
import { makePlan } from '../../../../src/actions/policies/plan/plan.ts';
import type { PlatformState } from '../../../../src/actions/policies/plan/sides.ts';
import { describeTwins } from '../../../../src/actions/policies/plan/twins.ts';
import type { PoliciesDeps, PoliciesQuestion } from '../../../../src/actions/policies/question.ts';
import { StepError } from '../../../../src/errors.ts';
import { policyOf } from '../../../emulator/platform.ts';
import { createFakeClock, NOON } from '../../fake/clock.ts';
import { manageFiles, OWNER, policiesDeps } from '../../fake/manage.ts';
import { fakePlatform } from '../../fake/policy-book.ts';
import { existingGroup, existingPolicy, wantedPolicy } from './report/example-cases.ts';

const RULE = { owner: OWNER, adopt: 'by-name', onRemoved: 'delete', maxRemovals: 9 } as const;
const filesOf = (
  policies: readonly ReturnType<typeof wantedPolicy>[],
  groups: readonly { slug: string; name: string }[] = [],
) => ({
  policies,
  groups: groups.map(({ slug, name }, index) => ({
    slug,
    form: { name, description: '' },
    file: { path: 'policies/groups.yml', line: index + 3 },
  })),
  isEmpty: false,
  mayLack: null,
});

describe('an error after the plan is made', () => {
  const gone = policyOf({ name: 'Gone', query: 'SELECT 1', description: `[managed by ${OWNER}: gone]` });
  const fail = async () => {
    throw new StepError('The disk is full', { remedy: 'Make room.' });
  };
  function run(question: Partial<PoliciesQuestion>, deps: Partial<PoliciesDeps>) {
    const clock = createFakeClock(NOON);
    const { client } = fakePlatform(clock, [gone], {});
    return manageFiles(filesOf([wantedPolicy('new')]), question, policiesDeps(client, clock, deps));
  }

  test.each<[what: string, question: Partial<PoliciesQuestion>, deps: Partial<PoliciesDeps>, sentence: string]>([
    ['a backup', { mode: 'apply' }, { backUp: fail }, 'The disk is full. Nothing was written.'],
    ['a question about a query', { mode: 'apply' }, { prove: fail }, 'The disk is full. Nothing was written.'],
    ['the same of a plan, which writes nothing', { mode: 'plan' }, { prove: fail }, 'The disk is full'],
    [
      'a fault of the action while it writes',
      { mode: 'apply', onRemoved: 'keep' },
      {
        info: () => {
          throw new StepError('A fault.');
        },
      },
      'A fault. It is unknown what was written.',
    ],
  ])('leaves the plan in the result: %s', async (_, question, deps, sentence) => {
    const result = await run(question, deps);
    expect([result.outcome, result.green, result.sentence]).toEqual(['error', false, sentence]);
    expect(result.plan?.changes.map(({ verb, slug }) => `${verb} ${slug}`)).toContain('create new');
    expect(result).toMatchObject({ mode: question.mode, platformUrl: 'https://acme.example/api' });
  });

  test('leaves its warnings there, too', async () => {
    const clock = createFakeClock(NOON);
    const { client } = fakePlatform(clock, [gone], {});
    const files = filesOf([wantedPolicy('new', { query: 'SELECT 1' })]);
    const result = await manageFiles(files, { mode: 'apply' }, policiesDeps(client, clock, { backUp: fail }));
    expect(result.warnings).toEqual([expect.stringContaining('whose file gone is gone')]);
  });
});

describe('a backup', () => {
  test('names groups and policies as the same plan names them, so that it can be put back', () => {
    const state: PlatformState = {
      policies: [
        existingPolicy('gone', { name: 'Gone' }, { groupIds: ['id-of-Old name', 'id-of-Dying'] }),
        existingPolicy('stays', { name: 'Stays' }, { groupIds: ['id-of-Dying'] }),
      ],
      groups: [existingGroup('ours', 'Old name'), existingGroup('dying', 'Dying')],
      destinations: [],
    };
    const files = filesOf([wantedPolicy('stays', { name: 'Stays, renamed' })], [{ slug: 'ours', name: 'New name' }]);
    const { changes } = makePlan(files, state, RULE);
    const going = changes.filter(({ verb }) => verb === 'delete');
    const { read, files: written } = planBackup(going, nameAsPlanned(state, changes), OWNER);
    expect(read.policies.map(({ slug, groupNames }) => [slug, groupNames])).toEqual([['gone', ['Dying', 'New name']]]);
    expect(written.find(({ path }) => path === 'groups.yml')?.text).toContain('“Stays, renamed”');
  });
});

describe('a name that looks like another one', () => {
  const state: PlatformState = {
    policies: [existingPolicy(null, { name: 'public buckets' }), existingPolicy('old', { name: 'Old' })],
    groups: [existingGroup(null, 'soc')],
    destinations: [],
  };
  const twinsOf = (
    policies: readonly ReturnType<typeof wantedPolicy>[],
    groups: readonly { slug: string; name: string }[] = [],
  ) => describeTwins(makePlan(filesOf(policies, groups), state, { ...RULE, onRemoved: 'keep' }).changes, state);

  test.each([
    ['a new policy', [wantedPolicy('a', { name: 'Public buckets', query: 'SELECT 9' })], [], '“public buckets”'],
    [
      'a new policy with a zero-width space',
      [wantedPolicy('a', { name: 'public\u200b buckets', query: 'SELECT 9' })],
      [],
      '“public buckets”',
    ],
    [
      'a new policy with a no-break space',
      [wantedPolicy('a', { name: 'public\u00a0buckets', query: 'SELECT 9' })],
      [],
      '“public buckets”',
    ],
    ['a policy that is renamed', [wantedPolicy('old', { name: 'PUBLIC buckets' })], [], '“public buckets”'],
    ['a new group', [], [{ slug: 'soc', name: 'SOC' }], '“soc”'],
  ])('from that of something nobody manages is a warning: %s', (_, policies, groups, name) => {
    expect(twinsOf(policies, groups)).toEqual([expect.stringContaining(name)]);
    expect(twinsOf(policies, groups)[0]).toContain('whose name looks like that of');
  });

  test.each([
    ['another name', [wantedPolicy('a', { name: 'Public buckets 2' })]],
    ['the very name, which is taken over', [wantedPolicy('a', { name: 'public buckets' })]],
    ['a policy that keeps its name', [wantedPolicy('old', { name: 'Old', severity: 'low' })]],
    ['one whose own name changes its case', [wantedPolicy('old', { name: 'OLD' })]],
  ])('is no matter of %s', (_, policies) => {
    expect(twinsOf(policies)).toEqual([]);
  });
});
