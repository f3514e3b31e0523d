import { join } from 'node:path';
import { isOwnedBy } from '../../../text/mark.ts';
import type { PolicyResult } from '../judge/policy-result.ts';
import type { GateResult } from '../result.ts';
import { readSource, walk } from './files.ts';

export interface DefinitionLimits {
  /** Files whose names are looked at. */
  readonly files: number;
  readonly milliseconds: number;
}

/** It only helps people to find the file, so it may cost little. */
const LIMITS: DefinitionLimits = { files: 50_000, milliseconds: 1_000 };

const MOST_BYTES = 2 ** 20;

/** What tells the file of a policy from a workflow of that name. */
const QUERY = /^query(?:-file)?:/m;

/**
 * Says of each policy that this repository manages from files which file of the checkout that is. It stays unknown if
 * none or several are possible, or a limit was reached before all were seen. Never throws.
 * @param workspace the checkout's folder, absolute
 * @param repository its `owner/name`; null if it is unknown
 */
export function placeDefinitions(
  result: GateResult,
  workspace: string,
  repository: string | null,
  limits: DefinitionLimits = LIMITS,
): GateResult {
  const { judgement } = result;
  if (judgement === null || repository === null) return result;
  const slugs = new Set(judgement.policies.flatMap((policy) => slugOf(policy, repository) ?? []));
  if (slugs.size === 0) return result;
  const files = findFiles(workspace, slugs, limits);
  const policies = judgement.policies.map((policy): PolicyResult => {
    const file = files.get(slugOf(policy, repository) ?? '') ?? null;
    return policy.definition === null ? policy : { ...policy, definition: { ...policy.definition, file } };
  });
  return { ...result, judgement: { ...judgement, policies } };
}

function slugOf({ definition }: PolicyResult, repository: string): string | null {
  return isOwnedBy(definition, repository) ? definition.slug : null;
}

/** The one file of each slug, from the workspace on; of a slug with several there is none. */
function findFiles(workspace: string, slugs: ReadonlySet<string>, limits: DefinitionLimits): Map<string, string> {
  const found = new Map<string, string>();
  const twice = new Set<string>();
  const until = performance.now() + limits.milliseconds;
  const buffer = Buffer.alloc(MOST_BYTES);
  let count = 0;
  for (const { kind, path } of walk(workspace)) {
    count += 1;
    if (count > limits.files || performance.now() >= until) return new Map();
    const [, slug] = /(?:^|\/)([^/]+)\.ya?ml$/.exec(path) ?? [];
    if (kind !== 'file' || slug === undefined || !slugs.has(slug)) continue;
    if (!QUERY.test(readSource(join(workspace, path), buffer) ?? '')) continue;
    if (found.has(slug)) twice.add(slug);
    found.set(slug, path);
  }
  for (const slug of twice) found.delete(slug);
  return found;
}
