import { expect, test } from "vitest";
import { testTenant } from "../test-tenant.ts";

async function userHub() {
  const tenant = await testTenant();
  const call = (method: string, path: string, body?: unknown) =>
    tenant.raw(`/cxone${path}`, {
      method,
      headers: { authorization: `Bearer ${tenant.accessToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { tenant, call };
}

type Roles = { roles: { roleName: string }[]; totalRecords: number };

test("roles are searched, ordered and paged, with their privileges by application", async () => {
  const { tenant, call } = await userHub();
  const search = async (body: unknown) =>
    (await call("POST", "/authorization/v1/roles/search", body)).body as Roles;
  const names = async (body: unknown) => (await search(body)).roles.map((role) => role.roleName);
  expect(await search({})).toMatchObject({ totalRecords: 5 });
  expect(await names({ orderBy: { roleName: "DESC" }, page: { pageSize: 2, pageNo: 2 } })).toEqual([
    "Back Office",
    "Agent",
  ]);
  expect(await names({ filter: { roleName: ["admin"] }, operations: { roleName: "LIKE" } })).toEqual([
    "Administrator",
  ]);
  expect(await search({ filter: { roleName: ["Chat Trainee"] } })).toMatchObject({
    roles: [
      {
        status: "ACTIVE",
        permissions: [{ permission: "DigitalEngagement.Agent" }],
        applications: [
          { applicationId: "ACD", privileges: [] },
          {
            applicationId: "DIGITAL_ENGAGEMENT",
            privileges: [{ privilegeId: "DigitalEngagement", actions: ["Agent"] }],
          },
        ],
      },
    ],
  });
  await tenant.control("POST", "/switches", { userHubPagesCountFrom: "zero" });
  expect(await names({ page: { pageSize: 2, pageNo: 1 } })).toEqual(["Agent", "Chat Trainee"]);
  expect(
    (await call("POST", "/authorization/v1/roles/search", { filter: { colour: ["red"] } })).body,
  ).toMatchObject({
    code: "BAD_REQUEST",
    entityType: "role",
  });
});

test("users carry role, login id and the digital attribute, and are deactivated by id", async () => {
  const { call } = await userHub();
  const { users } = (await call("GET", "/user-management/v1/users?fullNameContains=okafor")).body as {
    users: { id: string }[];
  };
  expect(users).toMatchObject([
    {
      role: "Agent",
      status: "ACTIVE",
      acdInfos: [{ loginId: "30109" }],
      customAttributes: { digitalEngagement: { values: [{ value: "false" }] } },
    },
  ]);
  const id = users[0]?.id ?? "";
  expect((await call("GET", `/user-management/v3/users/${id}`)).body).toMatchObject({
    user: { lastName: "Okafor" },
  });
  const deactivated = await call("POST", "/user-management/v1/users/deactivate", { userIds: [id, "none"] });
  expect(deactivated.body).toEqual({ notDeletedUserIds: ["none"] });
  expect((await call("GET", `/user-management/v3/users/${id}`)).body).toMatchObject({
    user: { status: "BLOCKED" },
  });
  expect((await call("GET", "/user-management/v1/users?fullNameContains=okafor")).body).toEqual({
    users: [],
  });
  expect((await call("GET", "/user-management/v3/users/none")).status).toBe(404);
});

test("teams are found by name and by id", async () => {
  const { call } = await userHub();
  const found = await call("POST", "/user-management/v4/teams/search", {
    filter: { name: ["care"] },
    operations: { name: "LIKE" },
    skip: 0,
    top: 10,
  });
  expect(found.body).toMatchObject({ totalRecords: 1, skip: 0, top: 10, teams: [{ name: "Digital Care" }] });
  const { teams } = found.body as { teams: { id: string }[] };
  expect((await call("GET", `/user-management/v3/teams/${teams[0]?.id}`)).body).toMatchObject({
    team: { status: "ACTIVE" },
  });
});

test("without a token UserHub answers 401 in its own shape", async () => {
  const { tenant } = await userHub();
  expect(await tenant.raw("/cxone/user-management/v1/users")).toMatchObject({
    status: 401,
    body: { error: "Unauthorized", path: "/cxone/user-management/v1/users" },
  });
});
