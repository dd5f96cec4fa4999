import type { Repository } from './api.ts';

/**
 * The login the token acts as. Asked once a run: it decides which comments and deployments are our own.
 * REST's /user is closed to an installation's token; GraphQL's viewer is not.
 */
export async function ownLogin({ octokit }: Repository): Promise<string> {
  const known = logins.get(octokit) ?? askLogin(octokit);
  logins.set(octokit, known);
  return await known;
}

const logins = new WeakMap<Repository['octokit'], Promise<string>>();

async function askLogin(octokit: Repository['octokit']): Promise<string> {
  const { viewer } = await octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }');
  return viewer.login;
}

/** An App's login carries `[bot]`, with brackets no person's login can have; GraphQL may give it without. */
export function isSelf({ login, type }: { login: string; type: string }, own: string): boolean {
  return login === own || (type === 'Bot' && login === `${own}[bot]`);
}
