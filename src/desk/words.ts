/** What a sentence calls inputs, settings and places of a workflow, in the words of the command line. */
import { optionNamed, secrets, spellingsOf } from './options.ts';

/** @param sentence one of ours: in a problem's message the same words may be somebody's own. */
export function inOptions(sentence: string): string {
  const said = sentence.replaceAll(/(Input |(?:the )?input )?`([a-z0-9-]+)`/g, (whole, _input, name: string) => {
    const word = wordFor(name);
    return word === undefined ? whole : `\`${word}\``;
  });
  return phrases.reduce((text, [before, after]) => text.replaceAll(before, after), said);
}

function wordFor(input: string): string | undefined {
  const variable = Object.keys(secrets).find((one) => secrets[one] === input);
  if (variable !== undefined) return variable;
  const option = optionNamed(input);
  return option && `--${spellingsOf(option)[0]}`;
}

const phrases = [
  [' from the secrets of the environment', ''],
  ['the repository’s root', 'the current folder'],
  [', or owner/repo/path@ref', ''],
  ['correct them and push again', 'correct them'],
] as const;
