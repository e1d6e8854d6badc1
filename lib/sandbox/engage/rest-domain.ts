import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { CustomField, EngageSettings } from "../state/engage-model.ts";
import { notFound, unprocessable } from "./answers.ts";
import { isoSeconds, objectId } from "./object-id.ts";
import { newestFirst, page } from "./paging.ts";
import { type Call, endpoints, hasRight, requireRight } from "./rest-api.ts";
import { parseSearch } from "./search-query.ts";
import { customFieldView } from "./views-setup.ts";
import { attachmentView, auditEventView, toldEventView } from "./views-talk.ts";

/** Settings that PUT takes, by what they hold. */
const flags = (
  "activity_tracking category_tagging dashboard deny_iframe_integration disable_password_autocomplete " +
  "enable_auto_scroll_down expire_password_enabled identity_merge multi_lang push_enabled reply_as_any_identity " +
  "rtl_support self_approval_required spellchecking third_party_services_disabled"
).split(" ");
const texts = "beginning_of_week locale name style timezone".split(" ");

function settings(sandbox: Sandbox): EngageSettings {
  return sandbox.store.setting("engageSettings", { id: "", name: "", locale: "en", push_enabled: false });
}

function changedSettings(call: Call): EngageSettings {
  const change: Record<string, unknown> = {};
  for (const name of flags) if (call.params.has(name)) change[name] = call.params.flag(name) ?? false;
  for (const name of texts) if (call.params.has(name)) change[name] = call.params.required(name);
  return { ...settings(call.sandbox), ...change };
}

function settingsView(sandbox: Sandbox) {
  const at = isoSeconds(sandbox.store.setting("seededAt", 0));
  return { ...settings(sandbox), created_at: at, updated_at: at };
}

function newCustomField(call: Call): CustomField {
  const { params } = call;
  const kind = params.required("associated_type_name");
  if (kind !== "IdentityGroup" && kind !== "Intervention")
    throw unprocessable("associated_type_name is not included in the list");
  const label = params.required("label");
  const now = call.sandbox.store.now();
  return {
    id: objectId(now),
    associatedTypeName: kind,
    label,
    key: params.text("key") || label.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
    type: params.text("type") || "string",
    multiple: params.flag("multiple") ?? false,
    position: params.integer("position") ?? -1,
    choices: params.list("choices") ?? [],
    readOnly: params.flag("read_only") ?? false,
    createdAt: now,
    updatedAt: now,
  };
}

/** What webhooks were told and what only the audit tells, newest first; `q` knows few of its keywords here. */
function auditOf(call: Call): { id: string; at: number; view: object }[] {
  const q = parseSearch(call.params.text("q") ?? "").terms;
  const wanted = (name: string) => q.find((term) => term.keyword === name)?.value;
  const rows = [
    ...call.engage.webhookEvents
      .list()
      .map((row) => ({ ...row, at: row.issuedAt, view: toldEventView(row) })),
    ...call.engage.auditEvents
      .list()
      .map((row) => ({ ...row, at: row.createdAt, type: row.name, view: auditEventView(row) })),
  ];
  const [name, user] = [wanted("name_in"), wanted("user")];
  const found = rows.filter((row) => (!name || row.type === name) && (!user || row.userId === user));
  return newestFirst(found, (row) => row.at);
}

/** What belongs to the whole domain: settings (no paging), custom fields, audit events, attachments. */
export function domainRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put } = endpoints(app, sandbox);

  get("/settings", () => settingsView(sandbox));
  put("/settings", (call) => {
    requireRight(call, "update_settings");
    sandbox.store.setSetting("engageSettings", changedSettings(call));
    return settingsView(sandbox);
  });

  get("/custom_fields", (call) => {
    requireRight(call, "manage_custom_fields");
    const rows = [...call.engage.customFields.list()].sort((a, b) => a.position - b.position);
    return page(call.params, rows, customFieldView);
  });
  post("/custom_fields", (call) => {
    requireRight(call, "manage_custom_fields");
    const row = newCustomField(call);
    return customFieldView(call.engage.customFields.put(row.id, row));
  });

  get("/events", (call) => {
    requireRight(call, "search_event");
    return page(call.params, auditOf(call), ({ view }) => view);
  });
  get("/events/:id", (call) => {
    const found = hasRight(call, "search_event") && auditOf(call).find((row) => row.id === call.path("id"));
    if (!found) throw notFound("Event");
    return found.view;
  });

  get("/attachments", (call) =>
    page(
      call.params,
      newestFirst(call.engage.attachments.list(), (row) => row.createdAt),
      (row) => attachmentView(sandbox, row),
    ),
  );
  get("/attachments/:id", (call) => {
    const row = call.engage.attachments.get(call.path("id"));
    if (!row) throw notFound("Attachment");
    return attachmentView(sandbox, row);
  });
  post("/attachments", async (call) => {
    const file = call.params.file("file");
    if (!file) throw unprocessable("file can't be blank");
    const now = sandbox.store.now();
    const id = objectId(now);
    const content = Buffer.from(await file.arrayBuffer()).toString("base64");
    const row = {
      id,
      filename: file.name,
      contentType: file.type || "application/octet-stream",
      size: file.size,
      isPublic: !(call.params.flag("private") ?? false),
      content,
      createdAt: now,
      updatedAt: now,
    };
    return attachmentView(sandbox, call.engage.attachments.put(id, row));
  });

  // The bytes, at the address that answers and messages carry.
  app.get("/engage/attachments/:id/:name", (c) => {
    const row = sandbox.store.engage.attachments.get(c.req.param("id"));
    if (!row) return c.notFound();
    return c.body(Buffer.from(row.content, "base64"), 200, {
      "content-type": row.contentType,
      "content-disposition": "attachment",
      "x-content-type-options": "nosniff",
    });
  });
}
