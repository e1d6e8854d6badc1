import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { listCategories } from "#lib/engage/categories.ts";
import { getContentSource } from "#lib/engage/content-sources.ts";
import { listFolders } from "#lib/engage/folders.ts";
import { getSourcesPermissions } from "#lib/engage/source-permissions.ts";
import { getUser } from "#lib/engage/users.ts";
import { listWebhooks } from "#lib/engage/webhooks.ts";
import { getHandover } from "#lib/handover/reads.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { retryRun } from "#lib/setup/retry-run.ts";
import { engageHandover } from "./engage-handover.ts";
import { INES, MALIK, walkToReview } from "./walk-set-up.ts";
import { ana, withTestEngage } from "./with-test-engage.ts";

const { account, run, client, view, stepOf } = withTestEngage();
const { sources, users } = engageIds;

/** Each test has the account as it was at the beginning. */
afterEach(async () => {
  await db().handoverProvider.deleteMany();
  await account().control("reset", {});
});

test("from a name to a live source, with an empty plan and what is left for people (E-20, E-32, E-40, E-50, E-61, E-62)", async () => {
  const walk = await walkToReview(ana, account(), "Support DE");
  const plan = await walk.plan();
  expect(plan.lines.map(({ action, title }) => `${action} ${title}`)).toEqual([
    "create Create the category Cognigy",
    "create Create the category Cognigy > Bot",
    "create Create the category Cognigy > Agent",
    "keep The source Acme web chat, added by hand",
    "adopt Set Bot as default category of the source Acme web chat",
    "create Give Ines Ferreira read and reply on Acme web chat",
    "create Give Malik Diop read and reply on Acme web chat",
    "create Create the webhook Patchbay Support DE",
    "adopt Use the identity of the bot: Demo bot",
    "adopt Use the identity of the agents: Agent",
    "create Let Ines Ferreira write as the identity of the agents",
    "create Let Malik Diop write as the identity of the agents",
    "create Create the folder Support DE",
  ]);
  expect(await run((await walk.start()).id)).toBe("done");
  expect((await walk.plan()).applicable).toBe(0);

  const engage = await client();
  const categories = await listCategories(engage);
  const parent = categories.find(({ name }) => name === "Cognigy");
  const [bot, agent] = ["Bot", "Agent"].map((name) =>
    categories.find((one) => one.name === name && one.parentId === parent?.id),
  );
  expect((await getContentSource(engage, sources.webchat))?.defaultCategoryIds).toEqual([bot?.id]);
  for (const { userId } of [INES, MALIK]) {
    expect((await getSourcesPermissions(engage, userId))?.[sources.webchat]).toEqual(["read", "reply"]);
  }
  const [webhook] = await listWebhooks(engage);
  expect(webhook).toMatchObject({ active: true, events: ["intervention.closed"] });
  expect((await listFolders(engage)).map(({ query }) => query)).toContain(
    `categorized_in:${agent?.id} source:${sources.webchat}`,
  );
  const row = await db().handoverProvider.findUniqueOrThrow({ where: { id: walk.id } });
  expect(row.channelId).toBe(sources.webchat);
  expect(row.engage).toEqual({
    sourceId: sources.webchat,
    realtimeUrl: account().credentials.realtimeUrl,
    botCategoryId: bot?.id,
    agentCategoryId: agent?.id,
    botIdentityId: expect.any(String),
    agentIdentityId: expect.any(String),
    webhookId: webhook?.id,
  });
  const { agentIdentityId } = row.engage as { agentIdentityId: string };
  expect((await getUser(engage, users.ines))?.identityIds).toEqual([agentIdentityId]);
  expect(await getHandover(ana, walk.id)).toMatchObject({ kind: "engage", state: "live", byocSecret: null });

  const { steps, currentStepId } = await view(walk.id);
  expect(currentStepId).toBe("source-filter");
  expect(steps.filter(({ todo }) => todo !== null).map(({ id }) => id)).toEqual(["source-filter", "test"]);
});

test("what is typed in the whole flow is a name, a domain, a token and the source's token; the rest is chosen or derived", async () => {
  const walk = await walkToReview(ana, account(), "Few fields", { until: "source" });
  expect((await stepOf(walk.id, "community"))?.input).toMatchObject({ communityId: expect.any(String) });
  const guide = (await stepOf(walk.id, "source"))?.guide;
  expect(guide?.values.map(({ label, value }) => [label, value])).toEqual([
    ["Type", "Engage Digital Source SDK"],
    ["Name", "Few fields"],
    ["Community", "Acme chat"],
    ["Base URI", expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/handover\/rce$/)],
    ["Active", "on"],
    ["Verify signature", "on"],
    ["Alternative signature", "off"],
  ]);
});

test("one agent whom Engage refuses has a result of its own and stops no other; trying again does the rest (E-40)", async () => {
  const walk = await walkToReview(ana, account(), "Support FR");
  const { id: runId } = await walk.start();
  await account().control("faults", {
    system: "engage",
    method: "PUT",
    pathPattern: `/users/${INES.userId}/sources_permissions`,
    times: 1,
    status: 422,
    body: { error: "invalid", message: "Not now", status: 422 },
  });
  expect(await run(runId)).toBe("failed");
  const states = async () =>
    (await db().setupRunStep.findMany({ where: { runId }, orderBy: { seq: "asc" } })).map(
      ({ title, state }) => `${state} ${title}`,
    );
  const after = await states();
  expect(after.filter((line) => !line.startsWith("done"))).toEqual([
    "failed Give Ines Ferreira read and reply on Acme web chat",
  ]);
  expect(after).toContain("done Give Malik Diop read and reply on Acme web chat");
  const failed = { action: "setup.run_failed", object: walk.subject };
  expect(await db().auditEntry.count({ where: failed })).toBe(1);

  await retryRun(engageHandover, ana, runId);
  expect(await run(runId)).toBe("done");
  expect((await walk.plan()).applicable).toBe(0);
});
