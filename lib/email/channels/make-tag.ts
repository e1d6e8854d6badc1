import "server-only";
import { writeAudit } from "#lib/audit/write-audit.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { explainVendorError } from "#lib/connections/explain-vendor-error.ts";
import { ensureTag, TAG_COLOURS } from "#lib/cxone/tags.ts";
import { db } from "#lib/db/client.ts";
import type { TagInput, TagView } from "./schema.ts";

/** Makes a tag in CXone, or gives the one of that title (M-33). */
export async function makeTag(ctx: Ctx, { connectionId, title, colour }: TagInput): Promise<TagView> {
  requireRole(ctx, "admin", "operator");
  const client = await clientFor(connectionId, { requestId: ctx.requestId });
  // CXone takes ten colours; another one becomes its first.
  const color = TAG_COLOURS.find((one) => one === colour) ?? TAG_COLOURS[0];
  const tag = await ensureTag(client, title, color).catch((error: unknown) => {
    throw explainVendorError(error);
  });
  await db().$transaction((tx) =>
    writeAudit(tx, ctx, {
      action: "tag.ensured",
      object: `tag:${connectionId}:${tag.id}`,
      after: { title: tag.title, color: tag.color },
    }),
  );
  return tag;
}
