/** Lets a history happen, and judges every run of it. */
import type { Permission } from '../../src/core/permission.ts';
import { edited, MemoryRepository, type PullRequest, type Push, readable } from './repository.ts';
import { knownTo, type PullRequestState, violations } from './rules.ts';
import { type Job, type Ran, runJob, type World } from './runs.ts';
import { type History, identifiers, type ManifestEdit, type Step, type Trouble } from './steps.ts';
import { isSent, MemoryTenant, type Write } from './tenant.ts';

const label = 'allow-permission-removal';

/** A history as it happens. */
export class Play {
  readonly world: World;
  /** What is wrong, as sentences; a history is right while there are none. */
  readonly wrong: string[] = [];
  /** API and name of what the action itself added, as long as nobody took it away. */
  readonly own = new Set<string>();

  constructor({ policy, manifest, tenant }: History) {
    const empty = { declared: new Map(), broken: false, policy };
    this.world = {
      repository: new MemoryRepository(edited(empty, manifest)),
      tenant: new MemoryTenant(identifiers),
    };
    for (const { api, edit } of tenant) this.world.tenant.edit(api, edit);
  }

  async take(step: Step): Promise<unknown> {
    switch (step.step) {
      case 'propose':
        return await this.plan(this.world.repository.open(step.edits, step.policy), 'plan', step.run);
      case 'release':
        return await this.release(step.edits, { labelled: step.label, trouble: step.run });
      case 'plan':
        return await this.onOpen(step.pull, (pull) => this.plan(pull, step.mode, step.run));
      case 'merge':
        return await this.onOpen(step.pull, (pull) => this.merge(pull, { labelled: step.label, trouble: step.apply }));
      default:
        return await this.takeAside(step);
    }
  }

  /** What happens without a pull request of its own to begin with. */
  private async takeAside(step: Exclude<Step, { step: 'propose' | 'release' | 'plan' | 'merge' }>): Promise<unknown> {
    switch (step.step) {
      case 'tidy up':
        return await this.tidyUp(step);
      case 'adopt':
        return await this.adopt(step);
      case 'cross':
        return await this.cross(step);
      case 'revert':
        return await this.release(this.world.repository.revertingEdits(), {
          labelled: step.label,
          trouble: step.apply,
        });
      case 'plan again':
        return await this.planAgain(step.pull, step.run);
      case 'edit by hand':
        return step.edits.forEach((edit) => {
          this.world.tenant.edit(step.api, edit);
        });
      case 'label':
        return this.world.repository.pulls.at(-1 - step.pull)?.labels.add(label);
      default:
        return await this.takeOnMain(step);
    }
  }

  private async takeOnMain(step: Extract<Step, { step: 'push' | 'force-push' | 'apply' | 'dispatch' }>) {
    const { repository } = this.world;
    switch (step.step) {
      case 'push':
        return await this.apply(repository.push(edited(repository.main, step.edits)), step.apply);
      case 'force-push': {
        const commit = picked(repository.commits, step.commit) ?? repository.main;
        return await this.apply(repository.forcePush(commit, step.forgotten ? 'forget' : 'keep'), step.apply);
      }
      case 'apply':
        return await this.apply(picked(repository.pushes, step.push), step.run);
      case 'dispatch':
        return await this.dispatch(step.run);
    }
  }

  /** Somebody takes away by hand what the next pull request drops. */
  private async tidyUp({ api, name, edits, run }: Extract<Step, { step: 'tidy up' }>): Promise<void> {
    this.world.tenant.edit(api, { edit: 'remove', name });
    await this.release([{ edit: 'drop', api, name }, ...edits], { labelled: false, trouble: run });
  }

  /** A pull request declares what somebody made by hand, and drops so many others that the guard may stop it. */
  private async adopt({ api, name, drops, apply }: Extract<Step, { step: 'adopt' }>): Promise<void> {
    const { repository, tenant } = this.world;
    tenant.edit(api, { edit: 'add', name, description: 'By hand' });
    const others = [...(repository.main.declared.get(api)?.keys() ?? [])].filter((other) => other !== name);
    const dropped = others.slice(0, drops).map((other) => ({ edit: 'drop', api, name: other }) as const);
    const declared = { edit: 'declare', api, name, description: 'View the items' } as const;
    await this.release([declared, ...dropped], { labelled: false, trouble: apply });
  }

  /** Somebody makes by hand what an apply is about to add and then does not, and the pull request is reverted. */
  private async cross({ api, name, other, when }: Extract<Step, { step: 'cross' }>): Promise<void> {
    const [made, description] = [{ edit: 'add', name, description: 'By hand' } as const, 'View the items'];
    const edits = [name, other].map((one) => ({ edit: 'declare', api, name: one, description }) as const);
    const killed: Trouble = { meanwhile: { read: 1, edit: made }, fates: ['killed'] };
    await this.release(edits, { labelled: false, trouble: when === 'before' ? killed : { fates: ['refused'] } });
    if (when === 'after') this.world.tenant.edit(api, made);
    await this.release(this.world.repository.revertingEdits(), { labelled: true, trouble: {} });
  }

