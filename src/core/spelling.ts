/** "Did you mean …?". */
import { distance } from 'fastest-levenshtein';

/** The known word that was probably meant: one it is the beginning of, else one at most an edit in three letters away. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 100) return undefined;
  const lower = word.toLowerCase();
  const longer = [word, lower].flatMap((start) => known.filter((candidate) => candidate.startsWith(start)));
  if (longer[0] !== undefined && word.length >= 3) return longer[0];
  const near = known
    .filter(({ length }) => length <= 1.5 * word.length + 1) // others are too many edits away
    .map((candidate) => ({ candidate, edits: editsBetween(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)));
  const inCase = ({ candidate }: { readonly candidate: string }) => distance(word, candidate); // where two differ in it alone
  return near.toSorted((a, b) => a.edits - b.edits || inCase(a) - inCase(b))[0]?.candidate;
}

/** How many letters are replaced, added or left out; two that are swapped are one slip of the hand. */
export function editsBetween(word: string, candidate: string): number {
  const edits = distance(word, candidate);
  return edits === 2 && sorted(word) === sorted(candidate) ? 1 : edits;
}

/** Whether one looks like a slip of the hand for the other: in case or one letter. Digits tell names apart. */
export function isSlip(word: string, meant: string): boolean {
  if (word.replace(/\D/g, '') !== meant.replace(/\D/g, '')) return false;
  return editsBetween(word.toLowerCase(), meant.toLowerCase()) <= 1;
}

function sorted(text: string): string {
  return [...text].sort().join('');
}

/** "Did you mean `x`?" where a known word is near, else the list of what is known. */
export function didYouMean(word: string, known: readonly string[]): string {
  const candidate = nearest(word, known);
  return candidate === undefined ? `Known are ${listWords(known)}.` : `Did you mean \`${candidate}\`?`;
}

/** `a`, `b` and `c` */
export function listWords(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  if (quoted.length < 2) return quoted.join('');
  return `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

/** `a`, `b` and 30 more, so that what is said of them is still seen. */
export function listSome(words: readonly string[]): string {
  const most = 10;
  if (words.length <= most) return listWords(words);
  const shown = words.slice(0, most).map((word) => `\`${word}\``);
  return `${shown.join(', ')} and ${words.length - most} more`;
}
