/** The closed list of reasons for which a run can fail; the output `failure-reason` holds one of them, or nothing. */
export type ErrorCode =
  | 'input-invalid'
  | 'manifest-missing'
  | 'manifest-invalid'
  | 'policy-invalid'
  | 'credentials-missing'
  | 'auth0-unauthorized'
  | 'auth0-missing-scope'
  | 'auth0-rate-limited'
  | 'auth0-unavailable'
  | 'auth0-rejected'
  | 'api-not-found'
  | 'branch-not-protected'
  | 'commit-superseded'
  | 'removal-blocked'
  | 'plan-stale'
  | 'apply-incomplete'
  | 'verify-failed'
  | 'drift-found'
  | 'access-violated'
  | 'audit-findings'
  | 'github-unavailable'
  | 'internal';

/** Where an application is given its rights to the Management API. */
export const whereToGrant = 'Applications › APIs › Auth0 Management API › Machine to Machine Applications';

/**
 * A failure the user can act on. `message` says what failed and on what, `hint` what to do next.
 * Anything else that is thrown is a bug of this action and is reported as `internal`.
 */
export class ActionError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  /** Who was asked answered, and said no: a right is lacking. Another answer may come another time. */
  readonly refused: boolean;

  constructor(
    code: ErrorCode,
    message: string,
    hint: string,
    { refused = false, ...options }: { readonly cause?: unknown; readonly refused?: boolean } = {},
  ) {
    super(message, options);
    this.name = 'ActionError';
    this.code = code;
    this.hint = hint;
    this.refused = refused;
  }
}

/** Turns whatever was thrown into an ActionError; what is not ours already becomes `internal`. */
export function toActionError(thrown: unknown): ActionError {
  if (thrown instanceof ActionError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ActionError(
    'internal',
    `Unexpected error: ${message}`,
    'This is a bug in Auth0 Permissions. Please report it with the log of this step.',
    { cause: thrown },
  );
}

/** What a run may do without that has no right to it, and must not do without because of a fault of the moment. */
export function withoutRight(thrown: unknown): ActionError {
  const error = toActionError(thrown);
  if (!error.refused) throw error;
  return error;
}

/** GitHub's refusal, which a run can do without; our own bugs, and anything else, must not pass as one. */
export function refusedByGitHub(thrown: unknown): ActionError {
  const error = toActionError(thrown);
  if (error.code !== 'github-unavailable') throw error;
  return error;
}
