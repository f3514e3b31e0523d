"use strict";
exports.id = 7603;
exports.ids = [7603];
exports.modules = {

/***/ 7603:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  STORIES: () => (STORIES),
  loadGate: () => (loadGate)
});

// EXTERNAL MODULE: ./src/inputs/input-file.ts
var input_file = __webpack_require__(6572);
// EXTERNAL MODULE: ./src/platform/redact-violation.ts
var redact_violation = __webpack_require__(1692);
// EXTERNAL MODULE: ./src/platform/tables.ts
var tables = __webpack_require__(5846);
// EXTERNAL MODULE: ./src/platform/violation.ts
var violation = __webpack_require__(8088);
// EXTERNAL MODULE: ./src/runner/ending.ts
var ending = __webpack_require__(6491);
// EXTERNAL MODULE: ./src/runner/file-problem.ts
var file_problem = __webpack_require__(2548);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __webpack_require__(6419);
// EXTERNAL MODULE: ./src/runner/write-file.ts
var write_file = __webpack_require__(3648);
// EXTERNAL MODULE: ./src/text/address.ts
var address = __webpack_require__(9059);
// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/text/damage.ts
var damage = __webpack_require__(2886);
// EXTERNAL MODULE: ./src/text/day.ts
var day = __webpack_require__(6497);
// EXTERNAL MODULE: ./src/text/json-stream.ts
var json_stream = __webpack_require__(1634);
// EXTERNAL MODULE: ./src/text/look-alike.ts
var look_alike = __webpack_require__(4749);
// EXTERNAL MODULE: ./src/text/mark.ts
var mark = __webpack_require__(8338);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
// EXTERNAL MODULE: ./src/text/tag-line.ts
var tag_line = __webpack_require__(7118);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
// EXTERNAL MODULE: ./src/text/xml.ts
var xml = __webpack_require__(5014);
// EXTERNAL MODULE: ./src/clock.ts
var clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/errors.ts
var src_errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/inputs/missing-key.ts
function describeMissingKey({ eventName, actor, isFork }) {
    const missing = '`api-key` is missing';
    if (eventName === 'pull_request' && isFork) {
        return `${missing}: GitHub gives no secrets to a pull request from a fork. Skip the step there (\`if: github.event.pull_request.head.repo.fork == false\`), or run the gate after the merge.`;
    }
    if (actor === 'dependabot[bot]') {
        return `${missing}: GitHub gives Dependabot its own secrets only. Add the key under Settings → Secrets → Dependabot, or skip the step for it.`;
    }
    return `${missing}: give it the secret that holds the Platform's API key, as \`\${{ secrets.CLOUDQUERY_API_KEY }}\`, and check that the secret exists where this job runs.`;
}

// EXTERNAL MODULE: ./src/inputs/platform-url.ts
var platform_url = __webpack_require__(6658);
;// CONCATENATED MODULE: ./src/inputs/connection.ts



const SHORTEST_TIMEOUT = 0.001;
function readConnection(reader, event) {
    const url = (0,platform_url/* parsePlatformUrl */.m)(reader.textOf('platform-url'));
    if (url.kind === 'problem' && !reader.isPlaceholder('platform-url'))
        reader.refuse(url.problem);
    const apiKey = reader.textOf('api-key');
    const keyProblem = findKeyProblem(apiKey, event);
    if (keyProblem !== null && !reader.isPlaceholder('api-key'))
        reader.refuse(keyProblem);
    const timeoutMs = reader.minutes('timeout-minutes', SHORTEST_TIMEOUT);
    if (url.kind === 'problem' || keyProblem !== null || timeoutMs === undefined)
        return undefined;
    return { baseUrl: url.baseUrl, apiKey, timeoutMs };
}
function findKeyProblem(apiKey, event) {
    if (apiKey === '')
        return describeMissingKey(event);
    if (!(0,text_escape/* isVisibleAscii */.Mr)(apiKey)) {
        return '`api-key` holds blanks, line breaks or other characters that no key has: store the key alone in the secret, without quotes or `Bearer`.';
    }
    if ((0,platform_url/* isQuoted */.f)(apiKey)) {
        return '`api-key` stands in quotes, which no key has: store the key alone in the secret, without them.';
    }
    if (/^cq(sr|stc|pd)_/.test(apiKey)) {
        return '`api-key` is a token that the Platform makes for its own runs, not an API key: create one under Organization Settings → API Keys.';
    }
    return null;
}

// EXTERNAL MODULE: ./src/text/pattern.ts
var pattern = __webpack_require__(8665);
// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
;// CONCATENATED MODULE: ./src/inputs/placeholder.ts
const EXPRESSION = /\$\{\{/;
const VARIABLE = /^(?:! *|https?:\/\/)?(?:\$(?:[eE]nv:\w+|\{[A-Za-z_]\w*\}|[A-Z_][A-Z0-9_]+)|%[A-Z_][A-Z0-9_]+%)(?![^/\\.:\r\n])/m;
function describePlaceholder(text) {
    if (EXPRESSION.test(text)) {
        return `holds an expression (\`\${{ … }}\`) and no value: GitHub replaces expressions only in the file of the workflow, and not in a text that another expression gave. Write it into \`with:\` of this step.`;
    }
    if (VARIABLE.test(text)) {
        return `holds the name of a variable and no value: no shell reads inputs. Write it as \`\${{ env.NAME }}\`, with the name of your variable.`;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/inputs/reader.ts






const MINUTE = 60_000;
const LONGEST_MINUTES = 7_200;
function createInputReader(getInput, defaults, isRedacted = false) {
    const problems = [];
    const asked = new Set();
    const placeholders = new Set();
    function textOf(name) {
        const given = getInput(name).trim();
        const problem = asked.has(name) ? null : describePlaceholder(given);
        asked.add(name);
        if (problem !== null) {
            placeholders.add(name);
            problems.push(`\`${name}\` ${problem}`);
        }
        return placeholders.has(name) ? '' : given || (defaults[name] ?? '');
    }
    const linesOf = (name) => textOf(name).split(/\r?\n/);
    function parse(name, parseValue) {
        const text = textOf(name);
        if (placeholders.has(name))
            return undefined;
        try {
            return parseValue(text);
        }
        catch (error) {
            if (!(error instanceof parsers/* ValueProblem */.bx))
                throw error;
            const told = isRedacted ? `is ${redact/* HIDDEN_PATTERNS */.F_}; allowed: ${error.allowed}.` : error.message;
            const place = (0,pattern/* describePlace */.df)(error.value, linesOf(name));
            problems.push(`\`${name}\`${place === '' ? '' : `${place},`} ${told}`);
            return undefined;
        }
    }
    return {
        textOf,
        parse,
        isSet: (name) => textOf(name) !== '',
        know: (name) => void asked.add(name),
        isPlaceholder(name) {
            textOf(name);
            return placeholders.has(name);
        },
        minutes(name, least) {
            const number = parse(name, (0,parsers/* parseNumber */.$J)(least, LONGEST_MINUTES, 'minutes'));
            return number === undefined ? undefined : number * MINUTE;
        },
        patterns(name) {
            const patterns = (0,pattern/* parsePatterns */.Z7)(parse(name, parsers/* parsePatternLines */.X9) ?? []);
            const lines = linesOf(name);
            return lines.length > 1 ? { ...patterns, lines } : patterns;
        },
        asked: () => [...asked],
        findNear: (name) => (0,nearest/* findNear */.Ev)(name, asked),
        refuse: (problem) => void problems.push(problem),
        finish(values) {
            if (problems.length > 0)
                throw new src_errors/* InputError */.dz(problems);
            return values;
        },
    };
}

// EXTERNAL MODULE: ./src/inputs/redaction.ts
var inputs_redaction = __webpack_require__(5012);
// EXTERNAL MODULE: ./src/platform/open.ts + 6 modules
var platform_open = __webpack_require__(8820);
// EXTERNAL MODULE: ./src/runner/event.ts
var runner_event = __webpack_require__(3034);
;// CONCATENATED MODULE: ./src/runner/memory.ts
const GROWTH_BYTES = 4_000_000;
const COLLECTION_BYTES = 20_000_000;
function createMemory(collector = V8_COLLECTOR) {
    let all = 0;
    let uncollected = 0;
    return {
        add(bytes) {
            if (all < GROWTH_BYTES && all + bytes >= GROWTH_BYTES)
                collector.stopGrowth();
            all += bytes;
            uncollected += bytes;
            if (uncollected < COLLECTION_BYTES)
                return;
            uncollected = 0;
            collector.collect();
        },
    };
}
let gc = null;
const V8_COLLECTOR = {
    stopGrowth: () => setFlag('--semi-space-growth-factor=1'),
    collect() {
        gc ??= exposeGc();
        gc();
    },
};
function setFlag(flag) {
    process.getBuiltinModule('node:v8').setFlagsFromString(flag);
}
function exposeGc() {
    setFlag('--expose-gc');
    const found = process.getBuiltinModule('node:vm').runInNewContext('gc');
    return typeof found === 'function' ? () => void found() : () => { };
}

// EXTERNAL MODULE: ./src/runner/report.ts
var runner_report = __webpack_require__(6190);
;// CONCATENATED MODULE: ./src/actions/step.ts









async function runStep(action, runner, lifecycle) {
    runner.protect(runner.getInput('api-key').trim());
    const isRedacted = (0,inputs_redaction/* decideRedaction */.k)(runner.getInput('redact').trim(), (0,runner_event/* readVisibility */.tQ)(runner.readPayload()));
    const redaction = isRedacted ? await action.loadRedaction() : null;
    if (redaction !== null)
        runner.hideNames((line) => redaction.redactLine(line));
    const step = { runner, lifecycle, clock: clock/* systemClock */.m, isRedacted };
    async function finish(raw, report) {
        const scrubbed = runner.scrubData(raw);
        const result = redaction === null ? scrubbed : redaction.redactResult(scrubbed);
        (0,runner_report/* setOutputs */.n0)(runner, action.outputsOf(result));
        lifecycle.conclude(result.green);
        await report(result, raw);
    }
    let read;
    try {
        read = await readAll(action, step);
    }
    catch (error) {
        if (!(error instanceof src_errors/* StepError */.zg))
            throw error;
        return finish(action.fail(error), action.reportFailure(step));
    }
    const { connection, asked, warnings } = read;
    if (connection === null) {
        for (const line of warnings)
            runner.warn(line);
        return action.offline?.run(asked, { ...step, warnings }, finish);
    }
    for (const line of action.describeInputs(asked, connection, isRedacted))
        runner.info(line);
    for (const line of warnings)
        runner.warn(line);
    const memory = createMemory();
    const pace = { clock: clock/* systemClock */.m, longestPauseMs: asked.longestPauseMs, ...lifecycle };
    const platform = (0,platform_open/* openPlatform */.W)(connection, pace, { debug: runner.debug, info: runner.tell }, memory.add);
    try {
        await action.run(asked, { ...step, platform, platformUrl: connection.baseUrl, memory, warnings }, finish);
    }
    finally {
        platform.close();
    }
}
async function readAll(action, step) {
    const { runner, isRedacted } = step;
    const reader = createInputReader(runner.getInput, action.defaults, isRedacted);
    const isOffline = action.offline?.applies(reader) ?? false;
    const connection = isOffline ? skipConnection(reader) : readConnection(reader, runner.readEvent());
    const readInputs = async () => {
        const asked = await action.readInputs(reader, step);
        return { ...reader.finish({ connection }), asked };
    };
    const [read] = await Promise.allSettled([readInputs()]);
    const unknown = await explainUnknownInputs(runner, reader);
    const sentences = unknown.map(({ sentence }) => sentence);
    const isSlip = unknown.some(({ kind }) => kind === 'slip');
    const errors = unknown.length === 0 ? [] : [new src_errors/* InputError */.dz(sentences)];
    if (read.status === 'rejected')
        throw (0,src_errors/* joinErrors */._h)([read.reason, ...errors]);
    if (isSlip)
        throw (0,src_errors/* joinErrors */._h)(errors);
    return { ...read.value, warnings: sentences };
}
function skipConnection(reader) {
    for (const name of ['platform-url', 'api-key', 'timeout-minutes'])
        reader.know(name);
    return null;
}
async function explainUnknownInputs(runner, reader) {
    const known = new Set(reader.asked().map((name) => name.toLowerCase().replaceAll(' ', '_')));
    const strange = runner.listInputs().filter((name) => !known.has(name));
    return strange.length === 0 ? [] : (await __webpack_require__.e(/* import() */ 4883).then(__webpack_require__.bind(__webpack_require__, 4883))).explainUnknown(strange, reader);
}

;// CONCATENATED MODULE: ./src/actions/stories.ts




















const STORIES = {
    gate: async (...step) => runStep((await loadGate()).action, ...step),
    policies: async (...step) => runStep((await (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(5434)]).then(__webpack_require__.bind(__webpack_require__, 5434))).loadPolicies()).action, ...step),
    access: async (...step) => runStep((await __webpack_require__.e(/* import() */ 4763).then(__webpack_require__.bind(__webpack_require__, 4763))).action, ...step),
    'audit-log': async (...step) => runStep((await __webpack_require__.e(/* import() */ 9184).then(__webpack_require__.bind(__webpack_require__, 9184))).action, ...step),
};
const loadGate = () => __webpack_require__.e(/* import() */ 2362).then(__webpack_require__.bind(__webpack_require__, 2362));
void [
    day/* addDays */.fi,
    file_problem.attemptWrite,
    compare/* compareIds */.q,
    tables/* createColumnTypes */.cd,
    address/* cutAddresses */.B,
    ending/* describeEnding */.be,
    look_alike/* explainLookAlike */.n,
    damage/* findDamage */.T,
    nearest/* findNearest */.qg,
    mark/* readDescription */.XF,
    input_file/* readInputFile */.j,
    tag_line/* readTagLine */.P,
    read_file/* readText */.yR,
    violation/* readViolation */.ug,
    redact_violation/* redactViolation */.$,
    json_stream/* streamJson */.f,
    tidy/* tidyText */.qV,
    xml/* toXml */.T,
    write_file/* writeText */.x3,
];


/***/ }),

