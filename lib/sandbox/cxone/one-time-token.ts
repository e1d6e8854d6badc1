import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Agent, OneTimeToken } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asInteger, asText } from "../wire/values.ts";
import { userView } from "./digital-views.ts";
import { digitalError } from "./error-families.ts";
import { issueIntegrationToken } from "./tokens.ts";

const purposes: readonly string[] = ["login", "channel-integration", "custom-component-login"];
const lifetimeMs = 5 * 60_000;

export function createOneTimeToken(
  sandbox: Sandbox,
  agent: Agent,
  purpose: OneTimeToken["purpose"],
): OneTimeToken {
  const token = randomBytes(24).toString("base64url");
  const expiresAt = sandbox.store.now() + lifetimeMs;
  return sandbox.store.oneTimeTokens.put(token, {
    token,
    purpose,
    agentId: agent.agentId,
    expiresAt,
    usedAt: null,
  });
}

/** The exchange of the token that the Add action URL was called with (facts/cxone.md §3.3, step 5). Works once. */
export function oneTimeTokenRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  app.post("/cxone/dfo/~/one-time-token/verification", async (c) => {
    const body = await readRecord(c);
    const [brandId, userId, purpose] = [
      asInteger(body.brandId),
      asInteger(body.userId),
      asText(body.purpose) ?? "",
    ];
    const problems = [
      ...(typeof body.brandId === "number"
        ? []
        : [{ field: "brandId", message: "This value should be of type integer." }]),
      ...(typeof body.userId === "number"
        ? []
        : [{ field: "userId", message: "This value should be of type integer." }]),
      ...(asText(body.token) ? [] : [{ field: "token", message: "This value should not be blank." }]),
      ...(purposes.includes(purpose)
        ? []
        : [{ field: "purpose", message: "The value you selected is not a valid choice." }]),
    ];
    if (problems.length > 0) return digitalError(400, ...problems);
    const row = store.oneTimeTokens.get(asText(body.token) ?? "");
    const agent = row && store.agents.get(row.agentId);
    const fits =
      row &&
      agent &&
      row.usedAt === null &&
      row.expiresAt > store.now() &&
      row.purpose === purpose &&
      agent.digitalUserId === userId &&
      store.tenant.brandId === brandId;
    if (!fits)
      return digitalError(403, {
        field: "token",
        message: "The token is invalid, used or expired.",
        errorCode: "invalid_token",
      });
    store.oneTimeTokens.update(row.token, { usedAt: store.now() });
    const { tenant } = store;
    return c.json({
      brand: {
        id: tenant.brandId,
        friendlyName: tenant.tenantName,
        timezone: tenant.timeZone,
        brandHash: `brand-${tenant.brandId}`,
        tenantId: tenant.tenantId,
        businessUnitId: tenant.businessUnitId,
        acdClusterId: tenant.clusterId,
      },
      user: userView(sandbox, agent),
      accessToken: await issueIntegrationToken(sandbox, agent),
    });
  });
}
