import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { MOST_RESULTS } from '../../../../../../src/actions/gate/report/sarif/sarif.ts';
import { createRandom, type Random } from '../../fuzz/random.ts';
import { buildInput } from '../example-inputs.ts';
import { buildPolicy } from '../example-results.ts';
import { buildExample, buildViolations, countReads, EXAMPLES, notesOf, readRun, render, row } from './sarif-run.ts';
import { expectValid, VALIDATOR, validateSarif } from './sarif-validator.ts';

describe('GitHub’s limits', () => {
  test('exactly 25,000 are all of them', () => {
    const { list } = countReads(MOST_RESULTS, (index) => row({ platformId: `${index}` }));
    const policy = buildPolicy({ found: MOST_RESULTS, gating: MOST_RESULTS });
    const run = readRun(render(buildInput(buildViolations([policy]), { rowsOf: list })));
    expect([run.results.length, notesOf(run)]).toEqual([MOST_RESULTS, {}]);
  });

  test('10 MB when zipped, also where names cannot be zipped', () => {
    const name = randomTexts((random) => String.fromCodePoint(0x4e00 + random.index(20_000)));
    const { reads, list } = countReads(100_000, () => ({
      ...row({ name: name(), accountName: name(), region: name(), resourceType: name(), platformId: name() }),
    }));
    const policy = buildPolicy({ found: 100_000, gating: 100_000 });
    const text = render(buildInput(buildViolations([policy]), { rowsOf: list }));
    const run = readRun(text);
    expect(gzipSync(text).length).toBeLessThan(10_000_000);
    expect(gzipSync(text, { level: 1 }).length).toBeGreaterThan(8_000_000);
    expect(reads.count).toBe(run.results.length + 1);
    expect(notesOf(run)).toEqual({ cut: 100_000 - run.results.length });
  });

  test('10 MB when zipped, also where there are very many policies with long descriptions', () => {
    const text = randomTexts((random) => String.fromCharCode(33 + random.index(90)));
    const policies = Array.from({ length: 30_000 }, (_, index) =>
      buildPolicy({ id: `p${index}`, name: text(), description: `${text()}${text()}`, found: 1, gating: 1 }),
    );
    const file = render(buildInput(buildViolations(policies)));
    const run = readRun(file);
    expect(gzipSync(file).length).toBeLessThan(5_000_000);
    expect(run.tool.driver.rules.length).toBeGreaterThan(1_000);
    expect(run.results).toHaveLength(run.tool.driver.rules.length);
    expect(notesOf(run)).toEqual({ cut: 30_000 - run.results.length });
  });

  test('25,000 rules', () => {
    const policies = Array.from({ length: 25_002 }, (_, index) =>
      buildPolicy({ id: `p${index}`, found: 1, gating: 1 }),
    );
    const run = readRun(render(buildInput(buildViolations(policies))));
    expect([run.tool.driver.rules.length, run.results.length, notesOf(run)]).toEqual([25_000, 25_000, { cut: 2 }]);
  });
});

/** Texts of 1,000 characters that have little in common: made once, and cut anew each time. */
function randomTexts(character: (random: Random) => string): () => string {
  const random = createRandom(7);
  const pool = Array.from({ length: 400_000 }, () => character(random)).join('');
  return () => {
    const start = random.index(pool.length - 1_000);
    return pool.slice(start, start + 1_000);
  };
}

describe(`Microsoft's validator${VALIDATOR === null ? ' (skipped: it has no binary for this system)' : ''}`, () => {
  const others = Object.entries(EXAMPLES).filter(([name]) => name !== 'the golden file');
  test.skipIf(VALIDATOR === null).for(others)('has no error, neither by SARIF nor by GitHub: %s', async ([, build]) => {
    await expectValid(render(build()));
  });

  test.skipIf(VALIDATOR === null).for<[string, (file: string) => string]>([
    ['GH1001', (file) => file.replaceAll('"locations"', '"relatedLocations"')],
    ['GH1003', (file) => file.replaceAll(/"region":\{.*?\}/g, '"region":{}')],
    ['GH1005', (file) => file.replaceAll('"uri":".github', '"uri":"https://acme.example/.github')],
    ['GH2012', (file) => file.replaceAll(/"help":\{.*?\},(?="default)/g, '')],
    ['JSON1005', (file) => file.replaceAll('"standing"', '"x"').replaceAll('"properties":{"x"', '"surprise":{"x"')],
  ])('would notice: %s', async ([rule, spoil]) => {
    const complaints = await validateSarif(spoil(render(buildExample())));
    expect(complaints.filter(({ level }) => level === 'error').map((one) => one.rule)).toContain(rule);
  });
});
