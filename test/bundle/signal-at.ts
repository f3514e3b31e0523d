import type { ChildProcess } from 'node:child_process';
import type { Emulator, RouteName } from '../emulator/platform.ts';

/** The request on which a step gets its signal. */
export interface SignalAt {
  readonly route: RouteName;
  /** The n-th request of the route; default: the first. */
  readonly count?: number;
  readonly signal: NodeJS.Signals;
}

/**
 * For `onStart` of a run: sends a signal as soon as so many requests of a route were seen.
 * @param onSent told of the number of requests until then
 */
export function signalAt(
  emulator: Pick<Emulator, 'count' | 'requests'>,
  { route, count = 1, signal }: SignalAt,
  onSent: (requests: number) => void = () => {},
): (child: ChildProcess) => void {
  return (child) => {
    const watch = setInterval(() => {
      if (emulator.count(route) < count) return;
      clearInterval(watch);
      onSent(emulator.requests.length);
      child.kill(signal);
    }, 5);
    child.once('close', () => clearInterval(watch));
  };
}
