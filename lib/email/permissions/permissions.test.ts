import { describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { assignRole, withdrawRole } from "./assign-role.ts";
import { attestEmailRole } from "./attest-role.ts";
import { getPermissionMatrix, listRoleMembers } from "./reads.ts";
import { MINIMUM, permissionInput } from "./schema.ts";
import { setPermissions } from "./set-permissions.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const operator = testCtx("operator");

let channels = 0;
async function makeChannel(): Promise<string> {
  const id = `eml_${++channels}`;
  const connectionId = scene.connectionId();
  await db().emailChannel.create({ data: { id, connectionId, name: `Mail ${channels}`, settings: {} } });
  return id;
}
const matrixOf = async () => (await getPermissionMatrix(operator, scene.connectionId())).value;
/** Two roles of the seeded tenant that are not the administrator's. */
async function twoRoles() {
  const roles = (await matrixOf()).roles.filter(({ name }) => !/administrator/i.test(name));
  const [first, second] = roles;
  if (!first || !second) throw new Error("The seeded tenant has fewer than two roles");
  return { first, second };
}
const cell = (channelId: string, roleId: string, permissions: string[], before: string[] = []) =>
  permissionInput.parse({ channelId, roleId, permissions, before });

describe("the matrix", () => {
  test("a cell is set, entered in CXone by a person, changed, and told to be different from then", async () => {
    const channelId = await makeChannel();
    const { first } = await twoRoles();
    const connectionId = scene.connectionId();
    expect((await matrixOf()).findings).toContainEqual(
      expect.objectContaining({ rule: "M-50", object: expect.objectContaining({ id: channelId }) }),
    );
    const set = await setPermissions(operator, connectionId, cell(channelId, first.roleId, [...MINIMUM]));
    const roleIn = (roles: typeof set.value.roles) => roles.find(({ roleId }) => roleId === first.roleId);
    expect(roleIn(set.value.roles)?.channels[channelId]).toEqual([...MINIMUM]);
    expect(set.value.findings.filter(({ object }) => object.id === channelId)).toEqual([]);
    const said = await attestEmailRole(operator, connectionId, first.roleId, {
      attested: true,
      evidence: "",
    });
    expect(roleIn(said.value.roles)?.attested).toMatchObject({ by: "Ann", same: true });
    const less = cell(channelId, first.roleId, ["Create Drafts"], [...MINIMUM]);
    const changed = await setPermissions(operator, connectionId, less);
    expect(roleIn(changed.value.roles)?.attested?.same).toBe(false);
    expect(changed.value.findings).toContainEqual(
      expect.objectContaining({ rule: "M-52", object: expect.objectContaining({ id: channelId }) }),
    );
  });

  test("of two who save one cell at the same moment one is told", async () => {
    const channelId = await makeChannel();
    const { first } = await twoRoles();
    const save = (permission: string) =>
      setPermissions(operator, scene.connectionId(), cell(channelId, first.roleId, [permission]));
    const ends = await Promise.allSettled(["Send Replies", "Create Drafts", "Approve Drafts"].map(save));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const end of ends)
      if (end.status === "rejected") expect(end.reason).toMatchObject({ code: "conflict" });
  });

  test("the second of two people with the same cell open is told who was first", async () => {
    const channelId = await makeChannel();
    const { first } = await twoRoles();
    const bea = testCtx("admin", { name: "Bea" });
    await setPermissions(bea, scene.connectionId(), cell(channelId, first.roleId, ["Send Replies"]));
    await expect(
      setPermissions(operator, scene.connectionId(), cell(channelId, first.roleId, [...MINIMUM])),
    ).rejects.toMatchObject({ code: "conflict", options: { detail: expect.stringContaining("Bea") } });
  });

  test("a channel of another tenant and a role that is not there are not found; others may not", async () => {
    const { first } = await twoRoles();
    const connectionId = scene.connectionId();
    await expect(
      setPermissions(operator, connectionId, cell("eml_none", first.roleId, [])),
    ).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(getPermissionMatrix(testCtx("supervisor"), connectionId)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      setPermissions(testCtx("auditor"), connectionId, cell("x", first.roleId, [])),
    ).rejects.toMatchObject({ code: "forbidden" });
    expect(permissionInput.safeParse({ ...cell("x", "y", []), permissions: ["Reply"] }).success).toBe(false);
  });
});

describe("one digital role per person (M-51)", () => {
  test("a second role is refused by name, and moves only when one says so; who is gone does not stop the rest", async () => {
    const connectionId = scene.connectionId();
    const { first, second } = await twoRoles();
    const give = (roleId: string, agentIds: number[], move = false) =>
      assignRole(operator, connectionId, { roleId, agentIds, move });
    const outcomes = async (promise: ReturnType<typeof give>) =>
      (await promise).results.map(({ outcome, from }) => [outcome, from]);

    expect(await outcomes(give(first.roleId, [30101, 30102, 999_999]))).toEqual([
      ["assigned", null],
      ["assigned", null],
      ["not_found", null],
    ]);
    expect(await outcomes(give(second.roleId, [30101, 30103]))).toEqual([
      ["has_another", first.name],
      ["assigned", null],
    ]);
    expect(await outcomes(give(second.roleId, [30101, 30103], true))).toEqual([
      ["moved", first.name],
      ["unchanged", second.name],
    ]);
    const members = (await listRoleMembers(operator, connectionId)).items;
    expect(members.map(({ agentId, roleName }) => [agentId, roleName]).sort()).toEqual([
      [30101, second.name],
      [30102, first.name],
      [30103, second.name],
    ]);
    await withdrawRole(operator, connectionId, 30102);
    await expect(withdrawRole(operator, connectionId, 30102)).rejects.toMatchObject({ code: "not_found" });
  });

  test("two people who give one person different roles at once leave one role", async () => {
    const connectionId = scene.connectionId();
    const { first, second } = await twoRoles();
    const [a, b] = await Promise.all(
      [first, second].map(({ roleId }) =>
        assignRole(operator, connectionId, { roleId, agentIds: [30104], move: false }),
      ),
    );
    expect([a?.results[0]?.outcome, b?.results[0]?.outcome].sort()).toEqual(["assigned", "has_another"]);
    expect(await db().emailRoleMember.count({ where: { connectionId, agentId: 30104 } })).toBe(1);
  });
});
