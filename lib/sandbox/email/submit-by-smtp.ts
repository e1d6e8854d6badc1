import { createTransport } from "nodemailer";
import { smtpCredentials } from "../microsoft/credentials.ts";
import type { Sandbox } from "../sandbox.ts";
import type { SmtpConfiguration } from "../state/email-model.ts";
import type { MailEnvelope } from "./receive-mail.ts";
import { requestToken } from "./smtp.ts";

/**
 * Hands a mail to the Microsoft mail server of a configuration, with an access token from its grant; whatever its host
 * is called, the server is the sandbox's own. The answer is what went wrong, in the server's words, or null.
 */
export async function submitBySmtp(
  sandbox: Sandbox,
  row: SmtpConfiguration,
  envelope: MailEnvelope,
  raw: Buffer,
): Promise<string | null> {
  const granted = await requestToken(sandbox, row, {
    grant_type: "refresh_token",
    refresh_token: row.refreshToken ?? "",
  });
  if (!granted.ok) return granted.error;
  // Rotation: the next mail needs the token that came with this one.
  if (granted.refreshToken)
    sandbox.store.email.smtp.update(row.smtpId, { refreshToken: granted.refreshToken });
  const { host, port, ca } = await smtpCredentials(sandbox);
  const transport = createTransport({
    host,
    port,
    requireTLS: true,
    tls: { ca },
    connectionTimeout: 5000,
    socketTimeout: 10_000,
    auth: { type: "OAuth2", user: row.mailbox, accessToken: granted.accessToken },
  });
  const stop = () => transport.close();
  sandbox.background.stopped.addEventListener("abort", stop, { once: true });
  try {
    await transport.sendMail({ envelope: { from: envelope.from, to: [...envelope.to] }, raw });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    sandbox.background.stopped.removeEventListener("abort", stop);
    transport.close();
  }
}
