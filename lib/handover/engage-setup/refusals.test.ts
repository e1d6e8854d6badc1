import { afterEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db } from "#lib/db/client.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { getRun } from "#lib/setup/reads.ts";
import { retryRun } from "#lib/setup/retry-run.ts";
import { engageHandover } from "./engage-handover.ts";
import { CHAT, INES, MALIK, tickIdentities, type Walk, walkOf, walkToReview } from "./walk-set-up.ts";
import { ana, refusal, withTestEngage } from "./with-test-engage.ts";

const { account, run, stepOf } = withTestEngage();
const { sources, communities, users } = engageIds;
const NOWHERE = "0".repeat(24);

afterEach(async () => {
  await db().handoverProvider.deleteMany();
  await account().control("reset", {});
});

const fields = async (attempt: Promise<unknown>) => (await refusal(attempt)).options.fields;
const at = (stepId: string, name = "Refused"): Promise<Walk> =>
  walkToReview(ana, account(), name, { until: stepId });

describe("community and categories", () => {
  test("a community that is gone is refused (E-01)", async () => {
    const walk = await at("community");
    expect(await fields(walk.save("community", { ...CHAT, communityId: NOWHERE }))).toEqual({
      communityId: "This community is not in Engage any more. Choose another one.",
    });
  });

  test("a pasted category of another account, or one that is not there, is refused (E-21)", async () => {
    const walk = await at("categories");
    const foreign = `https://other.engagement.dimelo.com/admin/categories/${NOWHERE}/edit`;
    expect(await fields(walk.save("categories", { botCategory: foreign, agentCategory: NOWHERE }))).toEqual({
      botCategory: expect.stringMatching(/belongs to other\.engagement\.dimelo\.com/),
      agentCategory: `There is no category ${NOWHERE} in this account.`,
    });
  });

  test("two parents of one name are told, not guessed between (E-20)", async () => {
    for (const name of ["Cognigy", "cognigy"]) await account().rest("POST", "/categories", { name });
    const walk = await walkToReview(ana, account(), "Doubled");
    const line = (await walk.plan()).lines.find(({ name }) => name === "Cognigy");
    expect(line).toMatchObject({
      action: "blocked",
      blockedBy: { sentence: expect.stringContaining("Engage has 2 categories") },
    });
  });
});

