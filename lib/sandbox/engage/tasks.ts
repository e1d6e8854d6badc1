import type { Sandbox } from "../sandbox.ts";
import type { Content, Intervention, Task } from "../state/engage-conversation-model.ts";
import type { Channel, User } from "../state/engage-model.ts";
import { emitTask } from "./emit-event.ts";
import { deferIntervention, endIntervention, removeIntervention } from "./interventions.ts";
import { objectId } from "./object-id.ts";
import { contentsOf, eligibleAgents, latestIntervention, openTask } from "./thread-facts.ts";

/** Task mode: messages become tasks in the queue of a channel group (facts/engage.md §3, order of events). */

export function isTaskMode(sandbox: Sandbox): boolean {
  return sandbox.store.setting<{ push_enabled?: boolean }>("engageSettings", {}).push_enabled === true;
}

/** The group of channels through which the active topology routes a source. */
export function routedChannel(sandbox: Sandbox, sourceId: string): Channel | undefined {
  return sandbox.store.engage.channels.find(
    (row) => row.inActiveTopology && row.sourceIds.includes(sourceId),
  );
}

function queueMoved(sandbox: Sandbox, task: Task): void {
  sandbox.engage.emit("queue", { channelId: task.channelId });
}

function change(sandbox: Sandbox, task: Task, patch: Partial<Task>): Task {
  return sandbox.store.engage.tasks.update(task.id, { ...patch, updatedAt: sandbox.store.now() });
}

/**
 * Puts a message of a customer in the queue, unless its thread is there already, the domain works with folders, or no
 * active topology routes the source (null).
 */
export function createTask(sandbox: Sandbox, content: Content): Task | null {
  const { store } = sandbox;
  const channel = routedChannel(sandbox, content.sourceId);
  if (!isTaskMode(sandbox) || !channel) return null;
  const known = openTask(sandbox, content.threadId);
  if (known) return known;
  const now = store.now();
  const intervention = latestIntervention(sandbox, content.threadId);
  const source = store.engage.sources.get(content.sourceId);
  const id = objectId(now);
  const task = store.engage.tasks.put(id, {
    id,
    sourceId: content.sourceId,
    channelId: channel.id,
    threadId: content.threadId,
    contentId: content.id,
    identityId: content.authorId,
    interventionId: intervention && !intervention.closed ? intervention.id : null,
    agentIds: [],
    priority: Number(source?.options.default_task_priority ?? 0),
    step: "skills",
    queue: "global",
    acceptedAt: null,
    completedAt: null,
    expireAt: null,
    lockedAt: null,
    transferedAt: null,
    createdAt: now,
    updatedAt: now,
  });
  emitTask(sandbox, "created", task);
  queueMoved(sandbox, task);
  return task;
}

/** Into the workbin of an agent, who has yet to take it. */
export function assignTask(sandbox: Sandbox, task: Task, agent: User): Task {
  const assigned = change(sandbox, task, { queue: `workbin_${agent.id}`, agentIds: [agent.id] });
  emitTask(sandbox, "assigned", assigned);
  queueMoved(sandbox, assigned);
  return assigned;
}

/** The agent accepts; `type` says whether it rang or was asked for. */
export function takeTask(
  sandbox: Sandbox,
  task: Task,
  agent: User,
  type: "ring" | "request" = "request",
): Task {
  const placed = task.queue === `workbin_${agent.id}` ? task : assignTask(sandbox, task, agent);
  const taken = change(sandbox, placed, { acceptedAt: sandbox.store.now() });
  emitTask(sandbox, "taken", taken, { userId: agent.id, metadata: { type } });
  return taken;
}

/** Back into the queue, for other agents (or one of them, at once). */
export function transferTask(sandbox: Sandbox, task: Task, by: User, to: User | null): Task {
  const transferred = change(sandbox, task, {
    queue: "global",
    agentIds: [],
    acceptedAt: null,
    transferedAt: sandbox.store.now(),
  });
  emitTask(sandbox, "transferred", transferred, { userId: by.id });
  queueMoved(sandbox, transferred);
  return to ? assignTask(sandbox, transferred, to) : transferred;
}

export function moveTask(sandbox: Sandbox, task: Task, queue: string): Task {
  const moved = change(sandbox, task, { queue, agentIds: [], acceptedAt: null });
  if (queue === "undelivered") emitTask(sandbox, "undelivered", moved);
  queueMoved(sandbox, moved);
  return moved;
}

function finish(sandbox: Sandbox, task: Task, action: "closed" | "deferred", user: User | null): Task {
  const done = change(sandbox, task, { completedAt: sandbox.store.now(), queue: "completed" });
  emitTask(sandbox, "completed", done, { userId: user?.id ?? null, metadata: { action } });
  queueMoved(sandbox, done);
  return done;
}

/**
 * Ends a task, and with it the intervention: closed when an agent has replied, taken away when nobody has. Messages
 * that were never under an intervention are archived.
 */
export function completeTask(sandbox: Sandbox, task: Task, user: User | null): Task {
  const intervention = latestIntervention(sandbox, task.threadId);
  if (intervention && !intervention.closed) {
    if (intervention.userRepliesCount > 0) endIntervention(sandbox, intervention, user);
    else removeIntervention(sandbox, intervention, user);
  }
  const { contents } = sandbox.store.engage;
  for (const content of contentsOf(sandbox, task.threadId))
    if (content.status === "new") contents.update(content.id, { status: "ignored" });
  return finish(sandbox, task, "closed", user);
}

/** Closes an intervention and completes the task that belongs to it. */
export function closeIntervention(
  sandbox: Sandbox,
  intervention: Intervention,
  user: User | null,
): Intervention {
  const ended = endIntervention(sandbox, intervention, user);
  const task = openTask(sandbox, intervention.threadId);
  if (task) finish(sandbox, task, "closed", user);
  return ended;
}

/** Cancels an intervention without replies; a task goes on without it. */
export function cancelIntervention(sandbox: Sandbox, intervention: Intervention, user: User): Intervention {
  return removeIntervention(sandbox, intervention, user);
}

/** Puts the case aside for `seconds`; the task ends, and `reactivateIntervention` and `createTask` bring it back. */
export function deferCase(
  sandbox: Sandbox,
  intervention: Intervention,
  seconds: number,
  user: User,
): Intervention {
  const deferred = deferIntervention(sandbox, intervention, sandbox.store.now() + seconds * 1000, user);
  const task = openTask(sandbox, intervention.threadId);
  if (task) finish(sandbox, task, "deferred", user);
  return deferred;
}

/**
 * Tasks of a channel group that wait for an agent, the next one first. Only tasks that some agent has the skill for
 * count: those of the bot's category wait for nobody.
 */
export function waitingTasks(sandbox: Sandbox, channelId: string): Task[] {
  return sandbox.store.engage.tasks
    .where("queue", "global")
    .filter((task) => task.channelId === channelId && eligibleAgents(sandbox, task).length > 0)
    .sort((a, b) => b.priority - a.priority || a.createdAt - b.createdAt);
}
