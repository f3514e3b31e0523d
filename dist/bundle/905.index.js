"use strict";
exports.id = 905;
exports.ids = [905];
exports.modules = {

/***/ 905:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planJunit: () => (planJunit)
});

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/xml.ts
var xml = __webpack_require__(5014);
// EXTERNAL MODULE: ./src/actions/gate/judge/order.ts
var order = __webpack_require__(8211);
// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/actions/gate/evaluate/freshness.ts
var freshness = __webpack_require__(3400);
// EXTERNAL MODULE: ./src/actions/gate/judge/reason.ts
var judge_reason = __webpack_require__(1823);
;// CONCATENATED MODULE: ./src/actions/gate/report/junit/case.ts





const RESOURCES_LISTED = 100;
const NAME_LENGTH = 200;
const PHRASE_LENGTH = 1_000;
function statusOf({ standing, gating }, { outcome, green }) {
    if (standing !== 'judged')
        return green ? 'skipped' : 'error';
    return gating > 0 && outcome === 'violations' && !green ? 'failure' : 'passed';
}
function planBody(policy, status, rows) {
    if (status === 'passed' && policy.found === 0)
        return null;
    const message = summarize(policy, status);
    return { type: labelOf(policy), message, lines: () => renderLines(policy, message, rows) };
}
function* renderLines(policy, summary, rows) {
    yield `${(0,xml/* toXml */.T)(summary, PHRASE_LENGTH)}\n`;
    const description = (0,xml/* toXml */.T)(policy.description);
    if (description !== '')
        yield `${description}\n`;
    yield `${renderFacts(policy)}\n`;
    if (policy.standing === 'judged' && policy.gating > 0)
        yield* listResources(policy, rows());
}
function renderFacts({ severity, evaluatedAt, id }) {
    const evaluated = evaluatedAt === null ? 'unknown' : (0,timestamp/* formatMoment */.K9)(evaluatedAt);
    return `Severity: ${severity}. Evaluated: ${evaluated}. Policy: ${(0,xml/* toXml */.T)(id, NAME_LENGTH)}`;
}
function labelOf({ standing, severity }) {
    return standing === 'judged' ? severity : standing;
}
function summarize(policy, status) {
    const { standing, reason, gating, found } = policy;
    if (standing !== 'judged')
        return `Could not be judged: ${reason?.trim() || (0,freshness/* describeStanding */._c)(standing)}`;
    const others = (0,judge_reason/* describeReasons */.nl)(policy);
    const details = others.length === 0 ? '' : ` (${others.join(', ')})`;
    if (gating === 0)
        return `${(0,format/* countNouns */.Vq)(found, 'violation')} found, none gates${details}`;
    const counted = (0,format/* countNouns */.Vq)(gating, 'gating violation') + (gating === found ? '' : ` of ${(0,format/* formatCount */.B4)(found)} found`);
    return counted + details + (status === 'failure' ? '' : ', tolerated');
}
function* listResources(policy, rows) {
    let listed = 0;
    for (const { violation, standing } of rows) {
        if (standing !== 'gating')
            continue;
        if (listed === 0)
            yield 'Resources:\n';
        listed += 1;
        yield `- ${describeResource(violation)}\n`;
        if (listed === RESOURCES_LISTED)
            break;
    }
    const problem = policy.resourcesProblem;
    const rest = policy.gating - listed;
    if (problem !== null)
        yield `Not all resources could be listed: ${(0,xml/* toXml */.T)(problem, PHRASE_LENGTH)}\n`;
    else if (rest > 0)
        yield `… and ${(0,format/* countNouns */.Vq)(rest, 'more gating violation')}, ${whyNotListed(listed)}\n`;
}
function whyNotListed(listed) {
    return listed === RESOURCES_LISTED
        ? `not listed here: this report names ${RESOURCES_LISTED} of a policy at most.`
        : 'which the Platform did not list.';
}
function describeResource({ name, resourceType, accountName, accountId, region, platformId }) {
    const account = [accountName, accountId ?? ''].map((part) => (0,xml/* toXml */.T)(part, NAME_LENGTH)).filter((part) => part !== '');
    const details = [
        (0,xml/* toXml */.T)(resourceType, NAME_LENGTH),
        account.length === 0 ? '' : `account ${account.join(' ')}`,
        (0,xml/* toXml */.T)(region, NAME_LENGTH),
        name === '' ? '' : (0,xml/* toXml */.T)(platformId, NAME_LENGTH),
    ].filter((part) => part !== '');
    const title = (0,xml/* toXml */.T)(name, NAME_LENGTH) || (0,xml/* toXml */.T)(platformId, NAME_LENGTH) || 'without a name';
    return details.length === 0 ? title : `${title} (${details.join(', ')})`;
}

