"use strict";
exports.id = 9640;
exports.ids = [9640];
exports.modules = {

/***/ 9640:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  redactLine: () => (redactLine),
  redactResult: () => (redactResult)
});
var _text_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3326);
var _files_schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7583);


function redactResult(result) {
    return {
        outcome: result.outcome,
        green: result.green,
        sentence: redactLine(result.sentence),
        problems: result.problems.map(redactLine),
        remedy: result.remedy === null ? null : redactLine(result.remedy),
        mode: result.mode,
        platformUrl: result.platformUrl,
        fileProblems: result.fileProblems.map(redactProblem),
        fileWarnings: result.fileWarnings.map(redactProblem),
        plan: result.plan === null ? null : redactPlan(result.plan),
        applied: result.applied?.map(redactApplied) ?? null,
        left: result.left === null ? null : redactPlan(result.left),
        exportDir: result.exportDir,
        backupDir: result.backupDir,
    };
}
function redactLine(line) {
    return (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.Rd)((0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__._e)(line));
}
function redactProblem({ path, line, column, sentence }) {
    return { path, line, column, sentence: redactLine(sentence) };
}
function redactPlan({ changes, conflicts, kept, unmanaged, names, hash }) {
    return {
        changes: changes.map(redactChange),
        conflicts: conflicts.map(redactConflict),
        kept: kept.map(({ kind, slug, name, id, reason }) => ({ kind, slug, name, id, reason })),
        unmanaged,
        names: names.map(({ ref, name }) => ({ ref, name: redactLine(name) })),
        hash,
    };
}
function redactConflict({ kind, slug, file, sentence, remedy }) {
    return { kind, slug, file, sentence: redactLine(sentence), remedy: redactLine(remedy) };
}
function redactApplied({ change, end, why }) {
    return { change: redactChange(change), end, why: why === null ? null : redactLine(why) };
}
function redactChange(change) {
    const { kind, verb, slug, name, id, file, fields, before, after, changed, markBefore } = change;
    const known = file === null ? null : after;
    return {
        kind,
        verb,
        slug,
        name,
        id,
        file,
        fields: fields.map((one) => redactField(one, file !== null)),
        before: before === null ? null : redactForm(before, known),
        after: after === null || file !== null ? after : redactForm(after, null),
        markBefore,
        changed: changed === null ? null : { by: changed.by === null ? null : redactLine(changed.by), at: changed.at },
    };
}
function redactField({ field, before, after }, isOfFile) {
    return {
        field,
        before: before === null ? null : redactValue(field, before, isOfFile ? after : null),
        after: isOfFile ? after : redactValue(field, after, null),
    };
}
function redactForm(form, known) {
    const { name } = form;
    const description = redactWords(form.description, known?.description ?? null);
    if (!('query' in form))
        return { name, description };
    const query = redactWords(form.query, known !== null && 'query' in known ? known.query : null);
    const { domain, severity, status, groups, notify } = form;
    return {
        name,
        domain: hideUnknown(domain, _files_schema_js__WEBPACK_IMPORTED_MODULE_1__.si),
        severity: hideUnknown(severity, _files_schema_js__WEBPACK_IMPORTED_MODULE_1__.oC),
        description,
        status: hideUnknown(status, _files_schema_js__WEBPACK_IMPORTED_MODULE_1__.f),
        groups,
        notify,
        query,
    };
}
function redactValue(field, value, known) {
    if (typeof value !== 'string')
        return value;
    switch (field) {
        case 'name':
            return value;
        case 'domain':
            return hideUnknown(value, _files_schema_js__WEBPACK_IMPORTED_MODULE_1__.si);
        case 'severity':
            return hideUnknown(value, _files_schema_js__WEBPACK_IMPORTED_MODULE_1__.oC);
        case 'status':
            return hideUnknown(value, _files_schema_js__WEBPACK_IMPORTED_MODULE_1__.f);
        default:
            return redactWords(value, typeof known === 'string' ? known : null);
    }
}
function hideUnknown(word, known) {
    return known.includes(word) ? word : _text_redact_js__WEBPACK_IMPORTED_MODULE_0__.F_;
}
function redactWords(text, known) {
    const kept = new Set(known === null ? [] : known.split('\n').map((line) => line.trim()));
    return text
        .split('\n')
        .map((line) => (kept.has(line.trim()) ? line : redactLine(line)))
        .join('\n');
}


/***/ })

};
;