  /** A pull request that is planned, merged and applied; only the apply has trouble, or does not begin. */
  private async release(edits: readonly ManifestEdit[], merging: { labelled: boolean; trouble: Trouble | undefined }) {
    const pull = this.world.repository.open(edits, undefined);
    await this.plan(pull, 'plan', {});
    await this.merge(pull, merging);
  }

  async plan(pull: PullRequest, mode: 'plan' | 'validate', trouble: Trouble): Promise<Ran> {
    const { repository } = this.world;
    const event = {
      kind: 'pull-request',
      number: pull.number,
      base: repository.main.sha,
      head: 'f'.repeat(40),
    } as const;
    return await this.run({ mode, event, commit: 'f'.repeat(40), content: repository.preview(pull), trouble });
  }

  /** Somebody starts the plan of a pull request again that is merged by now. */
  private async planAgain(index: number, trouble: Trouble): Promise<void> {
    const merged = this.world.repository.pulls.filter((pull) => pull.merged !== undefined);
    const pull = picked(merged, index);
    if (pull) await this.plan(pull, 'plan', trouble);
  }

  async merge(pull: PullRequest, { labelled, trouble }: { labelled: boolean; trouble: Trouble | undefined }) {
    if (labelled) pull.labels.add(label);
    return await this.apply(this.world.repository.merge(pull), trouble);
  }

  /** The run of a push, or of none where it is cancelled before it begins. */
  async apply(push: Push | undefined, trouble: Trouble | undefined): Promise<Ran | undefined> {
    if (!push || !trouble) return undefined;
    const content = this.world.repository.find(push.after);
    if (!content) return undefined;
    const event = { kind: 'push', before: push.before } as const;
    return await this.run({ mode: 'apply', event, commit: push.after, content, trouble });
  }

  private async dispatch(trouble: Trouble): Promise<void> {
    const { main } = this.world.repository;
    const event = { kind: 'on-demand', defaultBranch: 'main' } as const;
    await this.run({ mode: 'apply', event, commit: main.sha, content: main, trouble });
  }

  private async onOpen<Done>(index: number, act: (pull: PullRequest) => Promise<Done>): Promise<void> {
    const open = this.world.repository.pulls.filter(({ merged }) => merged === undefined);
    const pull = picked(open, index);
    if (pull) await act(pull);
  }

  private async run(job: Job): Promise<Ran> {
    const { repository } = this.world;
    const before = this.standing(job);
    this.forgetOwn();
    repository.runs += 1;
    const ran = await runJob(this.world, job);
    const first = firstWrites(ran.writes.filter(({ fate }) => isSent(fate)));
    const record = repository.applies.findLast(({ run }) => run === `${repository.runs}-1`);
    if (record)
      Object.assign(record, { sent: new Set(first.flatMap(additionsOf)), doubtful: unsent(ran, job, before) });
    for (const permission of first.flatMap(additionsOf)) this.own.add(permission);
    this.forgetOwn();
    this.wrong.push(...violations({ world: this.world, job, ran, ...before }));
    return ran;
  }

  /** What somebody wrote again by hand is theirs. */
  private forgetOwn(): void {
    const held = new Set(identifiers.flatMap((api) => namesOf(api, this.world.tenant.permissions(api))));
    for (const permission of this.own) if (!held.has(permission)) this.own.delete(permission);
  }

  private standing(job: Job): PullRequestState {
    const { repository, tenant } = this.world;
    const { applies, pulls } = repository;
    const merged = pulls.filter((pull) => pull.merged !== undefined);
    return {
      known: knownTo(this.world, job, 'surely'),
      maybeKnown: knownTo(this.world, job, 'maybe'),
      recorded: applies.length,
      succeeded: applies.filter(({ state }) => state === 'success').length,
      labelled: pulls.some(({ labels }) => labels.has(label)),
      shown: new Set(merged.flatMap(({ shown }) => [...shown])),
      held: new Map(identifiers.map((api) => [api, tenant.permissions(api) ?? []])),
    };
  }
}

/** Of what a killed run was about to add nobody can say whether it did. */
function unsent({ writes }: Ran, { content }: Job, { held }: PullRequestState): ReadonlySet<string> {
  if (!writes.some(({ fate }) => fate === 'killed')) return new Set();
  const untouched = [...readable(content)].filter(([api]) => !writes.some(({ identifier }) => identifier === api));
  const lacking = untouched.flatMap(([api, names]) => {
    const lost = [...names.keys()].filter((name) => !held.get(api)?.some((one) => one.name === name));
    return lost.map((name) => `${api} ${name}`);
  });
  return new Set(lacking);
}

/** Of each API: what it lacked then, this run gave it. */
function firstWrites(writes: readonly Write[]): Write[] {
  return [...Map.groupBy(writes, ({ identifier }) => identifier).values()].flatMap(([first]) => first ?? []);
}

function namesOf(api: string, permissions: readonly Permission[] = []): string[] {
  return permissions.map(({ name }) => `${api} ${name}`);
}

function additionsOf({ identifier, before, sent }: Write): string[] {
  const added = sent.filter(({ name }) => !before.some((one) => one.name === name));
  return namesOf(identifier, added);
}

/** Counted from the newest. */
function picked<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[items.length - 1 - (index % items.length)];
}
