import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { describeUnchanged } from '../../../../../src/actions/policies/ending.ts';
import { OUTCOMES } from '../../../../../src/actions/policies/outcome.ts';
import type { PlannedChange } from '../../../../../src/actions/policies/plan/change.ts';
import { planAnnotations } from '../../../../../src/actions/policies/report/annotations.ts';
import {
  createEndOf,
  createNameOf,
  describeChecks,
  describeFields,
} from '../../../../../src/actions/policies/report/describe.ts';
import { describeEffects } from '../../../../../src/actions/policies/report/effects.ts';
import { PLAN_VERSION, renderPlanJson } from '../../../../../src/actions/policies/report/json.ts';
import { planTestsJunit } from '../../../../../src/actions/policies/report/junit.ts';
import { describeFindings, describeLog } from '../../../../../src/actions/policies/report/log.ts';
import { renderComment, renderSummary } from '../../../../../src/actions/policies/report/markdown.ts';
import { fileOutputsOf, outputsOf } from '../../../../../src/actions/policies/report/outputs.ts';
import { renderPreview } from '../../../../../src/actions/policies/report/preview-section.ts';
import { redactLine, redactResult } from '../../../../../src/actions/policies/report/redact.ts';
import { MODES, type PoliciesResult } from '../../../../../src/actions/policies/result.ts';
import { renderJunit } from '../../../../../src/text/junit.ts';
import { byteLength, SUMMARY_BYTES } from '../../../../../src/text/markdown.ts';
import { HIDDEN_PATTERNS, hide } from '../../../../../src/text/redact.ts';
import { NOON } from '../../../fake/clock.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';
import {
  EVERYTHING,
  EXAMPLE_CASES,
  existingGroup,
  existingPolicy,
  hostileResult,
  planOf,
  previewOf,
  resultOf,
  testsOf,
  wantedGroup,
  wantedPolicy,
} from './example-cases.ts';

