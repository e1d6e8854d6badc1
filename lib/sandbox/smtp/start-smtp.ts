import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { SMTPServer } from "smtp-server";
import type { Sandbox } from "../sandbox.ts";
import { ExchangeConnection } from "./exchange-connection.ts";
import { signIn } from "./exchange-sign-in.ts";
import { hostName, refusals, SmtpRefusal } from "./exchange-texts.ts";
import { checkRecipient, type SendTimes, submitMail } from "./submit-mail.ts";

/** smtp-server with sessions that behave as Exchange's do. */
class ExchangeServer extends SMTPServer {
  readonly #sandbox: Sandbox;
  readonly #times: SendTimes = new Map();
  readonly #sessions = new Map<string, ExchangeConnection>();

  constructor(sandbox: Sandbox) {
    super({
      name: hostName,
      banner: "Microsoft ESMTP MAIL Service ready",
      authMethods: ["LOGIN", "PLAIN", "XOAUTH2"],
      hideENHANCEDSTATUSCODES: true,
      disabledCommands: ["XCLIENT", "XFORWARD"],
      disableReverseLookup: true,
      rejectOversized: true,
      // Silence about the certificate that comes with the library: the session puts its own before every handshake.
      logger: false,
    });
    this.#sandbox = sandbox;
    this.onAuth = (auth, _session, callback) => {
      signIn(sandbox, auth).then(
        (mailbox) => callback(null, { user: mailbox }),
        (error: unknown) => callback(this.#refusal(error)),
      );
    };
    this.onRcptTo = (address, _session, callback) => {
      try {
        checkRecipient(sandbox, address.address);
        callback();
      } catch (error) {
        callback(this.#refusal(error));
      }
    };
    this.onData = (stream, session, callback) => {
      const connection = this.#sessions.get(session.id);
      if (!connection) return callback(refusals.notAuthenticated(sandbox));
      submitMail(sandbox, connection, stream, this.#times).then(
        (reply) => (reply === null ? undefined : callback(null, reply)),
        (error: unknown) => callback(this.#refusal(error)),
      );
    };
    this.onClose = (session) => void this.#sessions.delete(session.id);
    // A client that goes away or does not trust the certificate is no error of the sandbox.
    this.on("error", () => {});
  }

  #refusal(error: unknown): Error {
    if (!(error instanceof SmtpRefusal)) console.error("Sandbox: SMTP failed", error);
    return error instanceof SmtpRefusal ? error : new SmtpRefusal(451, "4.3.0 The sandbox failed");
  }

  override connect(socket: Socket, options?: object): void {
    const connection = new ExchangeConnection(this.#sandbox, this, socket, options);
    this.connections.add(connection);
    this.#sessions.set(connection.id, connection);
    connection.on("error", () => {});
    connection.init();
  }

  async end(): Promise<void> {
    const closed = once(this.server, "close");
    this.close();
    for (const connection of this.#sessions.values()) connection._socket.destroy();
    await closed;
  }
}

export type RunningSmtp = { port: number; close(): Promise<void> };

/** Starts Exchange's Client Submission on 127.0.0.1; port 0, and a port that is taken, mean any free one. */
export async function startSmtp(sandbox: Sandbox, wantedPort: number): Promise<RunningSmtp> {
  const server = new ExchangeServer(sandbox);
  const listen = async (port: number) => {
    server.server.listen(port, "127.0.0.1");
    await once(server.server, "listening");
  };
  await listen(wantedPort).catch(() => listen(0));
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => server.end() };
}
