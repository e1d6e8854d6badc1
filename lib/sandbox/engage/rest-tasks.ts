import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Task } from "../state/engage-conversation-model.ts";
import type { Channel } from "../state/engage-model.ts";
import { forbidden, notFound, unprocessable } from "./answers.ts";
import { page } from "./paging.ts";
import { type Call, canRead, endpoints, hasRight, requireRight } from "./rest-api.ts";
import { completeTask, moveTask, transferTask } from "./tasks.ts";
import { channelView } from "./views-setup.ts";
import { taskView } from "./views-talk.ts";

function taskOf(call: Call): Task {
  requireRight(call, "monitor_tasks", "monitor_team_tasks", "receive_tasks");
  const row = call.engage.tasks.get(call.path("id"));
  if (!row || !canRead(call, row.sourceId)) throw notFound("Task");
  return row;
}

function channelOf(call: Call): Channel {
  const row = call.engage.channels.get(call.path("id"));
  if (!row) throw notFound("Channel");
  return row;
}

/** Whose workbin a task is in, and whether the caller may finish it there. */
function mayComplete(call: Call, task: Task): boolean {
  const owner = /^workbin_(.+)$/.exec(task.queue)?.[1];
  if (!owner) return false;
  if (owner === call.user.id || hasRight(call, "monitor_tasks")) return true;
  const led = call.engage.teams.list().filter((team) => team.leaderIds.includes(call.user.id));
  return hasRight(call, "monitor_team_tasks") && led.some((team) => team.userIds.includes(owner));
}

/** `/tasks` and `/channels`, which are called groups of channels in the newer words. */
export function taskRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put } = endpoints(app, sandbox);

  get("/tasks", (call) => {
    requireRight(call, "monitor_tasks", "monitor_team_tasks", "receive_tasks");
    const { params, engage } = call;
    const rows = engage.tasks
      .where("queue", params.text("queue") || "global")
      .filter(
        (row) =>
          canRead(call, row.sourceId) &&
          (!params.text("channel_id") || row.channelId === params.text("channel_id")) &&
          (!params.text("step") || row.step === params.text("step")),
      );
    // Highest priority first; within it the latest first, as the specification says.
    const ordered = rows.reverse().sort((a, b) => b.priority - a.priority || b.createdAt - a.createdAt);
    return page(params, ordered, taskView);
  });

  get("/tasks/:id", (call) => taskView(taskOf(call)));

  post("/tasks/:id/move", (call) => {
    requireRight(call, "monitor_tasks");
    const queue = call.params.required("queue");
    if (queue === "global" || queue.startsWith("workbin_")) throw unprocessable("queue is not allowed");
    return taskView(moveTask(sandbox, taskOf(call), queue));
  });

  post("/tasks/:id/complete", (call) => {
    const task = taskOf(call);
    if (task.completedAt !== null || !mayComplete(call, task)) throw forbidden();
    return taskView(completeTask(sandbox, task, call.user));
  });

  post("/tasks/:id/transfer", (call) => {
    requireRight(call, "monitor_tasks");
    const task = taskOf(call);
    if (task.completedAt !== null) throw unprocessable("The task is completed");
    const agents = (call.params.list("agent_ids") ?? []).map((id) => call.engage.users.get(id));
    const first = agents[0];
    if (agents.some((agent) => !agent?.enabled))
      throw unprocessable("An agent does not exist or is disabled");
    return taskView(
      transferTask(sandbox, task, call.user, call.params.flag("bypass") ? (first ?? null) : null),
    );
  });

  get("/channels", (call) => page(call.params, call.engage.channels.list(), channelView));
  get("/channels/:id", (call) => channelView(channelOf(call)));

  put("/channels/:id", (call) => {
    requireRight(call, "manage_topologies");
    const own = channelOf(call);
    const { params, engage } = call;
    const sourceIds = params.list("source_ids");
    const unknown = sourceIds?.find((id) => !engage.sources.get(id));
    if (unknown !== undefined) throw unprocessable(`Source ${unknown} does not exist`);
    const row = engage.channels.update(own.id, {
      name: params.has("name") ? params.required("name") : own.name,
      sourceIds: sourceIds ?? own.sourceIds,
      softCapability: params.integer("soft_capability") ?? own.softCapability,
      hardCapability: params.integer("hard_capability") ?? own.hardCapability,
      taskTimeoutSeconds: params.integer("task_timeout_seconds") ?? own.taskTimeoutSeconds,
      agentSla: params.integer("agent_sla") ?? own.agentSla,
      agentSlaThreshold: params.integer("agent_sla_threshold") ?? own.agentSlaThreshold,
      taskAutoCompleteSeconds: params.integer("task_auto_complete_seconds") ?? own.taskAutoCompleteSeconds,
      autoCompleteCategoryIds: params.list("auto_complete_category_ids") ?? own.autoCompleteCategoryIds,
      updatedAt: sandbox.store.now(),
    });
    // A source is in one group at most.
    for (const group of sourceIds ? engage.channels.list() : [])
      if (group.id !== row.id)
        engage.channels.update(group.id, {
          sourceIds: group.sourceIds.filter((id) => !row.sourceIds.includes(id)),
        });
    return channelView(row);
  });
}
