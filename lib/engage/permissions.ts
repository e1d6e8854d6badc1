/** Rights of a role that decide over what we do, by the names the API gives them (facts/engage.md §1.3). */
export const ROLE_PERMISSIONS = {
  manage_api_access_tokens: "see and change the webhooks of other tokens",
  manage_categories: "create the categories Bot and Agent",
  manage_folders: "create the folder for agents",
  manage_roles: "read roles, to see what is missing",
  manage_topologies: "see whether the source is in the active topology",
  monitor_tasks: "see tasks and who is available",
  read_community: "see communities",
  read_content_source: "see sources",
  read_identity: "find the identities of bot and agents",
  read_user: "list agents and see their rights on a source",
  update_content_source: "set the default category of the source",
  update_intervention: "end a conversation that an agent holds",
  update_user: "give agents the source and their identity",
} as const;

export type RolePermission = keyof typeof ROLE_PERMISSIONS;

/** What a set-up by API cannot do without. */
export const SETUP_PERMISSIONS: readonly RolePermission[] = [
  "read_community",
  "read_content_source",
  "manage_categories",
  "update_content_source",
  "read_user",
  "update_user",
  "read_identity",
  "manage_folders",
];

/** What the page of roles in Engage makes of the name: `manage_categories` → `Manage categories`. */
export function permissionLabel(permission: string): string {
  const words = permission.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The rights of `wanted` that a role does not grant; a right that the answer does not name counts as missing. */
export function missingPermissions(
  role: { readonly permissions: Readonly<Record<string, boolean>> },
  wanted: readonly RolePermission[] = SETUP_PERMISSIONS,
): RolePermission[] {
  return wanted.filter((permission) => role.permissions[permission] !== true);
}
