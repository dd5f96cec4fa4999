/** What every route needs: the network, where it stands, and how to find what a request is about. */
import type { Network, Repository } from './network.ts';
import type { Site } from './paging.ts';
import { type ApiRequest, Refusal } from './server.ts';

export interface Place {
  readonly site: Site;
  readonly network: Network;
}

/** The repository or fork named in the path. */
export function repositoryOf({ network }: Place, request: ApiRequest): Repository {
  return network.find(`${request.param('owner')}/${request.param('repo')}`) ?? notFound();
}

/** Whether the path names the upstream repository and not a fork, which has no pull requests, issues or deployments. */
export function isUpstream(place: Place, request: ApiRequest): boolean {
  return repositoryOf(place, request) === place.network.upstream;
}

export function notFound(message = 'Not Found'): never {
  throw new Refusal(404, message);
}
