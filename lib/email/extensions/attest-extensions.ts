import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { loadCxoneConnection } from "#lib/connections/stored-connection.ts";
import { db } from "#lib/db/client.ts";
import { getExtensions } from "./reads.ts";
import type { ExtensionsSeenInput, ExtensionsView } from "./schema.ts";
import { writeExtensions } from "./write-extensions.ts";

/** Keeps which extensions somebody saw in CXone, with who, when and where: no API tells. Throws `conflict`. */
export async function attestExtensions(
  ctx: Ctx,
  connectionId: string,
  { version, extensions, evidence }: ExtensionsSeenInput,
): Promise<ExtensionsView> {
  requireRole(ctx, "admin", "operator");
  await loadCxoneConnection(connectionId);
  const seen = {
    by: ctx.actor.name,
    at: ctx.now().toISOString(),
    evidence,
    extensions: extensions.toSorted(),
  };
  await db().$transaction(async (tx) => {
    await writeExtensions(tx, ctx, { connectionId, version }, { attested: seen });
    await writeAudit(tx, ctx, {
      action: "email_extensions.attested",
      object: `email-extensions:${connectionId}`,
      after: { extensions: seen.extensions, evidence },
    });
  });
  return getExtensions(ctx, connectionId);
}
