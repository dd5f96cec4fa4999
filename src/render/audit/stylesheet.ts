/**
 * How the page of an audit looks: calm and dense, light and dark, on a screen and on paper. Chromium repeats the head of a
 * table on each sheet where it takes less than a quarter of it, so on paper it is kept that low.
 */

/** Every colour of the page; text of each of them is readable on `bg` and `panel`, and `bg` on each of the marks. */
export const colours = {
  light: {
    bg: '#ffffff',
    panel: '#f5f6f8',
    line: '#d4d9df',
    ink: '#1b2028',
    soft: '#59636e',
    link: '#0b57a4',
    error: '#b3261e',
    warning: '#8a5200',
    application: '#24507f',
    users: '#0b6464',
    role: '#3f6212',
  },
  dark: {
    bg: '#0f1318',
    panel: '#181d24',
    line: '#343b44',
    ink: '#e4e8ed',
    soft: '#9da7b3',
    link: '#86b7ff',
    error: '#ff8f85',
    warning: '#f0b45c',
    application: '#93bdf2',
    users: '#6fcfcf',
    role: '#a8d46f',
  },
} as const;

function variables(scheme: Readonly<Record<string, string>>): string {
  return Object.entries(scheme)
    .map(([colour, value]) => `--${colour}:${value}`)
    .join(';');
}

export const stylesheet = `:root { color-scheme: light dark; ${variables(colours.light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(colours.dark)} } }
html { font-size: 87.5%; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: var(--bg); color: var(--ink);
  font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0; font-size: 1.15rem; font-weight: 600; color: var(--soft); }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.4rem; line-height: 1.25; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.1rem; }
p { margin: .5rem 0; }
.verdict { margin: .25rem 0 0; font-size: 1.6rem; line-height: 1.3; font-weight: 600; text-wrap: pretty; }
.facts, .hint, footer, small { color: var(--soft); }
a { color: var(--link); }
code { font: .92em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  white-space: break-spaces; overflow-wrap: anywhere; unicode-bidi: isolate; }
code.spaces { background: var(--panel); outline: 1px solid var(--line); }
.alert { margin: 1rem 0 0; padding: .6rem .9rem; background: var(--panel); border-left: 4px solid var(--warning); }
.alert p, .alert ul { margin: 0; }
.alert ul { padding-left: 1.2rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.25rem; }
caption { text-align: left; padding: .25rem 0; font-weight: 600; }
caption .hint { font-weight: 400; margin: .1rem 0; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 600; font-size: .86em; }
tbody th { font-weight: 400; }
.findings, .words, .held { table-layout: fixed; }
.findings caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.findings thead th:last-child { width: 36%; }
.findings tbody tr:not(:last-child) > * { border-bottom: 0; padding-bottom: 0; }
.findings th > code { font-weight: 600; margin-right: .5em; }
.words th:first-child { width: 24%; }
.words th:nth-child(2) { width: 34%; }
.overview td, .overview thead th { overflow-wrap: normal; }
.overview th:first-child { min-width: 14rem; }
.held th:first-child, .held th:last-child { width: 30%; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
h3.error, b.error { color: var(--error); }
h3.warning, b.warning { color: var(--warning); }
b { display: inline-block; padding: 0 .35em; border: 1px solid; border-radius: 3px; font-size: .78em; font-weight: 600;
  color: var(--soft); white-space: nowrap; }
summary { cursor: pointer; }
summary h3 { display: inline; }
.api { border-top: 1px solid var(--line); padding: .75rem 0; }
.scroll { overflow: auto; max-height: 90vh; }
.scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.matrix { width: auto; border-collapse: separate; border-spacing: 0; }
.matrix th, .matrix td { border-right: 1px solid var(--line); }
.matrix td { text-align: center; padding: .2rem .25rem; white-space: nowrap; }
.matrix thead th { background: var(--bg); vertical-align: bottom; text-align: center; }
.matrix thead th[scope="colgroup"] { text-align: left; white-space: nowrap; overflow-wrap: normal; }
.matrix thead tr:last-child th { padding: .35rem .2rem; }
.matrix thead [scope="colgroup"] span { position: sticky; left: min(24rem, 50vw); }
.matrix thead [scope="col"] span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 15rem; text-align: left; }
.matrix thead { position: sticky; top: 0; z-index: 2; }
.matrix thead .corner, .matrix tbody th { position: sticky; left: 0; z-index: 1; background: var(--bg); text-align: left;
  min-width: 9rem; }
.matrix tbody code { display: inline-block; width: max-content; max-width: min(22rem, 40vw); }
.matrix tbody tr:hover > * { background: var(--panel); }
.matrix .corner { z-index: 3; }
.matrix .idle { text-decoration: line-through; color: var(--soft); }
i { display: inline-block; min-width: 1.5em; padding: 0 .3em; border: 1.5px solid var(--mark); background: var(--mark);
  color: var(--bg); font: 600 .8em/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; text-align: center; }
i.a { --mark: var(--application); border-radius: 2px; }
i.u { --mark: var(--users); border-radius: 1em; }
i.r { --mark: var(--role); border-radius: .7em .7em 0 0; }
i.p { --mark: var(--error); border-radius: 0; outline: 1.5px solid var(--mark); outline-offset: 1px; }
i.e { --mark: var(--warning); border-radius: 0; outline: 1.5px solid var(--mark); outline-offset: 1px; }
i.q { background: transparent; color: var(--mark); }
i.x { --mark: var(--soft); background: transparent; color: var(--soft); border-style: dashed; outline: 0; }
i span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.legend { display: flex; flex-wrap: wrap; gap: .35rem 1.5rem; margin: .5rem 0 1rem; }
.legend div { display: flex; gap: .5rem; align-items: baseline; }
.legend dd { margin: 0; color: var(--soft); }
@media (max-width: 40rem) {
  body { padding: 1rem; }
  .words tr, .words td, .words th { display: block; width: auto; border-bottom: 0; padding: .15rem 0; }
  .words tr { border-bottom: 1px solid var(--line); }
  .words thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .words th:first-child, .words th:nth-child(2) { width: auto; }
}
@media print {
  @page { size: landscape; margin: 12mm; }
  :root { color-scheme: light; ${variables(colours.light)} }
  html { font-size: 62.5%; }
  body { padding: 0; max-width: none; }
  .scroll { overflow: visible; max-height: none; }
  .matrix thead, .matrix .corner, .matrix tbody th { position: static; }
  .matrix tbody code { max-width: 22rem; }
  .matrix thead [scope="col"] span { max-height: 12.5rem; max-width: 6em; overflow: hidden; }
  .matrix.wide { table-layout: fixed; width: 100%; }
  .matrix.wide .corner { width: 18%; }
  .matrix.wide tbody code { max-width: 100%; }
  .matrix.wide td, .matrix.wide thead tr:last-child th { padding: 1px; font-size: .75em; }
  .matrix.wide thead [scope="col"] span { max-width: 2.2em; line-height: 1.1; }
  .matrix.wide i { min-width: 1.4em; padding: 0; }
  tr, .alert, .legend { break-inside: avoid; }
  h2, h3, summary, caption, thead, .facts { break-after: avoid; }
  .legend div { display: inline-flex; margin-right: 1.5rem; }
  .legend { display: block; }
  i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; height: auto; }
  @supports not selector(::details-content) {
    details:not([open]) > summary::after { content: " (folded: open it before you print)"; }
  }
  a { color: inherit; }
}
`;
