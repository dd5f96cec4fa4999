import type { Rule } from './rule.ts';

/** Source: Management API OpenAPI, ResourceServerScope.description: at most 500 characters. */
const longest = 500;

export const descriptionLength: Rule = {
  id: 'description-length',
  severity: 'error',
  check: ({ permissions }) =>
    permissions
      .filter(({ description }) => description.length > longest)
      .map(({ name, description, descriptionPlace }) => ({
        place: descriptionPlace,
        message: `The description of \`${name}\` has ${description.length} characters; Auth0 takes at most ${longest}.`,
      })),
};
