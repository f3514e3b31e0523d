import { randomUUID } from 'node:crypto';
import { Problem } from './answers.ts';
import { identifierOf } from './identifier.ts';
import { GROUPS, type PolicyDefinition } from './policies.ts';

export interface GroupDefinition {
  id: string;
  name: string;
  description: string;
}

/** Whom alerts tell. */
export interface DestinationDefinition {
  readonly id: string;
  readonly name: string;
}

/** How a Platform may treat what is written to it. Nobody knows which of these the real one does. */
export interface WritingOptions {
  /** White space at the ends of texts is taken off. */
  readonly trims: boolean;
  /** Line ends become those of Windows. */
  readonly changesLineEnds: boolean;
  /** A second policy or group of a name is refused with 422. */
  readonly refusesDuplicates: boolean;
  /** For so many milliseconds lists and objects are as they were before a write. */
  readonly lag: number;
  /** Descriptions are cut to so many characters, without a word. */
  readonly longestDescription: number;
}

export const USUAL_WRITING: WritingOptions = {
  trims: false,
  changesLineEnds: false,
  refusesDuplicates: false,
  lag: 0,
  longestDescription: Number.POSITIVE_INFINITY,
};

/** What a policy is made of, as far as somebody writes it. */
export type PolicyText = Pick<PolicyDefinition, 'name' | 'domain' | 'severity' | 'description' | 'query'>;

/** The policies, groups and destinations, which may be written to. */
export interface PolicyBook {
  /** As readers see them now. */
  policies(): readonly PolicyDefinition[];
  groups(): readonly GroupDefinition[];
  readonly destinations: readonly DestinationDefinition[];
  /** @throws {Problem} 404 */
  findPolicy(id: string): PolicyDefinition;
  /** @throws {Problem} 422 */
  createPolicy(text: PolicyText, groupIds: readonly string[], destinationIds: readonly string[]): PolicyDefinition;
  /** What is not given stays. @throws {Problem} 404, 422 */
  updatePolicy(
    id: string,
    text: Partial<PolicyText>,
    groupIds: readonly string[] | null,
    destinationIds: readonly string[] | null,
  ): PolicyDefinition;
  togglePolicy(id: string): PolicyDefinition;
  deletePolicy(id: string): void;
  /** @throws {Problem} 404 */
  findGroup(id: string): GroupDefinition;
  createGroup(name: string, description: string, policyIds: readonly string[]): GroupDefinition;
  updateGroup(
    id: string,
    text: Partial<Omit<GroupDefinition, 'id'>>,
    policyIds: readonly string[] | null,
  ): GroupDefinition;
  deleteGroup(id: string): void;
}

/** The id that a group of the fixture has. */
export function groupIdOf(name: string): string {
  return identifierOf(`group ${name}`);
}

/** The destination that every policy of the fixture tells, and another one. */
export const DESTINATIONS: readonly DestinationDefinition[] = [
  { id: identifierOf('webhook'), name: 'security alerts' },
  { id: identifierOf('webhook of platform'), name: 'Platform team' },
];

function describeGroup(name: string): GroupDefinition {
  return { id: groupIdOf(name), name, description: `Controls of ${name}.` };
}

interface Snapshot {
  readonly until: number;
  readonly policies: readonly PolicyDefinition[];
  readonly groups: readonly GroupDefinition[];
}

