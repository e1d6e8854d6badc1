import "server-only";
import type { CxoneClient } from "./client.ts";
import { CxoneError } from "./errors.ts";
import { findMessageByExternalId } from "./messages.ts";
import { type FoundMessage, searchMessages } from "./read-messages.ts";

/** A message that a mail became, or one that tells of it. */
export type MailMessage = Pick<FoundMessage, "contactNumber" | "title" | "author" | "text">;

/**
 * The messages of a channel with a mail in them. By its Message-ID, which some tenants use as the message's external id, else by
 * the token in the title, as the agents' search for a ticket does (facts/cxone.md §6): those may also be reports that it came back.
 */
export async function findMail(
  client: CxoneClient,
  channelId: string,
  { messageId, token }: { messageId: string | null; token: string },
): Promise<MailMessage[]> {
  const known = messageId ? await findMessageByExternalId(client, channelId, messageId) : null;
  if (known) return [{ contactNumber: known.contactNumber, title: known.title, author: "", text: "" }];
  try {
    const rows = await searchMessages(client, `title=${token}`);
    return rows.filter(
      (row) => row.title.includes(token) && (row.channelId === "" || row.channelId === channelId),
    );
  } catch (error) {
    // A tenant whose messages cannot be searched: then the Message-ID alone can tell.
    if (error instanceof CxoneError && error.code === "rejected") return [];
    throw error;
  }
}
