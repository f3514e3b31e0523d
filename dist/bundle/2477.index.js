"use strict";
exports.id = 2477;
exports.ids = [2477];
exports.modules = {

/***/ 2477:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  locateInCheckout: () => (locateInCheckout),
  placeDefinitions: () => (/* reexport */ placeDefinitions)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/text/mark.ts
var mark = __webpack_require__(8338);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/actions/gate/source/trace.ts
const UUID = String.raw `[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`;
const WHOLE = new RegExp(`^${UUID}$`);
const WITHIN = new RegExp(String.raw `(?<![\w-])${UUID}(?![\w-])`, 'gi');
function isTrace(text) {
    return WHOLE.test(text);
}
function findTraces(text) {
    const lines = new Map();
    let line = 1;
    let end = text.indexOf('\n');
    for (const match of text.matchAll(WITHIN)) {
        for (; end !== -1 && end < match.index; end = text.indexOf('\n', end + 1))
            line += 1;
        const trace = match[0].toLowerCase();
        lines.set(trace, lines.has(trace) ? null : line);
    }
    return lines;
}

;// CONCATENATED MODULE: ./src/actions/gate/source/files.ts



const LIMITS = {
    files: 20_000,
    bytes: 64 * 2 ** 20,
    fileBytes: 2 ** 20,
    traces: 200_000,
    milliseconds: 3_000,
};
const TAGGED = /\.(?:tf|ya?ml|json|template)$/;
const SKIPPED = new Set(['.git', '.terraform', 'node_modules']);
const UNFIT = /[\\\x00-\x1f\x7f\ufffd]/;
function openSourceFiles(workspace, limits = LIMITS) {
    let index = null;
    return () => {
        index ??= indexFiles(workspace, limits);
        return index;
    };
}
function indexFiles(workspace, limits) {
    const files = new Set();
    const traces = new Map();
    const until = performance.now() + limits.milliseconds;
    const buffer = Buffer.alloc(limits.fileBytes);
    let bytes = 0;
    let found = 0;
    for (const entry of walk(workspace)) {
        if (performance.now() >= until)
            return { files, traces, isComplete: false };
        if (entry.kind === 'file' && !addFile(entry.path))
            return { files, traces, isComplete: false };
    }
    return { files, traces, isComplete: true };
    function addFile(file) {
        if (files.size >= limits.files)
            return false;
        const text = readSource((0,external_node_path_.join)(workspace, file), buffer);
        if (text === null)
            return true;
        bytes += text.length;
        if (bytes > limits.bytes)
            return false;
        files.add(file);
        for (const [trace, line] of findTraces(text)) {
            found += 1;
            if (found > limits.traces)
                return false;
            const lines = traces.get(trace) ?? new Map();
            traces.set(trace, lines.set(file, line));
        }
        return true;
    }
}
function* walk(workspace) {
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
        yield { kind: 'folder', path: folder };
        const entries = listFolder((0,external_node_path_.join)(workspace, folder));
        if (folder !== '' && entries.some(({ name }) => name === '.git'))
            continue;
        for (const entry of entries) {
            if (UNFIT.test(entry.name))
                continue;
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (entry.isDirectory() && !SKIPPED.has(entry.name))
                folders.push(path);
            else if (entry.isFile() && TAGGED.test(entry.name))
                yield { kind: 'file', path };
        }
    }
}
function listFolder(path) {
    try {
        return (0,external_node_fs_.readdirSync)(path, { withFileTypes: true });
    }
    catch {
        return [];
    }
}
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = external_node_fs_.constants;
const FLAGS = O_RDONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);
function readSource(path, buffer) {
    let file = null;
    try {
        file = (0,external_node_fs_.openSync)(path, FLAGS);
        const stats = (0,external_node_fs_.fstatSync)(file);
        if (!stats.isFile())
            return null;
        if (stats.size > buffer.length)
            return '';
        return buffer.toString('utf8', 0, (0,external_node_fs_.readSync)(file, buffer));
    }
    catch {
        return null;
    }
    finally {
        if (file !== null)
            (0,external_node_fs_.closeSync)(file);
    }
}

;// CONCATENATED MODULE: ./src/actions/gate/source/definition.ts



