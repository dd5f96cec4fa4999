/** A repository, its commits, branches and rules: https://docs.github.com/rest/repos, …/commits, …/branches */
import { commitAnswer, gitCommitAnswer, repositoryAnswer, repositoryUrl } from './answers.ts';
import type { Protection, Repository } from './network.ts';
import { page } from './paging.ts';
import { notFound, type Place, repositoryOf } from './place.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';

export function historyRoutes(place: Place): Route[] {
  const route = (path: string, handle: (place: Place, request: ApiRequest) => Answer): Route => {
    const areas: Route['areas'] = path === '' || path.startsWith('/rules') ? [] : ['contents'];
    return { method: 'GET', path: `/repos/{owner}/{repo}${path}`, areas, handle: (request) => handle(place, request) };
  };
  return [
    route('', (all, request) => ({ status: 200, body: repositoryAnswer(all.site, repositoryOf(all, request)) })),
    route('/git/commits/{sha}', gitCommit),
    route('/commits/{ref*}', commit),
    route('/compare/{range*}', compare),
    route('/branches/{branch*}', branch),
    route('/rules/branches/{branch*}', rules),
  ];
}

function gitCommit({ site, network }: Place, request: ApiRequest): Answer {
  const repository = repositoryOf({ site, network }, request);
  return {
    status: 200,
    body: gitCommitAnswer({ site, repository, objects: network.objects, sha: request.param('sha') }),
  };
}

function commit({ site, network }: Place, request: ApiRequest): Answer {
  const repository = repositoryOf({ site, network }, request);
  const ref = request.param('ref');
  const sha = network.resolve(repository, ref);
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${ref}`);
  if (request.headers.accept?.includes('application/vnd.github.sha')) return { status: 200, body: sha };
  return { status: 200, body: commitAnswer({ site, repository, objects: network.objects, sha }) };
}

/** `base...head`; either may be `owner:branch` of a fork. Without the changed files. */
function compare(place: Place, request: ApiRequest): Answer {
  const { objects } = place.network;
  const repository = repositoryOf(place, request);
  const [left, right] = request.param('range').split('...');
  const base = resolveAcross(place, repository, left);
  const head = resolveAcross(place, repository, right);
  const fork = objects.mergeBase(base, head) ?? notFound(`No common ancestor between ${left} and ${right}.`);
  const ahead = without(objects.ancestors(head), objects.ancestors(base));
  const behind = without(objects.ancestors(base), objects.ancestors(head));
  const words = (sha: string) => commitAnswer({ site: place.site, repository, objects, sha });
  const body = {
    ...comparisonUrls(place, repository, `${left}...${right}`),
    base_commit: words(base),
    merge_base_commit: words(fork),
    status: status(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.reverse().map(words),
  };
  return { status: 200, body };
}

function comparisonUrls({ site }: Place, repository: Repository, range: string) {
  const html = `${site.html}/${repository.fullName}/compare/${range}`;
  const url = `${repositoryUrl(site, repository)}/compare/${range}`;
  return { url, html_url: html, permalink_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch` };
}

function status(ahead: number, behind: number): 'diverged' | 'ahead' | 'behind' | 'identical' {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

function without(commits: Set<string>, others: Set<string>): string[] {
  return [...commits].filter((sha) => !others.has(sha));
}

function resolveAcross({ network }: Place, repository: Repository, name = ''): string {
  const [owner, branch] = name.includes(':') ? name.split(':', 2) : [repository.owner, name];
  const where = network.find(`${owner}/${repository.name}`);
  return (where && network.resolve(where, branch ?? '')) ?? notFound();
}

function branch({ site, network }: Place, request: ApiRequest): Answer {
  const repository = repositoryOf({ site, network }, request);
  const name = request.param('branch');
  const sha = repository.refs.get(`refs/heads/${name}`) ?? notFound('Branch not found');
  const url = `${repositoryUrl(site, repository)}/branches/${name}`;
  const protection = repository.protections.get(name);
  const body = {
    name,
    commit: commitAnswer({ site, repository, objects: network.objects, sha }),
    _links: { self: url, html: `${site.html}/${repository.fullName}/tree/${name}` },
    protected: protection === 'classic' || protection === 'ruleset',
    protection: {
      enabled: protection === 'classic',
      required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
    },
    protection_url: `${url}/protection`,
  };
  return { status: 200, body };
}

/** The branch need not exist. A classic protection is no rule. */
function rules({ site, network }: Place, request: ApiRequest): Answer {
  const repository = repositoryOf({ site, network }, request);
  const found = rulesOf(repository, repository.protections.get(request.param('branch')));
  return page(site, repository.id, request, found);
}

function rulesOf({ fullName }: Repository, protection: Protection | undefined): object[] {
  if (protection === undefined || protection === 'classic') return [];
  const from = { ruleset_source_type: 'Repository', ruleset_source: fullName, ruleset_id: 42 };
  const parameters = {
    required_approving_review_count: 1,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
    allowed_merge_methods: ['merge', 'squash', 'rebase'],
  };
  return [
    { type: 'deletion', ...from },
    { type: 'pull_request', parameters, ...from },
  ];
}
