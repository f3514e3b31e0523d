import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';

it('The stand-alone emulator prints its url and key, answers, and ends on SIGTERM', async () => {
  const args = [join(import.meta.dirname, 'main.ts'), '--estate', 'repaired', '--key', 'given-key'];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  try {
    const printed: Record<string, string> = {};
    for await (const line of createInterface(child.stdout)) {
      const [name = '', value = ''] = line.split(' ');
      printed[name] = value;
      if (name === 'key') break;
    }
    expect(printed['key']).toBe('given-key');
    const headers = { authorization: 'Bearer given-key' };
    const response = await fetch(`${printed['url']}/api/policies`, { headers });
    const { items } = (await response.json()) as { items: { violation_count: number; status: string }[] };
    expect(items.filter(({ status }) => status === 'active').map((policy) => policy.violation_count)).toEqual(
      Array(11).fill(0),
    );
    child.kill('SIGTERM');
    // On Windows that kills.
    expect(await ended).toEqual(process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null]);
  } finally {
    child.kill('SIGKILL');
  }
});
