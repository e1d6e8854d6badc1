import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { clientFor } from "#lib/connections/client-for.ts";
import { closeEgress } from "#lib/connections/egress.ts";
import { listChannels, upsertChannel } from "#lib/cxone/channels.ts";
import { getScript, saveScript } from "#lib/cxone/scripts.ts";
import { listSkillAgents } from "#lib/cxone/skill-agents.ts";
import { createSkill, findSkillByName, getSkill } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { deleteHandover } from "#lib/handover/delete-handover.ts";
import { getHandover } from "#lib/handover/reads.ts";
import { setByocSecret } from "#lib/handover/set-byoc-secret.ts";
import { updateHandover } from "#lib/handover/update-handover.ts";
import { newId } from "#lib/ids.ts";
import { closeSender, prepareJobs } from "#lib/jobs/queue.ts";
import { attestStep } from "#lib/setup/attest-step.ts";
import { isApplicable } from "#lib/setup/plan.ts";
import { getRun, getSetupView } from "#lib/setup/reads.ts";
import { retryRun } from "#lib/setup/retry-run.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import { runSetup } from "#lib/setup/run-setup.ts";
import { startRun } from "#lib/setup/start-run.ts";
import { channelIdOf } from "../channel-id.ts";
import { lintScript, scriptPath } from "../studio-script.ts";
import { cxoneHandover, subjectOf } from "./cxone-handover.ts";
import { startTestTenant, type TestTenant } from "./start-test-tenant.ts";
import { AGENT, DEFAULT_CAMPAIGN, walkOf, walkToReview } from "./walk-set-up.ts";

const database = withTestDatabase();
const ctx = testCtx("admin", { id: "usr_ana", name: "Ana" });
let tenant: TestTenant;

beforeAll(async () => {
  await prepareJobs(database.url());
  tenant = await startTestTenant(ctx);
  await tenant.control("switches", { skillListLagSeconds: 0.3 });
});
afterAll(async () => {
  await closeSender();
  await closeEgress();
  await tenant.close();
});

const client = () => clientFor(tenant.connectionId);
const view = (id: string) => getSetupView(cxoneHandover, ctx, subjectOf(id));
const run = (runId: string) => runSetup(cxoneHandover, runId, { retryDelayMs: 1 });
const stepOf = async (id: string, stepId: string) =>
  (await view(id)).steps.find((step) => step.id === stepId);
const refusal = (attempt: Promise<unknown>) =>
  attempt.then(
    () => expect.fail("it should have been refused"),
    (error: unknown) =>
      error as { code: string; options: { detail?: string; title?: string; fields?: object } },
  );

