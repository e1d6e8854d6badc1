import * as z from "zod";
import { defineRoute, writes } from "#lib/api/define-route.ts";
import { cxoneHandover, subjectOf } from "#lib/handover/cxone-setup/cxone-handover.ts";
import { ignoreDrift } from "#lib/setup/ignore-drift.ts";
import { getDrift } from "#lib/setup/reads.ts";
import { ignoreDriftInput } from "#lib/setup/schema.ts";

export const POST = defineRoute({
  summary: "Leaves a difference alone, with a reason, until CXone changes again",
  params: z.object({ id: z.string() }),
  body: ignoreDriftInput,
  audit: writes("setup.drift_ignored"),
  handler: async ({ ctx, params, body }) => {
    await ignoreDrift(cxoneHandover, ctx, { subject: subjectOf(params.id), ...body });
    return getDrift(cxoneHandover, ctx, subjectOf(params.id));
  },
});
