import "server-only";
import { randomUUID } from "node:crypto";
import { BrokenCircuitError } from "cockatiel";
import type { Breaker } from "./breakers.ts";
import { codeOf, dispatchOnce, type WireAnswer, WireFailure } from "./dispatch-once.ts";
import { FailedAttempt } from "./failed-attempt.ts";
import { Origin, type Origins } from "./origins.ts";
import { RefusedAddress } from "./pinned-lookup.ts";
import type { HttpRequest } from "./request.ts";
import { bodyForm, loggedBody, loggedHeaders, loggedPath, type RequestLogSink } from "./request-log.ts";
import { HttpResponse } from "./response.ts";
import { parseRetryAfter } from "./retry-after.ts";
import { planRetry } from "./retry-plan.ts";
import { parseTarget, type Refusal, type Target } from "./target.ts";
import { UpstreamError, type UpstreamErrorKind } from "./upstream-error.ts";
import type { CountedAttempt, HttpWatch } from "./watch.ts";

export interface CallSettings {
  readonly log: RequestLogSink;
  readonly watch: HttpWatch | undefined;
  readonly now: () => Date;
  readonly retryAfterCapMs: number;
  readonly random: () => number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const DEFAULT_ATTEMPTS = 3;
const DEFAULT_MAX_BODY_BYTES = 5 * 1024 * 1024;

const NOT_A_URL: Refusal = { reason: "not-a-url", sentence: "This is not an http or https address." };

/** Failures that come out the same next time. */
const FINAL_CONNECT_ERROR =
  /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|ENOTFOUND|ERR_INVALID)/;

/** One call with all its attempts. `attempt` is run by the retry policy until it gives an answer or a last word. */
export class Call {
  readonly #request: HttpRequest;
  readonly #settings: CallSettings;
  readonly #target: Target | null;
  readonly #origin: Origin | Refusal;
  readonly #headers: Record<string, string>;
  readonly #requestId: string;
  readonly #timeoutMs: number;
  readonly #startedAt = performance.now();
  #attempts = 0;
  #mayHaveHappened = false;
  #lastError: UpstreamError | null = null;

  constructor(
    request: HttpRequest,
    settings: CallSettings,
    origins: Origins,
    allowedPrivateHosts: readonly string[],
  ) {
    this.#request = request;
    this.#settings = settings;
    this.#target = parseTarget(request.url);
    this.#origin = this.#target ? origins.find(request.url, this.#target, allowedPrivateHosts) : NOT_A_URL;
    this.#headers = { "accept-encoding": "identity", ...request.headers };
    this.#requestId = request.requestId ?? randomUUID();
    this.#timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
  }

