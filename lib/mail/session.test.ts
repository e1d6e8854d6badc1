import { type AddressInfo, createServer, type Server } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import type { RequestLogRow } from "#lib/http/request-log.ts";
import { composeMail } from "./compose.ts";
import { explainOutcome } from "./explain-outcome.ts";
import { type MailAuth, type MailServer, runSession, type SessionSurroundings } from "./session.ts";
import { startTestSmtp, type TestSmtp } from "./start-test-smtp.ts";

const open: { close(): unknown }[] = [];
const rows: RequestLogRow[] = [];
afterEach(async () => {
  rows.length = 0;
  for (const one of open.splice(0)) await one.close();
});

const smtp = async (options?: Parameters<typeof startTestSmtp>[0]): Promise<TestSmtp> => {
  const server = await startTestSmtp(options);
  open.push(server);
  return server;
};
const around: SessionSurroundings = {
  log: { append: (row) => rows.push(row) },
  allowedPrivateHosts: ["localhost", "127.0.0.1"],
  resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  timeoutMs: 2_000,
};
const mail = async () => ({
  from: "support@acme.example",
  to: "ann@example.com",
  ...(await composeMail({
    from: "support@acme.example",
    to: "ann@example.com",
    subject: "Hello, Größe",
    text: "One line\nAnother",
    date: new Date("2026-11-21T10:00:00Z"),
  })),
});
const none: MailAuth = { kind: "none" };
const oauth: MailAuth = {
  kind: "oauth",
  user: "support@acme.example",
  accessToken: "token-that-must-not-be-logged",
};
const at = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: "localhost",
  port,
  security: "starttls",
  ...more,
});

describe("a session", () => {
  test("sends one mail after STARTTLS and XOAUTH2, and leaves one row without token and mail", async () => {
    const server = await smtp({
      authOptional: false,
      onAuth: ({ method, accessToken, username }, _session, done) =>
        done(
          null,
          method === "XOAUTH2" && accessToken === "token-that-must-not-be-logged" ? { user: username } : {},
        ),
    });
    const outcome = await runSession(
      at(server.port, { caCertificate: server.ca }),
      oauth,
      await mail(),
      around,
    );
    expect(outcome).toEqual({ kind: "accepted", code: 250, response: "250 Queued as 1" });
    expect(server.mails).toMatchObject([{ from: "support@acme.example", to: ["ann@example.com"] }]);
    expect(server.mails[0]?.raw).toContain("Auto-Submitted: auto-generated");
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ method: "SMTP", operation: "smtp.send", status: 250, error: null });
    expect(rows[0]?.requestBody).toContain("AUTH XOAUTH2 [redacted]");
    expect(JSON.stringify(rows)).not.toContain("must-not-be-logged");
    expect(JSON.stringify(rows)).not.toContain(Buffer.from("user=support").toString("base64").slice(0, 10));
    expect(JSON.stringify(rows)).not.toContain("Another");
  });

  test("signs in with a password without a trace of it", async () => {
    const server = await smtp({
      authOptional: false,
      authMethods: ["LOGIN"],
      onAuth: ({ username, password }, _session, done) =>
        done(null, username === "u@acme.example" && password === "pass-of-a-test" ? { user: "u" } : {}),
    });
    const auth: MailAuth = { kind: "password", user: "u@acme.example", password: "pass-of-a-test" };
    const to = at(server.port, { caCertificate: server.ca });
    expect(await runSession(to, auth, null, around)).toMatchObject({ kind: "accepted", code: 235 });
    expect(rows[0]).toMatchObject({ operation: "smtp.sign-in" });
    const kept = JSON.stringify(rows);
    expect(kept).not.toContain("pass-of-a-test");
    expect(kept).not.toContain(Buffer.from("pass-of-a-test").toString("base64"));
  });

  test("speaks TLS from the start", async () => {
    const server = await smtp({ secure: true });
    const to = at(server.port, { security: "tls", caCertificate: server.ca });
    expect(await runSession(to, none, await mail(), around)).toMatchObject({ kind: "accepted" });
  });

  test("sends nothing where STARTTLS is not offered", async () => {
    const server = await smtp({ noTls: true });
    const outcome = await runSession(at(server.port), oauth, await mail(), around);
    expect(outcome).toMatchObject({ kind: "not_sent", why: "no_starttls" });
    expect(server.mails).toEqual([]);
    expect(rows[0]?.requestBody).not.toContain("AUTH");
  });

  test("names a certificate that nobody trusts, and one of another name", async () => {
    const untrusted = await smtp();
    expect(await runSession(at(untrusted.port), none, await mail(), around)).toMatchObject({
      kind: "not_sent",
      why: "untrusted_certificate",
      stage: "starttls",
      detail: expect.stringMatching(/^[^;]*certificate$/),
    });
    const other = await smtp({ name: "mail.other.example" });
    const to = at(other.port, { caCertificate: other.ca });
    expect(await runSession(to, none, await mail(), around)).toMatchObject({ why: "wrong_name" });
    expect([...untrusted.mails, ...other.mails]).toEqual([]);
  });

  test("calls no private address that nobody has listed, nor an odd port", async () => {
    const closed = { ...around, allowedPrivateHosts: [] };
    const outcome = await runSession(at(587), none, await mail(), closed);
    expect(outcome).toMatchObject({ kind: "not_sent", why: "blocked" });
    expect(outcome.kind === "not_sent" && outcome.detail).toContain("not public");
    expect(await runSession(at(22), none, null, closed)).toMatchObject({ why: "blocked" });
    expect(await runSession(at(587, { host: "169.254.169.254" }), none, null, around)).toMatchObject({
      why: "blocked",
    });
  });
});

