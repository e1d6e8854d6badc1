import "server-only";
import * as z from "zod";
import { id, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { EngageError } from "./errors.ts";
import { listAll } from "./pages.ts";

const role = z.looseObject({ id, label: text }).transform(({ id, label, ...rest }) => ({
  id,
  label,
  /** All rights by the API's names. */
  permissions: Object.fromEntries(
    Object.entries(rest).filter((entry): entry is [string, boolean] => typeof entry[1] === "boolean"),
  ),
}));

export type Role = z.infer<typeof role>;

export async function listRoles(client: EngageClient): Promise<Role[]> {
  return listAll(client, "roles.list", {}, role);
}

/**
 * A role with its rights, or null when it is gone or the token's agent may not see it: reading one needs `manage_roles`, listing
 * them is documented without a right (facts/engage.md §1.3), so the list is asked second.
 */
export async function getRole(client: EngageClient, roleId: string): Promise<Role | null> {
  try {
    return await orNull(client.read("roles.get", { ids: { roleId } }, role));
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
  try {
    return (await listRoles(client)).find((found) => found.id === roleId) ?? null;
  } catch (error) {
    if (isForbidden(error)) return null;
    throw error;
  }
}

const isForbidden = (error: unknown): boolean => error instanceof EngageError && error.code === "forbidden";
