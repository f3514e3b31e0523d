"use strict";
exports.id = 799;
exports.ids = [799];
exports.modules = {

/***/ 799:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  EXPECTED_VERSION: () => (EXPECTED_VERSION),
  MOST_EXPECTATIONS: () => (MOST_EXPECTATIONS),
  parseExpected: () => (parseExpected)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8488);
var _text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2909);
var _text_yaml_entries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6237);
var _text_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8879);
var _text_yaml_tree_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5429);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9924);







const EXPECTED_VERSION = 1;
const MOST_EXPECTATIONS = 10_000;
const LIST_ALLOWED = `a list of up to ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(MOST_EXPECTATIONS)} entries, or \`[]\``;
const NAME_ALLOWED = {
    key: `a key's full name or id, ${_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xe}`,
    user: `a user's e-mail or id, ${_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xe}`,
};
const ALLOWED = {
    version: `the number \`${EXPECTED_VERSION}\``,
    reason: _text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xe,
    ...NAME_ALLOWED,
};
const FileSchema = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.Ikc({
    version: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.euz(EXPECTED_VERSION, ALLOWED.version),
    keys: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.L5J(), LIST_ALLOWED)),
    users: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.L5J(), LIST_ALLOWED)),
});
const Reason = (0,_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.Zu)(_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xG, _text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xe);
function findingSchema(coverable) {
    return _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.KIO(coverable, coverable.map((id) => `\`${id}\``).join(', ')));
}
function parseExpected(text, path, coverable, quote = _text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ) {
    const kind = {
        noun: 'file of expectations',
        version: EXPECTED_VERSION,
        wanted: 'a mapping with `version`, `keys` and `users`',
        smallest: '`version: 1`',
        read: (root, reading) => readExpectations(root, coverable, reading),
    };
    return (0,_text_yaml_file_js__WEBPACK_IMPORTED_MODULE_2__.B)(text, path, kind, quote);
}
function readExpectations(root, coverable, reading) {
    const file = { schema: FileSchema, allowed: ALLOWED, hasNumbers: true };
    const entries = (0,_text_yaml_entries_js__WEBPACK_IMPORTED_MODULE_1__.$2)(root, file, reading);
    (0,_text_yaml_entries_js__WEBPACK_IMPORTED_MODULE_1__.bX)(file, entries, (0,_text_yaml_tree_js__WEBPACK_IMPORTED_MODULE_3__.b4)(root), reading);
    const common = { allowed: ALLOWED, hasNumbers: false, noun: 'entry', title: 'An entry', most: MOST_EXPECTATIONS };
    const keys = {
        ...common,
        schema: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.Ikc({
            key: (0,_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.Zu)(_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xG, NAME_ALLOWED.key),
            finding: findingSchema(coverable.key),
            reason: Reason,
        }),
        wanted: 'a mapping with `key` and `reason`',
    };
    const users = {
        ...common,
        schema: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_6__.Ikc({
            user: (0,_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.Zu)(_text_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xG, NAME_ALLOWED.user),
            finding: findingSchema(coverable.user),
            reason: Reason,
        }),
        wanted: 'a mapping with `user` and `reason`',
    };
    return [
        ...(0,_text_yaml_entries_js__WEBPACK_IMPORTED_MODULE_1__.F1)(entries.get('keys')?.node, keys, reading).map(({ key, finding = 'key-powerful', reason, line }) => ({ subject: 'key', name: key.trim(), finding, reason, line })),
        ...(0,_text_yaml_entries_js__WEBPACK_IMPORTED_MODULE_1__.F1)(entries.get('users')?.node, users, reading).map(({ user, finding = 'user-powerful', reason, line }) => ({ subject: 'user', name: user.trim(), finding, reason, line })),
    ];
}


/***/ })

};
;