import type { GateResult } from '../result.ts';
import { openSourceFiles } from './files.ts';
import { createLocator } from './locate.ts';
import { locatePolicies } from './locate-policies.ts';

/**
 * The result with the places in the checkout where its failing policies' resources were made, as far as they are known.
 * @param workspace the checkout's folder
 * @param repository its `owner/name`; null where it isn't known
 */
export function locateInCheckout(result: GateResult, workspace: string, repository: string | null): GateResult {
  return locatePolicies(result, createLocator(openSourceFiles(workspace), repository));
}
