export type CommentWhen = 'on-failure' | 'on-change' | 'always';

/** `yellow`: the step is green, and yet it is no pass, such as with `on-inconclusive: warn`. */
export type Colour = 'red' | 'yellow' | 'green';

/** A run of a workflow. GitHub gives later runs larger numbers; running one again keeps it, with another attempt. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
}

/** What a comment says, as far as the next one has to know. */
export interface Standing {
  readonly colour: Colour;
  /** A hash of the facts whose change is news. */
  readonly facts: string;
  /** A hash of what was asked; null if the comment is of a version that did not say. */
  readonly question: string | null;
  /** The run whose result it tells. */
  readonly run: WorkflowRun;
}

/** A comment that this gate wrote, and nobody else. */
export interface OwnComment {
  readonly id: number;
  /** Null if another version of this action wrote it, or somebody edited it: what it says is unknown. */
  readonly standing: Standing | null;
}

export type CommentPlan =
  | { readonly kind: 'create' }
  | {
      readonly kind: 'update';
      readonly id: number;
      /** Comments that say the same thing in other places: to be deleted afterwards. */
      readonly surplus: readonly number[];
      /** Whether the comment says until now that the gate is red, in answer to the same question. */
      readonly wasRed: boolean;
    }
  | { readonly kind: 'unchanged' | 'skipped'; readonly detail: string };

/**
 * Decides what becomes of the comment.
 * @param ours every comment of this gate on the pull request. If there are several, the oldest stays: every step comes
 * to the same choice at any time, so that two steps at once can never delete each other's.
 */
export function planComment(when: CommentWhen, now: Standing, ours: readonly OwnComment[]): CommentPlan {
  const [oldest, ...surplus] = ours.toSorted((a, b) => a.id - b.id);
  if (oldest === undefined) {
    if (isWorthTelling(when, now.colour)) return { kind: 'create' };
    // @failure step#comment-stays | not affected | Nothing: there is nothing new to tell, or a later run writes the
    // comment or deletes a second one.
    return { kind: 'skipped', detail: `There is nothing to say yet (\`comment: ${when}\`).` };
  }
  const latest = findLatest(ours);
  if (latest !== null && compareRuns(latest.run, now.run) > 0) {
    // @failure step#comment-stays
    return { kind: 'skipped', detail: 'A later run of this workflow has commented already.' };
  }
  if (ours.some(({ standing }) => standing !== null && isOfWorseLeg(standing, now))) {
    // @failure step | not affected | Look at the other job: both share one comment, which shows the worse result. They
    // share it because they differ only in inputs such as `max-violations` or `api-key`.
    return { kind: 'skipped', detail: 'Another job of this run, with other inputs, has commented on a worse result.' };
  }
  if (surplus.length === 0 && latest !== null && !isNews(when, now, latest)) {
    // @failure step#comment-stays
    return { kind: 'unchanged', detail: 'The comment says so already.' };
  }
  // What is green now may have been asked for less: with a higher limit nothing was repaired.
  const wasRed = latest?.colour === 'red' && latest.question === now.question;
  return { kind: 'update', id: oldest.id, surplus: surplus.map(({ id }) => id), wasRed };
}

const URGENCY: Readonly<Record<Colour, number>> = { green: 0, yellow: 1, red: 2 };

/**
 * Whether another leg of a matrix shares the comment, which shows the worst of them. A step runs once in each attempt of
 * a run: what the same attempt wrote is another leg's. The question does not tell: they may differ in the key alone, and
 * nothing of a key is published.
 */
export function isOfWorseLeg(before: Standing, now: Standing): boolean {
  const isOther = now.run.id > 0 && compareRuns(before.run, now.run) === 0;
  return isOther && URGENCY[before.colour] > URGENCY[now.colour];
}

/** Whether to begin at all. A clean pass on a pull request that was never red is no news to anybody. */
function isWorthTelling(when: CommentWhen, colour: Colour): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'on-change':
      return colour !== 'green';
    case 'on-failure':
      return colour === 'red';
  }
}

function isNews(when: CommentWhen, now: Standing, before: Standing): boolean {
  switch (when) {
    case 'always':
      return true;
    case 'on-change':
      return now.colour !== before.colour || now.facts !== before.facts;
    case 'on-failure':
      return now.colour === 'red' || now.colour !== before.colour;
  }
}

function findLatest(ours: readonly OwnComment[]): Standing | null {
  const standings = ours.flatMap(({ standing }) => standing ?? []);
  return standings.sort((a, b) => compareRuns(b.run, a.run))[0] ?? null;
}

function compareRuns(a: WorkflowRun, b: WorkflowRun): number {
  return a.id - b.id || a.attempt - b.attempt;
}
