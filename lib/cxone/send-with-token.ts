import "server-only";
import type { HttpRequest, Send } from "#lib/http/request.ts";
import type { HttpResponse } from "#lib/http/response.ts";
import { errorOfUpstream } from "./errors.ts";

/** Who speaks to which tenant on whose behalf: what the clients of all its APIs are handed. */
export interface TokenSender {
  /** Gives a bearer token; with `forceRefresh` one that is newer than the last given. */
  readonly getAccessToken: (options: { forceRefresh?: boolean }) => Promise<string>;
  readonly send: Send;
  readonly connectionId?: string;
  /** Id of our request or job; also sent as CorrelationId. */
  readonly requestId?: string;
  readonly signal?: AbortSignal;
}

type Call = Omit<HttpRequest, "headers" | "body" | "requestId" | "connectionId" | "signal"> & {
  /** Sent as JSON. */
  readonly body?: unknown;
};

/**
 * Sends a call with a token, and on 401 once more with a fresh one. The answer is given whatever its status; without one a
 * CxoneError is thrown.
 */
export async function sendWithToken(
  sender: TokenSender & { readonly requestId: string },
  { body, ...call }: Call,
): Promise<HttpResponse> {
  const { getAccessToken, send, connectionId, requestId, signal } = sender;
  const attempt = async (token: string): Promise<HttpResponse> => {
    try {
      return await send({
        ...call,
        headers: {
          // Without Accept the ACD answers "No known way to render data" (facts/cxone.md §0.3).
          accept: "application/json",
          authorization: `Bearer ${token}`,
          correlationid: requestId,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        requestId,
        ...(connectionId ? { connectionId } : {}),
        ...(signal ? { signal } : {}),
      });
    } catch (error) {
      throw errorOfUpstream(call.operation, error);
    }
  };
  const response = await attempt(await getAccessToken({}));
  // Tokens end before their time when a key or a client is changed. A 401 means nothing was done, so any call may be repeated.
  return response.status === 401 ? attempt(await getAccessToken({ forceRefresh: true })) : response;
}
