/**
 * The little of GraphQL that is asked for here, known by its words and not parsed: `viewer { login }`, which any token may
 * ask, and git objects by expression. GraphQL says no with status 200. https://docs.github.com/graphql
 */
import { type Identity, isAllowed, isVisible } from './access.ts';
import type { ObjectStore, TreeEntry } from './git.ts';
import type { Network, Repository } from './network.ts';
import type { Answer, ApiRequest, Estate, Route } from './server.ts';

/** A repository with its forks, by `owner/repo`. */
export type FindEstate = (name: string) => (Estate & { readonly network: Network }) | undefined;

export function graphqlRoute(find: FindEstate): Route {
  return { method: 'POST', path: '/graphql', areas: [], handle: (request) => answer(request, find) };
}

function answer({ body, identity }: ApiRequest, find: FindEstate): Answer {
  const query = typeof body === 'object' && body !== null && 'query' in body ? body.query : undefined;
  if (typeof query !== 'string') return refused('A query attribute must be specified and must be a string.');
  if (/\bviewer\b[^}]*\blogin\b/.test(query)) return data({ viewer: { login: identity.login } });
  const [, owner, name] = /\brepository\(owner: ("[^"]*"), name: ("[^"]*")\)/.exec(query) ?? [];
  if (owner === undefined || name === undefined)
    return refused('The embedded GitHub answers viewer { login } and objects of a repository only.');
  const fullName = `${JSON.parse(owner)}/${JSON.parse(name)}`;
  const estate = readable(find(fullName), identity);
  const repository = estate?.network.find(fullName);
  if (!estate || !repository) return refused(`Could not resolve to a Repository with the name '${fullName}'.`);
  return data({ repository: objectsIn(query, estate.network, repository) });
}

function readable(estate: ReturnType<FindEstate>, identity: Identity): ReturnType<FindEstate> {
  const need = { method: 'GET', areas: ['contents'] } as const;
  return estate && isVisible(identity, estate) && isAllowed(identity, need, estate) ? estate : undefined;
}

/** `alias: object(expression: "REV:PATH")`; null where there is nothing. */
function objectsIn(query: string, network: Network, repository: Repository): Record<string, unknown> {
  const asked = query.matchAll(/(\w+): object\(expression: ("(?:[^"\\]|\\.)*")\)/g);
  return Object.fromEntries(
    [...asked].map(([, alias = '', text = '""']) => {
      const [, ref = '', path = ''] = /^([^:]*):(.*)$/s.exec(String(JSON.parse(text))) ?? [];
      const commit = network.objects.commit(network.resolve(repository, ref) ?? '');
      return [alias, commit ? objectAt(network.objects, commit.tree, path) : null];
    }),
  );
}

/** No link is followed on the way. */
function objectAt(objects: ObjectStore, root: string, path: string): object | null {
  let entry: Omit<TreeEntry, 'name'> | undefined = { mode: '040000', sha: root };
  for (const part of path.split('/').filter((one) => one !== ''))
    entry = objects.tree(entry?.sha ?? '')?.find(({ name }) => name === part);
  if (!entry) return null;
  const entries = objects.tree(entry.sha);
  if (entries) return { entries: entries.map(wordEntry) };
  const bytes = Buffer.from(objects.blob(entry.sha) ?? '');
  const isBinary = bytes.includes(0);
  return { oid: entry.sha, byteSize: bytes.length, isBinary, text: isBinary ? null : bytes.toString('utf8') };
}

function wordEntry({ name, mode, sha }: TreeEntry) {
  return { name, mode: Number.parseInt(mode, 8), type: mode === '040000' ? 'tree' : 'blob', oid: sha };
}

function data(found: object): Answer {
  return { status: 200, body: { data: found } };
}

function refused(message: string): Answer {
  return { status: 200, body: { errors: [{ message }] } };
}
