/** All client grants of APIs, with all that they list. */
import * as z from 'zod';
import type { Grant } from '../../core/reach/reach.ts';
import { checkpointed } from './checkpointed.ts';
import { clientGrant, ways } from './holders.ts';
import type { Session } from './session.ts';

type ClientGrant = z.infer<typeof clientGrant>;

const grantPage = z.object({ client_grants: z.array(clientGrant), next: z.string().nullish() });

/**
 * By the API's identifier, each in there. One that lists nothing is a grant, too: it lets an application in.
 * @throws ActionError auth0-…
 */
export async function readAllGrants(
  session: Session,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Grant[]>> {
  const held = new Map([...wanted].map((identifier) => [identifier, new Map<string, Grant>()]));
  const list = {
    path: '/api/v2/client-grants?',
    what: 'the list of client grants',
    shape: grantPage,
    keys: ({ client_grants: grants }: z.infer<typeof grantPage>) => grants.map((grant) => JSON.stringify(grant)),
  };
  for await (const { client_grants: grants } of checkpointed(session, list))
    for (const grant of grants) hold(held.get(grant.audience), grant);
  return new Map([...held].map(([identifier, grants]) => [identifier, [...grants.values()]]));
}

/** An application has up to one grant of an API for each subject; should it have more of one, they are one here. */
function hold(held: Map<string, Grant> | undefined, grant: ClientGrant): void {
  const { client_id: id, subject_type: subject } = grant;
  const as = ways.get(subject ?? '') ?? 'itself';
  const key = JSON.stringify([id ?? null, as]);
  const before = held?.get(key);
  const all = grant.allow_all_scopes === true || before?.all === true;
  const permissions = new Set(all ? [] : [...(before?.permissions ?? []), ...(grant.scope ?? [])]);
  held?.set(key, { application: id ? { id, name: null } : null, as, permissions, all });
}
