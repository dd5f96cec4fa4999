import * as z from 'zod/mini';
import { manifestSchema } from '../src/core/manifest-file.ts';
import { longestDescription } from '../src/core/rules/description-length.ts';
import { scopeToken } from '../src/core/rules/invalid-character.ts';
import { longestName } from '../src/core/rules/name-length.ts';
import { auth0Names } from '../src/core/rules/reserved-name.ts';
import { type Descriptions, forEditors, type Notes, type Schema } from './editor.ts';

/** The rules about single names that no policy can change. In parts, because each pattern has a message of its own. */
const name: Schema = {
  type: 'string',
  title: 'permission',
  description: 'Its name, such as read:orders.',
  errorMessage: 'A name has to be text.',
  minLength: 1,
  maxLength: longestName,
  allOf: [
    {
      pattern: scopeToken.source,
      patternErrorMessage: 'A name has no spaces, double quotes and backslashes, and nothing outside ASCII.',
    },
    { pattern: `^(?!(${[...auth0Names].join('|')})$)`, patternErrorMessage: 'Auth0 reserves this name.' },
  ],
};

/** What an editor shows of each key, by its place. */
const descriptions: Descriptions = {
  version: 'The version of this format: `1`.',
  apis: 'APIs to manage. One that is left out is no longer managed, and stays as it is.',
  'apis.*.identifier':
    'Its identifier (audience), such as `https://api.example.com/orders`; or a map from environment to identifier.',
  'apis.*.name': 'The name of the API, such as `Orders API`: shown to people only, never written to the tenant.',
  'apis.*.openapi':
    'OpenAPI files of the repository, such as `docs/openapi.yaml`; what their operations require has to be declared.',
  'apis.*.permissions':
    'From name to description, such as `read:orders: View orders`, or to details. `{}` removes all declared before.',
  'apis.*.permissions.*.description': 'What it allows, shown to people; at most 500 characters. Default: none.',
  'apis.*.permissions.*.deprecated':
    'A note to readers that it should not be used any more: `true`, or why and what to use instead.',
  'apis.*.permissions.*.renamed-from':
    'The name it replaces, such as `delete:orders`; declare both until nobody holds the old one.',
};

const notes: Notes = {
  'apis.*': { title: 'API' },
  'apis.*.identifier': { minProperties: 1 },
  'apis.*.permissions': { propertyNames: name },
  'apis.*.permissions.*': {
    title: 'Permission',
    description: 'What it allows, shown to people; or a map with `description`, `deprecated` and `renamed-from`.',
    maxLength: longestDescription,
  },
  'apis.*.permissions.*.description': { maxLength: longestDescription },
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
    ...forEditors(z.toJSONSchema(manifestSchema, { target: 'draft-7', io: 'input' }), notes, descriptions),
  };
}
