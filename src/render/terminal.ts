/** Colours for a terminal: of the log's own lines, which are whole and hold no escape of anybody else. */

type Colour = 'red' | 'green' | 'yellow' | 'bold' | 'dim';

/** SGR codes of the eight colours that every terminal has, as it shows them. Source: ECMA-48, 8.3.117. */
const codes: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
};

/** How a line begins that is worth a colour; changes and an audit’s findings are indented by four. */
const beginnings: readonly (readonly [RegExp, Colour])[] = [
  [/^Auth0 permissions/, 'bold'],
  [/^error (?=.+:\d+:\d+ )/, 'red'],
  [/^warning (?=.+:\d+:\d+ )/, 'yellow'],
  [/^ {4}error (?=.* \([a-z-]+\)$)/, 'red'],
  [/^ {4}warning (?=.* \([a-z-]+\)$)/, 'yellow'],
  [/^ {4}- .*/, 'red'],
  [/^ {4}\+ .*/, 'green'],
  [/^ {4}! .*/, 'yellow'],
  [/^ {2}(unmanaged, kept|drift):/, 'dim'],
  [/^The apply (will|may) be blocked\./, 'red'],
  [/^(An apply would be blocked\.|The guard is lifted)/, 'yellow'],
  [/^compared with .*/, 'dim'],
];

/** The line with its colour, and its text unchanged. */
export function coloured(line: string): string {
  const known = beginnings.find(([beginning]) => beginning.test(line));
  if (!known) return line;
  const [beginning, colour] = known;
  const [on, off] = codes[colour];
  return line.replace(beginning, (text) => `\u001b[${on}m${text}\u001b[${off}m`);
}
