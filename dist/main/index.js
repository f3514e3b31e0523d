import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
exports.Io = exports.kp = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
exports.Io = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
exports.kp = closest;


/***/ }),

/***/ 6539:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ identifyViolation),
/* harmony export */   Z: () => (/* binding */ isFingerprint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _select_account_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5615);


const DIGITS = 32;
function identifyViolation(policyId, violation) {
    const resource = resourceOf(violation);
    if (resource === null)
        return null;
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([policyId, ...resource]), 'hex').slice(0, DIGITS);
}
function resourceOf(violation) {
    const { platformId, cloud, accountId, accountName, resourceType, region, name } = violation;
    if (!(0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(platformId))
        return [platformId];
    return (0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__/* .isBlank */ .z3)(name) ? null : [cloud, accountId ?? accountName, resourceType, region, name];
}
function isFingerprint(text) {
    return text.length === DIGITS && /^[0-9a-f]+$/.test(text);
}


/***/ }),

/***/ 5715:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   FT: () => (/* binding */ describeBaseline),
/* harmony export */   GT: () => (/* binding */ describeFilter),
/* harmony export */   Lo: () => (/* binding */ describeReach),
/* harmony export */   Nj: () => (/* binding */ describeNews),
/* harmony export */   Rd: () => (/* binding */ countLeftOut),
/* harmony export */   kr: () => (/* binding */ describeWaiver)
/* harmony export */ });
/* harmony import */ var _text_format_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8488);

function describeFilter({ input, value, leftOut }) {
    const effect = leftOut === null ? '' : ` leaves out ${countLeftOut(input, leftOut)}`;
    return `Filter \`${input}: ${value}\`${effect}.`;
}
function countLeftOut(input, leftOut) {
    return input === 'accounts'
        ? (0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .countNouns */ .Vq)(leftOut, 'violation')
        : (0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .countNouns */ .Vq)(leftOut, 'active policy', 'active policies');
}
function describeBaseline({ path, entries, fixed, added }) {
    const parts = [
        `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .countNouns */ .Vq)(entries, 'known violation')} in ${path}`,
        `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(fixed)} of them fixed since`,
        `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .formatCount */ .B4)(added)} found that it does not have`,
    ];
    return `Baseline: ${parts.join(', ')}.`;
}
function describeNews(news) {
    switch (news.kind) {
        case 'baseline':
            return `New: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .countNouns */ .Vq)(news.count, 'violation')} that the baseline does not have, and that nothing else keeps from gating.`;
        case 'counts':
            return `New: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .countNouns */ .Vq)(news.count, 'violation')} more than at the evaluation before, policy by policy. These are counts only: what came and what went may be different violations.`;
        case 'unknown':
            return 'New: not known, since what the evaluation before found is not.';
    }
}
function describeWaiver({ waiver, state, isWhole, covered, problem }) {
    const end = { 'in-force': 'holds until', expiring: 'expires soon, on', expired: 'expired on' }[state];
    const parts = [
        `${waiver.policy}: ${describeReach(waiver, isWhole)}`,
        `${end} ${waiver.expires}`,
        covered === null || problem !== null ? '' : `covers ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__/* .countNouns */ .Vq)(covered, 'violation')}`,
        problem ?? '',
        `owner ${waiver.owner}`,
        waiver.ticket === null ? '' : `ticket ${waiver.ticket}`,
        `line ${waiver.line}`,
    ];
    return `${parts.filter((part) => part !== '').join(', ')}. ${waiver.reason}`;
}
function describeReach({ resource, account, region }, isWhole) {
    const places = [account === null ? '' : `in account ${account}`, region === null ? '' : `in region ${region}`].filter((part) => part !== '');
    return [isWhole ? 'the whole policy' : `resource ${resource}`, ...places].join(' ');
}


/***/ }),

/***/ 8952:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D1: () => (/* binding */ syncOutputsOf),
/* harmony export */   MC: () => (/* binding */ fileOutputsOf),
/* harmony export */   Yz: () => (/* binding */ outputsOf),
/* harmony export */   vZ: () => (/* binding */ describeRun)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _platform_severity_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1476);


const BEST_FIRST = ['completed', 'started', 'pending', 'created', 'unknown', 'cancelled', 'failed', 'refused'];
function outputsOf(result) {
    const { judgement } = result;
    const policies = judgement === null
        ? {}
        : {
            'policies-evaluated': String(judgement.judged),
            'policies-failing': String(judgement.failing),
            'policies-inconclusive': String(judgement.inconclusive),
            violations: String(judgement.totals.found),
            ...Object.fromEntries(_platform_severity_js__WEBPACK_IMPORTED_MODULE_1__/* .SEVERITIES */ .oC.map((severity) => [`violations-${severity}`, String(judgement.bySeverity[severity].found)])),
            'gating-violations': String(judgement.totals.gating),
            ...(judgement.news.kind === 'unknown' ? {} : { 'new-violations': String(judgement.news.count) }),
            'waived-violations': String(judgement.totals.waived),
        };
    return { ...syncOutputsOf(result.syncs), ...policies, outcome: result.outcome };
}
function fileOutputsOf({ kind, path }) {
    return { 'report-dir': (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(path), [kind === 'baseline' ? 'baseline-file' : `report-${kind}`]: path };
}
function syncOutputsOf(syncs) {
    if (syncs.length === 0)
        return {};
    const known = {
        'sync-run-id': syncs.flatMap(({ runId }) => runId ?? []).join('\n'),
        'sync-status': worstStatus(syncs),
        'sync-rows': total(syncs.map(({ rows }) => rows)),
        'sync-errors': total(syncs.map(({ errors }) => errors)),
        'sync-duration-seconds': longest(syncs.map(({ durationSeconds }) => durationSeconds)),
        'sync-runs': JSON.stringify(syncs.map(describeRun)),
    };
    return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== ''));
}
function worstStatus(syncs) {
    const rank = (status) => {
        const index = BEST_FIRST.indexOf(status);
        return index === -1 ? BEST_FIRST.indexOf('unknown') : index;
    };
    const statuses = syncs.flatMap(({ status, state }) => status ?? (state === 'refused' ? 'refused' : []));
    return statuses.reduce((worst, status) => (worst === '' || rank(status) > rank(worst) ? status : worst), '');
}
function total(numbers) {
    return numbers.includes(null) ? '' : String(numbers.reduce((sum, number) => sum + (number ?? 0), 0));
}
function longest(seconds) {
    return seconds.includes(null) ? '' : String(Math.max(...seconds.map((one) => one ?? 0)));
}
function describeRun(sync) {
    return {
        sync: sync.syncName,
        id: sync.runId,
        origin: sync.origin,
        state: sync.state,
        status: sync.status,
        status_reason: sync.statusReason,
        ingested: sync.ingested,
        rows: sync.rows,
        errors: sync.errors,
        created_at: sync.createdAt,
        completed_at: sync.completedAt,
        duration_seconds: sync.durationSeconds,
    };
}


/***/ }),

/***/ 4755:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   VH: () => (/* binding */ listFailing),
/* harmony export */   mt: () => (/* binding */ listNotGating),
/* harmony export */   nu: () => (/* binding */ listUnjudged)
/* harmony export */ });
/* harmony import */ var _select_order_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2972);

function listFailing(policies) {
    return policies.filter((policy) => policy.gating > 0).sort(_select_order_js__WEBPACK_IMPORTED_MODULE_0__/* .comparePolicies */ .O);
}
function listNotGating(policies) {
    return policies.filter((policy) => policy.gating === 0 && policy.found > 0).sort(_select_order_js__WEBPACK_IMPORTED_MODULE_0__/* .comparePolicies */ .O);
}
function listUnjudged(policies) {
    return policies.filter((policy) => policy.standing !== 'judged').sort(_select_order_js__WEBPACK_IMPORTED_MODULE_0__/* .comparePolicies */ .O);
}


/***/ }),

/***/ 5615:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   DV: () => (/* binding */ accountNamesOf),
/* harmony export */   S1: () => (/* binding */ matchAccounts),
/* harmony export */   z3: () => (/* binding */ isBlank)
/* harmony export */ });
/* harmony import */ var _text_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8665);

const INVISIBLE = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu;
const LIKE_AN_ID = /^[\da-f*?-]*\d[\da-f*?-]*$/i;
function accountNamesOf({ accountName, accountId }) {
    return [accountName, accountId ?? ''].filter((name) => !isBlank(name)).map((name) => name.replace(INVISIBLE, ''));
}
function isBlank(text) {
    return text.replace(INVISIBLE, '') === '';
}
function matchAccounts(accounts) {
    const matches = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchPatterns */ .BM)(accounts);
    const isNotExcluded = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .matchPatterns */ .BM)({ include: [], exclude: accounts.exclude });
    const asksForId = accounts.include.some((pattern) => LIKE_AN_ID.test(pattern));
    const asksForName = accounts.include.some((pattern) => !LIKE_AN_ID.test(pattern));
    return (violation) => {
        const names = accountNamesOf(violation);
        const hasId = !isBlank(violation.accountId ?? '');
        const hasName = !isBlank(violation.accountName);
        const isUnknown = names.length === 0 || (!hasId && asksForId) || (!hasName && asksForName);
        return matches(names) || (isUnknown && isNotExcluded(names));
    };
}


/***/ }),

/***/ 2972:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ compareBySeverity),
/* harmony export */   O: () => (/* binding */ comparePolicies)
/* harmony export */ });
/* harmony import */ var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1476);

function comparePolicies(a, b) {
    return (troubleOf(b) - troubleOf(a) ||
        (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .rankOf */ .IQ)(b.severity) - (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .rankOf */ .IQ)(a.severity) ||
        b.gating - a.gating ||
        b.found - a.found ||
        compareTexts(a.name, b.name) ||
        compareTexts(a.id, b.id));
}
function troubleOf({ standing, gating, found }) {
    if (standing !== 'judged' || gating > 0)
        return 2;
    return found > 0 ? 1 : 0;
}
function compareTexts(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
function compareBySeverity(a, b) {
    return ((0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .rankOf */ .IQ)((0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .gateSeverity */ .lI)(b.severity)) - (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .rankOf */ .IQ)((0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__/* .gateSeverity */ .lI)(a.severity)) ||
        (b.violationCount ?? 0) - (a.violationCount ?? 0) ||
        compareTexts(a.name, b.name));
}


/***/ }),

/***/ 9373:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ systemClock)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);

const LONGEST_SLEEP = 2 ** 31 - 1;
const systemClock = {
    now: () => Date.now(),
    async sleep(milliseconds, signal) {
        signal.throwIfAborted();
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(Math.max(0, milliseconds), LONGEST_SLEEP), undefined, { signal });
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    },
};


/***/ }),

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   On: () => (/* binding */ TimedOutError),
/* harmony export */   _h: () => (/* binding */ joinErrors),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   cc: () => (/* binding */ CancelledError),
/* harmony export */   dz: () => (/* binding */ InputError),
/* harmony export */   ue: () => (/* binding */ GateError)
/* harmony export */ });
class GateError extends Error {
    name = 'GateError';
    outcome;
    remedy;
    problems;
    constructor(message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.outcome = options.outcome ?? 'error';
        this.remedy = options.remedy ?? null;
        this.problems = options.problems ?? [];
    }
}
class InputError extends GateError {
    name = 'InputError';
    constructor(problems) {
        const message = problems.length === 1 ? `Bad input: ${problems[0]}` : `${problems.length} bad inputs: ${problems.join(' ')}`;
        super(message, { problems });
    }
}
function joinErrors(errors) {
    const other = errors.find((error) => !(error instanceof InputError));
    return other ?? new InputError(errors.flatMap((error) => error.problems));
}
class CancelledError extends GateError {
    name = 'CancelledError';
    constructor(signal) {
        super(`The step was cancelled (${signal}) before there was a verdict.`, { outcome: 'cancelled' });
    }
}
class TimedOutError extends GateError {
    name = 'TimedOutError';
    constructor(message, remedy) {
        super(message, { outcome: 'timed-out', remedy });
    }
}
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}


/***/ }),

/***/ 2631:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ isForkEvent),
/* harmony export */   h: () => (/* binding */ describeMissingKey)
/* harmony export */ });
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
function isForkEvent(payload) {
    const pull = field(payload, 'pull_request');
    const head = field(field(field(pull, 'head'), 'repo'), 'full_name');
    const base = field(field(field(pull, 'base'), 'repo'), 'full_name');
    return pull !== undefined && head !== base;
}
function field(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}


/***/ }),

/***/ 8966:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Gw: () => (/* binding */ pauseBeforeRetry),
/* harmony export */   WG: () => (/* binding */ isPassing),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
const FIRST_PAUSE_MS = 1_000;
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 527, 529, 530]);
function isPassing(failure) {
    switch (failure.kind) {
        case 'network':
        case 'timeout':
        case 'unreadable':
            return true;
        case 'certificate':
        case 'redirect':
            return false;
        case 'status':
            return PASSING.has(failure.status);
    }
}
function pauseBeforeRetry(failure, failures, patience, remainingMs, random) {
    if (!isPassing(failure) || failures >= patience.budget || remainingMs <= 0)
        return null;
    const ceiling = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 30), patience.longestPauseMs);
    const asked = failure.kind === 'status' ? (failure.retryAfterMs ?? 0) : 0;
    return Math.min(Math.max(random * ceiling, asked), remainingMs);
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


/***/ }),

/***/ 5140:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Ar: () => (/* binding */ SchemaError),
/* harmony export */   LF: () => (/* binding */ read),
/* harmony export */   Ug: () => (/* binding */ NonEmptyText),
/* harmony export */   gw: () => (/* binding */ Identifier),
/* harmony export */   jd: () => (/* binding */ When),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   y_: () => (/* binding */ Count)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7934);
/* harmony import */ var _timestamp_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3027);


const Count = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .ndf(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .minValue */ .Wwf(0), valibot__WEBPACK_IMPORTED_MODULE_0__/* .maxValue */ .cGV(2 ** 63));
const NonEmptyText = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nonEmpty */ .hq());
const Identifier = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^(?!\.+$)[\w.:~-]{1,200}$/));
const When = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .check */ .z6Y((text) => (0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__/* .isTimestamp */ .Fx)(text)), valibot__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi((text) => (0,_timestamp_js__WEBPACK_IMPORTED_MODULE_1__/* .parseTimestamp */ .EH)(text)));
function optional(schema) {
    return valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullable */ .mee(schema, null), null);
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
    const result = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(schema, json, { abortEarly: true });
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    const path = [prefix, valibot__WEBPACK_IMPORTED_MODULE_0__/* .getDotPath */ .BuJ(issue) ?? ''].filter((part) => part !== '').join('.');
    throw new SchemaError(path, expectationOf(issue));
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

/***/ 1476:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IQ: () => (/* binding */ rankOf),
/* harmony export */   _Z: () => (/* binding */ isSeverity),
/* harmony export */   lI: () => (/* binding */ gateSeverity),
/* harmony export */   oC: () => (/* binding */ SEVERITIES),
/* harmony export */   vh: () => (/* binding */ WORST_FIRST)
/* harmony export */ });
const SEVERITIES = ['low', 'medium', 'high', 'critical'];
const WORST_FIRST = SEVERITIES.toReversed();
function isSeverity(word) {
    return SEVERITIES.includes(word);
}
function gateSeverity(label) {
    const word = label.trim().toLowerCase();
    return isSeverity(word) ? word : 'critical';
}
function rankOf(severity) {
    return SEVERITIES.indexOf(severity);
}


/***/ }),

/***/ 3027:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   EH: () => (/* binding */ parseTimestamp),
/* harmony export */   Ey: () => (/* binding */ formatTimestamp),
/* harmony export */   Fx: () => (/* binding */ isTimestamp),
/* harmony export */   NU: () => (/* binding */ later),
/* harmony export */   U_: () => (/* binding */ timestampOf),
/* harmony export */   W$: () => (/* binding */ millisecondsOf)
/* harmony export */ });
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
function timestampOf(milliseconds) {
    return `${new Date(milliseconds).toISOString().slice(0, 23)}000000Z`;
}
function millisecondsOf(timestamp) {
    return Date.parse(`${timestamp.slice(0, 23)}Z`);
}
function later(a, b) {
    if (a === null)
        return b;
    if (b === null)
        return a;
    return a > b ? a : b;
}
function formatTimestamp(timestamp) {
    return `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
}


/***/ }),

/***/ 8826:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dh: () => (/* binding */ takeWithin),
/* harmony export */   R$: () => (/* binding */ SUMMARY_BYTES),
/* harmony export */   dp: () => (/* binding */ byteLength)
/* harmony export */ });
const SUMMARY_BYTES = 900 * 1024;
function byteLength(text) {
    return Buffer.byteLength(text, 'utf8');
}
function takeWithin(items, render, maxBytes) {
    const kept = [];
    let room = maxBytes;
    for (const item of items) {
        const block = render(item);
        room -= byteLength(block);
        if (room < 0)
            break;
        kept.push(block);
    }
    return { text: kept.join(''), taken: kept.length };
}


/***/ }),

/***/ 6497:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ isDay),
/* harmony export */   fi: () => (/* binding */ addDays),
/* harmony export */   kb: () => (/* binding */ dayOf)
/* harmony export */ });
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

/***/ 7388:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HK: () => (/* binding */ toProse),
/* harmony export */   Xt: () => (/* binding */ toCode),
/* harmony export */   ZQ: () => (/* binding */ toLogText),
/* harmony export */   bo: () => (/* binding */ toPlainText),
/* harmony export */   i: () => (/* binding */ removeInvisible),
/* harmony export */   l6: () => (/* binding */ toMarkdown),
/* harmony export */   mU: () => (/* binding */ neutralizeLog),
/* harmony export */   tC: () => (/* binding */ DEFAULT_TEXT_LENGTH)
/* harmony export */ });
/* unused harmony export DEFAULT_CODE_LENGTH */
const DEFAULT_TEXT_LENGTH = 500;
const DEFAULT_CODE_LENGTH = 200;
const ANSI = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]/g;
const BLANKS = /[\t\n\v\f\r\x85\p{Z}]+/gu;
const INVISIBLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;
const PLAIN = /^[\x20-\x7e]*$/;
const WEIGHTLESS = String.raw `\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}`;
const OLD_COMMAND = new RegExp(String.raw `#([${WEIGHTLESS}]*)\[`, 'gu');
const FIRST_COLON = new RegExp(String.raw `^([\s${WEIGHTLESS}]*):`, 'u');
const FIRST_BRACKET = new RegExp(String.raw `^([${WEIGHTLESS}]*)\[`, 'u');
const LAST_HASH = new RegExp(`#[${WEIGHTLESS}]*$`, 'u');
function toLogText(text, maxLength = DEFAULT_TEXT_LENGTH) {
    const inert = cleanLine(text, maxLength)
        .replace(OLD_COMMAND, '#$1\\[')
        .replace(FIRST_COLON, '$1\\:')
        .replace(FIRST_BRACKET, '$1\\[')
        .replace(LAST_HASH, '$&\\');
    return cut(inert, maxLength);
}
function removeInvisible(text) {
    if (PLAIN.test(text))
        return text;
    return text.replace(ANSI, '').replace(INVISIBLE, '');
}
function toPlainText(text, maxLength = DEFAULT_CODE_LENGTH) {
    return cut(cleanLine(text, maxLength), maxLength);
}
function neutralizeLog(text) {
    return text.replace(/\r\n?/g, '\n').split('\n').map(neutralizeLine).join('\n');
}
function neutralizeLine(line) {
    return line
        .toWellFormed()
        .replace(ANSI, '')
        .replaceAll('\t', ' ')
        .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
        .replace(OLD_COMMAND, '#$1\\[')
        .replace(FIRST_COLON, '$1\\:');
}
function toMarkdown(text, maxLength = DEFAULT_TEXT_LENGTH) {
    return escapeMarkdown(cut(cleanLine(text, maxLength), maxLength), SPECIAL_IN_PROSE)
        .replace(/^[-+=:]/, (mark) => `&#${mark.charCodeAt(0)};`)
        .replace(/^(\d+)\./, '$1&#46;');
}
function toProse(text, maxLength = DEFAULT_TEXT_LENGTH) {
    return toMarkdown(text, maxLength).replace(/&#96;(.{1,200}?)&#96;/g, '<code>$1</code>');
}
function toCode(text, maxLength = DEFAULT_CODE_LENGTH) {
    const line = cut(cleanLine(text, maxLength), maxLength);
    return line === '' ? '' : `<code>${escapeMarkdown(line, SPECIAL_IN_CODE)}</code>`;
}
function cleanLine(text, maxLength) {
    const front = text.slice(0, maxLength * 8);
    const visible = PLAIN.test(front)
        ? front
        : front.toWellFormed().replace(ANSI, '').replace(BLANKS, ' ').replace(INVISIBLE, '');
    const line = visible.replace(/ {2,}/g, ' ').trim();
    return front.length < text.length ? `${line}…` : line;
}
function cut(text, maxLength) {
    const limit = Math.max(1, Math.floor(maxLength));
    if (text.length <= limit)
        return text;
    let kept = '';
    let count = 0;
    for (const character of text) {
        count += 1;
        if (count < limit)
            kept += character;
        else if (count > limit)
            return `${kept.trimEnd()}…`;
    }
    return text;
}
const MARKUP = /[&<>|`*~\\[\]()!#@$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/;
const ADDRESS = /:(?=\/\/)|www(?=\.)/;
const REFERENCE = /:(?=[\w+-]+:)|(?<=[A-Za-z])-(?=\d)|(?<![A-Za-z0-9])[0-9A-Fa-f]{7,}(?![A-Za-z0-9])/;
const SPECIAL_IN_CODE = new RegExp(`${MARKUP.source}|${ADDRESS.source}`, 'gi');
const SPECIAL_IN_PROSE = new RegExp(`${SPECIAL_IN_CODE.source}|${REFERENCE.source}`, 'gi');
function escapeMarkdown(line, special) {
    return line.replace(special, (found) => {
        if (found === '&')
            return '&amp;';
        if (found === '<')
            return '&lt;';
        if (found === '>')
            return '&gt;';
        if (found === '$')
            return '<span>&#36;</span>';
        if (found === '@' || found === '#')
            return `&#${found.charCodeAt(0)};<wbr>`;
        if (found === ':' || found === '-' || found.toLowerCase() === 'www')
            return `${found}<wbr>`;
        if (found.length > 1)
            return found.replace(/.{6}(?=.)/g, '$&<wbr>');
        return `&#${found.charCodeAt(0)};`;
    });
}


/***/ }),

/***/ 8488:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   HV: () => (/* binding */ UNKNOWN),
/* harmony export */   K9: () => (/* binding */ formatMoment),
/* harmony export */   Vq: () => (/* binding */ countNouns),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   eD: () => (/* binding */ formatChange)
/* harmony export */ });
/* harmony import */ var _platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3027);

const UNKNOWN = 'unknown';
function formatCount(count) {
    return count === null ? UNKNOWN : String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
function formatChange(change) {
    const sign = change > 0 ? '+' : change < 0 ? '−' : '';
    return sign + formatCount(Math.abs(change));
}
function countNouns(count, singular, plural = `${singular}s`) {
    return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
function formatDuration(seconds) {
    if (seconds === null)
        return UNKNOWN;
    const whole = Math.round(seconds);
    if (whole < 1)
        return 'under 1 s';
    if (whole < 60)
        return `${whole} s`;
    if (whole < 3600)
        return joinUnits(Math.floor(whole / 60), 'min', whole % 60, 's');
    const minutes = Math.round(whole / 60);
    return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}
function joinUnits(large, largeUnit, small, smallUnit) {
    return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}
function formatMoment(timestamp) {
    return timestamp === null ? UNKNOWN : (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__/* .formatTimestamp */ .Ey)(timestamp);
}


/***/ }),

/***/ 8665:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ matchPatterns),
/* harmony export */   G1: () => (/* binding */ readLetters),
/* harmony export */   Im: () => (/* binding */ isEmpty),
/* harmony export */   L2: () => (/* binding */ findUnmatched),
/* harmony export */   Ls: () => (/* binding */ matchLetters),
/* harmony export */   Z7: () => (/* binding */ parsePatterns),
/* harmony export */   gH: () => (/* binding */ matchPattern)
/* harmony export */ });
function parsePatterns(lines) {
    const excludes = (line) => line.startsWith('!');
    return {
        include: lines.filter((line) => !excludes(line)),
        exclude: lines.filter(excludes).map((line) => line.slice(1).trim()),
    };
}
function isEmpty(patterns) {
    return patterns.include.length === 0 && patterns.exclude.length === 0;
}
function readLetters(text) {
    const lower = text.toLowerCase();
    return { text: lower, chars: [...lower] };
}
function matchPattern(pattern) {
    const matches = matchLetters(pattern);
    return (text) => matches(readLetters(text));
}
function matchLetters(pattern) {
    const parts = readParts(pattern.toLowerCase());
    const wild = parts.findIndex(({ kind }) => kind !== 'char');
    const start = parts
        .slice(0, wild === -1 ? parts.length : wild)
        .map((part) => (part.kind === 'char' ? part.char : ''))
        .join('');
    if (wild === -1)
        return ({ text }) => text === start;
    return ({ text, chars }) => text.startsWith(start) && matchParts(parts, chars);
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
function findUnmatched(patterns, things) {
    return [...patterns.include, ...patterns.exclude].filter((pattern) => {
        const test = matchPattern(pattern);
        return !things.some((names) => names.some((name) => test(name)));
    });
}


/***/ }),

/***/ 8328:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ createScrub),
/* harmony export */   g: () => (/* binding */ parseScrubbed)
/* harmony export */ });
const SHORTEST_ENCODED = 8;
function createScrub(secret) {
    if (secret === '')
        return (text) => text;
    const forms = new Set([secret, JSON.stringify(secret).slice(1, -1), ...urlForms(secret)]);
    for (const form of base64Forms(secret))
        if (form.length >= SHORTEST_ENCODED)
            forms.add(form);
    const ordered = [...forms].sort((a, b) => b.length - a.length);
    return (text) => ordered.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '***') : rest), text);
}
function* urlForms(secret) {
    const loose = encodeURIComponent(secret);
    const strict = loose.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    for (const form of [loose, strict]) {
        yield form;
        yield form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
        yield encodeURIComponent(form);
    }
}
function* base64Forms(secret) {
    const bytes = Buffer.from(secret);
    yield bytes.toString('base64');
    for (const skipped of [0, 1, 2]) {
        const whole = bytes.subarray(skipped);
        const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
        yield text;
        yield text.replaceAll('+', '-').replaceAll('/', '_');
        yield encodeURIComponent(text);
    }
}
function parseScrubbed(text, scrub) {
    const body = JSON.parse(scrub(text.replace(/^\ufeff/, '')));
    return text.includes('\\') ? JSON.parse(scrub(JSON.stringify(body))) : body;
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 9783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ checkBypass),
/* harmony export */   s: () => (/* binding */ getProxyUrl)
/* harmony export */ });
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map

/***/ }),

/***/ 7934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BuJ: () => (/* binding */ getDotPath),
/* harmony export */   FsL: () => (/* binding */ pipe),
/* harmony export */   Ikc: () => (/* binding */ object),
/* harmony export */   KCZ: () => (/* binding */ union),
/* harmony export */   L5J: () => (/* binding */ unknown),
/* harmony export */   NpB: () => (/* binding */ fallback),
/* harmony export */   Wwf: () => (/* binding */ minValue),
/* harmony export */   Y2b: () => (/* binding */ safeInteger),
/* harmony export */   YOg: () => (/* binding */ array),
/* harmony export */   YjP: () => (/* binding */ string),
/* harmony export */   aig: () => (/* binding */ number),
/* harmony export */   cGV: () => (/* binding */ maxValue),
/* harmony export */   euz: () => (/* binding */ literal),
/* harmony export */   g1P: () => (/* binding */ record),
/* harmony export */   hq: () => (/* binding */ nonEmpty),
/* harmony export */   lqM: () => (/* binding */ optional),
/* harmony export */   mee: () => (/* binding */ nullable),
/* harmony export */   ndf: () => (/* binding */ integer),
/* harmony export */   pdi: () => (/* binding */ transform),
/* harmony export */   xLC: () => (/* binding */ safeParse),
/* harmony export */   yGV: () => (/* binding */ regex),
/* harmony export */   z6Y: () => (/* binding */ check),
/* harmony export */   zMY: () => (/* binding */ boolean)
/* harmony export */ });
/* unused harmony exports BASE64_REGEX, BIC_REGEX, CUID2_REGEX, DECIMAL_REGEX, DIGITS_REGEX, DOMAIN_REGEX, EMAIL_REGEX, EMOJI_REGEX, HEXADECIMAL_REGEX, HEX_COLOR_REGEX, IMEI_REGEX, IPV4_REGEX, IPV6_REGEX, IP_REGEX, ISO_DATE_REGEX, ISO_DATE_TIME_REGEX, ISO_DATE_TIME_SECOND_REGEX, ISO_TIMESTAMP_REGEX, ISO_TIME_REGEX, ISO_TIME_SECOND_REGEX, ISO_WEEK_REGEX, ISRC_REGEX, JWS_COMPACT_REGEX, KSUID_REGEX, MAC48_REGEX, MAC64_REGEX, MAC_REGEX, NANO_ID_REGEX, OCTAL_REGEX, RFC_EMAIL_REGEX, SLUG_REGEX, ULID_REGEX, UUID_REGEX, ValiError, _addIssue, _cloneDataset, _formatCase, _getByteCount, _getCodePointCount, _getGraphemeCount, _getLastMetadata, _getWordCount, _isLuhnAlgo, _isSameValueZero, _isValidObjectKey, _isValueMatch, _joinExpects, _standardSchema, _stringify, any, args, argsAsync, arrayAsync, assert, awaitAsync, base64, bic, bigint, blob, brand, bytes, cache, cacheAsync, checkAsync, checkItems, checkItemsAsync, codePoints, config, creditCard, cuid2, custom, customAsync, date, decimal, deleteGlobalConfig, deleteGlobalMessage, deleteSchemaMessage, deleteSpecificMessage, description, digits, domain, email, emoji, empty, endsWith, entries, entriesFromList, entriesFromObjects, enum, enum_, everyItem, exactOptional, exactOptionalAsync, examples, excludes, fallbackAsync, file, filterItems, findItem, finite, flatten, flavor, forward, forwardAsync, function, function_, getDefault, getDefaults, getDefaultsAsync, getDescription, getExamples, getFallback, getFallbacks, getFallbacksAsync, getGlobalConfig, getGlobalMessage, getMetadata, getSchemaMessage, getSpecificMessage, getTitle, graphemes, gtValue, guard, hash, hexColor, hexadecimal, imei, includes, instance, intersect, intersectAsync, ip, ipv4, ipv6, is, isOfKind, isOfType, isValiError, isbn, isoDate, isoDateTime, isoDateTimeSecond, isoTime, isoTimeSecond, isoTimestamp, isoWeek, isrc, jwsCompact, keyof, ksuid, lazy, lazyAsync, length, looseObject, looseObjectAsync, looseTuple, looseTupleAsync, ltValue, mac, mac48, mac64, map, mapAsync, mapItems, maxBytes, maxCodePoints, maxEntries, maxGraphemes, maxLength, maxSize, maxWords, message, metadata, mimeType, minBytes, minCodePoints, minEntries, minGraphemes, minLength, minSize, minWords, multipleOf, nan, nanoid, never, nonNullable, nonNullableAsync, nonNullish, nonNullishAsync, nonOptional, nonOptionalAsync, normalize, notBytes, notCodePoints, notEntries, notGraphemes, notLength, notSize, notValue, notValues, notWords, null, null_, nullableAsync, nullish, nullishAsync, objectAsync, objectWithRest, objectWithRestAsync, octal, omit, optionalAsync, parse, parseAsync, parseBoolean, parseJson, parser, parserAsync, partial, partialAsync, partialCheck, partialCheckAsync, pick, picklist, pipeAsync, promise, rawCheck, rawCheckAsync, rawTransform, rawTransformAsync, readonly, recordAsync, reduceItems, required, requiredAsync, returns, returnsAsync, rfcEmail, safeParseAsync, safeParser, safeParserAsync, set, setAsync, setGlobalConfig, setGlobalMessage, setSchemaMessage, setSpecificMessage, size, slug, someItem, sortItems, startsWith, strictObject, strictObjectAsync, strictTuple, strictTupleAsync, stringifyJson, summarize, symbol, title, toBigint, toBoolean, toCamelCase, toDate, toKebabCase, toLowerCase, toMaxValue, toMinValue, toNumber, toPascalCase, toSnakeCase, toString, toUpperCase, transformAsync, trim, trimEnd, trimStart, tuple, tupleAsync, tupleWithRest, tupleWithRestAsync, ulid, undefined, undefined_, undefinedable, undefinedableAsync, unionAsync, unwrap, url, uuid, value, values, variant, variantAsync, void, void_, words */
//#region src/storages/globalConfig/globalConfig.ts
let store$4;
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};
/**
* Sets the global configuration.
*
* @param config The configuration.
*/
function setGlobalConfig(config$1) {
	store$4 = {
		...store$4,
		...config$1
	};
}
/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}
/**
* Deletes the global configuration.
*/
function deleteGlobalConfig() {
	store$4 = void 0;
}

//#endregion
//#region src/storages/globalMessage/globalMessage.ts
let store$3;
/**
* Sets a global error message.
*
* @param message The error message.
* @param lang The language of the message.
*/
function setGlobalMessage(message$1, lang) {
	if (!store$3) store$3 = /* @__PURE__ */ new Map();
	store$3.set(lang, message$1);
}
/**
* Returns a global error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}
/**
* Deletes a global error message.
*
* @param lang The language of the message.
*/
function deleteGlobalMessage(lang) {
	store$3?.delete(lang);
}

//#endregion
//#region src/storages/schemaMessage/schemaMessage.ts
let store$2;
/**
* Sets a schema error message.
*
* @param message The error message.
* @param lang The language of the message.
*/
function setSchemaMessage(message$1, lang) {
	if (!store$2) store$2 = /* @__PURE__ */ new Map();
	store$2.set(lang, message$1);
}
/**
* Returns a schema error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}
/**
* Deletes a schema error message.
*
* @param lang The language of the message.
*/
function deleteSchemaMessage(lang) {
	store$2?.delete(lang);
}

//#endregion
//#region src/storages/specificMessage/specificMessage.ts
let store$1;
/**
* Sets a specific error message.
*
* @param reference The identifier reference.
* @param message The error message.
* @param lang The language of the message.
*/
function setSpecificMessage(reference, message$1, lang) {
	if (!store$1) store$1 = /* @__PURE__ */ new Map();
	if (!store$1.get(reference)) store$1.set(reference, /* @__PURE__ */ new Map());
	store$1.get(reference).set(lang, message$1);
}
/**
* Returns a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}
/**
* Deletes a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*/
function deleteSpecificMessage(reference, lang) {
	store$1?.get(reference)?.delete(lang);
}

//#endregion
//#region src/utils/_stringify/_stringify.ts
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}

//#endregion
//#region src/utils/_addIssue/_addIssue.ts
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}

//#endregion
//#region src/utils/_cloneDataset/_cloneDataset.ts
/**
* Creates a shallow copy of a dataset.
*
* Hint: The `value` is copied by reference, but the `issues` array, its issues
* and their `path` arrays are cloned to avoid reusing mutable dataset state
* across multiple runs. Mutating a returned object or array value can
* therefore affect later cache hits that reuse the same cached output.
*
* @param dataset The output dataset.
*
* @returns The copied output dataset.
*/
/* @__NO_SIDE_EFFECTS__ */
function _cloneDataset(dataset) {
	return {
		typed: dataset.typed,
		value: dataset.value,
		issues: dataset.issues?.map((issue) => ({
			...issue,
			path: issue.path && [...issue.path]
		}))
	};
}

