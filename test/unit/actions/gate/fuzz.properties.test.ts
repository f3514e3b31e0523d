import { describe, expect, test } from 'vitest';
import { createGateClient } from '../../../../src/actions/gate/client.ts';
import { runGate } from '../../../../src/actions/gate/gate.ts';
import type { GateResult } from '../../../../src/actions/gate/result.ts';
import { createLedger } from '../../../../src/actions/gate/sync/ledger.ts';
import { PlatformError } from '../../../../src/platform/http/errors.ts';
import { createRequester } from '../../../../src/platform/http/requester.ts';
import type { PlatformRequest, Transport } from '../../../../src/platform/http/transport.ts';
import { runs } from '../../../runs.ts';
import { aRow } from '../../fake/client.ts';
import { createFakeClock, NOON } from '../../fake/clock.ts';
import { baselineOf } from '../../fake/decision.ts';
import { someInputs } from '../../fake/deps.ts';
import { scopeOf } from '../../fake/scope.ts';
import { aWaiver } from '../../fake/waiver.ts';
import { planLie } from './fuzz/mislead.ts';
import { mutate } from './fuzz/mutate.ts';
import { findDoubt, findSecondStart, type Question, type Served } from './fuzz/oracle.ts';
import { createRandom, type Random } from './fuzz/random.ts';
import { createWorld } from './fuzz/world.ts';

const RUNS = Number(process.env['FUZZ_RUNS'] ?? runs(2_000));
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_260_801);

/** Simulated; the step's deadline, and how long after it all has to be over. */
const DEADLINE_MS = 120_000;
const PATIENCE_MS = 60_000;
const MOST_REQUESTS = 2_000;

/** Those of the world, `createWorld`. */
const POLICIES = ['policy-0', 'policy-1', 'policy-2', 'policy-3'];

/** Which answers are mutated: those to some addresses, from the so-manieth on, some of them or all. */
function planMutations(random: Random): (request: PlatformRequest) => boolean {
  if (random.index(10) === 0) return () => false;
  const targets = [
    /^\/policies$/,
    /violations$/,
    /violations-history$/,
    /^\/syncs\/aws\/runs$/,
    /^\/syncs\/aws\/runs\/[^/]+$/,
    /stats$/,
    /./,
  ] as const;
  const target = random.pick(targets);
  const first = random.index(4);
  const share = random.pick([1, 0.5, 0.2]);
  let seen = 0;
  return ({ path }) => target.test(path) && seen++ >= first && random() < share;
}

interface Fuzzed {
  readonly result: GateResult;
  readonly served: readonly Served[];
  readonly question: Question;
  readonly isMutated: boolean;
  readonly elapsedMs: number;
}

/**
 * @param spoil what becomes of an answer instead of what the seed says
 * @param dateSkew milliseconds by which the `Date` header is ahead; null: there is none
 */
