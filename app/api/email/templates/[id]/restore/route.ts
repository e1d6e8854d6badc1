import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { undeleteTemplate } from "#lib/email/templates/delete-template.ts";

export const POST = defineRoute({
  summary: "Takes a deleted email template back",
  params: z.object({ id: z.string() }),
  audit: writes("email_template.undeleted"),
  handler: ({ ctx, params }) => undeleteTemplate(ctx, params.id),
});
