import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { CALLS } from '../../scripts/platform-schema/calls.ts';
import { compare } from '../../scripts/platform-schema/compare.ts';
import { readDescription } from '../../scripts/platform-schema/description.ts';
import type { Json, JsonObject } from '../../scripts/platform-schema/json.ts';
import { clientOn, recordingTransport } from '../../scripts/platform-schema/recording.ts';
import { type EndpointReliance, findReliance } from '../../scripts/platform-schema/reliance.ts';
import { formsOf } from '../../scripts/platform-schema/schema.ts';
import { formatPath, replaceAt, valuesAt, watch } from '../../scripts/platform-schema/watch.ts';
import { VOCABULARIES } from '../../scripts/platform-schema/words.ts';
import { createGateClient } from '../../src/actions/gate/client.ts';
import { assessPolicy } from '../../src/actions/gate/evaluate/freshness.ts';
import { runGate as judgeInProcess } from '../../src/actions/gate/gate.ts';
import { DEFAULTS } from '../../src/actions/gate/inputs.ts';
import type { Outcome } from '../../src/actions/gate/outcome.ts';
import { selectPolicies } from '../../src/actions/gate/select/selection.ts';
import { createLedger } from '../../src/actions/gate/sync/ledger.ts';
import { classifyRun, isKnownStatus } from '../../src/actions/gate/sync/run-state.ts';
import { type Clock, systemClock } from '../../src/clock.ts';
import { InputError } from '../../src/errors.ts';
import { createRequester } from '../../src/platform/http/requester.ts';
import { isSeverity } from '../../src/platform/severity.ts';
import { runGate } from '../bundle/gate/gate.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator/platform.ts';
import { aCompletedRun, aPolicy } from './fake/client.ts';
import { readGateInputs } from './fake/inputs.ts';
import { type Editable, makeUpDescription } from './platform-schema/made-up.ts';

const VENDORS = join(import.meta.dirname, '../../../shared/openapi/cloudquery-platform.json');
const PRESENT = existsSync(VENDORS);

/** Between them, they ask everything that the gate can ask. */
const STEPS: readonly [string, Outcome, Record<string, string>, EmulatorOptions][] = [
  ['judges, with groups and accounts', 'violations', { 'policy-groups': 'SOC 2', accounts: 'acme-*' }, {}],
  ['judges the latest results', 'violations', { mode: 'check', 'sync-name': '' }, { metadata: 'full' }],
  ['fails with its sync', 'sync-failed', { mode: 'sync' }, { script: { ends: 'failed', errors: 2 } }],
  ['cancels its run', 'timed-out', { mode: 'sync', 'timeout-minutes': '0.03' }, { script: { stuckIn: 'started' } }],
  ['is refused', 'sync-failed', { mode: 'sync', 'sync-name': 'aws-legacy' }, {}],
  ['names a sync that there is not', 'error', { 'sync-name': 'aws-prd' }, {}],
];

const QUICK = {
  'sync-name': 'aws-prod',
  'max-poll-interval-seconds': '0.05',
  'timeout-minutes': '0.2',
  'evaluation-timeout-minutes': '0.05',
};

let reliance: readonly EndpointReliance[] = [];

beforeAll(async () => {
  reliance = await findReliance();
});

function endpointOf(label: string): EndpointReliance {
  const found = reliance.find(({ method, path }) => `${method} ${path}` === label);
  if (found === undefined) throw new Error(`${label} is not relied on`);
  return found;
}

/** What is taken at a place, `moment` for a date and time. */
function takesAt(label: string, place: string): string {
  const field = endpointOf(label).fields.get(place);
  if (field === undefined) return 'not read';
  return [...field.takes]
    .map((kind) => (kind === 'string' && field.isMoment ? 'moment' : kind))
    .sort()
    .join(' ');
}

