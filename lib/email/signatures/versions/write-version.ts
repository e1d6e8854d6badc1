import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { SignatureView } from "../schema.ts";

export type SignatureContent = Pick<SignatureView, "name" | "plain" | "html" | "fields">;

/** Keeps what a signature was at a version, and who made it so. */
export async function writeVersion(
  tx: Tx,
  ctx: Ctx,
  signatureId: string,
  { version, name, plain, html, fields, note }: SignatureContent & { version: number; note: string },
): Promise<void> {
  await tx.emailSignatureVersion.create({
    data: {
      signatureId,
      version,
      name,
      plain,
      html,
      fields,
      note,
      savedBy: ctx.actor.name,
      savedAt: ctx.now(),
    },
  });
}
