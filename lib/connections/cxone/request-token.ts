import "server-only";
import { discoverOpenId } from "#lib/cxone/discovery.ts";
import { requestTokenByAccessKey, requestTokenWithClient, type TokenSet } from "#lib/cxone/token.ts";
import type { Send } from "#lib/http/request.ts";
import type { CxoneSecrets, CxoneSettings } from "./schema.ts";

/**
 * Signs in to CXone with what the connection has: a registered client and an access key (facts/cxone.md §1.2), or the
 * access key alone (§1.3). Throws CxoneError.
 */
export async function requestToken(
  send: Send,
  settings: CxoneSettings,
  secrets: CxoneSecrets,
  context: { connectionId?: string; requestId?: string },
): Promise<TokenSet> {
  const discovered = await discoverOpenId(send, settings.issuer, context);
  const { accessKeyId, clientId } = settings;
  const accessKeySecret = secrets.accessKeySecret ?? "";
  if (clientId) {
    const clientSecret = secrets.clientSecret ?? "";
    return requestTokenWithClient(
      send,
      discovered,
      { clientId, clientSecret, accessKeyId, accessKeySecret },
      context,
    );
  }
  const login = { baseUrl: settings.issuer, accessKeyId, accessKeySecret };
  return requestTokenByAccessKey(send, login, { ...context, discovered });
}
