import type { Hono } from "hono";
import { html } from "hono/html";
import { searchThreads } from "../../engage/search-threads.ts";
import { isTaskMode } from "../../engage/tasks.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { Thread } from "../../state/engage-conversation-model.ts";
import type { User } from "../../state/engage-model.ts";
import { type Html, readForm, selectField, textField } from "../page.ts";
import { deskDeeds, type TellDesk } from "./desk-deeds.ts";
import { foldersOf, foldersView, statusView, tasksView, threadsView, transcriptView } from "./desk-parts.ts";
import { threadView } from "./desk-thread.ts";
import { engagePage, userName } from "./frame.ts";

const typingLastsMs = 10_000;

/** The desk where a person answers the conversations of the simulated Engage. */
export function deskPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { engage } = store;

  /** Customers who type, by source and thread; forgotten after a while. */
  const typing = new Map<string, { preview: string; until: number }>();
  sandbox.engage.on("typing", ({ sourceId, threadForeignId, isTyping, preview }) => {
    const key = `${sourceId} ${threadForeignId}`;
    if (isTyping) typing.set(key, { preview, until: Date.now() + typingLastsMs });
    else typing.delete(key);
  });
  const typingIn = (thread: Thread): string | null => {
    const row = typing.get(`${thread.sourceId} ${thread.foreignId}`);
    return row && row.until > Date.now() ? row.preview : null;
  };

  const agentOf = (c: SandboxContext): User | undefined => {
    const user = engage.users.get(c.req.param("userId") ?? "");
    return user?.enabled ? user : undefined;
  };
  const threadOf = (c: SandboxContext, user: User): Thread | undefined => {
    const thread = engage.threads.get(c.req.param("threadId") ?? "");
    return thread && user.sourcesPermissions[thread.sourceId]?.includes("read") ? thread : undefined;
  };

  app.get("/engage", (c) => c.redirect("/engage/admin", 302));

  app.get("/engage/desk", (c) =>
    engagePage(c, {
      title: "Agent desk",
      path: "Desks",
      body: html`<form class="panel" method="post" action="/engage/desk">${selectField(
        "userId",
        "Agent",
        engage.users
          .list()
          .filter((user) => user.enabled)
          .map((user) => ({
            value: user.id,
            label: `${userName(user)} (${engage.roles.get(user.roleId)?.label})`,
          })),
        "",
      )}<button type="submit" id="open-desk">Open the desk</button></form>`,
    }),
  );

  app.post("/engage/desk", async (c) => {
    const user = engage.users.get((await readForm(c)).get("userId") ?? "");
    if (!user?.enabled) return c.notFound();
    setPresence(user, true);
    return c.redirect(`/engage/desk/${user.id}`, 303);
  });

  const setPresence = (user: User, isAvailable: boolean) => {
    const state = isAvailable ? ("available" as const) : ("away" as const);
    engage.users.update(user.id, {
      presence: Object.fromEntries(engage.channels.list().map((channel) => [channel.id, state])),
    });
  };
  const presenceOf = (user: User) =>
    Object.values(user.presence ?? {}).includes("available")
      ? "available"
      : user.presence
        ? "away"
        : "not connected";

  const listOf = (user: User, folder: string | null, query: string | null): Thread[] => {
    if (query !== null) return searchThreads(sandbox, user, query);
    const chosen = foldersOf(sandbox, user).find((row) => row.id === folder);
    return searchThreads(sandbox, user, chosen?.query ?? "");
  };

  const listTitle = (user: User, folder: string | null, query: string | null): string =>
    query !== null
      ? "Search"
      : (foldersOf(sandbox, user).find((row) => row.id === folder)?.label ?? "All conversations");

  const desk = (
    c: SandboxContext,
    user: User,
    right: { thread: Thread; view: Html } | null,
    more: { error?: string; status?: 409 } = {},
  ) => {
    const here = `/engage/desk/${user.id}`;
    const folder = c.req.query("folder") ?? null;
    const query = c.req.query("q") ?? null;
    const live = new URLSearchParams({
      ...(folder === null ? {} : { folder }),
      ...(query === null ? {} : { q: query }),
      ...(right === null ? {} : { thread: right.thread.id }),
    });
    return engagePage(c, {
      title: `Desk: ${userName(user)}`,
      path: "Desks",
      ...more,
      body: html`<div class="desk" data-live="${here}/live?${live}"><div>
<form class="panel" method="post" action="${here}/presence"><p>Presence: <strong id="presence">${presenceOf(user)}</strong></p>
<button type="submit" name="state" value="available">Set available</button> <button type="submit" name="state" value="away" class="plain">Set away</button></form>
${isTaskMode(sandbox) ? html`<section class="panel" aria-labelledby="tasks-title"><h2 id="tasks-title">Tasks</h2><div id="tasks">${tasksView(sandbox, user)}</div></section>` : ""}
<nav class="panel" aria-labelledby="folders-title"><h2 id="folders-title">Folders</h2><div id="folders">${foldersView(sandbox, user, folder)}</div></nav>
<form class="panel" method="get" action="${here}" role="search">${textField({ name: "q", label: "Search", value: query ?? "", type: "search", help: "Words, or foreign:…, source:…, categorized_in:…" })}<button type="submit" class="plain">Search</button></form></div>
${
  right?.view ??
  html`<section class="panel" aria-labelledby="list-title"><h2 id="list-title">${listTitle(user, folder, query)}</h2><div id="thread-list">${threadsView(sandbox, user, listOf(user, folder, query))}</div></section>`
}</div>`,
    });
  };

  const openThread = (c: SandboxContext, user: User, thread: Thread, more: Parameters<TellDesk>[3] = {}) => {
    const view = threadView(sandbox, user, thread, typingIn(thread), more.text ?? "");
    return desk(c, user, { thread, view }, more.error ? { error: more.error, status: 409 } : {});
  };

  app.get("/engage/desk/:userId", (c) => {
    const user = agentOf(c);
    return user ? desk(c, user, null) : c.notFound();
  });

  app.post("/engage/desk/:userId/presence", async (c) => {
    const user = agentOf(c);
    if (!user) return c.notFound();
    setPresence(user, (await readForm(c)).get("state") === "available");
    return c.redirect(`/engage/desk/${user.id}`, 303);
  });

  app.get("/engage/desk/:userId/live", async (c) => {
    const user = agentOf(c);
    if (!user) return c.notFound();
    const folder = c.req.query("folder") ?? null;
    const thread = engage.threads.get(c.req.query("thread") ?? "");
    const parts: Record<string, string> = {
      presence: presenceOf(user),
      folders: String(await foldersView(sandbox, user, folder)),
      tasks: String(await tasksView(sandbox, user)),
    };
    if (thread) {
      parts.transcript = String(await transcriptView(sandbox, user, thread));
      parts["thread-status"] = String(await statusView(sandbox, user, thread, typingIn(thread)));
    } else {
      const threads = listOf(user, folder, c.req.query("q") ?? null);
      parts["thread-list"] = String(await threadsView(sandbox, user, threads));
    }
    return c.json(parts, 200, { "cache-control": "no-store" });
  });

  app.get("/engage/desk/:userId/threads/:threadId", (c) => {
    const user = agentOf(c);
    const thread = user && threadOf(c, user);
    return user && thread ? openThread(c, user, thread) : c.notFound();
  });

  deskDeeds(app, sandbox, { agentOf, threadOf, openThread });
}
