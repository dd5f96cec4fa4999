import { splitName } from './actions.ts';
import type { Rule } from './rule.ts';

const broadWords = new Set(['*', 'all', 'admin', 'root', 'superuser']);

export const broadPermission: Rule = {
  id: 'broad-permission',
  severity: 'warning',
  summary: 'A permission names what it allows, not everything.',
  check: ({ permissions }, { policy: { naming } }) =>
    permissions.flatMap(({ name, place }) => {
      const { action, resource } = splitName(name, naming);
      const broad = [action, resource[0] ?? ''].find((part) => broadWords.has(part.toLowerCase()));
      if (broad === undefined) return [];
      const message = `\`${name}\` is too broad to review: \`${broad}\` stands for everything, now and later.`;
      return [{ place, permission: name, message, hint: 'Declare a permission for each thing that is really needed.' }];
    }),
};
