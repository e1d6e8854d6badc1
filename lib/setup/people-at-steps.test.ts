import { expect, test } from "vitest";
import { attestStep } from "./attest-step.ts";
import { createPlan } from "./create-plan.ts";
import { markWaiting } from "./mark-waiting.ts";
import { getSetupView } from "./reads.ts";
import { saveStepInput } from "./save-step-input.ts";
import { waitingInput } from "./schema.ts";
import { ana, ben, ctxOf, withTestVendor } from "./with-test-vendor.ts";

const scene = withTestVendor();

test("a later step is refused until the earlier one is done, and only ticked if it is a step to tick", async () => {
  const tick = () =>
    attestStep(scene.setup, ana, {
      subject: scene.subject,
      stepId: "tick",
      attested: true,
      evidence: "seen",
    });
  await expect(tick()).rejects.toMatchObject({ options: { title: "An earlier step comes first" } });
  await scene.wish({ key: "a", colour: "red" });
  await tick();
  const things = attestStep(scene.setup, ana, {
    subject: scene.subject,
    stepId: "things",
    attested: true,
    evidence: "",
  });
  await expect(things).rejects.toMatchObject({ code: "bad_request" });
  const view = await getSetupView(scene.setup, ana, scene.subject);
  expect(view.steps[1]).toMatchObject({ status: "done", attested: { by: "Ana", evidence: "seen" } });
});

test("waiting for somebody is kept, shown and ended", async () => {
  await markWaiting(scene.setup, ana, {
    subject: scene.subject,
    stepId: "things",
    waitingFor: "NICE",
    note: "Form sent",
    remindOn: "",
  });
  const waiting = await getSetupView(scene.setup, ana, scene.subject);
  expect(waiting.steps[0]).toMatchObject({
    status: "waiting",
    waiting: { for: "NICE", note: "Form sent" },
  });
  await markWaiting(scene.setup, ana, {
    subject: scene.subject,
    stepId: "things",
    waitingFor: null,
    note: "",
    remindOn: "",
  });
  expect((await getSetupView(scene.setup, ana, scene.subject)).steps[0]).toMatchObject({
    status: "current",
    waiting: null,
  });
  const reminded = (remindOn: string) => waitingInput.safeParse({ waitingFor: "NICE", note: "", remindOn });
  expect([reminded("").success, reminded("2026-12-01").success, reminded("0000-01-01").success]).toEqual([
    true,
    true,
    false,
  ]);
});

test("a supervisor neither reads nor changes a set-up", async () => {
  const supervisor = ctxOf("Sue", "supervisor");
  await expect(getSetupView(scene.setup, supervisor, scene.subject)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(createPlan(scene.setup, supervisor, scene.subject)).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("the second of two editors learns who was first and what that one changed", async () => {
  const save = (ctx: typeof ana, colour: string, version: number) =>
    saveStepInput(scene.setup, ctx, {
      subject: scene.subject,
      stepId: "things",
      input: [{ key: "a", colour }],
      version,
    });
  await save(ana, "red", 0);
  await save(ben, "blue", 1);
  const late = save(ana, "green", 1);
  await expect(late).rejects.toMatchObject({
    code: "conflict",
    options: { detail: expect.stringMatching(/^Ben saved this step at .+ UTC and changed .+red.+blue/) },
  });
  expect((await getSetupView(scene.setup, ana, scene.subject)).steps[0]).toMatchObject({
    inputVersion: 2,
    input: [{ colour: "blue" }],
  });
});