/***/ 6572:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  j: () => (readInputFile)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7388);


function readInputFile(input, path, mostBytes, smallest, { workspace, readText }) {
    const file = readText((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path), mostBytes);
    if (file.kind === 'text')
        return file;
    const problem = file.kind === 'missing' ? describeMissing(path, smallest, workspace) : file.problem;
    return { kind: 'problem', problem: `\`${input}\` ${quotePath(path)} ${problem}` };
}
function describeMissing(path, smallest, workspace) {
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(path) && (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(workspace, path).startsWith('..')) {
        return `is not there, and outside of the workspace ${quotePath(workspace)}: in a job with \`container:\`, \`\${{ github.workspace }}\` is a path on the host, not inside the container. Give the path relative to the workspace.`;
    }
    return `is not in the workspace: check the repository out before this step (\`actions/checkout\`), or begin with ${smallest}.`;
}
function quotePath(path) {
    return (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_1__.ZQ)(path, 200);
}


/***/ }),

/***/ 5165:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $J: () => (parseNumber),
  Li: () => (parseLines),
  TR: () => (refuse),
  X9: () => (parsePatternLines),
  bx: () => (ValueProblem),
  kB: () => (parseWord),
  nl: () => (parseWords),
  yG: () => (parseBoolean)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);

class ValueProblem extends Error {
    name = 'ValueProblem';
    value;
    allowed;
    constructor(text, allowed) {
        super(`is "${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(text, 100)}"; allowed: ${allowed}.`);
        this.value = text;
        this.allowed = allowed;
    }
}
function refuse(text, allowed) {
    throw new ValueProblem(text, allowed);
}
const parseBoolean = (text) => {
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    return refuse(text, '`true` or `false`');
};
function parseWord(words) {
    return (text) => words.find((word) => word === text) ?? refuse(text, listWords(words));
}
function listWords(words) {
    return words.map((word) => `\`${word}\``).join(', ');
}
function parseNumber(least, most, unit) {
    return (text) => {
        const number = /^\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : Number.NaN;
        if (Number.isNaN(number) || number < least || number > most)
            refuse(text, `a number of ${unit} from ${least} to ${most}`);
        return number;
    };
}
const parseLines = (text) => text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
function parseWords(words) {
    const allowed = `${listWords(words)}, one per line`;
    return (text) => parseLines(text).map((line) => words.find((word) => word === line.toLowerCase()) ?? refuse(line, allowed));
}
const parsePatternLines = (text) => {
    const lines = parseLines(text);
    const bad = lines.find((line) => /^!\s*$/.test(line) || line.startsWith('!!') || line.length > 500);
    if (bad !== undefined)
        refuse(bad, 'patterns with `*` and `?`, one per line, with at most one `!` in front, up to 500 characters each');
    return lines;
};


/***/ }),

/***/ 6658:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  f: () => (isQuoted),
  m: () => (parsePlatformUrl)
});
var _text_loopback_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4210);
var _text_trim_end_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4011);


const EXAMPLE = 'such as https://tenant.us.platform.cloudquery.io';
const PAGE = /\/(?:policies|policy-groups|syncs|integrations|queries|asset-inventory|organization-settings|settings|overview|login)(?:\/.*)?$/i;
function parsePlatformUrl(value) {
    const problem = (text) => ({ kind: 'problem', problem: `\`platform-url\` ${text}` });
    if (value === '') {
        return problem(`is missing: the address of your Platform, ${EXAMPLE}. If it comes from a variable or a secret, that is empty where this job runs: check its name and its environment.`);
    }
    if (isQuoted(value)) {
        return problem(`stands in quotes: leave them out, ${EXAMPLE}.`);
    }
    if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
        return problem(`is not an address that starts with https://, ${EXAMPLE}.`);
    }
    const url = new URL(value);
    if (url.username !== '' || url.password !== '') {
        return problem('holds credentials: remove them from the address, the key belongs into `api-key`.');
    }
    if (url.search !== '' || url.hash !== '' || /[?#]/.test(value)) {
        return problem('has a query or a fragment: give the address without what follows `?` or `#`.');
    }
    const host = url.hostname.toLowerCase().replace(/\.$/, '');
    if (host === 'api.cloudquery.io') {
        return problem(`is api.cloudquery.io, which is another API with other keys: give the address of your own Platform, ${EXAMPLE}.`);
    }
    if (url.protocol !== 'https:' && !(0,_text_loopback_js__WEBPACK_IMPORTED_MODULE_0__.U)(url.hostname)) {
        return problem(`is ${url.origin}, and must start with https://: without TLS the key could be read on the way.`);
    }
    if (PAGE.test(url.pathname)) {
        return problem(`has the path of one of the Platform's pages: leave the path out, and give ${url.origin}.`);
    }
    const path = (0,_text_trim_end_js__WEBPACK_IMPORTED_MODULE_1__.s)(url.pathname, '/').replace(/\/api$/i, '');
    return { kind: 'url', baseUrl: `${url.origin}${path}/api` };
}
function isQuoted(value) {
    return /^(["'`]).*\1$/.test(value);
}


/***/ }),

/***/ 5012:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  N: () => (REDACTIONS),
  k: () => (decideRedaction)
});
const REDACTIONS = ['auto', 'always', 'never'];
function decideRedaction(word, visibility) {
    if (word === 'never')
        return false;
    return (word !== 'auto' && word !== '') || (visibility !== 'private' && visibility !== 'internal');
}


/***/ }),

/***/ 1598:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Lb: () => (findExcess),
  Yv: () => (LARGEST_BODY),
  x8: () => (readBody)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);
var _text_json_scan_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6123);


const LARGEST_BODY = 64 * 2 ** 20;
const JSON_WORK = { depth: 100, containers: 200_000, values: 1_000_000, names: 1_000_000 };
async function readBody(message, limits) {
    const chunks = [];
    let kept = 0;
    let bytes = 0;
    const settle = (problem) => ({ text: decode(chunks, limits), bytes, problem, isTooLarge: false });
    try {
        for await (const chunk of message) {
            chunks.push(chunk);
            kept += chunk.length;
            bytes += chunk.length;
            if (limits.keep === 'all' && kept > limits.bytes) {
                return { text: '', bytes, problem: `it is larger than ${limits.bytes / 2 ** 20} MiB`, isTooLarge: true };
            }
            while (kept - (chunks[0]?.length ?? 0) > limits.bytes)
                kept -= chunks.shift()?.length ?? 0;
        }
    }
    catch (error) {
        if (limits.keep === 'end' && kept > 0)
            return settle(null);
        if (error instanceof Error && error.name === 'AbortError')
            throw error;
        return settle('the connection was cut inside it');
    }
    return settle(message.complete ? null : 'the connection was cut inside it');
}
async function findExcess(text, signal) {
    const scan = (0,_text_json_scan_js__WEBPACK_IMPORTED_MODULE_1__.Ey)(text, JSON_WORK);
    for (;;) {
        const { done, value } = scan.next();
        if (done)
            return value && { problem: (0,_text_json_scan_js__WEBPACK_IMPORTED_MODULE_1__.Wc)(value), isTooLarge: value.kind === 'too-many' };
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)();
        if (signal.aborted)
            throw new Error('the request was aborted');
    }
}
function decode(chunks, limits) {
    const bytes = Buffer.concat(chunks);
    return (limits.keep === 'end' ? bytes.subarray(-limits.bytes) : bytes).toString('utf8');
}


/***/ }),

/***/ 6576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  LF: () => (QUESTION),
  S1: () => (ASKING),
  SG: () => (DETAIL),
  uE: () => (WAITING)
});
const WAITING = 60;
const DETAIL = { budget: 3, timeoutMs: 10_000, isDetail: true };
const ASKING = 8;
const QUESTION = { budget: 4 };


/***/ }),

/***/ 7813:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I9: () => (isTooLarge),
  Ro: () => (hasStatus),
  Wk: () => (PlatformError),
  x5: () => (explainUnreadable)
});
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

class PlatformError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__.zg {
    name = 'PlatformError';
    failure;
    constructor(message, request, failure, options = {}) {
        super(`${message} (${request.method} ${request.url})`, {
            ...options,
            remedy: options.remedy ?? remedyFor(failure, request),
        });
        this.failure = failure;
    }
    get status() {
        return this.failure.kind === 'status' ? this.failure.status : null;
    }
}
function isTooLarge(error) {
    return error instanceof PlatformError && error.failure.kind === 'unreadable' && error.failure.isTooLarge === true;
}
function hasStatus(error, ...statuses) {
    return error instanceof PlatformError && error.status !== null && statuses.includes(error.status);
}
const REMEDIES = {
    401: 'The API key is not valid on this Platform: it may have expired (keys always do), been deleted, or belong to another Platform. Create a key in the Platform under Organization Settings → API Keys and store it in the secret that `api-key` reads.',
    403: "The API key's role does not permit this. Use a key with the role `ci` for the gate, or `general:read` for the action `policies`; if that is not enough, `general:write`.",
    404: 'Check `platform-url`, and that the Platform is version 2 (April 2026) or newer: an older one has none of these addresses.',
    429: 'The Platform limits how often it may be asked: run fewer gates at the same time, or raise `max-poll-interval-seconds`.',
};
const OUTAGE = 'The Platform, or a proxy in front of it, is not well: look at its status, then run the job again.';
const STRAY = 'It was not the Platform that answered so. Check that `platform-url` is the address of a CloudQuery Platform, and what stands in front of it: a login page, a firewall or a proxy. If one of them restarts just now, run the job again.';
const STARTER = "The API key's role does not permit this. To start or cancel runs, use a key with the role `ci`; if that is not enough, `general:write`.";
const WRITER = "The API key's role does not permit this. Use a key with the role `general:write`.";
const ADMIN = "The API key's role does not permit this. Use a key with the role `admin:read`.";
function remedyForRole({ method, url }) {
    if (method !== 'GET' && /\/(?:policies|policy-groups)(?:[/?]|$)/.test(url))
        return WRITER;
    if (method !== 'GET' && /\/syncs\/[^/]+\/runs(?:[/?]|$)/.test(url))
        return STARTER;
    return /\/(?:audit-logs|users|rbac)(?:[/?]|$)/.test(url) ? ADMIN : (REMEDIES[403] ?? null);
}
function remedyFor(failure, request) {
    switch (failure.kind) {
        case 'network':
        case 'timeout':
            return 'Check that `platform-url` is right and that this runner reaches it: firewall, VPN, `HTTPS_PROXY` and `NO_PROXY`.';
        case 'certificate':
            return "No switch turns off the check of certificates. If your company's own CA signed it, put that CA's PEM file on the runner and name it in `NODE_EXTRA_CA_CERTS`.";
        case 'unreadable':
            return 'Check that `platform-url` is the address of a CloudQuery Platform, with no login page or proxy in between.';
        case 'redirect':
            return null;
        case 'stray':
            if (failure.status === 404)
                return `${STRAY} A Platform before version 2 (April 2026) has no such address.`;
            return failure.status === 401 ? `${STRAY} If it is the Platform itself, it refuses the key.` : STRAY;
        case 'status':
            if (failure.status === 403)
                return remedyForRole(request);
            return REMEDIES[failure.status] ?? (failure.status >= 500 ? OUTAGE : null);
    }
}
function explainUnreadable(method, url, cause) {
    const message = `The Platform's answer is not as expected: ${cause.message}`;
    return new PlatformError(message, { method, url }, { kind: 'unreadable' }, { cause });
}


/***/ }),

/***/ 6478:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Gv: () => (PageBody),
  LS: () => (LARGEST_PAGE),
  SP: () => (readPage),
  wZ: () => (walkPages),
  we: () => (isLastPage)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9924);
var _schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5140);



