import "server-only";
import * as z from "zod";
import { textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";

const message = z.object({
  id: z.union([z.string(), z.number().transform(String)]),
  title: textOrEmpty,
  direction: textOrEmpty,
  createdAtWithMilliseconds: textOrEmpty,
  createdAt: textOrEmpty,
  contactNumber: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((value) => value ?? ""),
  channel: z.object({ id: z.union([z.string(), z.number().transform(String)]) }).nullish(),
});

/** A message of the digital side; `at` is ISO 8601, empty when the answer has no time. */
export type FoundMessage = {
  id: string;
  title: string;
  direction: "inbound" | "outbound";
  at: string;
  contactNumber: string;
  channelId: string;
};

/** Messages that CXone finds for a text, such as `title=4711` or a word of the subject (M-34, facts/cxone.md §6). */
export async function searchMessages(client: CxoneClient, query: string): Promise<FoundMessage[]> {
  const list = z.array(message);
  const rows = await client.read(
    {
      operation: "cxone.messages.search",
      api: "dfo",
      method: "GET",
      path: "messages",
      query: { query },
      idempotent: true,
    },
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
    }),
  );
}
