/**
 * Which texts are one letter apart: a letter replaced, added or left out, or swapped with the next.
 *
 * Each text is looked up by the hashes of what it would be without a letter or with two swapped, and texts that differ
 * in one letter meet under the hash of what they share. So the time grows with the letters there are and not with the
 * pairs, whatever somebody writes. Texts that meet are compared before they count. Of two different texts with the same
 * hash one may be missed, which happens once in millions and costs a warning.
 * Hashes are no secret, and texts can be made that have the same, or such as fill slot after slot: whoever does that is
 * told less, too.
 */

/**
 * How many letters the word that differs has at least; digits and separators end a word. Shorter ones are mostly other
 * words: among the 16,000 actions of AWS and the 132 permissions of Auth0, `get` and `set`, `tags` and `lags`, `links`
 * and `sinks`, `roles` and `rules` are one letter apart, and none that are longer. A letter that is added makes another
 * word less often than one that is replaced, and swapped letters hardly ever do: of the common English words of five
 * letters (WordNet), 35, 60 and 1 in a hundred have such a neighbour.
 */
const shortest = { replaced: 6, added: 5, swapped: 4 };

/** For each text that has one, the first text before it that is one letter away, or the same, by index. */
export function firstOneLetterAway(texts: readonly string[]): ReadonlyMap<number, number> {
  const firsts = new Map<number, number>();
  let left = mostCompared * texts.reduce((sum, text) => sum + text.length, 0);
  eachMeeting(texts, (one, other) => {
    const [first, later] = one < other ? [one, other] : [other, one];
    if (first >= (firsts.get(later) ?? later) || left < 0) return;
    left -= texts[later]?.length ?? 0;
    if (isOneLetterAway(texts[first] ?? '', texts[later] ?? '')) firsts.set(later, first);
  });
  return firsts;
}

/** How often a text is compared with another, on average; names that nobody made for it hardly ever are. */
const mostCompared = 10;

/** Visits pairs of texts that seem one letter apart: of those that share a gap, each with the first. */
function eachMeeting(texts: readonly string[], visit: (one: number, other: number) => void): void {
  const whole = new HashIndex(texts.length);
  const gaps = new HashIndex(texts.reduce((sum, text) => sum + text.length, 0));
  for (const [index, text] of texts.entries()) whole.add(hashOf(text), index);
  texts.forEach((text, index) => {
    eachVariant(text, (kind, hash) => {
      const other = kind === 'gap' ? gaps.add(hash, index) : whole.get(hash);
      if (other !== undefined && other !== index) visit(index, other);
    });
  });
}

/** Slots in a row that are looked at. */
const longestRow = 32;

/** The first number put in under each hash. A Map takes three times as long where most hashes are never found again. */
class HashIndex {
  readonly #shift: number;
  /** Hashes, each followed by one more than its number; where that is 0, the slot is empty. */
  readonly #slots: Int32Array;

  constructor(most: number) {
    this.#shift = 31 - Math.ceil(Math.log2(most + 1)); // at least every second slot stays empty
    this.#slots = new Int32Array(2 ** (33 - this.#shift));
  }

  get(hash: number): number | undefined {
    const slot = this.#slotOf(hash);
    const found = slot === undefined ? 0 : this.#slots[slot + 1];
    return found ? found - 1 : undefined;
  }

  /** Returns what was there before. */
  add(hash: number, number: number): number | undefined {
    const slot = this.#slotOf(hash);
    if (slot === undefined) return undefined;
    const found = this.#slots[slot + 1];
    if (found) return found - 1;
    this.#slots[slot] = hash;
    this.#slots[slot + 1] = number + 1;
    return undefined;
  }

  /** Undefined where too many in a row are taken, of which every second is empty at least. */
  #slotOf(hash: number): number | undefined {
    const slots = this.#slots;
    const first = (hash >>> this.#shift) * 2;
    for (let step = 0; step < longestRow; step += 1) {
      const slot = (first + 2 * step) % slots.length;
      if (slots[slot + 1] === 0 || slots[slot] === hash) return slot;
    }
    return undefined;
  }
}

/** An odd number, so that it has an inverse modulo 2^32. */
const base = 0x9e3779b1;
const inverse = 0x0e8b2f51;

/** The sum of all characters, each times the base to the power of its position, modulo 2^32. */
function hashOf(text: string): number {
  let hash = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) hash = (Math.imul(hash, base) + text.charCodeAt(at)) | 0;
  return hash;
}

/** The hashes of the text with a gap for a letter, without the letter, and with the letter swapped with the next. */
function eachVariant(text: string, visit: (kind: 'gap' | 'whole', hash: number) => void): void {
  const hash = hashOf(text);
  let word = 0;
  for (let at = 0, before = 0, power = 1; at < text.length; at += 1, power = Math.imul(power, base)) {
    const code = text.charCodeAt(at);
    const next = text.charCodeAt(at + 1);
    const through = (before + Math.imul(code, power)) | 0;
    word = isLetter(code) ? word || wordLength(text, at) : 0;
    if (word >= shortest.replaced) visit('gap', (hash - Math.imul(code, power)) | 0);
    if (word >= shortest.added) visit('whole', (before + Math.imul(hash - through, inverse)) | 0);
    if (word >= shortest.swapped && isLetter(next)) {
      visit('whole', (hash + Math.imul(next - code, power - Math.imul(power, base))) | 0);
    }
    before = through;
  }
}

/** Digits are none; what is outside ASCII is taken for one. */
function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || code >= 128;
}

/** The letters in a row from a place on. */
function wordLength(text: string, start: number): number {
  let end = start;
  while (isLetter(text.charCodeAt(end))) end += 1;
  return end - start;
}

/** In any letter: which of them count is decided where texts meet. */
function isOneLetterAway(a: string, b: string): boolean {
  const [long, short] = a.length < b.length ? [b, a] : [a, b];
  const at = commonStart(long, short);
  const rest = long.slice(at + 1);
  if (rest === short.slice(at) || rest === short.slice(at + 1)) return true; // added or replaced
  return `${long.charAt(at + 1)}${long.charAt(at)}${long.slice(at + 2)}` === short.slice(at);
}

function commonStart(a: string, b: string): number {
  let at = 0;
  while (at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}
