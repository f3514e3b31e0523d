"use strict";
exports.id = 682;
exports.ids = [682];
exports.modules = {

/***/ 2682:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  collectNames: () => (collectNames),
  redactFilter: () => (redactFilter),
  redactLine: () => (redactLine),
  redactResult: () => (redactResult),
  redactViolation: () => (redactViolation)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);
var _text_redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3326);


const QUOTED_PATTERNS = [
    [/(`accounts`: no [^`]*? matches )(?:.*(?= If that is a slip, [^;]*$)|.*)/gs, `$1${_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_}.`],
    [/(`accounts` is )".*?"(?=; allowed)/gs, `$1${_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_}`],
];
function redactLine(text, names, thoroughness) {
    const unquoted = QUOTED_PATTERNS.reduce((rest, [start, shown]) => rest.replace(start, shown), text);
    return (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.Rd)(unquoted, names, thoroughness);
}
function collectNames({ platformUrl, syncs, judgement }) {
    const policies = judgement?.policies ?? [];
    const violations = policies.flatMap(({ resources }) => resources);
    return (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.o_)({
        kept: [
            ..._platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.oC,
            ...(platformUrl === null ? [] : [platformUrl, hostOf(platformUrl)]),
            ...syncs.flatMap(({ syncName, runId, worstTables }) => [syncName, runId ?? '', ...worstTables.map(nameOf)]),
            ...policies.flatMap(({ id, name, domain, severityLabel }) => [id, name, domain, severityLabel]),
            judgement?.baseline?.path ?? '',
            ...(judgement?.waivers ?? []).flatMap(({ waiver }) => [waiver.policy, waiver.reason, waiver.owner]),
            ...violations.flatMap(({ cloud, resourceType, region }) => [cloud, resourceType, region]),
        ],
        accounts: violations.flatMap(({ accountName, accountId }) => [accountName, accountId ?? '']),
        resources: violations.flatMap(({ name, platformId }) => [name, platformId]),
    });
}
function nameOf({ name }) {
    return name;
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).host : url;
}
const HIDDEN_LOG = 'Left out because of `redact`: the log of a run may hold any name. The Platform shows it.';
function redactResult(result) {
    const names = collectNames(result);
    const redact = (text) => redactLine(text, names);
    return {
        outcome: result.outcome,
        green: result.green,
        mode: result.mode,
        sentence: redact(result.sentence),
        problems: result.problems.map(redact),
        remedy: mapText(result.remedy, redact),
        warnings: result.warnings.map(redact),
        platformUrl: result.platformUrl,
        syncs: result.syncs.map((sync) => redactSync(sync, names)),
        judgement: result.judgement === null ? null : redactJudgement(result.judgement, names),
        elapsedSeconds: result.elapsedSeconds,
    };
}
function redactSync(sync, names) {
    return {
        syncName: sync.syncName,
        runId: sync.runId,
        origin: sync.origin,
        state: sync.state,
        status: sync.status,
        statusReason: mapText(sync.statusReason, (text) => redactLine(text, names, 'distinctive')),
        ingested: sync.ingested,
        rows: sync.rows,
        errors: sync.errors,
        tables: sync.tables,
        createdAt: sync.createdAt,
        completedAt: sync.completedAt,
        durationSeconds: sync.durationSeconds,
        problem: mapText(sync.problem, (text) => redactLine(text, names)),
        worstTables: sync.worstTables.map(({ name, errors, rows }) => ({ name, errors, rows })),
        lastLogLines: sync.lastLogLines.length === 0 ? [] : [HIDDEN_LOG],
    };
}
function redactJudgement(judgement, names) {
    return {
        policies: judgement.policies.map((policy) => redactPolicy(policy, names)),
        selected: judgement.selected,
        judged: judgement.judged,
        failing: judgement.failing,
        inconclusive: judgement.inconclusive,
        paused: judgement.paused,
        totals: judgement.totals,
        bySeverity: judgement.bySeverity,
        freshSince: judgement.freshSince,
        rule: judgement.rule,
        filters: judgement.filters.map(redactFilter),
        baseline: judgement.baseline,
        waivers: judgement.waivers.map((waiver) => redactWaiver(waiver, names)),
        news: judgement.news,
    };
}
function redactPolicy(policy, names) {
    return {
        id: policy.id,
        name: policy.name,
        description: redactLine(policy.description, names, 'distinctive'),
        domain: policy.domain,
        severity: policy.severity,
        severityLabel: policy.severityLabel,
        evaluatedAt: policy.evaluatedAt,
        standing: policy.standing,
        reason: mapText(policy.reason, (text) => redactLine(text, names)),
        found: policy.found,
        gating: policy.gating,
        known: policy.known,
        waived: policy.waived,
        belowThreshold: policy.belowThreshold,
        outOfScope: policy.outOfScope,
        resources: policy.resources.map(redactViolation),
        change: policy.change,
        resourcesProblem: mapText(policy.resourcesProblem, (text) => redactLine(text, names)),
    };
}
function redactViolation(violation) {
    return {
        cloud: violation.cloud,
        resourceType: violation.resourceType,
        accountName: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.jD)('account', violation.accountName),
        accountId: mapText(violation.accountId, (id) => (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.jD)('account', id)),
        name: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.jD)('resource', violation.name),
        region: violation.region,
        platformId: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.jD)('resource', violation.platformId),
        tags: [],
    };
}
function redactFilter(filter) {
    return filter.input === 'accounts'
        ? { input: filter.input, value: _text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_, leftOut: filter.leftOut }
        : filter;
}
function redactWaiver({ waiver, state, isWhole, covered, problem }, names) {
    return {
        waiver: {
            policy: waiver.policy,
            resource: mapText(waiver.resource, (pattern) => hidePattern('resource', pattern)),
            account: mapText(waiver.account, (pattern) => hidePattern('account', pattern)),
            region: waiver.region,
            reason: waiver.reason,
            owner: waiver.owner,
            expires: waiver.expires,
            ticket: waiver.ticket,
            line: waiver.line,
        },
        state,
        isWhole,
        covered,
        problem: mapText(problem, (text) => redactLine(text, names, 'distinctive')),
    };
}
function mapText(text, map) {
    return text === null ? null : map(text);
}
function hidePattern(noun, pattern) {
    return /[*?\\]/.test(pattern) || pattern === _text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_ ? _text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_ : (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_1__.jD)(noun, pattern);
}


/***/ })

};
;