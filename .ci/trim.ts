/**
 * Takes out of dist/ what a package makes or loads as it is loaded, and what the action then has no use for: each costs
 * every run what it takes Node.js. A passage that is not there as written fails the build, so a new release of the package
 * is looked at again.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:http2';
import { join } from 'node:path';

interface Trim {
  /** What stands in all of dist/ as ncc writes it, once. */
  readonly passage: string;
  readonly instead: string;
}

/** `got` reads these of HTTP/2 as it is loaded. The requests of the action are HTTP/1.1. */
const names = [
  'HTTP2_HEADER_AUTHORITY',
  'HTTP2_HEADER_METHOD',
  'HTTP2_HEADER_PATH',
  'HTTP2_HEADER_SCHEME',
  'HTTP2_HEADER_STATUS',
  'HTTP2_METHOD_CONNECT',
  'NGHTTP2_CANCEL',
  'NGHTTP2_INTERNAL_ERROR',
  'NGHTTP2_NO_ERROR',
] as const;
const http2 = `{ constants: ${JSON.stringify(Object.fromEntries(names.map((name) => [name, constants[name]])))}, Http2ServerResponse: class {} }`;

const trims: readonly Trim[] = [
  {
    passage: 'module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");',
    instead: `module.exports = ${http2};`,
  },
  // Of `@sindresorhus/is`, by which got checks its options: words of errors, for which Node.js reads the data of languages.
  ...['conjunction', 'disjunction'].map((type) => {
    const formatter = `new Intl.ListFormat('en', { style: 'long', type: '${type}' })`;
    return {
      passage: `Formatter = ${formatter};`,
      instead: `Formatter = { format: (list) => ${formatter}.format(list) };`,
    };
  }),
  // got asks this of the body of each request when it is over; a text, or none, needs no stream of the web to be loaded.
  {
    passage: 'else if (body instanceof ReadableStream) {',
    instead: "else if (typeof body === 'object' && body instanceof ReadableStream) {",
  },
];

const dist = join(import.meta.dirname, '../dist');
const paths = readdirSync(dist)
  .filter((name) => name.endsWith('.js'))
  .map((name) => join(dist, name));

for (const { passage, instead } of trims) {
  const holding = paths.filter((path) => readFileSync(path, 'utf8').includes(passage));
  const [path] = holding;
  const parts = path === undefined ? [] : readFileSync(path, 'utf8').split(passage);
  if (path === undefined || holding.length !== 1 || parts.length !== 2) {
    throw new Error(`dist/ has not once, but ${holding.length === 0 ? 'nowhere' : 'more often'}: ${passage}`);
  }
  writeFileSync(path, parts.join(instead));
}
