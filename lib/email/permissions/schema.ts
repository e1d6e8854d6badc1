import * as z from "zod";
import type { AsOf } from "#lib/connections/schema.ts";
import type { AttestationView } from "../attestations/schema.ts";
import type { EmailFinding } from "./state.ts";

/** What a role can be allowed on a channel, as CXone's console names it; the seed's "Reply" is Send Replies. */
export const PERMISSIONS = [
  "Send Replies",
  "Assign / Reassign Conversations",
  "Reassign Conversations",
  "Unassign Conversations",
  "Create Drafts",
  "Approve Drafts",
] as const;
export type Permission = (typeof PERMISSIONS)[number];
export const REPLY: Permission = "Send Replies";

/** What an answering agent needs at least (H-51). */
export const MINIMUM: readonly Permission[] = PERMISSIONS.slice(0, 3);

const permissions = z
  .array(z.enum(PERMISSIONS, { error: "Choose from the permissions that CXone has." }))
  .max(PERMISSIONS.length)
  .transform((chosen) => PERMISSIONS.filter((permission) => chosen.includes(permission)));

/** One cell of the matrix; no permission takes the channel out of the role. `before`: as the page showed it. */
export const permissionInput = z.strictObject({
  channelId: z.string().min(1).max(100),
  roleId: z.string().min(1).max(100),
  permissions,
  before: permissions,
});
export type PermissionInput = z.output<typeof permissionInput>;

/** People who are to have a role. `move`: also those who have another one, which they then lose (M-51). */
export const assignRoleInput = z.strictObject({
  roleId: z.string().min(1).max(100),
  agentIds: z
    .array(z.int().positive())
    .min(1, { error: "Choose at least one person." })
    .max(500, { error: "At most 500 people at once." }),
  move: z.boolean().default(false),
});
export type AssignRoleInput = z.output<typeof assignRoleInput>;

export type EmailRole = {
  roleId: string;
  name: string;
  active: boolean;
  /** Skills View in the Admin application (M-52); null where CXone does not say. */
  seesSkills: boolean | null;
  /** Permissions of Digital Engagement, without which the role is not among the digital ones (M-53). */
  digital: boolean | null;
  /** By id of the email channel; without an entry the channel is not in the role. */
  channels: Record<string, Permission[]>;
  attested: AttestationView | null;
  members: number;
};

export type PermissionMatrix = {
  channels: { id: string; name: string }[];
  roles: EmailRole[];
  findings: EmailFinding[];
};
export type PermissionMatrixView = AsOf<PermissionMatrix>;

export type RoleMemberRow = {
  agentId: number;
  name: string;
  roleId: string;
  roleName: string;
  by: string;
  at: string;
};

/** How it went with one person. `from`: the role that the person has, or had. */
export type AssignResult = {
  agentId: number;
  name: string;
  outcome: "assigned" | "moved" | "unchanged" | "has_another" | "not_found";
  from: string | null;
};
