import type { Hono } from "hono";
import { html } from "hono/html";
import { longestSpan, saveSla, slaOf } from "../../email/sla.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../../sandbox.ts";
import type { Sla, Span } from "../../state/email-model.ts";
import { listed } from "../listed.ts";
import { type Html, page, readForm, selectField } from "../page.ts";
import { acd, submit } from "./frame.ts";

const here = "/cxone/console/sla";
const units = ["days", "hours", "minutes"] as const;

function spanWords({ days, hours, minutes }: Span): string {
  return `${days} d ${hours} h ${minutes} min`;
}

function spanFields(name: "firstResponse" | "solution", legend: string, span: Span): Html {
  const numbers = (limit: number) =>
    Array.from({ length: limit + 1 }, (_, at) => ({ value: String(at), label: String(at) }));
  return html`<fieldset><legend class="label">${legend}</legend>${units.map((unit) =>
    selectField(`${name}-${unit}`, `${legend}: ${unit}`, numbers(longestSpan[unit]), String(span[unit])),
  )}</fieldset>`;
}

/** Digital > SLA: one for everything, and channels that differ (M-80). */
export function slaPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const nameOf = (id: string) => (id === "global" ? "Global SLA" : store.channels.get(id)?.name);

  app.get(here, (c) => {
    const { rows, controls } = listed(c, store.channels.list(), (channel) => channel.name);
    const global = slaOf(store, "global");
    const row = (id: string, name: string, sla: Sla) => html`<tr data-sla-id="${id}"><td>${name}</td>
<td>${id === "global" ? "" : sla.useGlobal ? "YES" : "NO, DIFFERENT"}</td><td>${spanWords(sla.firstResponse)}</td><td>${spanWords(sla.solution)}</td>
<td><a href="${here}/${encodeURIComponent(id)}" aria-label="Edit ${name}">Edit</a></td></tr>`;
    return page(c, {
      title: "SLA",
      path: `${acd} > Digital > SLA`,
      body: html`${controls}<div class="panel scroll"><table id="slas"><thead><tr><th>Channel</th><th>Global SLA</th><th>First Response Time</th><th>Solution Time</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${row("global", "Global SLA", global)}
${rows.map((channel) => {
  const own = slaOf(store, channel.id);
  return row(channel.id, channel.name, own.useGlobal ? { ...global, useGlobal: true } : own);
})}</tbody></table><p class="soft">SLAs are only calculated during the configured business hours.</p></div>`,
    });
  });

  const edit = (c: SandboxContext, id: string, error: string | null = null) => {
    const name = nameOf(id);
    if (!name) return c.notFound();
    const sla = slaOf(store, id);
    return page(c, {
      title: name,
      path: `${acd} > Digital > SLA`,
      error,
      ...(error === null ? {} : { status: 400 as const }),
      notice: c.req.query("saved") ? "Saved." : null,
      body: html`<form class="panel" method="post" action="${here}/${encodeURIComponent(id)}">
${
  id === "global"
    ? ""
    : selectField(
        "useGlobal",
        "Use the global SLA",
        [
          { value: "yes", label: "YES" },
          { value: "no", label: "NO, DIFFERENT" },
        ],
        sla.useGlobal ? "yes" : "no",
      )
}
${spanFields("firstResponse", "First Response Time", sla.firstResponse)}${spanFields("solution", "Solution Time", sla.solution)}
<button type="submit" id="save">Save</button> <a class="button plain" href="${here}">Cancel</a></form>`,
    });
  };
  app.get(`${here}/:id`, (c) => edit(c, c.req.param("id")));

  app.post(`${here}/:id`, async (c) => {
    const id = c.req.param("id");
    if (!nameOf(id)) return c.notFound();
    const sent = await readForm(c);
    const span = (name: string) =>
      Object.fromEntries(units.map((unit) => [unit, sent.get(`${name}-${unit}`) ?? 0]));
    return submit(
      c,
      () => {
        saveSla(store, id, {
          useGlobal: sent.get("useGlobal") !== "no",
          firstResponse: span("firstResponse"),
          solution: span("solution"),
        });
        return `${here}/${encodeURIComponent(id)}?saved=1`;
      },
      (error) => edit(c, id, error),
    );
  });
}
