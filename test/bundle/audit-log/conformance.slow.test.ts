/** What the export sends, and what the emulator answers it, held against the vendor's own description. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditEntries } from '../../emulator/platform.ts';
import { startValidatingProxy } from '../../emulator/validating-proxy.ts';
import { closeExports, DAY, HOUR, openExport } from './audit-log.ts';

const FILE = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'openapi', 'cloudquery-platform.json');
const isThere = existsSync(FILE);

afterAll(closeExports);

describe(`the export's requests${isThere ? '' : ' (skipped: ../shared/openapi is not here)'}`, () => {
  it.skipIf(!isThere)('are valid, and all of them ask', async () => {
    const now = Date.now();
    const entries = auditEntries(9, now - DAY, now - HOUR);
    const { run, emulator } = await openExport({ auditLog: { entries }, maxPerPage: 4, metadata: 'full' });
    await using proxy = await startValidatingProxy(emulator.url, JSON.parse(readFileSync(FILE, 'utf8')));
    const inputs = { 'platform-url': proxy.url };
    const first = await run({ ...inputs, 'settle-minutes': '600' });
    expect(first.outputs['outcome'], first.printed).toBe('exported');
    const second = await run(inputs);
    expect(second.outputs['outcome'], second.printed).toBe('exported');
    expect(proxy.findings).toEqual([]);
    expect(proxy.checked).toBe(emulator.requests.length);
    expect(new Set(emulator.requests.map(({ method, route }) => `${method} ${route}`))).toEqual(
      new Set(['GET platform-info', 'GET list-audit-logs']),
    );
  });
});
