"use strict";
exports.id = 5053;
exports.ids = [5053];
exports.modules = {

/***/ 5053:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  createSpool: () => (createSpool)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
var _spool_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5502);




function createSpool(temp, scrub, memory) {
    const stretches = new Map();
    let folder = null;
    let file = null;
    let end = 0;
    let problem = null;
    function attempt(write) {
        if (problem !== null)
            return;
        try {
            write();
        }
        catch (error) {
            problem = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.bD)(error);
        }
    }
    attempt(() => {
        folder = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(temp, _spool_folder_js__WEBPACK_IMPORTED_MODULE_3__.t));
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'rows'), 'wx+', 0o600);
    });
    return {
        folder: folder ?? '',
        problem: () => problem,
        add(policyId, rows) {
            if (rows.length === 0)
                return;
            attempt(() => {
                if (file === null)
                    throw new Error('the file is closed');
                const bytes = Buffer.from(scrub(JSON.stringify(rows)));
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, bytes);
                const stretch = { at: end, size: bytes.length };
                end += bytes.length;
                const earlier = stretches.get(policyId);
                if (earlier === undefined)
                    stretches.set(policyId, [stretch]);
                else
                    earlier.push(stretch);
            });
        },
        *rowsOf(policyId) {
            for (const { at, size } of stretches.get(policyId) ?? []) {
                if (file === null)
                    return;
                memory.add(size);
                yield* JSON.parse(readStretch(file, at, size));
            }
        },
        drop: (policyId) => void stretches.delete(policyId),
        remove() {
            stretches.clear();
            if (file !== null)
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
            file = null;
            (0,_spool_folder_js__WEBPACK_IMPORTED_MODULE_3__.E)(folder ?? '');
        },
    };
}
function readStretch(file, at, size) {
    const bytes = Buffer.allocUnsafe(size);
    for (let got = 0; got < size;) {
        const more = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, bytes, got, size - got, at + got);
        if (more === 0)
            throw new Error('the violations that were kept on disk are not all there any more');
        got += more;
    }
    return bytes.toString('utf8');
}


/***/ })

};
;