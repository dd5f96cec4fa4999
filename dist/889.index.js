export const id = 889;
export const ids = [889,383];
export const modules = {

/***/ 3383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jv: () => (/* binding */ getTree),
/* harmony export */   VQ: () => (/* binding */ refuseLink),
/* harmony export */   ZR: () => (/* binding */ toBlob),
/* harmony export */   gm: () => (/* binding */ readBlob),
/* harmony export */   nT: () => (/* binding */ listTree),
/* harmony export */   readCommit: () => (/* binding */ readCommit)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);
/* harmony import */ var _core_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9282);
/* harmony import */ var _core_problem_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5524);
/* harmony import */ var _core_report_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1565);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6424);
/** Files of a commit, without a checkout. */






const treeEntry = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    path: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().min(1),
    mode: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    type: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    sha: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().min(1),
    size: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().nullish(),
});
const treeAnswer = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ tree: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(treeEntry), truncated: zod__WEBPACK_IMPORTED_MODULE_3__/* .boolean */ .zMY() });
const blobAnswer = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ content: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP() });
/**
 * Reads files of a commit as data, without a checkout: one request for the tree, one for each file that differs from
 * those at hand. Sorted by path; undefined where GitHub doesn't know the commit (a force push left it behind).
 * @throws ActionError github-unavailable
 */
async function readCommit(repository, commit, wanted) {
    try {
        const entries = await listTree((...request) => getTree(repository, ...request), commit, wanted);
        if (!entries)
            return undefined;
        for (const { type, path } of entries)
            if (type === 'blob')
                wanted.pass?.(path);
        const meant = entries.filter(({ path }) => wanted.matches(path));
        if (wanted.links === 'refuse')
            meant.forEach(refuseLink);
        const blobs = meant.flatMap(toBlob);
        const known = new Map(wanted.known.map((file) => [blobHash(file.bytes), file.bytes]));
        const files = await Promise.all(blobs.map((blob) => readBlob(repository, blob, known)));
        return files.sort((a, b) => (0,_core_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .compareText */ .n6)(a.path, b.path));
    }
    catch (thrown) {
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .githubFailure */ .eQ)(`reading the manifest at ${(0,_core_report_js__WEBPACK_IMPORTED_MODULE_5__/* .shortCommit */ .A)(commit)}`, thrown);
    }
}
/** The entries of a commit, at least those in folders that can hold what is wanted; undefined where it is not known. */
async function listTree(get, sha, wanted) {
    const tree = await get(sha, 'recursive').catch(_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .unknownCommit */ .AX);
    if (!tree?.truncated)
        return tree?.tree;
    return await walkTree(get, { sha, path: '' }, wanted);
}
/**
 * A repository too large for one answer is walked folder by folder, those that can hold a file that is meant. An entry
 * that isn't seen would look like a deletion, so a folder that is too large itself fails the run.
 */
async function walkTree(get, folder, wanted) {
    const { tree: entries, truncated } = await get(folder.sha, 'flat');
    if (truncated)
        throw new Error(`the folder ${folder.path || '/'} has more entries than GitHub lists`);
    const found = [];
    for (const entry of entries) {
        const path = folder.path === '' ? entry.path : `${folder.path}/${entry.path}`;
        if (entry.type !== 'tree')
            found.push({ ...entry, path });
        else if (wanted.mayHold(path))
            found.push(...(await walkTree(get, { sha: entry.sha, path }, wanted)));
    }
    return found;
}
async function getTree({ ask, owner, repo }, sha, depth) {
    const recursive = depth === 'recursive' ? { recursive: '1' } : {};
    return await ask(({ git }) => git.getTree({ owner, repo, tree_sha: sha, ...recursive }), treeAnswer);
}
function refuseLink({ path, mode }) {
    if (mode === symbolicLink)
        throw (0,_core_document_js__WEBPACK_IMPORTED_MODULE_1__/* .linkRefused */ .$)(path);
}
/** Source: git's documentation, the modes of a tree. */
const symbolicLink = '120000';
/** Regular files only. */
function toBlob({ path, mode, type, sha, size }) {
    const regular = type === 'blob' && (mode === '100644' || mode === '100755');
    return regular ? [{ path, sha, size: size ?? 0 }] : [];
}
async function readBlob({ ask, owner, repo }, { path, sha, size }, known) {
    if (size > _core_document_js__WEBPACK_IMPORTED_MODULE_1__/* .largestFile */ .Ny)
        return { path, size, bytes: new Uint8Array() };
    const atHand = known.get(sha);
    if (atHand)
        return { path, size, bytes: atHand };
    const { content } = await ask(({ git }) => git.getBlob({ owner, repo, file_sha: sha }), blobAnswer);
    const bytes = Buffer.from(content, 'base64');
    if (blobHash(bytes) !== sha)
        throw new Error(`${path} arrived damaged`);
    return { path, size, bytes };
}
/** The hash git gives a file's content. */
function blobHash(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}


