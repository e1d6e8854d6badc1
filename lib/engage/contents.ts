import "server-only";
import * as z from "zod";
import { flag, id, ids, nullableId, text } from "./answer.ts";
import type { EngageClient } from "./client.ts";
import { listAll } from "./pages.ts";

const content = z
  .object({
    id,
    thread_id: nullableId,
    source_id: nullableId,
    foreign_id: text,
    author_id: nullableId,
    creator_id: nullableId,
    created_from: text,
    status: text,
    intervention_id: nullableId,
    body: text,
    category_ids: ids,
    first_in_thread: flag,
    synchronization_status: text,
    synchronization_error: text,
    created_at: text,
  })
  .transform((row) => ({
    id: row.id,
    threadId: row.thread_id,
    sourceId: row.source_id,
    /** Our id of the message; "" until Engage has one. */
    foreignId: row.foreign_id,
    /** The identity that wrote it. */
    authorId: row.author_id,
    /** The agent who wrote it; null for what was imported. */
    creatorId: row.creator_id,
    createdFrom: row.created_from,
    status: row.status,
    interventionId: row.intervention_id,
    body: row.body,
    categoryIds: row.category_ids,
    firstInThread: row.first_in_thread,
    synchronizationStatus: row.synchronization_status,
    synchronizationError: row.synchronization_error,
    createdAt: row.created_at,
  }));

export type Content = z.infer<typeof content>;

/** All messages of a thread, by Engage's id of it, the newest first. */
export async function listContents(client: EngageClient, threadId: string): Promise<Content[]> {
  const rows = await listAll(client, "contents.list", { q: `thread:${threadId}` }, content);
  return rows.filter((row) => row.threadId === null || row.threadId === threadId);
}
