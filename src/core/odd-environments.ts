/** Names of environments that look misspelt: an API that has its identifier under one is left alone where it is meant. */
import type { Manifest, ManifestEntry } from './manifest.ts';
import { compareText } from './problem.ts';
import { isSlip } from './spelling.ts';

/** Of more names none is compared; a manifest has a few. */
const mostNames = 100;

/** Names that are shorter or longer are not compared: too many are one letter apart, or it takes too long. */
const [shortest, longest] = [4, 100];

/**
 * A notice for each name that one entry alone gives and that is, but for one letter or case, what several give and this one
 * does not. No problem: `cell-a` and `cell-b` may both be meant.
 */
export function oddEnvironmentNotices({ entries }: Manifest): string[] {
  const names = namesGiven(entries);
  if (names.size > mostNames) return [];
  const usual = [...names].filter(([, { times }]) => times > 1).map(([name]) => name);
  return [...names]
    .filter(([, { times }]) => times === 1)
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([name, { first }]) => {
      const meant = usual.find((other) => isAlike(name, other) && !namesOf(first).includes(other));
      return meant === undefined ? [] : [notice(name, meant, first)];
    });
}

interface Given {
  readonly first: ManifestEntry;
  times: number;
}

function namesGiven(entries: readonly ManifestEntry[]): ReadonlyMap<string, Given> {
  const names = new Map<string, Given>();
  for (const entry of entries) {
    for (const name of namesOf(entry)) {
      const known = names.get(name);
      if (known) known.times += 1;
      else names.set(name, { first: entry, times: 1 });
    }
  }
  return names;
}

function namesOf({ identifier }: ManifestEntry): string[] {
  return typeof identifier === 'string' ? [] : Object.keys(identifier);
}

function isAlike(name: string, other: string): boolean {
  const lengths = [name.length, other.length];
  return Math.min(...lengths) >= shortest && Math.max(...lengths) <= longest && isSlip(name, other);
}

function notice(name: string, meant: string, { place: { file, line } }: ManifestEntry): string {
  const left = `As it is, nothing is done for that API in \`${meant}\`.`;
  return `The identifier at ${file}:${line} alone is for \`${name}\`. Did you mean \`${meant}\`? ${left}`;
}
