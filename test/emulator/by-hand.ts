/** What the emulator can be told by hand: its flags, and what they make of it. */

import { layOutTable } from '../../scripts/terminal/columns.ts';
import { type Flag, type Given, readFlags, renderFlags } from '../../scripts/terminal/flags.ts';
import {
  type ApiKey,
  DEFAULT_KEY,
  type EmulatorOptions,
  type Fault,
  fixtureEstate,
  repairedEstate,
} from './platform.ts';
import type { RunScript, Timings } from './run-script.ts';
import { usualSyncs } from './syncs.ts';

export interface HandOptions {
  readonly options: EmulatorOptions;
  readonly faults: readonly Fault[];
  /** The file that its port is written to. */
  readonly portFile: string | null;
  /** The folder of a repository whose workflows act is to run. */
  readonly actFolder: string | null;
  readonly wantsHelp: boolean;
}

/** Slow enough to be watched: some 6 s in all. */
const TIMINGS: Timings = {
  created: 300,
  pending: 500,
  started: 2_500,
  ingestion: 1_000,
  evaluation: 1_500,
  evaluationSpread: 500,
};

/** Beside the one of role `ci`, which `--key` chooses. */
const KEYS: readonly ApiKey[] = [
  { key: 'emulator-reader', role: 'general:read' },
  { key: 'emulator-writer', role: 'general:write' },
  { key: 'emulator-admin-reader', role: 'admin:read' },
  { key: 'emulator-admin', role: 'admin:write' },
  { key: 'emulator-limited', role: 'schema-only' },
  { key: 'emulator-expired', role: 'ci', expired: true },
];

const MAY: Readonly<Record<string, string>> = {
  ci: 'starts syncs and reads policies: what the gate needs',
  'general:read': 'reads',
  'general:write': 'starts syncs, writes policies',
  'admin:read': 'reads, also keys, users and the audit log',
  'admin:write': 'everything',
  'schema-only': 'nothing: each request is answered 403',
};

interface Failure {
  readonly help: string;
  readonly script?: RunScript;
  readonly fault?: () => Fault;
}

const FAILURES: Readonly<Record<string, Failure>> = {
  sync: {
    help: 'each run of a sync fails, and its log says why',
    script: { ends: 'failed', log: ['Error: failed to write the data: AccessDenied: not authorized'] },
  },
  cancelled: { help: 'each run is cancelled by somebody else', script: { ends: 'cancelled' } },
  partial: { help: 'each run completes with 3 errors', script: { errors: 3 } },
  ingestion: { help: 'runs complete, and their data is never ingested', script: { stuckIn: 'ingestion' } },
  evaluation: { help: 'the policies are not evaluated after a run', script: { evaluates: 'never' } },
  outage: {
    help: 'each third GET is answered 503: the gate repeats it, takes longer, and comes to the usual verdict',
    fault: () =>
      failEachRead(3, { kind: 'status', status: 503, body: { message: 'Service Unavailable', status: 503 } }),
  },
  proxy: {
    help: "the same with a proxy's error page",
    fault: () => failEachRead(3, { kind: 'html', status: 502 }),
  },
};

const ESTATES = { fixture: fixtureEstate, repaired: repairedEstate } as const;
const MOST_SLOW = 1_000;
const LONGEST_DELAY_MS = 600_000;

const FLAGS: Readonly<Record<string, Flag>> = {
  port: {
    value: 'N',
    help: 'the port; without it any that is free',
    check: checkNumber(0, 65_535),
  },
  'port-file': { value: 'FILE', help: 'the file that the port is written to' },
  act: {
    value: 'FOLDER',
    help: 'a git repository, which is made if it is missing: act can run its workflows there, with an emulated GitHub',
  },
  estate: {
    value: 'NAME',
    help: 'what the syncs find: fixture breaks every policy (the default), repaired none',
    check: checkName(Object.keys(ESTATES)),
  },
  key: {
    value: 'KEY',
    help: 'the key of role ci, instead of the one below',
    check: (key) => (/^[\x21-\x7e]+$/.test(key) ? null : 'visible ASCII is allowed, without blanks.'),
  },
  fail: {
    value: 'WHAT',
    help: `what goes wrong, also several times: ${Object.keys(FAILURES).join(', ')}`,
    check: checkName(Object.keys(FAILURES)),
  },
  slow: {
    value: 'N',
    help: 'each part of a run takes N times as long: with 10 a run takes a minute',
    check: checkNumber(1, MOST_SLOW),
  },
  delay: {
    value: 'MS',
    help: 'each answer comes so many milliseconds later',
    check: checkNumber(0, LONGEST_DELAY_MS),
  },
  help: { help: 'show this' },
};

