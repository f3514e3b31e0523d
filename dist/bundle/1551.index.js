"use strict";
exports.id = 1551;
exports.ids = [1551];
exports.modules = {

/***/ 1551:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  MOST_HISTORIES: () => (MOST_HISTORIES),
  PATIENCE_MS: () => (PATIENCE_MS),
  addUp: () => (addUp),
  findPast: () => (findPast)
});
var _text_compare_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9200);
var _growth_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1740);


const MOST_HISTORIES = 10;
const PATIENCE_MS = 3_000;
const LEAST_TOTALS = 5;
const MOST_TOTALS = 12;
async function findPast(judged, { client, clock, until }) {
    const violated = judged.filter(({ violationCount }) => (violationCount ?? 0) > 0);
    const patience = Math.min(PATIENCE_MS, until - clock.uptime());
    if (violated.length === 0 || patience <= 0)
        return null;
    const isWhole = judged.length <= MOST_HISTORIES;
    const chosen = (isWhole ? judged : violated)
        .toSorted((a, b) => (b.violationCount ?? 0) - (a.violationCount ?? 0))
        .slice(0, MOST_HISTORIES);
    const late = new AbortController();
    const done = new AbortController();
    const lateness = clock.sleep(patience, done.signal).then(() => late.abort(), () => { });
    try {
        const histories = await Promise.race([readHistories(chosen, client, late.signal), lateness.then(() => null)]);
        const totals = histories === null ? [] : addUp(histories).slice(-MOST_TOTALS);
        return totals.length < LEAST_TOTALS ? null : { policies: chosen.length, isWhole, totals };
    }
    finally {
        done.abort();
    }
}
async function readHistories(policies, client, late) {
    const read = async (policy) => {
        const list = await client.findEvaluations(policy.id, late);
        return list !== null && (0,_growth_js__WEBPACK_IMPORTED_MODULE_0__.ql)(list) ? withLatest(list, policy) : null;
    };
    const [first, ...others] = policies;
    const history = first === undefined ? null : await read(first);
    if (history === null)
        return null;
    const all = [history, ...(await Promise.all(others.map(read)))];
    return all.every((list) => list !== null) ? all : null;
}
function withLatest({ items, isWhole }, { runAt, violationCount }) {
    if (runAt === null || violationCount === null)
        return { items, isWhole };
    const earlier = items.filter((one) => one.runAt < runAt);
    return { items: [{ runAt, violationCount }, ...earlier], isWhole };
}
function addUp(histories) {
    const events = histories
        .flatMap(({ items }, index) => items.map((one) => ({ ...one, index })))
        .sort((a, b) => (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_1__.Z)(a.runAt, b.runAt) || a.index - b.index);
    const counts = histories.map(({ isWhole }) => (isWhole ? 0 : null));
    const totals = [];
    const add = (moment) => {
        const found = counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
        if (found !== null)
            totals.push({ moment, found });
    };
    let seen = new Set();
    let last = null;
    for (const event of events) {
        if (last !== null && seen.has(event.index)) {
            add(last.runAt);
            seen = new Set();
        }
        seen.add(event.index);
        counts[event.index] = event.violationCount;
        last = event;
    }
    if (last !== null)
        add(last.runAt);
    return totals;
}


/***/ })

};
;