/** What JSON leaves as it is, and a terminal or a reader would not: control characters above ASCII, bidi and other formats. */
const unseen = /[\u007f-\u009f\u2028\u2029\p{Cf}]/gu;

/** The value as JSON, in lines, with a line break at its end. Wherever it is shown, nothing in it does anything. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(unseen, escaped)}\n`;
}

/** Those beyond 16 bits are two escapes, as JSON has it. */
function escaped(character: string): string {
  return character.split('').map(unitEscape).join('');
}

function unitEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
