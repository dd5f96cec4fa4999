/**
 * Imported before any schema is made: zod then compiles none of them into code of its own. A run checks a handful of values
 * by each, and is done before the compiling would have paid.
 */
import { config } from 'zod';

config({ jitless: true });
