import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Case } from "../state/digital-model.ts";
import type { Skill } from "../state/model.ts";
import { asBoolean, asInteger, type JsonRecord } from "../wire/values.ts";
import { acdList, type Listing, pickFields, queryOf } from "./acd-list.ts";
import { skillOf } from "./acd-skills.ts";
import { mediaTypeName } from "./media-types.ts";
import { isFinished } from "./routing.ts";
import { skillListing } from "./skill-views.ts";
import { type ContactView, liveContacts } from "./voice/contact-views.ts";

/** What goes on in the queues now (facts/cxone.md §4), counted from the agents' states, the open cases and the calls. */
export function skillActivityRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const openCases = (): Map<number, Case[]> => {
    const bySkill = new Map<number, Case[]>();
    for (const row of store.cases.list()) {
      if (row.skillId === null || isFinished(row)) continue;
      const list = bySkill.get(row.skillId);
      if (list) list.push(row);
      else bySkill.set(row.skillId, [row]);
    }
    return bySkill;
  };

  const callsOfSkills = () => Map.groupBy(liveContacts(store), (view) => view.skillId);
  type Work = { cases: readonly Case[]; calls: readonly ContactView[] };

  const activityRow = (skill: Skill, { cases, calls }: Work): JsonRecord => {
    const states = store.assignments
      .where("skill", String(skill.skillId))
      .filter((row) => row.isActive)
      .map((row) => store.agents.get(row.agentId)?.state ?? "LoggedOut");
    const count = (...wanted: string[]) => states.filter((state) => wanted.includes(state)).length;
    const waiting = [
      ...cases.filter((row) => row.assigneeAgentId === null).flatMap((row) => row.queuedAt ?? []),
      ...calls.filter((view) => view.state === "waiting").map((view) => view.leg.queuedAt ?? view.startedAt),
    ];
    const threshold = asInteger(skill.settings.serviceLevelThreshold) ?? 0;
    const late = waiting.filter((queuedAt) => store.now() - queuedAt > threshold * 1000).length;
    return {
      serverTime: new Date(store.now()).toISOString(),
      businessUnitId: store.tenant.businessUnitId,
      skillId: skill.skillId,
      skillName: skill.skillName,
      mediaTypeId: skill.mediaTypeId,
      mediaTypeName: mediaTypeName(skill.mediaTypeId),
      campaignId: skill.campaignId,
      campaignName: store.campaigns.get(skill.campaignId)?.name ?? "",
      isActive: skill.isActive,
      isOutbound: skill.isOutbound,
      agentsAvailable: count("Available"),
      agentsUnavailable: count("Unavailable"),
      agentsWorking: count(
        "InboundContact",
        "OutboundContact",
        "InboundConsult",
        "OutboundConsult",
        "Dialer",
      ),
      agentsIdle: count("Available"),
      agentsACW: 0,
      agentsLoggedIn: states.length - count("LoggedOut"),
      contactsActive: cases.length + calls.length - waiting.length,
      queueCount: waiting.length,
      skillQueueCount: waiting.length,
      personalQueueCount: 0,
      parkedCount: 0,
      earliestQueueTime: waiting.length === 0 ? null : new Date(Math.min(...waiting)).toISOString(),
      inSLA: waiting.length - late,
      outSLA: late,
      serviceLevel: waiting.length === 0 ? 100 : Math.round((100 * (waiting.length - late)) / waiting.length),
      serviceLevelGoal: asInteger(skill.settings.serviceLevelGoal) ?? 0,
      serviceLevelThreshold: threshold,
    };
  };

  app.get("/cxone/acd/~/skills/activity", (c) => {
    const [cases, calls] = [openCases(), callsOfSkills()];
    const mediaTypeId = asInteger(queryOf(c, "mediaTypeId"));
    const isOutbound = asBoolean(queryOf(c, "isOutbound"));
    const listing: Listing<Skill> = {
      ...skillListing(sandbox),
      key: "skillActivity",
      view: (skill) =>
        activityRow(skill, { cases: cases.get(skill.skillId) ?? [], calls: calls.get(skill.skillId) ?? [] }),
    };
    return acdList(
      sandbox,
      c,
      listing,
      (skill) =>
        (mediaTypeId === undefined || skill.mediaTypeId === mediaTypeId) &&
        (isOutbound === undefined || skill.isOutbound === isOutbound),
    );
  });

  app.get("/cxone/acd/~/skills/:skillId/activity", (c) => {
    const skill = skillOf(sandbox, c);
    const { skillId } = skill;
    const row = activityRow(skill, {
      cases: openCases().get(skillId) ?? [],
      calls: callsOfSkills().get(skillId) ?? [],
    });
    return c.json({ lastPollTime: row.serverTime, skillActivity: [pickFields(c, row)] });
  });

  app.get("/cxone/acd/~/skills/summary", (c) => {
    const cases = Map.groupBy(store.cases.list(), (row) => row.skillId ?? 0);
    const listing: Listing<Skill> = {
      ...skillListing(sandbox),
      key: "skillSummaries",
      view: (skill) => {
        const all = cases.get(skill.skillId) ?? [];
        return {
          skillId: skill.skillId,
          skillName: skill.skillName,
          mediaTypeId: skill.mediaTypeId,
          campaignId: skill.campaignId,
          isOutbound: skill.isOutbound,
          contactsOffered: all.length,
          contactsHandled: all.filter((row) => row.lastAssigneeAgentId !== null).length,
          abandonCount: all.filter((row) => row.abandon !== null).length,
          contactsActive: all.filter((row) => !isFinished(row)).length,
        };
      },
    };
    return acdList(sandbox, c, listing);
  });
}
