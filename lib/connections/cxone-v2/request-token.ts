import "server-only";
import { requestV2Token, type V2Token } from "#lib/cxone/v2/token.ts";
import type { Send } from "#lib/http/request.ts";
import type { CxoneV2Secrets, CxoneV2Settings, CxoneV2Tenant } from "./schema.ts";

/** Signs in with what the connection has, first where it worked last time. Throws CxoneError. */
export function signInToV2(
  send: Send,
  {
    settings,
    secrets,
    tenant,
  }: { settings: CxoneV2Settings; secrets: CxoneV2Secrets; tenant?: CxoneV2Tenant | null },
  context: { connectionId?: string; requestId?: string },
): Promise<V2Token> {
  const known = tenant && { url: tenant.tokenUrl, style: tenant.tokenStyle };
  return requestV2Token(send, { ...settings, clientSecret: secrets.clientSecret ?? "", known }, context);
}
