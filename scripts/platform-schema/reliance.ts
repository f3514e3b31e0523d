import type { Method } from '../../src/platform/http/errors.ts';
import { CALLS, type Call, type Subjects, startSample, subjectsOf } from './calls.ts';
import { KINDS, type Kind, kindOf } from './json.ts';
import { clientOn, type Exchange, recordingTransport, replayingTransport } from './recording.ts';
import { intersectionOf, unionOf } from './sets.ts';
import { ELEMENT, formatPath, type Path, replaceAt, valuesAt, watch } from './watch.ts';

/** What the client takes at one place of an answer. */
export interface FieldReliance {
  readonly path: Path;
  readonly takes: ReadonlySet<Kind>;
  /** Where a text has to be a date and time. */
  readonly isMoment: boolean;
  /** Whether the sample has it: what it has not is no loss. */
  readonly isExpected: boolean;
  /** The fields that the sample has here, read or not; what is none of them is new. */
  readonly knownFields: ReadonlySet<string>;
}

/** What the client relies on at one endpoint. */
export interface EndpointReliance {
  readonly method: Method;
  /** Such as `/syncs/{syncName}/runs`. */
  readonly path: string;
  readonly callers: ReadonlySet<string>;
  /** The values that are sent, by the parameter's name. */
  readonly query: ReadonlyMap<string, readonly QueryValue[]>;
  /** The values that are sent, by the field's name; null: no body. */
  readonly body: ReadonlyMap<string, readonly unknown[]> | null;
  readonly answer: 'json' | 'text' | 'none';
  /** By path, parents first; empty where the answer's body is not read. */
  readonly fields: ReadonlyMap<string, FieldReliance>;
}

export interface QueryValue {
  readonly value: string | number;
  readonly isList: boolean;
  /** An id that came from the Platform, and not a word of the client's. */
  readonly isSubject: boolean;
}

/**
 * Finds out what the client relies on, from the client itself: each of its functions is called on an emulated Platform;
 * then again and again with the same answers, one field changed at a time, to see which are read and what is taken.
 */
export async function findReliance(): Promise<EndpointReliance[]> {
  const calls = await recordCalls();
  const endpoints = new Map<string, EndpointReliance>();
  for (const call of calls) {
    for (const endpoint of await probeCall(call)) {
      const label = `${endpoint.method} ${endpoint.path}`;
      const known = endpoints.get(label);
      endpoints.set(label, known === undefined ? endpoint : mergeEndpoints(known, endpoint));
    }
  }
  return [...endpoints.values()];
}

interface RecordedCall {
  readonly name: string;
  readonly call: Call;
  readonly subjects: Subjects;
  readonly exchanges: readonly Exchange[];
}

async function recordCalls(): Promise<RecordedCall[]> {
  await using emulator = await startSample();
  const recorded: RecordedCall[] = [];
  for (const [name, calls] of Object.entries(CALLS)) {
    for (const call of calls) {
      const subjects = subjectsOf(emulator, call);
      const exchanges: Exchange[] = [];
      const transport = recordingTransport(emulator, exchanges);
      await call.ask(clientOn(transport), subjects);
      transport.close();
      recorded.push({ name, call, subjects, exchanges });
    }
  }
  return recorded;
}

/** The address with names in place of the subjects. */
export function templateOf(path: string, subjects: Subjects): string {
  const names = new Map(Object.entries(subjects).map(([name, value]) => [value as string, name]));
  return path
    .split('/')
    .map((part) => {
      const name = names.get(decodeURIComponent(part));
      return name === undefined ? part : `{${name}}`;
    })
    .join('/');
}

async function probeCall(recorded: RecordedCall): Promise<EndpointReliance[]> {
  const byEndpoint = Map.groupBy(
    recorded.exchanges,
    ({ request }) => `${request.method} ${templateOf(request.path, recorded.subjects)}`,
  );
  const endpoints: EndpointReliance[] = [];
  for (const exchanges of byEndpoint.values()) {
    const [first] = exchanges;
    if (first === undefined) continue;
    const { method, path, answer = 'json' } = first.request;
    endpoints.push({
      method,
      path: templateOf(path, recorded.subjects),
      callers: new Set([recorded.name]),
      query: queryOf(exchanges, recorded.subjects),
      body: bodyOf(exchanges),
      answer,
      fields: answer === 'json' ? await probeFields(recorded, exchanges) : new Map(),
    });
  }
  return endpoints;
}

function queryOf(exchanges: readonly Exchange[], subjects: Subjects): Map<string, QueryValue[]> {
  const sent = exchanges.flatMap(({ request }) =>
    Object.entries(request.query ?? {}).flatMap(([name, value]) => {
      const isList = typeof value === 'object';
      return (isList ? value : [value]).map((one) => {
        return { name, value: one, isList, isSubject: Object.values(subjects).includes(one) };
      });
    }),
  );
  return Map.groupBy(sent, ({ name }) => name);
}

function bodyOf(exchanges: readonly Exchange[]): Map<string, unknown[]> | null {
  const bodies = exchanges.flatMap(({ request }) => (request.body === undefined ? [] : [request.body as object]));
  if (bodies.length === 0) return null;
  const fields = bodies.flatMap((body) => Object.entries(body));
  return new Map([...Map.groupBy(fields, ([name]) => name)].map(([name, all]) => [name, all.map(([, one]) => one)]));
}

