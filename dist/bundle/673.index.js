"use strict";
exports.id = 673;
exports.ids = [673];
exports.modules = {

/***/ 673:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  assessWaivers: () => (assessWaivers),
  countFormerlyWaived: () => (countFormerlyWaived),
  describeWaivers: () => (describeWaivers),
  placeExpired: () => (placeExpired),
  stateOf: () => (stateOf)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);
var _text_day_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6497);
var _text_format_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8488);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8665);
var _waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9597);
var _rule_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8133);
var _tally_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2769);







const MOST_COMPARED = 50;
const MOST_TOLD = 50;
const EXPIRING_DAYS = 14;
function stateOf(waiver, today) {
    if (!(0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.fx)(waiver, today))
        return 'expired';
    return (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.fx)(waiver, (0,_text_day_js__WEBPACK_IMPORTED_MODULE_4__.fi)(today, EXPIRING_DAYS)) ? 'in-force' : 'expiring';
}
async function assessWaivers(waivers, today, catalogue, findings, { rule, isDataWhole }) {
    const { describeNearest } = await __webpack_require__.e(/* import() */ 3737).then(__webpack_require__.bind(__webpack_require__, 3737));
    const byId = new Map(findings.map((finding) => [finding.policy.id, finding]));
    const groups = groupPolicies(waivers, catalogue);
    const names = catalogue.map(({ name }) => name);
    const nearest = new Map();
    const describeUnknown = (name) => {
        if (!nearest.has(name))
            nearest.set(name, nearest.size < MOST_COMPARED ? describeNearest(name, names) : '');
        return nearest.get(name) ?? '';
    };
    return waivers.map((waiver) => {
        const isLastDay = waiver.expires === today;
        const common = { waiver, state: stateOf(waiver, today), isLastDay, isWhole: waiver.resource === null, hint: '' };
        const isExpired = common.state === 'expired';
        const policies = groups.get(waiver) ?? [];
        if (policies.length === 0) {
            if (isExpired)
                return { ...common, covered: 0, problem: null };
            const problem = 'the Platform has no policy of that name or id';
            return { ...common, covered: 0, problem, hint: describeUnknown(waiver.policy) };
        }
        const covered = policies.map(({ id }) => countCovered(waiver, byId.get(id), rule));
        const known = covered.filter((count) => count !== null);
        const total = known.reduce((sum, count) => sum + count, 0);
        const isInVain = !isExpired && isDataWhole && total === 0 && known.length === policies.length;
        return {
            ...common,
            covered: known.length === 0 ? null : total,
            problem: isInVain ? 'it matches no violation' : null,
        };
    });
}
function groupPolicies(waivers, catalogue) {
    const waiversOf = (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.px)(waivers, ({ policy }) => policy);
    const groups = new Map(waivers.map((waiver) => [waiver, []]));
    for (const policy of catalogue)
        for (const waiver of waiversOf.find(policy))
            groups.get(waiver)?.push(policy);
    return groups;
}
function countCovered(waiver, finding, rule) {
    if (finding === undefined || finding.standing.standing !== 'judged')
        return null;
    const { policy, list } = finding;
    const count = policy.violationCount ?? 0;
    if (count === 0)
        return 0;
    if (!(0,_rule_js__WEBPACK_IMPORTED_MODULE_2__.VF)((0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.lI)(policy.severity), rule.failOn))
        return null;
    if (list?.kind !== 'whole')
        return (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.nN)(waiver) ? count : null;
    const { covered: now, formerlyCovered } = list.tally;
    const covered = now.get(waiver) ?? formerlyCovered.get(waiver) ?? 0;
    return covered === 0 && !(0,_tally_js__WEBPACK_IMPORTED_MODULE_3__.W)(policy, list.tally) ? null : covered;
}
async function describeWaivers(results, path, accounts) {
    const { describeNearest } = await __webpack_require__.e(/* import() */ 3737).then(__webpack_require__.bind(__webpack_require__, 3737));
    const describeAccount = (account) => {
        const isSeen = account === null || (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_5__.L2)([account], [accounts]).length === 0;
        if (isSeen || accounts.length === 0)
            return '';
        return ` \`account\`: no account that this step has seen matches ${account}${describeNearest(account, accounts)}.`;
    };
    const open = results.filter(({ state, problem }) => state === 'expired' || problem !== null);
    const rest = open.length - MOST_TOLD + 1;
    const sentences = (rest <= 1 ? open : open.slice(0, MOST_TOLD - 1)).map(({ waiver, state, problem, hint }) => {
        const which = `The waiver of ${waiver.policy} (${path}, line ${waiver.line}; owner: ${waiver.owner})`;
        if (state === 'expired') {
            return `${which} expired on ${waiver.expires}, and waives nothing any more. Its reason was: ${waiver.reason}`;
        }
        return `${which} has no effect: ${problem}${hint}. Delete it, or correct it.${describeAccount(waiver.account)}`;
    });
    if (rest <= 1)
        return sentences;
    return [
        ...sentences,
        `And ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_6__.Vq)(rest, 'more waiver')} that expired or ${rest === 1 ? 'has' : 'have'} no effect.`,
    ];
}
function placeExpired(results, path) {
    const lines = results.flatMap(({ waiver, state, covered }) => state === 'expired' && (covered ?? 0) > 0 ? [waiver.line] : []);
    return lines.length === 0 ? null : (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.L)(path, lines);
}
function countFormerlyWaived(waivers, findings, policies) {
    const whole = (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.px)(waivers.filter(_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.nN), ({ policy }) => policy);
    const lists = new Map(findings.map(({ policy, list }) => [policy.id, list]));
    return policies.reduce((sum, policy) => {
        if (policy.gating === 0)
            return sum;
        const list = lists.get(policy.id);
        const seen = list?.kind === 'whole' ? list.tally.formerlyWaived : 0;
        return sum + (whole.find(policy).length > 0 ? policy.gating : seen);
    }, 0);
}


/***/ })

};
;