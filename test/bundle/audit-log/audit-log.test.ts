import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { afterAll, describe, expect, it } from 'vitest';
import { auditEntries, DEFAULT_KEY } from '../../emulator/platform.ts';
import { ago, closeExports, DAY, HOUR, idsOf, MINUTE, openExport, readLines } from './audit-log.ts';

afterAll(closeExports);

/** All that a scheduled workflow's event has on an old GitHub Enterprise Server. */
const SCHEDULE = { schedule: '23 2 * * *', workflow: '.github/workflows/audit-log.yml' };

const PUBLIC = { repository: { private: false, visibility: 'public' } };

/** A run that is planned in the same second as the one before asks for nothing: this one reads a minute further. */
const FURTHER = { 'settle-minutes': '9' };

function validateSchema(name: string, json: unknown): void {
  const ajv = new Ajv({ allErrors: true });
  addFormats.default(ajv);
  const path = new URL(`../../../schemas/${name}.schema.json`, import.meta.url);
  const validate = ajv.compile(JSON.parse(readFileSync(path, 'utf8')));
  validate(json);
  expect(validate.errors).toBeNull();
}

function usualEntries(count = 40) {
  const now = Date.now();
  return auditEntries(count, now - 20 * HOUR, now - HOUR);
}

describe('an export', { concurrent: true }, () => {
  it('writes every event once, then the manifest, then the state', async () => {
    const entries = usualEntries();
    const { run, readState, names, lines, output, state, emulator } = await openExport({
      auditLog: { entries, order: 'shuffled' },
      maxPerPage: 7,
    });
    const first = await run();
    expect(first.exitCode, first.printed).toBe(0);
    expect(first.outputs).toMatchObject({
      outcome: 'exported',
      events: '40',
      'late-events': '0',
      duplicates: '0',
      'state-file': state,
    });
    expect(first.outputs['files']?.split('\n')).toEqual(
      names()
        .filter((name) => name.endsWith('.gz'))
        .map((name) => join(output, name)),
    );
    expect(Number(first.outputs['lag-seconds'])).toBeGreaterThanOrEqual(600);
    const written = lines();
    expect(idsOf(written)).toEqual(entries.toSorted((a, b) => a.at - b.at).map(({ id }) => id));
    expect(written[0]?.['user']).toEqual({ id: expect.any(String), email: 'jane@acme.example', name: "Jane O'Connor" });
    expect(written[0]?.['event_details']).toEqual({ changed: ['severity'], note: 'line one\nline two' });

    const manifest = JSON.parse(readFileSync(first.outputs['manifest'] ?? '', 'utf8'));
    validateSchema('audit-log-manifest', manifest);
    for (const file of manifest.files) {
      const bytes = readFileSync(join(output, file.name));
      expect(file).toMatchObject({
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: bytes.length,
        late: false,
      });
    }
    validateSchema('audit-log-state', readState());
    expect(readState()).toMatchObject({ tenant: expect.any(String), cursor: first.outputs['to'] });
    expect(new Set(emulator.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it('begins where the last one ended, and reads the overlap again', async () => {
    const entries = usualEntries();
    const { run, lines, emulator } = await openExport({ auditLog: { entries } });
    await run({ 'settle-minutes': '120' });
    const now = Date.now();
    const [late, fresh] = auditEntries(2, now - 150 * MINUTE, now - 30 * MINUTE, 'new');
    if (late === undefined || fresh === undefined) throw new Error('There are two');
    emulator.auditLog.entries.push({ ...late, at: now - 3 * HOUR }, { ...fresh, at: now - 20 * MINUTE });
    const second = await run();
    expect(second.outputs, second.printed).toMatchObject({ outcome: 'exported', 'late-events': '1' });
    expect(Number(second.outputs['duplicates'])).toBeGreaterThan(0);
    expect(idsOf(lines()).sort()).toEqual(emulator.auditLog.entries.map(({ id }) => id).sort());
  });

  it('has nothing new where nothing happened, and keeps its state all the same', async () => {
    const { run, readState, names } = await openExport();
    const { exitCode, outputs } = await run();
    expect(exitCode).toBe(0);
    expect(outputs).toMatchObject({ outcome: 'nothing-new', events: '0', files: '' });
    expect(readState()['cursor']).toBe(outputs['to']);
    expect(names()).toHaveLength(1);
    const again = await run({ 'settle-minutes': '60' });
    expect(again.outputs).toEqual({ outcome: 'nothing-new' });
  });

  it('exports only the types that are asked for', async () => {
    const { run, lines } = await openExport({ auditLog: { entries: usualEntries(12) } });
    const { outputs } = await run({ 'event-types': 'user.*\npolicy.*\n!*.updated' });
    expect(outputs['events']).toBe('3');
    expect(new Set(lines().map(({ event_type }) => event_type))).toEqual(new Set(['user.login']));
  });

  it('warns of a pattern that matches no event, and writes down what was asked for', async () => {
    const { run, readState } = await openExport({ auditLog: { entries: usualEntries(12) } });
    const typo = await run({ 'event-types': 'user.*\nauht.*\n!nobody.*' });
    expect(typo.outputs).toMatchObject({ outcome: 'exported' });
    const said = /Of the events that this run read, none is of the type `auht\.\*` \(`event-types`, line 2\)/;
    const warned = typo.annotations.filter(({ level }) => level === 'warning');
    expect(warned).toMatchObject([{ message: expect.stringMatching(said) }]);
    expect(typo.printed).toMatch(new RegExp(`^Warning: ${said.source}`, 'm'));
    expect(typo.summary).toMatch(/^- ⚠️ .*auht/m);
    expect(`${typo.printed}${typo.summary}`).not.toContain('nobody.* is');
    const manifest = JSON.parse(readFileSync(typo.outputs['manifest'] ?? '', 'utf8'));
    validateSchema('audit-log-manifest', manifest);
    expect(manifest.event_types).toEqual(['user.*', 'auht.*', '!nobody.*']);
    expect(readState().known.length).toBe(12);
  });

  it('says nothing of patterns if there was no event', async () => {
    const { run } = await openExport();
    const { annotations, outputs } = await run({ 'event-types': 'auht.*' });
    expect(outputs['outcome']).toBe('nothing-new');
    expect(annotations).toEqual([]);
  });

  it('warns if it begins anew beside the files of an export before', async () => {
    const now = Date.now();
    const { run, state, lines } = await openExport({
      auditLog: { entries: auditEntries(20, now - 20 * HOUR, now - HOUR) },
    });
    await run({ 'settle-minutes': '600' });
    rmSync(state);
    const anew = await run({ since: ago(9 * HOUR) });
    expect(anew.outputs).toMatchObject({ outcome: 'exported' });
    const message = expect.stringMatching(
      /files of an earlier export[\s\S]*drop each event whose `id` was there before/,
    );
    expect(anew.annotations).toMatchObject([{ level: 'warning', message }]);
    expect(anew.summary).toContain('earlier export');
    expect(lines().length).toBeGreaterThan(0);
  });

  it('keeps all of the user with `fields: full`', async () => {
    const { run, lines } = await openExport({ auditLog: { entries: usualEntries(2) } });
    await run({ fields: 'full' });
    expect(lines()[0]?.['user']).toMatchObject({ provider: 'saml', roles: [{ name: 'admin:write' }] });
  });

  it('ends before the next window after `max-events`, and goes on there', async () => {
    const now = Date.now();
    const { run, lines } = await openExport({ auditLog: { entries: auditEntries(40, now - 5 * DAY, now - HOUR) } });
    const first = await run({ since: ago(6 * DAY), 'max-events': '1' });
    expect(first.exitCode).toBe(0);
    expect(Number(first.outputs['events'])).toBeLessThan(40);
    expect(first.printed).toContain('`max-events` (1) ended it');
    await run(FURTHER);
    expect(new Set(idsOf(lines())).size).toBe(40);
    expect(lines()).toHaveLength(40);
  });

  it('shows in every report that an input is none of its own', async () => {
    const { run } = await openExport();
    const { exitCode, annotations, summary } = await run({ 'wholly-strange': 'yes' });
    expect(exitCode).toBe(0);
    const message = expect.stringMatching(/wholly.strange.* is not an input of this action, and has no effect/i);
    expect(annotations).toEqual([{ level: 'warning', title: 'CloudQuery: warning', message }]);
    expect(summary).toMatch(/^- ⚠️ .*is not an input of this action, and has no effect\.$/m);
  });

  it('warns where it begins, and prints neither an event nor its key', async () => {
    const entries = usualEntries(3).map((entry) => ({
      ...entry,
      more: { entity_display_name: `key ${DEFAULT_KEY}`, event_details: { token: DEFAULT_KEY } },
    }));
    const { run, output } = await openExport({ auditLog: { entries } });
    const { printed, summary, masks } = await run();
    expect(printed).toContain('Warning: there is no state yet');
    expect(masks).toEqual([DEFAULT_KEY]);
    const written = JSON.stringify(readLines(output));
    for (const text of [printed.replaceAll(`::add-mask::${DEFAULT_KEY}`, ''), summary, written]) {
      expect(text).not.toContain(DEFAULT_KEY);
    }
    expect(written).toContain('key ***');
    for (const text of [printed, summary]) expect(text).not.toMatch(/jane|max@|192\.0\.2\.44/i);
  });
});

describe('what is no good is an error that says what to do', { concurrent: true }, () => {
  it.for<[name: string, inputs: Record<string, string>, file: string | null, said: RegExp]>([
    ['no state and no `since`', { since: '' }, null, /There is no state .*no `since`[\s\S]*Fetch the state/],
    ['a `since` to come', { since: '2999-01-01' }, null, /`since` is 2999-01-01/],
    ['a state that is no JSON', {}, '{"version": 1,', /is damaged: its 14 bytes are no [\s\S]*last good version/],
    ['an empty state', {}, ' \n', /is damaged: it is empty[\s\S]*last good version/],
    ['a page of HTML', {}, '\n<!doctype html><p>secret', /is damaged: it is a page of HTML(?![\s\S]*secret)/],
    ['a merge conflict', {}, '<<<<<<< HEAD\n{}\n', /merge conflict/],
    [
      'a newer state',
      {},
      '{"version": 2}',
      /is of version 2; this version of the action reads 1[\s\S]*Update the action/,
    ],
    ['a state of no version', {}, '{"version": 0}', /is of version 0[\s\S]*last good version/],
    ['a state without a cursor', {}, '{"version": 1, "platform": "x", "tenant": "t"}', /`cursor` should be/],
  ])('%s', async ([, inputs, file, said]) => {
    const { run, state, folder, emulator } = await openExport({ auditLog: { entries: usualEntries(2) } });
    if (file !== null) writeFileSync(join(folder, 'state.json'), file);
    const { exitCode, outputs, printed } = await run({
      ...inputs,
      state: file === null ? state : join(folder, 'state.json'),
    });
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toMatch(said);
    expect(emulator.count('list-audit-logs')).toBe(0);
  });

  it('a state of another Platform', async () => {
    const [one, other] = await Promise.all([openExport(), openExport()]);
    await one.run();
    const { outputs, printed } = await other.run({ state: one.state });
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toMatch(/belongs to 127\.0\.0\.1:\d+\/api, and this is 127\.0\.0\.1:\d+\/api/);
  });

  it('a state of another tenant', async () => {
    const { run, state } = await openExport();
    await run();
    writeFileSync(state, readFileSync(state, 'utf8').replace(/"tenant": ".*"/, '"tenant": "another"'));
    const { outputs, printed } = await run();
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toContain('belongs to tenant another');
  });

  it('a state that is older than the files', async () => {
    const { run, state, names, lines } = await openExport({ auditLog: { entries: usualEntries() } });
    await run({ 'settle-minutes': '600' });
    const old = readFileSync(state);
    await run();
    writeFileSync(state, old);
    const { outputs, printed } = await run();
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toMatch(/older than the files in `output-dir`[\s\S]*delete them, and run again/);
    expect(names().length).toBeGreaterThan(1);
    expect(lines()).toHaveLength(40);
  });

  it('files that no state knows, whatever `since` says', async () => {
    const { run, state, names, lines } = await openExport({ auditLog: { entries: usualEntries() } });
    await run();
    rmSync(state);
    const { outputs, printed } = await run();
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toMatch(
      /There is no state at `state` .*state\.json, and `output-dir` has files from after `since`/,
    );
    expect(printed).toMatch(/bring back the state[\s\S]*move the files away/);
    expect(printed).not.toContain('is older than');
    expect(names().length).toBeGreaterThan(1);
    expect(lines()).toHaveLength(40);
  });

  it('bad inputs, all of them at once', async () => {
    const bad = {
      since: '2026-02-30',
      'settle-minutes': '-1',
      'overlap-minutes': '0',
      format: 'csv',
      fields: 'some',
      'max-events': '0',
      'allow-public': 'perhaps',
      summary: 'no',
    };
    const { run, emulator } = await openExport();
    const { exitCode, outputs, printed } = await run({ ...bad, state: '' });
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'error' });
    for (const input of Object.keys(bad)) expect(printed).toContain(`\`${input}\` is "`);
    expect(printed).toContain('`state` is missing');
    expect(emulator.requests).toEqual([]);
  });

  it.for([
    ['public', PUBLIC, 'this repository is public'],
    ['public, by schedule', { ...SCHEDULE, ...PUBLIC }, 'this repository is public'],
    ['unknown', {}, 'does not say that this repository is private'],
    [
      'unknown, by schedule on an old server',
      SCHEDULE,
      'On an old GitHub Enterprise Server, a scheduled workflow never says it',
    ],
    ['public in one field and private in another', { repository: { ...PUBLIC.repository, private: true } }, 'not say'],
  ] as const)('a repository that is %s', async ([, event, said]) => {
    const { run, emulator } = await openExport();
    const refused = await run({}, { event });
    expect(refused.outputs).toEqual({ outcome: 'error' });
    expect(refused.printed).toContain(said);
    expect(emulator.requests).toEqual([]);
    const allowed = await run({ 'allow-public': 'true' }, { event });
    expect(allowed.outputs['outcome']).toBe('nothing-new');
  });

  it('but not the repository of a scheduled workflow whose event says that it is private', async () => {
    const { run } = await openExport();
    const { outputs } = await run({}, { event: { ...SCHEDULE, repository: { private: true, visibility: 'private' } } });
    expect(outputs['outcome']).toBe('nothing-new');
  });

  it.for([
    ['a key without the role', { role: 'ci' }],
    ['a plan without the audit log', { auditLog: { isInPlan: false } }],
  ] as const)('%s', async ([, options]) => {
    const { run, emulator } = await openExport(options);
    const { exitCode, outputs, printed } = await run();
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toMatch(/`admin:read`.*\(Enterprise\)/);
    expect(emulator.count('list-audit-logs')).toBe(1);
  });

  it('a key that is refused', async () => {
    const { run } = await openExport();
    const { outputs, printed } = await run({ 'api-key': 'another' });
    expect(outputs).toEqual({ outcome: 'error' });
    expect(printed).toContain('may have expired');
  });
});

describe('what goes wrong on the way', { concurrent: true }, () => {
  it('keeps the windows that are whole, and goes on after them', async () => {
    const now = Date.now();
    const entries = auditEntries(60, now - 5 * DAY, now - HOUR);
    const { run, readState, lines, emulator } = await openExport({ auditLog: { entries } });
    emulator.fault({
      route: 'list-audit-logs',
      from: 3,
      times: 99,
      do: { kind: 'rewrite', rewrite: (body) => ({ ...body, metadata: { page_size: 1_000, total_count: 999 } }) },
    });
    const broken = await run({ since: ago(6 * DAY) });
    expect(broken.exitCode).toBe(1);
    expect(broken.outputs).toMatchObject({ outcome: 'incomplete', to: readState()['cursor'] });
    expect(lines().length).toBeGreaterThan(0);
    emulator.clearFaults();
    const { outputs } = await run(FURTHER);
    expect(outputs['outcome']).toBe('exported');
    expect(idsOf(lines()).sort()).toEqual(entries.map(({ id }) => id).sort());
  });

  it('is incomplete where a list has less than it says', async () => {
    const { run } = await openExport({
      auditLog: { entries: usualEntries(), total: (count) => count + 1 },
      metadata: 'full',
    });
    const { exitCode, outputs, printed } = await run();
    expect(exitCode).toBe(1);
    expect(outputs).toEqual({ outcome: 'incomplete' });
    expect(printed).toMatch(/list of events has \d+ of the \d+ that it says it has/);
  });

  it('is incomplete where a list ignores its bounds', async () => {
    const { run, emulator } = await openExport({ auditLog: { entries: usualEntries() } });
    const stray = { ...(emulator.auditLog.entries[0] ?? {}) };
    emulator.fault({
      route: 'list-audit-logs',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: [
            { id: stray.id, event_type: 'x', created_at: '2020-01-01T00:00:00Z', user: null, user_ip_address: '' },
          ],
        }),
      },
    });
    const { outputs, printed } = await run();
    expect(outputs).toEqual({ outcome: 'incomplete' });
    expect(printed).toContain('does not keep to `start_time` and `end_time`');
  });

  it('finds the events that a list lost while it moved, if the list says how many there are', async () => {
    const { run, lines, emulator } = await openExport({
      auditLog: { entries: usualEntries() },
      metadata: 'full',
      maxPerPage: 10,
    });
    emulator.fault({
      route: 'list-audit-logs',
      from: 3,
      do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: body.items?.slice(1) }) },
    });
    const { outputs } = await run();
    expect(outputs).toMatchObject({ outcome: 'exported', events: '40' });
    expect(new Set(idsOf(lines())).size).toBe(40);
  });

  it('is a gap where the log was purged, and what is left is exported', async () => {
    const now = Date.now();
    const old = auditEntries(20, now - 10 * HOUR, now - 5 * HOUR, 'old');
    const { run, lines, emulator } = await openExport({ auditLog: { entries: old } });
    await run({ 'settle-minutes': '240' });
    const fresh = auditEntries(5, now - HOUR, now - 30 * MINUTE, 'new');
    emulator.auditLog.entries = fresh;
    const gap = await run();
    expect(gap.exitCode).toBe(1);
    expect(gap.outputs).toMatchObject({ outcome: 'gap', events: '5' });
    expect(gap.printed).toContain('no longer in the log');
    expect(idsOf(lines())).toHaveLength(25);
    const manifest = JSON.parse(readFileSync(gap.outputs['manifest'] ?? '', 'utf8'));
    validateSchema('audit-log-manifest', manifest);
    expect(manifest.gaps).toMatchObject([{ kind: 'vanished' }]);
    const next = await run({ 'settle-minutes': '0' });
    expect(next.outputs['outcome']).toBe('nothing-new');
  });

  it('is a gap where events appear after the overlap, and they are exported', async () => {
    const now = Date.now();
    const noon = Math.floor(now / DAY) * DAY - 2 * DAY + 12 * HOUR;
    const entries = auditEntries(6, noon, noon + HOUR);
    // The Platform is three days behind at first.
    const { run, lines, emulator, state } = await openExport({ auditLog: { entries } });
    await run({ since: new Date(noon - HOUR).toISOString() });
    // As it was kept by a run of that day's evening.
    const kept = JSON.parse(readFileSync(state, 'utf8'));
    const evening = `${new Date(noon + 6 * HOUR).toISOString().slice(0, 19)}Z`;
    const begin = `${new Date(noon - HOUR).toISOString().slice(0, 19)}Z`;
    const known = entries.map(({ id, at }) => ({ at: new Date(at).toISOString(), id }));
    writeFileSync(state, JSON.stringify({ ...kept, cursor: evening, as_of: evening, known_from: begin, known }));
    rmSync(join(state, '..', '..', 'out'), { recursive: true });
    const late = auditEntries(2, noon + MINUTE, noon + 2 * MINUTE, 'late');
    emulator.auditLog.entries.push(...late);
    const { exitCode, outputs, printed } = await run(FURTHER);
    expect(exitCode, printed).toBe(1);
    expect(outputs).toMatchObject({ outcome: 'gap', 'late-events': '2' });
    expect(printed).toMatch(/2 events from .* appeared later than `overlap-minutes` allows/);
    expect(idsOf(lines()).sort()).toEqual(late.map(({ id }) => id).sort());
  });

  it.for([
    ['timed-out', { 'timeout-minutes': '0.05' }],
    ['cancelled', {}],
  ] as const)('is %s, and keeps what was read', async ([outcome, inputs]) => {
    const now = Date.now();
    const entries = auditEntries(60, now - 5 * DAY, now - HOUR);
    const { run, lines, readState, emulator } = await openExport({ auditLog: { entries } });
    emulator.fault({ route: 'list-audit-logs', from: 3, times: 99, do: { kind: 'stall' } });
    const { exitCode, outputs } = await run(
      { since: ago(6 * DAY), ...inputs },
      {
        onStart(child) {
          if (outcome !== 'cancelled') return;
          const timer = setInterval(() => {
            if (emulator.count('list-audit-logs') < 3) return;
            clearInterval(timer);
            child.kill('SIGINT');
          }, 10);
        },
      },
    );
    expect(exitCode).toBe(1);
    expect(outputs).toMatchObject({ outcome, to: readState()['cursor'] });
    const first = lines().length;
    expect(first).toBeGreaterThan(0);
    emulator.clearFaults();
    await run(FURTHER);
    expect(lines()).toHaveLength(60);
    expect(new Set(idsOf(lines())).size).toBe(60);
  });
});

