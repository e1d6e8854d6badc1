import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newProviderId } from "#lib/ids.ts";
import { notify } from "#lib/live/notify.ts";
import { markStep } from "#lib/setup/touch-step.ts";
import { getHandover } from "./reads.ts";
import { handoverSettings } from "./relay/schema.ts";
import type { CreateHandoverInput, HandoverView } from "./schema.ts";
import { subjectOf } from "./subject.ts";
import { asNameTaken, HANDOVERS_TOPIC, requireNameFree } from "./write-provider.ts";

/** Starts a handover to one of the contact centres: its id, its name and the first step done. Throws `name_taken` (H-10). */
export async function createHandover(ctx: Ctx, input: CreateHandoverInput): Promise<HandoverView> {
  requireRole(ctx, "admin", "operator");
  await requireNameFree(db(), input.name);
  const id = input.providerId ?? newProviderId();
  const subject = subjectOf(id);
  await db().$transaction(async (tx) => {
    if (await tx.handoverProvider.findUnique({ where: { id }, select: { id: true } })) {
      throw new AppError("name_taken", {
        title: "This provider is set up already",
        fields: { providerId: "There is a handover with this provider ID. Open it instead." },
      });
    }
    await tx.handoverProvider
      .create({
        data: {
          id,
          name: input.name,
          kind: input.kind,
          bot: { adapter: "demo" },
          settings: handoverSettings.parse({}) as object,
          byocClientId: `patchbay-${id}`,
          createdAt: ctx.now(),
          updatedAt: ctx.now(),
        },
      })
      .catch((error: unknown) => {
        throw asNameTaken(error);
      });
    await markStep(tx, ctx, { subject, stepId: "name" }, { visitedAt: ctx.now() });
    await notify(tx, HANDOVERS_TOPIC);
    await writeAudit(tx, ctx, {
      action: "handover.created",
      object: subject,
      after: { name: input.name, kind: input.kind },
    });
  });
  return getHandover(ctx, id);
}
