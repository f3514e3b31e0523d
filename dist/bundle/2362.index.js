"use strict";
exports.id = 2362;
exports.ids = [2362];
exports.modules = {

/***/ 3452:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  EX: () => (countEntries),
  Rz: () => (updateBaseline),
  rg: () => (hideNames)
});
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


/***/ }),

/***/ 6539:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  S: () => (identifyViolation),
  Z: () => (isFingerprint)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
var _select_account_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5615);


const DIGITS = 32;
function identifyViolation(policyId, violation) {
    const resource = resourceOf(violation);
    if (resource === null)
        return null;
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify([policyId, ...resource]), 'hex').slice(0, DIGITS);
}
function resourceOf(violation) {
    const { platformId, cloud, accountId, accountName, resourceType, region, name } = violation;
    if (!(0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__.z3)(platformId))
        return [platformId];
    const account = (0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__.z3)(accountId ?? '') ? accountName : (accountId ?? '');
    return (0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__.z3)(name) || (0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__.z3)(account) ? null : [cloud, account, resourceType, region, name];
}
function isFingerprint(text) {
    return text.length === DIGITS && /^[0-9a-f]+$/.test(text);
}


/***/ }),

/***/ 3400:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  OU: () => (describeOutdated),
  Yw: () => (freshSinceAll),
  _c: () => (describeStanding),
  lA: () => (assessPolicy)
});
var _platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3027);
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);


const PHRASES = {
    judged: 'judged',
    stale: 'not evaluated since the sync',
    'never-evaluated': 'never evaluated',
    unreadable: 'result could not be read',
};
function describeStanding(standing) {
    return PHRASES[standing];
}
const FUTURE_MS = 86_400_000;
function assessPolicy(policy, freshness, now, doubt = null) {
    if (policy.status !== 'active')
        return unjudged('unreadable', `its status is ${policy.status}, which this version does not know`);
    if (policy.defect !== null)
        return unjudged('unreadable', policy.defect);
    if (policy.runAt === null)
        return unjudged('never-evaluated', 'the Platform has never evaluated it');
    if (policy.violationCount === null)
        return unjudged('never-evaluated', 'the Platform gives no number of violations');
    if ((0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__.W$)(policy.runAt) > now + FUTURE_MS) {
        return unjudged('unreadable', `it was evaluated ${(0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__.Ey)(policy.runAt)}, which is in the future`);
    }
    switch (freshness.kind) {
        case 'latest':
            return { standing: 'judged', reason: null };
        case 'unknown':
            return unjudged('stale', 'the Platform does not say when the run completed, so no result can be shown to be newer');
        case 'since':
            if (policy.runAt >= freshness.moment) {
                return doubt === null ? { standing: 'judged', reason: null } : unjudged('stale', doubt);
            }
            return unjudged('stale', "its latest result is from before the sync's data");
    }
}
function unjudged(standing, reason) {
    return { standing, reason };
}
const OUTDATED_NAMED = 10;
function describeOutdated(assessed) {
    const outdated = assessed
        .filter(({ standing }) => standing.standing === 'judged')
        .map(({ policy }) => policy)
        .filter(({ runAt, updatedAt }) => runAt !== null && updatedAt !== null && runAt < updatedAt);
    if (outdated.length === 0)
        return [];
    const names = outdated.slice(0, OUTDATED_NAMED).map(({ name }) => name);
    const list = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.bH)(names, outdated.length);
    const many = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(outdated.length, 'policy was', 'policies were');
    return [
        `${many} changed after the latest evaluation: ${list}. If a query was changed, its count is that of the old query until the policy is evaluated again, as after the next sync.`,
    ];
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


/***/ }),

/***/ 1740:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Tp: () => (UNKNOWN_NEWS),
  X8: () => (countNews),
  YC: () => (findChange),
  ql: () => (isInOrder)
});
const UNKNOWN_NEWS = { kind: 'unknown' };
async function countNews(judged, before, freshness, { client, clock, until }) {
    const violated = judged.filter((policy) => (policy.violationCount ?? 0) > 0);
    const unknown = new AbortController();
    const growths = await Promise.all(violated.map(async (policy) => {
        if (clock.uptime() >= until)
            unknown.abort();
        const earlier = await findEarlierCount(policy, before.get(policy.id), freshness, client, unknown.signal);
        if (earlier === null)
            unknown.abort();
        return Math.max(0, (policy.violationCount ?? 0) - (earlier ?? 0));
    }));
    if (unknown.signal.aborted)
        return UNKNOWN_NEWS;
    return { kind: 'counts', count: growths.reduce((sum, growth) => sum + growth, 0) };
}
async function findEarlierCount(policy, before, freshness, client, unknown) {
    if (freshness.kind === 'unknown' || policy.runAt === null)
        return null;
    const moment = freshness.kind === 'since' ? freshness.moment : policy.runAt;
    const known = findKnownCount(before, moment);
    if (known !== undefined)
        return known;
    const list = unknown.aborted ? null : await client.findEvaluations(policy.id, unknown);
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
function countBefore(list, moment) {
    const earlier = list.items.filter(({ runAt }) => runAt < moment);
    if (earlier.length === 0)
        return list.isWhole ? 0 : null;
    if (!isInOrder(list))
        return null;
    return earlier.reduce((latest, one) => (one.runAt > latest.runAt ? one : latest)).violationCount;
}
function isInOrder({ items, isWhole }) {
    return isWhole || items.every(({ runAt }, index) => index === 0 || runAt <= (items[index - 1]?.runAt ?? ''));
}


/***/ }),

/***/ 3696:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  L: () => (describeFiles),
  r: () => (readGateFiles)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
var _inputs_input_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6572);
var _runner_read_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6419);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8488);
var _text_redact_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3326);
var _baseline_baseline_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3452);








const LARGEST_WAIVERS = 2 ** 20;
const REPORT_DIR = 'cloudquery-gate';
async function readGateFiles(getInput, folders, readText, today, isRedacted = false) {
    const problems = [];
    const { workspace } = folders;
    const locate = (path) => (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(workspace, path);
    function read(input, path, mostBytes, smallest) {
        const file = (0,_inputs_input_file_js__WEBPACK_IMPORTED_MODULE_2__.j)(input, path, mostBytes, smallest, { workspace, readText });
        if (file.kind === 'problem')
            problems.push(file.problem);
        return file.kind === 'text' ? file.text : null;
    }
    const reportDirInput = getInput('report-dir').trim();
    const reportDir = locate(reportDirInput || (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(folders.temp, REPORT_DIR));
    const baselinePath = getInput('baseline').trim();
    const waiversPath = getInput('waivers').trim();
    const nextBaselinePath = baselinePath === '' ? null : (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(reportDir, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(baselinePath));
    const isWritten = nextBaselinePath !== null || getInput('reports').trim() !== '';
    const isChecked = reportDirInput !== '' && isWritten;
    const obstacle = isChecked ? (await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2548))).findFolderProblem(reportDir) : null;
    if (obstacle !== null) {
        problems.push(`\`report-dir\` ${quote(reportDirInput)} can't take the files of this step: ${obstacle}. Choose another folder.`);
    }
    let baseline = null;
    let waivers = null;
    if (baselinePath !== '') {
        const { EMPTY_BASELINE, LARGEST_BASELINE, parseBaseline } = await __webpack_require__.e(/* import() */ 2276).then(__webpack_require__.bind(__webpack_require__, 2276));
        const text = read('baseline', baselinePath, LARGEST_BASELINE, `\`${EMPTY_BASELINE}\``);
        const parsed = text === null ? null : parseBaseline(text, baselinePath);
        if (parsed?.kind === 'problem')
            problems.push(`\`baseline\` ${quote(baselinePath)} ${parsed.problem}`);
        if (parsed?.kind === 'baseline')
            baseline = parsed.baseline;
        if (nextBaselinePath !== null && (0,_runner_read_file_js__WEBPACK_IMPORTED_MODULE_3__.Dl)(nextBaselinePath, locate(baselinePath))) {
            problems.push(`\`report-dir\` is the folder of \`baseline\`, which the step's own baseline would overwrite: choose another folder.`);
        }
    }
    if (waiversPath !== '') {
        const text = read('waivers', waiversPath, LARGEST_WAIVERS, 'one that holds `version: 1` and `waivers: []`');
        const { parseWaivers } = await (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(5434)]).then(__webpack_require__.bind(__webpack_require__, 5434))).loadWaivers();
        const parsed = text === null ? null : parseWaivers(text, waiversPath, today, isRedacted ? _text_redact_js__WEBPACK_IMPORTED_MODULE_5__.$7 : _text_escape_js__WEBPACK_IMPORTED_MODULE_4__.ZQ);
        if (parsed?.kind === 'problems')
            problems.push(...parsed.problems.map((problem) => `\`waivers\` ${problem}`));
        if (parsed?.kind === 'waivers')
            waivers = { path: waiversPath, entries: parsed.waivers };
    }
    if (problems.length > 0)
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__.dz(problems);
    return { baseline, waivers, reportDir, nextBaselinePath };
}
function describeFiles({ baseline, waivers }) {
    return [
        ...(baseline === null
            ? []
            : [`Baseline ${quote(baseline.path)} holds ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_7__.Vq)((0,_baseline_baseline_js__WEBPACK_IMPORTED_MODULE_6__.EX)(baseline), 'violation')}.`]),
        ...(waivers === null ? [] : [`Waivers ${quote(waivers.path)}: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_7__.Vq)(waivers.entries.length, 'waiver')}.`]),
    ];
}
function quote(path) {
    return (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_4__.ZQ)(path, 200);
}


/***/ }),

/***/ 4620:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  KM: () => (sumGroups),
  N3: () => (describeGroup),
  ae: () => (createGroupCounter),
  em: () => (formatGroupBy)
});
var _platform_tag_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1043);
var _text_compare_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9200);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8665);
var _select_account_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5615);




function formatGroupBy(groupBy) {
    return groupBy.kind === 'tag' ? `tag:${groupBy.key}` : groupBy.kind;
}
const NONE = { kind: 'none', name: '', id: null };
const UNKNOWN = { kind: 'unknown', name: '', id: null };
const OTHERS = { kind: 'others', name: '', id: null };
const MOST_GROUPS = 5_000;
const LONGEST_NAME = 300;
function createGroupCounter(groupBy) {
    if (groupBy.kind === 'policy')
        return null;
    const memberOf = groupBy.kind === 'account' ? readAccount : readTagOf(groupBy.key);
    const groups = new Map();
    return {
        add: (violation) => addToGroup(groups, memberOf(violation), 1),
        finish: () => [...groups.values()],
    };
}
function addToGroup(groups, member, gating) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined && groups.size >= MOST_GROUPS && member.kind === 'named') {
        addToGroup(groups, OTHERS, gating);
        return;
    }
    const name = group === undefined ? member.name : chooseName(group.name, member.name);
    groups.set(key, { ...member, name, gating: (group?.gating ?? 0) + gating });
}
function chooseName(a, b) {
    if (a === '' || b === '')
        return a || b;
    return (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_2__.Z)(a, b) < 0 ? a : b;
}
function keyOf({ kind, name, id }) {
    return `${kind} ${id === null ? `name ${(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.zN)(name)}` : `id ${(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.zN)(id)}`}`;
}
function readAccount(violation) {
    const [name, id] = [violation.accountName, violation.accountId ?? ''].map((text) => ((0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__.z3)(text) ? '' : cut(text)));
    if (!name && !id)
        return UNKNOWN;
    return { kind: 'named', name: name ?? '', id: id || null };
}
function readTagOf(key) {
    const wanted = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.zN)(key);
    const isIt = (tag) => (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.zN)(tag.key) === wanted;
    return ({ tags }) => {
        if (tags === null)
            return UNKNOWN;
        const readings = tags.map(_platform_tag_js__WEBPACK_IMPORTED_MODULE_0__.z);
        const values = readings.flatMap(({ candidates }) => candidates.filter(isIt)).map(({ value }) => value.trim());
        if (values.length > 0)
            return { kind: 'named', name: cut([...new Set(values)].sort(_text_compare_js__WEBPACK_IMPORTED_MODULE_2__.Z).join(', ')), id: null };
        return readings.some(({ candidates }) => candidates.length === 0) ? UNKNOWN : NONE;
    };
}
function cut(name) {
    return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME)}…`;
}
function sumGroups(policies) {
    const sums = new Map();
    for (const { gating, groups } of policies) {
        let listed = 0;
        for (const { gating: own, ...member } of groups) {
            addToGroup(sums, member, own);
            listed += own;
        }
        if (gating > listed)
            addToGroup(sums, UNKNOWN, gating - listed);
    }
    return [...sums.values()].sort(compareGroups);
}
function compareGroups(a, b) {
    return (KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
        b.gating - a.gating ||
        (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_2__.Z)(a.name, b.name) ||
        (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_2__.Z)(a.id ?? '', b.id ?? ''));
}
function describeGroup({ kind, name, id }) {
    switch (kind) {
        case 'named':
            return [name, id ?? ''].filter((part) => part !== '').join(' ') || 'empty';
        case 'others':
            return 'others';
        case 'none':
            return 'no tag';
        case 'unknown':
            return 'unknown';
    }
}
const KINDS = ['named', 'others', 'none', 'unknown'];


/***/ }),

/***/ 201:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  x: () => (findKnownCounts)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);

function findKnownCounts(verdict) {
    const { judged, failing, totals, bySeverity, unjudgedSeverities } = verdict;
    const isKnown = judged > 0;
    const counted = _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.oC.map((severity) => [severity, isKnown && !unjudgedSeverities.includes(severity) ? bySeverity[severity] : null]);
    return {
        failing: isKnown ? failing : null,
        totals: isKnown ? totals : null,
        bySeverity: Object.fromEntries(counted),
    };
}


/***/ }),

/***/ 8211:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  O: () => (comparePolicies)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);
var _text_compare_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9200);


function comparePolicies(a, b) {
    return (troubleOf(b) - troubleOf(a) ||
        (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.IQ)(b.severity) - (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.IQ)(a.severity) ||
        b.gating - a.gating ||
        b.found - a.found ||
        (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_1__.Z)(a.name, b.name) ||
        (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_1__.q)(a, b));
}
function troubleOf({ standing, gating, found }) {
    if (standing !== 'judged' || gating > 0)
        return 2;
    return found > 0 ? 1 : 0;
}


/***/ }),

/***/ 5253:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  r: () => (isSameReading),
  s: () => (comparePages)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
var _text_compare_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9200);


function isSameReading(pages, others) {
    const areAll = (test) => pages.length === others.length &&
        pages.every((page, index) => {
            const other = others[index];
            return other !== undefined && test(page, other);
        });
    return (areAll((a, b) => a.rows === b.rows) ||
        areAll((a, b) => a.violations === b.violations && !a.isRepeated && !b.isRepeated));
}
function comparePages() {
    const earlier = new Set();
    const violations = new Set();
    const digests = [];
    let first = null;
    let previous = [];
    function take(rows) {
        for (const row of previous)
            earlier.add(row);
        previous = rows.map(({ json }) => hashText(JSON.stringify(json, sortKeys)));
        const own = rows.map(({ violation }) => hashText(JSON.stringify(violation)));
        const isRepeated = own.some((one) => violations.has(one));
        for (const one of own)
            violations.add(one);
        digests.push({ rows: digest(previous), violations: digest(own), isRepeated });
        return previous;
    }
    return {
        digests,
        add(rows) {
            if (first === null) {
                first = rows;
                return () => true;
            }
            if (digests.length === 0)
                take(first);
            first = [];
            const hashes = take(rows);
            return (index) => !earlier.has(hashes[index] ?? Number.NaN);
        },
    };
}
function sortKeys(_, value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_1__.Z)(a, b)));
}
function hashText(text) {
    const digits = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha1', text, 'hex');
    return Number.parseInt(digits.slice(0, 8), 16) * 2 ** 21 + (Number.parseInt(digits.slice(8, 16), 16) >>> 11);
}
function digest(hashes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha1', hashes.toSorted((a, b) => a - b).join());
}


/***/ }),

/***/ 1823:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  nl: () => (describeReasons),
  qf: () => (listReasons),
  sA: () => (listOutOfScope)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);
var _select_aspect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4854);


const REASONS = [
    { title: 'Known', words: 'known', count: ({ known }) => known },
    { title: 'Waived', words: 'waived', count: ({ waived }) => waived },
    { title: 'Below threshold', words: 'below the threshold', count: ({ belowThreshold }) => belowThreshold },
];
const OUT_OF_SCOPE = _select_aspect_js__WEBPACK_IMPORTED_MODULE_0__.pQ.map(outOfScope);
function outOfScope(input) {
    return {
        title: `Out of scope (${input})`,
        words: `out of scope (${input})`,
        count: ({ outOfScopeBy }) => outOfScopeBy[input] ?? 0,
    };
}
function listReasons(rows) {
    return [...REASONS, ...OUT_OF_SCOPE].filter(({ count }) => rows.some((counts) => count(counts) > 0));
}
function listOutOfScope(counts) {
    return OUT_OF_SCOPE.filter(({ count }) => count(counts) > 0);
}
function describeReasons(counts) {
    return listReasons([counts]).map(({ words, count }) => `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.B4)(count(counts))} ${words}`);
}


/***/ }),

/***/ 8133:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  IO: () => (describeRule),
  VF: () => (gates),
  hp: () => (isTolerated)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);

function gates(severity, failOn) {
    return failOn !== 'none' && (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.IQ)(severity) >= (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.IQ)(failOn);
}
function isTolerated(bySeverity, most) {
    if (most.kind === 'by-severity') {
        return _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.oC.every((severity) => bySeverity[severity].gating <= most.limits[severity]);
    }
    return _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.oC.reduce((total, severity) => total + bySeverity[severity].gating, 0) <= most.limit;
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
    const parts = _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__.vh.filter((severity) => most.limits[severity] > 0).map((s) => `${most.limits[s]} ${s}`);
    return parts.length === 0 ? 'none' : `up to ${parts.join(', ')}`;
}


/***/ }),

/***/ 2769:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  W: () => (isWholeList),
  X: () => (createTally)
});
var _baseline_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6539);
var _group_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4620);
var _page_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5253);



function isWholeList({ violationCount }, tally) {
    return violationCount !== null && tally.read >= Math.max(violationCount, tally.listed);
}
function createTally(policy, acceptance, { mostShown, gates, isListed, groupBy, indexWaivers }) {
    const counts = { 'below-threshold': 0, 'out-of-scope': 0, waived: 0, known: 0, gating: 0 };
    const covered = countEach(acceptance.waivers);
    const formerlyCovered = countEach(acceptance.expired);
    const findInForce = indexWaivers?.(acceptance.waivers) ?? (() => acceptance.waivers);
    const findExpired = indexWaivers?.(acceptance.expired) ?? (() => acceptance.expired);
    const seen = new Map();
    const used = new Map();
    const shown = [];
    const pages = (0,_page_digest_js__WEBPACK_IMPORTED_MODULE_2__.s)();
    const outOfScopeBy = {};
    const groups = (0,_group_js__WEBPACK_IMPORTED_MODULE_1__.ae)(groupBy);
    let hasTags = false;
    let formerlyWaived = 0;
    const isKept = acceptance.known !== null && gates;
    let listed = 0;
    let most = 0;
    function standingOf(violation, fingerprint, leftOutBy) {
        if (!gates)
            return 'below-threshold';
        const inForce = findInForce(violation).filter(({ matches }) => matches(violation));
        for (const { waiver } of inForce)
            covered.set(waiver, (covered.get(waiver) ?? 0) + 1);
        if (leftOutBy !== null)
            return 'out-of-scope';
        if (inForce.length > 0)
            return 'waived';
        const known = fingerprint === null ? 0 : (acceptance.known?.get(fingerprint)?.count ?? 0);
        const rows = (used.get(fingerprint) ?? 0) + 1;
        if (rows > known) {
            const expired = findExpired(violation).filter(({ matches }) => matches(violation));
            for (const { waiver } of expired)
                formerlyCovered.set(waiver, (formerlyCovered.get(waiver) ?? 0) + 1);
            if (expired.length > 0)
                formerlyWaived += 1;
            return 'gating';
        }
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
            const isNew = pages.add(rows);
            const reported = [];
            for (const [index, { violation }] of rows.entries()) {
                if (!isNew(index))
                    continue;
                const fingerprint = isKept || isListed ? (0,_baseline_fingerprint_js__WEBPACK_IMPORTED_MODULE_0__.S)(policy.id, violation) : null;
                const leftOutBy = gates ? acceptance.leftOutBy(violation) : null;
                const standing = standingOf(violation, fingerprint, leftOutBy);
                counts[standing] += 1;
                if (leftOutBy !== null)
                    outOfScopeBy[leftOutBy] = (outOfScopeBy[leftOutBy] ?? 0) + 1;
                if (violation.tags !== null && violation.tags.length > 0)
                    hasTags = true;
                if (standing === 'gating')
                    groups?.add(violation);
                if (fingerprint !== null && isKept)
                    keep(fingerprint, violation, standing);
                if (standing === 'gating' && shown.length < mostShown)
                    shown.push(violation);
                if (isListed)
                    reported.push({ violation, standing, leftOutBy, fingerprint });
            }
            return reported;
        },
        finish: () => ({
            listed: Math.max(listed, most),
            read: Object.values(counts).reduce((sum, count) => sum + count, 0),
            outOfScope: counts['out-of-scope'],
            outOfScopeBy,
            hasTags,
            waived: counts.waived,
            waivedAndKnown: countOverlap(seen, acceptance.known),
            known: counts.known,
            shown,
            formerlyWaived,
            covered,
            formerlyCovered,
            seen: isKept ? seen : undefined,
            groups: groups?.finish() ?? [],
            pages: pages.digests,
        }),
    };
}
function countEach(waivers) {
    return new Map(waivers.map(({ waiver }) => [waiver, 0]));
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
const LONGEST_NAME = 300;
function namesOf(policy, violation) {
    const cut = (text) => text.slice(0, LONGEST_NAME);
    const [name, platformId] = [cut(violation.name), cut(violation.platformId)];
    return {
        policy,
        account: cut(violation.accountName || (violation.accountId ?? '')),
        region: cut(violation.region),
        resource: platformId === '' || platformId.includes(name) ? platformId || name : `${name} (${platformId})`,
    };
}


/***/ }),

/***/ 2362:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (action),
  loadCancellation: () => (loadCancellation),
  loadForgive: () => (loadForgive)
});

// EXTERNAL MODULE: ./src/errors.ts
var src_errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __webpack_require__(6419);
// EXTERNAL MODULE: ./src/runner/report.ts
var report = __webpack_require__(6190);
// EXTERNAL MODULE: ./src/text/day.ts
var day = __webpack_require__(6497);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/http/effort.ts
var effort = __webpack_require__(6576);
// EXTERNAL MODULE: ./src/platform/http/paging.ts
var paging = __webpack_require__(6478);
// EXTERNAL MODULE: ./src/platform/policy.ts
var platform_policy = __webpack_require__(3573);
// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/platform/http/whole-list.ts
var whole_list = __webpack_require__(6496);
// EXTERNAL MODULE: ./src/platform/severity.ts
var platform_severity = __webpack_require__(1476);
;// CONCATENATED MODULE: ./src/platform/policy-readings.ts




const DECIDING = {
    name: 'name',
    domain: 'domain',
    status: 'status',
    severity: 'severity',
    runAt: 'run_at',
    violationCount: 'violation_count',
    updatedAt: 'updated_at',
    queryHash: 'query',
};
function joinTwins(a, b) {
    const differing = Object.keys(DECIDING).filter((field) => a[field] !== b[field]);
    const aliases = new Set([...a.aliases, b.name, ...b.aliases]);
    aliases.delete(a.name);
    if (differing.length === 0 && aliases.size === 0 && a.defect === b.defect)
        return b;
    const words = differing.map((field) => `\`${DECIDING[field]}\``).join(', ');
    return {
        ...a,
        aliases: [...aliases],
        domain: a.domain === b.domain ? a.domain : '',
        status: (0,platform_policy/* isPaused */.lP)(a) ? b.status : a.status,
        severity: (0,platform_severity/* rankOf */.IQ)((0,platform_severity/* gateSeverity */.lI)(a.severity)) >= (0,platform_severity/* rankOf */.IQ)((0,platform_severity/* gateSeverity */.lI)(b.severity)) ? a.severity : b.severity,
        runAt: null,
        violationCount: null,
        defect: a.defect ?? b.defect ?? `the Platform lists it more than once, with different values of ${words}`,
    };
}
function joinReadings(earlier, later) {
    if (later.defect !== null)
        return later;
    if (earlier.defect !== null)
        return isLess(later, earlier) ? earlier : later;
    if (earlier.runAt !== null && later.runAt === null)
        return joinTwins(earlier, later);
    const order = [(0,compare/* compareTexts */.Z)(earlier.runAt ?? '', later.runAt ?? ''), compareChanges(earlier, later)];
    const isNewer = order.every((one) => one <= 0) && order.some((one) => one < 0);
    if (isNewer)
        return later;
    const isOlder = order.every((one) => one >= 0) && order.some((one) => one > 0);
    return isOlder ? earlier : joinTwins(earlier, later);
}
function isLess(later, earlier) {
    const rank = ({ severity }) => (0,platform_severity/* rankOf */.IQ)((0,platform_severity/* gateSeverity */.lI)(severity));
    const isElsewhere = earlier.domain === '' && later.domain !== '';
    return ((0,platform_policy/* isPaused */.lP)(later) && !(0,platform_policy/* isPaused */.lP)(earlier)) || rank(later) < rank(earlier) || isElsewhere;
}
function compareChanges(a, b) {
    return a.updatedAt === null || b.updatedAt === null ? 0 : (0,compare/* compareTexts */.Z)(a.updatedAt, b.updatedAt);
}
function mergeReadings(earlier, later) {
    return [...(0,whole_list/* collectItems */.jm)([...earlier, ...later], ({ id }) => id, joinReadings).values()];
}
function mergePolicies(lists) {
    return [...(0,whole_list/* collectItems */.jm)(lists.flat(), ({ id }) => id, joinTwins).values()];
}

// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
;// CONCATENATED MODULE: ./src/platform/policies.ts






const GroupBody = index_min/* object */.Ikc({ id: schema/* Identifier */.gw, name: index_min/* string */.YjP() });
function readPolicyGroup(json, path = '') {
    return (0,schema/* read */.LF)(GroupBody, json, path);
}
const EvaluationBody = index_min/* object */.Ikc({ run_at: schema/* When */.jd, violation_count: schema/* Count */.y_ });
function readEvaluationCount(json, path = '') {
    const { run_at: runAt, violation_count: violationCount } = (0,schema/* read */.LF)(EvaluationBody, json, path);
    if (runAt === null)
        throw new schema/* SchemaError */.Ar(`${path}.run_at`, 'a date and time');
    return { runAt, violationCount };
}
const EVALUATIONS = 20;
function createPolicies({ list, find }) {
    return {
        async listPolicies(groupIds, patience = 'asking', tellTime = () => { }) {
            const order = { sort_by: 'created_at', sort_dir: 'asc' };
            const queries = groupIds.length === 0 ? [order] : groupIds.map((id) => ({ ...order, policy_group_ids: [id] }));
            const budget = patience === 'waiting' ? effort/* WAITING */.uE : undefined;
            const onPage = (_, serverTime) => tellTime(serverTime);
            const lists = await Promise.all(queries.map((query) => list('/policies', query, platform_policy/* readPolicy */.T4, (policy) => policy.id, {
                budget,
                isSeen: true,
                choose: joinTwins,
                join: joinReadings,
                onPage,
            })));
            return mergePolicies(lists);
        },
        listPolicyGroups: (patience = 'asking') => list('/policy-groups', {}, readPolicyGroup, (group) => group.id, {
            isUnpaged: true,
            isSeen: true,
            budget: patience === 'waiting' ? effort/* WAITING */.uE : undefined,
        }),
        findEvaluations: (policyId, signal) => find({ path: `${pathOfPolicy(policyId)}/violations-history`, query: { per_page: EVALUATIONS }, signal }, (answer) => {
            const page = (0,paging/* readPage */.SP)(answer.body, readEvaluationCount);
            return { items: page.items, isWhole: (0,paging/* isLastPage */.we)(page, 1, EVALUATIONS, page.items.length) };
        }),
    };
}
function pathOfPolicy(policyId) {
    return `/policies/${encodeURIComponent(policyId)}`;
}

// EXTERNAL MODULE: ./src/platform/runs.ts + 1 modules
var runs = __webpack_require__(9621);
// EXTERNAL MODULE: ./src/platform/syncs.ts
var syncs = __webpack_require__(311);
// EXTERNAL MODULE: ./src/platform/tables.ts
var tables = __webpack_require__(5846);
// EXTERNAL MODULE: ./src/platform/violation.ts
var violation = __webpack_require__(8088);
;// CONCATENATED MODULE: ./src/platform/violations.ts




