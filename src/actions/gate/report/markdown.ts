import { toPlainText } from '../../../text/escape.ts';
import { byteLength, MARKDOWN_CHARS, renderRunLink } from '../../../text/markdown.ts';
import type { Judgement } from '../judge/judge.ts';
import type { PolicyResult } from '../judge/policy-result.ts';
import type { GateResult } from '../result.ts';
import type { SyncResult } from '../sync/result.ts';
import { needsLook } from './acceptance-section.ts';
import type { ReportInput } from './input.ts';
import { renderSummary } from './summary.ts';

const SENTENCE_LENGTH = 800;
const REMEDY_LENGTH = 400;
const RESOURCES_SHOWN = 5;
const TABLES_SHOWN = 5;
const LOG_LINES_SHOWN = 5;

/**
 * The short report, which is the text of the pull-request comment too: the job summary of what somebody has to act on,
 * and the way to the run, which has the rest.
 * @param maxChars in UTF-16. They are counted as bytes of UTF-8, which are never fewer: so it fits either way.
 */
export function renderMarkdown({ result, context }: ReportInput, maxChars: number = MARKDOWN_CHARS): string {
  const link = renderRunLink(context.runUrl);
  return renderSummary(shorten(result), maxChars - byteLength(link), { docsUrl: context.docsUrl }) + link;
}

/** The same result without what is only good to know. No count changes. */
function shorten(result: GateResult): GateResult {
  const { sentence, remedy, syncs, judgement } = result;
  return {
    ...result,
    sentence: toPlainText(sentence, SENTENCE_LENGTH),
    remedy: remedy === null ? null : toPlainText(remedy, REMEDY_LENGTH),
    syncs: (result.outcome === 'passed' ? syncs : syncs.filter(hasTrouble)).map(shortenSync),
    judgement: judgement === null ? null : shortenJudgement(judgement),
  };
}

function hasTrouble({ state, problem }: SyncResult): boolean {
  return state !== 'succeeded' || problem !== null;
}

function shortenSync(sync: SyncResult): SyncResult {
  return {
    ...sync,
    worstTables: sync.worstTables.slice(0, TABLES_SHOWN),
    lastLogLines: sync.lastLogLines.slice(-LOG_LINES_SHOWN),
  };
}

function shortenJudgement(judgement: Judgement): Judgement {
  return {
    ...judgement,
    past: null,
    policies: judgement.policies.filter(needsAction).map(shortenPolicy),
    waivers: judgement.waivers.filter(needsLook),
  };
}

function needsAction({ standing, gating }: PolicyResult): boolean {
  return standing !== 'judged' || gating > 0;
}

function shortenPolicy(policy: PolicyResult): PolicyResult {
  return { ...policy, resources: policy.resources.slice(0, RESOURCES_SHOWN) };
}
