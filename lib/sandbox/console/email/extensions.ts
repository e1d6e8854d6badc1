import type { Hono } from "hono";
import { html } from "hono/html";
import { addExtension, removeExtension } from "../../email/extensions.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { page, readForm, textField } from "../page.ts";
import { acd, submit } from "./frame.ts";

const here = "/cxone/console/business-units/accepted-extensions";

/** The tab Accepted Extensions of the business unit (M-36). */
export function extensionPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const tab = (c: SandboxContext, typed = "", error: string | null = null) => {
    const extensions = store.tenant.fileExtensions.map((one) => `.${one}`);
    return page(c, {
      title: "Accepted Extensions",
      path: `${acd} > ACD Configuration > Business Units > Accepted Extensions`,
      error,
      ...(error === null ? {} : { status: 400 as const }),
      body: html`<p><a href="/cxone/console/business-units">Business Unit details</a></p>
<form class="panel" method="post" action="${here}">${textField({ name: "extension", label: "Extension", value: typed, required: true, help: "With its period, such as .png" })}
<button type="submit" id="add-extension">Add</button></form>
<div class="panel scroll"><table id="extensions"><thead><tr><th>Extension</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${extensions.map(
  (one) =>
    html`<tr data-extension="${one}"><td class="id">${one}</td><td><form class="inline" method="post" action="${here}/remove"><button class="plain" type="submit" name="extension" value="${one}" aria-label="Remove ${one}">Remove</button></form></td></tr>`,
)}</tbody></table>${extensions.length === 0 ? html`<p class="wait">No extensions are added: all attachments are allowed.</p>` : ""}</div>`,
    });
  };

  app.get(here, (c) => tab(c));
  app.post(here, async (c) => {
    const typed = (await readForm(c)).get("extension") ?? "";
    return submit(
      c,
      () => {
        addExtension(store, typed);
        return here;
      },
      (error) => tab(c, typed, error),
    );
  });
  app.post(`${here}/remove`, async (c) => {
    removeExtension(store, (await readForm(c)).get("extension") ?? "");
    return c.redirect(here, 303);
  });
}
