// What searches the checkout is one part: it has its files in common.
export { placeDefinitions } from './definition.ts';

import type { GateResult } from '../result.ts';
import { openSourceFiles } from './files.ts';
import { createLocator } from './locate.ts';
import { locatePolicies, type SourceOf } from './locate-policies.ts';

/**
 * The places in the checkout in which the failing policies' resources were made, as far as they are known.
 * @param workspace the checkout's folder
 * @param repository its `owner/name`; null if it is unknown
 */
export function locateInCheckout(result: GateResult, workspace: string, repository: string | null): SourceOf {
  return locatePolicies(result, createLocator(openSourceFiles(workspace), repository));
}
