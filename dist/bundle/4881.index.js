"use strict";
exports.id = 4881;
exports.ids = [4881];
exports.modules = {

/***/ 4881:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  renderMarkdown: () => (renderMarkdown),
  renderSummary: () => (renderSummary)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6590);
var _describe_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8317);
var _findings_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8554);




const NAME_LENGTH = 100;
const TEXT_LENGTH = 300;
const SENTENCE_LENGTH = 2_000;
function renderSummary(result, maxBytes, warnings = []) {
    const { outcome, sentence, problems, remedy, review } = result;
    const told = problems.length > 1
        ? problems.map((problem) => `- ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)(problem, TEXT_LENGTH)}`).join('\n')
        : (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)(sentence, SENTENCE_LENGTH);
    const head = [
        `## CloudQuery access: ${outcome}`,
        told,
        remedy === null ? '' : `**What to do:** ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)(remedy, TEXT_LENGTH)}`,
        warnings.map((warning) => `- ⚠️ ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)(warning)}`).join('\n'),
    ];
    const room = maxBytes - (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.dp)(head.join('\n\n')) - FIXED_BYTES;
    return [...head, ...(review === null ? [] : renderReview(review, room))]
        .filter((part) => part !== '')
        .join('\n\n')
        .concat('\n');
}
const FIXED_BYTES = 6_000;
function renderReview(review, room) {
    const { findings, idleExpectations } = review;
    const table = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.bo)(['Finding', 'Level', 'Name', 'What', 'Expected'], findings, renderFinding, room * 0.8);
    const idle = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.Dh)(idleExpectations, (one) => `- ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)((0,_describe_js__WEBPACK_IMPORTED_MODULE_2__.qL)(one), TEXT_LENGTH)}\n`, room * 0.2);
    const rest = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.jE)(idleExpectations.length - idle.taken, 'entry', 'entries');
    return [
        `${table.text}${(0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.jE)(findings.length - table.taken, 'finding')}`.trim(),
        idle.text === '' && rest === '' ? '' : `### Expectations without effect\n\n${idle.text}${rest}`.trim(),
        renderRemedies(findings),
        review.clock === 'runner'
            ? 'The Platform did not say what time it is: days are counted by the runner’s clock.'
            : '',
    ];
}
function renderFinding(finding) {
    const { id, level, fails, name, fullName, expected } = finding;
    const whole = fullName === null ? name : `${fullName} (${name})`;
    return [
        `\`${id}\``,
        fails ? 'fails' : level,
        (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.l6)(whole, NAME_LENGTH),
        (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.l6)((0,_describe_js__WEBPACK_IMPORTED_MODULE_2__.jb)(finding), TEXT_LENGTH),
        expected === null ? '' : (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.l6)(expected.reason, NAME_LENGTH),
    ];
}
function renderRemedies(findings) {
    const open = new Set(findings.flatMap(({ id, expected }) => (expected === null ? [id] : [])));
    const lines = _findings_js__WEBPACK_IMPORTED_MODULE_3__.T.filter((id) => open.has(id)).map((id) => `- \`${id}\`: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)(_describe_js__WEBPACK_IMPORTED_MODULE_2__.GW[id].remedy)}`);
    return lines.length === 0 ? '' : `**What to do:**\n\n${lines.join('\n')}`;
}
function renderMarkdown(result, runUrl) {
    const link = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.i5)(runUrl);
    const platform = result.platformUrl === null ? '' : `\nPlatform: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.Xt)(result.platformUrl, 500)}\n`;
    return renderSummary(result, _text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.C5 - (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.dp)(link) - (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.dp)(platform)) + platform + link;
}


/***/ })

};
;