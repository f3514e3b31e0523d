"use strict";
exports.id = 646;
exports.ids = [646];
exports.modules = {

/***/ 5646:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (action)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
;// CONCATENATED MODULE: ./src/platform/keys.ts


const LONGEST_NAME = 1_000;
const KeyBody = index_min/* object */.Ikc({ id: schema/* Identifier */.gw, name: index_min/* string */.YjP(), expires_at: schema/* When */.jd, expired: index_min/* boolean */.zMY() });
function readApiKey(json, path = '') {
    const { id, name, expires_at: expiresAt, expired } = (0,schema/* read */.LF)(KeyBody, json, path);
    if (expiresAt === null)
        throw new schema/* SchemaError */.Ar(path === '' ? 'expires_at' : `${path}.expires_at`, 'a date and time');
    return { id, name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME), expiresAt, isExpired: expired };
}
function createKeys({ list }) {
    return { listKeys: () => list('/apikeys', {}, readApiKey, (key) => key.id) };
}

// EXTERNAL MODULE: ./src/runner/report.ts
var report = __webpack_require__(6190);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/markdown.ts
var markdown = __webpack_require__(6590);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
// EXTERNAL MODULE: ./src/text/pattern.ts
var pattern = __webpack_require__(8665);
;// CONCATENATED MODULE: ./src/actions/access/findings.ts


const FINDINGS = ['key-expired', 'key-expiring'];
const DAY_MS = 86_400_000;
function reviewKeys(keys, { warnDays, keys: patterns }, now) {
    const isMeant = (0,pattern/* matchPatterns */.BM)(patterns);
    const reviewed = keys.filter(({ id, name }) => isMeant([name, id]));
    const left = reviewed.filter((key) => !isExpired(key, now)).map((key) => daysUntil(key.expiresAt, now));
    return {
        findings: reviewed.flatMap((key) => assessKey(key, warnDays, now)).sort(compareFindings),
        reviewed: reviewed.length,
        daysToFirstExpiry: left.length === 0 ? null : Math.min(...left),
    };
}
function assessKey(key, warnDays, now) {
    const daysLeft = daysUntil(key.expiresAt, now);
    const common = { keyId: key.id, keyName: key.name, expiresAt: key.expiresAt, daysLeft };
    if (isExpired(key, now))
        return [{ id: 'key-expired', ...common }];
    const isClose = (0,timestamp/* millisecondsOf */.W$)(key.expiresAt) - now <= warnDays * DAY_MS;
    return isClose ? [{ id: 'key-expiring', ...common }] : [];
}
function isExpired({ isExpired, expiresAt }, now) {
    return isExpired || (0,timestamp/* millisecondsOf */.W$)(expiresAt) <= now;
}
function daysUntil(moment, now) {
    return Math.floor(((0,timestamp/* millisecondsOf */.W$)(moment) - now) / DAY_MS);
}
function compareFindings(a, b) {
    return (FINDINGS.indexOf(a.id) - FINDINGS.indexOf(b.id) ||
        (a.expiresAt < b.expiresAt ? -1 : a.expiresAt > b.expiresAt ? 1 : 0) ||
        (a.keyId < b.keyId ? -1 : 1));
}

;// CONCATENATED MODULE: ./src/actions/access/access.ts




