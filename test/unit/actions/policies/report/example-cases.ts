import type { Applied } from '../../../../../src/actions/policies/apply/apply.ts';
import { describeExported } from '../../../../../src/actions/policies/ending.ts';
import type { WrittenExport } from '../../../../../src/actions/policies/export/write.ts';
import type { GroupForm } from '../../../../../src/actions/policies/form.ts';
import type { Existing, Wanted } from '../../../../../src/actions/policies/plan/match.ts';
import { makePlan, type Plan } from '../../../../../src/actions/policies/plan/plan.ts';
import type { PlanRule } from '../../../../../src/actions/policies/plan/rule.ts';
import type {
  ExistingPolicy,
  Files,
  PlatformState,
  WantedPolicy,
} from '../../../../../src/actions/policies/plan/sides.ts';
import { type Preview, sumUp } from '../../../../../src/actions/policies/preview/preview.ts';
import type { PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import type { TestResult } from '../../../../../src/actions/policies/test/test-result.ts';

import { aViolation } from '../../../fake/client.ts';

const OWNER = 'acme/infra';

const TEXT: WantedPolicy['form'] = {
  name: 'Unencrypted S3 buckets',
  domain: 'security',
  severity: 'high',
  description: 'Buckets without server-side encryption.',
  status: 'active',
  query: "SELECT *\nFROM aws_s3_buckets\nWHERE encryption = ''",
};

export function wantedPolicy(
  slug: string,
  form: Partial<WantedPolicy['form']> = {},
  more: Partial<WantedPolicy> = {},
): WantedPolicy {
  const file = { path: `policies/${slug}.yml`, line: 2 };
  return { slug, form: { ...TEXT, name: slug, ...form }, groupNames: [], notifyNames: null, file, ...more };
}

export function existingPolicy(
  slug: string | null,
  form: Partial<WantedPolicy['form']> = {},
  more: Partial<ExistingPolicy> = {},
): ExistingPolicy {
  return {
    id: `id-of-${slug ?? form.name}`,
    mark: slug === null ? null : { owner: OWNER, slug },
    form: { ...TEXT, name: slug ?? '', ...form },
    ...{ groupIds: [], destinationIds: [], changedBy: null, changedAt: null },
    ...more,
  };
}

export function wantedGroup(slug: string, name: string): Wanted<GroupForm> {
  return { slug, form: { name, description: '' }, file: { path: 'policies/groups.yml', line: 3 } };
}

export function existingGroup(slug: string | null, name: string): Existing<GroupForm> {
  const mark = slug === null ? null : { owner: OWNER, slug };
  return { id: `id-of-${name}`, mark, form: { name, description: '' } };
}

export interface World {
  readonly policies: readonly WantedPolicy[];
  readonly groups?: Files['groups'];
  readonly platform: Partial<PlatformState>;
  readonly rule?: Partial<PlanRule>;
}

export function planOf({ policies, groups = [], platform, rule = {} }: World): Plan {
  const files = { policies, groups, isEmpty: false, mayLack: null };
  const state = { policies: [], groups: [], destinations: [], ...platform };
  return makePlan(files, state, { owner: OWNER, adopt: 'never', onRemoved: 'delete', maxRemovals: 5_000, ...rule });
}

export function resultOf(changes: Partial<PoliciesResult> = {}): PoliciesResult {
  return {
    outcome: 'changes',
    green: true,
    sentence: 'There is something to do.',
    problems: [],
    remedy: null,
    mode: 'plan',
    platformUrl: 'https://acme.example/api',
    fileProblems: [],
    fileWarnings: [],
    notes: [],
    checks: null,
    tests: null,
    preview: null,
    warnings: [],
    plan: null,
    applied: null,
    left: null,
    exportDir: null,
    over: null,
    backupDir: null,
    ...changes,
  };
}

const EXPOSED = { name: 'Exposed ports', severity: 'critical' };

/** Every verb of both kinds, and every field. */
export const EVERYTHING: Plan = planOf({
  policies: [
    wantedPolicy(
      'buckets',
      {
        name: 'Unencrypted buckets',
        severity: 'medium',
        description: 'Buckets without server-side encryption.\n\nKMS or AES256 will do.',
        query: "SELECT *\nFROM aws_s3_buckets\nWHERE encryption IS NULL\n  OR encryption = ''",
      },
      { groupNames: ['CIS AWS Foundations', 'Ours'], notifyNames: ['Platform team'] },
    ),
    wantedPolicy('ports', { ...EXPOSED, status: 'paused' }),
    wantedPolicy('trails', { name: 'CloudTrail is off' }),
    wantedPolicy('volumes', { name: 'Unattached volumes', domain: 'finops', severity: 'low' }),
    wantedPolicy('imds', { name: 'IMDSv1' }, { groupNames: ['SOC 2'], notifyNames: ['Security channel'] }),
    wantedPolicy(
      'quiet',
      { name: 'Born paused', status: 'paused' },
      { notifyNames: ['Security channel', 'Platform team'] },
    ),
  ],
  groups: [wantedGroup('ours', 'Ours'), wantedGroup('soc', 'SOC 2')],
  platform: {
    policies: [
      existingPolicy(
        'buckets',
        {},
        {
          groupIds: ['id-of-SOC 2'],
          destinationIds: ['d1'],
          changedBy: 'user-7',
          changedAt: '2026-08-01T12:00:05.000000000Z',
        },
      ),
      existingPolicy('ports', EXPOSED),
      existingPolicy('trails', { name: 'CloudTrail is off', status: 'paused' }),
      existingPolicy(null, { name: 'Unattached volumes', domain: 'finops', severity: 'low' }),
      existingPolicy('gone', { name: 'Old rule', query: 'SELECT 1\nFROM aws_rds_instances' }),
      existingPolicy(null, { name: 'Made by hand', query: 'SELECT 2' }, { groupIds: ['id-of-Former'] }),
    ],
    groups: [
      existingGroup('soc', 'SOC 2'),
      existingGroup(null, 'CIS AWS Foundations'),
      existingGroup('former', 'Former'),
    ],
    destinations: [
      { id: 'd1', name: 'Security channel' },
      { id: 'd2', name: 'Platform team' },
    ],
  },
  rule: { adopt: 'by-name' },
});

const KEPT = planOf({
  policies: [wantedPolicy('buckets')],
  groups: [],
  platform: {
    policies: [existingPolicy('buckets'), existingPolicy('gone', { name: 'Old rule' })],
    groups: [existingGroup('former', 'Former')],
  },
  rule: { onRemoved: 'keep' },
});

const CONFLICTS = planOf({
  policies: [wantedPolicy('buckets', { name: 'Made by hand' }), wantedPolicy('ports', {}, { groupNames: ['Nowhere'] })],
  platform: {
    policies: [existingPolicy(null, { name: 'Made by hand' }), existingPolicy('gone', { name: 'Old rule' })],
  },
  rule: { maxRemovals: 0 },
});

const ENDS = ['done', 'not-done', 'differs', 'unknown'] as const;

const APPLIED: readonly Applied[] = EVERYTHING.changes.map((change, index) => {
  const end = ENDS[index % ENDS.length] ?? 'done';
  return { change, end, why: end === 'done' ? null : `reason ${index}` };
});

/** Results of each outcome, with what stands in them. */
export const EXAMPLE_CASES: Readonly<Record<string, PoliciesResult>> = {
  plan: resultOf({ plan: EVERYTHING }),
  unchanged: resultOf({ outcome: 'unchanged', sentence: 'Files and Platform say the same.', plan: KEPT }),
  refused: resultOf({
    outcome: 'refused',
    green: false,
    sentence: `${CONFLICTS.conflicts[0]?.sentence} And 2 more conflicts.`,
    problems: CONFLICTS.conflicts.map(({ sentence, remedy }) => `${sentence} ${remedy}`),
    remedy: CONFLICTS.conflicts[0]?.remedy ?? null,
    plan: CONFLICTS,
  }),
  invalid: resultOf({
    outcome: 'invalid',
    green: false,
    mode: 'validate',
    platformUrl: null,
    sentence:
      'policies/buckets.yml:3: `severity` is `urgent`; allowed: `low`, `medium`, `high`, `critical`. And 1 more problem.',
    remedy: 'Correct the files; all of their problems that show without the Platform are reported at once.',
    fileProblems: [
      {
        path: 'policies/buckets.yml',
        line: 3,
        column: 11,
        sentence: '`severity` is `urgent`; allowed: `low`, `medium`, `high`, `critical`.',
      },
      { path: 'policies/Ports.yml', line: null, column: null, sentence: 'The name of the file is the policy’s slug.' },
    ],
    fileWarnings: [
      {
        path: 'policies/spare.sql',
        line: null,
        column: null,
        sentence: 'No policy names this file with `query-file`.',
      },
    ],
  }),
  preview: resultOf({
    sentence: '1 to update.',
    notes: ['1 query was not checked (`ports`): the role of the key does not permit it.'],
    checks: { passed: 2, unchecked: 1 },
    plan: EVERYTHING,
    tests: testsOf('acme-logs'),
    preview: previewOf('acme-logs'),
  }),
  drift: resultOf({
    outcome: 'drift',
    green: false,
    mode: 'drift',
    sentence: 'The Platform differs from the files.',
    remedy:
      'To undo the drift, run `mode: apply`. To accept it, run `mode: export`, and replace your files by those that it writes.',
    plan: EVERYTHING,
  }),
  applied: resultOf({
    outcome: 'applied',
    mode: 'apply',
    sentence: `${EVERYTHING.changes.length} changes were written and read back.`,
    plan: EVERYTHING,
    applied: EVERYTHING.changes.map((change) => ({ change, end: 'done', why: null })),
    left: KEPT,
    warnings: ['The backup does not say everything. The policy “Old rule” (p7): It stays in a group.'],
    backupDir: '/tmp/cloudquery-policies/backup',
  }),
  'partly-applied': resultOf({
    outcome: 'partly-applied',
    green: false,
    mode: 'apply',
    sentence: 'Some changes are not done, or the result is unknown.',
    problems: ['one', 'two'],
    remedy: 'Run the job again: what is done is not done twice.',
    plan: EVERYTHING,
    applied: APPLIED,
    left: CONFLICTS,
    backupDir: '/tmp/cloudquery-policies/backup',
  }),
  exported: exportOf({ over: null, reason: 'the checkout has no folder policies' }),
  'exported-over': exportOf({
    over: {
      changed: ['policies/groups.yml', 'policies/team/buckets.yml', 'policies/team/buckets.sql'],
      added: ['policies/volumes.sql', 'policies/volumes.yml'],
      gone: ['policies/old.yml'],
      notes: ['policies/twin.yml stays as it is: 2 objects of the Platform have the mark of the policy twin: a and b.'],
    },
    reason: null,
  }),
  error: resultOf({
    outcome: 'error',
    green: false,
    mode: null,
    platformUrl: null,
    sentence: '`mode` is wrong. `adopt` is wrong.',
    problems: ['`mode` is wrong.', '`adopt` is wrong.'],
  }),
};

function exportOf(written: Pick<WrittenExport, 'over' | 'reason'>): PoliciesResult {
  const folder = '/tmp/cloudquery-policies/export';
  const ending = describeExported({ folder, policies: 12, groups: 1, left: [], remedy: null, ...written });
  return resultOf({ ...ending, mode: 'export', exportDir: folder, over: written.over });
}

/** A test of each end, with such a text in every place. */
export function testsOf(text: string): TestResult[] {
  const statuses = ['passed', 'failed', 'unknown', 'untestable'] as const;
  return statuses.map((status, index) => ({
    ...{ slug: 'buckets', name: text, status, file: { path: `policies/${text}.yml`, line: index + 8 } },
    ...(status === 'passed' ? { sentence: '', rows: [] } : { sentence: text, rows: [text, `found: ${text}`] }),
  }));
}

/** What two queries find of which all texts are this one, and two that could not be run. */
export function previewOf(text: string, slugs: readonly string[] = ['buckets']): Preview {
  const violation = aViolation({ name: text, platformId: text, accountName: text, region: text, resourceType: text });
  const difference = {
    ...{ added: 12, gone: 1, same: 7, forgiven: { waived: 2, known: 1 } },
    accounts: [
      { account: text, count: 11 },
      { account: '', count: 1 },
    ],
    addedShown: [violation, aViolation({ ...violation, name: '' })],
    goneShown: [violation],
  };
  const facts = { name: text, before: 8, after: 19, isThere: true };
  return sumUp([
    ...slugs.map((slug) => ({ slug, ...facts, difference, why: null })),
    { slug: 'ports', ...facts, before: 0, after: null, isThere: false, difference: null, why: text },
    { slug: 'quiet', ...facts, difference: { ...difference, added: 0, gone: 0, forgiven: null }, why: null },
  ]);
}

/** Such a text in every place that somebody else writes. */
export function hostileResult(text: string): PoliciesResult {
  const form = {
    name: text,
    description: `${text}\nsecond line`,
    query: `SELECT 1\n${text}\nFROM x`,
    domain: text,
    severity: text,
  };
  const plan = planOf({
    policies: [
      wantedPolicy('one', { query: `SELECT 2\n${text} \`\`\`` }, { groupNames: [text], notifyNames: [text] }),
      wantedPolicy('two', form),
      wantedPolicy('three', form),
    ],
    platform: {
      policies: [
        existingPolicy('one', form, { destinationIds: ['d1'], changedBy: text, changedAt: text }),
        existingPolicy('three', { ...form, status: 'paused' }),
        existingPolicy('gone', form),
        existingPolicy(null, { ...form, name: `${text} by hand` }, { groupIds: [`id-of-${text} gone`] }),
      ],
      groups: [existingGroup(null, text), existingGroup('going', `${text} gone`)],
      destinations: [{ id: 'd2', name: text }],
    },
  });
  const problem = { path: `policies/${text}.yml`, line: 1, column: 1, sentence: text };
  return resultOf({
    outcome: 'partly-applied',
    green: false,
    mode: 'drift',
    sentence: text,
    remedy: text,
    fileProblems: [problem, problem],
    fileWarnings: [problem],
    notes: [text],
    checks: { passed: 1, unchecked: 1 },
    tests: testsOf(text),
    preview: previewOf(text),
    warnings: [text],
    plan: {
      ...plan,
      conflicts: [{ kind: 'policy', slug: 'one', file: problem, sentence: text, remedy: text }],
      kept: [{ kind: 'policy', slug: 'kept', name: text, id: text, reason: text }],
    },
    applied: plan.changes.map((change) => ({ change, end: 'unknown', why: text })),
    left: plan,
    exportDir: text,
    over: { changed: [text], added: [text], gone: [text], notes: [text] },
    backupDir: text,
  });
}
