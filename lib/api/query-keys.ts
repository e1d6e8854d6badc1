type Filters = Record<string, unknown>;

const nounKeys = <Noun extends string>(noun: Noun) => ({
  /** Everything of the noun: what a live update invalidates. */
  all: [noun] as const,
  list: (filters: Filters = {}) => [noun, "list", filters] as const,
  one: (id: string) => [noun, "one", id] as const,
  /** Something that belongs to one: its runs, its checks, what the vendor offers for it. */
  part: (id: string, part: string, filters: Filters = {}) => [noun, "one", id, part, filters] as const,
});

/** The names under which TanStack Query keeps answers. Every noun has the same four. */
export const queryKeys = {
  handovers: nounKeys("handovers"),
  connections: nounKeys("connections"),
  conversations: nounKeys("conversations"),
  setups: nounKeys("setups"),
  runs: nounKeys("runs"),
  requests: nounKeys("requests"),
  deliveries: nounKeys("deliveries"),
  audit: nounKeys("audit"),
  people: nounKeys("people"),
  apiTokens: nounKeys("apiTokens"),
  skills: nounKeys("skills"),
  campaigns: nounKeys("campaigns"),
  agents: nounKeys("agents"),
  channels: nounKeys("channels"),
  scripts: nounKeys("scripts"),
  teams: nounKeys("teams"),
  notices: nounKeys("notices"),
  transfers: nounKeys("transfers"),
  outbound: nounKeys("outbound"),
  emailChannels: nounKeys("emailChannels"),
  emailDomains: nounKeys("emailDomains"),
  smtp: nounKeys("smtp"),
  mails: nounKeys("mails"),
  emailTemplates: nounKeys("emailTemplates"),
  emailSignatures: nounKeys("emailSignatures"),
  emailPermissions: nounKeys("emailPermissions"),
  emailQueues: nounKeys("emailQueues"),
  emailSla: nounKeys("emailSla"),
  emailExtensions: nounKeys("emailExtensions"),
  repRequests: nounKeys("repRequests"),
  bounced: nounKeys("bounced"),
};
