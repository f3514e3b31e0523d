/** Where the step runs, as far as the runner says. */
export interface StepContext {
  /** `owner/name`; null if it is unknown. */
  readonly repository: string | null;
  /** The commit that was checked out. */
  readonly sha: string | null;
  /** `owner/name/path@ref` of the workflow; null if it is unknown. */
  readonly workflowRef: string | null;
  /** The page of the workflow's run. */
  readonly runUrl: string | null;
  /** The folder of this action's own pages, as they were at its version; null if it is unknown. */
  readonly docsUrl: string | null;
  /** The moment that was asked about, in milliseconds since 1970. */
  readonly now: number;
}

/** What tells a step from all others, in this run of the workflow and in others. Texts are empty if it does not say. */
export interface StepIdentity {
  readonly run: string;
  readonly attempt: string;
  readonly job: string;
  readonly step: string;
}

/** The runner's folders: `GITHUB_WORKSPACE` and `RUNNER_TEMP`. */
export interface Folders {
  readonly workspace: string;
  readonly temp: string;
}

/** What the runner knows of the place a comment goes to. Texts are empty if it does not say. */
export interface CommentPlace {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly eventName: string;
  readonly workflow: string;
  readonly job: string;
  readonly step: string;
  readonly run: { readonly id: number; readonly attempt: number };
}
