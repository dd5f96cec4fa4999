/** The rule description-required: A permission has a description. */
import type { Rule } from './rule.ts';

export const descriptionRequired: Rule = {
  id: 'description-required',
  severity: 'warning',
  summary: 'A permission has a description.',
  check: ({ permissions }, { policy: { descriptions } }) =>
    permissions
      .filter(({ description }) => descriptions.required && description.trim() === '')
      .map(({ name, descriptionPlace }) => ({
        place: descriptionPlace,
        permission: name,
        message: `\`${name}\` has no description.`,
        hint: 'Say what it allows: who grants it, or is asked for consent, sees only that beside the name.',
      })),
};
