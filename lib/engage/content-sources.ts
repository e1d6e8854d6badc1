import "server-only";
import * as z from "zod";
import { flag, id, ids, nullableId, nullableNumber, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { listAll } from "./pages.ts";

const contentSource = z
  .object({
    id,
    name: text,
    type: text,
    active: flag,
    status: text,
    error_message: text,
    community_id: nullableId,
    channel_id: nullableId,
    default_category_ids: ids,
    user_thread_default_category_ids: ids,
    from_name: text,
    time_for_thread_inclusion: nullableNumber,
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    type: row.type,
    active: row.active,
    /** "ok" or "error" in exports; other words are possible. */
    status: row.status,
    errorMessage: row.error_message,
    communityId: row.community_id,
    /** The channel group that task mode needs; null when the source is in none. */
    channelId: row.channel_id,
    defaultCategoryIds: row.default_category_ids,
    userThreadDefaultCategoryIds: row.user_thread_default_category_ids,
    senderName: row.from_name,
    timeForThreadInclusion: row.time_for_thread_inclusion,
  }));

export type ContentSource = z.infer<typeof contentSource>;

/**
 * The sources that the token's agent may read: a source that was just created is missing here until that agent gets
 * `read` on it (facts/engage.md §1.4).
 */
export async function listContentSources(
  client: EngageClient,
  filter: { readonly permission?: "read" | "initiate_discussion"; readonly active?: boolean } = {},
): Promise<ContentSource[]> {
  return listAll(client, "content-sources.list", { ...filter }, contentSource);
}

/** A source by id, or null: gone, or the token's agent may not read it. */
export async function getContentSource(
  client: EngageClient,
  sourceId: string,
): Promise<ContentSource | null> {
  return orNull(client.read("content-sources.get", { ids: { sourceId } }, contentSource));
}

/** Sets the categories that new threads of the source get (E-32); others of its settings stay. Gives the source as it is then. */
export async function setDefaultCategories(
  client: EngageClient,
  sourceId: string,
  categoryIds: readonly string[],
  userThreadCategoryIds?: readonly string[],
): Promise<ContentSource> {
  return client.read(
    "content-sources.update",
    {
      ids: { sourceId },
      parameters: {
        "default_category_ids[]": categoryIds,
        "user_thread_default_category_ids[]": userThreadCategoryIds,
      },
    },
    contentSource,
  );
}

/** Whether a source is of the type Source SDK: the value is not documented, its contents are `sdk/content` (facts/engage.md §1.4). */
export const isSdkSource = (source: { readonly type: string }): boolean =>
  /\bsdk\b|_sdk|sdk_/i.test(source.type);
