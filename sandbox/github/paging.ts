/** Pages and `Link` headers: https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
import type { Answer, ApiRequest } from './server.ts';

export interface Site {
  /** Where this server listens. */
  readonly api: string;
  /** Where the pages for people would be. */
  readonly html: string;
}

/**
 * One page of a list: 30 items unless `per_page` says otherwise, never more than 100. Links name the repository by
 * number, as GitHub's do.
 */
export function page(site: Site, repositoryId: number, request: ApiRequest, items: readonly unknown[]): Answer {
  const size = Math.min(positive(request.query.get('per_page')) ?? 30, 100);
  const current = positive(request.query.get('page')) ?? 1;
  const last = Math.max(1, Math.ceil(items.length / size));
  const path = request.path.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${repositoryId}`);
  const link = links(current, last).map(([rel, number]) => {
    const query = new URLSearchParams(request.query);
    query.set('page', String(number));
    return `<${site.api}${path}?${query}>; rel="${rel}"`;
  });
  const body = items.slice((current - 1) * size, current * size);
  return { status: 200, body, ...(link.length > 0 && { headers: { link: link.join(', ') } }) };
}

function links(current: number, last: number): [string, number][] {
  const before: [string, number][] = current > 1 ? [['prev', Math.min(current - 1, last)]] : [];
  const after: [string, number][] = current < last ? [['next', current + 1]] : [];
  const end: [string, number][] = current < last ? [['last', last]] : [];
  const start: [string, number][] = current > 1 ? [['first', 1]] : [];
  return [...before, ...after, ...end, ...start];
}

function positive(text: string | null): number | undefined {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
