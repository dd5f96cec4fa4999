/**
 * Jest's environment for Node.js with a plain global object. Jest's own is a proxy behind an interceptor, which every use of
 * `Math`, `Object` or `Map` asks anew: a fifth of a microsecond each, and for what parses or judges up to a fifth of its time.
 */
import { constants, createContext, runInContext } from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/** Those of the context would not be those that the modules of Node.js give and take. */
const ofNode = ['ArrayBuffer', 'Uint8Array'];

export default class PlainEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { global: given } = this;
    this.context = createContext(constants.DONT_CONTEXTIFY);
    this.global = runInContext('globalThis', this.context);
    const lacking = Reflect.ownKeys(given).filter((key) => !Object.hasOwn(this.global, key));
    for (const key of [...lacking, ...ofNode]) lend(given, this.global, key);
    this.global.global = this.global;
    this.global.Error.stackTraceLimit = given.Error.stackTraceLimit;
  }
}

/** Most globals of Node.js are made when they are first used. */
function lend(given, global, key) {
  const { enumerable, ...descriptor } = Object.getOwnPropertyDescriptor(given, key);
  const keep = (value) => Object.defineProperty(global, key, { value, enumerable, configurable: true, writable: true });
  if ('value' in descriptor) Object.defineProperty(global, key, { enumerable, ...descriptor });
  else
    Object.defineProperty(global, key, { enumerable, configurable: true, get: () => keep(given[key])[key], set: keep });
}
