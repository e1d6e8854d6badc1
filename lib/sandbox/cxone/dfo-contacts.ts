import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { CaseStatus } from "../state/digital-model.ts";
import type { Agent } from "../state/model.ts";
import { queryList, readBody, readRecord } from "../wire/read-body.ts";
import { asInteger, asRecord, asText } from "../wire/values.ts";
import { caseOf } from "./digital-api.ts";
import { caseView, channelView, messageView } from "./digital-views.ts";
import { digitalError } from "./error-families.ts";
import { may } from "./permissions.ts";
import { mergeCustomFields, readCustomFields } from "./receive-message.ts";
import { assignCase, queueCase, setCaseStatus } from "./routing.ts";

const statuses: readonly string[] = ["new", "open", "pending", "escalated", "resolved", "closed", "trashed"];
const pageSize = 25;

/** Cases, called contacts by the API (facts/cxone.md §3.5). */
export function contactRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const invalid = (field: string) =>
    digitalError(400, {
      field,
      message: "The value you selected is not a valid choice.",
      errorCode: "validation",
    });

  app.get("/cxone/dfo/~/contacts", (c) => {
    const filters = {
      channel: queryList(c, "channel"),
      status: queryList(c, "status"),
      queue: queryList(c, "routingQueueId"),
      author: queryList(c, "endUserIdOnExternalPlatform"),
    };
    const unknown = filters.status.find((status) => !statuses.includes(status));
    if (unknown) return invalid("status");
    const words = c.req.query("query")?.toLowerCase();
    const fits = (list: string[], value: string) => list.length === 0 || list.includes(value);
    const found = store.cases
      .list()
      .filter((row) => fits(filters.channel, row.channelId) && fits(filters.status, row.status))
      .filter(
        (row) =>
          fits(filters.queue, String(row.skillId)) && fits(filters.author, row.author.idOnExternalPlatform),
      )
      .filter(
        (row) =>
          !words ||
          `${row.id} ${row.threadExternalId} ${JSON.stringify(row.author)}`.toLowerCase().includes(words),
      )
      .reverse();
    const from = asInteger(Buffer.from(c.req.query("scrollToken") ?? "", "base64url").toString()) ?? 0;
    const page = found.slice(from, from + pageSize);
    const next =
      from + pageSize < found.length ? Buffer.from(String(from + pageSize)).toString("base64url") : null;
    return c.json({
      hits: found.length,
      data: page.map((row) => caseView(sandbox, row)),
      ...(next === null ? {} : { scrollToken: next }),
    });
  });

  app.get("/cxone/dfo/~/contacts/:contactNumber", (c) => c.json(caseView(sandbox, caseOf(sandbox, c))));

  app.get("/cxone/dfo/~/contacts/:contactNumber/messages", (c) => {
    const messages = store.messages.where("case", caseOf(sandbox, c).id);
    return c.json({ hits: messages.length, data: messages.map((message) => messageView(sandbox, message)) });
  });

  /** The only place where the permissions of digital roles show (facts/cxone.md §2.4). */
  app.get("/cxone/dfo/~/contacts/:contactNumber/detail", (c) => {
    const row = caseOf(sandbox, c);
    const { agent } = c.get("session");
    const channel = store.channels.get(row.channelId);
    const canAssign = may(sandbox, agent, row.channelId, "Assign / Reassign Conversations");
    return c.json({
      contact: caseView(sandbox, row),
      channel: channel ? channelView(sandbox, channel) : null,
      messages: store.messages.where("case", row.id).map((message) => messageView(sandbox, message)),
      permissions: {
        canReply: may(sandbox, agent, row.channelId, "Send Replies"),
        canAssign,
        canUnassign:
          canAssign ||
          may(sandbox, agent, row.channelId, "Reassign Conversations") ||
          may(sandbox, agent, row.channelId, "Unassign Conversations"),
        canCreateDraft: may(sandbox, agent, row.channelId, "Create Drafts"),
        canApproveDraft: may(sandbox, agent, row.channelId, "Approve Drafts"),
      },
    });
  });

  app.put("/cxone/dfo/~/contacts/:contactNumber", async (c) => {
    const row = caseOf(sandbox, c);
    const priority = asInteger((await readRecord(c)).routingQueuePriority);
    if (priority !== undefined) store.cases.update(row.id, { priority });
    return c.body(null, 204);
  });

  app.put("/cxone/dfo/~/contacts/:contactNumber/status", async (c) => {
    const row = caseOf(sandbox, c);
    const status = asText((await readRecord(c)).status) ?? "";
    if (!statuses.includes(status)) return invalid("status");
    return c.json(caseView(sandbox, setCaseStatus(sandbox, row, status as CaseStatus, "api")));
  });

  app.post("/cxone/dfo/~/contacts/:contactNumber/abandon", async (c) => {
    const row = caseOf(sandbox, c);
    const type = asText((await readRecord(c)).type) ?? "";
    if (!["abandon", "expired", "shortAbandon"].includes(type)) return invalid("type");
    store.cases.update(row.id, {
      abandon: { type, abandonedAt: new Date(store.now()).toISOString() },
      queuedAt: null,
    });
    return c.body(null, 204);
  });

  app.put("/cxone/dfo/~/contacts/:contactNumber/custom-fields", async (c) => {
    const row = caseOf(sandbox, c);
    const body = await readBody(c);
    if (!Array.isArray(body))
      return digitalError(400, {
        message: "The body should be a list of {ident, value}.",
        errorCode: "validation",
      });
    store.cases.update(row.id, {
      customFields: mergeCustomFields(row.customFields, readCustomFields(sandbox, body)),
    });
    return c.body(null, 204);
  });

  app.delete("/cxone/dfo/~/contacts/:contactNumber/custom-fields/:ident", (c) => {
    const row = caseOf(sandbox, c);
    store.cases.update(row.id, {
      customFields: row.customFields.filter((field) => field.ident !== c.req.param("ident")),
    });
    return c.body(null, 204);
  });

  app.put("/cxone/dfo/~/contacts/:contactNumber/routing-queue", async (c) => {
    const row = caseOf(sandbox, c);
    const body = await readRecord(c);
    const skillId = asInteger(body.skillId ?? body.routingQueueId);
    if (skillId === undefined || !store.skills.get(skillId)) return invalid("skillId");
    return c.json(caseView(sandbox, queueCase(sandbox, row, skillId)));
  });

  const agentFrom = (body: Record<string, unknown>): Agent | undefined => {
    const digitalId = asInteger(body.userId ?? body.inboxAssignee);
    if (digitalId !== undefined) return store.agents.find((agent) => agent.digitalUserId === digitalId);
    return store.agents.find((agent) => agent.userId === asText(body.inboxAssigneeCxoneId));
  };

  app.put("/cxone/dfo/~/contacts/:contactNumber/inbox-assignment", async (c) => {
    const row = caseOf(sandbox, c);
    const agent = agentFrom(asRecord(await readBody(c)));
    if (!agent) return invalid("userId");
    if (!may(sandbox, c.get("session").agent, row.channelId, "Assign / Reassign Conversations")) {
      return digitalError(403, {
        message: "You lack permission to assign conversations of this channel",
        errorCode: "forbidden",
      });
    }
    return c.json(caseView(sandbox, assignCase(sandbox, row, agent)));
  });

  app.delete("/cxone/dfo/~/contacts/:contactNumber/inbox-assignment", (c) => {
    const row = caseOf(sandbox, c);
    return c.json(caseView(sandbox, store.cases.update(row.id, { assigneeAgentId: null })));
  });

  app.put("/cxone/dfo/~/contacts/:contactNumber/agent-contacts/:agentContactId/close", (c) => {
    setCaseStatus(sandbox, caseOf(sandbox, c), "closed", "agent");
    return c.body(null, 204);
  });
}
