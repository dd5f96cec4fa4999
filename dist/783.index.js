export const id = 783;
export const ids = [783];
export const modules = {

/***/ 1783:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openRepository: () => (/* binding */ openRepository)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 22 modules
var github = __webpack_require__(2413);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./lib/core/errors.js
var errors = __webpack_require__(3828);
// EXTERNAL MODULE: ./lib/adapters/github/failure.js
var failure = __webpack_require__(6424);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./lib/adapters/github/rate-limit.js
var rate_limit = __webpack_require__(9860);
// EXTERNAL MODULE: ./lib/adapters/github/redirects.js
var redirects = __webpack_require__(6319);
;// CONCATENATED MODULE: ./lib/adapters/github/requests.js
/** What is sent again and when, and what is created once. */





const usualPatience = { answer: 30_000, firstRetry: 1000, attempts: 4, limit: 120_000 };
/** No answer came, or none that can be used: a write that fails so may have had its effect. */
class NoAnswer extends Error {
}
/** Source: GitHub's docs, rate limits for the REST API: more than a hundred are refused, and fewer when they cost much. */
const mostAtOnce = 10;
/**
 * Sends requests so that one fault of GitHub's or of the network fails no run. Octokit's plugins do this otherwise than
 * is needed: `retry` repeats a POST whatever became of it, takes an answer that broke off for a good one and waits in
 * silence; `throttling` keeps a second between writes and counts a GraphQL query as one, which delays every comment.
 */
class Requests {
    origin;
    log;
    cancelled;
    patience;
    turns = new Turns(mostAtOnce);
    limit;
    constructor(origin, { log, cancelled, patience }) {
        this.origin = origin;
        this.log = log;
        this.cancelled = cancelled;
        this.patience = patience;
        this.limit = new rate_limit/* RateLimit */.qj(log, { longest: patience.limit, cancelled });
    }
    async send(request, options) {
        const { fetch = globalThis.fetch } = options.request;
        options.request = { ...options.request, fetch: (0,redirects/* fetchWithin */.G)(this.origin, fetch) };
        await this.turns.take();
        try {
            return await this.sendUntilAnswered(request, options);
        }
        finally {
            this.turns.give();
        }
    }
    async sendUntilAnswered(request, options) {
        const attempts = isRepeatable(options) ? this.patience.attempts : 1;
        for (let attempt = 1;;) {
            await this.limit.pass();
            const answer = await this.sendOnce(request, options);
            if (answer instanceof rate_limit/* RateLimited */.JH)
                this.limit.refused(answer);
            else if (!(answer instanceof NoAnswer))
                return answer;
            else
                await this.pause(answer, { attempt: attempt++, of: attempts });
        }
    }
    /** Each try has its own time. */
    async sendOnce(request, options) {
        const signal = AbortSignal.timeout(this.patience.answer);
        options.request = { ...options.request, signal };
        const answer = await request().then(asUsable, asFailure);
        if (!(answer instanceof NoAnswer) || !signal.aborted)
            return answer;
        return new NoAnswer(`none within ${this.patience.answer / 1000} s`, { cause: answer });
    }
    async createOnce(create, find) {
        for (let attempt = 1;; attempt += 1) {
            const made = await create().catch(onlyNoAnswer);
            if (!(made instanceof NoAnswer))
                return made;
            await this.pause(made, { attempt, of: this.patience.attempts });
            const found = await find();
            if (found !== undefined)
                return found;
        }
    }
    /** Waits before the next try. @throws NoAnswer after the last one. */
    async pause(lost, { attempt, of }) {
        if (attempt >= of || this.cancelled.aborted)
            throw of === 1 ? lost : new NoAnswer(`${lost.message}, tried ${of} times`, { cause: lost });
        const wait = this.patience.firstRetry * 3 ** (attempt - 1) * (1 + Math.random() / 4);
        this.log(`GitHub gave no usable answer: ${lost.message}. Trying again in ${(wait / 1000).toFixed(1)} s.`);
        await (0,promises_.setTimeout)(wait, undefined, { signal: this.cancelled }).catch(() => undefined);
    }
}
/**
 * Whether a request does no harm where it lands twice. A PATCH, PUT or DELETE names what it makes how, a query of
 * GraphQL's reads, and a deployment's status said twice is the same status. Any other POST makes one more comment or
 * deployment: `createOnce` repeats it, after a look.
 */
function isRepeatable({ method, url, query }) {
    if (method !== 'POST' || url.endsWith('/deployments/{deployment_id}/statuses'))
        return true;
    return url.endsWith('/graphql') && typeof query === 'string' && /^\s*(query\b|\{)/.test(query);
}
function onlyNoAnswer(thrown) {
    if (thrown instanceof NoAnswer)
        return thrown;
    throw thrown;
}
/** Lets so many pass at a time, and the others in the order they came. */
class Turns {
    free;
    waiting = [];
    constructor(free) {
        this.free = free;
    }
    async take() {
        if (this.free > 0)
            this.free -= 1;
        else
            await new Promise((resolve) => this.waiting.push(resolve));
    }
    give() {
        const next = this.waiting.shift();
        if (next)
            next();
        else
            this.free += 1;
    }
}
/** An answer under a good status whose body is no JSON was cut on its way, or is a proxy's own. */
function asUsable(answer) {
    const { status, headers, data } = answer;
    if (status >= 300)
        throw new redirects/* Elsewhere */.r(`it is redirected (status ${status})`);
    if (status !== 204 && typeof data !== 'object')
        return new NoAnswer(`status ${status}, but no JSON or half of it`);
    const [error] = graphqlErrors.safeParse(data).data?.errors ?? [];
    if (!error)
        return answer;
    if (error.type === 'RATE_LIMITED' || isAboutLimit(error.message))
        return (0,rate_limit/* rateLimited */.xd)(error.message, headers);
    return error.message.startsWith('Something went wrong') ? new NoAnswer((0,failure/* oneLine */.TN)(error.message)) : answer;
}
/** GraphQL refuses under the status 200. */
const graphqlErrors = schemas/* object */.Ikc({
    errors: schemas/* array */.YOg(schemas/* object */.Ikc({ type: schemas/* string */.YjP().optional(), message: schemas/* string */.YjP() })),
});
function asFailure(thrown) {
    if (!(thrown instanceof Error))
        throw thrown;
    if (thrown.cause instanceof redirects/* Elsewhere */.r)
        throw thrown.cause;
    const refused = (0,failure/* refusedBy */.it)(thrown);
    if (!refused && thrown.name !== 'HttpError' && thrown.name !== 'AbortError')
        throw thrown;
    if (!refused)
        return new NoAnswer((0,failure/* oneLine */.TN)(rootOf(thrown)), { cause: thrown });
    if (refused.status >= 500)
        return new NoAnswer((0,failure/* reasonOf */.A3)(refused), { cause: thrown });
    if (isLimit(refused))
        return (0,rate_limit/* rateLimited */.xd)((0,failure/* reasonOf */.A3)(refused), refused.response.headers);
    throw thrown;
}
const failureSchema = schemas/* object */.Ikc({
    message: schemas/* string */.YjP().optional(),
    code: schemas/* string */.YjP().optional(),
    cause: schemas/* unknown */.L5J().optional(),
});
/** fetch's own message says that it failed, its cause why; where several addresses failed the cause has a code only. */
function rootOf(thrown) {
    const { message, code, cause } = failureSchema.safeParse(thrown).data ?? {};
    if (cause)
        return rootOf(cause);
    return message || code || 'no answer';
}
function isLimit({ status, message, response: { headers } }) {
    if (status !== 403)
        return status === 429;
    return 'retry-after' in headers || headers['x-ratelimit-remaining'] === '0' || isAboutLimit(message);
}
function isAboutLimit(message) {
    return /\brate limit/i.test(message);
}

;// CONCATENATED MODULE: ./lib/adapters/github/answers.js
/** Whether an answer is what was asked for. */



/** Came under a good status and is not what was asked for: a write that is answered so may have had its effect. */
class OddAnswer extends NoAnswer {
}
/**
 * What an answer says, as far as the shape goes.
 * @throws OddAnswer
 */
function readAnswer(data, shape) {
    const parsed = shape.safeParse(data);
    if (parsed.success)
        return parsed.data;
    throw new OddAnswer(`the answer has another shape than GitHub documents (${oddness(data, parsed.error)})`);
}
/** GitHub's own words where it has some, else where the first difference is. */
function oddness(data, { issues: [first] }) {
    const said = errorBody.safeParse(data).data?.message;
    if (said !== undefined)
        return `it says “${(0,failure/* oneLine */.TN)(said)}”`;
    const place = first?.path.join('.') ?? '';
    const what = first?.message.replace(/^Invalid input: |, received undefined$/g, '') ?? '';
    return place === '' ? what : `${place}: ${what}`;
}
const errorBody = schemas/* object */.Ikc({ message: schemas/* string */.YjP().min(1) });
/** Where a list goes on; undefined at its end. Source: GitHub's docs, using pagination in the REST API. */
function nextPage({ link = '' }) {
    return /<([^<>]+)>;\s*rel="next"/.exec(link)?.[1];
}

;// CONCATENATED MODULE: ./lib/adapters/github/api.js
/** The connection to GitHub. */





/**
 * Opens the one connection of a run: its requests share the wait for the rate limit.
 * @param apiUrl such as https://api.github.com, or a GitHub Enterprise Server's https://host/api/v3, beside which the
 * Octokit finds /api/graphql.
 * @throws ActionError input-invalid
 */
function openRepository(token, repository, apiUrl, { log = () => undefined, cancelled = AbortSignal.any([]), patience = usualPatience } = {}) {
    if (token === '') {
        throw new errors/* ActionError */.lZ('input-invalid', 'Input `github-token`: it is empty.', 'Leave it out, or give it a token.');
    }
    const [owner = '', repo = ''] = repository.split('/');
    const octokit = (0,github/* getOctokit */.Q)(token, { baseUrl: apiUrl });
    const requests = new Requests(new URL(apiUrl).origin, { log, cancelled, patience });
    octokit.hook.wrap('request', (request, options) => requests.send(async () => await request(options), options));
    const ask = async (request, shape) => readAnswer((await request(octokit.rest)).data, shape);
    return {
        owner,
        repo,
        ask,
        list: (request, item) => readPages(octokit, request, schemas/* array */.YOg(item)),
        query: async (query, shape) => readAnswer(await octokit.graphql(query), shape),
        createOnce: (request, shape, find) => requests.createOnce(() => ask(request, shape), find),
    };
}
/** More than any list has that is asked for here, on pages of thirty. */
const mostPages = 5000;
/** The Octokit's own paging takes an answer without a body for the end of a list, and anything else for an item of it. */
async function readPages(octokit, first, shape) {
    const items = [];
    const seen = new Set();
    for (let answer = await first(octokit.rest);;) {
        items.push(...readAnswer(answer.data, shape));
        const url = nextPage(answer.headers);
        if (url === undefined)
            return items;
        if (seen.has(url) || seen.size === mostPages)
            throw new OddAnswer('the list has no end');
        seen.add(url);
        answer = await octokit.request({ method: 'GET', url });
    }
}


/***/ }),

