import "server-only";
import * as z from "zod";
import { id, ids, nullableId, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { listAll } from "./pages.ts";

const identity = z
  .object({
    id,
    community_id: nullableId,
    type: text,
    foreign_id: text,
    screenname: text,
    display_name: text,
    firstname: text,
    lastname: text,
    user_ids: ids,
  })
  .transform((row) => ({
    id: row.id,
    communityId: row.community_id,
    type: row.type,
    /** Our id of the author. */
    foreignId: row.foreign_id,
    name: row.display_name || row.screenname || `${row.firstname} ${row.lastname}`.trim(),
    /** The agents who may write as it. Whether it is ticked as controlled no answer tells (facts/engage.md §1.4). */
    userIds: row.user_ids,
  }));

export type Identity = z.infer<typeof identity>;

export interface IdentityFilter {
  readonly communityId?: string;
  readonly sourceId?: string;
  readonly userId?: string;
  readonly foreignId?: string;
}

/** Identities that fit. A busy account has millions: give a filter. */
export async function listIdentities(client: EngageClient, filter: IdentityFilter): Promise<Identity[]> {
  const parameters = {
    community_id: filter.communityId,
    source_id: filter.sourceId,
    user_id: filter.userId,
    foreign_id: filter.foreignId,
  };
  return listAll(client, "identities.list", parameters, identity);
}

/** The identity of an author of ours, or null. It exists once Engage has imported its first message or `users.create` (§5). */
export async function findIdentity(
  client: EngageClient,
  foreignId: string,
  where: { readonly communityId?: string; readonly sourceId?: string },
): Promise<Identity | null> {
  const rows = await listIdentities(client, { ...where, foreignId });
  return rows.find((row) => row.foreignId === foreignId) ?? null;
}

export async function getIdentity(client: EngageClient, identityId: string): Promise<Identity | null> {
  return orNull(client.read("identities.get", { ids: { identityId } }, identity));
}
