/** Proxies as the environment names them. */
import { ActionError } from './errors.ts';

/**
 * Makes what reads the address of a proxy from the environment. Its text may hold a password, and is not repeated.
 * @throws ActionError input-invalid where the address is none
 */
export function withProxy<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (cause) {
    const hint = 'Expected an address such as `http://proxy.example:3128`; a `%` in a password is written `%25`.';
    throw new ActionError('input-invalid', 'The environment’s `HTTPS_PROXY` is no address of a proxy.', hint, {
      cause,
    });
  }
}
