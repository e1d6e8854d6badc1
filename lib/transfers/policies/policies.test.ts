import { expect, test } from "vitest";
import { whoChanged } from "#lib/audit/who-changed.ts";
import { systemCtx } from "#lib/auth/ctx.ts";
import { deleteConnection } from "#lib/connections/delete-connection.ts";
import { ctxAs } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { newId } from "#lib/ids.ts";
import { logTransfer } from "../log/scene.ts";
import { archivePolicy } from "./archive-policy.ts";
import { createPolicy } from "./create-policy.ts";
import { getPolicy, listPolicies, listVersions } from "./reads.ts";
import { restoreVersion } from "./restore-version.ts";
import { bodyTo, change, policyTo, startTransfer, withVoiceConnections } from "./scene.ts";
import { updatePolicy } from "./update-policy.ts";

withTestDatabase();
const connections = withVoiceConnections();
const ann = ctxAs("operator", "Ann");
const ben = ctxAs("admin", "Ben");

const make = (name: string) => createPolicy(ann, policyTo(connections.acd(), name));
const refusal = async (deed: Promise<unknown>) => {
  const error = await deed.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return { code: error.code, ...error.options };
  throw error ?? new Error("It was not refused");
};

test("a policy is made in version 1, with an audit row in words", async () => {
  const policy = await make("Sales");
  expect(policy).toMatchObject({
    version: 1,
    connection: { dialect: "acd", name: "Acme" },
    body: { routes: [{ priority: 1, transferType: "BLIND" }], watch: { timeoutSeconds: 30 } },
  });
  const { items } = await listVersions(ann, policy.id);
  expect(items).toMatchObject([{ version: 1, by: "Ann", changes: null, failing: [] }]);
  const audit = await whoChanged(`policy:${policy.id}`);
  expect(audit).toMatchObject({ by: "Ann", action: "policy.created" });
  expect(audit?.changes).toContainEqual({
    field: "targets.1",
    to: "Queue Sales DE (4711), blind, priority 1",
  });
});

test("two admins edit the same policy: the second is told who was first, and nothing is overwritten", async () => {
  const policy = await make("Two admins");
  const body = bodyTo("4711", { priority: 3 });
  await updatePolicy(ben, policy.id, change(policy, { body, note: "Vips first" }));
  const late = await refusal(updatePolicy(ann, policy.id, change(policy, { description: "Mine" })));
  expect(late.code).toBe("conflict");
  expect(late.detail).toMatch(/^Ben changed it at .*targets\.1/);
  expect(await getPolicy(ann, policy.id)).toMatchObject({ version: 2, description: "" });
});

test("a name is taken as it is written: _, % and \\ in it stand for themselves", async () => {
  await make("Tier X1");
  for (const name of ["Tier _1", "T%1", "Tier \\"]) {
    await make(name);
    await expect(make(name.toUpperCase())).rejects.toMatchObject({ code: "name_taken" });
    const { items } = await listPolicies(ann, { search: name.slice(1) });
    expect(items.map((item) => item.name)).toEqual([name]);
  }
});

test("two saves at the same moment make one version", async () => {
  const policy = await make("Same moment");
  const saves = await Promise.allSettled(
    [2, 3, 4, 5].map((priority) =>
      updatePolicy(ann, policy.id, change(policy, { body: bodyTo("4711", { priority }) })),
    ),
  );
  expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await getPolicy(ann, policy.id)).version).toBe(2);
  expect((await listVersions(ann, policy.id)).items).toHaveLength(2);
});

test("a save that changes nothing makes no version", async () => {
  const policy = await make("Unchanged");
  const saved = await updatePolicy(ann, policy.id, change(policy, { note: "Nothing" }));
  expect(saved.version).toBe(1);
});

test("an old version is restored as a new one, and the versions say what each changed", async () => {
  const policy = await make("Restored");
  const second = await updatePolicy(
    ann,
    policy.id,
    change(policy, { body: bodyTo("4711", { priority: 4 }), description: "For vips" }),
  );
  const third = await restoreVersion(ben, policy.id, 1, { version: 2, allowFailingCases: false });
  expect(third).toMatchObject({ version: 3, description: "", body: policy.body });
  expect(await whoChanged(`policy:${policy.id}`)).toMatchObject({ by: "Ben", action: "policy.restored" });
  const { items } = await listVersions(ann, policy.id);
  expect(items.map(({ version, by, note }) => [version, by, note])).toEqual([
    [3, "Ben", "Version 1 restored"],
    [2, "Ann", null],
    [1, "Ann", null],
  ]);
  expect(items[1]?.changes).toEqual([
    { field: "Description", to: "For vips" },
    { field: "First target, Sales DE: priority", from: "1", to: "4" },
  ]);
  const gone = await refusal(restoreVersion(ben, policy.id, 9, { version: 3, allowFailingCases: false }));
  expect(gone.code).toBe("not_found");
  const late = await refusal(
    restoreVersion(ben, policy.id, 1, { version: second.version, allowFailingCases: false }),
  );
  expect(late.code).toBe("conflict");
});

