export const id = 776;
export const ids = [776];
export const modules = {

/***/ 1776:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitHubBranch: () => (/* binding */ GitHubBranch)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6424);
/** A branch's tip, and whether it is protected. */


/** Rules of a ruleset that keep an unreviewed commit from a branch; others, such as `deletion`, protect something else. */
const protectingRules = new Set(['pull_request', 'update', 'merge_queue', 'required_status_checks']);
const branch = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ protected: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(), commit: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ sha: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().min(1) }) });
const rule = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ type: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() });
class GitHubBranch {
    repository;
    name;
    constructor(repository, name) {
        this.repository = repository;
        this.name = name;
    }
    /** `protected` of the branch, else whether a ruleset guards it: the token may see one and not the other. */
    async state() {
        const { ask, owner, repo } = this.repository;
        try {
            const found = await ask(({ repos }) => repos.getBranch({ owner, repo, branch: this.name }), branch);
            return { protected: found.protected || (await this.isRuled()), tip: found.commit.sha };
        }
        catch (thrown) {
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .eQ)(`reading the branch ${this.name}`, thrown);
        }
    }
    /** What is not protected is not applied, and no rules are what a fault looks like, too: GitHub has to say it twice. */
    async isRuled() {
        return (await this.hasProtectingRule()) || (await this.hasProtectingRule());
    }
    async hasProtectingRule() {
        const { list, owner, repo } = this.repository;
        try {
            const options = { owner, repo, branch: this.name, per_page: 100 };
            const rules = await list(({ repos }) => repos.getBranchRules(options), rule);
            return rules.some(({ type }) => protectingRules.has(type));
        }
        catch (thrown) {
            if ((0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c2)(thrown) === 403 || (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c2)(thrown) === 404)
                return false; // no rules, or none this plan of GitHub has
            throw thrown;
        }
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
