import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Intervention } from "../state/engage-conversation-model.ts";
import { engageRefusal, forbidden, unprocessable } from "./answers.ts";
import { emitIntervention } from "./emit-event.ts";
import { openIntervention, reassignIntervention, recategorizeIntervention } from "./interventions.ts";
import { newestFirst, page } from "./paging.ts";
import { type Call, canRead, endpoints, hasRight, readable, requireRight } from "./rest-api.ts";
import { categoriesOf } from "./rest-threads.ts";
import { cancelIntervention, closeIntervention } from "./tasks.ts";
import { isCompanySide } from "./thread-facts.ts";
import { interventionView } from "./views-talk.ts";

const states: Record<string, (row: Intervention) => boolean> = {
  active: (row) => !row.closed && row.deferredAt === null,
  opened: (row) => !row.closed && !row.reopened,
  reopened: (row) => !row.closed && row.reopened,
  deferred: (row) => !row.closed && row.deferredAt !== null,
  closed: (row) => row.closed,
};

function interventionOf(call: Call): Intervention {
  return readable(call, call.engage.interventions.get(call.path("id")), "Intervention");
}

function requireUnlocked(row: Intervention, doing: string): void {
  if (Date.now() < row.lockedUntil)
    throw engageRefusal(409, "conflict", `The intervention is already being ${doing}`);
}

/** One id or several: `identity_id=a` and `identity_id[]=a&identity_id[]=b` are both allowed. */
function identityFilter(call: Call): string[] | null {
  const value = call.params.values.identity_id;
  if (Array.isArray(value)) return call.params.list("identity_id") ?? null;
  const single = call.params.text("identity_id");
  return single ? [single] : null;
}

function listed(call: Call): Intervention[] {
  const { params, engage } = call;
  const status = params.text("status");
  if (status && !states[status]) throw unprocessable("status is not included in the list");
  const identities = identityFilter(call);
  const group = params.text("identity_group_id");
  const rows = engage.interventions.list().filter((row) => {
    if (!canRead(call, row.sourceId)) return false;
    if (status && !states[status]?.(row)) return false;
    if (params.text("thread_id") && row.threadId !== params.text("thread_id")) return false;
    if (params.text("user_id") && row.userId !== params.text("user_id")) return false;
    if (identities && !identities.includes(row.identityId)) return false;
    return !group || engage.identities.get(row.identityId)?.identityGroupId === group;
  });
  const by = params.text("sort") === "updated_at" ? "updatedAt" : "createdAt";
  return newestFirst(rows, (row) => row[by]);
}

/** `/interventions`, with the rules that bite (facts/engage.md §1.6). */
export function interventionRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put, remove } = endpoints(app, sandbox);
  const view = (call: Call, row: Intervention) => interventionView(sandbox, row, call.user);

  get("/interventions", (call) => page(call.params, listed(call), (row) => view(call, row)));
  get("/interventions/:id", (call) => view(call, interventionOf(call)));

  post("/interventions", (call) => {
    const content = readable(call, call.engage.contents.get(call.params.required("content_id")), "Content");
    if (isCompanySide(sandbox, content)) throw unprocessable("The content is not of a customer");
    const opened = openIntervention(sandbox, content, call.user);
    if (!opened) throw unprocessable("The intervention is already opened");
    return view(call, opened);
  });

  put("/interventions/:id", (call) => {
    const own = interventionOf(call);
    const sent = call.params.hash("custom_field_values") ?? {};
    const known = call.engage.customFields
      .list()
      .filter((row) => row.associatedTypeName === "Intervention")
      .map((row) => row.key);
    const taken = Object.entries(sent).filter(([key]) => known.includes(key));
    const changed = call.engage.interventions.update(own.id, {
      customFields: { ...own.customFields, ...Object.fromEntries(taken) },
      updatedAt: sandbox.store.now(),
    });
    if (taken.length > 0) emitIntervention(sandbox, "custom_fields_updated", changed, call.user.id);
    return view(call, changed);
  });

  put("/interventions/:id/close", (call) => {
    const own = interventionOf(call);
    requireUnlocked(own, "closed");
    if (own.closed) throw forbidden("The intervention is already closed");
    if (own.userRepliesCount === 0) throw forbidden("The intervention has no agent replies");
    if (own.userId !== call.user.id && !hasRight(call, "update_intervention")) throw forbidden();
    return view(call, closeIntervention(sandbox, own, call.user));
  });

  remove("/interventions/:id/cancel", (call) => {
    const own = interventionOf(call);
    requireUnlocked(own, "canceled");
    if (own.closed) throw forbidden("The intervention is already closed");
    if (own.userRepliesCount > 0) throw forbidden("The intervention has agent replies");
    return view(call, cancelIntervention(sandbox, own, call.user));
  });

  put("/interventions/:id/reassign", (call) => {
    const own = interventionOf(call);
    requireRight(call, "update_intervention");
    const owner = call.engage.users.get(call.params.required("user_id"));
    if (!owner?.enabled) throw unprocessable("The user does not exist or is disabled");
    return view(call, reassignIntervention(sandbox, own, owner, call.user));
  });

  put("/interventions/:id/update_categories", (call) => {
    const own = interventionOf(call);
    if (!call.params.has("category_ids"))
      throw engageRefusal(400, "missing_parameter", "Missing parameter: category_ids");
    const ids = categoriesOf(call, "category_ids");
    return view(call, recategorizeIntervention(sandbox, own, ids, call.user));
  });
}
