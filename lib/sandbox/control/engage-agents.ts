import type { Hono } from "hono";
import * as deeds from "../engage/agent-deeds.ts";
import { flushImports } from "../engage/import-queue.ts";
import { queueUpdateRefusal, sendQueueUpdate } from "../engage/queue-updates.ts";
import { mayReply } from "../engage/reply-rights.ts";
import { contentsOf, interventionsOf, isCompanySide } from "../engage/thread-facts.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Thread } from "../state/engage-conversation-model.ts";
import type { User } from "../state/engage-model.ts";
import { asArray, asRecord, asText, type JsonRecord } from "../wire/values.ts";

type Act = (user: User, thread: Thread, body: JsonRecord) => deeds.Deed;

/** `POST /control/engage/agent`: what a person does at the desk, and `queue`: an update about a place in the queue. */
export function engageAgentControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { engage } = sandbox.store;

  /** By the id of the other side or by Engage's; what realtime has taken is imported first. */
  const threadOf = (body: JsonRecord): Thread | undefined => {
    flushImports(sandbox);
    const foreignId = asText(body.threadForeignId);
    if (foreignId !== undefined) return engage.threads.where("foreign", foreignId)[0];
    return engage.threads.get(asText(body.threadId) ?? "");
  };
  const noThread = () => Response.json({ error: "There is no such thread." }, { status: 404 });

  /** The one that is named by id or e-mail address; otherwise whoever has the case, or may answer. */
  const agentOf = (body: JsonRecord, thread: Thread): User | undefined => {
    const named = asText(body.agentId);
    if (named === undefined)
      return (
        engage.users.find((user) => deeds.holds(sandbox, user, thread)) ??
        engage.users.find((user) => mayReply(sandbox, user, thread).ok) ??
        engage.users.list()[0]
      );
    return engage.users.get(named) ?? engage.users.find((user) => user.email === named);
  };

  const actions: Record<string, Act> = {
    take: (user, thread) => deeds.take(sandbox, user, thread),
    reply: (user, thread, body) => {
      if (mayReply(sandbox, user, thread).ok && !deeds.holds(sandbox, user, thread)) {
        const taken = deeds.take(sandbox, user, thread);
        if (!taken.ok) return taken;
      }
      return deeds.reply(sandbox, user, thread, {
        text: asText(body.text) ?? "",
        html: body.html === true,
        attachments: asArray(body.attachments).map((given) => {
          const { url, filename, type } = asRecord(given);
          return {
            id: crypto.randomUUID(),
            filename: asText(filename) ?? "attachment",
            contentType: asText(type) ?? "application/octet-stream",
            size: 0,
            url: asText(url) ?? "",
            createdAt: sandbox.store.now(),
          };
        }),
      });
    },
    close: (user, thread) => deeds.close(sandbox, user, thread),
    cancel: (user, thread) => deeds.cancel(sandbox, user, thread),
    reopen: (user, thread) => deeds.reopen(sandbox, user, thread),
    ignore: (user, thread) => deeds.ignore(sandbox, user, thread),
    transfer: (user, thread) => deeds.transfer(sandbox, user, thread, null),
    defer: (user, thread, body) => deeds.defer(sandbox, user, thread, Number(body.seconds) || 60),
    categorise: (user, thread, body) =>
      deeds.recategorise(
        sandbox,
        user,
        thread,
        asArray(body.categoryIds).flatMap((id) => asText(id) ?? []),
      ),
    type: (_user, thread, body) => deeds.showTyping(sandbox, thread, body.typing !== false),
    delete: (user, thread, body) => {
      const content = contentsOf(sandbox, thread.id).findLast(
        (row) =>
          row.creatorId !== null &&
          (body.contentForeignId === undefined || row.foreignId === body.contentForeignId),
      );
      return content
        ? deeds.remove(sandbox, user, content)
        : { ok: false, reason: "There is no such message of an agent." };
    },
  };

  app.post("/control/engage/agent", async (c) => {
    const body = asRecord(await c.req.json().catch(() => null));
    const act = actions[asText(body.action) ?? ""];
    if (!act) return c.json({ error: `"action" is one of: ${Object.keys(actions).join(", ")}.` }, 400);
    const thread = threadOf(body);
    if (!thread) return noThread();
    const user = agentOf(body, thread);
    if (!user) return c.json({ error: "There is no such agent." }, 404);
    const deed = act(user, thread, body);
    if (!deed.ok) return c.json({ error: deed.reason }, 409);
    return c.json({ agentId: user.id, threadId: thread.id, contentId: deed.content?.id ?? null });
  });

  app.post("/control/engage/queue", async (c) => {
    const body = asRecord(await c.req.json().catch(() => null));
    const thread = threadOf(body);
    if (!thread) return noThread();
    const numbers = { position: body.position, estimated_wait_time: body.estimatedWaitTime };
    const given = Object.entries(numbers).filter(([, value]) => value !== undefined);
    if (!given.every(([, value]) => value === null || typeof value === "number"))
      return c.json(
        { error: '"position" and "estimatedWaitTime" (seconds) are numbers, null or absent.' },
        400,
      );
    const reason = queueUpdateRefusal(sandbox, thread);
    if (reason) return c.json({ error: reason }, 409);
    sendQueueUpdate(sandbox, thread, Object.fromEntries(given));
    return c.body(null, 204);
  });

  app.get("/control/engage/threads/:foreignId", (c) => {
    const thread = threadOf({ threadForeignId: c.req.param("foreignId") });
    if (!thread) return noThread();
    return c.json({
      id: thread.id,
      sourceId: thread.sourceId,
      categoryIds: thread.threadCategoryIds,
      extraData: thread.extraData,
      contents: contentsOf(sandbox, thread.id).map((row) => ({
        id: row.id,
        foreignId: row.foreignId,
        authorForeignId: engage.identities.get(row.authorId)?.foreignId ?? null,
        side: isCompanySide(sandbox, row) ? "company" : "customer",
        creatorId: row.creatorId,
        status: row.status,
        body: row.body,
        contextData: row.contextData,
        synchronizationStatus: row.synchronizationStatus,
        synchronizationError: row.synchronizationError,
        remotelyDeleted: row.remotelyDeleted,
        isRead: row.readAt !== null,
      })),
      interventions: interventionsOf(sandbox, thread.id).map(({ id, userId, closed, deferredAt }) => ({
        id,
        userId,
        closed,
        isDeferred: deferredAt !== null,
      })),
      events: engage.webhookEvents
        .list()
        .filter((event) => event.resource.metadata.thread_id === thread.id)
        .map((event) => event.type),
    });
  });
}
