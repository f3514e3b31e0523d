import { StepError } from '../../errors.ts';
import { formatSecond } from '../../platform/audit-logs.ts';
import { toLogText } from '../../text/escape.ts';
import { joinSome } from '../../text/format.ts';
import { findExported, findNewer } from './names.ts';
import { BRING_BACK, beginState, parseState, type State } from './state.ts';
import type { Store } from './store.ts';

/** Where an export begins, as its inputs say. */
export interface Beginning {
  /** The Platform's API: host, port and path. */
  readonly platform: string;
  /** As the input has it. */
  readonly statePath: string;
  /** In milliseconds since 1970; null if it is not given. */
  readonly since: number | null;
}

/**
 * The state that the last run wrote.
 * @returns null if there is none, and `since` says where to begin
 * @throws {StepError} if there is neither, or the state can't be read
 */
export function readStored({ statePath, since }: Beginning, store: Pick<Store, 'readState'>): State | null {
  const file = store.readState();
  const path = toLogText(statePath, 200);
  if (file.kind === 'missing') {
    if (since !== null) return null;
    // @failure audit | `error` | [Fetch the state](../audit-log/README.md#the-state) that the last run wrote, before
    // this step. For the very first run, set `since`. If the state is lost: [begin
    // anew](../audit-log/README.md#if-the-state-is-lost).
    throw new StepError(`There is no state at \`state\` ${path}, and no \`since\` to begin at.`, {
      remedy:
        'Fetch the state that the last run wrote, from its branch or bucket, before this step. Only for the very first run, set `since`. If the state is lost for good: `audit-log/README.md`, "If the state is lost".',
    });
  }
  const parsed = file.kind === 'text' ? parseState(file.text) : { ...file, remedy: BRING_BACK };
  if (parsed.kind === 'state') return parsed.state;
  // @failure audit#damage
  throw new StepError(`The state at \`state\` ${path} ${parsed.problem.replace(/\.$/, '')}.`, {
    remedy: parsed.remedy,
  });
}

/**
 * The state of an export that has none yet.
 * @param now the Platform's clock, in milliseconds since 1970
 * @throws {StepError} if `since` has not passed
 */
export function beginExport(asked: Beginning, tenant: string, now: number, warn: (line: string) => void): State {
  const since = asked.since ?? now;
  if (since >= now) {
    // @failure audit | `error` | =
    throw new StepError(`\`since\` is ${formatSecond(since)}, and the Platform's clock says ${formatSecond(now)}.`, {
      remedy: 'Give a `since` that has passed.',
    });
  }
  // @failure audit | not affected | This is right for the first run only. Then remove `since` from the workflow: a lost
  // state is then an error.
  warn(
    `there is no state yet, so this export begins at \`since\` ${formatSecond(since)}. Remove \`since\` from the workflow after this run.`,
  );
  return beginState({ platform: asked.platform, tenant }, since);
}

/**
 * The state, if it belongs here: another Platform's cursor and ids would leave a hole, or make everything look late.
 * @throws {StepError} if it belongs to another Platform or tenant
 */
export function claimState(state: State, { platform }: Beginning, tenant: string): State {
  const [theirs, ours] =
    state.platform === platform ? [`tenant ${state.tenant}`, `tenant ${tenant}`] : [state.platform, platform];
  if (theirs === ours) return state;
  // @failure audit | `error` | =
  throw new StepError(
    `The state at \`state\` belongs to ${toLogText(theirs, 200)}, and this is ${toLogText(ours, 200)}.`,
    {
      remedy: 'Give each Platform a state of its own: check `platform-url` and `state`.',
    },
  );
}

const NAMES_SHOWN = 3;

/**
 * Refuses to export what lies in files that were written after the state.
 * @param names of all files in `output-dir`
 * @param stored null if there is no state: `state` then begins at `since`
 * @throws {StepError}
 */
export function refuseNewerFiles(
  names: readonly string[],
  stored: State | null,
  state: State,
  { statePath }: Beginning,
): void {
  const newer = findNewer(names, state);
  if (newer.length === 0) return;
  const shown = joinSome(newer.sort().slice(0, NAMES_SHOWN), newer.length);
  if (stored === null) {
    // @failure audit | `error` | An earlier run wrote these files. Bring back the state that it wrote. If that state is
    // lost: [begin anew](../audit-log/README.md#if-the-state-is-lost).
    throw new StepError(
      `There is no state at \`state\` ${toLogText(statePath, 200)}, and \`output-dir\` has files from after \`since\` ${formatSecond(state.cursor)}: ${shown}.`,
      {
        remedy:
          'An earlier run wrote these files: bring back the state that was written with them. If it is lost, move the files away and begin anew: `audit-log/README.md`, "If the state is lost".',
      },
    );
  }
  // @failure audit | `error` | =
  throw new StepError(
    `The state at \`state\` ${toLogText(statePath, 200)} is older than the files in \`output-dir\`: it ends at ${formatSecond(state.cursor)}, and there is ${shown}.`,
    {
      remedy:
        'If these files were delivered, bring back the state that was written with them. If they were not, delete them, and run again.',
    },
  );
}

/** A warning if there are files of an earlier export. Two chains of manifests have events in common, and none of the manifests tells of the other chain. */
export function warnOfNewChain(names: readonly string[], stored: State | null): string[] {
  if (stored !== null || findExported(names).length === 0) return [];
  // @failure audit | not affected | The manifests, which list the files of each run, no longer lead from the new files
  // to the older ones. To read both, [take all files](../audit-log/README.md#the-files).
  return [
    '`output-dir` has files of an earlier export, and this run begins a new chain of manifests. To read both, take all files, and drop each event whose `id` was there before.',
  ];
}
