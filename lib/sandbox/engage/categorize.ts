import type { Sandbox } from "../sandbox.ts";
import type { Thread } from "../state/engage-conversation-model.ts";
import type { User } from "../state/engage-model.ts";
import { emitTask } from "./emit-event.ts";
import { recategorizeIntervention } from "./interventions.ts";
import { latestIntervention, openTask } from "./thread-facts.ts";

/** What keeps a set of categories from being taken, in a sentence; otherwise the set as it will stand. */
export function settleCategories(
  sandbox: Sandbox,
  ids: readonly string[],
): { ok: true; ids: string[] } | { ok: false; reason: string } {
  const { engage, switches } = sandbox.store;
  const settled: string[] = [];
  for (const id of new Set(ids)) {
    const category = engage.categories.get(id);
    if (!category) {
      if (switches.engageUnknownCategory === "ignored") continue;
      return { ok: false, reason: `Category ${id} does not exist` };
    }
    if (category.unselectable) return { ok: false, reason: `Category ${category.name} cannot be selected` };
    const sibling = settled.find((other) => areExclusive(sandbox, other, id));
    if (sibling !== undefined && switches.engageSiblingCategories === "refused")
      return { ok: false, reason: `Only one category of the family of ${category.name} may be set` };
    if (sibling !== undefined && switches.engageSiblingCategories === "last")
      settled.splice(settled.indexOf(sibling), 1);
    settled.push(id);
  }
  return { ok: true, ids: settled };
}

/** Two categories of one root that does not allow several. */
function areExclusive(sandbox: Sandbox, one: string, other: string): boolean {
  const root = rootOf(sandbox, one);
  if (root === undefined || root.id === one || root.id === other) return false;
  return root.id === rootOf(sandbox, other)?.id && !root.multiple;
}

function rootOf(sandbox: Sandbox, id: string) {
  const { categories } = sandbox.store.engage;
  let row = categories.get(id);
  for (let level = 0; row?.parentId && level < 6; level += 1) row = categories.get(row.parentId);
  return row;
}

/** Replaces the whole set of a thread; its task and its open intervention follow. `by` is the agent, if one did it. */
export function categorizeThread(
  sandbox: Sandbox,
  thread: Thread,
  categoryIds: string[],
  by: User | null,
): Thread {
  const { store } = sandbox;
  const changed = store.engage.threads.update(thread.id, {
    threadCategoryIds: categoryIds,
    updatedAt: store.now(),
    categorizingUntil: Date.now() + store.switches.engageCategorizingMs,
  });
  const intervention = latestIntervention(sandbox, thread.id);
  if (intervention && !intervention.closed) recategorizeIntervention(sandbox, intervention, categoryIds, by);
  const task = openTask(sandbox, thread.id);
  if (task) {
    // Never with the agent's id, whoever did it (facts/engage.md §3).
    emitTask(sandbox, "recategorized", task);
    sandbox.engage.emit("queue", { channelId: task.channelId });
  }
  return changed;
}
