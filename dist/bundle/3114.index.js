"use strict";
exports.id = 3114;
exports.ids = [3114];
exports.modules = {

/***/ 5485:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.d(__webpack_exports__, {
  GU: () => (findsRoom),
  db: () => (COMMENT_CHARACTERS),
  eW: () => (hashBriefly),
  h$: () => (composeBody),
  t7: () => (readMarker)
});
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);

const COMMENT_CHARACTERS = 64_000;
const URL_LENGTH = 500;
const DIGITS = 16;
const MARKER = /^<!-- ([a-z-]{1,40}):([0-9a-f]{16})( [^>]*)?-->/;
const STANDING = /^ (red|yellow|green) ([0-9a-f]{16}) (?:([0-9a-f]{16}) )?(\d{1,15})\.(\d{1,9}) $/;
function hashBriefly(value) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', JSON.stringify(value), 'hex').slice(0, DIGITS);
}
function composeBody(parts) {
    const sections = [
        describeTurn(parts.wasRed, parts.standing.colour, parts.commenter.subject),
        parts.markdown.trim(),
        composeFooter(parts.headSha, parts.runUrl),
    ];
    const text = sections.filter((section) => section !== '').join('\n\n');
    return `${writeMarker(parts.commenter.marker, parts.key, parts.standing)}\n${text}\n`.toWellFormed();
}
function findsRoom(markdown) {
    return markdown.trim().length <= COMMENT_CHARACTERS;
}
function readMarker(body, marker) {
    const [, name, key, rest] = MARKER.exec(body.slice(0, 200)) ?? [];
    if (name !== marker || key === undefined)
        return null;
    const [, colour, facts, question = null, id, attempt] = STANDING.exec(rest ?? '') ?? [];
    if (facts === undefined)
        return { key, standing: null };
    const run = { id: Number(id), attempt: Number(attempt) };
    return { key, standing: { colour: colour, facts, question, run } };
}
function writeMarker(marker, key, { colour, facts, question, run }) {
    const asked = question === null ? '' : `${question} `;
    return `<!-- ${marker}:${key} ${colour} ${facts} ${asked}${run.id}.${run.attempt} -->`;
}
function describeTurn(wasRed, colour, subject) {
    if (!wasRed || colour === 'red')
        return '';
    return colour === 'green'
        ? `> **Green again:** ${subject} was red on this pull request, and passes now.`
        : `> ${subject.charAt(0).toUpperCase()}${subject.slice(1)} was red on this pull request. It is no longer red, but it has not passed either.`;
}
const SHA_DIGITS = 7;
function composeFooter(headSha, runUrl) {
    const facts = [];
    if (headSha !== null)
        facts.push(`Commit ${headSha.slice(0, SHA_DIGITS)}`);
    const href = runUrl !== null && URL.canParse(runUrl) ? new URL(runUrl).href : '';
    if (/^https?:/.test(href) && href.length <= URL_LENGTH)
        facts.push(`[workflow run](<${href}>)`);
    facts.push('updated in place');
    return `<sub>${facts.join(' · ')}</sub>`;
}


/***/ }),

/***/ 3114:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (tellComment)
});

// UNUSED EXPORTS: commentOnPullRequest

// EXTERNAL MODULE: ./src/clock.ts
var clock = __webpack_require__(9373);
// EXTERNAL MODULE: ./src/comment/body.ts
var comment_body = __webpack_require__(5485);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/text/escape.ts
var text_escape = __webpack_require__(7388);
// EXTERNAL MODULE: ./src/text/scrub.ts
var text_scrub = __webpack_require__(8328);
// EXTERNAL MODULE: ./src/platform/http/retry.ts
var retry = __webpack_require__(8966);
;// CONCATENATED MODULE: ./src/comment/failure.ts

