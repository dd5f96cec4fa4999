/** Words that YAML 1.1 takes for yes, no or nothing, and YAML 1.2 for text: whoever writes one seldom means the text. */

const yes = ['y', 'yes', 'on', 'true'];
const no = ['n', 'no', 'off', 'false', 'null', 'none', '~'];

/** Text that is neither blank nor such a word. Without flags, so that a JSON Schema can hold it; in linear time. */
export const sayingText = new RegExp(`^(?!\\s*(?:(?:${[...yes, ...no].map(inAnyCase).join('|')})\\s*)?$)`);

/** What such a word means, or the value that YAML makes of it; undefined for anything else. */
export function meantBy(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === null) return false;
  const word = typeof value === 'string' && value.length < 100 ? value.trim().toLowerCase() : '';
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : undefined;
}

function inAnyCase(word: string): string {
  return word.replaceAll(/[a-z]/g, (letter) => `[${letter.toUpperCase()}${letter}]`);
}
