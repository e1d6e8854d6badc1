import type { Sandbox } from "../sandbox.ts";
import type { Content, Intervention } from "../state/engage-conversation-model.ts";
import type { User } from "../state/engage-model.ts";
import { emitIntervention } from "./emit-event.ts";
import { objectId } from "./object-id.ts";
import { contentsOf, isCompanySide, latestIntervention, openTask } from "./thread-facts.ts";

/** What an intervention (an agent's case in a thread) goes through. Callers have checked that it may. */

/** Puts the customer's waiting messages of the thread under the intervention. */
function gatherContents(sandbox: Sandbox, intervention: Intervention): void {
  const { contents } = sandbox.store.engage;
  for (const content of contentsOf(sandbox, intervention.threadId)) {
    if (content.status === "new" && !isCompanySide(sandbox, content))
      contents.update(content.id, { status: "assigned", interventionId: intervention.id });
  }
}

function patch(sandbox: Sandbox, id: string, change: Partial<Intervention>): Intervention {
  return sandbox.store.engage.interventions.update(id, { ...change, updatedAt: sandbox.store.now() });
}

/**
 * Creates the intervention of a thread or reopens the closed one; the answer is null when one is open already.
 * `user` becomes its owner.
 */
export function openIntervention(sandbox: Sandbox, content: Content, user: User): Intervention | null {
  const { store } = sandbox;
  const latest = latestIntervention(sandbox, content.threadId);
  if (latest && !latest.closed) return null;
  if (latest) return reopenIntervention(sandbox, latest, user);
  const now = store.now();
  const intervention = store.engage.interventions.put(
    ...withId({
      id: objectId(now),
      sourceId: content.sourceId,
      threadId: content.threadId,
      contentId: content.id,
      identityId: content.authorId,
      userId: user.id,
      closed: false,
      closedAt: null,
      deferredAt: null,
      deferredUntil: null,
      reopened: false,
      categoryIds: store.engage.threads.get(content.threadId)?.threadCategoryIds ?? [],
      customFields: {},
      firstUserReplyId: null,
      firstUserReplyAt: null,
      lastUserReplyAt: null,
      userRepliesCount: 0,
      lockedUntil: 0,
      createdAt: now,
      updatedAt: now,
    }),
  );
  linkTask(sandbox, intervention);
  gatherContents(sandbox, intervention);
  emitIntervention(sandbox, "opened", intervention, user.id);
  return intervention;
}

function withId<Row extends { id: string }>(row: Row): [string, Row] {
  return [row.id, row];
}

function linkTask(sandbox: Sandbox, intervention: Intervention): void {
  const task = openTask(sandbox, intervention.threadId);
  if (task) sandbox.store.engage.tasks.update(task.id, { interventionId: intervention.id });
}

/** Opens a closed intervention again; without `user` (a customer's message did it) the owner stays. */
export function reopenIntervention(
  sandbox: Sandbox,
  intervention: Intervention,
  user: User | null,
): Intervention {
  const reopened = patch(sandbox, intervention.id, {
    closed: false,
    closedAt: null,
    deferredAt: null,
    deferredUntil: null,
    reopened: true,
    ...(user ? { userId: user.id } : {}),
  });
  linkTask(sandbox, reopened);
  gatherContents(sandbox, reopened);
  emitIntervention(sandbox, "reopened", reopened, user?.id ?? null);
  return reopened;
}

/** Ends an intervention. `user` is the agent who did it, null when the system did. The task is not touched. */
export function endIntervention(
  sandbox: Sandbox,
  intervention: Intervention,
  user: User | null,
): Intervention {
  const { contents } = sandbox.store.engage;
  const ended = patch(sandbox, intervention.id, {
    closed: true,
    closedAt: sandbox.store.now(),
    deferredAt: null,
    deferredUntil: null,
    lockedUntil: Date.now() + sandbox.store.switches.engageInterventionLockMs,
  });
  for (const content of contentsOf(sandbox, ended.threadId))
    if (content.status === "assigned") contents.update(content.id, { status: "replied" });
  emitIntervention(sandbox, "closed", ended, user?.id ?? null);
  return ended;
}

/** Removes an intervention that no agent has replied under; its messages wait again. */
export function removeIntervention(
  sandbox: Sandbox,
  intervention: Intervention,
  user: User | null,
): Intervention {
  const { engage } = sandbox.store;
  engage.interventions.remove(intervention.id);
  for (const content of contentsOf(sandbox, intervention.threadId)) {
    if (content.interventionId === intervention.id)
      engage.contents.update(content.id, {
        interventionId: null,
        ...(content.status === "assigned" ? { status: "new" as const } : {}),
      });
  }
  const task = openTask(sandbox, intervention.threadId);
  if (task) engage.tasks.update(task.id, { interventionId: null });
  emitIntervention(sandbox, "canceled", intervention, user?.id ?? null);
  return intervention;
}

/** Puts an intervention aside until a moment (sandbox's clock). */
export function deferIntervention(
  sandbox: Sandbox,
  intervention: Intervention,
  until: number,
  user: User,
): Intervention {
  const deferred = patch(sandbox, intervention.id, {
    deferredAt: sandbox.store.now(),
    deferredUntil: until,
  });
  emitIntervention(sandbox, "deferred", deferred, user.id);
  return deferred;
}

/** Takes a deferred intervention up again: its time has come, or the customer wrote. */
export function reactivateIntervention(sandbox: Sandbox, intervention: Intervention): Intervention {
  const active = patch(sandbox, intervention.id, { deferredAt: null, deferredUntil: null });
  gatherContents(sandbox, active);
  emitIntervention(sandbox, "reactivated", active);
  return active;
}

export function reassignIntervention(
  sandbox: Sandbox,
  intervention: Intervention,
  owner: User,
  by: User,
): Intervention {
  const changed = patch(sandbox, intervention.id, { userId: owner.id });
  emitIntervention(sandbox, "user_updated", changed, by.id);
  return changed;
}

export function recategorizeIntervention(
  sandbox: Sandbox,
  intervention: Intervention,
  categoryIds: string[],
  by: User | null,
): Intervention {
  const changed = patch(sandbox, intervention.id, { categoryIds });
  emitIntervention(sandbox, "recategorized", changed, by?.id ?? null);
  return changed;
}