describe('What is relied on, found out from the client', () => {
  it('comes from every function of the client', () => {
    const callers = new Set(reliance.flatMap((endpoint) => [...endpoint.callers]));
    const functions = Object.keys(clientOn(recordingTransport({ url: 'http://127.0.0.1:1', key: 'k' }, [])));
    expect([...callers].sort()).toEqual(functions.sort());
    expect(Object.keys(CALLS).sort()).toEqual(functions);
  });

  it.each([
    ['GET /policies', 'items', 'array'],
    ['GET /policies', 'items[].id', 'string'],
    ['GET /policies', 'items[].description', 'missing null string'],
    ['GET /policies', 'items[].run_at', 'missing moment null'],
    ['GET /policies', 'items[].violation_count', 'integer missing null'],
    ['GET /policies', 'items[].query', 'not read'],
    ['GET /policies', 'items[].notification_destinations', 'not read'],
    ['GET /policies/{policyId}/violations', 'items[]._cq_platform_id', 'integer missing null string'],
    ['GET /policies/{policyId}/violations', 'items[].tags[]', 'integer missing null string'],
    ['GET /policies/{policyId}/violations', 'metadata', 'missing null object'],
    ['GET /syncs/{syncName}', 'disabled', 'boolean'],
    ['GET /syncs/{syncName}/runs', 'items[].sync_name', 'missing null string'],
    ['GET /syncs/{syncName}/runs/{runId}', '', 'object'],
    ['GET /syncs/{syncName}/runs/{runId}', 'id', 'string'],
    ['GET /syncs/{syncName}/runs/{runId}', 'created_at', 'moment'],
    ['GET /syncs/{syncName}/runs/{runId}', 'total_rows', 'integer'],
    ['POST /syncs/{syncName}/runs', 'ingested', 'boolean missing null'],
  ])('%s: %s takes %s', (label, place, takes) => {
    expect(takesAt(label, place)).toBe(takes);
  });

  it('has the requests as they are sent', () => {
    const query = (label: string) =>
      Object.fromEntries(
        [...endpointOf(label).query].map(([name, values]) => [name, [...new Set(values.map(({ value }) => value))]]),
      );
    expect(query('GET /policies/{policyId}/violations')).toEqual({ page: [1], per_page: [10, 1_000] });
    expect(query('GET /policies')).toMatchObject({ sort_by: ['created_at'], sort_dir: ['asc'], per_page: [1_000] });
    expect(endpointOf('GET /policies').query.get('policy_group_ids')).toMatchObject([
      { isList: true, isSubject: true },
    ]);
    expect(endpointOf('PATCH /syncs/{syncName}/runs/{runId}').body).toEqual(new Map([['status', ['cancelled']]]));
    expect(endpointOf('GET /syncs/{syncName}/runs/{runId}/logs/live').answer).toBe('text');
  });

  it('has every request of the bundle', async () => {
    const seen = new Set<string>();
    for (const [step, outcome, inputs, options] of STEPS) {
      await using emulator = await startEmulator(options);
      const { outputs } = await runGate(emulator, inputs);
      expect(outputs['outcome'], step).toBe(outcome);
      for (const request of emulator.requests) {
        const endpoint = reliance.find(({ method, path }) => {
          const pattern = new RegExp(`^/api${path.replace(/\{\w+\}/g, '[^/]+')}$`);
          return method === request.method && pattern.test(request.path);
        });
        const label = `a step that ${step}: ${request.method} ${request.path}`;
        expect(endpoint, label).toBeDefined();
        seen.add(`${endpoint?.method} ${endpoint?.path}`);
        for (const [name, value] of request.query) {
          const known = endpoint?.query.get(name);
          expect(known, `${label} ?${name}`).toBeDefined();
          // Numbers differ from page to page, and so do ids; words do not.
          const words = known?.filter((one) => typeof one.value === 'string' && !one.isSubject).map((one) => one.value);
          if (words !== undefined && words.length > 0) expect(words, `${label} ?${name}`).toContain(value);
        }
        const body = request.body === '' ? null : (JSON.parse(request.body) as object);
        expect(body === null ? null : Object.keys(body), label).toEqual(
          endpoint?.body == null ? null : [...endpoint.body.keys()],
        );
      }
    }
    expect([...seen].sort()).toEqual(reliance.map(({ method, path }) => `${method} ${path}`).sort());
  });
});

