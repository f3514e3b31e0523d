// A Platform for people and workflows: node test/emulator/main.ts [--port N] [--estate fixture|repaired] [--key K] [--port-file F]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fixtureEstate, repairedEstate, startEmulator } from './platform.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    estate: { type: 'string', default: 'fixture' },
    key: { type: 'string' },
    'port-file': { type: 'string' },
  },
});

const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port ${values.port}: no port number`);
if (values.estate !== 'fixture' && values.estate !== 'repaired') {
  throw new Error(`--estate ${values.estate}: fixture or repaired`);
}

const emulator = await startEmulator({
  port,
  estate: values.estate === 'fixture' ? fixtureEstate() : repairedEstate(),
  // Slow enough to be watched.
  timings: { created: 300, pending: 500, started: 2_500, ingestion: 1_000, evaluation: 1_500, evaluationSpread: 500 },
  ...(values.key === undefined ? {} : { key: values.key }),
});
console.log(`url ${emulator.url}\nkey ${emulator.key}`);
if (values['port-file'] !== undefined) writeFileSync(values['port-file'], new URL(emulator.url).port);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void emulator.close());
