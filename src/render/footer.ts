/** The last line of a comment: what it is a plan of. */
import { type Origin, type Report, shortCommit } from '../core/report.ts';
import { code, link, urlPath } from './markdown.ts';

/** The last, small line: which plan this is and where it comes from; '' where it comes from no run and no commit. */
export function footer({ plan, origin }: Report): string {
  const changes = plan?.apis.some((api) => api.changes.length > 0);
  const parts = [
    changes && `Plan ${code(plan?.fingerprint.slice(0, 10) ?? '')}`,
    origin.commit !== '' && commits(origin, plan !== undefined),
    origin.commit === '' && origin.previous !== '' && `Against ${code(shortCommit(origin.previous))}`,
    origin.runUrl !== '' && link('Run', origin.runUrl),
    origin.time,
    changes && 'Permissions not listed stay as they are',
  ];
  const text = parts.filter((part) => part).join(' · ');
  return text === '' ? '' : `<sub>${text}</sub>`;
}

function commits(origin: Origin, compared: boolean): string {
  const now = `Commit ${commitLink(origin, origin.commit)}`;
  return compared && origin.previous !== '' && origin.previous !== origin.commit
    ? `${now} against ${commitLink(origin, origin.previous)}`
    : now;
}

function commitLink({ repositoryUrl }: Origin, commit: string): string {
  return link(code(shortCommit(commit)), `${repositoryUrl}/commit/${urlPath(commit)}`);
}
