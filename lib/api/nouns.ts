/** What operations of the API are about: its heading, what it is in one line, and how their addresses begin. */
type Noun = { title: string; says: string; at: readonly string[] };

const TENANT = "/api/connections/{id}";

/** By title; of two that fit an address, the longer beginning is meant. */
const NOUNS: readonly Noun[] = [
  {
    title: "Agents",
    says: "Agents of a tenant, their teams and skills.",
    at: [`${TENANT}/agents`, `${TENANT}/teams`],
  },
  { title: "API tokens", says: "What scripts sign in with.", at: ["/api/tokens"] },
  { title: "Audit log", says: "What was done and by whom, chained by hashes.", at: ["/api/audit"] },
  {
    title: "Call lists",
    says: "Lists of numbers that are called one after the other.",
    at: ["/api/outbound-lists"],
  },
  { title: "Campaigns", says: "Campaigns of a tenant.", at: [`${TENANT}/campaigns`] },
  {
    title: "Configuration",
    says: "Connections, handovers and email as a YAML file.",
    at: ["/api/configuration"],
  },
  {
    title: "Connections",
    says: "Tenants of CXone and Engage that Patchbay may call.",
    at: ["/api/connections"],
  },
  {
    title: "Conversations",
    says: "Chats with visitors, with their transcripts.",
    at: ["/api/conversations"],
  },
  {
    title: "Deliveries",
    says: "What came to the bridge, and having it tried again.",
    at: ["/api/deliveries"],
  },
  { title: "DNS servers", says: "Whom look-ups of email domains ask.", at: ["/api/name-servers"] },
  {
    title: "Email attachments",
    says: "File types that a business unit is to accept.",
    at: ["/api/email/extensions"],
  },
  { title: "Email bounces", says: "Addresses whose mail came back.", at: ["/api/email/bounced"] },
  {
    title: "Email channels",
    says: "Email channels from their set-up to their removal.",
    at: ["/api/email/channels"],
  },
  {
    title: "Email domains",
    says: "Domains that channels send from, and their records in DNS.",
    at: ["/api/email/domains"],
  },
  {
    title: "Email permissions",
    says: "What each digital role may do on each email channel.",
    at: ["/api/email/permissions"],
  },
  {
    title: "Email queues",
    says: "Which email channels a routing queue includes.",
    at: ["/api/email/queues"],
  },
  {
    title: "Email requests",
    says: "What an account representative is asked for.",
    at: ["/api/email/requests"],
  },
  { title: "Email signatures", says: "Signatures, and who has which.", at: ["/api/email/signatures"] },
  { title: "Email SLA", says: "Service levels of email, global and by channel.", at: ["/api/email/sla"] },
  {
    title: "Email SMTP",
    says: "Mail servers, their authorisation, and mails sent through them.",
    at: ["/api/email/smtp", "/api/email/mails", "/api/email/oauth"],
  },
  { title: "Email tags", says: "Tags of a tenant, one of which can mark spam.", at: ["/api/email/tags"] },
  {
    title: "Email templates",
    says: "Templates with their versions, and what is to be said of HTML before it is sent.",
    at: ["/api/email/templates", "/api/email/inspect", "/api/email/links", "/api/email/preview"],
  },
  { title: "Expiry calendar", says: "Everything that runs out, soonest first.", at: ["/api/expiries"] },
  { title: "Handover set-up", says: "The steps of a handover's set-up.", at: ["/api/handovers/{id}/setup"] },
  {
    title: "Handovers",
    says: "Ways from a bot to agents: plans, runs, drift, teardown.",
    at: ["/api/handovers"],
  },
  {
    title: "Health",
    says: "Whether the console can work, and this description.",
    at: ["/api/health", "/api/openapi.json"],
  },
  { title: "Invitations", says: "Links for people who have no account yet.", at: ["/api/invites"] },
  { title: "Notices", says: "What is wrong or will be, and who has seen it.", at: ["/api/notices"] },
  { title: "People", says: "Accounts, their roles and sessions.", at: ["/api/users"] },
  {
    title: "Personal Connection",
    says: "Calls that ring an agent and then one customer.",
    at: ["/api/outbound-calls"],
  },
  {
    title: "Private hosts",
    says: "Hosts in private networks that Patchbay may call.",
    at: ["/api/private-hosts"],
  },
  { title: "Request log", says: "Calls that Patchbay made to other systems.", at: ["/api/requests"] },
  { title: "Retention", says: "How long logs are kept.", at: ["/api/retention"] },
  { title: "Saved views", says: "Filters of lists under names of one's own.", at: ["/api/saved-views"] },
  {
    title: "Session",
    says: "Who is signed in here, and in which other browsers.",
    at: ["/api/session", "/api/sessions"],
  },
  { title: "Sign-in", says: "How people sign in: passwords, links, an OpenID provider.", at: ["/api/auth"] },
  { title: "Skills", says: "Skills of a tenant and the agents who hold them.", at: [`${TENANT}/skills`] },
  {
    title: "Transfer policies",
    says: "Where a call goes when, with versions and cases.",
    at: ["/api/transfer-policies"],
  },
  { title: "Transfers", says: "Transfers of calls, under way or ended.", at: ["/api/transfers"] },
  { title: "Voice", says: "Calls of a tenant, and where they can be sent.", at: [`${TENANT}/voice`] },
];

/** The noun of an address such as `/api/connections/{id}/skills`. Throws for one that is about nothing named here. */
export function nounOf(address: string): Noun {
  const fits = (start: string) => address === start || address.startsWith(`${start}/`);
  const lengthOf = (noun: Noun) => Math.max(0, ...noun.at.filter(fits).map(({ length }) => length));
  const [found] = NOUNS.toSorted((one, other) => lengthOf(other) - lengthOf(one));
  if (!found || lengthOf(found) === 0) throw new Error(`lib/api/nouns.ts names no noun for ${address}.`);
  return found;
}

/** The name of a noun in addresses: "Email SLA" → `email-sla`. */
export const nounName = (title: string): string => title.toLowerCase().replaceAll(/\W+/g, "-");
