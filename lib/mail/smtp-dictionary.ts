import type { MailStage } from "./outcome.ts";

/** What an answer of an SMTP server means: as data, so that a new one is a new entry (facts/product.md §3.2). */
export type SmtpEntry = {
  /** Names it in the database and in tests. */
  id: string;
  title: string;
  /** What it means. `{mailbox}`, `{host}` and `{response}` are filled in. */
  detail: string;
  fix: string;
  /** A command that mends it, and who may run it. */
  command?: { label: string; text: string; who: string };
  /** Where in Patchbay it is mended. */
  button?: "authorise" | "secret" | "oauth" | "settings";
};

export type RefusalEntry = SmtpEntry & {
  code?: number;
  enhanced?: string;
  stage?: MailStage;
  /** Words of the answer, where codes are shared. */
  words?: RegExp;
};

const EXCHANGE_ADMIN = "An Exchange administrator, in Exchange Online PowerShell (Connect-ExchangeOnline)";
const MAILBOX_ON = {
  label: "Switch SMTP AUTH on for the mailbox",
  text: "Set-CASMailbox -Identity {mailbox} -SmtpClientAuthenticationDisabled $false",
  who: EXCHANGE_ADMIN,
};
const SERVICE_PRINCIPAL = {
  label: "Show the service principals and their Object ID",
  text: "Get-ServicePrincipal | Format-List DisplayName, AppId, ObjectId",
  who: EXCHANGE_ADMIN,
};

