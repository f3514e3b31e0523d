export const id = 280;
export const ids = [280];
export const modules = {

/***/ 7813:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ hasStatus),
/* harmony export */   W: () => (/* binding */ PlatformError)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

class PlatformError extends _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .GateError */ .ue {
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


/***/ }),

/***/ 8966:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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

/***/ 5280:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openPlatform: () => (/* binding */ openPlatform)
});

// EXTERNAL MODULE: ./src/text/scrub.ts
var text_scrub = __webpack_require__(8328);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./src/platform/timestamp.ts
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

;// CONCATENATED MODULE: ./src/platform/schema.ts


const Count = dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0), dist/* maxValue */.cGV(2 ** 63));
const NonEmptyText = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq());
const Identifier = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?!\.+$)[\w.:~-]{1,200}$/));
const When = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => isTimestamp(text)), dist/* transform */.pdi((text) => parseTimestamp(text)));
function optional(schema) {
    return dist/* optional */.lqM(dist/* nullable */.mee(schema, null), null);
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
    const result = dist/* safeParse */.xLC(schema, json, { abortEarly: true });
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    const path = [prefix, dist/* getDotPath */.BuJ(issue) ?? ''].filter((part) => part !== '').join('.');
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

;// CONCATENATED MODULE: ./src/platform/http/paging.ts


const LARGEST_PAGE = 1_000;
const MOST_PAGES = 2_000;
const PageBody = dist/* object */.Ikc({
    items: dist/* array */.YOg(dist/* unknown */.L5J()),
    metadata: optional(dist/* object */.Ikc({ page_size: optional(Count), total_count: optional(Count), last_page: optional(Count) })),
});
function readPage(json, readItem) {
    const { items, metadata } = read(PageBody, json);
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
                throw new SchemaError('items', `other items on page ${number} than on the one before`);
        }
        previous = mark;
        got += page.items.length;
        yield page;
        if (isLastPage(page, number, LARGEST_PAGE, got))
            return;
    }
    throw new SchemaError('items', `a list that ends within ${MOST_PAGES} pages`);
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
            throw new SchemaError('items', 'a list that loses no item while it is read');
        }
        total = page.totalCount ?? total;
    }
    if (total !== null && total > items.size) {
        throw new SchemaError('items', `${total} in all, as \`metadata.total_count\` says, and are ${items.size}`);
    }
    return [...items.values()];
}

;// CONCATENATED MODULE: ./src/platform/policies.ts


