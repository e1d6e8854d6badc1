import "server-only";
import * as z from "zod";
import { flag, id, nullableId, nullableNumber, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { listAll } from "./pages.ts";

const folder = z
  .object({
    id,
    label: text,
    parent_id: nullableId,
    position: nullableNumber,
    query: text,
    render_threads_count: flag,
    user_id: nullableId,
  })
  .transform((row) => ({
    id: row.id,
    label: row.label,
    parentId: row.parent_id,
    position: row.position,
    query: row.query,
    showsCount: row.render_threads_count,
    /** Whose own folder it is; null for shared ones. */
    userId: row.user_id,
  }));

export type Folder = z.infer<typeof folder>;

export interface FolderInput {
  readonly label: string;
  /** In the language of searches (facts/engage.md §1.5). */
  readonly query: string;
  readonly parentId?: string;
  readonly position?: number;
  readonly showsCount?: boolean;
}

/** The query of the folder that shows agents what waits for them (E-62). */
export function agentFolderQuery(agentCategoryId: string, sourceId?: string): string {
  return `categorized_in:${agentCategoryId}${sourceId ? ` source:${sourceId}` : ""}`;
}

/** Shared folders, and those of the token's agent. */
export async function listFolders(client: EngageClient): Promise<Folder[]> {
  return listAll(client, "folders.list", {}, folder);
}

export async function getFolder(client: EngageClient, folderId: string): Promise<Folder | null> {
  return orNull(client.read("folders.get", { ids: { folderId } }, folder));
}

/** Creates a folder. Not repeated by itself: look for label and query first, and again after an error that `mayHaveHappened`. */
export async function createFolder(client: EngageClient, input: FolderInput): Promise<Folder> {
  return client.read("folders.create", { parameters: parametersOf(input) }, folder);
}

export async function updateFolder(
  client: EngageClient,
  folderId: string,
  input: Partial<FolderInput>,
): Promise<Folder> {
  return client.read("folders.update", { ids: { folderId }, parameters: parametersOf(input) }, folder);
}

/** Deletes a folder. False when there was none. */
export async function deleteFolder(client: EngageClient, folderId: string): Promise<boolean> {
  return (await orNull(client.request("folders.delete", { ids: { folderId } }))) !== null;
}

const parametersOf = ({ label, query, parentId, position, showsCount }: Partial<FolderInput>) => ({
  label,
  query,
  parent_id: parentId,
  position,
  render_threads_count: showsCount,
});
