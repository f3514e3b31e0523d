import { describe, expect, it } from 'vitest';
import { ask, itemsOf } from './ask.ts';
import { describeEmulator, describeFlags, type HandOptions, readHandOptions } from './by-hand.ts';
import { DEFAULT_KEY, type Emulator, fixtureEstate, repairedEstate, startEmulator } from './platform.ts';

function read(args: string): HandOptions {
  const options = readHandOptions(args.split(' ').filter((arg) => arg !== ''));
  if ('problems' in options) throw new Error(options.problems.join('\n'));
  return options;
}

/** As `main.ts` does, with runs that take no time. */
async function start(args: string): Promise<Emulator> {
  const { options, faults } = read(args);
  const emulator = await startEmulator({ ...options, timings: {} });
  faults.forEach(emulator.fault);
  return emulator;
}

const FAILURES = 'allowed: sync, cancelled, partial, ingestion, evaluation, outage, proxy.';
const DELAY = 'a whole number from 0 to 600000 is allowed.';

describe('The flags of the emulator', () => {
  it.for<[string, Partial<HandOptions['options']>]>([
    ['', { port: 0, key: DEFAULT_KEY, estate: fixtureEstate(), script: {} }],
    ['--port 65535', { port: 65_535 }],
    ['--key given-key', { key: 'given-key' }],
    ['--estate fixture', { estate: fixtureEstate() }],
    ['--estate repaired', { estate: repairedEstate() }],
    ['--fail cancelled', { script: { ends: 'cancelled' } }],
    ['--fail partial --fail evaluation', { script: { errors: 3, evaluates: 'never' } }],
    ['--fail ingestion --fail ingestion', { script: { stuckIn: 'ingestion' } }],
    ['--slow 1', { timings: read('').options.timings ?? {} }],
  ])('%s', ([args, expected]) => {
    expect(read(args).options).toMatchObject(expected);
  });

  it('make a run slow in each of its parts', () => {
    const usual = read('').options.timings ?? {};
    expect(read('--slow 10').options.timings).toEqual(
      Object.fromEntries(Object.entries(usual).map(([part, milliseconds]) => [part, milliseconds * 10])),
    );
  });

  it('name the file for the port and the folder for act, and ask for help', () => {
    expect(read('')).toMatchObject({ portFile: null, actFolder: null, wantsHelp: false, faults: [] });
    expect(read('--port-file p --act f --help')).toMatchObject({ portFile: 'p', actFolder: 'f', wantsHelp: true });
  });

  it.for<[string, string[]]>([
    ['--port 65536', ['--port 65536: a whole number from 0 to 65535 is allowed.']],
    ['--port -1', ['--port -1: a whole number from 0 to 65535 is allowed.']],
    ['--slow 0', ['--slow 0: a whole number from 1 to 1000 is allowed.']],
    ['--slow 1.5', ['--slow 1.5: a whole number from 1 to 1000 is allowed.']],
    ['--delay 600001', [`--delay 600001: ${DELAY}`]],
    ['--estate broken', ['--estate broken: allowed: fixture, repaired.']],
    ['--estate constructor', ['--estate constructor: allowed: fixture, repaired.']],
    ['--fail everything', [`--fail everything: ${FAILURES}`]],
    ['--key ä', ['--key ä: visible ASCII is allowed, without blanks.']],
    ['--key a --key b', ['--key is given 2 times: give it once.']],
    ['--fail sync --fail cancelled', ['--fail sync and --fail cancelled exclude each other: leave one of them out.']],
    ['--fail outage --fail proxy', ['--fail outage and --fail proxy exclude each other: leave one of them out.']],
    ['--slow x --delay y', ['--slow x: a whole number from 1 to 1000 is allowed.', `--delay y: ${DELAY}`]],
  ])('%s is a problem', ([args, problems]) => {
    expect(readHandOptions(args.split(' '))).toEqual({ problems });
  });

  it('are all in the help, with each way to fail', () => {
    const help = describeFlags();
    for (const flag of ['port', 'port-file', 'act', 'estate', 'key', 'fail', 'slow', 'delay', 'help']) {
      expect(help).toMatch(new RegExp(`^ {2}--${flag} `, 'm'));
    }
    for (const role of ['ci', 'general:read', 'general:write', 'admin:read', 'admin:write', 'schema-only']) {
      expect(help).toMatch(new RegExp(`^ {2}${role} +\\S+ {2,}\\S`, 'm'));
    }
    expect(help).toContain(DEFAULT_KEY);
    expect(help).toContain('POST /api/policies/{id}/toggle pauses');
    for (const name of FAILURES.match(/\w+(?=[,.])/g) ?? []) expect(help).toMatch(new RegExp(`--fail ${name} `));
  });
});

