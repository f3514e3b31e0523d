import type { Violation } from '../../../platform/violations.ts';
import { readPlainName } from '../../../text/pattern.ts';
import { readTagLine } from '../../../text/tag-line.ts';
import { type NAMED, readNames, readTags, type Waiver } from './waiver.ts';

/** Waivers by what a violation has to say for one of them to match, such as `prod` for the noun `account`. */
type Index<T> = ReadonlyMap<Noun, ReadonlyMap<string, readonly T[]>>;
type Noun = (typeof NAMED)[number] | 'tag';

/**
 * Finds the waivers that may match a violation; all others do not match it. Thousands of waivers may meet a hundred
 * thousand violations: to hold each against each would keep the step busy for minutes, and no signal would reach it.
 */
export function indexWaivers<T extends { readonly waiver: Waiver }>(
  items: readonly T[],
): (violation: Violation) => readonly T[] {
  const [always, index] = group(items);
  return (violation) => {
    const found = [...always];
    for (const [noun, byName] of index) {
      for (const name of namesOf(noun, violation)) found.push(...(byName.get(name) ?? []));
    }
    return found;
  };
}

export type IndexWaivers = typeof indexWaivers;

/** Each item once: those that no name tells, and the others by one name. */
function group<T extends { readonly waiver: Waiver }>(items: readonly T[]): [readonly T[], Index<T>] {
  const always: T[] = [];
  const index = new Map<Noun, Map<string, T[]>>();
  for (const item of items) {
    const key = findKey(item.waiver);
    if (key === null) {
      always.push(item);
      continue;
    }
    const byName = index.get(key.noun) ?? new Map<string, T[]>();
    index.set(key.noun, byName);
    const same = byName.get(key.name);
    if (same === undefined) byName.set(key.name, [item]);
    else same.push(item);
  }
  return [always, index];
}

/** What a waiver names without a wildcard, most telling first; null if there is nothing. */
function findKey(waiver: Waiver): { readonly noun: Noun; readonly name: string } | null {
  for (const noun of MOST_TELLING) {
    const name = noun === 'tag' ? findTagKey(waiver.tag) : findName(waiver[noun]);
    if (name !== null) return { noun, name };
  }
  return null;
}

const MOST_TELLING = ['resource', 'tag', 'account', 'region', 'resourceType', 'cloud'] as const;

function findName(pattern: string | null): string | null {
  const name = pattern === null ? '' : readPlainName(pattern);
  // What a row does not say is compared as an empty name, and is in no index.
  return name === '' ? null : name;
}

/** `key=value`, or `key` if the value has a wildcard. */
function findTagKey(line: string | null): string | null {
  const tag = line === null ? null : readTagLine(line);
  const key = findName(tag?.key ?? null);
  const value = tag === null ? null : readPlainName(tag.value);
  return key === null || value === null ? key : joinTag(key, value);
}

/** A key may hold `=`, and no folded text holds a line feed. */
function joinTag(key: string, value: string): string {
  return `${key}\n${value}`;
}

function namesOf(noun: Noun, violation: Violation): ReadonlySet<string> {
  if (noun !== 'tag') return new Set(readNames(violation)[noun].map(({ text }) => text));
  const tags = [...readTags(violation)];
  return new Set(tags.flatMap(([key, same]) => [key, ...same.map(({ value }) => joinTag(key, value.text))]));
}
