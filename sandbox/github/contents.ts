/** Trees, blobs and files: https://docs.github.com/rest/git and https://docs.github.com/rest/repos/contents */
import { posix } from 'node:path';
import { nodeId, repositoryUrl } from './answers.ts';
import type { File, Files } from './git.ts';
import type { Repository } from './network.ts';
import { notFound, type Place, repositoryOf } from './place.ts';
import { type Answer, type ApiRequest, Refusal, type Route } from './server.ts';

/** Above this a file's content is only given raw. */
const CONTENT_LIMIT_BYTES = 1024 * 1024;

/** What is listed of a directory; the rest only trees have. */
const DIRECTORY_LIMIT = 1000;

export interface ContentOptions {
  /** Entries in a recursive listing before it is cut and called truncated; GitHub's own limit is 100,000. */
  readonly treeLimit: number;
}

/** `GET` of trees, blobs and contents. */
export function contentRoutes(place: Place, { treeLimit }: ContentOptions): Route[] {
  const repo = '/repos/{owner}/{repo}';
  const route = (path: string, handle: Route['handle']): Route => {
    return { method: 'GET', path: repo + path, areas: ['contents'], handle };
  };
  return [
    route('/git/trees/{tree*}', (request) => tree(place, request, treeLimit)),
    route('/git/blobs/{sha}', (request) => blob(place, request)),
    route('/contents/{path*}', (request) => contents(place, request, request.param('path'))),
    route('/contents/', (request) => contents(place, request, '')),
    route('/contents', (request) => contents(place, request, '')),
  ];
}

/** Any value of `recursive`, even 0, means yes. The answer's `sha` is that of the commit where one was named. */
function tree(place: Place, request: ApiRequest, limit: number): Answer {
  const repository = repositoryOf(place, request);
  const { objects } = place.network;
  if (repository.refs.size === 0) throw new Refusal(409, 'Git Repository is empty.');
  const wanted = request.param('tree');
  const commit = place.network.resolve(repository, wanted);
  const sha = commit === undefined ? wanted : objects.commit(commit)?.tree;
  if (sha === undefined || !objects.tree(sha)) notFound();
  const all = listing(place, repository, { tree: sha, recursive: request.query.has('recursive') });
  const named = commit ?? sha;
  const url = `${repositoryUrl(place.site, repository)}/git/trees/${named}`;
  return { status: 200, body: { sha: named, url, tree: all.slice(0, limit), truncated: all.length > limit } };
}

interface Listing {
  readonly tree: string;
  readonly recursive: boolean;
  readonly prefix?: string;
}

/** Depth first, a directory right before what is in it. */
function listing(place: Place, repository: Repository, { tree, recursive, prefix = '' }: Listing): object[] {
  const url = `${repositoryUrl(place.site, repository)}/git`;
  return (place.network.objects.tree(tree) ?? []).flatMap(({ name, mode, sha }) => {
    const path = prefix + name;
    if (mode !== '040000') {
      const size = place.network.objects.blob(sha)?.length;
      return [{ path, mode, type: 'blob', sha, size, url: `${url}/blobs/${sha}` }];
    }
    const below = recursive ? listing(place, repository, { tree: sha, recursive, prefix: `${path}/` }) : [];
    return [{ path, mode, type: 'tree', sha, url: `${url}/trees/${sha}` }, ...below];
  });
}

function blob(place: Place, request: ApiRequest): Answer {
  const repository = repositoryOf(place, request);
  const sha = request.param('sha');
  const bytes = place.network.objects.blob(sha) ?? notFound();
  if (wantsRaw(request)) return raw(bytes);
  const url = `${repositoryUrl(place.site, repository)}/git/blobs/${sha}`;
  const node_id = nodeId('Blob', `${repository.id}:${sha}`);
  return { status: 200, body: { sha, node_id, size: bytes.length, url, content: chunked(bytes), encoding: 'base64' } };
}

/** Without a ref, or with an empty one, at the default branch. */
function contents(place: Place, request: ApiRequest, path: string): Answer {
  const repository = repositoryOf(place, request);
  if (repository.refs.size === 0) notFound('This repository is empty.');
  const ref = request.query.get('ref') || repository.defaultBranch;
  const commit = place.network.resolve(repository, ref) ?? notFound(`No commit found for the ref ${ref}`);
  const files = place.network.objects.filesOf(commit);
  const clean = path.replace(/^\/+|\/+$/g, '');
  const file = files.get(clean);
  const describe = descriptionOf({ place, repository, ref });
  if (file) return fileContent(place, request, { files, file, path: clean, describe });
  return directory(request, { files, path: clean, describe });
}

