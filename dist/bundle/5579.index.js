"use strict";
exports.id = 5579;
exports.ids = [5579];
exports.modules = {

/***/ 5579:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderJunit: () => (renderJunit)
});

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/text/xml.ts

const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
};
function toXml(text, maxLength = text_escape/* DEFAULT_TEXT_LENGTH */.tC) {
    return (0,text_escape/* toLogText */.ZQ)(text, maxLength).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

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
function* renderBody(policy, status, rows) {
    if (status === 'passed' && policy.found === 0)
        return;
    const summary = summarize(policy, status);
    yield openElement(status, labelOf(policy), summary);
    yield `${toXml(summary, PHRASE_LENGTH)}\n`;
    const description = toXml(policy.description);
    if (description !== '')
        yield `${description}\n`;
    yield `${renderFacts(policy)}\n`;
    if (policy.standing === 'judged' && policy.gating > 0)
        yield* listResources(policy, rows());
    yield closeElement(status);
}
function renderFacts({ severity, evaluatedAt, id }) {
    const evaluated = evaluatedAt === null ? 'unknown' : (0,timestamp/* formatMoment */.K9)(evaluatedAt);
    return `Severity: ${severity}. Evaluated: ${evaluated}. Policy: ${toXml(id, NAME_LENGTH)}`;
}
function openElement(status, type, message) {
    const name = elementOf(status);
    if (status !== 'failure' && status !== 'error')
        return `      <${name}>`;
    return `      <${name} type="${toXml(type, NAME_LENGTH)}" message="${toXml(message, PHRASE_LENGTH)}">`;
}
function closeElement(status) {
    return `</${elementOf(status)}>\n`;
}
function elementOf(status) {
    return status === 'passed' ? 'system-out' : status;
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
        yield `Not all resources could be listed: ${toXml(problem, PHRASE_LENGTH)}\n`;
    else if (rest > 0)
        yield `… and ${(0,format/* countNouns */.Vq)(rest, 'more gating violation')}, ${whyNotListed(listed)}\n`;
}
function whyNotListed(listed) {
    return listed === RESOURCES_LISTED
        ? `not listed here: this report names ${RESOURCES_LISTED} of a policy at most.`
        : 'which the Platform did not list.';
}
function describeResource({ name, resourceType, accountName, accountId, region, platformId }) {
    const account = [accountName, accountId ?? ''].map((part) => toXml(part, NAME_LENGTH)).filter((part) => part !== '');
    const details = [
        toXml(resourceType, NAME_LENGTH),
        account.length === 0 ? '' : `account ${account.join(' ')}`,
        toXml(region, NAME_LENGTH),
        name === '' ? '' : toXml(platformId, NAME_LENGTH),
    ].filter((part) => part !== '');
    const title = toXml(name, NAME_LENGTH) || toXml(platformId, NAME_LENGTH) || 'without a name';
    return details.length === 0 ? title : `${title} (${details.join(', ')})`;
}

;// CONCATENATED MODULE: ./src/actions/gate/report/junit/junit.ts




const junit_NAME_LENGTH = 200;
const junit_PHRASE_LENGTH = 1_000;
function* renderJunit({ result, rowsOf, context }) {
    const policies = listSuites(result, rowsOf);
    const suites = showsVerdict(policies, result) ? policies : [buildVerdictSuite(result), ...policies];
    const timestamp = new Date(context.now).toISOString().slice(0, 19);
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `<testsuites name="CloudQuery ${result.mode}" ${renderCounts(suites.flatMap(({ cases }) => cases))} time="${result.elapsedSeconds.toFixed(3)}">\n`;
    for (const suite of suites)
        yield* renderSuite(suite, timestamp);
    yield '</testsuites>\n';
}
function* renderSuite({ name, cases }, timestamp) {
    const title = toXml(name, junit_NAME_LENGTH);
    const skipped = countStatus(cases, 'skipped');
    const seconds = cases.reduce((sum, one) => sum + one.seconds, 0);
    yield `  <testsuite name="${title}" ${renderCounts(cases)} skipped="${skipped}" time="${seconds.toFixed(3)}" timestamp="${timestamp}">\n`;
    for (const one of cases) {
        yield `    <testcase classname="${title}" name="${toXml(one.name, 2 * junit_NAME_LENGTH)}" time="${one.seconds.toFixed(3)}">\n`;
        yield* one.body();
        yield '    </testcase>\n';
    }
    yield '  </testsuite>\n';
}
function renderCounts(cases) {
    return `tests="${cases.length}" failures="${countStatus(cases, 'failure')}" errors="${countStatus(cases, 'error')}"`;
}
function countStatus(cases, status) {
    return cases.filter((one) => one.status === status).length;
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
                body: () => renderBody(policy, status, () => rowsOf(policy.id)),
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
        body: () => renderVerdict(result, status),
    };
    return { name: `CloudQuery ${result.mode}`, cases: [verdict] };
}
function verdictStatusOf({ outcome, green }) {
    if (!green)
        return 'error';
    return outcome === 'passed' ? 'passed' : 'skipped';
}
function* renderVerdict(result, status) {
    yield openElement(status, result.outcome, result.sentence);
    yield `${toXml(result.sentence, junit_PHRASE_LENGTH)}\n`;
    if (result.problems.length > 1)
        for (const problem of result.problems)
            yield `- ${toXml(problem, junit_PHRASE_LENGTH)}\n`;
    if (result.remedy !== null)
        yield `What to do: ${toXml(result.remedy, junit_PHRASE_LENGTH)}\n`;
    for (const { syncName, problem } of result.syncs) {
        if (problem !== null)
            yield `${toXml(syncName, junit_NAME_LENGTH)}: ${toXml(problem, junit_PHRASE_LENGTH)}\n`;
    }
    yield closeElement(status);
}


/***/ })

};
;