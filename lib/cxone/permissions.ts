import "server-only";
import * as z from "zod";
import { textOrEmpty } from "./answer.ts";
import type { CxoneClient } from "./client.ts";

const permission = z.object({ Key: textOrEmpty, Value: z.unknown() });

/** The permissions of a user by key, as CXone names them (facts/cxone.md §2.4). */
export async function getAgentPermissions(
  client: CxoneClient,
  agentId: number,
): Promise<Map<string, boolean>> {
  const { permissions } = await client.read(
    {
      operation: "cxone.permissions.get",
      api: "acd",
      method: "GET",
      path: `permissions/${agentId}`,
      idempotent: true,
    },
    z.object({ permissions: z.array(permission).nullish() }),
  );
  return new Map((permissions ?? []).map(({ Key, Value }) => [Key, isGranted(Value)]));
}

/** Values come as booleans, as words, and as lists of options. */
const isGranted = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : !/^(|0|no|none|false|undefined|null)$/i.test(String(value));

/** Without it in the Admin application an agent may not answer digital contacts, whatever the channel allows (M-52). */
export function maySeeSkills(permissions: ReadonlyMap<string, boolean>): boolean | null {
  for (const [key, granted] of permissions) if (/^skills?[\s._-]*view$/i.test(key)) return granted;
  return null;
}
