export const id = 543;
export const ids = [543];
export const modules = {

/***/ 7543:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findSarifObstacle: () => (/* binding */ findSarifObstacle),
  renderSarif: () => (/* binding */ renderSarif)
});

// UNUSED EXPORTS: MOST_RESULTS, MOST_RULES, TOOL_VERSION

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/format.ts
var format = __webpack_require__(6264);
// EXTERNAL MODULE: ./src/policies/order.ts
var order = __webpack_require__(4790);
;// CONCATENATED MODULE: ./src/report/sarif-fingerprint.ts

/** Of a fingerprint's 32: 64 bits, as GitHub's own have. */
const DIGITS = 16;
/**
 * Makes the `primaryLocationLineHash` of one result after another, the only fingerprint that GitHub matches alerts by.
 *
 * GitHub's own are made of a line of code and an ordinal, `39fa2ee980eb94b0:1`, where the second such line of a file
 * ends in `:2`. All our results point to the same line. So the hash is of policy and resource instead, in the same
 * form, and each resource has its alert, whatever the policy is called and whichever way the rows are ordered.
 * Rows that are alike, or of which nobody can say what they are about, are told apart by the ordinal: their number is
 * all that there is to keep. If one of three goes, the third alert closes.
 */
function createLineHashes() {
    const seen = new Map();
    return (policyId, fingerprint) => {
        const digits = (fingerprint ?? (0,external_node_crypto_.hash)('sha256', JSON.stringify([policyId]), 'hex')).slice(0, DIGITS);
        const ordinal = (seen.get(digits) ?? 0) + 1;
        seen.set(digits, ordinal);
        return `${digits}:${ordinal}`;
    };
}

;// CONCATENATED MODULE: ./src/report/sarif-notes.ts

/** Violations that have a result. Where one is waived or out of scope its alert closes, until that ends. */
function countReported({ gating, known, belowThreshold }) {
    return gating + known + belowThreshold;
}
/** @param isCut whether there were more results than are written */
function countSarif(totals, results, isCut) {
    const { found, gating, known, waived, belowThreshold, outOfScope } = totals;
    const missing = Math.max(0, countReported(totals) - results);
    return {
        ...{ found, gating, known, waived, belowThreshold, outOfScope, results },
        // There was one more, whatever the policies count.
        cut: isCut ? Math.max(1, missing) : 0,
        unlisted: isCut ? 0 : missing,
    };
}
/** SARIF notifications of what has no result, and why. */
function listNotes({ waived, outOfScope, cut, unlisted }) {
    const notes = [
        describeNote('waived', waived, 'Waived', ' An alert closes until its waiver expires.'),
        describeNote('out-of-scope', outOfScope, 'In accounts that the input accounts leaves out'),
        describeNote('cut', cut, 'Beyond what GitHub takes', ' What gates comes first, and then the worst policies.'),
        describeNote('unlisted', unlisted, 'Counted by policies that do not list them'),
    ];
    return notes.filter(({ properties }) => properties.count > 0);
}
function describeNote(id, count, reason, remark = '') {
    const text = `${reason}, and so without a result: ${(0,format/* countNouns */.Vq)(count, 'violation')}.${remark}`;
    return { descriptor: { id }, level: 'note', message: { text }, properties: { count } };
}

// EXTERNAL MODULE: ./src/sanitize.ts
var sanitize = __webpack_require__(5540);
;// CONCATENATED MODULE: ./src/report/sarif-text.ts

/**
 * A text within a SARIF message: one line in which nothing is read as a placeholder (`{0}`) or as a link
 * (`[text](address)`). Braces are doubled, as SARIF asks for (3.11.5). A link is broken by a blank: a backslash, which
 * escapes in a link's text only, would be one more character to some readers, and would be undone by one before it.
 * @param most UTF-16 units of what is returned, which nobody counts lower
 */