/***/ 6424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   AX: () => (/* binding */ unknownCommit),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   eQ: () => (/* binding */ githubFailure),
/* harmony export */   it: () => (/* binding */ refusedBy)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _rate_limit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9860);
/* harmony import */ var _redirects_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6319);
/** GitHub's errors as ours, with the permission that lacks. */




/** An answer that says no. A request without an answer has a status in the Octokit's errors, too: 500. */
const refusedSchema = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    message: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    status: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    response: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        headers: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J()),
        /** Null where it is no answer of GitHub's own, but a proxy's page. */
        data: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }).nullable().catch(null),
    }),
});
function refusedBy(thrown) {
    return refusedSchema.safeParse(thrown).data;
}
/** The HTTP status of a failed call, undefined where there was no answer. */
function statusOf(thrown) {
    return refusedBy(thrown)?.status;
}
/** 404 and 422 are GitHub's answers to a commit it does not have, 409 to a repository without any. */
function unknownCommit(thrown) {
    if (![404, 409, 422].includes(statusOf(thrown) ?? 0))
        throw thrown;
}
/** Says which call failed and what the token lacks. */
function githubFailure(doing, thrown) {
    if (thrown instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
        return thrown;
    const refused = refusedBy(thrown);
    const why = refused ? reasonOf(refused) : oneLine(thrown instanceof Error ? thrown.message : String(thrown));
    const hint = hintFor(thrown, refused);
    const isRefused = refused?.status === 403 || refused?.status === 404;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('github-unavailable', `GitHub: ${doing} failed: ${why}.`, hint, {
        cause: thrown,
        refused: isRefused,
    });
}
/** GitHub's own words, with what the Octokit adds to them of the fields that are wrong, and the status. */
function reasonOf({ status, message, response: { data } }) {
    return data ? `${oneLine(message.replace(/ - https:\S+$/, ''))} (status ${status})` : `status ${status}`;
}
const longestReason = 300;
/** Without the line that the Octokit puts before GraphQL's own. Who answers may repeat what was sent: the token, too. */
function oneLine(text) {
    const [line = ''] = text.replace(/^Request failed due to following response errors:\n - /, '').split(/[\r\n]/, 1);
    const safe = line.replace(/\b(gh[a-z]|github_pat)_\w+/g, '***').replace(/\.$/, '');
    return safe.length > longestReason ? `${safe.slice(0, longestReason)}…` : safe;
}
function hintFor(thrown, refused) {
    if (thrown instanceof _rate_limit_js__WEBPACK_IMPORTED_MODULE_1__/* .RateLimited */ .JH)
        return 'Run again after that; that is safe.';
    if (thrown instanceof _redirects_js__WEBPACK_IMPORTED_MODULE_3__/* .Elsewhere */ .r)
        return 'See what answers in GitHub’s place, such as a proxy of your network.';
    if (refused?.status === 401)
        return 'Check the input `github-token`.';
    if (refused?.status === 403 || refused?.status === 404) {
        const lacking = lackingPermissions(refused.response.headers['x-accepted-github-permissions']);
        const usual = '`permissions: contents: read` and, to comment, `pull-requests: write`';
        return `Give the job ${lacking ?? usual}.`;
    }
    return 'See whether GitHub is up (githubstatus.com), then run again; that is safe.';
}
/**
 * From `issues=write; pull_requests=write,contents=read`: sets of permissions, one of which would do. A job has
 * `metadata` always, and where a permission isn't what lacks, the header says so in other words.
 * Source: GitHub's docs, troubleshooting the REST API, "Insufficient permissions".
 */
function lackingPermissions(header) {
    const sets = String(header ?? '')
        .split(';')
        .map((set) => [...set.matchAll(/\b(?!metadata)([a-z_]+)=(read|write)\b/g)]);
    const fitting = sets.filter((set) => set.length > 0);
    const documented = fitting.find((set) => set.every(([, name = '']) => documentedPermissions.has(name)));
    const chosen = documented ?? fitting[0];
    const words = chosen?.map(([, name = '', level]) => `${name.replaceAll('_', '-')}: ${level}`);
    return words && `\`permissions: ${words.join('` and `')}\``;
}
/** Those that the README asks for; of several that would do, they say more than `issues: write`. */
const documentedPermissions = new Set(['contents', 'pull_requests', 'deployments']);


/***/ }),

