import { renderLink } from '../../../text/markdown.ts';
import type { Outcome } from '../outcome.ts';

/** The page of `docs/`, and its heading, that explains an outcome. A test checks that the headings are there. */
export const OUTCOME_PAGES: Readonly<Record<Outcome, string>> = {
  passed: 'verdict.md#the-verdict',
  violations: 'verdict.md#which-policies-and-violations-count',
  inconclusive: 'troubleshooting.md#the-policies',
  'sync-failed': 'troubleshooting.md#the-sync',
  'timed-out': 'troubleshooting.md#the-sync',
  cancelled: 'troubleshooting.md#the-step-itself',
  error: 'troubleshooting.md#troubleshooting',
};

/** The way to the page that explains the outcome; empty if nobody knows where the pages are. */
export function renderOutcomeLink(outcome: Outcome, docsUrl: string | null): string {
  return docsUrl === null ? '' : renderLink(`About \`${outcome}\``, `${docsUrl}/${OUTCOME_PAGES[outcome]}`);
}