function toSarifText(text, most) {
    const whole = escapeText((0,sanitize/* toPlainText */.bo)(text, most));
    // A character comes to two units at most.
    return whole.length <= most ? whole : escapeText((0,sanitize/* toPlainText */.bo)(text, most / 2));
}
function escapeText(line) {
    return line.replace(/[{}]/g, '$&$&').replaceAll('](', '] (');
}
/**
 * The same for a SARIF text in Markdown, which must not hold HTML (3.11.4.2): so an address that stands in the text may
 * become a link to itself, and nothing else does.
 * @param most code points of the text, before it is escaped
 */
function toSarifMarkdown(text, most) {
    return (0,sanitize/* toMarkdown */.l6)(text, most)
        .replace(/<\/?[a-z]+>/g, '')
        .replace(/[{}]/g, (brace) => `&#${brace.charCodeAt(0)};`);
}
/** `</script>`, for who embeds it; `##[`, which the runner obeys anywhere in a line, for who prints it to a log. */
const ACTIVE = /<|#(?=[^\x20-\x7e]*\[)/g;
/** JSON on one line, the same to every reader of JSON. */
function toJsonLine(value) {
    return JSON.stringify(value).replace(ACTIVE, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

;// CONCATENATED MODULE: ./src/report/sarif-rule.ts



/** GitHub takes 255 characters. */
const NAME_LENGTH = 250;
/** GitHub takes 1,024 characters. */
const DESCRIPTION_LENGTH = 1_000;
const WORD_LENGTH = 60;
const LEVELS = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
/** GitHub reads them as critical (over 9), high (from 7), medium (from 4) and low. */
const SCORES = { critical: '9.5', high: '8.0', medium: '5.5', low: '3.0' };
const PROBLEMS = { critical: 'error', high: 'error', medium: 'warning', low: 'recommendation' };
/** What is not about security, as far as is known: any other domain may be. */
const OTHER_DOMAINS = ['finops', 'governance', 'operations'];
const ADVICE = 'Fix the resource: the alert closes with the next report after the policy was evaluated again. ' +
    'A waiver closes it until the waiver expires. A baseline does not close it.';
/** A policy as a SARIF rule. It says nothing of a single run, so that it changes where the policy does. */
function describeRule(policy) {
    const name = nameRule(policy);
    const title = toSarifText(name, NAME_LENGTH);
    const id = identifyRule(policy);
    return {
        id,
        // SARIF forbids a name that is the id.
        ...(name.toLowerCase() === id.toLowerCase() ? {} : { name }),
        shortDescription: { text: title },
        fullDescription: { text: toSarifText(policy.description, DESCRIPTION_LENGTH) || title },
        help: { text: writeHelp(policy, title), markdown: writeMarkdownHelp(policy) },
        defaultConfiguration: { level: LEVELS[policy.severity] },
        properties: describeSeverity(policy),
    };
}
/**
 * The policy's id, by which GitHub matches alerts from run to run. What no Platform has for an id has a hash for one.
 */
function identifyRule({ id }) {
    return /^[\w.:~-]{1,200}$/.test(id) ? id : `policy-${(0,external_node_crypto_.hash)('sha256', id, 'hex').slice(0, 32)}`;
}
/** The policy's name where it has one, in plain text that is not escaped. */
function nameRule(policy) {
    // Half, since GitHub does not say what it counts.
    const most = NAME_LENGTH / 2;
    return (0,sanitize/* toPlainText */.bo)(policy.name, most) || (0,sanitize/* toPlainText */.bo)(policy.id, most) || 'Policy without a name';
}
/**
 * With `security-severity` GitHub shows critical, high, medium or low, and treats the alert as one of security, by
 * which it may stop a merge. Without it GitHub goes by the level, and shows error, warning or note.
 */
function describeSeverity({ domain, severity }) {
    const word = (0,sanitize/* toPlainText */.bo)(domain, WORD_LENGTH).toLowerCase();
    const isSecurity = !OTHER_DOMAINS.includes(word);
    const tags = [isSecurity ? 'security' : '', word, `severity/${severity}`].filter((tag) => tag !== '');
    return {
        ...(isSecurity ? { 'security-severity': SCORES[severity] } : { 'problem.severity': PROBLEMS[severity] }),
        // A violation is a row that a query found, and no guess.
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
function listFacts({ id, domain, severity, severityLabel }) {
    const isKnown = severityLabel.trim().toLowerCase() === severity;
    const facts = [
        ['Severity', isKnown ? severity : `${severity} (on the Platform: ${severityLabel})`],
        ['Domain', domain],
        ['Policy', id],
    ];
    return facts.filter(([, value]) => (0,sanitize/* toPlainText */.bo)(value, WORD_LENGTH) !== '');
}

;// CONCATENATED MODULE: ./src/report/sarif-result.ts


const REMARKS = {
    gating: '',
    known: 'It does not gate, since the baseline has it.',
    'below-threshold': 'It does not gate, since its severity is below the threshold.',
};
/** A violation as a SARIF result. */
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
/** GitHub refuses a result without a line. This region is empty, and so is in every file. */
const START_OF_FILE = { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 };
/**
 * The first sentence says all that is needed: it is what GitHub shows where room is short. With all parts at their
 * longest there are fewer than 1,024 characters.
 */
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
;// CONCATENATED MODULE: ./src/report/sarif-size.ts

const CHUNK_LENGTH = 256 * 1024;
/**
 * Follows how large a text becomes that is written piece by piece and then zipped, and never says less: each chunk is
 * zipped by itself and in haste. How far text can be zipped depends on it: a list of random ids shrinks by half, one of
 * names by nine tenths.
 * @returns bytes so far, after another piece
 */
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

;// CONCATENATED MODULE: ./src/report/sarif.ts









/** GitHub closes all alerts of a tool that has another name from now on. */
const TOOL_NAME = 'CloudQuery gate';
/** Of the action, as in package.json. */
const TOOL_VERSION = '0.1.0';
/** GitHub refuses a file with more of either. */
const MOST_RESULTS = 25_000;
const MOST_RULES = 25_000;
/** GitHub refuses a file that is larger than 10 MB when it is zipped. */
const ZIPPED_BYTES = 9_000_000;
/** Of these, for rules. */
const RULES_BYTES = 4_000_000;
/**
 * Why no SARIF may be written: GitHub closes the alerts that a file lacks, so one made from partial results would close
 * live ones. Null where it may.
 * @returns what can follow `No SARIF report, since `
 */
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
/**
 * The report for GitHub code scanning, in SARIF 2.1.0: a rule per policy, a result per violation that gates, is known or
 * is below the threshold. It has no times and no ids of runs: where the results are the same, the file is.
 *
 * Piece by piece; holds one violation at a time. What gates comes before what does not, and then the worst policies
 * first, until GitHub takes no more.
 * @param anchor file of the repository, relative, at which results point
 * @throws {Error} where there is an obstacle
 */
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
/** @returns the policies that found room */
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
/** @returns how many results there are, and whether there were more */
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
/** What gates, and then what does not; in each the policies in their order, and the rows as they come. */
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
/**
 * What GitHub calls the category. A file replaces the one before of the same tool and category, and closes what that
 * had more; so it has to stay the same, and to be another one for other syncs.
 */
function nameAutomation({ mode, syncs }) {
    const names = [...new Set(syncs.map(({ syncName }) => syncName))].sort();
    const joined = names.length === 0 ? mode : names.join('+');
    if (names.every((name) => /^[\w.-]+$/.test(name)) && joined.length <= 100)
        return `cloudquery-gate/${joined}/`;
    const digits = (0,external_node_crypto_.hash)('sha256', JSON.stringify(names), 'hex').slice(0, 8);
    return `cloudquery-gate/${joined.replace(/[^\w.+-]+/g, '-').slice(0, 80)}-${digits}/`;
}
/** A path as a relative address, in which nothing is taken for a scheme, a host or a query. */
function addressOf(path) {
    const segments = path.toWellFormed().split('/');
    return segments
        .filter((segment) => segment !== '' && segment !== '.')
        .map((segment) => encodeURIComponent(segment))
        .join('/');
}


/***/ })

};
