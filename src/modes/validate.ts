/** Judges manifest and policy; asks nobody but where they are. */
import type { Say } from '../core/facts.ts';
import { readAndJudge } from '../judged.ts';
import type { Ports } from '../ports.ts';

export async function validate(ports: Ports, say: Say): Promise<void> {
  await readAndJudge(ports, say);
}
