/** Labels of issues and pull requests, and who set them: https://docs.github.com/rest/issues/labels, …/events and …/timeline */
import { z } from 'zod';
import { appAnswer, labelAnswer, nodeId, repositoryUrl, time, userAnswer } from './answers.ts';
import { readBody } from './body.ts';
import { page } from './paging.ts';
import type { Place } from './place.ts';
import { type ApiRequest, Refusal, type Route } from './server.ts';
import type { Thread, ThreadEvent, Threads } from './threads.ts';

/** Labels as a client may send them: names, or objects with a name. */
export const labelNames = z.array(
  z
    .union([z.string(), z.object({ name: z.string() })])
    .transform((label) => (typeof label === 'string' ? label : label.name)),
);

/** An object with labels, or right a list of them. */
const labelsBody = z.preprocess(
  (body) => (Array.isArray(body) ? { labels: body } : body),
  z.object({ labels: labelNames }),
);

/** `find` gives the issue or pull request of `{number}`, or refuses. */
export function labelRoutes(place: Place, threads: Threads, find: (request: ApiRequest) => Thread): Route[] {
  const route = (method: Route['method'], path: string, handle: Route['handle']): Route => {
    return { method, path: `/repos/{owner}/{repo}/issues/{number}${path}`, areas: ['issues', 'pull-requests'], handle };
  };
  const list = (items: readonly unknown[], request: ApiRequest) =>
    page(place.site, place.network.upstream.id, request, items);
  const words = ({ labels }: Thread) => labels.map((name) => labelAnswer(place.site, place.network.upstream, name));
  const events = (request: ApiRequest) =>
    list(
      threads.events(find(request).number).map((event) => eventAnswer(place, event)),
      request,
    );
  return [
    route('GET', '/labels', (request) => list(words(find(request)), request)),
    route('POST', '/labels', (request) => {
      const thread = find(request);
      for (const name of readBody(labelsBody, request).labels) threads.label(thread, name, request.identity);
      return { status: 200, body: words(thread) };
    }),
    route('DELETE', '/labels/{name}', (request) => {
      const thread = find(request);
      if (!threads.unlabel(thread, request.param('name'), request.identity))
        throw new Refusal(404, 'Label does not exist');
      return { status: 200, body: words(thread) };
    }),
    { ...route('GET', '/events', events), areas: ['issues'] },
    route('GET', '/timeline', events),
  ];
}

function eventAnswer({ site, network }: Place, { id, event, login, createdAt, label, commit }: ThreadEvent) {
  const api = repositoryUrl(site, network.upstream);
  return {
    id,
    node_id: nodeId(event, id),
    url: `${api}/issues/events/${id}`,
    actor: userAnswer(site, login),
    event,
    commit_id: commit ?? null,
    commit_url: commit === undefined ? null : `${api}/commits/${commit}`,
    created_at: time(createdAt),
    ...(label !== undefined && { label: { name: label, color: 'ededed' } }),
    performed_via_github_app: appAnswer(site, login),
  };
}
