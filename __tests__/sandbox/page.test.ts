import { describe, expect, test } from '@jest/globals';
import { renderGitHubMarkdown, renderPage } from '../../sandbox/page.ts';

const options = { title: 'A <comment>', author: 'github-actions', action: 'commented', theme: 'auto' } as const;

describe('Markdown as GitHub shows it', () => {
  test.each([
    ['comments are gone', '<!-- auth0 -->\nText', '<p>Text</p>'],
    ['tags that GitHub drops are gone, their text is not', '<script>alert(1)</script>', 'alert(1)'],
    ['attributes do not stay', 'a <sub onclick="x">b</sub>', 'a b</sub>'],
    ['folding stays', '<details><summary>2</summary>\n\nx\n\n</details>', '<details><summary>2</summary>'],
    ['a pipe in code stays in its cell', '| a |\n|---|\n| `x\\|y` |', '<td><code>x|y</code></td>'],
    ['an alert is one', '> [!CAUTION]\n> Stop', '<div class="markdown-alert markdown-alert-caution">'],
    ['a quote is none', '> Stop', '<blockquote>'],
    ['an alert of an unknown kind is a quote', '> [!LOUD]\n> Stop', '<blockquote>'],
    ['a bare address is a link', 'https://evil.example', '<a href="https://evil.example">'],
  ])('%s', (_name, markdown, html) => {
    expect(renderGitHubMarkdown(markdown)).toContain(html);
  });

  test('an alert keeps its first line and drops its kind', () => {
    const html = renderGitHubMarkdown('> [!NOTE]\n> First\n>\n> - second');
    expect(html).toContain('<p>First</p>');
    expect(html).not.toContain('[!NOTE]');
    expect(html).not.toContain('blockquote');
  });
});

describe('a page', () => {
  test('asks for nothing', () => {
    const html = renderPage('x', options);
    expect(html).not.toMatch(/<script|<link|<img|@import|url\((?!["']?data:)/);
    expect(html).toContain("default-src 'none'");
  });

  test('follows the system unless a theme is forced', () => {
    expect(renderPage('x', options)).toContain('@media (prefers-color-scheme: dark) {\n  .markdown-body');
    expect(renderPage('x', { ...options, theme: 'dark' })).toContain('data-theme="dark"');
  });

  test('shows title and author as text', () => {
    const html = renderPage('x', { ...options, author: '<b>me</b>' });
    expect(html).toContain('<title>A &#60;comment&#62;</title>');
    expect(html).toContain('<strong>&#60;b&#62;me&#60;/b&#62;</strong>');
  });
});
