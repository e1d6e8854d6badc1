import type { HttpResponse } from "./response.ts";

export type HttpMethod = "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One call to another system. */
export interface HttpRequest {
  /** Named operation for log, metrics and people: `cxone.skills.list`. */
  readonly operation: string;
  readonly method: HttpMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /**
   * True when doing it twice is the same as doing it once. Only then is it repeated after an unclear failure; other calls are
   * repeated only while nothing was sent.
   */
  readonly idempotent: boolean;
  /** Breaker the call counts for, within its origin. Default: "read" for idempotent calls, "write" for others. */
  readonly operationClass?: string;
  /** All attempts and waits together; default 15 000. */
  readonly timeoutMs?: number;
  /** One attempt; default half of `timeoutMs` for idempotent calls, so that a hanging one leaves time for another. */
  readonly attemptTimeoutMs?: number;
  /** Default 3; calls that are not idempotent use more than one only for attempts that never reached the other side. */
  readonly maxAttempts?: number;
  /** Largest answer taken; default 5 MB. */
  readonly maxBodyBytes?: number;
  /** For the request log. */
  readonly connectionId?: string;
  /** Id of the request or job behind this call; made up when absent. */
  readonly requestId?: string;
  /** Secrets in this call that no key name gives away; masked by value in the log. */
  readonly secrets?: readonly string[];
  /** True when the bodies are somebody's conversation: the log keeps their form and not their words. */
  readonly confidential?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Resolves for every answer that is an answer (2xx and 4xx); rejects with UpstreamError for the rest: no answer, 3xx, 408, 429
 * and 5xx after the attempts are used up.
 */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;
