/** Issues over HTTP; a pull request is one too. https://docs.github.com/rest/issues/issues */
import { z } from 'zod';
import { appAnswer, labelAnswer, nodeId, repositoryUrl, time, userAnswer } from './answers.ts';
import { readBody, validationFailed } from './body.ts';
import type { Issue, Issues } from './issues.ts';
import { labelNames } from './label-routes.ts';
import { page } from './paging.ts';
import { isUpstream, notFound, type Place } from './place.ts';
import type { Pull, PullRequests } from './pulls.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';

/** All that has a number in one repository. */
export interface Numbered {
  readonly place: Place;
  readonly issues: Issues;
  readonly pulls: PullRequests;
  /** False where the owner has switched issues off; pull requests keep their comments and labels. */
  readonly hasIssues: boolean;
  /** How many comments stand on one of them. */
  comments(number: number): number;
}

/** Characters, not bytes. */
const TITLE_LIMIT = 256;
const BODY_LIMIT = 65_536;

const newIssue = z.object({
  title: z.string(),
  body: z.string().nullish(),
  labels: labelNames.optional(),
});

const changedIssue = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  labels: labelNames.optional(),
  state: z.enum(['open', 'closed']).optional(),
  state_reason: z.enum(['completed', 'not_planned', 'duplicate', 'reopened']).nullish(),
});

/** Listing, creating and changing issues. */
export function issueRoutes(numbered: Numbered): Route[] {
  const route = (method: Route['method'], path: string, handle: Route['handle']): Route => {
    return { method, path: `/repos/{owner}/{repo}/issues${path}`, areas: ['issues'], handle };
  };
  return [
    route('GET', '', (request) => list(numbered, request)),
    route('POST', '', (request) => create(numbered, request)),
    {
      ...route('GET', '/{number}', (request) => ({
        status: 200,
        body: words(numbered, findThread(numbered, request)),
      })),
      areas: ['issues', 'pull-requests'],
    },
    route('PATCH', '/{number}', (request) => update(numbered, request)),
  ];
}

/** The issue or pull request that `{number}` names; only the upstream repository has any. */
export function findThread({ place, issues, pulls }: Numbered, request: ApiRequest): Issue | Pull {
  if (!isUpstream(place, request)) notFound();
  const number = Number(request.param('number'));
  return issues.find(number) ?? pulls.find(number) ?? notFound();
}

/** What this server can filter by; another parameter is a mistake of whoever relies on it here. */
const PARAMETERS = ['state', 'labels', 'creator', 'sort', 'direction', 'per_page', 'page'];

function list(numbered: Numbered, request: ApiRequest): Answer {
  const { place, issues, pulls } = numbered;
  checkEnabled(numbered, request);
  const { query } = request;
  const unknown = [...query.keys()].find((name) => !PARAMETERS.includes(name));
  if (unknown !== undefined) throw new Error(`the embedded GitHub cannot list issues by ${unknown}`);
  if ((query.get('sort') ?? 'created') !== 'created')
    throw new Error('the embedded GitHub sorts issues by creation only');
  const all = [...issues.all(), ...pulls.all()].filter((thread) => matches(thread, query));
  const sign = query.get('direction') === 'asc' ? 1 : -1;
  const sorted = all.sort((one, other) => sign * (one.number - other.number));
  const answers = sorted.map((thread) => words(numbered, thread));
  return page(place.site, place.network.upstream.id, request, answers);
}

/** All labels that are named, in any case; a bot's login with `[bot]` or as `app/slug`. */
function matches(thread: Issue | Pull, query: URLSearchParams): boolean {
  const state = query.get('state') ?? 'open';
  if (state !== 'all' && stateOf(thread) !== state) return false;
  const creator = query.get('creator')?.replace(/^app\/(.+)$/, '$1[bot]') ?? thread.login;
  if (creator.toLowerCase() !== thread.login.toLowerCase()) return false;
  const names = thread.labels.map((label) => label.toLowerCase());
  const wanted = (query.get('labels') ?? '').split(',').filter((label) => label !== '');
  return wanted.every((label) => names.includes(label.toLowerCase()));
}

