/**
 * Imported before any schema is made: zod then compiles none of them into code of its own. A run checks a handful of values
 * by each, and is done before the compiling would have paid. `zod/mini` compiles none of itself; a schema of zod's other API,
 * or of its compiler, would.
 */
import { config } from 'zod/mini';

config({ jitless: true });
