import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { countTransfer } from "../log/count-transfer.ts";
import { listTransfers } from "../log/reads.ts";
import { logTransfer } from "../log/scene.ts";
import { transferQuerySchema } from "../log/schema.ts";
import { makeVoiceConnection } from "../run/scene.ts";
import { OUTCOMES, type Outcome } from "../schema.ts";
import { REASONS, type ReasonCode } from "../state.ts";
import { getTransferSummary } from "./reads.ts";
import { summaryQuerySchema, type TransferSummary } from "./schema.ts";

withTestDatabase();

const NOW = new Date("2026-10-26T09:20:00Z");
const ctx = testCtx("supervisor", { now: () => NOW });
const summary = (query: Record<string, string>) => getTransferSummary(ctx, summaryQuerySchema.parse(query));

type Ended = {
  at: Date;
  connectionId: string;
  queueId: string | null;
  outcome: Outcome;
  reason: ReasonCode | null;
  durationMs: number;
};
async function end(transfer: Ended): Promise<void> {
  await logTransfer({ ...transfer, queueName: transfer.queueId && `Queue ${transfer.queueId}` });
  await db().$transaction((tx) => countTransfer(tx, transfer));
}
const ended = (more: Partial<Ended> = {}): Ended => ({
  at: new Date("2026-10-25T10:00:00Z"),
  connectionId: "con_1",
  queueId: "1",
  outcome: "connected",
  reason: null,
  durationMs: 1_000,
  ...more,
});

beforeEach(async () => {
  await pool().query("DELETE FROM transfer; DELETE FROM transfer_tally");
});

/** How many rows the log shows when one follows a number. */
const behind = async (query: Record<string, string>) =>
  (await listTransfers(ctx, transferQuerySchema.parse({ ...query, limit: "200" }))).items.length;

