import "server-only";
import * as z from "zod";
import { textOrEmpty } from "./answer.ts";
import type { CxoneClient, Query } from "./client.ts";

const idText = z.union([z.string(), z.number().transform(String)]);

const message = z.object({
  id: idText,
  title: textOrEmpty,
  direction: textOrEmpty,
  createdAtWithMilliseconds: textOrEmpty,
  createdAt: textOrEmpty,
  contactNumber: idText.nullish().transform((value) => value ?? ""),
  channel: z.object({ id: idText }).nullish(),
  authorEndUserIdentity: z.object({ idOnExternalPlatform: textOrEmpty }).nullish(),
  messageContent: z
    .object({ payload: z.object({ text: textOrEmpty }).nullish(), fallbackText: textOrEmpty })
    .nullish(),
});

/** A message of the digital side; `at` is ISO 8601, empty when the answer has no time. */
export type FoundMessage = {
  id: string;
  title: string;
  direction: "inbound" | "outbound";
  at: string;
  contactNumber: string;
  channelId: string;
  /** Of an inbound mail, the address it came from. */
  author: string;
  /** As people read it: the plain text where CXone has one beside the HTML. */
  text: string;
};

/** Messages that CXone finds for a text, such as `title=4711` or a word of the subject (M-34, facts/cxone.md §6). */
export const searchMessages = (client: CxoneClient, query: string): Promise<FoundMessage[]> =>
  readMessages(client, "cxone.messages.search", "messages", { query });

/** The messages of one contact, both ways, in no promised order (facts/cxone.md §3.5). */
export const listContactMessages = (client: CxoneClient, contactNumber: string): Promise<FoundMessage[]> =>
  readMessages(client, "cxone.contacts.messages", `contacts/${encodeURIComponent(contactNumber)}/messages`);

async function readMessages(
  client: CxoneClient,
  operation: string,
  path: string,
  query: Query = {},
): Promise<FoundMessage[]> {
  const list = z.array(message);
  const rows = await client.read(
    { operation, api: "dfo", method: "GET", path, query, idempotent: true },
    z.union([list, z.object({ data: list }).transform((answer) => answer.data)]),
  );
  return rows.map(
    (row): FoundMessage => ({
      id: row.id,
      title: row.title,
      direction: row.direction === "outbound" ? "outbound" : "inbound",
      at: row.createdAtWithMilliseconds || row.createdAt,
      contactNumber: row.contactNumber,
      channelId: row.channel?.id ?? "",
      author: row.authorEndUserIdentity?.idOnExternalPlatform ?? "",
      text: row.messageContent?.fallbackText || row.messageContent?.payload?.text || "",
    }),
  );
}
