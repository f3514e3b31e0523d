import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 3916:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   On: () => (/* binding */ TimedOutError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   ue: () => (/* binding */ GateError)
/* harmony export */ });
/* unused harmony exports InputError, joinErrors, CancelledError */
class GateError extends Error {
    name = 'GateError';
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
class InputError extends GateError {
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
class CancelledError extends GateError {
    name = 'CancelledError';
    constructor(signal) {
        super(`The step was cancelled (${signal}) before there was a verdict.`, { outcome: 'cancelled' });
    }
}
class TimedOutError extends GateError {
    name = 'TimedOutError';
    constructor(message, remedy) {
        super(message, { outcome: 'timed-out', remedy });
    }
}
function messageOf(thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
}


/***/ }),

/***/ 7388:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   ZQ: () => (/* binding */ toLogText),
/* harmony export */   i: () => (/* binding */ removeInvisible),
/* harmony export */   mU: () => (/* binding */ neutralizeLog)
/* harmony export */ });
/* unused harmony exports DEFAULT_TEXT_LENGTH, DEFAULT_CODE_LENGTH, toPlainText, toMarkdown, toProse, toCode */
const DEFAULT_TEXT_LENGTH = 500;
const DEFAULT_CODE_LENGTH = 200;
const ANSI = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]/g;
const BLANKS = /[\t\n\v\f\r\x85\p{Z}]+/gu;
const INVISIBLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\ufff9-\ufffb]/gu;
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
function removeInvisible(text) {
    if (PLAIN.test(text))
        return text;
    return text.replace(ANSI, '').replace(INVISIBLE, '');
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
function cleanLine(text, maxLength) {
    const front = text.slice(0, maxLength * 8);
    const visible = PLAIN.test(front)
        ? front
        : front.toWellFormed().replace(ANSI, '').replace(BLANKS, ' ').replace(INVISIBLE, '');
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

/***/ 8328:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ createScrub),
/* harmony export */   g: () => (/* binding */ parseScrubbed)
/* harmony export */ });
const SHORTEST_ENCODED = 8;
function createScrub(secret) {
    if (secret === '')
        return (text) => text;
    const forms = new Set([secret, JSON.stringify(secret).slice(1, -1), ...urlForms(secret)]);
    for (const form of base64Forms(secret))
        if (form.length >= SHORTEST_ENCODED)
            forms.add(form);
    const ordered = [...forms].sort((a, b) => b.length - a.length);
    return (text) => ordered.reduce((rest, form) => (rest.includes(form) ? rest.replaceAll(form, '***') : rest), text);
}
function* urlForms(secret) {
    const loose = encodeURIComponent(secret);
    const strict = loose.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    for (const form of [loose, strict]) {
        yield form;
        yield form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase());
        yield encodeURIComponent(form);
    }
}
function* base64Forms(secret) {
    const bytes = Buffer.from(secret);
    yield bytes.toString('base64');
    for (const skipped of [0, 1, 2]) {
        const whole = bytes.subarray(skipped);
        const text = whole.subarray(0, whole.length - (whole.length % 3)).toString('base64');
        yield text;
        yield text.replaceAll('+', '-').replaceAll('/', '_');
        yield encodeURIComponent(text);
    }
}
function parseScrubbed(text, scrub) {
    const body = JSON.parse(scrub(text.replace(/^\ufeff/, '')));
    return text.includes('\\') ? JSON.parse(scrub(JSON.stringify(body))) : body;
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __nccwpck_require__(8500);
;// CONCATENATED MODULE: ./src/clock.ts

const LONGEST_SLEEP = 2 ** 31 - 1;
const systemClock = {
    now: () => Date.now(),
    async sleep(milliseconds, signal) {
        signal.throwIfAborted();
        try {
            await (0,promises_.setTimeout)(Math.min(Math.max(0, milliseconds), LONGEST_SLEEP), undefined, { signal });
        }
        catch (error) {
            signal.throwIfAborted();
            throw error;
        }
    },
};

// EXTERNAL MODULE: ./src/errors.ts
var errors = __nccwpck_require__(3916);
;// CONCATENATED MODULE: ./src/inputs/platform-url.ts
const EXAMPLE = 'such as https://tenant.us.platform.cloudquery.io';
function parsePlatformUrl(value) {
    const problem = (text) => ({ kind: 'problem', problem: `\`platform-url\` ${text}` });
    if (value === '')
        return problem(`is missing: the address of your Platform, ${EXAMPLE}.`);
    if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) {
        return problem(`is no address that starts with https://, ${EXAMPLE}.`);
    }
    const url = new URL(value);
    if (url.username !== '' || url.password !== '') {
        return problem('holds credentials: remove them from the address, the key belongs into `api-key`.');
    }
    if (url.search !== '' || url.hash !== '' || /[?#]/.test(value)) {
        return problem('has a query or a fragment: give the address without what follows `?` or `#`.');
    }
    const host = url.hostname.toLowerCase().replace(/\.$/, '');
    if (host === 'api.cloudquery.io') {
        return problem(`is api.cloudquery.io, which is another API with other keys: give the address of your own Platform, ${EXAMPLE}.`);
    }
    if (url.protocol !== 'https:' && !isLoopback(host)) {
        return problem(`is ${url.origin}, and must start with https://: without TLS the key could be read on the way.`);
    }
    const path = url.pathname.replace(/\/+$/, '').replace(/\/api$/i, '');
    return { kind: 'url', baseUrl: `${url.origin}${path}/api` };
}
function isLoopback(host) {
    return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

;// CONCATENATED MODULE: ./src/runner/exit.ts
const TIME_TO_EXIT_MS = 1_000;
function exitSoon() {
    setTimeout(() => process.exit(), TIME_TO_EXIT_MS).unref();
}

;// CONCATENATED MODULE: external "node:fs"
const external_node_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");
;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: ./src/inputs/missing-key.ts
function describeMissingKey({ eventName, actor, isFork }) {
    const missing = '`api-key` is missing';
    if (eventName === 'pull_request' && isFork) {
        return `${missing}: GitHub gives no secrets to a pull request from a fork. Skip the step there (\`if: github.event.pull_request.head.repo.fork == false\`), or run the gate after the merge.`;
    }
    if (actor === 'dependabot[bot]') {
        return `${missing}: GitHub gives Dependabot its own secrets only. Add the key under Settings → Secrets → Dependabot, or skip the step for it.`;
    }
    return `${missing}: give it the secret that holds the Platform's API key, as \`\${{ secrets.CLOUDQUERY_API_KEY }}\`, and check that the secret exists where this job runs.`;
}
function isForkEvent(payload) {
    const pull = field(payload, 'pull_request');
    const head = field(field(field(pull, 'head'), 'repo'), 'full_name');
    const base = field(field(field(pull, 'base'), 'repo'), 'full_name');
    return pull !== undefined && head !== base;
}
function field(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __nccwpck_require__(7388);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: ./src/platform/severity.ts
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

;// CONCATENATED MODULE: ./src/text/redact.ts


const redact_HIDDEN_PATTERNS = '(hidden by redact)';
const HASH_DIGITS = 8;
const HASH = /^(?:account|resource)-[0-9a-f]{8}$/;
function redact_hide(noun, text) {
    const name = text.trim();
    if (name === '' || HASH.test(name))
        return text;
    return `${noun}-${(0,external_node_crypto_.hash)('sha256', name, 'hex').slice(0, HASH_DIGITS)}`;
}
const NO_NAMES = { all: { next: new Map() }, distinctive: { next: new Map() } };
const OUR_WORDS = ['Platform', 'CloudQuery', ...SEVERITIES];
const ORDINARY = /^(?:.{0,3}|\d{1,7})$/su;
const NOT_A_WORD = /[^\p{L}\p{M}]/u;
function redact_collectNames({ platformUrl, syncs, judgement }) {
    const policies = judgement?.policies ?? [];
    const violations = policies.flatMap(({ resources }) => resources);
    const kept = new Set([
        ...OUR_WORDS,
        ...(platformUrl === null ? [] : [platformUrl, hostOf(platformUrl)]),
        ...syncs.flatMap(({ syncName, runId, worstTables }) => [syncName, runId ?? '', ...worstTables.map(nameOf)]),
        ...policies.flatMap(({ id, name, domain, severityLabel }) => [id, name, domain, severityLabel]),
        judgement?.baseline?.path ?? '',
        ...(judgement?.waivers ?? []).flatMap(({ waiver }) => [waiver.policy, waiver.reason, waiver.owner]),
        ...violations.flatMap(({ cloud, resourceType, region }) => [cloud, resourceType, region]),
    ]);
    const accounts = new Set(violations.flatMap(({ accountName, accountId }) => [accountName, accountId ?? '']));
    const resources = new Set(violations.flatMap(({ name, platformId }) => [name, platformId]));
    const hidden = [
        ...[...accounts].map((text) => [text, redact_hide('account', text)]),
        ...[...resources].map((text) => [text, redact_hide('resource', text)]),
    ].filter(([text]) => !ORDINARY.test(text.trim()));
    const unchanged = [...kept].map((text) => [text, null]);
    return {
        all: growTree([...unchanged, ...hidden]),
        distinctive: growTree([...unchanged, ...hidden.filter(([text]) => NOT_A_WORD.test(text.trim()))]),
    };
}
function nameOf({ name }) {
    return name;
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).host : url;
}
function growTree(entries) {
    const root = { next: new Map() };
    for (const [text, shown] of entries) {
        let branch = root;
        for (const token of splitTokens(text.trim()).slice(0, MOST_TOKENS)) {
            const key = keyOf(token);
            let next = branch.next.get(key);
            if (next === undefined) {
                next = { next: new Map() };
                branch.next.set(key, next);
            }
            branch = next;
        }
        if (branch !== root && branch.shown === undefined)
            branch.shown = shown;
    }
    return root;
}
const MOST_TOKENS = 200;
const TOKEN = /arn(?::|%3a)aws[^\s"'`“”‘’«»()[\]{}<>\\|]*(?<![.,:;!?…])|(?:(?!arn(?::|%3a)aws)[\p{L}\p{M}\p{N}_-])+|\s+|./gisu;
const ARN = /^arn(?::|%3a)aws/i;
const ACCOUNT_ID = /(?<![\p{L}\p{N}])\d{12}(?![\p{L}\p{N}])/gu;
const QUOTED_PATTERNS = [
    [/(The Platform answered \d{3}: )(?:.*(?= \((?:GET|POST|PATCH) )|.*)/gs, `$1${redact_HIDDEN_PATTERNS}`],
    [/(`accounts`: no [^`]*? matches )(?:.*(?= If that is a slip, [^;]*$)|.*)/gs, `$1${redact_HIDDEN_PATTERNS}.`],
    [/(`accounts` is )".*?"(?=; allowed)/gs, `$1${redact_HIDDEN_PATTERNS}`],
];
function redact_redactText(text, names = NO_NAMES, thoroughness = 'all') {
    const unquoted = QUOTED_PATTERNS.reduce((rest, [start, shown]) => rest.replace(start, shown), text);
    const tokens = splitTokens(unquoted);
    const parts = [];
    for (let at = 0; at < tokens.length;) {
        const found = findName(tokens, at, names[thoroughness]);
        if (found === null)
            parts.push(hideInToken(tokens[at] ?? ''));
        else
            parts.push(found.shown ?? tokens.slice(at, found.end).join(''));
        at = found?.end ?? at + 1;
    }
    return parts.join('');
}
function findName(tokens, start, root) {
    let longest = null;
    let branch = root;
    for (let at = start; at < tokens.length; at++) {
        branch = branch.next.get(keyOf(tokens[at] ?? ''));
        if (branch === undefined)
            break;
        if (branch.shown !== undefined)
            longest = { shown: branch.shown, end: at + 1 };
    }
    return longest;
}
function hideInToken(token) {
    return ARN.test(token) ? redact_hide('resource', token) : token.replace(ACCOUNT_ID, (id) => redact_hide('account', id));
}
function splitTokens(text) {
    return text.match(TOKEN) ?? [];
}
function keyOf(token) {
    return token.trim() === '' ? ' ' : token;
}

// EXTERNAL MODULE: ./src/text/scrub.ts
var text_scrub = __nccwpck_require__(8328);
// EXTERNAL MODULE: external "os"
var external_os_ = __nccwpck_require__(857);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
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
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
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
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = toCommandValue(value);
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
    if (process.env[`GITHUB_${file}`])
        issueFileCommand(file, prepareKeyValueMessage(name, value));
    else
        issueCommand(command, { name }, value);
}

;// CONCATENATED MODULE: ./src/runner/runner.ts







const LINES_IN_GROUP = 200;
function createRunner() {
    let scrub = (text) => text;
    let hide = (text) => text;
    const scrubText = (text) => {
        const visible = (0,text_escape/* removeInvisible */.i)(text);
        return visible === text || scrub(visible) === visible ? scrub(text) : scrub(visible);
    };
    function addSecret(secret) {
        const [earlier, own] = [scrub, (0,text_scrub/* createScrub */.E)(secret)];
        scrub = (text) => own(earlier(text));
    }
    const harmless = (text) => (0,text_escape/* neutralizeLog */.mU)(hide(scrub(text)));
    return {
        getInput: (name) => getInput(name),
        protect(secret) {
            if (secret === '')
                return;
            setSecret(secret);
            addSecret(secret);
        },
        hideSecret: addSecret,
        hideNames() {
            hide = (text) => redact_redactText(text);
        },
        scrub: scrubText,
        scrubData: (data) => JSON.parse(scrub(JSON.stringify(data)), (_, value) => (typeof value === 'string' ? scrubText(value) : value)),
        info: (text) => info(harmless(text)),
        group(title, lines) {
            startGroup(harmless(title));
            for (const line of lines.slice(0, LINES_IN_GROUP))
                info(harmless(line));
            if (lines.length > LINES_IN_GROUP)
                info(`… and ${lines.length - LINES_IN_GROUP} more`);
            endGroup();
        },
        debug: (text) => debug(harmless(text)),
        annotate: ({ level, title, message, file, line }) => annotate(level, harmless(message), {
            title: harmless(title),
            ...(file === undefined ? {} : { file: scrub(file) }),
            ...(line === undefined ? {} : { startLine: line }),
        }),
        setOutput: (name, value) => writeWhole(process.env['GITHUB_OUTPUT'], () => setOutput(name, scrub(value))),
        saveState: (name, value) => writeWhole(process.env['GITHUB_STATE'], () => saveState(name, scrub(value))),
        getState: (name) => getState(name),
        async writeSummary(markdown) {
            const { summary } = await __nccwpck_require__.e(/* import() */ 801).then(__nccwpck_require__.bind(__nccwpck_require__, 3801));
            await summary.addRaw(scrub(markdown), true).write();
        },
        readEvent: () => ({
            eventName: process.env['GITHUB_EVENT_NAME'] ?? '',
            actor: process.env['GITHUB_ACTOR'] ?? '',
            isFork: isForkEvent(readPayload()),
        }),
        readPayload,
        places: () => ({
            workspace: process.env['GITHUB_WORKSPACE'] || process.cwd(),
            temp: process.env['RUNNER_TEMP'] || (0,external_node_os_namespaceObject.tmpdir)(),
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
                now,
            };
        },
    };
}
function writeWhole(path, write) {
    const size = path ? ((0,external_node_fs_namespaceObject.statSync)(path, { throwIfNoEntry: false })?.size ?? null) : null;
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
        (0,external_node_fs_namespaceObject.truncateSync)(path, size);
    }
    catch {
    }
}
function readPayload() {
    try {
        return JSON.parse((0,external_node_fs_namespaceObject.readFileSync)(process.env['GITHUB_EVENT_PATH'] ?? '', 'utf8'));
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/actions/gate/redact.ts

function decideRedaction(redaction, visibility) {
    if (redaction === 'never')
        return false;
    return redaction !== 'auto' || (visibility !== 'private' && visibility !== 'internal');
}
function readVisibility(payload) {
    try {
        const repository = redact_field(payload, 'repository');
        return reconcile(redact_field(repository, 'visibility') ?? null, redact_field(repository, 'private') ?? null);
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
function redact_field(value, name) {
    return typeof value === 'object' && value !== null ? value[name] : undefined;
}
const HIDDEN_LOG = 'Left out because of `redact`: the log of a run may hold any name. The Platform shows it.';
function redactResult(result) {
    const names = collectNames(result);
    const redact = (text) => redactText(text, names);
    return {
        outcome: result.outcome,
        green: result.green,
        mode: result.mode,
        sentence: redact(result.sentence),
        problems: result.problems.map(redact),
        remedy: mapText(result.remedy, redact),
        warnings: result.warnings.map(redact),
        platformUrl: result.platformUrl,
        syncs: result.syncs.map((sync) => redactSync(sync, names)),
        judgement: result.judgement === null ? null : redactJudgement(result.judgement, names),
        elapsedSeconds: result.elapsedSeconds,
    };
}
function redactSync(sync, names) {
    return {
        syncName: sync.syncName,
        runId: sync.runId,
        origin: sync.origin,
        state: sync.state,
        status: sync.status,
        statusReason: mapText(sync.statusReason, (text) => redactText(text, names, 'distinctive')),
        ingested: sync.ingested,
        rows: sync.rows,
        errors: sync.errors,
        tables: sync.tables,
        createdAt: sync.createdAt,
        completedAt: sync.completedAt,
        durationSeconds: sync.durationSeconds,
        problem: mapText(sync.problem, (text) => redactText(text, names)),
        worstTables: sync.worstTables.map(({ name, errors, rows }) => ({ name, errors, rows })),
        lastLogLines: sync.lastLogLines.length === 0 ? [] : [HIDDEN_LOG],
    };
}
function redactJudgement(judgement, names) {
    return {
        policies: judgement.policies.map((policy) => redactPolicy(policy, names)),
        selected: judgement.selected,
        judged: judgement.judged,
        failing: judgement.failing,
        inconclusive: judgement.inconclusive,
        paused: judgement.paused,
        totals: judgement.totals,
        bySeverity: judgement.bySeverity,
        freshSince: judgement.freshSince,
        rule: judgement.rule,
        filters: judgement.filters.map(redactFilter),
        baseline: judgement.baseline,
        waivers: judgement.waivers.map((waiver) => redactWaiver(waiver, names)),
        news: judgement.news,
    };
}
function redactPolicy(policy, names) {
    return {
        id: policy.id,
        name: policy.name,
        description: redactText(policy.description, names, 'distinctive'),
        domain: policy.domain,
        severity: policy.severity,
        severityLabel: policy.severityLabel,
        evaluatedAt: policy.evaluatedAt,
        standing: policy.standing,
        reason: mapText(policy.reason, (text) => redactText(text, names)),
        found: policy.found,
        gating: policy.gating,
        known: policy.known,
        waived: policy.waived,
        belowThreshold: policy.belowThreshold,
        outOfScope: policy.outOfScope,
        resources: policy.resources.map(redactViolation),
        source: policy.source,
        change: policy.change,
        resourcesProblem: mapText(policy.resourcesProblem, (text) => redactText(text, names)),
    };
}
function redactViolation(violation) {
    return {
        cloud: violation.cloud,
        resourceType: violation.resourceType,
        accountName: hide('account', violation.accountName),
        accountId: mapText(violation.accountId, (id) => hide('account', id)),
        name: hide('resource', violation.name),
        region: violation.region,
        platformId: hide('resource', violation.platformId),
        tags: [],
    };
}
function redactFilter(filter) {
    return filter.input === 'accounts'
        ? { input: filter.input, value: HIDDEN_PATTERNS, leftOut: filter.leftOut }
        : filter;
}
function redactWaiver({ waiver, state, isWhole, covered, problem }, names) {
    return {
        waiver: {
            policy: waiver.policy,
            resource: mapText(waiver.resource, (pattern) => hidePattern('resource', pattern)),
            account: mapText(waiver.account, (pattern) => hidePattern('account', pattern)),
            region: waiver.region,
            reason: waiver.reason,
            owner: waiver.owner,
            expires: waiver.expires,
            ticket: waiver.ticket,
            line: waiver.line,
        },
        state,
        isWhole,
        covered,
        problem: mapText(problem, (text) => redactText(text, names, 'distinctive')),
    };
}
function mapText(text, map) {
    return text === null ? null : map(text);
}
function hidePattern(noun, pattern) {
    return /[*?\\]/.test(pattern) || pattern === HIDDEN_PATTERNS ? HIDDEN_PATTERNS : hide(noun, pattern);
}

;// CONCATENATED MODULE: external "node:path"
const external_node_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");
;// CONCATENATED MODULE: ./src/actions/gate/report/spool.ts



const PREFIX = 'cloudquery-gate-rows-';
function createSpool(temp, scrub, garbage) {
    const stretches = new Map();
    let folder = null;
    let file = null;
    let end = 0;
    let problem = null;
    function attempt(write) {
        if (problem !== null)
            return;
        try {
            write();
        }
        catch (error) {
            problem = messageOf(error);
        }
    }
    attempt(() => {
        folder = mkdtempSync(join(temp, PREFIX));
        file = openSync(join(folder, 'rows'), 'wx+', 0o600);
    });
    return {
        folder: folder ?? '',
        problem: () => problem,
        add(policyId, rows) {
            if (rows.length === 0)
                return;
            attempt(() => {
                if (file === null)
                    throw new Error('the file is closed');
                const bytes = Buffer.from(scrub(JSON.stringify(rows)));
                writeFileSync(file, bytes);
                const stretch = { at: end, size: bytes.length };
                end += bytes.length;
                const earlier = stretches.get(policyId);
                if (earlier === undefined)
                    stretches.set(policyId, [stretch]);
                else
                    earlier.push(stretch);
            });
        },
        *rowsOf(policyId) {
            for (const { at, size } of stretches.get(policyId) ?? []) {
                if (file === null)
                    return;
                garbage.add(size);
                yield* JSON.parse(readStretch(file, at, size));
            }
        },
        drop: (policyId) => void stretches.delete(policyId),
        remove() {
            stretches.clear();
            if (file !== null)
                closeSync(file);
            file = null;
            removeSpool(folder ?? '');
        },
    };
}
function readStretch(file, at, size) {
    const bytes = Buffer.allocUnsafe(size);
    for (let got = 0; got < size;) {
        const more = readSync(file, bytes, got, size - got, at + got);
        if (more === 0)
            throw new Error('the violations that were kept on disk are not all there any more');
        got += more;
    }
    return bytes.toString('utf8');
}
function removeSpool(folder) {
    if ((0,external_node_path_namespaceObject.basename)(folder).startsWith(PREFIX))
        (0,external_node_fs_namespaceObject.rmSync)(folder, { recursive: true, force: true, maxRetries: 3 });
}

;// CONCATENATED MODULE: ./src/actions/gate/sync/ledger.ts
function createLedger(save) {
    const runs = new Map();
    const attempts = new Set();
    const changed = () => save({ runs: [...runs.values()], attempts: [...attempts] });
    return {
        attempt(syncName) {
            attempts.add(syncName);
            changed();
        },
        attempted(syncName) {
            if (attempts.delete(syncName))
                changed();
        },
        add(run) {
            if (runs.has(run.runId))
                return;
            runs.set(run.runId, run);
            attempts.delete(run.syncName);
            changed();
        },
        settle(runId) {
            if (runs.delete(runId))
                changed();
        },
        open: () => [...runs.values()],
    };
}
const NOTHING_OPEN = { runs: [], attempts: [] };
function writeOpenRuns({ runs, attempts }) {
    return JSON.stringify({ runs: runs.map(({ syncName, runId }) => ({ syncName, runId })), attempts });
}
function readOpenRuns(state) {
    const open = state === '' ? null : JSON.parse(state);
    return {
        runs: listOf(open, 'runs').filter(isOwnRun),
        attempts: listOf(open, 'attempts').filter((name) => typeof name === 'string'),
    };
}
function listOf(value, name) {
    const list = typeof value === 'object' && value !== null ? value[name] : null;
    return Array.isArray(list) ? list : [];
}
function isOwnRun(run) {
    if (typeof run !== 'object' || run === null)
        return false;
    const { syncName, runId } = run;
    return isName(syncName) && isName(runId);
}
function isName(value) {
    return typeof value === 'string' && /^(?!\.+$)[\w.:~-]{1,255}$/.test(value);
}

;// CONCATENATED MODULE: ./src/actions/gate/post.ts









const TIME_MS = 15_000;
const runner = createRunner();
main()
    .catch((error) => {
    runner.info(`Warning: the runs that the step left could not be looked after: ${(0,errors/* messageOf */.bD)(error)}`);
})
    .finally(() => {
    removeRows();
    exitSoon();
});
async function main() {
    const apiKey = runner.getInput('api-key').trim();
    runner.protect(apiKey);
    const redaction = runner.getInput('redact').trim() || 'auto';
    if (decideRedaction(redaction, readVisibility(runner.readPayload())))
        runner.hideNames();
    const open = readOpenRuns(runner.getState('runs'));
    for (const syncName of open.attempts) {
        warn(`A run of ${(0,text_escape/* toLogText */.ZQ)(syncName)} was asked for when the step was killed, and its id is not known: look on the Platform whether it goes on.`);
    }
    if (open.runs.length === 0)
        return;
    const url = parsePlatformUrl(runner.getInput('platform-url').trim());
    if (apiKey === '' || url.kind === 'problem') {
        const runs = open.runs.map(({ syncName, runId }) => `${(0,text_escape/* toLogText */.ZQ)(runId)} of ${(0,text_escape/* toLogText */.ZQ)(syncName)}`);
        warn(`Without \`api-key\` and \`platform-url\` nothing can be cancelled; still running may be ${runs.join(', ')}.`);
        return;
    }
    const [{ openPlatform }, { cancelOpenRuns }] = await Promise.all([
        Promise.all(/* import() */[__nccwpck_require__.e(731), __nccwpck_require__.e(280)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5280)),
        __nccwpck_require__.e(/* import() */ 605).then(__nccwpck_require__.bind(__nccwpck_require__, 6605)),
    ]);
    const ledger = createLedger(() => { });
    for (const run of open.runs)
        ledger.add(run);
    const stopping = { stop: new AbortController().signal, lastMoment: () => null };
    const inputs = { baseUrl: url.baseUrl, apiKey, timeoutMs: TIME_MS, longestPauseMs: 1_000 };
    const platform = openPlatform(inputs, systemClock, stopping, runner);
    try {
        const latest = systemClock.now() + TIME_MS;
        const until = () => latest;
        await cancelOpenRuns(ledger, { client: platform.lastClient(), clock: systemClock, until, info: runner.info, warn });
    }
    finally {
        platform.close();
    }
}
function warn(message) {
    runner.annotate({ level: 'warning', title: 'CloudQuery gate', message });
}
function removeRows() {
    try {
        removeSpool(runner.getState('spool'));
    }
    catch (error) {
        runner.info(`Warning: the violations that the step kept on disk could not be removed: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}

