import "server-only";
import { literally } from "#lib/api/like-text.ts";
import { nameTaken, orNameTaken } from "#lib/api/name-taken.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db, type Tx } from "#lib/db/client.ts";
import type { TemplateView } from "./schema.ts";

const OTHER = "Another template of this connection";
export const orTemplateNameTaken = orNameTaken(OTHER);

export type TemplateContent = Pick<TemplateView, "name" | "html" | "sample">;

/** Keeps what a template was at a version, and who made it so. */
export async function writeVersion(
  tx: Tx,
  ctx: Ctx,
  templateId: string,
  { version, name, html, sample, note }: TemplateContent & { version: number; note: string },
): Promise<void> {
  await tx.emailTemplateVersion.create({
    data: { templateId, version, name, html, sample, note, savedBy: ctx.actor.name, savedAt: ctx.now() },
  });
}

/** Throws `name_taken` when another template of the connection has the name, in any case. */
export async function refuseTakenName(connectionId: string, name: string, exceptId?: string): Promise<void> {
  const other = await db().emailTemplate.findFirst({
    where: {
      connectionId,
      name: { equals: literally(name), mode: "insensitive" },
      deletedAt: null,
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true },
  });
  if (other) throw nameTaken(OTHER);
}