function readViolationRow(json, path = '') {
    return { violation: (0,violation/* readViolation */.ug)(json, path), json };
}
function createViolations({ get, walk }) {
    const violationsOf = (policyId) => `${pathOfPolicy(policyId)}/violations`;
    return {
        listSomeViolations: (policyId, count) => get(violationsOf(policyId), { page: 1, per_page: count }, (answer) => (0,paging/* readPage */.SP)(answer.body, violation/* readViolation */.ug), effort/* DETAIL */.SG),
        walkViolations: (policyId) => walk(violationsOf(policyId), readViolationRow, {}, { isSeen: true }),
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/client.ts





function createGateClient(requester) {
    return {
        ...(0,syncs/* createSyncs */.dX)(requester),
        ...(0,runs/* createRuns */.x7)(requester),
        ...createPolicies(requester),
        ...createViolations(requester),
        ...(0,tables/* createTables */.U5)(requester),
    };
}

// EXTERNAL MODULE: ./src/actions/gate/files.ts
var gate_files = __webpack_require__(3696);
// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var errors = __webpack_require__(7813);
;// CONCATENATED MODULE: ./src/platform/pacing.ts
const FIRST_PAUSE_MS = 500;
const SHORT_PAUSE_MS = 2_000;
const SHARE = 0.03;
function pauseBeforePoll(waitedMs, longestMs) {
    const pause = waitedMs < 2 * FIRST_PAUSE_MS ? FIRST_PAUSE_MS : Math.max(SHORT_PAUSE_MS, waitedMs * SHARE);
    return Math.min(pause, longestMs);
}

;// CONCATENATED MODULE: ./src/platform/rhythm.ts

const MOST_COUNTED = 20;
const FEWEST_COUNTED = 3;
const LONGEST_TIME_MS = 7_200 * 60_000;
const OUTLIERS = 0.15;
const CORE = 1 / 3;
const HOLE = 0.25;
const HOLE_BY_CHANCE = 2.5;
const SCATTER = 3;
const BEYOND = 4;
const MARGIN_MS = 1_000;
const CLOSE_PAUSE_MS = 2_000;
const OPENING_PAUSE_MS = 2_950;
const PAUSE_PER_SPREAD_MS = 8_000;
const LONGEST_OPENING_PAUSE_MS = 11_000;
const FIRST_FAR_PAUSE_MS = 15_000;
const FAR_SHARE = 2;
const OVERDUE_SHARE = 0.25;
function findRhythm(past) {
    const times = past.filter(isPossible).slice(0, MOST_COUNTED);
    if (times.length < FEWEST_COUNTED)
        return null;
    const groups = partAtHoles(dropOutliers(times.sort((a, b) => middleOf(a) - middleOf(b))));
    const hulls = groups.map(hullOf);
    if (hulls.some(({ fromMs, toMs }) => toMs > SCATTER * fromMs && toMs - fromMs > MARGIN_MS))
        return null;
    const usual = hullOf(hulls);
    const probable = groups.map(extend);
    const spread = sum(probable.map(lengthOf)) / Math.max(MARGIN_MS, middleOf(usual));
    const pauseMs = Math.min(OPENING_PAUSE_MS + spread * PAUSE_PER_SPREAD_MS, LONGEST_OPENING_PAUSE_MS);
    return { usual, windows: joinOverlaps(probable.map(addMargin)).map((span) => ({ ...span, pauseMs })) };
}
function pauseInRhythm(rhythm, waitedMs, longest) {
    const plain = pauseBeforePoll(waitedMs, longest.longestPauseMs);
    if (rhythm === null)
        return plain;
    const isOver = ({ toMs }) => waitedMs >= toMs - CLOSE_PAUSE_MS / 2;
    const window = rhythm.windows.find((one) => !isOver(one));
    if (window !== undefined && waitedMs >= window.fromMs) {
        return Math.min(pauseInside(window, waitedMs), longest.longestPauseMs);
    }
    const remaining = window === undefined ? Infinity : window.fromMs + pauseInside(window, window.fromMs) - waitedMs;
    const before = rhythm.windows.findLast(isOver);
    if (before === undefined)
        return pauseUntilProbable(waitedMs, remaining, longest.farPauseMs);
    const overdue = Math.max(CLOSE_PAUSE_MS, (waitedMs - before.toMs) * OVERDUE_SHARE);
    return Math.min(plain, overdue, remaining);
}
function pauseUntilProbable(waitedMs, remainingMs, farPauseMs) {
    const pause = Math.min(Math.max(FIRST_FAR_PAUSE_MS, waitedMs * FAR_SHARE), farPauseMs);
    return remainingMs / Math.ceil(remainingMs / pause);
}
function pauseInside({ fromMs, toMs, pauseMs }, waitedMs) {
    const remaining = toMs - waitedMs;
    const pause = Math.max(CLOSE_PAUSE_MS, pauseMs * Math.sqrt(remaining / (toMs - fromMs)));
    return remaining <= pause + CLOSE_PAUSE_MS / 2 ? remaining : pause;
}
function isPossible({ fromMs, toMs }) {
    return fromMs >= 0 && fromMs <= toMs && toMs <= LONGEST_TIME_MS;
}
function dropOutliers(times) {
    const most = times.length < 5 ? 0 : Math.max(1, Math.floor(times.length * OUTLIERS));
    const size = times.length - most;
    const cores = Array.from({ length: most + 1 }, (_, begin) => hullOf(times.slice(begin, begin + size)));
    const core = cores.reduce((closest, one) => (lengthOf(one) < lengthOf(closest) ? one : closest));
    if (lengthOf(core) > CORE * lengthOf(hullOf(times)))
        return times;
    const near = Math.max(MARGIN_MS, lengthOf(core));
    return times.filter(({ fromMs, toMs }) => fromMs >= core.fromMs - near && toMs <= core.toMs + near);
}
function partAtHoles(times) {
    const { fromMs, toMs } = hullOf(times);
    const hole = (HOLE + HOLE_BY_CHANCE / times.length) * (toMs - fromMs);
    const groups = [];
    for (const time of times) {
        const group = groups.at(-1);
        const isApart = group === undefined || time.fromMs - hullOf(group).toMs > hole;
        if (isApart)
            groups.push([time]);
        else
            group.push(time);
    }
    return groups;
}
function extend(group) {
    const { fromMs, toMs } = hullOf(group);
    const beyond = (BEYOND * (toMs - fromMs)) / Math.max(1, group.length - 1);
    return { fromMs: fromMs - beyond, toMs: toMs + beyond };
}
function addMargin({ fromMs, toMs }) {
    return { fromMs: Math.max(0, fromMs - MARGIN_MS), toMs: toMs + MARGIN_MS };
}
function joinOverlaps(spans) {
    const joined = [];
    for (const span of spans) {
        const before = joined.at(-1);
        if (before === undefined || span.fromMs > before.toMs)
            joined.push(span);
        else
            joined[joined.length - 1] = hullOf([before, span]);
    }
    return joined;
}
function hullOf(spans) {
    return {
        fromMs: Math.min(...spans.map(({ fromMs }) => fromMs)),
        toMs: Math.max(...spans.map(({ toMs }) => toMs)),
    };
}
function middleOf({ fromMs, toMs }) {
    return (fromMs + toMs) / 2;
}
function lengthOf({ fromMs, toMs }) {
    return toMs - fromMs;
}
function sum(numbers) {
    return numbers.reduce((total, one) => total + one, 0);
}

// EXTERNAL MODULE: ./src/platform/sight.ts
var sight = __webpack_require__(8254);
// EXTERNAL MODULE: ./src/text/pattern.ts
var text_pattern = __webpack_require__(8665);
// EXTERNAL MODULE: ./src/actions/gate/select/aspect.ts
var aspect = __webpack_require__(4854);
// EXTERNAL MODULE: ./src/actions/gate/select/selection.ts
var select_selection = __webpack_require__(5534);
;// CONCATENATED MODULE: ./src/actions/gate/select/scope.ts






const MOST_READINGS = 3;
const PAUSE_BETWEEN_READINGS_MS = 1_000;
async function prepareScope(filters, active, question, { client, clock, stop, deadline, longestPauseMs }) {
    const scope = { filters };
    const isFiltered = !(0,text_pattern/* isEmpty */.Im)(filters.policies) || !(0,text_pattern/* isEmpty */.Im)(filters.groups) || filters.domains.length > 0;
    const checks = isFiltered ? await __webpack_require__.e(/* import() */ 3737).then(__webpack_require__.bind(__webpack_require__, 3737)) : null;
    const lookUp = (0,aspect/* listFilters */.I1)(question.scope).length === 0 ? null : (await __webpack_require__.e(/* import() */ 5974).then(__webpack_require__.bind(__webpack_require__, 5974))).lookUpScope;
    async function read() {
        const first = await listSelected(scope, client, 'asking');
        const isJudged = question.mode === 'check' && first.isSpread;
        const grouped = isJudged ? await listAgain(scope, first, client, 'asking') : first;
        const all = filters.groups.include.length === 0 ? [] : await client.listPolicies([]);
        const listing = updateListing(grouped, all, scope);
        const found = await lookUp?.(question, listing.selection.active, client);
        const vain = (await checks?.findFilterProblems(filters, listing, client)) ?? [];
        const problems = [...vain, ...(found?.problems ?? [])];
        return { listing, all, found, problems };
    }
    const pause = Math.min(longestPauseMs, PAUSE_BETWEEN_READINGS_MS);
    let latest = await read();
    for (let readings = 1; readings < MOST_READINGS && isDoubtful(latest, question); readings++) {
        if (clock.uptime() + pause >= deadline)
            break;
        await clock.sleep(pause, stop);
        const next = await read();
        latest = { ...next, listing: joinListings(latest.listing, next.listing, scope) };
    }
    const { listing, all, found, problems } = latest;
    if (problems.length > 0)
        throw new src_errors/* InputError */.dz(problems);
    const { listed, selection } = listing;
    const catalogue = mergeReadings(all, listed);
    return {
        scope,
        selection,
        catalogue,
        serverTime: listing.serverTime,
        filters: (0,select_selection/* countLeftOut */.Rd)(active, catalogue, listed, listing.excludedIds, filters),
        emptyGroups: listing.emptyGroups,
        lookups: found?.lookups ?? [],
        warnings: [
            ...(checks?.describeIdleExclusions(filters, listing.groups, catalogue) ?? []),
            ...(found?.warnings ?? []),
        ],
    };
}
function isDoubtful({ listing, problems }, { mode }) {
    if (problems.length > 0)
        return true;
    const { active } = listing.selection;
    return (mode === 'check' && active.length === 0) || active.some(({ defect }) => defect !== null);
}
async function listSelected({ filters }, client, patience) {
    const { include, exclude } = filters.groups;
    let serverTime = null;
    const readTime = (time) => {
        serverTime = time ?? serverTime;
    };
    const groups = (0,text_pattern/* isEmpty */.Im)(filters.groups) ? [] : await client.listPolicyGroups(patience);
    const included = (0,select_selection/* findGroups */._F)(include, groups);
    const lists = include.length === 0
        ? [await client.listPolicies([], patience, readTime)]
        : await Promise.all(included.map(({ id }) => client.listPolicies([id], patience, readTime)));
    const listed = mergePolicies(lists);
    const excluded = (0,select_selection/* findGroups */._F)(exclude, groups).map(({ id }) => id);
    const excludedPolicies = excluded.length === 0 ? [] : await client.listPolicies(excluded, patience);
    const excludedIds = new Set(excludedPolicies.map(({ id }) => id));
    return {
        listed,
        selection: (0,select_selection/* selectPolicies */.zw)(listed, excludedIds, filters),
        groups,
        excludedIds,
        emptyGroups: included.filter((_, index) => lists[index]?.every(platform_policy/* isPaused */.lP)).map(({ name }) => name),
        isSpread: included.length > 1 || include.some((pattern) => !(0,text_pattern/* isPlainName */.sh)(pattern)),
        serverTime,
    };
}
async function listAgain(scope, first, client, patience) {
    const second = await listSelected(scope, client, patience);
    if (first.isSpread || second.isSpread)
        return joinListings(first, second, scope);
    const ids = new Set(second.listed.map(({ id }) => id));
    return joinListings({ ...first, listed: first.listed.filter(({ id }) => ids.has(id)) }, second, scope);
}
function updateListing(listing, all, { filters }) {
    const ids = new Set(listing.listed.filter(({ defect }) => defect === null).map(({ id }) => id));
    const listed = mergeReadings(listing.listed, all.filter(({ id }) => ids.has(id)));
    return { ...listing, listed, selection: (0,select_selection/* selectPolicies */.zw)(listed, listing.excludedIds, filters) };
}
function joinListings(first, second, { filters }) {
    const listed = mergeReadings(first.listed, second.listed);
    const serverTime = second.serverTime ?? first.serverTime;
    return { ...second, listed, serverTime, selection: (0,select_selection/* selectPolicies */.zw)(listed, second.excludedIds, filters) };
}

// EXTERNAL MODULE: ./src/actions/gate/evaluate/freshness.ts
var evaluate_freshness = __webpack_require__(3400);
;// CONCATENATED MODULE: ./src/actions/gate/evaluate/evaluation.ts








const PAUSE_BEFORE_SECOND_LOOK_MS = 500;
async function awaitEvaluation(scope, before, { freshness, sightings }, until, deps, probableFrom = null) {
    const { clock, longestPauseMs } = deps;
    const began = clock.uptime();
    function findPause(now) {
        const plain = pauseBeforePoll(now - began, longestPauseMs);
        if (probableFrom === null || now >= probableFrom)
            return plain;
        return pauseUntilProbable(now - began, probableFrom - now, longestPauseMs);
    }
    let told = -1;
    let toldAt = began;
    let serverTime = null;
    const expected = new Map(before.map((policy) => [policy.id, policy]));
    const assess = (listing) => {
        sightings.look(listing.listed);
        serverTime = listing.serverTime ?? serverTime;
        const now = (0,sight/* latestClock */.Ck)({ here: clock.now(), there: serverTime });
        const latest = { ...listing, serverTime };
        const evaluation = assessPolicies(latest, [...expected.values()], { freshness, sightings }, now);
        for (const policy of listing.selection.active) {
            const known = expected.get(policy.id);
            if (known === undefined || isLower(known, policy))
                expected.set(policy.id, policy);
        }
        return evaluation;
    };
    let isSudden = freshness.kind === 'since';
    async function read() {
        const listing = await listSelected(scope, deps.client, 'waiting');
        const evaluation = assess(listing);
        const all = evaluation.assessed.length;
        const isOver = countJudged(evaluation) === all;
        isSudden &&= isOver && all > 0;
        if (!isOver || !(isSudden || listing.isSpread))
            return evaluation;
        const pause = isSudden ? Math.min(PAUSE_BEFORE_SECOND_LOOK_MS, longestPauseMs, until - clock.uptime()) : 0;
        if (pause > 0)
            await clock.sleep(pause, deps.stop);
        const second = await listAgain(scope, listing, deps.client, 'waiting');
        isSudden = false;
        return assess(second);
    }
    let isMoving = false;
    for (;;) {
        const evaluation = await read().catch((error) => {
            if (!isUnreadable(error) || clock.uptime() >= until)
                throw error;
            if (!isMoving)
                deps.info(`The policies can't be read as one list yet, polling on: ${error.message}`);
            isMoving = true;
            return null;
        });
        if (evaluation === null) {
            const now = clock.uptime();
            await clock.sleep(Math.max(0, Math.min(findPause(now), until - now)), deps.stop);
            continue;
        }
        isMoving = false;
        const judged = countJudged(evaluation);
        const all = evaluation.assessed.length;
        const now = clock.uptime();
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
        await clock.sleep(Math.min(findPause(now), until - now), deps.stop);
    }
}
function isUnreadable(error) {
    return error instanceof errors/* PlatformError */.Wk && error.failure.kind === 'unreadable';
}
function countJudged({ assessed }) {
    return assessed.filter(({ standing }) => standing.standing === 'judged').length;
}
function assessPolicies({ selection, listed, serverTime }, before, { freshness, sightings }, now) {
    const earlier = new Map(before.map((policy) => [policy.id, policy]));
    const assessed = selection.active.map((policy) => {
        const standing = (0,evaluate_freshness/* assessPolicy */.lA)(policy, freshness, now, sightings.doubt(policy, now));
        const fall = describeFall(earlier.get(policy.id) ?? policy, policy);
        if (standing.standing !== 'judged' || fall === null)
            return { policy, standing };
        return { policy, standing: { standing: 'unreadable', reason: fall } };
    });
    const active = new Set(selection.active.map((policy) => policy.id));
    const lost = before
        .filter((policy) => !active.has(policy.id))
        .map((policy) => {
        const latest = listed.find((one) => one.id === policy.id);
        return latest === undefined
            ? {
                policy,
                standing: {
                    standing: 'unreadable',
                    reason: 'the Platform no longer lists it, or lists it in no selected group',
                },
            }
            : { policy: latest, standing: assessLost(latest) };
    });
    const lostIds = new Set(lost.map(({ policy }) => policy.id));
    return {
        assessed: [...assessed, ...lost],
        paused: selection.paused.filter((policy) => !lostIds.has(policy.id)).length,
        serverTime,
    };
}
function describeFall(before, policy) {
    if (policy.violationCount === 0 || !isLower(policy, before))
        return null;
    const [from, to] = [before, policy].map(({ severity }) => (0,platform_severity/* gateSeverity */.lI)(severity));
    return `its severity was lowered from ${from} to ${to} while this step waited`;
}
function isLower(a, b) {
    return (0,platform_severity/* rankOf */.IQ)((0,platform_severity/* gateSeverity */.lI)(a.severity)) < (0,platform_severity/* rankOf */.IQ)((0,platform_severity/* gateSeverity */.lI)(b.severity));
}
function assessLost(policy) {
    const reason = (0,platform_policy/* isPaused */.lP)(policy)
        ? 'it was paused while this step waited'
        : 'the filters select it no longer: it was changed while this step waited';
    return { standing: 'unreadable', reason };
}

;// CONCATENATED MODULE: ./src/actions/gate/evaluate/lag.ts

function findEvaluationLag(policies, completed) {
    const moments = completed.filter((moment) => moment !== null);
    const runs = policies.map(({ runAt }) => runAt).filter((runAt) => runAt !== null);
    const [last, latest] = [moments.toSorted().at(-1), runs.toSorted().at(-1)];
    if (last === undefined || latest === undefined)
        return null;
    if (moments.length < completed.length || runs.length < policies.length)
        return null;
    return runs.every((runAt) => runAt >= last) ? (0,timestamp/* millisecondsOf */.W$)(latest) - (0,timestamp/* millisecondsOf */.W$)(last) : null;
}

;// CONCATENATED MODULE: ./src/actions/gate/evaluate/sightings.ts


const NO_SIGHTINGS = { look: () => { }, doubt: () => null };
function recordSightings(before, mustMove) {
    const byId = new Map();
    for (const policy of before) {
        const oldRunAt = runAtOf(policy);
        const known = { ...describeFirst(policy), oldRunAt, wasUnreadable: oldRunAt === undefined };
        byId.set(policy.id, { ...known, latestRunAt: policy.runAt });
    }
    return {
        look(policies) {
            for (const policy of policies) {
                const known = byId.get(policy.id) ?? describeFirst(policy);
                byId.set(policy.id, known);
                update(known, policy);
            }
        },
        doubt(policy, now) {
            const known = byId.get(policy.id);
            if (known === undefined)
                return null;
            if (mustMove && known.wasUnreadable && !isLater(policy.runAt, known.oldRunAt)) {
                return 'its result before the sync could not be read, so it is unknown whether the latest result is new';
            }
            if (mustMove && !isLater(policy.runAt, known.oldRunAt)) {
                return 'its latest result is older than the sync, whatever its date says: an earlier list already showed it';
            }
            if (isAhead(policy.runAt, now) && !isLater(policy.runAt, known.firstRunAt)) {
                return `its latest result is dated ${(0,timestamp/* formatTimestamp */.Ey)(policy.runAt)}, which is ahead of this machine's clock and of the Platform's \`Date\` header. The step did not see the result appear, so the date proves nothing`;
            }
            if (known.change !== null && !isAnswered(policy, known.change)) {
                return 'its query was changed while this step waited, and no evaluation is known to be later';
            }
            if (known.latestRunAt !== null && !isAtLeast(policy.runAt, known.latestRunAt)) {
                return 'the list is out of date: an earlier list showed a later result';
            }
            return null;
        },
    };
}
function describeFirst({ queryHash, updatedAt }) {
    const unseen = { oldRunAt: null, firstRunAt: undefined, latestRunAt: null, wasUnreadable: false };
    return { ...unseen, queryHash, updatedAt, change: null };
}
function update(known, policy) {
    if (known.oldRunAt === undefined)
        known.oldRunAt = runAtOf(policy);
    if (known.firstRunAt === undefined)
        known.firstRunAt = runAtOf(policy);
    if (known.change?.runAt === undefined && known.change !== null)
        known.change.runAt = runAtOf(policy);
    if (isLater(policy.runAt, known.latestRunAt))
        known.latestRunAt = policy.runAt;
    if (policy.queryHash !== known.queryHash) {
        known.change = { runAt: runAtOf(policy), updatedBefore: known.updatedAt };
        known.queryHash = policy.queryHash;
    }
    known.updatedAt = policy.updatedAt;
}
function runAtOf({ runAt, defect }) {
    return defect === null ? runAt : undefined;
}
function isLater(runAt, old) {
    return runAt !== null && old !== undefined && (old === null || runAt > old);
}
function isAtLeast(runAt, moment) {
    return runAt !== null && runAt >= moment;
}
function isAhead(runAt, now) {
    return runAt !== null && (0,timestamp/* millisecondsOf */.W$)(runAt) > now + sight/* CLOCK_TOLERANCE_MS */.UG;
}
function isAnswered({ runAt, updatedAt }, { runAt: old, updatedBefore }) {
    if (isLater(runAt, old))
        return true;
    const isDated = updatedAt !== null && updatedBefore !== null && updatedAt > updatedBefore;
    return isDated && runAt !== null && runAt > updatedAt;
}

// EXTERNAL MODULE: ./src/actions/gate/baseline/baseline.ts
var baseline_baseline = __webpack_require__(3452);
// EXTERNAL MODULE: ./src/actions/gate/evaluate/growth.ts
var evaluate_growth = __webpack_require__(1740);
;// CONCATENATED MODULE: ./src/actions/gate/evaluate/history.ts

async function readHistory(judged, before, freshness, { countsGrowth, showsPast }, deps) {
    const history = { ...deps, client: askOnce(deps.client) };
    const growth = countsGrowth ? await (0,evaluate_growth/* countNews */.X8)(judged, before, freshness, history) : evaluate_growth/* UNKNOWN_NEWS */.Tp;
    const isFound = judged.some(({ violationCount }) => (violationCount ?? 0) > 0);
    const past = showsPast && isFound ? await __webpack_require__.e(/* import() */ 1551).then(__webpack_require__.bind(__webpack_require__, 1551)) : null;
    return { growth, past: (await past?.findPast(judged, history)) ?? null };
}
function askOnce(client) {
    const asked = new Map();
    return {
        findEvaluations(policyId, signal) {
            const answer = asked.get(policyId) ?? client.findEvaluations(policyId, signal);
            asked.set(policyId, answer);
            return answer;
        },
    };
}

// EXTERNAL MODULE: ./src/actions/gate/waivers/waiver.ts
var waivers_waiver = __webpack_require__(9597);
;// CONCATENATED MODULE: ./src/actions/gate/judge/changes.ts

function sumChanges(policies) {
    const judged = policies.filter(({ standing }) => standing === 'judged');
    const bySeverity = platform_severity/* SEVERITIES */.oC.map((severity) => [severity, sumChange(judged.filter((policy) => policy.severity === severity))]);
    return {
        total: sumChange(judged),
        bySeverity: Object.fromEntries(bySeverity),
        shrunk: judged.reduce((sum, { change }) => sum + Math.max(0, -(change ?? 0)), 0),
        isAnyKnown: judged.some(({ change }) => change !== null),
    };
}
function sumChange(policies) {
    return policies.reduce((sum, { change }) => (sum === null || change === null ? null : sum + change), 0);
}

// EXTERNAL MODULE: ./src/actions/gate/judge/group.ts
var judge_group = __webpack_require__(4620);
;// CONCATENATED MODULE: ./src/actions/gate/judge/scope-proof.ts

async function findScopeProblem(lookups, freshness, seen, client) {
    const { cancelledAccounts } = seen;
    if (cancelledAccounts.length > 0) {
        const { describeCancelled } = await __webpack_require__.e(/* import() */ 3737).then(__webpack_require__.bind(__webpack_require__, 3737));
        return describeCancelled(cancelledAccounts.length);
    }
    const problems = await Promise.all(lookups.map((lookup) => findUnprovedLines(lookup, freshness, seen, client)));
    const told = problems.filter((problem) => problem !== null);
    return told.length === 0 ? null : told.join(' And ');
}
async function findUnprovedLines({ aspect, asked, unproved, known: before }, freshness, { seen }, client) {
    const { unmatched = [], names = [] } = seen.get(aspect.input) ?? {};
    const candidates = unproved.filter((line) => unmatched.includes(line));
    if (candidates.length === 0)
        return null;
    const { listNamesFor } = await __webpack_require__.e(/* import() */ 5974).then(__webpack_require__.bind(__webpack_require__, 5974));
    const { describeUnproved } = await __webpack_require__.e(/* import() */ 3737).then(__webpack_require__.bind(__webpack_require__, 3737));
    const known = before !== null && freshness.kind === 'latest' ? before : await listNamesFor(aspect, candidates, client);
    const lines = (0,text_pattern/* findUnmatched */.L2)(candidates, [known.names], aspect.matchLine);
    if (lines.length === 0)
        return null;
    return describeUnproved(aspect, lines, { ...known, names: [...known.names, ...names] }, asked);
}

// EXTERNAL MODULE: ./src/actions/gate/judge/tally.ts
var judge_tally = __webpack_require__(2769);
// EXTERNAL MODULE: ./src/actions/gate/judge/order.ts
var order = __webpack_require__(8211);
// EXTERNAL MODULE: ./src/text/mark.ts
var text_mark = __webpack_require__(8338);
// EXTERNAL MODULE: ./src/actions/gate/judge/rule.ts
var judge_rule = __webpack_require__(8133);
;// CONCATENATED MODULE: ./src/actions/gate/judge/policy-result.ts




const NO_COUNTS = { found: 0, gating: 0, known: 0, waived: 0, belowThreshold: 0, outOfScope: 0 };
const NONE = { ...NO_COUNTS, outOfScopeBy: {} };
function judgePolicy({ policy, standing, list, change }, rule) {
    const severity = (0,platform_severity/* gateSeverity */.lI)(policy.severity);
    const { text, mark } = (0,text_mark/* readDescription */.XF)(policy.description);
    return {
        id: policy.id,
        name: policy.name,
        description: mark === null ? policy.description : text,
        definition: mark === null ? null : { ...mark, file: null },
        domain: policy.domain,
        severity,
        severityLabel: policy.severity,
        evaluatedAt: policy.runAt,
        ...standing,
        ...(standing.standing === 'judged' ? countViolations(policy, severity, list, rule) : NONE),
        ...describeList(policy, list),
        change,
    };
}
const NOT_WHOLE = 'the list lacks some that the Platform counts';
function describeList(policy, list) {
    switch (list?.kind) {
        case 'whole':
            return { resources: list.tally.shown, resourcesProblem: (0,judge_tally/* isWholeList */.W)(policy, list.tally) ? null : NOT_WHOLE };
        case 'sample':
            return { resources: list.shown, resourcesProblem: null };
        case 'moving':
        case 'unread':
        case 'none':
            return { resources: [], resourcesProblem: list.problem };
        case undefined:
            return { resources: [], resourcesProblem: null };
    }
}
function countViolations(policy, severity, list, rule) {
    const tally = list?.kind === 'whole' ? list.tally : null;
    const listed = list === undefined || list.kind === 'none' ? 0 : 'tally' in list ? list.tally.listed : list.listed;
    const found = Math.max(policy.violationCount ?? 0, listed);
    if (!(0,judge_rule/* gates */.VF)(severity, rule.failOn))
        return { ...NONE, found, belowThreshold: found };
    const [outOfScope, waived, known] = [tally?.outOfScope ?? 0, tally?.waived ?? 0, tally?.known ?? 0];
    const rest = found - outOfScope - waived - known;
    const counts = { ...NONE, found, outOfScope, outOfScopeBy: tally?.outOfScopeBy ?? {}, known };
    return list?.isWaived === true ? { ...counts, waived: waived + rest } : { ...counts, waived, gating: rest };
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/verdict.ts





function judgePolicies(findings, rule) {
    const rest = { rule, scopeProblem: null };
    const judge = (prepare) => summarize(findings.map((finding) => judgePolicy(prepare(finding), rule)));
    const atWorst = judge((finding) => finding);
    if ((0,judge_rule/* isTolerated */.hp)(atWorst.bySeverity, rule.maxViolations))
        return { ...atWorst, ...rest };
    const withheld = judge((finding) => withholdUnread(finding, rule));
    if (!findings.some(({ list }) => list?.kind === 'moving'))
        return { ...withheld, ...rest };
    const asSeen = judge((finding) => withholdUnread(takeSeen(finding), rule));
    return { ...((0,judge_rule/* isTolerated */.hp)(asSeen.bySeverity, rule.maxViolations) ? withheld : asSeen), ...rest };
}
function summarize(results) {
    const policies = results.toSorted(order/* comparePolicies */.O);
    const judged = policies.filter((policy) => policy.standing === 'judged');
    const bySeverity = Object.fromEntries(platform_severity/* SEVERITIES */.oC.map((severity) => [severity, verdict_sum(judged.filter((policy) => policy.severity === severity))]));
    return {
        policies,
        selected: policies.length,
        judged: judged.length,
        failing: judged.filter((policy) => policy.gating > 0).length,
        inconclusive: policies.length - judged.length,
        totals: verdict_sum(judged),
        bySeverity,
        unjudgedSeverities: platform_severity/* SEVERITIES */.oC.filter((severity) => {
            const own = policies.filter((policy) => policy.severity === severity);
            return own.length > 0 && own.every(({ standing }) => standing !== 'judged');
        }),
    };
}
function decideOutcome({ bySeverity, rule, inconclusive, judged, scopeProblem }) {
    if (!(0,judge_rule/* isTolerated */.hp)(bySeverity, rule.maxViolations))
        return 'violations';
    return inconclusive > 0 || judged === 0 || scopeProblem !== null ? 'inconclusive' : 'passed';
}
function takeSeen(finding) {
    const { list } = finding;
    if (list?.kind !== 'moving')
        return finding;
    return { ...finding, list: { kind: 'whole', tally: list.tally, isWaived: list.isWaived } };
}
function withholdUnread(finding, rule) {
    const { policy, standing, list } = finding;
    const mayGate = (0,judge_rule/* gates */.VF)((0,platform_severity/* gateSeverity */.lI)(policy.severity), rule.failOn) && list?.isWaived === false;
    const isRead = list?.kind !== 'unread' && list?.kind !== 'moving';
    if (standing.standing !== 'judged' || isRead || !mayGate)
        return finding;
    const reason = `its violations could not be read: ${list.problem}`;
    return { policy, standing: { standing: 'unreadable', reason }, list: undefined, change: null };
}
function verdict_sum(policies) {
    const total = { ...NO_COUNTS };
    for (const counts of policies) {
        for (const key of Object.keys(NO_COUNTS))
            total[key] += counts[key];
    }
    const byInput = aspect/* SCOPE_INPUTS */.pQ.map((input) => {
        return [input, policies.reduce((sum, { outOfScopeBy }) => sum + (outOfScopeBy[input] ?? 0), 0)];
    });
    return { ...total, outOfScopeBy: Object.fromEntries(byInput.filter(([, count]) => count > 0)) };
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./src/platform/http/throttle.ts
var throttle = __webpack_require__(2158);
;// CONCATENATED MODULE: ./src/actions/gate/select/order.ts


function compareBySeverity(a, b) {
    return ((0,platform_severity/* rankOf */.IQ)((0,platform_severity/* gateSeverity */.lI)(b.severity)) - (0,platform_severity/* rankOf */.IQ)((0,platform_severity/* gateSeverity */.lI)(a.severity)) ||
        (b.violationCount ?? 0) - (a.violationCount ?? 0) ||
        (0,compare/* compareTexts */.Z)(a.name, b.name));
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/acceptance.ts


function prepareAcceptance({ scope, waivers, expired = [], baseline, }) {
    const leftOutBy = (0,aspect/* matchScope */.ed)(scope);
    const isScoped = (0,aspect/* listFilters */.I1)(scope).length > 0;
    const prepare = (some) => (0,waivers_waiver/* groupByPolicy */.px)(some.map((waiver) => ({ waiver, matches: (0,waivers_waiver/* matchWaiver */.Ag)(waiver) })), ({ waiver }) => waiver.policy);
    const [prepared, preparedExpired] = [prepare(waivers), prepare(expired)];
    return (policy) => {
        const own = prepared.find(policy);
        return {
            needsList: isScoped || baseline !== null || own.some(({ waiver }) => !(0,waivers_waiver/* waivesAll */.nN)(waiver)),
            isWaived: own.some(({ waiver }) => (0,waivers_waiver/* waivesAll */.nN)(waiver)),
            leftOutBy,
            waivers: own,
            expired: preparedExpired.find(policy),
            known: baseline === null ? null : (baseline.byPolicy.get(policy.id) ?? new Map()),
        };
    };
}

// EXTERNAL MODULE: ./src/actions/gate/select/account.ts
var account = __webpack_require__(5615);
;// CONCATENATED MODULE: ./src/actions/gate/judge/name-watch.ts



function watchNames(scope) {
    const filters = (0,aspect/* listFilters */.I1)(scope).map((filter) => ({ input: filter.aspect.input, ...watchAspect(filter) }));
    const cancelled = watchCancelled(scope.accounts);
    const accounts = new Set();
    return {
        note(violation) {
            for (const { note } of filters)
                note(violation);
            cancelled.note(violation);
            for (const name of (0,account/* accountNamesOf */.DV)(violation))
                if (accounts.size < NAMES_SEEN)
                    accounts.add(name);
        },
        finish() {
            const seen = new Map(filters.map(({ input, finish }) => [input, finish()]));
            const unmatched = seen.get('accounts')?.unmatched ?? [];
            const cancelledAccounts = cancelled.finish().filter((line) => !unmatched.includes(line));
            return { seen, accounts: [...accounts], cancelledAccounts };
        },
    };
}
const NAMES_SEEN = 5_000;
function watchAspect({ aspect, patterns: { include, exclude } }) {
    const names = new Set();
    const unmatched = new Map([...include, ...exclude].map((line) => [line, aspect.matchLine(line)]));
    return {
        note(violation) {
            for (const name of aspect.namesOf(violation)) {
                if (names.has(name))
                    continue;
                if (names.size < NAMES_SEEN)
                    names.add(name);
                for (const [line, matches] of unmatched)
                    if (matches(name))
                        unmatched.delete(line);
            }
        },
        finish: () => ({ unmatched: [...unmatched.keys()], names: [...names] }),
    };
}
function watchCancelled({ include, exclude }) {
    const isNotExcluded = (0,text_pattern/* matchPatterns */.BM)({ include: [], exclude });
    const lines = exclude.length > 0 ? include : [];
    const doubtful = new Map(lines.map((line) => [line, (0,text_pattern/* matchPatterns */.BM)({ include: [line], exclude: [] })]));
    const named = new Set(lines.filter(text_pattern/* isPlainName */.sh));
    return {
        note(violation) {
            if (doubtful.size === 0)
                return;
            const names = (0,account/* accountNamesOf */.DV)(violation);
            const isCounted = isNotExcluded(names);
            for (const [line, matches] of doubtful) {
                if (!matches(names))
                    continue;
                if (isCounted)
                    doubtful.delete(line);
                else if (names.some((name) => (0,text_pattern/* isNameOf */.b_)(line, name)))
                    named.add(line);
            }
        },
        finish: () => [...doubtful.keys()].filter((line) => named.has(line)),
    };
}

// EXTERNAL MODULE: ./src/actions/gate/judge/page-digest.ts
var page_digest = __webpack_require__(5253);
;// CONCATENATED MODULE: ./src/actions/gate/judge/violations.ts











const POLICIES_SHOWN = 20;
const RESOURCES_SHOWN = 10;
const LISTS_AT_ONCE = throttle/* MOST_AT_ONCE */.SV;
const FEW_WAIVERS = 20;
const violations_MOST_READINGS = 4;
async function readViolations(judged, acceptance, rule, client, { sink, groupBy }) {
    const acceptanceOf = prepareAcceptance(acceptance);
    const names = watchNames(acceptance.scope);
    const violated = judged
        .filter((policy) => (policy.violationCount ?? 0) > 0)
        .sort(compareBySeverity)
        .map((policy) => ({ policy, own: acceptanceOf(policy), gates: (0,judge_rule/* gates */.VF)((0,platform_severity/* gateSeverity */.lI)(policy.severity), rule.failOn) }));
    const gating = violated.filter((one) => one.gates);
    const plain = gating.filter(({ own }) => !own.needsList && !own.isWaived);
    const isOpen = (0,judge_rule/* isTolerated */.hp)(countBySeverity(plain), rule.maxViolations);
    const deciding = new Set(gating.filter(({ own }) => own.needsList || (isOpen && !own.isWaived)));
    const told = sink !== null ? violated : groupBy.kind !== 'policy' ? plain : [];
    const rest = told.filter((one) => !deciding.has(one));
    const sampled = told.length === 0 && !isOpen ? plain : [];
    const entries = acceptance.waivers.length + (acceptance.expired?.length ?? 0);
    const index = entries > FEW_WAIVERS ? await __webpack_require__.e(/* import() */ 7824).then(__webpack_require__.bind(__webpack_require__, 7824)) : null;
    const options = { client, sink, groupBy, indexWaivers: index?.indexWaivers };
    const limit = (0,p_limit/* default */.A)(LISTS_AT_ONCE);
    const readWhole = (candidate) => readAll(candidate, names.note, options);
    const readEach = (candidates, read) => Promise.all([...candidates].map((one) => limit(async () => [one.policy.id, await read(one)])));
    const decided = await readEach(deciding, readWhole);
    const shown = await Promise.all([
        readEach(rest, (one) => readAll(one, () => { }, options)),
        readEach(sampled.slice(0, POLICIES_SHOWN), (one) => readSome(one.policy, () => readWhole(one), client)),
    ]);
    const lists = [...decided, ...shown.flat()];
    const read = new Map(lists);
    const waived = gating.filter(({ policy, own }) => own.isWaived && !read.has(policy.id));
    return {
        byPolicy: new Map([...lists, ...waived.map(({ policy }) => [policy.id, WAIVED])]),
        ...names.finish(),
    };
}
function countBySeverity(candidates) {
    const counts = {
        low: { gating: 0 },
        medium: { gating: 0 },
        high: { gating: 0 },
        critical: { gating: 0 },
    };
    for (const { policy } of candidates)
        counts[(0,platform_severity/* gateSeverity */.lI)(policy.severity)].gating += policy.violationCount ?? 0;
    return counts;
}
const WAIVED = { kind: 'none', problem: null, isWaived: true };
async function readAll(candidate, note, options) {
    const { policy, own, gates } = candidate;
    const { sink } = options;
    let before = null;
    for (let reading = 1;; reading++) {
        const list = await readOnce(candidate, note, options);
        if (list.kind !== 'whole' || list.tally.pages.length === 0 || !own.needsList || !gates)
            return list;
        if (before !== null && (0,page_digest/* isSameReading */.r)(before, list.tally.pages))
            return list;
        if (reading === violations_MOST_READINGS) {
            sink?.drop(policy.id);
            const problem = `the list was different each of the ${violations_MOST_READINGS} times that it was read`;
            return { kind: 'moving', problem, tally: list.tally, isWaived: own.isWaived };
        }
        before = list.tally.pages;
        sink?.drop(policy.id);
    }
}
async function readOnce({ policy, own, gates }, note, { client, sink, groupBy, indexWaivers }) {
    const tally = (0,judge_tally/* createTally */.X)(policy, own, {
        mostShown: RESOURCES_SHOWN,
        gates,
        isListed: sink !== null,
        groupBy,
        indexWaivers,
    });
    try {
        for await (const { items, totalCount } of client.walkViolations(policy.id)) {
            for (const { violation } of items)
                note(violation);
            const rows = tally.add(items, totalCount);
            sink?.add(policy.id, rows);
        }
    }
    catch (error) {
        const isNeeded = own.needsList && gates;
        const isBearable = isNeeded
            ? error instanceof errors/* PlatformError */.Wk && !(0,errors/* hasStatus */.Ro)(error, 401)
            : error instanceof errors/* PlatformError */.Wk || error instanceof src_errors/* TimedOutError */.On;
        if (!isBearable)
            throw error;
        sink?.drop(policy.id);
        const { listed, shown } = tally.finish();
        const common = { problem: (0,src_errors/* messageOf */.bD)(error), isWaived: own.isWaived };
        if (isNeeded)
            return { kind: 'unread', listed, ...common };
        const isMore = listed > (policy.violationCount ?? 0);
        return isMore ? { kind: 'sample', listed, shown, isWaived: own.isWaived } : { kind: 'none', ...common };
    }
    return { kind: 'whole', tally: tally.finish(), isWaived: own.isWaived };
}
async function readSome(policy, readRest, client) {
    let page;
    try {
        page = await client.listSomeViolations(policy.id, RESOURCES_SHOWN);
    }
    catch (error) {
        if (!(error instanceof errors/* PlatformError */.Wk) && !(error instanceof src_errors/* TimedOutError */.On))
            throw error;
        return { kind: 'none', problem: (0,src_errors/* messageOf */.bD)(error), isWaived: false };
    }
    const listed = Math.max(page.items.length, page.totalCount ?? 0);
    const sample = { kind: 'sample', listed, shown: page.items.slice(0, RESOURCES_SHOWN), isWaived: false };
    const isEnough = page.items.length < RESOURCES_SHOWN || (page.totalCount ?? 0) >= page.items.length;
    if (isEnough || listed <= (policy.violationCount ?? 0))
        return sample;
    const rest = await readRest();
    return rest.kind === 'whole' ? rest : sample;
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/warnings.ts


function describeOverlap(findings, path) {
    const both = findings.flatMap(({ policy, list }) => {
        if (list?.kind !== 'whole' || list.tally.waivedAndKnown === 0)
            return [];
        const lines = [...list.tally.covered].flatMap(([{ line }, count]) => (count > 0 ? [line] : []));
        return [{ count: list.tally.waivedAndKnown, place: `${policy.name} (${(0,waivers_waiver/* placeLines */.L)(path, lines)})` }];
    });
    const overlap = both.reduce((sum, { count }) => sum + count, 0);
    if (overlap === 0)
        return [];
    const places = both.slice(0, POLICIES_NAMED).map(({ place }) => place);
    const what = `${(0,format/* countNouns */.Vq)(overlap, 'violation is', 'violations are')} waived, and in the baseline too`;
    return [
        `${what}: ${(0,format/* joinSome */.bH)(places, both.length, '; ')}. They will not gate when the waiver expires, unless you take over this step's own baseline, which leaves them out.`,
    ];
}
const POLICIES_NAMED = 5;
function describeUntagged(findings) {
    const untagged = findings.filter(({ list }) => list?.kind === 'whole' && !list.tally.hasTags && (list.tally.outOfScopeBy.tags ?? 0) > 0);
    if (untagged.length === 0)
        return [];
    const names = untagged.slice(0, POLICIES_NAMED).map(({ policy }) => policy.name);
    return [
        `\`tags\` leaves out all violations of these policies, because none of them shows a tag. Check whether their queries return \`tags\`: ${(0,format/* joinSome */.bH)(names, untagged.length, '; ')}.`,
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
        `${many} that the Platform counts ${short.length === 1 ? 'in a policy are' : `in ${short.length} policies are`} not in its lists: they gate, since what is not listed can't be compared with filters, waivers or the baseline. Most likely the key's role may not see them.`,
    ];
}

;// CONCATENATED MODULE: ./src/actions/gate/judge/judge.ts














async function judge(prepared, evaluated, freshness, { isDataWhole, rule, scope, unknownAccounts, waivers, baseline, groupBy }, { client, clock, deadline, warn, sink, showsPast = false }) {
    const today = (0,day/* dayOf */.kb)((0,sight/* latestClock */.Ck)({ here: clock.now(), there: evaluated.serverTime }));
    const entries = waivers?.entries ?? [];
    const inForce = entries.filter((waiver) => (0,waivers_waiver/* isInForce */.fx)(waiver, today));
    const expired = entries.filter((waiver) => !(0,waivers_waiver/* isInForce */.fx)(waiver, today));
    const before = new Map(prepared.selection.active.map((policy) => [policy.id, policy]));
    const renamed = waivers === null ? null : await __webpack_require__.e(/* import() */ 7849).then(__webpack_require__.bind(__webpack_require__, 7849));
    const evaluation = renamed?.withholdRenamed(evaluated, before, inForce, rule) ?? evaluated;
    const counted = evaluation.assessed.filter(({ standing }) => standing.standing === 'judged');
    const policies = counted.map(({ policy }) => policy);
    const countsGrowth = baseline === null && policies.length === evaluation.assessed.length;
    const [found, { growth, past }] = await Promise.all([
        readViolations(policies, { scope, waivers: inForce, expired, baseline }, rule, client, { sink, groupBy }),
        readHistory(policies, before, freshness, { countsGrowth, showsPast }, { client, clock, until: deadline }),
    ]);
    const findings = evaluation.assessed.map(({ policy, standing }) => ({
        policy,
        standing,
        list: found.byPolicy.get(policy.id),
        change: standing.standing === 'judged' ? (0,evaluate_growth/* findChange */.YC)(policy, before.get(policy.id), freshness) : null,
    }));
    const scopeProblem = await findScopeProblem(prepared.lookups, freshness, found, client);
    const verdict = {
        ...judgePolicies(findings, rule),
        scopeProblem: unknownAccounts === 'fail' ? scopeProblem : null,
    };
    const looks = findings.flatMap((finding) => lookOf(finding, isDataWhole));
    const isNothingJudged = verdict.judged === 0;
    const change = baseline === null || isNothingJudged ? null : (0,baseline_baseline/* updateBaseline */.Rz)(baseline, looks);
    const effect = waivers === null ? null : await __webpack_require__.e(/* import() */ 673).then(__webpack_require__.bind(__webpack_require__, 673));
    const catalogue = updateCatalogue(prepared, evaluation);
    const results = (await effect?.assessWaivers(entries, today, catalogue, findings, { rule, isDataWhole })) ?? [];
    const remade = baseline === null
        ? []
        : (await __webpack_require__.e(/* import() */ 5011).then(__webpack_require__.bind(__webpack_require__, 5011))).describeRemade(baseline, verdict.policies, catalogue);
    const listed = prepared.lookups.find(({ aspect }) => aspect.input === 'accounts')?.known?.names ?? [];
    const seenAccounts = [...new Set([...listed, ...found.accounts])];
    const told = (await effect?.describeWaivers(results, waivers?.path ?? '', seenAccounts)) ?? [];
    const warnings = [
        ...(scopeProblem !== null && unknownAccounts === 'warn' ? [scopeProblem] : []),
        ...remade,
        ...describeOverlap(findings, waivers?.path ?? ''),
        ...describeUntagged(findings),
        ...describeUnlisted(verdict, findings),
        ...told,
    ];
    for (const sentence of warnings)
        warn(sentence);
    const judgement = {
        ...verdict,
        changes: sumChanges(verdict.policies),
        paused: evaluation.paused,
        freshSince: freshness.kind === 'since' ? freshness.moment : null,
        filters: prepared.filters.map((filter) => (0,aspect/* isScopeInput */.VI)(filter.input)
            ? { ...filter, leftOut: isNothingJudged ? null : (verdict.totals.outOfScopeBy[filter.input] ?? 0) }
            : filter),
        emptyGroups: prepared.emptyGroups,
        baseline: baseline === null ? null : describeBaseline(baseline, change),
        waivers: results,
        formerlyWaived: effect?.countFormerlyWaived(expired, findings, verdict.policies) ?? 0,
        expiredAt: effect?.placeExpired(results, waivers?.path ?? '') ?? null,
        news: findNews(verdict, baseline, growth),
        past,
        groupBy,
        groups: groupBy.kind === 'policy' ? [] : findGroups(verdict, findings),
    };
    return { judgement, nextBaseline: change?.next ?? null };
}
function updateCatalogue({ catalogue }, { assessed }) {
    const latest = new Map([...catalogue, ...assessed.map(({ policy }) => policy)].map((policy) => [policy.id, policy]));
    return [...latest.values()];
}
function findNews(verdict, baseline, growth) {
    if (verdict.inconclusive > 0 || verdict.judged === 0)
        return evaluate_growth/* UNKNOWN_NEWS */.Tp;
    return baseline === null ? growth : { kind: 'baseline', count: verdict.totals.gating };
}
function findGroups({ policies }, findings) {
    const listed = new Map(findings.map(({ policy, list }) => [policy.id, list !== undefined && 'tally' in list ? list.tally.groups : []]));
    return (0,judge_group/* sumGroups */.KM)(policies.map(({ id, gating }) => ({ gating, groups: gating === 0 ? [] : (listed.get(id) ?? []) })));
}
function lookOf({ policy, standing, list }, isDataWhole) {
    if (standing.standing !== 'judged')
        return [];
    if (policy.violationCount === 0)
        return [{ policy, seen: undefined, isWhole: isDataWhole }];
    if (list?.kind !== 'whole' || list.tally.seen === undefined)
        return [];
    return [{ policy, seen: list.tally.seen, isWhole: isDataWhole && (0,judge_tally/* isWholeList */.W)(policy, list.tally) }];
}
function describeBaseline(baseline, change) {
    const { fixed = null, added = null } = change ?? {};
    return { path: baseline.path, entries: (0,baseline_baseline/* countEntries */.EX)(baseline), fixed, added };
}

// EXTERNAL MODULE: ./src/actions/gate/sentence.ts
var sentence = __webpack_require__(6186);
// EXTERNAL MODULE: ./src/actions/gate/sync/cancel.ts
var cancel = __webpack_require__(8725);
// EXTERNAL MODULE: ./src/actions/gate/sync/run-state.ts
var run_state = __webpack_require__(8778);
;// CONCATENATED MODULE: ./src/actions/gate/sync/ingestion.ts



const TOLERANCE_MS = 2_000;
const MOST_DRIFT = 0.001;
function watchIngestion(first, { requireIngestion }) {
    const createdAt = (0,timestamp/* millisecondsOf */.W$)(first.run.createdAt);
    let latest = first.run;
    let inProgress = (0,run_state/* isInProgress */.LT)(first.run) ? first.sight : null;
    let over = (0,run_state/* isInProgress */.LT)(first.run) ? null : first.sight;
    let sharesClock = first.isNew && isNear(first.run.createdAt, first.sight, first.sight);
    let notThere = null;
    return {
        look(run, sight) {
            latest = run;
            const isGoingOn = (0,run_state/* isInProgress */.LT)(run);
            if (isGoingOn) {
                inProgress = { here: sight.here, there: sight.there ?? inProgress?.there ?? null };
                over = null;
            }
            else {
                sharesClock ||= inProgress !== null && isNear(run.completedAt, inProgress, sight);
                over ??= sight;
                if (run.ingested === true || !requireIngestion)
                    return;
            }
            notThere = { ...sight, there: sight.there ?? notThere?.there ?? null };
        },
        notThereAt() {
            if (notThere === null)
                return null;
            const elapsed = Math.max(0, (0,sight/* elapsedBetween */.vF)(first.sight, notThere) * (1 - MOST_DRIFT) - 1);
            const byHere = (0,timestamp/* timestampOf */.U_)(Math.floor(createdAt + cutOff(latest) + elapsed));
            return (0,timestamp/* later */.NU)(byHere, sharesClock && notThere.there !== null ? (0,timestamp/* timestampOf */.U_)(notThere.there) : null);
        },
        contradicts({ completedAt }) {
            return completedAt !== null && inProgress !== null && !(0,sight/* liesBetween */.sS)(completedAt, inProgress, over ?? inProgress);
        },
    };
}
function cutOff({ createdAt, completedAt }) {
    return completedAt !== null && (0,timestamp/* isWholeMinute */.EL)(createdAt) && (0,timestamp/* isWholeMinute */.EL)(completedAt) ? 60_000 : 0;
}
function isNear(moment, from, to) {
    if (moment === null || from.there === null || to.there === null)
        return false;
    const at = (0,timestamp/* millisecondsOf */.W$)(moment);
    return at >= from.there - TOLERANCE_MS && at <= to.there + TOLERANCE_MS;
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/past-runs.ts




const NO_PAST_RUNS = learnFromRuns([]);
function learnFromRuns(runs) {
    const completed = runs.filter(({ status }) => status === 'completed');
    const times = completed.flatMap((run) => timeOf(run) ?? []);
    return {
        rhythm: findRhythm(times),
        count: times.length,
        longestMs: times.reduce((longest, { toMs }) => Math.max(longest, toMs), 0),
        lastCompletedAt: completed.reduce((last, run) => (0,timestamp/* later */.NU)(last, run.completedAt), null),
    };
}
function timeOf({ createdAt, completedAt, completedBy }) {
    if (completedAt === null || completedBy === null)
        return null;
    const shortest = (0,timestamp/* millisecondsOf */.W$)(completedAt) - (0,timestamp/* millisecondsOf */.W$)((0,timestamp/* latestOf */.Te)(createdAt, completedAt));
    return { fromMs: Math.max(0, shortest), toMs: (0,timestamp/* millisecondsOf */.W$)(completedBy) - (0,timestamp/* millisecondsOf */.W$)(createdAt) };
}
function findAge({ createdAt }, seen) {
    const age = (0,sight/* latestClock */.Ck)(seen) - (0,timestamp/* millisecondsOf */.W$)(createdAt);
    return age < 0 ? null : age;
}
function describeUsual({ usual: { fromMs, toMs } }) {
    const shortest = (0,format/* formatDuration */.a3)(roundSeconds(fromMs, toMs));
    const longest = (0,format/* formatDuration */.a3)(roundSeconds(toMs, toMs));
    if (shortest === longest)
        return `usually takes ${toMs < 500 ? '' : 'about '}${longest}`;
    const [number, unit, ...more] = shortest.split(' ');
    const isSameUnit = more.length === 0 && longest.split(' ').slice(1).join(' ') === unit;
    return `usually takes ${isSameUnit ? number : shortest} to ${longest}`;
}
function roundSeconds(milliseconds, longestMs) {
    const unit = longestMs < 60_000 ? 1 : longestMs < 600_000 ? 10 : 60;
    return Math.round(milliseconds / 1_000 / unit) * unit;
}
const FEWEST_RUNS = 3;
const FAR_LONGER = 1.5;
const FAR_LONGER_MS = 60_000;
function describeOverdue(syncName, runId, goingOnMs, past) {
    const { count, longestMs } = past;
    const isOverdue = goingOnMs > longestMs * FAR_LONGER && goingOnMs >= longestMs + FAR_LONGER_MS;
    if (count < FEWEST_RUNS || !isOverdue)
        return null;
    const [now, longest] = [goingOnMs, longestMs].map((time) => (0,format/* formatDuration */.a3)(time / 1_000));
    return `Run ${runId} of ${syncName} has been in progress for ${now}. The longest of the ${(0,format/* countNouns */.Vq)(count, 'run')} before it that completed took ${longest}.`;
}

// EXTERNAL MODULE: ./src/actions/gate/sync/novelty.ts
var sync_novelty = __webpack_require__(8454);
;// CONCATENATED MODULE: ./src/actions/gate/sync/before-start.ts




function decideBeforeStart(runs, seen, rule) {
    const usable = findUsable(runs, seen, rule);
    const [latest] = usable;
    let passedOver = null;
    if (latest !== undefined) {
        const following = runs.find((run) => run.createdAt >= latest.createdAt && !usable.includes(run));
        if (following === undefined)
            return { kind: 'reuse', run: latest, passedOver: null };
        passedOver = { run: latest, following };
    }
    const running = findRunning(runs);
    if (running === undefined)
        return { kind: 'start', passedOver };
    return { kind: rule.ifRunning === 'fail' ? 'refuse' : rule.ifRunning, run: running, passedOver };
}
function findUsable(runs, seen, rule) {
    if (rule.reuseWithinMs === 0)
        return [];
    const since = (0,sight/* latestClock */.Ck)(seen) - rule.reuseWithinMs;
    return runs.filter((run) => (0,timestamp/* millisecondsOf */.W$)(run.createdAt) > since && isUsable(run, seen, rule));
}
function isUsable(run, seen, rule) {
    const { kind } = (0,run_state/* classifyRun */.I5)(run, rule.requireIngestion);
    const isOver = kind === 'succeeded' || (kind === 'partial' && rule.onPartialSync !== 'fail');
    return isOver && !(0,sync_novelty/* isDatedAhead */.Mv)(run, seen);
}
function findRunning(runs) {
    return runs.find((run, index) => (0,run_state/* isInProgress */.LT)(run) && !isOvertaken(run, runs) && (index === 0 || (0,run_state/* isKnownStatus */.ih)(run.status)));
}
function findOvertaken(runs) {
    return runs.filter((run) => (0,run_state/* isInProgress */.LT)(run) && (0,run_state/* isKnownStatus */.ih)(run.status) && isOvertaken(run, runs));
}
function isOvertaken(run, runs) {
    return runs.some(({ status, createdAt }) => status === 'completed' && createdAt > run.createdAt);
}

// EXTERNAL MODULE: ./src/text/nearest.ts
var text_nearest = __webpack_require__(613);
;// CONCATENATED MODULE: ./src/actions/gate/sync/lookup.ts




const MOST_LOOKUPS = 3;
const PAUSE_BEFORE_LOOKUP_MS = 2_000;
class UnknownSyncError extends src_errors/* StepError */.zg {
}
async function listRunsOf(syncName, deps) {
    for (let lookup = 1;; lookup++) {
        try {
            return await deps.client.listRuns(syncName);
        }
        catch (error) {
            if (!(0,errors/* hasStatus */.Ro)(error, 404))
                throw error;
            const names = await deps.client.listSyncNames().catch(() => []);
            deps.stop.throwIfAborted();
            if (!names.includes(syncName))
                throw explainUnknownSync(syncName, names, error);
            if (lookup >= MOST_LOOKUPS || deps.clock.uptime() >= deps.deadline)
                throw explainMissingRuns(syncName, error);
            await deps.clock.sleep(Math.min(PAUSE_BEFORE_LOOKUP_MS, deps.longestPauseMs), deps.stop);
        }
    }
}
function explainMissingRuns(syncName, cause) {
    return new src_errors/* StepError */.zg(`The Platform lists the sync ${syncName}, but not its runs: ${cause.message}`, {
        remedy: 'Run the job again. If it happens again, check the sync on the Platform, and the role of the key.',
        cause,
    });
}
function describeOthers(nearest, total) {
    const list = nearest.join(', ');
    if (total === 1)
        return `its only sync is ${list}`;
    return nearest.length === total
        ? `its syncs are ${list}`
        : `of its ${(0,format/* formatCount */.B4)(total)} syncs the nearest are ${list}`;
}
function explainUnknownSync(syncName, names, error) {
    if (names.length === 0) {
        return new UnknownSyncError(`\`sync-name\`: the Platform has no sync named ${syncName}, and lists none: ${error.message}`, {
            remedy: 'Check the name, the role of the key, and `platform-url`.',
            cause: error,
        });
    }
    const nearest = (0,text_nearest/* findNearest */.qg)(syncName, names);
    const near = (0,text_nearest/* findNear */.Ev)(syncName, names);
    return new UnknownSyncError(`\`sync-name\`: this Platform has no sync named ${syncName}; ${describeOthers(nearest, names.length)}.`, {
        remedy: near === null ? 'Name one of the syncs of this Platform.' : `Did you mean ${near}?`,
        cause: error,
    });
}

// EXTERNAL MODULE: ./src/platform/http/retry.ts
var retry = __webpack_require__(8966);
;// CONCATENATED MODULE: ./src/actions/gate/sync/started.ts

function take(syncName, run, origin, serverTime, deps) {
    deps.ledger.add({ syncName, runId: run.id });
    deps.ledger.note(run.id, (0,run_state/* isInProgress */.LT)(run));
    deps.ledger.attempted(syncName);
    return { kind: 'run', run, origin, serverTime, watch: null };
}
function somebodyElses(run, origin, serverTime, watch = null) {
    return { kind: 'run', run, origin, serverTime, watch };
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/lost-run.ts





const LOOKS_AFTER_LOSS = 3;
const PAUSE_AFTER_LOSS_MS = 2_000;
const PAUSE_WHILE_STOPPING_MS = 750;
async function findLostRun(syncName, lost, deps) {
    deps.info(`${syncName}: no clear answer to the start of a run (${(0,src_errors/* messageOf */.bD)(lost.cause)}); checking whether there is one.`);
    let unproved = lost.unproved;
    for (let look = 1; look <= LOOKS_AFTER_LOSS; look++) {
        const list = await listRunsInAnyCase(syncName, deps);
        const found = takeNewRun(syncName, list, lost, deps);
        if (found !== null)
            return found;
        unproved = [...lost.unproved, ...findUnproved(list, lost, deps)];
        if (look < LOOKS_AFTER_LOSS)
            await pauseInAnyCase(Math.min(PAUSE_AFTER_LOSS_MS, deps.longestPauseMs), deps);
    }
    const [doubtful] = unproved;
    if (deps.stop.aborted) {
        const { message } = doubtful === undefined ? describeUnknown(syncName, lost.cause) : describeDoubt(syncName, doubtful, lost.cause);
        deps.warn(message);
        return null;
    }
    if (doubtful === undefined)
        return null;
    deps.ledger.attempted(syncName);
    throw describeDoubt(syncName, doubtful, lost.cause);
}
async function awaitLateRun(syncName, lost, pauseMs, deps) {
    await pauseInAnyCase(pauseMs, deps);
    if (deps.stop.aborted)
        return findLostRun(syncName, lost, deps);
    return takeNewRun(syncName, await listRunsInAnyCase(syncName, deps), lost, deps);
}
function takeNewRun(syncName, list, lost, deps) {
    const seen = { here: deps.clock.now(), there: list.serverTime };
    const found = list.runs.filter((run) => (0,sync_novelty/* judgeNovelty */.v7)(run, lost.asked, seen) === 'new');
    const first = found.find(({ id }) => deps.ledger.claim({ syncName, runId: id }));
    if (first === undefined)
        return null;
    const single = found.length === 1;
    deps.info(`${syncName}: found run ${first.id}${single ? '' : `, one of ${found.length} new ones`}.`);
    const isOurs = single && !lost.isOthers && !(0,errors/* hasStatus */.Ro)(lost.cause, 429);
    if (isOurs)
        return take(syncName, first, 'adopted', list.serverTime, deps);
    deps.ledger.attempted(syncName);
    return somebodyElses(first, 'attached', list.serverTime);
}
function findUnproved(list, { asked }, deps) {
    const seen = { here: deps.clock.now(), there: list.serverTime };
    return list.runs.filter((run) => (0,sync_novelty/* judgeNovelty */.v7)(run, asked, seen) !== 'known');
}
function describeUnknown(syncName, cause) {
    return new src_errors/* StepError */.zg(`It is unknown whether a run of ${syncName} was started: ${(0,src_errors/* messageOf */.bD)(cause)}`, {
        remedy: 'Check the sync on the Platform before you run the job again.',
        cause,
    });
}
function describeDoubt(syncName, run, cause) {
    return new src_errors/* StepError */.zg(`It is unknown whether run ${run.id} of ${syncName}, created ${(0,timestamp/* formatTimestamp */.Ey)(run.createdAt)}, is the run that this step asked for. Its date is too old for a new run, or another sync of this step has it already.`, {
        remedy: 'Check the sync on the Platform: if the run is in progress there, cancel it or wait for it, then run the job again. If the date is right, set the clock of this runner.',
        cause,
    });
}
async function listRunsInAnyCase(syncName, deps) {
    const isOver = () => deps.stop.aborted || deps.clock.uptime() >= deps.deadline;
    try {
        if (!isOver()) {
            try {
                return await deps.client.listRuns(syncName);
            }
            catch (error) {
                if (!isOver())
                    throw error;
            }
        }
        return await deps.lastClient().listRuns(syncName);
    }
    catch (error) {
        const unknown = describeUnknown(syncName, error);
        if (deps.stop.aborted)
            deps.warn(unknown.message);
        throw unknown;
    }
}
async function pauseInAnyCase(pauseMs, deps) {
    try {
        await deps.clock.sleep(pauseMs, deps.stop);
    }
    catch {
        await deps.clock.sleep(PAUSE_WHILE_STOPPING_MS, new AbortController().signal);
    }
}

// EXTERNAL MODULE: ./src/actions/gate/sync/result.ts
var result = __webpack_require__(766);
;// CONCATENATED MODULE: ./src/actions/gate/sync/request-run.ts









const MOST_POSTS = 3;
const MOST_BUSY_POSTS = 10;
const PAUSES_AFTER_LOSS_MS = [10_000, 30_000];
const GRACE_FOR_ANSWER_MS = 2_000;
const REFUSALS = [400, 401, 403, 404, 409, 422];
async function postRun(syncName, before, isOthers, deps) {
    const asked = { before, at: { here: deps.clock.now(), there: before.serverTime } };
    const attempt = { syncName, asked: isOthers ? null : asked };
    let lost = null;
    let [tries, busyTries] = [0, 0];
    for (;;) {
        deps.stop.throwIfAborted();
        if (deps.clock.uptime() >= deps.deadline) {
            throw lost === null ? describeTooLate(syncName) : describeUnknown(syncName, lost.cause);
        }
        deps.ledger.attempt(attempt);
        const posted = await tryToPost(syncName, asked, deps);
        if ('kind' in posted)
            return posted;
        const { error, unproved } = posted;
        const isBusy = (0,errors/* hasStatus */.Ro)(error, ...BUSY);
        if (isBusy)
            busyTries += 1;
        else
            tries += 1;
        if (lost === null && (isBusy || !mayHaveStarted(error)))
            deps.ledger.attempt({ syncName, asked: null });
        if (mayHaveStarted(error) || lost !== null) {
            const start = { asked, cause: error, unproved, isOthers };
            const found = await findLostRun(syncName, start, deps);
            if (found !== null)
                return found;
            if (!isBusy)
                lost ??= start;
        }
        deps.stop.throwIfAborted();
        const isRefused = (0,errors/* hasStatus */.Ro)(error, 400, 409, 422);
        if (lost === null || !isRefused)
            deps.ledger.attempted(syncName);
        if (isRefused)
            return await explainRefusal(syncName, error, lost, deps);
        const wished = error instanceof errors/* PlatformError */.Wk ? (0,retry/* readAskedPause */.fA)(error.failure) : null;
        const pause = Math.max(wished ?? 0, pauseBeforePost(isBusy ? busyTries : 0, lost === null ? 0 : tries, deps));
        const isOver = isBusy ? busyTries >= MOST_BUSY_POSTS : tries >= MOST_POSTS;
        if (isOver || !mayPass(error) || deps.clock.uptime() + pause >= deps.deadline) {
            throw lost === null ? error : describeUnknown(syncName, error);
        }
        deps.info(`${syncName}: that started no run (${(0,src_errors/* messageOf */.bD)(error)}); trying again.`);
        if (lost === null) {
            await deps.clock.sleep(pause, deps.stop);
        }
        else {
            deps.ledger.attempt(attempt);
            const late = await awaitLateRun(syncName, lost, pause, deps);
            if (late !== null)
                return late;
        }
    }
}
const BUSY = [425, 429];
function mayPass(error) {
    return error instanceof errors/* PlatformError */.Wk && ((0,retry/* isPassing */.WG)(error.failure) || (0,errors/* hasStatus */.Ro)(error, 404));
}
function pauseBeforePost(busyTries, lostTries, { longestPauseMs }) {
    const busyMs = PAUSE_AFTER_LOSS_MS * 2 ** Math.min(Math.max(busyTries - 1, 0), 10);
    const lostMs = lostTries === 0 ? 0 : (PAUSES_AFTER_LOSS_MS[lostTries - 1] ?? Math.max(...PAUSES_AFTER_LOSS_MS));
    return Math.max(Math.min(busyMs, longestPauseMs), Math.min(lostMs, 2 * longestPauseMs));
}
function describeTooLate(syncName) {
    return new src_errors/* TimedOutError */.On(`The deadline passed before a run of ${syncName} could be started.`, 'Raise `timeout-minutes`.');
}
async function tryToPost(syncName, asked, deps) {
    const grace = startGrace(deps);
    try {
        const { run, serverTime } = await deps.client.createRun(syncName, grace.signal);
        const novelty = (0,sync_novelty/* judgeNovelty */.v7)(run, asked, { here: deps.clock.now(), there: serverTime });
        if (novelty === 'known')
            return { error: describeOldRun(syncName, run), unproved: [] };
        if (novelty === 'unproved' || !deps.ledger.claim({ syncName, runId: run.id })) {
            return { error: describeDoubtfulRun(syncName, run), unproved: [run] };
        }
        return take(syncName, run, 'started', serverTime, deps);
    }
    catch (error) {
        return { error, unproved: [] };
    }
    finally {
        grace.end();
    }
}
function describeOldRun(syncName, run) {
    const message = `The Platform answered the start of a run with run ${run.id}, which was there before`;
    return new errors/* PlatformError */.Wk(message, addressOfStart(syncName), { kind: 'unreadable' });
}
function describeDoubtfulRun(syncName, run) {
    const message = `The Platform answered the start of a run with run ${run.id}, created ${(0,timestamp/* formatTimestamp */.Ey)(run.createdAt)}, which is no new run of this sync`;
    return new errors/* PlatformError */.Wk(message, addressOfStart(syncName), { kind: 'unreadable' });
}
function addressOfStart(syncName) {
    return { method: 'POST', url: `/syncs/${syncName}/runs` };
}
function mayHaveStarted(error) {
    if (!(error instanceof errors/* PlatformError */.Wk))
        return true;
    return error.failure.kind !== 'certificate' && !(0,errors/* hasStatus */.Ro)(error, ...REFUSALS);
}
async function explainRefusal(syncName, error, lost, deps) {
    const list = lost === null ? await deps.client.listRuns(syncName) : await listRunsInAnyCase(syncName, deps);
    const late = lost === null ? null : takeNewRun(syncName, list, lost, deps);
    if (late !== null)
        return late;
    const { runs } = list;
    const retryAfterMs = (0,retry/* readAskedPause */.fA)(error.failure);
    const busy = (because) => ({ kind: 'busy', because, problem: error.message, retryAfterMs });
    if (findRunning(runs) !== undefined)
        return busy('running');
    if (lost !== null)
        throw describeUnknown(syncName, error);
    const disabled = await deps.client.findSyncDisabled(syncName);
    if (disabled === true)
        return { kind: 'refused', problem: result/* SYNC_DISABLED */.X };
    const [stuck] = findOvertaken(runs);
    if (stuck === undefined) {
        if (runs[0]?.status === 'completed' && runs[0].ingested === false)
            return busy('ingesting');
        return error.status === 400 ? { kind: 'refused', problem: error.message } : busy('unlisted');
    }
    const reason = `The reason may be run ${stuck.id}, created ${(0,timestamp/* formatTimestamp */.Ey)(stuck.createdAt)} and still ${stuck.status}: cancel it on the Platform, then run the job again`;
    return { kind: 'refused', problem: `${error.message}. ${reason}` };
}
function startGrace({ stop, stepStop = stop }) {
    const controller = new AbortController();
    let timer;
    const onStop = () => {
        if (!(stepStop.reason instanceof src_errors/* CancelledError */.cc))
            return;
        timer = setTimeout(() => controller.abort(stepStop.reason), GRACE_FOR_ANSWER_MS);
    };
    stepStop.addEventListener('abort', onStop, { once: true });
    return {
        signal: controller.signal,
        end: () => {
            clearTimeout(timer);
            stepStop.removeEventListener('abort', onStop);
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
        dueAt: () => toldAt + HEARTBEAT_MS,
        tell(run, stats, now) {
            told = markOf(run);
            toldAt = now;
            return `${syncName}: ${describeRun(run, stats)} (${formatElapsed(now - began)})`;
        },
        tellPause(run, now) {
            toldAt = now;
            return `${syncName}: ${run.status} at the last poll (${formatElapsed(now - began)})`;
        },
    };
}
function markOf(run) {
    return [run.status, run.statusReason, run.errors > 0, run.ingested].join(' ');
}
function describeRun(run, stats) {
    const parts = [run.statusReason === null ? run.status : `${run.status} (${run.statusReason})`];
    if (!(0,run_state/* isKnownStatus */.ih)(run.status))
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







const LAST_MOMENT_MS = 1_000;
const NO_EXPECTATION = { past: NO_PAST_RUNS, ageMs: null };
const LONG_PAUSE_MS = 30_000;
const STATS_APART_MS = 600_000;
async function awaitRun(syncName, first, isOver, deps, { past, ageMs } = NO_EXPECTATION, onPoll = () => { }) {
    const { client, clock, deadline, turns } = deps;
    const began = clock.uptime();
    const rhythm = ageMs === null ? null : past.rhythm;
    const progress = createProgress(syncName, first, began);
    let run = first;
    let stats = null;
    let statsAt = began;
    let endedAt = (0,run_state/* isInProgress */.LT)(first) ? null : began;
    let isOverdue = false;
    let end = isOver(first) ? describeState(first) : null;
    let isNews = true;
    function findPause(now) {
        if (endedAt === null)
            return pauseInRhythm(rhythm, (ageMs ?? 0) + now - began, deps);
        return pauseBeforePoll(now - (rhythm === null ? began : endedAt), deps.longestPauseMs);
    }
    function findMoment(now) {
        const isAgain = end !== null && isNews;
        if (isAgain && turns?.takeExtra(now) !== false)
            return now;
        const wanted = now + (isAgain ? 0 : findPause(now));
        const at = turns?.take(now, wanted, Math.max(wanted, now + deps.farPauseMs)) ?? wanted;
        return Math.min(at, deadline - now > 2 * LAST_MOMENT_MS ? deadline - LAST_MOMENT_MS : deadline);
    }
    async function sleepUntil(moment) {
        const isLong = moment - clock.uptime() > LONG_PAUSE_MS;
        while (isLong && progress.dueAt() < moment) {
            await clock.sleep(Math.max(0, progress.dueAt() - clock.uptime()), deps.stop);
            deps.info(progress.tellPause(run, clock.uptime()));
        }
        await clock.sleep(Math.max(0, moment - clock.uptime()), deps.stop);
    }
    const areStatsOld = (now) => rhythm !== null && now - statsAt >= STATS_APART_MS;
    async function findStats(now) {
        const isWanted = rhythm === null || areStatsOld(now);
        if (isWanted)
            statsAt = now;
        if (run.status === 'created' || run.status === 'pending')
            return null;
        if (!isOver(run) && (!isWanted || turns?.takeExtra(now) === false))
            return null;
        return client.findRunStats(syncName, run.id);
    }
    async function tell(now) {
        stats = await findStats(now);
        deps.info(progress.tell(run, stats, clock.uptime()));
    }
    for (;;) {
        const now = clock.uptime();
        if (now >= deadline)
            throw describeTimeout(syncName, run, end !== null);
        await sleepUntil(findMoment(now));
        const sight = { here: clock.now(), uptime: clock.uptime() };
        const answer = await client.getRun(syncName, first.id, first.createdAt).catch((error) => {
            throw (0,errors/* hasStatus */.Ro)(error, 404) ? explainLostSight(syncName, run, error) : error;
        });
        run = answer.run;
        endedAt = (0,run_state/* isInProgress */.LT)(run) ? null : (endedAt ?? clock.uptime());
        onPoll(run, { ...sight, there: answer.serverTime });
        const state = describeState(run);
        if (end === state)
            break;
        isNews = end === null;
        end = isOver(run) ? state : null;
        if (end !== null)
            continue;
        if (progress.isDue(run, clock.uptime()) || areStatsOld(clock.uptime()))
            await tell(clock.uptime());
        const overdue = isOverdue || endedAt !== null ? null : describeOverdue(syncName, run.id, clock.uptime() - began, past);
        if (overdue !== null) {
            isOverdue = true;
            deps.warn(overdue);
        }
    }
    stats = null;
    if (progress.isDue(run, clock.uptime()))
        await tell(clock.uptime());
    return { run, stats, endedAt: endedAt ?? clock.uptime() };
}
function describeState({ status, statusReason, ingested, errors, completedAt }) {
    return JSON.stringify([status, statusReason, ingested, errors, completedAt]);
}
function explainLostSight(syncName, run, cause) {
    return new src_errors/* StepError */.zg(`The Platform does not know run ${run.id} of ${syncName} any more: ${cause.message}`, {
        remedy: 'Look at the sync on the Platform, then run the job again.',
        cause,
    });
}
function describeTimeout(syncName, run, isOver) {
    if (isOver) {
        return new src_errors/* TimedOutError */.On(`The deadline passed before a second answer confirmed that run ${run.id} of ${syncName} is ${run.status}.`, 'Raise `timeout-minutes`.');
    }
    if (run.status === 'completed') {
        return new src_errors/* TimedOutError */.On(`Run ${run.id} of ${syncName} completed, but the Platform does not say that its data is ingested, and the deadline passed.`, 'If the sync writes to a destination of your own, set `require-ingestion: false`; otherwise look at the ingestion on the Platform, or raise `timeout-minutes`.');
    }
    return new src_errors/* TimedOutError */.On(`The deadline passed while run ${run.id} of ${syncName} was ${run.status}.`, 'Raise `timeout-minutes` (it counts the time in the queue too), or look on the Platform at why the sync takes so long.');
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/watches.ts


function watchRuns(rule) {
    const watches = new Map();
    return {
        look(runs, asked, answered) {
            for (const run of runs) {
                const watch = watches.get(run.id);
                if (watch !== undefined)
                    watch.look(run, asked);
                else if ((0,run_state/* classifyRun */.I5)(run, rule.requireIngestion).kind === 'waiting') {
                    watches.set(run.id, watchIngestion({ run, sight: answered, isNew: false }, rule));
                }
            }
        },
        find: (runId) => watches.get(runId) ?? null,
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/start.ts












const PAUSE_AFTER_REFUSAL_MS = 2_000;
const MOST_REFUSALS = 3;
async function startRun(syncName, known, rule, deps) {
    const told = new Set();
    const watches = watchRuns(rule);
    let unlisted = 0;
    let busy = null;
    let asked = timeNow(deps);
    for (let list = known;; asked = timeNow(deps), list = await listRunsOf(syncName, deps)) {
        const { runs, serverTime } = list;
        const answered = { ...timeNow(deps), there: serverTime };
        watches.look(runs, { ...asked, there: serverTime }, answered);
        const decision = decideBeforeStart(runs, answered, rule);
        if (decision.passedOver !== null)
            tellPassedOver(syncName, decision.passedOver, told, deps);
        if (decision.kind === 'start')
            warnOfOvertaken(syncName, findOvertaken(runs), told, deps);
        else
            unlisted = 0;
        const settled = await applyDecision(syncName, decision, list, watches, deps);
        if (settled === 'again')
            continue;
        if (settled !== 'start')
            return settled;
        if (list !== known) {
            if (deps.clock.uptime() >= deps.deadline)
                throw describeAlwaysBusy(syncName, busy);
            await deps.beforeStart?.();
        }
        const posted = await postRun(syncName, list, unlisted > 0, deps);
        if (posted.kind !== 'busy')
            return posted;
        busy = posted;
        unlisted = posted.because === 'unlisted' ? unlisted + 1 : 0;
        const isOver = deps.clock.uptime() >= deps.deadline;
        if (rule.ifRunning === 'fail' || (posted.because === 'unlisted' && (isOver || unlisted >= MOST_REFUSALS))) {
            const running = 'another run of it is in progress';
            return { kind: 'refused', problem: posted.because === 'running' ? running : posted.problem };
        }
        deps.info(`${syncName}: ${describeBusy(posted)}`);
        if (isOver)
            throw describeAlwaysBusy(syncName, busy);
        const pause = Math.max(posted.retryAfterMs ?? 0, Math.min(PAUSE_AFTER_REFUSAL_MS, deps.longestPauseMs));
        await deps.clock.sleep(Math.min(pause, deps.deadline - deps.clock.uptime()), deps.stop);
    }
}
function describeBusy({ because, problem }) {
    switch (because) {
        case 'running':
            return 'the Platform refused to start a run, because one is in progress.';
        case 'ingesting':
            return `the Platform refused to start a run (${problem}); the data of the last one is not ingested yet, asking again.`;
        case 'unlisted':
            return `the Platform refused to start a run (${problem}), and lists none in progress; asking again.`;
    }
}
function describeAlwaysBusy(syncName, busy) {
    if (busy?.because === 'ingesting') {
        return new src_errors/* TimedOutError */.On(`Until the deadline the Platform refused to start a run of ${syncName}, and the data of the last one is not ingested: ${busy.problem}`, 'Look at the ingestion of that run on the Platform, or raise `timeout-minutes`.');
    }
    return new src_errors/* TimedOutError */.On(`The deadline passed before a run of ${syncName} could be started: there was always another one in progress.`, 'Raise `timeout-minutes`, or choose `if-running: attach`.');
}
function timeNow({ clock }) {
    return { here: clock.now(), uptime: clock.uptime(), there: null };
}
function tellPassedOver(syncName, { run, following }, told, deps) {
    if (told.has(run.id))
        return;
    told.add(run.id);
    deps.info(`${syncName}: run ${run.id} is recent enough, but run ${following.id} (${following.status}) is not older: it may have changed the data since. So the step does not use run ${run.id} again.`);
}
function warnOfOvertaken(syncName, overtaken, told, deps) {
    const fresh = overtaken.filter(({ id }) => !told.has(id));
    for (const { id } of fresh)
        told.add(id);
    const [run, ...others] = fresh;
    if (run === undefined)
        return;
    const more = others.length === 0 ? '' : ` (and ${(0,format/* countNouns */.Vq)(others.length, 'older run')})`;
    deps.warn(`Run ${run.id} of ${syncName}, created ${(0,timestamp/* formatTimestamp */.Ey)(run.createdAt)}, is still ${run.status} on the Platform${more}, although a newer run has completed: it is not waited for. If it is stuck, cancel it on the Platform.`);
}
async function applyDecision(syncName, decision, { runs, serverTime }, watches, deps) {
    if (decision.kind === 'start')
        return 'start';
    const { run } = decision;
    const watch = watches.find(run.id);
    if (!deps.ledger.claim({ syncName, runId: run.id }))
        throw describeSharedRun(syncName, run);
    const created = `run ${run.id}, created ${(0,timestamp/* formatTimestamp */.Ey)(run.createdAt)}`;
    switch (decision.kind) {
        case 'reuse':
            deps.info(`${syncName}: ${created}, is recent enough. The step uses it, and starts no run.`);
            return watch === null ? somebodyElses(run, 'reused', null) : somebodyElses(run, 'attached', serverTime, watch);
        case 'attach':
            deps.info(`${syncName}: ${created}, is in progress (${run.status}): this step attaches to it.`);
            return somebodyElses(run, 'attached', serverTime, watch);
        case 'refuse':
            return { kind: 'refused', problem: `run ${run.id} of it is in progress (${run.status})` };
        case 'wait': {
            deps.info(`${syncName}: ${created}, is in progress (${run.status}): the step waits for its end, then starts a run.`);
            const ageMs = findAge(run, { here: deps.clock.now(), there: serverTime });
            const expected = { past: learnFromRuns(runs), ageMs };
            const isOver = (look) => !(0,run_state/* isInProgress */.LT)(look);
            const onPoll = (look, sight) => watches.look([look], sight, sight);
            await awaitRun(syncName, run, isOver, deps, expected, onPoll).catch((error) => {
                if (error instanceof src_errors/* StepError */.zg && (0,errors/* hasStatus */.Ro)(error.cause, 404))
                    return;
                throw error instanceof src_errors/* TimedOutError */.On ? explainTimeout(syncName, error) : error;
            });
            return 'again';
        }
    }
}
function describeSharedRun(syncName, run) {
    return new src_errors/* StepError */.zg(`Run ${run.id} is listed for ${syncName}, and another sync of this step has it already.`, {
        remedy: 'Look at the runs of both syncs on the Platform, and for a proxy that repeats answers.',
    });
}
function explainTimeout(syncName, cause) {
    return new src_errors/* TimedOutError */.On(`No run of ${syncName} was started, because another one was waited for. ${cause.message}`, 'Raise `timeout-minutes`, or choose `if-running: attach`. If that run is stuck, cancel it on the Platform.');
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
    const past = learnFromRuns(known.runs);
    const completedBefore = past.lastCompletedAt;
    const started = await startRun(syncName, known, rule, deps);
    if (started.kind === 'refused') {
        deps.info(`${syncName}: no run: ${started.problem}`);
        update({ state: 'refused', problem: started.problem });
        return { result, freshSince: null, endedAt: null, completedBefore };
    }
    const { run, origin } = started;
    update({ ...factsOf(run), origin });
    const isOurs = origin === 'started' || origin === 'adopted';
    const usual = past.rhythm === null || origin === 'reused' ? '' : `; it ${describeUsual(past.rhythm)}`;
    if (origin === 'started')
        deps.info(`${syncName}: started run ${run.id}${usual}.`);
    else if (usual !== '')
        deps.info(`${syncName}: waiting for run ${run.id}${usual}.`);
    const unknown = new Set();
    const isOver = (look) => (0,run_state/* classifyRun */.I5)(look, rule.requireIngestion).kind !== 'waiting';
    const sight = { here: deps.clock.now(), uptime: deps.clock.uptime(), there: started.serverTime };
    const ingestion = started.watch ?? watchIngestion({ run, sight, isNew: origin === 'started' }, rule);
    const expected = { past, ageMs: isOurs ? 0 : findAge(run, sight) };
    const awaited = await awaitRun(syncName, run, isOver, deps, expected, (look, moment) => {
        if (isOurs && (0,run_state/* isInProgress */.LT)(look))
            deps.ledger.add({ syncName, runId: look.id });
        deps.ledger.note(look.id, (0,run_state/* isInProgress */.LT)(look));
        if (!(0,run_state/* isKnownStatus */.ih)(look.status) && !unknown.has(look.status)) {
            unknown.add(look.status);
            deps.warn(`Run ${look.id} of ${syncName} has the status ${look.status}, which this version does not know.`);
        }
        ingestion.look(look, moment);
        update(factsOf(look));
    });
    const over = awaited.run;
    const state = (0,run_state/* classifyRun */.I5)(over, rule.requireIngestion);
    if (state.kind === 'waiting')
        throw new Error('A run that is not over was taken for one that is.');
    deps.ledger.settle(over.id);
    const stats = awaited.stats ?? (await deps.client.findRunStats(syncName, over.id));
    update({ ...factsOf(over), tables: stats?.completedTables ?? null, state: state.kind });
    if (state.kind !== 'succeeded')
        update({ problem: state.problem, ...(await explainProblem(syncName, over, deps)) });
    const endedAt = origin === 'reused' ? null : awaited.endedAt;
    return { result, freshSince: findFreshSince(syncName, over, ingestion, deps), endedAt, completedBefore };
}
function findFreshSince(syncName, run, ingestion, deps) {
    if (run.completedBy === null)
        return null;
    if (ingestion.contradicts(run)) {
        deps.warn(`Run ${run.id} of ${syncName} says that it completed ${(0,timestamp/* formatMoment */.K9)(run.completedAt)}, which contradicts what this step saw. So no result can be shown to be newer.`);
        return null;
    }
    return (0,timestamp/* later */.NU)(run.completedBy, ingestion.notThereAt());
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

;// CONCATENATED MODULE: ./src/actions/gate/sync/turns.ts
const POLLS_A_MINUTE = 50;
const EXTRAS_A_MINUTE = 10;
const MINUTE_MS = 60_000;
const APART_MS = MINUTE_MS / POLLS_A_MINUTE;
function createTurns() {
    let polls = [];
    let extras = [];
    return {
        take(now, wanted, latest) {
            polls = polls.filter((taken) => taken > now - APART_MS);
            let at = wanted;
            for (const taken of polls)
                if (Math.abs(taken - at) < APART_MS)
                    at = taken + APART_MS;
            at = Math.min(at, latest);
            polls = [...polls, at].sort((a, b) => a - b);
            return at;
        },
        takeExtra(now) {
            extras = extras.filter((taken) => taken > now - MINUTE_MS);
            if (extras.length >= EXTRAS_A_MINUTE)
                return false;
            extras.push(now);
            return true;
        },
    };
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/run-syncs.ts




async function runSyncs(syncNames, rule, deps, report) {
    const results = syncNames.map(unstartedSync);
    const lists = await Promise.allSettled(syncNames.map((syncName) => listRunsOf(syncName, deps)));
    throwFirst(lists);
    const halt = new AbortController();
    const together = {
        ...deps,
        stop: AbortSignal.any([deps.stop, halt.signal]),
        stepStop: deps.stop,
        ...(syncNames.length > 1 ? { turns: createTurns() } : {}),
    };
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
    const unknown = errors.filter((error) => error instanceof UnknownSyncError);
    if (unknown.length > 1)
        throw new src_errors/* InputError */.dz(unknown.map((error) => error.message));
    if (errors.length > 0)
        throw errors.find((error) => !(error instanceof src_errors/* TimedOutError */.On)) ?? errors[0];
}

;// CONCATENATED MODULE: ./src/actions/gate/gate.ts


















const CANCEL_TIME_MS = 15_000;
const IMPROBABLE_SHARE = 0.75;
async function runGate(inputs, deps) {
    const began = deps.clock.uptime();
    const warnings = [...inputs.warnings];
    let syncs = inputs.syncNames.map(unstartedSync);
    let judgement = null;
    let nextBaseline = null;
    const warn = (line) => {
        warnings.push(line);
        deps.warn(line);
    };
    const warnOfData = (line) => {
        warnings.push(line);
        (deps.warnOfData ?? deps.warn)(line);
    };
    const onSyncs = (results) => {
        syncs = results;
        deps.onSyncs(results);
    };
    async function tell() {
        const prepared = inputs.mode === 'sync' ? null : await prepareScope(inputs.filters, inputs.activeFilters, inputs, deps);
        if (prepared !== null)
            tellScope(prepared, inputs, { ...deps, warn });
        let earlier = prepared?.catalogue ?? [];
        const beforeStart = async () => {
            if (prepared === null)
                return;
            const listed = await deps.client.listPolicies([], 'waiting');
            earlier = mergeReadings(earlier, listed);
        };
        const finished = await runSyncs(inputs.syncNames, inputs, { ...deps, warn, beforeStart }, onSyncs);
        const failed = findFailed(syncs, inputs, warn);
        if (failed)
            return 'sync-failed';
        if (prepared === null)
            return 'passed';
        const freshness = inputs.mode === 'check' ? { kind: 'latest' } : (0,evaluate_freshness/* freshSinceAll */.Yw)(finished.map(({ freshSince }) => freshSince));
        const mustMove = finished.some(({ result }) => result.origin !== 'reused');
        const sightings = inputs.mode === 'check' ? NO_SIGHTINGS : recordSightings(earlier, mustMove);
        const probableFrom = expectEvaluation(prepared.selection.active, finished);
        const evaluation = await evaluate(prepared, { freshness, sightings }, probableFrom, inputs, deps);
        const watched = new Set(mustMove ? earlier.map(({ id }) => id) : []);
        const unwatched = evaluation.assessed.filter(({ policy }) => !watched.has(policy.id));
        for (const sentence of (0,evaluate_freshness/* describeOutdated */.OU)(unwatched))
            warn(sentence);
        const isCutShort = inputs.mode === 'gate' && deps.clock.uptime() >= deps.deadline;
        const isDataWhole = syncs.every(({ state }) => state === 'succeeded');
        const judged = await judge(prepared, evaluation, freshness, { ...inputs, isDataWhole }, { ...deps, warn: warnOfData, showsPast: inputs.summary });
        ({ judgement, nextBaseline } = judged);
        const outcome = decideOutcome(judged.judgement);
        const isUnjudged = judged.judgement.inconclusive > 0 || judged.judgement.judged === 0;
        return outcome === 'inconclusive' && isUnjudged && isCutShort ? 'timed-out' : outcome;
    }
    let outcome;
    let error = null;
    try {
        outcome = await tell();
    }
    catch (thrown) {
        error = (0,src_errors/* toStepError */.uQ)(thrown, deps.stop);
        outcome = error.outcome;
    }
    await endRuns(inputs, { ...deps, warn });
    const expiry = deps.endKeyWatch?.() ?? null;
    if (expiry !== null)
        warn(expiry);
    const green = outcome === 'passed' || (outcome === 'inconclusive' && inputs.onInconclusive === 'warn');
    return {
        outcome,
        green,
        mode: inputs.mode,
        ...(0,sentence/* describeEnding */.be)({ outcome, green, error, syncs, judgement, inputs }),
        warnings,
        platformUrl: inputs.platformUrl,
        syncs,
        judgement,
        nextBaseline,
        elapsedSeconds: Math.round(deps.clock.uptime() - began) / 1_000,
        isRedacted: false,
    };
}
function tellScope({ selection, emptyGroups, warnings }, inputs, deps) {
    const paused = selection.paused.length > 0 ? `; paused and left out: ${selection.paused.length}` : '';
    const empty = emptyGroups.length > 0 ? `; ${(0,select_selection/* describeEmptyGroups */.du)(emptyGroups)}` : '';
    deps.info(`Policies to judge: ${selection.active.length}${paused}${empty}. Rule: ${(0,judge_rule/* describeRule */.IO)(inputs.rule)}.`);
    for (const line of warnings)
        deps.warn(line);
    deps.group('The policies that are selected', selection.active
        .toSorted(compareBySeverity)
        .map((policy) => `${(0,text_escape/* toLogText */.ZQ)(policy.severity, 20).padEnd(8)}  ${(0,text_escape/* toLogText */.ZQ)(policy.name, 120)}  (${policy.id})`));
}
function findFailed(syncs, inputs, warn) {
    const partial = syncs.filter(({ state }) => state === 'partial');
    if (inputs.onPartialSync === 'warn')
        for (const sync of partial)
            warn((0,sentence/* describePartial */.lC)(sync));
    return syncs.some(({ state }) => state !== 'succeeded' && (state !== 'partial' || inputs.onPartialSync === 'fail'));
}
function expectEvaluation(policies, finished) {
    const completed = finished.map(({ completedBefore }) => completedBefore);
    const lag = findEvaluationLag(policies, completed);
    const ends = finished.flatMap(({ endedAt }) => endedAt ?? []);
    return lag === null || ends.length < finished.length ? null : Math.max(...ends) + lag * IMPROBABLE_SHARE;
}
async function evaluate({ scope, selection, catalogue, serverTime }, proof, probableFrom, inputs, deps) {
    const { freshness } = proof;
    if (freshness.kind === 'latest') {
        return assessPolicies({ selection, listed: catalogue, serverTime }, selection.active, proof, deps.clock.now());
    }
    if (freshness.kind === 'since') {
        deps.info(`Waiting for the policies to be evaluated on data of ${(0,timestamp/* formatTimestamp */.Ey)(freshness.moment)} or later.`);
    }
    const until = Math.min(deps.clock.uptime() + inputs.evaluationTimeoutMs, deps.deadline);
    return awaitEvaluation(scope, selection.active, proof, until, deps, probableFrom);
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
    const latest = deps.clock.uptime() + CANCEL_TIME_MS;
    const until = () => Math.min(latest, deps.lastMoment() ?? latest);
    await (0,cancel/* cancelOpenRuns */.x)(deps.ledger, { ...deps, client: deps.lastClient(), until });
}

// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
// EXTERNAL MODULE: ./src/inputs/redaction.ts
var redaction = __webpack_require__(5012);
// EXTERNAL MODULE: ./src/text/tag-line.ts
var tag_line = __webpack_require__(7118);
;// CONCATENATED MODULE: ./src/actions/gate/parsers.ts




const MOST_TOLERATED = 1_000_000_000;
const LIMITS_ALLOWED = `a whole number from 0 to ${MOST_TOLERATED}, or lines such as \`medium=25\` with ${platform_severity/* SEVERITIES */.oC.join(', ')}, each once`;
const parseMaxViolations = (text) => {
    const lines = (0,parsers/* parseLines */.Li)(text);
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
            return (0,parsers/* refuse */.TR)(text, LIMITS_ALLOWED);
        seen.add(severity);
        limits[severity] = parseLimit(number, text);
    }
    return { kind: 'by-severity', limits };
};
function parseLimit(number, text) {
    if (!/^\d{1,10}$/.test(number) || Number(number) > MOST_TOLERATED)
        return (0,parsers/* refuse */.TR)(text, LIMITS_ALLOWED);
    return Number(number);
}
const parseSyncNames = (text) => {
    const names = (0,parsers/* parseLines */.Li)(text);
    const bad = names.find((name) => !/^[a-zA-Z0-9_-]{1,255}$/.test(name));
    if (bad !== undefined) {
        const strange = /[^\x20-\x7e]/u.exec(bad)?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
        const which = strange === undefined ? '' : ` (this one holds U+${strange})`;
        (0,parsers/* refuse */.TR)(bad, `the names of syncs, one per line, of letters, digits, \`_\` and \`-\`${which}`);
    }
    const repeated = names.find((name, index) => names.indexOf(name) !== index);
    if (repeated !== undefined)
        (0,parsers/* refuse */.TR)(repeated, 'each sync once');
    if (names.length > 50)
        (0,parsers/* refuse */.TR)(`${names.length} names`, 'up to 50 syncs');
    return names;
};
const parseAnchor = (text) => {
    if (text === '')
        return null;
    const path = text.replace(/^\.\//, '');
    const isRelative = !/^\/|^[a-z]:|\\|(^|\/)\.\.(\/|$)|\p{Cc}/iu.test(path);
    return isRelative && path.length <= 500 ? path : (0,parsers/* refuse */.TR)(text, 'a path relative to the repository, without `..`');
};
const parseNames = (text) => checkCover((0,text_pattern/* parsePatterns */.Z7)(parseWithoutCommas(text)), text_pattern/* coversPattern */.py);
const parseTags = (text) => {
    const patterns = (0,text_pattern/* parsePatterns */.Z7)(parseWithoutCommas(text));
    for (const line of [...patterns.include, ...patterns.exclude]) {
        if ((0,tag_line/* readTagLine */.P)(line) !== null)
            continue;
        const isKeyless = line.startsWith('=');
        (0,parsers/* refuse */.TR)(line, isKeyless
            ? "a tag's key in front of the `=`, as in `env=preview-42`"
            : `a tag's key, \`=\` and a value, one tag per line, as in \`env=preview-42\`; \`${line}=*\` is the tag with any value`);
    }
    return checkCover(patterns, coversTag);
};
function parseWithoutCommas(text) {
    const lines = (0,parsers/* parsePatternLines */.X9)(text);
    const several = lines.find((line) => /(?<!\\)(?:\\\\)*,/.test(line));
    if (several !== undefined)
        (0,parsers/* refuse */.TR)(several, 'one per line; a comma that belongs to a name is written as `\\,`');
    return lines;
}
function checkCover(patterns, covers) {
    for (const line of patterns.include) {
        const wide = patterns.exclude.find((other) => covers(other, line));
        if (wide !== undefined)
            (0,parsers/* refuse */.TR)(line, `lines that no other line cancels; \`!${wide}\` excludes all that this one means`);
    }
    return patterns;
}
function coversTag(wide, narrow) {
    const [other, own] = [(0,tag_line/* readTagLine */.P)(wide), (0,tag_line/* readTagLine */.P)(narrow)];
    return other !== null && own !== null && (0,text_pattern/* coversPattern */.py)(other.key, own.key) && (0,text_pattern/* coversPattern */.py)(other.value, own.value);
}
const LONGEST_KEY = 500;
const parseGroupBy = (text) => {
    if (text === 'policy' || text === 'account')
        return { kind: text };
    const [, key = ''] = /^tag:(.*)$/s.exec(text) ?? [];
    const isKey = key.trim() !== '' && key.length <= LONGEST_KEY && !/[*?]|\p{Cc}/u.test(key);
    return isKey
        ? { kind: 'tag', key: key.trim() }
        : (0,parsers/* refuse */.TR)(text, '`policy`, `account`, or `tag:` and the key of a tag without `*` and `?`, such as `tag:team`');
};

// EXTERNAL MODULE: ./src/actions/gate/report/kinds.ts
var kinds = __webpack_require__(2245);
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
    'unknown-accounts': 'fail',
    'group-by': 'policy',
    'fail-on': 'low',
    'max-violations': '0',
    'on-inconclusive': 'fail',
    annotations: 'true',
    summary: 'true',
    comment: 'never',
    redact: 'auto',
};
const DEFAULT_TEXTS = new Map(Object.entries(DEFAULTS));
const FAR_PAUSE_MS = 120_000;
const COMMENT_CHOICES = ['never', 'on-failure', 'on-change', 'always'];
const DOMAINS = ['finops', 'security', 'compliance', 'governance', 'operations'];
const FILTERS = ['policies', 'policy-groups', 'domains', ...aspect/* SCOPE_INPUTS */.pQ];
const FORGIVING = ['baseline', 'waivers'];
const JUDGING = ['fail-on', 'max-violations', 'on-inconclusive', 'unknown-accounts', 'group-by'];
const SYNCING = ['if-running', 'reuse-within-minutes', 'require-ingestion', 'on-partial-sync', 'keep-running'];
function readInputs(reader) {
    const { textOf, isSet, parse, minutes, patterns, refuse } = reader;
    const isChosen = (input) => isSet(input) && textOf(input).toLowerCase() !== DEFAULT_TEXTS.get(input);
    const mode = parse('mode', (0,parsers/* parseWord */.kB)(['gate', 'sync', 'check']));
    const syncNames = parse('sync-name', parseSyncNames);
    if (mode !== undefined && mode !== 'check' && syncNames?.length === 0) {
        refuse(`\`sync-name\` is missing: in mode \`${mode}\` it says which sync to run, one name per line.`);
    }
    if (mode === 'check' && isSet('sync-name')) {
        refuse('`sync-name` is set, but mode `check` starts no sync: remove it, or choose mode `gate`.');
    }
    const inputs = {
        mode,
        syncNames,
        ifRunning: parse('if-running', (0,parsers/* parseWord */.kB)(['wait', 'attach', 'fail'])),
        reuseWithinMs: minutes('reuse-within-minutes', 0),
        requireIngestion: parse('require-ingestion', parsers/* parseBoolean */.yG),
        onPartialSync: parse('on-partial-sync', (0,parsers/* parseWord */.kB)(['warn', 'fail', 'ignore'])),
        keepRunning: parse('keep-running', parsers/* parseBoolean */.yG),
        evaluationTimeoutMs: minutes('evaluation-timeout-minutes', 0),
        longestPauseMs: scale(parse('max-poll-interval-seconds', (0,parsers/* parseNumber */.$J)(0.01, 3_600, 'seconds')), 1_000),
        filters: {
            policies: patterns('policies'),
            groups: patterns('policy-groups'),
            domains: parse('domains', (0,parsers/* parseWords */.nl)(DOMAINS)) ?? [],
        },
        scope: {
            accounts: patterns('accounts'),
            tags: parse('tags', parseTags) ?? aspect/* EVERYTHING */.Qz.tags,
            regions: parse('regions', parseNames) ?? aspect/* EVERYTHING */.Qz.regions,
            'resource-types': parse('resource-types', parseNames) ?? aspect/* EVERYTHING */.Qz['resource-types'],
            clouds: parse('clouds', parseNames) ?? aspect/* EVERYTHING */.Qz.clouds,
        },
        unknownAccounts: parse('unknown-accounts', (0,parsers/* parseWord */.kB)(['fail', 'warn'])),
        failOn: parse('fail-on', (0,parsers/* parseWord */.kB)([...platform_severity/* SEVERITIES */.oC, 'none'])),
        maxViolations: parse('max-violations', parseMaxViolations),
        onInconclusive: parse('on-inconclusive', (0,parsers/* parseWord */.kB)(['fail', 'warn'])),
        keyName: textOf('key-name'),
        groupBy: parse('group-by', parseGroupBy),
        annotations: parse('annotations', parsers/* parseBoolean */.yG),
        summary: parse('summary', parsers/* parseBoolean */.yG),
        comment: parse('comment', (0,parsers/* parseWord */.kB)(COMMENT_CHOICES)),
        reports: parse('reports', (0,parsers/* parseWords */.nl)(kinds/* FORMATS */.hR)),
        sarifAnchor: parse('sarif-anchor', parseAnchor),
        redact: parse('redact', (0,parsers/* parseWord */.kB)(redaction/* REDACTIONS */.N)),
    };
    const { failOn, maxViolations, ...rest } = reader.finish(inputs);
    const isDefault = rest.longestPauseMs === Number(DEFAULTS['max-poll-interval-seconds']) * 1_000;
    const activeFilters = FILTERS.filter(isSet).map((input) => ({
        input,
        value: (0,parsers/* parseLines */.Li)(textOf(input)).join(', '),
        leftOut: null,
    }));
    return {
        ...rest,
        reports: [...new Set(rest.reports)],
        farPauseMs: isDefault ? FAR_PAUSE_MS : rest.longestPauseMs,
        rule: { failOn, maxViolations },
        activeFilters,
        warnings: [...describeIdleLimits({ failOn, maxViolations }), ...describeIdleInputs(rest.mode, failOn, isChosen)],
    };
}
function describeIdleLimits({ failOn, maxViolations }) {
    if (maxViolations.kind === 'total')
        return [];
    const idle = platform_severity/* SEVERITIES */.oC.filter((severity) => maxViolations.limits[severity] > 0 && !(0,judge_rule/* gates */.VF)(severity, failOn));
    return idle.length === 0
        ? []
        : [
            `\`max-violations\` for ${idle.join(' and ')} had no effect: with \`fail-on: ${failOn}\` no such violation gates.`,
        ];
}
function describeIdleInputs(mode, failOn, isChosen) {
    const idle = (inputs, why) => {
        const set = inputs.filter(isChosen).map((input) => `\`${input}\``);
        return set.length === 0 ? [] : [`${set.join(', ')} had no effect: ${why}.`];
    };
    if (mode === 'sync')
        return idle([...FILTERS, ...FORGIVING, ...JUDGING], 'mode `sync` judges no policies');
    return [
        ...(mode === 'check' ? idle(SYNCING, 'mode `check` starts no sync') : []),
        ...(failOn === 'none' ? idle(FORGIVING, 'with `fail-on: none` no violation gates') : []),
    ];
}
function scale(number, factor) {
    return number === undefined ? undefined : number * factor;
}

// EXTERNAL MODULE: ./src/actions/gate/platform-words.ts
var platform_words = __webpack_require__(7512);
// EXTERNAL MODULE: ./src/clock.ts
var clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/text/markdown.ts
var markdown = __webpack_require__(6590);
// EXTERNAL MODULE: ./src/actions/gate/sync/telling-line.ts
var telling_line = __webpack_require__(4957);
// EXTERNAL MODULE: ./src/actions/gate/report/acceptance-text.ts
var acceptance_text = __webpack_require__(5715);
// EXTERNAL MODULE: ./src/actions/gate/judge/known-counts.ts
var known_counts = __webpack_require__(201);
// EXTERNAL MODULE: ./src/actions/gate/judge/reason.ts
var reason = __webpack_require__(1823);
;// CONCATENATED MODULE: ./src/actions/gate/report/log-table.ts





const NOTHING = '–';
function listColumns(totals) {
    const leftOut = (0,reason/* listOutOfScope */.sA)(totals).map(({ words, count }) => [words, count]);
    return [
        ['found', ({ found }) => found],
        ['known', ({ known }) => known],
        ['waived', ({ waived }) => waived],
        ['below threshold', ({ belowThreshold }) => belowThreshold],
        ...(leftOut.length > 0 ? leftOut : [NOTHING_LEFT_OUT]),
        ['gating', ({ gating }) => gating],
    ];
}
const NOTHING_LEFT_OUT = ['out of scope', ({ outOfScope }) => outOfScope];
function renderLogTable(judgement) {
    const { policies } = judgement;
    const columns = listColumns(judgement.totals);
    const renderCounts = (counts) => columns.map(([, count]) => (counts === null ? NOTHING : (0,format/* formatCount */.B4)(count(counts))));
    const { totals } = (0,known_counts/* findKnownCounts */.x)(judgement);
    const renderRow = (policy) => {
        const counts = renderCounts(policy.standing === 'judged' ? policy : null);
        const evaluated = policy.evaluatedAt === null ? 'never' : (0,timestamp/* formatMoment */.K9)(policy.evaluatedAt);
        return [(0,text_escape/* toLogText */.ZQ)(policy.severityLabel, 20) || policy.severity, ...counts, evaluated, (0,text_escape/* toLogText */.ZQ)(policy.name, 120)];
    };
    const header = ['severity', ...columns.map(([title]) => title), 'evaluated at', 'policy'];
    const rows = [header, ['total', ...renderCounts(totals), '', ''], ...policies.map(renderRow)];
    const widths = header.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    const isCount = (column) => column >= 1 && column <= columns.length;
    return rows.map((row) => row
        .map((cell, column) => (isCount(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd());
}

// EXTERNAL MODULE: ./src/actions/gate/report/policy-order.ts
var policy_order = __webpack_require__(4755);
;// CONCATENATED MODULE: ./src/actions/gate/report/log.ts








function tellVerdict(result, log, files = []) {
    const { judgement } = result;
    for (const sync of result.syncs)
        tellFailedSync(sync, result.sentence, log);
    if (judgement !== null) {
        if (judgement.policies.length > 0)
            log.group('The policies, worst first', renderLogTable(judgement));
        tellGroups(judgement, log);
        tellUnjudged(judgement, log);
        tellWaivers(judgement.waivers, log);
        for (const filter of judgement.filters)
            log.info((0,text_escape/* toLogText */.ZQ)((0,acceptance_text/* describeFilter */.GT)(filter), 500));
        if (judgement.baseline !== null)
            log.info((0,text_escape/* toLogText */.ZQ)((0,acceptance_text/* describeBaseline */.FT)(judgement.baseline)));
        log.info((0,acceptance_text/* describeNews */.Nj)(judgement));
    }
    for (const { kind, path } of files)
        log.info(`Written, ${kind}: ${path}`);
    const verdict = `Verdict: ${result.outcome} (took ${(0,format/* formatDuration */.a3)(result.elapsedSeconds)}).`;
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
function tellFailedSync({ syncName, worstTables, lastLogLines }, told, log) {
    if (worstTables.length > 0) {
        const lines = worstTables.map(({ name, errors }) => `${(0,text_escape/* toLogText */.ZQ)(name, 100)}: ${(0,format/* countNouns */.Vq)(errors, 'error')}`);
        log.group(`${(0,text_escape/* toLogText */.ZQ)(syncName)}: the tables with the most errors`, lines);
    }
    const telling = (0,telling_line/* findTellingLine */.d0)(lastLogLines);
    if (telling !== null && !told.includes((0,telling_line/* quoteLog */.N9)(telling)))
        log.info(`The log of ${(0,text_escape/* toLogText */.ZQ)(syncName)} says: ${(0,text_escape/* toLogText */.ZQ)(telling)}`);
    if (lastLogLines.length > 0) {
        log.group(`${(0,text_escape/* toLogText */.ZQ)(syncName)}: the last lines of its log`, lastLogLines.map((line) => (0,text_escape/* toLogText */.ZQ)(line)));
    }
}
const GROUPS_TOLD = 50;
function tellGroups({ groupBy, groups }, log) {
    if (groups.length === 0)
        return;
    const told = groups.slice(0, GROUPS_TOLD).map((group) => {
        return `${(0,format/* formatCount */.B4)(group.gating)}  ${(0,text_escape/* toLogText */.ZQ)((0,judge_group/* describeGroup */.N3)(group), 200)}`;
    });
    const more = groups.length > told.length ? [`and ${(0,format/* countNouns */.Vq)(groups.length - told.length, 'more group')}`] : [];
    log.group(`Gating violations by ${(0,text_escape/* toLogText */.ZQ)((0,judge_group/* formatGroupBy */.em)(groupBy))}`, [...told, ...more]);
}
function tellUnjudged({ policies }, log) {
    const lines = (0,policy_order/* groupByReason */.H9)((0,policy_order/* listUnjudged */.nu)(policies)).flatMap(({ reason, policies }) => [
        `${(0,policy_order/* countSharing */.a0)(policies)}: ${(0,text_escape/* toLogText */.ZQ)(reason, 300)}`,
        ...policies.map(({ name, evaluatedAt }) => {
            const last = evaluatedAt === null ? '' : ` (last evaluated ${(0,timestamp/* formatMoment */.K9)(evaluatedAt)})`;
            return `- ${(0,text_escape/* toLogText */.ZQ)(name, 120)}${last}`;
        }),
    ]);
    if (lines.length > 0)
        log.group('Could not be judged', lines);
}
function tellWaivers(waivers, log) {
    if (waivers.length > 0)
        log.group('The waivers', waivers.map((waiver) => (0,text_escape/* toLogText */.ZQ)((0,acceptance_text/* describeWaiver */.kr)(waiver), 600)));
}

// EXTERNAL MODULE: ./src/actions/gate/report/outputs.ts
var report_outputs = __webpack_require__(8952);
;// CONCATENATED MODULE: ./src/actions/gate/report/deliver.ts








const NO_FILES = { files: [], finish: () => { } };
async function deliver(result, raw, wanted, step) {
    const { runner } = step;
    const written = [];
    const missing = [];
    for (const file of wanted.planned.files) {
        const problem = await (0,report/* attemptReport */.qE)(`${file.kind} file`, 'verdict', runner, async () => {
            const one = await file.write(result);
            (0,report/* setOutputs */.n0)(runner, (0,report_outputs/* fileOutputsOf */.MC)(one));
            written.push(one);
        });
        if (problem !== null)
            missing.push({ kind: file.kind, ...problem });
    }
    await (0,report/* attemptReport */.qE)('record of the reports', 'verdict', runner, wanted.planned.finish);
    const gaps = missing.length === 0 ? [] : (await __webpack_require__.e(/* import() */ 5924).then(__webpack_require__.bind(__webpack_require__, 5924))).describeMissing(missing);
    const annotate = (level, title, message) => {
        if (wanted.annotations)
            runner.annotate({ level, title, message });
        return wanted.annotations;
    };
    if (result.isRedacted && result.warnings.length > 0)
        runner.group('Warnings', result.warnings.map((line) => (0,text_escape/* toLogText */.ZQ)(line)));
    tellVerdict(result, runner, written);
    if (wanted.annotations) {
        await (0,report/* attemptReport */.qE)('annotations', 'verdict', runner, async () => {
            const { planAnnotations } = await __webpack_require__.e(/* import() */ 8676).then(__webpack_require__.bind(__webpack_require__, 8676));
            for (const annotation of planAnnotations(result, await findSources(raw, runner)))
                runner.annotate(annotation);
        });
    }
    for (const gap of gaps)
        annotate('warning', 'CloudQuery: a report is missing', gap);
    if (wanted.summary) {
        const problem = await (0,report/* attemptReport */.qE)('job summary', 'verdict', runner, async () => {
            const { renderSummary } = await __webpack_require__.e(/* import() */ 786).then(__webpack_require__.bind(__webpack_require__, 786));
            const { docsUrl } = runner.context(clock/* systemClock */.m.now());
            await runner.writeSummary(renderSummary(result, markdown/* SUMMARY_BYTES */.R$, { files: written, gaps, docsUrl }));
        });
        if (problem !== null) {
            const message = `\`summary\`: the job summary could not be written to GITHUB_STEP_SUMMARY: ${problem.reason}.`;
            annotate('warning', 'CloudQuery: no summary', message);
        }
    }
    await (0,report/* attemptReport */.qE)('comment', 'verdict', runner, () => comment(result, step, annotate));
}
async function findSources(raw, runner) {
    if (!raw.judgement?.failing)
        return new Map();
    try {
        const { locateInCheckout } = await __webpack_require__.e(/* import() */ 2477).then(__webpack_require__.bind(__webpack_require__, 2477));
        return locateInCheckout(raw, runner.folders().workspace, runner.context(clock/* systemClock */.m.now()).repository);
    }
    catch (error) {
        runner.warn(`the places in the checkout could not be found, which does not change the verdict: ${(0,src_errors/* messageOf */.bD)(error)}`);
        return new Map();
    }
}
async function comment(result, { runner, lifecycle }, annotate) {
    const choice = readChoice(runner.getInput('comment').trim());
    if (choice === 'never')
        return;
    const { tellVerdictComment } = await Promise.all(/* import() */[__webpack_require__.e(3114), __webpack_require__.e(3579)]).then(__webpack_require__.bind(__webpack_require__, 3579));
    await tellVerdictComment(choice, result, runner, annotate, lifecycle.stop);
}
function readChoice(word) {
    return COMMENT_CHOICES.find((choice) => choice === word) ?? 'never';
}

// EXTERNAL MODULE: ./src/actions/gate/sync/ledger.ts
var sync_ledger = __webpack_require__(382);
;// CONCATENATED MODULE: ./src/actions/gate/sync/open-runs.ts
const NOTHING_OPEN = { runs: [], attempts: [] };
const MOST_LISTED = 3;
function writeOpenRuns({ runs, attempts }) {
    if (runs.length === 0 && attempts.length === 0)
        return '';
    return JSON.stringify({
        runs: runs.map(({ syncName, runId }) => ({ syncName, runId })),
        attempts: attempts.map(({ syncName, asked }) => ({ syncName, asked: asked && shorten(asked) })),
    });
}
function shorten({ before: { runs, isWhole }, at: { here, there } }) {
    const newest = runs.slice(0, MOST_LISTED).map(({ id, createdAt }) => ({ id, createdAt }));
    return { before: { runs: newest, isWhole: isWhole && runs.length <= MOST_LISTED }, at: { here, there } };
}

;// CONCATENATED MODULE: ./src/actions/gate/main.ts


















const loadForgive = () => __webpack_require__.e(/* import() */ 7813).then(__webpack_require__.bind(__webpack_require__, 194));
const loadCancellation = () => __webpack_require__.e(/* import() */ 9700).then(__webpack_require__.bind(__webpack_require__, 9700));
const action = {
    defaults: DEFAULTS,
    loadRedaction: () => __webpack_require__.e(/* import() */ 8394).then(__webpack_require__.bind(__webpack_require__, 8394)),
    readInputs: readEverything,
    describeInputs,
    run,
    fail: failBeforeStart,
    outputsOf: report_outputs/* outputsOf */.Yz,
    reportFailure: (step) => (result, raw) => deliver(result, raw, { annotations: true, summary: true, planned: NO_FILES }, step),
};
async function run(asked, step, finish) {
    const { runner, lifecycle, clock, platform, memory } = step;
    const mentions = step.isRedacted ? await startMentionWatch(asked) : null;
    const openClient = (requester) => {
        const client = createGateClient(requester);
        return mentions === null ? client : mentions.watch((0,platform_words/* hidePolicyWords */.I5)((0,platform_words/* hideWords */.yv)(client)));
    };
    for (const line of asked.warnings)
        runner.warn(line);
    const { longestPauseMs, farPauseMs, keepRunning } = asked;
    const ledger = (0,sync_ledger/* createLedger */.M)((open) => saveState(runner, 'runs', writeOpenRuns(keepRunning ? NOTHING_OPEN : open)));
    const lists = asked.reports.some(kinds/* listsViolations */.wC);
    const spool = lists ? await openSpool(runner, memory) : null;
    const keyWatch = asked.keyName === '' ? null : await startKeyWatch(asked.keyName, step);
    try {
        if (spool !== null)
            saveState(runner, 'spool', spool.folder);
        const { nextBaseline, ...found } = await runGate({ ...asked, warnings: [...step.warnings, ...asked.warnings], platformUrl: step.platformUrl }, {
            client: openClient(platform.requester),
            lastClient: () => openClient(platform.openLast()),
            deadline: platform.deadline,
            clock,
            stop: lifecycle.stop,
            lastMoment: lifecycle.lastMoment,
            longestPauseMs,
            farPauseMs,
            ledger,
            info: runner.tell,
            warn: runner.warn,
            ...(step.isRedacted ? { warnOfData: () => { } } : {}),
            group: runner.group,
            sink: spool,
            onSyncs: setRunIds(runner),
            endKeyWatch: () => keyWatch?.end() ?? null,
        });
        const result = mentions === null ? found : { ...found, mentions: mentions.finish() };
        const isWritten = nextBaseline !== null || asked.reports.length > 0;
        const planned = isWritten
            ? await (await __webpack_require__.e(/* import() */ 302).then(__webpack_require__.bind(__webpack_require__, 302))).planFiles(nextBaseline, spool, asked, step)
            : NO_FILES;
        await finish(await placeAll(result, step), (shown, raw) => deliver(shown, raw, { ...asked, planned }, step));
    }
    finally {
        spool?.remove();
    }
}
async function placeAll(result, { runner, clock }) {
    if (!result.judgement?.policies.some(({ definition }) => definition !== null))
        return result;
    const { placeDefinitions } = await __webpack_require__.e(/* import() */ 2477).then(__webpack_require__.bind(__webpack_require__, 2477));
    return placeDefinitions(result, runner.folders().workspace, runner.context(clock.now()).repository);
}
async function startMentionWatch({ waivers, scope: { accounts } }) {
    const { watchMentions } = await __webpack_require__.e(/* import() */ 8394).then(__webpack_require__.bind(__webpack_require__, 8394));
    return watchMentions(waivers?.entries ?? [], [...accounts.include, ...accounts.exclude]);
}
async function startKeyWatch(name, { platform, clock, runner }) {
    const { watchKey } = await __webpack_require__.e(/* import() */ 8722).then(__webpack_require__.bind(__webpack_require__, 8722));
    async function find(wanted) {
        const { createIdentities } = await __webpack_require__.e(/* import() */ 6956).then(__webpack_require__.bind(__webpack_require__, 6956));
        return createIdentities(platform.requester).findKeys(wanted);
    }
    return watchKey(name, find, clock, runner.debug);
}
async function openSpool(runner, memory) {
    const { createSpool } = await __webpack_require__.e(/* import() */ 5053).then(__webpack_require__.bind(__webpack_require__, 5053));
    return createSpool(runner.folders().temp, runner.scrub, memory);
}
async function readEverything(reader, { runner, clock, isRedacted }) {
    reader.know('github-token');
    const opened = (0,gate_files/* readGateFiles */.r)(reader.textOf, runner.folders(), read_file/* readText */.yR, (0,day/* dayOf */.kb)(clock.now()), isRedacted);
    const [inputs, files] = await Promise.allSettled([(async () => readInputs(reader))(), opened]);
    if (inputs.status === 'fulfilled' && files.status === 'fulfilled')
        return { ...inputs.value, ...files.value };
    throw (0,src_errors/* joinErrors */._h)([inputs, files].flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
}
function saveState(runner, name, value) {
    try {
        runner.saveState(name, value);
    }
    catch (cause) {
        const remedy = 'See that the runner has room on its disk.';
        throw new src_errors/* StepError */.zg(`The step's state could not be written to GITHUB_STATE: ${(0,src_errors/* messageOf */.bD)(cause)}`, {
            remedy,
            cause,
        });
    }
}
function setRunIds(runner) {
    let written = '';
    return (syncs) => {
        const outputs = (0,report_outputs/* syncOutputsOf */.D1)(syncs);
        const ids = outputs['sync-run-id'] ?? '';
        if (ids !== written)
            (0,report/* setOutputs */.n0)(runner, outputs);
        written = ids;
    };
}
function describeInputs(inputs, { baseUrl, timeoutMs }, isRedacted) {
    const syncs = inputs.syncNames.length === 0 ? 'no sync' : `sync ${inputs.syncNames.join(', ')}`;
    return [
        `CloudQuery Platform at ${baseUrl}: mode ${inputs.mode}, ${syncs}.`,
        `At most ${(0,format/* formatDuration */.a3)(timeoutMs / 1_000)} in all.`,
        ...inputs.activeFilters.map(({ input, value }) => {
            return `Only ${input}: ${isRedacted && (0,aspect/* holdsNames */.dv)(input) ? redact/* HIDDEN_PATTERNS */.F_ : value}`;
        }),
        ...(isRedacted ? ['Names of accounts and resources are hidden (`redact`).'] : []),
        ...(0,gate_files/* describeFiles */.L)(inputs),
    ];
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
        ...(0,sentence/* describeEnding */.be)(ending),
        warnings: [],
        platformUrl: null,
        elapsedSeconds: 0,
        isRedacted: false,
    };
}


/***/ }),

/***/ 7512:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I5: () => (hidePolicyWords),
  OX: () => (hideSeverity),
  Z4: () => (hideReason),
  dZ: () => (hideStatus),
  yv: () => (hideWords)
});
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1476);
var _text_redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3326);
var _sync_run_state_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8778);



function hideStatus(status) {
    return (0,_sync_run_state_js__WEBPACK_IMPORTED_MODULE_2__.ih)(status) || status === 'refused' ? status : _text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_;
}
const KNOWN_REASONS = ['error', 'oom_killed', 'partial_success', 'ingestion_failed'];
function hideReason(reason) {
    return KNOWN_REASONS.includes(reason) ? reason : _text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_;
}
function hideSeverity(label) {
    return (0,_platform_severity_js__WEBPACK_IMPORTED_MODULE_0__._Z)(label.trim().toLowerCase()) ? label : _text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_;
}
function hidePolicyStatus(status) {
    return ['active', 'paused'].includes(status) ? status : _text_redact_js__WEBPACK_IMPORTED_MODULE_1__.F_;
}
function hideWords(client) {
    const hideRun = (run) => ({
        ...run,
        status: hideStatus(run.status),
        statusReason: run.statusReason === null ? null : hideReason(run.statusReason),
    });
    const hideLook = (look) => ({ ...look, run: hideRun(look.run) });
    return {
        ...client,
        async listRuns(...question) {
            const list = await client.listRuns(...question);
            return { ...list, runs: list.runs.map(hideRun) };
        },
        createRun: async (...question) => hideLook(await client.createRun(...question)),
        getRun: async (...question) => hideLook(await client.getRun(...question)),
        async findRun(...question) {
            const run = await client.findRun(...question);
            return run === null ? null : hideRun(run);
        },
    };
}
function hidePolicyWords(client) {
    return {
        ...client,
        async listPolicies(...question) {
            const policies = await client.listPolicies(...question);
            return policies.map((policy) => ({
                ...policy,
                status: hidePolicyStatus(policy.status),
                severity: hideSeverity(policy.severity),
            }));
        },
    };
}


/***/ }),

/***/ 5715:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  FT: () => (describeBaseline),
  GT: () => (describeFilter),
  Lo: () => (describeReach),
  Nj: () => (describeNews),
  Rd: () => (countLeftOut),
  fs: () => (describeHolding),
  kr: () => (describeWaiver)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);
var _select_aspect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4854);


function describeFilter({ input, value, leftOut }) {
    const effect = leftOut === null ? '' : ` leaves out ${countLeftOut(input, leftOut)}`;
    return `Filter \`${input}: ${value}\`${effect}.`;
}
function countLeftOut(input, leftOut) {
    return (0,_select_aspect_js__WEBPACK_IMPORTED_MODULE_0__.VI)(input)
        ? (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(leftOut, 'violation')
        : (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(leftOut, 'active policy', 'active policies');
}
function describeBaseline(baseline) {
    return `Baseline ${baseline.path} ${describeHolding(baseline)}.`;
}
function describeHolding({ entries, fixed, added }) {
    const holds = `holds ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(entries, 'violation')}`;
    return fixed === null || added === null
        ? `${holds}; which of them are fixed, and what is new, is unknown, since nothing was judged`
        : `${holds} (${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.B4)(fixed)} fixed); ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.B4)(added)} new`;
}
function describeNews({ news, inconclusive, judged, }) {
    switch (news.kind) {
        case 'baseline': {
            const [gate, are] = news.count === 1 ? ['gates', 'is'] : ['gate', 'are'];
            return `New: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(news.count, 'violation')} ${gate} and ${are} not in the baseline.`;
        }
        case 'counts':
            return `New since the previous evaluation: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(news.count, 'violation')} (counted per policy; fewer in one policy does not make up for more in another).`;
        case 'unknown':
            return inconclusive > 0 || judged === 0
                ? 'New: unknown, since not all policies could be judged.'
                : 'New: unknown, since not all counts of the previous evaluation are known.';
    }
}
function describeWaiver(result) {
    const { waiver, state, isLastDay, isWhole, covered, problem } = result;
    const end = { 'in-force': 'holds until', expiring: 'expires soon, on', expired: 'expired on' }[state];
    const covers = state === 'expired' ? 'would cover' : 'covers';
    const parts = [
        `${waiver.policy}: ${describeReach(waiver, isWhole)}`,
        isLastDay ? `expires today, ${waiver.expires}` : `${end} ${waiver.expires}`,
        covered === null || problem !== null ? '' : `${covers} ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(covered, 'violation')}`,
        problem ?? '',
        `owner ${waiver.owner}`,
        waiver.ticket === null ? '' : `ticket ${waiver.ticket}`,
        `line ${waiver.line}`,
    ];
    return `${parts.filter((part) => part !== '').join(', ')}. ${waiver.reason}`;
}
function describeReach(waiver, isWhole) {
    const { resource, account, region, tag, resourceType, cloud } = waiver;
    const limits = [
        ['of type', resourceType],
        ['with tag', tag],
        ['in account', account],
        ['in region', region],
        ['in cloud', cloud],
    ];
    const parts = limits.flatMap(([words, pattern]) => (pattern === null ? [] : [`${words} ${pattern}`]));
    return [isWhole ? 'the whole policy' : `resource ${resource}`, ...parts].join(' ');
}


/***/ }),

/***/ 2245:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  bV: () => (fileNameOf),
  hR: () => (FORMATS),
  wC: () => (listsViolations)
});
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


/***/ }),

/***/ 8952:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  D1: () => (syncOutputsOf),
  F1: () => (toJsonRun),
  MC: () => (fileOutputsOf),
  Yz: () => (outputsOf)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
var _platform_severity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1476);
var _judge_known_counts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(201);



const BEST_FIRST = ['completed', 'started', 'pending', 'created', 'unknown', 'cancelled', 'failed', 'refused'];
function outputsOf(result) {
    const { judgement } = result;
    const policies = judgement === null ? {} : policyOutputsOf(judgement);
    return { ...syncOutputsOf(result.syncs), ...policies, outcome: result.outcome };
}
function policyOutputsOf(judgement) {
    const { failing, totals, bySeverity } = (0,_judge_known_counts_js__WEBPACK_IMPORTED_MODULE_2__.x)(judgement);
    const counts = {
        'policies-evaluated': judgement.judged,
        'policies-failing': failing,
        'policies-inconclusive': judgement.inconclusive,
        violations: totals?.found ?? null,
        ...Object.fromEntries(_platform_severity_js__WEBPACK_IMPORTED_MODULE_1__.oC.map((severity) => [`violations-${severity}`, bySeverity[severity]?.found ?? null])),
        'gating-violations': totals?.gating ?? null,
        'new-violations': judgement.news.kind === 'unknown' ? null : judgement.news.count,
        'waived-violations': totals?.waived ?? null,
    };
    return Object.fromEntries(Object.entries(counts).flatMap(([name, count]) => (count === null ? [] : [[name, String(count)]])));
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
        'sync-runs': JSON.stringify(syncs.map(toJsonRun)),
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
function toJsonRun(sync) {
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
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A3: () => (reasonOf),
  H9: () => (groupByReason),
  VH: () => (listFailing),
  a0: () => (countSharing),
  mt: () => (listNotGating),
  nu: () => (listUnjudged)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8488);
var _evaluate_freshness_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3400);
var _judge_order_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8211);



function listFailing(policies) {
    return policies.filter((policy) => policy.gating > 0).sort(_judge_order_js__WEBPACK_IMPORTED_MODULE_1__.O);
}
function listNotGating(policies) {
    return policies.filter((policy) => policy.gating === 0 && policy.found > 0).sort(_judge_order_js__WEBPACK_IMPORTED_MODULE_1__.O);
}
function listUnjudged(policies) {
    return policies.filter((policy) => policy.standing !== 'judged').sort(_judge_order_js__WEBPACK_IMPORTED_MODULE_1__.O);
}
function reasonOf({ reason, standing }) {
    return reason?.trim() || (0,_evaluate_freshness_js__WEBPACK_IMPORTED_MODULE_0__._c)(standing);
}
function groupByReason(policies) {
    return [...Map.groupBy(policies, reasonOf)].map(([reason, policies]) => ({ reason, policies }));
}
function countSharing(policies) {
    return `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__.Vq)(policies.length, 'policy', 'policies')}${policies.length > 1 ? ', for the same reason' : ''}`;
}


/***/ }),

