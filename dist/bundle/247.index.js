"use strict";
exports.id = 247;
exports.ids = [247];
exports.modules = {

/***/ 4628:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  findUnproved: () => (findUnproved),
  listKnownAccounts: () => (listKnownAccounts),
  lookUpAccounts: () => (lookUpAccounts)
});
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
var _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7813);
var _platform_http_paging_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6478);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8665);
var _account_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5615);





const TABLE = 'cloud_assets';
const COLUMNS = ['account_name', 'account'];
async function listKnownAccounts(client) {
    const columns = await Promise.all(COLUMNS.map((column) => readColumn(client, column)));
    const names = columns.flatMap((one) => one.names).filter((name) => name !== '');
    const problem = columns.find((one) => one.problem !== null)?.problem ?? null;
    return { names, problem: problem ?? (names.length === 0 ? `its table \`${TABLE}\` names none` : null) };
}
async function readColumn(client, column) {
    try {
        return { names: await client.listColumnValues(TABLE, column), problem: null };
    }
    catch (error) {
        if (!(error instanceof _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Wk) || (0,_platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Ro)(error, 401))
            throw error;
        return { names: [], problem: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(error) };
    }
}
async function lookUpAccounts({ accounts, unknownAccounts }, policies, client) {
    const { include, exclude, lines } = accounts;
    const { describeIdle, describeUnknownAccount, NO_ACCOUNT_LEFT } = await __webpack_require__.e(/* import() */ 893).then(__webpack_require__.bind(__webpack_require__, 6893));
    const known = await listKnownAccounts(client);
    const unmatched = await findUnproved([...include, ...exclude], known.names, policies, client);
    const unproved = include.filter((pattern) => unmatched.includes(pattern));
    const isCertain = known.problem === null;
    const unknown = isCertain && unknownAccounts === 'fail' ? unproved : [];
    const isKnown = isCertain && (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_4__.L2)(include, [known.names]).length === 0;
    const matches = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_4__.BM)({ include, exclude });
    const isNothingLeft = isKnown && exclude.length > 0 && !known.names.some((name) => matches([name]));
    const idle = isCertain ? exclude.filter((pattern) => unmatched.includes(pattern)) : [];
    return {
        lookup: { asked: accounts, unproved, known },
        problems: [
            ...unknown.map((pattern) => `${describeUnknownAccount(pattern, known.names, lines)} ${_account_js__WEBPACK_IMPORTED_MODULE_3__.dY}`),
            ...(isNothingLeft ? [NO_ACCOUNT_LEFT] : []),
        ],
        warnings: idle.map((pattern) => describeIdle('accounts', 'known account', pattern, known.names, lines)),
    };
}
const MOST_POLICIES = 50;
async function findUnproved(patterns, known, policies, client) {
    const unmatched = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_4__.L2)(patterns, [known]);
    if (unmatched.length === 0)
        return [];
    const violated = policies.filter(({ violationCount }) => violationCount !== 0).slice(0, MOST_POLICIES);
    const seen = await Promise.all(violated.map(({ id }) => findAccounts(id, client)));
    return (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_4__.L2)(unmatched, seen);
}
async function findAccounts(policyId, client) {
    try {
        const { items } = await client.listSomeViolations(policyId, _platform_http_paging_js__WEBPACK_IMPORTED_MODULE_2__.LS);
        return items.flatMap(_account_js__WEBPACK_IMPORTED_MODULE_3__.DV);
    }
    catch (error) {
        if (error instanceof _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Wk)
            return [];
        throw error;
    }
}


/***/ })

};
;