import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Folder } from "../state/engage-model.ts";
import { engageRefusal, notFound, unprocessable } from "./answers.ts";
import { objectId } from "./object-id.ts";
import { page } from "./paging.ts";
import { type Call, endpoints, requireRight } from "./rest-api.ts";
import { folderView } from "./views-setup.ts";

/** Shared folders, and those that only certain people see. */
function isVisible(call: Call, row: Folder): boolean {
  if (row.userId === call.user.id) return true;
  const { user } = call;
  return (
    (row.roleRestriction === null || row.roleRestriction.includes(user.roleId)) &&
    (row.teamRestriction === null || row.teamRestriction.some((id) => user.teamIds.includes(id))) &&
    (row.userRestriction === null || row.userRestriction.includes(user.id))
  );
}

function folderOf(call: Call): Folder {
  const row = call.engage.folders.get(call.path("id"));
  if (!row || !isVisible(call, row)) throw notFound("Folder");
  return row;
}

/** A restriction is a hash whose only key is `only`, or 400 (facts/engage.md §1.4). */
function restriction(call: Call, name: string, own: string[] | null): string[] | null {
  const value = call.params.values[name];
  if (value === undefined) return own;
  if (value === null || value === "") return null;
  const hash = typeof value === "object" && !Array.isArray(value) ? new Map(Object.entries(value)) : null;
  if (!hash || [...hash.keys()].some((key) => key !== "only"))
    throw engageRefusal(400, "invalid_parameter", `Parameter ${name} has to be a hash with the key only`);
  const only: unknown = hash.get("only");
  if (only === undefined || only === null || only === "") return null;
  if (!Array.isArray(only))
    throw engageRefusal(400, "invalid_parameter", `Parameter ${name}[only] has to be an array`);
  const ids = only.map(String).filter((id) => id !== "");
  return ids.length === 0 ? null : ids;
}

function parentOf(call: Call, own: Folder | null): string | null {
  const sent = call.params.text("parent_id");
  if (sent === undefined) return own?.parentId ?? null;
  if (sent === "") return null;
  if (sent === own?.id || !call.engage.folders.get(sent)) throw unprocessable("Parent folder does not exist");
  return sent;
}

function fieldsOf(call: Call, own: Folder | null) {
  const { params } = call;
  return {
    label: own && !params.has("label") ? own.label : params.required("label"),
    parentId: parentOf(call, own),
    position: params.integer("position") ?? own?.position ?? call.engage.folders.size,
    query: params.text("query") ?? own?.query ?? "",
    renderThreadsCount: params.flag("render_threads_count") ?? own?.renderThreadsCount ?? false,
    roleRestriction: restriction(call, "role_restriction", own?.roleRestriction ?? null),
    teamRestriction: restriction(call, "team_restriction", own?.teamRestriction ?? null),
    userRestriction: restriction(call, "user_restriction", own?.userRestriction ?? null),
  };
}

/** `/folders` (facts/engage.md §1.4). */
export function folderRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put, remove } = endpoints(app, sandbox);
  const mayWrite = (call: Call) => {
    if (sandbox.store.switches.engageFoldersNeedRight) requireRight(call, "manage_folders");
  };

  get("/folders", (call) => {
    const rows = call.engage.folders.list().filter((row) => isVisible(call, row));
    return page(call.params, rows, folderView);
  });
  get("/folders/:id", (call) => folderView(folderOf(call)));

  post("/folders", (call) => {
    mayWrite(call);
    const now = sandbox.store.now();
    const id = objectId(now);
    const row = { id, ...fieldsOf(call, null), userId: call.user.id, createdAt: now, updatedAt: now };
    return folderView(call.engage.folders.put(id, row));
  });

  put("/folders/:id", (call) => {
    mayWrite(call);
    const own = folderOf(call);
    const change = { ...fieldsOf(call, own), updatedAt: sandbox.store.now() };
    return folderView(call.engage.folders.update(own.id, change));
  });

  remove("/folders/:id", (call) => {
    mayWrite(call);
    const own = folderOf(call);
    call.engage.folders.remove(own.id);
    return folderView(own);
  });
}
