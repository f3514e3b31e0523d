/** What must not leave the step, and what must not come in: keys, webhooks, commands, pages. */
import { describe, expect, it } from 'vitest';
import { fixtureEstate, repairedEstate, startEmulator, WEBHOOK_MARKER } from '../../emulator/platform.ts';
import { HOSTILE_TEXTS } from '../../unit/hostile-corpus.ts';
import { type ActionResult, runAction } from '../run-action.ts';
import { runGate } from './gate.ts';
import {
  everythingOf,
  expectHiddenAround,
  expectHiddenInAnswers,
  expectHiddenInErrors,
  formsOf,
  MAIN_ECHOES,
  MAIN_PIECES,
} from './key-echoes.ts';

const HOSTILE = Object.values(HOSTILE_TEXTS);

describe('the key', { concurrent: true }, () => {
  it.for(MAIN_ECHOES)('is nowhere, where errors echo it %s', ([, echo]) => expectHiddenInErrors(echo));

  it.for(MAIN_ECHOES)('is nowhere, where policies, resources and redirects hold it %s', ([, echo]) =>
    expectHiddenInAnswers(echo),
  );

  it('is nowhere, where JSON escapes its characters', async () => {
    await using emulator = await startEmulator();
    const encode = (text: string) =>
      [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    const rewrite = (text: string) => text.replaceAll('KEY-HERE', encode(emulator.key));
    const name = {
      kind: 'rewrite',
      rewrite: (body: { items?: object[] }) => ({
        ...body,
        items: body.items?.map((item) => ({ ...item, name: 'KEY-HERE' })),
      }),
    } as const;
    emulator.fault({
      route: 'list-policies',
      times: 99,
      do: { kind: 'rewriteText', rewrite: (text) => rewrite(JSON.stringify(name.rewrite(JSON.parse(text)))) },
    });
    emulator.fault({
      route: 'list-violations',
      times: 99,
      do: { kind: 'rewriteText', rewrite: (text) => rewrite(JSON.stringify(name.rewrite(JSON.parse(text)))) },
    });
    const result = await runGate(emulator);

    expect(result.outputs['outcome']).toBe('violations');
    for (const form of formsOf(emulator.key)) expect(everythingOf(result)).not.toContain(form);
    // Nor as the summary would write it.
    expect(result.summary).not.toContain('EMULATOR');
  });

  it.for(MAIN_PIECES)('is nowhere, where %s stands in the middle of it', ([, piece]) => expectHiddenAround(piece));

  it('is nowhere, where it was pasted into another input', async () => {
    await using emulator = await startEmulator();
    const key = 'cqk-abcdef0123456789-4242_zz';
    emulator.addKey({ key, role: 'ci' });
    for (const input of ['policies', 'sync-name', 'mode', 'policy-groups', 'fail-on']) {
      const result = await runGate(emulator, { 'api-key': key, [input]: key });
      expect(result.outputs['outcome']).toBe('error');
      expect(everythingOf(result).replaceAll('<wbr>', '')).not.toContain(key);
    }
  });

  it('is not followed to where a redirect points', async () => {
    await using other = await startEmulator();
    await using emulator = await startEmulator();
    emulator.fault({
      route: 'list-policies',
      times: 9,
      do: { kind: 'redirect', status: 308, location: `${other.url}/api/policies` },
    });
    const result = await runGate(emulator);

    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain(`a redirect to ${other.url}/api/policies, which is not followed`);
    expect(other.requests).toHaveLength(0);
  });

  it('is not quoted where it is no key', async () => {
    await using emulator = await startEmulator();
    for (const key of ['has blanks in it', 'two\nlines', 'cqsr_internal_token', 'ümlaut-key-1234']) {
      const result = await runGate(emulator, { 'api-key': key });
      expect(result.outputs['outcome']).toBe('error');
      for (const line of key.split('\n')) expect(everythingOf(result)).not.toContain(line);
    }
    expect(emulator.requests).toHaveLength(0);
  });
});

describe('what the Platform says', { concurrent: true }, () => {
  it('holds webhooks, which are never shown', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, {}, { env: { RUNNER_DEBUG: '1' } });
    expect(everythingOf(result)).not.toContain(WEBHOOK_MARKER);
  });

  it('issues no command, wherever it stands', async () => {
    const estate = fixtureEstate();
    await using emulator = await startEmulator({ estate, script: { ends: 'failed', log: HOSTILE, errors: 2 } });
    const failed = await runGate(emulator);
    expect(failed.outputs['outcome']).toBe('sync-failed');
    expectNoForeignCommand(failed);
  });

  it('issues no command from the names of policies and resources either', async () => {
    await using emulator = await startEmulator();
    let index = 0;
    const hostile = () => HOSTILE[index++ % HOSTILE.length] ?? '';
    const spoil =
      (fields: readonly string[]) => (body: Record<string, unknown> & { items?: Record<string, unknown>[] }) => ({
        ...body,
        items: body.items?.map((item) => ({
          ...item,
          ...Object.fromEntries(fields.map((field) => [field, hostile()])),
        })),
      });
    emulator.fault({
      route: 'list-policies',
      times: 99,
      do: { kind: 'rewrite', rewrite: spoil(['name', 'description', 'domain', 'severity']) },
    });
    emulator.fault({
      route: 'list-violations',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: spoil(['name', 'region', '_cq_account_name', '_cq_platform_id', 'resource_type_label']),
      },
    });
    const result = await runGate(emulator);

    expect(result.outputs['outcome']).toBe('violations');
    // Severities that nobody knows gate as the highest.
    expect(result.outputs['violations-critical']).toBe(result.outputs['violations']);
    expectNoForeignCommand(result);
    expect(result.printed.length).toBeLessThan(60_000);
    expect(result.summary).not.toMatch(/<(img|script|iframe|a)\b/i);
  });

  it('is not echoed where it is a page', async () => {
    await using emulator = await startEmulator();
    emulator.fault({
      route: 'list-policies',
      times: 99,
      do: {
        kind: 'garbage',
        status: 403,
        contentType: 'text/html',
        body: '<html><title>Sign in</title>SECRET-OF-THE-PAGE</html>',
      },
    });
    const result = await runGate(emulator);
    expect(result.outputs['outcome']).toBe('error');
    expect(everythingOf(result)).not.toMatch(/SECRET-OF-THE-PAGE|<title>/);
  });

  it('is not shown where it is a page instead of a log', async () => {
    await using emulator = await startEmulator({ script: { ends: 'failed' } });
    emulator.fault({
      route: 'run-logs-live',
      do: { kind: 'garbage', contentType: 'text/html', body: '<html>csrf-1234</html>' },
    });
    const result = await runGate(emulator);
    expect(result.outputs['outcome']).toBe('sync-failed');
    expect(everythingOf(result)).not.toContain('csrf-1234');
  });

  it('keeps no pattern busy, whatever the names are', async () => {
    await using emulator = await startEmulator();
    const name = 'a'.repeat(5_000);
    emulator.fault({
      route: 'list-policies',
      times: 99,
      do: { kind: 'rewrite', rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, name })) }) },
    });
    const result = await runGate(emulator, { policies: `${'*a'.repeat(12)}*b` });
    expect(result.outputs['outcome']).toBe('error');
    // How often it compares is counted in test/unit/text/pattern.test.ts; backtracking would take for ever.
    expect(result.killed).toBe(false);
  });
});

