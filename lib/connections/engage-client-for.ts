import "server-only";
import { createEngageClient, type EngageClient } from "#lib/engage/client.ts";
import { AppError } from "#lib/errors.ts";
import { egress } from "./egress.ts";
import { apiBaseUrlOf, ENGAGE_SECRETS } from "./engage/schema.ts";
import { readSecrets } from "./read-secrets.ts";
import { loadEngageConnection } from "./stored-connection.ts";

/**
 * The Engage client of a connection: its addresses, its API access token, and the one way out. The token is read again
 * for each call, so that one that was replaced is used at once. Throws `not_found`, or `bad_request` when the connection
 * is of another product.
 */
export async function clientForEngage(
  connectionId: string,
  options: { requestId?: string; signal?: AbortSignal } = {},
): Promise<EngageClient> {
  const { settings } = await loadEngageConnection(connectionId);
  return createEngageClient({
    uiBaseUrl: settings.uiBaseUrl,
    apiBaseUrl: apiBaseUrlOf(settings),
    send: egress().send,
    connectionId,
    ...options,
    getToken: async () => {
      const { apiToken } = await readSecrets(connectionId, ENGAGE_SECRETS);
      if (apiToken) return apiToken;
      throw new AppError("bad_request", {
        detail: "This connection has no API access token.",
        fix: "Enter one under Re-authorise.",
      });
    },
  });
}
