"use strict";
exports.id = 2396;
exports.ids = [2396];
exports.modules = {

/***/ 2396:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  openOwnFiles: () => (openOwnFiles)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _runner_read_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6419);
var _runner_write_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3648);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9924);
var _kinds_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2245);






const RECORD = '.cloudquery-gate.json';
const LARGEST_RECORD = 2 ** 20;
const Step = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.Ikc({ run: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.YjP(), attempt: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.YjP(), job: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.YjP(), step: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.YjP() });
const Entry = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.Ikc({ name: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.YjP(), size: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.aig(), modified: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.aig(), writer: Step });
const Body = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.Ikc({ files: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.YOg(Entry) });
const NAMES = _kinds_js__WEBPACK_IMPORTED_MODULE_4__.hR.map((format) => {
    const { name, ext } = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.parse)((0,_kinds_js__WEBPACK_IMPORTED_MODULE_4__.bV)(format));
    return new RegExp(`^${name.replaceAll('.', '\\.')}(-\\d+)?\\${ext}$`);
});
function openOwnFiles(folder, writer) {
    const record = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, RECORD);
    const known = new Map(readRecord(record).map((entry) => [entry.name, entry]));
    const written = new Set();
    function mayReplace(path) {
        const entry = known.get((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path));
        return entry !== undefined && !isOfOtherStep(entry.writer, writer) && isUntouched(path, entry);
    }
    return {
        mayReplace,
        add(path) {
            const { size, mtimeMs } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path);
            const name = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path);
            known.set(name, { name, size, modified: mtimeMs, writer });
            written.add(name);
        },
        finish() {
            for (const name of [...known.keys()].filter((one) => !written.has(one))) {
                const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name);
                if (mayReplace(path))
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true, maxRetries: 3 });
            }
            const files = [...known.values()].filter((entry) => isUntouched((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name), entry));
            if (written.size > 0 || known.size > 0)
                (0,_runner_write_file_js__WEBPACK_IMPORTED_MODULE_3__.x3)(record, [`${JSON.stringify({ files }, null, 2)}\n`]);
        },
    };
}
function readRecord(path) {
    const text = (0,_runner_read_file_js__WEBPACK_IMPORTED_MODULE_2__.y)(path, LARGEST_RECORD);
    if (text.kind !== 'text')
        return [];
    const body = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.xLC(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_5__.qFJ(), Body), text.text);
    return body.success ? body.output.files.filter(({ name }) => NAMES.some((known) => known.test(name))) : [];
}
function isOfOtherStep(one, other) {
    const isSameJob = one.run === other.run && one.attempt === other.attempt && one.job === other.job;
    return isSameJob && one.step !== other.step;
}
function isUntouched(path, { size, modified }) {
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size === size && stats.mtimeMs === modified;
}


/***/ })

};
;