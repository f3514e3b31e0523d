"use strict";
exports.id = 85;
exports.ids = [85];
exports.modules = {

/***/ 9085:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  EMPTY_BASELINE: () => (EMPTY_BASELINE),
  LARGEST_BASELINE: () => (LARGEST_BASELINE),
  parseBaseline: () => (parseBaseline),
  writeBaseline: () => (writeBaseline)
});
/* unused harmony export BASELINE_VERSION */
var _platform_schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5140);
var _runner_read_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6419);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9924);
var _fingerprint_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6539);




const BASELINE_VERSION = 1;
const EMPTY_BASELINE = '{"version": 1, "violations": []}';
const LARGEST_BASELINE = 64 * 2 ** 20;
const END = 'end';
const Version = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.Ikc({ version: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.aig() });
const Body = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.Ikc({ violations: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.L5J()) });
const MOST_ROWS = 1_000_000_000;
const Label = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.YjP(), '');
const Entry = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.Ikc({
    id: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.z6Y((text) => (0,_fingerprint_js__WEBPACK_IMPORTED_MODULE_2__.Z)(text))),
    policy: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.hq()),
    count: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.aig(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.ndf(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.Wwf(1), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.cGV(MOST_ROWS)), 1),
    policyName: Label,
    account: Label,
    region: Label,
    resource: Label,
});
function parseBaseline(text, path) {
    const problem = (sentence) => ({ kind: 'problem', problem: sentence });
    const damage = describeDamage(text);
    if (damage !== null)
        return problem(damage);
    try {
        const json = JSON.parse(text.replace(/^\ufeff/, ''));
        const { version } = (0,_platform_schema_js__WEBPACK_IMPORTED_MODULE_0__.LF)(Version, json);
        if (version > BASELINE_VERSION) {
            return problem(`is of version ${version}, and this version of the action knows ${BASELINE_VERSION}: update the action.`);
        }
        if (version !== BASELINE_VERSION)
            return problem(`is of version ${version}, which there never was.`);
        const { violations } = (0,_platform_schema_js__WEBPACK_IMPORTED_MODULE_0__.LF)(Body, json);
        const byPolicy = new Map();
        const entries = violations.at(-1) === END ? violations.slice(0, -1) : violations;
        for (const [index, item] of entries.entries())
            addEntry(byPolicy, item, `violations.${index}`);
        return { kind: 'baseline', baseline: { path, byPolicy } };
    }
    catch (error) {
        if (error instanceof _platform_schema_js__WEBPACK_IMPORTED_MODULE_0__.Ar)
            return problem(`is no baseline: ${error.message}.`);
        if (error instanceof SyntaxError)
            return problem(`is damaged: no valid JSON${placeOf(error)}.`);
        throw error;
    }
}
function addEntry(byPolicy, item, path) {
    const { id, policy, count, policyName, account, region, resource } = readEntry(item, path);
    const names = { policy: policyName, account, region, resource };
    const entries = byPolicy.get(policy) ?? new Map();
    const twin = entries.get(id);
    entries.set(id, { count: Math.min(count, twin?.count ?? count), names });
    byPolicy.set(policy, entries);
}
function readEntry(item, path) {
    try {
        return (0,_platform_schema_js__WEBPACK_IMPORTED_MODULE_0__.LF)(Entry, item, path);
    }
    catch (error) {
        if (error instanceof _platform_schema_js__WEBPACK_IMPORTED_MODULE_0__.Ar && error.path === `${path}.id`) {
            throw new _platform_schema_js__WEBPACK_IMPORTED_MODULE_0__.Ar(error.path, '32 hexadecimal digits, as this action writes them');
        }
        throw error;
    }
}
function describeDamage(text) {
    if (text.trim() === '')
        return `is empty; the smallest baseline is \`${EMPTY_BASELINE}\`.`;
    switch ((0,_runner_read_file_js__WEBPACK_IMPORTED_MODULE_1__.Tu)(text)?.kind) {
        case undefined:
            return null;
        case 'conflict':
            return 'holds the marks of a merge conflict of git: resolve it.';
        case 'lfs':
            return 'is a pointer of Git LFS: set `lfs: true` in the step that checks out the repository.';
    }
}
function placeOf(error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(error.message) ?? [];
    return line === undefined ? '' : ` (line ${line}, column ${column})`;
}
function* writeBaseline(baseline, clean) {
    let size = 0;
    for (const line of renderLines(baseline, clean)) {
        size += Buffer.byteLength(line);
        if (size > LARGEST_BASELINE) {
            throw new Error(`it would be larger than ${LARGEST_BASELINE} bytes, which the next run would refuse`);
        }
        yield line;
    }
}
function* renderLines(baseline, clean) {
    yield `{\n  "version": ${BASELINE_VERSION},\n  "violations": [\n`;
    for (const [policy, entries] of sortByKey(baseline.byPolicy)) {
        for (const [id, entry] of sortByKey(entries))
            yield `    ${JSON.stringify(describeEntry(id, policy, entry, clean))},\n`;
    }
    yield `    "${END}"\n  ]\n}\n`;
}
function describeEntry(id, policy, { count, names }, clean) {
    return {
        id,
        policy,
        ...(count === 1 ? {} : { count }),
        ...describeNames(names, clean),
    };
}
function describeNames({ policy, account, region, resource }, clean) {
    const labels = { policyName: policy, account, region, resource };
    return Object.fromEntries(Object.entries(labels).flatMap(([label, text]) => (text === '' ? [] : [[label, clean(text)]])));
}
function sortByKey(map) {
    return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}


/***/ })

};
;