import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { hashToken } from "#lib/auth/session.ts";
import { db } from "#lib/db/client.ts";
import { newId, newSecret } from "#lib/ids.ts";
import { viewToken } from "./reads.ts";
import { type NewToken, TOKEN_DAYS, type TokenView } from "./schema.ts";

const DAY_MS = 86_400_000;

/**
 * Makes an API token. The token itself is in the answer and nowhere else: only its hash is kept. Runs out after 90 days
 * unless something else was said.
 */
export async function createToken(ctx: Ctx, input: NewToken): Promise<TokenView & { token: string }> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const token = `pb_${newSecret(40)}`;
  const row = {
    id: newId("tok"),
    name: input.name,
    role: input.role,
    tokenHash: hashToken(token),
    hint: token.slice(-4),
    createdBy: ctx.actor.id,
    createdAt: ctx.now(),
    expiresAt: input.neverExpires
      ? null
      : new Date(ctx.now().getTime() + (input.expiresInDays ?? TOKEN_DAYS) * DAY_MS),
  };
  const saved = await db().$transaction(async (tx) => {
    const made = await tx.apiToken.create({ data: row });
    const { name, role, expiresAt } = row;
    await writeAudit(tx, ctx, {
      action: "token.created",
      object: `token:${row.id}`,
      after: { name, role, expiresAt },
    });
    return made;
  });
  return { ...viewToken(saved, ctx.now()), token };
}
