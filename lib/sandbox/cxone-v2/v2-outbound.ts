import type { Hono } from "hono";
import { Refusal } from "../cxone/error-families.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Call } from "../state/voice-model.ts";
import { findCall } from "../telephony/calls.ts";
import { uuidOf } from "../telephony/ids.ts";
import { legOf } from "../telephony/legs.ts";
import { type Dial, dialOutbound, outboundState } from "../telephony/outbound.ts";
import { agentsOfCampaign, kindOfCampaign, outboundSkills } from "../telephony/queues.ts";
import { isRecord, type JsonRecord } from "../wire/values.ts";
import { badField, v2Error } from "./v2-error.ts";
import { agentOfUser, readId, readNumber, readObject, readText, readUuid } from "./v2-values.ts";

const fields = ["outboundCampaignId", "contactId", "phoneNumber", "agentId", "data"];
const words = {
  dialling: "DIALING",
  ringing: "RINGING",
  connected: "CONNECTED",
  ended: "ENDED",
  no_answer: "NO_ANSWER",
  busy: "BUSY",
  failed: "FAILED",
} as const;

/** Personal Connection calls and the contacts that they go to (P-10 to P-15, P-30). */
export function v2OutboundRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const base = "/cxone-v2/api/journey/v1";

  /** P-11: the campaign must be there, be active, and allow Personal Connection or calls that an API starts. */
  const campaignOf = (body: JsonRecord) => {
    const campaign = store.campaigns.get(readId(body.outboundCampaignId, "outboundCampaignId", "campaign"));
    if (!campaign) throw badField("outboundCampaignId", "outboundCampaignId does not exist.");
    const { personalConnection, apiInitiated } = kindOfCampaign(store, campaign.campaignId);
    if (!personalConnection && !apiInitiated)
      throw badField(
        "outboundCampaignId",
        `The campaign ${campaign.name} is not configured for Personal Connection.`,
      );
    if (!campaign.isActive)
      throw badField("outboundCampaignId", `The campaign ${campaign.name} is not active.`);
    return campaign;
  };

  /** P-14. The seed lists an agent outside the campaign under 403 and under 400: a switch. */
  const agentOf = (body: JsonRecord, campaignId: number) => {
    const agent = agentOfUser(store, readUuid(body.agentId, "agentId"));
    if (!agent) throw badField("agentId", "agentId does not exist.");
    if (!agent.isActive) throw badField("agentId", "The agent is not active.");
    if (!agentsOfCampaign(store, campaignId).includes(agent.agentId))
      throw new Refusal(
        v2Error(Number(store.switches.outboundAgentAssigned), "agentId is not assigned to the campaign.", {
          code: "agent.not.in.campaign",
          field: "agentId",
        }),
      );
    return agent;
  };

  const readDial = async (c: SandboxContext): Promise<Dial> => {
    const body = await readObject(c, fields);
    const { campaignId } = campaignOf(body);
    const recordId = readUuid(body.contactId, "contactId");
    if (!store.voice.contacts.get(recordId)) throw badField("contactId", "contactId does not exist.");
    const phoneNumber = readNumber(body.phoneNumber, "phoneNumber");
    const { agentId } = agentOf(body, campaignId);
    if (body.data !== undefined && !isRecord(body.data))
      throw badField("data", "data must be a JSON object.");
    const skillId = outboundSkills(store, campaignId)[0]?.skillId ?? null;
    return {
      campaignId,
      recordId,
      phoneNumber,
      agentId,
      skillId,
      data: isRecord(body.data) ? body.data : {},
    };
  };

  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const view = (call: Call): JsonRecord => ({
    id: call.callId,
    state: words[outboundState(store, call)],
    disposition: call.outbound?.disposition ?? null,
    phoneNumber: call.to,
    agentId: store.agents.get(call.outbound?.agentId ?? 0)?.userId ?? null,
    outboundCampaignId:
      call.outbound?.campaignId == null ? null : uuidOf("campaign", call.outbound.campaignId),
    startedAt: time(call.startedAt),
    answeredAt: time(legOf(store, call.contactId).answeredAt),
    endedAt: time(call.endedAt),
  });

  app.post(`${base}/outbound`, async (c) => {
    const call = dialOutbound(store, await readDial(c));
    return c.json(store.switches.outboundAnswersId ? { id: call.callId, state: "DIALING" } : {}, 202);
  });

  const extras = (c: SandboxContext, answer: () => Response): Response =>
    store.switches.v2Extras ? answer() : v2Error(404, `There is no ${c.req.method} ${c.req.path}.`);

  app.get(`${base}/outbound/:id`, (c) =>
    extras(c, () => {
      const call = findCall(store, readUuid(c.req.param("id"), "id"));
      return call?.outbound ? c.json(view(call)) : v2Error(404, "There is no such outbound call.");
    }),
  );
  app.get(`${base}/outbound`, (c) =>
    extras(c, () => {
      const agent = agentOfUser(store, readUuid(c.req.query("agentId"), "agentId"));
      const since = c.req.query("since");
      const from = since === undefined ? 0 : Date.parse(since);
      if (Number.isNaN(from)) throw badField("since", "since must be a time.");
      const number = c.req.query("phoneNumber");
      const rows = agent ? store.voice.calls.where("outboundAgent", String(agent.agentId)) : [];
      const found = rows.filter(
        (call) => call.startedAt >= from && (number === undefined || call.to === number),
      );
      return c.json(found.reverse().slice(0, 100).map(view));
    }),
  );

  const contactRow = ({
    contactId: id,
    name,
    phoneNumber,
  }: {
    contactId: string;
    name: string;
    phoneNumber: string;
  }) => ({
    id,
    name,
    phoneNumber,
  });
  app.get(`${base}/contacts`, (c) =>
    extras(c, () => {
      const number = c.req.query("phoneNumber");
      const search = (c.req.query("search") ?? "").trim().toLowerCase();
      const rows =
        number === undefined ? store.voice.contacts.list() : store.voice.contacts.where("phone", number);
      const found = rows.filter((row) => `${row.name} ${row.phoneNumber}`.toLowerCase().includes(search));
      return c.json(found.slice(0, 100).map(contactRow));
    }),
  );
  app.get(`${base}/contacts/:id`, (c) =>
    extras(c, () => {
      const contact = store.voice.contacts.get(readUuid(c.req.param("id"), "id"));
      return contact ? c.json(contactRow(contact)) : v2Error(404, "There is no such contact.");
    }),
  );
  app.post(`${base}/contacts`, async (c) => {
    if (!store.switches.v2Extras) return v2Error(404, `There is no POST ${c.req.path}.`);
    const body = await readObject(c, ["name", "phoneNumber"]);
    const name = readText(body, "name").trim();
    if (name === "" || name.length > 200) throw badField("name", "name must have 1 to 200 characters.");
    const phoneNumber = readNumber(body.phoneNumber, "phoneNumber");
    const contactId = crypto.randomUUID();
    const made = store.voice.contacts.put(contactId, {
      contactId,
      name,
      phoneNumber,
      createdAt: store.now(),
    });
    return c.json(contactRow(made), 201);
  });
}
