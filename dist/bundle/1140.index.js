"use strict";
exports.id = 1140;
exports.ids = [1140];
exports.modules = {

/***/ 1140:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findSarifObstacle: () => (findSarifObstacle),
  renderSarif: () => (renderSarif)
});

// UNUSED EXPORTS: MOST_RESULTS, MOST_RULES, TOOL_VERSION

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/actions/gate/judge/order.ts
var order = __webpack_require__(8211);
;// CONCATENATED MODULE: ./src/actions/gate/report/sarif/fingerprint.ts

const DIGITS = 16;
function createLineHashes() {
    const seen = new Map();
    return (policyId, fingerprint) => {
        const digits = (fingerprint ?? (0,external_node_crypto_.hash)('sha256', JSON.stringify([policyId]), 'hex')).slice(0, DIGITS);
        const ordinal = (seen.get(digits) ?? 0) + 1;
        seen.set(digits, ordinal);
        return `${digits}:${ordinal}`;
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/report/sarif/notes.ts

function countReported({ gating, known, belowThreshold }) {
    return gating + known + belowThreshold;
}
function countSarif(totals, results, isCut) {
    const { found, gating, known, waived, belowThreshold, outOfScope } = totals;
    const missing = Math.max(0, countReported(totals) - results);
    return {
        ...{ found, gating, known, waived, belowThreshold, outOfScope, results },
        cut: isCut ? Math.max(1, missing) : 0,
        unlisted: isCut ? 0 : missing,
    };
}
function listNotes({ waived, outOfScope, cut, unlisted }) {
    const notes = [
        describeNote('waived', waived, 'Waived', ' An alert closes until its waiver expires.'),
        describeNote('out-of-scope', outOfScope, 'Out of scope'),
        describeNote('cut', cut, 'Beyond what GitHub takes', ' What gates comes first, and then the worst policies.'),
        describeNote('unlisted', unlisted, 'Counted by policies that do not list them'),
    ];
    return notes.filter(({ properties }) => properties.count > 0);
}
function describeNote(id, count, reason, remark = '') {
    const text = `${reason}, and so without a result: ${(0,format/* countNouns */.Vq)(count, 'violation')}.${remark}`;
    return { descriptor: { id }, level: 'note', message: { text }, properties: { count } };
}

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/actions/gate/report/sarif/text.ts

function toSarifText(text, most) {
    const whole = escapeText((0,text_escape/* toPlainText */.bo)(text, most));
    return whole.length <= most ? whole : escapeText((0,text_escape/* toPlainText */.bo)(text, most / 2));
}
function escapeText(line) {
    return line.replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}
function toSarifMarkdown(text, most) {
    return (0,text_escape/* toMarkdown */.l6)(text, most)
        .replace(/<\/?[a-z]+>/g, '')
        .replace(/[{}]/g, (brace) => `&#${brace.charCodeAt(0)};`);
}
const ACTIVE = /<|#(?=[^\x20-\x7e]*\[)/g;
function toJsonLine(value) {
    return JSON.stringify(value).replace(ACTIVE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./src/actions/gate/report/sarif/rule.ts



const NAME_LENGTH = 250;
const DESCRIPTION_LENGTH = 1_000;
const WORD_LENGTH = 60;
const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
const SCORES = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' };
const PROBLEMS = { critical: 'error', high: 'error', medium: 'warning', low: 'recommendation' };
const OTHER_DOMAINS = ['finops', 'governance', 'operations'];
const ADVICE = 'Fix the resource: the alert closes with the next report after the policy was evaluated again. ' +
    'A waiver closes it until the waiver expires. A baseline does not close it.';
function describeRule(policy) {
    const name = nameRule(policy);
    const title = toSarifText(name, NAME_LENGTH);
    const id = identifyRule(policy);
    return {
        id,
        ...(name.toLowerCase() === id.toLowerCase() ? {} : { name }),
        shortDescription: { text: title },
        fullDescription: { text: toSarifText(policy.description, DESCRIPTION_LENGTH) || title },
        help: { text: writeHelp(policy, title), markdown: writeMarkdownHelp(policy) },
        defaultConfiguration: { level: LEVELS[policy.severity] },
        properties: describeSeverity(policy),
    };
}
function identifyRule({ id }) {
    return /^[\w.:~-]{1,200}$/.test(id) ? id : `policy-${(0,external_node_crypto_.hash)('sha256', id, 'hex').slice(0, 32)}`;
}
function nameRule(policy) {
    const most = NAME_LENGTH / 2;
    return (0,text_escape/* toPlainText */.bo)(policy.name, most) || (0,text_escape/* toPlainText */.bo)(policy.id, most) || 'Policy without a name';
}
function describeSeverity({ domain, severity }) {
    const word = (0,text_escape/* toPlainText */.bo)(domain, WORD_LENGTH).toLowerCase();
    const isSecurity = !OTHER_DOMAINS.includes(word);
    const tags = [isSecurity ? 'security' : '', word, `severity/${severity}`].filter((tag) => tag !== '');
    return {
        ...(isSecurity ? { 'security-severity': SCORES[severity] } : { 'problem.severity': PROBLEMS[severity] }),
        precision: 'very-high',
        tags: [...new Set(tags)],
    };
}
function writeHelp(policy, title) {
    const facts = listFacts(policy).map(([noun, value]) => `${noun}: ${toSarifText(value, WORD_LENGTH)}.`);
    return [toSarifText(policy.description, DESCRIPTION_LENGTH) || title, ...facts, ADVICE].join('\n\n');
}
function writeMarkdownHelp(policy) {
    const facts = listFacts(policy).map(([noun, value]) => `- ${noun}: ${toSarifMarkdown(value, WORD_LENGTH)}`);
    const blocks = [toSarifMarkdown(policy.description, DESCRIPTION_LENGTH), facts.join('\n'), ADVICE];
    return blocks.filter((block) => block !== '').join('\n\n');
}
function listFacts(policy) {
    const { id, domain, severity, severityLabel, definition } = policy;
    const isKnown = ['', severity].includes(severityLabel.trim().toLowerCase());
    const facts = [
        ['Severity', isKnown ? severity : `${severity} (on the Platform: ${severityLabel})`],
        ['Domain', domain],
        ['Policy', id],
        ['Defined in', definition?.file ?? ''],
    ];
    return facts.filter(([, value]) => (0,text_escape/* toPlainText */.bo)(value, WORD_LENGTH) !== '');
}

;// CONCATENATED MODULE: ./src/actions/gate/report/sarif/result.ts


const REMARKS = {
    gating: '',
    known: 'It does not gate, since the baseline has it.',
    'below-threshold': 'It does not gate, since its severity is below the threshold.',
};
function describeResult({ violation, standing }, policy, { ruleIndex, uri, lineHash }) {
    return {
        ruleId: identifyRule(policy),
        ruleIndex,
        message: { text: describeViolation(violation, nameRule(policy), REMARKS[standing]) },
        locations: [{ physicalLocation: { artifactLocation: { uri }, region: START_OF_FILE } }],
        partialFingerprints: { primaryLocationLineHash: lineHash },
        properties: { standing },
    };
}
const START_OF_FILE = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
function describeViolation(violation, policyName, remark) {
    const [name, id] = [toSarifText(violation.name, 200), toSarifText(violation.platformId, 180)];
    const type = toSarifText(violation.resourceType, 80);
    const subject = joinParts([quote(name || id) || 'A resource without a name', type && `(${type})`], ' ');
    const region = quote(toSarifText(violation.region, 50));
    const place = joinParts([describeAccount(violation), region && `region ${region}`], ', ');
    return joinParts([
        joinParts([subject, place && `in ${place},`, `breaks the policy ${quote(toSarifText(policyName, 160))}.`], ' '),
        name && id && name !== id ? `Its id is ${quote(id)}.` : '',
        remark,
    ], ' ');
}
function describeAccount({ accountName, accountId }) {
    const [name, id] = [toSarifText(accountName, 100), toSarifText(accountId ?? '', 60)];
    const first = quote(name || id);
    return joinParts([first && `account ${first}`, name && id && name !== id ? `(${id})` : ''], ' ');
}
function quote(text) {
    return text && `'${text}'`;
}
function joinParts(parts, separator) {
    return parts.filter((part) => part !== '').join(separator);
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/actions/gate/report/sarif/size.ts

const CHUNK_LENGTH = 256 * 1024;
function createZippedSize() {
    let zipped = 0;
    let pending = '';
    let pendingBytes = 0;
    return (piece) => {
        pending += piece;
        pendingBytes += Buffer.byteLength(piece);
        if (pendingBytes >= CHUNK_LENGTH) {
            zipped += (0,external_node_zlib_.deflateRawSync)(pending, { level: 1 }).length;
            pending = '';
            pendingBytes = 0;
        }
        return zipped + pendingBytes;
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/report/sarif/sarif.ts









const TOOL_NAME = 'CloudQuery gate';
const TOOL_VERSION = '0.1.0';
const MOST_RESULTS = 25_000;
const MOST_RULES = 25_000;
const ZIPPED_BYTES = 9_000_000;
const RULES_BYTES = 4_000_000;
function findSarifObstacle({ outcome, mode, syncs, judgement }) {
    if (mode === 'sync')
        return 'mode `sync` judges no policy';
    if (judgement === null || (outcome !== 'passed' && outcome !== 'violations'))
        return `the outcome is \`${outcome}\``;
    const unjudged = judgement.policies.filter(({ standing }) => standing !== 'judged').length;
    if (unjudged > 0)
        return `${(0,format/* countNouns */.Vq)(unjudged, 'policy', 'policies')} could not be judged`;
    const unread = judgement.policies.filter(({ resourcesProblem }) => resourcesProblem !== null).length;
    if (unread > 0)
        return `the violations of ${(0,format/* countNouns */.Vq)(unread, 'policy', 'policies')} could not be listed`;
    const partial = syncs.filter(({ state }) => state !== 'succeeded').length;
    if (partial > 0)
        return `${(0,format/* countNouns */.Vq)(partial, 'sync', 'syncs')} did not fetch all data`;
    return null;
}
function* renderSarif({ result, rowsOf }, anchor) {
    const obstacle = findSarifObstacle(result);
    const { judgement } = result;
    if (obstacle !== null || judgement === null)
        throw new Error(`No SARIF report, since ${obstacle}.`);
    const policies = judgement.policies.filter((policy) => countReported(policy) > 0);
    const sizeAfter = createZippedSize();
    yield '{\n"$schema": "https://json.schemastore.org/sarif-2.1.0.json",\n"version": "2.1.0",\n"runs": [{\n';
    yield `"tool": {"driver": {"name": "${TOOL_NAME}", "semanticVersion": "${TOOL_VERSION}", "rules": [`;
    const ruled = yield* renderRules(policies.toSorted(order/* comparePolicies */.O), sizeAfter);
    yield `]}},\n"automationDetails": ${toJsonLine({ id: nameAutomation(result) })},\n"columnKind": "utf16CodeUnits",\n"results": [`;
    const results = listResults(ruled, rowsOf, addressOf(anchor));
    const written = yield* renderResults(results, sizeAfter);
    const isCut = written.isCut || ruled.length < policies.length;
    const counts = countSarif(judgement.totals, written.count, isCut);
    yield `],\n"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": [`;
    yield* renderLines(listNotes(counts).map(toJsonLine));
    yield `]}],\n"properties": ${toJsonLine(counts)}\n}]\n}\n`;
}
function* renderRules(policies, sizeAfter) {
    function* listFitting() {
        for (const policy of policies.slice(0, MOST_RULES)) {
            const line = toJsonLine(describeRule(policy));
            if (sizeAfter(line) > RULES_BYTES)
                return;
            fitting.push(policy);
            yield line;
        }
    }
    const fitting = [];
    yield* renderLines(listFitting());
    return fitting;
}
function* renderResults(results, sizeAfter) {
    function* listFitting() {
        for (const one of results) {
            const line = toJsonLine(one);
            isCut = count === MOST_RESULTS || sizeAfter(line) > ZIPPED_BYTES;
            if (isCut)
                return;
            count += 1;
            yield line;
        }
    }
    let count = 0;
    let isCut = false;
    yield* renderLines(listFitting());
    return { count, isCut };
}
function* renderLines(lines) {
    let start = '\n';
    for (const line of lines) {
        yield `${start}${line}`;
        start = ',\n';
    }
    yield '\n';
}
function* listResults(policies, rowsOf, uri) {
    const lineHashOf = createLineHashes();
    for (const isGating of [true, false]) {
        for (const [ruleIndex, policy] of policies.entries()) {
            if ((isGating ? policy.gating : policy.known + policy.belowThreshold) === 0)
                continue;
            for (const row of rowsOf(policy.id)) {
                if (!isReported(row) || (row.standing === 'gating') !== isGating)
                    continue;
                const lineHash = lineHashOf(policy.id, row.fingerprint);
                yield describeResult(row, policy, { ruleIndex, uri, lineHash });
            }
        }
    }
}
function isReported(row) {
    return row.standing !== 'waived' && row.standing !== 'out-of-scope';
}
function nameAutomation({ mode, syncs, platformUrl }) {
    const names = [...new Set(syncs.map(({ syncName }) => syncName))].sort();
    const platform = platformUrl === null ? [] : [namePlatform(new URL(platformUrl))];
    return ['cloudquery-gate', ...platform, nameSyncs(mode, names), ''].join('/');
}
function namePlatform({ host, pathname }) {
    return `${host}${pathname.replace(/\/(?:api)?$/, '')}`.replace(/[^\w.-]+/g, '-');
}
function nameSyncs(mode, names) {
    const joined = names.length === 0 ? mode : names.join('+');
    if (names.every((name) => /^[\w.-]+$/.test(name)) && joined.length <= 100)
        return joined;
    const digits = (0,external_node_crypto_.hash)('sha256', JSON.stringify(names), 'hex').slice(0, 8);
    return `${joined.replace(/[^\w.+-]+/g, '-').slice(0, 80)}-${digits}`;
}
function addressOf(path) {
    const segments = path.toWellFormed().split('/');
    return segments
        .filter((segment) => segment !== '' && segment !== '.')
        .map((segment) => encodeURIComponent(segment))
        .join('/');
}


/***/ })

};
;