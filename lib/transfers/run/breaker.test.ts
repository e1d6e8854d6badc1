import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { egress } from "#lib/connections/egress.ts";
import { recheckConnection } from "#lib/connections/recheck-connection.ts";
import { db } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import { listLive } from "./list-live.ts";
import {
  auditor,
  ended,
  openTransferHouse,
  pass,
  type TransferHouse,
  textOf,
  told,
  until,
} from "./test-house.ts";

withTestDatabase();

/** No verdict of the breaker before so many calls. */
const MINIMUM_CALLS = 8;
const TRANSFER = { method: "POST", pathPattern: "/voice/calls/.*/transfer" };
const operator = testCtx("operator", { id: "usr_oda", name: "Oda" });
const toNumber = { targetType: "NUMBER", targetId: "+493012345678", targetName: "" } as const;

async function breakerOf({ connectionId }: TransferHouse) {
  await egress().flushLog();
  const { upstream } = await listLive(auditor, { connection: [connectionId] });
  return upstream.find(({ connection }) => connection.id === connectionId)?.upstream ?? [];
}

/** Transfers that fail at the contact centre until it is spared, and one more that finds it so. */
async function failingUntilOpen() {
  const house = await openTransferHouse("v2", {
    switches: { voiceLinesAnswer: "atOnce" },
    watch: { timeoutSeconds: 300, unknownMinutes: 10 },
  });
  const { body } = await house.tenant.control("POST", "/voice/populate", { calls: MINIMUM_CALLS + 1 });
  const [last = "", ...first] = (body as { callIds: string[] }).callIds;
  await house.fault({ ...TRANSFER, times: MINIMUM_CALLS, status: 500 });
  const failing = await Promise.all(first.map((callId) => house.start(callId, [house.sales(toNumber)])));
  await until(async () =>
    (await breakerOf(house)).some(({ state }) => state === "open") ? true : undefined,
  );
  const held = await house.start(last, [house.sales(toNumber)]);
  // The breaker is open for ten seconds of the wall's clock: both are looked for on one view of the page.
  const shown = await until(async () => {
    const { transfers, upstream } = await listLive(auditor, { connection: [house.connectionId] });
    const transfer = transfers.find(({ id }) => id === held);
    const own = upstream.find(({ connection }) => connection.id === house.connectionId);
    return transfer?.last?.includes("Not sent") ? { transfer, upstream: own?.upstream } : undefined;
  });
  await Promise.all(failing.map((id) => told(id, /No clear answer/)));
  return { house, held, failing, callIds: [last, ...first], shown };
}
type Scene = Awaited<ReturnType<typeof failingUntilOpen>>;

/** What the page shows while nothing is let through, and that nothing is. */
async function showsWhatIsHeldBack({ house, held, callIds, shown }: Scene) {
  const transfer = await told(held, /Not sent/);
  expect(textOf(transfer)).toMatch(/Not sent: .*(spare|pause|failed too often).*Next try in/i);
  expect(shown.transfer).toMatchObject({ phase: "held" });
  expect(shown.upstream).toMatchObject([{ kind: "breaker", state: "open", until: expect.any(String) }]);
  for (const callId of callIds) expect(await house.transfersOf(callId)).toBe(0);
}

/** They go on: what was held back is issued once, what had no clear answer half a minute after it. */
async function goesOn({ house, held, failing, callIds }: Scene) {
  await pass(held, 20);
  expect(await ended(held)).toMatchObject({ outcome: "connected", attempts: 1 });
  for (const id of failing) await pass(id, 40);
  for (const id of failing) expect(await ended(id)).toMatchObject({ outcome: "connected", attempts: 2 });
  for (const callId of callIds) expect(await house.transfersOf(callId)).toBe(1);
  expect(await breakerOf(house)).toEqual([]);
  expect(await db().transferRun.count({ where: { connectionId: house.connectionId } })).toBe(0);
}

test("F-40: a contact centre that goes on failing is spared, the transfers wait in sight, and go on when a person looks again", async () => {
  const scene = await failingUntilOpen();
  await showsWhatIsHeldBack(scene);
  expect((await recheckConnection(operator, scene.house.connectionId)).ok).toBe(true);
  await goesOn(scene);
}, 120_000);

test("F-40: without a person one call is let through after a while, and the rest follow", async () => {
  const scene = await failingUntilOpen();
  await showsWhatIsHeldBack(scene);
  await until(async () => {
    const [breaker] = await breakerOf(scene.house);
    return !breaker || breaker.until === null ? true : undefined;
  });
  await goesOn(scene);
}, 120_000);
