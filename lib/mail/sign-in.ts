import "server-only";
import type SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import { enhancedOf, type MailOutcome } from "./outcome.ts";
import type { MailAuth } from "./session.ts";

/** What nodemailer has read of the greeting and its types leave out. */
type Offers = { _supportedAuth: readonly string[] };

const READY: MailOutcome = { kind: "accepted", code: 235, response: "235 no sign-in asked for" };

/** Signs in as the configuration says. The answer of the server decides; what it does not offer is named before. */
export async function signIn(connection: SMTPConnection, auth: MailAuth): Promise<MailOutcome> {
  if (auth.kind === "none") return READY;
  const offered = (connection as unknown as Offers)._supportedAuth;
  if (auth.kind === "oauth") {
    return offered.includes("XOAUTH2")
      ? signInWithToken(connection, auth.user, auth.accessToken)
      : missing("no_oauth", "XOAUTH2", offered);
  }
  const method = ["PLAIN", "LOGIN"].find((one) => offered.includes(one));
  if (!method) return missing("no_password", "PLAIN or LOGIN", offered);
  const credentials = { user: auth.user, pass: auth.password };
  await new Promise<void>((done, fail) =>
    connection.login({ credentials, method } as never, (error) => (error ? fail(error) : done())),
  );
  return { kind: "accepted", code: 235, response: String(connection.lastServerResponse) };
}

function missing(why: "no_oauth" | "no_password", wanted: string, offered: readonly string[]): MailOutcome {
  const detail = `The server offers ${offered.join(", ") || "no way to sign in"}, not ${wanted}.`;
  return { kind: "not_sent", why, stage: "sign_in", detail };
}

/** What XOAUTH2 sends, before its base64. */
export const initialOf = (user: string, accessToken: string) =>
  `user=${user}\x01auth=Bearer ${accessToken}\x01\x01`;

type Ask = { sendCommand(command: string): Promise<{ response: string }>; resolve(): void };

/**
 * XOAUTH2 with the token at hand. A refusal comes as 334 with the reason in base64, to which an empty line is the answer;
 * only then does the server say its code.
 */
async function signInWithToken(
  connection: SMTPConnection,
  user: string,
  accessToken: string,
): Promise<MailOutcome> {
  const initial = Buffer.from(initialOf(user, accessToken)).toString("base64");
  let last = "";
  const handler = async ({ sendCommand, resolve }: Ask) => {
    last = (await sendCommand(`AUTH XOAUTH2 ${initial}`)).response;
    if (last.startsWith("334")) last = (await sendCommand("")).response;
    resolve();
  };
  (connection as unknown as { customAuth: Map<string, unknown> }).customAuth.set("XOAUTH2", handler);
  await new Promise<void>((done, fail) =>
    // An empty `oauth2` keeps nodemailer from choosing another method.
    connection.login({ method: "XOAUTH2", user, oauth2: {} } as never, (error) =>
      error ? fail(error) : done(),
    ),
  );
  const code = Number(last.slice(0, 3));
  if (code === 235) return { kind: "accepted", code, response: last };
  return { kind: "refused", code, enhanced: enhancedOf(last), stage: "sign_in", response: last };
}
