import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { unparkConversation } from "#lib/handover/relay/unpark-conversation.ts";
import { getConversation } from "./reads.ts";
import type { ConversationView } from "./schema.ts";

/**
 * Has a parked conversation tried again from the event it stopped at, in order. Throws `not_found`, `conflict` when it
 * is not parked: somebody else, or the visitor, was first.
 */
export async function resumeConversation(ctx: Ctx, id: string): Promise<ConversationView> {
  requireRole(ctx, "admin", "operator");
  await db().$transaction(async (tx) => {
    const before = await tx.conversation.findUnique({
      where: { id },
      select: { parkedAt: true, parkedReason: true },
    });
    if (!before) throw new AppError("not_found", { detail: "There is no such conversation." });
    const freed = await unparkConversation((sql, value) => tx.$queryRawUnsafe<unknown[]>(sql, value), id);
    if (!freed) {
      throw new AppError("conflict", {
        title: "The conversation is not parked",
        detail: "It was tried again in the meantime.",
        fix: "Reload to see how it went.",
      });
    }
    await writeAudit(tx, ctx, {
      action: "conversation.resumed",
      object: `conversation:${id}`,
      before: { parkedAt: before.parkedAt, parkedReason: before.parkedReason },
    });
  });
  return getConversation(ctx, id);
}
