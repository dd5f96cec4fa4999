/** Parts of a manifest as text: what an import writes. One line a permission, however long its description. */
import { quoted, yamlKey, yamlValue } from './yaml-scalar.ts';

/** A permission as a manifest has it; '' where it has no description. */
export interface WrittenPermission {
  readonly name: string;
  readonly description: string;
}

/** An API that a manifest does not have yet. */
export interface NewApi {
  readonly identifier: string;
  /** Whose identifier it is; '' for all environments. */
  readonly environment: string;
  readonly name: string | undefined;
  readonly permissions: readonly WrittenPermission[];
}

/** What a file is to be completed with. */
export interface Completion {
  /** For entries it has, by their index in `apis`. */
  readonly permissions: ReadonlyMap<number, readonly WrittenPermission[]>;
  /** New entries, for the end of `apis`. */
  readonly apis: readonly NewApi[];
}

/** A manifest file of its own. @param schema where the JSON Schema is, '' where that is not known. */
export function newManifest(apis: readonly NewApi[], schema: string): string {
  const head = [...schemaLines(schema), 'version: 1', 'apis:'];
  const entries = apis.flatMap((api, index) => [
    ...(index > 0 ? [''] : []),
    ...apiLines(api).map((line) => `  ${line}`),
  ]);
  return `${[...head, ...entries].map((line) => line.trimEnd()).join('\n')}\n`;
}

/** What an editor completes and checks the file by; nothing where that is not known. */
export function schemaLines(schema: string): string[] {
  return schema === '' ? [] : [`# yaml-language-server: $schema=${schema}`];
}

/** An entry of a block list, without indentation before its dash. */
export function apiLines({ identifier, environment, name, permissions }: NewApi): string[] {
  const text = yamlValue(identifier);
  const own =
    environment === '' ? [`- identifier: ${text}`] : ['- identifier:', `    ${yamlKey(environment)}: ${text}`];
  const title = name === undefined ? [] : [`  name: ${yamlValue(name)}`];
  if (permissions.length === 0) return [...own, ...title, '  permissions: {}'];
  return [...own, ...title, '  permissions:', ...permissions.map((one) => `    ${permissionLine(one)}`)];
}

/** An entry of a block map. */
export function permissionLine({ name, description }: WrittenPermission): string {
  return `${yamlKey(name)}: ${yamlValue(description)}`;
}

/** An entry of a flow map, which may be JSON. */
export function permissionEntry({ name, description }: WrittenPermission): string {
  return `${quoted(name)}: ${quoted(description)}`;
}

/** An entry of a flow list, which may be JSON: its first line without indentation, the others within it. */
export function apiEntryLines({ identifier, environment, name, permissions }: NewApi): string[] {
  const text = quoted(identifier);
  const own = environment === '' ? text : `{ ${quoted(environment)}: ${text} }`;
  const title = name === undefined ? [] : [`  "name": ${quoted(name)},`];
  const entries = permissions.map((one, index) => {
    return `    ${permissionEntry(one)}${index < permissions.length - 1 ? ',' : ''}`;
  });
  const list = entries.length === 0 ? ['  "permissions": {}'] : ['  "permissions": {', ...entries, '  }'];
  return ['{', `  "identifier": ${own},`, ...title, ...list, '}'];
}
