import "server-only";
import { waitMs } from "#lib/engage/mapping.ts";
import {
  agentMessage,
  createdAnswer,
  EMPTY_LIST,
  failedAnswer,
  implementationInfo,
  kindOf,
  objectRef,
  queuingUpdate,
  type SdkRequest,
  typing,
} from "#lib/engage/source-sdk.ts";
import { conversationIdIn } from "#lib/handover/conversation/external-ids.ts";
import { isVisitorAuthor } from "#lib/handover/engage/personas.ts";
import { tellAgentTyping } from "../agent-typing.ts";
import type { Bridge } from "../bridge.ts";
import type { InboundCall } from "../call-log.ts";
import { oncePer } from "../once-per.ts";
import { type AgentWords, readAgentWords } from "./agent-words.ts";
import type { EngageHandover } from "./engage-handovers.ts";
import { EngageRefusal } from "./engage-refusal.ts";
import { queueUpdateId } from "./queue-update-id.ts";
import type { EngageAnswer } from "./receive-engage.ts";

const json = (answer: unknown): EngageAnswer => ({
  status: 200,
  body: Buffer.from(JSON.stringify(answer)),
  type: "application/json; charset=utf-8",
});

/** Engage asks what we can at the beginning of each run, about once a minute. */
const isNews = oncePer(30_000);

/** Carries out one action of the Source SDK (facts/engage.md §2.2). The sender is known to be Engage. */
export async function runSdkAction(
  bridge: Bridge,
  handover: EngageHandover,
  request: SdkRequest,
  call: InboundCall,
): Promise<EngageAnswer> {
  const { params } = request;
  switch (kindOf(request.action)) {
    case "info":
      if (isNews(handover.providerId)) {
        call.verdict = "accepted";
        call.detail = "Engage asked what this endpoint can: its address and the realtime access token fit.";
      }
      return json(implementationInfo({ queueUpdates: true }));
    case "list":
      return json(EMPTY_LIST);
    // All we have is pushed: nothing is kept here for Engage to read.
    case "show":
      return json({});
    case "publish":
      return json({ id: idOf(params) });
    case "message":
      return takeMessage(bridge, handover, params, call);
    case "delete":
      return takeBack(bridge, handover, idOf(params), call);
    case "queue":
      return takeQueueUpdate(bridge, handover, request);
    case "typing-start":
    case "typing-stop":
      return takeTyping(bridge, handover, params, request.action === "typing.start");
    case "unknown":
      call.payload = { action: request.action };
      throw new EngageRefusal("refused_action", 422, "Invalid action");
  }
}

async function takeMessage(
  bridge: Bridge,
  handover: EngageHandover,
  params: unknown,
  call: InboundCall,
): Promise<EngageAnswer> {
  const parsed = agentMessage.safeParse(params);
  if (!parsed.success) throw new EngageRefusal("unreadable", 422, "Invalid resource format");
  const message = parsed.data;
  const conversationId = await conversationOf(bridge, handover, [message.threadId, message.inReplyToId]);
  if (!conversationId) {
    call.verdict = "unknown_thread";
    call.detail = `No conversation of this handover belongs to the thread ${(message.threadId ?? "that is missing").slice(0, 100)}.`;
    return json(failedAnswer("The thread is not known here.", true));
  }
  call.conversationKey = conversationId;
  const words: AgentWords | null = readAgentWords(conversationId, message);
  if (!words) {
    call.verdict = "unreadable";
    call.detail = "The message has neither text nor attachment.";
    return json(failedAnswer("The message is empty.", true));
  }
  const { externalId, payload } = words;
  if (message.authorId && isVisitorAuthor(message.authorId)) {
    // Their own words come back: they are here already.
    call.verdict = "not_needed";
    call.detail = "A message under the visitor's own identity: it came from here.";
    return json(createdAnswer(externalId));
  }
  const stored = { kind: "agent.message" as const, externalId };
  const { providerId } = handover;
  const { duplicate } = await bridge.append({
    ...stored,
    providerId,
    conversationKey: conversationId,
    endpoint: "engage-sdk",
    payload,
  });
  if (duplicate) {
    call.verdict = "duplicate";
    call.repeats = stored;
  }
  return json(createdAnswer(externalId));
}

async function takeBack(
  bridge: Bridge,
  handover: EngageHandover,
  messageId: string,
  call: InboundCall,
): Promise<EngageAnswer> {
  const conversationId = await conversationOf(bridge, handover, [messageId]);
  if (!conversationId) {
    call.verdict = "unknown_thread";
    call.detail = `No message here has the id ${messageId.slice(0, 100)}.`;
    return json(failedAnswer("The message is not known here.", true));
  }
  call.conversationKey = conversationId;
  const stored = { kind: "message.remove" as const, externalId: `${messageId}.removed` };
  const { providerId } = handover;
  const { duplicate } = await bridge.append({
    ...stored,
    providerId,
    conversationKey: conversationId,
    endpoint: "engage-sdk",
    payload: { messageId },
  });
  if (duplicate) {
    call.verdict = "duplicate";
    call.repeats = stored;
  }
  return json({ id: messageId });
}

/** Seconds become the milliseconds that bots read (E-81). Of a thread that is not known it is taken without effect. */
async function takeQueueUpdate(
  bridge: Bridge,
  handover: EngageHandover,
  request: SdkRequest,
): Promise<EngageAnswer> {
  const parsed = queuingUpdate.safeParse(request.params);
  if (!parsed.success) throw new EngageRefusal("unreadable", 422, "Invalid resource format");
  const { estimatedWaitSeconds, position, threadId, inReplyToId } = parsed.data;
  const conversationId = await conversationOf(bridge, handover, [threadId, inReplyToId]);
  if (conversationId && (position !== null || estimatedWaitSeconds !== null)) {
    const said = Date.parse(request.time);
    await bridge.append({
      providerId: handover.providerId,
      conversationKey: conversationId,
      kind: "queue.update",
      externalId: queueUpdateId(conversationId, request),
      endpoint: "engage-sdk",
      payload: {
        position: position === null ? null : Math.max(0, Math.round(position)),
        estimatedWaitMs: estimatedWaitSeconds === null ? null : waitMs(Math.max(0, estimatedWaitSeconds)),
        saidAt: Number.isNaN(said) ? null : new Date(said).toISOString(),
      },
    });
  }
  return json({});
}

/** Shown as it comes and never stored: late it would be wrong. */
async function takeTyping(
  bridge: Bridge,
  handover: EngageHandover,
  params: unknown,
  on: boolean,
): Promise<EngageAnswer> {
  const parsed = typing.safeParse(params);
  const { threadId = null, inReplyToId = null } = parsed.success ? parsed.data : {};
  const conversationId = await conversationOf(bridge, handover, [threadId, inReplyToId]);
  if (conversationId) tellAgentTyping(bridge.pool, conversationId, on);
  return json({});
}

function idOf(params: unknown): string {
  const parsed = objectRef.safeParse(params);
  if (!parsed.success) throw new EngageRefusal("unreadable", 422, "Invalid resource format");
  return parsed.data.id;
}

/** Our conversation behind the ids of a thread or message, if it belongs to this handover. */
async function conversationOf(
  { conversations }: Bridge,
  { providerId }: EngageHandover,
  ids: readonly (string | null)[],
): Promise<string | undefined> {
  for (const id of ids) {
    const conversationId = id && conversationIdIn(id);
    if (conversationId && (await conversations.providerOf(conversationId)) === providerId)
      return conversationId;
  }
  return undefined;
}
