/** Writes the JSON Schemas: of manifest and policy for editors, of plan file, audit and catalogue for programs that read one. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { auditJsonSchema } from './audit.ts';
import { catalogueJsonSchema } from './catalogue.ts';
import { manifestJsonSchema } from './manifest.ts';
import { planJsonSchema } from './plan.ts';
import { policyJsonSchema } from './policy.ts';

const schemas = {
  manifest: manifestJsonSchema(),
  policy: policyJsonSchema(),
  plan: planJsonSchema(),
  audit: auditJsonSchema(),
  catalogue: catalogueJsonSchema(),
};
for (const [name, schema] of Object.entries(schemas)) {
  await writeFile(join(import.meta.dirname, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
