"use strict";
exports.id = 8722;
exports.ids = [8722];
exports.modules = {

/***/ 8722:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  watchKey: () => (watchKey)
});
/* unused harmony export describeExpiry */
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
var _platform_timestamp_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3027);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8488);




const WARN_DAYS = 14;
function watchKey(name, find, clock, debug) {
    const unwanted = new AbortController();
    let found = null;
    let state = 'is unknown';
    find(unwanted.signal).then((keys) => {
        found = keys;
        state = 'could not be read';
    }, (error) => {
        state = `could not be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(error)}`;
    });
    return {
        end() {
            unwanted.abort();
            if (found !== null)
                return describeExpiry(name, found.items, found.serverTime ?? clock.now());
            debug(`\`key-name\`: when the key expires ${state}`);
            return null;
        },
    };
}
function describeExpiry(name, keys, now) {
    const shown = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.ZQ)(name, 100);
    const named = keys.filter((key) => key.name === name || key.id === name);
    if (named.length === 0)
        return `\`key-name\`: the Platform lists no key with the name ${shown}.`;
    const left = named.flatMap(({ isExpired, expiresAt }) => isExpired || expiresAt === null || (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_2__.W$)(expiresAt) <= now ? [] : [expiresAt]);
    const [soonest] = left.sort();
    const days = soonest === undefined ? Number.POSITIVE_INFINITY : (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_2__.AQ)(soonest, now);
    if (soonest === undefined || (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_2__.W$)(soonest) - now > WARN_DAYS * DAY_MS)
        return null;
    const which = left.length === 1 ? 'The API key' : `One of ${left.length} API keys with the name`;
    return `${which} ${shown} expires ${(0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_2__.Ey)(soonest)}, in ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(days, 'day')}: put a new one in its place.`;
}
const DAY_MS = 86_400_000;


/***/ })

};
;