/** Answers that refuse. The first entry that fits counts: exact ones stand above general ones. */
export const SMTP_REFUSALS: readonly RefusalEntry[] = [
  {
    id: "smtp_auth_off",
    enhanced: "5.7.139",
    words: /SmtpClientAuthentication is disabled for the Tenant/i,
    title: "SMTP AUTH is off for the whole tenant",
    detail: "Exchange takes no mail by SMTP with a sign-in, from any mailbox, until it is allowed.",
    fix: "Allow it for this mailbox alone (a mailbox that says so overrules the tenant), or for the tenant.",
    command: MAILBOX_ON,
  },
  {
    id: "smtp_auth_off",
    enhanced: "5.7.139",
    words: /SmtpClientAuthentication is disabled for the Mailbox/i,
    title: "SMTP AUTH is off for {mailbox}",
    detail: "The sign-in was good, but this mailbox may not send by SMTP.",
    fix: "Switch it on for the mailbox. It takes effect within minutes, at times within an hour.",
    command: MAILBOX_ON,
  },
  {
    id: "basic_auth_refused",
    enhanced: "5.7.139",
    words: /basic authentication is disabled/i,
    title: "The server takes no passwords any more",
    detail: "Basic authentication is off for this mailbox or by a policy of the tenant.",
    fix: "Change the configuration to OAuth: delegated, or client credentials.",
    button: "oauth",
  },
  {
    id: "smtp_auth_blocked",
    enhanced: "5.7.139",
    title: "Exchange refuses this sign-in by SMTP",
    detail:
      "SMTP AUTH is off for the tenant or the mailbox, or security defaults or a policy of the tenant forbid it.",
    fix: "Switch SMTP AUTH on for the mailbox. If it is on, look at security defaults and conditional access.",
    command: MAILBOX_ON,
  },
  {
    id: "oauth_refused",
    code: 535,
    enhanced: "5.7.3",
    title: "Exchange does not accept the sign-in for {mailbox}",
    detail:
      "The token is good, but it may not act for this mailbox: the service principal is missing in Exchange, was made with the Object ID of the app registration instead of the enterprise application, or has no permission on the mailbox; or another account authorised.",
    fix: "Go through the checks of the chosen way to sign in. Compare the Object ID with the one under Enterprise applications.",
    command: SERVICE_PRINCIPAL,
    button: "settings",
  },
  {
    id: "bad_password",
    code: 535,
    title: "The server refuses the sign-in",
    detail: "User name, password or token is wrong, or the account is locked. The server says: {response}",
    fix: "Enter the secret again. With OAuth, authorise again.",
    button: "secret",
  },
  {
    id: "basic_auth_gone",
    code: 550,
    enhanced: "5.7.30",
    title: "Basic authentication is no longer supported",
    detail: "Microsoft has switched passwords off for sending by SMTP.",
    fix: "Change the configuration to OAuth: delegated, or client credentials.",
    button: "oauth",
  },
  {
    id: "not_signed_in",
    code: 530,
    enhanced: "5.7.57",
    title: "The server takes mail of signed-in clients only",
    detail: "The configuration does not sign in, or the sign-in did not count.",
    fix: "Choose a way to sign in: OAuth for Microsoft.",
    button: "settings",
  },
  {
    id: "not_signed_in",
    code: 530,
    title: "The server wants a sign-in first",
    detail: "The server says: {response}",
    fix: "Choose a way to sign in.",
    button: "settings",
  },
  {
    id: "send_as_denied",
    enhanced: "5.2.252",
    title: "The account may not send as {mailbox}",
    detail: "SendAsDenied: the account that signed in is not the owner of the from address.",
    fix: "Authorise with the account of the mailbox itself, or let it send as the mailbox.",
    command: {
      label: "Let the account send as the mailbox",
      text: "Add-RecipientPermission -Identity {mailbox} -Trustee {account} -AccessRights SendAs",
      who: EXCHANGE_ADMIN,
    },
    button: "authorise",
  },
  {
    id: "send_as_denied",
    words: /SendAsDenied/i,
    title: "The account may not send as {mailbox}",
    detail: "The account that signed in is not the owner of the from address.",
    fix: "Authorise with the account of the mailbox itself, or let it send as the mailbox.",
    button: "authorise",
  },
  {
    id: "unknown_mailbox",
    enhanced: "5.1.1",
    title: "The recipient does not exist",
    detail: "No mailbox has this address. The server says: {response}",
    fix: "Check the spelling of the recipient.",
  },
  {
    id: "unknown_mailbox",
    enhanced: "5.1.10",
    title: "The recipient does not exist",
    detail: "No mailbox has this address. The server says: {response}",
    fix: "Check the spelling of the recipient.",
  },
  {
    id: "too_big",
    code: 552,
    title: "The mail is too large for the server",
    detail: "The server says: {response}",
    fix: "Send less. Attachments grow by a third on the way: 40 MB in all are about 29 MB of files.",
  },
  {
    id: "too_big",
    enhanced: "5.3.4",
    title: "The mail is too large for the server",
    detail: "The server says: {response}",
    fix: "Send less. Attachments grow by a third on the way: 40 MB in all are about 29 MB of files.",
  },
  {
    id: "throttled",
    enhanced: "4.3.2",
    title: "Too many connections at once",
    detail: "The server limits how many sessions a mailbox has. Nothing was sent.",
    fix: "Wait a minute and send again.",
  },
  {
    id: "server_busy",
    code: 421,
    title: "The server does not take mail at the moment",
    detail: "The server says: {response}",
    fix: "Wait a few minutes and send again. Nothing was sent.",
  },
  {
    id: "server_full",
    code: 452,
    title: "The server has no room at the moment",
    detail: "The server says: {response}",
    fix: "Wait a few minutes and send again. Nothing was sent.",
  },
  {
    id: "greylisted",
    code: 450,
    title: "The server wants the mail later",
    detail: "The server says: {response}",
    fix: "Send again in a few minutes. Nothing was sent.",
  },
  {
    id: "greylisted",
    code: 451,
    words: /gr[ea]y-?list|try again|temporar|later/i,
    title: "The server wants the mail later",
    detail: "Many servers turn a sender away the first time that they see it. The server says: {response}",
    fix: "Send again in a few minutes. Nothing was sent.",
  },
  {
    id: "relay_denied",
    stage: "recipient",
    words: /relay/i,
    title: "The server does not pass mail on to this recipient",
    detail: "It takes mail for its own domains only, unless the client signs in. The server says: {response}",
    fix: "Choose a way to sign in, or a recipient of the server's own domain.",
    button: "settings",
  },
];

/** When no entry fits: what was refused is known in any case. */
export const SMTP_REFUSED_AT: Readonly<Record<MailStage, string>> = {
  connect: "The server refuses the connection",
  greeting: "The server refuses the session",
  starttls: "The server refuses encryption",
  sign_in: "The server refuses the sign-in",
  sender: "The server refuses the sender",
  recipient: "The server refuses the recipient",
  size: "The server refuses the size of the mail",
  data: "The server refuses the mail",
};

export const SMTP_UNKNOWN: SmtpEntry = {
  id: "unknown",
  title: "It is not known whether the mail was sent",
  detail:
    "The connection broke while the mail was on its way: {response}. Patchbay does not send it again by itself.",
  fix: "Look into the recipient's mailbox before you send another one.",
};
