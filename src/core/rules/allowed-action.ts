/** The rule allowed-action: The action of a name is one that the policy lists. */
import type { Allowance } from '../allowance.ts';
import type { Policy } from '../policy.ts';
import { listSome, nearest } from '../spelling.ts';
import { isAction, splitName, toAction } from './actions.ts';
import { follows } from './forms.ts';
import type { Rule } from './rule.ts';

export const allowedAction: Rule = {
  id: 'allowed-action',
  severity: 'error',
  summary: 'The action of a name is one that the policy lists.',
  check: ({ permissions }, { policy, guesses }) => {
    const { naming } = policy;
    if (naming.actions.size === 0) return [];
    const actions = [...naming.actions.values()];
    const allowed = allowedWords(actions);
    return permissions.flatMap(({ name, place }) => {
      if (!hasForm(name, policy)) return [];
      const { action } = splitName(name, naming);
      if (isAction(action, naming)) return [];
      const meant = toAction(action, naming) ?? misspelt(action, actions, guesses);
      const message = `${action === name ? '' : `\`${action}\` of `}\`${name}\` is not an allowed action.`;
      return [{ place, permission: name, message, hint: meant ? `Did you mean \`${meant}\`?` : allowed }];
    });
  },
};

/** A name of another form has no action to speak of. It is left to naming-convention, where that makes it an error. */
function hasForm(name: string, { naming, rules }: Policy): boolean {
  const isError = (rules.get('naming-convention') ?? 'error') === 'error';
  return !isError || follows(name, naming);
}

function misspelt(action: string, actions: readonly string[], guesses: Allowance): string | undefined {
  return guesses.take(20 * actions.length * action.length) ? nearest(action, actions) : undefined;
}

/** Not of any length: it is said of every name that has none of them. */
function allowedWords(actions: readonly string[]): string {
  const some = listSome(actions);
  return some.length > 300 ? `The policy allows ${actions.length} actions.` : `The policy allows ${some}.`;
}
