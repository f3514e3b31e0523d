"use strict";
exports.id = 5473;
exports.ids = [5473];
exports.modules = {

/***/ 119:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  l: () => (describeEnd)
});
const ENDS = {
    done: 'done',
    'not-done': 'not done',
    differs: 'written, and kept otherwise',
    unknown: 'unknown',
};
function describeEnd({ end, why }) {
    return why === null ? ENDS[end] : `${ENDS[end]} (${why})`;
}


/***/ }),

/***/ 9704:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (ID_COLUMN),
  K: () => (ID_RULES)
});
const ID_COLUMN = '_cq_platform_id';
const ID_RULES = ['warn', 'error', 'ignore'];


/***/ }),

/***/ 5296:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  l: () => (describeByReason),
  m: () => (describeUnchecked)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8488);

const NAMES_SHOWN = 5;
function describeUnchecked(unchecked) {
    return describeByReason(unchecked, (count) => (0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__.Vq)(count, 'query was not checked', 'queries were not checked'));
}
function describeByReason(items, describe) {
    return [...Map.groupBy(items, ({ why }) => why)].map(([why, found]) => {
        const names = found.slice(0, NAMES_SHOWN).map(({ slug }) => `\`${slug}\``);
        return `${describe(found.length)} (${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_0__.bH)(names, found.length)}): ${why}.`;
    });
}


/***/ }),

/***/ 9072:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (findGap)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/actions/policies/files/gap.ts
var gap = __webpack_require__(4614);
// EXTERNAL MODULE: ./src/actions/policies/files/git-folder.ts
var git_folder = __webpack_require__(4835);
// EXTERNAL MODULE: ./src/actions/policies/files/inside.ts
var inside = __webpack_require__(8244);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __webpack_require__(6419);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/actions/policies/files/git-index.ts

const KINDS = { 4: 'folder', 8: 'file', 10: 'link', 14: 'submodule' };
const HASHES = [
    { algorithm: 'sha1', length: 20 },
    { algorithm: 'sha256', length: 32 },
];
const HEADER_LENGTH = 12;
const FACTS_LENGTH = 40;
const MODE_OFFSET = 24;
const IS_EXTENDED = 0x4000;
const NAME_LENGTH = 0xfff;
const MOST_STRIPPED = 2 ** 20;
function readIndex(bytes, isWanted) {
    for (const { algorithm, length } of HASHES) {
        const entries = isWhole(bytes, algorithm, length) ? readEntries(bytes, length, isWanted) : null;
        if (entries !== null)
            return entries;
    }
    return null;
}
function isWhole(bytes, algorithm, hashLength) {
    const end = bytes.length - hashLength;
    if (end < HEADER_LENGTH)
        return false;
    const last = bytes.subarray(end);
    return last.every((byte) => byte === 0) || last.equals((0,external_node_crypto_.hash)(algorithm, bytes.subarray(0, end), 'buffer'));
}
function readEntries(bytes, hashLength, isWanted) {
    const end = bytes.length - hashLength;
    if (bytes.toString('latin1', 0, 4) !== 'DIRC')
        return null;
    const [version, count] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8)];
    if (version < 2 || version > 4)
        return null;
    const entries = [];
    let at = HEADER_LENGTH;
    let name = Buffer.alloc(0);
    for (let number = 0; number < count; number++) {
        const flagsAt = at + FACTS_LENGTH + hashLength;
        if (flagsAt + 2 > end)
            return null;
        const flags = bytes.readUInt16BE(flagsAt);
        const nameAt = flagsAt + (flags & IS_EXTENDED ? 4 : 2);
        const strip = version === 4 ? readNumber(bytes, nameAt, end) : { value: name.length, end: nameAt };
        if (strip === null || strip.value > name.length)
            return null;
        const nameEnd = bytes.indexOf(0, strip.end);
        if (nameEnd < 0 || nameEnd >= end)
            return null;
        const added = bytes.subarray(strip.end, nameEnd);
        name = version === 4 ? Buffer.concat([name.subarray(0, name.length - strip.value), added]) : added;
        const kind = KINDS[bytes.readUInt32BE(at + MODE_OFFSET) >>> 12];
        const isAsLong = Math.min(name.length, NAME_LENGTH) === (flags & NAME_LENGTH);
        if (kind === undefined || name.length === 0 || !isAsLong)
            return null;
        const path = name.toString('utf8');
        if (isWanted(path))
            entries.push({ path, kind });
        at = version === 4 ? nameEnd + 1 : at + ((nameEnd - at + 8) & ~7);
    }
    return areKnown(bytes, at, end) ? entries : null;
}
function readNumber(bytes, start, limit) {
    let value = -1;
    for (let at = start; at < limit && value < MOST_STRIPPED; at++) {
        const byte = bytes.readUInt8(at);
        value = (value + 1) * 128 + (byte & 127);
        if (byte < 128)
            return { value, end: at + 1 };
    }
    return null;
}
function areKnown(bytes, start, end) {
    let at = start;
    while (at + 8 <= end) {
        const name = bytes.toString('latin1', at, at + 4);
        if (!/^[A-Z]/.test(name) && name !== 'sdir')
            return false;
        at += 8 + bytes.readUInt32BE(at + 4);
    }
    return at === end;
}

;// CONCATENATED MODULE: ./src/actions/policies/files/tracked.ts








const MOST_BYTES = 2 ** 28;
function findLost(git, { workspace, root, folders }) {
    const index = (0,read_file/* readBytes */.io)((0,external_node_path_.join)(git, 'index'), MOST_BYTES);
    if (index.kind === 'missing')
        return { why: 'git has not checked anything out: it has no index', isSure: false };
    const ways = listWays(root, folders);
    const isWanted = (path) => ways.some((way) => mayBeRead(path, way));
    const entries = index.kind === 'bytes' ? readIndex(index.bytes, isWanted) : null;
    if (entries === null)
        return { why: "the index of git can't be read", isSure: false };
    const lost = entries.flatMap((entry) => {
        const why = describeLoss(entry, (0,external_node_path_.join)(root, entry.path));
        return why === null ? [] : [{ path: entry.path, why }];
    });
    const [first, ...others] = lost;
    if (first === undefined)
        return null;
    const shown = (0,text_escape/* toLogText */.ZQ)((0,external_node_path_.relative)(workspace, (0,external_node_path_.join)(root, first.path)).split(external_node_path_.sep).join('/'), 200);
    const more = others.length === 0 ? '' : ` (and ${(0,format/* countNouns */.Vq)(others.length, 'more path')})`;
    return { why: `git tracks ${shown}, which ${first.why}${more}`, isSure: true };
}
function listWays(root, folders) {
    return [...folders].flatMap((folder) => {
        const isBelow = folder !== root && [...(0,inside/* climb */.o)((0,external_node_path_.dirname)(folder), root)].some((at) => folders.has(at));
        if (isBelow || !(0,inside/* isInside */.F)(root, folder))
            return [];
        return folder === root ? [''] : [`${(0,external_node_path_.relative)(root, folder).split(external_node_path_.sep).join('/')}/`];
    });
}
function mayBeRead(path, way) {
    if (way.startsWith(path.endsWith('/') ? path : `${path}/`))
        return true;
    return path.startsWith(way) && !/(?:^|\/)\./.test(path.slice(way.length));
}
function describeLoss({ kind, path }, absolute) {
    if (kind === 'folder')
        return LACKED;
    if (kind === 'submodule')
        return (0,git_folder/* isBare */.JE)(absolute) ? 'is a submodule that is not checked out' : null;
    if (kind === 'file' && !/\.ya?ml$/i.test(path))
        return null;
    const stats = statsOf(absolute);
    if (stats === null)
        return LACKED;
    return kind === 'link' && !stats.isSymbolicLink() ? 'is a link, and none in the checkout' : null;
}
const LACKED = 'the checkout lacks';
function statsOf(path) {
    try {
        return (0,external_node_fs_.lstatSync)(path);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/actions/policies/files/checkout.ts







const LONGEST_PATH = 4_096;
function findGap(workspace, folders, readText) {
    if (folders.length === 0)
        return null;
    const top = (0,external_node_fs_.realpathSync)(workspace);
    const roots = new Set();
    for (const folder of folders) {
        for (const at of (0,inside/* climb */.o)(folder, top)) {
            if (roots.has(at))
                break;
            roots.add(at);
        }
    }
    const read = new Set(folders);
    return (0,gap/* pickGap */.w)([...roots].flatMap((root) => findGaps({ root, workspace: top, folders: read }, readText)));
}
function findGaps(checkout, readText) {
    const git = (0,git_folder/* findGitFolder */.KB)(checkout.root, readText);
    if (git === null)
        return [{ why: "the folder of git (`.git`) can't be read", isSure: false }];
    const submodule = findSubmodule(checkout, readText);
    return git === undefined ? [submodule] : [submodule, findLost(git, checkout)];
}
function findSubmodule({ root, workspace, folders }, readText) {
    const modules = readText((0,external_node_path_.join)(root, '.gitmodules'), git_folder/* MOST_BYTES */.uZ);
    if (modules.kind === 'missing')
        return null;
    const paths = modules.kind === 'text' ? readSettings(modules.text, 'path').map((path) => path ?? '') : null;
    if (paths === null || paths.some((path) => path.length > LONGEST_PATH))
        return { why: "`.gitmodules` can't be read", isSure: false };
    for (const folder of new Set(paths.map((path) => (0,external_node_path_.resolve)(root, path)))) {
        const isRead = [...(0,inside/* climb */.o)(folder, root)].some((at) => folders.has(at));
        if (isRead && (0,git_folder/* isBare */.JE)(folder)) {
            const shown = (0,external_node_path_.relative)(workspace, folder).split(external_node_path_.sep).join('/');
            return { why: `the submodule ${(0,text_escape/* toLogText */.ZQ)(shown, 200)} is not checked out`, isSure: true };
        }
    }
    return null;
}
function readSettings(text, key) {
    const line = new RegExp(String.raw `^[\t ]*(?:\[[^\r\n]*\][\t ]*)?${key}[\t ]*(?:=(.*)|(?:[;#].*)?)$`, 'gim');
    return Array.from(text.replace(/\\\r?\n/g, '').matchAll(line), ([, value]) => value === undefined ? null : readValue(value));
}
function readValue(value) {
    return value
        .replace(/"((?:[^"\\]|\\.)*)"?|\\(.)|[;#].*/g, (_, quoted, escaped) => (quoted ?? escaped ?? '').replace(/\\(.)/g, '$1'))
        .trim();
}


/***/ }),

/***/ 6916:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  b: () => (listFolder)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
var _git_folder_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4835);
var _inside_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8244);





const MOST_FILES = 20_000;
const DEEPEST = 20;
function listFolder(workspace, folder, readText) {
    const yaml = [];
    const sql = [];
    const problems = [];
    const folders = new Set();
    const pathOf = (absolute) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, absolute).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/');
    let count = 0;
    let top = workspace;
    function visit(absolute, depth, limits) {
        const path = pathOf(absolute);
        try {
            const real = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(absolute);
            const isLink = depth > 0 && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(absolute).isSymbolicLink();
            const sentence = isLink && leavesRepository(top, absolute, real, readText) ? OUT : findLinkProblem(real, limits);
            if (sentence !== null) {
                problems.push({ path, sentence });
                return;
            }
            const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(real);
            if (stats.isDirectory()) {
                if (folders.has(real))
                    return;
                folders.add(real);
                if (depth > DEEPEST)
                    problems.push({ path, sentence: `The folder is deeper than ${DEEPEST} others; allowed: less.` });
                else
                    for (const name of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(real).sort())
                        if (!name.startsWith('.'))
                            visit((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(absolute, name), depth + 1, limits);
                return;
            }
            if (!stats.isFile() || ++count > MOST_FILES)
                return;
            const file = { path, absolute: real };
            if (/\.ya?ml$/i.test((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(absolute)))
                yaml.push(file);
            else if (/\.sql$/i.test((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(absolute)))
                sql.push(file);
        }
        catch (error) {
            problems.push({ path, sentence: `It can't be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.bD)(error)}.` });
        }
    }
    try {
        top = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder)).isDirectory())
            return null;
        const out = findLinkOut(workspace, folder, readText);
        if (out !== null)
            problems.push({ path: pathOf(out), sentence: OUT });
        else
            visit(folder, 0, {
                repository: (0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__.W1)(top, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder)),
                folder: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(top, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, folder)),
            });
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.up)(error, 'ENOENT', 'ENOTDIR'))
            return null;
        problems.push({ path: pathOf(folder), sentence: `It can't be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.bD)(error)}.` });
    }
    if (count > MOST_FILES) {
        problems.push({
            path: pathOf(folder),
            sentence: `The folder holds more than ${MOST_FILES} files; allowed: up to that.`,
        });
    }
    return { yaml, sql, folders: [...folders], problems };
}
const OUT = 'The link leads out of the repository; allowed: files of the repository.';
function findLinkOut(workspace, folder, readText) {
    const top = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
    let at = workspace;
    for (const name of (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, folder).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep)) {
        const home = (0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__.W1)(top, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(at));
        at = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(at, name);
        const isFree = !(0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__.Z6)(home) || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(at).isSymbolicLink();
        if (!isFree && leavesRepository(top, at, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(at), readText))
            return at;
    }
    return null;
}
function leavesRepository(top, link, real, readText) {
    const home = (0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__.W1)(top, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(link)));
    if (!(0,_inside_js__WEBPACK_IMPORTED_MODULE_4__.F)(home, real))
        return true;
    const target = (0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__.W1)(top, real);
    return target !== home && !(0,_git_folder_js__WEBPACK_IMPORTED_MODULE_3__.Xz)(target, home, readText);
}
function findLinkProblem(real, { repository, folder }) {
    if (!(0,_inside_js__WEBPACK_IMPORTED_MODULE_4__.F)(repository, real))
        return OUT;
    const names = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, real).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep);
    if (names.some((name) => name.startsWith('.') && name !== '..')) {
        return 'The link leads to a hidden file or folder; allowed: names that do not begin with a dot.';
    }
    return null;
}


/***/ }),

/***/ 4614:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  w: () => (pickGap)
});
function pickGap(gaps) {
    return gaps.find((gap) => gap?.isSure) ?? gaps.find((gap) => gap !== null) ?? null;
}


/***/ }),

/***/ 4835:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  JE: () => (isBare),
  KB: () => (findGitFolder),
  W1: () => (findRepository),
  Xz: () => (isSubmodule),
  Z6: () => (isRepository),
  uZ: () => (MOST_BYTES)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
var _inside_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8244);




const MOST_BYTES = 2 ** 20;
function findRepository(workspace, folder) {
    let found = null;
    for (const at of (0,_inside_js__WEBPACK_IMPORTED_MODULE_3__.o)(folder, workspace)) {
        if (found === null && isRepository(at))
            found = at;
        if (at === workspace)
            return found ?? workspace;
    }
    return workspace;
}
function isRepository(folder) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git'));
}
function isSubmodule(folder, repository, readText) {
    const own = readPath((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, '.git'), /^gitdir: (.+)$/m, folder, readText);
    return typeof own === 'string' && (0,_inside_js__WEBPACK_IMPORTED_MODULE_3__.F)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(repository, '.git', 'modules'), own);
}
function findGitFolder(root, readText) {
    const git = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, '.git');
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(git).isDirectory())
            return git;
    }
    catch (error) {
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.up)(error, 'ENOENT', 'ENOTDIR') ? undefined : null;
    }
    const own = readPath(git, /^gitdir: (.+)$/m, root, readText);
    return typeof own === 'string' && (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(own) ? own : null;
}
function readPath(file, pattern, from, readText) {
    const content = readText(file, MOST_BYTES);
    if (content.kind === 'missing')
        return undefined;
    const [, path] = content.kind === 'text' ? (pattern.exec(content.text) ?? []) : [];
    return path === undefined ? null : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(from, path);
}
function isBare(folder) {
    try {
        const names = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder);
        const isCheckedOut = names.includes('.git') && names.length > 1;
        return !isCheckedOut && names.every((name) => name.startsWith('.'));
    }
    catch {
        return true;
    }
}


/***/ }),

/***/ 2400:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  C: () => (findHidden)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8488);




const MOST_BYTES = 2 ** 20;
const MOST_ENTRIES = 20_000;
const OWN_KEY = /(?:^|[{,][\t ]*)["']?(?:query|query-file|groups)["']?[\t ]*:/m;
function findHidden(workspace, folders, readText) {
    const found = [];
    let count = 0;
    function search(folder, isHidden) {
        const entries = readEntries(folder);
        if (entries === null)
            found.push(folder);
        for (const entry of entries ?? []) {
            if (entry.name === '.git' || !(isHidden || entry.name.startsWith('.')))
                continue;
            const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, entry.name);
            count += 1;
            if (count === MOST_ENTRIES + 1)
                found.push(path);
            if (count > MOST_ENTRIES)
                return;
            if (entry.isDirectory())
                search(path, true);
            else if (entry.isFile() && isOwn(path, readText))
                found.push(path);
        }
    }
    for (const folder of folders)
        search(folder, false);
    const [first, ...others] = found;
    if (first === undefined)
        return null;
    const shown = (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_2__.ZQ)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace), first).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/'), 200);
    const what = others.length === 0 ? `${shown} is` : `${shown} and ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(others.length, 'more path')} are`;
    return { why: `${what} not read, since a name that begins with a dot is hidden`, isSure: true };
}
function readEntries(folder) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(folder, { withFileTypes: true });
    }
    catch {
        return null;
    }
}
function isOwn(path, readText) {
    if (!/\.ya?ml$/i.test(path))
        return false;
    const text = readText(path, MOST_BYTES);
    return text.kind === 'problem' || (text.kind === 'text' && OWN_KEY.test(text.text));
}


/***/ }),

/***/ 8244:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  F: () => (isInside),
  o: () => (climb)
});
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);

function isInside(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_0__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_0__.isAbsolute)(way);
}
function* climb(folder, last) {
    for (let at = folder;; at = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(at)) {
        yield at;
        if (at === last || at === (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(at))
            return;
    }
}


/***/ }),

/***/ 9576:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  EM: () => (NO_FILES),
  vk: () => (isGroupsFile),
  Ul: () => (readFiles),
  oF: () => (readListed)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/text/file-problem.ts
var file_problem = __webpack_require__(8819);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
;// CONCATENATED MODULE: ./src/actions/policies/sql/align.ts
function alignText(text, source, start, notation) {
    const segments = [];
    let offset = 0;
    for (const [index, line] of source.split('\n').entries()) {
        const [line0, column0] = [start.line + index, index === 0 ? start.column : 1];
        let isFirst = true;
        for (const piece of splitLine(line, notation)) {
            if ('length' in piece) {
                segments.push({ offset, line: line0, column: column0 + piece.column });
                offset += piece.length;
                isFirst = false;
                continue;
            }
            if (isFirst)
                offset = skipBlanks(text, offset);
            if (offset === text.length && piece.text.trim() === '')
                break;
            if (!text.startsWith(piece.text, offset))
                return null;
            segments.push({ offset, line: line0, column: column0 + piece.column });
            offset += piece.text.length;
            isFirst = false;
        }
    }
    return skipBlanks(text, offset) === text.length ? segments : null;
}
function skipBlanks(text, at) {
    let end = at;
    while (end < text.length && /\s/.test(text[end] ?? ''))
        end += 1;
    return end;
}
const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\S|[ \t]|$)/g;
const PLAIN_ESCAPES = { "''": "'", '\\"': '"', '\\\\': '\\', '\\/': '/' };
function* splitLine(line, notation) {
    const indent = line.length - line.trimStart().length;
    const content = line.trim();
    const escapes = notation === 'lines' ? [] : [...content.matchAll(notation === 'single-quoted' ? /''/g : ESCAPE)];
    let at = 0;
    for (const { index, 0: sign } of escapes) {
        if (index > at)
            yield { column: indent + at, text: content.slice(at, index) };
        const plain = PLAIN_ESCAPES[sign];
        if (plain !== undefined)
            yield { column: indent + index, text: plain };
        else if (sign !== '\\')
            yield { column: indent + index, length: lengthOf(sign) };
        at = index + sign.length;
    }
    if (at < content.length)
        yield { column: indent + at, text: content.slice(at) };
}
function lengthOf(sign) {
    return sign.startsWith('\\U') && Number.parseInt(sign.slice(2), 16) > 0xffff ? 2 : 1;
}

// EXTERNAL MODULE: ./src/actions/policies/files/checkout.ts + 2 modules
var checkout = __webpack_require__(9072);
// EXTERNAL MODULE: ./src/actions/policies/files/folder.ts
var files_folder = __webpack_require__(6916);
// EXTERNAL MODULE: ./src/actions/policies/files/gap.ts
var files_gap = __webpack_require__(4614);
// EXTERNAL MODULE: ./src/text/yaml-entries.ts
var yaml_entries = __webpack_require__(6237);
// EXTERNAL MODULE: ./src/text/yaml-file.ts + 1 modules
var yaml_file = __webpack_require__(8879);
// EXTERNAL MODULE: ./src/text/yaml-tree.ts
var yaml_tree = __webpack_require__(5429);
// EXTERNAL MODULE: ./src/actions/policies/files/schema.ts
var schema = __webpack_require__(7583);
;// CONCATENATED MODULE: ./src/actions/policies/files/groups-file.ts




function parseGroupsFile(text, path, quote) {
    const kind = {
        noun: 'file of groups',
        version: schema/* FILES_VERSION */.HY,
        wanted: 'a mapping with `version` and `groups`',
        smallest: '`version: 1` and `groups: []`',
        read: readGroups,
    };
    return (0,yaml_file/* parseYamlFile */.B)(text, path, kind, quote);
}
function readGroups(root, reading) {
    const file = { schema: schema/* GroupsSchema */.kW, allowed: { ...schema/* ALLOWED */.p3, groups: 'a list of groups' }, hasNumbers: true };
    const entries = (0,yaml_entries/* readEntries */.$2)(root, file, reading);
    (0,yaml_entries/* checkEntries */.bX)(file, entries, (0,yaml_tree/* offsetOf */.b4)(root), reading);
    const group = {
        schema: schema/* GroupSchema */.Zd,
        allowed: schema/* ALLOWED */.p3,
        hasNumbers: false,
        noun: 'group',
        title: 'A group',
        wanted: 'a mapping with `slug` and `name`',
        most: schema/* MOST_GROUPS */.xL,
    };
    return (0,yaml_entries/* readItems */.F1)(entries.get('groups')?.node, group, reading).map(({ description = '', ...one }) => ({
        ...one,
        description,
    }));
}

// EXTERNAL MODULE: ./src/actions/policies/files/hidden.ts
var files_hidden = __webpack_require__(2400);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/actions/policies/sql/tidy-query.ts
var tidy_query = __webpack_require__(3956);
// EXTERNAL MODULE: ./src/actions/policies/sql/lex.ts
var lex = __webpack_require__(5936);
;// CONCATENATED MODULE: ./src/actions/policies/files/joined-lines.ts


const JOINING = new Set([
    dist/* Scalar */.X5.BLOCK_FOLDED,
    dist/* Scalar */.X5.PLAIN,
    dist/* Scalar */.X5.QUOTE_SINGLE,
    dist/* Scalar */.X5.QUOTE_DOUBLE,
]);
function countLinesToHidden(written, value, style) {
    if (!JOINING.has(style) || !written.includes('\n'))
        return null;
    if (style === dist/* Scalar */.X5.QUOTE_DOUBLE && written.includes('\\'))
        return null;
    const shown = style === dist/* Scalar */.X5.QUOTE_SINGLE ? written.replaceAll("''", "'") : written;
    const hidden = (0,lex/* lexSql */.qr)(shown).tokens[(0,lex/* lexSql */.qr)(value).tokens.length];
    return hidden === undefined ? null : shown.slice(0, hidden.start).split('\n').length - 1;
}

// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/visible-text.ts
var visible_text = __webpack_require__(2909);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
;// CONCATENATED MODULE: ./src/actions/policies/files/test-tables.ts




