/** What a route of the Management API is handed. */
import type { Apis } from './apis.ts';
import type { Applications } from './applications.ts';
import type { Grants } from './client-grants.ts';
import type { Organizations } from './organizations.ts';
import type { Asked } from './query.ts';
import type { RequestBody } from './request.ts';
import type { Roles } from './roles.ts';
import type { TenantFlags } from './settings.ts';

/** All that the tenant keeps. */
export interface Stores {
  readonly apis: Apis;
  readonly grants: Grants;
  readonly roles: Roles;
  readonly applications: Applications;
  readonly organizations: Organizations;
  readonly flags: TenantFlags;
  /** Whether the list of roles takes `page` and `per_page`. */
  readonly roleOffsets: 'taken' | 'refused';
}

/** `id` is the decoded path segment, empty for a list. */
export interface Call extends Stores, Asked {
  readonly id: string;
  readonly body: RequestBody;
  /** Whether the token has a scope beside the one that let it in. */
  readonly may: (scope: string) => boolean;
}
