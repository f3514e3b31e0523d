"use strict";
exports.id = 8676;
exports.ids = [8676];
exports.modules = {

/***/ 8676:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  planAnnotations: () => (planAnnotations)
});
/* unused harmony export ANNOTATIONS_SHOWN */
var _platform_timestamp_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3027);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8488);
var _evaluate_freshness_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3400);
var _policy_order_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4755);





const ANNOTATIONS_SHOWN = 10;
const WARNINGS_SHOWN = 2;
const RESOURCES_SHOWN = 3;
const UNJUDGED_SHOWN = 5;
const NAME_LENGTH = 120;
const TITLE_LENGTH = 120;
const MESSAGE_LENGTH = 2_000;
function planAnnotations(result, sources = new Map()) {
    const first = [planVerdict(result), ...planWarnings(result.warnings)];
    return [...first, ...planPolicies(result, sources, ANNOTATIONS_SHOWN - first.length)];
}
function planVerdict(result) {
    const { outcome, green, mode, sentence, remedy, judgement } = result;
    const unjudged = (0,_policy_order_js__WEBPACK_IMPORTED_MODULE_2__.nu)(judgement?.policies ?? []);
    const parts = [(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(sentence, 1_200), describeUnjudged(unjudged), (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(remedy ?? '', 500)];
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
        .map((policy) => `${nameOf(policy)} (${(0,_evaluate_freshness_js__WEBPACK_IMPORTED_MODULE_1__._c)(policy.standing)})`);
    return `Could not be judged: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.bH)(shown, policies.length)}.`;
}
function planWarnings(warnings) {
    const shown = warnings.slice(0, WARNINGS_SHOWN);
    const more = warnings.length - shown.length;
    return shown.map((warning, index) => {
        const isLast = index === shown.length - 1;
        const rest = isLast && more > 0 ? `And ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(more, 'more warning')}.` : '';
        return {
            level: 'warning',
            title: 'CloudQuery: warning',
            message: joinSentences([(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(warning, 1_000), rest]),
        };
    });
}
function planPolicies({ judgement, green }, sources, room) {
    const policies = (0,_policy_order_js__WEBPACK_IMPORTED_MODULE_2__.VH)(judgement?.policies ?? []);
    const shown = policies.length > room ? policies.slice(0, room - 1) : policies;
    const level = green ? 'warning' : 'error';
    const annotations = shown.map((policy) => planPolicy(policy, sources.get(policy.id) ?? null, level));
    const rest = policies.slice(shown.length);
    if (rest.length > 0)
        annotations.push(planRest(rest, level));
    return annotations;
}
function planPolicy(policy, source, level) {
    const counted = policy.found === policy.gating
        ? (0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(policy.gating, 'gating violation')
        : `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(policy.gating, 'gating violation')} of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.B4)(policy.found)} found`;
    const name = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(nameOf(policy), TITLE_LENGTH);
    const parts = [
        `${name} (${describeSeverity(policy)}): ${counted}.`,
        (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(policy.description, 500),
        `Evaluated ${(0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_4__.K9)(policy.evaluatedAt)}.`,
        describeSource(source, policy),
        describeDefinition(policy),
        describeResources(policy),
    ];
    return { level, title: name, message: joinSentences(parts), ...planPlace(source, policy) };
}
function planPlace(source, { definition }) {
    if (source === null)
        return definition?.file ? { file: definition.file } : {};
    return { file: source.file, ...(source.line === null ? {} : { line: source.line }) };
}
function describeSource(source, { resources }) {
    const resource = resources[source?.resource ?? -1];
    return resource === undefined ? '' : `Made here: ${describeResource(resource)}`;
}
function describeDefinition({ definition }) {
    return definition?.file ? `The policy is defined in ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(definition.file, NAME_LENGTH)}.` : '';
}
function describeSeverity({ severity, severityLabel }) {
    const label = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(severityLabel, 40);
    return label === '' || label.toLowerCase() === severity ? severity : `${severity} (“${label}”)`;
}
function describeResources({ resources, gating }) {
    if (resources.length === 0)
        return '';
    return `Resources: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.bH)(resources.slice(0, RESOURCES_SHOWN).map(describeResource), gating)}.`;
}
function describeResource(resource) {
    const name = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(resource.name, NAME_LENGTH) || (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(resource.platformId, NAME_LENGTH) || 'without a name';
    const account = [resource.accountName, resource.accountId ?? ''].map((part) => (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(part, 60));
    const place = [account.filter((part) => part !== '').join(' '), (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(resource.region, 60)];
    const details = place.filter((part) => part !== '').join(', ');
    return details === '' ? name : `${name} (${details})`;
}
function planRest(policies, level) {
    const gating = policies.reduce((sum, policy) => sum + policy.gating, 0);
    const title = `And ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(policies.length, 'more failing policy', 'more failing policies')}`;
    return { level, title, message: `${title}, with ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(gating, 'gating violation')} together.` };
}
function nameOf(policy) {
    return (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(policy.name, NAME_LENGTH) || (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(policy.id, NAME_LENGTH) || 'without a name';
}
function joinSentences(parts) {
    const sentences = parts.filter((part) => part !== '').map((part) => (/[.!?…:]$/.test(part) ? part : `${part}.`));
    return (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(sentences.join(' '), MESSAGE_LENGTH);
}


/***/ })

};
;