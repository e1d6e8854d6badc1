import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { agentFolderQuery } from "#lib/engage/folders.ts";
import { createHandover } from "#lib/handover/create-handover.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { runChecks } from "#lib/setup/run-checks.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { engageHandover } from "./engage-handover.ts";
import { INES, type Walk, walkOf, walkToReview } from "./walk-set-up.ts";
import { ana, withTestEngage } from "./with-test-engage.ts";

const { account, run, check, stepOf } = withTestEngage();
const { sources, users } = engageIds;

afterEach(async () => {
  await db().handoverProvider.deleteMany();
  await account().control("reset", {});
});

/** A handover that is live, its Base URI pasted into Engage. */
async function live(name: string): Promise<Walk> {
  const walk = await walkToReview(ana, account(), name, { agents: [INES] });
  expect(await run((await walk.start()).id)).toBe("done");
  return walk;
}
const baseUri = async (walk: Walk) =>
  (await stepOf(walk.id, "source"))?.guide?.values.find(({ label }) => label === "Base URI")?.value ?? "";
/** What arrives is noted a moment later, behind the answer. */
async function until(look: () => Promise<string | undefined>, wanted: string): Promise<void> {
  await expect.poll(look, { timeout: 10_000 }).toBe(wanted);
}

/** The webhook brings the end of a conversation, as Engage would. */
async function tellClosed(walk: Walk, sourceId: string, threadId = "1".repeat(24)): Promise<void> {
  const secret = await readSecret(db(), walk.subject, "engageWebhookSecret");
  const id = randomUUID().replaceAll("-", "").slice(0, 24);
  const metadata = { source_id: sourceId, thread_id: threadId, closed_at: null };
  const event = {
    type: "intervention.closed",
    id,
    issued_at: new Date().toISOString(),
    resource: { type: "intervention", id, metadata },
  };
  const sent = await fetch(await baseUri(walk), {
    method: "POST",
    headers: { "content-type": "application/json", "x-dimelo-secret": secret ?? "" },
    body: JSON.stringify({ id, domain_id: id, events: [event] }),
  });
  expect(sent.status).toBe(200);
}

describe("what the account allows", () => {
  test("the owner of the token is named, and so is each right that its role lacks (E-01, E-10)", async () => {
    const walk = await walkToReview(ana, account(), "Rights", { until: "community" });
    expect(await check(walk.id, "connection.token")).toMatchObject({
      state: "passed",
      message: expect.stringContaining("The token is of Robin Sato."),
      evidence: { apiBaseUrl: account().credentials.apiBaseUrl },
    });
    expect(await check(walk.id, "connection.rights")).toMatchObject({ state: "passed" });
    await account().control("faults", {
      system: "engage",
      method: "GET",
      pathPattern: "/roles/",
      times: 1,
      status: 200,
      body: { id: engageIds.roles.reporting, label: "Reporting", read_user: true },
    });
    expect(await check(walk.id, "connection.rights")).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/The role Reporting lacks .*Manage categories .*Update user/s),
    });
  });

  test("without a community there is nothing to stand in (E-01)", async () => {
    const walk = await walkToReview(ana, account(), "Homeless", { until: "community" });
    expect(await check(walk.id, "community.exists")).toMatchObject({ state: "not_applicable" });
    await account().control("faults", {
      system: "engage",
      method: "GET",
      pathPattern: "/communities",
      times: 1,
      status: 200,
      body: { count: 0, offset: 0, limit: 150, records: [] },
    });
    expect(await check(walk.id, "community.exists")).toMatchObject({
      state: "failed",
      message: "There is no active community in this account.",
    });
  });

  test("Apple Business Chat wants reply on every source that is no SDK source (E-11)", async () => {
    const walk = await live("Apple");
    expect(await check(walk.id, "settings.apple-business-chat")).toMatchObject({ state: "not_applicable" });
    await walk.save("settings", { appleBusinessChat: true });
    expect(await check(walk.id, "settings.apple-business-chat")).toMatchObject({
      state: "failed",
      message: "Robin Sato may not reply on Apple Messages.",
    });
    await account().there.setUp({ agents: [{ id: users.robin, sourceId: sources.apple }] });
    expect(await check(walk.id, "settings.apple-business-chat")).toMatchObject({ state: "passed" });
  });

  test("queue updates are told to come in task mode only (E-70)", async () => {
    const walk = await live("Queue");
    await walk.save("settings", { queueUpdates: true });
    expect(await check(walk.id, "settings.queue-updates")).toMatchObject({
      state: "warning",
      message: expect.stringMatching(/works with folders/),
    });
    await account().there.setUp({ taskMode: true });
    expect(await check(walk.id, "settings.queue-updates")).toMatchObject({ state: "passed" });
  });
});

test("all seven values are known after the apply, and no secret is among them (E-71)", async () => {
  const walk = await live("Seven");
  const values = (await stepOf(walk.id, "settings"))?.guide?.values ?? [];
  expect(values.map(({ label }) => label)).toEqual([
    "API Access Token",
    "Bot Category ID",
    "Agent Category ID",
    "Realtime Access Token",
    "Realtime Endpoint URL",
    "Webhook Secret",
    "Base API URL",
  ]);
  expect(values.every(({ value }) => value && !/not set|after the apply/i.test(value))).toBe(true);
  const { realtimeToken, apiToken, apiBaseUrl } = account().credentials;
  expect(values.at(-1)?.value).toBe(apiBaseUrl);
  for (const secret of [realtimeToken, apiToken]) expect(JSON.stringify(values)).not.toContain(secret);
});

