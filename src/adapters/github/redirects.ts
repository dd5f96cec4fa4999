/** Nothing beside GitHub's API is followed to. */
export type Fetch = (url: string | URL, options: object) => Promise<Response>;

/** Not sent, or not followed, since it leads away from GitHub's API. */
export class Elsewhere extends Error {}

const mostRedirects = 3;

/**
 * Fetches from the API's origin alone. fetch itself would follow a redirect to another host or to plain http, without
 * the token, and what stands there would count as GitHub's; the address of a next page would even get the token. A
 * repository that was renamed redirects within the API, and its POST stays a POST, which fetch would make a GET of.
 * Source: GitHub's docs, best practices for the REST API, "Follow redirects".
 */
export function fetchWithin(origin: string, fetch: Fetch): Fetch {
  return async (start, options) => {
    let url = new URL(start);
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      if (url.origin !== origin) throw new Elsewhere(`it leads to ${url.origin}, away from ${origin}`);
      const response = await fetch(url, { ...options, redirect: 'manual' });
      const location = [301, 302, 307, 308].includes(response.status) ? response.headers.get('location') : null;
      if (location === null) return response;
      await response.body?.cancel();
      url = new URL(location, url);
    }
    throw new Elsewhere('it leads from one redirect to the next');
  };
}
