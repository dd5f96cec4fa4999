/** Every rule there is, in the order in which the documentation lists them. */
import { accessExpectation } from './access-expectation.ts';
import { allowedAction } from './allowed-action.ts';
import { broadPermission } from './broad-permission.ts';
import { descriptionLength } from './description-length.ts';
import { descriptionQuality } from './description-quality.ts';
import { descriptionRequired } from './description-required.ts';
import { duplicatePermission } from './duplicate-permission.ts';
import { exceptionExpired, exceptionUnused } from './exceptions.ts';
import { forbiddenName } from './forbidden-name.ts';
import { invalidCharacter } from './invalid-character.ts';
import { nameLength } from './name-length.ts';
import { namingConvention } from './naming-convention.ts';
import { permissionLimit } from './permission-limit.ts';
import { protocolName } from './protocol-name.ts';
import { publicPermission } from './public-permission.ts';
import { renameSource } from './rename-source.ts';
import { reservedName } from './reserved-name.ts';
import type { Rule, RuleInfo } from './rule.ts';
import { similarName } from './similar-name.ts';
import { systemApi } from './system-api.ts';
import { undeclaredPermission } from './undeclared-permission.ts';
import { unmanagedPermission } from './unmanaged-permission.ts';
import { unusedPermission } from './unused-permission.ts';

/** The rules that judge an API as the manifest declares it. */
export const apiRules: readonly Rule[] = [
  reservedName,
  protocolName,
  invalidCharacter,
  nameLength,
  descriptionLength,
  permissionLimit,
  duplicatePermission,
  systemApi,
  namingConvention,
  allowedAction,
  forbiddenName,
  broadPermission,
  similarName,
  descriptionRequired,
  descriptionQuality,
  renameSource,
  undeclaredPermission,
  unusedPermission,
];

const syntax: RuleInfo = { id: 'syntax', severity: 'error', summary: 'A file is plain YAML 1.2 in UTF-8.' };
const schema: RuleInfo = { id: 'schema', severity: 'error', summary: 'A file has the keys and values of its format.' };

export const allRules: readonly RuleInfo[] = [
  syntax,
  schema,
  ...apiRules,
  unmanagedPermission,
  publicPermission,
  accessExpectation,
  exceptionExpired,
  exceptionUnused,
];
