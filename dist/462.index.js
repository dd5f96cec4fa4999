export const id = 462;
export const ids = [462];
export const modules = {

/***/ 6462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitHubDeployments: () => (/* binding */ GitHubDeployments)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);
/* harmony import */ var _core_ownership_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(590);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6424);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3358);
/** What was applied, as deployments. */




/** Ours among all deployments; those that GitHub makes for a job with `environment:` have the task `deploy`. */
const task = 'auth0-permissions';
/** Source: GitHub REST API, deployments. */
const pageSize = 100;
/** So far back an apply that succeeded is looked for, those of other manifests between. */
const mostPages = 50;
/** Source: GitHub REST API, deployments: `description` is cut there. */
const longestDescription = 140;
const payloadShape = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    version: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(1),
    tenant: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    manifest: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()),
    /** Names the run and its attempt. */
    run: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().exactOptional(),
    /** The number of a record of the same run that is no longer true. */
    replaces: zod__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Whr().exactOptional(),
    /** See core/ownership.ts. */
    added: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().exactOptional(),
});
const deployment = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_3__/* .int */ .Whr(),
    sha: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().min(1),
    creator: _identity_js__WEBPACK_IMPORTED_MODULE_2__/* .account */ .ct.nullish(),
    payload: zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5J().optional(),
});
const status = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ state: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().min(1), creator: _identity_js__WEBPACK_IMPORTED_MODULE_2__/* .account */ .ct.nullish() });
/**
 * What was applied to a tenant, as deployments of the repository: there is no other memory. Two jobs that apply
 * different manifests to one tenant each remember their own.
 */
class GitHubDeployments {
    repository;
    recorder;
    pages = new Map();
    constructor(repository, recorder) {
        this.repository = repository;
        this.recorder = recorder;
    }
    async *attempts() {
        const replaced = new Set();
        try {
            for await (const { id, sha, replaces, added = '' } of this.recorded('ours')) {
                if (replaces !== undefined)
                    replaced.add(replaces);
                if (replaced.has(id))
                    continue;
                yield { commit: sha, succeeded: await this.hasSucceeded(id), added: (0,_core_ownership_js__WEBPACK_IMPORTED_MODULE_0__/* .readAdded */ .BE)(added) };
            }
        }
        catch (thrown) {
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .githubFailure */ .eQ)('reading the deployments', thrown);
        }
    }
    async others() {
        const newest = new Map();
        try {
            for await (const { sha: commit, manifest } of this.recorded('others')) {
                const key = JSON.stringify(manifest);
                if (!newest.has(key))
                    newest.set(key, { manifest, commit });
            }
        }
        catch (thrown) {
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .githubFailure */ .eQ)('reading the deployments', thrown);
        }
        return [...newest.values()];
    }
    /** The newest first. */
    async *recorded(whose) {
        const own = JSON.stringify(this.recorder.manifest);
        for (let number = 1; number <= mostPages; number += 1) {
            const { recorded, isLast } = await this.page(number);
            yield* recorded.filter(({ manifest }) => (JSON.stringify(manifest) === own) === (whose === 'ours'));
            if (isLast)
                return;
        }
    }
    page(number) {
        const asked = this.pages.get(number) ?? this.readPage(number);
        this.pages.set(number, asked);
        return asked;
    }
    /** Anybody who may write can make a deployment of our task: only those of the token's own login count. */
    async readPage(page) {
        const { ask, owner, repo } = this.repository;
        const { target } = this.recorder;
        const options = { owner, repo, task, environment: target.environment, per_page: pageSize, page };
        const list = () => ask(({ repos }) => repos.listDeployments(options), zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(deployment));
        const found = page === 1 ? await notEmptyByMistake(list) : await list();
        if (found.length === 0)
            return { recorded: [], isLast: true };
        const own = await (0,_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .ownLogin */ .C4)(this.repository);
        const recorded = found.flatMap(({ id, sha, creator, payload }) => {
            const about = creator && (0,_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .isSelf */ .fy)(creator, own) ? payloadShape.safeParse(readPayload(payload)).data : undefined;
            return about?.tenant === target.tenant ? [{ ...about, id, sha }] : [];
        });
        return { recorded, isLast: found.length < pageSize };
    }
    /** GitHub adds `inactive` to what succeeded once a newer one does, so every status counts, but only our own. */
    async hasSucceeded(id) {
        const { ask, owner, repo } = this.repository;
        const options = { owner, repo, deployment_id: id, per_page: 100 };
        const list = () => ask(({ repos }) => repos.listDeploymentStatuses(options), zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(status));
        const statuses = await notEmptyByMistake(list);
        const own = await (0,_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .ownLogin */ .C4)(this.repository);
        return statuses.some(({ state, creator }) => state === 'success' && creator && (0,_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .isSelf */ .fy)(creator, own));
    }
    async begin({ commit, added, replaces }) {
        const { owner, repo, createOnce } = this.repository;
        const { target, manifest, run } = this.recorder;
        const request = {
            ...{ owner, repo, task, ref: commit, environment: target.environment },
            payload: {
                ...{ version: 1, tenant: target.tenant, manifest, run },
                ...(added !== '' && { added }),
                ...(replaces !== undefined && { replaces }),
            },
            auto_merge: false,
            required_contexts: [],
        };
        try {
            const made = await createOnce(({ repos }) => repos.createDeployment(request), deployment.extend({ sha: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(commit) }), () => this.find(added));
            return made.id;
        }
        catch (thrown) {
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .githubFailure */ .eQ)('recording the deployment', thrown);
        }
    }
    /** What this run recorded last, where it says the same. */
    async find(added) {
        const { recorded } = await this.readPage(1);
        const newest = recorded.find(({ run }) => run === this.recorder.run);
        return (newest?.added ?? '') === added ? newest : undefined;
    }
    async finish(record, { state, description, runUrl }) {
        const { ask, owner, repo } = this.repository;
        const cut = description.length > longestDescription ? `${description.slice(0, longestDescription - 1)}…` : description;
        const options = { owner, repo, deployment_id: record, state, description: cut, log_url: runUrl };
        const request = { ...options, environment: this.recorder.target.environment };
        try {
            await ask(({ repos }) => repos.createDeploymentStatus(request), status.extend({ state: zod__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(state) }));
        }
        catch (thrown) {
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .githubFailure */ .eQ)('recording how the deployment ended', thrown);
        }
    }
}
/** An empty list is asked for once more: taken for true by mistake it would have everything forgotten that was applied. */
async function notEmptyByMistake(list) {
    const first = await list();
    return first.length > 0 ? first : await list();
}
/** GitHub gives a payload back as it was sent, or as text. */
function readPayload(payload) {
    if (typeof payload !== 'string')
        return payload;
    try {
        return JSON.parse(payload);
    }
    catch {
        return undefined; // of another origin; not ours, so not an error
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
