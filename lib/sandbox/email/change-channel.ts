import type { Channel } from "../state/digital-model.ts";
import type { EmailChannel } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { asBoolean, asInteger, asText, type JsonRecord } from "../wire/values.ts";
import { emailChannel, smtpOf } from "./channels.ts";
import { keepTicketRule } from "./ticket.ts";

/** A sentence about what the console does not take. */
export class EmailRefusal extends Error {}

/** One of a set of words, or undefined when nothing was sent. */
export function oneOf<Word extends string>(
  body: JsonRecord,
  name: string,
  words: readonly Word[],
): Word | undefined {
  if (body[name] == null) return undefined;
  const found = words.find((word) => word === body[name]);
  if (!found) throw new EmailRefusal(`"${name}" is one of: ${words.join(", ")}.`);
  return found;
}

function flag(body: JsonRecord, name: string): boolean | undefined {
  if (body[name] == null) return undefined;
  const value = asBoolean(body[name]);
  if (value === undefined) throw new EmailRefusal(`"${name}" is true or false.`);
  return value;
}

/** A reference that an empty text or null takes away; undefined when nothing was sent. */
function reference<Id>(
  body: JsonRecord,
  name: string,
  find: (id: string) => Id | undefined,
): Id | null | undefined {
  if (!(name in body)) return undefined;
  const sent = asText(body[name]) ?? "";
  if (sent === "") return null;
  const found = find(sent);
  if (found === undefined) throw new EmailRefusal(`"${name}" names nothing that there is: ${sent}.`);
  return found;
}

function defined<Row extends object>(change: { [Key in keyof Row]?: Row[Key] | undefined }): Partial<Row> {
  return Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  ) as Partial<Row>;
}

/**
 * Changes what was sent of an email channel and nothing else: the console's Edit, its list and the controls come here.
 * Throws EmailRefusal.
 */
export function changeEmailChannel(
  store: Store,
  channelId: string,
  body: JsonRecord,
): { channel: Channel; settings: EmailChannel } {
  const found = emailChannel(store, channelId);
  if (!found) throw new EmailRefusal(`There is no email channel ${channelId}.`);
  const { channel, settings } = found;
  const name = asText(body.name);
  if (name !== undefined && name.trim() === "") throw new EmailRefusal("Channel Name: enter a name.");
  const changed: EmailChannel = {
    ...settings,
    ...defined<EmailChannel>({
      displayName: asText(body.displayName)?.trim(),
      spamTagId: reference(body, "spamTagId", (id) => store.tags.get(id)?.id),
      ticketPosition: oneOf(body, "ticketPosition", ["end", "start"]),
      ticketStyle: oneOf(body, "ticketStyle", ["none", "square", "curly"]),
      ticketHidden: flag(body, "ticketHidden"),
      threading: oneOf(body, "threading", ["preferInReplyTo", "ignoreInReplyTo"]),
      forceTls: flag(body, "forceTls"),
      templateId: reference(body, "templateId", (id) => store.email.templates.get(id)?.templateId),
    }),
  };
  if (changed.displayName !== "" && changed.displayName !== settings.displayName && smtpOf(store, settings))
    throw new EmailRefusal("Display Name: this feature is not supported for custom SMTP channels.");
  const options = defined<Record<string, unknown>>({
    hasOutboundFlow: flag(body, "outboundFlow"),
    hasManualOutboundFlow: flag(body, "manualOutbound"),
    hasAbilityToChangeFrom: flag(body, "canChangeFrom"),
    isAutomaticSignatureAttached: flag(body, "signatureAttached"),
  });
  const studioScript = "studioScript" in body ? asText(body.studioScript) || null : channel.studioScript;
  const skillId = reference(body, "defaultSkillId", (id) => store.skills.get(asInteger(id) ?? -1)?.skillId);
  return {
    settings: store.email.channels.put(channelId, keepTicketRule(store, settings, changed)),
    channel: store.channels.update(channelId, {
      name: name?.trim() ?? channel.name,
      studioScript,
      defaultSkillId: skillId === undefined ? channel.defaultSkillId : skillId,
      options: { ...channel.options, ...options },
      updatedAt: store.now(),
    }),
  };
}
