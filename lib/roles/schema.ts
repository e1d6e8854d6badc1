import * as z from "zod";
import type { AsOf } from "#lib/connections/schema.ts";

/** The least that agents of a role need on a channel, as CXone's console names it (H-51). */
export const MINIMUM_PERMISSIONS = [
  "Send Replies",
  "Assign / Reassign Conversations",
  "Reassign Conversations",
] as const;

export const LEVELS = ["none", "minimum", "all"] as const;
export type Level = (typeof LEVELS)[number];

/** What somebody set by hand for a role on a channel; `none` takes it back. */
export const attestRoleInput = z.strictObject({
  channelId: z.string().min(1).max(200),
  roleId: z.string().min(1).max(100),
  roleName: z.string().min(1).max(200),
  level: z.enum(LEVELS, { error: "Choose what the role may do." }),
  /** What stood there when the page was opened. */
  before: z.enum(LEVELS),
});
export type AttestRoleInput = z.output<typeof attestRoleInput>;

export type RoleRow = {
  roleId: string;
  name: string;
  description: string;
  active: boolean;
  /** Skills View in the Admin application (M-52); null where CXone does not say. */
  seesSkills: boolean | null;
  channel: { level: Level; by: string | null; at: string | null };
};

/** The roles of a tenant against one of its channels. */
export type RoleMatrix = {
  channels: { id: string; name: string; ours: boolean }[];
  channel: { id: string; name: string } | null;
  roles: RoleRow[];
  /** What CXone said of the role of our own API user, at a conversation of the channel; null before the first. */
  observed: { canReply: boolean; canAssign: boolean } | null;
};
export type RoleMatrixView = AsOf<RoleMatrix>;