const MOST_TABLES = 50;
const MOST_COLUMNS = 500;
const MOST_VALUES = 20_000;
const DEEPEST_VALUE = 20;
const LONGEST_TYPE = 500;
const NAME = /^[A-Za-z_]\w{0,199}$/;
const NAME_ALLOWED = 'a letter or `_`, and up to 199 letters, digits and `_` more';
const TYPE = /^[A-Za-z]\w*(?:\(.*\))?$/;
const CUT_TYPE = /^[A-Za-z]\w*\([^)]*$/;
const ALLOWED = {
    columns: 'a mapping of columns to their types, such as `{ name: Nullable(String) }`',
    rows: 'a list of rows, each a list of as many values as there are columns',
};
const isMapping = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const TABLE = {
    schema: index_min/* object */.Ikc({
        columns: index_min/* custom */.IeY(isMapping, ALLOWED.columns),
        rows: index_min/* custom */.IeY(Array.isArray, ALLOWED.rows),
    }),
    allowed: ALLOWED,
    hasNumbers: true,
};
function createKnown() {
    const known = { values: 0, tables: once(), columns: once(), rows: once() };
    return known;
    function once() {
        const results = new Map();
        return (node, read) => {
            const before = known.values;
            const { result, values } = results.get(node) ?? { result: read(), values: known.values - before };
            known.values = before + values;
            results.set(node, { result, values });
            return result;
        };
    }
}
function readTables(node, reading, known) {
    return readNamed(node, 'table', MOST_TABLES, reading).flatMap(({ name, node: value, offset }) => {
        const map = (0,yaml_tree/* resolveNode */.hl)(value, reading.targets);
        if (!(0,dist/* isMap */.jh)(map)) {
            reading.tell(offset, `The table \`${name}\` is ${(0,yaml_entries/* describeNode */.WQ)(map, reading.quote)}; allowed: \`columns\` and \`rows\`.`);
            return [];
        }
        const entries = (0,yaml_entries/* readEntries */.$2)(map, TABLE, reading);
        if ((0,yaml_entries/* checkEntries */.bX)(TABLE, entries, (0,yaml_tree/* offsetOf */.b4)(map), reading) === null)
            return [];
        const [columnsNode, rowsNode] = [entries.get('columns')?.node ?? null, entries.get('rows')?.node ?? null];
        const columns = known.columns(columnsNode, () => readColumns(columnsNode, reading));
        if (columns.length === 0) {
            reading.tell(offset, `The table \`${name}\` has no columns; allowed: ${ALLOWED.columns}.`);
            return [];
        }
        if (!haveWidth(rowsNode, columns.length, reading))
            return [];
        const rows = known.rows(rowsNode, () => readRows(rowsNode, reading, known));
        return [{ name, columns, ...rows }];
    });
}
function readColumns(node, reading) {
    return readNamed(node, 'column', MOST_COLUMNS, reading).flatMap(({ name, node: value, offset }) => {
        const meant = value === null ? null : (0,yaml_tree/* resolveNode */.hl)(value, reading.targets);
        const line = reading.lineOf(offset);
        if (value === null || (0,yaml_entries/* isEmpty */.Im)(meant))
            return [{ name, type: null, line }];
        const type = (0,dist/* isScalar */.jn)(meant) && typeof meant.value === 'string' ? meant.value : '';
        if (type.length <= LONGEST_TYPE && TYPE.test(type))
            return [{ name, type, line }];
        const shown = (0,yaml_entries/* describeNode */.WQ)(meant, reading.quote);
        const cut = CUT_TYPE.test(type)
            ? '; between `{` and `}` YAML ends it at its comma, unless it stands in quotes'
            : '';
        reading.tell(offset, `The type of \`${name}\` is ${shown}; allowed: a type of ClickHouse, such as \`Nullable(String)\`${cut}.`);
        return [];
    });
}
function haveWidth(node, width, { targets, tell, quote }) {
    if (!(0,dist/* isSeq */.oP)(node))
        return true;
    for (const item of node.items) {
        const row = (0,yaml_tree/* resolveNode */.hl)(item, targets);
        if ((0,dist/* isSeq */.oP)(row) && row.items.length === width)
            continue;
        const shown = (0,dist/* isSeq */.oP)(row) ? `a list of ${row.items.length}` : (0,yaml_entries/* describeNode */.WQ)(row, quote);
        tell((0,yaml_tree/* offsetOf */.b4)(item), `A row is ${shown}; allowed: a list of ${width}, a value for each column.`);
        return false;
    }
    return true;
}
function readRows(node, reading, known) {
    const rows = [];
    const lines = [];
    if (!(0,dist/* isSeq */.oP)(node))
        return { rows, lines };
    const spend = () => {
        known.values += 1;
        return known.values <= MOST_VALUES;
    };
    for (const item of node.items) {
        const row = (0,yaml_tree/* resolveNode */.hl)(item, reading.targets);
        if ((0,dist/* isSeq */.oP)(row)) {
            rows.push(row.items.map((cell) => readCell(cell, reading, spend, 0)));
            lines.push(reading.lineOf((0,yaml_tree/* offsetOf */.b4)(item)));
        }
        if (!spend())
            break;
    }
    return { rows, lines };
}
function readCell(node, reading, spend, depth) {
    if (!spend())
        return null;
    if (depth > DEEPEST_VALUE) {
        reading.tell((0,yaml_tree/* offsetOf */.b4)(node), `A value has more than ${DEEPEST_VALUE} levels; allowed: up to that.`);
        return null;
    }
    const meant = node === null ? null : (0,yaml_tree/* resolveNode */.hl)(node, reading.targets);
    if ((0,dist/* isSeq */.oP)(meant))
        return meant.items.map((item) => readCell(item, reading, spend, depth + 1));
    if ((0,dist/* isMap */.jh)(meant)) {
        return {
            pairs: meant.items.map(({ key, value }) => {
                const name = (0,yaml_tree/* resolveNode */.hl)(key, reading.targets);
                if (!(0,dist/* isScalar */.jn)(name)) {
                    reading.tell((0,yaml_tree/* offsetOf */.b4)(key), `A key in a value is ${(0,yaml_entries/* describeNode */.WQ)(name, reading.quote)}; allowed: a text.`);
                }
                const text = (0,dist/* isScalar */.jn)(name) ? (name.source ?? String(name.value)) : '';
                return [text, readCell(value, reading, spend, depth + 1)];
            }),
        };
    }
    if (!(0,dist/* isScalar */.jn)(meant))
        return null;
    const { value, source } = meant;
    if (typeof value === 'number' || typeof value === 'bigint')
        return { number: source ?? String(value) };
    return typeof value === 'string' || typeof value === 'boolean' ? value : null;
}
function readNamed(node, noun, most, reading) {
    if (!(0,dist/* isMap */.jh)(node))
        return [];
    const excess = node.items[most];
    if (excess !== undefined) {
        reading.tell((0,yaml_tree/* offsetOf */.b4)(excess.key), `There are more than ${most} ${noun}s; allowed: up to ${most}.`);
        return [];
    }
    const names = new Set();
    return node.items.flatMap(({ key, value }) => {
        const meant = (0,yaml_tree/* resolveNode */.hl)(key, reading.targets);
        const name = (0,dist/* isScalar */.jn)(meant) && typeof meant.value === 'string' ? meant.value : '';
        const offset = (0,yaml_tree/* offsetOf */.b4)(key);
        if (!NAME.test(name)) {
            const shown = (0,yaml_entries/* describeNode */.WQ)(meant, reading.quote);
            reading.tell(offset, `The name of a ${noun} is ${shown}; allowed: ${NAME_ALLOWED}.`);
            return [];
        }
        if (names.has(name))
            reading.tell(offset, `The ${noun} \`${name}\` is there twice; allowed: once.`);
        names.add(name);
        return [{ name, node: value, offset }];
    });
}

;// CONCATENATED MODULE: ./src/actions/policies/files/policy-tests.ts







const MOST_TESTS = 100;
const policy_tests_ALLOWED = {
    name: visible_text/* TEXT_ALLOWED */.xe,
    tables: 'a mapping of tables, each with `columns` and `rows`',
    violations: 'a list of `_cq_platform_id`, or a whole number',
};
const TEST = {
    schema: index_min/* object */.Ikc({
        name: (0,visible_text/* textSchema */.Zu)(visible_text/* LONGEST_TEXT */.xG, policy_tests_ALLOWED.name),
        tables: index_min/* custom */.IeY(isMapping, policy_tests_ALLOWED.tables),
        violations: index_min/* custom */.IeY((value) => Array.isArray(value) || (Number.isSafeInteger(value) && Number(value) >= 0), policy_tests_ALLOWED.violations),
    }),
    allowed: policy_tests_ALLOWED,
    hasNumbers: true,
};
function readTests(node, reading) {
    if (!(0,dist/* isSeq */.oP)(node))
        return [];
    const excess = node.items[MOST_TESTS];
    if (excess !== undefined) {
        reading.tell((0,yaml_tree/* offsetOf */.b4)(excess), `\`tests\` has more than ${MOST_TESTS}; allowed: up to ${MOST_TESTS}.`);
        return [];
    }
    const names = new Set();
    const known = createKnown();
    return node.items.flatMap((item) => {
        const map = (0,yaml_tree/* resolveNode */.hl)(item, reading.targets);
        if (map === null)
            return [];
        if (!(0,dist/* isMap */.jh)(map)) {
            const wanted = 'a mapping with `name`, `tables` and `violations`';
            reading.tell((0,yaml_tree/* offsetOf */.b4)(item), `A test is ${(0,yaml_entries/* describeNode */.WQ)(map, reading.quote)}; allowed: ${wanted}.`);
            return [];
        }
        const test = readTest(map, reading.lineOf((0,yaml_tree/* offsetOf */.b4)(item)), reading, known);
        if (test === null)
            return [];
        if (names.has(test.name)) {
            const name = reading.quote(test.name, 100);
            reading.tell((0,yaml_tree/* offsetOf */.b4)(item), `Two tests of this policy are called ${name}; allowed: a name of its own for each.`);
        }
        names.add(test.name);
        return [test];
    });
}
function readTest(map, line, reading, known) {
    const entries = (0,yaml_entries/* readEntries */.$2)(map, TEST, reading);
    const values = (0,yaml_entries/* checkEntries */.bX)(TEST, entries, (0,yaml_tree/* offsetOf */.b4)(map), reading);
    if (values === null)
        return null;
    known.values = 0;
    const given = entries.get('tables')?.node ?? null;
    const tables = known.tables(given, () => readTables(given, reading, known));
    const expected = entries.get('violations')?.node ?? null;
    const violations = typeof values.violations === 'number' ? values.violations : readIds(expected, reading);
    if (known.values > MOST_VALUES) {
        reading.tell((0,yaml_tree/* offsetOf */.b4)(map), `The test has more than ${(0,format/* formatCount */.B4)(MOST_VALUES)} values; allowed: up to that.`);
        return null;
    }
    return { name: values.name, line, tables, violations };
}
function readIds(node, { targets, tell, quote }) {
    if (!(0,dist/* isSeq */.oP)(node))
        return [];
    if (node.items.length > MOST_VALUES) {
        tell((0,yaml_tree/* offsetOf */.b4)(node), `\`violations\` has ${node.items.length} ids; allowed: up to ${(0,format/* formatCount */.B4)(MOST_VALUES)}.`);
        return [];
    }
    return node.items.flatMap((item) => {
        const meant = (0,yaml_tree/* resolveNode */.hl)(item, targets);
        const value = (0,dist/* isScalar */.jn)(meant) ? meant.value : null;
        if (typeof value === 'string')
            return [value];
        if (typeof value === 'number' && (0,dist/* isScalar */.jn)(meant))
            return [meant.source ?? String(value)];
        if (meant !== null)
            tell((0,yaml_tree/* offsetOf */.b4)(item), `\`violations\` holds ${(0,yaml_entries/* describeNode */.WQ)(meant, quote)}; allowed: ids.`);
        return [];
    });
}

;// CONCATENATED MODULE: ./src/actions/policies/files/policy-file.ts









const MOST_NAMES = 100;
function parsePolicyFile(text, path, quote) {
    const source = text.replace(/^\ufeff/, '');
    const kind = {
        noun: 'policy file',
        version: schema/* FILES_VERSION */.HY,
        wanted: 'a mapping with `version`, `name`, `domain`, `severity` and `query`',
        smallest: '`version: 1`, `name`, `domain`, `severity` and `query`',
        read: (root, reading) => readPolicy(root, reading, source),
    };
    return (0,yaml_file/* parseYamlFile */.B)(text, path, kind, quote);
}
function readPolicy(root, reading, source) {
    const file = { schema: schema/* PolicySchema */.Qz, allowed: schema/* ALLOWED */.p3, hasNumbers: true };
    const entries = (0,yaml_entries/* readEntries */.$2)(root, file, reading);
    const values = (0,yaml_entries/* checkEntries */.bX)(file, entries, (0,yaml_tree/* offsetOf */.b4)(root), reading);
    const lineOf = (key) => reading.lineOf(entries.get(key)?.offset ?? (0,yaml_tree/* offsetOf */.b4)(root));
    const [query, queryFile] = [entries.get('query'), entries.get('query-file')];
    if (query === undefined && queryFile === undefined) {
        reading.tell((0,yaml_tree/* offsetOf */.b4)(root), `\`query\` is missing; it takes ${schema/* ALLOWED */.p3.query}. Or name a file with \`query-file\`.`);
    }
    else if (query?.value !== undefined && queryFile?.value !== undefined) {
        reading.tell(queryFile.offset, 'Both `query` and `query-file` are there; allowed: one of them.');
    }
    const names = (key) => readNames(key, entries.get(key)?.node ?? null, reading);
    const groups = names('groups');
    const notify = names('notify');
    const { name = '', domain = '', severity = '', description = '', status = '' } = values ?? {};
    const text = values?.query;
    return {
        name,
        domain,
        severity,
        description,
        status,
        groups: [...groups.keys()],
        notify: entries.has('notify') ? [...notify.keys()] : null,
        query: text === undefined
            ? { file: values?.['query-file'] ?? '', line: lineOf('query-file') }
            : placeQuery(text, query?.node ?? null, lineOf('query'), source),
        tests: readTests(entries.get('tests')?.node ?? null, reading),
        line: lineOf('name'),
        groupLines: groups,
        notifyLines: notify,
    };
}
function placeQuery(value, node, line, source) {
    const text = (0,tidy_query/* tidyQuery */.R)(value);
    const unknown = { text, line, segments: [], hiddenFrom: null };
    if (!(0,dist/* isScalar */.jn)(node) || node.range == null)
        return unknown;
    const isBlock = node.type === dist/* Scalar */.X5.BLOCK_LITERAL || node.type === dist/* Scalar */.X5.BLOCK_FOLDED;
    const isQuoted = node.type === dist/* Scalar */.X5.QUOTE_SINGLE || node.type === dist/* Scalar */.X5.QUOTE_DOUBLE;
    const [from, to] = node.range;
    const start = isBlock ? source.indexOf('\n', from) + 1 : from + (isQuoted ? 1 : 0);
    const before = source.slice(0, start);
    const at = { line: before.split('\n').length, column: start - before.lastIndexOf('\n') };
    const notation = node.type === dist/* Scalar */.X5.QUOTE_SINGLE ? 'single-quoted' : node.type === dist/* Scalar */.X5.QUOTE_DOUBLE ? 'double-quoted' : 'lines';
    const written = source.slice(start, isQuoted ? to - 1 : to);
    const lines = countLinesToHidden(written, value, node.type);
    const hiddenFrom = lines === null ? null : at.line + lines;
    const segments = alignText(text, written, at, notation);
    return segments === null
        ? { ...unknown, hiddenFrom }
        : { text, line: segments[0]?.line ?? line, segments, hiddenFrom };
}
function readNames(key, node, { targets, tell, quote, lineOf }) {
    const names = new Map();
    if (!(0,dist/* isSeq */.oP)(node))
        return names;
    const excess = node.items[MOST_NAMES];
    if (excess !== undefined) {
        tell((0,yaml_tree/* offsetOf */.b4)(excess), `\`${key}\` has more than ${MOST_NAMES} names; allowed: up to ${MOST_NAMES}.`);
        return names;
    }
    for (const item of node.items) {
        const meant = (0,yaml_tree/* resolveNode */.hl)(item, targets);
        if (meant === null)
            continue;
        const name = (0,dist/* isScalar */.jn)(meant) && typeof meant.value === 'string' ? meant.value : null;
        if (name === null || name.trim() === '') {
            tell((0,yaml_tree/* offsetOf */.b4)(item), `\`${key}\` holds ${(0,yaml_entries/* describeNode */.WQ)(meant, quote)}; allowed: names.`);
        }
        else if (names.has(name)) {
            tell((0,yaml_tree/* offsetOf */.b4)(item), `\`${key}\` names ${quote(name, 100)} twice; allowed: once.`);
        }
        else {
            names.set(name, lineOf((0,yaml_tree/* offsetOf */.b4)(item)));
        }
    }
    return names;
}

// EXTERNAL MODULE: ./src/actions/policies/files/sql-file.ts
var sql_file = __webpack_require__(7265);
;// CONCATENATED MODULE: ./src/actions/policies/files/read-files.ts













const NO_FILES = {
    files: { policies: [], groups: [], isEmpty: true, mayLack: null },
    problems: [],
    warnings: [],
    queries: new Map(),
    tests: new Map(),
};
const MOST_BYTES = 2 ** 20;
function isGroupsFile(path) {
    return /^groups\.ya?ml$/i.test((0,external_node_path_.basename)(path));
}
function readFiles({ workspace, folder, path }, readText, quote) {
    const listed = (0,files_folder/* listFolder */.b)(workspace, folder, readText);
    const folders = listed?.folders ?? [];
    const gap = (0,files_gap/* pickGap */.w)([(0,checkout/* findGap */.U)(workspace, folders, readText), (0,files_hidden/* findHidden */.C)(workspace, folders, readText)]);
    const read = readListed(listed, path, gap?.why ?? null, readText, quote);
    if (gap === null || !gap.isSure)
        return read;
    const warning = { path, line: null, column: null, sentence: `Not all files of the folder are read: ${gap.why}.` };
    return { ...read, warnings: [...read.warnings, warning] };
}
function readListed(listed, path, mayLack, readText, quote) {
    const problems = [];
    const warnings = [];
    const whole = (at, sentence) => ({ path: at, line: null, column: null, sentence });
    if (listed === null) {
        problems.push(whole(path, 'There is no such folder; check the repository out before this step, or correct `path`.'));
    }
    const { yaml, sql, problems: unread } = listed ?? { yaml: [], sql: [], folders: [], problems: [] };
    problems.push(...unread.map((one) => whole(one.path, one.sentence)));
    function read(file) {
        const text = readText(file.absolute, MOST_BYTES);
        if (text.kind === 'text')
            return text.text;
        problems.push(whole(file.path, text.kind === 'missing' ? 'It is gone.' : `It ${text.problem}`));
        return null;
    }
    function take(parsed) {
        if (parsed.kind === 'content')
            return parsed.content;
        problems.push(...parsed.problems.map(readProblem));
        return null;
    }
    const sqlByPath = new Map(sql.map((file) => [file.path, file]));
    const sqlByFolder = new Map([...Map.groupBy(sql, ({ path: at }) => (0,external_node_path_.dirname)(at))].map(([at, all]) => [at, all.map((one) => (0,external_node_path_.basename)(one.path))]));
    const findNear = (0,nearest/* limitFindNear */.lq)();
    const used = new Set();
    const queries = new Map();
    const tests = new Map();
    const policies = [];
    const groups = [];
    for (const file of yaml) {
        if (isGroupsFile(file.path)) {
            if ((0,external_node_path_.dirname)(file.path) !== path) {
                problems.push(whole(file.path, `Groups are declared once, in ${(0,external_node_path_.join)(path, 'groups.yml')}.`));
                continue;
            }
            const text = read(file);
            const entries = text === null ? null : take(parseGroupsFile(text, file.path, quote));
            for (const { slug, name, description, line } of entries ?? []) {
                groups.push({ slug, form: { name, description: (0,tidy/* tidyText */.qV)(description) }, file: { path: file.path, line } });
            }
            continue;
        }
        const slug = (0,external_node_path_.basename)(file.path).replace(/\.ya?ml$/i, '');
        if (!schema/* SLUG */.OZ.test(slug)) {
            problems.push(whole(file.path, `The name of the file is the policy's slug; allowed: ${schema/* SLUG_ALLOWED */.x0}.`));
            continue;
        }
        const text = read(file);
        const policy = text === null ? null : take(parsePolicyFile(text, file.path, quote));
        if (policy === null)
            continue;
        const query = findQuery(policy, file);
        if (query === null)
            continue;
        const { groups: groupNames, notify: notifyNames, name, domain, severity, description, status } = policy;
        const form = { name, domain, severity, description: (0,tidy/* tidyText */.qV)(description), status, query: query.text };
        const { groupLines, notifyLines } = policy;
        const place = { path: file.path, line: policy.line };
        policies.push({ slug, form, groupNames, notifyNames, file: place, groupLines, notifyLines });
        queries.set(slug, query.place);
        if (policy.tests.length > 0)
            tests.set(slug, policy.tests);
    }
    function findQuery({ query }, file) {
        if ('text' in query) {
            const { text, line, segments, hiddenFrom } = query;
            if (hiddenFrom !== null) {
                const sentence = 'YAML joins the lines of `query` here, so that a line comment hides this line and what follows it. Write `query: |`, which keeps the lines.';
                warnings.push({ path: file.path, line: hiddenFrom, column: null, sentence });
            }
            return { text, place: { path: file.path, line, segments } };
        }
        const at = (0,external_node_path_.join)((0,external_node_path_.dirname)(file.path), query.file).split('\\').join('/');
        const found = sqlByPath.get(at);
        const tell = (sentence) => problems.push({ path: file.path, line: query.line, column: null, sentence });
        if (found === undefined) {
            const near = findNear(query.file, sqlByFolder.get((0,external_node_path_.dirname)(at)) ?? []);
            const hint = near === null ? '' : `: the nearest is ${near}`;
            tell(`There is no ${quote(query.file, 200)} beside it. Add this file, or correct the name${hint}.`);
            return null;
        }
        used.add(at);
        const text = read(found);
        if (text === null)
            return null;
        const problem = (0,sql_file/* findSqlProblem */.P)(text, at);
        if (problem !== null) {
            problems.push(problem);
            return null;
        }
        const tidy = (0,sql_file/* readSqlQuery */.b)(text);
        const segments = alignText(tidy, text, { line: 1, column: 1 }, 'lines') ?? [];
        return { text: tidy, place: { path: at, line: 1, segments } };
    }
    problems.push(...findTwice(policies, 'policy', ({ slug }) => slug, 'slug'));
    problems.push(...findTwice(policies, 'policy', ({ form }) => form.name, 'name'));
    problems.push(...findTwice(groups, 'policy group', ({ slug }) => slug, 'slug'));
    problems.push(...findTwice(groups, 'policy group', ({ form }) => form.name, 'name'));
    const isEmpty = policies.length === 0 && groups.length === 0;
    if (isEmpty && problems.length === 0)
        warnings.push(whole(path, 'The folder holds no policy and no group.'));
    for (const file of sql) {
        if (!used.has(file.path) && problems.length === 0)
            warnings.push(whole(file.path, 'No policy names this file with `query-file`.'));
    }
    return { files: { policies, groups, isEmpty, mayLack }, problems: (0,file_problem/* sortProblems */.d)(problems), warnings, queries, tests };
}
function findTwice(items, noun, keyOf, what) {
    const first = new Map();
    return items.flatMap((item) => {
        const key = (0,tidy/* foldCase */.SP)(keyOf(item));
        const other = first.get(key);
        if (other === undefined) {
            first.set(key, item);
            return [];
        }
        const place = `${other.file.path}:${other.file.line}`;
        const sentence = `The ${what} of this ${noun} is also that of ${place}; each needs its own, which differs in more than upper and lower case.`;
        return [{ path: item.file.path, line: item.file.line, column: null, sentence }];
    });
}
function readProblem(text) {
    const [, path = '', line = '', column = '', sentence = text] = /^(.*?):(\d+):(\d+): ([\s\S]*)$/.exec(text) ?? [];
    return { path, line: Number(line), column: Number(column), sentence };
}


/***/ }),

/***/ 7583:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  HY: () => (FILES_VERSION),
  OZ: () => (SLUG),
  Qz: () => (PolicySchema),
  Zd: () => (GroupSchema),
  f: () => (STATUSES),
  kW: () => (GroupsSchema),
  oC: () => (SEVERITIES),
  p3: () => (ALLOWED),
  qz: () => (LONGEST_QUERY),
  si: () => (DOMAINS),
  x0: () => (SLUG_ALLOWED),
  xL: () => (MOST_GROUPS)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);
var _text_mark_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8338);
var _text_visible_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2909);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9924);