async function reviewAccess(inputs, deps) {
    try {
        const keys = await deps.client.listKeys();
        return describeReview(reviewKeys(keys, inputs, deps.clock.now()), inputs);
    }
    catch (thrown) {
        const isUnread = thrown instanceof http_errors/* PlatformError */.W && !(0,http_errors/* hasStatus */.R)(thrown, 401) && !deps.stop.aborted;
        return isUnread ? describeUnread(thrown) : describeError((0,errors/* toStepError */.uQ)(thrown, deps.stop));
    }
}
function describeReview(review, { failOn }) {
    const { findings, reviewed } = review;
    const failing = findings.filter(({ id }) => failOn.includes(id));
    const common = { problems: [], review };
    if (findings.length === 0) {
        const sentence = `${(0,format/* countNouns */.Vq)(reviewed, 'key')} reviewed: nothing to do.`;
        return { ...common, outcome: 'ok', green: true, sentence, remedy: null };
    }
    const counts = `${(0,format/* countNouns */.Vq)(findings.length, 'finding')} in ${(0,format/* countNouns */.Vq)(reviewed, 'key')}`;
    const why = failing.length === 0 ? '' : `, ${failing.length} of them in \`fail-on\``;
    return {
        ...common,
        outcome: 'findings',
        green: failing.length === 0,
        sentence: `${counts}${why}.`,
        remedy: 'Create a new key under Organization Settings → API Keys, put it in the place of the old one, then delete that.',
    };
}
function describeUnread(error) {
    const isRefused = (0,http_errors/* hasStatus */.R)(error, 403, 404);
    const advice = 'The key needs the role `admin:read`, and a plan with API access.';
    return {
        outcome: 'incomplete',
        green: false,
        sentence: `The keys could not be read: ${error.message}.`,
        problems: [],
        remedy: isRefused ? advice : (error.remedy ?? advice),
        review: null,
    };
}
function describeError({ outcome, message, problems, remedy }) {
    return { outcome, green: false, sentence: message, problems, remedy, review: null };
}

// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
// EXTERNAL MODULE: ./src/inputs/redaction.ts
var redaction = __webpack_require__(5012);
;// CONCATENATED MODULE: ./src/actions/access/inputs.ts



const DEFAULTS = {
    'warn-days': '14',
    annotations: 'true',
    summary: 'true',
    redact: 'auto',
    'timeout-minutes': '5',
};
const LONGEST_PAUSE_MS = 15_000;
const MOST_DAYS = 3_650;
function readInputs(reader) {
    const { parse, patterns } = reader;
    const inputs = reader.finish({
        warnDays: parse('warn-days', (0,parsers/* parseNumber */.$J)(0, MOST_DAYS, 'days')),
        keys: patterns('keys'),
        failOn: parse('fail-on', (0,parsers/* parseWords */.nl)(FINDINGS)),
        annotations: parse('annotations', parsers/* parseBoolean */.yG),
        summary: parse('summary', parsers/* parseBoolean */.yG),
        redact: parse('redact', (0,parsers/* parseWord */.kB)(redaction/* REDACTIONS */.N)),
    });
    return { ...inputs, longestPauseMs: LONGEST_PAUSE_MS };
}

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/actions/access/report.ts





