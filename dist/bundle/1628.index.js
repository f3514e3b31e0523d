"use strict";
exports.id = 1628;
exports.ids = [1628];
exports.modules = {

/***/ 1628:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseWaivers: () => (parseWaivers)
});

// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/yaml-entries.ts
var yaml_entries = __webpack_require__(6237);
// EXTERNAL MODULE: ./src/text/yaml-file.ts + 1 modules
var yaml_file = __webpack_require__(8879);
// EXTERNAL MODULE: ./src/text/yaml-tree.ts
var yaml_tree = __webpack_require__(5429);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/text/day.ts
var day = __webpack_require__(6497);
// EXTERNAL MODULE: ./src/text/format.ts
var format = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/text/tag-line.ts
var tag_line = __webpack_require__(7118);
// EXTERNAL MODULE: ./src/text/visible-text.ts
var visible_text = __webpack_require__(2909);
;// CONCATENATED MODULE: ./src/actions/gate/waivers/schema.ts





const WAIVERS_VERSION = 1;
const MOST_WAIVERS = 10_000;
const LONGEST_PATTERN = 500;
const DEFAULT_MAX_DAYS = 366;
const MOST_MAX_DAYS = 3_650;
const MAX_DAYS_ALLOWED = `a whole number of days from 1 to ${(0,format/* formatCount */.B4)(MOST_MAX_DAYS)}`;
const PATTERN_ALLOWED = `a pattern with \`*\` and \`?\` that is not blank, of up to ${LONGEST_PATTERN} characters`;
const PATTERN_EXCLUDES = 'a pattern without `!` in front, since waivers do not exclude (a name may begin with `\\!`)';
const DATE_ALLOWED = 'a date that exists, as `YYYY-MM-DD` and without a time';
const ALLOWED = {
    version: `the number \`${WAIVERS_VERSION}\``,
    waivers: `a list of up to ${(0,format/* formatCount */.B4)(MOST_WAIVERS)} waivers, or \`[]\``,
    policy: `a policy's full name or id, ${visible_text/* TEXT_ALLOWED */.xe}`,
    reason: visible_text/* TEXT_ALLOWED */.xe,
    owner: visible_text/* TEXT_ALLOWED */.xe,
    expires: DATE_ALLOWED,
};
const excludes = (text) => /^\s*!/.test(text);
const Pattern = index_min/* pipe */.FsL((0,visible_text/* textSchema */.Zu)(LONGEST_PATTERN, PATTERN_ALLOWED), index_min/* check */.z6Y((text) => text.length > LONGEST_PATTERN || !excludes(text), PATTERN_EXCLUDES));
const isPattern = (text) => text.length <= LONGEST_PATTERN && visible_text/* VISIBLE */.f9.test(text) && !excludes(text);
const TAG_ALLOWED = 'a tag as `key=value`, with `*` and `?` in both';
const TagPattern = index_min/* pipe */.FsL(Pattern, index_min/* check */.z6Y((text) => !isPattern(text) || (0,tag_line/* readTagLine */.P)(text) !== null, TAG_ALLOWED));
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
        policy: (0,visible_text/* textSchema */.Zu)(visible_text/* LONGEST_TEXT */.xG, ALLOWED['policy'] ?? ''),
        resource: index_min/* optional */.lqM(Pattern),
        account: index_min/* optional */.lqM(Pattern),
        region: index_min/* optional */.lqM(Pattern),
        tag: index_min/* optional */.lqM(TagPattern),
        'resource-type': index_min/* optional */.lqM(Pattern),
        cloud: index_min/* optional */.lqM(Pattern),
        reason: (0,visible_text/* textSchema */.Zu)(visible_text/* LONGEST_TEXT */.xG, visible_text/* TEXT_ALLOWED */.xe),
        owner: (0,visible_text/* textSchema */.Zu)(visible_text/* LONGEST_TEXT */.xG, visible_text/* TEXT_ALLOWED */.xe),
        expires: index_min/* pipe */.FsL(index_min/* string */.YjP(DATE_ALLOWED), index_min/* check */.z6Y(day/* isDay */.N, DATE_ALLOWED), index_min/* check */.z6Y(isInTime, inTime)),
        ticket: index_min/* optional */.lqM((0,visible_text/* textSchema */.Zu)(visible_text/* LONGEST_TEXT */.xG, visible_text/* TEXT_ALLOWED */.xe)),
    });
}

;// CONCATENATED MODULE: ./src/actions/gate/waivers/file.ts






function parseWaivers(text, path, today, quote = text_escape/* toLogText */.ZQ) {
    const kind = {
        noun: 'waivers file',
        version: WAIVERS_VERSION,
        wanted: 'a mapping with `version` and `waivers`',
        smallest: '`version: 1` and `waivers: []`',
        read: (root, reading) => readWaivers(root, today, reading),
    };
    const parsed = (0,yaml_file/* parseYamlFile */.B)(text, path, kind, quote);
    return parsed.kind === 'content' ? { kind: 'waivers', waivers: parsed.content } : parsed;
}
function readWaivers(root, today, reading) {
    const file = { schema: FileSchema, allowed: ALLOWED, hasNumbers: true };
    const entries = (0,yaml_entries/* readEntries */.$2)(root, file, reading);
    (0,yaml_entries/* checkEntries */.bX)(file, entries, (0,yaml_tree/* offsetOf */.b4)(root), reading);
    const maxDays = index_min/* safeParse */.xLC(MaxDays, entries.get('max-days')?.value);
    const waiver = {
        schema: waiverSchema(today, maxDays.success ? maxDays.output : null),
        allowed: ALLOWED,
        hasNumbers: false,
        noun: 'waiver',
        title: 'A waiver',
        wanted: 'a mapping with `policy`, `reason`, `owner` and `expires`',
        most: MOST_WAIVERS,
    };
    return (0,yaml_entries/* readItems */.F1)(entries.get('waivers')?.node, waiver, reading).map((text) => {
        const { 'resource-type': resourceType = null, ...rest } = text;
        const { resource = null, account = null, region = null, tag = null, cloud = null, ticket = null } = rest;
        return { ...rest, resource, account, region, tag, resourceType, cloud, ticket };
    });
}


/***/ })

};
;