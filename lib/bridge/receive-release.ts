import "server-only";
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { takePoint } from "#lib/auth/rate-limit.ts";
import { conversationIdIn } from "#lib/handover/conversation/external-ids.ts";
import type { Bridge } from "./bridge.ts";
import type { InboundCall } from "./call-log.ts";
import { readJsonObject } from "./read-body.ts";
import { Refusal } from "./refusal.ts";
import { sendJson } from "./respond.ts";

const HINTS = { name: "bridge-release", points: 600, durationSeconds: 60 };
const THREAD_FIELDS = ["threadIdOnExternalPlatform", "threadId", "thread"];

/**
 * `POST /handover/niceCxOne/{providerId}/released`: the ONRELEASE action of the Studio script says that an agent is
 * done (H-61). A script holds no credentials, so this is only a hint: the relay reads the contact at CXone before it
 * ends anything. Each hint is an event of its own, because one that comes too early must not silence a later one.
 */
export async function receiveRelease(
  bridge: Bridge,
  req: IncomingMessage,
  res: ServerResponse,
  providerId: string,
  call: InboundCall,
) {
  await takePoint(HINTS, `${providerId} ${req.headers["x-patchbay-ip"] ?? req.socket.remoteAddress}`);
  const body = await readJsonObject(req);
  call.payload = body;
  const named = THREAD_FIELDS.map((field) => body[field]).find((value) => typeof value === "string");
  const conversationId = conversationIdIn(typeof named === "string" ? named : "");
  const owner = conversationId && (await bridge.conversations.providerOf(conversationId));
  if (!conversationId || owner !== providerId) {
    throw new Refusal("unknown_thread", "not_found", {
      title: "The thread is not known here",
      detail: "threadIdOnExternalPlatform does not name a conversation of this handover.",
      fix: "Let the REST action of ONRELEASE send the threadIdOnExternalPlatform of the contact.",
    });
  }
  const contactId = [body.caseId, body.contactId].find(
    (value) => typeof value === "string" || typeof value === "number",
  );
  await bridge.append({
    providerId,
    conversationKey: conversationId,
    kind: "case.released",
    externalId: `${conversationId}.released.${randomUUID()}`,
    endpoint: call.endpoint,
    payload: {
      source: "script",
      contactId: contactId === undefined ? null : String(contactId).slice(0, 100),
      disposition: typeof body.disposition === "string" ? body.disposition.slice(0, 200) : null,
    },
  });
  sendJson(res, 202, { accepted: true });
}
