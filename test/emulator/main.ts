// A Platform for people and workflows: npm run emulator -- --help
import { writeFileSync } from 'node:fs';
import { describeEmulator, describeFlags, type HandOptions, readHandOptions } from './by-hand.ts';
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

async function run({ options, faults, portFile }: HandOptions): Promise<void> {
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
  console.log(describeEmulator(emulator.url, emulator.key));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.log('\nEnded.');
      void emulator.close();
    });
  }
}