/***/ }),

/***/ 9270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CommitTree: () => (/* binding */ CommitTree)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _core_openapi_paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4546);
/* harmony import */ var _core_report_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1565);
/* harmony import */ var _commit_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3383);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6424);
/** Any other file of a commit, found and read when it is needed. */





/** Requests for the folders of a repository that is too large for one answer; a token has a thousand an hour. */
const mostFolders = 100;
/** Requests for files. */
const mostFiles = 100;
/**
 * Any file of a commit as data, without a checkout: one request for the tree, one for each file that is read. A folder is
 * asked for once, however often it is needed.
 */
class CommitTree {
    repository;
    commit;
    asked = new Map();
    readCount = 0;
    constructor(repository, commit) {
        this.repository = repository;
        this.commit = commit;
    }
    async list(folder) {
        const mayHold = (path) => (isWithin(path, folder) && !(0,_core_openapi_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .isHidden */ .dK)(path)) || isWithin(folder, path);
        const paths = (await this.entries(mayHold)).filter(({ type }) => type === 'blob').map(({ path }) => path);
        return paths.filter((path) => isWithin(path, folder) && !(0,_core_openapi_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .isHidden */ .dK)(path));
    }
    async read(path) {
        const entries = await this.entries((folder) => isWithin(path, folder));
        entries.filter((entry) => isWithin(path, entry.path)).forEach(_commit_files_js__WEBPACK_IMPORTED_MODULE_2__/* .refuseLink */ .VQ);
        const [blob] = entries.filter((entry) => entry.path === path).flatMap(_commit_files_js__WEBPACK_IMPORTED_MODULE_2__/* .toBlob */ .ZR);
        if (!blob)
            return undefined;
        this.readCount += 1;
        if (this.readCount > mostFiles)
            return 'too many requests';
        return await this.attempt(() => (0,_commit_files_js__WEBPACK_IMPORTED_MODULE_2__/* .readBlob */ .gm)(this.repository, blob, new Map()));
    }
    async entries(mayHold) {
        const entries = await this.attempt(() => (0,_commit_files_js__WEBPACK_IMPORTED_MODULE_2__/* .listTree */ .nT)((...request) => this.get(...request), this.commit, { mayHold }));
        return entries ?? [];
    }
    get = (sha, depth) => {
        const key = `${depth} ${sha}`;
        const asked = this.asked.get(key) ?? this.ask(sha, depth);
        this.asked.set(key, asked);
        return asked;
    };
    async ask(sha, depth) {
        if (this.asked.size > mostFolders)
            throw tooMany();
        return await (0,_commit_files_js__WEBPACK_IMPORTED_MODULE_2__/* .getTree */ .Jv)(this.repository, sha, depth);
    }
    async attempt(action) {
        try {
            return await action();
        }
        catch (thrown) {
            if (thrown instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ)
                throw thrown;
            throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .githubFailure */ .eQ)(`reading OpenAPI files at ${(0,_core_report_js__WEBPACK_IMPORTED_MODULE_4__/* .shortCommit */ .A)(this.commit)}`, thrown);
        }
    }
}
function tooMany() {
    const message = `Without a checkout at most ${mostFolders} folders are searched for OpenAPI files.`;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('manifest-invalid', message, 'Name their folder in `openapi`, or check the commit out first.');
}
function isWithin(path, folder) {
    return folder === '' || path === folder || path.startsWith(`${folder}/`);
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
