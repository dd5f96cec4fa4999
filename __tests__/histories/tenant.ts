/** A tenant in memory, and a run's connection to it, on which things go wrong as the history says. */
import { ActionError } from '../../src/core/errors.ts';
import type { Permission } from '../../src/core/permission.ts';
import type { TenantApi } from '../../src/core/plan.ts';
import type { Question } from '../../src/core/reach/question.ts';
import type { Admission, Holders } from '../../src/core/reach/reach.ts';
import type { TenantWriter, WriteAnswer } from '../../src/ports/tenant.ts';
import { grant, limited, open } from '../core/admissions.ts';
import { type Fate, type HandEdit, nameInUse, type Trouble } from './steps.ts';

interface HeldApi {
  permissions: readonly Permission[];
  /** What was there and no longer is, the newest last. */
  gone: readonly Permission[];
  admission: Admission;
}

export class MemoryTenant {
  private readonly held = new Map<string, HeldApi>();

  constructor(identifiers: readonly string[]) {
    for (const identifier of identifiers) this.create(identifier);
  }

  permissions(identifier: string): readonly Permission[] | undefined {
    return this.held.get(identifier)?.permissions;
  }

  look(identifier: string): TenantApi[] {
    const api = this.held.get(identifier);
    if (!api) return [];
    const { permissions, admission } = api;
    return [{ id: `id of ${identifier}`, identifier, name: undefined, system: false, permissions, admission }];
  }

  replace(identifier: string, permissions: readonly Permission[]): void {
    const api = this.held.get(identifier);
    if (!api) return;
    const gone = api.permissions.filter(({ name }) => !permissions.some((one) => one.name === name));
    this.held.set(identifier, { ...api, permissions, gone: [...api.gone, ...gone] });
  }

  create(identifier: string): void {
    if (!this.held.has(identifier)) this.held.set(identifier, { permissions: [], gone: [], admission: limited });
  }

  /** What somebody does in the dashboard. */
  edit(identifier: string, edit: HandEdit): void {
    if (edit.edit === 'delete') this.held.delete(identifier);
    if (edit.edit === 'create') this.create(identifier);
    const api = this.held.get(identifier);
    if (!api) return;
    if (edit.edit === 'expose') api.admission = api.admission === open ? limited : open;
    this.replace(identifier, listAfter(api, edit));
  }
}

function listAfter({ permissions: list, gone }: HeldApi, edit: HandEdit): readonly Permission[] {
  if (edit.edit === 'bring back') return withNew(list, gone.at(-1));
  if (!('name' in edit)) return list;
  if (edit.edit === 'remove') return list.filter(({ name }) => name !== edit.name);
  const { name, description } = edit;
  if (edit.edit === 'add') return withNew(list, { name, description });
  return list.map((one) => (one.name === name ? { name, description } : one));
}

function withNew(list: readonly Permission[], added: Permission | undefined): readonly Permission[] {
  return !added || list.some(({ name }) => name === added.name) ? list : [...list, added];
}

/** A write as it was sent, and what became of it. */
export interface Write {
  readonly identifier: string;
  readonly before: readonly Permission[];
  readonly sent: readonly Permission[];
  readonly fate: Fate | 'written';
  /** The run had been cancelled before it was sent. */
  readonly late: boolean;
}

/** One run's way to the tenant. */
export class Session implements TenantWriter {
  readonly writes: Write[] = [];
  private readonly cancel = new AbortController();
  private readonly tenant: MemoryTenant;
  private readonly trouble: Trouble;
  private readonly fates: Fate[];
  private readonly end = Promise.withResolvers<void>();
  private dead = false;
  private reads = 0;
  private readsAgain = 0;

  constructor(tenant: MemoryTenant, trouble: Trouble) {
    this.tenant = tenant;
    this.trouble = trouble;
    this.fates = [...(trouble.fates ?? [])];
  }

  get cancelled(): AbortSignal {
    return this.cancel.signal;
  }

  /** Comes true where the process is killed: then nothing of the run is heard of anymore. */
  get killed(): Promise<void> {
    return this.end.promise;
  }

  get isKilled(): boolean {
    return this.dead;
  }

  async apis(identifiers: readonly string[]): Promise<TenantApi[]> {
    await this.read();
    return identifiers.flatMap((identifier) => this.tenant.look(identifier));
  }

  async allApis(): Promise<TenantApi[]> {
    throw new Error('Nothing is imported here.');
  }

  ahead(): void {}

  async holders({ grants }: Question): Promise<Holders> {
    await this.read();
    const held = grant('App', [nameInUse]);
    return { grants: new Map(grants.map((api) => [api, [held]])), roles: { roles: [], total: 0 }, notRead: [] };
  }

  async api(id: string): Promise<TenantApi> {
    await this.read();
    this.readsAgain += 1;
    const { meanwhile } = this.trouble;
    if (meanwhile?.read === this.readsAgain) this.tenant.edit(identifierOf(id), meanwhile.edit);
    const [api] = this.tenant.look(identifierOf(id));
    if (!api) throw new ActionError('api-not-found', `There is no ${id}.`, 'Create it.');
    return api;
  }

  async replace(id: string, sent: readonly Permission[]): Promise<WriteAnswer> {
    if (this.dead) return await never;
    const identifier = identifierOf(id);
    const fate = this.fates.shift() ?? 'written';
    const before = this.tenant.permissions(identifier) ?? [];
    this.writes.push({ identifier, before, sent, fate, late: this.cancel.signal.aborted });
    if (hasLanded(fate)) this.tenant.replace(identifier, sent);
    if (fate === 'killed') return await this.die();
    return answers[fate](sent);
  }

  async pause(): Promise<void> {}

  private async die(): Promise<never> {
    this.dead = true;
    this.end.resolve();
    return await never;
  }

  private async read(): Promise<void> {
    if (this.dead) await never;
    this.reads += 1;
    const { failingRead, cancelledAt } = this.trouble;
    if (this.reads === cancelledAt) this.cancel.abort();
    if (this.reads === failingRead) throw new ActionError('auth0-unavailable', 'No answer.', 'Run again.');
  }
}

/** Whether it may have landed, as far as who sent it can know. */
export function isSent(fate: Write['fate']): boolean {
  return fate !== 'throttled' && fate !== 'refused';
}

export function hasLanded(fate: Write['fate']): boolean {
  return !['lost', 'throttled', 'refused'].includes(fate);
}

export const never = new Promise<never>(() => undefined);

const answers: Readonly<Record<Exclude<Write['fate'], 'killed'>, (sent: readonly Permission[]) => WriteAnswer>> = {
  written: (permissions) => ({ kind: 'written', permissions }),
  landed: () => ({ kind: 'unknown', why: 'a reset' }),
  lost: () => ({ kind: 'unknown', why: 'a timeout' }),
  throttled: () => ({ kind: 'throttled' }),
  garbled: (sent) => ({ kind: 'written', permissions: [...sent, { name: 'garbled', description: undefined }] }),
  refused: () => {
    throw new ActionError('auth0-rejected', 'Auth0 refused it.', 'Correct it.');
  },
};

function identifierOf(id: string): string {
  return id.replace(/^id of /, '');
}