/***/ 5615:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  DV: () => (accountNamesOf),
  Kn: () => (ONE_A_LINE),
  N6: () => (explainNewName),
  NI: () => (HINTS),
  PS: () => (nothingInScope),
  ZL: () => (SLIP),
  _m: () => (DOUBLED),
  mL: () => (LOST_ZERO),
  mW: () => (NOT_SEEN),
  yN: () => (mayLackAccount),
  z3: () => (isBlank)
});
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8665);

const VISIBLE = /[^\s\p{Cf}](?:.*[^\s\p{Cf}])?/su;
const IDS = new Map([
    ['aws', /^[*?]*\d[\d*?]*$/],
    ['azure', /^[*?-]*[\da-f][\da-f*?-]*$/i],
]);
const A_WORD = /^\S+$/;
const NO_NAME = /^[*?]*\d[\d*?]*$|^[\da-f?]{8}(-[\da-f?]{4}){3}-[\da-f?]{12}$/i;
function accountNamesOf({ accountName, accountId }) {
    return [accountName, accountId ?? ''].flatMap((name) => VISIBLE.exec(name)?.[0] ?? []);
}
function isBlank(text) {
    return !VISIBLE.test(text);
}
function mayLackAccount(lines) {
    const asksForName = lines.some((line) => !NO_NAME.test(line));
    const asksForId = (cloud) => lines.some((line) => (IDS.get(cloud) ?? A_WORD).test(line));
    return (violation) => {
        const hasId = !isBlank(violation.accountId ?? '');
        const hasName = !isBlank(violation.accountName);
        if (!hasId && !hasName)
            return true;
        return (!hasId && asksForId((0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_0__.zN)(violation.cloud))) || (!hasName && asksForName);
    };
}
const ONE_A_LINE = 'Several are written one per line.';
const DOUBLED = 'A backslash that belongs to a name is written twice.';
const SLIP = 'If that is a typing error, violations gate that should not. Otherwise take the line out.';
const explainNewName = (noun) => `If it is right, and the ${noun} is new, set \`unknown-accounts: warn\`.`;
const LOST_ZERO = 'Ids of AWS accounts have 12 digits, and YAML takes zeros from the front of a number: write it in quotes.';
const nothingInScope = (noun) => `So nothing is in scope but violations that name no ${noun}.`;
const NOT_SEEN = 'No violation has such a tag, and the table `cloud_assets` shows none.';
const HINTS = [
    ...[ONE_A_LINE, DOUBLED, SLIP, LOST_ZERO, NOT_SEEN],
    ...['account', 'tag'].flatMap((noun) => [explainNewName(noun), nothingInScope(noun)]),
];


