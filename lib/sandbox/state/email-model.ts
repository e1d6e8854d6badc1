/** The rows of digital email: what stands in DNS, what SES knows of domains, and what the console keeps of channels. */

export const dnsTypes = ["TXT", "CNAME", "MX", "A", "AAAA", "NS"] as const;
export type DnsType = (typeof dnsTypes)[number];

export type DnsRecord = {
  id: string;
  /** Lower case, without the period that may end it. */
  name: string;
  type: DnsType;
  value: string;
  /** Only of MX. */
  priority: number;
  ttl: number;
};

export type SesState = "Pending" | "Success" | "Failed";

export type EmailDomain = {
  name: string;
  region: string;
  verificationToken: string;
  dkimTokens: string[];
  /** The MAIL FROM domain: a subdomain with records of its own, or null when SES's own is used. */
  mailFrom: string | null;
  /** When SES began to look; it gives up 72 hours later. */
  startedAt: number;
  identity: SesState;
  dkim: SesState;
  mailFromState: SesState;
  endedAt: number | null;
};

export type TicketPosition = "end" | "start";
export type TicketStyle = "none" | "square" | "curly";
export type Threading = "preferInReplyTo" | "ignoreInReplyTo";

export type TicketRule = { ticketPosition: TicketPosition; ticketStyle: TicketStyle; ticketHidden: boolean };

/** What the console keeps of an email channel and no API shows (M-30 to M-35); the flags that an API shows are on the channel. */
export type EmailChannel = TicketRule & {
  /** Earlier rules of the ticket number, oldest first: each holds for cases before this number (M-34). */
  earlierTickets?: (TicketRule & { beforeCase: number })[];
  channelId: string;
  fromAddress: string;
  domain: string;
  /** The address that inbound mail has to reach (M-11). */
  pointOfContact: string;
  displayName: string;
  spamTagId: number | null;
  threading: Threading;
  forceTls: boolean;
  templateId: string | null;
};

export type EmailTemplate = { templateId: string; name: string; html: string; updatedAt: number };

/**
 * A mail server of the customer's own, for one domain; only the account representative makes and enables one (M-26).
 * Once it is enabled the mail of every channel of the domain leaves by it.
 */
export type SmtpConfiguration = {
  smtpId: string;
  name: string;
  domain: string;
  host: string;
  port: number;
  isMicrosoft: boolean;
  mailbox: string;
  isEnabled: boolean;
  forceTls: boolean;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** What came of Authorize. */
  refreshToken: string | null;
  authorizedAt: number | null;
  error: string | null;
  /** An Authorize that has not come back yet. */
  pending: { state: string; verifier: string } | null;
};

export type Signature = { signatureId: string; name: string; plain: string; html: string; updatedAt: number };

/** A user has one signature: the row is known by the user (M-46). */
export type SignatureUser = { agentId: number; signatureId: string };

export type Span = { days: number; hours: number; minutes: number };

/** Of "global" or of a channel; `useGlobal` is the toggle YES / NO, DIFFERENT (M-80). */
export type Sla = { id: string; useGlobal: boolean; firstResponse: Span; solution: Span };

/** A filter of a routing queue with its Included channels rule (M-61). */
export type QueueFilter = { filterId: string; queueId: string; name: string; channelIds: string[] | null };

/** What was asked of the account representative with the ticketing form (M-03). */
export type SupportTicket = { ticketId: string; at: number; subject: string; text: string };

/** Which message a Message-ID belongs to; replies are threaded by it, whatever the API calls the message. */
export type MailId = { header: string; messageId: string };

/** Mail that did not become a message, or did not leave, and why. */
export type RefusedMail = {
  id: string;
  at: number;
  from: string;
  to: string;
  subject: string;
  reason: string;
};

/** An address that nothing is sent to any more. */
export type Bounced = { address: string; reason: string; at: number };
