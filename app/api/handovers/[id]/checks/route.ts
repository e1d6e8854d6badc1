import * as z from "zod";
import { defineRoute, noAudit } from "#lib/api/define-route.ts";
import { CHECKS } from "#lib/api/limits.ts";
import { checkHandover } from "#lib/handover/check-handover.ts";

export const POST = defineRoute({
  summary: "Runs all checks of a handover",
  params: z.object({ id: z.string() }),
  audit: noAudit("checks look; a change of the handover's health is audited by itself"),
  limit: CHECKS,
  handler: async ({ ctx, params }) => ({ items: await checkHandover(ctx, params.id) }),
});
