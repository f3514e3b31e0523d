"use strict";
exports.id = 8370;
exports.ids = [8370];
exports.modules = {

/***/ 8370:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  describeLeft: () => (describeLeft),
  writeBackup: () => (writeBackup),
  writeExport: () => (writeExport)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/actions/policies/form.ts
var policies_form = __webpack_require__(8134);
// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/actions/policies/files/schema.ts
var schema = __webpack_require__(7583);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
// EXTERNAL MODULE: ./src/actions/policies/plan/plan.ts + 3 modules
var plan = __webpack_require__(2335);
;// CONCATENATED MODULE: ./src/actions/policies/export/check-files.ts


function keyOf(kind, slug) {
    return `${kind} ${slug}`;
}
function findChanges(files, state, owner) {
    const rule = { owner, adopt: 'by-name', onRemoved: 'keep', maxRemovals: 0 };
    const { changes, conflicts } = (0,plan/* makePlan */.C)(files, state, rule);
    return [
        ...conflicts.flatMap(({ kind, slug, file, sentence }) => file === null ? [] : [[keyOf(kind, slug), sentence]]),
        ...changes.flatMap(({ kind, slug, verb, fields }) => {
            if (verb === 'adopt' && fields.length === 0)
                return [];
            const what = verb === 'create' ? 'create a second one' : `change ${fields.map(({ field }) => field).join(', ')}`;
            return [[keyOf(kind, slug), `A plan of its file would ${what}.`]];
        }),
    ];
}
function findExcess(groups, names) {
    const seen = new Set(names.map(tidy/* foldCase */.SP));
    const twins = groups.filter(({ object }) => {
        const name = (0,tidy/* foldCase */.SP)(object.form.name);
        return seen.has(name) || !seen.add(name);
    });
    const excess = twins.length > 0 ? twins : groups.slice(Math.floor(groups.length / 2));
    return excess.map(({ slug }) => keyOf('group', slug));
}
function takeFirst(refused) {
    const groups = [...refused].filter(([key]) => key.startsWith(keyOf('group', '')));
    return groups.length > 0 ? new Map(groups) : refused;
}

// EXTERNAL MODULE: ./src/text/mark.ts
var text_mark = __webpack_require__(8338);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/text/yaml-write.ts

const STRANGE = /(?![\t\n])[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Noncharacter_Code_Point}\ufeff\ufffd]/gu;
function writeYaml(content, comment, style) {
    const document = new dist/* Document */.yo(content, { compat: 'yaml-1.1' });
    if (comment !== '')
        document.commentBefore = comment.replace(/^/gm, ' ');
    (0,dist/* visit */.YR)(document, {
        Scalar(_key, node) {
            if ((0,dist/* isScalar */.jn)(node) && typeof node.value === 'string' && node.value.search(STRANGE) >= 0) {
                node.type = dist/* Scalar */.X5.QUOTE_DOUBLE;
            }
        },
    });
    const text = document.toString({
        lineWidth: 0,
        blockQuote: 'literal',
        singleQuote: false,
        doubleQuotedAsJSON: true,
        defaultKeyType: 'PLAIN',
        defaultStringType: style === 'quoted' ? 'QUOTE_DOUBLE' : 'PLAIN',
    });
    return text.replace(STRANGE, escapeSign);
}
function quoteYaml(text) {
    return JSON.stringify(text).replace(STRANGE, escapeSign);
}
function escapeSign(sign) {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

// EXTERNAL MODULE: ./src/actions/policies/files/read-files.ts + 6 modules
var read_files = __webpack_require__(9576);
// EXTERNAL MODULE: ./src/actions/policies/sql/tidy-query.ts
var tidy_query = __webpack_require__(3956);
;// CONCATENATED MODULE: ./src/actions/policies/export/memory-folder.ts
function listFiles(files) {
    const named = (pattern) => files.filter(({ path }) => pattern.test(path)).map(({ path }) => ({ path, absolute: path }));
    return { yaml: named(/\.ya?ml$/i), sql: named(/\.sql$/i), folders: [], problems: [] };
}
function createReader(files) {
    const texts = new Map(files.map(({ path, text }) => [path, text]));
    return (path, mostBytes) => {
        const text = texts.get(path);
        if (text === undefined)
            return { kind: 'missing' };
        const bytes = Buffer.from(text, 'utf8');
        if (bytes.length > mostBytes)
            return { kind: 'problem', problem: `would be larger than ${mostBytes} bytes.` };
        return { kind: 'text', text: bytes.toString('utf8') };
    };
}

;// CONCATENATED MODULE: ./src/actions/policies/export/render.ts








const WAYS = [
    { style: 'natural', query: 'file' },
    { style: 'quoted', query: 'file' },
    { style: 'natural', query: 'inline' },
    { style: 'quoted', query: 'inline' },
];
function describeUnnamed(groups, destinations) {
    return [
        ...groups.map((problem) => `It stays in a group that its file does not name: ${problem}.`),
        ...destinations.map((problem) => `Its file says nothing of whom it notifies, since it can't name a destination: ${problem}.`),
    ];
}
function renderPolicy({ object }, namings, place) {
    const { form, groupIds, destinationIds } = object;
    const groups = nameAll(groupIds, namings.group);
    const notify = nameAll(destinationIds, namings.destination);
    const facts = {
        form: { ...form, query: (0,tidy_query/* tidyQuery */.R)(form.query) },
        groupNames: groups.names,
        notifyNames: notify.problems.length > 0 ? null : notify.names,
    };
    return renderFacts(facts, describeUnnamed(groups.problems, notify.problems), place);
}
function renderFacts(wanted, notes, place) {
    let problem = null;
    for (const { style, query } of WAYS) {
        if (query === 'file' && place.sql === null)
            continue;
        const files = writePolicy({ ...place, sql: query === 'file' ? place.sql : null }, wanted, notes, style);
        const found = findDifference(files, ({ files: { policies: [policy], }, }) => [policy && { form: policy.form, groupNames: policy.groupNames, notifyNames: policy.notifyNames }, wanted]);
        if (found === null)
            return { files, notes };
        problem ??= found;
    }
    return { problem: problem ?? '' };
}
function writePolicy({ yaml, sql }, { form, groupNames, notifyNames }, notes, style) {
    const { name, domain, severity, status, description, query } = form;
    const content = {
        version: schema/* FILES_VERSION */.HY,
        name,
        domain,
        severity,
        ...(description === '' ? {} : { description }),
        ...(status === 'active' ? {} : { status }),
        ...(groupNames.length === 0 ? {} : { groups: groupNames }),
        ...(notifyNames === null ? {} : { notify: notifyNames }),
        ...(sql === null ? { query } : { 'query-file': external_node_path_.posix.basename(sql) }),
    };
    const file = { path: yaml, text: writeYaml(content, notes.join('\n'), style) };
    return sql === null ? [file] : [file, { path: sql, text: `${query}\n` }];
}
const GROUPS_FILE = 'groups.yml';
function renderGroups(groups, notes, path = GROUPS_FILE) {
    const wanted = groups.map(({ slug, object }) => ({ slug, form: object.form }));
    let problem = null;
    for (const style of ['natural', 'quoted']) {
        const files = [{ path, text: writeGroups(wanted, notes, style) }];
        const found = findDifference(files, ({ files: read }) => [
            read.groups.map(({ slug, form }) => ({ slug, form })),
            wanted,
        ]);
        if (found === null)
            return { files, notes: [] };
        problem ??= found;
    }
    return { problem: problem ?? '' };
}
function writeGroups(groups, notes, style) {
    const list = groups.map(({ slug, form: { name, description } }) => ({
        slug,
        name,
        ...(description === '' ? {} : { description }),
    }));
    return writeYaml({ version: schema/* FILES_VERSION */.HY, groups: list }, notes.join('\n'), style);
}
function findDifference(files, compare) {
    const read = (0,read_files/* readListed */.oF)(listFiles(files), '.', null, createReader(files), text_escape/* toLogText */.ZQ);
    const [first] = read.problems;
    if (first !== undefined)
        return first.sentence;
    return (0,external_node_util_.isDeepStrictEqual)(...compare(read)) ? null : 'It would be read otherwise than it was written.';
}
function nameAll(ids, nameOf) {
    const names = [];
    const problems = [];
    for (const id of new Set(ids)) {
        const naming = nameOf(id);
        if ('name' in naming)
            names.push(naming.name);
        else
            problems.push(naming.problem);
    }
    return { names: names.sort(), problems: problems.sort() };
}

;// CONCATENATED MODULE: ./src/actions/policies/export/slug.ts
const RESERVED = ['con', 'prn', 'aux', 'nul', 'groups', ...numbered('com'), ...numbered('lpt')];
const LONGEST = 80;
function createSlugs(taken) {
    const used = new Set([...RESERVED, ...taken]);
    const last = new Map();
    return (name, fallback) => {
        const base = toSlug(name) || fallback;
        for (let number = (last.get(base) ?? 0) + 1;; number++) {
            const slug = number === 1 ? base : `${base}-${number}`;
            if (used.has(slug))
                continue;
            used.add(slug);
            last.set(base, number);
            return slug;
        }
    };
}
function toSlug(name) {
    const words = name
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-');
    return words.replace(/^-/, '').slice(0, LONGEST).replace(/-$/, '');
}
function numbered(device) {
    return Array.from({ length: 10 }, (_, number) => `${device}${number}`);
}

;// CONCATENATED MODULE: ./src/actions/policies/export/choose.ts





function chooseObjects(kind, asked, all, { owner, known, taken }, leave) {
    const marked = new Map();
    for (const { mark } of all) {
        if ((0,text_mark/* isOwnedBy */.D0)(mark, owner))
            marked.set(mark.slug, (marked.get(mark.slug) ?? 0) + 1);
    }
    const makeSlug = createSlugs([...marked.keys(), ...taken]);
    const old = [];
    const ours = [];
    const others = [];
    for (const object of asked.toSorted(compare/* compareIds */.q)) {
        const { id, mark, form } = object;
        const slug = known.get(id);
        const isGroupsFile = kind === 'policy' && mark?.slug === (0,external_node_path_.basename)(GROUPS_FILE, '.yml');
        const count = (0,text_mark/* isOwnedBy */.D0)(mark, owner) ? marked.get(mark.slug) : null;
        if (slug !== undefined)
            old.push({ slug, object });
        else if (mark === null)
            others.push({ slug: makeSlug(form.name, kind), object });
        else if (count === null)
            leave(object, `It is managed by ${mark.owner}.`);
        else if (isGroupsFile)
            leave(object, `Its mark is ${mark.slug}, and ${GROUPS_FILE} is no file of a policy.`);
        else if (count === 1)
            ours.push({ slug: mark.slug, object });
        else
            leave(object, `${count} objects of the Platform have its mark, ${mark.slug}.`);
    }
    return [...old, ...ours, ...others];
}

// EXTERNAL MODULE: ./src/actions/policies/plan/lookalikes.ts
var lookalikes = __webpack_require__(2020);
// EXTERNAL MODULE: ./src/actions/policies/plan/match.ts + 1 modules
var match = __webpack_require__(6926);
;// CONCATENATED MODULE: ./src/actions/policies/export/lay-over.ts




function layOver(base, { policies, groups }, owner) {
    const wanted = base.policies.map((one) => one.wanted);
    const policy = layKind('policy', wanted, policies, owner);
    const missing = wanted.filter(({ slug }) => policy.gone.has(slug));
    const unmanaged = policies.filter(({ id, mark }) => mark === null && !policy.slugs.has(id));
    const renamed = (0,lookalikes/* pairCopies */.qg)(missing, unmanaged);
    const found = new Set(renamed.map((pair) => pair.wanted.slug));
    return {
        policy: {
            slugs: new Map([...policy.slugs, ...renamed.map((pair) => [pair.existing.id, pair.wanted.slug])]),
            gone: new Set([...policy.gone].filter((slug) => !found.has(slug))),
            unclear: policy.unclear,
            open: policy.open,
        },
        group: layKind('group', base.groups?.wanted ?? [], groups, owner),
    };
}
function layKind(kind, wanted, existing, owner) {
    const marked = new Map(wanted.map(({ slug }) => [slug, []]));
    for (const { id, mark } of existing)
        if ((0,text_mark/* isOwnedBy */.D0)(mark, owner))
            marked.get(mark.slug)?.push(id);
    const slugs = new Map();
    for (const [slug, [id, ...copies]] of marked)
        if (id !== undefined && copies.length === 0)
            slugs.set(id, slug);
    const known = new Set(slugs.values());
    const { pairs, missing, conflicts } = (0,match/* matchObjects */.g)(kind, wanted.filter(({ slug }) => !known.has(slug)), existing.filter(({ id }) => !slugs.has(id)), { owner, adopt: 'by-name' });
    for (const pair of pairs)
        slugs.set(pair.existing.id, pair.wanted.slug);
    const unclear = new Map(conflicts.flatMap(({ file, slug, sentence }) => (file === null ? [] : [[slug, sentence]])));
    const names = new Set(wanted.flatMap(({ slug, form }) => (unclear.has(slug) ? [(0,tidy/* canonText */.Zt)(form.name)] : [])));
    const isOpen = ({ id, mark, form }) => !slugs.has(id) && (names.has((0,tidy/* canonText */.Zt)(form.name)) || unclear.has(ownSlug(mark, form.description, owner)));
    return {
        slugs,
        gone: new Set(missing.map(({ slug }) => slug)),
        unclear,
        open: new Set(existing.filter(isOpen).map(({ id }) => id)),
    };
}
function ownSlug(mark, description, owner) {
    const found = mark ?? (0,text_mark/* findAnyMark */.Bo)(description, owner);
    return (0,text_mark/* isOwnedBy */.D0)(found, owner) ? found.slug : '';
}

;// CONCATENATED MODULE: ./src/actions/policies/export/overlay.ts


function planOverlay({ base, policy, group }, round, left) {
    const old = [
        ...base.policies.flatMap(({ yaml, sql }) => (sql === null ? [yaml] : [yaml, sql])),
        ...(base.groups === null ? [] : [base.groups.file]),
    ];
    const texts = new Map(old.map(({ path, text }) => [path, text]));
    const stays = new Set(round.stays.map(({ key }) => key));
    const kept = new Set([
        ...round.files.map(({ path }) => path),
        ...base.policies.flatMap(({ wanted: { slug }, yaml, sql }) => stays.has(`policy ${slug}`) ? [yaml.path, sql?.path ?? yaml.path] : []),
    ]);
    const sort = (paths) => [...new Set(paths)].map((path) => external_node_path_.posix.join(base.path, path)).sort();
    const paths = round.files.filter(({ path, text }) => texts.get(path) !== text).map(({ path }) => path);
    return {
        changed: sort(paths.filter((path) => texts.has(path))),
        added: sort(paths.filter((path) => !texts.has(path))),
        gone: sort([...texts.keys()].filter((path) => !kept.has(path))),
        notes: [
            ...round.groupsNotes.map((note) => `${external_node_path_.posix.join(base.path, base.groups?.file.path ?? '')}: ${note}`),
            ...round.stays.map(({ key, slug, path }) => {
                const isPolicy = key.startsWith('policy ');
                const { slugs, unclear } = isPolicy ? policy : group;
                const id = [...slugs].find(([, one]) => one === slug)?.[0];
                const reason = unclear.get(slug) ?? left.find((one) => one.id === id)?.reason ?? '';
                const what = isPolicy ? (0,text_escape/* toLogText */.ZQ)(path, 200) : `The entry ${slug} of ${(0,text_escape/* toLogText */.ZQ)(path, 200)}`;
                return `${what} stays as it is: ${reason}`;
            }),
        ],
    };
}

;// CONCATENATED MODULE: ./src/actions/policies/export/naming.ts

function createNamings({ groups, destinations }, own) {
    const ownIds = new Map(own.map(({ id, name }) => [name, id]));
    return {
        group: createNaming(groups.map(({ id, form }) => ({ id, name: form.name })), ownIds),
        destination: createNaming(destinations, new Map()),
    };
}
function createNaming(objects, owners) {
    const names = new Map(objects.map(({ id, name }) => [id, name]));
    const counts = new Map();
    for (const { name } of objects)
        counts.set(name, (counts.get(name) ?? 0) + 1);
    return (id) => {
        const name = names.get(id);
        const shown = (0,text_escape/* toLogText */.ZQ)(id);
        if (name === undefined)
            return { problem: `the Platform does not list ${shown}` };
        if (name.trim() === '')
            return { problem: `the name of ${shown} is blank` };
        const who = `“${(0,text_escape/* toLogText */.ZQ)(name, 100)}” (${shown})`;
        const owner = owners.get(name);
        if (owner !== undefined) {
            return owner === id ? { name } : { problem: `${who} has the name of a group of groups.yml` };
        }
        const count = counts.get(name) ?? 0;
        return count === 1 ? { name } : { problem: `${count} have the name of ${who}` };
    };
}

// EXTERNAL MODULE: ./src/actions/policies/files/sql-file.ts
var sql_file = __webpack_require__(7265);
;// CONCATENATED MODULE: ./src/actions/policies/export/place-queries.ts


function placeQueries(users, taken) {
    const placed = new Map();
    const made = new Set();
    function make(folder, slug, text) {
        for (let number = 1;; number++) {
            const path = external_node_path_.posix.join(folder, `${slug}${number === 1 ? '' : `-${number}`}.sql`);
            if (taken.has(path.toLowerCase()) || made.has(path))
                continue;
            made.add(path);
            placed.set(slug, { path, text });
            return;
        }
    }
    for (const { slug, base, query } of users)
        if (base === null)
            make('.', slug, `${query ?? ''}\n`);
    for (const [sql, sharers] of groupByFile(users)) {
        const texts = new Set(sharers.map(({ query }) => query ?? (0,sql_file/* readSqlQuery */.b)(sql.text)));
        for (const { slug, query } of sharers) {
            const text = query === null ? sql.text : replaceQuery(sql.text, query);
            if (text === sql.text || texts.size === 1)
                placed.set(slug, { path: sql.path, text });
            else
                make(external_node_path_.posix.dirname(sql.path), slug, text);
        }
    }
    return placed;
}
function groupByFile(users) {
    const groups = new Map();
    for (const user of users) {
        const sql = user.base?.sql ?? null;
        if (sql === null)
            continue;
        const group = groups.get(sql.path);
        if (group === undefined)
            groups.set(sql.path, [sql, [user]]);
        else
            group[1].push(user);
    }
    return groups.values();
}
function replaceQuery(text, query) {
    if ((0,sql_file/* readSqlQuery */.b)(text) === query)
        return text;
    const old = text.trim();
    const at = text.indexOf(old);
    const lines = text.includes('\r\n') ? query.replaceAll('\n', '\r\n') : query;
    return text.slice(0, at) + lines + text.slice(at + old.length);
}

;// CONCATENATED MODULE: ./src/text/yaml-pieces.ts


function renderLike(old, key, wanted, style) {
    const was = (0,dist/* isScalar */.jn)(old) && typeof old.value === 'string' ? old.value : '';
    const back = style === 'quoted' || was.trim() === '' ? '' : was.slice(was.trimEnd().length);
    const value = wanted + back;
    const scalar = new dist/* Scalar */.X5(value);
    const type = style === 'natural' && (0,dist/* isScalar */.jn)(old) ? old.type : undefined;
    if (type === dist/* Scalar */.X5.QUOTE_SINGLE && /^[^'\p{C}]*$/u.test(value))
        return `'${value}'`;
    if (type === dist/* Scalar */.X5.BLOCK_FOLDED || type === dist/* Scalar */.X5.BLOCK_LITERAL)
        scalar.type = dist/* Scalar */.X5.BLOCK_LITERAL;
    else if (type === dist/* Scalar */.X5.QUOTE_DOUBLE && !value.includes('\n'))
        scalar.type = type;
    return writeYaml({ [key]: scalar }, '', style).slice(`${key}: `.length);
}
function renderInline(value) {
    return Array.isArray(value) ? `[${value.map(renderInline).join(', ')}]` : quoteYaml(String(value));
}
function renderItems(items, style) {
    return writeYaml({ items }, '', style)
        .replace(/^items:\n/, '')
        .replace(/^ {2}/gm, '');
}
function indent(lines, first, rest) {
    return lines.replace(/^(?=.)/gm, (_, offset) => (offset === 0 ? first : rest));
}

;// CONCATENATED MODULE: ./src/text/yaml-edit.ts




function editYaml(text, style) {
    const [bom = ''] = /^\ufeff?/.exec(text) ?? [];
    const source = text.slice(bom.length);
    const lineEnd = source.includes('\r\n') ? '\r\n' : '\n';
    const options = { schema: 'core', resolveKnownTags: false, merge: false, uniqueKeys: false };
    const root = (0,dist/* parseDocument */.Tp)(source, options).contents;
    const splices = [];
    let isPossible = true;
    function give(from, to, piece) {
        splices.push({ from, to, text: piece });
    }
    function giveUp() {
        isPossible = false;
    }
    function mapAt(path) {
        let node = root;
        for (const step of path) {
            if ((0,dist/* isMap */.jh)(node))
                node = findPair(node, step)?.value;
            else if ((0,dist/* isSeq */.oP)(node) && typeof step === 'number')
                node = node.items[step];
            else
                return null;
        }
        return (0,dist/* isMap */.jh)(node) ? node : null;
    }
    function commentAt(offset) {
        const pattern = /[\t ]+#[^\r\n]*/y;
        pattern.lastIndex = offset;
        return pattern.exec(source)?.[0] ?? '';
    }
    const columnOf = (offset) => offset - lineStart(offset);
    const lineStart = (offset) => source.lastIndexOf('\n', offset - 1) + 1;
    function lineOver(node) {
        const end = endOf(node);
        if (source[end - 1] === '\n')
            return end;
        const next = source.indexOf('\n', end);
        return next < 0 ? source.length : next + 1;
    }
    function insertLines(offset, lines) {
        const isOpen = offset > 0 && source[offset - 1] !== '\n';
        give(offset, offset, isOpen ? `\n${lines.replace(/\n$/, '')}` : lines);
    }
    function removeLines(from, node) {
        give(lineStart(from), lineOver(node), '');
    }
    function addKey(at, key, value, order) {
        const map = mapAt(at);
        const before = order.slice(0, order.indexOf(key)).toReversed();
        const pair = map === null ? undefined : before.map((one) => findPair(map, one)).find((one) => one !== undefined);
        if (map === null || pair === undefined)
            return giveUp();
        if (map.flow === true) {
            const end = endOf(pair.value ?? pair.key);
            const isQuoted = (0,dist/* isScalar */.jn)(pair.key) && pair.key.type === dist/* Scalar */.X5.QUOTE_DOUBLE;
            return give(end, end, `, ${isQuoted ? quoteYaml(key) : key}: ${renderInline(value)}`);
        }
        const pad = ' '.repeat(columnOf(offsetOf(pair.key)));
        insertLines(lineOver(pair.value ?? pair.key), indent(writeYaml({ [key]: value }, '', style), pad, pad));
    }
    function setText(at, key, wanted, order) {
        const map = mapAt(at);
        const pair = map === null ? undefined : findPair(map, key);
        if (pair === undefined)
            return addKey(at, key, wanted, order);
        const node = pair.value;
        if (node?.range == null || (0,dist/* isCollection */.P3)(node))
            return giveUp();
        const [from, to] = node.range;
        const old = source.slice(from, to);
        const fresh = renderLike(node, key, wanted, style).replace(/\n$/, '');
        const isBlock = /^[|>]/.test(old);
        const within = isBlock ? commentAt(from + (/^\S+/.exec(old)?.[0].length ?? 0)) : '';
        const behind = /^[|>]/.test(fresh) && !isBlock ? commentAt(to) : '';
        const value = /^[|>]/.test(fresh) ? fresh.replace(/^\S+/, (sign) => sign + within + behind) : fresh + within;
        const pad = ' '.repeat(columnOf(offsetOf(pair.key)));
        const front = source.slice(colonOf(pair), from);
        const start = (front.trim() === '' && front.includes('\n')) || from === to ? colonOf(pair) : from;
        const blank = start === from && from !== to ? '' : ' ';
        give(start, to + behind.length, `${blank}${indent(value, '', pad)}${old.endsWith('\n') ? '\n' : ''}`);
    }
    function editList(key, removed, added) {
        const pair = (0,dist/* isMap */.jh)(root) ? findPair(root, key) : undefined;
        const list = pair?.value;
        if (pair === undefined || !(0,dist/* isSeq */.oP)(list) || list.range == null)
            return giveUp();
        const [from, to] = list.range;
        if (list.flow === true && list.items.length === 0) {
            const pad = ' '.repeat(columnOf(offsetOf(pair.key)));
            if (added.length > 0)
                give(colonOf(pair), to, `\n${indent(renderItems(added, style), `${pad}  `, `${pad}  `).trimEnd()}`);
        }
        else if (list.flow === true) {
            editFlowList(list.items, removed, added);
        }
        else {
            for (const [index, item] of list.items.entries())
                if (removed.has(index))
                    removeLines(dashOf(item), item);
            const last = list.items.at(-1) ?? null;
            const pad = ' '.repeat(columnOf(from));
            if (added.length > 0)
                insertLines(lineOver(last), indent(renderItems(added, style), pad, pad));
            else if (removed.size === list.items.length)
                give(colonOf(pair), colonOf(pair), ' []');
        }
    }
    function editFlowList(items, removed, added) {
        const [first, last] = [items[0], items.at(-1)];
        const old = source.slice(offsetOf(first ?? null), endOf(last ?? null));
        const texts = added.map((item) => (typeof item === 'string' ? quoteYaml(item) : null));
        if (/(^|\s)#/m.test(old) || texts.includes(null)) {
            return giveUp();
        }
        const kept = items.flatMap((item, index) => removed.has(index) ? [] : [source.slice(offsetOf(item), endOf(item))]);
        give(offsetOf(first ?? null), endOf(last ?? null), [...kept, ...texts].join(', '));
    }
    const dashOf = (item) => Math.max(0, source.lastIndexOf('-', offsetOf(item) - 1));
    const colonOf = ({ key }) => source.indexOf(':', endOf(key)) + 1;
    return {
        setText,
        setNames(key, names, order) {
            const pair = (0,dist/* isMap */.jh)(root) ? findPair(root, key) : undefined;
            if (pair === undefined)
                return addKey([], key, names, order);
            const list = pair.value;
            if (!(0,dist/* isSeq */.oP)(list))
                return giveUp();
            const wanted = new Map(names.map((name) => [(0,tidy/* canonText */.Zt)(name), name]));
            const removed = new Set();
            for (const [index, item] of list.items.entries()) {
                const name = (0,dist/* isScalar */.jn)(item) && typeof item.value === 'string' ? (0,tidy/* canonText */.Zt)(item.value) : null;
                if (name === null || !wanted.delete(name))
                    removed.add(index);
            }
            editList(key, removed, [...wanted.values()]);
        },
        replaceKey(key, other, wanted) {
            const pair = (0,dist/* isMap */.jh)(root) ? findPair(root, key) : undefined;
            if (pair === undefined || pair.value?.range == null)
                return giveUp();
            const lines = writeYaml({ [other]: wanted }, '', style).trimEnd();
            give(offsetOf(pair.key), pair.value.range[1], indent(lines, '', ' '.repeat(columnOf(offsetOf(pair.key)))));
        },
        removeKey(key) {
            const pair = (0,dist/* isMap */.jh)(root) && root.flow !== true ? findPair(root, key) : undefined;
            if (pair === undefined)
                return giveUp();
            removeLines(offsetOf(pair.key), pair.value ?? pair.key);
        },
        setItems: (key, removed, added) => editList(key, new Set(removed), added),
        finish() {
            const edited = isPossible ? applySplices(source, splices, lineEnd) : null;
            return edited === null ? null : bom + edited;
        },
    };
}
function applySplices(source, splices, lineEnd) {
    const sorted = splices.toSorted((a, b) => a.from - b.from || a.to - b.to);
    let edited = '';
    let at = 0;
    for (const { from, to, text } of sorted) {
        if (from < at)
            return null;
        edited += source.slice(at, from) + text.replaceAll('\n', lineEnd);
        at = to;
    }
    return edited + source.slice(at);
}
function findPair(map, key) {
    return map.items.find((pair) => (0,dist/* isScalar */.jn)(pair.key) && pair.key.value === key);
}
function offsetOf(node) {
    return node?.range?.[0] ?? 0;
}
function endOf(node) {
    if ((0,dist/* isCollection */.P3)(node) && node.flow !== true) {
        const last = node.items.at(-1);
        const inner = (0,dist/* isPair */.tO)(last) ? (last.value ?? last.key) : last;
        if (inner !== undefined)
            return endOf(inner);
    }
    return node?.range?.[1] ?? 0;
}

;// CONCATENATED MODULE: ./src/actions/policies/export/edit-policy.ts



const ORDER = Object.keys(schema/* PolicySchema */.Qz.entries);
const TEXTS = ['name', 'domain', 'severity', 'description', 'status'];
function editPolicy(text, before, wanted, style) {
    const yaml = editYaml(text, style);
    for (const key of TEXTS) {
        if (before.form[key] !== wanted.form[key])
            yaml.setText([], key, wanted.form[key], ORDER);
    }
    if (!isSameList(before.groupNames, wanted.groupNames))
        yaml.setNames('groups', wanted.groupNames, ORDER);
    if (wanted.notifyNames === null && before.notifyNames !== null)
        yaml.removeKey('notify');
    if (wanted.notifyNames !== null && !isSameList(before.notifyNames ?? [], wanted.notifyNames)) {
        yaml.setNames('notify', wanted.notifyNames, ORDER);
    }
    if (wanted.sql !== null) {
        if (wanted.sql !== before.sql)
            yaml.setText([], 'query-file', external_node_path_.posix.basename(wanted.sql), ORDER);
    }
    else if (before.sql !== null)
        yaml.replaceKey('query-file', 'query', wanted.form.query);
    else if (before.form.query !== wanted.form.query)
        yaml.setText([], 'query', wanted.form.query, ORDER);
    return yaml.finish();
}
function isSameList(a, b) {
    return a.length === b.length && a.every((one) => b.includes(one));
}

;// CONCATENATED MODULE: ./src/actions/policies/export/without-lines.ts
function withoutLines({ line: _, tables, ...test }) {
    return {
        ...test,
        tables: tables.map(({ columns, lines: _lines, ...table }) => ({
            ...table,
            columns: columns.map(({ name, type }) => ({ name, type })),
        })),
    };
}

;// CONCATENATED MODULE: ./src/actions/policies/export/render-over.ts









const ANEW = 'It could not be changed where it stands, so that its file is written anew, without its comments';
function renderPolicyOver(policy, base, sql, namings, isDeclared) {
    const { facts: wanted, notes } = wantFacts(policy.object, base, namings, isDeclared);
    const { form, groupNames, notifyNames } = base.wanted;
    const before = { form, groupNames, notifyNames, sql: base.sql?.path ?? null };
    for (const { style, query } of WAYS) {
        if (query === 'file' && sql === null)
            continue;
        const place = query === 'file' ? sql : null;
        const text = editPolicy(base.yaml.text, before, { ...wanted, sql: place?.path ?? null }, style);
        if (text === null)
            continue;
        const files = [{ path: base.yaml.path, text }, ...(place === null ? [] : [place])];
        const isSame = text === base.yaml.text && place?.text === base.sql?.text;
        if (isSame || findDifference(files, (read) => [readFacts(read), sortFacts(wanted, base.tests)]) === null) {
            return { files, notes };
        }
    }
    const anew = renderFacts(wanted, notes, { yaml: base.yaml.path, sql: sql?.path ?? null });
    if ('problem' in anew)
        return anew;
    const lost = base.tests.length === 0 ? `${ANEW}.` : `${ANEW} and tests.`;
    const files = anew.files.map((file) => (file.path === sql?.path ? sql : file));
    return { files, notes: [...anew.notes, lost] };
}
function wantFacts({ form, groupIds, destinationIds }, { wanted: { form: old, groupNames, notifyNames } }, namings, isDeclared) {
    const named = new Set(groupNames.map(tidy/* canonText */.Zt));
    const isNamed = (id) => {
        const naming = namings.group(id);
        return 'name' in naming && named.has((0,tidy/* canonText */.Zt)(naming.name));
    };
    const groups = nameAll(groupIds.filter((id) => isDeclared(id) || isNamed(id)), namings.group);
    const notify = notifyNames === null ? null : nameAll(destinationIds, namings.destination);
    const changed = new Map((0,policies_form/* compareForms */.Z5)(old, form).map(({ field, after }) => [field, after]));
    const ownWord = (names, own) => names.map((name) => own.find((one) => (0,tidy/* canonText */.Zt)(one) === (0,tidy/* canonText */.Zt)(name)) ?? name);
    return {
        facts: {
            form: { ...old, ...Object.fromEntries(changed), query: changed.has('query') ? (0,tidy_query/* tidyQuery */.R)(form.query) : old.query },
            groupNames: ownWord(groups.names, groupNames),
            notifyNames: notify === null || notify.problems.length > 0 ? null : ownWord(notify.names, notifyNames ?? []),
        },
        notes: describeUnnamed(groups.problems, notify?.problems ?? []),
    };
}
function readFacts({ files: { policies }, tests }) {
    const [policy] = policies;
    return policy === undefined ? null : sortFacts(policy, tests.get(policy.slug) ?? []);
}
function sortFacts({ form, groupNames, notifyNames }, tests) {
    return {
        form,
        groupNames: groupNames.toSorted(),
        notifyNames: notifyNames?.toSorted() ?? null,
        tests: tests.map(withoutLines),
    };
}
const GROUP_ORDER = Object.keys(schema/* GroupSchema */.Zd.entries);
function renderGroupsOver(groups, { wanted: old, file }, gone) {
    const forms = new Map(groups.map(({ slug, object }) => [slug, object.form]));
    const merged = old.map(({ slug, form }) => {
        const changed = (0,policies_form/* compareForms */.Z5)(form, forms.get(slug) ?? form).map(({ field, after }) => [field, after]);
        return { slug, form: { ...form, ...Object.fromEntries(changed) } };
    });
    const known = new Set(old.map(({ slug }) => slug));
    const added = groups.filter(({ slug }) => !known.has(slug)).map(({ slug, object: { form } }) => ({ slug, form }));
    const wanted = [...merged.filter(({ slug }) => !gone.has(slug)), ...added];
    if ((0,external_node_util_.isDeepStrictEqual)(wanted, old.map(({ slug, form }) => ({ slug, form }))))
        return { files: [file], notes: [] };
    for (const style of ['natural', 'quoted']) {
        const text = editGroups(file.text, old, merged, gone, added, style);
        const files = text === null ? [] : [{ path: file.path, text }];
        const found = findDifference(files, (read) => [
            read.files.groups.map(({ slug, form }) => ({ slug, form })),
            wanted,
        ]);
        if (text !== null && found === null)
            return { files, notes: [] };
    }
    const anew = renderGroups(wanted.map(({ slug, form }) => ({ slug, object: { form } })), [], file.path);
    return 'problem' in anew ? anew : { files: anew.files, notes: [`${ANEW}.`] };
}
function editGroups(text, old, merged, gone, added, style) {
    const yaml = editYaml(text, style);
    const removed = [];
    for (const [index, { slug, form }] of merged.entries()) {
        if (gone.has(slug))
            removed.push(index);
        else
            for (const key of ['name', 'description'])
                if (form[key] !== old[index]?.form[key])
                    yaml.setText(['groups', index], key, form[key], GROUP_ORDER);
    }
    const items = added.map(({ slug, form: { name, description } }) => ({
        slug,
        name,
        ...(description === '' ? {} : { description }),
    }));
    if (removed.length > 0 || items.length > 0)
        yaml.setItems('groups', removed, items);
    return yaml.finish();
}

;// CONCATENATED MODULE: ./src/actions/policies/export/render-all.ts









function renderAll(policies, groups, material) {
    const { state, owner, laid } = material;
    const refused = new Map();
    const refuse = (key, reason) => refused.has(key) || refused.set(key, reason);
    const staying = listStayingPolicies(policies, laid);
    const stayingGroups = listStayingGroups(groups, laid);
    const stays = [
        ...staying.map(({ wanted: { slug, file } }) => ({ key: keyOf('policy', slug), slug, path: file.path })),
        ...stayingGroups.map(({ slug, file }) => ({ key: keyOf('group', slug), slug, path: file.path })),
    ];
    const files = new Map();
    const keys = new Map();
    const notes = [];
    for (const [{ slug, object }, rendered] of renderPolicies(policies, groups, staying, stayingGroups, material)) {
        const key = keyOf('policy', slug);
        if ('problem' in rendered) {
            refuse(key, rendered.problem);
            continue;
        }
        notes.push({ object, notes: rendered.notes });
        for (const file of rendered.files) {
            files.set(file.path, file);
            keys.set(file.path, key);
        }
    }
    const groupsFile = renderGroupsFile(groups, material);
    if ('problem' in groupsFile) {
        const names = stayingGroups.map(({ form }) => form.name);
        for (const key of findExcess(groups, names))
            refuse(key, groupsFile.problem);
    }
    else {
        for (const file of groupsFile.files)
            files.set(file.path, file);
    }
    const around = staying.flatMap(({ yaml, sql }) => (sql === null ? [yaml] : [yaml, sql]));
    const all = new Map([...around, ...files.values()].map((file) => [file.path, file]));
    const { files: read, problems } = readAll([...all.values()]);
    for (const { path, sentence } of problems)
        refuse(keys.get(path) ?? '', sentence);
    if (refused.size === 0) {
        const passed = new Set(stays.map(({ key }) => key));
        for (const [key, reason] of findChanges(read, state, owner))
            if (!passed.has(key))
                refuse(key, reason);
    }
    return {
        files: [...files.values()],
        read: refused.size > 0 || staying.length === 0 ? read : readAll([...files.values()]).files,
        notes,
        groupsNotes: 'problem' in groupsFile ? [] : groupsFile.notes,
        stays,
        refused: takeFirst(refused),
    };
}
function renderPolicies(policies, groups, staying, stayingGroups, { state, laid }) {
    const own = groups.map(({ object: { id, form } }) => ({ id, name: form.name }));
    const namings = createNamings(state, own);
    const stayingSlugs = new Set(stayingGroups.map(({ slug }) => slug));
    const declared = new Set(own.map(({ id }) => id));
    for (const [id, slug] of laid?.group.slugs ?? [])
        if (stayingSlugs.has(slug))
            declared.add(id);
    const known = new Map((laid?.base.policies ?? []).map((one) => [one.wanted.slug, one]));
    const users = policies.map(({ slug, object }) => ({
        ...{ slug, base: known.get(slug) ?? null },
        query: (0,tidy_query/* tidyQuery */.R)(object.form.query),
    }));
    const kept = staying.map((base) => ({ slug: base.wanted.slug, base, query: null }));
    const places = placeQueries([...kept, ...users], laid?.base.taken ?? new Set());
    return policies.map((policy) => {
        const base = known.get(policy.slug);
        const sql = places.get(policy.slug) ?? null;
        const rendered = base === undefined
            ? renderPolicy(policy, namings, { yaml: `${policy.slug}.yml`, sql: sql?.path ?? null })
            : renderPolicyOver(policy, base, sql, namings, (id) => declared.has(id));
        return [policy, rendered];
    });
}
function listStayingPolicies(policies, laid) {
    const chosen = new Set(policies.map(({ slug }) => slug));
    return (laid?.base.policies ?? []).filter(({ wanted: { slug } }) => !chosen.has(slug) && laid?.policy.gone.has(slug) === false);
}
function listStayingGroups(groups, laid) {
    const chosen = new Set(groups.map(({ slug }) => slug));
    return (laid?.base.groups?.wanted ?? []).filter(({ slug }) => !chosen.has(slug) && laid?.group.gone.has(slug) === false);
}
function renderGroupsFile(groups, { groupNotes, laid }) {
    const old = laid?.base.groups ?? null;
    if (laid !== null && old !== null)
        return renderGroupsOver(groups, old, laid.group.gone);
    return groups.length === 0 ? { files: [], notes: [] } : renderGroups(groups, groupNotes);
}
function readAll(files) {
    return (0,read_files/* readListed */.oF)(listFiles(files), '.', null, createReader(files), text_escape/* toLogText */.ZQ);
}

;// CONCATENATED MODULE: ./src/actions/policies/export/plan-export.ts










function planExport(state, owner, base) {
    const laid = base === null ? null : { base, ...layOver(base, state, owner) };
    const groups = state.groups.filter(({ id, mark }) => laid === null || mark !== null || laid.group.slugs.has(id));
    return planFiles({ state, owner, groupNotes: [], laid }, { policies: state.policies, groups });
}
function planBackup(changes, state, owner) {
    const ids = (kind) => new Set(changes.flatMap((change) => (change.kind === kind ? (change.id ?? []) : [])));
    const [policies, groups] = [ids('policy'), ids('group')];
    const asked = {
        policies: state.policies.filter(({ id }) => policies.has(id)),
        groups: state.groups.filter(({ id }) => groups.has(id)),
    };
    return planFiles({ state, owner, groupNotes: describeMembers(changes, state), laid: null }, asked);
}
function describeMembers(changes, { policies }) {
    const names = new Map(policies.map(({ id, form }) => [id, form.name]));
    return changes.flatMap(({ slug, members }) => {
        if (members.length === 0)
            return [];
        const lines = members.map(({ id, name }) => `- “${(0,text_escape/* toLogText */.ZQ)(names.get(id) ?? name, 100)}” (${(0,text_escape/* toLogText */.ZQ)(id)})`);
        return [`Policies that stayed, and were in the group ${slug}:`, ...lines];
    });
}
function planFiles(material, asked) {
    const { state, owner, groupNotes, laid } = material;
    const left = [];
    const leave = (kind, { id, form }, reason, isWhole = true) => left.push({ kind, id, name: form.name, reason, isWhole });
    const leaver = (kind) => (object, reason) => leave(kind, object, reason);
    const ruleOf = (kind) => ({
        owner,
        known: laid?.[kind].slugs ?? new Map(),
        taken: laid === null ? [] : listTaken(kind, laid),
    });
    const isClear = (kind) => (object) => laid?.[kind].open.has(object.id) !== true;
    let policies = chooseObjects('policy', asked.policies.filter(isClear('policy')), state.policies, ruleOf('policy'), leaver('policy'));
    let groups = chooseObjects('group', asked.groups.filter(isClear('group')), state.groups, ruleOf('group'), leaver('group')).filter((group) => {
        const rendered = renderGroups([group], groupNotes);
        if ('problem' in rendered)
            leave('group', group.object, rendered.problem);
        return !('problem' in rendered);
    });
    for (const { object } of groups.slice(schema/* MOST_GROUPS */.xL)) {
        leave('group', object, `${GROUPS_FILE} takes up to ${schema/* MOST_GROUPS */.xL} groups.`);
    }
    groups = groups.slice(0, schema/* MOST_GROUPS */.xL);
    for (;;) {
        const round = renderAll(policies, groups, material);
        if (round.refused.size === 0) {
            for (const { object, notes } of round.notes)
                for (const note of notes)
                    leave('policy', object, note, false);
            const over = laid === null ? null : planOverlay(laid, round, left);
            return { files: round.files, left: sortLeft(left), read: round.read, over };
        }
        const before = policies.length + groups.length;
        const stays = (kind) => (one) => {
            const reason = round.refused.get(keyOf(kind, one.slug));
            if (reason !== undefined)
                leave(kind, one.object, reason);
            return reason === undefined;
        };
        policies = policies.filter(stays('policy'));
        groups = groups.filter(stays('group'));
        if (policies.length + groups.length === before) {
            throw new Error(`Nobody knows which object is meant: ${[...round.refused.values()].join(' ')}`);
        }
    }
}
function listTaken(kind, { base }) {
    if (kind === 'group')
        return (base.groups?.wanted ?? []).map(({ slug }) => slug);
    const names = [...base.taken].filter((path) => external_node_path_.posix.dirname(path) === '.').map((path) => external_node_path_.posix.parse(path).name);
    return [...base.policies.map(({ wanted }) => wanted.slug), ...names];
}
function sortLeft(left) {
    return left.toSorted((a, b) => (0,compare/* compareTexts */.Z)(a.kind, b.kind) || (0,compare/* compareIds */.q)(a, b));
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __webpack_require__(6419);
// EXTERNAL MODULE: ./src/runner/write-file.ts
var write_file = __webpack_require__(3648);
;// CONCATENATED MODULE: ./src/actions/policies/export/write-folder.ts








async function writeFolder(path, { files, read }, scrub) {
    let draft = null;
    try {
        const free = (0,write_file/* findFreePath */.ZB)(path, isEmptyFolder);
        draft = (0,write_file/* findFreePath */.ZB)(`${free}.${process.pid}.tmp`);
        (0,write_file/* makeFolder */.fc)(draft);
        for (const file of files) {
            if (scrub(file.text) !== file.text)
                throw new Error(`${file.path} would hold the API key`);
            (0,write_file/* writeText */.x3)((0,external_node_path_.join)(draft, file.path), [file.text]);
        }
        checkFolder(draft, read);
        if (isEmptyFolder(free))
            (0,external_node_fs_.rmdirSync)(free);
        (0,write_file/* moveOver */.K9)(draft, free);
        return free;
    }
    catch (cause) {
        if (draft !== null)
            (0,external_node_fs_.rmSync)(draft, { recursive: true, force: true, maxRetries: 3 });
        const { describeFileError } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2548));
        throw new errors/* StepError */.zg(`The files could not be written to ${(0,text_escape/* toLogText */.ZQ)(path)}: ${describeFileError(cause)}.`, {
            remedy: 'See that the runner has room on its disk and may write there, or set another `report-dir`.',
            cause,
        });
    }
}
function isEmptyFolder(path) {
    const stats = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    return stats?.isDirectory() === true && (0,external_node_fs_.readdirSync)(path).length === 0;
}
function checkFolder(folder, wanted) {
    const place = { workspace: (0,external_node_path_.dirname)(folder), folder, path: (0,external_node_path_.basename)(folder) };
    const { files, problems } = (0,read_files/* readFiles */.Ul)(place, read_file/* readText */.yR, text_escape/* toLogText */.ZQ);
    const [first] = problems;
    if (first !== undefined)
        throw new Error(`${first.path} can't be read back (${first.sentence})`);
    if (!(0,external_node_util_.isDeepStrictEqual)(withoutPlaces(files), withoutPlaces(wanted))) {
        throw new Error('they were read back otherwise than they were written');
    }
}
function withoutPlaces({ policies, groups }) {
    const strip = ({ file: _, ...rest }) => rest;
    return {
        policies: new Map(policies.map((one) => [one.slug, strip(one)])),
        groups: new Map(groups.map((one) => [one.slug, strip(one)])),
    };
}

;// CONCATENATED MODULE: ./src/actions/policies/export/write.ts






async function writeExport(state, place, given) {
    const plan = planExport(state, place.owner, given.base);
    const { reason, remedy } = given.base === null ? given : { reason: null, remedy: null };
    return { ...(await write('export', plan, place)), over: plan.over, reason, remedy };
}
async function writeBackup(changes, state, place) {
    const plan = planBackup(changes, state, place.owner);
    const deleted = new Set(changes.flatMap(({ verb, id }) => (verb === 'delete' ? [id] : [])));
    const lost = plan.left.filter(({ id, isWhole }) => isWhole || deleted.has(id));
    if (lost.length > 0) {
        const count = (0,policies_form/* countObjects */.Qr)(new Set(lost.map(({ id }) => id)).size);
        throw new errors/* StepError */.zg(`${count} can't be backed up.`, {
            problems: lost.map(describeLeft),
            remedy: 'If two groups or destinations have the same name, rename one of them. Otherwise pause or delete these objects by hand on the Platform, or set `on-removed: keep`.',
        });
    }
    return write('backup', plan, place);
}
async function write(name, plan, { reportDir, scrub }) {
    const folder = await writeFolder((0,external_node_path_.join)(reportDir, name), plan, scrub);
    const { policies, groups } = plan.read;
    return { folder, policies: policies.length, groups: groups.length, left: plan.left.map(describeLeft) };
}
function describeLeft({ kind, name, id, reason }) {
    return `The ${policies_form/* NOUNS */.M_[kind]} “${(0,text_escape/* toLogText */.ZQ)(name, 100)}” (${(0,text_escape/* toLogText */.ZQ)(id)}): ${reason}`;
}


/***/ })

};
;