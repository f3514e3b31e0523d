"use strict";
exports.id = 4763;
exports.ids = [4763];
exports.modules = {

/***/ 8317:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  GW: () => (KINDS),
  e4: () => (describeGap),
  jb: () => (describeFinding),
  lc: () => (describeReviewed),
  mO: () => (describeIncomplete),
  qL: () => (describeIdle)
});
var _platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3027);
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);


const KINDS = {
    'key-expired': {
        one: 'key is expired',
        many: 'keys are expired',
        remedy: 'Delete it. What still uses it needs a new key.',
    },
    'key-expiring': {
        one: 'key expires soon',
        many: 'keys expire soon',
        remedy: 'Create a new key under Organization Settings → API Keys, use it instead of the old one, then delete the old one.',
    },
    'key-orphaned': {
        one: 'key belongs to nobody any more',
        many: 'keys belong to nobody any more',
        remedy: 'Find out what uses it. Let an active user create a new key for that, then delete this one.',
    },
    'key-unused': { one: 'key is not used', many: 'keys are not used', remedy: 'Delete it if nobody needs it.' },
    'key-long-lived': {
        one: 'key lives too long',
        many: 'keys live too long',
        remedy: 'Replace it by one that expires earlier.',
    },
    'user-no-mfa': {
        one: 'user has no second factor',
        many: 'users have no second factor',
        remedy: 'Let the user set up MFA, or enforce it in the settings of the Platform.',
    },
    'key-powerful': {
        one: 'key is powerful',
        many: 'keys are powerful',
        remedy: 'Give it a smaller role, or say in `expected` why it has this one.',
    },
    'user-powerful': {
        one: 'user is powerful',
        many: 'users are powerful',
        remedy: 'Give the user a smaller role, or say in `expected` why it is this one.',
    },
    'user-local': {
        one: 'user logs in without SAML, and others log in by SAML',
        many: 'users log in without SAML, and others log in by SAML',
        remedy: 'Let the user log in by SAML, or disable the local user.',
    },
    'user-inactive': {
        one: 'user was not seen for long',
        many: 'users were not seen for long',
        remedy: 'Disable the user if nobody needs it.',
    },
};
function describeFinding(finding) {
    const { expiresAt, createdAt, lastSeenAt, powers } = finding;
    switch (finding.id) {
        case 'key-expired':
            if (expiresAt === null)
                return 'is expired';
            return (finding.daysLeft ?? 0) > 0
                ? `is expired by the Platform's word, and its date is ${(0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__.Ey)(expiresAt)}`
                : `expired ${(0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__.Ey)(expiresAt)}`;
        case 'key-expiring':
            return `expires ${formatTimestampOr(expiresAt)}, in ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(Math.max(0, finding.daysLeft ?? 0), 'day')}`;
        case 'key-long-lived':
            return `was created ${formatTimestampOr(createdAt)} and expires ${formatTimestampOr(expiresAt)}`;
        case 'key-unused':
            return lastSeenAt === null
                ? `was never used since ${describeBirth(createdAt)}`
                : `was last used ${dayOf(lastSeenAt)}`;
        case 'key-orphaned':
            return `was made by ${describeMaker(finding)}`;
        case 'key-powerful':
        case 'user-powerful':
            return `has the ${powers.length === 1 ? 'role' : 'roles'} ${powers.join(', ')}`;
        case 'user-no-mfa':
            return `logs in by ${finding.provider} and has no second factor`;
        case 'user-local':
            return 'is local, and others log in by SAML';
        case 'user-inactive':
            return lastSeenAt === null
                ? `never logged in since ${describeBirth(createdAt)}`
                : `last logged in ${(0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__.Ey)(lastSeenAt)}`;
    }
}
function formatTimestampOr(moment) {
    return moment === null ? 'at an unknown time' : (0,_platform_timestamp_js__WEBPACK_IMPORTED_MODULE_0__.Ey)(moment);
}
function describeBirth(createdAt) {
    return createdAt === null ? 'its creation, whose day is unknown' : dayOf(createdAt);
}
function dayOf(moment) {
    return moment.slice(0, 10);
}
function describeMaker({ createdBy, maker }) {
    if (createdBy === null)
        return 'nobody that the Platform names';
    return maker === 'disabled' ? `${createdBy}, who is disabled` : `${createdBy}, who is gone`;
}
function describeGap(gap) {
    switch (gap.kind) {
        case 'unread':
            return `The ${gap.list} could not be read, or not all of them: ${gap.sentence}.`;
        case 'empty':
            return `The Platform lists no ${gap.list} at all, and there must be some.`;
        case 'defect':
            return `The ${gap.subject} ${gap.name} could not be reviewed: ${gap.defect}.`;
        case 'unmatched':
            return `Nothing matches \`${gap.pattern}\` of \`${gap.input}\`${gap.place}.`;
    }
}
function describeIdle({ subject, name, finding, line, state, hint }) {
    const entry = `Line ${line} of \`expected\``;
    switch (state) {
        case 'missing':
            return `${entry} matches nothing: there is no ${subject} ${name}${hint === null ? '' : `; ${hint}`}.`;
        case 'idle':
            return `${entry} covers nothing: ${finding} is not found for the ${subject} ${name}.`;
        case 'ambiguous':
            return `${entry} covers nothing: several have the name ${name}. Name the one that is meant by its id.`;
    }
}
function describeReviewed({ keys, users }) {
    return `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(keys.count, 'key')} and ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(users.count, 'user')}`;
}
const GAPS_TOLD = 20;
function describeIncomplete(review) {
    const { gaps } = review;
    const told = gaps.slice(0, GAPS_TOLD).map(describeGap);
    const rest = gaps.length - told.length;
    if (rest > 0)
        told.push(`And ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(rest, 'more problem')}.`);
    const found = `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(review.findings.length, 'finding')} in what could be read: ${describeReviewed(review)}.`;
    return {
        sentence: [...told, found].join(' '),
        problems: told.length === 1 ? [] : [...told, found],
        remedy: remedyOf(gaps),
    };
}
const ROLE_NEEDED = 'The key needs the role `admin:read`, and a plan with API access.';
function remedyOf(gaps) {
    const unread = gaps.find((gap) => gap.kind === 'unread');
    if (unread !== undefined)
        return unread.remedy ?? ROLE_NEEDED;
    if (gaps.some(({ kind }) => kind === 'empty'))
        return ROLE_NEEDED;
    if (gaps.some(({ kind }) => kind === 'unmatched'))
        return 'Correct the patterns, or take them out.';
    return 'Look at these keys and users on the Platform.';
}


