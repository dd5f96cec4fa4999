/** The parts of an OpenAPI file, each once, with what uses it. */
import type { Part } from './tree.ts';

/** Paths or operations, as a message names them: the first, and whether there are more. */
export interface Users {
  readonly first: string;
  readonly others: boolean;
}

export interface Used extends Users {
  readonly part: Part;
}

/** Lists and maps, with what uses them. */
export class Usage {
  private readonly used = new Map<unknown, Used>();

  add(part: Part, users: Users): void {
    const before = this.used.get(part.value);
    if (before?.others) return;
    const { first } = before ?? users;
    const others = users.others || first !== users.first;
    this.used.set(part.value, { part: before?.part ?? part, first, others });
  }

  all(): Used[] {
    return [...this.used.values()];
  }

  /** What uses a part, the first time that it is asked for. */
  take({ value }: Part): Used | undefined {
    const used = this.used.get(value);
    this.used.delete(value);
    return used;
  }
}