//#endregion
//#region src/utils/_formatCase/_formatCase.ts
/**
* Splits a string into lowercase words and rejoins them with the given
* separator and capitalization rules.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries. Whether the first or subsequent words are
* capitalized is controlled by `capFirst` and `capRest`.
*
* Hint: Implemented in a single pass that emits directly to the result
* string to avoid an intermediate `string[]` allocation. ASCII chars are
* classified via char codes to skip `.toLowerCase()` and `.toUpperCase()`
* method calls in the common case.
*
* Hint: Digits are treated as a separate character class, so `item2Name`
* yields `item2` and `name` rather than `item`, `2` and `name`.
*
* @param input The input string.
* @param separator The string inserted between words.
* @param capFirst Whether to capitalize the first word.
* @param capRest Whether to capitalize subsequent words.
*
* @returns The formatted string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _formatCase(input, separator, capFirst, capRest) {
	let result = "";
	let firstWord = true;
	let start = 0;
	let prev = 0;
	let prevPrev = 0;
	const flush = (end) => {
		if (end > start) {
			let word = input.slice(start, end).toLowerCase();
			if (firstWord ? capFirst : capRest) {
				const firstCode = word.charCodeAt(0);
				if (firstCode >= 97 && firstCode <= 122) word = String.fromCharCode(firstCode - 32) + word.slice(1);
				else {
					const charLen = firstCode >= 55296 && firstCode <= 56319 ? 2 : 1;
					word = word.slice(0, charLen).toUpperCase() + word.slice(charLen);
				}
			}
			result += firstWord ? word : separator + word;
			firstWord = false;
		}
	};
	for (let index = 0; index < input.length; index++) {
		const code = input.charCodeAt(index);
		let type;
		if (code === 32 || code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 45 || code === 95) {
			flush(index);
			start = index + 1;
			type = 0;
		} else if (code < 128) type = code >= 65 && code <= 90 ? 1 : code >= 97 && code <= 122 ? 2 : 3;
		else {
			const char = input[index];
			const charLower = char.toLowerCase();
			type = charLower === char.toUpperCase() ? 3 : char === charLower ? 2 : 1;
		}
		if (type === 1 && (prev === 2 || prev === 3) && index > start) {
			flush(index);
			start = index;
		} else if (type === 2 && prev === 1 && prevPrev === 1 && index - 1 > start) {
			flush(index - 1);
			start = index - 1;
		}
		prevPrev = prev;
		prev = type;
	}
	flush(input.length);
	return result;
}

//#endregion
//#region src/utils/_getByteCount/_getByteCount.ts
let textEncoder;
/**
* Returns the byte count of the input.
*
* @param input The input to be measured.
*
* @returns The byte count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getByteCount(input) {
	if (!textEncoder) textEncoder = new TextEncoder();
	return textEncoder.encode(input).length;
}

//#endregion
//#region src/utils/_getCodePointCount/_getCodePointCount.ts
/**
* Returns the code point count of the input.
*
* @param input The input to be measured.
*
* @returns The code point count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getCodePointCount(input) {
	let count = input.length;
	const lengthMinus1 = input.length - 1;
	for (let i = 0; i < lengthMinus1;) if (input.codePointAt(i) <= 65535) i++;
	else {
		i += 2;
		count--;
	}
	return count;
}

//#endregion
//#region src/utils/_getGraphemeCount/_getGraphemeCount.ts
let segmenter;
/**
* Returns the grapheme count of the input.
*
* @param input The input to be measured.
*
* @returns The grapheme count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getGraphemeCount(input) {
	if (!segmenter) segmenter = new Intl.Segmenter();
	const segments = segmenter.segment(input);
	let count = 0;
	for (const _ of segments) count++;
	return count;
}

//#endregion
//#region src/utils/_getLastMetadata/_getLastMetadata.ts
/**
* Returns the last top-level value of a given metadata type from a schema
* using a breadth-first search that starts with the last item in the pipeline.
*
* @param schema The schema to search.
* @param type The metadata type.
*
* @returns The value, if any.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getLastMetadata(schema, type) {
	if ("pipe" in schema) {
		const nestedSchemas = [];
		for (let index = schema.pipe.length - 1; index >= 0; index--) {
			const item = schema.pipe[index];
			if (item.kind === "schema" && "pipe" in item) nestedSchemas.push(item);
			else if (item.kind === "metadata" && item.type === type) return item[type];
		}
		for (const nestedSchema of nestedSchemas) {
			const result = /* @__PURE__ */ _getLastMetadata(nestedSchema, type);
			if (result !== void 0) return result;
		}
	}
}

//#endregion
//#region src/utils/_getWordCount/_getWordCount.ts
let store;
/**
* Returns the word count of the input.
*
* @param locales The locales to be used.
* @param input The input to be measured.
*
* @returns The word count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getWordCount(locales, input) {
	if (!store) store = /* @__PURE__ */ new Map();
	const key = String(locales);
	let segmenter$1 = store.get(key);
	if (!segmenter$1) {
		segmenter$1 = new Intl.Segmenter(locales, { granularity: "word" });
		store.set(key, segmenter$1);
	}
	const segments = segmenter$1.segment(input);
	let count = 0;
	for (const segment of segments) if (segment.isWordLike) count++;
	return count;
}

//#endregion
//#region src/utils/_isLuhnAlgo/_isLuhnAlgo.ts
/**
* Non-digit regex.
*/
const NON_DIGIT_REGEX = /\D/gu;
/**
* Checks whether a string with numbers corresponds to the luhn algorithm.
*
* @param input The input to be checked.
*
* @returns Whether input is valid.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isLuhnAlgo(input) {
	const number$1 = input.replace(NON_DIGIT_REGEX, "");
	let length$1 = number$1.length;
	let bit = 1;
	let sum = 0;
	while (length$1) {
		const value$1 = +number$1[--length$1];
		bit ^= 1;
		sum += bit ? [
			0,
			2,
			4,
			6,
			8,
			1,
			3,
			5,
			7,
			9
		][value$1] : value$1;
	}
	return sum % 10 === 0;
}

//#endregion
//#region src/utils/_isSameValueZero/_isSameValueZero.ts
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}

//#endregion
//#region src/utils/_isValidObjectKey/_isValidObjectKey.ts
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}

//#endregion
//#region src/utils/_isValueMatch/_isValueMatch.ts
/**
* Checks whether a value matches a value action requirement.
*
* @param requirement The value action requirement.
* @param value The value to check.
*
* @returns Whether the value matches the requirement.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValueMatch(requirement, value$1) {
	return Number.isNaN(requirement) && Number.isNaN(value$1) || requirement <= value$1 && requirement >= value$1;
}

//#endregion
//#region src/utils/_joinExpects/_joinExpects.ts
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}

//#endregion
//#region src/utils/_standardSchema/_standardSchema.ts
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}

//#endregion
//#region src/utils/entriesFromList/entriesFromList.ts
/**
* Creates an object entries definition from a list of keys and a schema.
*
* @param list A list of keys.
* @param schema The schema of the keys.
*
* @returns The object entries.
*/
/* @__NO_SIDE_EFFECTS__ */
function entriesFromList(list, schema) {
	const entries$1 = {};
	for (const key of list) entries$1[key] = schema;
	return entries$1;
}

//#endregion
//#region src/utils/entriesFromObjects/entriesFromObjects.ts
/* @__NO_SIDE_EFFECTS__ */
function entriesFromObjects(schemas) {
	const entries$1 = {};
	for (const schema of schemas) Object.assign(entries$1, schema.entries);
	return entries$1;
}

//#endregion
//#region src/utils/getDotPath/getDotPath.ts
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}

//#endregion
//#region src/utils/isOfKind/isOfKind.ts
/**
* A generic type guard to check the kind of an object.
*
* @param kind The kind to check for.
* @param object The object to check.
*
* @returns Whether it matches.
*/
/* @__NO_SIDE_EFFECTS__ */
function isOfKind(kind, object$1) {
	return object$1.kind === kind;
}

//#endregion
//#region src/utils/isOfType/isOfType.ts
/**
* A generic type guard to check the type of an object.
*
* @param type The type to check for.
* @param object The object to check.
*
* @returns Whether it matches.
*/
/* @__NO_SIDE_EFFECTS__ */
function isOfType(type, object$1) {
	return object$1.type === type;
}

//#endregion
//#region src/utils/ValiError/ValiError.ts
/**
* A Valibot error with useful information.
*/
var ValiError = class extends Error {
	/**
	* Creates a Valibot error with useful information.
	*
	* @param issues The error issues.
	*/
	constructor(issues) {
		super(issues[0].message);
		this.name = "ValiError";
		this.issues = issues;
	}
};

//#endregion
//#region src/utils/isValiError/isValiError.ts
/**
* A type guard to check if an error is a ValiError.
*
* @param error The error to check.
*
* @returns Whether its a ValiError.
*/
/* @__NO_SIDE_EFFECTS__ */
function isValiError(error) {
	return error instanceof ValiError;
}

