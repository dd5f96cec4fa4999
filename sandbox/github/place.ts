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

export function notFound(message = 'Not Found'): never {
  throw new Refusal(404, message);
}
