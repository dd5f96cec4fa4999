/** The rule broad-permission: A permission names what it allows, not everything. */
import { splitName } from './actions.ts';
import type { Rule } from './rule.ts';

const everything = ['*', 'all'];
const broadWords = new Set([...everything, 'admin', 'root', 'superuser']);
/** Hardly any name has one of them in it, so that hardly any has to be split. */
const mayBeBroad = /\*|all|admin|root|superuser/i;

export const broadPermission: Rule = {
  id: 'broad-permission',
  severity: 'warning',
  summary: 'A permission names what it allows, not everything.',
  check: ({ permissions }, { policy: { naming } }) =>
    permissions.flatMap(({ name, place }) => {
      if (!mayBeBroad.test(name)) return [];
      const { action, resource } = splitName(name, naming);
      const broad = [action, ...broadestOf(resource)].find((part) => broadWords.has(part.toLowerCase()));
      if (broad === undefined) return [];
      const message = `\`${name}\` is too broad to review: \`${broad}\` stands for everything, now and later.`;
      return [{ place, permission: name, message, hint: 'Declare a permission for each thing that is really needed.' }];
    }),
};

/** Before other parts, `all` stands for everything still, `admin` for a place: `admin:users` is no more than its users. */
function broadestOf(resource: readonly string[]): readonly string[] {
  const [first = '', ...others] = resource;
  return others.length === 0 || everything.includes(first.toLowerCase()) ? [first] : [];
}
