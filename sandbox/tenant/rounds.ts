/** Tells which requests wait for the answers of others, without a clock: what comes together is let through together. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Tenant } from '../tenant.ts';
import type { LoggedRequest } from './request.ts';

/** Requests as `METHOD path`, those of one round together. */
export type Rounds = readonly (readonly string[])[];

/**
 * Holds every request from now on until no other has come for a while. As many rounds as there are then, so many times the
 * client waited for an answer before it asked on.
 * @param quiet in milliseconds: longer than the client takes from an answer to its next request.
 */
export function inRounds(tenant: Tenant, quiet: number): Rounds {
  const rounds: string[][] = [];
  let open: Round | undefined;
  const begin = (lines: string[]): Round => {
    rounds.push(lines);
    const end = untilQuiet(lines, quiet).then(() => {
      open = undefined;
    });
    return { lines, end };
  };
  const run = async (_: Tenant, { method, path }: LoggedRequest) => {
    const line = `${method} ${path}`;
    if (open) open.lines.push(line);
    else open = begin([line]);
    await open.end;
  };
  tenant.fault({ path: /./, kind: 'before', times: Number.POSITIVE_INFINITY, run });
  return rounds;
}

interface Round {
  readonly lines: string[];
  readonly end: Promise<void>;
}

/** In turns of the event loop, so that a machine that stood still for a while was not quiet for it. */
async function untilQuiet(lines: readonly string[], quiet: number): Promise<void> {
  const turn = 10;
  for (let seen = 0, still = 0; still < quiet; still += turn) {
    if (lines.length > seen) [seen, still] = [lines.length, 0];
    await wait(turn);
  }
}
