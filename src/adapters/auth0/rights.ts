/** The rights that reading the parts of "who holds what" takes, and what is said of a part whose right is lacking. */
import { ActionError } from '../../core/errors.ts';
import type { NotRead } from '../../core/reach/reach.ts';
import { type HolderSession, may } from './reads.ts';

/** Each of a part's rights will do; the first is the one to grant. */
export const rights = {
  grants: ['read:client_grants'],
  roles: ['read:roles'],
  // Source: Management API OpenAPI, get_role_user. Which of its scopes suffices is not said.
  users: ['read:users', 'read:role_members'],
  // Source: Management API OpenAPI, get_clients: `is_first_party` is none of the fields that a summary has.
  applications: ['read:clients', 'read:client_keys'],
  organizations: ['read:organizations'],
  settings: ['read:tenant_settings'],
} as const satisfies Readonly<Record<NotRead['what'], readonly string[]>>;

/** Whether it is worth asking for a part. */
export function mayRead(session: HolderSession, what: NotRead['what']): boolean {
  return rights[what].some((right) => may(session, right));
}

/** Takes note of a refusal, so that the part is asked for once a run at most. */
export function lack(session: HolderSession, what: NotRead['what']): void {
  for (const right of rights[what]) session.lacking.add(right);
}

export interface Part<Found> {
  /** undefined where the token lacks the right. */
  readonly found: Found | undefined;
  readonly notRead: readonly NotRead[];
}

/** Nothing is found where the token lacks the right, which is asked for once a run at most. */
export async function unlessLacking<Found>(
  session: HolderSession,
  what: NotRead['what'],
  read: () => Promise<Found>,
): Promise<Part<Found>> {
  if (mayRead(session, what)) {
    try {
      return { found: await read(), notRead: [] };
    } catch (thrown) {
      if (!isLacking(thrown)) throw thrown;
      lack(session, what);
    }
  }
  return { found: undefined, notRead: [{ what, right: rights[what][0] }] };
}

export function isLacking(thrown: unknown): boolean {
  return thrown instanceof ActionError && thrown.code === 'auth0-missing-scope';
}