describe("source", () => {
  const save = async (walk: Walk, input: object) =>
    fields(walk.save("source", { sourceId: "", realtimeUrl: "", realtimeToken: "", ...input }));

  test("a source of another type or in another community is refused (E-30)", async () => {
    const walk = await at("source");
    expect(await save(walk, { sourceId: sources.email })).toEqual({
      sourceId: expect.stringMatching(/of the type email, not Engage Digital Source SDK/),
    });
    await walk.save("community", { communityId: communities.email, communityName: "Acme e-mail" });
    expect(await save(walk, { sourceId: sources.webchat })).toEqual({
      sourceId: expect.stringMatching(/another community than Acme e-mail/),
    });
  });

  test("the API token of the connection is no realtime token, and no token opens another source (E-33)", async () => {
    const walk = await at("source");
    const { apiToken, realtimeToken } = account().credentials;
    expect(await save(walk, { sourceId: sources.webchat, realtimeToken: apiToken })).toEqual({
      realtimeToken: expect.stringMatching(/^This is the API access token of the connection/),
    });
    expect(await save(walk, { sourceId: sources.partner, realtimeToken })).toEqual({
      realtimeToken: expect.stringMatching(/does not accept this token for the source Partner portal chat/),
    });
    expect(await save(walk, { sourceId: sources.webchat })).toEqual({
      realtimeToken: "Paste the field API access token of this source.",
    });
    const held = await db().secret.count({ where: { subject: walk.subject, field: "realtimeToken" } });
    expect(held).toBe(0);
  });

  test("a wrong API token against the right realtime token is told as such", async () => {
    const walk = await at("source");
    await account().control("faults", {
      system: "engage",
      method: "GET",
      pathPattern: "/content_sources",
      times: 1,
      status: 401,
      body: { error: "invalid_access_token", message: "The access token is invalid", status: 401 },
    });
    const { realtimeToken } = account().credentials;
    const input = { sourceId: sources.webchat, realtimeUrl: "", realtimeToken };
    expect(await refusal(walk.save("source", input))).toMatchObject({
      code: "upstream_failed",
      options: { title: "Engage does not accept the API token" },
    });
  });

  test("the endpoint of another source, of the API or of another account is named (E-34)", async () => {
    const walk = await at("source");
    const { uiBaseUrl, apiBaseUrl, realtimeToken } = account().credentials;
    const chosen = { sourceId: sources.webchat, realtimeToken };
    const url = async (realtimeUrl: string) => (await save(walk, { ...chosen, realtimeUrl })) as object;
    expect(await url(`${uiBaseUrl}/realtime/sdk/${sources.partner}`)).toEqual({
      realtimeUrl: expect.stringMatching(/endpoint of another source/),
    });
    expect(await url(apiBaseUrl)).toEqual({ realtimeUrl: expect.stringMatching(/not a realtime endpoint/) });
    expect(await url(`https://acme.engagement.dimelo.com/realtime/sdk/${sources.webchat}`)).toEqual({
      realtimeUrl: expect.stringMatching(/belongs to acme\.engagement\.dimelo\.com/),
    });
    await db().connection.updateMany({ data: { environment: "live" } });
    expect(await url(`${uiBaseUrl}/realtime/sdk/${sources.webchat}`)).toEqual({
      realtimeUrl: expect.stringMatching(/Use https/),
    });
    await db().connection.updateMany({ data: { environment: "sandbox" } });
  });

  test("a source belongs to one handover", async () => {
    const walk = await walkToReview(ana, account(), "First");
    expect(await run((await walk.start()).id)).toBe("done");
    const second = await at("source", "Second");
    const { realtimeToken } = account().credentials;
    expect(await save(second, { sourceId: sources.webchat, realtimeToken })).toEqual({
      sourceId: "The handover First has this source. Each has its own.",
    });
  });

  test("an operator chooses, and only an admin brings a token; it stands in no view, plan or log", async () => {
    const walk = await at("source");
    const { realtimeToken } = account().credentials;
    const operator = walkOf(testCtx("operator"), walk.id);
    const input = { sourceId: sources.webchat, realtimeUrl: "", realtimeToken };
    expect((await refusal(operator.save("source", input))).code).toBe("forbidden");
    await walk.save("source", input);
    await operator.save("source", { ...input, realtimeToken: "" });
    const audit = await db().$queryRaw<{ row: string }[]>`SELECT audit_entry::text AS row FROM audit_entry`;
    const rows = await db().setupStep.findMany({ where: { subject: walk.subject } });
    const seen = JSON.stringify([await stepOf(walk.id, "source"), audit, rows]);
    expect(seen).not.toContain(realtimeToken);
  });
});

describe("agents, webhook, identities", () => {
  test("a disabled agent is refused, and one disabled later blocks only the own line (E-40)", async () => {
    const walk = await at("agents");
    const carlos = { userId: users.carlos, name: "Carlos Vega" };
    expect(await fields(walk.save("agents", { agents: [INES, carlos] }))).toEqual({
      agents: "Carlos Vega is disabled in Engage. Leave this agent out.",
    });
    const whole = await walkToReview(ana, account(), "Later");
    await account().rest("PUT", `/users/${users.malik}`, { enabled: "false" });
    const lines = (await whole.plan()).lines.filter(({ kind }) => kind === "source permission");
    expect(lines.map(({ name, action }) => [name, action])).toEqual([
      ["Ines Ferreira: Acme web chat", "create"],
      ["Malik Diop: Acme web chat", "blocked"],
    ]);
  });

  test("cognigy123 is taken for the sandbox, with a warning, and refused for a live account (E-53)", async () => {
    const walk = await at("webhook");
    const given = { secret: "", verifyToken: "cognigy123" };
    await db().connection.updateMany({ data: { environment: "live" } });
    expect(await fields(walk.save("webhook", given))).toEqual({
      verifyToken: expect.stringMatching(/the default that everybody knows/),
    });
    await db().connection.updateMany({ data: { environment: "sandbox" } });
    await walk.save("webhook", given);
  });

  test("an identity that nobody ticked as controlled stops the run by name, and a retry goes on (E-61)", async () => {
    const walk = await walkToReview(ana, account(), "Unticked", { agents: [MALIK] });
    await account().there.setUp({ identities: [{ foreignId: `agent-${walk.id}`, controlled: false }] });
    const { id } = await walk.start();
    expect(await run(id)).toBe("failed");
    const error = (await getRun(ana, id)).steps.find(({ state }) => state === "failed")?.error;
    expect(error).toMatchObject({
      title: "The identity of the agents is not controlled yet",
      fix: expect.stringContaining("tick Controlled identity"),
      stepId: "identities",
    });
    await tickIdentities(account(), walk.id);
    await retryRun(engageHandover, ana, id);
    expect(await run(id)).toBe("done");
  });
});
