import type { Hono } from "hono";
import { messageView } from "../cxone/digital-views.ts";
import { changeEmailChannel, EmailRefusal, oneOf } from "../email/change-channel.ts";
import { channelProblem, createEmailChannel } from "../email/channels.ts";
import { composeMail, mailFrom } from "../email/compose-mail.ts";
import { createDomain, domainState, publishDomain, restartDomain, settledDomain } from "../email/domains.ts";
import { setExtensions } from "../email/extensions.ts";
import { receiveMail } from "../email/receive-mail.ts";
import { bounce } from "../email/send-email.ts";
import { assignSignature, saveSignature } from "../email/signatures.ts";
import { saveSla } from "../email/sla.ts";
import { createSmtp, enableSmtp } from "../email/smtp.ts";
import { channelSummary, domainSummary, emailSummary, smtpSummary } from "../email/summaries.ts";
import { saveTemplate } from "../email/templates.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { EmailDomain } from "../state/email-model.ts";
import { asArray, asInteger, asRecord, asText, type JsonRecord } from "../wire/values.ts";

/** `/control/email/…`: what the console's email pages and the account representative do, for tests. JSON in, JSON out. */
export function emailControls(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const deed = (path: string, act: (body: JsonRecord) => unknown) =>
    app.post(`/control/email/${path}`, async (c) => {
      try {
        return c.json((await act(asRecord(await c.req.json().catch(() => null)))) ?? {});
      } catch (error) {
        if (error instanceof EmailRefusal) return c.json({ error: error.message }, 400);
        throw error;
      }
    });

  app.get("/control/email", (c) => c.json(emailSummary(store)));

  const domainNamed = (name: string, mailFrom: string | null): EmailDomain => {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(name))
      throw new EmailRefusal('"name" is a domain such as example.com.');
    return settledDomain(store, name) ?? createDomain(store, name, mailFrom);
  };

  /** `{name, mailFrom?}` makes a domain; `publish` puts its records into DNS, `state` sets what SES says, `restart` begins again. */
  deed("domain", (body) => {
    const name = (asText(body.name) ?? "").toLowerCase();
    let domain = domainNamed(name, asText(body.mailFrom) ?? null);
    if (body.restart === true) domain = restartDomain(store, domain);
    if (body.publish === true) domain = publishDomain(store, domain);
    const state = oneOf(body, "state", ["Pending", "Success", "Failed"]);
    if (state)
      domain = store.email.domains.update(name, { identity: state, dkim: state, mailFromState: state });
    return domainSummary(store, domain);
  });

  /**
   * `{from, name, …settings}` makes a channel, with its domain verified in DNS where there is none; of a channel that is
   * there, by `from` or `channelId`, it changes what is sent.
   */
  deed("channel", (body) => {
    const from = (asText(body.from) ?? "").toLowerCase();
    const known =
      asText(body.channelId) ?? store.email.channels.find((row) => row.fromAddress === from)?.channelId;
    if (known !== undefined) return channelSummary(store, changeEmailChannel(store, known, body));
    const [local = "", name = ""] = [
      from.slice(0, from.lastIndexOf("@")),
      from.slice(from.lastIndexOf("@") + 1),
    ];
    const domain = domainNamed(name, null);
    if (domainState(domain) !== "Success" && body.publish !== false) publishDomain(store, domain);
    const input = {
      local,
      domain: name,
      name: asText(body.name) ?? from,
      manualOutbound: body.manualOutbound === true,
    };
    const problem = channelProblem(store, input);
    if (problem) throw new EmailRefusal(problem);
    return channelSummary(store, changeEmailChannel(store, createEmailChannel(store, input).id, body));
  });

  /** `{to, raw}` or `{from, to, subject, text, html?, headers?}`: a mail arrives at a channel, past every mail server. */
  deed("receive", async (body) => {
    const from = asText(body.from) ?? "kim.lee@customer.example";
    const to = [body.to ?? "support@acme.example"].flat().map(String);
    const raw =
      body.raw === undefined ? await composeMail(mailFrom(body, from, to)) : Buffer.from(String(body.raw));
    const messages = await receiveMail(sandbox, { from, to }, raw);
    return { messages: messages.map((message) => messageView(sandbox, message)) };
  });

  /** Accepted Extensions of the business unit, each with its period; an empty list accepts everything. */
  deed("extensions", (body) => {
    setExtensions(store, asArray(body.extensions).map(String));
    return { extensions: store.tenant.fileExtensions };
  });

  /**
   * What the account representative does: `{name, domain, host, port, mailbox, microsoft?}` makes an SMTP configuration,
   * `{smtpId, authorized?, enabled?, forceTls?}` changes one.
   */
  deed("smtp", (body) => {
    let row =
      store.email.smtp.get(asText(body.smtpId) ?? "") ??
      createSmtp(store, {
        name: asText(body.name) ?? "Microsoft",
        domain: asText(body.domain) ?? "acme.example",
        host: asText(body.host) ?? "smtp.office365.com",
        port: asInteger(body.port) ?? 587,
        mailbox: asText(body.mailbox) ?? "support@acme.example",
        isMicrosoft: body.microsoft !== false,
      });
    if (body.authorized === true)
      row = store.email.smtp.update(row.smtpId, {
        authorizedAt: store.now(),
      });
    if (typeof body.forceTls === "boolean")
      row = store.email.smtp.update(row.smtpId, { forceTls: body.forceTls });
    if (typeof body.enabled === "boolean") row = enableSmtp(store, row, body.enabled);
    return smtpSummary(row);
  });

  /** `{name, html}` makes a template, with `templateId` it changes one. */
  deed("template", (body) =>
    saveTemplate(store, asText(body.templateId) ?? null, {
      name: asText(body.name) ?? "",
      html: asText(body.html) ?? "",
    }),
  );

  /** `{name, plain?, html?, agentIds?}` makes a signature and moves these users to it. */
  deed("signature", (body) => {
    const row = saveSignature(store, asText(body.signatureId) ?? null, {
      name: asText(body.name) ?? "",
      plain: asText(body.plain) ?? "",
      html: asText(body.html) ?? "",
    });
    for (const id of asArray(body.agentIds)) {
      const agent = store.agents.get(asText(id) ?? "");
      if (!agent) throw new EmailRefusal(`"agentIds" names no agent: ${JSON.stringify(id)}.`);
      assignSignature(store, row.signatureId, agent.agentId);
    }
    return row;
  });

  /** `{channelId?, useGlobal?, firstResponse?: {days, hours, minutes}, solution?}`; without a channel the global one. */
  deed("sla", (body) =>
    saveSla(store, asText(body.channelId) ?? "global", {
      useGlobal: body.useGlobal === true,
      firstResponse: asRecord(body.firstResponse),
      solution: asRecord(body.solution),
    }),
  );

  /** `{address, reason?}` stores an address as bounced, with `"remove": true` it is sent to again. */
  deed("bounced", (body) => {
    const address = (asText(body.address) ?? "").toLowerCase();
    if (!address.includes("@"))
      throw new EmailRefusal('"address" is an address such as kim@customer.example.');
    if (body.remove === true) store.email.bounced.remove(address);
    else bounce(store, address, asText(body.reason) ?? "550 5.1.1 the mailbox does not exist");
    return { bounced: store.email.bounced.list() };
  });

  deed("remove-channel", (body) => {
    const id = asText(body.channelId) ?? "";
    if (!store.email.channels.remove(id)) throw new EmailRefusal(`There is no email channel ${id}.`);
    store.channels.remove(id);
  });
}