/***/ }),

/***/ 8554:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  A: () => (LEVELS),
  T: () => (FINDINGS)
});
const LEVELS = {
    'key-expired': 'warning',
    'key-expiring': 'warning',
    'key-orphaned': 'warning',
    'key-unused': 'warning',
    'key-long-lived': 'warning',
    'user-no-mfa': 'warning',
    'key-powerful': 'note',
    'user-powerful': 'note',
    'user-local': 'note',
    'user-inactive': 'note',
};
const FINDINGS = Object.keys(LEVELS);


/***/ }),

/***/ 4763:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (action)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __webpack_require__(6419);
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
// EXTERNAL MODULE: ./src/actions/access/describe.ts
var describe = __webpack_require__(8317);
// EXTERNAL MODULE: ./src/platform/timestamp.ts
var timestamp = __webpack_require__(3027);
// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/text/pattern.ts
var text_pattern = __webpack_require__(8665);
;// CONCATENATED MODULE: ./src/actions/access/question.ts
function isWhole({ items, problem }) {
    return problem === null && items.length > 0;
}
function namesOfUser({ email, name, id }) {
    return name === null ? [email, id] : [email, name, id];
}

;// CONCATENATED MODULE: ./src/actions/access/role-types.ts
const ROLE_TYPES = [
    'admin:write',
    'admin:read',
    'general:read',
    'general:write',
    'ci',
    'schema-only',
    'custom',
];
function isRoleType(type) {
    return ROLE_TYPES.some((known) => known === type);
}

;// CONCATENATED MODULE: ./src/actions/access/assess.ts