function create(numbered: Numbered, request: ApiRequest): Answer {
  checkEnabled(numbered, request);
  const body = readBody(newIssue, request);
  checkLengths(body);
  const answer = words(numbered, numbered.issues.open({ ...body, login: request.identity.login }));
  return { status: 201, body: answer, headers: { location: answer.url } };
}

function update(numbered: Numbered, request: ApiRequest): Answer {
  const thread = findThread(numbered, request);
  if (isPull(thread)) throw new Error('the embedded GitHub does not change pull requests as issues');
  checkEnabled(numbered, request);
  const { state_reason: stateReason, ...body } = readBody(changedIssue, request);
  checkLengths(body);
  numbered.issues.update(thread, { ...body, stateReason }, request.identity.login);
  return { status: 200, body: words(numbered, thread) };
}

function checkEnabled({ place, hasIssues }: Numbered, request: ApiRequest): void {
  if (isUpstream(place, request) && hasIssues) return;
  throw new Refusal(410, 'Issues has been disabled in this repository.'); // forks come with issues switched off
}

function checkLengths({ title, body }: { title?: string | undefined; body?: string | null | undefined }): void {
  if (title?.trim() === '') throw validationFailed('Issue', 'title', { code: 'missing_field' });
  const limits = { title: TITLE_LIMIT, body: BODY_LIMIT };
  for (const [field, text] of [
    ['title', title ?? ''],
    ['body', body ?? ''],
  ] as const) {
    const message = `${field} is too long (maximum is ${limits[field]} characters)`;
    if ([...text].length > limits[field]) throw validationFailed('Issue', field, { code: 'custom', message });
  }
}

function isPull(thread: Issue | Pull): thread is Pull {
  return 'mergedAt' in thread;
}

function stateOf(thread: Issue | Pull): Issue['state'] {
  if (isPull(thread)) return thread.mergedAt ? 'closed' : 'open';
  return thread.state;
}

function words(numbered: Numbered, thread: Issue | Pull) {
  const { site, network } = numbered.place;
  const { number, title, login, labels, createdAt } = thread;
  const api = repositoryUrl(site, network.upstream);
  const url = `${api}/issues/${number}`;
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${site.html}/${network.upstream.fullName}/${isPull(thread) ? 'pull' : 'issues'}/${number}`,
    id: 1_500_000_000 + number,
    node_id: nodeId(isPull(thread) ? 'PullRequest' : 'Issue', number),
    number,
    title,
    user: userAnswer(site, login),
    labels: labels.map((name) => labelAnswer(site, network.upstream, name)),
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: numbered.comments(number),
    created_at: time(createdAt),
    author_association: login.endsWith('[bot]') ? 'NONE' : 'MEMBER',
    active_lock_reason: null,
    performed_via_github_app: appAnswer(site, login),
    ...(isPull(thread) ? pullWords(numbered, thread) : issueWords(numbered, thread)),
  };
}

function issueWords({ place }: Numbered, { state, stateReason, body, closedAt, closedBy, updatedAt }: Issue) {
  return {
    state,
    state_reason: stateReason,
    body,
    updated_at: time(updatedAt),
    closed_at: closedAt && time(closedAt),
    closed_by: closedBy === null ? null : userAnswer(place.site, closedBy),
  };
}

function pullWords({ place }: Numbered, { number, body, login, createdAt, mergedAt }: Pull) {
  const { fullName } = place.network.upstream;
  const [html, merged] = [`${place.site.html}/${fullName}/pull/${number}`, mergedAt ? time(mergedAt) : null];
  const url = `${repositoryUrl(place.site, place.network.upstream)}/pulls/${number}`;
  return {
    state: merged === null ? 'open' : 'closed',
    state_reason: null,
    body,
    updated_at: merged ?? time(createdAt),
    closed_at: merged,
    closed_by: merged === null ? null : userAnswer(place.site, login),
    draft: false,
    pull_request: { url, html_url: html, diff_url: `${html}.diff`, patch_url: `${html}.patch`, merged_at: merged },
  };
}
