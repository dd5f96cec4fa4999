export const id=819;export const ids=[819];export const modules={8260:((e,t,n)=>{n.d(t,{ET:()=>findingParts,SZ:()=>groupTitle,ed:()=>freshOf});var i=n(8653);function findingParts(e){let{findings:t,since:n}=e,i=new Set(n?freshOf(e):t);return{first:{title:n?"New findings":"Findings",groups:groupsOf([...i])},before:{title:"Findings that were there before",groups:groupsOf(t.filter(e=>!i.has(e)))}}}function freshOf({findings:e,since:t}){let n=new Set(t?.findings.new.map(keyOf));return e.filter(e=>n.has(keyOf(e)))}function keyOf({id:e,api:t,permission:n,holder:i,message:r}){return JSON.stringify([e,t,n,r,i&&"id"in i?i.id:null])}let r=["error","warning","note"];function groupsOf(e){return r.map(t=>({severity:t,findings:e.filter(e=>e.severity===t)})).filter(e=>e.findings.length>0)}function groupTitle({severity:e,findings:t}){return(0,i.U9)(t.length,e)}}),2819:((e,t,n)=>{n.d(t,{auditFormats:()=>y});var i=n(7544),r=n(2035),o=n(3065);function renderAuditCsv(e){return[`api,api-name,permission,description,status,deprecated,holder-kind,as,holder,holder-id,organization,users,all,effective,exposure,fingerprint\r
`,...e.apis.map(t=>apiLines(t,e))].join("")}function apiLines(e,t){let n=(0,r.Fo)(t),i=line([e.exposure,t.fingerprint]);return e.permissions.flatMap(t=>{let r=line(permissionCells(e,t));return holderRows(t,n).map(e=>`${r},${line(e)},${i}\r
`)}).join("")}function permissionCells({identifier:e,name:t},n){let{permission:i,description:r,status:o,deprecated:a}=n;return[e,t??"",i,r,o,null===a?"":String(a)]}function holderRows(e,t){if("missing"===e.status)return[blank("")];let n=t.map(e=>blank("not-read",e)),i=(0,o.E$)(e,t)?[blank("nobody")]:[];return[...e.holders.map(holderCells),...n,...i]}function blank(e,t=""){return[e,"",t,"","","","",""]}function holderCells(e){let t=String(e.effective);if((0,r.kR)(e)){let[n,i]="application"===e.kind?[e.name??e.id,e.id]:["",""];return[e.kind,e.as,n,i,"","",String(e.all),t]}if("every-user"===e.kind)return[e.kind,"","","","","","",t];let{kind:n,name:i,id:o,organization:a,users:l}=e;return[n,"",i,o,a?a.name??a.id:"",null===l?"":String(l),"",t]}function line(e){return e.map(cell).join(",")}let a=/^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;function cell(e){return a.test(e)?quoted(`'${e}`):/[",\r\n]/.test(e)?quoted(e):e}function quoted(e){return`"${e.replaceAll('"','""')}"`}var l=n(8653),s=n(6270),d=n(2474);let p=new Map([["&","&amp;"],["<","&lt;"],[">","&gt;"],['"',"&quot;"],["'","&#39;"]]);function html(e){return(0,d.RK)(e).replace(/[&<>"']/g,e=>p.get(e)??"")}function hypertext_name(e){return`<code${/^ | $| {2}/.test(e)?' class="spaces"':""}>${html(e)}</code>`}function sentence(e){return e.split(/(`[^`]+`)/).map((e,t)=>t%2==1?hypertext_name(e.slice(1,-1)):html(e)).join("")}function phrase(e){return(0,s.tN)(e,hypertext_name)}var h=n(5524);let c={anyone:"anyone","every-user":"every user","third-party-applications":"third parties",application:"applications",role:"roles"};function columnsOf({permissions:e}){let t=new Map;for(let n of e.flatMap(e=>e.holders)){let e=ownKey(n);t.get(e)?.effective||t.set(e,n)}let n=keyFor([...t.values()]);return{all:withIds([...Map.groupBy(t.values(),n)].flatMap(([e,t])=>columnOf(e,t)).sort(compareColumns)),keyOf:n}}function ownKey(e){return`${groupOf(e)} ${"id"in e?e.id:""}`}function groupOf(e){return(0,r.kR)(e)&&"anyone"===e.as?"anyone":e.kind}function keyFor(e){let t=Map.groupBy(e.filter(isOfOrganization),({name:e})=>e);return e=>!isOfOrganization(e)||(t.get(e.name)?.length??0)<=3?ownKey(e):`organizations ${e.name}`}function isOfOrganization(e){return"role"===e.kind&&null!==e.organization}function columnOf(e,t){return t.slice(0,1).map(n=>({key:e,group:groupOf(n),label:labelOf(n),detail:roleDetail(t.filter(e=>"role"===e.kind)),id:1===t.length&&"id"in n?n.id:"",effective:t.some(({effective:e})=>e)}))}function labelOf(e){return"every-user"===e.kind?s.bO:"third-party-applications"===e.kind?"every third-party application":e.name??e.id}function roleDetail(e){let[t]=e;if(!t)return"";let{organization:n}=t,i=n?[n.name??n.id]:[];return[...e.length>1?[`in ${(0,l.U9)(e.length,"organization")}`]:i,(0,s.wH)(e)].filter(e=>""!==e).join(", ")}function compareColumns(e,t){let n=Object.keys(c);return n.indexOf(e.group)-n.indexOf(t.group)||(0,h.n6)(e.label,t.label)||(0,h.n6)(e.id,t.id)}function withIds(e){let looks=({group:e,label:t,detail:n})=>JSON.stringify([e,t,n]),t=Map.groupBy(e,looks);return e.map(e=>t.get(looks(e))?.length===1?e:{...e,detail:[e.detail,e.id].filter(e=>""!==e).join(", ")})}function matrices(e){let{length:t}=e.columns.all;return Array.from({length:Math.ceil(t/60)},(e,t)=>60*t).map(t=>matrix(e,t)).join("\n")}function matrix(e,t){let{api:n,columns:i,tags:r,id:o}=e,a=i.all.slice(t,t+60),l=i.all.length,s=a.length===l?"":`, holders ${t+1} to ${t+a.length} of ${l}`,d=n.permissions.map(e=>{let t=cellsOf(e,{shown:a,keyOf:i.keyOf,rbac:n.rbac});return`<tr><th scope="row">${hypertext_name(e.permission)}${r(e)}</th>${t}</tr>`});return`<div class="scroll" role="region" tabindex="0" aria-labelledby="${o}-title ${o}-${t}">
<table class="matrix${a.length>15?" wide":""}">
<caption id="${o}-${t}">Who holds what${s}</caption>
<thead>
<tr><th scope="col" rowspan="2" class="corner">Permission</th>${groupHeads(a)}</tr>
<tr>${a.map(head).join("")}</tr>
</thead>
<tbody>
${d.join("\n")}
</tbody>
</table>
</div>`}function groupHeads(e){return[...Map.groupBy(e,({group:e})=>e)].map(([e,{length:t}])=>`<th scope="colgroup" colspan="${t}"><span>${c[e]}</span></th>`).join("")}function head({label:e,detail:t,effective:n}){let i=""===t?"":` <small>${html(t)}</small>`;return`<th scope="col"${n?"":' class="idle"'}><span>${html(e)}${i}${n?"":" <small>no effect</small>"}</span></th>`}function cellsOf({holders:e},{shown:t,keyOf:n,rbac:i}){let r=new Map;for(let t of e){let e=getOrAdd(r,n(t)),o=markOf(t,i);e.set(o,(e.get(o)??0)+1)}return t.map(({key:e})=>`<td>${[...r.get(e)??[]].map(mark).join("")}</td>`).join("")}function getOrAdd(e,t){let n=e.get(t)??new Map;return e.set(t,n),n}let u={itself:"A","its-users":"U",anyone:"P",role:"R","every-user":"E"};function markOf(e,t){let n=u[(0,r.kR)(e)?e.as:e.kind],i=(0,r.kR)(e)&&e.all?"*":"",o=n.toLowerCase();return e.effective?(0,r.kR)(e)&&(0,r.k_)(e,t)?`<i class="${o} q">${n}${i}<span> by role</span>`:`<i class="${o}">${n}${i}`:`<i class="${o} x">${o}${i}<span> without effect</span>`}function mark([e,t]){return`${e}${t>1?` ${t}`:""}</i>`}let m=[['<i class="p">P</i>',"anyone, without signing in, through the application"],['<i class="e">E</i>',s.bO],['<i class="a">A</i>',"the application itself"],['<i class="u">U</i>',"all users of the application"],['<i class="u q">U</i>',"outlined: those of its users who hold it by role"],['<i class="r">R</i>',"users who have the role; with a number, that many roles of one name in as many organizations"],['<i class="a">A*</i>',"with a star: the grant allows all permissions, those to come included"],['<i class="a x">a</i>',"dashed and small: without effect, as the API is set"]];function legend(){let e=m.map(([e,t])=>`<div><dt>${e}</dt><dd>${t}</dd></div>`);return`<dl class="legend">
${e.join("\n")}
</dl>`}function api_part_anchor(e){return`api-${e+1}`}function apiPart(e){let{api:t,audit:n,index:i}=e,r=null===t.name?hypertext_name(t.identifier):`${html(t.name)} ${hypertext_name(t.identifier)}`;return[`<details class="api"${n.apis.length>5?"":" open"}>`,`<summary><h3 id="${api_part_anchor(i)}-title">${r}</h3></summary>`,`<div id="${api_part_anchor(i)}">`,facts(e),...0===t.permissions.length?[]:[matrixOf(e),inWords(e)],"</div>\n</details>"].join("\n")}function facts({api:e,findings:t}){let{exposure:n,rbac:i,permissions:r}=e,a=(0,o.WN)(severityCounts(t)),s=[0===r.length?"no permissions":(0,l.U9)(r.length,"permission"),`exposure <strong>${n}</strong>: ${o.DD[n]}`,`RBAC ${i?"on":"off"}`,...""===a?[]:[a]];return`<p class="facts">${s.join(" \xb7 ")}</p>`}function severityCounts(e){let number=t=>e.filter(e=>e.severity===t).length;return{errors:number("error"),warnings:number("warning"),notes:number("note")}}function matrixOf({api:e,audit:t,index:n,columns:i,findings:o,matrix:a}){let s=(0,r.Fo)(t),d=0===s.length?"":`<p class="facts">Not read: ${(0,l.KE)(s)}. Who holds a permission by them is not shown.</p>`;if("left out"===a)return`${d}<p class="facts">The matrix is left out: with it this page would be too large to open. All holders are in the CSV and the JSON file of an audit.</p>`;if(0===i.all.length)return s.length>0?d:'<p class="facts">Nobody holds any of its permissions.</p>';let p=Map.groupBy(o,({permission:e})=>e);return`${d}${matrices({api:e,columns:i,tags:e=>tagsOf(e,{audit:t,findings:p.get(e.permission)??[]}),id:api_part_anchor(n)})}`}function tagsOf(e,{audit:t,findings:n}){let{errors:i,warnings:a}=severityCounts(n);return[...i>0?[`<b class="error">${(0,l.U9)(i,"error")}</b>`]:[],...a>0?[`<b class="warning">${(0,l.U9)(a,"warning")}</b>`]:[],...(0,o.E$)(e,(0,r.Fo)(t))?["<b>nobody</b>"]:[],...(0,o.G6)(e).map(({word:e})=>`<b>${e}</b>`)].map(e=>` ${e}`).join("")}function inWords({api:e,audit:t}){let{permissions:n}=e,i=t.apis.length<=5&&n.length<=40,r=n.map(n=>`<tr>${wordCells(n,{api:e,audit:t})}</tr>`);return`<details${i?" open":""}>
<summary>In words</summary>
<table class="words">
<caption>Permissions of ${hypertext_name(e.identifier)}</caption>
<thead>
<tr><th scope="col">Permission</th><th scope="col">What it allows</th><th scope="col">Who holds it</th></tr>
</thead>
<tbody>
${r.join("\n")}
</tbody>
</table>
</details>`}function wordCells(e,t){let n=[...(0,o.G6)(e).map(({word:e,reason:t})=>`<b>${e}</b>${""===t?"":` ${html(t)}`}`),html(e.description)].filter(e=>""!==e).join("<br>"),i=(0,o.vm)(e,t,"some").map(phrase).join("<br>");return`<th scope="row">${hypertext_name(e.permission)}</th><td>${n}</td><td>${i}</td>`}var f=n(8260);function findingSections(e,t){let{first:n,before:i}=(0,f.ET)(e);return[partSection(n,t),sinceSection(e,t),partSection(i,t)]}function partSection({title:e,groups:t},n){return 0===t.length?"":["<section>",`<h2>${e}</h2>`,...t.map(e=>groupPart(e,n)),"</section>"].join("\n")}function groupPart(e,t){let{severity:n,findings:i}=e,r=`<h3 class="${n}">${(0,f.SZ)(e)}</h3>`,o=findingTable(i,{title:(0,f.SZ)(e),link:t});return"note"!==n||i.length<=10?`${r}
${o}`:`<details>
<summary>${r}</summary>
${o}
</details>`}function findingTable(e,{title:t,link:n}){return['<table class="findings">',`<caption>${t}</caption>`,'<thead>\n<tr><th scope="col">What was found</th><th scope="col">Where</th></tr>\n</thead>',...[...Map.groupBy(e,({id:e,hint:t})=>JSON.stringify([e,t])).values()].map(e=>kindRows(e,n)),"</table>"].join("\n")}function kindRows(e,t){let n=e.map(e=>`<tr><td>${sentence(e.message)}</td><td>${where(e,t)}</td></tr>`);return`<tbody>
${[...e.slice(0,1).map(t=>kindHead(t,e.length)),...n].join("\n")}
</tbody>`}function kindHead({id:e,hint:t},n){let i=n>1?` (${n})`:"";return`<tr><th scope="rowgroup" colspan="2"><code>${e}</code>${i} <span class="hint">${sentence(t)}</span></th></tr>`}function where({permission:e,api:t},n){return[null===e?"":hypertext_name(e),null===t?"":n(t)].filter(e=>""!==e).join("<br>")}function sinceSection(e,t){let{since:n}=e;if(!n)return"";let{gained:i,lost:r,findings:a}=n;return["<section>","<h2>Who gained and who lost</h2>",`<p>Compared with the audit of ${hypertext_name(n.created)}, fingerprint ${hypertext_name(n.fingerprint)}. ${(0,o.Tb)(n)}</p>`,heldTable("Gained",i,{audit:e,link:t}),heldTable("Lost",r,{audit:e,link:t}),gonePart(a.gone,t),"</section>"].filter(e=>""!==e).join("\n")}function heldTable(e,t,{audit:n,link:i}){if(0===t.length)return"";let o=(0,r.KC)(t,n).map(({api:e,who:t,permissions:n})=>`<tr><td>${t.map(phrase).join("<br>")}</td><td>${n.map(hypertext_name).join(" ")}</td><td>${i(e)}</td></tr>`);return`<table class="held">
<caption>${e}</caption>
<thead>
<tr><th scope="col">Who</th><th scope="col">Permissions</th><th scope="col">API</th></tr>
</thead>
<tbody>
${o.join("\n")}
</tbody>
</table>`}function gonePart(e,t){if(0===e.length)return"";let n=`${(0,l.U9)(e.length,"finding")} gone`;return`<details>
<summary>${n}</summary>
${findingTable(e,{title:n,link:t})}
</details>`}let g={bg:"#ffffff",panel:"#f5f6f8",line:"#d4d9df",ink:"#1b2028",soft:"#59636e",link:"#0b57a4",error:"#b3261e",warning:"#8a5200",application:"#24507f",users:"#0b6464",role:"#3f6212"};function variables(e){return Object.entries(e).map(([e,t])=>`--${e}:${t}`).join(";")}let b=`:root { color-scheme: light dark; ${variables(g)} }
@media (prefers-color-scheme: dark) { :root { ${variables({bg:"#0f1318",panel:"#181d24",line:"#343b44",ink:"#e4e8ed",soft:"#9da7b3",link:"#86b7ff",error:"#ff8f85",warning:"#f0b45c",application:"#93bdf2",users:"#6fcfcf",role:"#a8d46f"})} } }
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
  :root { color-scheme: light; ${variables(g)} }
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
`;function renderAuditHtml(e){let t=[o.W0,html(e.environment)].filter(e=>""!==e).join(" \xb7 ");return['<!doctype html>\n<html lang="en">',html_head(`${t} \xb7 ${html(e.tenant)}`),"<body>",`<header>
<h1>${t}</h1>`,`<p class="verdict">${phrase((0,o.WJ)(e))}</p>`,when(e),`${notRead(e)}</header>`,`<main>
${mainParts(e).join("\n")}
</main>`,"</body>\n</html>\n"].join("\n")}function html_head(e){return`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${e}</title>
<style>
${b}</style>
</head>`}function when({created:e,fingerprint:t}){return`<p class="facts">
Read <time>${html(e)}</time>,
fingerprint ${hypertext_name(t)}
</p>`}function notRead(e){let{notRead:t}=e;if(0===t.length)return"";let n=""===(0,o.zL)(e)?"":`<p>${(0,o.zL)(e)}</p>
`,i=t.map(({what:e,message:t})=>`<li>${sentence(t)} ${o.PS[e]}</li>`);return`<div class="alert">
<p><strong>Not complete</strong></p>
<ul>
${i.join("\n")}
</ul>
${n}</div>
`}function mainParts(e){let t=linksTo(e.apis);return[...findingSections(e,t),apiSection(e,t)].filter(e=>""!==e)}function linksTo(e){let t=new Map(e.map(({identifier:e},t)=>[e,api_part_anchor(t)]));return e=>{let n=t.get(e);return void 0===n?hypertext_name(e):`<a href="#${n}">${hypertext_name(e)}</a>`}}function apiSection(e,t){return 0===e.apis.length?"":["<section>","<h2>APIs</h2>",overview(e,t),legend(),...apiParts(e),"</section>"].filter(e=>""!==e).join("\n")}let w=[...["API","Name","Exposure","RBAC"].map(e=>`<th scope="col">${e}</th>`),...["Permissions","Held","Errors","Warnings","Notes"].map(e=>`<th scope="col" class="number">${e}</th>`)].join("");function overview(e,t){if(e.apis.length<2)return"";let n=Map.groupBy(e.findings,({api:e})=>e),i=e.apis.map(i=>{let r=countCells(n.get(i.identifier)??[]);return`<tr><th scope="row">${t(i.identifier)}</th>${overviewCells(i,e)}${r}</tr>`});return`<div class="scroll" role="region" tabindex="0" aria-label="All APIs">
<table class="overview">
<caption>All APIs</caption>
<thead>
<tr>${w}</tr>
</thead>
<tbody>
${i.join("\n")}
</tbody>
</table>
</div>`}function overviewCells(e,t){let{name:n,exposure:i,rbac:r,permissions:a}=e;return[...[html(n??""),i,r?"on":"off"].map(e=>`<td>${e}</td>`),...[a.length,(0,o.Dx)(e,t)].map(number)].join("")}function countCells(e){let{errors:t,warnings:n,notes:i}=severityCounts(e);return[t,n,i].map(number).join("")}function number(e){return`<td class="number">${e}</td>`}function apiParts(e){let t=Map.groupBy(e.findings,({api:e})=>e),n=4e5;return e.apis.map((i,r)=>{let o=columnsOf(i),a=o.all.length*i.permissions.length,l=a<=n?"drawn":"left out";return"drawn"===l&&(n-=a),apiPart({api:i,audit:e,index:r,columns:o,matrix:l,findings:t.get(i.identifier)??[]})})}var $=n(1787);let y={".json":i.P,".csv":renderAuditCsv,".html":renderAuditHtml,".md":$.t}}),2035:((e,t,n)=>{n.d(t,{Fo:()=>unreadHolders,KC:()=>heldTogether,kR:()=>isGranted,k_:()=>needsRole,tP:()=>holderPhrases});var i=n(6270);function holderPhrases(e,t,n="some"){let r=reachOfHolders(e,t);return[...(0,i.fW)(r,n),...(0,i.$P)(r,n)]}function reachOfHolders(e,{rbac:t}){return{grants:e.flatMap(e=>isGranted(e)?grantHolder(e,t):[]),roles:e.flatMap(e=>"role"===e.kind?[e]:[]),everyone:e.some(({kind:e})=>"every-user"===e)?["first-party-users"]:[],unread:[]}}function isGranted(e){return"application"===e.kind||"third-party-applications"===e.kind}function grantHolder(e,t){let{as:n,all:i,effective:r}=e;return{application:"application"===e.kind?{id:e.id,name:e.name}:null,as:n,all:i,lists:!i,effective:r,byRole:needsRole(e,t)}}function needsRole({as:e},t){return"its-users"===e&&t}function unreadHolders({notRead:e}){return["grants","roles"].filter(t=>e.some(({what:e})=>e===t))}function heldTogether(e,{apis:t}){let n=new Set(t.filter(({rbac:e})=>e).map(({identifier:e})=>e));return[...Map.groupBy(e,({api:e,holder:t})=>JSON.stringify([e,t])).values()].flatMap(([e,...t])=>{if(!e)return[];let{api:i,holder:r}=e,o=[e,...t].map(({permission:e})=>e);return[{api:i,who:holderPhrases([r],{rbac:n.has(i)}),permissions:o}]})}}),1787:((e,t,n)=>{n.d(t,{s:()=>renderAuditSummary,t:()=>renderAuditMarkdown});var i=n(6270),r=n(4275),o=n(3419),a=n(8653),l=n(8260),s=n(2035),d=n(3065);let p={findings:1/0,apis:1/0,permissions:1/0},h=[p,{findings:500,apis:500,permissions:0},{findings:50,apis:100,permissions:0},{findings:0,apis:0,permissions:0}];function renderAuditMarkdown(e){return page(e,p)}function renderAuditSummary(e,{limit:t,rest:n}){let i="";for(let r of h){let a=r===p?"":(0,o.xE)("NOTE",[`**Shortened:** ${leftOutText(r)}. All of it is ${n}.`]);if(i=page(e,r,a),Buffer.byteLength(i)<=t)break}return i}function leftOutText({findings:e}){return 0===e?"counts only":`no permissions one by one, and at most ${e} findings of a severity`}function page(e,t,n=""){let a=[`# ${[d.W0,(0,o.pj)(e.environment)].filter(e=>""!==e).join(" \xb7 ")}`,`**${(0,i.tN)((0,d.WJ)(e),o.aY)}**`,when(e),notReadAlert(e),n,...findingSections(e,t),overview(e,t),...0===t.permissions?[]:e.apis.flatMap(t=>apiSection({api:t,audit:e}))];return`${(0,r.nn)(a)}
`}function when({created:e,fingerprint:t}){return`Read ${(0,o.aY)(e)},
fingerprint ${(0,o.aY)(t)}`}function notReadAlert(e){let{notRead:t}=e;if(0===t.length)return"";let n=t.map(({what:e,message:t})=>`- ${(0,o.pj)(t)} ${d.PS[e]}`),i=(0,d.zL)(e);return(0,o.xE)("WARNING",["**Not complete**","",...n,...""===i?[]:["",i]])}function findingSections(e,t){let{first:n,before:i}=(0,l.ET)(e);return[...partSection(n,t),...sinceSection(e,t),...partSection(i,t)]}function partSection({title:e,groups:t},{findings:n}){return 0===t.length||0===n?[]:[`## ${e}`,...t.flatMap(e=>findingGroup(e,n))]}function findingGroup(e,t){let{severity:n,findings:i}=e,r=findingTable(i,t);return"note"===n&&i.length>10?[(0,o.TM)((0,l.SZ)(e),r)]:[`### ${(0,l.SZ)(e)}`,r]}function findingTable(e,t){let{shown:n,more:i}=(0,a.$1)(e,t),r=n.map(({id:e,message:t,hint:n})=>`| \`${e}\` | ${(0,o.dD)(`${t} ${n}`)} |`),l=i>0?[`| \u{2026} and ${i} more | |`]:[];return["| finding | what, and what to do |","|---|---|",...r,...l].join("\n")}function sinceSection(e,{findings:t}){let{since:n}=e;if(!n)return[];let{gone:i}=n.findings,r=0===i.length?"":(0,o.TM)(`${(0,a.U9)(i.length,"finding")} gone`,findingTable(i,t));return["## Who gained and who lost",`Compared with the audit of ${(0,o.aY)(n.created)}. ${(0,d.Tb)(n)}`,...0===t?[]:[heldTable(e,t),r]]}function heldTable(e,t){let n=[...heldRows("gained",e),...heldRows("lost",e)];if(0===n.length)return"";let{shown:i,more:r}=(0,a.$1)(n,t),o=r>0?[`| \u{2026} and ${r} more | |`]:[];return["| what | who |","|---|---|",...i,...o].join("\n")}function heldRows(e,t){let n=t.since?.[e]??[];return(0,s.KC)(n,t).map(({api:t,who:n,permissions:r})=>{let a=n.map(e=>(0,i.tN)(e,o.MZ)).join("<br>");return`| **${e}** ${r.map(o.MZ).join(" ")} of ${(0,o.MZ)(t)} | ${a} |`})}function overview(e,{apis:t}){if(e.apis.length<2||0===t)return"";let{shown:n,more:i}=(0,a.$1)(e.apis,t),r=n.map(t=>`| ${overviewCells(t,e).join(" | ")} |`),o=i>0?[`| \u{2026} and ${i} more | | | | | |`]:[];return["## APIs","","| API | name | exposure | RBAC | permissions | of them held |","|---|---|---|---|--:|--:|",...r,...o].join("\n")}function overviewCells(e,t){let{name:n,identifier:i,exposure:r,rbac:a,permissions:l}=e,s=[r,a?"on":"off",String(l.length),(0,d.Dx)(e,t)];return[(0,o.MZ)(i),(0,o.dD)(n??""),...s]}function apiSection({api:e,audit:t}){let{name:n,identifier:i,exposure:r,rbac:a,permissions:l}=e,s=`Exposure **${r}**: ${d.DD[r]}. RBAC ${a?"on":"off"}.`;return[`## ${null===n?(0,o.aY)(i):(0,o.pj)(n)}`,...null===n?[s]:[`${(0,o.aY)(i)} \xb7 ${s}`],0===l.length?"No permissions.":permissionTable(l,{api:e,audit:t})]}function permissionTable(e,t){return["| permission | what it allows | who holds it |","|---|---|---|",...e.map(e=>`| ${(0,o.MZ)(e.permission)} | ${whatCell(e)} | ${whoCell(e,t)} |`)].join("\n")}function whatCell(e){return[...(0,d.G6)(e).map(({word:e,reason:t})=>`**${e}${""===t?"**":`:** ${(0,o.dD)(t)}`}`),(0,o.dD)(e.description)].filter(e=>""!==e).join(" \xb7 ")}function whoCell(e,t){return(0,d.vm)(e,t,"everyone").map(e=>(0,i.tN)(e,o.MZ)).join("<br>")}}),3065:((e,t,n)=>{n.d(t,{DD:()=>p,Dx:()=>heldText,E$:()=>isHeldByNobody,G6:()=>statusNotes,PS:()=>d,Tb:()=>changesText,W0:()=>s,WJ:()=>verdict,WN:()=>countsText,vm:()=>whoHolds,zL:()=>remedy});var i=n(3828),r=n(6270),o=n(8653),a=n(8260),l=n(2035);let s="Auth0 permissions audit";function verdict(e){let{summary:t,tenant:n}=e;return 0===t.apis?["There is no API to audit on ",{name:n},"."]:[`${(0,o.U9)(t.permissions,"permission")} of ${(0,o.U9)(t.apis,"API")} on `,{name:n},": ",...found(e),"."]}function found(e){let{summary:t,complete:n,since:i}=e,r=countsText(t)||"nothing found",o=n?"":" in what could be read";if(!i||0===e.findings.length)return[`${r}${o}`];let l=(0,a.ed)(e).length;return[`${r}${o}, ${0===l?"none":l} of them new since `,{name:i.created}]}function countsText({errors:e,warnings:t,notes:n}){return(0,o.KE)(Object.entries({error:e,warning:t,note:n}).flatMap(([e,t])=>t>0?[(0,o.U9)(t,e)]:[]))}function changesText({gained:e,lost:t,findings:n}){let i=`Gained: ${e.length}. Lost: ${t.length}. Findings gone: ${n.gone.length}.`;return`${i} What one of the two could not read is not counted.`}function heldText({permissions:e},t){let n=e.filter(({status:e})=>"dangling"!==e).filter(({holders:e})=>e.some(({effective:e})=>e)).length;return 0===(0,l.Fo)(t).length?String(n):`at least ${n}`}let d={grants:"Which applications hold a permission is not known.",roles:"Which roles hold a permission is not known.",users:"How many users hold a role is not known.",applications:"Which of them are third-party ones is not known, and those without a name are shown by their client id.",organizations:"Organizations are shown by their id, or counted.",settings:"Whether applications may register themselves is not known."};function remedy({notRead:e}){return e.some(({scope:e})=>""!==e)?`Where to grant it: ${i.Ze}.`:""}let p={open:`${r.bO} may ask for every permission`,limited:"only those who hold a permission get it",closed:"no token is given for it"};function statusNotes({status:e,deprecated:t}){let n="declared"===e?[]:[{word:h[e],reason:""}];return null===t?n:[...n,{word:"deprecated",reason:!0===t?"":t}]}let h={declared:"declared",unmanaged:"unmanaged",missing:"not on the tenant",dangling:"held, but not on the tenant"};function whoHolds(e,{api:t,audit:n},i){let r=(0,l.tP)(e.holders,t,i);if("missing"===e.status)return r;let a=(0,l.Fo)(n);return a.length>0?[...r,[`${(0,o.KE)(a)} not read`]]:isHeldByNobody(e,a)?[["nobody"],...r]:r}function isHeldByNobody({holders:e,status:t},n){return"missing"!==t&&0===n.length&&!e.some(({effective:e})=>e)}})};
