import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { AgentSession } from "../../state/acd-voice-model.ts";
import type { Skill } from "../../state/model.ts";
import type { Call, LegTarget } from "../../state/voice-model.ts";
import { callOfAgent } from "../../telephony/agents.ts";
import { dialOutbound, endOutbound } from "../../telephony/outbound.ts";
import { beginTransfer } from "../../telephony/transfer.ts";
import { type AcdParams, badParameter, readParams } from "../acd-params.ts";
import { doNotCall, isPhoneNumber } from "../outbound/do-not-call.ts";
import { contactOfAgent, needAgentLeg } from "./call-control.ts";
import { currentContactId } from "./contact-views.ts";
import { done } from "./done.ts";
import { conflict, deed } from "./refusals.ts";
import { sessionOf } from "./sessions.ts";

/** The call that a second leg is dialled for: the one that is named, or the only one that the agent has. */
function parentCall(sandbox: Sandbox, session: AgentSession, params: AcdParams): Call | null {
  const { store } = sandbox;
  const own = callOfAgent(store, session.agentId);
  const named = params.integer("parentContactId") ?? (own && currentContactId(store, own));
  if (named === undefined) return null;
  const { view, status, hasCustomer } = contactOfAgent(sandbox, session, named);
  if (!hasCustomer || !["Active", "Holding", "Joined"].includes(status))
    throw conflict(`Contact ${named} is not a call that agent ${session.agentId} has answered`);
  if (status !== "Holding" && store.switches.acdDialNeedsHold)
    throw conflict(`Contact ${named} must be on hold before another call is dialled`);
  return view.call;
}

/** The outbound skill of dial-phone; calls that come in have skills of their own. */
function outboundSkill(sandbox: Sandbox, params: AcdParams): Skill | null {
  const skillId = params.integer("skillId");
  if (skillId === undefined) {
    if (sandbox.store.switches.acdDialPhoneNeedsSkill) throw badParameter("skillId is required");
    return null;
  }
  const skill = sandbox.store.skills.get(skillId);
  if (skill?.mediaTypeId !== 4 || !skill.isOutbound)
    throw badParameter(`Skill ${skillId} is not an outbound phone skill`);
  if (!skill.isActive) throw badParameter(`Skill ${skillId} is not active`);
  return skill;
}

function lineOf(sandbox: Sandbox, phoneNumber: string): LegTarget {
  const number = phoneNumber.replace(/[\s().-]/g, "");
  if (/^\d{3,6}$/.test(number) && sandbox.store.switches.acdDialPhoneTakesExtensions)
    return { kind: "extension", number };
  if (!isPhoneNumber(number)) throw badParameter(`phoneNumber ${phoneNumber} is not a phone number`);
  return { kind: "number", number };
}

/**
 * The calls that an agent dials: a second leg for a call on hold, or with dial-phone a call of its own (facts/cxone.md §4,
 * §5). The answers have no body: the new contact shows among the events and the contacts.
 */
export function diallingRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const path = "/cxone/acd/~/agent-sessions/:sessionId";
  const diallingSession = (c: SandboxContext) => {
    const session = sessionOf(sandbox, c);
    needAgentLeg(sandbox);
    return session;
  };
  const secondLeg = (
    call: Call | null,
    target: LegTarget,
    more: { transferType?: "CONSULT"; waitsForAgent?: boolean } = {},
  ) => {
    if (!call) throw conflict("The agent has no call that another leg could be dialled for");
    const wish = { transferType: "BLIND", target, join: "byHand", ...more } as const;
    return deed(() => beginTransfer(store, call.callId, wish)).leg.contactId;
  };

  app.post(`${path}/dial-skill`, async (c) => {
    const session = diallingSession(c);
    const params = await readParams(c);
    const skillId = params.needInteger("skillId");
    const skill = store.skills.get(skillId);
    if (skill?.isOutbound) throw badParameter(`Skill ${skillId} is an outbound skill`);
    if (skill?.mediaTypeId === 5 && store.switches.acdVoicemailSkill === "refused")
      throw badParameter(`Skill ${skillId} is not a phone skill`);
    return done(sandbox, c, secondLeg(parentCall(sandbox, session, params), { kind: "skill", skillId }));
  });

  for (const [name, transferType] of [
    ["dial-agent", undefined],
    ["consult-agent", "CONSULT"],
  ] as const)
    app.post(`${path}/${name}`, async (c) => {
      const session = diallingSession(c);
      const params = await readParams(c);
      const agentId = params.needInteger("targetAgentId");
      if (agentId === session.agentId) throw badParameter("targetAgentId is the agent who dials");
      if (store.agents.get(agentId)?.state === "LoggedOut")
        throw conflict(`Agent ${agentId} is not logged in`);
      const waitsForAgent = store.switches.acdDialAgentBusy === "queues";
      const call = parentCall(sandbox, session, params);
      const more = transferType ? { transferType } : { waitsForAgent };
      return done(sandbox, c, secondLeg(call, { kind: "agent", agentId }, more));
    });

  /** A call to a customer, not for another call: Personal Connection takes that the agent holds the skill. */
  const dialCustomer = (session: AgentSession, number: string, skill: Skill | null, params: AcdParams) => {
    const { agentId } = session;
    const isAssigned = skill && store.assignments.get(`${skill.skillId}:${agentId}`)?.isActive === true;
    if (skill && !isAssigned)
      throw badParameter(`Agent ${agentId} is not assigned to skill ${skill.skillId}`);
    const data = Object.fromEntries(
      ["customerId", "zipCode"].flatMap((name) => (params.text(name) ? [[name, params.text(name)]] : [])),
    );
    return dialOutbound(store, {
      phoneNumber: number,
      agentId,
      skillId: skill?.skillId ?? null,
      campaignId: skill?.campaignId ?? null,
      data,
    });
  };

  app.post(`${path}/dial-phone`, async (c) => {
    const session = diallingSession(c);
    const params = await readParams(c);
    const line = lineOf(sandbox, params.needText("phoneNumber"));
    const number = "number" in line ? line.number : "";
    const skill = outboundSkill(sandbox, params);
    const call = parentCall(sandbox, session, params);
    const blocked = doNotCall(sandbox, number, skill?.skillId ?? null);
    if (blocked && (call || store.switches.acdDncDialPhone === "refused"))
      throw conflict(`${number} is on the do-not-call list ${blocked.name}`);
    if (call) return done(sandbox, c, secondLeg(call, line));
    const dialled = deed(() => dialCustomer(session, number, skill, params));
    if (blocked && dialled.endedAt === null) endOutbound(store, dialled.callId, "failed");
    return done(sandbox, c, dialled.contactId);
  });

  for (const name of ["dialer-login", "dialer-logout"])
    app.post(`${path}/${name}`, async (c) => {
      const { agentId } = sessionOf(sandbox, c);
      if (name === "dialer-logout") return done(sandbox, c);
      const skillName = (await readParams(c)).needText("skillName");
      const skill = store.skills.where("name", skillName.toLowerCase())[0];
      if (skill?.outboundStrategy !== "Personal Connection")
        throw badParameter(`${skillName} is not a Personal Connection skill`);
      if (store.assignments.get(`${skill.skillId}:${agentId}`)?.isActive !== true)
        throw badParameter(`Agent ${agentId} is not assigned to ${skillName}`);
      return done(sandbox, c);
    });
}
