/** The rule similar-name: No two permissions of an API are easily taken for one another. */
import type { DeclaredPermission } from '../permission.ts';
import type { Naming } from '../policy.ts';
import { splitName, synonymsOf } from './actions.ts';
import { firstOneLetterAway } from './one-letter.ts';
import type { Rule } from './rule.ts';

export const similarName: Rule = {
  id: 'similar-name',
  severity: 'warning',
  summary: 'No two permissions of an API are easily taken for one another.',
  check: ({ permissions }, { policy: { naming } }) => {
    if (permissions.length < 2) return [];
    const names = judged(permissions).map((permission) => toName(permission, naming));
    const firsts = firstOneLetterApart(names);
    addFirstWithSame(firsts, names, 'meaning');
    addFirstWithSame(firsts, names, 'letters'); // last, since the last one counts: the plainest reason
    return names.flatMap((name) => {
      const first = firsts.get(name);
      if (!first) return [];
      const { file, line } = first.permission.place;
      const { name: permission, place } = name.permission;
      const message = `\`${permission}\` ${relation(name, first)} \`${first.permission.name}\` (${file}:${line}).`;
      return [{ place, permission, message, hint }];
    });
  },
};

const hint = 'Use one of them for both, or say in the policy why both are needed (`exceptions`).';

const separators = /[:./_-]+/g;

/** Nobody reads a longer name letter by letter; of more of them permission-limit speaks. Both would only cost time. */
const [longest, most] = [100, 1000];

/** Each name once. A deprecated or renamed permission is left out: it is being replaced, often by what it looks like. */
function judged(permissions: readonly DeclaredPermission[]): DeclaredPermission[] {
  const replaced = new Set(permissions.map(({ renamedFrom }) => renamedFrom));
  const names = new Map<string, DeclaredPermission>();
  for (const permission of permissions) {
    if (names.size === most) break;
    const { name, deprecated } = permission;
    if (name.length <= longest && !deprecated && !replaced.has(name) && !names.has(name)) names.set(name, permission);
  }
  return [...names.values()];
}

interface Name {
  readonly permission: DeclaredPermission;
  /** In lower case, with the same separator between all words. */
  readonly words: string;
  /** The words without separators: the same for names that differ in case and separators. */
  readonly letters: string;
  /** The letters of the words in the singular, after the commonest action that means the same. */
  readonly meaning: string;
}

function toName(permission: DeclaredPermission, naming: Naming): Name {
  const { name } = permission;
  const words = toWords(name);
  const common = withCommonAction(name, naming);
  const meaning = toLetters(toSingular(common === name ? words : toWords(common)));
  return { permission, words, letters: toLetters(words), meaning };
}

function toWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1:$2')
    .toLowerCase()
    .replace(separators, ':');
}

/** Between two digits a separator stays: 1.0 is not 10. */
function toLetters(words: string): string {
  return words.replace(/(?<!\d):|:(?!\d)/g, '');
}

/**
 * One form for singular and plural, not always a word: `statu` for `status` and `statuses`, `policy` for `policies`.
 * An s is left out whatever stands before it, so that no word differs from another by its last s alone.
 */
function toSingular(words: string): string {
  return words
    .replace(/(?<!s)s+\b/g, '')
    .replace(/ie\b/g, 'y')
    .replace(/(?<=\w{3}s|[xz]|[cs]h)e\b/g, '')
    .replace(/(?<!s)s+\b/g, '');
}

/** The action first, since conventions differ in where it stands and a name can have it in the middle. */
function withCommonAction(name: string, naming: Naming): string {
  const { action, resource } = splitName(name, naming);
  return action === name ? name : [synonymsOf(action)[0] ?? action, ...resource].join(':');
}

/** Of names that have one, the first before them that is like them. */
type Firsts = Map<Name, Name>;

function addFirstWithSame(to: Firsts, names: readonly Name[], same: 'meaning' | 'letters'): void {
  const firsts = new Map<string, Name>();
  for (const name of names) {
    const first = firsts.get(name[same]);
    if (first) to.set(name, first);
    else firsts.set(name[same], name);
  }
}

function firstOneLetterApart(names: readonly Name[]): Firsts {
  const firsts: Firsts = new Map();
  for (const [index, other] of firstOneLetterAway(names.map(({ words }) => words))) {
    const [name, first] = [names[index], names[other]];
    if (name && first) firsts.set(name, first);
  }
  return firsts;
}

function relation(name: Name, first: Name): string {
  const differences = differencesOf(name, first);
  return differences.length > 0 ? `differs only ${differences.join(' and ')} from` : 'means the same as';
}

/** None where only the action differs, in its word and not in its meaning. */
function differencesOf(a: Name, b: Name): string[] {
  const [one, other] = [a.permission.name, b.permission.name];
  const without = (ignored: RegExp) => one.replace(ignored, '') !== other.replace(ignored, '');
  if (a.letters === b.letters) {
    const separated = one.toLowerCase() !== other.toLowerCase();
    return [...(without(separators) ? ['in case'] : []), ...(separated ? ['in its separators'] : [])];
  }
  if (toLetters(toSingular(a.words)) === toLetters(toSingular(b.words))) return ['in its plural'];
  return a.meaning === b.meaning ? [] : ['by one letter'];
}
