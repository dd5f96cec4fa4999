import type { Rule } from './rule.ts';

/** Source: Management API OpenAPI, ResourceServerScope.description: at most 500 characters. */
const longest = 500;

export const descriptionLength: Rule = {
  id: 'description-length',
  severity: 'error',
  check: ({ permissions }) =>
    permissions
      .filter(({ description }) => characters(description) > longest)
      .map(({ name, description, descriptionPlace }) => ({
        place: descriptionPlace,
        message: `The description of \`${name}\` has ${characters(description)} characters; Auth0 takes at most ${longest}.`,
      })),
};

/** Counted as JSON Schema does: code points, not UTF-16 units. */
function characters(text: string): number {
  return text.length > longest ? [...text].length : text.length;
}
