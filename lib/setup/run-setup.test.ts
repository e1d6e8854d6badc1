import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { createPlan } from "./create-plan.ts";
import { isApplicable } from "./plan.ts";
import { getRun, getSetupView } from "./reads.ts";
import { resumeRuns } from "./resume-runs.ts";
import { retryRun } from "./retry-run.ts";
import { saveStepInput } from "./save-step-input.ts";
import { startRun } from "./start-run.ts";
import { withSubjectLock } from "./subject-lock.ts";
import { ana, ben, type Wished, withTestVendor } from "./with-test-vendor.ts";

const scene = withTestVendor();

/** Ends the connections that hold locks, as the death of their processes does; what others write goes on. */
const endLocks = () =>
  db().$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND datname = current_database() AND pid <> pg_backend_pid()`;

describe("an apply", () => {
  test("does the lines in order, records them, checks them, and leaves an empty plan", async () => {
    scene.vendor.things.set("c", { id: "7", key: "c", colour: "old", mark: "somebody" });
    await scene.wish(
      { key: "a", colour: "red", after: ["b"] },
      { key: "b", colour: "blue" },
      { key: "c", colour: "new" },
    );
    const { id } = await scene.start();
    expect(await scene.run(id)).toBe("done");
    expect(scene.vendor.writes).toEqual(["POST b", "POST a", "PUT c"]);
    const view = await getRun(ana, id);
    expect(view.steps.map((step) => [step.action, step.state, step.attempt])).toEqual([
      ["create", "done", 1],
      ["create", "done", 1],
      ["adopt", "done", 1],
    ]);
    const managed = await db().managedObject.findMany({
      where: { subject: scene.subject },
      orderBy: { lineId: "asc" },
    });
    expect(managed.map((row) => [row.lineId, row.ownership])).toEqual([
      ["things/a", "created"],
      ["things/b", "created"],
      ["things/c", "adopted"],
    ]);
    expect((await scene.plan()).lines.map((line) => line.action)).toEqual(["keep", "keep", "keep"]);
    const setupView = await getSetupView(scene.setup, ana, scene.subject);
    expect(setupView.steps[0]).toMatchObject({ status: "done", applied: true });
    expect(setupView.steps[0]?.checks[0]).toMatchObject({ state: "passed", message: "3 things" });
  });

  test("is written in the audit log under the name of the person who asked", async () => {
    await scene.wish({ key: "a", colour: "red" });
    await scene.run((await scene.start()).id);
    const entries = await db().auditEntry.findMany({
      where: { object: scene.subject },
      orderBy: { seq: "asc" },
    });
    expect(entries.map((entry) => [entry.action, entry.actorName])).toEqual([
      ["setup.step_saved", "Ana"],
      ["setup.apply_requested", "Ana"],
      ["setup.line_applied", "setup.run for Ana"],
      ["setup.run_done", "setup.run for Ana"],
    ]);
  });

  test("deletes what is no longer wanted only if it made it", async () => {
    scene.vendor.things.set("old", { id: "1", key: "old", colour: "x", mark: "somebody" });
    await scene.wish({ key: "old", colour: "x" }, { key: "mine", colour: "x" });
    await scene.run((await scene.start()).id);
    await scene.wish({ key: "other", colour: "x" });
    await scene.run((await scene.start()).id);
    expect(scene.keys()).toEqual(["old", "other"]);
  });

  test("a teardown leaves what was there before", async () => {
    scene.vendor.things.set("old", { id: "1", key: "old", colour: "x", mark: "somebody" });
    await scene.wish({ key: "old", colour: "x" }, { key: "mine", colour: "x" });
    await scene.run((await scene.start()).id);
    const torn = await createPlan(scene.setup, ana, scene.subject, "teardown");
    await scene.run((await startRun(scene.setup, ana, { subject: scene.subject, planId: torn.id })).id);
    expect(scene.keys()).toEqual(["old"]);
  });
});

describe("two at once", () => {
  test("two tabs that press Apply get one run and one job", async () => {
    await scene.wish({ key: "a", colour: "red" });
    const { id: planId } = await scene.plan();
    const runs = await Promise.all(
      [ana, ben, ana].map((ctx) => startRun(scene.setup, ctx, { subject: scene.subject, planId })),
    );
    expect(new Set(runs.map((one) => one.id)).size).toBe(1);
    expect(await db().setupRun.count({ where: { subject: scene.subject } })).toBe(1);
  });

  test("another plan is refused while one is applied", async () => {
    await scene.wish({ key: "a", colour: "red" });
    const [first, second] = [await scene.plan(), await scene.plan()];
    await startRun(scene.setup, ana, { subject: scene.subject, planId: first.id });
    await expect(
      startRun(scene.setup, ben, { subject: scene.subject, planId: second.id }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("two workers that take the same run do its lines once", async () => {
    await scene.wish({ key: "a", colour: "red" }, { key: "b", colour: "red" });
    const { id } = await scene.start();
    const outcomes = await Promise.all([scene.run(id), scene.run(id)]);
    expect(outcomes.sort()).toEqual(["done", "nothing_to_do"]);
    expect(scene.vendor.writes).toEqual(["POST a", "POST b"]);
  });

  test("a second editor learns who was first and overwrites nothing", async () => {
    const input = [{ key: "a", colour: "red" }];
    await saveStepInput(scene.setup, ben, { subject: scene.subject, stepId: "things", input, version: 0 });
    const late = saveStepInput(scene.setup, ana, {
      subject: scene.subject,
      stepId: "things",
      input: [],
      version: 0,
    });
    await expect(late).rejects.toMatchObject({
      code: "conflict",
      options: { detail: expect.stringMatching(/^Ben saved this step at /) },
    });
  });
});

describe("a stale plan", () => {
  test("is refused when the other side has changed", async () => {
    await scene.wish({ key: "a", colour: "red" });
    const { id: planId } = await scene.plan();
    scene.vendor.things.set("a", { id: "9", key: "a", colour: "green", mark: "somebody" });
    const later = { ...ana, now: () => new Date(Date.now() + 120_000) };
    await expect(startRun(scene.setup, later, { subject: scene.subject, planId })).rejects.toMatchObject({
      code: "plan_stale",
    });
    // A plan of a moment ago is taken, and its run looks before it touches anything.
    const { id } = await startRun(scene.setup, ana, { subject: scene.subject, planId });
    expect(await scene.run(id)).toBe("failed");
    expect(scene.vendor.writes).toEqual([]);
  });

  test("is refused when the input has changed", async () => {
    await scene.wish({ key: "a", colour: "red" });
    const { id: planId } = await scene.plan();
    await scene.wish({ key: "a", colour: "blue" });
    await expect(startRun(scene.setup, ana, { subject: scene.subject, planId })).rejects.toMatchObject({
      code: "plan_stale",
    });
    expect(scene.vendor.writes).toEqual([]);
  });

  test("an object that somebody makes between approval and call stops the run, and nothing is overwritten", async () => {
    await scene.wish({ key: "a", colour: "red" });
    const { id } = await scene.start();
    scene.vendor.things.set("a", { id: "9", key: "a", colour: "green", mark: "somebody" });
    expect(await scene.run(id)).toBe("failed");
    expect(scene.vendor.things.get("a")?.colour).toBe("green");
    expect((await getRun(ana, id)).steps[0]?.error?.detail).toContain("since the plan");
  });
});

describe("failure and resumption", () => {
  test("an answer lost after the work was done makes no second object", async () => {
    await scene.wish({ key: "a", colour: "red" }, { key: "b", colour: "red" });
    let cut = 1;
    scene.vendor.disturb.after = () => {
      if (cut-- > 0) throw new Error("cut");
    };
    const { id } = await scene.start();
    expect(await scene.run(id)).toBe("done");
    expect(scene.vendor.writes).toEqual(["POST a", "POST b"]);
    expect((await getRun(ana, id)).steps.map((step) => step.attempt)).toEqual([2, 1]);
    const managed = await db().managedObject.findMany({ where: { subject: scene.subject } });
    expect(managed.every((row) => row.ownership === "created")).toBe(true);
  });

  test("who dies between two lines has recorded the one and not begun the other: another goes on, and nothing is made twice", async () => {
    await scene.wish({ key: "a", colour: "red" }, { key: "b", colour: "red" });
    scene.vendor.disturb.after = (write) => write === "POST a" && endLocks();
    const { id } = await scene.start();
    await expect(scene.run(id)).rejects.toThrow("The connection that holds the set-up lock failed");
    const journal = async () => (await getRun(ana, id)).steps.map(({ state, attempt }) => [state, attempt]);
    expect(await journal()).toEqual([
      ["done", 1],
      ["pending", 0],
    ]);
    expect(await resumeRuns()).toContain(id);
    expect(await scene.run(id)).toBe("done");
    expect(scene.vendor.writes).toEqual(["POST a", "POST b"]);
    expect(await journal()).toEqual([
      ["done", 1],
      ["done", 1],
    ]);
  });

  test("a line that keeps failing ends the run with its reason; retry goes on from there", async () => {
    await scene.wish({ key: "a", colour: "red" }, { key: "b", colour: "red" }, { key: "c", colour: "red" });
    scene.vendor.disturb.before = (write) => {
      if (write === "POST b") throw new Error("cut");
    };
    const { id } = await scene.start();
    expect(await scene.run(id)).toBe("failed");
    const failed = await getRun(ana, id);
    expect(failed.steps.map((step) => step.state)).toEqual(["done", "failed", "pending"]);
    expect(failed.steps[1]?.error?.title).toBe("The other system did not do what was asked");
    expect((await getSetupView(scene.setup, ana, scene.subject)).steps[0]?.status).toBe("failing");
    delete scene.vendor.disturb.before;
    await retryRun(scene.setup, ben, id);
    expect(await scene.run(id)).toBe("done");
    expect(scene.vendor.writes.filter((write) => write === "POST a")).toHaveLength(1);
    expect(scene.keys()).toEqual(["a", "b", "c"]);
  });

  test("a run whose process died is found, one that somebody works on is left alone", async () => {
    await scene.wish({ key: "a", colour: "red" });
    const { id } = await scene.start();
    const held = await withSubjectLock(scene.subject, async () => resumeRuns());
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
        scene.nextSubject();
        scene.vendor.things.clear();
        for (const [at, thing] of before.entries()) {
          scene.vendor.things.set(thing.key, { id: `f${at}`, mark: "somebody", ...thing });
        }
        for (const round of rounds) {
          await scene.wish(...chained(round, links));
          const first = await scene.plan();
          if (first.applicable > 0) {
            const { id } = await startRun(scene.setup, ana, { subject: scene.subject, planId: first.id });
            expect(await scene.run(id)).toBe("done");
          }
          expect((await scene.plan()).lines.filter(isApplicable)).toEqual([]);
          for (const one of round) expect(scene.vendor.things.get(one.key)?.colour).toBe(one.colour);
        }
        expect(scene.vendor.things.size).toBe(
          new Set([...scene.vendor.things.values()].map((t) => t.key)).size,
        );
      },
    ),
    { numRuns: 20 },
  );
});
