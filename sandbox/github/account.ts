/** Who a token acts as: https://docs.github.com/rest/users/users */
import { userAnswer } from './answers.ts';
import type { Site } from './paging.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';

/** `GET /user`, which no installation token may ask. */
export function accountRoutes(site: Site): Route[] {
  return [{ method: 'GET', path: '/user', areas: [], handle: (request) => currentUser(site, request) }];
}

function currentUser(site: Site, { identity }: ApiRequest): Answer {
  if (identity.type === 'Bot') throw new Refusal(403, 'Resource not accessible by integration');
  return { status: 200, body: userAnswer(site, identity.login) };
}
