/** Pull requests drawn at random, from pieces that could make a rule, a pattern or the reading take long. */
import type { HostileCase } from './hostile.ts';

/** Draws the same from the same seed. */
class Draw {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(end: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * end);
  }

  of<Item>(...items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }

  text(pieces: readonly [string, ...string[]], most: number): string {
    return Array.from({ length: 1 + this.below(most) }, () => this.of(...pieces)).join('');
  }
}

const namePieces = [
  'a',
  'b',
  'ab',
  ':',
  '.',
  '_',
  '-',
  'Get',
  'read',
  'all',
  'admin',
  's',
  'ies',
  '1',
  'é',
  ' ',
] as const;
const patternPieces = ['a', '[a-z]', '.', '(a|b)', '*', '+', '?', '{3}', '{40}', '(', ')', '|', '^', '$', ':'] as const;
const globPieces = ['*', 'a', 'ab', ':', 'read', '1'] as const;

/** A seed says all of it, so that it can be drawn again. */
export function randomCase(seed: number): HostileCase {
  const draw = new Draw(seed);
  const names = namesOf(draw);
  const policy = draw.of(true, true, false) ? JSON.stringify(policyOf(draw, names)) : undefined;
  return { name: `seed ${seed}`, manifest: manifestOf(draw, names), ...(policy !== undefined && { policy }) };
}

function namesOf(draw: Draw): string[] {
  const count = draw.of(100_000, 100_000, 30_000, 3000);
  const room = Math.floor(14_000_000 / count);
  const start = draw.text(namePieces, draw.of(3, 30, 120)).slice(0, Math.min(room, 270));
  const kind = draw.of('behind', 'before', 'between');
  return Array.from({ length: count }, (_, index) => {
    if (kind === 'behind') return `${start}${index}`;
    return kind === 'before' ? `${index.toString(36)}${start}` : `${start}:${index.toString(36)}:${start.slice(0, 20)}`;
  });
}

function manifestOf(draw: Draw, names: readonly string[]): Record<string, string> {
  const size = draw.of(1000, 1000, 1000, 20, names.length);
  const environments = draw.of(0, 0, 0, 1, 3, 40);
  const details = detailsOf(draw, names);
  const apis = Array.from({ length: Math.ceil(names.length / size) }, (_, at) => {
    const own = names.slice(at * size, (at + 1) * size);
    const identifier = `https://api.example.com/${at}`;
    const all = Array.from({ length: environments }, (_, index) => [`e${index}`, `${identifier}/${index}`]);
    const permissions = Object.fromEntries(own.map((name, index) => [name, details(name, at * size + index)]));
    return JSON.stringify({ identifier: environments === 0 ? identifier : Object.fromEntries(all), permissions });
  });
  const each = Math.ceil(apis.length / 5);
  const texts = Array.from({ length: 5 }, (_, at) => apis.slice(at * each, (at + 1) * each));
  return Object.fromEntries(
    texts.map((part, at) => [`permissions/${at}.yml`, `{version: 1, apis: [\n${part.join(',\n')}\n]}\n`]),
  );
}

function detailsOf(draw: Draw, names: readonly string[]): (name: string, index: number) => unknown {
  const text = draw.text(namePieces, 20);
  return draw.of<(name: string, index: number) => unknown>(
    () => '',
    (name) => name,
    (_, index) => `${text} ${index}`,
    () => `${text}\n${text}`,
    () => ({ deprecated: true }),
    (_, index) => ({ 'renamed-from': names[index - 1] ?? names.at(-1) }),
    (_, index) => ({ 'renamed-from': `${text}${index}` }),
    () => null,
  );
}

function policyOf(draw: Draw, names: readonly string[]): object {
  const some = (most: number) => Array.from({ length: 1 + draw.below(most) });
  const globs = () => some(draw.of(10, 100, 1000)).map(() => draw.text(globPieces, draw.of(5, 60)));
  const actions = () => some(1000).map((_, index) => `${draw.text(['a', 'b', 'get'], 20)}${index}`);
  const exceptions = () =>
    some(10_000).map((_, index) => {
      return { rule: draw.of('naming-convention', 'similar-name'), permission: names[index] ?? 'a', reason: 'Old' };
    });
  const pattern = { convention: 'pattern', pattern: draw.text(patternPieces, 20) };
  const preset = { convention: draw.of('resource:action', 'resource.action', 'Resource.Action') };
  return {
    version: 1,
    naming: { ...draw.of<object>({}, preset, pattern), ...draw.of({}, { actions: actions() }) },
    ...draw.of({}, { forbidden: globs() }),
    ...draw.of({}, { exceptions: exceptions() }),
    ...draw.of({}, { access: [{ permissions: globs(), never: ['anonymous'] }] }),
    ...draw.of({}, { descriptions: { 'min-length': 500 } }),
  };
}