const definition_LIMITS = { files: 50_000, milliseconds: 1_000 };
const MOST_BYTES = 2 ** 20;
const QUERY = /^query(?:-file)?:/m;
function placeDefinitions(result, workspace, repository, limits = definition_LIMITS) {
    const { judgement } = result;
    if (judgement === null || repository === null)
        return result;
    const slugs = new Set(judgement.policies.flatMap((policy) => slugOf(policy, repository) ?? []));
    if (slugs.size === 0)
        return result;
    const files = findFiles(workspace, slugs, limits);
    const policies = judgement.policies.map((policy) => {
        const file = files.get(slugOf(policy, repository) ?? '') ?? null;
        return policy.definition === null ? policy : { ...policy, definition: { ...policy.definition, file } };
    });
    return { ...result, judgement: { ...judgement, policies } };
}
function slugOf({ definition }, repository) {
    return (0,mark/* isOwnedBy */.D0)(definition, repository) ? definition.slug : null;
}
function findFiles(workspace, slugs, limits) {
    const found = new Map();
    const twice = new Set();
    const until = performance.now() + limits.milliseconds;
    const buffer = Buffer.alloc(MOST_BYTES);
    let count = 0;
    for (const { kind, path } of walk(workspace)) {
        count += 1;
        if (count > limits.files || performance.now() >= until)
            return new Map();
        const [, slug] = /(?:^|\/)([^/]+)\.ya?ml$/.exec(path) ?? [];
        if (kind !== 'file' || slug === undefined || !slugs.has(slug))
            continue;
        if (!QUERY.test(readSource((0,external_node_path_.join)(workspace, path), buffer) ?? ''))
            continue;
        if (found.has(slug))
            twice.add(slug);
        found.set(slug, path);
    }
    for (const slug of twice)
        found.delete(slug);
    return found;
}

// EXTERNAL MODULE: ./src/platform/tag.ts
var platform_tag = __webpack_require__(1043);
;// CONCATENATED MODULE: ./src/actions/gate/source/tags.ts


function readSourceTags(tags) {
    const values = collectValues(tags);
    const yorTrace = takeOne(values.yor_trace);
    return {
        gitFile: takeOne(values.git_file),
        gitRepo: values.git_org.size > 1 ? null : takeOne(values.git_repo),
        gitOrg: takeOne(values.git_org),
        yorTrace: yorTrace !== null && isTrace(yorTrace) ? yorTrace : null,
    };
}
function collectValues(tags) {
    const values = { git_file: new Set(), git_repo: new Set(), git_org: new Set(), yor_trace: new Set() };
    for (const { key, value } of tags.flatMap((tag) => (0,platform_tag/* readTag */.z)(tag).candidates)) {
        if (value === '')
            continue;
        if (key === 'yor_trace')
            values[key].add(value.toLowerCase());
        else if (key === 'git_file' || key === 'git_repo' || key === 'git_org')
            values[key].add(value);
    }
    return values;
}
function takeOne(values) {
    const [value, ...others] = values;
    return value !== undefined && others.length === 0 ? value : null;
}

;// CONCATENATED MODULE: ./src/actions/gate/source/locate.ts

function createLocator(files, repository) {
    return (tags) => {
        const source = readSourceTags(tags);
        const { gitFile, yorTrace } = source;
        if (gitFile !== null)
            return isMadeIn(source, repository) ? locateFile(files(), gitFile, yorTrace) : null;
        return yorTrace === null ? null : locateTrace(files(), yorTrace);
    };
}
function isMadeIn({ gitOrg, gitRepo }, repository) {
    const [owner, name, ...rest] = (repository ?? '').toLowerCase().split('/');
    if (!owner || !name || rest.length > 0)
        return false;
    return gitRepo?.toLowerCase() === name && (gitOrg === null || gitOrg.toLowerCase() === owner);
}
function locateFile(index, file, trace) {
    if (!index.files.has(file))
        return null;
    const line = trace === null ? null : (index.traces.get(trace)?.get(file) ?? null);
    return { file, line };
}
function locateTrace(index, trace) {
    if (!index.isComplete)
        return null;
    const [place, ...others] = index.traces.get(trace) ?? [];
    return place === undefined || others.length > 0 ? null : { file: place[0], line: place[1] };
}

;// CONCATENATED MODULE: ./src/actions/gate/source/locate-policies.ts
function locatePolicies({ judgement }, locate) {
    const failing = (judgement?.policies ?? []).filter(({ gating }) => gating > 0);
    return new Map(failing.flatMap((policy) => {
        const source = findSource(policy, locate);
        return source === null ? [] : [[policy.id, source]];
    }));
}
function findSource({ resources }, locate) {
    for (const [resource, { tags }] of resources.entries()) {
        const place = locate(tags ?? []);
        if (place !== null)
            return { ...place, resource };
    }
    return null;
}

;// CONCATENATED MODULE: ./src/actions/gate/source/checkout.ts




function locateInCheckout(result, workspace, repository) {
    return locatePolicies(result, createLocator(openSourceFiles(workspace), repository));
}


/***/ })

};
;