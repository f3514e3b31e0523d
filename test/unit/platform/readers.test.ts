import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicyGroup } from '../../../src/platform/policies.ts';
import { readPolicy } from '../../../src/platform/policy.ts';
import { readPolicyObject } from '../../../src/platform/policy-object.ts';
import { readSyncRun } from '../../../src/platform/run.ts';
import { readRunStats, readRunTable } from '../../../src/platform/runs.ts';
import { Count, Identifier, NonEmptyText, optional, read, SchemaError, When } from '../../../src/platform/schema.ts';
import { gateSeverity } from '../../../src/platform/severity.ts';
import { readSyncDisabled, readSyncName } from '../../../src/platform/syncs.ts';
import { readColumnValue } from '../../../src/platform/tables.ts';
import { readViolation } from '../../../src/platform/violation.ts';
import { moment } from '../fake/client.ts';

const RUN = {
  sync_name: 'aws-prod',
  id: '5f0c9b1e-2d7a-4a53-9c0e-8f6f3f1f2a10',
  status: 'completed',
  created_at: '2026-08-01T12:00:01.5Z',
  completed_at: '2026-08-01T12:10:00Z',
  total_rows: 1_284_113,
  errors: 0,
  warnings: 3,
  ingested: true,
  a_field_of_next_year: { deep: [1] },
};

const POLICY = {
  id: '0b2f6a52-93f4-4c8e-a8e5-0f3f0a6d7c11',
  name: 'Unencrypted S3 buckets',
  description: 'S3 buckets without default encryption.',
  domain: 'security',
  severity: 'high',
  status: 'active',
  run_at: '2026-08-01T12:11:00Z',
  violation_count: 12,
  notification_destinations: [{ url: 'https://hooks.slack.example/T0/B0/secret' }],
};

const HUGE = 'x'.repeat(100_000);

/** Each value in the place of each field. */
function each(base: object, fields: readonly string[], values: readonly unknown[]) {
  return fields.flatMap((field) =>
    values.map((value): [string, unknown, unknown] => {
      const { [field]: _, ...rest } = base as Record<string, unknown>;
      return [field, value, value === undefined ? rest : { ...rest, [field]: value }];
    }),
  );
}

const NO_OBJECT = [null, undefined, 7, 'text', true];

describe('schema', () => {
  test.each(['..', '.', '...', '', 'a/b', '../x', 'a b', 'a?b', 'a#b', 'a%2e', 'a\nb', 'é', '\\', HUGE])(
    '%j is no id',
    (id) => {
      expect(() => read(Identifier, id)).toThrow('should be an id');
    },
  );

  test.each(['a', 'a.b', '..a', '.a.', 'run:1', 'a~b', '0b2f6a52-93f4-4c8e-a8e5-0f3f0a6d7c11', 'x'.repeat(200)])(
    '%j is an id',
    (id) => {
      expect(read(Identifier, id)).toBe(id);
    },
  );

  test('no id leads out of its place in an address', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w.:~/%-]{1,20}$/), (id) => {
        const base = 'https://acme.example/api/policies/';
        try {
          read(Identifier, id);
        } catch {
          return;
        }
        expect(new URL(encodeURIComponent(id), base).href).toBe(`${base}${encodeURIComponent(id)}`);
      }),
    );
  });

  test.each([0, 1, 2 ** 53, 2 ** 63])('%d is a count', (count) => {
    expect(read(Count, count)).toBe(count);
  });

  test.each([-1, 0.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY, '1', null, [], {}, true])(
    '%j is no count',
    (count) => {
      expect(() => read(Count, count)).toThrow(SchemaError);
    },
  );

  test.each([null, undefined])('%j is not known, where that is allowed', (value) => {
    expect(read(optional(Count), value)).toBeNull();
    expect(read(optional(When), value)).toBeNull();
  });

  test('the path and the kind are named, the value is not', () => {
    const secret = 'https://hooks.slack.example/secret';
    expect(() => read(NonEmptyText, 7, 'items.3.name')).toThrow('`items.3.name` should be string, and is a number');
    expect(() => read(Count, secret, 'x')).not.toThrow(secret);
    expect(() => read(When, secret, 'x')).toThrow('`x` should be a date and time');
    expect(() => read(When, secret, 'x')).not.toThrow('slack');
  });
});

const readRun = (json: unknown, path = '') => readSyncRun(json, RUN.sync_name, path);