const NAME_LENGTH = 100;
const SENTENCE_LENGTH = 2_000;
const NAMES_SHOWN = 10;
const TITLES = {
    'key-expired': { one: 'key is expired', many: 'keys are expired' },
    'key-expiring': { one: 'key expires soon', many: 'keys expire soon' },
};
function outputsOf({ outcome, review }) {
    if (review === null)
        return { outcome };
    const count = (id) => String(review.findings.filter((finding) => finding.id === id).length);
    const { daysToFirstExpiry } = review;
    return {
        findings: String(review.findings.length),
        expiring: count('key-expiring'),
        expired: count('key-expired'),
        ...(daysToFirstExpiry === null ? {} : { 'days-to-first-expiry': String(daysToFirstExpiry) }),
        outcome,
    };
}
function describeLog({ outcome, sentence, problems, remedy, review }) {
    const findings = (review?.findings ?? []).map((finding) => `- ${(0,text_escape/* toLogText */.ZQ)(describeFinding(finding), 300)}`);
    const told = problems.length > 1
        ? [
            `Result: ${outcome}. ${problems.length} problems:`,
            ...problems.map((problem) => `- ${(0,text_escape/* toLogText */.ZQ)(problem, 1_000)}`),
        ]
        : [`Result: ${outcome}. ${(0,text_escape/* toLogText */.ZQ)(sentence, SENTENCE_LENGTH)}`];
    return [...findings, ...told, ...(remedy === null ? [] : [`What to do: ${(0,text_escape/* toLogText */.ZQ)(remedy, 1_000)}`])];
}
function describeFinding({ id, keyName, expiresAt, daysLeft }) {
    const when = `${id === 'key-expired' ? 'expired' : 'expires'} ${(0,timestamp/* formatTimestamp */.Ey)(expiresAt)}`;
    const left = id === 'key-expired' ? '' : `, in ${(0,format/* countNouns */.Vq)(Math.max(0, daysLeft), 'day')}`;
    return `${id}: ${(0,text_escape/* toLogText */.ZQ)(keyName, NAME_LENGTH)} ${when}${left}`;
}
function planAnnotations({ outcome, green, sentence, remedy, review }) {
    const kinds = FINDINGS.flatMap((id) => {
        const found = (review?.findings ?? []).filter((finding) => finding.id === id);
        return found.length === 0 ? [] : [planKind(id, found)];
    });
    if (green)
        return kinds;
    const message = [sentence, remedy ?? '']
        .map((part) => (0,text_escape/* toLogText */.ZQ)(part, 1_200))
        .join(' ')
        .trim();
    return [{ level: 'error', title: `CloudQuery access: ${outcome}`, message }, ...kinds];
}
function planKind(id, found) {
    const { one, many } = TITLES[id];
    const names = found.slice(0, NAMES_SHOWN).map(({ keyName }) => (0,text_escape/* toLogText */.ZQ)(keyName, NAME_LENGTH));
    const rest = found.length > names.length ? ` and ${found.length - names.length} more` : '';
    return {
        level: 'warning',
        title: `CloudQuery: ${(0,format/* countNouns */.Vq)(found.length, one, many)}`,
        message: `${names.join(', ')}${rest}.`,
    };
}
function renderSummary({ outcome, sentence, problems, remedy, review }, maxBytes) {
    const findings = review?.findings ?? [];
    const table = (0,markdown/* renderTable */.bo)(['Finding', 'Key', 'Expires', 'Days left'], findings, ({ id, keyName, expiresAt, daysLeft }) => [
        `\`${id}\``,
        (0,text_escape/* toMarkdown */.l6)(keyName, NAME_LENGTH),
        (0,timestamp/* formatTimestamp */.Ey)(expiresAt),
        String(daysLeft),
    ], maxBytes / 2);
    const told = problems.length > 1
        ? problems.map((problem) => `- ${(0,text_escape/* toProse */.HK)(problem)}`).join('\n')
        : (0,text_escape/* toProse */.HK)(sentence, SENTENCE_LENGTH);
    return [
        `## CloudQuery access: ${outcome}`,
        told,
        remedy === null ? '' : `**What to do:** ${(0,text_escape/* toProse */.HK)(remedy)}`,
        `${table.text}${(0,markdown/* renderRest */.jE)(findings.length - table.taken, 'finding')}`.trim(),
    ]
        .filter((part) => part !== '')
        .join('\n\n')
        .concat('\n');
}

;// CONCATENATED MODULE: ./src/actions/access/main.ts







const action = {
    defaults: DEFAULTS,
    loadRedaction: () => __webpack_require__.e(/* import() */ 77).then(__webpack_require__.bind(__webpack_require__, 8077)),
    readInputs: readInputs,
    describeInputs: (_, { baseUrl, timeoutMs }, isRedacted) => [
        `CloudQuery Platform at ${baseUrl}: review of its API keys.`,
        `At most ${(0,format/* formatDuration */.a3)(timeoutMs / 1_000)} in all.`,
        ...(isRedacted ? ['Names of keys are hidden (`redact`).'] : []),
    ],
    async run(asked, step, finish) {
        const client = createKeys(step.platform.requester);
        const result = await reviewAccess(asked, { client, clock: step.clock, stop: step.lifecycle.stop });
        await finish(result, main_report(step, asked));
    },
    fail: describeError,
    outputsOf: outputsOf,
    reportFailure: (step) => main_report(step, { annotations: true, summary: true }),
};
function main_report({ runner }, wanted) {
    return async (result) => {
        for (const line of describeLog(result))
            runner.info(line);
        if (wanted.annotations) {
            await (0,report/* attemptReport */.qE)('annotations', 'result', runner, () => {
                for (const annotation of planAnnotations(result))
                    runner.annotate(annotation);
            });
        }
        if (wanted.summary) {
            await (0,report/* attemptReport */.qE)('job summary', 'result', runner, () => runner.writeSummary(renderSummary(result, markdown/* SUMMARY_BYTES */.R$)));
        }
    };
}


/***/ })

};
;