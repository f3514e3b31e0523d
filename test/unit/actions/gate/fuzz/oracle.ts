/**
 * Whether what a Platform said proves that a step may be green. It shares no code with the action, and judges what
 * was sent, not what was meant: a mutation that makes another, valid statement is one.
 */

/** One answer with a status of success, as its text was sent. */
export interface Served {
  readonly method: string;
  readonly path: string;
  readonly page: number;
  readonly text: string;
  /** In milliseconds since 1970; both clocks of this Platform are right. */
  readonly at: number;
}

export interface Question {
  readonly mode: 'gate' | 'check';
  /** Violations in all other accounts do not gate; null: all of them gate. */
  readonly account: string | null;
  /** Violations of this account are waived; null: none are. */
  readonly waived: string | null;
  /** Violations of these `_cq_platform_id`s are in the baseline, once for each policy; null: there is no baseline. */
  readonly known: readonly string[] | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Why it is not proved; null where it is. */
export function findDoubt(served: readonly Served[], question: Question): string | null {
  const since = question.mode === 'check' ? 0n : findCompletion(served);
  if (since === null) return 'no run is known to be completed and ingested';

  const { account } = question;
  if (account !== null && !isKnown(served, account)) return 'the account is not known to exist';

  const list = lastRead(served, '/policies');
  if (list === null) return 'the last list of policies cannot be read';
  if (list.isShort) return 'the last list of policies is not whole';
  const policies = new Map<unknown, Fields>();
  for (const item of list.items) {
    if (!isFields(item)) return 'a policy is no object';
    policies.set(item['id'], item);
  }
  const start = served.findIndex(({ method }) => method === 'POST');
  const before = new Map(
    (start === -1 ? [] : (lastRead(served.slice(0, start), '/policies')?.items ?? []))
      .filter(isFields)
      .map((policy) => [policy['id'], policy]),
  );
  const active = [...policies.values()].filter(({ status }) => lower(status) !== 'paused');
  if (active.length === 0) return 'there is no active policy';
  for (const policy of active) {
    const { id, status, run_at: runAt, violation_count: count } = policy;
    if (lower(status) !== 'active') return `the status of ${id} is not active`;
    const moment = nanosecondsOf(runAt);
    if (moment === null || moment < since) return `${id} was not evaluated since`;
    const earlier = before.get(id);
    if (earlier !== undefined && question.mode === 'gate') {
      const old = nanosecondsOf(earlier['run_at']);
      if (old !== null && moment <= old) return `the result of ${id} was there before the start`;
      const isChanged = queryOf(policy) !== queryOf(earlier);
      if (isChanged && !isAnswered(policy, moment, served, start)) return `${id} was found by an older query`;
    }
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) return `the count of ${id} is none`;
    const isPlain = question.account === null && question.waived === null && question.known === null;
    const gating = count === 0 || isPlain ? count : countGating(served, String(id), count, question);
    if (gating !== 0) return `${id} has gating violations`;
  }
  return null;
}

/** A second run that was asked for although a list had shown one that it did not show before; null if there is none. */
export function findSecondStart(served: readonly Served[]): string | null {
  const known = new Set<unknown>();
  let isStarted = false;
  let found: unknown = null;
  for (const { method, path, text } of served) {
    if (path !== '/syncs/aws/runs') continue;
    if (method === 'POST') {
      if (found !== null) return `a run was asked for although ${String(found)} had come into being`;
      isStarted = true;
      continue;
    }
    const json = parse(text);
    const runs = isFields(json) && Array.isArray(json['items']) ? (json['items'] as unknown[]) : [];
    if (!runs.every((run) => isFields(run) && isWhole(run) && nanosecondsOf(run['created_at']) !== null)) continue;
    for (const run of runs.filter(isFields)) {
      if (!isStarted) known.add(run['id']);
      else if (!known.has(run['id'])) found = run['id'];
    }
  }
  return null;
}

