import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { AccessSession } from "./cxone/tokens.ts";
import type { EngageHub } from "./engage/hub.ts";
import type { EngageSession } from "./engage/rest-api.ts";
import type { Store } from "./state/store.ts";
import type { FaultList } from "./wire/faults.ts";
import type { RequestLog } from "./wire/request-log.ts";

/** What every part of the sandbox is handed. */
export type Sandbox = {
  store: Store;
  faults: FaultList;
  requests: RequestLog;
  /** What the parts of the simulated Engage tell each other. */
  engage: EngageHub;
  /** `http://127.0.0.1:<port>`, known once the server listens. */
  baseUrl: string;
  /** `127.0.0.1:<port>` of the name server, UDP and TCP. */
  dnsServer: string;
  /** Of the SMTP server, known once it listens. */
  smtpPort: number;
  background: Background;
};

export type SandboxEnv = {
  Bindings: HttpBindings;
  Variables: { session: AccessSession; engage: EngageSession };
};
export type SandboxContext = Context<SandboxEnv>;

/**
 * Work that goes on after an answer, such as carrying a reply to the integration box. Work with the same key runs in
 * order, one at a time; `settled()` waits for all of it, `cancel()` makes it give up.
 */
export class Background {
  readonly #chains = new Map<string, Promise<void>>();
  #stop = new AbortController();

  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  run(key: string, work: () => Promise<void>): void {
    const before = this.#chains.get(key) ?? Promise.resolve();
    const { signal } = this.#stop;
    const next = before
      .then(() => (signal.aborted ? undefined : work()))
      .catch((error: unknown) => {
        if (!signal.aborted) console.error("Sandbox: background work failed", error);
      });
    this.#chains.set(key, next);
    void next.then(() => {
      if (this.#chains.get(key) === next) this.#chains.delete(key);
    });
  }

  /** Whether work with this key is under way or waiting. */
  isBusy(key: string): boolean {
    return this.#chains.has(key);
  }

  /** Waits for the work with this key that is under way or waiting. */
  async finished(key: string): Promise<void> {
    while (this.#chains.has(key)) await this.#chains.get(key);
  }

  async settled(): Promise<void> {
    while (this.#chains.size > 0) await Promise.all(this.#chains.values());
  }

  /** Makes everything that is under way give up, and waits until it has; new work may follow. */
  async cancel(): Promise<void> {
    this.#stop.abort(new Error("The sandbox gives up its background work"));
    await this.settled();
    this.#stop = new AbortController();
  }
}
