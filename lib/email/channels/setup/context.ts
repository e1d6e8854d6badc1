import type { Channel } from "#lib/cxone/channels.ts";
import type { CxoneClient } from "#lib/cxone/client.ts";
import type { SetupBase } from "#lib/setup/step.ts";
import type { ChannelSettings, EmailChannelState, Sending } from "../schema.ts";

export const SYSTEM = "CXone";

/** Where the email channels are in CXone; every path of the steps begins so. */
export const EMAIL_PATH = ["CXone", "ACD", "Digital", "Points of Contact Digital", "CXone Email"] as const;
/** Where a routing queue includes channels (M-61). */
export const QUEUES_PATH = [
  "CXone",
  "ACD",
  "Digital",
  "Routing Queues",
  "the queue",
  "Filters",
  "the filter",
  "Conditions",
] as const;
export const HELP = "https://help.nicecxone.com/content/acd/digital/channels/cxoneemailchannels.htm";

/** A request to the account representative, as far as a step waits for it. */
export type Asked = { kind: string; state: string; sentAt: Date | null; since: Date };

/** Everything the steps of an email channel may ask. */
export type ChannelContext = SetupBase & {
  channel: {
    id: string;
    name: string;
    state: EmailChannelState;
    localPart: string | null;
    pointContact: string | null;
    /** Of the digital channel in CXone, once seen. */
    channelId: string | null;
    sending: Sending;
    settings: ChannelSettings;
    templateId: string | null;
    version: number;
  };
  connection: { id: string; name: string; environment: string; issuer: string };
  domain: { id: string; name: string; state: string; startedAt: Date | null; since: Date } | null;
  smtp: {
    id: string;
    name: string;
    provider: string;
    auth: string;
    tenantId: string | null;
    mailbox: string;
    clientId: string | null;
    granted: boolean;
    lastOkAt: Date | null;
    /** Why the last mail was not taken, with what mends it; null once one was taken again. */
    failure: { title: string; fix: string } | null;
  } | null;
  /** Where CXone was told of the channel beside its own page, and which of what it uses no other channel uses. */
  told: {
    roles: readonly { name: string; permissions: readonly string[] }[];
    queues: readonly { name: string; hasOthers: boolean }[];
    hasOwnSla: boolean;
    template: { id: string; name: string } | null;
    alone: { domain: boolean; smtp: boolean; template: boolean };
  };
  /** The service level that counts for this channel; `attested`: somebody said on its page that CXone has it (M-80). */
  sla: { isOwn: boolean; firstResponse: string; solution: string; attested: boolean } | null;
  /** Requests to the representative about this channel, its mail server or its tenant. */
  asked: readonly Asked[];
  cxone(): Promise<CxoneClient>;
  /** The email channels of the tenant, asked once for each look however many steps want to know. */
  emailChannels(): Promise<Channel[]>;
  /** What `verify` of a step found for its `save`. */
  found: { channelId?: string };
};

/** Where a person enters the vendor's console. */
export const consoleLink = ({ connection }: ChannelContext): string => new URL(connection.issuer).origin;

/** Whole from address, as far as it is known. */
export function fromAddress({ channel, domain }: Pick<ChannelContext, "channel" | "domain">): string | null {
  return channel.localPart && domain ? `${channel.localPart}@${domain.name}` : null;
}

/** The channel of this set-up among those of the tenant: by its id once it was seen, before by its name. */
export async function findOwn(context: ChannelContext): Promise<Channel | null> {
  const { channelId, name } = context.channel;
  const all = await context.emailChannels();
  if (channelId) return all.find((one) => one.id === channelId) ?? null;
  const alike = all.filter((one) => one.name.trim().toLowerCase() === name.toLowerCase());
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

const OPEN: ReadonlySet<string> = new Set(["not_sent", "sent", "chased"]);

/** The open request of a kind, if there is one. */
export const openRequest = ({ asked }: ChannelContext, kind: string): Asked | null =>
  asked.find((one) => one.kind === kind && OPEN.has(one.state)) ?? null;

/** Whether the representative has done it. */
export const isDone = ({ asked }: ChannelContext, kind: string): boolean =>
  asked.some((one) => one.kind === kind && one.state === "done");
