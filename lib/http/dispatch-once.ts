import "server-only";
import { type Dispatcher, errors } from "undici";

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

export interface WireLimits {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

export interface WireAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

export type WireFailureKind = "timeout" | "connect" | "reset" | "parse" | "too-large" | "aborted" | "invalid";

/** Why one exchange gave no whole answer, and how far it came. */
export class WireFailure extends Error {
  readonly kind: WireFailureKind;
  /** False when no byte of the request was written: the other side cannot have acted on it. */
  readonly sent: boolean;
  /** Status line seen before the exchange broke. */
  readonly status: number | undefined;

  constructor(kind: WireFailureKind, message: string, sent: boolean, status?: number, cause?: unknown) {
    super(message, { cause });
    this.name = "WireFailure";
    this.kind = kind;
    this.sent = sent;
    this.status = status;
  }
}

/**
 * Sends one request over a pool and collects the whole answer: one try, no redirect, bounded in time and size.
 * Works on undici's dispatch layer, which costs less per call than `request` and tells when the first byte went out.
 */
export function dispatchOnce(
  pool: Dispatcher,
  request: WireRequest,
  limits: WireLimits,
  signal?: AbortSignal,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(limits, resolve, reject, signal);
    try {
      pool.dispatch(
        {
          path: request.path,
          method: request.method as Dispatcher.HttpMethod,
          headers: request.headers,
          body: request.body ?? null,
        },
        exchange,
      );
    } catch (error) {
      exchange.fail(new WireFailure("invalid", messageOf(error), false, undefined, error));
    }
  });
}

class Exchange implements Dispatcher.DispatchHandler {
  readonly #limits: WireLimits;
  readonly #resolve: (answer: WireAnswer) => void;
  readonly #reject: (failure: WireFailure) => void;
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort: (() => void) | undefined;
  #controller: Dispatcher.DispatchController | null = null;
  #settled = false;
  #status = 0;
  #statusText = "";
  #headers: Record<string, string> = {};
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(
    limits: WireLimits,
    resolve: (answer: WireAnswer) => void,
    reject: (failure: WireFailure) => void,
    signal: AbortSignal | undefined,
  ) {
    this.#limits = limits;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#timer = setTimeout(() => this.#timeOut(), limits.timeoutMs);
    this.#signal = signal;
    if (signal) {
      this.#onAbort = () => this.#stop("aborted", "the caller gave up");
      if (signal.aborted) this.#onAbort();
      else signal.addEventListener("abort", this.#onAbort, { once: true });
    }
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    // A call that timed out while it waited for a connection must not go out now.
    if (this.#settled) controller.abort(new Error("settled before a connection was free"));
    else this.#controller = controller;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Record<string, string | string[] | undefined>,
    statusText?: string,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#statusText = statusText ?? "";
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) this.#headers[name] = typeof value === "string" ? value : value.join(", ");
    }
    if (Number(this.#headers["content-length"]) > this.#limits.maxBodyBytes) this.#refuseSize(controller);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#limits.maxBodyBytes) this.#refuseSize(controller);
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.#finish()) return;
    const [first] = this.#chunks;
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks, this.#size);
    this.#resolve({ status: this.#status, statusText: this.#statusText, headers: this.#headers, body });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    const sent = this.#controller !== null;
    this.fail(new WireFailure(kindOf(error, sent), messageOf(error), sent, this.#status || undefined, error));
  }

  fail(failure: WireFailure): void {
    if (this.#finish()) this.#reject(failure);
  }

  #timeOut(): void {
    const where = this.#controller
      ? this.#status
        ? "in the middle of the answer"
        : "waiting for the answer"
      : "connecting";
    this.#stop("timeout", `timed out after ${this.#limits.timeoutMs} ms ${where}`);
  }

  #refuseSize(_controller: Dispatcher.DispatchController): void {
    this.#stop("too-large", `the answer is larger than ${this.#limits.maxBodyBytes} bytes`);
  }

  #stop(kind: WireFailureKind, message: string): void {
    this.fail(new WireFailure(kind, message, this.#controller !== null, this.#status || undefined));
    this.#controller?.abort(new Error(message));
  }

  #finish(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    if (this.#onAbort) this.#signal?.removeEventListener("abort", this.#onAbort);
    return true;
  }
}

function kindOf(error: Error, sent: boolean): WireFailureKind {
  const code = codeOf(error);
  if (code === "UND_ERR_INVALID_ARG" || code === "UND_ERR_NOT_SUPPORTED") return "invalid";
  if (!sent) return "connect";
  if (error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError) return "parse";
  return "reset";
}

/** The code of an error or of what caused it, "" when there is none. */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return code || codeOf(error.cause);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || codeOf(error) || error.name : String(error);
}
