"use strict";
exports.id = 411;
exports.ids = [411];
exports.modules = {

/***/ 6792:
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
// EXTERNAL MODULE: ./src/text/damage.ts
var damage = __webpack_require__(2886);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/text/json-flaw.ts
const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x5b, 0x5d, 0x7b, 0x7d];
function findJsonFlaw(text, { mostValues, mostKeys, deepest }) {
    const open = [];
    let values = 0;
    for (let at = 0; at < text.length; at++) {
        switch (text.charCodeAt(at)) {
            case QUOTE: {
                const end = findStringEnd(text, at);
                const keys = open.at(-1);
                if (keys != null && isKey(text, end)) {
                    const key = readKey(text, at, end);
                    if (keys.includes(key))
                        return { kind: 'repeated-key', key, offset: at };
                    if (keys.push(key) > mostKeys)
                        return { kind: 'too-many', offset: at };
                }
                at = end;
                break;
            }
            case BRACE:
            case BRACKET:
                if (open.length === deepest)
                    return { kind: 'too-deep', offset: at };
                open.push(text.charCodeAt(at) === BRACE ? [] : null);
                values += 1;
                break;
            case BRACE_END:
            case BRACKET_END:
                open.pop();
                break;
            case COMMA:
                values += 1;
        }
        if (values > mostValues)
            return { kind: 'too-many', offset: at };
    }
    return null;
}
function findStringEnd(text, start) {
    for (let at = start + 1; at < text.length; at++) {
        const code = text.charCodeAt(at);
        if (code === QUOTE)
            return at;
        if (code === BACKSLASH)
            at += 1;
    }
    return text.length;
}
function isKey(text, end) {
    let at = end + 1;
    while (at < text.length && text.charCodeAt(at) <= 0x20)
        at += 1;
    return text.charCodeAt(at) === COLON;
}
function readKey(text, start, end) {
    const key = text.slice(start + 1, end);
    if (!key.includes('\\'))
        return key;
    try {
        return String(JSON.parse(text.slice(start, end + 1)));
    }
    catch {
        return key;
    }
}

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
    try {
        const source = text.replace(/^\ufeff/, '');
        const limits = { mostValues: source.length / LEAST_BYTES + FEW_VALUES, mostKeys: MOST_KEYS, deepest: DEEPEST };
        const flaw = findJsonFlaw(source, limits);
        if (flaw !== null)
            return problem(describeFlaw(flaw, source));
        const json = JSON.parse(source);
        const { version } = (0,schema/* read */.LF)(Version, json);
        if (version > BASELINE_VERSION) {
            return problem(`is of version ${version}, and this version of the action knows ${BASELINE_VERSION}: update the action.`);
        }
        if (version !== BASELINE_VERSION)
            return problem(`is of version ${version}, which there never was.`);
        const { violations } = (0,schema/* read */.LF)(Body, json);
        const byPolicy = new Map();
        const entries = violations.at(-1) === END ? violations.slice(0, -1) : violations;
        for (const [index, item] of entries.entries())
            addEntry(byPolicy, item, `violations.${index}`);
        return { kind: 'baseline', baseline: { path, byPolicy } };
    }
    catch (error) {
        if (error instanceof schema/* SchemaError */.Ar)
            return problem(`is no baseline: ${error.message}. ${RESTORE}`);
        if (error instanceof SyntaxError)
            return problem(`is damaged: no valid JSON${placeOf(error)}${describeBlanks(text)}. ${RESTORE}`);
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
    const before = source.slice(0, flaw.offset);
    const line = before.split('\n').length;
    const place = `line ${line}, column ${flaw.offset - before.lastIndexOf('\n')}`;
    switch (flaw.kind) {
        case 'repeated-key':
            return `is damaged: \`${(0,text_escape/* toLogText */.ZQ)(flaw.key, 50)}\` is there twice in one object (${place}); allowed: once.`;
        case 'too-many':
            return `is no baseline: up to ${place} it has more values than entries of a baseline would have.`;
        case 'too-deep':
            return `is no baseline: it is nested deeper than ${DEEPEST} levels (${place}).`;
    }
}
function describeBlanks(text) {
    return /^\s*[^\S \t\r\n\ufeff]/m.test(text) ? '; no-break spaces or their like indent it' : '';
}
function placeOf(error) {
    const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(error.message) ?? [];
    return line === undefined ? '' : ` (line ${line}, column ${column})`;
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
    return [...map].sort(([a], [b]) => (a < b ? -1 : 1));
}


/***/ })

};
;