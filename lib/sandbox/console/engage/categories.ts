import type { Hono } from "hono";
import { html } from "hono/html";
import { objectId } from "../../engage/object-id.ts";
import type { Sandbox, SandboxEnv } from "../../sandbox.ts";
import { checkField, readForm, selectField, textField } from "../page.ts";
import { adminPage, categoryPath, idLine } from "./frame.ts";

const here = "/engage/admin/categories";

/** Categories (E-20, E-21): the id is in the address of the page. */
export function categoryPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const { categories } = store.engage;
  const parents = () => [
    { value: "", label: "None" },
    ...categories.list().map((row) => ({ value: row.id, label: categoryPath(sandbox, row) })),
  ];

  app.get(here, (c) =>
    adminPage(c, {
      title: "Categories",
      body: html`<div class="panel"><ul id="categories">${categories
        .list()
        .map((row) => ({ row, label: categoryPath(sandbox, row) }))
        .sort((a, b) => a.label.localeCompare(b.label))
        .map(
          ({ row, label }) =>
            html`<li data-category-id="${row.id}"><a href="${here}/${row.id}/edit">${label}</a>${row.unselectable ? " (cannot be selected)" : ""}</li>`,
        )}</ul></div>
<form class="panel" method="post" action="${here}"><h2>+ Add category</h2>${textField({ name: "name", label: "Name", required: true })}
${selectField("parentId", "Parent category", parents(), "")}<button type="submit" id="save">Save</button></form>`,
    }),
  );

  app.post(here, async (c) => {
    const sent = await readForm(c);
    const name = (sent.get("name") ?? "").trim();
    if (name === "") return c.redirect(here, 303);
    const now = store.now();
    const id = objectId(now);
    categories.put(id, {
      id,
      name,
      parentId: categories.get(sent.get("parentId") ?? "")?.id ?? null,
      color: 0,
      mandatory: false,
      multiple: false,
      postQualification: false,
      unselectable: false,
      sourceIds: [],
      createdAt: now,
      updatedAt: now,
    });
    return c.redirect(`${here}/${id}/edit?saved=1`, 303);
  });

  app.get(`${here}/:id/edit`, (c) => {
    const row = categories.get(c.req.param("id"));
    if (!row) return c.notFound();
    return adminPage(c, {
      title: row.name,
      path: "Categories",
      body: html`<div class="panel">${idLine("CATEGORY_ID", "category-id", row.id)}<p class="help">${categoryPath(sandbox, row)}</p></div>
<form class="panel" method="post" action="${here}/${row.id}/edit">${textField({ name: "name", label: "Name", value: row.name, required: true })}
${
  row.parentId === null
    ? html`${checkField("mandatory", "Mandatory", row.mandatory)}${checkField("multiple", "Multiple", row.multiple)}${checkField("postQualification", "Post-qualification", row.postQualification)}${checkField("unselectable", "Unselectable", row.unselectable)}`
    : html`<p class="help">The other settings are those of the parent.</p>`
}<button type="submit" id="save">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`,
    });
  });

  app.post(`${here}/:id/edit`, async (c) => {
    const row = categories.get(c.req.param("id"));
    if (!row) return c.notFound();
    const sent = await readForm(c);
    const isOn = (name: string) => row.parentId === null && sent.get(name) === "on";
    categories.update(row.id, {
      name: (sent.get("name") ?? "").trim() || row.name,
      mandatory: isOn("mandatory"),
      multiple: isOn("multiple"),
      postQualification: isOn("postQualification"),
      unselectable: isOn("unselectable"),
      updatedAt: store.now(),
    });
    return c.redirect(`${here}/${row.id}/edit?saved=1`, 303);
  });
}
