"use strict";
exports.id = 5434;
exports.ids = [5434];
exports.modules = {

/***/ 5434:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  loadExpected: () => (loadExpected),
  loadPolicies: () => (loadPolicies),
  loadWaivers: () => (loadWaivers)
});
var _text_yaml_file_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8879);

const loadWaivers = () => __webpack_require__.e(/* import() */ 1628).then(__webpack_require__.bind(__webpack_require__, 1628));
const loadPolicies = () => Promise.all(/* import() */[__webpack_require__.e(7291), __webpack_require__.e(5473)]).then(__webpack_require__.bind(__webpack_require__, 5473));
const loadExpected = () => __webpack_require__.e(/* import() */ 799).then(__webpack_require__.bind(__webpack_require__, 799));


/***/ }),

/***/ 2909:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Zu: () => (textSchema),
  f9: () => (VISIBLE),
  xG: () => (LONGEST_TEXT),
  xe: () => (TEXT_ALLOWED)
});
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9924);
var _format_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8488);


const LONGEST_TEXT = 2_000;
const TEXT_ALLOWED = `a text that is not blank, of up to ${(0,_format_js__WEBPACK_IMPORTED_MODULE_0__.B4)(LONGEST_TEXT)} characters`;
const VISIBLE = /[^\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
function textSchema(most, allowed) {
    return _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__.FsL(_vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__.YjP(allowed), _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_1__.z6Y((text) => text.length <= most && VISIBLE.test(text), allowed));
}


/***/ }),

/***/ 6237:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  $2: () => (readEntries),
  F1: () => (readItems),
  Im: () => (isEmpty),
  WQ: () => (describeNode),
  bX: () => (checkEntries)
});
var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
var _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9924);
var _format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8488);
var _nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(613);
var _visible_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2909);
var _yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5429);






function readEntries(map, { schema, hasNumbers }, { targets, tell, quote }) {
    const keys = Object.keys(schema.entries);
    const entries = new Map();
    const meant = new Map();
    for (const pair of map.items) {
        const key = readKey((0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.hl)(pair.key, targets));
        if (key === null)
            continue;
        if (entries.has(key)) {
            tell((0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(pair.key), `\`${key}\` is there twice; allowed: once.`);
            continue;
        }
        if (!keys.includes(key)) {
            const { sentence, nearest } = describeUnknownKey(key, keys, quote);
            tell((0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(pair.key), sentence);
            if (nearest !== null)
                meant.set(nearest, { offset: (0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(pair.key), node: null, value: undefined });
            continue;
        }
        const node = pair.value === null ? new yaml__WEBPACK_IMPORTED_MODULE_0__.X5(null) : (0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.hl)(pair.value, targets);
        const offset = (0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(isEmpty(node) ? pair.key : pair.value);
        entries.set(key, { offset, node, value: readValue(node, hasNumbers) });
    }
    return new Map([...meant, ...entries]);
}
function readKey(node) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.jn)(node))
        return node === null ? null : '';
    return typeof node.value === 'string' ? node.value : (node.source ?? '');
}
function describeUnknownKey(key, keys, quote) {
    if (key === '') {
        return { sentence: `A key is no word; allowed: ${keys.map((word) => `\`${word}\``).join(', ')}.`, nearest: null };
    }
    if (key === '<<') {
        return { sentence: 'Unknown key `<<`; merge keys are not allowed: write the entries out.', nearest: null };
    }
    const [nearest = null] = (0,_nearest_js__WEBPACK_IMPORTED_MODULE_1__.qg)(key, keys, 1);
    const sentence = `Unknown key \`${quote(key, 100)}\`; the nearest that is allowed is \`${nearest}\`.`;
    return { sentence, nearest };
}
function readValue(node, mayBeNumber) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.jh)(node))
        return {};
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.oP)(node))
        return [];
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.jn)(node))
        return null;
    const isWord = typeof node.value === 'number' && node.type === yaml__WEBPACK_IMPORTED_MODULE_0__.X5.PLAIN && !mayBeNumber;
    return isWord ? node.source : node.value;
}
function checkEntries({ schema, allowed }, entries, offset, { tell, quote }) {
    const values = Object.fromEntries([...entries].map(([key, { value }]) => [key, value]));
    const result = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.xLC(schema, values);
    if (result.success)
        return result.output;
    for (const issue of result.issues) {
        const key = _vendor_valibot_js__WEBPACK_IMPORTED_MODULE_3__.BuJ(issue) ?? '';
        const entry = entries.get(key);
        if (entry === undefined)
            tell(offset, `\`${key}\` is missing; it takes ${allowed[key]}.`);
        else if (entry.node !== null) {
            tell(entry.offset, `\`${key}\` is ${describeNode(entry.node, quote)}; allowed: ${issue.message}.`);
        }
    }
    return null;
}
function readItems(list, kind, reading) {
    const items = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.oP)(list) ? list.items : [];
    const excess = items[kind.most];
    if (excess !== undefined) {
        const count = `${kind.noun} ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(kind.most + 1)} of ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(items.length)}`;
        reading.tell((0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(excess), `Here begins ${count}; allowed: up to ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(kind.most)}.`);
        return [];
    }
    const read = new Map();
    return items.flatMap((item) => {
        const node = (0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.hl)(item, reading.targets);
        const known = read.get(node);
        const values = known === undefined ? readItem(node, (0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(item), kind, reading) : known;
        read.set(node, values);
        return values === null ? [] : [{ ...values, line: reading.lineOf((0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(item)) }];
    });
}
function readItem(node, offset, kind, reading) {
    if (node === null)
        return null;
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.jh)(node)) {
        return checkEntries(kind, readEntries(node, kind, reading), (0,_yaml_tree_js__WEBPACK_IMPORTED_MODULE_2__.b4)(node), reading);
    }
    reading.tell(offset, `${kind.title} is ${describeNode(node, reading.quote)}; allowed: ${kind.wanted}.`);
    return null;
}
function isEmpty(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__.jn)(node) && node.value === null && (node.source ?? '') === '';
}
function describeNode(node, quote) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.jh)(node))
        return 'a mapping';
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__.oP)(node))
        return 'a list';
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__.jn)(node) || isEmpty(node))
        return 'empty';
    if (typeof node.value !== 'string') {
        return `the ${node.value === null ? 'word' : typeof node.value} \`${quote(node.source ?? '', 100)}\``;
    }
    if (!_visible_text_js__WEBPACK_IMPORTED_MODULE_5__.f9.test(node.value.slice(0, _visible_text_js__WEBPACK_IMPORTED_MODULE_5__.xG)))
        return 'blank';
    const length = node.value.length > 100 ? ` (${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(node.value.length)} characters)` : '';
    return `"${quote(node.value, 100)}"${length}`;
}