const DAY_MS = 86_400_000;
function createContext({ users }, rule, now) {
    const isNamed = (0,text_pattern/* matchPatterns */.BM)({ include: ['admin:write', ...rule.powerfulRoles], exclude: [] });
    const people = new Map();
    for (const { id, email, isEnabled } of users.items) {
        for (const name of [id.toLowerCase(), email.toLowerCase()])
            people.set(name, isEnabled || (people.get(name) ?? false));
    }
    return {
        rule,
        now,
        isPowerful: ({ id, name, type }) => !isRoleType(type) || isNamed([name.trim(), type, id]),
        findMaker({ createdBy, defect }) {
            if (createdBy === null)
                return defect === null ? 'nobody' : 'unknown';
            const isEnabled = people.get(createdBy.toLowerCase());
            if (isEnabled === undefined)
                return isWhole(users) ? 'gone' : 'unknown';
            return isEnabled ? 'present' : 'disabled';
        },
        hasSaml: users.items.some(({ provider, isEnabled }) => provider === 'saml' && isEnabled),
    };
}
function isExpired({ isExpired, expiresAt }, now) {
    return isExpired || (expiresAt !== null && (0,timestamp/* millisecondsOf */.W$)(expiresAt) <= now);
}
function assessKey(key, context) {
    const { rule, now, isPowerful, findMaker } = context;
    const { expiresAt, createdAt } = key;
    const maker = findMaker(key);
    const powers = key.roles.filter(isPowerful);
    const draft = (id) => ({
        id,
        subject: 'key',
        subjectId: key.id,
        name: key.name,
        fullName: null,
        roles: key.roles.map(nameOfRole),
        powers: powers.map(nameOfRole),
        createdAt,
        lastSeenAt: key.lastUsedAt,
        expiresAt,
        daysLeft: expiresAt === null ? null : (0,timestamp/* daysUntil */.AQ)(expiresAt, now),
        createdBy: key.createdBy,
        maker,
        provider: null,
    });
    if (key.isExpired)
        return [draft('key-expired')];
    const isOver = isExpired(key, now);
    const expiry = expiresAt === null ? null : (0,timestamp/* millisecondsOf */.W$)(expiresAt);
    const life = expiry === null ? 0 : expiry - (createdAt === null ? now : (0,timestamp/* millisecondsOf */.W$)(createdAt));
    const holds = [
        ['key-expired', isOver],
        ['key-expiring', !isOver && expiry !== null && expiry - now <= rule.warnDays * DAY_MS],
        ['key-unused', isUnused(key, rule.unusedDays, now)],
        ['key-long-lived', life > rule.maxKeyDays * DAY_MS],
        ['key-powerful', powers.length > 0],
        ['key-orphaned', maker !== 'present' && maker !== 'unknown'],
    ];
    return holds.flatMap(([id, isFound]) => (isFound ? [draft(id)] : []));
}
function isUnused({ lastUsedAt, createdAt, defect }, days, now) {
    if (lastUsedAt !== null) {
        const used = (0,timestamp/* millisecondsOf */.W$)(lastUsedAt);
        return now - (used - (used % DAY_MS) + DAY_MS) >= days * DAY_MS;
    }
    return defect === null && isOld(createdAt, days, now);
}
function isOld(createdAt, days, now) {
    return createdAt === null || now - (0,timestamp/* millisecondsOf */.W$)(createdAt) >= days * DAY_MS;
}
function assessUser(user, { rule, now, isPowerful, hasSaml }) {
    if (!user.isEnabled)
        return [];
    const powers = user.roles.filter(isPowerful);
    const { lastLoginAt, createdAt, defect } = user;
    const isInactive = lastLoginAt === null
        ? defect === null && isOld(createdAt, rule.inactiveDays, now)
        : isOld(lastLoginAt, rule.inactiveDays, now);
    const holds = [
        ['user-no-mfa', user.provider !== 'saml' && !user.hasMfa],
        ['user-local', user.provider === 'local' && hasSaml],
        ['user-inactive', isInactive],
        ['user-powerful', powers.length > 0],
    ];
    const common = {
        subject: 'user',
        subjectId: user.id,
        name: user.email,
        fullName: user.name,
        roles: user.roles.map(nameOfRole),
        powers: powers.map(nameOfRole),
        createdAt,
        lastSeenAt: lastLoginAt,
        expiresAt: null,
        daysLeft: null,
        createdBy: null,
        maker: null,
        provider: user.provider,
    };
    return holds.flatMap(([id, isFound]) => (isFound ? [{ id, ...common }] : []));
}
function nameOfRole({ name, type }) {
    return name.trim() === '' ? type : name;
}

// EXTERNAL MODULE: ./src/text/look-alike.ts
var look_alike = __webpack_require__(4749);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
// EXTERNAL MODULE: ./src/actions/access/findings.ts
var findings = __webpack_require__(8554);
;// CONCATENATED MODULE: ./src/actions/access/expectation.ts



