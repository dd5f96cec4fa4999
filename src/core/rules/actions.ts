/** The action and the resource of a name, and which words are actions. */
import type { Naming } from '../policy.ts';

/** Common verbs, by which `read:orders` and `orders:read`, of the same shape, are told apart. */
const verbs: ReadonlySet<string> = new Set(
  (
    'accept access activate add administer approve archive assign bind block cancel change charge check clear ' +
    'close confirm connect copy create deactivate decrypt delete deny deploy disable download edit enable encrypt ' +
    'escalate execute export finish follow generate get grant impersonate import initiate insert install invite ' +
    'invoke issue join kick list lock login manage merge migrate modify move open patch post process publish pull ' +
    'purge push put query read refund reject release remove rename request reset restart restore resume review ' +
    'revoke rotate run schedule search send set share sign start stop submit subscribe suspend sync test transfer ' +
    'trigger unlock unpublish update upload use validate verify view watch write'
  ).split(' '),
);

/** Whether a word is an action: one of the policy's where it lists any, else a common verb. Case says nothing. */
export function isAction(word: string, naming: Naming): boolean {
  return spelt(word, naming) !== undefined;
}

/** An action as the policy spells it; undefined for another word. */
function spelt(word: string, { actions }: Naming): string | undefined {
  const lower = word.toLowerCase();
  if (actions.size > 0) return actions.get(lower);
  return verbs.has(lower) ? lower : undefined;
}

/** Actions that mean the same to most people, the commonest first. */
const synonyms = [
  ['read', 'get', 'view', 'fetch', 'show'],
  ['create', 'add', 'insert'],
  ['update', 'edit', 'modify', 'change', 'patch'],
  ['delete', 'remove', 'destroy', 'erase'],
  ['execute', 'run', 'invoke'],
  ['cancel', 'abort'],
];

const groups = new Map(synonyms.flatMap((group) => group.map((word) => [word, group] as const)));

/** The actions that mean the same as this one, the commonest first; none where only it does. */
export function synonymsOf(action: string): readonly string[] {
  return groups.get(action.toLowerCase()) ?? [];
}

/** The word as an action, or the one of the policy's that means the same; undefined where there is none. */
export function toAction(word: string, naming: Naming): string | undefined {
  const meant = [word, ...synonymsOf(word)].find((one) => isAction(one, naming));
  return meant && spelt(meant, naming);
}

export interface NameParts {
  readonly action: string;
  /** Everything that is not the action, in its order. */
  readonly resource: readonly string[];
}

/**
 * A name's action and resource. The action is the first part of `action:resource`; in the other conventions the first
 * part after the resource that is one (`chat:write:user`, `User.Read.All`), else the first that begins with one
 * (`User.ReadWrite.All`), else the last. A name of one part is both.
 */
export function splitName(name: string, naming: Naming): NameParts {
  const parts = partsOf(name, naming);
  const at = actionIndex(parts, naming);
  const resource = parts.length === 1 ? parts : parts.toSpliced(at, 1);
  return { action: parts[at] ?? '', resource };
}

/** A pattern may ask for other separators than the conventions do, or for none: `read-orders`, `readOrders`. */
function partsOf(name: string, { convention }: Naming): readonly string[] {
  const parts = name.split(/[:./]/);
  if (parts.length > 1 || convention !== 'pattern') return parts;
  return name.split(betweenWords);
}

const betweenWords = /[_-]|(?<=[a-z0-9])(?=[A-Z])/;

/** Whether the first word of a part is an action, as in `ReadWrite` or `read_basic`. */
export function beginsWithAction(part: string, naming: Naming): boolean {
  return isAction(part.split(betweenWords)[0] ?? '', naming);
}

/** Of a name, in which an action is looked for; the conventions know four. */
const mostParts = 10;

function actionIndex(parts: readonly string[], naming: Naming): number {
  if (naming.convention === 'action:resource' || parts.length === 1) return 0;
  const first = naming.convention === 'pattern' ? 0 : 1;
  const likely = parts.slice(0, mostParts);
  const indexes = [isAction, beginsWithAction].map((isOne) =>
    likely.findIndex((part, index) => index >= first && isOne(part, naming)),
  );
  return indexes.find((index) => index !== -1) ?? parts.length - 1;
}
