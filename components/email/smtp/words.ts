import type { SmtpAuth, SmtpSettings } from "#lib/email/smtp/schema.ts";

export const AUTH_WORDS: Record<SmtpAuth, string> = {
  delegated: "OAuth, delegated",
  client_credentials: "OAuth, client credentials",
  password: "Password",
  none: "No sign-in",
};

export const SECURITY_WORDS: Record<SmtpSettings["security"], string> = {
  starttls: "STARTTLS, required",
  tls: "TLS from the start",
  none: "No encryption",
};
