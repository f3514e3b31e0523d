"use strict";
exports.id = 3737;
exports.ids = [3737];
exports.modules = {

/***/ 3737:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  describeCancelled: () => (/* reexport */ describeCancelled),
  describeIdle: () => (/* reexport */ describeIdle),
  describeIdleExclusions: () => (/* reexport */ describeIdleExclusions),
  describeNearest: () => (/* reexport */ describeNearest),
  describeNothingLeft: () => (/* reexport */ describeNothingLeft),
  describeUnknownName: () => (/* reexport */ describeUnknownName),
  describeUnproved: () => (/* reexport */ describeUnproved),
  findFilterProblems: () => (/* reexport */ findFilterProblems)
});

// EXTERNAL MODULE: ./src/platform/http/errors.ts
var errors = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/text/pattern.ts
var text_pattern = __webpack_require__(8665);
// EXTERNAL MODULE: ./src/actions/gate/select/selection.ts
var select_selection = __webpack_require__(5534);
// EXTERNAL MODULE: ./src/text/look-alike.ts
var look_alike = __webpack_require__(4749);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
// EXTERNAL MODULE: ./src/actions/gate/select/account.ts
var account = __webpack_require__(5615);
;// CONCATENATED MODULE: ./src/actions/gate/select/unmatched.ts




function describeUnmatched(input, noun, pattern, names, { place = '', instead = null } = {}) {
    const where = `\`${input}\`${place}`;
    return `${where}: no ${noun} matches ${pattern}${instead ?? describeNearest(pattern, names)}.${hintFor(pattern)}`;
}
function hintFor(pattern) {
    const hints = [...(pattern.includes(',') ? [account/* ONE_A_LINE */.Kn] : []), ...(pattern.includes('\\') ? [account/* DOUBLED */._m] : [])];
    return hints.map((hint) => ` ${hint}`).join('');
}
function describeIdle(input, noun, pattern, names, lines) {
    const place = (0,text_pattern/* describePlace */.df)(`!${pattern}`, lines);
    return `${describeUnmatched(input, noun, pattern, names, { place })} ${account/* SLIP */.ZL}`;
}
function describeNearest(wanted, names) {
    const alike = (0,look_alike/* explainLookAlike */.n)(wanted, names);
    if (alike !== null)
        return `; ${alike}`;
    const near = (0,nearest/* findNearest */.qg)(wanted, names);
    return near.length === 0 ? ': there are none' : `; the nearest names are: ${near.join('; ')}`;
}

;// CONCATENATED MODULE: ./src/actions/gate/select/filter-problems.ts




