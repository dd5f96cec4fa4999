/** The tenant: what reads it, and what writes it. */
import type { Permission } from '../core/permission.ts';
import type { TenantApi } from '../core/plan.ts';
import type { Question } from '../core/reach/question.ts';
import type { Holders } from '../core/reach/reach.ts';

/** Reads a tenant. There is no method here that writes, and the client behind it can't. */
export interface TenantReader {
  /**
   * Those of the APIs that the tenant has, in no particular order.
   * @throws ActionError auth0-…
   */
  apis(identifiers: readonly string[]): Promise<TenantApi[]>;
  /** Every API of the tenant, Auth0's own included, in no particular order. @throws ActionError auth0-… */
  allApis(): Promise<TenantApi[]>;
  /**
   * Begins what `holders` is likely to be asked for: what was begun is not asked for again, and what turns out to be needless
   * has cost its one request and fails nobody.
   */
  ahead(likely: Question): void;
  /**
   * Who holds permissions of the APIs that are asked for. A right that the token lacks is no error: the answer says what
   * is not known.
   * @throws ActionError auth0-…
   */
  holders(question: Question): Promise<Holders>;
}

/** Reads all of a tenant that an audit is about. */
export interface TenantCensus extends Pick<TenantReader, 'apis' | 'allApis'> {
  /**
   * All who hold anything of the APIs, for as long as it takes. A right that the token lacks is no error: the answer says
   * what is not known.
   * @throws ActionError auth0-…
   */
  everyHolder(identifiers: readonly string[]): Promise<Holders>;
}

/** What became of a write that was sent. */
export type WriteAnswer =
  /** Auth0 answered with the list it now holds. */
  | { readonly kind: 'written'; readonly permissions: readonly Permission[] }
  /** Not known: a timeout, a reset, a 5xx or a broken answer. It has to be read back before it is repeated. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** Without effect, since the rate limit refused it or left no room for it; it may be sent after another read. */
  | { readonly kind: 'throttled' };

/** Writes a tenant; given to an apply and to nothing else. */
export interface TenantWriter extends TenantReader {
  /** One API as it is now. @throws ActionError api-not-found, auth0-… */
  api(id: string): Promise<TenantApi>;
  /** Replaces the API's whole list. @throws ActionError auth0-… where Auth0 refused it for good. */
  replace(id: string, permissions: readonly Permission[]): Promise<WriteAnswer>;
  /** Waits before a write whose answer was lost is tried again, longer each time. */
  pause(attempt: number, why: string): Promise<void>;
}