/***/ }),

/***/ 8879:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (countLines),
  B: () => (parseYamlFile)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/text/damage.ts
var text_damage = __webpack_require__(2886);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/yaml-entries.ts
var yaml_entries = __webpack_require__(6237);
// EXTERNAL MODULE: ./src/text/yaml-tree.ts
var yaml_tree = __webpack_require__(5429);
;// CONCATENATED MODULE: ./src/text/yaml-expansion.ts



const MOST_ALIASED = 100_000;
const CHARACTERS_OF_VALUE = 1_000;
function findExpansion(root, targets, quote) {
    const sizes = new Map();
    let aliased = 0;
    let problem = null;
    function measureAlias(alias) {
        const target = targets.get(alias);
        if (target === undefined)
            return 0;
        const size = sizes.get(target);
        aliased += size ?? 0;
        if (size === undefined) {
            const sentence = `The alias \`${quote(`*${alias.source}`, 100)}\` contains itself, so it has no end.`;
            problem ??= { offset: (0,yaml_tree/* offsetOf */.b4)(alias), sentence };
        }
        else if (aliased > MOST_ALIASED) {
            const sentence = `The aliases up to here stand for more than ${(0,format/* formatCount */.B4)(MOST_ALIASED)} values; allowed: up to that in a file.`;
            problem ??= { offset: (0,yaml_tree/* offsetOf */.b4)(alias), sentence };
        }
        return size ?? 0;
    }
    function measure(node) {
        if (node === null)
            return 1;
        if ((0,dist/* isAlias */.Vj)(node))
            return measureAlias(node);
        let size = 1;
        if ((0,dist/* isScalar */.jn)(node))
            size += Math.floor((node.source ?? '').length / CHARACTERS_OF_VALUE);
        else if ((0,dist/* isSeq */.oP)(node))
            for (const item of node.items)
                size += measure(item);
        else if ((0,dist/* isMap */.jh)(node)) {
            for (const { key, value } of node.items)
                size += measure(key) + measure(value);
        }
        if (node.anchor !== undefined)
            sizes.set(node, size);
        return size;
    }
    measure(root);
    return problem;
}

;// CONCATENATED MODULE: ./src/text/yaml-file.ts






