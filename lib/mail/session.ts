import "server-only";
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { rootCertificates } from "node:tls";
import SMTPConnection from "nodemailer/lib/smtp-connection/index.js";
import { RefusedAddress, type Resolve } from "#lib/http/pinned-lookup.ts";
import type { RequestLogSink } from "#lib/http/request-log.ts";
import { connectGuarded } from "./connect.ts";
import { judgeError, type SmtpFailure } from "./judge-error.ts";
import type { MailOutcome, MailStage } from "./outcome.ts";
import { initialOf, signIn } from "./sign-in.ts";
import { Transcript } from "./transcript.ts";

export type MailServer = {
  host: string;
  port: number;
  /** `starttls`: a server that does not offer it is left at once, nothing is sent in the open. */
  security: "starttls" | "tls" | "none";
  /** PEM of a private authority to trust for this server, beside the public ones. */
  caCertificate?: string | null | undefined;
};

export type MailAuth =
  | { kind: "none" }
  | { kind: "password"; user: string; password: string }
  | { kind: "oauth"; user: string; accessToken: string };

/** A whole mail with its envelope. */
export type RawMail = { from: string; to: string; raw: Buffer };

export type SessionSurroundings = {
  log: RequestLogSink;
  allowedPrivateHosts: readonly string[];
  connectionId?: string | undefined;
  requestId?: string | undefined;
  resolve?: Resolve | undefined;
  /** For each wait of the session; default 15 000. The whole ends after three times as long. */
  timeoutMs?: number | undefined;
};

const TIMEOUT_MS = 15_000;
const NAME = "patchbay";

/**
 * One SMTP session with at most one mail; without a mail it only signs in. Never tries again: after `unknown` the mail may
 * have been taken. Leaves one row in the request log with what was said, without secrets and without the mail.
 */
export async function runSession(
  server: MailServer,
  auth: MailAuth,
  mail: RawMail | null,
  around: SessionSurroundings,
): Promise<MailOutcome> {
  const startedAt = performance.now();
  const at = new Date();
  const transcript = new Transcript(secretsOf(auth));
  const outcome = withoutSecrets(await converse(server, auth, mail, around, transcript), transcript);
  const code = Number(/^\d{3}/.exec(transcript.last())?.[0] ?? Number.NaN);
  around.log.append({
    id: randomUUID(),
    at,
    connectionId: around.connectionId ?? null,
    operation: mail ? "smtp.send" : "smtp.sign-in",
    method: "SMTP",
    host: `${server.host}:${server.port}`,
    path: "/",
    status: outcome.kind === "accepted" || outcome.kind === "refused" ? outcome.code : code || null,
    durationMs: Math.round(performance.now() - startedAt),
    attempt: 1,
    requestId: around.requestId ?? randomUUID(),
    requestHeaders: { security: server.security, auth: auth.kind },
    requestBody: transcript.sent(),
    responseHeaders: null,
    responseBody: transcript.heard(),
    error: errorOf(outcome),
  });
  return outcome;
}

async function converse(
  server: MailServer,
  auth: MailAuth,
  mail: RawMail | null,
  around: SessionSurroundings,
  transcript: Transcript,
): Promise<MailOutcome> {
  const { timeoutMs = TIMEOUT_MS, allowedPrivateHosts, resolve } = around;
  let socket: Socket;
  try {
    socket = await connectGuarded({ ...server, allowedPrivateHosts, timeoutMs, resolve });
  } catch (error) {
    if (error instanceof RefusedAddress) {
      return { kind: "not_sent", why: "blocked", stage: "connect", detail: error.message };
    }
    return judgeError(error as SmtpFailure, "connect", false);
  }
  const progress: Progress = { stage: server.security === "tls" ? "starttls" : "greeting", written: false };
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    connection: socket,
    name: NAME,
    secure: server.security === "tls",
    // What is not offered is not asked for: `greet` says so by name.
    ignoreTLS: server.security !== "starttls",
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    tls: tlsOptions(server),
    logger: transcript.logger as never,
    transactionLog: true,
  });
  let failed: (failure: SmtpFailure) => void = () => {};
  const broken = new Promise<MailOutcome>((settle) => {
    failed = (failure) => settle(judgeError(failure, progress.stage, progress.written));
  });
  connection.on("error", failed);
  connection.on("end", () => failed({ message: "The server closed the connection", code: "ECONNECTION" }));
  const timer = setTimeout(
    () => failed({ message: "The session took too long", code: "ETIMEDOUT" }),
    timeoutMs * 3,
  );
  try {
    return await Promise.race([talk(connection, server, auth, mail, progress), broken]);
  } catch (failure) {
    return judgeError(failure as SmtpFailure, progress.stage, progress.written);
  } finally {
    clearTimeout(timer);
    connection.close();
    socket.destroy();
  }
}

