import { expect, test } from "vitest";
import { whoChanged } from "#lib/audit/who-changed.ts";
import { ctxAs } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { AppError } from "#lib/errors.ts";
import { usualScenario } from "../../simulation/mapping.ts";
import { simulate } from "../../simulation/state.ts";
import { createPolicy } from "../create-policy.ts";
import { listPolicies, listVersions } from "../reads.ts";
import { restoreVersion } from "../restore-version.ts";
import { bodyTo, change, policyTo, route, withVoiceConnections } from "../scene.ts";
import { simulatePolicy } from "../simulate-policy.ts";
import { updatePolicy } from "../update-policy.ts";
import { changeCase } from "./change-case.ts";
import { keepCase } from "./keep-case.ts";
import { listCases, runCases } from "./reads.ts";
import { removeCase } from "./remove-case.ts";
import { MOST_CASES } from "./schema.ts";
import { expectedOf } from "./state.ts";

withTestDatabase();
const connections = withVoiceConnections();
const ann = ctxAs("operator", "Ann");
const AT = "2026-11-12T10:00:00.000Z";
const two = { ...bodyTo("4711"), routes: [route("4711"), route("4712", { targetName: "Service DE" })] };

const make = (name: string, body = two) => createPolicy(ann, policyTo(connections.acd(), name, body));
/** Nobody is there at the first queue; the second takes the call. */
function nobodyAtSales() {
  const scenario = usualScenario(two, AT);
  const sales = scenario.targets["QUEUE:4711"];
  if (!sales || "failed" in sales.observed) throw new Error("A usual queue is looked up");
  sales.observed = { ...sales.observed, agents: [] };
  const simulation = simulate("acd", two, scenario);
  if (!simulation.ok) throw new Error(simulation.error.message);
  return { name: "Nobody at Sales", scenario, expected: expectedOf(simulation) };
}
const refusal = async (deed: Promise<unknown>) => {
  const error = await deed.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return { code: error.code, ...error.options };
  throw error ?? new Error("It was not refused");
};

test("a situation is kept with what came of it, and passes until the policy does something else", async () => {
  const policy = await make("Kept");
  const kept = await keepCase(ann, policy.id, nobodyAtSales());
  expect(kept).toMatchObject({
    expected: { outcome: "fallback", step: 1, reason: "no_agent" },
    verdict: { passed: true },
  });
  expect(await whoChanged(`policy:${policy.id}`)).toMatchObject({ by: "Ann", action: "policy.case_kept" });
  const draft = { ...two, routes: [route("4711")] };
  expect(await runCases(ann, policy.id, draft)).toMatchObject([{ verdict: { passed: false } }]);
  expect(await listCases(ann, policy.id)).toMatchObject([{ verdict: { passed: true } }]);
});

test("a target that came after a case was kept is as it usually is: the call that was to end elsewhere is told", async () => {
  const policy = await make("Newcomer");
  await keepCase(ann, policy.id, nobodyAtSales());
  const draft = { ...two, routes: [route("4711"), route("4713", { targetName: "New" }), route("4712")] };
  const [judged] = await runCases(ann, policy.id, draft);
  expect(judged?.verdict).toEqual({ passed: true });
  const last = { ...two, routes: [route("4713", { targetName: "New" }), route("4711"), route("4712")] };
  expect((await runCases(ann, policy.id, last))[0]?.verdict).toMatchObject({
    passed: false,
    why: expect.stringContaining("came out as connected"),
  });
});

test("a change under which a case fails is saved only knowingly, and the versions tell", async () => {
  const policy = await make("Knowingly");
  await keepCase(ann, policy.id, nobodyAtSales());
  const body = { ...two, routes: [route("4711")] };
  const refused = await refusal(updatePolicy(ann, policy.id, change(policy, { body })));
  expect(refused).toMatchObject({ code: "conflict", title: "A case fails" });
  expect(refused.detail).toMatch(/^Nobody at Sales: Outcome: expected fallback, came out as voicemail/);
  const saved = await updatePolicy(ann, policy.id, change(policy, { body, allowFailingCases: true }));
  expect(saved.version).toBe(2);
  const { items } = await listVersions(ann, policy.id);
  expect(items[0]?.failing).toMatchObject([{ name: "Nobody at Sales", why: expect.any(String) }]);
  expect(items[1]?.failing).toEqual([]);
  expect(await whoChanged(`policy:${policy.id}`)).toMatchObject({
    changes: expect.arrayContaining([{ field: "failing cases", to: "Nobody at Sales" }]),
  });
  const { items: listed } = await listPolicies(ann, { search: "Knowingly" });
  expect(listed).toMatchObject([{ cases: { total: 1, passed: 0 } }]);
  // The way back is open: under the first version the case passes.
  const back = await restoreVersion(ann, policy.id, 1, { version: 2, allowFailingCases: false });
  expect(back.version).toBe(3);
  // And the way to the second is closed again, but for who goes it knowingly.
  const again = { version: 3, allowFailingCases: false };
  expect(await refusal(restoreVersion(ann, policy.id, 2, again))).toMatchObject({ title: "A case fails" });
  const known = await restoreVersion(ann, policy.id, 2, { ...again, allowFailingCases: true });
  expect(known.version).toBe(4);
});

