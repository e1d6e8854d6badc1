import { setTimeout as wait } from "node:timers/promises";
import { sendEmail } from "../email/send-email.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Integration, Message } from "../state/digital-model.ts";
import { callOut, type OutcomeOfCall } from "../wire/call-out.ts";
import { asRecord, asText } from "../wire/values.ts";
import { cachedToken, fetchToken, parseJson, tokenlessHeader } from "./byoc-token.ts";
import { authorUserView } from "./digital-views.ts";

const retryPauseMs = 2000;

/** The order of things inside one case: replies go out one after another, and so does what must follow them. */
export function caseQueue(caseId: string): string {
  return `case ${caseId}`;
}

/**
 * Brings an outbound message to the integration box, behind the earlier ones of its case. When the sandbox stops
 * half-way the message stays "sending" and the next start tries again.
 */
export function deliverMessage(sandbox: Sandbox, message: Message): void {
  const { id } = message;
  sandbox.background.run(caseQueue(message.caseId), async () => {
    const stopped = sandbox.background.stopped;
    const attempts = 1 + sandbox.store.switches.replyRetries;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      if (attempt > 1) await wait(retryPauseMs, undefined, { signal: stopped });
      const error = await deliverOnce(sandbox, id);
      const current = sandbox.store.messages.get(id);
      if (!current || error === null || stopped.aborted) return;
      const state = attempt === attempts ? "failed" : "sending";
      const delivery = { state, attempts: (current.delivery?.attempts ?? 0) + 1, error } as const;
      sandbox.store.messages.update(id, { delivery });
    }
  });
}

/** Takes up the replies that were on their way when the sandbox stopped. */
export function resumeDeliveries(sandbox: Sandbox): void {
  for (const message of sandbox.store.messages.list()) {
    if (message.delivery?.state === "sending") deliverMessage(sandbox, message);
  }
}

/** Tries again after the person at the desk has pressed Retry. */
export function retryMessage(sandbox: Sandbox, message: Message): void {
  const attempts = message.delivery?.attempts ?? 0;
  deliverMessage(
    sandbox,
    sandbox.store.messages.update(message.id, { delivery: { state: "sending", attempts, error: null } }),
  );
}

/** One attempt with everything that belongs to it; the answer is what went wrong, or null. */
async function deliverOnce(sandbox: Sandbox, messageId: string): Promise<string | null> {
  const { store } = sandbox;
  const message = store.messages.get(messageId);
  if (!message) return null;
  const channel = store.channels.get(message.channelId);
  if (!channel) return "The channel no longer exists";
  const integration = store.integrations.get(channel.channelIntegrationId);
  if (!integration) {
    // A built-in channel has no integration box: the platform delivers by itself.
    const mailed = await sendEmail(sandbox, message);
    if (mailed) return mailed.ok ? finish(sandbox, message, mailed.externalId) : mailed.error;
    return finish(sandbox, message, `internal-${message.id}`);
  }
  const outcome = await postWithToken(sandbox, integration, message);
  if (typeof outcome === "string") return outcome;
  if (outcome.status !== 200) return `The integration box answered ${outcome.status}, 200 was expected`;
  const answer = parseJson(outcome.text);
  const externalId = asText(
    integration.useDfo3Outbound ? asRecord(answer.message).idOnExternalPlatform : answer.idOnExternalPlatform,
  );
  if (!externalId) {
    const expected = integration.useDfo3Outbound ? "message.idOnExternalPlatform" : "idOnExternalPlatform";
    return `The integration box answered 200 without ${expected}`;
  }
  return finish(sandbox, message, externalId);
}

function finish(sandbox: Sandbox, message: Message, externalId: string): null {
  const attempts = (message.delivery?.attempts ?? 0) + 1;
  sandbox.store.messages.update(message.id, {
    idOnExternalPlatform: externalId,
    delivery: { state: "sent", attempts, error: null },
  });
  return null;
}

/**
 * The order on the wire (facts/cxone.md §3.3, step 2): with no good token the reply goes out without one, the 401 that
 * comes back makes CXone fetch a token, and the same reply goes out again with it.
 */
async function postWithToken(
  sandbox: Sandbox,
  integration: Integration,
  message: Message,
): Promise<string | Extract<OutcomeOfCall, { ok: true }>> {
  const known = cachedToken(sandbox, integration);
  const first = await post(
    sandbox,
    integration,
    message,
    known ? { authorization: `Bearer ${known}` } : tokenlessHeader(sandbox),
  );
  if (!first.ok) return `Integration box: ${first.error}`;
  if (first.status !== 401) return first;
  const token = await fetchToken(sandbox, integration);
  if (!token.ok) return token.error;
  const second = await post(sandbox, integration, message, { authorization: `Bearer ${token.accessToken}` });
  return second.ok ? second : `Integration box: ${second.error}`;
}

function post(
  sandbox: Sandbox,
  integration: Integration,
  message: Message,
  headers: Record<string, string>,
): Promise<OutcomeOfCall> {
  return callOut(sandbox, {
    method: "POST",
    url: replyUrl(sandbox, integration, message),
    headers: { "content-type": "application/json", accept: "application/json", ...headers },
    body: JSON.stringify(replyBody(sandbox, message)),
    timeoutMs: sandbox.store.switches.replyTimeoutSeconds * 1000,
  });
}

/** Which of the two reply endpoints, by the toggle "Use DFO 3.0 Outbound API for replies" (steps 3 and 4). */
function replyUrl(sandbox: Sandbox, integration: Integration, message: Message): string {
  const box = integration.boxUrl.replace(/\/+$/, "");
  if (integration.useDfo3Outbound)
    return `${box}/2.0/channel/${encodeURIComponent(message.channelId)}/outbound`;
  const thread = sandbox.store.threads.get(message.threadId)?.idOnExternalPlatform ?? "";
  const id =
    sandbox.store.switches.postsIdIs === "lastMessage"
      ? (message.replyToMessage?.idOnExternalPlatform ?? thread)
      : thread;
  return `${box}/1.0/posts/${encodeURIComponent(id)}/messages`;
}

function replyBody(sandbox: Sandbox, message: Message): Record<string, unknown> {
  const { tenant, agents, threads, switches } = sandbox.store;
  const agent = message.agentId === null ? undefined : agents.get(message.agentId);
  return {
    brand: { id: tenant.brandId, tenantId: tenant.tenantId, businessUnitId: tenant.businessUnitId },
    thread: { idOnExternalPlatform: threads.get(message.threadId)?.idOnExternalPlatform ?? "" },
    messageContent: message.messageContent,
    endUserRecipients: message.recipients,
    replyToMessage: message.replyToMessage,
    isReplyToSpecificMessage: false,
    attachments: message.attachments,
    forward: null,
    createdAtWithMilliseconds: new Date(message.createdAt).toISOString(),
    ...(switches.replyIncludesAgent && agent ? { authorUser: authorUserView(sandbox, agent) } : {}),
  };
}
