/**
 * The embedded GitHub: a real HTTP server that answers as api.github.com does for one repository and its forks.
 * Everything is in memory and the same in every run, but for the tokens. What it does not know it answers with 404.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { accountRoutes } from './github/account.ts';
import { commitAnswer, repositoryAnswer, userAnswer } from './github/answers.ts';
import { type Author, type Comment, Comments, commentRoutes } from './github/comments.ts';
import { contentRoutes } from './github/contents.ts';
import type { Fault } from './github/faults.ts';
import { historyRoutes } from './github/history.ts';
import { type Changes, type CommitOptions, Network, type Protection } from './github/network.ts';
import { pullAnswer, pullRoutes } from './github/pull-routes.ts';
import { type PullRequestOptions, PullRequests } from './github/pulls.ts';
import type { LoggedRequest } from './github/request-log.ts';
import { type Identity, type Permissions, type Route, Service } from './github/server.ts';

export interface GitHubOptions {
  /** `owner/repo`. */
  readonly repository?: string;
  readonly defaultBranch?: string;
  /** In a public repository anybody may read, whatever the token's permissions. */
  readonly isPrivate?: boolean;
  /** What the default token may do. */
  readonly permissions?: Permissions;
  /** Entries after which a recursive tree is cut and `truncated`. */
  readonly treeLimit?: number;
}

export interface GitHub extends AsyncDisposable {
  /** The API's address, without a slash at its end. */
  readonly url: string;
  /** `owner/repo`. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Acts as `github-actions[bot]`. */
  readonly token: string;
  /** In the order they came. */
  readonly requests: readonly LoggedRequest[];
  /** A new token; without a login it acts as `github-actions[bot]`, with one that has no `[bot]` as a person. */
  addToken(identity?: { readonly login?: string; readonly permissions?: Permissions }): string;
  /** Returns the commit's hash. Open pull requests follow their branches. */
  commit(branch: string, changes: Changes, options?: CommitOptions): string;
  /** The hash at the tip; throws when there is no such branch. */
  branch(name: string): string;
  /** The commit that a branch, ref (`refs/pull/1/merge`) or hash of the repository stands for; throws when none. */
  resolve(ref: string): string;
  protect(branch: string, how: Protection): void;
  /** What the runner puts in `GITHUB_REF_PROTECTED`: true but for hidden rulesets. */
  isProtected(branch: string): boolean;
  openPullRequest(options: PullRequestOptions): number;
  /** Merges and returns the hash of the commit on the base; throws on a conflict. */
  merge(number: number, method?: 'merge' | 'squash'): string;
  /** Makes the merge queue's branch for a pull request, with the merge as it would be. */
  enqueue(number: number): { readonly branch: string; readonly sha: string };
  addLabel(number: number, label: string): void;
  comments(number: number): readonly Comment[];
  addComment(number: number, comment: Author & { readonly body: string }): Comment;
  removeComment(id: number): void;
  fault(rule: Fault): void;
  /** What the API would say, for event payloads. */
  readonly answers: Answers;
  /** Rejects when the embedded GitHub itself made a mistake while answering. */
  close(): Promise<void>;
}

export interface Answers {
  repository(): ReturnType<typeof repositoryAnswer>;
  pullRequest(number: number): ReturnType<typeof pullAnswer>;
  commit(sha: string): ReturnType<typeof commitAnswer>;
  user(login: string): ReturnType<typeof userAnswer>;
}

/** The permissions that the action's documentation asks for in a workflow. */
const WORKFLOW_PERMISSIONS: Permissions = { contents: 'read', 'pull-requests': 'write', deployments: 'write' };

