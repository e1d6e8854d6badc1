/** How far an SMTP session came. */
export type MailStage =
  | "connect"
  | "greeting"
  | "starttls"
  | "sign_in"
  | "sender"
  | "recipient"
  | "size"
  | "data";

/** Why nothing was sent although no SMTP answer refused it. */
export type NotSent =
  | "blocked"
  | "unknown_host"
  | "refused_connection"
  | "timeout"
  | "lost"
  | "not_smtp"
  | "no_starttls"
  | "untrusted_certificate"
  | "wrong_name"
  | "expired_certificate"
  | "tls_failed"
  | "no_oauth"
  | "no_password"
  | "too_big";

/** What became of one session. `unknown`: the mail was on its way when the line broke, so nobody may send it again. */
export type MailOutcome =
  | { kind: "accepted"; code: number; response: string }
  | { kind: "refused"; code: number; enhanced: string | null; stage: MailStage; response: string }
  | { kind: "not_sent"; why: NotSent; stage: MailStage; detail: string }
  | { kind: "unknown"; detail: string };

const ENHANCED = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/;

/** The enhanced status code of an answer (RFC 3463), or null: "535 5.7.139 Authentication …" → "5.7.139". */
export const enhancedOf = (response: string): string | null => ENHANCED.exec(response)?.[1] ?? null;
