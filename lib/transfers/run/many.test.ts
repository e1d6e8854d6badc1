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

test.each([
  // Through agent sessions every call is an agent's, and each look is two reads.
  ["v2", 2, {}],
  ["acd", 5, { withAgents: true }],
] as const)(
  "dialect %s: three hundred calls wait at once, each is issued once, and all of them end",
  async (dialect, pollSeconds, more) => {
    const house = await openTransferHouse(dialect, {
      switches: { voiceLinesAnswer: "manual", voiceRingSeconds: 0, acdDialPhoneNeedsSkill: false },
      watch: { pollSeconds, timeoutSeconds: 600 },
    });
    const { body } = await house.tenant.control("POST", "/voice/populate", { calls: WAITING, ...more });
    const { callIds: uuids } = body as { callIds: string[] };
    const callIds = await Promise.all(uuids.map(house.idOf));
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
    expect(
      await db().transfer.count({
        where: { connectionId: house.connectionId, outcome: "connected", attempts: 1 },
      }),
    ).toBe(WAITING);
    expect(await db().due.count()).toBe(0);
  },
  300_000,
);

test.each(["v2", "acd"] as const)(
  "dialect %s: a clock that jumps hours either way neither ends nor holds up a transfer",
  async (dialect) => {
    let jumpMs = 0;
    const house = await openTransferHouse(dialect, {
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
  },
  120_000,
);
