import { describe, expect, test } from "vitest";
import { listChannels } from "#lib/cxone/channels.ts";
import { getScript, saveScript } from "#lib/cxone/scripts.ts";
import { listSkillAgents } from "#lib/cxone/skill-agents.ts";
import { findSkillByName, getSkill } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { deleteHandover } from "#lib/handover/delete-handover.ts";
import { getHandover } from "#lib/handover/reads.ts";
import { setByocSecret } from "#lib/handover/set-byoc-secret.ts";
import { updateHandover } from "#lib/handover/update-handover.ts";
import { newId } from "#lib/ids.ts";
import { attestStep } from "#lib/setup/attest-step.ts";
import { isApplicable } from "#lib/setup/plan.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import { startRun } from "#lib/setup/start-run.ts";
import { channelIdOf } from "../channel-id.ts";
import { lintScript, scriptPath } from "../studio-script.ts";
import { cxoneHandover } from "./cxone-handover.ts";
import { AGENT, DEFAULT_CAMPAIGN, walkOf, walkToReview } from "./walk-set-up.ts";
import { ana, withTestTenant } from "./with-test-tenant.ts";

const { tenant, client, run, view, stepOf } = withTestTenant({ skillListLagSeconds: 0.3 });

test("a plan that is made by address before its steps are done makes no handover ready, and is not applied", async () => {
  const { id } = await createHandover(ana, { name: "Too early", kind: "cxone", platformIntegrated: false });
  const walk = walkOf(ana, id);
  await walk.save("bot", { adapter: "demo" });
  await walk.save("connection", { connectionId: tenant().connectionId });
  await setByocSecret(ana, id, {});
  await walk.save("byoc", { integrationId: await tenant().addIntegration("Patchbay too early") });
  const plan = await walk.plan();
  expect(plan.lines.some(isApplicable)).toBe(true);
  expect((await getHandover(ana, id)).state).toBe("draft");
  await expect(
    startRun(cxoneHandover, ana, { subject: walk.subject, planId: plan.id }),
  ).rejects.toMatchObject({
    options: { title: "An earlier step comes first" },
  });
});

