import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { HoursProfile, MessageTemplate } from "../state/model.ts";
import { readParameter, readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asText, field, type JsonRecord } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, pageOf, plainListing, queryOf } from "./acd-list.ts";
import { acdError } from "./error-families.ts";

/** Message templates, whose writes take query parameters, and hours of operation (facts/cxone.md §2.5). */
export function templateRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const templateRow = (template: MessageTemplate): JsonRecord => {
    const { updatedAt, ...row } = template;
    return { ...row, lastUpdateTime: new Date(updatedAt).toISOString() };
  };
  const noTemplate = () => acdError(404, "not_found", "The message template was not found");

  const readTemplate = async (c: SandboxContext, before: MessageTemplate): Promise<MessageTemplate> => {
    const text = async (name: string) => asText(await readParameter(c, name));
    return {
      ...before,
      templateName: (await text("templateName"))?.trim() ?? before.templateName,
      templateTypeId: asInteger(await readParameter(c, "templateTypeId")) ?? before.templateTypeId,
      subject: (await text("subject")) ?? before.subject,
      body: (await text("body")) ?? before.body,
      isHTML: asBoolean(await readParameter(c, "isHTML")) ?? before.isHTML,
      isActive: asBoolean(await readParameter(c, "isActive")) ?? before.isActive,
      updatedAt: store.now(),
    };
  };

  app.get("/cxone/acd/~/message-templates", (c) => {
    const type = asInteger(queryOf(c, "templateTypeId"));
    const rows = store.messageTemplates
      .list()
      .filter((one) => type === undefined || one.templateTypeId === type);
    return acdList(sandbox, c, plainListing("messageTemplates", rows.map(templateRow), "templateName"));
  });

  app.get("/cxone/acd/~/message-templates/:templateId", (c) => {
    const template = store.messageTemplates.get(pathId(c, "templateId"));
    return template ? c.json({ messageTemplates: [templateRow(template)] }) : noTemplate();
  });

  app.post("/cxone/acd/~/message-templates", async (c) => {
    const empty = {
      templateId: 0,
      templateName: "",
      templateTypeId: 0,
      subject: "",
      body: "",
      isHTML: false,
    };
    const made = await readTemplate(c, { ...empty, isActive: true, updatedAt: 0 });
    if (made.templateName === "" || made.templateTypeId === 0)
      return acdError(400, "invalid_request", "templateName and templateTypeId are required");
    const templateId = store.nextNumber("messageTemplate", 7110);
    store.messageTemplates.put(templateId, { ...made, templateId });
    return c.json({ templateId });
  });

  app.put("/cxone/acd/~/message-templates/:templateId", async (c) => {
    const template = store.messageTemplates.get(pathId(c, "templateId"));
    if (!template) return noTemplate();
    store.messageTemplates.put(template.templateId, await readTemplate(c, template));
    return c.body(null, 204);
  });

  const hoursRow = (profile: HoursProfile): JsonRecord => ({
    ...profile,
    days: profile.days ?? [],
    holidays: profile.holidays ?? [],
    isDeleted: false,
  });
  const noHours = () => acdError(404, "not_found", "The profile was not found");

  app.get("/cxone/acd/~/hours-of-operation", (c) => {
    if (queryOf(c, "isDeleted") === undefined)
      return acdError(400, "invalid_request", "isDeleted is required");
    const page = pageOf(c, store.hours.list().map(hoursRow));
    const answer = { _links: page.links, totalRecords: page.totalRecords, hoursOfOperation: page.rows };
    return c.json(store.switches.hoursListWrapped ? { resultSet: answer } : answer);
  });

  app.get("/cxone/acd/~/hours-of-operation/:profileId", (c) => {
    const profile = store.hours.get(pathId(c, "profileId"));
    return profile ? c.json({ resultSet: { hoursOfOperation: [hoursRow(profile)] } }) : noHours();
  });

  const saveHours = (profileId: number, body: JsonRecord, before: HoursProfile | undefined) => {
    const list = (name: string) => field(body, name) as JsonRecord[] | undefined;
    const days = list("days") ?? before?.days ?? [];
    const times = days.flatMap((day) => [day.openTime, day.closeTime]).filter((time) => time != null);
    if (!times.every((time) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(String(time))))
      return acdError(400, "invalid_request", "openTime and closeTime must be HH:MM:SS");
    const profileName = asText(field(body, "profileName"))?.trim() ?? before?.profileName ?? "";
    if (profileName === "") return acdError(400, "invalid_request", "profileName is required");
    const description = asText(field(body, "description")) ?? before?.description ?? "";
    const holidays = list("holidays") ?? before?.holidays ?? [];
    store.hours.put(profileId, { profileId, profileName, description, days, holidays });
    return Response.json({ profileId, profileName });
  };

  app.post("/cxone/acd/~/hours-of-operation", async (c) =>
    saveHours(store.nextNumber("hours", 6010), await readRecord(c), undefined),
  );
  app.put("/cxone/acd/~/hours-of-operation/:profileId", async (c) => {
    const profile = store.hours.get(pathId(c, "profileId"));
    return profile ? saveHours(profile.profileId, await readRecord(c), profile) : noHours();
  });
  app.delete("/cxone/acd/~/hours-of-operation/:profileId", (c) =>
    store.hours.remove(pathId(c, "profileId")) ? c.body(null, 204) : noHours(),
  );
}
