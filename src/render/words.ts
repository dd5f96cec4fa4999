/** "1 error", "2 errors", "2 APIs". */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The first `most` (none where it is negative) of what there is, and how many more there are. */
export function first<T>(items: readonly T[], most: number): { shown: readonly T[]; more: number } {
  const shown = items.slice(0, Math.max(0, most));
  return { shown, more: items.length - shown.length };
}
