import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import type { EngageClient } from "#lib/engage/client.ts";
import { findThreadByForeignId, getThread, type Thread } from "#lib/engage/content-threads.ts";
import type { EngageTarget } from "#lib/handover/engage/target.ts";

/** How often Engage is asked for a thread before the event waits for its next try. */
export type Patience = { tries: number; pauseMs: number };

export const THREAD_PATIENCE: Patience = { tries: 6, pauseMs: 400 };

const MISSING =
  "Engage has taken the message and does not show its thread yet. If this lasts, the agent of the API access token may not read the source.";

/** Engage has it and does not show it: nothing was refused, so the event is tried again like after an outage. */
export class NotYetImported extends Error {
  constructor(message: string = MISSING) {
    super(message);
    this.name = "NotYetImported";
  }
}

/** The thread of a conversation, waited for as long as `patience` says; undefined when it is not there by then. */
export async function waitForThread(
  client: EngageClient,
  { sourceId }: EngageTarget,
  conversationId: string,
  { tries, pauseMs }: Patience,
): Promise<Thread | undefined> {
  for (let tried = 1; ; tried += 1) {
    const thread = await findThreadByForeignId(client, conversationId, { sourceId });
    if (thread) return thread;
    if (tried >= tries) return undefined;
    await pause(pauseMs);
  }
}

/** A thread that has to be there. */
export async function requireThread(client: EngageClient, threadId: string): Promise<Thread> {
  const thread = await getThread(client, threadId);
  if (!thread) throw new NotYetImported();
  return thread;
}
