"use strict";
exports.id = 786;
exports.ids = [786];
exports.modules = {

/***/ 786:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderMarkdown: () => (/* reexport */ renderMarkdown),
  renderSummary: () => (/* reexport */ renderSummary)
});

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/markdown.ts
var markdown = __webpack_require__(6590);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/actions/gate/report/acceptance-text.ts
var acceptance_text = __webpack_require__(5715);
;// CONCATENATED MODULE: ./src/actions/gate/report/acceptance-section.ts




const TEXT_LENGTH = 200;
const REST_BYTES = 200;
const FILTERS_SHOWN = 20;
const STATES = {
    'in-force': '',
    expiring: '⏳ expires soon',
    expired: '❌ expired',
};
const LAST_DAY = '⏳ expires today';
function renderWaivers(waivers, maxBytes) {
    const urgent = waivers.filter(needsLook);
    const others = waivers.filter((waiver) => !urgent.includes(waiver));
    const first = renderWaiverTable(urgent, maxBytes / 2);
    const rest = renderWaiverTable(others, maxBytes / 2);
    return [
        first === '' ? '' : `### Waivers to look at (${(0,format/* formatCount */.B4)(urgent.length)})\n\n${first}`,
        rest === '' ? '' : (0,markdown/* renderDetails */.PL)(`Waivers in force (${(0,format/* formatCount */.B4)(others.length)})`, rest),
    ];
}
function needsLook({ state, problem }) {
    return state !== 'in-force' || problem !== null;
}
function renderWaiverTable(waivers, maxBytes) {
    if (waivers.length === 0)
        return '';
    const header = ['Policy', 'Applies to', 'Until', 'Covers', 'Owner', 'Reason'];
    const table = (0,markdown/* renderTable */.bo)(header, waivers, renderWaiver, maxBytes - REST_BYTES);
    return table.text + (0,markdown/* renderRest */.jE)(waivers.length - table.taken, 'waiver');
}
function renderWaiver(result) {
    const { waiver, state, isLastDay, isWhole, covered, problem } = result;
    const notes = [isLastDay ? LAST_DAY : STATES[state], problem === null ? '' : (0,text_escape/* toMarkdown */.l6)(problem, TEXT_LENGTH)].filter((note) => note !== '');
    const ticket = waiver.ticket === null ? '' : ` (${(0,text_escape/* toMarkdown */.l6)(waiver.ticket, TEXT_LENGTH)})`;
    return [
        (0,text_escape/* toMarkdown */.l6)(waiver.policy, TEXT_LENGTH),
        (0,text_escape/* toMarkdown */.l6)((0,acceptance_text/* describeReach */.Lo)(waiver, isWhole), TEXT_LENGTH),
        [waiver.expires, ...notes].join(' · '),
        covered === null ? 'unknown' : (0,format/* formatCount */.B4)(covered),
        (0,text_escape/* toMarkdown */.l6)(waiver.owner, TEXT_LENGTH),
        (0,text_escape/* toMarkdown */.l6)(waiver.reason, TEXT_LENGTH) + ticket,
    ];
}
function renderScope(judgement, maxBytes) {
    const { news, totals } = judgement;
    const lines = [];
    if (news.kind === 'counts' && totals.found > 0)
        lines.push(describeGrowth(news.count, judgement));
    lines.push(...renderScopeBriefly(judgement));
    const portion = (0,markdown/* takeWithin */.Dh)(lines, (line) => `- ${line}\n`, maxBytes);
    return portion.text + (0,markdown/* renderRest */.jE)(lines.length - portion.taken, 'filter');
}
function renderScopeBriefly({ baseline, filters }) {
    const known = baseline === null ? [] : [`**Baseline** ${(0,text_escape/* toCode */.Xt)(baseline.path)} ${(0,acceptance_text/* describeHolding */.fs)(baseline)}`];
    return [
        ...known,
        ...filters.slice(0, FILTERS_SHOWN).map(({ input, value, leftOut }) => {
            const effect = leftOut === null ? '' : ` leaves out ${(0,acceptance_text/* countLeftOut */.Rd)(input, leftOut)}`;
            return `**Filter** ${(0,text_escape/* toCode */.Xt)(`${input}: ${value}`)}${effect}`;
        }),
    ];
}
function describeGrowth(grown, { changes: { shrunk } }) {
    const others = shrunk === 0 ? '' : `; other policies have ${(0,format/* formatCount */.B4)(shrunk)} fewer`;
    return `**New since the previous evaluation:** ${(0,format/* countNouns */.Vq)(grown, 'violation')} (counted per policy${others})`;
}

// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
// EXTERNAL MODULE: ./src/actions/gate/evaluate/freshness.ts
var freshness = __webpack_require__(3400);
// EXTERNAL MODULE: ./src/actions/gate/select/selection.ts
var selection = __webpack_require__(5534);
// EXTERNAL MODULE: ./src/actions/gate/judge/group.ts
var judge_group = __webpack_require__(4620);
;// CONCATENATED MODULE: ./src/actions/gate/report/group-section.ts




const NAME_LENGTH = 160;
const GROUPS_SHOWN = 50;
const group_section_REST_BYTES = 300;
function renderGroups({ groupBy, groups }, maxBytes) {
    if (groups.length === 0)
        return '';
    const header = [groupBy.kind === 'tag' ? `Tag ${(0,text_escape/* toCode */.Xt)(groupBy.key)}` : 'Account', 'Gating'];
    const table = (0,markdown/* renderTable */.bo)(header, groups.slice(0, GROUPS_SHOWN), renderGroup, maxBytes - group_section_REST_BYTES);
    const rest = groups.slice(table.taken);
    const gating = rest.reduce((sum, group) => sum + group.gating, 0);
    const violations = `, with ${(0,format/* countNouns */.Vq)(gating, 'violation')}`;
    const more = (0,markdown/* renderRest */.jE)(rest.length, `group${violations}`, `groups${violations}`);
    return `### Who has the gating violations (${(0,text_escape/* toCode */.Xt)((0,judge_group/* formatGroupBy */.em)(groupBy))})\n\n${table.text}${more}`;
}
function renderGroup(group) {
    const label = group.kind === 'named' ? renderName(group) : `*${(0,judge_group/* describeGroup */.N3)(group)}*`;
    return [label, (0,format/* formatCount */.B4)(group.gating)];
}
function renderName({ name, id }) {
    const parts = [(0,text_escape/* toMarkdown */.l6)(name, NAME_LENGTH), (0,text_escape/* toCode */.Xt)(id ?? '')].filter((part) => part !== '');
    return parts.join(' ') || '*empty*';
}

;// CONCATENATED MODULE: ./src/actions/gate/report/outcome-page.ts

const OUTCOME_PAGES = {
    passed: 'verdict.md#the-verdict',
    violations: 'verdict.md#which-policies-and-violations-count',
    inconclusive: 'troubleshooting.md#the-policies',
    'sync-failed': 'troubleshooting.md#the-sync',
    'timed-out': 'troubleshooting.md#the-sync',
    cancelled: 'troubleshooting.md#the-step-itself',
    error: 'troubleshooting.md#troubleshooting',
};
function renderOutcomeLink(outcome, docsUrl) {
    return docsUrl === null ? '' : (0,markdown/* renderLink */.BK)(`About \`${outcome}\``, `${docsUrl}/${OUTCOME_PAGES[outcome]}`);
}

;// CONCATENATED MODULE: ./src/actions/gate/report/past-section.ts



function renderPast({ policies, isWhole, totals }, maxBytes) {
    const counts = totals.map(({ found }) => found);
    const [first, last] = [totals[0]?.moment ?? null, totals.at(-1)?.moment ?? null];
    const chart = [
        '```mermaid',
        '%%{init: {"xyChart": {"width": 700, "height": 260}}}%%',
        'xychart-beta',
        `    x-axis [${labelMoments(totals).join(', ')}]`,
        `    y-axis 0 --> ${Math.max(1, ...counts)}`,
        `    bar [${counts.join(', ')}]`,
        `    line [${counts.join(', ')}]`,
        '```',
    ].join('\n');
    const many = (0,format/* countNouns */.Vq)(policies, 'judged policy', 'judged policies');
    const which = isWhole ? many : `the ${many} with the most violations now`;
    const words = `All violations of ${which}, gating or not, from ${(0,timestamp/* formatMoment */.K9)(first)} to ${(0,timestamp/* formatMoment */.K9)(last)}: ${counts.map(format/* formatCount */.B4).join(' · ')}`;
    const text = (0,markdown/* renderDetails */.PL)(`Found at the last ${totals.length} evaluations`, `${words}\n\n${chart}`);
    return (0,markdown/* byteLength */.dp)(text) > maxBytes ? '' : text;
}
function labelMoments(totals) {
    const shown = totals.map(({ moment }) => (0,timestamp/* formatMoment */.K9)(moment));
    const labels = [shown.map((text) => text.slice(5, 10)), shown.map((text) => text.slice(11, 16))];
    const isOneDay = new Set(labels[0]).size === 1;
    const isDistinct = (texts = []) => new Set(texts).size === totals.length;
    const best = isDistinct(labels[0]) ? labels[0] : isOneDay && isDistinct(labels[1]) ? labels[1] : undefined;
    return (best ?? totals.map((_, index) => `${index + 1}`)).map((text) => `"${text}"`);
}

