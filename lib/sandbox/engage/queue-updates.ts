import type { Sandbox } from "../sandbox.ts";
import type { Thread } from "../state/engage-conversation-model.ts";
import { callSource } from "./call-source.ts";
import { hasOption } from "./implementation-info.ts";
import { sendToSource } from "./synchronise.ts";
import { isTaskMode, routedChannel, waitingTasks } from "./tasks.ts";
import { lastCustomerContent } from "./thread-facts.ts";

/** How long one conversation ahead takes, for the wait that is announced. */
const secondsPerPlace = 30;

export const queuingUpdate = "messaging.queuing_update";

/**
 * The position last told, by thread. An update goes out when it changes; how often the real one sends any is not
 * published (facts/engage.md §4).
 */
const told = new WeakMap<Sandbox, Map<string, number>>();

/** Tells the sources of a channel group how far their waiting conversations have come. */
export function tellQueue(sandbox: Sandbox, channelId: string): void {
  const { store } = sandbox;
  if (!isTaskMode(sandbox) || !store.switches.engageQueueUpdates) return;
  const known = told.get(sandbox) ?? new Map<string, number>();
  told.set(sandbox, known);
  waitingTasks(sandbox, channelId).forEach((task, at) => {
    const thread = store.engage.threads.get(task.threadId);
    const position = at + 1;
    if (!thread || known.get(task.id) === position) return;
    known.set(task.id, position);
    sendQueueUpdate(sandbox, thread, { position, estimated_wait_time: position * secondsPerPlace });
  });
}

/**
 * One update about a thread. `estimated_wait_time` is in seconds; either value may be null or left out. Nothing is sent
 * without the option `messaging.queuing_update`, or while the source is in no active topology.
 */
export function sendQueueUpdate(
  sandbox: Sandbox,
  thread: Thread,
  values: { position?: number | null; estimated_wait_time?: number | null },
): void {
  if (!isTaskMode(sandbox) || !routedChannel(sandbox, thread.sourceId)) return;
  sendToSource(sandbox, thread.sourceId, async (source) => {
    if (!hasOption(source, queuingUpdate)) return;
    await callSource(sandbox, source, queuingUpdate, {
      ...values,
      thread_id: thread.foreignId,
      in_reply_to_id: lastCustomerContent(sandbox, thread.id)?.foreignId ?? null,
    });
  });
}

/** Why no queue update can reach the source of a thread, in a sentence; null when one can. */
export function queueUpdateRefusal(sandbox: Sandbox, thread: Thread): string | null {
  const source = sandbox.store.engage.sources.get(thread.sourceId);
  if (!isTaskMode(sandbox)) return "Queue updates need the task mode (settings, push_enabled).";
  if (!routedChannel(sandbox, thread.sourceId))
    return "The source is in no channel group of the active topology.";
  if (!source?.implementation) return "The source has not answered implementation.info.";
  if (!hasOption(source, queuingUpdate)) return `The source does not declare the option ${queuingUpdate}.`;
  return null;
}