describe("what a server refuses", () => {
  const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
  const told = async (options: Parameters<typeof startTestSmtp>[0], auth: MailAuth = none) => {
    const server = await smtp(options);
    const outcome = await runSession(
      at(server.port, { caCertificate: server.ca }),
      auth,
      await mail(),
      around,
    );
    expect(outcome.kind).toBe("refused");
    return outcome.kind === "refused"
      ? { ...outcome, ...explainOutcome(outcome, { host: "localhost", mailbox: "support@acme.example" }) }
      : undefined;
  };

  test("SMTP AUTH that is off for the mailbox is named with the command that mends it", async () => {
    const text = "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.";
    const answer = await told({ onAuth: (_auth, _session, done) => done(refusal(535, text)) }, oauth);
    expect(answer).toMatchObject({ code: 535, enhanced: "5.7.139", stage: "sign_in", id: "smtp_auth_off" });
    expect(answer?.command?.text).toContain("Set-CASMailbox -Identity support@acme.example");
  });

  test.each([
    [535, "5.7.3 Authentication unsuccessful", "oauth_refused"],
    [535, "5.7.139 Authentication unsuccessful, basic authentication is disabled.", "basic_auth_refused"],
    [535, "Authentication credentials invalid", "bad_password"],
    [550, "5.7.30 Basic authentication is not supported for Client Submission.", "basic_auth_gone"],
  ])("%i %s is %s", async (code, text, id) => {
    expect(await told({ onAuth: (_auth, _session, done) => done(refusal(code, text)) }, oauth)).toMatchObject(
      { id },
    );
  });

  test.each([
    ["onMailFrom", 530, "5.7.57 Client not authenticated to send mail.", "not_signed_in", "sender"],
    ["onRcptTo", 550, "5.1.1 User unknown", "unknown_mailbox", "recipient"],
    ["onRcptTo", 452, "4.3.1 Insufficient system storage", "server_full", "recipient"],
    ["onRcptTo", 554, "5.7.1 Relay access denied", "relay_denied", "recipient"],
  ] as const)("%s: %i %s is %s", async (hook, code, text, id, stage) => {
    const refuse = (_address: unknown, _session: unknown, done: (error: Error) => void) =>
      done(refusal(code, text));
    expect(await told({ [hook]: refuse })).toMatchObject({ id, stage, code });
  });

  test.each([
    [
      554,
      "5.2.252 SendAsDenied; u@acme.example not allowed to send as support@acme.example",
      "send_as_denied",
    ],
    [552, "5.3.4 Message size exceeds fixed limit", "too_big"],
    [554, "5.9.9 Something of its own", "refused"],
  ])("after the mail: %i %s is %s", async (code, text, id) => {
    const answer = await told({
      onData: (stream, _session, done) => stream.resume().on("end", () => done(refusal(code, text))),
    });
    expect(answer).toMatchObject({ id, stage: "data" });
  });
});

