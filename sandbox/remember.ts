/** A world in which something was applied before. */
import type { World } from './world.ts';

interface Applied {
  /** Of the input `manifest`. */
  readonly manifest?: readonly string[];
  readonly environment?: string;
}

/** Has GitHub remember that an apply of main's manifest has succeeded, as the action records it: what it declares is ours. */
export function rememberApply(
  { github, tenant }: Pick<World, 'github' | 'tenant'>,
  { manifest = ['.github/permissions.yml'], environment = '' }: Applied = {},
): void {
  const payload = { version: 1, tenant: tenant.domain, manifest };
  const login = 'github-actions[bot]';
  const about = { ref: github.branch('main'), task: 'auth0-permissions', environment: environment || tenant.domain };
  github.addDeploymentStatus(github.addDeployment({ ...about, login, payload }), { state: 'success', login });
}