describe('readSyncRun', () => {
  test('takes what is used and leaves the rest', () => {
    expect(readRun(RUN)).toEqual({
      id: RUN.id,
      status: 'completed',
      statusReason: null,
      createdAt: moment('2026-08-01T12:00:01.5Z'),
      completedAt: moment('2026-08-01T12:10:00Z'),
      // Its creation has decimals: this may be cut to the minute.
      completedBy: moment('2026-08-01T12:11:00Z'),
      rows: 1_284_113,
      errors: 0,
      ingested: true,
    });
  });

  test.each(each(RUN, ['status_reason', 'completed_at', 'ingested'], [null, undefined]))(
    '%s may be %j',
    (_, __, json) => {
      expect(() => readRun(json)).not.toThrow();
    },
  );

  test.each([
    ...each(RUN, ['id', 'status'], [null, undefined, '', ' ', 7, [], {}]),
    ...each(RUN, ['created_at'], [null, undefined, '', 'now', 7, '0001-01-01T00:00:00Z']),
    ...each(RUN, ['completed_at'], ['', 'now', 7, [], {}]),
    ...each(RUN, ['total_rows', 'errors'], [null, undefined, '0', -1, 0.5, [], {}]),
    ...each(RUN, ['ingested'], ['true', 1, 'yes', [], {}]),
    ...each(RUN, ['status_reason'], [7, [], {}]),
    ...each(RUN, ['id'], ['..', '.', 'a/b', HUGE]),
  ])('%s cannot be %j', (field, _, json) => {
    expect(() => readRun(json, 'items.3')).toThrow(`\`items.3.${field}\``);
  });

  test.each([...NO_OBJECT, []])('%j is no run', (json) => {
    expect(() => readRun(json)).toThrow(SchemaError);
  });

  test.each([
    ['the zero value', '0001-01-01T00:00:00Z'],
    ['long before it was created', '2026-08-01T11:59:56.499999999Z'],
    ['the year 2000', '2000-01-01T00:00:00Z'],
  ])('a completion that is %s is not known', (_, completed_at) => {
    expect(readRun({ ...RUN, completed_at })).toMatchObject({ completedAt: null, completedBy: null });
  });

  test('a completion just before it was created is a matter of two clocks', () => {
    const { createdAt, completedAt, completedBy } = readRun({ ...RUN, completed_at: '2026-08-01T12:00:01.499999999Z' });
    expect(completedAt).toBe(createdAt);
    expect(completedBy).toBe(createdAt);
  });

  test.each([
    ['2026-08-01T12:10:00.3Z', '2026-08-01T12:10:00.3Z', '2026-08-01T12:10:00.3Z'],
    ['2026-08-01T12:10:07Z', '2026-08-01T12:10:07Z', '2026-08-01T12:10:08Z'],
    ['2026-08-01T12:00:01Z', RUN.created_at, '2026-08-01T12:00:02Z'],
    ['2026-08-01T12:00:00Z', RUN.created_at, '2026-08-01T12:01:00Z'],
  ])('a completion at %s is shown as %s, and may have been at %s', (completed_at, shown, latest) => {
    const { completedAt, completedBy } = readRun({ ...RUN, completed_at });
    expect([completedAt, completedBy]).toEqual([moment(shown), moment(latest)]);
  });

  test.each([
    ['aws-prod', true],
    // The Platform may write the name in other letters than the address.
    ['AWS-Prod', true],
    ['gcp-prod', false],
    ['aws-prod-2', false],
    ['', false],
  ])('of the sync %j: %s', (sync_name, isIt) => {
    if (isIt) expect(readRun({ ...RUN, sync_name }).id).toBe(RUN.id);
    else expect(() => readRun({ ...RUN, sync_name })).toThrow('`sync_name`');
  });

  test('an endless word is cut', () => {
    expect(readRun({ ...RUN, status: 'x'.repeat(1_000_000) }).status).toHaveLength(100);
  });

  test.each([
    ['Completed', 'OOM_KILLED', 'completed', 'oom_killed'],
    [' STARTED ', ' ', 'started', null],
  ])('the status %j with the reason %j is read as %j and %j', (status, status_reason, ...[word, reason]) => {
    expect(readRun({ ...RUN, status, status_reason })).toMatchObject({ status: word, statusReason: reason });
  });

  test('an unknown status and reason are kept as they are', () => {
    expect(readRun({ ...RUN, status: 'hibernating', status_reason: 'bored' })).toMatchObject({
      status: 'hibernating',
      statusReason: 'bored',
    });
    expect(readRun({ ...RUN, status_reason: '' }).statusReason).toBeNull();
  });
});

