import "server-only";
import { changedMeanwhile } from "#lib/audit/who-changed.ts";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { refuseLastAdmin } from "#lib/auth/last-admin.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { getPerson } from "./reads.ts";
import type { PersonChange, PersonView } from "./schema.ts";

/**
 * Changes the name and the role of a person. The role counts from their next request on: it is read with the session,
 * never kept in the cookie. Nobody changes their own role, and the last admin keeps it. Throws `conflict` when somebody
 * else changed the person since `revision`.
 */
export async function changePerson(ctx: Ctx, id: string, input: PersonChange): Promise<PersonView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const { name, role, revision } = input;
  await db().$transaction(async (tx) => {
    const before = await tx.user.findUnique({ where: { id } });
    if (!before) throw new AppError("not_found", { detail: "There is no such person." });
    if (before.role !== role && ctx.actor.id === id) {
      throw new AppError("bad_input", {
        fields: { role: "You cannot change your own role. Ask another admin." },
      });
    }
    if (before.role === "admin" && role !== "admin") await refuseLastAdmin(tx, id);
    const { count } = await tx.user.updateMany({
      where: { id, revision },
      data: { name, role, revision: { increment: 1 } },
    });
    if (count === 0) throw await changedMeanwhile(`user:${id}`);
    await writeAudit(tx, ctx, {
      action: before.role === role ? "user.changed" : "user.role_changed",
      object: `user:${id}`,
      before: { name: before.name, role: before.role },
      after: { name, role },
    });
  });
  return getPerson(ctx, id);
}
