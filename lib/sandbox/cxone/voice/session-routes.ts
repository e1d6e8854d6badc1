import { setTimeout as wait } from "node:timers/promises";
import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import type { AgentSession } from "../../state/acd-voice-model.ts";
import { setAgentState } from "../../telephony/agents.ts";
import { hangUp } from "../../telephony/calls.ts";
import { asInteger } from "../../wire/values.ts";
import { queryOf } from "../acd-list.ts";
import { badParameter, readParams } from "../acd-params.ts";
import { conflict, deed } from "./refusals.ts";
import { contactsOfAgent } from "./session-events.ts";
import { actsFor, endSession, joinSession, longestIdleSeconds, openSession, sessionOf } from "./sessions.ts";
import { tick } from "./tick.ts";

const longestPollSeconds = 60;
const lookEveryMs = 25;

/** Agent sessions: beginning, joining, ending, and the long poll for events (facts/cxone.md §4). */
export function sessionRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { sessions } = store.acdVoice;

  app.post("/cxone/acd/~/agent-sessions", async (c) => {
    const params = await readParams(c);
    const agent = actsFor(sandbox, c, params.integer("asAgentId"));
    const stationId = params.text("stationId") ?? "";
    const stationPhoneNumber = params.text("stationPhoneNumber") ?? "";
    if (stationId === "" && stationPhoneNumber === "")
      throw badParameter("stationId or stationPhoneNumber is required");
    if (agent.state !== "LoggedOut") {
      if (store.switches.acdSessionOfLoggedIn === "refused")
        throw conflict(`Agent ${agent.agentId} is logged in already`);
      return c.json({ sessionId: joinSession(sandbox, agent.agentId).sessionId });
    }
    deed(() => setAgentState(store, agent.agentId, "Unavailable"));
    const { sessionId } = openSession(sandbox, agent.agentId, {
      stationId,
      stationPhoneNumber,
      inactivitySeconds: params.integer("inactivityTimeout") ?? longestIdleSeconds,
      forceLogout: params.boolean("inactivityForceLogout") ?? false,
    });
    return c.json({ sessionId });
  });

  app.post("/cxone/acd/~/agent-sessions/join", async (c) => {
    const agent = actsFor(sandbox, c, (await readParams(c)).integer("asAgentId"));
    return c.json({ sessionId: joinSession(sandbox, agent.agentId).sessionId });
  });

  /** Ends the agent's shift, for the agent too: a session that was joined is nobody's own. */
  app.delete("/cxone/acd/~/agent-sessions/:sessionId", async (c) => {
    const session = sessionOf(sandbox, c);
    const params = await readParams(c);
    const contacts = contactsOfAgent(sandbox, session.agentId);
    if (contacts.length > 0) {
      if (!params.boolean("endContacts"))
        throw conflict(`Agent ${session.agentId} has ${contacts.length} active contacts`);
      const callIds = new Set(contacts.map(({ view }) => view.call.callId));
      for (const callId of callIds) deed(() => hangUp(store, callId, "Agent Hung Up"));
    }
    deed(() => setAgentState(store, session.agentId, "LoggedOut"));
    endSession(sandbox, session);
    return c.body(null, 202);
  });

  app.post("/cxone/acd/~/agent-sessions/:sessionId/keep-alive", (c) => {
    sessionOf(sandbox, c);
    return c.body(null, 202);
  });

  app.post("/cxone/acd/~/agent-sessions/:sessionId/state", async (c) => {
    const session = sessionOf(sandbox, c);
    const state = (await readParams(c)).needText("state").toLowerCase();
    const wanted = (["Available", "Unavailable"] as const).find((name) => name.toLowerCase() === state);
    if (!wanted) throw badParameter("state must be Available or Unavailable");
    deed(() => setAgentState(store, session.agentId, wanted));
    return c.body(null, 202);
  });

  /** Takes the events that wait: each is given once, whether or not the answer arrives. */
  const take = (session: AgentSession): Record<string, unknown>[] => {
    const { events } = sessions.get(session.sessionId.toLowerCase()) ?? session;
    if (events.length > 0) sessions.update(session.sessionId.toLowerCase(), { events: [] });
    return events;
  };

  app.get("/cxone/acd/~/agent-sessions/:sessionId/get-next-event", async (c) => {
    const session = sessionOf(sandbox, c);
    const timeout = asInteger(queryOf(c, "timeout") ?? String(longestPollSeconds));
    if (timeout === undefined || timeout < 0) throw badParameter("timeout must be a number of seconds");
    const until = Date.now() + Math.min(timeout, longestPollSeconds) * 1000;
    const { stopped } = sandbox.background;
    let events = take(session);
    while (events.length === 0 && Date.now() < until && !stopped.aborted) {
      await wait(lookEveryMs, undefined, { signal: stopped }).catch(() => {});
      if (stopped.aborted) break;
      tick(sandbox);
      events = take(session);
    }
    if (events.length === 0 && store.switches.acdNoEventAnswers === "204") return c.body(null, 204);
    return c.json({ sessionId: session.sessionId, events });
  });
}