const LONGEST_NAME = 1_000;
const Identity = dist/* object */.Ikc({ id: Identifier, name: dist/* string */.YjP(), status: NonEmptyText, severity: dist/* string */.YjP() });
const Texts = dist/* object */.Ikc({
    description: dist/* fallback */.NpB(dist/* string */.YjP(), ''),
    domain: dist/* fallback */.NpB(dist/* string */.YjP(), ''),
});
const Evaluation = dist/* object */.Ikc({ run_at: optional(When), violation_count: optional(Count) });
function readPolicy(json, path = '') {
    const { id, name, status, severity } = read(Identity, json, path);
    const texts = read(Texts, json, path);
    const policy = {
        id,
        name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME),
        status,
        severity,
        description: texts.description.slice(0, 2_000),
        domain: texts.domain.trim(),
    };
    try {
        const { run_at: runAt, violation_count: violationCount } = read(Evaluation, json);
        return { ...policy, runAt, violationCount, defect: null };
    }
    catch (error) {
        if (!(error instanceof SchemaError))
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
const GroupBody = dist/* object */.Ikc({ id: Identifier, name: dist/* string */.YjP() });
function readPolicyGroup(json, path = '') {
    return read(GroupBody, json, path);
}
const EvaluationBody = dist/* object */.Ikc({ run_at: When, violation_count: Count });
function readEvaluationCount(json, path = '') {
    const { run_at: runAt, violation_count: violationCount } = read(EvaluationBody, json, path);
    if (runAt === null)
        throw new SchemaError(`${path}.run_at`, 'a date and time');
    return { runAt, violationCount };
}

;// CONCATENATED MODULE: ./src/platform/syncs.ts



const RunBody = dist/* object */.Ikc({
    sync_name: optional(dist/* string */.YjP()),
    id: Identifier,
    status: NonEmptyText,
    status_reason: optional(dist/* string */.YjP()),
    created_at: When,
    completed_at: optional(When),
    total_rows: Count,
    errors: Count,
    ingested: optional(dist/* boolean */.zMY()),
});
function readSyncRun(json, syncName, path = '') {
    const body = read(RunBody, json, path);
    if (body.sync_name !== null && body.sync_name !== syncName) {
        throw new SchemaError(path === '' ? 'sync_name' : `${path}.sync_name`, 'that of the sync that was asked for');
    }
    const createdAt = body.created_at;
    if (createdAt === null)
        throw new SchemaError(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
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
    return millisecondsOf(createdAt) - millisecondsOf(completedAt) <= CLOCK_TOLERANCE_MS ? createdAt : null;
}
function cutWord(word) {
    return word.slice(0, 100);
}
const StatsBody = dist/* object */.Ikc({ completed_tables: Count, resources: Count });
function readRunStats(json) {
    const body = read(StatsBody, json);
    return { completedTables: body.completed_tables, resources: body.resources };
}
const TableBody = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    errors: optional(Count),
    panics: optional(Count),
    resources: optional(Count),
});
function readRunTable(json, path = '') {
    const body = read(TableBody, json, path);
    return { name: body.name, errors: (body.errors ?? 0) + (body.panics ?? 0), rows: body.resources };
}
const SyncBody = dist/* object */.Ikc({ name: NonEmptyText });
function readSyncName(json, path = '') {
    return read(SyncBody, json, path).name;
}
const SyncState = dist/* object */.Ikc({ disabled: dist/* boolean */.zMY() });
function readSyncDisabled(json) {
    return read(SyncState, json).disabled;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
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
    const body = read(ViolationBody, json, path);
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
                    throw new SchemaError('items', 'as many as `metadata.total_count` says, and are none');
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
                throw new SchemaError('id', 'that of the run that was asked for');
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
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/platform/http/retry.ts
var http_retry = __webpack_require__(8966);
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
            debug(`${label} → ${(0,errors/* messageOf */.bD)(error)} in ${clock.now() - started} ms`);
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
                if (!(error instanceof http_errors/* PlatformError */.W))
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
                throw new errors/* TimedOutError */.On(`The deadline passed while ${path} was read.`, 'Raise `timeout-minutes`.');
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
                if (!(error instanceof SchemaError))
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
            if (!(error instanceof http_errors/* PlatformError */.W || error instanceof errors/* TimedOutError */.On))
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
            throw error instanceof SchemaError ? unreadable('GET', path, error) : error;
        }
    }
    return { sendOnce, get, list, find, walk };
}
function parseAnswer(answer, method, parse) {
    try {
        return parse(answer);
    }
    catch (error) {
        throw error instanceof SchemaError ? unreadable(method, answer.url, error) : error;
    }
}
function unreadable(method, url, cause) {
    const message = `The Platform's answer is not as expected: ${cause.message}`;
    return new http_errors/* PlatformError */.W(message, { method, url }, { kind: 'unreadable' }, { cause });
}
function explainTimeout(error) {
    return new errors/* TimedOutError */.On(`The deadline passed while the Platform gave no usable answer: ${error.message}`, error.remedy ?? 'Raise `timeout-minutes`.');
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./src/platform/http/throttle.ts



const MOST_AT_ONCE = 8;
const DETAILS_AT_ONCE = 6;
const PAUSE_MS = 1_000;
const SHORTEST_PAUSE_MS = 100;
const LAST_TURN_MS = 2_000;
function createThrottle(clock, stop, deadline) {
    const limit = (0,p_limit/* default */.A)(MOST_AT_ONCE);
    const limitDetails = (0,p_limit/* default */.A)(DETAILS_AT_ONCE);
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
            if ((0,http_errors/* hasStatus */.R)(error, 429)) {
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
    return new errors/* TimedOutError */.On('The deadline passed before the Platform could be asked again.', 'Raise `timeout-minutes`.');
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
var text_escape = __webpack_require__(7388);
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
var lib_proxy = __webpack_require__(9783);
;// CONCATENATED MODULE: ./src/platform/http/connection.ts


async function openConnection(url) {
    const { request, Agent } = process.getBuiltinModule(url.protocol === 'https:' ? 'node:https' : 'node:http');
    if (hasProxy(url)) {
        const { HttpClient } = await __webpack_require__.e(/* import() */ 779).then(__webpack_require__.bind(__webpack_require__, 2779));
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
    throw new errors/* GateError */.ue(`\`${name.toUpperCase()}\` is not the address of an HTTP proxy.`, {
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
            if (error instanceof errors/* GateError */.ue)
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
        throw new http_errors/* PlatformError */.W(redirect.message, where, { kind: 'redirect' }, { remedy: redirect.remedy });
    }
    const body = await readBody(message, isText ? TEXT_LIMITS : JSON_LIMITS);
    onBody?.(body.bytes);
    if (signal.aborted && body.problem !== null)
        throw new Error(body.problem);
    const contentType = scrub(message.headers['content-type'] ?? '');
    const encoding = message.headers['content-encoding']?.trim().toLowerCase() || 'identity';
    if (status < 300 && encoding !== 'identity') {
        const how = (0,text_escape/* toLogText */.ZQ)(encoding, 40);
        throw new http_errors/* PlatformError */.W(`The Platform's answer is compressed (${how}), which was not asked for`, where, {
            kind: 'unreadable',
        });
    }
    if (body.problem !== null && status < 300 && request.answer !== 'none') {
        throw new http_errors/* PlatformError */.W(`The Platform's answer could not be read: ${body.problem}`, where, { kind: 'unreadable' });
    }
    if (status < 200 || status >= 300) {
        const retryAfterMs = (0,http_retry/* parseRetryAfter */.mu)(message.headers['retry-after'], Date.now());
        const failure = { kind: 'status', status, retryAfterMs };
        throw new http_errors/* PlatformError */.W(describeServerError(status, contentType, body.text, scrub), where, failure);
    }
    const date = Date.parse(message.headers.date ?? '');
    const serverTime = Number.isNaN(date) ? null : date;
    const { url } = where;
    if (status === 204 || request.answer === 'none')
        return { url, status, body: undefined, serverTime };
    if (isText && /html/i.test(contentType)) {
        throw new http_errors/* PlatformError */.W('The Platform answered with a page instead of a text', where, { kind: 'unreadable' });
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
        throw new http_errors/* PlatformError */.W(message, where, { kind: 'unreadable' });
    }
}
function explainFailure(error, where, expired, timeoutMs, scrub) {
    const host = new URL(where.url).host;
    if (expired) {
        const seconds = Number((timeoutMs / 1_000).toPrecision(3));
        return new http_errors/* PlatformError */.W(`No complete answer from ${host} within ${seconds} s`, where, { kind: 'timeout' });
    }
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
    const detail = (0,text_escape/* toLogText */.ZQ)(scrub(error instanceof Error ? error.message : String(error)), 200);
    if (CERTIFICATE.test(code)) {
        const message = `The certificate of ${host} is not trusted: ${detail} [${code}]`;
        return new http_errors/* PlatformError */.W(message, where, { kind: 'certificate' });
    }
    return new http_errors/* PlatformError */.W(`${host} could not be reached: ${detail}`, where, { kind: 'network' });
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


/***/ })

};