/***/ }),

/***/ 4854:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I1: () => (listFilters),
  Qz: () => (EVERYTHING),
  VI: () => (isScopeInput),
  dv: () => (holdsNames),
  ed: () => (matchScope),
  pQ: () => (SCOPE_INPUTS)
});
var _platform_tag_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1043);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8665);
var _account_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5615);
var _tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6792);




const SCOPE_INPUTS = ['accounts', 'tags', 'regions', 'resource-types', 'clouds'];
function isScopeInput(input) {
    return SCOPE_INPUTS.some((one) => one === input);
}
function holdsNames(input) {
    return input === 'accounts' || input === 'tags';
}
const ASPECTS = {
    accounts: {
        input: 'accounts',
        noun: 'account',
        columns: ['account_name', 'account'],
        namesOf: _account_js__WEBPACK_IMPORTED_MODULE_1__.DV,
        matchLine: _text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.gH,
        matchSurely: _text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.gH,
        mayLackName: _account_js__WEBPACK_IMPORTED_MODULE_1__.yN,
    },
    tags: {
        input: 'tags',
        noun: 'tag',
        columns: [],
        namesOf: ({ tags }) => tags ?? [],
        matchLine: _tag_js__WEBPACK_IMPORTED_MODULE_2__._,
        matchSurely: _tag_js__WEBPACK_IMPORTED_MODULE_2__.y,
        mayLackName: () => {
            const isUnreadable = remember((text) => (0,_platform_tag_js__WEBPACK_IMPORTED_MODULE_0__.z)(text).candidates.length === 0);
            return ({ tags }) => tags === null || tags.some(isUnreadable);
        },
    },
    regions: aspectOf('regions', 'region', 'region', ({ region }) => region),
    'resource-types': aspectOf('resource-types', 'resource type', 'resource_type_label', ({ resourceType }) => resourceType),
    clouds: aspectOf('clouds', 'cloud', 'cloud', ({ cloud }) => cloud),
};
function aspectOf(input, noun, column, nameOf) {
    const namesOf = (violation) => [nameOf(violation)].filter((name) => !(0,_account_js__WEBPACK_IMPORTED_MODULE_1__.z3)(name));
    return {
        input,
        noun,
        columns: [column],
        namesOf,
        matchLine: _text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.gH,
        matchSurely: _text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.gH,
        mayLackName: () => (violation) => namesOf(violation).length === 0,
    };
}
function listFilters(scope) {
    return SCOPE_INPUTS.flatMap((input) => (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_3__.Im)(scope[input]) ? [] : [{ aspect: ASPECTS[input], patterns: scope[input] }]);
}
function matchScope(scope) {
    const filters = listFilters(scope).map(({ aspect, patterns }) => ({
        input: aspect.input,
        isIn: matchAspect(aspect, patterns),
    }));
    return (violation) => filters.find(({ isIn }) => !isIn(violation))?.input ?? null;
}
function matchAspect(aspect, { include, exclude }) {
    const isExcluded = matchSome(exclude, aspect.matchSurely);
    const isIncluded = matchSome(include, aspect.matchLine);
    const mayLackName = aspect.mayLackName(include);
    return (violation) => {
        const names = aspect.namesOf(violation);
        if (names.some(isExcluded))
            return false;
        return include.length === 0 || names.some(isIncluded) || mayLackName(violation);
    };
}
function matchSome(lines, match) {
    const tests = lines.map(match);
    return remember((name) => tests.some((test) => test(name)));
}
const MOST_REMEMBERED = 1_000;
const LONGEST_REMEMBERED = 300;
function remember(test) {
    const answers = new Map();
    return (name) => {
        const known = answers.get(name);
        if (known !== undefined)
            return known;
        const answer = test(name);
        if (answers.size < MOST_REMEMBERED && name.length <= LONGEST_REMEMBERED)
            answers.set(name, answer);
        return answer;
    };
}
const NOTHING_SET = { include: [], exclude: [] };
const EVERYTHING = {
    accounts: NOTHING_SET,
    tags: NOTHING_SET,
    regions: NOTHING_SET,
    'resource-types': NOTHING_SET,
    clouds: NOTHING_SET,
};


