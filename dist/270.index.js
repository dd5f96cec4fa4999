export const id = 270;
export const ids = [270,954];
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

/***/ 270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitHubHistory: () => (/* binding */ GitHubHistory)
/* harmony export */ });
/* harmony import */ var p_map__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(606);
/* harmony import */ var _api_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6954);


/** Commits whose pull requests are looked up; between two applies there is mostly one. */
const mostCommits = 20;
/** How a branch came from one commit to another, and by which pull requests. */
class GitHubHistory {
    repository;
    constructor(repository) {
        this.repository = repository;
    }
    async between(from, to) {
        if (from === to)
            return { commits: [], complete: true, relation: 'ahead' };
        try {
            return (await this.compare(from, to)) ?? { commits: [to], complete: false, relation: 'diverged' };
        }
        catch (thrown) {
            throw (0,_api_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .e)('comparing two commits of the branch', thrown);
        }
    }
    /** Undefined where GitHub does not know one of the two anymore. */
    async compare(from, to) {
        const { octokit, owner, repo } = this.repository;
        const range = { owner, repo, basehead: `${from}...${to}`, per_page: 100 };
        const answer = await octokit.rest.repos.compareCommitsWithBasehead(range).catch(unknownCommit);
        if (!answer)
            return undefined;
        const { commits, total_commits: total, status } = answer.data;
        const line = firstParents(commits, to);
        return {
            commits: line.slice(0, mostCommits),
            complete: total <= commits.length && line.length <= mostCommits,
            relation: status === 'identical' ? 'ahead' : status,
        };
    }
    async mergedBy(commits) {
        try {
            const found = (await (0,p_map__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .Ay)(commits, (sha) => this.merged(sha), { concurrency: 4 })).flat();
            return [...new Map(found.map((pull) => [pull.number, pull])).values()].sort((a, b) => b.number - a.number);
        }
        catch (thrown) {
            throw (0,_api_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .e)('looking up the merged pull request', thrown);
        }
    }
    async merged(sha) {
        const { octokit, owner, repo } = this.repository;
        const options = { owner, repo, commit_sha: sha };
        const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(options);
        return data
            .filter(({ merged_at }) => merged_at !== null)
            .map(({ number, labels }) => ({ number, labels: labels.map(({ name }) => name) }));
    }
    async labelledBy(number, label) {
        const { octokit, owner, repo } = this.repository;
        try {
            const options = { owner, repo, issue_number: number, per_page: 100 };
            const events = await octokit.paginate(octokit.rest.issues.listEvents, options);
            const set = events.filter((event) => event.event === 'labeled' && 'label' in event && event.label?.name === label);
            return set.at(-1)?.actor?.login;
        }
        catch (thrown) {
            throw (0,_api_js__WEBPACK_IMPORTED_MODULE_0__/* .githubFailure */ .e)(`reading who set the label ${label}`, thrown);
        }
    }
}
/** 404 is GitHub's answer to a commit it does not have. */
function unknownCommit(thrown) {
    if ((0,_api_js__WEBPACK_IMPORTED_MODULE_0__/* .statusOf */ .c)(thrown) !== 404)
        throw thrown;
}
/** The commits on the line of first parents, where merges land; newest first. */
function firstParents(commits, tip) {
    const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
    const line = [];
    for (let commit = bySha.get(tip); commit; commit = bySha.get(commit.parents[0]?.sha ?? ''))
        line.push(commit.sha);
    return line.length > 0 ? line : [tip];
}


/***/ })

};