describe('readPolicy', () => {
  test('without a name it goes by its id', () => {
    expect(readPolicy({ ...POLICY, name: ' ' }).name).toBe(POLICY.id);
  });

  test('takes what is used, and leaves the webhooks', () => {
    const policy = readPolicy(POLICY);
    expect(policy).toMatchObject({ runAt: moment('2026-08-01T12:11:00Z'), violationCount: 12, defect: null });
    expect(JSON.stringify(policy)).not.toContain('slack');
  });

  test.each([
    ...each(POLICY, ['id', 'status'], [null, undefined, '', ' ', 7, [], {}]),
    ...each(POLICY, ['name'], [null, undefined, 7, [], {}]),
    ...each(POLICY, ['id'], ['..', 'a/b', HUGE]),
  ])('without a good %s (%j) the list cannot be trusted', (field, _, json) => {
    expect(() => readPolicy(json, 'items.7')).toThrow(`\`items.7.${field}\``);
  });

  test.each(each(POLICY, ['severity'], [null, undefined, 7, [], {}]))(
    'without a good %s (%j) a policy gates as critical',
    (_, __, json) => {
      expect(gateSeverity(readPolicy(json).severity)).toBe('critical');
    },
  );

  test.each([...NO_OBJECT, []])('%j is no policy', (json) => {
    expect(() => readPolicy(json)).toThrow(SchemaError);
  });

  test.each(each(POLICY, ['run_at', 'violation_count'], [null, undefined]))(
    '%s %j is not known, not 0',
    (field, _, json) => {
      const policy = readPolicy(json);
      expect(field === 'run_at' ? policy.runAt : policy.violationCount).toBeNull();
      expect(policy.defect).toBeNull();
    },
  );

  test.each([
    ...each(POLICY, ['run_at'], ['', 'yesterday', 1_785_585_605, [], {}, true]),
    ...each(POLICY, ['violation_count'], ['0', -1, 0.5, [], {}, false]),
  ])('%s %j is a defect of this policy alone', (field, _, json) => {
    const policy = readPolicy(json);
    expect(policy.defect).toContain(field);
    expect([policy.runAt, policy.violationCount]).toEqual([null, null]);
  });

  test('the zero value says that it was never evaluated', () => {
    expect(readPolicy({ ...POLICY, run_at: '0001-01-01T00:00:00Z' })).toMatchObject({ runAt: null, defect: null });
  });

  test.each(each(POLICY, ['description', 'domain'], [null, undefined, 7, [], {}]))('%s may be %j', (field, _, json) => {
    expect(readPolicy(json)[field as 'domain']).toBe('');
  });

  test.each([
    ['Active', 'active'],
    [' active', 'active'],
    ['PAUSED\n', 'paused'],
    ['hibernating 2', 'hibernating 2'],
  ])('the status %j is read as %j', (status, word) => {
    expect(readPolicy({ ...POLICY, status }).status).toBe(word);
    const object = { ...POLICY, query: 'SELECT 1', notification_destinations: [], status };
    expect(readPolicyObject(object).status).toBe(word);
  });

  test('an unknown severity and status are kept as they are', () => {
    const words = { severity: 'catastrophic', status: 'hibernating' };
    expect(readPolicy({ ...POLICY, ...words })).toMatchObject(words);
  });
});

describe('readViolation', () => {
  const VIOLATION = {
    cloud: 'aws',
    resource_type_label: 'S3 Bucket',
    _cq_account_name: 'prod',
    account_id: '123456789012',
    name: 'logs',
    region: 'us-east-1',
    _cq_platform_id: 'abc',
    tags: ['env=prod', 'a'],
  };

  test('takes every field', () => {
    expect(readViolation(VIOLATION)).toEqual({
      cloud: 'aws',
      resourceType: 'S3 Bucket',
      accountName: 'prod',
      accountId: '123456789012',
      name: 'logs',
      region: 'us-east-1',
      platformId: 'abc',
      tags: ['env=prod', 'a'],
    });
  });

  test.each<[unknown, readonly string[] | null]>([
    [[], []],
    [
      ['a', 7, null, {}, ['b']],
      ['a', '7', '', '', ''],
    ],
    [null, null],
    [undefined, null],
    ['env=prod', null],
    [{ env: 'prod' }, null],
  ])('tags %j are %j', (tags, expected) => {
    expect(readViolation({ ...VIOLATION, tags }).tags).toEqual(expected);
  });

  test.each(each(VIOLATION, Object.keys(VIOLATION).slice(0, -1), [null, undefined, true, [], {}, '']))(
    'a row without a good %s (%j) is a violation all the same',
    (_, __, json) => {
      const violation = readViolation(json);
      expect(Object.values(violation).filter((value) => value === '' || value === null)).toHaveLength(1);
    },
  );

  test('a number is a text, such as an account id', () => {
    expect(readViolation({ ...VIOLATION, account_id: 123456789012 }).accountId).toBe('123456789012');
  });

  // JSON.parse makes the same number of 2^53 and of 2^53 + 1: two resources would be one.
  test.each<[string, string]>([
    ['9007199254740991', '9007199254740991'],
    ['9007199254740992', ''],
    ['9007199254740993', ''],
    ['-9007199254740993', ''],
    ['123456789012345678901234567890', ''],
    ['1e400', ''],
    ['1.5', ''],
  ])('the number %s is read as %j', (number, text) => {
    const json: unknown = JSON.parse(`{"account_id": ${number}, "name": ${number}, "_cq_platform_id": ${number}}`);
    const { accountId, name, platformId } = readViolation(json);
    expect([accountId ?? '', name, platformId]).toEqual([text, text, text]);
  });

  // Twelve digits are an account of AWS; a number of fewer may have lost zeros, and then is another account.
  test.each<[number | string, string]>([
    [123456789012, '123456789012'],
    [100000000000, '100000000000'],
    [12345678901, ''],
    [0, ''],
    [-123456789012, ''],
    ['12345678901', '12345678901'],
    ['0', '0'],
  ])('the account %j is read as %j', (account, text) => {
    const { accountId, accountName } = readViolation({ ...VIOLATION, account_id: account, _cq_account_name: account });
    expect([accountId ?? '', accountName]).toEqual([text, text]);
    expect(readViolation({ ...VIOLATION, name: 0 }).name).toBe('0');
  });

  test('an endless text is cut, and two that differ at their ends stay different', () => {
    const [one, other] = ['x', 'y'].map((end) => readViolation({ ...VIOLATION, _cq_platform_id: `${HUGE}${end}` }));
    expect(one?.platformId.length).toBeLessThan(HUGE.length / 2);
    expect(one?.platformId).not.toBe(other?.platformId);
  });

  test('an empty row is a violation', () => {
    expect(readViolation({}).accountId).toBeNull();
  });

  test.each(NO_OBJECT)('%j is no row', (json) => {
    expect(() => readViolation(json)).toThrow(SchemaError);
  });
});

