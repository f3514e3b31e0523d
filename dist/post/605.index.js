export const id = 605;
export const ids = [605];
export const modules = {

/***/ 6605:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cancelOpenRuns: () => (/* binding */ cancelOpenRuns)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/platform/http/retry.ts
var retry = __webpack_require__(8966);
;// CONCATENATED MODULE: ./src/actions/gate/sync/run-state.ts
const PARTIAL_REASONS = (/* unused pure expression or super */ null && (['partial_success', 'error']));
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
const PAUSE_MS = 250;
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
            if (error instanceof http_errors/* PlatformError */.W && (0,retry/* isPassing */.WG)(error.failure) && clock.now() + PAUSE_MS < until()) {
                await clock.sleep(PAUSE_MS, never);
                continue;
            }
            if ((0,http_errors/* hasStatus */.R)(error, 400, 403, 404, 409, 422)) {
                ledger.settle(run.runId);
                const now = await client.findRun(run.syncName, run.runId);
                if (now !== null && !isInProgress(now)) {
                    deps.info(`${run.syncName}: run ${run.runId} has ended already (${now.status}).`);
                    return;
                }
            }
            deps.warn(`Run ${run.runId} of ${run.syncName} could not be cancelled and may go on: ${(0,errors/* messageOf */.bD)(error)}`);
            return;
        }
    }
}


/***/ }),

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


/***/ })

};
