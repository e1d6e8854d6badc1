import "server-only";
import { X509Certificate } from "node:crypto";
import { AppError } from "#lib/errors.ts";
import type { ParsedSmtpInput } from "./schema.ts";

const DAY_MS = 86_400_000;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Refuses a certificate that only looks like one, and a day of expiry that has passed. Throws `bad_input`. */
export function checkInput({ settings, expiry }: ParsedSmtpInput, now: Date): void {
  if (!(settings.caCertificate?.match(PEM) ?? []).every(isCertificate)) {
    const sentence = "This cannot be read as a certificate: it is cut, or changed on the way.";
    throw new AppError("bad_input", { fields: { caCertificate: sentence } });
  }
  // Entra shows the day of its own time zone: it may be yesterday's here.
  if (expiry && expiry !== "never" && Date.parse(expiry) < now.getTime() - 2 * DAY_MS) {
    const sentence = "This day has passed. Look under Certificates & secrets for the one that Entra shows.";
    throw new AppError("bad_input", { fields: { expiry: sentence } });
  }
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
