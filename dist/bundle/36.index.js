"use strict";
exports.id = 36;
exports.ids = [36];
exports.modules = {

/***/ 4036:
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
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/runner/write-file.ts



function findFreePath(path) {
    const { dir, name, ext } = (0,external_node_path_.parse)(path);
    for (let number = 2, free = path;; number++) {
        if ((0,external_node_fs_.lstatSync)(free, { throwIfNoEntry: false }) === undefined)
            return free;
        free = (0,external_node_path_.join)(dir, `${name}-${number}${ext}`);
    }
}
function writeText(path, pieces) {
    makeFolder((0,external_node_path_.dirname)(path));
    const draft = `${path}.${process.pid}.tmp`;
    try {
        const file = (0,external_node_fs_.openSync)(draft, 'wx');
        try {
            for (const chunk of joinPieces(pieces))
                (0,external_node_fs_.writeFileSync)(file, chunk);
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
        moveOver(draft, path);
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(draft, { force: true, maxRetries: 3 });
        throw error;
    }
}
const HELD = ['EACCES', 'EBUSY', 'EPERM'];
const MOST_MOVES = 5;
const PAUSE_MS = 50;
function moveOver(from, to, rename = external_node_fs_.renameSync, isPatient = isWindows) {
    for (let tries = 1;; tries++) {
        try {
            rename(from, to);
            return;
        }
        catch (error) {
            if (!isPatient || tries >= MOST_MOVES || !(0,errors/* hasCode */.up)(error, ...HELD))
                throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tries * PAUSE_MS);
        }
    }
}
const isWindows = process.platform === 'win32';
function makeFolder(path) {
    if ((0,external_node_fs_.existsSync)(path))
        return;
    if ((0,external_node_path_.dirname)(path) !== path)
        makeFolder((0,external_node_path_.dirname)(path));
    (0,external_node_fs_.mkdirSync)(path);
}
const CHUNK = 2 ** 18;
function* joinPieces(pieces) {
    let chunk = '';
    for (const piece of pieces) {
        chunk += piece;
        if (chunk.length < CHUNK)
            continue;
        yield chunk;
        chunk = '';
    }
    yield chunk;
}

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
            return (await __webpack_require__.e(/* import() */ 58).then(__webpack_require__.bind(__webpack_require__, 8058))).renderJson(input);
        case 'junit':
            return (await __webpack_require__.e(/* import() */ 579).then(__webpack_require__.bind(__webpack_require__, 5579))).renderJunit(input);
        case 'markdown':
            return [(await __webpack_require__.e(/* import() */ 951).then(__webpack_require__.bind(__webpack_require__, 9951))).renderMarkdown(input)];
        case 'sarif': {
            const { findSarifObstacle, renderSarif } = await __webpack_require__.e(/* import() */ 140).then(__webpack_require__.bind(__webpack_require__, 1140));
            const obstacle = anchor === null ? 'the workflow’s own file is not known: set `sarif-anchor`' : findSarifObstacle(input.result);
            if (anchor === null || obstacle !== null)
                throw new report/* ReportObstacle */.gu(obstacle ?? '');
            return renderSarif(input, anchor);
        }
    }
}
function findWorkflowFile(context) {
    return /^[^/]+\/[^/]+\/(.+)@/.exec(context.workflowRef ?? '')?.[1] ?? null;
}

;// CONCATENATED MODULE: ./src/actions/gate/report/files.ts







async function planFiles(baseline, spool, { nextBaselinePath, reportDir, reports, sarifAnchor }, { runner, isRedacted }) {
    const files = [];
    const plan = (kind, path, render) => {
        files.push({ kind, write: (result) => writeFile(kind, path, render, result, runner.scrub) });
    };
    if (baseline !== null && nextBaselinePath !== null) {
        const clean = (text) => runner.scrub((0,text_escape/* toPlainText */.bo)(text));
        const render = async () => {
            const { writeBaseline } = await __webpack_require__.e(/* import() */ 85).then(__webpack_require__.bind(__webpack_require__, 9085));
            return writeBaseline(isRedacted ? (0,baseline_baseline/* hideNames */.rg)(baseline) : baseline, clean);
        };
        plan('baseline', nextBaselinePath, render);
    }
    const context = runner.context(clock/* systemClock */.m.now());
    const anchor = sarifAnchor ?? findWorkflowFile(context);
    const hide = isRedacted ? (await __webpack_require__.e(/* import() */ 682).then(__webpack_require__.bind(__webpack_require__, 2682))).redactViolation : (violation) => violation;
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
    return files;
}
async function writeFile(kind, path, render, result, scrub) {
    const free = findFreePath(path);
    writeText(free, scrubPieces(await render(result), scrub));
    return { kind, path: free };
}
function* showRows(rows, hide) {
    for (const row of rows)
        yield { ...row, violation: hide(row.violation) };
}
function* scrubPieces(pieces, scrub) {
    for (const piece of pieces)
        yield scrub(piece);
}


/***/ })

};
;