import "server-only";
import * as z from "zod";
import { type CxoneClient, isNotFound } from "./client.ts";
import { type Contact, contact } from "./contacts.ts";
import { type FoundMessage, listContactMessages } from "./read-messages.ts";

/** Contacts of a channel whose messages are read at one look. */
export const CONTACTS_LOOKED_AT = 8;

const page = z.object({ hits: z.coerce.number().int().nullish(), data: z.array(contact) });

export type SeenMessage = { at: string; contactNumber: string };

/** The newest message each way that one look at a channel found, and how far the look went. */
export type ChannelTraffic = {
  lastIn: SeenMessage | null;
  lastOut: SeenMessage | null;
  /** Contacts whose messages were read, and how many the channel has. */
  read: number;
  contacts: number;
};

/** The messages that one look read, and how many contacts the channel has. */
export type ChannelLook = { messages: FoundMessage[]; read: number; contacts: number };

/**
 * Reads the newest messages of a channel. No call answers that: messages have no filter by channel, and the order of contacts is
 * promised nowhere (facts/cxone.md §3.5). So the contacts of the first page that changed last are looked into. A message in an
 * older contact that stayed open can be missed: what is found is true, what is not found proves nothing.
 */
export async function lookAtChannel(client: CxoneClient, channelId: string): Promise<ChannelLook> {
  const { data, hits } = await client.read(
    {
      operation: "cxone.contacts.newest",
      api: "dfo",
      method: "GET",
      path: "contacts",
      query: { channel: [channelId] },
      idempotent: true,
    },
    page,
  );
  // A tenant that does not know the filter answers with the contacts of all channels.
  const own = data.filter((row) => row.channelId === channelId);
  const newest = own.sort((a, b) => changedAt(b) - changedAt(a)).slice(0, CONTACTS_LOOKED_AT);
  return {
    messages: (await Promise.all(newest.map(({ id }) => messagesOf(client, id)))).flat(),
    read: newest.length,
    contacts: own.length === data.length ? Math.max(own.length, hits ?? 0) : own.length,
  };
}

/** The newest message each way of what a look read. */
export const trafficOf = ({ messages, read, contacts }: ChannelLook): ChannelTraffic => ({
  lastIn: newestOf(messages, "inbound"),
  lastOut: newestOf(messages, "outbound"),
  read,
  contacts,
});

const changedAt = ({ statusUpdatedAt, createdAt }: Contact): number =>
  Math.max(0, ...[statusUpdatedAt, createdAt].map(Date.parse).filter((time) => !Number.isNaN(time)));

async function messagesOf(client: CxoneClient, contactNumber: string): Promise<FoundMessage[]> {
  try {
    const rows = await listContactMessages(client, contactNumber);
    return rows.map((row) => ({ ...row, contactNumber }));
  } catch (error) {
    // A contact that was deleted between the two calls.
    if (isNotFound(error)) return [];
    throw error;
  }
}

function newestOf(messages: readonly FoundMessage[], wanted: FoundMessage["direction"]): SeenMessage | null {
  let newest: { time: number; contactNumber: string } | null = null;
  for (const { direction, at, contactNumber } of messages) {
    const time = Date.parse(at);
    if (direction !== wanted || Number.isNaN(time) || (newest && newest.time >= time)) continue;
    newest = { time, contactNumber };
  }
  return newest && { at: new Date(newest.time).toISOString(), contactNumber: newest.contactNumber };
}
