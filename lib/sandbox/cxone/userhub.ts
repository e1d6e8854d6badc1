import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { AccessKey } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asBoolean, asText } from "../wire/values.ts";
import { userHubError, userHubUnauthorized } from "./error-families.ts";
import { readSession } from "./tokens.ts";

/** A new access key of a user. The secret is in the answer to its creation and nowhere else. */
export function createAccessKey(sandbox: Sandbox, agentId: number): AccessKey {
  const accessKeyId = randomBytes(20).toString("hex").toUpperCase();
  const accessKeySecret = randomBytes(30).toString("base64url");
  const createdAt = sandbox.store.now();
  return sandbox.store.accessKeys.put(accessKeyId, {
    accessKeyId,
    accessKeySecret,
    agentId,
    isActive: true,
    createdAt,
  });
}

/** The gate of all UserHub services, and access keys (facts/cxone.md §1.3); people and roles are in userhub-people.ts. */
export function userHubRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  for (const path of [
    "/cxone/authorization/*",
    "/cxone/user-management/*",
    "/cxone/access-key-management/*",
  ]) {
    app.use(path, async (c, next) => {
      const session = await readSession(sandbox, c.req.header("authorization"));
      if (!session) return userHubUnauthorized(store.now(), c.req.path, "Full authentication is required");
      if (!store.roles.get(session.agent.roleId)?.isAdministrator) {
        return userHubError(403, "FORBIDDEN", "The role of this user does not permit the operation");
      }
      c.set("session", session);
      return next();
    });
  }

  const view = (key: AccessKey) => {
    const agent = store.agents.get(key.agentId);
    return {
      accessKeyId: key.accessKeyId,
      userId: agent?.userId ?? "",
      agentId: key.agentId,
      tenantId: store.tenant.tenantId,
      billingId: store.tenant.businessUnitId,
      isActive: key.isActive,
    };
  };
  const keys = "/cxone/access-key-management/v1/access-keys";
  const unknown = () => userHubError(404, "NOT_FOUND", "There is no such access key", "access-key");

  app.get(keys, (c) => c.json({ resultSet: store.accessKeys.list().map(view) }));

  app.post(keys, async (c) => {
    const userId = asText((await readRecord(c)).userId);
    const agent = userId ? store.agents.where("user", userId)[0] : c.get("session").agent;
    if (!agent) return userHubError(400, "BAD_REQUEST", "userId does not exist", "user");
    const key = createAccessKey(sandbox, agent.agentId);
    return c.json({ resultSet: { ...view(key), accessKeySecret: key.accessKeySecret } });
  });

  app.patch(keys, async (c) => {
    const key = store.accessKeys.get(c.req.query("accessKeyId") ?? "");
    const isActive = asBoolean((await readRecord(c)).isActive);
    if (!key) return unknown();
    if (isActive === undefined)
      return userHubError(400, "BAD_REQUEST", "isActive must be true or false", "access-key");
    return c.json({ resultSet: view(store.accessKeys.update(key.accessKeyId, { isActive })) });
  });

  app.get(`${keys}/:accessKeyId`, (c) => {
    const key = store.accessKeys.get(c.req.param("accessKeyId"));
    return key ? c.json({ resultSet: view(key) }) : unknown();
  });

  app.delete(`${keys}/:accessKeyId`, (c) =>
    store.accessKeys.remove(c.req.param("accessKeyId")) ? c.body(null, 204) : unknown(),
  );
}
