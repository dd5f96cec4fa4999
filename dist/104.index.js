export const id = 104;
export const ids = [104];
export const modules = {

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

/***/ 3358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ ownLogin),
/* harmony export */   ct: () => (/* binding */ account),
/* harmony export */   fy: () => (/* binding */ isSelf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/** Whose comments and deployments are our own. */

/** Who made something. GitHub says null where an account is gone. */
const account = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), type: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() });
/**
 * The login the token acts as. Asked once a run: it decides which comments and deployments are our own.
 * REST's /user is closed to an installation's token; GraphQL's viewer is not.
 */
async function ownLogin(repository) {
    const known = logins.get(repository) ?? askLogin(repository);
    logins.set(repository, known);
    return await known.catch((thrown) => {
        logins.delete(repository); // one fault must not make everything a stranger's
        throw thrown;
    });
}
const logins = new WeakMap();
async function askLogin({ query }) {
    const { viewer } = await query('query { viewer { login } }', answer);
    return viewer.login;
}
const answer = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ viewer: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ login: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().min(1) }) });
/** An App's login carries `[bot]`, with brackets no person's login can have; GraphQL may give it without. */
function isSelf({ login, type }, own) {
    return login === own || (type === 'Bot' && login === `${own}[bot]`);
}


/***/ }),

/***/ 8104:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitHubIssues: () => (/* binding */ GitHubIssues)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _core_marker_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5845);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6424);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3358);
/** Our issue among the others. */





/** Every issue of ours has it, for people to find them by; what makes one ours is its marker and its author. */
const label = 'auth0-permissions';
const issue = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    number: zod__WEBPACK_IMPORTED_MODULE_4__/* .int */ .Whr(),
    body: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullish(),
    html_url: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().min(1),
    state_reason: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullish(),
    user: _identity_js__WEBPACK_IMPORTED_MODULE_3__/* .account */ .ct.nullish(),
    pull_request: zod__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5J().optional(),
});
const comment = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_4__/* .int */ .Whr(), body: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullish() });
/** Our issue about drift: the one whose first line is our marker and whose author is our token. */
class GitHubIssues {
    repository;
    constructor(repository) {
        this.repository = repository;
    }
    async show(marker, text) {
        try {
            const [ours, ...others] = await this.open(marker);
            for (const other of others)
                await this.close(other, `Duplicate of #${ours?.number}`, 'duplicate');
            if (ours)
                return { url: await this.update(ours, marker, text), accepted: false };
            const left = await this.closedByHand(marker);
            if (!left)
                return { url: await this.create(marker, text), accepted: false };
            if (left.state_reason === 'not_planned' || left.state_reason === 'duplicate')
                return { url: left.html_url, accepted: true };
            return { url: await this.reopen(left, text), accepted: false };
        }
        catch (thrown) {
            throw issueFailure('writing the issue', thrown);
        }
    }
    async settle(target, comment) {
        try {
            const all = await this.open(target);
            for (const one of all)
                await this.close(one, comment, 'completed');
            await this.forgetAccepted(target);
            return all[0]?.html_url;
        }
        catch (thrown) {
            throw issueFailure('closing the issue', thrown);
        }
    }
    /**
     * The oldest first; more than one only where two runs were at it at once. Over all pages and without the filters that
     * GitHub has: a label may be taken off, and under what login `creator` knows an App is nowhere promised.
     */
    async open(target) {
        const { list, owner, repo } = this.repository;
        const options = { owner, repo, state: 'open', direction: 'asc', per_page: 100 };
        return await this.ours(target, await list(({ issues }) => issues.listForRepo(options), issue));
    }
    /** Somebody closed it, and what it shows is still there. The action empties the fingerprint of what it closes itself. */
    async closedByHand(marker) {
        const closed = await this.ours(marker, await this.closed());
        return closed.find(({ body }) => (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .readDriftMarker */ .ME)(body ?? '')?.fingerprint === marker.fingerprint);
    }
    /** What somebody closed by hand is set back by now; the same is news where it drifts again. */
    async forgetAccepted(target) {
        const unsettled = (await this.closed()).filter(({ body }) => (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .readDriftMarker */ .ME)(body ?? '')?.fingerprint !== '');
        for (const one of await this.ours(target, unsettled))
            await this.patch(one, { body: (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .settledBody */ ._r)(one.body ?? '') });
    }
    /** The newest hundred that have our label. */
    async closed() {
        const { ask, owner, repo } = this.repository;
        const options = { owner, repo, state: 'closed', labels: label, per_page: 100 };
        return await ask(({ issues }) => issues.listForRepo(options), zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(issue));
    }
    /** Anybody can write our marker into an issue; only the token's own login makes it ours. Pull requests are listed, too. */
    async ours(target, issues) {
        const marked = issues.filter(({ body, pull_request }) => !pull_request && isAbout(target, body ?? ''));
        if (marked.length === 0)
            return [];
        const login = await (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .ownLogin */ .C4)(this.repository);
        return marked.filter(({ user }) => user && (0,_identity_js__WEBPACK_IMPORTED_MODULE_3__/* .isSelf */ .fy)(user, login));
    }
    async create(marker, { title, body }) {
        const { owner, repo, createOnce } = this.repository;
        const made = await createOnce(({ issues }) => issues.create({ owner, repo, title, body, labels: [label] }), issue, async () => (await this.open(marker))[0]);
        return made.html_url;
    }
    async update(ours, marker, { body }) {
        const shown = (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .readDriftMarker */ .ME)(ours.body ?? '');
        if (shown?.fingerprint !== marker.fingerprint)
            await this.patch(ours, { body });
        return ours.html_url;
    }
    async reopen(closed, { body }) {
        await this.patch(closed, { state: 'open', body });
        return closed.html_url;
    }
    /** The comment first: an issue that is closed already would never get it. */
    async close(issue, comment, reason) {
        await this.comment(issue, comment);
        await this.patch(issue, { state: 'closed', state_reason: reason, body: (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .settledBody */ ._r)(issue.body ?? '') });
    }
    async comment({ number }, body) {
        const { list, owner, repo, createOnce } = this.repository;
        const on = { owner, repo, issue_number: number };
        await createOnce(({ issues }) => issues.createComment({ ...on, body }), comment, async () => {
            const comments = await list(({ issues }) => issues.listComments({ ...on, per_page: 100 }), comment);
            return comments.find((one) => one.body === body);
        });
    }
    async patch({ number }, changes) {
        const { ask, owner, repo } = this.repository;
        const state = changes.state === undefined ? zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP() : zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(changes.state);
        const changed = issue.extend({ number: zod__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .euz(number), state });
        await ask(({ issues }) => issues.update({ owner, repo, issue_number: number, ...changes }), changed);
    }
}
function isAbout({ tenant, environment, manifest }, body) {
    const marker = (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_1__/* .readDriftMarker */ .ME)(body);
    return (marker?.tenant === tenant &&
        marker.environment === environment &&
        JSON.stringify(marker.manifest) === JSON.stringify(manifest));
}
/** GitHub's hints would name the permissions that comments of a pull request need, too. */
function issueFailure(doing, thrown) {
    const error = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .githubFailure */ .eQ)(doing, thrown);
    const hint = hints.get((0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c2)(thrown) ?? 0);
    return hint === undefined ? error : new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(error.code, error.message, hint, { cause: thrown });
}
/** Source: GitHub REST API, issues, "Create an issue": 403, and 410 where issues are switched off. */
const hints = new Map([
    [403, 'Give the job `permissions: issues: write`, or set `comment: never`.'],
    [410, 'Switch issues on in the settings of the repository, or set `comment: never`.'],
]);


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