// EXTERNAL MODULE: ./src/actions/gate/report/policy-order.ts
var policy_order = __webpack_require__(4755);
// EXTERNAL MODULE: ./src/actions/gate/judge/reason.ts
var reason = __webpack_require__(1823);
;// CONCATENATED MODULE: ./src/actions/gate/report/policy-section.ts






const policy_section_NAME_LENGTH = 160;
const RESOURCES_SHOWN = 20;
const OPEN_POLICIES = 3;
const OPEN_ROWS = 10;
const DETAILED_SHARE = 0.8;
const policy_section_REST_BYTES = 200;
function renderFailing(policies, maxBytes) {
    if (policies.length === 0)
        return '';
    const isOpen = policies.length <= OPEN_POLICIES;
    const detailed = (0,markdown/* takeWithin */.Dh)(policies, (policy) => `${renderPolicy(policy, isOpen)}\n`, maxBytes * DETAILED_SHARE);
    const others = policies.slice(detailed.taken);
    const room = maxBytes - (0,markdown/* byteLength */.dp)(detailed.text) - policy_section_REST_BYTES;
    const brief = (0,markdown/* renderTable */.bo)(['Severity', 'Policy', 'Gating', 'Found'], others, renderBriefly, room);
    const shortened = others.length === 0
        ? ''
        : `\nThe other ${(0,format/* formatCount */.B4)(others.length)}, without their resources for want of room:\n\n`;
    return (detailed.text.trimEnd() +
        (brief.taken > 0 ? `\n${shortened}${brief.text}` : '\n') +
        (0,markdown/* renderRest */.jE)(others.length - brief.taken, 'failing policy', 'failing policies'));
}
function renderBriefly(policy) {
    return [renderSeverity(policy), policy_section_renderName(policy), (0,format/* formatCount */.B4)(policy.gating), (0,format/* formatCount */.B4)(policy.found)];
}
function renderPolicy(policy, isOpen) {
    const [severity, name] = [renderSeverity(policy), policy_section_renderName(policy)];
    const many = (0,format/* countNouns */.Vq)(policy.gating, 'violation');
    const blocks = [(0,text_escape/* toMarkdown */.l6)(policy.description), renderPolicyFacts(policy), renderResources(policy)];
    const body = blocks.filter((block) => block !== '').join('\n\n');
    return isOpen
        ? `#### ${severity} · ${name} · ${many}\n\n${body.trim()}\n`
        : (0,markdown/* renderDetails */.PL)(`${severity} · <b>${name}</b> · ${many}`, body);
}
function renderPolicyFacts(policy) {
    const facts = [
        policy.gating === policy.found
            ? ''
            : `${(0,format/* formatCount */.B4)(policy.gating)} gating of ${(0,format/* formatCount */.B4)(policy.found)} found${renderNotGating(policy)}`,
        `evaluated ${(0,timestamp/* formatMoment */.K9)(policy.evaluatedAt)}`,
        (0,text_escape/* toMarkdown */.l6)(policy.domain, policy_section_NAME_LENGTH),
        (0,text_escape/* toCode */.Xt)(policy.id),
        renderDefinition(policy),
    ];
    return facts.filter((fact) => fact !== '').join(' · ');
}
function renderDefinition({ definition }) {
    if (definition === null)
        return '';
    const { owner, slug, file } = definition;
    return file === null
        ? `managed as ${(0,text_escape/* toCode */.Xt)(slug, policy_section_NAME_LENGTH)} by ${(0,text_escape/* toCode */.Xt)(owner, policy_section_NAME_LENGTH)}`
        : `defined in ${(0,text_escape/* toCode */.Xt)(file, policy_section_NAME_LENGTH)}`;
}
function renderNotGating(policy) {
    const parts = (0,reason/* describeReasons */.nl)(policy);
    return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
function renderResources({ resources, resourcesProblem, gating }) {
    const lead = resources.length === 0 ? 'No resources to show' : 'Not all of them';
    const problem = resourcesProblem === null ? '' : `${lead}: ${(0,text_escape/* toMarkdown */.l6)(resourcesProblem)}\n`;
    if (resources.length === 0)
        return problem;
    const header = ['Resource', 'Type', 'Account', 'Region', 'Id'];
    const table = (0,markdown/* renderTable */.bo)(header, resources.slice(0, RESOURCES_SHOWN), renderResource);
    const rest = (0,markdown/* renderRest */.jE)(gating - table.taken, 'violation');
    return `${table.text}${rest}${problem === '' ? '' : `\n${problem}`}`;
}
function renderResource(resource) {
    const account = [(0,text_escape/* toMarkdown */.l6)(resource.accountName, policy_section_NAME_LENGTH), (0,text_escape/* toCode */.Xt)(resource.accountId ?? '')];
    return [
        (0,text_escape/* toCode */.Xt)(resource.name) || '–',
        (0,text_escape/* toCode */.Xt)(resource.resourceType) || '–',
        account.filter((part) => part !== '').join(' ') || '–',
        (0,text_escape/* toCode */.Xt)(resource.region) || '–',
        (0,text_escape/* toCode */.Xt)(resource.platformId) || '–',
    ];
}
function renderNotGatingPolicies(policies, maxBytes) {
    const columns = (0,reason/* listReasons */.qf)(policies);
    const table = (0,markdown/* renderTable */.bo)(['Severity', 'Policy', ...columns.map(({ title }) => title)], policies, (policy) => [renderSeverity(policy), policy_section_renderName(policy), ...columns.map(({ count }) => (0,format/* formatCount */.B4)(count(policy)))], maxBytes - policy_section_REST_BYTES);
    return table.text + (0,markdown/* renderRest */.jE)(policies.length - table.taken, 'policy', 'policies');
}
function renderUnjudged(policies, maxBytes) {
    const groups = (0,policy_order/* groupByReason */.H9)(policies);
    const shared = groups.filter(({ policies }) => policies.length > 1);
    const alone = groups.filter(({ policies }) => policies.length === 1).flatMap(({ policies }) => policies);
    const blocks = [];
    let room = maxBytes - policy_section_REST_BYTES;
    let told = 0;
    const add = (text, taken) => {
        if (taken === 0)
            return;
        blocks.push(text);
        room -= (0,markdown/* byteLength */.dp)(text);
        told += taken;
    };
    for (const { reason, policies } of shared) {
        const lead = `**${(0,policy_order/* countSharing */.a0)(policies)}:** ${(0,text_escape/* toMarkdown */.l6)(reason)}\n\n`;
        const table = (0,markdown/* renderTable */.bo)(['Severity', 'Policy', 'Last evaluated'], policies, (policy) => [renderSeverity(policy), policy_section_renderName(policy), renderLastEvaluated(policy)], room - (0,markdown/* byteLength */.dp)(lead) - policy_section_REST_BYTES);
        const fold = `${(0,format/* countNouns */.Vq)(table.taken, 'policy', 'policies')}`;
        add(lead + (table.taken > OPEN_ROWS ? (0,markdown/* renderDetails */.PL)(fold, table.text) : table.text), table.taken);
    }
    const rest = (0,markdown/* renderTable */.bo)(['Severity', 'Policy', 'Why', 'Last evaluated'], alone, (policy) => [renderSeverity(policy), policy_section_renderName(policy), renderReason(policy), renderLastEvaluated(policy)], room);
    add(rest.text, rest.taken);
    return blocks.join('\n') + (0,markdown/* renderRest */.jE)(policies.length - told, 'policy', 'policies');
}
function renderReason(policy) {
    return (0,text_escape/* toMarkdown */.l6)((0,policy_order/* reasonOf */.A3)(policy));
}
function renderLastEvaluated({ standing, evaluatedAt }) {
    return standing === 'never-evaluated' && evaluatedAt === null ? '–' : (0,timestamp/* formatMoment */.K9)(evaluatedAt);
}
function policy_section_renderName(policy) {
    return (0,text_escape/* toMarkdown */.l6)(policy.name, policy_section_NAME_LENGTH) || (0,text_escape/* toCode */.Xt)(policy.id) || '–';
}
function renderSeverity({ severity, severityLabel }) {
    const label = (0,text_escape/* toMarkdown */.l6)(severityLabel, 40);
    return label === '' || label.toLowerCase() === severity ? severity : `${severity} (“${label}”)`;
}

// EXTERNAL MODULE: ./src/platform/severity.ts
var severity = __webpack_require__(1476);
// EXTERNAL MODULE: ./src/actions/gate/judge/known-counts.ts
var known_counts = __webpack_require__(201);
;// CONCATENATED MODULE: ./src/actions/gate/report/severity-section.ts





function renderSeverities(judgement) {
    const { totals, rule, changes, baseline } = judgement;
    if (totals.found === 0)
        return '';
    const { bySeverity } = (0,known_counts/* findKnownCounts */.x)(judgement);
    const hasChange = baseline === null && changes.isAnyKnown;
    const columns = (0,reason/* listReasons */.qf)([totals]);
    const limits = rule.maxViolations.kind === 'by-severity' ? rule.maxViolations.limits : null;
    const lines = [
        ...severity/* WORST_FIRST */.vh.map((severity) => ({
            label: severity,
            counts: bySeverity[severity],
            change: bySeverity[severity] === null ? null : changes.bySeverity[severity],
            limit: limits?.[severity] ?? null,
        })),
        { label: '**total**', counts: totals, change: changes.total, limit: null },
    ];
    return (0,markdown/* renderTable */.bo)([
        'Severity',
        'Found',
        ...(hasChange ? ['Change'] : []),
        'Gating',
        ...columns.map(({ title }) => title),
        ...(limits === null ? [] : ['Limit']),
    ], lines, ({ label, counts, change, limit }) => [
        label,
        showCount(counts?.found),
        ...(hasChange ? [change === null ? '–' : (0,format/* formatChange */.eD)(change)] : []),
        showCount(counts?.gating),
        ...columns.map(({ count }) => showCount(counts === null ? undefined : count(counts))),
        ...(limits === null ? [] : [limit === null ? '–' : (0,format/* formatCount */.B4)(limit)]),
    ]).text;
}
function showCount(count) {
    return count === undefined ? '–' : (0,format/* formatCount */.B4)(count);
}

// EXTERNAL MODULE: ./src/actions/gate/sync/telling-line.ts
var telling_line = __webpack_require__(4957);
;// CONCATENATED MODULE: ./src/actions/gate/report/sync-section.ts




const sync_section_NAME_LENGTH = 120;
const TABLES_SHOWN = 10;
const LOG_LINES_SHOWN = 20;
const LOG_LINE_LENGTH = 300;
const STATE_MARKS = {
    succeeded: '✅',
    partial: '⚠️',
    failed: '❌',
    cancelled: '❌',
    refused: '❌',
    unfinished: '⏳',
};
const ORIGIN_NOTES = {
    started: null,
    adopted: null,
    attached: 'attached to',
    reused: 'reused',
};
function renderSyncs(syncs, told, maxBytes) {
    const isTold = (problem) => told.some((text) => text.includes(problem));
    const header = ['Sync', 'Run', 'Status', 'Rows', 'Tables', 'Errors', 'Duration'];
    const table = (0,markdown/* renderTable */.bo)(header, syncs, renderFacts, maxBytes / 2);
    const rest = (0,markdown/* renderRest */.jE)(syncs.length - table.taken, 'sync');
    const troubled = syncs.filter(hasTrouble);
    const troubles = (0,markdown/* takeWithin */.Dh)(troubled, (sync) => renderTrouble(sync, isTold), maxBytes - (0,markdown/* byteLength */.dp)(table.text + rest) - 100);
    const untold = (0,markdown/* renderRest */.jE)(troubled.length - troubles.taken, 'sync with a problem', 'syncs with a problem');
    return [table.text + rest, troubles.text + untold].filter((part) => part !== '').join('\n');
}
function renderSyncBriefly(sync) {
    return `${sync_section_renderName(sync)}: ${(0,format/* formatCount */.B4)(sync.rows)} rows in ${(0,format/* formatDuration */.a3)(sync.durationSeconds)}`;
}
function renderFacts(sync) {
    return [
        `${STATE_MARKS[sync.state]} ${sync_section_renderName(sync)}`,
        renderRun(sync),
        renderStatus(sync),
        (0,format/* formatCount */.B4)(sync.rows),
        (0,format/* formatCount */.B4)(sync.tables),
        (0,format/* formatCount */.B4)(sync.errors),
        (0,format/* formatDuration */.a3)(sync.durationSeconds),
    ];
}
function sync_section_renderName(sync) {
    return (0,text_escape/* toCode */.Xt)(sync.syncName, sync_section_NAME_LENGTH) || '–';
}
function renderRun(sync) {
    if (sync.runId === null)
        return '–';
    const note = sync.origin === null ? null : ORIGIN_NOTES[sync.origin];
    return note === null ? (0,text_escape/* toCode */.Xt)(sync.runId) : `${(0,text_escape/* toCode */.Xt)(sync.runId)} (${note})`;
}
function renderStatus(sync) {
    if (sync.state === 'refused' && sync.status === null)
        return 'refused';
    const status = (0,text_escape/* toMarkdown */.l6)(sync.status ?? '', sync_section_NAME_LENGTH) || format/* UNKNOWN */.HV;
    const isTold = sync.statusReason === null || sync.problem?.includes(sync.statusReason);
    const reason = isTold ? '' : ` (${(0,text_escape/* toMarkdown */.l6)(sync.statusReason ?? '', sync_section_NAME_LENGTH)})`;
    return `${status}${reason}, ${describeIngestion(sync.ingested)}`;
}
function describeIngestion(ingested) {
    if (ingested === null)
        return 'ingestion unknown';
    return ingested ? 'ingested' : 'not ingested';
}
function hasTrouble(sync) {
    return sync.problem !== null || sync.worstTables.length > 0 || sync.lastLogLines.length > 0;
}
function renderTrouble(sync, isTold) {
    const isSaid = sync.problem !== null && isTold(sync.problem);
    const problem = sync.problem === null ? 'went wrong in part.' : (0,text_escape/* toMarkdown */.l6)(sync.problem) || format/* UNKNOWN */.HV;
    const blocks = [
        isSaid ? '' : `${STATE_MARKS[sync.state]} ${sync_section_renderName(sync)}: ${problem}\n`,
        renderTellingLine(sync, isTold),
        renderWorstTables(sync),
        renderLog(sync),
    ].filter((block) => block !== '');
    return blocks.length === 0 ? '' : `${blocks.join('\n')}\n`;
}
function renderTellingLine(sync, isTold) {
    const telling = (0,telling_line/* findTellingLine */.d0)(sync.lastLogLines) ?? '';
    const line = (0,text_escape/* toCode */.Xt)(telling, LOG_LINE_LENGTH);
    return line === '' || isTold((0,telling_line/* quoteLog */.N9)(telling)) ? '' : `The log of ${sync_section_renderName(sync)} says: ${line}\n`;
}
function renderWorstTables(sync) {
    const { worstTables } = sync;
    if (worstTables.length === 0)
        return '';
    const table = (0,markdown/* renderTable */.bo)(['Table', 'Errors', 'Rows'], worstTables.slice(0, TABLES_SHOWN), ({ name, errors, rows }) => [(0,text_escape/* toCode */.Xt)(name, sync_section_NAME_LENGTH), (0,format/* formatCount */.B4)(errors), (0,format/* formatCount */.B4)(rows)]);
    const body = table.text + (0,markdown/* renderRest */.jE)(worstTables.length - table.taken, 'table');
    return (0,markdown/* renderDetails */.PL)(`${sync_section_renderName(sync)}: the tables with the most errors`, body);
}
function renderLog(sync) {
    if (sync.lastLogLines.length < 2)
        return '';
    const shown = sync.lastLogLines.slice(-LOG_LINES_SHOWN).map((line) => (0,text_escape/* toCode */.Xt)(line, LOG_LINE_LENGTH));
    return (0,markdown/* renderDetails */.PL)(`${sync_section_renderName(sync)}: the last lines of its log`, `<pre>\n${shown.filter((line) => line !== '').join('\n')}\n</pre>`);
}

;// CONCATENATED MODULE: ./src/actions/gate/report/summary.ts














const SENTENCE_LENGTH = 2_000;
const PROBLEMS_SHOWN = 50;
const SHORTEST_LENGTH = 200;
const SYNCS_SHOWN = 5;
const summary_OPEN_ROWS = 10;
const SHARES = {
    warnings: 0.1,
    groups: 0.1,
    scope: 0.05,
    past: 0.03,
    waivers: 0.1,
    syncs: 0.15,
    unjudged: 0.15,
    notGating: 0.1,
};
const HEADLINES = {
    passed: 'passed',
    violations: 'violations found',
    inconclusive: 'inconclusive',
    'sync-failed': 'sync failed',
    'timed-out': 'timed out',
    cancelled: 'cancelled',
    error: 'error',
};
function renderSummary(result, maxBytes = markdown/* SUMMARY_BYTES */.R$, { files = [], gaps = [], docsUrl = null } = {}) {
    const { judgement } = result;
    const about = renderOutcomeLink(result.outcome, docsUrl);
    const isBrief = isAllWell(result) && gaps.length === 0;
    if (isBrief)
        return joinSections([renderHeading(result), renderSentence(result), renderFooter(result, files, isBrief, about)]);
    const before = [
        renderHeading(result),
        renderSentence(result),
        judgement === null ? '' : `**Coverage:** ${renderCoverage(result, judgement)}`,
        renderRemedy(result, about),
        renderWarnings([...gaps, ...result.warnings], maxBytes * SHARES.warnings),
        judgement === null ? '' : renderSeverities(judgement),
        judgement === null ? '' : renderGroups(judgement, maxBytes * SHARES.groups),
    ];
    const after = [
        ...(judgement === null ? [] : renderOtherPolicies(judgement, maxBytes)),
        ...(judgement === null ? [] : renderWaivers(judgement.waivers, maxBytes * SHARES.waivers)),
        judgement === null ? '' : renderScope(judgement, maxBytes * SHARES.scope),
        judgement === null || judgement.past === null ? '' : renderPast(judgement.past, maxBytes * SHARES.past),
        renderSyncs(result.syncs.filter(isKnown), [result.sentence, ...result.warnings], maxBytes * SHARES.syncs),
        renderFooter(result, files, isBrief, ''),
    ];
    const room = maxBytes - (0,markdown/* byteLength */.dp)(joinSections([...before, ...after])) - 500;
    const failing = judgement === null ? '' : renderFailingSection(result, judgement, room);
    const whole = joinSections([...before, failing, ...after]);
    if ((0,markdown/* byteLength */.dp)(whole) <= maxBytes)
        return whole;
    return joinSections([renderHeading(result), (0,text_escape/* toProse */.HK)(result.sentence, SHORTEST_LENGTH)]);
}
function isAllWell({ outcome, warnings, judgement, syncs }) {
    const isQuiet = judgement === null || (judgement.totals.found === 0 && !judgement.waivers.some(needsLook));
    return outcome === 'passed' && isQuiet && warnings.length === 0 && !syncs.some(({ problem }) => problem !== null);
}
function joinSections(sections) {
    const present = sections.map((section) => section.trim()).filter((section) => section !== '');
    return `${present.join('\n\n')}\n`;
}
function renderHeading({ outcome, green, mode }) {
    const mark = green ? (outcome === 'passed' ? '✅' : '⚠️') : '❌';
    return `## ${mark} CloudQuery ${mode}: ${HEADLINES[outcome]}`;
}
function renderSentence({ sentence, problems }) {
    if (problems.length < 2)
        return (0,text_escape/* toProse */.HK)(sentence, SENTENCE_LENGTH);
    const list = problems.slice(0, PROBLEMS_SHOWN).map((problem) => `- ${(0,text_escape/* toProse */.HK)(problem, 1_000)}\n`);
    return `${(0,format/* formatCount */.B4)(problems.length)} problems:\n\n${list.join('')}${(0,markdown/* renderRest */.jE)(problems.length - list.length, 'problem')}`;
}
function renderRemedy({ remedy }, about) {
    const parts = remedy === null ? [] : [`**What to do:** ${(0,text_escape/* toProse */.HK)(remedy, SENTENCE_LENGTH)}`];
    return [...parts, about].filter((part) => part !== '').join(' · ');
}
function isKnown({ runId, state }) {
    return runId !== null || state !== 'unfinished';
}
function renderWarnings(warnings, maxBytes) {
    const portion = (0,markdown/* takeWithin */.Dh)(warnings, (warning) => `- ⚠️ ${(0,text_escape/* toProse */.HK)(warning)}\n`, maxBytes);
    return portion.text + (0,markdown/* renderRest */.jE)(warnings.length - portion.taken, 'warning');
}
function renderFailingSection(result, judgement, maxBytes) {
    const policies = (0,policy_order/* listFailing */.VH)(judgement.policies);
    if (policies.length === 0)
        return '';
    const title = result.green ? 'Violations that are tolerated' : 'Failing policies';
    const note = result.isRedacted ? `${HIDDEN_NOTE}\n\n` : '';
    return `### ${title} (${(0,format/* formatCount */.B4)(policies.length)})\n\n${note}${renderFailing(policies, maxBytes)}`;
}
function renderOtherPolicies({ policies, freshSince }, maxBytes) {
    const unjudged = (0,policy_order/* listUnjudged */.nu)(policies);
    const notGating = (0,policy_order/* listNotGating */.mt)(policies);
    const sections = [];
    if (unjudged.length > 0) {
        const rule = freshSince === null
            ? ''
            : `A result counts if the policy was evaluated at ${(0,timestamp/* formatMoment */.K9)(freshSince)} or later.\n\n`;
        const table = renderUnjudged(unjudged, maxBytes * SHARES.unjudged);
        sections.push(`### Could not be judged (${(0,format/* formatCount */.B4)(unjudged.length)})\n\n${rule}${table}`);
    }
    if (notGating.length > 0) {
        const title = `Found, but not gating (${(0,format/* formatCount */.B4)(notGating.length)})`;
        const table = renderNotGatingPolicies(notGating, maxBytes * SHARES.notGating);
        sections.push(notGating.length > summary_OPEN_ROWS ? (0,markdown/* renderDetails */.PL)(title, table) : `### ${title}\n\n${table}`);
    }
    return sections;
}
function renderCoverage({ mode, outcome }, judgement) {
    const { selected, judged, paused, freshSince, policies, emptyGroups } = judgement;
    const latest = mode === 'check' ? ' on their latest results' : '';
    const since = freshSince === null ? latest : ` on results of ${(0,timestamp/* formatMoment */.K9)(freshSince)} or later`;
    const isTold = outcome === 'inconclusive' || outcome === 'timed-out';
    const untold = isTold ? [] : ['stale', 'never-evaluated', 'unreadable'];
    const unjudged = untold.flatMap((standing) => {
        const count = policies.filter((policy) => policy.standing === standing).length;
        return count === 0 ? [] : [`${(0,format/* formatCount */.B4)(count)} ${(0,freshness/* describeStanding */._c)(standing)}`];
    });
    return [
        `${(0,format/* formatCount */.B4)(judged)} of ${(0,format/* countNouns */.Vq)(selected, 'policy', 'policies')} judged${since}`,
        ...unjudged,
        ...(paused > 0 ? [`${(0,format/* countNouns */.Vq)(paused, 'paused policy', 'paused policies')} left out`] : []),
        ...(emptyGroups.length > 0 ? [(0,text_escape/* toProse */.HK)((0,selection/* describeEmptyGroups */.du)(emptyGroups))] : []),
    ].join(' · ');
}
const HIDDEN = `Names of accounts and resources are hidden (${(0,text_escape/* toCode */.Xt)('redact')})`;
const HIDDEN_NOTE = `${HIDDEN}. Each is shown as a hash, which is the same in every run.`;
function renderFooter(result, files, isBrief, about) {
    const { judgement, platformUrl, elapsedSeconds, syncs } = result;
    const facts = [];
    if (isBrief) {
        if (judgement !== null)
            facts.push(renderCoverage(result, judgement));
        facts.push(...syncs.slice(0, SYNCS_SHOWN).map(renderSyncBriefly));
        if (syncs.length > SYNCS_SHOWN)
            facts.push(`and ${(0,format/* countNouns */.Vq)(syncs.length - SYNCS_SHOWN, 'more sync')}`);
        if (judgement !== null)
            facts.push(...renderScopeBriefly(judgement));
    }
    facts.push(...files.map(({ kind, path }) => `${kind}: ${(0,text_escape/* toCode */.Xt)(path)}`));
    const isSaid = (0,policy_order/* listFailing */.VH)(judgement?.policies ?? []).length > 0;
    if (result.isRedacted && !isSaid)
        facts.push(HIDDEN);
    if (platformUrl !== null)
        facts.push((0,text_escape/* toCode */.Xt)(platformUrl));
    facts.push(`took ${(0,format/* formatDuration */.a3)(elapsedSeconds)}`);
    if (about !== '')
        facts.push(about);
    return facts.join(' · ');
}

;// CONCATENATED MODULE: ./src/actions/gate/report/markdown.ts




const markdown_SENTENCE_LENGTH = 800;
const REMEDY_LENGTH = 400;
const markdown_RESOURCES_SHOWN = 5;
const markdown_TABLES_SHOWN = 5;
const markdown_LOG_LINES_SHOWN = 5;
function renderMarkdown({ result, context }, maxChars = markdown/* MARKDOWN_CHARS */.C5) {
    const link = (0,markdown/* renderRunLink */.i5)(context.runUrl);
    return renderSummary(shorten(result), maxChars - (0,markdown/* byteLength */.dp)(link), { docsUrl: context.docsUrl }) + link;
}
function shorten(result) {
    const { sentence, remedy, syncs, judgement } = result;
    return {
        ...result,
        sentence: (0,text_escape/* toPlainText */.bo)(sentence, markdown_SENTENCE_LENGTH),
        remedy: remedy === null ? null : (0,text_escape/* toPlainText */.bo)(remedy, REMEDY_LENGTH),
        syncs: (result.outcome === 'passed' ? syncs : syncs.filter(markdown_hasTrouble)).map(shortenSync),
        judgement: judgement === null ? null : shortenJudgement(judgement),
    };
}
function markdown_hasTrouble({ state, problem }) {
    return state !== 'succeeded' || problem !== null;
}
function shortenSync(sync) {
    return {
        ...sync,
        worstTables: sync.worstTables.slice(0, markdown_TABLES_SHOWN),
        lastLogLines: sync.lastLogLines.slice(-markdown_LOG_LINES_SHOWN),
    };
}
function shortenJudgement(judgement) {
    return {
        ...judgement,
        past: null,
        policies: judgement.policies.filter(needsAction).map(shortenPolicy),
        waivers: judgement.waivers.filter(needsLook),
    };
}
function needsAction({ standing, gating }) {
    return standing !== 'judged' || gating > 0;
}
function shortenPolicy(policy) {
    return { ...policy, resources: policy.resources.slice(0, markdown_RESOURCES_SHOWN) };
}

;// CONCATENATED MODULE: ./src/actions/gate/report/pages.ts




/***/ })

};
;