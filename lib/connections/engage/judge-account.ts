import "server-only";
import type { EngageClient } from "#lib/engage/client.ts";
import type { Community } from "#lib/engage/communities.ts";
import { listContentSources } from "#lib/engage/content-sources.ts";
import { EngageError } from "#lib/engage/errors.ts";
import {
  missingPermissions,
  permissionLabel,
  ROLE_PERMISSIONS,
  type RolePermission,
  SETUP_PERMISSIONS,
} from "#lib/engage/permissions.ts";
import type { Role } from "#lib/engage/roles.ts";
import { getSourcesPermissions } from "#lib/engage/source-permissions.ts";
import type { User } from "#lib/engage/users.ts";
import type { Finding } from "../run-checks.ts";

/** What set-up and running handovers need, as far as a role grants it. */
const WANTED: readonly RolePermission[] = [
  ...SETUP_PERMISSIONS,
  "manage_api_access_tokens",
  "update_intervention",
];

/** Without these nothing else can be looked at; what another right is missing for, a person can do in Engage. */
const INDISPENSABLE: ReadonlySet<RolePermission> = new Set(["read_content_source"]);

/** Names each right that a set-up needs and the role of the token's agent lacks (E-01, E-10). */
export function judgeRights(role: Role | null): Finding<Role | null> {
  if (!role) {
    return {
      state: "warning",
      message: "The role of this agent cannot be read: Manage roles is missing.",
      fix: "In Engage open Admin > Roles and tick Manage roles. Until then each step of a set-up says for itself what is missing.",
      value: null,
    };
  }
  const missing = missingPermissions(role, WANTED);
  if (missing.length === 0)
    return { message: `The role ${role.label} has all that a set-up needs.`, value: role };
  const named = missing.map((right) => `${permissionLabel(right)} (to ${ROLE_PERMISSIONS[right]})`);
  return {
    state: missing.some((right) => INDISPENSABLE.has(right)) ? "failed" : "warning",
    message: `The role ${role.label} lacks ${named.join(", ")}.`,
    fix: `In Engage open Admin > Roles > ${role.label} and tick ${missing.map(permissionLabel).join(", ")}, or use a token of an agent with the role Admin. What stays missing is done by hand.`,
    value: role,
  };
}

/** Says on which sources the token's agent has `read` and `reply`: without `read` Engage denies that they exist. */
export async function judgeSources(client: EngageClient, user: User | null): Promise<Finding<null>> {
  try {
    const sources = await listContentSources(client);
    const permissions = user ? await getSourcesPermissions(client, user.id) : null;
    const grant = "In Engage open Admin > Agents, click the key beside the agent and tick read and reply.";
    if (sources.length === 0) {
      const message = "This agent can read no source.";
      return {
        state: "warning",
        message,
        fix: `${grant} Before there is a source, this is as it should be.`,
        value: null,
      };
    }
    const read = `${countOf(sources.length)} can be read`;
    if (!permissions)
      return { message: `${read}. On which of them the agent may reply cannot be read.`, value: null };
    const silent = sources.filter(({ id }) => !permissions[id]?.includes("reply"));
    if (silent.length === 0) return { message: `${read}, with reply on each.`, value: null };
    const names = silent.slice(0, 3).map(({ name }) => name);
    const more = silent.length > names.length ? ` and ${silent.length - names.length} more` : "";
    return {
      state: "warning",
      message: `${read}. Reply is missing on ${names.join(", ")}${more}.`,
      fix: `${grant} With Apple Business Chat, reply is needed on every source that is no custom SDK source.`,
      value: null,
    };
  } catch (error) {
    if (!(error instanceof EngageError) || error.code !== "forbidden") throw error;
    const message = "Sources or their permissions cannot be read: a right of the role is missing, see above.";
    return { state: "warning", message, value: null };
  }
}

const countOf = (sources: number) => (sources === 1 ? "1 source" : `${sources} sources`);

/** A source can only be made in a community, and no community can be made by API (E-01). `found`: null when not allowed. */
export function judgeCommunities(
  found: readonly Community[] | null,
  role: Role | null,
): Finding<readonly Community[]> {
  const active = found?.filter((community) => community.active) ?? [];
  if (active.length > 0) return { message: active.map(({ name }) => name).join(", "), value: active };
  const hidden = found === null || (role !== null && role.permissions.read_community !== true);
  return {
    state: hidden ? "warning" : "failed",
    message: hidden
      ? "Communities cannot be read: Read community is missing in the role."
      : "There is no active community in this account, and a source can only be made in one.",
    fix: hidden
      ? "Look in Engage: Admin > Communities. One must exist before a source can be made."
      : "In Engage open Admin > Communities, add one, and check again.",
    value: active,
  };
}
