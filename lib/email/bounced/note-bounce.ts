import "server-only";
import { literally } from "#lib/api/like-text.ts";
import type { Tx } from "#lib/db/client.ts";
import { notify } from "#lib/live/notify.ts";
import { explainDelivery } from "#lib/mail/explain-delivery.ts";
import { BOUNCED_TOPIC, type BounceReason } from "./schema.ts";

export type Bounce = {
  connectionId: string;
  address: string;
  reason: BounceReason;
  detail: string;
  mailId: string | null;
  /** Whose mail came back; null when nobody can tell. */
  channelId: string | null;
  at: Date;
};

/** Stores an address as bounced, or what is newly known of one that is; a channel that was known stays so. */
export async function noteBounce(tx: Tx, { connectionId, channelId, ...bounce }: Bounce): Promise<void> {
  const key = { connectionId, address: bounce.address.toLowerCase() };
  const { address: _, ...what } = bounce;
  await tx.bouncedAddress.upsert({
    where: { connectionId_address: key },
    create: { ...key, ...what, channelId },
    update: { ...what, ...(channelId ? { channelId } : {}) },
  });
  await notify(tx, BOUNCED_TOPIC);
}

/** The reason and the words for a status of a delivery report. */
export function wordsOfStatus(status: string, diagnostic: string): Pick<Bounce, "reason" | "detail"> {
  const { reason, title } = explainDelivery(status, diagnostic);
  const said = diagnostic.includes(status) ? diagnostic : `${status} ${diagnostic}`.trim();
  return { reason, detail: `${title}: ${said}`.slice(0, 500) };
}

/** The channel a mail of Patchbay was about: its own, or the only one that sends through its mail server. */
export async function channelOfMail(
  tx: Tx,
  mail: { channelId: string | null; smtpId: string | null },
): Promise<string | null> {
  const where = mail.channelId ? { id: mail.channelId } : { smtpId: mail.smtpId ?? "" };
  const [first, ...others] = await tx.emailChannel.findMany({ where, select: { id: true }, take: 2 });
  return first && others.length === 0 ? first.id : null;
}

/** The channel that an address is the from address of; null for an address of none. */
export async function channelOfSender(
  tx: Tx,
  connectionId: string,
  sender: string | null,
): Promise<string | null> {
  const [localPart = "", domain = ""] = (sender ?? "").split("@");
  const row = await tx.emailChannel.findFirst({
    where: {
      connectionId,
      localPart: { equals: literally(localPart), mode: "insensitive" },
      domain: { name: domain.toLowerCase() },
    },
    select: { id: true },
  });
  return row?.id ?? null;
}
