import { connect } from "node:net";
import { connect as connectTls } from "node:tls";
import { expect, onTestFinished, test } from "vitest";
import { mailClient, refusalOf, type TestMicrosoft, testMicrosoft } from "../microsoft/test-microsoft.ts";

/** A client that types: one line out, one reply in. */
async function typist(ms: TestMicrosoft) {
  const plain = connect(ms.smtp.port, ms.smtp.host);
  onTestFinished(() => void plain.destroy());
  let socket: NodeJS.ReadWriteStream & { destroy(): void } = plain;
  let text = "";
  let woken = () => {};
  const listen = () => {
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      woken();
    });
    socket.on("error", () => woken());
    socket.on("close", () => {
      text += "CLOSED\r\n";
      woken();
    });
  };
  listen();
  const reply = async (): Promise<string> => {
    const whole = /^(?:\d{3}-.*\r\n)*(?:\d{3} .*|CLOSED)\r\n/;
    while (!whole.test(text)) await new Promise<void>((resolve) => (woken = resolve));
    const said = whole.exec(text)?.[0] ?? "";
    text = text.slice(said.length);
    return said.trimEnd();
  };
  const say = (line: string) => {
    socket.write(`${line}\r\n`);
    return reply();
  };
  const startTls = async () => {
    expect(await say("STARTTLS")).toBe("220 2.0.0 SMTP server ready");
    plain.removeAllListeners("data");
    const secure = connectTls({ socket: plain, ca: ms.smtp.ca, servername: "localhost" });
    await new Promise<void>((resolve, reject) => secure.once("secureConnect", resolve).once("error", reject));
    socket = secure;
    listen();
  };
  return { reply, say, startTls };
}

const plain = (...parts: string[]) => Buffer.from(parts.join("\0")).toString("base64");

test("a session by hand goes as with Exchange, from the banner to the end", async () => {
  const ms = await testMicrosoft();
  const { reply, say, startTls } = await typist(ms);
  expect(await reply()).toMatch(/^220 \S+ ESMTP Microsoft ESMTP MAIL Service ready$/);
  const before = await say("EHLO client.example");
  expect(before).toMatch(/^250-\S+ Hello \[127\.0\.0\.1\]/);
  expect(before).toContain("STARTTLS");
  expect(before).toContain("SIZE 36700160");
  expect(before).not.toContain("AUTH");
  expect(await say(`AUTH PLAIN ${plain("", ms.smtp.user, ms.smtp.password)}`)).toBe(
    "530 5.7.0 Must issue a STARTTLS command first",
  );
  expect(await say(`MAIL FROM:<${ms.smtp.user}>`)).toBe("530 5.7.57 Client not authenticated to send mail.");
  await startTls();
  const after = await say("EHLO client.example");
  expect(after).toContain("AUTH LOGIN PLAIN XOAUTH2");
  expect(after).not.toContain("STARTTLS");
  expect(await say("AUTH CRAM-MD5")).toBe("504 5.7.4 Unrecognized authentication type");
  expect(await say("AUTH LOGIN")).toBe("334 VXNlcm5hbWU6");
  expect(await say(Buffer.from(ms.smtp.user).toString("base64"))).toBe("334 UGFzc3dvcmQ6");
  expect(await say(Buffer.from(ms.smtp.password).toString("base64"))).toBe(
    "235 2.7.0 Authentication successful",
  );
  expect(await say(`MAIL FROM:<${ms.smtp.user}>`)).toBe("250 2.1.0 Sender OK");
  expect(await say("RCPT TO:<kim@elsewhere.example>")).toBe("250 2.1.5 Recipient OK");
  expect(await say("DATA")).toBe("354 Start mail input; end with <CRLF>.<CRLF>");
  expect(
    await say(
      `From: <${ms.smtp.user}>\r\nSubject: By hand\r\nMessage-ID: <1@acme.example>\r\n\r\nHello\r\n.`,
    ),
  ).toMatch(/^250 2\.0\.0 OK <1@acme\.example> \[Hostname=\S+\]$/);
  expect(await say("NONSENSE")).toBe("500 5.3.3 Unrecognized command");
  expect(await say("QUIT")).toBe("221 2.0.0 Service closing transmission channel");
});

test("every command is on record, and nothing of what proves who somebody is", async () => {
  const ms = await testMicrosoft();
  const accessToken = await ms.appToken();
  await mailClient(ms, { accessToken }).sendMail({
    from: ms.smtp.user,
    to: "kim@elsewhere.example",
    subject: "Hello",
    text: "Hello",
  });
  await mailClient(ms, {}).verify();
  const { requests } = (await ms.control("GET", "/requests?system=smtp")) as {
    requests: { method: string; path: string; status: number; query: { session: string } }[];
  };
  const session = requests[0]?.query.session;
  const rows = requests.filter((row) => row.query.session === session);
  expect(rows.map((row) => `${row.method} ${row.path} ${row.status}`)).toEqual(
    expect.arrayContaining([
      "CONNECT  220",
      "STARTTLS  220",
      "AUTH XOAUTH2 235",
      `MAIL ${ms.smtp.user} 250`,
      "RCPT kim@elsewhere.example 250",
      "DATA  250",
    ]),
  );
  const text = JSON.stringify(requests);
  expect(text).not.toContain(accessToken);
  expect(text).not.toContain(ms.smtp.password);
  expect(text).not.toContain(plain("", ms.smtp.user, ms.smtp.password));
});

test.each([
  ["untrusted", /self.signed/i],
  ["wrongName", /Hostname\/IP does not match|altnames/i],
  ["expired", /expired/i],
  ["broken", /wrong version number|TLS|SSL|socket/i],
])("a client that checks certificates stops at one that is %s", async (smtpTls, message) => {
  const ms = await testMicrosoft();
  await ms.switches({ smtpTls });
  expect((await refusalOf(mailClient(ms, {}).verify())).message).toMatch(message);
  await ms.switches({ smtpTls: "good" });
  await mailClient(ms, {}).verify();
});

test("without STARTTLS nothing secret can be sent: it is neither offered nor taken, and AUTH is refused", async () => {
  const ms = await testMicrosoft();
  await ms.switches({ smtpTls: "off" });
  const { reply, say } = await typist(ms);
  await reply();
  expect(await say("EHLO client.example")).not.toMatch(/STARTTLS|AUTH/);
  expect(await say("STARTTLS")).toMatch(/^500 5\.3\.3/);
  expect(await say("AUTH LOGIN")).toMatch(/^530 5\.7\.0/);
  expect((await refusalOf(mailClient(ms, {}).verify())).code).toBe("ETLS");
  await ms.switches({ smtpAuthNeedsTls: false });
  await mailClient(ms, { requireTLS: false }).verify();
});
