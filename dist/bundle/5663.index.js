"use strict";
exports.id = 5663;
exports.ids = [5663];
exports.modules = {

/***/ 5663:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  renderJunit: () => (renderJunit)
});
var _xml_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5014);

const NAME_LENGTH = 200;
const PHRASE_LENGTH = 1_000;
function* renderJunit({ title, suites, seconds, now }) {
    const timestamp = new Date(now).toISOString().slice(0, 19);
    yield '<?xml version="1.0" encoding="UTF-8"?>\n';
    yield `<testsuites name="${title}" ${renderCounts(suites.flatMap(({ cases }) => cases))} time="${seconds.toFixed(3)}">\n`;
    for (const suite of suites)
        yield* renderSuite(suite, timestamp);
    yield '</testsuites>\n';
}
function* renderSuite({ name, cases }, timestamp) {
    const title = (0,_xml_js__WEBPACK_IMPORTED_MODULE_0__.T)(name, NAME_LENGTH);
    const skipped = countStatus(cases, 'skipped');
    const seconds = cases.reduce((sum, one) => sum + one.seconds, 0);
    yield `  <testsuite name="${title}" ${renderCounts(cases)} skipped="${skipped}" time="${seconds.toFixed(3)}" timestamp="${timestamp}">\n`;
    for (const one of cases) {
        yield `    <testcase classname="${title}" name="${(0,_xml_js__WEBPACK_IMPORTED_MODULE_0__.T)(one.name, 2 * NAME_LENGTH)}" time="${one.seconds.toFixed(3)}">\n`;
        if (one.body !== null)
            yield* renderBody(one.body, one.status);
        yield '    </testcase>\n';
    }
    yield '  </testsuite>\n';
}
function renderCounts(cases) {
    return `tests="${cases.length}" failures="${countStatus(cases, 'failure')}" errors="${countStatus(cases, 'error')}"`;
}
function countStatus(cases, status) {
    return cases.filter((one) => one.status === status).length;
}
function* renderBody({ type, message, lines }, status) {
    const name = status === 'passed' ? 'system-out' : status;
    yield openElement(name, status, type, message);
    yield* lines();
    yield `</${name}>\n`;
}
function openElement(name, status, type, message) {
    if (status !== 'failure' && status !== 'error')
        return `      <${name}>`;
    return `      <${name} type="${(0,_xml_js__WEBPACK_IMPORTED_MODULE_0__.T)(type, NAME_LENGTH)}" message="${(0,_xml_js__WEBPACK_IMPORTED_MODULE_0__.T)(message, PHRASE_LENGTH)}">`;
}


/***/ })

};
;