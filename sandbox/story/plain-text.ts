/** Markdown as a person reads it on GitHub, without GitHub: for the terminal. */
import { renderGitHubMarkdown } from '../page.ts';
import type { Line } from './teller.ts';

/** One line a line of text; changes keep the colours of their marks. */
export function plainLines(markdown: string): Line[] {
  const html = renderGitHubMarkdown(markdown).replaceAll(/\n+(?=<(?!span|\/code))/g, '');
  const text = html
    .replaceAll(/<h\d>/g, '\n')
    .replaceAll('<li>', '- ')
    .replaceAll('<summary>', '\n▸ ')
    .replaceAll(/<p class="markdown-alert-title">(?:<svg.*?<\/svg>)?(\w+)<\/p>/gs, '[$1] ')
    .replaceAll(/<\/(?:td|th)>/g, '  ')
    .replaceAll(/<br>\s*|<\/(?:p|h\d|li|summary|pre|tr|div|details)>/g, '\n')
    .replaceAll(/<[^>]*>/g, '');
  return decoded(text)
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
    .split('\n')
    .map(toLine);
}

const colours = [
  ['🟥', 'red'],
  ['🔶', 'yellow'],
  ['🟢', 'green'],
] as const;

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

function decoded(html: string): string {
  return html.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name = '') =>
    code === undefined ? (entities[name] ?? whole) : String.fromCodePoint(Number(code)),
  );
}

function toLine(text: string): Line {
  const style = colours.find(([mark]) => text.startsWith(`- ${mark} `))?.[1];
  return style ? { text, style } : { text };
}
