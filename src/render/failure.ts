/** Colours for the log's lines; JSON that does nothing where it is shown; why a run failed. */
import type { ActionError } from '../core/errors.ts';

/** Why a run failed, in one line: to be made visible by whoever shows it. */
export function failureText({ code, message, hint }: ActionError): string {
  return `${message} ${hint} [${code}]`;
}
