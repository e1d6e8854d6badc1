import "server-only";
import { literally } from "#lib/api/like-text.ts";
import { nameTaken } from "#lib/api/name-taken.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import { hitsUniqueIndex } from "#lib/db/hits-unique-index.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { EMAIL_CHANNELS_TOPIC } from "./subject.ts";

const OTHER = "Another email channel of this tenant";

/** Changes a channel, raises its version and tells who looks at it. Throws `name_taken`. */
export async function writeChannel(
  tx: Tx,
  ctx: Ctx,
  id: string,
  data: Prisma.EmailChannelUncheckedUpdateInput,
): Promise<void> {
  try {
    await tx.emailChannel.update({
      where: { id },
      data: { ...data, version: { increment: 1 }, updatedAt: ctx.now() },
    });
  } catch (error) {
    throw asTaken(error);
  }
  await notify(tx, EMAIL_CHANNELS_TOPIC);
}

/** Throws `name_taken` when another channel of the connection has the name: CXone would show two alike. */
export async function requireNameFree(
  tx: Tx,
  channel: { connectionId: string; name: string; exceptId?: string },
): Promise<void> {
  const { connectionId, name, exceptId } = channel;
  const other = await tx.emailChannel.findFirst({
    where: {
      connectionId,
      name: { equals: literally(name), mode: "insensitive" },
      ...(exceptId ? { id: { not: exceptId } } : {}),
    },
    select: { id: true },
  });
  if (other) throw nameTaken(OTHER);
}

/** A unique index that was hit, said in words; anything else as it came. */
export function asTaken(error: unknown): unknown {
  if (!hitsUniqueIndex(error)) return error;
  if (JSON.stringify(error.meta ?? {}).includes("channel_id")) {
    return new AppError("conflict", {
      title: "Another set-up has this channel",
      detail: "The channel in CXone belongs to another email channel here.",
      fix: "Open that one, or make a channel of its own in CXone.",
    });
  }
  return nameTaken(OTHER);
}
