import { hash } from 'node:crypto';
import type { Violation } from '../../../platform/violations.ts';
import { isBlank } from '../select/account.ts';

/** 128 bits: two violations share a fingerprint by accident in no estate. */
const DIGITS = 32;

/**
 * Identifies a violation across runs, by its policy's id and the resource's `_cq_platform_id`, or if that is empty
 * by cloud, account, resource type, region and name. A policy may be renamed, and the list come in any order.
 * A hash and not the texts themselves: a baseline matches with and without names in it.
 * @returns 32 hexadecimal digits; null if the row does not say which resource it is about, and so could be about any
 */
export function identifyViolation(policyId: string, violation: Violation): string | null {
  const resource = resourceOf(violation);
  if (resource === null) return null;
  return hash('sha256', JSON.stringify([policyId, ...resource]), 'hex').slice(0, DIGITS);
}

/** Without an id and a name two resources of one kind would be the same, and so would two of one name without an account. */
function resourceOf(violation: Violation): readonly string[] | null {
  const { platformId, cloud, accountId, accountName, resourceType, region, name } = violation;
  if (!isBlank(platformId)) return [platformId];
  const account = isBlank(accountId ?? '') ? accountName : (accountId ?? '');
  return isBlank(name) || isBlank(account) ? null : [cloud, account, resourceType, region, name];
}

/** Whether a text is a fingerprint of `identifyViolation`. */
export function isFingerprint(text: string): boolean {
  return text.length === DIGITS && /^[0-9a-f]+$/.test(text);
}
