export const id = 462;
export const ids = [462,954];
export const modules = {

/***/ 6954:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ statusOf),
/* harmony export */   e: () => (/* binding */ githubFailure),
/* harmony export */   openRepository: () => (/* binding */ openRepository)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2413);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3828);


/** For one request, in milliseconds. */
const longestRequest = 30_000;
/**
 * @param apiUrl such as https://api.github.com, or a GitHub Enterprise Server's.
 * @throws ActionError input-invalid
 */
function openRepository(token, repository, apiUrl) {
    if (token === '') {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .l('input-invalid', 'Input `github-token`: it is empty.', 'Leave it out, or give it a token.');
    }
    const [owner = '', repo = ''] = repository.split('/');
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token, { baseUrl: apiUrl });
    octokit.hook.before('request', (options) => {
        options.request = { ...options.request, signal: AbortSignal.timeout(longestRequest) };
    });
    return { octokit, owner, repo };
}
/** The HTTP status of a failed call, undefined where there was no answer. */
function statusOf(thrown) {
    if (typeof thrown !== 'object' || thrown === null || !('status' in thrown))
        return undefined;
    return typeof thrown.status === 'number' ? thrown.status : undefined;
}
/** Says which call failed and what the token lacks. */
function githubFailure(doing, thrown) {
    if (thrown instanceof _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .l)
        return thrown;
    const status = statusOf(thrown);
    const why = thrown instanceof Error ? thrown.message.split('\n', 1)[0] : String(thrown);
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .l('github-unavailable', `GitHub: ${doing} failed: ${why}.`, hintFor(status), { cause: thrown });
}
function hintFor(status) {
    if (status === 401)
        return 'Check the input `github-token`.';
    if (status === 403 || status === 404) {
        return 'Give the job `permissions: contents: read` and, to comment, `pull-requests: write`.';
    }
    return 'See whether GitHub is up (githubstatus.com), then run again; that is safe.';
}


/***/ }),

/***/ 6462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitHubDeployments: () => (/* binding */ GitHubDeployments)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6954);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3358);



/** Ours among all deployments; those that GitHub makes for a job with `environment:` have the task `deploy`. */
const task = 'auth0-permissions';
/** Deployments looked at for one that succeeded, newest first: as many as a page holds. */
const mostDeployments = 100;
/** Source: GitHub REST API, deployments: `description` is cut there. */
const longestDescription = 140;
const payloadShape = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ version: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz(1), tenant: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), manifest: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()).min(1) });
/** What was applied to a tenant and when, as deployments of the repository: there is no other memory. */
class GitHubDeployments {
    repository;
    constructor(repository) {
        this.repository = repository;
    }
    async lastApplied(target) {
        try {
            for (const { id, sha, manifest } of await this.candidates(target)) {
                if (await this.hasSucceeded(id))
                    return { commit: sha, manifest };
            }
            return undefined;
        }
        catch (thrown) {
            throw (0,_api_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .e)('reading the deployments', thrown);
        }
    }
    /** Anybody who may write can make a deployment of our task: only those of the token's own login count. */
    async candidates({ tenant, environment }) {
        const { octokit, owner, repo } = this.repository;
        const options = { owner, repo, task, environment, per_page: mostDeployments };
        const { data } = await octokit.rest.repos.listDeployments(options);
        if (data.length === 0)
            return [];
        const own = await (0,_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .ownLogin */ .C)(this.repository);
        return data.flatMap(({ id, sha, creator, payload }) => {
            const { data: about } = payloadShape.safeParse(readPayload(payload));
            const ours = creator && (0,_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .isSelf */ .f)(creator, own) && about?.tenant === tenant;
            return ours ? [{ id, sha, manifest: about.manifest }] : [];
        });
    }
    /** GitHub adds `inactive` to what succeeded once a newer one does, so every status counts, not only the last. */
    async hasSucceeded(id) {
        const { octokit, owner, repo } = this.repository;
        const options = { owner, repo, deployment_id: id, per_page: 100 };
        const { data } = await octokit.rest.repos.listDeploymentStatuses(options);
        return data.some(({ state }) => state === 'success');
    }
    async record({ target, commit, manifest, state, description, runUrl }) {
        const { octokit, owner, repo } = this.repository;
        const about = description.length > longestDescription ? `${description.slice(0, longestDescription - 1)}…` : description;
        try {
            const { data } = await octokit.rest.repos.createDeployment({
                ...{ owner, repo, task, ref: commit, environment: target.environment, description: about },
                payload: { version: 1, tenant: target.tenant, manifest },
                auto_merge: false,
                required_contexts: [],
            });
            if (!('id' in data))
                throw new Error(data.message ?? 'GitHub made no deployment');
            const status = { state, description: about, log_url: runUrl, environment: target.environment };
            await octokit.rest.repos.createDeploymentStatus({ owner, repo, deployment_id: data.id, ...status });
        }
        catch (thrown) {
            throw (0,_api_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .e)('recording the deployment', thrown);
        }
    }
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

/***/ 3358:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ ownLogin),
/* harmony export */   f: () => (/* binding */ isSelf)
/* harmony export */ });
/**
 * The login the token acts as. Asked once a run: it decides which comments and deployments are our own.
 * REST's /user is closed to an installation's token; GraphQL's viewer is not.
 */
async function ownLogin({ octokit }) {
    const known = logins.get(octokit) ?? askLogin(octokit);
    logins.set(octokit, known);
    return await known;
}
const logins = new WeakMap();
async function askLogin(octokit) {
    const { viewer } = await octokit.graphql('query { viewer { login } }');
    return viewer.login;
}
/** An App's login carries `[bot]`, with brackets no person's login can have; GraphQL may give it without. */
function isSelf({ login, type }, own) {
    return login === own || (type === 'Bot' && login === `${own}[bot]`);
}


/***/ })

};
