import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import type { AgentSession } from "../../state/acd-voice-model.ts";
import type { Call } from "../../state/voice-model.ts";
import { answerCall, hangUp, holdCall, resumeCall } from "../../telephony/calls.ts";
import { legOf, openTransfer } from "../../telephony/legs.ts";
import { settle, stopRinging } from "../../telephony/settle.ts";
import { confer, failTransfer, joinLegs } from "../../telephony/transfer.ts";
import { pathId } from "../acd-api.ts";
import { badParameter, readParams } from "../acd-params.ts";
import { acdError, Refusal } from "../error-families.ts";
import { type ContactView, contactView, currentContactId } from "./contact-views.ts";
import { done } from "./done.ts";
import { conflict, deed } from "./refusals.ts";
import { statusFor } from "./session-events.ts";
import { sessionOf } from "./sessions.ts";

type OfAgent = { session: AgentSession; view: ContactView; status: string; hasCustomer: boolean };

/** The contact that the path names, which must be the agent's own. */
export function contactOfAgent(sandbox: Sandbox, session: AgentSession, contactId: number): OfAgent {
  const view = contactView(sandbox.store, contactId);
  if (!view) throw new Refusal(acdError(404, "not_found", `Contact ${contactId} was not found`));
  const status = statusFor(view, session.agentId);
  if (status === null) throw conflict(`Contact ${contactId} is not active with agent ${session.agentId}`);
  return {
    session,
    view,
    status,
    hasCustomer: currentContactId(sandbox.store, view.call) === contactId,
  };
}

/** Voice goes through the agent's own phone: without it there is nothing to hold and nothing to dial from. */
export function needAgentLeg(sandbox: Sandbox): void {
  if (!sandbox.store.switches.acdAgentLegConnected) throw conflict("The agent leg is not connected");
}

/** The agent's call that has a second leg of which nothing has come yet. */
function callWithSecondLeg(sandbox: Sandbox, agentId: number): Call {
  const { store } = sandbox;
  const call = store.voice.calls
    .where("live", "yes")
    .find((one) => legOf(store, one.contactId).agentId === agentId && openTransfer(one)?.isJoined === false);
  if (!call) throw conflict(`Agent ${agentId} has no two calls to join`);
  return call;
}

/** What an agent does with a call, and with two of them (facts/cxone.md §4). No answer has a body. */
export function callControlRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const path = "/cxone/acd/~/agent-sessions/:sessionId/interactions";
  const on = (name: string, act: (contact: OfAgent) => void) =>
    app.post(`${path}/:contactId{[0-9]+}/${name}`, (c) => {
      const session = sessionOf(sandbox, c);
      const contact = contactOfAgent(sandbox, session, pathId(c, "contactId"));
      deed(() => act(contact));
      return done(sandbox, c);
    });

  on("hold", ({ view, status, hasCustomer }) => {
    needAgentLeg(sandbox);
    if (!hasCustomer || !["Active", "Holding", "Joined"].includes(status))
      throw conflict(`Contact ${view.contactId} cannot be held`);
    if (status === "Holding" && store.switches.acdHoldOfHeld === "refused")
      throw conflict(`Contact ${view.contactId} is held already`);
    holdCall(store, view.call.callId);
  });

  on("resume", ({ view, status, hasCustomer }) => {
    if (!hasCustomer || !["Active", "Holding"].includes(status))
      throw conflict(`Contact ${view.contactId} is not held`);
    resumeCall(store, view.call.callId);
  });

  on("end", ({ session, view, hasCustomer, status }) => {
    if (status === "Incoming") stopRinging(store, view.leg, "Refused");
    else if (!hasCustomer && view.byAgentId === session.agentId)
      failTransfer(store, view.call.callId, "Agent Hung Up");
    else if (openTransfer(view.call)?.isConference) joinLegs(store, view.call.callId);
    else hangUp(store, view.call.callId, "Agent Hung Up");
    settle(store);
  });

  const rings = ({ view, status }: OfAgent) => {
    if (status !== "Incoming") throw conflict(`Contact ${view.contactId} does not ring at this agent`);
  };
  on("accept", (contact) => {
    rings(contact);
    answerCall(store, contact.view.call.callId);
  });
  on("accept-consult", (contact) => {
    rings(contact);
    if (openTransfer(contact.view.call)?.transferType !== "CONSULT")
      throw conflict(`Contact ${contact.view.contactId} is no consultation`);
    answerCall(store, contact.view.call.callId);
  });
  on("reject", (contact) => {
    rings(contact);
    stopRinging(store, contact.view.leg, "Refused");
    settle(store);
  });

  app.post(`${path}/transfer-calls`, (c) => {
    const call = callWithSecondLeg(sandbox, sessionOf(sandbox, c).agentId);
    const second = legOf(store, openTransfer(call)?.contactId ?? 0);
    if (second.state !== "active" && store.switches.acdBlindJoinWhileDialing === "refused")
      throw conflict(`Contact ${second.contactId} has not been answered`);
    deed(() => joinLegs(store, call.callId));
    return done(sandbox, c);
  });

  app.post(`${path}/conference-calls`, (c) => {
    const call = callWithSecondLeg(sandbox, sessionOf(sandbox, c).agentId);
    deed(() => confer(store, call.callId));
    return done(sandbox, c);
  });

  /** Calls of this sandbox are no voicemails, and nothing but a voicemail is moved in this way. */
  for (const [name, parameter] of [
    ["transfer-voicemail-to-agent", "targetAgentId"],
    ["transfer-voicemail-to-skill", "targetSkillId"],
  ] as const)
    app.post(`${path}/:contactId{[0-9]+}/${name}`, async (c) => {
      const { view } = contactOfAgent(sandbox, sessionOf(sandbox, c), pathId(c, "contactId"));
      (await readParams(c)).needInteger(parameter);
      throw badParameter(`Contact ${view.contactId} is not a voicemail`);
    });

  app.post(`${path}/:contactId{[0-9]+}/disposition`, async (c) => {
    const session = sessionOf(sandbox, c);
    const params = await readParams(c);
    const disposition = store.dispositions.get(params.needInteger("primaryDispositionId"));
    if (!disposition) throw badParameter("primaryDispositionId does not exist");
    const view = contactView(store, pathId(c, "contactId"));
    const { call } = view ?? contactOfAgent(sandbox, session, pathId(c, "contactId")).view;
    if (call.outbound?.agentId === session.agentId)
      store.voice.calls.update(call.callId, {
        outbound: { ...call.outbound, disposition: disposition.dispositionName },
      });
    return done(sandbox, c);
  });
}