const FILES_VERSION = 1;
const DOMAINS = ['finops', 'security', 'compliance', 'governance', 'operations'];
const SEVERITIES = ['low', 'medium', 'high', 'critical'];
const STATUSES = ['active', 'paused'];
const SLUG = /^(?!.*\.$)[a-z0-9][a-z0-9._-]{0,99}$/;
const SLUG_ALLOWED = 'up to 100 of a–z, 0–9, `.`, `_` and `-`, a letter or digit first, no `.` last';
const LONGEST_NAME = 500;
const LONGEST_DESCRIPTION = 10_000;
const LONGEST_QUERY = 200_000;
const MOST_GROUPS = 1_000;
const words = (list) => list.map((word) => `\`${word}\``).join(', ');
const ALLOWED = {
    version: `the number \`${FILES_VERSION}\``,
    name: `a text of one line that is not blank, of up to ${LONGEST_NAME} characters, without blanks at its ends`,
    domain: words(DOMAINS),
    severity: words(SEVERITIES),
    status: words(STATUSES),
    description: `a text of up to ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.B4)(LONGEST_DESCRIPTION)} characters that does not end like a mark`,
    query: `SQL of up to ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.B4)(LONGEST_QUERY)} characters`,
    'query-file': 'the name of a `.sql` file in the same folder',
    groups: 'a list of names of policy groups, or `[]` for none',
    notify: 'a list of names of notification destinations, or `[]` for none',
    slug: SLUG_ALLOWED,
    tests: 'a list of tests, each with `name`, `tables` and `violations`, or `[]` for none',
};
const Name = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(ALLOWED.name), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.z6Y((text) => text.length <= LONGEST_NAME && _text_visible_text_js__WEBPACK_IMPORTED_MODULE_3__.f9.test(text) && text.trim() === text && !/[\r\n\t]/.test(text), ALLOWED.name));
const Description = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(ALLOWED.description), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.z6Y((text) => text.length <= LONGEST_DESCRIPTION && !(0,_text_mark_js__WEBPACK_IMPORTED_MODULE_0__._S)(text), ALLOWED.description));
const Query = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(ALLOWED.query), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.z6Y((text) => text.length <= LONGEST_QUERY && _text_visible_text_js__WEBPACK_IMPORTED_MODULE_3__.f9.test(text), ALLOWED.query));
const QueryFile = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(ALLOWED['query-file']), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.yGV(/^[^/\\:]+\.sql$/, ALLOWED['query-file']));
const list = (allowed) => _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.L5J(), allowed));
const PolicySchema = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    version: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.euz(FILES_VERSION, ALLOWED.version),
    name: Name,
    domain: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.KIO(DOMAINS, ALLOWED.domain),
    severity: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.KIO(SEVERITIES, ALLOWED.severity),
    description: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(Description, ''),
    status: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.KIO(STATUSES, ALLOWED.status), 'active'),
    groups: list(ALLOWED.groups),
    notify: list(ALLOWED.notify),
    query: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(Query),
    'query-file': _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(QueryFile),
    tests: list(ALLOWED.tests),
});
const GroupsSchema = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    version: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.euz(FILES_VERSION, ALLOWED.version),
    groups: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YOg(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.L5J(), 'a list of groups, each with `slug` and `name`, or `[]` for none'),
});
const GroupSchema = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.Ikc({
    slug: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.YjP(SLUG_ALLOWED), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.yGV(SLUG, SLUG_ALLOWED)),
    name: Name,
    description: _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_2__.lqM(Description, ''),
});


/***/ }),

/***/ 7265:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  P: () => (findSqlProblem),
  b: () => (readSqlQuery)
});
var _text_damage_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2886);
var _text_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8879);
var _sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3956);
var _schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7583);




function readSqlQuery(text) {
    return (0,_sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_1__.R)(text.replaceAll('\r\n', '\n'));
}
function findSqlProblem(text, path) {
    const whole = (sentence) => ({ path, line: null, column: null, sentence });
    const damage = (0,_text_damage_js__WEBPACK_IMPORTED_MODULE_3__.T)(text);
    if (damage?.kind === 'lfs')
        return whole('The file is a pointer of Git LFS; set `lfs: true` in the checkout.');
    if (damage !== null)
        return whole('The file holds the marks of a merge conflict of git; resolve it.');
    const strange = (0,_text_damage_js__WEBPACK_IMPORTED_MODULE_3__.r)(text);
    if (strange !== null) {
        const { line, col: column } = (0,_text_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__.l)(text).linePos(strange.offset);
        return { path, line, column, sentence: strange.sentence };
    }
    const isBlank = text.trim() === '';
    if (!isBlank && text.length <= _schema_js__WEBPACK_IMPORTED_MODULE_2__.qz)
        return null;
    const held = isBlank ? 'nothing' : `${text.length} characters`;
    return whole(`It holds ${held}; allowed: SQL of up to ${_schema_js__WEBPACK_IMPORTED_MODULE_2__.qz}.`);
}


/***/ }),

/***/ 8134:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  M_: () => (NOUNS),
  Qr: () => (countObjects),
  Z5: () => (compareForms),
  zk: () => (describeUnmanagedCount)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);
var _text_tidy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2027);
var _sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3956);



const NOUNS = { policy: 'policy', group: 'policy group' };
function countObjects(count) {
    return (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(count, 'policy or group', 'policies and groups');
}
function describeUnmanagedCount(count) {
    return `${countObjects(count)} of the Platform ${count === 1 ? 'is' : 'are'} not managed from here`;
}
function compareForms(before, after) {
    return Object.entries(after).flatMap(([field, value]) => {
        if (value === null)
            return [];
        const old = before === null ? null : (before[field] ?? null);
        return old !== null && isSame(field, old, value) ? [] : [{ field, before: old, after: value }];
    });
}
function isSame(field, a, b) {
    if (typeof a === 'string' && typeof b === 'string') {
        return field === 'query' ? (0,_sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_0__.l)(a, b) : (0,_text_tidy_js__WEBPACK_IMPORTED_MODULE_2__.Zt)(a) === (0,_text_tidy_js__WEBPACK_IMPORTED_MODULE_2__.Zt)(b);
    }
    return JSON.stringify(a) === JSON.stringify(b);
}


/***/ }),

/***/ 5473:
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
// EXTERNAL MODULE: ./src/text/day.ts
var day = __webpack_require__(6497);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/markdown.ts
var markdown = __webpack_require__(6590);
// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
;// CONCATENATED MODULE: ./src/actions/forgiveness.ts
async function loadForgiveness() {
    const { loadForgive } = await __webpack_require__.e(/* import() */ 2362).then(__webpack_require__.bind(__webpack_require__, 2362));
    return (await loadForgive()).readForgiveness;
}

// EXTERNAL MODULE: ./src/actions/policies/apply/ends.ts
var ends = __webpack_require__(119);
;// CONCATENATED MODULE: ./src/actions/policies/apply/next.ts
const OVER = 'the step ended before it';
const MOST_SENT = { create: 1, change: 3, replace: 1, toggle: 1, delete: 3 };
const SENT_ONCE = {
    create: 'a creation is not sent twice',
    replace: 'an update of a group is not sent twice',
    toggle: 'a toggle is not sent twice',
};
const MOST_LATER = 8;
const LOOKS = { create: 6, change: 3, replace: 6, toggle: 6, delete: 3 };
const PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;
function decideNext(events, rule) {
    const { verb, isOver } = rule;
    const last = events.at(-1);
    if (last === undefined)
        return isOver ? notDone(OVER) : { do: 'look' };
    if ('answer' in last)
        return decideAfterAnswer(events, last.answer, last, rule);
    const { look, detail, isLast } = last;
    if (isReached(look, verb))
        return { end: 'done', why: null };
    const answer = events.findLast((event) => 'answer' in event);
    if (answer === undefined)
        return decideBeforeWriting(look, detail, verb, isOver);
    if (look === 'unread' && isOver && isLast !== true)
        return { do: 'look' };
    return decideAfterLook(look, detail, answer, events, rule);
}
function decideAfterAnswer(events, answer, { reason, waitMs }, { isOver }) {
    switch (answer) {
        case 'later': {
            const refusals = count(events, 'later');
            if (refusals >= MOST_LATER || isOver)
                return giveUp(events, reason ?? 'the Platform is busy');
            return { do: 'pause', ms: Math.max(pauseAfter(refusals), waitMs ?? 0) };
        }
        case 'refused':
        case 'ok':
        case 'lost':
            return { do: 'look' };
    }
}
function decideBeforeWriting(look, detail, verb, isOver) {
    if (isOver)
        return notDone(OVER);
    if (look === 'unread')
        return notDone(`it could not be read first${inBrackets(detail)}`);
    const isAsPlanned = verb === 'create' ? look === 'missing' : look === 'before';
    if (isAsPlanned)
        return { do: 'write' };
    if (look === 'missing')
        return notDone(GONE);
    if (look === 'twice')
        return notDone(describeTwins(detail));
    return notDone(`somebody changed it since the plan was made${inBrackets(detail)}`);
}
const GONE = 'it is gone since the plan was made';
function decideAfterLook(look, detail, { answer, reason }, events, { verb, isOver }) {
    const said = answer === 'ok' ? 'the Platform says that it is done' : `the answer was lost${inBrackets(reason)}`;
    if (look === 'twice')
        return { end: 'differs', why: describeTwins(detail) };
    if (answer === 'refused' && !wasLost(events)) {
        const refusal = reason ?? 'the Platform refused it';
        if (look === 'unread')
            return { end: 'unknown', why: `${refusal}, and it could not be read since${inBrackets(detail)}` };
        if (look !== 'other' || verb === 'create' || verb === 'delete')
            return notDone(refusal);
        const why = `${refusal}, and part of it may be done, or somebody changed it meanwhile${inBrackets(detail)}`;
        return { end: 'unknown', why };
    }
    if (look === 'other') {
        if (answer === 'later' && !wasLost(events))
            return notDone(`somebody changed it meanwhile${inBrackets(detail)}`);
        const why = `the Platform keeps something else than it was sent, or somebody changed it meanwhile${inBrackets(detail)}`;
        return answer === 'ok' ? { end: 'differs', why } : { end: 'unknown', why: `${said}, and ${why}` };
    }
    if (look === 'missing' && verb !== 'create')
        return notDone(GONE);
    if (answer === 'later') {
        if (isOver)
            return giveUp(events, reason ?? OVER);
        return look === 'unread' ? giveUp(events, `it could not be read again${inBrackets(detail)}`) : { do: 'write' };
    }
    if (look === 'unread')
        return { end: 'unknown', why: `${said}, and it could not be read since${inBrackets(detail)}` };
    if (isOver)
        return { end: 'unknown', why: `${said}, and nothing shows of it so far` };
    const looks = events.length - 1 - events.findLastIndex((event) => 'answer' in event);
    if (looks < LOOKS[verb])
        return { do: 'pause', ms: isSentOnce(verb) ? pauseAfter(looks) : PAUSE_MS };
    if (answer === 'ok')
        return { end: 'unknown', why: `${said}, and does not show it` };
    if (answer === 'refused') {
        return { end: 'unknown', why: `an answer was lost, and the next one was a refusal${inBrackets(reason)}` };
    }
    if (count(events, 'lost') < MOST_SENT[verb])
        return { do: 'write' };
    const again = isSentOnce(verb) ? SENT_ONCE[verb] : `it was sent ${MOST_SENT[verb]} times`;
    return { end: 'unknown', why: `${said}, ${again}, and nothing shows of it so far` };
}
function isSentOnce(verb) {
    return verb in SENT_ONCE;
}
function isReached(look, verb) {
    return verb === 'delete' ? look === 'missing' : look === 'after';
}
function describeTwins(detail) {
    return `there are several of it now${inBrackets(detail)}: delete all but one of them on the Platform, or take the last line out of their descriptions`;
}
function inBrackets(detail) {
    return detail === undefined || detail === '' ? '' : ` (${detail})`;
}
function pauseAfter(times) {
    return Math.min(PAUSE_MS * 2 ** (times - 1), LONGEST_PAUSE_MS);
}
function count(events, answer) {
    return events.filter((event) => 'answer' in event && event.answer === answer).length;
}
function wasLost(events) {
    return count(events, 'lost') > 0;
}
function giveUp(events, why) {
    return wasLost(events) ? { end: 'unknown', why } : notDone(why);
}
function notDone(why) {
    return { end: 'not-done', why };
}

// EXTERNAL MODULE: ./src/text/mark.ts
var text_mark = __webpack_require__(8338);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
// EXTERNAL MODULE: ./src/actions/policies/form.ts
var policies_form = __webpack_require__(8134);
;// CONCATENATED MODULE: ./src/actions/policies/state.ts


function toExistingPolicy(policy) {
    const { id, groupIds, destinationIds, updatedBy, updatedAt, description, name, domain, severity, status, query } = policy;
    const { text, mark } = (0,text_mark/* readDescription */.XF)(description);
    return {
        id,
        mark,
        form: { name, domain, severity, status, description: text, query },
        groupIds,
        destinationIds,
        changedBy: updatedBy,
        changedAt: updatedAt,
    };
}
function toExistingGroup({ id, name, description }) {
    const { text, mark } = (0,text_mark/* readDescription */.XF)(description);
    return { id, mark, form: { name, description: text } };
}
function createGroupIds(known) {
    const ids = new Map(known);
    const slugs = new Map([...known].map(([slug, id]) => [id, slug]));
    return {
        refOf(id) {
            const slug = slugs.get(id);
            return slug === undefined ? `id:${id}` : `slug:${slug}`;
        },
        idOf: (ref) => (ref.startsWith('id:') ? ref.slice(3) : ids.get(ref.slice(5))),
        add(slug, id) {
            ids.set(slug, id);
            slugs.set(id, slug);
        },
    };
}
function toPolicyForm(policy, groups) {
    const { form, groupIds, destinationIds } = toExistingPolicy(policy);
    const { name, domain, severity, status, description, query } = form;
    return {
        name,
        domain,
        severity,
        status,
        description,
        groups: [...new Set(groupIds.map(groups.refOf))].sort(),
        notify: [...new Set(destinationIds)].sort(),
        query,
    };
}
function agrees(object, wanted) {
    const isMarked = wanted.mark === null
        ? object.mark === null
        : (0,text_mark/* isOwnedBy */.D0)(object.mark, wanted.mark.owner) && object.mark.slug === wanted.mark.slug;
    return isMarked && (0,policies_form/* compareForms */.Z5)(object.form, wanted.form).length === 0;
}
function draftPolicy(form, mark, groups, kept) {
    const missing = form.groups.filter((ref) => groups.idOf(ref) === undefined);
    if (missing.length > 0)
        return { missing };
    const { name, domain, severity, description, query, notify } = form;
    return {
        draft: {
            name,
            domain,
            severity,
            description: (0,text_mark/* writeDescription */.MY)(description, mark),
            query,
            groupIds: form.groups.flatMap((ref) => groups.idOf(ref) ?? []),
            destinationIds: notify ?? kept,
        },
    };
}

;// CONCATENATED MODULE: ./src/actions/policies/apply/write-object.ts




function writeObject(kind, change, deps, { onReached, onBornOtherwise }) {
    const { verb, slug, id, before, after, markBefore } = change;
    const { client, lastClient, owner, groups } = deps;
    const mark = { owner, slug };
    const markAfter = writeVerb(change) === 'toggle' ? markBefore : mark;
    let born = null;
    let found = null;
    async function find(asked, wasLost) {
        if (id !== null)
            return asList(await kind.find(asked, id));
        const all = await kind.list(asked, wasLost ? undefined : after?.name);
        const ours = all.filter((one) => isMarked(one, mark));
        if (ours.length > 0)
            return ours;
        if (born !== null)
            return asList(await kind.find(asked, born));
        return all.filter((one) => isNamed(one, after) && !(0,text_mark/* isOwnedBy */.D0)((0,text_mark/* readDescription */.XF)(one.description).mark, owner));
    }
    const look = async ({ wasLost, isLast }) => {
        const [object, ...twins] = await find(isLast ? lastClient() : client, wasLost);
        found = object ?? null;
        if (object === undefined)
            return { look: 'missing' };
        if (twins.length > 0)
            return { look: 'twice', detail: [object, ...twins].map((one) => one.id).join(', ') };
        const seen = { mark: (0,text_mark/* readDescription */.XF)(object.description).mark, form: kind.toForm(object, groups) };
        if (after !== null && agrees(seen, { mark: markAfter, form: after })) {
            onReached?.(object);
            return { look: 'after' };
        }
        if (verb === 'create' && (object.id === born || isMarked(object, mark)))
            onBornOtherwise?.(object);
        const isBefore = before !== null && agrees(seen, { mark: markBefore, form: before });
        const obstacle = isBefore && verb === 'delete' ? (kind.findObstacle?.(object) ?? null) : null;
        if (obstacle !== null)
            return { look: 'other', detail: obstacle };
        return isBefore ? { look: 'before' } : describeOther(seen, { mark: markAfter, form: after ?? before });
    };
    async function send(signal) {
        if (after !== null && verb === 'create') {
            born = await kind.create(after, mark, deps, signal);
            return;
        }
        if (id === null || found === null)
            throw new Error(`${kind.name} ${slug} is to be written before it was found`);
        if (verb === 'delete')
            return kind.delete(client, id, signal);
        if (verb === 'pause' || verb === 'resume')
            return kind.toggle(client, id, signal);
        if (after !== null)
            await kind.update({ ...found, id }, after, mark, deps, signal);
    }
    return { verb: writeVerb(change), look, send };
}
function writeVerb({ kind, verb }) {
    if (verb === 'create' || verb === 'delete')
        return verb;
    if (verb === 'pause' || verb === 'resume')
        return 'toggle';
    return kind === 'group' ? 'replace' : 'change';
}
function asList(item) {
    return item === null ? [] : [item];
}
function isMarked({ description }, { owner, slug }) {
    const { mark } = (0,text_mark/* readDescription */.XF)(description);
    return (0,text_mark/* isOwnedBy */.D0)(mark, owner) && mark.slug === slug;
}
function isNamed({ name }, form) {
    return form !== null && (0,tidy/* canonText */.Zt)(name) === (0,tidy/* canonText */.Zt)(form.name);
}
function describeOther(seen, wanted) {
    const isMarkedSo = agrees(seen, { mark: wanted.mark, form: seen.form });
    const fields = wanted.form === null ? [] : (0,policies_form/* compareForms */.Z5)(seen.form, wanted.form).map(({ field }) => field);
    return { look: 'other', detail: [...(isMarkedSo ? [] : ['mark']), ...fields].join(', ') };
}

;// CONCATENATED MODULE: ./src/actions/policies/facts.ts
const NOTHING = {
    mode: null,
    platformUrl: null,
    fileProblems: [],
    fileWarnings: [],
    notes: [],
    checks: null,
    tests: null,
    preview: null,
    warnings: [],
    plan: null,
    applied: null,
    left: null,
    exportDir: null,
    over: null,
    backupDir: null,
};
function addProof(facts, { problems, fileWarnings, excess: _, ...rest }) {
    return { ...facts, ...rest, fileProblems: problems, fileWarnings: [...facts.fileWarnings, ...fileWarnings] };
}

;// CONCATENATED MODULE: ./src/actions/policies/ending.ts






function describeValid({ policies, groups }, missing) {
    const counts = `${(0,format/* countNouns */.Vq)(policies.length, 'policy', 'policies')} and ${(0,format/* countNouns */.Vq)(groups.length, 'policy group')}`;
    const sentence = `${counts} can be read; ${missing}.`;
    return { outcome: 'valid', green: true, sentence, problems: [], remedy: null };
}
function describeInvalid({ fileProblems, checks }) {
    const [first, ...others] = fileProblems;
    const place = first === undefined ? '' : `${first.path}${first.line === null ? '' : `:${first.line}`}`;
    const more = others.length === 0 ? '' : ` And ${(0,format/* countNouns */.Vq)(others.length, 'more problem')}.`;
    const sentence = `${place}: ${first?.sentence ?? ''}${more}`;
    return {
        outcome: 'invalid',
        green: false,
        sentence,
        problems: [],
        remedy: checks === null
            ? 'Correct the files; all of their problems that show without the Platform are reported at once.'
            : 'Correct the files.',
    };
}
function describeExported({ policies, groups, left, over, reason, remedy }) {
    const count = `${(0,format/* countNouns */.Vq)(policies, 'policy', 'policies')} and ${(0,format/* countNouns */.Vq)(groups, 'policy group')}`;
    const notes = [...left, ...(over?.notes ?? [])];
    const told = notes.length === 1 ? notes.join('') : `${(0,format/* countNouns */.Vq)(notes.length, 'note')} on that.`;
    const rest = notes.length === 0 ? '' : ` The files don't say everything: ${told}`;
    const sentence = `${count} of the Platform were written as files. ${describeOverlay(over, reason)}${rest}`;
    const next = over === null ? remedy : isEmpty(over) ? null : ACCEPT;
    return { outcome: 'exported', green: true, sentence, problems: notes, remedy: next };
}
const ACCEPT = 'To accept what the Platform has, put the exported files over those of the checkout, delete the files that have no policy or group on the Platform (unless they wait for `apply`), and read `git diff`.';
function describeOverlay(over, reason) {
    if (over === null)
        return `All files are new, since ${reason ?? 'there are no others'}.`;
    if (isEmpty(over))
        return 'The files of the checkout say the same already.';
    const { changed, added, gone } = over;
    const parts = [
        (0,format/* countNouns */.Vq)(changed.length, 'file of the checkout changes', 'files of the checkout change'),
        (0,format/* countNouns */.Vq)(gone.length, 'file has', 'files have'),
        (0,format/* countNouns */.Vq)(added.length, 'file is', 'files are'),
    ];
    return `${parts[0]}, ${parts[1]} no policy or group on the Platform, and ${parts[2]} new.`;
}
function isEmpty({ changed, added, gone }) {
    return changed.length + added.length + gone.length === 0;
}
function describeUnchanged({ kept, unmanaged }, mode) {
    const verb = kept.length === 1 ? 'stays as it is' : 'stay as they are';
    const rest = kept.length === 0 ? '' : ` ${(0,policies_form/* countObjects */.Qr)(kept.length)} without a file ${verb}.`;
    const others = mode !== 'drift' || unmanaged.length === 0 ? '' : ` ${(0,policies_form/* describeUnmanagedCount */.zk)(unmanaged.length)}.`;
    const sentence = `Files and Platform say the same.${rest}${others}`;
    return { outcome: 'unchanged', green: true, sentence, problems: [], remedy: null };
}
function describeCounts({ changes }) {
    const verbs = new Map();
    for (const { verb } of changes)
        verbs.set(verb, (verbs.get(verb) ?? 0) + 1);
    const parts = [...verbs].map(([verb, count]) => `${count} to ${verb}`);
    const last = parts.pop() ?? 'nothing to do';
    return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}
function describeChanges(plan) {
    return { outcome: 'changes', green: true, sentence: `${describeCounts(plan)}.`, problems: [], remedy: null };
}
function describeDifference(plan) {
    return `The Platform differs from the files. To make it as the files say: ${describeCounts(plan)}.`;
}
function describeDrift(plan, fails) {
    const sentence = describeDifference(plan);
    return { outcome: 'drift', green: !fails, sentence, problems: [], remedy: DRIFT_REMEDY };
}
const DRIFT_REMEDY = 'To undo the drift, run `mode: apply`. To accept it, run `mode: export`, and replace your files by those that it writes.';
const AGAIN = 'Run the workflow again ("Re-run all jobs", since what is left is another plan): what is done is not done twice.';
const LATER = `Wait some minutes, and look at the Platform first: what is unknown may still be done, and another run must not begin before it is. ${AGAIN}`;
function describeApplied(plan) {
    const sentence = `${(0,format/* countNouns */.Vq)(plan.changes.length, 'change was', 'changes were')} written and read back.`;
    return { outcome: 'applied', green: true, sentence, problems: [], remedy: null };
}
function describeForbidden({ why }, applied) {
    const others = applied.filter(({ isForbidden }) => isForbidden !== true);
    return {
        outcome: 'error',
        green: false,
        sentence: `Nothing was written: ${why ?? ''}.`,
        problems: others.map(describeUndone),
        remedy: 'Give `apply` a key with the role `general:write`.',
    };
}
function describeNothing({ aborted }) {
    const what = aborted ? 'The step was cancelled' : 'The deadline passed';
    return {
        outcome: aborted ? 'cancelled' : 'timed-out',
        green: false,
        sentence: `${what} before anything was written.`,
        problems: [],
        remedy: aborted ? AGAIN : 'Raise `timeout-minutes`.',
    };
}
function describeUndone(one) {
    const { verb, kind, slug } = one.change;
    return `${verb} ${kind} ${slug}: ${(0,ends/* describeEnd */.l)(one)}.`;
}
function describePartly(undone, all) {
    const problems = undone.map(describeUndone);
    const sentence = `${undone.length} of ${(0,format/* countNouns */.Vq)(all, 'change is', 'changes are')} not done, or the result is unknown.`;
    const mayBeDoneLate = undone.some(({ change, end }) => end === 'unknown' && isSentOnce(writeVerb(change)));
    return { outcome: 'partly-applied', green: false, sentence, problems, remedy: mayBeDoneLate ? LATER : AGAIN };
}
function describeLeft(left) {
    const problems = [
        ...left.changes.map(({ verb, kind, slug, fields }) => `${verb} ${kind} ${slug}: ${fields.map(({ field }) => field).join(', ')}.`),
        ...left.conflicts.map(({ sentence }) => sentence),
    ];
    const sentence = 'All of it was written, and the Platform still says something else than the files.';
    const remedy = 'Somebody changed it meanwhile, or the Platform rewrites what it is sent: compare both, then run the job again.';
    return { outcome: 'partly-applied', green: false, sentence, problems, remedy };
}
function describeError(error) {
    return { ...NOTHING, ...describeStop(error, null) };
}
function describeStop({ outcome, message, problems, remedy }, written) {
    const end = /[.!?]$/.test(message) ? '' : '.';
    const sentence = written === null ? message : `${message}${end} ${written}`;
    const what = written === 'It is unknown what was written.' ? LATER : remedy;
    return { outcome: outcome, green: false, sentence, problems, remedy: what };
}