const LARGEST_PAGE = 1_000;
const MOST_ITEMS = 10 * LARGEST_PAGE;
const MOST_PAGES = 2_000;
const Stated = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB((0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.KCZ([_schema_js__WEBPACK_IMPORTED_MODULE_1__.y_, _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.yGV(/^\d{1,15}$/), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.pdi(Number))])), null);
const PageBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    items: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.L5J()),
    metadata: (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({ page_size: Stated, total_count: Stated, last_page: Stated })),
});
function readPage(json, readItem) {
    const { items, metadata } = (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(PageBody, json);
    if (items.length > MOST_ITEMS)
        throw new _schema_js__WEBPACK_IMPORTED_MODULE_1__.Ar('items', `${MOST_ITEMS} at most, and are ${items.length}`);
    return {
        items: items.map((item, index) => readItem(item, `items.${index}`)),
        pageSize: metadata?.page_size ?? null,
        totalCount: metadata?.total_count ?? null,
        lastPage: metadata?.last_page ?? null,
    };
}
function isLastPage(page, number, asked, got) {
    const totalCount = page.totalCount !== null && page.totalCount >= got ? page.totalCount : null;
    const lastPage = page.lastPage !== null && page.lastPage >= number ? page.lastPage : null;
    if ((lastPage ?? number) > number || (totalCount ?? got) > got)
        return false;
    if (page.items.length === 0)
        return true;
    if (asked !== null && page.items.length >= asked)
        return false;
    if (page.pageSize !== null)
        return page.items.length < page.pageSize;
    return asked === null || totalCount !== null || lastPage !== null;
}
const MOST_EMPTY = 3;
async function* walkPages(fetchPage, asked = LARGEST_PAGE) {
    let [got, empty] = [0, 0];
    let [totalCount, lastPage] = [null, null];
    const marks = new Set();
    for (let number = 1; number <= MOST_PAGES; number++) {
        const isBeyond = statesEnd(totalCount, lastPage, number - 1, got);
        const page = await fetchPage(number, asked ?? LARGEST_PAGE, isBeyond);
        [totalCount, lastPage] = [page.totalCount ?? totalCount, page.lastPage ?? lastPage];
        const stated = { ...page, totalCount: totalCount ?? null, lastPage: lastPage ?? null };
        empty = page.items.length === 0 ? empty + 1 : 0;
        if (isRepeated(page, marks)) {
            if (isOver(stated, number, asked, got))
                return;
        }
        else if (empty > MOST_EMPTY) {
            if (stated.lastPage !== null && stated.lastPage > number)
                throw describeMissingPages(number);
            return;
        }
        got += page.items.length;
        yield page;
        if (isLastPage(stated, number, asked, got))
            return;
    }
    throw new _schema_js__WEBPACK_IMPORTED_MODULE_1__.Ar('items', `a list that ends within ${MOST_PAGES} pages`);
}
function statesEnd(total = null, last = null, page, got) {
    const isMore = (total ?? 0) > got || (last ?? 0) > page;
    return page > 0 && !isMore && (total === got || last === page);
}
function isRepeated({ items }, marks) {
    if (items.length === 0)
        return false;
    const mark = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', `${items.length} ${JSON.stringify(items[0])} ${JSON.stringify(items.at(-1))}`);
    const isKnown = marks.has(mark);
    marks.add(mark);
    return isKnown;
}
function isOver(page, number, asked, got) {
    if (page.totalCount === got)
        return true;
    if (page.lastPage !== null && page.lastPage >= number)
        throw describeMissingPages(number);
    const full = Math.min(asked ?? Number.POSITIVE_INFINITY, page.pageSize || Number.POSITIVE_INFINITY);
    if (page.items.length < full || (page.lastPage === number - 1 && page.items.length < (asked ?? 0)))
        return true;
    if (JSON.stringify(page.items[0]) === JSON.stringify(page.items.at(-1)))
        return false;
    throw new _schema_js__WEBPACK_IMPORTED_MODULE_1__.Ar('items', `other items on page ${number} than on the ones before`);
}
function describeMissingPages(number) {
    return new _schema_js__WEBPACK_IMPORTED_MODULE_1__.Ar('items', `new on page ${number}, since \`metadata.last_page\` says that there is more`);
}


/***/ }),

/***/ 8966:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Gw: () => (pauseBeforeRetry),
  WG: () => (isPassing),
  _U: () => (parseDate),
  fA: () => (readAskedPause),
  hT: () => (LONGEST_ASKED_MS),
  mu: () => (parseRetryAfter),
  uj: () => (passesByItself)
});
const FIRST_PAUSE_MS = 1_000;
const PASSING = new Set([
    408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530,
]);
function isPassing(failure) {
    switch (failure.kind) {
        case 'network':
        case 'timeout':
        case 'unreadable':
        case 'stray':
            return true;
        case 'certificate':
        case 'redirect':
            return false;
        case 'status':
            return passesByItself(failure.status);
    }
}
function passesByItself(status) {
    return PASSING.has(status);
}
function budgetFor(failure, { budget, strayBudget, missingBudget, largeBudget }) {
    if (failure.kind === 'stray')
        return strayBudget;
    if (failure.kind === 'status' && failure.status === 404)
        return missingBudget;
    if (failure.kind === 'unreadable' && failure.isTooLarge === true)
        return largeBudget;
    return isPassing(failure) ? budget : 0;
}
function pauseBeforeRetry(failure, failures, patience, remainingMs, random) {
    if (failures >= budgetFor(failure, patience) || remainingMs <= 0)
        return null;
    const ceiling = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 30), patience.longestPauseMs);
    return Math.min(Math.max(random * ceiling, readAskedPause(failure) ?? 0), remainingMs);
}
const LONGEST_ASKED_MS = 120_000;
function readAskedPause(failure) {
    if (failure.kind !== 'status' || failure.retryAfterMs === null)
        return null;
    return Math.min(failure.retryAfterMs, LONGEST_ASKED_MS);
}
function parseRetryAfter(header, now) {
    const value = header?.trim() ?? '';
    if (/^\d{1,9}(\.\d+)?$/.test(value))
        return Number(value) * 1_000;
    if (!/^[A-Za-z]{3,9},? /.test(value))
        return null;
    const date = Date.parse(value);
    return Number.isNaN(date) ? null : Math.max(0, date - now);
}
function parseDate(header) {
    const date = Date.parse(header ?? '');
    return Number.isNaN(date) ? null : date;
}


/***/ }),

/***/ 2158:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  SV: () => (MOST_AT_ONCE),
  v3: () => (createThrottle)
});
/* unused harmony exports slowDown, speedUp */
var p_limit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(370);
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7813);
var _retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8966);




const MOST_AT_ONCE = 8;
const DETAILS_AT_ONCE = 6;
const PAUSE_MS = 1_000;
const SHORTEST_PAUSE_MS = 100;
const LAST_TURN_MS = 2_000;
function createThrottle(clock, stop, deadline) {
    const limit = (0,p_limit__WEBPACK_IMPORTED_MODULE_3__/* ["default"] */ .A)(MOST_AT_ONCE);
    const limitDetails = (0,p_limit__WEBPACK_IMPORTED_MODULE_3__/* ["default"] */ .A)(DETAILS_AT_ONCE);
    let pace = { atOnce: MOST_AT_ONCE, passed: 0, heldUntil: 0 };
    function keep(next) {
        pace = next;
        if (limit.concurrency !== pace.atOnce)
            limit.concurrency = pace.atOnce;
    }
    const isHeld = () => clock.uptime() < pace.heldUntil;
    async function sendNow(send, latest) {
        stop.throwIfAborted();
        if (clock.uptime() > latest)
            throw describeTimeout();
        const answer = await send();
        keep(speedUp(pace));
        return answer;
    }
    async function sendNeeded(send) {
        try {
            return await sendNow(send, deadline + LAST_TURN_MS);
        }
        catch (error) {
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__.Ro)(error, 429)) {
                keep(slowDown(pace, clock.uptime(), (0,_retry_js__WEBPACK_IMPORTED_MODULE_2__.fA)(error.failure), deadline));
            }
            throw error;
        }
    }
    async function passNeeded(send) {
        for (;;) {
            while (isHeld())
                await clock.sleep(pace.heldUntil - clock.uptime(), stop);
            const sent = await limit(async () => (isHeld() ? null : { answer: await sendNeeded(send) }));
            if (sent !== null)
                return sent.answer;
        }
    }
    return {
        pass: (send, detailUntil) => detailUntil === undefined
            ? passNeeded(send)
            : limitDetails(() => {
                const latest = Math.min(detailUntil(), deadline);
                return limit(() => sendNow(send, latest));
            }),
    };
}
function describeTimeout() {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__.On('The deadline passed before the Platform could be asked again.', 'Raise `timeout-minutes`.');
}
function slowDown(pace, now, askedMs, deadline) {
    const heldUntil = Math.max(pace.heldUntil, Math.min(now + Math.max(askedMs ?? PAUSE_MS, SHORTEST_PAUSE_MS), deadline));
    const isNews = now >= pace.heldUntil;
    return { atOnce: isNews ? Math.max(1, Math.floor(pace.atOnce / 2)) : pace.atOnce, passed: 0, heldUntil };
}
function speedUp({ atOnce, passed, heldUntil }) {
    const isReady = atOnce < MOST_AT_ONCE && passed + 1 >= atOnce;
    return { atOnce: isReady ? atOnce + 1 : atOnce, passed: isReady ? 0 : passed + 1, heldUntil };
}


/***/ }),

/***/ 6496:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I4: () => (readSettledList),
  jm: () => (collectItems),
  s$: () => (readAllPages)
});
var _schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5140);
var _paging_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6478);


async function readAllPages(fetchPage, identify, choose, asked = _paging_js__WEBPACK_IMPORTED_MODULE_1__.LS) {
    const items = new Map();
    let total = null;
    let got = 0;
    for await (const page of (0,_paging_js__WEBPACK_IMPORTED_MODULE_1__.wZ)(fetchPage, asked)) {
        collectItems(page.items, identify, choose, items);
        got += page.items.length;
        if (page.totalCount !== null && page.totalCount < got)
            continue;
        if (total !== null && page.totalCount !== null && page.totalCount < total) {
            throw new _schema_js__WEBPACK_IMPORTED_MODULE_0__.Ar('items', 'a list that loses no item while it is read');
        }
        total = page.totalCount ?? total;
    }
    if (total !== null && total > items.size) {
        throw new _schema_js__WEBPACK_IMPORTED_MODULE_0__.Ar('items', `${total} in all, as \`metadata.total_count\` says, and are ${items.size}`);
    }
    return [...items.values()];
}
function collectItems(items, identify, choose = expectSame, into = new Map()) {
    for (const item of items) {
        const id = identify(item);
        const earlier = into.get(id);
        into.set(id, earlier === undefined ? item : choose(earlier, item));
    }
    return into;
}
function expectSame(earlier, later) {
    if (JSON.stringify(earlier) === JSON.stringify(later))
        return later;
    throw new _schema_js__WEBPACK_IMPORTED_MODULE_0__.Ar('items', 'the same if their ids are the same');
}
const MOST_READINGS = 4;
async function readSettledList(fetchPage, identify, choose, asked = _paging_js__WEBPACK_IMPORTED_MODULE_1__.LS, join = (_, later) => later) {
    let before = null;
    const joined = new Map();
    for (let reading = 1; reading <= MOST_READINGS; reading++) {
        let requests = 0;
        const countPages = (...place) => {
            requests += 1;
            return fetchPage(...place);
        };
        const items = await readAllPages(countPages, identify, choose, asked);
        if (requests === 1)
            return items;
        collectItems(items, identify, join, joined);
        const ids = new Set(items.map(identify));
        if (before !== null && before.size === ids.size && items.every((item) => before?.has(identify(item)))) {
            return items.map((item) => joined.get(identify(item)) ?? item);
        }
        before = ids;
    }
    throw new _schema_js__WEBPACK_IMPORTED_MODULE_0__.Ar('items', 'the same ones if the list is read again');
}


/***/ }),

/***/ 8820:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  W: () => (openPlatform)
});

// EXTERNAL MODULE: ./src/text/scrub.ts
var text_scrub = __webpack_require__(8328);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
// EXTERNAL MODULE: ./src/platform/http/effort.ts
var http_effort = __webpack_require__(6576);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/platform/http/paging.ts
var paging = __webpack_require__(6478);
// EXTERNAL MODULE: ./src/platform/http/whole-list.ts
var whole_list = __webpack_require__(6496);
;// CONCATENATED MODULE: ./src/platform/http/lists.ts






