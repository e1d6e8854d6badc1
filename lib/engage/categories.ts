import "server-only";
import * as z from "zod";
import { flag, id, ids, nullableId, nullableNumber, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { listAll } from "./pages.ts";

const category = z
  .object({
    id,
    name: text,
    parent_id: nullableId,
    color: nullableNumber,
    multiple: flag,
    mandatory: flag,
    unselectable: flag,
    source_ids: ids,
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    color: row.color,
    /** Whether a thread may have several children of this parent at once. */
    multiple: row.multiple,
    mandatory: row.mandatory,
    unselectable: row.unselectable,
    /** Empty: offered on all sources. */
    sourceIds: row.source_ids,
  }));

export type Category = z.infer<typeof category>;

/** All categories, or the children of one; `parentId: null` gives those at the top. E-20, facts/engage.md §1.3. */
export async function listCategories(
  client: EngageClient,
  filter: { readonly parentId?: string | null } = {},
): Promise<Category[]> {
  const { parentId } = filter;
  const rows = await listAll(client, "categories.list", { parent_id: parentId ?? undefined }, category);
  // The top has no filter of its own, and a server that does not know the filter answers all.
  return parentId === undefined ? rows : rows.filter((row) => row.parentId === parentId);
}

export async function getCategory(client: EngageClient, categoryId: string): Promise<Category | null> {
  return orNull(client.read("categories.get", { ids: { categoryId } }, category));
}

export interface CategoryInput {
  readonly name: string;
  readonly parentId?: string;
  /** 0 to 6. */
  readonly color?: number;
  /** Only counts without a parent; children inherit it. */
  readonly multiple?: boolean;
}

/**
 * Creates a category. Not repeated by itself, for two of one name would stand side by side: look for name and parent first, and again
 * after an error that `mayHaveHappened`.
 */
export async function createCategory(client: EngageClient, input: CategoryInput): Promise<Category> {
  return client.read("categories.create", { parameters: parametersOf(input) }, category);
}

export async function updateCategory(
  client: EngageClient,
  categoryId: string,
  input: Partial<CategoryInput>,
): Promise<Category> {
  return client.read("categories.update", { ids: { categoryId }, parameters: parametersOf(input) }, category);
}

/** Deletes a category. False when there was none. */
export async function deleteCategory(client: EngageClient, categoryId: string): Promise<boolean> {
  return (await orNull(client.request("categories.delete", { ids: { categoryId } }))) !== null;
}

const parametersOf = ({ name, parentId, color, multiple }: Partial<CategoryInput>) => ({
  name,
  parent_id: parentId,
  color,
  multiple,
});
