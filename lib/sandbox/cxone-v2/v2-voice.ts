import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Campaign, Skill } from "../state/model.ts";
import { findCall, liveCalls } from "../telephony/calls.ts";
import { uuidOf } from "../telephony/ids.ts";
import { nameOf } from "../telephony/legs.ts";
import {
  agentsOfCampaign,
  campaignsOfQueue,
  isQueue,
  kindOfCampaign,
  voiceSkills,
  waitingIn,
} from "../telephony/queues.ts";
import type { JsonRecord } from "../wire/values.ts";
import { callAnswer } from "./call-views.ts";
import { presenceOf } from "./presence.ts";
import { v2Error } from "./v2-error.ts";
import { transferCall } from "./v2-transfer.ts";
import { readId, readUuid } from "./v2-values.ts";

/** At most so many rows of a list that was searched. */
const most = 1000;

/** Calls, queues and campaigns in the dialect of the seeds (T-10 to T-31). What the seeds do not show hangs on v2Extras. */
export function v2VoiceRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const base = "/cxone-v2/api/v2/voice";

  /** An address that we have inferred: with the switch off there is none. */
  const extra = (path: string, answer: (c: SandboxContext) => Response | Promise<Response>) =>
    app.get(path, (c) =>
      store.switches.v2Extras ? answer(c) : v2Error(404, `There is no GET ${c.req.path}.`),
    );
  const matching = (c: SandboxContext, name: string) =>
    name.toLowerCase().includes((c.req.query("search") ?? "").trim().toLowerCase());
  const statusOf = (isActive: boolean) => (isActive ? "ACTIVE" : "INACTIVE");

  const callOf = (c: SandboxContext) => findCall(store, readUuid(c.req.param("callId"), "callId"));
  const noCall = (c: SandboxContext) =>
    v2Error(404, `There is no call ${c.req.param("callId")}.`, { code: "call.not.found" });

  app.post(`${base}/calls/:callId/transfer`, async (c) => {
    const call = callOf(c);
    return call ? transferCall(store, c, call.callId) : noCall(c);
  });
  app.get(`${base}/calls/:callId`, (c) => {
    const call = callOf(c);
    return call ? c.json(callAnswer(store, call)) : noCall(c);
  });
  extra(`${base}/calls`, (c) =>
    c.json(
      liveCalls(store)
        .slice(0, most)
        .map((call) => callAnswer(store, call)),
    ),
  );

  const queueRow = (skill: Skill): JsonRecord => ({
    id: uuidOf("queue", skill.skillId),
    name: skill.skillName,
    status: statusOf(skill.isActive),
    waiting: waitingIn(store, skill.skillId),
  });
  const queueOf = (sent: unknown, name: string): Skill | null => {
    const skill = store.skills.get(readId(sent, name, "queue"));
    return skill && isQueue(store, skill) ? skill : null;
  };
  extra(`${base}/queues`, (c) =>
    c.json(
      voiceSkills(store)
        .filter((skill) => isQueue(store, skill) && matching(c, skill.skillName))
        .slice(0, most)
        .map(queueRow),
    ),
  );
  extra(`${base}/queues/:queueId`, (c) => {
    const queue = queueOf(c.req.param("queueId"), "queueId");
    return queue ? c.json(queueRow(queue)) : v2Error(404, "There is no such queue.");
  });
  app.get(`${base}/queues/:queueId/agents`, (c) => {
    const queue = queueOf(c.req.param("queueId"), "queueId");
    if (!queue) return v2Error(404, "There is no such queue.");
    const rows = store.assignments.where("skill", String(queue.skillId)).filter((row) => row.isActive);
    return c.json(
      rows.flatMap(({ agentId }) => {
        const agent = store.agents.get(agentId);
        if (!agent?.isActive) return [];
        const skills = store.assignments
          .where("agent", String(agentId))
          .filter((row) => row.isActive && store.skills.get(row.skillId)?.mediaTypeId === 4)
          .map((row) => ({ skillId: uuidOf("skill", row.skillId) }));
        const { userId } = agent;
        return [{ userId, name: nameOf(store, agentId), status: presenceOf(store, agent), skills }];
      }),
    );
  });

  const campaignRow = (campaign: Campaign): JsonRecord => ({
    id: uuidOf("campaign", campaign.campaignId),
    name: campaign.name,
    status: statusOf(campaign.isActive),
    ...(store.switches.v2Extras ? kindOfCampaign(store, campaign.campaignId) : {}),
  });
  /** With `queueId` as the seed has it; without one it is a list of our own making. */
  app.get(`${base}/campaigns`, (c) => {
    const queueId = c.req.query("queueId");
    if (queueId !== undefined) {
      const queue = queueOf(queueId, "queueId");
      return c.json(queue ? campaignsOfQueue(store, queue).map(campaignRow) : []);
    }
    if (!store.switches.v2Extras) return v2Error(400, "queueId is required.", { field: "queueId" });
    const found = store.campaigns.list().filter((campaign) => matching(c, campaign.name));
    return c.json(found.slice(0, most).map(campaignRow));
  });
  const campaignOf = (c: SandboxContext) =>
    store.campaigns.get(readId(c.req.param("campaignId"), "campaignId", "campaign"));
  extra(`${base}/campaigns/:campaignId`, (c) => {
    const campaign = campaignOf(c);
    return campaign ? c.json(campaignRow(campaign)) : v2Error(404, "There is no such campaign.");
  });
  extra(`${base}/campaigns/:campaignId/agents`, (c) => {
    const campaign = campaignOf(c);
    if (!campaign) return v2Error(404, "There is no such campaign.");
    const agents = agentsOfCampaign(store, campaign.campaignId).flatMap((id) => store.agents.get(id) ?? []);
    return c.json(agents.map(({ userId }) => ({ userId })));
  });

  extra("/cxone-v2/api/v2/routing/skills", (c) =>
    c.json(
      voiceSkills(store)
        .filter((skill) => matching(c, skill.skillName))
        .slice(0, most)
        .map((skill) => ({ id: uuidOf("skill", skill.skillId), name: skill.skillName })),
    ),
  );
}
