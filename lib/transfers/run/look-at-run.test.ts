import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import type { Voice } from "#lib/cxone/voice/voice.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { accepted, notSent, policyOf, staffed } from "../scene.ts";
import type { TransferState } from "../state.ts";
import { cancelTransfer } from "./cancel-transfer.ts";
import { inHand, takeInHand } from "./in-hand.ts";
import { lookAtRun } from "./look-at-run.ts";
import { makePolicy } from "./scene.ts";
import { startInput } from "./schema.ts";
import { startTransfer } from "./start-transfer.ts";

withTestDatabase();

const ann = testCtx("supervisor", { name: "Ann" });
type Held = { heldMs?: number; waitedMs?: number };

/** One look at a new transfer of that call, at a contact centre that does what is given and notes what it was told. */
async function house(callId: string) {
  const policy = await makePolicy(policyOf(1));
  const { transfer } = await startTransfer(ann, startInput.parse({ policyId: policy.id, callId }));
  const { id } = transfer;
  const told: string[] = [];
  const stateOf = async () =>
    (await db().transferRun.findUniqueOrThrow({ where: { id } })).state as TransferState;
  let fence = 0;
  return {
    id,
    told,
    stateOf,
    async look(does: Partial<Voice>, { heldMs = 30_000, waitedMs = 0 }: Held = {}) {
      fence += 1;
      const { item, run } = await inHand(id, () => new Date(), fence);
      const voice: Partial<Voice> = {
        observe: async () => staffed(),
        issue: async () => {
          told.push(`issue ${(await stateOf()).phase}`);
          return accepted;
        },
        ...does,
      };
      const parts = {
        pool: pool(),
        voiceFor: async () => voice as Voice,
        now: () => new Date(),
        tell: () => {},
      };
      return lookAtRun(parts, { ...item, heldMs: () => heldMs, waitedMs: () => waitedMs }, run);
    },
  };
}

test("a transfer is issued with its intention on disk, and the answer is there before anything else is asked", async () => {
  const { told, stateOf, look } = await house("950001");
  const issue: Voice["issue"] = async () => {
    told.push(`issue ${(await stateOf()).phase}`);
    return { ...accepted, handle: { leg: "1" } };
  };
  const readCall: Voice["readCall"] = async ({ handle }) => {
    const { phase, requestId } = await stateOf();
    told.push(`read ${phase} ${requestId} ${handle?.leg}`);
    return { result: "failed", code: "upstream", message: "", retryAfterMs: null };
  };
  expect(await look({ issue, readCall })).toEqual({ afterMs: 3_000 });
  expect(told).toEqual(["issue issuing", "read watching req-1 1"]);
});

test("how it ended is on disk before presence and metrics are asked for, which may take this process down", async () => {
  const { id, told, stateOf, look } = await house("950004");
  const ended = async () => {
    const { phase, outcome } = await stateOf();
    told.push(`${phase} ${outcome}`);
  };
  const done = await look({
    issue: async () => ({ ...accepted, handle: { leg: "1" } }),
    readCall: async () => ({
      result: "read",
      state: "CONNECTED",
      transfer: "ended",
      connectedTo: { id: "7", name: null },
      join: "not_needed",
    }),
    readPresence: async () => {
      await ended();
      return { status: "InboundContact", since: null, name: "Anna" };
    },
    readMetrics: async () => {
      await ended();
      throw new Error("Not today.");
    },
  });
  expect(done).toBe("done");
  expect(told).toEqual(["closing connected", "closing connected"]);
  // The contact centre named who it was with the presence alone.
  expect(await db().transfer.findFirst({ where: { id } })).toMatchObject({
    agentId: "7",
    agentName: "Anna",
    presence: "InboundContact",
    metrics: null,
  });
});

test("who cancels while the target is looked up is heard before anything is issued", async () => {
  const { id, told, look } = await house("950002");
  const observe: Voice["observe"] = async () => {
    await cancelTransfer(ann, id);
    return staffed();
  };
  expect(await look({ observe })).toBe("done");
  expect(told).toEqual([]);
  const ended = await db().transfer.findFirst({ where: { id } });
  expect(ended).toMatchObject({ outcome: "cancelled", attempts: 0, reason: "cancelled" });
});

test("who cancels while a write is held back is heard at the next look, which sends nothing", async () => {
  const { id, told, look } = await house("950005");
  await look({ issue: async () => notSent(20_000) });
  await cancelTransfer(ann, id);
  expect(await look({}, { waitedMs: 20_000 })).toBe("done");
  expect(told).toEqual([]);
  expect(await db().transfer.findFirst({ where: { id } })).toMatchObject({ outcome: "cancelled" });
});

test.each([
  ["whose lease has nearly run out", 999, false],
  ["that somebody else has taken meanwhile", 30_000, true],
])("a transfer %s is not issued", async (_, heldMs, isTaken) => {
  const { id, told, look } = await house(`96000${Number(isTaken)}`);
  const observe: Voice["observe"] = async () => {
    if (isTaken) await takeInHand(id, 9);
    return staffed();
  };
  expect(await look({ observe }, { heldMs })).toEqual({ afterMs: 0 });
  expect(told).toEqual([]);
});

test("a write that was held back is not sent before its time, although the row came early", async () => {
  const { told, look } = await house("950003");
  expect(await look({ issue: async () => notSent(20_000) })).toEqual({ afterMs: 20_000 });
  expect(await look({}, { waitedMs: 12_000 })).toEqual({ afterMs: 8_000 });
  expect(told).toEqual([]);
  expect(await look({}, { waitedMs: 20_000 })).toEqual({ afterMs: 3_000 });
  expect(told).toEqual(["issue issuing"]);
});
