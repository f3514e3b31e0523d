import type { Clock } from '../../clock.ts';
import { type StepError, toStepError } from '../../errors.ts';
import { hasStatus } from '../../platform/http/errors.ts';
import type { IdentityClient } from '../../platform/identities.ts';
import { countNouns } from '../../text/format.ts';
import { describeIncomplete, describeReviewed } from './describe.ts';
import type { AccessFiles } from './files.ts';
import type { Inputs } from './inputs.ts';
import type { AccessLists } from './question.ts';
import type { AccessResult } from './result.ts';
import { type Review, reviewLists } from './review.ts';

/** All that the step was asked for, and the file that it names. */
export type Asked = Inputs & AccessFiles;

export interface AccessDeps {
  readonly client: IdentityClient;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** The base address of the Platform's API. */
  readonly platformUrl: string;
}

/** The whole story: list keys, users and roles, review them. Whatever happens is a result; nothing is thrown. */
export async function reviewAccess(
  inputs: Inputs & Pick<AccessFiles, 'expected'>,
  deps: AccessDeps,
): Promise<AccessResult> {
  const place = { platformUrl: deps.platformUrl, expectedPath: inputs.expected?.path ?? null };
  try {
    const lists = await readLists(inputs, deps);
    const problems = [lists.keys, lists.users, lists.roles].flatMap((listing) => listing?.problem ?? []);
    const refused = problems.find((problem) => hasStatus(problem, 401)) ?? findOutage(lists);
    if (refused != null) throw refused;
    const review = reviewLists(lists, inputs, inputs.expected?.entries ?? [], deps.clock.now());
    const late = problems.find(({ outcome }) => outcome === 'timed-out');
    if (late !== undefined) return { ...describeError(late), ...place, review };
    return { ...describeReview(review), ...place, review };
  } catch (thrown) {
    return { ...describeError(toStepError(thrown, deps.stop)), ...place };
  }
}

async function readLists(inputs: Inputs, { client }: AccessDeps): Promise<AccessLists> {
  const [keys, users, roles] = await Promise.all([
    client.listKeys(),
    client.listUsers(),
    // What a key or a user has says what a role is. The list only tells whether a name is one at all.
    inputs.powerfulRoles.length === 0 ? null : client.listRoles(),
  ]);
  return { keys, users, roles };
}

/** Why nothing at all was read, although the key may read it; null: something was, or the key may not. */
function findOutage({ keys, users, roles }: AccessLists): StepError | null {
  const unread = [keys, users, roles].flatMap((listing) => (listing === null ? [] : [listing]));
  const isOut = unread.every(
    ({ items, problem }) => items.length === 0 && problem !== null && !hasStatus(problem, 403, 404),
  );
  return isOut ? keys.problem : null;
}

type Ending = Omit<AccessResult, 'platformUrl' | 'expectedPath' | 'review'>;

function describeReview(review: Review): Ending {
  const { findings, gaps } = review;
  if (gaps.length > 0) return { outcome: 'incomplete', green: false, ...describeIncomplete(review) };
  const reviewed = describeReviewed(review);
  const urgent = findings.filter(({ level, fails }) => level === 'warning' || fails);
  const notes = findings.length - urgent.length;
  const besides = notes === 0 ? '' : `, and ${countNouns(notes, 'note')}`;
  if (urgent.length === 0) {
    const sentence = `${reviewed} reviewed: nothing to do${besides}.`;
    return { outcome: 'ok', green: true, sentence, problems: [], remedy: null };
  }
  const failing = findings.filter(({ fails }) => fails).length;
  const why = failing === 0 ? '' : `, ${failing} of them in \`fail-on\``;
  const sentence = `${countNouns(urgent.length, 'finding')} in ${reviewed}${why}${besides}.`;
  return { outcome: 'findings', green: failing === 0, sentence, problems: [], remedy: null };
}

/** How a step ends that found out nothing. */
export function describeError({ outcome, message, problems, remedy }: StepError): AccessResult {
  const nothing = { platformUrl: null, expectedPath: null, review: null };
  return { outcome, green: false, sentence: message, problems, remedy, ...nothing };
}
