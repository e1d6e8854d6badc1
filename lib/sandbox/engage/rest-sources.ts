import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Source } from "../state/engage-model.ts";
import { notFound, unprocessable } from "./answers.ts";
import { page } from "./paging.ts";
import { type Call, canRead, endpoints, requireRight } from "./rest-api.ts";
import { mayOnSource } from "./thread-facts.ts";
import { communityView, sourceView } from "./views-setup.ts";

/** Fields of PUT that are kept as they come, by what they hold. */
const texts = [
  "default_content_language",
  "content_languages",
  "sla_filtering_categories_strategy",
  "sla_expired_strategy",
  "attachments_security_level",
];
const numbers = [
  "sla_response",
  "sla_threshold",
  "intervention_messages_boost",
  "transferred_tasks_boost",
  "content_archiving_period",
  "default_task_priority",
  "time_for_thread_inclusion",
];
const flags = [
  "hidden_from_stats",
  "auto_detect_content_language",
  "content_archiving",
  "time_for_thread_inclusion_enabled",
];

/** A source without `read` of the caller is as good as not there. */
function sourceOf(call: Call): Source {
  const row = call.engage.sources.get(call.path("id"));
  if (!row || !canRead(call, row.id)) throw notFound("Source");
  return row;
}

function optionsOf(call: Call): Record<string, unknown> {
  const { params } = call;
  const sent: Record<string, unknown> = {};
  for (const name of texts) if (params.has(name)) sent[name] = params.values[name];
  for (const name of numbers) if (params.has(name)) sent[name] = params.integer(name) ?? 0;
  for (const name of flags) if (params.has(name)) sent[name] = params.flag(name) ?? false;
  const sheets = params.list("time_sheet_ids");
  if (sheets && sheets.length > 1) throw unprocessable("A source has at most one time sheet");
  return { ...sent, ...(sheets ? { time_sheet_ids: sheets } : {}) };
}

function categoriesFrom(call: Call, name: string): string[] | undefined {
  const ids = call.params.list(name);
  const unknown = ids?.find((id) => !call.engage.categories.get(id));
  if (unknown !== undefined) throw unprocessable(`Category ${unknown} does not exist`);
  return ids;
}

function moveToChannel(call: Call, source: Source): void {
  const wanted = call.params.text("channel_id");
  if (!wanted) return;
  const { channels } = call.engage;
  if (!channels.get(wanted)) throw unprocessable("Channel does not exist");
  for (const group of channels.list()) {
    const others = group.sourceIds.filter((id) => id !== source.id);
    channels.update(group.id, { sourceIds: group.id === wanted ? [...others, source.id] : others });
  }
}

/** `/content_sources` and `/communities`: nothing of either can be created here, nor its Base URI or token seen. */
export function sourceRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, put } = endpoints(app, sandbox);
  const mayReadCommunities = (call: Call) => {
    if (sandbox.store.switches.engageCommunitiesNeedRight) requireRight(call, "read_community");
  };

  get("/content_sources", (call) => {
    const { params, engage, user } = call;
    const permission = params.text("permission") || "read";
    if (permission !== "read" && permission !== "initiate_discussion")
      throw unprocessable("permission is not included in the list");
    const active = params.flag("active");
    const rows = engage.sources
      .list()
      .filter(
        (row) => mayOnSource(user, row.id, permission) && (active === undefined || row.active === active),
      );
    return page(params, rows, (row) => sourceView(sandbox, row));
  });

  get("/content_sources/:id", (call) => sourceView(sandbox, sourceOf(call)));

  put("/content_sources/:id", (call) => {
    const own = sourceOf(call);
    requireRight(call, "update_content_source");
    const { params, engage } = call;
    const color = params.integer("color") ?? own.color;
    if (color < 0 || color > 9) throw unprocessable("color is not included in the list");
    const change: Partial<Source> = {
      name: params.has("name") ? params.required("name") : own.name,
      active: params.flag("active") ?? own.active,
      color,
      fromName: params.text("from_name") ?? own.fromName,
      defaultCategoryIds: categoriesFrom(call, "default_category_ids") ?? own.defaultCategoryIds,
      userThreadDefaultCategoryIds:
        categoriesFrom(call, "user_thread_default_category_ids") ?? own.userThreadDefaultCategoryIds,
      options: { ...own.options, ...optionsOf(call) },
      updatedAt: sandbox.store.now(),
    };
    if (sandbox.store.switches.engageSourceTakesBaseUri)
      change.baseUri = params.text("base_uri") ?? own.baseUri;
    moveToChannel(call, own);
    const row = engage.sources.update(own.id, change);
    sandbox.engage.emit("sourceSaved", row);
    return sourceView(sandbox, row);
  });

  get("/communities", (call) => {
    mayReadCommunities(call);
    return page(call.params, call.engage.communities.list(), communityView);
  });

  get("/communities/:id", (call) => {
    mayReadCommunities(call);
    const row = call.engage.communities.get(call.path("id"));
    if (!row) throw notFound("Community");
    return communityView(row);
  });
}
