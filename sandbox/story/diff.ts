/** Two versions of a file as the lines of a small unified diff. */
import { diff } from 'node:util';
import type { Line } from './teller.ts';

interface Entry {
  readonly sign: ' ' | '+' | '-';
  readonly text: string;
}

/** Lines around a change, enough to see which API it is in. */
const context = 2;

/** Only the changes with what stands around them; a new file is all additions. */
export function diffLines(before: string, after: string): Line[] {
  const entries = removalsFirst(diff(linesOf(after), linesOf(before)).map(toEntry));
  const near = entries.map((_, index) =>
    entries.slice(Math.max(0, index - context), index + context + 1).some(({ sign }) => sign !== ' '),
  );
  return entries.flatMap((entry, index) => {
    if (near[index]) return [toLine(entry)];
    return near[index - 1] ? [{ text: '  …', style: 'dim' }] : [];
  });
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** `diff` gives 1 for what only its first list has, and -1 for what only its second has. */
function toEntry([where, text]: readonly [number, string]): Entry {
  return { sign: where === 0 ? ' ' : where > 0 ? '+' : '-', text };
}

/** Within one run of changed lines, as git shows it. */
function removalsFirst(entries: readonly Entry[]): Entry[] {
  const sorted: Entry[] = [];
  const added: Entry[] = [];
  for (const entry of entries) {
    if (entry.sign === '+') added.push(entry);
    else if (entry.sign === '-') sorted.push(entry);
    else sorted.push(...added.splice(0), entry);
  }
  return [...sorted, ...added];
}

function toLine({ sign, text }: Entry): Line {
  return { text: `${sign} ${text}`, style: sign === ' ' ? undefined : sign === '+' ? 'green' : 'red' };
}
