/** A comment as an HTML page of its own that looks as it does on GitHub, without asking GitHub. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import MarkdownIt from 'markdown-it';

export interface PageOptions {
  readonly title: string;
  /** Who wrote the comment. */
  readonly author: string;
  /** Beside the author, such as "commented on pull request 7". */
  readonly action: string;
  /** `auto` follows the reader's system. */
  readonly theme: 'auto' | 'light' | 'dark';
}

/** Self-contained: no script, no font, nothing is requested. */
export function renderPage(markdown: string, options: PageOptions): string {
  const { title, author, action, theme } = options;
  return `<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${stylesheet(theme)}${frame}</style>
</head>
<body>
<main class="comment">
<header><strong>${escapeHtml(author)}</strong> <span class="bot">bot</span> ${escapeHtml(action)}</header>
<article class="markdown-body">
${renderGitHubMarkdown(markdown)}</article>
</main>
</body>
</html>
`;
}

/** HTML of Markdown under the rules that GitHub has for comments, as far as our comments need them. */
export function renderGitHubMarkdown(markdown: string): string {
  const parser = new MarkdownIt({ html: true, linkify: true, breaks: true });
  const { rules } = parser.renderer;
  rules.html_block = rules.html_inline = (tokens, index) => allowedHtml(tokens[index]?.content ?? '');
  return drawAlerts(parser.render(markdown));
}

/** GitHub drops comments and tags that it does not know; of those it knows, these are the ones we use. */
function allowedHtml(html: string): string {
  const bare = html.replace(/<!--.*?(?:-->|$)/gs, '');
  return bare.replace(/<[^>]*>?/g, (tag) => (/^<\/?(?:details|summary|sub|br)>$/.test(tag) ? tag : ''));
}

const alertTitles = new Map([
  ['NOTE', 'Note'],
  ['TIP', 'Tip'],
  ['IMPORTANT', 'Important'],
  ['WARNING', 'Warning'],
  ['CAUTION', 'Caution'],
]);

/** A quote that begins with `[!KIND]` on a line of its own. */
const alertQuote = /<blockquote>\s*<p>\[!([A-Z]+)\](?:<br>\s*|(?=<\/p>))(.*?)<\/blockquote>/gs;

function drawAlerts(html: string): string {
  return html.replace(alertQuote, (quote, kind: string, content: string) => {
    const title = alertTitles.get(kind);
    if (!title) return quote;
    const heading = `<p class="markdown-alert-title">${icon(kind)}${title}</p>`;
    return `<div class="markdown-alert markdown-alert-${kind.toLowerCase()}">${heading}<p>${content}</div>`;
  });
}

/** GitHub has an icon before an alert's title; a circle or triangle of its colour says the same. */
function icon(kind: string): string {
  const shape =
    kind === 'WARNING'
      ? '<path d="M8 2 14.5 13.5H1.5Z" /><path d="M8 6v3.5M8 11.2v.8" />'
      : '<circle cx="8" cy="8" r="6.5" /><path d="M8 4.5V9M8 10.7v.8" />';
  return `<svg class="octicon mr-2" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>`;
}

const stylesheets = {
  auto: 'github-markdown.css',
  light: 'github-markdown-light.css',
  dark: 'github-markdown-dark.css',
} as const;

function stylesheet(theme: PageOptions['theme']): string {
  const path = createRequire(import.meta.url).resolve(`github-markdown-css/${stylesheets[theme]}`);
  return readFileSync(path, 'utf8');
}

const lightColours = '--page: #ffffff; --line: #d1d9e0; --head: #f6f8fa; --muted: #59636e; --text: #1f2328;';
const darkColours = '--page: #0d1117; --line: #3d444d; --head: #151b23; --muted: #9198a1; --text: #f0f6fc;';

const frame = `
:root { color-scheme: light; ${lightColours} }
:root[data-theme="dark"] { color-scheme: dark; ${darkColours} }
@media (prefers-color-scheme: dark) { :root[data-theme="auto"] { color-scheme: dark; ${darkColours} } }
body { margin: 24px; background: var(--page); color: var(--text);
  font: 14px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
.comment { max-width: 860px; margin: 0 auto; border: 1px solid var(--line); border-radius: 6px; overflow: hidden; }
.comment header { padding: 8px 16px; background: var(--head); border-bottom: 1px solid var(--line); color: var(--muted); }
.comment header strong { color: var(--text); }
.comment .bot { border: 1px solid var(--line); border-radius: 2em; padding: 0 6px; font-size: 12px; }
.comment .markdown-body { padding: 16px; font-size: 14px; }
.comment .octicon { fill: none; stroke: currentColor; stroke-width: 1.5; margin-right: 8px; }
.comment .markdown-alert-title { display: flex; align-items: center; }
`;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
