import { hide } from '../text/redact.ts';
import type { Violation } from './violations.ts';

/** The violation with hashes for its names and ids. An id is hashed whole: in an ARN there are both. */
export function redactViolation(violation: Violation): Violation {
  return {
    cloud: violation.cloud,
    resourceType: violation.resourceType,
    accountName: hide('account', violation.accountName),
    accountId: violation.accountId === null ? null : hide('account', violation.accountId),
    name: hide('resource', violation.name),
    region: violation.region,
    platformId: hide('resource', violation.platformId),
    // They may hold any name.
    tags: [],
  };
}