describe('What a step reads', () => {
  it.each(STEPS)('that %s, is relied on', async (_, outcome, own, options) => {
    await using emulator = await startEmulator(options);
    const reads = new Set<string>();
    const given = { ...DEFAULTS, ...QUICK, 'platform-url': emulator.url, 'api-key': emulator.key, ...own };
    const inputs = readGateInputs((name) => Reflect.get(given, name) ?? '');
    const stop = new AbortController().signal;
    const client = watchedClient(emulator, systemClock, (endpoint, place) => reads.add(`${endpoint} ${place}`));
    const result = await judgeInProcess(
      { ...inputs, platformUrl: inputs.connection.baseUrl, baseline: null, waivers: null },
      {
        client,
        lastClient: () => client,
        clock: systemClock,
        stop,
        lastMoment: () => null,
        deadline: Date.now() + inputs.connection.timeoutMs,
        longestPauseMs: inputs.longestPauseMs,
        ledger: createLedger(() => {}),
        sink: null,
        info: () => {},
        warn: () => {},
        group: () => {},
        onSyncs: () => {},
      },
    );
    expect(result.outcome).toBe(outcome);
    const known = reliance.flatMap(({ method, path, fields }) =>
      [...fields.keys()].map((field) => `${method} ${path.replace(/\{\w+\}/g, '{}')} ${field}`),
    );
    expect(reads.size).toBeGreaterThan(2);
    expect([...reads].filter((place) => !known.includes(place))).toEqual([]);
  });
});

/** The client with its real clock, which tells what it reads. */
function watchedClient(emulator: Emulator, clock: Clock, onRead: (endpoint: string, place: string) => void) {
  const transport = recordingTransport(emulator, []);
  const subject = /(?<=^\/(syncs|policies)\/)[^/]+|(?<=\/runs\/)[^/]+/g;
  return createGateClient(
    createRequester({
      transport: {
        async send(request) {
          const answer = await transport.send(request);
          const endpoint = `${request.method} ${request.path.replace(subject, '{}')}`;
          return { ...answer, body: watch(answer.body, (path) => onRead(endpoint, formatPath(path))) };
        },
        close: transport.close,
      },
      clock,
      stop: new AbortController().signal,
      deadline: clock.now() + 10_000,
      requestTimeoutMs: 5_000,
      longestPauseMs: 50,
      debug: () => {},
      info: () => {},
    }),
  );
}

describe('An answer that is watched', () => {
  const reads = (json: unknown, use: (watched: Editable) => unknown) => {
    const paths: string[] = [];
    use(watch(json, (path) => paths.push(formatPath(path))));
    return paths;
  };

  it.each<[string, (watched: Editable) => unknown, string[]]>([
    ['fields that are read', (one) => one.a.b, ['a', 'a.b']],
    ['fields that are looked for', (one) => 'z' in one, ['z']],
    ['fields that are not there', (one) => one.z, ['z']],
    ['elements', (one) => one.list[1].c, ['list', 'list[]', 'list[].c']],
    ['elements of a loop', (one) => [...one.list], ['list', 'list[]', 'list[]']],
    ['no length', (one) => one.list.length, ['list']],
    ['nothing that is only printed', (one) => JSON.stringify(one), []],
    ['nothing that is only copied', (one) => ({ ...one }), []],
    ['what was read before it was printed', (one) => [one.a.b, JSON.stringify(one)], ['a', 'a.b']],
  ])('tells %s', (_, use, expected) => {
    expect(reads({ a: { b: 1 }, list: [{ c: 1 }, { c: 2 }] }, use)).toEqual(expected);
  });

  it('is changed in one place at a time', () => {
    const json = { items: [{ a: 1 }, { a: 2 }], b: 3 };
    expect(replaceAt(json, ['items', '[]', 'a'], null)).toEqual({ items: [{ a: null }, { a: 2 }], b: 3 });
    expect(replaceAt(json, ['b'], undefined)).toEqual({ items: [{ a: 1 }, { a: 2 }] });
    expect(replaceAt(json, ['c', 'd'], 1)).toMatchObject({ c: { d: 1 } });
    expect(replaceAt(json, [], 7)).toBe(7);
    expect(json).toEqual({ items: [{ a: 1 }, { a: 2 }], b: 3 });
    expect(valuesAt(json, ['items', '[]', 'a'])).toEqual([1, 2]);
  });
});

