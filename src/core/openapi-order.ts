/** Where in OpenAPI files a reader meets what first. */
import type { Required } from './openapi-description.ts';
import type { Place } from './problem.ts';
import type { Part } from './tree.ts';

/** Which of two places a reader meets first: those of the entry file, then those of files in the order they are met. */
export class ReadingOrder {
  private readonly files: Map<string, number>;

  constructor({ place }: Part) {
    this.files = new Map([[place.file, 0]]);
  }

  compare(a: Place, b: Place): number {
    return this.rank(a) - this.rank(b) || a.line - b.line || a.column - b.column;
  }

  /** What two operations require, at the first of both places. */
  join(before: Required, one: Required): Required {
    const first = this.compare(before.place, one.place) <= 0 ? before : one;
    return { ...first, others: before.others || one.others || before.operation !== one.operation };
  }

  private rank({ file }: Place): number {
    const rank = this.files.get(file) ?? this.files.size;
    this.files.set(file, rank);
    return rank;
  }
}
