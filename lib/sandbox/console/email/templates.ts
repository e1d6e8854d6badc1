import type { Hono } from "hono";
import { html } from "hono/html";
import { saveTemplate } from "../../email/templates.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { dateTime, page, readForm, textField } from "../page.ts";
import { pocPath, submit } from "./frame.ts";

const here = "/cxone/console/email-templates";

/** What is shown in the frame is somebody's HTML: it runs nothing, fetches nothing and is nobody's origin. */
const previewHeaders = {
  "cache-control": "no-store",
  "content-security-policy":
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
  "x-content-type-options": "nosniff",
};

/** Templates of outbound mail (M-40). */
export function templatePages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get(here, (c) =>
    page(c, {
      title: "Templates",
      path: `${pocPath} > Your Channels > Templates`,
      body: html`<p><a class="button" id="create-template" href="${here}/new">Create New Template</a></p>
<div class="panel scroll"><table id="templates"><thead><tr><th>Name</th><th>Changed</th><th>Channels</th></tr></thead><tbody>
${store.email.templates.list().map(
  (
    row,
  ) => html`<tr data-template-id="${row.templateId}"><td><a href="${here}/${row.templateId}">${row.name}</a></td><td>${dateTime(row.updatedAt)}</td>
<td>${store.email.channels.list().filter((channel) => channel.templateId === row.templateId).length}</td></tr>`,
)}</tbody></table>${store.email.templates.size === 0 ? html`<p class="soft">No templates yet.</p>` : ""}</div>`,
    }),
  );

  const edit = (
    c: SandboxContext,
    draft: { name: string; html: string },
    id: string | null,
    error: string | null = null,
  ) =>
    page(c, {
      title: id === null ? "Create New Template" : draft.name,
      path: `${pocPath} > Your Channels > Templates`,
      error,
      frames: true,
      notice: c.req.query("saved") ? "Saved." : null,
      ...(error === null ? {} : { status: 400 as const }),
      body: html`<form class="panel" method="post" action="${here}/${id ?? "new"}"><div class="pair"><div>
${textField({ name: "name", label: "Name", value: draft.name })}
<label for="html">Template rules</label><textarea id="html" name="html" rows="18" class="id">${draft.html}</textarea>
<p class="help">HTML. What the agent wrote goes in place of <code>{{${store.switches.emailTemplateContent}}}</code>; without it, in front of the end.</p></div>
<div><p class="label">Preview</p><iframe name="preview" title="Preview" sandbox class="preview" src="${here}/${id ?? "new"}/preview"></iframe></div></div>
<button type="submit" id="save">Save</button> <button type="submit" class="plain" id="show-preview" formaction="${here}/preview" formtarget="preview">Preview</button>
<a class="button plain" href="${here}">Cancel</a></form>
${id === null ? "" : html`<form method="post" action="${here}/${id}/delete"><button type="submit" class="plain" id="delete-template">Delete</button></form>`}`,
    });

  const preview = (c: SandboxContext, text: string) => c.html(text, 200, previewHeaders);
  app.post(`${here}/preview`, async (c) => preview(c, (await readForm(c)).get("html") ?? ""));
  app.get(`${here}/:id/preview`, (c) => preview(c, store.email.templates.get(c.req.param("id"))?.html ?? ""));

  app.get(`${here}/new`, (c) => edit(c, { name: "", html: "" }, null));
  app.get(`${here}/:id`, (c) => {
    const row = store.email.templates.get(c.req.param("id"));
    return row ? edit(c, row, row.templateId) : c.notFound();
  });

  app.post(`${here}/:id`, async (c) => {
    const sent = await readForm(c);
    const known = store.email.templates.get(c.req.param("id"));
    if (!known && c.req.param("id") !== "new") return c.notFound();
    const draft = { name: (sent.get("name") ?? "").trim(), html: sent.get("html") ?? "" };
    return submit(
      c,
      () => `${here}/${saveTemplate(store, known?.templateId ?? null, draft).templateId}?saved=1`,
      (error) => edit(c, draft, known?.templateId ?? null, error),
    );
  });

  app.post(`${here}/:id/delete`, (c) => {
    const id = c.req.param("id");
    if (!store.email.templates.remove(id)) return c.notFound();
    for (const channel of store.email.channels.list())
      if (channel.templateId === id) store.email.channels.update(channel.channelId, { templateId: null });
    return c.redirect(here, 303);
  });
}
