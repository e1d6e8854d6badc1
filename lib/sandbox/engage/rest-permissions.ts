import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { notFound, unprocessable } from "./answers.ts";
import { page } from "./paging.ts";
import { endpoints, requireRight } from "./rest-api.ts";
import { userOf } from "./rest-users.ts";
import { roleView, teamView } from "./views-setup.ts";

const allowed = new Set([
  "read",
  "reply",
  "reply_with_html",
  "initiate_discussion",
  "destroy",
  "approval_required",
  ...Array.from({ length: 11 }, (_, step) => `approval_threshold_${step * 10}`),
]);

/** What an agent may do on which source, and the roles and teams that agents have. */
export function permissionsRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, put } = endpoints(app, sandbox);

  get("/users/:id/sources_permissions", (call) => {
    requireRight(call, "read_user");
    return userOf(call).sourcesPermissions;
  });

  /** `<source id>=read,reply`, for as many sources as are named; the others stay. Empty takes all away. */
  put("/users/:id/sources_permissions", (call) => {
    requireRight(call, sandbox.store.switches.engagePermissionsPutNeeds);
    const user = userOf(call);
    const change: Record<string, string[]> = {};
    for (const [name, value] of Object.entries(call.params.values)) {
      // Names that are no source's id are parameters of another kind, or unknown: both are passed over.
      if (!call.engage.sources.get(name)) continue;
      const list = Array.isArray(value) ? value.map(String) : String(value ?? "").split(",");
      const names = list.map((one) => one.trim()).filter((one) => one !== "");
      const unknown = names.find((one) => !allowed.has(one));
      if (unknown !== undefined) throw unprocessable(`Unknown permission ${unknown}`);
      change[name] = [...new Set(names)];
    }
    const sourcesPermissions = { ...user.sourcesPermissions, ...change };
    for (const [id, list] of Object.entries(sourcesPermissions))
      if (list.length === 0) delete sourcesPermissions[id];
    call.engage.users.update(user.id, { sourcesPermissions, updatedAt: sandbox.store.now() });
    return sourcesPermissions;
  });

  get("/roles", (call) => page(call.params, call.engage.roles.list(), roleView));
  get("/roles/:id", (call) => {
    // The list of roles is documented without a right, a single one with it.
    requireRight(call, "manage_roles");
    const row = call.engage.roles.get(call.path("id"));
    if (!row) throw notFound("Role");
    return roleView(row);
  });

  get("/teams", (call) => page(call.params, call.engage.teams.list(), teamView));
  get("/teams/:id", (call) => {
    const row = call.engage.teams.get(call.path("id"));
    if (!row) throw notFound("Team");
    return teamView(row);
  });
}
