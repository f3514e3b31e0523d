"use strict";
exports.id = 2276;
exports.ids = [2276];
exports.modules = {

/***/ 2276:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  EMPTY_BASELINE: () => (EMPTY_BASELINE),
  LARGEST_BASELINE: () => (LARGEST_BASELINE),
  parseBaseline: () => (parseBaseline),
  writeBaseline: () => (writeBaseline)
});

// UNUSED EXPORTS: BASELINE_VERSION

// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/text/damage.ts
var damage = __webpack_require__(2886);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/text/json-place.ts
function findJsonError(error, text) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(error.message) ?? [];
    if (line !== undefined)
        return `line ${line}, column ${column}`;
    return describeOffset(text, isUnexpected(error) ? findUnexpected(text) : text.length);
}
function describeOffset(text, offset) {
    const before = text.slice(0, offset);
    return `line ${before.split('\n').length}, column ${offset - before.lastIndexOf('\n')}`;
}
function isUnexpected(error) {
    return error instanceof SyntaxError && error.message.startsWith('Unexpected token');
}
function findUnexpected(text) {
    let [good, bad] = [0, text.length];
    while (good + 1 < bad) {
        const middle = (good + bad) >> 1;
        if (isUnexpectedIn(text.slice(0, middle)))
            bad = middle;
        else
            good = middle;
    }
    return bad - 1;
}
function isUnexpectedIn(text) {
    try {
        JSON.parse(text);
        return false;
    }
    catch (error) {
        return isUnexpected(error);
    }
}

// EXTERNAL MODULE: ./src/text/json-scan.ts
var json_scan = __webpack_require__(6123);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/actions/gate/baseline/fingerprint.ts
var fingerprint = __webpack_require__(6539);
;// CONCATENATED MODULE: ./src/actions/gate/baseline/file.ts








