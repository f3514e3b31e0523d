import type { PlatformRequest } from '../../../../../src/platform/http/transport.ts';
import { NOON } from '../../../fake/clock.ts';
import type { Random } from './random.ts';

type Fields = Record<string, unknown>;

/** One way in which a Platform that is well misleads about runs. */
export interface Lie {
  readonly name: string;
  /** Milliseconds by which the `Date` header is ahead; null: there is none. */
  readonly dateSkew: number | null;
  /** The answer in the place of the true one; what is no JSON never arrives. */
  spoil(request: PlatformRequest, text: string): string;
}

const SECOND = 1_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const RUNS = /^\/syncs\/aws\/runs$/;
const RUN = /^\/syncs\/aws\/runs\/[^/]+$/;

const shift = (date: unknown, by: number) =>
  typeof date === 'string' ? new Date(Date.parse(date) + by).toISOString() : date;
const cut = (date: unknown, length: number) =>
  typeof date === 'string' ? `${date.slice(0, length)}${':00'.repeat((19 - length) / 3)}Z` : date;

/** A run of long ago under an id that nobody has seen. */
function oldRun(age: number): Fields {
  const [created_at, completed_at] = [NOON - age, NOON - age + 30_007].map((at) => new Date(at).toISOString());
  const counts = { total_rows: 9, errors: 0, warnings: 0 };
  return {
    sync_name: 'aws',
    id: 'run-of-old',
    status: 'completed',
    created_at,
    completed_at,
    ...counts,
    ingested: true,
  };
}

/** @param only the requests whose answers are changed; default all about runs */
function change(rewrite: (run: Fields) => Fields, only: (request: PlatformRequest) => boolean = () => true) {
  return (request: PlatformRequest, text: string): string => {
    if (!(RUNS.test(request.path) || RUN.test(request.path)) || !only(request)) return text;
    const body = JSON.parse(text) as Fields & { items?: Fields[] };
    return JSON.stringify(body.items === undefined ? rewrite(body) : { ...body, items: body.items.map(rewrite) });
  };
}

const isPost = ({ method }: PlatformRequest) => method === 'POST';

export function planLie(random: Random): Lie {
  const dateSkew = random.pick([0, 0, 10 * 60 * SECOND, -10 * 60 * SECOND, null]);
  const age = random.pick([600 * SECOND, HOUR, DAY, 10 * DAY]);
  const by = random.pick([-10 * DAY, -HOUR, -20 * SECOND, HOUR, 10 * DAY]);
  const early = random.pick([4, 9, 19]) * SECOND;
  const part = random.pick([16, 19]);
  const most = random.pick([1, 3, Number.POSITIVE_INFINITY]);
  let lists = 0;
  let posts = 0;
  let polls = 0;
  const isFirstPost = (request: PlatformRequest) => isPost(request) && ++posts === 1;
  const isEarlyPoll = ({ path }: PlatformRequest) => RUN.test(path) && ++polls <= most;
  const lose = (request: PlatformRequest, text: string) => (isFirstPost(request) ? '' : text);
  const lies: [Omit<Lie, 'dateSkew'>, ...Omit<Lie, 'dateSkew'>[]] = [
    { name: 'a lost answer', spoil: lose },
    {
      name: 'dates that are cut',
      spoil: change((run) => ({ ...run, completed_at: cut(run['completed_at'], part) })),
    },
    {
      name: 'a completion in the past',
      spoil: change((run) => ({ ...run, completed_at: shift(run['completed_at'], -early) })),
    },
    {
      name: 'a creation that changes',
      spoil: change((run) => ({ ...run, created_at: shift(run['created_at'], by) }), isEarlyPoll),
    },
    {
      name: 'a run that is dated otherwise in every answer',
      spoil: change((run) => ({
        ...run,
        created_at: shift(run['created_at'], by),
        completed_at: shift(run['completed_at'], by),
      })),
    },
    { name: 'an old run for a new one', spoil: change(() => oldRun(age), isPost) },
    {
      name: 'an old run after a lost answer',
      spoil(request, text) {
        if (isFirstPost(request)) return '';
        // The runs that there are show in the end, or never.
        if (posts === 0 || !RUNS.test(request.path) || request.method !== 'GET' || ++lists > most) return text;
        return JSON.stringify({ items: [oldRun(age)], metadata: { page_size: 100 } });
      },
    },
  ];
  return { ...random.pick(lies), dateSkew };
}
