"use strict";
exports.id = 8447;
exports.ids = [8447];
exports.modules = {

/***/ 8447:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  explainFailure: () => (explainFailure)
});
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7388);
var _text_scrub_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8328);
var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7813);




const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;
function explainFailure(error, where, timeoutMs, scrub) {
    const host = new URL(where.url).host;
    if (timeoutMs !== null) {
        const seconds = Number((timeoutMs / 1_000).toPrecision(3));
        return new _errors_js__WEBPACK_IMPORTED_MODULE_3__.Wk(`No complete answer from ${host} within ${seconds} s`, where, { kind: 'timeout' });
    }
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    const detail = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.ZQ)((0,_text_scrub_js__WEBPACK_IMPORTED_MODULE_2__.Zk)((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(error), scrub), 300);
    if (CERTIFICATE.test(code)) {
        const message = `The certificate of ${host} is not trusted: ${detail} [${code}]`;
        return new _errors_js__WEBPACK_IMPORTED_MODULE_3__.Wk(message, where, { kind: 'certificate' }, { remedy: adviseOnCertificate(code) });
    }
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__.Wk(`${host} could not be reached: ${detail}`, where, {
        kind: 'network',
        isUnsent: isUnsent(error),
    });
}
function isUnsent(error) {
    if (error instanceof AggregateError)
        return error.errors.length > 0 && error.errors.every(isUnsent);
    return error instanceof Error && 'syscall' in error && ['connect', 'getaddrinfo'].includes(String(error.syscall));
}
function adviseOnCertificate(code) {
    switch (code) {
        case 'CERT_HAS_EXPIRED':
            return "The certificate has expired: whoever runs the Platform, or the proxy in between, has to renew it. If it has not, look at this runner's clock.";
        case 'CERT_NOT_YET_VALID':
            return "The certificate is not valid yet: look at this runner's clock, which is most likely behind.";
        case 'ERR_TLS_CERT_ALTNAME_INVALID':
        case 'HOSTNAME_MISMATCH':
            return 'The certificate is for another host: give `platform-url` with the name that the certificate has, and not an address or an alias.';
        default:
            return null;
    }
}


/***/ })

};
;