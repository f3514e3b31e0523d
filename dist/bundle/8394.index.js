"use strict";
exports.id = 8394;
exports.ids = [8394];
exports.modules = {

/***/ 8394:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  redactFilter: () => (redactFilter),
  redactLine: () => (/* reexport */ redactLine),
  redactResult: () => (redactResult),
  watchMentions: () => (/* reexport */ watchMentions)
});

// EXTERNAL MODULE: ./src/platform/redact-violation.ts
var redact_violation = __webpack_require__(1692);
// EXTERNAL MODULE: ./src/text/address.ts
var address = __webpack_require__(9059);
// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
// EXTERNAL MODULE: ./src/actions/gate/platform-words.ts
var platform_words = __webpack_require__(7512);
// EXTERNAL MODULE: ./src/actions/gate/select/account.ts
var account = __webpack_require__(5615);
;// CONCATENATED MODULE: ./src/actions/gate/redact-line.ts


const QUOTING_SENTENCE = /(`(?:accounts|tags)`(?:, line \d+)?: no known (?:account|tag) matches )(.*?)(?=`(?:accounts|tags)`(?:, line \d+)?: no known (?:account|tag) matches |$)/gs;
function hideQuoted(_, start, quoted) {
    let rest = quoted.trimEnd();
    const blank = quoted.slice(rest.length);
    const hints = [];
    for (;;) {
        const hint = account/* HINTS */.NI.find((one) => rest.endsWith(` ${one}`));
        if (hint === undefined)
            break;
        hints.unshift(hint);
        rest = rest.slice(0, -hint.length - 1);
    }
    return `${[`${start}${redact/* HIDDEN_PATTERNS */.F_}.`, ...hints].join(' ')}${blank}`;
}
const WAIVER_SENTENCE = /(`account`: no account that this step has seen matches )(?:.*(?=\.$)|.*)/gs;
function redactLine(text, names, thoroughness) {
    const unquoted = text.replace(QUOTING_SENTENCE, hideQuoted).replace(WAIVER_SENTENCE, `$1${redact/* HIDDEN_PATTERNS */.F_}`);
    return (0,redact/* hideEmails */._e)((0,redact/* redactText */.Rd)(unquoted, names, thoroughness));
}

// EXTERNAL MODULE: ./src/platform/severity.ts
var severity = __webpack_require__(1476);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/text/names.ts


const OUR_WORDS = ['Platform', 'CloudQuery'];
const ORDINARY = /^(?:.{0,3}|\d{1,7})$/su;
function isOrdinary(name) {
    return ORDINARY.test(name.trim());
}
const NOT_A_WORD = /[^\p{L}\p{M}]/u;
function gatherNames({ kept, accounts, resources }) {
    const hidden = [
        ...distinct(accounts).map((text) => [text, (0,redact/* hide */.jD)('account', text)]),
        ...distinct(resources).map((text) => [text, (0,redact/* hide */.jD)('resource', text)]),
    ].filter(([text]) => !isOrdinary(text));
    const unchanged = distinct([...OUR_WORDS, ...kept]).map((text) => [text, null]);
    return {
        all: growTree([...unchanged, ...hidden]),
        distinctive: growTree([...unchanged, ...hidden.filter(([text]) => NOT_A_WORD.test(text.trim()))]),
        comparable: sortComparable(hidden.map(([text]) => text)),
    };
}
function distinct(names) {
    return [...new Set(Array.from(names, text_escape/* joinVisible */.D7))];
}
const LONGEST_COMPARED = 100;
function toComparable(text) {
    const lower = (0,text_escape/* joinVisible */.D7)(text).normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
    return lower.replace(/\s+/g, ' ').trim();
}
function toComparableName(name) {
    return toComparable(name).slice(0, LONGEST_COMPARED);
}
function sortComparable(names) {
    const sorted = [...new Set(names.map(toComparableName))].sort();
    const shortest = [];
    for (const name of sorted) {
        const last = shortest.at(-1);
        if (name !== '' && (last === undefined || !name.startsWith(last)))
            shortest.push(name);
    }
    return shortest;
}
function holdsName(text, { comparable: names }) {
    if (names.length === 0)
        return false;
    const searched = toComparable(text);
    for (let at = 0; at < searched.length; at++) {
        const rest = searched.slice(at, at + LONGEST_COMPARED);
        let [low, high] = [0, names.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((names[middle] ?? '') <= rest)
                low = middle + 1;
            else
                high = middle;
        }
        const candidate = names[low - 1];
        if (candidate !== undefined && rest.startsWith(candidate))
            return true;
    }
    return false;
}
function redactWords(text, names) {
    const redacted = (0,redact/* redactText */.Rd)(text, names, 'distinctive');
    return holdsName(redacted, names) ? redact/* HIDDEN_PATTERNS */.F_ : redacted;
}
function growTree(entries) {
    const root = { next: new Map() };
    for (const [text, shown] of entries) {
        let branch = root;
        for (const token of (0,redact/* splitTokens */.jB)(text.trim()).slice(0, MOST_TOKENS)) {
            const key = (0,redact/* keyOf */.TN)(token);
            let next = branch.next.get(key);
            if (next === undefined) {
                next = { next: new Map() };
                branch.next.set(key, next);
            }
            branch = next;
        }
        if (branch !== root && branch.shown === undefined)
            branch.shown = shown;
    }
    return root;
}
const MOST_TOKENS = 200;

