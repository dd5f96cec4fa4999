/** The rule description-quality: A description is one line that says more than the name. */
import type { DeclaredPermission } from '../permission.ts';
import { wordsOf } from './forms.ts';
import type { Rule } from './rule.ts';

export const descriptionQuality: Rule = {
  id: 'description-quality',
  severity: 'warning',
  summary: 'A description is one line that says more than the name.',
  check: ({ permissions }, { policy: { descriptions } }) =>
    permissions.flatMap((permission) => {
      if (permission.description.trim() === '') return []; // for description-required
      const flaw = flawOf(permission, descriptions['min-length']);
      return flaw ? [{ place: permission.descriptionPlace, permission: permission.name, ...flaw }] : [];
    }),
};

function flawOf(
  { name, description }: DeclaredPermission,
  least: number,
): { message: string; hint: string } | undefined {
  if (/[\r\n]/.test(description)) {
    return { message: `The description of \`${name}\` has a line break.`, hint: 'Write it on one line, or with `>-`.' };
  }
  if (isSameWords(name, description)) {
    const message = `The description of \`${name}\` says no more than its name.`;
    return { message, hint: 'Say what it allows, and on what.' };
  }
  if ([...description.trim()].length >= least) return undefined;
  const message = `The description of \`${name}\` is shorter than ${least} characters.`;
  return { message, hint: 'Say what it allows, and on what.' };
}

/** "Read the orders" says what `read:orders` says; the order of words and their endings make no difference. */
function isSameWords(name: string, description: string): boolean {
  return gistOf(name) === gistOf(description);
}

function gistOf(text: string): string {
  const words = wordsOf(text).filter((word) => !articles.has(word));
  return [...new Set(words.map(singular))].sort().join(' ');
}

function singular(word: string): string {
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/s$/, '');
}

const articles = new Set(['a', 'an', 'the']);