function explainMoving(path, cause) {
    return new http_errors/* PlatformError */.Wk(`The list changed each time it was read: ${cause.message}`, { method: 'GET', url: path }, { kind: 'unreadable' }, { cause, remedy: 'Run the job again. If that does not help, look at the Platform.' });
}
const READINGS = 3;
const NO_PAGE = { items: [], pageSize: null, totalCount: null, lastPage: null };
function passMissing(handle) {
    return (error) => {
        if ((0,http_errors/* hasStatus */.Ro)(error, 404))
            return handle();
        throw error;
    };
}
function createLists(get, options) {
    const { clock, stop, debug } = options;
    function fetchPages(path, query, readItem, { budget, isSeen, isDivisible, isExact, onPage, isUnpaged = false, }) {
        return (page, perPage, isBeyond = false) => {
            if (clock.uptime() > options.deadline + options.requestTimeoutMs) {
                throw new errors/* TimedOutError */.On(`The deadline passed while ${path} was read.`, 'Raise `timeout-minutes`.');
            }
            const parse = (answer) => {
                const read = (0,paging/* readPage */.SP)(answer.body, readItem);
                onPage?.(read, answer.serverTime);
                return read;
            };
            const place = isUnpaged ? (page === 1 ? {} : { page }) : { page, per_page: perPage };
            const effort = { budget, isSeen: isSeen && !isBeyond, isDivisible, isExact };
            const ask = () => get(path, { ...query, ...place }, parse, effort);
            return isBeyond
                ? ask()
                    .catch(passMissing(ask))
                    .catch(passMissing(() => NO_PAGE))
                : ask();
        };
    }
    const list = async (path, query, readItem, identify, effort = {}) => {
        const { budget = http_effort/* ASKING */.S1, isSeen, choose, join, onPage, readOnce = false, isUnpaged = false } = effort;
        const fetchPage = fetchPages(path, query, readItem, { budget, isSeen, onPage, isUnpaged });
        const read = readOnce ? whole_list/* readAllPages */.s$ : whole_list/* readSettledList */.I4;
        for (let reading = 1;; reading++) {
            try {
                return await read(fetchPage, identify, choose, isUnpaged ? null : paging/* LARGEST_PAGE */.LS, join);
            }
            catch (error) {
                if (!(error instanceof schema/* SchemaError */.Ar))
                    throw error;
                if (reading >= READINGS || clock.uptime() >= options.deadline)
                    throw explainMoving(path, error);
                debug(`${path} changed while it was read, reading it again: ${error.message}`);
                await clock.sleep(Math.min(options.longestPauseMs, 1_000), stop);
            }
        }
    };
    async function* walk(path, readItem, query = {}, { isSeen, isExact, perPage } = {}) {
        const effort = { budget: http_effort/* ASKING */.S1, isSeen, isDivisible: perPage !== undefined, isExact };
        try {
            yield* (0,paging/* walkPages */.wZ)(fetchPages(path, query, readItem, effort), perPage);
        }
        catch (error) {
            throw error instanceof schema/* SchemaError */.Ar ? (0,http_errors/* explainUnreadable */.x5)('GET', path, error) : error;
        }
    }
    return { list, walk };
}

// EXTERNAL MODULE: ./src/platform/http/retry.ts
var http_retry = __webpack_require__(8966);
;// CONCATENATED MODULE: ./src/platform/http/requester.ts







const FIRST_STRAYS = 3;
const LARGE = 2;
const MISSING = http_effort/* ASKING */.S1;
const FAILURES_TO_TELL = 3;
const PAUSE_TO_TELL_MS = 20_000;
const TELL_EVERY_MS = 10_000;
const DETAIL_TIMEOUT_MS = 10_000;
const DETAIL_SHARE = 0.1;
const SHORTEST_DETAIL_MS = 500;
const DETAIL_PATIENCE_MS = 30_000;
const SLOW_DETAILS = 3;
const DETAIL_REST_MS = 30_000;
function createRequester(options) {
    const { clock, stop, debug, info, random = Math.random } = options;
    let hasAnswered = false;
    let slowDetails = 0;
    let toldAt = Number.NEGATIVE_INFINITY;
    let noDetailsUntil = 0;
    const sendOnce = (request, parse) => send(request, parse);
    async function send(request, parse, detailUntil, isRead = request.method === 'GET') {
        const started = clock.uptime();
        const label = `${request.method} ${request.path}`;
        const sendIt = () => {
            request.signal.throwIfAborted();
            return options.transport.send({ timeoutMs: options.requestTimeoutMs, ...request });
        };
        try {
            const answer = await (isRead && options.throttle !== undefined
                ? options.throttle.pass(sendIt, detailUntil)
                : sendIt());
            await (0,promises_.setImmediate)();
            const parsed = parseAnswer(answer, request.method, parse);
            hasAnswered = true;
            debug(`${label} → ${answer.status} in ${Math.round(clock.uptime() - started)} ms`);
            return parsed;
        }
        catch (error) {
            debug(`${label} → ${(0,errors/* messageOf */.bD)(error)} in ${Math.round(clock.uptime() - started)} ms`);
            throw error;
        }
    }
    async function retry(attempt, { budget, isSeen, isDivisible }, until) {
        const { longestPauseMs } = options;
        for (let failures = 1;; failures++) {
            try {
                return await attempt();
            }
            catch (error) {
                if (!(error instanceof http_errors/* PlatformError */.Wk))
                    throw error;
                const remaining = until - clock.uptime();
                const strayBudget = hasAnswered ? budget : Math.min(budget, FIRST_STRAYS);
                const missingBudget = isSeen ? (hasAnswered ? MISSING : FIRST_STRAYS) : 0;
                const largeBudget = isDivisible ? Math.min(budget, LARGE) : budget;
                const patience = { budget, strayBudget, missingBudget, largeBudget, longestPauseMs };
                const pause = (0,http_retry/* pauseBeforeRetry */.Gw)(error.failure, failures, patience, remaining, random());
                if (pause === null && remaining <= 0 && (0,http_retry/* isPassing */.WG)(error.failure))
                    throw explainTimeout(error);
                if (pause === null)
                    throw error;
                debug(`trying again in ${Math.round(pause)} ms (${failures} tries failed)`);
                const isLong = failures >= FAILURES_TO_TELL && clock.uptime() - toldAt >= TELL_EVERY_MS;
                if (isLong || pause > PAUSE_TO_TELL_MS) {
                    toldAt = clock.uptime();
                    info(`The Platform does not answer as it should, trying again: ${error.message}; next try in ${Math.ceil(pause / 1_000)} s.${describeCut(error.failure)}`);
                }
                await clock.sleep(pause, stop);
            }
        }
    }
    const get = (path, query, parse, effort) => read({ method: 'GET', path, query, answer: effort?.isExact ? 'exact' : 'json' }, parse, effort);
    const ask = (question, parse, effort) => read({ method: 'POST', ...question }, parse, effort);
    function read(asked, parse, { budget = http_effort/* ASKING */.S1, timeoutMs = options.requestTimeoutMs, isDetail = false, isSeen = false, isDivisible = false, until, } = {}) {
        const mostMs = Math.min(timeoutMs, options.requestTimeoutMs);
        const latest = Math.min(options.deadline, until ?? Number.POSITIVE_INFINITY);
        const requestNow = () => {
            const leftMs = until === undefined ? mostMs : Math.max(SHORTEST_DETAIL_MS, until - clock.uptime());
            return { ...asked, signal: stop, timeoutMs: Math.min(mostMs, leftMs) };
        };
        const effort = { budget, isSeen, isDivisible };
        if (!isDetail)
            return retry(() => send(requestNow(), parse, undefined, true), effort, latest);
        const patience = Math.min(latest, clock.uptime() + DETAIL_PATIENCE_MS);
        return retry(() => send(requestNow(), parse, () => patience, true), effort, patience);
    }
    const find = async ({ signal: wanted, ...request }, parse) => {
        if (clock.uptime() < noDetailsUntil || wanted?.aborted)
            return null;
        const signal = wanted === undefined ? stop : AbortSignal.any([stop, wanted]);
        const share = Math.max(SHORTEST_DETAIL_MS, (options.deadline - clock.uptime()) * DETAIL_SHARE);
        const mostMs = options.throttle === undefined ? DETAIL_TIMEOUT_MS : Math.min(DETAIL_TIMEOUT_MS, share);
        const timeoutMs = Math.min(mostMs, options.requestTimeoutMs);
        let turn = clock.uptime();
        const isResting = () => turn < noDetailsUntil;
        const until = () => {
            turn = clock.uptime();
            return isResting() ? turn - 1 : turn + timeoutMs;
        };
        try {
            const found = await send({ method: 'GET', signal, timeoutMs, ...request }, parse, until);
            slowDetails = 0;
            return found;
        }
        catch (error) {
            stop.throwIfAborted();
            if (wanted?.aborted)
                return null;
            if (!(error instanceof http_errors/* PlatformError */.Wk || error instanceof errors/* TimedOutError */.On))
                throw error;
            if (isResting())
                return null;
            slowDetails = clock.uptime() - turn >= timeoutMs ? slowDetails + 1 : 0;
            if (slowDetails >= SLOW_DETAILS)
                noDetailsUntil = clock.uptime() + DETAIL_REST_MS;
            return null;
        }
    };
    return { sendOnce, get, ask, find, ...createLists(get, options) };
}
function parseAnswer(answer, method, parse) {
    try {
        return parse(answer);
    }
    catch (error) {
        throw error instanceof schema/* SchemaError */.Ar ? (0,http_errors/* explainUnreadable */.x5)(method, answer.url, error) : error;
    }
}
function describeCut(failure) {
    const asked = failure.kind === 'status' ? (failure.retryAfterMs ?? 0) : 0;
    if (asked <= http_retry/* LONGEST_ASKED_MS */.hT)
        return '';
    return ` It asked for ${Math.ceil(asked / 1_000)} s; the step waits at most ${http_retry/* LONGEST_ASKED_MS */.hT / 1_000} s at once.`;
}
function explainTimeout(error) {
    return new errors/* TimedOutError */.On(`The deadline passed while the Platform gave no usable answer: ${error.message}`, error.remedy ?? 'Raise `timeout-minutes`.');
}

