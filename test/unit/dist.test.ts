import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const PACKAGE = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies: object };

it.for(Object.keys(PACKAGE.dependencies))('dist/ has the licence of %s beside it', (name) => {
  const lines = readFileSync(join(ROOT, 'dist', 'main', 'LICENSES.txt'), 'utf8').split('\n');
  expect(lines).toContain(name);
});
