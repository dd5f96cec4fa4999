/** Auth0's errors as ours. */
import * as z from 'zod/mini';
import { ActionError, type ErrorCode, whereToGrant } from '../../core/errors.ts';
import type { HttpAnswer } from './http.ts';

/** Auth0's two shapes of an error: the Management API's and the token endpoint's. Everything in them is untrusted. */
const errorBody = z.object({
  message: z.optional(z.string()),
  errorCode: z.optional(z.string()),
  error: z.optional(z.string()),
  error_description: z.optional(z.string()),
});

/** Takes secrets out of a text that comes from elsewhere. */
export type Redact = (text: string) => string;

export function redactor(secrets: readonly string[]): Redact {
  return (text) => secrets.reduce((rest, secret) => (secret === '' ? rest : rest.replaceAll(secret, '***')), text);
}

/** Why Auth0 refused a call of the Management API, with what to do about it. */
export function refusal(doing: string, answer: HttpAnswer, redact: Redact): ActionError {
  const said = words(answer, redact);
  const missing = lackingScope(said.message);
  if (answer.status === 403 && missing !== undefined) return missingScope(doing, missing);
  const { code, hint } = reasonFor(answer.status, said.message);
  return new ActionError(code, `Auth0 refused ${doing}: ${said.full}.`, hint);
}

/** The scopes of which any would do, as Auth0 names them; undefined where that is not what it says. */
function lackingScope(message: string): string | undefined {
  return /^Insufficient scope, expected any of: (.+)$/.exec(message)?.[1];
}

/** What a refused token lacks; '' where the answer refuses nothing, or does not say. */
export function scopeLacked(answer: HttpAnswer, redact: Redact): string {
  return answer.status === 403 ? (lackingScope(words(answer, redact).message) ?? '') : '';
}

/** The application lacks a right on the Management API itself. */
export function missingScope(doing: string, scope: string): ActionError {
  return new ActionError(
    'auth0-missing-scope',
    `The application may not do this: ${doing} needs ${scope}.`,
    `Grant ${scope} to the application: ${whereToGrant}.`,
  );
}

/**
 * Why the token endpoint gave no token.
 * @param doubt what to check where Auth0 does not say what is wrong.
 */
export function tokenRefusal(answer: HttpAnswer, redact: Redact, doubt: string): ActionError {
  const { full } = words(answer, redact);
  return new ActionError('auth0-unauthorized', `Auth0 gave no token: ${full}.`, tokenHint(full) ?? doubt);
}

function tokenHint(said: string): string | undefined {
  if (said.includes('client-grant')) {
    return `Authorize the application for the Auth0 Management API: ${whereToGrant}.`;
  }
  if (said.includes('Service not enabled')) {
    return 'Set `auth0-audience` to https://<tenant>.auth0.com/api/v2/; a custom domain needs it.';
  }
  return undefined;
}

function reasonFor(status: number, message: string): { code: ErrorCode; hint: string } {
  if (status === 401) {
    return { code: 'auth0-unauthorized', hint: 'The token is expired or for another tenant or host; get a new one.' };
  }
  if (status === 403 && message.includes('scope')) {
    return { code: 'auth0-missing-scope', hint: 'Grant the application what the message names, then run again.' };
  }
  if (status === 404) {
    return { code: 'auth0-rejected', hint: 'Check `auth0-domain`: who answers there is no Auth0 tenant.' };
  }
  if (status >= 300 && status < 400) {
    return { code: 'auth0-rejected', hint: 'Redirects are not followed. Check `auth0-domain`.' };
  }
  return { code: 'auth0-rejected', hint: 'Correct what the message names, then run again.' };
}

function words({ status, body }: HttpAnswer, redact: Redact): { message: string; full: string } {
  const parsed = errorBody.safeParse(body);
  const { message, errorCode, error, error_description: description } = parsed.data ?? {};
  const text = inert(redact(message ?? description ?? ''));
  const code = inert(redact(errorCode ?? error ?? ''));
  const detail = [text, code && `(${code})`].filter((part) => part !== '').join(' ');
  return { message: text, full: detail === '' ? `status ${status}` : `status ${status}, ${detail}` };
}

/** One line of printable text of bounded length. */
function inert(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return (line.length > 500 ? `${line.slice(0, 500)}…` : line).replace(/\.$/, '');
}
