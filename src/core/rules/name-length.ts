import type { Rule } from './rule.ts';

/** Source: Management API OpenAPI, ResourceServerScope.value: 1..280 characters. */
const longest = 280;

export const nameLength: Rule = {
  id: 'name-length',
  severity: 'error',
  summary: 'A name has 1 to 280 characters.',
  check: ({ permissions }) =>
    permissions
      .filter(({ name }) => name.length === 0 || name.length > longest)
      .map(({ name, place }) => ({
        place,
        permission: name,
        message: `A name has 1 to ${longest} characters; this one has ${name.length}.`,
      })),
};
