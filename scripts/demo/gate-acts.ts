import { fixtureEstate } from '../../test/emulator/platform.ts';
import { BASELINE, PUBLIC_BUCKETS, WAIVERS, writeWaiver } from './repository.ts';
import type { Act } from './stage.ts';

/** The inputs of the gate in all scenes. */
export const GATE = {
  'sync-name': 'aws-prod',
  'max-poll-interval-seconds': '0.25',
  baseline: BASELINE,
  comment: 'on-change',
};

/** A red gate, the baseline, something new, a waiver. */
export const GATE_ACTS: readonly Act[] = [
  {
    title: 'A red gate on a pull request',
    scenes: [
      {
        name: 'first',
        tells: 'An old estate meets the gate for the first time. Every active policy counts.',
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ files }) => {
          files[BASELINE] = '{"version": 1, "violations": []}\n';
        },
        shows: 'page',
        expected: { outcome: 'violations', exitCode: 1, outputs: { 'new-violations': '16' } },
      },
    ],
  },
  {
    title: 'The old findings become the baseline',
    scenes: [
      {
        name: 'adopted',
        tells: `The baseline that the first run wrote is committed as ${BASELINE}.`,
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ files, performed }) => {
          files[BASELINE] = performed.get('first')?.result.reports['baseline.json'] ?? '';
        },
        shows: 'verdict',
        expected: { outcome: 'passed', exitCode: 0, outputs: { violations: '16', 'gating-violations': '0' } },
      },
    ],
  },
  {
    title: 'Something new is red, and only that',
    scenes: [
      {
        name: 'new',
        tells: 'Somebody opens the bucket acme-invoices to the world.',
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ platform }) => platform.setEstate(openBucket('acme-invoices')),
        shows: 'page',
        expected: { outcome: 'violations', exitCode: 1, outputs: { violations: '17', 'gating-violations': '1' } },
      },
    ],
  },
  {
    title: 'A waiver turns it green, and so does the fix',
    scenes: [
      {
        name: 'waived',
        tells: `The owner accepts it on record: ${WAIVERS} says who, why, and until when.`,
        step: 'gate',
        event: 'pull_request',
        inputs: { ...GATE, waivers: WAIVERS },
        prepare: ({ files }) => {
          files[WAIVERS] = writeWaiver(
            PUBLIC_BUCKETS,
            'acme-invoices',
            'Shared with the auditors until they are done',
            Date.now(),
          );
        },
        shows: 'verdict',
        expected: { outcome: 'passed', exitCode: 0, outputs: { violations: '17', 'waived-violations': '1' } },
      },
      {
        name: 'fixed',
        tells: 'The bucket is closed again, and the waiver is taken out.',
        step: 'gate',
        event: 'pull_request',
        inputs: GATE,
        prepare: ({ platform, files }) => {
          delete files[WAIVERS];
          platform.setEstate(fixtureEstate());
        },
        shows: 'verdict',
        expected: { outcome: 'passed', exitCode: 0, outputs: { violations: '16', 'waived-violations': '0' } },
      },
    ],
  },
];

function openBucket(name: string) {
  const estate = fixtureEstate();
  for (const bucket of estate.buckets) if (bucket.name === name) bucket.publicRead = true;
  return estate;
}