class GitHubError extends Error {
    name = 'GitHubError';
    failure;
    constructor(message, failure, options) {
        super(message, options);
        this.failure = failure;
    }
}
const LONGEST_PAUSE_MS = 10_000;
const PAUSE_MS = 1_000;
const PASSING = [500, 502, 503, 504];
function readRateLimit(status, headers, message, now) {
    if (status !== 403 && status !== 429)
        return { isRateLimit: false, pauseMs: null };
    const serverTime = (0,retry/* parseDate */._U)(textOf(headers['date'])) ?? now;
    const asked = (0,retry/* parseRetryAfter */.mu)(textOf(headers['retry-after']), serverTime);
    const isSpent = textOf(headers['x-ratelimit-remaining']) === '0';
    const isRateLimit = status === 429 || asked !== null || isSpent || /rate limit/i.test(message);
    if (asked !== null || !isSpent)
        return { isRateLimit, pauseMs: asked };
    const reset = textOf(headers['x-ratelimit-reset']) ?? '';
    return { isRateLimit, pauseMs: /^\d{1,12}$/.test(reset) ? Math.max(0, Number(reset) * 1_000 - serverTime) : null };
}
function textOf(header) {
    return header === undefined ? undefined : String(header).trim();
}
function pauseBeforeSecondTry(failure, isRepeatable) {
    switch (failure.kind) {
        case 'redirect':
            return null;
        case 'network':
        case 'unreadable':
            return isRepeatable ? PAUSE_MS : null;
        case 'status':
            if (failure.isRateLimit) {
                return failure.pauseMs !== null && failure.pauseMs <= LONGEST_PAUSE_MS ? failure.pauseMs : null;
            }
            return isRepeatable && PASSING.includes(failure.status) ? PAUSE_MS : null;
    }
}
function isRefusal(failure) {
    return failure.kind === 'status' && !failure.isRateLimit && [401, 403, 404, 410].includes(failure.status);
}
function remedyFor({ failure, message }, isFork) {
    if (failure.kind === 'status' && failure.status === 401)
        return 'Check `github-token`.';
    if (/\blocked\b/i.test(message))
        return null;
    const needed = 'The job needs `permissions: pull-requests: write`';
    return isFork
        ? `${needed}, which GitHub does not give to a pull request from a fork.`
        : `${needed}; for forks and for Dependabot GitHub gives a token that may only read.`;
}

// EXTERNAL MODULE: ./src/text/trim-end.ts
var trim_end = __webpack_require__(4011);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.min.mjs
var index_min = __webpack_require__(9924);
// EXTERNAL MODULE: ./src/platform/http/body.ts
var http_body = __webpack_require__(1598);
;// CONCATENATED MODULE: ./src/comment/bounded-fetch.ts


const BODILESS = [204, 205, 304];
function boundFetch(fetch, signal) {
    return async (input, init) => {
        const answer = await fetch(input, init).catch((error) => {
            throw error instanceof TypeError ? (error.cause ?? error) : error;
        });
        const { status, headers } = answer;
        if (BODILESS.includes(status))
            return answer;
        const text = await readBounded(answer.body);
        const excess = text === null ? `it is larger than ${http_body/* LARGEST_BODY */.Yv / 2 ** 20} MiB` : (await (0,http_body/* findExcess */.Lb)(text, signal))?.problem;
        if (excess !== undefined)
            throw new GitHubError(`GitHub's answer (${status}) is not read: ${excess}`, { kind: 'unreadable' });
        return new Response(text, { status, headers });
    };
}
async function readBounded(body) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of body ?? []) {
        bytes += chunk.length;
        if (bytes > http_body/* LARGEST_BODY */.Yv)
            return null;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
}

;// CONCATENATED MODULE: ./src/comment/explain.ts



