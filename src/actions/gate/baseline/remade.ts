import type { Policy } from '../../../platform/policy.ts';
import { toPlainText } from '../../../text/escape.ts';
import { countNouns } from '../../../text/format.ts';
import { foldName } from '../../../text/pattern.ts';
import type { Baseline, PolicyBaseline } from './baseline.ts';

/** The baseline knows a policy by its id: one that was made anew is another policy, so all that was known is new. */
export function describeRemade(
  baseline: Baseline,
  policies: readonly (Pick<Policy, 'id' | 'name'> & { readonly gating: number })[],
  catalogue: readonly Pick<Policy, 'id'>[],
): string[] {
  const gating = policies.filter((policy) => policy.gating > 0);
  return findRemade(baseline, gating, catalogue).map(({ name, id, oldId, known }) => {
    // @failure policies | not affected | Somebody deleted the policy and made it again. Its violations have new ids, so
    // they count as new. If all new violations are acceptable, commit the baseline that this step wrote: it accepts all
    // of them.
    return `${name}: \`baseline\` knows a policy of that name with another id (${oldId}, now ${id}), which the Platform no longer lists. The policy was made anew, so what was known of the old one (${countNouns(known, 'violation')}) no longer counts as known. If the new policy asks the same, take over this step's own baseline, which accepts all that is new.`;
  });
}

/** A policy that the baseline knows by another id: somebody deleted it, and made one of the same name. */
interface RemadePolicy {
  readonly name: string;
  readonly id: string;
  readonly oldId: string;
  /** Violations that the baseline holds of the old one. */
  readonly known: number;
}

/**
 * Finds the policies that were made anew.
 * @param catalogue all policies of the Platform: an id that it still lists is of another policy of that name
 */
function findRemade(
  { byPolicy }: Baseline,
  policies: readonly Pick<Policy, 'id' | 'name'>[],
  catalogue: readonly Pick<Policy, 'id'>[],
): RemadePolicy[] {
  const listed = new Set(catalogue.map(({ id }) => id));
  const gone = [...byPolicy].filter(([id, entries]) => !listed.has(id) && nameOf(entries) !== '');
  const byName = Map.groupBy(gone, ([, entries]) => nameOf(entries));
  return policies
    .filter(({ id }) => !byPolicy.has(id))
    .flatMap(({ id, name }) =>
      (byName.get(foldName(toPlainText(name))) ?? []).map(([oldId, entries]) => {
        const known = [...entries.values()].reduce((sum, { count }) => sum + count, 0);
        return { name, id, oldId, known };
      }),
    );
}

/** As it was written: one line, and cut. */
function nameOf(entries: PolicyBaseline): string {
  const [entry] = entries.values();
  return foldName(entry?.names.policy ?? '');
}
