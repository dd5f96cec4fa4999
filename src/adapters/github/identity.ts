/** Whose comments and deployments are our own. */
import * as z from 'zod/mini';
import type { Repository } from './api.ts';

/** Who made something. GitHub says null where an account is gone. */
export const account = z.object({ login: z.string(), type: z.string() });

/**
 * The login the token acts as. Asked once a run: it decides which comments and deployments are our own.
 * REST's /user is closed to an installation's token; GraphQL's viewer is not.
 */
export async function ownLogin(repository: Repository): Promise<string> {
  const known = logins.get(repository) ?? askLogin(repository);
  logins.set(repository, known);
  return await known.catch((thrown) => {
    logins.delete(repository); // one fault must not make everything a stranger's
    throw thrown;
  });
}

const logins = new WeakMap<Repository, Promise<string>>();

async function askLogin({ query }: Repository): Promise<string> {
  const { viewer } = await query('query { viewer { login } }', answer);
  return viewer.login;
}

const answer = z.object({ viewer: z.object({ login: z.string().check(z.minLength(1)) }) });

/** An App's login carries `[bot]`, with brackets no person's login can have; GraphQL may give it without. */
export function isSelf({ login, type }: z.output<typeof account>, own: string): boolean {
  return login === own || (type === 'Bot' && login === `${own}[bot]`);
}
