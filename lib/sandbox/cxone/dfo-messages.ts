import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Message } from "../state/digital-model.ts";
import { queryList, readRecord } from "../wire/read-body.ts";
import { asInteger, asRecord, asText, type JsonRecord } from "../wire/values.ts";
import { channelOf, requireNothingMissing } from "./digital-api.ts";
import { caseView, messageView } from "./digital-views.ts";
import { digitalError } from "./error-families.ts";
import { may } from "./permissions.ts";
import {
  attachmentProblems,
  identityProblems,
  knownMessage,
  messageContentProblems,
  readAttachments,
  readContent,
  receiveMessage,
} from "./receive-message.ts";
import { runningCase } from "./routing.ts";
import { sendOutbound } from "./send-outbound.ts";

const blank = "This value should not be blank.";

function newMessageProblems(body: JsonRecord): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  if (!asText(body.idOnExternalPlatform)) problems.push({ field: "idOnExternalPlatform", message: blank });
  if (body.direction !== "inbound" && body.direction !== "outbound") {
    problems.push({ field: "direction", message: "The value you selected is not a valid choice." });
  }
  const created = asText(body.createdAtWithMilliseconds);
  if (!created) problems.push({ field: "createdAtWithMilliseconds", message: blank });
  else if (typeof body.createdAtWithMilliseconds !== "string" || Number.isNaN(Date.parse(created))) {
    problems.push({ field: "createdAtWithMilliseconds", message: "This value is not a valid datetime." });
  }
  if (!asText(asRecord(body.thread).idOnExternalPlatform))
    problems.push({ field: "thread.idOnExternalPlatform", message: blank });
  problems.push(...messageContentProblems(body.messageContent));
  problems.push(...identityProblems(body.authorEndUserIdentity, "authorEndUserIdentity"));
  problems.push(...attachmentProblems(body.attachments));
  return problems;
}

const pageSize = 50;

/** `title=<text or ticket number>` looks at titles alone, anything else at titles and texts (facts/cxone.md §6). */
function matchesQuery(message: Message, query: string): boolean {
  const title = /^title\s*[=:]\s*"?(.*?)"?$/i.exec(query)?.[1]?.toLowerCase();
  const shown = (message.title ?? "").toLowerCase();
  if (title !== undefined)
    return message.title !== null && (shown.includes(title) || message.caseId === title);
  const { payload, fallbackText } = message.messageContent;
  return `${shown}\n${asText(payload.text) ?? ""}\n${fallbackText ?? ""}`
    .toLowerCase()
    .includes(query.toLowerCase());
}

