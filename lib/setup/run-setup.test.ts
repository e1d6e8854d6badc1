import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { newId } from "#lib/ids.ts";
import { closeSender, prepareJobs } from "#lib/jobs/queue.ts";
import { attestStep } from "./attest-step.ts";
import { createPlan } from "./create-plan.ts";
import type { SetupDefinition } from "./definition.ts";
import { markWaiting } from "./mark-waiting.ts";
import { isApplicable } from "./plan.ts";
import { getRun, getSetupView } from "./reads.ts";
import { resumeRuns } from "./resume-runs.ts";
import { retryRun } from "./retry-run.ts";
import { runSetup } from "./run-setup.ts";
import { saveStepInput } from "./save-step-input.ts";
import { startRun } from "./start-run.ts";
import { startTestVendor, type TestVendor, testSetup, type Wish } from "./start-test-vendor.ts";
import { withSubjectLock } from "./subject-lock.ts";

const database = withTestDatabase();
beforeAll(() => prepareJobs(database.url()));
afterAll(closeSender);

let vendor: TestVendor;
let setup: SetupDefinition;
let subject: string;
let nextSubject = 0;

beforeEach(async () => {
  vendor = await startTestVendor();
  setup = testSetup(vendor);
  nextSubject += 1;
  subject = `test:${nextSubject}`;
});
afterEach(() => vendor.close());

const ctxOf = (name: string, role: "admin" | "supervisor" = "admin"): Ctx => ({
  actor: { kind: "user", id: `usr_${name}`, name, role },
  requestId: newId("req"),
  now: () => new Date(),
});
const ana = ctxOf("Ana");
const ben = ctxOf("Ben");

type Wished = Partial<Wish> & { key: string; colour: string };

async function wish(...input: Wished[]): Promise<void> {
  const row = await db().setupStep.findUnique({ where: { subject_stepId: { subject, stepId: "things" } } });
  await saveStepInput(setup, ana, { subject, stepId: "things", input, version: row?.version ?? 0 });
}
const plan = () => createPlan(setup, ana, subject);
const start = async () => startRun(setup, ana, { subject, planId: (await plan()).id });
const run = (runId: string) => runSetup(setup, runId, { retryDelayMs: 1 });
const keys = () => [...vendor.things.values()].map((thing) => thing.key).sort();

describe("an apply", () => {
  test("does the lines in order, records them, checks them, and leaves an empty plan", async () => {
    vendor.things.set("c", { id: "7", key: "c", colour: "old", mark: "somebody" });
    await wish(
      { key: "a", colour: "red", after: ["b"] },
      { key: "b", colour: "blue" },
      { key: "c", colour: "new" },
    );
    const { id } = await start();
    expect(await run(id)).toBe("done");
    expect(vendor.writes).toEqual(["POST b", "POST a", "PUT c"]);
    const view = await getRun(ana, id);
    expect(view.steps.map((step) => [step.action, step.state, step.attempt])).toEqual([
      ["create", "done", 1],
      ["create", "done", 1],
      ["adopt", "done", 1],
    ]);
    const managed = await db().managedObject.findMany({ where: { subject }, orderBy: { lineId: "asc" } });
    expect(managed.map((row) => [row.lineId, row.ownership])).toEqual([
      ["things/a", "created"],
      ["things/b", "created"],
      ["things/c", "adopted"],
    ]);
    expect((await plan()).lines.map((line) => line.action)).toEqual(["keep", "keep", "keep"]);
    const setupView = await getSetupView(setup, ana, subject);
    expect(setupView.steps[0]).toMatchObject({ status: "done", applied: true });
    expect(setupView.steps[0]?.checks[0]).toMatchObject({ state: "passed", message: "3 things" });
  });

  test("is written in the audit log under the name of the person who asked", async () => {
    await wish({ key: "a", colour: "red" });
    await run((await start()).id);
    const entries = await db().auditEntry.findMany({ where: { object: subject }, orderBy: { seq: "asc" } });
    expect(entries.map((entry) => [entry.action, entry.actorName])).toEqual([
      ["setup.step_saved", "Ana"],
      ["setup.apply_requested", "Ana"],
      ["setup.line_applied", "setup.run for Ana"],
      ["setup.run_done", "setup.run for Ana"],
    ]);
  });

  test("deletes what is no longer wanted only if it made it", async () => {
    vendor.things.set("old", { id: "1", key: "old", colour: "x", mark: "somebody" });
    await wish({ key: "old", colour: "x" }, { key: "mine", colour: "x" });
    await run((await start()).id);
    await wish({ key: "other", colour: "x" });
    await run((await start()).id);
    expect(keys()).toEqual(["old", "other"]);
  });

  test("a teardown leaves what was there before", async () => {
    vendor.things.set("old", { id: "1", key: "old", colour: "x", mark: "somebody" });
    await wish({ key: "old", colour: "x" }, { key: "mine", colour: "x" });
    await run((await start()).id);
    const torn = await createPlan(setup, ana, subject, "teardown");
    await run((await startRun(setup, ana, { subject, planId: torn.id })).id);
    expect(keys()).toEqual(["old"]);
  });
});

