import "server-only";
import * as z from "zod";
import { flag, id, ids, nullableId, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { listAll } from "./pages.ts";

const thread = z
  .object({
    id,
    source_id: nullableId,
    foreign_id: text,
    title: text,
    closed: flag,
    thread_category_ids: ids,
    category_ids: ids,
    created_at: text,
    updated_at: text,
  })
  .transform((row) => ({
    id: row.id,
    sourceId: row.source_id,
    /** Our id of the conversation. */
    foreignId: row.foreign_id,
    title: row.title,
    closed: row.closed,
    /** The thread's own categories: what a handover swaps. */
    threadCategoryIds: row.thread_category_ids,
    /** Those of its contents and interventions too. */
    allCategoryIds: row.category_ids,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));

export type Thread = z.infer<typeof thread>;

/**
 * The thread of a conversation of ours, or null: what was pushed to realtime is imported a moment later, so a look right
 * after it may miss (facts/engage.md §5).
 */
export async function findThreadByForeignId(
  client: EngageClient,
  foreignId: string,
  filter: { readonly sourceId?: string } = {},
): Promise<Thread | null> {
  const q = `foreign:"${foreignId.replace(/["\\]/g, "")}"${filter.sourceId ? ` source:${filter.sourceId}` : ""}`;
  // The latest first: where the keyword is not known, all threads of the account would come, page after page.
  const rows = await listAll(client, "content-threads.find", { q }, thread, { pages: 1 });
  const fits = (row: Thread): boolean =>
    row.foreignId === foreignId &&
    (!filter.sourceId || row.sourceId === null || row.sourceId === filter.sourceId);
  // A search may find more than was asked for.
  return rows.find(fits) ?? null;
}

/** A thread by Engage's own id, or null: gone, or the token's agent may not read its source. */
export async function getThread(client: EngageClient, threadId: string): Promise<Thread | null> {
  return orNull(client.read("content-threads.get", { ids: { threadId } }, thread));
}

/** Replaces all categories of a thread. While Engage categorises it (409) the call is repeated a few times. */
export async function updateThreadCategories(
  client: EngageClient,
  threadId: string,
  categoryIds: readonly string[],
): Promise<Thread> {
  return client.read(
    "content-threads.update-categories",
    { ids: { threadId }, parameters: { "thread_category_ids[]": categoryIds } },
    thread,
  );
}

/** The categories after a swap, in their order; the same list when nothing changes. Pure. */
export function swapCategory(
  categoryIds: readonly string[],
  swap: { readonly remove: string; readonly add: string },
): readonly string[] {
  if (categoryIds.includes(swap.add) && !categoryIds.includes(swap.remove)) return categoryIds;
  return [...categoryIds.filter((category) => category !== swap.remove && category !== swap.add), swap.add];
}

/**
 * Takes one category off a thread, puts another on and keeps the rest: what a handover and its end do (facts/engage.md §5). Safe to repeat.
 * Null when the thread is not there (yet).
 */
export async function swapThreadCategory(
  client: EngageClient,
  threadId: string,
  swap: { readonly remove: string; readonly add: string },
): Promise<{ readonly changed: boolean; readonly thread: Thread } | null> {
  const found = await getThread(client, threadId);
  if (!found) return null;
  const wanted = swapCategory(found.threadCategoryIds, swap);
  if (wanted === found.threadCategoryIds) return { changed: false, thread: found };
  return { changed: true, thread: await updateThreadCategories(client, threadId, wanted) };
}
