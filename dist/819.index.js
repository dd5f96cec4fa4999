export const id = 819;
export const ids = [819];
export const modules = {

/***/ 2819:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  auditFormats: () => (/* binding */ auditFormats)
});

// EXTERNAL MODULE: ./lib/render/json.js
var json = __webpack_require__(7544);
// EXTERNAL MODULE: ./lib/render/audit/holders.js
var holders = __webpack_require__(2035);
// EXTERNAL MODULE: ./lib/render/audit/verdict.js
var verdict = __webpack_require__(3065);
;// CONCATENATED MODULE: ./lib/render/audit/csv.js


const header = 'api,api-name,permission,description,status,deprecated,holder-kind,as,holder,holder-id,organization,users,all,effective,exposure,fingerprint';
/** RFC 4180. Without the time, so that two audits of one tenant are the same bytes. */
function renderAuditCsv(audit) {
    const unread = (0,holders/* unreadHolders */.Fo)(audit);
    const end = line([audit.fingerprint]);
    const lines = audit.apis.flatMap((api) => {
        const exposure = line([api.exposure]);
        return api.permissions.flatMap((one) => {
            const start = line(permissionCells(api, one));
            return holderRows(one, unread).map((cells) => `${start},${line(cells)},${exposure},${end}`);
        });
    });
    return [header, ...lines, ''].join('\r\n');
}
function permissionCells({ identifier, name }, one) {
    const { permission, description, status, deprecated } = one;
    return [identifier, name ?? '', permission, description, status, deprecated === null ? '' : String(deprecated)];
}
function holderRows(one, unread) {
    if (one.status === 'missing')
        return [blank('')];
    const missing = unread.map((kind) => blank('not-read', kind));
    const nobody = (0,verdict/* isHeldByNobody */.E$)(one, unread) ? [blank('nobody')] : [];
    return [...one.holders.map(holderCells), ...missing, ...nobody];
}
function blank(kind, holder = '') {
    return [kind, '', holder, '', '', '', '', ''];
}
function holderCells(holder) {
    const effective = String(holder.effective);
    if ((0,holders/* isGranted */.kR)(holder)) {
        const [name, id] = holder.kind === 'application' ? [holder.name ?? holder.id, holder.id] : ['', ''];
        return [holder.kind, holder.as, name, id, '', '', String(holder.all), effective];
    }
    if (holder.kind === 'every-user')
        return [holder.kind, '', '', '', '', '', '', effective];
    const { kind, name, id, organization, users } = holder;
    const within = organization ? (organization.name ?? organization.id) : '';
    return [kind, '', name, id, within, users === null ? '' : String(users), '', effective];
}
function line(cells) {
    return cells.map(cell).join(',');
}
/** What a spreadsheet would take for a formula, in its full-width form too, or would cut off before it finds one. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
function cell(text) {
    if (formula.test(text))
        return quoted(`'${text}`);
    return /[",\r\n]/.test(text) ? quoted(text) : text;
}
function quoted(text) {
    return `"${text.replaceAll('"', '""')}"`;
}

// EXTERNAL MODULE: ./lib/render/words.js
var words = __webpack_require__(8653);
// EXTERNAL MODULE: ./lib/core/reach/words.js
var reach_words = __webpack_require__(6270);
// EXTERNAL MODULE: ./lib/render/visible.js
var visible = __webpack_require__(2474);
;// CONCATENATED MODULE: ./lib/render/audit/hypertext.js


const entities = new Map([
    ['&', '&amp;'],
    ['<', '&lt;'],
    ['>', '&gt;'],
    ['"', '&quot;'],
    ["'", '&#39;'],
]);
/** For the content of an element, and for an attribute between double quotes. */
function html(text) {
    return (0,visible/* visible */.RK)(text).replace(/[&<>"']/g, (character) => entities.get(character) ?? '');
}
/** A name, as it is: its spaces are seen, and its direction does not turn what stands around it. */
function hypertext_name(text) {
    return `<code>${html(text)}</code>`;
}
/** A sentence, in which what stands between backticks is a name. */
function sentence(text) {
    return text
        .split(/(`[^`]+`)/)
        .map((part, index) => (index % 2 === 1 ? hypertext_name(part.slice(1, -1)) : html(part)))
        .join('');
}
/** The words of a phrase are ours; they hold nothing that would have to be escaped. */
function phrase(text) {
    return (0,reach_words/* phraseText */.tN)(text, hypertext_name);
}

// EXTERNAL MODULE: ./lib/core/problem.js
var problem = __webpack_require__(5524);
;// CONCATENATED MODULE: ./lib/render/audit/matrix.js





/** As many columns as a landscape page of paper has room for; more are another table below. */
const mostColumns = 60;
/** The widest reach first. */
const groups = {
    anyone: 'anyone',
    'every-user': 'every user',
    'third-party-applications': 'third parties',
    application: 'applications',
    role: 'roles',
};
/** One for each holder of the API, those of a kind together. */
function columnsOf({ permissions }) {
    const columns = new Map();
    for (const { holders } of permissions) {
        for (const holder of holders) {
            const key = keyOf(holder);
            if (!columns.get(key)?.effective)
                columns.set(key, column(holder, key));
        }
    }
    return withIds([...columns.values()].sort(compareColumns));
}
function keyOf(holder) {
    return `${groupOf(holder)} ${'id' in holder ? holder.id : ''}`;
}
function groupOf(holder) {
    return (0,holders/* isGranted */.kR)(holder) && holder.as === 'anyone' ? 'anyone' : holder.kind;
}
function column(holder, key) {
    const id = 'id' in holder ? holder.id : '';
    const detail = holder.kind === 'role' ? roleDetail(holder) : '';
    return { key, group: groupOf(holder), label: labelOf(holder), detail, id, effective: holder.effective };
}
function labelOf(holder) {
    if (holder.kind === 'every-user')
        return reach_words/* anyFirstParty */.bO;
    return holder.kind === 'third-party-applications' ? 'every third-party application' : (holder.name ?? holder.id);
}
function roleDetail({ organization, users }) {
    const within = organization ? [organization.name ?? organization.id] : [];
    return [...within, ...(users === null ? [] : [(0,words/* count */.U9)(users, 'user')])].join(', ');
}
function compareColumns(a, b) {
    const order = Object.keys(groups);
    return order.indexOf(a.group) - order.indexOf(b.group) || (0,problem/* compareText */.n6)(a.label, b.label) || (0,problem/* compareText */.n6)(a.id, b.id);
}
/** Two that look the same are told apart. */
function withIds(columns) {
    const looks = ({ group, label, detail }) => JSON.stringify([group, label, detail]);
    const same = Map.groupBy(columns, looks);
    return columns.map((one) => {
        if (same.get(looks(one))?.length === 1)
            return one;
        return { ...one, detail: [one.detail, one.id].filter((part) => part !== '').join(', ') };
    });
}
/** Tables in regions of their own, which scroll and which a keyboard can reach. */
function matrices(rows) {
    const { columns } = rows;
    const starts = Array.from({ length: Math.ceil(columns.length / mostColumns) }, (_, index) => index * mostColumns);
    return starts.map((start) => matrix(rows, start)).join('\n');
}
function matrix(rows, start) {
    const { api, columns, tags } = rows;
    const shown = columns.slice(start, start + mostColumns);
    const part = shown.length === columns.length ? '' : `, ${start + 1} to ${start + shown.length} of ${columns.length}`;
    const title = `Who holds what of ${html(api.identifier)}${part}`;
    const body = api.permissions.map((one) => `<tr><th scope="row">${hypertext_name(one.permission)}${tags(one)}</th>${cells(one, shown, api)}</tr>`);
    return [
        `<div class="scroll" role="region" tabindex="0" aria-label="${title}">`,
        `<table class="matrix${shown.length > mostColumns / 2 ? ' wide' : ''}">`,
        `<caption>Who holds what${part}</caption>`,
        `<thead>\n<tr><th scope="col" rowspan="2">Permission</th>${groupHeads(shown)}</tr>`,
        `<tr>${shown.map(head).join('')}</tr>\n</thead>`,
        `<tbody>\n${body.join('\n')}\n</tbody>\n</table>\n</div>`,
    ].join('\n');
}
function groupHeads(columns) {
    return [...Map.groupBy(columns, ({ group }) => group)]
        .map(([group, { length }]) => `<th scope="colgroup" colspan="${length}">${groups[group]}</th>`)
        .join('');
}
function head({ label, detail, effective }) {
    const more = detail === '' ? '' : ` <small>${html(detail)}</small>`;
    const none = effective ? '' : ' <small>no effect</small>';
    return `<th scope="col"${effective ? '' : ' class="idle"'}><span>${html(label)}${more}${none}</span></th>`;
}
function cells({ holders }, columns, api) {
    const marks = new Map();
    for (const holder of holders) {
        const key = keyOf(holder);
        marks.set(key, `${marks.get(key) ?? ''}${mark(holder, api)}`);
    }
    return columns.map(({ key }) => `<td>${marks.get(key) ?? ''}</td>`).join('');
}
const letters = { itself: 'A', 'its-users': 'U', anyone: 'P', role: 'R', 'every-user': 'E' };
/** A letter says by which way, its shape whether it counts: filled at once, outlined by role, dashed and small not at all. */
function mark(holder, { rbac }) {
    const letter = letters[(0,holders/* isGranted */.kR)(holder) ? holder.as : holder.kind];
    const all = (0,holders/* isGranted */.kR)(holder) && holder.all ? '*' : '';
    const kind = letter.toLowerCase();
    if (!holder.effective)
        return `<i class="${kind} x">${kind}${all}<span> without effect</span></i>`;
    if ((0,holders/* isGranted */.kR)(holder) && (0,holders/* needsRole */.k_)(holder, rbac))
        return `<i class="${kind} q">${letter}${all}<span> by role</span></i>`;
    return `<i class="${kind}">${letter}${all}</i>`;
}
const explained = [
    ['<i class="p">P</i>', 'anyone, without signing in, through the application'],
    ['<i class="e">E</i>', reach_words/* anyFirstParty */.bO],
    ['<i class="a">A</i>', 'the application itself'],
    ['<i class="u">U</i>', 'all users of the application'],
    ['<i class="u q">U</i>', 'outlined: those of its users who hold it by role'],
    ['<i class="r">R</i>', 'users who have the role'],
    ['<i class="a">A*</i>', 'with a star: the grant allows all permissions, those to come included'],
    ['<i class="a x">a</i>', 'dashed and small: without effect, the API or its settings let nobody in by it'],
];
/** What the marks mean. */
function legend() {
    const entries = explained.map(([shown, words]) => `<div><dt>${shown}</dt><dd>${words}</dd></div>`);
    return `<dl class="legend">\n${entries.join('\n')}\n</dl>`;
}

;// CONCATENATED MODULE: ./lib/render/audit/api-part.js





function api_part_anchor(index) {
    return `api-${index + 1}`;
}
/** More than these are folded each, below a table of all. */
const mostOpenApis = 5;
const mostOpenPermissions = 40;
function apiPart(part) {
    const { api, audit, index } = part;
    const title = api.name === null ? hypertext_name(api.identifier) : `${html(api.name)} ${hypertext_name(api.identifier)}`;
    return [
        `<details class="api"${audit.apis.length > mostOpenApis ? '' : ' open'}>`,
        `<summary><h3>${title}</h3></summary>`,
        `<div id="${api_part_anchor(index)}">`,
        facts(part),
        ...(api.permissions.length === 0 ? [] : [matrixOf(part), inWords(part)]),
        '</div>\n</details>',
    ].join('\n');
}
function facts({ api, findings }) {
    const { exposure, rbac, permissions } = api;
    const found = (0,verdict/* countsText */.WN)(severityCounts(findings));
    const parts = [
        permissions.length === 0 ? 'no permissions' : (0,words/* count */.U9)(permissions.length, 'permission'),
        `exposure <strong>${exposure}</strong>: ${verdict/* exposures */.DD[exposure]}`,
        `RBAC ${rbac ? 'on' : 'off'}`,
        ...(found === '' ? [] : [found]),
    ];
    return `<p class="facts">${parts.join(' · ')}</p>`;
}
function severityCounts(findings) {
    const number = (severity) => findings.filter((one) => one.severity === severity).length;
    return { errors: number('error'), warnings: number('warning'), notes: number('note') };
}
function matrixOf({ api, audit, columns, findings, matrix }) {
    const unread = (0,holders/* unreadHolders */.Fo)(audit);
    const missing = unread.length === 0
        ? ''
        : `<p class="facts">Not read: ${(0,words/* listed */.KE)(unread)}. Who holds a permission by them is not shown.</p>`;
    if (matrix === 'left out')
        return `${missing}<p class="facts">The matrix is left out: with it this page would be too large to open. All holders are in the CSV and the JSON file of an audit.</p>`;
    if (columns.length === 0)
        return unread.length > 0 ? missing : '<p class="facts">Nobody holds any of its permissions.</p>';
    const worst = Map.groupBy(findings, ({ permission }) => permission);
    const tags = (one) => tagsOf(one, { audit, findings: worst.get(one.permission) ?? [] });
    return `${missing}${matrices({ api, columns, tags })}`;
}
function tagsOf(one, { audit, findings }) {
    const { errors, warnings } = severityCounts(findings);
    return [
        ...(errors > 0 ? [`<b class="error">${(0,words/* count */.U9)(errors, 'error')}</b>`] : []),
        ...(warnings > 0 ? [`<b class="warning">${(0,words/* count */.U9)(warnings, 'warning')}</b>`] : []),
        ...((0,verdict/* isHeldByNobody */.E$)(one, (0,holders/* unreadHolders */.Fo)(audit)) ? ['<b>nobody</b>'] : []),
        ...(0,verdict/* statusNotes */.G6)(one).map(({ word }) => `<b>${word}</b>`),
    ]
        .map((tag) => ` ${tag}`)
        .join('');
}
function inWords({ api, audit }) {
    const { permissions } = api;
    const isOpen = audit.apis.length <= mostOpenApis && permissions.length <= mostOpenPermissions;
    const rows = permissions.map((one) => `<tr>${wordCells(one, { api, audit })}</tr>`);
    return [
        `<details${isOpen ? ' open' : ''}>`,
        '<summary>In words</summary>',
        '<table>',
        `<caption>Permissions of ${hypertext_name(api.identifier)}</caption>`,
        '<thead>\n<tr><th scope="col">Permission</th><th scope="col">What it allows</th><th scope="col">Who holds it</th></tr>\n</thead>',
        `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n</details>`,
    ].join('\n');
}
function wordCells(one, place) {
    const notes = (0,verdict/* statusNotes */.G6)(one).map(({ word, reason }) => `<b>${word}</b>${reason === '' ? '' : ` ${html(reason)}`}`);
    const what = [...notes, html(one.description)].filter((part) => part !== '').join('<br>');
    const who = (0,verdict/* whoHolds */.vm)(one, place, 'some').map(phrase).join('<br>');
    return `<th scope="row">${hypertext_name(one.permission)}</th><td>${what}</td><td>${who}</td>`;
}

// EXTERNAL MODULE: ./lib/render/audit/findings.js
var audit_findings = __webpack_require__(8260);
;// CONCATENATED MODULE: ./lib/render/audit/finding-tables.js




/** Notes ask for nothing at once, so that a long list of them is folded. */
const mostOpenNotes = 10;
function findingSections(audit, link) {
    return (0,audit_findings/* findingParts */.ET)(audit).map(({ title, groups }) => ['<section>', `<h2>${title}</h2>`, ...groups.map((group) => groupPart(group, link)), '</section>'].join('\n'));
}
function groupPart(group, link) {
    const { severity, findings } = group;
    const heading = `<h3 class="${severity}">${(0,audit_findings/* groupTitle */.SZ)(group)}</h3>`;
    const tables = (0,audit_findings/* byId */.$H)(findings)
        .map(([id, same]) => findingTable({ id, findings: same, link }))
        .join('\n');
    if (severity !== 'note' || findings.length <= mostOpenNotes)
        return `${heading}\n${tables}`;
    return `<details>\n<summary>${heading}</summary>\n${tables}\n</details>`;
}
/** What to do stands once where it is the same for all. */
function findingTable({ id, findings, link }) {
    const hints = new Set(findings.map(({ hint }) => hint));
    const [hint = ''] = hints;
    const isSame = hints.size === 1 && findings.length > 1 && hint !== '';
    const rows = findings.map(({ permission, api, message, hint: own }) => {
        const what = isSame || own === '' ? sentence(message) : `${sentence(message)}<p class="hint">${sentence(own)}</p>`;
        const where = [permission === null ? '' : hypertext_name(permission), api === null ? '' : link(api)];
        return `<tr><td>${where[0]}</td><td>${where[1]}</td><td>${what}</td></tr>`;
    });
    return [
        '<table class="findings">',
        `<caption><code>${id}</code>${findings.length > 1 ? ` (${findings.length})` : ''}${isSame ? `<p class="hint">${sentence(hint)}</p>` : ''}</caption>`,
        '<thead>\n<tr><th scope="col">Permission</th><th scope="col">API</th><th scope="col">What was found</th></tr>\n</thead>',
        `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
    ].join('\n');
}
/** Who gained and who lost what; '' where there is no earlier audit to compare with. */
function sinceSection(audit, link) {
    const { since } = audit;
    if (!since)
        return '';
    const { gained, lost, findings } = since;
    const nothing = gained.length + lost.length === 0 ? ['<p>Nobody gained or lost a permission.</p>'] : [];
    return [
        '<section>',
        '<h2>Since the audit before</h2>',
        `<p>Compared with the audit of ${hypertext_name(since.created)}, fingerprint ${hypertext_name(since.fingerprint)}.</p>`,
        ...nothing,
        heldTable('Gained', gained, { audit, link }),
        heldTable('Lost', lost, { audit, link }),
        gonePart(findings.gone, link),
        '</section>',
    ]
        .filter((part) => part !== '')
        .join('\n');
}
function heldTable(verb, held, { audit, link }) {
    if (held.length === 0)
        return '';
    const rows = (0,holders/* heldTogether */.KC)(held, audit).map(({ api, who, permissions }) => `<tr><td>${who.map(phrase).join('<br>')}</td><td>${permissions.map(hypertext_name).join(' ')}</td><td>${link(api)}</td></tr>`);
    return [
        '<table class="held">',
        `<caption>${verb}</caption>`,
        `<thead>\n<tr><th scope="col">Who</th><th scope="col">Permissions</th><th scope="col">API</th></tr>\n</thead>`,
        `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`,
    ].join('\n');
}
function gonePart(gone, link) {
    if (gone.length === 0)
        return '';
    const tables = (0,audit_findings/* byId */.$H)(gone).map(([id, findings]) => findingTable({ id, findings, link }));
    return `<details>\n<summary>${html((0,words/* count */.U9)(gone.length, 'finding'))} gone</summary>\n${tables.join('\n')}\n</details>`;
}

;// CONCATENATED MODULE: ./lib/render/audit/stylesheet.js
/** How the page of an audit looks: calm and dense, light and dark, on a screen and on paper. */
/** Every colour of the page; text of each of them is readable on `bg` and `panel`, and `bg` on each of the marks. */
const colours = {
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
};
function variables(scheme) {
    return Object.entries(scheme)
        .map(([colour, value]) => `--${colour}:${value}`)
        .join(';');
}
const stylesheet = `:root { color-scheme: light dark; ${variables(colours.light)} }
@media (prefers-color-scheme: dark) { :root { ${variables(colours.dark)} } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 90rem; background: var(--bg); color: var(--ink);
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { margin: 0; font-size: 1.05rem; font-weight: 600; color: var(--soft); }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.25rem; line-height: 1.25; }
h3 { margin: 1.25rem 0 .5rem; font-size: 1rem; }
p { margin: .5rem 0; }
.verdict { margin: .25rem 0 0; font-size: 1.4rem; line-height: 1.3; font-weight: 600; text-wrap: pretty; }
.facts, .hint, footer, small { color: var(--soft); }
a { color: var(--link); }
code { font: .92em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace;
  white-space: break-spaces; overflow-wrap: anywhere; unicode-bidi: isolate; }
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
td.number { text-align: right; font-variant-numeric: tabular-nums; }
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
.matrix thead tr:last-child th { padding: .35rem .2rem; }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 15rem; text-align: left; }
.matrix thead { position: sticky; top: 0; z-index: 2; }
.matrix tr > th:first-child[scope] { position: sticky; left: 0; z-index: 1; background: var(--bg); text-align: left;
  min-width: 11rem; max-width: 24rem; }
.matrix tbody tr:hover > * { background: var(--panel); }
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
@media print {
  @page { size: landscape; margin: 12mm; }
  :root { color-scheme: light; ${variables(colours.light)} }
  body { padding: 0; max-width: none; font-size: 10px; }
  .scroll { overflow: visible; max-height: none; }
  .matrix thead, .matrix tr > th:first-child[scope] { position: static; }
  .matrix.wide td, .matrix.wide thead tr:last-child th { padding: 1px; font-size: 8px; }
  tr, .alert, .legend { break-inside: avoid; }
  h2, h3, caption, summary { break-after: avoid; }
  i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; height: auto; }
  a { color: inherit; }
}
`;

;// CONCATENATED MODULE: ./lib/render/audit/html.js






/** Cells of all matrices together, beyond which a browser would have trouble with the page. */
const mostCells = 400_000;
/** The same audit is the same bytes, but for the line that says when. Ends with a line break. */
function renderAuditHtml(audit) {
    const heading = [verdict/* title */.W0, html(audit.environment)].filter((part) => part !== '').join(' · ');
    return [
        '<!doctype html>',
        '<html lang="en">',
        '<head>',
        '<meta charset="utf-8">',
        `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        '<meta name="referrer" content="no-referrer">',
        `<title>${heading} · ${html(audit.tenant)}</title>`,
        `<style>\n${stylesheet}</style>`,
        '</head>',
        '<body>',
        `<header>\n<h1>${heading}</h1>\n<p class="verdict">${phrase((0,verdict/* verdict */.WJ)(audit))}</p>\n${notRead(audit)}</header>`,
        '<main>',
        ...mainParts(audit),
        '</main>',
        footer(audit),
        '</body>',
        '</html>',
        '',
    ].join('\n');
}
function notRead({ notRead: missing }) {
    if (missing.length === 0)
        return '';
    const items = missing.map(({ what, message }) => `<li>${sentence(message)} ${verdict/* consequences */.PS[what]}</li>`);
    return `<div class="alert">\n<p><strong>Not complete</strong></p>\n<ul>\n${items.join('\n')}\n</ul>\n</div>\n`;
}
function mainParts(audit) {
    const { apis } = audit;
    const places = new Map(apis.map(({ identifier }, index) => [identifier, api_part_anchor(index)]));
    const link = (identifier) => {
        const place = places.get(identifier);
        return place === undefined ? hypertext_name(identifier) : `<a href="#${place}">${hypertext_name(identifier)}</a>`;
    };
    const parts = [...findingSections(audit, link), sinceSection(audit, link)];
    const section = apis.length === 0
        ? ''
        : ['<section>', '<h2>APIs</h2>', overview(audit, link), legend(), ...apiParts(audit), '</section>'].join('\n');
    return [...parts, section].filter((part) => part !== '');
}
/** Where there are several. */
function overview(audit, link) {
    if (audit.apis.length < 2)
        return '';
    const found = Map.groupBy(audit.findings, ({ api }) => api);
    const rows = audit.apis.map((api) => `<tr>${overviewCells(api, link)}${countCells(found.get(api.identifier) ?? [])}</tr>`);
    const heads = ['API', 'Name', 'Exposure', 'RBAC', 'Permissions', 'Held', 'Errors', 'Warnings', 'Notes'];
    return [
        '<div class="scroll" role="region" tabindex="0" aria-label="All APIs">',
        '<table class="overview">',
        '<caption>All APIs</caption>',
        `<thead>\n<tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr>\n</thead>`,
        `<tbody>\n${rows.join('\n')}\n</tbody>\n</table>\n</div>`,
    ].join('\n');
}
function overviewCells({ identifier, name: title, exposure, rbac, permissions }, link) {
    const held = permissions.filter(({ holders }) => holders.some(({ effective }) => effective)).length;
    const texts = [html(title ?? ''), exposure, rbac ? 'on' : 'off'].map((text) => `<td>${text}</td>`);
    return `<th scope="row">${link(identifier)}</th>${texts.join('')}${[permissions.length, held].map(number).join('')}`;
}
function countCells(findings) {
    const { errors, warnings, notes } = severityCounts(findings);
    return [errors, warnings, notes].map(number).join('');
}
function number(value) {
    return `<td class="number">${value}</td>`;
}
function apiParts(audit) {
    const found = Map.groupBy(audit.findings, ({ api }) => api);
    let left = mostCells;
    return audit.apis.map((api, index) => {
        const columns = columnsOf(api);
        const size = columns.length * api.permissions.length;
        const matrix = size <= left ? 'drawn' : 'left out';
        if (matrix === 'drawn')
            left -= size;
        return apiPart({ api, audit, index, columns, matrix, findings: found.get(api.identifier) ?? [] });
    });
}
function footer({ created, fingerprint }) {
    return `<footer>\n<p>Fingerprint ${hypertext_name(fingerprint)}</p>\n<p>Read <time>${html(created)}</time></p>\n</footer>`;
}

// EXTERNAL MODULE: ./lib/render/audit/markdown.js
var markdown = __webpack_require__(1787);
;// CONCATENATED MODULE: ./lib/render/audit/formats.js




/** By the ending of the file that it goes to. The JSON is what the others are made from. */
const auditFormats = {
    '.json': json/* json */.P,
    '.csv': renderAuditCsv,
    '.html': renderAuditHtml,
    '.md': markdown/* renderAuditMarkdown */.t,
};


/***/ })

};
