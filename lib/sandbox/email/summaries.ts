import { channelView } from "../cxone/digital-views.ts";
import type { Channel } from "../state/digital-model.ts";
import type { EmailChannel, EmailDomain, SmtpConfiguration } from "../state/email-model.ts";
import type { Store } from "../state/store.ts";
import type { JsonRecord } from "../wire/values.ts";
import { domainState, isSeen, settleDomains, wantedRecords } from "./domains.ts";

/** What the controls answer: everything that the console shows, as JSON. */

export function domainSummary(store: Store, domain: EmailDomain): JsonRecord {
  return {
    ...domain,
    state: domainState(domain),
    records: wantedRecords(domain).map((row) => ({ ...row, isSeen: isSeen(store, row) })),
  };
}

export function channelSummary(
  store: Store,
  { channel, settings }: { channel: Channel; settings: EmailChannel },
): JsonRecord {
  return { ...settings, channel: channelView({ store }, channel) };
}

/** A configuration without its secrets. */
export function smtpSummary({ clientSecret, refreshToken, pending, ...row }: SmtpConfiguration): JsonRecord {
  return {
    ...row,
    hasClientSecret: clientSecret !== "",
    isAuthorized: row.authorizedAt !== null,
    isAuthorizing: pending !== null,
  };
}

export function emailSummary(store: Store): JsonRecord {
  settleDomains(store);
  return {
    domains: store.email.domains.list().map((domain) => domainSummary(store, domain)),
    channels: store.email.channels.list().flatMap((settings) => {
      const channel = store.channels.get(settings.channelId);
      return channel ? [channelSummary(store, { channel, settings })] : [];
    }),
    smtp: store.email.smtp.list().map(smtpSummary),
    templates: store.email.templates.list(),
    signatures: store.email.signatures.list().map((row) => ({
      ...row,
      agentIds: store.email.signatureUsers.where("signature", row.signatureId).map(({ agentId }) => agentId),
    })),
    slas: store.email.slas.list(),
    queueFilters: store.email.queueFilters.list(),
    supportTickets: store.email.supportTickets.list(),
    refused: store.email.refused.list(),
    bounced: store.email.bounced.list(),
  };
}
