/** The rule unused-permission: An operation of the API’s OpenAPI files requires each permission. */
import type { DeclaredApi } from '../manifest.ts';
import type { Descriptions } from '../openapi-description.ts';
import { listWords } from '../spelling.ts';
import type { Finding, Rule } from './rule.ts';

/** More files than this are counted instead. */
const mostFiles = 3;

/** Says nothing of an API whose OpenAPI files could not all be read, nor of permissions that are about to go. */
export const unusedPermission: Rule = {
  id: 'unused-permission',
  severity: 'off',
  summary: 'An operation of the API’s OpenAPI files requires each permission.',
  check: (api, { openapi }) => (openapi ? unused(api, openapi) : []),
};

function unused({ openapi = [], permissions }: DeclaredApi, descriptions: Descriptions): Finding[] {
  const read = openapi.map(({ path }) => descriptions.get(path));
  if (read.length === 0 || read.some((one) => !one?.complete)) return [];
  const files = new Map(read.flatMap((one) => one?.files ?? []).map((file) => [file.file, file]));
  const isRequired = (name: string) => [...files.values()].some(({ required }) => required.has(name));
  const replaced = new Set(permissions.map(({ renamedFrom }) => renamedFrom));
  return permissions
    .filter(({ name, deprecated }) => !isRequired(name) && deprecated === undefined && !replaced.has(name))
    .map(({ name, place }) => ({
      place,
      permission: name,
      message: `No operation of ${namesOf([...files.keys()])} requires \`${name}\`.`,
      hint: 'Remove it, or let the operation that checks it say so.',
    }));
}

function namesOf(files: readonly string[]): string {
  return files.length > mostFiles ? `the API’s ${files.length} OpenAPI files` : listWords(files);
}