describe("source and webhook", () => {
  test("that Engage asks at our address, signed, is seen from what arrives (E-31, E-33)", async () => {
    const walk = await live("Asked");
    expect(await check(walk.id, "source.asked-us")).toMatchObject({ state: "not_applicable" });
    await account().there.setUp({ source: { baseUri: await baseUri(walk) } });
    await until(async () => (await check(walk.id, "source.asked-us"))?.state, "passed");
    // Another token on the source: the old one opens its endpoint no more.
    await account().there.setUp({ source: { token: "another-token-of-this-source" } });
    expect(await check(walk.id, "source.key")).toMatchObject({
      state: "failed",
      message: expect.stringMatching(
        /does not accept the realtime token .* API token .* nothing to do with it/,
      ),
    });
  });

  test("a webhook that Engage has switched off fails with the way to switch it on (E-50, E-52)", async () => {
    const walk = await live("Off");
    await until(async () => (await check(walk.id, "webhook.active"))?.state, "passed");
    await until(async () => (await check(walk.id, "webhook.validated"))?.state, "passed");
    const url = (await account().there.webhooks()).webhooks[0]?.url ?? "";
    await account().there.setUp({ webhook: { url, active: false } });
    expect(await check(walk.id, "webhook.active")).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/switched the webhook off/),
      fix: { sentence: expect.stringMatching(/Switch Active on and save/) },
    });
    const { id } = (await account().there.webhooks()).webhooks[0] ?? {};
    await account().rest("PUT", `/webhooks/${id}`, {
      active: "true",
      "registered_events[]": "content.imported",
    });
    expect(await check(walk.id, "webhook.active")).toMatchObject({
      state: "failed",
      message: "It does not tell intervention.closed.",
    });
    expect(await run((await walk.start()).id)).toBe("done");
    await until(async () => (await check(walk.id, "webhook.active"))?.state, "passed");
  });

  test("an event of another source shows that the filter is the wrong one, until it is set (E-51)", async () => {
    const walk = await live("Leaky");
    expect(await check(walk.id, "source-filter.only-ours")).toMatchObject({ state: "not_applicable" });
    await tellClosed(walk, sources.partner);
    await until(async () => (await check(walk.id, "source-filter.only-ours"))?.state, "failed");
    expect(await check(walk.id, "source-filter.only-ours")).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/^Events of other sources arrive/),
      fix: { sentence: expect.stringContaining("“No sources except”") },
    });
  });

  test("the well-known verification token is warned of (E-53)", async () => {
    const { id } = await createHandover(ana, { name: "Known", kind: "engage", platformIntegrated: false });
    const done = await walkToReview(ana, account(), "Before", { until: "webhook" });
    await db().handoverProvider.delete({ where: { id } });
    await walkOf(ana, done.id).save("webhook", { secret: "", verifyToken: "cognigy123" });
    expect(await check(done.id, "webhook.verify-token")).toMatchObject({
      state: "warning",
      message: expect.stringContaining("cognigy123"),
    });
  });
});

test("an agent without the category Agent is warned of, and one without permissions fails (E-40)", async () => {
  const walk = await live("Skills");
  expect(await check(walk.id, "agents.have-category")).toMatchObject({
    state: "warning",
    message: expect.stringMatching(/^Ines Ferreira lacks the category Agent/),
  });
  await account().there.setUp({ agents: [{ id: users.ines, rights: [] }] });
  expect(await check(walk.id, "agents.may-reply")).toMatchObject({ state: "failed" });
});

test("bot and agents have their identities, and the folder shows what was handed over (E-61, E-62)", async () => {
  const walk = await live("Identities");
  expect(await check(walk.id, "identities.exist")).toMatchObject({ state: "passed" });
  const { engage } = await db().handoverProvider.findUniqueOrThrow({ where: { id: walk.id } });
  const { agentCategoryId } = engage as { agentCategoryId: string };
  expect(await check(walk.id, "folder.exists")).toMatchObject({
    state: "passed",
    evidence: { query: agentFolderQuery(agentCategoryId, sources.webchat) },
  });
  await account().rest("PUT", `/users/${users.ines}`, { "identity_ids[]": "" });
  expect(await check(walk.id, "identities.exist")).toMatchObject({
    state: "failed",
    message: "Cannot write as the identity of the agents: Ines Ferreira.",
  });
});

test("each check says what it does not prove, and none throws before anything is chosen", async () => {
  const { id } = await createHandover(ana, { name: "Empty", kind: "engage", platformIntegrated: false });
  const checks = await runChecks(engageHandover, ana, { subject: `handover:${id}` });
  expect(checks.filter(({ doesNotProve }) => doesNotProve.length < 10)).toEqual([]);
  const failed = checks.filter(({ state }) => state === "failed").map((one) => [one.id, one.message]);
  expect(failed).toEqual([
    ["community.exists", expect.any(String)],
    ["source.public-address", expect.any(String)],
  ]);
});
