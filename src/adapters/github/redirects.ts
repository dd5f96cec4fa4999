/** Nothing beside GitHub's API is followed to. */
import type { Fetch } from './fetch.ts';

/** Not sent, or not followed, since it leads away from GitHub's API. */
export class Elsewhere extends Error {}

const mostRedirects = 3;

/**
 * Fetches from the API's origin alone, with a fetch that follows no redirects. One that leads to another host or to plain
 * http must not be followed: what stands there would count as GitHub's, and the address of a next page would even get the
 * token. A repository that was renamed redirects within the API, and its POST stays a POST.
 * Source: GitHub's docs, best practices for the REST API, "Follow redirects".
 */
export function fetchWithin(origin: string, fetch: Fetch): Fetch {
  return async (start, options) => {
    let url = new URL(start);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      if (url.origin !== origin) throw new Elsewhere(`it leads to ${url.origin}, away from ${origin}`);
      const response = await fetch(url, options);
      const location = [301, 302, 307, 308].includes(response.status) ? response.headers.get('location') : undefined;
      if (location === undefined) return response;
      url = new URL(location, url);
    }
    throw new Elsewhere('it leads from one redirect to the next');
  };
}