describe("the whole way", () => {
  test("from a name to a live channel, with an empty plan and what is left for people", async () => {
    const walk = await walkToReview(ctx, tenant, "Support DE");
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
    const started = await startRun(cxoneHandover, ctx, { subject: walk.subject, planId: plan.id });
    expect((await getHandover(ctx, walk.id)).state).toBe("applying");
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
    expect(await getHandover(ctx, walk.id)).toMatchObject({ state: "live", channelId: channelIdOf(walk.id) });

    const after = await walk.plan();
    expect(after.lines.filter(isApplicable)).toEqual([]);
    expect(after.counts).toMatchObject({ keep: 5, manual: 1 });

    expect((await view(walk.id)).currentStepId).toBe("default-skill");
    await runChecks(cxoneHandover, ctx, { subject: walk.subject, stepIds: ["default-skill"] });
    expect(await stepOf(walk.id, "default-skill")).toMatchObject({
      status: "failing",
      checks: [{ state: "failed", message: "The channel has no default skill." }],
    });
    await tenant.selectDefaultSkill(channelIdOf(walk.id), skill?.skillId ?? 0, scriptPath(walk.id));
    await runChecks(cxoneHandover, ctx, { subject: walk.subject, stepIds: ["default-skill"] });
    await attestStep(cxoneHandover, ctx, {
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
    const walk = await walkToReview(ctx, tenant, "Replied");
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
    const [check] = await runChecks(cxoneHandover, ctx, { subject: walk.subject, stepIds: ["test"] });
    expect(check).toMatchObject({
      state: "passed",
      message: "Mia has replied.",
      doesNotProve: expect.any(String),
    });
    await expect(deleteHandover(ctx, walk.id)).rejects.toMatchObject({ code: "in_use" });
  });

  test("a skill that is there is used as it is, and stays when the handover is torn down", async () => {
    const skill = { mode: "pick", skillId: 4606106, skillName: "Website_Chat", agents: [] };
    const walk = await walkToReview(ctx, tenant, "Picked", { skill });
    const plan = await walk.plan();
    expect(plan.lines.find((line) => line.kind === "skill")?.action).toBe("adopt");
    await run((await startRun(cxoneHandover, ctx, { subject: walk.subject, planId: plan.id })).id);
    const teardown = await walk.plan("teardown");
    expect(teardown.lines.map((line) => [line.lineId, line.action])).toEqual([
      ["channel", "delete"],
      ["script", "delete"],
    ]);
    await expect(deleteHandover(ctx, walk.id)).rejects.toMatchObject({ code: "in_use" });
    await run((await startRun(cxoneHandover, ctx, { subject: walk.subject, planId: teardown.id })).id);
    expect((await listChannels(await client())).some((one) => one.name === "Picked")).toBe(false);
    expect(await getScript(await client(), scriptPath(walk.id))).toBeNull();
    expect(await getSkill(await client(), 4606106)).toMatchObject({ isActive: true });
    expect(await getHandover(ctx, walk.id)).toMatchObject({
      state: "draft",
      channelId: null,
      liveSince: null,
    });
    await deleteHandover(ctx, walk.id);
    await expect(getHandover(ctx, walk.id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("a rename reaches CXone with the next apply, in the same channel", async () => {
    const walk = await walkToReview(ctx, tenant, "Before");
    await run((await walk.start()).id);
    const { version } = await getHandover(ctx, walk.id);
    await updateHandover(ctx, walk.id, { version, name: "After" });
    await expect(updateHandover(ctx, walk.id, { version, name: "Late" })).rejects.toMatchObject({
      code: "conflict",
    });
    const plan = await walk.plan();
    expect(plan.lines.filter(isApplicable).map((line) => [line.lineId, line.action])).toEqual([
      ["channel", "change"],
    ]);
    await run((await startRun(cxoneHandover, ctx, { subject: walk.subject, planId: plan.id })).id);
    const names = (await listChannels(await client())).filter((one) => one.id === channelIdOf(walk.id));
    expect(names.map((one) => one.name)).toEqual(["After"]);
  });

  test("what people added to the script survives when only its address has to change", async () => {
    const walk = await walkToReview(ctx, tenant, "Edited");
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

describe("what stops it, and what it says", () => {
  test("an Integration ID that CXone does not know shows at its step, and a retry with the right one goes on", async () => {
    const wrong = "3f2b8c1e-9d41-4c7a-8e55-0a1b2c3d4e5f";
    const walk = await walkToReview(ctx, tenant, "Wrong ID", { integrationId: wrong });
    const { id } = await walk.start();
    expect(await run(id)).toBe("failed");
    const failed = await getRun(ctx, id);
    expect(failed.steps.find((step) => step.state === "failed")?.error).toMatchObject({
      title: "CXone does not know the Integration ID",
      detail: `There is no integration ${wrong} in this tenant.`,
      fix: expect.stringContaining("Copy the Integration ID"),
      stepId: "byoc",
    });
    await runChecks(cxoneHandover, ctx, { subject: walk.subject, stepIds: ["byoc"] });
    const step = await stepOf(walk.id, "byoc");
    expect(step?.status).toBe("failing");
    expect(step?.checks.find((check) => check.id === "byoc.integration-known")).toMatchObject({
      state: "failed",
      fix: { sentence: expect.stringContaining("paste it at step Bring Your Own Channel") },
    });
    await walk.save("byoc", { integrationId: await tenant.addIntegration("The right one") });
    await retryRun(cxoneHandover, ctx, id);
    expect(await run(id)).toBe("done");
    expect((await stepOf(walk.id, "byoc"))?.status).toBe("done");
  });

  test("a name that CXone has for another channel is refused at the step and blocks the plan (H-10)", async () => {
    const walk = await walkToReview(ctx, tenant, "Taken later");
    const integrationId = await tenant.addIntegration("Foreign");
    const foreign = {
      id: crypto.randomUUID(),
      idOnExternalPlatform: "f1",
      channelIntegrationId: integrationId,
    };
    await upsertChannel(await client(), { ...foreign, name: "taken LATER" });
    expect((await walk.plan()).lines.find((line) => line.lineId === "channel")).toMatchObject({
      action: "blocked",
      blockedBy: { sentence: expect.stringContaining("Rename the handover at step Name") },
    });
    expect((await refusal(walk.start())).options.title).toBe("The plan has a line that cannot be applied");
    const other = await createHandover(ctx, { name: "Acme website chat", platformIntegrated: false });
    const next = walkOf(ctx, other.id);
    await next.save("bot", { adapter: "demo" });
    expect(await refusal(next.save("connection", { connectionId: tenant.connectionId }))).toMatchObject({
      code: "name_taken",
      options: { fields: { name: "CXone already has a channel with this name." } },
    });
  });

  test("a name of another handover is taken, in any case of letters (H-10)", async () => {
    await createHandover(ctx, { name: "Unique", platformIntegrated: false });
    await expect(createHandover(ctx, { name: "UNIQUE", platformIntegrated: false })).rejects.toMatchObject({
      code: "name_taken",
    });
  });

  test("a provider id from Cognigy is kept and cannot be set up twice (H-11)", async () => {
    const providerId = "69f9bba8844ecf15d07954f9";
    const made = await createHandover(ctx, { name: "From Cognigy", platformIntegrated: false, providerId });
    expect(made.id).toBe(providerId);
    const again = createHandover(ctx, { name: "From Cognigy 2", platformIntegrated: false, providerId });
    await expect(again).rejects.toMatchObject({ options: { title: "This provider is set up already" } });
  });

  test("no step can be skipped", async () => {
    const { id } = await createHandover(ctx, { name: "In order", platformIntegrated: false });
    const walk = walkOf(ctx, id);
    expect((await refusal(walk.save("settings", {}))).options.detail).toBe(
      "Step “Bot” is not done: Choose the bot.",
    );
    expect((await refusal(setByocSecret(ctx, id, {}))).options.title).toBe("An earlier step comes first");
    expect((await view(id)).steps.map((step) => step.status).slice(0, 4)).toEqual([
      "done",
      "current",
      "blocked",
      "blocked",
    ]);
  });

  test("skills that cannot serve and skills without agents are refused with the field (H-55, H-57)", async () => {
    const walk = await walkToReview(ctx, tenant, "Choosy");
    const pick = (skillId: number, skillName: string) =>
      refusal(walk.save("skill", { mode: "pick", skillId, skillName, agents: [] }));
    expect((await pick(4606101, "Support_Voice")).options.fields).toMatchObject({
      skillId: expect.stringContaining("not of media type Digital"),
    });
    expect((await pick(4606108, "Old_Digital")).options.fields).toMatchObject({
      skillId: expect.stringContaining("switched off"),
    });
    expect((await pick(4606107, "Digital_Support_DE")).options.fields).toMatchObject({
      agents: expect.stringContaining("Nobody holds the skill"),
    });
    expect((await pick(1, "Gone")).options.fields).toMatchObject({
      skillId: expect.stringContaining("not in CXone"),
    });
    const create = {
      mode: "create",
      skillName: "New_One",
      ...DEFAULT_CAMPAIGN,
      agents: [{ agentId: 30106, name: "Sofia" }],
    };
    expect((await refusal(walk.save("skill", create))).options.fields).toMatchObject({
      agents: "Sofia is not an active user in CXone. Choose another agent.",
    });
  });

  test("a skill that somebody makes between approval and apply stops the run and is not touched", async () => {
    const walk = await walkToReview(ctx, tenant, "Raced");
    const { id } = await walk.start();
    await createSkill(await client(), { skillName: "Raced", campaignId: 310002, mediaTypeId: 9 });
    expect(await run(id)).toBe("failed");
    expect((await getRun(ctx, id)).steps.find((step) => step.state === "failed")?.error?.title).toBe(
      "The plan is out of date",
    );
    expect((await findSkillByName(await client(), "Raced"))?.campaignId).toBe(310002);
  });

  test("a refused access key is a named error at the line, never a silent button (H-71)", async () => {
    const walk = await walkToReview(ctx, tenant, "Denied");
    const { id } = await walk.start();
    await tenant.control("faults", {
      system: "cxone",
      method: "POST",
      pathPattern: "/scripts$",
      times: 1,
      status: 403,
      body: { error: "access_denied", error_description: "No" },
    });
    expect(await run(id)).toBe("failed");
    const error = (await getRun(ctx, id)).steps.find((step) => step.state === "failed")?.error;
    expect(error?.title).not.toBe("Something went wrong on our side");
    expect(error?.fix).toMatch(/\w{3}/);
    await retryRun(cxoneHandover, ctx, id);
    expect(await run(id)).toBe("done");
  });

  test("answers that are lost after CXone did the work make nothing twice", async () => {
    const walk = await walkToReview(ctx, tenant, "Lost answers");
    const { id } = await walk.start();
    for (const pathPattern of ["/skills$", "/scripts$"]) {
      await tenant.control("faults", {
        system: "cxone",
        method: "POST",
        pathPattern,
        times: 1,
        drop: "after",
      });
    }
    expect(await run(id)).toBe("done");
    const attempts = (await getRun(ctx, id)).steps.map((step) => [step.kind, step.attempt]);
    expect(attempts).toEqual([
      ["Studio script", 2],
      ["channel", 1],
      ["skill", 2],
      ["skill assignment", 1],
    ]);
    const made = (await tenant.requests()).filter(
      ({ method, path, body }) =>
        method === "POST" &&
        /\/(skills|scripts)$/.test(path) &&
        /Lost_answers|Script/.test(JSON.stringify(body)),
    );
    expect(made.filter(({ body }) => JSON.stringify(body).includes("Lost_answers"))).toHaveLength(1);
    expect(made.filter(({ body }) => JSON.stringify(body).includes(walk.id))).toHaveLength(1);
    const managed = await db().managedObject.findMany({ where: { subject: walk.subject } });
    expect(managed.every((row) => row.ownership === "created")).toBe(true);
  });

  test("a made secret has 32 characters, is shown once, and never stands in a view, plan or log (H-38)", async () => {
    const walk = await walkToReview(ctx, tenant, "Secretive");
    const { secret } = await setByocSecret(ctx, walk.id, {});
    expect(secret).toMatch(/^\S{32}$/);
    expect(await setByocSecret(ctx, walk.id, { secret: "x".repeat(32) })).toEqual({ secret: null });
    const audit = await db().auditEntry.findMany({ where: { object: walk.subject } });
    const everything = JSON.stringify(
      [await view(walk.id), await walk.plan(), audit],
      (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value),
    );
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain("x".repeat(32));
    const operator: Ctx = { ...ctx, actor: { kind: "user", id: "usr_o", name: "Olga", role: "operator" } };
    await expect(setByocSecret(operator, walk.id, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("what is typed in the whole flow is a name and the Integration ID; the rest is chosen or derived", async () => {
  const { id } = await createHandover(ctx, { name: "Few fields", platformIntegrated: false });
  const walk = walkOf(ctx, id);
  await walk.save("bot", (await stepOf(id, "bot"))?.input);
  await walk.save("connection", { connectionId: tenant.connectionId });
  await setByocSecret(ctx, id, {});
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
  await walk.save("byoc", { integrationId: ` Integration ID: ${await tenant.addIntegration("Few")}\n` });
  const suggested = (await stepOf(id, "skill"))?.input as { skillName: string };
  expect(suggested.skillName).toBe("Few_fields");
  await walk.save("skill", { ...suggested, ...DEFAULT_CAMPAIGN, agents: [AGENT] });
  await walk.save("settings", (await stepOf(id, "settings"))?.input);
  expect((await walk.plan()).counts.blocked).toBe(0);
});