// EXTERNAL MODULE: ./src/actions/policies/files/inside.ts
var files_inside = __webpack_require__(8244);
// EXTERNAL MODULE: ./src/actions/policies/files/read-files.ts + 6 modules
var read_files = __webpack_require__(9576);
// EXTERNAL MODULE: ./src/inputs/parsers.ts
var parsers = __webpack_require__(5165);
// EXTERNAL MODULE: ./src/inputs/redaction.ts
var redaction = __webpack_require__(5012);
// EXTERNAL MODULE: ./src/actions/policies/check/checks.ts
var checks = __webpack_require__(9704);
// EXTERNAL MODULE: ./src/actions/policies/preview/preview.ts
var preview = __webpack_require__(3413);
;// CONCATENATED MODULE: ./src/actions/policies/result.ts
const MODES = ['validate', 'plan', 'apply', 'drift', 'export'];

;// CONCATENATED MODULE: ./src/actions/policies/inputs.ts






const COMMENT_CHOICES = ['never', 'on-change', 'always'];
const DEFAULTS = {
    mode: 'plan',
    path: 'policies',
    adopt: 'never',
    'on-removed': 'keep',
    'max-removals': '5',
    'fail-on-drift': 'true',
    preview: 'changed',
    'preview-rows': '10000',
    'require-platform-id': 'warn',
    'min-tests': '0',
    comment: 'never',
    annotations: 'true',
    summary: 'true',
    redact: 'auto',
    'timeout-minutes': '15',
};
const LIMITS = {
    'max-new-violations': ['plan', 'apply'],
    'expected-plan': ['plan', 'apply', 'drift'],
};
const inputs_LONGEST_PAUSE_MS = 15_000;
const MOST_REMOVALS = 10_000;
const MOST_TESTS = 100;
const MOST_ROWS = 100_000;
const MOST_VIOLATIONS = 1_000_000_000;
function readInputs(reader, repository) {
    const { parse } = reader;
    if (reader.textOf('preview') === 'none' && reader.textOf('max-new-violations') !== '') {
        reader.refuse('`max-new-violations` counts what a preview finds, and `preview` is `none`; remove one of the two.');
    }
    const mode = parse('mode', (0,parsers/* parseWord */.kB)(MODES));
    for (const [name, modes] of Object.entries(LIMITS)) {
        if (mode === undefined || modes.includes(mode) || reader.textOf(name) === '')
            continue;
        reader.refuse(`\`${name}\` has no effect in mode \`${mode}\`; allowed in: ${modes.map((one) => `\`${one}\``).join(', ')}.`);
    }
    const { redact: _, ...inputs } = reader.finish({
        mode,
        owner: parse('owner', parseOwner(repository)),
        adopt: parse('adopt', (0,parsers/* parseWord */.kB)(['never', 'by-name'])),
        onRemoved: parse('on-removed', (0,parsers/* parseWord */.kB)(['keep', 'pause', 'delete'])),
        maxRemovals: parse('max-removals', parseWholeNumber(0, MOST_REMOVALS, 'removals')),
        expectedPlan: parse('expected-plan', parseHash),
        failOnDrift: parse('fail-on-drift', parsers/* parseBoolean */.yG),
        preview: parse('preview', (0,parsers/* parseWord */.kB)(preview/* PREVIEWS */.ey)),
        previewRows: parse('preview-rows', parseWholeNumber(1, MOST_ROWS, 'rows')),
        maxNewViolations: parse('max-new-violations', (text) => text === '' ? null : parseWholeNumber(0, MOST_VIOLATIONS, 'violations')(text)),
        minTests: parse('min-tests', parseWholeNumber(0, MOST_TESTS, 'tests')),
        idRule: parse('require-platform-id', (0,parsers/* parseWord */.kB)(checks/* ID_RULES */.K)),
        comment: parse('comment', (0,parsers/* parseWord */.kB)(COMMENT_CHOICES)),
        annotations: parse('annotations', parsers/* parseBoolean */.yG),
        summary: parse('summary', parsers/* parseBoolean */.yG),
        redact: parse('redact', (0,parsers/* parseWord */.kB)(redaction/* REDACTIONS */.N)),
    });
    return { ...inputs, longestPauseMs: inputs_LONGEST_PAUSE_MS };
}
function parseOwner(repository) {
    return (text) => {
        const owner = text || (repository ?? '');
        return (0,text_mark/* isOwner */.u8)(owner)
            ? owner
            : (0,parsers/* refuse */.TR)(owner, `the name of a repository, such as \`acme/infra\`, of up to ${text_mark/* LONGEST_OWNER */.P3} characters`);
    };
}
function parseWholeNumber(least, most, noun) {
    return (text) => {
        const number = (0,parsers/* parseNumber */.$J)(least, most, noun)(text);
        return Number.isInteger(number) ? number : (0,parsers/* refuse */.TR)(text, `a whole number from ${least} to ${most}`);
    };
}
function parseHash(text) {
    return text === '' || /^[0-9a-f]{64}$/i.test(text)
        ? text
        : (0,parsers/* refuse */.TR)(text, 'the output `plan-hash` of a plan, of 64 hexadecimal digits');
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/actions/policies/plan/change.ts
var plan_change = __webpack_require__(7762);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/platform/http/retry.ts
var retry = __webpack_require__(8966);
;// CONCATENATED MODULE: ./src/actions/policies/apply/write.ts




const GRACE_MS = 2_000;
function isOver({ clock, stop, deadline }) {
    return stop.aborted || clock.uptime() >= deadline;
}
async function settleWrite(write, deps) {
    const { clock, stop, deadline } = deps;
    const events = [];
    let keyRefusal = null;
    let isForbidden = false;
    const onError = (error) => {
        if ((0,http_errors/* hasStatus */.Ro)(error, 401))
            keyRefusal ??= (0,errors/* messageOf */.bD)(error);
    };
    const onRefusal = (error) => {
        onError(error);
        isForbidden ||= (0,http_errors/* hasStatus */.Ro)(error, 403);
    };
    for (;;) {
        const next = decideNext(events, { verb: write.verb, isOver: isOver(deps) });
        if ('end' in next)
            return { ...next, keyRefusal, isForbidden };
        if (next.do === 'pause') {
            const pause = Math.min(next.ms, Math.max(0, deadline - clock.uptime()));
            await clock.sleep(pause, stop).catch(() => { });
        }
        const answers = events.filter((event) => 'answer' in event);
        const history = {
            wasLost: answers.some(({ answer }) => answer === 'lost'),
            isLast: answers.length > 0 && isOver(deps),
        };
        events.push(next.do === 'write' ? await send(write, deps, onRefusal) : await look(write, history, onError));
    }
}
async function look(write, history, onError) {
    const { isLast } = history;
    try {
        return { ...(await write.look(history)), isLast };
    }
    catch (error) {
        if ((0,http_errors/* hasStatus */.Ro)(error, 404))
            return { look: 'missing', isLast };
        onError(error);
        return { look: 'unread', detail: (0,errors/* messageOf */.bD)(error), isLast };
    }
}
async function send(write, deps, onError) {
    const grace = startGrace(deps);
    try {
        await write.send(grace.signal);
        return { answer: 'ok' };
    }
    catch (error) {
        onError(error);
        return { answer: classifyError(error), reason: (0,errors/* messageOf */.bD)(error), waitMs: pauseAskedBy(error) };
    }
    finally {
        grace.end();
    }
}
function pauseAskedBy(error) {
    return error instanceof http_errors/* PlatformError */.Wk ? (0,retry/* readAskedPause */.fA)(error.failure) : null;
}
function classifyError(error) {
    if (!(error instanceof http_errors/* PlatformError */.Wk))
        return 'lost';
    const { failure } = error;
    if (failure.kind === 'certificate')
        return 'refused';
    if (failure.kind === 'network' && failure.isUnsent === true)
        return 'later';
    if (failure.kind !== 'status')
        return 'lost';
    if (failure.status === 429)
        return 'later';
    return (0,retry/* isPassing */.WG)(failure) || failure.status >= 500 ? 'lost' : 'refused';
}
function startGrace({ clock, stop, deadline }) {
    const controller = new AbortController();
    const timers = [];
    const abortIn = (ms, reason) => {
        timers.push(setTimeout(() => controller.abort(reason), ms + GRACE_MS));
    };
    const onStop = () => abortIn(0, stop.reason);
    abortIn(Math.max(0, deadline - clock.uptime()), new Error('the deadline passed before there was an answer'));
    if (stop.aborted)
        onStop();
    else
        stop.addEventListener('abort', onStop, { once: true });
    return {
        signal: controller.signal,
        end: () => {
            for (const timer of timers)
                clearTimeout(timer);
            stop.removeEventListener('abort', onStop);
        },
    };
}

;// CONCATENATED MODULE: ./src/actions/policies/apply/write-group.ts







const GROUPS = {
    name: 'group',
    async find(client, id) {
        const group = (await client.listGroupObjects()).find((one) => one.id === id);
        return group === undefined ? null : { ...group, policyIds: await listMembers(client, group) };
    },
    list: async (client) => (await client.listGroupObjects()).map((group) => ({ ...group, policyIds: null })),
    toForm: (object) => toExistingGroup(object).form,
    create: async (form, mark, { client }, signal) => (await client.createGroup(draftGroup(form, mark), signal)).id,
    async update({ id, policyIds }, form, mark, { client }, signal) {
        if (policyIds === null)
            throw new Error('the policies of the group were not read');
        await client.updateGroup(id, { ...draftGroup(form, mark), policyIds }, signal);
    },
    toggle() {
        throw new Error('a policy group is neither active nor paused');
    },
    delete: (client, id, signal) => client.deleteGroup(id, signal),
};
async function listMembers(client, { id, name, policyCount }) {
    const policies = await client.listPolicyObjects();
    const members = policies.filter(({ groupIds }) => groupIds.includes(id)).map((policy) => policy.id);
    if (policyCount === null || policyCount <= members.length)
        return members;
    const count = (0,format/* countNouns */.Vq)(policyCount, 'policy', 'policies');
    throw new http_errors/* PlatformError */.Wk(`The policy group “${(0,text_escape/* toLogText */.ZQ)(name, 100)}” counts ${count}, and the list of policies has ${members.length} of them`, { method: 'GET', url: '/policies' }, { kind: 'unreadable' });
}
const settleGroup = async (change, deps) => {
    const seen = [];
    const watched = {
        ...GROUPS,
        async find(client, id) {
            const group = await GROUPS.find(client, id);
            if (group?.policyIds)
                seen.push(group.policyIds);
            return group;
        },
        findObstacle: ({ policyIds }) => describeJoined(policyIds ?? [], change, deps),
    };
    const write = writeObject(watched, change, deps, { onReached: ({ id }) => deps.groups.add(change.slug, id) });
    return checkMembers(await settleWrite(write, deps), seen);
};
function describeJoined(policyIds, { members }, { deleted }) {
    const named = new Set(members.map(({ id }) => id));
    const [first, ...others] = policyIds.filter((id) => !named.has(id) && !deleted.has(id));
    if (first === undefined)
        return null;
    if (others.length === 0)
        return `a policy is in it that the plan does not name: ${first}`;
    return `${others.length + 1} policies are in it that the plan does not name, such as ${first}`;
}
function checkMembers(settled, seen) {
    const [before = [], after = before] = [seen.at(0), seen.at(-1)];
    const lost = before.filter((id) => !after.includes(id)).length;
    if (settled.end !== 'done' || lost === 0)
        return settled;
    return { ...settled, end: 'differs', why: `${(0,format/* countNouns */.Vq)(lost, 'policy is', 'policies are')} no longer in it` };
}
function draftGroup({ name, description }, mark) {
    return { name, description: (0,text_mark/* writeDescription */.MY)(description, mark) };
}

;// CONCATENATED MODULE: ./src/actions/policies/apply/write-policy.ts




const POLICIES = {
    name: 'policy',
    find: (client, id) => client.getPolicyObject(id),
    list: (client, name) => client.listPolicyObjects(name),
    toForm: toPolicyForm,
    create: async (form, mark, deps, signal) => (await deps.client.createPolicy(draft(form, mark, deps, []), signal)).id,
    update: ({ id, destinationIds }, form, mark, deps, signal) => deps.client.updatePolicy(id, draft(form, mark, deps, destinationIds), signal),
    toggle: (client, id, signal) => client.togglePolicy(id, signal),
    delete: (client, id, signal) => client.deletePolicy(id, signal),
};
const settlePolicy = async (change, deps) => {
    const { verb, after } = change;
    const isToggle = verb === 'pause' || verb === 'resume';
    const lacking = after === null || isToggle ? [] : after.groups.filter((ref) => deps.groups.idOf(ref) === undefined);
    if (lacking.length > 0) {
        return { end: 'not-done', why: `its groups are not there: ${lacking.join(', ')}`, keyRefusal: null };
    }
    if (verb === 'create' && after?.status === 'paused')
        return createPaused({ ...change, after }, deps);
    return settleOne(change, deps);
};
function settleOne(change, deps, watcher = {}) {
    return settleWrite(writeObject(POLICIES, change, deps, watcher), deps);
}
async function createPaused(change, deps) {
    const { slug, after } = change;
    const silent = { ...after, status: 'active', notify: [] };
    const paused = { ...silent, status: 'paused' };
    const reached = [];
    const others = [];
    const born = await settleOne({ ...change, after: silent }, deps, {
        onReached: (object) => reached.push(object),
        onBornOtherwise: (object) => others.push(object),
    });
    const other = others.at(-1);
    if (other !== undefined && (born.end === 'differs' || born.end === 'unknown')) {
        return pauseOther(born, other, change, deps);
    }
    const id = reached.at(-1)?.id;
    if (born.end !== 'done' || id === undefined)
        return born;
    const common = { ...change, id, markBefore: { owner: deps.owner, slug } };
    const steps = [{ ...common, verb: 'pause', before: silent, after: paused }];
    if (after.notify !== null && after.notify.length > 0) {
        steps.push({ ...common, verb: 'update', before: paused, after });
    }
    for (const step of steps) {
        const settled = await settleOne(step, deps);
        if (settled.end === 'done')
            continue;
        const why = `it is created, but not as it is to be (${step.verb}): ${settled.why ?? ''}`;
        return { ...settled, end: settled.end === 'not-done' ? 'differs' : settled.end, why };
    }
    return born;
}
async function pauseOther(born, other, change, deps) {
    const before = toPolicyForm(other, deps.groups);
    if (before.status !== 'active')
        return born;
    const after = { ...before, status: 'paused' };
    const markBefore = (0,text_mark/* readDescription */.XF)(other.description).mark;
    const settled = await settleOne({ ...change, id: other.id, verb: 'pause', before, after, markBefore }, deps);
    if (settled.end === 'done')
        return { ...born, why: `${born.why ?? ''}; it is paused all the same` };
    const end = settled.end === 'unknown' ? settled.end : born.end;
    return { ...settled, end, why: `${born.why ?? ''}; its pause is not done, or nobody knows: ${settled.why ?? ''}` };
}
function draft(form, mark, { groups }, kept) {
    const drafted = draftPolicy(form, mark, groups, kept);
    if ('missing' in drafted)
        throw new Error(`its groups are not there: ${drafted.missing.join(', ')}`);
    return drafted.draft;
}

;// CONCATENATED MODULE: ./src/actions/policies/apply/apply.ts







const SETTLERS = {
    group: settleGroup,
    policy: settlePolicy,
};
async function applyPlan(changes, given) {
    const deleted = new Set();
    const deps = { ...given, deleted };
    const applied = [];
    let refusal = null;
    const tried = new Map();
    for (const change of (0,plan_change/* sortForWriting */.cx)(changes)) {
        const kindOfWrite = `${change.kind} ${writeVerb(change)}`;
        const forbidden = isOver(deps) ? null : (tried.get(kindOfWrite) ?? null);
        if (refusal === null && forbidden !== null) {
            const why = `not tried, since the role of the key did not permit the ${forbidden}`;
            applied.push({ change, end: 'not-done', why, isForbidden: true });
            continue;
        }
        const obstacle = refusal ?? (isOver(deps) ? OVER : findObstacle(change, applied));
        if (obstacle !== null) {
            applied.push({ change, end: 'not-done', why: obstacle });
            continue;
        }
        const settle = SETTLERS[change.kind];
        const { end, why, keyRefusal, isForbidden } = await settle(change, deps);
        if (keyRefusal !== null)
            refusal = `the Platform refused the key: ${keyRefusal}`;
        const isFirst = !tried.has(kindOfWrite);
        const isRefused = isForbidden === true && end === 'not-done';
        const first = `${change.verb} of the ${change.kind} ${change.slug}: ${why ?? ''}`;
        if (isFirst)
            tried.set(kindOfWrite, isRefused ? first : null);
        if (end === 'done' && change.verb === 'delete' && change.id !== null)
            deleted.add(change.id);
        applied.push({ change, end, why: end === 'done' ? why : (refusal ?? why), isForbidden });
        deps.info(`${change.verb} ${change.kind} ${change.slug}: ${(0,ends/* describeEnd */.l)({ end, why })}`);
    }
    return applied;
}
function findObstacle(change, applied) {
    const moved = listMoved(change);
    for (const { change: earlier, end } of applied) {
        if (end === 'done')
            continue;
        const rest = 'comes first, and that is not done, or nobody knows';
        if (earlier.kind === change.kind && earlier.slug === change.slug)
            return `its ${earlier.verb} ${rest}`;
        const isOfGroup = earlier.kind === 'group' && earlier.verb !== 'create' && moved.has(`slug:${earlier.slug}`);
        if (isOfGroup)
            return `the ${earlier.verb} of its group ${earlier.slug} ${rest}`;
        const isDeletion = change.kind === 'group' && change.verb === 'delete' && earlier.verb === 'delete';
        if (isDeletion && groupsOf(earlier.before).has(`slug:${change.slug}`)) {
            return `the delete of its policy ${earlier.slug} ${rest}`;
        }
    }
    return null;
}
function listMoved({ before, after }) {
    if (after === null)
        return new Set();
    const [old, wanted] = [groupsOf(before), groupsOf(after)];
    return new Set([...old, ...wanted].filter((ref) => !(old.has(ref) && wanted.has(ref))));
}
function groupsOf(form) {
    return new Set(form !== null && 'groups' in form ? form.groups : []);
}

// EXTERNAL MODULE: ./src/actions/policies/plan/lookalikes.ts
var lookalikes = __webpack_require__(2020);
;// CONCATENATED MODULE: ./src/actions/policies/plan/names-after.ts
function nameAsPlanned(state, changes) {
    const names = new Map(changes.flatMap(({ kind, id, after }) => id === null || after === null ? [] : [[`${kind} ${id}`, after.name]]));
    const rename = (kind, one) => {
        const name = names.get(`${kind} ${one.id}`);
        return name === undefined ? one : { ...one, form: { ...one.form, name } };
    };
    return {
        policies: state.policies.map((one) => rename('policy', one)),
        groups: state.groups.map((one) => rename('group', one)),
        destinations: state.destinations,
    };
}

// EXTERNAL MODULE: ./src/actions/policies/plan/plan.ts + 3 modules
var plan_plan = __webpack_require__(2335);
// EXTERNAL MODULE: ./src/text/look-alike.ts
var look_alike = __webpack_require__(4749);
;// CONCATENATED MODULE: ./src/actions/policies/plan/twins.ts



function twins_describeTwins(changes, { policies, groups }) {
    const written = new Set(changes.map(({ kind, id }) => `${kind} ${id}`));
    const others = new Map();
    for (const [kind, objects] of [
        ['policy', policies],
        ['group', groups],
    ]) {
        for (const { id, form } of objects) {
            if (!written.has(`${kind} ${id}`))
                others.set(`${kind} ${(0,look_alike/* foldLook */.p)(form.name)}`, { id, name: form.name });
        }
    }
    return changes.flatMap(({ kind, slug, name, before, after }) => {
        const isNamed = after !== null && (before === null || (0,tidy/* canonText */.Zt)(before.name) !== (0,tidy/* canonText */.Zt)(name));
        const other = isNamed ? others.get(`${kind} ${(0,look_alike/* foldLook */.p)(name)}`) : undefined;
        if (other === undefined || (0,tidy/* canonText */.Zt)(other.name) === (0,tidy/* canonText */.Zt)(name))
            return [];
        const noun = policies_form/* NOUNS */.M_[kind];
        return [
            `The Platform has the ${noun} “${other.name}” (${other.id}), whose name looks like that of ${slug}, “${name}”: they differ only in upper and lower case, in blanks or in characters that can't be seen. If both are the same object, write the name in the file as the Platform has it, and set \`adopt: by-name\`.`,
        ];
    });
}

// EXTERNAL MODULE: ./src/platform/silent-lists.ts
var silent_lists = __webpack_require__(6422);
;// CONCATENATED MODULE: ./src/actions/policies/read-platform.ts


const READINGS = 3;
const PAUSE_BETWEEN_READINGS_MS = 2_000;
async function readPlatform(files, question, deps) {
    for (let reading = 1;; reading++) {
        const { policies, groups, destinations } = await readLists(files, question.mode, deps.client);
        const unlisted = (0,silent_lists/* findUnlisted */.u)(policies, groups);
        if (unlisted === null) {
            return { policies: policies.map(toExistingPolicy), groups: groups.map(toExistingGroup), destinations };
        }
        if (reading >= READINGS || deps.clock.uptime() >= deps.deadline)
            throw unlisted;
        await pauseBetweenReadings(deps);
    }
}
async function readLists(files, mode, client) {
    const names = mode === 'export' || files.policies.some(({ notifyNames }) => notifyNames !== null);
    const [policies, groups, destinations] = await Promise.all([
        client.listPolicyObjects(),
        client.listGroupObjects(),
        names ? client.listDestinations() : [],
    ]);
    return { policies, groups, destinations };
}
function pauseBetweenReadings({ clock, longestPauseMs, stop }) {
    return clock.sleep(Math.min(PAUSE_BETWEEN_READINGS_MS, longestPauseMs), stop);
}

;// CONCATENATED MODULE: ./src/actions/policies/refusal.ts


function refuse(plan, { mode, expectedPlan, isUnmerged }) {
    if (plan.conflicts.length > 0) {
        const [first, ...others] = plan.conflicts;
        const problems = plan.conflicts.map(({ sentence, remedy }) => `${sentence} ${remedy}`);
        const sentence = first === undefined ? '' : first.sentence;
        const more = others.length === 0 ? '' : ` And ${(0,format/* countNouns */.Vq)(others.length, 'more conflict')}.`;
        const isDrift = mode === 'drift' && plan.changes.length > 0;
        const drift = isDrift ? ` ${describeDifference(plan)}` : '';
        const rest = isDrift ? ` After that: ${DRIFT_REMEDY}` : '';
        return {
            sentence: `${sentence}${more}${drift}`,
            problems: others.length === 0 ? [] : problems,
            remedy: first === undefined ? null : `${first.remedy}${rest}`,
        };
    }
    if (expectedPlan !== '' && expectedPlan.toLowerCase() !== plan.hash) {
        return {
            sentence: `The plan is ${plan.hash}, and \`expected-plan\` is ${expectedPlan}: the files, the Platform or the \`owner\` changed after that plan.`,
            problems: [],
            remedy: 'Look at the new plan, and give its hash. If an earlier job of the workflow makes the plan, choose "Re-run all jobs".',
        };
    }
    if (mode === 'apply' && isUnmerged) {
        return {
            sentence: 'Nothing is applied for a pull request or a merge queue: nobody has merged the files.',
            problems: [],
            remedy: 'Use `mode: plan` on pull requests, and `mode: apply` on pushes to the main branch.',
        };
    }
    return null;
}
function describeUnproved(files, { mode }) {
    if (mode === 'drift' || files.policies.length === 0)
        return [];
    return ['Queries were not checked, tests were not run, and nothing was previewed, since the plan is refused.'];
}

;// CONCATENATED MODULE: ./src/actions/policies/manage.ts













async function managePolicies({ files, problems, warnings }, question, deps) {
    let facts = {
        ...NOTHING,
        mode: question.mode,
        platformUrl: deps.platformUrl,
        fileProblems: problems,
        fileWarnings: warnings,
    };
    let written = question.mode === 'apply' ? 'Nothing was written.' : null;
    try {
        if (problems.length > 0)
            return { ...facts, ...describeInvalid(facts) };
        const state = await readPlatform(files, question, deps);
        if (question.mode === 'export')
            return await exportAll(state, facts, deps);
        const made = (0,plan_plan/* makePlan */.C)(files, state, question);
        const plan = question.mode === 'drift' ? { ...made, changes: (0,plan_change/* sortForDrift */.ve)(made.changes) } : made;
        facts = {
            ...facts,
            plan,
            warnings: [...(0,lookalikes/* describeLookalikes */.uR)(plan, state, question.owner), ...twins_describeTwins(plan.changes, state)],
        };
        const refusal = refuse(plan, question);
        if (refusal !== null) {
            return { ...facts, notes: describeUnproved(files, question), outcome: 'refused', green: false, ...refusal };
        }
        if (question.mode !== 'drift') {
            const proof = await deps.prove({ plan, state });
            facts = addProof(facts, proof);
            if (proof.problems.length > 0)
                return { ...facts, ...describeInvalid(facts) };
            if (proof.excess !== null)
                return { ...facts, outcome: 'invalid', green: false, problems: [], ...proof.excess };
        }
        if (plan.changes.length === 0)
            return { ...facts, ...describeUnchanged(plan, question.mode) };
        if (question.mode === 'plan')
            return { ...facts, ...describeChanges(plan) };
        if (question.mode === 'drift')
            return { ...facts, ...describeDrift(plan, question.failOnDrift) };
        facts = await backUp(plan, state, facts, deps);
        await deps.tellPlan({ ...facts, ...describeChanges(plan) });
        written = 'It is unknown what was written.';
        return await apply(plan, state, { files, question, facts }, deps);
    }
    catch (thrown) {
        return { ...facts, ...describeStop((0,errors/* toStepError */.uQ)(thrown, deps.stop), facts.plan === null ? null : written) };
    }
}
async function exportAll(state, facts, deps) {
    const written = await deps.export(state);
    return { ...facts, ...describeExported(written), exportDir: written.folder, over: written.over };
}
async function backUp(plan, state, facts, deps) {
    const going = plan.changes.filter(({ verb, file }) => verb === 'delete' || (verb === 'pause' && file === null));
    if (going.length === 0)
        return facts;
    const tells = going.some(({ before }) => before !== null && 'notify' in before && before.notify?.length);
    const isNamed = !tells || state.destinations.length > 0;
    const destinations = isNamed ? state.destinations : await deps.client.listDestinations();
    const { folder, left } = await deps.backUp(going, nameAsPlanned({ ...state, destinations }, plan.changes));
    const losses = left.map((line) => `The backup does not say everything. ${line}`);
    return { ...facts, backupDir: folder, warnings: [...facts.warnings, ...losses] };
}
async function apply(plan, state, { files, question, facts }, deps) {
    const known = new Map(state.groups.flatMap(({ id, mark }) => mark !== null && mark.owner.toLowerCase() === question.owner.toLowerCase() ? [[mark.slug, id]] : []));
    for (const { kind, verb, slug, id } of plan.changes)
        if (kind === 'group' && verb === 'adopt' && id !== null)
            known.set(slug, id);
    const applied = await applyPlan(plan.changes, { ...deps, owner: question.owner, groups: createGroupIds(known) });
    const done = { ...facts, applied };
    const undone = applied.filter(({ end }) => end !== 'done');
    const [first] = applied;
    if (first !== undefined && first.isForbidden === true && applied.every(({ end }) => end === 'not-done')) {
        return { ...done, ...describeForbidden(first, applied) };
    }
    if (applied.every(({ why }) => why === OVER))
        return { ...done, ...describeNothing(deps.stop) };
    if (undone.length > 0)
        return { ...done, ...describePartly(undone, applied.length) };
    try {
        const left = await readBack(files, question, deps);
        if (left.changes.length === 0 && left.conflicts.length === 0)
            return { ...done, left, ...describeApplied(plan) };
        return { ...done, left, ...describeLeft(left) };
    }
    catch (error) {
        const sentence = `All of it was written, and the Platform could not be read again to compare: ${(0,errors/* messageOf */.bD)(error)}`;
        return { ...done, outcome: 'partly-applied', green: false, sentence, problems: [], remedy: AGAIN };
    }
}
async function readBack(files, question, deps) {
    for (let reading = 1;; reading++) {
        const left = (0,plan_plan/* makePlan */.C)(files, await readPlatform(files, question, deps), question);
        const isDone = left.changes.length === 0 && left.conflicts.length === 0;
        if (isDone || reading >= READINGS || deps.clock.uptime() >= deps.deadline)
            return left;
        await pauseBetweenReadings(deps);
    }
}

// EXTERNAL MODULE: ./src/actions/policies/report/describe.ts
var report_describe = __webpack_require__(316);
;// CONCATENATED MODULE: ./src/actions/policies/report/annotations.ts



const SHOWN_BY_LEVEL = 10;
const NAME_LENGTH = 100;
const MESSAGE_LENGTH = 2_000;
function planAnnotations(result, warnings = []) {
    const { green, outcome, sentence, remedy } = result;
    const level = green ? 'warning' : 'error';
    const remarks = listRemarks(result);
    const odd = [
        ...[...warnings, ...result.warnings].map((text) => ({ title: 'warning', sentence: text, remedy: null, place: null })),
        ...result.fileWarnings.map((one) => toRemark(one, 'warning about a file')),
        ...(result.platformUrl === null ? [] : result.notes).map((text) => ({ title: 'not found out', sentence: text, remedy: null, place: null })),
    ];
    if (green && outcome !== 'drift')
        return fill([...remarks, ...odd], 'warning');
    const [first, ...others] = remarks;
    const isSaid = first !== undefined && sentence.includes(first.sentence);
    const verdict = { title: outcome, sentence, remedy, place: isSaid ? first.place : null };
    const told = [verdict, ...(isSaid ? others : remarks)];
    return level === 'warning' ? fill([...told, ...odd], level) : [...fill(told, level), ...fill(odd, 'warning')];
}
function listRemarks({ fileProblems, plan, applied, outcome, mode }) {
    const changes = plan?.changes ?? [];
    return [
        ...fileProblems.map((one) => toRemark(one, 'problem of a file')),
        ...(plan?.conflicts ?? []).map(({ file, ...rest }) => ({ ...rest, title: 'conflict', place: file })),
        ...(0,report_describe/* listUndone */.Kj)({ applied }).map((one) => {
            const sentence = `${one.change.verb} ${nameChange(one.change)}: ${(0,ends/* describeEnd */.l)(one)}.`;
            return { title: 'not done, or unknown', sentence, remedy: null, place: one.change.file };
        }),
        ...(outcome === 'drift' || (outcome === 'refused' && mode === 'drift') ? changes.map(toDrift) : []),
    ];
}
function toRemark({ path, line, column, sentence }, title) {
    return { title, sentence, remedy: null, place: { path, line, column } };
}
function toDrift(change) {
    const fields = change.verb === 'update' ? `: ${(0,report_describe/* describeFields */.VO)(change)}` : '';
    const who = change.changed === null ? '' : ` It was changed last ${(0,report_describe/* describeLastChange */.Yn)(change.changed)}.`;
    const sentence = `The ${nameChange(change)} ${(0,report_describe/* describeDrift */.ZP)(change)}${fields}.${who}`;
    return { title: 'drift', sentence, remedy: null, place: change.file };
}
function nameChange({ kind, slug, name }) {
    return `${kind} ${(0,text_escape/* toLogText */.ZQ)(slug, NAME_LENGTH)} “${(0,text_escape/* toLogText */.ZQ)(name, NAME_LENGTH)}”`;
}
function fill(remarks, level) {
    const isCut = remarks.length > SHOWN_BY_LEVEL;
    const shown = remarks.slice(0, isCut ? SHOWN_BY_LEVEL - 1 : SHOWN_BY_LEVEL).map((one) => toAnnotation(one, level));
    if (!isCut)
        return shown;
    const message = `And ${remarks.length - shown.length} more, which the log has.`;
    return [...shown, { level, title: 'CloudQuery policies: more', message }];
}
function toAnnotation({ title, sentence, remedy, place }, level) {
    const message = [sentence, remedy ?? '']
        .map((part) => (0,text_escape/* toLogText */.ZQ)(part, MESSAGE_LENGTH / 2))
        .join(' ')
        .trim();
    return { level, title: `CloudQuery policies: ${title}`, message, ...toPlace(place) };
}
function toPlace(place) {
    if (place === null || place.path === '' || /^(?:\/|\.\.?(?:\/|$))/.test(place.path))
        return {};
    const { path, line, column = null } = place;
    if (line === null)
        return { file: path };
    return { file: path, line, ...(column === null ? {} : { column }) };
}

// EXTERNAL MODULE: ./src/actions/policies/report/preview-section.ts
var preview_section = __webpack_require__(5003);
;// CONCATENATED MODULE: ./src/actions/policies/report/log.ts




const log_NAME_LENGTH = 100;
const LINE_LENGTH = 1_000;
const SENTENCE_LENGTH = 2_000;
const LINES_SHOWN = 200;
function describeLog(result) {
    const { applied, outcome, sentence, problems, remedy, left, exportDir, over, backupDir } = result;
    const told = problems.length > 1 && !(0,report_describe/* tellsProblems */.DI)(result)
        ? [
            `Result: ${outcome}. ${problems.length} problems:`,
            ...problems.map((one) => `- ${(0,text_escape/* toLogText */.ZQ)(one, LINE_LENGTH)}`),
        ]
        : [`Result: ${outcome}. ${(0,text_escape/* toLogText */.ZQ)(sentence, SENTENCE_LENGTH)}`];
    return [
        ...(applied === null
            ? describeFindings(result)
            : listSome('Not done, or unknown:', (0,report_describe/* listUndone */.Kj)(result), report_describe/* describeUndone */.$4)),
        ...(left === null ? [] : log_describeLeft(left)),
        ...(0,report_describe/* listOverlay */.ZR)(over).flatMap(({ title, paths }) => listSome(`${title} (${paths.length}):`, paths, (path) => path)),
        ...(exportDir === null ? [] : [`Exported to ${(0,text_escape/* toLogText */.ZQ)(exportDir, LINE_LENGTH)}`]),
        ...(backupDir === null ? [] : [`Backup of what is paused or deleted: ${(0,text_escape/* toLogText */.ZQ)(backupDir, LINE_LENGTH)}`]),
        ...told,
        ...(remedy === null ? [] : [`What to do: ${(0,text_escape/* toLogText */.ZQ)(remedy, LINE_LENGTH)}`]),
    ];
}
function describeFindings(result) {
    const { remedy, plan, mode } = result;
    const checks = (0,report_describe/* describeChecks */.Pt)(result);
    return [
        ...listSome('Problems of the files:', result.fileProblems, report_describe/* describeFileProblem */.Rw),
        ...listSome('Warnings about the files:', result.fileWarnings, report_describe/* describeFileProblem */.Rw),
        ...(checks === null ? [] : [checks]),
        ...describeTests(result.tests),
        ...describePreviews(result.preview),
        ...listSome('Not found out:', result.notes, (note) => note),
        ...listSome('Warnings:', result.warnings, (text) => text),
        ...listSome('Not managed from here:', (0,report_describe/* listUnmanaged */.Pi)(result), report_describe/* describeUnmanaged */.O),
        ...(plan === null ? [] : describePlan(plan, mode === 'drift', remedy)),
    ];
}
function describePlan(plan, isDrift, remedy) {
    const { changes, conflicts, kept, hash } = plan;
    const title = isDrift ? 'Platform and files differ; to undo that' : 'Plan';
    return [
        ...listSome('Conflicts:', conflicts, (one) => (0,report_describe/* describeConflict */.we)(one, remedy)),
        ...listChanges(changes.length === 0 ? null : `${title}: ${(0,report_describe/* countVerbs */.Sf)(changes)}.`, changes, (change) => describeChange(change, isDrift)),
        ...listSome('Kept:', kept, report_describe/* describeKept */.gt),
        `${(0,report_describe/* describeRest */.wA)(plan).join('. ')}.`,
        ...(hash === null ? [] : [`Hash of the plan: ${hash}`]),
    ];
}
function describeTests(tests) {
    if (tests === null)
        return [];
    const failed = tests.filter(({ status }) => status !== 'passed');
    const lines = failed.flatMap(({ slug, name, sentence, rows }) => [`${slug}, “${name}”: ${sentence}`, ...rows]);
    const title = `${(0,report_describe/* describeTestCounts */.MV)(tests)}.`;
    return lines.length === 0 ? [title] : listSome(title, lines, (line) => line);
}
function describePreviews(preview) {
    if (preview === null || preview.policies.length === 0)
        return [];
    return listSome(`${(0,preview_section/* describePreview */.QV)(preview)}.`, (0,preview_section/* sortPreviews */.q0)(preview.policies), preview_section/* describePolicyPreview */.yZ);
}
function log_describeLeft({ changes, conflicts }) {
    return [
        ...listChanges('What differs after all was written:', changes, (change) => describeChange(change, false)),
        ...listSome('Conflicts after all was written:', conflicts, (one) => (0,report_describe/* describeConflict */.we)(one)),
    ];
}
function listChanges(title, changes, describe) {
    if (changes.length === 0)
        return [];
    const isShown = (change, index) => index < LINES_SHOWN || (0,report_describe/* takesAway */.P3)(change);
    const shown = changes.filter(isShown);
    const rest = changes.filter((change, index) => !isShown(change, index));
    const more = rest.length === 0 ? [] : [`- … and ${(0,format/* countNouns */.Vq)(rest.length, 'more change')}: ${(0,report_describe/* countVerbs */.Sf)(rest)}`];
    return [...(title === null ? [] : [title]), ...shown.map((change) => `- ${describe(change)}`), ...more];
}
function listSome(title, items, describe) {
    if (items.length === 0)
        return [];
    const lines = items.slice(0, LINES_SHOWN).map((item) => `- ${(0,text_escape/* toLogText */.ZQ)(describe(item), LINE_LENGTH)}`);
    const rest = items.length - lines.length;
    return [title, ...lines, ...(rest > 0 ? [`- … and ${rest} more`] : [])];
}
function describeChange(change, isDrift) {
    const { kind, verb, slug, name, changed } = change;
    const fields = (0,report_describe/* describeFields */.VO)(change);
    const parts = [
        `${verb} ${kind} ${(0,text_escape/* toLogText */.ZQ)(slug, log_NAME_LENGTH)} “${(0,text_escape/* toLogText */.ZQ)(name, log_NAME_LENGTH)}”`,
        ...(isDrift ? [`it ${(0,report_describe/* describeDrift */.ZP)(change)}`] : []),
        ...(isDrift && changed !== null ? [`changed last ${(0,report_describe/* describeLastChange */.Yn)(changed)}`] : []),
        ...(fields === '' ? [] : [fields]),
    ];
    return (0,text_escape/* toLogText */.ZQ)(parts.join('; '), LINE_LENGTH);
}

// EXTERNAL MODULE: ./src/actions/policies/test/describe.ts
var describe = __webpack_require__(2358);
;// CONCATENATED MODULE: ./src/actions/policies/report/outputs.ts

function outputsOf({ outcome, plan, tests, preview, exportDir, backupDir, }) {
    return {
        ...(plan === null ? {} : { ...countsOf(plan), unmanaged: String(plan.unmanaged.length) }),
        ...(tests === null ? {} : testOutputs((0,describe/* countTests */.tu)(tests))),
        ...countOutput('new-violations', preview?.added),
        ...countOutput('gone-violations', preview?.gone),
        ...(exportDir === null ? {} : { 'export-dir': exportDir }),
        ...(backupDir === null ? {} : { 'backup-dir': backupDir }),
        outcome,
    };
}
function countsOf({ changes, hash }) {
    if (hash === null)
        return {};
    const count = (...verbs) => String(changes.filter(({ verb }) => verbs.includes(verb)).length);
    return {
        'to-create': count('create'),
        'to-update': count('update', 'adopt'),
        'to-pause': count('pause'),
        'to-resume': count('resume'),
        'to-remove': count('delete'),
        'plan-hash': hash,
    };
}
function testOutputs({ passed, failed }) {
    return { 'tests-passed': String(passed), 'tests-failed': String(failed) };
}
function countOutput(name, count) {
    return count == null ? {} : { [name]: String(count) };
}
function fileOutputsOf({ planFile }) {
    return { 'plan-file': planFile };
}

;// CONCATENATED MODULE: ./src/actions/policies/validate.ts




function validateFiles({ files, problems, warnings, tests }) {
    const facts = { ...NOTHING, mode: 'validate', fileProblems: problems, fileWarnings: warnings };
    if (problems.length > 0)
        return { ...facts, ...describeInvalid(facts) };
    const count = (0,format/* countNouns */.Vq)(files.policies.length, 'query was', 'queries were');
    const untested = [...tests.values()].reduce((sum, { length }) => sum + length, 0);
    const rest = untested === 0 ? '' : `, and ${(0,format/* countNouns */.Vq)(untested, 'test was', 'tests were')} not run`;
    const note = `${count} not checked by the engine of the Platform${rest}: that needs \`platform-url\` and \`api-key\`.`;
    return {
        ...facts,
        ...describeValid(files, 'the Platform was not asked'),
        notes: files.policies.length === 0 ? [] : [note],
    };
}
async function validateQueries({ files, problems, warnings }, { prove, platformUrl, stop }) {
    const mode = 'validate';
    const facts = { ...NOTHING, mode, platformUrl, fileProblems: problems, fileWarnings: warnings };
    if (problems.length > 0)
        return { ...facts, ...describeInvalid(facts) };
    try {
        const proof = await prove(null);
        const proven = addProof(facts, proof);
        if (proof.problems.length > 0)
            return { ...proven, ...describeInvalid(proven) };
        return { ...proven, ...describeValid(files, 'they were not compared with what the Platform has') };
    }
    catch (thrown) {
        return { ...facts, ...describeStop((0,errors/* toStepError */.uQ)(thrown, stop), null) };
    }
}

;// CONCATENATED MODULE: ./src/actions/policies/main.ts


















const PLAN_FILE = 'plan.json';
const TESTS_FILE = 'tests.junit.xml';
const NO_BASE = { base: null, reason: 'no files were read', remedy: null };
const OWN = { record: '.cloudquery-policies.json', names: [PLAN_FILE, TESTS_FILE] };
const REPORT_DIR = 'cloudquery-policies';
const GARBAGE_PER_POLICY = 50_000;
const action = {
    defaults: DEFAULTS,
    loadRedaction: () => __webpack_require__.e(/* import() */ 1586).then(__webpack_require__.bind(__webpack_require__, 1586)),
    readInputs: readEverything,
    describeInputs: (asked, { baseUrl, timeoutMs }, isRedacted) => [
        `CloudQuery Platform at ${baseUrl}: mode ${asked.mode}.`,
        ...(asked.mode === 'export' ? [] : [describeFiles(asked)]),
        `At most ${(0,format/* formatDuration */.a3)(timeoutMs / 1_000)} in all.`,
        ...(isRedacted ? ['Ids of accounts, ARNs and e-mails are hidden in what the Platform says (`redact`).'] : []),
    ],
    offline: {
        applies: (reader) => reader.textOf('mode') === 'validate' && (reader.textOf('platform-url') === '' || reader.textOf('api-key') === ''),
        async run(asked, step, finish) {
            step.runner.info(describeFiles(asked));
            const { findProblems } = await __webpack_require__.e(/* import() */ 9527).then(__webpack_require__.bind(__webpack_require__, 9527));
            const read = { ...asked.read, problems: findProblems(asked.read, asked.minTests) };
            await finish(validateFiles(read), main_report(step, { ...asked, warnings: step.warnings }));
        },
    },
    async run(asked, step, finish) {
        const [{ createPolicyObjects }, { createColumnTypes, createQueries, prove }, { writeExport, writeBackup }] = await Promise.all([
            __webpack_require__.e(/* import() */ 9140).then(__webpack_require__.bind(__webpack_require__, 9140)),
            __webpack_require__.e(/* import() */ 9527).then(__webpack_require__.bind(__webpack_require__, 9527)),
            __webpack_require__.e(/* import() */ 8370).then(__webpack_require__.bind(__webpack_require__, 8370)),
        ]);
        const { clock, platform, platformUrl, lifecycle, runner, memory } = step;
        const { mode, reportDir, owner, read, longestPauseMs } = asked;
        const countPolicies = (policies) => memory.add(GARBAGE_PER_POLICY * policies.length);
        countPolicies(read.files.policies);
        countPolicies(asked.base.base?.policies ?? []);
        const place = { reportDir, owner, scrub: runner.scrub };
        const queries = createQueries(platform.requester);
        const fetchTypes = createColumnTypes(platform.requester);
        const proofDeps = {
            client: queries,
            clock,
            deadline: platform.deadline,
            fetchTypes,
            hidesData: step.isRedacted,
            onGarbage: memory.add,
        };
        let platformTime = null;
        const proveIt = (planned) => {
            const now = { here: clock.now(), there: platformTime };
            const { forgive = null, countWaivers = null } = asked.forgiveAt?.(now) ?? {};
            return prove(read, planned, asked, { ...proofDeps, forgive, countWaivers });
        };
        const reportAll = main_report(step, { ...asked, warnings: step.warnings });
        if (mode === 'validate') {
            const deps = { prove: proveIt, platformUrl, stop: lifecycle.stop };
            return finish(await validateQueries(read, deps), reportAll);
        }
        const result = await managePolicies(read, { ...asked, mode, isUnmerged: runner.isUnmerged() }, {
            prove: proveIt,
            client: createPolicyObjects(platform.requester, (serverTime) => {
                platformTime = serverTime ?? platformTime;
            }),
            lastClient: () => createPolicyObjects(platform.openLast()),
            platformUrl,
            clock,
            stop: lifecycle.stop,
            deadline: platform.deadline,
            longestPauseMs,
            info: runner.tell,
            async tellPlan(raw) {
                const result = runner.scrubData(raw);
                const shown = step.isRedacted ? (await action.loadRedaction()).redactResult(result) : result;
                for (const line of describeFindings(shown))
                    runner.info(line);
            },
            backUp: (changes, state) => writeBackup(changes, state, place),
            export: (state) => {
                countPolicies(state.policies);
                return writeExport(state, place, asked.base);
            },
        });
        countPolicies(result.plan?.changes ?? []);
        await finish(result, reportAll);
    },
    fail: describeError,
    outputsOf: outputsOf,
    reportFailure: (step) => main_report(step, { annotations: true, summary: true, comment: 'never', reportDir: null, warnings: [] }),
};
async function readEverything(reader, { runner, clock, isRedacted }) {
    reader.textOf('github-token');
    const { workspace, temp } = runner.folders();
    const path = reader.textOf('path');
    const folder = (0,external_node_path_.resolve)(workspace, path);
    const inside = (0,external_node_path_.relative)(workspace, folder).replaceAll('\\', '/');
    if (inside.startsWith('..') || inside === '') {
        reader.refuse('`path` leads out of the workspace, or is all of it; allowed: a folder in the repository, such as `policies`.');
    }
    const reportDir = (0,external_node_path_.resolve)(workspace, reader.textOf('report-dir') || (0,external_node_path_.resolve)(temp, REPORT_DIR));
    if ((0,files_inside/* isInside */.F)((0,read_file/* realPathOf */.dN)(folder), (0,read_file/* realPathOf */.dN)(reportDir))) {
        reader.refuse('`report-dir` is in `path`, or is that folder: the next run would take the files of a backup for policies; allowed: a folder that is not in it, or nothing.');
    }
    const inputs = readInputs(reader, runner.context(clock.now()).repository);
    const files = { workspace, temp };
    const isGiven = reader.textOf('baseline') !== '' || reader.textOf('waivers') !== '';
    const forgiveAt = isGiven
        ? await (await loadForgiveness())(reader, files, read_file/* readText */.yR, (0,day/* dayOf */.kb)(clock.now()), isRedacted)
        : null;
    const place = { workspace, folder, path: inside };
    const quote = isRedacted ? redact/* HIDE */.$7 : text_escape/* toLogText */.ZQ;
    if (inputs.mode === 'export') {
        const { readBase } = await __webpack_require__.e(/* import() */ 3696).then(__webpack_require__.bind(__webpack_require__, 1315));
        return { ...inputs, read: read_files/* NO_FILES */.EM, base: readBase(place, read_file/* readText */.yR, quote), path, reportDir, forgiveAt };
    }
    const read = (0,read_files/* readFiles */.Ul)(place, read_file/* readText */.yR, quote);
    return { ...inputs, read, base: NO_BASE, path, reportDir, forgiveAt };
}
function describeFiles({ path, read: { files, problems } }) {
    const counts = `${(0,format/* countNouns */.Vq)(files.policies.length, 'policy', 'policies')} and ${(0,format/* countNouns */.Vq)(files.groups.length, 'policy group')}`;
    const wrong = problems.length === 0 ? '' : `, and ${(0,format/* countNouns */.Vq)(problems.length, 'problem')}`;
    return `Files in ${(0,text_escape/* toLogText */.ZQ)(path, 200)}: ${counts}${wrong}.`;
}
function main_report({ runner, clock, lifecycle }, wanted) {
    return async (result) => {
        const { reportDir } = wanted;
        let planFile = null;
        if (reportDir !== null) {
            const { openReportFolder } = await __webpack_require__.e(/* import() */ 2423).then(__webpack_require__.bind(__webpack_require__, 2423));
            const own = openReportFolder(reportDir, OWN, runner.identity());
            if (result.plan !== null) {
                await (0,report/* attemptReport */.qE)('plan file', 'result', runner, async () => {
                    const { renderPlanJson } = await __webpack_require__.e(/* import() */ 3535).then(__webpack_require__.bind(__webpack_require__, 3535));
                    const text = renderPlanJson(result, runner.context(clock.now()));
                    planFile = await writeFile((0,external_node_path_.resolve)(reportDir, PLAN_FILE), text, own);
                    (0,report/* setOutputs */.n0)(runner, fileOutputsOf({ planFile }));
                });
            }
            const { tests } = result;
            if (tests !== null) {
                await (0,report/* attemptReport */.qE)('report on the tests', 'result', runner, async () => {
                    const [{ planTestsJunit }, { renderJunit }] = await Promise.all([
                        __webpack_require__.e(/* import() */ 4893).then(__webpack_require__.bind(__webpack_require__, 4893)),
                        __webpack_require__.e(/* import() */ 5663).then(__webpack_require__.bind(__webpack_require__, 5663)),
                    ]);
                    await writeFile((0,external_node_path_.resolve)(reportDir, TESTS_FILE), renderJunit(planTestsJunit(tests, clock.now())), own);
                });
            }
            await (0,report/* attemptReport */.qE)('record of the reports', 'result', runner, own.finish);
        }
        for (const line of describeLog(result))
            runner.info(line);
        if (wanted.annotations) {
            await (0,report/* attemptReport */.qE)('annotations', 'result', runner, () => {
                for (const annotation of planAnnotations(result, wanted.warnings))
                    runner.annotate(annotation);
            });
        }
        if (wanted.summary) {
            await (0,report/* attemptReport */.qE)('job summary', 'result', runner, async () => {
                const { renderSummary } = await __webpack_require__.e(/* import() */ 5956).then(__webpack_require__.bind(__webpack_require__, 5956));
                await runner.writeSummary(renderSummary(result, markdown/* SUMMARY_BYTES */.R$, wanted.warnings, planFile));
            });
        }
        if (wanted.comment !== 'never') {
            const { tellPlanComment } = await Promise.all(/* import() */[__webpack_require__.e(3114), __webpack_require__.e(4472)]).then(__webpack_require__.bind(__webpack_require__, 4472));
            const annotate = (level, title, message) => {
                if (wanted.annotations)
                    runner.annotate({ level, title, message });
                return wanted.annotations;
            };
            await tellPlanComment(wanted.comment, result, planFile, { runner, annotate, signal: lifecycle.stop });
        }
    };
    async function writeFile(path, text, own) {
        const { writeReport } = await __webpack_require__.e(/* import() */ 4809).then(__webpack_require__.bind(__webpack_require__, 4809));
        return writeReport(path, text, runner.scrub, own);
    }
}


/***/ }),

