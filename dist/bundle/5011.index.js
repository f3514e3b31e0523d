"use strict";
exports.id = 5011;
exports.ids = [5011];
exports.modules = {

/***/ 5011:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  describeRemade: () => (describeRemade)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8665);



function describeRemade(baseline, policies, catalogue) {
    const gating = policies.filter((policy) => policy.gating > 0);
    return findRemade(baseline, gating, catalogue).map(({ name, id, oldId, known }) => {
        return `${name}: \`baseline\` knows a policy of that name with another id (${oldId}, now ${id}), which the Platform no longer lists. The policy was made anew, so what was known of the old one (${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(known, 'violation')}) no longer counts as known. If the new policy asks the same, take over this step's own baseline, which accepts all that is new.`;
    });
}
function findRemade({ byPolicy }, policies, catalogue) {
    const listed = new Set(catalogue.map(({ id }) => id));
    const gone = [...byPolicy].filter(([id, entries]) => !listed.has(id) && nameOf(entries) !== '');
    const byName = Map.groupBy(gone, ([, entries]) => nameOf(entries));
    return policies
        .filter(({ id }) => !byPolicy.has(id))
        .flatMap(({ id, name }) => (byName.get((0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.zN)((0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.bo)(name))) ?? []).map(([oldId, entries]) => {
        const known = [...entries.values()].reduce((sum, { count }) => sum + count, 0);
        return { name, id, oldId, known };
    }));
}
function nameOf(entries) {
    const [entry] = entries.values();
    return (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.zN)(entry?.names.policy ?? '');
}


/***/ })

};
;