describe("the whole way", () => {
  test("from a name to a live channel, with an empty plan and what is left for people", async () => {
    const walk = await walkToReview(ana, tenant(), "Support DE");
    const plan = await walk.plan();
    expect(plan.lines.map((line) => [line.lineId, line.action])).toEqual([
      ["byoc", "keep"],
      ["script", "create"],
      ["channel", "create"],
      ["skill/Support_DE", "create"],
      ["skill/Support_DE/agent/30103", "create"],
      ["default-skill", "manual"],
    ]);
    expect((await view(walk.id)).currentStepId).toBe("review");
    const started = await startRun(cxoneHandover, ana, { subject: walk.subject, planId: plan.id });
    expect((await getHandover(ana, walk.id)).state).toBe("applying");
    expect(await run(started.id)).toBe("done");

    const channel = (await listChannels(await client())).find((one) => one.id === channelIdOf(walk.id));
    expect(channel).toMatchObject({ name: "Support DE", isPrivate: true, studioScript: scriptPath(walk.id) });
    const script = await getScript(await client(), scriptPath(walk.id));
    expect(script && lintScript(script)).toMatchObject({
      escalate: true,
      endEscalation: true,
      onRelease: true,
    });
    const skill = await findSkillByName(await client(), "Support_DE");
    expect((await listSkillAgents(await client(), skill?.skillId ?? 0)).map((one) => one.agentId)).toEqual([
      30103,
    ]);
    expect(await getHandover(ana, walk.id)).toMatchObject({ state: "live", channelId: channelIdOf(walk.id) });

    const after = await walk.plan();
    expect(after.lines.filter(isApplicable)).toEqual([]);
    expect(after.counts).toMatchObject({ keep: 5, manual: 1 });

    expect((await view(walk.id)).currentStepId).toBe("default-skill");
    await runChecks(cxoneHandover, ana, { subject: walk.subject, stepIds: ["default-skill"] });
    expect(await stepOf(walk.id, "default-skill")).toMatchObject({
      status: "failing",
      checks: [{ state: "failed", message: "The channel has no default skill." }],
    });
    await tenant().selectDefaultSkill(channelIdOf(walk.id), skill?.skillId ?? 0, scriptPath(walk.id));
    await runChecks(cxoneHandover, ana, { subject: walk.subject, stepIds: ["default-skill"] });
    await attestStep(cxoneHandover, ana, {
      subject: walk.subject,
      stepId: "roles",
      attested: true,
      evidence: "",
    });
    const shown = await view(walk.id);
    expect(shown.steps.map((step) => [step.id, step.status])).toEqual([
      ["name", "done"],
      ["bot", "done"],
      ["connection", "done"],
      ["byoc", "done"],
      ["channel", "done"],
      ["skill", "done"],
      ["script", "done"],
      ["settings", "done"],
      ["review", "done"],
      ["default-skill", "done"],
      ["roles", "done"],
      ["test", "current"],
    ]);
    expect((await walk.plan()).counts).toMatchObject({ keep: 6, manual: 0 });
    expect(shown.byHand).toHaveLength(2);
  });

  test("the test step is done when an agent's reply has arrived since the apply (H-70)", async () => {
    const walk = await walkToReview(ana, tenant(), "Replied");
    await run((await walk.start()).id);
    const conversation = { id: newId("cnv"), providerId: walk.id, visitorHash: "x" };
    await db().conversation.create({ data: conversation });
    await db().message.create({
      data: {
        conversationId: conversation.id,
        externalId: "m1",
        author: "agent",
        authorName: "Mia",
        text: "Hi",
        sentAt: new Date(),
      },
    });
    const [check] = await runChecks(cxoneHandover, ana, { subject: walk.subject, stepIds: ["test"] });
    expect(check).toMatchObject({
      state: "passed",
      message: "Mia has replied.",
      doesNotProve: expect.any(String),
    });
    await expect(deleteHandover(ana, walk.id)).rejects.toMatchObject({ code: "in_use" });
  });

  test("a skill that is there is used as it is, and stays when the handover is torn down", async () => {
    const skill = { mode: "pick", skillId: 4606106, skillName: "Website_Chat", agents: [] };
    const walk = await walkToReview(ana, tenant(), "Picked", { skill });
    const plan = await walk.plan();
    expect(plan.lines.find((line) => line.kind === "skill")?.action).toBe("adopt");
    await run((await startRun(cxoneHandover, ana, { subject: walk.subject, planId: plan.id })).id);
    const teardown = await walk.plan("teardown");
    expect(teardown.lines.map((line) => [line.lineId, line.action])).toEqual([
      ["channel", "delete"],
      ["script", "delete"],
      ["skill/Website_Chat", "keep"],
    ]);
    expect(teardown.lines.at(-1)?.title).toBe("Leave the skill Website_Chat: it was there before");
    await expect(deleteHandover(ana, walk.id)).rejects.toMatchObject({ code: "in_use" });
    await run((await startRun(cxoneHandover, ana, { subject: walk.subject, planId: teardown.id })).id);
    expect((await listChannels(await client())).some((one) => one.name === "Picked")).toBe(false);
    expect(await getScript(await client(), scriptPath(walk.id))).toBeNull();
    expect(await getSkill(await client(), 4606106)).toMatchObject({ isActive: true });
    expect(await getHandover(ana, walk.id)).toMatchObject({
      state: "removed",
      channelId: null,
      liveSince: null,
    });
    await deleteHandover(ana, walk.id);
    await expect(getHandover(ana, walk.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a rename reaches CXone with the next apply, in the same channel", async () => {
    const walk = await walkToReview(ana, tenant(), "Before");
    await run((await walk.start()).id);
    const { version } = await getHandover(ana, walk.id);
    await updateHandover(ana, walk.id, { version, anyway: false, name: "After" });
    await expect(
      updateHandover(ana, walk.id, { version, anyway: false, name: "Late" }),
    ).rejects.toMatchObject({
      code: "conflict",
    });
    const plan = await walk.plan();
    expect(plan.lines.filter(isApplicable).map((line) => [line.lineId, line.action])).toEqual([
      ["channel", "change"],
    ]);
    await run((await startRun(cxoneHandover, ana, { subject: walk.subject, planId: plan.id })).id);
    const names = (await listChannels(await client())).filter((one) => one.id === channelIdOf(walk.id));
    expect(names.map((one) => one.name)).toEqual(["After"]);
  });

  test("what people added to the script survives when only its address has to change", async () => {
    const walk = await walkToReview(ana, tenant(), "Edited");
    await run((await walk.start()).id);
    const script = await getScript(await client(), scriptPath(walk.id));
    if (!script) return expect.fail("no script");
    script.actions["20"] = { name: "ANNOTATION", label: "Ours" };
    script.properties["7"] = {
      0: { name: "verb", value: "POST" },
      1: { name: "url", value: "https://old.example.com" },
    };
    await saveScript(await client(), script);
    expect((await walk.plan()).lines.find((line) => line.lineId === "script")).toMatchObject({
      action: "change",
      fields: expect.arrayContaining([
        expect.objectContaining({ name: "releaseUrl", from: "https://old.example.com" }),
      ]),
    });
    await run((await walk.start()).id);
    const repaired = await getScript(await client(), scriptPath(walk.id));
    expect(repaired?.actions["20"]).toMatchObject({ label: "Ours" });
    expect(repaired && lintScript(repaired).releaseUrl).toMatch(
      new RegExp(`/handover/niceCxOne/${walk.id}/released$`),
    );
  });
});

test("what is typed in the whole flow is a name and the Integration ID; the rest is chosen or derived", async () => {
  const { id } = await createHandover(ana, { name: "Few fields", kind: "cxone", platformIntegrated: false });
  const walk = walkOf(ana, id);
  await walk.save("bot", (await stepOf(id, "bot"))?.input);
  await walk.save("connection", { connectionId: tenant().connectionId });
  await setByocSecret(ana, id, {});
  const guide = (await stepOf(id, "byoc"))?.guide;
  expect(guide?.values.map(({ label, value }) => [label, value])).toEqual([
    ["Name", "Patchbay Few fields"],
    ["Integration box URL", "http://localhost:3000/handover/niceCxOne"],
    ["Authorization URL", `http://localhost:3000/handover/niceCxOne/${id}/auth/token`],
    ["Add action URL", "http://localhost:3000/handover/niceCxOne/add"],
    ["Reconnect action URL", "http://localhost:3000/handover/niceCxOne/reconnect"],
    ["Remove action URL", "http://localhost:3000/handover/niceCxOne/remove"],
    ["Client ID", `patchbay-${id}`],
    ["Client Secret", null],
  ]);
  await walk.save("byoc", { integrationId: ` Integration ID: ${await tenant().addIntegration("Few")}\n` });
  const suggested = (await stepOf(id, "skill"))?.input as { skillName: string };
  expect(suggested.skillName).toBe("Few_fields");
  await walk.save("skill", { ...suggested, ...DEFAULT_CAMPAIGN, agents: [AGENT] });
  await walk.save("settings", (await stepOf(id, "settings"))?.input);
  expect((await walk.plan()).counts.blocked).toBe(0);
});
