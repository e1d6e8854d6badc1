import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import type { Agent } from "../state/model.ts";
import { callOfAgent } from "../telephony/agents.ts";
import { nameOf } from "../telephony/legs.ts";
import { presenceOf } from "./presence.ts";
import { notFound, v2Error } from "./v2-error.ts";
import { agentOfUser, readUuid } from "./v2-values.ts";

/** Users, their presence (T-51) and whether they are in an interaction (P-20), and the client's security profile (T-71). */
export function v2UserRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const base = "/cxone-v2/api/v2";

  const userOf = (c: SandboxContext): Agent => {
    const agent = agentOfUser(store, readUuid(c.req.param("userId"), "userId"));
    if (!agent) throw notFound(`user ${c.req.param("userId")}`);
    return agent;
  };
  const row = (agent: Agent) => ({
    id: agent.userId,
    name: nameOf(store, agent.agentId),
    active: agent.isActive,
  });
  const noExtras = (c: SandboxContext) =>
    store.switches.v2Extras ? null : v2Error(404, `There is no GET ${c.req.path}.`);

  app.get(`${base}/users`, (c) => {
    const words = (c.req.query("search") ?? "").trim().toLowerCase();
    const found = store.agents
      .list()
      .filter((agent) => `${nameOf(store, agent.agentId)} ${agent.userName}`.toLowerCase().includes(words));
    return noExtras(c) ?? c.json(found.slice(0, 1000).map(row));
  });
  app.get(`${base}/users/:userId`, (c) => noExtras(c) ?? c.json(row(userOf(c))));

  app.get(`${base}/users/:userId/presence`, (c) => {
    const agent = userOf(c);
    const since = agent.stateSince ?? agent.updatedAt;
    return c.json({
      status: presenceOf(store, agent),
      ...(store.switches.v2Extras && since !== undefined ? { since: new Date(since).toISOString() } : {}),
    });
  });

  app.get(`${base}/users/:userId/interaction`, (c) => {
    const agent = userOf(c);
    const call = callOfAgent(store, agent.agentId);
    const found = call ? { id: call.callId, type: "VOICE", direction: call.direction.toUpperCase() } : null;
    switch (store.switches.interactionShape) {
      case "list":
        return c.json(found ? [found] : []);
      case "204":
        return found ? c.json(found) : c.body(null, 204);
      case "404":
        return found ? c.json(found) : v2Error(404, "The user is in no interaction.");
      default:
        return c.json({ engaged: found !== null, interaction: found });
    }
  });

  app.get(`${base}/security/profiles`, (c) => {
    const client = store.voice.clients.get(store.setting("v2ClientId", ""));
    return c.json([{ id: "voice", name: "Voice integration", permissions: client?.permissions ?? [] }]);
  });
}
