/**
 * Loaded before the bundle (`node --import`): writes down which files and which of Node's own modules are loaded until
 * the first line is printed, and until the process ends.
 */
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

/** What was loaded, in order. Of files the URL. */
export interface Loaded {
  readonly files: readonly string[];
  /** Node's own, such as `node:http`, also those that nobody can import. */
  readonly builtins: readonly string[];
}

export interface LoadingRecord {
  readonly atFirstLine: Loaded | null;
  readonly atEnd: Loaded;
}

const files: string[] = [];
let atFirstLine: Loaded | null = null;

registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) files.push(url);
    return nextLoad(url, context);
  },
});

const write = process.stdout.write;
process.stdout.write = ((...args: Parameters<typeof write>) => {
  // A mask is a command to the runner and no line.
  if (!String(args[0]).startsWith('::')) atFirstLine ??= look();
  return write.apply(process.stdout, args);
}) as typeof write;

// What this file itself loads is not the bundle's.
const own = new Set(listBuiltins());

process.on('exit', () => {
  const record: LoadingRecord = { atFirstLine, atEnd: look() };
  writeFileSync(process.env['LOADING_RECORD'] ?? '', JSON.stringify(record));
});

function look(): Loaded {
  return { files: [...files], builtins: listBuiltins().filter((name) => !own.has(name)) };
}

function listBuiltins(): string[] {
  // Not documented, and there since the first versions of Node.
  const list = Reflect.get(process, 'moduleLoadList') as readonly string[];
  return list.flatMap((entry) =>
    entry.startsWith('NativeModule ') ? [`node:${entry.slice('NativeModule '.length)}`] : [],
  );
}
