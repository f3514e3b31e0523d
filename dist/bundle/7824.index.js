"use strict";
exports.id = 7824;
exports.ids = [7824];
exports.modules = {

/***/ 7824:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  indexWaivers: () => (indexWaivers)
});
var _text_pattern_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8665);
var _text_tag_line_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7118);
var _waiver_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9597);



function indexWaivers(items) {
    const [always, index] = group(items);
    return (violation) => {
        const found = [...always];
        for (const [noun, byName] of index) {
            for (const name of namesOf(noun, violation))
                found.push(...(byName.get(name) ?? []));
        }
        return found;
    };
}
function group(items) {
    const always = [];
    const index = new Map();
    for (const item of items) {
        const key = findKey(item.waiver);
        if (key === null) {
            always.push(item);
            continue;
        }
        const byName = index.get(key.noun) ?? new Map();
        index.set(key.noun, byName);
        const same = byName.get(key.name);
        if (same === undefined)
            byName.set(key.name, [item]);
        else
            same.push(item);
    }
    return [always, index];
}
function findKey(waiver) {
    for (const noun of MOST_TELLING) {
        const name = noun === 'tag' ? findTagKey(waiver.tag) : findName(waiver[noun]);
        if (name !== null)
            return { noun, name };
    }
    return null;
}
const MOST_TELLING = ['resource', 'tag', 'account', 'region', 'resourceType', 'cloud'];
function findName(pattern) {
    const name = pattern === null ? '' : (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_1__.MX)(pattern);
    return name === '' ? null : name;
}
function findTagKey(line) {
    const tag = line === null ? null : (0,_text_tag_line_js__WEBPACK_IMPORTED_MODULE_2__.P)(line);
    const key = findName(tag?.key ?? null);
    const value = tag === null ? null : (0,_text_pattern_js__WEBPACK_IMPORTED_MODULE_1__.MX)(tag.value);
    return key === null || value === null ? key : joinTag(key, value);
}
function joinTag(key, value) {
    return `${key}\n${value}`;
}
function namesOf(noun, violation) {
    if (noun !== 'tag')
        return new Set((0,_waiver_js__WEBPACK_IMPORTED_MODULE_0__.r6)(violation)[noun].map(({ text }) => text));
    const tags = [...(0,_waiver_js__WEBPACK_IMPORTED_MODULE_0__.g$)(violation)];
    return new Set(tags.flatMap(([key, same]) => [key, ...same.map(({ value }) => joinTag(key, value.text))]));
}


/***/ })

};
;