interface Found {
  readonly files: Files;
  readonly path: string;
  readonly describe: ReturnType<typeof descriptionOf>;
}

/** An array, unless an object was asked for. */
function directory(request: ApiRequest, { files, path, describe }: Found): Answer {
  const children = childrenOf(files, path);
  if (children.length === 0) notFound();
  const entries = children.slice(0, DIRECTORY_LIMIT).map((child) => describe(child.path, child.file));
  const body = wants(request, 'object') ? { ...describe(path, undefined), entries } : entries;
  return { status: 200, body };
}

/** A link to a plain file of the repository reads as that file, any other as the link itself. */
function fileContent(place: Place, request: ApiRequest, found: Found & { readonly file: File }): Answer {
  const { file, path, describe } = found;
  const pointed = file.mode === '120000' ? targetOf(place, found) : file;
  const bytes = place.network.objects.blob((pointed ?? file).sha) ?? notFound();
  if (wantsRaw(request)) return raw(bytes);
  if (!pointed) return { status: 200, body: { ...describe(path, file), target: Buffer.from(bytes).toString() } };
  const small = bytes.length <= CONTENT_LIMIT_BYTES;
  const content = small ? { content: chunked(bytes), encoding: 'base64' } : { content: '', encoding: 'none' };
  return { status: 200, body: { ...describe(path, pointed), ...content } };
}

/** Undefined when a link leads outside, to a directory, to nothing, or to another link. */
function targetOf({ network }: Place, { files, file, path }: Found & { readonly file: File }): File | undefined {
  const target = Buffer.from(network.objects.blob(file.sha) ?? '').toString();
  const pointed = posix.isAbsolute(target) ? undefined : files.get(posix.join(posix.dirname(path), target));
  return pointed?.mode === '120000' ? undefined : pointed;
}

interface Described {
  readonly place: Place;
  readonly repository: Repository;
  readonly ref: string;
}

/** Words a file, or a directory when there is no file, without its content. */
function descriptionOf({ place, repository, ref }: Described) {
  return (path: string, file: File | undefined) => {
    const api = repositoryUrl(place.site, repository);
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    const sha = file?.sha ?? directorySha(place, repository, { ref, path });
    const self = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
    const git = `${api}/git/${file ? 'blobs' : 'trees'}/${sha}`;
    const html = `${place.site.html}/${repository.fullName}/${file ? 'blob' : 'tree'}/${ref}/${encoded}`;
    const token = repository.isPrivate ? '?token=AEXAMPLE' : ''; // one of its own, good for a few minutes
    return {
      name: posix.basename(path),
      path,
      sha,
      size: file ? place.network.objects.blob(file.sha)?.length : 0,
      url: self,
      html_url: html,
      git_url: git,
      download_url: file ? `https://raw.githubusercontent.com/${repository.fullName}/${ref}/${encoded}${token}` : null,
      type: file === undefined ? 'dir' : file.mode === '120000' ? 'symlink' : 'file',
      _links: { self, git, html },
    };
  };
}

function directorySha({ network }: Place, repository: Repository, { ref, path }: { ref: string; path: string }) {
  let sha = network.objects.commit(network.resolve(repository, ref) ?? '')?.tree;
  const parts = path === '' ? [] : path.split('/');
  for (const part of parts) sha = network.objects.tree(sha ?? '')?.find(({ name }) => name === part)?.sha;
  return sha;
}

/** What lies right in a directory, in git's order: files, and directories without a file of their own. */
function childrenOf(files: Files, directory: string): { path: string; file: File | undefined }[] {
  const prefix = directory === '' ? '' : `${directory}/`;
  const inside = [...files.keys()].filter((path) => path.startsWith(prefix));
  const names = new Set(inside.map((path) => path.slice(prefix.length).split('/')[0]));
  return [...names].map((name) => ({ path: prefix + name, file: files.get(prefix + name) }));
}

/** GitHub breaks base64 into lines of 60 characters, the last one too. */
function chunked(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replace(/.{1,60}/g, '$&\n');
}

function wantsRaw(request: ApiRequest): boolean {
  return wants(request, 'raw');
}

/** A media type such as `application/vnd.github.raw+json`. */
function wants({ headers }: ApiRequest, kind: 'raw' | 'object'): boolean {
  return new RegExp(`application/vnd\\.github(\\.v3)?\\.${kind}\\b`).test(headers.accept ?? '');
}

function raw(bytes: Uint8Array): Answer {
  return { status: 200, body: bytes, headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
}
