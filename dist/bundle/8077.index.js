"use strict";
exports.id = 8077;
exports.ids = [8077];
exports.modules = {

/***/ 8077:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
__webpack_require__.d(__webpack_exports__, {
  redactLine: () => (redactLine),
  redactResult: () => (redactResult)
});
var _text_redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3326);
var _describe_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8317);


function redactResult(result) {
    const review = result.review === null ? null : redactReview(result.review);
    const told = review !== null && result.outcome === 'incomplete'
        ?
            (0,_describe_js__WEBPACK_IMPORTED_MODULE_1__.mO)(review)
        : {
            sentence: redactLine(result.sentence),
            problems: result.problems.map((problem) => redactLine(problem)),
            remedy: result.remedy,
        };
    return {
        outcome: result.outcome,
        green: result.green,
        ...told,
        platformUrl: result.platformUrl,
        expectedPath: result.expectedPath,
        review,
    };
}
function redactReview(review) {
    return {
        findings: review.findings.map(redactFinding),
        idleExpectations: review.idleExpectations.map(redactIdle),
        gaps: review.gaps.map(redactGap),
        keys: review.keys,
        users: review.users,
        daysToFirstExpiry: review.daysToFirstExpiry,
        clock: review.clock,
        at: review.at,
    };
}
function redactFinding(finding) {
    return {
        id: finding.id,
        level: finding.level,
        fails: finding.fails,
        subject: finding.subject,
        subjectId: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__._e)(finding.subjectId),
        name: hideName(finding.subject, finding.name),
        fullName: null,
        roles: finding.roles.map(_text_redact_js__WEBPACK_IMPORTED_MODULE_0__._e),
        powers: finding.powers.map(_text_redact_js__WEBPACK_IMPORTED_MODULE_0__._e),
        createdAt: finding.createdAt,
        lastSeenAt: finding.lastSeenAt,
        expiresAt: finding.expiresAt,
        daysLeft: finding.daysLeft,
        createdBy: finding.createdBy === null ? null : hideName('user', finding.createdBy),
        maker: finding.maker,
        provider: finding.provider === null ? null : hideProvider(finding.provider),
        expected: finding.expected === null ? null : { reason: (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__._e)(finding.expected.reason), line: finding.expected.line },
    };
}
function redactIdle({ subject, name, finding, line, state }) {
    return { subject, name: hideName(subject, name), finding, line, state, hint: null };
}
function redactGap(gap) {
    switch (gap.kind) {
        case 'unread':
            return { kind: gap.kind, list: gap.list, sentence: redactLine(gap.sentence), remedy: gap.remedy };
        case 'empty':
            return gap;
        case 'defect':
            return {
                kind: gap.kind,
                subject: gap.subject,
                name: hideName(gap.subject, gap.name),
                defect: redactLine(gap.defect),
            };
        case 'unmatched':
            return { kind: gap.kind, input: gap.input, pattern: _text_redact_js__WEBPACK_IMPORTED_MODULE_0__.F_, place: gap.place };
    }
}
function hideProvider(provider) {
    return ['local', 'saml'].includes(provider) ? provider : _text_redact_js__WEBPACK_IMPORTED_MODULE_0__.F_;
}
function hideName(subject, name) {
    return subject === 'user' ? (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.jD)('user', name.toLowerCase()) : (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.jD)('key', name);
}
function redactLine(line) {
    return (0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__.Rd)((0,_text_redact_js__WEBPACK_IMPORTED_MODULE_0__._e)(line));
}


/***/ })

};
;