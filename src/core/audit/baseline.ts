/** An earlier audit, read back. The file is anybody's: what it says is held to the schema, and to be of the same target. */
import { ActionError } from '../errors.ts';
import { fingerprintOf } from './audit.ts';
import { type AuditDocument, auditSchema } from './document.ts';

export interface Baseline {
  readonly document: AuditDocument;
  readonly notices: readonly string[];
}

/**
 * @param text of the file, undefined where there is none.
 * @throws ActionError input-invalid
 */
export function readBaseline(
  text: string | undefined,
  { path, tenant, environment }: { readonly path: string; readonly tenant: string; readonly environment: string },
): Baseline {
  if (text === undefined) throw invalid(`there is no file at \`${path}\``, create);
  const { data: document } = auditSchema.safeParse(parsed(text));
  if (!document) throw invalid(`\`${path}\` is not the JSON of an audit`, create);
  if (document.created === '') throw invalid(`\`${path}\` is of an audit that failed`, create);
  if (document.tenant !== tenant) throw invalid(`\`${path}\` is an audit of ${document.tenant || 'no tenant'}`, other);
  if (document.environment !== environment)
    throw invalid(`\`${path}\` is an audit of the environment \`${document.environment}\``, other);
  return { document, notices: fingerprintOf(document) === document.fingerprint ? [] : [changedNotice(path)] };
}

const create = 'Give the `.json` file of an earlier audit, or leave it out.';

const other = 'Give one of the same tenant and environment: those of two can’t be compared.';

function invalid(why: string, hint: string): ActionError {
  return new ActionError('input-invalid', `Input \`audit-baseline\`: ${why}.`, hint);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whoever changes a file can change its fingerprint, too: it tells of an accident, and proves nothing. */
function changedNotice(path: string): string {
  const what = `The audit \`${path}\` does not say what its fingerprint is of: it was changed after it was written.`;
  return `${what} What is told to be new since then may be wrong.`;
}
