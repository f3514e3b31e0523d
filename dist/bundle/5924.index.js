"use strict";
exports.id = 5924;
exports.ids = [5924];
exports.modules = {

/***/ 5924:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  describeMissing: () => (describeMissing)
});
function describeMissing(missing) {
    const groups = Map.groupBy(missing, ({ kind, isWithheld, reason }) => [inputOf(kind), isWithheld, reason].join('\n'));
    return [...groups.values()].map((group) => {
        const [{ kind, isWithheld, reason }] = group;
        const input = inputOf(kind);
        const subject = input === 'baseline' ? "the step's own baseline" : group.map((one) => one.kind).join(', ');
        if (isWithheld)
            return `\`${input}\`: ${subject} was not written: ${reason}.`;
        return `\`${input}\`: ${subject} could not be written into \`report-dir\`: ${reason}.`;
    });
}
function inputOf(kind) {
    return kind === 'baseline' ? 'baseline' : 'reports';
}


/***/ })

};
;