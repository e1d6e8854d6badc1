import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Agent, Role, Team } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asArray, asBoolean, asText, type JsonRecord } from "../wire/values.ts";
import { userHubError } from "./error-families.ts";
import { permissionsOf } from "./permissions.ts";
import { searchUserHub } from "./userhub-search.ts";

/** UserHub names teams by UUID; the number of the ACD is its last part. */
function teamUuid(teamId: number): string {
  return `33ec9f00-2b7e-4a6d-9c3f-${String(teamId).padStart(12, "0")}`;
}

function roleView(role: Role): JsonRecord {
  const granted = Object.entries(permissionsOf(role));
  const privileges = (areas: typeof granted) =>
    areas.map(([privilegeId, actions]) => ({ privilegeId, actions }));
  const isDigital = ([area]: [string, string[]]) => area === "DigitalEngagement";
  return {
    roleId: role.roleUuid,
    roleName: role.name,
    displayName: role.name,
    description: role.description,
    status: (role.isActive ?? true) ? "ACTIVE" : "INACTIVE",
    permissions: granted.flatMap(([area, options]) =>
      options.map((option) => ({ permission: `${area}.${option}` })),
    ),
    applications: [
      {
        applicationId: "ACD",
        privileges: privileges(granted.filter((one) => !isDigital(one))),
        features: [],
      },
      {
        applicationId: "DIGITAL_ENGAGEMENT",
        privileges: privileges(granted.filter(isDigital)),
        features: [],
      },
    ],
  };
}

/** Users, teams and roles in the words of UserHub (facts/cxone.md §2.3, §2.4). The gate is in userhub.ts. */
export function userHubPeopleRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;

  const userView = (agent: Agent): JsonRecord => {
    const role = store.roles.get(agent.roleId);
    return {
      id: agent.userId,
      userName: agent.userName,
      firstName: agent.firstName,
      lastName: agent.lastName,
      fullName: `${agent.firstName} ${agent.lastName}`,
      emailAddress: agent.emailAddress,
      type: "user",
      country: "DE",
      timeZone: store.tenant.timeZone,
      role: role?.name ?? "",
      roleUUID: role?.roleUuid ?? "",
      secondaryRoleIds: [],
      status: agent.isActive ? "ACTIVE" : "BLOCKED",
      teamId: teamUuid(agent.teamId),
      icBUId: String(store.tenant.businessUnitId),
      icClusterId: store.tenant.clusterId,
      acdInfos: [{ loginId: String(agent.agentId) }],
      billable: true,
      customAttributes: {
        digitalEngagement: {
          id: "digitalEngagement",
          values: [{ value: String(agent.digitalEngagement) }],
        },
      },
    };
  };
  const teamView = (team: Team): JsonRecord => ({
    id: teamUuid(team.teamId),
    name: team.teamName,
    description: "",
    status: team.isActive ? "ACTIVE" : "INACTIVE",
    isDefault: team.teamId === 501,
  });

  app.get("/cxone/user-management/v1/users", (c) => {
    const words = c.req.query("fullNameContains")?.toLowerCase() ?? "";
    const withDeleted = asBoolean(c.req.query("includeDeleted")) ?? false;
    const found = store.agents
      .list()
      .filter((agent) => withDeleted || agent.isActive)
      .filter((agent) => `${agent.firstName} ${agent.lastName}`.toLowerCase().includes(words));
    return c.json({ users: found.map(userView) });
  });

  app.get("/cxone/user-management/v3/users/:userId", (c) => {
    const [agent] = store.agents.where("user", c.req.param("userId"));
    return agent
      ? c.json({ user: userView(agent) })
      : userHubError(404, "NOT_FOUND", "There is no such user", "user");
  });

  app.post("/cxone/user-management/v1/users/deactivate", async (c) => {
    const ids = asArray((await readRecord(c)).userIds).map((id) => asText(id) ?? "");
    if (ids.length === 0) return userHubError(400, "BAD_REQUEST", "userIds is required", "user");
    const notDeletedUserIds = ids.filter((id) => {
      const [agent] = store.agents.where("user", id);
      if (agent) store.agents.update(agent.agentId, { isActive: false, updatedAt: store.now() });
      return agent === undefined;
    });
    return c.json({ notDeletedUserIds });
  });

  app.get("/cxone/user-management/v3/teams/:teamId", (c) => {
    const team = store.teams.find((one) => teamUuid(one.teamId) === c.req.param("teamId"));
    return team
      ? c.json({ team: teamView(team) })
      : userHubError(404, "NOT_FOUND", "There is no such team", "team");
  });

  app.post("/cxone/user-management/v4/teams/search", async (c) => {
    const found = await searchUserHub(sandbox, c, store.teams.list().map(teamView), "team");
    if (found instanceof Response) return found;
    const { rows: teams, totalRecords, skip, top } = found;
    return c.json({ totalRecords, skip, top, teams });
  });

  app.post("/cxone/authorization/v1/roles/search", async (c) => {
    const found = await searchUserHub(sandbox, c, store.roles.list().map(roleView), "role");
    if (found instanceof Response) return found;
    return c.json({ roles: found.rows, totalRecords: found.totalRecords });
  });
}