// EXTERNAL MODULE: ./src/platform/http/throttle.ts
var http_throttle = __webpack_require__(2158);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/text/exact-json.ts
const { parse, rawJSON } = JSON;
const MAY_CHANGE = /(?:[:,[]|^)\s*-?\d(?:[\d.]{15}|[\d.]*[eE])/;
function parseExactly(text) {
    if (!MAY_CHANGE.test(text))
        return JSON.parse(text);
    return parse(text, (_, value, { source = '' }) => typeof value === 'number' && MAY_CHANGE.test(source) && String(value) !== source ? rawJSON(source) : value);
}

// EXTERNAL MODULE: ./src/platform/http/body.ts
var http_body = __webpack_require__(1598);
;// CONCATENATED MODULE: ./src/platform/http/answer.ts






const JSON_LIMITS = { bytes: http_body/* LARGEST_BODY */.Yv, keep: 'all' };
const TEXT_LIMITS = { bytes: 64 * 2 ** 10, keep: 'end' };
async function readAnswer(kind, where, message, signal, { scrub, onBody }) {
    const status = message.statusCode ?? 0;
    const serverTime = (0,http_retry/* parseDate */._U)(message.headers.date);
    const headerOf = (name) => (0,text_scrub/* scrubShown */.Zk)(message.headers[name] ?? '', scrub);
    const isText = kind === 'text' && status < 300;
    if (status >= 300 && status < 400) {
        message.destroy();
        const { describeRedirect } = await __webpack_require__.e(/* import() */ 427).then(__webpack_require__.bind(__webpack_require__, 427));
        const redirect = describeRedirect(status, headerOf('location'), where.url);
        throw new http_errors/* PlatformError */.Wk(redirect.message, where, { kind: 'redirect' }, { remedy: redirect.remedy });
    }
    const contentType = headerOf('content-type');
    if (status < 300 && kind === 'none') {
        message.destroy();
        if (isPage(contentType))
            throw describePage(contentType, where, status);
        return { url: where.url, status, body: undefined, serverTime };
    }
    const body = await (0,http_body/* readBody */.x8)(message, isText ? TEXT_LIMITS : JSON_LIMITS);
    onBody?.(body.bytes);
    if (signal.aborted && body.problem !== null)
        throw new Error(body.problem);
    const encoding = headerOf('content-encoding').trim().toLowerCase() || 'identity';
    if (status < 300 && encoding !== 'identity') {
        const how = (0,text_escape/* toLogText */.ZQ)(encoding, 40);
        throw new http_errors/* PlatformError */.Wk(`The Platform's answer is compressed (${how}), which was not asked for`, where, {
            kind: 'unreadable',
        });
    }
    if (body.problem !== null && status < 300) {
        const failure = { kind: 'unreadable', isTooLarge: body.isTooLarge };
        throw new http_errors/* PlatformError */.Wk(`The Platform's answer could not be read: ${body.problem}`, where, failure);
    }
    if (status < 200 || status >= 300) {
        const retryAfterMs = (0,http_retry/* parseRetryAfter */.mu)(message.headers['retry-after'], serverTime ?? Date.now());
        const { readServerError } = await __webpack_require__.e(/* import() */ 427).then(__webpack_require__.bind(__webpack_require__, 427));
        const { message: told, isOwn } = readServerError(status, contentType, body.text, scrub);
        const isWord = isOwn || (0,http_retry/* passesByItself */.uj)(status);
        const failure = isWord ? { kind: 'status', status, retryAfterMs } : { kind: 'stray', status };
        throw new http_errors/* PlatformError */.Wk(told, where, failure);
    }
    const { url } = where;
    if (status === 204)
        return { url, status, body: undefined, serverTime };
    if (isText && isPage(contentType))
        throw describePage(contentType, where, status);
    if (isText)
        return { url, status, body: scrub(body.text), serverTime };
    const excess = await (0,http_body/* findExcess */.Lb)(body.text, signal);
    if (excess !== null) {
        const failure = { kind: 'unreadable', isTooLarge: excess.isTooLarge };
        throw new http_errors/* PlatformError */.Wk(`The Platform's answer is not read: ${excess.problem}`, where, failure);
    }
    let parsed = null;
    return {
        url,
        status,
        serverTime,
        get body() {
            const isExact = kind === 'exact';
            parsed ??= { json: parseJson(body.text, { contentType, status, where, isExact }, scrub) };
            return parsed.json;
        },
    };
}
function isPage(contentType) {
    return /html/i.test(contentType);
}
function describePage(contentType, where, status) {
    const message = `The Platform's answer is a page (${(0,text_escape/* toLogText */.ZQ)(contentType, 60)})`;
    return new http_errors/* PlatformError */.Wk(message, where, { kind: 'stray', status });
}
function parseJson(text, { contentType, status, where, isExact }, scrub) {
    try {
        return isExact ? (0,text_scrub/* parseScrubbed */.gA)(text, scrub, parseExactly) : (0,text_scrub/* parseScrubbed */.gA)(text, scrub);
    }
    catch {
        const kind = (0,text_escape/* toLogText */.ZQ)(contentType, 60) || 'no content type';
        const message = `The Platform's answer is not JSON (${kind}, ${text.length} characters)`;
        throw new http_errors/* PlatformError */.Wk(message, where, isPage(contentType) ? { kind: 'stray', status } : { kind: 'unreadable' });
    }
}

// EXTERNAL MODULE: ./src/text/loopback.ts
var loopback = __webpack_require__(4210);
;// CONCATENATED MODULE: ./src/platform/http/connection.ts

const ADDRESS_MS = 2_000;
async function openConnection(url) {
    const { request, Agent } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
    process.getBuiltinModule('node:net').setDefaultAutoSelectFamilyAttemptTimeout(ADDRESS_MS);
    const isHere = (0,loopback/* isLoopback */.U)(url.hostname);
    const proxyName = isHere ? null : findProxyName(url);
    if (proxyName !== null) {
        const { openTunnels } = await Promise.all(/* import() */[__webpack_require__.e(2779), __webpack_require__.e(5775)]).then(__webpack_require__.bind(__webpack_require__, 5775));
        const tunnels = await openTunnels(url, proxyName);
        if (tunnels !== null)
            return { request, ...tunnels };
    }
    const agent = new Agent({ keepAlive: true, ...(isHere ? { lookup: lookUpHere } : {}) });
    return { request, agent, close: () => agent.destroy() };
}
const lookUpHere = (_, options, done) => {
    process.getBuiltinModule('node:dns').lookup('localhost', options, done);
};
function findProxyName(url) {
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    return process.env[name] || process.env[name.toUpperCase()] ? name.toUpperCase() : null;
}

;// CONCATENATED MODULE: ./src/platform/http/transport.ts



function createTransport(options) {
    let connection = null;
    async function send(request) {
        const url = new URL(`${options.baseUrl}${request.path}`);
        for (const [name, value] of Object.entries(request.query ?? {})) {
            for (const one of typeof value === 'object' ? value : [value])
                url.searchParams.append(name, String(one));
        }
        const where = { method: request.method, url: `${url.origin}${url.pathname}` };
        const deadline = startDeadline(request);
        try {
            connection ??= openConnection(url);
            const headers = headersFor(request, options);
            const message = await exchange(url, request, await connection, { headers, signal: deadline.signal });
            return await readAnswer(request.answer ?? 'json', where, message, deadline.signal, options);
        }
        catch (error) {
            if (error instanceof errors/* StepError */.zg)
                throw error;
            request.signal.throwIfAborted();
            const passed = deadline.expired() ? request.timeoutMs : null;
            const { explainFailure } = await __webpack_require__.e(/* import() */ 8447).then(__webpack_require__.bind(__webpack_require__, 8447));
            throw explainFailure(error, where, passed, options.scrub);
        }
        finally {
            deadline.stop();
        }
    }
    return { send, close: () => void connection?.then((open) => open.close()).catch(() => { }) };
}
function exchange(url, { method, body }, { request, agent }, options) {
    return new Promise((resolve, reject) => {
        const sent = request(url, { method, agent, ...options }, resolve);
        sent.on('error', reject);
        sent.on('close', () => reject(new Error('the connection was closed before there was an answer')));
        sent.on('upgrade', (_, socket) => {
            socket.destroy();
            reject(new Error('the answer switches to another protocol'));
        });
        options.signal.addEventListener('abort', () => reject(new Error('the request was aborted')), { once: true });
        sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
}
function headersFor(request, options) {
    return {
        accept: request.answer === 'text' ? 'text/plain' : 'application/json',
        'accept-encoding': 'identity',
        ...(options.apiKey === null ? {} : { authorization: `Bearer ${options.apiKey}` }),
        'user-agent': options.userAgent,
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.method === 'POST' && request.body === undefined ? { 'content-length': 0 } : {}),
    };
}
function startDeadline(request) {
    const controller = new AbortController();
    let expired = false;
    const timer = setTimeout(() => {
        expired = true;
        controller.abort();
    }, request.timeoutMs);
    const onAbort = () => controller.abort();
    if (request.signal.aborted)
        controller.abort();
    request.signal.addEventListener('abort', onAbort, { once: true });
    return {
        signal: controller.signal,
        expired: () => expired,
        stop: () => {
            clearTimeout(timer);
            request.signal.removeEventListener('abort', onAbort);
        },
    };
}

;// CONCATENATED MODULE: ./src/platform/open.ts




const LONGEST_REQUEST_MS = 60_000;
const SHORTEST_REQUEST_MS = 1_000;
const REQUEST_SHARE = 0.1;
const LAST_REQUEST_MS = 1_500;
const LAST_TIME_MS = 4_000;
function openPlatform({ baseUrl, apiKey, timeoutMs }, { clock, longestPauseMs, stop, lastMoment }, log, onBody) {
    const scrub = (0,text_scrub/* createScrub */.EN)(apiKey);
    const transport = createTransport({ baseUrl, apiKey, userAgent: 'cloudquery-gate', scrub, onBody });
    const deadline = clock.uptime() + timeoutMs;
    const common = { transport, clock, ...log, longestPauseMs };
    const requestTimeoutMs = Math.min(LONGEST_REQUEST_MS, Math.max(SHORTEST_REQUEST_MS, timeoutMs * REQUEST_SHARE));
    const throttle = (0,http_throttle/* createThrottle */.v3)(clock, stop, deadline);
    return {
        requester: createRequester({ ...common, stop, deadline, requestTimeoutMs, throttle }),
        openLast: () => createRequester({
            ...common,
            stop: new AbortController().signal,
            deadline: Math.min(clock.uptime() + LAST_TIME_MS, (lastMoment() ?? Infinity) - LAST_REQUEST_MS),
            requestTimeoutMs: LAST_REQUEST_MS,
        }),
        deadline,
        close: transport.close,
    };
}


/***/ }),

/***/ 1692:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $: () => (redactViolation)
});
var _text_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3326);

function redactViolation(violation) {
    return {
        cloud: violation.cloud,
        resourceType: violation.resourceType,
        accountName: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.jD)('account', violation.accountName),
        accountId: violation.accountId === null ? null : (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.jD)('account', violation.accountId),
        name: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.jD)('resource', violation.name),
        region: violation.region,
        platformId: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.jD)('resource', violation.platformId),
        tags: [],
    };
}


/***/ }),

/***/ 5140:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ar: () => (SchemaError),
  LF: () => (read),
  Ug: () => (NonEmptyText),
  av: () => (salvage),
  g2: () => (RoughWhen),
  gw: () => (Identifier),
  jd: () => (When),
  lq: () => (optional),
  pS: () => (readWord),
  vZ: () => (Word),
  y_: () => (Count)
});
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9924);
var _timestamp_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3027);


const Count = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.aig(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.ndf(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.Wwf(0), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.cGV(2 ** 63));
const NonEmptyText = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.hq());
const Identifier = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.yGV(/^(?!\.+$)[\w.:~-]{1,200}$/));
const When = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.z6Y((text) => (0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.Fx)(text)), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.pdi((text) => (0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.EH)(text)));
const RoughWhen = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.z6Y((text) => (0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.Fx)((0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.MK)(text))), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.pdi((text) => (0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.EH)((0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.MK)(text))));
const LONGEST_WORD = 100;
function readWord(text) {
    const word = text.trim();
    return (/^[a-z_ -]+$/i.test(word) ? word.toLowerCase() : word).slice(0, LONGEST_WORD);
}
const Word = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.pdi(readWord), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.hq());
function optional(schema) {
    return _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.mee(schema, null), null);
}
class SchemaError extends Error {
    name = 'SchemaError';
    path;
    constructor(path, expected) {
        super(`\`${path === '' ? '(the whole answer)' : path}\` should be ${expected}`);
        this.path = path;
    }
}
function read(schema, json, prefix = '') {
    const result = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.xLC(schema, json, { abortEarly: true });
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    const path = [prefix, _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.BuJ(issue) ?? ''].filter((part) => part !== '').join('.');
    throw new SchemaError(path, expectationOf(issue));
}
function salvage(entries, json, prefix = '') {
    const defects = [];
    const values = Object.entries(entries).map(([name, schema]) => {
        try {
            return [name, Object.values(read(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_0__.Ikc({ [name]: schema }), json, prefix))[0]];
        }
        catch (error) {
            if (!(error instanceof SchemaError))
                throw error;
            defects.push(error.message);
            return [name, null];
        }
    });
    return {
        values: Object.fromEntries(values),
        defect: defects.length === 0 ? null : defects.join(', '),
    };
}
function expectationOf(issue) {
    switch (issue.type) {
        case 'integer':
            return 'a whole number';
        case 'min_value':
            return `a whole number from ${issue.requirement}`;
        case 'max_value':
            return `a whole number up to ${issue.requirement}`;
        case 'object':
            return issue.input === undefined ? 'there, and is missing' : `an object, and is ${kindOf(issue.input)}`;
        case 'non_empty':
            return 'a text that is not empty';
        case 'regex':
            return 'an id';
        case 'check':
            return 'a date and time';
        default:
            return `${issue.expected ?? 'something else'}, and is ${kindOf(issue.input)}`;
    }
}
function kindOf(value) {
    if (value === undefined)
        return 'missing';
    if (value === null)
        return 'null';
    return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}


/***/ }),

/***/ 5846:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  U5: () => (createTables),
  cd: () => (createColumnTypes)
});
/* unused harmony exports ColumnValueBody, readColumnValue, TableTypesBody, readTableTypes */
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9924);
var _http_effort_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6576);
var _schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5140);



const ColumnValueBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({ value: (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP()) });
const NamedValueBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({ name: (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP()) });
function readColumnValue(json, path = '') {
    return (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(ColumnValueBody, json, path).value ?? (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(NamedValueBody, json, path).name ?? '';
}
const TableTypesBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    schema: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({ name: _schema_js__WEBPACK_IMPORTED_MODULE_1__.Ug, type: _schema_js__WEBPACK_IMPORTED_MODULE_1__.Ug })),
});
function readTableTypes(json) {
    return new Map((0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(TableTypesBody, json).schema.map(({ name, type }) => [name, type]));
}
function createTables({ list, walk }) {
    return {
        listColumnValues: (table, column) => list(pathOf(table, column), {}, readColumnValue, (value) => value),
        async *findColumnValues(table, column, text) {
            const query = text === '' ? {} : { filter: text };
            for await (const { items } of walk(pathOf(table, column), readColumnValue, query))
                yield items;
        },
    };
}
function createColumnTypes({ get }) {
    return (table) => get(`/tables/${encodeURIComponent(table)}/schema`, {}, ({ body }) => readTableTypes(body), _http_effort_js__WEBPACK_IMPORTED_MODULE_0__.LF);
}
function pathOf(table, column) {
    return `/tables/${encodeURIComponent(table)}/columns/${encodeURIComponent(column)}/values`;
}


/***/ }),

/***/ 3027:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  AQ: () => (daysUntil),
  EH: () => (parseTimestamp),
  EL: () => (isWholeMinute),
  Ey: () => (formatTimestamp),
  Fx: () => (isTimestamp),
  K9: () => (formatMoment),
  MK: () => (completeTimestamp),
  NU: () => (later),
  Te: () => (latestOf),
  U_: () => (timestampOf),
  W$: () => (millisecondsOf)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8488);