/***/ 7762:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  cx: () => (sortForWriting),
  lN: () => (sortForPeople),
  ve: () => (sortForDrift)
});
var _text_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9200);

const SHOWN = ['delete', 'pause', 'update', 'adopt', 'resume', 'create'];
const DRIFTED = ['create', 'resume', 'update', 'adopt', 'pause', 'delete'];
function sortForDrift(changes) {
    return changes.toSorted((a, b) => DRIFTED.indexOf(a.verb) - DRIFTED.indexOf(b.verb));
}
function sortForPeople(changes) {
    return changes.toSorted((a, b) => SHOWN.indexOf(a.verb) - SHOWN.indexOf(b.verb) || (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_0__.Z)(b.kind, a.kind) || (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_0__.Z)(a.slug, b.slug));
}
const WRITTEN = {
    group: { create: 0, adopt: 1, update: 1, resume: 1, pause: 1, delete: 8 },
    policy: { create: 2, pause: 3, adopt: 4, update: 5, resume: 6, delete: 7 },
};
function sortForWriting(changes) {
    const rank = ({ kind, verb }) => WRITTEN[kind][verb];
    return changes.toSorted((a, b) => rank(a) - rank(b) || (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_0__.Z)(a.slug, b.slug));
}


/***/ }),

/***/ 2020:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Z$: () => (findCopies),
  qg: () => (pairCopies),
  uR: () => (describeLookalikes)
});
var _text_compare_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9200);
var _text_mark_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8338);
var _text_tidy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2027);
var _sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3956);




