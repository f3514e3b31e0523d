import { hashBriefly } from '../../../comment/body.ts';
import type { Colour, CommentWhen } from '../../../comment/plan.ts';
import { type Annotate, type CommentText, tellComment } from '../../../comment/tell-comment.ts';
import type { Runner } from '../../../runner/runner.ts';
import type { GateResult } from '../result.ts';

/** Workflows have comments with this marker: it never changes. */
const COMMENTER = { marker: 'cloudquery-gate', subject: 'this gate' };

/** What is judged. */
const SCOPE = ['policies', 'policy-groups', 'domains', 'accounts', 'baseline', 'waivers'];
/** The same, but of inputs that came later: a gate without them keeps its comment. */
const LATER_SCOPE = ['tags', 'regions', 'resource-types', 'clouds'];

/** Comments on the pull request, and says what became of it. */
export async function tellVerdictComment(
  when: CommentWhen,
  result: GateResult,
  runner: Runner,
  annotate: Annotate,
  signal: AbortSignal,
): Promise<void> {
  if (result.outcome === 'cancelled') {
    runner.tell('No comment on the pull request: the step was cancelled.');
    return;
  }
  await tellComment(describeComment(when, result, runner), runner, annotate, signal);
}

/**
 * What the gate says on a pull request.
 * @param result scrubbed and redacted
 */
export function describeComment(when: CommentWhen, result: GateResult, runner: Runner): CommentText {
  return {
    when,
    commenter: COMMENTER,
    colour: colourOf(result),
    facts: describeFacts(result),
    question: describeQuestion(runner),
    keyOf: ({ workflow, job, step }) =>
      keyOfGate({
        mode: runner.getInput('mode'),
        syncName: runner.getInput('sync-name'),
        platformUrl: runner.getInput('platform-url'),
        workflow,
        job,
        step,
        scope: describeScope(runner.getInput),
      }),
    async render(context, maxChars) {
      const { renderMarkdown } = await import('./pages.ts');
      // The comment's own last line leads to the run.
      return renderMarkdown({ result, context: { ...context, runUrl: null }, rowsOf: () => [] }, maxChars);
    },
  };
}

/** The inputs that say what is judged, as a part of the key. */
export function describeScope(getInput: Runner['getInput']): string {
  const later = LATER_SCOPE.map((input) => [input, getInput(input).trim()]).filter(([, text]) => text !== '');
  return JSON.stringify([...SCOPE.map((input) => getInput(input).trim()), ...later]);
}

/** It is news if this differs: the verdict, and what each policy counts. */
function describeFacts({ outcome, green, judgement }: GateResult): string {
  const policies = judgement?.policies ?? [];
  const facts = policies.map(({ id, standing, gating }) => [id, standing, gating]);
  return JSON.stringify([outcome, green, facts.sort()]);
}

/** What only says how the result is told, or with which key it is found. */
const INDECISIVE: readonly string[] = [
  'api-key',
  'github-token',
  'annotations',
  'summary',
  'comment',
  'reports',
  'report-dir',
  'sarif-anchor',
  'redact',
  'group-by',
  'keep-running',
  'max-poll-interval-seconds',
];

/** All inputs that decide on the verdict: a new one is among them. */
function describeQuestion(runner: Pick<Runner, 'listInputs' | 'getInput'>): string {
  const names = runner.listInputs().filter((name) => !INDECISIVE.includes(name));
  return JSON.stringify(names.sort().map((name) => [name, runner.getInput(name).trim()]));
}

/** What tells a gate from the others that comment on the same pull request. Inputs as the workflow gives them. */
export interface GateIdentity {
  readonly mode: string;
  readonly syncName: string;
  readonly platformUrl: string;
  /** `GITHUB_WORKFLOW_REF`: the file's path, `@`, and a ref, which changes from event to event and does not count. */
  readonly workflow: string;
  /** `GITHUB_JOB`: the same in all jobs of a matrix. */
  readonly job: string;
  /** `GITHUB_ACTION`: the step's id, or a name that tells a second use in the same job from the first. */
  readonly step: string;
  /** What it judges, in the words of its inputs: the legs of a matrix differ in nothing else. */
  readonly scope: string;
}

/**
 * The key under which a gate finds its comment again: the same in each run, also if the inputs are bad. Limits are no
 * part of it, so that a change of those leaves no comment behind that nobody updates.
 */
export function keyOfGate({ mode, syncName, platformUrl, workflow, job, step, scope }: GateIdentity): string {
  const syncs = syncName.split('\n').map((line) => line.trim());
  const names = syncs.filter((name) => name !== '').sort();
  return hashBriefly([mode.trim(), names, platformUrl.trim(), workflow.split('@')[0] ?? '', job, step, scope]);
}

/** What the comment is marked with. */
export function colourOf({ green, outcome }: Pick<GateResult, 'green' | 'outcome'>): Colour {
  if (!green) return 'red';
  return outcome === 'passed' ? 'green' : 'yellow';
}
