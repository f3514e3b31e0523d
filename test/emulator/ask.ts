import type { Emulator } from './platform.ts';

/** Asks the emulator as a client would. */
export async function ask(
  emulator: Emulator,
  method: string,
  path: string,
  options: { key?: string; body?: unknown } = {},
) {
  const response = await fetch(`${emulator.url}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${options.key ?? emulator.key}` },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, text, json: (isJson ? JSON.parse(text) : {}) as Record<string, unknown> };
}

/** The items of a list, one page of it. */
export async function itemsOf(emulator: Emulator, path: string): Promise<Record<string, unknown>[]> {
  return (await ask(emulator, 'GET', path)).json['items'] as Record<string, unknown>[];
}
