import { randomBytes } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";

export const hostName = "FR0P281CA0042.outlook.office365.com";

/** What a command is refused with; thrown to, or given to, the server. */
export class SmtpRefusal extends Error {
  readonly responseCode: number;

  constructor(responseCode: number, text: string) {
    super(text);
    this.responseCode = responseCode;
  }
}

/** ` [host time id]`, which Exchange writes behind its refusals. */
function stamp(sandbox: Sandbox): string {
  return `[${hostName} ${new Date(sandbox.store.now()).toISOString()} ${randomBytes(8).toString("hex").toUpperCase()}]`;
}

type Refusal = (sandbox: Sandbox) => SmtpRefusal;
const stamped =
  (code: number, text: string): Refusal =>
  (sandbox) =>
    new SmtpRefusal(code, `${text} ${stamp(sandbox)}`);

/** Exchange's own sentences. */
export const refusals = {
  authenticationUnsuccessful: stamped(535, "5.7.3 Authentication unsuccessful"),
  smtpAuthOffForTenant: stamped(
    535,
    "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.",
  ),
  smtpAuthOffForMailbox: stamped(
    535,
    "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.",
  ),
  securityDefaults: stamped(
    535,
    "5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator.",
  ),
  basicOff: stamped(535, "5.7.139 Authentication unsuccessful, basic authentication is disabled."),
  basicRetired: stamped(550, "5.7.30 Basic authentication is not supported for Client Submission."),
  startTlsFirst: () => new SmtpRefusal(530, "5.7.0 Must issue a STARTTLS command first"),
  notAuthenticated: stamped(530, "5.7.57 Client not authenticated to send mail."),
  unknownRecipient: stamped(550, "5.1.1 User unknown"),
  tooMany: stamped(
    452,
    "4.3.1 Insufficient system resources: the message rate limit of this mailbox is reached",
  ),
} satisfies Record<string, Refusal>;

export function sendAsDenied(sandbox: Sandbox, mailbox: string, from: string): SmtpRefusal {
  return new SmtpRefusal(
    554,
    `5.2.252 SendAsDenied; ${mailbox} not allowed to send as ${from}; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message Cannot submit message. ${stamp(sandbox)}`,
  );
}

export const tooBig = "5.3.4 Message size exceeds fixed maximum message size";

/** smtp-server's own sentences, as Exchange says the same. */
const spoken: [library: RegExp, exchange: string][] = [
  [/^Authentication successful$/, "2.7.0 Authentication successful"],
  [/^Error: authentication Required$/, "5.7.57 Client not authenticated to send mail."],
  [/^Error: Unrecognized authentication type$/, "5.7.4 Unrecognized authentication type"],
  [/^Error: message exceeds fixed maximum message size.*$/, tooBig],
  [/^Error: command not recognized$/, "5.3.3 Unrecognized command"],
  [/^Ready to start TLS$/, "2.0.0 SMTP server ready"],
  [/^End data with .*$/, "Start mail input; end with <CRLF>.<CRLF>"],
  [/^Bye$/, "2.0.0 Service closing transmission channel"],
  [/^Error: need (\w+) command$/, "5.5.1 Bad sequence of commands: $1 is missing"],
  [/^Error: too many unauthenticated commands$/, "4.7.0 Too many unauthenticated commands"],
];

/** A reply of smtp-server in Exchange's words; what has a status code of its own stays. */
export function exchangeText(command: string, code: number, text: string): string {
  if (code === 250 && text === "Accepted")
    return command === "MAIL" ? "2.1.0 Sender OK" : command === "RCPT" ? "2.1.5 Recipient OK" : text;
  for (const [library, exchange] of spoken) if (library.test(text)) return text.replace(library, exchange);
  return text;
}

/** What a fault with this status says when it brings no text of its own. */
export function faultText(status: number): string {
  if (status === 421)
    return "4.3.2 The maximum number of concurrent server connections has exceeded a limit, closing transmission channel";
  if (status === 452) return "4.3.1 Insufficient system resources";
  return status >= 500
    ? "5.0.0 Refused by a fault of the sandbox"
    : "4.0.0 Refused by a fault of the sandbox";
}
