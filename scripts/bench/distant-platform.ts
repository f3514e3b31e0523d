import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An emulated Platform in another process, at a given distance in time. */
export interface DistantPlatform extends AsyncDisposable {
  readonly url: string;
  readonly key: string;
  /** Requests since the last time somebody asked. */
  countRequests(): Promise<number>;
}

export interface Estate {
  readonly policies: number;
  /** How many of the policies are violated. */
  readonly violated: number;
  /** In all of them together. */
  readonly violations: number;
}

/** Policies of a repository, whose queries find so many rows each. */
export interface Changed {
  readonly changed: number;
  readonly rows: number;
}

/** @param roundTripMs how long each answer is held back */
export async function openDistantPlatform(estate: Estate | Changed, roundTripMs = 0): Promise<DistantPlatform> {
  const options = Object.entries({ ...estate, delay: roundTripMs }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  const child = spawn(process.execPath, [join(import.meta.dirname, 'platform.ts'), ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const readLine = async (): Promise<unknown> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error('The emulated Platform ended before it answered.');
    return JSON.parse(value);
  };
  const { url, key } = (await readLine()) as { url: string; key: string };
  let counted = 0;
  return {
    url,
    key,
    async countRequests() {
      child.stdin.write('\n');
      const all = Number(await readLine());
      const more = all - counted;
      counted = all;
      return more;
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
