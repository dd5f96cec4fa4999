/** The rule invalid-character: A name holds only what OAuth allows in a scope. */
import type { Rule } from './rule.ts';

/** RFC 6749, section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ). */
const allowed = String.raw`\x21\x23-\x5b\x5d-\x7e`;

/** Of any length. */
export const scopeToken = new RegExp(`^[${allowed}]*$`);

const outsideScopeToken = new RegExp(`[^${allowed}]`, 'u');

export const invalidCharacter: Rule = {
  id: 'invalid-character',
  severity: 'error',
  summary: 'A name holds only what OAuth allows in a scope.',
  check: ({ permissions }) =>
    permissions.flatMap(({ name, place }) => {
      const found = outsideScopeToken.exec(name);
      if (!found) return [];
      return [
        {
          place,
          permission: name,
          message: `${JSON.stringify(name)} holds ${describe(found[0])}, which can't stand in an OAuth scope.`,
          hint: 'Use printable ASCII without spaces, double quotes and backslashes (RFC 6749, section 3.3).',
        },
      ];
    }),
};

function describe(character: string): string {
  if (character === ' ') return 'a space';
  if (character === '"') return 'a double quote';
  if (character === '\\') return 'a backslash';
  const code = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return `U+${code}`;
}
