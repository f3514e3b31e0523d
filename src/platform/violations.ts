import { DETAIL } from './http/effort.ts';
import { type Page, readPage } from './http/paging.ts';
import type { Requester } from './http/requester.ts';
import { pathOfPolicy } from './policies.ts';
import { readViolation, type Violation } from './violation.ts';

export type { Violation } from './violation.ts';

/** A violation, and the row that it was read from: two rows may differ in what is not used. */
export interface ViolationRow {
  readonly violation: Violation;
  readonly json: unknown;
}

/** @throws {SchemaError} if it is no object */
export function readViolationRow(json: unknown, path = ''): ViolationRow {
  return { violation: readViolation(json, path), json };
}

/** The violations of policies. All throw a PlatformError. */
export interface ViolationClient {
  /** The first violations of a policy, as many as asked for, in one request. */
  listSomeViolations(policyId: string, count: number): Promise<Page<Violation>>;
  /** Every violation of a policy, a page at a time; nothing is kept here. */
  walkViolations(policyId: string): AsyncIterable<Page<ViolationRow>>;
}

/** The endpoints of the violations. */
export function createViolations({ get, walk }: Requester): ViolationClient {
  const violationsOf = (policyId: string) => `${pathOfPolicy(policyId)}/violations`;
  return {
    listSomeViolations: (policyId, count) =>
      get(
        violationsOf(policyId),
        { page: 1, per_page: count },
        (answer) => readPage(answer.body, readViolation),
        DETAIL,
      ),
    walkViolations: (policyId) => walk(violationsOf(policyId), readViolationRow, {}, { isSeen: true }),
  };
}
