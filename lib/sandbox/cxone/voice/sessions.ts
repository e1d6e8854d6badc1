import { randomBytes } from "node:crypto";
import type { Sandbox, SandboxContext } from "../../sandbox.ts";
import type { AgentSession } from "../../state/acd-voice-model.ts";
import type { Agent } from "../../state/model.ts";
import { setAgentState } from "../../telephony/agents.ts";
import { badParameter } from "../acd-params.ts";
import { acdError, Refusal } from "../error-families.ts";
import { mayAdminister } from "../permissions.ts";
import { deed } from "./refusals.ts";
import { eventOf, tellChanges } from "./session-events.ts";

/** Until a session that nobody uses ends, where nothing else was asked for. */
export const longestIdleSeconds = 300;

/** As real ones look: upper and lower case, and signs that have to be encoded in an address. */
function newSessionId(): string {
  return Buffer.from(randomBytes(16).toString("base64")).toString("base64").replace(/=*$/, "==");
}

/** The agent that the caller acts for: nobody else than oneself without the right to edit users. */
export function actsFor(sandbox: Sandbox, c: SandboxContext, agentId: number | undefined): Agent {
  const { agent: caller } = c.get("session");
  if (agentId === undefined || agentId === caller.agentId) return caller;
  if (sandbox.store.switches.acdSessionNeedsRight && !mayAdminister(sandbox, caller, "Users", "Edit"))
    throw new Refusal(
      acdError(403, "access_denied", "The role of this user does not permit to act for another agent"),
    );
  const agent = sandbox.store.agents.get(agentId);
  if (!agent?.isActive) throw badParameter(`asAgentId ${agentId} is not an active agent`);
  return agent;
}

function isExpired(sandbox: Sandbox, session: AgentSession): boolean {
  const { inactivitySeconds, seenAt } = session;
  return inactivitySeconds !== null && seenAt + inactivitySeconds * 1000 <= sandbox.store.now();
}

/** Sessions that go on; one that nobody has used for its time of inactivity ends, and with it the agent's shift where so asked. */
export function liveSessions(sandbox: Sandbox): AgentSession[] {
  const { store } = sandbox;
  const live: AgentSession[] = [];
  for (const session of store.acdVoice.sessions.list()) {
    const isLoggedOut = store.agents.get(session.agentId)?.state === "LoggedOut";
    if (isExpired(sandbox, session) || isLoggedOut) {
      endSession(sandbox, session);
      if (!isLoggedOut && session.forceLogout) deed(() => setAgentState(store, session.agentId, "LoggedOut"));
    } else live.push(session);
  }
  return live;
}

export function endSession(sandbox: Sandbox, session: AgentSession): void {
  sandbox.store.acdVoice.sessions.remove(session.sessionId.toLowerCase());
}

/** What a session is told besides: nothing of it is about a call, although one names a contact. */
function otherEvents(sandbox: Sandbox): Record<string, unknown>[] {
  return [
    eventOf(sandbox, "UpdatePermissions", {}),
    eventOf(sandbox, "UpdateUnavailableCodes", { teamId: 0 }),
    eventOf(sandbox, "DigitalContactEvent", { contactId: crypto.randomUUID(), status: "Active" }),
  ];
}

export function openSession(
  sandbox: Sandbox,
  agentId: number,
  more: Partial<AgentSession> = {},
): AgentSession {
  const { store } = sandbox;
  const sessionId = newSessionId();
  const now = store.now();
  const session: AgentSession = {
    sessionId,
    agentId,
    stationId: "",
    stationPhoneNumber: "",
    startedAt: now,
    seenAt: now,
    inactivitySeconds: null,
    forceLogout: false,
    shown: {},
    events: [],
    ...more,
  };
  const events = [
    eventOf(sandbox, "AgentSessionStart", {
      sessionId,
      agentId,
      stationId: session.stationId,
      stationPhoneNumber: session.stationPhoneNumber,
      busNo: store.tenant.businessUnitId,
    }),
    eventOf(sandbox, "AgentLeg", {
      agentLegId: `${agentId}01`,
      status: store.switches.acdAgentLegConnected ? "Active" : "Disconnected",
    }),
    ...(store.switches.acdOtherEvents ? otherEvents(sandbox) : []),
  ];
  store.acdVoice.sessions.put(sessionId.toLowerCase(), { ...session, events });
  return tellChanges(sandbox, { ...session, events });
}

/** The session of an agent who is logged in: the one there is, or that of the agent's own desk. */
export function joinSession(sandbox: Sandbox, agentId: number): AgentSession {
  const { store } = sandbox;
  if (store.agents.get(agentId)?.state === "LoggedOut")
    throw new Refusal(acdError(404, "not_found", `Agent ${agentId} has no session`));
  const session = liveSessions(sandbox).find((one) => one.agentId === agentId);
  if (store.switches.acdSessionJoin === "new")
    return openSession(sandbox, agentId, { inactivitySeconds: longestIdleSeconds });
  if (!session) return openSession(sandbox, agentId);
  if (!store.switches.acdJoinReplaysState) return session;
  const told = store.acdVoice.sessions.update(session.sessionId.toLowerCase(), { shown: {} });
  return tellChanges(sandbox, told);
}

/** The live session that the path names, used by somebody who may; an address is read in any case. */
export function sessionOf(sandbox: Sandbox, c: SandboxContext): AgentSession {
  const sessionId = decodeURIComponent(c.req.param("sessionId") ?? "").toLowerCase();
  const session = liveSessions(sandbox).find((one) => one.sessionId.toLowerCase() === sessionId);
  if (!session) throw new Refusal(acdError(404, "not_found", "The agent session was not found or has ended"));
  actsFor(sandbox, c, session.agentId);
  return sandbox.store.acdVoice.sessions.update(sessionId, { seenAt: sandbox.store.now() });
}
