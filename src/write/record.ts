/** The deployment that remembers an apply. */
import { ActionError, refusedByGitHub, withoutRight } from '../core/errors.ts';
import type { Say } from '../core/facts.ts';
import { endedOf } from '../core/outcome.ts';
import { type Additions, mostAdded, writeAdded } from '../core/ownership.ts';
import type { ApplyRecord, ApplyReport } from '../core/report.ts';
import { counts } from '../core/result.ts';
import type { Deployments, Outcome } from '../ports/github.ts';
import type { GitHubPorts } from '../ports/ports.ts';

/** Keeps the record of an apply true while it writes: what it says was added by it is ours to remove, and nothing else. */
export class Recorder {
  private readonly ports: RecordPorts;
  private readonly say: Say;
  private readonly look: () => Promise<void>;
  /** Undefined where GitHub refused. */
  private current: ApplyRecord | undefined;
  private last: Promise<unknown> = Promise.resolve();

  /** @param look rejects where the branch has moved on: a new record would count as newer than those of its newer runs. */
  constructor(ports: RecordPorts, say: Say, look: () => Promise<void>) {
    this.ports = ports;
    this.say = say;
    this.look = look;
  }

  /**
   * Has GitHub remember that an apply is about to write, before it does: a run may be lost on the way. What it has no right to
   * it does without.
   * @throws ActionError github-unavailable
   */
  async begin(additions: Additions): Promise<void> {
    const made = await makeRecord(this.ports, additions).catch(withoutRight);
    if (made instanceof ActionError) return this.sayBegun([unrecordedNotice(made), ...tooMany(additions)]);
    this.current = made;
    this.sayBegun(tooMany(additions));
  }

  private sayBegun(notices: readonly string[]): void {
    this.say({ kind: 'begun', ...(this.current && { record: this.current }), notices });
  }

  /**
   * Has the record say what a write is about to add, where the tenant changed since it was begun. Where it says so already
   * nobody is waited for: whoever asks is about to write what was read a moment ago.
   * @returns whether it had to: what was read before is old by then.
   * @throws ActionError github-unavailable, commit-superseded
   */
  async renew(identifier: string, names: readonly string[]): Promise<boolean> {
    if (this.says(identifier, names)) return false;
    const mine = this.last.then(() => this.renewNow(identifier, names));
    this.last = mine.catch(() => undefined); // who waits behind it goes on; who asked for it is told
    return await mine;
  }

  private async renewNow(identifier: string, names: readonly string[]): Promise<boolean> {
    const { current } = this;
    if (!current || this.says(identifier, names)) return false;
    await this.look();
    const additions = new Map([...current.additions, [identifier, names]]);
    this.current = await replaceRecord(this.ports, current, additions);
    this.sayBegun([]);
    await retire(this.ports, current);
    return true;
  }

  /** There is nothing to be true where GitHub refused. */
  private says(identifier: string, names: readonly string[]): boolean {
    return !this.current || isSame(this.current.additions.get(identifier) ?? [], names);
  }
}

/** What of a run a record is made with. */
type RecordPorts = {
  readonly run: Pick<GitHubPorts['run'], 'commit' | 'runUrl'>;
  openDeployments(): Promise<Pick<Deployments, 'begin' | 'finish'>>;
};

function isSame(some: readonly string[], others: readonly string[]): boolean {
  const names = new Set(some);
  return names.size === others.length && others.every((name) => names.has(name));
}

async function makeRecord(ports: RecordPorts, additions: Additions): Promise<ApplyRecord> {
  const deployments = await ports.openDeployments();
  const attempt = { commit: ports.run.commit, added: writeAdded(additions) };
  return { number: await deployments.begin(attempt), additions };
}

async function replaceRecord(ports: RecordPorts, { number }: ApplyRecord, additions: Additions): Promise<ApplyRecord> {
  const deployments = await ports.openDeployments();
  const attempt = { commit: ports.run.commit, added: writeAdded(additions), replaces: number };
  return { number: await deployments.begin(attempt), additions };
}

/** What was replaced must not look as if it were still going on. */
async function retire(ports: RecordPorts, { number }: ApplyRecord): Promise<void> {
  const deployments = await ports.openDeployments();
  const description = 'Another record of the same run says what was really added.';
  await deployments.finish(number, { state: 'inactive', description, runUrl: ports.run.runUrl });
}

function tooMany(additions: Additions): string[] {
  const count = [...additions.values()].reduce((sum, names) => sum + names.length, 0);
  if (count <= mostAdded) return [];
  const lost = `Should it fail, what it added beyond the first ${mostAdded} counts as unmanaged.`;
  return [`This apply adds ${count} permissions. ${lost}`];
}

/**
 * Has GitHub remember what an apply made the tenant follow: the next one compares with it. An apply that did not know
 * what was applied before must not pass for one that made up for it; one that failed remembers what it sent, and no more.
 * @returns what is lost where GitHub refused, or gave no answer.
 */
export async function finishRecord(report: ApplyReport, ports: RecordPorts): Promise<string[]> {
  const { plan, origin, failure, remembered, attempted } = report;
  if (!(plan || attempted) || !remembered) return [];
  try {
    const deployments = await ports.openDeployments();
    const { number } = await trueRecord(report, ports);
    const state: Outcome['state'] = failure ? 'failure' : 'success';
    await deployments.finish(number, { state, description: describe(report), runUrl: origin.runUrl });
    return [];
  } catch (thrown) {
    return [unrecordedNotice(refusedByGitHub(thrown))]; // what is written is written, whatever keeps GitHub from knowing
  }
}

/** The record at hand, where it claims nothing that was never sent. */
async function trueRecord({ record, failure, outcomes = [] }: ApplyReport, ports: RecordPorts): Promise<ApplyRecord> {
  if (!record) return await makeRecord(ports, new Map());
  const { applied, left } = endedOf(outcomes);
  const sent = new Set([...applied, ...left.filter((one) => one.sent)].map(({ api }) => api.identifier));
  const added = new Map([...record.additions].filter(([identifier]) => sent.has(identifier)));
  if (!failure || added.size === record.additions.size) return record;
  const made = await replaceRecord(ports, record, added);
  await retire(ports, record);
  return made;
}

function unrecordedNotice({ message, hint }: ActionError): string {
  const lost = 'should it or a later one fail, the next one does not know what was left to remove.';
  return `This apply is not recorded: ${lost} ${message} ${hint}`;
}

function describe(report: ApplyReport): string {
  const { additions, updates, removals } = counts(report);
  const { override, failure } = report;
  const parts = [
    `${additions} added, ${updates} updated, ${removals} removed`,
    failure?.code ?? '',
    override ? `${override.label} set by ${override.by || 'somebody'}` : '',
  ];
  return parts.filter((part) => part !== '').join('; ');
}
