import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { POSTS } from '../../src/actions/start.ts';
import { STEPS } from '../../src/actions/steps.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DIST = join(ROOT, 'dist');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object };

it.for(Object.keys(PACKAGE.dependencies))('dist/ has the licence of %s beside it', (name) => {
  const lines = readFileSync(join(DIST, 'LICENSES.txt'), 'utf8').split('\n');
  expect(lines).toContain(name);
});

describe('dist/', () => {
  const files = readdirSync(DIST, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

  it('has an entry file for each step, which sets the exit code to 1 before it loads anything', () => {
    for (const name of [...Object.keys(STEPS), ...Object.keys(POSTS)]) {
      const [first, ...rest] = readFileSync(join(DIST, `${name}.js`), 'utf8')
        .trim()
        .split('\n');
      expect(first).toBe('process.exitCode = 1;');
      expect(rest.length).toBeLessThanOrEqual(3);
    }
  });

  it('has nothing twice', () => {
    const holders = new Map<string, string[]>();
    for (const file of files.filter((path) => path.endsWith('.js'))) {
      // As webpack writes them: modules by themselves by their number, those that it joined by their path.
      const modules = readFileSync(file, 'utf8').matchAll(
        /^\/\*\*\*\/ "?(\d+)"?:|^;\/\/ CONCATENATED MODULE: (\.\S+)/gm,
      );
      for (const [, number, path] of modules) {
        const name = number ?? path ?? '';
        holders.set(name, [...(holders.get(name) ?? []), file]);
      }
    }
    expect(holders.size).toBeGreaterThan(100);
    const twice = [...holders].filter(([, places]) => places.length > 1);
    expect(twice, 'see "What is loaded when" in docs/architecture.md').toEqual([]);
  });

  it('has one version of each package', () => {
    // npm puts a second version below the package that wants it; webpack names the files that it joins.
    const nested = files.flatMap(
      (file) => readFileSync(file, 'utf8').match(/node_modules\/\S+\/node_modules\/\S+/g) ?? [],
    );
    expect(nested).toEqual([]);
  });

  it('is smaller than 2.9 MB, of which a runner downloads all', () => {
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    expect(bytes).toBeLessThan(2_900_000);
  });
});