;// CONCATENATED MODULE: ./src/actions/gate/report/junit/junit.ts




const junit_NAME_LENGTH = 200;
const junit_PHRASE_LENGTH = 1_000;
function planJunit({ result, rowsOf, context }) {
    const policies = listSuites(result, rowsOf);
    const suites = showsVerdict(policies, result) ? policies : [buildVerdictSuite(result), ...policies];
    return { title: `CloudQuery ${result.mode}`, suites, seconds: result.elapsedSeconds, now: context.now };
}
function listSuites(result, rowsOf) {
    const byDomain = Map.groupBy((result.judgement?.policies ?? []).toSorted(order/* comparePolicies */.O), suiteNameOf);
    return [...byDomain].map(([name, policies]) => {
        const nameOf = nameCases(policies);
        const cases = policies.map((policy) => {
            const status = statusOf(policy, result);
            return {
                name: nameOf(policy),
                status,
                seconds: 0,
                body: planBody(policy, status, () => rowsOf(policy.id)),
            };
        });
        return { name, cases };
    });
}
function suiteNameOf({ domain }) {
    return `CloudQuery ${(0,text_escape/* toPlainText */.bo)(domain, 60).toLowerCase() || 'other'}`;
}
function nameCases(policies) {
    const titleOf = ({ name, id }) => (0,text_escape/* toPlainText */.bo)(name, junit_NAME_LENGTH) || (0,text_escape/* toPlainText */.bo)(id, junit_NAME_LENGTH) || 'without a name';
    const alike = Map.groupBy(policies, titleOf);
    return (policy) => {
        const title = titleOf(policy);
        return alike.get(title)?.length === 1 ? title : `${title} (${(0,text_escape/* toPlainText */.bo)(policy.id, 100)})`;
    };
}
function showsVerdict(suites, { green }) {
    const cases = suites.flatMap((suite) => suite.cases);
    return cases.some(({ status }) => green || status === 'failure' || status === 'error');
}
function buildVerdictSuite(result) {
    const status = verdictStatusOf(result);
    const verdict = {
        name: 'verdict',
        status,
        seconds: result.elapsedSeconds,
        body: { type: result.outcome, message: result.sentence, lines: () => renderVerdict(result) },
    };
    return { name: `CloudQuery ${result.mode}`, cases: [verdict] };
}
function verdictStatusOf({ outcome, green }) {
    if (!green)
        return 'error';
    return outcome === 'passed' ? 'passed' : 'skipped';
}
function* renderVerdict(result) {
    yield `${(0,xml/* toXml */.T)(result.sentence, junit_PHRASE_LENGTH)}\n`;
    if (result.problems.length > 1)
        for (const problem of result.problems)
            yield `- ${(0,xml/* toXml */.T)(problem, junit_PHRASE_LENGTH)}\n`;
    if (result.remedy !== null)
        yield `What to do: ${(0,xml/* toXml */.T)(result.remedy, junit_PHRASE_LENGTH)}\n`;
    for (const { syncName, problem } of result.syncs) {
        if (problem !== null)
            yield `${(0,xml/* toXml */.T)(syncName, junit_NAME_LENGTH)}: ${(0,xml/* toXml */.T)(problem, junit_PHRASE_LENGTH)}\n`;
    }
}


/***/ })

};
;