const RFC3339 = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d{2}:\d{2})$/;
const FIRST_YEAR = 2000;
function isTimestamp(text) {
    return RFC3339.test(text.trim()) && !Number.isNaN(Date.parse(text.trim()));
}
function parseTimestamp(text) {
    const match = RFC3339.exec(text.trim());
    if (match === null)
        return null;
    const [, date, time, fraction = '', zone = 'Z'] = match;
    const milliseconds = Date.parse(`${date}T${time}${zone.toUpperCase()}`);
    if (Number.isNaN(milliseconds))
        return null;
    const utc = new Date(milliseconds);
    if (utc.getUTCFullYear() < FIRST_YEAR || utc.getUTCFullYear() > 9999)
        return null;
    return `${utc.toISOString().slice(0, 19)}.${fraction.padEnd(9, '0')}Z`;
}
const DAY = /^\d{4}-\d{2}-\d{2}$/;
function completeTimestamp(text) {
    const trimmed = text.trim();
    if (DAY.test(trimmed))
        return `${trimmed}T00:00:00Z`;
    return isTimestamp(trimmed) ? trimmed : `${trimmed}Z`;
}
function timestampOf(milliseconds) {
    return `${new Date(milliseconds).toISOString().slice(0, 23)}000000Z`;
}
function millisecondsOf(timestamp) {
    return Date.parse(`${timestamp.slice(0, 23)}Z`);
}
const DAY_MS = 86_400_000;
function daysUntil(moment, now) {
    return Math.trunc((millisecondsOf(moment) - now) / DAY_MS) || 0;
}
function later(a, b) {
    if (a === null)
        return b;
    if (b === null)
        return a;
    return a > b ? a : b;
}
function latestOf(timestamp, sibling) {
    if (hasDecimals(timestamp))
        return timestamp;
    const isToTheSecond = hasSeconds(timestamp) || (hasSeconds(sibling) && !hasDecimals(sibling));
    return timestampOf(millisecondsOf(timestamp) + (isToTheSecond ? 1_000 : 60_000));
}
function isWholeMinute(timestamp) {
    return !hasDecimals(timestamp) && !hasSeconds(timestamp);
}
function hasDecimals(timestamp) {
    return !timestamp.endsWith('.000000000Z');
}
function hasSeconds(timestamp) {
    return timestamp.slice(17, 19) !== '00';
}
function formatTimestamp(timestamp) {
    return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}
function formatMoment(timestamp) {
    return timestamp === null ? _text_format_js__WEBPACK_IMPORTED_MODULE_0__.HV : formatTimestamp(timestamp);
}


/***/ }),

/***/ 8088:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  RB: () => (readPlatformId),
  ug: () => (readViolation)
});
/* unused harmony export ViolationBody */
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9924);
var _schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5140);



const LONGEST_TEXT = 20_000;
const Text = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.KCZ([_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.aig(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Y2b())]), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.pdi((value) => boundText(String(value)))), '');
const LEAST_ACCOUNT = 10 ** 11;
const Account = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.KCZ([_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.aig(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Y2b(), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Wwf(LEAST_ACCOUNT))]), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.pdi((value) => boundText(String(value)))), '');
function boundText(text) {
    return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}#${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', text, 'hex')}`;
}
const ViolationBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    cloud: Text,
    resource_type_label: Text,
    _cq_account_name: Account,
    account_id: Account,
    name: Text,
    region: Text,
    _cq_platform_id: Text,
    tags: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB((0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YOg(Text)), null),
});
function readPlatformId(cell) {
    return _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.qgA(Text, cell);
}
function readViolation(json, path = '') {
    const body = (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(ViolationBody, json, path);
    return {
        cloud: body.cloud,
        resourceType: body.resource_type_label,
        accountName: body._cq_account_name,
        accountId: body.account_id === '' ? null : body.account_id,
        name: body.name,
        region: body.region,
        platformId: body._cq_platform_id,
        tags: body.tags,
    };
}


/***/ }),

/***/ 6491:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Cv: () => (planWarning),
  be: () => (describeEnding),
  pQ: () => (planEnding)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);

const SENTENCE_LENGTH = 2_000;
const PART_LENGTH = 1_000;
function describeEnding({ outcome, sentence, problems, remedy }) {
    const told = problems.length > 1
        ? [
            `Result: ${outcome}. ${problems.length} problems:`,
            ...problems.map((problem) => `- ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(problem, PART_LENGTH)}`),
        ]
        : [`Result: ${outcome}. ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(sentence, SENTENCE_LENGTH)}`];
    return [...told, ...(remedy === null ? [] : [`What to do: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(remedy, PART_LENGTH)}`])];
}
function planEnding(action, { outcome, green, sentence, remedy }) {
    if (green)
        return [];
    const message = [sentence, remedy ?? ''].map((part) => (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(part, 1_200)).join(' ');
    return [{ level: 'error', title: `${action}: ${outcome}`, message: message.trim() }];
}
function planWarning(warning) {
    return { level: 'warning', title: 'CloudQuery: warning', message: (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(warning) };
}


/***/ }),

/***/ 2548:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  attemptWrite: () => (attemptWrite),
  describeFileError: () => (describeFileError),
  explainFileError: () => (explainFileError),
  findFolderProblem: () => (findFolderProblem)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);



function findFolderProblem(path) {
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path)) {
            if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).isDirectory())
                return `${path} is a file`;
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
            return null;
        }
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) === path ? null : findFolderProblem((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
    }
    catch (error) {
        return describeFileError(error);
    }
}
const OTHER_PATH = 'choose another path';
const MAY_WRITE = 'choose a folder that this user may write to';
const PROBLEMS = {
    ENOTDIR: { reason: 'a part of its path is a file', remedy: OTHER_PATH },
    EEXIST: { reason: 'a part of its path is a file', remedy: OTHER_PATH },
    EISDIR: { reason: 'a folder has its name', remedy: OTHER_PATH },
    EACCES: { reason: 'the user of this runner may not write there', remedy: MAY_WRITE },
    EPERM: { reason: 'the user of this runner may not write there', remedy: MAY_WRITE },
    EROFS: { reason: 'the file system is read-only', remedy: MAY_WRITE },
    ENOSPC: { reason: 'the disk is full', remedy: 'make room on it, or choose a folder on another one' },
    EDQUOT: { reason: 'the disk quota is used up', remedy: 'make room, or have the quota raised' },
    EFBIG: {
        reason: 'it is larger than a file may be there',
        remedy: 'raise the limit of this user (`ulimit -f`), or choose a folder on another file system',
    },
    ENAMETOOLONG: { reason: 'its path is too long', remedy: 'choose a shorter one' },
};
function findProblem(error) {
    return error instanceof Error && 'code' in error ? PROBLEMS[String(error.code)] : undefined;
}
function describeFileError(error) {
    const problem = findProblem(error);
    return problem === undefined ? (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.bD)(error) : `${problem.reason}; ${problem.remedy}`;
}
function explainFileError(error, what) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_2__.zg || !(error instanceof Error && 'syscall' in error))
        return error;
    const problem = findProblem(error);
    const remedy = problem?.remedy ?? 'look at the disk of this runner';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__.zg(`${what} could not be written: ${problem?.reason ?? (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.bD)(error)}.`, {
        remedy: `${remedy.charAt(0).toUpperCase()}${remedy.slice(1)}. Then run again.`,
        cause: error,
    });
}
function attemptWrite(what, write) {
    try {
        return write();
    }
    catch (error) {
        throw explainFileError(error, what);
    }
}


/***/ }),

/***/ 6190:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  gu: () => (ReportObstacle),
  n0: () => (setOutputs),
  qE: () => (attemptReport)
});
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

function setOutputs(runner, outputs) {
    try {
        for (const [name, value] of Object.entries(outputs))
            runner.setOutput(name, value);
    }
    catch (cause) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.zg(`The outputs could not be written to GITHUB_OUTPUT: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(cause)}`, {
            remedy: 'See that the runner has room on its disk.',
            cause,
        });
    }
}
class ReportObstacle extends Error {
    name = 'ReportObstacle';
}
async function attemptReport(name, result, runner, write) {
    try {
        await write();
        return null;
    }
    catch (error) {
        if (error instanceof ReportObstacle)
            runner.tell(`The ${name} was not written: ${error.message}.`);
        else {
            runner.warn(`the ${name} could not be written, which does not change the ${result}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(error)}`);
        }
        return { isWithheld: error instanceof ReportObstacle, reason: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(error) };
    }
}


/***/ }),

/***/ 3648:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Am: () => (joinPieces),
  K9: () => (moveOver),
  ZB: () => (findFreePath),
  a7: () => (writeChunks),
  fc: () => (makeFolder),
  x3: () => (writeText)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);




function findFreePath(path, isOurs = () => false) {
    const { dir, name, ext } = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.parse)(path);
    for (let number = 2, free = path;; number++) {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.lstatSync)(free, { throwIfNoEntry: false }) === undefined || isOurs(free))
            return free;
        free = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(dir, `${name}-${number}${ext}`);
    }
}
function writeText(path, pieces) {
    const draft = openDraft(path);
    try {
        for (const chunk of joinPieces(pieces))
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(draft.file, chunk);
        draft.keep();
    }
    catch (error) {
        draft.drop();
        throw error;
    }
}
async function writeChunks(place, chunks, findPath) {
    const draft = openDraft(place);
    try {
        for await (const chunk of chunks)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(draft.file, chunk);
        draft.keep(findPath());
    }
    catch (error) {
        draft.drop();
        throw error;
    }
}
function openDraft(path) {
    makeFolder((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path));
    const draft = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}.tmp`;
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(draft, 'wx');
    let isOpen = true;
    function close() {
        if (isOpen)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
        isOpen = false;
    }
    return {
        file,
        keep(place = path) {
            close();
            moveOver(draft, place);
        },
        drop() {
            close();
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(draft, { force: true, maxRetries: 3 });
        },
    };
}
const HELD = ['EACCES', 'EBUSY', 'EPERM'];
const MOST_MOVES = 5;
const PAUSE_MS = 50;
function moveOver(from, to, rename = node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync, isPatient = isWindows) {
    for (let tries = 1;; tries++) {
        try {
            rename(from, to);
            return;
        }
        catch (error) {
            if (!isPatient || tries >= MOST_MOVES || !(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__.up)(error, ...HELD))
                throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tries * PAUSE_MS);
        }
    }
}
const isWindows = process.platform === 'win32';
function makeFolder(path) {
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(path))
        return;
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path) !== path)
        makeFolder((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(path);
}
const CHUNK = 2 ** 18;
function* joinPieces(pieces) {
    let chunk = '';
    for (const piece of pieces) {
        chunk += piece;
        if (chunk.length < CHUNK)
            continue;
        yield chunk;
        chunk = '';
    }
    yield chunk;
}


/***/ }),

/***/ 9059:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  B: () => (cutAddresses)
});
var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);

const SLASH = String.raw `\\?/`;
const IN_ADDRESS = String.raw `[^\s"'\x60“”‘’«»<>|]`;
const REST = String.raw `\\?[/?#]${IN_ADDRESS}*(?<![.,:;!?)\]}])`;
const SCHEME = String.raw `(?<![a-z\d+-])[a-z][a-z\d+-]{0,30}:${SLASH}${SLASH}`;
const LABEL = String.raw `[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.`;
const BARE_HOST = String.raw `(?<![\w.@:/\\-])(?:${LABEL}(?:${LABEL}){1,6}[a-z]{2,24}|${LABEL}(?:com|io|net|org))(?::\d{1,5})?`;
const ADDRESS = new RegExp(String.raw `(?:(${SCHEME})((?:(?![/?#\\])${IN_ADDRESS})*)(${REST})?)|(${BARE_HOST})(${REST})`, 'gi');
const FILE = /\.(?:ya?ml|sql)$/i;
function cutAddresses(line) {
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__.D7)(line).replace(ADDRESS, (whole, scheme = '', named = '', after = '', bare = '', path = '') => {
        if (bare !== '' && FILE.test(path))
            return whole;
        const host = bare === '' ? named.slice(named.lastIndexOf('@') + 1) : bare;
        const rest = after + path;
        return `${scheme}${host}${rest.length > 1 ? '/…' : rest}`;
    });
}


/***/ }),

/***/ 9200:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Z: () => (compareTexts),
  q: () => (compareIds)
});
function compareTexts(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
function compareIds(a, b) {
    return compareTexts(a.id, b.id);
}


/***/ }),

/***/ 2886:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T: () => (findDamage),
  r: () => (findStrangeCharacter)
});
function findDamage(text) {
    const conflict = /^(<{7}|={7}|>{7})(\s|$)/m.exec(text);
    if (conflict !== null)
        return { kind: 'conflict', offset: conflict.index };
    return text.startsWith('version https://git-lfs') ? { kind: 'lfs', offset: 0 } : null;
}
function findStrangeCharacter(text) {
    const strange = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\p{Cs}\ufffd]/u.exec(text);
    if (strange === null)
        return null;
    const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const allowed = 'text in UTF-8 without control characters, with line ends of Unix or Windows';
    return { offset: strange.index, sentence: `The file holds the character U+${code}; allowed: ${allowed}.` };
}


