import { relative, resolve } from 'node:path';
import type { Annotate } from '../../comment/tell-comment.ts';
import type { InputReader } from '../../inputs/reader.ts';
import { readText, realPathOf } from '../../runner/read-file.ts';
import { attemptReport, setOutputs } from '../../runner/report.ts';
import type { OwnReports } from '../../runner/report-file.ts';
import type { Ownership } from '../../runner/report-folder.ts';
import { dayOf } from '../../text/day.ts';
import { toLogText } from '../../text/escape.ts';
import { countNouns, formatDuration } from '../../text/format.ts';
import { SUMMARY_BYTES } from '../../text/markdown.ts';
import { HIDE } from '../../text/redact.ts';
import { loadForgiveness } from '../forgiveness.ts';
import type { Action, Report, Step } from '../step.ts';
import { describeError } from './ending.ts';
import type { BaseOrReason } from './export/base.ts';
import { isInside } from './files/inside.ts';
import { NO_FILES, type ReadFiles, readFiles } from './files/read-files.ts';
import { DEFAULTS, type Inputs, readInputs } from './inputs.ts';
import { managePolicies } from './manage.ts';
import type { PoliciesDeps } from './question.ts';
import { planAnnotations } from './report/annotations.ts';
import { describeFindings, describeLog } from './report/log.ts';
import { fileOutputsOf, outputsOf } from './report/outputs.ts';
import type { PoliciesResult } from './result.ts';
import { validateFiles, validateQueries } from './validate.ts';

/** Everything that the step was asked for. */
type Asked = Inputs & {
  readonly read: ReadFiles;
  /** The files that an export is laid over. */
  readonly base: BaseOrReason;
  /** What a gate would do with a violation; null: no baseline and no waivers are given. */
  readonly forgiveAt: Awaited<ReturnType<Awaited<ReturnType<typeof loadForgiveness>>>>;
  /** As the workflow gives it. */
  readonly path: string;
  /** Absolute. */
  readonly reportDir: string;
};

const PLAN_FILE = 'plan.json';
const TESTS_FILE = 'tests.junit.xml';

const NO_BASE: BaseOrReason = { base: null, reason: 'no files were read', remedy: null };

const OWN: Ownership = { record: '.cloudquery-policies.json', names: [PLAN_FILE, TESTS_FILE] };

/** Of `report-dir`, below the runner's folder for temporary files. */
const REPORT_DIR = 'cloudquery-policies';

/** About so many bytes of garbage are left of reading or writing a policy's file, and of a change that is planned. */
const GARBAGE_PER_POLICY = 50_000;

