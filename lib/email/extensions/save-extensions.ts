import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { getExtensions } from "./reads.ts";
import type { ExtensionsInput, ExtensionsView } from "./schema.ts";
import { writeExtensions } from "./write-extensions.ts";

/** Keeps which file types a business unit is to accept. Nothing changes in CXone. Throws `conflict`. */
export async function saveExtensions(
  ctx: Ctx,
  connectionId: string,
  { version, extensions }: ExtensionsInput,
): Promise<ExtensionsView> {
  requireRole(ctx, "admin", "operator");
  await loadCxoneConnection(connectionId);
  await db().$transaction(async (tx) => {
    const before = await tx.emailExtensionList.findUnique({ where: { connectionId } });
    const sorted = extensions.toSorted();
    await writeExtensions(
      tx,
      ctx,
      { connectionId, version },
      { extensions: sorted, updatedBy: ctx.actor.name },
    );
    await writeAudit(tx, ctx, {
      action: "email_extensions.changed",
      object: `email-extensions:${connectionId}`,
      before: before && { extensions: before.extensions },
      after: { extensions: sorted, everythingAllowed: sorted.length === 0 },
    });
  });
  return getExtensions(ctx, connectionId);
}
