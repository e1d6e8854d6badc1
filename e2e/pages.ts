import fs from "node:fs";
import path from "node:path";
import type { Role } from "../lib/auth/schema.ts";

/** What the addresses of pages about one thing are made of. */
export type Things = {
  connectionId: string;
  handoverId: string;
  runId: string;
  skillId: string;
  campaignId: string;
  agentId: string;
  channelId: string;
  scriptPath: string;
  conversationId: string;
  deliveryId: string;
  transferId: string;
  outboundId: string;
  callListId: string;
  callId: string;
  auditSeq: string;
  personId: string;
  policyId: string;
  emailChannelId: string;
  emailDomainId: string;
  smtpId: string;
  emailTemplateId: string;
  signatureId: string;
};

export type ConsolePage = {
  at: (things: Things) => string;
  /** Its h1; what a tenant calls the thing is not known here. */
  h1: RegExp;
  roles: readonly Role[];
  /** How the navigation offers it. */
  nav?: string;
  /** Shows what CXone answers, and says so when it is an older answer. */
  ofTenant?: true;
};

/** A page of the email channel of the scene. */
const ofEmail =
  (rest: string) =>
  ({ emailChannelId }: Things) =>
    `/email/channels/${emailChannelId}${rest}`;

const everybody: readonly Role[] = ["admin", "operator", "supervisor", "auditor"];
const readers: readonly Role[] = ["admin", "operator", "auditor"];
const setUp: readonly Role[] = ["admin", "operator"];
const calls: readonly Role[] = ["admin", "operator", "supervisor"];
const logs: readonly Role[] = ["admin", "auditor"];
const admin: readonly Role[] = ["admin"];

const fixed = (address: string) => () => address;
const ofTenant = (address: (things: Things) => string) => (things: Things) =>
  `${address(things)}?connection=${things.connectionId}`;
const tenantPage = (path: string, nav: string): ConsolePage => ({
  at: ofTenant(fixed(path)),
  h1: new RegExp(`^${nav}$`),
  roles: setUp,
  nav,
  ofTenant: true,
});
/** A page about one thing that the scene has made, under the name it was given there. */
const ofScene = (at: ConsolePage["at"]): ConsolePage => ({ at, h1: /^Scene /, roles: readers });
const page = (path: string, h1: string, roles: readonly Role[], nav?: string): ConsolePage => ({
  at: fixed(path),
  h1: new RegExp(`^${h1}$`),
  roles,
  ...(nav && { nav }),
});

