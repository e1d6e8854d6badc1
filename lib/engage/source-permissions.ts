import "server-only";
import * as z from "zod";
import { type EngageClient, orNull } from "./client.ts";

/** What an agent may do on a source (facts/engage.md §1.4); `approval_threshold_0` to `_100` exist too. */
export const SOURCE_PERMISSIONS = [
  "read",
  "reply",
  "reply_with_html",
  "initiate_discussion",
  "destroy",
  "approval_required",
] as const;

/** Source id → what the agent may do there. */
export type SourcesPermissions = Readonly<Record<string, readonly string[]>>;

const listed = z
  .union([z.array(z.string()), z.string().transform((words) => words.split(",").map((word) => word.trim()))])
  .nullish()
  .transform((words) => (words ?? []).filter((word) => word !== ""));

const permissions = z.record(z.string(), z.unknown()).transform((answer): SourcesPermissions => {
  // Other fields may stand beside the source ids.
  const entries = Object.entries(answer).map(([key, value]) => [key, listed.safeParse(value)] as const);
  return Object.fromEntries(
    entries.flatMap(([key, value]) =>
      value.success && /^[0-9a-f]{24}$/i.test(key) ? [[key, value.data]] : [],
    ),
  );
});

/** What an agent may do on each source (E-40), or null when there is no such agent. A source that is missing gives nothing. */
export async function getSourcesPermissions(
  client: EngageClient,
  userId: string,
): Promise<SourcesPermissions | null> {
  return orNull(client.read("users.sources-permissions.get", { ids: { userId } }, permissions));
}

/** Sets what an agent may do on the sources named. Gives all of the agent's permissions then. */
export async function setSourcesPermissions(
  client: EngageClient,
  userId: string,
  bySource: SourcesPermissions,
): Promise<SourcesPermissions> {
  const operation = "users.sources-permissions.set";
  return client.read(operation, { ids: { userId }, parameters: bySource }, permissions);
}

/**
 * Adds permissions on one source to an agent and leaves the rest. All sources are sent along: whether those not named keep theirs is not
 * documented, and nobody must lose a channel for getting another. `changed: false` costs one call instead of two.
 */
export async function grantOnSource(
  client: EngageClient,
  userId: string,
  sourceId: string,
  wanted: readonly string[] = ["read", "reply"],
): Promise<{
  readonly changed: boolean;
  readonly before: readonly string[];
  readonly after: readonly string[];
} | null> {
  const all = await getSourcesPermissions(client, userId);
  if (!all) return null;
  const before = all[sourceId] ?? [];
  const missing = wanted.filter((word) => !before.includes(word));
  if (missing.length === 0) return { changed: false, before, after: before };
  const after = await setSourcesPermissions(client, userId, { ...all, [sourceId]: [...before, ...missing] });
  return { changed: true, before, after: after[sourceId] ?? [] };
}