test("a draft whose ids are of the wrong form is told so, and nobody but admins and operators keeps cases", async () => {
  const policy = await make("Draft");
  const kept = await keepCase(ann, policy.id, nobodyAtSales());
  const draft = { ...two, routes: [route("3f2b8c1e-5d4a-4f6b-9a7c-0e1d2c3b4a59")] };
  expect(await refusal(runCases(ann, policy.id, draft))).toMatchObject({
    code: "bad_input",
    fields: { "body.routes.0.targetId": expect.any(String) },
  });
  const kim = ctxAs("supervisor", "Kim");
  expect(await runCases(kim, policy.id)).toHaveLength(1);
  for (const deed of [
    keepCase(kim, policy.id, { ...nobodyAtSales(), name: "Kim's" }),
    changeCase(kim, policy.id, kept.id, nobodyAtSales()),
    removeCase(kim, policy.id, kept.id),
  ])
    expect((await refusal(deed)).code).toBe("forbidden");
});

test("a case is changed and removed, each with an audit row; one that is gone is not found", async () => {
  const policy = await make("Changed");
  const input = nobodyAtSales();
  const kept = await keepCase(ann, policy.id, input);
  const wrong = { ...input, name: "Renamed", expected: { outcome: "voicemail" as const } };
  expect(await changeCase(ann, policy.id, kept.id, wrong)).toMatchObject({
    name: "Renamed",
    verdict: { passed: false, why: expect.stringContaining("expected voicemail") },
  });
  await removeCase(ann, policy.id, kept.id);
  expect(await listCases(ann, policy.id)).toEqual([]);
  expect(await whoChanged(`policy:${policy.id}`)).toMatchObject({ action: "policy.case_removed" });
  expect(await refusal(removeCase(ann, policy.id, kept.id))).toMatchObject({ code: "not_found" });
  const other = await make("Another's");
  const theirs = await keepCase(ann, other.id, input);
  expect(await refusal(removeCase(ann, policy.id, theirs.id))).toMatchObject({ code: "not_found" });
  expect(await refusal(changeCase(ann, policy.id, theirs.id, input))).toMatchObject({ code: "not_found" });
});

test("a name is taken once within a policy, and a policy has no more cases than it can be held against", async () => {
  const policy = await make("Full");
  const input = nobodyAtSales();
  const saves = await Promise.allSettled([1, 2, 3].map(() => keepCase(ann, policy.id, input)));
  expect(saves.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await refusal(keepCase(ann, policy.id, input))).toMatchObject({
    code: "name_taken",
    fields: { name: expect.stringContaining("Another case") },
  });
  await db().transferCase.createMany({
    data: Array.from({ length: MOST_CASES - 1 }, (_, index) => ({
      id: `cas_full_${index}`,
      policyId: policy.id,
      name: `Case ${index}`,
      scenario: input.scenario,
      expected: input.expected,
    })),
  });
  expect(await refusal(keepCase(ann, policy.id, { ...input, name: "One more" }))).toMatchObject({
    code: "bad_input",
    detail: `A policy has at most ${MOST_CASES} cases.`,
  });
});

test("a script gets the same path as the page: of the policy, of an old version, and of a draft", async () => {
  const policy = await make("Path");
  const { scenario } = nobodyAtSales();
  const body = { ...two, routes: [route("4711")] };
  await updatePolicy(ann, policy.id, change(policy, { body }));
  expect(await simulatePolicy(ann, policy.id, { scenario })).toEqual(simulate("acd", body, scenario));
  expect(await simulatePolicy(ann, policy.id, { scenario, version: 1 })).toEqual(
    simulate("acd", two, scenario),
  );
  expect(await simulatePolicy(ann, policy.id, { scenario, body: two })).toEqual(
    simulate("acd", two, scenario),
  );
  const unknown = await simulatePolicy(ann, policy.id, { scenario: { ...scenario, callId: "call-9" } });
  expect(unknown).toMatchObject({ ok: false, error: { code: "unknown_call" } });
  expect(await refusal(simulatePolicy(ann, policy.id, { scenario, version: 9 }))).toMatchObject({
    code: "not_found",
  });
});
