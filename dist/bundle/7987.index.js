"use strict";
exports.id = 7987;
exports.ids = [7987];
exports.modules = {

/***/ 7987:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  redactLine: () => (redactLine),
  redactResult: () => (redactResult)
});
var _text_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3326);

function redactResult(result) {
    return {
        ...result,
        sentence: redactLine(result.sentence),
        problems: result.problems.map((text) => redactLine(text)),
    };
}
function redactLine(line) {
    return (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.Rd)((0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__._e)(line));
}


/***/ })

};
;