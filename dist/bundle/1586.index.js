"use strict";
exports.id = 1586;
exports.ids = [1586];
exports.modules = {

/***/ 1586:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  redactLine: () => (/* reexport */ redactLine),
  redactResult: () => (redactResult)
});

// EXTERNAL MODULE: ./src/platform/redact-violation.ts
var redact_violation = __webpack_require__(1692);
// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
// EXTERNAL MODULE: ./src/actions/policies/files/schema.ts
var schema = __webpack_require__(7583);
// EXTERNAL MODULE: ./src/text/address.ts
var address = __webpack_require__(9059);
;// CONCATENATED MODULE: ./src/actions/policies/report/redact-line.ts


function redactLine(line) {
    return (0,redact/* redactText */.Rd)((0,redact/* hideEmails */._e)((0,address/* cutAddresses */.B)(line)));
}

;// CONCATENATED MODULE: ./src/actions/policies/report/redact.ts





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
        notes: result.notes.map(redactLine),
        checks: result.checks === null ? null : { passed: result.checks.passed, unchecked: result.checks.unchecked },
        tests: result.tests?.map(redactTest) ?? null,
        preview: result.preview === null ? null : redactPreview(result.preview),
        warnings: result.warnings.map(redactLine),
        plan: result.plan === null ? null : redactPlan(result.plan),
        applied: result.applied === null ? null : redactAllApplied(result.applied),
        left: result.left === null ? null : redactPlan(result.left),
        exportDir: result.exportDir,
        over: result.over === null ? null : redactOverlay(result.over),
        backupDir: result.backupDir,
    };
}
function redactOverlay({ changed, added, gone, notes }) {
    return { changed, added: added.map(redactLine), gone, notes: notes.map(redactLine) };
}
function redactTest({ slug, name, file, status, sentence, rows }) {
    return { slug, name, file, status, sentence: redactLine(sentence), rows: rows.map(redactLine) };
}
function redactPreview({ policies, added, gone }) {
    return {
        policies: policies.map(({ slug, name, before, after, isThere, difference, why }) => ({
            slug,
            name,
            before,
            after,
            isThere,
            difference: difference === null ? null : redactDifference(difference),
            why: why === null ? null : redactLine(why),
        })),
        added,
        gone,
    };
}
function redactDifference(difference) {
    const { added, gone, same, forgiven, accounts, addedShown, goneShown } = difference;
    return {
        added,
        gone,
        same,
        forgiven: forgiven === null ? null : { waived: forgiven.waived, known: forgiven.known },
        accounts: accounts.map(({ account, count }) => ({ account: (0,redact/* hide */.jD)('account', account), count })),
        addedShown: addedShown.map(redactRow),
        goneShown: goneShown.map(redactRow),
    };
}
function redactRow(violation) {
    const { cloud, resourceType, region, ...rest } = (0,redact_violation/* redactViolation */.$)(violation);
    return { ...rest, cloud: hideCell(cloud), resourceType: hideCell(resourceType), region: hideCell(region) };
}
function hideCell(text) {
    return text.trim() === '' ? text : redact/* HIDDEN_PATTERNS */.F_;
}
function redactProblem({ path, line, column, sentence }) {
    return { path, line, column, sentence: redactLine(sentence) };
}
function redactPlan({ changes, conflicts, kept, unmanaged, names, hash }) {
    return {
        changes: redactChanges(changes),
        conflicts: conflicts.map(redactConflict),
        kept: kept.map(({ kind, slug, name, id, reason }) => ({
            ...{ kind, id },
            ...{ slug: redactLine(slug), name: redactLine(name), reason: redactLine(reason) },
        })),
        unmanaged: unmanaged.map(({ kind, id, name }) => ({ kind, id, name: redactLine(name) })),
        names: names.map(({ ref, name }) => ({ ref: redactRef(ref), name: redactLine(name) })),
        hash,
    };
}
function redactConflict({ kind, slug, file, sentence, remedy }) {
    return { kind, slug: redactLine(slug), file, sentence: redactLine(sentence), remedy: redactLine(remedy) };
}
function redactAllApplied(applied) {
    const changes = redactChanges(applied.map(({ change }) => change));
    return applied.flatMap(({ end, why }, index) => {
        const change = changes[index];
        return change === undefined ? [] : [{ change, end, why: why === null ? null : redactLine(why) }];
    });
}
function redactChanges(changes) {
    const written = new Map(changes.flatMap(({ kind, verb, slug, file, after }) => file === null || verb === 'pause' || verb === 'resume' ? [] : [[`${kind} ${slug}`, after]]));
    return changes.map((change) => {
        const { kind, slug, file, after } = change;
        return redactChange(change, file === null ? null : (written.get(`${kind} ${slug}`) ?? after));
    });
}
function redactChange(change, known) {
    const { kind, verb, slug, name, id, file, fields, before, after, changed, markBefore, members } = change;
    const isOfFile = file !== null;
    return {
        kind,
        verb,
        slug: isOfFile ? slug : redactLine(slug),
        name: isOfFile ? name : redactLine(name),
        id,
        file,
        fields: fields.map((one) => redactField(one, isOfFile)),
        before: before === null ? null : redactForm(before, known),
        after: after === null ? null : redactForm(after, known),
        markBefore: markBefore === null ? null : redactMark(markBefore, isOfFile ? slug : null),
        changed: changed === null ? null : { by: changed.by === null ? null : redactLine(changed.by), at: changed.at },
        members: members.map((one) => ({ id: one.id, name: redactLine(one.name) })),
    };
}
function redactMark({ owner, slug }, known) {
    return { owner: redactLine(owner), slug: slug === known ? slug : redactLine(slug) };
}
function redactRef(ref) {
    return ref.startsWith('slug:') ? redactLine(ref) : ref;
}
function redactField({ field, before, after }, isOfFile) {
    return {
        field,
        before: before === null ? null : redactValue(field, before, isOfFile ? after : null),
        after: redactValue(field, after, isOfFile ? after : null),
    };
}
function redactForm(form, known) {
    const name = redactWords(form.name, known?.name ?? null);
    const description = redactWords(form.description, known?.description ?? null);
    if (!('query' in form))
        return { name, description };
    const query = redactWords(form.query, known !== null && 'query' in known ? known.query : null);
    const { domain, severity, status, groups, notify } = form;
    return {
        name,
        domain: hideUnknown(domain, schema/* DOMAINS */.si),
        severity: hideUnknown(severity, schema/* SEVERITIES */.oC),
        description,
        status: hideUnknown(status, schema/* STATUSES */.f),
        groups: groups.map((ref) => redactRef(ref)),
        notify,
        query,
    };
}
function redactValue(field, value, known) {
    if (typeof value !== 'string')
        return value.map((ref) => redactRef(ref));
    switch (field) {
        case 'domain':
            return hideUnknown(value, schema/* DOMAINS */.si);
        case 'severity':
            return hideUnknown(value, schema/* SEVERITIES */.oC);
        case 'status':
            return hideUnknown(value, schema/* STATUSES */.f);
        default:
            return redactWords(value, typeof known === 'string' ? known : null);
    }
}
function hideUnknown(word, known) {
    return known.includes(word) ? word : redact/* HIDDEN_PATTERNS */.F_;
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