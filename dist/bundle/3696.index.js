"use strict";
exports.id = 3696;
exports.ids = [3696];
exports.modules = {

/***/ 1315:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  readBase: () => (readBase)
});
/* unused harmony export parseBase */
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8488);
var _files_checkout_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9072);
var _files_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6916);
var _files_hidden_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2400);
var _files_read_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9576);







function readBase(place, readText, quote) {
    const { workspace, folder, path } = place;
    const listed = (0,_files_folder_js__WEBPACK_IMPORTED_MODULE_3__.b)(workspace, folder, readText);
    const shown = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.ZQ)(path, 200);
    if (listed === null)
        return without(`the checkout has no folder ${shown}`, null);
    const gap = (0,_files_checkout_js__WEBPACK_IMPORTED_MODULE_2__.U)(workspace, listed.folders, readText) ?? (0,_files_hidden_js__WEBPACK_IMPORTED_MODULE_4__.C)(workspace, listed.folders, readText);
    return gap === null
        ? parseBase(listed, path, readText, quote)
        : without(`files of ${shown} may be missing: ${gap.why}`, WHOLE);
}
function parseBase(listed, path, readText, quote) {
    const shown = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.ZQ)(path, 200);
    const texts = new Map();
    const keep = (file, mostBytes) => {
        const text = readText(file, mostBytes);
        if (text.kind === 'text')
            texts.set(file, text.text);
        return text;
    };
    const { files, problems, queries, tests } = (0,_files_read_files_js__WEBPACK_IMPORTED_MODULE_5__.oF)(listed, path, null, keep, quote);
    const [first] = problems;
    if (first !== undefined) {
        const place = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.ZQ)(first.line === null ? first.path : `${first.path}:${first.line}`, 200);
        const more = problems.length === 1 ? '' : ` (${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_6__.Vq)(problems.length, 'problem')})`;
        return without(`the files of ${shown} can't be read${more}: ${place}: ${first.sentence}`, CORRECT);
    }
    const absolute = new Map([...listed.yaml, ...listed.sql].map((file) => [file.path, file.absolute]));
    const fileAt = (at) => ({
        path: node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative(path, at),
        text: texts.get(absolute.get(at) ?? '') ?? '',
    });
    const policies = files.policies.map((wanted) => {
        const { path: at = '' } = queries.get(wanted.slug) ?? {};
        const sql = at === wanted.file.path ? null : fileAt(at);
        return { wanted, tests: tests.get(wanted.slug) ?? [], yaml: fileAt(wanted.file.path), sql };
    });
    const [groupsFile, ...others] = listed.yaml.filter((file) => (0,_files_read_files_js__WEBPACK_IMPORTED_MODULE_5__.vk)(file.path));
    if (others.length > 0)
        return without(`${shown} holds ${others.length + 1} files of groups`, CORRECT);
    if (policies.length === 0 && groupsFile === undefined)
        return without(`${shown} holds no policy and no group`, null);
    const groups = groupsFile === undefined ? null : { wanted: files.groups, file: fileAt(groupsFile.path) };
    const taken = new Set([...absolute.keys()].map((at) => node_path__WEBPACK_IMPORTED_MODULE_0__.posix.relative(path, at).toLowerCase()));
    return { base: { path, policies, groups, taken } };
}
const AGAIN = 'and export again: then each policy keeps its file, with comments and tests.';
const CORRECT = `Correct the files (\`mode: validate\` names all problems), ${AGAIN}`;
const WHOLE = `Check out the whole folder in this job, keep no policy in a hidden file, ${AGAIN}`;
function without(reason, remedy) {
    return { base: null, reason, remedy };
}


/***/ })

};
;