import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { requireRole } from "#lib/auth/require-role.ts";
import { db } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { loadSmtp, type StoredSmtp } from "../smtp/stored-smtp.ts";
import { dispatchMail } from "./dispatch-mail.ts";
import { getMail } from "./reads.ts";
import type { MailView, RoundTripInput } from "./schema.ts";

/** So long a mail is awaited in CXone (F-29). */
const AWAIT_MS = 10 * 60_000;

/**
 * Sends a mail with a token and awaits it: at a channel's own address it is looked for among the channel's messages for ten
 * minutes, elsewhere somebody pastes the headers of what arrived (F-29). Throws `bad_input` for a channel without an address
 * or not seen in CXone yet.
 */
export async function startRoundTrip(ctx: Ctx, smtpId: string, input: RoundTripInput): Promise<MailView> {
  requireRole(ctx, "admin", "operator");
  const smtp = await loadSmtp(smtpId);
  const target = "channelId" in input ? await addressOf(smtp, input.channelId) : input;
  const id = await dispatchMail(ctx, smtp, {
    purpose: "round_trip",
    ...target,
    ...("channelId" in target ? { giveUpAt: new Date(ctx.now().getTime() + AWAIT_MS) } : {}),
    write: (token) => ({
      subject: `Patchbay round trip ${token}`,
      text: [
        "Patchbay sent this mail to see it arrive. It can be closed or deleted.",
        `It was sent through ${smtp.host} as ${smtp.mailbox}; its mark is ${token}.`,
      ].join("\n\n"),
    }),
  });
  return getMail(ctx, id);
}

async function addressOf(smtp: StoredSmtp, channelId: string): Promise<{ to: string; channelId: string }> {
  const channel = await db().emailChannel.findUnique({ where: { id: channelId }, include: { domain: true } });
  if (!channel || channel.connectionId !== smtp.connectionId) {
    throw refuse("This channel does not exist, or belongs to another tenant.");
  }
  if (!channel.channelId)
    throw refuse(`${channel.name} has not been seen in CXone yet: finish its set-up first.`);
  const typed = channel.localPart && channel.domain ? `${channel.localPart}@${channel.domain.name}` : null;
  const to = typed ?? channel.pointContact;
  if (!to) throw refuse(`${channel.name} has no address yet: finish its set-up first.`);
  return { to, channelId };
}

const refuse = (sentence: string) => new AppError("bad_input", { fields: { channelId: sentence } });
