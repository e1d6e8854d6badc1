import type { Channel } from "../state/digital-model.ts";
import type { EmailChannel, EmailDomain, SmtpConfiguration } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import { asBoolean } from "../wire/values.ts";
import { settledDomain } from "./domains.ts";

/** The flags of an email channel that its object shows in the digital API (facts/cxone.md §6). */
const shownFlags = {
  hasReply: true,
  hasAbilityToSendFiles: true,
  hasCcAndBcc: true,
  hasVisibleTitle: true,
  hasEditableTitle: true,
  hasVisibleRecipients: true,
  hasMultipleRecipient: true,
  hasAbilityToForwardMessage: true,
  hasAbilityToChangeRecipient: true,
  hasOutboundFlow: true,
  hasManualOutboundFlow: false,
  wysiwygEnabled: true,
  contentFormat: "html",
};

const integration = "in-contact-email";

/** Settings as they are before anybody has changed one. */
export function freshSettings(
  channelId: string,
  fromAddress: string,
  domain: string,
  pointOfContact: string,
): EmailChannel {
  return {
    channelId,
    fromAddress,
    domain,
    pointOfContact,
    displayName: "",
    spamTagId: null,
    ticketPosition: "end",
    ticketStyle: "none",
    ticketHidden: false,
    threading: "preferInReplyTo",
    forceTls: false,
    templateId: null,
  };
}

/** The address that is shown once From Address and Verified domain are filled (M-11). What it looks like is a switch. */
export function pointOfContactOf(store: Store, local: string, domain: string): string {
  if (store.switches.emailPointOfContact === "sameAsFrom") return `${local}@${domain}`;
  const { businessUnitId, area } = store.tenant;
  const name = `${local}_${domain}`.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  return `${name}.${businessUnitId}@inbound-email.${area}.cxone.example`;
}

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;

export type NewEmailChannel = { local: string; domain: string; name: string; manualOutbound: boolean };

/** What stands in the way of a new channel, in the console's words, or null. */
export function channelProblem(store: Store, input: NewEmailChannel): string | null {
  if (!localPart.test(input.local) || input.local.length > 64)
    return "From Address: enter the part before the @, such as support.";
  const domain = settledDomain(store, input.domain);
  if (!domain || !isUsable(domain)) return "Verified domain: choose a verified domain.";
  if (input.name.trim() === "") return "Channel Name: enter a name.";
  const from = `${input.local}@${domain.name}`.toLowerCase();
  const twin = store.email.channels.find((row) => row.fromAddress === from);
  return twin ? `From Address: ${from} already is the address of another channel.` : null;
}

function isUsable(domain: EmailDomain): boolean {
  return domain.identity === "Success" && domain.dkim === "Success";
}

/** Makes the channel that the console's form describes. The caller has asked `channelProblem`. */
export function createEmailChannel(store: Store, input: NewEmailChannel): Channel {
  const domain = input.domain.toLowerCase();
  const from = `${input.local}@${domain}`.toLowerCase();
  const id = `${integration}_${from}`;
  store.email.channels.put(
    id,
    freshSettings(id, from, domain, pointOfContactOf(store, input.local.toLowerCase(), domain)),
  );
  return store.channels.put(id, {
    id,
    idOnExternalPlatform: from,
    channelIntegrationId: integration,
    realExternalPlatformId: store.switches.emailPlatformId,
    name: input.name.trim(),
    isPrivate: true,
    hasTreeStructure: false,
    // Neither is in the form: both are set under Edit, and without them nothing is routed (M-65).
    studioScript: null,
    defaultSkillId: null,
    options: { ...shownFlags, hasManualOutboundFlow: input.manualOutbound },
    createdAt: store.now(),
    updatedAt: store.now(),
  });
}

/**
 * Two flags that no page sets and nothing public explains: as a control has set them, otherwise agents may change the
 * From address once there are several channels (M-14), and signatures are attached once there are any.
 */
export function derivedFlags(store: Store, channel: Channel) {
  const { hasAbilityToChangeFrom, isAutomaticSignatureAttached } = channel.options;
  return {
    hasAbilityToChangeFrom: asBoolean(hasAbilityToChangeFrom) ?? store.email.channels.size > 1,
    isAutomaticSignatureAttached: asBoolean(isAutomaticSignatureAttached) ?? store.email.signatures.size > 0,
  };
}

/** The mail server of the customer's own that the channel's mail leaves by; undefined is SES. */
export function smtpOf(store: Store, settings: EmailChannel): SmtpConfiguration | undefined {
  return store.email.smtp.where("domain", settings.domain).find((row) => row.isEnabled);
}

/** A channel with its settings, by its id; undefined for channels of other platforms. */
export function emailChannel(
  store: Store,
  channelId: string,
): { channel: Channel; settings: EmailChannel } | undefined {
  const channel = store.channels.get(channelId);
  const settings = store.email.channels.get(channelId);
  return channel && settings ? { channel, settings } : undefined;
}