;// CONCATENATED MODULE: ./src/actions/gate/result-names.ts




function collectNames({ platformUrl, syncs, judgement, mentions }) {
    const policies = judgement?.policies ?? [];
    const violations = policies.flatMap(({ resources }) => resources);
    const listed = {
        kept: [
            ...severity/* SEVERITIES */.oC,
            ...(platformUrl === null ? [] : [platformUrl, hostOf(platformUrl)]),
            ...syncs.flatMap(({ syncName, runId, worstTables }) => [
                syncName,
                runId ?? '',
                ...worstTables.map(nameOf).filter(isBare),
            ]),
            ...policies.flatMap(({ id, name, domain }) => [id, name, domain]),
            judgement?.baseline?.path ?? '',
            ...(judgement?.waivers ?? []).map(({ waiver }) => waiver.policy),
            ...violations.flatMap(({ cloud, resourceType, region }) => [cloud, resourceType, region]),
        ],
        accounts: [
            ...violations.flatMap(({ accountName, accountId }) => [accountName, accountId ?? '']),
            ...(judgement?.groupBy.kind === 'account' ? judgement.groups : []).flatMap(({ name, id }) => [name, id ?? '']),
        ],
        resources: violations.flatMap(({ name, platformId }) => [name, platformId]),
    };
    const names = gatherNames(listed);
    if (mentions === null)
        return { names, reword: (words) => (words === '' ? '' : redact/* HIDDEN_PATTERNS */.F_) };
    const { accounts, resources } = mentions ?? { accounts: [], resources: [] };
    const all = accounts.length + resources.length === 0
        ? names
        : gatherNames({
            kept: listed.kept,
            accounts: [...listed.accounts, ...accounts],
            resources: [...listed.resources, ...resources],
        });
    return { names, reword: (words) => (0,redact/* hideEmails */._e)(redactWords(words, all)) };
}
function isBare(name) {
    return (0,redact/* redactText */.Rd)(name) === (0,text_escape/* joinVisible */.D7)(name);
}
function nameOf({ name }) {
    return name;
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).host : url;
}

// EXTERNAL MODULE: ./src/actions/gate/select/aspect.ts
var aspect = __webpack_require__(4854);
// EXTERNAL MODULE: ./src/actions/gate/sentence.ts
var sentence = __webpack_require__(6186);
;// CONCATENATED MODULE: ./src/text/gram-index.ts

const SIZES = [4, 8];
const HASH_BITS = 24;
function createGramIndex() {
    const table = new Uint8Array(2 ** (HASH_BITS - 3));
    return {
        add(text) {
            const searched = toComparable(text);
            for (const size of SIZES) {
                for (let at = 0; at + size <= searched.length; at++) {
                    const hash = hashGram(searched, at, size);
                    table[hash >>> 3] = (table[hash >>> 3] ?? 0) | (1 << (hash & 7));
                }
            }
        },
        mayHold(name) {
            const searched = toComparableName(name);
            for (const size of SIZES) {
                for (let at = 0; at + size <= searched.length; at++) {
                    const hash = hashGram(searched, at, size);
                    if (((table[hash >>> 3] ?? 0) & (1 << (hash & 7))) === 0)
                        return false;
                }
            }
            return true;
        },
    };
}
function hashGram(text, start, size) {
    let hash = 0x811c9dc5;
    for (let at = start; at < start + size; at++)
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return hash >>> (32 - HASH_BITS);
}