/** Two values of each kind, so that one which is read can be told from one that is passed over. */
const PROBES: readonly { readonly as: Kind | 'id' | 'moment'; readonly values: readonly unknown[] }[] = [
  { as: 'string', values: ['probe one', 'probe two'] },
  { as: 'id', values: ['probe-1', 'probe-2'] },
  { as: 'moment', values: ['2020-01-01T00:00:00Z', '2020-01-02T00:00:00Z', '2099-01-01T00:00:00Z'] },
  { as: 'integer', values: [0, 1, 7] },
  { as: 'fraction', values: [0.5, 1.5] },
  { as: 'boolean', values: [true, false] },
  { as: 'array', values: [[], ['probe one'], [{}]] },
  { as: 'object', values: [{}, { probe: 1 }] },
  { as: 'null', values: [null] },
  { as: 'missing', values: [undefined] },
];

async function probeFields(
  recorded: RecordedCall,
  exchanges: readonly Exchange[],
): Promise<Map<string, FieldReliance>> {
  const waiting = new Map<string, Path>([['', []]]);
  const onRead = (path: Path) => void waiting.set(formatPath(path), path);

  /** What the client makes of the answers with a value in a place; null: it refuses them. */
  async function outcomeOf(path: Path, value: unknown): Promise<string | null> {
    const transport = replayingTransport(recorded.exchanges, (exchange) => {
      const { body } = exchange.answer;
      return exchanges.includes(exchange) ? watch(replaceAt(body, path, value), onRead) : body;
    });
    try {
      return JSON.stringify(await recorded.call.ask(clientOn(transport), recorded.subjects)) ?? '';
    } catch {
      return null;
    }
  }

  const fields = new Map<string, FieldReliance>();
  // What is read below a place shows while that place is probed.
  for (const [label, path] of waiting) {
    const samples = exchanges.flatMap(({ answer }) => valuesAt(answer.body, path));
    const outcomes = new Map<string, (string | null)[]>();
    for (const { as, values } of PROBES) {
      outcomes.set(as, await Promise.all(values.map((value) => outcomeOf(path, value))));
    }
    const { takes, isMoment } = judgeOutcomes(outcomes);
    // What stands there now is taken, whatever else is: some texts have to be those that were asked for.
    for (const sample of samples) if (sample !== null) takes.add(kindOf(sample));
    fields.set(label, {
      path,
      takes,
      isMoment,
      isExpected: samples.length > 0,
      knownFields: new Set(samples.flatMap((one) => (kindOf(one) === 'object' ? Object.keys(one as object) : []))),
    });
  }
  for (const [label, { takes }] of fields) {
    // An array whose elements nobody looks at only passes for an object.
    if (takes.has('object') && !fields.has(`${label}${ELEMENT}`)) (takes as Set<Kind>).delete('array');
  }
  return fields;
}

/**
 * A kind is taken where some value of it is accepted. Where nothing at all is refused, a kind that makes no difference
 * to the field's absence is only passed over.
 */
function judgeOutcomes(outcomes: ReadonlyMap<string, readonly (string | null)[]>): {
  takes: Set<Kind>;
  isMoment: boolean;
} {
  const accepted = (as: string) => outcomes.get(as)?.filter((outcome) => outcome !== null) ?? [];
  const [absent] = outcomes.get('missing') ?? [];
  const refusesSome = KINDS.some((kind) => accepted(kind).length === 0);
  const isTaken = (as: string) =>
    as === 'missing' || as === 'null' || refusesSome
      ? accepted(as).length > 0
      : accepted(as).some((outcome) => outcome !== absent);
  const takes = new Set(KINDS.filter(isTaken));
  const isMoment = isTaken('moment') && !isTaken('id') && !isTaken('string');
  if (isTaken('moment') || isTaken('id')) takes.add('string');
  return { takes, isMoment };
}

/** Both callers have to be content. */
function mergeEndpoints(a: EndpointReliance, b: EndpointReliance): EndpointReliance {
  const fields = new Map(a.fields);
  for (const [label, field] of b.fields) {
    const known = fields.get(label);
    fields.set(label, known === undefined ? field : mergeFields(known, field));
  }
  return {
    ...a,
    callers: unionOf(a.callers, b.callers),
    query: mergeValues(a.query, b.query),
    body: a.body === null || b.body === null ? (a.body ?? b.body) : mergeValues(a.body, b.body),
    answer: a.answer === 'none' ? b.answer : a.answer,
    fields,
  };
}

function mergeFields(a: FieldReliance, b: FieldReliance): FieldReliance {
  return {
    path: a.path,
    takes: intersectionOf(a.takes, b.takes),
    isMoment: a.isMoment || b.isMoment,
    isExpected: a.isExpected || b.isExpected,
    knownFields: unionOf(a.knownFields, b.knownFields),
  };
}

function mergeValues<T>(a: ReadonlyMap<string, readonly T[]>, b: ReadonlyMap<string, readonly T[]>): Map<string, T[]> {
  const names = new Set([...a.keys(), ...b.keys()]);
  return new Map([...names].map((name) => [name, [...(a.get(name) ?? []), ...(b.get(name) ?? [])]]));
}
