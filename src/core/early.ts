/**
 * Begun before it is known to be needed. A failure is told to whoever waits for it, and to nobody where nobody does: what
 * turns out to be needless must not fail a run.
 */
export function early<Value>(begun: Promise<Value>): Promise<Value> {
  begun.catch(() => undefined);
  return begun;
}
