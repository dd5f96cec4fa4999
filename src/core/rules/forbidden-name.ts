/** The rule forbidden-name: A name matches none of the globs that the policy forbids. */
import type { Glob, Policy } from '../policy.ts';
import type { Rule } from './rule.ts';

export const forbiddenName: Rule = {
  id: 'forbidden-name',
  severity: 'error',
  summary: 'A name matches none of the globs that the policy forbids.',
  check: ({ permissions }, { policy }) =>
    permissions.flatMap(({ name, place }) => {
      const glob = forbiddingGlob(name, policy);
      if (!glob) return [];
      const message = `\`${name}\` is forbidden: the policy forbids \`${glob.text}\`.`;
      return [{ place, permission: name, message, hint: 'Choose a name that says more exactly what it allows.' }];
    }),
};

/** The first glob of the policy that forbids the name. */
export function forbiddingGlob(name: string, { forbidden }: Policy): Glob | undefined {
  return forbidden.find(({ matches }) => matches(name));
}