async function findFilterProblems(filters, { listed, selection, groups }, client) {
    const unknown = filters.groups.include.filter((pattern) => (0,select_selection/* findGroups */._F)([pattern], groups).length === 0);
    if (unknown.length > 0) {
        const kinds = kindsOf(await listOrNone(() => client.listPolicies([])), []);
        return unknown.map((pattern) => {
            const names = groups.map(nameOf);
            return describeUnmatched('policy-groups', 'policy group', pattern, names, { instead: findKind(pattern, kinds) });
        });
    }
    const isOneUnmatched = (0,text_pattern/* findUnmatched */.L2)(filters.policies.include, namesOf(listed)).length > 0;
    const isGrouped = filters.groups.include.length > 0;
    const others = isOneUnmatched && groups.length === 0 ? await listOrNone(() => client.listPolicyGroups()) : groups;
    const all = isOneUnmatched && isGrouped ? await listOrNone(() => client.listPolicies([])) : [];
    return findSelectionProblems(listed, selection, filters, { groups: others, all });
}
async function listOrNone(list) {
    try {
        return await list();
    }
    catch (error) {
        if (error instanceof errors/* PlatformError */.Wk)
            return [];
        throw error;
    }
}
function kindsOf(policies, groups) {
    const domains = [...new Set(policies.map(({ domain }) => domain))].filter((domain) => domain !== '');
    return [
        { noun: 'policy group', input: 'policy-groups', names: namesOf(groups) },
        { noun: 'policy', input: 'policies', names: namesOf(policies) },
        { noun: 'domain', input: 'domains', names: domains.map((domain) => [domain]) },
    ];
}
function findKind(pattern, kinds) {
    const matches = (0,text_pattern/* matchPatterns */.BM)({ include: [pattern], exclude: [] });
    for (const { noun, input, names } of kinds) {
        const [name] = names.find((one) => matches(one)) ?? [];
        if (name !== undefined)
            return `; the ${noun} ${name} does: use \`${input}\``;
    }
    return null;
}
function findElsewhere(pattern, all) {
    const matches = (0,text_pattern/* matchPatterns */.BM)({ include: [pattern], exclude: [] });
    const found = all.find(({ name, id }) => matches([name, id]));
    return found === undefined
        ? null
        : `; the policy ${found.name} does, and is in none of the groups that \`policy-groups\` selects`;
}
function describeIdleExclusions({ policies, groups: patterns }, groups, catalogue) {
    const idleGroups = patterns.exclude.filter((pattern) => (0,select_selection/* findGroups */._F)([pattern], groups).length === 0);
    const idlePolicies = (0,text_pattern/* findUnmatched */.L2)(policies.exclude, namesOf(catalogue));
    return [
        ...idleGroups.map((pattern) => describeIdle('policy-groups', 'policy group', pattern, groups.map(nameOf))),
        ...idlePolicies.map((pattern) => describeIdle('policies', 'policy', pattern, catalogue.map(nameOf))),
    ];
}
function nameOf({ name }) {
    return name;
}
function findSelectionProblems(listed, selection, filters, others = { groups: [], all: [] }) {
    const kinds = kindsOf(listed, others.groups);
    const problems = (0,text_pattern/* findUnmatched */.L2)(filters.policies.include, namesOf(listed)).map((pattern) => {
        const instead = findElsewhere(pattern, others.all) ?? findKind(pattern, kinds);
        return describeUnmatched('policies', 'policy', pattern, listed.map(nameOf), { instead });
    });
    for (const pattern of filters.policies.include) {
        const isNamed = ({ name, id }) => (0,text_pattern/* isNameOf */.b_)(pattern, name) || (0,text_pattern/* isNameOf */.b_)(pattern, id);
        const paused = selection.paused.find(isNamed);
        if (paused !== undefined && !selection.active.some(isNamed)) {
            problems.push(`\`policies\`: ${paused.name} is paused on the Platform, so that it is not evaluated: activate it there, or take it out of \`policies\`.`);
        }
    }
    const hasFilters = !(0,text_pattern/* isEmpty */.Im)(filters.policies) || !(0,text_pattern/* isEmpty */.Im)(filters.groups) || filters.domains.length > 0;
    if (problems.length === 0 && hasFilters && selection.active.length === 0) {
        const paused = selection.paused.length > 0 ? ` (${selection.paused.length} paused ones are not evaluated)` : '';
        problems.push(`\`policies\`, \`policy-groups\` and \`domains\` together select no active policy${paused}.`);
    }
    return problems;
}
function namesOf(things) {
    return things.map(({ name, id, aliases = [] }) => [name, ...aliases, id]);
}

;// CONCATENATED MODULE: ./src/actions/gate/select/scope-problems.ts



const ID_DIGITS = 12;
function describeUnknownName({ input, noun }, line, names, lines) {
    const padded = line.padStart(ID_DIGITS, '0');
    const hasLostZero = input === 'accounts' && /^\d+$/.test(line) && padded !== line && (names.includes(padded) || line.length === 11);
    const place = (0,text_pattern/* describePlace */.df)(line, lines);
    if (!hasLostZero)
        return describeUnmatched(input, `known ${noun}`, line, names, { place });
    return `\`${input}\`${place}: no known ${noun} matches ${line}, which may be '${padded}'. ${account/* LOST_ZERO */.mL}`;
}
function describeUnproved(aspect, lines, { names, problem }, asked) {
    const sentences = lines.map((line) => describeUnknownName(aspect, line, names, asked.lines));
    if (aspect.columns.length === 0 && problem === null)
        sentences.push(account/* NOT_SEEN */.mW);
    if (lines.length === asked.include.length)
        sentences.push((0,account/* nothingInScope */.PS)(aspect.noun));
    const why = problem === null ? '' : `the Platform does not tell which ${aspect.noun}s it has (${problem}): `;
    return `${why}${sentences.join(' ')}`;
}
function describeNothingLeft({ input, noun }) {
    return `\`${input}\`: its lines together exclude every ${noun} that the Platform knows. Then no violation would gate: remove the lines with \`!\` that exclude what the other lines name.`;
}
function describeCancelled(count) {
    const lines = count === 1 ? 'a line that names an account has' : `${count} lines that name an account have`;
    return `\`accounts\`: ${lines} no effect: a line with \`!\` excludes the same account by its other name or id. Remove one of the two lines.`;
}

;// CONCATENATED MODULE: ./src/actions/gate/select/problems.ts





/***/ })

};
;