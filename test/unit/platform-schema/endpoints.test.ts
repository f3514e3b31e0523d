import { describe, expect, it, onTestFinished } from 'vitest';
import { ENDPOINTS, type Endpoint, IDS, type SentInBody, TEXT } from '../../../scripts/platform-schema/endpoints.ts';
import { type Reading, readingOf } from '../../../scripts/platform-schema/reading.ts';
import { reviewAccess } from '../../../src/actions/access/access.ts';
import { exportAuditLog } from '../../../src/actions/audit-log/export.ts';
import { createGateClient } from '../../../src/actions/gate/client.ts';
import { runGate } from '../../../src/actions/gate/gate.ts';
import { DEFAULTS } from '../../../src/actions/gate/inputs.ts';
import type { Outcome } from '../../../src/actions/gate/outcome.ts';
import { createLedger } from '../../../src/actions/gate/sync/ledger.ts';
import { NO_FILES, type ReadFiles } from '../../../src/actions/policies/files/read-files.ts';
import { managePolicies } from '../../../src/actions/policies/manage.ts';
import { makePlan } from '../../../src/actions/policies/plan/plan.ts';
import { createColumnTypes, createQueries, prove } from '../../../src/actions/policies/prove.ts';
import { systemClock } from '../../../src/clock.ts';
import { createAuditLogs } from '../../../src/platform/audit-logs.ts';
import { createRequester } from '../../../src/platform/http/requester.ts';
import { createTransport, type PlatformRequest, type Transport } from '../../../src/platform/http/transport.ts';
import { createIdentities } from '../../../src/platform/identities.ts';
import { createPolicyObjects } from '../../../src/platform/policy-objects.ts';
import { isTimestamp } from '../../../src/platform/timestamp.ts';
import { auditEntries, type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/platform.ts';
import { aSpool, aStore } from '../fake/audit-log.ts';
import { readAccessInputs, readAuditLogInputs, readGateInputs, readPoliciesInputs } from '../fake/inputs.ts';
import { policiesDeps, policiesQuestion } from '../fake/manage.ts';

const RUNS = [{ sync: 'aws-prod', age: 600_000 }];

/** Between them, they ask everything that the gate can ask. */
const STEPS: readonly [string, Outcome, Record<string, string>, EmulatorOptions][] = [
  ['judges, with groups and accounts', 'violations', { 'policy-groups': 'SOC 2', accounts: 'acme-*' }, { runs: RUNS }],
  ['judges the latest results', 'violations', { mode: 'check', 'sync-name': '' }, { metadata: 'full' }],
  [
    'looks for a tag',
    'inconclusive',
    { mode: 'check', 'sync-name': '', tags: 'env=preview-42\n!team=*', policies: 'Unattached*' },
    {},
  ],
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

/** An answer that tells which of its fields are asked for, also those that it does not have. */
function watch(json: unknown, onRead: (place: string) => void, place = ''): unknown {
  if (typeof json !== 'object' || json === null) return json;
  // Who enumerates an object copies or prints it, and asks for no field.
  let isEnumerated = false;
  const tell = (key: string | symbol): string | null => {
    if (isEnumerated || typeof key !== 'string' || (Array.isArray(json) && !/^\d+$/.test(key))) return null;
    const below = Array.isArray(json) ? `${place}[]` : `${place}.${key}`;
    onRead(below);
    return below;
  };
  return new Proxy(json, {
    has(target, key) {
      tell(key);
      return Reflect.has(target, key);
    },
    get(target, key) {
      // What `JSON.stringify` asks for first.
      if (key === 'toJSON') isEnumerated = true;
      const below = tell(key);
      const value: unknown = Reflect.get(target, key);
      return below === null ? value : watch(value, onRead, below);
    },
    ownKeys(target) {
      isEnumerated = true;
      return Reflect.ownKeys(target);
    },
  });
}

function findEndpoint({ method, path }: PlatformRequest): Endpoint {
  const asked = `${method} ${path}`;
  const found = ENDPOINTS.find(({ name }) => new RegExp(`^${name.replace(/\{\w+\}/g, '[^/]+')}$`).test(asked));
  if (found === undefined) throw new Error(`${asked} is not among the endpoints that are relied on`);
  return found;
}

/** What is sent, with an endpoint's own values for those that differ from one request to the next. */
function summarize({ query: sent = {}, body }: PlatformRequest, { query = {}, body: declared }: Endpoint) {
  const isLess = (name: string) => name === 'page' || (name === 'per_page' && Number(sent[name]) < Number(query[name]));
  const isMoment = (value: unknown) => typeof value === 'string' && isTimestamp(value);
  const isOther = (name: string) => isLess(name) || (isMoment(sent[name]) && isMoment(query[name]));
  const values = Object.entries(sent).map(([name, value]) => {
    if (typeof value === 'object') return [name, IDS];
    const isText = typeof value === 'string' && query[name] === TEXT;
    return [name, isText || isOther(name) ? query[name] : value];
  });
  return { query: { ...query, ...Object.fromEntries(values) }, body: body && summarizeBody(body, declared) };
}

/** What is sent in a body, with what is declared for it if that allows it. */
function summarizeBody(body: unknown, declared: Endpoint['body'] = {}): Record<string, unknown> {
  const allows = (sent: SentInBody | undefined, value: unknown) =>
    sent === IDS
      ? Array.isArray(value) && value.every((id) => typeof id === 'string')
      : typeof value === 'string' && (sent === TEXT || (Array.isArray(sent) && sent.includes(value)));
  return Object.fromEntries(
    Object.entries(body as object).map(([name, value]) => [
      name,
      allows(declared[name], value) ? declared[name] : value,
    ]),
  );
}

/** Every place of an answer that a reading has. */
function placesOf({ fields, items }: Reading, place = ''): string[] {
  const own = (at: string, reading: Reading) => [at, ...placesOf(reading, at)];
  const below = [...fields].flatMap(([name, field]) => own(`${place}.${name}`, field));
  return items === null ? below : [...below, ...own(`${place}[]`, items)];
}

describe('What the gate is said to rely on', () => {
  const asked = new Set<string>();
  const reads = new Set<string>();

  function watchedTransport({ url, key }: Emulator): Transport {
    const options = { baseUrl: `${url}/api`, apiKey: key, userAgent: 'cloudquery-gate', scrub: (text: string) => text };
    const { send, close } = createTransport(options);
    return {
      async send(request) {
        const endpoint = findEndpoint(request);
        expect(summarize(request, endpoint)).toEqual({ query: endpoint.query ?? {}, body: endpoint.body });
        asked.add(endpoint.name);
        const answer = await send(request);
        return { ...answer, body: watch(answer.body, (place) => reads.add(`${endpoint.name} ${place}`)) };
      },
      close,
    };
  }

  it.each(STEPS)('is all that a step asks for that %s', async (_, outcome, own, options) => {
    await using emulator = await startEmulator(options);
    const given = { ...DEFAULTS, ...QUICK, 'platform-url': emulator.url, 'api-key': emulator.key, ...own };
    const { connection, ...inputs } = readGateInputs((name) => Reflect.get(given, name) ?? '');
    const transport = watchedTransport(emulator);
    const pauses = { longestPauseMs: 50, farPauseMs: 50 };
    const common = { clock: systemClock, stop: new AbortController().signal, ...pauses, info: () => {} };
    const deadline = systemClock.uptime() + connection.timeoutMs;
    const client = createGateClient(
      createRequester({ ...common, transport, deadline: deadline + 5_000, requestTimeoutMs: 5_000, debug: () => {} }),
    );
    const quiet = { warn: () => {}, group: () => {}, onSyncs: () => {}, sink: null, lastMoment: () => null };
    const ledger = createLedger(() => {});
    const judged = { ...inputs, platformUrl: connection.baseUrl, baseline: null, waivers: null };
    const result = await runGate(judged, { ...common, ...quiet, client, lastClient: () => client, deadline, ledger });
    transport.close();
    expect(result.outcome).toBe(outcome);
  });

  function openRequester(emulator: Emulator) {
    const transport = watchedTransport(emulator);
    onTestFinished(transport.close);
    const { signal: stop } = new AbortController();
    const quiet = { longestPauseMs: 50, requestTimeoutMs: 5_000, info: () => {}, debug: () => {} };
    const deadline = systemClock.uptime() + 5_000;
    return { stop, requester: createRequester({ ...quiet, clock: systemClock, stop, transport, deadline }) };
  }

  it('is all that an access review asks for', async () => {
    await using emulator = await startEmulator({ role: 'admin:read' });
    const given = { 'platform-url': emulator.url, 'api-key': emulator.key, 'powerful-roles': 'general:*' };
    const { connection: _, ...inputs } = readAccessInputs((name) => Reflect.get(given, name) ?? '');
    const { requester, stop } = openRequester(emulator);
    const deps = { client: createIdentities(requester), clock: systemClock, stop, platformUrl: emulator.url };
    const result = await reviewAccess({ ...inputs, expected: null }, deps);
    expect(result.outcome).toBe('ok');
  });

  it('is all that an export of the audit log asks for', async () => {
    const now = Date.now();
    const entries = auditEntries(9, now - 3_600_000, now - 1_800_000);
    await using emulator = await startEmulator({ role: 'admin:read', auditLog: { entries } });
    const since = new Date(now - 4_000_000).toISOString();
    const given = { 'platform-url': emulator.url, 'api-key': emulator.key, state: 's.json', since };
    const inputs = readAuditLogInputs((name) => Reflect.get(given, name) ?? '');
    const { requester, stop } = openRequester(emulator);
    const client = createAuditLogs(requester);
    const deps = { client, store: aStore(), spool: aSpool(), clock: systemClock, stop, warn: () => {} };
    const result = await exportAuditLog({ ...inputs, platform: 'acme.example/api' }, deps);
    expect(result).toMatchObject({ outcome: 'exported', progress: { events: 9 } });
    expect(await client.countEvents({ from: now, to: now })).toBeNull();
  });

  it('is all that policies as files ask for', async () => {
    await using emulator = await startEmulator({ role: 'general:write', policies: [] });
    const { requester, stop } = openRequester(emulator);
    const deps = policiesDeps(createPolicyObjects(requester), systemClock, {
      ...{ stop, platformUrl: emulator.url, deadline: systemClock.uptime() + 5_000, longestPauseMs: 50 },
    });
    const given = { 'platform-url': emulator.url, 'api-key': emulator.key, mode: 'apply', 'on-removed': 'delete' };
    const inputs = readPoliciesInputs((name) => Reflect.get(given, name) ?? '');
    const question = { ...inputs, mode: 'apply', isUnmerged: false } as const;
    const manage = async (files: Partial<ReadFiles['files']>) => {
      const all = { policies: [], groups: [], isEmpty: false, mayLack: null, ...files };
      const result = await managePolicies({ ...NO_FILES, files: all }, question, deps);
      expect([result.outcome, result.problems]).toEqual(['applied', []]);
    };
    const file = { path: 'policies/buckets.yml', line: 2 };
    const group = (description: string) => ({ slug: 'ours', form: { name: 'Ours', description }, file });
    const policy = (severity: string, status: string) => ({
      slug: 'buckets',
      form: { name: 'Buckets', domain: 'security', severity, status, description: '', query: 'SELECT 1' },
      groupNames: ['Ours'],
      notifyNames: ['Platform team'],
      file,
    });
    await manage({ policies: [policy('low', 'active')], groups: [group('')] });
    await manage({ policies: [policy('high', 'paused')], groups: [group('Of this repository.')] });
    await manage({});
  });

  it('is all that checks, previews and tests of queries ask for', async () => {
    await using emulator = await startEmulator({ role: 'general:write', policies: [] });
    const { requester } = openRequester(emulator);
    const deadline = systemClock.uptime() + 5_000;
    const deps = {
      client: createQueries(requester),
      clock: systemClock,
      deadline,
      forgive: null,
      countWaivers: null,
      hidesData: false,
    };
    const given = { 'platform-url': emulator.url, 'api-key': emulator.key, preview: 'all' };
    const rule = readPoliciesInputs((name) => Reflect.get(given, name) ?? '');
    const file = { path: 'policies/buckets.yml', line: 2 };
    const query = 'SELECT _cq_platform_id, name FROM aws_s3_buckets';
    const form = {
      ...{ name: 'Buckets', domain: 'security', severity: 'low', status: 'active', description: '' },
      query,
    };
    const policy = { slug: 'buckets', form, groupNames: [], notifyNames: null, file };
    const files = { policies: [policy], groups: [], isEmpty: false, mayLack: null };
    const place = { path: file.path, line: 5, segments: [] };
    const read = { ...NO_FILES, files, queries: new Map([['buckets', place]]) };
    const state = { policies: [], groups: [], destinations: [] };
    const plan = makePlan(files, state, policiesQuestion());
    const fetchTypes = createColumnTypes(requester);
    const { checks, preview } = await prove(read, { plan, state }, rule, { ...deps, fetchTypes });
    expect([checks, preview?.policies]).toMatchObject([{ passed: 1, unchecked: 0 }, [{ why: null }]]);
    expect(preview?.added).toBeGreaterThan(0);
    // The type of a column that the file leaves out is the real one's.
    const table = { name: 'aws_s3_buckets', columns: [{ name: '_cq_platform_id', type: null }], rows: [['b1']] };
    const tests = new Map([['buckets', [{ name: 'finds all', line: 9, tables: [table], violations: ['b1'] }]]]);
    const tested = await prove({ ...read, tests }, null, rule, { ...deps, fetchTypes });
    expect(tested.tests).toHaveLength(1);
  });

  it('is nothing else', () => {
    expect([...asked].sort()).toEqual(ENDPOINTS.map(({ name }) => name).sort());
  });

  it('is read, all of it and nothing else', () => {
    const relied = ENDPOINTS.flatMap(({ name, answer }) =>
      answer === null || answer === 'text' ? [] : placesOf(readingOf(answer)).map((place) => `${name} ${place}`),
    );
    // It is looked for in every list, and of this one it is neither promised nor used.
    relied.push('GET /policy-groups .metadata');
    expect([...reads].sort()).toEqual(relied.sort());
  });
});
