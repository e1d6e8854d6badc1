import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { User } from "../state/engage-model.ts";
import { engageRefusal, forbidden, notFound, unprocessable } from "./answers.ts";
import { type Call, endpoints, hasRight, requireRight } from "./rest-api.ts";
import { mayOnSource } from "./thread-facts.ts";

function busyness(call: Call, agent: User, channelId: string, soft: number, hard: number): string {
  const held = call.engage.tasks
    .where("queue", `workbin_${agent.id}`)
    .filter((task) => task.channelId === channelId).length;
  if (held === 0) return "unoccupied";
  return held >= hard ? "full" : held >= soft ? "busy" : "ok";
}

function statusView(call: Call, agent: User) {
  return {
    agent_id: agent.id,
    channels: call.engage.channels.list().map((channel) => ({
      id: channel.id,
      name: channel.name,
      status: agent.presence?.[channel.id] ?? null,
      busyness: busyness(call, agent, channel.id, channel.softCapability, channel.hardCapability),
    })),
    custom_status: agent.customStatusId === null ? null : { id: agent.customStatusId },
  };
}

function fits<Id>(wanted: Id[] | undefined, has: (id: Id) => boolean): boolean {
  return !wanted || wanted.length === 0 || wanted.some(has);
}

function agentOf(call: Call): User {
  if (call.path("id") !== call.user.id) requireRight(call, "monitor_tasks");
  const agent = call.engage.users.get(call.path("id"));
  if (!agent) throw notFound("User");
  if (agent.presence === null) throw engageRefusal(404, "disconnected", "The agent is not connected");
  return agent;
}

/** `/status`: the connected agents, as a bare array without an envelope. */
export function statusRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, put } = endpoints(app, sandbox);

  get("/status", (call) => {
    requireRight(call, "monitor_tasks");
    const { params, engage } = call;
    return engage.users
      .list()
      .filter(
        (user) =>
          user.enabled &&
          user.presence !== null &&
          fits(params.list("source_ids"), (id) => mayOnSource(user, id, "reply")) &&
          fits(params.list("category_ids"), (id) => user.categoryIds.includes(id)) &&
          fits(params.list("team_ids"), (id) => user.teamIds.includes(id)) &&
          fits(params.list("spoken_languages"), (id) => user.spokenLanguages.includes(id)),
      )
      .map((user) => statusView(call, user));
  });

  get("/status/:id", (call) => statusView(call, agentOf(call)));

  put("/status/:id", (call) => {
    const agent = agentOf(call);
    if (agent.id !== call.user.id && !hasRight(call, "monitor_tasks")) throw forbidden();
    const sent = call.params.hash("status");
    const custom = call.params.text("custom_status_id");
    if (!sent && custom === undefined) throw unprocessable("status or custom_status_id is needed");
    if (!sent)
      return statusView(call, call.engage.users.update(agent.id, { customStatusId: custom || null }));
    const presence: Record<string, "available" | "away"> = {};
    for (const channel of call.engage.channels.list()) {
      const value = sent[channel.id];
      if (value !== "available" && value !== "away")
        throw unprocessable("status must hold available or away for every channel");
      presence[channel.id] = value;
    }
    return statusView(call, call.engage.users.update(agent.id, { presence, customStatusId: null }));
  });
}
