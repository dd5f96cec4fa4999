/**
 * Text as a YAML scalar on one line that every reader takes for that text: YAML 1.2 as well as 1.1, where `yes` is true,
 * `1:30` a number of minutes and `<<` merges maps. What isn't plainly a word or a sentence is quoted, and what can't be
 * seen is written as an escape, so that a reviewer sees it.
 */

/** A key as it is: letters first, and no colon at the end. */
const plainKey = /^[A-Za-z][\w.:/*+@-]*(?<!:)$/;

/** A value as it is: nothing in it begins a comment or a map, and it ends with neither a space nor a colon. */
const plainValue = /^\p{L}(?:[\p{L}\p{M}\p{N}\p{P}\p{S}]| (?![# ]))*$/u;

/** What the two words of YAML 1.1 and 1.2 mean that begin with a letter. */
const words = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** Has no shape of its own, or is a space that is none. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]|(?! )\p{Zs}/u;

/** A key of a block map. */
export function yamlKey(text: string): string {
  return plainKey.test(text) && !words.test(text) ? text : quoted(text);
}

/** A value of a block map, or an entry of a block list. */
export function yamlValue(text: string): string {
  const plain = plainValue.test(text) && !/: |:$| $/.test(text) && !unseen.test(text) && !words.test(text);
  return plain ? text : quoted(text);
}

/** In double quotes, which a key, a value and JSON may have alike. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(new RegExp(unseen, 'gu'), escaped);
}

/** By UTF-16 code units, as JSON has it, but for what YAML would take for two characters. */
function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}
