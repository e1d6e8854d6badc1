import "server-only";
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type * as z from "zod";
import type { HttpRequest, Send } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { parseAnswer } from "./answer.ts";
import { joinUrl } from "./derive.ts";
import { EngageError, errorOfAnswer, errorOfUpstream } from "./errors.ts";
import { limiterFor, REQUESTS_PER_MINUTE } from "./limiter.ts";
import {
  isRepeatable,
  type Operation,
  type OperationName,
  operationOf,
  type Parameters,
  type PathIds,
  type Value,
} from "./operations.ts";
import { encodeParameters, fillPath } from "./parameters.ts";

export interface EngageClientOptions {
  /** Without `/1.0`. */
  readonly apiBaseUrl: string;
  /** Where people sign in; also the host of realtime addresses. */
  readonly uiBaseUrl: string;
  /** The API access token. It does not expire by itself, so there is nothing to refresh (facts/engage.md §1.1). */
  readonly getToken: () => Promise<string>;
  readonly send: Send;
  readonly connectionId?: string;
  /** Id of our request or job. */
  readonly requestId?: string;
  readonly signal?: AbortSignal;
  /** True when nobody waits for it: other calls to the same account go first. */
  readonly bulk?: boolean;
  /** For accounts with another limit than the documented one; default 480. */
  readonly requestsPerMinute?: number;
  /** Milliseconds before each next try of what Engage refused for the moment. Empty: the refusal is the answer. */
  readonly waits?: Partial<Waits>;
}

export interface Waits {
  /** After 429 without Retry-After. Together they outlast the minute over which Engage counts. */
  readonly limitMs: readonly number[];
  /** After 409 on an operation that locks. */
  readonly lockMs: readonly number[];
}

export type CallInput<N extends OperationName> = {
  readonly parameters?: Parameters<N>;
  /** Statuses besides 2xx that are an answer, not an error. */
  readonly alsoAccept?: readonly number[];
} & (keyof PathIds<N> extends never ? unknown : { readonly ids: PathIds<N> });

export interface EngageClient {
  readonly uiBaseUrl: string;
  readonly apiBaseUrl: string;
  /** Sends a call of the table of operations. Anything but 2xx (and `alsoAccept`) is an EngageError. */
  request<N extends OperationName>(name: N, input: CallInput<N>): Promise<HttpResponse>;
  /** The same, with the answer parsed. */
  read<N extends OperationName, T>(name: N, input: CallInput<N>, schema: z.ZodType<T>): Promise<T>;
  /** The same client for calls that belong to another request or job of ours. */
  forRequest(requestId: string): EngageClient;
  /** The same client for a long row of calls, which lets others go first. */
  inBulk(): EngageClient;
}

const WAITS: Waits = { limitMs: [5_000, 10_000, 20_000, 30_000], lockMs: [250, 500, 1_000, 2_000, 4_000] };

/** A Retry-After beyond this is handed to the caller, whose job can wait better than a call can. */
const LONGEST_WAIT_MS = 60_000;

