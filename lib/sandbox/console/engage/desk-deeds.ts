import type { Hono } from "hono";
import * as deeds from "../../engage/agent-deeds.ts";
import { objectId } from "../../engage/object-id.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { Thread } from "../../state/engage-conversation-model.ts";
import type { User } from "../../state/engage-model.ts";
import { readForm } from "../page.ts";
import { threadAddress } from "./desk-parts.ts";
import { isWebUrl } from "./frame.ts";

export type TellDesk = (
  c: SandboxContext,
  user: User,
  thread: Thread,
  more?: { error?: string; text?: string },
) => Response | Promise<Response>;

type Desk = {
  agentOf: (c: SandboxContext) => User | undefined;
  threadOf: (c: SandboxContext, user: User) => Thread | undefined;
  openThread: TellDesk;
};

/** An attachment that the agent names by its address. */
function attachmentsOf(sandbox: Sandbox, sent: URLSearchParams) {
  const url = (sent.get("attachmentUrl") ?? "").trim();
  if (!isWebUrl(url)) return [];
  const createdAt = sandbox.store.now();
  const filename = (sent.get("attachmentName") ?? "").trim() || url.split("/").at(-1) || "attachment";
  const contentType = /\.(png|jpe?g|gif)$/i.test(filename) ? "image/png" : "application/octet-stream";
  return [{ id: objectId(createdAt), filename, contentType, size: 0, url, createdAt }];
}

/** What the buttons of an open conversation do. */
export function deskDeeds(app: Hono<SandboxEnv>, sandbox: Sandbox, desk: Desk): void {
  const { engage } = sandbox.store;
  type Do = (user: User, thread: Thread, sent: URLSearchParams) => deeds.Deed;
  const actions: Record<string, Do> = {
    take: (user, thread) => deeds.take(sandbox, user, thread),
    reply: (user, thread, sent) =>
      deeds.reply(sandbox, user, thread, {
        text: sent.get("text") ?? "",
        attachments: attachmentsOf(sandbox, sent),
      }),
    close: (user, thread) => deeds.close(sandbox, user, thread),
    cancel: (user, thread) => deeds.cancel(sandbox, user, thread),
    reopen: (user, thread) => deeds.reopen(sandbox, user, thread),
    ignore: (user, thread) => deeds.ignore(sandbox, user, thread),
    transfer: (user, thread) => deeds.transfer(sandbox, user, thread, null),
    defer: (user, thread, sent) =>
      deeds.defer(sandbox, user, thread, Math.max(1, Number(sent.get("seconds")) || 60)),
    categories: (user, thread, sent) => deeds.recategorise(sandbox, user, thread, sent.getAll("categoryIds")),
    typing: (_user, thread, sent) => deeds.showTyping(sandbox, thread, sent.get("state") === "start"),
  };

  app.post(`/engage/desk/:userId/threads/:threadId/:deed{${Object.keys(actions).join("|")}}`, async (c) => {
    const user = desk.agentOf(c);
    const thread = user && desk.threadOf(c, user);
    const act = actions[c.req.param("deed")];
    if (!user || !thread || !act) return c.notFound();
    const sent = await readForm(c);
    const deed = act(user, thread, sent);
    if (!deed.ok) {
      const text = sent.get("text") ?? "";
      // Where there is no box any more, the sentence has to hold what was typed.
      const isLost = text !== "" && !deeds.holds(sandbox, user, thread);
      return desk.openThread(c, user, thread, {
        error: isLost ? `${deed.reason} Not sent: ${text}` : deed.reason,
        text,
      });
    }
    return c.redirect(threadAddress(user, thread), 303);
  });

  app.post("/engage/desk/:userId/threads/:threadId/messages/:contentId/delete", (c) => {
    const user = desk.agentOf(c);
    const thread = user && desk.threadOf(c, user);
    const content = engage.contents.get(c.req.param("contentId"));
    if (!user || !thread || content?.threadId !== thread.id) return c.notFound();
    const deed = deeds.remove(sandbox, user, content);
    if (!deed.ok) return desk.openThread(c, user, thread, { error: deed.reason });
    return c.redirect(threadAddress(user, thread), 303);
  });
}
