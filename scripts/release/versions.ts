import { editFile, listLines, readFile } from './repository.ts';

const MANIFEST = /(?<="name": "cloudquery-gate",\s+"version": ")[^"]*/g;
const CONSTANT = /(?<=\bTOOL_VERSION = ')[^']*/g;

/** The files and folders that name the version, how they do, and how often. */
const PLACES = [
  { path: 'package.json', pattern: MANIFEST, times: 1 },
  { path: 'package-lock.json', pattern: MANIFEST, times: 2 },
  { path: 'src', pattern: CONSTANT, times: 1 },
  { path: 'dist', pattern: CONSTANT, times: 1 },
  { path: 'test/golden/report.sarif', pattern: /(?<="semanticVersion": ")[^"]*/g, times: 1 },
];

/** The places that name another version, or none. */
export function findVersionProblems(root: string, version: string): string[] {
  return PLACES.flatMap(({ path, pattern, times }) => {
    const found = listLines(root, 'ls-files', path).flatMap((file) => readFile(root, file).match(pattern) ?? []);
    if (found.length === times && found.every((one) => one === version)) return [];
    return [`${path} has to name version ${version}, ${times}×, and names: ${found.join(', ') || 'none'}.`];
  });
}

/** Brings all places to the version. */
export function writeVersion(root: string, version: string): void {
  for (const { path, pattern } of PLACES) {
    for (const file of listLines(root, 'ls-files', path)) {
      editFile(root, file, (text) => text.replaceAll(pattern, version));
    }
  }
}