const Refused = index_min/* object */.Ikc({
    response: index_min/* object */.Ikc({
        status: index_min/* number */.aig(),
        headers: index_min/* record */.g1P(index_min/* string */.YjP(), index_min/* optional */.lqM(index_min/* union */.KCZ([index_min/* string */.YjP(), index_min/* number */.aig()]))),
        data: index_min/* unknown */.L5J(),
    }),
});
const ErrorBody = index_min/* object */.Ikc({
    message: index_min/* string */.YjP(),
    errors: index_min/* fallback */.NpB(index_min/* array */.YOg(index_min/* object */.Ikc({ message: index_min/* optional */.lqM(index_min/* string */.YjP(), '') })), []),
});
const GraphqlErrors = index_min/* object */.Ikc({
    errors: index_min/* array */.YOg(index_min/* object */.Ikc({ type: index_min/* optional */.lqM(index_min/* string */.YjP(), ''), message: index_min/* string */.YjP() })),
});
function explainFailure(thrown, now, quote) {
    const refused = index_min/* safeParse */.xLC(Refused, thrown);
    if (!refused.success) {
        return new GitHubError(`GitHub could not be reached: ${quote((0,errors/* messageOf */.bD)(thrown))}`, { kind: 'network' });
    }
    const { status, headers, data } = refused.output.response;
    const body = index_min/* safeParse */.xLC(ErrorBody, data);
    const told = body.success ? [body.output.message, ...body.output.errors.map(({ message }) => message)] : [];
    const message = told.filter((text) => text !== '').join(' ');
    const failure = { kind: 'status', status, ...readRateLimit(status, headers, message, now) };
    return new GitHubError(`GitHub answered ${status}${message === '' ? '' : `: ${quote(message)}`}`, failure);
}
function explainGraphql(errors, quote) {
    const [error] = errors.filter(({ type }) => type !== 'NOT_FOUND');
    if (error === undefined)
        return null;
    const message = `GitHub did not say who wrote the comments: ${quote(error.message)}`;
    switch (error.type) {
        case 'RATE_LIMITED':
            return new GitHubError(message, { kind: 'status', status: 429, isRateLimit: true, pauseMs: null });
        case 'FORBIDDEN':
        case 'INSUFFICIENT_SCOPES':
            return new GitHubError(message, { kind: 'status', status: 403, isRateLimit: false, pauseMs: null });
        default:
            return new GitHubError(message, { kind: 'unreadable' });
    }
}

// EXTERNAL MODULE: ./src/text/loopback.ts
var loopback = __webpack_require__(4210);
;// CONCATENATED MODULE: ./src/comment/here-fetch.ts

function keepHere(fetch) {
    return (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        if (!(0,loopback/* isLoopback */.U)(url.hostname))
            return fetch(input, init);
        if (/localhost\.?$/.test(url.hostname))
            url.hostname = 'localhost';
        return globalThis.fetch(url, init);
    };
}
function isPrivate(address) {
    if (!URL.canParse(address))
        return true;
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || (0,loopback/* isLoopback */.U)(hostname);
}

;// CONCATENATED MODULE: ./src/comment/github.ts