const COVERABLE = {
    key: findings/* FINDINGS */.T.filter((id) => id.startsWith('key-') && id !== 'key-expired'),
    user: findings/* FINDINGS */.T.filter((id) => id.startsWith('user-')),
};
const MOST_HINTS = 100;
function coverFindings(expectations, candidates, found) {
    const named = { key: groupByName('key', candidates.key.all), user: groupByName('user', candidates.user.all) };
    const covered = new Map();
    const idle = [];
    let hints = 0;
    const hintAt = (subject, name) => {
        hints += 1;
        return hints > MOST_HINTS ? null : describeNear(subject, name, candidates[subject]);
    };
    for (const expectation of expectations) {
        const { subject, name, finding, line } = expectation;
        const [one, ...others] = named[subject].get(foldName(subject, name)) ?? [];
        const mark = `${finding} ${one?.id}`;
        if (one !== undefined && others.length === 0 && found.has(mark)) {
            if (!covered.has(mark))
                covered.set(mark, expectation);
            continue;
        }
        const state = others.length > 0 ? 'ambiguous' : one === undefined ? 'missing' : 'idle';
        const isSure = one === undefined ? candidates[subject].isWhole : one.isReviewed;
        const hint = isSure && state === 'missing' ? hintAt(subject, name) : null;
        if (isSure)
            idle.push({ subject, name, finding, line, state, hint });
    }
    return { covered, idle };
}
function describeNear(subject, wanted, { all, expired }) {
    if (expired.some((name) => foldName(subject, name) === foldName(subject, wanted))) {
        return 'the one with that name is expired';
    }
    const meant = all.find(({ fullName }) => fullName !== null && foldName(subject, fullName) === foldName(subject, wanted));
    if (meant !== undefined)
        return `the e-mail of the one with that name is ${meant.name}`;
    const names = all.map(({ name }) => name);
    const near = (0,nearest/* findNear */.Ev)(wanted, names);
    return (0,look_alike/* explainLookAlike */.n)(wanted, names) ?? (near === null ? null : `the nearest is ${near}`);
}
function groupByName(subject, all) {
    const groups = new Map();
    for (const one of all) {
        const name = foldName(subject, one.name);
        groups.set(name, [...(groups.get(name) ?? []), one]);
    }
    for (const one of all)
        groups.set(foldName(subject, one.id), [one]);
    return groups;
}
function foldName(subject, name) {
    return subject === 'user' ? name.trim().toLowerCase() : name.trim();
}

;// CONCATENATED MODULE: ./src/actions/access/gaps.ts



function findGaps(lists, rule, keys, users) {
    const named = [
        ['keys', lists.keys],
        ['users', lists.users],
        ['roles', lists.roles],
    ];
    const unread = named.flatMap(([list, listing]) => {
        if (listing === null)
            return [];
        const { problem, items } = listing;
        if (problem !== null) {
            const remedy = (0,http_errors/* hasStatus */.Ro)(problem, 403, 404) ? null : problem.remedy;
            return [{ kind: 'unread', list, sentence: problem.message, remedy }];
        }
        return items.length === 0 && list !== 'roles' ? [{ kind: 'empty', list }] : [];
    });
    const defects = [
        ...keys.map(({ name, defect }) => ({ kind: 'defect', subject: 'key', name, defect })),
        ...users.map(({ email: name, defect }) => ({ kind: 'defect', subject: 'user', name, defect })),
    ].flatMap((gap) => (gap.defect === null ? [] : [{ ...gap, defect: gap.defect }]));
    const roles = { include: rule.powerfulRoles, exclude: [] };
    const meant = [
        ['keys', rule.keys, lists.keys, lists.keys.items.map(({ id, name }) => [name, id])],
        ['users', rule.users, lists.users, lists.users.items.map(namesOfUser)],
        ['powerful-roles', roles, lists.roles, rolesOf(lists).map(({ id, name, type }) => [name, type, id])],
    ];
    const unmatched = meant.flatMap(([input, { include, lines }, listing, names]) => {
        if (listing === null || !(input === 'powerful-roles' ? listing.problem === null : isWhole(listing)))
            return [];
        return (0,text_pattern/* findUnmatched */.L2)(include, names).map((pattern) => ({
            kind: 'unmatched',
            input,
            pattern,
            place: (0,text_pattern/* describePlace */.df)(pattern, lines),
        }));
    });
    return [...unread, ...defects, ...unmatched];
}
function rolesOf({ keys, users, roles }) {
    return [...(roles?.items ?? []), ...[...keys.items, ...users.items].flatMap((one) => one.roles)];
}

;// CONCATENATED MODULE: ./src/actions/access/review.ts








