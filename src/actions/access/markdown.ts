import { toCode, toMarkdown, toProse } from '../../text/escape.ts';
import { byteLength, MARKDOWN_CHARS, renderRest, renderRunLink, renderTable, takeWithin } from '../../text/markdown.ts';
import type { Finding } from './assess.ts';
import { describeFinding, describeIdle, KINDS } from './describe.ts';
import { FINDINGS } from './findings.ts';
import type { AccessResult } from './result.ts';
import type { Review } from './review.ts';

const NAME_LENGTH = 100;
const TEXT_LENGTH = 300;
const SENTENCE_LENGTH = 2_000;

/** The job summary in GitHub-flavoured Markdown. Every text of the result is escaped here. */
export function renderSummary(result: AccessResult, maxBytes: number, warnings: readonly string[] = []): string {
  const { outcome, sentence, problems, remedy, review } = result;
  const told =
    problems.length > 1
      ? problems.map((problem) => `- ${toProse(problem, TEXT_LENGTH)}`).join('\n')
      : toProse(sentence, SENTENCE_LENGTH);
  const head = [
    `## CloudQuery access: ${outcome}`,
    told,
    remedy === null ? '' : `**What to do:** ${toProse(remedy, TEXT_LENGTH)}`,
    warnings.map((warning) => `- ⚠️ ${toProse(warning)}`).join('\n'),
  ];
  // What is told in any case is short; what grows with the Platform shares the rest.
  const room = maxBytes - byteLength(head.join('\n\n')) - FIXED_BYTES;
  return [...head, ...(review === null ? [] : renderReview(review, room))]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/** What `renderReview` needs beside its two lists. */
const FIXED_BYTES = 6_000;

function renderReview(review: Review, room: number): string[] {
  const { findings, idleExpectations } = review;
  const table = renderTable(['Finding', 'Level', 'Name', 'What', 'Expected'], findings, renderFinding, room * 0.8);
  const idle = takeWithin(idleExpectations, (one) => `- ${toProse(describeIdle(one), TEXT_LENGTH)}\n`, room * 0.2);
  const rest = renderRest(idleExpectations.length - idle.taken, 'entry', 'entries');
  return [
    `${table.text}${renderRest(findings.length - table.taken, 'finding')}`.trim(),
    idle.text === '' && rest === '' ? '' : `### Expectations without effect\n\n${idle.text}${rest}`.trim(),
    renderRemedies(findings),
    review.clock === 'runner'
      ? 'The Platform did not say what time it is: days are counted by the runner’s clock.'
      : '',
  ];
}

function renderFinding(finding: Finding): string[] {
  const { id, level, fails, name, fullName, expected } = finding;
  const whole = fullName === null ? name : `${fullName} (${name})`;
  return [
    `\`${id}\``,
    fails ? 'fails' : level,
    toMarkdown(whole, NAME_LENGTH),
    toMarkdown(describeFinding(finding), TEXT_LENGTH),
    expected === null ? '' : toMarkdown(expected.reason, NAME_LENGTH),
  ];
}

function renderRemedies(findings: readonly Finding[]): string {
  const open = new Set(findings.flatMap(({ id, expected }) => (expected === null ? [id] : [])));
  const lines = FINDINGS.filter((id) => open.has(id)).map((id) => `- \`${id}\`: ${toProse(KINDS[id].remedy)}`);
  return lines.length === 0 ? '' : `**What to do:**\n\n${lines.join('\n')}`;
}

/** The report for an issue: the job summary of what finds room, and the way to the run. */
export function renderMarkdown(result: AccessResult, runUrl: string | null): string {
  const link = renderRunLink(runUrl);
  const platform = result.platformUrl === null ? '' : `\nPlatform: ${toCode(result.platformUrl, 500)}\n`;
  return renderSummary(result, MARKDOWN_CHARS - byteLength(link) - byteLength(platform)) + platform + link;
}
