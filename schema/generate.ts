/** Writes the JSON Schema that editors complete and check a manifest with, from the schema the action itself uses. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { manifestJsonSchema } from './manifest.ts';

await writeFile(
  join(import.meta.dirname, 'manifest.schema.json'),
  `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`,
);