/***/ }),

/***/ 5534:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Rd: () => (countLeftOut),
  _F: () => (findGroups),
  du: () => (describeEmptyGroups),
  zw: () => (selectPolicies)
});
var _platform_policy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3573);
var _text_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8488);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8665);



function selectPolicies(listed, excludedIds, filters) {
    const isNamed = matchPolicies(filters.policies);
    const selected = listed.filter((policy) => !excludedIds.has(policy.id) && isNamed(policy) && isOfDomain(policy, filters.domains));
    return { active: selected.filter((policy) => !(0,_platform_policy_js__WEBPACK_IMPORTED_MODULE_0__.lP)(policy)), paused: selected.filter(_platform_policy_js__WEBPACK_IMPORTED_MODULE_0__.lP) };
}
function isOfDomain({ domain }, domains) {
    return domains.length === 0 || domain === '' || domains.includes(domain.toLowerCase());
}
function matchPolicies(patterns) {
    const matches = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_1__.BM)(patterns);
    return ({ id, name, aliases }) => [name, ...aliases].some((one) => matches([one, id]));
}
function countLeftOut(active, catalogue, listed, excludedIds, filters) {
    const inGroups = new Set(listed.map(({ id }) => id));
    const passes = {
        policies: matchPolicies(filters.policies),
        'policy-groups': ({ id }) => inGroups.has(id) && !excludedIds.has(id),
        domains: (policy) => isOfDomain(policy, filters.domains),
    };
    const candidates = catalogue.filter((policy) => !(0,_platform_policy_js__WEBPACK_IMPORTED_MODULE_0__.lP)(policy));
    return active.map((filter) => {
        const pass = passes[filter.input];
        return pass === undefined ? filter : { ...filter, leftOut: candidates.filter((one) => !pass(one)).length };
    });
}
function describeEmptyGroups(names) {
    return `policy groups without an active policy: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__.bH)(names.slice(0, GROUPS_SHOWN), names.length)}`;
}
const GROUPS_SHOWN = 10;
function findGroups(patterns, groups) {
    const tests = patterns.map(_text_pattern_js__WEBPACK_IMPORTED_MODULE_1__.gH);
    return groups.filter(({ id, name }) => tests.some((test) => test(name) || test(id)));
}