describe('The words that are relied on', () => {
  const select = (status: string) =>
    selectPolicies([aPolicy({ status })], new Set(), {
      policies: { include: [], exclude: [] },
      groups: { include: [], exclude: [] },
      domains: [],
    });
  const problemsWith = (domains: string) => {
    try {
      readGateInputs((name) => (({ ...DEFAULTS, domains }) as Record<string, string>)[name] ?? '');
    } catch (error) {
      if (error instanceof InputError) return error.problems;
    }
    return [];
  };
  /** What the source makes of a word, by the vocabulary's name. */
  const decides: Readonly<Record<string, (word: string) => boolean>> = {
    severity: isSeverity,
    'status of a policy': (word) =>
      select(word).paused.length > 0 ||
      assessPolicy(aPolicy({ status: word }), { kind: 'latest' }, Date.now()).reason === null,
    domain: (word) => !problemsWith(word).some((problem) => problem.includes('`domains`')),
    'status of a run': isKnownStatus,
    'reason of a status': (word) => classifyRun(aCompletedRun({ statusReason: word }), true).kind !== 'failed',
  };
  const SRC = join(import.meta.dirname, '../../src');
  const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const literals = new Set(
    sources.flatMap((name) => readFileSync(join(SRC, name), 'utf8').match(/(?<=')[a-z][a-z_-]{1,30}(?=')/g) ?? []),
  );

  it.each(VOCABULARIES.map((vocabulary) => [vocabulary.name, vocabulary] as const))(
    'are those that decide something: %s',
    (name, { words, alsoKnown = [] }) => {
      const decisive = [...literals].filter((word) => decides[name]?.(word));
      expect(decisive.sort()).toEqual([...words].sort());
      expect(alsoKnown.filter((word) => decides[name]?.(word))).toEqual([]);
    },
  );

  it.each(VOCABULARIES.map((vocabulary) => [vocabulary.name, vocabulary] as const))(
    'belong to a field that is read: %s',
    (_, { at }) => {
      const fields = reliance.flatMap((one) =>
        [...one.fields.keys()].map((field) => `${one.method} ${one.path} ${field}`),
      );
      expect(fields.filter((field) => at.test(field)).length).toBeGreaterThan(0);
    },
  );
});

describe('The forms of a schema', () => {
  const root: JsonObject = {
    components: {
      schemas: {
        Word: { type: 'string', enum: ['a', 'b'] },
        Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } },
        Loop: { allOf: [{ $ref: '#/components/schemas/Loop' }, { type: 'integer' }] },
        'odd/name~': { type: 'boolean' },
      },
    },
  };
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const describeForms = (schema: Json) => {
    const forms = formsOf(root, [schema]);
    const kinds = [...new Set(forms.flatMap((form) => [...form.kinds]))].sort().join(' ');
    const words = forms.some((form) => form.kinds.has('string') && form.words === null)
      ? null
      : [...new Set(forms.flatMap((form) => [...(form.words ?? [])]))];
    return words === null || words.length === 0 ? kinds : `${kinds}: ${words.join(' ')}`;
  };

  it.each<[string, Json, string]>([
    ['a type', { type: 'string' }, 'string'],
    ['several types (3.1)', { type: ['string', 'null'] }, 'null string'],
    ['nullable (3.0)', { type: 'integer', nullable: true }, 'integer null'],
    ['any number', { type: 'number' }, 'fraction integer'],
    ['words', { type: 'string', enum: ['a', 'b'] }, 'string: a b'],
    ['words without a type', { enum: ['a', null] }, 'null string: a'],
    ['nullable words', { type: 'string', enum: ['a'], nullable: true }, 'null string: a'],
    ['one word (3.1)', { const: 'a' }, 'string: a'],
    ['a reference', ref('Word'), 'string: a b'],
    ['an escaped reference', ref('odd~1name~0'), 'boolean'],
    ['a reference with a neighbour', { ...ref('Word'), nullable: true }, 'null string: a b'],
    ['a part that is nullable around it', { allOf: [ref('Word')], nullable: true }, 'null string: a b'],
    ['parts that agree', { allOf: [ref('Word'), { enum: ['b', 'c'] }] }, 'string: b'],
    ['parts that contradict each other', { allOf: [{ type: 'string' }, { type: 'integer' }] }, ''],
    ['one of several', { oneOf: [ref('Word'), { type: 'null' }] }, 'null string: a b'],
    ['any of several', { anyOf: [{ const: 'a' }, { const: 'z' }] }, 'string: a z'],
    ['a choice within a type', { type: 'string', anyOf: [{ minLength: 1 }, { type: 'null' }] }, 'string'],
    ['a type that fields tell', { properties: {} }, 'object'],
    ['a schema that is part of itself', ref('Loop'), 'integer'],
    ['a schema that holds itself', ref('Node'), 'object'],
    ['nothing said', {}, 'array boolean fraction integer null object string'],
    ['anything (3.1)', true, 'array boolean fraction integer null object string'],
    ['nothing allowed (3.1)', false, ''],
  ])('%s', (_, schema, expected) => {
    expect(describeForms(schema)).toBe(expected);
  });

  it.each<[Json, string]>([
    [ref('Gone'), 'refers to what is not there: #/components/schemas/Gone'],
    [{ $ref: 'other.json#/Word' }, 'refers to another document: other.json#/Word'],
    [{ $ref: '#/components/schemas/__proto__' }, 'refers to what is not there: #/components/schemas/__proto__'],
    [
      { allOf: Array.from({ length: 12 }, () => ({ anyOf: [{ minLength: 1 }, { minLength: 2 }] })) },
      'has more than 500 forms',
    ],
  ])('%j can not be read', (schema, problem) => {
    expect(() => formsOf(root, [schema])).toThrow(problem);
  });

  it.each<[JsonObject, number, number]>([
    [{ type: 'integer', minimum: 1, maximum: 10 }, 1, 10],
    [{ type: 'integer', minimum: 1, exclusiveMinimum: true, maximum: 10, exclusiveMaximum: true }, 2, 9],
    [{ type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 10 }, 2, 9],
    [{ type: 'integer' }, -Infinity, Infinity],
    [
      {
        allOf: [
          { type: 'integer', maximum: 10 },
          { maximum: 5, minimum: 2 },
        ],
      },
      2,
      5,
    ],
  ])('%j has bounds', (schema, minimum, maximum) => {
    expect(formsOf(root, [schema])).toMatchObject([{ minimum, maximum }]);
  });
});

