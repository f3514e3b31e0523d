/** The key where the Platform says it: the ways to write it, and what a step must not show of it. */
import { expect } from 'vitest';
import { type FaultKind, startEmulator } from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { runGate } from './gate.ts';

/** All that somebody may ever read, but for the line that masks the key. */
export function everythingOf(result: ActionResult): string {
  const printed = result.printed.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...printed, JSON.stringify(result.outputs), JSON.stringify(result.state), result.summary].join('\n');
}

/** The key as it is, URL-encoded, in hexadecimal digits, and in base64 at each alignment. */
export function formsOf(key: string): string[] {
  const aligned = [0, 1, 2].map((skip) =>
    Buffer.from(key)
      .subarray(skip, skip + 36)
      .toString('base64'),
  );
  return [
    key,
    encodeURIComponent(key),
    JSON.stringify(key).slice(1, -1),
    Buffer.from(key).toString('hex'),
    percentOf(key),
    ...aligned,
  ];
}

const percentOf = (key: string) => key.replace(/./g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** How an answer may write the key. */
export type Echo = (key: string) => string;

/** The key as it is, and in one of the three alignments of base64. */
export const MAIN_ECHOES: readonly [name: string, echo: Echo][] = [
  ['plain', (key) => key],
  ['in base64, after one byte', (key) => Buffer.from(`x${key}`).toString('base64')],
];

export const MORE_ECHOES: readonly [name: string, echo: Echo][] = [
  ['in hexadecimal digits', (key) => Buffer.from(`x${key}`).toString('hex')],
  ['in a header', (key) => `Authorization: Bearer ${key}`],
  ['URL-encoded', (key) => encodeURIComponent(key)],
  ['URL-encoded, letters too', percentOf],
  ['in base64', (key) => Buffer.from(key).toString('base64')],
  ['in base64, after two bytes', (key) => Buffer.from(`xy${key}z`).toString('base64')],
];

/** What is not seen, and so may stand in the middle of a key: of each kind one. */
export const MAIN_PIECES: readonly [name: string, piece: string][] = [
  ['a blank without a width', '\u200b'],
  ['a link of a terminal', '\u001b]8;;\u0007'],
  ['a NUL', '\u0000'],
];

export const MORE_PIECES: readonly [name: string, piece: string][] = [
  ['a joiner', '\u2060'],
  ['a hyphen that may be', '\u00ad'],
  ['a mark of bytes', '\ufeff'],
  ['a colour', '\u001b[0m'],
  ['a bell', '\u0007'],
  ['a title of a terminal', '\u001b]0;x\u0007'],
  ['a command of a terminal', '\u001b[?25h'],
  ['a command in one sign', '\u009b31m'],
  ['a turn of the direction', '\u202e'],
  ['a selector of a variant', '\ufe0f'],
  ['a tag', '\u{e0041}'],
];

export async function expectHiddenInErrors(echo: Echo): Promise<void> {
  await using emulator = await startEmulator();
  const said = echo(emulator.key);
  const body = { message: said, status: 422, errors: [said], field_errors: { [said]: said } };
  emulator.fault({ route: 'create-run', times: 9, do: { kind: 'status', status: 422, body } });
  const result = await runGate(emulator, {}, { env: { RUNNER_DEBUG: '1' } });

  expect(result.outputs['outcome']).toBe('sync-failed');
  expect(result.masks).toContain(emulator.key);
  expect(result.printed.startsWith('::add-mask::')).toBe(true);
  for (const form of formsOf(emulator.key)) expect(everythingOf(result)).not.toContain(form);
}

/** The key in what a proxy in front of the Platform may say beside a body, and where a message is cut. */
export async function expectHiddenInSurroundings(echo: Echo): Promise<void> {
  const said = echo('EMULATOR-KEY+do/not=leak_me-7Qx2Vt9/Kp+4Zr8Wb1Ym5Nc3Hd6==');
  const faults: readonly FaultKind[] = [
    { kind: 'status', status: 200, body: {}, headers: { 'content-encoding': said } },
    { kind: 'garbage', body: '<x', contentType: `text/${said}` },
    { kind: 'garbage', body: '<html>', contentType: `text/html; ${said}` },
    { kind: 'garbage', body: '<x', contentType: `text/${said}`, status: 404 },
    { kind: 'redirect', status: 302, location: `https://x.example/${said}` },
    // Before the cut at 300 characters, across it, and with what is taken out before it is cut.
    ...[100, 300].flatMap((end) =>
      ['', '\u200b', '\u001b[1m', '\u001b]8;;\u0007'].map((piece): FaultKind => {
        const middle = Math.floor(said.length / 2);
        const message = `${'x'.repeat(end - middle)}${said.slice(0, middle - 6)}${piece}${said.slice(middle - 6)}`;
        return { kind: 'status', status: 422, body: { message, status: 422, errors: [message] } };
      }),
    ),
  ];
  for (const fault of faults) {
    await using emulator = await startEmulator();
    emulator.fault({ route: 'list-policies', times: 99, do: fault });
    const result = await runGate(
      emulator,
      { mode: 'check', 'sync-name': '', 'timeout-minutes': '2' },
      { env: { RUNNER_DEBUG: '1' } },
    );
    expect(result.exitCode, JSON.stringify(fault)).toBe(1);
    // Nor a piece of it that is left at a cut, nor in small letters, in which an encoding is told.
    const shown = everythingOf(result).toLowerCase();
    for (const form of formsOf(emulator.key)) expect(shown).not.toContain(form.slice(0, 12).toLowerCase());
    expect(shown).toContain('***');
  }
}

export async function expectHiddenInAnswers(echo: Echo): Promise<void> {
  const said = echo('EMULATOR-KEY+do/not=leak_me-7Qx2Vt9/Kp+4Zr8Wb1Ym5Nc3Hd6==');
  await using emulator = await startEmulator();
  emulator.fault({
    route: 'list-policies',
    times: 99,
    do: {
      kind: 'rewrite',
      rewrite: (body) => ({
        ...body,
        items: body.items?.map((item) => ({ ...item, name: said, description: said })),
      }),
    },
  });
  emulator.fault({
    route: 'list-violations',
    times: 99,
    do: {
      kind: 'rewrite',
      rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, name: said })) }),
    },
  });
  const result = await runGate(emulator);
  expect(result.outputs['outcome']).toBe('violations');
  for (const form of formsOf(emulator.key)) expect(everythingOf(result)).not.toContain(form);

  emulator.fault({
    route: 'list-runs',
    times: 9,
    do: { kind: 'redirect', status: 307, location: `https://x.example/?k=${encodeURIComponent(said)}` },
  });
  const redirected = await runGate(emulator);
  expect(redirected.outputs['outcome']).toBe('error');
  for (const form of formsOf(emulator.key)) expect(everythingOf(redirected)).not.toContain(form);
}

