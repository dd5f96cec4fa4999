/** Who a token acts as: https://docs.github.com/rest/users/users and https://docs.github.com/graphql */
import { userAnswer } from './answers.ts';
import type { Site } from './paging.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';

/** `GET /user`, which no installation token may ask, and GraphQL's `viewer`, which any token may. */
export function accountRoutes(site: Site): Route[] {
  return [
    { method: 'GET', path: '/user', areas: [], handle: (request) => currentUser(site, request) },
    { method: 'POST', path: '/graphql', areas: [], handle: graphql },
  ];
}

function currentUser(site: Site, { identity }: ApiRequest): Answer {
  if (identity.type === 'Bot') throw new Refusal(403, 'Resource not accessible by integration');
  return { status: 200, body: userAnswer(site, identity.login) };
}

/** Only the login of `viewer`; GraphQL says no with status 200. */
function graphql({ body, identity }: ApiRequest): Answer {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
  if (typeof query !== 'string') return refused('A query attribute must be specified and must be a string.');
  if (!/\bviewer\b[^}]*\blogin\b/.test(query)) return refused('The embedded GitHub answers viewer { login } only.');
  return { status: 200, body: { data: { viewer: { login: identity.login } } } };
}

function refused(message: string): Answer {
  return { status: 200, body: { errors: [{ message }] } };
}
