import "server-only";
import { DelegateBackoff, handleWhen, type RetryPolicy, retry } from "cockatiel";
import type { BreakerOptions, BreakerState } from "./breakers.ts";
import { Call, type CallSettings } from "./call.ts";
import { FailedAttempt, isRetryable, isUnhealthy } from "./failed-attempt.ts";
import { Origins } from "./origins.ts";
import { type Resolve, resolveWithSystem } from "./pinned-lookup.ts";
import type { Send } from "./request.ts";
import type { RequestLogSink } from "./request-log.ts";
import { DEFAULT_PORTS } from "./target.ts";
import type { HttpWatch } from "./watch.ts";

export interface HttpClientOptions {
  readonly log: RequestLogSink;
  readonly watch?: HttpWatch;
  /** `host` or `host:port` entries an administrator listed. Asked on every call: return a cached array. */
  readonly allowedPrivateHosts: () => Promise<readonly string[]> | readonly string[];
  readonly now?: () => Date;
  /** Ports for hosts that are not listed; default 443. */
  readonly ports?: readonly number[];
  readonly resolve?: Resolve;
  /** A longer Retry-After is handed to the caller instead of waited for; default 30 000. */
  readonly retryAfterCapMs?: number;
  readonly breaker?: Partial<BreakerOptions>;
  readonly connectionsPerOrigin?: number;
  readonly connectTimeoutMs?: number;
  /** More certificate authorities to trust (PEM), for private hosts with their own. */
  readonly ca?: string;
  /** For tests: the randomness of jitter. */
  readonly random?: () => number;
}

export interface HttpClient {
  readonly send: Send;
  breakerStates(): BreakerState[];
  /** Open breakers of the origin let the next call through; its outcome closes or reopens them. */
  halfOpen(origin: string): void;
  /** Closes all connections; running calls fail. */
  close(): Promise<void>;
}

const MAX_RETRIES = 9;

/**
 * The one way out: time-outs, retries of idempotent calls, Retry-After, a breaker per origin and operation class, the guard
 * against private targets with pinned addresses, and a redacted log row per attempt. See facts/product.md §5 SSRF, §6 Retries.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const origins = new Origins({
    ports: options.ports ?? DEFAULT_PORTS,
    resolve: options.resolve ?? resolveWithSystem,
    connectionsPerOrigin: options.connectionsPerOrigin ?? 64,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    breaker: options.breaker ?? {},
    isFailure: isUnhealthy,
    onBreakerChange: (state) => options.watch?.breakerChanged(state),
    ca: options.ca,
  });
  const settings: CallSettings = {
    log: options.log,
    watch: options.watch,
    now: options.now ?? (() => new Date()),
    retryAfterCapMs: options.retryAfterCapMs ?? 30_000,
    random: options.random ?? Math.random,
  };
  const retries = retryPolicy();

  return {
    async send(request) {
      const listed = options.allowedPrivateHosts();
      const call = new Call(request, settings, origins, "then" in listed ? await listed : listed);
      try {
        return await retries.execute(call.attempt);
      } catch (error) {
        throw error instanceof FailedAttempt ? error.error : error;
      }
    },
    breakerStates: () => origins.breakerStates(),
    halfOpen: (origin) => origins.halfOpen(origin),
    close: () => origins.close(),
  };
}

/** One policy for all calls: each failed attempt says itself whether and when to go on, so nothing is made per call. */
function retryPolicy(): RetryPolicy {
  return retry(handleWhen(isRetryable), {
    maxAttempts: MAX_RETRIES,
    backoff: new DelegateBackoff(({ result }) =>
      "error" in result && result.error instanceof FailedAttempt ? (result.error.retryInMs ?? 0) : 0,
    ),
  });
}
