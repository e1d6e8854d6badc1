import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { getChannel, listChannels, listIntegrations } from "./reads.ts";
import { channelQuery, platformName } from "./schema.ts";

withTestDatabase();
const scene = withConnectedSandbox();
const operator = testCtx("operator");
const list = (query: Record<string, string> = {}) =>
  listChannels(operator, scene.connectionId(), channelQuery.parse(query));

test("channels are searched, filtered and sorted, and say what is missing for routing", async () => {
  const all = await list();
  expect(all.total).toBe(all.items.length);
  expect(all.items.map(({ name }) => name)).toEqual(
    all.items.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b)),
  );
  const missing = await list({ set: "missing" });
  const complete = await list({ set: "complete" });
  expect(missing.items.every(({ defaultSkill, script }) => !defaultSkill || !script)).toBe(true);
  expect(missing.items.length + complete.items.length).toBe(all.items.length);
  const [first] = all.items;
  expect((await list({ q: first?.name.toUpperCase() ?? "" })).items[0]?.id).toBe(first?.id);
  const descending = await list({ sort: "-name" });
  expect(descending.items.map(({ id }) => id)).toEqual(all.items.map(({ id }) => id).toReversed());
});

test("a long list comes in pages, and every row once", async () => {
  await scene.control("populate", { channels: 120 });
  const seen: string[] = [];
  let older: string | null = "0";
  while (older !== null) {
    const page: Awaited<ReturnType<typeof list>> = await list({ older });
    expect(page.items.length).toBeLessThanOrEqual(50);
    seen.push(...page.items.map(({ id }) => id));
    older = page.older;
  }
  expect(seen.length).toBeGreaterThan(120);
  expect(new Set(seen).size).toBe(seen.length);
});

test("integrations are known by their channels and by our handovers", async () => {
  const connectionId = scene.connectionId();
  const id = "0123456789abcdef01234567";
  await db().handoverProvider.create({
    data: { id, name: "Ours", kind: "cxone", connectionId, bot: {}, settings: {}, byocClientId: "client-1" },
  });
  const integrationId = "0b8e7a56-3f1c-4b0a-9a57-1c9d5e2f7a10";
  await db().setupStep.create({
    data: { subject: `handover:${id}`, stepId: "byoc", input: { integrationId } },
  });
  const { value } = await listIntegrations(operator, connectionId);
  expect(value.find((row) => row.integrationId === integrationId)).toMatchObject({
    handover: { name: "Ours", byocClientId: "client-1" },
    channels: [],
  });
});

test("a channel that is gone is not found, and a supervisor sees none", async () => {
  await expect(getChannel(operator, scene.connectionId(), "nothing")).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(
    listChannels(testCtx("supervisor"), scene.connectionId(), channelQuery.parse({})),
  ).rejects.toMatchObject({ code: "forbidden" });
});

test("platforms are named in words", () => {
  expect(["custom", "in-contact-email", ""].map(platformName)).toEqual([
    "Bring Your Own Channel",
    "In contact email",
    "Unknown",
  ]);
});
