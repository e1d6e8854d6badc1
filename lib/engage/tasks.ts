import "server-only";
import * as z from "zod";
import { id, ids, nullableId, nullableNumber, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { listAll } from "./pages.ts";

const task = z
  .object({
    id,
    content_id: nullableId,
    intervention_id: nullableId,
    thread_id: nullableId,
    channel_id: nullableId,
    agent_ids: ids,
    priority: nullableNumber,
    step: text,
    created_at: text,
    accepted_at: text,
    completed_at: text,
    expire_at: text,
  })
  .transform((row) => ({
    id: row.id,
    contentId: row.content_id,
    interventionId: row.intervention_id,
    threadId: row.thread_id,
    /** The channel group. */
    channelId: row.channel_id,
    agentIds: row.agent_ids,
    priority: row.priority,
    step: row.step,
    createdAt: row.created_at,
    acceptedAt: row.accepted_at,
    completedAt: row.completed_at,
    expiresAt: row.expire_at,
  }));

export type Task = z.infer<typeof task>;

/** The queue that tasks wait in. */
export const GLOBAL_QUEUE = "global";

/** Tasks of a queue, the next one first: by priority, then the latest first (facts/engage.md §4). */
export async function listTasks(
  client: EngageClient,
  filter: { readonly queue?: string; readonly channelId?: string } = {},
): Promise<Task[]> {
  const parameters = { queue: filter.queue ?? GLOBAL_QUEUE, channel_id: filter.channelId };
  return listAll(client, "tasks.list", parameters, task);
}

export async function getTask(client: EngageClient, taskId: string): Promise<Task | null> {
  return orNull(client.read("tasks.get", { ids: { taskId } }, task));
}

/** Completes a task in an agent's workbin. The description demands a queue here, which reads like a slip; it does no harm. */
export async function completeTask(client: EngageClient, taskId: string): Promise<Task> {
  return client.read("tasks.complete", { ids: { taskId }, parameters: { queue: GLOBAL_QUEUE } }, task);
}