function keyOf({ domain, severity, description, query }) {
    return JSON.stringify([domain, severity, (0,_text_tidy_js__WEBPACK_IMPORTED_MODULE_2__.Zt)(description), (0,_sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_1__.R)(query)]);
}
function pairCopies(missing, unmanaged) {
    if (missing.length === 0)
        return [];
    const candidates = Map.groupBy(unmanaged, ({ form }) => keyOf(form));
    return [...Map.groupBy(missing, ({ form }) => keyOf(form))].flatMap(([key, [wanted, ...others]]) => {
        const [existing, ...twins] = candidates.get(key) ?? [];
        const isClear = others.length + twins.length === 0;
        return wanted !== undefined && existing !== undefined && isClear ? [{ wanted, existing }] : [];
    });
}
function findCopies({ missing, probable, unmanaged, orphans }, { onRemoved }) {
    const kept = onRemoved === 'keep' ? orphans : [];
    const meant = new Set(probable.map(({ existing }) => existing.id));
    if (missing.length === 0)
        return [];
    const free = unmanaged.filter(({ id, mark }) => mark === null && !meant.has(id));
    const candidates = Map.groupBy([...free, ...kept], ({ form }) => keyOf(form));
    return missing.flatMap((wanted) => {
        const [copy] = (candidates.get(keyOf(wanted.form)) ?? []).toSorted(_text_compare_js__WEBPACK_IMPORTED_MODULE_3__.q);
        return copy === undefined ? [] : [describeCopy(wanted, copy)];
    });
}
function describeCopy({ slug, file }, { id, mark, form }) {
    if (mark === null) {
        return {
            ...{ kind: 'policy', slug, file },
            sentence: `The new policy ${slug} says the same as the policy “${form.name}” (${id}) of the Platform, which no file manages: only the name differs.`,
            remedy: "If both are the same policy, write the Platform's name into the file, and set `adopt: by-name`: then it keeps its id and history. If you want two policies, give them different severities or descriptions.",
        };
    }
    return {
        ...{ kind: 'policy', slug, file },
        sentence: `The new policy ${slug} says the same as the policy ${mark.slug} “${form.name}” (${id}), whose file is gone and which stays (\`on-removed: keep\`): only the name differs.`,
        remedy: 'If both are the same policy, undo one change (the name of its file, or its `name`), apply, then make that change again: so it keeps its id and history. If you want two policies, give them different severities or descriptions.',
    };
}
function describeLookalikes({ changes, kept }, { policies }, owner) {
    const fates = new Map(kept.map(({ id }) => [id, 'stays']));
    const written = new Set();
    for (const { id, file, verb } of changes) {
        if (id === null)
            continue;
        if (file === null)
            fates.set(id, verb);
        else
            written.add(id);
    }
    const candidates = groupByQuery(policies.filter(({ id, mark }) => ((0,_text_mark_js__WEBPACK_IMPORTED_MODULE_0__.D0)(mark, owner) ? fates.has(id) : !written.has(id))));
    return changes.flatMap(({ verb, slug, after }) => {
        if (verb !== 'create' || after === null || !('query' in after))
            return [];
        const found = candidates.get((0,_sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_1__.R)(after.query)) ?? [];
        return found.toSorted(_text_compare_js__WEBPACK_IMPORTED_MODULE_3__.q).map((one) => describeLookalike(slug, one, fates.get(one.id)));
    });
}
function describeLookalike(slug, { id, mark, form: { name } }, fate) {
    if (mark !== null && fate !== undefined) {
        return `The new policy ${slug} has the query of the policy “${name}” (${id}), whose file ${mark.slug} is gone (${fate}). If both are the same policy, undo one change (the name of its file, or its \`name\`), apply, then make that change again: so it keeps its id and history.`;
    }
    if (mark !== null) {
        return `The new policy ${slug} has the query of the policy “${name}” (${id}), which ${mark.owner} manages. If one is enough, delete the file.`;
    }
    return `The new policy ${slug} has the query of the policy “${name}” (${id}), which no file manages. If both are the same policy, write this name into the file, and set \`adopt: by-name\`: then it keeps its id and history.`;
}
function groupByQuery(policies) {
    return Map.groupBy(policies, ({ form }) => (0,_sql_tidy_query_js__WEBPACK_IMPORTED_MODULE_1__.R)(form.query));
}


/***/ }),

/***/ 6926:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (matchObjects)
});

// EXTERNAL MODULE: ./src/text/mark.ts
var text_mark = __webpack_require__(8338);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
// EXTERNAL MODULE: ./src/actions/policies/form.ts
var policies_form = __webpack_require__(8134);
// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
;// CONCATENATED MODULE: ./src/actions/policies/plan/find-object.ts



function findObject({ slug, form: { name } }, candidates, noun, { owner, adopt }) {
    const marked = candidates.marked.get(slug) ?? [];
    const [own] = marked;
    const others = candidates.others.get((0,tidy/* canonText */.Zt)(name)) ?? [];
    const [other] = others;
    const left = candidates.left.get((0,tidy/* canonText */.Zt)(name)) ?? [];
    const [old] = left.toSorted(compare/* compareIds */.q);
    const [buried] = candidates.buried.get(slug) ?? [];
    if (own === undefined && buried !== undefined) {
        return {
            sentence: `On the Platform, text follows the mark of the ${noun} ${slug}: ${listObjects(candidates.buried.get(slug) ?? [])}.`,
            remedy: 'Delete on the Platform what stands behind the mark. If it is to stay, write it into the description of the file.',
            probable: candidates.buried.get(slug)?.length === 1 ? { existing: buried, told: 'description' } : null,
        };
    }
    if (own !== undefined) {
        if (marked.length > 1) {
            return {
                sentence: `${marked.length} objects of the Platform have the mark of the ${noun} ${slug}: ${listObjects(marked)}.`,
                remedy: "Delete the last line of the copy's description, or delete the copy.",
                probable: null,
            };
        }
        if ((0,tidy/* canonText */.Zt)(own.form.name) === (0,tidy/* canonText */.Zt)(name) || (other ?? old) === undefined)
            return { existing: own, isAdopted: false };
        return {
            sentence: `The ${noun} ${slug} is to be called “${name}”, but another object of the Platform has that name already.`,
            remedy: 'Choose another name, or rename or delete the other one.',
            probable: { existing: own, told: 'name' },
        };
    }
    if (other === undefined) {
        if (old === undefined)
            return { existing: null, isAdopted: false };
        if (adopt === 'by-name' && left.length === 1)
            return { existing: old, isAdopted: true };
        return {
            sentence: `The ${noun} “${name}” is that of the slug ${old.mark.slug}, whose file is gone.`,
            remedy: `If the file was renamed, name it ${old.mark.slug} again, or set \`adopt: by-name\` to keep the ${noun} with its history; if not, choose another name.`,
            probable: left.length === 1 ? { existing: old, told: null } : null,
        };
    }
    if (old !== undefined) {
        return {
            sentence: `It is unclear which object of the Platform is the ${noun} “${name}”: that of the slug ${old.mark.slug} (${old.id}), whose file is gone, or ${listObjects(others)}.`,
            remedy: `If the file was renamed, name it ${old.mark.slug} again, or rename the other one on the Platform.`,
            probable: null,
        };
    }
    if (others.length > 1) {
        return {
            sentence: `The Platform has ${others.length} objects with the name of the ${noun} ${slug}, “${name}”, none of them managed by ${owner}.`,
            remedy: 'Rename or delete all but one of them on the Platform.',
            probable: null,
        };
    }
    if (other.mark !== null) {
        return {
            sentence: `The ${noun} “${name}” is managed by ${other.mark.owner}, and not by ${owner}.`,
            remedy: `Rename it here, take it out there, or set \`owner: ${other.mark.owner}\` if that is the old name of this repository.`,
            probable: null,
        };
    }
    const foreign = (0,text_mark/* findAnyMark */.Bo)(other.form.description);
    if (foreign !== null) {
        return {
            sentence: `The ${noun} “${name}” has the mark of ${foreign.owner}, with text behind it.`,
            remedy: 'Ask who manages it. If nobody does, delete that mark on the Platform.',
            probable: null,
        };
    }
    if (adopt === 'by-name')
        return { existing: other, isAdopted: true };
    return {
        sentence: `The Platform has the ${noun} “${name}” already, without the mark of ${owner}.`,
        remedy: 'If it is the object of the file (it never had a mark, or somebody removed it), set `adopt: by-name`, which keeps its id and history. If it is another object, rename one of the two.',
        probable: { existing: other, told: null },
    };
}
function listObjects(objects) {
    const sorted = objects.toSorted(compare/* compareIds */.q);
    return sorted.map(({ id, form }) => `“${form.name}” (${id})`).join(', ');
}

;// CONCATENATED MODULE: ./src/actions/policies/plan/match.ts




function matchObjects(kind, wanted, existing, rule) {
    const { owner } = rule;
    const ours = existing.filter(isOurs(owner));
    const others = existing.filter(({ mark }) => !(0,text_mark/* isOwnedBy */.D0)(mark, owner));
    const slugs = new Set(wanted.map(({ slug }) => slug));
    const left = ours.filter(({ mark }) => !slugs.has(mark.slug));
    const candidates = {
        marked: groupBy(ours, ({ mark }) => mark.slug),
        left: groupBy(left, ({ form }) => (0,tidy/* canonText */.Zt)(form.name)),
        others: groupBy(others, ({ form }) => (0,tidy/* canonText */.Zt)(form.name)),
        buried: groupBy(others, ({ mark, form }) => (mark === null ? (0,text_mark/* findAnyMark */.Bo)(form.description, owner)?.slug : null) ?? ''),
    };
    const pairs = [];
    const missing = [];
    const probable = [];
    const conflicts = [];
    for (const one of wanted) {
        const found = findObject(one, candidates, policies_form/* NOUNS */.M_[kind], rule);
        if ('sentence' in found) {
            const { sentence, remedy, probable: likely } = found;
            const conflict = { kind, slug: one.slug, file: one.file, sentence, remedy };
            conflicts.push(conflict);
            if (likely !== null)
                probable.push({ wanted: one, conflict, ...likely });
        }
        else if (found.existing === null) {
            missing.push(one);
        }
        else {
            pairs.push({ wanted: one, existing: found.existing, isAdopted: found.isAdopted });
        }
    }
    const adopted = new Set(pairs.flatMap(({ existing: { id }, isAdopted }) => (isAdopted ? [id] : [])));
    const orphans = [];
    for (const [slug, copies] of groupBy(left, ({ mark }) => mark.slug)) {
        if (copies.length > 1)
            conflicts.push(describeCopies(kind, slug, copies));
        else
            orphans.push(...copies.filter(({ id }) => !adopted.has(id)));
    }
    return { pairs, missing, probable, orphans, unmanaged: others.filter(({ id }) => !adopted.has(id)), conflicts };
}
function describeCopies(kind, slug, copies) {
    return {
        ...{ kind, slug, file: null },
        sentence: `${copies.length} objects of the Platform have the mark of the ${policies_form/* NOUNS */.M_[kind]} ${slug}, of which there is no file: ${listObjects(copies)}.`,
        remedy: 'Delete the last line of the description of each one that is to stay.',
    };
}
function isOurs(owner) {
    return (one) => (0,text_mark/* isOwnedBy */.D0)(one.mark, owner);
}
function groupBy(items, keyOf) {
    const groups = new Map();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [item]);
        else
            group.push(item);
    }
    return groups;
}


/***/ }),

/***/ 2335:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (makePlan)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/text/mark.ts
var text_mark = __webpack_require__(8338);
// EXTERNAL MODULE: ./src/actions/policies/form.ts
var policies_form = __webpack_require__(8134);
// EXTERNAL MODULE: ./src/actions/policies/plan/change.ts
var change = __webpack_require__(7762);
// EXTERNAL MODULE: ./src/actions/policies/plan/lookalikes.ts
var lookalikes = __webpack_require__(2020);
// EXTERNAL MODULE: ./src/actions/policies/plan/match.ts + 1 modules
var match = __webpack_require__(6926);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
;// CONCATENATED MODULE: ./src/actions/policies/plan/references.ts



function nameRefs(changes, files, platform, refs) {
    const names = new Map();
    for (const { id, form } of platform.groups)
        names.set(refs.get(id) ?? `id:${id}`, form.name);
    for (const { slug, form } of files.groups)
        names.set(`slug:${slug}`, form.name);
    for (const { id, name } of platform.destinations)
        names.set(id, name);
    const used = changes.flatMap(({ fields, before, after }) => [
        ...fields.flatMap((one) => [one.before, one.after].flatMap((value) => (Array.isArray(value) ? value : []))),
        ...(after === null && before !== null && 'groups' in before ? before.groups : []),
    ]);
    return sortUnique(used).flatMap((ref) => {
        const name = names.get(ref);
        return name === undefined ? [] : [{ ref, name }];
    });
}
function createRefs(pairs, { groups }, owner) {
    const refs = new Map();
    for (const { id, mark } of groups)
        refs.set(id, (0,text_mark/* isOwnedBy */.D0)(mark, owner) ? `slug:${mark.slug}` : `id:${id}`);
    for (const { wanted, existing } of pairs)
        refs.set(existing.id, `slug:${wanted.slug}`);
    return refs;
}
function createLookup(files, platform, refs) {
    const groups = new Map();
    const add = (name, ref) => groups.set((0,tidy/* canonText */.Zt)(name), (groups.get((0,tidy/* canonText */.Zt)(name)) ?? new Set()).add(ref));
    const own = new Set(files.groups.map(({ form }) => (0,tidy/* canonText */.Zt)(form.name)));
    for (const { slug, form } of files.groups)
        add(form.name, `slug:${slug}`);
    const declared = new Map(files.groups.map(({ slug, form }) => [`slug:${slug}`, form.name]));
    const renamed = new Map();
    for (const { id, form } of platform.groups) {
        const ref = refs.get(id) ?? `id:${id}`;
        const name = declared.get(ref);
        if (name !== undefined)
            renamed.set((0,tidy/* canonText */.Zt)(form.name), name);
        else if (!own.has((0,tidy/* canonText */.Zt)(form.name)))
            add(form.name, ref);
    }
    const destinations = new Map();
    for (const { id, name } of platform.destinations) {
        const key = (0,tidy/* canonText */.Zt)(name);
        destinations.set(key, [...(destinations.get(key) ?? []), id]);
    }
    return {
        groups: new Map([...groups].map(([name, found]) => [name, [...found]])),
        ...{ renamed, destinations, findNear: (0,nearest/* limitFindNear */.lq)() },
    };
}
function resolvePolicy(policy, lookup) {
    const { slug, file } = policy;
    const conflicts = [];
    const find = (noun, name, all, lines) => {
        const found = all.get((0,tidy/* canonText */.Zt)(name));
        if (found?.length === 1)
            return [...found];
        const words = found === undefined
            ? describeUnknown(noun, name, slug, all, lookup)
            : describeSeveral(noun, name, slug, found.length);
        const line = lines?.get(name) ?? file.line;
        conflicts.push({ kind: 'policy', slug, file: { path: file.path, line }, ...words });
        return [];
    };
    const groups = policy.groupNames.flatMap((name) => find(GROUP, name, lookup.groups, policy.groupLines));
    const notify = policy.notifyNames?.flatMap((name) => find(DESTINATION, name, lookup.destinations, policy.notifyLines)) ?? null;
    const form = { ...policy.form, groups: sortUnique(groups), notify: notify === null ? null : sortUnique(notify) };
    return { wanted: { slug: policy.slug, file: policy.file, form: orderForm(form) }, conflicts };
}
const GROUP = 'policy group';
const DESTINATION = 'notification destination';
function describeUnknown(noun, name, slug, all, { renamed, findNear }) {
    const young = noun === GROUP ? renamed.get((0,tidy/* canonText */.Zt)(name)) : undefined;
    if (young !== undefined) {
        return {
            sentence: `The policy group “${name}”, which the policy ${slug} names, is called “${young}” in \`groups.yml\`.`,
            remedy: 'Write the new name into the files of its policies, too.',
        };
    }
    const near = findNear(name, all.keys());
    const hint = near === null ? '' : ` The nearest is “${near}”.`;
    return {
        sentence: `There is no ${noun} “${name}”, which the policy ${slug} names.${hint}`,
        remedy: `Correct the name, or ${noun === GROUP ? 'add the group to `groups.yml`' : 'create it on the Platform'}.`,
    };
}
function describeSeveral(noun, name, slug, count) {
    return {
        sentence: `The policy ${slug} names the ${noun} “${name}”, and the Platform has ${count} of that name.`,
        remedy: 'Rename all but one of them on the Platform.',
    };
}
function orderForm({ name, domain, severity, status, description, groups, notify, query }) {
    return { name, domain, severity, status, description, groups, notify, query };
}
function toComparable(policy, refs) {
    const groups = sortUnique(policy.groupIds.map((id) => refs.get(id) ?? `id:${id}`));
    const form = orderForm({ ...policy.form, groups, notify: sortUnique(policy.destinationIds) });
    return { id: policy.id, mark: policy.mark, form };
}
function sortUnique(items) {
    return [...new Set(items)].sort();
}

// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
;// CONCATENATED MODULE: ./src/actions/policies/plan/updates.ts


function keepUnsaid(wanted, existing, declared) {
    const kept = existing.groups.filter((ref) => !declared.has(ref));
    return { ...wanted, groups: sortUnique([...wanted.groups, ...kept]), notify: wanted.notify ?? existing.notify };
}
function create(kind, { slug, form, file }) {
    const fields = (0,policies_form/* compareForms */.Z5)(null, form);
    return {
        ...{ kind, verb: 'create', slug, name: form.name, id: null, file, fields },
        ...{ before: null, after: form, markBefore: null },
    };
}
function update(kind, { slug, form, file }, { id, mark: markBefore, form: before }, isAdopted) {
    const fields = (0,policies_form/* compareForms */.Z5)(before, form);
    if (fields.length === 0 && !isAdopted)
        return [];
    const verb = isAdopted ? 'adopt' : 'update';
    return [{ kind, verb, slug, name: form.name, id, file, fields, before, after: form, markBefore }];
}
function updatePolicy(wanted, existing, isAdopted, owner) {
    const { slug, form, file } = wanted;
    const { id, form: before } = existing;
    const { status } = form;
    const withStatus = (one, to) => ({ ...one, status: to });
    const toggle = (verb, old, markBefore) => ({
        ...{ kind: 'policy', verb, slug, name: form.name, id, file, markBefore },
        fields: [{ field: 'status', before: before.status, after: status }],
        ...{ before: old, after: withStatus(old, status) },
    });
    if (status === 'paused' && before.status !== 'paused') {
        const paused = { ...existing, form: withStatus(before, status) };
        return [toggle('pause', before, existing.mark), ...update('policy', wanted, paused, isAdopted)];
    }
    const written = update('policy', { ...wanted, form: withStatus(form, before.status) }, existing, isAdopted);
    if (status === before.status)
        return written;
    return [...written, toggle('resume', withStatus(form, before.status), { owner, slug })];
}
function isKnownStatus(status) {
    return status === 'active' || status === 'paused';
}
function describeStrangeStatus({ slug, file }, { status }) {
    return {
        kind: 'policy',
        slug,
        file,
        sentence: `The Platform says that the policy ${slug} is ${status}, which this version does not know.`,
        remedy: 'Update the action.',
    };
}

;// CONCATENATED MODULE: ./src/actions/policies/plan/removals.ts


function planRemovals({ policies, groups, moved }, wanted, files, { onRemoved, maxRemovals }) {
    const changes = [];
    const kept = [];
    const conflicts = [];
    for (const policy of policies) {
        const { form } = policy;
        const facts = removalOf('policy', policy);
        if (onRemoved === 'delete')
            changes.push({ ...facts, verb: 'delete', fields: [], after: null });
        else if (onRemoved === 'keep')
            kept.push(keep(facts, 'its file is gone, and `on-removed` is `keep`'));
        else if (form.status === 'paused')
            kept.push(keep(facts, 'its file is gone, and it is paused already'));
        else if (!isKnownStatus(form.status))
            conflicts.push(describeStrangeStatus(facts, form));
        else {
            const fields = [{ field: 'status', before: form.status, after: 'paused' }];
            changes.push({ ...facts, verb: 'pause', fields, after: { ...form, status: 'paused' } });
        }
    }
    for (const group of groups) {
        const facts = removalOf('group', group);
        if (onRemoved !== 'delete') {
            kept.push(keep(facts, 'it is no longer in `groups.yml`, and a group is removed only with `on-removed: delete`'));
            continue;
        }
        changes.push({ ...facts, verb: 'delete', fields: [], after: null });
        const users = wanted.filter(({ form }) => form.groups.includes(`slug:${group.mark.slug}`));
        conflicts.push(...users.map((user) => describeUsed(group, user)));
    }
    const orphans = policies.length + groups.length;
    if (files.isEmpty && orphans > 0)
        conflicts.push(describeEmpty(orphans));
    else {
        if (files.mayLack !== null && orphans + moved > 0)
            conflicts.push(describeGap(orphans + moved, files.mayLack));
        if (changes.length > maxRemovals)
            conflicts.push(describeExcess(changes.length, maxRemovals));
    }
    return { changes, kept, conflicts };
}
function removalOf(kind, { id, mark, form }) {
    return { kind, slug: mark.slug, name: form.name, id, file: null, before: form, markBefore: mark };
}
function keep({ kind, slug, name, id }, reason) {
    return { kind, slug, name, id, reason };
}
function describeUsed({ mark, form }, { slug, file }) {
    return {
        ...{ kind: 'group', slug: mark.slug, file },
        sentence: `The policy group “${form.name}” is no longer in \`groups.yml\` and would be deleted, and the policy ${slug} still names it.`,
        remedy: 'Put the group back into `groups.yml`, or take it out of the policy.',
    };
}
function conflict(sentence, remedy) {
    return { kind: 'policy', slug: '', file: null, sentence, remedy };
}
function describeEmpty(orphans) {
    return conflict(`There is no file at all, and the Platform has ${(0,format/* countNouns */.Vq)(orphans, 'object')} of this repository.`, 'Look at `path`, and at the checkout. To stop managing the objects, delete the last line of their descriptions.');
}
function describeGap(orphans, mayLack) {
    return conflict(`No file was found for ${(0,format/* countNouns */.Vq)(orphans, 'object')} of this repository, and ${mayLack}: the files may be there all the same.`, 'Check out the whole folder in this job, and keep no policy in a hidden file. If a file is to go, delete it with `git rm`.');
}
function describeExcess(removals, maxRemovals) {
    return conflict(`${removals} would be removed; \`max-removals\` allows ${maxRemovals}.`, `Remove fewer at a time, or set \`max-removals: ${removals}\` for this run.`);
}

