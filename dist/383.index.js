export const id = 383;
export const ids = [383,954];
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

/***/ 3383:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readCommit: () => (/* binding */ readCommit)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _core_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9282);
/* harmony import */ var _core_problem_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5524);
/* harmony import */ var _core_report_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1565);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6954);





/**
 * Reads files of a commit as data, without a checkout: one request for the tree, one for each file that differs from
 * those at hand. Sorted by path; undefined where GitHub doesn't know the commit (a force push left it behind).
 * @throws ActionError github-unavailable
 */
async function readCommit(repository, commit, wanted) {
    try {
        const entries = await listTree(repository, commit, wanted);
        if (!entries)
            return undefined;
        const meant = entries.filter(({ path = '' }) => wanted.matches(path));
        if (wanted.links === 'refuse')
            meant.forEach(refuseLink);
        const blobs = meant.flatMap(toBlob);
        const known = new Map(wanted.known.map((file) => [blobHash(file.bytes), file.bytes]));
        const files = await Promise.all(blobs.map((blob) => readBlob(repository, blob, known)));
        return files.sort((a, b) => (0,_core_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .compareText */ .n6)(a.path, b.path));
    }
    catch (thrown) {
        throw (0,_api_js__WEBPACK_IMPORTED_MODULE_2__/* .githubFailure */ .e)(`reading the manifest at ${(0,_core_report_js__WEBPACK_IMPORTED_MODULE_4__/* .shortCommit */ .A)(commit)}`, thrown);
    }
}
async function listTree(repository, sha, wanted) {
    const tree = await getTree(repository, sha, 'recursive').catch(unknownCommit);
    if (!tree?.truncated)
        return tree?.entries;
    return await walkTree(repository, { sha, path: '' }, wanted);
}
/** 404 and 422 are GitHub's answers to a commit it does not have, 409 to a repository without any. */
function unknownCommit(thrown) {
    if ([404, 409, 422].includes((0,_api_js__WEBPACK_IMPORTED_MODULE_2__/* .statusOf */ .c)(thrown) ?? 0))
        return undefined;
    throw thrown;
}
/**
 * A repository too large for one answer is walked folder by folder, those that can hold a file that is meant. An entry
 * that isn't seen would look like a deletion, so a folder that is too large itself fails the run.
 */
async function walkTree(repository, folder, wanted) {
    const { entries, truncated } = await getTree(repository, folder.sha, 'flat');
    if (truncated)
        throw new Error(`the folder ${folder.path || '/'} has more entries than GitHub lists`);
    const found = [];
    for (const entry of entries) {
        const path = folder.path === '' ? `${entry.path}` : `${folder.path}/${entry.path}`;
        if (entry.type !== 'tree')
            found.push({ ...entry, path });
        else if (entry.sha && wanted.mayHold(path))
            found.push(...(await walkTree(repository, { sha: entry.sha, path }, wanted)));
    }
    return found;
}
async function getTree({ octokit, owner, repo }, sha, depth) {
    const recursive = depth === 'recursive' ? { recursive: '1' } : {};
    const { data } = await octokit.rest.git.getTree({ owner, repo, tree_sha: sha, ...recursive });
    return { entries: data.tree, truncated: data.truncated };
}
function refuseLink({ path = '', mode }) {
    if (mode === symbolicLink)
        throw (0,_core_document_js__WEBPACK_IMPORTED_MODULE_1__/* .linkRefused */ .$)(path);
}
/** Source: git's documentation, the modes of a tree. */
const symbolicLink = '120000';
/** Regular files only. */
function toBlob({ path, mode, type, sha, size }) {
    const regular = type === 'blob' && (mode === '100644' || mode === '100755');
    return regular && path !== undefined && sha ? [{ path, sha, size: size ?? 0 }] : [];
}
async function readBlob({ octokit, owner, repo }, { path, sha, size }, known) {
    if (size > _core_document_js__WEBPACK_IMPORTED_MODULE_1__/* .largestFile */ .Ny)
        return { path, size, bytes: new Uint8Array() };
    const atHand = known.get(sha);
    if (atHand)
        return { path, size, bytes: atHand };
    const { data } = await octokit.rest.git.getBlob({ owner, repo, file_sha: sha });
    const bytes = Buffer.from(data.content, 'base64');
    if (blobHash(bytes) !== sha)
        throw new Error(`${path} arrived damaged`);
    return { path, size, bytes };
}
/** The hash git gives a file's content. */
function blobHash(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}


/***/ })

};
