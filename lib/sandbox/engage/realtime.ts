import type { Hono } from "hono";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { type Source, sdkType } from "../state/engage-model.ts";
import { isRecord, type JsonRecord } from "../wire/values.ts";
import { messageRules, queueImport } from "./import-queue.ts";
import { InvalidResource, readMessage, readThread, readUser } from "./sdk-objects.ts";
import { isSignedBy, signatureHeader } from "./sdk-signature.ts";
import { structuredProblem } from "./structured-content.ts";

const largestBytes = 20_971_520;
const typingPauseMs = 2000;

function say(c: SandboxContext, status: 200 | 400 | 413 | 422 | 429, words: string): Response {
  return c.text(words, status);
}

/** A source that is not ours to speak to is one that does not exist. */
function sourceOf(sandbox: Sandbox, id: string): Source | null {
  const source = sandbox.store.engage.sources.get(id);
  return source?.active && source.type === sdkType ? source : null;
}

function isPuppet(sandbox: Sandbox, source: Source, author: JsonRecord): boolean {
  const key = `${source.communityId} ${author.id}`;
  const known = sandbox.store.engage.identities.where("foreign", key)[0];
  const sent = author.puppetizable;
  if (sent === true || sent === 1 || sent === "true" || sent === "1") return true;
  return known !== undefined && (known.puppetizable || known.controlled);
}

/** Reads a message as the import will, so that what is malformed is refused at once. Null: nothing is wrong. */
function messageProblem(sandbox: Sandbox, source: Source, params: JsonRecord, isPrivate: boolean) {
  readMessage(params, messageRules(sandbox, source, isPrivate));
  const structured = params.structured_content;
  if (!isRecord(structured) || Object.keys(structured).length === 0) return null;
  const author = isRecord(params.author) ? params.author : {};
  const options = source.implementation?.options ?? [];
  return structuredProblem(structured, options, isPuppet(sandbox, source, author));
}

/** Typing is told to the desk at once and kept nowhere. */
function typing(sandbox: Sandbox, source: Source, params: JsonRecord, isTyping: boolean): string | null {
  const { engage } = sandbox.store;
  const answered = engage.contents.where("foreign", `${source.id} ${params.in_reply_to_id ?? ""}`)[0];
  const thread = params.thread_id ?? (answered && engage.threads.get(answered.threadId)?.foreignId);
  if (typeof thread !== "string" && typeof thread !== "number") return null;
  const key = `${source.id} ${thread}`;
  const now = sandbox.store.now();
  if (!isTyping) sandbox.engage.typing.delete(key);
  else {
    const before = sandbox.engage.typing.get(key);
    if (before !== undefined && now - before < typingPauseMs)
      return "too many typing requests, please try again in a few seconds";
    // Without the text that is being written there is nothing to show.
    if (typeof params.preview !== "string" || params.preview === "") return null;
    sandbox.engage.typing.set(key, now);
  }
  const preview = isTyping ? String(params.preview) : "";
  sandbox.engage.emit("typing", {
    sourceId: source.id,
    threadForeignId: String(thread),
    isTyping,
    preview,
  });
  return null;
}

/** For objects of which only the shape can be wrong. */
function shape(read: (params: JsonRecord) => unknown) {
  return (_sandbox: Sandbox, _source: Source, params: JsonRecord) => {
    read(params);
    return null;
  };
}

/** What is wrong with the object of an action, in the vendor's words; null lets it be imported. Throws InvalidResource. */
const readers: Record<string, (sandbox: Sandbox, source: Source, params: JsonRecord) => string | null> = {
  "messages.create": (sandbox, source, params) => messageProblem(sandbox, source, params, false),
  "private_messages.create": (sandbox, source, params) => messageProblem(sandbox, source, params, true),
  "threads.create": shape(readThread),
  "users.create": shape((params) => readUser(params, "none")),
  "status.mark_as_read": () => null,
};

async function receive(sandbox: Sandbox, c: SandboxContext): Promise<Response> {
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (body.length > largestBytes) return say(c, 413, `Invalid request size (max: ${largestBytes} bytes)`);
  const source = sourceOf(sandbox, c.req.param("sourceId") ?? "");
  if (!source) return say(c, 422, "Source not found");
  const signature = c.req.header(signatureHeader) ?? c.req.query("signature") ?? "";
  if (!isSignedBy(body, source.token, signature)) return say(c, 422, "Invalid signature");

  let call: unknown;
  try {
    call = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return say(c, 400, "Bad request");
  }
  if (!isRecord(call) || typeof call.action !== "string" || !isRecord(call.params))
    return say(c, 400, "Invalid request format");
  const { action, params } = call;
  if (action === "typing.start" || action === "typing.stop") {
    const problem = typing(sandbox, source, params, action === "typing.start");
    return problem === null ? say(c, 200, "ok") : say(c, 429, problem);
  }
  const read = readers[action];
  if (!read) return say(c, 422, "Invalid action");
  try {
    const problem = read(sandbox, source, params);
    if (problem !== null) return say(c, 422, problem);
  } catch (error) {
    if (error instanceof InvalidResource) return say(c, 422, "Invalid resource format");
    throw error;
  }
  queueImport(sandbox, source, action, params);
  return say(c, 200, "ok");
}

/** The endpoint to which the other side of a Source SDK source sends (facts/engage.md §2.1, §2.3). */
export function realtimeRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.post("/engage/realtime/sdk/:sourceId", (c) => receive(sandbox, c));
}
