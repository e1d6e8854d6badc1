import "server-only";
import type { Ctx } from "#lib/auth/ctx.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { findSkillByName } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { listEmailTags } from "#lib/email/channels/reads.ts";
import type { ChannelSettings, RoutingInput } from "#lib/email/channels/schema.ts";
import { getPermissionMatrix } from "#lib/email/permissions/reads.ts";
import { listQueues } from "#lib/email/queues/reads.ts";
import { findPeople } from "#lib/email/signatures/mapping.ts";
import { readPeople } from "#lib/email/signatures/read-people.ts";
import { AppError } from "#lib/errors.ts";
import type { EmailObject, EmailWanted } from "./schema.ts";

/** Looks up the names of an object that a tenant has to know; throws `bad_input` for the first that leads nowhere. */
export async function lookUpNames(ctx: Ctx, connectionId: string, one: EmailObject): Promise<void> {
  switch (one.kind) {
    case "email-signature":
      await resolvePeople(ctx, connectionId, one.wanted.people);
      return;
    case "email-channel":
      await resolveTag(ctx, connectionId, one.wanted.settings.spamTag);
      if (one.wanted.routing) await resolveRouting(ctx, connectionId, one.wanted.routing);
      return;
    case "email-role":
      await resolveRole(ctx, connectionId, one.name);
      await resolvePeople(ctx, connectionId, one.wanted.people ?? []);
      return;
    case "email-queue":
      await resolveQueue(ctx, connectionId, one.name);
      return;
    default:
  }
}

/** The ids of people by their names, addresses or user names. */
export async function resolvePeople(
  ctx: Ctx,
  connectionId: string,
  names: readonly string[],
): Promise<number[]> {
  if (names.length === 0) return [];
  const { value } = await readPeople(ctx, connectionId);
  const { found, open } = findPeople(names.join("\n"), value);
  if (open.length > 0) {
    throw new AppError("bad_input", {
      detail: open.map(({ line, reason }) => `${line}: ${reason}`).join(" "),
    });
  }
  return found.map(({ agentId }) => agentId);
}

/** The tag of that title (M-33). */
export async function resolveTag(
  ctx: Ctx,
  connectionId: string,
  title: string | null,
): Promise<ChannelSettings["spamTag"]> {
  if (title === null) return null;
  const tag = (await listEmailTags(ctx, connectionId)).find((one) => isSame(one.title, title));
  if (!tag) throw missing("tag", title);
  return { id: tag.id, title: tag.title };
}

/** The default skill by name, with the script, whose name is its path. */
export async function resolveRouting(
  ctx: Ctx,
  connectionId: string,
  { skill, script }: NonNullable<EmailWanted["email-channel"]["routing"]>,
): Promise<RoutingInput> {
  const found = await findSkillByName(await clientFor(connectionId, { requestId: ctx.requestId }), skill);
  if (!found) throw missing("skill", skill);
  return { skillId: found.skillId, skillName: found.skillName, script };
}

/** The digital role of that name. */
export async function resolveRole(ctx: Ctx, connectionId: string, name: string): Promise<string> {
  const { value } = await getPermissionMatrix(ctx, connectionId);
  const role = value.roles.find((one) => isSame(one.name, name));
  if (!role) throw missing("role", name);
  return role.roleId;
}

/** The routing queue of that name, or of that id where its name was never kept. */
export async function resolveQueue(ctx: Ctx, connectionId: string, name: string): Promise<string> {
  const { value } = await listQueues(ctx, connectionId);
  const named = value.queues.filter((one) => one.id === name || isSame(one.name, name));
  const [queue] = named;
  if (!queue) throw missing("routing queue", name);
  if (named.length > 1) {
    throw new AppError("bad_input", {
      detail: `${named.length} routing queues are called ${name}: write the id instead.`,
    });
  }
  return queue.id;
}

/** The ids of email channels by their names here; throws `bad_input`. */
export async function resolveChannels(connectionId: string, names: readonly string[]): Promise<string[]> {
  const rows = await db().emailChannel.findMany({
    where: { connectionId, name: { in: [...names] } },
    select: { id: true, name: true },
  });
  return names.map((name) => {
    const row = rows.find((one) => one.name === name);
    if (!row) throw new AppError("bad_input", { detail: `There is no email channel ${name} here.` });
    return row.id;
  });
}

const isSame = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

const missing = (kind: string, name: string) =>
  new AppError("bad_input", {
    detail: `There is no ${kind} ${name} in the tenant: make it there, or name another one.`,
  });