/** Every command that was printed is one that the gate itself writes. */
function expectNoForeignCommand(result: ActionResult): void {
  const commands = result.printed
    .split(/\r\n|\r|\n/)
    .flatMap((line) => /^\s*::(?<name>[^:\s]*)/.exec(line)?.groups?.['name'] ?? []);
  expect(new Set(commands)).toEqual(
    new Set(
      commands.filter((name) =>
        ['add-mask', 'debug', 'group', 'endgroup', 'error', 'warning', 'notice'].includes(name),
      ),
    ),
  );
  expect(commands.filter((name) => ['error', 'warning', 'notice'].includes(name)).length).toBeLessThanOrEqual(10);
  expect(result.printed).not.toContain('##[');
}

describe('the exit code', { concurrent: true }, () => {
  it('is red where the outputs cannot be written', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, {}, { env: { GITHUB_OUTPUT: '/dev/full' } });
    expect(result.exitCode).toBe(1);
    expect(result.printed).toMatch(/outputs could not be written/);
    for (const run of emulator.runsOf('aws-prod')) expect(run.ended).toBe(true);
  });

  it('is not changed by a summary that cannot be written', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, {}, { env: { GITHUB_STEP_SUMMARY: '/dev/full' } });
    expect(result.exitCode).toBe(0);
    expect(result.outputs['outcome']).toBe('passed');
    expect(result.printed).toMatch(/the job summary could not be written, which does not change the verdict/);
  });

  it('is the same without annotations and summary, which are then left out', async () => {
    await using emulator = await startEmulator();
    const result = await runGate(emulator, { annotations: 'false', summary: 'false' });
    expect(result.exitCode).toBe(1);
    expect(result.annotations).toEqual([]);
    expect(result.summary).toBe('');
    expect(result.log.at(-1)).toMatch(/What to do/);
  });

  it('is red where everything is missing, and nothing is asked', async () => {
    const result = await runAction({ inputs: {} });
    expect(result.exitCode).toBe(1);
    expect(result.outputs['outcome']).toBe('error');
    expect(result.annotations[0]?.message).toMatch(/3 bad inputs: .*platform-url.*api-key.*sync-name/s);
  });
});
