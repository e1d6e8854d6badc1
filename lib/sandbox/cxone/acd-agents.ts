import type { Hono } from "hono";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import type { Agent } from "../state/model.ts";
import { readRecord } from "../wire/read-body.ts";
import { asBoolean, asInteger, asRecord, asText, field, type JsonRecord } from "../wire/values.ts";
import { pathId } from "./acd-api.ts";
import { acdList, pageOfListing, pickFields, queryOf } from "./acd-list.ts";
import { agentListing, agentRow, agentStateRow } from "./agent-views.ts";
import { acdError } from "./error-families.ts";

const required = [
  "firstName",
  "lastName",
  "teamId",
  "profileId",
  "emailAddress",
  "userName",
  "timeZone",
  "country",
  "city",
];
/** Fields that have a place of their own in the row; the others are kept as they were sent. */
const ownFields =
  /^(agentid|username|userid|firstname|lastname|emailaddress|isactive|teamid|teamuuid|profileid|roleid|password|digitalengagementenabled)$/i;

type Outcome = { agentId: unknown; success: boolean; error: string };

/** Users of the ACD and what they are doing now (facts/cxone.md §2.3, §4). Writes are batches with a result each. */
export function agentRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { store } = sandbox;
  const notFound = () => acdError(404, "not_found", "The agent was not found");
  const refuse = (item: JsonRecord, error: string): Outcome => ({
    agentId: field(item, "agentId") ?? null,
    success: false,
    error,
  });

  /** The user as the item says it should be, or what is wrong with the item. */
  const changedAgent = (item: JsonRecord, before: Agent): Agent | string => {
    const teamId = asInteger(field(item, "teamId")) ?? before.teamId;
    const roleId = asInteger(field(item, "profileId")) ?? before.roleId;
    const userName = asText(field(item, "userName")) ?? before.userName;
    if (!store.teams.get(teamId)) return `teamId ${teamId} does not exist`;
    if (!store.roles.get(roleId)) return `profileId ${roleId} does not exist`;
    const twin = store.agents.find(
      (other) => other.agentId !== before.agentId && other.userName.toLowerCase() === userName.toLowerCase(),
    );
    if (twin) return `userName ${userName} already exists`;
    return {
      ...before,
      teamId,
      roleId,
      userName,
      firstName: asText(field(item, "firstName")) ?? before.firstName,
      lastName: asText(field(item, "lastName")) ?? before.lastName,
      emailAddress: asText(field(item, "emailAddress")) ?? before.emailAddress,
      isActive: asBoolean(field(item, "isActive")) ?? before.isActive,
      digitalEngagement: asBoolean(field(item, "digitalEngagementEnabled")) ?? before.digitalEngagement,
      updatedAt: store.now(),
      settings: {
        ...before.settings,
        ...Object.fromEntries(Object.entries(item).filter(([name]) => !ownFields.test(name))),
      },
    };
  };

  const createAgent = (item: JsonRecord): Outcome => {
    const missing = required.filter((name) => field(item, name) == null || field(item, name) === "");
    if (missing.length > 0) return refuse(item, `${missing.join(", ")} required`);
    const agentId = store.nextNumber("agent", 30_200);
    const made = changedAgent(item, {
      agentId,
      userId: crypto.randomUUID(),
      digitalUserId: agentId - 23_000,
      userName: "",
      firstName: "",
      lastName: "",
      nickname: asText(field(item, "firstName")) ?? "",
      emailAddress: "",
      teamId: 0,
      roleId: 0,
      isActive: true,
      digitalEngagement: false,
      state: "LoggedOut",
    });
    if (typeof made === "string") return refuse(item, made);
    store.agents.put(agentId, made);
    return { agentId, success: true, error: "" };
  };

  const changeAgent = (item: JsonRecord): Outcome => {
    const agentId = asInteger(field(item, "agentId"));
    const before = agentId === undefined ? undefined : store.agents.get(agentId);
    if (!before)
      return refuse(item, agentId === undefined ? "agentId is required" : `Agent ${agentId} does not exist`);
    const changed = changedAgent(item, before);
    if (typeof changed === "string") return refuse(item, changed);
    store.agents.put(before.agentId, changed);
    return { agentId: before.agentId, success: true, error: "" };
  };

  app.get("/cxone/acd/~/agents", (c) => {
    const teamId = asInteger(queryOf(c, "teamId"));
    return acdList(
      sandbox,
      c,
      agentListing(sandbox),
      (agent) => teamId === undefined || agent.teamId === teamId,
    );
  });

  app.on(["POST", "PUT"], "/cxone/acd/~/agents", async (c) => {
    const items = field(await readRecord(c), "agents");
    if (!Array.isArray(items) || items.length === 0)
      return acdError(400, "invalid_request", "agents must be an array with at least one agent");
    const apply = c.req.method === "POST" ? createAgent : changeAgent;
    const agentResults = items.map((item) => apply(asRecord(item)));
    return c.json({ errorCount: agentResults.filter((result) => !result.success).length, agentResults });
  });

  app.get("/cxone/acd/~/agents/states", (c) => {
    // Paged by the published schema; whether a call without top is complete is not documented.
    const isPaged = queryOf(c, "top") !== undefined || queryOf(c, "skip") !== undefined;
    const size = store.switches.agentStatesPageSize;
    const listing = { ...agentListing(sandbox), view: (agent: Agent) => agentStateRow(sandbox, agent) };
    const lastPollTime = new Date(store.now()).toISOString();
    if (isPaged) {
      const page = pageOfListing(sandbox, c, listing);
      return c.json({
        _links: page.links,
        lastPollTime,
        totalRecords: page.totalRecords,
        agentStates: page.rows,
      });
    }
    const agents = store.agents.list();
    const rows = size === 0 ? agents : agents.slice(0, size);
    return c.json({
      lastPollTime,
      totalRecords: agents.length,
      agentStates: rows.map((agent) => pickFields(c, agentStateRow(sandbox, agent))),
    });
  });

  app.get("/cxone/acd/~/agents/:agentId", (c) => {
    const agent = store.agents.get(pathId(c, "agentId"));
    return agent ? c.json({ agents: [pickFields(c, agentRow(sandbox, agent))] }) : notFound();
  });

  app.get("/cxone/acd/~/agents/:agentId/states", (c) => {
    const agent = store.agents.get(pathId(c, "agentId"));
    return agent
      ? c.json({
          lastPollTime: new Date(store.now()).toISOString(),
          agentStates: [agentStateRow(sandbox, agent)],
        })
      : notFound();
  });
}
