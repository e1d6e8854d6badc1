import { describe, expect, test } from "vitest";
import type { Ctx } from "#lib/auth/ctx.ts";
import { upsertChannel } from "#lib/cxone/channels.ts";
import { createSkill, findSkillByName } from "#lib/cxone/skills.ts";
import { db } from "#lib/db/client.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { setByocSecret } from "#lib/handover/set-byoc-secret.ts";
import { getRun } from "#lib/setup/reads.ts";
import { retryRun } from "#lib/setup/retry-run.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import { cxoneHandover } from "./cxone-handover.ts";
import { DEFAULT_CAMPAIGN, walkOf, walkToReview } from "./walk-set-up.ts";
import { ana, refusal, withTestTenant } from "./with-test-tenant.ts";

const { tenant, client, run, view, stepOf } = withTestTenant({ skillListLagSeconds: 0.3 });

describe("what stops it, and what it says", () => {
  test("an Integration ID that CXone does not know shows at its step, and a retry with the right one goes on", async () => {
    const wrong = "3f2b8c1e-9d41-4c7a-8e55-0a1b2c3d4e5f";
    const walk = await walkToReview(ana, tenant(), "Wrong ID", { integrationId: wrong });
    const { id } = await walk.start();
    expect(await run(id)).toBe("failed");
    const failed = await getRun(ana, id);
    expect(failed.steps.find((step) => step.state === "failed")?.error).toMatchObject({
      title: "CXone does not know the Integration ID",
      detail: `There is no integration ${wrong} in this tenant.`,
      fix: expect.stringContaining("Copy the Integration ID"),
      stepId: "byoc",
    });
    await runChecks(cxoneHandover, ana, { subject: walk.subject, stepIds: ["byoc"] });
    const step = await stepOf(walk.id, "byoc");
    expect(step?.status).toBe("failing");
    expect(step?.checks.find((check) => check.id === "byoc.integration-known")).toMatchObject({
      state: "failed",
      fix: { sentence: expect.stringContaining("paste it at step Bring Your Own Channel") },
    });
    await walk.save("byoc", { integrationId: await tenant().addIntegration("The right one") });
    await retryRun(cxoneHandover, ana, id);
    expect(await run(id)).toBe("done");
    expect((await stepOf(walk.id, "byoc"))?.status).toBe("done");
  });

  test("a name that CXone has for another channel is refused at the step and blocks the plan (H-10)", async () => {
    const walk = await walkToReview(ana, tenant(), "Taken later");
    const integrationId = await tenant().addIntegration("Foreign");
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
    const other = await createHandover(ana, {
      name: "Acme website chat",
      kind: "cxone",
      platformIntegrated: false,
    });
    const next = walkOf(ana, other.id);
    await next.save("bot", { adapter: "demo" });
    expect(await refusal(next.save("connection", { connectionId: tenant().connectionId }))).toMatchObject({
      code: "name_taken",
      options: { fields: { name: "CXone already has a channel with this name." } },
    });
  });

  test("a name of another handover is taken, in any case of letters (H-10)", async () => {
    await createHandover(ana, { name: "Unique", kind: "cxone", platformIntegrated: false });
    await expect(
      createHandover(ana, { name: "UNIQUE", kind: "cxone", platformIntegrated: false }),
    ).rejects.toMatchObject({
      code: "name_taken",
    });
  });

  test("a provider id from Cognigy is kept and cannot be set up twice (H-11)", async () => {
    const providerId = "69f9bba8844ecf15d07954f9";
    const made = await createHandover(ana, {
      name: "From Cognigy",
      kind: "cxone",
      platformIntegrated: false,
      providerId,
    });
    expect(made.id).toBe(providerId);
    const again = createHandover(ana, {
      name: "From Cognigy 2",
      kind: "cxone",
      platformIntegrated: false,
      providerId,
    });
    await expect(again).rejects.toMatchObject({ options: { title: "This provider is set up already" } });
  });

  test("no step can be skipped", async () => {
    const { id } = await createHandover(ana, { name: "In order", kind: "cxone", platformIntegrated: false });
    const walk = walkOf(ana, id);
    expect((await refusal(walk.save("settings", {}))).options.detail).toBe(
      "Step “Bot” is not done: Choose the bot.",
    );
    expect((await refusal(setByocSecret(ana, id, {}))).options.title).toBe("An earlier step comes first");
    expect((await view(id)).steps.map((step) => step.status).slice(0, 4)).toEqual([
      "done",
      "current",
      "blocked",
      "blocked",
    ]);
  });

  test("skills that cannot serve and skills without agents are refused with the field (H-55, H-57)", async () => {
    const walk = await walkToReview(ana, tenant(), "Choosy");
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
    const walk = await walkToReview(ana, tenant(), "Raced");
    const { id } = await walk.start();
    await createSkill(await client(), { skillName: "Raced", campaignId: 310002, mediaTypeId: 9 });
    expect(await run(id)).toBe("failed");
    expect((await getRun(ana, id)).steps.find((step) => step.state === "failed")?.error?.title).toBe(
      "The plan is out of date",
    );
    expect((await findSkillByName(await client(), "Raced"))?.campaignId).toBe(310002);
  });

  test("a refused access key is a named error at the line, never a silent button (H-71)", async () => {
    const walk = await walkToReview(ana, tenant(), "Denied");
    const { id } = await walk.start();
    await tenant().control("faults", {
      system: "cxone",
      method: "POST",
      pathPattern: "/scripts$",
      times: 1,
      status: 403,
      body: { error: "access_denied", error_description: "No" },
    });
    expect(await run(id)).toBe("failed");
    const error = (await getRun(ana, id)).steps.find((step) => step.state === "failed")?.error;
    expect(error?.title).not.toBe("Something went wrong on our side");
    expect(error?.fix).toMatch(/\w{3}/);
    await retryRun(cxoneHandover, ana, id);
    expect(await run(id)).toBe("done");
  });

  test("answers that are lost after CXone did the work make nothing twice", async () => {
    const walk = await walkToReview(ana, tenant(), "Lost answers");
    const { id } = await walk.start();
    for (const pathPattern of ["/skills$", "/scripts$"]) {
      await tenant().control("faults", {
        system: "cxone",
        method: "POST",
        pathPattern,
        times: 1,
        drop: "after",
      });
    }
    expect(await run(id)).toBe("done");
    const attempts = (await getRun(ana, id)).steps.map((step) => [step.kind, step.attempt]);
    expect(attempts).toEqual([
      ["Studio script", 2],
      ["channel", 1],
      ["skill", 2],
      ["skill assignment", 1],
    ]);
    const made = (await tenant().requests()).filter(
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
    const walk = await walkToReview(ana, tenant(), "Secretive");
    const { secret } = await setByocSecret(ana, walk.id, {});
    expect(secret).toMatch(/^\S{32}$/);
    expect(await setByocSecret(ana, walk.id, { secret: "x".repeat(32) })).toEqual({ secret: null });
    const audit = await db().auditEntry.findMany({ where: { object: walk.subject } });
    const everything = JSON.stringify(
      [await view(walk.id), await walk.plan(), audit],
      (_name, value: unknown) => (typeof value === "bigint" ? String(value) : value),
    );
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain("x".repeat(32));
    const operator: Ctx = { ...ana, actor: { kind: "user", id: "usr_o", name: "Olga", role: "operator" } };
    await expect(setByocSecret(operator, walk.id, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
