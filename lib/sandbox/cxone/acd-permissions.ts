import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Agent, Role } from "../state/model.ts";
import { asInteger } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, plainListing, queryOf } from "./acd-list.ts";
import { acdError } from "./error-families.ts";
import { adminPermissions, permissionsOf } from "./permissions.ts";

/** Security profiles and what one user may do (facts/cxone.md §2.4). Reading only: no API writes either. */
export function permissionRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const profileRow = (role: Role) => ({
    roleId: role.roleUuid,
    securityProfileId: role.roleId,
    securityProfileName: role.name,
    description: role.description,
    isActive: role.isActive ?? true,
    permissions: Object.entries(permissionsOf(role)).map(([permissionKey, optionKeys]) => ({
      permissionKey,
      optionKeys,
    })),
    dataRestrictions: [],
  });

  app.get("/cxone/acd/~/security-profiles", (c) =>
    acdList(
      sandbox,
      c,
      plainListing("profiles", store.roles.list().map(profileRow), "securityProfileName", "description"),
    ),
  );

  app.get("/cxone/acd/~/security-profiles/:roleId", (c) => {
    const role = store.roles.get(pathId(c, "roleId"));
    return role
      ? c.json({ profiles: [profileRow(role)] })
      : acdError(404, "not_found", "The security profile was not found");
  });

  /** Every key with its value, `Skills View` among them (M-52). */
  const permissionsAnswer = (agent: Agent | undefined) => {
    if (!agent) return acdError(404, "not_found", "The agent was not found");
    const granted = permissionsOf(store.roles.get(agent.roleId));
    const { businessUnitId: BusinessUnitId } = store.tenant;
    const permissions = Object.entries(adminPermissions).flatMap(([area, options]) =>
      options.map((option) => ({
        BusinessUnitId,
        Key: `${area} ${option}`,
        Value: String(granted[area]?.includes(option) ?? false),
      })),
    );
    return Response.json({ permissions });
  };

  app.get("/cxone/acd/~/permissions", (c) => {
    const wanted = queryOf(c, "agentId");
    return permissionsAnswer(
      wanted === undefined ? c.get("session").agent : store.agents.get(asInteger(wanted) ?? 0),
    );
  });
  app.get("/cxone/acd/~/permissions/:agentId", (c) =>
    permissionsAnswer(store.agents.get(pathId(c, "agentId"))),
  );
}
