"use strict";
exports.id = 7813;
exports.ids = [7813];
exports.modules = {

/***/ 194:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  forgiveBy: () => (forgiveBy),
  readForgiveness: () => (readForgiveness)
});
var _platform_sight_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8254);
var _text_day_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6497);
var _baseline_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);
var _files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3696);
var _waivers_waiver_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9597);





async function readForgiveness(reader, folders, readText, today, isRedacted) {
    const getInput = (name) => (name === 'baseline' || name === 'waivers' ? reader.textOf(name) : '');
    const { baseline, waivers } = await (0,_files_js__WEBPACK_IMPORTED_MODULE_1__.r)(getInput, folders, readText, today, isRedacted);
    if (baseline === null && waivers === null)
        return null;
    const entries = waivers?.entries ?? [];
    return (now) => {
        const day = (0,_text_day_js__WEBPACK_IMPORTED_MODULE_3__.kb)((0,_platform_sight_js__WEBPACK_IMPORTED_MODULE_4__.Ck)(now));
        const byName = (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_2__.px)(entries.filter((waiver) => (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_2__.fx)(waiver, day)), ({ policy }) => policy);
        const countWaivers = (name) => byName.find({ id: name, name }).length;
        return { forgive: forgiveBy(baseline, entries, day), countWaivers };
    };
}
function forgiveBy(baseline, waivers, today) {
    const inForce = (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_2__.px)(waivers.filter((waiver) => (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_2__.fx)(waiver, today)).map((waiver) => ({ waiver, matches: (0,_waivers_waiver_js__WEBPACK_IMPORTED_MODULE_2__.Ag)(waiver) })), ({ waiver }) => waiver.policy);
    return (policy) => {
        const own = inForce.find(policy);
        const left = new Map([...(baseline?.byPolicy.get(policy.id) ?? [])].map(([id, { count }]) => [id, count]));
        return (violation) => {
            if (own.some(({ matches }) => matches(violation)))
                return 'waived';
            const fingerprint = (0,_baseline_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__.S)(policy.id, violation);
            const known = fingerprint === null ? 0 : (left.get(fingerprint) ?? 0);
            if (fingerprint === null || known === 0)
                return 'open';
            left.set(fingerprint, known - 1);
            return 'known';
        };
    };
}


/***/ })

};
;