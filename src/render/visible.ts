/**
 * Text from a manifest or a tenant, made safe to look at in any medium: what a reader can't see, or what would change
 * how the rest is shown (control characters, ANSI escapes, bidi overrides, zero-width characters, odd spaces), is
 * written out as an escape such as \u202e. Two names that differ must not look the same.
 */

/** Printable ASCII and the marks of our own lines: seen as it is, without the tables of Unicode, which take time to load. */
const plain = /^[ -~·→…–—’]*$/;

/** Everything that has no shape of its own; an emoji's presentation selector is part of the emoji. */
const unseen =
  /(?!(?<=\p{ExtPict})\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{DI}\u2800]|(?! )\p{Zs}|(?<=\p{M}{3})\p{M}/gu;

const shortEscapes = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

/** One line, whatever was in it. Linear in the length of the text. */
export function visible(text: string): string {
  return plain.test(text) ? text : text.replace(unseen, writtenOut);
}

function writtenOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return shortEscapes.get(character) ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
}

/** At most `most` UTF-16 code units, then an ellipsis; never half a surrogate pair. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const head = text.slice(0, most);
  return `${head.isWellFormed() ? head : head.slice(0, -1)}…`;
}

/**
 * One line of a job's log that the runner takes for text: it reads `::name::` at the start of a line, after white
 * space, and `##[name]` anywhere as commands. Source: actions/runner, ActionCommand.cs, TryParseV2 and TryParse.
 */
export function logLine(text: string): string {
  return visible(text)
    .replaceAll('##[', '##\\[')
    .replace(/^\s*(?=::)/, '$&\\');
}
