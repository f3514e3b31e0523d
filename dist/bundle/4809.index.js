"use strict";
exports.id = 4809;
exports.ids = [4809];
exports.modules = {

/***/ 4809:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  writeReport: () => (writeReport)
});
var _report_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6190);
var _write_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3648);


async function writeReport(path, pieces, scrub, own = null) {
    try {
        const free = own === null ? (0,_write_file_js__WEBPACK_IMPORTED_MODULE_1__.ZB)(path) : (0,_write_file_js__WEBPACK_IMPORTED_MODULE_1__.ZB)(path, own.mayReplace);
        (0,_write_file_js__WEBPACK_IMPORTED_MODULE_1__.x3)(free, scrubPieces(pieces, scrub));
        own?.add(free);
        return free;
    }
    catch (error) {
        if (error instanceof _report_js__WEBPACK_IMPORTED_MODULE_0__.gu)
            throw error;
        const { describeFileError } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2548));
        throw new Error(describeFileError(error), { cause: error });
    }
}
function* scrubPieces(pieces, scrub) {
    for (const piece of pieces)
        yield scrub(piece);
}


/***/ })

};
;