const USER_AGENT = 'cloudquery-gate';
const PER_PAGE = 100;
const MOST_PAGES = 50;
const Id = index_min/* pipe */.FsL(index_min/* number */.aig(), index_min/* safeInteger */.Y2b(), index_min/* minValue */.Wwf(1));
const Comment = index_min/* object */.Ikc({
    id: Id,
    node_id: index_min/* pipe */.FsL(index_min/* string */.YjP(), index_min/* nonEmpty */.hq()),
    html_url: index_min/* string */.YjP(),
    user: index_min/* nullable */.mee(index_min/* object */.Ikc({ id: Id })),
    body: index_min/* optional */.lqM(index_min/* nullable */.mee(index_min/* string */.YjP(), ''), ''),
});
const AuthorshipAnswer = index_min/* object */.Ikc({
    data: index_min/* object */.Ikc({ nodes: index_min/* array */.YOg(index_min/* nullable */.mee(index_min/* object */.Ikc({ viewerDidAuthor: index_min/* boolean */.zMY() }))) }),
});
const AUTHORSHIP = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on IssueComment { viewerDidAuthor } } }';
async function openComments(place, options) {
    const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(2779), __webpack_require__.e(2413)]).then(__webpack_require__.bind(__webpack_require__, 2413));
    const { token, clock, signal } = options;
    signal.throwIfAborted();
    const scrub = (0,text_scrub/* createScrub */.EN)(token);
    const quote = (text) => (0,text_escape/* toLogText */.ZQ)(scrub(text), 200);
    const log = { debug() { }, info() { }, warn() { }, error() { } };
    const octokit = getOctokit(token, { baseUrl: (0,trim_end/* trimEnd */.s)(place.apiUrl, '/'), userAgent: USER_AGENT, log });
    const [owner = '', repo = ''] = place.repository.split('/');
    const fetchThere = octokit.request.endpoint.DEFAULTS.request?.fetch ?? globalThis.fetch;
    const fetch = boundFetch(keepHere(fetchThere), signal);
    const common = { owner, repo, request: { signal, redirect: 'manual', log, fetch } };
    let mayTryAgain = true;
    async function send(ask, schema, isRepeatable) {
        try {
            return await sendOnce(ask, schema);
        }
        catch (error) {
            const pause = error instanceof GitHubError ? pauseBeforeSecondTry(error.failure, isRepeatable) : null;
            if (pause === null || !mayTryAgain)
                throw error;
            mayTryAgain = false;
            await clock.sleep(pause, signal);
            return await sendOnce(ask, schema);
        }
    }
    async function sendOnce(ask, schema) {
        const answer = await ask().catch((error) => {
            signal.throwIfAborted();
            if (error instanceof Error && error.cause instanceof GitHubError)
                throw error.cause;
            throw explainFailure(error, clock.now(), quote);
        });
        const { status, headers, data } = answer;
        if (status >= 300) {
            throw new GitHubError(`GitHub answered ${status}, a redirect, which is not followed`, { kind: 'redirect' });
        }
        const refusal = index_min/* safeParse */.xLC(GraphqlErrors, data);
        const told = refusal.success ? explainGraphql(refusal.output.errors, quote) : null;
        if (told !== null)
            throw told;
        const result = index_min/* safeParse */.xLC(schema, data, { abortEarly: true });
        if (result.success)
            return { headers, data: result.output };
        throw new GitHubError(`GitHub's answer (${status}) could not be read`, { kind: 'unreadable' });
    }
    const toWritten = ({ id, user, html_url }) => {
        return { id, authorId: user?.id ?? null, url: quote(html_url) };
    };
    return {
        async list(isWanted) {
            const wanted = [];
            for (let page = 1; page <= MOST_PAGES; page++) {
                const query = { ...common, issue_number: place.number, per_page: PER_PAGE, page };
                const { headers, data } = await send(() => octokit.rest.issues.listComments(query), index_min/* array */.YOg(Comment), true);
                wanted.push(...data.map(toListed).filter(isWanted));
                const isLast = !/;\s*rel="?next\b/.test(String(headers['link'] ?? '')) && data.length < PER_PAGE;
                if (isLast)
                    return wanted;
            }
            throw new GitHubError(`The list of comments has more than ${MOST_PAGES} pages`, { kind: 'unreadable' });
        },
        async pickOwn(comments) {
            const own = [];
            for (let start = 0; start < comments.length; start += PER_PAGE) {
                const asked = comments.slice(start, start + PER_PAGE);
                const variables = { ids: asked.map(({ nodeId }) => nodeId) };
                const question = { query: AUTHORSHIP, variables, request: common.request };
                const ask = () => octokit.request(`POST ${place.graphqlUrl}`, question);
                const { data } = await send(ask, AuthorshipAnswer, true);
                const { nodes } = data.data;
                if (asked.some((_, index) => !nodes[index]))
                    return null;
                own.push(...asked.filter((_, index) => nodes[index]?.viewerDidAuthor));
            }
            return own;
        },
        async read(id) {
            const query = { ...common, comment_id: id };
            return toListed((await send(() => octokit.rest.issues.getComment(query), Comment, true)).data);
        },
        async create(body) {
            const query = { ...common, issue_number: place.number, body };
            return toWritten((await send(() => octokit.rest.issues.createComment(query), Comment, false)).data);
        },
        async update(id, body) {
            const query = { ...common, comment_id: id, body };
            return toWritten((await send(() => octokit.rest.issues.updateComment(query), Comment, true)).data);
        },
        async remove(id) {
            try {
                await send(() => octokit.rest.issues.deleteComment({ ...common, comment_id: id }), index_min/* unknown */.L5J(), true);
            }
            catch (error) {
                const isGone = error instanceof GitHubError && error.failure.kind === 'status' && error.failure.status === 404;
                if (!isGone)
                    throw error;
            }
        },
    };
}
function toListed({ id, node_id, user, body }) {
    return { id, nodeId: node_id, body, authorId: user?.id ?? null };
}

