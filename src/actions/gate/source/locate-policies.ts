import type { GateResult, PolicyResult, PolicySource } from '../result.ts';
import type { Locate } from './locate.ts';

/** The result with the place in the checkout of each failing policy's first resource that can be located. */
export function locatePolicies<R extends GateResult>(result: R, locate: Locate): R {
  const { judgement } = result;
  if (judgement === null) return result;
  const policies = judgement.policies.map((policy) =>
    policy.gating === 0 ? policy : { ...policy, source: findSource(policy, locate) },
  );
  return { ...result, judgement: { ...judgement, policies } };
}

function findSource({ resources }: PolicyResult, locate: Locate): PolicySource | null {
  for (const [resource, { tags }] of resources.entries()) {
    const place = locate(tags);
    if (place !== null) return { ...place, resource };
  }
  return null;
}
