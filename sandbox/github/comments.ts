/** Comments of issues and pull requests: https://docs.github.com/rest/issues/comments */
import { nodeId, repositoryUrl, time, userAnswer } from './answers.ts';
import { page } from './paging.ts';
import { isUpstream, notFound, type Place } from './place.ts';
import type { PullRequests } from './pulls.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';
import type { Thread } from './threads.ts';

/** Characters, not bytes. */
const BODY_LIMIT = 65_536;

export interface Author {
  readonly login: string;
  readonly type: 'Bot' | 'User';
}

export interface Comment extends Author {
  readonly id: number;
  /** The issue or pull request it stands on. */
  readonly number: number;
  readonly body: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export class Comments {
  readonly #comments = new Map<number, Comment>();
  readonly #now: () => Date;
  #lastId = 3_000_000_000;

  constructor(now: () => Date) {
    this.#now = now;
  }

  add(number: number, { login, type }: Author, body: string): Comment {
    this.#lastId += 1;
    const at = this.#now();
    const comment = { id: this.#lastId, number, login, type, body, createdAt: at, updatedAt: at };
    this.#comments.set(comment.id, comment);
    return comment;
  }

  /** Oldest first. */
  on(number: number): Comment[] {
    return [...this.#comments.values()].filter((comment) => comment.number === number);
  }

  find = (id: number): Comment | undefined => this.#comments.get(id);
  remove = (id: number): boolean => this.#comments.delete(id);

  edit(comment: Comment, body: string): Comment {
    const edited = { ...comment, body, updatedAt: this.#now() };
    this.#comments.set(comment.id, edited);
    return edited;
  }
}

/** Where comments stand: with the pull requests among the threads, and what `{number}` in a path names. */
export interface CommentPlace extends Place {
  readonly pulls: PullRequests;
  thread(request: ApiRequest): Thread;
}

/** Listing and writing the comments of an issue or pull request, and one comment by its own number. */
export function commentRoutes(place: CommentPlace, comments: Comments): Route[] {
  const areas: Route['areas'] = ['issues', 'pull-requests'];
  const route = (method: Route['method'], path: string, handle: Route['handle']): Route => {
    return { method, path: `/repos/{owner}/{repo}/issues${path}`, areas, handle };
  };
  const words = (comment: Comment) => commentAnswer(place, comment);
  return [
    route('GET', '/{number}/comments', (request) => {
      const found = comments.on(place.thread(request).number);
      return page(place.site, place.network.upstream.id, request, found.map(words));
    }),
    route('POST', '/{number}/comments', (request) => {
      const added = comments.add(place.thread(request).number, request.identity, bodyOf(request));
      return created(words(added));
    }),
    route('GET', '/comments/{id}', (request) => ({ status: 200, body: words(find(place, comments, request)) })),
    route('PATCH', '/comments/{id}', (request) => {
      const edited = comments.edit(find(place, comments, request), bodyOf(request));
      return { status: 200, body: words(edited) };
    }),
    route('DELETE', '/comments/{id}', (request) => {
      comments.remove(find(place, comments, request).id);
      return { status: 204 };
    }),
  ];
}

function created(body: { readonly url: string }): Answer {
  return { status: 201, body, headers: { location: body.url } };
}

function find(place: Place, comments: Comments, request: ApiRequest): Comment {
  if (!isUpstream(place, request)) notFound();
  return comments.find(Number(request.param('id'))) ?? notFound();
}

function bodyOf({ body }: ApiRequest): string {
  const text = typeof body === 'object' && body !== null && 'body' in body ? body.body : undefined;
  if (typeof text !== 'string') throw new Refusal(422, 'Invalid request.\n\n"body" wasn\'t supplied.');
  if (text.trim() === '') throw invalid('Body cannot be blank');
  if ([...text].length > BODY_LIMIT) throw invalid(`Body is too long (maximum is ${BODY_LIMIT} characters)`);
  return text;
}

function invalid(message: string): Refusal {
  const errors = [{ resource: 'IssueComment', code: 'unprocessable', field: 'data', message }];
  return new Refusal(422, 'Validation Failed', { errors });
}

function commentAnswer({ site, network, pulls }: CommentPlace, comment: Comment) {
  const api = repositoryUrl(site, network.upstream);
  const { id, number, login, type, body } = comment;
  const kind = pulls.find(number) ? 'pull' : 'issues';
  return {
    url: `${api}/issues/comments/${id}`,
    html_url: `${site.html}/${network.upstream.fullName}/${kind}/${number}#issuecomment-${id}`,
    issue_url: `${api}/issues/${number}`,
    id,
    node_id: nodeId('IssueComment', id),
    user: { ...userAnswer(site, login), type },
    created_at: time(comment.createdAt),
    updated_at: time(comment.updatedAt),
    author_association: type === 'Bot' ? 'NONE' : 'MEMBER',
    body,
    performed_via_github_app: null,
  };
}