;// CONCATENATED MODULE: ./src/comment/plan.ts
function planComment(when, now, ours) {
    const [oldest, ...surplus] = ours.toSorted((a, b) => a.id - b.id);
    if (oldest === undefined) {
        if (isWorthTelling(when, now.colour))
            return { kind: 'create' };
        return { kind: 'skipped', detail: `There is nothing to say yet (\`comment: ${when}\`).` };
    }
    const latest = findLatest(ours);
    if (latest !== null && compareRuns(latest.run, now.run) > 0) {
        return { kind: 'skipped', detail: 'A later run of this workflow has commented already.' };
    }
    if (ours.some(({ standing }) => standing !== null && isOfWorseLeg(standing, now))) {
        return { kind: 'skipped', detail: 'Another job of this run, with other inputs, has commented on a worse result.' };
    }
    if (surplus.length === 0 && latest !== null && !isNews(when, now, latest)) {
        return { kind: 'unchanged', detail: 'The comment says so already.' };
    }
    const wasRed = latest?.colour === 'red' && latest.question === now.question;
    return { kind: 'update', id: oldest.id, surplus: surplus.map(({ id }) => id), wasRed };
}
const URGENCY = { green: 0, yellow: 1, red: 2 };
function isOfWorseLeg(before, now) {
    const isOther = now.run.id > 0 && compareRuns(before.run, now.run) === 0;
    return isOther && URGENCY[before.colour] > URGENCY[now.colour];
}
function isWorthTelling(when, colour) {
    switch (when) {
        case 'always':
            return true;
        case 'on-change':
            return colour !== 'green';
        case 'on-failure':
            return colour === 'red';
    }
}
function isNews(when, now, before) {
    switch (when) {
        case 'always':
            return true;
        case 'on-change':
            return now.colour !== before.colour || now.facts !== before.facts;
        case 'on-failure':
            return now.colour === 'red' || now.colour !== before.colour;
    }
}
function findLatest(ours) {
    const standings = ours.flatMap(({ standing }) => standing ?? []);
    return standings.sort((a, b) => compareRuns(b.run, a.run))[0] ?? null;
}
function compareRuns(a, b) {
    return a.id - b.id || a.attempt - b.attempt;
}

;// CONCATENATED MODULE: ./src/comment/post-comment.ts