export function openPolicyBook(
  given: readonly PolicyDefinition[],
  options: WritingOptions,
  now: () => number,
): PolicyBook {
  // Tests hold these objects, and edit them: what is written replaces them.
  let policies = [...given];
  let groups: GroupDefinition[] = GROUPS.map(describeGroup);
  let snapshots: Snapshot[] = [];
  addNamedGroups();

  /** A policy is in them, since it was given so, or since a test has put it there. */
  function addNamedGroups(): void {
    const known = new Set(groups.map(({ name }) => name));
    const named = new Set(policies.flatMap((policy) => policy.groups));
    groups = [...groups, ...[...named].filter((name) => !known.has(name)).map(describeGroup)];
  }

  function visible(): { policies: readonly PolicyDefinition[]; groups: readonly GroupDefinition[] } {
    snapshots = snapshots.filter(({ until }) => until > now());
    addNamedGroups();
    return snapshots[0] ?? { policies, groups };
  }
  function remember(): void {
    if (options.lag > 0) snapshots.push({ until: now() + options.lag, policies: [...policies], groups: [...groups] });
  }
  function keep<T extends object>(text: T): T {
    const kept = Object.entries(text).map(([field, value]) => {
      if (typeof value !== 'string') return [field, value];
      return [field, keepText(field === 'description' ? value.slice(0, options.longestDescription) : value)];
    });
    return Object.fromEntries(kept) as T;
  }
  function keepText(text: string): string {
    const trimmed = options.trims ? text.trim() : text;
    return options.changesLineEnds ? trimmed.replace(/\r?\n/g, '\r\n') : trimmed;
  }
  function refuseTwin(
    kind: string,
    name: string | undefined,
    taken: readonly { id: string; name: string }[],
    id: string,
  ): void {
    if (!options.refusesDuplicates || name === undefined) return;
    if (taken.some((one) => one.name === name && one.id !== id)) {
      throw new Problem(422, `a ${kind} with this name exists already`, { fieldErrors: { name: 'must be unique' } });
    }
  }
  function namesOf(groupIds: readonly string[]): string[] {
    return groupIds.map((id) => find(groups, id, 'policy group', 422).name);
  }
  function checkDestinations(ids: readonly string[]): void {
    for (const id of ids) find(DESTINATIONS, id, 'notification destination', 422);
  }
  function replace(policy: PolicyDefinition): PolicyDefinition {
    policies = policies.map((one) => (one.id === policy.id ? policy : one));
    return policy;
  }
  /** The policies of a group become these. */
  function fill(name: string, policyIds: readonly string[]): void {
    policies = policies.map((policy) => {
      const others = policy.groups.filter((one) => one !== name);
      const isIn = policyIds.includes(policy.id);
      return isIn === policy.groups.includes(name) ? policy : { ...policy, groups: isIn ? [...others, name] : others };
    });
  }

  return {
    policies: () => visible().policies,
    groups: () => visible().groups,
    destinations: DESTINATIONS,
    findPolicy: (id) => find(visible().policies, id, 'policy', 404),
    createPolicy(text, groupIds, destinationIds) {
      refuseTwin('policy', text.name, policies, '');
      checkDestinations(destinationIds);
      const named = namesOf(groupIds);
      remember();
      const born = { id: randomUUID(), status: 'active', groups: named, destinations: [...destinationIds] } as const;
      const policy: PolicyDefinition = { ...keep(text), ...born, changedAt: now() };
      policies = [...policies, policy];
      return policy;
    },
    updatePolicy(id, text, groupIds, destinationIds) {
      const policy = find(policies, id, 'policy', 404);
      refuseTwin('policy', text.name, policies, policy.id);
      if (destinationIds !== null) checkDestinations(destinationIds);
      const named = groupIds === null ? policy.groups : namesOf(groupIds);
      remember();
      const destinations = destinationIds === null ? policy.destinations : [...destinationIds];
      return replace({
        ...policy,
        ...keep(text),
        groups: named,
        ...(destinations ? { destinations } : {}),
        changedAt: now(),
      });
    },
    togglePolicy(id) {
      const policy = find(policies, id, 'policy', 404);
      remember();
      return replace({ ...policy, status: policy.status === 'paused' ? 'active' : 'paused', changedAt: now() });
    },
    deletePolicy(id) {
      const policy = find(policies, id, 'policy', 404);
      remember();
      policies = policies.filter((one) => one !== policy);
    },
    findGroup: (id) => find(visible().groups, id, 'policy group', 404),
    createGroup(name, description, policyIds) {
      refuseTwin('policy group', name, groups, '');
      remember();
      const group = { id: randomUUID(), ...keep({ name, description }) };
      groups = [...groups, group];
      fill(group.name, policyIds);
      return group;
    },
    updateGroup(id, text, policyIds) {
      const group = find(groups, id, 'policy group', 404);
      refuseTwin('policy group', text.name, groups, group.id);
      remember();
      const changed = { ...group, ...keep(text) };
      groups = groups.map((one) => (one === group ? changed : one));
      if (changed.name !== group.name) {
        policies = policies.map((policy) =>
          policy.groups.includes(group.name)
            ? { ...policy, groups: policy.groups.map((name) => (name === group.name ? changed.name : name)) }
            : policy,
        );
      }
      if (policyIds !== null) fill(changed.name, policyIds);
      return changed;
    },
    deleteGroup(id) {
      const group = find(groups, id, 'policy group', 404);
      remember();
      groups = groups.filter((one) => one !== group);
      fill(group.name, []);
    },
  };
}

function find<T extends { readonly id: string }>(items: readonly T[], id: string, noun: string, status: number): T {
  const found = items.find((one) => one.id === id.toLowerCase());
  if (found === undefined) throw new Problem(status, `${noun} not found`);
  return found;
}
