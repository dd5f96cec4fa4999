export const id = 622;
export const ids = [622,954];
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

/***/ 6622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitHubComments: () => (/* binding */ GitHubComments)
/* harmony export */ });
/* harmony import */ var _core_marker_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5845);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6954);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3358);



/** Our comment on one pull request: the one whose first line is our marker and whose author is our token. */
class GitHubComments {
    repository;
    number;
    constructor(repository, number) {
        this.repository = repository;
        this.number = number;
    }
    async write(marker, body, { create }) {
        try {
            const ours = await this.find(marker);
            if (ours?.body === body)
                return ours.html_url;
            if (ours)
                return (await this.update(ours.id, body)) ?? (await this.create(body));
            return create ? await this.create(body) : undefined;
        }
        catch (thrown) {
            throw (0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .githubFailure */ .e)('commenting on the pull request', thrown);
        }
    }
    async read(target) {
        try {
            const ours = await this.find(target);
            return ours && (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .readMarker */ .t)(ours.body ?? '');
        }
        catch (thrown) {
            throw (0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .githubFailure */ .e)(`reading the comments of pull request ${this.number}`, thrown);
        }
    }
    /** Anybody can write our marker into a comment; only the token's own login makes it ours. */
    async find(target) {
        const [login, comments] = await Promise.all([(0,_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .ownLogin */ .C)(this.repository), this.list()]);
        return comments.find(({ user, body }) => {
            const found = user && (0,_identity_js__WEBPACK_IMPORTED_MODULE_2__/* .isSelf */ .f)(user, login) ? (0,_core_marker_js__WEBPACK_IMPORTED_MODULE_0__/* .readMarker */ .t)(body ?? '') : undefined;
            return found?.tenant === target.tenant && found.environment === target.environment;
        });
    }
    async list() {
        const { octokit, owner, repo } = this.repository;
        const options = { owner, repo, issue_number: this.number, per_page: 100 };
        return await octokit.paginate(octokit.rest.issues.listComments, options);
    }
    async create(body) {
        const { octokit, owner, repo } = this.repository;
        const { data } = await octokit.rest.issues.createComment({ owner, repo, issue_number: this.number, body });
        return data.html_url;
    }
    /** Undefined where somebody deleted the comment meanwhile. */
    async update(id, body) {
        const { octokit, owner, repo } = this.repository;
        try {
            return (await octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body })).data.html_url;
        }
        catch (thrown) {
            if ((0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c)(thrown) === 404)
                return undefined;
            throw thrown;
        }
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
