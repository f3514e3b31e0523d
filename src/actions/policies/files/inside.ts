import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder, or in it. Both are absolute; if a link may be on the way, both have to be real paths. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows the way to another drive is absolute.
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