/** Every page of the console by its folder: where it is, what heads it, who may open it. */
export const PAGES: Record<string, ConsolePage> = {
  overview: page("/overview", "Overview", everybody, "Overview"),
  handovers: page("/handovers", "Handovers", everybody, "Handovers"),
  "handovers/new": page("/handovers/new", "New handover", setUp),
  "handovers/[id]": { at: (of) => `/handovers/${of.handoverId}`, h1: /^Scene /, roles: everybody },
  "handovers/[id]/setup": { at: (of) => `/handovers/${of.handoverId}/setup`, h1: /./, roles: readers },
  "handovers/[id]/setup/[step]": {
    at: (of) => `/handovers/${of.handoverId}/setup/skill`,
    h1: /./,
    roles: readers,
  },
  "handovers/[id]/runs/[runId]": {
    at: (of) => `/handovers/${of.handoverId}/runs/${of.runId}`,
    h1: /./,
    roles: readers,
  },
  "handovers/[id]/rotate-secret": {
    at: (of) => `/handovers/${of.handoverId}/rotate-secret`,
    h1: /^Rotate the channel secret$/,
    roles: readers,
  },
  "handovers/[id]/move": {
    at: (of) => `/handovers/${of.handoverId}/move`,
    h1: /^Move the bot$/,
    roles: readers,
  },
  "handovers/[id]/teardown": {
    at: (of) => `/handovers/${of.handoverId}/teardown`,
    h1: /^Tear down /,
    roles: readers,
  },
  connections: page("/connections", "Connections", readers, "Connections"),
  "connections/new": page("/connections/new", "Connect a tenant", admin),
  "connections/[id]": { at: (of) => `/connections/${of.connectionId}`, h1: /^Scene /, roles: readers },
  "connections/[id]/credentials": {
    at: (of) => `/connections/${of.connectionId}/credentials`,
    h1: /^Scene /,
    roles: readers,
  },
  "connections/[id]/settings": {
    at: (of) => `/connections/${of.connectionId}/settings`,
    h1: /^Scene /,
    roles: admin,
  },
  conversations: page("/conversations", "Conversations", everybody, "Conversations"),
  "conversations/[id]": { at: (of) => `/conversations/${of.conversationId}`, h1: /./, roles: everybody },
  skills: tenantPage("/skills", "Skills"),
  "skills/new": { at: ofTenant(fixed("/skills/new")), h1: /^New skill$/, roles: setUp },
  "skills/[skillId]": {
    at: ofTenant((of) => `/skills/${of.skillId}`),
    h1: /^Scene_/,
    roles: setUp,
    ofTenant: true,
  },
  "skills/[skillId]/edit": {
    at: ofTenant((of) => `/skills/${of.skillId}/edit`),
    h1: /^Edit Scene_/,
    roles: setUp,
    ofTenant: true,
  },
  "skills/[skillId]/agents": {
    at: ofTenant((of) => `/skills/${of.skillId}/agents`),
    h1: /^Scene_/,
    roles: setUp,
    ofTenant: true,
  },
  campaigns: tenantPage("/campaigns", "Campaigns"),
  "campaigns/new": { at: ofTenant(fixed("/campaigns/new")), h1: /^New campaign$/, roles: setUp },
  "campaigns/[campaignId]": {
    at: ofTenant((of) => `/campaigns/${of.campaignId}`),
    h1: /^Default Campaign$/,
    roles: setUp,
    ofTenant: true,
  },
  "campaigns/[campaignId]/edit": {
    at: ofTenant((of) => `/campaigns/${of.campaignId}/edit`),
    h1: /^Edit Default Campaign$/,
    roles: setUp,
    ofTenant: true,
  },
  agents: tenantPage("/agents", "Agents"),
  "agents/[agentId]": {
    at: ofTenant((of) => `/agents/${of.agentId}`),
    h1: /^Jonas Weber$/,
    roles: setUp,
    ofTenant: true,
  },
  channels: tenantPage("/channels", "Channels"),
  "channels/[id]": {
    at: ofTenant((of) => `/channels/${encodeURIComponent(of.channelId)}`),
    h1: /^(Scene|Patchbay) /,
    roles: setUp,
    ofTenant: true,
  },
  scripts: tenantPage("/scripts", "Studio scripts"),
  "scripts/[path]": {
    at: ofTenant((of) => `/scripts/${encodeURIComponent(of.scriptPath)}`),
    h1: /./,
    roles: setUp,
    ofTenant: true,
  },
  roles: tenantPage("/roles", "Roles"),
  integrations: tenantPage("/integrations", "Integrations"),
  // Shows the last report, which is kept here with its age.
  readiness: {
    at: ofTenant(fixed("/readiness")),
    h1: /^Readiness$/,
    roles: setUp,
    nav: "Readiness",
  },
  notices: page("/notices", "Notices", readers, "Notices"),
  transfers: page("/transfers", "Transfers", everybody, "Transfers"),
  "transfers/policies": page("/transfers/policies", "Transfer policies", everybody, "Transfer policies"),
  "transfers/policies/new": page("/transfers/policies/new", "New transfer policy", setUp),
  "transfers/policies/[id]": {
    at: (of) => `/transfers/policies/${of.policyId}`,
    h1: /^Scene /,
    roles: everybody,
  },
  "transfers/policies/[id]/versions": {
    at: (of) => `/transfers/policies/${of.policyId}/versions`,
    h1: /^Scene /,
    roles: everybody,
  },
  "transfers/live": page("/transfers/live", "Open transfers", everybody, "Open transfers"),
  "transfers/start": page("/transfers/start", "Start a transfer", calls),
  outbound: page("/outbound", "Personal Connection", everybody, "Personal Connection"),
  "outbound/lists": page("/outbound/lists", "Call lists", everybody),
  "outbound/lists/new": page("/outbound/lists/new", "Upload a call list", calls),
  "outbound/lists/[id]": { at: (of) => `/outbound/lists/${of.callListId}`, h1: /^Scene$/, roles: everybody },
  "outbound/new": page("/outbound/new", "Place a call", calls),
  "outbound/[id]": { at: (of) => `/outbound/${of.outboundId}`, h1: /→/, roles: everybody },
  "transfers/[id]": { at: (of) => `/transfers/${of.transferId}`, h1: /→/, roles: everybody },
  "transfers/[id]/replay": {
    at: (of) => `/transfers/${of.transferId}/replay`,
    h1: /^Replay of /,
    roles: calls,
  },
  "transfers/log": page("/transfers/log", "Transfer log", everybody, "Transfer log"),
  email: page("/email", "Email", everybody, "Email"),
  "email/channels/new": page("/email/channels/new", "New email channel", setUp),
  "email/channels/[id]": { at: ofEmail(""), h1: /^Scene /, roles: readers },
  "email/channels/[id]/remove": { at: ofEmail("/remove"), h1: /^Remove Scene /, roles: readers },
  "email/channels/[id]/setup": { at: ofEmail("/setup"), h1: /./, roles: readers },
  "email/channels/[id]/setup/[step]": { at: ofEmail("/setup/settings"), h1: /^Settings$/, roles: readers },
  "email/channels/[id]/settings": { at: ofEmail("/settings"), h1: /^Channel settings$/, roles: readers },
  "email/domains": page("/email/domains", "Email domains", readers, "Domains"),
  "email/domains/[id]": {
    at: (of) => `/email/domains/${of.emailDomainId}`,
    h1: /^scene-.*\.example$/,
    roles: readers,
  },
  "email/smtp": page("/email/smtp", "SMTP", readers, "SMTP"),
  "email/smtp/new": page("/email/smtp/new", "Add mail server", admin),
  "email/smtp/[id]": { at: (of) => `/email/smtp/${of.smtpId}`, h1: /^Mail of the scene/, roles: readers },
  "email/smtp/[id]/settings": {
    at: (of) => `/email/smtp/${of.smtpId}/settings`,
    h1: /^Settings of /,
    roles: setUp,
  },
  "email/templates": page("/email/templates", "Templates", readers, "Templates"),
  "email/templates/new": page("/email/templates/new", "New template", setUp),
  "email/templates/[id]": ofScene((of) => `/email/templates/${of.emailTemplateId}`),
  "email/templates/[id]/versions": ofScene((of) => `/email/templates/${of.emailTemplateId}/versions`),
  "email/signatures": page("/email/signatures", "Signatures", readers, "Signatures"),
  "email/signatures/new": page("/email/signatures/new", "New signature", setUp),
  "email/signatures/[id]": ofScene((of) => `/email/signatures/${of.signatureId}`),
  "email/signatures/[id]/versions": ofScene((of) => `/email/signatures/${of.signatureId}/versions`),
  "email/signatures/coverage": {
    at: ofTenant(fixed("/email/signatures/coverage")),
    h1: /^Signature coverage$/,
    roles: readers,
    ofTenant: true,
  },
  "email/extensions": page("/email/extensions", "Attachments", readers, "Attachments"),
  "email/requests": page("/email/requests", "Requests", readers, "Requests"),
  "email/bounced": page("/email/bounced", "Bounced addresses", readers, "Bounced"),
  "email/permissions": page("/email/permissions", "Email permissions", readers, "Permissions"),
  "email/queues": page("/email/queues", "Routing queues", readers, "Routing queues"),
  "email/sla": page("/email/sla", "SLA", readers, "SLA"),
  "activity/deliveries": page("/activity/deliveries", "Deliveries", readers, "Deliveries"),
  "activity/deliveries/[id]": {
    at: (of) => `/activity/deliveries/${of.deliveryId}`,
    h1: /./,
    roles: readers,
  },
  "activity/requests": page("/activity/requests", "Request log", readers, "Request log"),
  "activity/requests/[id]": { at: (of) => `/activity/requests/${of.callId}`, h1: /^cxone\./, roles: readers },
  "activity/audit": page("/activity/audit", "Audit log", readers, "Audit log"),
  "activity/audit/[seq]": { at: (of) => `/activity/audit/${of.auditSeq}`, h1: /\./, roles: readers },
  "settings/people": page("/settings/people", "People", logs, "People"),
  "settings/people/new": page("/settings/people/new", "Invite person", admin),
  "settings/people/[id]": { at: (of) => `/settings/people/${of.personId}`, h1: /./, roles: logs },
  "settings/sign-in": page("/settings/sign-in", "Sign-in", admin, "Sign-in"),
  "settings/api-tokens": page("/settings/api-tokens", "API tokens", admin, "API tokens"),
  "settings/api-tokens/new": page("/settings/api-tokens/new", "Make token", admin),
  expiries: page("/expiries", "Expiry calendar", readers, "Expiry calendar"),
  "settings/configuration": page("/settings/configuration", "Configuration", readers, "Configuration"),
  "settings/api": page("/settings/api", "API", everybody, "API"),
  "settings/api/[noun]": page("/settings/api/transfers", "Transfers", everybody),
  "settings/private-hosts": page("/settings/private-hosts", "Private hosts", logs, "Private hosts"),
  "settings/retention": page("/settings/retention", "Retention", logs, "Retention"),
  "settings/account": page("/settings/account", "My account", everybody),
};

/** The folders of all pages there are: a page that PAGES does not know fails the journeys. */
export const pagesOnDisk = (): string[] =>
  fs
    .globSync("**/page.tsx", { cwd: path.resolve(import.meta.dirname, "../app/(console)") })
    .map((file) => path.dirname(file))
    .sort();

/** The page that an address leads to: one without a place for an id before one that has it. */
export const pageAt = (address: string): ConsolePage | undefined =>
  Object.entries(PAGES)
    .sort(([a], [b]) => a.split("[").length - b.split("[").length)
    .find(([folder]) => new RegExp(`^/${folder.replace(/\[\w+\]/g, "[^/]+")}$`).test(address))?.[1];
