"use strict";
exports.id = 58;
exports.ids = [58];
exports.modules = {

/***/ 8058:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  REPORT_VERSION: () => (REPORT_VERSION),
  renderJson: () => (renderJson)
});

// EXTERNAL MODULE: ./src/platform/severity.ts
var severity = __webpack_require__(1476);
;// CONCATENATED MODULE: ./src/text/json-stream.ts
function* streamJson(value) {
    yield* write(value, '');
    yield '\n';
}
function* write(value, indent) {
    if (isList(value))
        yield* writeList(value, indent);
    else if (hasLists(value))
        yield* writeObject(value, indent);
    else
        yield toJson(value);
}
function* writeList(items, indent) {
    const inner = `${indent}  `;
    let start = `[\n${inner}`;
    for (const item of items) {
        yield start;
        yield* write(item, inner);
        start = `,\n${inner}`;
    }
    yield start.startsWith('[') ? '[]' : `\n${indent}]`;
}
function* writeObject(members, indent) {
    const inner = `${indent}  `;
    let start = `{\n${inner}`;
    for (const [name, value] of Object.entries(members)) {
        yield `${start}${toJson(name)}: `;
        yield* write(value, inner);
        start = `,\n${inner}`;
    }
    yield `\n${indent}}`;
}
function isList(value) {
    return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
function hasLists(value) {
    return typeof value === 'object' && value !== null && Object.values(value).some(isList);
}
const ACTIVE = /[<\u2028\u2029]|#(?=[^\x20-\x7e]*\[)/g;
function toJson(value) {
    return JSON.stringify(value).replace(ACTIVE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

// EXTERNAL MODULE: ./src/actions/gate/judge/order.ts
var order = __webpack_require__(8211);
// EXTERNAL MODULE: ./src/actions/gate/report/outputs.ts
var outputs = __webpack_require__(8952);
;// CONCATENATED MODULE: ./src/actions/gate/report/json.ts




const REPORT_VERSION = 1;
function renderJson({ result, rowsOf, context }) {
    return streamJson({
        version: REPORT_VERSION,
        tool: { name: 'cloudquery-gate' },
        generated_at: new Date(context.now).toISOString(),
        repository: context.repository,
        sha: context.sha,
        run_url: context.runUrl,
        ...describeVerdict(result),
        syncs: result.syncs.map(describeSync),
        judgement: result.judgement === null ? null : describeJudgement(result.judgement, rowsOf),
    });
}
function describeVerdict(result) {
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
function describeSync(sync) {
    return {
        ...(0,outputs/* describeRun */.vZ)(sync),
        tables: sync.tables,
        problem: sync.problem,
        worst_tables: sync.worstTables.map(({ name, errors, rows }) => ({ name, errors, rows })),
        last_log_lines: sync.lastLogLines,
    };
}
function describeJudgement(judgement, rowsOf) {
    return {
        selected: judgement.selected,
        judged: judgement.judged,
        failing: judgement.failing,
        inconclusive: judgement.inconclusive,
        paused: judgement.paused,
        fresh_since: judgement.freshSince,
        rule: describeRule(judgement.rule),
        filters: judgement.filters.map(describeFilter),
        baseline: judgement.baseline === null ? null : describeBaseline(judgement.baseline),
        waivers: judgement.waivers.map(describeWaiver),
        news: describeNews(judgement.news),
        totals: describeCounts(judgement.totals),
        by_severity: Object.fromEntries(severity/* WORST_FIRST */.vh.map((word) => [word, describeCounts(judgement.bySeverity[word])])),
        policies: mapLazily(judgement.policies.toSorted(order/* comparePolicies */.O), (policy) => describePolicy(policy, rowsOf)),
    };
}
function describeRule({ failOn, maxViolations }) {
    return {
        fail_on: failOn,
        max_violations: maxViolations.kind === 'total'
            ? { kind: maxViolations.kind, limit: maxViolations.limit }
            : { kind: maxViolations.kind, limits: { ...maxViolations.limits } },
    };
}
function describeFilter({ input, value, leftOut }) {
    return { input, value, left_out: leftOut };
}
function describeBaseline({ path, entries, fixed, added }) {
    return { path, entries, fixed, added };
}
function describeWaiver({ waiver, state, isWhole, covered, problem }) {
    const { policy, resource, account, region, reason, owner, expires, ticket, line } = waiver;
    return {
        ...{ policy, resource, account, region, reason, owner, expires, ticket, line },
        ...{ state, whole_policy: isWhole, covered, problem },
    };
}
function describeNews(news) {
    return { kind: news.kind, count: news.kind === 'unknown' ? null : news.count };
}
function describeCounts(counts) {
    return {
        found: counts.found,
        gating: counts.gating,
        known: counts.known,
        waived: counts.waived,
        below_threshold: counts.belowThreshold,
        out_of_scope: counts.outOfScope,
    };
}
function describePolicy(policy, rowsOf) {
    return {
        id: policy.id,
        name: policy.name,
        description: policy.description,
        domain: policy.domain,
        severity: policy.severity,
        severity_label: policy.severityLabel,
        standing: policy.standing,
        reason: policy.reason,
        evaluated_at: policy.evaluatedAt,
        counts: policy.standing === 'judged' ? describeCounts(policy) : null,
        violations_problem: policy.resourcesProblem,
        violations: mapLazily(rowsOf(policy.id), describeViolation),
    };
}
function describeViolation({ violation, standing, fingerprint }) {
    const { cloud, accountName, accountId, region, name, platformId, resourceType } = violation;
    return {
        standing,
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