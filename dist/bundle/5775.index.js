"use strict";
exports.id = 5775;
exports.ids = [5775];
exports.modules = {

/***/ 5775:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  openTunnels: () => (openTunnels)
});
var _actions_http_client__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2779);
var _actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9783);
var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);



async function openTunnels(url, name) {
    if ((0,_actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_1__.H)(url))
        return null;
    if (!isReadable(url)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__.zg(`\`${name}\` is not the address of an HTTP proxy.`, {
            remedy: 'Write it as `http://host:port` or `http://user:password@host:port`, with the password URL-encoded; or name the Platform in `NO_PROXY`.',
        });
    }
    const client = new _actions_http_client__WEBPACK_IMPORTED_MODULE_0__.Qq('', [], { keepAlive: true });
    return { agent: client.getAgent(url.href), close: () => client.dispose() };
}
function isReadable(url) {
    try {
        const proxy = (0,_actions_http_client_lib_proxy__WEBPACK_IMPORTED_MODULE_1__.s)(url);
        return proxy !== undefined && proxy.hostname !== '' && /^https?:$/.test(proxy.protocol);
    }
    catch {
        return false;
    }
}


/***/ })

};
;