import type { Answer } from './answers.ts';
import type { RecordedRequest } from './record.ts';
import type { RouteName } from './routes.ts';

/** A top-level body of the Platform, loose enough to be spoiled. */
export type JsonBody = Record<string, unknown> & { items?: Record<string, unknown>[] };

export type FaultKind =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  /** A proxy's error page. */
  | { kind: 'html'; status: number }
  | { kind: 'garbage'; body: string; contentType?: string; status?: number }
  | { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; location: string }
  /** The usual answer, later. */
  | { kind: 'delay'; ms: number }
  /** Never answers. */
  | { kind: 'stall' }
  /** The connection is reset before there is an answer. */
  | { kind: 'reset' }
  /** The usual headers, then only so many bytes of the body (default: half of it), then the connection ends. */
  | { kind: 'cut'; bytes?: number }
  /** The usual headers, then only so many bytes of the body (default: none), then nothing, for ever. */
  | { kind: 'trickle'; bytes?: number }
  /** Something happens first, such as somebody's change of what is asked for. Then comes the usual answer, or a fault. */
  | { kind: 'meanwhile'; happens: () => void | Promise<void>; next?: FaultKind }
  | { kind: 'rewrite'; rewrite: (body: JsonBody) => unknown }
  | { kind: 'rewriteText'; rewrite: (body: string) => string };

export interface Fault {
  /** `*`: all that there are. */
  route: RouteName | '*';
  /**
   * The first of the matching requests that it spoils, from 1 (the default). Each fault counts on its own, from when
   * it was added: for one after another, number them.
   */
  from?: number;
  /** How many it spoils; default 1. */
  times?: number;
  when?: (request: RecordedRequest) => boolean;
  /**
   * Whether the request takes effect although its answer is spoilt; default no. If the usual answer is
   * needed (cut, trickle, rewrite, rewriteText) it always does; a delayed one does so only after the delay.
   */
  effect?: boolean;
  do: FaultKind;
}

export interface FaultPlan {
  add(fault: Fault): void;
  clear(): void;
  /** Counts the request, and finds the fault that is due; the first one that was added wins. */
  take(request: RecordedRequest): Fault | null;
}

export function planFaults(): FaultPlan {
  let plans: { fault: Fault; seen: number }[] = [];
  return {
    add: (fault) => plans.push({ fault, seen: 0 }),
    clear: () => {
      plans = [];
    },
    take(request) {
      let due: Fault | null = null;
      for (const plan of plans) {
        const { route, from = 1, times = 1, when } = plan.fault;
        if (request.route === null || (route !== '*' && route !== request.route)) continue;
        if (when !== undefined && !when(request)) continue;
        plan.seen += 1;
        if (due === null && plan.seen >= from && plan.seen < from + times) due = plan.fault;
      }
      return due;
    },
  };
}

/** Whether the fault lets the request take effect before the answer is spoilt. */
export function hasEffect({ effect = false, do: { kind } }: Fault): boolean {
  return effect || kind === 'cut' || kind === 'trickle' || kind === 'rewrite' || kind === 'rewriteText';
}

/** The usual answer with another body, for the two kinds that only change that. */
export function rewriteAnswer(answer: Answer, fault: FaultKind): Answer {
  const text = answer.chunks.join('');
  if (fault.kind === 'rewrite') return { ...answer, chunks: [JSON.stringify(fault.rewrite(JSON.parse(text)))] };
  if (fault.kind === 'rewriteText') return { ...answer, chunks: [fault.rewrite(text)] };
  return answer;
}
