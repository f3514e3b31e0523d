"use strict";
exports.id = 9700;
exports.ids = [9700];
exports.modules = {

/***/ 9700:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cancelFromPost: () => (cancelFromPost)
});

// EXTERNAL MODULE: ./src/inputs/platform-url.ts
var platform_url = __webpack_require__(6658);
// EXTERNAL MODULE: ./src/inputs/redaction.ts
var redaction = __webpack_require__(5012);
// EXTERNAL MODULE: ./src/platform/open.ts + 6 modules
var platform_open = __webpack_require__(8820);
// EXTERNAL MODULE: ./src/platform/runs.ts + 1 modules
var platform_runs = __webpack_require__(9621);
// EXTERNAL MODULE: ./src/runner/event.ts
var runner_event = __webpack_require__(3034);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
// EXTERNAL MODULE: ./src/actions/gate/platform-words.ts
var platform_words = __webpack_require__(7512);
// EXTERNAL MODULE: ./src/actions/gate/sync/cancel.ts
var cancel = __webpack_require__(8725);
// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
// EXTERNAL MODULE: ./src/actions/gate/sync/novelty.ts
var novelty = __webpack_require__(8454);
;// CONCATENATED MODULE: ./src/actions/gate/sync/late-run.ts


const LOOKS = 3;
const PAUSE_MS = 2_000;
const LATEST_MS = 30_000;
async function findLateRun({ syncName, asked }, { openClient, clock }) {
    if (asked === null)
        return null;
    for (let look = 1;; look++) {
        const list = await openClient()
            .listRuns(syncName)
            .catch(() => null);
        const seen = { here: clock.now(), there: list?.serverTime ?? null };
        const fresh = list?.runs.filter((run) => (0,novelty/* judgeNovelty */.v7)(run, asked, seen) !== 'known') ?? [];
        const [run] = fresh;
        if (run !== undefined) {
            const isOurs = fresh.length === 1 && (0,novelty/* judgeNovelty */.v7)(run, asked, seen) === 'new' && isSoonAfter(run, asked.at);
            return isOurs ? { syncName, runId: run.id } : null;
        }
        if (look === LOOKS)
            return null;
        await clock.sleep(PAUSE_MS, new AbortController().signal);
    }
}
function isSoonAfter({ createdAt }, { here, there }) {
    const created = (0,timestamp/* millisecondsOf */.W$)(createdAt);
    return [here, there ?? here].some((at) => created >= at - novelty/* NODE_TOLERANCE_MS */.qv && created <= at + LATEST_MS);
}

// EXTERNAL MODULE: ./src/actions/gate/sync/ledger.ts
var sync_ledger = __webpack_require__(382);
;// CONCATENATED MODULE: ./src/actions/gate/sync/saved-runs.ts


function readSavedRuns(state) {
    const open = state === '' ? null : JSON.parse(state);
    return {
        runs: listOf(open, 'runs').filter(isOwnRun),
        attempts: listOf(open, 'attempts').flatMap((attempt) => {
            const syncName = (0,runner_event/* readField */.dR)(attempt, 'syncName');
            return isName(syncName) ? [{ syncName, asked: readAsked((0,runner_event/* readField */.dR)(attempt, 'asked')) }] : [];
        }),
    };
}
function readAsked(asked) {
    const [before, at] = [(0,runner_event/* readField */.dR)(asked, 'before'), (0,runner_event/* readField */.dR)(asked, 'at')];
    const [here, there, isWhole] = [(0,runner_event/* readField */.dR)(at, 'here'), (0,runner_event/* readField */.dR)(at, 'there'), (0,runner_event/* readField */.dR)(before, 'isWhole')];
    const isSight = typeof here === 'number' && (there === null || typeof there === 'number');
    if (!isSight || typeof isWhole !== 'boolean')
        return null;
    const list = listOf(before, 'runs');
    const runs = list.flatMap((run) => {
        const [id, date] = [(0,runner_event/* readField */.dR)(run, 'id'), (0,runner_event/* readField */.dR)(run, 'createdAt')];
        const createdAt = typeof date === 'string' ? (0,timestamp/* parseTimestamp */.EH)(date) : null;
        return isName(id) && createdAt !== null ? [{ id, createdAt }] : [];
    });
    return runs.length === list.length ? { before: { runs, isWhole }, at: { here, there } } : null;
}
function listOf(value, name) {
    const list = (0,runner_event/* readField */.dR)(value, name);
    return Array.isArray(list) ? list : [];
}
function isOwnRun(run) {
    return isName((0,runner_event/* readField */.dR)(run, 'syncName')) && isName((0,runner_event/* readField */.dR)(run, 'runId'));
}
function isName(value) {
    return typeof value === 'string' && /^(?!\.+$)[\w.:~-]{1,255}$/.test(value);
}

