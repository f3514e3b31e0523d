import type { Clock } from '../../clock.ts';
import { type StepError, toStepError } from '../../errors.ts';
import { hasStatus, PlatformError } from '../../platform/http/errors.ts';
import type { KeyClient } from '../../platform/keys.ts';
import { countNouns } from '../../text/format.ts';
import { type Review, reviewKeys } from './findings.ts';
import type { Inputs } from './inputs.ts';
import type { AccessResult } from './result.ts';

export interface AccessDeps {
  readonly client: KeyClient;
  readonly clock: Clock;
  readonly stop: AbortSignal;
}

/** The whole story: list the keys, review them. Whatever happens is a result; nothing is thrown. */
export async function reviewAccess(inputs: Inputs, deps: AccessDeps): Promise<AccessResult> {
  try {
    const keys = await deps.client.listKeys();
    return describeReview(reviewKeys(keys, inputs, deps.clock.now()), inputs);
  } catch (thrown) {
    // A refused key is an error; any other refusal says that the list is not known, and nothing about the keys.
    const isUnread = thrown instanceof PlatformError && !hasStatus(thrown, 401) && !deps.stop.aborted;
    return isUnread ? describeUnread(thrown) : describeError(toStepError(thrown, deps.stop));
  }
}

function describeReview(review: Review, { failOn }: Pick<Inputs, 'failOn'>): AccessResult {
  const { findings, reviewed } = review;
  const failing = findings.filter(({ id }) => failOn.includes(id));
  const common = { problems: [], review };
  if (findings.length === 0) {
    const sentence = `${countNouns(reviewed, 'key')} reviewed: nothing to do.`;
    return { ...common, outcome: 'ok', green: true, sentence, remedy: null };
  }
  const counts = `${countNouns(findings.length, 'finding')} in ${countNouns(reviewed, 'key')}`;
  const why = failing.length === 0 ? '' : `, ${failing.length} of them in \`fail-on\``;
  return {
    ...common,
    outcome: 'findings',
    green: failing.length === 0,
    sentence: `${counts}${why}.`,
    remedy:
      'Create a new key under Organization Settings → API Keys, put it in the place of the old one, then delete that.',
  };
}

function describeUnread(error: PlatformError): AccessResult {
  const isRefused: boolean = hasStatus(error, 403, 404);
  // @remedy access-role
  const advice = 'The key needs the role `admin:read`, and a plan with API access.';
  return {
    outcome: 'incomplete',
    green: false,
    // @failure access | `incomplete` | Nothing is known of the keys under review. =access-role Otherwise look at the Platform's status.
    sentence: `The keys could not be read: ${error.message}.`,
    problems: [],
    remedy: isRefused ? advice : (error.remedy ?? advice),
    review: null,
  };
}

/** How a step ends that found out nothing. */
export function describeError({ outcome, message, problems, remedy }: StepError): AccessResult {
  return { outcome, green: false, sentence: message, problems, remedy, review: null };
}
