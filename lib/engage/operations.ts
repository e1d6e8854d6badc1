import type { RolePermission } from "./permissions.ts";

export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below `/1.0`, as the OpenAPI description writes it. */
  readonly path: string;
  /** Names as they go out. `access_token` is added by the client and by nobody else. */
  readonly parameters: readonly string[];
  /** What the role of the token's agent has to allow (facts/engage.md §1.3, §1.4). */
  readonly right?: RolePermission;
  /** Engage answers 409 while it works on the same object: nothing was done, the call is sent again (§1.2). */
  readonly locks?: true;
  /** Doing it twice is the same as once. Without it: true for GET, PUT and DELETE. */
  readonly repeatable?: boolean;
  /** All attempts together; default 15 000. */
  readonly timeoutMs?: number;
  /** Why we call what the OpenAPI description does not have. */
  readonly undocumented?: string;
}

const PAGE = ["offset", "limit"] as const;
/** Searches are "more resource intensive" (§1.2). */
const SEARCH_TIMEOUT_MS = 25_000;

const get = { method: "GET" } as const;
const post = { method: "POST" } as const;
const put = { method: "PUT" } as const;
const del = { method: "DELETE" } as const;

const FOLDER = ["label", "parent_id", "position", "query", "render_threads_count"] as const;
const CATEGORY = ["name", "parent_id", "color", "multiple", "unselectable"] as const;
const WEBHOOK = [
  "access_token",
  "active",
  "name",
  "url",
  "verify_token",
  "secret",
  "registered_events[]",
] as const;

/**
 * Every call we make to the REST API 1.0, once. The client builds requests from it, the error dictionary takes the missing
 * right from it, and a test holds it against the vendor's OpenAPI description.
 */
