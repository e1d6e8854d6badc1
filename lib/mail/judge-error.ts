import { enhancedOf, type MailOutcome, type MailStage, type NotSent } from "./outcome.ts";

/** What nodemailer says of a failure, as far as it is used here. */
export type SmtpFailure = {
  message: string;
  code?: string | undefined;
  command?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
};

/** By the words of OpenSSL and Node: nodemailer overwrites their codes with one of its own. */
const CERTIFICATE: readonly (readonly [RegExp, NotSent])[] = [
  [/altnames|does not match certificate/i, "wrong_name"],
  [/certificate has expired|certificate is not yet valid/i, "expired_certificate"],
  [/self[- ]signed|unable to (get|verify)|issuer certificate|certificate/i, "untrusted_certificate"],
];

/** What Node adds for who starts it: nothing that an admin of mail could do. */
const NODE_ADVICE = /; if the root CA is installed locally, try running Node.*$/s;

/** Pure. `written`: the body of the mail had begun to leave when it failed. */
export function judgeError(failure: SmtpFailure, reached: MailStage, written: boolean): MailOutcome {
  const { code, response } = failure;
  const message = failure.message.replace(NODE_ADVICE, "");
  // An answer decides, whatever else went wrong with the line.
  const answered = failure.responseCode ?? Number(/^[45]\d\d/.exec(response ?? "")?.[0] ?? 0);
  if (response && answered >= 400) {
    const stage = stageOf(failure, reached);
    return { kind: "refused", code: answered, enhanced: enhancedOf(response), stage, response };
  }
  if (written) return { kind: "unknown", detail: message };
  const why = whyOf(code, message);
  return { kind: "not_sent", why, stage: TLS_FAILURES.has(why) ? "starttls" : reached, detail: message };
}

const TLS_FAILURES: ReadonlySet<NotSent> = new Set([
  "untrusted_certificate",
  "wrong_name",
  "expired_certificate",
  "tls_failed",
]);

function whyOf(code: string | undefined, message: string): NotSent {
  if (code === "ETIMEDOUT") return "timeout";
  if (code === "EMESSAGE") return "too_big";
  const known = CERTIFICATE.find(([words]) => words.test(message));
  if (known) return known[1];
  if (code === "ETLS" || /\b(SSL|TLS)\b|wrong version number/.test(message)) return "tls_failed";
  if (code === "EPROTOCOL") return "not_smtp";
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(`${code} ${message}`)) return "refused_connection";
  if (/ENOTFOUND|EAI_AGAIN|ENODATA/.test(`${code} ${message}`)) return "unknown_host";
  return "lost";
}

function stageOf({ command = "", code }: SmtpFailure, reached: MailStage): MailStage {
  if (command.startsWith("AUTH") || code === "EAUTH") return "sign_in";
  if (command === "MAIL FROM") return "sender";
  if (command === "RCPT TO") return "recipient";
  if (command === "DATA") return "data";
  return reached;
}