async function fuzz(
  seed: number,
  spoil?: (request: PlatformRequest, text: string) => string,
  dateSkew: number | null = 0,
): Promise<Fuzzed> {
  const random = createRandom(seed);
  const clock = createFakeClock(NOON, DEADLINE_MS + PATIENCE_MS);
  const world = createWorld(random);
  const isDue = planMutations(random);
  const served: Served[] = [];
  let isMutated = false;
  let requests = 0;
  const date = () => (dateSkew === null ? null : clock.now() + dateSkew);

  const transport: Transport = {
    close: () => {},
    async send(request) {
      if (++requests > MOST_REQUESTS) throw new Error('too many requests: this hangs');
      const where = { method: request.method, url: `https://acme.example/api${request.path}` };
      const answer = world.answer(request, clock.now());
      if (answer === null)
        throw new PlatformError('The Platform answered 404', where, {
          kind: 'status',
          status: 404,
          retryAfterMs: null,
        });
      if (request.answer === 'text') return { url: where.url, status: 200, body: String(answer), serverTime: date() };
      const valid = JSON.stringify(answer);
      const text = spoil?.(request, valid) ?? (isDue(request) ? mutate(valid, random) : valid);
      if (text !== valid) isMutated = true;
      let body: unknown;
      try {
        body = JSON.parse(text);
      } catch {
        throw new PlatformError('The answer is not JSON', where, { kind: 'unreadable' });
      }
      const page = Number(request.query?.['page'] ?? 1);
      served.push({ method: request.method, path: request.path, page, text, at: Math.floor(clock.now()) });
      return { url: where.url, status: 200, body, serverTime: date() };
    },
  };

  const mode = random.pick(['gate', 'gate', 'check'] as const);
  const account = random() < 0.3 ? 'prod' : null;
  const waived = random() < 0.3 ? random.pick(['dev', 'test']) : null;
  const known = random() < 0.5 ? random.pick([[], ['id-1'], ['id-2', 'id-3'], ['id-1', 'id-2', 'id-3']]) : null;
  const stop = new AbortController().signal;
  const options = {
    transport,
    clock,
    stop,
    requestTimeoutMs: 10_000,
    longestPauseMs: 15_000,
    debug: () => {},
    info: () => {},
    random,
  };
  const clientUntil = (deadline: number) => createGateClient(createRequester({ ...options, deadline }));
  const result = await runGate(
    someInputs({
      mode,
      syncNames: mode === 'check' ? [] : ['aws'],
      scope: scopeOf({ accounts: account === null ? [] : [account] }),
      waivers:
        waived === null
          ? null
          : { path: 'waivers.yml', entries: POLICIES.map((policy) => aWaiver({ policy, account: waived })) },
      baseline:
        known === null
          ? null
          : baselineOf(Object.fromEntries(POLICIES.map((id) => [id, known.map((platformId) => aRow({ platformId }))]))),
      evaluationTimeoutMs: 45_000,
    }),
    {
      client: clientUntil(NOON + DEADLINE_MS),
      lastClient: () => clientUntil(clock.now() + 4_000),
      clock,
      stop,
      deadline: NOON + DEADLINE_MS,
      longestPauseMs: 15_000,
      farPauseMs: 120_000,
      ledger: createLedger(() => {}),
      info: () => {},
      warn: () => {},
      group: () => {},
      sink: null,
      onSyncs: () => {},
      lastMoment: () => null,
    },
  );
  return { result, served, question: { mode, account, waived, known }, isMutated, elapsedMs: clock.now() - NOON };
}

/** What is wrong with the end of a run; null where nothing is. */
function findFault({ result, served, question, isMutated, elapsedMs }: Fuzzed): string | null {
  const { outcome, green, sentence, remedy } = result;
  const said = `${sentence} ${remedy ?? ''} ${result.warnings.join(' ')}`;
  if (/this hangs/.test(said)) return `it hangs: ${sentence}`;
  if (elapsedMs > DEADLINE_MS + PATIENCE_MS) return `it took ${elapsedMs} ms`;
  if (/fault of its own/.test(said)) return `an answer of the Platform is told as a fault of ours: ${sentence}`;
  // A name may hold these by mutation, a sentence of ours never.
  if (/\n\s+at |\[object (?!Object\])|\bNaN\b|\bundefined\b/.test(said)) return `no sentence for people: ${said}`;
  if (sentence === '') return 'no sentence';
  const lost = findLoss(result);
  if (lost !== null) return lost;
  if (green !== (outcome === 'passed')) return `green is ${green}, and the outcome is ${outcome}`;
  const doubt = findDoubt(served, question);
  if (outcome === 'passed' && doubt !== null) return `it passed, and ${doubt}`;
  if (!isMutated && doubt === null && outcome !== 'passed')
    return `nothing was wrong, and it ended as ${outcome}: ${sentence}`;
  const posts = served.filter(({ method }) => method === 'POST').length;
  if (posts > 3) return `${posts} runs were started`;
  const cancelled = served.filter(({ method }) => method === 'PATCH').map(({ path }) => path);
  if (cancelled.some((path) => /run-of-/.test(path))) return 'a run of somebody else was cancelled';
  return findSecondStart(served);
}

/** What does not add up; null where all does. */
function findLoss({ judgement }: GateResult): string | null {
  if (judgement === null) return null;
  for (const counts of [...judgement.policies, ...Object.values(judgement.bySeverity), judgement.totals]) {
    const { found, gating, known, waived, belowThreshold, outOfScope } = counts;
    const parts = [gating, known, waived, belowThreshold, outOfScope];
    const sum = parts.reduce((total, part) => total + part, 0);
    // Beyond that numbers are not exact.
    if (found < Number.MAX_SAFE_INTEGER && sum !== found) return `of ${found} violations ${sum} are told`;
    if (parts.some((part) => part < 0)) return `a negative number is told: ${parts.join(', ')}`;
  }
  const { news } = judgement;
  return news.kind !== 'unknown' && !(news.count >= 0) ? `${news.count} violations are told to be new` : null;
}

