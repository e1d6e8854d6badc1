import type net from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { SMTPServer } from "smtp-server";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";
import type { Sandbox } from "../sandbox.ts";
import type { Fault } from "../wire/faults.ts";
import { certificatesOf } from "./certificates.ts";
import { exchangeText, faultText, hostName, refusals } from "./exchange-texts.ts";

/** What may be written down of a command: addresses and the mechanism, never what proves who one is. */
function argumentOf(verb: string, line: string): string {
  const rest = line.slice(verb.length).trim();
  if (verb === "AUTH") return rest.split(" ")[0]?.toUpperCase() ?? "";
  if (verb === "MAIL" || verb === "RCPT") return /<([^>]*)>/.exec(rest)?.[1] ?? rest;
  return rest.slice(0, 200);
}

/** The text that a fault brings, or the usual one for its status. */
export function faultReply(fault: Fault): string {
  return typeof fault.body === "string" ? fault.body : faultText(fault.status ?? 451);
}

/** One SMTP session with Exchange: its words, its order of things, the faults and the record of every command. */
export class ExchangeConnection extends SMTPConnection {
  readonly #sandbox: Sandbox;
  #verb = "CONNECT";
  #argument = "";
  #startedAt = Date.now();
  /** The misbehaviour that the command under way was chosen for. */
  fault: Fault | null = null;

  constructor(sandbox: Sandbox, server: SMTPServer, socket: net.Socket, options?: object) {
    super(server, socket, options);
    this.#sandbox = sandbox;
  }

  /** The library waits 100 ms for clients that talk too soon; ours are tests, and wait for the greeting. */
  override init(): void {
    this._setListeners(() => void this.#greet());
  }

  async #greet(): Promise<void> {
    const { switches } = this.#sandbox.store;
    this.fault = this.#sandbox.faults.take("smtp", "CONNECT", "");
    await this.#pause(switches.smtpDelayMs + (this.fault?.delayMs ?? 0));
    if (this.fault?.drop) return this.drop();
    if (this.fault?.status) return this.send(this.fault.status, faultReply(this.fault), false);
    if (switches.smtpTls === "off") this.session.disabledCommands = ["STARTTLS", "XCLIENT", "XFORWARD"];
    this.connectionReady();
  }

  async #pause(delayMs: number): Promise<void> {
    const signal = this.#sandbox.background.stopped;
    if (delayMs > 0) await wait(delayMs, undefined, { signal }).catch(() => {});
  }

  /** Ends the session as a broken network does. */
  drop(): void {
    this.record(null);
    this._socket.destroy();
  }

  override _onCommand(command: Buffer, callback: () => void = () => {}): void {
    // The rest of a sign-in belongs to its AUTH; what comes before the greeting is the library's to refuse.
    if (this._nextHandler || !this._ready || this._upgrading) super._onCommand(command, callback);
    else
      void this.#handle(command, callback).catch((error: unknown) => {
        console.error("Sandbox: SMTP command failed", error);
        this.send(451, "4.3.0 The sandbox failed; its console says why");
        callback();
      });
  }

  async #handle(command: Buffer, callback: () => void): Promise<void> {
    const { store, faults } = this.#sandbox;
    const { switches } = store;
    const line = command.toString();
    this.#verb = line.split(" ")[0]?.toUpperCase() ?? "";
    this.#argument = argumentOf(this.#verb, line);
    this.#startedAt = Date.now();
    this.fault = faults.take("smtp", this.#verb, this.#argument);
    const isData = this.#verb === "DATA";
    await this.#pause(switches.smtpDelayMs + (isData ? 0 : (this.fault?.delayMs ?? 0)));
    if (!isData && this.fault?.drop === "before") return this.drop();
    if (!isData && this.fault?.status && !this.fault.afterWork) {
      this.send(this.fault.status, faultReply(this.fault));
      return callback();
    }
    this._server.options.size = switches.smtpMaxMessageBytes;
    this._server.options.allowInsecureAuth = !switches.smtpAuthNeedsTls;
    if (this.#verb === "AUTH" && !this.secure && switches.smtpAuthNeedsTls) {
      const { responseCode, message } = refusals.startTlsFirst();
      this.send(responseCode, message);
      return callback();
    }
    if (this.#verb === "STARTTLS" && !this.secure && this._isSupported("STARTTLS")) {
      if (switches.smtpTls === "broken") return this.#breakTls();
      if (switches.smtpTls !== "off")
        this._server.updateSecureContext((await certificatesOf(this.#sandbox))[switches.smtpTls]);
    }
    super._onCommand(command, callback);
  }

  /** Says yes to TLS and then speaks something else. */
  #breakTls(): void {
    this.send(220, "Ready to start TLS");
    this._socket.end("This is not TLS.\r\n");
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (this.#verb === "DATA" && code !== 354) this.record(code, String(data ?? ""));
    else if (this.#verb !== "DATA" && code !== 334) this.record(code, String(data ?? ""));
    if (this.fault?.drop === "after" && code !== 354 && code !== 334) {
      this._socket.destroy();
      return;
    }
    const said = Array.isArray(data) ? this.#capabilities(data) : exchangeText(this.#verb, code, data ?? "");
    super.send(code, said, context);
  }

  /** The answer to EHLO: no AUTH before TLS, as Exchange has it. */
  #capabilities(lines: string[]): string[] {
    const hidesAuth = !this.secure && this.#sandbox.store.switches.smtpAuthNeedsTls;
    return [
      `${hostName} Hello [${this.remoteAddress}]`,
      ...lines.slice(1).filter((line) => !(hidesAuth && line.startsWith("AUTH "))),
    ];
  }

  /** Writes the command under way to `GET /control/requests?system=smtp`. */
  record(status: number | null, reply = ""): void {
    const { requests, store } = this.#sandbox;
    const user = (this.session.user as { address?: string } | undefined)?.address ?? null;
    requests.record({
      at: new Date(store.now()).toISOString(),
      system: "smtp",
      method: this.#verb,
      path: this.#argument,
      query: { session: this.id },
      headers: {},
      body: { reply: exchangeText(this.#verb, status ?? 0, reply), secure: this.secure, user },
      status,
      durationMs: Date.now() - this.#startedAt,
      ...(this.fault
        ? { fault: this.fault.drop ? `connection dropped ${this.fault.drop}` : "answered" }
        : {}),
    });
  }
}