const hasCommand = (name: string) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0;

describe('other readers', { concurrent: true }, () => {
  it.skipIf(!hasCommand('jq') || !hasCommand('gunzip'))('jq reads the files (skipped without jq)', async () => {
    const { run } = await openExport({ auditLog: { entries: usualEntries(9) } });
    const { outputs } = await run();
    const files = outputs['files']?.split('\n') ?? [];
    const text = execFileSync('gunzip', ['-c', ...files], { encoding: 'utf8' });
    const count = execFileSync('jq', ['-s', '-c', '[length, (map(.user.email) | unique)]'], {
      input: text,
      encoding: 'utf8',
    });
    expect(JSON.parse(count)).toEqual([9, ['jane@acme.example', 'max@acme.example']]);
  });

  it.skipIf(!hasCommand('python3'))(
    'Python reads the files, and finds its own hashes (skipped without Python)',
    async () => {
      const { run, output } = await openExport({ auditLog: { entries: usualEntries(9) } });
      const { outputs } = await run();
      const script = [
        'import gzip, hashlib, json, os, sys',
        'folder, manifest = sys.argv[1:]',
        'ids = []',
        'for file in json.load(open(manifest))["files"]:',
        '    path = os.path.join(folder, file["name"])',
        '    assert hashlib.sha256(open(path, "rb").read()).hexdigest() == file["sha256"]',
        '    lines = [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8")]',
        '    assert len(lines) == file["events"]',
        '    assert lines == sorted(lines, key=lambda one: (one["created_at"], one["id"]))',
        '    ids += [one["id"] for one in lines]',
        'print(len(ids), len(set(ids)))',
      ].join('\n');
      const printed = execFileSync('python3', ['-c', script, output, outputs['manifest'] ?? ''], { encoding: 'utf8' });
      expect(printed.trim()).toBe('9 9');
    },
  );
});
