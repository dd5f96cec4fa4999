export const id = 522;
export const ids = [522,954];
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

/***/ 7522:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readCentralPolicy: () => (/* binding */ readCentralPolicy)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3828);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6954);


/**
 * Reads the policy that another repository keeps, as data.
 * @throws ActionError policy-invalid where the token sees none, github-unavailable
 */
async function readCentralPolicy({ octokit }, from) {
    const { name: label, owner, repo, path, ref } = from;
    try {
        const { data } = await octokit.rest.repos.getContent({ owner, repo, path, ref });
        if (Array.isArray(data) || data.type !== 'file' || !('content' in data))
            throw unfit(label);
        if (data.encoding !== 'base64')
            throw unfit(label); // over 1 MB
        const bytes = Buffer.from(data.content, 'base64');
        return { path: label, size: bytes.length, bytes };
    }
    catch (thrown) {
        if ((0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c)(thrown) === 404)
            throw missing(label);
        throw (0,_api_js__WEBPACK_IMPORTED_MODULE_1__/* .githubFailure */ .e)(`reading the policy ${label}`, thrown);
    }
}
function missing(label) {
    const hint = 'Correct the input `policy`, or give `github-token` a token that may read that repository: `github.token` reads its own only, and public ones.';
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .l('policy-invalid', `There is no policy to see at ${label}.`, hint);
}
function unfit(label) {
    const message = `${label} is not a file of at most 1 MB.`;
    return new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .l('policy-invalid', message, 'Name the policy itself in the input `policy`.');
}


/***/ })

};
