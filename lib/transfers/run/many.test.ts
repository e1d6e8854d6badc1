import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { makePolicy } from "./scene.ts";
import { startTransfer } from "./start-transfer.ts";
import { ended, openTransferHouse, told, until } from "./test-house.ts";

withTestDatabase();

const WAITING = 300;
const ann = testCtx("supervisor", { id: "usr_ann", name: "Ann" });

test("three hundred calls wait at once, each is issued once, and all of them end", async () => {
  const house = await openTransferHouse("v2", {
    switches: { voiceLinesAnswer: "manual", voiceRingSeconds: 0 },
    watch: { pollSeconds: 2, timeoutSeconds: 300 },
  });
  const { body } = await house.tenant.control("POST", "/voice/populate", { calls: WAITING });
  const { callIds } = body as { callIds: string[] };
  const toNumber = house.sales({ targetType: "NUMBER", targetId: "+493012345678", targetName: "" });
  const policy = await makePolicy(house.bodyOf([toNumber]), { connectionId: house.connectionId });
  for (let at = 0; at < callIds.length; at += 25) {
    const some = callIds.slice(at, at + 25);
    await Promise.all(
      some.map((callId) => startTransfer(ann, { policyId: policy.id, callId, caller: "+493011111111" })),
    );
  }
  const inTransfer = () =>
    db().transferRun.count({ where: { state: { path: ["callState"], equals: "IN_TRANSFER" } } });
  await until(async () => ((await inTransfer()) === WAITING ? true : undefined));
  for (const callId of callIds) await house.voice("answer", { callId });
  await until(async () => ((await db().transferRun.count()) === 0 ? true : undefined));
  expect(await db().transfer.count({ where: { outcome: "connected", attempts: 1 } })).toBe(WAITING);
  expect(await db().due.count()).toBe(0);
}, 120_000);

test("a clock that jumps hours either way neither ends nor holds up a transfer", async () => {
  let jumpMs = 0;
  const house = await openTransferHouse("v2", {
    switches: { voiceAgentsAnswer: "manual", voiceRingSeconds: 0 },
    watch: { timeoutSeconds: 60 },
    runner: { now: () => new Date(Date.now() + jumpMs) },
  });
  const callId = await house.call();
  const id = await house.start(callId, [house.sales()]);
  await told(id, /IN_TRANSFER/);
  for (const hours of [30, -30]) {
    jumpMs = hours * 3_600_000;
    // What the rows of a database look like whose clock has jumped: all that was written lies so far behind, or ahead.
    await pool().query(
      `UPDATE due SET next_at = next_at - make_interval(hours => $2), looked_at = looked_at - make_interval(hours => $2)
       WHERE id = $1`,
      [id, hours],
    );
    const before = await db().due.findFirstOrThrow({ where: { id } });
    await until(async () => {
      const row = await db().due.findFirst({ where: { id } });
      return row && row.fence > before.fence + 1n ? true : undefined;
    });
  }
  await house.voice("answer", { callId });
  const transfer = await ended(id);
  expect(transfer).toMatchObject({ outcome: "connected", attempts: 1 });
  expect(transfer.durationMs).toBeLessThan(120_000);
}, 120_000);
