"use strict";
exports.id = 6232;
exports.ids = [6232];
exports.modules = {

/***/ 6232:
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
// EXTERNAL MODULE: ./src/text/mark.ts
var text_mark = __webpack_require__(8338);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
// EXTERNAL MODULE: ./src/actions/policies/files/read-files.ts + 7 modules
var read_files = __webpack_require__(8303);
// EXTERNAL MODULE: ./src/actions/policies/files/schema.ts
var schema = __webpack_require__(7583);
// EXTERNAL MODULE: ./src/actions/policies/plan/plan.ts + 4 modules
var plan = __webpack_require__(4448);
;// CONCATENATED MODULE: ./src/actions/policies/export/memory-folder.ts
function listFiles(files) {
    const ending = (end) => files.filter(({ path }) => path.endsWith(end)).map(({ path }) => ({ path, absolute: path }));
    return { yaml: ending('.yml'), sql: ending('.sql'), folders: [], problems: [] };
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
function escapeSign(sign) {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
}

;// CONCATENATED MODULE: ./src/actions/policies/export/render.ts







const WAYS = [
    { style: 'natural', query: 'file' },
    { style: 'quoted', query: 'file' },
    { style: 'natural', query: 'inline' },
    { style: 'quoted', query: 'inline' },
];
function renderPolicy({ slug, object }, namings) {
    const { form, groupIds, destinationIds } = object;
    const groups = nameAll(groupIds, namings.group);
    const notify = nameAll(destinationIds, namings.destination);
    const notes = [
        ...groups.problems.map((problem) => `It stays in a group that its file does not name: ${problem}.`),
        ...notify.problems.map((problem) => `Its file says nothing of whom it notifies, since it can't name a destination: ${problem}.`),
    ];
    const wanted = {
        form: { ...form, query: (0,tidy/* tidyText */.qV)(form.query) },
        groupNames: groups.names,
        notifyNames: notify.problems.length > 0 ? null : notify.names,
    };
    let problem = null;
    for (const { style, query } of WAYS) {
        const files = writePolicy(slug, wanted, notes, style, query);
        const found = findDifference(files, ({ policies: [policy] }) => [
            policy && { form: policy.form, groupNames: policy.groupNames, notifyNames: policy.notifyNames },
            wanted,
        ]);
        if (found === null)
            return { files, notes };
        problem ??= found;
    }
    return { problem: problem ?? '' };
}
function writePolicy(slug, { form, groupNames, notifyNames }, notes, style, place) {
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
        ...(place === 'file' ? { 'query-file': `${slug}.sql` } : { query }),
    };
    const file = { path: `${slug}.yml`, text: writeYaml(content, notes.join('\n'), style) };
    return place === 'file' ? [file, { path: `${slug}.sql`, text: `${query}\n` }] : [file];
}
const GROUPS_FILE = 'groups.yml';
function renderGroups(groups, notes) {
    const wanted = groups.map(({ slug, object }) => ({ slug, form: object.form }));
    let problem = null;
    for (const style of ['natural', 'quoted']) {
        const files = [{ path: GROUPS_FILE, text: writeGroups(wanted, notes, style) }];
        const found = findDifference(files, (read) => [read.groups.map(({ slug, form }) => ({ slug, form })), wanted]);
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
    const { files: read, problems } = (0,read_files/* readListed */.oF)(listFiles(files), '.', null, createReader(files), text_escape/* toLogText */.ZQ);
    const [first] = problems;
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
    return (name, fallback) => {
        const base = toSlug(name) || fallback;
        for (let number = 1, slug = base;; slug = `${base}-${++number}`) {
            if (used.has(slug))
                continue;
            used.add(slug);
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

;// CONCATENATED MODULE: ./src/actions/policies/export/plan-export.ts











function planExport(state, owner) {
    return planFiles(state, owner, state);
}
function planBackup(changes, state, owner) {
    const ids = (kind) => new Set(changes.flatMap((change) => (change.kind === kind ? (change.id ?? []) : [])));
    const [policies, groups] = [ids('policy'), ids('group')];
    const asked = {
        policies: state.policies.filter(({ id }) => policies.has(id)),
        groups: state.groups.filter(({ id }) => groups.has(id)),
    };
    return planFiles(state, owner, asked, describeMembers(changes));
}
function describeMembers(changes) {
    return changes.flatMap(({ slug, members }) => {
        if (members.length === 0)
            return [];
        const lines = members.map(({ id, name }) => `- “${(0,text_escape/* toLogText */.ZQ)(name, 100)}” (${(0,text_escape/* toLogText */.ZQ)(id)})`);
        return [`Policies that stayed, and were in the group ${slug}:`, ...lines];
    });
}
function planFiles(state, owner, asked, groupNotes = []) {
    const left = [];
    const leave = (kind, { id, form }, reason, isWhole = true) => left.push({ kind, id, name: form.name, reason, isWhole });
    let policies = choose('policy', asked.policies, state.policies, owner, leave);
    let groups = choose('group', asked.groups, state.groups, owner, leave).filter((group) => {
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
        const round = renderAll(policies, groups, groupNotes, state, owner);
        if (round.refused.size === 0) {
            for (const { object, notes } of round.notes)
                for (const note of notes)
                    leave('policy', object, note, false);
            return { files: round.files, left: sortLeft(left), read: round.read };
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
function renderAll(policies, groups, groupNotes, state, owner) {
    const refused = new Map();
    const refuse = (key, reason) => refused.has(key) || refused.set(key, reason);
    const namings = createNamings(state, groups.map(({ object: { id, form } }) => ({ id, name: form.name })));
    const files = [];
    const notes = [];
    const keys = new Map();
    for (const policy of policies) {
        const rendered = renderPolicy(policy, namings);
        const key = keyOf('policy', policy.slug);
        if ('problem' in rendered) {
            refuse(key, rendered.problem);
            continue;
        }
        files.push(...rendered.files);
        notes.push({ object: policy.object, notes: rendered.notes });
        for (const { path } of rendered.files)
            keys.set(path, key);
    }
    if (groups.length > 0) {
        const rendered = renderGroups(groups, groupNotes);
        if ('problem' in rendered)
            for (const key of findExcess(groups))
                refuse(key, rendered.problem);
        else
            files.push(...rendered.files);
    }
    const { files: read, problems } = (0,read_files/* readListed */.oF)(listFiles(files), '.', null, createReader(files), text_escape/* toLogText */.ZQ);
    for (const { path, sentence } of problems)
        refuse(keys.get(path) ?? '', sentence);
    if (refused.size === 0)
        for (const [key, reason] of findChanges(read, state, owner))
            refuse(key, reason);
    return { files, read, notes, refused: takeFirst(refused) };
}
function takeFirst(refused) {
    const groups = [...refused].filter(([key]) => key.startsWith(keyOf('group', '')));
    return groups.length > 0 ? new Map(groups) : refused;
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
function choose(kind, asked, all, owner, leave) {
    const marked = new Map();
    for (const { mark } of all) {
        if ((0,text_mark/* isOwnedBy */.D0)(mark, owner))
            marked.set(mark.slug, (marked.get(mark.slug) ?? 0) + 1);
    }
    const makeSlug = createSlugs(marked.keys());
    const ours = [];
    const others = [];
    for (const object of asked.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
        const { mark, form } = object;
        const isGroupsFile = kind === 'policy' && mark?.slug === (0,external_node_path_.basename)(GROUPS_FILE, '.yml');
        const count = (0,text_mark/* isOwnedBy */.D0)(mark, owner) ? marked.get(mark.slug) : null;
        if (mark === null)
            others.push({ slug: makeSlug(form.name, kind), object });
        else if (count === null)
            leave(kind, object, `It is managed by ${mark.owner}.`);
        else if (isGroupsFile)
            leave(kind, object, `Its mark is ${mark.slug}, and ${GROUPS_FILE} is no file of a policy.`);
        else if (count === 1)
            ours.push({ slug: mark.slug, object });
        else
            leave(kind, object, `${count} objects of the Platform have its mark, ${mark.slug}.`);
    }
    return [...ours, ...others];
}
function findExcess(groups) {
    const seen = new Set();
    const twins = groups.filter(({ object }) => {
        const name = (0,tidy/* foldCase */.SP)(object.form.name);
        return seen.has(name) || !seen.add(name);
    });
    const excess = twins.length > 0 ? twins : groups.slice(Math.floor(groups.length / 2));
    return excess.map(({ slug }) => keyOf('group', slug));
}
function keyOf(kind, slug) {
    return `${kind} ${slug}`;
}
function sortLeft(left) {
    return left.toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
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






function writeExport(state, place) {
    return write('export', planExport(state, place.owner), place);
}
async function writeBackup(changes, state, place) {
    const plan = planBackup(changes, state, place.owner);
    const deleted = new Set(changes.flatMap(({ verb, id }) => (verb === 'delete' ? [id] : [])));
    const lost = plan.left.filter(({ id, isWhole }) => isWhole || deleted.has(id));
    if (lost.length > 0) {
        const count = (0,policies_form/* countObjects */.Qr)(new Set(lost.map(({ id }) => id)).size);
        throw new errors/* StepError */.zg(`${count} can't be backed up, so that nothing was changed.`, {
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