import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Behaviour, json } from "#lib/http/start-test-server.ts";
import { findIdentity } from "./identities.ts";
import { missingPermissions, permissionLabel } from "./permissions.ts";
import { getRole } from "./roles.ts";
import { getSourcesPermissions, grantOnSource } from "./source-permissions.ts";
import { engageFailure, idOf, page, startTestAccount, type TestAccount } from "./start-test-account.ts";
import { addIdentities, listUsers, whoAmI } from "./users.ts";

let account: TestAccount;

beforeEach(async () => {
  account = await startTestAccount();
});
afterEach(() => account.close());

const refusal = (status: number, error = "x"): Behaviour => json(status, { error, message: error, status });
const SOURCE = idOf("d");
const OTHER = idOf("e");

describe("E-40: permissions on a source", () => {
  it("adds what is missing and sends the other sources along", async () => {
    const before = { [SOURCE]: ["read", "reply_with_html"], [OTHER]: "read,reply" };
    account.server.answer(
      json(200, before),
      json(200, { ...before, [SOURCE]: ["read", "reply_with_html", "reply"] }),
    );
    expect(await grantOnSource(account.client(), "u1", SOURCE)).toEqual({
      changed: true,
      before: ["read", "reply_with_html"],
      after: ["read", "reply_with_html", "reply"],
    });
    const [, put] = account.seen();
    expect(put).toContain("PUT /1.0/users/u1/sources_permissions ");
    expect(put?.split(" ")[2]?.split("&").sort()).toEqual([
      `${SOURCE}=read,reply_with_html,reply`,
      `${OTHER}=read,reply`,
    ]);
  });

  it("writes nothing when the agent may already, and says when there is no such agent", async () => {
    account.server.answer(json(200, { [SOURCE]: ["reply", "read"] }), refusal(404, "not_found"));
    expect(await grantOnSource(account.client(), "u1", SOURCE)).toMatchObject({ changed: false });
    expect(await grantOnSource(account.client(), "u2", SOURCE)).toBeNull();
    expect(account.seen()).toHaveLength(2);
  });

  it("reads an answer with other fields beside the sources, and with null", async () => {
    account.server.answer(json(200, { user_id: "u1", [SOURCE]: null, [OTHER]: ["read"] }));
    expect(await getSourcesPermissions(account.client(), "u1")).toEqual({ [SOURCE]: [], [OTHER]: ["read"] });
  });

  it("gives each of 600 agents a result of its own", async () => {
    const agents = Array.from({ length: 600 }, (_, index) => ({ id: `u${index}` }));
    account.server.answer((response, request, socket) => {
      const at = new URL(request.path, account.server.baseUrl);
      const offset = Number(at.searchParams.get("offset"));
      if (at.pathname.endsWith("/users"))
        page(agents.slice(offset, offset + 150), 600, offset)(response, request, socket);
      else if (at.pathname.includes("/u13/")) refusal(403, "forbidden")(response, request, socket);
      else
        json(200, request.method === "GET" ? {} : { [SOURCE]: ["read", "reply"] })(response, request, socket);
    });
    const bulk = account.client().inBulk();
    const results = await Promise.allSettled(
      (await listUsers(bulk)).map(({ id }) => grantOnSource(bulk, id, SOURCE)),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(599);
    expect(results.findIndex((result) => result.status === "rejected")).toBe(13);
    expect(account.server.requests).toHaveLength(4 + 2 * 600 - 1);
  });
});

describe("E-61: identities of an agent", () => {
  it("are added beside those the agent has", async () => {
    account.server.answer(
      json(200, { id: "u1", identity_ids: ["i1"] }),
      json(200, { id: "u1", identity_ids: ["i1", "i2"] }),
    );
    expect(await addIdentities(account.client(), "u1", ["i1", "i2"])).toMatchObject({
      changed: true,
      user: { identityIds: ["i1", "i2"] },
    });
    expect(account.seen()[1]).toBe("PUT /1.0/users/u1 identity_ids[]=i1&identity_ids[]=i2");
  });

  it("cost no write when they are there", async () => {
    account.server.answer(json(200, { id: "u1", identity_ids: ["i1"] }));
    expect(await addIdentities(account.client(), "u1", ["i1"])).toMatchObject({ changed: false });
    expect(account.seen()).toHaveLength(1);
  });

  it("are found by our id of the author alone", async () => {
    account.server.answer(
      page([
        { id: "i0", foreign_id: "bot-p10" },
        { id: "i1", foreign_id: "bot-p1", screenname: "Bot" },
      ]),
    );
    expect(await findIdentity(account.client(), "bot-p1", { sourceId: SOURCE })).toMatchObject({
      id: "i1",
      name: "Bot",
    });
    expect(await findIdentity(account.client(), "bot-p", {})).toBeNull();
  });
});

describe("whose token it is", () => {
  it("is told where Engage tells it", async () => {
    account.server.answer(json(200, { id: "u1", email: "a@example.com", role_id: "r1", enabled: true }));
    expect(await whoAmI(account.client())).toMatchObject({ id: "u1", roleId: "r1", enabled: true });
  });

  it.each([
    ["takes me for an id", refusal(404)],
    ["finds the id malformed", refusal(400, "bad_id")],
    ["shows agents to nobody", refusal(403)],
    ["answers something else", json(200, { count: 0, records: [] })],
    ["answers no JSON", json(200, "ok")],
  ])("stays unknown where Engage %s", async (_what, behaviour) => {
    account.server.answer(behaviour);
    expect(await whoAmI(account.client())).toBeNull();
  });

  it.each([400, 401, 403, 404])("is an error when the token is bad, also under %i", async (status) => {
    account.server.answer(refusal(status, "invalid_access_token"));
    expect((await engageFailure(whoAmI(account.client()))).code).toBe("bad_token");
  });
});

describe("rights of a role", () => {
  const role = { id: "r1", label: "Admin", manage_categories: true, manage_folders: false, created_at: "x" };

  it("are read alone, or from the list when roles may not be managed", async () => {
    account.server.answer(json(200, role));
    expect(await getRole(account.client(), "r1")).toEqual({
      id: "r1",
      label: "Admin",
      permissions: { manage_categories: true, manage_folders: false },
    });
    account.server.answer(refusal(403), page([role]));
    expect(await getRole(account.client(), "r1")).toMatchObject({ label: "Admin" });
    account.server.answer(refusal(403));
    expect(await getRole(account.client(), "r1")).toBeNull();
    account.server.answer(refusal(404));
    expect(await getRole(account.client(), "r1")).toBeNull();
  });

  it("that are missing are named, with the words of Engage's page", () => {
    const permissions = { manage_categories: true, manage_folders: false };
    expect(missingPermissions({ permissions }, ["manage_categories", "manage_folders", "read_user"])).toEqual(
      ["manage_folders", "read_user"],
    );
    expect(permissionLabel("manage_api_access_tokens")).toBe("Manage api access tokens");
  });
});
