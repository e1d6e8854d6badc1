import type { Case, Message } from "../state/digital-model.ts";
import type { EmailChannel } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { derivedFlags } from "./channels.ts";

/** What an agent wrote, with template and signature around it. */

const place = /\{\{\s*([a-zA-Z.]+)\s*\}\}/g;

export function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Fills the variables that are known; the others stay as they are written. */
function fill(text: string, values: Record<string, string>): string {
  return text.replace(place, (written, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? "") : written,
  );
}

function valuesOf(store: Store, message: Message, row: Case): Record<string, string> {
  const agent = message.agentId === null ? undefined : store.agents.get(message.agentId);
  return {
    "customer.firstName": row.author.firstName ?? "",
    "customer.lastName": row.author.lastName ?? "",
    "customer.email": row.author.idOnExternalPlatform,
    "agent.name": agent ? `${agent.firstName} ${agent.lastName}` : "",
    "agent.firstName": agent?.firstName ?? "",
    "agent.lastName": agent?.lastName ?? "",
    "agent.email": agent?.emailAddress ?? "",
    "ticket.number": row.id,
  };
}

function escaped(values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escapeHtml(value)]));
}

/** Puts the content where the template says, or before the end of its body where it says nothing. */
function intoTemplate(
  template: string,
  content: string,
  name: string,
  values: Record<string, string>,
): string {
  const filled = fill(template, { ...values, [name]: content });
  if (filled.includes(content)) return filled;
  return /<\/body>/i.test(filled)
    ? filled.replace(/<\/body>/i, () => `${content}</body>`)
    : `${filled}${content}`;
}

/** The two bodies of an outbound mail. The signature is that of the agent (M-46), the template that of the channel (M-40). */
export function writeReply(
  store: Store,
  settings: EmailChannel,
  message: Message,
  row: Case,
): { text: string; html: string } {
  const values = valuesOf(store, message, row);
  const written = String(message.messageContent.payload.text ?? message.messageContent.fallbackText ?? "");
  const channel = store.channels.get(settings.channelId);
  const isSigned = channel !== undefined && derivedFlags(store, channel).isAutomaticSignatureAttached;
  const user =
    message.agentId === null || !isSigned ? undefined : store.email.signatureUsers.get(message.agentId);
  const signature = user && store.email.signatures.get(user.signatureId);
  const plain = signature ? fill(signature.plain, values) : "";
  const signed = signature ? fill(signature.html, escaped(values)) || toHtml(plain) : "";
  const content = `${toHtml(written)}${signed === "" ? "" : `<div>${signed}</div>`}`;
  const template = settings.templateId === null ? undefined : store.email.templates.get(settings.templateId);
  return {
    text: plain === "" ? written : `${written}\n\n-- \n${plain}`,
    html: template
      ? intoTemplate(template.html, content, store.switches.emailTemplateContent, escaped(values))
      : content,
  };
}

function toHtml(text: string): string {
  return text === "" ? "" : `<p>${escapeHtml(text).replace(/\r?\n/g, "<br>")}</p>`;
}
