import type { Hono } from "hono";
import { deliverMail } from "../mail/deliver-mail.ts";
import { headerOf } from "../mail/headers.ts";
import { mailDate } from "../mail/trace-headers.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Mail } from "../state/microsoft-model.ts";
import { asArray, asText, isRecord } from "../wire/values.ts";

function mailView(mail: Mail) {
  return {
    id: mail.id,
    mailbox: mail.mailbox,
    from: mail.from,
    to: mail.to,
    subject: headerOf(mail.raw, "Subject"),
    messageId: headerOf(mail.raw, "Message-ID"),
    acceptedAt: new Date(mail.acceptedAt).toISOString(),
    arrivedAt: new Date(mail.dueAt).toISOString(),
    raw: Buffer.from(mail.raw, "latin1").toString("utf8"),
  };
}

/** A plain message for tests that care about its way, not about its form. */
function plainMessage(sandbox: Sandbox, from: string, to: string[], subject: string, text: string): string {
  return [
    `From: <${from}>`,
    `To: ${to.map((address) => `<${address}>`).join(", ")}`,
    `Subject: ${subject}`,
    `Date: ${mailDate(sandbox.store.now())}`,
    `Message-ID: <${crypto.randomUUID()}@${from.split("@")[1] ?? "sandbox.example"}>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    text,
  ].join("\r\n");
}

/** What arrived where, mail from the outside, and how other domains take mail. */
export function mailControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { mails, destinations } = sandbox.store.microsoft;
  const refuse = (reason: string) => Response.json({ error: reason }, { status: 400 });
  const isLine = (value: unknown): value is string => typeof value === "string" && !/[\r\n]/.test(value);

  app.get("/control/mail", (c) => {
    const mailbox = c.req.query("mailbox")?.toLowerCase();
    const all = mailbox ? mails.where("mailbox", mailbox) : mails.list();
    return c.json({
      mails: all.filter((mail) => mail.arrived).map(mailView),
      onTheirWay: all.filter((mail) => !mail.arrived).length,
    });
  });
  app.delete("/control/mail", (c) => {
    mails.clear();
    return c.body(null, 204);
  });

  app.post("/control/mail/deliver", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    if (
      !isRecord(body) ||
      !isLine(body.from) ||
      !asArray(body.to).every(isLine) ||
      asArray(body.to).length === 0
    )
      return refuse('Send {"from": "…", "to": ["…"]} with "raw", or with "subject" and "text".');
    const to = asArray(body.to).map(String);
    const subject = asText(body.subject) ?? "";
    if (!isLine(subject)) return refuse('"subject" is one line.');
    const raw = asText(body.raw) ?? plainMessage(sandbox, body.from, to, subject, asText(body.text) ?? "");
    const bytes = Buffer.from(raw, "utf8").toString("latin1");
    const sent = await deliverMail(sandbox, { from: body.from, to }, bytes);
    return c.json({ mails: sent.map(mailView) }, 201);
  });

  app.get("/control/mail/destinations", (c) => c.json({ destinations: destinations.list() }));
  app.post("/control/mail/destinations", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    if (!isRecord(body) || typeof body.domain !== "string")
      return refuse('Send {"domain": "…", "tls": false, "recipients": ["…"]}.');
    const { tls = true, recipients = null } = body;
    if (typeof tls !== "boolean") return refuse('"tls" is true or false.');
    if (recipients !== null && !asArray(recipients).every((one) => typeof one === "string"))
      return refuse('"recipients" is null for everybody, or an array of addresses.');
    const domain = body.domain.toLowerCase();
    const known = recipients === null ? null : asArray(recipients).map((one) => String(one).toLowerCase());
    return c.json(destinations.put(domain, { domain, tls, recipients: known }), 201);
  });
  app.delete("/control/mail/destinations", (c) => {
    destinations.clear();
    return c.body(null, 204);
  });
}