/** A sample that asks for this and whose gate passes where nothing is spoilt. */
async function findGreen(target: RegExp): Promise<number> {
  for (let seed = SEED; seed < SEED + 1_000; seed++) {
    const { result, question, served } = await fuzz(seed, (_, text) => text);
    const isAsked = served.some(({ path }) => target.test(path));
    if (isAsked && result.outcome === 'passed' && question.mode === 'gate') return seed;
  }
  throw new Error('No sample passes, not even where nothing is spoilt.');
}

describe('answers that are cut', () => {
  test.each([/^\/policies$/, /^\/policies\/[^/]+\/violations$/, /^\/syncs\/aws\/runs$/, /^\/syncs\/aws\/runs\/[^/]+$/])(
    'at any byte of those to %s: never green',
    async (target) => {
      const seed = await findGreen(target);
      let length = 0;
      await fuzz(seed, (request, text) => {
        if (target.test(request.path)) length = Math.max(length, text.length);
        return text;
      });
      expect(length).toBeGreaterThan(100);
      const faults: string[] = [];
      const most = Math.min(length, 1_500);
      const cuts = runs(most);
      for (let cut = 0; cut < cuts; cut++) {
        // At every byte in the slow tier.
        const bytes = Math.floor((cut * most) / cuts);
        const spoil = (request: PlatformRequest, text: string) =>
          target.test(request.path) ? text.slice(0, Math.min(bytes, text.length - 1)) : text;
        const { result } = await fuzz(seed, spoil);
        if (result.green || /fault of its own|this hangs/.test(result.sentence))
          faults.push(`${bytes}: ${result.sentence}`);
      }
      expect(faults).toEqual([]);
    },
  );
});

/** Beyond the seeds of the worlds. */
const LIES = 500_000_000;

describe('a Platform that misleads about runs', () => {
  test(`${RUNS} runs: never green unless it is proved, nothing started twice`, { timeout: 600_000 }, async () => {
    const ends = new Map<string, Set<string>>();
    const faults: string[] = [];
    for (let number = 0; number < RUNS && faults.length < 5; number++) {
      const seed = SEED + number;
      // Of another seed than the world: the same draws would tie each lie to one kind of world.
      const lie = planLie(createRandom(seed + LIES));
      const fuzzed = await fuzz(seed, lie.spoil, lie.dateSkew);
      const fault = findFault(fuzzed);
      if (fault !== null) faults.push(`seed ${seed}, ${lie.name}, Date ${lie.dateSkew}: ${fault.slice(0, 500)}`);
      if (fuzzed.question.mode === 'gate')
        ends.set(lie.name, (ends.get(lie.name) ?? new Set()).add(fuzzed.result.outcome));
    }
    expect(faults).toEqual([]);
    // A lie that only ever ends in one way tests nothing.
    if (RUNS < 1_000) return;
    expect([...ends].filter(([, outcomes]) => outcomes.size < 2)).toEqual([]);
  });
});

describe('answers that are almost right', () => {
  test(`${RUNS} runs: never green by accident, never a hang, never a stack trace`, { timeout: 600_000 }, async () => {
    const outcomes = new Map<string, number>();
    const faults: string[] = [];
    let forgiven = 0;
    for (let number = 0; number < RUNS && faults.length < 5; number++) {
      const seed = SEED + number;
      const fuzzed = await fuzz(seed);
      const fault = findFault(fuzzed);
      if (fault !== null) faults.push(`FUZZ_SEED=${seed} FUZZ_RUNS=1: ${fault.slice(0, 500)}`);
      const name = `${fuzzed.result.outcome}${fuzzed.isMutated ? ', mutated' : ''}`;
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
      if (fuzzed.result.outcome === 'passed' && (fuzzed.result.judgement?.totals.found ?? 0) > 0) forgiven += 1;
    }
    expect(faults).toEqual([]);
    // A fuzzer that only ever sees one end tests nothing.
    if (RUNS < 1_000) return;
    expect(forgiven, 'green although something was found').toBeGreaterThan(RUNS / 200);
    for (const name of [
      'passed',
      'passed, mutated',
      'violations, mutated',
      'inconclusive, mutated',
      'sync-failed, mutated',
      'timed-out, mutated',
      'error, mutated',
    ]) {
      expect(outcomes.get(name) ?? 0, `${name} of ${JSON.stringify([...outcomes])}`).toBeGreaterThan(RUNS / 200);
    }
  });
});