describe('The emulator that was told to', () => {
  it.for<[string, Record<string, unknown>]>([
    ['--fail sync', { status: 'failed' }],
    ['--fail cancelled', { status: 'cancelled' }],
    ['--fail partial', { status: 'completed', errors: 3 }],
    ['--fail ingestion', { status: 'completed', ingested: false }],
  ])('%s ends each run that way', async ([args, expected]) => {
    await using emulator = await start(args);
    await ask(emulator, 'POST', '/syncs/aws-prod/runs');
    await expect
      .poll(async () => (await itemsOf(emulator, '/syncs/aws-prod/runs'))[0], { timeout: 10_000 })
      .toMatchObject(expected);
  });

  it.for<[string, number]>([
    ['--fail outage', 503],
    ['--fail proxy', 502],
    ['--fail outage --delay 1', 503],
  ])('%s spoils each third GET, and nothing that writes', async ([args, status]) => {
    await using emulator = await start(args);
    const statusOf = async (method: string, path: string) => {
      const headers = { authorization: `Bearer ${emulator.key}` };
      const response = await fetch(`${emulator.url}/api${path}`, { method, headers });
      await response.text();
      return response.status;
    };
    const read: number[] = [];
    const started: number[] = [];
    for (const sync of ['aws-prod', 'aws-staging', 'gcp-prod']) {
      read.push(await statusOf('GET', '/policies'), await statusOf('GET', '/syncs'));
      started.push(await statusOf('POST', `/syncs/${sync}/runs`));
    }
    expect(read).toEqual([200, 200, status, 200, 200, status]);
    expect(started).toEqual([201, 201, 201]);
  });

  it('--delay answers later', async () => {
    await using emulator = await start('--delay 50');
    const before = performance.now();
    await ask(emulator, 'GET', '/policies');
    // A timer may end a little early.
    expect(performance.now() - before).toBeGreaterThan(45);
  });

  it('says its address and each key, and every key does what is said of it', async () => {
    await using emulator = await start('');
    const [url, key, , ...rest] = describeEmulator(emulator.url, emulator.key, 4711).split('\n');
    expect([url, key]).toEqual([`url ${emulator.url}`, `key ${emulator.key}`]);
    const keys = rest.flatMap((line) => {
      const [, role = '', given = '', says = ''] = /^ {2}(\S+) +(\S+) {2}(.+)$/.exec(line) ?? [];
      return role === '' || role === 'curl' ? [] : [{ role, given, says }];
    });
    expect(keys.map(({ role }) => role)).toEqual([
      'ci',
      'general:read',
      'general:write',
      'admin:read',
      'admin:write',
      'schema-only',
      'ci',
    ]);
    const statusOf = async (given: string, method: string, path: string) => {
      const response = await fetch(`${emulator.url}/api${path}`, {
        method,
        headers: { authorization: `Bearer ${given}` },
      });
      await response.text();
      return response.status;
    };
    for (const { given, says } of keys) {
      const refused = /answered (\d+)/.exec(says)?.[1];
      expect(await statusOf(given, 'GET', '/policies'), given).toBe(Number(refused ?? 200));
      const mayStart = /starts syncs|everything/.test(says);
      const started = await statusOf(given, 'POST', '/syncs/aws-staging/runs');
      // One that is in progress already is another answer than a refusal.
      expect(mayStart ? [201, 422] : [Number(refused ?? 403)], given).toContain(started);
    }
    expect(rest.join('\n')).toContain('POST /api/policies/{id}/toggle pauses');
    expect(rest.at(-1)).toBe('Ctrl+C ends it, and kill 4711 if it runs in the background.');
    expect(rest).toContain('Syncs: aws-prod, aws-staging, gcp-prod, aws-legacy (disabled)');
  });
});
