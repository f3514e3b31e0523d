/** Servers that lie, events that are hostile, folders that are not what they seem, and runs side by side. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type AuditEntry, auditEntries } from '../../emulator/platform.ts';
import { ago, closeExports, DAY, HOUR, idsOf, openExport, readLines } from './audit-log.ts';

afterAll(closeExports);

const PUBLIC = { event: { repository: { private: false, visibility: 'public' } } };

/** Nobody's address, name or network may stand where everybody reads. */
const PERSONAL = /@acme|jane|max@|192\.0\.2\./i;

function someEntries(count = 12, more: Partial<AuditEntry> = {}): AuditEntry[] {
  const now = Date.now();
  return auditEntries(count, now - 20 * HOUR, now - HOUR).map((entry) => ({ ...entry, ...more }));
}

describe('a server that lies', { concurrent: true }, () => {
  it('and drops an event from a page of several, without a total: it is found all the same', async () => {
    const entries = someEntries(20);
    const { run, emulator, lines } = await openExport({ auditLog: { entries }, maxPerPage: 5 });
    // Its list slides by one while it is read: the last of the first page comes again, and one is on no page.
    emulator.fault({
      route: 'list-audit-logs',
      from: 2,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: [...(body.items ?? []).slice(0, -1), ...(body.items ?? []).slice(0, 1)],
        }),
      },
    });
    const { outputs } = await run();
    expect(outputs['outcome']).toBe('exported');
    expect(idsOf(lines()).sort()).toEqual(entries.map(({ id }) => id).sort());
  });

  it('and has thousands of events at one nanosecond: each is there once, sorted by id', async () => {
    const at = Date.now() - 5 * HOUR;
    const entries = auditEntries(2_500, at, at).map((entry) => ({ ...entry, at }));
    const { run, lines } = await openExport({ auditLog: { entries, order: 'shuffled' }, maxPerPage: 700 });
    const { outputs, printed } = await run();
    expect(outputs, printed).toMatchObject({ outcome: 'exported', events: '2500' });
    expect(idsOf(lines())).toEqual(entries.map(({ id }) => id).sort());
  });
});

describe('events that are hostile', { concurrent: true }, () => {
  const evil = {
    id: 'x',
    event_type: '::error::jane@acme.example\n::set-output name=outcome::exported',
    entity_display_name: '</td><script>|\u2028\u202e',
    event_details: { ['__proto__']: { polluted: true }, deep: JSON.parse('['.repeat(60) + ']'.repeat(60)) },
    user_ip_address: '192.0.2.7\n::stop-commands::x',
    is_success: 'true',
  };

  it('are written as they are, a line each, and stand in no log, annotation or summary', async () => {
    const entries = someEntries(6).map((entry) => ({ ...entry, more: { ...evil, id: entry.id } }));
    const { run, lines } = await openExport({ auditLog: { entries } });
    const { exitCode, outputs, printed, summary, annotations } = await run(
      { format: 'ecs', 'allow-public': 'true' },
      PUBLIC,
    );
    expect([exitCode, outputs['events']]).toEqual([0, '6']);
    for (const text of [printed, summary, JSON.stringify(annotations)]) {
      expect(text).not.toMatch(PERSONAL);
      expect(text).not.toMatch(/script|stop-commands|set-output/);
    }
    const [line] = lines() as { event: { original: string; action: string } }[];
    expect(line?.event.action).toBe(evil.event_type);
    expect(JSON.parse(line?.event.original ?? '')).toMatchObject({ entity_display_name: evil.entity_display_name });
  });

  it('and errors that quote people say nobody’s address in a public repository', async () => {
    const { run, emulator } = await openExport({ auditLog: { entries: someEntries() } });
    const body = { message: 'jane@acme.example may not read this', status: 400, errors: ['ask max@acme.example'] };
    emulator.fault({ route: 'list-audit-logs', times: 99, do: { kind: 'status', status: 400, body } });
    const { exitCode, printed, summary, annotations } = await run({ 'allow-public': 'true' }, PUBLIC);
    expect(exitCode).toBe(1);
    for (const text of [printed, summary, JSON.stringify(annotations)]) expect(text).not.toMatch(PERSONAL);
  });
});

it('no path that has somebody’s address in it stands in the log of a public repository', async () => {
  const { run, folder } = await openExport({ auditLog: { entries: someEntries() } });
  const inputs = { 'allow-public': 'true', 'output-dir': join(folder, 'of jane@acme.example') };
  const { exitCode, outputs, printed, summary, annotations } = await run(inputs, PUBLIC);
  expect([exitCode, outputs['files']]).toEqual([0, expect.stringContaining('of jane@acme.example')]);
  const lost = await run({ ...inputs, state: join(folder, 'jane&#64;acme.example.json'), since: '' }, PUBLIC);
  expect(lost.outputs).toEqual({ outcome: 'error' });
  for (const text of [printed, summary, JSON.stringify(annotations), lost.printed, lost.summary]) {
    expect(text.replaceAll('<wbr>', '').replaceAll('&#64;', '@')).not.toMatch(PERSONAL);
  }
});

