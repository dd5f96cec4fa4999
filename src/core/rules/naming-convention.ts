import { isReserved } from './reserved-name.ts';
import type { Rule } from './rule.ts';

/** One to three segments after the first: read:orders, read:orders:own. */
const shape = /^[a-z][a-z0-9_-]*(:[a-z][a-z0-9_-]*){1,3}$/;

/** Common verbs, by which `read:orders` and `orders:read`, of the same shape, are told apart. */
const verbs = new Set(
  (
    'accept access activate add administer approve archive assign bind block cancel change charge check clear ' +
    'close confirm connect copy create deactivate decrypt delete deny deploy disable download edit enable encrypt ' +
    'escalate execute export finish generate get grant impersonate import initiate insert install invite invoke ' +
    'issue join kick list lock login manage merge modify move open patch post process publish pull purge push put ' +
    'query read refund reject release remove rename request reset restart restore resume review revoke rotate run ' +
    'schedule search send set share sign start stop submit subscribe suspend sync test transfer trigger unlock ' +
    'unpublish update upload use validate verify view watch write'
  ).split(' '),
);

export const namingConvention: Rule = {
  id: 'naming-convention',
  severity: 'error',
  check: ({ permissions }) =>
    permissions
      .filter(({ name }) => !isActionResource(name) && !isReserved(name)) // reserved-name has the better hint
      .map(({ name, place }) => {
        const better = suggestion(name);
        return {
          place,
          message: `${JSON.stringify(name)} is not of the form action:resource.`,
          hint: better ? `Did you mean \`${better}\`?` : 'Write the verb first, in lower case: `read:orders`.',
        };
      }),
};

function isActionResource(name: string): boolean {
  if (!shape.test(name)) return false;
  const [action = '', ...resource] = name.split(':');
  return verbs.has(action) || !resource.some((part) => verbs.has(part));
}

/** The name with its verb put first: readOrders, orders.read and Read_Orders all become read:orders. */
function suggestion(name: string): string | undefined {
  if (/[^ -~]/.test(name)) return undefined; // what is left of a word outside ASCII is no word
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const verb = words.find((word) => verbs.has(word));
  if (verb === undefined || words.length < 2 || name.length > 280) return undefined;
  const resource = words.toSpliced(words.indexOf(verb), 1).join('_');
  const better = `${verb}:${resource}`;
  return isActionResource(better) ? better : undefined;
}