/** Reads the flags; all that is wrong with them is told at once. */
export function readHandOptions(args: readonly string[]): HandOptions | { readonly problems: readonly string[] } {
  const { given, problems } = readFlags(FLAGS, args);
  const all = [...problems, ...findTwice(given), ...findContradictions(given['fail'] ?? [])];
  if (all.length > 0) return { problems: all };
  const slow = Number(given['slow']?.[0] ?? 1);
  const failures = [...new Set(given['fail'])].flatMap((name) => FAILURES[name] ?? []);
  const delay = Number(given['delay']?.[0] ?? 0);
  return {
    options: {
      port: Number(given['port']?.[0] ?? 0),
      key: given['key']?.[0] ?? DEFAULT_KEY,
      keys: KEYS,
      estate: given['estate']?.[0] === 'repaired' ? repairedEstate() : fixtureEstate(),
      timings: Object.fromEntries(Object.entries(TIMINGS).map(([part, milliseconds]) => [part, milliseconds * slow])),
      script: Object.assign({}, ...failures.map(({ script }) => script)),
    },
    faults: [
      ...failures.flatMap(({ fault }) => fault?.() ?? []),
      ...(delay > 0
        ? [{ route: '*', times: Number.POSITIVE_INFINITY, do: { kind: 'delay', ms: delay } } as const]
        : []),
    ],
    portFile: given['port-file']?.[0] ?? null,
    actFolder: given['act']?.[0] ?? null,
    wantsHelp: given['help']?.length !== 0,
  };
}

const PAUSING =
  'POST /api/policies/{id}/toggle pauses a policy, or resumes one that is paused; the key has to write policies.';

/** What `--help` says. */
export function describeFlags(): string {
  const failures = Object.entries(FAILURES).map(([name, { help }]) => [`  --fail ${name}`, help]);
  return [
    'npm run emulator -- [FLAG…]: a CloudQuery Platform on this machine, until Ctrl+C or the signal TERM',
    '',
    ...renderFlags(FLAGS),
    '',
    ...layOutTable(failures),
    '',
    ...describeKeys(DEFAULT_KEY),
    '',
    PAUSING,
  ].join('\n');
}

/**
 * What it says when it is there; the first two lines are for programs, too.
 * @param pid of its process
 */
export function describeEmulator(url: string, key: string, pid: number, more: readonly string[] = []): string {
  const syncs = usualSyncs().map(({ name, disabled }) => (disabled ? `${name} (disabled)` : name));
  return [
    `url ${url}`,
    `key ${key}`,
    '',
    ...describeKeys(key),
    `Syncs: ${syncs.join(', ')}`,
    '',
    'Try:',
    `  curl -H 'Authorization: Bearer ${key}' ${url}/api/policies`,
    `  curl -X POST -d repaired ${url}/_emulator/estate   # or fixture; the next run of a sync finds it`,
    PAUSING,
    ...more,
    `Ctrl+C ends it, and kill ${pid} if it runs in the background.`,
  ].join('\n');
}

function describeKeys(key: string): string[] {
  const keys = [{ key, role: 'ci' } as const, ...KEYS].map((one: ApiKey) => [
    `  ${one.role}`,
    one.key,
    one.expired === true ? 'expired: each request is answered 401' : (MAY[one.role] ?? ''),
  ]);
  return ['Keys by role:', ...layOutTable(keys)];
}

/**
 * Spoils each third GET, say. What writes gets its usual answer: it is not safe to repeat, and with a fixed count each
 * start of a run could be the one that is hit.
 */
function failEachRead(every: number, kind: Fault['do']): Fault {
  let asked = 0;
  return {
    route: '*',
    times: Number.POSITIVE_INFINITY,
    when: ({ method }) => {
      if (method !== 'GET') return false;
      asked += 1;
      return asked % every === 0;
    },
    do: kind,
  };
}

function findTwice(given: Given): string[] {
  return Object.entries(given)
    .filter(([name, values]) => name !== 'fail' && values.length > 1)
    .map(([name, values]) => `--${name} is given ${values.length} times: give it once.`);
}

/** Two failures that set the same part of a run, or that spoil the same answers. */
function findContradictions(names: readonly string[]): string[] {
  const problems: string[] = [];
  const setBy = new Map<string, string>();
  for (const name of new Set(names)) {
    const { script = {}, fault } = FAILURES[name] ?? {};
    for (const part of [...Object.keys(script), ...(fault === undefined ? [] : ['answers'])]) {
      const other = setBy.get(part);
      if (other === undefined) setBy.set(part, name);
      else problems.push(`--fail ${other} and --fail ${name} exclude each other: leave one of them out.`);
    }
  }
  return problems;
}

function checkName(names: readonly string[]): (value: string) => string | null {
  return (value) => (names.includes(value) ? null : `allowed: ${names.join(', ')}.`);
}

function checkNumber(least: number, most: number): (value: string) => string | null {
  const problem = `a whole number from ${least} to ${most} is allowed.`;
  return (value) => (/^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most ? null : problem);
}
