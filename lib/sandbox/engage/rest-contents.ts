import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Content, ContentAttachment, Identity } from "../state/engage-conversation-model.ts";
import { sdkType } from "../state/engage-model.ts";
import { engageRefusal, forbidden, notFound, unprocessable } from "./answers.ts";
import { page } from "./paging.ts";
import { createReply } from "./reply-content.ts";
import { type Call, endpoints, readable } from "./rest-api.ts";
import { categoriesOf } from "./rest-threads.ts";
import { searchContents } from "./search-threads.ts";
import { latestIntervention, mayOnSource } from "./thread-facts.ts";
import { attachmentView, contentView } from "./views-talk.ts";

const longestBody = 20_000;

function contentOf(call: Call): Content {
  return readable(call, call.engage.contents.get(call.path("id")), "Content");
}

/** As whom a reply is written: the identity that was asked for, or the user's first one in the source's community. */
function authorOf(call: Call, communityId: string): Identity {
  const { engage, params, user } = call;
  const own = user.identityIds
    .map((id) => engage.identities.get(id))
    .filter((row) => row?.communityId === communityId);
  const wanted = params.text("author_id");
  const author = wanted ? own.find((row) => row?.id === wanted) : own[0];
  if (!author) throw unprocessable("The user has no such identity on this source");
  if (!author.controlled) throw unprocessable("The identity is not controlled");
  return author;
}

function attachmentsOf(call: Call): ContentAttachment[] {
  return (call.params.list("attachment_ids") ?? []).map((id) => {
    const row = call.engage.attachments.get(id);
    if (!row) throw unprocessable(`Attachment ${id} does not exist`);
    const { filename, contentType, size, createdAt } = row;
    return { id, filename, contentType, size, createdAt, url: attachmentView(call.sandbox, row).url };
  });
}

function reply(call: Call, inReplyTo: Content): Content {
  const { engage, params, sandbox, user } = call;
  const thread = engage.threads.get(inReplyTo.threadId);
  const source = engage.sources.get(inReplyTo.sourceId);
  if (!thread || !source) throw notFound("Thread");
  if (!mayOnSource(user, source.id, "reply")) throw forbidden();
  if (thread.closed) throw engageRefusal(403, "cant_reply_to_closed_thread", "Can't reply to closed thread");
  if (inReplyTo.synchronizationStatus !== "success")
    throw unprocessable("The content to reply to is not synchronized");
  const intervention = latestIntervention(sandbox, thread.id);
  if (!intervention || intervention.closed)
    throw unprocessable("The content to reply to is not under an open intervention");
  if (source.type === sdkType && !inReplyTo.actions.includes("reply"))
    throw unprocessable("This content cannot be replied to");
  return createReply(sandbox, {
    threadId: thread.id,
    sourceId: source.id,
    inReplyTo,
    user,
    author: authorOf(call, source.communityId),
    body: bodyOf(call),
    createdFrom: "api",
    privateMessage: params.flag("private") ?? false,
    attachments: attachmentsOf(call),
    autoSubmitted: params.flag("auto_submitted") ?? false,
  });
}

function bodyOf(call: Call): string {
  const body = call.params.required("body");
  if (body.length > longestBody)
    throw unprocessable(`body is too long (maximum is ${longestBody} characters)`);
  return body;
}

/** Something new: no source of this domain can be written to without a message to answer. */
function compose(call: Call): never {
  const sourceId = call.params.text("source_id");
  if (!sourceId) throw unprocessable("source_id can't be blank");
  const source = call.engage.sources.get(sourceId);
  if (!source || !mayOnSource(call.user, source.id, "read")) throw notFound("Source");
  if (!mayOnSource(call.user, source.id, "initiate_discussion")) throw forbidden();
  throw unprocessable("Compose is not supported on this source", "compose_disabled_on_source");
}

/** `/contents` (facts/engage.md §1.3, §1.6). What is written here goes to the source later. */
export function contentRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, post, put } = endpoints(app, sandbox);

  get("/contents", ({ params, user }) =>
    page(params, searchContents(sandbox, user, params.text("q") ?? ""), (row) => contentView(sandbox, row)),
  );

  get("/contents/:id", (call) => contentView(sandbox, contentOf(call)));

  post("/contents", (call) => {
    bodyOf(call);
    const answeredId = call.params.text("in_reply_to_id");
    if (!answeredId) return compose(call);
    const answered = readable(call, call.engage.contents.get(answeredId), "Content");
    return contentView(sandbox, reply(call, answered));
  });

  put("/contents/:id/ignore", (call) => {
    const content = contentOf(call);
    return contentView(sandbox, call.engage.contents.update(content.id, { status: "ignored" }));
  });

  put("/contents/:id/update_categories", (call) => {
    const content = contentOf(call);
    if (!call.params.has("category_ids"))
      throw engageRefusal(400, "missing_parameter", "Missing parameter: category_ids");
    const categoryIds = categoriesOf(call, "category_ids");
    return contentView(sandbox, call.engage.contents.update(content.id, { categoryIds }));
  });
}
