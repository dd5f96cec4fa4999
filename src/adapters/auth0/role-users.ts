/** How many users hold the roles that lose something. */
import * as z from 'zod/mini';
import { losesOf, type Question } from '../../core/reach/question.ts';
import type { NotRead, Role } from '../../core/reach/reach.ts';
import { type HolderSession, OptionalReads, onlyTimeOver, Scout } from './reads.ts';
import { scopeLacked } from './refusal.ts';
import { rights } from './rights.ts';

const userPage = z.object({ total: z.int().check(z.minimum(0)) });

const [usersRight] = rights.users;

export interface Counted {
  /** By the role's id. */
  readonly users: ReadonlyMap<string, number>;
  readonly notRead: readonly NotRead[];
}

/** Counts the users of each role that loses something: a request each, in the time there is. Groups are not counted. */
export class RoleUsers {
  private readonly session: HolderSession;
  private readonly lost: Question['lost'];
  private readonly reads: OptionalReads;
  private readonly scout = new Scout();
  private readonly begun = new Map<string, Promise<void>>();
  private readonly users = new Map<string, number>();
  /** The right that Auth0 said is lacking. */
  private right: string = usersRight;

  constructor(session: HolderSession, lost: Question['lost']) {
    this.session = session;
    this.lost = lost;
    this.reads = new OptionalReads(session);
  }

  /** Begins to count those of a role as soon as it is known what it gives, unless what the others give would wait for it. */
  meet(role: Role): void {
    if (this.session.http.limit.isFree) this.begin(role);
  }

  /** Counts all, those that were met before included. @param time in milliseconds, from now on. */
  async count(roles: readonly Role[], time: number): Promise<Counted> {
    this.reads.endIn(time);
    for (const role of roles) this.begin(role);
    await Promise.all(this.begun.values());
    const isLacking = this.begun.size > 0 && this.session.lacking.has(usersRight);
    return { users: this.users, notRead: isLacking ? [{ what: 'users', right: this.right }] : [] };
  }

  private begin(role: Role): void {
    if (this.begun.has(role.id) || !losesOf(role, this.lost)) return;
    // With one of them it is likely that the token may, so none goes ahead to find out.
    const isLikely = rights.users.some((scope) => this.session.token.scopes?.has(scope));
    const counting = isLikely ? this.ask(role) : this.scout.read(() => this.ask(role));
    counting.catch(() => undefined); // whoever counts all is told
    this.begun.set(role.id, counting);
  }

  private async ask({ id }: Role): Promise<void> {
    const { lacking, token } = this.session;
    if (lacking.has(usersRight)) return;
    const path = `/api/v2/roles/${encodeURIComponent(id)}/users?per_page=1&include_totals=true`;
    const answer = await this.reads.get(path).catch(onlyTimeOver);
    if (answer?.status === 403) lacking.add(usersRight);
    if (answer) this.right = scopeLacked(answer, token.redact).split(', ')[0] || this.right;
    const { data } = userPage.safeParse(answer?.body);
    if (answer?.status === 200 && data) this.users.set(id, data.total);
  }
}