export async function expectHiddenAround(piece: string): Promise<void> {
  const split: readonly ((key: string) => string)[] = [
    (key) => `${key.slice(0, 12)}${piece}${key.slice(12)}`,
    (key) => [...key].join(piece),
  ];
  for (const spoilKey of split) {
    await using emulator = await startEmulator();
    const { key } = emulator;
    const name = spoilKey(key);
    const spoil = (fields: readonly string[]) => ({
      kind: 'rewrite' as const,
      rewrite: (body: { items?: object[] }) => ({
        ...body,
        items: body.items?.map((item) => ({ ...item, ...Object.fromEntries(fields.map((field) => [field, name])) })),
      }),
    });
    emulator.fault({ route: 'list-policies', times: 99, do: spoil(['name', 'description', 'domain']) });
    emulator.fault({
      route: 'list-violations',
      times: 99,
      do: spoil(['name', 'region', '_cq_account_name', 'resource_type_label', 'cloud']),
    });
    const files = { 'b.json': '{"version": 1, "violations": []}' };
    const result = await runGate(
      emulator,
      { mode: 'check', 'sync-name': '', baseline: 'b.json', redact: 'never', accounts: '!nobody' },
      { files, env: { RUNNER_DEBUG: '1' } },
    );
    expect(result.outputs['outcome']).toBe('violations');
    expect(Object.keys(result.reports)).toEqual(['b.json']);
    const texts = [
      everythingOf(result),
      ...Object.values(result.reports),
      ...result.annotations.flatMap(({ title, message }) => [title, message]),
    ];
    for (const text of texts) {
      const decoded = text
        .replace(/<[^>]*>/g, '')
        .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
      // As somebody reads it, and as somebody copies it.
      for (const one of [text, text.replaceAll('<wbr>', ''), decoded, decoded.replaceAll(piece, '')]) {
        for (const form of formsOf(key)) expect(one).not.toContain(form);
      }
    }
  }
}