;// CONCATENATED MODULE: ./src/actions/gate/cancel-from-post.ts












const TIME_MS = 15_000;
async function cancelFromPost(state, runner, clock) {
    const apiKey = runner.getInput('api-key').trim();
    const isRedacted = (0,redaction/* decideRedaction */.k)(runner.getInput('redact').trim(), (0,runner_event/* readVisibility */.tQ)(runner.readPayload()));
    if (isRedacted)
        runner.hideNames((text) => (0,redact/* redactText */.Rd)(text));
    const warn = (message) => runner.annotate({ level: 'warning', title: 'CloudQuery gate', message });
    const open = readSavedRuns(state);
    const url = (0,platform_url/* parsePlatformUrl */.m)(runner.getInput('platform-url').trim());
    if (apiKey === '' || url.kind === 'problem') {
        for (const attempt of open.attempts)
            warn(describeUnknown(attempt));
        const runs = open.runs.map(({ syncName, runId }) => `${(0,text_escape/* toLogText */.ZQ)(runId)} of ${(0,text_escape/* toLogText */.ZQ)(syncName)}`);
        if (runs.length === 0)
            return;
        warn(`Without \`api-key\` and \`platform-url\` nothing can be cancelled. These runs may still be in progress: ${runs.join(', ')}.`);
        return;
    }
    const pace = { clock, longestPauseMs: 1_000, stop: new AbortController().signal, lastMoment: () => null };
    const log = { debug: runner.debug, info: runner.tell };
    const platform = (0,platform_open/* openPlatform */.W)({ baseUrl: url.baseUrl, apiKey, timeoutMs: TIME_MS }, pace, log);
    const openClient = () => {
        const runs = (0,platform_runs/* createRuns */.x7)(platform.openLast());
        return isRedacted ? (0,platform_words/* hideWords */.yv)(runs) : runs;
    };
    try {
        await cancel_from_post_cancel(open, { openClient, clock, info: runner.tell, warn });
    }
    finally {
        platform.close();
    }
}
async function cancel_from_post_cancel({ runs, attempts }, { openClient, clock, info, warn }) {
    const latest = clock.uptime() + TIME_MS;
    const ledger = (0,sync_ledger/* createLedger */.M)(() => { });
    for (const run of runs)
        ledger.add(run);
    const cancelAll = () => (0,cancel/* cancelOpenRuns */.x)(ledger, { client: openClient(), clock, until: () => latest, looksFirst: true, info, warn });
    await cancelAll();
    const late = await Promise.all(attempts.map((attempt) => findLateRun(attempt, { openClient, clock })));
    for (const [index, attempt] of attempts.entries()) {
        const run = late[index];
        if (run != null && ledger.claim(run)) {
            info(`${run.syncName}: found run ${run.runId}, which the step had started without an answer.`);
            ledger.add(run);
        }
        else {
            warn(describeUnknown(attempt));
        }
    }
    if (late.some((run) => run !== null))
        await cancelAll();
}
function describeUnknown({ syncName }) {
    return `The step ended while it started a run of ${(0,text_escape/* toLogText */.ZQ)(syncName)}. It is unknown whether there is one. Check on the Platform whether it is in progress.`;
}


/***/ })

};
;