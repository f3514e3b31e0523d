"use strict";
exports.id = 4472;
exports.ids = [4472];
exports.modules = {

/***/ 4472:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  tellPlanComment: () => (tellPlanComment)
});
var _comment_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5485);
var _comment_tell_comment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3114);


const COMMENTER = { marker: 'cloudquery-policies', subject: 'this plan' };
const QUESTION = [
    ...['platform-url', 'mode', 'path', 'owner', 'adopt', 'on-removed', 'max-removals', 'expected-plan'],
    ...['preview', 'preview-rows', 'max-new-violations', 'require-platform-id', 'min-tests'],
];
async function tellPlanComment(when, result, planFile, { runner, annotate, signal }) {
    if (result.outcome === 'cancelled') {
        runner.tell('No comment on the pull request: the step was cancelled.');
        return;
    }
    const inputs = QUESTION.map((name) => runner.getInput(name).trim());
    await (0,_comment_tell_comment_js__WEBPACK_IMPORTED_MODULE_1__.l)({
        when,
        commenter: COMMENTER,
        colour: colourOf(result),
        facts: describeFacts(result),
        question: JSON.stringify(inputs),
        keyOf: ({ workflow, job, step }) => {
            const [platformUrl = '', mode = '', path = ''] = inputs;
            return (0,_comment_body_js__WEBPACK_IMPORTED_MODULE_0__.eW)([mode, path, platformUrl, workflow.split('@')[0] ?? '', job, step]);
        },
        async render({ runUrl }, maxChars) {
            const { renderComment } = await __webpack_require__.e(/* import() */ 5956).then(__webpack_require__.bind(__webpack_require__, 5956));
            return renderComment(result, { runUrl, planFile }, maxChars);
        },
    }, runner, annotate, signal);
}
function describeFacts({ outcome, plan, fileProblems }) {
    return JSON.stringify([outcome, plan?.hash ?? null, plan?.conflicts ?? [], fileProblems]);
}
function colourOf({ green, outcome }) {
    if (!green)
        return 'red';
    return outcome === 'changes' ? 'yellow' : 'green';
}


/***/ })

};
;