/***/ }),

/***/ 6497:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  N: () => (isDay),
  fi: () => (addDays),
  kb: () => (dayOf)
});
const DAY_MS = 86_400_000;
function dayOf(moment) {
    return new Date(moment).toISOString().slice(0, 10);
}
function addDays(day, days) {
    return dayOf(Date.parse(day) + days * DAY_MS);
}
function isDay(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
        return false;
    const moment = Date.parse(text);
    return !Number.isNaN(moment) && dayOf(moment) === text;
}


/***/ }),

/***/ 6123:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ey: () => (scanJson),
  Wc: () => (describeJsonFlaw),
  eH: () => (findJsonFlaw)
});
var _trim_end_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4011);

function describeJsonFlaw(flaw) {
    switch (flaw.kind) {
        case 'repeated-name':
            return 'it has the same name twice in one object';
        case 'too-deep':
            return `it is nested deeper than ${flaw.most}`;
        case 'too-many':
            return `it holds more than ${flaw.most} ${flaw.noun}`;
        case 'inexact':
            return "it has a number that can't be read exactly";
    }
}
const READ_DEPTH = 3;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const NINE = 57;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const NUMBER = /-?\d*(?:\.\d*)?(?:[eE][+-]?\d*)?/y;
const SLICE = 2 ** 20;
function* scanJson(text, limits) {
    const names = createNameCheck(text);
    const isObject = [];
    const named = [];
    let [depth, containers, values, isName] = [0, 0, 0, false];
    let pause = SLICE;
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        if (code === QUOTE) {
            const end = findEnd(text, index);
            if (isName) {
                const count = (named[depth] ?? 0) + 1;
                if (count > limits.names)
                    return { kind: 'too-many', most: limits.names, noun: 'names in one object', offset: index };
                named[depth] = count;
            }
            if (isName && depth <= READ_DEPTH && !names.add(depth, index + 1, end))
                return { kind: 'repeated-name', name: readName(text.slice(index + 1, end)), offset: index };
            isName = false;
            index = end;
        }
        else if (code === OPEN_OBJECT || code === OPEN_LIST) {
            depth++;
            containers++;
            if (depth > limits.depth)
                return { kind: 'too-deep', most: limits.depth, offset: index };
            if (containers > limits.containers)
                return { kind: 'too-many', most: limits.containers, noun: 'lists and objects', offset: index };
            isName = code === OPEN_OBJECT;
            isObject[depth] = isName;
            named[depth] = 0;
            if (isName && depth <= READ_DEPTH)
                names.begin(depth);
        }
        else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
            depth = Math.max(0, depth - 1);
            isName = false;
        }
        else if (code === COMMA) {
            values++;
            if (values > limits.values)
                return { kind: 'too-many', most: limits.values, noun: 'values', offset: index };
            isName = isObject[depth] === true;
        }
        else if ((code >= ZERO && code <= NINE) || code === MINUS) {
            NUMBER.lastIndex = index;
            const [literal = ''] = NUMBER.exec(text) ?? [];
            if (depth <= READ_DEPTH && !isExact(literal))
                return { kind: 'inexact', offset: index };
            index += literal.length - 1;
        }
        if (index >= pause) {
            yield;
            pause = index + SLICE;
        }
    }
    return null;
}
function findJsonFlaw(text, limits) {
    const scan = scanJson(text, limits);
    for (;;) {
        const { done, value } = scan.next();
        if (done)
            return value;
    }
}
function findEnd(text, start) {
    for (let end = start;;) {
        end = text.indexOf('"', end + 1);
        if (end === -1)
            return text.length;
        let before = end - 1;
        while (before > start && text.charCodeAt(before) === BACKSLASH)
            before--;
        if ((end - before) % 2 === 1)
            return end;
    }
}
function isExact(literal) {
    if (!/[.eE]/.test(literal) || !Number.isInteger(Number(literal)))
        return true;
    const [, whole = '', fraction = '', exponent = '0'] = /^-?(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
    const digits = (0,_trim_end_js__WEBPACK_IMPORTED_MODULE_0__.s)(`${whole}${fraction}`, '0');
    const dropped = whole.length + fraction.length - digits.length;
    return /^0*$/.test(digits) || Number(exponent) - fraction.length + dropped >= 0;
}
function createNameCheck(text) {
    const orders = [];
    const counts = [];
    const others = [];
    return {
        begin(depth) {
            const other = others[depth];
            if (other)
                orders[depth] = takePlain([...other]);
            counts[depth] = 0;
            others[depth] = null;
        },
        add(depth, start, end) {
            const order = orders[depth] ?? [];
            const count = counts[depth] ?? 0;
            const expected = order[count];
            if (others[depth] === null && expected !== undefined) {
                if (expected.length === end - start && text.startsWith(expected, start)) {
                    counts[depth] = count + 1;
                    return true;
                }
            }
            const all = others[depth] ?? new Set(order.slice(0, count));
            others[depth] = all;
            const size = all.size;
            all.add(readName(text.slice(start, end)));
            return all.size > size;
        },
    };
}
function takePlain(names) {
    const end = names.findIndex((name) => name.includes('\\'));
    return end === -1 ? names : names.slice(0, end);
}
function readName(raw) {
    if (!raw.includes('\\'))
        return raw;
    try {
        return String(JSON.parse(`"${raw}"`));
    }
    catch {
        return raw;
    }
}


/***/ }),

/***/ 1634:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  f: () => (streamJson)
});
function* streamJson(value) {
    yield* write(value, '');
    yield '\n';
}
function* write(value, indent) {
    if (isList(value))
        yield* writeList(value, indent);
    else if (hasLists(value))
        yield* writeObject(value, indent);
    else
        yield toJson(value);
}
function* writeList(items, indent) {
    const inner = `${indent}  `;
    let start = `[\n${inner}`;
    for (const item of items) {
        yield start;
        yield* write(item, inner);
        start = `,\n${inner}`;
    }
    yield start.startsWith('[') ? '[]' : `\n${indent}]`;
}
function* writeObject(members, indent) {
    const inner = `${indent}  `;
    let start = `{\n${inner}`;
    for (const [name, value] of Object.entries(members)) {
        yield `${start}${toJson(name)}: `;
        yield* write(value, inner);
        start = `,\n${inner}`;
    }
    yield `\n${indent}}`;
}
function isList(value) {
    return typeof value === 'object' && value !== null && Symbol.iterator in value;
}
function hasLists(value) {
    return typeof value === 'object' && value !== null && Object.values(value).some(isList);
}
const ACTIVE = /[<\u2028\u2029]|#(?=[^\x20-\x7e]*\[)/g;
function toJson(value) {
    return JSON.stringify(value).replace(ACTIVE, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}


/***/ }),

/***/ 4749:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  n: () => (explainLookAlike),
  p: () => (foldLook)
});
var _pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8665);

const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]$/u;
const ALIKE = ['0o', '1il', '-_'];
const MOST_DIFFERENCES = 3;
function explainLookAlike(wanted, names) {
    const asked = [...(0,_pattern_js__WEBPACK_IMPORTED_MODULE_0__.zN)(wanted)];
    const unseen = [...new Set(asked.filter((letter) => INVISIBLE.test(letter)))];
    const visible = asked.filter((letter) => !INVISIBLE.test(letter)).join('');
    const meant = unseen.length === 0 ? undefined : names.find((0,_pattern_js__WEBPACK_IMPORTED_MODULE_0__.gH)(visible));
    if (meant !== undefined)
        return `without the invisible ${unseen.map(describe).join(', ')} it would be ${meant}`;
    for (const name of names) {
        const differences = compareLetters(asked, [...(0,_pattern_js__WEBPACK_IMPORTED_MODULE_0__.zN)(name)]);
        if (differences !== null)
            return `${name} is almost the same: it ${differences.join(', and ')}`;
    }
    return null;
}
function foldLook(name) {
    return [...(0,_pattern_js__WEBPACK_IMPORTED_MODULE_0__.zN)(name)].filter((letter) => !INVISIBLE.test(letter)).join('');
}
function compareLetters(asked, name) {
    const differences = new Set();
    let [at, its] = [0, 0];
    while (at < asked.length || its < name.length) {
        const [left, right] = [asked[at], name[its]];
        if (left !== undefined && left === right) {
            at += 1;
            its += 1;
        }
        else if (left !== undefined && INVISIBLE.test(left)) {
            differences.add(`lacks the invisible ${describe(left)} of yours`);
            at += 1;
        }
        else if (right !== undefined && INVISIBLE.test(right)) {
            differences.add(`holds the invisible ${describe(right)}`);
            its += 1;
        }
        else if (left !== undefined && right !== undefined && isAlike(left, right)) {
            differences.add(`has ${describe(right)} where yours has ${describe(left)}`);
            at += 1;
            its += 1;
        }
        else {
            return null;
        }
        if (differences.size > MOST_DIFFERENCES)
            return null;
    }
    return differences.size === 0 ? null : [...differences];
}
function isAlike(a, b) {
    if (isAscii(a) && isAscii(b))
        return ALIKE.some((group) => group.includes(a) && group.includes(b));
    return LETTER.test(a) && LETTER.test(b);
}
const LETTER = /^[\p{L}\p{N}\p{Pd}]$/u;
function isAscii(character) {
    return character <= '\x7f';
}
const SCRIPTS = [
    [/\p{Script=Cyrillic}/u, ' (Cyrillic)'],
    [/\p{Script=Greek}/u, ' (Greek)'],
];
function describe(character) {
    if (/^[!-~]$/.test(character))
        return `"${character}"`;
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const [, script = ''] = SCRIPTS.find(([test]) => test.test(character)) ?? [];
    return `U+${code}${script}`;
}


/***/ }),

/***/ 4210:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  U: () => (isLoopback)
});
function isLoopback(hostname) {
    return /^(?:(?:[^.]+\.)*localhost\.?|\[::1\]|127(?:\.\d{1,3}){3})$/.test(hostname);
}


/***/ }),

/***/ 8338:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Bo: () => (findAnyMark),
  D0: () => (isOwnedBy),
  MY: () => (writeDescription),
  P3: () => (LONGEST_OWNER),
  XF: () => (readDescription),
  _S: () => (holdsMark),
  u8: () => (isOwner)
});
var _tidy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2027);

const LONGEST_OWNER = 200;
const MARK_TEXT = String.raw `\[managed by ([^\s\]:]{1,${LONGEST_OWNER}}): ([a-z0-9][a-z0-9._-]{0,99})\]`;
const MARK = new RegExp(String.raw `${MARK_TEXT}\s*$`);
const ANYWHERE = new RegExp(MARK_TEXT, 'gi');
function isOwner(text) {
    return text.length <= LONGEST_OWNER && /^[\w.-]+\/[\w.-]+$/.test(text);
}
function readDescription(description) {
    const found = MARK.exec(description);
    const [, owner, slug] = found ?? [];
    if (found === null || owner === undefined || slug === undefined)
        return { text: (0,_tidy_js__WEBPACK_IMPORTED_MODULE_0__.qV)(description), mark: null };
    return { text: (0,_tidy_js__WEBPACK_IMPORTED_MODULE_0__.qV)(description.slice(0, found.index)), mark: { owner, slug } };
}
function writeDescription(text, { owner, slug }) {
    const mark = `[managed by ${owner}: ${slug}]`;
    return text === '' ? mark : `${text}\n\n${mark}`;
}
function findAnyMark(text, owner = null) {
    for (const [, by = '', slug = ''] of text.matchAll(ANYWHERE)) {
        const mark = { owner: by, slug: slug.toLowerCase() };
        if (owner === null || isOwnedBy(mark, owner))
            return mark;
    }
    return null;
}
function holdsMark(text) {
    return MARK.test(text);
}
function isOwnedBy(mark, owner) {
    return mark !== null && mark.owner.toLowerCase() === owner.toLowerCase();
}


/***/ }),

/***/ 613:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ev: () => (findNear),
  lq: () => (limitFindNear),
  qg: () => (findNearest)
});
var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);
var _pattern_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8665);


const LONGEST_COMPARED = 200;
function findNearest(wanted, names, most = 3) {
    const comparable = (name) => (0,_pattern_js__WEBPACK_IMPORTED_MODULE_1__.zN)(name.slice(0, LONGEST_COMPARED));
    const asked = comparable(wanted);
    return [...new Set(names)]
        .map((name) => ({ name, far: (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__.Io)(asked, comparable(name)) }))
        .sort((a, b) => a.far - b.far)
        .slice(0, most)
        .map(({ name }) => name);
}
const SLIP = 1 / 3;
function findNear(wanted, names) {
    const comparable = (name) => name
        .slice(0, LONGEST_COMPARED)
        .toLowerCase()
        .split(/[\s_-]/)
        .map(toSingular)
        .join('');
    const asked = comparable(wanted);
    const known = new Map([...names].map((name) => [comparable(name), name]));
    const [nearest] = findNearest(asked, known.keys(), 1);
    if (nearest === undefined)
        return null;
    const isNear = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__.Io)(asked, nearest) <= Math.max(asked.length, nearest.length) * SLIP;
    return isNear ? (known.get(nearest) ?? null) : null;
}
const MOST_COMPARED = 20_000;
function limitFindNear(most = MOST_COMPARED) {
    let left = most;
    return (wanted, names) => {
        if (left <= 0)
            return null;
        const all = [...names];
        left -= all.length;
        return left < 0 ? null : findNear(wanted, all);
    };
}
function toSingular(word) {
    return word.replace(/ies$/, 'y').replace(/(?<=[^s]{3})s$/, '');
}


