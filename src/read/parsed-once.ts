/** Parses what is read for several purposes once. */
import { Allowance } from '../core/allowance.ts';
import type { SourceFile } from '../core/document.ts';
import { onceEach } from '../core/once.ts';
import type { ParseFile } from '../ports/files.ts';

/**
 * Parses each file when it is first asked for, and keeps it. Whoever asks again pays for it as if it were parsed for them,
 * so that what is too much for an allowance is so whoever asked first.
 */
export function parsedOnce(parse: ParseFile): ParseFile {
  const parsed = onceEach((file: SourceFile) => {
    const tokens = new Allowance(Number.POSITIVE_INFINITY);
    return { result: parse(file, tokens), spent: tokens.spent };
  });
  return (file, together) => {
    if (together?.isExceeded) return parse(file, together); // which refuses it unread
    const { result, spent } = parsed(file);
    together?.take(spent);
    return result;
  };
}