const SCHEMA = JSON.parse(
  readFileSync(new URL('../../../../../schemas/policies-plan.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
formats.default(ajv);
const check = ajv.compile(SCHEMA);

const CONTEXT = {
  repository: 'acme/infra',
  sha: null,
  workflowRef: null,
  docsUrl: null,
  runUrl: 'https://github.com/acme/infra/actions/runs/7',
  now: NOON,
};
const COMMENT = { runUrl: CONTEXT.runUrl, planFile: '/tmp/reports/plan.json' };

const readJson = (result: PoliciesResult) => JSON.parse([...renderPlanJson(result, CONTEXT)].join(''));

describe('the plan file', () => {
  test.each(Object.entries(EXAMPLE_CASES))('of %s is what its schema says', (_, result) => {
    for (const one of [result, redactResult(result)]) {
      check(readJson(one));
      expect(check.errors ?? []).toEqual([]);
    }
  });

  test('has the words of the source', () => {
    const { properties, definitions } = SCHEMA;
    expect(properties.version.const).toBe(PLAN_VERSION);
    expect(properties.outcome.enum).toEqual([...OUTCOMES]);
    expect(properties.mode.enum).toEqual([...MODES, null]);
    const verbs = new Set(EVERYTHING.changes.map(({ verb }) => verb));
    expect(new Set(definitions.change.properties.action.enum)).toEqual(verbs);
    const fields = EVERYTHING.changes.flatMap((change) => change.fields.map(({ field }) => field));
    expect(new Set(definitions.field.properties.field.enum)).toEqual(new Set(fields));
  });

  test('refuses what has a field more or less', () => {
    const report = readJson(resultOf({ plan: EVERYTHING }));
    expect(check({ ...report, more: 1 })).toBe(false);
    expect(check({ ...report, plan: { ...report.plan, changes: [{}] } })).toBe(false);
  });

  test('has each change whole, with who changed the object last', () => {
    const update = readJson(resultOf({ plan: EVERYTHING })).plan.changes.find(
      (one: { action: string }) => one.action === 'update',
    );
    expect(update).toMatchObject({
      slug: 'buckets',
      file: { path: 'policies/buckets.yml', line: 2 },
      last_change: { by: 'user-7' },
      before: { severity: 'high', groups: ['slug:soc'], notify: ['d1'] },
      after: { severity: 'medium', groups: ['id:id-of-CIS AWS Foundations', 'slug:ours'], notify: ['d2'] },
    });
  });
});

describe('the outputs', () => {
  test('count the writes; what is adopted is updated', () => {
    const { hash } = EVERYTHING;
    expect(outputsOf(resultOf({ plan: EVERYTHING, backupDir: '/b', exportDir: '/e' }))).toEqual({
      ...{ 'to-create': '3', 'to-update': '2', 'to-pause': '1', 'to-resume': '1', 'to-remove': '2' },
      ...{ unmanaged: '2', 'plan-hash': hash, 'export-dir': '/e', 'backup-dir': '/b', outcome: 'changes' },
    });
    expect(fileOutputsOf({ planFile: '/r/plan.json' })).toEqual({ 'plan-file': '/r/plan.json' });
  });

  test('leave out what is unknown', () => {
    expect(outputsOf(resultOf({ outcome: 'error', green: false }))).toEqual({ outcome: 'error' });
  });

  test('count nothing, and have no hash, if it is unknown what is to be done about an object', () => {
    const plan = planOf({ policies: [wantedPolicy('a', {}, { groupNames: ['Nowhere'] })], platform: {} });
    expect(outputsOf(resultOf({ outcome: 'refused', plan }))).toEqual({ unmanaged: '0', outcome: 'refused' });
  });

  test('count what a limit forbids', () => {
    const plan = planOf({ policies: [], platform: { policies: [existingPolicy('gone')] }, rule: { maxRemovals: 0 } });
    expect(outputsOf(resultOf({ outcome: 'refused', plan }))).toMatchObject({
      'to-remove': '1',
      'plan-hash': plan.hash,
    });
  });
});

describe('annotations', () => {
  const problem = (line: number) => ({ path: 'policies/a.yml', line, column: 1, sentence: `Problem ${line}.` });
  const problems = (count: number) => Array.from({ length: count }, (_, index) => problem(index + 1));
  const invalid = { outcome: 'invalid', green: false } as const;

  test('are ten of each level at most, the last of which counts the others', () => {
    const result = resultOf({ ...invalid, sentence: 'Wrong.', fileProblems: problems(30), fileWarnings: problems(30) });
    const annotations = planAnnotations(result, ['A warning.']);
    for (const level of ['error', 'warning']) expect(annotations.filter((one) => one.level === level)).toHaveLength(10);
    expect(annotations.filter(({ title }) => title.endsWith('more')).map(({ message }) => message)).toEqual([
      'And 22 more, which the log has.',
      'And 22 more, which the log has.',
    ]);
  });

  test('are one if the result says it already, at the line', () => {
    const result = resultOf({ ...invalid, sentence: 'policies/a.yml:7: Problem 7.', fileProblems: [problem(7)] });
    expect(planAnnotations(result)).toEqual([
      {
        level: 'error',
        title: 'CloudQuery policies: invalid',
        message: 'policies/a.yml:7: Problem 7.',
        file: 'policies/a.yml',
        line: 7,
        column: 1,
      },
    ]);
  });

  test('tell the first of several conflicts once, and what drifted beside them', () => {
    const conflicts = [1, 2].map((line) => ({
      ...({ kind: 'policy', slug: 'a', file: { path: 'policies/a.yml', line } } as const),
      ...{ sentence: `Conflict ${line}.`, remedy: `Solve ${line}.` },
    }));
    const refused = { outcome: 'refused', green: false, sentence: 'Conflict 1. And 1 more conflict.' } as const;
    const plan = { ...EVERYTHING, changes: EVERYTHING.changes.slice(0, 1), conflicts };
    const drift = planAnnotations(resultOf({ ...refused, mode: 'drift', plan }));
    expect(drift.map(({ title, line, message }) => [title.split(': ')[1], line, message.slice(0, 12)])).toEqual([
      ['refused', 1, 'Conflict 1. '],
      ['conflict', 2, 'Conflict 2. '],
      ['drift', undefined, 'The policy g'],
    ]);
    expect(planAnnotations(resultOf({ ...refused, mode: 'plan', plan }))).toHaveLength(2);
  });

  test.each(['', '/etc/passwd', '../a.yml', './a.yml', '..'])(
    'have no file %j, which is none of the repository',
    (path) => {
      const result = resultOf({ ...invalid, fileProblems: [{ ...problem(1), path }] });
      expect(planAnnotations(result).every((one) => !('file' in one) && !('line' in one))).toBe(true);
    },
  );

  test('warn of a drift that is tolerated, and of nothing if all is well', () => {
    const drift = planAnnotations(resultOf({ outcome: 'drift', green: true, plan: EVERYTHING }));
    expect(new Set(drift.map(({ level }) => level))).toEqual(new Set(['warning']));
    expect(planAnnotations(resultOf({ plan: EVERYTHING }))).toEqual([]);
    expect(planAnnotations(resultOf({ outcome: 'unchanged', green: false }))[0]?.level).toBe('error');
  });
});

describe('what a change is about', () => {
  const [policy] = EVERYTHING.changes.filter(({ verb }) => verb === 'update');
  const mark = { owner: 'acme/infra', slug: 'old' };
  test.each<[Partial<PlannedChange>, string]>([
    [{ fields: [{ field: 'name', before: 'Old', after: 'New' }] }, 'name “Old” → “New”'],
    [
      { fields: [{ field: 'name', before: 'O'.repeat(61), after: 'N'.repeat(60) }] },
      `name “${'O'.repeat(59)}…” → “${'N'.repeat(60)}”`,
    ],
    [{ verb: 'adopt', fields: [], markBefore: null }, 'the mark'],
    [{ verb: 'adopt', slug: 'new', fields: [], markBefore: mark }, 'slug old → new'],
    [
      { verb: 'adopt', slug: 'new', fields: [{ field: 'severity', before: 'low', after: 'high' }], markBefore: mark },
      'slug old → new, severity low → high',
    ],
  ])('%j: %s', (change, told) => {
    expect(policy && describeFields({ ...policy, ...change })).toBe(told);
  });

  test('of a policy that is deleted says which groups it leaves, by their names', () => {
    const plan = planOf({
      policies: [wantedPolicy('stays')],
      groups: [wantedGroup('soc', 'SOC 2')],
      platform: {
        policies: [
          existingPolicy('stays'),
          existingPolicy('gone', { name: 'Gone', query: 'SELECT 1' }, { groupIds: ['id-of-SOC 2', 'id-of-Theirs'] }),
        ],
        groups: [existingGroup('soc', 'SOC 2'), existingGroup(null, 'Theirs')],
      },
    });
    expect(renderSummary(resultOf({ plan }), SUMMARY_BYTES)).toContain('It leaves the groups “Theirs” and “SOC 2”.');
  });
});

describe('a drift without differences', () => {
  const strangers = (count: number) =>
    Array.from({ length: count }, (_, n) => existingPolicy(null, { name: `By hand ${n}`, query: `SELECT ${n}` }));
  const look = (mode: 'drift' | 'plan', count: number) => {
    const plan = planOf({ policies: [], platform: { policies: strangers(count) } });
    const result = resultOf({ mode, plan, ...describeUnchanged(plan, mode) });
    return { sentence: result.sentence, text: renderSummary(result, SUMMARY_BYTES) + describeLog(result).join('\n') };
  };

  test('counts what nobody manages, and names it if there is little of it', () => {
    const few = look('drift', 2);
    expect(few.sentence).toBe(
      'Files and Platform say the same. 2 policies and groups of the Platform are not managed from here.',
    );
    // Once in the summary, and once in the log.
    expect(few.text.match(/By hand 1”/g)).toHaveLength(2);
    expect(look('drift', 21).sentence).toContain('21 policies and groups');
    expect(look('drift', 21).text).not.toContain('By hand');
    expect(look('drift', 0).sentence).toBe('Files and Platform say the same.');
  });

  test('is a matter of drift only', () => {
    expect(look('plan', 2)).toEqual({
      sentence: 'Files and Platform say the same.',
      text: expect.not.stringContaining('By hand'),
    });
  });
});

test.each([
  [{ passed: 0, unchecked: 0 }, null],
  [{ passed: 2, unchecked: 0 }, 'The Platform understands 2 new or changed queries.'],
  [{ passed: 1, unchecked: 1 }, 'The Platform understands 1 new or changed query. 1 could not be checked.'],
  [{ passed: 0, unchecked: 1 }, 'The Platform did not check 1 new or changed query.'],
])('of queries the log says only what was asked: %j', (checks, told) => {
  expect(describeChecks({ checks, mode: 'plan' })).toBe(told);
});

describe('whatever texts there are', () => {
  test.each(Object.entries(HOSTILE_TEXTS))('%s is text', (_, text) => {
    const result = hostileResult(text);
    for (const markdown of [renderSummary(result, SUMMARY_BYTES), renderComment(result, COMMENT, 60_000)]) {
      const prose = markdown.replace(/^(`{3,})diff\n[\s\S]*?\n\1$/gm, '');
      expect(prose).not.toMatch(/<script|<img|\]\(https?:\/\/evil|\p{Bidi_Control}/u);
      expect(markdown).not.toMatch(/^\s*::|##\[|\p{Bidi_Control}/mu);
      // As many folds are closed as are opened, outside of code.
      expect(prose.split('<details>').length).toBe(prose.split('</details>').length);
    }
    const xml = [...renderJunit(planTestsJunit(testsOf(text), 0))].join('');
    expect(xml).not.toMatch(/<script|<img|##\[|^\s*::|\p{Bidi_Control}/mu);
    const lines = [...describeFindings(result), ...describeLog(result)];
    for (const line of [...lines, ...planAnnotations(result).map(({ message }) => message)]) {
      expect(line).not.toMatch(/[\r\n]|##\[|^\s*::/);
    }
  });
});

describe('budgets', () => {
  const long = (letter: string) =>
    Array.from({ length: 4_000 }, (_, n) => `${letter}${n} ${'`'.repeat(40)}`).join('\n');
  const plan = planOf({
    policies: Array.from({ length: 300 }, (_, n) =>
      wantedPolicy(`p${n}`, { name: `$${n}`.repeat(60), query: long('a') }),
    ),
    platform: {
      policies: Array.from({ length: 300 }, (_, n) => existingPolicy(`p${n}`, { name: `old ${n}`, query: long('b') })),
    },
  });
  const text = '$#@'.repeat(3_000);
  const result = resultOf({
    plan,
    sentence: text,
    remedy: text,
    fileProblems: [{ path: 'a', line: 1, column: 1, sentence: text }],
    notes: [text],
    tests: Array.from({ length: 100 }, () => testsOf(text)).flat(),
    preview: previewOf(
      text,
      Array.from({ length: 300 }, (_, n) => `p${n}`),
    ),
  });

  test.each([3_000, 10_000, 60_000, SUMMARY_BYTES])('of %i bytes are kept, and what is left out is counted', (most) => {
    for (const markdown of [
      renderSummary(result, most, [text], '/tmp/plan.json'),
      renderComment(result, COMMENT, most),
    ]) {
      expect(byteLength(markdown)).toBeLessThanOrEqual(most);
      expect(markdown).toContain('300 to update');
      expect(markdown).toContain('plan.json');
    }
  });

  test('say nothing of another place if all of it is there', () => {
    expect(renderComment(resultOf({ plan: EVERYTHING }), COMMENT, 60_000)).not.toContain('finds room');
  });
});

describe('a change of which a part is not shown', () => {
  const groups = Array.from({ length: 11 }, (_, n) => existingGroup(null, `Group ${n}`));
  const names = groups.map(({ form }) => form.name);
  const end = (word: string) => `${'x'.repeat(350)}${word}`;
  type Side = Partial<ReturnType<typeof wantedPolicy>['form']>;
  const change = (before: Side, after: Side, groupNames: readonly string[] = []) =>
    planOf({
      policies: [wantedPolicy('a', after, { groupNames })],
      platform: { policies: [existingPolicy('a', before)], groups },
    });

  test.each([
    [
      'a second difference in a line',
      change(
        { query: `SELECT a${' '.repeat(500)}WHERE public` },
        { query: `SELECT b${' '.repeat(500)}WHERE NOT public` },
      ),
    ],
    ['an eleventh group', change({}, {}, names)],
    [
      'an eleventh group of a policy that comes',
      planOf({
        policies: [wantedPolicy('b', {}, { groupNames: names })],
        platform: { groups },
      }),
    ],
    ['the end of a word of the Platform', change({ severity: end('1') }, {})],
  ])('%s: the report says that the plan file has it', (_, plan) => {
    const result = resultOf({ plan });
    expect(renderSummary(result, SUMMARY_BYTES, [], '/tmp/plan.json')).toContain('The plan file has the whole');
    expect(renderComment(result, COMMENT, 60_000)).toContain('plan.json');
  });

  test('is none if two long names differ in their ends: both are shown', () => {
    const result = resultOf({ plan: change({ name: end(' before') }, { name: end(' after') }) });
    const summary = renderSummary(result, SUMMARY_BYTES, [], '/tmp/plan.json');
    expect(summary).toContain(`-${end(' before')}`);
    expect(summary).toContain(`+${end(' after')}`);
    expect(summary).not.toContain('plan.json');
  });

  test.each([
    ['a name', { name: 'Public buckets' }, { name: 'Public\u200b buckets' }, '+Public‹U+200B› buckets'],
    ['a description', { description: 'Two  blanks' }, { description: 'Two blanks' }, '-Two  blanks'],
    ['a blank', { description: 'a b' }, { description: 'a\u00a0b' }, '+a‹U+00A0›b'],
    ['a description of one line', { description: 'a' }, { description: 'a \u202eb' }, '+a ‹U+202E›b'],
  ])('is none if signs differ that a table does not show: the difference shows them (%s)', (_, before, after, line) => {
    const summary = renderSummary(resultOf({ plan: change(before, after) }), SUMMARY_BYTES);
    expect(summary.split('\n')).toContain(line);
    expect(summary).not.toContain('| Field |');
  });

  test('is none if a name of a new policy has such signs', () => {
    const plan = planOf({
      policies: [wantedPolicy('b', { name: 'Public\u2060 buckets', description: 'a  b' })],
      platform: {},
    });
    const lines = renderSummary(resultOf({ plan }), SUMMARY_BYTES).split('\n');
    expect(lines).toContain('+Public‹U+2060› buckets');
    expect(lines).toContain('+a  b');
  });

  test('of a name that looks the same is told where both names are', () => {
    const plan = change({ name: 'Public buckets' }, { name: 'Public\u200b buckets' });
    expect(describeLog(resultOf({ plan })).join('\n')).toContain(
      "name “Public buckets” → “Public buckets” (they differ in blanks or in characters that can't be seen)",
    );
  });

  test('is none if ten groups are named', () => {
    const result = resultOf({ plan: change({}, {}, names.slice(1)) });
    const summary = renderSummary(result, SUMMARY_BYTES, [], '/tmp/plan.json');
    expect(summary).toContain('“Group 10”');
    expect(summary).not.toContain('plan.json');
  });
});

describe('a group that is deleted', () => {
  const member = (_: unknown, number: number) => ({ id: `p${number}`, name: `P${number}` });
  test.each([
    [0, 'The list of policies shows none that stays in it.'],
    [1, '1 policy stays, and is no longer in it: “P0”.'],
    [2, '2 policies stay, and are no longer in it: “P0” and “P1”.'],
    [
      12,
      '12 policies stay, and are no longer in it: “P0”, “P1”, “P2”, “P3”, “P4”, “P5”, “P6”, “P7”, “P8”, “P9” and 2 more.',
    ],
  ])('says which %i policies lose it', (count, sentence) => {
    const members = Array.from({ length: count }, member);
    const [deleted] = EVERYTHING.changes.filter(({ kind, verb }) => kind === 'group' && verb === 'delete');
    expect(deleted && describeEffects({ ...deleted, members }, (ref) => ref)).toEqual([
      sentence,
      'A gate that names it in `policy-groups` finds nothing.',
    ]);
  });
});

describe('what is hidden', () => {
  const NAME = 'Group of jane@acme.example';
  const secret = 'account 123456789012, arn:aws:iam::123456789012:user/jane, jane@acme.example';
  const own = "WHERE account_id = '123456789012'";
  const given = { description: secret, query: `SELECT 1\n${own}\n-- ${secret}`, severity: 'for jane' };
  const plan = planOf({
    policies: [
      wantedPolicy('a', { query: `SELECT 2\n${own}` }, { notifyNames: ['jane@acme.example'] }),
      wantedPolicy('renamed'),
      wantedPolicy('adopted', { name: 'By hand' }),
      wantedPolicy('paused', { status: 'paused' }, { groupNames: [NAME] }),
    ],
    platform: {
      policies: [
        existingPolicy('a', given, { changedBy: 'jane@acme.example' }),
        existingPolicy('renamed', { name: `Of ${secret}` }),
        existingPolicy('adopted-123456789012', { name: 'By hand' }, { id: 'p6' }),
        // Paused first, with all that the Platform says; updated after that.
        existingPolicy('paused', { ...given, name: secret, severity: 'low' }),
        existingPolicy('gone', given, { id: 'p7' }),
        existingPolicy('gone-123456789012', { ...given, name: secret }, { id: 'p8' }),
        existingPolicy(null, { name: secret }, { id: 'p9', groupIds: ['g7'] }),
      ],
      groups: [{ ...existingGroup('group-123456789012', NAME), id: 'g7' }],
      destinations: [{ id: 'd1', name: 'jane@acme.example' }],
    },
    rule: { adopt: 'by-name' },
  });
  const hidden = redactResult(
    resultOf({
      plan: {
        ...plan,
        conflicts: [{ kind: 'policy', slug: 'a-123456789012', file: null, sentence: secret, remedy: secret }],
        kept: [{ kind: 'policy', slug: 'k-123456789012', name: secret, id: 'p1', reason: secret }],
      },
      sentence: secret,
      problems: [secret, secret],
      remedy: secret,
      fileProblems: [{ path: 'a', line: 1, column: 1, sentence: secret }],
      warnings: [secret],
      applied: plan.changes.map((change) => ({ change, end: 'unknown', why: secret })),
      left: plan,
    }),
  );

  test('has no e-mail, ARN or name in it anywhere, and an id only where the file has it', () => {
    const text = JSON.stringify(hidden);
    expect(text).not.toMatch(/jane|arn:aws/);
    expect(text.replaceAll(own, '')).not.toContain('123456789012');
  });

  test('has every kind of text that the Platform may say', () => {
    const verbs = plan.changes.map(({ verb, kind, slug }) => `${verb} ${kind} ${slug}`);
    expect(verbs).toEqual([
      'delete policy gone',
      'delete policy gone-123456789012',
      'delete group group-123456789012',
      'pause policy paused',
      'update policy a',
      'update policy paused',
      'update policy renamed',
      'adopt policy adopted',
    ]);
    expect(plan.changes.map(({ members }) => members.length)).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
  });

  test('keeps the end of each change, and the names of its groups', () => {
    const [endOf, nameOf] = [createEndOf(hidden), createNameOf(hidden.plan?.names ?? [])];
    expect(hidden.plan?.changes.map((change) => endOf(change)?.change.id)).toEqual(plan.changes.map(({ id }) => id));
    const paused = hidden.plan?.changes.filter(({ slug }) => slug === 'paused').at(-1);
    expect(paused && describeEffects(paused, nameOf)).toEqual([
      expect.stringMatching(/^It goes into the group “Group of user-[0-9a-f]{8}”\.$/),
    ]);
  });

  test('leaves lines that the file has, too', () => {
    const update = hidden.plan?.changes.find(({ verb }) => verb === 'update');
    expect(update?.before).toMatchObject({ query: expect.stringContaining(own) });
    expect(update?.after).toMatchObject({ query: `SELECT 2\n${own}` });
  });

  test('hides in a policy without a file all of it', () => {
    const gone = hidden.plan?.changes.find(({ verb }) => verb === 'delete');
    expect(JSON.stringify(gone)).not.toContain('123456789012');
    expect([gone?.name, gone?.slug]).toEqual(['gone', 'gone']);
  });

  test('shows of a row of a preview only hashes: its query chooses what stands in each column', () => {
    const { preview } = redactResult(resultOf({ preview: previewOf('acme-invoices') }));
    const [first] = preview?.policies ?? [];
    expect(JSON.stringify(first?.difference)).not.toContain('acme');
    expect(first?.difference).toMatchObject({ added: 12, goneShown: [{ name: hide('resource', 'acme-invoices') }] });
    const page = renderPreview(preview ?? previewOf(''), 10_000).text.replaceAll('acme-invoices', 'POLICY');
    expect(page).toContain(hide('resource', 'acme-invoices').slice(-8));
    expect(page).not.toContain(HIDDEN_PATTERNS);
  });

  test('changes nothing the second time', () => {
    expect(redactResult(hidden)).toEqual(hidden);
    expect(redactLine(redactLine(secret))).toBe(redactLine(secret));
  });

  test.each([
    ['https://hooks.slack.com/services/T0/B0/secret', 'https://hooks.slack.com/…'],
    ['HTTPS://hooks.example?token=secret', 'HTTPS://hooks.example/…'],
    ['https://hooks.example#secret', 'https://hooks.example/…'],
    ['https://user:secret@hooks.example/secret', 'https://hooks.example/…'],
    ['https://user:secret@hooks.example', 'https://hooks.example'],
    ['pagerduty+https://hooks.example:8443/secret', 'pagerduty+https://hooks.example:8443/…'],
    ['https:\u200b//hooks.example/secret', 'https://hooks.example/…'],
    ['https:\\/\\/hooks.example\\/secret', 'https:\\/\\/hooks.example/…'],
    [
      'tell “https://a.example/secret”, (https://b.example/secret).',
      'tell “https://a.example/…”, (https://b.example/…).',
    ],
    ['wss://hooks.example/secret', 'wss://hooks.example/…'],
    ['tells hooks.slack.com/services/T0/B0/secret.', 'tells hooks.slack.com/….'],
    ['discord.com/api/webhooks/1/secret', 'discord.com/…'],
    ['(events.pagerduty.com:443/x/secret)', '(events.pagerduty.com:443/…)'],
    ['acme.webhook.office.com?token=secret', 'acme.webhook.office.com/…'],
    [
      'policies/a.b.c/d.sql, .github/workflows/a.yml, v1.2/a.sql',
      'policies/a.b.c/d.sql, .github/workflows/a.yml, v1.2/a.sql',
    ],
    ['infra.example.com/policies/aws/a.yml: no name', 'infra.example.com/policies/aws/a.yml: no name'],
    ['policies.v2.aws/s3.sql, which', 'policies.v2.aws/s3.sql, which'],
    ['https://acme.example/', 'https://acme.example/'],
    ['policies/a.yml: s3://logs', 'policies/a.yml: s3://logs'],
    ['s3://logs/secret', 's3://logs/…'],
  ])('has of an address its origin: %j', (text, shown) => {
    expect(redactLine(text)).toBe(shown);
    expect(redactLine(shown)).toBe(shown);
  });

  test('has no address of a destination, which is a secret', () => {
    const address = 'https://hooks.slack.com/services/T0/B0/secret';
    const told = planOf({
      policies: [wantedPolicy('a', {}, { notifyNames: [address] })],
      platform: {
        policies: [existingPolicy('a', { description: `Tells ${address}.` })],
        destinations: [{ id: 'd1', name: address }],
      },
    });
    const result = redactResult(resultOf({ plan: told, warnings: [address] }));
    expect(describeEffects(told.changes[0] ?? expect.fail(), createNameOf(told.names))).toContain(
      `Its alert also tells the destination “${address}”.`,
    );
    for (const text of [renderSummary(result, SUMMARY_BYTES), JSON.stringify(readJson(result)), ...describeLog(result)])
      expect(text).not.toMatch(/services|secret/);
  });
});
