/** Writes APIs; for an apply only. */
import type { Permission } from '../../core/permission.ts';
import type { TenantApi } from '../../core/plan.ts';
import { apiNotFound } from '../../core/result.ts';
import type { TenantWriter, WriteAnswer } from '../../ports/tenant.ts';
import { type HttpAnswer, NoAnswer, unavailable } from './http.ts';
import { refusal } from './refusal.ts';
import type { Session } from './session.ts';
import { Auth0TenantReader } from './tenant.ts';

/** Source: Auth0 docs, Management API v2: of `X-Correlation-ID` the first 64 characters are kept. */
const longestCorrelation = 64;

/** Reads and writes APIs; only an apply makes one. Needs `read:resource_servers` and `update:resource_servers`. */
export class Auth0TenantWriter extends Auth0TenantReader implements TenantWriter {
  private readonly correlation: string;
  private refusals = 0;
  /** How often in a row a write found no room behind its read, by the API's id. */
  private readonly crowded = new Map<string, number>();

  /** @param correlation names the run and attempt in the tenant's log. */
  constructor(session: Session, correlation: string) {
    super(session);
    this.correlation = correlation.slice(0, longestCorrelation);
  }

  async api(id: string): Promise<TenantApi> {
    const what = `API ${id}`;
    const answer = await this.get(`/api/v2/resource-servers/${encodeURIComponent(id)}`, what, apiNotFound([id]));
    const api = this.readApi(answer);
    if (!api) throw unavailable(this.session.http.domain, `${what} has an unexpected shape`);
    return api;
  }

  /** Sends `scopes` alone: other fields are merged by Auth0, and echoing them back could undo somebody's change. */
  async replace(id: string, permissions: readonly Permission[]): Promise<WriteAnswer> {
    const { http, token } = this.session;
    if (http.limit.left > 0) return await this.yieldRoom(id);
    this.crowded.delete(id);
    try {
      const answer = await http.sendNow({
        method: 'PATCH',
        path: `/api/v2/resource-servers/${encodeURIComponent(id)}`,
        headers: { authorization: `Bearer ${token.value}`, 'x-correlation-id': this.correlation },
        json: { scopes: permissions.map(toScope) },
      });
      return this.judge(id, answer);
    } catch (thrown) {
      if (thrown instanceof NoAnswer) return { kind: 'unknown', why: thrown.message };
      throw thrown;
    }
  }

  /** A list that was read before a wait may lack what somebody added meanwhile, so it is never sent after one. */
  private async yieldRoom(id: string): Promise<WriteAnswer> {
    const round = (this.crowded.get(id) ?? 0) + 1;
    this.crowded.set(id, round);
    await this.session.http.limit.makeRoom(round);
    return { kind: 'throttled' };
  }

  async pause(attempt: number, why: string): Promise<void> {
    await this.session.http.pause(attempt, why);
  }

  private judge(id: string, answer: HttpAnswer): WriteAnswer {
    const { http, token } = this.session;
    if (answer.status === 429) {
      this.refusals += 1;
      http.limit.refused(answer.headers, this.refusals);
      return { kind: 'throttled' };
    }
    this.refusals = 0;
    if (answer.status >= 500) return { kind: 'unknown', why: `status ${answer.status}` };
    if (answer.status === 404) throw apiNotFound([id]);
    // The OpenAPI document says 201, every recorded answer is 200: any 2xx is taken.
    if (answer.status < 200 || answer.status > 299) throw refusal(`the change of API ${id}`, answer, token.redact);
    const held = this.readApi(answer);
    const isMeant = held?.id === id || held?.identifier === id;
    if (!held || !isMeant)
      return { kind: 'unknown', why: `status ${answer.status} with a body of an unexpected shape` };
    return { kind: 'written', permissions: held.permissions };
  }
}

/** A description that is missing stays missing: Auth0 tells it from an empty one. */
function toScope({ name, description }: Permission): { value: string; description?: string } {
  return description === undefined ? { value: name } : { value: name, description };
}
