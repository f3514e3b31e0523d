export const id = 225;
export const ids = [225];
export const modules = {

/***/ 4225:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MARKDOWN_CHARS: () => (/* binding */ MARKDOWN_CHARS),
/* harmony export */   renderMarkdown: () => (/* binding */ renderMarkdown)
/* harmony export */ });
/* harmony import */ var _text_budget_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8826);
/* harmony import */ var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
/* harmony import */ var _acceptance_section_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6921);
/* harmony import */ var _summary_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(809);




const MARKDOWN_CHARS = 60_000;
const SENTENCE_LENGTH = 800;
const REMEDY_LENGTH = 400;
const RESOURCES_SHOWN = 5;
const TABLES_SHOWN = 5;
const LOG_LINES_SHOWN = 5;
function renderMarkdown({ result, context }, maxChars = MARKDOWN_CHARS) {
    const link = context.runUrl === null ? '' : `\n${renderLink(context.runUrl)}\n`;
    return (0,_summary_js__WEBPACK_IMPORTED_MODULE_2__.renderSummary)(shorten(result), maxChars - (0,_text_budget_js__WEBPACK_IMPORTED_MODULE_3__/* .byteLength */ .dp)(link)) + link;
}
function renderLink(url) {
    return /^https?:\/\/[\w.:-]+(?:\/[\w.~%+-]+)*\/?$/.test(url) ? `[This run](${url})` : `This run: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toCode */ .Xt)(url, 500)}`;
}
function shorten(result) {
    const { sentence, remedy, syncs, judgement } = result;
    return {
        ...result,
        sentence: (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toPlainText */ .bo)(sentence, SENTENCE_LENGTH),
        remedy: remedy === null ? null : (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__/* .toPlainText */ .bo)(remedy, REMEDY_LENGTH),
        syncs: (result.outcome === 'passed' ? syncs : syncs.filter(hasTrouble)).map(shortenSync),
        judgement: judgement === null ? null : shortenJudgement(judgement),
    };
}
function hasTrouble({ state, problem }) {
    return state !== 'succeeded' || problem !== null;
}
function shortenSync(sync) {
    return {
        ...sync,
        worstTables: sync.worstTables.slice(0, TABLES_SHOWN),
        lastLogLines: sync.lastLogLines.slice(-LOG_LINES_SHOWN),
    };
}
function shortenJudgement(judgement) {
    return {
        ...judgement,
        policies: judgement.policies.filter(needsAction).map(shortenPolicy),
        waivers: judgement.waivers.filter(_acceptance_section_js__WEBPACK_IMPORTED_MODULE_1__/* .needsLook */ .B4),
    };
}
function needsAction({ standing, gating }) {
    return standing !== 'judged' || gating > 0;
}
function shortenPolicy(policy) {
    return { ...policy, resources: policy.resources.slice(0, RESOURCES_SHOWN) };
}


/***/ })

};