// EXTERNAL MODULE: ./src/text/pattern.ts
var pattern = __webpack_require__(8665);
;// CONCATENATED MODULE: ./src/actions/gate/mentions.ts



const MOST_NAMES = 10_000;
function watchMentions(waivers, accounts) {
    const words = createGramIndex();
    for (const { reason, owner, ticket } of waivers)
        for (const text of [reason, owner, ticket ?? ''])
            words.add(text);
    const descriptions = new Map();
    const found = { accounts: new Set(), resources: new Set() };
    let isTooMany = false;
    function note(kind, name) {
        if (found[kind].has(name) || isOrdinary(name) || !words.mayHold(name))
            return;
        if (found.accounts.size + found.resources.size < MOST_NAMES)
            found[kind].add(name);
        else
            isTooMany = true;
    }
    function noteViolation({ accountName, accountId, name, platformId }) {
        note('accounts', accountName);
        if (accountId !== null)
            note('accounts', accountId);
        note('resources', name);
        note('resources', platformId);
    }
    return {
        watch: (client) => ({
            ...client,
            async listPolicies(...question) {
                const policies = await client.listPolicies(...question);
                for (const { id, description } of policies) {
                    if (descriptions.get(id) !== description)
                        words.add(description);
                    descriptions.set(id, description);
                }
                return policies;
            },
            async listSomeViolations(...question) {
                const page = await client.listSomeViolations(...question);
                for (const violation of page.items)
                    noteViolation(violation);
                return page;
            },
            async *walkViolations(...question) {
                for await (const page of client.walkViolations(...question)) {
                    for (const { violation } of page.items)
                        noteViolation(violation);
                    yield page;
                }
            },
            async listColumnValues(table, column) {
                const values = await client.listColumnValues(table, column);
                if (column.startsWith('account'))
                    for (const value of values)
                        note('accounts', value);
                return values;
            },
        }),
        finish() {
            for (const line of accounts)
                noteLine('accounts', line);
            for (const { resource, account } of waivers) {
                noteLine('resources', resource ?? '');
                noteLine('accounts', account ?? '');
            }
            return isTooMany ? null : { accounts: [...found.accounts], resources: [...found.resources] };
        },
    };
    function noteLine(kind, line) {
        if ((0,pattern/* isPlainName */.sh)(line))
            note(kind, (0,pattern/* findLiteral */.jJ)(line));
    }
}

;// CONCATENATED MODULE: ./src/actions/gate/redact.ts










