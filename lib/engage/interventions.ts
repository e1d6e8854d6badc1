import "server-only";
import * as z from "zod";
import { flag, id, ids, nullableId, nullableNumber, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { EngageError } from "./errors.ts";
import { listAll } from "./pages.ts";

const intervention = z
  .object({
    id,
    thread_id: nullableId,
    source_id: nullableId,
    content_id: nullableId,
    user_id: nullableId,
    closed: flag,
    closed_at: text,
    deferred_at: text,
    category_ids: ids,
    user_replies_count: nullableNumber,
    created_at: text,
  })
  // `status` is left out: it is text in the account's language (facts/engage.md §1.4).
  .transform((row) => ({
    id: row.id,
    threadId: row.thread_id,
    sourceId: row.source_id,
    contentId: row.content_id,
    /** The agent who holds it. */
    userId: row.user_id,
    closed: row.closed || row.closed_at !== "",
    /** Whole seconds; "" while it is open. */
    closedAt: row.closed_at,
    deferred: row.deferred_at !== "",
    categoryIds: row.category_ids,
    agentReplies: row.user_replies_count ?? 0,
    createdAt: row.created_at,
  }));

export type Intervention = z.infer<typeof intervention>;

export type InterventionStatus = "active" | "closed" | "deferred" | "opened" | "reopened";

export async function listInterventions(
  client: EngageClient,
  filter: { readonly threadId?: string; readonly userId?: string; readonly status?: InterventionStatus },
): Promise<Intervention[]> {
  const parameters = { thread_id: filter.threadId, user_id: filter.userId, status: filter.status };
  const rows = await listAll(client, "interventions.list", parameters, intervention);
  return filter.threadId ? rows.filter((row) => row.threadId === filter.threadId) : rows;
}

export async function getIntervention(
  client: EngageClient,
  interventionId: string,
): Promise<Intervention | null> {
  return orNull(client.read("interventions.get", { ids: { interventionId } }, intervention));
}

/** Closes an intervention that an agent has replied in. Others are refused with 403 (facts/engage.md §1.6). */
export async function closeIntervention(client: EngageClient, interventionId: string): Promise<Intervention> {
  return client.read("interventions.close", { ids: { interventionId } }, intervention);
}

/** Cancels an intervention that no agent has replied in. False when there is none any more. */
export async function cancelIntervention(client: EngageClient, interventionId: string): Promise<boolean> {
  return (await orNull(client.request("interventions.cancel", { ids: { interventionId } }))) !== null;
}

/**
 * Ends an intervention in the one way its state allows: with replies it is closed, without it is cancelled. Safe to repeat: what is closed
 * or gone already is `none`.
 */
export async function endIntervention(
  client: EngageClient,
  interventionId: string,
): Promise<"closed" | "cancelled" | "none"> {
  const found = await getIntervention(client, interventionId);
  if (!found || found.closed) return "none";
  try {
    if (found.agentReplies > 0) {
      await closeIntervention(client, interventionId);
      return "closed";
    }
    return (await cancelIntervention(client, interventionId)) ? "cancelled" : "none";
  } catch (error) {
    // The agent may have been quicker: between our look and our deed it was closed, or replied in.
    if (!(error instanceof EngageError && error.code === "forbidden")) throw error;
    const now = await getIntervention(client, interventionId);
    if (!now || now.closed) return "none";
    if (found.agentReplies > 0 || now.agentReplies === 0) throw error;
    await closeIntervention(client, interventionId);
    return "closed";
  }
}
