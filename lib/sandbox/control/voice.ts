import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { v2Permissions, v2Scopes } from "../state/seed-voice.ts";
import { setAgentState, settableStates } from "../telephony/agents.ts";
import { answerCall, callOf, hangUp, holdCall, liveCalls, newCall, resumeCall } from "../telephony/calls.ts";
import { dialOutbound, endOutbound } from "../telephony/outbound.ts";
import { setCampaignActive, setQueueActive } from "../telephony/queues.ts";
import { settle } from "../telephony/settle.ts";
import { failTransfer, joinLegs } from "../telephony/transfer.ts";
import { VoiceRefusal } from "../telephony/voice-refusal.ts";
import { asArray, asRecord, asText, type JsonRecord } from "../wire/values.ts";
import {
  agentIdIn,
  BadControl,
  callIdIn,
  campaignIdIn,
  choiceIn,
  countIn,
  flagIn,
  newCallIdIn,
  skillIdIn,
} from "./voice-input.ts";
import { populateVoice } from "./voice-populate.ts";
import { agentViews, callView, campaignViews, queueViews } from "./voice-views.ts";

/** `/control/voice/…`: what a customer, an agent or an administrator does by hand, for tests. JSON in, JSON out. */
export function voiceControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  /** A deed; what the telephony refuses is a 409 with its code, what was sent wrong a 400. */
  const deed = (path: string, act: (body: JsonRecord) => unknown) =>
    app.post(`/control/voice/${path}`, async (c) => {
      const body = asRecord(await c.req.json().catch(() => null));
      try {
        return c.json(act(body) ?? {});
      } catch (error) {
        return refusal(c, error);
      }
    });
  const refusal = (c: SandboxContext, error: unknown) => {
    if (error instanceof BadControl) return c.json({ error: error.message }, 400);
    if (error instanceof VoiceRefusal)
      return c.json({ error: error.message, code: error.code }, error.code === "unknown_call" ? 404 : 409);
    throw error;
  };

  app.get("/control/voice", (c) => {
    settle(store);
    return c.json({
      calls: liveCalls(store).map((call) => callView(store, call)),
      queues: queueViews(store),
      campaigns: campaignViews(store),
      agents: agentViews(store),
      contacts: store.voice.contacts.list(),
    });
  });
  app.get("/control/voice/calls/:id", (c) => {
    settle(store);
    try {
      return c.json(callView(store, callOf(store, c.req.param("id"), true)));
    } catch (error) {
      return refusal(c, error);
    }
  });

  /** An agent who is named is made available first: the call is with that agent at once. */
  deed("call", (body) => {
    const agentId = agentIdIn(store, body);
    const callId = newCallIdIn(store, body);
    if (agentId !== null) setAgentState(store, agentId, "Available");
    const call = newCall(store, {
      agentId,
      skillId: skillIdIn(store, body),
      from: asText(body.from) ?? "+4915112345678",
      to: asText(body.to) ?? "+4930901800",
      priority: countIn(body, "priority", 1, 5),
      ...(callId === undefined ? {} : { callId }),
    });
    return callView(store, call);
  });
  deed("answer", (body) => callView(store, answerCall(store, callIdIn(body))));
  deed("hang-up", (body) => callView(store, hangUp(store, callIdIn(body), asText(body.by))));
  deed("hold", (body) => callView(store, holdCall(store, callIdIn(body))));
  deed("resume", (body) => callView(store, resumeCall(store, callIdIn(body))));
  deed("complete", (body) => callView(store, joinLegs(store, callIdIn(body))));
  deed("fail", (body) => callView(store, failTransfer(store, callIdIn(body), asText(body.reason))));
  deed("agent", (body) => {
    const agentId = agentIdIn(store, body);
    if (agentId === null) throw new BadControl('Send "agentId".');
    setAgentState(store, agentId, choiceIn(body, "state", settableStates));
    return agentViews(store).find((agent) => agent.agentId === agentId);
  });
  deed("queue", (body) => {
    const skillId = skillIdIn(store, body);
    if (skillId === null) throw new BadControl('Send "queueId" or "skillId".');
    setQueueActive(store, skillId, flagIn(body, "active"));
    return queueViews(store).find((queue) => queue.skillId === skillId);
  });
  deed("campaign", (body) => {
    const campaignId = campaignIdIn(store, body);
    if (campaignId === null) throw new BadControl('Send "campaignId".');
    setCampaignActive(store, campaignId, flagIn(body, "active"));
    return campaignViews(store).find((campaign) => campaign.campaignId === campaignId);
  });
  /** Dials, or with `result` ends an outbound call: ended, no_answer, busy, failed. */
  deed("outbound", (body) => {
    if ("result" in body) {
      const result = choiceIn(body, "result", ["ended", "no_answer", "busy", "failed"] as const);
      return callView(store, endOutbound(store, callIdIn(body), result));
    }
    const agentId = agentIdIn(store, body);
    const phoneNumber = asText(body.phoneNumber);
    if (agentId === null || !phoneNumber) throw new BadControl('Send "agentId" and "phoneNumber".');
    const dial = {
      agentId,
      phoneNumber,
      skillId: skillIdIn(store, body),
      campaignId: campaignIdIn(store, body),
    };
    return callView(store, dialOutbound(store, dial));
  });
  /** What the OAuth client of the seeds' dialect may do; a token that is out loses what is taken away (T-71, P-02). */
  deed("client", (body) => {
    const client = store.voice.clients.get(store.setting("v2ClientId", ""));
    if (!client) throw new BadControl("There is no such client.");
    const words = (name: "scopes" | "permissions", known: readonly string[]) => {
      if (!(name in body)) return client[name];
      const sent = asArray(body[name]).map(String);
      const strange = sent.find((word) => !known.includes(word));
      if (strange !== undefined) throw new BadControl(`"${strange}" is none of: ${known.join(", ")}.`);
      return sent;
    };
    const { clientId, name, isActive, scopes, permissions } = store.voice.clients.update(client.clientId, {
      scopes: words("scopes", v2Scopes),
      permissions: words("permissions", v2Permissions),
      isActive: "active" in body ? flagIn(body, "active") : client.isActive,
    });
    if (body.forgetTokens === true) store.voice.tokens.clear();
    return { clientId, name, isActive, scopes, permissions };
  });
  deed("populate", (body) => populateVoice(store, body));
}
