"use strict";
exports.id = 4883;
exports.ids = [4883];
exports.modules = {

/***/ 4883:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  explainUnknown: () => (explainUnknown)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);

function explainUnknown(given, reader) {
    return given.map((name) => {
        const shown = `\`${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(name, 100)}\``;
        const near = reader.findNear(name);
        if (near === null) {
            return { kind: 'stranger', sentence: `${shown} is not an input of this action, and has no effect.` };
        }
        const remedy = `correct it, or take the variable ${toVariable(name)} out of the environment`;
        return {
            kind: 'slip',
            sentence: `${shown} is not an input of this action; the nearest that it has is \`${near}\`: ${remedy}.`,
        };
    });
}
function toVariable(name) {
    return `INPUT_${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(name.toUpperCase(), 100)}`;
}


/***/ })

};
;