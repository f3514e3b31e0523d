import type { PolicyClient, PolicyGroup } from '../../../platform/policies.ts';
import type { Policy } from '../../../platform/policy.ts';
import type { TableClient } from '../../../platform/tables.ts';
import type { ViolationClient } from '../../../platform/violations.ts';
import type { Patterns } from '../../../text/pattern.ts';
import type { Aspect, ScopePatterns } from './aspect.ts';
import type { Selection } from './selection.ts';

/** The names that the Platform knows, of accounts for example. */
export interface KnownNames {
  readonly names: readonly string[];
  /** Why some may be missing; null if none can be. */
  readonly problem: string | null;
}

/** What the Platform said to the lines of an input that limits the scope. */
export interface ScopeLookup {
  readonly aspect: Aspect;
  readonly asked: Patterns;
  /** Including lines that could not be shown to name something that exists. */
  readonly unproved: readonly string[];
  /** Null if it was not asked yet. */
  readonly known: KnownNames | null;
}

/** Which violations are asked about, and what to do about lines that can't be shown to name something. */
export interface ScopeQuestion {
  readonly scope: ScopePatterns;
  readonly unknownAccounts: 'fail' | 'warn';
  /** In mode `check` the policies are judged by the lists that the scope is prepared from. */
  readonly mode: 'check' | 'gate' | 'sync';
}

/** Reads policies and groups. */
export type ListClient = Pick<PolicyClient, 'listPolicies' | 'listPolicyGroups'>;

/** Reads also what the scope is looked up in. */
export type ScopeClient = ListClient & TableClient & ViolationClient;

/** What was listed, and what is selected of it. */
export interface ListedPolicies {
  /** The policies of the included groups, or all if no group is included: names are looked up among them. */
  readonly listed: readonly Policy[];
  readonly selection: Selection;
  /** Empty if no group is asked for. */
  readonly groups: readonly PolicyGroup[];
  /** The policies of excluded groups. */
  readonly excludedIds: ReadonlySet<string>;
  /** The names of the included groups that have no active policy. */
  readonly emptyGroups: readonly string[];
  /** Whether a policy can move from one included group to another. */
  readonly isSpread: boolean;
  /** The latest `Date` header of the answers, in milliseconds since 1970; null if there was none. */
  readonly serverTime: number | null;
}