describe('what only tells more', () => {
  test.each<[string, (json: unknown) => unknown, unknown, unknown]>([
    ['stats', readRunStats, { completed_tables: 3, resources: 9 }, { completedTables: 3, resources: 9 }],
    ['table', readRunTable, { name: 't', errors: 2, panics: 1, resources: 4 }, { name: 't', errors: 3, rows: 4 }],
    ['table', readRunTable, { name: 't' }, { name: 't', errors: 0, rows: null }],
    ['group', readPolicyGroup, { id: 'g', name: 'SOC 2' }, { id: 'g', name: 'SOC 2' }],
    ['sync', readSyncName, { name: 'aws' }, 'aws'],
    ['sync', readSyncDisabled, { disabled: true }, true],
  ])('%s', (_, reader, json, expected) => {
    expect(reader(json)).toEqual(expected);
  });

  test.each<[string, (json: unknown) => unknown, unknown]>([
    ['stats', readRunStats, { completed_tables: null, resources: 9 }],
    ['stats', readRunStats, { completed_tables: 3 }],
    ['table', readRunTable, { errors: 2 }],
    ['table', readRunTable, { name: 't', errors: 'many' }],
    ['group', readPolicyGroup, { id: '..', name: 'SOC 2' }],
    ['group', readPolicyGroup, { id: 'g' }],
    ['sync', readSyncName, { name: '' }],
    ['sync', readSyncName, 'aws'],
    ['sync', readSyncDisabled, { disabled: 'no' }],
    ['sync', readSyncDisabled, {}],
  ])('%s cannot be read from %j', (_, reader, json) => {
    expect(() => reader(json)).toThrow(SchemaError);
  });
});

test('no reader throws anything but a SchemaError, nor quotes what it read', () => {
  const readers = [
    readRun,
    readPolicy,
    readViolation,
    readRunStats,
    readRunTable,
    readPolicyGroup,
    readSyncName,
    readColumnValue,
  ];
  const marked = fc.jsonValue().map((value) => ({ ...RUN, ...POLICY, ...(Object(value) as object), mark: 'MARKED' }));
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), marked), fc.constantFrom(...readers), (json, reader) => {
      try {
        reader(json, 'items.0');
      } catch (error) {
        expect(error).toBeInstanceOf(SchemaError);
        expect(String(error)).not.toContain('MARKED');
      }
    }),
  );
});

describe('readColumnValue', () => {
  test.each<[unknown, string]>([
    [{ value: 'acme-prod', kind: 'string' }, 'acme-prod'],
    [{ name: 'acme-prod', kind: 'string' }, 'acme-prod'],
    [{ value: 'a', name: 'b' }, 'a'],
    [{ value: '', name: 'b' }, ''],
    [{ value: null, name: 'b' }, 'b'],
    [{ value: null }, ''],
    [{}, ''],
  ])('%j is %j', (json, value) => {
    expect(readColumnValue(json)).toBe(value);
  });

  // A number may have lost zeros in front.
  test.each([[{ value: 12345678901 }], [{ value: ['a'] }], [{ name: 7 }], ['acme-prod'], [null]])(
    '%j is none',
    (json) => {
      expect(() => readColumnValue(json)).toThrow(SchemaError);
    },
  );
});
