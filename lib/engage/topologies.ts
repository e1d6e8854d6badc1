import "server-only";
import * as z from "zod";
import { id, text } from "./answer.ts";
import type { EngageClient } from "./client.ts";

const topology = z.object({
  id,
  name: text,
  /** Absent in the description; null when Engage does not say. */
  active: z
    .boolean()
    .nullish()
    .transform((active) => active ?? null),
  config: z.unknown(),
});

export type Topology = z.infer<typeof topology>;

/** How tasks reach agents, by name. All at once, without pages (facts/engage.md §1.2). */
export async function listTopologies(client: EngageClient): Promise<Topology[]> {
  const rows = z.array(topology);
  const enveloped = z.object({ records: rows }).transform((answer) => answer.records);
  return client.read("topologies.list", {}, z.union([rows, enveloped]));
}

/** Whether the text of a topology names the channel group: its form is not documented, so its ids are looked for anywhere. Pure. */
export function namesChannel(found: Topology, channelId: string): boolean {
  return JSON.stringify(found.config ?? "").includes(`"${channelId}"`);
}