/** Starts the server on a free port of the loopback interface. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { repository = 'acme/shop', defaultBranch = 'main', isPrivate = false, treeLimit = 100_000 } = options;
  const network = new Network({ repository, defaultBranch, isPrivate });
  const pulls = new PullRequests(network);
  const comments = new Comments(() => network.now());
  const identities = new Map<string, Identity>();
  const addToken = tokenIssuer(identities, options.permissions ?? WORKFLOW_PERMISSIONS);
  const server = createServer();
  const site = { api: await listen(server), html: 'https://github.com' };
  const place = { site, network };
  const routes: Route[] = [
    ...accountRoutes(site),
    ...contentRoutes(place, { treeLimit }),
    ...pullRoutes(place, pulls),
    ...commentRoutes(place, pulls, comments),
    ...historyRoutes(place),
  ];
  const service = new Service({ routes, identities, isPrivate, repositoryName: (id) => network.find(id)?.fullName });
  server.on('request', (request, response) => service.handle(request, response));
  const close = () => stop(server, service);
  return {
    url: site.api,
    repository,
    defaultBranch,
    token: addToken(),
    requests: service.requests,
    addToken,
    ...repositoryControls(network, pulls),
    ...pullControls(pulls, comments),
    fault: (rule) => service.faults.add(rule),
    answers: answersOf(place, pulls),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function repositoryControls(network: Network, pulls: PullRequests) {
  const { upstream } = network;
  return {
    commit: (branch: string, changes: Changes, options?: CommitOptions) => {
      const sha = network.commit(branch, changes, options);
      pulls.refresh();
      return sha;
    },
    branch: (name: string) => network.tip(name),
    resolve: (ref: string) => network.resolve(upstream, ref) ?? fail(`nothing at ${ref}`),
    protect: (branch: string, how: Protection) => void upstream.protections.set(branch, how),
    isProtected: (branch: string) => /^(classic|ruleset)$/.test(upstream.protections.get(branch) ?? ''),
  };
}

function pullControls(pulls: PullRequests, comments: Comments) {
  const find = (number: number) => pulls.find(number) ?? fail(`no pull request ${number}`);
  return {
    openPullRequest: (options: PullRequestOptions) => pulls.open(options),
    merge: (number: number, method?: 'merge' | 'squash') => pulls.merge(number, method),
    enqueue: (number: number) => pulls.enqueue(number),
    addLabel: (number: number, label: string) => void find(number).labels.push(label),
    comments: (number: number) => comments.on(find(number).number),
    addComment: (number: number, comment: Author & { readonly body: string }) =>
      comments.add(find(number).number, comment, comment.body),
    removeComment: (id: number) => void (comments.remove(id) || fail(`no comment ${id}`)),
  };
}

function answersOf(place: { site: { api: string; html: string }; network: Network }, pulls: PullRequests): Answers {
  const { site, network } = place;
  return {
    repository: () => repositoryAnswer(site, network.upstream),
    pullRequest: (number) => pullAnswer(site, network, pulls.find(number) ?? fail(`no pull request ${number}`)),
    commit: (sha) => commitAnswer({ site, repository: network.upstream, objects: network.objects, sha }),
    user: (login) => userAnswer(site, login),
  };
}

/** `ghs_` starts an installation's token, `ghp_` a person's. */
function tokenIssuer(identities: Map<string, Identity>, usual: Permissions): GitHub['addToken'] {
  return ({ login = 'github-actions[bot]', permissions = usual } = {}) => {
    const type = login.endsWith('[bot]') ? 'Bot' : 'User';
    const token = `${type === 'Bot' ? 'ghs' : 'ghp'}_${randomBytes(18).toString('hex')}`;
    identities.set(token, { login, type, permissions });
    return token;
  };
}

async function listen(server: Server): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') return fail('no TCP address');
  return `http://127.0.0.1:${address.port}`;
}

async function stop(server: Server, service: Service): Promise<void> {
  service.stop();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
  if (service.mistakes.length > 0) throw new AggregateError(service.mistakes, 'The embedded GitHub made mistakes');
}

function fail(what: string): never {
  throw new Error(`the embedded GitHub has ${what}`);
}