function reviewLists(lists, rule, expectations, runnerTime) {
    const serverTime = lists.keys.serverTime ?? lists.users.serverTime;
    const now = serverTime ?? runnerTime;
    const isMeantKey = (0,text_pattern/* matchPatterns */.BM)(rule.keys);
    const isMeantUser = (0,text_pattern/* matchPatterns */.BM)(rule.users);
    const keys = lists.keys.items.filter(({ id, name }) => isMeantKey([name, id]));
    const users = lists.users.items.filter((user) => isMeantUser(namesOfUser(user)));
    const context = createContext(lists, rule, now);
    const drafts = [
        ...keys.flatMap((key) => assessKey(key, context)),
        ...users.flatMap((user) => assessUser(user, context)),
    ];
    const [keysMeant, usersMeant] = [new Set(keys), new Set(users)];
    const areUsersWhole = isWhole(lists.users);
    const { covered, idle } = coverFindings(expectations, {
        key: {
            isWhole: isWhole(lists.keys),
            all: lists.keys.items
                .filter((key) => !key.isExpired)
                .map((key) => ({ id: key.id, name: key.name, fullName: null, isReviewed: keysMeant.has(key) })),
            expired: lists.keys.items.filter((key) => key.isExpired).flatMap(({ id, name }) => [name, id]),
        },
        user: {
            isWhole: areUsersWhole,
            all: lists.users.items.map((user) => ({
                id: user.id,
                name: user.email,
                fullName: user.name,
                isReviewed: usersMeant.has(user),
            })),
            expired: [],
        },
    }, new Set(drafts.map(({ id, subjectId }) => `${id} ${subjectId}`)));
    const left = keys.flatMap((key) => key.expiresAt === null || isExpired(key, now) ? [] : [(0,timestamp/* daysUntil */.AQ)(key.expiresAt, now)]);
    const hasDefect = ({ defect }) => defect !== null;
    return {
        findings: drafts
            .map((draft) => settle(draft, covered.get(`${draft.id} ${draft.subjectId}`), rule))
            .sort(compareFindings),
        idleExpectations: idle,
        gaps: findGaps(lists, rule, keys, users),
        keys: { count: keys.length, isWhole: isWhole(lists.keys) && !keys.some(hasDefect) },
        users: { count: users.length, isWhole: areUsersWhole && !users.some(hasDefect) },
        daysToFirstExpiry: left.length === 0 ? null : Math.min(...left),
        clock: serverTime === null ? 'runner' : 'platform',
        at: (0,timestamp/* timestampOf */.U_)(now),
    };
}
function settle(draft, expectation, { failOn }) {
    if (expectation !== undefined) {
        const { reason, line } = expectation;
        return { ...draft, level: 'note', fails: false, expected: { reason, line } };
    }
    return { ...draft, level: findings/* LEVELS */.A[draft.id], fails: failOn.includes(draft.id), expected: null };
}
function compareFindings(a, b) {
    return (findings/* FINDINGS */.T.indexOf(a.id) - findings/* FINDINGS */.T.indexOf(b.id) ||
        (0,compare/* compareTexts */.Z)(a.expiresAt ?? '', b.expiresAt ?? '') ||
        (0,compare/* compareTexts */.Z)(a.name, b.name) ||
        (0,compare/* compareTexts */.Z)(a.subjectId, b.subjectId));
}

;// CONCATENATED MODULE: ./src/actions/access/access.ts





async function reviewAccess(inputs, deps) {
    const place = { platformUrl: deps.platformUrl, expectedPath: inputs.expected?.path ?? null };
    try {
        const lists = await readLists(inputs, deps);
        const problems = [lists.keys, lists.users, lists.roles].flatMap((listing) => listing?.problem ?? []);
        const refused = problems.find((problem) => (0,http_errors/* hasStatus */.Ro)(problem, 401)) ?? findOutage(lists);
        if (refused != null)
            throw refused;
        const review = reviewLists(lists, inputs, inputs.expected?.entries ?? [], deps.clock.now());
        const late = problems.find(({ outcome }) => outcome === 'timed-out');
        if (late !== undefined)
            return { ...describeError(late), ...place, review };
        return { ...describeReview(review), ...place, review };
    }
    catch (thrown) {
        return { ...describeError((0,errors/* toStepError */.uQ)(thrown, deps.stop)), ...place };
    }
}
async function readLists(inputs, { client }) {
    const [keys, users, roles] = await Promise.all([
        client.listKeys(),
        client.listUsers(),
        inputs.powerfulRoles.length === 0 ? null : client.listRoles(),
    ]);
    return { keys, users, roles };
}
function findOutage({ keys, users, roles }) {
    const unread = [keys, users, roles].flatMap((listing) => (listing === null ? [] : [listing]));
    const isOut = unread.every(({ items, problem }) => items.length === 0 && problem !== null && !(0,http_errors/* hasStatus */.Ro)(problem, 403, 404));
    return isOut ? keys.problem : null;
}
function describeReview(review) {
    const { findings, gaps } = review;
    if (gaps.length > 0)
        return { outcome: 'incomplete', green: false, ...(0,describe/* describeIncomplete */.mO)(review) };
    const reviewed = (0,describe/* describeReviewed */.lc)(review);
    const urgent = findings.filter(({ level, fails }) => level === 'warning' || fails);
    const notes = findings.length - urgent.length;
    const besides = notes === 0 ? '' : `, and ${(0,format/* countNouns */.Vq)(notes, 'note')}`;
    if (urgent.length === 0) {
        const sentence = `${reviewed} reviewed: nothing to do${besides}.`;
        return { outcome: 'ok', green: true, sentence, problems: [], remedy: null };
    }
    const failing = findings.filter(({ fails }) => fails).length;
    const why = failing === 0 ? '' : `, ${failing} of them in \`fail-on\``;
    const sentence = `${(0,format/* countNouns */.Vq)(urgent.length, 'finding')} in ${reviewed}${why}${besides}.`;
    return { outcome: 'findings', green: failing === 0, sentence, problems: [], remedy: null };
}
function describeError({ outcome, message, problems, remedy }) {
    const nothing = { platformUrl: null, expectedPath: null, review: null };
    return { outcome, green: false, sentence: message, problems, remedy, ...nothing };
}

