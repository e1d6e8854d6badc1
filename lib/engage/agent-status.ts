import "server-only";
import * as z from "zod";
import { id, text } from "./answer.ts";
import type { EngageClient } from "./client.ts";

const agentStatus = z
  .object({
    agent_id: id,
    channels: z
      .array(z.object({ id, name: text, status: text, busyness: text }))
      .nullish()
      .transform((channels) => channels ?? []),
    custom_status: z
      .object({ id })
      .nullish()
      .catch(null)
      .transform((status) => status?.id ?? null),
  })
  .transform((row) => ({
    agentId: row.agent_id,
    /** By channel group: status "available", "away" or ""; busyness "unoccupied", "ok", "busy", "full" or "". */
    channels: row.channels,
    customStatusId: row.custom_status,
  }));

export type AgentStatus = z.infer<typeof agentStatus>;

/** All connected agents that may take what has these categories on these sources. A bare list without pages (facts/engage.md §1.2). */
export async function listAgentStatus(
  client: EngageClient,
  filter: { readonly sourceIds?: readonly string[]; readonly categoryIds?: readonly string[] } = {},
): Promise<AgentStatus[]> {
  const rows = z.array(agentStatus);
  const enveloped = z.object({ records: rows }).transform((answer) => answer.records);
  return client.read(
    "status.list",
    {
      parameters: {
        "source_ids[]": filter.sourceIds?.length ? filter.sourceIds : undefined,
        "category_ids[]": filter.categoryIds?.length ? filter.categoryIds : undefined,
      },
    },
    z.union([rows, enveloped]),
  );
}

/** Agents who could take a conversation now: available on a channel group and not full there (facts/engage.md §4). Pure. */
export function availableAgents(statuses: readonly AgentStatus[], channelId?: string): AgentStatus[] {
  return statuses.filter(({ channels }) =>
    channels.some(
      (channel) =>
        channel.status === "available" &&
        channel.busyness !== "full" &&
        (channelId === undefined || channel.id === channelId),
    ),
  );
}