describe("a line that breaks", () => {
  /** Answers each line of the client by what the script says for its verb; null hangs up. */
  const scripted = async (script: Record<string, string | null>): Promise<number> => {
    const server: Server = createServer((socket) => {
      socket.on("error", () => {});
      socket.write(script.GREETING ?? "220 test\r\n");
      let inData = false;
      let text = "";
      socket.on("data", (chunk) => {
        text = inData ? text + chunk.toString() : chunk.toString();
        if (inData && !text.endsWith("\r\n.\r\n")) return;
        const verb = inData ? "BODY" : (text.split(/[ \r]/)[0] ?? "");
        const answer = script[verb];
        if (answer === null) return socket.destroy();
        inData = verb === "DATA";
        text = "";
        if (answer) socket.write(answer);
      });
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    open.push({ close: () => new Promise((done) => server.close(done)) });
    return (server.address() as AddressInfo).port;
  };
  const polite = { EHLO: "250 test\r\n", MAIL: "250 ok\r\n", RCPT: "250 ok\r\n", DATA: "354 go\r\n" };
  const send = async (port: number, timeoutMs = 2_000) =>
    runSession(at(port, { security: "none" }), none, await mail(), { ...around, timeoutMs });

  test("after the mail was sent leaves its outcome unknown", async () => {
    const outcome = await send(await scripted({ ...polite, BODY: null }));
    expect(outcome.kind).toBe("unknown");
    if (outcome.kind === "accepted") return;
    expect(explainOutcome(outcome, { host: "h", mailbox: "m" })).toMatchObject({ id: "unknown" });
    expect(rows[0]?.error).toContain("outcome unknown");
  });

  test("in silence after the mail leaves it unknown too", async () => {
    expect((await send(await scripted({ ...polite, BODY: "" }), 200)).kind).toBe("unknown");
  });

  test("before the mail sends nothing", async () => {
    expect(await send(await scripted({ ...polite, RCPT: null }))).toMatchObject({
      kind: "not_sent",
      why: "lost",
    });
    expect(await send(await scripted({ GREETING: "" }), 200)).toMatchObject({ why: "timeout" });
    expect(await send(await scripted({ GREETING: "HTTP/1.1 400 Bad Request\r\n" }))).toMatchObject({
      kind: "not_sent",
    });
    expect(await send(await scripted({ GREETING: "421 4.3.2 Service not available\r\n" }))).toMatchObject({
      kind: "refused",
      code: 421,
    });
  });

  test("nobody listening is named", async () => {
    const port = await scripted({});
    await open.pop()?.close();
    expect(await send(port)).toMatchObject({ kind: "not_sent", why: "refused_connection" });
  });
});

test("no header of a mail takes a line break", async () => {
  const content = { from: "a@b.example", to: "c@d.example", subject: "x", text: "x", date: new Date() };
  await expect(composeMail({ ...content, subject: "x\r\nBcc: e@f.example" })).rejects.toThrow("one line");
  await expect(composeMail({ ...content, headers: { "X-A": "1\n2" } })).rejects.toThrow("one line");
});
