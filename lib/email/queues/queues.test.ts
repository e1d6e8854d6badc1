import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { withConnectedSandbox } from "#lib/connections/scene.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { attestQueue } from "./attest-queue.ts";
import { listQueues } from "./reads.ts";
import { queueChannelsInput } from "./schema.ts";
import { setQueueChannels } from "./set-queue-channels.ts";

const BACK_FILL = path.resolve(
  import.meta.dirname,
  "../../../prisma/migrations/20261121235100_email_queue_names_known/migration.sql",
);

withTestDatabase();
const scene = withConnectedSandbox();
const operator = testCtx("operator");

const input = (channelIds: string[], before: string[] = []) =>
  queueChannelsInput.parse({ channelIds, before });
const queues = async () => (await listQueues(operator, scene.connectionId())).value.queues;
const queueAt = async (index: number) => {
  const queue = (await queues()).toSorted((a, b) => a.id.localeCompare(b.id))[index];
  if (!queue) throw new Error("The seeded tenant has too few routing queues");
  return queue;
};
async function makeChannels(...ids: string[]) {
  const connectionId = scene.connectionId();
  await db().emailChannel.createMany({
    data: ids.map((id) => ({ id, connectionId, name: `Mail ${id}`, settings: {} })),
  });
  return ids;
}

test("a queue is to include channels, a person sets it in CXone, and a change since then is told (M-60, M-61)", async () => {
  const connectionId = scene.connectionId();
  const channels = await makeChannels("eml_a", "eml_b");
  const { id } = await queueAt(0);
  const of = (view: Awaited<ReturnType<typeof listQueues>>) =>
    view.value.queues.find((queue) => queue.id === id);
  const set = await setQueueChannels(operator, connectionId, id, input(["eml_b", "eml_a", "eml_a"]));
  expect(of(set)?.channelIds).toEqual(channels);
  expect(
    of(await attestQueue(operator, connectionId, id, { attested: true, evidence: "" }))?.attested?.same,
  ).toBe(true);
  const less = await setQueueChannels(operator, connectionId, id, input(["eml_b"], channels));
  expect(of(less)).toMatchObject({ channelIds: ["eml_b"], attested: { same: false } });
  expect(less.value.queues[0]?.id).toBe(id);
});

test("a queue whose skill is the default of a channel says of which (M-66)", async () => {
  const connectionId = scene.connectionId();
  const { value } = await listQueues(operator, connectionId);
  const channels = value.queues.flatMap(({ defaultOf }) => defaultOf ?? []);
  expect(channels.length).toBeGreaterThan(0);
  expect(value.queues.some(({ defaultOf }) => defaultOf?.length === 0)).toBe(true);
});

test("the second of two people is told who was first, and what is gone is not found", async () => {
  const connectionId = scene.connectionId();
  await makeChannels("eml_c");
  const { id } = await queueAt(1);
  await setQueueChannels(testCtx("admin", { name: "Bea" }), connectionId, id, input(["eml_c"]));
  await expect(setQueueChannels(operator, connectionId, id, input([]))).rejects.toMatchObject({
    code: "conflict",
    options: { detail: expect.stringContaining("Bea") },
  });
  await expect(setQueueChannels(operator, connectionId, "nothing", input([]))).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(
    setQueueChannels(operator, connectionId, id, input(["eml_gone"], ["eml_c"])),
  ).rejects.toMatchObject({ code: "not_found" });
  await expect(listQueues(testCtx("supervisor"), connectionId)).rejects.toMatchObject({ code: "forbidden" });
  await expect(setQueueChannels(testCtx("auditor"), connectionId, id, input([]))).rejects.toMatchObject({
    code: "forbidden",
  });
});

test("a queue from before names were kept is named by what CXone last answered", async () => {
  const connectionId = scene.connectionId();
  const [channelId = ""] = await makeChannels("eml_d");
  const { id, name } = await queueAt(2);
  const kept = { connectionId, channelId, addedBy: "Ann", addedAt: new Date() };
  await db().emailQueueChannel.createMany({ data: [id, "gone"].map((queueId) => ({ ...kept, queueId })) });
  await pool().query(readFileSync(BACK_FILL, "utf8"));
  const rows = await db().emailQueueChannel.findMany({
    where: { channelId },
    orderBy: { queueName: "desc" },
  });
  expect(rows.map(({ queueId, queueName }) => [queueId, queueName])).toEqual([
    [id, name],
    ["gone", ""],
  ]);
});

test("with CXone down the queues are shown as they were last known", async () => {
  await queues();
  await scene.control("faults", { system: "cxone", times: -1, status: 500, pathPattern: "routing-queues" });
  const { value, stale } = await listQueues(operator, scene.connectionId());
  expect(stale).not.toBeNull();
  expect(value.queues.length).toBeGreaterThan(0);
  await scene.control("faults", undefined, "DELETE");
});
