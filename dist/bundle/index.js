/******/ (() => { // webpackBootstrap
/******/ 	"use strict";
/******/ 	var __webpack_modules__ = ({

/***/ 5502:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  E: () => (removeSpool),
  t: () => (SPOOL_PREFIX)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


const SPOOL_PREFIX = 'cloudquery-gate-rows-';
function removeSpool(folder) {
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder).startsWith(SPOOL_PREFIX))
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true, maxRetries: 3 });
}


/***/ }),

/***/ 9373:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  m: () => (systemClock)
});
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8500);
var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);

const LONGEST_SLEEP = 2 ** 31 - 1;
const systemClock = {
    now: () => Date.now(),
    uptime: () => process.uptime() * 1_000,
    async sleep(milliseconds, signal) {
        signal.throwIfAborted();
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(Math.min(Math.max(0, milliseconds), LONGEST_SLEEP), undefined, { signal });
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    },
};


/***/ }),

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  On: () => (TimedOutError),
  _h: () => (joinErrors),
  bD: () => (messageOf),
  cc: () => (CancelledError),
  dz: () => (InputError),
  uQ: () => (toStepError),
  up: () => (hasCode),
  zg: () => (StepError)
});
class StepError extends Error {
    name = 'StepError';
    outcome;
    remedy;
    problems;
    constructor(message, options = {}) {
        super(message, options.cause === undefined ? undefined : { cause: options.cause });
        this.outcome = options.outcome ?? 'error';
        this.remedy = options.remedy ?? null;
        this.problems = options.problems ?? [];
    }
}
class InputError extends StepError {
    name = 'InputError';
    constructor(problems) {
        const message = problems.length === 1 ? `Bad input: ${problems[0]}` : `${problems.length} bad inputs: ${problems.join(' ')}`;
        super(message, { problems });
    }
}
function joinErrors(errors) {
    const other = errors.find((error) => !(error instanceof InputError));
    return other ?? new InputError(errors.flatMap((error) => error.problems));
}
class CancelledError extends StepError {
    name = 'CancelledError';
    constructor(signal) {
        super(`The step was cancelled (${signal}) before there was a verdict.`, { outcome: 'cancelled' });
    }
}
class TimedOutError extends StepError {
    name = 'TimedOutError';
    constructor(message, remedy) {
        super(message, { outcome: 'timed-out', remedy });
    }
}
function messageOf(thrown) {
    if (!(thrown instanceof Error))
        return String(thrown);
    if (thrown.message !== '')
        return thrown.message;
    if (thrown instanceof AggregateError && thrown.errors.length > 0) {
        return [...new Set(thrown.errors.map(messageOf))].join('; ');
    }
    return thrown.cause === undefined ? codeOf(thrown) : messageOf(thrown.cause);
}
function codeOf(error) {
    return 'code' in error ? String(error.code) : error.name;
}
function toStepError(thrown, stop) {
    if (stop.reason instanceof StepError)
        return stop.reason;
    if (thrown instanceof StepError)
        return thrown;
    return new StepError(`This action failed by a fault of its own: ${messageOf(thrown)}`, {
        remedy: 'Please report it, with the log of a run in debug mode.',
        cause: thrown,
    });
}
function hasCode(error, ...codes) {
    return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}


/***/ }),

/***/ 3034:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  $c: () => (isForkEvent),
  dR: () => (readField),
  sg: () => (isUnmerged),
  tQ: () => (readVisibility)
});
function isForkEvent(payload) {
    const pull = readField(payload, 'pull_request');
    const head = readField(payload, 'pull_request', 'head', 'repo', 'full_name');
    const base = readField(payload, 'pull_request', 'base', 'repo', 'full_name');
    return pull !== undefined && head !== base;
}
const QUEUE = 'gh-readonly-queue/';
function isUnmerged(eventName, ref, payload) {
    if (ref.startsWith(`refs/heads/${QUEUE}`) || ref.startsWith('refs/pull/'))
        return true;
    const branch = readField(payload, 'workflow_run', 'head_branch');
    if (typeof branch === 'string' && branch.startsWith(QUEUE))
        return true;
    const names = [eventName, readField(payload, 'workflow_run', 'event')];
    if (names.some((name) => typeof name === 'string' && /^(?:pull_request|merge_group)/.test(name)))
        return true;
    if (payload === null && /^(?:workflow_run|issue_comment)$/.test(eventName))
        return true;
    return readField(payload, 'pull_request') != null || readField(payload, 'issue', 'pull_request') != null;
}
function readVisibility(payload) {
    try {
        const visibility = readField(payload, 'repository', 'visibility') ?? null;
        return reconcile(visibility, readField(payload, 'repository', 'private') ?? null);
    }
    catch {
        return 'unknown';
    }
}
function reconcile(visibility, isPrivate) {
    if (visibility === null && typeof isPrivate === 'boolean')
        return isPrivate ? 'private' : 'public';
    if (visibility !== 'public' && visibility !== 'private' && visibility !== 'internal')
        return 'unknown';
    return isPrivate === null || isPrivate === (visibility !== 'public') ? visibility : 'unknown';
}
function readField(value, ...names) {
    let inner = value;
    for (const name of names) {
        if (typeof inner !== 'object' || inner === null)
            return undefined;
        inner = inner[name];
    }
    return inner;
}


/***/ }),

/***/ 6419:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  Dl: () => (isSameFile),
  dN: () => (realPathOf),
  io: () => (readBytes),
  yR: () => (readText)
});
var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3916);



