"use strict";
exports.id = 3535;
exports.ids = [3535];
exports.modules = {

/***/ 3535:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  renderPlanJson: () => (renderPlanJson)
});
/* unused harmony export PLAN_VERSION */
var _text_json_stream_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1634);

const PLAN_VERSION = 1;
function renderPlanJson(result, context) {
    const { plan, applied, left } = result;
    return (0,_text_json_stream_js__WEBPACK_IMPORTED_MODULE_0__.f)({
        version: PLAN_VERSION,
        tool: { name: 'cloudquery-policies' },
        generated_at: new Date(context.now).toISOString(),
        repository: context.repository,
        commit: context.sha,
        run_url: context.runUrl,
        platform_url: result.platformUrl,
        mode: result.mode,
        outcome: result.outcome,
        green: result.green,
        sentence: result.sentence,
        problems: result.problems,
        remedy: result.remedy,
        file_problems: result.fileProblems.map(toProblem),
        file_warnings: result.fileWarnings.map(toProblem),
        notes: result.notes,
        checks: result.checks === null ? null : { passed: result.checks.passed, unchecked: result.checks.unchecked },
        tests: result.tests?.map(toTest) ?? null,
        preview: result.preview === null ? null : toPreview(result.preview),
        warnings: result.warnings,
        plan: plan === null
            ? null
            : {
                hash: plan.hash,
                unmanaged: plan.unmanaged.length,
                names: plan.names.map(({ ref, name }) => ({ ref, name })),
                changes: plan.changes.map(toChange),
                conflicts: plan.conflicts.map(toConflict),
                kept: plan.kept.map(({ kind, slug, name, id, reason }) => ({ kind, slug, name, id, reason })),
            },
        applied: applied?.map(({ change: { kind, verb, slug, id }, end, why }) => ({ kind, action: verb, slug, id, end, why })) ??
            null,
        left: left === null ? null : { changes: left.changes.map(toChange), conflicts: left.conflicts.map(toConflict) },
        export_dir: result.exportDir,
        backup_dir: result.backupDir,
    });
}
function toTest({ slug, name, file, status, sentence, rows }) {
    return { slug, name, file: toPlace(file), status, sentence: sentence === '' ? null : sentence, rows };
}
function toPreview({ policies, added, gone }) {
    return { new: added, gone, policies: policies.map(toPolicyPreview) };
}
function toPolicyPreview({ slug, name, isThere, before, after, difference, why }) {
    return {
        slug,
        name,
        is_active_now: isThere,
        finds_now: before,
        would_find: after,
        difference: difference === null
            ? null
            : {
                new: difference.added,
                gone: difference.gone,
                same: difference.same,
                new_waived: difference.forgiven?.waived ?? null,
                new_known: difference.forgiven?.known ?? null,
                accounts: difference.accounts.map(({ account, count }) => ({ account, new: count })),
                new_shown: difference.addedShown.map(toResource),
                gone_shown: difference.goneShown.map(toResource),
            },
        why,
    };
}
function toResource({ cloud, accountName, accountId, region, resourceType, name, platformId }) {
    return {
        cloud,
        account_name: accountName,
        account_id: accountId,
        region,
        resource_type: resourceType,
        name,
        platform_id: platformId,
    };
}
function toProblem({ path, line, column, sentence }) {
    return { path, line, column, sentence };
}
function toChange(change) {
    const { kind, verb, slug, name, id, file, fields, before, after, changed, markBefore, members } = change;
    return {
        kind,
        action: verb,
        slug,
        name,
        id,
        file: toPlace(file),
        last_change: changed === null ? null : { by: changed.by, at: changed.at },
        mark_before: markBefore === null ? null : { owner: markBefore.owner, slug: markBefore.slug },
        fields: fields.map((one) => ({ field: one.field, before: one.before, after: one.after })),
        before: toForm(before),
        after: toForm(after),
        members: members.map((one) => ({ id: one.id, name: one.name })),
    };
}
function toForm(form) {
    if (form === null)
        return null;
    const { name, description } = form;
    if (!('query' in form))
        return { name, description };
    const { domain, severity, status, groups, notify, query } = form;
    return { name, domain, severity, status, description, groups, notify, query };
}
function toConflict({ kind, slug, file, sentence, remedy }) {
    return { kind, slug: slug === '' ? null : slug, file: toPlace(file), sentence, remedy };
}
function toPlace(file) {
    return file === null ? null : { path: file.path, line: file.line };
}


/***/ })

};
;