const HIDDEN_LOG = 'Left out because of `redact`: the log of a run may hold any name. The Platform shows it.';
function redactResult(result) {
    if (result.isRedacted)
        return result;
    const { names, reword } = collectNames(result);
    const redact = (text) => redactLine(text, names);
    const syncs = result.syncs.map((sync) => redactSync(sync, names));
    return {
        outcome: result.outcome,
        green: result.green,
        mode: result.mode,
        sentence: redact(result.outcome === 'sync-failed' ? (0,sentence/* describeFailedSyncs */.fU)(syncs) : result.sentence),
        problems: result.problems.map(redact),
        remedy: mapText(result.remedy, redact),
        warnings: result.warnings.map((warning) => redact(redactWaiverWords(warning, result.judgement, reword))),
        platformUrl: result.platformUrl,
        syncs,
        judgement: result.judgement === null ? null : redactJudgement(result.judgement, names, reword),
        elapsedSeconds: result.elapsedSeconds,
        isRedacted: true,
    };
}
function redactSync(sync, names) {
    return {
        syncName: sync.syncName,
        runId: sync.runId,
        origin: sync.origin,
        state: sync.state,
        status: mapText(sync.status, platform_words/* hideStatus */.dZ),
        statusReason: mapText(sync.statusReason, platform_words/* hideReason */.Z4),
        ingested: sync.ingested,
        rows: sync.rows,
        errors: sync.errors,
        tables: sync.tables,
        createdAt: sync.createdAt,
        completedAt: sync.completedAt,
        durationSeconds: sync.durationSeconds,
        problem: mapText(sync.problem, (text) => redactLine(text, names)),
        worstTables: sync.worstTables.map(({ name, errors, rows }) => ({ name: (0,redact/* redactText */.Rd)(name), errors, rows })),
        lastLogLines: sync.lastLogLines.length === 0 ? [] : [HIDDEN_LOG],
    };
}
function redactJudgement(judgement, names, reword) {
    return {
        policies: judgement.policies.map((policy) => redactPolicy(policy, names, reword)),
        selected: judgement.selected,
        judged: judgement.judged,
        failing: judgement.failing,
        inconclusive: judgement.inconclusive,
        paused: judgement.paused,
        totals: judgement.totals,
        bySeverity: judgement.bySeverity,
        unjudgedSeverities: judgement.unjudgedSeverities,
        changes: judgement.changes,
        freshSince: judgement.freshSince,
        rule: judgement.rule,
        scopeProblem: mapText(judgement.scopeProblem, (text) => redactLine(text, names)),
        emptyGroups: judgement.emptyGroups,
        filters: judgement.filters.map(redactFilter),
        baseline: judgement.baseline,
        waivers: judgement.waivers.map((waiver) => redactWaiver(waiver, names, reword)),
        formerlyWaived: judgement.formerlyWaived,
        expiredAt: mapText(judgement.expiredAt, (text) => redactLine(text, names)),
        news: judgement.news,
        past: judgement.past,
        groupBy: judgement.groupBy,
        groups: judgement.groups.map((group) => redactGroup(group, judgement.groupBy.kind === 'tag' ? 'tag' : 'account')),
    };
}
function redactGroup({ kind, name, id, gating }, noun) {
    return { kind, name: (0,redact/* hide */.jD)(noun, name), id: mapText(id, (text) => (0,redact/* hide */.jD)(noun, text)), gating };
}
function redactPolicy(policy, names, reword) {
    return {
        id: policy.id,
        name: policy.name,
        description: reword((0,address/* cutAddresses */.B)(policy.description)),
        definition: policy.definition?.file ? policy.definition : null,
        domain: policy.domain,
        severity: policy.severity,
        severityLabel: (0,platform_words/* hideSeverity */.OX)(policy.severityLabel),
        evaluatedAt: policy.evaluatedAt,
        standing: policy.standing,
        reason: mapText(policy.reason, (text) => redactLine(text, names)),
        found: policy.found,
        gating: policy.gating,
        known: policy.known,
        waived: policy.waived,
        belowThreshold: policy.belowThreshold,
        outOfScope: policy.outOfScope,
        outOfScopeBy: policy.outOfScopeBy,
        resources: policy.resources.map(redact_violation/* redactViolation */.$),
        change: policy.change,
        resourcesProblem: mapText(policy.resourcesProblem, (text) => redactLine(text, names)),
    };
}
function redactFilter(filter) {
    return (0,aspect/* holdsNames */.dv)(filter.input) ? { input: filter.input, value: redact/* HIDDEN_PATTERNS */.F_, leftOut: filter.leftOut } : filter;
}
function redactWaiver({ waiver, state, isLastDay, isWhole, covered, problem, hint }, names, reword) {
    return {
        waiver: {
            policy: waiver.policy,
            resource: mapText(waiver.resource, (pattern) => hidePattern('resource', pattern)),
            account: mapText(waiver.account, (pattern) => hidePattern('account', pattern)),
            region: waiver.region,
            tag: mapText(waiver.tag, () => redact/* HIDDEN_PATTERNS */.F_),
            resourceType: waiver.resourceType,
            cloud: waiver.cloud,
            reason: reword(waiver.reason),
            owner: reword(waiver.owner),
            expires: waiver.expires,
            ticket: mapText(waiver.ticket, reword),
            line: waiver.line,
        },
        state,
        isLastDay,
        isWhole,
        covered,
        problem: mapText(problem, (text) => redactLine(text, names, 'distinctive')),
        hint: redactLine(hint, names, 'distinctive'),
    };
}
function redactWaiverWords(warning, judgement, reword) {
    const words = (judgement?.waivers ?? []).flatMap(({ waiver }) => [waiver.owner, waiver.reason]);
    const quoted = [...new Set(words)].filter((text) => warning.includes(text)).sort((a, b) => b.length - a.length);
    return quoted.reduce((rest, text) => rest.replaceAll(text, () => reword(text)), warning);
}
function mapText(text, map) {
    return text === null ? null : map(text);
}
function hidePattern(noun, pattern) {
    return /[*?\\]/.test(pattern) || pattern === redact/* HIDDEN_PATTERNS */.F_ ? redact/* HIDDEN_PATTERNS */.F_ : (0,redact/* hide */.jD)(noun, pattern);
}


/***/ })

};
;