export const id = 954;
export const ids = [954];
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


/***/ })

};
