/** A catalogue for people: lines of text, a page of Markdown, and JSON for whatever makes a page of its own. */
import type { Catalogue, CatalogueApi, CatalogueIdentifier, CataloguePermission } from '../core/catalogue.ts';
import { permissionLines } from './changes.ts';
import { json } from './json.ts';
import { code, codeCell, plain, plainCell } from './markdown.ts';
import { visible } from './visible.ts';

/** Lines of what can be seen alone. */
export function catalogueLines({ apis }: Catalogue): string[] {
  if (apis.length === 0) return ['The manifest declares no API.'];
  return apis.flatMap((api, index) => [...(index > 0 ? [''] : []), ...apiLines(api)]);
}

function apiLines({ name, identifiers, permissions }: CatalogueApi): string[] {
  const width = Math.max(...identifiers.map(({ environment }) => visible(environment ?? '').length));
  const shown = permissions.map((one) => ({ name: one.permission, description: textOf(one) }));
  return [
    ...(name === null ? [] : [visible(name)]),
    ...identifiers.map(({ environment, identifier }) => {
      const label = environment === null ? '' : `${visible(environment).padEnd(width)}  `;
      return `${name === null ? '' : '  '}${label}${visible(identifier)}`;
    }),
    ...(shown.length === 0 ? ['    (no permissions)'] : permissionLines(shown).map((line) => `    ${line}`)),
  ];
}

function textOf({ description, deprecated }: CataloguePermission): string {
  if (deprecated === null) return description;
  const note = deprecated === '' ? '(deprecated)' : `(deprecated: ${deprecated})`;
  return description === '' ? note : `${description} ${note}`;
}

/** A whole page, which ends with a line break. */
export function catalogueMarkdown({ apis }: Catalogue): string {
  const parts = ['# Permissions', ...apis.flatMap(apiParts)];
  const page = apis.length === 0 ? [...parts, 'The manifest declares no API.'] : parts;
  return `${page.join('\n\n')}\n`;
}

function apiParts(api: CatalogueApi): string[] {
  const { name, identifiers, permissions } = api;
  const [first] = identifiers;
  const title = name === null ? code(first?.identifier ?? '') : plain(name);
  return [`## ${title}`, ...identifierParts(api, first), permissionTable(permissions)].filter((part) => part !== '');
}

/** One that is the title is not said again. */
function identifierParts({ name, identifiers }: CatalogueApi, first: CatalogueIdentifier | undefined): string[] {
  if (first?.environment === null) return name === null ? [] : [code(first.identifier)];
  const rows = identifiers.map(
    ({ environment, identifier }) => `| ${plainCell(environment ?? '')} | ${codeCell(identifier)} |`,
  );
  return [['| environment | identifier |', '|---|---|', ...rows].join('\n')];
}

function permissionTable(permissions: readonly CataloguePermission[]): string {
  if (permissions.length === 0) return 'No permissions.';
  const rows = permissions.map((one) => `| ${codeCell(one.permission)} | ${descriptionCell(one)} |`);
  return ['| permission | what it allows |', '|---|---|', ...rows].join('\n');
}

function descriptionCell({ description, deprecated }: CataloguePermission): string {
  if (deprecated === null) return plainCell(description);
  const note = deprecated === '' ? '**Deprecated**' : `**Deprecated:** ${plainCell(deprecated)}`;
  return description === '' ? note : `${note} · ${plainCell(description)}`;
}

export function catalogueJson({ apis }: Catalogue): string {
  return json({ version: 1, apis });
}
