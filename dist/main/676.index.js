export const id = 676;
export const ids = [676];
export const modules = {

/***/ 8676:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   planAnnotations: () => (/* binding */ planAnnotations)
/* harmony export */ });
/* unused harmony export ANNOTATIONS_SHOWN */
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8488);
/* harmony import */ var _policy_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4755);
/* harmony import */ var _standing_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3808);




const ANNOTATIONS_SHOWN = 10;
const WARNINGS_SHOWN = 2;
const RESOURCES_SHOWN = 3;
const UNJUDGED_SHOWN = 5;
const NAME_LENGTH = 120;
const TITLE_LENGTH = 120;
const MESSAGE_LENGTH = 2_000;
function planAnnotations(result) {
    const first = [planVerdict(result), ...planWarnings(result.warnings)];
    return [...first, ...planPolicies(result, ANNOTATIONS_SHOWN - first.length)];
}
function planVerdict(result) {
    const { outcome, green, mode, sentence, remedy, judgement } = result;
    const unjudged = (0,_policy_order_js__WEBPACK_IMPORTED_MODULE_1__/* .listUnjudged */ .nu)(judgement?.policies ?? []);
    const parts = [(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(sentence, 1_200), describeUnjudged(unjudged), (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(remedy ?? '', 500)];
    return {
        level: levelOf(outcome === 'passed', green),
        title: `CloudQuery ${mode}: ${outcome}`,
        message: joinSentences(parts),
    };
}
function levelOf(passed, green) {
    if (!green)
        return 'error';
    return passed ? 'notice' : 'warning';
}
function describeUnjudged(policies) {
    if (policies.length === 0)
        return '';
    const shown = policies
        .slice(0, UNJUDGED_SHOWN)
        .map((policy) => `${nameOf(policy)} (${(0,_standing_js__WEBPACK_IMPORTED_MODULE_2__/* .describeStanding */ ._)(policy.standing)})`);
    return `Could not be judged: ${joinList(shown, policies.length)}.`;
}
function planWarnings(warnings) {
    const shown = warnings.slice(0, WARNINGS_SHOWN);
    const more = warnings.length - shown.length;
    return shown.map((warning, index) => {
        const isLast = index === shown.length - 1;
        const rest = isLast && more > 0 ? `And ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .countNouns */ .Vq)(more, 'more warning')}.` : '';
        return {
            level: 'warning',
            title: 'CloudQuery: warning',
            message: joinSentences([(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(warning, 1_000), rest]),
        };
    });
}
function planPolicies({ judgement, green }, room) {
    const policies = (0,_policy_order_js__WEBPACK_IMPORTED_MODULE_1__/* .listFailing */ .VH)(judgement?.policies ?? []);
    const shown = policies.length > room ? policies.slice(0, room - 1) : policies;
    const level = green ? 'warning' : 'error';
    const annotations = shown.map((policy) => planPolicy(policy, level));
    const rest = policies.slice(shown.length);
    if (rest.length > 0)
        annotations.push(planRest(rest, level));
    return annotations;
}
function planPolicy(policy, level) {
    const counted = policy.found === policy.gating
        ? (0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .countNouns */ .Vq)(policy.gating, 'gating violation')
        : `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .countNouns */ .Vq)(policy.gating, 'gating violation')} of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatCount */ .B4)(policy.found)} found`;
    const parts = [
        `${describeSeverity(policy)}: ${counted}.`,
        (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(policy.description, 500),
        `Evaluated ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatMoment */ .K9)(policy.evaluatedAt)}.`,
        describeSource(policy),
        describeResources(policy),
    ];
    return { level, title: (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(nameOf(policy), TITLE_LENGTH), message: joinSentences(parts), ...planPlace(policy) };
}
function planPlace({ source }) {
    if (source === null)
        return {};
    return { file: source.file, ...(source.line === null ? {} : { line: source.line }) };
}
function describeSource({ source, resources }) {
    const resource = resources[source?.resource ?? -1];
    return resource === undefined ? '' : `Made here: ${describeResource(resource)}`;
}
function describeSeverity({ severity, severityLabel }) {
    const label = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(severityLabel, 40);
    return label === '' || label.toLowerCase() === severity ? severity : `${severity} (“${label}”)`;
}
function describeResources({ resources, gating }) {
    if (resources.length === 0)
        return '';
    return `Resources: ${joinList(resources.slice(0, RESOURCES_SHOWN).map(describeResource), gating)}.`;
}
function describeResource(resource) {
    const name = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(resource.name, NAME_LENGTH) || (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(resource.platformId, NAME_LENGTH) || 'without a name';
    const account = [resource.accountName, resource.accountId ?? ''].map((part) => (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(part, 60));
    const place = [account.filter((part) => part !== '').join(' '), (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(resource.region, 60)];
    const details = place.filter((part) => part !== '').join(', ');
    return details === '' ? name : `${name} (${details})`;
}
function planRest(policies, level) {
    const gating = policies.reduce((sum, policy) => sum + policy.gating, 0);
    return {
        level,
        title: `And ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .countNouns */ .Vq)(policies.length, 'more failing policy', 'more failing policies')}`,
        message: `With ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .countNouns */ .Vq)(gating, 'gating violation')} together.`,
    };
}
function nameOf(policy) {
    return (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(policy.name, NAME_LENGTH) || (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(policy.id, NAME_LENGTH) || 'without a name';
}
function joinList(items, total) {
    const more = total - items.length;
    return more > 0 ? `${items.join(', ')} and ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__/* .formatCount */ .B4)(more)} more` : items.join(', ');
}
function joinSentences(parts) {
    const sentences = parts.filter((part) => part !== '').map((part) => (/[.!?…:]$/.test(part) ? part : `${part}.`));
    return (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toLogText */ .ZQ)(sentences.join(' '), MESSAGE_LENGTH);
}


/***/ }),

/***/ 3808:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ describeStanding)
/* harmony export */ });
const PHRASES = {
    judged: 'judged',
    stale: 'not evaluated since the sync',
    'never-evaluated': 'never evaluated',
    unreadable: 'result could not be read',
};
function describeStanding(standing) {
    return PHRASES[standing];
}


/***/ })

};
