import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db, type Tx } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { markStep } from "#lib/setup/touch-step.ts";
import { copySecrets } from "#lib/vault/secrets.ts";
import { BOT_SECRETS, parseStoredBot } from "../bot/schema.ts";
import { subjectOf } from "../subject.ts";
import { writeProvider } from "../write-provider.ts";
import type { MoveBotInput } from "./schema.ts";

/**
 * Moves the bot of one handover to another, of whichever contact centre: the other one gets the bot with its secrets, and
 * who comes to the old webchat address talks there from the moment it is live. Who is in a conversation stays in it, so
 * the old handover keeps its bot until it is torn down. Moving back to where it came from undoes the redirection. Throws
 * `conflict` when the handover was changed since `version`, `bad_input` at `toId`.
 */
export async function moveBot(ctx: Ctx, id: string, { toId, version }: MoveBotInput): Promise<void> {
  requireRole(ctx, "admin");
  // Its secrets come to work for another tenant.
  requireFresh(ctx);
  await db().$transaction(async (tx) => {
    const [from, to] = await lockBoth(tx, id, toId);
    if (!from) throw new AppError("not_found", { detail: "There is no such handover." });
    if (from.version !== version) throw await changedMeanwhile(subjectOf(id));
    if (!to || to.state === "removed")
      throw refusal("This handover does not exist any more. Choose another one.");
    if (to.id === from.id) throw refusal("The bot is here already. Choose another handover.");
    if (to.state === "removing") throw refusal("This handover is being removed. Choose another one.");
    const returns = to.movedTo === from.id;
    if (to.movedTo && !returns)
      throw refusal("The bot of this handover has moved on itself. Take that back first.");
    const bot = parseStoredBot(from.bot);
    const fingerprints = await copySecrets(tx, subjectOf(id), subjectOf(toId), BOT_SECRETS);
    await writeProvider(tx, ctx, toId, { bot, ...(returns ? { movedTo: null } : {}) });
    await markStep(tx, ctx, { subject: subjectOf(toId), stepId: "bot" }, { visitedAt: ctx.now() });
    await writeProvider(tx, ctx, id, { movedTo: toId });
    await writeAudit(tx, ctx, {
      action: "handover.bot_received",
      object: subjectOf(toId),
      before: { bot: to.bot, movedTo: to.movedTo },
      after: { bot, from: from.name, movedTo: returns ? null : to.movedTo, ...fingerprints },
    });
    await writeAudit(tx, ctx, {
      action: "handover.bot_moved",
      object: subjectOf(id),
      before: { movedTo: from.movedTo },
      after: { movedTo: toId, to: to.name },
    });
  });
}

/** Lets new visitors of the old address stay with its own handover again. Does nothing when none are sent on. */
export async function takeBotBack(ctx: Ctx, id: string): Promise<void> {
  requireRole(ctx, "admin");
  await db().$transaction(async (tx) => {
    const row = await tx.handoverProvider.findUnique({ where: { id }, select: { movedTo: true } });
    if (!row) throw new AppError("not_found", { detail: "There is no such handover." });
    if (!row.movedTo) return;
    await writeProvider(tx, ctx, id, { movedTo: null });
    await writeAudit(tx, ctx, {
      action: "handover.bot_taken_back",
      object: subjectOf(id),
      before: { movedTo: row.movedTo },
      after: { movedTo: null },
    });
  });
}

/** Both rows, locked in the order of their ids: two people who move bots across each other wait instead of blocking. */
async function lockBoth(tx: Tx, fromId: string, toId: string) {
  await tx.$queryRaw`SELECT id FROM handover_provider WHERE id IN (${fromId}, ${toId}) ORDER BY id FOR UPDATE`;
  const rows = await tx.handoverProvider.findMany({ where: { id: { in: [fromId, toId] } } });
  return [rows.find(({ id }) => id === fromId), rows.find(({ id }) => id === toId)] as const;
}

const refusal = (sentence: string) => new AppError("bad_input", { fields: { toId: sentence } });
