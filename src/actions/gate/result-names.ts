import { SEVERITIES } from '../../platform/severity.ts';
import { joinVisible } from '../../text/escape.ts';
import { gatherNames, redactWords } from '../../text/names.ts';
import { HIDDEN_PATTERNS, hideEmails, type Names, redactText } from '../../text/redact.ts';
import type { GateResult } from './result.ts';

/** Takes e-mails and names out of words that people wrote: those of the result, and those that only the words show. */
export type Reword = (words: string) => string;

/** What there is to hide in a result, and in the words that it quotes. */
export interface ResultNames {
  /** All names and ids of accounts and resources in the result, which is also where a text about it would have them from. */
  readonly names: Names;
  readonly reword: Reword;
}

/** Finds the names in a result that nobody redacted yet. */
export function collectNames({ platformUrl, syncs, judgement, mentions }: GateResult): ResultNames {
  const policies = judgement?.policies ?? [];
  const violations = policies.flatMap(({ resources }) => resources);
  const listed = {
    kept: [
      ...SEVERITIES,
      ...(platformUrl === null ? [] : [platformUrl, hostOf(platformUrl)]),
      ...syncs.flatMap(({ syncName, runId, worstTables }) => [
        syncName,
        runId ?? '',
        ...worstTables.map(nameOf).filter(isBare),
      ]),
      ...policies.flatMap(({ id, name, domain }) => [id, name, domain]),
      judgement?.baseline?.path ?? '',
      ...(judgement?.waivers ?? []).map(({ waiver }) => waiver.policy),
      ...violations.flatMap(({ cloud, resourceType, region }) => [cloud, resourceType, region]),
    ],
    accounts: [
      ...violations.flatMap(({ accountName, accountId }) => [accountName, accountId ?? '']),
      ...(judgement?.groupBy.kind === 'account' ? judgement.groups : []).flatMap(({ name, id }) => [name, id ?? '']),
    ],
    resources: violations.flatMap(({ name, platformId }) => [name, platformId]),
  };
  const names = gatherNames(listed);
  if (mentions === null) return { names, reword: (words) => (words === '' ? '' : HIDDEN_PATTERNS) };
  const { accounts, resources } = mentions ?? { accounts: [], resources: [] };
  // To gather them takes as long as there are names, and mostly the words hold no others.
  const all =
    accounts.length + resources.length === 0
      ? names
      : gatherNames({
          kept: listed.kept,
          accounts: [...listed.accounts, ...accounts],
          resources: [...listed.resources, ...resources],
        });
  return { names, reword: (words) => hideEmails(redactWords(words, all)) };
}

/** Some destinations call a table by an account. */
function isBare(name: string): boolean {
  return redactText(name) === joinVisible(name);
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
