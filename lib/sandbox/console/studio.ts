import type { Hono } from "hono";
import { html } from "hono/html";
import { normalScriptPath } from "../cxone/find-script.ts";
import { actionType } from "../cxone/syntax-check.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Script } from "../state/model.ts";
import { dateTime, type Html, page, readForm } from "./page.ts";

const path = "Omnichannel Routing > Studio";

function folderOf(script: Script): string {
  const at = script.scriptPath.lastIndexOf("\\");
  return at < 0 ? "" : script.scriptPath.slice(0, at);
}

function nameOf(script: Script): string {
  return script.scriptPath.slice(script.scriptPath.lastIndexOf("\\") + 1);
}

function actionTable(script: Script): Html {
  const { actions, branches } = script.content;
  return html`<table id="actions"><thead><tr><th>Action</th><th>Label</th><th>Leads to</th></tr></thead><tbody>
${Object.entries(actions).map(
  ([id, action]) => html`<tr><td>${id}: ${actionType(action)}</td><td>${String(action.label ?? "")}</td>
<td>${(branches[id] ?? []).map((branch) => `${branch.to}${branch.label ? ` (${branch.label})` : ""}`).join(", ")}</td></tr>`,
)}</tbody></table>`;
}

/** Studio scripts by folder, with what they contain (H-60, H-61). */
export function studioPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.get("/cxone/console/studio", (c) => {
    const folders = Map.groupBy(
      store.scripts.list().filter((script) => script.status === "CURR"),
      folderOf,
    );
    return page(c, {
      title: "Studio",
      path,
      notice: c.req.query("renamed")
        ? "The folder is renamed. What names its scripts elsewhere is not."
        : null,
      body: html`${[...folders.entries()].map(
        (
          [folder, scripts],
          at,
        ) => html`<div class="panel"><h2>${folder === "" ? "No folder" : folder}</h2><ul class="cases">
${scripts.map((script) => html`<li><a href="/cxone/console/studio/${script.masterId}">${nameOf(script)}</a> <span class="soft">saved ${dateTime(script.modifyDate)} by ${script.modifyUser}${script.isDesktopOnly ? ", desktop Studio" : ""}${script.lockedBy ? `, locked by ${script.lockedBy}` : ""}</span></li>`)}
</ul>${
          folder === ""
            ? ""
            : html`<details><summary>Rename folder</summary><form method="post" action="/cxone/console/studio/folders"><input type="hidden" name="folder" value="${folder}">
<label for="folder-${at}">New name of ${folder}</label><input id="folder-${at}" name="name" type="text" value="${folder}" autocomplete="off" required><button type="submit">Rename</button></form></details>`
        }</div>`,
      )}`,
    });
  });

  /** What breaks a handover and nothing warns of: scripts are found by their path (H-60). */
  app.post("/cxone/console/studio/folders", async (c) => {
    const sent = await readForm(c);
    const folder = normalScriptPath(sent.get("folder") ?? "");
    const name = normalScriptPath(sent.get("name") ?? "");
    if (folder === "" || name === "") return c.notFound();
    for (const script of store.scripts.list()) {
      if (!script.scriptPath.toLowerCase().startsWith(`${folder.toLowerCase()}\\`)) continue;
      store.scripts.update(script.masterId, {
        scriptPath: `${name}${script.scriptPath.slice(folder.length)}`,
      });
    }
    return c.redirect("/cxone/console/studio?renamed=1", 303);
  });

  app.get("/cxone/console/studio/:masterId", (c) => {
    const script = store.scripts.get(c.req.param("masterId"));
    if (!script) return c.notFound();
    const versions = store.scripts.where("path", script.scriptPath.toLowerCase());
    return page(c, {
      title: nameOf(script),
      path: `${path} > ${folderOf(script)}`,
      body: html`<div class="panel scroll"><dl><dt>Master ID</dt><dd class="id">${script.masterId}</dd><dt>Status</dt><dd>${script.status}</dd><dt>Made in</dt><dd>${script.isDesktopOnly ? "Desktop Studio: the API gives only XML" : "Web Studio"}</dd>
<dt>Versions</dt><dd>${versions.map((version) => html`<a href="/cxone/console/studio/${version.masterId}">${version.masterId}</a> `)}</dd></dl>
<h2>Actions</h2>${actionTable(script)}<h2>Source</h2><pre id="source" tabindex="0" aria-label="Source">${JSON.stringify(script.content, null, 2)}</pre></div>`,
    });
  });
}
