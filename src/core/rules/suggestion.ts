/** The name that was probably meant, where one is not in the form that the policy asks for. */
import type { Allowance } from '../allowance.ts';
import type { Naming, Policy } from '../policy.ts';
import { beginsWithAction, isAction, splitName, synonymsOf, toAction } from './actions.ts';
import { forbiddingGlob } from './forbidden-name.ts';
import { arrange, follows, type Part, type Preset, presets, wordsOf, writeName } from './forms.ts';
import { isReserved } from './reserved-name.ts';

/** Source: Management API OpenAPI, ResourceServerScope.value. */
const longest = 280;

/**
 * The name's words as the policy wants them: readOrders, orders.read and Read_Orders become read:orders. Undefined where
 * no form of it would do, or the allowance is used up.
 */
export function suggestion(name: string, policy: Policy, guesses: Allowance): string | undefined {
  if (/[^ -~]/.test(name) || name.length > longest) return undefined; // what is left of a word outside ASCII is no word
  const { naming } = policy;
  const { convention } = naming;
  const forms = convention === 'pattern' ? presets.length : 1;
  if (!guesses.take(forms * (10_000 + 500 * name.length))) return undefined;
  const candidates = convention === 'pattern' ? allForms(name, naming) : formsIn(convention, name, naming);
  return [...new Set(candidates)].find((candidate) => isAllowed(candidate, policy, guesses));
}

function isAllowed(name: string, policy: Policy, guesses: Allowance): boolean {
  const { naming, forbidden } = policy;
  const { perName, perCharacter } = naming.pattern?.cost ?? { perName: 0, perCharacter: 0 };
  if (name.length > longest || /[ "\\]/.test(name)) return false;
  if (!guesses.take(perName + perCharacter * name.length) || !follows(name, naming)) return false;
  if (!guesses.take(forbidden.length * (25 + 12 * name.length))) return false;
  if (isReserved(name, policy) || forbiddingGlob(name, policy)) return false;
  return naming.actions.size === 0 || isAction(splitName(name, naming).action, naming);
}

/**
 * From the likeliest on: the parts as they stand, the parts with the action in its place, all words beside it as one.
 * Of three parts, one that begins with an action is moved as a whole: `EnableDisable` means more than `enable`.
 */
function formsIn(convention: Preset, name: string, naming: Naming): string[] {
  const glue = name.includes('-') && !name.includes('_') ? '-' : '_';
  const write = (parts: readonly Part[]) => writeName(parts, convention, glue);
  const parts = partsOf(name);
  const kept = write(parts);
  const moved = findAction(parts, naming).map(({ action, rest }) => write(arrange(action, rest, convention)));
  const merged = findAction(eachWord(parts), naming).map(({ action, rest }) =>
    write(arrange(action, [rest.flat()], convention)),
  );
  const phrase = findPhrase(parts, naming).map(({ action, rest }) => write(arrange(action, rest, convention)));
  const others = parts.length > 2 ? [...moved, ...phrase, ...merged] : [...moved, ...merged, ...phrase];
  const isOrdered = convention !== 'action:resource' || name.includes(':'); // `Schedule.Read` leads with no action
  if (isOrdered && isInPlace(kept, { ...naming, convention })) return [kept, ...others];
  return [...others, kept];
}

/** Whether a name has its action where the convention wants it, or may have: `Orders.ReadWrite` does not lead with one. */
function isInPlace(name: string, naming: Naming): boolean {
  const { action, resource } = splitName(name, naming);
  if (isAction(action, naming)) return true;
  if (naming.convention === 'action:resource') return false;
  return beginsWithAction(action, naming) || !isAction(resource[0] ?? '', naming);
}

/** What a pattern may ask for: the forms of all conventions, the words with other separators, the name in lower case. */
function allForms(name: string, naming: Naming): string[] {
  const words = partsOf(name).flat();
  const ordered = findAction(eachWord([words]), naming).flatMap(({ action, rest }) => [
    [...action, ...rest.flat()],
    [...rest.flat(), ...action],
  ]);
  const joined = ['-', '_', '.', ':', '/'].flatMap((separator) =>
    [words, ...ordered].map((order) => order.join(separator)),
  );
  return [...presets.flatMap((preset) => formsIn(preset, name, naming)), ...joined, name.trim().toLowerCase()];
}

function partsOf(name: string): Part[] {
  const parts = name.split(/[^A-Za-z0-9_-]+/).map(wordsOf);
  return parts.filter((words) => words.length > 0);
}

/** None where `ReadWrite` would be torn apart, of which half means less. */
function eachWord(parts: readonly Part[]): Part[] {
  const words = parts.flat();
  return words.includes('read') && words.includes('write') ? [] : words.map((word) => [word]);
}

/**
 * The part that is an action, `read` and the like before others, then the first part and the last; at most one, and
 * none where nothing stands beside it.
 */
function findAction(parts: readonly Part[], naming: Naming): { action: Part; rest: Part[] }[] {
  if (parts.length < 2) return [];
  const found = parts.flatMap((words, at) => {
    const action = words.map((word) => toAction(word, naming)).filter((word) => word !== undefined);
    if (action.length < words.length) return []; // `readWrite` is one, `readOrders` is not
    return [{ at, action, isCommon: words.some((word) => synonymsOf(word).length > 0) }];
  });
  const best = found.find(({ isCommon }) => isCommon) ?? found.find(({ at }) => at === 0) ?? found.at(-1);
  return best ? [{ action: best.action, rest: parts.toSpliced(best.at, 1) }] : [];
}

/** The first part behind another that begins with an action. */
function findPhrase(parts: readonly Part[], naming: Naming): { action: Part; rest: Part[] }[] {
  const at = parts.findIndex(([first = ''], index) => index > 0 && isAction(first, naming));
  const action = parts[at];
  return action ? [{ action, rest: parts.toSpliced(at, 1) }] : [];
}