test("a name that another policy in use has is refused at its field, in any case; an archived one is free", async () => {
  const first = await make("Name");
  expect(await refusal(make("nAME"))).toMatchObject({
    code: "name_taken",
    fields: { name: expect.stringContaining("Another policy") },
  });
  await archivePolicy(ann, first.id);
  const second = await make("nAME");
  const other = await make("Other name");
  expect(await refusal(updatePolicy(ann, other.id, change(other, { name: "Name" })))).toMatchObject({
    code: "name_taken",
  });
  expect(await refusal(updatePolicy(ann, first.id, change(first, { description: "x" })))).toMatchObject({
    code: "conflict",
    title: "The policy is archived",
  });
  const { items } = await listPolicies(ann, { archived: true });
  expect(items.map(({ id }) => id)).toEqual([first.id]);
  const inUse = await listPolicies(ann, { search: "name" });
  expect(inUse.items.map(({ id }) => id).sort()).toEqual([second.id, other.id].sort());
});

test("a policy is not archived while a transfer is under way by it, and the connection not deleted under it", async () => {
  const policy = await make("In use");
  const run = await startTransfer(policy);
  expect(await refusal(archivePolicy(ann, policy.id))).toMatchObject({
    code: "in_use",
    detail: "A transfer is under way by this policy.",
  });
  expect((await getPolicy(ann, policy.id)).archivedAt).toBeNull();
  await db().transferRun.delete({ where: { id: run } });
  expect(await refusal(deleteConnection(systemCtx("test"), policy.connection.id))).toMatchObject({
    code: "in_use",
    detail: expect.stringContaining("In use"),
  });
  await archivePolicy(ann, policy.id);
  await archivePolicy(ann, policy.id);
  expect(await whoChanged(`policy:${policy.id}`)).toMatchObject({ action: "policy.archived" });
});

test("a policy that a handover needs is not archived, until the handover is removed", async () => {
  const policy = await make("Needed");
  const id = "5f2b8c1e5d4a4f6b9a7c0e1d";
  const data = { id, name: "Hotline bot", kind: "cxone", bot: {}, byocClientId: id };
  await db().handoverProvider.create({ data: { ...data, settings: { transferPolicyId: policy.id } } });
  expect(await refusal(archivePolicy(ann, policy.id))).toMatchObject({
    code: "in_use",
    detail: "Handovers that need it: Hotline bot.",
  });
  expect((await getPolicy(ann, policy.id)).archivedAt).toBeNull();
  await db().handoverProvider.update({ where: { id }, data: { state: "removed" } });
  await archivePolicy(ann, policy.id);
  expect((await getPolicy(ann, policy.id)).archivedAt).not.toBeNull();
});

test.each(["supervisor", "auditor"] as const)("a %s changes no policy, and reads it", async (role) => {
  const policy = await make(`Read by ${role}`);
  const reader = ctxAs(role);
  const { id } = policy;
  for (const deed of [
    createPolicy(reader, policyTo(connections.acd(), `Of ${role}`)),
    updatePolicy(reader, id, change(policy, { description: "Mine" })),
    restoreVersion(reader, id, 1, { version: 1, allowFailingCases: false }),
    archivePolicy(reader, id),
  ])
    expect((await refusal(deed)).code).toBe("forbidden");
  expect(await getPolicy(reader, id)).toEqual(policy);
  expect((await listVersions(reader, id)).items).toHaveLength(1);
});

test("versions are read on below one, each still held against the one before it", async () => {
  const policy = await make("Many versions");
  for (const version of [1, 2, 3])
    await updatePolicy(ann, policy.id, {
      ...change(policy, { body: bodyTo("4711", { priority: version + 1 }), version }),
    });
  const { items } = await listVersions(ann, policy.id, { before: 3 });
  expect(items.map(({ version, changes }) => [version, changes?.length ?? null])).toEqual([
    [2, 1],
    [1, null],
  ]);
});

test("a list counts the transfers by each policy that were asked for in the last 24 hours", async () => {
  const policy = await make("Counted");
  const now = new Date("2026-11-21T12:00:00Z");
  for (const at of ["2026-11-20T11:59:59Z", "2026-11-20T12:00:00Z", "2026-11-21T11:00:00Z"])
    await logTransfer({ at, policyId: policy.id });
  await logTransfer({ at: now, policyId: newId("pol") });
  const { items } = await listPolicies({ ...ann, now: () => now }, { search: "Counted" });
  expect(items).toMatchObject([{ transfers: { count: 2, more: false } }]);
});

test("a list says where each policy leads, in pages", async () => {
  for (const name of ["Page 1", "Page 2", "Page 3"]) await make(name);
  const first = await listPolicies(ann, { search: "Page", limit: 2 });
  expect(first.items).toMatchObject([
    { name: "Page 1", firstTarget: "Sales DE", fallbacks: 0, voicemail: "Extension 999" },
    { name: "Page 2", cases: { total: 0, passed: 0 }, transfers: { count: 0, more: false } },
  ]);
  const second = await listPolicies(ann, { search: "Page", limit: 2, cursor: first.next ?? undefined });
  expect(second).toMatchObject({ items: [{ name: "Page 3" }], next: null });
});

test("a connection without voice takes no policy, and one that is gone is not found", async () => {
  expect(await refusal(createPolicy(ann, policyTo(connections.engage(), "Engage")))).toMatchObject({
    code: "bad_request",
    title: "This connection transfers no calls",
  });
  expect(await refusal(createPolicy(ann, policyTo(newId("con"), "Nowhere")))).toMatchObject({
    code: "not_found",
  });
});