describe("two at once", () => {
  test("two tabs that press Apply get one run and one job", async () => {
    await wish({ key: "a", colour: "red" });
    const { id: planId } = await plan();
    const runs = await Promise.all([ana, ben, ana].map((ctx) => startRun(setup, ctx, { subject, planId })));
    expect(new Set(runs.map((one) => one.id)).size).toBe(1);
    expect(await db().setupRun.count({ where: { subject } })).toBe(1);
  });

  test("another plan is refused while one is applied", async () => {
    await wish({ key: "a", colour: "red" });
    const [first, second] = [await plan(), await plan()];
    await startRun(setup, ana, { subject, planId: first.id });
    await expect(startRun(setup, ben, { subject, planId: second.id })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("two workers that take the same run do its lines once", async () => {
    await wish({ key: "a", colour: "red" }, { key: "b", colour: "red" });
    const { id } = await start();
    const outcomes = await Promise.all([run(id), run(id)]);
    expect(outcomes.sort()).toEqual(["done", "nothing_to_do"]);
    expect(vendor.writes).toEqual(["POST a", "POST b"]);
  });

  test("a second editor learns who was first and overwrites nothing", async () => {
    const input = [{ key: "a", colour: "red" }];
    await saveStepInput(setup, ben, { subject, stepId: "things", input, version: 0 });
    const late = saveStepInput(setup, ana, { subject, stepId: "things", input: [], version: 0 });
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      options: { detail: expect.stringMatching(/^Ben saved this step at /) },
    });
  });
});

describe("a stale plan", () => {
  test("is refused when the other side has changed", async () => {
    await wish({ key: "a", colour: "red" });
    const { id: planId } = await plan();
    vendor.things.set("a", { id: "9", key: "a", colour: "green", mark: "somebody" });
    await expect(startRun(setup, ana, { subject, planId })).rejects.toMatchObject({ code: "plan_stale" });
  });

  test("is refused when the input has changed", async () => {
    await wish({ key: "a", colour: "red" });
    const { id: planId } = await plan();
    await wish({ key: "a", colour: "blue" });
    await expect(startRun(setup, ana, { subject, planId })).rejects.toMatchObject({ code: "plan_stale" });
    expect(vendor.writes).toEqual([]);
  });

  test("an object that somebody makes between approval and call stops the run, and nothing is overwritten", async () => {
    await wish({ key: "a", colour: "red" });
    const { id } = await start();
    vendor.things.set("a", { id: "9", key: "a", colour: "green", mark: "somebody" });
    expect(await run(id)).toBe("failed");
    expect(vendor.things.get("a")?.colour).toBe("green");
    expect((await getRun(ana, id)).steps[0]?.error?.detail).toContain("since the plan");
  });
});

describe("failure and resumption", () => {
  test("an answer lost after the work was done makes no second object", async () => {
    await wish({ key: "a", colour: "red" }, { key: "b", colour: "red" });
    let cut = 1;
    vendor.disturb.after = () => {
      if (cut-- > 0) throw new Error("cut");
    };
    const { id } = await start();
    expect(await run(id)).toBe("done");
    expect(vendor.writes).toEqual(["POST a", "POST b"]);
    expect((await getRun(ana, id)).steps.map((step) => step.attempt)).toEqual([2, 1]);
    const managed = await db().managedObject.findMany({ where: { subject } });
    expect(managed.every((row) => row.ownership === "created")).toBe(true);
  });

  test("a line that keeps failing ends the run with its reason; retry goes on from there", async () => {
    await wish({ key: "a", colour: "red" }, { key: "b", colour: "red" }, { key: "c", colour: "red" });
    vendor.disturb.before = (write) => {
      if (write === "POST b") throw new Error("cut");
    };
    const { id } = await start();
    expect(await run(id)).toBe("failed");
    const failed = await getRun(ana, id);
    expect(failed.steps.map((step) => step.state)).toEqual(["done", "failed", "pending"]);
    expect(failed.steps[1]?.error?.title).toBe("The other system did not do what was asked");
    expect((await getSetupView(setup, ana, subject)).steps[0]?.status).toBe("failing");
    delete vendor.disturb.before;
    await retryRun(setup, ben, id);
    expect(await run(id)).toBe("done");
    expect(vendor.writes.filter((write) => write === "POST a")).toHaveLength(1);
    expect(keys()).toEqual(["a", "b", "c"]);
  });

  test("a run whose process died is found, one that somebody works on is left alone", async () => {
    await wish({ key: "a", colour: "red" });
    const { id } = await start();
    const held = await withSubjectLock(subject, async () => resumeRuns());
    expect(held).not.toContain(id);
    expect(await resumeRuns()).toContain(id);
    // Lock keys are signed: about half of the subjects have a negative one.
    for (const [at, other] of ["a", "b", "c", "d", "e", "f"].entries()) {
      const copy = {
        ...(await db().setupRun.findUniqueOrThrow({ where: { id } })),
        subject: `test:${other}`,
      };
      const row = { ...copy, id: `run_sign${at}`, actor: {} };
      await db().setupRun.create({ data: row });
      expect(await withSubjectLock(row.subject, async () => resumeRuns())).not.toContain(row.id);
      expect(await resumeRuns()).toContain(row.id);
    }
  });
});

describe("people at steps", () => {
  test("a later step is refused until the earlier one is done, and only ticked if it is a step to tick", async () => {
    const tick = () => attestStep(setup, ana, { subject, stepId: "tick", attested: true, evidence: "seen" });
    await expect(tick()).rejects.toMatchObject({ options: { title: "An earlier step comes first" } });
    await wish({ key: "a", colour: "red" });
    await tick();
    const things = attestStep(setup, ana, { subject, stepId: "things", attested: true, evidence: "" });
    await expect(things).rejects.toMatchObject({ code: "bad_request" });
    const view = await getSetupView(setup, ana, subject);
    expect(view.steps[1]).toMatchObject({ status: "done", attested: { by: "Ana", evidence: "seen" } });
  });

  test("waiting for somebody is kept, shown and ended", async () => {
    await markWaiting(setup, ana, { subject, stepId: "things", waitingFor: "NICE", note: "Form sent" });
    const waiting = await getSetupView(setup, ana, subject);
    expect(waiting.steps[0]).toMatchObject({
      status: "waiting",
      waiting: { for: "NICE", note: "Form sent" },
    });
    await markWaiting(setup, ana, { subject, stepId: "things", waitingFor: null, note: "" });
    expect((await getSetupView(setup, ana, subject)).steps[0]).toMatchObject({
      status: "current",
      waiting: null,
    });
  });

  test("a supervisor neither reads nor changes a set-up", async () => {
    const supervisor = ctxOf("Sue", "supervisor");
    await expect(getSetupView(setup, supervisor, subject)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createPlan(setup, supervisor, subject)).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("property: whatever was there and whatever is wished, a plan after an apply is empty", async () => {
  const colour = fc.constantFrom("red", "green", "blue");
  const pool = ["a", "b", "c", "d", "e"];
  const wishes = fc.uniqueArray(fc.record({ key: fc.constantFrom(...pool), colour }), {
    selector: (one) => one.key,
    minLength: 1,
  });
  const chained = (list: Wished[], links: boolean[]) =>
    list.map((one, at) => ({ ...one, after: at > 0 && links[at] ? [list[at - 1]?.key ?? ""] : [] }));
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.record({ key: fc.constantFrom(...pool), colour }), { selector: (one) => one.key }),
      fc.array(wishes, { minLength: 1, maxLength: 2 }),
      fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      async (before, rounds, links) => {
        nextSubject += 1;
        subject = `test:${nextSubject}`;
        vendor.things.clear();
        for (const [at, thing] of before.entries()) {
          vendor.things.set(thing.key, { id: `f${at}`, mark: "somebody", ...thing });
        }
        for (const round of rounds) {
          await wish(...chained(round, links));
          const first = await plan();
          if (first.applicable > 0) {
            const { id } = await startRun(setup, ana, { subject, planId: first.id });
            expect(await run(id)).toBe("done");
          }
          expect((await plan()).lines.filter(isApplicable)).toEqual([]);
          for (const one of round) expect(vendor.things.get(one.key)?.colour).toBe(one.colour);
        }
        expect(vendor.things.size).toBe(new Set([...vendor.things.values()].map((t) => t.key)).size);
      },
    ),
    { numRuns: 20 },
  );
});
