import { expect, it } from 'vitest';
import { identifyViolation } from '../../../../src/actions/gate/baseline/fingerprint.ts';
import { forgiveBy } from '../../../../src/actions/gate/forgive.ts';
import { aViolation } from '../../fake/client.ts';

const waiver = (changes: object) => ({
  ...{ policy: 'Buckets', resource: null, account: null, region: null, tag: null, resourceType: null, cloud: null },
  ...{ reason: 'r', owner: 'o', expires: '2026-12-01', ticket: null, line: 3, ...changes },
});

it('sorts violations as a gate would, the rows of a resource one by one', () => {
  const [waived, known, open] = ['waived', 'known', 'open'].map((name) => aViolation({ name, platformId: name }));
  if (waived === undefined || known === undefined || open === undefined) throw new Error('none');
  const entry = { count: 2, names: { policy: '', account: '', region: '', resource: '' } };
  const ids = [waived, known].map((one) => identifyViolation('policy-1', one) ?? '');
  const baseline = { path: 'b.json', byPolicy: new Map([['policy-1', new Map(ids.map((id) => [id, entry]))]]) };
  const waivers = [waiver({ resource: 'waived' }), waiver({ resource: 'open', expires: '2026-11-25' })];
  const forgive = forgiveBy(baseline, waivers, '2026-11-26');
  const one = forgive({ id: 'policy-1', name: 'Buckets' });
  expect([waived, known, known, known, open].map(one)).toEqual(['waived', 'known', 'known', 'open', 'open']);
  // A new policy has another id, and a waiver may name it already.
  const other = forgive({ id: '', name: 'buckets' });
  expect([waived, known].map(other)).toEqual(['waived', 'open']);
});
