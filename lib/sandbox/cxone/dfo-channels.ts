import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Channel } from "../state/digital-model.ts";
import { queryList, readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asText, type JsonRecord } from "../wire/values.ts";
import { channelOf, digitalGate, requireNothingMissing } from "./digital-api.ts";
import { channelView } from "./digital-views.ts";
import { digitalError } from "./error-families.ts";

const platforms = new Set(
  `apple-apps-reviews apple-business-chat chat custom discussions email facebook forum google-business-messages google-places
  google-play google-rcs in-contact-email instagram kik line microsoft-teams mock news rss sandbox slack sms telegram twitter
  viber voice we-chat whatsapp youscan yt zoom`
    .split(/\s+/)
    .filter(Boolean),
);

const requiredTexts = [
  "id",
  "idOnExternalPlatform",
  "channelIntegrationId",
  "realExternalPlatformId",
  "name",
] as const;
const requiredBooleans = ["isPrivate", "hasTreeStructure"] as const;
const ownFields = new Set<string>([
  ...requiredTexts,
  ...requiredBooleans,
  "studioScript",
  "defaultSkillId",
  "mediaType",
]);

/** Checks the required fields and that optional switches are booleans; one problem for each field. */
function problemsOf(body: JsonRecord): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  for (const field of requiredTexts) {
    const value = body[field];
    if (typeof value !== "string" || value.trim() === "")
      problems.push({ field, message: "This value should not be blank." });
  }
  for (const field of requiredBooleans) {
    if (typeof body[field] !== "boolean")
      problems.push({ field, message: "This value should be of type boolean." });
  }
  const platform = body.realExternalPlatformId;
  if (typeof platform === "string" && platform !== "" && !platforms.has(platform)) {
    problems.push({
      field: "realExternalPlatformId",
      message: "The value you selected is not a valid choice.",
    });
  }
  for (const [field, value] of Object.entries(body)) {
    if (
      /^(has|can)[A-Z]|^(is|wysiwyg)[A-Z]/.test(field) &&
      typeof value !== "boolean" &&
      !ownFields.has(field)
    ) {
      problems.push({ field, message: "This value should be of type boolean." });
    }
  }
  if (body.studioScript != null && typeof body.studioScript !== "string") {
    problems.push({ field: "studioScript", message: "This value should be of type string." });
  }
  return problems;
}

const orders: Record<string, (channel: Channel) => string | number> = {
  id: (channel) => channel.id,
  title: (channel) => channel.name,
  createdAt: (channel) => channel.createdAt,
};

/** Channels, which are the digital points of contact (facts/cxone.md §3.1). */
export function channelRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  digitalGate(app, sandbox);

  app.get("/cxone/dfo/~/channels", (c) => {
    const ids = queryList(c, "id");
    const isPrivate = asBoolean(c.req.query("isPrivate"));
    const manual = asBoolean(c.req.query("hasManualOutboundFlow"));
    const visibleUntil = store.now() - store.switches.channelListLagSeconds * 1000;
    const wanted = c.req.query("orderBy") ?? "id";
    const readOrder = orders[wanted];
    if (!readOrder)
      return digitalError(400, {
        field: "orderBy",
        message: "The value you selected is not a valid choice.",
      });
    const ascending = store.channels.sorted(wanted, readOrder);
    const found = (
      c.req.query("order")?.toLowerCase() === "desc" ? ascending.toReversed() : ascending
    ).filter(
      (channel) =>
        channel.createdAt <= visibleUntil &&
        (ids.length === 0 || ids.includes(channel.id)) &&
        (isPrivate === undefined || channel.isPrivate === isPrivate) &&
        (manual === undefined || (channel.options.hasManualOutboundFlow ?? false) === manual),
    );
    // Whether a list asked for without size and page is complete is not documented.
    const size =
      asInteger(c.req.query("size")) ?? (store.switches.channelListPageSize || Math.max(1, found.length));
    if (size < 1) return digitalError(400, { field: "size", message: "This value should be positive." });
    const page = Math.max(1, asInteger(c.req.query("page")) ?? 1);
    return c.json(
      found.slice((page - 1) * size, page * size).map((channel) => channelView(sandbox, channel)),
    );
  });

  app.post("/cxone/dfo/~/channels", async (c) => {
    const body = await readRecord(c);
    requireNothingMissing(problemsOf(body));
    const [id, integrationId, name] = [String(body.id), String(body.channelIntegrationId), String(body.name)];
    const existing = store.channels.get(id);
    if (!store.integrations.get(integrationId) && existing?.channelIntegrationId !== integrationId) {
      return digitalError(400, {
        field: "channelIntegrationId",
        message: "The channel integration was not found.",
        errorCode: "channel_integration_not_found",
      });
    }
    const external = String(body.idOnExternalPlatform);
    const twin = store.channels.find(
      (other) =>
        other.id !== id &&
        other.channelIntegrationId === integrationId &&
        other.idOnExternalPlatform === external,
    );
    if (twin) {
      return digitalError(409, {
        field: "idOnExternalPlatform",
        message: `Channel ${twin.id} of this integration already has the id ${external}.`,
        errorCode: "channel_already_exists",
      });
    }
    const skillId = asInteger(body.defaultSkillId);
    const takesSkill =
      store.switches.channelCreateAcceptsDefaultSkill && skillId !== undefined && store.skills.get(skillId);
    const channel = store.channels.put(id, {
      id,
      idOnExternalPlatform: external,
      channelIntegrationId: integrationId,
      realExternalPlatformId: String(body.realExternalPlatformId),
      name,
      isPrivate: body.isPrivate === true,
      hasTreeStructure: body.hasTreeStructure === true,
      studioScript: asText(body.studioScript) ?? existing?.studioScript ?? null,
      defaultSkillId: takesSkill ? skillId : (existing?.defaultSkillId ?? null),
      options: {
        ...existing?.options,
        ...Object.fromEntries(Object.entries(body).filter(([field]) => !ownFields.has(field))),
      },
      createdAt: existing?.createdAt ?? store.now(),
      updatedAt: store.now(),
    });
    return store.switches.channelCreateAnswersBody
      ? c.json(channelView(sandbox, channel))
      : c.body(null, 200);
  });

  app.delete("/cxone/dfo/~/channels/:channelId", (c) => {
    const channel = channelOf(sandbox, c);
    store.channels.remove(channel.id);
    store.email.channels.remove(channel.id);
    for (const role of store.roles.list()) {
      if (!(channel.id in role.channelPermissions)) continue;
      const { [channel.id]: _gone, ...channelPermissions } = role.channelPermissions;
      store.roles.update(role.roleId, { channelPermissions });
    }
    return c.body(null, 204);
  });

  app.get("/cxone/dfo/~/channels/:channelId/external-platform-templates", (c) => {
    channelOf(sandbox, c);
    return c.json({ totalRecords: 0, data: [], _links: {} });
  });
}
