import { sendAsOf } from "../smtp/mapping.ts";
import type { RequestKind } from "./schema.ts";

export const REQUEST_NAMES: Record<RequestKind, { name: string; why: string; wait: number | null }> = {
  ticketing_form: {
    name: "Email ticketing form",
    why: "A tenant that has Proactive Chat and Email gets the email channel by this form only.",
    wait: null,
  },
  smtp_configuration: {
    name: "Create the SMTP configuration",
    why: "Advanced Settings of the channel stay empty until the representative has made it in Cloud Email tools.",
    wait: 1,
  },
  smtp_enable: {
    name: "Enable the SMTP configuration",
    why: "After Authorize the mail server is used only when the representative has enabled it.",
    wait: 2,
  },
  email_support_tool: {
    name: "Change in the Email Support Tool",
    why: "MAILFROM and Force TLS of a mail server of one's own are set there, and only the representative has access.",
    wait: 3,
  },
};

/** What is known for the text. Never a secret: it goes out by mail. */
export type RequestFacts = {
  connection: string;
  tenantId: string | null;
  businessUnit: string | null;
  channel: string | null;
  /** From addresses of the channel, or of all that send through the mail server. */
  addresses: readonly string[];
  domain: string | null;
  mailFrom: string | null;
  forceTls: boolean;
  smtp: {
    name: string;
    host: string;
    port: number;
    security: string;
    mailbox: string;
    provider: string;
    tenantId: string | null;
    clientId: string | null;
  } | null;
};

/** The text of a request, filled from what is configured; what is not known is left out. */
export function requestText(kind: RequestKind, facts: RequestFacts): string {
  const { businessUnit, tenantId, channel, addresses, domain, smtp } = facts;
  const others = (smtp && sendAsOf(smtp, addresses)?.from) || [];
  const about = [
    businessUnit && `Business unit: ${businessUnit}`,
    tenantId && `Tenant: ${tenantId}`,
    channel && `Email channel: ${channel}`,
    addresses.length > 0 && `From address: ${addresses.join(", ")}`,
    domain && `Email domain: ${domain}`,
  ];
  const server = smtp && [
    `Name: ${smtp.name}`,
    `Server: ${smtp.host}:${smtp.port} (${SECURITY[smtp.security] ?? smtp.security})`,
    `Mailbox: ${smtp.mailbox}`,
    others.length > 0 &&
      `Sends as: ${others.join(", ")} (our Exchange administrator gives the mailbox Send As)`,
    smtp.tenantId && `Microsoft tenant id: ${smtp.tenantId}`,
    smtp.clientId && `Microsoft client id: ${smtp.clientId}`,
  ];
  const parts: Record<RequestKind, (string | null | false)[]> = {
    ticketing_form: [
      "Our tenant already has Proactive Chat and Email. Please send us the email ticketing form, so that the Digital Email channel can be set up.",
      block(about),
    ],
    smtp_configuration: [
      "Please create a new SMTP configuration for us in Cloud Email tools. We authenticate with OAuth 2.0 and enter the client secret ourselves under Advanced Settings of the channel.",
      block(about),
      server && block(["Mail server", ...server]),
      "Please tell us when Advanced Settings show its fields.",
    ],
    smtp_enable: [
      "We have entered the OAuth settings of our mail server and pressed Authorize. Please enable the new SMTP configuration.",
      block(about),
      server && block(["Mail server", ...server]),
      "Please tell us when it is enabled, so that we can send a test mail. Basic authentication stays on until that mail has arrived.",
    ],
    email_support_tool: [
      "Please change the following in the Email Support Tool, tab Configuration:",
      block([facts.mailFrom && `MAILFROM: ${facts.mailFrom}`, `Force TLS: ${facts.forceTls ? "on" : "off"}`]),
      block(about),
      server && block(["Mail server", ...server]),
    ],
  };
  return ["Hello,", ...parts[kind], "Thank you"].filter(Boolean).join("\n\n");
}

const SECURITY: Record<string, string> = { starttls: "STARTTLS", tls: "TLS", none: "no encryption" };
const block = (lines: readonly (string | null | false)[]) => lines.filter(Boolean).join("\n");
