"use strict";
exports.id = 77;
exports.ids = [77];
exports.modules = {

/***/ 8077:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  redactLine: () => (redactLine),
  redactResult: () => (redactResult)
});
var _text_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3326);

function redactResult(result) {
    return {
        outcome: result.outcome,
        green: result.green,
        sentence: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.Rd)(result.sentence),
        problems: result.problems.map((problem) => (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.Rd)(problem)),
        remedy: result.remedy,
        review: result.review === null
            ? null
            : {
                ...result.review,
                findings: result.review.findings.map((finding) => ({ ...finding, keyName: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.jD)('key', finding.keyName) })),
            },
    };
}
function redactLine(line) {
    return (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.Rd)(line);
}


/***/ })

};
;