const SMALLEST_CHUNK = 2 ** 12;
const LARGEST_CHUNK = 2 ** 18;
const readText = (path, mostBytes) => {
    const read = readBytes(path, mostBytes);
    return read.kind === 'bytes' ? { kind: 'text', text: read.bytes.toString('utf8') } : read;
};
function readBytes(path, mostBytes) {
    try {
        const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path);
        if (!stats.isFile())
            return { kind: 'problem', problem: 'is not a file.' };
        const bytes = readUpTo(path, stats.size, mostBytes);
        if (bytes === null)
            return { kind: 'problem', problem: `is larger than ${mostBytes} bytes.` };
        return { kind: 'bytes', bytes };
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.up)(error, 'ENOENT', 'ENOTDIR'))
            return { kind: 'missing' };
        return { kind: 'problem', problem: `can't be read: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__.bD)(error)}.` };
    }
}
function readUpTo(path, expected, mostBytes) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK ?? 0));
    try {
        const chunks = [];
        const chunk = Buffer.allocUnsafe(Math.min(Math.max(expected + 1, SMALLEST_CHUNK), LARGEST_CHUNK));
        let size = 0;
        for (;;) {
            const read = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(file, chunk);
            if (read === 0)
                return Buffer.concat(chunks);
            size += read;
            if (size > mostBytes)
                return null;
            chunks.push(Buffer.from(chunk.subarray(0, read)));
        }
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
function isSameFile(a, b) {
    return realPathOf(a) === realPathOf(b);
}
function realPathOf(path) {
    try {
        return node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync.native(path);
    }
    catch {
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
        return parent === path ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(realPathOf(parent), path.slice(parent.length).replace(/^[\\/]/, ''));
    }
}


/***/ }),

/***/ 7388:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  D7: () => (joinVisible),
  HK: () => (toProse),
  Mr: () => (isVisibleAscii),
  N3: () => (toCodeLine),
  Xt: () => (toCode),
  ZQ: () => (toLogText),
  bo: () => (toPlainText),
  l6: () => (toMarkdown),
  mU: () => (neutralizeLog),
  oU: () => (toCodeBlock),
  tC: () => (DEFAULT_TEXT_LENGTH)
});
/* unused harmony export DEFAULT_CODE_LENGTH */
const DEFAULT_TEXT_LENGTH = 500;
const DEFAULT_CODE_LENGTH = 200;
const ANSI = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]/g;
const BLANKS = /[\t\n\v\f\r\x85\p{Z}]+/gu;
const INVISIBLE = /(?![\t\n\v\f\r\x85])[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;
function isVisibleAscii(text) {
    return /^[\x21-\x7e]+$/.test(text);
}
const PLAIN = /^[\x20-\x7e]*$/;
const WEIGHTLESS = String.raw `\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}`;
const OLD_COMMAND = new RegExp(String.raw `#([${WEIGHTLESS}]*)\[`, 'gu');
const FIRST_COLON = new RegExp(String.raw `^([\s${WEIGHTLESS}]*):`, 'u');
const FIRST_BRACKET = new RegExp(String.raw `^([${WEIGHTLESS}]*)\[`, 'u');
const LAST_HASH = new RegExp(`#[${WEIGHTLESS}]*$`, 'u');
function toLogText(text, maxLength = DEFAULT_TEXT_LENGTH) {
    const inert = cleanLine(text, maxLength)
        .replace(OLD_COMMAND, '#$1\\[')
        .replace(FIRST_COLON, '$1\\:')
        .replace(FIRST_BRACKET, '$1\\[')
        .replace(LAST_HASH, '$&\\');
    return cut(inert, maxLength);
}
function joinVisible(text) {
    if (PLAIN.test(text))
        return text;
    return text.toWellFormed().replace(ANSI, '').replace(INVISIBLE, '');
}
function toPlainText(text, maxLength = DEFAULT_CODE_LENGTH) {
    return cut(cleanLine(text, maxLength), maxLength);
}
function neutralizeLog(text) {
    return text.replace(/\r\n?/g, '\n').split('\n').map(neutralizeLine).join('\n');
}
function neutralizeLine(line) {
    return line
        .toWellFormed()
        .replace(ANSI, '')
        .replaceAll('\t', ' ')
        .replace(/[\p{Cc}\p{Bidi_Control}]/gu, '')
        .replace(OLD_COMMAND, '#$1\\[')
        .replace(FIRST_COLON, '$1\\:');
}
function toMarkdown(text, maxLength = DEFAULT_TEXT_LENGTH) {
    return escapeMarkdown(cut(cleanLine(text, maxLength), maxLength), SPECIAL_IN_PROSE)
        .replace(/^[-+=:]/, (mark) => `&#${mark.charCodeAt(0)};`)
        .replace(/^(\d+)\./, '$1&#46;');
}
function toProse(text, maxLength = DEFAULT_TEXT_LENGTH) {
    return toMarkdown(text, maxLength).replace(/&#96;(.{1,200}?)&#96;/g, '<code>$1</code>');
}
function toCode(text, maxLength = DEFAULT_CODE_LENGTH) {
    const line = cut(cleanLine(text, maxLength), maxLength);
    return line === '' ? '' : `<code>${escapeMarkdown(line, SPECIAL_IN_CODE)}</code>`;
}
function toCodeLine(line) {
    if (/^[\t\x20-\x7e]*$/.test(line) && !line.includes('#'))
        return line;
    return line
        .toWellFormed()
        .replace(INVISIBLE, nameCharacter)
        .replace(/(?! )[\n\v\f\r\x85\u2800\p{Z}]/gu, nameCharacter)
        .replace(OLD_COMMAND, '#$1\\[');
}
function nameCharacter(character) {
    return `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`;
}
function toCodeBlock(code, language) {
    let longest = 2;
    for (const [ticks] of code.matchAll(/`{3,}/g))
        longest = Math.max(longest, ticks.length);
    const fence = '`'.repeat(longest + 1);
    return `${fence}${language}\n${code}${fence}\n`;
}
function cleanLine(text, maxLength) {
    const front = text.slice(0, maxLength * 8);
    const visible = PLAIN.test(front) ? front : joinVisible(front).replace(BLANKS, ' ');
    const line = visible.replace(/ {2,}/g, ' ').trim();
    return front.length < text.length ? `${line}…` : line;
}
function cut(text, maxLength) {
    const limit = Math.max(1, Math.floor(maxLength));
    if (text.length <= limit)
        return text;
    let kept = '';
    let count = 0;
    for (const character of text) {
        count += 1;
        if (count < limit)
            kept += character;
        else if (count > limit)
            return `${kept.trimEnd()}…`;
    }
    return text;
}
const MARKUP = /[&<>|`*~\\[\]()!#@$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/;
const ADDRESS = /:(?=\/\/)|www(?=\.)/;
const REFERENCE = /:(?=[\w+-]+:)|(?<=[A-Za-z])-(?=\d)|(?<![A-Za-z0-9])[0-9A-Fa-f]{7,}(?![A-Za-z0-9])/;
const SPECIAL_IN_CODE = new RegExp(`${MARKUP.source}|${ADDRESS.source}`, 'gi');
const SPECIAL_IN_PROSE = new RegExp(`${SPECIAL_IN_CODE.source}|${REFERENCE.source}`, 'gi');
function escapeMarkdown(line, special) {
    return line.replace(special, (found) => {
        if (found === '&')
            return '&amp;';
        if (found === '<')
            return '&lt;';
        if (found === '>')
            return '&gt;';
        if (found === '$')
            return '<span>&#36;</span>';
        if (found === '@' || found === '#')
            return `&#${found.charCodeAt(0)};<wbr>`;
        if (found === ':' || found === '-' || found.toLowerCase() === 'www')
            return `${found}<wbr>`;
        if (found.length > 1)
            return found.replace(/.{6}(?=.)/g, '$&<wbr>');
        return `&#${found.charCodeAt(0)};`;
    });
}


/***/ }),

