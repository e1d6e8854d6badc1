import type { Hono } from "hono";
import { objectId } from "../engage/object-id.ts";
import type { Sandbox, SandboxEnv } from "../sandbox.ts";
import { engageIds } from "../state/engage-ids.ts";
import type { Category, User } from "../state/engage-model.ts";
import { isRecord } from "../wire/values.ts";

const most = 20_000;
const kinds = ["agents", "categories"] as const;

const firstNames = "Ada Bruno Chiara Dmitri Esther Farid Grace Hugo Ines Jamal Keiko Lars Maya Nils".split(
  " ",
);
const lastNames = "Adler Costa Dvorak Ekström Fischer García Hansen Ivanova Jansen Kim Lopez".split(" ");
const topics = "Delivery Returns Invoices Warranty Loyalty Travel Claims".split(" ");

/** An agent of Digital care who reaches no source of one's own yet; some are disabled. */
function agent(sandbox: Sandbox, at: number): User {
  const now = sandbox.store.now();
  const firstname = firstNames[at % firstNames.length] ?? "";
  const lastname = lastNames[at % lastNames.length] ?? "";
  const id = objectId(now);
  return {
    id,
    email: `agent.${id}@acme.example`,
    firstname,
    lastname,
    nickname: "",
    gender: null,
    enabled: at % 25 !== 24,
    roleId: engageIds.roles.agent,
    teamIds: [engageIds.teams.care],
    categoryIds: [engageIds.categories.orders],
    identityIds: [],
    externalId: null,
    locale: null,
    timezone: null,
    spokenLanguages: ["en"],
    invitationPending: false,
    noPassword: false,
    sourcesPermissions: { [engageIds.sources.email]: ["read", "reply"] },
    presence: null,
    customStatusId: null,
    createdAt: now,
    updatedAt: now,
  };
}

function category(sandbox: Sandbox, at: number): Category {
  const now = sandbox.store.now();
  return {
    id: objectId(now),
    name: `${topics[at % topics.length]} ${at + 1}`,
    parentId: engageIds.categories.topics,
    color: at % 7,
    mandatory: false,
    multiple: true,
    postQualification: false,
    unselectable: false,
    sourceIds: [],
    createdAt: now,
    updatedAt: now,
  };
}

/** `POST /control/engage/populate {agents?, categories?}`: many rows at once, on top of what is there. */
export function engagePopulateRoutes(app: Hono<SandboxEnv>, sandbox: Sandbox): void {
  const { engage } = sandbox.store;

  app.post("/control/engage/populate", async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    if (!isRecord(body) || !Object.keys(body).every((name) => kinds.some((kind) => kind === name)))
      return c.json({ error: `Send how many of each: ${kinds.join(", ")}.` }, 400);
    for (const kind of kinds) {
      const count = body[kind] ?? 0;
      if (!Number.isInteger(count) || Number(count) < 0 || Number(count) > most)
        return c.json({ error: `"${kind}" is a whole number from 0 to ${most}.` }, 400);
    }
    for (let at = 0; at < Number(body.agents ?? 0); at += 1) {
      const row = agent(sandbox, at);
      engage.users.put(row.id, row);
    }
    for (let at = 0; at < Number(body.categories ?? 0); at += 1) {
      const row = category(sandbox, at);
      engage.categories.put(row.id, row);
    }
    return c.json({ agents: engage.users.size, categories: engage.categories.size });
  });
}