/** Speaks to the REST API 1.0 of one account. Knows no database: the token comes in by function. */
export function createEngageClient(options: EngageClientOptions): EngageClient {
  const base = joinUrl(options.apiBaseUrl.replace(/\/1\.0\/?$/, ""), "1.0");
  const host = new URL(base).host;
  const limiter = limiterFor(base, options.requestsPerMinute ?? REQUESTS_PER_MINUTE);
  const waits = { ...WAITS, ...options.waits };
  const { signal } = options;

  /** One call as often as the limit needs it: 429 says that nothing was done, so any call may be repeated. */
  const attempt = async (name: string, operation: Operation, request: HttpRequest): Promise<HttpResponse> => {
    for (let tried = 0; ; tried += 1) {
      await unlessGivenUp(name, limiter.turn({ bulk: options.bulk ?? false, signal }));
      try {
        return await options.send(request);
      } catch (error) {
        const known = errorOfUpstream(name, error);
        const waitMs = known instanceof EngageError ? waitOf(known, waits.limitMs[tried], operation) : null;
        if (waitMs === null) throw known;
        // All calls of the account hold back: each one that is sent into a running limit prolongs it for the others.
        limiter.pause(waitMs);
      }
    }
  };

  const client: EngageClient = {
    uiBaseUrl: options.uiBaseUrl,
    apiBaseUrl: options.apiBaseUrl,
    async request(name, input) {
      const operation = operationOf(name);
      const label = `engage.${name}`;
      const request = toHttpRequest(label, operation, input, base, await options.getToken(), options);
      for (let tried = 0; ; tried += 1) {
        const response = await attempt(label, operation, request);
        if (response.ok || input.alsoAccept?.includes(response.status)) return response;
        const waitMs = operation.locks && response.status === 409 ? waits.lockMs[tried] : undefined;
        if (waitMs === undefined) throw errorOfAnswer(label, response, host);
        await unlessGivenUp(label, sleep(waitMs, undefined, signal ? { signal } : {}));
      }
    },
    async read(name, input, schema) {
      return parseAnswer(`engage.${name}`, await client.request(name, input), schema, host);
    },
    forRequest: (requestId) => createEngageClient({ ...options, requestId }),
    inBulk: () => createEngageClient({ ...options, bulk: true }),
  };
  return client;
}

/** A wait that ends with the caller's signal is a call that came to no end in time, as it is while a call runs. */
async function unlessGivenUp(operation: string, wait: Promise<unknown>): Promise<void> {
  try {
    await wait;
  } catch (cause) {
    throw new EngageError("timeout", "The caller gave up before the call was sent.", { operation, cause });
  }
}

/** How long to hold back after a failure, or null when it is the last word. */
function waitOf(error: EngageError, planned: number | undefined, operation: Operation): number | null {
  if (error.code !== "rate_limited" || planned === undefined) return null;
  if (error.mayHaveHappened && !isRepeatable(operation)) return null;
  const asked = error.retryAt ? error.retryAt.getTime() - Date.now() : planned;
  return asked > LONGEST_WAIT_MS ? null : Math.max(0, asked);
}

/** A call's input once its names have been checked against the table. */
type LooseInput = {
  readonly ids?: Readonly<Record<string, string>>;
  readonly parameters?: Readonly<Record<string, Value>>;
};

function toHttpRequest(
  label: string,
  operation: Operation,
  input: object,
  base: string,
  token: string,
  options: EngageClientOptions,
): HttpRequest {
  const { ids = {}, parameters = {} } = input as LooseInput;
  // Writes carry their parameters in the body, as the vendor's own examples do: a webhook's secret has no place in an address, which
  // stands in the logs of every proxy. The description has them in the query; Engage reads both alike (§1.1).
  const inBody = operation.method === "POST" || operation.method === "PUT";
  const body = encodeParameters(parameters);
  const query = encodeParameters({
    ...(inBody ? {} : parameters),
    // Demanded in the query by the description; masked in our log by its name and by its value.
    ...(operation.parameters.includes("access_token") ? { access_token: token } : {}),
  });
  const repeatable = isRepeatable(operation);
  return {
    operation: label,
    method: operation.method,
    url: joinUrl(base, fillPath(operation.path, ids)) + (query === "" ? "" : `?${query}`),
    headers: {
      accept: "application/json",
      authorization: `Bearer ${token}`,
      ...(inBody ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    },
    ...(inBody ? { body } : {}),
    idempotent: repeatable,
    operationClass: operation.method === "GET" ? "rest-read" : "rest-write",
    requestId: options.requestId ?? randomUUID(),
    // By value too: the token must not stand in the log, whatever Engage answers.
    secrets: [token],
    ...(options.connectionId ? { connectionId: options.connectionId } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(operation.timeoutMs ? { timeoutMs: operation.timeoutMs } : {}),
  };
}

/** True for the answer "there is no such thing", which look-ups turn into null. */
export function isNotFound(error: unknown): boolean {
  return error instanceof EngageError && error.code === "not_found";
}

/** The object of a look-up, or null when Engage does not know it or the token's agent may not see it. */
export async function orNull<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