/***/ 8488:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  B4: () => (formatCount),
  HV: () => (UNKNOWN),
  Vq: () => (countNouns),
  a3: () => (formatDuration),
  bH: () => (joinSome),
  eD: () => (formatChange)
});
const UNKNOWN = 'unknown';
function formatCount(count) {
    return count === null ? UNKNOWN : String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
function formatChange(change) {
    const sign = change > 0 ? '+' : change < 0 ? '−' : '';
    return sign + formatCount(Math.abs(change));
}
function countNouns(count, singular, plural = `${singular}s`) {
    return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}
function joinSome(items, total, separator = ', ') {
    const list = items.join(separator);
    return total > items.length ? `${list} and ${formatCount(total - items.length)} more` : list;
}
function formatDuration(seconds) {
    if (seconds === null)
        return UNKNOWN;
    const whole = Math.round(seconds);
    if (whole < 1)
        return 'under 1 s';
    if (whole < 60)
        return `${whole} s`;
    if (whole < 3600)
        return joinUnits(Math.floor(whole / 60), 'min', whole % 60, 's');
    const minutes = Math.round(whole / 60);
    return joinUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}
function joinUnits(large, largeUnit, small, smallUnit) {
    return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}


/***/ }),

/***/ 6590:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  BK: () => (renderLink),
  C5: () => (MARKDOWN_CHARS),
  Dh: () => (takeWithin),
  PL: () => (renderDetails),
  R$: () => (SUMMARY_BYTES),
  bo: () => (renderTable),
  dp: () => (byteLength),
  i5: () => (renderRunLink),
  jE: () => (renderRest)
});
var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7388);
var _format_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8488);


const SUMMARY_BYTES = 900 * 1024;
const MARKDOWN_CHARS = 60_000;
function byteLength(text) {
    return Buffer.byteLength(text, 'utf8');
}
function takeWithin(items, render, maxBytes) {
    const kept = [];
    let room = maxBytes;
    for (const item of items) {
        const block = render(item);
        room -= byteLength(block);
        if (room < 0)
            break;
        kept.push(block);
    }
    return { text: kept.join(''), taken: kept.length };
}
function renderTable(header, items, renderCells, maxBytes = Number.POSITIVE_INFINITY) {
    const head = renderRow(header) + renderRow(header.map((title) => (isCount(title) ? '--:' : '---')));
    const rows = takeWithin(items, (item) => renderRow(renderCells(item)), maxBytes - head.length);
    return rows.taken === 0 ? rows : { text: head + rows.text, taken: rows.taken };
}
function renderRow(cells) {
    return `| ${cells.join(' | ')} |\n`;
}
function isCount(title) {
    return COUNT_TITLES.has(title.replace(/ \(.*\)$/, ''));
}
const COUNT_TITLES = new Set([
    'Found',
    'Found now',
    'Would find',
    'New',
    'Of these gating',
    'Gone',
    'Same',
    'Change',
    'Gating',
    'Known',
    'Waived',
    'Covers',
    'Below threshold',
    'Out of scope',
    'Limit',
    'Rows',
    'Tables',
    'Errors',
]);
function renderDetails(summary, body) {
    return `<details>\n<summary>${summary}</summary>\n\n${body.trim()}\n\n</details>\n`;
}
function renderRest(count, singular, plural = `${singular}s`) {
    return count > 0 ? `\n… and ${(0,_format_js__WEBPACK_IMPORTED_MODULE_1__.Vq)(count, `more ${singular}`, `more ${plural}`)}.\n` : '';
}
function renderRunLink(url) {
    return url === null ? '' : `\n${renderLink('This run', url)}\n`;
}
function renderLink(words, url) {
    return /^https?:\/\/[\w.:-]+(?:\/[\w.~%+-]+)*\/?(?:#[\w-]+)?$/.test(url)
        ? `[${words}](${url})`
        : `${words}: ${(0,_escape_js__WEBPACK_IMPORTED_MODULE_0__.Xt)(url, 500)}`;
}


/***/ }),

