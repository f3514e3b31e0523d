import { readdirSync } from 'node:fs';
import { readFile } from './repository.ts';

const CONSTANT = (version: string) => `TOOL_VERSION = '${version}'`;

/** The files that name the version, and the phrases around it, each of which stands exactly once in its file. */
const PHRASES: Readonly<Record<string, (version: string) => readonly string[]>> = {
  'package.json': (version) => [`"name": "cloudquery-gate",\n  "version": "${version}"`],
  'package-lock.json': (version) => [
    `"name": "cloudquery-gate",\n  "version": "${version}"`,
    `"name": "cloudquery-gate",\n      "version": "${version}"`,
  ],
  'src/actions/gate/report/sarif/sarif.ts': (version) => [CONSTANT(version)],
  'test/golden/report.sarif': (version) => [`"semanticVersion": "${version}"`],
};

const BUNDLE = 'dist/main';

/** These, and the file of the bundle that has the constant, whose name is the bundler's. */
export function listVersionedFiles(root: string): string[] {
  const bundled = readdirSync(`${root}/${BUNDLE}`)
    .map((name) => `${BUNDLE}/${name}`)
    .filter((file) => file.endsWith('.js') && readFile(root, file).includes(CONSTANT('').slice(0, -1)));
  if (bundled.length !== 1) throw new Error(`One file of ${BUNDLE} has to name the version, and ${bundled.length} do.`);
  return [...Object.keys(PHRASES), ...bundled];
}

/** Brings the text of one of these files from one version to another; with the same one twice it only checks. */
export function replaceVersion(file: string, text: string, from: string, to: string): string {
  const phrasesOf = PHRASES[file] ?? ((version: string) => [CONSTANT(version)]);
  const after = phrasesOf(to);
  return phrasesOf(from).reduce((content, phrase, index) => {
    const count = content.split(phrase).length - 1;
    if (count !== 1) throw new Error(`${file} has to have once, and has ${count} times: ${phrase}`);
    return content.replace(phrase, () => after[index] ?? '');
  }, text);
}
