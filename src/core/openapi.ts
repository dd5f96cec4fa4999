/**
 * What the operations of OpenAPI files require, beside what the APIs that name the files declare.
 */

import type { Description, RequiredByName } from './openapi-description.ts';
import type { OpenApiPath } from './openapi-paths.ts';
import { isProtocolName } from './rules/protocol-name.ts';
import { isAuth0Name } from './rules/reserved-name.ts';
import { nearest } from './spelling.ts';

/** A file as the manifest has it. */
export interface NamedFile {
  readonly file: string;
  readonly namedBy: OpenApiPath;
  /** What the APIs that name it declare, in all environments. */
  readonly declared: ReadonlySet<string>;
}

export function describe({ file, namedBy, declared }: NamedFile, required: RequiredByName): Description {
  const lacking = [...required].filter(([name]) => !declared.has(name) && !isForeign(name));
  const undeclared = lacking.map(([name, one], index) => ({ name, ...one, ...meantBy(name, declared, index) }));
  return { file, namedBy, required: new Set(required.keys()), undeclared };
}

/** So many names are compared with what is declared; an API has at most 1000 permissions. */
const [mostCompared, mostDeclared] = [20, 1000];

function meantBy(name: string, declared: ReadonlySet<string>, index: number): { meant?: string } {
  const meant = index < mostCompared && declared.size <= mostDeclared ? nearest(name, [...declared]) : undefined;
  return meant === undefined ? {} : { meant };
}

/** A name that OpenID Connect or Auth0 give a meaning to is no permission of an API. */
function isForeign(name: string): boolean {
  return isAuth0Name(name) || (name.length < 100 && isProtocolName(name));
}
