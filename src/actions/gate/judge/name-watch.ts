import type { Violation } from '../../../platform/violations.ts';
import { isNameOf, isPlainName, matchPatterns, type Patterns } from '../../../text/pattern.ts';
import { accountNamesOf } from '../select/account.ts';
import { listFilters, type ScopeFilter, type ScopeInput, type ScopePatterns } from '../select/aspect.ts';

/** What the violations say of the names that the inputs of the scope ask for. */
export interface SeenNames {
  /** By input, if it is set. */
  readonly seen: ReadonlyMap<ScopeInput, SeenAspect>;
  /** Names and ids of accounts, some thousands at most; whatever the inputs ask for. */
  readonly accounts: readonly string[];
  /** Lines of `accounts` that name one account, whose violations other lines exclude, all of them. */
  readonly cancelledAccounts: readonly string[];
}

export interface SeenAspect {
  /** Lines that match no name of a violation: a slip of the pen, or something clean. */
  readonly unmatched: readonly string[];
  /** Some thousands at most. */
  readonly names: readonly string[];
}

/** Notes the names that violations have. */
export interface NameWatch {
  note(violation: Violation): void;
  finish(): SeenNames;
}

/** Watches for what the lines of the scope name. */
export function watchNames(scope: ScopePatterns): NameWatch {
  const filters = listFilters(scope).map((filter) => ({ input: filter.aspect.input, ...watchAspect(filter) }));
  const cancelled = watchCancelled(scope.accounts);
  const accounts = new Set<string>();
  return {
    note(violation) {
      for (const { note } of filters) note(violation);
      cancelled.note(violation);
      for (const name of accountNamesOf(violation)) if (accounts.size < NAMES_SEEN) accounts.add(name);
    },
    finish() {
      const seen = new Map(filters.map(({ input, finish }) => [input, finish()]));
      const unmatched = seen.get('accounts')?.unmatched ?? [];
      // A line that nothing matches may name a clean account.
      const cancelledAccounts = cancelled.finish().filter((line) => !unmatched.includes(line));
      return { seen, accounts: [...accounts], cancelledAccounts };
    },
  };
}

const NAMES_SEEN = 5_000;

function watchAspect({ aspect, patterns: { include, exclude } }: ScopeFilter) {
  const names = new Set<string>();
  const unmatched = new Map([...include, ...exclude].map((line) => [line, aspect.matchLine(line)]));
  return {
    note(violation: Violation): void {
      for (const name of aspect.namesOf(violation)) {
        if (names.has(name)) continue;
        if (names.size < NAMES_SEEN) names.add(name);
        for (const [line, matches] of unmatched) if (matches(name)) unmatched.delete(line);
      }
    },
    finish: (): SeenAspect => ({ unmatched: [...unmatched.keys()], names: [...names] }),
  };
}

/** Lines that name one account, until a violation of it is not excluded: by its other name it may be. */
function watchCancelled({ include, exclude }: Patterns) {
  const isNotExcluded = matchPatterns({ include: [], exclude });
  const lines = exclude.length > 0 ? include : [];
  const doubtful = new Map(lines.map((line) => [line, matchPatterns({ include: [line], exclude: [] })]));
  const named = new Set(lines.filter(isPlainName));
  return {
    note(violation: Violation): void {
      if (doubtful.size === 0) return;
      const names = accountNamesOf(violation);
      const isCounted = isNotExcluded(names);
      for (const [line, matches] of doubtful) {
        if (!matches(names)) continue;
        if (isCounted) doubtful.delete(line);
        // A line with a wildcard may be the whole name of an account all the same.
        else if (names.some((name) => isNameOf(line, name))) named.add(line);
      }
    },
    finish: (): string[] => [...doubtful.keys()].filter((line) => named.has(line)),
  };
}
