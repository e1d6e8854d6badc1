import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { CREDENTIAL_KINDS } from "#lib/connections/cxone/schema.ts";
import { retireCredential } from "#lib/connections/retire-credential.ts";

export const DELETE = defineRoute({
  summary: "Forgets the older of two overlapping credentials",
  params: z.object({ id: z.string(), kind: z.enum(CREDENTIAL_KINDS) }),
  audit: writes("connection.credential_retired"),
  handler: ({ ctx, params }) => retireCredential(ctx, params.id, params.kind),
});
