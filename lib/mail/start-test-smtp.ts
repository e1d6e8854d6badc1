import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { generate } from "selfsigned";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export type TestSmtp = {
  port: number;
  /** Certificate of the authority that signed the server's, PEM. */
  ca: string;
  /** Of the server itself, PEM: for a test that puts another server in its place. */
  key: string;
  cert: string;
  mails: { from: string; to: string[]; raw: string }[];
  close(): Promise<void>;
};

/** For tests: a real SMTP server on 127.0.0.1 whose certificate, made by an authority of its own, is for `name`. */
export async function startTestSmtp(
  options: SMTPServerOptions & { name?: string; noTls?: boolean } = {},
): Promise<TestSmtp> {
  const { name = "localhost", noTls = false, ...more } = options;
  const mails: TestSmtp["mails"] = [];
  const pem = await certificate(name);
  const server = new SMTPServer({
    key: pem.key,
    cert: pem.cert,
    authMethods: ["PLAIN", "LOGIN", "XOAUTH2"],
    authOptional: true,
    disableReverseLookup: true,
    ...(noTls ? { disabledCommands: ["STARTTLS"], allowInsecureAuth: true } : {}),
    async onData(stream, session, done) {
      const raw = (await buffer(stream)).toString("utf8");
      const { mailFrom, rcptTo } = session.envelope;
      mails.push({
        from: mailFrom ? mailFrom.address : "",
        to: rcptTo.map(({ address }) => address),
        raw,
      });
      done(null, "Queued as 1");
    },
    ...more,
  });
  server.on("error", () => {});
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    port: (server.server.address() as AddressInfo).port,
    ...pem,
    mails,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function certificate(name: string) {
  const authority = await generate([{ name: "commonName", value: "Authority of a test" }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const own = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    algorithm: "sha256",
    ca: { key: authority.private, cert: authority.cert },
    extensions: [
      { name: "basicConstraints", cA: false },
      { name: "subjectAltName", altNames: [{ type: 2, value: name }] },
    ],
  });
  return { key: own.private, cert: own.cert, ca: authority.cert };
}