/***/ 9860:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JH: () => (/* binding */ RateLimited),
/* harmony export */   qj: () => (/* binding */ RateLimit),
/* harmony export */   xd: () => (/* binding */ rateLimited)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/** Waits for GitHub's rate limit. */

/** Refused to no effect; it may be sent again after `wait` milliseconds. */
class RateLimited extends Error {
    wait;
    constructor(why, wait) {
        const resets = new Date(Date.now() + wait).toISOString().slice(0, 19).replace('T', ' ');
        super(`${why}; the rate limit resets at ${resets} UTC`);
        this.wait = wait;
    }
}
/** The gate that every request passes: where one is refused all wait, as GitHub asks. */
class RateLimit {
    opensAt = 0;
    waited = 0;
    log;
    /** In milliseconds, in one run. */
    longest;
    cancelled;
    constructor(log, { longest, cancelled }) {
        this.log = log;
        this.longest = longest;
        this.cancelled = cancelled;
    }
    /** A cancelled run does not wait: GitHub would kill it before it said anything. */
    async pass() {
        const { cancelled: signal } = this;
        for (let left = this.opensAt - Date.now(); left > 0 && !signal.aborted; left = this.opensAt - Date.now()) {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(left, undefined, { signal }).catch(() => undefined);
        }
    }
    /**
     * The next request waits for as long as this refusal says.
     * @throws RateLimited where that is more than a run may, or it is cancelled.
     */
    refused(refusal) {
        const now = Date.now();
        const more = refusal.wait - Math.max(this.opensAt - now, 0);
        if (this.cancelled.aborted)
            throw refusal;
        if (more <= 0)
            return;
        if (this.waited + more > this.longest)
            throw refusal;
        if (more >= shortestWait)
            this.log(`Waiting ${Math.ceil(refusal.wait / 1000)} s for GitHub's rate limit …`);
        this.waited += more;
        this.opensAt = now + refusal.wait;
    }
}
/** In milliseconds; a refusal that asks for no wait must not become a storm of requests. */
const shortestWait = 1000;
/** In milliseconds: what GitHub asks for where it doesn't say. */
const usualWait = 60_000;
/** Source: GitHub's docs, rate limits for the REST API, "Exceeding the rate limit": in which order the headers count. */
function rateLimited(why, headers) {
    const isUsedUp = headers['x-ratelimit-remaining'] === '0';
    const reset = isUsedUp ? milliseconds(headers['x-ratelimit-reset']) : undefined;
    const wait = milliseconds(headers['retry-after']) ?? (reset && reset - Date.now()) ?? usualWait;
    return new RateLimited(why, Math.max(wait, shortestWait));
}
function milliseconds(seconds) {
    const number = Number.parseInt(String(seconds), 10);
    return Number.isNaN(number) ? undefined : number * 1000;
}


/***/ }),

/***/ 6319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ fetchWithin),
/* harmony export */   r: () => (/* binding */ Elsewhere)
/* harmony export */ });
/** Not sent, or not followed, since it leads away from GitHub's API. */
class Elsewhere extends Error {
}
const mostRedirects = 3;
/**
 * Fetches from the API's origin alone. fetch itself would follow a redirect to another host or to plain http, without
 * the token, and what stands there would count as GitHub's; the address of a next page would even get the token. A
 * repository that was renamed redirects within the API, and its POST stays a POST, which fetch would make a GET of.
 * Source: GitHub's docs, best practices for the REST API, "Follow redirects".
 */
function fetchWithin(origin, fetch) {
    return async (start, options) => {
        let url = new URL(start);
        for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
            if (url.origin !== origin)
                throw new Elsewhere(`it leads to ${url.origin}, away from ${origin}`);
            const response = await fetch(url, { ...options, redirect: 'manual' });
            const location = [301, 302, 307, 308].includes(response.status) ? response.headers.get('location') : null;
            if (location === null)
                return response;
            await response.body?.cancel();
            url = new URL(location, url);
        }
        throw new Elsewhere('it leads from one redirect to the next');
    };
}


/***/ })

};
