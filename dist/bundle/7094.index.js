"use strict";
exports.id = 7094;
exports.ids = [7094];
exports.modules = {

/***/ 7094:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  REPORT_VERSION: () => (REPORT_VERSION),
  renderJson: () => (renderJson)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);
var _text_json_stream_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1634);
var _judge_group_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4620);
var _judge_known_counts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(201);
var _judge_order_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8211);
var _outputs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8952);






const REPORT_VERSION = 1;
function renderJson({ result, rowsOf, context }) {
    return (0,_text_json_stream_js__WEBPACK_IMPORTED_MODULE_5__.f)({
        version: REPORT_VERSION,
        tool: { name: 'cloudquery-gate' },
        generated_at: new Date(context.now).toISOString(),
        repository: context.repository,
        sha: context.sha,
        run_url: context.runUrl,
        ...toJsonVerdict(result),
        syncs: result.syncs.map(toJsonSync),
        judgement: result.judgement === null ? null : toJsonJudgement(result.judgement, rowsOf),
    });
}
function toJsonVerdict(result) {
    return {
        outcome: result.outcome,
        green: result.green,
        mode: result.mode,
        sentence: result.sentence,
        remedy: result.remedy,
        problems: result.problems,
        warnings: result.warnings,
        platform_url: result.platformUrl,
        elapsed_seconds: result.elapsedSeconds,
    };
}
function toJsonSync(sync) {
    return {
        ...(0,_outputs_js__WEBPACK_IMPORTED_MODULE_4__.F1)(sync),
        tables: sync.tables,
        problem: sync.problem,
        worst_tables: sync.worstTables.map(({ name, errors, rows }) => ({ name, errors, rows })),
        last_log_lines: sync.lastLogLines,
    };
}
function toJsonJudgement(judgement, rowsOf) {
    const { failing, totals, bySeverity } = (0,_judge_known_counts_js__WEBPACK_IMPORTED_MODULE_2__.x)(judgement);
    return {
        selected: judgement.selected,
        judged: judgement.judged,
        failing,
        inconclusive: judgement.inconclusive,
        paused: judgement.paused,
        fresh_since: judgement.freshSince,
        rule: toJsonRule(judgement.rule),
        filters: judgement.filters.map(toJsonFilter),
        baseline: judgement.baseline === null ? null : toJsonBaseline(judgement.baseline),
        waivers: judgement.waivers.map(toJsonWaiver),
        news: toJsonNews(judgement.news),
        group_by: (0,_judge_group_js__WEBPACK_IMPORTED_MODULE_1__.em)(judgement.groupBy),
        groups: judgement.groups.map(({ kind, name, id, gating }) => ({ kind, name, id, gating })),
        totals: toJsonCounts(totals),
        by_severity: Object.fromEntries(_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.vh.map((word) => [word, toJsonCounts(bySeverity[word])])),
        policies: mapLazily(judgement.policies.toSorted(_judge_order_js__WEBPACK_IMPORTED_MODULE_3__.O), (policy) => toJsonPolicy(policy, rowsOf)),
    };
}
function toJsonRule({ failOn, maxViolations }) {
    return {
        fail_on: failOn,
        max_violations: maxViolations.kind === 'total'
            ? { kind: maxViolations.kind, limit: maxViolations.limit }
            : { kind: maxViolations.kind, limits: { ...maxViolations.limits } },
    };
}
function toJsonFilter({ input, value, leftOut }) {
    return { input, value, left_out: leftOut };
}
function toJsonBaseline({ path, entries, fixed, added }) {
    return { path, entries, fixed, added };
}
function toJsonWaiver({ waiver, state, isWhole, covered, problem, hint }) {
    const { policy, resource, account, region, tag, resourceType, cloud, reason, owner, expires, ticket, line } = waiver;
    return {
        ...{ policy, resource, account, region, tag, resource_type: resourceType, cloud },
        ...{ reason, owner, expires, ticket, line },
        ...{ state, whole_policy: isWhole, covered, problem: problem === null ? null : problem + hint },
    };
}
function toJsonNews(news) {
    return { kind: news.kind, count: news.kind === 'unknown' ? null : news.count };
}
function toJsonCounts(counts) {
    if (counts === null)
        return null;
    return {
        found: counts.found,
        gating: counts.gating,
        known: counts.known,
        waived: counts.waived,
        below_threshold: counts.belowThreshold,
        out_of_scope: counts.outOfScope,
        out_of_scope_by: { ...counts.outOfScopeBy },
    };
}
function toJsonPolicy(policy, rowsOf) {
    return {
        id: policy.id,
        name: policy.name,
        description: policy.description,
        definition: policy.definition === null ? null : { ...policy.definition },
        domain: policy.domain,
        severity: policy.severity,
        severity_label: policy.severityLabel,
        standing: policy.standing,
        reason: policy.reason,
        evaluated_at: policy.evaluatedAt,
        counts: toJsonCounts(policy.standing === 'judged' ? policy : null),
        violations_problem: policy.resourcesProblem,
        violations: mapLazily(rowsOf(policy.id), toJsonViolation),
    };
}
function toJsonViolation({ violation, standing, leftOutBy, fingerprint }) {
    const { cloud, accountName, accountId, region, name, platformId, resourceType } = violation;
    return {
        standing,
        left_out_by: leftOutBy,
        fingerprint,
        cloud,
        account: { name: accountName, id: accountId },
        region,
        resource: { name, id: platformId, type: resourceType },
    };
}
function* mapLazily(items, map) {
    for (const item of items)
        yield map(item);
}


/***/ })

};
;