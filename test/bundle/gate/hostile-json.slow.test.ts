/** JSON that a parser takes without a word: too much of it, nested too deep, or read as something else. */
import { describe, expect, it } from 'vitest';
import { type Fault, fixtureEstate, type JsonBody, repairedEstate, startEmulator } from '../../emulator/platform.ts';
import { runGate } from './gate.ts';

const DEEP = '['.repeat(300_000) + ']'.repeat(300_000);
const ALWAYS = Number.POSITIVE_INFINITY;

function fault(route: Fault['route'], body: string, times = 1): Fault {
  return { route, times, do: { kind: 'garbage', body } };
}

describe('one answer', { concurrent: true }, () => {
  const spoilt = [
    ['that is nested deep', 'it is nested deeper than 100', `{"items":[{"cloud":${DEEP}}]}`],
    ['of very many empty items', 'more than 200000 lists and objects', `{"items":[${'{},'.repeat(8_000_000)}{}]}`],
    ['of more items than a page holds', '10000 at most', `{"items":[${'{},'.repeat(20_000)}{}]}`],
  ] as const;

  it.for(spoilt)('%s is asked for again: %s', async ([, problem, body]) => {
    await using emulator = await startEmulator({ estate: fixtureEstate() });
    emulator.fault(fault('list-violations', body));
    // On a busy machine such an answer takes a while to arrive, and is not to end as one that is late.
    const result = await runGate(emulator, { accounts: 'acme-prod', 'timeout-minutes': '2' });
    expect(result.outputs['outcome'], result.printed.slice(-5_000)).toBe('violations');
    expect(result.printed).not.toContain('a fault of its own');
    expect(result.printed).toContain(problem);
  });

  it('that is nested deep for good is an answer that can not be read', async () => {
    await using emulator = await startEmulator();
    emulator.fault(fault('list-policies', `{"items":[{"id":"x","name":"x","x":${DEEP}}]}`, ALWAYS));
    const result = await runGate(emulator);
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain('nested deeper than 100');
  });
});

describe('a result that reads as 0 is not believed', { concurrent: true }, () => {
  it.for([
    ['the same name twice', /"violation_count":(\d+)/g, '"violation_count":$1,"violation_count":0'],
    [
      'the same name, written in two ways',
      /"violation_count":(\d+)/g,
      '"violation_count":$1,"violation_c\\u006funt":0',
    ],
    ['a number too small', /"violation_count":\d+/g, '"violation_count":1e-400'],
    ['two lists', /^\{/, '{"items":[],"items":[],'],
  ] as const)('%s', async ([, pattern, text]) => {
    await using emulator = await startEmulator({ estate: fixtureEstate() });
    const rewrite = (body: string) => body.replace(pattern, text);
    emulator.fault({ route: 'list-policies', from: 2, times: ALWAYS, do: { kind: 'rewriteText', rewrite } });
    const result = await runGate(emulator);
    expect(['error', 'timed-out'], result.printed).toContain(result.outputs['outcome']);
    expect(result.exitCode).toBe(1);
    expect(result.printed).toContain("The Platform's answer is not read");
  });
});

describe('a baseline', { concurrent: true }, () => {
  it.for([
    ['swells', `{"version":1,"violations":[${'{},'.repeat(15_000_000)}{}]}`, 'its entries hold too many values'],
    ['is nested deep', `{"version":1,"violations":[${DEEP}]}`, 'nested deeper than 20 levels'],
    ['has two lists', '{"version":1,"violations":[1],"violations":[]}', '`violations` is there twice in one object'],
  ] as const)('that %s is refused', async ([, text, problem]) => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const result = await runGate(emulator, { baseline: 'baseline.json' }, { files: { 'baseline.json': text } });
    expect(result.outputs['outcome']).toBe('error');
    expect(result.printed).toContain(problem);
    expect(emulator.requests).toHaveLength(0);
  });
});

describe('a list', { concurrent: true }, () => {
  it('of groups that says that it is longer is no whole one', async () => {
    await using emulator = await startEmulator({ estate: repairedEstate() });
    const rewrite = (body: { items?: unknown[] }) => ({
      ...body,
      items: body.items?.slice(0, -1),
      metadata: { page_size: 100, total_count: body.items?.length ?? 0 },
    });
    emulator.fault({ route: 'list-groups', times: ALWAYS, do: { kind: 'rewrite', rewrite } });
    const result = await runGate(emulator, { 'policy-groups': '*' });
    expect(result.outputs['outcome'], result.printed).toBe('error');
    expect(result.printed).toContain('metadata.total_count');
    expect(emulator.count('create-run')).toBe(0);
  });

  it('with an empty page in the middle is read to its end', async () => {
    await using emulator = await startEmulator({ estate: fixtureEstate() });
    // In three pages, the second of which is empty; what is violated stands on the third one.
    const cut = (page: string | null) => (body: JsonBody) => {
      const isClean = page === '1';
      const items = body.items?.filter((item) => (item['violation_count'] === 0) === isClean);
      return { items: page === '2' ? [] : items, metadata: { page_size: 1_000, ...(isClean ? { last_page: 3 } : {}) } };
    };
    for (const page of ['1', '2', '3']) {
      const when = ({ query }: { query: URLSearchParams }) => {
        const isAsked = query.get('page') === page;
        // The emulator itself has one page.
        if (isAsked) query.set('page', '1');
        return isAsked;
      };
      emulator.fault({ route: 'list-policies', times: ALWAYS, when, do: { kind: 'rewrite', rewrite: cut(page) } });
    }
    const result = await runGate(emulator, { mode: 'check', 'sync-name': '' });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
  });
});
