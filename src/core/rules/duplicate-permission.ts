/** The rule duplicate-permission: A permission is declared once. */
import type { Place } from '../problem.ts';
import type { Finding, Rule } from './rule.ts';

export const duplicatePermission: Rule = {
  id: 'duplicate-permission',
  severity: 'error',
  summary: 'A permission is declared once.',
  check: ({ permissions }) => {
    const seen = new Map<string, Place>();
    return permissions.flatMap(({ name, place }): Finding[] => {
      const first = seen.get(name);
      if (!first) {
        seen.set(name, place);
        return [];
      }
      const message = `\`${name}\` is declared twice for this API; first at ${first.file}:${first.line}.`;
      return [{ place, permission: name, message, hint: 'Keep one of them.' }];
    });
  },
};
