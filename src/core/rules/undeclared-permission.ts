/** The rule undeclared-permission: What the operations of an API’s OpenAPI files require is declared. */
import type { Undeclared } from '../openapi-description.ts';
import { shorten } from '../tree.ts';
import type { Finding, Rule } from './rule.ts';

/** A file that several APIs name may require what any of them declares: it describes a gateway before them. */
export const undeclaredPermission: Rule = {
  id: 'undeclared-permission',
  severity: 'error',
  summary: 'What the operations of an API’s OpenAPI files require is declared.',
  check: ({ openapi = [] }, { openapi: descriptions }) =>
    openapi.flatMap((named) => {
      const files = descriptions?.get(named.path)?.files ?? [];
      return files.filter(({ namedBy }) => namedBy === named).flatMap(({ undeclared }) => undeclared.map(finding));
    }),
};

function finding({ name, place, operation, others, meant }: Undeclared): Finding {
  const who = others ? `\`${operation}\` and other operations require` : `\`${operation}\` requires`;
  return {
    place,
    permission: name,
    message: `${who} \`${shorten(name)}\`, which is not declared.`,
    hint: meant === undefined ? 'Declare it, or correct the operation.' : `Did you mean \`${meant}\`?`,
  };
}
