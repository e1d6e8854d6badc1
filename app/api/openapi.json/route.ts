import { readApiDescription } from "#lib/api/api-description.ts";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  summary: "This description",
  access: "public",
  audit: noAudit("read only; holds nothing that is not in the program itself"),
  handler: () => readApiDescription(),
});
