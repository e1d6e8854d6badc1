import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { afterEach, describe, expect, test } from "vitest";
import type { RequestLogRow } from "#lib/http/request-log.ts";
import { composeMail } from "./compose.ts";
import { explainOutcome } from "./explain-outcome.ts";
import { type MailAuth, type MailServer, runSession, type SessionSurroundings } from "./session.ts";
import { startTestSmtp } from "./start-test-smtp.ts";

const open: { close(): unknown }[] = [];
const rows: RequestLogRow[] = [];
afterEach(async () => {
  rows.length = 0;
  for (const one of open.splice(0)) await one.close();
});

const around: SessionSurroundings = {
  log: { append: (row) => rows.push(row) },
  allowedPrivateHosts: ["localhost"],
  resolve: async () => [{ address: "127.0.0.1", family: 4 }],
  timeoutMs: 2_000,
};
const none: MailAuth = { kind: "none" };
const content = { from: "support@acme.example", to: "ann@example.com", subject: "Hello", date: new Date() };
const mailOf = async (more: { text: string; html?: string }) => ({
  ...content,
  ...(await composeMail({ ...content, ...more })),
});
const at = (port: number, more: Partial<MailServer> = {}): MailServer => ({
  host: "localhost",
  port,
  security: "none",
  ...more,
});

/** A server that answers each line of the client as `answer` says; "" is silence. */
async function serverThat(answer: (line: string, socket: Socket) => string): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n").filter(Boolean)) {
        const said = answer(line, socket);
        if (said && socket.writable) socket.write(`${said}\r\n`);
      }
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(done));
    },
  });
  return (server.address() as AddressInfo).port;
}

describe("a server that repeats what it was told", () => {
  // STARTTLS has its own tests: what matters here is what is kept of an answer, and the wire stays readable.
  const echo = (line: string) =>
    line.startsWith("EHLO")
      ? "250-test\r\n250 AUTH PLAIN LOGIN XOAUTH2"
      : `500 5.5.2 not understood: ${line}`;
  const cut = (line: string) =>
    line.startsWith("EHLO")
      ? "250-test\r\n250 AUTH PLAIN XOAUTH2"
      : `500 not understood: ${line.slice(0, 40)}`;

  test.each([
    ["whole", echo],
    ["cut", cut],
  ])("gives no secret away in what is kept and shown: %s", async (_name, answer) => {
    const port = await serverThat(answer);
    const auths: MailAuth[] = [
      { kind: "password", user: "support@acme.example", password: "pass-of-a-test-that-is-long" },
      { kind: "oauth", user: "support@acme.example", accessToken: "token-of-a-test-that-is-long" },
    ];
    for (const auth of auths) {
      const outcome = await runSession(at(port), auth, null, around);
      expect(outcome).toMatchObject({ kind: "refused", code: 500 });
      const kept = JSON.stringify([outcome, rows]);
      expect(kept).not.toContain("of-a-test");
      for (const text of ["\0support@acme.example\0pass-of", "user=support@acme.example\u0001auth"])
        expect(kept).not.toContain(Buffer.from(text).toString("base64").slice(0, 24));
    }
  });
});

test("an answer that comes before TLS counts for nothing after it", async () => {
  const good = await startTestSmtp();
  open.push(good);
  const spoken: string[] = [];
  const port = await serverThat((line, socket) => {
    if (line.startsWith("EHLO")) return "250-test\r\n250 STARTTLS";
    if (line !== "STARTTLS") return "500 what";
    // Whoever stands between writes the answer to the next EHLO himself.
    socket.write("220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n");
    socket.removeAllListeners("data");
    const secure = new TLSSocket(socket, { isServer: true, key: good.key, cert: good.cert });
    secure.on("error", () => {});
    secure.on("data", (chunk) => {
      spoken.push(chunk.toString());
      secure.write("250-real\r\n250 SIZE 1000\r\n");
    });
    return "";
  });
  const auth: MailAuth = { kind: "password", user: "support@acme.example", password: "never-sent" };
  const to = at(port, { security: "starttls", caCertificate: good.ca });
  const outcome = await runSession(to, auth, await mailOf({ text: "x" }), { ...around, timeoutMs: 500 });
  expect(outcome.kind).toBe("not_sent");
  expect(spoken.join("")).not.toContain("AUTH");
});

test("a mail after which the line breaks is offered once", async () => {
  let offered = 0;
  const port = await serverThat((line, socket) => {
    if (line === "DATA") return "354 go";
    if (line === ".") {
      offered += 1;
      socket.destroy();
    }
    return /^(EHLO|MAIL|RCPT)/.test(line) ? "250 ok" : "";
  });
  expect(await runSession(at(port), none, await mailOf({ text: "x" }), around)).toMatchObject({
    kind: "unknown",
  });
  expect(offered).toBe(1);
});

test.each([
  ["451 4.7.1 Greylisted, please try again later", "greylisted", "Nothing was sent"],
  ["450 4.2.0 Mailbox busy", "greylisted", "Nothing was sent"],
  ["421 4.4.2 closing", "server_busy", "Nothing was sent"],
])("%s is told as what passes", async (answer, id, words) => {
  const port = await serverThat((line) => (line.startsWith("RCPT") ? answer : "250 ok"));
  const outcome = await runSession(at(port), none, await mailOf({ text: "x" }), around);
  if (outcome.kind !== "refused") throw new Error(`It was ${outcome.kind}`);
  const told = explainOutcome(outcome, { host: "localhost", mailbox: "m" });
  expect(told).toMatchObject({ id });
  expect(told.fix).toContain(words);
});

test("dots, long lines and letters of every kind arrive as they were written", async () => {
  const server = await startTestSmtp({ noTls: true });
  open.push(server);
  const text = `.first\n..second\n.\nGrüße 🙂\n${"long ".repeat(1_000)}`;
  const html = `<p>${"ü".repeat(4_000)}</p>\n.\n<p>.</p>`;
  expect(await runSession(at(server.port), none, await mailOf({ text, html }), around)).toMatchObject({
    kind: "accepted",
  });
  const raw = server.mails[0]?.raw ?? "";
  expect(Math.max(...raw.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(998);
  expect([...raw].every((char) => char <= "~")).toBe(true);
  const { default: PostalMime } = await import("postal-mime");
  const read = await PostalMime.parse(raw);
  expect(read.text?.replace(/\r\n/g, "\n").trimEnd()).toBe(text.trimEnd());
  expect(read.html?.replace(/\r\n/g, "\n").trim()).toBe(html);
});
