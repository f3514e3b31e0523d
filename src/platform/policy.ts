import { hash } from 'node:crypto';
import * as v from '../vendor/valibot.ts';
import { Count, Identifier, optional, read, SchemaError, When, Word } from './schema.ts';
import type { Timestamp } from './timestamp.ts';

/**
 * A policy, as far as it is used. Its notification destinations are left behind on purpose, since they can hold a
 * webhook. Of its query only a hash is kept, which is never shown or stored.
 */
export interface Policy {
  readonly id: string;
  readonly name: string;
  /** Other names under which the same list has it; none, unless the Platform contradicts itself. */
  readonly aliases: readonly string[];
  readonly description: string;
  readonly domain: string;
  /** In the Platform's word; empty if it gives none. */
  readonly severity: string;
  /** `active`, `paused`, or a newer word. */
  readonly status: string;
  /** When it was last evaluated; null: never. */
  readonly runAt: Timestamp | null;
  /** The violations found then; null: never evaluated, which is not 0. */
  readonly violationCount: number | null;
  /** When it was last changed; null if the Platform does not say. Whether an evaluation moves it is unknown. */
  readonly updatedAt: Timestamp | null;
  /** Tells one query from another; null if the Platform does not show the query. */
  readonly queryHash: string | null;
  /** What of its result cannot be read; null if all can. */
  readonly defect: string | null;
}

/** Names are compared with each other; a report shows much less. */
const LONGEST_NAME = 1_000;

const Identity = v.object({ id: Identifier, name: v.string(), status: Word });

/** A policy without a severity gates as one whose severity is unknown does. */
const Grade = v.object({ severity: v.fallback(v.string(), '') });

const Texts = v.object({
  description: v.fallback(v.string(), ''),
  domain: v.fallback(v.string(), ''),
});

/** What tells that the query was changed; a Platform that says neither can be judged all the same. */
const Changes = v.object({
  updated_at: v.fallback(optional(When), null),
  query: v.fallback(optional(v.string()), null),
});

const Evaluation = v.object({ run_at: optional(When), violation_count: optional(Count) });

/** All that is read of a policy; its parts are read one by one, since they differ in what becomes of a defect. */
export const PolicyBody = v.object({
  ...Identity.entries,
  ...Grade.entries,
  ...Texts.entries,
  ...Changes.entries,
  ...Evaluation.entries,
});

/**
 * Reads one policy. Without its identity the whole list cannot be trusted; a result that cannot be read is only this
 * policy's own defect, and makes it inconclusive.
 * @throws {SchemaError} if id, name or status is missing
 */
export function readPolicy(json: unknown, path = ''): Policy {
  const { id, name, status } = read(Identity, json, path);
  const { severity } = read(Grade, json, path);
  const texts = read(Texts, json, path);
  const { updated_at: updatedAt, query } = read(Changes, json, path);
  const policy = {
    id,
    name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME),
    aliases: [],
    status,
    severity,
    // As much as a report shows; thousands of policies are held at once.
    description: texts.description.slice(0, 2_000),
    domain: texts.domain.trim(),
    updatedAt,
    queryHash: query === null ? null : hash('sha256', query, 'base64'),
  };
  try {
    const { run_at: runAt, violation_count: violationCount } = read(Evaluation, json);
    return { ...policy, runAt, violationCount, defect: null };
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    return { ...policy, runAt: null, violationCount: null, defect: error.message };
  }
}

/** A status that this version does not know is not "paused": the policy has to prove itself. */
export function isPaused({ status }: Pick<Policy, 'status'>): boolean {
  return status === 'paused';
}
