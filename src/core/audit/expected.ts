/** Who could get a permission although the policy's `access` rules it out, and what can't be told of it. */
import type { Expectation } from '../policy.ts';
import { breachesOf, isAboutName, type Unjudged, unjudgedBy } from '../reach/expectations.ts';
import type { Reach } from '../reach/reach.ts';
import { accessHint, clauseText, grantHint, whyUnread } from '../rules/access-expectation.ts';
import { about } from './about.ts';
import type { AuditHolder, Finding } from './document.ts';
import { everyUser, grantEntry, holderKey, reachIn, roleEntry, type Scene } from './holders.ts';
import { whoText } from './words.ts';

/** One for each holder, whatever number of entries and clauses rule it out. */
export function accessFindings(scene: Scene, permission: string, entries: readonly Expectation[]): Finding[] {
  const judging = entries.filter((entry) => isAboutName(entry, permission));
  if (judging.length === 0) return [];
  const reach = reachIn(scene, permission);
  const broken = judging.flatMap((entry) =>
    breachesOf(entry, reach, scene.holders).flatMap(({ clause, by }) =>
      brokenBy(by).map((holder) => ({ holder, clause: clauseText(clause, entry) })),
    ),
  );
  const groups = Map.groupBy(broken, ({ holder }) => holderKey(holder));
  const unread = judging.flatMap((entry) => unjudgedBy(entry, scene.api.admission, reach, scene.holders));
  return [
    ...[...groups.values()].flatMap((group) => breachFinding(scene, permission, group)),
    ...(unread.length > 0 ? [unreadFinding(scene, permission, [...new Set(unread)].sort())] : []),
  ];
}

function brokenBy({ grants, roles, everyone }: Reach): AuditHolder[] {
  const users = everyone.includes('first-party-users') ? [everyUser] : [];
  return [...grants.map(grantEntry), ...roles.map(roleEntry), ...users];
}

interface Broken {
  readonly holder: AuditHolder;
  readonly clause: string;
}

function breachFinding({ api, holders }: Scene, permission: string, group: readonly Broken[]): Finding[] {
  const [first] = group;
  if (!first) return [];
  const { holder } = first;
  const clauses = [...new Set(group.map(({ clause }) => clause))].join('; ');
  const who = whoText(holder, { ...holders, ...api.admission });
  const message = `\`${permission}\` of ${api.identifier} reaches ${who}. \`access\` rules that out: ${clauses}.`;
  const where = about(api.identifier, permission, holder);
  return [{ id: 'access-expectation', severity: 'error', ...where, message, hint: accessHint }];
}

/** Not to know that nobody has it is not to know that all is well. */
function unreadFinding({ api, holders }: Scene, permission: string, unread: readonly Unjudged[]): Finding {
  const why = whyUnread(unread, holders);
  const message = `\`${permission}\` of ${api.identifier} is not checked against \`access\`: ${why}.`;
  const hint = grantHint(unread, holders);
  return { id: 'access-expectation', severity: 'error', ...about(api.identifier, permission), message, hint };
}
