import { type EmulatorOptions, repairedEstate } from '../../emulator/platform.ts';

/** A run is in progress when the gate looks, and for so long afterwards. */
export const BUSY: EmulatorOptions = {
  estate: repairedEstate(),
  runs: [{ sync: 'aws-prod', age: 10, script: { timings: { started: 500 } } }],
  stillUntil: 'list-runs',
};
