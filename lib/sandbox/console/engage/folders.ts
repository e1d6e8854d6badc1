import type { Hono } from "hono";
import { html } from "hono/html";
import { objectId } from "../../engage/object-id.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { readForm, textField } from "../page.ts";
import { administrator, adminPage } from "./frame.ts";

const here = "/engage/admin/folders";

/** Desks > Folders: searches that agents find their conversations by (E-62). */
export function folderPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { folders } = store.engage;

  app.get(here, (c) =>
    adminPage(c, {
      title: "Folders",
      body: html`<div class="panel scroll"><table id="folders"><thead><tr><th>Name</th><th>Query</th><th>Actions</th></tr></thead><tbody>
${[...folders.list()]
  .sort((a, b) => a.position - b.position)
  .map(
    (row) => html`<tr data-folder-id="${row.id}"><td>${row.label}</td><td class="id">${row.query}</td>
<td><form class="inline" method="post" action="${here}/${row.id}/delete"><button class="plain" type="submit" aria-label="Delete ${row.label}">Delete</button></form></td></tr>`,
  )}</tbody></table></div>
<form class="panel" method="post" action="${here}"><h2>+ Add folder</h2>${textField({ name: "label", label: "Name", required: true })}
${textField({ name: "query", label: "Query", required: true, help: "Such as categorized_in:CATEGORY_ID source:SOURCE_ID, or active_and_assigned_to_me:true" })}
<button type="submit" id="save">Save</button></form>`,
    }),
  );

  app.post(here, async (c) => {
    const sent = await readForm(c);
    const label = (sent.get("label") ?? "").trim();
    if (label === "") return c.redirect(here, 303);
    const now = store.now();
    const id = objectId(now);
    folders.put(id, {
      id,
      label,
      parentId: null,
      position: folders.size,
      query: (sent.get("query") ?? "").trim(),
      renderThreadsCount: true,
      roleRestriction: null,
      teamRestriction: null,
      userRestriction: null,
      userId: administrator(sandbox)?.id ?? "",
      createdAt: now,
      updatedAt: now,
    });
    return c.redirect(`${here}?saved=1`, 303);
  });

  app.post(`${here}/:id/delete`, (c) => {
    folders.remove(c.req.param("id"));
    return c.redirect(`${here}?saved=1`, 303);
  });
}
