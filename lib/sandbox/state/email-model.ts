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

/** What the console keeps of an email channel and no API shows (M-30 to M-35); the flags that an API shows are on the channel. */
export type EmailChannel = {
  channelId: string;
  fromAddress: string;
  domain: string;
  /** The address that inbound mail has to reach (M-11). */
  pointOfContact: string;
  displayName: string;
  spamTagId: number | null;
  ticketPosition: TicketPosition;
  ticketStyle: TicketStyle;
  ticketHidden: boolean;
  threading: Threading;
  forceTls: boolean;
  templateId: string | null;
  /** The SMTP configuration that its mail leaves by; null is SES. */
  smtpId: string | null;
};

export type EmailTemplate = { templateId: string; name: string; html: string; updatedAt: number };

/** A mail server of the customer's own; only the account representative makes one (M-26). */
export type SmtpConfiguration = {
  smtpId: string;
  name: string;
  host: string;
  port: number;
  isMicrosoft: boolean;
  mailbox: string;
  isEnabled: boolean;
  tenantId: string;
  clientId: string;
  clientSecret: string;
  /** What came of Authorize. */
  refreshToken: string | null;
  authorizedAt: number | null;
};

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
