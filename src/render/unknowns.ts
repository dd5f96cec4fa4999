/** What could not be found out about who holds what, and what would let it be. */
import { whereToGrant } from '../core/errors.ts';
import { lackingRights } from '../core/reach/question.ts';
import type { Plan } from '../core/report.ts';
import { longestName, named } from './impact.ts';
import { alert, code } from './markdown.ts';
import { cut } from './visible.ts';
import { count, listed } from './words.ts';

/** Where only additions asked for roles, a tenant with many of them is not kept waiting for what is rare; '' where all is known. */
export function unaskedRoles({ apis, unknowns }: Plan, name: (name: string) => string): string {
  const isTold = unknowns.roles !== undefined || unknowns.notRead.some(({ what }) => what === 'roles');
  const added = apis.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'add'));
  const unasked = added.filter(({ impact }) => impact?.unread.includes('roles'));
  if (isTold || unasked.length === 0) return '';
  const names = named(unasked, ({ permission }) => name(cut(permission, longestName)));
  return `Not checked: whether a role has kept ${names} from before, and gives it at once.`;
}

export interface Unknown {
  readonly lead: string;
  readonly rest: string;
}

export function unknownWords({ unknowns }: Plan): Unknown[] {
  const { roles, notRead, users: some } = unknowns;
  const missing = lackingRights(unknowns).map((right) => code(right));
  const users = notRead.filter(({ what }) => what === 'users');
  const slow = 'there are more than can be read in the time.';
  return [
    ...(missing.length > 0
      ? [{ lead: 'Not checked:', rest: `who holds what changes. Grant the application ${listed(missing)}.` }]
      : []),
    ...(roles ? [{ lead: `Checked ${roles.checked} of ${count(roles.total, 'role')}:`, rest: slow }] : []),
    ...(some ? [{ lead: `Counted the users of ${some.counted} of ${count(some.total, 'role')}:`, rest: slow }] : []),
    ...users.map(({ right }) => ({
      lead: 'Not counted:',
      rest: `how many users hold the roles. Grant the application ${code(right)}.`,
    })),
    ...(missing.length + users.length > 0 ? [{ lead: 'Where to grant it:', rest: `${whereToGrant}.` }] : []),
  ];
}

/** '' where everything that was asked could be found out. */
export function unknownsAlert(plan: Plan): string {
  const lines = unknownWords(plan).map(({ lead, rest }) => `**${lead}** ${rest}`);
  return lines.length === 0 ? '' : alert('NOTE', lines);
}
