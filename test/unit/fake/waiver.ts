import type { Waiver } from '../../../src/actions/gate/waivers/waiver.ts';

/** The day on which simulated time begins, `createFakeClock`. */
export const TODAY = '2026-08-01';

/** Of the policy that `aPolicy` makes, whole and for some months more. */
export function aWaiver(changes: Partial<Waiver> = {}): Waiver {
  return {
    policy: 'policy-1',
    resource: null,
    account: null,
    region: null,
    tag: null,
    resourceType: null,
    cloud: null,
    reason: 'Public on purpose.',
    owner: 'web-team@acme.example',
    expires: '2026-12-31',
    ticket: null,
    line: 3,
    ...changes,
  };
}
