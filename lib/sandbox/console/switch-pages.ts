import type { Hono } from "hono";
import { html } from "hono/html";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import {
  defaultSwitches,
  parseSwitches,
  type SwitchName,
  switchChoices,
  switchTexts,
} from "../state/switches.ts";
import { checkField, type Html, page, readForm, selectField, textField } from "./page.ts";

const names = Object.keys(defaultSwitches) as SwitchName[];

/** The switches as a form, and the wire as a table. */
export function switchPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store, requests } = sandbox;

  const field = (name: SwitchName): Html => {
    const value = store.switches[name];
    const label = switchTexts[name];
    const choices = switchChoices(name);
    if (typeof value === "boolean") return checkField(name, label, value);
    if (choices)
      return selectField(
        name,
        label,
        choices.map((choice) => ({ value: choice, label: choice })),
        String(value),
      );
    return textField({
      name,
      label,
      value: String(value),
      type: typeof value === "number" ? "number" : "text",
    });
  };

  const switchPage = (
    c: Parameters<typeof page>[0],
    more: { error?: string; notice?: string | null; status?: 400 },
  ) =>
    page(c, {
      title: "Switches",
      ...more,
      body: html`<form class="panel" method="post" action="/cxone/console/switches">
<p>What public material leaves open or only lets one infer. The names of the fields are those of <code>POST /control/switches</code>.</p>
${names.map(field)}<button type="submit" id="save">Save</button></form>`,
    });

  app.get("/cxone/console/switches", (c) =>
    switchPage(c, { notice: c.req.query("saved") ? "Saved." : null }),
  );

  app.post("/cxone/console/switches", async (c) => {
    const sent = await readForm(c);
    const change = Object.fromEntries(
      names.map((name) => {
        const kind = typeof defaultSwitches[name];
        if (kind === "boolean") return [name, sent.get(name) === "on"];
        return [name, kind === "number" ? Number(sent.get(name) || "NaN") : (sent.get(name) ?? "")];
      }),
    );
    const parsed = parseSwitches(change);
    if (!parsed.ok) return switchPage(c, { error: parsed.reason, status: 400 });
    store.setSetting("switches", parsed.change);
    return c.redirect("/cxone/console/switches?saved=1", 303);
  });

  app.get("/cxone/console/wire", (c) =>
    page(c, {
      title: "Wire",
      body: html`<div class="panel scroll"><table id="wire"><thead><tr><th>Time</th><th>System</th><th>Call</th><th>Status</th><th>Body</th></tr></thead><tbody>
${requests
  .list()
  .slice(-100)
  .reverse()
  .map(
    (
      row,
    ) => html`<tr><td>${row.at.slice(11, 23)}</td><td>${row.system}</td><td class="id">${row.method} ${row.url ?? row.path}</td>
<td>${row.status ?? html`<span class="bad">${row.error ?? row.fault ?? "none"}</span>`}</td><td><details><summary>Body</summary><pre>${JSON.stringify(row.body, null, 2)}</pre></details></td></tr>`,
  )}
</tbody></table></div>`,
    }),
  );
}
