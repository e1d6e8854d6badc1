import type { ChannelTraffic } from "#lib/cxone/channel-traffic.ts";

/** Told when a look at the mail of a tenant's channels is over. */
export const TRAFFIC_TOPIC = "email-traffic";

/** What CXone showed of a channel's mail at the last look, and how old that is. */
export type TrafficView = ChannelTraffic & {
  /** ISO 8601. */
  asOf: string;
  /** CXone did not answer since, or nobody asks any more. */
  isLate: boolean;
};