const MOST_PROBLEMS = 50;
function parseYamlFile(text, path, kind, quote) {
    const source = text.replace(/^\ufeff/, '');
    const lines = countLines(source);
    const { content, problems: found } = readContent(source, kind, quote, (offset) => lines.linePos(offset).line);
    const strange = found.length === 0 ? null : findStrangeBlank(source);
    const problems = strange === null ? found : [strange];
    if (content !== null && problems.length === 0)
        return { kind: 'content', content };
    const sorted = problems.toSorted((a, b) => a.offset - b.offset);
    const untold = sorted.slice(MOST_PROBLEMS);
    const told = sorted.slice(0, MOST_PROBLEMS);
    const [next] = untold;
    if (next !== undefined) {
        told.push({ offset: next.offset, sentence: `And ${(0,format/* countNouns */.Vq)(untold.length, 'more problem')} from here on.` });
    }
    return { kind: 'problems', problems: told.map((problem) => placeProblem(problem, path, lines)) };
}
function placeProblem({ offset, sentence }, path, lines) {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}: ${sentence}`;
}
function countLines(source) {
    const lines = new dist/* LineCounter */.HN();
    lines.addNewLine(0);
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1))
        lines.addNewLine(at + 1);
    return lines;
}
function readContent(source, kind, quote, lineOf) {
    const damage = (0,text_damage/* findStrangeCharacter */.r)(source) ?? describeDamage(source);
    if (damage !== null)
        return { content: null, problems: [damage] };
    const { root, problems, isWhole } = (0,yaml_tree/* readTree */.Zc)(source, lineOf, kind.noun, quote);
    if (!isWhole)
        return { content: null, problems };
    const tell = (offset, sentence) => problems.push({ offset, sentence });
    const targets = (0,yaml_tree/* findTargets */.q8)(root, tell, quote);
    const expansion = findExpansion(root, targets, quote);
    if (expansion !== null)
        return { content: null, problems: [...problems, expansion] };
    if ((0,dist/* isMap */.jh)(root)) {
        const newer = findNewerVersion(root, kind.version);
        if (newer !== null)
            return { content: null, problems: [newer] };
        return { content: kind.read(root, { targets, tell, lineOf, quote }), problems };
    }
    const empty = `The file is empty; the smallest one holds ${kind.smallest}.`;
    tell(0, root === null || (0,yaml_entries/* isEmpty */.Im)(root) ? empty : `The file is ${(0,yaml_entries/* describeNode */.WQ)(root, quote)}; allowed: ${kind.wanted}.`);
    return { content: null, problems };
}
function findStrangeBlank(source) {
    const strange = /(?<=^[ ]*(?:- *)?|[-:])[\u00a0\u2000-\u200a\u202f\u205f\u3000]/m.exec(source);
    if (strange === null)
        return null;
    const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const sentence = `Here is a no-break space or another blank that YAML does not know (U+${code}); indent with spaces.`;
    return { offset: strange.index, sentence };
}
function describeDamage(source) {
    const damage = (0,text_damage/* findDamage */.T)(source);
    switch (damage?.kind) {
        case undefined:
            return null;
        case 'conflict':
            return { offset: damage.offset, sentence: 'The file holds the marks of a merge conflict of git; resolve it.' };
        case 'lfs': {
            const remedy = 'set `lfs: true` in the step that checks out the repository.';
            return { offset: damage.offset, sentence: `The file is a pointer of Git LFS; ${remedy}` };
        }
    }
}
function findNewerVersion(root, known) {
    const node = root.get('version', true);
    const version = (0,dist/* isScalar */.jn)(node) ? node.value : null;
    if (!(0,dist/* isScalar */.jn)(node) || !Number.isInteger(version) || Number(version) <= known)
        return null;
    const sentence = `\`version\` is ${version}, and this version of the action knows ${known}; update the action.`;
    return { offset: (0,yaml_tree/* offsetOf */.b4)(node), sentence };
}


/***/ }),

/***/ 5429:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  Zc: () => (readTree),
  b4: () => (offsetOf),
  hl: () => (resolveNode),
  q8: () => (findTargets)
});
var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
var _escape_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7388);
var _format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8488);
var _redact_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3326);





