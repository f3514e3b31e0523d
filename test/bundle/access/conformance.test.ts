/** What the review sends, and what the emulator answers it, held against the vendor's own description. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startEmulator } from '../../emulator/platform.ts';
import { startValidatingProxy } from '../../emulator/validating-proxy.ts';
import { runAction } from '../run-action.ts';

const FILE = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'openapi', 'cloudquery-platform.json');
const isThere = existsSync(FILE);

describe(`the review's requests${isThere ? '' : ' (skipped: ../shared/openapi is not here)'}`, () => {
  it.skipIf(!isThere)('are valid, and all of them ask', async () => {
    await using emulator = await startEmulator({ role: 'admin:read', maxPerPage: 1 });
    await using proxy = await startValidatingProxy(emulator.url, JSON.parse(readFileSync(FILE, 'utf8')));
    const inputs = { 'platform-url': proxy.url, 'api-key': emulator.key, 'powerful-roles': 'general:*' };
    const { outputs, printed } = await runAction({ entry: 'access', inputs });

    expect(outputs['outcome'], printed).toBe('ok');
    expect(proxy.findings).toEqual([]);
    expect(proxy.checked).toBe(emulator.requests.length);
    expect(new Set(emulator.requests.map(({ method, route }) => `${method} ${route}`))).toEqual(
      new Set(['GET list-keys', 'GET list-users', 'GET list-roles']),
    );
  });
});
