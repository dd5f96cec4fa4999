/** What the patterns and globs of a policy may take: counted and not timed, so that the same files get the same answer. */
import type { Cost } from './pattern.ts';
import type { Place, Problem } from './problem.ts';

/** Names that something is held against: how many they are, and how long together. */
export interface Names {
  readonly names: number;
  readonly characters: number;
}

/** A pattern, or the globs of a list. */
export interface CostlyPart {
  /** Its key in the policy, such as `forbidden`. */
  readonly key: string;
  readonly place: Place;
  readonly costs: readonly Cost[];
}

/** Of all patterns and globs of a policy together: seconds of a slow machine, in the unit of `Cost`. */
const most = 3e9;

/** The problem of parts that would take too long together on so many names, at the one that takes the longest. */
export function costProblem(parts: readonly CostlyPart[], amount: Names): Problem | undefined {
  const [dearest] = parts.toSorted((a, b) => costOf(b, amount) - costOf(a, amount));
  const all = parts.reduce((sum, part) => sum + costOf(part, amount), 0);
  if (!dearest || all <= most) return undefined;
  const { key, place, costs } = dearest;
  const what = costs.length === 1 ? `\`${key}\`` : `The ${costs.length} globs of \`${key}\``;
  const names = `${amount.names} names of ${amount.characters} characters together`;
  const message = `${what} would take too long on ${names}, ${Math.ceil(all / most)} times what a policy may take.`;
  return { rule: 'schema', severity: 'error', message, hint: hintFor(key), ...place };
}

function costOf({ costs }: CostlyPart, { names, characters }: Names): number {
  return costs.reduce((sum, { perName, perCharacter }) => sum + perName * names + perCharacter * characters, 0);
}

function hintFor(key: string): string {
  if (key !== 'pattern') return 'Use fewer globs, and such as begin or end with a star and have no other.';
  return 'Tie it to both ends (`^`, `$`), and let each character leave one way to go on.';
}
