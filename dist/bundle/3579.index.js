"use strict";
exports.id = 3579;
exports.ids = [3579];
exports.modules = {

/***/ 3579:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  tellVerdictComment: () => (tellVerdictComment)
});
/* unused harmony exports describeComment, describeScope, keyOfGate, colourOf */
var _comment_body_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5485);
var _comment_tell_comment_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3114);


const COMMENTER = { marker: 'cloudquery-gate', subject: 'this gate' };
const SCOPE = ['policies', 'policy-groups', 'domains', 'accounts', 'baseline', 'waivers'];
const LATER_SCOPE = ['tags', 'regions', 'resource-types', 'clouds'];
async function tellVerdictComment(when, result, runner, annotate, signal) {
    if (result.outcome === 'cancelled') {
        runner.tell('No comment on the pull request: the step was cancelled.');
        return;
    }
    await (0,_comment_tell_comment_js__WEBPACK_IMPORTED_MODULE_1__.l)(describeComment(when, result, runner), runner, annotate, signal);
}
function describeComment(when, result, runner) {
    return {
        when,
        commenter: COMMENTER,
        colour: colourOf(result),
        facts: describeFacts(result),
        question: describeQuestion(runner),
        keyOf: ({ workflow, job, step }) => keyOfGate({
            mode: runner.getInput('mode'),
            syncName: runner.getInput('sync-name'),
            platformUrl: runner.getInput('platform-url'),
            workflow,
            job,
            step,
            scope: describeScope(runner.getInput),
        }),
        async render(context, maxChars) {
            const { renderMarkdown } = await __webpack_require__.e(/* import() */ 786).then(__webpack_require__.bind(__webpack_require__, 786));
            return renderMarkdown({ result, context: { ...context, runUrl: null }, rowsOf: () => [] }, maxChars);
        },
    };
}
function describeScope(getInput) {
    const later = LATER_SCOPE.map((input) => [input, getInput(input).trim()]).filter(([, text]) => text !== '');
    return JSON.stringify([...SCOPE.map((input) => getInput(input).trim()), ...later]);
}
function describeFacts({ outcome, green, judgement }) {
    const policies = judgement?.policies ?? [];
    const facts = policies.map(({ id, standing, gating }) => [id, standing, gating]);
    return JSON.stringify([outcome, green, facts.sort()]);
}
const INDECISIVE = [
    'api-key',
    'github-token',
    'annotations',
    'summary',
    'comment',
    'reports',
    'report-dir',
    'sarif-anchor',
    'redact',
    'group-by',
    'keep-running',
    'max-poll-interval-seconds',
];
function describeQuestion(runner) {
    const names = runner.listInputs().filter((name) => !INDECISIVE.includes(name));
    return JSON.stringify(names.sort().map((name) => [name, runner.getInput(name).trim()]));
}
function keyOfGate({ mode, syncName, platformUrl, workflow, job, step, scope }) {
    const syncs = syncName.split('\n').map((line) => line.trim());
    const names = syncs.filter((name) => name !== '').sort();
    return (0,_comment_body_js__WEBPACK_IMPORTED_MODULE_0__.eW)([mode.trim(), names, platformUrl.trim(), workflow.split('@')[0] ?? '', job, step, scope]);
}
function colourOf({ green, outcome }) {
    if (!green)
        return 'red';
    return outcome === 'passed' ? 'green' : 'yellow';
}


/***/ })

};
;