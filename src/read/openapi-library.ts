/** OpenAPI files and what they refer to, each read once, within bounds of number and size. */
import pMap from 'p-map';
import { Allowance } from '../core/allowance.ts';
import { type Reading, readRequired } from '../core/openapi-reader.ts';
import type { Files } from '../core/openapi-references.ts';
import { Steps } from '../core/openapi-steps.ts';
import type { Place, Problem } from '../core/problem.ts';
import { rootOf, type Tree } from '../core/tree.ts';
import type { Ports } from '../ports/ports.ts';

/** Where the files come from, and what parses them. */
export interface OpenApiSources {
  readonly files: Pick<Ports['files'], 'list' | 'read'>;
  readonly parseTree: Ports['parseTree'];
}

/** Of a run: how much is read with all that it refers to. A file has at most 5 MiB. */
const [mostRead, mostBytes] = [3000, 20 * 1024 * 1024];

/** Of all that is read: words, marks and line breaks. */
const mostTokens = 1_500_000;

/** On their way at once: small files, mostly one for each operation. */
const concurrency = 10;

const bundle = 'Bundle them into one file first, such as with `redocly bundle`, and name that';

/** Why a file is not read, nor any after it, and what to do. */
export const refusals = {
  'too much': [
    `The OpenAPI files and those that they refer to are over ${mostRead}, or have over ${mostBytes / 1024 / 1024} MiB or ${mostTokens / 1e6} million words and marks together.`,
    `${bundle}.`,
  ],
  'too many requests': [
    'Without a checkout the OpenAPI files and those that they refer to may be 100: each is a request.',
    `Check the commit out before this step. Or: ${bundle}.`,
  ],
} as const;

type Refused = keyof typeof refusals;
type Opened = Exclude<ReturnType<Files>, undefined> | Refused;

export function isRefused(opened: Opened | undefined): opened is Refused {
  return typeof opened === 'string' && opened in refusals;
}

/** Keeps what was read. */
export class Library {
  readonly problems: Problem[] = [];
  private readonly sources: OpenApiSources;
  private readonly opened = new Map<string, Opened>();
  private readonly steps = new Steps();
  private readonly tokens = new Allowance(mostTokens);
  private count = 0;
  private size = 0;

  constructor(sources: OpenApiSources) {
    this.sources = sources;
  }

  async open(path: string): Promise<Opened> {
    const opened = this.opened.get(path) ?? (await this.load(path));
    this.opened.set(path, opened);
    return opened;
  }

  async openAll(paths: Iterable<string>): Promise<void> {
    await pMap(paths, (path) => this.open(path), { concurrency });
  }

  private async load(path: string): Promise<Opened> {
    this.count += 1;
    if (this.count > mostRead) return 'too much';
    const file = await this.sources.files.read(path);
    if (!file) return 'absent';
    if (file === 'too many requests') return file;
    this.size += file.bytes.length;
    if (this.size > mostBytes) return 'too much';
    const { tree, problems } = await this.sources.parseTree(file, this.tokens);
    if (this.tokens.isExceeded) return 'too much';
    this.problems.push(...problems);
    return tree ?? 'unreadable';
  }

  /** Reads again and again, until all that the file refers to is there. */
  async read(tree: Tree): Promise<Reading> {
    for (;;) {
      const refused = new Set<Refused>();
      const files: Files = (path) => {
        const opened = this.opened.get(path);
        if (!isRefused(opened)) return opened;
        refused.add(opened);
        return 'unreadable';
      };
      const reading = readRequired(tree, files, this.steps);
      const [first] = refused;
      if (first) return refusedReading(tree, first);
      if (reading.unread.size === 0) return reading;
      await this.openAll(reading.unread);
    }
  }
}

/** Said once, and not of each reference. */
function refusedReading(tree: Tree, refused: Refused): Reading {
  const [message, hint] = refusals[refused];
  return { required: new Map(), problems: [schemaProblem(rootOf(tree).place, message, hint)], unread: new Set() };
}

export function schemaProblem(place: Place, message: string, hint: string): Problem {
  return { rule: 'schema', severity: 'error', message, hint, ...place };
}
