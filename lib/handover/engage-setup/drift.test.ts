import { afterEach, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { setDefaultCategories } from "#lib/engage/content-sources.ts";
import { listWebhooks, updateWebhook } from "#lib/engage/webhooks.ts";
import { engageIds } from "#lib/sandbox/state/engage-ids.ts";
import { lookForDrift } from "#lib/setup/look-for-drift.ts";
import { getDrift } from "#lib/setup/reads.ts";
import { readSecret } from "#lib/vault/secrets.ts";
import { engageHandover } from "./engage-handover.ts";
import { replaceWebhookSecret } from "./replace-secret.ts";
import { type Walk, walkToReview } from "./walk-set-up.ts";
import { ana, withTestEngage } from "./with-test-engage.ts";

const { account, run, client, check } = withTestEngage();
const { sources, users, categories } = engageIds;

afterEach(async () => {
  await db().handoverProvider.deleteMany();
  await account().control("reset", {});
});

async function live(name: string): Promise<Walk> {
  const walk = await walkToReview(ana, account(), name);
  expect(await run((await walk.start()).id)).toBe("done");
  return walk;
}
const found = async (walk: Walk) =>
  (await getDrift(engageHandover, ana, walk.subject)).items.map(({ kind, field, expected, found }) =>
    [kind, field, expected, found].join(" | "),
  );

test("what others change in Engage shows as drift, and an apply puts it back", async () => {
  const walk = await live("Drifted");
  expect(await lookForDrift(engageHandover, ana, walk.subject)).toBe("clean");
  const engage = await client();
  const [webhook] = await listWebhooks(engage);
  await setDefaultCategories(engage, sources.webchat, [categories.billing]);
  await updateWebhook(engage, webhook?.id ?? "", { active: false });
  await account().there.setUp({ agents: [{ id: users.malik, rights: ["read"] }] });
  await account().rest("PUT", `/users/${users.ines}`, { "identity_ids[]": "" });
  expect(await lookForDrift(engageHandover, ana, walk.subject)).toBe("drifted");
  expect((await found(walk)).sort()).toEqual([
    "default category | defaultCategory | Bot | Billing",
    expect.stringMatching(/^identity assignment \| {2}\| .* \| $/),
    "source permission | reply | true | false",
    "webhook | active | true | false",
  ]);
  expect(await run((await walk.start()).id)).toBe("done");
  expect(await lookForDrift(engageHandover, ana, walk.subject)).toBe("clean");
});

test("a replaced secret reaches Engage at once, and the older one is taken for a day (E-54)", async () => {
  const walk = await live("Replaced");
  const before = await readSecret(db(), walk.subject, "engageWebhookSecret");
  await replaceWebhookSecret(ana, walk.id, { secret: "" });
  const after = await readSecret(db(), walk.subject, "engageWebhookSecret");
  expect(after).toMatch(/^\S{64}$/);
  expect(after).not.toBe(before);
  expect(await readSecret(db(), walk.subject, "engageWebhookSecret.previous")).toBe(before);
  await expect.poll(async () => (await check(walk.id, "webhook.active"))?.state).toBe("passed");
  const sent = (await account().requests()).filter(
    ({ method, path }) => method === "PUT" && /webhooks/.test(path),
  );
  expect(sent).toHaveLength(1);

  await account().control("faults", {
    system: "engage",
    method: "PUT",
    pathPattern: "/webhooks/",
    times: 1,
    status: 422,
  });
  await expect(replaceWebhookSecret(ana, walk.id, { secret: "a-secret-of-ours" })).rejects.toMatchObject({
    code: "upstream_failed",
  });
  expect(await readSecret(db(), walk.subject, "engageWebhookSecret")).toBe(after);
});

test("another verification token reaches Engage with the next apply: both sides have the same (E-53)", async () => {
  const walk = await live("Verified");
  await walk.save("webhook", { secret: "", verifyToken: "another-verification-token" });
  expect((await walk.plan()).lines.find(({ kind }) => kind === "webhook")).toMatchObject({
    action: "change",
    fields: expect.arrayContaining([
      expect.objectContaining({ name: "verifyTokenFingerprint", changed: true }),
    ]),
  });
  expect(await run((await walk.start()).id)).toBe("done");
  const [webhook] = await listWebhooks(await client());
  expect(webhook?.verifyToken).toBe("another-verification-token");
  expect((await walk.plan()).applicable).toBe(0);
});

test("a second handover gets an address of its own for its webhook: Engage takes each once a token (E-50)", async () => {
  await live("One");
  const realtimeToken = "the-token-of-the-partner-portal";
  await account().there.setUp({ source: { id: sources.partner, token: realtimeToken } });
  const source = { sourceId: sources.partner, realtimeUrl: "", realtimeToken };
  const two = await walkToReview(ana, account(), "Two", { source });
  expect(await run((await two.start()).id)).toBe("done");
  const urls = (await listWebhooks(await client())).map(({ url }) => new URL(url).pathname);
  expect(urls.sort()).toEqual(["/handover/rce", `/handover/rce/${two.id}`]);
});