/** Policies and policy groups as files of the repository. */
export const action: Action<Asked, PoliciesResult> = {
  defaults: DEFAULTS,
  loadRedaction: () => import('./report/redact.ts'),
  readInputs: readEverything,
  describeInputs: (asked, { baseUrl, timeoutMs }, isRedacted) => [
    `CloudQuery Platform at ${baseUrl}: mode ${asked.mode}.`,
    ...(asked.mode === 'export' ? [] : [describeFiles(asked)]),
    `At most ${formatDuration(timeoutMs / 1_000)} in all.`,
    ...(isRedacted ? ['Ids of accounts, ARNs and e-mails are hidden in what the Platform says (`redact`).'] : []),
  ],
  offline: {
    applies: (reader) =>
      reader.textOf('mode') === 'validate' && (reader.textOf('platform-url') === '' || reader.textOf('api-key') === ''),
    async run(asked, step, finish) {
      step.runner.info(describeFiles(asked));
      const { findProblems } = await import('./prove.ts');
      const read = { ...asked.read, problems: findProblems(asked.read, asked.minTests) };
      await finish(validateFiles(read), report(step, { ...asked, warnings: step.warnings }));
    },
  },
  async run(asked, step, finish) {
    const [{ createPolicyObjects }, { createColumnTypes, createQueries, prove }, { writeExport, writeBackup }] =
      await Promise.all([
        import('../../platform/policy-objects.ts'),
        import('./prove.ts'),
        import('./export/write.ts'),
      ]);
    const { clock, platform, platformUrl, lifecycle, runner, memory } = step;
    const { mode, reportDir, owner, read, longestPauseMs } = asked;
    const countPolicies = (policies: readonly unknown[]) => memory.add(GARBAGE_PER_POLICY * policies.length);
    countPolicies(read.files.policies);
    countPolicies(asked.base.base?.policies ?? []);
    const place = { reportDir, owner, scrub: runner.scrub };
    const queries = createQueries(platform.requester);
    const fetchTypes = createColumnTypes(platform.requester);
    const proofDeps = {
      client: queries,
      clock,
      deadline: platform.deadline,
      fetchTypes,
      hidesData: step.isRedacted,
      onGarbage: memory.add,
    };
    let platformTime: number | null = null;
    const proveIt: PoliciesDeps['prove'] = (planned) => {
      const now = { here: clock.now(), there: platformTime };
      const { forgive = null, countWaivers = null } = asked.forgiveAt?.(now) ?? {};
      return prove(read, planned, asked, { ...proofDeps, forgive, countWaivers });
    };
    const reportAll = report(step, { ...asked, warnings: step.warnings });
    if (mode === 'validate') {
      const deps = { prove: proveIt, platformUrl, stop: lifecycle.stop };
      return finish(await validateQueries(read, deps), reportAll);
    }
    const result = await managePolicies(
      read,
      { ...asked, mode, isUnmerged: runner.isUnmerged() },
      {
        prove: proveIt,
        client: createPolicyObjects(platform.requester, (serverTime) => {
          platformTime = serverTime ?? platformTime;
        }),
        lastClient: () => createPolicyObjects(platform.openLast()),
        platformUrl,
        clock,
        stop: lifecycle.stop,
        deadline: platform.deadline,
        longestPauseMs,
        info: runner.tell,
        async tellPlan(raw) {
          const result = runner.scrubData(raw);
          const shown = step.isRedacted ? (await action.loadRedaction()).redactResult(result) : result;
          for (const line of describeFindings(shown)) runner.info(line);
        },
        backUp: (changes, state) => writeBackup(changes, state, place),
        export: (state) => {
          countPolicies(state.policies);
          return writeExport(state, place, asked.base);
        },
      },
    );
    countPolicies(result.plan?.changes ?? []);
    await finish(result, reportAll);
  },
  fail: describeError,
  outputsOf,
  reportFailure: (step) =>
    report(step, { annotations: true, summary: true, comment: 'never', reportDir: null, warnings: [] }),
};

/** @throws {InputError} with everything that is wrong with the inputs */
async function readEverything(reader: InputReader, { runner, clock, isRedacted }: Step): Promise<Asked> {
  // The comment reads it.
  reader.textOf('github-token');
  const { workspace, temp } = runner.folders();
  const path = reader.textOf('path');
  const folder = resolve(workspace, path);
  const inside = relative(workspace, folder).replaceAll('\\', '/');
  if (inside.startsWith('..') || inside === '') {
    // @failure managing | `error` | Give a folder in the repository, such as `policies`.
    reader.refuse(
      '`path` leads out of the workspace, or is all of it; allowed: a folder in the repository, such as `policies`.',
    );
  }
  const reportDir = resolve(workspace, reader.textOf('report-dir') || resolve(temp, REPORT_DIR));
  if (isInside(realPathOf(folder), realPathOf(reportDir))) {
    // @failure managing | `error` | Choose a folder outside of `path`, or remove `report-dir`. Otherwise the next run
    // would read the backup as policies.
    reader.refuse(
      '`report-dir` is in `path`, or is that folder: the next run would take the files of a backup for policies; allowed: a folder that is not in it, or nothing.',
    );
  }
  const inputs = readInputs(reader, runner.context(clock.now()).repository);
  const files = { workspace, temp };
  const isGiven = reader.textOf('baseline') !== '' || reader.textOf('waivers') !== '';
  const forgiveAt = isGiven
    ? await (await loadForgiveness())(reader, files, readText, dayOf(clock.now()), isRedacted)
    : null;
  const place = { workspace, folder, path: inside };
  const quote = isRedacted ? HIDE : toLogText;
  if (inputs.mode === 'export') {
    const { readBase } = await import('./export/base.ts');
    return { ...inputs, read: NO_FILES, base: readBase(place, readText, quote), path, reportDir, forgiveAt };
  }
  const read = readFiles(place, readText, quote);
  return { ...inputs, read, base: NO_BASE, path, reportDir, forgiveAt };
}

