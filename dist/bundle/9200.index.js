"use strict";
exports.id = 9200;
exports.ids = [9200];
exports.modules = {

/***/ 9200:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Z: () => (compareTexts),
  q: () => (compareIds)
});
function compareTexts(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
function compareIds(a, b) {
    return compareTexts(a.id, b.id);
}


/***/ })

};
;