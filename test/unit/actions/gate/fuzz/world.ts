import type { PlatformRequest } from '../../../../../src/platform/http/transport.ts';
import { NOON } from '../../../fake/clock.ts';
import type { Json } from './mutate.ts';
import type { Random } from './random.ts';

/** A Platform that answers as its description says; everything about it follows from the seed. */
export interface World {
  /** The JSON of an answer, or null where there is no such address. */
  answer(request: PlatformRequest, now: number): Json | null;
}

const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const isFields = (json: Json | undefined): json is { [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

interface Born {
  readonly id: string;
  readonly at: number;
  cancelled: boolean;
}

export function createWorld(random: Random): World {
  // Most worlds are clean, so that a fault in one of them could make a wrong one green.
  const isClean = random.index(3) > 0;
  const flaw = isClean
    ? ''
    : random.pick([
        'violations',
        'violations',
        'violations',
        'stale',
        'ahead',
        'query',
        'never',
        'failed',
        'failed',
        'partial',
        'not-ingested',
        'paused',
        'empty',
      ]);
  const pageSize = random.pick([2, 1_000]);
  const saysTotal = random() < 0.7;
  const runs: Born[] = [{ id: 'run-of-yesterday', at: NOON - 86_400_000, cancelled: false }];
  const names = [
    'Unencrypted S3 buckets',
    'EC2 instances should use IMDSv2',
    'Untagged | large\n"EC2" 🙂 instances',
    'RDS DB instances should prohibit public access',
  ];
  const count = flaw === 'empty' ? 0 : 1 + random.index(names.length);
  const flawed = random.index(Math.max(1, count));
  // Not in whole seconds, which would prove no order.
  const duration = random.pick([7, 5_007, 20_007]);
  const lag = random.pick([0, 3_000, 10_000]);
  // While the run goes on, so that sometimes its evaluation is seen after the new query, and sometimes with it.
  const queryChangesAt = NOON + duration;

  function readRun(run: Born, now: number): Json {
    const done = run.at + duration;
    const isDone = now >= done;
    const status = run.cancelled
      ? 'cancelled'
      : !isDone
        ? now - run.at < 2_000
          ? 'pending'
          : 'started'
        : flaw === 'failed'
          ? 'failed'
          : 'completed';
    return {
      sync_name: 'aws',
      id: run.id,
      status,
      ...(flaw === 'partial' ? { status_reason: 'partial_success' } : {}),
      created_at: iso(run.at),
      completed_at: isDone ? iso(done) : null,
      total_rows: isDone ? 1_204 : 17,
      errors: flaw === 'partial' ? 3 : 0,
      warnings: 1,
      ingested: isDone && flaw !== 'not-ingested' && now >= done + lag,
    };
  }

  function readPolicies(now: number): Json[] {
    const last = runs.findLast((run) => !run.cancelled && now >= run.at + duration + 2 * lag);
    return names.slice(0, count).map((name, index) => {
      const isFlawed = index === flawed;
      const evaluatedAt = (last?.at ?? NOON) + duration + 2 * lag;
      // By a clock that is ahead; it was never evaluated again.
      const oldRunAt = flaw === 'stale' ? NOON - 3_600_000 : flaw === 'ahead' ? NOON + 3_600_000 : evaluatedAt;
      const runAt = isFlawed ? oldRunAt : evaluatedAt;
      const isChanged = flaw === 'query' && isFlawed && now >= queryChangesAt;
      return {
        id: `policy-${index}`,
        name,
        description: 'What it is about.',
        domain: 'security',
        severity: ['low', 'medium', 'high', 'critical'][index] ?? 'low',
        status: flaw === 'paused' && isFlawed ? 'paused' : 'active',
        run_at: flaw === 'never' && isFlawed ? null : iso(runAt),
        violation_count: flaw === 'never' && isFlawed ? null : flaw === 'violations' && isFlawed ? 3 : 0,
        query: isChanged ? 'SELECT 2' : 'SELECT 1',
        updated_at: iso(NOON - 172_800_000),
        notification_destinations: [{ url: 'https://hooks.example/secret' }],
      };
    });
  }

  function violationsOf(): Json[] {
    return [1, 2, 3].map((number) => ({
      cloud: 'aws',
      resource_type_label: 'S3 Bucket',
      _cq_account_name: number === 1 ? 'dev' : 'test',
      account_id: `00000000000${number}`,
      name: `bucket ${number}`,
      region: 'us-east-1',
      _cq_platform_id: `id-${number}`,
    }));
  }

  const columnOf = (...values: string[]): Json[] => values.map((value) => ({ value, kind: 'string' }));

  /** Of every evaluation, the newest first; what was violated now was half so before. */
  function historyOf(id: string, now: number): Json[] {
    const policy = readPolicies(now).find((one) => isFields(one) && one['id'] === id);
    if (!isFields(policy) || typeof policy['violation_count'] !== 'number') return [];
    const runs = [policy['run_at'] ?? null, iso(NOON - 7_200_000), iso(NOON - 86_400_000)];
    const counts = [policy['violation_count'], Math.floor(policy['violation_count'] / 2), 0];
    return runs.map((runAt, index) => ({ policy_id: id, run_at: runAt, violation_count: counts[index] ?? 0 }));
  }

  function paged(items: Json[], { query }: PlatformRequest): Json {
    const size = Math.min(pageSize, Number(query?.['per_page'] ?? 100));
    const page = Number(query?.['page'] ?? 1);
    const metadata = {
      page_size: size,
      ...(saysTotal ? { total_count: items.length, last_page: Math.ceil(items.length / size) } : {}),
    };
    return { items: items.slice((page - 1) * size, page * size), metadata };
  }

  return {
    answer(request, now) {
      const { method, path } = request;
      const id = /^\/syncs\/aws\/runs\/([^/]+)/.exec(path)?.[1];
      const run = runs.find((one) => one.id === id);
      if (path === '/policies') return paged(readPolicies(now), request);
      if (/^\/policies\/policy-\d\/violations$/.test(path)) return paged(violationsOf(), request);
      const past = /^\/policies\/([^/]+)\/violations-history$/.exec(path)?.[1];
      if (past !== undefined) return paged(historyOf(past, now), request);
      if (path === '/tables/cloud_assets/columns/account_name/values')
        return paged(columnOf('prod', 'dev', 'test'), request);
      if (path === '/tables/cloud_assets/columns/account/values') {
        return paged(columnOf('000000000000', '000000000001', '000000000002'), request);
      }
      if (path === '/syncs') return paged([{ name: 'aws' }, { name: 'gcp' }], request);
      if (path === '/syncs/aws') return { name: 'aws', disabled: false };
      if (path === '/syncs/aws/runs' && method === 'POST') {
        const born = { id: `run-${runs.length}`, at: now, cancelled: false };
        runs.push(born);
        return readRun(born, now);
      }
      if (path === '/syncs/aws/runs')
        return paged(
          runs.toReversed().map((one) => readRun(one, now)),
          request,
        );
      if (run === undefined) return null;
      if (path.endsWith('/stats'))
        return { started_at: iso(run.at), completed_tables: 3, resources: 99, errors: 0, panics: 0 };
      if (path.endsWith('/tables')) return paged([{ name: 'aws_s3_buckets', errors: 3, resources: 9 }], request);
      if (path.endsWith('/logs/live')) return 'a line of the log\n';
      if (method === 'PATCH') run.cancelled = true;
      return readRun(run, now);
    },
  };
}
