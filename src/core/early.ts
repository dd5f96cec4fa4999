/** What is begun before it is known to be needed. */

/** A failure is told to whoever waits for it, and to nobody where nobody does: what turns out to be needless fails no run. */
export function early<Value>(begun: Promise<Value>): Promise<Value> {
  begun.catch(() => undefined);
  return begun;
}