/** Whether a list of accounts, or a violation, ever named it. */
function isKnown(served: readonly Served[], account: string): boolean {
  return served
    .filter(({ path }) => path.endsWith('/values') || path.endsWith('/violations'))
    .map(({ text }) => parse(text))
    .flatMap((page) => (isFields(page) && Array.isArray(page['items']) ? (page['items'] as unknown[]) : []))
    .filter(isFields)
    .some((item) =>
      ['value', 'name', '_cq_account_name', 'account_id'].some((field) => lower(item[field]) === account),
    );
}

/**
 * Whether the query was seen with an older result after the start, or the policy's dates say that its result is later:
 * they do if the policy was seen with an earlier date of its last change.
 */
function isAnswered(policy: Fields, moment: bigint, served: readonly Served[], start: number): boolean {
  const looksAt = (answers: readonly Served[]) =>
    answers
      .filter(({ path }) => path === '/policies')
      .map(({ text }) => parse(text))
      .flatMap((page) => (isFields(page) && Array.isArray(page['items']) ? (page['items'] as unknown[]) : []))
      .filter(isFields)
      .filter(({ id }) => id === policy['id']);
  const isOlder = (look: Fields) => (nanosecondsOf(look['run_at']) ?? 0n) < moment;
  if (looksAt(served.slice(start)).some((look) => queryOf(look) === queryOf(policy) && isOlder(look))) return true;
  const updated = nanosecondsOf(policy['updated_at']);
  if (updated === null || updated >= moment) return false;
  return looksAt(served).some((look) => (nanosecondsOf(look['updated_at']) ?? updated) < updated);
}

function queryOf({ query }: Fields): string | null {
  return typeof query === 'string' ? query : null;
}

/** When the run completed of which was last heard, in nanoseconds since 1970. */
function findCompletion(served: readonly Served[]): bigint | null {
  const last = served.findLast(({ method, path }) => method !== 'PATCH' && /^\/syncs\/aws\/runs(\/[^/]+)?$/.test(path));
  const json = parse(last?.text ?? '');
  if (last === undefined || !isFields(json)) return null;
  const id = last.path.split('/')[4];
  if (id !== undefined && json['id'] !== id) return null;
  if (id !== undefined || last.method === 'POST') return latest(completionOf(json, last.at), findAbsence(served, json));
  // A run whose start got lost is found in the list, and may be over there already.
  const start = served.findLastIndex(({ path, method, page }) => path === last.path && method === 'GET' && page === 1);
  const pages = served.slice(start).filter(({ path, method }) => path === last.path && method === 'GET');
  const runs = pages
    .map(({ text }) => parse(text))
    .flatMap((page) => (isFields(page) && Array.isArray(page['items']) ? (page['items'] as unknown[]) : []));
  const others = runs.filter(isFields).filter((run) => run['id'] !== 'run-of-yesterday');
  return others.map((run) => completionOf(run, last.at)).find((completed) => completed !== null) ?? null;
}

/** When the run was last seen without its data, in nanoseconds since 1970; 0 if it never was. */
function findAbsence(served: readonly Served[], { id, created_at: createdAt }: Fields): bigint {
  const absent = served.filter(({ method, path, text }) => {
    const run = parse(text);
    if (method !== 'GET' || path !== `/syncs/aws/runs/${id}` || !isFields(run) || !isWhole(run)) return false;
    if (run['id'] !== id || run['created_at'] !== createdAt) return false;
    const status = String(run['status']);
    return ['created', 'pending', 'started'].includes(status) || (status === 'completed' && run['ingested'] !== true);
  });
  const isAnswered = served.some(({ method, text }) => {
    const run = parse(text);
    return method === 'POST' && isFields(run) && isWhole(run) && run['id'] === id && typeof run['status'] === 'string';
  });
  // Of a run that was found later, the step can't tell so surely at which moment of the Platform it was seen.
  const doubt = isAnswered ? 200 : 15_000;
  return BigInt(Math.max(0, (absent.at(-1)?.at ?? 0) - doubt)) * 10n ** 6n;
}

