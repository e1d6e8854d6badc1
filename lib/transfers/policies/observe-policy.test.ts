import { expect, test } from "vitest";
import { ctxAs, withConnectedSandbox } from "#lib/connections/scene.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { makePolicy } from "../run/scene.ts";
import { openTransferHouse } from "../run/test-house.ts";
import type { PolicyBody } from "../schema.ts";
import { usualScenario } from "../simulation/mapping.ts";
import { simulate } from "../simulation/state.ts";
import { listChoices, listLiveCalls } from "../voice/reads.ts";
import { createPolicy } from "./create-policy.ts";
import { loadPolicy } from "./load-policy.ts";
import { observePolicy } from "./observe-policy.ts";
import { withObserved } from "./scenario/mapping.ts";
import { bodyTo, policyTo, route } from "./scene.ts";
import { simulatePolicy } from "./simulate-policy.ts";

withTestDatabase();
const tenant = withConnectedSandbox();
const kim = ctxAs("supervisor", "Kim");
const READS = /^(GET|HEAD)$/;

type Seen = { method: string; path: string; system: string };
async function callsSince(before: number): Promise<Seen[]> {
  const answer = await fetch(`${tenant.sandbox().baseUrl}/control/requests?system=cxone`);
  const all = (await answer.json()) as Seen[] | { requests: Seen[] };
  return (Array.isArray(all) ? all : all.requests).slice(before);
}
/** Tokens are asked for by POST, and change nothing. */
const writesAmong = (calls: readonly Seen[]) =>
  calls.filter(({ method, path }) => !READS.test(method) && !/token/.test(path));

async function queueNamed(search: string) {
  const { items } = await listChoices(kim, tenant.connectionId(), "queues", search);
  const [found] = items ?? [];
  if (!found) throw new Error(`The sandbox has no queue like ${search}`);
  return found;
}

const policyOf = (name: string, body: PolicyBody) =>
  createPolicy(ctxAs("operator"), policyTo(tenant.connectionId(), name, body));

test("T-60 taking the situation from the live tenant, simulating and picking write nothing there", async () => {
  const queue = await queueNamed("");
  const body = bodyTo(queue.id, { targetName: queue.name });
  const policy = await policyOf("Observed", {
    ...body,
    routes: [...body.routes, route("+14165550123", { targetType: "NUMBER" })],
  });
  const before = (await callsSince(0)).length;
  const observed = await observePolicy(kim, policy.id);
  expect(observed.steps[0]).toMatchObject({ queue: { id: queue.id, status: expect.any(String) } });
  expect(observed.steps[1]).toEqual({ queue: null, campaigns: null, agents: null });
  const scenario = withObserved(policy.body, usualScenario(policy.body, observed.at), observed);
  expect(simulate("v2", policy.body, scenario)).toMatchObject({ ok: true });
  await listChoices(kim, tenant.connectionId(), "skills", "");
  await listChoices(kim, tenant.connectionId(), "agents", "");
  await listLiveCalls(kim, tenant.connectionId());
  const calls = await callsSince(before);
  expect(calls.length).toBeGreaterThan(0);
  expect(writesAmong(calls)).toEqual([]);
});

test("T-60 over the endpoints of the seeds nothing is written there either", async () => {
  const house = await openTransferHouse("v2", { runner: false });
  await house.call();
  const callsOf = async () => {
    const { body } = await house.tenant.control("GET", "/requests?system=cxoneV2");
    const all = body as Seen[] | { requests: Seen[] };
    return Array.isArray(all) ? all : all.requests;
  };
  const { id } = await makePolicy(house.bodyOf([house.sales(), house.service()]), house);
  const before = (await callsOf()).length;
  const observed = await observePolicy(kim, id);
  expect(observed.steps[0]).toMatchObject({ queue: { status: "ACTIVE" }, agents: expect.any(Array) });
  const { body } = await loadPolicy(id);
  const scenario = withObserved(body, usualScenario(body, observed.at), observed);
  expect(await simulatePolicy(kim, id, { scenario })).toMatchObject({ ok: true, outcome: "connected" });
  for (const kind of ["queues", "skills", "agents"] as const)
    expect((await listChoices(kim, house.connectionId, kind, "")).items).not.toEqual([]);
  expect((await listLiveCalls(kim, house.connectionId)).items).not.toEqual([]);
  const calls = (await callsOf()).slice(before);
  expect(calls.length).toBeGreaterThan(5);
  expect(writesAmong(calls)).toEqual([]);
});

test("T-41 a target that cannot be looked up is an observation too, and the others are seen", async () => {
  const queue = await queueNamed("");
  const body = bodyTo(queue.id);
  const policy = await policyOf("Half seen", { ...body, routes: [...body.routes, route("999999999")] });
  const { steps } = await observePolicy(kim, policy.id);
  expect(steps[0]).toMatchObject({ queue: { id: queue.id } });
  expect(steps[1] && ("failed" in steps[1] || steps[1].queue === null)).toBe(true);
  await tenant.control("faults", {
    system: "cxone",
    method: "GET",
    pathPattern: "/skills",
    times: 50,
    status: 500,
  });
  const all = await observePolicy(kim, policy.id);
  expect(all.steps).toHaveLength(2);
  expect(all.steps[0]).toMatchObject({ failed: { code: "upstream_failed", message: expect.any(String) } });
});
