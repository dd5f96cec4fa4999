/** The JSON of an audit as programs may rely on it; the action itself reads an earlier one by the same shape. */
import * as z from 'zod/mini';
import { auditSchema } from '../src/core/audit/document.ts';
import type { Schema } from './editor.ts';

export function auditJsonSchema(): Schema {
  return {
    $id: 'urn:auth0-permissions-action:audit:1',
    title: 'Auth0 Permissions audit',
    description: 'Who can do what on a tenant, and how, as the input `audit-file` has it written.',
    ...z.toJSONSchema(auditSchema, { target: 'draft-7' }),
  };
}