//#endregion
//#region src/actions/args/args.ts
/* @__NO_SIDE_EFFECTS__ */
function args(schema) {
	return {
		kind: "transformation",
		type: "args",
		reference: args,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = (...args_) => {
				const argsDataset = this.schema["~run"]({ value: args_ }, config$1);
				if (argsDataset.issues) throw new ValiError(argsDataset.issues);
				return func(...argsDataset.value);
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/args/argsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function argsAsync(schema) {
	return {
		kind: "transformation",
		type: "args",
		reference: argsAsync,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = async (...args$1) => {
				const argsDataset = await schema["~run"]({ value: args$1 }, config$1);
				if (argsDataset.issues) throw new ValiError(argsDataset.issues);
				return func(...argsDataset.value);
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/await/awaitAsync.ts
/**
* Creates an await transformation action.
*
* @returns An await action.
*/
/* @__NO_SIDE_EFFECTS__ */
function awaitAsync() {
	return {
		kind: "transformation",
		type: "await",
		reference: awaitAsync,
		async: true,
		async "~run"(dataset) {
			dataset.value = await dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/regex.ts
/**
* [Base64](https://en.wikipedia.org/wiki/Base64) regex.
*/
const BASE64_REGEX = /^(?:[\da-z+/]{4})*(?:[\da-z+/]{2}==|[\da-z+/]{3}=)?$/iu;
/**
* [BIC](https://en.wikipedia.org/wiki/ISO_9362) regex.
*/
const BIC_REGEX = /^[A-Z]{6}(?!00)[\dA-Z]{2}(?:[\dA-Z]{3})?$/u;
/**
* [Cuid2](https://github.com/paralleldrive/cuid2) regex.
*/
const CUID2_REGEX = /^[a-z][\da-z]*$/u;
/**
* [Decimal](https://en.wikipedia.org/wiki/Decimal) regex.
*/
const DECIMAL_REGEX = /^[+-]?(?:\d*\.)?\d+$/u;
/**
* [Digits](https://en.wikipedia.org/wiki/Numerical_digit) regex.
*/
const DIGITS_REGEX = /^\d+$/u;
/**
* [Domain name](https://en.wikipedia.org/wiki/Domain_name) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* ASCII-only validation. Internationalized domain names (IDNs) are not
* supported, including Punycode-encoded labels.
*/
const DOMAIN_REGEX = /^(?=.{1,253}$)(?:(?![Xx][Nn]--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/u;
/**
* [Email address](https://en.wikipedia.org/wiki/Email_address) regex.
*
* Hint: We decided against the `i` flag to avoid matching non-ASCII characters.
*/
const EMAIL_REGEX = /^[\w+-]+(?:\.[\w+-]+)*@[\da-zA-Z]+(?:[.-][\da-zA-Z]+)*\.[a-zA-Z]{2,}$/u;
/**
* Emoji regex from [emoji-regex-xs](https://github.com/slevithan/emoji-regex-xs) v1.0.0 (MIT license).
*
* Hint: We decided against the newer `/^\p{RGI_Emoji}+$/v` regex because it is
* not supported in older runtimes and does not match all emoji.
*/
const EMOJI_REGEX = /^(?:[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,3}\u{E007F}|(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation})(?:\u200D(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation}))*)+$/u;
/**
* [Hexadecimal](https://en.wikipedia.org/wiki/Hexadecimal) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEXADECIMAL_REGEX = /^(?:0[hx])?[\da-fA-F]+$/u;
/**
* [Hex color](https://en.wikipedia.org/wiki/Web_colors#Hex_triplet) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEX_COLOR_REGEX = /^#(?:[\da-fA-F]{3,4}|[\da-fA-F]{6}|[\da-fA-F]{8})$/u;
/**
* [IMEI](https://en.wikipedia.org/wiki/International_Mobile_Equipment_Identity) regex.
*/
const IMEI_REGEX = /^\d{15}$|^\d{2}-\d{6}-\d{6}-\d$/u;
/**
* [IPv4](https://en.wikipedia.org/wiki/IPv4) regex.
*/
const IPV4_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$/u;
/**
* [IPv6](https://en.wikipedia.org/wiki/IPv6) regex.
*/
const IPV6_REGEX = /^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [IP](https://en.wikipedia.org/wiki/IP_address) regex.
*/
const IP_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$|^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date regex.
*/
const ISO_DATE_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time regex.
*/
const ISO_DATE_TIME_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time with seconds regex.
*/
const ISO_DATE_TIME_SECOND_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time regex.
*/
const ISO_TIME_REGEX = /^(?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time with seconds regex.
*/
const ISO_TIME_SECOND_REGEX = /^(?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) timestamp regex. Allows a
* space as a date/time separator and an optional space before the UTC offset.
*/
const ISO_TIMESTAMP_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z| ?[+-](?:0\d|1\d|2[0-3])(?::?[0-5]\d)?)$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) week regex.
*/
const ISO_WEEK_REGEX = /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/u;
/**
* [JWS compact serialization](https://datatracker.ietf.org/doc/html/rfc7515#section-3.1)
* regex.
*
* Hint: Empty payload and signature segments are allowed because the
* Base64URL-encoded representation of an empty octet sequence is an empty
* string.
*/
const JWS_COMPACT_REGEX = /^(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?$/u;
/**
* [ISRC](https://en.wikipedia.org/wiki/International_Standard_Recording_Code) regex.
*/
const ISRC_REGEX = /^(?:[A-Z]{2}[A-Z\d]{3}\d{7}|[A-Z]{2}-[A-Z\d]{3}-\d{2}-\d{5})$/u;
/**
* [KSUID](https://github.com/segmentio/ksuid) regex.
*/
const KSUID_REGEX = /^[a-zA-Z0-9]{27}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 48 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC48_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 64 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC64_REGEX = /^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$|^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [Nano ID](https://github.com/ai/nanoid) regex.
*/
const NANO_ID_REGEX = /^[\w-]+$/u;
/**
* [Octal](https://en.wikipedia.org/wiki/Octal) regex.
*/
const OCTAL_REGEX = /^(?:0o)?[0-7]+$/u;
/**
* [RFC 5322 email address](https://datatracker.ietf.org/doc/html/rfc5322#section-3.4.1) regex.
*
* Hint: This regex was taken from the [HTML Living Standard Specification](https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address) and does not perfectly represent RFC 5322.
*/
const RFC_EMAIL_REGEX = /^[a-zA-Z0-9.!#$%&'*+\/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/**
* [Slug](https://en.wikipedia.org/wiki/Clean_URL#Slug) regex.
*/
const SLUG_REGEX = /^[\da-z]+(?:[-_][\da-z]+)*$/u;
/**
* [ULID](https://github.com/ulid/spec) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* Hint: The first character is restricted to `[0-7]` because the 48-bit
* timestamp cannot exceed 2^48-1, making the maximum valid ULID
* `7ZZZZZZZZZZZZZZZZZZZZZZZZZ` in Crockford's Base32 encoding.
*/
const ULID_REGEX = /^[0-7][\da-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$/u;
/**
* [UUID](https://en.wikipedia.org/wiki/Universally_unique_identifier) regex.
*/
const UUID_REGEX = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

//#endregion
//#region src/actions/base64/base64.ts
/* @__NO_SIDE_EFFECTS__ */
function base64(message$1) {
	return {
		kind: "validation",
		type: "base64",
		reference: base64,
		async: false,
		expects: null,
		requirement: BASE64_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Base64", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/bic/bic.ts
/* @__NO_SIDE_EFFECTS__ */
function bic(message$1) {
	return {
		kind: "validation",
		type: "bic",
		reference: bic,
		async: false,
		expects: null,
		requirement: BIC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "BIC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/brand/brand.ts
/**
* Creates a brand transformation action.
*
* @param name The brand name.
*
* @returns A brand action.
*/
/* @__NO_SIDE_EFFECTS__ */
function brand(name) {
	return {
		kind: "transformation",
		type: "brand",
		reference: brand,
		async: false,
		name,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/bytes/bytes.ts
/* @__NO_SIDE_EFFECTS__ */
function bytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "bytes",
		reference: bytes,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 !== this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/check/check.ts
/* @__NO_SIDE_EFFECTS__ */
function check(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: check,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/check/checkAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function checkAsync(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: checkAsync,
		async: true,
		expects: null,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.typed && !await this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/checkItems/checkItems.ts
/* @__NO_SIDE_EFFECTS__ */
function checkItems(requirement, message$1) {
	return {
		kind: "validation",
		type: "check_items",
		reference: checkItems,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) for (let index = 0; index < dataset.value.length; index++) {
				const item = dataset.value[index];
				if (!this.requirement(item, index, dataset.value)) _addIssue(this, "item", dataset, config$1, {
					input: item,
					path: [{
						type: "array",
						origin: "value",
						input: dataset.value,
						key: index,
						value: item
					}]
				});
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/checkItems/checkItemsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function checkItemsAsync(requirement, message$1) {
	return {
		kind: "validation",
		type: "check_items",
		reference: checkItemsAsync,
		async: true,
		expects: null,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.typed) {
				const requirementResults = await Promise.all(dataset.value.map(this.requirement));
				for (let index = 0; index < dataset.value.length; index++) if (!requirementResults[index]) {
					const item = dataset.value[index];
					_addIssue(this, "item", dataset, config$1, {
						input: item,
						path: [{
							type: "array",
							origin: "value",
							input: dataset.value,
							key: index,
							value: item
						}]
					});
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/codePoints/codePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function codePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "code_points",
		reference: codePoints,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count !== this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/creditCard/creditCard.ts
/**
* Credit card regex.
*/
const CREDIT_CARD_REGEX = /^(?:\d{13,19}|\d{4}(?: \d{3,6}){2,4}|\d{4}(?:-\d{3,6}){2,4})$/u;
/**
* Sanitize regex.
*/
const SANITIZE_REGEX = /[- ]/gu;
/**
* Provider regex list.
*/
const PROVIDER_REGEX_LIST = (/* unused pure expression or super */ null && ([
	/^3[47]\d{13}$/u,
	/^3(?:0[0-5]|[68]\d)\d{11,13}$/u,
	/^6(?:011|5\d{2})\d{12,15}$/u,
	/^(?:2131|1800|35\d{3})\d{11}$/u,
	/^(?:5[1-5]\d{2}|222\d|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/u,
	/^(?:6[27]\d{14,17}|81\d{14,17})$/u,
	/^4\d{12}(?:\d{3,6})?$/u
]));
/* @__NO_SIDE_EFFECTS__ */
function creditCard(message$1) {
	return {
		kind: "validation",
		type: "credit_card",
		reference: creditCard,
		async: false,
		expects: null,
		requirement(input) {
			let sanitized;
			return CREDIT_CARD_REGEX.test(input) && (sanitized = input.replace(SANITIZE_REGEX, "")) && PROVIDER_REGEX_LIST.some((regex$1) => regex$1.test(sanitized)) && /* @__PURE__ */ _isLuhnAlgo(sanitized);
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "credit card", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/cuid2/cuid2.ts
/* @__NO_SIDE_EFFECTS__ */
function cuid2(message$1) {
	return {
		kind: "validation",
		type: "cuid2",
		reference: cuid2,
		async: false,
		expects: null,
		requirement: CUID2_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Cuid2", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/decimal/decimal.ts
/* @__NO_SIDE_EFFECTS__ */
function decimal(message$1) {
	return {
		kind: "validation",
		type: "decimal",
		reference: decimal,
		async: false,
		expects: null,
		requirement: DECIMAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "decimal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/description/description.ts
/**
* Creates a description metadata action.
*
* @param description_ The description text.
*
* @returns A description action.
*/
/* @__NO_SIDE_EFFECTS__ */
function description(description_) {
	return {
		kind: "metadata",
		type: "description",
		reference: description,
		description: description_
	};
}

//#endregion
//#region src/actions/digits/digits.ts
/* @__NO_SIDE_EFFECTS__ */
function digits(message$1) {
	return {
		kind: "validation",
		type: "digits",
		reference: digits,
		async: false,
		expects: null,
		requirement: DIGITS_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "digits", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/domain/domain.ts
/* @__NO_SIDE_EFFECTS__ */
function domain(message$1) {
	return {
		kind: "validation",
		type: "domain",
		reference: domain,
		expects: null,
		async: false,
		requirement: DOMAIN_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "domain", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/email/email.ts
/* @__NO_SIDE_EFFECTS__ */
function email(message$1) {
	return {
		kind: "validation",
		type: "email",
		reference: email,
		expects: null,
		async: false,
		requirement: EMAIL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "email", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/emoji/emoji.ts
/* @__NO_SIDE_EFFECTS__ */
function emoji(message$1) {
	return {
		kind: "validation",
		type: "emoji",
		reference: emoji,
		async: false,
		expects: null,
		requirement: EMOJI_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "emoji", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/empty/empty.ts
/* @__NO_SIDE_EFFECTS__ */
function empty(message$1) {
	return {
		kind: "validation",
		type: "empty",
		reference: empty,
		async: false,
		expects: "0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > 0) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/endsWith/endsWith.ts
/* @__NO_SIDE_EFFECTS__ */
function endsWith(requirement, message$1) {
	return {
		kind: "validation",
		type: "ends_with",
		reference: endsWith,
		async: false,
		expects: `"${requirement}"`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.endsWith(this.requirement)) _addIssue(this, "end", dataset, config$1, { received: `"${dataset.value.slice(-this.requirement.length)}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/entries/entries.ts
/* @__NO_SIDE_EFFECTS__ */
function entries(requirement, message$1) {
	return {
		kind: "validation",
		type: "entries",
		reference: entries,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count !== this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/everyItem/everyItem.ts
/* @__NO_SIDE_EFFECTS__ */
function everyItem(requirement, message$1) {
	return {
		kind: "validation",
		type: "every_item",
		reference: everyItem,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.every(this.requirement)) _addIssue(this, "item", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/examples/examples.ts
/**
* Creates an examples metadata action.
*
* @param examples_ The examples.
*
* @returns An examples action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function examples(examples_) {
	return {
		kind: "metadata",
		type: "examples",
		reference: examples,
		examples: examples_
	};
}

//#endregion
//#region src/actions/excludes/excludes.ts
/* @__NO_SIDE_EFFECTS__ */
function excludes(requirement, message$1) {
	const received = /* @__PURE__ */ _stringify(requirement);
	return {
		kind: "validation",
		type: "excludes",
		reference: excludes,
		async: false,
		expects: `!${received}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.includes(this.requirement)) _addIssue(this, "content", dataset, config$1, { received });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/filterItems/filterItems.ts
/* @__NO_SIDE_EFFECTS__ */
function filterItems(operation) {
	return {
		kind: "transformation",
		type: "filter_items",
		reference: filterItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.filter(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/findItem/findItem.ts
/* @__NO_SIDE_EFFECTS__ */
function findItem(operation) {
	return {
		kind: "transformation",
		type: "find_item",
		reference: findItem,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.find(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/finite/finite.ts
/* @__NO_SIDE_EFFECTS__ */
function finite(message$1) {
	return {
		kind: "validation",
		type: "finite",
		reference: finite,
		async: false,
		expects: null,
		requirement: Number.isFinite,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "finite", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/flavor/flavor.ts
/**
* Creates a flavor transformation action.
*
* @param name The flavor name.
*
* @returns A flavor action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function flavor(name) {
	return {
		kind: "transformation",
		type: "flavor",
		reference: flavor,
		async: false,
		name,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/graphemes/graphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function graphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "graphemes",
		reference: graphemes,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count !== this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/gtValue/gtValue.ts
/* @__NO_SIDE_EFFECTS__ */
function gtValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "gt_value",
		reference: gtValue,
		async: false,
		expects: `>${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value > this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/guard/guard.ts
/* @__NO_SIDE_EFFECTS__ */
function guard(requirement, message$1) {
	return {
		kind: "transformation",
		type: "guard",
		reference: guard,
		async: false,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) {
				_addIssue(this, "input", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hash/hash.ts
/**
* Hash lengths object.
*/
const HASH_LENGTHS = {
	md4: 32,
	md5: 32,
	sha1: 40,
	sha256: 64,
	sha384: 96,
	sha512: 128,
	ripemd128: 32,
	ripemd160: 40,
	tiger128: 32,
	tiger160: 40,
	tiger192: 48,
	crc32: 8,
	crc32b: 8,
	adler32: 8
};
/* @__NO_SIDE_EFFECTS__ */
function hash(types, message$1) {
	return {
		kind: "validation",
		type: "hash",
		reference: hash,
		expects: null,
		async: false,
		requirement: RegExp(types.map((type) => `^[a-fA-F0-9]{${HASH_LENGTHS[type]}}$`).join("|"), "u"),
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hash", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hexadecimal/hexadecimal.ts
/* @__NO_SIDE_EFFECTS__ */
function hexadecimal(message$1) {
	return {
		kind: "validation",
		type: "hexadecimal",
		reference: hexadecimal,
		async: false,
		expects: null,
		requirement: HEXADECIMAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hexadecimal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hexColor/hexColor.ts
/* @__NO_SIDE_EFFECTS__ */
function hexColor(message$1) {
	return {
		kind: "validation",
		type: "hex_color",
		reference: hexColor,
		async: false,
		expects: null,
		requirement: HEX_COLOR_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hex color", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/imei/imei.ts
/* @__NO_SIDE_EFFECTS__ */
function imei(message$1) {
	return {
		kind: "validation",
		type: "imei",
		reference: imei,
		async: false,
		expects: null,
		requirement(input) {
			return IMEI_REGEX.test(input) && /* @__PURE__ */ _isLuhnAlgo(input);
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "IMEI", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/includes/includes.ts
/* @__NO_SIDE_EFFECTS__ */
function includes(requirement, message$1) {
	const expects = /* @__PURE__ */ _stringify(requirement);
	return {
		kind: "validation",
		type: "includes",
		reference: includes,
		async: false,
		expects,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.includes(this.requirement)) _addIssue(this, "content", dataset, config$1, { received: `!${expects}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/integer/integer.ts
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ip/ip.ts
/* @__NO_SIDE_EFFECTS__ */
function ip(message$1) {
	return {
		kind: "validation",
		type: "ip",
		reference: ip,
		async: false,
		expects: null,
		requirement: IP_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IP", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ipv4/ipv4.ts
/* @__NO_SIDE_EFFECTS__ */
function ipv4(message$1) {
	return {
		kind: "validation",
		type: "ipv4",
		reference: ipv4,
		async: false,
		expects: null,
		requirement: IPV4_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IPv4", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ipv6/ipv6.ts
/* @__NO_SIDE_EFFECTS__ */
function ipv6(message$1) {
	return {
		kind: "validation",
		type: "ipv6",
		reference: ipv6,
		async: false,
		expects: null,
		requirement: IPV6_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IPv6", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isbn/utils/_isIsbn10.ts
/**
* [Validates an ISBN-10](https://en.wikipedia.org/wiki/ISBN#ISBN-10_check_digits).
*
* @param input The input value.
*
* @returns `true` if the input is a valid ISBN-10, `false` otherwise.
*
* @internal
*/
function _isIsbn10(input) {
	const digits$1 = input.split("").map((c) => c === "X" ? 10 : parseInt(c));
	let sum = 0;
	for (let i = 0; i < 10; i++) sum += digits$1[i] * (10 - i);
	return sum % 11 === 0;
}

//#endregion
//#region src/actions/isbn/utils/_isIsbn13.ts
/**
* [Validates an ISBN-13](https://en.wikipedia.org/wiki/ISBN#ISBN-13_check_digit_calculation).
*
* @param input The input value.
*
* @returns `true` if the input is a valid ISBN-13, `false` otherwise.
*
* @internal
*/
function _isIsbn13(input) {
	const digits$1 = input.split("").map((c) => parseInt(c));
	let sum = 0;
	for (let i = 0; i < 13; i++) sum += digits$1[i] * (i % 2 === 0 ? 1 : 3);
	return sum % 10 === 0;
}

//#endregion
//#region src/actions/isbn/isbn.ts
/**
* ISBN separator regex.
*/
const ISBN_SEPARATOR_REGEX = /[- ]/gu;
/**
* ISBN-10 detection regex.
*/
const ISBN_10_DETECTION_REGEX = /^\d{9}[\dX]$/u;
/**
* ISBN-13 detection regex.
*/
const ISBN_13_DETECTION_REGEX = /^\d{13}$/u;
/* @__NO_SIDE_EFFECTS__ */
function isbn(message$1) {
	return {
		kind: "validation",
		type: "isbn",
		reference: isbn,
		async: false,
		expects: null,
		requirement(input) {
			const replacedInput = input.replace(ISBN_SEPARATOR_REGEX, "");
			if (ISBN_10_DETECTION_REGEX.test(replacedInput)) return _isIsbn10(replacedInput);
			else if (ISBN_13_DETECTION_REGEX.test(replacedInput)) return _isIsbn13(replacedInput);
			return false;
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "ISBN", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isrc/isrc.ts
/* @__NO_SIDE_EFFECTS__ */
function isrc(message$1) {
	return {
		kind: "validation",
		type: "isrc",
		reference: isrc,
		async: false,
		expects: null,
		requirement: ISRC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "ISRC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDate/isoDate.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDate(message$1) {
	return {
		kind: "validation",
		type: "iso_date",
		reference: isoDate,
		async: false,
		expects: null,
		requirement: ISO_DATE_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDateTime/isoDateTime.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDateTime(message$1) {
	return {
		kind: "validation",
		type: "iso_date_time",
		reference: isoDateTime,
		async: false,
		expects: null,
		requirement: ISO_DATE_TIME_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date-time", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDateTimeSecond/isoDateTimeSecond.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDateTimeSecond(message$1) {
	return {
		kind: "validation",
		type: "iso_date_time_second",
		reference: isoDateTimeSecond,
		async: false,
		expects: null,
		requirement: ISO_DATE_TIME_SECOND_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date-time-second", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTime/isoTime.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTime(message$1) {
	return {
		kind: "validation",
		type: "iso_time",
		reference: isoTime,
		async: false,
		expects: null,
		requirement: ISO_TIME_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "time", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTimeSecond/isoTimeSecond.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTimeSecond(message$1) {
	return {
		kind: "validation",
		type: "iso_time_second",
		reference: isoTimeSecond,
		async: false,
		expects: null,
		requirement: ISO_TIME_SECOND_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "time-second", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTimestamp/isoTimestamp.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTimestamp(message$1) {
	return {
		kind: "validation",
		type: "iso_timestamp",
		reference: isoTimestamp,
		async: false,
		expects: null,
		requirement: ISO_TIMESTAMP_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "timestamp", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoWeek/isoWeek.ts
/* @__NO_SIDE_EFFECTS__ */
function isoWeek(message$1) {
	return {
		kind: "validation",
		type: "iso_week",
		reference: isoWeek,
		async: false,
		expects: null,
		requirement: ISO_WEEK_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "week", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/jwsCompact/jwsCompact.ts
/* @__NO_SIDE_EFFECTS__ */
function jwsCompact(message$1) {
	return {
		kind: "validation",
		type: "jws_compact",
		reference: jwsCompact,
		async: false,
		expects: null,
		requirement: JWS_COMPACT_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "JWS compact", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ksuid/ksuid.ts
/* @__NO_SIDE_EFFECTS__ */
function ksuid(message$1) {
	return {
		kind: "validation",
		type: "ksuid",
		reference: ksuid,
		async: false,
		expects: null,
		requirement: KSUID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "KSUID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/length/length.ts
/* @__NO_SIDE_EFFECTS__ */
function length(requirement, message$1) {
	return {
		kind: "validation",
		type: "length",
		reference: length,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length !== this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ltValue/ltValue.ts
/* @__NO_SIDE_EFFECTS__ */
function ltValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "lt_value",
		reference: ltValue,
		async: false,
		expects: `<${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value < this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac/mac.ts
/* @__NO_SIDE_EFFECTS__ */
function mac(message$1) {
	return {
		kind: "validation",
		type: "mac",
		reference: mac,
		async: false,
		expects: null,
		requirement: MAC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac48/mac48.ts
/* @__NO_SIDE_EFFECTS__ */
function mac48(message$1) {
	return {
		kind: "validation",
		type: "mac48",
		reference: mac48,
		async: false,
		expects: null,
		requirement: MAC48_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "48-bit MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac64/mac64.ts
/* @__NO_SIDE_EFFECTS__ */
function mac64(message$1) {
	return {
		kind: "validation",
		type: "mac64",
		reference: mac64,
		async: false,
		expects: null,
		requirement: MAC64_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "64-bit MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mapItems/mapItems.ts
/* @__NO_SIDE_EFFECTS__ */
function mapItems(operation) {
	return {
		kind: "transformation",
		type: "map_items",
		reference: mapItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.map(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxBytes/maxBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function maxBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_bytes",
		reference: maxBytes,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 > this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxCodePoints/maxCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function maxCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_code_points",
		reference: maxCodePoints,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count > this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxEntries/maxEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function maxEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_entries",
		reference: maxEntries,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count > this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxGraphemes/maxGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function maxGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_graphemes",
		reference: maxGraphemes,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count > this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxLength/maxLength.ts
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxSize/maxSize.ts
/* @__NO_SIDE_EFFECTS__ */
function maxSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_size",
		reference: maxSize,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size > this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxValue/maxValue.ts
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxWords/maxWords.ts
/* @__NO_SIDE_EFFECTS__ */
function maxWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "max_words",
		reference: maxWords,
		async: false,
		expects: `<=${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count > this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/metadata/metadata.ts
/**
* Creates a custom metadata action.
*
* @param metadata_ The metadata object.
*
* @returns A metadata action.
*/
/* @__NO_SIDE_EFFECTS__ */
function metadata(metadata_) {
	return {
		kind: "metadata",
		type: "metadata",
		reference: metadata,
		metadata: metadata_
	};
}

//#endregion
//#region src/actions/mimeType/mimeType.ts
/* @__NO_SIDE_EFFECTS__ */
function mimeType(requirement, message$1) {
	return {
		kind: "validation",
		type: "mime_type",
		reference: mimeType,
		async: false,
		expects: /* @__PURE__ */ _joinExpects(requirement.map((option) => `"${option}"`), "|"),
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.includes(dataset.value.type)) _addIssue(this, "MIME type", dataset, config$1, { received: `"${dataset.value.type}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minBytes/minBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function minBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_bytes",
		reference: minBytes,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 < this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minCodePoints/minCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function minCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_code_points",
		reference: minCodePoints,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count < this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minEntries/minEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function minEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_entries",
		reference: minEntries,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count < this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minGraphemes/minGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function minGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_graphemes",
		reference: minGraphemes,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count < this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minLength/minLength.ts
/* @__NO_SIDE_EFFECTS__ */
function minLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_length",
		reference: minLength,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minSize/minSize.ts
/* @__NO_SIDE_EFFECTS__ */
function minSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_size",
		reference: minSize,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size < this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minValue/minValue.ts
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minWords/minWords.ts
/* @__NO_SIDE_EFFECTS__ */
function minWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "min_words",
		reference: minWords,
		async: false,
		expects: `>=${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count < this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/multipleOf/multipleOf.ts
/* @__NO_SIDE_EFFECTS__ */
function multipleOf(requirement, message$1) {
	return {
		kind: "validation",
		type: "multiple_of",
		reference: multipleOf,
		async: false,
		expects: `%${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value % this.requirement != 0) _addIssue(this, "multiple", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/nanoid/nanoid.ts
/* @__NO_SIDE_EFFECTS__ */
function nanoid(message$1) {
	return {
		kind: "validation",
		type: "nanoid",
		reference: nanoid,
		async: false,
		expects: null,
		requirement: NANO_ID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Nano ID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/nonEmpty/nonEmpty.ts
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/normalize/normalize.ts
/* @__NO_SIDE_EFFECTS__ */
function normalize(form) {
	return {
		kind: "transformation",
		type: "normalize",
		reference: normalize,
		async: false,
		form,
		"~run"(dataset) {
			dataset.value = dataset.value.normalize(this.form);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notBytes/notBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function notBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_bytes",
		reference: notBytes,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 === this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notCodePoints/notCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function notCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_code_points",
		reference: notCodePoints,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count === this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notEntries/notEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function notEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_entries",
		reference: notEntries,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count === this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notGraphemes/notGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function notGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_graphemes",
		reference: notGraphemes,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count === this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notLength/notLength.ts
/* @__NO_SIDE_EFFECTS__ */
function notLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_length",
		reference: notLength,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notSize/notSize.ts
/* @__NO_SIDE_EFFECTS__ */
function notSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_size",
		reference: notSize,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size === this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notValue/notValue.ts
/* @__NO_SIDE_EFFECTS__ */
function notValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_value",
		reference: notValue,
		async: false,
		expects: requirement instanceof Date ? `!${requirement.toJSON()}` : `!${/* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && /* @__PURE__ */ _isValueMatch(this.requirement, dataset.value)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notValues/notValues.ts
/* @__NO_SIDE_EFFECTS__ */
function notValues(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_values",
		reference: notValues,
		async: false,
		expects: `!${/* @__PURE__ */ _joinExpects(requirement.map((value$1) => value$1 instanceof Date ? value$1.toJSON() : /* @__PURE__ */ _stringify(value$1)), "|")}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && this.requirement.some((requirement$1) => /* @__PURE__ */ _isValueMatch(requirement$1, dataset.value))) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notWords/notWords.ts
/* @__NO_SIDE_EFFECTS__ */
function notWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "not_words",
		reference: notWords,
		async: false,
		expects: `!${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count === this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/octal/octal.ts
/* @__NO_SIDE_EFFECTS__ */
function octal(message$1) {
	return {
		kind: "validation",
		type: "octal",
		reference: octal,
		async: false,
		expects: null,
		requirement: OCTAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "octal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseBoolean/parseBoolean.ts
const TRUTHY = (/* unused pure expression or super */ null && ([
	true,
	1,
	"true",
	"1",
	"yes",
	"y",
	"on",
	"enabled"
]));
const FALSY = (/* unused pure expression or super */ null && ([
	false,
	0,
	"false",
	"0",
	"no",
	"n",
	"off",
	"disabled"
]));
/* @__NO_SIDE_EFFECTS__ */
function parseBoolean(config$1, message$1) {
	const normalize$1 = (v) => typeof v === "string" ? v.toLowerCase() : v;
	const truthyRaw = config$1?.truthy ?? TRUTHY;
	const falsyRaw = config$1?.falsy ?? FALSY;
	const truthy = config$1?.truthy ? config$1.truthy.map(normalize$1) : TRUTHY;
	const falsy = config$1?.falsy ? config$1.falsy.map(normalize$1) : FALSY;
	return {
		kind: "transformation",
		type: "parse_boolean",
		reference: parseBoolean,
		expects: /* @__PURE__ */ _joinExpects([...truthyRaw, ...falsyRaw].map(_stringify), "|"),
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			const input = normalize$1(dataset.value);
			if (truthy.includes(input)) dataset.value = true;
			else if (falsy.includes(input)) dataset.value = false;
			else {
				_addIssue(this, "boolean", dataset, config$2);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseJson/parseJson.ts
/* @__NO_SIDE_EFFECTS__ */
function parseJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "parse_json",
		reference: parseJson,
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				dataset.value = JSON.parse(dataset.value, this.config?.reviver);
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/partialCheck/utils/_isPartiallyTyped/_isPartiallyTyped.ts
/**
* Checks if a dataset is partially typed.
*
* @param dataset The dataset to check.
* @param paths The paths to check.
*
* @returns Whether it is partially typed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isPartiallyTyped(dataset, paths) {
	if (dataset.issues) for (const path of paths) for (const issue of dataset.issues) {
		let typed = false;
		const bound = Math.min(path.length, issue.path?.length ?? 0);
		for (let index = 0; index < bound; index++) if (path[index] !== issue.path[index].key && (path[index] !== "$" || issue.path[index].type !== "array")) {
			typed = true;
			break;
		}
		if (!typed) return false;
	}
	return true;
}

//#endregion
//#region src/actions/partialCheck/partialCheck.ts
/* @__NO_SIDE_EFFECTS__ */
function partialCheck(paths, requirement, message$1) {
	return {
		kind: "validation",
		type: "partial_check",
		reference: partialCheck,
		async: false,
		expects: null,
		paths,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if ((dataset.typed || /* @__PURE__ */ _isPartiallyTyped(dataset, paths)) && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/partialCheck/partialCheckAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function partialCheckAsync(paths, requirement, message$1) {
	return {
		kind: "validation",
		type: "partial_check",
		reference: partialCheckAsync,
		async: true,
		expects: null,
		paths,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if ((dataset.typed || /* @__PURE__ */ _isPartiallyTyped(dataset, paths)) && !await this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawCheck/rawCheck.ts
/**
* Creates a raw check validation action.
*
* @param action The validation action.
*
* @returns A raw check action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawCheck(action) {
	return {
		kind: "validation",
		type: "raw_check",
		reference: rawCheck,
		async: false,
		expects: null,
		"~run"(dataset, config$1) {
			action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
			});
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawCheck/rawCheckAsync.ts
/**
* Creates a raw check validation action.
*
* @param action The validation action.
*
* @returns A raw check action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawCheckAsync(action) {
	return {
		kind: "validation",
		type: "raw_check",
		reference: rawCheckAsync,
		async: true,
		expects: null,
		async "~run"(dataset, config$1) {
			await action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
			});
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawTransform/rawTransform.ts
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransform(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransform,
		async: false,
		"~run"(dataset, config$1) {
			const output = action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawTransform/rawTransformAsync.ts
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransformAsync(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransformAsync,
		async: true,
		async "~run"(dataset, config$1) {
			const output = await action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/readonly/readonly.ts
/* @__NO_SIDE_EFFECTS__ */
function readonly() {
	return {
		kind: "transformation",
		type: "readonly",
		reference: readonly,
		async: false,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/reduceItems/reduceItems.ts
/* @__NO_SIDE_EFFECTS__ */
function reduceItems(operation, initial) {
	return {
		kind: "transformation",
		type: "reduce_items",
		reference: reduceItems,
		async: false,
		operation,
		initial,
		"~run"(dataset) {
			dataset.value = dataset.value.reduce(this.operation, this.initial);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/regex/regex.ts
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/returns/returns.ts
/* @__NO_SIDE_EFFECTS__ */
function returns(schema) {
	return {
		kind: "transformation",
		type: "returns",
		reference: returns,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = (...args_) => {
				const returnsDataset = this.schema["~run"]({ value: func(...args_) }, config$1);
				if (returnsDataset.issues) throw new ValiError(returnsDataset.issues);
				return returnsDataset.value;
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/returns/returnsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function returnsAsync(schema) {
	return {
		kind: "transformation",
		type: "returns",
		reference: returnsAsync,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = async (...args_) => {
				const returnsDataset = await this.schema["~run"]({ value: await func(...args_) }, config$1);
				if (returnsDataset.issues) throw new ValiError(returnsDataset.issues);
				return returnsDataset.value;
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rfcEmail/rfcEmail.ts
/* @__NO_SIDE_EFFECTS__ */
function rfcEmail(message$1) {
	return {
		kind: "validation",
		type: "rfc_email",
		reference: rfcEmail,
		expects: null,
		async: false,
		requirement: RFC_EMAIL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "email", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/safeInteger/safeInteger.ts
/* @__NO_SIDE_EFFECTS__ */
function safeInteger(message$1) {
	return {
		kind: "validation",
		type: "safe_integer",
		reference: safeInteger,
		async: false,
		expects: null,
		requirement: Number.isSafeInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/size/size.ts
/* @__NO_SIDE_EFFECTS__ */
function size(requirement, message$1) {
	return {
		kind: "validation",
		type: "size",
		reference: size,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size !== this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/slug/slug.ts
/* @__NO_SIDE_EFFECTS__ */
function slug(message$1) {
	return {
		kind: "validation",
		type: "slug",
		reference: slug,
		async: false,
		expects: null,
		requirement: SLUG_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "slug", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/someItem/someItem.ts
/* @__NO_SIDE_EFFECTS__ */
function someItem(requirement, message$1) {
	return {
		kind: "validation",
		type: "some_item",
		reference: someItem,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.some(this.requirement)) _addIssue(this, "item", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/sortItems/sortItems.ts
/* @__NO_SIDE_EFFECTS__ */
function sortItems(operation) {
	return {
		kind: "transformation",
		type: "sort_items",
		reference: sortItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.sort(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/startsWith/startsWith.ts
/* @__NO_SIDE_EFFECTS__ */
function startsWith(requirement, message$1) {
	return {
		kind: "validation",
		type: "starts_with",
		reference: startsWith,
		async: false,
		expects: `"${requirement}"`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.startsWith(this.requirement)) _addIssue(this, "start", dataset, config$1, { received: `"${dataset.value.slice(0, this.requirement.length)}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/stringifyJson/stringifyJson.ts
/* @__NO_SIDE_EFFECTS__ */
function stringifyJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "stringify_json",
		reference: stringifyJson,
		message: message$1,
		config: config$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				const output = JSON.stringify(dataset.value, this.config?.replacer, this.config?.space);
				if (output === void 0) {
					_addIssue(this, "JSON", dataset, config$2);
					dataset.typed = false;
				} else dataset.value = output;
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/title/title.ts
/**
* Creates a title metadata action.
*
* @param title_ The title text.
*
* @returns A title action.
*/
/* @__NO_SIDE_EFFECTS__ */
function title(title_) {
	return {
		kind: "metadata",
		type: "title",
		reference: title,
		title: title_
	};
}

//#endregion
//#region src/actions/toBigint/toBigint.ts
/* @__NO_SIDE_EFFECTS__ */
function toBigint(message$1) {
	return {
		kind: "transformation",
		type: "to_bigint",
		reference: toBigint,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = BigInt(dataset.value);
			} catch {
				_addIssue(this, "bigint", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toBoolean/toBoolean.ts
/**
* Creates a to boolean transformation action.
*
* @returns A to boolean action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toBoolean() {
	return {
		kind: "transformation",
		type: "to_boolean",
		reference: toBoolean,
		async: false,
		"~run"(dataset) {
			dataset.value = Boolean(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toCamelCase/toCamelCase.ts
/**
* Creates a to camel case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parseUrlValue`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2Name`).
*
* @returns A to camel case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toCamelCase() {
	return {
		kind: "transformation",
		type: "to_camel_case",
		reference: toCamelCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "", false, true);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toDate/toDate.ts
/* @__NO_SIDE_EFFECTS__ */
function toDate(message$1) {
	return {
		kind: "transformation",
		type: "to_date",
		reference: toDate,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = new Date(dataset.value);
				if (isNaN(dataset.value)) {
					_addIssue(this, "date", dataset, config$1, { received: "\"Invalid Date\"" });
					dataset.typed = false;
				}
			} catch {
				_addIssue(this, "date", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toKebabCase/toKebabCase.ts
/**
* Creates a to kebab case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parse-url-value`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2-name`).
*
* @returns A to kebab case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toKebabCase() {
	return {
		kind: "transformation",
		type: "to_kebab_case",
		reference: toKebabCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "-", false, false);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toLowerCase/toLowerCase.ts
/**
* Creates a to lower case transformation action.
*
* @returns A to lower case action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toLowerCase() {
	return {
		kind: "transformation",
		type: "to_lower_case",
		reference: toLowerCase,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.toLowerCase();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toMaxValue/toMaxValue.ts
/**
* Creates a to max value transformation action.
*
* @param requirement The maximum value.
*
* @returns A to max value action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toMaxValue(requirement) {
	return {
		kind: "transformation",
		type: "to_max_value",
		reference: toMaxValue,
		async: false,
		requirement,
		"~run"(dataset) {
			dataset.value = dataset.value > this.requirement ? this.requirement : dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toMinValue/toMinValue.ts
/**
* Creates a to min value transformation action.
*
* @param requirement The minimum value.
*
* @returns A to min value action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toMinValue(requirement) {
	return {
		kind: "transformation",
		type: "to_min_value",
		reference: toMinValue,
		async: false,
		requirement,
		"~run"(dataset) {
			dataset.value = dataset.value < this.requirement ? this.requirement : dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toNumber/toNumber.ts
/* @__NO_SIDE_EFFECTS__ */
function toNumber(message$1) {
	return {
		kind: "transformation",
		type: "to_number",
		reference: toNumber,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = Number(dataset.value);
				if (isNaN(dataset.value)) {
					_addIssue(this, "number", dataset, config$1);
					dataset.typed = false;
				}
			} catch {
				_addIssue(this, "number", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toPascalCase/toPascalCase.ts
/**
* Creates a to pascal case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `ParseUrlValue`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `Item2Name`).
*
* @returns A to pascal case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toPascalCase() {
	return {
		kind: "transformation",
		type: "to_pascal_case",
		reference: toPascalCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "", true, true);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toSnakeCase/toSnakeCase.ts
/**
* Creates a to snake case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parse_url_value`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2_name`).
*
* @returns A to snake case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toSnakeCase() {
	return {
		kind: "transformation",
		type: "to_snake_case",
		reference: toSnakeCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "_", false, false);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toString/toString.ts
/* @__NO_SIDE_EFFECTS__ */
function toString(message$1) {
	return {
		kind: "transformation",
		type: "to_string",
		reference: toString,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = String(dataset.value);
			} catch {
				_addIssue(this, "string", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toUpperCase/toUpperCase.ts
/**
* Creates a to upper case transformation action.
*
* @returns A to upper case action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toUpperCase() {
	return {
		kind: "transformation",
		type: "to_upper_case",
		reference: toUpperCase,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.toUpperCase();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transform.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transformAsync.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transformAsync(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transformAsync,
		async: true,
		operation,
		async "~run"(dataset) {
			dataset.value = await this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trim/trim.ts
/**
* Creates a trim transformation action.
*
* @returns A trim action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trim() {
	return {
		kind: "transformation",
		type: "trim",
		reference: trim,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trim();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trimEnd/trimEnd.ts
/**
* Creates a trim end transformation action.
*
* @returns A trim end action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trimEnd() {
	return {
		kind: "transformation",
		type: "trim_end",
		reference: trimEnd,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trimEnd();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trimStart/trimStart.ts
/**
* Creates a trim start transformation action.
*
* @returns A trim start action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trimStart() {
	return {
		kind: "transformation",
		type: "trim_start",
		reference: trimStart,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trimStart();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ulid/ulid.ts
/* @__NO_SIDE_EFFECTS__ */
function ulid(message$1) {
	return {
		kind: "validation",
		type: "ulid",
		reference: ulid,
		async: false,
		expects: null,
		requirement: ULID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "ULID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/url/url.ts
/* @__NO_SIDE_EFFECTS__ */
function url(message$1) {
	return {
		kind: "validation",
		type: "url",
		reference: url,
		async: false,
		expects: null,
		requirement(input) {
			try {
				if (URL.canParse) return URL.canParse(input);
				new URL(input);
				return true;
			} catch {
				return false;
			}
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "URL", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/uuid/uuid.ts
/* @__NO_SIDE_EFFECTS__ */
function uuid(message$1) {
	return {
		kind: "validation",
		type: "uuid",
		reference: uuid,
		async: false,
		expects: null,
		requirement: UUID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "UUID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/value/value.ts
/* @__NO_SIDE_EFFECTS__ */
function value(requirement, message$1) {
	return {
		kind: "validation",
		type: "value",
		reference: value,
		async: false,
		expects: requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement),
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !/* @__PURE__ */ _isValueMatch(this.requirement, dataset.value)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/values/values.ts
/* @__NO_SIDE_EFFECTS__ */
function values(requirement, message$1) {
	return {
		kind: "validation",
		type: "values",
		reference: values,
		async: false,
		expects: `${/* @__PURE__ */ _joinExpects(requirement.map((value$1) => value$1 instanceof Date ? value$1.toJSON() : /* @__PURE__ */ _stringify(value$1)), "|")}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.some((requirement$1) => /* @__PURE__ */ _isValueMatch(requirement$1, dataset.value))) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/words/words.ts
/* @__NO_SIDE_EFFECTS__ */
function words(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "words",
		reference: words,
		async: false,
		expects: `${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count !== this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/const.ts
const ABORT_EARLY_CONFIG = { abortEarly: true };

//#endregion
//#region src/methods/assert/assert.ts
/**
* Checks if the input matches the schema. As this is an assertion function, it
* can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*/
function assert(schema, input) {
	const issues = schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
	if (issues) throw new ValiError(issues);
}

//#endregion
//#region src/methods/cache/_LruCache.ts
/**
* Efficient LRU cache using Map iteration order.
*/
var _LruCache = class {
	constructor(config$1) {
		this.refCount = 0;
		this.maxSize = config$1?.maxSize ?? 1e3;
		this.maxAge = config$1?.maxAge ?? Infinity;
		this.hasMaxAge = isFinite(this.maxAge);
	}
	/**
	* Stringifies an unknown input to a cache key component.
	*
	* @param input The unknown input.
	*
	* @returns A cache key component.
	*/
	stringify(input) {
		const type = typeof input;
		if (type === "string") return `"${input}"`;
		if (type === "number" || type === "boolean") return `${input}`;
		if (type === "bigint") return `${input}n`;
		if (type === "object" || type === "function") {
			if (input) {
				this.refIds ?? (this.refIds = /* @__PURE__ */ new WeakMap());
				let id = this.refIds.get(input);
				if (!id) {
					id = ++this.refCount;
					this.refIds.set(input, id);
				}
				return `#${id}`;
			}
			return "null";
		}
		return type;
	}
	/**
	* Creates a cache key from input and config.
	*
	* @param input The input value.
	* @param config The parse configuration.
	*
	* @returns The cache key.
	*/
	key(input, config$1 = {}) {
		return `${this.stringify(input)}|${this.stringify(config$1.lang)}|${this.stringify(config$1.message)}|${this.stringify(config$1.abortEarly)}|${this.stringify(config$1.abortPipeEarly)}`;
	}
	/**
	* Gets a value from the cache by key.
	*
	* @param key The cache key.
	*
	* @returns The cached value.
	*/
	get(key) {
		if (!this.store) return void 0;
		const entry = this.store.get(key);
		if (!entry) return void 0;
		if (this.hasMaxAge && Date.now() - entry[1] > this.maxAge) {
			this.store.delete(key);
			return;
		}
		this.store.delete(key);
		this.store.set(key, entry);
		return entry[0];
	}
	/**
	* Sets a value in the cache by key.
	*
	* @param key The cache key.
	* @param value The cached value.
	*/
	set(key, value$1) {
		this.store ?? (this.store = /* @__PURE__ */ new Map());
		this.store.delete(key);
		const timestamp = this.hasMaxAge ? Date.now() : 0;
		this.store.set(key, [value$1, timestamp]);
		if (this.store.size > this.maxSize) this.store.delete(this.store.keys().next().value);
	}
	/**
	* Clears all entries from the cache.
	*/
	clear() {
		this.store?.clear();
	}
};

//#endregion
//#region src/methods/cache/cache.ts
/* @__NO_SIDE_EFFECTS__ */
function cache(schema, config$1) {
	return _standardSchema({
		...schema,
		cacheConfig: config$1,
		cache: new _LruCache(config$1),
		"~run"(dataset, runConfig) {
			const key = this.cache.key(dataset.value, runConfig);
			let outputDataset = this.cache.get(key);
			if (!outputDataset) this.cache.set(key, outputDataset = schema["~run"](dataset, runConfig));
			return /* @__PURE__ */ _cloneDataset(outputDataset);
		}
	});
}

//#endregion
//#region src/methods/cache/cacheAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function cacheAsync(schema, config$1) {
	let activeRuns;
	return _standardSchema({
		...schema,
		async: true,
		cacheConfig: config$1,
		cache: new _LruCache(config$1),
		async "~run"(dataset, runConfig) {
			const key = this.cache.key(dataset.value, runConfig);
			const cached = this.cache.get(key);
			if (cached) return /* @__PURE__ */ _cloneDataset(cached);
			let promise$1 = activeRuns?.get(key);
			if (!promise$1) {
				activeRuns ?? (activeRuns = /* @__PURE__ */ new Map());
				promise$1 = Promise.resolve(schema["~run"](dataset, runConfig));
				activeRuns.set(key, promise$1);
			}
			try {
				const outputDataset = await promise$1;
				this.cache.set(key, outputDataset);
				return /* @__PURE__ */ _cloneDataset(outputDataset);
			} finally {
				activeRuns?.delete(key);
			}
		}
	});
}

//#endregion
//#region src/methods/config/config.ts
/**
* Changes the local configuration of a schema.
*
* @param schema The schema to configure.
* @param config The parse configuration.
*
* @returns The configured schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function config(schema, config$1) {
	return _standardSchema({
		...schema,
		"~run"(dataset, config_) {
			return schema["~run"](dataset, {
				...config_,
				...config$1
			});
		}
	});
}

//#endregion
//#region src/methods/getFallback/getFallback.ts
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}

//#endregion
//#region src/methods/fallback/fallback.ts
/**
* Returns a fallback value as output if the input does not match the schema.
*
* @param schema The schema to catch.
* @param fallback The fallback value.
*
* @returns The passed schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function fallback(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		"~run"(dataset, config$1) {
			const outputDataset = schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}

//#endregion
//#region src/methods/fallback/fallbackAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function fallbackAsync(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		async: true,
		async "~run"(dataset, config$1) {
			const outputDataset = await schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: await /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}

//#endregion
//#region src/methods/flatten/flatten.ts
/* @__NO_SIDE_EFFECTS__ */
function flatten(issues) {
	const flatErrors = {};
	for (const issue of issues) if (issue.path) {
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) {
			if (!flatErrors.nested) flatErrors.nested = {};
			if (Object.prototype.hasOwnProperty.call(flatErrors.nested, dotPath)) flatErrors.nested[dotPath].push(issue.message);
			else flatErrors.nested[dotPath] = [issue.message];
		} else if (flatErrors.other) flatErrors.other.push(issue.message);
		else flatErrors.other = [issue.message];
	} else if (flatErrors.root) flatErrors.root.push(issue.message);
	else flatErrors.root = [issue.message];
	return flatErrors;
}

//#endregion
//#region src/methods/forward/forward.ts
/**
* Forwards the issues of the passed validation action.
*
* @param action The validation action.
* @param path The path to forward the issues to.
*
* @returns The modified action.
*/
/* @__NO_SIDE_EFFECTS__ */
function forward(action, path) {
	return {
		...action,
		"~run"(dataset, config$1) {
			const prevIssues = dataset.issues && [...dataset.issues];
			dataset = action["~run"](dataset, config$1);
			if (dataset.issues) {
				for (const issue of dataset.issues) if (!prevIssues?.includes(issue)) {
					let pathInput = dataset.value;
					for (const key of path) {
						const pathValue = pathInput[key];
						const pathItem = {
							type: "unknown",
							origin: "value",
							input: pathInput,
							key,
							value: pathValue
						};
						if (issue.path) issue.path.push(pathItem);
						else issue.path = [pathItem];
						if (!pathValue) break;
						pathInput = pathValue;
					}
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/methods/forward/forwardAsync.ts
/**
* Forwards the issues of the passed validation action.
*
* @param action The validation action.
* @param path The path to forward the issues to.
*
* @returns The modified action.
*/
/* @__NO_SIDE_EFFECTS__ */
function forwardAsync(action, path) {
	return {
		...action,
		async: true,
		async "~run"(dataset, config$1) {
			const prevIssues = dataset.issues && [...dataset.issues];
			dataset = await action["~run"](dataset, config$1);
			if (dataset.issues) {
				for (const issue of dataset.issues) if (!prevIssues?.includes(issue)) {
					let pathInput = dataset.value;
					for (const key of path) {
						const pathValue = pathInput[key];
						const pathItem = {
							type: "unknown",
							origin: "value",
							input: pathInput,
							key,
							value: pathValue
						};
						if (issue.path) issue.path.push(pathItem);
						else issue.path = [pathItem];
						if (!pathValue) break;
						pathInput = pathValue;
					}
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/methods/getDefault/getDefault.ts
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}

//#endregion
//#region src/methods/getDefaults/getDefaults.ts
/**
* Returns the default values of the schema.
*
* Hint: The difference to `getDefault` is that for object and tuple schemas
* this function recursively returns the default values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The default values.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefaults(schema) {
	if ("entries" in schema) {
		const object$1 = {};
		for (const key in schema.entries) object$1[key] = /* @__PURE__ */ getDefaults(schema.entries[key]);
		return object$1;
	}
	if ("items" in schema) return schema.items.map(getDefaults);
	return /* @__PURE__ */ getDefault(schema);
}

//#endregion
//#region src/methods/getDefaults/getDefaultsAsync.ts
/**
* Returns the default values of the schema.
*
* Hint: The difference to `getDefault` is that for object and tuple schemas
* this function recursively returns the default values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The default values.
*/
/* @__NO_SIDE_EFFECTS__ */
async function getDefaultsAsync(schema) {
	if ("entries" in schema) return Object.fromEntries(await Promise.all(Object.entries(schema.entries).map(async ([key, value$1]) => [key, await /* @__PURE__ */ getDefaultsAsync(value$1)])));
	if ("items" in schema) return Promise.all(schema.items.map(getDefaultsAsync));
	return /* @__PURE__ */ getDefault(schema);
}

//#endregion
//#region src/methods/getDescription/getDescription.ts
/**
* Returns the description of the schema.
*
* If multiple descriptions are defined, the last one of the highest level is
* returned. If no description is defined, `undefined` is returned.
*
* @param schema The schema to get the description from.
*
* @returns The description, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getDescription(schema) {
	return /* @__PURE__ */ _getLastMetadata(schema, "description");
}

//#endregion
//#region src/methods/getExamples/getExamples.ts
/**
* Returns the examples of a schema.
*
* If multiple examples are defined, it concatenates them using depth-first
* search. If no examples are defined, an empty array is returned.
*
* @param schema The schema to get the examples from.
*
* @returns The examples, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getExamples(schema) {
	const examples$1 = [];
	function depthFirstCollect(schema$1) {
		if ("pipe" in schema$1) {
			for (const item of schema$1.pipe) if (item.kind === "schema" && "pipe" in item) depthFirstCollect(item);
			else if (item.kind === "metadata" && item.type === "examples") for (const example of item.examples) examples$1.push(example);
		}
	}
	depthFirstCollect(schema);
	return examples$1;
}

//#endregion
//#region src/methods/getFallbacks/getFallbacks.ts
/**
* Returns the fallback values of the schema.
*
* Hint: The difference to `getFallback` is that for object and tuple schemas
* this function recursively returns the fallback values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The fallback values.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallbacks(schema) {
	if ("entries" in schema) {
		const object$1 = {};
		for (const key in schema.entries) object$1[key] = /* @__PURE__ */ getFallbacks(schema.entries[key]);
		return object$1;
	}
	if ("items" in schema) return schema.items.map(getFallbacks);
	return /* @__PURE__ */ getFallback(schema);
}

//#endregion
//#region src/methods/getFallbacks/getFallbacksAsync.ts
/**
* Returns the fallback values of the schema.
*
* Hint: The difference to `getFallback` is that for object and tuple schemas
* this function recursively returns the fallback values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The fallback values.
*/
/* @__NO_SIDE_EFFECTS__ */
async function getFallbacksAsync(schema) {
	if ("entries" in schema) return Object.fromEntries(await Promise.all(Object.entries(schema.entries).map(async ([key, value$1]) => [key, await /* @__PURE__ */ getFallbacksAsync(value$1)])));
	if ("items" in schema) return Promise.all(schema.items.map(getFallbacksAsync));
	return /* @__PURE__ */ getFallback(schema);
}

//#endregion
//#region src/methods/getMetadata/getMetadata.ts
/**
* Returns the metadata of a schema.
*
* If multiple metadata are defined, it shallowly merges them using depth-first
* search. If no metadata is defined, an empty object is returned.
*
* @param schema Schema to get the metadata from.
*
* @returns The metadata, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getMetadata(schema) {
	const result = {};
	function depthFirstMerge(schema$1) {
		if ("pipe" in schema$1) {
			for (const item of schema$1.pipe) if (item.kind === "schema" && "pipe" in item) depthFirstMerge(item);
			else if (item.kind === "metadata" && item.type === "metadata") Object.assign(result, item.metadata);
		}
	}
	depthFirstMerge(schema);
	return result;
}

//#endregion
//#region src/methods/getTitle/getTitle.ts
/**
* Returns the title of the schema.
*
* If multiple titles are defined, the last one of the highest level is
* returned. If no title is defined, `undefined` is returned.
*
* @param schema The schema to get the title from.
*
* @returns The title, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getTitle(schema) {
	return /* @__PURE__ */ _getLastMetadata(schema, "title");
}

//#endregion
//#region src/methods/is/is.ts
/**
* Checks if the input matches the schema. By using a type predicate, this
* function can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*
* @returns Whether the input matches the schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}

//#endregion
//#region src/schemas/any/any.ts
/**
* Creates an any schema.
*
* Hint: This schema function exists only for completeness and is not
* recommended in practice. Instead, `unknown` should be used to accept
* unknown data.
*
* @returns An any schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function any() {
	return _standardSchema({
		kind: "schema",
		type: "any",
		reference: any,
		expects: "any",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/array/array.ts
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/array/arrayAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function arrayAsync(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: arrayAsync,
		expects: "Array",
		async: true,
		item,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(input.map((value$1) => this.item["~run"]({ value: value$1 }, config$1)));
				for (let key = 0; key < itemDatasets.length; key++) {
					const itemDataset = itemDatasets[key];
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: input[key]
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/bigint/bigint.ts
/* @__NO_SIDE_EFFECTS__ */
function bigint(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "bigint",
		reference: bigint,
		expects: "bigint",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "bigint") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/blob/blob.ts
/* @__NO_SIDE_EFFECTS__ */
function blob(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "blob",
		reference: blob,
		expects: "Blob",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Blob) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/boolean/boolean.ts
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/custom.ts
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/customAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function customAsync(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: customAsync,
		expects: "unknown",
		async: true,
		check: check$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (await this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/date/date.ts
/* @__NO_SIDE_EFFECTS__ */
function date(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "date",
		reference: date,
		expects: "Date",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Date) if (!isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1, { received: "\"Invalid Date\"" });
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/enum/enum.ts
/* @__NO_SIDE_EFFECTS__ */
function enum_(enum__, message$1) {
	const options = [];
	for (const key in enum__) if (`${+key}` !== key || typeof enum__[key] !== "string" || !Object.is(enum__[enum__[key]], +key)) options.push(enum__[key]);
	return _standardSchema({
		kind: "schema",
		type: "enum",
		reference: enum_,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		enum: enum__,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/exactOptional/exactOptional.ts
/* @__NO_SIDE_EFFECTS__ */
function exactOptional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "exact_optional",
		reference: exactOptional,
		expects: wrapped.expects,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/exactOptional/exactOptionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function exactOptionalAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "exact_optional",
		reference: exactOptionalAsync,
		expects: wrapped.expects,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/file/file.ts
/* @__NO_SIDE_EFFECTS__ */
function file(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "file",
		reference: file,
		expects: "File",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof File) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/function/function.ts
/* @__NO_SIDE_EFFECTS__ */
function function_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "function",
		reference: function_,
		expects: "Function",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "function") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/instance/instance.ts
/* @__NO_SIDE_EFFECTS__ */
function instance(class_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "instance",
		reference: instance,
		expects: class_.name,
		async: false,
		class: class_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof this.class) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/intersect/utils/_merge/_merge.ts
/**
* Merges two values into one single output.
*
* @param value1 First value.
* @param value2 Second value.
*
* @returns The merge dataset.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _merge(value1, value2) {
	if (typeof value1 === typeof value2) {
		if (/* @__PURE__ */ _isSameValueZero(value1, value2) || value1 instanceof Date && value2 instanceof Date && /* @__PURE__ */ _isSameValueZero(+value1, +value2)) return { value: value1 };
		if (value1 && value2 && value1.constructor === Object && value2.constructor === Object) {
			const nextValue = {
				...value1,
				...value2
			};
			for (const key in value2) if (Object.prototype.hasOwnProperty.call(value1, key) && Object.prototype.hasOwnProperty.call(value2, key)) {
				const dataset = /* @__PURE__ */ _merge(value1[key], value2[key]);
				if (dataset.issue) return dataset;
				nextValue[key] = dataset.value;
			}
			return { value: nextValue };
		}
		if (Array.isArray(value1) && Array.isArray(value2)) {
			if (value1.length === value2.length) {
				const nextValue = [...value1];
				for (let index = 0; index < value1.length; index++) {
					const dataset = /* @__PURE__ */ _merge(value1[index], value2[index]);
					if (dataset.issue) return dataset;
					nextValue[index] = dataset.value;
				}
				return { value: nextValue };
			}
		}
	}
	return { issue: true };
}

//#endregion
//#region src/schemas/intersect/intersect.ts
/* @__NO_SIDE_EFFECTS__ */
function intersect(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "intersect",
		reference: intersect,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "&"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.length) {
				const input = dataset.value;
				let outputs;
				dataset.typed = true;
				for (const schema of this.options) {
					const optionDataset = schema["~run"]({ value: input }, config$1);
					if (optionDataset.issues) {
						if (dataset.issues) for (const issue of optionDataset.issues) dataset.issues.push(issue);
						else dataset.issues = optionDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!optionDataset.typed) dataset.typed = false;
					if (dataset.typed) if (outputs) outputs.push(optionDataset.value);
					else outputs = [optionDataset.value];
				}
				if (dataset.typed) {
					dataset.value = outputs[0];
					for (let index = 1; index < outputs.length; index++) {
						const mergeDataset = /* @__PURE__ */ _merge(dataset.value, outputs[index]);
						if (mergeDataset.issue) {
							_addIssue(this, "type", dataset, config$1, { received: "unknown" });
							break;
						}
						dataset.value = mergeDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/intersect/intersectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function intersectAsync(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "intersect",
		reference: intersectAsync,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "&"),
		async: true,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (this.options.length) {
				const input = dataset.value;
				let outputs;
				dataset.typed = true;
				const optionDatasets = await Promise.all(this.options.map((schema) => schema["~run"]({ value: input }, config$1)));
				for (const optionDataset of optionDatasets) {
					if (optionDataset.issues) {
						if (dataset.issues) for (const issue of optionDataset.issues) dataset.issues.push(issue);
						else dataset.issues = optionDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!optionDataset.typed) dataset.typed = false;
					if (dataset.typed) if (outputs) outputs.push(optionDataset.value);
					else outputs = [optionDataset.value];
				}
				if (dataset.typed) {
					dataset.value = outputs[0];
					for (let index = 1; index < outputs.length; index++) {
						const mergeDataset = /* @__PURE__ */ _merge(dataset.value, outputs[index]);
						if (mergeDataset.issue) {
							_addIssue(this, "type", dataset, config$1, { received: "unknown" });
							break;
						}
						dataset.value = mergeDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/lazy/lazy.ts
/**
* Creates a lazy schema.
*
* @param getter The schema getter.
*
* @returns A lazy schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function lazy(getter) {
	return _standardSchema({
		kind: "schema",
		type: "lazy",
		reference: lazy,
		expects: "unknown",
		async: false,
		getter,
		"~run"(dataset, config$1) {
			return this.getter(dataset.value)["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/lazy/lazyAsync.ts
/**
* Creates a lazy schema.
*
* @param getter The schema getter.
*
* @returns A lazy schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function lazyAsync(getter) {
	return _standardSchema({
		kind: "schema",
		type: "lazy",
		reference: lazyAsync,
		expects: "unknown",
		async: true,
		getter,
		async "~run"(dataset, config$1) {
			return (await this.getter(dataset.value))["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/literal/literal.ts
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseObject/looseObject.ts
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseObject/looseObjectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function looseObjectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObjectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseTuple/looseTuple.ts
/* @__NO_SIDE_EFFECTS__ */
function looseTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_tuple",
		reference: looseTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) dataset.value.push(input[key]);
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseTuple/looseTupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function looseTupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_tuple",
		reference: looseTupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) dataset.value.push(input[key]);
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/map/map.ts
/* @__NO_SIDE_EFFECTS__ */
function map(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "map",
		reference: map,
		expects: "Map",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Map) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Map();
				for (const [inputKey, inputValue] of input) {
					const keyDataset = this.key["~run"]({ value: inputKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "key",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of keyDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: inputValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "value",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					dataset.value.set(keyDataset.value, valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/map/mapAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function mapAsync(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "map",
		reference: mapAsync,
		expects: "Map",
		async: true,
		key,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Map) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Map();
				const datasets = await Promise.all([...input].map(([inputKey, inputValue]) => Promise.all([
					inputKey,
					inputValue,
					this.key["~run"]({ value: inputKey }, config$1),
					this.value["~run"]({ value: inputValue }, config$1)
				])));
				for (const [inputKey, inputValue, keyDataset, valueDataset] of datasets) {
					if (keyDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "key",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of keyDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (valueDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "value",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					dataset.value.set(keyDataset.value, valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nan/nan.ts
/* @__NO_SIDE_EFFECTS__ */
function nan(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "nan",
		reference: nan,
		expects: "NaN",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (Number.isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/never/never.ts
/* @__NO_SIDE_EFFECTS__ */
function never(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "never",
		reference: never,
		expects: "never",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			_addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullable/nonNullable.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullable(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullable",
		reference: nonNullable,
		expects: "!null",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value !== null) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullable/nonNullableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullableAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullable",
		reference: nonNullableAsync,
		expects: "!null",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.value !== null) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullish/nonNullish.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullish(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullish",
		reference: nonNullish,
		expects: "(!null & !undefined)",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!(dataset.value === null || dataset.value === void 0)) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null || dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullish/nonNullishAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullishAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullish",
		reference: nonNullishAsync,
		expects: "(!null & !undefined)",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (!(dataset.value === null || dataset.value === void 0)) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null || dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonOptional/nonOptional.ts
/* @__NO_SIDE_EFFECTS__ */
function nonOptional(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_optional",
		reference: nonOptional,
		expects: "!undefined",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value !== void 0) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonOptional/nonOptionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonOptionalAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_optional",
		reference: nonOptionalAsync,
		expects: "!undefined",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.value !== void 0) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/null/null.ts
/* @__NO_SIDE_EFFECTS__ */
function null_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "null",
		reference: null_,
		expects: "null",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === null) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nullable/nullable.ts
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullable/nullableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nullableAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullableAsync,
		expects: `(${wrapped.expects} | null)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullish/nullish.ts
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullish/nullishAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nullishAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullishAsync,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/number/number.ts
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/object.ts
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/objectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function objectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: objectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/objectWithRest/objectWithRest.ts
/* @__NO_SIDE_EFFECTS__ */
function objectWithRest(entries$1, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object_with_rest",
		reference: objectWithRest,
		expects: "Object",
		async: false,
		entries: entries$1,
		rest,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) {
						const valueDataset = this.rest["~run"]({ value: input[key] }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: input[key]
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/objectWithRest/objectWithRestAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function objectWithRestAsync(entries$1, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object_with_rest",
		reference: objectWithRestAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		rest,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const [normalDatasets, restDatasets] = await Promise.all([Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				})), Promise.all(Object.entries(input).filter(([key]) => /* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)).map(async ([key, value$1]) => [
					key,
					value$1,
					await this.rest["~run"]({ value: value$1 }, config$1)
				]))]);
				for (const [key, value$1, valueSchema, valueDataset] of normalDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) for (const [key, value$1, valueDataset] of restDatasets) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/optional/optional.ts
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/optional/optionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function optionalAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optionalAsync,
		expects: `(${wrapped.expects} | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/picklist/picklist.ts
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/promise/promise.ts
/* @__NO_SIDE_EFFECTS__ */
function promise(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "promise",
		reference: promise,
		expects: "Promise",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Promise) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/record/record.ts
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/record/recordAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function recordAsync(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: recordAsync,
		expects: "Object",
		async: true,
		key,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const datasets = await Promise.all(Object.entries(input).filter(([key$1]) => /* @__PURE__ */ _isValidObjectKey(input, key$1)).map(([entryKey, entryValue]) => Promise.all([
					entryKey,
					entryValue,
					this.key["~run"]({ value: entryKey }, config$1),
					this.value["~run"]({ value: entryValue }, config$1)
				])));
				for (const [entryKey, entryValue, keyDataset, valueDataset] of datasets) {
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/set/set.ts
/* @__NO_SIDE_EFFECTS__ */
function set(value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "set",
		reference: set,
		expects: "Set",
		async: false,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Set) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Set();
				for (const inputValue of input) {
					const valueDataset = this.value["~run"]({ value: inputValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "set",
							origin: "value",
							input,
							key: null,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value.add(valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/set/setAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function setAsync(value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "set",
		reference: setAsync,
		expects: "Set",
		async: true,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Set) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Set();
				const valueDatasets = await Promise.all([...input].map(async (inputValue) => [inputValue, await this.value["~run"]({ value: inputValue }, config$1)]));
				for (const [inputValue, valueDataset] of valueDatasets) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "set",
							origin: "value",
							input,
							key: null,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value.add(valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictObject/strictObject.ts
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictObject/strictObjectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function strictObjectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObjectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictTuple/strictTuple.ts
/* @__NO_SIDE_EFFECTS__ */
function strictTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictTuple/strictTupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function strictTupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/string/string.ts
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/symbol/symbol.ts
/* @__NO_SIDE_EFFECTS__ */
function symbol(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "symbol",
		reference: symbol,
		expects: "symbol",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "symbol") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tuple/tuple.ts
/* @__NO_SIDE_EFFECTS__ */
function tuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple",
		reference: tuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tuple/tupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple",
		reference: tupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tupleWithRest/tupleWithRest.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleWithRest(items, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple_with_rest",
		reference: tupleWithRest,
		expects: "Array",
		async: false,
		items,
		rest,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.rest["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tupleWithRest/tupleWithRestAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleWithRestAsync(items, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple_with_rest",
		reference: tupleWithRestAsync,
		expects: "Array",
		async: true,
		items,
		rest,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const [normalDatasets, restDatasets] = await Promise.all([Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				})), Promise.all(input.slice(this.items.length).map(async (value$1, key) => {
					return [
						key + this.items.length,
						value$1,
						await this.rest["~run"]({ value: value$1 }, config$1)
					];
				}))]);
				for (const [key, value$1, itemDataset] of normalDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (const [key, value$1, itemDataset] of restDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/undefined/undefined.ts
/* @__NO_SIDE_EFFECTS__ */
function undefined_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "undefined",
		reference: undefined_,
		expects: "undefined",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/undefinedable/undefinedable.ts
/* @__NO_SIDE_EFFECTS__ */
function undefinedable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "undefinedable",
		reference: undefinedable,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/undefinedable/undefinedableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function undefinedableAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "undefinedable",
		reference: undefinedableAsync,
		expects: `(${wrapped.expects} | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/union/utils/_subIssues/_subIssues.ts
/**
* Returns the sub issues of the provided datasets for the union issue.
*
* @param datasets The datasets.
*
* @returns The sub issues.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}

//#endregion
//#region src/schemas/union/union.ts
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/union/unionAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function unionAsync(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: unionAsync,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: true,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = await schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/unknown/unknown.ts
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/variant/variant.ts
/* @__NO_SIDE_EFFECTS__ */
function variant(key, options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "variant",
		reference: variant,
		expects: "Object",
		async: false,
		key,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				let outputDataset;
				let maxDiscriminatorPriority = 0;
				let invalidDiscriminatorKey = this.key;
				let expectedDiscriminators = [];
				const parseOptions = (variant$1, allKeys) => {
					for (const schema of variant$1.options) {
						if (schema.type === "variant") parseOptions(schema, new Set(allKeys).add(schema.key));
						else {
							let keysAreValid = true;
							let currentPriority = 0;
							for (const currentKey of allKeys) {
								const discriminatorSchema = schema.entries[currentKey];
								if (currentKey in input ? discriminatorSchema["~run"]({
									typed: false,
									value: input[currentKey]
								}, ABORT_EARLY_CONFIG).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
									keysAreValid = false;
									if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
										maxDiscriminatorPriority = currentPriority;
										invalidDiscriminatorKey = currentKey;
										expectedDiscriminators = [];
									}
									if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
									break;
								}
								currentPriority++;
							}
							if (keysAreValid) {
								const optionDataset = schema["~run"]({ value: input }, config$1);
								if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
							}
						}
						if (outputDataset && !outputDataset.issues) break;
					}
				};
				parseOptions(this, new Set([this.key]));
				if (outputDataset) return outputDataset;
				_addIssue(this, "type", dataset, config$1, {
					input: input[invalidDiscriminatorKey],
					expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
					path: [{
						type: "object",
						origin: "value",
						input,
						key: invalidDiscriminatorKey,
						value: input[invalidDiscriminatorKey]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/variant/variantAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function variantAsync(key, options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "variant",
		reference: variantAsync,
		expects: "Object",
		async: true,
		key,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				let outputDataset;
				let maxDiscriminatorPriority = 0;
				let invalidDiscriminatorKey = this.key;
				let expectedDiscriminators = [];
				const parseOptions = async (variant$1, allKeys) => {
					for (const schema of variant$1.options) {
						if (schema.type === "variant") await parseOptions(schema, new Set(allKeys).add(schema.key));
						else {
							let keysAreValid = true;
							let currentPriority = 0;
							for (const currentKey of allKeys) {
								const discriminatorSchema = schema.entries[currentKey];
								if (currentKey in input ? (await discriminatorSchema["~run"]({
									typed: false,
									value: input[currentKey]
								}, ABORT_EARLY_CONFIG)).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
									keysAreValid = false;
									if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
										maxDiscriminatorPriority = currentPriority;
										invalidDiscriminatorKey = currentKey;
										expectedDiscriminators = [];
									}
									if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
									break;
								}
								currentPriority++;
							}
							if (keysAreValid) {
								const optionDataset = await schema["~run"]({ value: input }, config$1);
								if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
							}
						}
						if (outputDataset && !outputDataset.issues) break;
					}
				};
				await parseOptions(this, new Set([this.key]));
				if (outputDataset) return outputDataset;
				_addIssue(this, "type", dataset, config$1, {
					input: input[invalidDiscriminatorKey],
					expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
					path: [{
						type: "object",
						origin: "value",
						input,
						key: invalidDiscriminatorKey,
						value: input[invalidDiscriminatorKey]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/void/void.ts
/* @__NO_SIDE_EFFECTS__ */
function void_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "void",
		reference: void_,
		expects: "void",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/keyof/keyof.ts
/* @__NO_SIDE_EFFECTS__ */
function keyof(schema, message$1) {
	return /* @__PURE__ */ picklist(Object.keys(schema.entries), message$1);
}

//#endregion
//#region src/methods/message/message.ts
/**
* Changes the local message configuration of a schema.
*
* @param schema The schema to configure.
* @param message_ The error message.
*
* @returns The configured schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function message(schema, message_) {
	return _standardSchema({
		...schema,
		"~run"(dataset, config$1) {
			return schema["~run"](dataset, {
				...config$1,
				message: message_
			});
		}
	});
}

//#endregion
//#region src/methods/omit/omit.ts
/**
* Creates a modified copy of an object schema that does not contain the
* selected entries.
*
* @param schema The schema to omit from.
* @param keys The selected entries.
*
* @returns An object schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function omit(schema, keys) {
	const entries$1 = { ...schema.entries };
	for (const key of keys) delete entries$1[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/parse/parse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/parse/parseAsync.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
async function parseAsync(schema, input, config$1) {
	const dataset = await schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/parser/parser.ts
/* @__NO_SIDE_EFFECTS__ */
function parser(schema, config$1) {
	const func = (input) => parse(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/parser/parserAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function parserAsync(schema, config$1) {
	const func = (input) => parseAsync(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/partial/partial.ts
/* @__NO_SIDE_EFFECTS__ */
function partial(schema, keys) {
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ optional(schema.entries[key]) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/partial/partialAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function partialAsync(schema, keys) {
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ optionalAsync(schema.entries[key]) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/pick/pick.ts
/**
* Creates a modified copy of an object schema that contains only the selected
* entries.
*
* @param schema The schema to pick from.
* @param keys The selected entries.
*
* @returns An object schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function pick(schema, keys) {
	const entries$1 = {};
	for (const key of keys) entries$1[key] = schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/pipe/pipe.ts
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/pipe/pipeAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function pipeAsync(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		async: true,
		async "~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = await item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/required/required.ts
/* @__NO_SIDE_EFFECTS__ */
function required(schema, arg2, arg3) {
	const keys = Array.isArray(arg2) ? arg2 : void 0;
	const message$1 = Array.isArray(arg2) ? arg3 : arg2;
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ nonOptional(schema.entries[key], message$1) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/required/requiredAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function requiredAsync(schema, arg2, arg3) {
	const keys = Array.isArray(arg2) ? arg2 : void 0;
	const message$1 = Array.isArray(arg2) ? arg3 : arg2;
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ nonOptionalAsync(schema.entries[key], message$1) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/safeParse/safeParse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion
//#region src/methods/safeParse/safeParseAsync.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
async function safeParseAsync(schema, input, config$1) {
	const dataset = await schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion
//#region src/methods/safeParser/safeParser.ts
/* @__NO_SIDE_EFFECTS__ */
function safeParser(schema, config$1) {
	const func = (input) => /* @__PURE__ */ safeParse(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/safeParser/safeParserAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function safeParserAsync(schema, config$1) {
	const func = (input) => /* @__PURE__ */ safeParseAsync(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/summarize/summarize.ts
/**
* Summarize the error messages of issues in a pretty-printable multi-line string.
*
* @param issues The list of issues.
*
* @returns A summary of the issues.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function summarize(issues) {
	let summary = "";
	for (const issue of issues) {
		if (summary) summary += "\n";
		summary += `× ${issue.message}`;
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) summary += `\n  → at ${dotPath}`;
	}
	return summary;
}

//#endregion
//#region src/methods/unwrap/unwrap.ts
/**
* Unwraps the wrapped schema.
*
* @param schema The schema to be unwrapped.
*
* @returns The unwrapped schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unwrap(schema) {
	return schema.wrapped;
}

//#endregion


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: ./src/clock.ts
var clock = __nccwpck_require__(9373);
// EXTERNAL MODULE: ./src/errors.ts
var src_errors = __nccwpck_require__(3916);
// EXTERNAL MODULE: ./src/text/scrub.ts
var text_scrub = __nccwpck_require__(8328);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7934);
// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __nccwpck_require__(5140);
;// CONCATENATED MODULE: ./src/platform/http/paging.ts


const LARGEST_PAGE = 1_000;
const MOST_PAGES = 2_000;
const PageBody = dist/* object */.Ikc({
    items: dist/* array */.YOg(dist/* unknown */.L5J()),
    metadata: (0,schema/* optional */.lq)(dist/* object */.Ikc({ page_size: (0,schema/* optional */.lq)(schema/* Count */.y_), total_count: (0,schema/* optional */.lq)(schema/* Count */.y_), last_page: (0,schema/* optional */.lq)(schema/* Count */.y_) })),
});
function readPage(json, readItem) {
    const { items, metadata } = (0,schema/* read */.LF)(PageBody, json);
    return {
        items: items.map((item, index) => readItem(item, `items.${index}`)),
        pageSize: metadata?.page_size ?? null,
        totalCount: metadata?.total_count ?? null,
        lastPage: metadata?.last_page ?? null,
    };
}
function isLastPage(page, number, asked, got) {
    if (page.items.length === 0)
        return true;
    if (page.lastPage !== null && page.lastPage > number)
        return false;
    if (page.totalCount !== null && page.totalCount > got)
        return false;
    if (page.items.length >= asked)
        return false;
    if (page.pageSize !== null)
        return page.items.length < page.pageSize;
    return page.totalCount !== null || page.lastPage !== null;
}
async function* walkPages(fetchPage) {
    let got = 0;
    let previous = '';
    for (let number = 1; number <= MOST_PAGES; number++) {
        const page = await fetchPage(number, LARGEST_PAGE);
        const [first, last] = [JSON.stringify(page.items[0]), JSON.stringify(page.items.at(-1))];
        const mark = `${page.items.length} ${first} ${last}`;
        if (page.items.length > 0 && mark === previous) {
            if (page.items.length < LARGEST_PAGE)
                return;
            if (first !== last)
                throw new schema/* SchemaError */.Ar('items', `other items on page ${number} than on the one before`);
        }
        previous = mark;
        got += page.items.length;
        yield page;
        if (isLastPage(page, number, LARGEST_PAGE, got))
            return;
    }
    throw new schema/* SchemaError */.Ar('items', `a list that ends within ${MOST_PAGES} pages`);
}
async function readAllPages(fetchPage, identify, choose = (_, later) => later) {
    const items = new Map();
    let total = null;
    for await (const page of walkPages(fetchPage)) {
        for (const item of page.items) {
            const id = identify(item);
            const earlier = items.get(id);
            items.set(id, earlier === undefined ? item : choose(earlier, item));
        }
        if (total !== null && page.totalCount !== null && page.totalCount < total) {
            throw new schema/* SchemaError */.Ar('items', 'a list that loses no item while it is read');
        }
        total = page.totalCount ?? total;
    }
    if (total !== null && total > items.size) {
        throw new schema/* SchemaError */.Ar('items', `${total} in all, as \`metadata.total_count\` says, and are ${items.size}`);
    }
    return [...items.values()];
}

;// CONCATENATED MODULE: ./src/platform/policies.ts


const LONGEST_NAME = 1_000;
const Identity = dist/* object */.Ikc({ id: schema/* Identifier */.gw, name: dist/* string */.YjP(), status: schema/* NonEmptyText */.Ug, severity: dist/* string */.YjP() });
const Texts = dist/* object */.Ikc({
    description: dist/* fallback */.NpB(dist/* string */.YjP(), ''),
    domain: dist/* fallback */.NpB(dist/* string */.YjP(), ''),
});
const Evaluation = dist/* object */.Ikc({ run_at: (0,schema/* optional */.lq)(schema/* When */.jd), violation_count: (0,schema/* optional */.lq)(schema/* Count */.y_) });
function readPolicy(json, path = '') {
    const { id, name, status, severity } = (0,schema/* read */.LF)(Identity, json, path);
    const texts = (0,schema/* read */.LF)(Texts, json, path);
    const policy = {
        id,
        name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME),
        status,
        severity,
        description: texts.description.slice(0, 2_000),
        domain: texts.domain.trim(),
    };
    try {
        const { run_at: runAt, violation_count: violationCount } = (0,schema/* read */.LF)(Evaluation, json);
        return { ...policy, runAt, violationCount, defect: null };
    }
    catch (error) {
        if (!(error instanceof schema/* SchemaError */.Ar))
            throw error;
        return { ...policy, runAt: null, violationCount: null, defect: error.message };
    }
}
function chooseResult(a, b) {
    if (a.defect !== null || b.defect !== null)
        return a.defect !== null ? a : b;
    if (a.runAt !== b.runAt)
        return (a.runAt ?? '') > (b.runAt ?? '') ? a : b;
    if (a.violationCount === null || b.violationCount === null)
        return a.violationCount === null ? a : b;
    return a.violationCount > b.violationCount ? a : b;
}
const GroupBody = dist/* object */.Ikc({ id: schema/* Identifier */.gw, name: dist/* string */.YjP() });
function readPolicyGroup(json, path = '') {
    return (0,schema/* read */.LF)(GroupBody, json, path);
}
const EvaluationBody = dist/* object */.Ikc({ run_at: schema/* When */.jd, violation_count: schema/* Count */.y_ });
function readEvaluationCount(json, path = '') {
    const { run_at: runAt, violation_count: violationCount } = (0,schema/* read */.LF)(EvaluationBody, json, path);
    if (runAt === null)
        throw new schema/* SchemaError */.Ar(`${path}.run_at`, 'a date and time');
    return { runAt, violationCount };
}

// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __nccwpck_require__(3027);
;// CONCATENATED MODULE: ./src/platform/syncs.ts



const RunBody = dist/* object */.Ikc({
    sync_name: (0,schema/* optional */.lq)(dist/* string */.YjP()),
    id: schema/* Identifier */.gw,
    status: schema/* NonEmptyText */.Ug,
    status_reason: (0,schema/* optional */.lq)(dist/* string */.YjP()),
    created_at: schema/* When */.jd,
    completed_at: (0,schema/* optional */.lq)(schema/* When */.jd),
    total_rows: schema/* Count */.y_,
    errors: schema/* Count */.y_,
    ingested: (0,schema/* optional */.lq)(dist/* boolean */.zMY()),
});
function readSyncRun(json, syncName, path = '') {
    const body = (0,schema/* read */.LF)(RunBody, json, path);
    if (body.sync_name !== null && body.sync_name !== syncName) {
        throw new schema/* SchemaError */.Ar(path === '' ? 'sync_name' : `${path}.sync_name`, 'that of the sync that was asked for');
    }
    const createdAt = body.created_at;
    if (createdAt === null)
        throw new schema/* SchemaError */.Ar(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
    return {
        id: body.id,
        status: cutWord(body.status),
        statusReason: body.status_reason === null || body.status_reason === '' ? null : cutWord(body.status_reason),
        createdAt,
        completedAt: readCompletion(body.completed_at, createdAt),
        rows: body.total_rows,
        errors: body.errors,
        ingested: body.ingested,
    };
}
const CLOCK_TOLERANCE_MS = 5_000;
function readCompletion(completedAt, createdAt) {
    if (completedAt === null || completedAt >= createdAt)
        return completedAt;
    return (0,timestamp/* millisecondsOf */.W$)(createdAt) - (0,timestamp/* millisecondsOf */.W$)(completedAt) <= CLOCK_TOLERANCE_MS ? createdAt : null;
}
function cutWord(word) {
    return word.slice(0, 100);
}
const StatsBody = dist/* object */.Ikc({ completed_tables: schema/* Count */.y_, resources: schema/* Count */.y_ });
function readRunStats(json) {
    const body = (0,schema/* read */.LF)(StatsBody, json);
    return { completedTables: body.completed_tables, resources: body.resources };
}
const TableBody = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    errors: (0,schema/* optional */.lq)(schema/* Count */.y_),
    panics: (0,schema/* optional */.lq)(schema/* Count */.y_),
    resources: (0,schema/* optional */.lq)(schema/* Count */.y_),
});
function readRunTable(json, path = '') {
    const body = (0,schema/* read */.LF)(TableBody, json, path);
    return { name: body.name, errors: (body.errors ?? 0) + (body.panics ?? 0), rows: body.resources };
}
const SyncBody = dist/* object */.Ikc({ name: schema/* NonEmptyText */.Ug });
function readSyncName(json, path = '') {
    return (0,schema/* read */.LF)(SyncBody, json, path).name;
}
const SyncState = dist/* object */.Ikc({ disabled: dist/* boolean */.zMY() });
function readSyncDisabled(json) {
    return (0,schema/* read */.LF)(SyncState, json).disabled;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./src/platform/violations.ts



const LONGEST_TEXT = 20_000;
const Text = dist/* fallback */.NpB(dist/* pipe */.FsL(dist/* union */.KCZ([dist/* string */.YjP(), dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b())]), dist/* transform */.pdi((value) => shorten(String(value)))), '');
function shorten(text) {
    return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}#${(0,external_node_crypto_.hash)('sha256', text, 'hex')}`;
}
const ViolationBody = dist/* object */.Ikc({
    cloud: Text,
    resource_type_label: Text,
    _cq_account_name: Text,
    account_id: Text,
    name: Text,
    region: Text,
    _cq_platform_id: Text,
    tags: dist/* fallback */.NpB(dist/* array */.YOg(Text), []),
});
function readViolation(json, path = '') {
    const body = (0,schema/* read */.LF)(ViolationBody, json, path);
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
function readViolationRow(json, path = '') {
    return { violation: readViolation(json, path), json };
}

;// CONCATENATED MODULE: ./src/platform/client.ts





const WAITING = 60;
const DETAIL = { budget: 3, timeoutMs: 10_000, isDetail: true };
const RUNS_PER_PAGE = 100;
const EVALUATIONS = 20;
function createClient(requester) {
    const { get, list, find, sendOnce } = requester;
    const syncAt = (syncName) => `/syncs/${encodeURIComponent(syncName)}`;
    const runsOf = (syncName) => `${syncAt(syncName)}/runs`;
    const runAt = (syncName, runId) => `${runsOf(syncName)}/${encodeURIComponent(runId)}`;
    const violationsOf = (policyId) => `/policies/${encodeURIComponent(policyId)}/violations`;
    return {
        async listPolicies(groupIds, patience = 'asking') {
            const order = { sort_by: 'created_at', sort_dir: 'asc' };
            const queries = groupIds.length === 0 ? [order] : groupIds.map((id) => ({ ...order, policy_group_ids: [id] }));
            const budget = patience === 'waiting' ? WAITING : undefined;
            const lists = await Promise.all(queries.map((query) => list('/policies', query, readPolicy, (policy) => policy.id, { budget, choose: chooseResult })));
            const merged = new Map();
            for (const policy of lists.flat()) {
                const twin = merged.get(policy.id);
                merged.set(policy.id, twin === undefined ? policy : chooseResult(twin, policy));
            }
            return [...merged.values()];
        },
        listPolicyGroups: () => get('/policy-groups', {}, (answer) => [...readPage(answer.body, readPolicyGroup).items]),
        listSomeViolations: (policyId, count) => get(violationsOf(policyId), { page: 1, per_page: count }, (answer) => readPage(answer.body, readViolation), DETAIL),
        async visitViolations(policyId, visit) {
            for await (const page of requester.walk(violationsOf(policyId), readViolationRow))
                visit(page);
        },
        listSyncNames: () => list('/syncs', {}, readSyncName, (name) => name),
        async listRuns(syncName) {
            const readRun = (item, at) => readSyncRun(item, syncName, at);
            let serverTime = null;
            const first = await get(runsOf(syncName), { page: 1, per_page: RUNS_PER_PAGE }, (answer) => {
                serverTime = answer.serverTime;
                const page = readPage(answer.body, readRun);
                if (page.items.length === 0 && (page.totalCount ?? 0) > 0) {
                    throw new schema/* SchemaError */.Ar('items', 'as many as `metadata.total_count` says, and are none');
                }
                return page;
            });
            const isOnly = isLastPage(first, 1, RUNS_PER_PAGE, first.items.length);
            const isEnough = isOnly || isNewestFirst(first.items);
            const runs = isEnough ? first.items : await list(runsOf(syncName), {}, readRun, (run) => run.id);
            return {
                runs: runs.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
                isWhole: isOnly || !isEnough,
                serverTime,
            };
        },
        createRun: (syncName, signal) => sendOnce({ method: 'POST', path: runsOf(syncName), signal }, (answer) => readLook(answer, syncName)),
        getRun: (syncName, runId) => get(runAt(syncName, runId), {}, (answer) => {
            const look = readLook(answer, syncName);
            if (look.run.id !== runId)
                throw new schema/* SchemaError */.Ar('id', 'that of the run that was asked for');
            return look;
        }, { budget: WAITING }),
        cancelRun: (syncName, runId, timeoutMs, signal) => {
            const body = { status: 'cancelled' };
            return sendOnce({ method: 'PATCH', path: runAt(syncName, runId), body, answer: 'none', timeoutMs, signal }, () => { });
        },
        findRun: (syncName, runId) => find({ path: runAt(syncName, runId) }, (answer) => readSyncRun(answer.body, syncName)),
        findSyncDisabled: (syncName) => find({ path: syncAt(syncName) }, (answer) => readSyncDisabled(answer.body)),
        findEvaluations: (policyId) => find({ path: `/policies/${encodeURIComponent(policyId)}/violations-history`, query: { per_page: EVALUATIONS } }, (answer) => {
            const page = readPage(answer.body, readEvaluationCount);
            return { items: page.items, isWhole: isLastPage(page, 1, EVALUATIONS, page.items.length) };
        }),
        findRunStats: (syncName, runId) => find({ path: `${runAt(syncName, runId)}/stats` }, (answer) => readRunStats(answer.body)),
        findWorstTables: (syncName, runId, count) => {
            const query = { per_page: count, sort_by: 'errors', sort_dir: 'desc' };
            const path = `${runAt(syncName, runId)}/tables`;
            return find({ path, query }, (answer) => [...readPage(answer.body, readRunTable).items]);
        },
        findLog: (syncName, runId) => find({ path: `${runAt(syncName, runId)}/logs/live`, answer: 'text' }, ({ body }) => typeof body === 'string' ? body : ''),
    };
}
function isNewestFirst(runs) {
    const created = runs.map((run) => run.createdAt);
    const isFalling = created.every((moment, index) => index === 0 || moment <= (created[index - 1] ?? ''));
    return isFalling && created[0] !== created.at(-1);
}
function readLook(answer, syncName) {
    return { run: readSyncRun(answer.body, syncName), serverTime: answer.serverTime };
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./src/platform/http/errors.ts

class PlatformError extends src_errors/* GateError */.ue {
    name = 'PlatformError';
    failure;
    constructor(message, request, failure, options = {}) {
        super(`${message} (${request.method} ${request.url})`, {
            ...options,
            remedy: options.remedy ?? remedyFor(failure),
        });
        this.failure = failure;
    }
    get status() {
        return this.failure.kind === 'status' ? this.failure.status : null;
    }
}
function hasStatus(error, ...statuses) {
    return error instanceof PlatformError && error.status !== null && statuses.includes(error.status);
}
const REMEDIES = {
    401: 'The API key is not valid on this Platform: it may have expired (keys always do), been deleted, or belong to another Platform. Create a key in the Platform under Organization Settings → API Keys and store it in the secret that `api-key` reads.',
    403: "The API key's role does not permit this. Use a key with the role `ci`; where that is not enough, `general:write`.",
    404: 'Check `platform-url`, and that the Platform is version 2 (April 2026) or newer: an older one has none of these addresses.',
    429: 'The Platform limits how often it may be asked: run fewer gates at the same time, or raise `max-poll-interval-seconds`.',
};
const OUTAGE = 'The Platform, or a proxy in front of it, is not well: look at its status, then run the job again.';
function remedyFor(failure) {
    switch (failure.kind) {
        case 'network':
        case 'timeout':
            return 'Check that `platform-url` is right and that this runner reaches it: firewall, VPN, `HTTPS_PROXY` and `NO_PROXY`.';
        case 'certificate':
            return "The certificate is checked, always. If your company's own CA signed it, put that CA's PEM file on the runner and name it in `NODE_EXTRA_CA_CERTS`.";
        case 'unreadable':
            return 'Check that `platform-url` is the address of a CloudQuery Platform, with no login page or proxy in between.';
        case 'redirect':
            return null;
        case 'status':
            return REMEDIES[failure.status] ?? (failure.status >= 500 ? OUTAGE : null);
    }
}

// EXTERNAL MODULE: ./src/platform/http/retry.ts
var http_retry = __nccwpck_require__(8966);
;// CONCATENATED MODULE: ./src/platform/http/requester.ts






const ASKING = 8;
const READINGS = 3;
const FAILURES_TO_TELL = 3;
const PAUSE_TO_TELL_MS = 20_000;
const DETAIL_TIMEOUT_MS = 10_000;
const DETAIL_SHARE = 0.1;
const SHORTEST_DETAIL_MS = 500;
const DETAIL_PATIENCE_MS = 30_000;
const SLOW_DETAILS = 3;
const DETAIL_REST_MS = 30_000;
function createRequester(options) {
    const { clock, stop, debug, info, random = Math.random } = options;
    let slowDetails = 0;
    let noDetailsUntil = 0;
    const sendOnce = (request, parse) => send(request, parse);
    async function send(request, parse, detailUntil) {
        const started = clock.now();
        const label = `${request.method} ${request.path}`;
        const sendIt = () => options.transport.send({ timeoutMs: options.requestTimeoutMs, ...request });
        try {
            const isPaced = request.method === 'GET' && options.throttle !== undefined;
            const answer = await (isPaced ? options.throttle.pass(sendIt, detailUntil) : sendIt());
            await (0,promises_.setImmediate)();
            const parsed = parseAnswer(answer, request.method, parse);
            debug(`${label} → ${answer.status} in ${clock.now() - started} ms`);
            return parsed;
        }
        catch (error) {
            debug(`${label} → ${(0,src_errors/* messageOf */.bD)(error)} in ${clock.now() - started} ms`);
            throw error;
        }
    }
    async function retry(attempt, budget, until) {
        const patience = { budget, longestPauseMs: options.longestPauseMs };
        for (let failures = 1;; failures++) {
            try {
                return await attempt();
            }
            catch (error) {
                if (!(error instanceof PlatformError))
                    throw error;
                const remaining = until - clock.now();
                const pause = (0,http_retry/* pauseBeforeRetry */.Gw)(error.failure, failures, patience, remaining, random());
                if (pause === null && remaining <= 0 && (0,http_retry/* isPassing */.WG)(error.failure))
                    throw explainTimeout(error);
                if (pause === null)
                    throw error;
                debug(`trying again in ${Math.round(pause)} ms (${failures} of ${budget} tries failed)`);
                if (failures === FAILURES_TO_TELL || failures % 10 === 0 || pause > PAUSE_TO_TELL_MS) {
                    info(`The Platform does not answer as it should, trying on: ${error.message}; next try in ${Math.ceil(pause / 1_000)} s.`);
                }
                await clock.sleep(pause, stop);
            }
        }
    }
    const get = (path, query, parse, { budget = ASKING, timeoutMs = options.requestTimeoutMs, isDetail = false } = {}) => {
        const request = {
            method: 'GET',
            path,
            query,
            signal: stop,
            timeoutMs: Math.min(timeoutMs, options.requestTimeoutMs),
        };
        if (!isDetail)
            return retry(() => send(request, parse), budget, options.deadline);
        const until = Math.min(options.deadline, clock.now() + DETAIL_PATIENCE_MS);
        return retry(() => send(request, parse, until), budget, until);
    };
    function fetchPages(path, query, readItem, budget) {
        return (page, perPage) => {
            if (clock.now() > options.deadline + options.requestTimeoutMs) {
                throw new src_errors/* TimedOutError */.On(`The deadline passed while ${path} was read.`, 'Raise `timeout-minutes`.');
            }
            return get(path, { ...query, page, per_page: perPage }, (answer) => readPage(answer.body, readItem), { budget });
        };
    }
    const list = async (path, query, readItem, identify, { budget = ASKING, choose } = {}) => {
        for (let reading = 1;; reading++) {
            try {
                return await readAllPages(fetchPages(path, query, readItem, budget), identify, choose);
            }
            catch (error) {
                if (!(error instanceof schema/* SchemaError */.Ar))
                    throw error;
                if (reading >= READINGS || clock.now() >= options.deadline)
                    throw unreadable('GET', path, error);
                debug(`${path} moved while it was read, reading it again: ${error.message}`);
                await clock.sleep(Math.min(options.longestPauseMs, 1_000), stop);
            }
        }
    };
    const find = async (request, parse) => {
        const began = clock.now();
        if (began < noDetailsUntil)
            return null;
        const share = Math.max(SHORTEST_DETAIL_MS, (options.deadline - began) * DETAIL_SHARE);
        const mostMs = options.throttle === undefined ? DETAIL_TIMEOUT_MS : Math.min(DETAIL_TIMEOUT_MS, share);
        const timeoutMs = Math.min(mostMs, options.requestTimeoutMs);
        try {
            const found = await send({ method: 'GET', signal: stop, timeoutMs, ...request }, parse, began + timeoutMs);
            slowDetails = 0;
            return found;
        }
        catch (error) {
            stop.throwIfAborted();
            if (!(error instanceof PlatformError || error instanceof src_errors/* TimedOutError */.On))
                throw error;
            slowDetails = clock.now() - began >= timeoutMs ? slowDetails + 1 : 0;
            if (slowDetails >= SLOW_DETAILS)
                noDetailsUntil = clock.now() + DETAIL_REST_MS;
            return null;
        }
    };
    async function* walk(path, readItem) {
        try {
            yield* walkPages(fetchPages(path, {}, readItem, ASKING));
        }
        catch (error) {
            throw error instanceof schema/* SchemaError */.Ar ? unreadable('GET', path, error) : error;
        }
    }
    return { sendOnce, get, list, find, walk };
}
function parseAnswer(answer, method, parse) {
    try {
        return parse(answer);
    }
    catch (error) {
        throw error instanceof schema/* SchemaError */.Ar ? unreadable(method, answer.url, error) : error;
    }
}
function unreadable(method, url, cause) {
    const message = `The Platform's answer is not as expected: ${cause.message}`;
    return new PlatformError(message, { method, url }, { kind: 'unreadable' }, { cause });
}
function explainTimeout(error) {
    return new src_errors/* TimedOutError */.On(`The deadline passed while the Platform gave no usable answer: ${error.message}`, error.remedy ?? 'Raise `timeout-minutes`.');
}

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

;// CONCATENATED MODULE: ./src/platform/http/throttle.ts



const MOST_AT_ONCE = 8;
const DETAILS_AT_ONCE = 6;
const PAUSE_MS = 1_000;
const SHORTEST_PAUSE_MS = 100;
const LAST_TURN_MS = 2_000;
function createThrottle(clock, stop, deadline) {
    const limit = pLimit(MOST_AT_ONCE);
    const limitDetails = pLimit(DETAILS_AT_ONCE);
    let pace = { atOnce: MOST_AT_ONCE, passed: 0, heldUntil: 0 };
    function keep(next) {
        pace = next;
        if (limit.concurrency !== pace.atOnce)
            limit.concurrency = pace.atOnce;
    }
    const isHeld = () => clock.now() < pace.heldUntil;
    async function sendNow(send, latest) {
        stop.throwIfAborted();
        if (clock.now() > latest)
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
            if (hasStatus(error, 429)) {
                const asked = error.failure.kind === 'status' ? error.failure.retryAfterMs : null;
                keep(slowDown(pace, clock.now(), asked, deadline));
            }
            throw error;
        }
    }
    async function passNeeded(send) {
        for (;;) {
            while (isHeld())
                await clock.sleep(pace.heldUntil - clock.now(), stop);
            const sent = await limit(async () => (isHeld() ? null : { answer: await sendNeeded(send) }));
            if (sent !== null)
                return sent.answer;
        }
    }
    return {
        pass: (send, detailUntil) => detailUntil === undefined
            ? passNeeded(send)
            : limitDetails(() => limit(() => sendNow(send, Math.min(detailUntil, deadline + LAST_TURN_MS)))),
    };
}
function describeTimeout() {
    return new src_errors/* TimedOutError */.On('The deadline passed before the Platform could be asked again.', 'Raise `timeout-minutes`.');
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

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __nccwpck_require__(7388);
;// CONCATENATED MODULE: ./src/platform/http/body.ts
async function readBody(message, limits) {
    const chunks = [];
    let kept = 0;
    let bytes = 0;
    try {
        for await (const chunk of message) {
            chunks.push(chunk);
            kept += chunk.length;
            bytes += chunk.length;
            if (limits.keep === 'all' && kept > limits.bytes) {
                return { text: '', bytes, problem: `it is larger than ${limits.bytes / 2 ** 20} MiB` };
            }
            while (kept - (chunks[0]?.length ?? 0) > limits.bytes)
                kept -= chunks.shift()?.length ?? 0;
        }
    }
    catch (error) {
        if (limits.keep === 'end' && kept > 0)
            return { text: decode(chunks, limits), bytes, problem: null };
        if (error instanceof Error && error.name === 'AbortError')
            throw error;
        return { text: decode(chunks, limits), bytes, problem: 'the connection was cut inside it' };
    }
    if (!message.complete)
        return { text: decode(chunks, limits), bytes, problem: 'the connection was cut inside it' };
    return { text: decode(chunks, limits), bytes, problem: null };
}
function decode(chunks, limits) {
    const bytes = Buffer.concat(chunks);
    return (limits.keep === 'end' ? bytes.subarray(-limits.bytes) : bytes).toString('utf8');
}

// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/proxy.js
var lib_proxy = __nccwpck_require__(9783);
;// CONCATENATED MODULE: ./src/platform/http/connection.ts


async function openConnection(url) {
    const { request, Agent } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
    if (hasProxy(url)) {
        const { HttpClient } = await Promise.all(/* import() */[__nccwpck_require__.e(119), __nccwpck_require__.e(779)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2779));
        const client = new HttpClient('', [], { keepAlive: true });
        return { request, agent: client.getAgent(url.href), close: () => client.dispose() };
    }
    const agent = new Agent({ keepAlive: true });
    return { request, agent, close: () => agent.destroy() };
}
function hasProxy(url) {
    if ((0,lib_proxy/* checkBypass */.H)(url))
        return false;
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    if (!process.env[name] && !process.env[name.toUpperCase()])
        return false;
    let proxy;
    try {
        proxy = (0,lib_proxy/* getProxyUrl */.s)(url);
    }
    catch {
    }
    if (proxy !== undefined && proxy.hostname !== '' && /^https?:$/.test(proxy.protocol))
        return true;
    throw new src_errors/* GateError */.ue(`\`${name.toUpperCase()}\` is not the address of an HTTP proxy.`, {
        remedy: 'Write it as `http://host:port` or `http://user:password@host:port`, with the password URL-encoded; or name the Platform in `NO_PROXY`.',
    });
}

;// CONCATENATED MODULE: ./src/platform/http/server-message.ts



const ErrorBody = dist/* object */.Ikc({
    message: dist/* string */.YjP(),
    errors: dist/* fallback */.NpB(dist/* optional */.lqM(dist/* array */.YOg(dist/* string */.YjP()), []), []),
    field_errors: dist/* fallback */.NpB(dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP()), {}), {}),
});
const MOST_DETAILS = 5;
function describeServerError(status, contentType, text, scrub) {
    const answered = `The Platform answered ${status}`;
    const body = dist/* safeParse */.xLC(ErrorBody, parseOrNull(text, scrub));
    if (!body.success) {
        if (text.trim() === '')
            return `${answered} without a message`;
        return `${answered} with something other than its own error (${(0,text_escape/* toLogText */.ZQ)(contentType, 60) || 'no content type'}, ${text.length} characters)`;
    }
    const { message, errors, field_errors: fields } = body.output;
    const details = [...errors, ...Object.entries(fields).map(([field, problem]) => `${field}: ${problem}`)];
    const shown = details.slice(0, MOST_DETAILS).map((detail) => (0,text_escape/* toLogText */.ZQ)(detail, 200));
    if (details.length > shown.length)
        shown.push(`and ${details.length - shown.length} more`);
    return `${answered}: ${(0,text_escape/* toLogText */.ZQ)(message, 300)}${shown.length > 0 ? ` [${shown.join('; ')}]` : ''}`;
}
function parseOrNull(text, scrub) {
    try {
        return (0,text_scrub/* parseScrubbed */.g)(text, scrub);
    }
    catch {
        return null;
    }
}
function describeRedirect(status, location, url) {
    const target = location !== '' && URL.canParse(location, url) ? new URL(location, url) : null;
    if (target === null) {
        return { message: `The Platform answered ${status}, a redirect to nowhere`, remedy: 'Check `platform-url`.' };
    }
    const place = (0,text_escape/* toLogText */.ZQ)(`${target.origin}${target.pathname}`, 200);
    const message = `The Platform answered ${status}, a redirect to ${place}, which is not followed`;
    if (target.origin === new URL(url).origin || target.protocol !== 'https:') {
        return { message, remedy: 'Check `platform-url`: this looks like a login page or a proxy.' };
    }
    const remedy = `If that is your Platform, set \`platform-url\` to ${(0,text_escape/* toLogText */.ZQ)(target.origin, 200)}.`;
    return { message, remedy };
}

;// CONCATENATED MODULE: ./src/platform/http/transport.ts








const JSON_LIMITS = { bytes: 64 * 2 ** 20, keep: 'all' };
const TEXT_LIMITS = { bytes: 64 * 2 ** 10, keep: 'end' };
const CERTIFICATE = /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;
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
            return await readAnswer(request, where, message, deadline.signal, options);
        }
        catch (error) {
            if (error instanceof src_errors/* GateError */.ue)
                throw error;
            request.signal.throwIfAborted();
            throw explainFailure(error, where, deadline.expired(), request.timeoutMs, options.scrub);
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
        authorization: `Bearer ${options.apiKey}`,
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
async function readAnswer(request, where, message, signal, { scrub, onBody }) {
    const status = message.statusCode ?? 0;
    const isText = request.answer === 'text' && status < 300;
    if (status >= 300 && status < 400) {
        message.destroy();
        const redirect = describeRedirect(status, scrub(message.headers.location ?? ''), where.url);
        throw new PlatformError(redirect.message, where, { kind: 'redirect' }, { remedy: redirect.remedy });
    }
    const body = await readBody(message, isText ? TEXT_LIMITS : JSON_LIMITS);
    onBody?.(body.bytes);
    if (signal.aborted && body.problem !== null)
        throw new Error(body.problem);
    const contentType = scrub(message.headers['content-type'] ?? '');
    const encoding = message.headers['content-encoding']?.trim().toLowerCase() || 'identity';
    if (status < 300 && encoding !== 'identity') {
        const how = (0,text_escape/* toLogText */.ZQ)(encoding, 40);
        throw new PlatformError(`The Platform's answer is compressed (${how}), which was not asked for`, where, {
            kind: 'unreadable',
        });
    }
    if (body.problem !== null && status < 300 && request.answer !== 'none') {
        throw new PlatformError(`The Platform's answer could not be read: ${body.problem}`, where, { kind: 'unreadable' });
    }
    if (status < 200 || status >= 300) {
        const retryAfterMs = (0,http_retry/* parseRetryAfter */.mu)(message.headers['retry-after'], Date.now());
        const failure = { kind: 'status', status, retryAfterMs };
        throw new PlatformError(describeServerError(status, contentType, body.text, scrub), where, failure);
    }
    const date = Date.parse(message.headers.date ?? '');
    const serverTime = Number.isNaN(date) ? null : date;
    const { url } = where;
    if (status === 204 || request.answer === 'none')
        return { url, status, body: undefined, serverTime };
    if (isText && /html/i.test(contentType)) {
        throw new PlatformError('The Platform answered with a page instead of a text', where, { kind: 'unreadable' });
    }
    if (isText)
        return { url, status, body: scrub(body.text), serverTime };
    let parsed = null;
    return {
        url,
        status,
        serverTime,
        get body() {
            parsed ??= { json: parseJson(body.text, contentType, where, scrub) };
            return parsed.json;
        },
    };
}
function parseJson(text, contentType, where, scrub) {
    try {
        return (0,text_scrub/* parseScrubbed */.g)(text, scrub);
    }
    catch {
        const kind = (0,text_escape/* toLogText */.ZQ)(contentType, 60) || 'no content type';
        const message = `The Platform's answer is not JSON (${kind}, ${text.length} characters)`;
        throw new PlatformError(message, where, { kind: 'unreadable' });
    }
}
function explainFailure(error, where, expired, timeoutMs, scrub) {
    const host = new URL(where.url).host;
    if (expired) {
        const seconds = Number((timeoutMs / 1_000).toPrecision(3));
        return new PlatformError(`No complete answer from ${host} within ${seconds} s`, where, { kind: 'timeout' });
    }
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    const detail = (0,text_escape/* toLogText */.ZQ)(scrub(error instanceof Error ? error.message : String(error)), 200);
    if (CERTIFICATE.test(code)) {
        const message = `The certificate of ${host} is not trusted: ${detail} [${code}]`;
        return new PlatformError(message, where, { kind: 'certificate' });
    }
    return new PlatformError(`${host} could not be reached: ${detail}`, where, { kind: 'network' });
}

;// CONCATENATED MODULE: ./src/platform/open.ts





const LONGEST_REQUEST_MS = 60_000;
const SHORTEST_REQUEST_MS = 1_000;
const REQUEST_SHARE = 0.1;
const LAST_REQUEST_MS = 1_500;
const LAST_TIME_MS = 4_000;
function openPlatform(inputs, clock, stopping, log, onBody) {
    const transport = createTransport({
        baseUrl: inputs.baseUrl,
        apiKey: inputs.apiKey,
        userAgent: 'cloudquery-gate',
        scrub: (0,text_scrub/* createScrub */.E)(inputs.apiKey),
        onBody,
    });
    const deadline = clock.now() + inputs.timeoutMs;
    const common = { transport, clock, ...log, longestPauseMs: inputs.longestPauseMs };
    const share = inputs.timeoutMs * REQUEST_SHARE;
    const requestTimeoutMs = Math.min(LONGEST_REQUEST_MS, Math.max(SHORTEST_REQUEST_MS, share));
    return {
        client: createClient(createRequester({
            ...common,
            stop: stopping.stop,
            deadline,
            requestTimeoutMs,
            throttle: createThrottle(clock, stopping.stop, deadline),
        })),
        lastClient: () => createClient(createRequester({
            ...common,
            stop: new AbortController().signal,
            deadline: Math.min(clock.now() + LAST_TIME_MS, (stopping.lastMoment() ?? Infinity) - LAST_REQUEST_MS),
            requestTimeoutMs: LAST_REQUEST_MS,
        })),
        deadline,
        close: transport.close,
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
;// CONCATENATED MODULE: ./src/runner/files.ts



const readText = (path, mostBytes) => {
    try {
        const stats = (0,external_node_fs_.statSync)(path);
        if (!stats.isFile())
            return { kind: 'problem', problem: 'is no file.' };
        const text = readUpTo(path, mostBytes);
        return text === null ? { kind: 'problem', problem: `is larger than ${mostBytes} bytes.` } : { kind: 'text', text };
    }
    catch (error) {
        if (hasCode(error, 'ENOENT', 'ENOTDIR'))
            return { kind: 'missing' };
        return { kind: 'problem', problem: `can't be read: ${(0,src_errors/* messageOf */.bD)(error)}.` };
    }
};
function readUpTo(path, mostBytes) {
    const file = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK ?? 0));
    try {
        const chunks = [];
        let size = 0;
        for (;;) {
            const chunk = Buffer.alloc(CHUNK);
            const read = (0,external_node_fs_.readSync)(file, chunk);
            if (read === 0)
                return Buffer.concat(chunks).toString('utf8');
            size += read;
            if (size > mostBytes)
                return null;
            chunks.push(chunk.subarray(0, read));
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
function findFreePath(path) {
    const { dir, name, ext } = (0,external_node_path_.parse)(path);
    for (let number = 2, free = path;; number++) {
        if ((0,external_node_fs_.lstatSync)(free, { throwIfNoEntry: false }) === undefined)
            return free;
        free = (0,external_node_path_.join)(dir, `${name}-${number}${ext}`);
    }
}
function writeText(path, pieces) {
    makeFolder((0,external_node_path_.dirname)(path));
    const draft = `${path}.${process.pid}.tmp`;
    try {
        const file = (0,external_node_fs_.openSync)(draft, 'wx');
        try {
            for (const chunk of joinPieces(pieces))
                (0,external_node_fs_.writeFileSync)(file, chunk);
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
        moveOver(draft, path);
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(draft, { force: true, maxRetries: 3 });
        throw error;
    }
}
const HELD = ['EACCES', 'EBUSY', 'EPERM'];
const MOST_MOVES = 5;
const files_PAUSE_MS = 50;
function moveOver(from, to, rename = external_node_fs_.renameSync, isPatient = isWindows) {
    for (let tries = 1;; tries++) {
        try {
            rename(from, to);
            return;
        }
        catch (error) {
            if (!isPatient || tries >= MOST_MOVES || !hasCode(error, ...HELD))
                throw error;
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, tries * files_PAUSE_MS);
        }
    }
}
const isWindows = process.platform === 'win32';
function makeFolder(path) {
    if ((0,external_node_fs_.existsSync)(path))
        return;
    if ((0,external_node_path_.dirname)(path) !== path)
        makeFolder((0,external_node_path_.dirname)(path));
    (0,external_node_fs_.mkdirSync)(path);
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
function isSameFile(a, b) {
    return realPathOf(a) === realPathOf(b);
}
function realPathOf(path) {
    try {
        return external_node_fs_.realpathSync.native(path);
    }
    catch {
        const parent = (0,external_node_path_.dirname)(path);
        return parent === path ? path : (0,external_node_path_.resolve)(realPathOf(parent), path.slice(parent.length).replace(/^[\\/]/, ''));
    }
}
function hasCode(error, ...codes) {
    return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

;// CONCATENATED MODULE: ./src/runner/exit.ts
const TIME_TO_EXIT_MS = 1_000;
function exitSoon() {
    setTimeout(() => process.exit(), TIME_TO_EXIT_MS).unref();
}

;// CONCATENATED MODULE: ./src/runner/lifecycle.ts


const CANCELLATIONS = ['SIGINT', 'SIGTERM', 'SIGBREAK'];
const TIME_TO_CANCEL_MS = 6_000;
function installGuard(runner) {
    process.exitCode = 1;
    const stop = new AbortController();
    let stoppedAt = null;
    let isConcluded = false;
    let isBroken = false;
    function fail(error) {
        if (isConcluded) {
            runner.info(`Warning: after the verdict something failed, which does not change it: ${(0,src_errors/* messageOf */.bD)(error)}`);
        }
        else {
            isConcluded = true;
            process.exitCode = 1;
            const outcome = error instanceof src_errors/* GateError */.ue ? error.outcome : 'error';
            const remedy = error instanceof src_errors/* GateError */.ue ? error.remedy : 'Please report it.';
            const message = `There is no verdict: ${(0,src_errors/* messageOf */.bD)(error)} ${remedy ?? ''}`.trim();
            runner.annotate({ level: 'error', title: `CloudQuery gate: ${outcome}`, message });
            trySetOutcome(runner, outcome);
        }
        exitSoon();
    }
    function halt(reason) {
        stoppedAt ??= Date.now();
        stop.abort(reason);
        setTimeout(() => fail(reason), TIME_TO_CANCEL_MS + TIME_TO_EXIT_MS).unref();
    }
    function crash(error) {
        if (isConcluded) {
            fail(error);
            return;
        }
        isBroken = true;
        halt(new src_errors/* GateError */.ue(`This action failed by a fault of its own: ${(0,src_errors/* messageOf */.bD)(error)}`, { cause: error }));
    }
    for (const signal of CANCELLATIONS)
        process.on(signal, () => halt(new src_errors/* CancelledError */.cc(signal)));
    process.on('uncaughtException', crash);
    process.on('unhandledRejection', crash);
    process.on('exit', () => {
        if (!isConcluded)
            fail(new Error('the step stopped before it reached one.'));
    });
    return {
        stop: stop.signal,
        lastMoment: () => (stoppedAt === null ? null : stoppedAt + TIME_TO_CANCEL_MS),
        conclude(green) {
            isConcluded = true;
            process.exitCode = green && !isBroken ? 0 : 1;
        },
        settle: exitSoon,
        fail,
    };
}
function trySetOutcome(runner, outcome) {
    try {
        runner.setOutput('outcome', outcome);
    }
    catch {
    }
}

;// CONCATENATED MODULE: ./src/runner/memory.ts
const GROWTH_BYTES = 4_000_000;
const COLLECTION_BYTES = 20_000_000;
function createGarbage(collector = V8_COLLECTOR) {
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

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
// EXTERNAL MODULE: ./src/inputs/missing-key.ts
var missing_key = __nccwpck_require__(2631);
// EXTERNAL MODULE: ./src/platform/severity.ts
var platform_severity = __nccwpck_require__(1476);
;// CONCATENATED MODULE: ./src/text/redact.ts


const HIDDEN_PATTERNS = '(hidden by redact)';
const HASH_DIGITS = 8;
const HASH = /^(?:account|resource)-[0-9a-f]{8}$/;
function hide(noun, text) {
    const name = text.trim();
    if (name === '' || HASH.test(name))
        return text;
    return `${noun}-${(0,external_node_crypto_.hash)('sha256', name, 'hex').slice(0, HASH_DIGITS)}`;
}
const NO_NAMES = { all: { next: new Map() }, distinctive: { next: new Map() } };
const OUR_WORDS = ['Platform', 'CloudQuery', ...platform_severity/* SEVERITIES */.oC];
const ORDINARY = /^(?:.{0,3}|\d{1,7})$/su;
const NOT_A_WORD = /[^\p{L}\p{M}]/u;
function collectNames({ platformUrl, syncs, judgement }) {
    const policies = judgement?.policies ?? [];
    const violations = policies.flatMap(({ resources }) => resources);
    const kept = new Set([
        ...OUR_WORDS,
        ...(platformUrl === null ? [] : [platformUrl, hostOf(platformUrl)]),
        ...syncs.flatMap(({ syncName, runId, worstTables }) => [syncName, runId ?? '', ...worstTables.map(nameOf)]),
        ...policies.flatMap(({ id, name, domain, severityLabel }) => [id, name, domain, severityLabel]),
        judgement?.baseline?.path ?? '',
        ...(judgement?.waivers ?? []).flatMap(({ waiver }) => [waiver.policy, waiver.reason, waiver.owner]),
        ...violations.flatMap(({ cloud, resourceType, region }) => [cloud, resourceType, region]),
    ]);
    const accounts = new Set(violations.flatMap(({ accountName, accountId }) => [accountName, accountId ?? '']));
    const resources = new Set(violations.flatMap(({ name, platformId }) => [name, platformId]));
    const hidden = [
        ...[...accounts].map((text) => [text, hide('account', text)]),
        ...[...resources].map((text) => [text, hide('resource', text)]),
    ].filter(([text]) => !ORDINARY.test(text.trim()));
    const unchanged = [...kept].map((text) => [text, null]);
    return {
        all: growTree([...unchanged, ...hidden]),
        distinctive: growTree([...unchanged, ...hidden.filter(([text]) => NOT_A_WORD.test(text.trim()))]),
    };
}
function nameOf({ name }) {
    return name;
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).host : url;
}
function growTree(entries) {
    const root = { next: new Map() };
    for (const [text, shown] of entries) {
        let branch = root;
        for (const token of splitTokens(text.trim()).slice(0, MOST_TOKENS)) {
            const key = keyOf(token);
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
const TOKEN = /arn(?::|%3a)aws[^\s"'`“”‘’«»()[\]{}<>\\|]*(?<![.,:;!?…])|(?:(?!arn(?::|%3a)aws)[\p{L}\p{M}\p{N}_-])+|\s+|./gisu;
const ARN = /^arn(?::|%3a)aws/i;
const ACCOUNT_ID = /(?<![\p{L}\p{N}])\d{12}(?![\p{L}\p{N}])/gu;
const QUOTED_PATTERNS = [
    [/(The Platform answered \d{3}: )(?:.*(?= \((?:GET|POST|PATCH) )|.*)/gs, `$1${HIDDEN_PATTERNS}`],
    [/(`accounts`: no [^`]*? matches )(?:.*(?= If that is a slip, [^;]*$)|.*)/gs, `$1${HIDDEN_PATTERNS}.`],
    [/(`accounts` is )".*?"(?=; allowed)/gs, `$1${HIDDEN_PATTERNS}`],
];
function redactText(text, names = NO_NAMES, thoroughness = 'all') {
    const unquoted = QUOTED_PATTERNS.reduce((rest, [start, shown]) => rest.replace(start, shown), text);
    const tokens = splitTokens(unquoted);
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
    return ARN.test(token) ? hide('resource', token) : token.replace(ACCOUNT_ID, (id) => hide('account', id));
}
function splitTokens(text) {
    return text.match(TOKEN) ?? [];
}
function keyOf(token) {
    return token.trim() === '' ? ' ' : token;
}

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: ./src/runner/commands.ts




function getInput(name) {
    return (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}
function getState(name) {
    return process.env[`STATE_${name}`] ?? '';
}
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
function info(message) {
    process.stdout.write(message + external_node_os_namespaceObject.EOL);
}
function debug(message) {
    issueCommand('debug', {}, message);
}
function startGroup(title) {
    issue('group', title);
}
function endGroup() {
    issue('endgroup');
}
function annotate(level, message, properties) {
    issueCommand(level, toCommandProperties(properties), message);
}
function setOutput(name, value) {
    sendValue('OUTPUT', 'set-output', name, value);
}
function saveState(name, value) {
    sendValue('STATE', 'save-state', name, value);
}
function sendValue(file, command, name, value) {
    if (process.env[`GITHUB_${file}`])
        issueFileCommand(file, prepareKeyValueMessage(name, value));
    else
        issueCommand(command, { name }, value);
}

;// CONCATENATED MODULE: ./src/runner/runner.ts







const LINES_IN_GROUP = 200;
function createRunner() {
    let scrub = (text) => text;
    let hide = (text) => text;
    const scrubText = (text) => {
        const visible = (0,text_escape/* removeInvisible */.i)(text);
        return visible === text || scrub(visible) === visible ? scrub(text) : scrub(visible);
    };
    function addSecret(secret) {
        const [earlier, own] = [scrub, (0,text_scrub/* createScrub */.E)(secret)];
        scrub = (text) => own(earlier(text));
    }
    const harmless = (text) => (0,text_escape/* neutralizeLog */.mU)(hide(scrub(text)));
    return {
        getInput: (name) => getInput(name),
        protect(secret) {
            if (secret === '')
                return;
            setSecret(secret);
            addSecret(secret);
        },
        hideSecret: addSecret,
        hideNames() {
            hide = (text) => redactText(text);
        },
        scrub: scrubText,
        scrubData: (data) => JSON.parse(scrub(JSON.stringify(data)), (_, value) => (typeof value === 'string' ? scrubText(value) : value)),
        info: (text) => info(harmless(text)),
        group(title, lines) {
            startGroup(harmless(title));
            for (const line of lines.slice(0, LINES_IN_GROUP))
                info(harmless(line));
            if (lines.length > LINES_IN_GROUP)
                info(`… and ${lines.length - LINES_IN_GROUP} more`);
            endGroup();
        },
        debug: (text) => debug(harmless(text)),
        annotate: ({ level, title, message, file, line }) => annotate(level, harmless(message), {
            title: harmless(title),
            ...(file === undefined ? {} : { file: scrub(file) }),
            ...(line === undefined ? {} : { startLine: line }),
        }),
        setOutput: (name, value) => writeWhole(process.env['GITHUB_OUTPUT'], () => setOutput(name, scrub(value))),
        saveState: (name, value) => writeWhole(process.env['GITHUB_STATE'], () => saveState(name, scrub(value))),
        getState: (name) => getState(name),
        async writeSummary(markdown) {
            const { summary } = await __nccwpck_require__.e(/* import() */ 801).then(__nccwpck_require__.bind(__nccwpck_require__, 3801));
            await summary.addRaw(scrub(markdown), true).write();
        },
        readEvent: () => ({
            eventName: process.env['GITHUB_EVENT_NAME'] ?? '',
            actor: process.env['GITHUB_ACTOR'] ?? '',
            isFork: (0,missing_key/* isForkEvent */.$)(readPayload()),
        }),
        readPayload,
        places: () => ({
            workspace: process.env['GITHUB_WORKSPACE'] || process.cwd(),
            temp: process.env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)(),
        }),
        commentPlace: () => ({
            apiUrl: process.env['GITHUB_API_URL'] ?? '',
            graphqlUrl: process.env['GITHUB_GRAPHQL_URL'] ?? '',
            eventName: process.env['GITHUB_EVENT_NAME'] ?? '',
            workflow: process.env['GITHUB_WORKFLOW_REF'] ?? '',
            job: process.env['GITHUB_JOB'] ?? '',
            step: process.env['GITHUB_ACTION'] ?? '',
            run: { id: Number(process.env['GITHUB_RUN_ID'] ?? 0), attempt: Number(process.env['GITHUB_RUN_ATTEMPT'] ?? 0) },
        }),
        context: (now) => {
            const repository = process.env['GITHUB_REPOSITORY'] || null;
            const [server, run] = [process.env['GITHUB_SERVER_URL'], process.env['GITHUB_RUN_ID']];
            return {
                repository,
                sha: process.env['GITHUB_SHA'] || null,
                workflowRef: process.env['GITHUB_WORKFLOW_REF'] || null,
                runUrl: repository && server && run ? `${server}/${repository}/actions/runs/${run}` : null,
                now,
            };
        },
    };
}
function writeWhole(path, write) {
    const size = path ? ((0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.size ?? null) : null;
    try {
        write();
    }
    catch (error) {
        if (path && size !== null)
            takeBack(path, size);
        throw error;
    }
}
function takeBack(path, size) {
    try {
        (0,external_node_fs_.truncateSync)(path, size);
    }
    catch {
    }
}
function readPayload() {
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(process.env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./src/text/day.ts
var day = __nccwpck_require__(6497);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __nccwpck_require__(8488);
;// CONCATENATED MODULE: ./src/actions/gate/baseline/baseline.ts
const EMPTY = new Map();
function countEntries(baseline) {
    let count = 0;
    for (const entries of baseline.byPolicy.values())
        for (const entry of entries.values())
            count += entry.count;
    return count;
}
function hideNames(baseline) {
    const hide = ({ count, names }) => ({
        count,
        names: { policy: names.policy, account: '', region: '', resource: '' },
    });
    const hideAll = (entries) => new Map([...entries].map(([id, entry]) => [id, hide(entry)]));
    return { ...baseline, byPolicy: new Map([...baseline.byPolicy].map(([id, entries]) => [id, hideAll(entries)])) };
}
function updateBaseline(baseline, looks) {
    const byPolicy = new Map(baseline.byPolicy);
    let fixed = 0;
    let added = 0;
    for (const look of looks) {
        const old = baseline.byPolicy.get(look.policy.id) ?? EMPTY;
        const entries = updateEntries(old, look);
        for (const [fingerprint, { count }] of entries)
            added += Math.max(0, count - (old.get(fingerprint)?.count ?? 0));
        for (const [fingerprint, { count }] of old)
            fixed += look.isWhole ? Math.max(0, count - rowsOf(look, fingerprint)) : 0;
        if (entries.size > 0)
            byPolicy.set(look.policy.id, entries);
        else
            byPolicy.delete(look.policy.id);
    }
    return { next: { path: baseline.path, byPolicy }, fixed, added };
}
function rowsOf({ seen }, fingerprint) {
    const now = seen?.get(fingerprint);
    return now === undefined ? 0 : now.open + now.waived + now.outOfScope;
}
function updateEntries(old, { seen, isWhole }) {
    const entries = new Map();
    for (const [fingerprint, { count, names }] of old) {
        const now = seen?.get(fingerprint);
        const unseen = isWhole || (now?.waived ?? 0) >= count ? 0 : count;
        const kept = Math.max(unseen, now?.open ?? 0, Math.min(count, (now?.open ?? 0) + (now?.outOfScope ?? 0)));
        if (kept > 0)
            entries.set(fingerprint, { count: kept, names: now?.names ?? names });
    }
    for (const [fingerprint, { open, names }] of seen ?? []) {
        if (open > 0 && !entries.has(fingerprint))
            entries.set(fingerprint, { count: open, names });
    }
    return entries;
}

;// CONCATENATED MODULE: ./src/actions/gate/files.ts






const LARGEST_WAIVERS = 2 ** 20;
const REPORT_DIR = 'cloudquery-gate';
async function readGateFiles(getInput, places, readText, today, isRedacted = false) {
    const problems = [];
    const locate = (path) => (0,external_node_path_.resolve)(places.workspace, path);
    function read(input, path, mostBytes, smallest) {
        const file = readText(locate(path), mostBytes);
        if (file.kind === 'text')
            return file.text;
        const problem = file.kind === 'missing'
            ? `is not in the workspace: check the repository out before this step (\`actions/checkout\`), or begin with ${smallest}.`
            : file.problem;
        problems.push(`\`${input}\` ${quote(path)} ${problem}`);
        return null;
    }
    const reportDir = locate(getInput('report-dir').trim() || (0,external_node_path_.resolve)(places.temp, REPORT_DIR));
    const baselinePath = getInput('baseline').trim();
    const waiversPath = getInput('waivers').trim();
    const nextBaselinePath = baselinePath === '' ? null : (0,external_node_path_.resolve)(reportDir, (0,external_node_path_.basename)(baselinePath));
    let baseline = null;
    let waivers = null;
    if (baselinePath !== '') {
        const { EMPTY_BASELINE, LARGEST_BASELINE, parseBaseline } = await __nccwpck_require__.e(/* import() */ 85).then(__nccwpck_require__.bind(__nccwpck_require__, 9085));
        const text = read('baseline', baselinePath, LARGEST_BASELINE, `\`${EMPTY_BASELINE}\``);
        const parsed = text === null ? null : parseBaseline(text, baselinePath);
        if (parsed?.kind === 'problem')
            problems.push(`\`baseline\` ${quote(baselinePath)} ${parsed.problem}`);
        if (parsed?.kind === 'baseline')
            baseline = parsed.baseline;
        if (nextBaselinePath !== null && isSameFile(nextBaselinePath, locate(baselinePath))) {
            problems.push(`\`report-dir\` is the folder of \`baseline\`, which the run's own baseline would overwrite: choose another folder.`);
        }
    }
    if (waiversPath !== '') {
        const text = read('waivers', waiversPath, LARGEST_WAIVERS, 'one that holds `version: 1` and `waivers: []`');
        const { parseWaivers } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(233)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6233));
        const parsed = text === null ? null : parseWaivers(text, waiversPath, today);
        if (parsed?.kind === 'problems') {
            const told = isRedacted ? parsed.problems.map(hideContent) : parsed.problems;
            problems.push(...told.map((problem) => `\`waivers\` ${problem}`));
        }
        if (parsed?.kind === 'waivers')
            waivers = { path: waiversPath, entries: parsed.waivers };
    }
    if (problems.length > 0)
        throw new src_errors/* InputError */.dz(problems);
    return { baseline, waivers, reportDir, nextBaselinePath };
}
function hideContent(problem) {
    const [place = ''] = /^.*?:\d+:\d+: /s.exec(problem) ?? [];
    return `${place}this can't be read; what it is about is hidden (\`redact\`). An editor shows it with the JSON Schema.`;
}
function describeFiles({ baseline, waivers }) {
    return [
        ...(baseline === null
            ? []
            : [`Baseline ${quote(baseline.path)}: ${(0,format/* countNouns */.Vq)(countEntries(baseline), 'known violation')}.`]),
        ...(waivers === null ? [] : [`Waivers ${quote(waivers.path)}: ${(0,format/* countNouns */.Vq)(waivers.entries.length, 'waiver')}.`]),
    ];
}
function quote(path) {
    return (0,text_escape/* toLogText */.ZQ)(path, 200);
}

;// CONCATENATED MODULE: ./src/platform/pacing.ts
const FIRST_PAUSE_MS = 500;
const SHORT_PAUSE_MS = 2_000;
const SHARE = 0.03;
function pauseBeforeLook(waitedMs, longestMs) {
    const pause = waitedMs < 2 * FIRST_PAUSE_MS ? FIRST_PAUSE_MS : Math.max(SHORT_PAUSE_MS, waitedMs * SHARE);
    return Math.min(pause, longestMs);
}

// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __nccwpck_require__(1916);
// EXTERNAL MODULE: ./src/text/pattern.ts
var text_pattern = __nccwpck_require__(8665);
;// CONCATENATED MODULE: ./src/actions/gate/select/selection.ts


function selectPolicies(listed, excludedIds, filters) {
    const isNamed = (0,text_pattern/* matchPatterns */.BM)(filters.policies);
    const selected = listed.filter((policy) => !excludedIds.has(policy.id) && isNamed([policy.name, policy.id]) && isOfDomain(policy, filters.domains));
    return { active: selected.filter((policy) => !isPaused(policy)), paused: selected.filter(isPaused) };
}
function isOfDomain({ domain }, domains) {
    return domains.length === 0 || domain === '' || domains.includes(domain.toLowerCase());
}
function isPaused({ status }) {
    return status.toLowerCase() === 'paused';
}
function findSelectionProblems(listed, selection, filters) {
    const names = listed.map((policy) => [policy.name, policy.id]);
    const problems = (0,text_pattern/* findUnmatched */.L2)(filters.policies, names).map((pattern) => describeUnmatched('policies', 'policy', pattern, listed.map((policy) => policy.name)));
    const literal = filters.policies.include.filter((pattern) => !/[*?]/.test(pattern));
    for (const pattern of literal) {
        const test = (0,text_pattern/* matchPatterns */.BM)({ include: [pattern], exclude: [] });
        const paused = selection.paused.find((policy) => test([policy.name, policy.id]));
        if (paused !== undefined && !selection.active.some((policy) => test([policy.name, policy.id]))) {
            problems.push(`\`policies\`: ${paused.name} is paused on the Platform, so that it is not evaluated.`);
        }
    }
    const hasFilters = !(0,text_pattern/* isEmpty */.Im)(filters.policies) || !(0,text_pattern/* isEmpty */.Im)(filters.groups) || filters.domains.length > 0;
    if (problems.length === 0 && hasFilters && selection.active.length === 0) {
        const paused = selection.paused.length > 0 ? ` (${selection.paused.length} paused ones are not evaluated)` : '';
        problems.push(`\`policies\`, \`policy-groups\` and \`domains\` together select no active policy${paused}.`);
    }
    return problems;
}
function describeUnmatched(input, noun, pattern, names) {
    return `\`${input}\`: no ${noun} matches ${pattern}${describeNearest(pattern, names)}.`;
}
const LONGEST_COMPARED = 200;
function describeNearest(wanted, names) {
    const shorten = (name) => name.slice(0, LONGEST_COMPARED).toLowerCase();
    const near = [...new Set(names)]
        .map((name) => ({ name, far: (0,mod/* distance */.Io)(shorten(wanted), shorten(name)) }))
        .sort((a, b) => a.far - b.far)
        .slice(0, 3)
        .map(({ name }) => name);
    return near.length === 0 ? ': there are none' : `; the nearest names are: ${near.join('; ')}`;
}
function countLeftOut(active, catalogue, listed, excludedIds, filters) {
    const inGroups = new Set(listed.map(({ id }) => id));
    const isNamed = (0,text_pattern/* matchPatterns */.BM)(filters.policies);
    const passes = {
        policies: (policy) => isNamed([policy.name, policy.id]),
        'policy-groups': ({ id }) => inGroups.has(id) && !excludedIds.has(id),
        domains: (policy) => isOfDomain(policy, filters.domains),
    };
    const candidates = catalogue.filter((policy) => !isPaused(policy));
    return active.map((filter) => {
        const pass = passes[filter.input];
        return pass === undefined ? filter : { ...filter, leftOut: candidates.filter((one) => !pass(one)).length };
    });
}

;// CONCATENATED MODULE: ./src/actions/gate/evaluate/freshness.ts

const FUTURE_MS = 86_400_000;
function assessPolicy(policy, freshness, now) {
    const status = policy.status.toLowerCase();
    if (status !== 'active')
        return unjudged('unreadable', `its status is ${policy.status}, which this version does not know`);
    if (policy.defect !== null)
        return unjudged('unreadable', policy.defect);
    if (policy.runAt === null)
        return unjudged('never-evaluated', 'the Platform has never evaluated it');
    if (policy.violationCount === null)
        return unjudged('never-evaluated', 'the Platform gives no number of violations');
    if ((0,timestamp/* millisecondsOf */.W$)(policy.runAt) > now + FUTURE_MS) {
        return unjudged('unreadable', `it was evaluated ${(0,timestamp/* formatTimestamp */.Ey)(policy.runAt)}, which is in the future`);
    }
    switch (freshness.kind) {
        case 'latest':
            return { standing: 'judged', reason: null };
        case 'unknown':
            return unjudged('stale', 'the Platform does not say when the run completed, so no result is known to be newer');
        case 'since':
            if (policy.runAt >= freshness.moment)
                return { standing: 'judged', reason: null };
            return unjudged('stale', "its latest result is from before the sync's data");
    }
}
function unjudged(standing, reason) {
    return { standing, reason };
}
function freshSinceAll(moments) {
    let latest = null;
    for (const moment of moments) {
        if (moment === null)
            return { kind: 'unknown' };
        if (latest === null || moment > latest)
            latest = moment;
    }
    return latest === null ? { kind: 'unknown' } : { kind: 'since', moment: latest };
}

;// CONCATENATED MODULE: ./src/actions/gate/evaluate/evaluation.ts



async function lookAtPolicies(scope, client, patience) {
    const listed = await client.listPolicies(scope.includedGroupIds, patience);
    return { listed, selection: selectPolicies(listed, scope.excludedIds, scope.filters) };
}
async function awaitEvaluation(scope, before, freshness, until, deps) {
    const { clock } = deps;
    const began = clock.now();
    let told = -1;
    let toldAt = began;
    for (;;) {
        const { selection, listed } = await lookAtPolicies(scope, deps.client, 'waiting');
        const evaluation = assessPolicies(selection, listed, before, { freshness, now: clock.now() });
        const judged = evaluation.assessed.filter(({ standing }) => standing.standing === 'judged').length;
        const all = evaluation.assessed.length;
        const now = clock.now();
        if (judged === all || freshness.kind !== 'since' || now >= until) {
            if (freshness.kind === 'since')
                deps.info(`Policies evaluated on the new data: ${judged} of ${all}.`);
            return evaluation;
        }
        if (told < 0 || now - toldAt >= (judged === told ? 60_000 : 10_000)) {
            deps.info(`Policies evaluated on the new data: ${judged} of ${all}.`);
            told = judged;
            toldAt = now;
        }
        await clock.sleep(Math.min(pauseBeforeLook(now - began, deps.longestPauseMs), until - now), deps.stop);
    }
}
function assessPolicies(selection, listed, before, { freshness, now }) {
    const assessed = selection.active.map((policy) => ({ policy, standing: assessPolicy(policy, freshness, now) }));
    const active = new Set(selection.active.map((policy) => policy.id));
    const lost = before
        .filter((policy) => !active.has(policy.id))
        .map((policy) => {
        const latest = listed.find((one) => one.id === policy.id);
        return latest === undefined
            ? { policy, standing: { standing: 'unreadable', reason: 'the Platform does not list it any more' } }
            : { policy: latest, standing: assessLost(latest) };
    });
    const lostIds = new Set(lost.map(({ policy }) => policy.id));
    return {
        assessed: [...assessed, ...lost],
        paused: selection.paused.filter((policy) => !lostIds.has(policy.id)).length,
    };
}
function assessLost(policy) {
    const reason = policy.status.toLowerCase() === 'paused'
        ? 'it was paused while this step waited'
        : 'the filters select it no longer: it was changed while this step waited';
    return { standing: 'unreadable', reason };
}

;// CONCATENATED MODULE: ./src/actions/gate/evaluate/growth.ts

const CONCURRENCY = 8;
async function countNews(judged, before, freshness, { client, clock, until }) {
    const violated = judged.filter((policy) => (policy.violationCount ?? 0) > 0);
    const limit = pLimit(CONCURRENCY);
    let isUnknown = false;
    const growths = await Promise.all(violated.map((policy) => limit(async () => {
        if (isUnknown || clock.now() >= until)
            isUnknown = true;
        if (isUnknown)
            return 0;
        const earlier = await findEarlierCount(policy, before.get(policy.id), freshness, client);
        if (earlier === null)
            isUnknown = true;
        return Math.max(0, (policy.violationCount ?? 0) - (earlier ?? 0));
    })));
    return isUnknown ? { kind: 'unknown' } : { kind: 'counts', count: growths.reduce((sum, growth) => sum + growth, 0) };
}
async function findEarlierCount(policy, before, freshness, client) {
    if (freshness.kind === 'unknown' || policy.runAt === null)
        return null;
    const moment = freshness.kind === 'since' ? freshness.moment : policy.runAt;
    const known = findKnownCount(before, moment);
    if (known !== undefined)
        return known;
    const list = await client.findEvaluations(policy.id);
    return list === null ? null : countBefore(list, moment);
}
function findKnownCount(before, moment) {
    if (before === undefined || before.defect !== null)
        return undefined;
    if (before.runAt === null)
        return 0;
    return before.runAt < moment ? before.violationCount : undefined;
}
function findChange(policy, before, freshness) {
    if (freshness.kind !== 'since' || policy.violationCount === null)
        return null;
    const earlier = findKnownCount(before, freshness.moment) ?? null;
    return earlier === null ? null : policy.violationCount - earlier;
}
function countBefore({ items, isWhole }, moment) {
    const isNewestFirst = items.every(({ runAt }, index) => index === 0 || runAt <= (items[index - 1]?.runAt ?? ''));
    const earlier = items.filter(({ runAt }) => runAt < moment);
    if (earlier.length === 0)
        return isWhole ? 0 : null;
    if (!isNewestFirst && !isWhole)
        return null;
    return earlier.reduce((latest, one) => (one.runAt > latest.runAt ? one : latest)).violationCount;
}

// EXTERNAL MODULE: ./src/actions/gate/select/account.ts
var account = __nccwpck_require__(5615);
;// CONCATENATED MODULE: ./src/actions/gate/waivers/waiver.ts


function groupByPolicy(items, policyOf) {
    const groups = Map.groupBy(items.entries(), ([, item]) => normalizePolicy(policyOf(item)));
    return {
        find({ id, name }) {
            const found = [...new Set([normalizePolicy(name), normalizePolicy(id)])].flatMap((key) => groups.get(key) ?? []);
            return found.sort(([a], [b]) => a - b).map(([, item]) => item);
        },
    };
}
function normalizePolicy(name) {
    return name.trim().toLowerCase();
}
function waivesAll({ resource, account, region }) {
    return resource === null && account === null && region === null;
}
function isInForce({ expires }, today) {
    return today <= expires;
}
function matchWaiver({ resource, account, region }) {
    const tests = { resource: matchAny(resource), account: matchAny(account), region: matchAny(region) };
    return (violation) => {
        const names = readNames(violation);
        return tests.region(names.region) && tests.resource(names.resource) && tests.account(names.account);
    };
}
function matchAny(pattern) {
    if (pattern === null)
        return () => true;
    const test = (0,text_pattern/* matchLetters */.Ls)(pattern);
    return (names) => (names.length === 0 ? test(NOTHING) : names.some(test));
}
const NOTHING = (0,text_pattern/* readLetters */.G1)('');
const READ = new WeakMap();
function readNames(violation) {
    const known = READ.get(violation);
    if (known !== undefined)
        return known;
    const names = {
        resource: [violation.name, violation.platformId].map(text_pattern/* readLetters */.G1),
        account: (0,account/* accountNamesOf */.DV)(violation).map(text_pattern/* readLetters */.G1),
        region: [(0,text_pattern/* readLetters */.G1)(violation.region)],
    };
    READ.set(violation, names);
    return names;
}

// EXTERNAL MODULE: ./src/actions/gate/baseline/fingerprint.ts
var baseline_fingerprint = __nccwpck_require__(6539);
;// CONCATENATED MODULE: ./src/actions/gate/judge/tally.ts


function isWholeList({ violationCount }, tally) {
    return violationCount !== null && tally.read >= Math.max(violationCount, tally.listed);
}
function createTally(policy, acceptance, { mostShown, gates, collect }) {
    const counts = { 'below-threshold': 0, 'out-of-scope': 0, waived: 0, known: 0, gating: 0 };
    const covered = new Map(acceptance.waivers.map(({ waiver }) => [waiver, 0]));
    const seen = new Map();
    const used = new Map();
    const shown = [];
    const isRepeated = findRepeats();
    const isKept = acceptance.known !== null && gates;
    let listed = 0;
    let most = 0;
    function standingOf(violation, fingerprint) {
        if (!gates)
            return 'below-threshold';
        const inForce = acceptance.waivers.filter(({ matches }) => matches(violation));
        for (const { waiver } of inForce)
            covered.set(waiver, (covered.get(waiver) ?? 0) + 1);
        if (!acceptance.isInScope(violation))
            return 'out-of-scope';
        if (inForce.length > 0)
            return 'waived';
        const known = fingerprint === null ? 0 : (acceptance.known?.get(fingerprint)?.count ?? 0);
        const rows = (used.get(fingerprint) ?? 0) + 1;
        if (rows > known)
            return 'gating';
        used.set(fingerprint, rows);
        return 'known';
    }
    function keep(fingerprint, violation, standing) {
        const names = namesOf(policy.name, violation);
        const entry = seen.get(fingerprint);
        if (entry === undefined) {
            seen.set(fingerprint, { ...NOT_SEEN, [groupOf(standing)]: 1, names });
            return;
        }
        entry[groupOf(standing)] += 1;
        if (JSON.stringify(names) < JSON.stringify(entry.names))
            entry.names = names;
    }
    return {
        add(rows, stated) {
            listed += rows.length;
            most = Math.max(most, stated ?? 0);
            const isNew = isRepeated(rows);
            const reported = [];
            for (const [index, { violation }] of rows.entries()) {
                if (!isNew(index))
                    continue;
                const fingerprint = isKept || collect !== null ? (0,baseline_fingerprint/* identifyViolation */.S)(policy.id, violation) : null;
                const standing = standingOf(violation, fingerprint);
                counts[standing] += 1;
                if (fingerprint !== null && isKept)
                    keep(fingerprint, violation, standing);
                if (standing === 'gating' && shown.length < mostShown)
                    shown.push(violation);
                if (collect !== null)
                    reported.push({ violation, standing, fingerprint });
            }
            collect?.(reported);
        },
        finish: () => ({
            listed: Math.max(listed, most),
            read: Object.values(counts).reduce((sum, count) => sum + count, 0),
            outOfScope: counts['out-of-scope'],
            waived: counts.waived,
            waivedAndKnown: countOverlap(seen, acceptance.known),
            known: counts.known,
            shown,
            covered,
            seen: isKept ? seen : undefined,
        }),
    };
}
const NOT_SEEN = { open: 0, waived: 0, outOfScope: 0 };
function groupOf(standing) {
    if (standing === 'out-of-scope')
        return 'outOfScope';
    return standing === 'waived' ? 'waived' : 'open';
}
function countOverlap(seen, known) {
    let overlap = 0;
    for (const [fingerprint, { open, waived }] of seen) {
        const most = known?.get(fingerprint)?.count ?? 0;
        overlap += Math.min(most, open + waived) - Math.min(most, open);
    }
    return overlap;
}
const tally_LONGEST_NAME = 300;
function namesOf(policy, violation) {
    const cut = (text) => text.slice(0, tally_LONGEST_NAME);
    const [name, platformId] = [cut(violation.name), cut(violation.platformId)];
    return {
        policy,
        account: cut(violation.accountName || (violation.accountId ?? '')),
        region: cut(violation.region),
        resource: platformId === '' || platformId.includes(name) ? platformId || name : `${name} (${platformId})`,
    };
}
function findRepeats() {
    const earlier = new Set();
    let previous = [];
    return (rows) => {
        for (const row of previous)
            earlier.add(hashRow(row));
        previous = rows;
        return (index) => {
            const row = rows[index];
            return earlier.size === 0 || row === undefined || !earlier.has(hashRow(row));
        };
    };
}
function sortKeys(_, value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
function hashRow({ json }) {
    const digits = (0,external_node_crypto_.hash)('sha1', JSON.stringify(json, sortKeys), 'hex');
    return Number.parseInt(digits.slice(0, 8), 16) * 2 ** 21 + (Number.parseInt(digits.slice(8, 16), 16) >>> 11);
}

// EXTERNAL MODULE: ./src/actions/gate/select/order.ts
var order = __nccwpck_require__(2972);
;// CONCATENATED MODULE: ./src/actions/gate/judge/rule.ts

function gates(severity, failOn) {
    return failOn !== 'none' && (0,platform_severity/* rankOf */.IQ)(severity) >= (0,platform_severity/* rankOf */.IQ)(failOn);
}
function isTolerated(bySeverity, most) {
    if (most.kind === 'by-severity') {
        return platform_severity/* SEVERITIES */.oC.every((severity) => bySeverity[severity].gating <= most.limits[severity]);
    }
    return platform_severity/* SEVERITIES */.oC.reduce((total, severity) => total + bySeverity[severity].gating, 0) <= most.limit;
}
function describeRule({ failOn, maxViolations }) {
    if (failOn === 'none')
        return 'no severity gates (`fail-on: none`)';
    const which = failOn === 'low' ? 'every severity gates' : failOn === 'critical' ? 'critical gates' : `${failOn} or worse gates`;
    return `${which}, ${describeLimit(maxViolations)} tolerated`;
}
function describeLimit(most) {
    if (most.kind === 'total')
        return most.limit === 0 ? 'none' : `up to ${most.limit}`;
    const parts = platform_severity/* WORST_FIRST */.vh.filter((severity) => most.limits[severity] > 0).map((s) => `${most.limits[s]} ${s}`);
    return parts.length === 0 ? 'none' : `up to ${parts.join(', ')}`;
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/verdict.ts




const NONE = { found: 0, gating: 0, known: 0, waived: 0, belowThreshold: 0, outOfScope: 0 };
function judgePolicies(findings, rule) {
    const atWorst = summarize(findings.map((finding) => judgePolicy(finding, rule)));
    const isEnough = isTolerated(atWorst.bySeverity, rule.maxViolations);
    const summary = isEnough
        ? atWorst
        : summarize(findings.map((finding) => judgePolicy(withholdUnread(finding, rule), rule)));
    return { ...summary, rule };
}
function summarize(results) {
    const policies = results.toSorted(order/* comparePolicies */.O);
    const judged = policies.filter((policy) => policy.standing === 'judged');
    const bySeverity = Object.fromEntries(platform_severity/* SEVERITIES */.oC.map((severity) => [severity, sum(judged.filter((policy) => policy.severity === severity))]));
    return {
        policies,
        selected: policies.length,
        judged: judged.length,
        failing: judged.filter((policy) => policy.gating > 0).length,
        inconclusive: policies.length - judged.length,
        totals: sum(judged),
        bySeverity,
    };
}
function decideOutcome({ bySeverity, rule, inconclusive, judged }) {
    if (!isTolerated(bySeverity, rule.maxViolations))
        return 'violations';
    return inconclusive > 0 || judged === 0 ? 'inconclusive' : 'passed';
}
function withholdUnread(finding, rule) {
    const { policy, standing, list } = finding;
    const mayGate = gates((0,platform_severity/* gateSeverity */.lI)(policy.severity), rule.failOn) && list?.isWaived === false;
    if (standing.standing !== 'judged' || list?.kind !== 'unread' || !mayGate)
        return finding;
    const reason = `its violations could not be read: ${list.problem}`;
    return { policy, standing: { standing: 'unreadable', reason }, list: undefined };
}
function judgePolicy({ policy, standing, list }, rule) {
    const severity = (0,platform_severity/* gateSeverity */.lI)(policy.severity);
    return {
        id: policy.id,
        name: policy.name,
        description: policy.description,
        domain: policy.domain,
        severity,
        severityLabel: policy.severity,
        evaluatedAt: policy.runAt,
        ...standing,
        ...(standing.standing === 'judged' ? countViolations(policy, severity, list, rule) : NONE),
        ...describeList(policy, list),
        source: null,
        change: null,
    };
}
const NOT_WHOLE = 'the list lacks some that the Platform counts';
function describeList(policy, list) {
    switch (list?.kind) {
        case 'whole':
            return { resources: list.tally.shown, resourcesProblem: isWholeList(policy, list.tally) ? null : NOT_WHOLE };
        case 'sample':
            return { resources: list.shown, resourcesProblem: null };
        case 'unread':
        case 'none':
            return { resources: [], resourcesProblem: list.problem };
        case undefined:
            return { resources: [], resourcesProblem: null };
    }
}
function countViolations(policy, severity, list, rule) {
    const tally = list?.kind === 'whole' ? list.tally : null;
    const listed = list?.kind === 'sample' || list?.kind === 'unread' ? list.listed : (tally?.listed ?? 0);
    const found = Math.max(policy.violationCount ?? 0, listed);
    if (!gates(severity, rule.failOn))
        return { ...NONE, found, belowThreshold: found };
    const [outOfScope, waived, known] = [tally?.outOfScope ?? 0, tally?.waived ?? 0, tally?.known ?? 0];
    const rest = found - outOfScope - waived - known;
    const counts = { ...NONE, found, outOfScope, known };
    return list?.isWaived === true ? { ...counts, waived: waived + rest } : { ...counts, waived, gating: rest };
}
function sum(policies) {
    const total = { ...NONE };
    for (const counts of policies) {
        for (const key of Object.keys(NONE))
            total[key] += counts[key];
    }
    return total;
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/acceptance.ts



function prepareAcceptance({ accounts, waivers, baseline }) {
    const isInScope = (0,account/* matchAccounts */.S1)(accounts);
    const isScoped = !(0,text_pattern/* isEmpty */.Im)(accounts);
    const prepared = groupByPolicy(waivers.map((waiver) => ({ waiver, matches: matchWaiver(waiver) })), ({ waiver }) => waiver.policy);
    return (policy) => {
        const own = prepared.find(policy);
        return {
            needsList: isScoped || baseline !== null || own.some(({ waiver }) => !waivesAll(waiver)),
            isWaived: own.some(({ waiver }) => waivesAll(waiver)),
            isInScope,
            waivers: own,
            known: baseline === null ? null : (baseline.byPolicy.get(policy.id) ?? new Map()),
        };
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/violations.ts










const ACCOUNTS_SEEN = 5_000;
const POLICIES_SHOWN = 20;
const RESOURCES_SHOWN = 10;
const violations_CONCURRENCY = 8;
async function readViolations(judged, acceptance, rule, client, sink) {
    const acceptanceOf = prepareAcceptance(acceptance);
    const seen = new Set();
    const noteAccount = (violation) => {
        if (seen.size < ACCOUNTS_SEEN)
            for (const name of (0,account/* accountNamesOf */.DV)(violation))
                seen.add(name);
    };
    const violated = judged
        .filter((policy) => (policy.violationCount ?? 0) > 0)
        .sort(order/* compareBySeverity */.K)
        .map((policy) => ({ policy, own: acceptanceOf(policy), gates: gates((0,platform_severity/* gateSeverity */.lI)(policy.severity), rule.failOn) }));
    const gating = violated.filter((one) => one.gates);
    const needed = sink === null ? gating.filter(({ own }) => own.needsList) : violated;
    const sampled = sink === null ? gating.filter(({ own }) => !own.needsList && !own.isWaived) : [];
    const limit = pLimit(violations_CONCURRENCY);
    const readWhole = (candidate) => readAll(candidate, noteAccount, client, sink);
    const lists = await Promise.all([
        ...needed.map((one) => limit(async () => [one.policy.id, await readWhole(one)])),
        ...sampled
            .slice(0, POLICIES_SHOWN)
            .map((one) => limit(async () => [one.policy.id, await readSome(one.policy, () => readWhole(one), client)])),
    ]);
    const read = new Map(lists);
    const waived = gating.filter(({ policy, own }) => own.isWaived && !read.has(policy.id));
    const names = [...seen].map((name) => [name]);
    return {
        byPolicy: new Map([...lists, ...waived.map(({ policy }) => [policy.id, WAIVED])]),
        unmatchedAccounts: names.length === 0 ? [] : (0,text_pattern/* findUnmatched */.L2)(acceptance.accounts, names),
        accounts: [...seen],
    };
}
const WAIVED = { kind: 'none', problem: null, isWaived: true };
async function readAll({ policy, own, gates }, note, client, sink) {
    const collect = sink === null ? null : (rows) => sink.add(policy.id, rows);
    const tally = createTally(policy, own, { mostShown: RESOURCES_SHOWN, gates, collect });
    try {
        await client.visitViolations(policy.id, ({ items, totalCount }) => {
            for (const { violation } of items)
                note(violation);
            tally.add(items, totalCount);
        });
    }
    catch (error) {
        const isNeeded = own.needsList && gates;
        const isBearable = isNeeded
            ? error instanceof PlatformError && !hasStatus(error, 401)
            : error instanceof PlatformError || error instanceof src_errors/* TimedOutError */.On;
        if (!isBearable)
            throw error;
        sink?.drop(policy.id);
        const common = { problem: (0,src_errors/* messageOf */.bD)(error), isWaived: own.isWaived };
        return isNeeded ? { kind: 'unread', listed: tally.finish().listed, ...common } : { kind: 'none', ...common };
    }
    return { kind: 'whole', tally: tally.finish(), isWaived: own.isWaived };
}
async function readSome(policy, readRest, client) {
    let page;
    try {
        page = await client.listSomeViolations(policy.id, RESOURCES_SHOWN);
    }
    catch (error) {
        if (!(error instanceof PlatformError) && !(error instanceof src_errors/* TimedOutError */.On))
            throw error;
        return { kind: 'none', problem: (0,src_errors/* messageOf */.bD)(error), isWaived: false };
    }
    const listed = Math.max(page.items.length, page.totalCount ?? 0);
    const sample = { kind: 'sample', listed, shown: page.items.slice(0, RESOURCES_SHOWN), isWaived: false };
    const isEnough = page.items.length < RESOURCES_SHOWN || page.totalCount !== null;
    if (isEnough || listed <= (policy.violationCount ?? 0))
        return sample;
    const rest = await readRest();
    return rest.kind === 'whole' ? rest : sample;
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/waiver-effect.ts







const MOST_COMPARED = 50;
const MOST_TOLD = 50;
const EXPIRING_DAYS = 14;
function stateOf(waiver, today) {
    if (!isInForce(waiver, today))
        return 'expired';
    return isInForce(waiver, (0,day/* addDays */.fi)(today, EXPIRING_DAYS)) ? 'in-force' : 'expiring';
}
function assessWaivers(waivers, today, catalogue, findings, { rule, isDataWhole }) {
    const byId = new Map(findings.map((finding) => [finding.policy.id, finding]));
    const groups = groupPolicies(waivers, catalogue);
    const names = catalogue.map(({ name }) => name);
    const nearest = new Map();
    const describeUnknown = (name) => {
        if (!nearest.has(name))
            nearest.set(name, nearest.size < MOST_COMPARED ? describeNearest(name, names) : '');
        return `the Platform has no policy of that name or id${nearest.get(name)}`;
    };
    return waivers.map((waiver) => {
        const common = { waiver, state: stateOf(waiver, today), isWhole: waiver.resource === null };
        if (common.state === 'expired')
            return { ...common, covered: null, problem: null };
        const policies = groups.get(waiver) ?? [];
        if (policies.length === 0) {
            return { ...common, covered: 0, problem: describeUnknown(waiver.policy) };
        }
        const covered = policies.map(({ id }) => countCovered(waiver, byId.get(id), rule));
        const known = covered.filter((count) => count !== null);
        const total = known.reduce((sum, count) => sum + count, 0);
        const isInVain = isDataWhole && total === 0 && known.length === policies.length;
        return {
            ...common,
            covered: known.length === 0 ? null : total,
            problem: isInVain ? 'it matches no violation' : null,
        };
    });
}
function groupPolicies(waivers, catalogue) {
    const waiversOf = groupByPolicy(waivers, ({ policy }) => policy);
    const groups = new Map(waivers.map((waiver) => [waiver, []]));
    for (const policy of catalogue)
        for (const waiver of waiversOf.find(policy))
            groups.get(waiver)?.push(policy);
    return groups;
}
function countCovered(waiver, finding, rule) {
    if (finding === undefined || finding.standing.standing !== 'judged')
        return null;
    const { policy, list } = finding;
    const count = policy.violationCount ?? 0;
    if (count === 0)
        return 0;
    if (!gates((0,platform_severity/* gateSeverity */.lI)(policy.severity), rule.failOn))
        return null;
    if (list?.kind !== 'whole')
        return waivesAll(waiver) ? count : null;
    const covered = list.tally.covered.get(waiver) ?? 0;
    return covered === 0 && !isWholeList(policy, list.tally) ? null : covered;
}
function describeWaivers(results, path) {
    const sentences = results.flatMap(({ waiver, state, problem }) => {
        const which = `The waiver of ${waiver.policy} (${path}, line ${waiver.line}; owner: ${waiver.owner})`;
        if (state === 'expired') {
            return [`${which} expired on ${waiver.expires}, so that it waives nothing. Its reason was: ${waiver.reason}`];
        }
        return problem === null ? [] : [`${which} has no effect: ${problem}.`];
    });
    const rest = sentences.length - MOST_TOLD + 1;
    if (rest <= 1)
        return sentences;
    return [
        ...sentences.slice(0, MOST_TOLD - 1),
        `And ${(0,format/* countNouns */.Vq)(rest, 'more waiver')} that expired or ${rest === 1 ? 'has' : 'have'} no effect.`,
    ];
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/judge.ts










async function judge(prepared, evaluation, freshness, { isDataWhole, rule, accounts, waivers, baseline }, { client, clock, deadline, warn, sink }) {
    const today = (0,day/* dayOf */.kb)(clock.now());
    const inForce = (waivers?.entries ?? []).filter((waiver) => isInForce(waiver, today));
    const counted = evaluation.assessed.filter(({ standing }) => standing.standing === 'judged');
    const policies = counted.map(({ policy }) => policy);
    const before = new Map(prepared.selection.active.map((policy) => [policy.id, policy]));
    const isCounted = baseline === null && policies.length === evaluation.assessed.length;
    const [found, growth] = await Promise.all([
        readViolations(policies, { accounts, waivers: inForce, baseline }, rule, client, sink),
        isCounted ? countNews(policies, before, freshness, { client, clock, until: deadline }) : UNKNOWN_NEWS,
    ]);
    const findings = evaluation.assessed.map((one) => ({ ...one, list: found.byPolicy.get(one.policy.id) }));
    const verdict = judgePolicies(findings, rule);
    const looks = findings.flatMap((finding) => lookOf(finding, isDataWhole));
    const change = baseline === null ? null : updateBaseline(baseline, looks);
    const results = assessWaivers(waivers?.entries ?? [], today, updateCatalogue(prepared, evaluation), findings, {
        rule,
        isDataWhole,
    });
    for (const pattern of found.unmatchedAccounts)
        warn(describeUnmatchedAccount(pattern, found.accounts));
    for (const sentence of [...describeOverlap(findings), ...describeUnlisted(verdict, findings)])
        warn(sentence);
    for (const sentence of describeWaivers(results, waivers?.path ?? ''))
        warn(sentence);
    const latest = new Map(policies.map((policy) => [policy.id, policy]));
    const judgement = {
        ...verdict,
        policies: verdict.policies.map((result) => {
            const policy = result.standing === 'judged' ? latest.get(result.id) : undefined;
            return policy === undefined
                ? result
                : { ...result, change: findChange(policy, before.get(policy.id), freshness) };
        }),
        paused: evaluation.paused,
        freshSince: freshness.kind === 'since' ? freshness.moment : null,
        filters: prepared.filters.map((filter) => filter.input === 'accounts' ? { ...filter, leftOut: verdict.totals.outOfScope } : filter),
        baseline: baseline === null || change === null ? null : describeBaseline(baseline, change),
        waivers: results,
        news: findNews(verdict, baseline, growth),
    };
    return { judgement, nextBaseline: change?.next ?? null };
}
function updateCatalogue({ catalogue }, { assessed }) {
    const latest = new Map([...catalogue, ...assessed.map(({ policy }) => policy)].map((policy) => [policy.id, policy]));
    return [...latest.values()];
}
const UNKNOWN_NEWS = { kind: 'unknown' };
function findNews(verdict, baseline, growth) {
    if (verdict.inconclusive > 0 || verdict.judged === 0)
        return UNKNOWN_NEWS;
    return baseline === null ? growth : { kind: 'baseline', count: verdict.totals.gating };
}
function describeUnmatchedAccount(pattern, accounts) {
    const near = describeUnmatched('accounts', 'account with violations', pattern, accounts);
    return `${near} If that is a slip, violations gate that should not, or none gates at all.`;
}
function describeOverlap(findings) {
    const overlap = findings.reduce((sum, { list }) => sum + (list?.kind === 'whole' ? list.tally.waivedAndKnown : 0), 0);
    if (overlap === 0)
        return [];
    const both = `${(0,format/* countNouns */.Vq)(overlap, 'violation is', 'violations are')} waived, and in the baseline too`;
    return [
        `${both}: they will not gate when the waiver expires, unless you take over this run's own baseline, which leaves them out.`,
    ];
}
function describeUnlisted({ policies }, findings) {
    const read = new Map(findings.map(({ policy, list }) => [policy.id, list?.kind === 'whole' ? list.tally.read : null]));
    const short = policies.flatMap(({ id, found, gating }) => {
        const missing = found - (read.get(id) ?? found);
        return missing > 0 && gating > 0 ? [Math.min(missing, gating)] : [];
    });
    if (short.length === 0)
        return [];
    const many = (0,format/* countNouns */.Vq)(short.reduce((sum, count) => sum + count, 0), 'violation');
    return [
        `${many} that the Platform counts ${short.length === 1 ? 'in a policy are' : `in ${short.length} policies are`} not in its lists: they gate, since neither accounts nor waivers of resources nor a baseline can be held against them. Most likely the key's role may not see them.`,
    ];
}
function lookOf({ policy, standing, list }, isDataWhole) {
    if (standing.standing !== 'judged')
        return [];
    if (policy.violationCount === 0)
        return [{ policy, seen: undefined, isWhole: isDataWhole }];
    if (list?.kind !== 'whole' || list.tally.seen === undefined)
        return [];
    return [{ policy, seen: list.tally.seen, isWhole: isDataWhole && isWholeList(policy, list.tally) }];
}
function describeBaseline(baseline, { fixed, added }) {
    return { path: baseline.path, entries: countEntries(baseline), fixed, added };
}

;// CONCATENATED MODULE: ./src/actions/gate/select/scope.ts




async function prepareScope(filters, active, client) {
    const groups = (0,text_pattern/* isEmpty */.Im)(filters.groups) ? [] : await client.listPolicyGroups();
    const problems = findGroupProblems(filters, groups);
    if (problems.length > 0)
        throw new src_errors/* InputError */.dz(problems);
    const excluded = findGroupIds(filters.groups.exclude, groups);
    const excludedPolicies = excluded.length > 0 ? await client.listPolicies(excluded) : [];
    const scope = {
        filters,
        includedGroupIds: findGroupIds(filters.groups.include, groups),
        excludedIds: new Set(excludedPolicies.map((policy) => policy.id)),
    };
    const { listed, selection } = await lookAtPolicies(scope, client, 'asking');
    const unselected = findSelectionProblems(listed, selection, filters);
    if (unselected.length > 0)
        throw new src_errors/* InputError */.dz(unselected);
    const catalogue = scope.includedGroupIds.length === 0 ? listed : await client.listPolicies([]);
    return { scope, selection, catalogue, filters: countLeftOut(active, catalogue, listed, scope.excludedIds, filters) };
}
function findGroupProblems(filters, groups) {
    const names = groups.map((group) => group.name);
    return [...filters.groups.include, ...filters.groups.exclude]
        .filter((pattern) => findGroupIds([pattern], groups).length === 0)
        .map((pattern) => describeUnmatched('policy-groups', 'policy group', pattern, names));
}
function findGroupIds(patterns, groups) {
    const tests = patterns.map(text_pattern/* matchPattern */.gH);
    return groups.filter(({ id, name }) => tests.some((test) => test(name) || test(id))).map(({ id }) => id);
}

;// CONCATENATED MODULE: ./src/actions/gate/sentence.ts


function describeEnding(ending) {
    const { error } = ending;
    if (error !== null)
        return { sentence: error.message, problems: error.problems, remedy: error.remedy };
    return { ...describeVerdict(ending), problems: [] };
}
function describeVerdict(ending) {
    const { outcome, judgement, syncs } = ending;
    switch (outcome) {
        case 'passed':
            return { sentence: describePassed(ending), remedy: null };
        case 'sync-failed':
            return {
                sentence: describeSyncs(syncs.filter(({ state }) => state !== 'succeeded')),
                remedy: remedyForSyncs(syncs),
            };
        case 'violations':
            return {
                sentence: judgement === null ? '' : describeViolations(judgement),
                remedy: 'Fix the resources, accept them on record (`waivers`, `baseline`), or change the rule (`fail-on`, `max-violations`, `accounts`, `policies`).',
            };
        case 'timed-out':
        case 'inconclusive':
            return { sentence: describeInconclusive(ending), remedy: remedyForInconclusive(ending) };
        case 'cancelled':
        case 'error':
            return { sentence: `The step ended as ${outcome}.`, remedy: null };
    }
}
function remedyForSyncs(syncs) {
    const isRefused = syncs.every(({ state }) => state === 'refused' || state === 'succeeded');
    return isRefused
        ? 'No run was started, and no policy was judged. Where another run is in progress, `if-running` says what to do; a disabled sync has to be enabled on the Platform.'
        : 'Look at the run on the Platform, fix what failed, then run the job again; no policy was judged.';
}
function describeSyncs(syncs) {
    return syncs
        .map(({ syncName, runId, problem }) => {
        const run = runId === null ? '' : ` (run ${runId})`;
        return `Sync ${syncName}${run}: ${problem ?? 'no problem is known'}.`;
    })
        .join(' ');
}
function describePassed({ judgement, inputs, syncs }) {
    if (judgement === null)
        return `${(0,format/* countNouns */.Vq)(syncs.length, 'sync')} completed.`;
    const { judged, totals, rule } = judgement;
    const seen = inputs.mode === 'check' ? "by the Platform's latest results" : 'on results newer than the sync';
    const found = totals.found === 0
        ? 'no violations'
        : `${(0,format/* countNouns */.Vq)(totals.found, 'violation')}, of which ${totals.gating} gating${describeForgiven(totals)}`;
    return `${(0,format/* countNouns */.Vq)(judged, 'policy was', 'policies were')} judged ${seen}: ${found} (${describeRule(rule)}).`;
}
function describeViolations({ totals, failing, judged, rule, baseline }) {
    const gating = (0,format/* countNouns */.Vq)(totals.gating, `${baseline === null ? '' : 'new '}gating violation`);
    const where = `${failing} of ${(0,format/* countNouns */.Vq)(judged, 'judged policy', 'judged policies')}`;
    return `${gating} in ${where}${describeForgiven(totals)} (${describeRule(rule)}).`;
}
function describeForgiven({ known, waived, belowThreshold, outOfScope }) {
    const parts = [
        [known, 'known'],
        [waived, 'waived'],
        [belowThreshold, 'below the threshold'],
        [outOfScope, 'out of scope'],
    ];
    return parts
        .filter(([count]) => count > 0)
        .map(([count, words]) => `, ${(0,format/* formatCount */.B4)(count)} ${words}`)
        .join('');
}
function describeInconclusive({ judgement, outcome }) {
    if (judgement === null || judgement.selected === 0)
        return 'The Platform has no active policy, so nothing was judged.';
    const { inconclusive, selected, policies } = judgement;
    const kinds = {
        stale: 'not evaluated since the sync',
        'never-evaluated': 'never evaluated',
        unreadable: 'unreadable',
    };
    const parts = Object.entries(kinds).flatMap(([standing, words]) => {
        const many = policies.filter((policy) => policy.standing === standing).length;
        return many === 0 ? [] : [`${many} ${words}`];
    });
    const when = outcome === 'timed-out' ? 'The deadline passed before' : 'Not proved:';
    const rest = `${inconclusive} of ${(0,format/* countNouns */.Vq)(selected, 'policy', 'policies')} could ${outcome === 'timed-out' ? '' : 'not '}be judged (${parts.join(', ')})`;
    return `${when} ${rest}.`;
}
function remedyForInconclusive({ judgement, outcome }) {
    if (judgement === null || judgement.selected === 0) {
        return 'Activate policies on the Platform, or choose mode `sync` where only the data counts.';
    }
    if (outcome === 'timed-out')
        return 'Raise `timeout-minutes`.';
    const isStale = judgement.policies.some(({ standing }) => standing === 'stale');
    if (isStale && judgement.freshSince === null) {
        return 'Without `completed_at` in the run nothing can be shown to be newer: look at the run on the Platform.';
    }
    const more = isStale ? 'raise `evaluation-timeout-minutes` if they are only slow' : 'leave them out with `policies`';
    return `See on the Platform why they are not evaluated, or ${more}.`;
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/run-state.ts
const PARTIAL_REASONS = ['partial_success', 'error'];
function classifyRun(run, requireIngestion) {
    switch (run.status) {
        case 'created':
        case 'pending':
            return { kind: 'waiting', for: 'start', unknownStatus: false };
        case 'started':
            return { kind: 'waiting', for: 'finish', unknownStatus: false };
        case 'completed':
            return classifyCompleted(run, requireIngestion);
        case 'failed':
            return {
                kind: 'failed',
                problem: run.statusReason === null ? 'the run failed' : `the run failed: ${run.statusReason}`,
            };
        case 'cancelled':
            return { kind: 'cancelled', problem: 'the run was cancelled on the Platform' };
        default:
            return { kind: 'waiting', for: 'finish', unknownStatus: true };
    }
}
function classifyCompleted(run, requireIngestion) {
    const reason = run.statusReason;
    if (reason !== null && !PARTIAL_REASONS.includes(reason)) {
        return { kind: 'failed', problem: `the run completed, but with the reason ${reason}` };
    }
    if (requireIngestion && run.ingested !== true)
        return { kind: 'waiting', for: 'ingestion', unknownStatus: false };
    if (run.errors > 0)
        return { kind: 'partial', problem: `the run completed with ${run.errors} errors` };
    if (reason !== null)
        return { kind: 'partial', problem: `the run completed as ${reason}` };
    return { kind: 'succeeded' };
}
function isInProgress(run) {
    return !['completed', 'failed', 'cancelled'].includes(run.status);
}
function isKnownStatus(status) {
    return ['created', 'pending', 'started', 'completed', 'failed', 'cancelled'].includes(status);
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/cancel.ts




const TRY_TIMEOUT_MS = 2_000;
const cancel_PAUSE_MS = 250;
async function cancelOpenRuns(ledger, deps) {
    await Promise.all(ledger.open().map((run) => cancelRun(run, ledger, deps)));
}
async function cancelRun(run, ledger, deps) {
    const { client, clock, until } = deps;
    const never = new AbortController().signal;
    for (;;) {
        try {
            const timeoutMs = Math.max(1, Math.min(TRY_TIMEOUT_MS, until() - clock.now()));
            await client.cancelRun(run.syncName, run.runId, timeoutMs, never);
            ledger.settle(run.runId);
            deps.info(`${run.syncName}: cancelled run ${run.runId} on the Platform.`);
            return;
        }
        catch (error) {
            if (error instanceof PlatformError && (0,http_retry/* isPassing */.WG)(error.failure) && clock.now() + cancel_PAUSE_MS < until()) {
                await clock.sleep(cancel_PAUSE_MS, never);
                continue;
            }
            if (hasStatus(error, 400, 403, 404, 409, 422)) {
                ledger.settle(run.runId);
                const now = await client.findRun(run.syncName, run.runId);
                if (now !== null && !isInProgress(now)) {
                    deps.info(`${run.syncName}: run ${run.runId} has ended already (${now.status}).`);
                    return;
                }
            }
            deps.warn(`Run ${run.runId} of ${run.syncName} could not be cancelled and may go on: ${(0,src_errors/* messageOf */.bD)(error)}`);
            return;
        }
    }
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/ingestion.ts


const TOLERANCE_MS = 2_000;
function watchIngestion(first) {
    let inProgressAt = first.serverTime;
    let sharesClock = first.isNew && liesBetween(first.run.createdAt, first.serverTime, first.serverTime);
    let notThereAt = null;
    return {
        look(run, serverTime) {
            const isGoingOn = isInProgress(run);
            if (!isGoingOn)
                sharesClock ||= liesBetween(run.completedAt, inProgressAt, serverTime);
            if (serverTime === null)
                return;
            if (isGoingOn)
                inProgressAt = serverTime;
            if (isGoingOn || run.ingested !== true)
                notThereAt = serverTime;
        },
        notThereAt: () => (sharesClock && notThereAt !== null ? (0,timestamp/* timestampOf */.U_)(notThereAt) : null),
    };
}
function liesBetween(moment, from, to) {
    if (moment === null || from === null || to === null)
        return false;
    const at = (0,timestamp/* millisecondsOf */.W$)(moment);
    return at >= from - TOLERANCE_MS && at <= to + TOLERANCE_MS;
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/before-start.ts


function decideBeforeStart(runs, now, rule) {
    const usable = runs.find((run) => now - (0,timestamp/* millisecondsOf */.W$)(run.createdAt) < rule.reuseWithinMs && isUsable(run, rule));
    if (rule.reuseWithinMs > 0 && usable !== undefined)
        return { kind: 'reuse', run: usable };
    const running = findRunning(runs);
    if (running === undefined)
        return { kind: 'start' };
    return { kind: rule.ifRunning === 'fail' ? 'refuse' : rule.ifRunning, run: running };
}
function isUsable(run, rule) {
    const { kind } = classifyRun(run, rule.requireIngestion);
    return kind === 'succeeded' || (kind === 'partial' && rule.onPartialSync !== 'fail');
}
function findRunning(runs) {
    return runs.find((run, index) => isInProgress(run) && (index === 0 || isKnownStatus(run.status)));
}
const before_start_CLOCK_TOLERANCE_MS = 300_000;
function matchKnown(list) {
    const ids = new Set(list.runs.map(({ id }) => id));
    const oldest = list.isWhole ? undefined : list.runs.at(-1)?.createdAt;
    return (run) => ids.has(run.id) || (oldest !== undefined && run.createdAt < oldest);
}
function findNewRuns(before, after) {
    const isKnown = matchKnown(before);
    const earliest = before.serverTime === null ? 0 : before.serverTime - before_start_CLOCK_TOLERANCE_MS;
    return after.filter((run) => !isKnown(run) && (0,timestamp/* millisecondsOf */.W$)(run.createdAt) >= earliest);
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/request-run.ts





const MOST_POSTS = 3;
const LOOKS_AFTER_LOSS = 3;
const PAUSE_AFTER_LOSS_MS = 2_000;
const PAUSE_WHILE_STOPPING_MS = 750;
const GRACE_FOR_ANSWER_MS = 2_000;
const REFUSALS = [400, 401, 403, 404, 409, 422];
async function postRun(syncName, before, deps) {
    let isLost = false;
    for (let attempt = 1;; attempt++) {
        deps.stop.throwIfAborted();
        deps.ledger.attempt(syncName);
        const posted = await tryToPost(syncName, before, deps);
        if ('kind' in posted)
            return posted;
        const { error } = posted;
        if (mayHaveStarted(error) || (isLost && hasStatus(error, 409, 422))) {
            isLost = true;
            const found = await findLostRun(syncName, before, deps, error);
            if (found !== null)
                return found;
        }
        else {
            deps.ledger.attempted(syncName);
        }
        deps.stop.throwIfAborted();
        if (hasStatus(error, 400, 409, 422))
            return await explainRefusal(syncName, error, deps);
        if (!(error instanceof PlatformError) || !(0,http_retry/* isPassing */.WG)(error.failure) || attempt >= MOST_POSTS)
            throw error;
        const asked = error.failure.kind === 'status' ? error.failure.retryAfterMs : null;
        const pause = Math.max(asked ?? 0, Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs));
        if (deps.clock.now() + pause >= deps.deadline)
            throw error;
        deps.info(`${syncName}: no run came of it (${(0,src_errors/* messageOf */.bD)(error)}); asking once more.`);
        await deps.clock.sleep(pause, deps.stop);
    }
}
async function tryToPost(syncName, before, deps) {
    const grace = startGrace(deps);
    try {
        const { run, serverTime } = await deps.client.createRun(syncName, grace.signal);
        if (matchKnown(before)(run))
            return { error: describeOldRun(syncName, run) };
        return take(syncName, run, 'started', serverTime, deps);
    }
    catch (error) {
        return { error };
    }
    finally {
        grace.end();
    }
}
function describeOldRun(syncName, run) {
    const where = { method: 'POST', url: `/syncs/${syncName}/runs` };
    const message = `The Platform answered the start of a run with run ${run.id}, which was there before`;
    return new PlatformError(message, where, { kind: 'unreadable' });
}
function take(syncName, run, origin, serverTime, deps) {
    if (isInProgress(run))
        deps.ledger.add({ syncName, runId: run.id });
    deps.ledger.attempted(syncName);
    return { kind: 'run', run, origin, serverTime };
}
function somebodyElses(run, origin, serverTime) {
    return { kind: 'run', run, origin, serverTime };
}
function mayHaveStarted(error) {
    if (!(error instanceof PlatformError))
        return true;
    return error.failure.kind !== 'certificate' && !hasStatus(error, ...REFUSALS);
}
async function findLostRun(syncName, before, deps, cause) {
    deps.info(`${syncName}: no clear answer to the start of a run (${(0,src_errors/* messageOf */.bD)(cause)}); looking whether there is one.`);
    for (let look = 1; look <= LOOKS_AFTER_LOSS; look++) {
        const { runs, serverTime } = await listRunsInAnyCase(syncName, deps);
        const found = findNewRuns(before, runs);
        const [first] = found;
        if (first !== undefined) {
            const single = found.length === 1;
            deps.info(`${syncName}: found run ${first.id}${single ? '' : `, one of ${found.length} new ones`}.`);
            const isOurs = single && !hasStatus(cause, 429);
            if (isOurs)
                return take(syncName, first, 'adopted', serverTime, deps);
            deps.ledger.attempted(syncName);
            return somebodyElses(first, 'attached', serverTime);
        }
        if (look < LOOKS_AFTER_LOSS)
            await pauseInAnyCase(deps);
    }
    if (!deps.stop.aborted)
        deps.ledger.attempted(syncName);
    else
        deps.warn(`It is not known whether a run of ${syncName} was started: look at the sync on the Platform.`);
    return null;
}
async function listRunsInAnyCase(syncName, deps) {
    try {
        if (!deps.stop.aborted) {
            try {
                return await deps.client.listRuns(syncName);
            }
            catch (error) {
                if (!deps.stop.aborted)
                    throw error;
            }
        }
        return await deps.lastClient().listRuns(syncName);
    }
    catch (error) {
        throw new src_errors/* GateError */.ue(`It is not known whether a run of ${syncName} was started: ${(0,src_errors/* messageOf */.bD)(error)}`, {
            remedy: 'Look at the sync on the Platform before the job is run again.',
            cause: error,
        });
    }
}
async function pauseInAnyCase(deps) {
    try {
        await deps.clock.sleep(Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs), deps.stop);
    }
    catch {
        await deps.clock.sleep(PAUSE_WHILE_STOPPING_MS, new AbortController().signal);
    }
}
async function explainRefusal(syncName, error, deps) {
    const { runs } = await deps.client.listRuns(syncName);
    if (findRunning(runs) !== undefined)
        return 'refused-while-running';
    const disabled = await deps.client.findSyncDisabled(syncName);
    const problem = disabled === true ? `the sync is disabled: ${error.message}` : error.message;
    return { kind: 'refused', problem };
}
function startGrace({ stop }) {
    const controller = new AbortController();
    let timer;
    const onStop = () => {
        if (!(stop.reason instanceof src_errors/* CancelledError */.cc))
            return;
        timer = setTimeout(() => controller.abort(stop.reason), GRACE_FOR_ANSWER_MS);
    };
    stop.addEventListener('abort', onStop, { once: true });
    return {
        signal: controller.signal,
        end: () => {
            clearTimeout(timer);
            stop.removeEventListener('abort', onStop);
        },
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/progress.ts


const HEARTBEAT_MS = 60_000;
function createProgress(syncName, first, began) {
    let told = markOf(first);
    let toldAt = began;
    return {
        isDue: (run, now) => markOf(run) !== told || now - toldAt >= HEARTBEAT_MS,
        tell(run, stats, now) {
            told = markOf(run);
            toldAt = now;
            return `${syncName}: ${describeRun(run, stats)} (${formatElapsed(now - began)})`;
        },
    };
}
function markOf(run) {
    return [run.status, run.statusReason, run.errors > 0, run.ingested].join(' ');
}
function describeRun(run, stats) {
    const parts = [run.statusReason === null ? run.status : `${run.status} (${run.statusReason})`];
    if (!isKnownStatus(run.status))
        parts.push('a status that this version does not know, taken as not finished');
    if (run.status === 'completed' && run.ingested !== null)
        parts.push(run.ingested ? 'ingested' : 'not ingested');
    if (stats !== null)
        parts.push(`${(0,format/* countNouns */.Vq)(stats.completedTables, 'table')} done`);
    const rows = Math.max(run.rows, stats?.resources ?? 0);
    if (rows > 0 || run.status === 'completed')
        parts.push((0,format/* countNouns */.Vq)(rows, 'row'));
    if (run.errors > 0 || run.status === 'completed')
        parts.push((0,format/* countNouns */.Vq)(run.errors, 'error'));
    return parts.join(', ');
}
function formatElapsed(milliseconds) {
    const seconds = Math.floor(Math.max(0, milliseconds) / 1_000);
    const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
    const tail = `${String(s).padStart(2, '0')}`;
    return h > 0 ? `${h}:${String(m).padStart(2, '0')}:${tail}` : `${m}:${tail}`;
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/wait.ts



async function awaitRun(syncName, first, isOver, deps, onLook = () => { }) {
    const { client, clock, deadline } = deps;
    const began = clock.now();
    const progress = createProgress(syncName, first, began);
    let run = first;
    let stats = null;
    while (!isOver(run)) {
        const now = clock.now();
        if (now >= deadline)
            throw wait_describeTimeout(syncName, run);
        await clock.sleep(Math.min(pauseBeforeLook(now - began, deps.longestPauseMs), deadline - now), deps.stop);
        const look = await client.getRun(syncName, first.id);
        run = look.run;
        onLook(run, look.serverTime);
        if (progress.isDue(run, clock.now())) {
            stats = run.status === 'created' || run.status === 'pending' ? null : await client.findRunStats(syncName, run.id);
            deps.info(progress.tell(run, stats, clock.now()));
        }
    }
    return { run, stats };
}
function wait_describeTimeout(syncName, run) {
    if (run.status === 'completed') {
        return new src_errors/* TimedOutError */.On(`Run ${run.id} of ${syncName} completed, but the Platform does not say that its data is ingested, and the deadline passed.`, 'If the sync writes to a destination of your own, set `require-ingestion: false`; otherwise look at the ingestion on the Platform, or raise `timeout-minutes`.');
    }
    return new src_errors/* TimedOutError */.On(`The deadline passed while run ${run.id} of ${syncName} was ${run.status}.`, 'Raise `timeout-minutes` (it counts the time in the queue too), or look on the Platform at why the sync takes so long.');
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/start.ts








const PAUSE_AFTER_REFUSAL_MS = 2_000;
async function startRun(syncName, known, rule, deps) {
    for (let list = known;; list = await listRunsOf(syncName, deps)) {
        const { runs, serverTime } = list;
        const now = Math.max(serverTime ?? 0, deps.clock.now());
        const decision = decideBeforeStart(runs, now, rule);
        const settled = await applyDecision(syncName, decision, serverTime, deps);
        if (settled === 'again')
            continue;
        if (settled !== 'start')
            return settled;
        const posted = await postRun(syncName, list, deps);
        if (posted !== 'refused-while-running')
            return posted;
        if (rule.ifRunning === 'fail')
            return { kind: 'refused', problem: 'another run of it is in progress' };
        deps.info(`${syncName}: the Platform refused to start a run, because one is in progress.`);
        if (deps.clock.now() >= deps.deadline) {
            throw new src_errors/* TimedOutError */.On(`The deadline passed before a run of ${syncName} could be started: there was always another one in progress.`, 'Raise `timeout-minutes`, or choose `if-running: attach`.');
        }
        await deps.clock.sleep(Math.min(PAUSE_AFTER_REFUSAL_MS, deps.longestPauseMs), deps.stop);
    }
}
async function applyDecision(syncName, decision, serverTime, deps) {
    if (decision.kind === 'start')
        return 'start';
    const { run } = decision;
    const created = `run ${run.id}, created ${(0,timestamp/* formatTimestamp */.Ey)(run.createdAt)}`;
    switch (decision.kind) {
        case 'reuse':
            deps.info(`${syncName}: ${created}, is recent enough: it is used, and none is started.`);
            return somebodyElses(run, 'reused', null);
        case 'attach':
            deps.info(`${syncName}: ${created}, is in progress (${run.status}): this step attaches to it.`);
            return somebodyElses(run, 'attached', serverTime);
        case 'refuse':
            return { kind: 'refused', problem: `run ${run.id} of it is in progress (${run.status})` };
        case 'wait': {
            deps.info(`${syncName}: ${created}, is in progress (${run.status}): waiting for it to end, then one is started.`);
            await awaitRun(syncName, run, (look) => !isInProgress(look), deps).catch((error) => {
                throw error instanceof src_errors/* TimedOutError */.On ? start_explainTimeout(syncName, error) : error;
            });
            return 'again';
        }
    }
}
function start_explainTimeout(syncName, cause) {
    return new src_errors/* TimedOutError */.On(`No run of ${syncName} was started, because another one was waited for. ${cause.message}`, 'Raise `timeout-minutes`, or choose `if-running: attach`.');
}
async function listRunsOf(syncName, deps) {
    try {
        return await deps.client.listRuns(syncName);
    }
    catch (error) {
        if (hasStatus(error, 404))
            throw await explainUnknownSync(syncName, error, deps);
        throw error;
    }
}
async function explainUnknownSync(syncName, error, deps) {
    const names = await deps.client.listSyncNames().catch(() => []);
    deps.stop.throwIfAborted();
    if (names.length === 0)
        return error;
    const near = [...names].sort((a, b) => (0,mod/* distance */.Io)(syncName, a) - (0,mod/* distance */.Io)(syncName, b)).slice(0, 3);
    return new src_errors/* GateError */.ue(`\`sync-name\`: this Platform has no sync named ${syncName}; the nearest of its ${names.length} are ${near.join(', ')}.`, {
        remedy: `Did you mean ${(0,mod/* closest */.kp)(syncName, names)}?`,
        cause: error,
    });
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/run-sync.ts





const WORST_TABLES = 5;
const LAST_LOG_LINES = 20;
function unstartedSync(syncName) {
    return {
        syncName,
        runId: null,
        origin: null,
        state: 'unfinished',
        status: null,
        statusReason: null,
        ingested: null,
        rows: null,
        errors: null,
        tables: null,
        createdAt: null,
        completedAt: null,
        durationSeconds: null,
        problem: null,
        worstTables: [],
        lastLogLines: [],
    };
}
async function runSync(syncName, known, rule, deps, report) {
    let result = unstartedSync(syncName);
    const update = (known) => {
        result = { ...result, ...known };
        report(result);
    };
    const started = await startRun(syncName, known, rule, deps);
    if (started.kind === 'refused') {
        deps.info(`${syncName}: no run: ${started.problem}`);
        update({ state: 'refused', problem: started.problem });
        return { result, freshSince: null };
    }
    const { run, origin } = started;
    update({ ...factsOf(run), origin });
    if (origin === 'started')
        deps.info(`${syncName}: started run ${run.id}.`);
    const isOurs = origin === 'started' || origin === 'adopted';
    const unknown = new Set();
    const isOver = (look) => classifyRun(look, rule.requireIngestion).kind !== 'waiting';
    const ingestion = watchIngestion({ run, serverTime: started.serverTime, isNew: origin === 'started' });
    const awaited = await awaitRun(syncName, run, isOver, deps, (look, serverTime) => {
        if (!isInProgress(look))
            deps.ledger.settle(look.id);
        else if (isOurs)
            deps.ledger.add({ syncName, runId: look.id });
        if (!isKnownStatus(look.status) && !unknown.has(look.status)) {
            unknown.add(look.status);
            deps.warn(`Run ${look.id} of ${syncName} has the status ${look.status}, which this version does not know.`);
        }
        if (rule.requireIngestion)
            ingestion.look(look, serverTime);
        update(factsOf(look));
    });
    const over = awaited.run;
    const state = classifyRun(over, rule.requireIngestion);
    if (state.kind === 'waiting')
        throw new Error('A run that is not over was taken for one that is.');
    deps.ledger.settle(over.id);
    const stats = awaited.stats ?? (await deps.client.findRunStats(syncName, over.id));
    update({ ...factsOf(over), tables: stats?.completedTables ?? null, state: state.kind });
    if (state.kind !== 'succeeded')
        update({ problem: state.problem, ...(await explainProblem(syncName, over, deps)) });
    return { result, freshSince: over.completedAt === null ? null : (0,timestamp/* later */.NU)(over.completedAt, ingestion.notThereAt()) };
}
function factsOf(run) {
    const { completedAt, createdAt } = run;
    return {
        runId: run.id,
        status: run.status,
        statusReason: run.statusReason,
        ingested: run.ingested,
        rows: run.rows,
        errors: run.errors,
        createdAt,
        completedAt,
        durationSeconds: completedAt === null ? null : ((0,timestamp/* millisecondsOf */.W$)(completedAt) - (0,timestamp/* millisecondsOf */.W$)(createdAt)) / 1_000,
    };
}
async function explainProblem(syncName, run, deps) {
    const [tables, log] = await Promise.all([
        deps.client.findWorstTables(syncName, run.id, WORST_TABLES),
        run.status === 'failed' ? deps.client.findLog(syncName, run.id) : null,
    ]);
    return {
        worstTables: (tables ?? []).filter((table) => table.errors > 0),
        lastLogLines: (log ?? '')
            .split('\n')
            .filter((line) => line.trim() !== '')
            .slice(-LAST_LOG_LINES),
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/run-syncs.ts




async function runSyncs(syncNames, rule, deps, report) {
    const results = syncNames.map(unstartedSync);
    const lists = await Promise.allSettled(syncNames.map((syncName) => listRunsOf(syncName, deps)));
    throwFirst(lists);
    const halt = new AbortController();
    const together = { ...deps, stop: AbortSignal.any([deps.stop, halt.signal]) };
    const finished = await Promise.allSettled(lists.map(async (list, index) => {
        if (list.status === 'rejected')
            throw list.reason;
        try {
            return await runSync(syncNames[index] ?? '', list.value, rule, together, (result) => {
                results[index] = result;
                report([...results]);
            });
        }
        catch (error) {
            if (!(error instanceof src_errors/* TimedOutError */.On))
                halt.abort(error);
            throw error;
        }
    }));
    throwFirst(finished);
    return finished.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
function throwFirst(settled) {
    const errors = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    const unknown = errors.filter((error) => error instanceof src_errors/* GateError */.ue && hasStatus(error.cause, 404));
    if (unknown.length > 1)
        throw new src_errors/* InputError */.dz(unknown.map((error) => error.message));
    if (errors.length > 0)
        throw errors.find((error) => !(error instanceof src_errors/* TimedOutError */.On)) ?? errors[0];
}

;// CONCATENATED MODULE: ./src/actions/gate/gate.ts














const CANCEL_TIME_MS = 15_000;
async function runGate(inputs, deps) {
    const began = deps.clock.now();
    const warnings = [...inputs.warnings];
    let syncs = inputs.syncNames.map(unstartedSync);
    let judgement = null;
    let nextBaseline = null;
    const warn = (line) => {
        warnings.push(line);
        deps.warn(line);
    };
    const onSyncs = (results) => {
        syncs = results;
        deps.onSyncs(results);
    };
    async function tell() {
        const prepared = inputs.mode === 'sync' ? null : await prepareScope(inputs.filters, inputs.activeFilters, deps.client);
        if (prepared !== null)
            tellScope(prepared, inputs, deps);
        const finished = await runSyncs(inputs.syncNames, inputs, { ...deps, warn }, onSyncs);
        const failed = findFailed(syncs, inputs, warn);
        if (failed)
            return 'sync-failed';
        if (prepared === null)
            return 'passed';
        const freshness = inputs.mode === 'check' ? { kind: 'latest' } : freshSinceAll(finished.map(({ freshSince }) => freshSince));
        const evaluation = await evaluate(prepared, freshness, inputs, deps);
        const isDataWhole = syncs.every(({ state }) => state === 'succeeded');
        const judged = await judge(prepared, evaluation, freshness, { ...inputs, isDataWhole }, { ...deps, warn });
        ({ judgement, nextBaseline } = judged);
        const outcome = decideOutcome(judged.judgement);
        const isCutShort = outcome === 'inconclusive' && inputs.mode === 'gate' && deps.clock.now() >= deps.deadline;
        return isCutShort ? 'timed-out' : outcome;
    }
    let outcome;
    let error = null;
    try {
        outcome = await tell();
    }
    catch (thrown) {
        error = asGateError(thrown, deps.stop);
        outcome = error.outcome;
    }
    await endRuns(inputs, { ...deps, warn });
    const green = outcome === 'passed' || (outcome === 'inconclusive' && inputs.onInconclusive === 'warn');
    return {
        outcome,
        green,
        mode: inputs.mode,
        ...describeEnding({ outcome, green, error, syncs, judgement, inputs }),
        warnings,
        platformUrl: inputs.baseUrl,
        syncs,
        judgement,
        nextBaseline,
        elapsedSeconds: (deps.clock.now() - began) / 1_000,
    };
}
function tellScope({ selection }, inputs, deps) {
    const paused = selection.paused.length > 0 ? `; paused and left out: ${selection.paused.length}` : '';
    deps.info(`Policies to judge: ${selection.active.length}${paused}. Rule: ${describeRule(inputs.rule)}.`);
    deps.group('The policies that are selected', selection.active
        .toSorted(order/* compareBySeverity */.K)
        .map((policy) => `${(0,text_escape/* toLogText */.ZQ)(policy.severity, 20).padEnd(8)}  ${(0,text_escape/* toLogText */.ZQ)(policy.name, 120)}  (${policy.id})`));
}
function findFailed(syncs, inputs, warn) {
    const partial = syncs.filter(({ state }) => state === 'partial');
    if (inputs.onPartialSync === 'warn')
        for (const sync of partial)
            warn(describeSyncs([sync]));
    return syncs.some(({ state }) => state !== 'succeeded' && (state !== 'partial' || inputs.onPartialSync === 'fail'));
}
async function evaluate({ scope, selection, catalogue }, freshness, inputs, deps) {
    if (freshness.kind === 'latest') {
        return assessPolicies(selection, catalogue, selection.active, { freshness, now: deps.clock.now() });
    }
    if (freshness.kind === 'since') {
        deps.info(`Waiting for the policies to be evaluated on data of ${(0,timestamp/* formatTimestamp */.Ey)(freshness.moment)} or later.`);
    }
    const until = Math.min(deps.clock.now() + inputs.evaluationTimeoutMs, deps.deadline);
    return awaitEvaluation(scope, selection.active, freshness, until, deps);
}
async function endRuns(inputs, deps) {
    const open = deps.ledger.open();
    if (inputs.keepRunning) {
        for (const run of open) {
            deps.ledger.settle(run.runId);
            deps.info(`${run.syncName}: run ${run.runId} is left running, as \`keep-running\` asks.`);
        }
        return;
    }
    const latest = deps.clock.now() + CANCEL_TIME_MS;
    const until = () => Math.min(latest, deps.lastMoment() ?? latest);
    await cancelOpenRuns(deps.ledger, { ...deps, client: deps.lastClient(), until });
}
function asGateError(thrown, stop) {
    if (stop.reason instanceof src_errors/* GateError */.ue)
        return stop.reason;
    if (thrown instanceof src_errors/* GateError */.ue)
        return thrown;
    return new src_errors/* GateError */.ue(`This action failed by a fault of its own: ${(0,src_errors/* messageOf */.bD)(thrown)}`, {
        remedy: 'Please report it, with the log of a run in debug mode.',
        cause: thrown,
    });
}

;// CONCATENATED MODULE: ./src/inputs/parsers.ts


class ValueProblem extends Error {
    name = 'ValueProblem';
}
function refuse(text, allowed) {
    throw new ValueProblem(`is "${(0,text_escape/* toLogText */.ZQ)(text, 100)}"; allowed: ${allowed}.`);
}
const parseBoolean = (text) => {
    if (/^(true|True|TRUE)$/.test(text))
        return true;
    if (/^(false|False|FALSE)$/.test(text))
        return false;
    return refuse(text, '`true` or `false`');
};
function parseWord(words) {
    return (text) => words.find((word) => word === text) ?? refuse(text, words.map((word) => `\`${word}\``).join(', '));
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
    const parse = parseWord(words);
    return (text) => parseLines(text).map((line) => parse(line.toLowerCase()));
}
const MOST_TOLERATED = 1_000_000_000;
const LIMITS_ALLOWED = `a whole number from 0 to ${MOST_TOLERATED}, or lines such as \`medium=25\` with ${platform_severity/* SEVERITIES */.oC.join(', ')}, each once`;
const parseMaxViolations = (text) => {
    const lines = parseLines(text);
    const [first] = lines;
    if (first !== undefined && lines.length === 1 && !first.includes('=')) {
        return { kind: 'total', limit: parseLimit(first, text) };
    }
    const limits = { low: 0, medium: 0, high: 0, critical: 0 };
    const seen = new Set();
    for (const line of lines) {
        const [word = '', number = '', ...rest] = line.split('=').map((part) => part.trim());
        const severity = word.toLowerCase();
        if (!(0,platform_severity/* isSeverity */._Z)(severity) || seen.has(severity) || rest.length > 0)
            return refuse(text, LIMITS_ALLOWED);
        seen.add(severity);
        limits[severity] = parseLimit(number, text);
    }
    return { kind: 'by-severity', limits };
};
function parseLimit(number, text) {
    if (!/^\d{1,10}$/.test(number) || Number(number) > MOST_TOLERATED)
        return refuse(text, LIMITS_ALLOWED);
    return Number(number);
}
const parseSyncNames = (text) => {
    const names = parseLines(text);
    const bad = names.find((name) => !/^[a-zA-Z0-9_-]{1,255}$/.test(name));
    if (bad !== undefined)
        refuse(bad, 'the names of syncs, one a line, of letters, digits, `_` and `-`');
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined)
        refuse(repeated, 'each sync once');
    if (names.length > 50)
        refuse(`${names.length} names`, 'up to 50 syncs');
    return names;
};
const parsePatternLines = (text) => {
    const lines = parseLines(text);
    const bad = lines.find((line) => /^!\s*$/.test(line) || line.startsWith('!!') || line.length > 500);
    if (bad !== undefined)
        refuse(bad, 'patterns with `*` and `?`, one a line, with at most one `!` in front, up to 500 characters each');
    return lines;
};
const parseAnchor = (text) => {
    if (text === '')
        return null;
    const path = text.replace(/^\.\//, '');
    const isRelative = !/^\/|^[a-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/iu.test(path);
    return isRelative && path.length <= 500 ? path : refuse(text, 'a path relative to the repository, without `..`');
};

;// CONCATENATED MODULE: ./src/inputs/platform-url.ts
const EXAMPLE = 'such as https://tenant.us.platform.cloudquery.io';
function parsePlatformUrl(value) {
    const problem = (text) => ({ kind: 'problem', problem: `\`platform-url\` ${text}` });
    if (value === '')
        return problem(`is missing: the address of your Platform, ${EXAMPLE}.`);
    if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
        return problem(`is no address that starts with https://, ${EXAMPLE}.`);
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
    if (url.protocol !== 'https:' && !isLoopback(host)) {
        return problem(`is ${url.origin}, and must start with https://: without TLS the key could be read on the way.`);
    }
    const path = url.pathname.replace(/\/+$/, '').replace(/\/api$/i, '');
    return { kind: 'url', baseUrl: `${url.origin}${path}/api` };
}
function isLoopback(host) {
    return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

;// CONCATENATED MODULE: ./src/actions/gate/report/kinds.ts
const FORMATS = ['json', 'sarif', 'junit', 'markdown'];
const FILE_NAMES = {
    json: 'report.json',
    sarif: 'report.sarif',
    junit: 'report.junit.xml',
    markdown: 'report.md',
};
function fileNameOf(format) {
    return FILE_NAMES[format];
}
function listsViolations(format) {
    return format !== 'markdown';
}

;// CONCATENATED MODULE: ./src/actions/gate/inputs.ts








const DEFAULTS = {
    mode: 'gate',
    'if-running': 'wait',
    'reuse-within-minutes': '0',
    'require-ingestion': 'true',
    'on-partial-sync': 'warn',
    'keep-running': 'false',
    'timeout-minutes': '60',
    'evaluation-timeout-minutes': '10',
    'max-poll-interval-seconds': '15',
    'fail-on': 'low',
    'max-violations': '0',
    'on-inconclusive': 'fail',
    annotations: 'true',
    summary: 'true',
    comment: 'never',
    redact: 'auto',
};
const COMMENT_CHOICES = ['never', 'on-failure', 'on-change', 'always'];
const DOMAINS = ['finops', 'security', 'compliance', 'governance', 'operations'];
const MINUTE = 60_000;
const LONGEST_MINUTES = 7_200;
const FILTERS = ['policies', 'policy-groups', 'domains', 'accounts'];
const FORGIVING = ['baseline', 'waivers'];
function readInputs(getInput, event) {
    const problems = [];
    const textOf = (name) => {
        const text = getInput(name).trim();
        return text === '' && name in DEFAULTS ? DEFAULTS[name] : text;
    };
    function parse(name, parseValue) {
        try {
            return parseValue(textOf(name));
        }
        catch (error) {
            if (!(error instanceof ValueProblem))
                throw error;
            problems.push(`\`${name}\` ${error.message}`);
            return undefined;
        }
    }
    const minutes = (name, least) => {
        const number = parse(name, parseNumber(least, LONGEST_MINUTES, 'minutes'));
        return number === undefined ? undefined : number * MINUTE;
    };
    const patterns = (name) => (0,text_pattern/* parsePatterns */.Z7)(parse(name, parsePatternLines) ?? []);
    const url = parsePlatformUrl(textOf('platform-url'));
    if (url.kind === 'problem')
        problems.push(url.problem);
    const apiKey = textOf('api-key');
    const keyProblem = findKeyProblem(apiKey, event);
    if (keyProblem !== null)
        problems.push(keyProblem);
    const mode = parse('mode', parseWord(['gate', 'sync', 'check']));
    const syncNames = parse('sync-name', parseSyncNames);
    if (mode !== undefined && mode !== 'check' && syncNames?.length === 0) {
        problems.push(`\`sync-name\` is missing: in mode \`${mode}\` it says which sync to run, one name a line.`);
    }
    if (mode === 'check' && textOf('sync-name') !== '') {
        problems.push('`sync-name` is set, but mode `check` starts no sync: remove it, or choose mode `gate`.');
    }
    const inputs = {
        mode,
        syncNames,
        ifRunning: parse('if-running', parseWord(['wait', 'attach', 'fail'])),
        reuseWithinMs: minutes('reuse-within-minutes', 0),
        requireIngestion: parse('require-ingestion', parseBoolean),
        onPartialSync: parse('on-partial-sync', parseWord(['warn', 'fail', 'ignore'])),
        keepRunning: parse('keep-running', parseBoolean),
        timeoutMs: minutes('timeout-minutes', 0.001),
        evaluationTimeoutMs: minutes('evaluation-timeout-minutes', 0),
        longestPauseMs: scale(parse('max-poll-interval-seconds', parseNumber(0.01, 3_600, 'seconds')), 1_000),
        filters: {
            policies: patterns('policies'),
            groups: patterns('policy-groups'),
            domains: parse('domains', parseWords(DOMAINS)) ?? [],
        },
        accounts: patterns('accounts'),
        failOn: parse('fail-on', parseWord([...platform_severity/* SEVERITIES */.oC, 'none'])),
        maxViolations: parse('max-violations', parseMaxViolations),
        onInconclusive: parse('on-inconclusive', parseWord(['fail', 'warn'])),
        annotations: parse('annotations', parseBoolean),
        summary: parse('summary', parseBoolean),
        comment: parse('comment', parseWord(COMMENT_CHOICES)),
        reports: parse('reports', parseWords(FORMATS)),
        sarifAnchor: parse('sarif-anchor', parseAnchor),
        redact: parse('redact', parseWord(['auto', 'always', 'never'])),
    };
    if (problems.length > 0 || url.kind === 'problem')
        throw new src_errors/* InputError */.dz(problems);
    const { failOn, maxViolations, ...rest } = inputs;
    const activeFilters = FILTERS.filter((input) => textOf(input) !== '').map((input) => ({
        input,
        value: parseLines(textOf(input)).join(', '),
        leftOut: null,
    }));
    return {
        ...rest,
        reports: [...new Set(rest.reports)],
        baseUrl: url.baseUrl,
        apiKey,
        rule: { failOn, maxViolations },
        activeFilters,
        warnings: [
            ...describeIdleLimits({ failOn, maxViolations }),
            ...describeIdleInputs(rest.mode, failOn, (input) => textOf(input) !== ''),
        ],
    };
}
function describeIdleLimits({ failOn, maxViolations }) {
    if (maxViolations.kind === 'total')
        return [];
    const idle = platform_severity/* SEVERITIES */.oC.filter((severity) => maxViolations.limits[severity] > 0 && !gates(severity, failOn));
    return idle.length === 0
        ? []
        : [
            `\`max-violations\` for ${idle.join(' and ')} had no effect: with \`fail-on: ${failOn}\` no such violation gates.`,
        ];
}
function describeIdleInputs(mode, failOn, isSet) {
    const idle = (inputs, why) => {
        const set = inputs.filter(isSet).map((input) => `\`${input}\``);
        return set.length === 0 ? [] : [`${set.join(', ')} had no effect: ${why}.`];
    };
    if (mode === 'sync')
        return idle([...FILTERS, ...FORGIVING], 'mode `sync` judges no policies');
    return failOn === 'none' ? idle(FORGIVING, 'with `fail-on: none` no violation gates') : [];
}
function scale(number, factor) {
    return number === undefined ? undefined : number * factor;
}
function findKeyProblem(apiKey, event) {
    if (apiKey === '')
        return (0,missing_key/* describeMissingKey */.h)(event);
    if (!/^[\x21-\x7e]+$/.test(apiKey)) {
        return '`api-key` holds blanks, line breaks or other characters that no key has: store the key alone in the secret.';
    }
    if (/^cq(sr|stc|pd)_/.test(apiKey)) {
        return '`api-key` is a token that the Platform makes for its own runs, no API key: create one under Organization Settings → API Keys.';
    }
    return null;
}

;// CONCATENATED MODULE: ./src/actions/gate/redact.ts

function decideRedaction(redaction, visibility) {
    if (redaction === 'never')
        return false;
    return redaction !== 'auto' || (visibility !== 'private' && visibility !== 'internal');
}
function readVisibility(payload) {
    try {
        const repository = field(payload, 'repository');
        return reconcile(field(repository, 'visibility') ?? null, field(repository, 'private') ?? null);
    }
    catch {
        return 'unknown';
    }
}
function reconcile(visibility, isPrivate) {
    if (visibility === null && typeof isPrivate === 'boolean')
        return isPrivate ? 'private' : 'public';
    if (visibility !== 'public' && visibility !== 'private' && visibility !== 'internal')
        return 'unknown';
    return isPrivate === null || isPrivate === (visibility !== 'public') ? visibility : 'unknown';
}
function field(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}
const HIDDEN_LOG = 'Left out because of `redact`: the log of a run may hold any name. The Platform shows it.';
function redactResult(result) {
    const names = collectNames(result);
    const redact = (text) => redactText(text, names);
    return {
        outcome: result.outcome,
        green: result.green,
        mode: result.mode,
        sentence: redact(result.sentence),
        problems: result.problems.map(redact),
        remedy: mapText(result.remedy, redact),
        warnings: result.warnings.map(redact),
        platformUrl: result.platformUrl,
        syncs: result.syncs.map((sync) => redactSync(sync, names)),
        judgement: result.judgement === null ? null : redactJudgement(result.judgement, names),
        elapsedSeconds: result.elapsedSeconds,
    };
}
function redactSync(sync, names) {
    return {
        syncName: sync.syncName,
        runId: sync.runId,
        origin: sync.origin,
        state: sync.state,
        status: sync.status,
        statusReason: mapText(sync.statusReason, (text) => redactText(text, names, 'distinctive')),
        ingested: sync.ingested,
        rows: sync.rows,
        errors: sync.errors,
        tables: sync.tables,
        createdAt: sync.createdAt,
        completedAt: sync.completedAt,
        durationSeconds: sync.durationSeconds,
        problem: mapText(sync.problem, (text) => redactText(text, names)),
        worstTables: sync.worstTables.map(({ name, errors, rows }) => ({ name, errors, rows })),
        lastLogLines: sync.lastLogLines.length === 0 ? [] : [HIDDEN_LOG],
    };
}
function redactJudgement(judgement, names) {
    return {
        policies: judgement.policies.map((policy) => redactPolicy(policy, names)),
        selected: judgement.selected,
        judged: judgement.judged,
        failing: judgement.failing,
        inconclusive: judgement.inconclusive,
        paused: judgement.paused,
        totals: judgement.totals,
        bySeverity: judgement.bySeverity,
        freshSince: judgement.freshSince,
        rule: judgement.rule,
        filters: judgement.filters.map(redactFilter),
        baseline: judgement.baseline,
        waivers: judgement.waivers.map((waiver) => redactWaiver(waiver, names)),
        news: judgement.news,
    };
}
function redactPolicy(policy, names) {
    return {
        id: policy.id,
        name: policy.name,
        description: redactText(policy.description, names, 'distinctive'),
        domain: policy.domain,
        severity: policy.severity,
        severityLabel: policy.severityLabel,
        evaluatedAt: policy.evaluatedAt,
        standing: policy.standing,
        reason: mapText(policy.reason, (text) => redactText(text, names)),
        found: policy.found,
        gating: policy.gating,
        known: policy.known,
        waived: policy.waived,
        belowThreshold: policy.belowThreshold,
        outOfScope: policy.outOfScope,
        resources: policy.resources.map(redactViolation),
        source: policy.source,
        change: policy.change,
        resourcesProblem: mapText(policy.resourcesProblem, (text) => redactText(text, names)),
    };
}
function redactViolation(violation) {
    return {
        cloud: violation.cloud,
        resourceType: violation.resourceType,
        accountName: hide('account', violation.accountName),
        accountId: mapText(violation.accountId, (id) => hide('account', id)),
        name: hide('resource', violation.name),
        region: violation.region,
        platformId: hide('resource', violation.platformId),
        tags: [],
    };
}
function redactFilter(filter) {
    return filter.input === 'accounts'
        ? { input: filter.input, value: HIDDEN_PATTERNS, leftOut: filter.leftOut }
        : filter;
}
function redactWaiver({ waiver, state, isWhole, covered, problem }, names) {
    return {
        waiver: {
            policy: waiver.policy,
            resource: mapText(waiver.resource, (pattern) => hidePattern('resource', pattern)),
            account: mapText(waiver.account, (pattern) => hidePattern('account', pattern)),
            region: waiver.region,
            reason: waiver.reason,
            owner: waiver.owner,
            expires: waiver.expires,
            ticket: waiver.ticket,
            line: waiver.line,
        },
        state,
        isWhole,
        covered,
        problem: mapText(problem, (text) => redactText(text, names, 'distinctive')),
    };
}
function mapText(text, map) {
    return text === null ? null : map(text);
}
function hidePattern(noun, pattern) {
    return /[*?\\]/.test(pattern) || pattern === HIDDEN_PATTERNS ? HIDDEN_PATTERNS : hide(noun, pattern);
}

// EXTERNAL MODULE: ./src/text/budget.ts
var budget = __nccwpck_require__(8826);
// EXTERNAL MODULE: ./src/actions/gate/report/acceptance-text.ts
var acceptance_text = __nccwpck_require__(5715);
;// CONCATENATED MODULE: ./src/actions/gate/report/log-table.ts


const HEADER = ['severity', 'found', 'known', 'waived', 'below', 'out of scope', 'gating', 'evaluated at', 'policy'];
const log_table_NOTHING = '–';
const COUNTS = ['found', 'known', 'waived', 'belowThreshold', 'outOfScope', 'gating'];
function renderLogTable({ totals, policies }) {
    const rows = [HEADER, ['total', ...renderCounts(totals), '', ''], ...policies.map(renderRow)];
    const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    return rows.map((row) => row
        .map((cell, column) => (isCount(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd());
}
function isCount(column) {
    return column >= 1 && column <= COUNTS.length;
}
function renderRow(policy) {
    const counts = policy.standing === 'judged' ? renderCounts(policy) : COUNTS.map(() => log_table_NOTHING);
    const evaluated = policy.evaluatedAt === null ? 'never' : (0,format/* formatMoment */.K9)(policy.evaluatedAt);
    return [(0,text_escape/* toLogText */.ZQ)(policy.severityLabel, 20), ...counts, evaluated, (0,text_escape/* toLogText */.ZQ)(policy.name, 120)];
}
function renderCounts(counts) {
    return COUNTS.map((name) => (0,format/* formatCount */.B4)(counts[name]));
}

// EXTERNAL MODULE: ./src/actions/gate/report/policy-order.ts
var policy_order = __nccwpck_require__(4755);
;// CONCATENATED MODULE: ./src/actions/gate/report/log.ts





function tellVerdict(result, log, files = []) {
    const { judgement } = result;
    for (const sync of result.syncs)
        tellFailedSync(sync, log);
    if (judgement !== null) {
        if (judgement.policies.length > 0)
            log.group('The policies, worst first', renderLogTable(judgement));
        tellUnjudged(judgement, log);
        tellWaivers(judgement.waivers, log);
        for (const filter of judgement.filters)
            log.info((0,text_escape/* toLogText */.ZQ)((0,acceptance_text/* describeFilter */.GT)(filter), 500));
        if (judgement.baseline !== null)
            log.info((0,text_escape/* toLogText */.ZQ)((0,acceptance_text/* describeBaseline */.FT)(judgement.baseline)));
        log.info((0,acceptance_text/* describeNews */.Nj)(judgement.news));
    }
    for (const { kind, path } of files)
        log.info(`Written, ${kind}: ${path}`);
    const verdict = `Verdict after ${(0,format/* formatDuration */.a3)(result.elapsedSeconds)}: ${result.outcome}.`;
    if (result.problems.length > 1) {
        log.info(`${verdict} ${result.problems.length} problems:`);
        for (const problem of result.problems)
            log.info(`- ${(0,text_escape/* toLogText */.ZQ)(problem, 1_000)}`);
    }
    else {
        log.info(`${verdict} ${(0,text_escape/* toLogText */.ZQ)(result.sentence, 2_000)}`);
    }
    if (result.remedy !== null)
        log.info(`What to do: ${(0,text_escape/* toLogText */.ZQ)(result.remedy, 1_000)}`);
}
function tellFailedSync({ syncName, worstTables, lastLogLines }, log) {
    if (worstTables.length > 0) {
        const lines = worstTables.map(({ name, errors }) => `${(0,text_escape/* toLogText */.ZQ)(name, 100)}: ${errors} errors`);
        log.group(`${(0,text_escape/* toLogText */.ZQ)(syncName)}: the tables with most errors`, lines);
    }
    if (lastLogLines.length > 0) {
        log.group(`${(0,text_escape/* toLogText */.ZQ)(syncName)}: the last lines of the run's log`, lastLogLines.map((line) => (0,text_escape/* toLogText */.ZQ)(line)));
    }
}
function tellUnjudged({ policies }, log) {
    const lines = (0,policy_order/* listUnjudged */.nu)(policies).map(({ name, reason, standing, evaluatedAt }) => {
        const last = evaluatedAt === null ? '' : ` (last evaluated ${(0,format/* formatMoment */.K9)(evaluatedAt)})`;
        return `${(0,text_escape/* toLogText */.ZQ)(name, 120)}: ${(0,text_escape/* toLogText */.ZQ)(reason ?? standing, 300)}${last}`;
    });
    if (lines.length > 0)
        log.group('Could not be judged', lines);
}
function tellWaivers(waivers, log) {
    if (waivers.length > 0)
        log.group('The waivers', waivers.map((waiver) => (0,text_escape/* toLogText */.ZQ)((0,acceptance_text/* describeWaiver */.kr)(waiver), 600)));
}

// EXTERNAL MODULE: ./src/actions/gate/report/outputs.ts
var report_outputs = __nccwpck_require__(8952);
;// CONCATENATED MODULE: ./src/actions/gate/report/render.ts
class ReportObstacle extends Error {
    name = 'ReportObstacle';
}
async function renderReport(format, input, anchor) {
    switch (format) {
        case 'json':
            return (await __nccwpck_require__.e(/* import() */ 58).then(__nccwpck_require__.bind(__nccwpck_require__, 8058))).renderJson(input);
        case 'junit':
            return (await __nccwpck_require__.e(/* import() */ 579).then(__nccwpck_require__.bind(__nccwpck_require__, 5579))).renderJunit(input);
        case 'markdown':
            return [(await Promise.all(/* import() */[__nccwpck_require__.e(809), __nccwpck_require__.e(225)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4225))).renderMarkdown(input)];
        case 'sarif': {
            const { findSarifObstacle, renderSarif } = await __nccwpck_require__.e(/* import() */ 140).then(__nccwpck_require__.bind(__nccwpck_require__, 1140));
            const obstacle = anchor === null ? 'the workflow’s own file is not known: set `sarif-anchor`' : findSarifObstacle(input.result);
            if (anchor === null || obstacle !== null)
                throw new ReportObstacle(obstacle ?? '');
            return renderSarif(input, anchor);
        }
    }
}
function findWorkflowFile(context) {
    return /^[^/]+\/[^/]+\/(.+)@/.exec(context.workflowRef ?? '')?.[1] ?? null;
}

;// CONCATENATED MODULE: ./src/actions/gate/report/deliver.ts














const LINE_LENGTH = 1_000;
function createReporting(runner, guard, isRedacted) {
    const info = (line) => runner.info((0,text_escape/* toLogText */.ZQ)(isRedacted ? redactText(line) : line, LINE_LENGTH));
    function setOutputs(outputs) {
        try {
            for (const [name, value] of Object.entries(outputs))
                runner.setOutput(name, value);
        }
        catch (cause) {
            const remedy = 'See that the runner has room on its disk.';
            throw new src_errors/* GateError */.ue(`The outputs could not be written to GITHUB_OUTPUT: ${(0,src_errors/* messageOf */.bD)(cause)}`, { remedy, cause });
        }
    }
    async function attempt(name, write) {
        try {
            await write();
        }
        catch (error) {
            if (error instanceof ReportObstacle)
                info(`The ${name} was not written: ${error.message}.`);
            else {
                const said = (0,src_errors/* messageOf */.bD)(error);
                info(`Warning: the ${name} could not be written, which does not change the verdict: ${said}`);
            }
        }
    }
    function planFiles(baseline, spool, { nextBaselinePath, reportDir, reports, sarifAnchor }) {
        const clean = (text) => runner.scrub((0,text_escape/* toPlainText */.bo)(text));
        const files = [];
        if (baseline !== null && nextBaselinePath !== null) {
            const render = async () => {
                const { writeBaseline } = await __nccwpck_require__.e(/* import() */ 85).then(__nccwpck_require__.bind(__nccwpck_require__, 9085));
                return writeBaseline(isRedacted ? hideNames(baseline) : baseline, clean);
            };
            files.push({ kind: 'baseline', path: nextBaselinePath, render });
        }
        const context = runner.context(clock/* systemClock */.m.now());
        const rowsOf = (policyId) => showRows(spool?.rowsOf(policyId) ?? []);
        for (const kind of reports) {
            const render = (result) => {
                const problem = listsViolations(kind) ? (spool?.problem() ?? null) : null;
                if (problem !== null)
                    throw new Error(`its violations could not be kept on disk: ${problem}`);
                return renderReport(kind, { result, rowsOf, context }, sarifAnchor ?? findWorkflowFile(context));
            };
            files.push({ kind, path: (0,external_node_path_.join)(reportDir, fileNameOf(kind)), render });
        }
        return files;
    }
    function* showRows(rows) {
        for (const row of rows)
            yield isRedacted ? { ...row, violation: redactViolation(row.violation) } : row;
    }
    function* scrubPieces(pieces) {
        for (const piece of pieces)
            yield runner.scrub(piece);
    }
    async function writeFile({ kind, path, render }, result) {
        const free = findFreePath(path);
        writeText(free, scrubPieces(await render(result)));
        setOutputs((0,report_outputs/* fileOutputsOf */.MC)({ kind, path: free }));
        return { kind, path: free };
    }
    async function comment(result) {
        const choice = readChoice(runner.getInput('comment').trim());
        if (choice === 'never')
            return;
        if (result.outcome === 'cancelled') {
            info('No comment on the pull request: the step was cancelled.');
            return;
        }
        const { commentOnPullRequest } = await Promise.all(/* import() */[__nccwpck_require__.e(809), __nccwpck_require__.e(7)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9007));
        const { kind, detail } = await commentOnPullRequest(choice, result, runner, guard.stop);
        if (kind === 'refused')
            runner.annotate({ level: 'notice', title: 'CloudQuery: no comment', message: detail });
        else
            info(`${kind === 'failed' ? 'Warning: the comment could not be written, which does not change the verdict' : `Comment on the pull request, ${kind}`}: ${detail}`);
    }
    return {
        info,
        setOutputs,
        planFiles,
        async report(raw, { annotations, summary, files }) {
            const scrubbed = runner.scrubData(raw);
            const result = isRedacted ? redactResult(scrubbed) : scrubbed;
            setOutputs((0,report_outputs/* outputsOf */.Yz)(result));
            guard.conclude(result.green);
            const written = [];
            for (const file of files) {
                await attempt(`${file.kind} file`, async () => void written.push(await writeFile(file, result)));
            }
            tellVerdict(result, runner, written);
            if (annotations) {
                await attempt('annotations', async () => {
                    const { planAnnotations } = await __nccwpck_require__.e(/* import() */ 676).then(__nccwpck_require__.bind(__nccwpck_require__, 8676));
                    for (const annotation of planAnnotations(result))
                        runner.annotate(annotation);
                });
            }
            if (summary) {
                await attempt('job summary', async () => {
                    const { renderSummary } = await __nccwpck_require__.e(/* import() */ 809).then(__nccwpck_require__.bind(__nccwpck_require__, 809));
                    await runner.writeSummary(renderSummary(result, budget/* SUMMARY_BYTES */.R$, written));
                });
            }
            await attempt('comment', () => comment(result));
        },
    };
}
function readChoice(word) {
    return COMMENT_CHOICES.find((choice) => choice === word) ?? 'never';
}

;// CONCATENATED MODULE: ./src/actions/gate/report/spool.ts



const PREFIX = 'cloudquery-gate-rows-';
function createSpool(temp, scrub, garbage) {
    const stretches = new Map();
    let folder = null;
    let file = null;
    let end = 0;
    let problem = null;
    function attempt(write) {
        if (problem !== null)
            return;
        try {
            write();
        }
        catch (error) {
            problem = (0,src_errors/* messageOf */.bD)(error);
        }
    }
    attempt(() => {
        folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(temp, PREFIX));
        file = (0,external_node_fs_.openSync)((0,external_node_path_.join)(folder, 'rows'), 'wx+', 0o600);
    });
    return {
        folder: folder ?? '',
        problem: () => problem,
        add(policyId, rows) {
            if (rows.length === 0)
                return;
            attempt(() => {
                if (file === null)
                    throw new Error('the file is closed');
                const bytes = Buffer.from(scrub(JSON.stringify(rows)));
                (0,external_node_fs_.writeFileSync)(file, bytes);
                const stretch = { at: end, size: bytes.length };
                end += bytes.length;
                const earlier = stretches.get(policyId);
                if (earlier === undefined)
                    stretches.set(policyId, [stretch]);
                else
                    earlier.push(stretch);
            });
        },
        *rowsOf(policyId) {
            for (const { at, size } of stretches.get(policyId) ?? []) {
                if (file === null)
                    return;
                garbage.add(size);
                yield* JSON.parse(readStretch(file, at, size));
            }
        },
        drop: (policyId) => void stretches.delete(policyId),
        remove() {
            stretches.clear();
            if (file !== null)
                (0,external_node_fs_.closeSync)(file);
            file = null;
            removeSpool(folder ?? '');
        },
    };
}
function readStretch(file, at, size) {
    const bytes = Buffer.allocUnsafe(size);
    for (let got = 0; got < size;) {
        const more = (0,external_node_fs_.readSync)(file, bytes, got, size - got, at + got);
        if (more === 0)
            throw new Error('the violations that were kept on disk are not all there any more');
        got += more;
    }
    return bytes.toString('utf8');
}
function removeSpool(folder) {
    if ((0,external_node_path_.basename)(folder).startsWith(PREFIX))
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true, maxRetries: 3 });
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/ledger.ts
function createLedger(save) {
    const runs = new Map();
    const attempts = new Set();
    const changed = () => save({ runs: [...runs.values()], attempts: [...attempts] });
    return {
        attempt(syncName) {
            attempts.add(syncName);
            changed();
        },
        attempted(syncName) {
            if (attempts.delete(syncName))
                changed();
        },
        add(run) {
            if (runs.has(run.runId))
                return;
            runs.set(run.runId, run);
            attempts.delete(run.syncName);
            changed();
        },
        settle(runId) {
            if (runs.delete(runId))
                changed();
        },
        open: () => [...runs.values()],
    };
}
const NOTHING_OPEN = { runs: [], attempts: [] };
function writeOpenRuns({ runs, attempts }) {
    return JSON.stringify({ runs: runs.map(({ syncName, runId }) => ({ syncName, runId })), attempts });
}
function readOpenRuns(state) {
    const open = state === '' ? null : JSON.parse(state);
    return {
        runs: listOf(open, 'runs').filter(isOwnRun),
        attempts: listOf(open, 'attempts').filter((name) => typeof name === 'string'),
    };
}
function listOf(value, name) {
    const list = typeof value === 'object' && value !== null ? value[name] : null;
    return Array.isArray(list) ? list : [];
}
function isOwnRun(run) {
    if (typeof run !== 'object' || run === null)
        return false;
    const { syncName, runId } = run;
    return isName(syncName) && isName(runId);
}
function isName(value) {
    return typeof value === 'string' && /^(?!\.+$)[\w.:~-]{1,255}$/.test(value);
}

;// CONCATENATED MODULE: ./src/actions/gate/main.ts



















const runner = createRunner();
const guard = installGuard(runner);
const isRedacted = decideRedaction(runner.getInput('redact').trim() || DEFAULTS.redact, readVisibility(runner.readPayload()));
if (isRedacted)
    runner.hideNames();
const reporting = createReporting(runner, guard, isRedacted);
const { info: main_info, setOutputs } = reporting;
main().then(guard.settle, guard.fail);
async function main() {
    runner.protect(runner.getInput('api-key').trim());
    let inputs;
    try {
        inputs = await readEverything();
    }
    catch (error) {
        if (!(error instanceof src_errors/* GateError */.ue))
            throw error;
        return reporting.report(failBeforeStart(error), { annotations: true, summary: true, files: [] });
    }
    tellInputs(inputs);
    const ledger = createLedger((open) => main_saveState('runs', writeOpenRuns(inputs.keepRunning ? NOTHING_OPEN : open)));
    const garbage = createGarbage();
    const platform = openPlatform(inputs, clock/* systemClock */.m, guard, { debug: runner.debug, info: main_info }, garbage.add);
    const spool = inputs.reports.some(listsViolations) ? createSpool(runner.places().temp, runner.scrub, garbage) : null;
    try {
        if (spool !== null)
            main_saveState('spool', spool.folder);
        const { nextBaseline, ...result } = await runGate(inputs, {
            ...platform,
            clock: clock/* systemClock */.m,
            stop: guard.stop,
            lastMoment: guard.lastMoment,
            longestPauseMs: inputs.longestPauseMs,
            ledger,
            info: main_info,
            warn: (line) => main_info(`Warning: ${line}`),
            group: runner.group,
            sink: spool,
            onSyncs: setRunIds(),
        });
        const files = reporting.planFiles(nextBaseline, spool, inputs);
        await reporting.report(await locateIn(result, inputs), { ...inputs, files });
    }
    finally {
        spool?.remove();
        platform.close();
    }
}
async function readEverything() {
    const [inputs, files] = await Promise.allSettled([
        (async () => readInputs(runner.getInput, runner.readEvent()))(),
        readGateFiles(runner.getInput, runner.places(), readText, (0,day/* dayOf */.kb)(clock/* systemClock */.m.now()), isRedacted),
    ]);
    if (inputs.status === 'fulfilled' && files.status === 'fulfilled')
        return { ...inputs.value, ...files.value };
    throw (0,src_errors/* joinErrors */._h)([inputs, files].flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
}
async function locateIn(result, { annotations }) {
    if (!annotations || !result.judgement?.failing)
        return result;
    try {
        const { locateInCheckout } = await __nccwpck_require__.e(/* import() */ 328).then(__nccwpck_require__.bind(__nccwpck_require__, 6328));
        return locateInCheckout(result, runner.places().workspace, runner.context(clock/* systemClock */.m.now()).repository);
    }
    catch (error) {
        main_info(`Warning: the places in the checkout could not be found, which does not change the verdict: ${(0,src_errors/* messageOf */.bD)(error)}`);
        return result;
    }
}
function main_saveState(name, value) {
    try {
        runner.saveState(name, value);
    }
    catch (cause) {
        const remedy = 'See that the runner has room on its disk.';
        throw new src_errors/* GateError */.ue(`The step's state could not be written to GITHUB_STATE: ${(0,src_errors/* messageOf */.bD)(cause)}`, {
            remedy,
            cause,
        });
    }
}
function setRunIds() {
    let written = '';
    return (syncs) => {
        const outputs = (0,report_outputs/* syncOutputsOf */.D1)(syncs);
        const ids = outputs['sync-run-id'] ?? '';
        if (ids !== written)
            setOutputs(outputs);
        written = ids;
    };
}
function tellInputs(inputs) {
    const syncs = inputs.syncNames.length === 0 ? 'no sync' : `sync ${inputs.syncNames.join(', ')}`;
    runner.info(`CloudQuery Platform at ${inputs.baseUrl}: mode ${inputs.mode}, ${syncs}.`);
    runner.info(`At most ${(0,format/* formatDuration */.a3)(inputs.timeoutMs / 1_000)} in all.`);
    for (const filter of inputs.activeFilters) {
        const { input, value } = isRedacted ? redactFilter(filter) : filter;
        runner.info(`Only ${input}: ${value}`);
    }
    if (isRedacted)
        runner.info('Names of accounts and resources are hidden (`redact`).');
    for (const line of describeFiles(inputs))
        runner.info(line);
}
function failBeforeStart(error) {
    const ending = {
        outcome: error.outcome,
        green: false,
        error,
        syncs: [],
        judgement: null,
        inputs: { mode: 'gate', onInconclusive: 'fail' },
    };
    return {
        ...ending,
        mode: 'gate',
        ...describeEnding(ending),
        warnings: [],
        platformUrl: null,
        elapsedSeconds: 0,
    };
}

