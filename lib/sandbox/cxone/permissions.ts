import type { Sandbox } from "../sandbox.ts";
import type { Agent, Role } from "../state/model.ts";

/**
 * Permissions that a role can have on one channel, as the console names them: the first three are the minimum of H-51,
 * the others follow from what a case says of itself (`canUnassign`, `canCreateDraft`, `canApproveDraft`).
 */
export const channelPermissions = [
  "Send Replies",
  "Assign / Reassign Conversations",
  "Reassign Conversations",
  "Unassign Conversations",
  "Create Drafts",
  "Approve Drafts",
] as const;

export type ChannelPermission = (typeof channelPermissions)[number];

/** What the console calls a permission on a channel: the one to answer is also "Reply" where the channel is email (M-52). */
export function permissionLabel({ store }: Sandbox, channelId: string, permission: string): string {
  return permission === "Send Replies" && store.email.channels.get(channelId)
    ? "Send Replies (Reply)"
    : permission;
}

/** The permissions of the Admin application (M-52, M-70), by area. Their keys are not published: these are the console's words. */
export const adminPermissions: Readonly<Record<string, readonly string[]>> = {
  Skills: ["View", "Create", "Edit"],
  Campaigns: ["View", "Create", "Edit"],
  PointsOfContact: ["View", "Create", "Edit"],
  Users: ["View", "Create", "Edit"],
  Teams: ["View", "Create", "Edit"],
  SecurityProfiles: ["View", "Create", "Edit"],
  Scripts: ["View", "Create", "Edit"],
  HoursOfOperation: ["View", "Create", "Edit"],
  DigitalEngagement: ["Agent", "Configuration"],
};

/** What a role may do in the Admin application. An administrator may do everything, whatever is ticked. */
export function permissionsOf(role: Role | undefined): Record<string, string[]> {
  if (role?.isAdministrator)
    return Object.fromEntries(
      Object.entries(adminPermissions).map(([area, options]) => [area, [...options]]),
    );
  return role?.permissions ?? { Skills: ["View"] };
}

export function mayAdminister(sandbox: Sandbox, agent: Agent, area: string, option: string): boolean {
  return permissionsOf(sandbox.store.roles.get(agent.roleId))[area]?.includes(option) ?? false;
}

/**
 * What the agent's role lacks for a deed on a channel, in the console's words, or null. Answering takes Skills View
 * in the Admin application too (M-52).
 */
export function lackFor(
  sandbox: Sandbox,
  agent: Agent,
  channelId: string,
  permission: ChannelPermission,
): string | null {
  const granted = sandbox.store.roles.get(agent.roleId)?.channelPermissions[channelId] ?? [];
  if (!granted.includes("all") && !granted.includes(permission)) return permission;
  const needsView = permission === "Send Replies" && sandbox.store.switches.replyNeedsSkillsView;
  return needsView && !mayAdminister(sandbox, agent, "Skills", "View") ? "Skills View" : null;
}

export function may(
  sandbox: Sandbox,
  agent: Agent,
  channelId: string,
  permission: ChannelPermission,
): boolean {
  return lackFor(sandbox, agent, channelId, permission) === null;
}
