import { ActionError } from './core/errors.ts';
import type { FailOn } from './core/result.ts';
import { listWords, nearest } from './core/spelling.ts';

const modes = ['auto', 'validate', 'plan', 'apply'] as const;
const commentChoices = ['always', 'changes', 'never'] as const;
const severities = ['error', 'warning', 'never'] as const satisfies readonly FailOn[];

export type ModeInput = (typeof modes)[number];
export type CommentInput = (typeof commentChoices)[number];

/** How to reach a tenant, and as whom. */
export interface TenantAccess {
  /** A host with optional port, in lower case. */
  readonly domain: string;
  /** The Management API's identifier. */
  readonly audience: string;
  readonly credentials: Credentials;
}

export type Credentials =
  | { readonly kind: 'secret'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly token: string };

/** Every input, checked. */
export interface Inputs {
  readonly mode: ModeInput;
  /** Paths and globs relative to the repository's root; those that begin with `!` exclude. */
  readonly manifest: readonly string[];
  readonly environment: string;
  /** '' where it is not given. */
  readonly domain: string;
  /** Undefined where there are no credentials, as on pull requests from forks. */
  readonly access: TenantAccess | undefined;
  readonly githubToken: string;
  readonly comment: CommentInput;
  readonly failOn: FailOn;
  readonly planFile: string;
}

/** The names of action.yml; a test holds the two together. */
export const inputNames = [
  'mode',
  'manifest',
  'environment',
  'auth0-domain',
  'auth0-client-id',
  'auth0-client-secret',
  'auth0-token',
  'auth0-audience',
  'github-token',
  'comment',
  'fail-on',
  'plan-file',
] as const;

export type InputName = (typeof inputNames)[number];

/**
 * Reads every input once.
 * @param read gives an input's text, '' where it is not set (GitHub makes no difference).
 * @throws ActionError input-invalid
 */
export function parseInputs(read: (name: InputName) => string): Inputs {
  const domain = parseDomain(read('auth0-domain'));
  return {
    mode: choose('mode', read('mode') || 'auto', modes),
    manifest: parsePatterns(read('manifest') || '.github/permissions.yml'),
    environment: read('environment'),
    domain,
    access: parseAccess(domain, read),
    githubToken: oneWord('github-token', read),
    comment: choose('comment', read('comment') || 'changes', commentChoices),
    failOn: choose('fail-on', read('fail-on') || 'error', severities),
    planFile: read('plan-file'),
  };
}

/** A token goes into a header, where a line break would have it shown in an error. */
function oneWord(input: InputName, read: (name: InputName) => string): string {
  const value = read(input);
  if (/^[!-~]*$/.test(value)) return value;
  throw invalid(input, 'it holds a space, a line break or a character outside ASCII', 'Give the token alone.');
}

function choose<Choice extends string>(input: InputName, value: string, choices: readonly Choice[]): Choice {
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  const meant = nearest(value, choices);
  const accepted = `Accepted are ${listWords(choices)}.`;
  throw invalid(input, `\`${value}\` is not accepted`, meant ? `Did you mean \`${meant}\`? ${accepted}` : accepted);
}

function parsePatterns(value: string): string[] {
  const patterns = value
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^(!?)(\.\/)+/, '$1'))
    .filter((line) => line !== '');
  const outside = patterns.find(
    (pattern) => /^!?(\/|[A-Za-z]:)/.test(pattern) || pattern.split(/[/\\]|^!/).includes('..'),
  );
  if (outside === undefined) return patterns;
  throw invalid('manifest', `\`${outside}\` leaves the repository`, 'Give paths relative to the repository’s root.');
}

function parseDomain(value: string): string {
  const domain = value.toLowerCase();
  if (domain === '' || isHost(domain)) return domain;
  const host = URL.parse(domain)?.host;
  const hint = host
    ? `Write \`${host}\`.`
    : 'Write a host such as `tenant.eu.auth0.com`, without `https://` or a path.';
  throw invalid('auth0-domain', `\`${value}\` is not a host`, hint);
}

/** `URL` alone would take far more, and ports beyond 65535 are for it to find. */
function isHost(text: string): boolean {
  const shape = /^(?!.*\.\.)[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;
  return shape.test(text) && URL.canParse(`https://${text}`);
}

function parseAccess(domain: string, read: (name: InputName) => string): TenantAccess | undefined {
  const credentials = parseCredentials(read);
  if (!credentials) return undefined;
  if (domain === '')
    throw invalid('auth0-domain', 'it is missing beside the credentials', 'Set it to your tenant’s domain.');
  return { domain, audience: read('auth0-audience') || `https://${domain}/api/v2/`, credentials };
}

/** An unset secret is an empty input: on a fork all of them are, and the run goes on without a tenant. */
function parseCredentials(read: (name: InputName) => string): Credentials | undefined {
  const clientId = read('auth0-client-id');
  const clientSecret = read('auth0-client-secret');
  const token = oneWord('auth0-token', read);
  if (clientSecret !== '' && token !== '') {
    const hint = 'Give `auth0-client-secret` or `auth0-token`, not both.';
    throw invalid('auth0-token', 'there are two kinds of credentials', hint);
  }
  if (token !== '') return { kind: 'token', token };
  if (clientSecret === '') return undefined;
  if (clientId === '')
    throw invalid('auth0-client-id', 'it is missing beside the secret', 'Set it to the application’s client id.');
  return { kind: 'secret', clientId, clientSecret };
}

function invalid(input: InputName, why: string, hint: string): ActionError {
  return new ActionError('input-invalid', `Input \`${input}\`: ${why}.`, hint);
}