const BASELINE_VERSION = 1;
const EMPTY_BASELINE = '{"version": 1, "violations": []}';
const LARGEST_BASELINE = 64 * 2 ** 20;
const RESTORE = `Restore its last good version from git, or begin anew with \`${EMPTY_BASELINE}\`.`;
const END = 'end';
const Version = index_min/* object */.Ikc({ version: index_min/* number */.aig() });
const Body = index_min/* object */.Ikc({ violations: index_min/* custom */.IeY(Array.isArray, 'Expected Array') });
const LEAST_BYTES = 10;
const FEW_VALUES = 1_000;
const MOST_KEYS = 100;
const DEEPEST = 20;
const MOST_ROWS = 1_000_000_000;
const Label = index_min/* fallback */.NpB(index_min/* string */.YjP(), '');
const Entry = index_min/* object */.Ikc({
    id: index_min/* pipe */.FsL(index_min/* string */.YjP(), index_min/* check */.z6Y((text) => (0,fingerprint/* isFingerprint */.Z)(text))),
    policy: index_min/* pipe */.FsL(index_min/* string */.YjP(), index_min/* nonEmpty */.hq()),
    count: index_min/* optional */.lqM(index_min/* pipe */.FsL(index_min/* number */.aig(), index_min/* integer */.ndf(), index_min/* minValue */.Wwf(1), index_min/* maxValue */.cGV(MOST_ROWS)), 1),
    policyName: Label,
    account: Label,
    region: Label,
    resource: Label,
});
function parseBaseline(text, path) {
    const problem = (sentence) => ({ kind: 'problem', problem: sentence });
    const damage = describeDamage(text);
    if (damage !== null)
        return problem(damage);
    const source = text.replace(/^\ufeff/, '');
    try {
        const most = source.length / LEAST_BYTES + FEW_VALUES;
        const limits = { depth: DEEPEST, containers: most, values: most, names: MOST_KEYS };
        const flaw = (0,json_scan/* findJsonFlaw */.eH)(source, limits);
        if (flaw !== null)
            return problem(describeFlaw(flaw, source));
        const json = JSON.parse(source);
        const { version } = (0,schema/* read */.LF)(Version, json);
        if (version > BASELINE_VERSION) {
            return problem(`is of version ${version}, and this version of the action knows ${BASELINE_VERSION}: update the action.`);
        }
        if (version !== BASELINE_VERSION)
            return problem(`is of version ${version}, which does not exist.`);
        const { violations } = (0,schema/* read */.LF)(Body, json);
        const byPolicy = new Map();
        const entries = violations.at(-1) === END ? violations.slice(0, -1) : violations;
        for (const [index, item] of entries.entries())
            addEntry(byPolicy, item, `violations.${index}`);
        return { kind: 'baseline', baseline: { path, byPolicy } };
    }
    catch (error) {
        if (error instanceof schema/* SchemaError */.Ar)
            return problem(`is not a baseline: ${error.message}. ${RESTORE}`);
        if (error instanceof SyntaxError)
            return problem(`is damaged: no valid JSON (${findJsonError(error, source)})${describeBlanks(text)}. ${RESTORE}`);
        throw error;
    }
}
function addEntry(byPolicy, item, path) {
    const { id, policy, count, policyName, account, region, resource } = readEntry(item, path);
    const names = { policy: policyName, account, region, resource };
    const entries = byPolicy.get(policy) ?? new Map();
    const twin = entries.get(id);
    entries.set(id, { count: Math.min(count, twin?.count ?? count), names });
    byPolicy.set(policy, entries);
}
function readEntry(item, path) {
    try {
        return (0,schema/* read */.LF)(Entry, item, path);
    }
    catch (error) {
        if (error instanceof schema/* SchemaError */.Ar && error.path === `${path}.id`) {
            throw new schema/* SchemaError */.Ar(error.path, '32 hexadecimal digits, as this action writes them');
        }
        throw error;
    }
}
function describeDamage(text) {
    if (text.trim() === '')
        return `is empty; the smallest baseline is \`${EMPTY_BASELINE}\`.`;
    switch ((0,damage/* findDamage */.T)(text)?.kind) {
        case undefined:
            return null;
        case 'conflict':
            return 'holds the marks of a merge conflict of git: resolve it.';
        case 'lfs':
            return 'is a pointer of Git LFS: set `lfs: true` in the step that checks out the repository.';
    }
}
function describeFlaw(flaw, source) {
    const place = describeOffset(source, flaw.offset);
    switch (flaw.kind) {
        case 'repeated-name':
            return `is damaged: \`${(0,text_escape/* toLogText */.ZQ)(flaw.name, 50)}\` is there twice in one object (${place}); allowed: once.`;
        case 'too-many':
            return `is not a baseline: its entries hold too many values (at ${place}).`;
        case 'too-deep':
            return `is not a baseline: it is nested deeper than ${DEEPEST} levels (${place}).`;
        case 'inexact':
            return `is damaged: it has a number that can't be read exactly (${place}).`;
    }
}
function describeBlanks(text) {
    return /^[ \t\ufeff]*[^\S \t\r\n\ufeff]/m.test(text) ? '; no-break spaces or their like indent it' : '';
}
function* writeBaseline(baseline, clean) {
    let size = 0;
    for (const line of renderLines(baseline, clean)) {
        size += Buffer.byteLength(line);
        if (size > LARGEST_BASELINE) {
            throw new Error(`it would be larger than ${LARGEST_BASELINE} bytes, which the next run would refuse`);
        }
        yield line;
    }
}
function* renderLines(baseline, clean) {
    yield `{\n  "version": ${BASELINE_VERSION},\n  "violations": [\n`;
    for (const [policy, entries] of sortByKey(baseline.byPolicy)) {
        for (const [id, entry] of sortByKey(entries))
            yield `    ${JSON.stringify(describeEntry(id, policy, entry, clean))},\n`;
    }
    yield `    "${END}"\n  ]\n}\n`;
}
function describeEntry(id, policy, { count, names }, clean) {
    return {
        id,
        policy,
        ...(count === 1 ? {} : { count }),
        ...describeNames(names, clean),
    };
}
function describeNames({ policy, account, region, resource }, clean) {
    const labels = { policyName: policy, account, region, resource };
    return Object.fromEntries(Object.entries(labels).flatMap(([label, text]) => (text === '' ? [] : [[label, clean(text)]])));
}
function sortByKey(map) {
    return [...map].sort(([a], [b]) => (0,compare/* compareTexts */.Z)(a, b));
}


/***/ })

};
;