// EXTERNAL MODULE: ./src/inputs/input-file.ts
var input_file = __webpack_require__(6572);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
;// CONCATENATED MODULE: ./src/actions/access/files.ts





const LARGEST_EXPECTED = 2 ** 20;
const REPORT_DIR = 'cloudquery-access';
async function readAccessFiles(reader, { workspace, temp }, readText, isRedacted) {
    const reportDir = (0,external_node_path_.resolve)(workspace, reader.textOf('report-dir') || (0,external_node_path_.resolve)(temp, REPORT_DIR));
    const path = reader.textOf('expected');
    if (path === '')
        return { expected: null, reportDir };
    const quote = isRedacted ? redact/* HIDE */.$7 : text_escape/* toLogText */.ZQ;
    const file = (0,input_file/* readInputFile */.j)('expected', path, LARGEST_EXPECTED, 'one that holds `version: 1`', {
        workspace,
        readText,
    });
    if (file.kind === 'problem') {
        reader.refuse(file.problem);
        return { expected: null, reportDir };
    }
    const { parseExpected } = await (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(5434)]).then(__webpack_require__.bind(__webpack_require__, 5434))).loadExpected();
    const parsed = parseExpected(file.text, path, COVERABLE, quote);
    if (parsed.kind === 'content')
        return { expected: { path, entries: parsed.content }, reportDir };
    for (const problem of parsed.problems)
        reader.refuse(`\`expected\` ${problem}`);
    return { expected: null, reportDir };
}

// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
// EXTERNAL MODULE: ./src/inputs/redaction.ts
var redaction = __webpack_require__(5012);
;// CONCATENATED MODULE: ./src/actions/access/kinds.ts
const FORMATS = ['json', 'csv', 'markdown'];
const FILE_NAMES = {
    json: 'access.json',
    csv: 'access.csv',
    markdown: 'access.md',
};

;// CONCATENATED MODULE: ./src/actions/access/inputs.ts




const DEFAULTS = {
    'warn-days': '14',
    'unused-days': '90',
    'max-key-days': '366',
    'inactive-days': '90',
    annotations: 'true',
    summary: 'true',
    redact: 'auto',
    'timeout-minutes': '5',
};
const LONGEST_PAUSE_MS = 15_000;
const MOST_DAYS = 3_650;
function readInputs(reader) {
    const { parse, patterns } = reader;
    const days = (name, least) => parse(name, (0,parsers/* parseNumber */.$J)(least, MOST_DAYS, 'days'));
    const { redact: _, ...inputs } = reader.finish({
        warnDays: days('warn-days', 0),
        unusedDays: days('unused-days', 1),
        maxKeyDays: days('max-key-days', 1),
        inactiveDays: days('inactive-days', 1),
        powerfulRoles: parse('powerful-roles', parseRoles),
        keys: patterns('keys'),
        users: patterns('users'),
        failOn: parse('fail-on', (0,parsers/* parseWords */.nl)(findings/* FINDINGS */.T)),
        reports: parse('reports', (0,parsers/* parseWords */.nl)(FORMATS)),
        annotations: parse('annotations', parsers/* parseBoolean */.yG),
        summary: parse('summary', parsers/* parseBoolean */.yG),
        redact: parse('redact', (0,parsers/* parseWord */.kB)(redaction/* REDACTIONS */.N)),
    });
    return { ...inputs, reports: [...new Set(inputs.reports)], longestPauseMs: LONGEST_PAUSE_MS };
}
function parseRoles(text) {
    const lines = (0,parsers/* parsePatternLines */.X9)(text);
    const bad = lines.find((line) => line.startsWith('!'));
    if (bad !== undefined)
        (0,parsers/* refuse */.TR)(bad, 'names of roles with `*` and `?`, one per line, without `!` in front');
    return lines;
}

