"use strict";
exports.id = 9184;
exports.ids = [9184];
exports.modules = {

/***/ 9184:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (action)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/http/paging.ts
var paging = __webpack_require__(6478);
// EXTERNAL MODULE: ./src/platform/schema.ts
var platform_schema = __webpack_require__(5140);
;// CONCATENATED MODULE: ./src/platform/audit-logs.ts




function told(schema) {
    return index_min/* fallback */.NpB((0,platform_schema/* optional */.lq)(schema), null);
}
const UserBody = index_min/* object */.Ikc({ id: told(index_min/* string */.YjP()), email: told(index_min/* string */.YjP()), name: told(index_min/* string */.YjP()) });
const EventId = index_min/* union */.KCZ([platform_schema/* NonEmptyText */.Ug, index_min/* pipe */.FsL(index_min/* number */.aig(), index_min/* safeInteger */.Y2b())]);
const AuditEventBody = index_min/* object */.Ikc({
    id: EventId,
    created_at: platform_schema/* When */.jd,
    user: told(UserBody),
    event_type: told(index_min/* string */.YjP()),
    user_ip_address: told(index_min/* string */.YjP()),
    is_success: told(index_min/* boolean */.zMY()),
});
const LONGEST_ID = 200;
function readAuditEvent(json, path = '') {
    const body = (0,platform_schema/* read */.LF)(AuditEventBody, json, path);
    if (body.created_at === null) {
        throw new platform_schema/* SchemaError */.Ar(path === '' ? 'created_at' : `${path}.created_at`, 'a date and time');
    }
    const told = json.user;
    const user = Array.isArray(told) ? null : body.user;
    return {
        id: shortenId(String(body.id)),
        at: body.created_at,
        type: body.event_type,
        user,
        hasOddUser: isOdd(told, user),
        ipAddress: body.user_ip_address,
        isSuccess: body.is_success,
        json: json,
    };
}
function shortenId(id) {
    return id.length <= LONGEST_ID ? id : `sha256:${(0,external_node_crypto_.hash)('sha256', id)}`;
}
function isOdd(json, user) {
    if (user === null)
        return json !== undefined && json !== null;
    return Object.entries(user).some(([name, value]) => {
        const told = json[name];
        return value === null && told !== undefined && told !== null;
    });
}
const PlatformBody = index_min/* object */.Ikc({ tenant_id: platform_schema/* NonEmptyText */.Ug });
function createAuditLogs({ get, walk }) {
    return {
        readPlatform: () => get('/platform-info', {}, ({ body, serverTime }) => ({
            tenant: (0,platform_schema/* read */.LF)(PlatformBody, body).tenant_id,
            now: serverTime,
        })),
        walkEvents: (span, perPage) => walk('/audit-logs', readAuditEvent, queryOf(span), { perPage, isExact: true }),
        countEvents: (span) => get('/audit-logs', { ...queryOf(span), page: 1, per_page: 1 }, (answer) => (0,paging/* readPage */.SP)(answer.body, readAuditEvent).totalCount),
    };
}
function queryOf({ from, to }) {
    return { start_time: formatSecond(from), end_time: formatSecond(to) };
}
function formatSecond(moment) {
    return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

// EXTERNAL MODULE: ./src/runner/event.ts
var runner_event = __webpack_require__(3034);
// EXTERNAL MODULE: ./src/runner/report.ts
var report = __webpack_require__(6190);
// EXTERNAL MODULE: ./src/text/format.ts
var text_format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/markdown.ts
var markdown = __webpack_require__(6590);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/platform/http/retry.ts
var retry = __webpack_require__(8966);
;// CONCATENATED MODULE: ./src/actions/audit-log/incomplete.ts

class IncompleteError extends errors/* StepError */.zg {
    name = 'IncompleteError';
}

;// CONCATENATED MODULE: ./src/actions/audit-log/describe.ts






function describeReading({ thrown, gaps }, progress, { maxEvents }, stop) {
    const done = describeProgress(progress);
    const common = { problems: [], progress };
    const failure = thrown === null ? null : describeFailure(thrown, stop);
    if (gaps.length > 0) {
        const besides = failure === null ? '' : ` Besides, the export ended early: ${failure.sentence}`;
        return {
            ...common,
            outcome: 'gap',
            green: false,
            sentence: `${gaps.map(describeGap).join(' ')} ${done}${besides}`,
            remedy: 'Keep the files and the state all the same: they have what can be had. Run the export more often, or raise `overlap-minutes`.',
        };
    }
    if (failure !== null)
        return { ...failure, sentence: `${failure.sentence} ${done}`, progress };
    if (progress.events === 0)
        return { ...common, outcome: 'nothing-new', green: true, sentence: done, remedy: null };
    const more = progress.isCapped ? ` \`max-events\` (${maxEvents}) ended it: the next run goes on from there.` : '';
    return { ...common, outcome: 'exported', green: true, sentence: `${done}${more}`, remedy: null };
}
function describeProgress({ events, lateEvents, files, span }) {
    const late = lateEvents === 0 ? '' : `, ${lateEvents} of them late`;
    return `${(0,text_format/* countNouns */.Vq)(events, 'event')} exported in ${(0,text_format/* countNouns */.Vq)(files.length, 'file')}${late}: all up to ${formatSecond(span.to)} was read.`;
}
function describeGap({ kind, from, to, events }) {
    if (kind === 'late')
        return `${(0,text_format/* countNouns */.Vq)(events, 'event')} from ${formatSecond(from)} to ${formatSecond(to)} appeared later than \`overlap-minutes\` allows.`;
    return `${(0,text_format/* countNouns */.Vq)(events, 'exported event')} from ${formatSecond(from)} to ${formatSecond(to)} ${events === 1 ? 'is' : 'are'} no longer in the log: others may be lost.`;
}
function describeTooSoon({ cursor }) {
    const sentence = `Nothing was read: everything up to ${formatSecond(cursor)} was read before, and later events are younger than \`settle-minutes\`.`;
    return { outcome: 'nothing-new', green: true, sentence, problems: [], remedy: null, progress: null };
}
const REFUSED = 'The key needs the role `admin:read`, and the Platform a plan with audit log exports (Enterprise).';
function describeFailure(thrown, stop) {
    const error = (0,errors/* toStepError */.uQ)(thrown, stop);
    const isUnread = error instanceof IncompleteError || (error instanceof http_errors/* PlatformError */.Wk && !isFinal(error));
    const outcome = isUnread ? 'incomplete' : error.outcome;
    const sentence = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
    return { ...describeError(error), outcome, sentence };
}
function describeError(error) {
    const { outcome, message, problems } = error;
    const isRefused = error instanceof http_errors/* PlatformError */.Wk && error.status === 403;
    const remedy = isRefused ? REFUSED : error.remedy;
    return { outcome, green: false, sentence: message, problems, remedy, progress: null };
}
function isFinal({ failure }) {
    if (failure.kind === 'status')
        return failure.status < 500 && !(0,retry/* passesByItself */.uj)(failure.status);
    return failure.kind === 'certificate' || failure.kind === 'redirect';
}

;// CONCATENATED MODULE: ./src/actions/audit-log/span.ts
const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const GOOD_WINDOW = 20_000;
const MOST_GROWTH = 4;
function floorSecond(moment) {
    return Math.floor(moment / SECOND_MS) * SECOND_MS;
}
function floorDay(moment) {
    return Math.floor(moment / DAY_MS) * DAY_MS;
}
function splitSpan({ from, to }) {
    const middle = floorSecond(from + (to - from) / 2);
    return middle <= from
        ? null
        : [
            { from, to: middle },
            { from: middle, to },
        ];
}
function adaptLength(length, events) {
    const factor = Math.min(MOST_GROWTH, Math.max(1 / MOST_GROWTH, GOOD_WINDOW / Math.max(1, events)));
    return Math.max(SECOND_MS, floorSecond(length * factor));
}

;// CONCATENATED MODULE: ./src/actions/audit-log/clocks.ts




const CLOCK_TOLERANCE_MS = 300_000;
function proveNow(claimed, runnerTime) {
    return claimed <= runnerTime + CLOCK_TOLERANCE_MS ? claimed : floorSecond(runnerTime);
}
function doClocksDiffer(claimed, runnerTime) {
    return Math.abs(claimed - runnerTime) > CLOCK_TOLERANCE_MS;
}
function warnOfClocks(claimed, runnerTime) {
    if (!doClocksDiffer(claimed, runnerTime))
        return [];
    return [
        `The Platform's answer says that it is ${formatSecond(claimed)}, and on this runner it is ${formatSecond(runnerTime)}: the earlier time counts.`,
    ];
}
function describeClocks({ cursor }, claimed, runnerTime) {
    return new IncompleteError(`Everything up to ${formatSecond(cursor)} was read before. The Platform's answer says that it is ${formatSecond(claimed)}, and on this runner it is ${formatSecond(runnerTime)}`, {
        remedy: 'Set the clock of the runner. If that clock is right, check the clock of the Platform, and look for a cache in front of it.',
    });
}
function describeNoClock() {
    return new IncompleteError("The Platform's answer has no `Date`, so its clock is unknown.", {
        remedy: 'Look for a proxy that removes headers.',
    });
}
function refuseFuture({ cursor }, claimed) {
    if (cursor <= claimed + CLOCK_TOLERANCE_MS)
        return;
    throw new errors/* StepError */.zg(`The state says that everything up to ${formatSecond(cursor)} was read, and the Platform's clock says ${formatSecond(claimed)}.`, {
        remedy: "Check the Platform's clock. If it is right, an earlier run saw a wrong one. Bring back the state from before that run, from its branch or bucket.",
    });
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
;// CONCATENATED MODULE: ./src/actions/audit-log/manifest.ts



const MANIFEST_VERSION = 1;
function renderManifest({ platform, tenant, manifest }, plan, { format, fields, eventTypes }, progress) {
    return {
        version: MANIFEST_VERSION,
        platform,
        tenant,
        after: manifest,
        as_of: formatSecond(plan.asOf),
        from: formatSecond(progress.span.from),
        to: formatSecond(progress.span.to),
        format,
        fields,
        event_types: [...eventTypes.include, ...eventTypes.exclude.map((pattern) => `!${pattern}`)],
        events: progress.events,
        late_events: progress.lateEvents,
        duplicates: progress.duplicates,
        files: progress.files.map(({ path, span, isLate, events, bytes, sha256 }) => ({
            name: (0,external_node_path_.basename)(path),
            from: formatSecond(span.from),
            to: formatSecond(span.to),
            late: isLate,
            events,
            bytes,
            sha256,
        })),
        gaps: progress.gaps.map(({ kind, from, to, events }) => ({
            kind,
            from: (0,timestamp/* timestampOf */.U_)(from),
            to: (0,timestamp/* timestampOf */.U_)(to),
            events,
        })),
    };
}

;// CONCATENATED MODULE: ./src/actions/audit-log/names.ts

const NAME = /^audit-log_(?<from>\d{8}T\d{6}Z)_(?<to>\d{8}T\d{6}Z)(?:_late_(?<late>\d{8}T\d{6}Z))?_[0-9a-f]{16}\.(?<kind>ndjson\.gz|manifest\.json)$/;
const DIGITS = 16;
function nameWindow(span, sha256) {
    return `audit-log_${boundsOf(span)}_${sha256.slice(0, DIGITS)}.ndjson.gz`;
}
function nameLate(span, asOf, sha256) {
    return `audit-log_${boundsOf(span)}_late_${compact(asOf)}_${sha256.slice(0, DIGITS)}.ndjson.gz`;
}
function nameManifest({ cursor, asOf }, sha256) {
    return `audit-log_${boundsOf({ from: cursor, to: asOf })}_${sha256.slice(0, DIGITS)}.manifest.json`;
}
function findNewer(names, { cursor, asOf }) {
    return names.filter((name) => {
        const { to, late, kind } = NAME.exec(name)?.groups ?? {};
        if (to === undefined)
            return false;
        if (kind === 'manifest.json')
            return to > compact(asOf);
        return late === undefined ? to > compact(cursor) : late > compact(asOf);
    });
}
function findExported(names) {
    return names.filter((name) => NAME.test(name));
}
function boundsOf({ from, to }) {
    return `${compact(from)}_${compact(to)}`;
}
function compact(moment) {
    return formatSecond(moment).replace(/[-:]/g, '');
}

;// CONCATENATED MODULE: ./src/actions/audit-log/plan.ts

const RECOUNT_AFTER_MS = DAY_MS;
function planRun(state, now, { settleMs, overlapMs }) {
    const to = floorSecond(now - settleMs);
    if (to <= state.cursor)
        return null;
    const from = Math.min(state.cursor, Math.max(state.knownFrom, overlapSince(state.cursor, overlapMs)));
    const asOf = Math.max(to, state.asOf + SECOND_MS);
    return { from, cursor: state.cursor, to, asOf, now, recounts: planRecounts(state.knownFrom, from, to) };
}
function planRecounts(knownFrom, from, to) {
    const spans = [];
    for (let start = knownFrom; start < from;) {
        const dayEnd = floorDay(start) + DAY_MS;
        if (dayEnd + RECOUNT_AFTER_MS > to)
            break;
        spans.push({ from: start, to: Math.min(dayEnd, from) });
        start = dayEnd;
    }
    return spans;
}
function cutWindow({ cursor, to }, from, length) {
    return { from, to: Math.min(from + length, from < cursor ? cursor : to) };
}
function knownSince(cursor, overlapMs) {
    return Math.min(overlapSince(cursor, overlapMs), floorDay(cursor - RECOUNT_AFTER_MS));
}
function overlapSince(cursor, overlapMs) {
    return floorSecond(cursor - overlapMs);
}

;// CONCATENATED MODULE: ./src/actions/audit-log/merge.ts


function mergeEvents(events, known, seen) {
    const fresh = [];
    for (const event of events) {
        if (!seen.has(event.id) && !known.has(event.id))
            fresh.push(event);
        seen.set(event.id, (0,timestamp/* millisecondsOf */.W$)(event.at));
    }
    return { fresh, duplicates: events.length - fresh.length };
}
function findStray(events, { from, to }) {
    const [least, most] = [(0,timestamp/* timestampOf */.U_)(from - SECOND_MS), (0,timestamp/* timestampOf */.U_)(to + SECOND_MS)];
    return events.find(({ at }) => at < least || at > most) ?? null;
}
function awaitIds(known, gone, { from, to }) {
    const ids = new Set();
    for (const [id, at] of known)
        if (at >= from + SECOND_MS && at < to - SECOND_MS && !gone.has(id))
            ids.add(id);
    return ids;
}
function countKnown(known, gone, { from, to }) {
    let count = 0;
    for (const [id, at] of known)
        if (at >= from && at <= to && !gone.has(id))
            count += 1;
    return count;
}
function findNewest(known, gone) {
    let newest = null;
    for (const [id, at] of known)
        if ((newest === null || at > newest.at) && !gone.has(id))
            newest = { id, at };
    return newest;
}
function pruneKnown(known, gone, since) {
    const newest = findNewest(known, gone);
    for (const [id, at] of known)
        if (!isNeeded(at, since) && id !== newest?.id)
            known.delete(id);
    for (const id of gone)
        if (!known.has(id))
            gone.delete(id);
}
function isNeeded(at, since) {
    return at >= since - SECOND_MS;
}
const ENTRY_BYTES = 66;
function measureKnown(known, since = Number.NEGATIVE_INFINITY) {
    let bytes = 0;
    for (const [id, at] of known)
        if (isNeeded(at, since))
            bytes += ENTRY_BYTES + Buffer.byteLength(id);
    return bytes;
}
function describeLoss(vanished, known, from, survivor) {
    const lost = [...vanished].flatMap((id) => known.get(id) ?? []);
    if (lost.length === 0)
        return null;
    return {
        kind: 'vanished',
        from: lost.reduce((least, at) => Math.min(least, at), from),
        to: lost.reduce((most, at) => Math.max(most, at), survivor),
        events: lost.length,
    };
}

// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/text/damage.ts
var text_damage = __webpack_require__(2886);
;// CONCATENATED MODULE: ./src/actions/audit-log/state.ts








const STATE_VERSION = 1;
const LARGEST_STATE = 64 * 2 ** 20;
function beginState(origin, since) {
    const start = floorSecond(since);
    return { ...origin, cursor: start, asOf: start, manifest: null, knownFrom: start, known: new Map(), gone: new Set() };
}
const BRING_BACK = 'Bring back the last good version of it, from its branch or bucket. If there is none, begin anew: `audit-log/README.md`, "If the state is lost". Nothing was exported.';
const UPDATE = 'Update the action: a newer version of it wrote the state, which is in order. Nothing was exported.';
const Version = index_min/* object */.Ikc({ version: index_min/* number */.aig() });
const Body = index_min/* object */.Ikc({
    platform: platform_schema/* NonEmptyText */.Ug,
    tenant: platform_schema/* NonEmptyText */.Ug,
    cursor: platform_schema/* When */.jd,
    as_of: platform_schema/* When */.jd,
    manifest: (0,platform_schema/* optional */.lq)(platform_schema/* NonEmptyText */.Ug),
    known_from: platform_schema/* When */.jd,
    known: index_min/* array */.YOg(index_min/* object */.Ikc({ at: platform_schema/* When */.jd, id: platform_schema/* NonEmptyText */.Ug, gone: (0,platform_schema/* optional */.lq)(index_min/* boolean */.zMY()) })),
});
function parseState(text) {
    const problem = (sentence, remedy = BRING_BACK) => ({
        kind: 'problem',
        problem: sentence,
        remedy,
    });
    const damage = (0,text_damage/* findDamage */.T)(text);
    if (damage !== null)
        return problem(`is damaged: it holds ${describeDamage(damage.kind)}`);
    try {
        const json = JSON.parse(text.replace(/^\ufeff/, ''));
        const { version } = (0,platform_schema/* read */.LF)(Version, json);
        if (version !== STATE_VERSION) {
            const remedy = version > STATE_VERSION ? UPDATE : BRING_BACK;
            return problem(`is of version ${version}; this version of the action reads ${STATE_VERSION}`, remedy);
        }
        const body = (0,platform_schema/* read */.LF)(Body, json);
        const [cursor, asOf, knownFrom] = [momentOf(body, 'cursor'), momentOf(body, 'as_of'), momentOf(body, 'known_from')];
        if (knownFrom > cursor || cursor > asOf)
            throw new platform_schema/* SchemaError */.Ar('cursor', 'between `known_from` and `as_of`');
        const known = new Map();
        const gone = new Set();
        for (const { at, id, gone: isGone } of body.known) {
            if (at === null)
                throw new platform_schema/* SchemaError */.Ar('known', 'a list of times and ids');
            known.set(id, (0,timestamp/* millisecondsOf */.W$)(at));
            if (isGone === true)
                gone.add(id);
        }
        const { platform, tenant, manifest } = body;
        return { kind: 'state', state: { platform, tenant, cursor, asOf, manifest, knownFrom, known, gone } };
    }
    catch (error) {
        if (error instanceof platform_schema/* SchemaError */.Ar)
            return problem(`is not the state of an export: ${error.message}`);
        if (error instanceof SyntaxError)
            return problem(`is damaged: ${describeNoJson(text)}`);
        throw error;
    }
}
function describeNoJson(text) {
    if (text.trim() === '')
        return 'it is empty';
    if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text))
        return 'it is a page of HTML';
    return `its ${(0,text_format/* countNouns */.Vq)(Buffer.byteLength(text), 'byte')} are no valid JSON`;
}
function describeDamage(kind) {
    return kind === 'conflict' ? 'the marks of a merge conflict' : 'a pointer of Git LFS in place of the file';
}
function momentOf(body, field) {
    const moment = body[field];
    if (moment === null || (0,timestamp/* millisecondsOf */.W$)(moment) % 1_000 !== 0)
        throw new platform_schema/* SchemaError */.Ar(field, 'a whole second');
    return (0,timestamp/* millisecondsOf */.W$)(moment);
}
function renderState(state) {
    return {
        version: STATE_VERSION,
        platform: state.platform,
        tenant: state.tenant,
        cursor: formatSecond(state.cursor),
        as_of: formatSecond(state.asOf),
        manifest: state.manifest,
        known_from: formatSecond(state.knownFrom),
        known: listKnown(state),
    };
}
function* listKnown({ known, gone }) {
    const sorted = [...known.keys()].sort((a, b) => (known.get(a) ?? 0) - (known.get(b) ?? 0) || (0,compare/* compareTexts */.Z)(a, b));
    for (const id of sorted) {
        yield { at: (0,timestamp/* timestampOf */.U_)(known.get(id) ?? 0), id, ...(gone.has(id) ? { gone: true } : {}) };
    }
}

;// CONCATENATED MODULE: ./src/actions/audit-log/sightings.ts
const LEAST_ROOM = 64;
function createSightings() {
    const places = new Map();
    let times = new Float64Array(LEAST_ROOM);
    let readings = new Uint16Array(LEAST_ROOM);
    let [reading, came, again, cameBefore] = [1, 0, 0, 0];
    return {
        get size() {
            return places.size;
        },
        get came() {
            return came;
        },
        get isSettled() {
            return came === cameBefore && again === came;
        },
        has: (id) => places.has(id),
        set(id, at) {
            const place = places.get(id) ?? places.size;
            if (place === times.length) {
                const [moreTimes, moreReadings] = [new Float64Array(2 * place), new Uint16Array(2 * place)];
                moreTimes.set(times);
                moreReadings.set(readings);
                [times, readings] = [moreTimes, moreReadings];
            }
            const last = readings[place];
            if (last !== reading) {
                came += 1;
                if (last === reading - 1)
                    again += 1;
            }
            places.set(id, place);
            times[place] = at;
            readings[place] = reading;
        },
        begin() {
            reading += 1;
            [came, again, cameBefore] = [0, 0, came];
        },
        take() {
            for (const [id, place] of places)
                places.set(id, times[place] ?? 0);
            return places;
        },
    };
}

;// CONCATENATED MODULE: ./src/actions/audit-log/window.ts







const READINGS = 3;
const MOST_PAGES = 1_000;
const LARGEST_WINDOW = 200_000;
const SMALLER = 4;
async function readWindow(span, deps) {
    const canSplit = splitSpan(span) !== null;
    const seen = createSightings();
    let perPage = paging/* LARGEST_PAGE */.LS;
    let duplicates = null;
    let hasBefore = false;
    for (let reading = 1;;) {
        let list;
        seen.begin();
        try {
            list = await readList(span, seen, perPage, canSplit, deps);
        }
        catch (error) {
            if (!(0,http_errors/* isTooLarge */.I9)(error))
                throw error;
            if (perPage === 1)
                throw describeHuge(span, error);
            perPage = Math.max(1, Math.floor(perPage / SMALLER));
            hasBefore = false;
            continue;
        }
        if (list === null)
            return null;
        duplicates ??= list.duplicates;
        const isEnough = list.total === null || seen.size >= list.total;
        const isProved = !list.isUnproved || (hasBefore && seen.isSettled);
        if (list.isWhole && !list.hasMoved && isEnough && isProved)
            return { fresh: withoutKnown(seen.take(), deps.known), duplicates };
        hasBefore = true;
        reading += 1;
        if (reading <= READINGS)
            continue;
        const hasMoved = list.hasMoved || !isProved;
        if (hasMoved && canSplit)
            return null;
        throw describeShort(seen.size, { ...list, hasMoved });
    }
}
async function readList(span, seen, perPage, canSplit, { client, known, largestWindow = LARGEST_WINDOW, onEvents }) {
    let top = null;
    let total = null;
    let [pages, got, duplicates, isWhole, hasShrunk] = [0, 0, 0, true, false];
    for await (const page of client.walkEvents(span, perPage)) {
        const { items, totalCount } = page;
        top ??= new Set(items.map(({ id }) => id));
        hasShrunk ||= total !== null && totalCount !== null && totalCount < total;
        total = totalCount ?? total;
        pages += 1;
        got += items.length;
        isWhole = (0,paging/* isLastPage */.we)(page, pages, perPage, got);
        if (canSplit && (pages > MOST_PAGES || Math.max(total ?? 0, seen.size) > largestWindow))
            return null;
        refuseStray(items, span);
        const merged = mergeEvents(items, known, seen);
        duplicates += merged.duplicates;
        onEvents(items, merged.fresh);
    }
    const hasRepeats = got > seen.came;
    const isUnproved = pages > 1 && (total === null || total < got);
    const isMoving = async () => pages > 1 && (hasRepeats || (!isUnproved && !(await isOnTop(top, span, perPage, client))));
    const hasMoved = hasShrunk || (await isMoving());
    return { total, pages, duplicates, isWhole, hasMoved, isUnproved };
}
async function isOnTop(ids, span, perPage, client) {
    for await (const { items } of client.walkEvents(span, perPage)) {
        return items.length === ids?.size && items.every(({ id }) => ids.has(id));
    }
    return false;
}
function withoutKnown(seen, known) {
    for (const id of seen.keys())
        if (known.has(id))
            seen.delete(id);
    return seen;
}
function refuseStray(events, span) {
    const stray = findStray(events, span);
    if (stray === null)
        return;
    throw new IncompleteError(`The Platform's list of events does not keep to \`start_time\` and \`end_time\`: one of ${stray.at} came for ${(0,timestamp/* timestampOf */.U_)(span.from)} to ${(0,timestamp/* timestampOf */.U_)(span.to)}`, { remedy: 'Look for a proxy that drops the query of an address. Otherwise please report it.' });
}
function describeHuge({ from, to }, cause) {
    return new IncompleteError(`One event from ${(0,timestamp/* timestampOf */.U_)(from)} to ${(0,timestamp/* timestampOf */.U_)(to)} is too large to be read: ${cause.message}`, { cause, remedy: 'Look at that time in the audit log on the Platform, and report it to CloudQuery.' });
}
function describeShort(got, { total, hasMoved }) {
    const remedy = 'Run the job again. If it ends so every time, please report it to CloudQuery.';
    if (hasMoved) {
        return new IncompleteError(`The Platform's list of events changed each of the ${READINGS} times that it was read`, {
            remedy,
        });
    }
    const promised = total === null ? 'and no end' : `of the ${total} that it says it has`;
    return new IncompleteError(`The Platform's list of events has ${got} ${promised}`, { remedy });
}

// EXTERNAL MODULE: ./src/text/pattern.ts
var pattern = __webpack_require__(8665);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./src/actions/audit-log/format.ts

const FORMATS = ['ndjson', 'ecs'];
const FIELDS = ['slim', 'full'];
const ECS_VERSION = '8.17.0';
function renderLine(event, { format, fields }) {
    const original = fields === 'full' ? event.json : { ...event.json, user: reduceUser(event.user) };
    const json = format === 'ndjson' ? original : toEcs(event, original);
    return { at: event.at, id: event.id, text: `${JSON.stringify(json)}\n` };
}
function reduceUser(user) {
    return user === null ? null : omitNull({ id: user.id, email: user.email, name: user.name });
}
function toEcs(event, original) {
    const { user, ipAddress } = event;
    const source = ipAddress === null ? {} : omitNull({ address: ipAddress, ip: isAddress(ipAddress) ? ipAddress : null });
    const person = user === null ? {} : omitNull({ id: user.id, email: user.email, full_name: user.name });
    return {
        '@timestamp': event.at,
        ecs: { version: ECS_VERSION },
        event: {
            id: event.id,
            kind: 'event',
            module: 'cloudquery',
            dataset: 'cloudquery.audit',
            ...omitNull({ action: event.type }),
            outcome: event.isSuccess === null ? 'unknown' : event.isSuccess ? 'success' : 'failure',
            original: JSON.stringify(original),
        },
        ...(Object.keys(person).length === 0 ? {} : { user: person }),
        ...(Object.keys(source).length === 0 ? {} : { source }),
    };
}
function isAddress(text) {
    return (0,external_node_net_.isIP)(text) !== 0 && !text.includes('%');
}
function omitNull(fields) {
    return Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

;// CONCATENATED MODULE: ./src/actions/audit-log/window-writer.ts










function createWindowWriter(plan, ids, wanted, deps) {
    const { client, store, spool, largestWindow, largestState } = deps;
    const { known, gone } = ids;
    const isMeant = (0,pattern/* matchPatterns */.BM)(wanted.eventTypes);
    const files = [];
    let [duplicates, oddUsers, hasTypes, hasRead] = [0, 0, false, false];
    let unmatched = wanted.eventTypes.include;
    const lineOf = (event) => renderLine(event, wanted);
    async function readLines(span, watch) {
        spool.clear();
        let odd = 0;
        const window = await readWindow(span, {
            client,
            known,
            largestWindow,
            onEvents(events, fresh) {
                noteEvents(watch, events);
                for (const { id } of events)
                    gone.delete(id);
                const types = events.flatMap(({ type }) => (type === null ? [] : [[type]]));
                hasTypes ||= types.length > 0;
                unmatched = (0,pattern/* findUnmatched */.L2)(unmatched, types);
                const wantedOnes = fresh.filter(({ type }) => type === null || isMeant([type]));
                odd += wantedOnes.filter(({ hasOddUser }) => hasOddUser).length;
                spool.add(wantedOnes.map(lineOf));
                spool.pass(events.length - wantedOnes.length);
            },
        });
        return window && { ...window, odd };
    }
    async function writeLines(span) {
        if (spool.size === 0)
            return;
        const isLate = span.from < plan.cursor;
        const nameFile = (sha256) => (isLate ? nameLate(span, plan.asOf, sha256) : nameWindow(span, sha256));
        const events = spool.size;
        files.push({ ...(await store.writeLines(nameFile, spool.sorted())), span, isLate, events });
    }
    return {
        async write({ from, to }, cut, watch, onWindow) {
            let length = DAY_MS;
            for (let at = from; at < to;) {
                const span = cut(at, length);
                const window = await readLines(span, watch);
                if (window === null) {
                    length = (splitSpan(span)?.[0].to ?? span.to) - at;
                    continue;
                }
                const { fresh } = window;
                refuseFlood(known, fresh, overlapSince(Math.max(span.to, plan.cursor), wanted.overlapMs), largestState);
                duplicates += window.duplicates;
                oddUsers += window.odd;
                await writeLines(span);
                hasRead = true;
                at = span.to;
                length = adaptLength(span.to - span.from, fresh.size);
                const goesOn = onWindow(at, fresh);
                for (const [id, time] of fresh) {
                    fresh.delete(id);
                    known.set(id, time);
                }
                if (!goesOn)
                    return;
            }
        },
        get written() {
            return { files, duplicates, unmatchedTypes: hasTypes ? unmatched : [], oddUsers, hasRead };
        },
    };
}
function refuseFlood(known, fresh, since, largestState) {
    if (measureKnown(known, since) + measureKnown(fresh, since) <= largestState)
        return;
    throw new IncompleteError(`The events since ${formatSecond(since)} are too many for the state, which holds ${largestState} bytes`, { remedy: 'Set `overlap-minutes` to less: the next run goes on from there.' });
}
function noteEvents(watch, events) {
    for (const { id, at } of events) {
        watch.awaited.delete(id);
        watch.earliest = Math.min(watch.earliest, (0,timestamp/* millisecondsOf */.W$)(at));
    }
}

;// CONCATENATED MODULE: ./src/actions/audit-log/read-log.ts






const LARGEST_REREADING = GOOD_WINDOW;
const PRUNED_AFTER = 30_000;
async function readLog(plan, before, wanted, deps) {
    const { client, largestWindow, largestState = LARGEST_STATE, largestRereading = LARGEST_REREADING } = deps;
    const known = new Map(before.known);
    const gone = new Set(before.gone);
    const writer = createWindowWriter(plan, { known, gone }, wanted, { ...deps, largestState });
    const gaps = [];
    let pruned = known.size;
    let reached = plan.from;
    let isCapped = false;
    let hasRecounted = plan.recounts.length === 0;
    let thrown = null;
    const neededSince = () => hasRecounted
        ? Math.max(before.knownFrom, knownSince(Math.max(reached, plan.cursor), wanted.overlapMs))
        : before.knownFrom;
    async function readNew() {
        const newest = findNewest(before.known, before.gone);
        const inOverlap = awaitIds(before.known, before.gone, plan);
        const watch = { awaited: new Set(inOverlap), earliest: Number.POSITIVE_INFINITY };
        if (newest !== null)
            watch.awaited.add(newest.id);
        await writer.write(plan, (from, length) => cutWindow(plan, from, length), watch, (end) => {
            reached = end;
            const lines = writer.written.files.reduce((sum, { events }) => sum + events, 0);
            isCapped = lines >= wanted.maxEvents && end < plan.to;
            if (known.size > pruned + PRUNED_AFTER) {
                pruneKnown(known, gone, neededSince());
                pruned = known.size;
            }
            return !isCapped;
        });
        const isPast = (id) => (before.known.get(id) ?? 0) < reached - SECOND_MS;
        const vanished = new Set([...watch.awaited].filter((id) => inOverlap.has(id) && isPast(id)));
        if (newest !== null && watch.awaited.has(newest.id) && newest.at < plan.from + SECOND_MS) {
            if (!(await isThere(newest)))
                vanished.add(newest.id);
        }
        noteLoss(vanished, plan.from, watch.earliest);
    }
    async function isThere({ id, at }) {
        const second = floorSecond(at);
        const spans = [{ from: second - SECOND_MS, to: second + SECOND_MS }];
        let isFound = false;
        const onEvents = (events) => {
            isFound ||= events.some((event) => event.id === id);
        };
        for (const span of spans) {
            const window = await readWindow(span, { client, known, largestWindow, onEvents });
            if (isFound)
                return true;
            if (window === null)
                spans.push(...(splitSpan(span) ?? []));
        }
        return false;
    }
    function noteLoss(vanished, from, earliest) {
        const loss = describeLoss(vanished, before.known, from, Math.min(earliest, plan.now));
        if (loss !== null)
            gaps.push(loss);
        for (const id of vanished)
            if (known.has(id))
                gone.add(id);
    }
    async function recount(span) {
        if (countKnown(known, gone, span) <= largestRereading)
            return reread(span);
        for (let from = span.from; from < span.to; from += HOUR_MS) {
            const hour = { from, to: Math.min(from + HOUR_MS, span.to) };
            if ((await client.countEvents(hour)) !== countKnown(known, gone, hour))
                await reread(hour);
        }
    }
    async function reread(span) {
        const watch = { awaited: awaitIds(before.known, gone, span), earliest: Number.POSITIVE_INFINITY };
        const late = [];
        const cut = (from, length) => ({ from, to: Math.min(from + length, span.to) });
        await writer.write(span, cut, watch, (_, fresh) => {
            for (const at of fresh.values())
                late.push(at);
            return true;
        });
        late.sort((a, b) => a - b);
        const [first, last] = [late[0], late.at(-1)];
        if (first !== undefined && last !== undefined) {
            gaps.push({ kind: 'late', from: first, to: last, events: late.length });
        }
        noteLoss(watch.awaited, span.from, watch.earliest);
    }
    try {
        await readNew();
        if (!isCapped) {
            for (const span of plan.recounts)
                await recount(span);
            hasRecounted = true;
        }
    }
    catch (error) {
        thrown = error;
    }
    const cursor = Math.max(reached, plan.cursor);
    let knownFrom = neededSince();
    pruneKnown(known, gone, knownFrom);
    let uncountedTo = null;
    if (measureKnown(known) > largestState) {
        knownFrom = Math.max(knownFrom, overlapSince(cursor, wanted.overlapMs));
        uncountedTo = knownFrom;
        pruneKnown(known, gone, knownFrom);
    }
    const state = { ...before, cursor, asOf: plan.asOf, knownFrom, known, gone };
    return { ...writer.written, state, gaps, isCapped, uncountedTo, thrown };
}

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
;// CONCATENATED MODULE: ./src/actions/audit-log/starting-point.ts






function readStored({ statePath, since }, store) {
    const file = store.readState();
    const path = (0,text_escape/* toLogText */.ZQ)(statePath, 200);
    if (file.kind === 'missing') {
        if (since !== null)
            return null;
        throw new errors/* StepError */.zg(`There is no state at \`state\` ${path}, and no \`since\` to begin at.`, {
            remedy: 'Fetch the state that the last run wrote, from its branch or bucket, before this step. Only for the very first run, set `since`. If the state is lost for good: `audit-log/README.md`, "If the state is lost".',
        });
    }
    const parsed = file.kind === 'text' ? parseState(file.text) : { ...file, remedy: BRING_BACK };
    if (parsed.kind === 'state')
        return parsed.state;
    throw new errors/* StepError */.zg(`The state at \`state\` ${path} ${parsed.problem.replace(/\.$/, '')}.`, {
        remedy: parsed.remedy,
    });
}
function beginExport(asked, tenant, now, warn) {
    const since = asked.since ?? now;
    if (since >= now) {
        throw new errors/* StepError */.zg(`\`since\` is ${formatSecond(since)}, and the Platform's clock says ${formatSecond(now)}.`, {
            remedy: 'Give a `since` that has passed.',
        });
    }
    warn(`there is no state yet, so this export begins at \`since\` ${formatSecond(since)}. Remove \`since\` from the workflow after this run.`);
    return beginState({ platform: asked.platform, tenant }, since);
}
function claimState(state, { platform }, tenant) {
    const [theirs, ours] = state.platform === platform ? [`tenant ${state.tenant}`, `tenant ${tenant}`] : [state.platform, platform];
    if (theirs === ours)
        return state;
    throw new errors/* StepError */.zg(`The state at \`state\` belongs to ${(0,text_escape/* toLogText */.ZQ)(theirs, 200)}, and this is ${(0,text_escape/* toLogText */.ZQ)(ours, 200)}.`, {
        remedy: 'Give each Platform a state of its own: check `platform-url` and `state`.',
    });
}
const NAMES_SHOWN = 3;
function refuseNewerFiles(names, stored, state, { statePath }) {
    const newer = findNewer(names, state);
    if (newer.length === 0)
        return;
    const shown = (0,text_format/* joinSome */.bH)(newer.sort().slice(0, NAMES_SHOWN), newer.length);
    if (stored === null) {
        throw new errors/* StepError */.zg(`There is no state at \`state\` ${(0,text_escape/* toLogText */.ZQ)(statePath, 200)}, and \`output-dir\` has files from after \`since\` ${formatSecond(state.cursor)}: ${shown}.`, {
            remedy: 'An earlier run wrote these files: bring back the state that was written with them. If it is lost, move the files away and begin anew: `audit-log/README.md`, "If the state is lost".',
        });
    }
    throw new errors/* StepError */.zg(`The state at \`state\` ${(0,text_escape/* toLogText */.ZQ)(statePath, 200)} is older than the files in \`output-dir\`: it ends at ${formatSecond(state.cursor)}, and there is ${shown}.`, {
        remedy: 'If these files were delivered, bring back the state that was written with them. If they were not, delete them, and run again.',
    });
}
function warnOfNewChain(names, stored) {
    if (stored !== null || findExported(names).length === 0)
        return [];
    return [
        '`output-dir` has files of an earlier export, and this run begins a new chain of manifests. To read both, take all files, and drop each event whose `id` was there before.',
    ];
}

;// CONCATENATED MODULE: ./src/actions/audit-log/warnings.ts




const TYPES_SHOWN = 3;
function warnOfTypes({ unmatchedTypes }, { eventTypes }) {
    if (unmatchedTypes.length === 0)
        return [];
    const shown = unmatchedTypes
        .slice(0, TYPES_SHOWN)
        .map((one) => `\`${(0,text_escape/* toLogText */.ZQ)(one, 200)}\` (\`event-types\`${(0,pattern/* describePlace */.df)(one, eventTypes.lines)})`);
    return [
        `Of the events that this run read, none is of the type ${(0,text_format/* joinSome */.bH)(shown, unmatchedTypes.length)}. If that is a typing error, correct it: no later run exports what this one left out.`,
    ];
}
function warnOfUsers({ oddUsers }, { fields }) {
    if (oddUsers === 0)
        return [];
    const kept = fields === 'full' ? 'The files have them as they came.' : '`fields: full` keeps them as they came.';
    return [`${(0,text_format/* countNouns */.Vq)(oddUsers, 'event has', 'events have')} details of the user that can't be read. ${kept}`];
}
function warnOfUncounted({ uncountedTo }) {
    if (uncountedTo === null)
        return [];
    return [
        `The state has no room for the ids of events before ${formatSecond(uncountedTo)}. So that time is not read a second time, and events that appear in it from now on are missed.`,
    ];
}

;// CONCATENATED MODULE: ./src/actions/audit-log/export.ts










async function exportAuditLog(asked, deps) {
    try {
        const stored = readStored(asked, deps.store);
        const { tenant, now: claimed } = await deps.client.readPlatform();
        if (claimed === null)
            throw describeNoClock();
        const runnerTime = deps.clock.now();
        const now = proveNow(claimed, runnerTime);
        const before = stored === null ? beginExport(asked, tenant, now, deps.warn) : claimState(stored, asked, tenant);
        const names = deps.store.listNames();
        refuseNewerFiles(names, stored, before, asked);
        refuseFuture(before, claimed);
        const plan = planRun(before, now, asked);
        if (plan === null) {
            const isDue = planRun(before, Math.max(claimed, runnerTime), asked) !== null;
            if (isDue && doClocksDiffer(claimed, runnerTime))
                throw describeClocks(before, claimed, runnerTime);
            return describeTooSoon(before);
        }
        const reading = await readLog(plan, before, asked, deps);
        if (!reading.hasRead)
            return describeFailure(reading.thrown, deps.stop);
        const warnings = [
            ...warnOfClocks(claimed, runnerTime),
            ...warnOfNewChain(names, stored),
            ...warnOfTypes(reading, asked),
            ...warnOfUsers(reading, asked),
            ...warnOfUncounted(reading),
        ];
        const progress = keepReading(reading, plan, before, now, warnings, asked, deps.store);
        return describeReading(reading, progress, asked, deps.stop);
    }
    catch (thrown) {
        return describeFailure(thrown, deps.stop);
    }
}
function keepReading(reading, plan, before, now, warnings, asked, store) {
    const { files, gaps, duplicates, isCapped, state } = reading;
    const count = (some) => some.reduce((sum, { events }) => sum + events, 0);
    const progress = {
        span: { from: plan.cursor, to: state.cursor },
        events: count(files),
        lateEvents: count(files.filter(({ isLate }) => isLate)),
        duplicates,
        files,
        gaps,
        lagSeconds: Math.round((now - state.cursor) / SECOND_MS),
        isCapped,
        warnings,
    };
    const manifest = store.writeManifest((sha256) => nameManifest(plan, sha256), renderManifest(before, plan, asked, progress));
    return {
        ...progress,
        manifest: store.pathOf(manifest),
        stateFile: store.writeState(renderState({ ...state, manifest })),
    };
}

// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
;// CONCATENATED MODULE: ./src/actions/audit-log/inputs.ts





const DEFAULTS = {
    'settle-minutes': '10',
    'overlap-minutes': '120',
    format: 'ndjson',
    fields: 'slim',
    'max-events': '1000000',
    'allow-public': 'false',
    summary: 'true',
    'timeout-minutes': '30',
};
const LONGEST_PAUSE_MS = 15_000;
const OUTPUT_DIR = 'cloudquery-audit-log';
const MOST_EVENTS = 100_000_000;
function readInputs(reader, folders, visibility) {
    const { parse, minutes, patterns, textOf, isSet, refuse: note } = reader;
    const statePath = textOf('state');
    if (statePath === '') {
        note('`state` is missing: give the path of the file that says where the next export begins.');
    }
    const allowsPublic = parse('allow-public', parsers/* parseBoolean */.yG);
    if (allowsPublic === false)
        refusePublic(reader, visibility);
    const inputs = reader.finish({
        statePath,
        since: isSet('since') ? parse('since', parseSince) : null,
        settleMs: minutes('settle-minutes', 0),
        overlapMs: minutes('overlap-minutes', 1),
        format: parse('format', (0,parsers/* parseWord */.kB)(FORMATS)),
        fields: parse('fields', (0,parsers/* parseWord */.kB)(FIELDS)),
        eventTypes: patterns('event-types'),
        maxEvents: parse('max-events', (0,parsers/* parseNumber */.$J)(1, MOST_EVENTS, 'events')),
        summary: parse('summary', parsers/* parseBoolean */.yG),
    });
    return {
        ...inputs,
        outputDir: (0,external_node_path_.resolve)(folders.workspace, textOf('output-dir') || (0,external_node_path_.resolve)(folders.temp, OUTPUT_DIR)),
        stateFile: (0,external_node_path_.resolve)(folders.workspace, statePath),
        longestPauseMs: LONGEST_PAUSE_MS,
    };
}
function refusePublic({ refuse }, visibility) {
    if (visibility === 'public') {
        refuse('`allow-public` is "false", and this repository is public: move the export to a private repository, or set `allow-public: true` if the files never become artifacts.');
    }
    else if (visibility === 'unknown') {
        refuse('`allow-public` is "false", and the event does not say that this repository is private. On an old GitHub Enterprise Server, a scheduled workflow never says it. If the repository is private, set `allow-public: true`.');
    }
}
const parseSince = (text) => {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text;
    const moment = (0,timestamp/* parseTimestamp */.EH)(time);
    if (moment === null || (time !== text && !moment.startsWith(text)))
        return (0,parsers/* refuse */.TR)(text, 'a day such as `2026-08-01`, or a time such as `2026-08-01T12:00:00Z`');
    return Math.floor((0,timestamp/* millisecondsOf */.W$)(moment) / SECOND_MS) * SECOND_MS;
};

// EXTERNAL MODULE: ./src/runner/ending.ts
var ending = __webpack_require__(6491);
;// CONCATENATED MODULE: ./src/actions/audit-log/report.ts





const SENTENCE_LENGTH = 2_000;
const FILES_IN_LOG = 20;
function outputsOf({ outcome, progress }) {
    if (progress === null)
        return { outcome };
    return {
        events: String(progress.events),
        'late-events': String(progress.lateEvents),
        duplicates: String(progress.duplicates),
        from: formatSecond(progress.span.from),
        to: formatSecond(progress.span.to),
        files: progress.files.map(({ path }) => path).join('\n'),
        manifest: progress.manifest,
        'state-file': progress.stateFile,
        'lag-seconds': String(progress.lagSeconds),
        outcome,
    };
}
function describeLog(result) {
    const files = result.progress?.files ?? [];
    const rest = files.length > FILES_IN_LOG ? [`… and ${files.length - FILES_IN_LOG} more files`] : [];
    return [...files.slice(0, FILES_IN_LOG).map(describeFile), ...rest, ...(0,ending/* describeEnding */.be)(result)];
}
function describeFile({ path, events, isLate }) {
    return `- ${(0,text_escape/* toLogText */.ZQ)(path, 400)}: ${(0,text_format/* countNouns */.Vq)(events, isLate ? 'late event' : 'event')}`;
}
function planAnnotations(result, warnings = []) {
    return [...(0,ending/* planEnding */.pQ)('CloudQuery audit log', result), ...warnings.map(ending/* planWarning */.Cv)];
}
function renderSummary({ outcome, sentence, problems, remedy, progress }, maxBytes, warnings = []) {
    const told = problems.length > 1
        ? problems.map((problem) => `- ${(0,text_escape/* toProse */.HK)(problem)}`).join('\n')
        : (0,text_escape/* toProse */.HK)(sentence, SENTENCE_LENGTH);
    return [
        `## CloudQuery audit log: ${outcome}`,
        told,
        remedy === null ? '' : `**What to do:** ${(0,text_escape/* toProse */.HK)(remedy)}`,
        warnings.map((warning) => `- ⚠️ ${(0,text_escape/* toProse */.HK)(warning)}`).join('\n'),
        progress === null ? '' : renderProgress(progress, maxBytes),
    ]
        .filter((part) => part !== '')
        .join('\n\n')
        .concat('\n');
}
function renderProgress(progress, maxBytes) {
    const { span, events, lateEvents, duplicates, files, lagSeconds } = progress;
    const counts = (0,markdown/* renderTable */.bo)(['From', 'To', 'Events', 'Late', 'Dropped as known', 'Behind the Platform'], [progress], () => [
        formatSecond(span.from),
        formatSecond(span.to),
        (0,text_format/* formatCount */.B4)(events),
        (0,text_format/* formatCount */.B4)(lateEvents),
        (0,text_format/* formatCount */.B4)(duplicates),
        (0,text_format/* formatDuration */.a3)(lagSeconds),
    ]);
    const table = (0,markdown/* renderTable */.bo)(['File', 'Events', 'SHA-256'], files, ({ path, events, sha256 }) => [(0,text_escape/* toCode */.Xt)(path.split(/[\\/]/).at(-1) ?? path), (0,text_format/* formatCount */.B4)(events), (0,text_escape/* toCode */.Xt)(sha256)], maxBytes / 2);
    return `${counts.text}\n${table.text}${(0,markdown/* renderRest */.jE)(files.length - table.taken, 'file')}`.trim();
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/runner/file-problem.ts
var file_problem = __webpack_require__(2548);
;// CONCATENATED MODULE: ./src/actions/audit-log/spool.ts




const spool_LEAST_ROOM = 1_024;
const HELD_BYTES = 200;
const PASSED_BYTES = 4_000;
const PREFIX = 'cloudquery-audit-log-';
function openSpool(temp, memory) {
    const what = `The events that wait in ${temp} to be sorted`;
    const { folder, path, opened } = (0,file_problem.attemptWrite)(what, () => {
        const made = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(temp, PREFIX));
        return { folder: made, path: (0,external_node_path_.join)(made, 'lines'), opened: (0,external_node_fs_.openSync)((0,external_node_path_.join)(made, 'lines'), 'wx+', 0o600) };
    });
    let file = opened;
    let ids = [];
    let milliseconds = new Float64Array(spool_LEAST_ROOM);
    let nanoseconds = new Float64Array(spool_LEAST_ROOM);
    let ends = new Float64Array(spool_LEAST_ROOM);
    let bytes = Buffer.alloc(0);
    const endOf = (index) => ends[index] ?? 0;
    function makeRoom() {
        if (ids.length < ends.length)
            return;
        [milliseconds, nanoseconds, ends] = [doubleRoom(milliseconds), doubleRoom(nanoseconds), doubleRoom(ends)];
    }
    function readLine(index) {
        const at = endOf(index - 1);
        const size = endOf(index) - at;
        if (bytes.length < size)
            bytes = Buffer.allocUnsafeSlow(2 * size);
        for (let got = 0; got < size;) {
            const more = (0,external_node_fs_.readSync)(file, bytes, got, size - got, at + got);
            if (more === 0)
                throw new Error('the events that were kept on disk are not all there any more');
            got += more;
        }
        memory.add(8 * size);
        return bytes.toString('utf8', 0, size);
    }
    return {
        get size() {
            return ids.length;
        },
        add(lines) {
            if (lines.length === 0)
                return;
            for (const { at, id, text } of lines) {
                makeRoom();
                const index = ids.push(id) - 1;
                milliseconds[index] = (0,timestamp/* millisecondsOf */.W$)(at);
                nanoseconds[index] = Number(at.slice(23, 29));
                ends[index] = endOf(index - 1) + Buffer.byteLength(text);
            }
            const text = lines.map((line) => line.text).join('');
            (0,file_problem.attemptWrite)(what, () => (0,external_node_fs_.writeFileSync)(file, text));
            memory.add(8 * text.length);
        },
        pass: (events) => memory.add(PASSED_BYTES * events),
        *sorted() {
            const compare = (a, b) => (milliseconds[a] ?? 0) - (milliseconds[b] ?? 0) ||
                (nanoseconds[a] ?? 0) - (nanoseconds[b] ?? 0) ||
                ((ids[a] ?? '') < (ids[b] ?? '') ? -1 : 1);
            const order = new Uint32Array(ids.length).map((_, index) => index).sort(compare);
            for (const index of order)
                yield readLine(index);
        },
        clear() {
            memory.add(HELD_BYTES * ids.length);
            ids = [];
            [milliseconds, nanoseconds, ends] = [
                new Float64Array(spool_LEAST_ROOM),
                new Float64Array(spool_LEAST_ROOM),
                new Float64Array(spool_LEAST_ROOM),
            ];
            (0,external_node_fs_.closeSync)(file);
            file = (0,external_node_fs_.openSync)(path, 'w+', 0o600);
        },
        remove() {
            (0,external_node_fs_.closeSync)(file);
            (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true, maxRetries: 3 });
        },
    };
}
function doubleRoom(numbers) {
    const more = new Float64Array(2 * numbers.length);
    more.set(numbers);
    return more;
}

// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __webpack_require__(6419);
// EXTERNAL MODULE: ./src/runner/write-file.ts
var write_file = __webpack_require__(3648);
// EXTERNAL MODULE: ./src/text/json-stream.ts
var json_stream = __webpack_require__(1634);
;// CONCATENATED MODULE: ./src/actions/audit-log/store.ts











function openStore(outputDir, statePath, largestState = LARGEST_STATE) {
    const files = `The files in \`output-dir\` ${outputDir}`;
    const state = `The state at \`state\` ${statePath}`;
    return {
        listNames: () => (0,file_problem.attemptWrite)(files, () => {
            try {
                return (0,external_node_fs_.readdirSync)(outputDir);
            }
            catch (error) {
                if ((0,errors/* hasCode */.up)(error, 'ENOENT'))
                    return [];
                throw error;
            }
        }),
        async writeLines(nameFile, lines) {
            const hash = (0,external_node_crypto_.createHash)('sha256');
            let bytes = 0;
            async function* measure(chunks) {
                for await (const chunk of chunks) {
                    hash.update(chunk);
                    bytes += chunk.length;
                    yield chunk;
                }
            }
            let [path, sha256] = ['', ''];
            const findPath = () => {
                sha256 = hash.digest('hex');
                path = (0,external_node_path_.join)(outputDir, nameFile(sha256));
                return path;
            };
            try {
                await (0,promises_.pipeline)((0,write_file/* joinPieces */.Am)(lines), (0,external_node_zlib_.createGzip)(), (compressed) => (0,write_file/* writeChunks */.a7)((0,external_node_path_.join)(outputDir, (0,external_node_crypto_.randomUUID)()), measure(compressed), findPath));
            }
            catch (error) {
                throw (0,file_problem.explainFileError)(error, files);
            }
            return { path, bytes, sha256 };
        },
        writeManifest(nameFile, manifest) {
            const text = [...(0,json_stream/* streamJson */.f)(manifest)].join('');
            const name = nameFile((0,external_node_crypto_.createHash)('sha256').update(text).digest('hex'));
            (0,file_problem.attemptWrite)(files, () => (0,write_file/* writeText */.x3)((0,external_node_path_.join)(outputDir, name), [text]));
            return name;
        },
        pathOf: (name) => (0,external_node_path_.join)(outputDir, name),
        readState: () => (0,read_file/* readText */.yR)(statePath, largestState),
        writeState(json) {
            (0,file_problem.attemptWrite)(state, () => (0,write_file/* writeText */.x3)(statePath, refuseBeyond((0,json_stream/* streamJson */.f)(json), largestState)));
            return statePath;
        },
    };
}
function* refuseBeyond(pieces, most) {
    let bytes = 0;
    for (const piece of pieces) {
        bytes += Buffer.byteLength(piece);
        if (bytes > most) {
            throw new errors/* StepError */.zg(`The state would be larger than the ${most} bytes that the next run reads.`, {
                remedy: 'Set `overlap-minutes` to less, and run again.',
            });
        }
        yield piece;
    }
}

;// CONCATENATED MODULE: ./src/actions/audit-log/main.ts











const action = {
    defaults: DEFAULTS,
    loadRedaction: () => __webpack_require__.e(/* import() */ 7987).then(__webpack_require__.bind(__webpack_require__, 7987)),
    readInputs: (reader, { runner }) => readInputs(reader, runner.folders(), (0,runner_event/* readVisibility */.tQ)(runner.readPayload())),
    describeInputs: ({ settleMs, overlapMs, format, fields }, { baseUrl, timeoutMs }) => [
        `CloudQuery Platform at ${baseUrl}: export of its audit log (${format}, ${fields}).`,
        `Events of the last ${(0,text_format/* formatDuration */.a3)(settleMs / 1_000)} are left for the next run. The ${(0,text_format/* formatDuration */.a3)(overlapMs / 1_000)} before the last run's end are read again.`,
        `At most ${(0,text_format/* formatDuration */.a3)(timeoutMs / 1_000)} in all.`,
    ],
    async run(asked, step, finish) {
        const { clock, platform, platformUrl, lifecycle, runner, memory } = step;
        const spool = openSpool(runner.folders().temp, memory);
        try {
            const { host, pathname } = new URL(platformUrl);
            const result = await exportAuditLog({ ...asked, platform: `${host}${pathname}` }, {
                client: createAuditLogs(platform.requester),
                store: openStore(asked.outputDir, asked.stateFile),
                spool,
                clock,
                stop: lifecycle.stop,
                warn: runner.warn,
            });
            const warnings = result.progress?.warnings ?? [];
            for (const line of warnings)
                runner.warn(line);
            await finish(result, main_report(step, { ...asked, warnings: [...step.warnings, ...warnings] }));
        }
        finally {
            spool.remove();
        }
    },
    fail: describeError,
    outputsOf: outputsOf,
    reportFailure: (step) => main_report(step, { summary: true, warnings: [] }),
};
function main_report({ runner }, { summary, warnings }) {
    return async (result) => {
        for (const line of describeLog(result))
            runner.info(line);
        await (0,report/* attemptReport */.qE)('annotations', 'result', runner, () => {
            for (const annotation of planAnnotations(result, warnings))
                runner.annotate(annotation);
        });
        if (!summary)
            return;
        await (0,report/* attemptReport */.qE)('job summary', 'result', runner, () => runner.writeSummary(renderSummary(result, markdown/* SUMMARY_BYTES */.R$, warnings)));
    };
}


/***/ })

};
;