describe('Drift', () => {
  const POLICIES = 'GET /policies';
  const CREATE = 'POST /syncs/{syncName}/runs';
  const RUN = 'GET /syncs/{syncName}/runs/{runId}';
  const CANCEL = 'PATCH /syncs/{syncName}/runs/{runId}';
  const LOG = 'GET /syncs/{syncName}/runs/{runId}/logs/live';

  /** Findings as lines, `!` before those that break the gate. */
  const findingsOf = (description: unknown) =>
    compare(readDescription(description), reliance).map(({ endpoint, breaks, where, message }) =>
      [breaks ? '!' : '·', `${endpoint}:`, where, message].filter((part) => part !== '').join(' '),
    );
  const operation = (d: Editable, label: string) => {
    const [method = '', path = ''] = label.split(' ');
    return d.paths[path][method.toLowerCase()];
  };
  const parameter = (d: Editable, label: string, name: string) =>
    operation(d, label).parameters.find((one: { name: string }) => one.name === name);
  const media = (d: Editable, label: string) => {
    const [response] = Object.values<Editable>(operation(d, label).responses);
    return response.content['application/json'];
  };
  const answer = (d: Editable, label: string) => media(d, label).schema;
  const policy = (d: Editable) => answer(d, POLICIES).properties.items.items;
  const run = (d: Editable) => answer(d, RUN);

  it('is none where all that is relied on is described', () => {
    expect(findingsOf(makeUpDescription(reliance))).toEqual([]);
  });

  const CASES: readonly [string, (d: Editable) => void, string[]][] = [
    // What is asked for.
    ['a path is gone', (d) => delete d.paths['/policies'], [`! ${POLICIES}: is not described: there is no such path`]],
    [
      'a method is gone',
      (d) => delete d.paths['/syncs/{syncName}/runs/{runId}'].patch,
      [`! ${CANCEL}: is not described: the path has only GET`],
    ],
    [
      'the paths have the prefix of the API, and other names',
      (d) => {
        d.paths = Object.fromEntries(
          Object.entries(d.paths).map(([path, item]) => [`/api${path.replace(/\{\w+\}/g, '{id}')}/`, item]),
        );
      },
      [],
    ],
    [
      'a path item is a reference',
      (d) => {
        d.components.pathItems = { Policies: d.paths['/policies'] };
        d.paths['/policies'] = { $ref: '#/components/pathItems/Policies' };
      },
      [],
    ],
    [
      'a path item refers to itself',
      (d) => {
        d.paths['/policies'] = { $ref: '#/paths/~1policies' };
      },
      [`! ${POLICIES}: can't be read: it refers to itself: #/paths/~1policies`],
    ],
    [
      'an endpoint is deprecated',
      (d) => {
        operation(d, CREATE).deprecated = true;
      },
      [`· ${CREATE}: is deprecated`],
    ],
    [
      'a parameter is gone',
      (d) => {
        const { parameters } = operation(d, POLICIES);
        parameters.splice(
          parameters.findIndex((one: { name: string }) => one.name === 'sort_by'),
          1,
        );
      },
      [`! ${POLICIES}: query sort_by is not described, and is sent`],
    ],
    [
      'a parameter stands at the path',
      (d) => {
        d.paths['/policies'].parameters = operation(d, POLICIES).parameters;
        operation(d, POLICIES).parameters = undefined;
      },
      [],
    ],
    [
      'a parameter is required now',
      (d) => operation(d, POLICIES).parameters.push({ in: 'query', name: 'team', required: true, schema: {} }),
      [`! ${POLICIES}: query team is required now, and is not sent`],
    ],
    [
      'a header is required now',
      (d) =>
        operation(d, CREATE).parameters.push({ in: 'header', name: 'Idempotency-Key', required: true, schema: {} }),
      [`! ${CREATE}: header Idempotency-Key is required now, and is not sent`],
    ],
    [
      'a header that is sent anyway, and what is not required',
      (d) =>
        operation(d, CREATE).parameters.push(
          { in: 'header', name: 'Accept', required: true, schema: {} },
          { in: 'query', name: 'dry_run', schema: {} },
          { in: 'path', name: 'sync_name', required: true, schema: {} },
        ),
      [],
    ],
    [
      'pages became smaller',
      (d) => {
        parameter(d, POLICIES, 'per_page').schema.maximum = 500;
      },
      [`! ${POLICIES}: query per_page is at most 500 now, and 1000 is sent`],
    ],
    [
      'pages count from 2',
      (d) => {
        parameter(d, POLICIES, 'page').schema.minimum = 2;
      },
      [`! ${POLICIES}: query page is at least 2 now, and 1 is sent`],
    ],
    [
      'an order is gone',
      (d) => {
        parameter(d, POLICIES, 'sort_by').schema.enum = ['name'];
      },
      [`! ${POLICIES}: query sort_by does not know created_at, which is sent; it knows name`],
    ],
    [
      'an order is one of a list now',
      (d) => {
        const one = parameter(d, POLICIES, 'sort_by');
        one.schema = { type: 'array', items: one.schema };
      },
      [],
    ],
    [
      'a number became a boolean',
      (d) => {
        parameter(d, POLICIES, 'page').schema = { type: 'boolean' };
      },
      [`! ${POLICIES}: query page takes a boolean, and a whole number is sent`],
    ],
    [
      'a list became one value',
      (d) => {
        parameter(d, POLICIES, 'policy_group_ids').schema = { type: 'string' };
      },
      [`! ${POLICIES}: query policy_group_ids takes no list, and one is sent`],
    ],
    [
      'a list is written with commas',
      (d) => {
        parameter(d, POLICIES, 'policy_group_ids').explode = false;
      },
      [`! ${POLICIES}: query policy_group_ids takes its values in another style than one key each`],
    ],
    [
      'a body is required',
      (d) => {
        operation(d, CREATE).requestBody = { required: true, content: {} };
      },
      [`! ${CREATE}: request has to have a body now, and has none`],
    ],
    [
      'a field of the request is required',
      (d) => {
        operation(d, CANCEL).requestBody.content['application/json'].schema.required = ['status', 'because'];
      },
      [`! ${CANCEL}: request because is required now, and is not sent`],
    ],
    [
      'a field of the request is gone',
      (d) => {
        operation(d, CANCEL).requestBody.content['application/json'].schema.properties = { state: {} };
      },
      [`! ${CANCEL}: request status is not described, and is sent`],
    ],
    [
      'a word of the request is gone',
      (d) => {
        const { properties } = operation(d, CANCEL).requestBody.content['application/json'].schema;
        properties.status.enum = ['canceled', '##[error]x'];
      },
      [
        String.raw`! ${CANCEL}: request status does not know cancelled, which is sent; it knows canceled, #\[error]x`.replace(
          '#\\[',
          '##\\[',
        ),
      ],
    ],
    [
      'the request is a form',
      (d) => {
        operation(d, CANCEL).requestBody.content = { 'multipart/form-data': { schema: {} } };
      },
      [`! ${CANCEL}: request takes no JSON, and JSON is sent`],
    ],
    [
      'the key goes another way',
      (d) => {
        d.components.securitySchemes.key = { type: 'apiKey', in: 'header', name: 'X-Key' };
        operation(d, POLICIES).security = [{ other: [], key: [] }];
        for (const { method, path } of reliance) {
          if (path !== '/policies') operation(d, `${method} ${path}`).security = [];
        }
      },
      [`! ${POLICIES}: takes no bearer token, which is how the API key is sent`],
    ],
    // What is answered.
    [
      'a field is gone',
      (d) => delete policy(d).properties.violation_count,
      [`! ${POLICIES}: answer items[].violation_count is not described, and is read`],
    ],
    [
      'a field may be missing',
      (d) => {
        policy(d).required = policy(d).required.filter((field: string) => field !== 'severity');
      },
      [`! ${POLICIES}: answer items[].severity may be missing now, and is needed`],
    ],
    [
      'a field may be null',
      (d) => {
        run(d).properties.total_rows = { type: 'integer', nullable: true };
      },
      [`! ${RUN}: answer total_rows may be null now, and a whole number is needed`],
    ],
    [
      'a field that may be null is never null',
      (d) => {
        policy(d).properties.run_at.type = 'string';
        policy(d).required.push('run_at');
      },
      [],
    ],
    [
      'a number became a text',
      (d) => {
        policy(d).properties.violation_count.type = 'string';
      },
      [`! ${POLICIES}: answer items[].violation_count may be a text now, and a whole number is needed`],
    ],
    [
      'a whole number became any number',
      (d) => {
        run(d).properties.errors.type = 'number';
      },
      [`! ${RUN}: answer errors may be a number that is not whole now, and a whole number is needed`],
    ],
    [
      'a text may be an object, too',
      (d) => {
        policy(d).properties.id = { oneOf: [{ type: 'string' }, { type: 'object', properties: {} }] };
      },
      [`! ${POLICIES}: answer items[].id may be an object now, and a text is needed`],
    ],
    [
      'the type is no longer said',
      (d) => {
        run(d).properties.ingested = {};
      },
      [`! ${RUN}: answer ingested is of any type, as it is described, and a boolean is needed`],
    ],
    [
      'a date may be any text',
      (d) => {
        run(d).properties.completed_at.format = undefined;
      },
      [`! ${RUN}: answer completed_at is not said to be a date and time (\`format: date-time\`), and is read as one`],
    ],
    [
      'the list is an object',
      (d) => {
        answer(d, POLICIES).properties.items = { type: 'object', additionalProperties: {} };
      },
      [`! ${POLICIES}: answer items may be an object now, and an array is needed`],
    ],
    [
      'the whole answer is a list',
      (d) => {
        media(d, POLICIES).schema = { type: 'array', items: {} };
      },
      [`! ${POLICIES}: answer may be an array now, and an object is needed`],
    ],
    [
      'a word is gone, and another one came',
      (d) => {
        policy(d).properties.severity.enum = ['low', 'medium', 'high', 'urgent'];
      },
      [
        `! ${POLICIES}: answer items[].severity is never critical any more, which is relied on`,
        `· ${POLICIES}: answer items[].severity has a new word, urgent: it gates as critical`,
      ],
    ],
    [
      'there are more words',
      (d) => {
        run(d).properties.status.enum.push('paused', '##[group]::x');
        run(d).properties.status_reason.enum.push('oom_killed');
      },
      [
        `· ${RUN}: answer status has a new word, paused: it is waited for until the deadline`,
        `· ${RUN}: answer status has a new word, ##\\[group]::x: it is waited for until the deadline`,
      ],
    ],
    [
      'the words are no longer listed',
      (d) => {
        policy(d).properties.domain = { type: 'string' };
      },
      [`· ${POLICIES}: answer items[].domain may be any text: its words are not listed`],
    ],
    [
      'there are more fields',
      (d) => {
        policy(d).properties.owner = { type: 'string' };
        run(d).properties.phase = { type: 'string' };
        run(d).required.push('phase');
      },
      [`· ${POLICIES}: answer items[] has a new field, owner`, `· ${RUN}: answer has a new field, phase`],
    ],
    [
      'a field is described that the emulator has, and nobody reads',
      (d) => {
        policy(d).properties.query = { type: 'string' };
      },
      [],
    ],
    [
      'a field is deprecated',
      (d) => {
        policy(d).properties.severity.deprecated = true;
      },
      [`· ${POLICIES}: answer items[].severity is deprecated`],
    ],
    [
      'an object has two forms, and one of them lacks a field',
      (d) => {
        const { status, ...rest } = run(d).properties;
        media(d, RUN).schema = {
          oneOf: [run(d), { type: 'object', required: run(d).required, properties: rest }],
        };
        expect(status).toBeDefined();
      },
      [`! ${RUN}: answer status may be missing now, and is needed`],
    ],
    [
      'an object is made of parts',
      (d) => {
        const { status, ...rest } = run(d).properties;
        d.components.schemas = {
          Base: { type: 'object', properties: { status }, required: ['status'] },
          Whole: { allOf: [{ $ref: '#/components/schemas/Base' }, { ...run(d), properties: rest }] },
        };
        media(d, RUN).schema = { $ref: '#/components/schemas/Whole' };
      },
      [],
    ],
    [
      'a field refers to its own object',
      (d) => {
        d.components.schemas.Run = run(d);
        d.components.schemas.Run.properties.parent = { $ref: '#/components/schemas/Run' };
        media(d, RUN).schema = { $ref: '#/components/schemas/Run' };
      },
      [`· ${RUN}: answer has a new field, parent`],
    ],
    [
      'a reference leads nowhere',
      (d) => {
        media(d, RUN).schema = { $ref: '#/components/schemas/Gone' };
      },
      [`! ${RUN}: answer can't be read: it refers to what is not there: #/components/schemas/Gone`],
    ],
    [
      'there may be no body',
      (d) => {
        operation(d, RUN).responses['204'] = { description: '' };
      },
      [`! ${RUN}: answer 204 may have no body, and JSON is read`],
    ],
    [
      'another success has another body',
      (d) => {
        const schema = structuredClone(answer(d, CREATE));
        schema.properties.id.type = 'integer';
        operation(d, CREATE).responses['2XX'] = { content: { 'application/json': { schema } } };
      },
      [`! ${CREATE}: answer 2XX id may be a whole number now, and a text is needed`],
    ],
    [
      'no success is described',
      (d) => {
        operation(d, RUN).responses = { 404: {} };
      },
      [`! ${RUN}: answer no success is described`],
    ],
    [
      'the answer is a table',
      (d) => {
        operation(d, RUN).responses['200'].content = { 'text/csv': {} };
      },
      [`! ${RUN}: answer is text/csv, and JSON is read`],
    ],
    [
      'the answer has a JSON type of its own',
      (d) => {
        const { content } = operation(d, RUN).responses['200'];
        content['application/vnd.run+json; charset=utf-8'] = content['application/json'];
        delete content['application/json'];
      },
      [],
    ],
    [
      'the log is JSON, or not there yet',
      (d) => {
        operation(d, LOG).responses = { 200: { content: { 'application/json': {} } }, 204: {} };
      },
      [`! ${LOG}: answer 200 is application/json, and text/plain is read`],
    ],
  ];

  it.each(CASES)('%s', (_, edit, expected) => {
    const description = makeUpDescription(reliance);
    edit(description);
    expect(findingsOf(JSON.parse(JSON.stringify(description)))).toEqual(expected);
  });

  it.skipIf(!PRESENT)(
    "is none in the vendor's description, of what breaks (skipped where ../shared/openapi is not there)",
    () => {
      const description: unknown = JSON.parse(readFileSync(VENDORS, 'utf8'));
      const findings = findingsOf(description);
      expect(findings.filter((line) => line.startsWith('!'))).toEqual([]);
      expect(findings.filter((line) => !/ has a new field, \w+$/.test(line))).toEqual([]);
    },
  );
});
