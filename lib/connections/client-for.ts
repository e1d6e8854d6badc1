import "server-only";
import { type CxoneClient, createCxoneClient } from "#lib/cxone/client.ts";
import { CxoneError, type CxoneErrorCode } from "#lib/cxone/errors.ts";
import { type CxoneV2Client, createCxoneV2Client } from "#lib/cxone/v2/client.ts";
import { pool } from "#lib/db/client.ts";
import { AppError } from "#lib/errors.ts";
import { createTokenStore, type TokenSource, type TokenStore } from "./access-token.ts";
import { requestStoredToken } from "./credentials.ts";
import { egress } from "./egress.ts";
import { loadCxoneConnection, loadCxoneV2Connection } from "./stored-connection.ts";

const shared = globalThis as unknown as { patchbayTokens?: TokenStore };

type PackedError = {
  code: CxoneErrorCode;
  message: string;
  operation: string;
  status: number | null;
  host: string;
};

/** The error as it was, from what another process kept of it. */
export function unpackError(packed: unknown): CxoneError {
  const { code, message, ...details } = packed as PackedError;
  return new CxoneError(code, message, details);
}

const source: TokenSource = {
  request: async (connectionId) => {
    const { accessToken, expiresInSeconds } = await requestStoredToken(egress().send, connectionId);
    return { token: accessToken, expiresInSeconds };
  },
  packError: (error) => {
    if (!(error instanceof CxoneError))
      return {
        code: "unreachable",
        message: String(error),
        operation: "cxone.token",
        status: null,
        host: "",
      };
    const { code, message, operation, status, host } = error;
    return { code, message, operation, status, host } satisfies PackedError;
  },
  unpackError,
};

/** Tokens of all connections, shared by everything in this process. */
export function tokens(): TokenStore {
  shared.patchbayTokens ??= createTokenStore(pool(), source);
  return shared.patchbayTokens;
}

export type ClientOptions = { requestId?: string; signal?: AbortSignal };

/**
 * The CXone client of a connection: its addresses, its shared token, and the one way out. Throws `not_found`, or
 * `bad_request` when it is of another product, or was never checked and its addresses are not known.
 */
export async function clientFor(connectionId: string, options: ClientOptions = {}): Promise<CxoneClient> {
  const { settings, tenant } = await loadCxoneConnection(connectionId);
  if (!tenant) {
    throw new AppError("bad_request", {
      detail: "This connection was never checked.",
      fix: "Open the connection and run its check.",
    });
  }
  return createCxoneClient({
    apiBaseUrl: tenant.apiBaseUrl,
    dfoBaseUrl: settings.dfoBaseUrl ?? tenant.dfoBaseUrl,
    ...wayOut(connectionId, options),
  });
}

/**
 * The same for a connection to the API v2. Its address is typed, so it needs no check before. Throws `not_found`, or
 * `bad_request` when it is of another product.
 */
export async function clientForV2(connectionId: string, options: ClientOptions = {}): Promise<CxoneV2Client> {
  const { settings } = await loadCxoneV2Connection(connectionId);
  return createCxoneV2Client({ baseUrl: settings.baseUrl, ...wayOut(connectionId, options) });
}

/** The one way out with the shared token; a token that was refused is not handed out again. */
function wayOut(connectionId: string, { requestId, signal }: ClientOptions) {
  let last: string | undefined;
  return {
    send: egress().send,
    connectionId,
    ...(requestId ? { requestId } : {}),
    ...(signal ? { signal } : {}),
    getAccessToken: async ({ forceRefresh }: { forceRefresh?: boolean }) => {
      last = await tokens().getAccessToken(connectionId, forceRefresh ? last : undefined);
      return last;
    },
  };
}
