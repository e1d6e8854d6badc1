import "server-only";
import * as z from "zod";
import { id, ids, nullableNumber, text } from "./answer.ts";
import type { EngageClient } from "./client.ts";
import { listAll } from "./pages.ts";

const channel = z
  .object({
    id,
    name: text,
    label: text,
    source_ids: ids,
    soft_capability: nullableNumber,
    hard_capability: nullableNumber,
    task_timeout_seconds: nullableNumber,
  })
  .transform((row) => ({
    id: row.id,
    name: row.label || row.name,
    sourceIds: row.source_ids,
    softCapability: row.soft_capability,
    hardCapability: row.hard_capability,
    taskTimeoutSeconds: row.task_timeout_seconds,
  }));

/** A channel group: the queue of task mode that sources belong to. */
export type Channel = z.infer<typeof channel>;

export async function listChannels(client: EngageClient): Promise<Channel[]> {
  return listAll(client, "channels.list", {}, channel);
}
