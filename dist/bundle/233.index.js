"use strict";
exports.id = 233;
exports.ids = [233];
exports.modules = {

/***/ 6233:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseWaivers: () => (parseWaivers)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/runner/read-file.ts
var read_file = __webpack_require__(6419);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/nearest.ts
var text_nearest = __webpack_require__(613);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/text/yaml-tree.ts




const DEEPEST = 50;
const MOST_LEXEMES = 400_000;
const MOST_STRAYS = 1_000;
function readTree(source, lineOf) {
    const problems = [];
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        const composer = new dist/* Composer */.Dk({ schema: 'core', resolveKnownTags: false, merge: false, uniqueKeys: false });
        const tokens = readTokens(source, (offset, sentence) => problems.push({ offset, sentence }));
        const [first, second] = takeTwo(composer.compose(tokens, true, source.length));
        if (problems.length > 0 || first === undefined)
            return { root: null, problems, isWhole: false };
        const errors = new Map(first.errors.toReversed().map((error) => [lineOf(error.pos[0]), error]));
        for (const error of [...errors.values(), ...first.warnings])
            problems.push(describeYamlError(error, source));
        if (second !== undefined) {
            problems.push({ offset: second.range[0], sentence: 'A second document of YAML begins here; allowed: one.' });
        }
        return { root: first.contents, problems, isWhole: first.errors.length === 0 };
    }
    catch (error) {
        const sentence = `The file can't be read as YAML (${(0,text_escape/* toLogText */.ZQ)((0,errors/* messageOf */.bD)(error), 100)}); simplify it.`;
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
function* readTokens(source, tell) {
    const parser = new dist/* Parser */.iX();
    let lexemes = 0;
    let strays = 0;
    const tellExcess = (what) => {
        tell(parser.offset, `The file has more than ${what} up to here, which no waivers file needs; simplify it.`);
    };
    for (const lexeme of new dist/* Lexer */.JG().lex(source)) {
        for (const token of parser.next(lexeme)) {
            if (token.type === 'error' || token.type === 'directive')
                strays += 1;
            yield token;
        }
        lexemes += 1;
        if (parser.stack.length > DEEPEST)
            return tellExcess(`${DEEPEST} levels of nesting`);
        if (lexemes > MOST_LEXEMES)
            return tellExcess(`${(0,format/* formatCount */.B4)(MOST_LEXEMES)} words and signs`);
        if (strays > MOST_STRAYS)
            return tellExcess(`${(0,format/* formatCount */.B4)(MOST_STRAYS)} errors of YAML`);
    }
    yield* parser.end();
}
const STAR_NEEDS_QUOTES = 'a text that begins with `*` or `&` needs quotes.';
function describeYamlError({ code, message, pos }, source) {
    const said = `The file is no valid YAML here (${(0,text_escape/* toLogText */.ZQ)(message, 150)})`;
    const word = (0,text_escape/* toLogText */.ZQ)(source.slice(...pos), 100);
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
function findTargets(root, tell) {
    const anchors = new Map();
    const targets = new Map();
    (0,dist/* visit */.YR)(root, {
        Alias(_key, alias) {
            const target = anchors.get(alias.source);
            if (target !== undefined)
                targets.set(alias, target);
            else {
                const word = (0,text_escape/* toLogText */.ZQ)(`*${alias.source}`, 100);
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
    const meant = (0,dist/* isAlias */.Vj)(node) ? targets.get(node) : node;
    const tag = meant?.tag;
    return meant === undefined || meant === null || (tag !== undefined && !KNOWN_TAG.test(tag)) ? null : meant;
}
const KNOWN_TAG = /^(!|tag:yaml\.org,2002:(str|int|float|bool|null|seq|map))$/;

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/text/day.ts
var day = __webpack_require__(6497);
;// CONCATENATED MODULE: ./src/actions/gate/waivers/schema.ts



const WAIVERS_VERSION = 1;
const MOST_WAIVERS = 10_000;
const LONGEST_TEXT = 2_000;
const LONGEST_PATTERN = 500;
const DEFAULT_MAX_DAYS = 366;
const MOST_MAX_DAYS = 3_650;
const MAX_DAYS_ALLOWED = `a whole number of days from 1 to ${(0,format/* formatCount */.B4)(MOST_MAX_DAYS)}`;
const TEXT_ALLOWED = `a text that is not blank, of up to ${(0,format/* formatCount */.B4)(LONGEST_TEXT)} characters`;
const PATTERN_ALLOWED = `a pattern with \`*\` and \`?\` that is not blank, of up to ${LONGEST_PATTERN} characters`;
const PATTERN_EXCLUDES = 'a pattern without `!` in front, since waivers do not exclude (a name may begin with `\\!`)';
const DATE_ALLOWED = 'a date that exists, as `YYYY-MM-DD` and without a time';
const ALLOWED = {
    version: `the number \`${WAIVERS_VERSION}\``,
    waivers: `a list of up to ${(0,format/* formatCount */.B4)(MOST_WAIVERS)} waivers, or \`[]\``,
    policy: `a policy's full name or id, ${TEXT_ALLOWED}`,
    reason: TEXT_ALLOWED,
    owner: TEXT_ALLOWED,
    expires: DATE_ALLOWED,
};
const VISIBLE = /[^\p{Z}\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
function textSchema(most, allowed) {
    return index_min/* pipe */.FsL(index_min/* string */.YjP(allowed), index_min/* check */.z6Y((text) => text.length <= most && VISIBLE.test(text), allowed));
}
const Pattern = index_min/* pipe */.FsL(textSchema(LONGEST_PATTERN, PATTERN_ALLOWED), index_min/* check */.z6Y((text) => text.length > LONGEST_PATTERN || !/^\s*!/.test(text), PATTERN_EXCLUDES));
const MaxDays = index_min/* optional */.lqM(index_min/* pipe */.FsL(index_min/* number */.aig(MAX_DAYS_ALLOWED), index_min/* check */.z6Y((days) => Number.isInteger(days) && days >= 1 && days <= MOST_MAX_DAYS, MAX_DAYS_ALLOWED)), DEFAULT_MAX_DAYS);
const FileSchema = index_min/* object */.Ikc({
    version: index_min/* literal */.euz(WAIVERS_VERSION, ALLOWED['version']),
    'max-days': MaxDays,
    waivers: index_min/* array */.YOg(index_min/* unknown */.L5J(), ALLOWED['waivers']),
});
function waiverSchema(today, maxDays) {
    const latest = maxDays === null ? '9999-12-31' : (0,day/* addDays */.fi)(today, maxDays);
    const isInTime = (text) => !(0,day/* isDay */.N)(text) || text <= latest;
    const inTime = `a date up to ${latest}, which is ${maxDays} days from today; \`max-days\` at the top of the file changes that`;
    return index_min/* object */.Ikc({
        policy: textSchema(LONGEST_TEXT, ALLOWED['policy'] ?? ''),
        resource: index_min/* optional */.lqM(Pattern),
        account: index_min/* optional */.lqM(Pattern),
        region: index_min/* optional */.lqM(Pattern),
        reason: textSchema(LONGEST_TEXT, TEXT_ALLOWED),
        owner: textSchema(LONGEST_TEXT, TEXT_ALLOWED),
        expires: index_min/* pipe */.FsL(index_min/* string */.YjP(DATE_ALLOWED), index_min/* check */.z6Y(day/* isDay */.N, DATE_ALLOWED), index_min/* check */.z6Y(isInTime, inTime)),
        ticket: index_min/* optional */.lqM(textSchema(LONGEST_TEXT, TEXT_ALLOWED)),
    });
}
const FILE_KEYS = Object.keys(FileSchema.entries);
const WAIVER_KEYS = Object.keys(waiverSchema('2000-01-01', null).entries);

;// CONCATENATED MODULE: ./src/actions/gate/waivers/file.ts








const MOST_PROBLEMS = 50;
function parseWaivers(text, path, today) {
    const source = text.replace(/^\ufeff/, '');
    const lines = countLines(source);
    const { waivers, problems } = readContent(source, today, (offset) => lines.linePos(offset).line);
    if (problems.length === 0)
        return { kind: 'waivers', waivers };
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
function readContent(source, today, lineOf) {
    const damage = findStrangeCharacter(source) ?? describeDamage(source);
    if (damage !== null)
        return { waivers: [], problems: [damage] };
    const { root, problems, isWhole } = readTree(source, lineOf);
    if (!isWhole)
        return { waivers: [], problems };
    const tell = (offset, sentence) => problems.push({ offset, sentence });
    const targets = findTargets(root, tell);
    if ((0,dist/* isMap */.jh)(root)) {
        const newer = findNewerVersion(root);
        if (newer !== null)
            return { waivers: [], problems: [newer] };
        return { waivers: readFile(root, today, { targets, tell, lineOf }), problems };
    }
    const wanted = 'a mapping with `version` and `waivers`';
    tell(0, root === null || isEmpty(root) ? EMPTY : `The file is ${describeNode(root)}; allowed: ${wanted}.`);
    return { waivers: [], problems };
}
const EMPTY = 'The file is empty; the smallest one holds `version: 1` and `waivers: []`.';
function findStrangeCharacter(source) {
    const strange = /[^\P{Cc}\t\n\r]|\r(?!\n)|[\p{Cs}\ufffd]/u.exec(source);
    if (strange === null)
        return null;
    const code = strange[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    const allowed = 'text in UTF-8 without control characters, with line ends of Unix or Windows';
    return { offset: strange.index, sentence: `The file holds the character U+${code}; allowed: ${allowed}.` };
}
function describeDamage(source) {
    const damage = (0,read_file/* findDamage */.Tu)(source);
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
function findNewerVersion(root) {
    const node = root.get('version', true);
    const version = (0,dist/* isScalar */.jn)(node) ? node.value : null;
    if (!(0,dist/* isScalar */.jn)(node) || !Number.isInteger(version) || Number(version) <= WAIVERS_VERSION)
        return null;
    const known = `this version of the action knows ${WAIVERS_VERSION}; update the action`;
    return { offset: offsetOf(node), sentence: `\`version\` is ${version}, and ${known}.` };
}
function readFile(root, today, reading) {
    const entries = readEntries(root, FILE_KEYS, reading);
    checkEntries(FileSchema, entries, offsetOf(root), reading);
    const maxDays = index_min/* safeParse */.xLC(MaxDays, entries.get('max-days')?.value);
    const schema = waiverSchema(today, maxDays.success ? maxDays.output : null);
    const list = entries.get('waivers')?.node;
    const items = (0,dist/* isSeq */.oP)(list) ? list.items : [];
    const excess = items[MOST_WAIVERS];
    if (excess === undefined)
        return readWaivers(items, schema, reading);
    const count = `waiver ${(0,format/* formatCount */.B4)(MOST_WAIVERS + 1)} of ${(0,format/* formatCount */.B4)(items.length)}`;
    reading.tell(offsetOf(excess), `Here begins ${count}; allowed: up to ${(0,format/* formatCount */.B4)(MOST_WAIVERS)}.`);
    return [];
}
function readWaivers(items, schema, reading) {
    const read = new Map();
    return items.flatMap((item) => {
        const node = resolveNode(item, reading.targets);
        const known = read.get(node);
        const text = known === undefined ? readWaiver(node, offsetOf(item), schema, reading) : known;
        read.set(node, text);
        if (text === null)
            return [];
        const { resource = null, account = null, region = null, ticket = null } = text;
        return [{ ...text, resource, account, region, ticket, line: reading.lineOf(offsetOf(item)) }];
    });
}
function readWaiver(node, offset, schema, reading) {
    if (node === null)
        return null;
    if ((0,dist/* isMap */.jh)(node)) {
        return checkEntries(schema, readEntries(node, WAIVER_KEYS, reading), offsetOf(node), reading);
    }
    const wanted = 'a mapping with `policy`, `reason`, `owner` and `expires`';
    reading.tell(offset, `A waiver is ${describeNode(node)}; allowed: ${wanted}.`);
    return null;
}
function readEntries(map, keys, { targets, tell }) {
    const entries = new Map();
    for (const pair of map.items) {
        const key = readKey(resolveNode(pair.key, targets));
        if (key === null)
            continue;
        const problem = entries.has(key) ? `\`${key}\` is there twice; allowed: once.` : findKeyProblem(key, keys);
        if (problem !== null) {
            tell(offsetOf(pair.key), problem);
            continue;
        }
        const node = pair.value === null ? new dist/* Scalar */.X5(null) : resolveNode(pair.value, targets);
        const offset = offsetOf(isEmpty(node) ? pair.key : pair.value);
        entries.set(key, { offset, node, value: readValue(node, FILE_KEYS.includes(key)) });
    }
    return entries;
}
function readKey(node) {
    if (!(0,dist/* isScalar */.jn)(node))
        return node === null ? null : '';
    return typeof node.value === 'string' ? node.value : (node.source ?? '');
}
function findKeyProblem(key, keys) {
    if (key === '')
        return `A key is no word; allowed: ${keys.map((word) => `\`${word}\``).join(', ')}.`;
    if (key === '<<')
        return 'Unknown key `<<`; merge keys are not allowed: write the entries out.';
    if (keys.includes(key))
        return null;
    const [nearest] = (0,text_nearest/* findNearest */.q)(key, keys, 1);
    return `Unknown key \`${(0,text_escape/* toLogText */.ZQ)(key, 100)}\`; the nearest that is allowed is \`${nearest}\`.`;
}
function readValue(node, mayBeNumber) {
    if ((0,dist/* isMap */.jh)(node))
        return {};
    if ((0,dist/* isSeq */.oP)(node))
        return [];
    if (!(0,dist/* isScalar */.jn)(node))
        return null;
    const isWord = typeof node.value === 'number' && node.type === dist/* Scalar */.X5.PLAIN && !mayBeNumber;
    return isWord ? node.source : node.value;
}
function checkEntries(schema, entries, offset, { tell }) {
    const values = Object.fromEntries([...entries].map(([key, { value }]) => [key, value]));
    const result = index_min/* safeParse */.xLC(schema, values);
    if (result.success)
        return result.output;
    for (const issue of result.issues) {
        const key = index_min/* getDotPath */.BuJ(issue) ?? '';
        const entry = entries.get(key);
        if (entry === undefined)
            tell(offset, `\`${key}\` is missing; it takes ${ALLOWED[key]}.`);
        else if (entry.node !== null) {
            tell(entry.offset, `\`${key}\` is ${describeNode(entry.node)}; allowed: ${issue.message}.`);
        }
    }
    return null;
}
function isEmpty(node) {
    return (0,dist/* isScalar */.jn)(node) && node.value === null && (node.source ?? '') === '';
}
function describeNode(node) {
    if ((0,dist/* isMap */.jh)(node))
        return 'a mapping';
    if ((0,dist/* isSeq */.oP)(node))
        return 'a list';
    if (!(0,dist/* isScalar */.jn)(node) || isEmpty(node))
        return 'empty';
    if (typeof node.value !== 'string') {
        return `the ${node.value === null ? 'word' : typeof node.value} \`${(0,text_escape/* toLogText */.ZQ)(node.source ?? '', 100)}\``;
    }
    if (!VISIBLE.test(node.value.slice(0, LONGEST_TEXT)))
        return 'blank';
    const length = node.value.length > 100 ? ` (${(0,format/* formatCount */.B4)(node.value.length)} characters)` : '';
    return `"${(0,text_escape/* toLogText */.ZQ)(node.value, 100)}"${length}`;
}


/***/ })

};
;