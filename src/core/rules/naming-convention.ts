/** The rule naming-convention: A name follows the convention of the policy, `action:resource` if it names none. */
import type { Naming } from '../policy.ts';
import { exampleFor, follows, type Preset } from './forms.ts';
import { isReserved } from './reserved-name.ts';
import type { Rule } from './rule.ts';
import { suggestion } from './suggestion.ts';

export const namingConvention: Rule = {
  id: 'naming-convention',
  severity: 'error',
  summary: 'A name follows the convention of the policy, `action:resource` if it names none.',
  check: ({ permissions }, { policy, guesses }) => {
    const { naming } = policy;
    const otherwise = howTo(naming);
    return permissions
      .filter(({ name }) => name !== '' && !follows(name, naming) && !isReserved(name, policy)) // others say it better
      .map(({ name, place }) => {
        const better = suggestion(name, policy, guesses);
        const message = `${JSON.stringify(name)} ${faultOf(naming)}.`;
        return { place, permission: name, message, hint: better ? `Did you mean \`${better}\`?` : otherwise };
      });
  },
};

function faultOf({ convention, pattern }: Naming): string {
  if (convention === 'pattern') return `does not match the policy's pattern \`${pattern?.text}\``;
  return `is not of the form ${convention}`;
}

const hints: Readonly<Record<Preset, string>> = {
  'action:resource': 'Write the action first, in lower case',
  'resource:action': 'Write the resource first, in lower case',
  'resource.action': 'Write the resource first, in lower case',
  'Resource.Action': 'Write the resource first, each part with a capital letter',
};

function howTo(naming: Naming): string {
  if (naming.convention === 'pattern') return 'Choose a name that matches it.';
  const example = exampleFor('orders', naming);
  return `${hints[naming.convention]}${example ? `: \`${example}\`` : ''}.`;
}
