/** The rule allowed-action: The action of a name is one that the policy lists. */
import type { Naming, Policy } from '../policy.ts';
import { listWords, nearest } from '../spelling.ts';
import { isAction, splitName, toAction } from './actions.ts';
import { follows } from './forms.ts';
import type { Rule } from './rule.ts';

export const allowedAction: Rule = {
  id: 'allowed-action',
  severity: 'error',
  summary: 'The action of a name is one that the policy lists.',
  check: ({ permissions }, { policy }) => {
    const { naming } = policy;
    if (naming.actions.length === 0) return [];
    return permissions.flatMap(({ name, place }) => {
      if (!hasForm(name, policy)) return [];
      const { action } = splitName(name, naming);
      if (isAction(action, naming)) return [];
      const message = `${action === name ? '' : `\`${action}\` of `}\`${name}\` is not an allowed action.`;
      return [{ place, permission: name, message, hint: hintFor(action, naming) }];
    });
  },
};

/** A name of another form has no action to speak of. It is left to naming-convention, where that makes it an error. */
function hasForm(name: string, { naming, rules }: Policy): boolean {
  const isError = (rules.get('naming-convention') ?? 'error') === 'error';
  return !isError || follows(name, naming);
}

function hintFor(action: string, naming: Naming): string {
  const meant = toAction(action, naming) ?? nearest(action, naming.actions);
  return meant ? `Did you mean \`${meant}\`?` : `The policy allows ${listWords(naming.actions)}.`;
}