;// CONCATENATED MODULE: ./src/actions/policies/plan/plan.ts










function makePlan(files, platform, rule) {
    const groups = (0,match/* matchObjects */.g)('group', files.groups, platform.groups, rule);
    const refs = createRefs([...groups.probable, ...groups.pairs], platform, rule.owner);
    const lookup = createLookup(files, platform, refs);
    const resolved = files.policies.map((policy) => resolvePolicy(policy, lookup));
    const unresolved = resolved.flatMap((one) => one.conflicts);
    const existing = platform.policies.map((policy) => toComparable(policy, refs));
    const wantedPolicies = resolved.map(({ wanted }) => wanted);
    const policies = (0,match/* matchObjects */.g)('policy', wantedPolicies, existing, rule);
    const copies = (0,lookalikes/* findCopies */.Z$)(policies, rule);
    const isOpen = new Set([...unresolved, ...copies].map(({ slug }) => slug));
    const declared = new Set(files.groups.map(({ slug }) => `slug:${slug}`));
    const conflicts = [
        ...addDifferences(groups, ({ form }) => form, isOpen),
        ...addDifferencesOfPairs(unresolved, policies),
        ...addDifferences(policies, (wanted, before) => keepUnsaid(wanted.form, before, declared), isOpen),
        ...copies,
    ];
    const changes = [
        ...groups.missing.map((wanted) => create('group', wanted)),
        ...groups.pairs.flatMap(({ wanted, existing: before, isAdopted }) => update('group', wanted, before, isAdopted)),
        ...policies.missing.filter(({ slug }) => !isOpen.has(slug)).map((wanted) => create('policy', wanted)),
    ];
    for (const { wanted, existing: before, isAdopted } of policies.pairs) {
        if (isOpen.has(wanted.slug))
            continue;
        const form = keepUnsaid(wanted.form, before.form, declared);
        if (isKnownStatus(before.form.status)) {
            changes.push(...updatePolicy({ ...wanted, form }, before, isAdopted, rule.owner));
        }
        else {
            conflicts.push(addRest(describeStrangeStatus(wanted, before.form), before.form, form, ['status']));
        }
    }
    const taken = [...policies.pairs, ...groups.pairs].filter(({ isAdopted }) => isAdopted);
    const moved = taken.filter(({ existing: { mark } }) => (0,text_mark/* isOwnedBy */.D0)(mark, rule.owner)).length;
    const orphans = { policies: policies.orphans, groups: groups.orphans, moved };
    const removals = planRemovals(orphans, wantedPolicies, files, rule);
    changes.push(...removals.changes);
    conflicts.push(...removals.conflicts);
    const changed = lastChanges(platform);
    const sorted = (0,change/* sortForPeople */.lN)(changes.map((one) => ({
        ...one,
        changed: changed.get(one.id ?? '') ?? null,
        members: listMembers(one, platform, changes),
    })));
    return {
        changes: sorted,
        conflicts: conflicts.toSorted(compareConflicts),
        kept: removals.kept,
        unmanaged: [...nameUnmanaged('policy', policies), ...nameUnmanaged('group', groups)],
        names: nameRefs(sorted, files, platform, refs),
        hash: conflicts.some(({ slug }) => slug !== '') ? null : hashPlan(sorted, rule.owner),
    };
}
function addDifferences({ conflicts, probable }, complete, isOpen) {
    const objects = new Map(probable.map((one) => [one.conflict, one]));
    return conflicts.map((conflict) => {
        const one = objects.get(conflict);
        if (one === undefined)
            return conflict;
        const { wanted, existing, told } = one;
        const left = isOpen.has(wanted.slug) ? NAMING : [];
        return addRest(conflict, existing.form, complete(wanted, existing.form), told === null ? left : [told, ...left]);
    });
}
function addDifferencesOfPairs(conflicts, { pairs }) {
    const bySlug = new Map(pairs.map((pair) => [pair.wanted.slug, pair]));
    return conflicts.map((conflict) => {
        const pair = bySlug.get(conflict.slug);
        return pair === undefined ? conflict : addRest(conflict, pair.existing.form, pair.wanted.form, NAMING);
    });
}
const NAMING = ['groups', 'notify'];
function addRest(conflict, before, after, told) {
    const fields = (0,policies_form/* compareForms */.Z5)(before, after).flatMap(({ field }) => (told.includes(field) ? [] : [field]));
    const rest = fields.length === 0 ? '' : ` It also differs from its file: ${fields.join(', ')}.`;
    return { ...conflict, sentence: `${conflict.sentence}${rest}` };
}
function nameUnmanaged(kind, { unmanaged }) {
    return unmanaged
        .map(({ id, form: { name } }) => ({ kind, id, name }))
        .toSorted((a, b) => (0,compare/* compareTexts */.Z)(a.name, b.name) || (0,compare/* compareIds */.q)(a, b));
}
function compareConflicts(a, b) {
    const [left, right] = [a, b].map(({ file, sentence }) => [file?.path ?? '', file?.line ?? 0, sentence]);
    if (left === undefined || right === undefined)
        return 0;
    return (0,compare/* compareTexts */.Z)(left[0], right[0]) || left[1] - right[1] || (0,compare/* compareTexts */.Z)(left[2], right[2]);
}
function lastChanges({ policies }) {
    return new Map(policies.flatMap(({ id, changedBy: by, changedAt: at }) => by === null && at === null ? [] : [[id, { by, at }]]));
}
function listMembers({ kind, verb, id }, { policies }, changes) {
    if (kind !== 'group' || verb !== 'delete' || id === null)
        return [];
    const deleted = new Set(changes.flatMap((one) => (one.kind === 'policy' && one.verb === 'delete' ? [one.id] : [])));
    return policies
        .filter((policy) => policy.groupIds.includes(id) && !deleted.has(policy.id))
        .map((policy) => ({ id: policy.id, name: policy.form.name }))
        .toSorted((a, b) => (0,compare/* compareTexts */.Z)(a.name, b.name) || (0,compare/* compareIds */.q)(a, b));
}
function hashPlan(changes, owner) {
    const effects = changes.map(({ kind, verb, slug, name, id, fields, before, after, members }) => [
        kind,
        verb,
        slug,
        name,
        id,
        fields.map((field) => [field.field, field.before, field.after]),
        after === null ? before : null,
        ...members.map((member) => member.id).sort(),
    ]);
    return (0,external_node_crypto_.hash)('sha256', JSON.stringify([owner.toLowerCase(), effects]), 'hex');
}


/***/ }),

/***/ 3413:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Bw: () => (sumUp),
  Lb: () => (findExcess),
  ey: () => (PREVIEWS)
});
var _text_compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9200);

const PREVIEWS = ['changed', 'all', 'none'];
function sumUp(policies) {
    const sum = (count) => policies.reduce((total, { difference }) => (total === null || difference === null ? null : total + count(difference)), 0);
    const sorted = policies.toSorted((a, b) => (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_0__.Z)(a.slug, b.slug));
    return { policies: sorted, added: sum(({ added }) => added), gone: sum(({ gone }) => gone) };
}
function findExcess({ policies, added }, most) {
    if (added !== null && added <= most)
        return null;
    const unknown = policies.filter(({ difference }) => difference === null);
    const known = policies.reduce((sum, { difference }) => sum + (difference?.added ?? 0), 0);
    if (known > most) {
        const least = unknown.length === 0 ? '' : 'at least ';
        return {
            sentence: `The queries find ${least}${known} new violations; \`max-new-violations\` allows ${most}.`,
            remedy: `Look at what they find. If it is right, set \`max-new-violations: ${known}\` for this change.`,
        };
    }
    const [first] = unknown;
    return {
        sentence: `How many new violations there are is unknown for ${unknown.length} of ${policies.length} policies, such as ${first?.slug ?? ''} (${first?.why ?? ''}); \`max-new-violations\` allows ${most}.`,
        remedy: 'Let each query run without an error, select `_cq_platform_id`, and find no more than `preview-rows` rows. Or remove `max-new-violations`.',
    };
}


/***/ }),

/***/ 3445:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  nn: () => (joinParts),
  fF: () => (renderChangeDetails),
  O1: () => (renderChanges)
});

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/markdown.ts
var markdown = __webpack_require__(6590);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
// EXTERNAL MODULE: ./src/actions/policies/apply/ends.ts
var ends = __webpack_require__(119);
// EXTERNAL MODULE: ./src/actions/policies/form.ts
var policies_form = __webpack_require__(8134);
// EXTERNAL MODULE: ./src/actions/policies/sql/tidy-query.ts
var tidy_query = __webpack_require__(3956);
// EXTERNAL MODULE: ./src/actions/policies/report/describe.ts
var describe = __webpack_require__(316);
// EXTERNAL MODULE: ./node_modules/diff/libesm/patch/create.js + 2 modules
var create = __webpack_require__(7291);
;// CONCATENATED MODULE: ./src/actions/policies/report/diff.ts

const CONTEXT = 3;
const MOST_EDITS = 400;
const LONGEST_LINE = 400;
const BEFORE_DIFFERENCE = 100;
function diffTexts(before, after) {
    const lines = listLines(toLines(before), toLines(after));
    return { lines: cutLongLines(lines), isCut: lines.some(isTooLong) };
}
function listLines(old, young) {
    if (old.length === 0)
        return young.map((line) => `+${line}`);
    if (young.length === 0)
        return old.map((line) => `-${line}`);
    const join = (lines) => lines.map((line) => `${line}\n`).join('');
    const patch = (0,create/* structuredPatch */.YB)('', '', join(old), join(young), '', '', {
        context: CONTEXT,
        maxEditLength: MOST_EDITS,
    });
    const hunks = patch?.hunks ?? [replaceMiddle(old, young)];
    return hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
        `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
        ...lines,
    ]);
}
function toLines(text) {
    return text === null || text === '' ? [] : text.split('\n');
}
function replaceMiddle(old, young) {
    const shorter = Math.min(old.length, young.length);
    let start = 0;
    while (start < shorter && old[start] === young[start])
        start += 1;
    let end = 0;
    while (end < shorter - start && old.at(-1 - end) === young.at(-1 - end))
        end += 1;
    const removed = old.slice(start, old.length - end).map((line) => `-${line}`);
    const added = young.slice(start, young.length - end).map((line) => `+${line}`);
    const [oldStart, newStart] = [start + 1, start + 1];
    return { oldStart, oldLines: removed.length, newStart, newLines: added.length, lines: [...removed, ...added] };
}
function cutLongLines(lines) {
    const cut = [];
    for (let at = 0; at < lines.length;) {
        const removed = countFrom(lines, at, '-');
        const added = countFrom(lines, at + removed, '+');
        for (let n = 0; n < removed + added; n++) {
            const index = n < removed ? n : n - removed;
            const isPaired = index < Math.min(removed, added);
            const other = isPaired ? lines[at + (n < removed ? removed + index : index)] : undefined;
            cut.push(cutLine(lines[at + n] ?? '', other));
        }
        at += removed + added;
        if (removed + added === 0)
            cut.push(cutLine(lines[at++] ?? ''));
    }
    return cut;
}
function countFrom(lines, start, sign) {
    let end = start;
    while (lines[end]?.startsWith(sign))
        end += 1;
    return end - start;
}
function isTooLong(line) {
    return line.length - 1 > LONGEST_LINE;
}
function cutLine(line, other = '') {
    if (!isTooLong(line))
        return line;
    let same = 1;
    while (same < line.length && line[same] === other[same])
        same += 1;
    const start = Math.max(1, Math.min(same - BEFORE_DIFFERENCE, line.length - LONGEST_LINE));
    const end = start + LONGEST_LINE;
    const [before, after] = [start - 1, Math.max(0, line.length - end)];
    const [front, back] = [before > 0 ? '…' : '', after > 0 ? '…' : ''];
    const hidden = [...(before > 0 ? [`${before} before`] : []), ...(after > 0 ? [`${after} after`] : [])].join(' and ');
    return `${line[0]}${front}${line.slice(start, end)}${back} (${line.length - 1} characters; not shown: ${hidden} this part)`;
}

;// CONCATENATED MODULE: ./src/actions/policies/report/effects.ts


const NAMES_SHOWN = 10;
function describeEffects(change, nameOf) {
    return EFFECTS[change.kind](change, nameOf);
}
const EFFECTS = {
    policy: describePolicyEffects,
    group: describeGroupEffects,
};
function describeGroupEffects({ verb, slug, markBefore, members }) {
    if (verb === 'delete') {
        return [describeMembers(members), 'A gate that names it in `policy-groups` finds nothing.'];
    }
    return verb === 'adopt' ? [describeMark(slug, markBefore, 'its policies stay in it')] : [];
}
function describeMembers(members) {
    if (members.length === 0)
        return 'The list of policies shows none that stays in it.';
    const names = joinNames(members.map(({ name }) => name));
    const [stays, are] = members.length === 1 ? ['stays', 'is'] : ['stay', 'are'];
    return `${(0,format/* countNouns */.Vq)(members.length, 'policy', 'policies')} ${stays}, and ${are} no longer in it: ${names}.`;
}
function describePolicyEffects(change, nameOf) {
    const { verb, slug, fields, before, after, markBefore } = change;
    switch (verb) {
        case 'delete':
            return [
                'Its alert and its history are deleted with it, and no gate judges it any more.',
                ...describeLeaving(before, nameOf),
            ];
        case 'pause':
            return ['Its alert is switched off, and gates leave it out.'];
        case 'resume':
            return ['Its alert is switched on again, and gates judge it again.'];
        case 'create':
            return after === null ? [] : describeBirth(after, nameOf);
        case 'adopt':
            return [describeMark(slug, markBefore, 'its history and its alert stay'), ...describeMoves(fields, nameOf)];
        case 'update':
            return describeMoves(fields, nameOf);
    }
}
function leavesNamesOut({ verb, fields, before, after, members }) {
    const lists = fields.flatMap((one) => Object.values((0,describe/* compareLists */.tM)(one.before, one.after)));
    const born = verb === 'create' && after !== null && 'query' in after ? [after.groups, after.notify ?? []] : [];
    const left = verb === 'delete' && before !== null && 'query' in before ? [before.groups] : [];
    return [...lists, ...born, ...left, members].some((names) => names.length > NAMES_SHOWN);
}
function describeMark(slug, before, rest) {
    return before === null
        ? `It gets the mark of this repository; ${rest}.`
        : `It had the slug \`${before.slug}\`, whose file is gone, and gets the slug \`${slug}\`; ${rest}.`;
}
function describeBirth(form, nameOf) {
    if (!('query' in form))
        return [];
    const groups = form.groups.length === 0 ? [] : [`It goes into ${listNames('the group', form.groups, nameOf)}.`];
    const told = form.notify ?? [];
    const whom = told.length === 0 ? 'nobody' : listNames('the destination', told, nameOf);
    if (form.status === 'active')
        return [`It starts active: its alert is on, and tells ${whom}.`, ...groups];
    const later = told.length === 0 ? '' : ` After that its alert, which is switched off, gets ${whom}.`;
    return [`It starts active, tells nobody, and is paused at once.${later}`, ...groups];
}
function describeLeaving(form, nameOf) {
    if (form === null || !('query' in form) || form.groups.length === 0)
        return [];
    return [`It leaves ${listNames('the group', form.groups, nameOf)}.`];
}
function describeMoves(fields, nameOf) {
    return fields.flatMap(({ field, before, after }) => {
        if (field !== 'groups' && field !== 'notify')
            return [];
        const { added, removed } = (0,describe/* compareLists */.tM)(before, after);
        const [noun, gains, loses] = field === 'groups'
            ? ['the group', 'It goes into', 'It leaves']
            : ['the destination', 'Its alert also tells', 'Its alert no longer tells'];
        return [
            ...(removed.length > 0 ? [`${loses} ${listNames(noun, removed, nameOf)}.`] : []),
            ...(added.length > 0 ? [`${gains} ${listNames(noun, added, nameOf)}.`] : []),
        ];
    });
}
function listNames(noun, refs, nameOf) {
    return `${noun}${refs.length === 1 ? '' : 's'} ${joinNames(refs.map(nameOf))}`;
}
function joinNames(names) {
    const shown = names.slice(0, NAMES_SHOWN).map((name) => `“${name}”`);
    const rest = names.length - shown.length;
    if (rest > 0)
        shown.push(`${rest} more`);
    const last = shown.pop() ?? '';
    return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

;// CONCATENATED MODULE: ./src/actions/policies/report/change-section.ts










const NAME_LENGTH = 100;
const FIELDS_LENGTH = 200;
const TEXT_LENGTH = 300;
const FACT_LENGTH = 1_500;
const SHORT_TEXT = 120;
const FRAME_BYTES = 300;
function renderChanges(changes, view, maxBytes) {
    const header = [
        ...['Action', 'Kind', 'Name', 'Slug', 'Changes'],
        ...(view.isApplied ? ['Result'] : []),
        ...(view.isDrift ? ['Changed last'] : []),
    ];
    const table = (0,markdown/* renderTable */.bo)(header, changes, (change) => renderRow(change, view), maxBytes * 0.6 - FRAME_BYTES);
    const rest = changes.slice(table.taken);
    const removals = rest.filter(describe/* takesAway */.P3);
    const list = (0,markdown/* takeWithin */.Dh)(removals, ({ kind, verb, slug }) => `${verb} ${kind} ${(0,text_escape/* toCode */.Xt)(slug)}, `, maxBytes - (0,markdown/* byteLength */.dp)(table.text) - FRAME_BYTES);
    const unnamed = [...removals.slice(list.taken), ...rest.filter((change) => !(0,describe/* takesAway */.P3)(change))];
    const also = list.taken === 0 ? '' : `**Takes something away, too:** ${list.text.replace(/, $/, '')}.`;
    const more = unnamed.length === 0 ? '' : `… and ${(0,format/* countNouns */.Vq)(unnamed.length, 'more change')}: ${(0,describe/* countVerbs */.Sf)(unnamed)}.`;
    return { text: joinParts([table.text, also, more]), isCut: rest.length > 0 };
}
function renderRow(change, { endOf, isApplied, isDrift }) {
    const { kind, verb, slug, name, changed } = change;
    const end = endOf(change);
    return [
        (0,describe/* removes */.yb)(change) ? `**${verb}**` : verb,
        kind,
        (0,text_escape/* toMarkdown */.l6)(name, NAME_LENGTH),
        (0,text_escape/* toCode */.Xt)(slug),
        (0,text_escape/* toMarkdown */.l6)((0,describe/* describeFields */.VO)(change), FIELDS_LENGTH),
        ...(isApplied ? [end === null ? 'unknown' : (0,text_escape/* toMarkdown */.l6)((0,ends/* describeEnd */.l)(end), TEXT_LENGTH)] : []),
        ...(isDrift ? [changed === null ? 'unknown' : (0,text_escape/* toMarkdown */.l6)((0,describe/* describeLastChange */.Yn)(changed), NAME_LENGTH)] : []),
    ];
}
function renderChangeDetails(all, view, maxBytes) {
    const changes = all.filter((change) => view.isDrift || !isMarkedOnly(change));
    const marked = all.length - changes.length;
    const mark = marked === 0 ? '' : describeMarked(marked);
    const mostOfOne = Math.min(Math.max(maxBytes / 6, 1_500), 30_000);
    let isCut = false;
    const portion = (0,markdown/* takeWithin */.Dh)(changes, (change) => {
        const section = renderChange(change, view, mostOfOne);
        isCut ||= section.isCut;
        return `${section.text}\n`;
    }, maxBytes - FRAME_BYTES);
    const rest = changes.length - portion.taken;
    const more = rest === 0 ? '' : `The details of ${(0,format/* countNouns */.Vq)(rest, 'more change')} find no room here.`;
    return { text: joinParts([mark, portion.text, more]), isCut: isCut || rest > 0 };
}
function isMarkedOnly({ verb, fields, markBefore }) {
    return verb === 'adopt' && fields.length === 0 && markBefore === null;
}
function describeMarked(count) {
    return `Of ${(0,policies_form/* countObjects */.Qr)(count)} only the description changes, which gets the mark of this repository. Ids, history and alerts stay.`;
}
function renderChange(change, view, maxBytes) {
    const { verb, kind, slug, name, file, before, after } = change;
    const title = `${verb} ${kind} ${(0,text_escape/* toMarkdown */.l6)(name, NAME_LENGTH)} (${(0,text_escape/* toCode */.Xt)(slug)})`;
    const facts = [
        view.isDrift ? `The ${kind} ${(0,describe/* describeDrift */.ZP)(change)}.` : describeGone(change),
        ...describeEffects(change, view.nameOf),
    ].filter((fact) => fact !== '');
    const [query, description] = [readTexts(change, 'query'), readTexts(change, 'description')];
    const names = readTexts(change, 'name');
    const form = before === null || after === null ? renderForm(after ?? before) : renderFields(change, view);
    const parts = [
        file === null ? '' : `Defined in ${(0,text_escape/* toCode */.Xt)((0,describe/* describePlace */.df)({ ...file, column: null }), TEXT_LENGTH)}`,
        facts.map((fact) => `- ${(0,text_escape/* toProse */.HK)(fact, FACT_LENGTH)}\n`).join(''),
        form.text,
    ];
    const room = maxBytes - (0,markdown/* byteLength */.dp)(title) - (0,markdown/* byteLength */.dp)(parts.join('')) - FRAME_BYTES;
    const texts = [
        { label: 'Name', section: needDiff(names) ? renderDiff(names, room / 8) : NOTHING },
        { label: 'Description', section: needDiff(description) ? renderDiff(description, room / 4) : NOTHING },
        { label: 'Query', section: query === null ? NOTHING : renderDiff(query, (room * 5) / 8) },
    ].filter(({ section }) => section !== NOTHING);
    const blocks = texts.map(({ label, section }) => `${label}:\n\n${section.text}`);
    return {
        text: (0,markdown/* renderDetails */.PL)(title, joinParts([...parts, ...blocks])),
        isCut: form.isCut ||
            leavesNamesOut(change) ||
            facts.some((fact) => fact.length > FACT_LENGTH) ||
            texts.some(({ section }) => section.isCut),
    };
}
const NOTHING = { text: '', isCut: false };
function readTexts({ before, after, fields }, field) {
    const textOf = (form) => {
        if (form === null)
            return null;
        if (field !== 'query')
            return (0,tidy/* tidyText */.qV)(form[field]);
        return 'query' in form ? (0,tidy_query/* tidyQuery */.R)(form.query) : null;
    };
    const texts = { before: textOf(before), after: textOf(after) };
    const isSame = before !== null && after !== null && !fields.some((one) => one.field === field);
    return isSame || ((texts.before ?? '') === '' && (texts.after ?? '') === '') ? null : texts;
}
function needDiff(texts) {
    return [texts?.before, texts?.after].some((text) => text != null && needsBlock(text));
}
function needsBlock(text) {
    return text.length > SHORT_TEXT || (0,text_escape/* toPlainText */.bo)(text, text.length) !== text;
}
function describeGone({ file, before }) {
    return file === null && before !== null ? 'Its file is gone.' : '';
}
function renderFields(change, { isDrift }) {
    const isTold = (field) => field === 'query' || ((field === 'name' || field === 'description') && needDiff(readTexts(change, field)));
    const shown = change.fields.filter(({ field, before, after }) => !isTold(field) && !Array.isArray(before ?? after));
    const header = isDrift && change.file !== null ? ['Field', 'On the Platform', 'In the file'] : ['Field', 'Before', 'After'];
    const isCut = shown.some(({ before, after }) => [before, after].some(change_section_isTooLong));
    const rows = (0,markdown/* renderTable */.bo)(header, shown, ({ field, before, after }) => [
        field,
        renderValue(before),
        renderValue(after),
    ]);
    return { text: rows.text, isCut };
}
function change_section_isTooLong(value) {
    return typeof value === 'string' && value.length > TEXT_LENGTH;
}
function renderValue(value) {
    return typeof value === 'string' ? (0,text_escape/* toMarkdown */.l6)(value, TEXT_LENGTH) : '';
}
function renderForm(form) {
    if (form === null)
        return NOTHING;
    const description = needsBlock((0,tidy/* tidyText */.qV)(form.description)) ? '' : form.description;
    const words = ['query' in form ? [form.domain, form.severity, form.status] : [], description].flat();
    const text = words
        .filter((word) => word !== '')
        .map((word) => (0,text_escape/* toMarkdown */.l6)(word, TEXT_LENGTH))
        .join(' · ');
    return { text, isCut: words.some(change_section_isTooLong) };
}
function renderDiff({ before, after }, maxBytes) {
    const isChange = before !== null && after !== null;
    const sides = isChange ? '--- on the Platform\n+++ in the file\n' : '';
    const { lines, isCut } = diffTexts(before, after);
    const room = maxBytes - FRAME_BYTES - (0,markdown/* byteLength */.dp)(sides);
    const portion = (0,markdown/* takeWithin */.Dh)(lines, (line) => `${(0,text_escape/* toCodeLine */.N3)(line)}\n`, room);
    const rest = lines.slice(portion.taken);
    const count = (sign) => rest.filter((line) => line.startsWith(sign)).length;
    const more = rest.length === 0
        ? ''
        : `… and ${(0,format/* countNouns */.Vq)(rest.length, 'more line')}, ${count('-')} of them taken off and ${count('+')} added.`;
    const block = portion.taken === 0 ? '' : (0,text_escape/* toCodeBlock */.oU)(`${sides}${portion.text}`, 'diff');
    return { text: joinParts([block, more]), isCut: isCut || rest.length > 0 };
}
function joinParts(parts) {
    return parts
        .map((part) => part.trim())
        .filter((part) => part !== '')
        .join('\n\n');
}


/***/ }),

