import type { Sandbox } from "../sandbox.ts";
import type { Content } from "../state/engage-conversation-model.ts";
import type { Source } from "../state/engage-model.ts";
import { asRecord, asText, isRecord } from "../wire/values.ts";
import { callSource } from "./call-source.ts";
import { dueReplies, exportReply, mostTries } from "./export-reply.ts";
import { askImplementation, implementsVerb } from "./implementation-info.ts";
import { queueImport } from "./import-queue.ts";

const listed = ["threads", "messages", "private_messages"] as const;

/** Everything that is sent to one source goes out one after another. */
export function sourceQueue(sourceId: string): string {
  return `engage source ${sourceId}`;
}

/** Runs that have been asked for and have not begun, with what would make them give up: one of them is enough. */
const asked = new WeakMap<Sandbox, Map<string, AbortSignal>>();

/** Starts a synchronisation run: implementation.info, the lists, then what agents have written (facts/engage.md §2.1). */
export function synchronise(sandbox: Sandbox, sourceId: string): void {
  const runs = asked.get(sandbox) ?? new Map<string, AbortSignal>();
  asked.set(sandbox, runs);
  const { background } = sandbox;
  if (runs.get(sourceId)?.aborted === false) return;
  runs.set(sourceId, background.stopped);
  background.run(sourceQueue(sourceId), async () => {
    runs.delete(sourceId);
    if (sandbox.store.engage.sources.get(sourceId)?.active) await runOnce(sandbox, sourceId);
  });
}

/** Asks a source what it can do, behind the answer to whoever saved it. */
export function afterSave(sandbox: Sandbox, sourceId: string): void {
  sandbox.background.run(sourceQueue(sourceId), async () => {
    if (sandbox.store.engage.sources.get(sourceId)?.active) await askImplementation(sandbox, sourceId);
  });
}

/** One call outside a run, behind what is under way. Sources without a proper implementation.info are sent nothing. */
export function sendToSource(
  sandbox: Sandbox,
  sourceId: string,
  work: (source: Source) => Promise<void>,
): void {
  sandbox.background.run(sourceQueue(sourceId), async () => {
    const source = sandbox.store.engage.sources.get(sourceId);
    if (source?.active && source.implementation !== null) await work(source);
  });
}

async function runOnce(sandbox: Sandbox, sourceId: string): Promise<void> {
  const { sources, contents } = sandbox.store.engage;
  sources.update(sourceId, { lastSyncAt: sandbox.store.now() });
  const source = await askImplementation(sandbox, sourceId);
  if (!source) return;
  for (const collection of listed) {
    if (implementsVerb(source, collection, "list")) await readList(sandbox, source, collection);
  }
  for (let [next] = dueReplies(sandbox, sourceId); next; [next] = dueReplies(sandbox, sourceId)) {
    await exportReply(sandbox, source, next);
    if (sandbox.background.stopped.aborted || !contents.get(next.id)) return;
  }
}

/** Asks for what is new since the last object that was seen, and imports it as if it had been pushed. */
async function readList(sandbox: Sandbox, source: Source, collection: string): Promise<void> {
  const { store } = sandbox;
  const setting = `engage.since.${source.id}.${collection}`;
  const since = store.setting<string | null>(setting, null);
  const answer = await callSource(
    sandbox,
    source,
    `${collection}.list`,
    since === null ? {} : { since_id: since },
  );
  if (sandbox.background.stopped.aborted) return;
  if (!answer.ok || !Array.isArray(answer.body)) {
    const wrong = answer.ok ? "the answer is not a list" : answer.error;
    store.engage.sources.update(source.id, { errorMessage: `${collection}.list: ${wrong}` });
    return;
  }
  const rows = answer.body.filter(isRecord);
  const newest = asText(rows[0]?.id);
  if (newest !== undefined) store.setSetting(setting, newest);
  // Lists are in descending order; conversations are imported from the oldest on.
  for (const params of rows.reverse()) queueImport(sandbox, source, `${collection}.create`, params);
}

/** Tells the source that an agent has deleted a message; tried three times, then given up. */
export function exportDeletion(sandbox: Sandbox, content: Content): void {
  sendToSource(sandbox, content.sourceId, async (source) => {
    const action = content.privateMessage ? "private_messages.delete" : "messages.delete";
    for (let attempt = 1; attempt <= mostTries; attempt += 1) {
      const answer = await callSource(sandbox, source, action, { id: content.foreignId });
      if (sandbox.background.stopped.aborted || !sandbox.store.engage.contents.get(content.id)) return;
      const error = answer.ok ? asRecord(asRecord(answer.body).error) : {};
      const said = answer.ok ? asText(error.message) : answer.error;
      sandbox.store.engage.contents.update(content.id, {
        remotelyDeleted: said === undefined,
        synchronizationError: said === undefined ? null : `${action}: ${said}`,
      });
      if (said === undefined || error.fatal === true) return;
    }
  });
}