function describeFiles({ path, read: { files, problems } }: Asked): string {
  const counts = `${countNouns(files.policies.length, 'policy', 'policies')} and ${countNouns(files.groups.length, 'policy group')}`;
  const wrong = problems.length === 0 ? '' : `, and ${countNouns(problems.length, 'problem')}`;
  return `Files in ${toLogText(path, 200)}: ${counts}${wrong}.`;
}

type Wanted = Pick<Inputs, 'annotations' | 'summary' | 'comment'> & {
  /** Absolute; null: no report is written, and none is taken away. */
  readonly reportDir: string | null;
  readonly warnings: readonly string[];
};

function report({ runner, clock, lifecycle }: Step, wanted: Wanted): Report<PoliciesResult> {
  return async (result) => {
    const { reportDir } = wanted;
    let planFile: string | null = null;
    if (reportDir !== null) {
      const { openReportFolder } = await import('../../runner/report-folder.ts');
      const own = openReportFolder(reportDir, OWN, runner.identity());
      if (result.plan !== null) {
        await attemptReport('plan file', 'result', runner, async () => {
          const { renderPlanJson } = await import('./report/json.ts');
          const text = renderPlanJson(result, runner.context(clock.now()));
          planFile = await writeFile(resolve(reportDir, PLAN_FILE), text, own);
          setOutputs(runner, fileOutputsOf({ planFile }));
        });
      }
      const { tests } = result;
      if (tests !== null) {
        await attemptReport('report on the tests', 'result', runner, async () => {
          const [{ planTestsJunit }, { renderJunit }] = await Promise.all([
            import('./report/junit.ts'),
            import('../../text/junit.ts'),
          ]);
          await writeFile(resolve(reportDir, TESTS_FILE), renderJunit(planTestsJunit(tests, clock.now())), own);
        });
      }
      await attemptReport('record of the reports', 'result', runner, own.finish);
    }
    for (const line of describeLog(result)) runner.info(line);
    if (wanted.annotations) {
      await attemptReport('annotations', 'result', runner, () => {
        for (const annotation of planAnnotations(result, wanted.warnings)) runner.annotate(annotation);
      });
    }
    if (wanted.summary) {
      await attemptReport('job summary', 'result', runner, async () => {
        const { renderSummary } = await import('./report/markdown.ts');
        await runner.writeSummary(renderSummary(result, SUMMARY_BYTES, wanted.warnings, planFile));
      });
    }
    if (wanted.comment !== 'never') {
      const { tellPlanComment } = await import('./report/comment.ts');
      const annotate: Annotate = (level, title, message) => {
        if (wanted.annotations) runner.annotate({ level, title, message });
        return wanted.annotations;
      };
      await tellPlanComment(wanted.comment, result, planFile, { runner, annotate, signal: lifecycle.stop });
    }
  };

  async function writeFile(path: string, text: Iterable<string>, own: OwnReports): Promise<string> {
    const { writeReport } = await import('../../runner/report-file.ts');
    return writeReport(path, text, runner.scrub, own);
  }
}
