import "server-only";
import { randomUUID } from "node:crypto";
import type * as z from "zod";
import type { HttpMethod } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { parseAnswer } from "../answer.ts";
import { joinUrl } from "../derive.ts";
import { CxoneError, errorOfAnswer } from "../errors.ts";
import { sendWithToken, type TokenSender } from "../send-with-token.ts";

export interface V2Call {
  /** Named operation: `cxone.v2.transfer`. */
  readonly operation: string;
  readonly method: HttpMethod;
  /** Below the base address; ids in it are encoded by the caller. */
  readonly path: string;
  /** What is undefined or empty is left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** True when doing it twice is the same as doing it once. Only then is it repeated in here. */
  readonly idempotent: boolean;
  readonly timeoutMs?: number;
}

export interface CxoneV2ClientOptions extends TokenSender {
  readonly baseUrl: string;
}

export interface CxoneV2Client {
  /** Sends a call with a token; on 401 once more with a fresh one. Anything but 2xx is a CxoneError. */
  request(call: V2Call): Promise<HttpResponse>;
  /** The same, with the answer parsed. */
  read<T>(call: V2Call, schema: z.ZodType<T>): Promise<T>;
  /**
   * The same; null for 404: there is no such thing, or no such endpoint. With `alsoAbsent` null for 400 too: an id of another kind is
   * refused as malformed.
   */
  find<T>(call: V2Call & { readonly alsoAbsent?: 400 }, schema: z.ZodType<T>): Promise<T | null>;
}

/** P-21: also how long a reading may take with all its attempts. */
export const V2_TIMEOUT_MS = 10_000;

/**
 * Speaks the endpoints of seeds 001 and 003 to one tenant. Reads are tried three times, 429 as asked by Retry-After or at
 * growing intervals (T-04); writes once. Knows no database: tokens come in by function.
 */
export function createCxoneV2Client(options: CxoneV2ClientOptions): CxoneV2Client {
  const { baseUrl } = options;
  const sender = { ...options, requestId: options.requestId ?? randomUUID() };

  const client: CxoneV2Client = {
    async request(call) {
      const { operation, method, path, query, body, idempotent, timeoutMs = V2_TIMEOUT_MS } = call;
      const response = await sendWithToken(sender, {
        operation,
        method,
        url: joinUrl(baseUrl, path) + queryString(query),
        body,
        idempotent,
        operationClass: breakerOf(call),
        timeoutMs,
      });
      if (response.ok) return response;
      throw errorOfAnswer(call.operation, response, new URL(baseUrl).host);
    },
    async read(call, schema) {
      const response = await client.request(call);
      try {
        return parseAnswer(call.operation, response, schema);
      } catch (error) {
        // The work was done; only what came of it cannot be read.
        if (call.idempotent || !(error instanceof CxoneError)) throw error;
        throw new CxoneError(error.code, error.message, { ...error, cause: error, mayHaveHappened: true });
      }
    },
    async find(call, schema) {
      try {
        return await client.read(call, schema);
      } catch (error) {
        // By status, for a gateway in front says with a page of its own that there is no such endpoint.
        const status = error instanceof CxoneError ? error.status : null;
        if (status === 404 || (status !== null && status === call.alsoAbsent)) return null;
        throw error;
      }
    },
  };
  return client;
}

/** A service that fails must not hold back the others: no analytics keep a transfer from being watched, no reads a write. */
function breakerOf({ path, idempotent }: V2Call): string {
  if (path.startsWith("api/v2/analytics/")) return "v2-analytics";
  return `v2-${path.startsWith("api/journey/") ? "journey" : "voice"}-${idempotent ? "read" : "write"}`;
}

function queryString(query: V2Call["query"]): string {
  const given = Object.entries(query ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