export const OPERATIONS = {
  "categories.list": { ...get, path: "/categories", parameters: ["parent_id", ...PAGE] },
  "categories.get": { ...get, path: "/categories/{categoryId}", parameters: [] },
  "categories.create": { ...post, path: "/categories", parameters: CATEGORY, right: "manage_categories" },
  "categories.update": {
    ...put,
    path: "/categories/{categoryId}",
    parameters: CATEGORY,
    right: "manage_categories",
  },
  "categories.delete": {
    ...del,
    path: "/categories/{categoryId}",
    parameters: ["take_over_category_id"],
    right: "manage_categories",
  },

  "communities.list": { ...get, path: "/communities", parameters: PAGE, right: "read_community" },

  "content-sources.list": {
    ...get,
    path: "/content_sources",
    parameters: ["permission", "active", ...PAGE],
    right: "read_content_source",
  },
  "content-sources.get": {
    ...get,
    path: "/content_sources/{sourceId}",
    parameters: [],
    right: "read_content_source",
  },
  "content-sources.update": {
    ...put,
    path: "/content_sources/{sourceId}",
    parameters: ["default_category_ids[]", "user_thread_default_category_ids[]"],
    right: "update_content_source",
  },

  "content-threads.find": {
    ...get,
    path: "/content_threads",
    parameters: ["q", ...PAGE],
    timeoutMs: SEARCH_TIMEOUT_MS,
  },
  "content-threads.get": { ...get, path: "/content_threads/{threadId}", parameters: [] },
  "content-threads.update-categories": {
    ...put,
    path: "/content_threads/{threadId}/update_categories",
    parameters: ["thread_category_ids[]"],
    locks: true,
  },

  "contents.list": { ...get, path: "/contents", parameters: ["q", ...PAGE], timeoutMs: SEARCH_TIMEOUT_MS },

  "interventions.list": {
    ...get,
    path: "/interventions",
    parameters: ["thread_id", "user_id", "status", ...PAGE],
  },
  "interventions.get": { ...get, path: "/interventions/{interventionId}", parameters: [] },
  // The second close is refused with 403, which would hide that the first one worked.
  "interventions.close": {
    ...put,
    path: "/interventions/{interventionId}/close",
    parameters: [],
    right: "update_intervention",
    locks: true,
    repeatable: false,
  },
  "interventions.cancel": {
    ...del,
    path: "/interventions/{interventionId}/cancel",
    parameters: [],
    right: "update_intervention",
    locks: true,
  },

  "users.list": {
    ...get,
    path: "/users",
    parameters: ["email", "category_id", "identity_id", "role_id", "team_id", ...PAGE],
    right: "read_user",
  },
  "users.get": { ...get, path: "/users/{userId}", parameters: [], right: "read_user" },
  "users.me": {
    ...get,
    path: "/users/me",
    parameters: [],
    undocumented: "Stands in the App SDK's guide alone (§1.1). Where it is missing the owner stays unknown.",
  },
  "users.update": { ...put, path: "/users/{userId}", parameters: ["identity_ids[]"], right: "update_user" },
  "users.sources-permissions.get": {
    ...get,
    path: "/users/{userId}/sources_permissions",
    parameters: [],
    right: "read_user",
  },
  "users.sources-permissions.set": {
    ...put,
    path: "/users/{userId}/sources_permissions",
    // Stands for any number of source ids.
    parameters: ["{source_x_id}"],
    right: "update_user",
  },

  "roles.list": { ...get, path: "/roles", parameters: PAGE, right: "manage_roles" },
  "roles.get": { ...get, path: "/roles/{roleId}", parameters: [], right: "manage_roles" },

  "identities.list": {
    ...get,
    path: "/identities",
    parameters: ["community_id", "source_id", "user_id", "foreign_id", ...PAGE],
    right: "read_identity",
  },
  "identities.get": { ...get, path: "/identities/{identityId}", parameters: [], right: "read_identity" },

  "folders.list": { ...get, path: "/folders", parameters: PAGE },
  "folders.get": { ...get, path: "/folders/{folderId}", parameters: [] },
  "folders.create": { ...post, path: "/folders", parameters: FOLDER, right: "manage_folders" },
  "folders.update": { ...put, path: "/folders/{folderId}", parameters: FOLDER, right: "manage_folders" },
  "folders.delete": { ...del, path: "/folders/{folderId}", parameters: [], right: "manage_folders" },

  // The description demands `access_token` here, even beside the header (§1.1). Own webhooks need no right.
  "webhooks.list": {
    ...get,
    path: "/webhooks",
    parameters: ["access_token", ...PAGE],
    right: "manage_api_access_tokens",
  },
  "webhooks.get": {
    ...get,
    path: "/webhooks/{webhookId}",
    parameters: ["access_token"],
    right: "manage_api_access_tokens",
  },
  "webhooks.create": { ...post, path: "/webhooks", parameters: WEBHOOK, right: "manage_api_access_tokens" },
  "webhooks.update": {
    ...put,
    path: "/webhooks/{webhookId}",
    parameters: WEBHOOK,
    right: "manage_api_access_tokens",
  },
  "webhooks.delete": {
    ...del,
    path: "/webhooks/{webhookId}",
    parameters: ["access_token"],
    right: "manage_api_access_tokens",
  },

  "tasks.list": {
    ...get,
    path: "/tasks",
    parameters: ["queue", "channel_id", ...PAGE],
    right: "monitor_tasks",
  },
  "tasks.get": { ...get, path: "/tasks/{taskId}", parameters: [], right: "monitor_tasks" },
  "tasks.complete": {
    ...post,
    path: "/tasks/{taskId}/complete",
    parameters: ["queue"],
    right: "monitor_tasks",
  },

  "status.list": {
    ...get,
    path: "/status",
    parameters: ["source_ids[]", "category_ids[]", "team_ids[]"],
    right: "monitor_tasks",
  },

  "settings.get": { ...get, path: "/settings", parameters: [] },
  "channels.list": { ...get, path: "/channels", parameters: PAGE },
  "topologies.list": { ...get, path: "/topologies", parameters: [], right: "manage_topologies" },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;

/** The same row with all optional fields in its type. */
export const operationOf = (name: OperationName): Operation => OPERATIONS[name];

export function isRepeatable(operation: Operation): boolean {
  return operation.repeatable ?? operation.method !== "POST";
}

export type Value = string | number | boolean | readonly string[] | undefined;

type ParameterName<N extends OperationName> = Exclude<
  (typeof OPERATIONS)[N]["parameters"][number],
  "access_token"
>;

/** Only what the table names goes out. */
export type Parameters<N extends OperationName> =
  "{source_x_id}" extends ParameterName<N>
    ? Readonly<Record<string, Value>>
    : { readonly [P in ParameterName<N>]?: Value };

type PathName<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathName<Rest>
  : never;

/** The ids in the path, by the names the table gives them. */
export type PathIds<N extends OperationName> = {
  readonly [P in PathName<(typeof OPERATIONS)[N]["path"]>]: string;
};
