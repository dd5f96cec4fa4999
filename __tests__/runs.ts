declare global {
  /** Set for the working loop alone: see jest.fast.config.js. */
  var shareOfRuns: number | undefined;
}

/** How often a property is tried: as often as said, or a share of it in the working loop. */
export function runs(full: number): number {
  return Math.ceil(full * (globalThis.shareOfRuns ?? 1));
}
