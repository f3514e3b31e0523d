"use strict";
exports.id = 379;
exports.ids = [379];
exports.modules = {

/***/ 2760:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  watchMentions: () => (watchMentions)
});

// EXTERNAL MODULE: ./src/text/names.ts
var names = __webpack_require__(9431);
;// CONCATENATED MODULE: ./src/text/gram-index.ts

const SIZES = [4, 8];
const HASH_BITS = 24;
function createGramIndex() {
    const table = new Uint8Array(2 ** (HASH_BITS - 3));
    return {
        add(text) {
            const searched = (0,names/* toComparable */.ao)(text);
            for (const size of SIZES) {
                for (let at = 0; at + size <= searched.length; at++) {
                    const hash = hashGram(searched, at, size);
                    table[hash >>> 3] = (table[hash >>> 3] ?? 0) | (1 << (hash & 7));
                }
            }
        },
        mayHold(name) {
            const searched = (0,names/* toComparableName */.bo)(name);
            for (const size of SIZES) {
                for (let at = 0; at + size <= searched.length; at++) {
                    const hash = hashGram(searched, at, size);
                    if (((table[hash >>> 3] ?? 0) & (1 << (hash & 7))) === 0)
                        return false;
                }
            }
            return true;
        },
    };
}
function hashGram(text, start, size) {
    let hash = 0x811c9dc5;
    for (let at = start; at < start + size; at++)
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    return hash >>> (32 - HASH_BITS);
}

// EXTERNAL MODULE: ./src/text/pattern.ts
var pattern = __webpack_require__(8665);
;// CONCATENATED MODULE: ./src/actions/gate/mentions.ts



const MOST_NAMES = 10_000;
function watchMentions(waivers, accounts) {
    const words = createGramIndex();
    for (const { reason, owner, ticket } of waivers)
        for (const text of [reason, owner, ticket ?? ''])
            words.add(text);
    const descriptions = new Map();
    const found = { accounts: new Set(), resources: new Set() };
    let isTooMany = false;
    function note(kind, name) {
        if (found[kind].has(name) || (0,names/* isOrdinary */.P)(name) || !words.mayHold(name))
            return;
        if (found.accounts.size + found.resources.size < MOST_NAMES)
            found[kind].add(name);
        else
            isTooMany = true;
    }
    function noteViolation({ accountName, accountId, name, platformId }) {
        note('accounts', accountName);
        if (accountId !== null)
            note('accounts', accountId);
        note('resources', name);
        note('resources', platformId);
    }
    return {
        watch: (client) => ({
            ...client,
            async listPolicies(...question) {
                const policies = await client.listPolicies(...question);
                for (const { id, description } of policies) {
                    if (descriptions.get(id) !== description)
                        words.add(description);
                    descriptions.set(id, description);
                }
                return policies;
            },
            async listSomeViolations(...question) {
                const page = await client.listSomeViolations(...question);
                for (const violation of page.items)
                    noteViolation(violation);
                return page;
            },
            async *walkViolations(...question) {
                for await (const page of client.walkViolations(...question)) {
                    for (const { violation } of page.items)
                        noteViolation(violation);
                    yield page;
                }
            },
            async listColumnValues(table, column) {
                const values = await client.listColumnValues(table, column);
                if (column.startsWith('account'))
                    for (const value of values)
                        note('accounts', value);
                return values;
            },
        }),
        finish() {
            for (const line of accounts)
                noteLine('accounts', line);
            for (const { resource, account } of waivers) {
                noteLine('resources', resource ?? '');
                noteLine('accounts', account ?? '');
            }
            return isTooMany ? null : { accounts: [...found.accounts], resources: [...found.resources] };
        },
    };
    function noteLine(kind, line) {
        if ((0,pattern/* isPlainName */.sh)(line))
            note(kind, (0,pattern/* findLiteral */.jJ)(line));
    }
}


/***/ }),

/***/ 9431:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  P: () => (isOrdinary),
  X7: () => (redactWords),
  ao: () => (toComparable),
  bo: () => (toComparableName),
  o_: () => (gatherNames)
});
var _escape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7388);
var _redact_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3326);


const OUR_WORDS = ['Platform', 'CloudQuery'];
const ORDINARY = /^(?:.{0,3}|\d{1,7})$/su;
function isOrdinary(name) {
    return ORDINARY.test(name.trim());
}
const NOT_A_WORD = /[^\p{L}\p{M}]/u;
function gatherNames({ kept, accounts, resources }) {
    const hidden = [
        ...distinct(accounts).map((text) => [text, (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__.jD)('account', text)]),
        ...distinct(resources).map((text) => [text, (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__.jD)('resource', text)]),
    ].filter(([text]) => !isOrdinary(text));
    const unchanged = distinct([...OUR_WORDS, ...kept]).map((text) => [text, null]);
    return {
        all: growTree([...unchanged, ...hidden]),
        distinctive: growTree([...unchanged, ...hidden.filter(([text]) => NOT_A_WORD.test(text.trim()))]),
        comparable: sortComparable(hidden.map(([text]) => text)),
    };
}
function distinct(names) {
    return [...new Set(Array.from(names, _escape_js__WEBPACK_IMPORTED_MODULE_0__.D7))];
}
const LONGEST_COMPARED = 100;
function toComparable(text) {
    const lower = (0,_escape_js__WEBPACK_IMPORTED_MODULE_0__.D7)(text).normalize('NFKC').toLowerCase().replaceAll('ς', 'σ');
    return lower.replace(/\s+/g, ' ').trim();
}
function toComparableName(name) {
    return toComparable(name).slice(0, LONGEST_COMPARED);
}
function sortComparable(names) {
    const sorted = [...new Set(names.map(toComparableName))].sort();
    const shortest = [];
    for (const name of sorted) {
        const last = shortest.at(-1);
        if (name !== '' && (last === undefined || !name.startsWith(last)))
            shortest.push(name);
    }
    return shortest;
}
function holdsName(text, { comparable: names }) {
    if (names.length === 0)
        return false;
    const searched = toComparable(text);
    for (let at = 0; at < searched.length; at++) {
        const rest = searched.slice(at, at + LONGEST_COMPARED);
        let [low, high] = [0, names.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((names[middle] ?? '') <= rest)
                low = middle + 1;
            else
                high = middle;
        }
        const candidate = names[low - 1];
        if (candidate !== undefined && rest.startsWith(candidate))
            return true;
    }
    return false;
}
function redactWords(text, names) {
    const redacted = (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__.Rd)(text, names, 'distinctive');
    return holdsName(redacted, names) ? _redact_js__WEBPACK_IMPORTED_MODULE_1__.F_ : redacted;
}
function growTree(entries) {
    const root = { next: new Map() };
    for (const [text, shown] of entries) {
        let branch = root;
        for (const token of (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__.jB)(text.trim()).slice(0, MOST_TOKENS)) {
            const key = (0,_redact_js__WEBPACK_IMPORTED_MODULE_1__.TN)(token);
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


/***/ })

};
;