// A Platform for people and workflows: npm run emulator -- --help
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describeEmulator, describeFlags, type HandOptions, readHandOptions } from './by-hand.ts';
import type { ActFiles } from './for-act.ts';
import { startEmulator } from './platform.ts';

const read = readHandOptions(process.argv.slice(2));
if ('problems' in read) {
  console.error([...read.problems, 'npm run emulator -- --help says what there is.'].join('\n'));
  process.exitCode = 2;
} else if (read.wantsHelp) {
  console.log(describeFlags());
} else {
  await run(read);
}

async function run({ options, faults, portFile, actFolder }: HandOptions): Promise<void> {
  const emulator = await startEmulator(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') throw error;
    const reason = error.code === 'EADDRINUSE' ? 'is in use' : 'may not be used';
    console.error(`Port ${options.port} ${reason}: give another one with --port, or leave it out.`);
    process.exitCode = 1;
    return null;
  });
  if (emulator === null) return;
  faults.forEach(emulator.fault);
  if (portFile !== null) {
    try {
      writeFileSync(portFile, new URL(emulator.url).port);
    } catch (error) {
      console.error(`The port could not be written: ${(error as Error).message}. Give another file with --port-file.`);
      process.exitCode = 1;
      return await emulator.close();
    }
  }
  const act = actFolder === null ? null : await serve(actFolder, emulator);
  if (act === undefined) return await emulator.close();
  console.log(describeEmulator(emulator.url, emulator.key, process.pid, act?.told));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('\nEnded.');
      void Promise.all([emulator.close(), act?.[Symbol.asyncDispose]()]);
    });
  }
}

/** The files for act; undefined: they could not be written, which is told. */
async function serve(folder: string, platform: { url: string; key: string }): Promise<ActFiles | undefined> {
  // A workflow that only needs the Platform has a checkout without what this loads.
  const { serveAct } = await import('./for-act.ts');
  try {
    // npm runs this in the folder of the package, wherever it was started.
    return await serveAct(resolve(process.env['INIT_CWD'] ?? '.', folder), platform);
  } catch (error) {
    console.error(`The files for act could not be written: ${(error as Error).message}`);
    process.exitCode = 1;
    return undefined;
  }
}