describe("the morning page", () => {
  // From a week before the clocks change in Berlin to the morning after, to the millisecond.
  const transfers = fc.array(
    fc.record({
      at: fc.date({ min: new Date("2026-10-12T00:00:00Z"), max: NOW, noInvalidDate: true }),
      connectionId: fc.constantFrom("con_1", "con_2"),
      queueId: fc.constantFrom("1", "2", "3", null),
      outcome: fc.constantFrom(...OUTCOMES),
      reason: fc.constantFrom(...REASONS, null),
      durationMs: fc.nat({ max: 600_000 }),
    }),
    { minLength: 60, maxLength: 60 },
  );

  test.each(["Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham"])(
    "has no number in %s that is not the number of the rows behind it",
    async (zone) => {
      for (const transfer of fc.sample(transfers, 1)[0] ?? []) await end(transfer);
      for (const name of ["today", "yesterday", "7d", "2026-10-24..2026-10-25"]) {
        const period = `${name}@${zone}`;
        const found = await summary({ period });
        expect(found.total).toBe(await behind({ period }));
        expect(found.before.total).toBe(await behind({ from: found.before.from, to: found.before.to }));
        expect(found.bars.reduce((sum, { total }) => sum + total, 0)).toBe(found.total);
        for (const outcome of OUTCOMES)
          expect(found.outcomes[outcome], outcome).toBe(await behind({ period, outcome }));
        for (const { from, to, total } of found.bars) expect(total, from).toBe(await behind({ from, to }));
        for (const { reason, count } of found.reasons)
          expect(count, reason).toBe(await behind({ period, reason }));
        for (const { connectionId, queueId, total } of found.queues)
          expect(total, queueId).toBe(await behind({ period, connection: connectionId, queue: queueId }));
      }
    },
  );

  test("sums up, holds against the days before and says what came to nothing where", async () => {
    const voicemail = ended({ outcome: "voicemail", reason: "no_agent", queueId: "2", durationMs: 4_000 });
    for (const one of [ended(), ended(), voicemail, ended({ outcome: "unknown", queueId: null })])
      await end(one);
    await end(ended({ at: new Date("2026-10-24T10:00:00Z"), outcome: "failed", reason: "timed_out" }));
    // In the first quarter of an hour after it.
    await end(ended({ at: new Date("2026-10-26T00:05:00Z") }));
    const found = await summary({ period: "yesterday@UTC" });
    expect(found).toMatchObject({
      total: 4,
      outcomes: { connected: 2, voicemail: 1, unknown: 1, failed: 0 },
      meanMs: 1_750,
      before: { total: 1, outcomes: { failed: 1 }, meanMs: 1_000 },
      unit: "hour",
      reasons: [{ reason: "no_agent", count: 1 }],
      queues: [{ connectionId: "con_1", queueId: "2", name: "Queue 2", total: 1, missed: 1 }],
      hasEnded: true,
    } satisfies Partial<Record<keyof TransferSummary, unknown>>);
    expect(found.bars[10]).toMatchObject({ from: "2026-10-25T10:00:00.000Z", total: 4 });
  });

  test("names the eight queues that missed most calls, and the eight commonest reasons, in that order", async () => {
    const missed = Array.from({ length: 9 }, (_, index) =>
      Array.from({ length: index + 1 }, () =>
        ended({
          queueId: `q${index + 1}`,
          outcome: index % 2 === 0 ? "fallback" : "failed",
          reason: REASONS[index] ?? null,
        }),
      ),
    ).flat();
    const taken = [ended({ queueId: "q9" }), ended({ queueId: "q10" })];
    await Promise.all([...missed, ...taken].map((one) => db().$transaction((tx) => countTransfer(tx, one))));
    const { queues, reasons } = await summary({ period: "yesterday@UTC" });
    const most = [9, 8, 7, 6, 5, 4, 3, 2];
    expect(queues.map(({ queueId, missed }) => [queueId, missed])).toEqual(most.map((n) => [`q${n}`, n]));
    expect(queues[0]?.total).toBe(10);
    expect(reasons).toEqual(most.map((n) => ({ reason: REASONS[n - 1], count: n })));
  });

  test("of one connection counts that one alone", async () => {
    await end(ended());
    await end(ended({ at: new Date("2026-10-18T08:00:00Z") }));
    await end(ended({ connectionId: "con_2" }));
    expect(await summary({ period: "7d@UTC", connection: "con_1" })).toMatchObject({ before: { total: 1 } });
    expect(await summary({ period: "7d@UTC", connection: "con_2" })).toMatchObject({
      total: 1,
      outcomes: { connected: 1 },
      before: { total: 0 },
    });
  });

  test("calls a queue by the name it has at its own connection: another may have the same number for another queue", async () => {
    await end(ended({ outcome: "voicemail", reason: "no_agent" }));
    await logTransfer({ connectionId: "con_2", queueId: "1", queueName: "Returns", at: NOW });
    expect((await summary({ period: "7d@UTC" })).queues).toMatchObject([
      { connectionId: "con_1", name: "Queue 1" },
    ]);
  });

  test("says at which connection a queue is: two access keys lead to queues of the same names", async () => {
    const id = await makeVoiceConnection();
    for (const connectionId of [id, "con_gone"]) await end(ended({ connectionId, outcome: "voicemail" }));
    const { queues } = await summary({ period: "7d@UTC" });
    const told = queues.map(({ name, connectionName }) => [name, connectionName]);
    expect(told.toSorted()).toEqual([
      ["Queue 1", `Acme ${id}`],
      ["Queue 1", "con_gone"],
    ]);
  });

  test("tells nothing yet from nothing in these days", async () => {
    expect(await summary({ period: "today@UTC" })).toMatchObject({ total: 0, meanMs: null, hasEnded: false });
    await end(ended());
    expect(await summary({ period: "today@UTC" })).toMatchObject({ total: 0, meanMs: null, hasEnded: true });
  });

  test("loses no call of many that end at once", async () => {
    await Promise.all(Array.from({ length: 20 }, () => end(ended())));
    expect(await summary({ period: "yesterday@UTC" })).toMatchObject({ total: 20, meanMs: 1_000 });
  });
});
