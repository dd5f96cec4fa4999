/**
 * What reading the OpenAPI files of a run may take. A file is read once for each file that refers to it, so that bounds of
 * size alone would not bound the time. Three million take a few seconds, about as long as it takes to parse 5 MiB.
 */
export const mostSteps = 3_000_000;

/** Reading would take too long. */
export class TooManySteps extends Error {}

/** Counts what is looked at: entries of maps, items of lists, references and what they point through. */
export class Steps {
  private left: number;

  constructor(most = mostSteps) {
    this.left = most;
  }

  /** @throws TooManySteps */
  take(count: number): void {
    this.left -= count;
    if (this.left < 0) throw new TooManySteps();
  }
}
