import { channelView } from "../cxone/digital-views.ts";
import type { Channel } from "../state/digital-model.ts";
import type { EmailChannel, EmailDomain } from "../state/email-model.ts";
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

export function emailSummary(store: Store): JsonRecord {
  settleDomains(store);
  return {
    domains: store.email.domains.list().map((domain) => domainSummary(store, domain)),
    channels: store.email.channels.list().flatMap((settings) => {
      const channel = store.channels.get(settings.channelId);
      return channel ? [channelSummary(store, { channel, settings })] : [];
    }),
    refused: store.email.refused.list(),
    bounced: store.email.bounced.list(),
  };
}
