import { randomBytes } from "node:crypto";
import type { Sandbox } from "../sandbox.ts";
import type { Integration } from "../state/digital-model.ts";
import { callOut } from "../wire/call-out.ts";
import { asInteger, asRecord, asText } from "../wire/values.ts";

/** The token kept from the last call to the Authorization URL, while the tenant's clock says it is good. */
export function cachedToken(sandbox: Sandbox, integration: Integration): string | null {
  const cached = integration.cachedToken;
  return cached && cached.expiresAt > sandbox.store.now() ? cached.accessToken : null;
}

/** The Authorization header of a first attempt without a token: none, or one that nobody can accept. */
export function tokenlessHeader(sandbox: Sandbox): Record<string, string> {
  if (sandbox.store.switches.firstReplyAuthorization === "none") return {};
  return { authorization: `Bearer ${randomBytes(24).toString("base64url")}` };
}

/**
 * Asks the middleware for a token as CXone does: JSON to the Authorization URL (facts/cxone.md §3.3, step 1). Gives
 * the token, which is remembered for `expires_in` seconds, or what was wrong.
 */
export async function fetchToken(
  sandbox: Sandbox,
  integration: Integration,
): Promise<{ ok: true; accessToken: string } | { ok: false; error: string }> {
  const outcome = await callOut(sandbox, {
    method: "POST",
    url: integration.authorizationUrl,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_id: integration.clientId,
      client_secret: integration.clientSecret,
      grant_type: "client_credentials",
    }),
    timeoutMs: sandbox.store.switches.replyTimeoutSeconds * 1000,
  });
  if (!outcome.ok) return { ok: false, error: `Authorization URL: ${outcome.error}` };
  if (outcome.status !== 200)
    return { ok: false, error: `Authorization URL answered ${outcome.status}, 200 was expected` };
  const answer = parseJson(outcome.text);
  const accessToken = asText(answer.access_token);
  const expiresIn = asInteger(answer.expires_in);
  if (!accessToken) return { ok: false, error: "Authorization URL answered without an access_token" };
  if (asText(answer.token_type)?.toLowerCase() !== "bearer") {
    return { ok: false, error: "Authorization URL answered without token_type Bearer" };
  }
  if (sandbox.store.integrations.get(integration.integrationId)) {
    const expiresAt = sandbox.store.now() + Math.max(0, expiresIn ?? 0) * 1000;
    sandbox.store.integrations.update(integration.integrationId, { cachedToken: { accessToken, expiresAt } });
  }
  return { ok: true, accessToken };
}

/** A JSON object, or an empty one for anything else. */
export function parseJson(text: string): Record<string, unknown> {
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return {};
  }
}
