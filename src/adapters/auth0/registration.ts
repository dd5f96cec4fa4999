/** Whether applications may register themselves, as third-party ones. */
import * as z from 'zod/mini';

/** Source: Management API OpenAPI, get_settings. */
export const registrationPath = '/api/v2/tenants/settings?fields=flags&include_fields=true';

/** Of the answer. */
export const registration = z.pipe(
  z.object({ flags: z.nullish(z.object({ enable_dynamic_client_registration: z.nullish(z.boolean()) })) }),
  z.transform(({ flags }) => flags?.enable_dynamic_client_registration === true),
);
