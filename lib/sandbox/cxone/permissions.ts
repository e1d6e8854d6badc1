import type { Sandbox } from "../sandbox.ts";
import type { Agent } from "../state/model.ts";

/** Permissions that a role can have on one channel (H-51), as the console names them. */
export const channelPermissions = [
  "Send Replies",
  "Assign / Reassign Conversations",
  "Reassign Conversations",
] as const;

export type ChannelPermission = (typeof channelPermissions)[number];

/** Whether the agent's role has a permission on a channel; "all" stands for every one. */
export function may(
  sandbox: Sandbox,
  agent: Agent,
  channelId: string,
  permission: ChannelPermission,
): boolean {
  const granted = sandbox.store.roles.get(agent.roleId)?.channelPermissions[channelId] ?? [];
  return granted.includes("all") || granted.includes(permission);
}