  readonly attempt = async (): Promise<HttpResponse> => {
    this.#attempts += 1;
    const origin = this.#origin;
    if (!(origin instanceof Origin)) throw this.#blocked(origin, 0);
    const breaker = origin.breaker(
      this.#request.operationClass ?? (this.#request.idempotent ? "read" : "write"),
    );
    if (!breaker.isClosed && breaker.retryAt) throw this.#brokenCircuit(breaker);
    try {
      return await breaker.run(() => this.#exchange(origin, breaker));
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#brokenCircuit(breaker) : error;
    }
  };

  async #exchange(origin: Origin, breaker: Breaker): Promise<HttpResponse> {
    const request = this.#request;
    const startedAt = performance.now();
    let answer: WireAnswer;
    try {
      answer = await dispatchOnce(
        origin.pool,
        {
          method: request.method,
          path: this.#target?.path ?? "/",
          headers: this.#headers,
          body: request.body,
        },
        { timeoutMs: this.#attemptTimeoutMs(), maxBodyBytes: request.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES },
        request.signal,
      );
    } catch (error) {
      throw error instanceof WireFailure ? this.#failed(error, startedAt, breaker) : error;
    }
    const { status } = answer;
    const accepted =
      (status >= 200 && status < 300) || (status >= 400 && status < 500 && status !== 408 && status !== 429);
    const id = this.#log(startedAt, answer, accepted ? null : `status: ${status}`);
    const response = new HttpResponse(status, answer.statusText, answer.headers, answer.body, id);
    if (!accepted) throw this.#refused(response, breaker);
    return response;
  }

  /** An answer that is none: redirect, throttled, or an error on the other side. */
  #refused(response: HttpResponse, breaker: Breaker): FailedAttempt {
    const { status } = response;
    const now = this.#settings.now();
    const retryAfterMs = parseRetryAfter(response.headers["retry-after"], now);
    const plan = this.#plan({ status, sent: true, final: false, retryAfterMs }, breaker);
    const asked = status === 429 || status === 503 ? retryAfterMs : null;
    const rateLimited = status === 429 || (!plan.again && plan.reason === "wait-too-long");
    if (rateLimited && asked !== null) {
      const { origin, operationClass } = breaker;
      this.#settings.watch?.limited({ origin, operationClass, until: new Date(now.getTime() + asked) });
    }
    // 408 and 429 refuse the request; a redirect or a 5xx may be the answer to work that was done.
    if (status < 400 || status >= 500) this.#mayHaveHappened = true;
    const error = this.#error(
      rateLimited ? "rate-limited" : "status",
      status < 400 ? `answered with a redirect (${status}), which is not followed` : `answered ${status}`,
      {
        status,
        answer: response.toAnswer(),
        requestLogId: response.requestLogId,
        ...(asked === null ? {} : { retryAt: new Date(now.getTime() + asked) }),
      },
    );
    return new FailedAttempt(error, plan.again ? plan.waitMs : null, status >= 500);
  }

  /** No whole answer. */
  #failed(failure: WireFailure, startedAt: number, breaker: Breaker): unknown {
    if (failure.kind === "invalid") return failure.cause ?? failure;
    if (failure.cause instanceof RefusedAddress) return this.#blocked(failure.cause.refusal, startedAt);
    if (failure.sent) this.#mayHaveHappened = true;
    const final =
      failure.kind === "parse" ||
      failure.kind === "too-large" ||
      failure.kind === "aborted" ||
      FINAL_CONNECT_ERROR.test(codeOf(failure.cause));
    const id = this.#log(startedAt, failure.status ?? null, `${failure.kind}: ${failure.message}`);
    const plan = this.#plan({ status: null, sent: failure.sent, final, retryAfterMs: null }, breaker);
    const kind: UpstreamErrorKind = failure.kind === "aborted" ? "timeout" : failure.kind;
    const error = this.#error(kind, failure.message, {
      requestLogId: id,
      cause: failure.cause ?? failure,
      ...(failure.status === undefined ? {} : { status: failure.status }),
    });
    const unhealthy = failure.kind === "timeout" || failure.kind === "connect" || failure.kind === "reset";
    return new FailedAttempt(error, plan.again ? plan.waitMs : null, unhealthy);
  }

  #blocked(refusal: Refusal, startedAt: number): FailedAttempt {
    const id = this.#log(startedAt || performance.now(), null, `blocked: ${refusal.reason}`);
    return new FailedAttempt(
      this.#error("blocked", refusal.sentence, { requestLogId: id, cause: refusal }),
      null,
      false,
    );
  }

  /** While the breaker is open nothing goes out. If it opened during our own attempts, their error is the better answer. */
  #brokenCircuit(breaker: Breaker): FailedAttempt {
    if (this.#lastError) return new FailedAttempt(this.#lastError, null, false);
    const retryAt = breaker.retryAt;
    const id = this.#log(performance.now(), null, "breaker-open: not sent");
    const error = this.#error("breaker-open", "not sent: too many of the last calls failed", {
      requestLogId: id,
      ...(retryAt ? { retryAt } : {}),
    });
    return new FailedAttempt(error, null, false);
  }

  #plan(end: Parameters<typeof planRetry>[0], breaker: Breaker): ReturnType<typeof planRetry> {
    const decision = planRetry(
      end,
      {
        attempt: this.#attempts,
        maxAttempts: this.#request.maxAttempts ?? DEFAULT_ATTEMPTS,
        idempotent: this.#request.idempotent,
        remainingMs: this.#remainingMs(),
        retryAfterCapMs: this.#settings.retryAfterCapMs,
      },
      this.#settings.random,
    );
    // Half open: this was the probe, and the next try would only be refused.
    return decision.again && !breaker.isClosed ? { again: false, reason: "exhausted" } : decision;
  }

  #remainingMs(): number {
    return this.#timeoutMs - (performance.now() - this.#startedAt);
  }

  #attemptTimeoutMs(): number {
    const { idempotent, attemptTimeoutMs, maxAttempts = DEFAULT_ATTEMPTS } = this.#request;
    const share = idempotent && maxAttempts > 1 ? Math.ceil(this.#timeoutMs / 2) : this.#timeoutMs;
    const wanted = attemptTimeoutMs ?? share;
    // The first attempt's value is the same for all calls, which lets Node keep their timers in one list.
    return this.#attempts === 1 ? wanted : Math.max(1, Math.min(wanted, Math.ceil(this.#remainingMs())));
  }

  #error(
    kind: UpstreamErrorKind,
    what: string,
    more: Partial<ConstructorParameters<typeof UpstreamError>[2]>,
  ): UpstreamError {
    const { operation, method, secrets } = this.#request;
    const host = this.#target?.host ?? "";
    this.#lastError = new UpstreamError(kind, `${operation}: ${host} ${what}`, {
      operation,
      method,
      host,
      path: loggedPath(this.#target?.path ?? "", secrets),
      attempts: this.#attempts,
      mayHaveHappened: this.#mayHaveHappened,
      ...more,
    });
    return this.#lastError;
  }

  /** Appends the attempt's row and returns its id. */
  #log(startedAt: number, end: WireAnswer | number | null, error: string | null): string {
    const { operation, method, connectionId, body, secrets, confidential } = this.#request;
    const bodyOf = confidential ? bodyForm : loggedBody;
    const answer = end !== null && typeof end === "object" ? end : null;
    const id = randomUUID();
    const durationMs = Math.round(performance.now() - startedAt);
    const status = answer ? answer.status : typeof end === "number" ? end : null;
    this.#settings.watch?.counted({
      connectionId: connectionId ?? null,
      outcome: outcomeOf(status, error, this.#request.operationClass === "token"),
      durationMs,
    });
    if (error === null && this.#settings.log.admitsSuccess?.() === false) return id;
    this.#settings.log.append({
      id,
      at: new Date(this.#settings.now().getTime() - durationMs),
      connectionId: connectionId ?? null,
      operation,
      method,
      host: this.#target?.host ?? "",
      path: loggedPath(this.#target?.path ?? "", secrets),
      status,
      durationMs,
      attempt: this.#attempts,
      requestId: this.#requestId,
      requestHeaders: loggedHeaders(this.#headers, secrets),
      requestBody: bodyOf(body, this.#headers["content-type"], secrets),
      responseHeaders: answer ? loggedHeaders(answer.headers, secrets) : null,
      responseBody: answer ? bodyOf(answer.body, answer.headers["content-type"], secrets) : null,
      error,
    });
    return id;
  }
}

/** A 401 or 403 is an answer, but one that refuses us, as is any 4xx to a sign-in; a 404 or 422 only answers what was asked. */
function outcomeOf(status: number | null, error: string | null, signIn: boolean): CountedAttempt["outcome"] {
  if (error?.startsWith("breaker-open") || error?.startsWith("blocked")) return "held-back";
  const refuses = status === 401 || status === 403 || (signIn && status !== null && status >= 400);
  return error !== null || refuses ? "failed" : "answered";
}
