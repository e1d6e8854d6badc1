import type { MailFailure, SmtpAuth, SmtpSecurity } from "./schema.ts";

/** How a configuration stands, by what was measured. */
export type SmtpState = "no_secret" | "not_authorised" | "failing" | "untested" | "sends";

type Facts = {
  auth: SmtpAuth;
  hasClientSecret: boolean;
  hasPassword: boolean;
  hasGrant: boolean;
  lastOkAt: Date | null;
  lastErrorAt: Date | null;
  lastError: MailFailure | null;
  credentialsAt: Date;
};

/** Pure. A success before the credentials changed proves nothing of them. */
export function smtpStateOf(facts: Facts): SmtpState {
  const { auth, lastOkAt, lastErrorAt, lastError, credentialsAt } = facts;
  const oauth = auth === "delegated" || auth === "client_credentials";
  if (oauth && !facts.hasClientSecret) return "no_secret";
  if (auth === "password" && !facts.hasPassword) return "no_secret";
  if (auth === "delegated" && !facts.hasGrant) return "not_authorised";
  if (lastError && lastErrorAt && (!lastOkAt || lastErrorAt >= lastOkAt)) return "failing";
  return lastOkAt && lastOkAt >= credentialsAt ? "sends" : "untested";
}

/** Whether "Passwords are off at the server" may be said (M-21), and by which mail. */
export type Gate =
  | { open: true; mailId: string; arrivedAt: string }
  | { open: false; why: "not_oauth" | "nothing_sent" | "not_arrived" | "changed_since" };

type Mails = {
  /** Whether one was sent at all. */
  sent: boolean;
  /** The one that was begun last of those that were seen to arrive. */
  arrived: { id: string; createdAt: Date; arrivedAt: Date | null } | null;
};

/**
 * Pure. Opens by a mail that was begun with OAuth after the credentials last changed and was seen to arrive: that the server
 * took it is not enough, and neither is one from before, even if the server took it only after the change.
 */
export function gateOf(auth: SmtpAuth, credentialsAt: Date, { sent, arrived }: Mails): Gate {
  if (auth !== "delegated" && auth !== "client_credentials") return { open: false, why: "not_oauth" };
  if (!arrived) return { open: false, why: sent ? "not_arrived" : "nothing_sent" };
  if (arrived.createdAt < credentialsAt) return { open: false, why: "changed_since" };
  return {
    open: true,
    mailId: arrived.id,
    arrivedAt: (arrived.arrivedAt ?? arrived.createdAt).toISOString(),
  };
}

/**
 * Where secrets and tokens go, and for whom: with any of it changed, a kept one must not be used. Another port may be
 * anybody's program, and encryption with its certificate is what tells one server from another.
 */
export type Destination = {
  host: string;
  port: number;
  security: SmtpSecurity;
  caCertificate: string | null;
  auth: SmtpAuth;
  authority: string | null;
  tenantId: string | null;
  clientId: string | null;
  mailbox: string;
};

export function leadsElsewhere(before: Destination, after: Destination): boolean {
  const own = ({ auth, mailbox, ...place }: Destination) => {
    const { host, port, security, caCertificate, authority, tenantId, clientId } = place;
    // A password belongs to the mailbox, a token to whoever authorised.
    const whose = auth === "password" ? [true, mailbox] : [false, ""];
    return JSON.stringify([host, port, security, caCertificate, authority, tenantId, clientId, ...whose]);
  };
  return own(before) !== own(after);
}

/** A grant is of one account for one application; the way to sign in decides whether it is used at all. */
export const keepsGrant = (before: Destination, after: Destination): boolean =>
  !leadsElsewhere(before, after) && after.auth === "delegated" && before.auth === "delegated";
