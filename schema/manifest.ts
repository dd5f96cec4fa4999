import * as z from 'zod';
import { manifestSchema } from '../src/core/manifest.ts';
import { forEditors, type Notes, type Schema } from './editor.ts';

const notes: Notes = {
  'apis.*': { title: 'API' },
  'apis.*.identifier': { minProperties: 1 },
  'apis.*.permissions': {
    propertyNames: { type: 'string', title: 'permission', description: 'Its name, such as read:orders.' },
  },
  'apis.*.permissions.*': {
    title: 'Permission',
    description: 'What it allows, shown to people; or a map with `description`, `deprecated` and `renamed-from`.',
  },
  // Titled, because a hover on alternatives that can't be told apart shows the heading of each.
  'apis.*.permissions.*.deprecated.0': { title: 'Deprecated', errorMessage: 'Expected `true` or a reason.' },
  'apis.*.permissions.*.deprecated.1': {
    title: 'Deprecated for a reason',
    errorMessage: 'Expected `true` or a reason.',
  },
};

/** JSON Schema draft 7, which the YAML language server takes. */
export function manifestJsonSchema(): Schema {
  return {
    $id: 'urn:auth0-permissions-action:manifest:1',
    title: 'Auth0 Permissions manifest',
    description: 'The permissions of Auth0 APIs, by default in .github/permissions.yml.',
    ...forEditors(z.toJSONSchema(manifestSchema, { target: 'draft-7', io: 'input' }), notes),
  };
}
