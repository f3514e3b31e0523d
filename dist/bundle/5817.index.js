"use strict";
exports.id = 5817;
exports.ids = [5817];
exports.modules = {

/***/ 5817:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  cancelFromPost: () => (cancelFromPost)
});
var _inputs_platform_url_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6658);
var _platform_open_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8820);
var _platform_runs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9621);
var _platform_words_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7512);
var _sync_cancel_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8725);
var _sync_ledger_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(382);






const TIME_MS = 15_000;
async function cancelFromPost(runs, runner, clock, warn, isRedacted) {
    const apiKey = runner.getInput('api-key').trim();
    const url = (0,_inputs_platform_url_js__WEBPACK_IMPORTED_MODULE_5__.m)(runner.getInput('platform-url').trim());
    if (apiKey === '' || url.kind === 'problem')
        return false;
    const ledger = (0,_sync_ledger_js__WEBPACK_IMPORTED_MODULE_4__.M5)(() => { });
    for (const run of runs)
        ledger.add(run);
    const pace = { clock, longestPauseMs: 1_000, stop: new AbortController().signal, lastMoment: () => null };
    const log = { debug: runner.debug, info: runner.tell };
    const platform = (0,_platform_open_js__WEBPACK_IMPORTED_MODULE_0__.W)({ baseUrl: url.baseUrl, apiKey, timeoutMs: TIME_MS }, pace, log);
    try {
        const latest = clock.uptime() + TIME_MS;
        const runs = (0,_platform_runs_js__WEBPACK_IMPORTED_MODULE_1__.x7)(platform.openLast());
        const client = isRedacted ? (0,_platform_words_js__WEBPACK_IMPORTED_MODULE_2__.yv)(runs) : runs;
        await (0,_sync_cancel_js__WEBPACK_IMPORTED_MODULE_3__.x)(ledger, { client, clock, until: () => latest, looksFirst: true, info: runner.tell, warn });
    }
    finally {
        platform.close();
    }
    return true;
}


/***/ })

};
;