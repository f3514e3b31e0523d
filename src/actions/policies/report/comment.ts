import { hashBriefly } from '../../../comment/body.ts';
import type { Colour, CommentWhen } from '../../../comment/plan.ts';
import { type Annotate, tellComment } from '../../../comment/tell-comment.ts';
import type { Runner } from '../../../runner/runner.ts';
import type { PoliciesResult } from '../result.ts';

/** Workflows have comments with this marker: it never changes. */
const COMMENTER = { marker: 'cloudquery-policies', subject: 'this plan' };

/** What decides on a plan. */
const QUESTION = [
  ...['platform-url', 'mode', 'path', 'owner', 'adopt', 'on-removed', 'max-removals', 'expected-plan'],
  ...['preview', 'preview-rows', 'max-new-violations', 'require-platform-id', 'min-tests'],
];

/** Comments the plan on the pull request, and says what became of it. @param result scrubbed and redacted */
export async function tellPlanComment(
  when: CommentWhen,
  result: PoliciesResult,
  planFile: string | null,
  { runner, annotate, signal }: { readonly runner: Runner; readonly annotate: Annotate; readonly signal: AbortSignal },
): Promise<void> {
  if (result.outcome === 'cancelled') {
    runner.tell('No comment on the pull request: the step was cancelled.');
    return;
  }
  const inputs = QUESTION.map((name) => runner.getInput(name).trim());
  await tellComment(
    {
      when,
      commenter: COMMENTER,
      colour: colourOf(result),
      facts: describeFacts(result),
      question: JSON.stringify(inputs),
      keyOf: ({ workflow, job, step }) => {
        const [platformUrl = '', mode = '', path = ''] = inputs;
        return hashBriefly([mode, path, platformUrl, workflow.split('@')[0] ?? '', job, step]);
      },
      async render({ runUrl }, maxChars) {
        const { renderComment } = await import('./markdown.ts');
        return renderComment(result, { runUrl, planFile }, maxChars);
      },
    },
    runner,
    annotate,
    signal,
  );
}

/** What is news where it differs: the outcome, and what is to be written. */
function describeFacts({ outcome, plan, fileProblems }: PoliciesResult): string {
  return JSON.stringify([outcome, plan?.hash ?? null, plan?.conflicts ?? [], fileProblems]);
}

function colourOf({ green, outcome }: PoliciesResult): Colour {
  if (!green) return 'red';
  return outcome === 'changes' ? 'yellow' : 'green';
}