/***/ }),

/***/ 6792:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  _: () => (matchTag),
  y: () => (matchTagSurely)
});
var _platform_tag_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1043);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8665);
var _text_tag_line_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7118);



function matchTag(line) {
    const matches = matchPair(line);
    return (text) => (0,_platform_tag_js__WEBPACK_IMPORTED_MODULE_0__.z)(text).candidates.some(matches);
}
function matchTagSurely(line) {
    const matches = matchPair(line);
    return (text) => {
        const { sure } = (0,_platform_tag_js__WEBPACK_IMPORTED_MODULE_0__.z)(text);
        return sure !== null && matches(sure);
    };
}
function matchPair(line) {
    const read = (0,_text_tag_line_js__WEBPACK_IMPORTED_MODULE_1__.P)(line);
    if (read === null)
        return () => false;
    const [key, value] = [(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.gH)(read.key), (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.gH)(read.value)];
    return (tag) => key(tag.key) && value(tag.value);
}


/***/ }),

/***/ 6186:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  be: () => (describeEnding),
  fU: () => (describeFailedSyncs),
  lC: () => (describePartial)
});
/* unused harmony export describeSyncs */
var _text_format_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8488);
var _judge_reason_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1823);
var _judge_rule_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8133);
var _select_aspect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4854);
var _sync_result_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(766);
var _sync_telling_line_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4957);






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
                sentence: describeFailedSyncs(syncs),
                remedy: remedyForSyncs(syncs),
            };
        case 'violations':
            return {
                sentence: judgement === null ? '' : describeViolations(judgement),
                remedy: judgement === null ? REMEDY_FOR_VIOLATIONS : remedyForViolations(judgement),
            };
        case 'timed-out':
        case 'inconclusive':
            return { sentence: describeInconclusive(ending), remedy: remedyForInconclusive(ending) };
        case 'cancelled':
        case 'error':
            return { sentence: `The step ended as ${outcome}.`, remedy: null };
    }
}
const REMEDY_FOR_VIOLATIONS = 'Fix the resources, accept the violations in writing (`waivers`, `baseline`), or change the rule (`fail-on`, `max-violations`, `accounts`, `tags`, `policies`).';
function remedyForViolations({ totals, formerlyWaived, expiredAt }) {
    if (formerlyWaived === 0)
        return REMEDY_FOR_VIOLATIONS;
    const place = expiredAt === null ? '' : ` (${expiredAt})`;
    const renew = `Of those whose waiver has expired, fix the resources, or renew the waiver with its owner${place}.`;
    return formerlyWaived >= totals.gating ? renew : `${renew} Of the others: ${REMEDY_FOR_VIOLATIONS}`;
}
function remedyForSyncs(syncs) {
    const failed = syncs.filter(({ state }) => state !== 'succeeded');
    const none = failed.length === syncs.length ? 'No run' : 'For a refused sync no run';
    if (failed.every(({ problem }) => problem === _sync_result_js__WEBPACK_IMPORTED_MODULE_3__.X)) {
        const what = failed.length === 1 ? 'the sync' : 'the syncs';
        return `${none} was started, and no policy was judged. Enable ${what} on the Platform, then run the job again.`;
    }
    return failed.every(({ state }) => state === 'refused')
        ? `${none} was started, and no policy was judged. If another run is in progress, \`if-running: wait\` waits for its end, and \`attach\` uses it; if the sync is disabled, enable it on the Platform.`
        : 'Look at the run on the Platform, fix what failed, then run the job again; no policy was judged.';
}
function describeFailedSyncs(syncs) {
    return describeSyncs(syncs.filter(({ state }) => state !== 'succeeded'));
}
function describeSyncs(syncs) {
    return syncs
        .map(({ syncName, runId, problem, lastLogLines }) => {
        const run = runId === null ? '' : ` (run ${runId})`;
        const cause = (0,_sync_telling_line_js__WEBPACK_IMPORTED_MODULE_4__.lO)(lastLogLines);
        const log = cause === null ? '' : ` ${(0,_sync_telling_line_js__WEBPACK_IMPORTED_MODULE_4__.N9)(cause)}${cause.endsWith('.') ? '' : '.'}`;
        return `Sync ${syncName}${run}: ${problem ?? 'no problem is known'}.${log}`;
    })
        .join(' ');
}
function describePartial(sync) {
    const tables = sync.worstTables.map(({ name, errors }) => `${name} (${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.Vq)(errors, 'error')})`);
    const worst = tables.length === 0 ? '' : ` The tables with the most errors: ${tables.join(', ')}.`;
    return `${describeSyncs([sync])}${worst} Violations in the data that is missing can't be found: look at the run on the Platform, and fix the cause. \`on-partial-sync: fail\` makes such a step red.`;
}
function describePassed({ judgement, inputs, syncs }) {
    if (judgement === null)
        return `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.Vq)(syncs.length, 'sync')} completed.`;
    const { judged, totals, rule } = judgement;
    const seen = inputs.mode === 'check' ? "by the Platform's latest results" : 'on results newer than the sync';
    const found = totals.found === 0
        ? 'no violations'
        : `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.Vq)(totals.found, 'violation')}, of which ${totals.gating} gating${describeForgiven(totals)}`;
    return `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.Vq)(judged, 'policy was', 'policies were')} judged ${seen}: ${found}; rule: ${(0,_judge_rule_js__WEBPACK_IMPORTED_MODULE_1__.IO)(rule)}.`;
}
function describeViolations(judgement) {
    const { totals, failing, judged, rule } = judgement;
    const gating = describeGating(judgement);
    const where = `${failing} of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.Vq)(judged, 'judged policy', 'judged policies')}`;
    return `${gating} in ${where}${describeForgiven(totals)}; rule: ${(0,_judge_rule_js__WEBPACK_IMPORTED_MODULE_1__.IO)(rule)}.`;
}
function describeGating({ totals, formerlyWaived, baseline }) {
    const expired = `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.B4)(formerlyWaived)} with an expired waiver`;
    const gating = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.Vq)(totals.gating, `${baseline === null || formerlyWaived > 0 ? '' : 'new '}gating violation`);
    if (formerlyWaived === 0)
        return gating;
    if (formerlyWaived >= totals.gating)
        return `${gating} with an expired waiver`;
    return `${gating} (${baseline === null ? '' : `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.B4)(totals.gating - formerlyWaived)} new, `}${expired})`;
}
function describeForgiven(counts) {
    return (0,_judge_reason_js__WEBPACK_IMPORTED_MODULE_0__.nl)(counts)
        .map((reason) => `, ${reason}`)
        .join('');
}
function describeInconclusive({ judgement, outcome }) {
    if (judgement === null || judgement.selected === 0)
        return 'The Platform has no active policy, so nothing was judged.';
    const { inconclusive, selected, policies, scopeProblem } = judgement;
    if (inconclusive === 0 && scopeProblem !== null)
        return `Not proved: ${scopeProblem}`;
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
    const rest = `${inconclusive} of ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_5__.Vq)(selected, 'policy', 'policies')} could ${outcome === 'timed-out' ? '' : 'not '}be judged (${parts.join(', ')})`;
    return `${when} ${rest}.`;
}
function remedyForInconclusive({ judgement, outcome }) {
    if (judgement === null || judgement.selected === 0) {
        return 'Activate policies on the Platform, or choose mode `sync` if only the data counts.';
    }
    if (outcome === 'timed-out')
        return 'Raise `timeout-minutes`.';
    if (judgement.inconclusive === 0 && judgement.scopeProblem !== null) {
        return 'Correct the lines, give the key a role that may read the table `cloud_assets`, or set `unknown-accounts: warn`.';
    }
    const isStale = judgement.policies.some(({ standing }) => standing === 'stale');
    if (isStale && judgement.freshSince === null) {
        return 'The run has no `completed_at`, so no result can be shown to be newer than its data: look at the run on the Platform.';
    }
    const isNever = judgement.policies.some(({ standing }) => standing === 'never-evaluated');
    if (!isStale && !isNever) {
        return 'The log and the summary give the reason for each. Most such failures pass if the job is run again; otherwise leave these policies out with `policies`.';
    }
    if (isStale && judgement.judged === 0)
        return remedyForNoneEvaluated(judgement);
    return isStale
        ? 'Most likely they read tables that this sync does not write: leave them out (`policies`, `policy-groups`, `domains`). Otherwise see on the Platform why they are not evaluated, or raise `evaluation-timeout-minutes` if they are only slow.'
        : 'See on the Platform why they are not evaluated, or leave them out with `policies`.';
}
function remedyForNoneEvaluated({ filters }) {
    const isLimited = filters.some(({ input }) => !(0,_select_aspect_js__WEBPACK_IMPORTED_MODULE_2__.VI)(input));
    const others = isLimited
        ? ' If the selected policies read only tables that this sync does not write, select others (`policies`, `policy-groups`, `domains`).'
        : '';
    return `None of the policies was evaluated in time. Most likely the Platform only needs longer: raise \`evaluation-timeout-minutes\`. Otherwise see on the Platform why it does not evaluate them.${others}`;
}


