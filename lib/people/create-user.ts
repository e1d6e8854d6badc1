import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { hashPassword } from "#lib/auth/password.ts";
import { requireFresh } from "#lib/auth/require-fresh.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { viewUser } from "./reads.ts";
import type { NewUser, UserView } from "./schema.ts";

/** Makes a person who can sign in. Throws `bad_input` at the e-mail when it is taken. */
export async function createUser(ctx: Ctx, input: NewUser): Promise<UserView> {
  requireRole(ctx, "admin");
  requireFresh(ctx);
  const passwordHash = await hashPassword(input.password);
  return db().$transaction(async (tx) => {
    if (await tx.user.findUnique({ where: { email: input.email } })) {
      throw new AppError("bad_input", {
        fields: { email: "Somebody with this e-mail address is already here." },
      });
    }
    const { email, name, role } = input;
    const user = await tx.user.create({
      data: { id: newId("usr"), email, name, role, passwordHash, createdAt: ctx.now() },
    });
    await writeAudit(tx, ctx, {
      action: "user.created",
      object: `user:${user.id}`,
      after: { email, name, role },
    });
    return viewUser({ ...user, sessions: [] });
  });
}
