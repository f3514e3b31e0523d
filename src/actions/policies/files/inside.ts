import { dirname, isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder, or in it. Both are absolute; if a link may be on the way, both have to be real paths. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows the way to another drive is absolute.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The folder, and those that it is in, up to the last one. */
export function* climb(folder: string, last: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (at === last || at === dirname(at)) return;
  }
}
