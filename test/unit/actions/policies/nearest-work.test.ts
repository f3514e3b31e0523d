import { distance } from 'fastest-levenshtein';
import { beforeEach, expect, test, vi } from 'vitest';
import { createReader, listFiles } from '../../../../src/actions/policies/export/memory-folder.ts';
import { readListed } from '../../../../src/actions/policies/files/read-files.ts';
import { makePlan } from '../../../../src/actions/policies/plan/plan.ts';
import { toLogText } from '../../../../src/text/escape.ts';

vi.mock('fastest-levenshtein', { spy: true });

/** Of two names of 200 characters each takes up to 40 microseconds. */
const MOST_COMPARED = 25_000;

beforeEach(() => void vi.mocked(distance).mockClear());

const POLICY = (at: number, query: string) => `version: 1\nname: P${at}\ndomain: security\nseverity: high\n${query}\n`;
const count = <T>(length: number, make: (at: number) => T) => Array.from({ length }, (_, at) => make(at));

test('1,500 files that ask for files of SQL under other names', () => {
  const files = count(1_500, (at) => [
    { path: `policies/p${at}.yml`, text: POLICY(at, `query-file: query-${at}-old.sql`) },
    { path: `policies/query-${at}.sql`, text: 'SELECT 1\n' },
  ]).flat();
  const { problems } = readListed(listFiles(files), 'policies', null, createReader(files), toLogText);
  expect(problems).toHaveLength(1_500);
  expect(problems[0]?.sentence).toMatch(/the nearest is query-0\.sql\.$/);
  expect(vi.mocked(distance).mock.calls.length).toBeLessThan(MOST_COMPARED);
});

test('policies with 3,000 names of groups that are not there, and 1,000 groups that are', () => {
  const file = { path: 'policies/groups.yml', line: 1 };
  const groups = count(1_000, (at) => ({ slug: `g${at}`, form: { name: `group ${at}`, description: '' }, file }));
  const policies = count(30, (at) => ({
    ...{ slug: `p${at}`, file, notifyNames: null },
    form: {
      name: `P${at}`,
      domain: 'security',
      severity: 'high',
      status: 'active',
      description: '',
      query: 'SELECT 1',
    },
    groupNames: count(100, (group) => `gruop ${at * 30 + group}`),
  }));
  const files = { policies, groups, isEmpty: false, mayLack: null };
  const platform = { policies: [], groups: [], destinations: [] };
  const rule = { owner: 'acme/infra', adopt: 'never', onRemoved: 'keep', maxRemovals: 0 } as const;
  const { conflicts } = makePlan(files, platform, rule);
  expect(conflicts).toHaveLength(3_000);
  expect(conflicts.some(({ sentence }) => sentence.endsWith(' The nearest is “group 0”.'))).toBe(true);
  expect(vi.mocked(distance).mock.calls.length).toBeLessThan(MOST_COMPARED);
});