/***/ }),

/***/ 8665:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  BM: () => (matchPatterns),
  G1: () => (readLetters),
  Im: () => (isEmpty),
  L2: () => (findUnmatched),
  Ls: () => (matchLetters),
  MX: () => (readPlainName),
  Z7: () => (parsePatterns),
  b_: () => (isNameOf),
  df: () => (describePlace),
  gH: () => (matchPattern),
  jJ: () => (findLiteral),
  py: () => (coversPattern),
  sh: () => (isPlainName),
  zN: () => (foldName)
});
function parsePatterns(lines) {
    const excludes = (line) => line.startsWith('!');
    return {
        include: lines.filter((line) => !excludes(line)),
        exclude: lines.filter(excludes).map((line) => line.slice(1).trim()),
    };
}
function describePlace(line, lines = []) {
    const at = lines.findIndex((one) => one.trim().replace(/^!\s+/, '!') === line);
    return lines.length < 2 || at === -1 ? '' : `, line ${at + 1}`;
}
function isEmpty(patterns) {
    return patterns.include.length === 0 && patterns.exclude.length === 0;
}
const BLANKS = /[\t-\r\x85\p{Z}]+/gu;
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;
function foldName(name) {
    const lower = name.toLowerCase();
    if (PLAIN.test(lower))
        return lower;
    return lower.normalize('NFC').replace(BLANKS, ' ').replace(/^ | $/g, '');
}
function readLetters(text) {
    const folded = foldName(text);
    return { text: folded, chars: [...folded] };
}
function matchPattern(pattern) {
    const matches = matchLetters(pattern);
    return (text) => matches(readLetters(text));
}
function matchLetters(pattern) {
    const folded = foldName(pattern);
    const parts = readParts(folded);
    const isWild = ({ kind }) => kind !== 'char';
    const [wild, last] = [parts.findIndex(isWild), parts.findLastIndex(isWild)];
    const start = joinChars(parts.slice(0, wild === -1 ? parts.length : wild));
    if (wild === -1)
        return ({ text }) => text === start;
    const end = joinChars(parts.slice(last + 1));
    const longest = findLiteral(folded);
    const least = parts.filter(({ kind }) => kind !== 'any').length;
    const mayMatch = (text) => text.startsWith(start) && text.endsWith(end) && text.includes(longest);
    return (letters) => mayMatch(letters.text) && letters.chars.length >= least && matchParts(parts, letters.chars);
}
function joinChars(parts) {
    return parts.map((part) => (part.kind === 'char' ? part.char : '')).join('');
}
function readParts(pattern) {
    const parts = [];
    const chars = [...pattern];
    for (let index = 0; index < chars.length; index++) {
        const char = chars[index] ?? '';
        const escaped = char === '\\' ? chars[index + 1] : undefined;
        if (escaped !== undefined)
            index += 1;
        if (escaped === undefined && char === '*')
            parts.push({ kind: 'any' });
        else if (escaped === undefined && char === '?')
            parts.push({ kind: 'one' });
        else
            parts.push({ kind: 'char', char: escaped ?? char });
    }
    return parts;
}
function matchParts(parts, text) {
    let at = 0;
    let part = 0;
    let star = -1;
    let resume = 0;
    while (at < text.length) {
        const now = parts[part];
        if (now?.kind === 'any') {
            star = part;
            resume = at;
            part += 1;
        }
        else if (now !== undefined && (now.kind === 'one' || now.char === text[at])) {
            part += 1;
            at += 1;
        }
        else if (star >= 0) {
            resume += 1;
            at = resume;
            part = star + 1;
        }
        else {
            return false;
        }
    }
    return parts.slice(part).every(({ kind }) => kind === 'any');
}
function matchPatterns(patterns) {
    const include = patterns.include.map(matchPattern);
    const exclude = patterns.exclude.map(matchPattern);
    const some = (tests, names) => tests.some((test) => names.some((name) => test(name)));
    return (names) => (include.length === 0 || some(include, names)) && !some(exclude, names);
}
function isPlainName(pattern) {
    return readPlainName(pattern) !== null;
}
function readPlainName(pattern) {
    const parts = readParts(foldName(pattern));
    return parts.every((part) => part.kind === 'char') ? parts.map(({ char }) => char).join('') : null;
}
function isNameOf(pattern, name) {
    return foldName(pattern) === foldName(name) || (isPlainName(pattern) && matchPattern(pattern)(name));
}
function findUnmatched(patterns, things, match = matchPattern) {
    return patterns.filter((pattern) => {
        const test = match(pattern);
        return !things.some((names) => names.some((name) => test(name)));
    });
}
function findLiteral(pattern) {
    const parts = readParts(pattern).map((part) => (part.kind === 'char' ? part.char : null));
    let [longest, current] = ['', ''];
    for (const char of parts) {
        current = char === null ? '' : current + char;
        if (current.length > longest.length)
            longest = current;
    }
    return longest;
}
function coversPattern(wide, narrow) {
    if (foldName(wide) === foldName(narrow))
        return true;
    const isName = isPlainName(narrow);
    if (!isName && wide.includes('?'))
        return false;
    return matchPattern(wide)(isName ? findLiteral(narrow) : narrow);
}


/***/ }),

/***/ 3326:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $7: () => (HIDE),
  F_: () => (HIDDEN_PATTERNS),
  Rd: () => (redactText),
  TN: () => (keyOf),
  _e: () => (hideEmails),
  jB: () => (splitTokens),
  jD: () => (hide)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
var _escape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7388);


const HIDDEN_PATTERNS = '(hidden by redact)';
const HIDE = () => HIDDEN_PATTERNS;
const HASH_DIGITS = 8;
function hide(noun, text) {
    const visible = (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__.D7)(text);
    const name = visible.trim();
    if (name === '')
        return visible;
    return `${noun}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', name, 'hex').slice(0, HASH_DIGITS)}`;
}
const IN_ADDRESS = String.raw `[^\s"'\x60“”‘’«»()[\]{}<>|\\,;:@＠﹫]`;
const AT = String.raw `[@＠﹫]|%(?:25){0,8}40|&(?:#0{0,8}64|#x0{0,8}40|commat);?|\\{1,8}(?:u0040|u\{0{0,8}40\}|x40)| ?[([{]at[)\]}] ?`;
const DOT = String.raw ` ?[([{]dot[)\]}] ?`;
const REMARK = String.raw `(?:\([^()\r\n]{0,64}\))?`;
const LOCAL = String.raw `(?:"[\p{L}\p{N}][^"\r\n]{0,63}"|${REMARK}(?<!${IN_ADDRESS})${IN_ADDRESS}+${REMARK})`;
const DOMAIN = String.raw `${REMARK}(?:${IN_ADDRESS}+(?:${DOT}${IN_ADDRESS}+)*(?<![.!?…])|\[[\p{L}\p{N}.:]{2,64}\])`;
const EMAIL = new RegExp(`${LOCAL}(?:${AT})${DOMAIN}`, 'giu');
const ANY_AT = new RegExp(AT, 'giu');
const ANY_DOT = new RegExp(DOT, 'giu');
function hideEmails(text) {
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__.D7)(text).replace(EMAIL, (email) => hide('user', foldEmail(email)));
}
function foldEmail(email) {
    return email.replace(ANY_AT, '@').replace(ANY_DOT, '.').normalize('NFKC').toLowerCase();
}
const NO_NAMES = { all: { next: new Map() }, distinctive: { next: new Map() }, comparable: [] };
const TOKEN = /arn(?::|%3a)aws[^\s"'`“”‘’«»()[\]{}<>\\|]*(?<![.,:;!?…])|(?:(?!arn(?::|%3a)aws)[\p{L}\p{M}\p{N}_-])+|\s+|./gisu;
const ARN = /^arn(?::|%3a)aws/i;
const ACCOUNT_ID = /(?<![\p{L}\p{N}])(?:\d{12}|(?<!\b[\da-f]{8}-)\d{4}-\d{4}-\d{4}(?!-[\da-f]{12}\b))(?![\p{L}\p{N}])/giu;
const USUAL_KIND = /^(?:no content type|(?:text\/(?:html|plain|xml)|application\/(?:problem\+)?(?:json|xml))(?:; ?charset="?(?:utf-8|iso-8859-1)"?)?|gzip|br|deflate|zstd|compress)$/i;
const REQUEST = String.raw ` \((?:GET|POST|PUT|PATCH|DELETE) `;
const QUOTATIONS = [
    {
        start: /The Platform answered \d{3}: /,
        end: new RegExp(`(?=${REQUEST})`, 'g'),
        isOpen: true,
        show: () => HIDDEN_PATTERNS,
    },
    { start: /a redirect to /, end: /(?=, which is not followed)/g, show: hidePath },
    { start: /(?:its own error|is not JSON) \(/, end: /(?=, \d+ characters\))/g, show: keepUsual },
    { start: /answer is a page \(/, end: new RegExp(String.raw `(?=\)${REQUEST})`, 'g'), show: keepUsual },
    { start: /answer is compressed \(/, end: /(?=\), which)/g, show: keepUsual },
];
function keepUsual(kind) {
    return USUAL_KIND.test(kind) ? kind : HIDDEN_PATTERNS;
}
function hidePath(address) {
    const [origin = ''] = /^https?:\/\/[^/\s]*\/?/.exec(address) ?? [];
    return origin.length === address.length ? origin : `${origin}${HIDDEN_PATTERNS}`;
}
function hideQuotation(text, kind) {
    const { start, end, isOpen = false, show } = kind;
    const begin = start.exec(text);
    if (begin === null)
        return text;
    const from = begin.index + begin[0].length;
    const rest = text.slice(from);
    let length = isOpen ? rest.length : null;
    for (const { index } of rest.matchAll(end))
        length = index;
    if (length === null)
        return text;
    return text.slice(0, from) + show(rest.slice(0, length)) + hideQuotation(rest.slice(length), kind);
}
function redactText(text, names = NO_NAMES, thoroughness = 'all') {
    const tokens = splitTokens(QUOTATIONS.reduce(hideQuotation, (0,_escape_js__WEBPACK_IMPORTED_MODULE_1__.D7)(text)));
    const parts = [];
    for (let at = 0; at < tokens.length;) {
        const found = findName(tokens, at, names[thoroughness]);
        if (found === null)
            parts.push(hideInToken(tokens[at] ?? ''));
        else
            parts.push(found.shown ?? tokens.slice(at, found.end).join(''));
        at = found?.end ?? at + 1;
    }
    return parts.join('');
}
function findName(tokens, start, root) {
    let longest = null;
    let branch = root;
    for (let at = start; at < tokens.length; at++) {
        branch = branch.next.get(keyOf(tokens[at] ?? ''));
        if (branch === undefined)
            break;
        if (branch.shown !== undefined)
            longest = { shown: branch.shown, end: at + 1 };
    }
    return longest;
}
function hideInToken(token) {
    return ARN.test(token)
        ? hide('resource', token)
        : token.replace(ACCOUNT_ID, (id) => hide('account', id.replaceAll('-', '')));
}
function splitTokens(text) {
    return text.match(TOKEN) ?? [];
}
function keyOf(token) {
    return token.trim() === '' ? ' ' : token;
}


/***/ }),

/***/ 7118:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  P: () => (readTagLine)
});
const LINE = /^((?:\\.|[^\\=])+)=(.*)$/su;
function readTagLine(line) {
    const [, key = '', value = ''] = LINE.exec(line) ?? [];
    return key.trim() === '' ? null : { key, value };
}


/***/ }),

/***/ 2027:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  SP: () => (foldCase),
  Zt: () => (canonText),
  qV: () => (tidyText)
});
function tidyText(text) {
    return text.replace(/\r\n?/g, '\n').trim();
}
function canonText(text) {
    return tidyText(text).normalize('NFC');
}
function foldCase(text) {
    return canonText(text).toLowerCase();
}


/***/ }),

/***/ 4011:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  s: () => (trimEnd)
});
function trimEnd(text, sign) {
    let end = text.length;
    while (end > 0 && text[end - 1] === sign)
        end--;
    return text.slice(0, end);
}


/***/ }),

/***/ 5014:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T: () => (toXml)
});
var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);

const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
};
function toXml(text, maxLength = _escape_js__WEBPACK_IMPORTED_MODULE_0__.tC) {
    return (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(text, maxLength).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}


/***/ })

};
;