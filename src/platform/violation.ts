import { hash } from 'node:crypto';
import * as v from '../vendor/valibot.ts';
import { optional, read } from './schema.ts';

/** One row that a policy's query returned: a resource that breaks it. All texts are the Platform's. */
export interface Violation {
  readonly cloud: string;
  readonly resourceType: string;
  readonly accountName: string;
  /** Null if the source table has no account column. */
  readonly accountId: string | null;
  readonly name: string;
  readonly region: string;
  /** `_cq_platform_id`: identifies the resource; may be empty. */
  readonly platformId: string;
  /** In whatever form the Platform gives them (`readTag`); null if it does not say which there are. */
  readonly tags: readonly string[] | null;
}

/** No name in a cloud is as long; one that is would keep patterns and reports busy. */
const LONGEST_TEXT = 20_000;

/** A number that JavaScript can't hold exactly is another one than the Platform's: no id. */
const Text = v.fallback(
  v.pipe(
    v.union([v.string(), v.pipe(v.number(), v.safeInteger())]),
    v.transform((value) => boundText(String(value))),
  ),
  '',
);

/** The digits of an AWS account's id. A number of fewer digits may have lost zeros in front, and then is another one. */
const LEAST_ACCOUNT = 10 ** 11;

/** An account's name or id; a number that may be another one is none. */
const Account = v.fallback(
  v.pipe(
    v.union([v.string(), v.pipe(v.number(), v.safeInteger(), v.minValue(LEAST_ACCOUNT))]),
    v.transform((value) => boundText(String(value))),
  ),
  '',
);

/** Two long texts that differ at their ends stay different. */
function boundText(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}#${hash('sha256', text, 'hex')}`;
}

// A row stands for a violation whatever it lacks: what is missing is shown as empty, never left out.
export const ViolationBody = v.object({
  cloud: Text,
  resource_type_label: Text,
  _cq_account_name: Account,
  account_id: Account,
  name: Text,
  region: Text,
  _cq_platform_id: Text,
  tags: v.fallback(optional(v.array(Text)), null),
});

/** The id of a resource as `readViolation` reads it; empty if the cell holds none. */
export function readPlatformId(cell: unknown): string {
  return v.parse(Text, cell);
}

/** @throws {SchemaError} if it is no object */
export function readViolation(json: unknown, path = ''): Violation {
  const body = read(ViolationBody, json, path);
  return {
    cloud: body.cloud,
    resourceType: body.resource_type_label,
    accountName: body._cq_account_name,
    accountId: body.account_id === '' ? null : body.account_id,
    name: body.name,
    region: body.region,
    platformId: body._cq_platform_id,
    tags: body.tags,
  };
}
