import type { PolicyResult } from '../judge/policy-result.ts';
import type { GateResult } from '../result.ts';
import type { Locate } from './locate.ts';

/** A place in the checkout, and the resource that was made there. */
export interface PolicySource {
  /** Relative to the repository. */
  readonly file: string;
  /** From 1; null if only the file is known. */
  readonly line: number | null;
  /** Its index among the policy's resources. */
  readonly resource: number;
}

/** The places that are known, by the policy's id. */
export type SourceOf = ReadonlyMap<string, PolicySource>;

/** The place of each failing policy's first resource that can be located. */
export function locatePolicies({ judgement }: Pick<GateResult, 'judgement'>, locate: Locate): SourceOf {
  const failing = (judgement?.policies ?? []).filter(({ gating }) => gating > 0);
  return new Map(
    failing.flatMap((policy) => {
      const source = findSource(policy, locate);
      return source === null ? [] : [[policy.id, source]];
    }),
  );
}

function findSource({ resources }: PolicyResult, locate: Locate): PolicySource | null {
  for (const [resource, { tags }] of resources.entries()) {
    const place = locate(tags ?? []);
    if (place !== null) return { ...place, resource };
  }
  return null;
}