/***/ 8328:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.d(__webpack_exports__, {
  EN: () => (createScrub),
  Zk: () => (scrubShown),
  gA: () => (parseScrubbed)
});
var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7388);

const SHORTEST_ENCODED = 8;
const ESC = String.raw `(?:\x1b|\\u001[bB])`;
const CONTROL = String.raw `(?:${ESC}\[|\x9b|\\u009[bB])[0-?]{0,20}[ -/]{0,4}[@-~]`;
const TITLE = String.raw `${ESC}\][^\x07\x1b\\]{0,100}(?:\x07|\\u0007|${ESC}(?:\\){1,2})`;
const OTHER = `${ESC}[ -/]{0,4}[0-~]`;
const UNSEEN = String.raw `${CONTROL}|${TITLE}|${OTHER}|[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]|\\u[0-9a-fA-F]{4}|\\[bfnrt]`;
const SIGNS_AT_FIRST = 6;
const MOST_UNSEEN = 8;
const GAP = `(?:${UNSEEN}){0,${MOST_UNSEEN}}?`;
const ENCODED_GAP = `(?:${UNSEEN}| |%0[aAdD]){0,${MOST_UNSEEN}}?`;
const HEX_GAP = `(?:${UNSEEN}|[ :-]|%0[aAdD]){0,${MOST_UNSEEN}}?`;
function createScrub(secret) {
    if (secret === '')
        return (text) => text;
    const beginning = new RegExp(patternOfSecret(secret, SIGNS_AT_FIRST), 'u');
    let whole;
    return (text) => {
        if (!beginning.test(text))
            return text;
        whole ??= new RegExp(patternOfSecret(secret), 'gu');
        return text.replace(whole, '***');
    };
}
function patternOfSecret(secret, most) {
    const plain = { signs: [...secret].map(patternOfSign), gap: GAP };
    const forms = [...formsOfHexDigits(secret), ...formsOfBase64(secret), plain];
    return forms.map((form) => joinSigns(form, most)).join('|');
}
function joinSigns({ signs, gap, tail = [] }, most = signs.length) {
    const [first = '', second, ...rest] = signs.slice(0, most);
    const joined = second === undefined ? [first] : [`${first}(?=${second}|[^!-~]|[%\\\\])`, second, ...rest];
    const end = tail.length === 0 || most < signs.length ? '' : `(?:${gap}${tail.join(gap)})?`;
    return joined.join(gap) + end;
}
function patternOfSign(sign) {
    if (/[A-Za-z0-9]/.test(sign))
        return `(?:${sign}|%(?:25)?${patternOfHex(sign.charCodeAt(0), 2)})`;
    const percent = [...Buffer.from(sign)].map((byte) => `%(?:25)?${patternOfHex(byte, 2)}`).join('');
    const units = Array.from({ length: sign.length }, (_, at) => sign.charCodeAt(at));
    const escapes = units.map((unit) => String.raw `\\{1,2}u${patternOfHex(unit, 4)}`).join('');
    return String.raw `(?:\\{0,3}\u{${codeOf(sign)}}|${percent}|${escapes})`;
}
function codeOf(sign) {
    return (sign.codePointAt(0) ?? 0).toString(16);
}
function patternOfHex(number, length) {
    return [...number.toString(16).padStart(length, '0')].map(patternOfHexDigit).join('');
}
function patternOfHexDigit(digit) {
    return /[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit;
}
function formsOfHexDigits(secret) {
    const bytes = [...Buffer.from(secret)];
    if (bytes.length * 2 < SHORTEST_ENCODED)
        return [];
    const signs = bytes.flatMap((byte) => [...byte.toString(16).padStart(2, '0')].map(patternOfHexDigit));
    return [{ signs, gap: HEX_GAP }];
}
function formsOfBase64(secret) {
    const bytes = Buffer.from(secret);
    return [0, 1, 2].flatMap((skipped) => {
        const groups = bytes.subarray(skipped, bytes.length - ((bytes.length - skipped) % 3)).toString('base64');
        if (groups.length < SHORTEST_ENCODED)
            return [];
        const tail = skipped === 0 ? bytes.toString('base64').slice(groups.length) : '';
        return [
            { signs: [...groups].map(patternOfBase64Sign), gap: ENCODED_GAP, tail: [...tail].map(patternOfBase64Sign) },
        ];
    });
}
function patternOfBase64Sign(sign) {
    if (sign === '+')
        return `(?:-|${patternOfSign(sign)})`;
    return sign === '/' ? `(?:_|${patternOfSign(sign)})` : patternOfSign(sign);
}
function scrubShown(text, scrub) {
    const visible = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__.D7)(text);
    return visible === text || scrub(visible) === visible ? scrub(text) : scrub(visible);
}
function parseScrubbed(text, scrub, parse = (text) => JSON.parse(text)) {
    const body = parse(scrub(text.replace(/^\ufeff/, '')));
    return text.includes('\\') ? parse(scrub(JSON.stringify(body))) : body;
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = require("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = require("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = require("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = require("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = require("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = require("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = require("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = require("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = require("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = require("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = require("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = require("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = require("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = require("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = require("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = require("node:fs");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = require("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = require("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = require("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = require("node:path");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = require("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = require("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = require("node:stream");

/***/ }),

/***/ 6466:
/***/ ((module) => {

module.exports = require("node:stream/promises");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = require("node:timers/promises");

/***/ }),

/***/ 9311:
/***/ ((module) => {

module.exports = require("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = require("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = require("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = require("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = require("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = require("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = require("os");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = require("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = require("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = require("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = require("util");

/***/ })

/******/ 	});
/************************************************************************/
/******/ 	// The module cache
/******/ 	var __webpack_module_cache__ = {};
/******/ 	
/******/ 	// The require function
/******/ 	function __nccwpck_require__(moduleId) {
/******/ 		// Check if module is in cache
/******/ 		var cachedModule = __webpack_module_cache__[moduleId];
/******/ 		if (cachedModule !== undefined) {
/******/ 			return cachedModule.exports;
/******/ 		}
/******/ 		// Create a new module (and put it into the cache)
/******/ 		var module = __webpack_module_cache__[moduleId] = {
/******/ 			// no module.id needed
/******/ 			// no module.loaded needed
/******/ 			exports: {}
/******/ 		};
/******/ 	
/******/ 		// Execute the module function
/******/ 		var threw = true;
/******/ 		try {
/******/ 			__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 			threw = false;
/******/ 		} finally {
/******/ 			if(threw) delete __webpack_module_cache__[moduleId];
/******/ 		}
/******/ 	
/******/ 		// Return the exports of the module
/******/ 		return module.exports;
/******/ 	}
/******/ 	
/******/ 	// expose the modules object (__webpack_modules__)
/******/ 	__nccwpck_require__.m = __webpack_modules__;
/******/ 	
/************************************************************************/
/******/ 	/* webpack/runtime/asset-relocator-loader */
/******/ 	if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = __dirname + "/";
/******/ 	
/******/ 	/* webpack/runtime/compat get default export */
/******/ 	(() => {
/******/ 		// getDefaultExport function for compatibility with non-harmony modules
/******/ 		__nccwpck_require__.n = (module) => {
/******/ 			var getter = module && module.__esModule ?
/******/ 				() => (module['default']) :
/******/ 				() => (module);
/******/ 			__nccwpck_require__.d(getter, { a: getter });
/******/ 			return getter;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/create fake namespace object */
/******/ 	(() => {
/******/ 		var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 		var leafPrototypes;
/******/ 		// create a fake namespace object
/******/ 		// mode & 1: value is a module id, require it
/******/ 		// mode & 2: merge all properties of value into the ns
/******/ 		// mode & 4: return value when already ns object
/******/ 		// mode & 16: return value when it's Promise-like
/******/ 		// mode & 8|1: behave like require
/******/ 		__nccwpck_require__.t = function(value, mode) {
/******/ 			if(mode & 1) value = this(value);
/******/ 			if(mode & 8) return value;
/******/ 			if(typeof value === 'object' && value) {
/******/ 				if((mode & 4) && value.__esModule) return value;
/******/ 				if((mode & 16) && typeof value.then === 'function') return value;
/******/ 			}
/******/ 			var ns = Object.create(null);
/******/ 			__nccwpck_require__.r(ns);
/******/ 			var def = {};
/******/ 			leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 			for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 				Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 			}
/******/ 			def['default'] = () => (value);
/******/ 			__nccwpck_require__.d(ns, def);
/******/ 			return ns;
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/define property getters */
/******/ 	(() => {
/******/ 		// define getter functions for harmony exports
/******/ 		__nccwpck_require__.d = (exports, definition) => {
/******/ 			for(var key in definition) {
/******/ 				if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 					Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 				}
/******/ 			}
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/ensure chunk */
/******/ 	(() => {
/******/ 		__nccwpck_require__.f = {};
/******/ 		// This file contains only the entry chunk.
/******/ 		// The chunk loading function for additional chunks
/******/ 		__nccwpck_require__.e = (chunkId) => {
/******/ 			return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 				__nccwpck_require__.f[key](chunkId, promises);
/******/ 				return promises;
/******/ 			}, []));
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/get javascript chunk filename */
/******/ 	(() => {
/******/ 		// This function allow to reference async chunks
/******/ 		__nccwpck_require__.u = (chunkId) => {
/******/ 			// return url for filenames based on template
/******/ 			return "" + chunkId + ".index.js";
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/hasOwnProperty shorthand */
/******/ 	(() => {
/******/ 		__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/make namespace object */
/******/ 	(() => {
/******/ 		// define __esModule on exports
/******/ 		__nccwpck_require__.r = (exports) => {
/******/ 			if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 				Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 			}
/******/ 			Object.defineProperty(exports, '__esModule', { value: true });
/******/ 		};
/******/ 	})();
/******/ 	
/******/ 	/* webpack/runtime/require chunk loading */
/******/ 	(() => {
/******/ 		// no baseURI
/******/ 		
/******/ 		// object to store loaded chunks
/******/ 		// "1" means "loaded", otherwise not loaded yet
/******/ 		var installedChunks = {
/******/ 			8792: 1
/******/ 		};
/******/ 		
/******/ 		// no on chunks loaded
/******/ 		
/******/ 		var installChunk = (chunk) => {
/******/ 			var moreModules = chunk.modules, chunkIds = chunk.ids, runtime = chunk.runtime;
/******/ 			for(var moduleId in moreModules) {
/******/ 				if(__nccwpck_require__.o(moreModules, moduleId)) {
/******/ 					__nccwpck_require__.m[moduleId] = moreModules[moduleId];
/******/ 				}
/******/ 			}
/******/ 			if(runtime) runtime(__nccwpck_require__);
/******/ 			for(var i = 0; i < chunkIds.length; i++)
/******/ 				installedChunks[chunkIds[i]] = 1;
/******/ 		
/******/ 		};
/******/ 		
/******/ 		// require() chunk loading for javascript
/******/ 		__nccwpck_require__.f.require = (chunkId, promises) => {
/******/ 			// "1" is the signal for "already loaded"
/******/ 			if(!installedChunks[chunkId]) {
/******/ 				if(true) { // all chunks have JS
/******/ 					installChunk(require("./" + __nccwpck_require__.u(chunkId)));
/******/ 				} else installedChunks[chunkId] = 1;
/******/ 			}
/******/ 		};
/******/ 		
/******/ 		// no external install chunk
/******/ 		
/******/ 		// no HMR
/******/ 		
/******/ 		// no HMR manifest
/******/ 	})();
/******/ 	
/************************************************************************/
var __webpack_exports__ = {};
// ESM COMPAT FLAG
__nccwpck_require__.r(__webpack_exports__);

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  POSTS: () => (POSTS),
  startPost: () => (startPost),
  startStep: () => (startStep)
});

;// CONCATENATED MODULE: ./src/runner/environment.ts
function settleEnvironment(environment = process.env) {
    return [...keepCertificateChecks(environment), ...settleBypass(environment)];
}
function* keepCertificateChecks(environment) {
    const isOff = environment['NODE_TLS_REJECT_UNAUTHORIZED'] === '0';
    delete environment['NODE_TLS_REJECT_UNAUTHORIZED'];
    if (!isOff)
        return;
    yield '`NODE_TLS_REJECT_UNAUTHORIZED` has no effect here: certificates are always checked. For a CA of your own set `NODE_EXTRA_CA_CERTS`.';
}
const BYPASS = ['no_proxy', 'NO_PROXY'];
const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
function* settleBypass(environment) {
    let hasRange = false;
    for (const name of BYPASS) {
        const value = environment[name];
        if (!value)
            continue;
        const items = value.split(',').map((item) => item.trim());
        environment[name] = items.map((item) => item.replace(/^\*(?=\.)/, '')).join(',');
        hasRange ||= items.some((item) => /^[\da-f.:[\]]+\/\d+$/i.test(item));
    }
    if (!hasRange || !PROXIES.some((name) => environment[name]))
        return;
    yield '`NO_PROXY` holds ranges of addresses, such as 10.0.0.0/8, which have no effect here: name hosts or domains.';
}

// EXTERNAL MODULE: ./src/clock.ts
var clock = __nccwpck_require__(9373);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
;// CONCATENATED MODULE: ./src/runner/lifecycle.ts


const CANCELLATIONS = ['SIGINT', 'SIGTERM', 'SIGBREAK', 'SIGHUP'];
const TIME_TO_CANCEL_MS = 6_000;
const TIME_TO_EXIT_MS = 1_000;
function exitSoon() {
    setTimeout(() => process.exit(), TIME_TO_EXIT_MS).unref();
}
function startLifecycle(runner, { title, result }) {
    process.exitCode = 1;
    const stop = new AbortController();
    let stoppedAt = null;
    let isConcluded = false;
    let isBroken = false;
    function fail(error) {
        if (isConcluded) {
            runner.warn(`after the ${result} something failed, which does not change it: ${(0,errors/* messageOf */.bD)(error)}`);
        }
        else {
            isConcluded = true;
            process.exitCode = 1;
            const outcome = error instanceof errors/* StepError */.zg ? error.outcome : 'error';
            const remedy = error instanceof errors/* StepError */.zg ? error.remedy : 'Please report it.';
            const message = `The step has no ${result}: ${(0,errors/* messageOf */.bD)(error)} ${remedy ?? ''}`.trim();
            runner.annotate({ level: 'error', title: `${title}: ${outcome}`, message });
            trySetOutcome(outcome);
        }
        exitSoon();
    }
    function trySetOutcome(outcome) {
        try {
            runner.setOutput('outcome', outcome);
        }
        catch {
        }
    }
    function halt(reason) {
        stoppedAt ??= clock/* systemClock */.m.uptime();
        stop.abort(reason);
        setTimeout(() => fail(reason), TIME_TO_CANCEL_MS + TIME_TO_EXIT_MS).unref();
    }
    function crash(error) {
        if (isConcluded) {
            fail(error);
            return;
        }
        isBroken = true;
        halt(new errors/* StepError */.zg(`This action failed by a fault of its own: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error }));
    }
    for (const signal of CANCELLATIONS)
        process.on(signal, () => halt(new errors/* CancelledError */.cc(signal)));
    process.on('uncaughtException', crash);
    process.on('unhandledRejection', crash);
    process.on('exit', () => {
        if (!isConcluded)
            fail(new Error('the step stopped before it reached one.'));
    });
    return {
        stop: stop.signal,
        lastMoment: () => (stoppedAt === null ? null : stoppedAt + TIME_TO_CANCEL_MS),
        conclude(green) {
            isConcluded = true;
            process.exitCode = green && !isBroken ? 0 : 1;
        },
        settle: exitSoon,
        fail,
    };
}

;// CONCATENATED MODULE: ./src/runner/node-version.ts

const NEEDED_NODE = 24;
function checkNodeVersion(version = process.versions.node) {
    if (Number.parseInt(version, 10) >= NEEDED_NODE)
        return;
    throw new errors/* StepError */.zg(`This action needs Node.js ${NEEDED_NODE} or newer, and runs on ${version}.`, {
        remedy: `Update the runner; for act, put Node.js ${NEEDED_NODE} first in PATH.`,
    });
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = require("node:os");
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __nccwpck_require__(7388);
// EXTERNAL MODULE: ./src/text/markdown.ts
var text_markdown = __nccwpck_require__(6590);
// EXTERNAL MODULE: ./src/text/scrub.ts
var text_scrub = __nccwpck_require__(8328);
;// CONCATENATED MODULE: ./src/runner/append-text.ts


const FLAGS = external_node_fs_.constants.O_WRONLY | external_node_fs_.constants.O_APPEND | (external_node_fs_.constants.O_NONBLOCK ?? 0);
function appendText(path, text, mayCreate = false) {
    const file = append_text_open(path, mayCreate ? FLAGS | external_node_fs_.constants.O_CREAT : FLAGS);
    try {
        (0,external_node_fs_.writeFileSync)(file, text);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
function append_text_open(path, flags) {
    try {
        return (0,external_node_fs_.openSync)(path, flags);
    }
    catch (error) {
        if ((0,errors/* hasCode */.up)(error, 'ENXIO'))
            throw new Error('it is a pipe that nobody reads', { cause: error });
        throw error;
    }
}

// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = require("crypto");
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!fs.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    fs.appendFileSync(filePath, `${toCommandValue(message)}${os.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_.EOL}${convertedValue}${external_os_.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: ./src/runner/commands.ts





function getInput(name) {
    return (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}
const INPUT = 'INPUT_';
function listInputs() {
    return Object.entries(process.env).flatMap(([name, value = '']) => name.startsWith(INPUT) && value.trim() !== '' ? [name.slice(INPUT.length).toLowerCase()] : []);
}
function getState(name) {
    return process.env[`STATE_${name}`] ?? '';
}
function setSecret(secret) {
    issueCommand('add-mask', {}, secret);
}
function info(message) {
    process.stdout.write(message + external_node_os_namespaceObject.EOL);
}
function debug(message) {
    issueCommand('debug', {}, message);
}
function startGroup(title) {
    issue('group', title);
}
function endGroup() {
    issue('endgroup');
}
function annotate(level, message, properties) {
    issueCommand(level, toCommandProperties(properties), message);
}
function setOutput(name, value) {
    sendValue('OUTPUT', 'set-output', name, value);
}
function saveState(name, value) {
    sendValue('STATE', 'save-state', name, value);
}
function sendValue(file, command, name, value) {
    const path = process.env[`GITHUB_${file}`];
    if (path)
        appendText(path, `${prepareKeyValueMessage(name, value)}${external_node_os_namespaceObject.EOL}`);
    else
        issueCommand(command, { name }, value);
}

// EXTERNAL MODULE: ./src/runner/event.ts
var runner_event = __nccwpck_require__(3034);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __nccwpck_require__(6419);
;// CONCATENATED MODULE: ./src/runner/runner.ts









const LINE_LENGTH = 1_000;
const LINES_IN_GROUP = 200;
function createRunner() {
    let scrub = (text) => text;
    let hide = (text) => text;
    const scrubText = (text) => (0,text_scrub/* scrubShown */.Zk)(text, scrub);
    function addSecret(secret) {
        const [earlier, own] = [scrub, (0,text_scrub/* createScrub */.EN)(secret)];
        scrub = (text) => own(earlier(text));
    }
    const harmless = (text) => (0,text_escape/* neutralizeLog */.mU)(hide(scrub(text)));
    const tell = (line) => info(harmless((0,text_escape/* toLogText */.ZQ)(hide(scrub(line)), LINE_LENGTH)));
    return {
        getInput: (name) => getInput(name),
        listInputs: () => listInputs(),
        protect(secret) {
            if (secret === '')
                return;
            setSecret(secret);
            addSecret(secret);
        },
        hideSecret: addSecret,
        hideNames(redact) {
            hide = redact;
        },
        scrub: scrubText,
        scrubData: (data) => JSON.parse(scrub(JSON.stringify(data)), (_, value) => (typeof value === 'string' ? scrubText(value) : value)),
        info: (text) => info(harmless(text)),
        tell,
        warn: (line) => tell(`Warning: ${line}`),
        group(title, lines) {
            startGroup(harmless(title));
            for (const line of lines.slice(0, LINES_IN_GROUP))
                info(harmless(line));
            if (lines.length > LINES_IN_GROUP)
                info(`… and ${lines.length - LINES_IN_GROUP} more`);
            endGroup();
        },
        debug: (text) => debug(harmless(text)),
        annotate: ({ level, title, message, file, line, column }) => annotate(level, harmless(message), {
            title: harmless(title),
            ...(file === undefined ? {} : { file: scrub(file) }),
            ...(line === undefined ? {} : { startLine: line }),
            ...(column === undefined ? {} : { startColumn: column }),
        }),
        setOutput: (name, value) => writeWhole(process.env['GITHUB_OUTPUT'], () => setOutput(name, scrub(value))),
        saveState: (name, value) => writeWhole(process.env['GITHUB_STATE'], () => saveState(name, scrub(value))),
        getState: (name) => getState(name),
        async writeSummary(markdown) {
            const text = scrub(markdown);
            if ((0,text_markdown/* byteLength */.dp)(text) > text_markdown/* SUMMARY_BYTES */.R$)
                throw new Error(`it has ${(0,text_markdown/* byteLength */.dp)(text)} bytes; allowed: ${text_markdown/* SUMMARY_BYTES */.R$}`);
            const path = process.env['GITHUB_STEP_SUMMARY'];
            if (!path)
                throw new Error('the runner names no file for it in GITHUB_STEP_SUMMARY');
            appendText(path, text.endsWith('\n') ? text : `${text}\n`, true);
        },
        readEvent: () => ({
            eventName: process.env['GITHUB_EVENT_NAME'] ?? '',
            actor: process.env['GITHUB_ACTOR'] ?? '',
            isFork: (0,runner_event/* isForkEvent */.$c)(readPayload()),
        }),
        readPayload,
        isUnmerged: () => (0,runner_event/* isUnmerged */.sg)(process.env['GITHUB_EVENT_NAME'] ?? '', process.env['GITHUB_REF'] ?? '', readPayload()),
        folders: () => ({
            workspace: process.env['GITHUB_WORKSPACE'] || process.cwd(),
            temp: process.env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)(),
        }),
        identity: () => ({
            run: process.env['GITHUB_RUN_ID'] ?? '',
            attempt: process.env['GITHUB_RUN_ATTEMPT'] ?? '',
            job: process.env['GITHUB_JOB'] ?? '',
            step: process.env['GITHUB_ACTION'] ?? '',
        }),
        commentPlace: () => ({
            apiUrl: process.env['GITHUB_API_URL'] ?? '',
            graphqlUrl: process.env['GITHUB_GRAPHQL_URL'] ?? '',
            eventName: process.env['GITHUB_EVENT_NAME'] ?? '',
            workflow: process.env['GITHUB_WORKFLOW_REF'] ?? '',
            job: process.env['GITHUB_JOB'] ?? '',
            step: process.env['GITHUB_ACTION'] ?? '',
            run: { id: Number(process.env['GITHUB_RUN_ID'] ?? 0), attempt: Number(process.env['GITHUB_RUN_ATTEMPT'] ?? 0) },
        }),
        context: (now) => {
            const repository = process.env['GITHUB_REPOSITORY'] || null;
            const [server, run] = [process.env['GITHUB_SERVER_URL'], process.env['GITHUB_RUN_ID']];
            return {
                repository,
                sha: process.env['GITHUB_SHA'] || null,
                workflowRef: process.env['GITHUB_WORKFLOW_REF'] || null,
                runUrl: repository && server && run ? `${server}/${repository}/actions/runs/${run}` : null,
                docsUrl: findDocs(server, process.env['GITHUB_ACTION_REPOSITORY'], process.env['GITHUB_ACTION_REF']),
                now,
            };
        },
    };
}
const GITHUB = 'https://github.com';
const SEGMENT = '(?!\\.{1,2}(?:/|$))[\\w.-]+';
const REPOSITORY = new RegExp(`^${SEGMENT}/${SEGMENT}$`);
const REF = new RegExp(`^${SEGMENT}(?:/${SEGMENT})*$`);
function findDocs(server = '', repository = '', ref = '') {
    const isKnown = server.replace(/\/$/, '') === GITHUB && REPOSITORY.test(repository) && REF.test(ref);
    return isKnown ? `${GITHUB}/${repository}/blob/${ref}/docs` : null;
}
function writeWhole(path, write) {
    const size = path ? ((0,external_node_fs_.statSync)(path, { throwIfNoEntry: false })?.size ?? null) : null;
    try {
        write();
    }
    catch (error) {
        if (path && size !== null)
            takeBack(path, size);
        throw error;
    }
}
function takeBack(path, size) {
    try {
        (0,external_node_fs_.truncateSync)(path, size);
    }
    catch {
    }
}
const LARGEST_EVENT = 2 ** 26;
function readPayload() {
    try {
        const event = (0,read_file/* readText */.yR)(process.env['GITHUB_EVENT_PATH'] ?? '', LARGEST_EVENT);
        return event.kind === 'text' ? JSON.parse(event.text) : null;
    }
    catch {
        return null;
    }
}

// EXTERNAL MODULE: ./src/actions/gate/report/spool-folder.ts
var spool_folder = __nccwpck_require__(5502);
;// CONCATENATED MODULE: ./src/actions/gate/post.ts



async function post(runner, loadGate) {
    try {
        await cancelLeftRuns(runner, loadGate);
    }
    catch (error) {
        runner.warn(`the runs that the step left in progress could not be checked: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    removeRows(runner);
}
async function cancelLeftRuns(runner, loadGate) {
    runner.protect(runner.getInput('api-key').trim());
    const state = runner.getState('runs');
    if (state === '')
        return;
    const { cancelFromPost } = await (await loadGate()).loadCancellation();
    await cancelFromPost(state, runner, clock/* systemClock */.m);
}
function removeRows(runner) {
    try {
        (0,spool_folder/* removeSpool */.E)(runner.getState('spool'));
    }
    catch (error) {
        runner.warn(`the violations that the step kept on disk could not be removed: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}

;// CONCATENATED MODULE: ./src/actions/steps.ts
const STEPS = {
    gate: { title: 'CloudQuery gate', result: 'verdict' },
    policies: { title: 'CloudQuery policies', result: 'result' },
    access: { title: 'CloudQuery access', result: 'result' },
    'audit-log': { title: 'CloudQuery audit log', result: 'result' },
};

;// CONCATENATED MODULE: ./src/actions/start.ts






const POSTS = {
    'gate-post': (runner) => post(runner, loadGate),
};
const loadGate = async () => (await Promise.all(/* import() */[__nccwpck_require__.e(8464), __nccwpck_require__.e(7603)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7603))).loadGate();
async function startStep(name) {
    const runner = createRunner();
    const lifecycle = startLifecycle(runner, STEPS[name]);
    for (const line of settleEnvironment())
        runner.info(line);
    await Promise.all(/* import() */[__nccwpck_require__.e(8464), __nccwpck_require__.e(7603)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7603))
        .then(({ STORIES }) => {
        checkNodeVersion();
        return STORIES[name](runner, lifecycle);
    })
        .then(lifecycle.settle, lifecycle.fail);
}
async function startPost(name) {
    settleEnvironment();
    await POSTS[name](createRunner());
    process.exitCode = 0;
    exitSoon();
}

module.exports = __webpack_exports__;
/******/ })()
;