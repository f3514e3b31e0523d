"use strict";
exports.id = 2423;
exports.ids = [2423];
exports.modules = {

/***/ 2423:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  openReportFolder: () => (openReportFolder)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9924);
var _read_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6419);
var _write_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3648);





const LARGEST_RECORD = 2 ** 20;
const Step = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.Ikc({ run: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.YjP(), attempt: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.YjP(), job: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.YjP(), step: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.YjP() });
const Entry = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.Ikc({ name: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.YjP(), size: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.aig(), modified: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.aig(), writer: Step });
const Body = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.Ikc({ files: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.YOg(Entry) });
function openReportFolder(folder, { record, names }, writer) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, record);
    const entries = readRecord(path).filter(({ name }) => names.some((own) => isNumbered(name, own)));
    const known = new Map(entries.map((entry) => [entry.name, entry]));
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
                (0,_write_file_js__WEBPACK_IMPORTED_MODULE_3__.x3)(path, [`${JSON.stringify({ files }, null, 2)}\n`]);
        },
    };
}
function readRecord(path) {
    const text = (0,_read_file_js__WEBPACK_IMPORTED_MODULE_2__.yR)(path, LARGEST_RECORD);
    if (text.kind !== 'text')
        return [];
    const body = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.xLC(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_4__.qFJ(), Body), text.text);
    return body.success ? body.output.files : [];
}
function isNumbered(name, own) {
    const { name: stem, ext } = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.parse)(own);
    if (!name.startsWith(stem) || !name.endsWith(ext))
        return false;
    return /^(?:-\d+)?$/.test(name.slice(stem.length, name.length - ext.length));
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