import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { deleteConnection } from "#lib/connections/delete-connection.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { logTransfer } from "./log/scene.ts";
import { archivePolicy } from "./policies/archive-policy.ts";
import { getTransfer } from "./reads.ts";
import { makePolicy } from "./run/scene.ts";
import { policyOf } from "./scene.ts";

withTestDatabase();
const ann = testCtx("admin");

test("a transfer leads to its policy while there is one, archived too, and keeps the name of one that is deleted", async () => {
  const { id: policyId, connectionId } = await makePolicy(policyOf(1), { name: "Sales DE" });
  const id = await logTransfer({ policyId, connectionId, policyName: "Sales DE" });
  const links = async () => {
    const { policy, connection } = await getTransfer(testCtx("auditor"), id);
    return { name: policy.name, href: policy.href, connection: connection?.id };
  };
  const there = { name: "Sales DE", href: `/transfers/policies/${policyId}`, connection: connectionId };
  expect(await links()).toEqual(there);
  await archivePolicy(ann, policyId);
  expect(await links()).toEqual(there);
  await deleteConnection(ann, connectionId);
  expect(await links()).toEqual({ name: "Sales DE", href: null, connection: undefined });
});

test("a transfer whose policy alone is gone leads to its connection only", async () => {
  const { connectionId } = await makePolicy(policyOf(1));
  const id = await logTransfer({ policyId: "pol_gone", connectionId });
  expect(await getTransfer(ann, id)).toMatchObject({
    connection: { id: connectionId },
    policy: { id: "pol_gone", href: null },
  });
});
