/**
 * All escaping for GitHub's Markdown. Names, descriptions, paths and messages are hostile until they have been through
 * here: whatever they hold, the result is one line of text without a link, image, HTML, mention, reference, emoji code,
 * formula, table cell or fence of its own.
 *
 * Two premises. GitHub finds mentions, references and formulas after Markdown has been rendered, so a backslash does
 * not stop them (`\@name` notifies); inside code they are left alone. And code spans can't be escaped, only delimited.
 * So what is not an ordinary word becomes code.
 */
import { cut, visible } from './visible.ts';

/** Longer than any name or description that Auth0 takes (280 and 500 characters). */
const longest = 600;

/** Inline code, wherever it stands but in a table. */
export function code(text: string): string {
  const content = codeContent(text);
  const fence = '`'.repeat(longestRun([content]) + 1);
  // Spaces on both sides are taken off again by the renderer, so they keep backticks and spaces at the ends apart.
  const pad = /^`|`$|^ .* $/.test(content) ? ' ' : '';
  return `${fence}${pad}${content}${pad}${fence}`;
}

/**
 * Inline code in a table cell. A pipe is written `\|` there, code or not; a backslash before a pipe, which renderers
 * read differently, is written out.
 */
export function codeCell(text: string): string {
  const unambiguous = codeContent(text).replace(/\\(?=\\*\|)/g, '\\u005c');
  return code(unambiguous).replaceAll('|', '\\|');
}

/** A fenced block of text, one line an entry; the fence is longer than any run of backticks in it. It does not wrap. */
export function codeBlock(lines: readonly string[]): string {
  const contents = lines.map(literal);
  const fence = '`'.repeat(Math.max(3, longestRun(contents) + 1));
  return [`${fence}text`, ...contents, fence].join('\n');
}

/**
 * A sentence, cut at 600 characters. Ordinary words stay as they are, what stands between backticks stays code,
 * and every other word becomes code.
 */
export function plain(text: string): string {
  return inert(text, code);
}

/** The same in a table cell: outside of code it holds no pipe. */
export function plainCell(text: string): string {
  return inert(text, codeCell);
}

/**
 * A description: as `plain` writes it where that shows all there is, else code. What a sentence does not show is
 * backticks, white space beyond single spaces between words, and which arrow is ours.
 */
export function prose(text: string): string {
  return /[`→]|^\s|\s$|\s\s|[^\S ]/u.test(text) ? code(text) : plain(text);
}

type Span = (text: string) => string;

function inert(text: string, span: Span): string {
  const tokens = cut(text, longest).match(/`[^`]+`|[^\s`]+|\s+|`/gu) ?? [];
  return joinInline(tokens.map((token) => inertToken(token, span))).trim();
}

/** Two code spans side by side would run into one. */
function joinInline(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .reduce((line, part) => `${line}${touches(line, part) ? ' ' : ''}${part}`, '');
}

function touches(line: string, part: string): boolean {
  return line.endsWith('`') && part.startsWith('`');
}

function inertToken(token: string, span: Span): string {
  if (/^\s+$/u.test(token)) return ' ';
  return token.length > 2 && token.startsWith('`') ? span(token.slice(1, -1)) : inertWord(token, span);
}

/**
 * Letters and digits of any script, with the punctuation that Markdown does not read inside a word; most are of ASCII, for
 * which no tables of Unicode are needed.
 */
const word = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}'’,.;?!%&/–—…-]*$/u;
const asciiWord = /^[a-zA-Z0-9][a-zA-Z0-9',.;?!%&/-]*$/;

/** What GitHub links though it is made of ordinary characters: commits, www., KEY-1 (issues and autolink references). */
const linked = /\b[0-9a-f]{7,}\b|\bwww\.|\p{L}-\p{N}/iu;

function inertWord(token: string, span: Span): string {
  if (/^[&/–—→›·…-]$/u.test(token)) return token === '&' ? '&amp;' : `${token === '-' ? '\\' : ''}${token}`;
  const [, before = '', core = '', after = ''] = /^(["'(]*)(.*?)([)"'.,;:?!…]*)$/su.exec(token) ?? [];
  if (core === '') return token; // punctuation only
  const ordinary = (asciiWord.test(core) || word.test(core)) && !linked.test(core) && visible(core) === core;
  return `${before}${ordinary ? core.replaceAll('&', '&amp;') : span(core)}${ordinary ? listSafe(core, after) : after}`;
}

/** `1.` and `1)` would open a list where a line begins with them. */
function listSafe(core: string, after: string): string {
  return /^\d+$/.test(core) && /^[.)]/.test(after) ? `\\${after}` : after;
}

/** A link with a label that is Markdown already; the label alone where the address is not one of the web. */
export function link(label: string, address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return label;
  return `[${label}](${url.href.replace(/[()'*_~!|\\[\]`]/g, percent)})`;
}

/** A path for a URL: what could end the path or the URL is encoded, slashes are not. */
export function urlPath(path: string): string {
  return encodeURIComponent(path.toWellFormed()).replaceAll('%2F', '/');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

export type AlertKind = 'NOTE' | 'WARNING' | 'CAUTION';

/** One of GitHub's alerts; `lines` are Markdown already. */
export function alert(kind: AlertKind, lines: readonly string[]): string {
  return [`[!${kind}]`, ...lines].map((line) => `> ${line}`.trimEnd()).join('\n');
}

/** A folded part. The summary is HTML to the renderer, so only our own words may stand in it. */
export function folded(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function codeContent(text: string): string {
  return literal(cut(text, longest)) || ' ';
}

/** No comment opens in what we show, so that a search for our marker finds our marker only. */
function literal(text: string): string {
  return visible(text).replaceAll('<!--', '\\u003c!--');
}

function longestRun(texts: readonly string[]): number {
  let most = 0;
  for (const text of texts) for (const [run] of text.matchAll(/`+/g)) most = Math.max(most, run.length);
  return most;
}
