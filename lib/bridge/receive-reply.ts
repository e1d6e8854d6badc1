import "server-only";
import type { IncomingMessage, ServerResponse } from "node:http";
import { env } from "#lib/env.ts";
import { AppError } from "#lib/errors.ts";
import { conversationIdIn, visitorIdentity } from "#lib/handover/conversation/external-ids.ts";
import type { Bridge } from "./bridge.ts";
import type { InboundCall } from "./call-log.ts";
import { parseReply, type Reply } from "./parse-reply.ts";
import { readJsonObject } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { sendJson } from "./respond.ts";

/**
 * `POST …/1.0/posts/{id}/messages`: an agent's reply in the older form (facts/cxone.md §3.3.3). `{id}` is the thread's
 * or that of a message in it; both begin with the id of the conversation. Answers 200 with the id we gave it.
 */
export async function receivePost(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  id: string,
  call: InboundCall,
) {
  const { providerId } = await bridge.bearer.verify(req);
  call.providerId = providerId;
  const reply = await readReply(req, call);
  const stored = await store(bridge, call, providerId, [id, ...reply.targets], reply);
  sendJson(res, 200, { idOnExternalPlatform: stored.externalId });
}

/** `POST …/2.0/channel/{channelId}/outbound`: the same in the newer form (facts/cxone.md §3.3.4). */
export async function receiveOutbound(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  channelId: string,
  call: InboundCall,
) {
  const { providerId } = await bridge.bearer.verify(req);
  call.providerId = providerId;
  await requireChannel(bridge, providerId, channelId);
  const reply = await readReply(req, call);
  const { conversationId, externalId } = await store(bridge, call, providerId, reply.targets, reply);
  const visitor = visitorIdentity(conversationId, null);
  sendJson(res, 200, {
    message: {
      idOnExternalPlatform: externalId,
      createdAtWithMilliseconds: reply.createdAt ?? new Date().toISOString(),
      url: `${env().publicUrl}/conversations/${conversationId}`,
    },
    thread: { idOnExternalPlatform: conversationId },
    endUserIdentities: [{ ...visitor, lastName: "", nickname: "", image: "" }],
    recipients:
      reply.recipients.length > 0
        ? reply.recipients
        : [{ idOnExternalPlatform: visitor.idOnExternalPlatform, name: visitor.firstName }],
  });
}

async function readReply(req: IncomingMessage, call: InboundCall): Promise<Reply> {
  const body = await readJsonObject(req);
  call.payload = body;
  const reply = parseReply(body, new Date());
  if (!reply) {
    throw new AppError("bad_request", {
      title: "The delivery holds no message",
      detail: "Neither a text nor an attachment was found.",
      fix: "Send messageContent with payload.text, or attachments with friendlyName and an http or https url.",
    });
  }
  return reply;
}

async function requireChannel(bridge: Bridge, providerId: string, channelId: string): Promise<void> {
  const own = await bridge.providers.find(providerId);
  if (own?.channelId === channelId) return;
  const owner = await bridge.providers.findByChannel(channelId);
  if (!owner) {
    throw new Refusal("unknown_channel", "not_found", {
      title: "The channel is not known here",
      detail: `No handover provider has the channel ${channelId.slice(0, 100)}.`,
      fix: "Run the channel step of the handover set-up, or remove this channel in CXone.",
    });
  }
  // The cached facts may be older than the channel.
  if (owner.id !== providerId) throw otherProvider();
}

async function store(
  bridge: Bridge,
  call: InboundCall,
  providerId: string,
  targets: readonly string[],
  reply: Reply,
) {
  const candidates = targets.flatMap((target) => conversationIdIn(target) ?? []);
  for (const conversationId of new Set(candidates)) {
    const owner = await bridge.conversations.providerOf(conversationId);
    if (!owner) continue;
    if (owner !== providerId) throw otherProvider();
    const externalId = `${conversationId}.a${reply.fingerprint}`;
    const { text, attachments, agentName, agentImage, createdAt } = reply;
    call.conversationKey = conversationId;
    const { duplicate } = await bridge.append({
      providerId,
      conversationKey: conversationId,
      kind: "agent.message",
      externalId,
      endpoint: call.endpoint,
      payload: { text, attachments, agentName, agentImage, createdAt },
    });
    if (duplicate) {
      call.verdict = "duplicate";
      call.repeats = { kind: "agent.message", externalId };
      // What it says stands with the first one.
      call.payload = undefined;
    }
    return { conversationId, externalId };
  }
  throw new Refusal("unknown_thread", "not_found", {
    title: "The thread is not known here",
    detail:
      targets.length > 0
        ? `No conversation belongs to ${String(targets[0]).slice(0, 100)}.`
        : "The delivery names no thread.",
    fix: "Replies can only be sent into a conversation that a visitor began in the webchat of this handover.",
  });
}

function otherProvider(): Refusal {
  return new Refusal("other_handover", "forbidden", {
    title: "The token belongs to another handover",
    detail: "This access token was issued for another handover provider.",
    fix: "Fetch the token from the authorization URL of the handover that owns the channel.",
  });
}