// EXTERNAL MODULE: ./src/runner/ending.ts
var ending = __webpack_require__(6491);
;// CONCATENATED MODULE: ./src/actions/access/report.ts






const NAME_LENGTH = 100;
const LINE_LENGTH = 300;
const NAMES_SHOWN = 10;
const LINES_SHOWN = 200;
function outputsOf({ outcome, review }) {
    return review === null ? { outcome } : { ...countsOf(review), outcome };
}
function countsOf({ findings, gaps, keys, users, daysToFirstExpiry }) {
    const count = (id) => String(findings.filter((finding) => finding.id === id).length);
    return {
        ...(gaps.length === 0 ? { findings: String(findings.length) } : {}),
        ...(keys.isWhole
            ? { expiring: count('key-expiring'), expired: count('key-expired'), unused: count('key-unused') }
            : {}),
        ...(keys.isWhole && daysToFirstExpiry !== null ? { 'days-to-first-expiry': String(daysToFirstExpiry) } : {}),
        ...(users.isWhole ? { 'users-without-mfa': count('user-no-mfa') } : {}),
    };
}
function fileOutputsOf({ kind, path }) {
    return { 'report-dir': (0,external_node_path_.dirname)(path), [`report-${kind}`]: path };
}
function describeLog(result, files) {
    const { review } = result;
    const findings = review?.findings ?? [];
    const shown = findings.slice(0, LINES_SHOWN).map((finding) => `- ${(0,text_escape/* toLogText */.ZQ)(lineOf(finding), LINE_LENGTH)}`);
    const rest = findings.length - shown.length;
    const idle = (review?.idleExpectations ?? [])
        .slice(0, LINES_SHOWN)
        .map((one) => `Warning: ${(0,text_escape/* toLogText */.ZQ)((0,describe/* describeIdle */.qL)(one), LINE_LENGTH)}`);
    return [
        ...shown,
        ...(rest > 0 ? [`- … and ${(0,format/* countNouns */.Vq)(rest, 'more finding')}`] : []),
        ...idle,
        ...files.map(({ kind, path }) => `Written, ${kind}: ${path}`),
        ...(0,ending/* describeEnding */.be)(result),
    ];
}
function lineOf(finding) {
    const note = finding.level === 'note' ? ' (note)' : '';
    const why = finding.expected === null ? '' : `; expected: ${finding.expected.reason}`;
    return `${finding.id}${note}: ${(0,text_escape/* toLogText */.ZQ)(finding.name, NAME_LENGTH)} ${(0,describe/* describeFinding */.jb)(finding)}${why}`;
}
function planAnnotations(result, warnings = []) {
    const { review } = result;
    const kinds = findings/* FINDINGS */.T.flatMap((id) => {
        const found = (review?.findings ?? []).filter((finding) => finding.id === id && finding.expected === null);
        return found.length === 0 ? [] : [planKind(id, found)];
    });
    const idle = review?.idleExpectations ?? [];
    if (idle.length > 0) {
        const lines = idle.slice(0, NAMES_SHOWN).map((one) => (0,text_escape/* toLogText */.ZQ)((0,describe/* describeIdle */.qL)(one), LINE_LENGTH));
        const rest = idle.length - lines.length;
        if (rest > 0)
            lines.push(`And ${(0,format/* countNouns */.Vq)(rest, 'more entry', 'more entries')}.`);
        const title = `CloudQuery: ${(0,format/* countNouns */.Vq)(idle.length, 'entry', 'entries')} of expected without effect`;
        kinds.push({ level: 'warning', title, message: lines.join(' ') });
    }
    return [...(0,ending/* planEnding */.pQ)('CloudQuery access', result), ...kinds, ...warnings.map(ending/* planWarning */.Cv)];
}
function planKind(id, found) {
    const { one, many, remedy } = describe/* KINDS */.GW[id];
    const names = found.slice(0, NAMES_SHOWN).map(({ name }) => (0,text_escape/* toLogText */.ZQ)(name, NAME_LENGTH));
    return {
        level: found.some(({ level, fails }) => level === 'warning' || fails) ? 'warning' : 'notice',
        title: `CloudQuery: ${(0,format/* countNouns */.Vq)(found.length, one, many)}`,
        message: `${(0,format/* countNouns */.Vq)(found.length, one, many)}: ${(0,format/* joinSome */.bH)(names, found.length)}. ${remedy}`,
    };
}

