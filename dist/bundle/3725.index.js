"use strict";
exports.id = 3725;
exports.ids = [3725];
exports.modules = {

/***/ 3725:
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
// EXTERNAL MODULE: ./src/text/tidy.ts
var tidy = __webpack_require__(2027);
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
function readRows(json) {
    const { data, metadata } = (0,schema/* read */.LF)(RowsBody, json);
    const names = data.columns.map(({ name }) => name);
    const items = data.rows.map((cells, index) => {
        if (cells.length !== names.length)
            throw new schema/* SchemaError */.Ar(`data.rows.${index}`, `${names.length} cells`);
        return Object.fromEntries(names.map((name, at) => [name, cells[at]]));
    });
    return {
        items,
        pageSize: metadata?.page_size ?? null,
        totalCount: metadata?.total_count ?? null,
        lastPage: metadata?.last_page ?? null,
    };
}
function createQueries({ ask }) {
    return {
        checkSyntax: (query, effort = http_effort/* QUESTION */.LF) => ask({ path: '/queries/check-syntax', body: { query }, answer: 'none' }, () => { }, effort),
        describeColumns: (query, effort = http_effort/* QUESTION */.LF) => ask({ path: '/queries/columns', body: { query } }, ({ body }) => readQueryColumns(body), effort),
        fetchRows: (query, page, perPage, effort = http_effort/* QUESTION */.LF) => ask({ path: '/queries/execute', query: { page, per_page: perPage }, body: { query } }, ({ body }) => readRows(body), effort),
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

;// CONCATENATED MODULE: ./src/actions/policies/sql/lex.ts
const QUOTES = {
    "'": { end: "'", kind: 'text', escapes: true },
    '"': { end: '"', kind: 'name', escapes: true },
    '`': { end: '`', kind: 'name', escapes: true },
    '‘': { end: '’', kind: 'text', escapes: false },
    '“': { end: '”', kind: 'name', escapes: false },
};
const BLANK = /\s+/y;
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
function nameOfToken({ kind, source }) {
    if (kind !== 'name')
        return source;
    const inner = source.slice(1, -1);
    const quote = source[0] ?? '';
    return inner.replaceAll(`${quote}${quote}`, quote).replace(/\\(.)/gs, '$1');
}
function isNameToken({ kind }) {
    return kind === 'word' || kind === 'name';
}
function wordOf(token) {
    return token?.kind === 'word' ? token.source.toUpperCase() : '';
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/expressions.ts

const OTHER_WITH = new Set(['TOTALS', 'ROLLUP', 'CUBE', 'FILL', 'TIES']);
function isWithClause(tokens, index) {
    return wordOf(tokens[index]) === 'WITH' && !OTHER_WITH.has(wordOf(tokens[index + 1]));
}
const UNIONS = new Set(['UNION', 'EXCEPT', 'INTERSECT']);
const MOST_OF_ONE_NAME = 100;
function readTableExpressions(tokens) {
    const all = [];
    const root = { first: 0, body: null, made: [], from: null, isRecursive: false };
    const stack = [root];
    for (const [index, token] of tokens.entries()) {
        const frame = stack.at(-1) ?? root;
        if (token.source === '(') {
            const { from, isRecursive } = frame;
            const name = nameOfExpression(tokens, index);
            const ends = { close: tokens.length, end: tokens.length };
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
            frame.isRecursive = wordOf(tokens[index + 1]) === 'RECURSIVE';
        }
        else if (UNIONS.has(wordOf(token)) && frame.from !== frame.first) {
            endAll(frame, index);
            frame.from = null;
        }
    }
    const byName = Map.groupBy(all, ({ name }) => name);
    return (name, index) => {
        const known = byName.get(name) ?? [];
        if (known.length > MOST_OF_ONE_NAME)
            return 'unclear';
        const own = known.find(({ open, close }) => open < index && index < close);
        if (own !== undefined)
            return own.isRecursive ? 'made' : 'real';
        if (known.some(({ close, end }) => close < index && index < end))
            return 'made';
        return known.some(({ from, open }) => from < index && index < open) ? 'unclear' : 'real';
    };
}
function endAll({ made }, at) {
    for (const one of made.splice(0))
        one.end = at;
}
function nameOfExpression(tokens, open) {
    const as = wordOf(tokens[open - 1]) === 'MATERIALIZED' ? open - 2 : open - 1;
    const name = tokens[as - 1];
    if (name === undefined || !isNameToken(name) || wordOf(tokens[as]) !== 'AS')
        return null;
    let first = open;
    while (tokens[first]?.source === '(')
        first += 1;
    return ['SELECT', 'WITH', 'FROM'].includes(wordOf(tokens[first])) ? nameOfToken(name) : null;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/statement.ts


const FIRST_WORDS = new Set(['SELECT', 'WITH']);
function readStatement(query) {
    const { tokens, problem: broken } = lexSql(query);
    const problem = (offset, sentence) => ({ kind: 'problem', offset, sentence });
    if (broken !== null)
        return problem(broken.offset, broken.sentence);
    const end = tokens.findIndex(({ source }) => source === ';');
    const own = end < 0 ? tokens : tokens.slice(0, end);
    const rest = end < 0 ? [] : tokens.slice(end).filter(({ source }) => source !== ';');
    const [first] = own.filter(({ source }) => source !== '(');
    if (first === undefined)
        return problem(0, 'There is no SQL but comments; allowed: one `SELECT` or `WITH`.');
    if (!FIRST_WORDS.has(wordOf(first))) {
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
    const wordAt = (index) => wordOf(tokens[index]);
    let depth = 0;
    for (const [index, { source, start: offset }] of tokens.entries()) {
        if (source === '(')
            depth += 1;
        else if (source === ')')
            depth -= 1;
        if (depth > 0)
            continue;
        const problem = (sentence) => ({ kind: 'problem', offset, sentence });
        const [word, next, after] = [wordAt(index), wordAt(index + 1), wordAt(index + 2)];
        if (word === 'INSERT' && next === 'INTO') {
            return problem('The query writes with `INSERT INTO`; allowed: one `SELECT` or `WITH`.');
        }
        if (word === 'PARALLEL' && isWithClause(tokens, index + 1)) {
            return problem('`PARALLEL WITH` adds a second statement; allowed: one `SELECT` or `WITH`.');
        }
        if (word === 'INTO' && next === 'OUTFILE') {
            return problem('A policy writes no file; take `INTO OUTFILE` off.');
        }
        const isLast = tokens[index + 2] === undefined || after === 'SETTINGS';
        const isClause = next !== '' && isLast && ![',', '.'].includes(tokens[index - 1]?.source ?? '');
        if (word === 'FORMAT' && isClause && wordAt(index - 1) !== 'AS') {
            return problem('The Platform chooses the format; take `FORMAT` off.');
        }
    }
    return null;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/place.ts
function placeInFile({ line, segments }, offset) {
    const segment = segments.findLast((one) => one.offset <= offset) ?? segments[0];
    if (segment === undefined)
        return { line, column: null };
    return { line: segment.line, column: segment.column + Math.max(0, offset - segment.offset) };
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
;// CONCATENATED MODULE: ./src/actions/policies/check/judge.ts




const LONGEST_REASON = 1_000;
function findUnsendable({ query, place }) {
    const statement = readStatement(query);
    if (statement.kind === 'statement')
        return null;
    return { path: place.path, ...placeInFile(place, statement.offset), sentence: statement.sentence };
}
function placeRefusal({ query, place }, message) {
    const offset = locateError(query, message, (name) => findName(query, name));
    const at = offset === null ? { line: place.line, column: null } : placeInFile(place, offset);
    return { path: place.path, ...at, sentence: `The Platform refuses the query: ${shortenRefusal(message)}` };
}
function shortenRefusal(message) {
    const own = message
        .replace(/^Code: \d+\. (?:DB::Exception: )?/, '')
        .replace(/\. Expected one of: (?:(?! \([A-Z_]+\)$).)*/s, '.')
        .replace(/failed at position \d+ \(.*?\)(?: \(line \d+, col \d+\))?: /s, 'failed at: ')
        .trim();
    return /[.!?)]$/.test(own) ? own.slice(0, LONGEST_REASON) : `${own.slice(0, LONGEST_REASON)}.`;
}
function findName(query, name) {
    const last = name.split('.').at(-1);
    const { tokens } = lexSql(query);
    const found = tokens.find((token) => nameOfToken(token) === name) ?? tokens.find((token) => nameOfToken(token) === last);
    return found?.start ?? null;
}
function findUnlisted({ place }, { columns, isAggregate }) {
    const hasId = columns.includes(checks/* ID_COLUMN */.F);
    if (hasId && !isAggregate)
        return null;
    const what = isAggregate
        ? 'The query puts many rows together into one, and each row counts as a violation'
        : `The query gives no \`${checks/* ID_COLUMN */.F}\``;
    const sentence = `${what}: the Platform counts what it finds, and no gate can list, waive or know a single violation.`;
    return { path: place.path, line: place.line, column: null, sentence };
}

;// CONCATENATED MODULE: ./src/actions/policies/check/check-queries.ts









async function checkQueries(targets, idRule, client) {
    const problems = [];
    const warnings = [];
    const unchecked = [];
    const refused = new Set();
    const columns = new Map();
    const refusals = watchRefusals();
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
        const closed = refusals.why();
        if (closed !== null)
            return leaveUnchecked(target, closed);
        try {
            await client.checkSyntax(statement.sql);
            const described = await client.describeColumns(statement.sql);
            refusals.noteAnswer();
            columns.set(slug, described.columns);
            passed += 1;
            const unlisted = idRule === 'ignore' ? null : findUnlisted(target, described);
            if (unlisted !== null)
                (idRule === 'error' ? problems : warnings).push(unlisted);
        }
        catch (error) {
            if (!(error instanceof http_errors/* PlatformError */.Wk))
                throw error;
            const refusal = readRefusal(error);
            if (refusal !== null) {
                refusals.noteAnswer();
                refused.add(slug);
                return void problems.push(placeRefusal(target, refusal));
            }
            leaveUnchecked(target, refusals.noteFailure(error) ?? (0,errors/* messageOf */.bD)(error));
        }
    }
    await (0,p_limit/* default */.A)(throttle/* MOST_AT_ONCE */.SV).map(targets, check);
    unchecked.sort((a, b) => (a.slug < b.slug ? -1 : 1));
    return { passed, problems: (0,file_problem/* sortProblems */.d)(problems), warnings: (0,file_problem/* sortProblems */.d)(warnings), unchecked, refused, columns };
}

// EXTERNAL MODULE: ./src/actions/policies/check/describe.ts
var describe = __webpack_require__(5296);
// EXTERNAL MODULE: ./src/actions/policies/preview/preview.ts
var preview_preview = __webpack_require__(3413);
;// CONCATENATED MODULE: ./src/actions/policies/preview/compare.ts
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
            const { platformId } = violation;
            const rows = left.get(platformId) ?? 0;
            if (rows > 0) {
                left.set(platformId, rows - 1);
                same += 1;
                gone -= 1;
                return;
            }
            added += 1;
            const account = accountOf(violation);
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
        .sort((a, b) => b.count - a.count || (a.account < b.account ? -1 : 1))
        .slice(0, MOST_ACCOUNTS);
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
function readRow(row) {
    return (0,violation/* readViolation */.ug)({ ...row, tags: readTagTexts(row['tags']) });
}
function readId(row) {
    return (0,violation/* readPlatformId */.RB)(row[checks/* ID_COLUMN */.F]);
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
    return { sql: wrapStatement(statement.sql), columns: given };
}
async function readQueryRows(query, wanted, mostRows, take, { client, effort, onPage }) {
    if (query === null)
        return { kind: 'count', count: null, why: 'it is no single `SELECT`' };
    if (!query.columns.includes(checks/* ID_COLUMN */.F)) {
        const { items } = await client.fetchRows(`SELECT count() AS n FROM ${query.sql}`, 1, 1, effort);
        const count = Number(items[0]?.['n']);
        const why = `the query gives no \`${checks/* ID_COLUMN */.F}\``;
        return { kind: 'count', count: Number.isSafeInteger(count) ? count : null, why };
    }
    const sql = `${read_rows_select(query, wanted)} ORDER BY ${quoteName(checks/* ID_COLUMN */.F)} LIMIT ${mostRows + 1}`;
    const fetchPage = (page, perPage) => client.fetchRows(sql, page, perPage, effort);
    let [count, unnamed] = [0, 0];
    for await (const { items } of (0,paging/* walkPages */.wZ)(fetchPage, paging/* LARGEST_PAGE */.LS)) {
        onPage(items.length * wanted.length);
        for (const row of items) {
            count += 1;
            if (!take(row))
                unnamed += 1;
        }
        if (count > mostRows) {
            return { kind: 'count', count: null, why: `it finds more than ${mostRows} (\`preview-rows\`)` };
        }
    }
    if (unnamed > 0)
        return { kind: 'count', count, why: `${unnamed} of its rows have no \`${checks/* ID_COLUMN */.F}\`` };
    return { kind: 'rows', count };
}
async function readResources(query, ids, { client, effort }) {
    const id = quoteName(checks/* ID_COLUMN */.F);
    const sql = `${read_rows_select(query, SHOWN_COLUMNS)} WHERE ${id} IN (${ids.map(quoteText).join(', ')}) ORDER BY ${id} LIMIT 1 BY ${id}`;
    const { items } = await client.fetchRows(sql, 1, paging/* LARGEST_PAGE */.LS, effort);
    return new Map(items.map(readRow).map((violation) => [violation.platformId, violation]));
}
function read_rows_select({ sql, columns }, wanted) {
    const isId = (name) => name === checks/* ID_COLUMN */.F || name === 'account_id';
    const list = wanted
        .filter((name) => columns.includes(name))
        .map((name) => (isId(name) ? `toString(${quoteName(name)}) AS ${quoteName(name)}` : quoteName(name)));
    return `SELECT ${list.join(', ')} FROM ${sql}`;
}

;// CONCATENATED MODULE: ./src/actions/policies/preview/preview-policy.ts






const NOTHING = { query: null, rows: { kind: 'rows', count: 0 } };
async function previewPolicy({ slug, name, before, after, columns }, mostRows, forgive, asking) {
    const isSame = before !== null && (0,tidy/* tidyQuery */.R1)(before) === (0,tidy/* tidyQuery */.R1)(after);
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
            finding.set(id, (finding.get(id) ?? 0) + 1);
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
            if (error instanceof schema/* SchemaError */.Ar)
                return describeUnknown(target, 'its rows changed while they were read');
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
;// CONCATENATED MODULE: ./src/actions/policies/test/missing-column.ts

const UNRESOLVED = /\bidentifier [`'](.+?)[`'].*\(UNKNOWN_IDENTIFIER\)/is;
function describeMissingColumn(refusal, { tables }) {
    const name = UNRESOLVED.exec(refusal)?.[1]?.split('.').at(-1);
    const given = tables.flatMap(({ columns }) => columns.map((column) => column.name));
    if (name === undefined || given.includes(name))
        return null;
    const near = (0,nearest/* findNear */.E)(name, given);
    const hint = near === null ? '' : ` The nearest is \`${near}\`.`;
    return `The query reads the column \`${name}\`, which no table of the test has; add it to \`columns\`.${hint}`;
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

;// CONCATENATED MODULE: ./src/actions/policies/test/test-query.ts


function buildTestQuery(sql, tables) {
    const shadows = tables.map((table) => `${quoteName(table.name)} AS ${buildTable(table)}`);
    const head = shadows.length === 0 ? '' : `WITH\n${shadows.join(',\n')}\n`;
    return `${head}SELECT * FROM ${wrapStatement(sql)}`;
}
function buildTable({ columns, rows }) {
    const structure = quoteText(columns.map(({ name, type }) => `${quoteName(name)} ${type}`).join(', '));
    const tuples = rows.map((row) => `(${columns.map(({ type }, index) => toLiteral(row[index] ?? null, type)).join(', ')})`);
    const empty = `SELECT * FROM null(${structure})`;
    return tuples.length === 0
        ? `(${empty})`
        : `(${empty} UNION ALL SELECT * FROM values(${[structure, ...tuples].join(', ')}))`;
}
const NUMERIC = /^(?:U?Int\d+|Float\d+|BFloat16|Decimal\d*(?:\(.*\))?)$/;
function toLiteral(cell, type) {
    if (cell === null)
        return 'NULL';
    const own = unwrapType(type);
    if (typeof cell === 'boolean')
        return own === 'Bool' || NUMERIC.test(own) ? String(cell) : quoteText(String(cell));
    if (typeof cell === 'string')
        return quoteText(cell);
    if ('number' in cell)
        return NUMERIC.test(own) && isNumber(cell.number) ? cell.number : quoteText(cell.number);
    const inner = splitType(own);
    if ('pairs' in cell) {
        if (inner?.name !== 'Map')
            return quoteText(toJsonText(cell));
        const [key = 'String', value = 'String'] = inner.parts;
        return `map(${cell.pairs.flatMap(([name, one]) => [toLiteral(name, key), toLiteral(one, value)]).join(', ')})`;
    }
    if (inner?.name !== 'Array')
        return quoteText(toJsonText(cell));
    return `[${cell.map((one) => toLiteral(one, inner.parts[0] ?? 'String')).join(', ')}]`;
}
function isNumber(text) {
    return /^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text);
}
function unwrapType(type) {
    const inner = splitType(type);
    return inner !== null && ['Nullable', 'LowCardinality'].includes(inner.name)
        ? unwrapType(inner.parts[0] ?? '')
        : type.trim();
}
function splitType(type) {
    const [, name = '', inside] = /^\s*(\w+)\((.*)\)\s*$/s.exec(type) ?? [];
    if (inside === undefined)
        return null;
    const parts = [];
    let [depth, start] = [0, 0];
    for (let at = 0; at < inside.length; at++) {
        if (inside[at] === '(')
            depth += 1;
        else if (inside[at] === ')')
            depth -= 1;
        else if (inside[at] === ',' && depth === 0) {
            parts.push(inside.slice(start, at));
            start = at + 1;
        }
    }
    return { name, parts: [...parts, inside.slice(start)].map((part) => part.trim()) };
}

;// CONCATENATED MODULE: ./src/actions/policies/test/test-result.ts


const IDS_SHOWN = 10;
const ROWS_SHOWN = 10;
const ROW_LENGTH = 300;
function judgeTest({ violations, tables }, rows, more) {
    const found = `${rows.length}${more ? ' or more' : ''}`;
    if (typeof violations === 'number') {
        const isPassed = !more && rows.length === violations;
        const sentence = `It expects ${violations} violations, and the query finds ${found}.`;
        return isPassed ? PASSED : { isPassed, sentence, rows: rows.slice(0, ROWS_SHOWN).map(describeFound) };
    }
    const [first] = rows;
    if (first !== undefined && !(checks/* ID_COLUMN */.F in first)) {
        const sentence = `It names violations by \`${checks/* ID_COLUMN */.F}\`, which the query does not give; give a number in its place.`;
        return { isPassed: false, sentence, rows: [] };
    }
    const left = [...violations];
    const unexpected = rows.filter((row) => {
        const id = row[checks/* ID_COLUMN */.F] ?? null;
        const at = id === null ? -1 : left.indexOf(String(id));
        if (at >= 0)
            left.splice(at, 1);
        return at < 0;
    });
    if (left.length === 0 && unexpected.length === 0 && !more)
        return PASSED;
    const parts = [
        ...(left.length === 0 ? [] : [`not found: ${listIds(left)}`]),
        ...(unexpected.length === 0
            ? []
            : [`found, and not expected: ${listIds(unexpected.map((row) => String(row[checks/* ID_COLUMN */.F])))}`]),
        ...(more ? [`${found} rows found`] : []),
    ];
    return {
        isPassed: false,
        sentence: `It expects ${violations.length === 0 ? 'no violation' : listIds(violations)}; ${parts.join('; ')}.`,
        rows: [...findMissing(left, tables), ...unexpected.map(describeFound)].slice(0, ROWS_SHOWN),
    };
}
const PASSED = { isPassed: true, sentence: '', rows: [] };
function listIds(ids) {
    const shown = ids.slice(0, IDS_SHOWN).map((id) => `\`${id}\``);
    return ids.length > shown.length ? `${shown.join(', ')} and ${ids.length - shown.length} more` : shown.join(', ');
}
function describeFound(row) {
    return `found: ${cut(JSON.stringify(row))}`;
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

;// CONCATENATED MODULE: ./src/actions/policies/sql/membership.ts

const MEMBERSHIP = /^(?:GLOBAL)?(?:NOT)?(?:NULL)?IN(?:IGNORESET)?$/;
const BEFORE_VALUE = new Set([
    ...['SELECT', 'DISTINCT', 'WITH', 'WHERE', 'PREWHERE', 'HAVING', 'QUALIFY', 'ON', 'BY', 'AND', 'OR', 'XOR', 'NOT'],
    ...['CASE', 'WHEN', 'THEN', 'ELSE', 'BETWEEN', 'LIKE', 'ILIKE', 'LIMIT', 'OFFSET', 'FROM', 'IN', 'AS', 'DIV', 'MOD'],
]);
function isMembershipCall(tokens, open) {
    const callee = tokens[open - 1];
    if (callee === undefined || !isNameToken(callee))
        return false;
    const name = callee.source.replace(/^[`"“]|[`"”]$/g, '').toUpperCase();
    if (!MEMBERSHIP.test(name))
        return false;
    if (callee.kind === 'name' || name !== 'IN')
        return true;
    let before = open - 2;
    while (['NOT', 'GLOBAL'].includes(wordOf(tokens[before])))
        before -= 1;
    return !isEndOfValue(tokens[before]);
}
function isEndOfValue(token) {
    if (token === undefined)
        return false;
    if (token.kind === 'sign')
        return [')', ']', '}', '*'].includes(token.source);
    return !BEFORE_VALUE.has(wordOf(token));
}
function isBehindIn(tokens, index) {
    if (!startsName(tokens, index))
        return false;
    let [first, end] = [index - 1, endOfName(tokens, index)];
    if (tokens[end]?.source === '(')
        return false;
    while (tokens[first]?.source === '(' && tokens[end]?.source === ')') {
        first -= 1;
        end += 1;
    }
    return wordOf(tokens[first]) === 'IN';
}
function isLastArgument(tokens, index) {
    if (!startsName(tokens, index) || tokens[endOfName(tokens, index)]?.source !== ')')
        return false;
    return [',', '('].includes(tokens[index - 1]?.source ?? '');
}
function startsName(tokens, index) {
    const token = tokens[index];
    return token !== undefined && isNameToken(token) && tokens[index - 1]?.source !== '.';
}
function endOfName(tokens, index) {
    let end = index + 1;
    while (tokens[end]?.source === '.')
        end += 2;
    return end;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/settings.ts

const HARMLESS_SETTING = /^(?:max|optimize|query_plan|output_format)_\w+$/;
const HARMLESS_SETTINGS = new Set([
    ...['join_use_nulls', 'join_algorithm', 'join_default_strictness', 'any_join_distinct_right_table_keys'],
    ...['group_by_use_nulls', 'aggregate_functions_null_for_empty', 'transform_null_in', 'cast_keep_nullable'],
    ...['union_default_mode', 'except_default_mode', 'intersect_default_mode', 'short_circuit_function_evaluation'],
    ...['date_time_input_format', 'date_time_output_format', 'session_timezone', 'allow_experimental_json_type'],
    ...['priority', 'log_comment', 'log_queries', 'use_uncompressed_cache', 'distributed_product_mode'],
]);
const OPENING = new Set(['(', '[', '{']);
const CLOSING = new Set([')', ']', '}']);
function findSetting(tokens, index) {
    const [first, behind] = [tokens[index + 1], tokens[index + 2]?.source ?? ')'];
    if (first === undefined || !isNameToken(first) || !['=', ',', ')', '.'].includes(behind))
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
            const name = tokens[at + 1]?.source === '.' ? `${nameOfToken(token)}.…` : nameOfToken(token);
            if (!HARMLESS_SETTING.test(name) && !HARMLESS_SETTINGS.has(name))
                return name;
        }
        isName = depth === 0 && token.source === ',';
        if (depth === 0 && ['UNION', 'EXCEPT', 'INTERSECT'].includes(wordOf(token)))
            break;
    }
    return null;
}

;// CONCATENATED MODULE: ./src/actions/policies/sql/tables.ts




const HARMLESS_SOURCES = new Set([
    ...['numbers', 'numbers_mt', 'zeros', 'zeros_mt', 'generateseries', 'generate_series', 'generaterandom'],
    ...['values', 'format', 'null'],
]);
const OWN_FROM = new Set(['extract', 'trim', 'substring', 'substr', 'overlay', 'position']);
const READING_FUNCTION = /^(?:dict(?:Get|Has|IsIn)\w*|joinGet\w*|hasColumnInTable|file)$/i;
const AFTER_TABLES = new Set([
    ...['WHERE', 'PREWHERE', 'GROUP', 'ORDER', 'HAVING', 'LIMIT', 'OFFSET', 'SETTINGS', 'UNION', 'INTERSECT', 'EXCEPT'],
    ...['WINDOW', 'QUALIFY', 'SELECT'],
]);
const QUERY_WORDS = new Set(['SELECT', 'WITH', 'FROM']);
const ROOT = { callee: '', isMembership: false, isList: false, isNext: false };
function readTables(tokens) {
    const meaningOf = readTableExpressions(tokens);
    const wordAt = (index) => keywordAt(tokens, index);
    const named = new Set(tokens.filter((_, index) => wordAt(index - 1) === 'AS').map(nameOfToken));
    const tables = new Set();
    const perhaps = new Set();
    let obstacle = null;
    const stack = [{ ...ROOT }];
    for (const [index, token] of tokens.entries()) {
        const frame = stack.at(-1) ?? { ...ROOT };
        const [word, before, next] = [wordAt(index), wordAt(index - 1), tokens[index + 1]];
        const block = (sentence) => {
            obstacle ??= { offset: token.start, sentence };
        };
        const read = (name, into) => {
            if (next?.source === '.')
                return block(`The query reads \`${name}.…\`, and a table of a test has no database.`);
            const meaning = meaningOf(name, index);
            if (meaning === 'real')
                into.add(name);
            if (meaning === 'unclear') {
                block(`The query calls a table of its own \`${name}\`, and whether it reads that one here or a real one is unclear.`);
            }
        };
        if (token.source === '(') {
            const isQuery = QUERY_WORDS.has(wordAt(index + 1));
            const isGroup = frame.isNext && !isQuery;
            if (isGroup && wordAt(index + 1) === 'EXPLAIN')
                block('The query reads what `EXPLAIN` says of a query.');
            const name = tokens[index - 1];
            const callee = isQuery || name === undefined || !isNameToken(name) ? '' : nameOfToken(name).toLowerCase();
            const isInCall = frame.isMembership && name?.source === ',';
            const isMembership = !isQuery && (isMembershipCall(tokens, index) || isInCall);
            frame.isNext = false;
            stack.push({ callee, isMembership, isList: isGroup, isNext: isGroup });
        }
        else if (token.source === ')') {
            if (stack.length > 1)
                stack.pop();
        }
        else if (frame.isNext) {
            frame.isNext = false;
            const name = nameOfToken(token);
            if (!isNameToken(token))
                block(`The query reads from \`${shorten(token)}\`, which is no name of a table.`);
            else if (next?.source !== '(')
                read(name, tables);
            else if (!HARMLESS_SOURCES.has(name.toLowerCase()))
                block(describeFunction(name));
        }
        else if (isBehindIn(tokens, index) || (frame.isMembership && isLastArgument(tokens, index))) {
            read(nameOfToken(token), perhaps);
        }
        else if (next?.source === '(' && isNameToken(token) && READING_FUNCTION.test(nameOfToken(token))) {
            block(describeFunction(nameOfToken(token)));
        }
        else if (word === 'FROM') {
            if (OWN_FROM.has(frame.callee) || isOtherFrom(tokens, index))
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
        else if (word === 'FINAL' && frame.isList) {
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
            frame.isList = false;
        }
    }
    return {
        tables: [...tables],
        perhaps: [...perhaps].filter((name) => !named.has(name) && !tables.has(name)),
        obstacle,
    };
}
function keywordAt(tokens, index) {
    const before = tokens[index - 1];
    return before?.source === '.' || wordOf(before) === 'AS' ? '' : wordOf(tokens[index]);
}
function isOtherFrom(tokens, index) {
    const [last, third, fourth] = [1, 2, 3].map((back) => wordOf(tokens[index - back]));
    if (last === 'DISTINCT')
        return third === 'IS' || (third === 'NOT' && fourth === 'IS');
    const value = tokens[index + 1];
    const isName = value !== undefined && isNameToken(value) && tokens[index + 2]?.source !== '(';
    return last === 'FILL' && third === 'WITH' && !isName;
}
function describeFunction(name) {
    return `The query reads by \`${name}(…)\`, for which no table of a test can stand in.`;
}
function shorten({ source }) {
    return [...source].slice(0, 40).join('');
}

;// CONCATENATED MODULE: ./src/actions/policies/test/untested.ts





function findObstacle({ query }) {
    const statement = readStatement(query);
    return statement.kind === 'problem' ? null : (readTables(statement.tokens).obstacle?.sentence ?? null);
}
function findTestFaults(target, minTests) {
    return [...findUncovered(target), ...findUntested(target, minTests)];
}
function findUncovered({ query, place, tests, file }) {
    if (tests.length === 0)
        return [];
    const statement = readStatement(query);
    if (statement.kind === 'problem')
        return [];
    const { tables, perhaps, obstacle } = readTables(statement.tokens);
    if (obstacle !== null)
        return [];
    return tests.flatMap((test) => {
        const given = new Set(test.tables.map(({ name }) => name));
        const columns = new Set(test.tables.flatMap((table) => table.columns.map(({ name }) => name)));
        return [...tables, ...perhaps.filter((name) => !columns.has(name))]
            .filter((name) => !given.has(name))
            .map((name) => {
            const at = placeInFile(place, statement.tokens.find((token) => nameOfToken(token) === name)?.start ?? 0);
            const sentence = `The test “${test.name}” lacks the table \`${name}\`, which the query reads at ${place.path}:${at.line}; a test reads no real table.`;
            return { path: file.path, line: test.line, column: null, sentence };
        });
    });
}
function findUntested(target, minTests) {
    const { tests, file } = target;
    if (minTests === 0 || findObstacle(target) !== null)
        return [];
    const tell = (sentence) => [{ ...file, column: null, sentence }];
    if (tests.length < minTests) {
        return tell(`The policy has ${tests.length} tests; \`min-tests\` asks for ${minTests}.`);
    }
    if (minTests === 1 || (tests.some(expectsSomething) && !tests.every(expectsSomething)))
        return [];
    const missing = tests.some(expectsSomething) ? 'finds nothing' : 'finds something';
    return tell(`No test of the policy ${missing}; from \`min-tests: 2\` on there has to be one.`);
}

;// CONCATENATED MODULE: ./src/actions/policies/test/run-tests.ts














async function runTests(targets, client, fetchTypes) {
    const types = new Map();
    const refusals = watchRefusals();
    async function run(target, test) {
        const file = { path: target.file.path, line: test.line };
        const facts = { slug: target.slug, name: test.name, file, rows: [] };
        const obstacle = findObstacle(target);
        if (obstacle !== null)
            return { ...facts, status: 'untestable', sentence: obstacle };
        const closed = refusals.why();
        if (closed !== null)
            return { ...facts, status: 'unknown', sentence: run_tests_describeUnknown(closed) };
        const statement = readStatement(target.query);
        if (statement.kind === 'problem')
            return { ...facts, status: 'failed', sentence: statement.sentence };
        try {
            const tables = await Promise.all(test.tables.map(addTypes));
            const query = buildTestQuery(statement.sql, tables);
            const page = await client.fetchRows(query, 1, paging/* LARGEST_PAGE */.LS);
            refusals.noteAnswer();
            const { isPassed, sentence, rows } = judgeTest(test, page.items, page.items.length >= paging/* LARGEST_PAGE */.LS);
            return { ...facts, status: isPassed ? 'passed' : 'failed', sentence, rows };
        }
        catch (error) {
            if (error instanceof UnknownType) {
                const line = error.line ?? test.line;
                return { ...facts, file: { ...file, line }, status: 'failed', sentence: error.message };
            }
            if (error instanceof UnreadTypes)
                return { ...facts, status: 'unknown', sentence: error.message };
            if (!(error instanceof http_errors/* PlatformError */.Wk))
                throw error;
            const refusal = readRefusal(error);
            if (refusal !== null) {
                refusals.noteAnswer();
                const sentence = describeMissingColumn(refusal, test) ?? `The engine does not run it: ${shortenRefusal(refusal)}`;
                return { ...facts, status: 'failed', sentence };
            }
            const why = refusals.noteFailure(error) ?? (0,errors/* messageOf */.bD)(error);
            return { ...facts, status: 'unknown', sentence: run_tests_describeUnknown(why) };
        }
    }
    async function addTypes(table) {
        if (table.columns.every(({ type }) => type !== null))
            return table;
        const asked = types.get(table.name) ?? fetchTypes(table.name);
        types.set(table.name, asked);
        const known = await asked.catch((error) => {
            if (!(error instanceof http_errors/* PlatformError */.Wk))
                throw error;
            throw new UnreadTypes(table.name, readUnavailable(error) ?? (0,errors/* messageOf */.bD)(error));
        });
        const columns = table.columns.map(({ name, type, line }) => {
            const own = type ?? known.get(name);
            if (own === undefined)
                throw new UnknownType(table.name, name, line, known.keys());
            return { name, type: own };
        });
        return { ...table, columns };
    }
    const all = targets.flatMap((target) => target.tests.map((test) => ({ target, test })));
    return (0,p_limit/* default */.A)(throttle/* MOST_AT_ONCE */.SV).map(all, ({ target, test }) => run(target, test));
}
class UnknownType extends Error {
    line;
    constructor(table, column, line, known) {
        const near = (0,nearest/* findNear */.E)(column, known);
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
function run_tests_describeUnknown(why) {
    return `It could not be run: ${why}.`;
}

// EXTERNAL MODULE: ./src/platform/tables.ts
var tables = __webpack_require__(5846);
;// CONCATENATED MODULE: ./src/actions/policies/prove.ts














async function prove(read, planned, rule, deps) {
    const changed = planned === null ? null : listChanged(planned.plan);
    const all = listTargets(read);
    const asked = all.filter(({ slug }) => changed === null || changed.has(slug));
    const checks = await checkQueries(asked, rule.idRule, deps.client);
    const faults = all.flatMap((target) => findTestFaults(target, rule.minTests));
    const tested = all.filter((target) => !checks.refused.has(target.slug) && findUncovered(target).length === 0);
    const tests = await runTests(tested, deps.client, deps.fetchTypes);
    const problems = (0,file_problem/* sortProblems */.d)([...checks.problems, ...faults, ...(0,test_describe/* toProblems */.ek)(tests)]);
    const proof = {
        problems,
        fileWarnings: checks.warnings,
        notes: [...(0,describe/* describeUnchecked */.m)(checks.unchecked), ...(0,test_describe/* describeUntestable */.zm)(tests)],
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
        const isSame = before !== null && 'query' in before && (0,tidy/* tidyQuery */.R1)(before.query) === (0,tidy/* tidyQuery */.R1)(after.query);
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
        const isSame = before !== null && (0,tidy/* tidyQuery */.R1)(before) === (0,tidy/* tidyQuery */.R1)(form.query);
        if (isSame && preview === 'changed')
            return [];
        const target = { slug, name: form.name, id: existing?.id ?? null, before, after: form.query };
        return [{ ...target, columns: columns.get(slug) ?? null }];
    });
}


/***/ })

};
;