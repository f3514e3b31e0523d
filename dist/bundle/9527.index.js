"use strict";
exports.id = 9527;
exports.ids = [9527];
exports.modules = {

/***/ 9527:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createColumnTypes: () => (/* reexport */ tables/* createColumnTypes */.cd),
  createQueries: () => (/* reexport */ createQueries),
  findProblems: () => (findProblems),
  listPreviewTargets: () => (listPreviewTargets),
  prove: () => (prove)
});

// EXTERNAL MODULE: ./src/text/file-problem.ts
var file_problem = __webpack_require__(8819);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/mark.ts
var text_mark = __webpack_require__(8338);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/platform/http/errors.ts
var http_errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/platform/http/throttle.ts
var throttle = __webpack_require__(2158);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/http/effort.ts
var http_effort = __webpack_require__(6576);
// EXTERNAL MODULE: ./src/platform/http/paging.ts
var paging = __webpack_require__(6478);
// EXTERNAL MODULE: ./src/platform/schema.ts
var schema = __webpack_require__(5140);
;// CONCATENATED MODULE: ./src/platform/queries.ts





const QueryColumnsBody = index_min/* object */.Ikc({ columns: index_min/* array */.YOg(index_min/* string */.YjP()), is_aggregate: index_min/* boolean */.zMY() });
const RowsBody = index_min/* object */.Ikc({
    metadata: paging/* PageBody */.Gv.entries.metadata,
    data: index_min/* object */.Ikc({
        columns: index_min/* array */.YOg(index_min/* object */.Ikc({ name: index_min/* string */.YjP() })),
        rows: index_min/* array */.YOg(index_min/* array */.YOg(index_min/* unknown */.L5J())),
    }),
});
function readQueryColumns(json) {
    const { columns, is_aggregate: isAggregate } = (0,schema/* read */.LF)(QueryColumnsBody, json);
    return { columns, isAggregate };
}
function readRows(json, wanted = []) {
    const { data, metadata } = (0,schema/* read */.LF)(RowsBody, json);
    const names = data.columns.map(({ name }) => name);
    const missing = wanted.find((name) => !names.includes(name));
    if (missing !== undefined)
        throw new schema/* SchemaError */.Ar('data.columns', `the column \`${missing}\`, which was asked for`);
    if (names.length === 0)
        throw new schema/* SchemaError */.Ar('data.columns', 'the columns of the query, and are none');
    const items = data.rows.map((cells, index) => {
        if (cells.length !== names.length)
            throw new schema/* SchemaError */.Ar(`data.rows.${index}`, `${names.length} cells`);
        return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
    });
    return {
        items,
        columns: names,
        pageSize: metadata?.page_size ?? null,
        totalCount: metadata?.total_count ?? null,
        lastPage: metadata?.last_page ?? null,
    };
}
function createQueries({ ask }) {
    return {
        checkSyntax: (query, effort = http_effort/* QUESTION */.LF) => ask({ path: '/queries/check-syntax', body: { query }, answer: 'none' }, () => { }, effort),
        describeColumns: (query, effort = http_effort/* QUESTION */.LF) => ask({ path: '/queries/columns', body: { query } }, ({ body }) => readQueryColumns(body), effort),
        fetchRows: (query, page, perPage, effort = http_effort/* QUESTION */.LF, wanted = []) => ask({ path: '/queries/execute', query: { page, per_page: perPage }, body: { query } }, ({ body }) => readRows(body, wanted), effort),
    };
}
function readRefusal(error) {
    if (!(0,http_errors/* hasStatus */.Ro)(error, 400, 422))
        return null;
    return error.message.replace(/^The Platform answered \d{3}: /, '').replace(/ \(POST \S+\)$/, '');
}

;// CONCATENATED MODULE: ./src/platform/refusals.ts


const ENOUGH = throttle/* MOST_AT_ONCE */.SV;
function watchRefusals() {
    let [refused, isAnswered] = [0, false];
    let reason = null;
    return {
        why: () => (refused >= ENOUGH && !isAnswered ? reason : null),
        noteAnswer() {
            isAnswered = true;
        },
        noteFailure(error) {
            const why = readUnavailable(error);
            if (why === null)
                return null;
            refused += 1;
            reason ??= why;
            return why;
        },
    };
}
function readUnavailable(error) {
    if (!(error instanceof http_errors/* PlatformError */.Wk))
        return null;
    const { failure } = error;
    if (!('status' in failure))
        return null;
    if (failure.kind === 'status' && failure.status === 403)
        return 'the role of the key does not permit it';
    const isMissing = [404, 405, 501].includes(failure.status);
    return isMissing ? `the Platform answers ${failure.status}: it may be older than that` : null;
}

// EXTERNAL MODULE: ./src/text/compare.ts
var compare = __webpack_require__(9200);
// EXTERNAL MODULE: ./src/actions/policies/sql/lex.ts
var lex = __webpack_require__(5936);
;// CONCATENATED MODULE: ./src/actions/policies/sql/roles.ts

