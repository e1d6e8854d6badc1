import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { readinessCheck } from "./readiness.job.ts";
import { checkReadiness, getReadiness } from "./reads.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const operator = testCtx("operator");

test("a tenant is looked at by reading alone, and what blocks its contacts becomes one notice", async () => {
  const id = scene.connectionId();
  expect(await getReadiness(operator, id)).toBeNull();
  const { value, stale } = await checkReadiness(operator, id);
  expect(stale).toBeNull();
  const rules = value.findings.map(({ rule }) => rule);
  // The simulated tenant has channels that nobody finished.
  expect(rules).toContain("M-65.skill");
  expect(rules).toContain("M-65.script");
  expect(await getReadiness(operator, id)).toMatchObject({ value: { channels: value.channels } });

  const answer = await fetch(`${scene.sandbox().baseUrl}/control/requests?system=cxone`);
  const { requests } = (await answer.json()) as { requests: { method: string; path: string }[] };
  const writes = requests.filter(({ method, path }) => method !== "GET" && !/token|discovery/.test(path));
  expect(writes).toEqual([]);

  await readinessCheck.run({});
  await readinessCheck.run({});
  const notices = await db().notice.findMany({ where: { cause: `readiness:${id}` } });
  expect(notices).toHaveLength(1);
  expect(notices[0]).toMatchObject({ resolvedAt: null, link: `/readiness?connection=${id}` });
});

test("while CXone is down the last report is shown with its age", async () => {
  const id = scene.connectionId();
  const before = await checkReadiness(operator, id);
  await scene.control("faults", { system: "cxone", pathPattern: "/channels", status: 500, times: 50 });
  const after = await checkReadiness(operator, id);
  expect(after).toMatchObject({ asOf: before.asOf, value: before.value });
  expect(after.stale).not.toBeNull();
});

test("a supervisor does not see it", async () => {
  await expect(getReadiness(testCtx("supervisor"), scene.connectionId())).rejects.toMatchObject({
    code: "forbidden",
  });
});
