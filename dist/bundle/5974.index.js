"use strict";
exports.id = 5974;
exports.ids = [5974];
exports.modules = {

/***/ 5974:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  findUnproved: () => (findUnproved),
  listKnownNames: () => (listKnownNames),
  listNamesFor: () => (listNamesFor),
  lookUpScope: () => (lookUpScope)
});
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
var _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7813);
var _platform_http_paging_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6478);
var _platform_tag_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1043);
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8665);
var _text_tag_line_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7118);
var _account_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5615);
var _aspect_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4854);
var _tag_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6792);









const TABLE = 'cloud_assets';
const TAGS = 'tags';
async function listKnownNames({ columns }, client) {
    const read = await Promise.all(columns.map((column) => attempt(() => client.listColumnValues(TABLE, column))));
    const names = read.flatMap((one) => one.names).filter((name) => name !== '');
    const problem = read.find((one) => one.problem !== null)?.problem ?? null;
    return { names, problem: problem ?? (names.length === 0 ? `its table \`${TABLE}\` names none` : null) };
}
async function attempt(read) {
    try {
        return { names: await read(), problem: null };
    }
    catch (error) {
        if (!(error instanceof _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Wk) || (0,_platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Ro)(error, 401))
            throw error;
        return { names: [], problem: (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__.bD)(error) };
    }
}
const MOST_LINES = 20;
const MOST_PAGES = 5;
const NAMES_KEPT = 1_000;
async function findTags(lines, client) {
    const found = await Promise.all(lines.slice(0, MOST_LINES).map((line) => attempt(() => findTag(line, client))));
    return {
        names: found.flatMap(({ names }) => names),
        problem: found.find(({ problem }) => problem !== null)?.problem ?? null,
    };
}
async function findTag(line, client) {
    const { key = '', value = '' } = (0,_text_tag_line_js__WEBPACK_IMPORTED_MODULE_7__.P)(line) ?? {};
    const matches = (0,_tag_js__WEBPACK_IMPORTED_MODULE_6__._)(line);
    const near = [];
    const searches = new Set([(0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_8__.jJ)(value), (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_8__.jJ)(key)].filter((text) => text !== ''));
    for (const search of searches.size === 0 ? [''] : searches) {
        let pages = 0;
        for await (const values of client.findColumnValues(TABLE, TAGS, search)) {
            const texts = values.flatMap(_platform_tag_js__WEBPACK_IMPORTED_MODULE_3__.g).map((tag) => `${tag.key}=${tag.value}`);
            const match = texts.find(matches);
            if (match !== undefined)
                return [match];
            near.push(...texts.slice(0, NAMES_KEPT - near.length));
            pages += 1;
            if (pages === MOST_PAGES)
                break;
        }
        if (near.length > 0)
            break;
    }
    return near;
}
function listNamesFor(aspect, lines, client) {
    return aspect.columns.length === 0 ? findTags(lines, client) : listKnownNames(aspect, client);
}
async function lookUpScope({ scope, unknownAccounts }, policies, client) {
    const { describeIdle, describeNothingLeft, describeUnknownName } = await __webpack_require__.e(/* import() */ 3737).then(__webpack_require__.bind(__webpack_require__, 3737));
    const [lookups, problems, warnings] = [[], [], []];
    const filters = (0,_aspect_js__WEBPACK_IMPORTED_MODULE_5__.I1)(scope);
    const isListed = ({ aspect }) => aspect.columns.length > 0;
    const listed = await Promise.all(filters.filter(isListed).map(async (filter) => ({ ...filter, known: await listKnownNames(filter.aspect, client) })));
    const unmatched = await findUnproved(listed, policies, client);
    for (const { aspect, patterns, known } of listed) {
        const open = unmatched.get(aspect.input) ?? [];
        const unproved = patterns.include.filter((line) => open.includes(line));
        lookups.push({ aspect, asked: patterns, unproved, known });
        if (known.problem !== null)
            continue;
        if (unknownAccounts === 'fail' && policies.filter(mayBeViolated).length <= MOST_POLICIES) {
            const explained = (0,_account_js__WEBPACK_IMPORTED_MODULE_4__.N6)(aspect.noun);
            const describe = (line) => describeUnknownName(aspect, line, known.names, patterns.lines);
            problems.push(...unproved.map((line) => `${describe(line)} ${explained}`));
        }
        if (isNothingLeft({ aspect, patterns }, known.names))
            problems.push(describeNothingLeft(aspect));
        const idle = patterns.exclude.filter((line) => open.includes(line));
        warnings.push(...idle.map((line) => describeIdle(aspect.input, `known ${aspect.noun}`, line, known.names, patterns.lines)));
    }
    const unlisted = filters.filter((filter) => !isListed(filter));
    lookups.push(...unlisted.map(({ aspect, patterns }) => ({ aspect, asked: patterns, unproved: patterns.include, known: null })));
    return { lookups, problems, warnings };
}
function isNothingLeft({ patterns: { include, exclude } }, known) {
    if (exclude.length === 0 || (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_8__.L2)(include, [known]).length > 0)
        return false;
    const matches = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_8__.BM)({ include, exclude });
    return !known.some((name) => matches([name]));
}
const MOST_POLICIES = 50;
async function findUnproved(filters, policies, client) {
    const open = filters.flatMap(({ aspect, patterns, known }) => {
        const lines = (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_8__.L2)([...patterns.include, ...patterns.exclude], [known.names], aspect.matchLine);
        return lines.length === 0 ? [] : [{ aspect, lines, seen: new Set() }];
    });
    if (open.length > 0) {
        await Promise.all(policies
            .filter(mayBeViolated)
            .slice(0, MOST_POLICIES)
            .map(({ id }) => noteNames(id, open, client)));
    }
    return new Map(open.map(({ aspect, lines, seen }) => [aspect.input, (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_8__.L2)(lines, [[...seen]], aspect.matchLine)]));
}
function mayBeViolated({ violationCount }) {
    return violationCount !== 0;
}
async function noteNames(policyId, open, client) {
    try {
        const { items } = await client.listSomeViolations(policyId, _platform_http_paging_js__WEBPACK_IMPORTED_MODULE_2__.LS);
        for (const violation of items) {
            for (const { aspect, seen } of open)
                for (const name of aspect.namesOf(violation))
                    seen.add(name);
        }
    }
    catch (error) {
        if (!(error instanceof _platform_http_errors_js__WEBPACK_IMPORTED_MODULE_1__.Wk))
            throw error;
    }
}


/***/ })

};
;