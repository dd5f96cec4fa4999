/**
 * How GitHub words its people, repositories and commits in REST answers and event payloads. Fields and their
 * types: https://docs.github.com/rest; of a repository's many URL templates only the plain ones are here.
 */
import { createHash } from 'node:crypto';
import type { ObjectStore, Signature } from './git.ts';
import type { Repository } from './network.ts';
import type { Site } from './paging.ts';
import { Refusal } from './server.ts';

/** Whole seconds, as all of GitHub's times. */
export function time(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString('base64');
}

/** The numbers of the two apps that workflows meet are real; people's are made from the login. */
const KNOWN_IDS: Readonly<Record<string, number>> = { 'github-actions[bot]': 41898282, 'dependabot[bot]': 49699333 };

export function userAnswer(site: Site, login: string) {
  const isBot = login.endsWith('[bot]');
  const id = KNOWN_IDS[login] ?? Number.parseInt(createHash('sha1').update(login).digest('hex').slice(0, 6), 16);
  const url = `${site.api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId(isBot ? 'Bot' : 'User', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url,
    html_url: isBot ? `${site.html}/apps/${login.replace('[bot]', '')}` : `${site.html}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: isBot ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The app that acted, null where a person did. `github-actions[bot]` acts by an app that belongs to GitHub. */
export function appAnswer(site: Site, login: string) {
  if (!login.endsWith('[bot]')) return null;
  const slug = login.replace('[bot]', '');
  const isActions = slug === 'github-actions';
  const id = isActions ? 15368 : userAnswer(site, slug).id;
  return {
    id,
    slug,
    node_id: nodeId('App', id),
    owner: { ...userAnswer(site, isActions ? 'github' : 'acme'), type: 'Organization' },
    name: isActions ? 'GitHub Actions' : slug,
    description: isActions ? 'Automate your workflow from idea to production' : '',
    external_url: isActions ? 'https://help.github.com/en/actions' : site.html,
    html_url: `${site.html}/apps/${slug}`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2018-07-30T09:30:17Z',
    permissions: { metadata: 'read' },
    events: [],
  };
}

/** A label that nobody has described or coloured, as those that come from an API. */
export function labelAnswer(site: Site, repository: Repository, name: string) {
  const id = Number.parseInt(createHash('sha1').update(name.toLowerCase()).digest('hex').slice(0, 8), 16);
  const url = `${repositoryUrl(site, repository)}/labels/${encodeURIComponent(name)}`;
  return { id, node_id: nodeId('Label', id), url, name, color: 'ededed', default: false, description: null };
}

export function repositoryAnswer(site: Site, repository: Repository) {
  const { id, name, fullName, owner, isPrivate, defaultBranch } = repository;
  const html = `${site.html}/${fullName}`;
  return {
    id,
    node_id: nodeId('Repository', id),
    name,
    full_name: fullName,
    private: isPrivate,
    owner: userAnswer(site, owner),
    html_url: html,
    description: null,
    fork: repository.parent !== undefined,
    url: repositoryUrl(site, repository),
    clone_url: `${html}.git`,
    ssh_url: `git@github.com:${fullName}.git`,
    default_branch: defaultBranch,
    visibility: isPrivate ? 'private' : 'public',
    archived: false,
    disabled: false,
  };
}

export function repositoryUrl(site: Site, { fullName }: Repository): string {
  return `${site.api}/repos/${fullName}`;
}

/** What is asked about a commit: where, in which repository, which one. */
export interface CommitPlace {
  readonly site: Site;
  readonly repository: Repository;
  readonly objects: ObjectStore;
  readonly sha: string;
}

/** The commit as `GET /commits/{ref}` has it, without the changed files. */
export function commitAnswer({ site, repository, objects, sha }: CommitPlace) {
  const commit = objects.commit(sha) ?? refuse();
  const url = repositoryUrl(site, repository);
  const html = `${site.html}/${repository.fullName}/commit`;
  return {
    sha,
    node_id: nodeId('Commit', `${repository.id}:${sha}`),
    commit: {
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${sha}`,
      comment_count: 0,
      verification: unsigned,
    },
    url: `${url}/commits/${sha}`,
    html_url: `${html}/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    author: userAnswer(site, commit.author.login),
    committer: userAnswer(site, commit.committer.login),
    parents: commit.parents.map((p) => ({ sha: p, url: `${url}/commits/${p}`, html_url: `${html}/${p}` })),
  };
}

/** The commit as an object of git, from `GET /git/commits/{sha}`. */
export function gitCommitAnswer(place: CommitPlace) {
  const { sha, node_id, commit, html_url, parents } = commitAnswer(place);
  const { author, committer, tree, message, verification, url } = commit;
  const base = `${repositoryUrl(place.site, place.repository)}/git/commits`;
  const above = parents.map((parent) => ({ ...parent, url: `${base}/${parent.sha}` }));
  return { sha, node_id, url, html_url, author, committer, tree, message, parents: above, verification };
}

const unsigned = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

function person({ name, email, date }: Signature) {
  return { name, email, date: time(date) };
}

function refuse(): never {
  throw new Refusal(404, 'Not Found');
}
