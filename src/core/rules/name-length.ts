/** The rule name-length: A name has 1 to 280 characters. */
import type { Rule } from './rule.ts';

/** Source: Management API OpenAPI, ResourceServerScope.value: 1..280 characters. */
export const longestName = 280;

export const nameLength: Rule = {
  id: 'name-length',
  severity: 'error',
  summary: 'A name has 1 to 280 characters.',
  check: ({ permissions }) =>
    permissions
      .filter(({ name }) => name.length === 0 || name.length > longestName)
      .map(({ name, place }) => ({
        place,
        permission: name,
        message: `A name has 1 to ${longestName} characters; this one has ${name.length}.`,
      })),
};
