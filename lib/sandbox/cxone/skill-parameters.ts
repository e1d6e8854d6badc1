import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Skill } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asRecord, field, isRecord, type JsonRecord } from "../wire/values.ts";
import { acdList, type Listing } from "./acd-list.ts";
import { skillOf } from "./acd-skills.ts";
import { acdError } from "./error-families.ts";
import { skillListing } from "./skill-views.ts";

/** Each group by its address: the key it is wrapped in, and what it says before anybody wrote it (facts/cxone.md §2.1). */
const groups: Readonly<Record<string, { key: string; initial: JsonRecord }>> = {
  "general-settings": {
    key: "generalSettings",
    initial: {
      minimumRetryMinutes: 240,
      maximumAttempts: 3,
      defaultContactExpiration: 30,
      loadCallbacks: true,
      loadFresh: true,
      loadNonFresh: true,
      maximumRingingDuration: 30,
      maximumRatio: 1,
      aggressiveness: "Medium",
      blockMultipleCalls: true,
      maxConcurrentCallsPerAgent: 1,
    },
  },
  "delivery-preferences": {
    key: "deliveryPreferences",
    initial: {
      confirmationRequiredDisabled: true,
      confirmationRequiredDeliveryType: 1,
      confirmationRequiredTimeout: 0,
      confirmationRequiredDefaultAccept: false,
      complianceRecordsDisabled: true,
      complianceRecordsDeliveryType: 1,
      complianceRecordsTimeout: 0,
      showPreviewButtonDisposition: false,
    },
  },
  "retry-settings": {
    key: "retrySettings",
    initial: {
      loadNonFresh: true,
      finalizeWhenExhausted: true,
      maximumAttempts: 3,
      minimumRetryMinutes: 240,
    },
  },
  "cpa-management": {
    key: "cpaSettings",
    initial: {
      abandonTimeout: 2,
      ansMachineDetMode: 1,
      treatProgressAsRinging: false,
      enableCPALogging: false,
    },
  },
  "schedule-settings": { key: "scheduleSettings", initial: { isScheduled: false } },
  "xs-settings": {
    key: "xsSettings",
    initial: { xsScriptId: 0, xsCheckinScriptId: 0, xsFreshThreshold: 0, xsNumberToRetrieve: 0 },
  },
  "cadence-settings": {
    key: "cadenceSettings",
    initial: { attemptMode: 0, recordRequestMode: 0, cadences: [] },
  },
  "time-zones": { key: "timeZoneSettings", initial: {} },
  "list-management": { key: "listManagementSettings", initial: { listOrderingOptions: [] } },
};

function groupOf(skill: Skill, name: string): JsonRecord {
  return { ...groups[name]?.initial, ...skill.parameters?.[name] };
}

function allGroups(skill: Skill): JsonRecord {
  return {
    skillName: skill.skillName,
    skillNo: skill.skillId,
    ...Object.fromEntries(Object.entries(groups).map(([name, { key }]) => [key, groupOf(skill, name)])),
  };
}

/** The parameter groups of a skill. Reading gives a group bare; writing wants it in its own key. */
export function skillParameterRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/acd/~/skills/parameters", (c) => {
    const listing: Listing<Skill> = { ...skillListing(sandbox), view: allGroups };
    return acdList(sandbox, c, listing, (skill) => skill.isOutbound);
  });
  app.get("/cxone/acd/~/skills/:skillId/parameters", (c) => c.json(allGroups(skillOf(sandbox, c))));

  app.get("/cxone/acd/~/skills/:skillId/parameters/:group", (c) => {
    const name = c.req.param("group");
    if (!groups[name]) return acdError(404, "not_found", `There are no ${name}`);
    return c.json(groupOf(skillOf(sandbox, c), name));
  });

  app.put("/cxone/acd/~/skills/:skillId/parameters/:group", async (c) => {
    const skill = skillOf(sandbox, c);
    const name = c.req.param("group");
    const group = groups[name];
    if (!group) return acdError(404, "not_found", `There are no ${name}`);
    if (name === "schedule-settings" && store.switches.scheduleSettingsRefused)
      return acdError(400, "InvalidParameter", "InvalidParameter");
    const body = await readRecord(c);
    const sent =
      field(body, group.key) ?? (name === "cadence-settings" || name === "list-management" ? body : null);
    if (!isRecord(sent) && !Array.isArray(sent))
      return acdError(400, "invalid_request", `${group.key} is required`);
    const change = Array.isArray(sent) ? { timeZoneSettings: sent } : asRecord(sent);
    store.skills.update(skill.skillId, {
      parameters: { ...skill.parameters, [name]: { ...skill.parameters?.[name], ...change } },
      updatedAt: store.now(),
    });
    return c.body(null, 204);
  });
}
