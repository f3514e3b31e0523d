import type { PolicyClient } from '../../platform/policies.ts';
import type { TableClient } from '../../platform/tables.ts';
import type { Violation, ViolationClient } from '../../platform/violations.ts';
import { createGramIndex } from '../../text/gram-index.ts';
import { isOrdinary } from '../../text/names.ts';
import { findLiteral, isPlainName } from '../../text/pattern.ts';
import type { Waiver } from './waivers/waiver.ts';

/** Names of accounts and resources that people's words may hold. */
export interface Mentions {
  readonly accounts: readonly string[];
  readonly resources: readonly string[];
}

/** What the step learns words and names from. */
export type NamingClient = ViolationClient & Pick<PolicyClient, 'listPolicies'> & Pick<TableClient, 'listColumnValues'>;

/** Notes which names that the step comes to know stand in people's words: the reports don't show all of them. */
export interface MentionWatch {
  /** The same client, whose answers are noted. */
  watch<Client extends NamingClient>(client: Client): Client;
  /** Null: too many to look for. Then any name may stand in any of the words. */
  finish(): Mentions | null;
}

/** Far more than people mention. Each is looked for in all words, and a million violations have millions of names. */
const MOST_NAMES = 10_000;

/**
 * @param waivers their words, and the names in their patterns
 * @param accounts the patterns of the input
 */
export function watchMentions(waivers: readonly Waiver[], accounts: readonly string[]): MentionWatch {
  const words = createGramIndex();
  for (const { reason, owner, ticket } of waivers) for (const text of [reason, owner, ticket ?? '']) words.add(text);
  const descriptions = new Map<string, string>();
  const found = { accounts: new Set<string>(), resources: new Set<string>() };
  let isTooMany = false;

  function note(kind: keyof Mentions, name: string): void {
    if (found[kind].has(name) || isOrdinary(name) || !words.mayHold(name)) return;
    if (found.accounts.size + found.resources.size < MOST_NAMES) found[kind].add(name);
    else isTooMany = true;
  }

  function noteViolation({ accountName, accountId, name, platformId }: Violation): void {
    note('accounts', accountName);
    if (accountId !== null) note('accounts', accountId);
    note('resources', name);
    note('resources', platformId);
  }

  return {
    watch: (client) => ({
      ...client,
      async listPolicies(...question) {
        const policies = await client.listPolicies(...question);
        for (const { id, description } of policies) {
          // The list is polled, and mostly says the same.
          if (descriptions.get(id) !== description) words.add(description);
          descriptions.set(id, description);
        }
        return policies;
      },
      async listSomeViolations(...question) {
        const page = await client.listSomeViolations(...question);
        for (const violation of page.items) noteViolation(violation);
        return page;
      },
      async *walkViolations(...question) {
        for await (const page of client.walkViolations(...question)) {
          for (const { violation } of page.items) noteViolation(violation);
          yield page;
        }
      },
      async listColumnValues(table, column) {
        const values = await client.listColumnValues(table, column);
        if (column.startsWith('account')) for (const value of values) note('accounts', value);
        return values;
      },
    }),
    finish() {
      for (const line of accounts) noteLine('accounts', line);
      for (const { resource, account } of waivers) {
        noteLine('resources', resource ?? '');
        noteLine('accounts', account ?? '');
      }
      return isTooMany ? null : { accounts: [...found.accounts], resources: [...found.resources] };
    },
  };

  /** A pattern without wildcards is a name. */
  function noteLine(kind: keyof Mentions, line: string): void {
    if (isPlainName(line)) note(kind, findLiteral(line));
  }
}