/***/ }),

/***/ 8725:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  x: () => (cancelOpenRuns)
});
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
var _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7813);
var _platform_http_retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8966);
var _run_state_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8778);




const TRY_TIMEOUT_MS = 2_000;
const LAST_LOOK_MS = 500;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;
const LONGEST_DEAF_MS = 500;
const PASSING_REFUSALS = [404, 409, 422];
const MOST_REFUSALS = 4;
async function cancelOpenRuns(ledger, deps) {
    await Promise.all(ledger.open().map((run) => cancelRun(run, ledger, deps)));
}
async function pauseAsAsked(pause, wished, { clock, until }, never) {
    const end = clock.uptime() + wished;
    await clock.sleep(pause, never);
    while (clock.uptime() < end && end < until()) {
        await clock.sleep(Math.min(LONGEST_DEAF_MS, end - clock.uptime()), never);
    }
}
async function cancelRun(run, ledger, deps) {
    const { client, clock, until } = deps;
    const never = new AbortController().signal;
    let refusals = 1;
    if (deps.looksFirst === true || ledger.isDoubtful(run.runId)) {
        const now = await client.findRun(run.syncName, run.runId);
        if (now !== null && !(0,_run_state_js__WEBPACK_IMPORTED_MODULE_3__.LT)(now)) {
            ledger.settle(run.runId);
            deps.info(`${run.syncName}: run ${run.runId} has ended already (${now.status}).`);
            return;
        }
    }
    for (let pause = FIRST_PAUSE_MS;; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
        try {
            const timeoutMs = Math.max(1, Math.min(TRY_TIMEOUT_MS, until() - clock.uptime()));
            await client.cancelRun(run.syncName, run.runId, timeoutMs, never);
            ledger.settle(run.runId);
            deps.info(`${run.syncName}: cancelled run ${run.runId} on the Platform.`);
            return;
        }
        catch (error) {
            const isLater = error instanceof _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Wk && (0,_platform_http_retry_js__WEBPACK_IMPORTED_MODULE_2__.WG)(error.failure);
            const left = until() - clock.uptime();
            if (isLater && pause < left) {
                await pauseAsAsked(pause, (0,_platform_http_retry_js__WEBPACK_IMPORTED_MODULE_2__.fA)(error.failure) ?? 0, deps, never);
                continue;
            }
            const late = AbortSignal.timeout(Math.ceil(Math.max(LAST_LOOK_MS, until() - clock.uptime())));
            const now = await client.findRun(run.syncName, run.runId, late);
            const isGoingOn = now !== null && (0,_run_state_js__WEBPACK_IMPORTED_MODULE_3__.LT)(now);
            const mayPass = isGoingOn && (0,_platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Ro)(error, ...PASSING_REFUSALS) && refusals++ < MOST_REFUSALS;
            if (mayPass && pause < until() - clock.uptime()) {
                await clock.sleep(pause, never);
                continue;
            }
            if ((0,_platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Ro)(error, 400, 403, 404, 409, 422))
                ledger.settle(run.runId);
            if (now !== null && !(0,_run_state_js__WEBPACK_IMPORTED_MODULE_3__.LT)(now)) {
                ledger.settle(run.runId);
                deps.info(`${run.syncName}: run ${run.runId} has ended already (${now.status}).`);
                return;
            }
            deps.warn(`Run ${run.runId} of ${run.syncName} could not be cancelled and may still be in progress: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(error)}`);
            return;
        }
    }
}


/***/ }),

/***/ 382:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  M: () => (createLedger)
});
function createLedger(save) {
    const runs = new Map();
    const attempts = new Map();
    const owners = new Map();
    const doubtful = new Set();
    const changed = () => save({ runs: [...runs.values()], attempts: [...attempts.values()] });
    const ended = () => {
        try {
            changed();
        }
        catch {
        }
    };
    function settle(runId) {
        doubtful.delete(runId);
        if (runs.delete(runId))
            ended();
    }
    return {
        claim({ syncName, runId }) {
            if (!owners.has(runId))
                owners.set(runId, syncName);
            return owners.get(runId) === syncName;
        },
        attempt(attempt) {
            attempts.set(attempt.syncName, attempt);
            changed();
        },
        attempted(syncName) {
            if (attempts.delete(syncName))
                ended();
        },
        add(run) {
            if (runs.has(run.runId))
                return;
            runs.set(run.runId, run);
            attempts.delete(run.syncName);
            changed();
        },
        note(runId, isInProgress) {
            if (isInProgress)
                doubtful.delete(runId);
            else if (doubtful.has(runId))
                settle(runId);
            else
                doubtful.add(runId);
        },
        isDoubtful: (runId) => doubtful.has(runId),
        settle,
        open: () => [...runs.values()],
    };
}


/***/ }),

/***/ 8454:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Mv: () => (isDatedAhead),
  qv: () => (NODE_TOLERANCE_MS),
  v7: () => (judgeNovelty)
});
var _platform_sight_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8254);
var _platform_timestamp_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3027);


const NODE_TOLERANCE_MS = 5_000;
function judgeNovelty(run, { before, at }, seen) {
    const oldest = before.isWhole ? undefined : before.runs.at(-1)?.createdAt;
    if (before.runs.some(({ id }) => id === run.id) || (oldest !== undefined && run.createdAt < oldest))
        return 'known';
    return (0,_platform_sight_js__WEBPACK_IMPORTED_MODULE_0__.sS)(run.createdAt, at, seen) && !isOlderThanListed(run, before, at) ? 'new' : 'unproved';
}
function isOlderThanListed(run, { runs }, at) {
    const created = (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.W$)(run.createdAt);
    const dates = runs.map(({ createdAt }) => (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.W$)(createdAt)).filter((date) => date <= (0,_platform_sight_js__WEBPACK_IMPORTED_MODULE_0__.Ck)(at));
    return dates.some((date) => created < date - NODE_TOLERANCE_MS);
}
function isDatedAhead({ createdAt, completedAt }, seen) {
    const latest = (0,_platform_sight_js__WEBPACK_IMPORTED_MODULE_0__.Ck)(seen) + _platform_sight_js__WEBPACK_IMPORTED_MODULE_0__.UG;
    return (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.W$)(completedAt ?? createdAt) > latest || (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_1__.W$)(createdAt) > latest;
}


/***/ }),

/***/ 766:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  X: () => (SYNC_DISABLED)
});
const SYNC_DISABLED = 'the sync is disabled on the Platform';


/***/ }),

/***/ 8778:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  I5: () => (classifyRun),
  LT: () => (isInProgress),
  ih: () => (isKnownStatus)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8488);

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
        return { kind: 'partial', problem: `the run completed with ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__.Vq)(run.errors, 'error')}` };
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


/***/ }),

/***/ 4957:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  N9: () => (quoteLog),
  d0: () => (findTellingLine),
  lO: () => (findCause)
});
const WRONG = /\b(?:ERR|ERROR|FTL|FATAL|PNC|PANIC)\b|\blevel"?\s*[=:]\s*"?(?:error|fatal|panic)\b|^\s*(?:panic|[Ee]rror|[Ff]atal error):/;
const ENDING = /\bexit(?:ed with)?(?: status| code):? -?\d+|\bsignal: \w+/;
const LONGEST_CAUSE = 500;
function findCause(lines) {
    const line = lines.findLast(isCause)?.trim() ?? null;
    return line !== null && line.length <= LONGEST_CAUSE ? line : null;
}
function quoteLog(line) {
    return `Its log says: ${line.trim()}`;
}
function findTellingLine(lines) {
    const candidates = [isCause, (line) => WRONG.test(line), (line) => line.trim() !== ''];
    return candidates.map((isTelling) => lines.findLast(isTelling)).find((line) => line !== undefined) ?? null;
}
function isCause(line) {
    return WRONG.test(line) && !ENDING.test(line);
}


/***/ }),

/***/ 9597:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ag: () => (matchWaiver),
  L: () => (placeLines),
  fx: () => (isInForce),
  g$: () => (readTags),
  nN: () => (waivesAll),
  px: () => (groupByPolicy),
  r6: () => (readNames)
});
/* unused harmony export NAMED */
var _platform_tag_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1043);
var _text_format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8488);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8665);
var _text_tag_line_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7118);
var _select_account_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5615);





function groupByPolicy(items, policyOf) {
    const groups = Map.groupBy(items.entries(), ([, item]) => (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.zN)(policyOf(item)));
    return {
        find({ id, name }) {
            const found = [...new Set([(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.zN)(name), (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.zN)(id)])].flatMap((key) => groups.get(key) ?? []);
            return found.sort(([a], [b]) => a - b).map(([, item]) => item);
        },
    };
}
function waivesAll({ resource, account, region, tag, resourceType, cloud }) {
    return [resource, account, region, tag, resourceType, cloud].every((pattern) => pattern === null);
}
function isInForce({ expires }, today) {
    return today <= expires;
}
function matchWaiver({ resource, account, region, tag, resourceType, cloud, }) {
    const patterns = { cloud, resourceType, region, resource, account };
    const tests = NAMED.flatMap((noun) => {
        const pattern = patterns[noun];
        return pattern === null ? [] : [{ noun, matches: matchAny(pattern) }];
    });
    const isTag = tag === null ? null : matchTag(tag);
    return (violation) => {
        if (isTag !== null && !isTag(readTags(violation)))
            return false;
        const names = readNames(violation);
        return tests.every(({ noun, matches }) => matches(names[noun]));
    };
}
function matchTag(line) {
    const { key, value } = (0,_text_tag_line_js__WEBPACK_IMPORTED_MODULE_3__.P)(line) ?? { key: '', value: '' };
    const [isKey, isValue] = [(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.Ls)(key), (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.Ls)(value)];
    const name = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.MX)(key);
    if (name !== null)
        return (tags) => tags.get(name)?.some((tag) => isValue(tag.value)) ?? false;
    return (tags) => [...tags.values()].some((same) => same.some((tag) => isValue(tag.value) && isKey(tag.key)));
}
const NAMED = ['cloud', 'resourceType', 'region', 'resource', 'account'];
function matchAny(pattern) {
    const test = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.Ls)(pattern);
    return (names) => (names.length === 0 ? test(NOTHING) : names.some(test));
}
const NOTHING = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1)('');
const readNames = remember((violation) => ({
    resource: [violation.name, violation.platformId].map(_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1),
    account: (0,_select_account_js__WEBPACK_IMPORTED_MODULE_1__.DV)(violation).map(_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1),
    region: [(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1)(violation.region)],
    resourceType: [(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1)(violation.resourceType)],
    cloud: [(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1)(violation.cloud)],
}));
const readTags = remember(({ tags }) => {
    const known = (tags ?? []).flatMap((text) => {
        const { sure } = (0,_platform_tag_js__WEBPACK_IMPORTED_MODULE_0__.z)(text);
        return sure === null ? [] : [{ key: (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1)(sure.key), value: (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_2__.G1)(sure.value) }];
    });
    return Map.groupBy(known, ({ key }) => key.text);
});
function remember(read) {
    const known = new WeakMap();
    return (violation) => {
        const before = known.get(violation);
        if (before !== undefined)
            return before;
        const now = read(violation);
        known.set(violation, now);
        return now;
    };
}
const LINES_NAMED = 5;
function placeLines(path, lines) {
    const named = lines.slice(0, LINES_NAMED).map(String);
    return `${path}, ${lines.length === 1 ? 'line' : 'lines'} ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.bH)(named, lines.length)}`;
}


/***/ }),

/***/ 3573:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  T4: () => (readPolicy),
  lP: () => (isPaused)
});
/* unused harmony export PolicyBody */
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9924);
var _schema_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5140);



const LONGEST_NAME = 1_000;
const Identity = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({ id: _schema_js__WEBPACK_IMPORTED_MODULE_1__.gw, name: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), status: _schema_js__WEBPACK_IMPORTED_MODULE_1__.vZ });
const Grade = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({ severity: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), '') });
const Texts = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    description: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), ''),
    domain: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(), ''),
});
const Changes = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    updated_at: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB((0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_schema_js__WEBPACK_IMPORTED_MODULE_1__.jd), null),
    query: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.NpB((0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP()), null),
});
const Evaluation = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({ run_at: (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_schema_js__WEBPACK_IMPORTED_MODULE_1__.jd), violation_count: (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.lq)(_schema_js__WEBPACK_IMPORTED_MODULE_1__.y_) });
const PolicyBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    ...Identity.entries,
    ...Grade.entries,
    ...Texts.entries,
    ...Changes.entries,
    ...Evaluation.entries,
});
function readPolicy(json, path = '') {
    const { id, name, status } = (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(Identity, json, path);
    const { severity } = (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(Grade, json, path);
    const texts = (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(Texts, json, path);
    const { updated_at: updatedAt, query } = (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(Changes, json, path);
    const policy = {
        id,
        name: name.trim() === '' ? id : name.slice(0, LONGEST_NAME),
        aliases: [],
        status,
        severity,
        description: texts.description.slice(0, 2_000),
        domain: texts.domain.trim(),
        updatedAt,
        queryHash: query === null ? null : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', query, 'base64'),
    };
    try {
        const { run_at: runAt, violation_count: violationCount } = (0,_schema_js__WEBPACK_IMPORTED_MODULE_1__.LF)(Evaluation, json);
        return { ...policy, runAt, violationCount, defect: null };
    }
    catch (error) {
        if (!(error instanceof _schema_js__WEBPACK_IMPORTED_MODULE_1__.Ar))
            throw error;
        return { ...policy, runAt: null, violationCount: null, defect: error.message };
    }
}
function isPaused({ status }) {
    return status === 'paused';
}


/***/ }),

/***/ 9621:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x7: () => (createRuns)
});

// UNUSED EXPORTS: StatsBody, TableBody, readRunStats, readRunTable

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/http/effort.ts
var effort = __webpack_require__(6576);
// EXTERNAL MODULE: ./src/platform/http/paging.ts
var paging = __webpack_require__(6478);
// EXTERNAL MODULE: ./src/platform/http/whole-list.ts
var whole_list = __webpack_require__(6496);
// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
;// CONCATENATED MODULE: ./src/platform/run.ts



const RunBody = index_min/* object */.Ikc({
    sync_name: (0,schema/* optional */.lq)(index_min/* string */.YjP()),
    id: schema/* Identifier */.gw,
    status: schema/* Word */.vZ,
    status_reason: (0,schema/* optional */.lq)(index_min/* string */.YjP()),
    created_at: schema/* When */.jd,
    completed_at: (0,schema/* optional */.lq)(schema/* When */.jd),
    total_rows: schema/* Count */.y_,
    errors: schema/* Count */.y_,
    ingested: (0,schema/* optional */.lq)(index_min/* boolean */.zMY()),
});
function readSyncRun(json, syncName, path = '') {
    const body = (0,schema/* read */.LF)(RunBody, json, path);
    if (body.sync_name !== null && !isSameWord(body.sync_name, syncName)) {
        throw new schema/* SchemaError */.Ar(path === '' ? 'sync_name' : `${path}.sync_name`, 'that of the sync that was asked for');
    }
    const createdAt = body.created_at;
    if (createdAt === null)
        throw new schema/* SchemaError */.Ar(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
    return {
        id: body.id,
        status: body.status,
        statusReason: (0,schema/* readWord */.pS)(body.status_reason ?? '') || null,
        createdAt,
        ...readCompletion(body.completed_at, createdAt),
        rows: body.total_rows,
        errors: body.errors,
        ingested: body.ingested,
    };
}
const CLOCK_TOLERANCE_MS = 5_000;
function readCompletion(completedAt, createdAt) {
    if (completedAt === null)
        return { completedAt, completedBy: null };
    const completedBy = (0,timestamp/* later */.NU)((0,timestamp/* latestOf */.Te)(completedAt, createdAt), createdAt);
    if (completedAt >= createdAt)
        return { completedAt, completedBy };
    const isNear = (0,timestamp/* millisecondsOf */.W$)(createdAt) - (0,timestamp/* millisecondsOf */.W$)(completedAt) <= CLOCK_TOLERANCE_MS;
    return isNear ? { completedAt: createdAt, completedBy } : { completedAt: null, completedBy: null };
}
function isSameWord(a, b) {
    return a.trim().toLowerCase() === b.trim().toLowerCase();
}

// EXTERNAL MODULE: ./src/platform/syncs.ts
var syncs = __webpack_require__(311);
;// CONCATENATED MODULE: ./src/platform/runs.ts








const StatsBody = index_min/* object */.Ikc({ completed_tables: schema/* Count */.y_, resources: schema/* Count */.y_ });
function readRunStats(json) {
    const body = (0,schema/* read */.LF)(StatsBody, json);
    return { completedTables: body.completed_tables, resources: body.resources };
}
const LONGEST_NAME = 1_000;
const TableBody = index_min/* object */.Ikc({
    name: index_min/* string */.YjP(),
    errors: (0,schema/* optional */.lq)(schema/* Count */.y_),
    panics: (0,schema/* optional */.lq)(schema/* Count */.y_),
    resources: (0,schema/* optional */.lq)(schema/* Count */.y_),
});
function readRunTable(json, path = '') {
    const body = (0,schema/* read */.LF)(TableBody, json, path);
    return {
        name: body.name.slice(0, LONGEST_NAME),
        errors: (body.errors ?? 0) + (body.panics ?? 0),
        rows: body.resources,
    };
}
const RUNS_PER_PAGE = 100;
const PRECISION_MS = 1_000;
function createRuns({ get, list, find, sendOnce }) {
    const seen = new Set();
    const runsOf = (syncName) => `${(0,syncs/* pathOfSync */.m2)(syncName)}/runs`;
    const runAt = (syncName, runId) => `${runsOf(syncName)}/${encodeURIComponent(runId)}`;
    return {
        async listRuns(syncName) {
            const readRun = (item, at) => readSyncRun(item, syncName, at);
            let serverTime = null;
            const parse = (answer) => {
                serverTime = answer.serverTime;
                const page = (0,paging/* readPage */.SP)(answer.body, readRun);
                if (page.items.length === 0 && (page.totalCount ?? 0) > 0) {
                    throw new schema/* SchemaError */.Ar('items', 'as many as `metadata.total_count` says, and are none');
                }
                return { ...page, runs: [...(0,whole_list/* collectItems */.jm)(page.items, (run) => run.id).values()] };
            };
            const isSeen = seen.has(syncName);
            const first = await get(runsOf(syncName), { page: 1, per_page: RUNS_PER_PAGE }, parse, { isSeen });
            seen.add(syncName);
            const isOnly = (0,paging/* isLastPage */.we)(first, 1, RUNS_PER_PAGE, first.items.length);
            const isEnough = isOnly || isNewestFirst(first.runs);
            const runs = isEnough ? first.runs : await list(runsOf(syncName), {}, readRun, (run) => run.id, { isSeen: true });
            return {
                runs: runs.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
                isWhole: isOnly || !isEnough,
                serverTime,
            };
        },
        createRun: (syncName, signal) => sendOnce({ method: 'POST', path: runsOf(syncName), signal }, (answer) => readLook(answer, syncName)),
        getRun: (syncName, runId, createdAt) => get(runAt(syncName, runId), {}, (answer) => {
            const look = readLook(answer, syncName);
            if (look.run.id !== runId)
                throw new schema/* SchemaError */.Ar('id', 'that of the run that was asked for');
            if (Math.abs((0,timestamp/* millisecondsOf */.W$)(look.run.createdAt) - (0,timestamp/* millisecondsOf */.W$)(createdAt)) > PRECISION_MS) {
                throw new schema/* SchemaError */.Ar('created_at', 'what it was when the run was first seen');
            }
            return look;
        }, { budget: effort/* WAITING */.uE, isSeen: true }),
        cancelRun: (syncName, runId, timeoutMs, signal) => {
            const body = { status: 'cancelled' };
            return sendOnce({ method: 'PATCH', path: runAt(syncName, runId), body, answer: 'none', timeoutMs, signal }, () => { });
        },
        findRun: (syncName, runId, signal) => find({ path: runAt(syncName, runId), signal }, (answer) => readSyncRun(answer.body, syncName)),
        findRunStats: (syncName, runId) => find({ path: `${runAt(syncName, runId)}/stats` }, (answer) => readRunStats(answer.body)),
        findWorstTables: (syncName, runId, count) => {
            const query = { per_page: count, sort_by: 'errors', sort_dir: 'desc' };
            const path = `${runAt(syncName, runId)}/tables`;
            return find({ path, query }, (answer) => [...(0,paging/* readPage */.SP)(answer.body, readRunTable).items]);
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


/***/ }),

/***/ 1476:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  IQ: () => (rankOf),
  _Z: () => (isSeverity),
  lI: () => (gateSeverity),
  oC: () => (SEVERITIES),
  vh: () => (WORST_FIRST)
});
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

/***/ 8254:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Ck: () => (latestClock),
  UG: () => (CLOCK_TOLERANCE_MS),
  sS: () => (liesBetween),
  vF: () => (elapsedBetween)
});
var _timestamp_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3027);

const HEADER_MS = 1_000;
function elapsedBetween(from, to) {
    const shown = from.there === null || to.there === null ? Number.POSITIVE_INFINITY : to.there - from.there + HEADER_MS;
    return Math.max(0, to.uptime - from.uptime, Math.min(to.here - from.here, shown));
}
const CLOCK_TOLERANCE_MS = 300_000;
function liesBetween(date, from, to) {
    const at = (0,_timestamp_js__WEBPACK_IMPORTED_MODULE_0__.W$)(date);
    const fits = (first, last) => at >= first - CLOCK_TOLERANCE_MS && at <= last + CLOCK_TOLERANCE_MS;
    if (fits(from.here, to.here))
        return true;
    if (from.there === null)
        return false;
    return fits(from.there, to.there ?? from.there + (to.here - from.here));
}
function latestClock({ here, there }) {
    return Math.max(here, there ?? here);
}


/***/ }),

/***/ 311:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  dX: () => (createSyncs),
  m2: () => (pathOfSync)
});
/* unused harmony exports SyncBody, readSyncName, SyncState, readSyncDisabled */
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9924);
var _schema_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5140);


const SyncBody = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__.Ikc({ name: _schema_js__WEBPACK_IMPORTED_MODULE_0__.Ug });
function readSyncName(json, path = '') {
    return (0,_schema_js__WEBPACK_IMPORTED_MODULE_0__.LF)(SyncBody, json, path).name;
}
const SyncState = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__.Ikc({ disabled: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__.zMY() });
function readSyncDisabled(json) {
    return (0,_schema_js__WEBPACK_IMPORTED_MODULE_0__.LF)(SyncState, json).disabled;
}
function createSyncs({ list, find }) {
    return {
        listSyncNames: () => list('/syncs', {}, readSyncName, (name) => name),
        findSyncDisabled: (syncName) => find({ path: pathOfSync(syncName) }, (answer) => readSyncDisabled(answer.body)),
    };
}
function pathOfSync(syncName) {
    return `/syncs/${encodeURIComponent(syncName)}`;
}


/***/ }),

/***/ 1043:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  g: () => (readTags),
  z: () => (readTag)
});
const LONGEST_TAG = 2_000;
const MOST_SEPARATORS = 64;
const LINE_BREAK = /[\n\r\u2028\u2029]/;
const UNREADABLE = { candidates: [], sure: null };
function readTag(text) {
    if (text.length > LONGEST_TAG)
        return UNREADABLE;
    if (text.startsWith('{'))
        return readJsonTag(text);
    if (LINE_BREAK.test(text))
        return UNREADABLE;
    const candidates = [];
    let sure = null;
    for (let at = 1; at < text.length; at++) {
        const mark = markAt(text, at);
        if (mark === '')
            continue;
        const tag = { key: text.slice(0, at), value: text.slice(at + mark.length) };
        candidates.push(tag);
        if (mark !== ':')
            sure ??= tag;
        at += mark.length - 1;
    }
    if (candidates.length > MOST_SEPARATORS)
        return UNREADABLE;
    return { candidates, sure: sure ?? (candidates.length === 1 ? (candidates[0] ?? null) : null) };
}
function markAt(text, at) {
    const char = text[at];
    if (char === '=')
        return char;
    if (char !== ':')
        return '';
    return text[at + 1] === ' ' ? ': ' : ':';
}
function readJsonTag(text) {
    const { key, value } = parseObject(text) ?? {};
    if (typeof key !== 'string' || typeof value !== 'string')
        return UNREADABLE;
    return { candidates: [{ key, value }], sure: { key, value } };
}
function parseObject(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}
function readTags(text) {
    const json = text.startsWith('{') || text.startsWith('[') ? parseObject(text) : null;
    if (Array.isArray(json))
        return json.flatMap((item) => (typeof item === 'string' ? readTag(item).candidates : []));
    const single = readTag(text).candidates;
    if (json === null || single.length > 0)
        return [...single];
    return Object.entries(json).flatMap(([key, value]) => (typeof value === 'string' ? [{ key, value }] : []));
}


/***/ })

};
;