"use strict";
exports.id = 4893;
exports.ids = [4893];
exports.modules = {

/***/ 4893:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  planTestsJunit: () => (planTestsJunit)
});
var _text_xml_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5014);

const PHRASE_LENGTH = 1_000;
const STATUSES = {
    passed: 'passed',
    failed: 'failure',
    unknown: 'error',
    untestable: 'skipped',
};
function planTestsJunit(results, now) {
    const suites = [...Map.groupBy(results, ({ slug }) => slug)].map(([slug, own]) => ({
        name: `CloudQuery policy ${slug}`,
        cases: own.map(toCase),
    }));
    return { title: 'CloudQuery policies', suites, seconds: 0, now };
}
function toCase(result) {
    const { name, status, sentence } = result;
    const body = status === 'passed' ? null : { type: status, message: sentence, lines: () => renderLines(result) };
    return { name, status: STATUSES[status], seconds: 0, body };
}
function* renderLines({ sentence, rows, file }) {
    yield `${(0,_text_xml_js__WEBPACK_IMPORTED_MODULE_0__.T)(sentence, PHRASE_LENGTH)}\n`;
    yield `${(0,_text_xml_js__WEBPACK_IMPORTED_MODULE_0__.T)(file.path)}:${file.line}\n`;
    for (const row of rows)
        yield `${(0,_text_xml_js__WEBPACK_IMPORTED_MODULE_0__.T)(row, PHRASE_LENGTH)}\n`;
}


/***/ })

};
;