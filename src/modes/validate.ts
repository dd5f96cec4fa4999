/** Judges manifest and policy; asks nobody but where they are. */
import type { Say } from '../core/facts.ts';
import type { Ports } from '../ports/ports.ts';
import { readAndJudge } from '../read/judged.ts';
import { requireKnown } from '../read/manifest.ts';

export async function validate(ports: Ports, say: Say): Promise<void> {
  const { prepared } = await readAndJudge(ports, say);
  requireKnown(ports, prepared);
}
