import { countNouns, joinSome } from '../../../text/format.ts';
import { placeLines } from '../waivers/waiver.ts';
import type { Finding } from './policy-result.ts';
import type { Verdict } from './verdict.ts';

/** What has two excuses, of which one will end. */
export function describeOverlap(findings: readonly Finding[], path: string): string[] {
  const both = findings.flatMap(({ policy, list }) => {
    if (list?.kind !== 'whole' || list.tally.waivedAndKnown === 0) return [];
    const lines = [...list.tally.covered].flatMap(([{ line }, count]) => (count > 0 ? [line] : []));
    return [{ count: list.tally.waivedAndKnown, place: `${policy.name} (${placeLines(path, lines)})` }];
  });
  const overlap = both.reduce((sum, { count }) => sum + count, 0);
  if (overlap === 0) return [];
  const places = both.slice(0, POLICIES_NAMED).map(({ place }) => place);
  // @failure policies | not affected | When the waiver expires, the baseline still forgives these violations. To
  // prevent that, commit the baseline that this step wrote: it leaves them out. Do so only if the step found nothing
  // new.
  const what = `${countNouns(overlap, 'violation is', 'violations are')} waived, and in the baseline too`;
  return [
    `${what}: ${joinSome(places, both.length, '; ')}. They will not gate when the waiver expires, unless you take over this step's own baseline, which leaves them out.`,
  ];
}

/** So many policies are named in a sentence. */
const POLICIES_NAMED = 5;

/** A query that returns no tags, and resources that have none, look alike. */
export function describeUntagged(findings: readonly Finding[]): string[] {
  const untagged = findings.filter(
    ({ list }) => list?.kind === 'whole' && !list.tally.hasTags && (list.tally.outOfScopeBy.tags ?? 0) > 0,
  );
  if (untagged.length === 0) return [];
  const names = untagged.slice(0, POLICIES_NAMED).map(({ policy }) => policy.name);
  // @failure policies | not affected | All violations of these policies are out of scope, since no violation shows a
  // tag. Check whether the queries of the policies return `tags`. If they do, the resources have no tags.
  return [
    `\`tags\` leaves out all violations of these policies, because none of them shows a tag. Check whether their queries return \`tags\`: ${joinSome(names, untagged.length, '; ')}.`,
  ];
}

/** They gate, and nobody can see why. */
export function describeUnlisted({ policies }: Verdict, findings: readonly Finding[]): string[] {
  const read = new Map(
    findings.map(({ policy, list }) => [policy.id, list?.kind === 'whole' ? list.tally.read : null]),
  );
  const short = policies.flatMap(({ id, found, gating }) => {
    const missing = found - (read.get(id) ?? found);
    return missing > 0 && gating > 0 ? [Math.min(missing, gating)] : [];
  });
  if (short.length === 0) return [];
  const many = countNouns(
    short.reduce((sum, count) => sum + count, 0),
    'violation',
  );
  // @failure policies | not affected | The Platform counts more violations than it lists. The violations that are not
  // listed gate. Give the key a role that may see all violations.
  return [
    `${many} that the Platform counts ${short.length === 1 ? 'in a policy are' : `in ${short.length} policies are`} not in its lists: they gate, since what is not listed can't be compared with filters, waivers or the baseline. Most likely the key's role may not see them.`,
  ];
}
