"use strict";
exports.id = 302;
exports.ids = [302];
exports.modules = {

/***/ 302:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planFiles: () => (planFiles)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/clock.ts
var clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/platform/redact-violation.ts
var redact_violation = __webpack_require__(1692);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/actions/gate/baseline/baseline.ts
var baseline_baseline = __webpack_require__(3452);
// EXTERNAL MODULE: ./src/actions/gate/report/kinds.ts
var kinds = __webpack_require__(2245);
// EXTERNAL MODULE: ./src/runner/report.ts
var report = __webpack_require__(6190);
;// CONCATENATED MODULE: ./src/actions/gate/report/render.ts

async function renderReport(format, input, anchor) {
    switch (format) {
        case 'json':
            return (await __webpack_require__.e(/* import() */ 7094).then(__webpack_require__.bind(__webpack_require__, 7094))).renderJson(input);
        case 'junit': {
            const [{ planJunit }, { renderJunit }] = await Promise.all([
                __webpack_require__.e(/* import() */ 905).then(__webpack_require__.bind(__webpack_require__, 905)),
                __webpack_require__.e(/* import() */ 5663).then(__webpack_require__.bind(__webpack_require__, 5663)),
            ]);
            return renderJunit(planJunit(input));
        }
        case 'markdown':
            return [(await __webpack_require__.e(/* import() */ 786).then(__webpack_require__.bind(__webpack_require__, 786))).renderMarkdown(input)];
        case 'sarif': {
            const { findSarifObstacle, renderSarif } = await __webpack_require__.e(/* import() */ 1140).then(__webpack_require__.bind(__webpack_require__, 1140));
            const obstacle = findSarifObstacle(input.result);
            if (obstacle !== null)
                throw new report/* ReportObstacle */.gu(obstacle);
            if (anchor.kind === 'problem')
                throw new report/* ReportObstacle */.gu(anchor.problem);
            return renderSarif(input, anchor.path);
        }
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/actions/gate/report/sarif-anchor.ts


const WORKFLOW = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/]+?\.ya?ml)@/i;
function findAnchor(given, context, workspace) {
    const problem = (text) => ({ kind: 'problem', problem: text });
    if (given !== null) {
        return isLacking(workspace, given)
            ? problem('the checkout has no file of the name that `sarif-anchor` gives: name one that it has')
            : { kind: 'file', path: given };
    }
    const [, repository = '', path] = WORKFLOW.exec(context.workflowRef ?? '') ?? [];
    if (path === undefined)
        return problem('the workflow’s own file is unknown: set `sarif-anchor`');
    const isOwn = context.repository === null || repository.toLowerCase() === context.repository.toLowerCase();
    if (!isOwn)
        return problem('the workflow’s own file is in another repository: set `sarif-anchor` to a file of this one');
    if (isLacking(workspace, path)) {
        return problem('the checkout lacks the workflow’s own file: set `sarif-anchor` to a file that it has');
    }
    return { kind: 'file', path };
}
function isLacking(workspace, path) {
    const isWhole = (0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, '.git')) && !(0,external_node_fs_.existsSync)((0,external_node_path_.join)(workspace, '.git', 'info', 'sparse-checkout'));
    return isWhole && (0,external_node_fs_.statSync)((0,external_node_path_.join)(workspace, path), { throwIfNoEntry: false })?.isFile() !== true;
}

;// CONCATENATED MODULE: ./src/actions/gate/report/files.ts








const OWN = { record: '.cloudquery-gate.json', names: kinds/* FORMATS */.hR.map(kinds/* fileNameOf */.bV) };
async function planFiles(baseline, spool, { nextBaselinePath, reportDir, reports, sarifAnchor }, { runner, isRedacted }) {
    const files = [];
    const { openReportFolder } = await __webpack_require__.e(/* import() */ 2423).then(__webpack_require__.bind(__webpack_require__, 2423));
    const own = openReportFolder(reportDir, OWN, runner.identity());
    const plan = (kind, path, render) => {
        files.push({ kind, write: (result) => writeFile({ kind, path }, own, render, result, runner.scrub) });
    };
    if (baseline !== null && nextBaselinePath !== null) {
        const clean = (text) => (0,text_escape/* toPlainText */.bo)(runner.scrub(text));
        const render = async () => {
            const { writeBaseline } = await __webpack_require__.e(/* import() */ 2276).then(__webpack_require__.bind(__webpack_require__, 2276));
            return writeBaseline(isRedacted ? (0,baseline_baseline/* hideNames */.rg)(baseline) : baseline, clean);
        };
        plan('baseline', nextBaselinePath, render);
    }
    const context = runner.context(clock/* systemClock */.m.now());
    const anchor = findAnchor(sarifAnchor, context, runner.folders().workspace);
    const hide = isRedacted ? redact_violation/* redactViolation */.$ : (violation) => violation;
    const rowsOf = (policyId) => showRows(spool?.rowsOf(policyId) ?? [], hide);
    for (const kind of reports) {
        const render = (result) => {
            const problem = (0,kinds/* listsViolations */.wC)(kind) ? (spool?.problem() ?? null) : null;
            if (problem !== null)
                throw new Error(`its violations could not be kept on disk: ${problem}`);
            return renderReport(kind, { result, rowsOf, context }, anchor);
        };
        plan(kind, (0,external_node_path_.join)(reportDir, (0,kinds/* fileNameOf */.bV)(kind)), render);
    }
    return { files, finish: own.finish };
}
async function writeFile({ kind, path }, own, render, result, scrub) {
    const { writeReport } = await __webpack_require__.e(/* import() */ 4809).then(__webpack_require__.bind(__webpack_require__, 4809));
    const written = await writeReport(path, await render(result), scrub, kind === 'baseline' ? null : own);
    return { kind, path: written };
}
function* showRows(rows, hide) {
    for (const row of rows)
        yield { ...row, violation: hide(row.violation) };
}


/***/ })

};
;