import "server-only";
import * as z from "zod";
import type { CxoneClient } from "./client.ts";
import { CxoneError } from "./errors.ts";
import { findMessageByExternalId, type Message, message } from "./messages.ts";

const list = z.array(message);
const found = z.union([list, z.object({ data: list }).transform((answer) => answer.data)]);

/**
 * The message that a mail became in a channel, or null. Looked for by its Message-ID, which some tenants use as the
 * message's external id, then by the token in its subject, as the agents' search for a ticket does (facts/cxone.md §6).
 */
export async function findMail(
  client: CxoneClient,
  channelId: string,
  mail: { messageId: string | null; token: string },
): Promise<Message | null> {
  const known = mail.messageId ? await findMessageByExternalId(client, channelId, mail.messageId) : null;
  return known ?? findByTitle(client, channelId, mail.token);
}

async function findByTitle(client: CxoneClient, channelId: string, token: string): Promise<Message | null> {
  try {
    const rows = await client.read(
      {
        operation: "cxone.messages.search",
        api: "dfo",
        method: "GET",
        path: "messages",
        query: { query: `title=${token}` },
        idempotent: true,
      },
      found,
    );
    const fits = (row: Message) =>
      row.title.includes(token) && (row.channel === null || row.channel.id === channelId);
    return rows.find(fits) ?? null;
  } catch (error) {
    // A tenant whose messages cannot be searched: then the Message-ID alone can tell.
    if (error instanceof CxoneError && error.code === "rejected") return null;
    throw error;
  }
}
