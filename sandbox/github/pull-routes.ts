/** How pull requests are told: https://docs.github.com/rest/pulls/pulls and …/rest/commits/commits */
import { labelAnswer, nodeId, repositoryAnswer, repositoryUrl, time, userAnswer } from './answers.ts';
import type { Network, Repository } from './network.ts';
import { page, type Site } from './paging.ts';
import { isUpstream, notFound, type Place, repositoryOf } from './place.ts';
import type { Pull, PullRequests } from './pulls.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';

/** One pull request, and the pull requests of a commit. */
export function pullRoutes(place: Place, pulls: PullRequests): Route[] {
  const route = (path: string, handle: Route['handle']): Route => {
    return { method: 'GET', path: `/repos/{owner}/{repo}${path}`, areas: ['pull-requests'], handle };
  };
  return [
    route('/pulls/{number}', (request) => {
      const pull = findPull(place, pulls, request);
      return { status: 200, body: pullAnswer(place.site, place.network, pull) };
    }),
    route('/commits/{sha}/pulls', (request) => pullsOfCommit(place, pulls, request)),
  ];
}

function findPull(place: Place, pulls: PullRequests, request: ApiRequest): Pull {
  if (!isUpstream(place, request)) notFound();
  return pulls.find(Number(request.param('number'))) ?? notFound();
}

function pullsOfCommit({ site, network }: Place, pulls: PullRequests, request: ApiRequest): Answer {
  const ref = request.param('sha');
  const sha = network.resolve(repositoryOf({ site, network }, request), ref);
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  const found = pulls.ofCommit(sha).map((pull) => simplePullAnswer(site, network, pull));
  return page(site, network.upstream.id, request, found);
}

/** The pull request as lists have it. */
function simplePullAnswer(site: Site, network: Network, pull: Pull) {
  const { number, title, body, login, createdAt, mergedAt } = pull;
  return {
    ...pullUrls(site, network.upstream, number),
    id: 2_000_000_000 + number,
    node_id: nodeId('PullRequest', number),
    number,
    state: mergedAt ? 'closed' : 'open',
    locked: false,
    title,
    user: userAnswer(site, login),
    body,
    created_at: time(createdAt),
    updated_at: time(mergedAt ?? createdAt),
    closed_at: mergedAt ? time(mergedAt) : null,
    merged_at: mergedAt ? time(mergedAt) : null,
    merge_commit_sha: pull.mergeSha ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    labels: pull.labels.map((name) => labelAnswer(site, network.upstream, name)),
    milestone: null,
    draft: false,
    head: side(site, { repository: pull.from, ref: pull.head, sha: pull.headSha }),
    base: side(site, { repository: network.upstream, ref: pull.base, sha: pull.baseSha }),
    author_association: pull.from === network.upstream ? 'MEMBER' : 'NONE',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** The pull request as `GET /pulls/{number}` and event payloads have it. */
export function pullAnswer(site: Site, network: Network, pull: Pull) {
  const mergeable = pull.mergedAt ? null : pull.mergeSha !== undefined;
  return {
    ...simplePullAnswer(site, network, pull),
    merged: pull.mergedAt !== undefined,
    mergeable,
    rebaseable: mergeable,
    mergeable_state: mergeable === null ? 'unknown' : mergeable ? 'clean' : 'dirty',
    merged_by: pull.mergedAt ? userAnswer(site, pull.login) : null,
    maintainer_can_modify: false,
  };
}

interface Side {
  readonly repository: Repository;
  readonly ref: string;
  readonly sha: string;
}

function side(site: Site, { repository, ref, sha }: Side) {
  const user = userAnswer(site, repository.owner);
  return { label: `${repository.owner}:${ref}`, ref, sha, user, repo: repositoryAnswer(site, repository) };
}

function pullUrls(site: Site, repository: Repository, number: number) {
  const url = `${repositoryUrl(site, repository)}/pulls/${number}`;
  const issue = `${repositoryUrl(site, repository)}/issues/${number}`;
  const html = `${site.html}/${repository.fullName}/pull/${number}`;
  return {
    url,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    comments_url: `${issue}/comments`,
    _links: {
      self: { href: url },
      html: { href: html },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
    },
  };
}
