/** Every input, read and checked once. */
import { extname } from 'node:path';
import { type AuditEnding, auditEndings } from '../core/audit/endings.ts';
import { ActionError } from '../core/errors.ts';
import type { FailOn } from '../core/problem.ts';
import { listWords, nearest } from '../core/spelling.ts';
import { usualManifest, usualPolicy } from '../core/usual-paths.ts';
import { type PrivateKey, parsePrivateKey } from './private-key.ts';

const modes = ['auto', 'validate', 'plan', 'apply', 'drift', 'import', 'audit'] as const;
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

/** Where the policy is: a file of this repository, or of another one that keeps it for many. */
export type PolicyInput = OwnPolicy | CentralPolicy;

export interface OwnPolicy {
  readonly kind: 'file';
  readonly path: string;
  /** False where the path is the default one, which need not exist. */
  readonly named: boolean;
}

export interface CentralPolicy {
  readonly kind: 'central';
  /** As the input has it. */
  readonly name: string;
  readonly owner: string;
  readonly repo: string;
  readonly path: string;
  /** A branch, a tag or a commit. */
  readonly ref: string;
}

export type Credentials =
  | { readonly kind: 'secret'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'key'; readonly clientId: string; readonly key: PrivateKey }
  | { readonly kind: 'token'; readonly token: string };

/** Every input, checked. */
export interface Inputs {
  readonly mode: ModeInput;
  /** Paths and globs relative to the repository's root; those that begin with `!` exclude. */
  readonly manifest: readonly string[];
  readonly policy: PolicyInput;
  readonly environment: string;
  /** '' where it is not given. */
  readonly domain: string;
  /** Undefined where there are no credentials, as on pull requests from forks. */
  readonly access: TenantAccess | undefined;
  readonly githubToken: string;
  readonly comment: CommentInput;
  readonly failOn: FailOn;
  readonly planFile: string;
  readonly sarifFile: string;
  /** Identifiers of what an import or an audit is about, in which `*` stands for any text; empty where it is not said. */
  readonly apis: readonly string[];
  readonly auditFiles: readonly AuditFile[];
  /** '' where there is none. */
  readonly auditBaseline: string;
}

/** Where an audit goes, in the format of the ending. */
export interface AuditFile {
  readonly path: string;
  readonly ending: AuditEnding;
}

/** The names of action.yml; a test holds the two together. */
export const inputNames = [
  'mode',
  'manifest',
  'policy',
  'environment',
  'auth0-domain',
  'auth0-client-id',
  'auth0-client-secret',
  'auth0-private-key',
  'auth0-token',
  'auth0-audience',
  'github-token',
  'comment',
  'fail-on',
  'plan-file',
  'sarif-file',
  'apis',
  'audit-file',
  'audit-baseline',
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
    manifest: parsePatterns(read('manifest') || usualManifest),
    policy: parsePolicy(read('policy')),
    environment: read('environment'),
    domain,
    access: parseAccess(domain, read),
    githubToken: oneWord('github-token', read),
    comment: choose('comment', read('comment') || 'changes', commentChoices),
    failOn: choose('fail-on', read('fail-on') || 'error', severities),
    planFile: read('plan-file'),
    sarifFile: read('sarif-file'),
    apis: linesOf(read('apis')),
    auditFiles: linesOf(read('audit-file')).map(parseAuditFile),
    auditBaseline: read('audit-baseline'),
  };
}

function parseAuditFile(path: string): AuditFile {
  const given = extname(path).toLowerCase();
  const ending = auditEndings.find((one) => one === given);
  if (ending) return { path, ending };
  const meant = given === '' ? undefined : nearest(given, auditEndings);
  const accepted = `Accepted are ${listWords(auditEndings)}.`;
  const hint = meant ? `Did you mean \`${meant}\`? ${accepted}` : accepted;
  throw invalid('audit-file', `the ending of \`${path}\` says no format`, hint);
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
  const patterns = linesOf(value).map((line) => line.replace(/^(!?)(\.\/)+/, '$1'));
  for (const pattern of patterns) requireInside('manifest', pattern);
  return patterns;
}

function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function requireInside(input: InputName, path: string): void {
  if (!/^!?(\/|[A-Za-z]:)/.test(path) && !path.split(/[/\\]|^!/).includes('..')) return;
  throw invalid(input, `\`${path}\` leaves the repository`, 'Give paths relative to the repository’s root.');
}

/** `owner/repo/path@ref` is another repository's; anything else is a path in this one. */
function parsePolicy(value: string): PolicyInput {
  const central = /^([A-Za-z0-9][\w-]*)\/([\w.-]+)\/([^@]+)@([^@\s]+)$/.exec(value);
  const path = (central?.[3] ?? (value || usualPolicy)).replace(/^(\.\/)+/, '');
  requireInside('policy', path);
  if (!central) return { kind: 'file', path, named: path !== usualPolicy };
  const [, owner = '', repo = '', , ref = ''] = central;
  return { kind: 'central', name: value, owner, repo, path, ref };
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

const proofs = ['auth0-client-secret', 'auth0-private-key', 'auth0-token'] as const satisfies readonly InputName[];

/** An unset secret is an empty input: on a fork all of them are, and the run goes on without a tenant. */
function parseCredentials(read: (name: InputName) => string): Credentials | undefined {
  const [input, other] = proofs.filter((name) => read(name) !== '');
  if (input === undefined) return undefined;
  if (other !== undefined) {
    const hint = `Give only one of ${listWords(proofs)}.`;
    throw invalid(other, `there are two kinds of credentials, this one and \`${input}\``, hint);
  }
  if (input === 'auth0-token') return { kind: 'token', token: oneWord(input, read) };
  const clientId = read('auth0-client-id');
  if (clientId === '')
    throw invalid('auth0-client-id', `it is missing beside \`${input}\``, 'Set it to the application’s client id.');
  if (input === 'auth0-private-key') return { kind: 'key', clientId, key: parsePrivateKey(read(input)) };
  return { kind: 'secret', clientId, clientSecret: read(input) };
}

function invalid(input: InputName, why: string, hint: string): ActionError {
  return new ActionError('input-invalid', `Input \`${input}\`: ${why}.`, hint);
}
