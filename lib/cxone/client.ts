import "server-only";
import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { HttpMethod } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { parseAnswer } from "./answer.ts";
import { deriveAcdBaseUrl, joinUrl } from "./derive.ts";
import { CxoneError, errorOfAnswer } from "./errors.ts";
import { sendWithToken, type TokenSender } from "./send-with-token.ts";

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

export interface CxoneClientOptions extends TokenSender {
  /** What discovery calls `api_endpoint`. */
  readonly apiBaseUrl: string;
  /** Host of the digital API, without `/dfo/3.0`. */
  readonly dfoBaseUrl: string;
  /** Version of the ACD API; "33.0" is the first that creates campaigns (facts/cxone.md §2.2). */
  readonly apiVersion?: string;
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
  const sender = { ...options, requestId: options.requestId ?? randomUUID() };

  const client: CxoneClient = {
    async request(call) {
      const { operation, api, method, path, query, body, idempotent, timeoutMs, maxAttempts } = call;
      const response = await sendWithToken(sender, {
        operation,
        method,
        url: joinUrl(bases[api], path) + queryString(query),
        body,
        idempotent,
        operationClass: `${api}-${idempotent ? "read" : "write"}`,
        ...(timeoutMs ? { timeoutMs } : {}),
        ...(maxAttempts ? { maxAttempts } : {}),
      });
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