type Progress = { stage: MailStage; written: boolean };

async function talk(
  connection: SMTPConnection,
  server: MailServer,
  auth: MailAuth,
  mail: RawMail | null,
  progress: Progress,
): Promise<MailOutcome> {
  await new Promise<void>((done, fail) => connection.connect((error) => (error ? fail(error) : done())));
  if (server.security === "starttls" && !connection.secure) {
    return {
      kind: "not_sent",
      why: "no_starttls",
      stage: "starttls",
      detail: "The server does not offer STARTTLS on this port.",
    };
  }
  progress.stage = "sign_in";
  const signedIn = await signIn(connection, auth);
  if (signedIn.kind !== "accepted" || !mail) return quit(connection, signedIn);
  progress.stage = "sender";
  const sent = await send(connection, mail, progress);
  return quit(connection, sent);
}

function quit(connection: SMTPConnection, outcome: MailOutcome): MailOutcome {
  connection.quit();
  return outcome;
}

async function send(connection: SMTPConnection, mail: RawMail, progress: Progress): Promise<MailOutcome> {
  // The body is asked for only after the server has said 354: from then on nobody knows what it keeps.
  const body = new Readable({
    read() {
      progress.written = true;
      progress.stage = "data";
      this.push(mail.raw);
      this.push(null);
    },
  });
  const envelope = { from: mail.from, to: [mail.to], size: mail.raw.length };
  const info = await new Promise<SMTPConnection.SentMessageInfo>((done, fail) =>
    connection.send(envelope, body, (error, sent) => (error ? fail(error) : done(sent))),
  );
  return { kind: "accepted", code: Number(info.response.slice(0, 3)), response: info.response };
}

/** The secret in each form in which it is sent: alone, and with the text round it in base64. */
function secretsOf(auth: MailAuth): string[] {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  if (auth.kind === "none") return [];
  if (auth.kind === "oauth") return [auth.accessToken, base64(initialOf(auth.user, auth.accessToken))];
  const { user, password } = auth;
  return [password, base64(password), base64(`\0${user}\0${password}`)];
}

/** What is kept of an answer, shown and told to people. */
function withoutSecrets(outcome: MailOutcome, transcript: Transcript): MailOutcome {
  if (outcome.kind === "accepted" || outcome.kind === "refused")
    return { ...outcome, response: transcript.safe(outcome.response) };
  return { ...outcome, detail: transcript.safe(outcome.detail) };
}

function errorOf(outcome: MailOutcome): string | null {
  if (outcome.kind === "accepted") return null;
  if (outcome.kind === "refused") return `refused at ${outcome.stage}: ${outcome.response}`;
  return outcome.kind === "unknown"
    ? `outcome unknown: ${outcome.detail}`
    : `${outcome.why} at ${outcome.stage}: ${outcome.detail}`;
}

/** Nothing here can switch off the check of the certificate. */
const tlsOptions = ({ caCertificate }: MailServer) => ({
  minVersion: "TLSv1.2" as const,
  ...(caCertificate ? { ca: [...rootCertificates, caCertificate] } : {}),
});
