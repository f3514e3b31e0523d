/** Logs, clocks and disks that are wrong in ways that once stopped an export for good, or lost an event without a word. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { type AuditEntry, auditEntries } from '../../emulator/platform.ts';
import { ago, closeExports, DAY, HOUR, idsOf, MINUTE, openExport } from './audit-log.ts';

afterAll(closeExports);

function someEntries(count: number): AuditEntry[] {
  const now = Date.now();
  return auditEntries(count, now - 20 * HOUR, now - HOUR);
}

describe('a log that is odd', { concurrent: true }, () => {
  it('and gives ids of any signs, and users that are none, is exported whole, with a warning', async () => {
    const ids = ['../..', '::error::jane@acme.example', 'ü 😀', 'x'.repeat(900), '\u2028', '"'];
    const entries = someEntries(8).map((entry, index) => ({ ...entry, id: ids[index] ?? entry.id }));
    const odd = entries.map((entry, index) => (index < 2 ? { ...entry, more: { user: 'jane@acme.example' } } : entry));
    const { run, lines, readState } = await openExport({ auditLog: { entries: odd } });
    const event = { repository: { private: false, visibility: 'public' } };
    const { exitCode, outputs, printed, annotations, summary } = await run({ 'allow-public': 'true' }, { event });
    expect([exitCode, outputs['outcome'], outputs['events']], printed).toEqual([0, 'exported', '8']);
    expect(idsOf(lines())).toEqual(entries.map(({ id }) => id));
    expect(lines().map(({ user }) => user === null)).toEqual(entries.map((_, index) => index < 2));
    const warning = "2 events have details of the user that can't be read. `fields: full` keeps them as they came.";
    expect(annotations).toMatchObject([{ level: 'warning', message: warning }]);
    for (const text of [printed, summary, JSON.stringify(annotations)]) expect(text).not.toMatch(/@acme|jane/);
    expect(
      readState()
        .known.map(({ id }) => String(id).length)
        .every((length) => length <= 200),
    ).toBe(true);
    const again = await run({ 'allow-public': 'true', 'settle-minutes': '5' }, { event });
    expect(again.outputs['outcome']).toBe('nothing-new');
  });

  it('and has numbers that JavaScript can not hold has them written as they came', async () => {
    const entries = someEntries(3).map((entry) => ({ ...entry, more: { event_details: { account: '<big>' } } }));
    const { run, emulator } = await openExport({ auditLog: { entries } });
    const rewrite = (body: string) => body.replaceAll('"<big>"', '12345678901234567890');
    emulator.fault({ route: 'list-audit-logs', times: 99, do: { kind: 'rewriteText', rewrite } });
    const { outputs, printed } = await run({ format: 'ecs' });
    expect(outputs['outcome'], printed).toBe('exported');
    const text = gunzipSync(readFileSync(outputs['files'] ?? '')).toString('utf8');
    expect(text.match(/\\"event_details\\":\{\\"account\\":12345678901234567890\}/g)).toHaveLength(3);
  });

  it('and has pages of more than is ever read is asked for smaller ones', async () => {
    const entries = someEntries(60).map((entry) => ({
      ...entry,
      more: { event_details: { lists: Array.from({ length: 8_000 }, () => []) } },
    }));
    const { run, lines, emulator } = await openExport({ auditLog: { entries } });
    const { outputs, printed } = await run();
    expect(outputs['outcome'], printed).toBe('exported');
    expect(idsOf(lines()).sort()).toEqual(entries.map(({ id }) => id).sort());
    expect(emulator.requests.some(({ query }) => query.get('per_page') === '15')).toBe(true);
  });

  it('and loses an event from the middle of its pages while it is read, without a total, loses none of the others', async () => {
    const entries = someEntries(30);
    const { run, lines, emulator } = await openExport({
      auditLog: { entries: [...entries], order: 'shuffled' },
      maxPerPage: 10,
    });
    emulator.fault({
      route: 'list-audit-logs',
      from: 2,
      do: {
        kind: 'rewrite',
        rewrite(body) {
          const shown = (body.items ?? []) as { id?: string }[];
          emulator.auditLog.entries = emulator.auditLog.entries.filter(({ id }) => id !== shown[3]?.id);
          return body;
        },
      },
    });
    const { outputs, printed } = await run({ since: ago(21 * HOUR) });
    expect(emulator.auditLog.entries).toHaveLength(29);
    expect(outputs['outcome'], printed).toBe('exported');
    expect(idsOf(lines())).toEqual(expect.arrayContaining(emulator.auditLog.entries.map(({ id }) => id)));
  });

  it('and shows an event again that had vanished has it exported once, and told once', async () => {
    const entries = auditEntries(4, Date.now() - HOUR, Date.now() - 30 * MINUTE);
    const { run, lines, emulator, readState } = await openExport({ auditLog: { entries: [...entries] } });
    await run();
    emulator.auditLog.entries = entries.slice(1);
    const gap = await run({ 'settle-minutes': '9' });
    expect(gap.outputs['outcome'], gap.printed).toBe('gap');
    expect(readState().known.filter(({ gone }) => gone === true)).toHaveLength(1);
    emulator.auditLog.entries = entries;
    const back = await run({ 'settle-minutes': '8' });
    expect(back.outputs).toMatchObject({ outcome: 'nothing-new', 'late-events': '0', duplicates: '4' });
    expect(idsOf(lines()).sort()).toEqual(entries.map(({ id }) => id).sort());
    expect(readState().known.filter(({ gone }) => gone === true)).toEqual([]);
  });
});

describe('a clock that is wrong', { concurrent: true }, () => {
  it('since a cache in front of the Platform stands still is not taken for a log without news', async () => {
    const { run, state, emulator } = await openExport({ auditLog: { entries: someEntries(5) }, dateSkew: -DAY });
    expect((await run()).outputs['outcome']).toBe('nothing-new');
    const kept = JSON.parse(readFileSync(state, 'utf8'));
    // A day later, and the cache says what it said then.
    const then = `${new Date(Date.now() - DAY - 5 * MINUTE).toISOString().slice(0, 19)}Z`;
    writeFileSync(state, JSON.stringify({ ...kept, cursor: then, as_of: then }));
    const { exitCode, outputs, printed } = await run();
    expect([exitCode, outputs]).toEqual([1, { outcome: 'incomplete' }]);
    expect(printed).toContain('check the clock of the Platform');
    expect(emulator.count('list-audit-logs')).toBe(1);
  });

  it('by days ahead moves the cursor no further than the runner’s clock, with a warning', async () => {
    const { run, readState } = await openExport({ auditLog: { entries: someEntries(5) }, dateSkew: 5 * DAY });
    const { outputs, printed } = await run();
    expect(outputs['outcome']).toBe('exported');
    expect(printed).toMatch(/^Warning: The Platform's answer says that it is .*: the earlier time counts\.$/m);
    expect(Date.parse(String(readState()['cursor']))).toBeLessThanOrEqual(Date.now() - 10 * MINUTE);
  });
});

describe('a disk that takes no more', { concurrent: true }, () => {
  const hasLimits = spawnSync('prlimit', ['--version'], { stdio: 'ignore' }).status === 0;

  it.skipIf(!hasLimits)(
    'ends with the reason and what to do, and the next run goes on (skipped without prlimit)',
    async () => {
      const entries = someEntries(400);
      const { run, lines } = await openExport({ auditLog: { entries } });
      const { exitCode, outputs, printed } = await run(
        {},
        { onStart: ({ pid }) => execFileSync('prlimit', ['--pid', String(pid), '--fsize=20000']) },
      );
      expect(exitCode).toBe(1);
      expect(outputs['outcome']).toBe('error');
      expect(printed).toMatch(/could not be written: it is larger than a file may be there\./);
      expect(printed).toContain('Raise the limit of this user (`ulimit -f`)');
      expect(printed).not.toContain('fault of its own');
      expect((await run({ 'settle-minutes': '9' })).outputs['outcome']).toBe('exported');
      expect(idsOf(lines()).sort()).toEqual(entries.map(({ id }) => id).sort());
    },
  );
});
