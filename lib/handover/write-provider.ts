import "server-only";
import { literally } from "#lib/api/like-text.ts";
import { nameTaken } from "#lib/api/name-taken.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { hitsUniqueIndex } from "#lib/db/hits-unique-index.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";

/** Topic that says: some handover is other than it was. The bridge forgets what it has cached. */
export const HANDOVERS_TOPIC = "handovers";
const OTHER = "Another handover";

/** Changes a provider, raises its version and tells those who cache it. Throws `name_taken`. */
export async function writeProvider(
  tx: Tx,
  ctx: Ctx,
  id: string,
  data: Prisma.HandoverProviderUncheckedUpdateInput,
): Promise<void> {
  try {
    await tx.handoverProvider.update({
      where: { id },
      data: { ...data, version: { increment: 1 }, updatedAt: ctx.now() },
    });
  } catch (error) {
    throw asNameTaken(error);
  }
  await notify(tx, HANDOVERS_TOPIC);
}

/** Throws `name_taken` when another handover of ours has the name (H-10). */
export async function requireNameFree(tx: Tx, name: string, exceptId?: string): Promise<void> {
  const other = await tx.handoverProvider.findFirst({
    where: {
      name: { equals: literally(name), mode: "insensitive" },
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { name: true },
  });
  if (other) throw nameTaken(OTHER);
}

/** A unique index that was hit by a name or client id, said in words; anything else as it came. */
export function asNameTaken(error: unknown): unknown {
  if (!hitsUniqueIndex(error)) return error;
  if (JSON.stringify(error.meta ?? {}).includes("byoc_client_id")) {
    return new AppError("name_taken", {
      detail: "Another handover has this Client ID.",
      fields: { clientId: "Another handover has this Client ID. Choose another one." },
    });
  }
  return nameTaken(OTHER);
}
