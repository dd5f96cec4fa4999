/** The rule description-length: A description has at most 500 characters, or as many as the policy allows. */
import type { Rule } from './rule.ts';

/** Source: Management API OpenAPI, ResourceServerScope.description: at most 500 characters. A policy may allow less. */
export const longestDescription = 500;

export const descriptionLength: Rule = {
  id: 'description-length',
  severity: 'error',
  summary: 'A description has at most 500 characters, or as many as the policy allows.',
  check: ({ permissions }, { policy: { descriptions } }) => {
    const most = descriptions['max-length'];
    const limit = most < longestDescription ? `the policy allows ${most}` : `Auth0 takes at most ${longestDescription}`;
    return permissions
      .filter(({ description }) => characters(description, most) > most)
      .map(({ name, description, descriptionPlace }) => ({
        place: descriptionPlace,
        permission: name,
        message: `The description of \`${name}\` has ${characters(description, most)} characters; ${limit}.`,
      }));
  },
};

/** Counted as JSON Schema does: code points, not UTF-16 units. */
function characters(text: string, most: number): number {
  return text.length > most ? [...text].length : text.length;
}
