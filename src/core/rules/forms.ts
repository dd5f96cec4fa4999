/** The forms of names that a policy can ask for, and names written in them. */
import type { Naming } from '../policy.ts';
import { isAction, toAction } from './actions.ts';

/** The conventions whose form is known; of a pattern only its text is. */
export const presets = ['action:resource', 'resource:action', 'resource.action', 'Resource.Action'] as const;

export type Preset = (typeof presets)[number];

/** One to three parts after the first. */
const shapes: Readonly<Record<Preset, RegExp>> = {
  'action:resource': /^[a-z][a-z0-9_-]*(:[a-z][a-z0-9_-]*){1,3}$/,
  'resource:action': /^[a-z][a-z0-9_-]*(:[a-z][a-z0-9_-]*){1,3}$/,
  'resource.action': /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*){1,3}$/,
  'Resource.Action': /^[A-Z][A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]*){1,3}$/,
};

export function follows(name: string, naming: Naming): boolean {
  const { convention, pattern } = naming;
  if (convention === 'pattern') return pattern?.matches(name) ?? false;
  return shapes[convention].test(name) && isInOrder(name, naming);
}

/** `read:orders` and `orders:read` are told apart by their actions; where no colon or action is, the shape decides. */
function isInOrder(name: string, naming: Naming): boolean {
  const [first = '', ...rest] = name.split(':');
  const leads = isAction(first, naming);
  const ends = rest.some((part) => isAction(part, naming));
  return naming.convention === 'action:resource' ? leads || !ends : ends || !leads;
}

/** Lower-case words, told apart by capitals as in `userAPIKeys`, or by what is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  const spaced = text.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])/g, ' ');
  return spaced.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** A part of a name, as its words. */
export type Part = readonly string[];

/** An action and the parts of a resource, in the order of a convention. */
export function arrange(action: Part, resource: readonly Part[], convention: Preset): Part[] {
  return convention === 'action:resource' ? [action, ...resource] : [...resource, action];
}

/** Parts as a name. `glue` stands between words where a convention leaves that open. */
export function writeName(parts: readonly Part[], convention: Preset, glue: '_' | '-'): string {
  if (convention === 'Resource.Action') return parts.map((words) => words.map(capital).join('')).join('.');
  if (convention === 'resource.action')
    return parts
      .map((words) => words.join('-'))
      .join('.')
      .toLowerCase();
  return parts
    .map((words) => words.join(glue))
    .join(':')
    .toLowerCase();
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

/** What to do about a name that says no more than a word with another meaning. */
export function sayMore(name: string, naming: Naming): string {
  const example = exampleFor(name, naming);
  return example ? `Say what it allows, such as \`${example}\`.` : 'Choose a name that says what it allows.';
}

/** How a permission to read this would be named; undefined where the convention is a pattern. */
export function exampleFor(resource: string, naming: Naming): string | undefined {
  const { convention, actions } = naming;
  if (convention === 'pattern') return undefined;
  const [first = 'read'] = actions.values();
  const action = toAction('read', naming) ?? first;
  const example = writeName(arrange([action], [wordsOf(resource)], convention), convention, '_');
  return follows(example, naming) ? example : undefined;
}