/***/ 316:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $4: () => (describeUndone),
  DI: () => (tellsProblems),
  Kj: () => (listUndone),
  MV: () => (describeTestCounts),
  O: () => (describeUnmanaged),
  P3: () => (takesAway),
  Pi: () => (listUnmanaged),
  Pt: () => (describeChecks),
  Rw: () => (describeFileProblem),
  Sf: () => (countVerbs),
  VO: () => (describeFields),
  Yn: () => (describeLastChange),
  ZP: () => (describeDrift),
  ZR: () => (listOverlay),
  df: () => (describePlace),
  dh: () => (createNameOf),
  gt: () => (describeKept),
  tM: () => (compareLists),
  wA: () => (describeRest),
  we: () => (describeConflict),
  xB: () => (createEndOf),
  yb: () => (removes)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8488);
var _apply_ends_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(119);
var _form_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8134);
var _test_describe_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2358);





const NAME_LENGTH = 60;
const WORDS = ['domain', 'severity', 'status'];
function removes({ verb }) {
    return verb === 'delete' || verb === 'pause';
}
function takesAway(change) {
    return removes(change) || change.fields.some(({ before, after }) => compareLists(before, after).removed.length > 0);
}
function countVerbs(changes) {
    const counts = new Map();
    for (const { verb } of changes)
        counts.set(verb, (counts.get(verb) ?? 0) + 1);
    return [...counts].map(([verb, count]) => `${count} to ${verb}`).join(', ');
}
function describeFields({ verb, slug, fields, before, after, markBefore }) {
    if (verb === 'create')
        return 'new';
    if (after === null)
        return before === null ? '' : 'all of it';
    const moved = verb === 'adopt' && markBefore !== null ? [`slug ${markBefore.slug} → ${slug}`] : [];
    if (fields.length === 0 && moved.length === 0)
        return 'the mark';
    return [...moved, ...fields.map(describeField)].join(', ');
}
function describeField({ field, before, after }) {
    if (field === 'name' && typeof before === 'string') {
        const names = [before, String(after)];
        const [old, young] = names.map((name) => (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.bo)(name, name.length));
        const hint = old === young ? " (they differ in blanks or in characters that can't be seen)" : '';
        return `name ${names.map(quoteShort).join(' → ')}${hint}`;
    }
    if (typeof before === 'string')
        return WORDS.includes(field) ? `${field} ${before} → ${after}` : field;
    const { added, removed } = compareLists(before, after);
    const counts = [
        ...(added.length > 0 ? [`+${added.length}`] : []),
        ...(removed.length > 0 ? [`−${removed.length}`] : []),
    ];
    return counts.length === 0 ? field : `${field} (${counts.join(' ')})`;
}
function quoteShort(name) {
    return `“${name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH - 1)}…` : name}”`;
}
function compareLists(before, after) {
    const [old, young] = [toList(before), toList(after)];
    return {
        added: young.filter((ref) => !old.includes(ref)),
        removed: old.filter((ref) => !young.includes(ref)),
    };
}
function toList(value) {
    return typeof value === 'string' || value === null ? [] : value;
}
function createNameOf(names) {
    const known = new Map(names.map(({ ref, name }) => [ref, name]));
    return (ref) => known.get(ref) ?? ref;
}
function describeDrift({ verb, file }) {
    switch (verb) {
        case 'create':
            return 'is not on the Platform';
        case 'delete':
            return 'is on the Platform, and its file is gone';
        case 'pause':
            return file === null
                ? 'is active on the Platform, and its file is gone'
                : 'is active on the Platform, and paused in its file';
        case 'resume':
            return 'is paused on the Platform, and active in its file';
        case 'adopt':
            return 'has lost its mark, or never had one';
        case 'update':
            return 'differs from its file';
    }
}
function describeLastChange({ by, at }) {
    return `by ${by === null ? _text_format_js__WEBPACK_IMPORTED_MODULE_3__.HV : `the user ${by}`}, at ${at === null ? _text_format_js__WEBPACK_IMPORTED_MODULE_3__.HV : `${at.slice(0, 19).replace('T', ' ')} UTC`}`;
}
function createEndOf({ applied }) {
    const keyOf = ({ kind, verb, slug, id }) => `${kind} ${verb} ${id ?? slug}`;
    const ends = new Map(applied?.map((one) => [keyOf(one.change), one]));
    return (change) => ends.get(keyOf(change)) ?? null;
}
function listUndone({ applied }) {
    return (applied ?? []).filter(({ end }) => end !== 'done');
}
function tellsProblems({ plan, applied }) {
    return applied !== null || (plan !== null && plan.conflicts.length > 0);
}
function describePlace({ path, line, column }) {
    return [path, line, line === null ? null : column].filter((part) => part !== null).join(':');
}
function describeTestCounts(tests) {
    const { passed, failed, untestable } = (0,_test_describe_js__WEBPACK_IMPORTED_MODULE_4__.tu)(tests);
    const rest = untestable === 0 ? '' : `, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.B4)(untestable)} could not be run`;
    return `Tests: ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.B4)(passed)} passed, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.B4)(failed)} failed${rest}`;
}
function describeChecks({ checks, mode }) {
    if (checks === null || checks.passed + checks.unchecked === 0)
        return null;
    const { passed, unchecked } = checks;
    const which = mode === 'validate' ? '' : 'new or changed ';
    const count = (queries) => (0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.Vq)(queries, `${which}query`, `${which}queries`);
    if (passed === 0)
        return `The Platform did not check ${count(unchecked)}.`;
    const rest = unchecked === 0 ? '' : ` ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_3__.B4)(unchecked)} could not be checked.`;
    return `The Platform understands ${count(passed)}.${rest}`;
}
function describeFileProblem(problem) {
    return `\`${describePlace(problem)}\`: ${problem.sentence}`;
}
function describeConflict({ file, sentence, remedy }, told = null) {
    const place = file === null ? '' : `\`${describePlace({ ...file, column: null })}\`: `;
    return `${place}${sentence}${told?.startsWith(remedy) ? '' : ` ${remedy}`}`;
}
function describeUndone(one) {
    const { verb, kind, slug } = one.change;
    return `${verb} ${kind} \`${slug}\`: ${(0,_apply_ends_js__WEBPACK_IMPORTED_MODULE_1__.l)(one)}`;
}
function describeKept({ kind, slug, name, reason }) {
    return `${kind} \`${slug}\` “${name}”: ${reason}`;
}
function listOverlay(over) {
    if (over === null)
        return [];
    const lists = [
        { title: 'Files to delete, which have no policy or group on the Platform', paths: over.gone },
        { title: 'Changed files', paths: over.changed },
        { title: 'New files', paths: over.added },
    ];
    return lists.filter(({ paths }) => paths.length > 0);
}
function describeRest({ kept, unmanaged }) {
    return [
        ...(kept.length === 0 ? [] : [`${(0,_form_js__WEBPACK_IMPORTED_MODULE_2__.Qr)(kept.length)} without a file stay${kept.length === 1 ? 's' : ''}`]),
        (0,_form_js__WEBPACK_IMPORTED_MODULE_2__.zk)(unmanaged.length),
    ];
}
const UNMANAGED_SHOWN = 20;
function listUnmanaged({ mode, plan }) {
    return mode !== 'drift' || plan === null || plan.unmanaged.length > UNMANAGED_SHOWN ? [] : plan.unmanaged;
}
function describeUnmanaged({ kind, id, name }) {
    return `${kind} “${name}” (${id})`;
}


/***/ }),

/***/ 5003:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Bt: () => (renderPreview),
  QV: () => (describePreview),
  q0: () => (sortPreviews),
  yZ: () => (describePolicyPreview)
});
var _text_compare_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9200);
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8488);
var _text_markdown_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6590);
var _text_redact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3326);
var _change_section_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3445);






const NAME_LENGTH = 100;
const TEXT_LENGTH = 300;
const FRAME_BYTES = 400;
function describePreview({ policies, added, gone }) {
    const unknown = policies.filter(({ difference }) => difference === null).length;
    if (unknown === policies.length)
        return `Preview: unknown for ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.Vq)(unknown, 'policy', 'policies')}`;
    const sum = (count) => policies.reduce((total, one) => total + count(one), 0);
    const least = unknown === 0 ? '' : 'at least ';
    const news = added ?? sum(({ difference }) => difference?.added ?? 0);
    const left = gone ?? sum(({ difference }) => difference?.gone ?? 0);
    const rest = unknown === 0 ? '' : `; unknown for ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.Vq)(unknown, 'policy', 'policies')}`;
    return `Preview: ${least}${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.Vq)(news, 'new violation')}, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(left)} gone${rest}`;
}
function describePolicyPreview({ slug, before, after, isThere, difference, why }) {
    const old = isThere ? `the Platform's query ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(before)}` : 'and is not active on the Platform';
    const finds = `finds ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(after)}, ${old}`;
    if (difference === null)
        return `${slug}: ${finds}; which are new is unknown: ${why ?? ''}`;
    const { added, gone, same } = difference;
    const news = `${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(added)} new ${describeForgiven(difference)}`.trim();
    return `${slug}: ${finds}: ${news}, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(gone)} gone, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(same)} the same`;
}
function describeForgiven({ added, forgiven }) {
    if (forgiven === null || added === 0)
        return '';
    const { waived, known } = forgiven;
    return `(${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(added - waived - known)} would gate, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(waived)} waived, ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(known)} known)`;
}
function sortPreviews(policies) {
    const weight = ({ difference }) => difference === null ? Number.POSITIVE_INFINITY : difference.added + difference.gone;
    return policies.toSorted((a, b) => {
        const [left, right] = [weight(a), weight(b)];
        return left === right ? (0,_text_compare_js__WEBPACK_IMPORTED_MODULE_5__.Z)(a.slug, b.slug) : right - left;
    });
}
function renderPreview({ policies }, maxBytes) {
    const sorted = sortPreviews(policies);
    const isJudged = sorted.some(({ difference }) => difference?.forgiven != null);
    const header = [
        ...['Policy', 'Found now', 'Would find', 'New'],
        ...(isJudged ? ['Of these gating'] : []),
        ...['Gone', 'Same'],
    ];
    const cells = (one) => renderRow(one, isJudged);
    const table = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.bo)(header, sorted, cells, maxBytes * 0.5 - FRAME_BYTES);
    const rest = sorted.length - table.taken;
    const more = rest === 0 ? '' : `… and ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.Vq)(rest, 'more policy', 'more policies')}.`;
    const room = maxBytes - (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.dp)(table.text) - 2 * FRAME_BYTES;
    const unknown = sorted.filter(({ difference }) => difference === null);
    const reasons = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.Dh)(unknown, (one) => `- ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.Xt)(one.slug)}: ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)(one.why ?? '', TEXT_LENGTH)}\n`, room / 3);
    const details = sorted.filter(({ difference }) => (difference?.added ?? 0) + (difference?.gone ?? 0) > 0);
    const shown = (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.Dh)(details, renderPolicy, room - (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.dp)(reasons.text));
    return {
        text: (0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.nn)([
            table.text,
            more,
            reasons.text === '' ? '' : (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.PL)(`Unknown (${unknown.length})`, reasons.text),
            shown.text === '' ? '' : (0,_text_markdown_js__WEBPACK_IMPORTED_MODULE_1__.PL)('What is new and what is gone', shown.text),
        ]),
        isCut: rest > 0 || reasons.taken < unknown.length || shown.taken < details.length,
    };
}
function renderRow({ slug, before, after, difference, isThere }, isJudged) {
    const gating = difference === null || difference.forgiven === null
        ? null
        : difference.added - difference.forgiven.waived - difference.forgiven.known;
    return [
        (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.Xt)(slug),
        isThere ? (0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(before) : '–',
        (0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(after),
        ...[
            difference?.added ?? null,
            ...(isJudged ? [gating] : []),
            difference?.gone ?? null,
            difference?.same ?? null,
        ].map((count) => (0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(count)),
    ];
}
function renderPolicy({ slug, name, difference }) {
    if (difference === null)
        return '';
    const { accounts, added, addedShown, gone, goneShown } = difference;
    return `${(0,_change_section_js__WEBPACK_IMPORTED_MODULE_3__.nn)([
        `**${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.l6)(name, NAME_LENGTH)}** (${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.Xt)(slug)}) ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.HK)(describeForgiven(difference))}`,
        accounts.length === 0 ? '' : `Most of the new ones: ${accounts.map(renderAccount).join(', ')}.`,
        renderResources('New', addedShown, added),
        renderResources('Gone', goneShown, gone),
    ])}\n\n`;
}
function renderAccount({ account, count }) {
    return `${account.trim() === '' ? 'without an account' : (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.l6)(account, NAME_LENGTH)} ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(count)}`;
}
function renderResources(title, shown, count) {
    if (count === 0)
        return '';
    const rest = count - shown.length;
    const lines = shown.map((one) => `- ${renderResource(one)}\n`);
    if (rest > 0)
        lines.push(`- … and ${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(rest)} more\n`);
    return `${title} (${(0,_text_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(count)}):\n\n${lines.join('')}`;
}
function renderResource({ name, platformId, accountName, accountId, region, resourceType }) {
    const account = accountName.trim() === '' ? (accountId ?? '') : accountName;
    const place = [resourceType, account, region].filter((text) => text.trim() !== '' && text !== _text_redact_js__WEBPACK_IMPORTED_MODULE_2__.F_);
    const details = place.map((text) => (0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.l6)(text, NAME_LENGTH)).join(', ');
    const id = name.trim() === '' ? '' : ` ${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.Xt)(platformId, NAME_LENGTH)}`;
    return `${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.l6)(name.trim() === '' ? platformId : name, NAME_LENGTH)}${id}${details === '' ? '' : ` (${details})`}`;
}


/***/ }),

/***/ 5936:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Vx: () => (isNameToken),
  _n: () => (unquote),
  a7: () => (BLANKS),
  aG: () => (wordOf),
  is: () => (nameOfToken),
  qr: () => (lexSql)
});
const QUOTES = {
    "'": { end: "'", kind: 'text', escapes: true },
    '"': { end: '"', kind: 'name', escapes: true },
    '`': { end: '`', kind: 'name', escapes: true },
    '‘': { end: '’', kind: 'text', escapes: false },
    '“': { end: '”', kind: 'name', escapes: false },
};
const BLANKS = '[\\t-\\r \\x85\\xa0\\u180e\\u2000-\\u200d\\u2028\\u2029\\u202f\\u205f\\u2060\\u3000\\ufeff]';
const BLANK = new RegExp(`${BLANKS}+`, 'y');
const LINE_COMMENT = /(?:--|\/\/|#(?=[ !]))[^\n]*/y;
const WORD = /[\p{L}_$][\p{L}\p{N}\p{M}_$]*/uy;
const NUMBER = /\d(?:[eEpP][+-]\d|[\w.])*/y;
const HEREDOC = /\$\w*\$/y;
function lexSql(sql) {
    const tokens = [];
    const problem = (offset, what) => ({
        tokens,
        problem: { offset, sentence: `${what} begins here, and does not end.` },
    });
    const findLastTag = indexTags(sql);
    let at = 0;
    const add = (kind, end) => {
        tokens.push({ kind, source: sql.slice(at, end), start: at, end });
        at = end;
    };
    while (at < sql.length) {
        const skipped = endOf(BLANK, sql, at) ?? endOf(LINE_COMMENT, sql, at);
        if (skipped !== null) {
            at = skipped;
            continue;
        }
        const character = sql[at] ?? '';
        if (sql.startsWith('/*', at)) {
            const end = endOfComment(sql, at);
            if (end === null)
                return problem(at, 'A comment');
            at = end;
            continue;
        }
        const quote = QUOTES[character];
        if (quote !== undefined) {
            const end = endOfQuoted(sql, at, quote);
            if (end === null)
                return problem(at, quote.kind === 'text' ? 'A string' : 'A name in quotes');
            add(quote.kind, end);
            continue;
        }
        const tag = endOf(HEREDOC, sql, at);
        if (tag !== null) {
            const text = sql.slice(at, tag);
            if (findLastTag(text) >= tag) {
                add('text', sql.indexOf(text, tag) + text.length);
                continue;
            }
        }
        const word = endOf(WORD, sql, at);
        const number = endOf(NUMBER, sql, at);
        if (word !== null)
            add('word', word);
        else if (number !== null)
            add('number', number);
        else
            add('sign', at + ((sql.codePointAt(at) ?? 0) > 0xffff ? 2 : 1));
    }
    return { tokens, problem: null };
}
function endOf(pattern, sql, at) {
    pattern.lastIndex = at;
    return pattern.test(sql) ? pattern.lastIndex : null;
}
function indexTags(sql) {
    const last = new Map();
    for (let start = sql.indexOf('$'); start >= 0;) {
        const end = sql.indexOf('$', start + 1);
        if (end < 0)
            break;
        last.set(sql.slice(start, end + 1), start);
        start = end;
    }
    return (tag) => last.get(tag) ?? -1;
}
function endOfComment(sql, start) {
    const mark = /\/\*|\*\//g;
    mark.lastIndex = start;
    let depth = 0;
    for (let found = mark.exec(sql); found !== null; found = mark.exec(sql)) {
        depth += found[0] === '/*' ? 1 : -1;
        if (depth === 0)
            return mark.lastIndex;
    }
    return null;
}
function endOfQuoted(sql, start, { end, escapes }) {
    for (let at = start + 1; at < sql.length; at++) {
        if (escapes && sql[at] === '\\')
            at += 1;
        else if (sql[at] === end) {
            if (!escapes || sql[at + 1] !== end)
                return at + 1;
            at += 1;
        }
    }
    return null;
}
const ESCAPE = /``|""|''|\\(?:x([\da-fA-F]{2})|(.))/gs;
const ESCAPED_LETTERS = {
    ...{ a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', 0: '\0', N: '' },
};
function nameOfToken({ kind, source }) {
    return kind === 'name' ? unquote(source) : source;
}
function unquote(source) {
    const inner = source.slice(1, -1);
    if (QUOTES[source[0] ?? '']?.escapes !== true)
        return inner;
    return inner.replace(ESCAPE, (sign, hex, letter) => {
        if (hex !== undefined)
            return String.fromCharCode(Number.parseInt(hex, 16));
        if (letter === undefined)
            return sign.startsWith(source[0] ?? '') ? sign.slice(1) : sign;
        return ESCAPED_LETTERS[letter] ?? ('\\\'"`/'.includes(letter) ? letter : sign);
    });
}
function isNameToken({ kind }) {
    return kind === 'word' || kind === 'name';
}
function wordOf(token) {
    return token?.kind === 'word' ? token.source.toUpperCase() : '';
}


/***/ }),

/***/ 3956:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  R: () => (tidyQuery),
  l: () => (isSameQuery)
});
var _lex_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5936);

const BLANK = new RegExp(_lex_js__WEBPACK_IMPORTED_MODULE_0__.a7);
function tidyQuery(query) {
    const [from, to] = findContent(query);
    if (from === 0 && to === query.length && !query.includes('\r\n'))
        return query;
    const { tokens, problem } = (0,_lex_js__WEBPACK_IMPORTED_MODULE_0__.qr)(query);
    let [tidy, at] = ['', from];
    for (const { kind, start, end } of tokens) {
        if (kind !== 'text' && kind !== 'name')
            continue;
        tidy += unifyLineEnds(query.slice(at, start)) + query.slice(start, end);
        at = end;
    }
    if (problem === null)
        return tidy + unifyLineEnds(query.slice(at, to));
    return tidy + unifyLineEnds(query.slice(at, problem.offset)) + query.slice(problem.offset);
}
function isSameQuery(a, b) {
    return a === b || tidyQuery(a) === tidyQuery(b);
}
function findContent(query) {
    let [from, to] = [0, query.length];
    while (from < to && BLANK.test(query.charAt(from)))
        from += 1;
    while (to > from && BLANK.test(query.charAt(to - 1)) && query.charAt(to - 2) !== '#')
        to -= 1;
    return [from, to];
}
function unifyLineEnds(sql) {
    return sql.replace(/(?<!\r)\r+\n/g, '\n');
}


/***/ }),

/***/ 2358:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Bn: () => (describeUnexplained),
  ek: () => (toProblems),
  tu: () => (countTests),
  zm: () => (describeUntestable)
});
var _text_format_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8488);
var _check_describe_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5296);


function toProblems(results) {
    return results
        .filter(({ status }) => status === 'failed' || status === 'unknown')
        .map(({ name, file, sentence: reason }) => {
        const sentence = `The test “${name}” did not pass: ${reason}`;
        return { ...file, column: null, sentence };
    });
}
function describeUntestable(results, policies) {
    const untestable = results.filter(({ status }) => status === 'untestable');
    const items = untestable.map(({ slug, sentence }) => ({ slug, why: sentence.replace(/\.$/, '') }));
    return [
        ...(0,_check_describe_js__WEBPACK_IMPORTED_MODULE_0__.l)(items, (count) => {
            const noun = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(count, 'test');
            return `${noun} can't be run here`;
        }),
        ...(0,_check_describe_js__WEBPACK_IMPORTED_MODULE_0__.l)(policies, (count) => {
            const noun = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(count, 'policy has', 'policies have');
            return `${noun} no test, and can have none here`;
        }),
    ];
}
function describeUnexplained(unexplained) {
    return (0,_check_describe_js__WEBPACK_IMPORTED_MODULE_0__.l)(unexplained, (count) => {
        const noun = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(count, 'query', 'queries');
        return `Whether the tests of ${noun} read a real table was checked in the text alone`;
    });
}
function countTests(results) {
    const count = (...statuses) => results.filter(({ status }) => statuses.includes(status)).length;
    return { passed: count('passed'), failed: count('failed', 'unknown'), untestable: count('untestable') };
}


/***/ }),

/***/ 6422:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  k: () => (explainOmitted),
  u: () => (findUnlisted)
});
var _text_escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _text_format_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8488);
var _http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7813);



function findUnlisted(policies, groups) {
    const listed = new Set(groups.map(({ id }) => id));
    const users = policies.filter(({ groupIds }) => groupIds.some((id) => !listed.has(id)));
    const [first] = users;
    if (first === undefined)
        return null;
    const count = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__.Vq)(users.length, 'policy names', 'policies name');
    return new _http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Wk(`The list of policy groups lacks a group that ${count}, such as “${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(first.name, 100)}”`, { method: 'GET', url: '/policy-groups' }, { kind: 'unreadable' }, {
        remedy: 'Run the job again. If that does not help, look at the role of the key, and at proxies before the Platform.',
    });
}
const LIST_FIELDS = { groupIds: 'policy_groups', destinationIds: 'notification_destinations' };
function explainOmitted(name, silent, url) {
    const field = LIST_FIELDS[name];
    const [first] = silent;
    const count = (0,_text_format_js__WEBPACK_IMPORTED_MODULE_2__.Vq)(silent.length, 'policy has', 'policies have');
    return new _http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Wk(`The Platform does not say which \`${field}\` ${count}, such as “${(0,_text_escape_js__WEBPACK_IMPORTED_MODULE_0__.ZQ)(first?.name ?? '', 100)}”`, { method: 'GET', url }, { kind: 'unreadable' }, {
        remedy: name === 'groupIds'
            ? 'Put one policy into a policy group on the Platform: if the Platform then shows its list, the lists that are left out are empty.'
            : 'Give one policy a notification destination on the Platform: if the Platform then shows its list, the lists that are left out are empty.',
    });
}


/***/ }),

/***/ 8819:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  d: () => (sortProblems)
});
var _compare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9200);

function sortProblems(problems) {
    return problems.toSorted((a, b) => (0,_compare_js__WEBPACK_IMPORTED_MODULE_0__.Z)(a.path, b.path) || (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
}


/***/ })

};
;