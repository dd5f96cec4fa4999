/** Judges manifest and policy; asks nobody but where they are. */
import type { Say } from '../core/facts.ts';
import { readAndJudge } from '../judged.ts';
import type { Ports } from '../ports.ts';
import { requireKnown } from '../prepare.ts';

export async function validate(ports: Ports, say: Say): Promise<void> {
  const { prepared } = await readAndJudge(ports, say);
  requireKnown(ports, prepared);
}
