import type { Hono } from "hono";
import { html } from "hono/html";
import { listed } from "../console/listed.ts";
import { copyable, type Frame, page, readForm, selectField, textField } from "../console/page.ts";
import { settleDomains } from "../email/domains.ts";
import type { Sandbox, SandboxContext, SandboxEnv } from "../sandbox.ts";
import { dnsTypes } from "../state/email-model.ts";
import { addRecord, BadRecord, recordIn } from "./records.ts";

const frame: Frame = {
  product: "Your DNS provider",
  links: [
    ["/dns", "Records"],
    ["/", "The sandbox"],
  ],
  note: "Simulated: what stands here, the sandbox's name server answers.",
};

/** Where a person enters the records that AWS SES wants. */
export function dnsPages(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const records = (c: SandboxContext, sent: URLSearchParams, error: string | null = null) => {
    const all = store.email.dns.list().filter((row) => !row.name.endsWith(".amazonses.com"));
    const { rows, controls } = listed(c, all, (row) => `${row.name} ${row.type} ${row.value}`);
    const value = (name: string) => (error === null ? "" : (sent.get(name) ?? ""));
    return page(c, {
      title: "DNS records",
      frame,
      error,
      ...(error === null ? {} : { status: 400 as const }),
      body: html`<p>Name server: ${copyable("dns-server", sandbox.dnsServer)} (UDP and TCP). A change counts at once.</p>
<form class="panel" method="post" action="/dns"><h2>Add a record</h2>
${textField({ name: "name", label: "Name", value: value("name"), required: true, help: "The whole name, such as _amazonses.shop.example" })}
${selectField(
  "type",
  "Type",
  dnsTypes.map((type) => ({ value: type, label: type })),
  value("type") || "TXT",
)}
${textField({ name: "value", label: "Value", value: value("value"), required: true, help: "Of an MX with its priority in front: 10 inbound-smtp.us-west-2.amazonaws.com" })}
${textField({ name: "ttl", label: "TTL in seconds", value: value("ttl") || "300", type: "number" })}
<button type="submit" id="add-record">Add record</button></form>
${controls}<div class="panel scroll"><table id="records"><thead><tr><th>Name</th><th>Type</th><th>Value</th><th>TTL</th><th><span class="hidden">Action</span></th></tr></thead><tbody>
${rows.map(
  (
    row,
  ) => html`<tr data-record-id="${row.id}"><td class="id">${row.name}</td><td>${row.type}</td><td class="id">${row.type === "MX" ? `${row.priority} ` : ""}${row.value}</td><td>${row.ttl}</td>
<td><form class="inline" method="post" action="/dns/${row.id}/delete"><button class="plain" type="submit" aria-label="Delete ${row.type} of ${row.name}">Delete</button></form></td></tr>`,
)}</tbody></table>${all.length === 0 ? html`<p class="soft">No records.</p>` : ""}</div>`,
    });
  };

  app.get("/dns", (c) => records(c, new URLSearchParams()));

  app.post("/dns", async (c) => {
    const sent = await readForm(c);
    try {
      addRecord(store, recordIn(Object.fromEntries(sent)));
    } catch (error) {
      if (error instanceof BadRecord) return records(c, sent, error.message);
      throw error;
    }
    settleDomains(store);
    return c.redirect("/dns", 303);
  });

  app.post("/dns/:id/delete", (c) => {
    store.email.dns.remove(c.req.param("id"));
    settleDomains(store);
    return c.redirect("/dns", 303);
  });
}
