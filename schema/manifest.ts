import * as z from 'zod';
import { manifestSchema } from '../src/core/manifest.ts';

/** JSON Schema draft 7, which the YAML language server takes. An empty map of identifiers is told by the action only. */
export function manifestJsonSchema(): object {
  return {
    title: 'Permissions manifest of Auth0 Permissions',
    ...z.toJSONSchema(manifestSchema, { target: 'draft-7' }),
  };
}