const DEEPEST = 50;
const MOST_LEXEMES = 400_000;
const MOST_STRAYS = 1_000;
function readTree(source, lineOf, noun, quote) {
    const problems = [];
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        const composer = new yaml__WEBPACK_IMPORTED_MODULE_0__.Dk({ schema: 'core', resolveKnownTags: false, merge: false, uniqueKeys: false });
        const tokens = readTokens(source, noun, (offset, sentence) => problems.push({ offset, sentence }));
        const [first, second] = takeTwo(composer.compose(tokens, true, source.length));
        if (problems.length > 0 || first === undefined)
            return { root: null, problems, isWhole: false };
        const errors = new Map(first.errors.toReversed().map((error) => [lineOf(error.pos[0]), error]));
        for (const error of [...errors.values(), ...first.warnings])
            problems.push(describeYamlError(error, source, quote));
        if (second !== undefined) {
            problems.push({ offset: second.range[0], sentence: 'A second document of YAML begins here; allowed: one.' });
        }
        return { root: first.contents, problems, isWhole: first.errors.length === 0 };
    }
    catch (error) {
        const sentence = `The file can't be read as YAML (${(0,_escape_js__WEBPACK_IMPORTED_MODULE_2__.ZQ)((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__.bD)(error), 100)}); simplify it.`;
        return { root: null, problems: [{ offset: 0, sentence }], isWhole: false };
    }
    finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}
function takeTwo(items) {
    const taken = [];
    for (const item of items) {
        taken.push(item);
        if (taken.length === 2)
            break;
    }
    return taken;
}
function* readTokens(source, noun, tell) {
    const parser = new yaml__WEBPACK_IMPORTED_MODULE_0__.iX();
    let lexemes = 0;
    let strays = 0;
    const tellExcess = (what) => {
        tell(parser.offset, `The file has more than ${what} up to here, which no ${noun} needs; simplify it.`);
    };
    for (const lexeme of new yaml__WEBPACK_IMPORTED_MODULE_0__.JG().lex(source)) {
        for (const token of parser.next(lexeme)) {
            if (token.type === 'error' || token.type === 'directive')
                strays += 1;
            yield token;
        }
        lexemes += 1;
        if (parser.stack.length > DEEPEST)
            return tellExcess(`${DEEPEST} levels of nesting`);
        if (lexemes > MOST_LEXEMES)
            return tellExcess(`${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(MOST_LEXEMES)} words and signs`);
        if (strays > MOST_STRAYS)
            return tellExcess(`${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(MOST_STRAYS)} errors of YAML`);
    }
    yield* parser.end();
}
const STAR_NEEDS_QUOTES = 'a text that begins with `*` or `&` needs quotes.';
function describeYamlError({ code, message, pos }, source, quote) {
    const reason = quote(message, 150);
    const said = `The file is not valid YAML here ${reason === _redact_js__WEBPACK_IMPORTED_MODULE_3__.F_ ? reason : `(${reason})`}`;
    const word = quote(source.slice(...pos), 100);
    return { offset: pos[0], sentence: explainYamlError(code, said, word) };
}
function explainYamlError(code, said, word) {
    switch (code) {
        case 'TAG_RESOLVE_FAILED':
        case 'BAD_COLLECTION_TYPE':
            return `YAML reads \`${word}\` as a tag, which means nothing here; a text that begins with \`!\` needs quotes.`;
        case 'BAD_ALIAS':
            return `${said}; ${STAR_NEEDS_QUOTES}`;
        case 'TAB_AS_INDENT':
            return `${said}; indent with blanks.`;
        case 'BAD_SCALAR_START':
        case 'BLOCK_AS_IMPLICIT_KEY':
        case 'MULTILINE_IMPLICIT_KEY':
        case 'UNEXPECTED_TOKEN':
            return `${said}; a text that holds \`: \` or begins with a sign such as \`[\` or \`@\` needs quotes.`;
        default:
            return `${said}; look at the quotes, the brackets and the indentation.`;
    }
}
function findTargets(root, tell, quote) {
    const anchors = new Map();
    const targets = new Map();
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__.YR)(root, {
        Alias(_key, alias) {
            const target = anchors.get(alias.source);
            if (target !== undefined)
                targets.set(alias, target);
            else {
                const word = quote(`*${alias.source}`, 100);
                const sentence = `YAML reads \`${word}\` as an alias, and nothing before it has that anchor; ${STAR_NEEDS_QUOTES}`;
                tell(offsetOf(alias), sentence);
            }
        },
        Value(_key, node) {
            if (node.anchor !== undefined)
                anchors.set(node.anchor, node);
        },
    });
    return targets;
}
function offsetOf(node) {
    return node?.range?.[0] ?? 0;
}
function resolveNode(node, targets) {
    const meant = (0,yaml__WEBPACK_IMPORTED_MODULE_0__.Vj)(node) ? targets.get(node) : node;
    const tag = meant?.tag;
    return meant === undefined || meant === null || (tag !== undefined && !KNOWN_TAG.test(tag)) ? null : meant;
}
const KNOWN_TAG = /^(!|tag:yaml\.org,2002:(str|int|float|bool|null|seq|map))$/;


/***/ })

};
;