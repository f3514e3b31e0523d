"use strict";
exports.id = 427;
exports.ids = [427];
exports.modules = {

/***/ 427:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  describeRedirect: () => (describeRedirect),
  readServerError: () => (readServerError)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_scrub_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8328);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9924);



const ErrorBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    message: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(),
    status: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.aig()), undefined),
    errors: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP()), []), []),
    field_errors: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.g1P(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP()), {}), {}),
});
const MOST_DETAILS = 5;
const LONGEST_ERROR = 2 ** 18;
function readServerError(status, contentType, text, scrub) {
    const answered = `The Platform answered ${status}`;
    const body = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.xLC(ErrorBody, parseOrNull(text, scrub));
    if (!body.success) {
        if (text.trim() === '')
            return { message: `${answered} without a message`, isOwn: false };
        const kind = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(contentType, 60) || 'no content type';
        return {
            message: `${answered} with something other than its own error (${kind}, ${text.length} characters)`,
            isOwn: false,
        };
    }
    const quote = (words, most) => (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)((0,_text_scrub_js__WEBPACK_IMPORTED_MODULE_1__.Zk)(words, scrub), most);
    const { message, errors, field_errors: fields } = body.output;
    const details = [...errors, ...Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`)];
    const shown = details.slice(0, MOST_DETAILS).map((detail) => quote(detail, 200));
    if (details.length > shown.length)
        shown.push(`and ${details.length - shown.length} more`);
    const told = `${answered}: ${quote(message, 300)}${shown.length > 0 ? ` [${shown.join('; ')}]` : ''}`;
    return { message: told, isOwn: body.output.status === status };
}
function parseOrNull(text, scrub) {
    if (text.length > LONGEST_ERROR)
        return null;
    try {
        return (0,_text_scrub_js__WEBPACK_IMPORTED_MODULE_1__.gA)(text, scrub);
    }
    catch {
        return null;
    }
}
function describeRedirect(status, location, url) {
    const target = location !== '' && URL.canParse(location, url) ? new URL(location, url) : null;
    if (target === null) {
        return { message: `The Platform answered ${status}, a redirect to nowhere`, remedy: 'Check `platform-url`.' };
    }
    const place = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(describePlace(target), 200);
    const message = `The Platform answered ${status}, a redirect to ${place}, which is not followed`;
    if (target.origin === new URL(url).origin || target.protocol !== 'https:') {
        return { message, remedy: 'Check `platform-url`: this looks like a login page or a proxy.' };
    }
    const remedy = `If that is your Platform, set \`platform-url\` to ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(target.origin, 200)}.`;
    return { message, remedy };
}
function describePlace({ protocol, origin, host, pathname, href }) {
    if (protocol === 'https:' || protocol === 'http:')
        return `${origin}${pathname}`;
    return `${protocol}${href.startsWith(`${protocol}//`) ? '//' : ''}${host}${pathname}`;
}


/***/ })

};
;