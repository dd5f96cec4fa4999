/** Who may see and do what: https://docs.github.com/rest/authentication/permissions-required-for-github-apps */

/** Permissions of a token, in the words of a workflow's `permissions:`. */
export type Area = 'contents' | 'pull-requests' | 'issues' | 'deployments';
export type Level = 'none' | 'read' | 'write';
export type Permissions = Readonly<Partial<Record<Area, Level>>>;

export interface Identity {
  /** An app's login ends in `[bot]`. */
  readonly login: string;
  /** `Bot` stands for an installation token (the Actions token, an app's), `User` for a person's. */
  readonly type: 'Bot' | 'User';
  readonly permissions: Permissions;
  /** `owner/repo` of the repositories that the permissions are for; the Actions token has only the workflow's own. */
  readonly repositories: readonly string[];
}

/** What access is asked to: a repository, and with it its forks. */
export interface Ground {
  readonly fullName: string;
  readonly isPrivate: boolean;
}

/** What is asked for: `read` for GET, else `write`; of several areas, one is enough. */
export interface Need {
  readonly method: string;
  readonly areas: readonly Area[];
}

/** Whether the token is told that the repository exists at all. */
export function isVisible(identity: Identity, ground: Ground): boolean {
  return !ground.isPrivate || isGranted(identity, ground);
}

/** Anybody may read a public repository, whatever the token was given. */
export function isAllowed(identity: Identity, { method, areas }: Need, ground: Ground): boolean {
  if (areas.length === 0 || (method === 'GET' && !ground.isPrivate)) return true;
  const enough = method === 'GET' ? ['read', 'write'] : ['write'];
  return isGranted(identity, ground) && areas.some((area) => enough.includes(identity.permissions[area] ?? 'none'));
}

/** The permissions that would do, as GitHub's header of a refusal names them. */
export function acceptedPermissions({ method, areas }: Need): string {
  const level = method === 'GET' ? 'read' : 'write';
  return areas.map((area) => `${area.replace('-', '_')}=${level}`).join('; ');
}

function isGranted({ repositories }: Identity, { fullName }: Ground): boolean {
  return repositories.some((name) => name.toLowerCase() === fullName.toLowerCase());
}
