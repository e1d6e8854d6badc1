import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { engageRefusal, forbidden, notFound, unprocessable } from "./answers.ts";
import { categorizeThread, settleCategories } from "./categorize.ts";
import { page } from "./paging.ts";
import { type Call, endpoints, hasRight, readable } from "./rest-api.ts";
import { searchThreads } from "./search-threads.ts";
import { contentsOf } from "./thread-facts.ts";
import { threadView } from "./views-talk.ts";

/** Only these sources know open and closed threads (facts/engage.md §1.6); the Source SDK does not. */
const closable = new Set(["email", "answers", "ideas", "facebook_messenger", "lithium", "mobile_messaging"]);
/** How long closing and opening take: the answer still shows the state before. */
const closingMs = 100;

function threadOf(call: Call) {
  return readable(call, call.engage.threads.get(call.path("id")), "Thread");
}

/** The set that a call names: all of it, for it replaces what stands. */
export function categoriesOf(call: Call, name: string): string[] {
  const settled = settleCategories(call.sandbox, call.params.list(name) ?? []);
  if (!settled.ok) throw unprocessable(settled.reason);
  return settled.ids;
}

/** `/content_threads` (facts/engage.md §1.3, §1.6). */
export function threadRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { get, put } = endpoints(app, sandbox);

  get("/content_threads", ({ params, user }) =>
    page(params, searchThreads(sandbox, user, params.text("q") ?? ""), (row) => threadView(sandbox, row)),
  );

  get("/content_threads/:id", (call) => threadView(sandbox, threadOf(call)));

  put("/content_threads/:id/update_categories", (call) => {
    const thread = threadOf(call);
    if (Date.now() < thread.categorizingUntil)
      throw engageRefusal(409, "conflict", "The thread is already being categorized");
    const changed = categorizeThread(sandbox, thread, categoriesOf(call, "thread_category_ids"), call.user);
    return threadView(sandbox, changed);
  });

  /** A job that begins after the answer. */
  const turn = (closed: boolean, right: string) => (call: Call) => {
    const thread = threadOf(call);
    const type = call.engage.sources.get(thread.sourceId)?.type ?? "";
    if (!closable.has(type) || thread.closed === closed || !hasRight(call, right))
      throw forbidden(`This thread cannot be ${closed ? "closed" : "opened"}`);
    const shown = threadView(sandbox, thread);
    setTimeout(() => {
      if (call.engage.threads.get(thread.id)) call.engage.threads.update(thread.id, { closed });
    }, closingMs).unref();
    return shown;
  };
  put("/content_threads/:id/close", turn(true, "close_content_thread"));
  // Changes by GET: so the specification has it.
  get("/content_threads/:id/open", turn(false, "open_content_thread"));

  put("/content_threads/:id/ignore", (call) => {
    const thread = threadOf(call);
    for (const content of contentsOf(sandbox, thread.id))
      if (content.status === "new") call.engage.contents.update(content.id, { status: "ignored" });
    return threadView(sandbox, thread);
  });

  // Only threads of Engage Messaging have a text input that can be switched: here there are none.
  const noMessaging = (call: Call) => {
    threadOf(call);
    throw notFound("Messaging thread");
  };
  put("/content_threads/:id/disable_text_input", noMessaging);
  put("/content_threads/:id/enable_text_input", noMessaging);
}
