import "server-only";
import { literally } from "#lib/api/like-text.ts";
import type { Ctx } from "#lib/auth/ctx.ts";
import type { Tx } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { AppError } from "#lib/errors.ts";
import { notify } from "#lib/live/notify.ts";
import { EMAIL_CHANNELS_TOPIC } from "./subject.ts";

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
  if (other) throw nameTaken();
}

/** A unique index that was hit, said in words; anything else as it came. */
export function asTaken(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== "P2002") return error;
  if (JSON.stringify(error.meta ?? {}).includes("channel_id")) {
    return new AppError("conflict", {
      title: "Another set-up has this channel",
      detail: "The channel in CXone belongs to another email channel here.",
      fix: "Open that one, or make a channel of its own in CXone.",
    });
  }
  return nameTaken();
}

const nameTaken = () =>
  new AppError("name_taken", {
    detail: "Another email channel of this tenant has this name.",
    fields: { name: "Another email channel of this tenant has this name. Choose another one." },
  });
