/**
 * The embedded GitHub: a real HTTP server that answers as api.github.com does for one repository and its forks, and
 * for the others that a test adds. Everything is in memory and the same in every run, but for the tokens. What it does
 * not know it answers with 404.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Identity, Permissions } from './github/access.ts';
import { accountRoutes } from './github/account.ts';
import type { Fault } from './github/faults.ts';
import { graphqlRoute } from './github/graphql.ts';
import { type Hosted, type HostedRepository, host, type RepositoryOptions } from './github/hosted.ts';
import type { Site } from './github/paging.ts';
import type { LoggedRequest } from './github/request-log.ts';
import { Service } from './github/server.ts';

export interface GitHubOptions extends RepositoryOptions {
  /** `owner/repo`. */
  readonly repository?: string;
  /** What the default token may do. */
  readonly permissions?: Permissions;
  /** Milliseconds that every request is on its way, there and back; 0 unless given. */
  readonly latency?: number;
}

export interface TokenOptions {
  /** `github-actions[bot]` unless given; one without `[bot]` is a person. */
  readonly login?: string;
  readonly permissions?: Permissions;
  /** `owner/repo` of those that the permissions are for, and of the private ones it can see; the first one unless given. */
  readonly repositories?: readonly string[];
}

/** The first repository's state and controls, and all that is GitHub's own. */
export interface GitHub extends HostedRepository, AsyncDisposable {
  /** The API's address, without a slash at its end. */
  readonly url: string;
  /** Acts as `github-actions[bot]`. */
  readonly token: string;
  /** Milliseconds that every request is on its way, from now on. */
  latency: number;
  /** In the order they came. */
  readonly requests: readonly LoggedRequest[];
  addToken(options?: TokenOptions): string;
  /**
   * One more repository, `owner/repo`, with a history of its own. A private one answers 404 to every token but those
   * made with its name.
   */
  addRepository(repository: string, options?: RepositoryOptions): HostedRepository;
  fault(rule: Fault): void;
  /** Rejects when the embedded GitHub itself made a mistake while answering. */
  close(): Promise<void>;
}

/** The permissions that the action's documentation asks for in a workflow. */
const WORKFLOW_PERMISSIONS: Permissions = { contents: 'read', 'pull-requests': 'write', deployments: 'write' };

/** Starts the server on a free port of the loopback interface. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { repository = 'acme/shop', permissions = WORKFLOW_PERMISSIONS, latency = 0, ...first } = options;
  const identities = new Map<string, Identity>();
  const addToken = tokenIssuer(identities, { permissions, repositories: [repository] });
  const server = createServer();
  const site = { api: await listen(server), html: 'https://github.com' };
  const repositories = new Repositories(site);
  const { controls } = repositories.add(repository, first);
  const service = new Service({
    routes: [...accountRoutes(site), graphqlRoute((name) => repositories.of(name))],
    identities,
    estate: (name) => repositories.of(name),
    repositoryName: (id) => repositories.of(id)?.network.find(id)?.fullName,
  });
  service.latency = latency;
  server.on('request', (request, response) => service.handle(request, response));
  const close = () => stop(server, service);
  return {
    ...controls,
    url: site.api,
    token: addToken(),
    requests: service.requests,
    get latency() {
      return service.latency;
    },
    set latency(milliseconds) {
      service.latency = milliseconds;
    },
    addToken,
    addRepository: (name, more) => repositories.add(name, more).controls,
    fault: (rule) => service.faults.add(rule),
    close,
    [Symbol.asyncDispose]: close,
  };
}

class Repositories {
  readonly #site: Site;
  readonly #hosted: Hosted[] = [];

  constructor(site: Site) {
    this.#site = site;
  }

  /** Throws when the name is taken, be it by a fork. */
  add(name: string, options: RepositoryOptions = {}): Hosted {
    if (this.of(name)) throw new Error(`the embedded GitHub already has ${name}`);
    const hosted = host(this.#site, name, { ...options, firstId: 700_000_001 + 1000 * this.#hosted.length });
    this.#hosted.push(hosted);
    return hosted;
  }

  /** Where a repository or fork belongs to, by name in any case or by number. */
  of(wanted: string | number): Hosted | undefined {
    return this.#hosted.find(({ network }) => network.find(wanted));
  }
}

/** `ghs_` starts an installation's token, `ghp_` a person's. */
function tokenIssuer(identities: Map<string, Identity>, usual: Pick<Identity, 'permissions' | 'repositories'>) {
  return ({ login = 'github-actions[bot]', ...given }: TokenOptions = {}) => {
    const type = login.endsWith('[bot]') ? 'Bot' : 'User';
    const token = `${type === 'Bot' ? 'ghs' : 'ghp'}_${randomBytes(18).toString('hex')}`;
    identities.set(token, { ...usual, ...given, login, type });
    return token;
  };
}

async function listen(server: Server): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the embedded GitHub has no TCP address');
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