describe('folders that are not what they seem', { concurrent: true }, () => {
  it.skipIf(process.platform === 'win32')(
    'a link in the place of the state is replaced, and what it leads to stays',
    async () => {
      const { run, folder, state } = await openExport({ auditLog: { entries: someEntries() } });
      const victim = join(folder, 'victim');
      await run();
      writeFileSync(victim, readFileSync(state));
      const before = readFileSync(victim, 'utf8');
      const link = join(folder, 'link.json');
      symlinkSync(victim, link);
      const { outputs } = await run({ state: link, 'settle-minutes': '5' });
      expect(outputs['state-file']).toBe(link);
      expect(lstatSync(link).isSymbolicLink()).toBe(false);
      expect(readFileSync(victim, 'utf8')).toBe(before);
    },
  );

  it.for<[what: string, place: 'state' | 'output-dir', make: (path: string) => void]>([
    ['a folder in the place of the state', 'state', (path) => mkdirSync(path, { recursive: true })],
    ['a file in the place of the folder', 'output-dir', (path) => writeFileSync(path, 'x')],
    ['a file in the place of a folder above it', 'output-dir', (path) => writeFileSync(dirname(path), 'x')],
  ])('%s is an error, and no state is kept', async ([what, place, make]) => {
    const { run, folder, state } = await openExport({ auditLog: { entries: someEntries() } });
    const path = join(folder, 'odd', 'place');
    if (!what.includes('above')) mkdirSync(dirname(path));
    make(path);
    const { exitCode, outputs } = await run({ [place]: path });
    expect(exitCode).toBe(1);
    expect(outputs['outcome']).toBe('error');
    expect(existsSync(state)).toBe(false);
  });
});

describe('two runs side by side', { concurrent: true }, () => {
  it('with the same state lose nothing, and the manifests give each event once', async () => {
    const entries = someEntries(30);
    const { run, folder, output } = await openExport({ auditLog: { entries, order: 'shuffled' } });
    const [one, other] = [join(folder, 'one.json'), join(folder, 'other.json')];
    await Promise.all([run({ state: one }), run({ state: other, 'output-dir': join(folder, 'out-2') })]);
    for (const name of readdirSync(join(folder, 'out-2'))) {
      writeFileSync(join(output, name), readFileSync(join(folder, 'out-2', name)));
    }
    const next = await run({ state: one, 'settle-minutes': '5', 'output-dir': join(folder, 'out-3') });
    expect(next.exitCode, next.printed).toBe(0);
    for (const name of readdirSync(join(folder, 'out-3'))) {
      writeFileSync(join(output, name), readFileSync(join(folder, 'out-3', name)));
    }
    expect(new Set(idsOf(readLines(output)))).toEqual(new Set(entries.map(({ id }) => id)));
    expect(readChain(output).sort()).toEqual(entries.map(({ id }) => id).sort());
  });

  it('of which one is killed leave a folder that the other one reads', async () => {
    const entries = someEntries(30);
    const { run, lines, emulator, state } = await openExport({ auditLog: { entries }, maxPerPage: 10 });
    emulator.fault({ route: 'list-audit-logs', from: 2, times: 99, do: { kind: 'stall' } });
    const killed = await run(
      { since: ago(DAY) },
      {
        onStart(child) {
          const timer = setInterval(() => {
            if (emulator.count('list-audit-logs') < 2) return;
            clearInterval(timer);
            child.kill('SIGKILL');
          }, 10);
        },
      },
    );
    expect([killed.exitCode, existsSync(state)]).toEqual([null, false]);
    emulator.clearFaults();
    const { outputs } = await run({ 'settle-minutes': '5' });
    expect(outputs['outcome']).toBe('exported');
    expect(idsOf(lines()).sort()).toEqual(entries.map(({ id }) => id).sort());
  });
});

/** The ids of the files that the latest manifest lists, and those before it, by `after`. */
function readChain(folder: string): string[] {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const manifests = readdirSync(folder).filter((name) => name.endsWith('.manifest.json'));
  let name: string | null = manifests.sort((a, b) => (read(a).as_of < read(b).as_of ? 1 : -1))[0] ?? null;
  const listed: string[] = [];
  while (name !== null) {
    const { files, after } = read(name) as { files: { name: string }[]; after: string | null };
    listed.push(...files.map((file) => file.name));
    name = after;
  }
  return idsOf(readLines(folder, (file) => listed.includes(file)));
}
