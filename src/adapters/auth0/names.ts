/** Names of applications and organizations. */
import * as z from 'zod/mini';
import { type HolderSession, may, OptionalReads, onlyTimeOver } from './reads.ts';

/** The most a page may hold. */
const pageSize = 100;

/** Those that are asked for one by one. */
const mostNames = 20;

/** Where names of one kind are found. */
interface Directory {
  readonly path: string;
  /** Behind whatever else the query says. */
  readonly query: string;
  /** Each of them lets a name be read. */
  readonly scopes: readonly string[];
  readonly shape: z.ZodMiniType<readonly { readonly id: string; readonly name: string }[]>;
}

const application = z.pipe(
  z.object({ client_id: z.string(), name: z.nullish(z.string()) }),
  z.transform(({ client_id: id, name }) => ({ id, name: name ?? '' })),
);

/**
 * Only these fields are asked for, and only these are kept of an answer that holds an application's secrets all the same.
 * Source of the scopes: Management API OpenAPI, get_clients.
 */
export const applicationNames: Directory = {
  path: '/api/v2/clients',
  query: 'fields=client_id,name&include_fields=true',
  scopes: ['read:clients', 'read:client_keys', 'read:client_summary'],
  shape: z.union([
    z.pipe(
      z.object({ clients: z.array(application) }),
      z.transform(({ clients }) => clients),
    ),
    z.pipe(
      application,
      z.transform((one) => [one]),
    ),
  ]),
};

const organization = z.object({ id: z.string(), name: z.string() });

/** Source: Management API OpenAPI, get_organizations and get_organizations_by_id. */
export const organizationNames: Directory = {
  path: '/api/v2/organizations',
  query: '',
  scopes: ['read:organizations'],
  shape: z.union([
    z.pipe(
      z.object({ organizations: z.array(organization) }),
      z.transform(({ organizations }) => organizations),
    ),
    z.pipe(
      organization,
      z.transform((one) => [one]),
    ),
  ]),
};

/** A name is a nicety: what is refused, or not read in time, has none. One page of the list has all that most tenants have. */
export async function readNames(
  session: HolderSession,
  { ids, of, time }: { readonly ids: readonly string[]; readonly of: Directory; readonly time: number },
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const reads = new OptionalReads(session, time);
  const readSome = async (path: string) => {
    if (!of.scopes.some((scope) => may(session, scope))) return;
    const answer = await reads.get(`${of.path}${path}${of.query}`.replace(/[?&]$/, '')).catch(onlyTimeOver);
    if (answer?.status === 403) for (const scope of of.scopes) session.lacking.add(scope);
    for (const { id, name } of of.shape.safeParse(answer?.body).data ?? []) if (name !== '') names.set(id, name);
  };
  if (ids.length > 1) await readSome(`?page=0&per_page=${pageSize}&include_totals=true&`);
  const rest = ids.filter((id) => !names.has(id)).slice(0, mostNames);
  await Promise.all(rest.map((id) => readSome(`/${encodeURIComponent(id)}?`)));
  return names;
}