/** Messages between the middleware and the platform (facts/cxone.md §3.4). */
export function messageRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.post("/cxone/dfo/~/channels/:channelId/messages", async (c) => {
    const channel = channelOf(sandbox, c);
    const body = await readRecord(c);
    requireNothingMissing(newMessageProblems(body));
    const externalId = String(body.idOnExternalPlatform);
    const known = knownMessage(sandbox, channel, externalId);
    if (known && store.switches.duplicateMessage === "conflict") {
      return digitalError(409, {
        field: "idOnExternalPlatform",
        message: `Message ${externalId} already exists.`,
        errorCode: "message_already_exists",
      });
    }
    const { row, message } = known ?? receiveMessage(sandbox, channel, externalId, body);
    return c.json({ consumerContact: caseView(sandbox, row), message: messageView(sandbox, message) });
  });

  app.post("/cxone/dfo/~/channels/:channelId/inbound", async (c) => {
    const channel = channelOf(sandbox, c);
    const body = await readRecord(c);
    requireNothingMissing([
      ...messageContentProblems(body.messageContent),
      ...identityProblems(body.authorCustomerIdentity, "authorCustomerIdentity"),
      ...attachmentProblems(body.attachments),
    ]);
    const { row } = receiveMessage(sandbox, channel, crypto.randomUUID(), body);
    return c.json({ contact: caseView(sandbox, row) });
  });

  /** What an agent's application or a proactive campaign sends; it goes to the integration box like a reply. */
  app.post("/cxone/dfo/~/channels/:channelId/outbound", async (c) => {
    const channel = channelOf(sandbox, c);
    const body = await readRecord(c);
    requireNothingMissing([
      ...messageContentProblems(body.messageContent),
      ...attachmentProblems(body.attachments),
    ]);
    const thread = store.threads.get(
      `${channel.id}_${asText(asRecord(body.thread).idOnExternalPlatform) ?? ""}`,
    );
    const row = thread && runningCase(sandbox, thread);
    if (!row) {
      return digitalError(404, {
        field: "thread.idOnExternalPlatform",
        message: "There is no open contact in this thread.",
        errorCode: "thread_not_found",
      });
    }
    const content = readContent(asRecord(body.messageContent));
    const text = asText(content.payload.text) ?? content.fallbackText ?? "";
    const { agent } = c.get("session");
    if (!may(sandbox, agent, channel.id, "Send Replies")) {
      return digitalError(403, {
        message: "You lack permission to send replies on this channel",
        errorCode: "forbidden",
      });
    }
    const attachments = readAttachments(body.attachments);
    const message = sendOutbound(sandbox, row, {
      text,
      sentBy: "api",
      agentId: agent.agentId,
      messageContent: content,
      attachments,
    });
    return c.json({ consumerContact: caseView(sandbox, row), message: messageView(sandbox, message) });
  });

  app.get("/cxone/dfo/~/messages", (c) => {
    const wanted = queryList(c, "idOnExternalPlatform");
    const query = store.switches.messagesTakeQuery ? (c.req.query("query")?.trim() ?? "") : "";
    if (wanted.length === 0 && query === "") {
      return digitalError(400, { field: "idOnExternalPlatform", message: blank, errorCode: "validation" });
    }
    const all =
      wanted.length === 0
        ? store.messages.list().toReversed()
        : [...new Set(wanted)].flatMap((id) => store.messages.where("externalAnywhere", id));
    const found = all.filter((message) => matchesQuery(message, query));
    const from = asInteger(Buffer.from(c.req.query("scrollToken") ?? "", "base64url").toString()) ?? 0;
    const next = from + pageSize;
    return c.json({
      hits: found.length,
      data: found.slice(from, next).map((message) => messageView(sandbox, message)),
      ...(next < found.length ? { scrollToken: Buffer.from(String(next)).toString("base64url") } : {}),
    });
  });

  app.put("/cxone/dfo/~/channels/:channelId/messages/:messageId/status", async (c) => {
    const channel = channelOf(sandbox, c);
    const body = await readRecord(c);
    const status = body.status;
    const updatedAt = asText(body.updatedAt);
    const problems: { field: string; message: string }[] = [];
    if (status !== "delivered" && status !== "seen" && status !== "failed") {
      problems.push({ field: "status", message: "The value you selected is not a valid choice." });
    }
    if (!updatedAt || Number.isNaN(Date.parse(updatedAt)))
      problems.push({ field: "updatedAt", message: "This value is not a valid datetime." });
    requireNothingMissing(problems);
    const known = knownMessage(sandbox, channel, c.req.param("messageId"));
    if (!known)
      return digitalError(404, { message: "The message was not found", errorCode: "message_not_found" });
    // Seen is the last word: a late "delivered" does not take it back.
    if (known.message.customerStatus?.status !== "seen" || status === "seen") {
      store.messages.update(known.message.id, {
        customerStatus: {
          status: status as "delivered" | "seen" | "failed",
          updatedAt: updatedAt ?? "",
          reason: asText(body.reason) ?? null,
        },
      });
    }
    return c.body(null, 204);
  });

  app.post("/cxone/dfo/~/channels/:channelId/threads/:threadId/sender-actions", async (c) => {
    const channel = channelOf(sandbox, c);
    const { action } = await readRecord(c);
    if (action !== "isTypingOn" && action !== "isTypingOff") {
      return digitalError(400, {
        field: "action",
        message: "The value you selected is not a valid choice.",
        errorCode: "validation",
      });
    }
    const thread = store.threads.get(`${channel.id}_${c.req.param("threadId")}`);
    if (!thread)
      return digitalError(404, { message: "The thread was not found", errorCode: "thread_not_found" });
    store.threads.update(thread.id, { typingUntil: action === "isTypingOn" ? store.now() + 10_000 : 0 });
    return c.body(null, 204);
  });

  app.put("/cxone/dfo/~/channels/:channelId/threads/:threadId", async (c) => {
    const channel = channelOf(sandbox, c);
    const { canAddMoreMessages } = await readRecord(c);
    const thread = store.threads.get(`${channel.id}_${c.req.param("threadId")}`);
    if (!thread)
      return digitalError(404, { message: "The thread was not found", errorCode: "thread_not_found" });
    if (typeof canAddMoreMessages !== "boolean") {
      return digitalError(400, {
        field: "canAddMoreMessages",
        message: "This value should be of type boolean.",
        errorCode: "validation",
      });
    }
    store.threads.update(thread.id, { canAddMoreMessages });
    return c.body(null, 204);
  });

  app.on(["PUT", "DELETE"], "/cxone/dfo/~/messages/:messageId/tags/:tagId", (c) => {
    const message = store.messages.get(c.req.param("messageId"));
    const tag = store.tags.get(c.req.param("tagId"));
    if (!message || !tag)
      return digitalError(404, { message: "The message or the tag was not found", errorCode: "not_found" });
    const others = message.tagIds.filter((id) => id !== tag.id);
    store.messages.update(message.id, { tagIds: c.req.method === "PUT" ? [...others, tag.id] : others });
    return c.body(null, 204);
  });

  app.get("/cxone/dfo/~/tags", (c) => c.json(store.tags.list()));
  app.put("/cxone/dfo/~/tags", async (c) => {
    const body = await readRecord(c);
    const title = asText(body.title)?.trim();
    if (!title) return digitalError(400, { field: "title", message: blank, errorCode: "validation" });
    const existing = store.tags.find((tag) => tag.title.toLowerCase() === title.toLowerCase());
    const id = existing?.id ?? store.nextNumber("tag", 901);
    return c.json(store.tags.put(id, { id, title, color: asText(body.color) ?? "#4a90e2" }));
  });

  app.get("/cxone/dfo/~/routing-queues", (c) => {
    const name = c.req.query("nameContains")?.toLowerCase();
    const size = asInteger(c.req.query("size")) ?? 100;
    const found = store.skills
      .list()
      .filter(
        (skill) =>
          skill.mediaTypeId === 9 &&
          skill.isActive &&
          (!name || skill.skillName.toLowerCase().includes(name)),
      )
      .slice(0, size)
      .map((skill) => ({
        id: String(skill.skillId),
        name: skill.skillName,
        skillId: skill.skillId,
        isSubqueue: skill.settings.IsSubSkill === true,
      }));
    return c.json(found);
  });

  app.post("/cxone/dfo/~/attachments/temporary", async (c) => {
    const body = await readRecord(c);
    const [content, mimeType] = [asText(body.content), asText(body.mimeType)];
    if (!content || !mimeType)
      return digitalError(400, { field: "content", message: blank, errorCode: "validation" });
    const id = crypto.randomUUID();
    const expiresAt = store.now() + 3_600_000;
    store.temporaryFiles.put(id, { id, mimeType, content, expiresAt });
    return c.json({
      id,
      url: `${sandbox.baseUrl}/cxone/files/${id}`,
      expireAt: new Date(expiresAt).toISOString(),
    });
  });

  app.get("/cxone/files/:fileId", (c) => {
    const file = store.temporaryFiles.get(c.req.param("fileId"));
    if (!file || file.expiresAt <= store.now()) return c.text("The link has expired", 404);
    // Never the sender's own type for pages or scripts: this host also serves the consoles.
    const safe = /^(image\/(png|jpeg|gif|webp)|application\/pdf|text\/plain)$/.test(file.mimeType)
      ? file.mimeType
      : "application/octet-stream";
    return c.body(Buffer.from(file.content, "base64"), 200, {
      "content-type": safe,
      "x-content-type-options": "nosniff",
    });
  });
}
