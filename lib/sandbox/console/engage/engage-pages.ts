import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { agentPages } from "./agents.ts";
import { categoryPages } from "./categories.ts";
import { deskPages } from "./desk.ts";
import { folderPages } from "./folders.ts";
import { administrator, adminMenu, adminPage, userName } from "./frame.ts";
import { identityPages } from "./identities.ts";
import { settingPages } from "./settings.ts";
import { sourcePages } from "./sources.ts";
import { tokenPages } from "./tokens.ts";
import { webhookPages } from "./webhooks.ts";

/** Every page of the simulated Engage: ADMIN, and the desks of its agents. */
export function engagePages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  app.get("/engage/admin", (c) => {
    const person = administrator(sandbox);
    return adminPage(c, {
      title: "Admin",
      path: "All pages",
      body: html`<p>Signed in as ${person ? userName(person) : "nobody"}, Administrator.</p><ul class="tiles">${adminMenu.map(
        ([href, name, about]) => html`<li class="tile"><a href="${href}">${name}</a><p>${about}</p></li>`,
      )}</ul>`,
    });
  });
  tokenPages(app, sandbox);
  agentPages(app, sandbox);
  categoryPages(app, sandbox);
  identityPages(app, sandbox);
  folderPages(app, sandbox);
  settingPages(app, sandbox);
  sourcePages(app, sandbox);
  webhookPages(app, sandbox);
  deskPages(app, sandbox);
}
