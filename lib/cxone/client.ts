import "server-only";
import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { HttpMethod, HttpRequest, Send } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { parseAnswer } from "./answer.ts";
import { deriveAcdBaseUrl, joinUrl } from "./derive.ts";
import { CxoneError, errorOfAnswer, errorOfUpstream } from "./errors.ts";

export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface CxoneCall {
  /** Named operation: `cxone.skills.list`. */
  readonly operation: string;
  readonly api: "acd" | "dfo";
  readonly method: HttpMethod;
  /** Below the API's prefix; ids in it are encoded by the caller. */
  readonly path: string;
  /** Lists become `name[]=a&name[]=b`; undefined is left out. */
  readonly query?: Query;
  readonly body?: unknown;
  /** True when doing it twice is the same as doing it once. */
  readonly idempotent: boolean;
  /** Statuses besides 2xx that are an answer, not an error. */
  readonly alsoAccept?: readonly number[];
  readonly timeoutMs?: number;
  readonly maxAttempts?: number;
}

export interface CxoneClientOptions {
  /** What discovery calls `api_endpoint`. */
  readonly apiBaseUrl: string;
  /** Host of the digital API, without `/dfo/3.0`. */
  readonly dfoBaseUrl: string;
  /** Gives a bearer token; with `forceRefresh` one that is newer than the last given. */
  readonly getAccessToken: (options: { forceRefresh?: boolean }) => Promise<string>;
  readonly send: Send;
  /** Version of the ACD API; "33.0" is the first that creates campaigns (facts/cxone.md §2.2). */
  readonly apiVersion?: string;
  readonly connectionId?: string;
  /** Id of our request or job; also sent as CorrelationId. */
  readonly requestId?: string;
  readonly signal?: AbortSignal;
}

export interface CxoneClient {
  /** Sends a call with a token; on 401 once more with a fresh one. Anything but 2xx (and `alsoAccept`) is a CxoneError. */
  request(call: CxoneCall): Promise<HttpResponse>;
  /** The same, with the answer parsed. */
  read<T>(call: CxoneCall, schema: z.ZodType<T>): Promise<T>;
  /** The same client for calls that belong to another request or job of ours. */
  forRequest(requestId: string): CxoneClient;
}

export const DEFAULT_ACD_VERSION = "33.0";

/** Speaks to the ACD and the digital API of one tenant. Knows no database: tokens come in by function. */
export function createCxoneClient(options: CxoneClientOptions): CxoneClient {
  const version = (options.apiVersion ?? DEFAULT_ACD_VERSION).replace(/^v/i, "");
  const bases = {
    acd: joinUrl(deriveAcdBaseUrl(options.apiBaseUrl), `inContactAPI/services/v${version}`),
    dfo: joinUrl(
      options.dfoBaseUrl
        .trim()
        .replace(/\/+$/, "")
        .replace(/\/dfo\/3\.0$/i, ""),
      "dfo/3.0",
    ),
  };
  const correlationId = options.requestId ?? randomUUID();

  const attempt = async (call: CxoneCall, token: string): Promise<HttpResponse> => {
    try {
      return await options.send(toHttpRequest(call, bases[call.api], token, correlationId, options));
    } catch (error) {
      throw errorOfUpstream(call.operation, error);
    }
  };

  const client: CxoneClient = {
    async request(call) {
      let response = await attempt(call, await options.getAccessToken({}));
      if (response.status === 401) {
        // Tokens end before their time when a key is changed. A 401 means nothing was done, so any call may be repeated.
        response = await attempt(call, await options.getAccessToken({ forceRefresh: true }));
      }
      if (response.ok || call.alsoAccept?.includes(response.status)) return response;
      throw errorOfAnswer(call.operation, response, new URL(bases[call.api]).host);
    },
    async read(call, schema) {
      return parseAnswer(call.operation, await client.request(call), schema);
    },
    forRequest: (requestId) => createCxoneClient({ ...options, requestId }),
  };
  return client;
}

function toHttpRequest(
  call: CxoneCall,
  base: string,
  token: string,
  correlationId: string,
  options: CxoneClientOptions,
): HttpRequest {
  const hasBody = call.body !== undefined;
  return {
    operation: call.operation,
    method: call.method,
    url: joinUrl(base, call.path) + queryString(call.query),
    headers: {
      // Without Accept the ACD answers "No known way to render data" (facts/cxone.md §0.3).
      accept: "application/json",
      authorization: `Bearer ${token}`,
      correlationid: correlationId,
      ...(hasBody ? { "content-type": "application/json" } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
    idempotent: call.idempotent,
    operationClass: `${call.api}-${call.idempotent ? "read" : "write"}`,
    requestId: correlationId,
    ...(options.connectionId ? { connectionId: options.connectionId } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(call.timeoutMs ? { timeoutMs: call.timeoutMs } : {}),
    ...(call.maxAttempts ? { maxAttempts: call.maxAttempts } : {}),
  };
}

function queryString(query: Query | undefined): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (Array.isArray(value)) for (const item of value) parameters.append(`${name}[]`, String(item));
    else if (value !== undefined) parameters.append(name, String(value));
  }
  const text = parameters.toString();
  return text === "" ? "" : `?${text}`;
}

/** True for the answer "there is no such thing", which look-ups turn into null. */
export function isNotFound(error: unknown): boolean {
  return error instanceof CxoneError && error.code === "not_found";
}
