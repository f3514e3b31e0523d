import type { EventFacts } from '../runner/event.ts';

/** Why there is no key: on forks and for Dependabot GitHub hands out no secrets, and that is no fault of the workflow. */
export function describeMissingKey({ eventName, actor, isFork }: EventFacts): string {
  const missing = '`api-key` is missing';
  if (eventName === 'pull_request' && isFork) {
    // @failure inputs | The key is not wrong: the job does not get it. Skip the job for forks, as [this
    // example](../examples/pull-request.yml) does. Or judge pull requests of forks in [a second
    // workflow](../examples/forks.yml).
    return `${missing}: GitHub gives no secrets to a pull request from a fork. Skip the step there (\`if: github.event.pull_request.head.repo.fork == false\`), or run the gate after the merge.`;
  }
  if (actor === 'dependabot[bot]') {
    // @failure inputs | =
    return `${missing}: GitHub gives Dependabot its own secrets only. Add the key under Settings → Secrets → Dependabot, or skip the step for it.`;
  }
  // @failure inputs | The secret is empty in this job. Check its name and the environment of the job. If this is a
  // reusable workflow, its caller has to hand the secret on.
  return `${missing}: give it the secret that holds the Platform's API key, as \`\${{ secrets.CLOUDQUERY_API_KEY }}\`, and check that the secret exists where this job runs.`;
}
