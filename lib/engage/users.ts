import "server-only";
import * as z from "zod";
import { flag, id, ids, nullableId, text } from "./answer.ts";
import { type EngageClient, orNull } from "./client.ts";
import { EngageError, type EngageErrorCode } from "./errors.ts";
import { listAll } from "./pages.ts";

const user = z
  .object({
    id,
    email: text,
    firstname: text,
    lastname: text,
    nickname: text,
    enabled: flag,
    role_id: nullableId,
    team_ids: ids,
    category_ids: ids,
    identity_ids: ids,
    external_id: text,
  })
  .transform((row) => ({
    id: row.id,
    email: row.email,
    firstName: row.firstname,
    lastName: row.lastname,
    nickname: row.nickname,
    enabled: row.enabled,
    roleId: row.role_id,
    teamIds: row.team_ids,
    /** The agent's skills: threads of these categories come to this agent. */
    categoryIds: row.category_ids,
    identityIds: row.identity_ids,
    externalId: row.external_id,
  }));

export type User = z.infer<typeof user>;

/** All agents, or those that fit. Only those of own teams when the token's agent manages teams (facts/engage.md §1.3). */
export async function listUsers(
  client: EngageClient,
  filter: {
    readonly email?: string;
    readonly categoryId?: string;
    readonly identityId?: string;
    readonly roleId?: string;
    readonly teamId?: string;
  } = {},
): Promise<User[]> {
  const parameters = {
    email: filter.email,
    category_id: filter.categoryId,
    identity_id: filter.identityId,
    role_id: filter.roleId,
    team_id: filter.teamId,
  };
  return listAll(client, "users.list", parameters, user);
}

export async function getUser(client: EngageClient, userId: string): Promise<User | null> {
  return orNull(client.read("users.get", { ids: { userId } }, user));
}

/** Replaces the identities an agent may write as (E-61). Gives the agent as it is then. */
export async function setIdentities(
  client: EngageClient,
  userId: string,
  identityIds: readonly string[],
): Promise<User> {
  return client.read(
    "users.update",
    { ids: { userId }, parameters: { "identity_ids[]": identityIds } },
    user,
  );
}

/**
 * Gives an agent identities beside those it has; what it has already costs no write. Null when there is no such agent.
 */
export async function addIdentities(
  client: EngageClient,
  userId: string,
  identityIds: readonly string[],
): Promise<{ readonly changed: boolean; readonly user: User } | null> {
  const found = await getUser(client, userId);
  if (!found) return null;
  const missing = identityIds.filter((wanted) => !found.identityIds.includes(wanted));
  if (missing.length === 0) return { changed: false, user: found };
  return { changed: true, user: await setIdentities(client, userId, [...found.identityIds, ...missing]) };
}

/**
 * The agent that the API token belongs to, or null when Engage does not tell: no documented operation does (facts/engage.md §1.1), and
 * then a person has to say whose token it is. A token that Engage refuses is an error as everywhere.
 */
export async function whoAmI(client: EngageClient): Promise<User | null> {
  try {
    return await client.read("users.me", {}, user);
  } catch (error) {
    if (error instanceof EngageError && NO_ANSWER.has(error.code)) return null;
    throw error;
  }
}

/** Where the path is not known, "me" is an id that nobody has or that cannot be one; agents who may not see agents get 403. */
const NO_ANSWER: ReadonlySet<EngageErrorCode> = new Set<EngageErrorCode>([
  "not_found",
  "forbidden",
  "rejected",
  "unexpected_answer",
]);
