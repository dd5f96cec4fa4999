/** Looks into the parts of an OpenAPI file: each step is counted, and a part of another shape than it has to have is told. */
import type { Findings } from './openapi-findings.ts';
import type { Steps } from './openapi-steps.ts';
import type { Place } from './problem.ts';
import { entriesOf, isTreeMap, itemsOf, type Part } from './tree.ts';

export class Parts {
  private readonly steps: Steps;
  private readonly findings: Findings;

  constructor(steps: Steps, findings: Findings) {
    this.steps = steps;
    this.findings = findings;
  }

  isMap(part: Part, what: string): boolean {
    if (isTreeMap(part.value)) return true;
    this.add(part.place, `${what} must be a map.`);
    return false;
  }

  mapEntries(part: Part, what: string): [string, Part][] {
    return this.isMap(part, what) ? this.entries(part) : [];
  }

  entries(part: Part): [string, Part][] {
    const entries = entriesOf(part);
    this.steps.take(entries.length);
    return entries;
  }

  items(part: Part): Part[] {
    const items = itemsOf(part);
    this.steps.take(items.length);
    return items;
  }

  add(place: Place, message: string, hint?: string): void {
    this.findings.add(place, message, hint);
  }

  step(count: number): void {
    this.steps.take(count);
  }
}
