/** Why an address is stored as bounced when a report names this status: lib/email/bounced/schema.ts. */
type Reason = "unknown_mailbox" | "no_tls" | "refused";

/** What a status of a delivery report means (RFC 3463): as data, so that a new one is a new entry. */
export type DeliveryEntry = {
  /** Names it in the database and in tests. */
  id: string;
  /** Statuses whose last two numbers these are; the first says only whether it may pass. */
  status: readonly string[];
  /** Words of the answer, where a status is shared. */
  words?: RegExp;
  reason: Reason;
  title: string;
  detail: string;
  fix: string;
};

const SENDER_FIX =
  "Look at SPF, DKIM and DMARC of the from address's domain, under Domains. Paste the headers of a mail that arrived elsewhere to see what other servers make of it.";

/** The first entry that fits counts: those with words stand above those without. */
export const DELIVERY_STATUSES: readonly DeliveryEntry[] = [
  {
    id: "unknown_mailbox",
    status: ["1.1", "1.6", "1.10"],
    reason: "unknown_mailbox",
    title: "The recipient does not exist",
    detail: "The recipient's server knows no mailbox with this address.",
    fix: "Check the spelling. If the address was good before, the mailbox was closed or has moved.",
  },
  {
    id: "unknown_mailbox",
    status: ["4.1"],
    words: /recipient address rejected|access denied/i,
    reason: "unknown_mailbox",
    title: "The recipient does not exist",
    detail: "Exchange Online takes mail only for addresses that its directory has, and this is none of them.",
    fix: "Check the spelling with the recipient by another way.",
  },
  {
    id: "unknown_domain",
    status: ["1.2", "4.4", "4.310"],
    reason: "unknown_mailbox",
    title: "The recipient's domain does not exist, or takes no mail",
    detail: "No mail server was found in DNS for what stands behind the @.",
    fix: "Check the spelling of the domain.",
  },
  {
    id: "mailbox_off",
    status: ["2.1"],
    reason: "refused",
    title: "The mailbox takes no mail",
    detail: "It exists, but is disabled, or gets too much mail at the moment.",
    fix: "Reach the recipient by another way, or try again tomorrow.",
  },
  {
    id: "mailbox_full",
    status: ["2.2"],
    reason: "refused",
    title: "The mailbox is full",
    detail: "There is no room for another mail until its owner makes some.",
    fix: "Try again later. Take the address off the list of bounced ones then.",
  },
  {
    id: "too_big",
    status: ["2.3", "3.4"],
    reason: "refused",
    title: "The mail is too large for the recipient's server",
    detail: "Attachments grow by a third on the way: 40 MB in all are about 29 MB of files.",
    fix: "Send less, or a link instead of a file. The address itself is good: take it off the list.",
  },
  {
    id: "no_tls",
    status: ["7.10", "7.5", "7.321", "7.322", "7.323", "7.324", "7.325"],
    reason: "no_tls",
    title: "No secure connection to the recipient's server came about",
    detail: "The mail may go encrypted only, and the recipient's server offers no encryption that holds.",
    fix: "Whoever runs that server has to mend its TLS. Without Force TLS the mail would go, readable on the way.",
  },
  {
    id: "not_believed",
    status: ["7.20", "7.21", "7.22", "7.23", "7.24", "7.25", "7.26", "7.27", "7.509"],
    reason: "refused",
    title: "The recipient's server does not believe that the mail is yours",
    detail: "SPF, DKIM or DMARC did not pass, or the sending server has no name. The address itself is good.",
    fix: SENDER_FIX,
  },
  {
    id: "not_believed",
    status: ["7.1", "7.0"],
    words: /\b(spf|dkim|dmarc|unauthenticated)\b/i,
    reason: "refused",
    title: "The recipient's server does not believe that the mail is yours",
    detail: "SPF, DKIM or DMARC did not pass. The address itself is good.",
    fix: SENDER_FIX,
  },
  {
    id: "sender_blocked",
    status: ["7.511", "7.606", "7.703", "7.708", "7.750"],
    reason: "refused",
    title: "The recipient's server blocks your server",
    detail: "Its address or tenant is on a list of senders of unwanted mail. The address itself is good.",
    fix: "Whoever runs the sending server has to ask for removal; the answer often names the address for that.",
  },
  {
    id: "members_only",
    status: ["7.124", "7.133", "7.134", "7.135", "7.136"],
    reason: "refused",
    title: "The recipient takes mail from inside only",
    detail: "The address is of a group or mailbox that refuses senders from outside its organisation.",
    fix: "Ask the recipient's administrator to let outside senders write to it.",
  },
  {
    id: "not_permitted",
    status: ["7.1", "7.0", "7.129", "7.193"],
    reason: "refused",
    title: "The recipient's server may not take this mail",
    detail: "A rule of the recipient's organisation forbids it: the sender, the content, or relaying.",
    fix: "Ask the recipient's administrator; the answer names the rule at best.",
  },
  {
    id: "loop",
    status: ["4.6", "4.14"],
    reason: "refused",
    title: "The mail went in circles",
    detail: "Two servers hand it to each other: a forwarding or a domain is set up wrongly at the recipient.",
    fix: "Tell the recipient's administrator.",
  },
  {
    id: "expired",
    status: ["4.7", "4.1", "4.2", "4.300", "4.316", "4.317"],
    reason: "refused",
    title: "The recipient's server could not be reached for too long",
    detail: "The sending server tried for hours or days and gave up.",
    fix: "Try again later. If it stays, tell the recipient by another way.",
  },
];

/** When no entry fits: the middle number says what it was about (RFC 3463 §3). */
export const DELIVERY_SUBJECTS: Readonly<Record<string, Pick<DeliveryEntry, "title" | "reason">>> = {
  "1": { title: "Something is wrong with the address", reason: "unknown_mailbox" },
  "2": { title: "The mailbox did not take the mail", reason: "refused" },
  "3": { title: "The recipient's mail system did not take the mail", reason: "refused" },
  "4": { title: "The mail did not get through to the recipient's server", reason: "refused" },
  "5": { title: "The servers did not understand each other", reason: "refused" },
  "6": { title: "The form of the mail was not taken", reason: "refused" },
  "7": { title: "A rule of the recipient's server refuses the mail", reason: "refused" },
};
