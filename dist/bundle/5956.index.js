"use strict";
exports.id = 5956;
exports.ids = [5956];
exports.modules = {

/***/ 5956:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  renderComment: () => (renderComment),
  renderSummary: () => (renderSummary)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7388);
var _text_markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6590);
var _change_section_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3445);
var _describe_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(316);
var _preview_section_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5003);






const SENTENCE_LENGTH = 2_000;
const TEXT_LENGTH = 600;
const SHORT_LENGTH = 150;
const FIXED_BYTES = 4_000;
function renderSummary(result, maxBytes, warnings = [], planFile = null) {
    const whole = planFile === null ? '' : `Not all of it finds room here. The plan file has the whole: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(planFile, 500)}`;
    return render(result, maxBytes, warnings, whole);
}
function renderComment(result, { runUrl, planFile }, maxChars) {
    const file = planFile === null ? '' : `, and the plan file ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(planFile))} of the run has all of it`;
    const whole = `Not all of it finds room in a comment. The job summary has more${file}.\n${(0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.i5)(runUrl)}`;
    return render(result, maxChars, [], whole);
}
function render(result, maxBytes, warnings, whole) {
    const text = compose(result, maxBytes, warnings, whole, SENTENCE_LENGTH);
    if ((0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.dp)(text) <= maxBytes)
        return text;
    const short = compose(result, maxBytes, [], whole, SHORT_LENGTH);
    if ((0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.dp)(short) <= maxBytes)
        return short;
    return `${(0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.nn)([renderHeading(result), renderCounts(result), whole])}\n`;
}
function compose(result, maxBytes, warnings, whole, sentenceLength) {
    const { sentence, problems, remedy, plan, left } = result;
    const listed = problems.length > 1 && !(0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.DI)(result) ? problems : [];
    const head = [
        renderHeading(result),
        (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.HK)(sentence, sentenceLength),
        remedy === null ? '' : `**What to do:** ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.HK)(remedy, sentenceLength)}`,
        (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.HK)((0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.Pt)(result) ?? ''),
    ];
    const foot = renderFoot(result);
    let room = Math.max(0, maxBytes - (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.dp)([...head, foot, whole].join('\n\n')) - FIXED_BYTES);
    let isCut = false;
    function take(share, renderWithin) {
        const section = renderWithin(room * share);
        room = Math.max(0, room - (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.dp)(section.text));
        isCut ||= section.isCut;
        return section.text;
    }
    const changes = plan?.changes ?? [];
    const view = {
        nameOf: (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.dh)(plan?.names ?? []),
        endOf: (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.xB)(result),
        isApplied: result.applied !== null,
        isDrift: result.mode === 'drift',
    };
    const removed = take(0.5, (most) => (0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.O1)(changes, view, most));
    const conflicts = take(0.3, (most) => renderList(plan?.conflicts ?? [], (one) => (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.we)(one, remedy), 'conflict', most));
    const undone = take(0.3, (most) => renderList((0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.Kj)(result), _describe_js__WEBPACK_IMPORTED_MODULE_4__.$4, 'change', most));
    const remaining = take(0.3, (most) => renderLeft(result, view, most));
    const wrong = take(0.5, (most) => renderList(result.fileProblems, _describe_js__WEBPACK_IMPORTED_MODULE_4__.Rw, 'problem', most));
    const overlay = (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.ZR)(result.over).map(({ title, paths }) => ({
        title: `### ${title} (${paths.length})`,
        text: take(0.3, (most) => renderPaths(paths, most)),
    }));
    const parts = take(0.5, (most) => renderList(listed, (text) => text, 'problem', most));
    const odd = take(0.2, (most) => renderList([...warnings, ...result.warnings, ...result.fileWarnings.map(_describe_js__WEBPACK_IMPORTED_MODULE_4__.Rw)], (text) => text, 'warning', most));
    const notes = take(0.2, (most) => renderList(result.notes, (text) => text, 'note', most));
    const tests = take(0.3, (most) => renderTests(result.tests ?? [], most));
    const preview = take(0.5, (most) => result.preview === null || result.preview.policies.length === 0
        ? { text: '', isCut: false }
        : (0,_preview_section_js__WEBPACK_IMPORTED_MODULE_5__.Bt)(result.preview, most));
    const kept = take(0.2, (most) => renderList(plan?.kept ?? [], _describe_js__WEBPACK_IMPORTED_MODULE_4__.gt, 'object', most));
    const unmanaged = (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.Pi)(result);
    const others = take(0.2, (most) => renderList(unmanaged, _describe_js__WEBPACK_IMPORTED_MODULE_4__.O, 'object', most));
    const details = take(1, (most) => (0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.fF)(changes, view, most));
    const title = view.isDrift ? 'What differs, and how to undo that' : 'Plan';
    const sections = [
        ...head,
        parts,
        ...overlay.flatMap(({ title, text }) => [title, text]),
        wrong === '' ? '' : `### Problems of the files (${result.fileProblems.length})\n\n${wrong}`,
        conflicts === '' ? '' : `### Conflicts (${plan?.conflicts.length})\n\n${conflicts}`,
        undone === '' ? '' : `### Not done, or unknown (${(0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.Kj)(result).length})\n\n${undone}`,
        changes.length === 0 ? '' : `### ${title}: ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.Sf)(changes)}\n\n${removed}`,
        result.tests === null ? '' : `### ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.MV)(result.tests)}\n\n${tests}`,
        result.preview === null || preview === '' ? '' : `### ${(0,_preview_section_js__WEBPACK_IMPORTED_MODULE_5__.QV)(result.preview)}\n\n${preview}`,
        isCut ? whole : '',
        details,
        left === null || remaining === '' ? '' : `### What differs after all was written\n\n${remaining}`,
        odd === '' ? '' : `### Warnings\n\n${odd}`,
        notes === '' ? '' : `### Not found out\n\n${notes}`,
        kept === '' ? '' : (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.PL)(`Without a file, and kept (${plan?.kept.length})`, kept),
        others === '' ? '' : (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.PL)(`Not managed from here (${unmanaged.length})`, others),
        foot,
    ];
    return `${(0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.nn)(sections)}\n`;
}
function renderHeading({ outcome, green }) {
    const mark = green ? (outcome === 'drift' || outcome === 'changes' ? '⚠️' : '✅') : '❌';
    return `## ${mark} CloudQuery policies: ${outcome}`;
}
function renderCounts({ plan }) {
    return plan === null || plan.changes.length === 0 ? '' : `Plan: ${(0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.Sf)(plan.changes)}.`;
}
function renderFoot({ plan, exportDir, backupDir, platformUrl }) {
    return [
        ...(plan === null ? [] : (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.wA)(plan)),
        ...(plan === null || plan.hash === null ? [] : [`hash of the plan: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(plan.hash)}`]),
        ...(exportDir === null ? [] : [`exported to ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(exportDir, 500)}`]),
        ...(backupDir === null ? [] : [`backup of what is paused or deleted: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(backupDir, 500)}`]),
        ...(platformUrl === null ? [] : [(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(platformUrl, 500)]),
    ].join(' · ');
}
function renderLeft({ left }, view, maxBytes) {
    if (left === null)
        return { text: '', isCut: false };
    const own = { ...view, nameOf: (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.dh)(left.names), endOf: () => null, isApplied: false };
    const changes = (0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.O1)(left.changes, own, maxBytes * 0.6);
    const conflicts = renderList(left.conflicts, (one) => (0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.we)(one), 'conflict', maxBytes * 0.4);
    return { text: (0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.nn)([changes.text, conflicts.text]), isCut: changes.isCut || conflicts.isCut };
}
function renderTests(tests, maxBytes) {
    const told = tests.filter(({ status }) => status !== 'passed');
    const list = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.Dh)(told, ({ slug, name, file, sentence, rows }) => {
        const place = `${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(slug)}, ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)((0,_describe_js__WEBPACK_IMPORTED_MODULE_4__.df)({ ...file, column: null }), TEXT_LENGTH)}`;
        const lines = rows.map((row) => `  - ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(row, TEXT_LENGTH)}\n`).join('');
        return `- **${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.l6)(name, SHORT_LENGTH)}** (${place}): ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.HK)(sentence, TEXT_LENGTH)}\n${lines}`;
    }, maxBytes - SHORT_LENGTH);
    const rest = told.length - list.taken;
    return { text: `${list.text}${(0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.jE)(rest, 'test')}`.trim(), isCut: rest > 0 };
}
function renderPaths(paths, maxBytes) {
    const list = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.Dh)(paths, (path) => `- ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.Xt)(path, TEXT_LENGTH)}\n`, maxBytes - SHORT_LENGTH);
    const rest = paths.length - list.taken;
    return { text: `${list.text}${(0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.jE)(rest, 'file')}`.trim(), isCut: rest > 0 };
}
function renderList(items, describe, noun, maxBytes) {
    const list = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.Dh)(items, (item) => `- ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.HK)(describe(item), TEXT_LENGTH)}\n`, maxBytes - SHORT_LENGTH);
    const rest = items.length - list.taken;
    return { text: `${list.text}${(0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_2__.jE)(rest, noun)}`.trim(), isCut: rest > 0 };
}


/***/ })

};
;