/** Whether the other fields are such that nobody has to doubt the answer. */
function isWhole(run: Fields): boolean {
  const isText = (value: unknown) => value === undefined || value === null || typeof value === 'string';
  const isCount = (value: unknown) => typeof value === 'number' && Number.isInteger(value) && value >= 0;
  const isDate = (value: unknown) => value === undefined || value === null || nanosecondsOf(value) !== null;
  return (
    isCount(run['total_rows']) &&
    isCount(run['errors']) &&
    isText(run['status_reason']) &&
    isDate(run['completed_at']) &&
    ['aws', null, undefined].includes(run['sync_name'] as string) &&
    [true, false, null, undefined].includes(run['ingested'] as boolean)
  );
}

const latest = (a: bigint | null, b: bigint) => (a === null || a > b ? a : b);

/** Nobody's clock is wrong by more. */
const TOLERANCE = 300n * 10n ** 9n;

/** @param at when that was said, in milliseconds since 1970 */
function completionOf(run: Fields, at: number): bigint | null {
  const reason = run['status_reason'] ?? '';
  if (run['status'] !== 'completed' || run['ingested'] !== true) return null;
  if (!['', 'partial_success', 'error'].includes(String(reason))) return null;
  const [created, said] = [nanosecondsOf(run['created_at']), nanosecondsOf(run['completed_at'])];
  // Clocks of several nodes differ by seconds.
  if (created === null || said === null || said < created - 5n * 10n ** 9n) return null;
  const completed = said < created ? created : said;
  const now = BigInt(at) * 10n ** 6n;
  // The step took two minutes at most: what is dated otherwise is no new run.
  if (created > now + TOLERANCE || created < now - 2n * TOLERANCE || completed > now + TOLERANCE) return null;
  const second = 10n ** 9n;
  if (said % second !== 0n) return completed;
  // Cut to the second, or to the minute unless the run's other date shows its seconds.
  const showsSeconds = created % second === 0n && created % (60n * second) !== 0n;
  const end = said + (said % (60n * second) === 0n && !showsSeconds ? 60n * second : second);
  return end > created ? end : created;
}

/** The items of the pages since the first page was last asked for. */
function lastRead(served: readonly Served[], path: string): { items: unknown[]; isShort: boolean } | null {
  const start = served.findLastIndex((one) => one.path === path && one.page === 1);
  if (start === -1) return null;
  const pages = new Map<number, string>();
  for (const one of served.slice(start)) if (one.path === path) pages.set(one.page, one.text);
  const items: unknown[] = [];
  let total = 0;
  for (const text of pages.values()) {
    const page = parse(text);
    if (!isFields(page) || !Array.isArray(page['items'])) return null;
    items.push(...(page['items'] as unknown[]));
    const metadata = page['metadata'];
    if (isFields(metadata) && typeof metadata['total_count'] === 'number') total = metadata['total_count'];
  }
  return { items, isShort: total > items.length };
}

function countGating(
  served: readonly Served[],
  id: string,
  count: number,
  { account, waived, known }: Question,
): number {
  const rows = lastRead(served, `/policies/${id}/violations`);
  if (rows === null) return count;
  const rest = new Set(known ?? []);
  const forgiven = rows.items.filter((row) => {
    if (!isFields(row)) return false;
    const names = [row['_cq_account_name'], row['account_id']].filter(
      (name) => typeof name === 'string' && name !== '',
    );
    const isElsewhere = account !== null && names.length > 0 && !names.some((name) => lower(name) === account);
    if (isElsewhere || (waived !== null && names.some((name) => lower(name) === waived))) return true;
    return rest.delete(String(row['_cq_platform_id']));
  });
  return Math.max(count, rows.items.length) - forgiven.length;
}

function nanosecondsOf(text: unknown): bigint | null {
  if (typeof text !== 'string') return null;
  const match = /^(.{10})[Tt ](.{8})(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/.exec(text.trim());
  if (match === null) return null;
  const [, date, time, fraction = '.', zone = 'Z'] = match;
  const seconds = Date.parse(`${date}T${time}${zone.toUpperCase()}`) / 1_000;
  if (!Number.isInteger(seconds) || seconds < Date.UTC(2000, 0) / 1_000) return null;
  return BigInt(seconds) * 10n ** 9n + BigInt(fraction.slice(1, 10).padEnd(9, '0'));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : '');
