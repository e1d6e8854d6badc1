import type { Hono } from "hono";
import { html } from "hono/html";
import { assignSignature, type SignatureDraft, saveSignature } from "../../email/signatures.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import { listed } from "../listed.ts";
import { page, readForm, textField } from "../page.ts";
import { pocPath, submit } from "./frame.ts";

const here = "/cxone/console/email-signatures";
const path = `${pocPath} > Your Channels > Automatic Signatures`;

/** Automatic signatures and who uses them: one each, adding somebody moves them (M-45, M-46). */
export function signaturePages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get(here, (c) =>
    page(c, {
      title: "Automatic Signatures",
      path,
      body: html`<p><a class="button" id="add-signature" href="${here}/new">Add new signature</a></p>
<div class="panel scroll"><table id="signatures"><thead><tr><th>Name</th><th>Plain text</th><th>HTML</th><th>Users</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${store.email.signatures.list().map(
  (
    row,
  ) => html`<tr data-signature-id="${row.signatureId}"><td><a href="${here}/${row.signatureId}">${row.name}</a></td><td>${row.plain === "" ? "No" : "Yes"}</td><td>${row.html === "" ? "No" : "Yes"}</td>
<td>${store.email.signatureUsers.count("signature", row.signatureId)}</td><td><a href="${here}/${row.signatureId}/users" aria-label="Assign users to ${row.name}">Assign users</a></td></tr>`,
)}</tbody></table>${store.email.signatures.size === 0 ? html`<p class="soft">No signatures yet.</p>` : ""}</div>`,
    }),
  );

  const edit = (c: SandboxContext, draft: SignatureDraft, id: string | null, error: string | null = null) =>
    page(c, {
      title: id === null ? "Add new signature" : draft.name,
      path,
      error,
      notice: c.req.query("saved") ? "Saved." : null,
      ...(error === null ? {} : { status: 400 as const }),
      body: html`<form class="panel" method="post" action="${here}/${id ?? "new"}">
${textField({ name: "name", label: "Name", value: draft.name })}
<label for="plain">Plain text signature</label><textarea id="plain" name="plain" rows="4">${draft.plain}</textarea>
<label for="html">HTML signature</label><textarea id="html" name="html" rows="6" class="id">${draft.html}</textarea>
<button type="submit" id="save">Save</button> <a class="button plain" href="${here}">Cancel</a></form>
${id === null ? "" : html`<form method="post" action="${here}/${id}/delete"><button type="submit" class="plain" id="delete-signature">Delete</button></form>`}`,
    });

  app.get(`${here}/new`, (c) => edit(c, { name: "", plain: "", html: "" }, null));
  app.get(`${here}/:id`, (c) => {
    const row = store.email.signatures.get(c.req.param("id"));
    return row ? edit(c, row, row.signatureId) : c.notFound();
  });

  app.post(`${here}/:id`, async (c) => {
    const sent = await readForm(c);
    const known = store.email.signatures.get(c.req.param("id"));
    if (!known && c.req.param("id") !== "new") return c.notFound();
    const text = (name: string) => (sent.get(name) ?? "").trim();
    const draft = { name: text("name"), plain: text("plain"), html: text("html") };
    return submit(
      c,
      () => `${here}/${saveSignature(store, known?.signatureId ?? null, draft).signatureId}?saved=1`,
      (error) => edit(c, draft, known?.signatureId ?? null, error),
    );
  });

  app.post(`${here}/:id/delete`, (c) => {
    const id = c.req.param("id");
    if (!store.email.signatures.remove(id)) return c.notFound();
    for (const row of store.email.signatureUsers.where("signature", id))
      store.email.signatureUsers.remove(row.agentId);
    return c.redirect(here, 303);
  });

  app.get(`${here}/:id/users`, (c) => {
    const signature = store.email.signatures.get(c.req.param("id"));
    if (!signature) return c.notFound();
    const active = store.agents.list().filter((agent) => agent.isActive);
    const { rows, controls } = listed(
      c,
      active,
      (agent) => `${agent.firstName} ${agent.lastName} ${agent.emailAddress}`,
    );
    const holds = (agentId: number) => store.email.signatureUsers.get(agentId)?.signatureId ?? null;
    return page(c, {
      title: `Assign users: ${signature.name}`,
      path,
      body: html`<p><a href="${here}">Automatic Signatures</a></p>${controls}<div class="panel scroll"><table id="signature-users"><thead><tr><th>Name</th><th>Email</th><th>Signature now</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.map((agent) => {
  const now = holds(agent.agentId);
  const isMine = now === signature.signatureId;
  const name = `${agent.firstName} ${agent.lastName}`;
  return html`<tr data-agent-id="${agent.agentId}"><td>${name}</td><td>${agent.emailAddress}</td><td>${now === null ? html`<span class="soft">None</span>` : store.email.signatures.get(now)?.name}</td>
<td><form class="inline" method="post" action="${here}/${signature.signatureId}/users"><button class="plain" type="submit" name="${isMine ? "remove" : "add"}" value="${agent.agentId}" aria-label="${isMine ? "Remove" : "Add"} ${name}">${isMine ? "Remove" : "Add"}</button></form></td></tr>`;
})}</tbody></table><p class="soft">Changes are saved automatically. A user has one signature: adding somebody takes them from the one they had.</p></div>`,
    });
  });

  app.post(`${here}/:id/users`, async (c) => {
    const signature = store.email.signatures.get(c.req.param("id"));
    if (!signature) return c.notFound();
    const sent = await readForm(c);
    const added = store.agents.get(sent.get("add") ?? "");
    if (added) assignSignature(store, signature.signatureId, added.agentId);
    const removed = sent.get("remove") ?? "";
    if (store.email.signatureUsers.get(removed)?.signatureId === signature.signatureId)
      store.email.signatureUsers.remove(removed);
    return c.redirect(`${here}/${signature.signatureId}/users`, 303);
  });
}