const AFTER_VALUE = new Set([
    ...['AND', 'OR', 'XOR', 'ON', 'IN', 'IS', 'LIKE', 'ILIKE', 'REGEXP', 'RLIKE', 'BETWEEN', 'GLOBAL', 'DIV', 'MOD'],
    ...['WHEN', 'THEN', 'ELSE', 'ARRAY', 'SAMPLE', 'OVER', 'ESCAPE', 'COLLATE', 'APPLY', 'FILL', 'BY'],
    ...['AS', 'USING', 'WITH', 'WHERE', 'PREWHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'SETTINGS'],
    ...['UNION', 'INTERSECT', 'EXCEPT', 'WINDOW', 'QUALIFY'],
]);
const BEFORE_VALUE = new Set([
    ...['NOT', 'CASE', 'DISTINCT', 'INTERVAL', 'EXISTS', 'SELECT', 'ANY', 'ALL'],
]);
const BEFORE_TABLE = new Set(['FROM', 'JOIN']);
const AFTER_NOT = new Set(['IN', 'LIKE', 'ILIKE', 'REGEXP', 'RLIKE', 'BETWEEN']);
const BEFORE_BY = new Set(['GROUP', 'ORDER', 'PARTITION']);
const BEFORE_ARRAY_JOIN = new Set(['LEFT', 'INNER']);
const QUERY_WORDS = new Set(['SELECT', 'WITH', 'FROM']);
const UNIONS = new Set(['UNION', 'INTERSECT', 'EXCEPT']);
function readRoles(tokens) {
    const roles = [];
    for (const index of tokens.keys())
        roles.push(roleOf(tokens, roles, index));
    return roles;
}
function roleOf(tokens, roles, index) {
    const [word, before] = [(0,lex/* wordOf */.aG)(tokens[index]), tokens[index - 1]];
    if (word === '' || before?.source === '.')
        return 'name';
    const as = (0,lex/* wordOf */.aG)(before) === 'AS' ? roles[index - 1] : 'name';
    if (BEFORE_TABLE.has(word) && (as === 'name' || !isEndOfAlias(tokens, index + 1)))
        return 'keyword';
    if (as !== 'name')
        return as === 'keyword' ? 'name' : 'unclear';
    if (word === 'BY' && BEFORE_BY.has((0,lex/* wordOf */.aG)(before)))
        return roles[index - 1] === 'keyword' ? 'keyword' : 'unclear';
    if (word === 'ARRAY' && BEFORE_ARRAY_JOIN.has((0,lex/* wordOf */.aG)(before)))
        return 'keyword';
    if (!AFTER_VALUE.has(word) && !BEFORE_VALUE.has(word))
        return 'name';
    const role = roles[index - 1];
    if (AFTER_NOT.has(word) && ['NOT', 'GLOBAL'].includes((0,lex/* wordOf */.aG)(before)) && role !== 'name')
        return role ?? 'unclear';
    const behind = behindValue(before, roles[index - 1]);
    if (AFTER_VALUE.has(word) || behind === 'keyword' || isStartOfQuery(tokens, index)) {
        return AFTER_VALUE.has(word) ? behind : 'keyword';
    }
    return word === 'DISTINCT' && (0,lex/* wordOf */.aG)(before) === 'SELECT' ? (roles[index - 1] ?? 'unclear') : 'unclear';
}
function behindValue(before, role = 'name') {
    if (before === undefined)
        return 'name';
    if (before.kind === 'sign')
        return [')', ']', '}'].includes(before.source) ? 'keyword' : 'name';
    if (role === 'unclear')
        return role;
    return role === 'name' ? 'keyword' : 'name';
}
function isStartOfQuery(tokens, index) {
    const before = tokens[index - 1];
    const isKindOfUnion = ['ALL', 'DISTINCT'].includes((0,lex/* wordOf */.aG)(before));
    const isOfUnion = UNIONS.has((0,lex/* wordOf */.aG)(tokens[isKindOfUnion ? index - 2 : index - 1]));
    return before === undefined || before.source === '(' || isOfUnion;
}
function isEndOfAlias(tokens, index) {
    const token = tokens[index];
    return token === undefined || [',', ')'].includes(token.source) || ['FROM', 'SELECT'].includes((0,lex/* wordOf */.aG)(token));
}
function skipAlias(tokens, end) {
    const name = tokens[end + 1];
    return (0,lex/* wordOf */.aG)(tokens[end]) === 'AS' && name !== undefined && (0,lex/* isNameToken */.Vx)(name) ? end + 2 : end;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/expressions.ts


const OTHER_WITH = new Set(['TOTALS', 'ROLLUP', 'CUBE', 'FILL', 'TIES']);
function isWithClause(tokens, index) {
    return (0,lex/* wordOf */.aG)(tokens[index]) === 'WITH' && !OTHER_WITH.has((0,lex/* wordOf */.aG)(tokens[index + 1]));
}
const MOST_OF_ONE_NAME = 100;
function readTableExpressions(tokens, roles) {
    const all = [];
    const root = { first: 0, body: null, made: [], from: null, isRecursive: false };
    const stack = [root];
    for (const [index, token] of tokens.entries()) {
        const frame = stack.at(-1) ?? root;
        if (token.source === '(') {
            const { from, isRecursive } = frame;
            const name = nameOfExpression(tokens, index);
            const ends = { close: tokens.length, end: tokens.length, second: null };
            const body = name === null || from === null ? null : { name, from, open: index, ...ends, isRecursive };
            if (body !== null) {
                frame.made.push(body);
                all.push(body);
            }
            stack.push({ first: index + 1, body, made: [], from: null, isRecursive: false });
        }
        else if (token.source === ')' && stack.length > 1) {
            endAll(frame, index);
            if (frame.body !== null)
                frame.body.close = index;
            stack.pop();
        }
        else if (isWithClause(tokens, index)) {
            endAll(frame, index);
            frame.from = index;
            frame.isRecursive = (0,lex/* wordOf */.aG)(tokens[index + 1]) === 'RECURSIVE';
        }
        else if (UNIONS.has((0,lex/* wordOf */.aG)(token))) {
            endPart(frame, index);
            const isUnion = (0,lex/* wordOf */.aG)(token) === 'UNION' && roles[index] === 'keyword';
            if (isUnion && frame.body?.isRecursive === true)
                frame.body.second ??= index;
        }
    }
    const byName = Map.groupBy(all, ({ name }) => name);
    return (name, index) => {
        const known = byName.get(name) ?? [];
        if (known.length > MOST_OF_ONE_NAME)
            return 'unclear';
        const own = known.find(({ open, close }) => open < index && index < close);
        if (own !== undefined)
            return own.second !== null && own.second < index ? 'made' : 'real';
        if (known.some(({ close, end }) => close < index && index < end))
            return 'made';
        return known.some(({ from, open }) => from < index && index < open) ? 'unclear' : 'real';
    };
}
function endPart(frame, at) {
    if (frame.from === frame.first)
        return;
    endAll(frame, at);
    frame.from = null;
}
function endAll({ made }, at) {
    for (const one of made.splice(0))
        one.end = at;
}
function nameOfExpression(tokens, open) {
    const as = (0,lex/* wordOf */.aG)(tokens[open - 1]) === 'MATERIALIZED' ? open - 2 : open - 1;
    const name = tokens[beforeColumns(tokens, as) - 1];
    if (name === undefined || !(0,lex/* isNameToken */.Vx)(name) || (0,lex/* wordOf */.aG)(tokens[as]) !== 'AS')
        return null;
    let first = open;
    while (tokens[first]?.source === '(')
        first += 1;
    return ['SELECT', 'WITH', 'FROM'].includes((0,lex/* wordOf */.aG)(tokens[first])) ? (0,lex/* nameOfToken */.is)(name) : null;
}
function beforeColumns(tokens, end) {
    if (tokens[end - 1]?.source !== ')')
        return end;
    let start = end - 2;
    while (start > 0 && (tokens[start]?.source === ',' || isName(tokens[start])))
        start -= 1;
    return tokens[start]?.source === '(' ? start : end;
}
function isName(token) {
    return token !== undefined && (0,lex/* isNameToken */.Vx)(token);
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/statement.ts


const FIRST_WORDS = new Set(['SELECT', 'WITH']);
function readStatement(query) {
    const { tokens, problem: broken } = (0,lex/* lexSql */.qr)(query);
    const problem = (offset, sentence) => ({ kind: 'problem', offset, sentence });
    if (broken !== null)
        return problem(broken.offset, broken.sentence);
    const end = tokens.findIndex(({ source }) => source === ';');
    const own = end < 0 ? tokens : tokens.slice(0, end);
    const rest = end < 0 ? [] : tokens.slice(end).filter(({ source }) => source !== ';');
    const [first] = own.filter(({ source }) => source !== '(');
    if (first === undefined)
        return problem(0, 'There is no SQL but comments; allowed: one `SELECT` or `WITH`.');
    if (!FIRST_WORDS.has((0,lex/* wordOf */.aG)(first))) {
        const word = [...first.source].slice(0, 40).join('');
        return problem(first.start, `The query begins with \`${word}\`; allowed: one \`SELECT\` or \`WITH\`.`);
    }
    const [second] = rest;
    if (second !== undefined) {
        return problem(second.start, 'A second statement begins here; allowed: one `SELECT` or `WITH`.');
    }
    return findForbidden(own) ?? { kind: 'statement', sql: query.slice(0, own.at(-1)?.end), tokens: own };
}
function findForbidden(tokens) {
    const wordAt = (index) => (0,lex/* wordOf */.aG)(tokens[index]);
    let depth = 0;
    for (const [index, { source, start: offset }] of tokens.entries()) {
        if (source === '(')
            depth += 1;
        else if (source === ')')
            depth -= 1;
        if (depth > 0)
            continue;
        const problem = (sentence) => ({ kind: 'problem', offset, sentence });
        const [word, next] = [wordAt(index), wordAt(index + 1)];
        if (word === 'INSERT' && next === 'INTO') {
            return problem('The query writes with `INSERT INTO`; allowed: one `SELECT` or `WITH`.');
        }
        if (word === 'PARALLEL' && isWithClause(tokens, index + 1)) {
            return problem('`PARALLEL WITH` adds a second statement; allowed: one `SELECT` or `WITH`.');
        }
        if (word === 'INTO' && next === 'OUTFILE') {
            return problem('A policy writes no file; take `INTO OUTFILE` off.');
        }
        if (word === 'FORMAT' && isFormatClause(tokens, index)) {
            return problem('The Platform chooses the format; take `FORMAT` off.');
        }
    }
    return null;
}
function isFormatClause(tokens, index) {
    const [name, after, before] = [tokens[index + 1], tokens[index + 2], tokens[index - 1]];
    const isLast = after === undefined || (0,lex/* wordOf */.aG)(after) === 'SETTINGS';
    const isAlias = (0,lex/* wordOf */.aG)(before) === 'AS' && (0,lex/* wordOf */.aG)(tokens[index - 2]) !== 'AS';
    return name !== undefined && (0,lex/* isNameToken */.Vx)(name) && isLast && !isAlias && ![',', '.'].includes(before?.source ?? '');
}

// EXTERNAL MODULE: ./src/text/redact.ts
var redact = __webpack_require__(3326);
;// CONCATENATED MODULE: ./src/actions/policies/sql/place.ts
function placeInFile({ line, segments }, offset) {
    const segment = segments[findSegment(segments, offset)];
    if (segment === undefined)
        return { line, column: null };
    return { line: segment.line, column: segment.column + Math.max(0, offset - segment.offset) };
}
function findSegment(segments, offset) {
    let [low, high] = [0, segments.length];
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((segments[middle]?.offset ?? 0) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return Math.max(0, low - 1);
}
function locateError(query, message, find) {
    const [, line, column] = /\(line (\d{1,7}), col(?:umn)? (\d{1,7})\)/.exec(message) ?? [];
    if (line !== undefined && column !== undefined) {
        let start = 0;
        for (let number = 1; number < Number(line); number++) {
            const end = query.indexOf('\n', start);
            if (end < 0)
                return null;
            start = end + 1;
        }
        return start + unitsIn(query.slice(start), Number(column) - 1);
    }
    const position = /\bat position (\d{1,7})/.exec(message)?.[1];
    if (position !== undefined)
        return unitsIn(query, Number(position) - 1);
    for (const [, name = ''] of message.matchAll(/[`'"‘]([^`'"’\s]{1,200})[`'"’]/g)) {
        const offset = find(name);
        if (offset !== null)
            return offset;
    }
    return null;
}
function unitsIn(text, bytes) {
    let [units, seen] = [0, 0];
    for (const character of text) {
        if (seen >= bytes)
            break;
        seen += Buffer.byteLength(character);
        units += character.length;
    }
    return units;
}

// EXTERNAL MODULE: ./src/actions/policies/check/checks.ts
var checks = __webpack_require__(9704);
;// CONCATENATED MODULE: ./src/actions/policies/check/engine-words.ts

const ABOUT_WORDS = new Map([
    ['42', 'NUMBER_OF_ARGUMENTS_DOESNT_MATCH'],
    ['43', 'ILLEGAL_TYPE_OF_ARGUMENT'],
    ['46', 'UNKNOWN_FUNCTION'],
    ['47', 'UNKNOWN_IDENTIFIER'],
    ['50', 'UNKNOWN_TYPE'],
    ['60', 'UNKNOWN_TABLE'],
    ['62', 'SYNTAX_ERROR'],
    ['80', 'INCORRECT_QUERY'],
    ['115', 'UNKNOWN_SETTING'],
    ['179', 'MULTIPLE_EXPRESSIONS_FOR_ALIAS'],
    ['184', 'ILLEGAL_AGGREGATION'],
    ['207', 'AMBIGUOUS_IDENTIFIER'],
    ['215', 'NOT_AN_AGGREGATE'],
    ['386', 'NO_COMMON_TYPE'],
    ['497', 'ACCESS_DENIED'],
]);
const OWN_WORDS = `
  DB::Exception Exception Code In scope query SELECT FROM JOIN WHERE PREWHERE HAVING GROUP BY ORDER LIMIT AS AND OR NOT
  Unknown expression expressions identifier identifiers table column columns function functions aggregate combinator
  data type types family setting settings alias aliases database name names with without for of to on in is are was a an
  the this that it its s t does doesn exist exists Maybe you meant Illegal argument arguments parameter parameters first
  second third fourth fifth passed given number match matches should must can cannot be been a constant const string
  integer number array map tuple got instead expected expects requires required at least most more than one two exactly
  either under keys found inside another There no supertype because some them and have not while executing while
  processing Syntax error failed end unmatched parentheses unrecognized token empty Multiple different same Ambiguous
  unambiguous Not enough privileges execute necessary grant default system right left Missing
  equals notEquals less lessOrEquals greater greaterOrEquals plus minus multiply divide modulo negate concat like notLike
  ilike notILike notIn arrayElement tupleElement if multiIf
  Array Bool Boolean Date Date32 DateTime DateTime64 Decimal Decimal32 Decimal64 Decimal128 Decimal256 Dynamic Enum Enum8
  Enum16 FixedString Float32 Float64 Int Int8 Int16 Int32 Int64 Int128 Int256 IPv4 IPv6 JSON LowCardinality Map Nested
  Nothing Nullable Object Set String String/FixedString/Enum Tuple UInt UInt8 UInt16 UInt32 UInt64 UInt128 UInt256 UUID
  Variant`;
const PIECE = /[\w$\P{ASCII}]+(?:[-.:/@#%&~\\+]+[\w$\P{ASCII}]+)*/gu;
const OWN = listPieces(`${OWN_WORDS} ${[...ABOUT_WORDS.values()].join(' ')}`);
const SYNTAX = /^Syntax error: failed at position \d+ /;
const VERSION = / \(version \d[^()]{0,40}(?:\(official build\))?\)/g;
function isAboutWords(message) {
    const code = readCode(message);
    return code !== null && ABOUT_WORDS.has(code) && !/throwIf/i.test(message);
}
function readCode(message) {
    return /^Code: (\d{1,4})\. /.exec(message)?.[1] ?? (SYNTAX.test(message) ? '62' : null);
}
function hideValues(message, query) {
    const words = listPieces(query);
    const isWord = (one) => words.has(fold(one)) || OWN.has(fold(one));
    const text = message.replace(VERSION, '');
    let [shown, end, isHidden] = ['', 0, false];
    for (const { 0: piece, index } of text.matchAll(PIECE)) {
        const between = text.slice(end, index);
        const isKnown = isWord(piece) || piece.split('.').every(isWord);
        if (isKnown || !isHidden || between.trim() !== '')
            shown += between + (isKnown ? piece : redact/* HIDDEN_PATTERNS */.F_);
        isHidden = !isKnown;
        end = index + piece.length;
    }
    return shown + text.slice(end);
}
function listPieces(text) {
    return new Set((text.match(PIECE) ?? []).flatMap((piece) => [piece, ...piece.split(/[./]/)]).map(fold));
}
function fold(piece) {
    return piece.toLowerCase();
}

;// CONCATENATED MODULE: ./src/actions/policies/check/judge.ts






const LONGEST_REASON = 1_000;
const LONGEST_MESSAGE = 20_000;
function findUnsendable({ query, place }) {
    const statement = readStatement(query);
    if (statement.kind === 'statement')
        return null;
    return { path: place.path, ...placeInFile(place, statement.offset), sentence: statement.sentence };
}
function placeRefusal({ query, place }, message, quote) {
    const offset = locateError(query, message, findNames(query));
    const at = offset === null ? { line: place.line, column: null } : placeInFile(place, offset);
    return {
        path: place.path,
        ...at,
        sentence: `The engine of the Platform refuses the query: ${quote(message, query)}`,
    };
}
function hideRefusal(message, query) {
    if (isAboutWords(message))
        return hideValues(shortenRefusal(message), query);
    const code = readCode(message);
    return `${code === null ? 'an error' : `error ${code}`} of ClickHouse, whose words can be data: ${redact/* HIDDEN_PATTERNS */.F_}.`;
}
function shortenRefusal(message) {
    const own = message
        .slice(0, LONGEST_MESSAGE)
        .replace(/^Code: \d+\. (?:DB::Exception: )?/, '')
        .replace(/\. Expected one of: (?:(?! \([A-Z_]+\)$).)*/s, '.')
        .replace(/failed at position \d+ \(.*?\)(?: \(line \d+, col \d+\))?: /s, 'failed at: ')
        .replace(/failed at: (?=\.(?: |$))/, 'failed at the end')
        .trim();
    return /[.!?)]$/.test(own) ? own.slice(0, LONGEST_REASON) : `${own.slice(0, LONGEST_REASON)}.`;
}
function findNames(query) {
    const starts = new Map();
    for (const token of (0,lex/* lexSql */.qr)(query).tokens.toReversed())
        starts.set((0,lex/* nameOfToken */.is)(token), token.start);
    return (name) => starts.get(name) ?? starts.get(name.slice(name.lastIndexOf('.') + 1)) ?? null;
}
function findUnlisted({ place }, { columns, isAggregate }) {
    const hasId = columns.includes(checks/* ID_COLUMN */.F);
    if (hasId && !isAggregate)
        return null;
    const what = isAggregate
        ? 'The query puts many rows together into one, and each row counts as a violation'
        : `The query gives no \`${checks/* ID_COLUMN */.F}\``;
    const sentence = `${what}: the Platform counts what it finds, but the gate can neither list nor forgive single violations.`;
    return { path: place.path, line: place.line, column: null, sentence };
}

;// CONCATENATED MODULE: ./src/actions/policies/check/check-queries.ts










async function checkQueries(targets, idRule, client, hidesData) {
    const problems = [];
    const warnings = [];
    const unchecked = [];
    const refused = new Set();
    const columns = new Map();
    const watches = { syntax: watchRefusals(), columns: watchRefusals() };
    const quote = hidesData ? hideRefusal : shortenRefusal;
    let passed = 0;
    function leaveUnchecked({ slug, place }, why) {
        unchecked.push({ slug, why });
        if (idRule !== 'error')
            return;
        const sentence = `Whether the query gives \`_cq_platform_id\` is unknown, and \`require-platform-id\` is \`error\`: ${why}.`;
        problems.push({ path: place.path, line: place.line, column: null, sentence });
    }
    async function check(target) {
        const { slug } = target;
        const statement = readStatement(target.query);
        if (statement.kind === 'problem') {
            const unsendable = findUnsendable(target);
            if (unsendable !== null)
                problems.push(unsendable);
            refused.add(slug);
            return;
        }
        if ((await ask('syntax', target, () => client.checkSyntax(statement.sql))) === null)
            return;
        const described = await ask('columns', target, () => client.describeColumns(statement.sql));
        if (described === null)
            return;
        columns.set(slug, described.answer.columns);
        passed += 1;
        const unlisted = idRule === 'ignore' ? null : findUnlisted(target, described.answer);
        if (unlisted !== null)
            (idRule === 'error' ? problems : warnings).push(unlisted);
    }
    async function ask(question, target, send) {
        const refusals = watches[question];
        const closed = refusals.why();
        if (closed !== null) {
            leaveUnchecked(target, closed);
            return null;
        }
        try {
            const answer = await send();
            refusals.noteAnswer();
            return { answer };
        }
        catch (error) {
            if (!(error instanceof http_errors/* PlatformError */.Wk))
                throw error;
            const refusal = readRefusal(error);
            if (refusal === null)
                leaveUnchecked(target, refusals.noteFailure(error) ?? (0,errors/* messageOf */.bD)(error));
            else {
                refusals.noteAnswer();
                refused.add(target.slug);
                problems.push(placeRefusal(target, refusal, quote));
            }
            return null;
        }
    }
    await (0,p_limit/* default */.A)(throttle/* MOST_AT_ONCE */.SV).map(targets, check);
    unchecked.sort((a, b) => (0,compare/* compareTexts */.Z)(a.slug, b.slug));
    return { passed, problems: (0,file_problem/* sortProblems */.d)(problems), warnings: (0,file_problem/* sortProblems */.d)(warnings), unchecked, refused, columns };
}

// EXTERNAL MODULE: ./src/actions/policies/check/describe.ts
var describe = __webpack_require__(5296);
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
;// CONCATENATED MODULE: ./src/actions/policies/plan/lost-waivers.ts


function findLostWaivers(changes, countWaivers) {
    return changes.flatMap(({ kind, before, after, file }) => {
        if (kind !== 'policy' || before === null || after === null || file === null)
            return [];
        if ((0,tidy/* canonText */.Zt)(before.name) === (0,tidy/* canonText */.Zt)(after.name))
            return [];
        const old = countWaivers(before.name);
        if (old <= countWaivers(after.name))
            return [];
        const sentence = `\`waivers\` has ${(0,format/* countNouns */.Vq)(old, 'waiver')} for “${before.name}”, and the plan renames this policy: the gate then counts the violations that they cover. Before the plan is applied, add the same waivers for “${after.name}”.`;
        return [{ path: file.path, line: file.line, column: null, sentence }];
    });
}

// EXTERNAL MODULE: ./src/actions/policies/preview/preview.ts
var preview_preview = __webpack_require__(3413);
// EXTERNAL MODULE: ./src/actions/policies/sql/tidy-query.ts
var tidy_query = __webpack_require__(3956);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/actions/policies/preview/compare.ts


const LONGEST_KEY = 300;
const SHOWN_OF_LONG = 100;
function keyOf(text) {
    if (text.length <= LONGEST_KEY)
        return text;
    const beginning = Buffer.from(text.slice(0, SHOWN_OF_LONG)).toString();
    return `${beginning}… (${text.length} characters, SHA-256 ${(0,external_node_crypto_.hash)('sha256', text, 'hex')})`;
}
const MOST_ACCOUNTS = 5;
const MOST_SHOWN = 10;
function compareWith(before, forgive) {
    const left = new Map(before);
    let gone = 0;
    for (const rows of before.values())
        gone += rows;
    let [added, same, waived, known] = [0, 0, 0, 0];
    const accounts = new Map();
    const shown = new Map();
    return {
        add(violation) {
            const platformId = keyOf(violation.platformId);
            const rows = left.get(platformId) ?? 0;
            if (rows > 0) {
                left.set(platformId, rows - 1);
                same += 1;
                gone -= 1;
                return;
            }
            added += 1;
            const account = keyOf(accountOf(violation));
            accounts.set(account, (accounts.get(account) ?? 0) + 1);
            if (shown.size < MOST_SHOWN)
                shown.set(platformId, violation);
            const standing = forgive?.(violation);
            if (standing === 'waived')
                waived += 1;
            if (standing === 'known')
                known += 1;
        },
        end: () => ({
            ...{ added, gone, same },
            forgiven: forgive === null ? null : { waived, known },
            accounts: rankAccounts(accounts),
            addedShown: [...shown.values()],
            goneIds: listLeft(left),
        }),
    };
}
function listLeft(left) {
    const ids = [];
    for (const [id, rows] of left) {
        if (ids.length === MOST_SHOWN)
            break;
        if (rows > 0)
            ids.push(id);
    }
    return ids;
}
function accountOf({ accountName, accountId }) {
    return accountName.trim() === '' ? (accountId ?? '') : accountName;
}
function rankAccounts(counts) {
    return [...counts]
        .map(([account, count]) => ({ account, count }))
        .sort((a, b) => b.count - a.count || (0,compare/* compareTexts */.Z)(a.account, b.account))
        .slice(0, MOST_ACCOUNTS);
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/settings.ts

const HARMLESS_SETTING = /^(?:max|optimize|query_plan|output_format|allow(?!_experimental_analyzer$))_\w+$/;
const HARMLESS_SETTINGS = new Set([
    ...['join_use_nulls', 'join_algorithm', 'join_default_strictness', 'any_join_distinct_right_table_keys'],
    ...['group_by_use_nulls', 'aggregate_functions_null_for_empty', 'transform_null_in', 'cast_keep_nullable'],
    ...['union_default_mode', 'except_default_mode', 'intersect_default_mode', 'short_circuit_function_evaluation'],
    ...['date_time_input_format', 'date_time_output_format', 'session_timezone', 'use_uncompressed_cache'],
    ...['priority', 'log_comment', 'log_queries'],
]);
const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);
function findSetting(tokens, index) {
    const [first, behind] = [tokens[index + 1], tokens[index + 2]?.source ?? ')'];
    if (first === undefined || !(0,lex/* isNameToken */.Vx)(first) || !['=', ',', ')', '.'].includes(behind))
        return null;
    let [depth, isName] = [0, true];
    for (let at = index + 1; at < tokens.length; at++) {
        const token = tokens[at];
        if (token === undefined)
            break;
        if (CLOSING.has(token.source))
            depth -= 1;
        if (depth < 0)
            break;
        if (OPENING.has(token.source))
            depth += 1;
        if (isName) {
            const name = tokens[at + 1]?.source === '.' ? `${(0,lex/* nameOfToken */.is)(token)}.…` : (0,lex/* nameOfToken */.is)(token);
            if (!HARMLESS_SETTING.test(name) && !HARMLESS_SETTINGS.has(name))
                return name;
        }
        isName = depth === 0 && token.source === ',';
        if (depth === 0 && ['UNION', 'EXCEPT', 'INTERSECT'].includes((0,lex/* wordOf */.aG)(token)))
            break;
    }
    return null;
}
function findOuterSetting(tokens) {
    let depth = 0;
    for (const [index, token] of tokens.entries()) {
        if (OPENING.has(token.source))
            depth += 1;
        if (CLOSING.has(token.source))
            depth -= 1;
        const setting = depth === 0 && (0,lex/* wordOf */.aG)(token) === 'SETTINGS' ? findSetting(tokens, index) : null;
        if (setting !== null)
            return setting;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/wrap.ts
function quoteName(name) {
    return `\`${name.replace(/[\\`]/g, '\\$&')}\``;
}
function quoteText(text) {
    return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
function wrapStatement(sql) {
    return `(\n${sql}\n)`;
}

// EXTERNAL MODULE: ./src/platform/violation.ts
var violation = __webpack_require__(8088);
;// CONCATENATED MODULE: ./src/actions/policies/preview/row.ts


const SHOWN_COLUMNS = [
    ...['cloud', 'resource_type_label', '_cq_account_name', 'account_id', 'name', 'region', checks/* ID_COLUMN */.F],
];
const MATCHED_COLUMNS = [...SHOWN_COLUMNS, 'tags'];
const LONGEST_ID = 2_000;
function readRow(row) {
    return (0,violation/* readViolation */.ug)({ ...row, [checks/* ID_COLUMN */.F]: readId(row), tags: readTagTexts(row['tags']) });
}
function readId(row) {
    const id = (0,violation/* readPlatformId */.RB)(row[checks/* ID_COLUMN */.F]);
    return id.length > LONGEST_ID ? '' : id;
}
function rowOfId(platformId) {
    return readRow({ [checks/* ID_COLUMN */.F]: platformId });
}
function readTagTexts(cell) {
    const value = typeof cell === 'string' ? parseOrNull(cell) : cell;
    if (Array.isArray(value))
        return value.filter((one) => typeof one === 'string');
    if (typeof value !== 'object' || value === null)
        return null;
    return Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [`${key}=${text}`] : []));
}
function parseOrNull(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/actions/policies/preview/read-rows.ts









async function prepareQuery(query, columns, { client, effort }) {
    const statement = readStatement(query);
    if (statement.kind === 'problem')
        return null;
    const given = columns ?? (await client.describeColumns(statement.sql, effort)).columns;
    const setting = findOuterSetting(statement.tokens);
    const doubt = setting === null ? null : `it sets \`${setting}\`, which may count for a query only as it stands`;
    return { sql: wrapStatement(statement.sql), columns: given, doubt };
}
const ALL_COLUMNS = 'ignore(*)';
async function readQueryRows(query, wanted, mostRows, take, asking) {
    if (query === null)
        return { kind: 'count', count: null, why: 'it is no single `SELECT`' };
    if (query.doubt !== null)
        return { kind: 'count', count: null, why: query.doubt };
    try {
        return await (query.columns.includes(checks/* ID_COLUMN */.F)
            ? readEach(query, wanted, mostRows, take, asking)
            : countRows(query, asking));
    }
    catch (error) {
        if (readRefusal(error) === null)
            throw error;
        return { kind: 'count', count: null, why: `it could not be evaluated: ${(0,errors/* messageOf */.bD)(error)}` };
    }
}
async function countRows({ sql }, { client, effort }) {
    const text = `SELECT count() + sum(${ALL_COLUMNS}) AS n FROM ${sql}`;
    const { items } = await client.fetchRows(text, 1, 1, effort, ['n']);
    const count = Number(items[0]?.['n']);
    const why = `the query gives no \`${checks/* ID_COLUMN */.F}\``;
    return { kind: 'count', count: Number.isSafeInteger(count) ? count : null, why };
}
async function readEach(query, wanted, mostRows, take, { client, effort, onPage }) {
    const names = wanted.filter((name) => query.columns.includes(name));
    const sql = `${read_rows_select(query, names)} ORDER BY ${quoteName(checks/* ID_COLUMN */.F)}, ${ALL_COLUMNS} LIMIT ${mostRows + 1}`;
    const fetchPage = (page, perPage) => client.fetchRows(sql, page, perPage, effort, names);
    let [count, unnamed, stated] = [0, 0, 0];
    for await (const { items, totalCount } of (0,paging/* walkPages */.wZ)(fetchPage, paging/* LARGEST_PAGE */.LS)) {
        onPage(items.length * names.length);
        stated = Math.max(stated, totalCount ?? 0);
        for (const row of items) {
            count += 1;
            if (!take(row))
                unnamed += 1;
        }
        if (count > mostRows) {
            return { kind: 'count', count: null, why: `it finds more than ${mostRows} (\`preview-rows\`)` };
        }
    }
    if (count < stated) {
        const why = `the Platform counts ${stated} of its rows (\`metadata.total_count\`), and gives ${count}`;
        return { kind: 'count', count: null, why };
    }
    if (unnamed > 0)
        return { kind: 'count', count, why: describeUnnamed(unnamed) };
    return { kind: 'rows', count };
}
async function readResources(query, ids, { client, effort }) {
    const id = quoteName(checks/* ID_COLUMN */.F);
    const names = SHOWN_COLUMNS.filter((name) => query.columns.includes(name));
    const sql = `${read_rows_select(query, names)} WHERE ${id} IN (${ids.map(quoteText).join(', ')}) ORDER BY ${id} LIMIT 1 BY ${id}`;
    const { items } = await client.fetchRows(sql, 1, paging/* LARGEST_PAGE */.LS, effort, names);
    return new Map(items.map(readRow).map((violation) => [violation.platformId, violation]));
}
function describeUnnamed(rows) {
    return `${rows} of its rows have no \`${checks/* ID_COLUMN */.F}\`, or one of more than ${(0,format/* formatCount */.B4)(LONGEST_ID)} characters`;
}
function read_rows_select({ sql }, names) {
    const isId = (name) => name === checks/* ID_COLUMN */.F || name === 'account_id';
    const list = names.map((name) => {
        const text = `substringUTF8(toString(${quoteName(name)}), 1, ${LONGEST_ID + 1})`;
        return isId(name) ? `${text} AS ${quoteName(name)}` : quoteName(name);
    });
    return `SELECT ${list.join(', ')} FROM ${sql}`;
}

;// CONCATENATED MODULE: ./src/actions/policies/preview/preview-policy.ts






const NOTHING = { query: null, rows: { kind: 'rows', count: 0 } };
async function previewPolicy({ slug, name, before, after, columns }, mostRows, forgive, asking) {
    const isSame = before !== null && (0,tidy_query/* isSameQuery */.l)(before, after);
    const finding = new Map();
    const old = before === null ? NOTHING : await readBefore(before, isSame ? columns : null);
    const comparison = compareWith(finding, forgive);
    const young = isSame ? old : await readAfter();
    const facts = { slug, name, isThere: before !== null, before: old.rows.count, after: young.rows.count };
    if (young.rows.kind === 'count')
        return { ...facts, difference: null, why: young.rows.why };
    if (old.rows.kind === 'count')
        return { ...facts, difference: null, why: `of the Platform's query: ${old.rows.why}` };
    if (isSame)
        return { ...facts, difference: describeSame(old.rows.count, forgive), why: null };
    const { goneIds, ...compared } = comparison.end();
    const goneShown = old.query === null ? [] : await describeResources(old.query, goneIds, asking);
    return { ...facts, difference: { ...compared, goneShown }, why: null };
    async function readBefore(text, given) {
        const query = await prepareQuery(text, given, asking);
        const take = (row) => {
            const id = readId(row);
            const key = keyOf(id);
            finding.set(key, (finding.get(key) ?? 0) + 1);
            return id !== '';
        };
        return { query, rows: await readQueryRows(query, [checks/* ID_COLUMN */.F], mostRows, take, asking) };
    }
    async function readAfter() {
        const query = await prepareQuery(after, columns, asking);
        const take = (row) => {
            const violation = readRow(row);
            comparison.add(violation);
            return violation.platformId !== '';
        };
        const wanted = forgive === null ? SHOWN_COLUMNS : MATCHED_COLUMNS;
        return { query, rows: await readQueryRows(query, wanted, mostRows, take, asking) };
    }
}
function describeSame(count, forgive) {
    const forgiven = forgive === null ? null : { waived: 0, known: 0 };
    return { added: 0, gone: 0, same: count, forgiven, accounts: [], addedShown: [], goneShown: [] };
}
async function describeResources(query, ids, asking) {
    if (ids.length === 0)
        return [];
    const found = await readResources(query, ids, asking).catch((error) => {
        if (error instanceof http_errors/* PlatformError */.Wk || asking.isOver(error))
            return new Map();
        throw error;
    });
    return ids.map((id) => found.get(id) ?? rowOfId(id));
}

;// CONCATENATED MODULE: ./src/actions/policies/preview/preview-policies.ts









const POLICIES_AT_ONCE = throttle/* MOST_AT_ONCE */.SV;
const BYTES_OF_CELL = 90;
const MOST_MS = 120_000;
const SHARE = 0.5;
async function previewPolicies(targets, mostRows, { client, clock, deadline, forgive, onGarbage }) {
    const end = clock.uptime() + Math.max(0, deadline - clock.uptime()) * SHARE;
    const refusals = watchRefusals();
    const isOver = (error) => error instanceof errors/* TimedOutError */.On && clock.uptime() < deadline;
    const onPage = (cells) => onGarbage?.(cells * BYTES_OF_CELL);
    async function preview(target) {
        const closed = refusals.why();
        if (closed !== null)
            return describeUnknown(target, closed);
        if (clock.uptime() >= end)
            return describeUnknown(target, 'the time for previews was over');
        const until = Math.min(end, clock.uptime() + MOST_MS);
        const { id, name } = target;
        const forgiveOne = forgive?.({ id: id ?? '', name }) ?? null;
        try {
            const asking = { client, effort: { ...http_effort/* QUESTION */.LF, until }, onPage, isOver };
            const result = await previewPolicy(target, mostRows, forgiveOne, asking);
            refusals.noteAnswer();
            return result;
        }
        catch (error) {
            if (error instanceof schema/* SchemaError */.Ar) {
                return describeUnknown(target, `its rows changed while they were read, or are not all there (${error.message})`);
            }
            if (isOver(error)) {
                const seconds = Math.round(MOST_MS / 1_000);
                return describeUnknown(target, `it took longer than ${seconds} s, or than half of the step's time`);
            }
            if (!(error instanceof http_errors/* PlatformError */.Wk))
                throw error;
            return describeUnknown(target, refusals.noteFailure(error) ?? (0,errors/* messageOf */.bD)(error));
        }
    }
    return (0,preview_preview/* sumUp */.Bw)(await (0,p_limit/* default */.A)(POLICIES_AT_ONCE).map(targets, preview));
}
function describeUnknown({ slug, name, before }, why) {
    return { slug, name, before: null, after: null, isThere: before !== null, difference: null, why };
}

// EXTERNAL MODULE: ./src/actions/policies/test/describe.ts
var test_describe = __webpack_require__(2358);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
;// CONCATENATED MODULE: ./src/actions/policies/sql/sources.ts
const HARMLESS_SOURCES = new Set([
    ...['numbers', 'numbers_mt', 'zeros', 'zeros_mt', 'generateseries', 'generate_series', 'generaterandom'],
    ...['values', 'format', 'null'],
]);

;// CONCATENATED MODULE: ./src/actions/policies/test/column-type.ts

const TYPES_ALLOWED = '`String`, `FixedString`, `Bool`, whole numbers, `Decimal`, `Float32`, `Float64`, `Date`, `Date32`, `DateTime`, `DateTime64`, `UUID`, `IPv4`, `IPv6`, `Enum`, `JSON`, and `Array`, `Map`, `Tuple`, `Nested`, `Nullable` and `LowCardinality` of these';
const ALIASES = new Map(Object.entries({
    int8: 'tinyint int1 byte',
    int16: 'smallint',
    int32: 'mediumint int integer',
    int64: 'bigint signed',
    uint16: 'year',
    uint64: 'unsigned bit',
    decimal: 'dec numeric fixed',
    float32: 'float real single',
    float64: 'double',
    string: `text tinytext mediumtext longtext char character nchar varchar varchar2 clob blob tinyblob mediumblob longblob
      bytea varbinary`,
    fixedstring: 'binary',
    bool: 'boolean',
    datetime: 'timestamp datetime32',
    enum: 'enum8 enum16',
    ipv4: 'inet4',
    ipv6: 'inet6',
}).flatMap(([name, aliases]) => aliases.split(/\s+/).map((alias) => [alias, name])));
const DIGITS_OF_DECIMAL = new Map([
    ['decimal32', 9],
    ['decimal64', 18],
    ['decimal128', 38],
    ['decimal256', 76],
]);
const DEEPEST = 30;
function readColumnType(text) {
    const { tokens, problem } = (0,lex/* lexSql */.qr)(text);
    if (problem !== null)
        return null;
    const parsed = parseType(tokens, 0, 0);
    return parsed !== null && parsed.end === tokens.length ? toColumnType(parsed.tree) : null;
}
function parseType(tokens, at, depth) {
    const name = tokens[at];
    if (name?.kind !== 'word' || depth > DEEPEST)
        return null;
    const tree = { name: name.source, args: null };
    if (tokens[at + 1]?.source !== '(')
        return { tree, end: at + 1 };
    const args = [];
    let next = at + 2;
    while (tokens[next - 1]?.source !== ')') {
        const parsed = parseArgument(tokens, next, depth + 1);
        if (parsed === null)
            return null;
        args.push(parsed.argument);
        next = parsed.end + 1;
    }
    return { tree: { name: name.source, args }, end: next };
}
function parseArgument(tokens, at, depth) {
    const isEnd = (index) => [',', ')'].includes(tokens[index]?.source ?? '');
    const type = parseType(tokens, at, depth);
    if (type !== null && isEnd(type.end))
        return { argument: { field: null, tree: type.tree }, end: type.end };
    const first = tokens[at];
    const named = first?.kind === 'word' || first?.kind === 'name' ? parseType(tokens, at + 1, depth) : null;
    if (first !== undefined && named !== null && isEnd(named.end)) {
        return { argument: { field: (0,lex/* nameOfToken */.is)(first), tree: named.tree }, end: named.end };
    }
    let end = at;
    while (end < tokens.length && !isEnd(end) && tokens[end]?.source !== '(')
        end += 1;
    return end > at && isEnd(end) ? { argument: { tokens: tokens.slice(at, end) }, end } : null;
}
function toColumnType({ name: written, args }) {
    const name = ALIASES.get(written.toLowerCase()) ?? written.toLowerCase();
    const inner = (args ?? []).map((argument) => ('tree' in argument ? toColumnType(argument.tree) : null));
    const [first = null, second = null] = inner;
    const numbers = (args ?? []).map(readNumber);
    const [, sign, bits] = /^(u?)int(8|16|32|64|128|256)$/.exec(name) ?? [];
    if (bits !== undefined)
        return { kind: 'whole', bits: Number(bits), isUnsigned: sign === 'u' };
    if (name === 'string')
        return { kind: 'text' };
    if (name === 'float32' || name === 'float64')
        return { kind: 'float', bits: name === 'float32' ? 32 : 64 };
    if (name === 'fixedstring')
        return isCount(numbers[0]) ? { kind: 'fixed-text', bytes: numbers[0] } : null;
    if (name.startsWith('decimal'))
        return toDecimal(name, numbers);
    if (name === 'enum')
        return toEnum(args ?? []);
    const moment = toMoment(name, args ?? []);
    if (moment !== null)
        return moment;
    if (name === 'array' || name === 'nullable') {
        return first === null || inner.length !== 1 ? null : { kind: name, of: first };
    }
    if (name === 'lowcardinality')
        return inner.length === 1 ? first : null;
    if (name === 'simpleaggregatefunction')
        return inner.length === 2 ? second : null;
    if (name === 'map') {
        return first === null || second === null || inner.length !== 2 ? null : { kind: 'map', key: first, value: second };
    }
    if (name === 'tuple' || name === 'nested') {
        const fields = toFields(args ?? []);
        if (fields === null)
            return null;
        return name === 'tuple' ? { kind: 'tuple', fields } : { kind: 'array', of: { kind: 'tuple', fields } };
    }
    if (name === 'json')
        return (args ?? []).every(isRoom) ? { kind: 'json' } : null;
    const isPlain = name === 'bool' || name === 'uuid' || name === 'ipv4' || name === 'ipv6';
    return isPlain && args === null ? { kind: name } : null;
}
function isRoom(argument) {
    const [name, sign, count, ...rest] = 'tokens' in argument ? argument.tokens : [];
    const isKnown = name?.source === 'max_dynamic_paths' || name?.source === 'max_dynamic_types';
    return isKnown && sign?.source === '=' && count?.kind === 'number' && rest.length === 0;
}
function toDecimal(name, numbers) {
    const size = DIGITS_OF_DECIMAL.get(name);
    if (size === undefined && name !== 'decimal')
        return null;
    const [digits, scale] = size === undefined ? [numbers[0] ?? 10, numbers[1] ?? 0] : [size, numbers[0]];
    return isCount(digits) && isCount(scale) ? { kind: 'decimal', digits, scale } : null;
}
function toMoment(name, args) {
    const day = { kind: 'moment', digits: null, zone: null };
    if (args.length === 0 && name === 'date')
        return { ...day, first: '1970-01-01', last: '2149-06-06' };
    if (args.length === 0 && name === 'date32')
        return { ...day, first: '1900-01-01', last: '2299-12-31' };
    if (name !== 'datetime' && name !== 'datetime64')
        return null;
    const texts = args.map(readText);
    const digits = readNumber(args[0]);
    const isSeconds = name === 'datetime' && digits === null;
    const zones = isSeconds ? texts : texts.slice(1);
    if (zones.length > 1 || zones.includes(null) || (digits ?? 0) > 9)
        return null;
    if (!isSeconds && digits === null && args.length > 0)
        return null;
    const zone = zones[0] ?? null;
    if (isSeconds)
        return { kind: 'moment', first: '1970-01-02', last: '2106-02-05', digits: 0, zone };
    const last = digits === 9 ? '2262-04-10' : '2299-12-30';
    return { kind: 'moment', first: '1900-01-02', last, digits: digits ?? 3, zone };
}
function toEnum(args) {
    const names = args.map((argument) => {
        const [name, sign] = 'tokens' in argument ? argument.tokens : [];
        const isName = name?.kind === 'text' && (sign === undefined || sign.source === '=');
        return isName ? readQuoted(name) : null;
    });
    return names.length === 0 || names.includes(null)
        ? null
        : { kind: 'enum', names: names.flatMap((name) => name ?? []) };
}
function toFields(args) {
    const fields = args.map((argument) => {
        if (!('tree' in argument))
            return null;
        const type = toColumnType(argument.tree);
        return type === null ? null : { name: argument.field, type };
    });
    return fields.length === 0 || fields.includes(null) ? null : fields.flatMap((field) => field ?? []);
}
function readNumber(argument) {
    const [token, ...rest] = argument !== undefined && 'tokens' in argument ? argument.tokens : [];
    return token?.kind === 'number' && rest.length === 0 && /^\d{1,4}$/.test(token.source) ? Number(token.source) : null;
}
function readText(argument) {
    const [token, ...rest] = 'tokens' in argument ? argument.tokens : [];
    return token?.kind === 'text' && rest.length === 0 ? readQuoted(token) : null;
}
function readQuoted({ source }) {
    return source.startsWith("'") ? (0,lex/* unquote */._n)(source) : null;
}
function isCount(number) {
    return number !== null && number !== undefined;
}

// EXTERNAL MODULE: ./src/text/trim-end.ts
var trim_end = __webpack_require__(4011);
;// CONCATENATED MODULE: ./src/actions/policies/test/exact-number.ts

const NUMBER = /^([-+]?)(\d*)(?:\.(\d*))?(?:e([-+]?\d{1,4}))?$/i;
const MOST_DIGITS = 400;
function writeWhole(text, bits, isUnsigned) {
    const number = exact_number_readNumber(text);
    if (number === null || number.scale > 0)
        return null;
    const value = BigInt(writeNumber(number));
    return (isUnsigned ? BigInt.asUintN : BigInt.asIntN)(bits, value) === value ? String(value) : null;
}
function writeDecimal(text, digits, scale) {
    const number = exact_number_readNumber(text);
    const isFit = number !== null && number.scale <= scale && number.digits.length - number.scale <= digits - scale;
    return isFit ? writeNumber(number) : null;
}
function writeFloat(text, bits) {
    const number = exact_number_readNumber(text);
    if (number === null)
        return null;
    const value = Number(text);
    const shortest = bits === 64 ? String(value) : shortenFloat32(Math.fround(value));
    const shown = exact_number_readNumber(shortest);
    return shown !== null && writeNumber(shown) === writeNumber(number) ? shortest : null;
}
function shortenFloat32(value) {
    for (let digits = 1; digits < 9; digits++) {
        const text = value.toPrecision(digits);
        if (Math.fround(Number(text)) === value)
            return text;
    }
    return value.toPrecision(9);
}
function exact_number_readNumber(text) {
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
    if (whole === '' && fraction === '')
        return null;
    const all = `${whole}${fraction}`.replace(/^0+/, '');
    const digits = (0,trim_end/* trimEnd */.s)(all, '0');
    const scale = fraction.length - Number(exponent) - (all.length - digits.length);
    if (digits === '')
        return { sign: '', digits, scale: 0 };
    if (digits.length > MOST_DIGITS || Math.abs(scale) > MOST_DIGITS)
        return null;
    return { sign: sign === '-' ? '-' : '', digits, scale };
}
function writeNumber({ sign, digits, scale }) {
    if (scale <= 0)
        return `${sign}${digits || '0'}${'0'.repeat(-scale)}`;
    const padded = digits.padStart(scale + 1, '0');
    return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

;// CONCATENATED MODULE: ./src/actions/policies/test/policy-test.ts
function expectsSomething({ violations }) {
    return typeof violations === 'number' ? violations > 0 : violations.length > 0;
}
function toJsonText(cell) {
    if (cell === null || typeof cell !== 'object')
        return JSON.stringify(cell);
    if ('number' in cell)
        return cell.number;
    if ('pairs' in cell) {
        return `{${cell.pairs.map(([key, value]) => `${JSON.stringify(key)}:${toJsonText(value)}`).join(',')}}`;
    }
    return `[${cell.map(toJsonText).join(',')}]`;
}

;// CONCATENATED MODULE: ./src/actions/policies/test/unfit-value.ts
class UnfitValue extends Error {
    value;
    allowed;
    constructor(value, allowed) {
        super(`${value} is not allowed, but ${allowed}`);
        this.value = value;
        this.allowed = allowed;
    }
}

;// CONCATENATED MODULE: ./src/actions/policies/test/json-column.ts



const LIKE_A_DATE = /^\d{4}\D\d/;
const NO_DATES = 'SETTINGS input_format_try_infer_dates = 0, input_format_try_infer_datetimes = 0';
function toJsonColumn(cell) {
    if (cell === null || typeof cell !== 'object' || !('pairs' in cell)) {
        throw new UnfitValue(toJsonText(cell), 'a mapping, such as `{a: 1}`');
    }
    return { text: writePairs(cell.pairs), hasDates: findDate(cell) !== null };
}
function toInnerJson(cell) {
    const date = findDate(cell);
    if (date === null)
        return toJsonColumn(cell).text;
    throw new UnfitValue(date, 'a text that is not like a date (`JSON` in another type would make a date of it)');
}
function findDate(cell) {
    if (typeof cell === 'string')
        return LIKE_A_DATE.test(cell) ? cell : null;
    if (cell === null || typeof cell !== 'object' || 'number' in cell)
        return null;
    for (const inner of 'pairs' in cell ? cell.pairs.map(([, value]) => value) : cell) {
        const date = findDate(inner);
        if (date !== null)
            return date;
    }
    return null;
}
function write(cell) {
    if (cell === null)
        throw new UnfitValue('null', 'a mapping without `null` (`JSON` drops it)');
    if (typeof cell === 'string')
        return writeText(cell);
    if (typeof cell === 'boolean')
        return String(cell);
    if ('number' in cell)
        return json_column_writeNumber(cell.number);
    if ('pairs' in cell) {
        if (cell.pairs.length === 0)
            throw new UnfitValue('{}', 'a mapping that is not empty (`JSON` drops an empty one)');
        return writePairs(cell.pairs);
    }
    const kinds = new Set(cell.map((one) => (typeof one === 'object' ? JSON.stringify(Object.keys(one ?? {})) : typeof one)));
    if (kinds.size > 1 || cell.some(Array.isArray))
        throw new UnfitValue(toJsonText(cell), 'a list of values of one type');
    return `[${cell.map(write).join(',')}]`;
}
function writePairs(pairs) {
    const keys = new Set();
    const written = pairs.map(([key, value]) => {
        if (key.includes('.') || keys.has(key))
            throw new UnfitValue(key, 'keys without a dot, each once');
        keys.add(key);
        return `${writeText(key)}:${write(value)}`;
    });
    return `{${written.join(',')}}`;
}
function writeText(text) {
    if (!text.isWellFormed())
        throw new UnfitValue(text.toWellFormed(), 'whole characters');
    return JSON.stringify(text);
}
function json_column_writeNumber(text) {
    const written = writeWhole(text, 64, false) ?? writeFloat(text, 64);
    if (written === null)
        throw new UnfitValue(text, 'a number of 64 bits');
    return written;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./src/actions/policies/test/moment-text.ts
const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[ T]((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?)?$/;
const SECONDS = /^[1-9]\d{9}$/;
const LAST_SECOND = 4_294_000_000;
function holdsMoment(text, { first, last, digits, zone }) {
    const clock = zone === null ? null : openClock(zone);
    if (zone !== null && clock === null)
        return false;
    if (digits !== null && SECONDS.test(text))
        return Number(text) < LAST_SECOND;
    const [, year = '', month = '', day = '', time = '00:00:00', fraction = ''] = MOMENT.exec(text) ?? [];
    const date = `${year}-${month}-${day}`;
    if (year === '' || date < first || date > last)
        return false;
    if (digits === null ? text !== date : fraction.length > digits)
        return false;
    const local = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    if (!local.toISOString().startsWith(date))
        return false;
    return clock === null || existsIn(clock, Date.parse(`${date}T${time}Z`));
}
const DAY_MS = 24 * 60 * 60 * 1_000;
function existsIn(clock, local) {
    return [-DAY_MS, DAY_MS].some((step) => {
        const ahead = readClock(clock, local + step) - (local + step);
        return readClock(clock, local - ahead) === local;
    });
}
function readClock(clock, moment) {
    const parts = new Map(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const part = (type) => parts.get(type) ?? Number.NaN;
    return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}
const clocks = new Map();
function openClock(zone) {
    const numeric = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' };
    try {
        const options = { timeZone: zone, ...numeric, second: '2-digit', hourCycle: 'h23' };
        const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('en', options);
        clocks.set(zone, clock);
        return clock;
    }
    catch {
        return null;
    }
}

;// CONCATENATED MODULE: ./src/actions/policies/test/scalar.ts





const NOT_FINITE = new Map([
    ['.inf', 'inf'],
    ['+.inf', 'inf'],
    ['-.inf', '-inf'],
    ['.nan', 'nan'],
]);
const BOOLEANS = new Map([
    ['true', 'true'],
    ['1', 'true'],
    ['false', 'false'],
    ['0', 'false'],
]);
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
function writeScalar(text, type) {
    const written = fitScalar(text, type);
    if (written === null)
        throw new UnfitValue(text, describeAllowed(type));
    return type.kind === 'bool' || (type.kind === 'float' && /^[-\d]/.test(written)) ? written : quoteText(written);
}
function fitScalar(text, type) {
    switch (type.kind) {
        case 'bool':
            return BOOLEANS.get(text) ?? null;
        case 'whole':
            return writeWhole(text, type.bits, type.isUnsigned);
        case 'decimal':
            return writeDecimal(text, type.digits, type.scale);
        case 'float':
            return NOT_FINITE.get(text.toLowerCase()) ?? writeFloat(text, type.bits);
        case 'moment':
            return holdsMoment(text, type) ? text : null;
        case 'fixed-text':
            return text.isWellFormed() && Buffer.byteLength(text) === type.bytes ? text : null;
        case 'enum':
            return type.names.includes(text) ? text : null;
        case 'uuid':
            return UUID.test(text) ? text : null;
        case 'ipv4':
            return IPV4.test(text) ? text : null;
        case 'ipv6':
            return (0,external_node_net_.isIPv6)(text) && !text.includes('%') ? text : null;
    }
}
function describeAllowed(type) {
    switch (type.kind) {
        case 'bool':
            return '`true` or `false`';
        case 'whole':
            return `a whole number of ${type.bits} bits${type.isUnsigned ? ' without a sign' : ''}`;
        case 'decimal':
            return `a number with up to ${type.digits - type.scale} digits in front of the point and ${type.scale} behind it`;
        case 'float':
            return `a number that ${type.bits} bits hold as it is written`;
        case 'moment':
            return describeMoment(type);
        case 'fixed-text':
            return `a text of ${type.bytes} bytes`;
        case 'enum':
            return 'a name of the type';
        case 'uuid':
            return 'a UUID with hyphens';
        case 'ipv4':
            return 'four numbers without leading zeros, such as `10.0.0.1`';
        case 'ipv6':
            return 'an address of IPv6';
    }
}
function describeMoment({ first, last, digits, zone }) {
    const range = `from ${first} to ${last}`;
    if (digits === null)
        return `a day ${range}, such as \`2026-01-31\``;
    const place = zone === null ? '' : `, which clocks in \`${zone}\` show`;
    const fraction = digits === 0 ? '' : `, with up to ${digits} digits behind the second`;
    return `a time ${range}, such as \`2026-01-31 12:00:00\`${fraction}${place}, or the ten digits of the seconds since 1970`;
}

;// CONCATENATED MODULE: ./src/actions/policies/test/literal.ts





function toLiteral(cell, type) {
    if (type.kind === 'nullable')
        return cell === null ? 'NULL' : toLiteral(cell, type.of);
    if (type.kind === 'json')
        return quoteText(toInnerJson(cell));
    if (type.kind === 'text')
        return quoteText(toText(cell));
    if (cell === null)
        throw new UnfitValue('null', 'a value, or a type in `Nullable(…)`');
    if (type.kind === 'array')
        return toArray(cell, type);
    if (type.kind === 'map')
        return toMap(cell, type);
    if (type.kind === 'tuple')
        return toTuple(cell, type);
    if (typeof cell === 'boolean')
        return toBoolean(cell, type);
    if (typeof cell === 'string')
        return writeScalar(cell, type);
    if ('number' in cell)
        return writeScalar(cell.number, type);
    throw new UnfitValue(toJsonText(cell), 'a single value');
}
function toText(cell) {
    if (cell === null)
        throw new UnfitValue('null', 'a value, or a type in `Nullable(…)`');
    if (typeof cell === 'object' && 'number' in cell)
        return cell.number;
    const text = typeof cell === 'string' ? cell : toJsonText(cell);
    if (!text.isWellFormed())
        throw new UnfitValue(text.toWellFormed(), 'whole characters');
    if (typeof cell === 'object')
        checkJson(cell);
    return text;
}
function checkJson(cell) {
    if (cell === null || typeof cell !== 'object')
        return;
    if ('number' in cell) {
        if (!JSON_NUMBER.test(cell.number))
            throw new UnfitValue(cell.number, 'a number as JSON writes it');
        return;
    }
    if ('pairs' in cell)
        checkKeys(cell.pairs);
    for (const one of 'pairs' in cell ? cell.pairs.map(([, value]) => value) : cell)
        checkJson(one);
}
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
function checkKeys(pairs) {
    const seen = new Set();
    for (const [key] of pairs) {
        if (seen.has(key))
            throw new UnfitValue(key, 'each key once');
        seen.add(key);
    }
}
function toArray(cell, { of }) {
    if (!isList(cell))
        throw new UnfitValue(toJsonText(cell), 'a list, such as `[a, b]`');
    return `[${cell.map((one) => toLiteral(one, of)).join(', ')}]`;
}
function toMap(cell, { key, value }) {
    if (!isMapping(cell))
        throw new UnfitValue(toJsonText(cell), 'a mapping, such as `{a: 1}`');
    const pairs = cell.pairs.map(([one, other]) => [toLiteral(one, key), toLiteral(other, value)]);
    const keys = new Set();
    for (const [index, [one]] of pairs.entries()) {
        if (keys.has(one))
            throw new UnfitValue(cell.pairs[index]?.[0] ?? '', 'each key once');
        keys.add(one);
    }
    return `map(${pairs.flat().join(', ')})`;
}
function toTuple(cell, { fields }) {
    const cells = isMapping(cell) ? pickFields(cell.pairs, fields) : cell;
    if (cells === null || !isList(cells) || cells.length !== fields.length) {
        const names = fields.map(({ name, type }) => name ?? type.kind).join(', ');
        throw new UnfitValue(toJsonText(cell), `a list of ${fields.length} (${names}), or a mapping of the names in the type`);
    }
    return `tuple(${fields.map(({ type }, index) => toLiteral(cells[index] ?? null, type)).join(', ')})`;
}
function pickFields(pairs, fields) {
    const values = fields.flatMap(({ name }) => pairs.filter(([key]) => key === name).map(([, value]) => value));
    const isEach = fields.every(({ name }) => pairs.filter(([key]) => key === name).length === 1);
    return isEach && pairs.length === fields.length ? values : null;
}
function isList(cell) {
    return Array.isArray(cell);
}
function isMapping(cell) {
    return typeof cell === 'object' && cell !== null && 'pairs' in cell;
}
function toBoolean(cell, type) {
    const isNumber = type.kind === 'whole' || type.kind === 'decimal' || type.kind === 'float';
    return writeScalar(isNumber ? String(Number(cell)) : String(cell), type);
}

;// CONCATENATED MODULE: ./src/actions/policies/test/test-query.ts





class UnfitCell extends Error {
    line;
    constructor(message, line) {
        super(message);
        this.line = line;
    }
}
function shadowTables(tables) {
    const shadows = tables.map((table) => `${quoteName(table.name)} AS ${buildTable(table)}`);
    return shadows.length === 0 ? '' : `WITH\n${shadows.join(',\n')}\n`;
}
function buildTestQuery(sql, tables, columns = '*') {
    return `${shadowTables(tables)}SELECT ${columns} FROM ${wrapStatement(sql)}`;
}
function buildTable(table) {
    const { columns, rows } = table;
    const structure = quoteText(columns.map(({ name, type }) => `${quoteName(name)} ${writeType(type)}`).join(', '));
    const empty = `SELECT * FROM null(${structure})`;
    if (rows.length === 0)
        return `(${empty})`;
    const types = columns.map((column) => readType(table.name, column));
    let hasDates = false;
    const write = (cell, type) => {
        if (!isJson(type) || cell === null)
            return toLiteral(cell, type);
        const json = toJsonColumn(cell);
        hasDates ||= json.hasDates;
        return quoteText(json.text);
    };
    const tuples = rows.map((row, at) => `(${types.map((type, index) => buildCell(table, row, at, index, type, write)).join(', ')})`);
    if (!types.some(isJson))
        return `(${empty} UNION ALL SELECT * FROM values(${[structure, ...tuples].join(', ')}))`;
    const texts = columns.map(({ name, type }, index) => `${quoteName(name)} ${writeTextType(type, types[index])}`);
    const values = `values(${[quoteText(texts.join(', ')), ...tuples].join(', ')})`;
    const list = columns.map(({ name, type }, index) => readAs(name, type, types[index])).join(', ');
    return `(${empty} UNION ALL SELECT ${list} FROM ${values}${hasDates ? ` ${NO_DATES}` : ''})`;
}
function isJson(type) {
    return type?.kind === 'json' || (type?.kind === 'nullable' && type.of.kind === 'json');
}
function writeTextType(type, known) {
    if (!isJson(known))
        return writeType(type);
    return known?.kind === 'nullable' ? 'Nullable(String)' : 'String';
}
function readAs(name, type, known) {
    const column = quoteName(name);
    return isJson(known) ? `CAST(${column}, ${quoteText(type)}) AS ${column}` : column;
}
function writeType(type) {
    const [, fields] = /^\s*nested\s*\((.*)\)\s*$/is.exec(type) ?? [];
    return fields === undefined ? type : `Array(Tuple(${fields}))`;
}
function readType(table, { name, type, line }) {
    const known = readColumnType(type);
    if (known !== null)
        return known;
    throw new UnfitCell(`The type of the column \`${name}\` of \`${table}\` is \`${type}\`, whose values the engine may change; allowed in a table with rows: ${TYPES_ALLOWED}.`, line);
}
function buildCell({ name, columns, lines }, row, at, index, type, write) {
    try {
        return write(row[index] ?? null, type);
    }
    catch (error) {
        if (!(error instanceof UnfitValue))
            throw error;
        const column = columns[index];
        throw new UnfitCell(`The value \`${error.value}\` of the column \`${column?.name}\` of \`${name}\` is no \`${column?.type}\`: the engine would refuse it, or make another value of it; allowed: ${error.allowed}.`, lines?.[at]);
    }
}

;// CONCATENATED MODULE: ./src/actions/policies/test/engine-tables.ts



const NO_TABLE = /^(?:system\.one$|_temporary_and_external_tables\.)/;
const READ_ALREADY = '__getScalar';
function buildTableQuestion(sql, tables, showsAll = false) {
    const settings = showsAll ? '\nSETTINGS enable_scalar_subquery_optimization = 0' : '';
    const tree = wrapStatement(`EXPLAIN QUERY TREE ${buildTestQuery(sql, tables)}${settings}`);
    const line = "replaceRegexpAll(explain, '^ +| id: [0-9]+,| alias: [^,]+,', '')";
    const where = `match(explain, '^ *TABLE(_FUNCTION)? id:|function_name: ${READ_ALREADY},')`;
    return `SELECT DISTINCT ${line} AS line FROM ${tree} WHERE ${where} ORDER BY line`;
}
function findRealTables(rows) {
    const lines = rows.flatMap(({ line }) => (typeof line === 'string' ? [line] : []));
    if (lines.length === 0 || lines.length < rows.length)
        return null;
    const told = lines.filter((line) => line.startsWith('TABLE'));
    const real = told.flatMap((line) => {
        const [, kind, name = ''] = /\btable_(function_)?name: ([^,]+)/.exec(line) ?? [];
        const isHarmless = kind === undefined ? NO_TABLE.test(name) : HARMLESS_SOURCES.has(name.toLowerCase());
        return isHarmless ? [] : [kind === undefined ? name.slice(name.indexOf('.') + 1) || line : `${name}(…)`];
    });
    return { isWhole: told.length === lines.length, real: [...new Set(real)] };
}

;// CONCATENATED MODULE: ./src/actions/policies/test/found.ts





const COUNT = 'rows of the test';
const ID_TEXT = `toString(${checks/* ID_COLUMN */.F})`;
const WANTED = `COLUMNS('^${checks/* ID_COLUMN */.F}$') APPLY toString, *, count() OVER () AS ${quoteName(COUNT)}`;
async function fetchFound(sql, tables, { violations }, client) {
    const page = await client.fetchRows(buildTestQuery(sql, tables, WANTED), 1, paging/* LARGEST_PAGE */.LS);
    const { items, columns, totalCount, lastPage } = page;
    const hasIds = columns.includes(checks/* ID_COLUMN */.F);
    for (const name of [COUNT, ...(hasIds ? [ID_TEXT] : [])]) {
        if (!columns.includes(name))
            throw new schema/* SchemaError */.Ar('data.columns', `the column \`${name}\`, which was asked for`);
    }
    const count = items.length === 0 ? 0 : Number(items[0]?.[COUNT]);
    const isWhole = Number.isSafeInteger(count) && count >= items.length && (totalCount ?? 0) <= count;
    if (!isWhole || (count === 0 && (lastPage ?? 1) > 1))
        throw new schema/* SchemaError */.Ar('data.rows', 'as many rows as there are');
    const rows = items.map(readFound);
    const isCut = rows.length < count;
    if (!isCut || typeof violations === 'number' || !hasIds || count !== violations.length)
        return { count, hasIds, rows };
    return { count, hasIds, rows: await fetchIds(sql, tables, count, client) };
}
async function fetchIds(sql, tables, count, client) {
    const name = quoteName(checks/* ID_COLUMN */.F);
    const query = `${buildTestQuery(sql, tables, `toString(${name}) AS ${name}`)} ORDER BY ${name} LIMIT ${count + 1}`;
    const rows = [];
    for await (const { items } of (0,paging/* walkPages */.wZ)((page, perPage) => client.fetchRows(query, page, perPage))) {
        rows.push(...items.map((row) => ({ id: found_readText(row[checks/* ID_COLUMN */.F]), row })));
    }
    if (rows.length !== count)
        throw new schema/* SchemaError */.Ar('data.rows', `${count} rows, and are ${rows.length}`);
    return rows;
}
function readFound({ [COUNT]: _, [ID_TEXT]: id, ...row }) {
    return { id: found_readText(id), row };
}
function found_readText(cell) {
    return typeof cell === 'string' ? cell : null;
}

;// CONCATENATED MODULE: ./src/actions/policies/test/missing-column.ts

const UNRESOLVED = /\bidentifier [`'](.+?)[`']/is;
const NAME_OF_ERROR = /\(UNKNOWN_IDENTIFIER\)/i;
function describeMissingColumn(refusal, { tables }) {
    if (!NAME_OF_ERROR.test(refusal))
        return null;
    const name = UNRESOLVED.exec(refusal)?.[1]?.split('.').at(-1);
    const given = tables.flatMap(({ columns }) => columns.map((column) => column.name));
    if (name === undefined || given.includes(name))
        return null;
    const near = (0,nearest/* findNear */.Ev)(name, given);
    const hint = near === null ? '' : ` The nearest is \`${near}\`.`;
    return `The query reads the column \`${name}\`, which no table of the test has; add it to \`columns\`.${hint}`;
}

;// CONCATENATED MODULE: ./src/actions/policies/test/test-result.ts



const IDS_SHOWN = 10;
const ROWS_SHOWN = 10;
const ROW_LENGTH = 300;
function judgeTest(test, { rows, count, hasIds }, hidesData) {
    const { violations, tables } = test;
    const show = hidesData ? hideUnknown(test) : SHOW_ALL;
    const fail = (sentence, shown) => {
        return { isPassed: false, sentence, rows: shown.slice(0, ROWS_SHOWN) };
    };
    const describeFound = ({ row }) => `found: ${cut(JSON.stringify(row, show.value))}`;
    if (typeof violations === 'number') {
        if (count === violations)
            return PASSED;
        const sentence = `It expects ${violations} violations, and the query finds ${count}.`;
        return fail(sentence, rows.slice(0, ROWS_SHOWN).map(describeFound));
    }
    if (!hasIds && (count > 0 || violations.length > 0)) {
        return fail(`It names violations by \`${checks/* ID_COLUMN */.F}\`, which the query does not give; give a number in its place.`, []);
    }
    const expected = violations.length === 0 ? 'no violation' : listIds(violations);
    if (rows.length < count)
        return fail(`It expects ${expected}, and the query finds ${count} rows.`, []);
    const left = new Map();
    for (const id of violations)
        left.set(id, (left.get(id) ?? 0) + 1);
    const unexpected = rows.filter(({ id }) => {
        const times = id === null ? 0 : (left.get(id) ?? 0);
        if (id !== null && times > 0)
            left.set(id, times - 1);
        return times === 0;
    });
    const missing = [...left].flatMap(([id, times]) => Array.from({ length: times }, () => id));
    if (missing.length === 0 && unexpected.length === 0)
        return PASSED;
    const found = unexpected.map(({ id }) => show.id(String(id)));
    const parts = [
        ...(missing.length === 0 ? [] : [`not found: ${listIds(missing)}`]),
        ...(found.length === 0 ? [] : [`found, and not expected: ${listIds(found)}`]),
    ];
    const shown = [
        ...findMissing(missing.slice(0, ROWS_SHOWN), tables),
        ...unexpected.slice(0, ROWS_SHOWN).map(describeFound),
    ];
    return fail(`It expects ${expected}; ${parts.join('; ')}.`, shown);
}
const SHOW_ALL = { id: (text) => text, value: (_, value) => value };
function hideUnknown({ tables, violations }) {
    const known = new Set(['null', ...(typeof violations === 'number' ? [] : violations)]);
    for (const { rows } of tables)
        for (const row of rows)
            for (const cell of row)
                collectTexts(cell, known);
    return {
        id: (text) => (known.has(text) ? text : (0,redact/* hide */.jD)('resource', text)),
        value(key, value) {
            if (key === '' || value === null || typeof value === 'boolean')
                return value;
            return typeof value !== 'object' && known.has(String(value)) ? value : redact/* HIDDEN_PATTERNS */.F_;
        },
    };
}
function collectTexts(cell, into) {
    into.add(typeof cell === 'string' ? cell : toJsonText(cell));
    if (cell === null || typeof cell !== 'object' || 'number' in cell)
        return;
    for (const one of 'pairs' in cell ? cell.pairs.map(([, value]) => value) : cell)
        collectTexts(one, into);
}
const PASSED = { isPassed: true, sentence: '', rows: [] };
function listIds(ids) {
    const shown = ids.slice(0, IDS_SHOWN).map((id) => `\`${id}\``);
    return ids.length > shown.length ? `${shown.join(', ')} and ${ids.length - shown.length} more` : shown.join(', ');
}
function findMissing(ids, tables) {
    return ids.flatMap((id) => tables.flatMap(({ name, columns, rows }) => {
        const at = columns.findIndex((column) => column.name === checks/* ID_COLUMN */.F);
        return rows
            .filter((row) => row[at] === id)
            .map((row) => {
            const cells = columns.map((column, index) => `${column.name}: ${toJsonText(row[index] ?? null)}`);
            return `not found, in ${name}: ${cut(cells.join(', '))}`;
        });
    }));
}
function cut(text) {
    return text.length > ROW_LENGTH ? `${text.slice(0, ROW_LENGTH - 1)}…` : text;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/aliases.ts
function openScopes(around) {
    const first = enter(around);
    return { around, first, own: first, current: first };
}
function beginSelect(scopes) {
    scopes.current = enter(scopes.own);
}
function beginPart(scopes) {
    scopes.own = scopes.first;
    scopes.current = enter(scopes.own);
}
function beginWith(scopes) {
    if (scopes.current === scopes.first)
        return;
    scopes.own = enter(scopes.around);
    scopes.current = scopes.own;
}
const MOST_SCOPES = 100;
function isAlias(name, place) {
    let scope = place;
    for (let left = MOST_SCOPES; scope !== null && left > 0; left--) {
        if (scope.names.has(name))
            return true;
        scope = scope.outer;
    }
    return false;
}
function enter(outer) {
    return { outer, names: new Set() };
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/membership.ts


const MEMBERSHIP = /^(?:GLOBAL)?(?:NOT)?(?:NULL)?IN(?:IGNORESET)?$/;
const membership_BEFORE_VALUE = new Set([
    ...['SELECT', 'DISTINCT', 'WITH', 'WHERE', 'PREWHERE', 'HAVING', 'QUALIFY', 'ON', 'BY', 'AND', 'OR', 'XOR', 'NOT'],
    ...['CASE', 'WHEN', 'THEN', 'ELSE', 'BETWEEN', 'LIKE', 'ILIKE', 'LIMIT', 'OFFSET', 'FROM', 'IN', 'AS', 'DIV', 'MOD'],
]);
function isMembershipCall(tokens, open) {
    const callee = tokens[open - 1];
    if (callee === undefined || !(0,lex/* isNameToken */.Vx)(callee))
        return false;
    const name = callee.source.replace(/^[`"“]|[`"”]$/g, '').toUpperCase();
    if (!MEMBERSHIP.test(name))
        return false;
    if (callee.kind === 'name' || name !== 'IN')
        return true;
    let before = open - 2;
    while (['NOT', 'GLOBAL'].includes((0,lex/* wordOf */.aG)(tokens[before])))
        before -= 1;
    return !isEndOfValue(tokens[before]);
}
function isEndOfValue(token) {
    if (token === undefined)
        return false;
    if (token.kind === 'sign')
        return [')', ']', '}', '*'].includes(token.source);
    return !membership_BEFORE_VALUE.has((0,lex/* wordOf */.aG)(token));
}
function isBehindIn(tokens, roles, index) {
    if (!startsName(tokens, index))
        return false;
    let [first, end] = [skipPlus(tokens, index - 1), endOfName(tokens, index)];
    if (tokens[end]?.source === '(')
        return false;
    end = skipAlias(tokens, end);
    while (tokens[first]?.source === '(' && tokens[end]?.source === ')') {
        first = skipPlus(tokens, first - 1);
        end = skipAlias(tokens, end + 1);
    }
    return (0,lex/* wordOf */.aG)(tokens[first]) === 'IN' && roles[first] !== 'name';
}
function isLastArgument(tokens, index) {
    if (!startsName(tokens, index))
        return false;
    if (tokens[skipAlias(tokens, endOfName(tokens, index))]?.source !== ')')
        return false;
    return [',', '('].includes(tokens[skipPlus(tokens, index - 1)]?.source ?? '');
}
function skipPlus(tokens, index) {
    let first = index;
    while (tokens[first]?.source === '+')
        first -= 1;
    return first;
}
const MOST_TOKENS = 100;
function isAliasOfName(tokens, as) {
    let [first, depth] = [as, 0];
    do {
        first -= 1;
        if (as - first > MOST_TOKENS)
            return true;
        const token = tokens[first];
        if (token?.source === ')')
            depth += 1;
        else if (token?.source === '(')
            depth -= 1;
        else if (token === undefined || (!(0,lex/* isNameToken */.Vx)(token) && !['.', '+'].includes(token.source)))
            return false;
    } while (depth > 0);
    if (tokens[first]?.source !== '(')
        return true;
    const callee = tokens[first - 1];
    const isCall = callee !== undefined && (0,lex/* isNameToken */.Vx)(callee) && !membership_BEFORE_VALUE.has((0,lex/* wordOf */.aG)(callee));
    let inner = first;
    while (tokens[inner]?.source === '(')
        inner += 1;
    const isQuery = QUERY_WORDS.has((0,lex/* wordOf */.aG)(tokens[inner])) && (0,lex/* wordOf */.aG)(tokens[inner + 1]) !== 'AS';
    return !isCall && !isQuery;
}
function startsName(tokens, index) {
    const token = tokens[index];
    return token !== undefined && (0,lex/* isNameToken */.Vx)(token) && tokens[index - 1]?.source !== '.';
}
function endOfName(tokens, index) {
    let end = index + 1;
    while (tokens[end]?.source === '.')
        end += 2;
    return end;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/tables.ts







const OWN_FROM = new Set(['extract', 'trim', 'substring', 'substr', 'overlay', 'position']);
const READING_FUNCTION = /^(?:dict(?:Get|Has|IsIn)\w*|joinGet\w*|hasColumnInTable|file)$/i;
const AFTER_TABLES = new Set([
    ...['WHERE', 'PREWHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'SETTINGS', 'WINDOW', 'QUALIFY', 'SELECT'],
    ...UNIONS,
]);
const NO_TABLES = new Set([...AFTER_TABLES, 'FROM', 'JOIN', 'USING', 'AS', 'ON', 'ARRAY']);
function openFrame(scopes, callee = '', isMembership = false, isList = false) {
    return { callee, isMembership, isList, isNext: isList, isArrays: false, hasSelect: false, scopes };
}
function readTables(tokens) {
    const roles = readRoles(tokens);
    const meaningOf = readTableExpressions(tokens, roles);
    const wordAt = (index) => (roles[index] === 'name' ? '' : (0,lex/* wordOf */.aG)(tokens[index]));
    const tables = new Set();
    const secondNames = new Set();
    const behindIn = [];
    let obstacle = null;
    const root = openFrame(openScopes(null));
    const stack = [root];
    for (const [index, token] of tokens.entries()) {
        const frame = stack.at(-1) ?? root;
        const [word, before, next] = [wordAt(index), wordAt(index - 1), tokens[index + 1]];
        const block = (sentence) => {
            obstacle ??= { offset: token.start, sentence };
        };
        const read = (name, note) => {
            if (next?.source === '.')
                return block(`The query reads \`${name}.…\`, and a table of a test has no database.`);
            const meaning = meaningOf(name, index);
            if (meaning === 'real')
                note();
            if (meaning === 'unclear') {
                block(`The query calls a table of its own \`${name}\`, and whether it reads that one here or a real one is unclear.`);
            }
        };
        if (word !== '' && word !== 'AS')
            frame.isArrays = word === 'JOIN' && before === 'ARRAY';
        if (before === 'AS' && (0,lex/* isNameToken */.Vx)(token)) {
            if (!frame.isArrays && isAliasOfName(tokens, index - 1))
                secondNames.add((0,lex/* nameOfToken */.is)(token));
            else if (roles[index - 1] === 'keyword')
                frame.scopes.current.names.add((0,lex/* nameOfToken */.is)(token));
        }
        if (frame.isList && roles[index] === 'unclear' && (AFTER_TABLES.has(word) || word === 'USING')) {
            block(describeUnclear(token));
        }
        if (QUERY_WORDS.has((0,lex/* wordOf */.aG)(token)) && isStartOfQuery(tokens, index))
            frame.hasSelect = false;
        if (token.source === '(') {
            const isQuery = QUERY_WORDS.has((0,lex/* wordOf */.aG)(tokens[index + 1]));
            const isGroup = frame.isNext && !isQuery;
            if (isGroup && (0,lex/* wordOf */.aG)(tokens[index + 1]) === 'EXPLAIN')
                block('The query reads what `EXPLAIN` says of a query.');
            const name = tokens[index - 1];
            const callee = isQuery || name === undefined || !(0,lex/* isNameToken */.Vx)(name) ? '' : (0,lex/* nameOfToken */.is)(name).toLowerCase();
            const isInCall = frame.isMembership && name?.source === ',';
            const isMembership = !isQuery && (isMembershipCall(tokens, index) || isInCall);
            frame.isNext = false;
            stack.push(openFrame(isQuery ? openScopes(frame.scopes.current) : frame.scopes, callee, isMembership, isGroup));
        }
        else if (token.source === ')') {
            if (stack.length > 1)
                stack.pop();
        }
        else if (frame.isNext) {
            frame.isNext = false;
            const name = (0,lex/* nameOfToken */.is)(token);
            if (NO_TABLES.has((0,lex/* wordOf */.aG)(token)))
                block(describeUnclearPair(tokens[index - 1], token));
            else if (!(0,lex/* isNameToken */.Vx)(token))
                block(`The query reads from \`${shorten(token)}\`, which is no name of a table.`);
            else if (next?.source !== '(')
                read(name, () => tables.add(name));
            else if (!HARMLESS_SOURCES.has(name.toLowerCase()))
                block(describeFunction(name));
        }
        else if (isBehindIn(tokens, roles, index) || (frame.isMembership && isLastArgument(tokens, index))) {
            const name = (0,lex/* nameOfToken */.is)(token);
            read(name, () => behindIn.push({ name, offset: token.start, place: frame.scopes.current }));
        }
        else if (next?.source === '(' && (0,lex/* isNameToken */.Vx)(token) && READING_FUNCTION.test((0,lex/* nameOfToken */.is)(token))) {
            block(describeFunction((0,lex/* nameOfToken */.is)(token)));
        }
        else if (word === 'FROM') {
            if (OWN_FROM.has(frame.callee) || isOtherFrom(tokens, roles, index))
                continue;
            frame.isNext = true;
            frame.isList = true;
        }
        else if (word === 'JOIN') {
            frame.isNext = before !== 'ARRAY';
            frame.isList = frame.isNext;
        }
        else if (token.source === ',') {
            frame.isNext = frame.isList;
        }
        else if ((0,lex/* wordOf */.aG)(token) === 'FINAL' && frame.isList && before !== 'AS' && tokens[index - 1]?.source !== '.') {
            block('The query reads with `FINAL`, which a table of a test does not know.');
        }
        else if (word === 'USING') {
            frame.isList = frame.isList && next?.source === '(';
        }
        else if (AFTER_TABLES.has(word)) {
            const setting = word === 'SETTINGS' ? findSetting(tokens, index) : null;
            if (setting !== null) {
                block(`The query sets \`${setting}\`, under which it may read real tables, or other rows of those of a test.`);
            }
            if (word === 'SELECT') {
                if (frame.hasSelect)
                    block(describeUnclear(token));
                frame.hasSelect = true;
                beginSelect(frame.scopes);
            }
            frame.isList = false;
        }
        if (UNIONS.has((0,lex/* wordOf */.aG)(token)))
            beginPart(frame.scopes);
        if (isWithClause(tokens, index))
            beginWith(frame.scopes);
    }
    const second = behindIn.find(({ name }) => secondNames.has(name));
    if (second !== undefined) {
        const sentence = `The query reads behind \`IN\` what it calls \`${second.name}\`, which may be a real table; write the name itself behind \`IN\`.`;
        obstacle ??= { offset: second.offset, sentence };
    }
    const perhaps = behindIn.filter(({ name, place }) => !isAlias(name, place) && !tables.has(name));
    return { tables: [...tables], perhaps: [...new Set(perhaps.map(({ name }) => name))], obstacle };
}
function isOtherFrom(tokens, roles, index) {
    const [last, third, fourth] = [1, 2, 3].map((back) => (0,lex/* wordOf */.aG)(tokens[index - back]));
    const isOwn = (back) => roles[index - back] === 'keyword';
    if (last === 'DISTINCT')
        return (third === 'IS' && isOwn(2)) || (third === 'NOT' && fourth === 'IS' && isOwn(3));
    const value = tokens[index + 1];
    const isName = value !== undefined && (0,lex/* isNameToken */.Vx)(value) && tokens[index + 2]?.source !== '(';
    return last === 'FILL' && third === 'WITH' && isOwn(2) && !isName;
}
function describeUnclear(token) {
    const word = shorten(token);
    return `The word \`${word}\` is SQL's own or a name here, and a table behind it may be a real one; write a name in quotes: \`"${word}"\`.`;
}
function describeUnclearPair(before, token) {
    if (before?.kind !== 'word')
        return describeUnclear(token);
    return `One of the two words \`${shorten(before)} ${shorten(token)}\` is a name here, and a table behind it may be a real one; write the name in quotes.`;
}
function describeFunction(name) {
    return `The query reads by \`${name}(…)\`, for which no table of a test can stand in.`;
}
function shorten({ source }) {
    return [...source].slice(0, 40).join('');
}

;// CONCATENATED MODULE: ./src/actions/policies/test/untested.ts






function readQuery({ query }) {
    const statement = readStatement(query);
    return statement.kind === 'problem' ? null : { statement, use: readTables(statement.tokens) };
}
function findTestFaults(target, minTests) {
    const read = readQuery(target);
    if (read === null || read.use.obstacle !== null)
        return [];
    return [...findUncovered(target, read), ...findUntested(target, minTests)];
}
function isCovered(target) {
    const read = readQuery(target);
    return read === null || read.use.obstacle !== null || findUncovered(target, read).length === 0;
}
function findUntestable(targets, minTests) {
    if (minTests === 0)
        return [];
    return targets.flatMap((target) => {
        const sentence = target.tests.length === 0 ? readQuery(target)?.use.obstacle?.sentence : undefined;
        return sentence === undefined ? [] : [{ slug: target.slug, why: sentence.replace(/\.$/, '') }];
    });
}
const NAMES_SHOWN = 5;
function findUncovered({ place, tests, file }, { statement, use }) {
    if (tests.length === 0)
        return [];
    const starts = new Map();
    for (const token of statement.tokens.toReversed())
        starts.set((0,lex/* nameOfToken */.is)(token), token.start);
    return tests.flatMap((test) => {
        const { names, count } = listMissing(test, use);
        const [first] = names;
        if (first === undefined)
            return [];
        const at = placeInFile(place, starts.get(first) ?? 0);
        const list = (0,format/* joinSome */.bH)(names.map((name) => `\`${name}\``), count);
        const [noun, which] = count === 1 ? ['table', 'which'] : ['tables', 'the first of which'];
        const sentence = `The test “${test.name}” lacks the ${noun} ${list}, ${which} the query reads at ${place.path}:${at.line}; a test reads no real table.`;
        return [{ path: file.path, line: test.line, column: null, sentence }];
    });
}
function listMissing({ tables }, use) {
    const given = new Set(tables.map(({ name }) => name));
    const columns = new Set(tables.flatMap((table) => table.columns.map(({ name }) => name)));
    const names = [];
    let count = 0;
    const note = (all, isKnown) => {
        for (const name of all) {
            if (isKnown(name))
                continue;
            count += 1;
            if (names.length < NAMES_SHOWN)
                names.push(name);
        }
    };
    note(use.tables, (name) => given.has(name));
    note(use.perhaps, (name) => given.has(name) || columns.has(name));
    return { names, count };
}
function findUntested({ tests, file }, minTests) {
    if (minTests === 0)
        return [];
    const tell = (sentence) => [{ ...file, column: null, sentence }];
    if (tests.length < minTests) {
        return tell(`The policy has ${(0,format/* countNouns */.Vq)(tests.length, 'test')}; \`min-tests\` asks for ${minTests}.`);
    }
    if (minTests === 1 || (tests.some(expectsSomething) && !tests.every(expectsSomething)))
        return [];
    const missing = tests.some(expectsSomething) ? 'finds nothing' : 'finds something';
    return tell(`The policy has no test in which the query ${missing}; \`min-tests: ${minTests}\` asks for one.`);
}

;// CONCATENATED MODULE: ./src/actions/policies/test/run-tests.ts


















async function runTests(targets, client, fetchTypes, hidesData) {
    const findNear = (0,nearest/* limitFindNear */.lq)();
    const types = new Map();
    const explained = new Map();
    const unexplained = new Map();
    const refusals = watchRefusals();
    const quote = hidesData ? hideRefusal : shortenRefusal;
    async function run({ slug, file: { path } }, read, test) {
        const facts = { slug, name: test.name, file: { path, line: test.line }, rows: [] };
        const fail = (sentence, line = test.line) => ({
            ...facts,
            file: { path, line },
            status: 'failed',
            sentence,
        });
        const leave = (why) => ({
            ...facts,
            status: 'unknown',
            sentence: `It could not be run: ${why}.`,
        });
        if (read === null)
            return fail('Its query is no single statement.');
        const { statement, use } = read;
        if (use.obstacle !== null)
            return { ...facts, status: 'untestable', sentence: use.obstacle.sentence };
        const closed = refusals.why();
        if (closed !== null)
            return leave(closed);
        try {
            const tables = await Promise.all(test.tables.map(addTypes));
            const real = await explain(statement.sql, tables);
            if (real !== null && real.length > 0)
                return fail(describeReal(real));
            const column = use.perhaps.find((name) => !tables.some((table) => table.name === name));
            if (real === null && column !== undefined) {
                return leave(`the engine does not say whether \`${column}\` behind \`IN\` is a column or a real table`);
            }
            const found = await fetchFound(statement.sql, tables, test, client);
            refusals.noteAnswer();
            if (real === null)
                unexplained.set(slug, { slug, why: 'the engine of the Platform did not explain it' });
            const { isPassed, sentence, rows } = judgeTest(test, found, hidesData);
            return { ...facts, status: isPassed ? 'passed' : 'failed', sentence, rows };
        }
        catch (error) {
            if (error instanceof UnknownType || error instanceof UnfitCell)
                return fail(error.message, error.line);
            if (error instanceof UnreadTypes)
                return { ...facts, status: 'unknown', sentence: error.message };
            if (error instanceof schema/* SchemaError */.Ar)
                return leave(`its answer is not whole (${error.message})`);
            if (!(error instanceof http_errors/* PlatformError */.Wk))
                throw error;
            const refusal = readRefusal(error);
            if (refusal === null)
                return leave(refusals.noteFailure(error) ?? (0,errors/* messageOf */.bD)(error));
            refusals.noteAnswer();
            const missing = describeMissingColumn(hidesData ? hideValues(refusal, statement.sql) : refusal, test);
            return fail(missing ?? `The engine does not run it: ${quote(refusal, statement.sql)}`);
        }
    }
    function explain(sql, tables) {
        const question = buildTableQuestion(sql, tables);
        const asked = explained.get(question) ?? askTables(question, buildTableQuestion(sql, tables, true));
        explained.set(question, asked);
        return asked;
    }
    async function askTables(question, wholeQuestion) {
        const told = await fetchTold(question);
        if (told === null || told.isWhole || told.real.length > 0)
            return told?.real ?? null;
        const whole = await fetchTold(wholeQuestion);
        return whole?.isWhole === true ? whole.real : null;
    }
    async function fetchTold(question) {
        const lines = [];
        try {
            for await (const { items } of (0,paging/* walkPages */.wZ)((page, perPage) => client.fetchRows(question, page, perPage))) {
                lines.push(...items);
            }
        }
        catch (error) {
            if (error instanceof http_errors/* PlatformError */.Wk && readRefusal(error) !== null)
                return null;
            throw error;
        }
        return findRealTables(lines);
    }
    async function addTypes(table) {
        if (table.columns.every(({ type }) => type !== null))
            return table;
        const asked = types.get(table.name) ?? fetchTypes(table.name);
        types.set(table.name, asked);
        const known = await asked.catch((error) => {
            if (!(error instanceof http_errors/* PlatformError */.Wk))
                throw error;
            const why = (0,http_errors/* hasStatus */.Ro)(error, 404) ? 'the Platform does not know it' : readUnavailable(error);
            throw new UnreadTypes(table.name, why ?? (0,errors/* messageOf */.bD)(error));
        });
        const columns = table.columns.map(({ name, type, line }) => {
            const own = type ?? known.get(name);
            if (own === undefined || own.length > LONGEST_TYPE)
                throw new UnknownType(table.name, name, line, findNear(name, known.keys()));
            return { name, type: own, line };
        });
        return { ...table, columns };
    }
    const all = targets.flatMap((target) => {
        const read = readQuery(target);
        return target.tests.map((test) => ({ target, read, test }));
    });
    const results = await (0,p_limit/* default */.A)(throttle/* MOST_AT_ONCE */.SV).map(all, ({ target, read, test }) => run(target, read, test));
    return { results, unexplained: [...unexplained.values()] };
}
const LONGEST_TYPE = 500;
class UnknownType extends Error {
    line;
    constructor(table, column, line, near) {
        const hint = near === null ? '' : `; the nearest is \`${near}\``;
        super(`The real table \`${table}\` has no column \`${column}\` to take the type from${hint}. Correct the name, or write the type.`);
        this.line = line;
    }
}
class UnreadTypes extends Error {
    constructor(table, why) {
        super(`It could not be run: the types of the real table \`${table}\` can't be read (${why}); write the types.`);
    }
}
function describeReal(tables) {
    const names = (0,format/* joinSome */.bH)(tables.slice(0, 5).map((name) => `\`${name}\``), tables.length);
    return `The engine reads ${names} for it, and a test reads no real table; add the table to the test, or, if the test has it, take the test off.`;
}

// EXTERNAL MODULE: ./src/platform/tables.ts
var tables = __webpack_require__(5846);
;// CONCATENATED MODULE: ./src/actions/policies/prove.ts















async function prove(read, planned, rule, deps) {
    const changed = planned === null ? null : listChanged(planned.plan);
    const all = listTargets(read);
    const asked = all.filter(({ slug }) => changed === null || changed.has(slug));
    const checks = await checkQueries(asked, rule.idRule, deps.client, deps.hidesData);
    const faults = all.flatMap((target) => findTestFaults(target, rule.minTests));
    const tested = all.filter((target) => !checks.refused.has(target.slug) && isCovered(target));
    const { results: tests, unexplained } = await runTests(tested, deps.client, deps.fetchTypes, deps.hidesData);
    const problems = (0,file_problem/* sortProblems */.d)([...checks.problems, ...faults, ...(0,test_describe/* toProblems */.ek)(tests)]);
    const renamed = findLostWaivers(planned?.plan.changes ?? [], deps.countWaivers ?? (() => 0));
    const proof = {
        problems,
        fileWarnings: (0,file_problem/* sortProblems */.d)([...checks.warnings, ...renamed]),
        notes: [
            ...(0,describe/* describeUnchecked */.m)(checks.unchecked),
            ...(0,test_describe/* describeUntestable */.zm)(tests, findUntestable(all, rule.minTests)),
            ...(0,test_describe/* describeUnexplained */.Bn)(unexplained),
        ],
        tests: tests.length === 0 ? null : tests,
        checks: { passed: checks.passed, unchecked: checks.unchecked.length },
    };
    if (planned === null || rule.preview === 'none')
        return { ...proof, preview: null, excess: null };
    const previewed = listPreviewTargets(read, planned, rule, checks.columns);
    if (problems.length > 0) {
        const notes = previewed.length === 0 ? proof.notes : [...proof.notes, describeUnpreviewed(previewed.length)];
        return { ...proof, notes, preview: null, excess: null };
    }
    const preview = await previewPolicies(previewed, rule.previewRows, deps);
    const excess = rule.maxNewViolations === null ? null : (0,preview_preview/* findExcess */.Lb)(preview, rule.maxNewViolations);
    return { ...proof, preview, excess };
}
function describeUnpreviewed(count) {
    const what = (0,format/* countNouns */.Vq)(count, 'policy was', 'policies were');
    return `${what} not previewed, since the files have problems. Correct those first.`;
}
function findProblems(read, minTests) {
    const targets = listTargets(read);
    return (0,file_problem/* sortProblems */.d)([
        ...read.problems,
        ...targets.flatMap((target) => findUnsendable(target) ?? []),
        ...targets.flatMap((target) => findTestFaults(target, minTests)),
    ]);
}
function listTargets({ files, queries, tests }) {
    return files.policies.flatMap(({ slug, form, file }) => {
        const place = queries.get(slug);
        return place === undefined ? [] : [{ slug, query: form.query, place, file, tests: tests.get(slug) ?? [] }];
    });
}
function listChanged({ changes }) {
    return new Set(changes.flatMap(({ kind, slug, before, after }) => {
        if (kind !== 'policy' || after === null || !('query' in after))
            return [];
        const isSame = before !== null && 'query' in before && (0,tidy_query/* isSameQuery */.l)(before.query, after.query);
        return isSame ? [] : [slug];
    }));
}
function listPreviewTargets({ files }, { plan, state }, { owner, preview }, columns) {
    const ids = new Map();
    for (const { id, mark } of state.policies)
        if ((0,text_mark/* isOwnedBy */.D0)(mark, owner))
            ids.set(mark.slug, id);
    for (const { kind, slug, id } of plan.changes)
        if (kind === 'policy' && id !== null)
            ids.set(slug, id);
    const policies = new Map(state.policies.map((policy) => [policy.id, policy]));
    return files.policies.flatMap(({ slug, form }) => {
        if (form.status !== 'active')
            return [];
        const existing = policies.get(ids.get(slug) ?? '');
        const before = existing?.form.status === 'active' ? existing.form.query : null;
        const isSame = before !== null && (0,tidy_query/* isSameQuery */.l)(before, form.query);
        if (isSame && preview === 'changed')
            return [];
        const target = { slug, name: form.name, id: existing?.id ?? null, before, after: form.query };
        return [{ ...target, columns: columns.get(slug) ?? null }];
    });
}


/***/ })

};
;