const READINGS = 3;
const USUAL_LIMITS = { clock: clock/* systemClock */.m, timeoutMs: 15_000 };
async function postComment(request, { clock, timeoutMs } = USUAL_LIMITS) {
    const { target, token } = request;
    const obstacle = findObstacle(request);
    if (obstacle !== null)
        return obstacle;
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
        const place = { ...target, number: target.pullRequest.number };
        const signal = AbortSignal.any([request.signal, timeout]);
        return await write(request, await openComments(place, { token, clock, signal }));
    }
    catch (error) {
        if (request.signal.aborted)
            return { kind: 'skipped', detail: 'The step was cancelled.' };
        if (timeout.aborted)
            return { kind: 'failed', detail: `GitHub did not answer within ${timeoutMs / 1_000} s.` };
        if (error instanceof GitHubError && isRefusal(error.failure)) {
            const remedy = remedyFor(error, target.pullRequest.isFork);
            const kind = target.pullRequest.isFork ? 'unavailable' : 'refused';
            return { kind, detail: `${endSentence(error.message)} ${remedy ?? ''}`.trim() };
        }
        return { kind: 'failed', detail: endSentence((0,text_escape/* toLogText */.ZQ)((0,text_scrub/* createScrub */.EN)(token)((0,errors/* messageOf */.bD)(error)))) };
    }
}
function findObstacle({ markdown, token, target }) {
    if (token === '')
        return { kind: 'refused', detail: '`github-token` is empty, and a comment needs one.' };
    if (!(0,text_escape/* isVisibleAscii */.Mr)(token)) {
        return {
            kind: 'refused',
            detail: '`github-token` holds blanks, line breaks or other characters that no token has.',
        };
    }
    const open = [target.apiUrl, target.graphqlUrl].find((address) => !isPrivate(address));
    if (open !== undefined) {
        const detail = `GitHub's API is ${new URL(open).origin}, without TLS: the token could be read on the way.`;
        return { kind: 'refused', detail };
    }
    if (markdown.trim() === '')
        return { kind: 'skipped', detail: 'There is nothing to say.' };
    if ((0,comment_body/* findsRoom */.GU)(markdown))
        return null;
    const length = `${markdown.trim().length} characters, and a comment has room for ${comment_body/* COMMENT_CHARACTERS */.db}`;
    return { kind: 'refused', detail: `The report has ${length}.` };
}
function endSentence(text) {
    return text.endsWith('.') ? text : `${text}.`;
}
async function write(request, github) {
    const { when, colour, markdown, target } = request;
    const { commenter, key, run, runUrl, pullRequest } = target;
    const standing = {
        colour,
        facts: (0,comment_body/* hashBriefly */.eW)(request.facts),
        question: (0,comment_body/* hashBriefly */.eW)(request.question),
        run,
    };
    const compose = (wasRed) => (0,comment_body/* composeBody */.h$)({ commenter, key, standing, wasRed, markdown, headSha: pullRequest.headSha, runUrl });
    async function settle(plan) {
        if (plan.kind !== 'update')
            return plan;
        const { url } = await github.update(plan.id, compose(plan.wasRed));
        const isTidy = await removeAll(github, plan.surplus);
        await keepWorst(plan.id);
        return { kind: 'updated', detail: isTidy ? url : `${url}; another one like it could not be deleted.` };
    }
    async function keepWorst(id) {
        if (colour === 'green')
            return;
        try {
            const theirs = toOwn(await github.read(id), target).standing;
            if (theirs !== null && isOfWorseLeg(standing, theirs))
                await github.update(id, compose(false));
        }
        catch {
        }
    }
    const plan = planComment(when, standing, await findOurs(github, target));
    if (plan.kind !== 'create')
        return await settle(plan);
    const created = await github.create(compose(false));
    try {
        const older = await findOlder(github, target, created);
        const second = planComment(when, standing, older);
        if (second.kind === 'create')
            return { kind: 'created', detail: created.url };
        const outcome = await settle(second);
        await github.remove(created.id);
        return outcome;
    }
    catch {
        return { kind: 'created', detail: `${created.url}; whether it is the only one could not be checked.` };
    }
}
async function removeAll(github, ids) {
    const results = await Promise.allSettled(ids.map((id) => github.remove(id)));
    return results.every(({ status }) => status === 'fulfilled');
}
async function findOurs(github, target) {
    for (let reading = 1; reading <= READINGS; reading++) {
        const marked = await github.list(({ body }) => isOurs(body, target));
        if (marked.length === 0)
            return [];
        const own = await github.pickOwn(marked);
        if (own !== null)
            return own.map((one) => toOwn(one, target));
    }
    throw new GitHubError('The comments changed while they were read', { kind: 'unreadable' });
}
async function findOlder(github, target, created) {
    const older = await github.list(({ id, authorId, body }) => id < created.id && authorId !== null && authorId === created.authorId && isOurs(body, target));
    return older.map((one) => toOwn(one, target));
}
function isOurs(body, { commenter, key }) {
    return (0,comment_body/* readMarker */.t7)(body, commenter.marker)?.key === key;
}
function toOwn({ id, body }, { commenter }) {
    return { id, standing: (0,comment_body/* readMarker */.t7)(body, commenter.marker)?.standing ?? null };
}

