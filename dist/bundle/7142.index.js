"use strict";
exports.id = 7142;
exports.ids = [7142];
exports.modules = {

/***/ 7142:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  REPORT_VERSION: () => (REPORT_VERSION),
  renderJson: () => (renderJson)
});
var _text_json_stream_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1634);
var _findings_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8554);


const REPORT_VERSION = 1;
function renderJson(result, context) {
    return (0,_text_json_stream_js__WEBPACK_IMPORTED_MODULE_1__.f)({
        version: REPORT_VERSION,
        tool: { name: 'cloudquery-access' },
        generated_at: new Date(context.now).toISOString(),
        repository: context.repository,
        run_url: context.runUrl,
        platform_url: result.platformUrl,
        outcome: result.outcome,
        green: result.green,
        sentence: result.sentence,
        problems: result.problems,
        remedy: result.remedy,
        review: result.review === null ? null : describeReview(result.review),
    });
}
function describeReview(review) {
    const { findings, idleExpectations, gaps, keys, users } = review;
    const count = (id) => findings.filter((finding) => finding.id === id).length;
    const isWhole = (id) => (id.startsWith('key-') ? keys : users).isWhole;
    return {
        reviewed_at: review.at,
        clock: review.clock,
        keys: { reviewed: keys.count, whole: keys.isWhole },
        users: { reviewed: users.count, whole: users.isWhole },
        days_to_first_expiry: keys.isWhole ? review.daysToFirstExpiry : null,
        counts: Object.fromEntries(_findings_js__WEBPACK_IMPORTED_MODULE_0__.T.map((id) => [id, isWhole(id) ? count(id) : null])),
        gaps: gaps.map(describeGap),
        findings: findings.map(describeFinding),
        expectations_without_effect: idleExpectations.map(({ subject, name, finding, line, state, hint }) => ({
            ...{ subject, name, finding, line, state, hint },
        })),
    };
}
function describeGap(gap) {
    const nothing = { list: null, subject: null, name: null, input: null, pattern: null, reason: null };
    switch (gap.kind) {
        case 'unread':
            return { ...nothing, kind: gap.kind, list: gap.list, reason: gap.sentence };
        case 'empty':
            return { ...nothing, kind: gap.kind, list: gap.list };
        case 'defect':
            return { ...nothing, kind: gap.kind, subject: gap.subject, name: gap.name, reason: gap.defect };
        case 'unmatched':
            return { ...nothing, kind: gap.kind, input: gap.input, pattern: gap.pattern };
    }
}
function describeFinding(finding) {
    return {
        finding: finding.id,
        level: finding.level,
        fails: finding.fails,
        subject: finding.subject,
        id: finding.subjectId,
        name: finding.name,
        full_name: finding.fullName,
        provider: finding.provider,
        roles: finding.roles,
        powerful_roles: finding.powers,
        created_at: finding.createdAt,
        created_by: finding.createdBy,
        maker: finding.maker,
        last_seen_at: finding.lastSeenAt,
        expires_at: finding.expiresAt,
        days_left: finding.daysLeft,
        expected: finding.expected === null ? null : { reason: finding.expected.reason, line: finding.expected.line },
    };
}


/***/ })

};
;