;// CONCATENATED MODULE: ./src/actions/access/main.ts










const action = {
    defaults: DEFAULTS,
    loadRedaction: () => __webpack_require__.e(/* import() */ 8077).then(__webpack_require__.bind(__webpack_require__, 8077)),
    readInputs: readEverything,
    describeInputs: ({ expected }, { baseUrl, timeoutMs }, isRedacted) => [
        `CloudQuery Platform at ${baseUrl}: review of its API keys, users and roles.`,
        `At most ${(0,format/* formatDuration */.a3)(timeoutMs / 1_000)} in all.`,
        ...(expected === null
            ? []
            : [`Expected, ${expected.path}: ${(0,format/* countNouns */.Vq)(expected.entries.length, 'entry', 'entries')}.`]),
        ...(isRedacted ? ['Names of keys, and names and e-mails of users, are hidden (`redact`).'] : []),
    ],
    async run(asked, step, finish) {
        const { createIdentities } = await __webpack_require__.e(/* import() */ 6956).then(__webpack_require__.bind(__webpack_require__, 6956));
        const { clock, platform, platformUrl } = step;
        const client = createIdentities(platform.requester);
        const result = await reviewAccess(asked, { client, clock, platformUrl, stop: step.lifecycle.stop });
        await finish(result, main_report(step, { ...asked, warnings: step.warnings }));
    },
    fail: describeError,
    outputsOf: outputsOf,
    reportFailure: (step) => main_report(step, { annotations: true, summary: true, reports: [], reportDir: null, warnings: [] }),
};
async function readEverything(reader, { runner, isRedacted }) {
    const files = await readAccessFiles(reader, runner.folders(), read_file/* readText */.yR, isRedacted);
    return { ...readInputs(reader), ...files };
}
const OWN = { record: '.cloudquery-access.json', names: Object.values(FILE_NAMES) };
function main_report({ runner, clock }, wanted) {
    return async (result) => {
        const written = [];
        const own = wanted.reportDir === null ? null : await openFolder(wanted.reportDir);
        for (const kind of wanted.reports) {
            await (0,report/* attemptReport */.qE)(`${kind} file`, 'result', runner, async () => {
                const path = (0,external_node_path_.join)(wanted.reportDir ?? '', FILE_NAMES[kind]);
                const file = { kind, path: await writeFile(kind, path, result, own) };
                (0,report/* setOutputs */.n0)(runner, fileOutputsOf(file));
                written.push(file);
            });
        }
        if (own !== null)
            await (0,report/* attemptReport */.qE)('record of the reports', 'result', runner, own.finish);
        for (const line of describeLog(result, written))
            runner.info(line);
        if (wanted.annotations) {
            await (0,report/* attemptReport */.qE)('annotations', 'result', runner, () => {
                for (const annotation of planAnnotations(result, wanted.warnings))
                    runner.annotate(annotation);
            });
        }
        if (wanted.summary) {
            await (0,report/* attemptReport */.qE)('job summary', 'result', runner, async () => {
                const { renderSummary } = await __webpack_require__.e(/* import() */ 4881).then(__webpack_require__.bind(__webpack_require__, 4881));
                await runner.writeSummary(renderSummary(result, markdown/* SUMMARY_BYTES */.R$, wanted.warnings));
            });
        }
    };
    async function openFolder(folder) {
        const { openReportFolder } = await __webpack_require__.e(/* import() */ 2423).then(__webpack_require__.bind(__webpack_require__, 2423));
        return openReportFolder(folder, OWN, runner.identity());
    }
    async function writeFile(kind, path, result, own) {
        const { writeReport } = await __webpack_require__.e(/* import() */ 4809).then(__webpack_require__.bind(__webpack_require__, 4809));
        return writeReport(path, await render(kind, result), runner.scrub, own);
    }
    async function render(kind, result) {
        const context = runner.context(clock.now());
        switch (kind) {
            case 'json':
                return (await __webpack_require__.e(/* import() */ 7142).then(__webpack_require__.bind(__webpack_require__, 7142))).renderJson(result, context);
            case 'csv':
                return [(await __webpack_require__.e(/* import() */ 7171).then(__webpack_require__.bind(__webpack_require__, 7171))).renderCsv(result)];
            case 'markdown':
                return [(await __webpack_require__.e(/* import() */ 4881).then(__webpack_require__.bind(__webpack_require__, 4881))).renderMarkdown(result, context.runUrl)];
        }
    }
}


/***/ })

};
;