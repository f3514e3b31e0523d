"use strict";
exports.id = 7849;
exports.ids = [7849];
exports.modules = {

/***/ 7849:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  withholdRenamed: () => (withholdRenamed)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);
var _waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9597);
var _rule_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8133);



function withholdRenamed(evaluation, before, waivers, { failOn }) {
    const byPolicy = (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_1__.px)(waivers, ({ policy }) => policy);
    const withhold = (one) => {
        const { policy, standing } = one;
        const earlier = before.get(policy.id);
        const mayGate = policy.violationCount !== 0 && (0,_rule_js__WEBPACK_IMPORTED_MODULE_2__.VF)((0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.lI)(policy.severity), failOn);
        if (standing.standing !== 'judged' || !mayGate || earlier === undefined)
            return one;
        const known = new Set(byPolicy.find(earlier));
        if (byPolicy.find(policy).every((waiver) => known.has(waiver)))
            return one;
        const reason = 'it was renamed while this step waited, and a waiver has its new name';
        return { policy, standing: { standing: 'unreadable', reason } };
    };
    return { ...evaluation, assessed: evaluation.assessed.map(withhold) };
}


/***/ })

};
;