// EXTERNAL MODULE: ./src/runner/event.ts
var runner_event = __webpack_require__(3034);
;// CONCATENATED MODULE: ./src/comment/pull-request.ts

function findPullRequest(eventName, payload) {
    if (eventName === 'workflow_run')
        return findOfWorkflowRun(payload);
    const pull = (0,runner_event/* readField */.dR)(payload, 'pull_request');
    if (pull !== undefined)
        return build(pull, (0,runner_event/* isForkEvent */.$c)(payload), (0,runner_event/* readField */.dR)(pull, 'head', 'sha'));
    const ofIssue = (0,runner_event/* readField */.dR)(payload, 'issue', 'pull_request');
    const isOfPull = typeof ofIssue === 'object' && ofIssue !== null;
    return isOfPull ? build((0,runner_event/* readField */.dR)(payload, 'issue'), false, undefined) : null;
}
function findOfWorkflowRun(payload) {
    const run = (0,runner_event/* readField */.dR)(payload, 'workflow_run');
    const repository = (0,runner_event/* readField */.dR)(payload, 'repository', 'id');
    const pulls = (0,runner_event/* readField */.dR)(run, 'pull_requests');
    if (!Array.isArray(pulls) || typeof repository !== 'number')
        return null;
    const own = pulls.filter((pull) => (0,runner_event/* readField */.dR)(pull, 'base', 'repo', 'id') === repository);
    return build(own.length === 1 ? own[0] : null, (0,runner_event/* readField */.dR)(run, 'head_repository', 'id') !== repository, (0,runner_event/* readField */.dR)(run, 'head_sha'));
}
function build(holder, isFork, headSha) {
    const number = (0,runner_event/* readField */.dR)(holder, 'number');
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 1)
        return null;
    const isSha = typeof headSha === 'string' && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(headSha);
    return { number, isFork, headSha: isSha ? headSha : null };
}

;// CONCATENATED MODULE: ./src/comment/tell-comment.ts




async function tellComment(text, runner, annotate, signal) {
    const { kind, detail } = await commentOnPullRequest(text, runner, signal);
    if (kind === 'refused' || kind === 'unavailable') {
        const message = `No comment on the pull request: ${detail}`;
        if (!annotate(kind === 'refused' ? 'warning' : 'notice', 'CloudQuery: no comment', message))
            runner.tell(message);
    }
    else if (kind === 'failed') {
        const message = `the comment could not be written, which does not change the result: ${detail}`;
        runner.warn(message);
        annotate('warning', 'CloudQuery: no comment', `\`comment\`: ${message}`);
    }
    else
        runner.tell(`Comment on the pull request, ${kind}: ${detail}`);
}
async function commentOnPullRequest({ when, commenter, colour, facts, question, keyOf, render }, runner, signal) {
    const place = runner.commentPlace();
    const context = runner.context(clock/* systemClock */.m.now());
    const pullRequest = findPullRequest(place.eventName, runner.readPayload());
    if (pullRequest === null || context.repository === null) {
        const detail = `This workflow does not run for a pull request (event \`${place.eventName}\`), so there is nothing to comment on.`;
        return { kind: 'unavailable', detail };
    }
    const token = runner.getInput('github-token').trim();
    if (token !== '')
        runner.hideSecret(token);
    const { repository, runUrl } = context;
    const markdown = runner.scrub(await render(context, comment_body/* COMMENT_CHARACTERS */.db));
    const target = { ...place, commenter, repository, pullRequest, key: keyOf(place), runUrl };
    return postComment({ when, colour, facts, question, markdown, target, token, signal });
}


/***/ })

};
;