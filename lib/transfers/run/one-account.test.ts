import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { testCtx } from "#lib/auth/test-ctx.ts";
import { db, pool } from "#lib/db/client.ts";
import { withTestDatabase } from "#lib/db/test-database.ts";
import type { AppError } from "#lib/errors.ts";
import { policyOf } from "../scene.ts";
import { makePolicy, makeVoiceConnection } from "./scene.ts";
import { startInput } from "./schema.ts";
import { startTransfer } from "./start-transfer.ts";
import { ended, openTransferHouse, startTestRunner } from "./test-house.ts";

withTestDatabase();

const ann = testCtx("supervisor", { id: "usr_ann", name: "Ann" });
const bob = testCtx("supervisor", { id: "usr_bob", name: "Bob" });
const acd = { kind: "cxone", tenant: { businessUnitId: "4597", apiBaseUrl: "https://api-c4.example.com" } };
const v2 = { kind: "cxone-v2", tenant: { baseUrl: "https://us-02.example.com" } };

let calls = 91_000;
const newCall = () => String(++calls);
const policyAt = async (connectionId: string) => (await makePolicy(policyOf(1), { connectionId })).id;
const start = async (ctx: typeof ann, callId: string, connectionId: string) => {
  const input = startInput.parse({ policyId: await policyAt(connectionId), callId });
  return (await startTransfer(ctx, input)).transfer;
};
const refusal = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => {
      throw new Error("It was not refused");
    },
    (error: AppError) => error,
  );

test.each([
  ["two access keys of one business unit", acd],
  ["two clients at one address of the v2", v2],
])("%s: a call that is transferred over one is not transferred over the other", async (_what, place) => {
  const callId = newCall();
  const [here, there] = await Promise.all([makeVoiceConnection(place), makeVoiceConnection(place)]);
  const first = await start(ann, callId, here);
  const refused = await refusal(start(bob, callId, there));
  expect(refused.code).toBe("conflict");
  expect(refused.options).toMatchObject({
    title: "This call is already being transferred",
    detail: expect.stringMatching(new RegExp(`^Ann started it \\d+ s ago over Acme ${here} by the policy `)),
    href: `/transfers/${first.id}`,
  });
  expect(await db().transferRun.count({ where: { callId } })).toBe(1);
});

test("of two who start over two connections at the same moment one is refused, whoever it is", async () => {
  const connections = await Promise.all([acd, acd, acd, acd].map(makeVoiceConnection));
  for (let round = 0; round < 5; round++) {
    const callId = newCall();
    const ended = await Promise.allSettled(connections.map((at, i) => start(i % 2 ? ann : bob, callId, at)));
    expect(ended.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [run, ...others] = await db().transferRun.findMany({ where: { callId } });
    expect(others).toEqual([]);
    for (const end of ended) {
      if (end.status === "fulfilled") continue;
      expect((end.reason as AppError).options.href).toBe(`/transfers/${run?.id}`);
    }
  }
});

test("a call of another business unit, of another cluster or at another address is another call", async () => {
  const callId = newCall();
  const { apiBaseUrl, businessUnitId } = acd.tenant;
  for (const place of [
    acd,
    { kind: "cxone", tenant: { businessUnitId: "4598", apiBaseUrl } },
    { kind: "cxone", tenant: { businessUnitId, apiBaseUrl: "https://api-e32.example.com" } },
    v2,
    { kind: "cxone-v2", tenant: { baseUrl: "https://eu-01.example.com" } },
  ])
    expect((await start(ann, callId, await makeVoiceConnection(place))).callId).toBe(callId);
});

test("a connection that was never checked stands for itself, and goes on doing so for the transfers of that time", async () => {
  const callId = newCall();
  const [unchecked, other] = await Promise.all([makeVoiceConnection(), makeVoiceConnection()]);
  const { id } = await start(ann, callId, unchecked);
  await start(ann, callId, other);
  await db().connection.update({ where: { id: unchecked }, data: { tenant: acd.tenant } });
  expect((await refusal(start(bob, callId, unchecked))).options.href).toBe(`/transfers/${id}`);
});

test.each(["v2", "acd"] as const)("dialect %s: the contact centre hears of one transfer", async (dialect) => {
  const house = await openTransferHouse(dialect, { runner: false });
  const second = await house.connect();
  const callId = await house.call();
  const asked = [house.connectionId, second].map(async (connectionId, index) => {
    const policy = await makePolicy(house.bodyOf([house.sales()]), { connectionId });
    const input = startInput.parse({ policyId: policy.id, callId, caller: "+49301234711" });
    return startTransfer(index === 0 ? ann : bob, input);
  });
  const done = await Promise.allSettled(asked);
  const [started, ...more] = done.flatMap((one) => (one.status === "fulfilled" ? [one.value.transfer] : []));
  expect(more).toEqual([]);
  startTestRunner();
  expect(await ended(started?.id ?? "")).toMatchObject({ outcome: "connected", attempts: 1 });
  expect(await house.transfersOf(callId)).toBe(1);
});

test("transfers that were under way before the rule are held to it; of two of one call the first is", async () => {
  const path = "prisma/migrations/20261122050000_transfer_account/migration.sql";
  const connections = await Promise.all([acd, acd, v2, { kind: "cxone" }].map(makeVoiceConnection));
  const [callId, another] = [newCall(), newCall()];
  for (const [at, call] of connections.map((id, index) => [id, index === 3 ? another : callId] as const))
    await start(ann, call, at).catch(() => undefined);
  const known = await db().transferRun.findMany({
    where: { callId: { in: [callId, another] } },
    orderBy: { at: "asc" },
  });
  await pool().query("ALTER TABLE transfer_run DROP COLUMN account");
  const twin = {
    ...known[0],
    id: "trf_twin",
    connectionId: connections[1],
    at: new Date(),
    account: undefined,
  };
  await pool().query(
    `INSERT INTO transfer_run SELECT * FROM jsonb_populate_record(NULL::transfer_run,
      (SELECT to_jsonb(run) || $2::jsonb FROM transfer_run run WHERE id = $1))`,
    [known[0]?.id, JSON.stringify({ id: twin.id, connection_id: twin.connectionId, at: twin.at })],
  );
  await pool().query(await readFile(path, "utf8"));
  const { rows } = await pool().query("SELECT id, account FROM transfer_run WHERE call_id = ANY($1)", [
    [callId, another],
  ]);
  expect(new Map(rows.map(({ id, account }) => [id, account]))).toEqual(
    new Map([...known.map(({ id, account }) => [id, account] as const), ["trf_twin", null]]),
  );
});
